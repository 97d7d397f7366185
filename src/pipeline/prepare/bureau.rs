//! Features of the credits that other banks reported to the credit bureau.
//!
//! Depends on the raw tables, the rows and the aggregation. The monthly statuses are summarised by credit
//! first, then with the credits by client.

use rayon::iter::{IndexedParallelIterator as _, IntoParallelIterator as _, ParallelIterator as _};

use super::{
    aggregate::{Aggregate, category_features, columns_of, number_features, with_missing},
    columns::Columns,
    feature::{Category, Family, Origin},
    raw_table::{Owners, RawTable},
    rows::Rows,
    sheet::Sheet,
    statistics::{
        Statistic::{self, Max, Mean, Min, Sum, Variance},
        summarise,
    },
};

/// What is said of the credits themselves.
pub(super) const CREDITS: &[Aggregate] = &[
    ("DAYS_CREDIT", &[Min, Max, Mean, Variance]),
    ("DAYS_CREDIT_ENDDATE", &[Min, Max, Mean]),
    ("DAYS_CREDIT_UPDATE", &[Mean]),
    ("CREDIT_DAY_OVERDUE", &[Max, Mean]),
    ("AMT_CREDIT_MAX_OVERDUE", &[Mean]),
    ("AMT_CREDIT_SUM", &[Max, Mean, Sum]),
    ("AMT_CREDIT_SUM_DEBT", &[Max, Mean, Sum]),
    ("AMT_CREDIT_SUM_OVERDUE", &[Mean]),
    ("AMT_CREDIT_SUM_LIMIT", &[Mean, Sum]),
    ("AMT_ANNUITY", &[Max, Mean]),
    ("CNT_CREDIT_PROLONG", &[Sum]),
];

/// What is said of the months of the credits, which [`Months`] has summarised.
pub(super) const MONTHS: &[Aggregate] = &[
    ("MONTHS_BALANCE_MIN", &[Min]),
    ("MONTHS_BALANCE_MAX", &[Max]),
    ("MONTHS_BALANCE_SIZE", &[Mean, Sum]),
];

/// The columns of words.
pub(super) const WORDS: &[&str] = &["CREDIT_ACTIVE", "CREDIT_CURRENCY", "CREDIT_TYPE"];

/// The column that tells running from closed credits, and its words for them.
const STATE: &str = "CREDIT_ACTIVE";
const ACTIVE: &str = "Active";
const CLOSED: &str = "Closed";

/// The month of a row of the table of months, and the status that the credit had.
const MONTHS_BALANCE: &str = "MONTHS_BALANCE";
pub(super) const STATUS: &str = "STATUS";

/// The summary of the months of each credit.
pub(super) struct Months {
    /// The statuses that there are.
    pub(super) statuses: Vec<String>,
    /// The summaries, one row a credit.
    pub(super) columns: Columns,
}

impl Months {
    /// Summarises the months of each of `credits` credits, to which the rows of `balance` belong;
    /// `new_codes` are the codes of its own words among the `statuses`.
    ///
    /// Least, largest and number do not depend on the order of the months, so that these need not
    /// be brought together first.
    pub(super) fn of(
        balance: &RawTable,
        owners: &Owners,
        credits: usize,
        statuses: Vec<String>,
        new_codes: &[u32],
    ) -> Self {
        let places = Places {
            month: balance.number_place(MONTHS_BALANCE).unwrap_or(usize::MAX),
            status: balance.word_place(STATUS).unwrap_or(usize::MAX),
            statuses: statuses.len(),
            new_codes,
        };
        // Everybody goes through all months, and takes those of some credits.
        let share = credits.div_ceil(rayon::current_num_threads()).max(1);
        let mut all: Vec<Vec<f64>> = Vec::new();
        all.resize_with(3 + places.width(), || vec![0.0; credits]);
        let mut shares: Vec<Vec<&mut [f64]>> = Vec::new();
        shares.resize_with(credits.div_ceil(share), Vec::new);
        for column in &mut all {
            for (columns, some) in shares.iter_mut().zip(column.chunks_mut(share)) {
                columns.push(some);
            }
        }
        shares.into_par_iter().enumerate().for_each(|(at, columns)| {
            summarise_months(balance, owners, at * share, &places, columns);
        });
        let months = ["MONTHS_BALANCE_MIN", "MONTHS_BALANCE_MAX", "MONTHS_BALANCE_SIZE"];
        let names = months.into_iter().map(str::to_owned);
        let names = names.chain(with_missing(&statuses).map(|status| share_column(&status)));
        let mut columns = Columns::default();
        for (name, values) in names.zip(all) {
            columns.put(&name, values);
        }
        Self { statuses, columns }
    }
}

/// Where a row of the table of months says what.
struct Places<'a> {
    month: usize,
    status: usize,
    /// How many statuses there are.
    statuses: usize,
    /// The code among them of each of the table's own words, missing first.
    new_codes: &'a [u32],
}

impl Places<'_> {
    /// How many statuses there are, missing among them.
    fn width(&self) -> usize {
        self.statuses + 1
    }
}

/// Puts into `columns`, which have room for the owners from `first` on, the least month of each, the
/// largest, and how many there are; then for each status and, last, for missing, on which share of the
/// rows it stands. NaN for owners without rows.
fn summarise_months(
    balance: &RawTable,
    owners: &Owners,
    first: usize,
    places: &Places<'_>,
    columns: Vec<&mut [f64]>,
) {
    let (width, count) = (places.width(), columns.first().map_or(0, |column| column.len()));
    let mut extremes = vec![(f64::NAN, f64::NAN); count];
    let (mut sizes, mut counts) = (vec![0_u32; count], vec![0_u32; count * width]);
    for (owners, piece) in owners.of_pieces.iter().zip(balance.pieces()) {
        let rows = piece.numbers(places.month).zip(piece.codes(places.status));
        for (owner, (month, code)) in owners.iter().zip(rows) {
            // Below the first one of them it is beyond the last one.
            let own = (*owner as usize).wrapping_sub(first);
            let Some((least, most)) = extremes.get_mut(own) else { continue };
            // These skip NaN.
            *least = least.min(month);
            *most = most.max(month);
            if let Some(size) = sizes.get_mut(own) {
                *size += 1;
            }
            let place = match places.new_codes.get(code as usize).copied().unwrap_or(0) as usize {
                0 => places.statuses,
                code if code <= places.statuses => code - 1,
                // A word that nobody knows is in no column.
                _ => continue,
            };
            if let Some(count) = counts.get_mut(own * width + place) {
                *count += 1;
            }
        }
    }
    let size = |own: usize| sizes.get(own).copied().filter(|size| *size > 0).map(f64::from);
    for (place, column) in columns.into_iter().enumerate() {
        for (own, room) in column.iter_mut().enumerate() {
            let extremes = extremes.get(own).copied().unwrap_or((f64::NAN, f64::NAN));
            let size = size(own).unwrap_or(f64::NAN);
            *room = match place {
                0 => extremes.0,
                1 => extremes.1,
                2 => size,
                place => {
                    let count = counts.get(own * width + place - 3).copied().unwrap_or(0);
                    f64::from(count) / size
                }
            };
        }
    }
}

/// The name of the column that holds how often a credit had `status`.
fn share_column(status: &Category) -> String {
    format!("{STATUS}{}_MEAN", status.suffix())
}

/// The features of all credits, of those that run and of those that are closed. Whether there is a
/// table of months, its columns beside the credits tell.
pub(super) fn features(credits: &Rows<'_>, sheet: &mut Sheet) {
    let has_months = credits.numbers.get("MONTHS_BALANCE_SIZE").is_some();
    let mut numbers = CREDITS.to_vec();
    if has_months {
        numbers.extend(MONTHS);
    }
    number_features(sheet, Family::Bureau, credits, &numbers);
    category_features(sheet, Family::Bureau, credits, WORDS, &[Mean]);
    if has_months {
        status_features(credits, sheet);
    }
    for (family, word) in [(Family::ActiveCredits, ACTIVE), (Family::ClosedCredits, CLOSED)] {
        let some = credits.keep(columns_of(&numbers), credits.is_word(STATE, word));
        number_features(sheet, family, &some, &numbers);
    }
}

/// The mean over a client's credits of how often each had a status.
fn status_features(credits: &Rows<'_>, sheet: &mut Sheet) {
    let statuses: Vec<Category> = with_missing(credits.categories(STATUS)).collect();
    let columns: Vec<String> = statuses.iter().map(share_column).collect();
    let numbers: Vec<(&[f64], &[Statistic])> =
        columns.iter().map(|column| (credits.numbers(column), [Mean].as_slice())).collect();
    let means = summarise(&numbers, &credits.groups);
    for ((status, column), means) in statuses.into_iter().zip(&columns).zip(means) {
        let described = || {
            let name = format!("{}{column}_{}", Family::Bureau.prefix(), Mean.suffix());
            let origin = Origin {
                family: Family::Bureau,
                column: STATUS.to_owned(),
                category: status,
                statistic: Some(Mean),
            };
            (name, origin)
        };
        sheet.put(described, means.first().map(Vec::as_slice).unwrap_or_default());
    }
}

//! Features of the credits that other banks reported to the credit bureau.
//!
//! Depends on the raw tables, the rows and the aggregation. The monthly statuses are summarised by credit
//! first, then with the credits by client.

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
        let ((least, most), (sizes, counts)) = rayon::join(
            || extremes(owners, balance, credits),
            || status_counts(owners, balance, credits, statuses.len(), new_codes),
        );
        let mut columns = Columns::default();
        let sizes: Vec<f64> =
            sizes.iter().map(|rows| if *rows == 0 { f64::NAN } else { f64::from(*rows) }).collect();
        columns.put("MONTHS_BALANCE_MIN", least);
        columns.put("MONTHS_BALANCE_MAX", most);
        for (place, status) in with_missing(&statuses).enumerate() {
            let counts = counts.iter().skip(place).step_by(statuses.len() + 1);
            let shares = counts.zip(&sizes).map(|(count, size)| f64::from(*count) / size);
            columns.put(&share_column(&status), shares.collect());
        }
        columns.put("MONTHS_BALANCE_SIZE", sizes);
        Self { statuses, columns }
    }
}

/// The first and the last month of each owner; NaN for owners without one.
fn extremes(owners: &Owners, balance: &RawTable, count: usize) -> (Vec<f64>, Vec<f64>) {
    let place = balance.number_place(MONTHS_BALANCE).unwrap_or(usize::MAX);
    let mut extremes = vec![(f64::NAN, f64::NAN); count];
    for (owners, piece) in owners.of_pieces.iter().zip(balance.pieces()) {
        for (owner, month) in owners.iter().zip(piece.numbers(place)) {
            if let Some((least, most)) = extremes.get_mut(*owner as usize) {
                // These skip NaN.
                *least = least.min(month);
                *most = most.max(month);
            }
        }
    }
    extremes.into_iter().unzip()
}

/// How many rows each owner has; and how many of them hold each status, missing last, one owner
/// after the other.
fn status_counts(
    owners: &Owners,
    balance: &RawTable,
    count: usize,
    statuses: usize,
    new_codes: &[u32],
) -> (Vec<u32>, Vec<u32>) {
    let (mut sizes, mut counts) = (vec![0; count], vec![0; count * (statuses + 1)]);
    let column = balance.word_place(STATUS).unwrap_or(usize::MAX);
    let place = |code: u32| match new_codes.get(code as usize).copied().unwrap_or(0) as usize {
        0 => statuses,
        code => code - 1,
    };
    for (owners, piece) in owners.of_pieces.iter().zip(balance.pieces()) {
        for (owner, code) in owners.iter().zip(piece.codes(column)) {
            let owner = *owner as usize;
            let Some(size) = sizes.get_mut(owner) else { continue };
            *size += 1;
            // A word that nobody knows is in no column.
            let place = place(code);
            if place <= statuses
                && let Some(count) = counts.get_mut(owner * (statuses + 1) + place)
            {
                *count += 1;
            }
        }
    }
    (sizes, counts)
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

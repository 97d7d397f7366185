//! The columns of the feature table, each with where it comes from.
//!
//! Depends on polars for the columns themselves. Invariant: what stands in a column is finite or
//! missing; infinities (a division by zero) become missing and are counted.

use polars::prelude::{
    ChunkedArray, Column as TableColumn, DataType, Float32Type, Float64Type, Int8Type, Int16Type,
    Int32Type, IntoColumn as _, IntoSeries, PolarsNumericType, Series,
};
use rayon::iter::{IntoParallelIterator as _, ParallelIterator as _};

use super::statistics::Statistic;

/// Which rows a feature is about; each family has its own beginning of names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Family {
    /// The application itself.
    Application,
    /// Credits at other banks.
    Bureau,
    /// Credits at other banks that run.
    ActiveCredits,
    /// Credits at other banks that are closed.
    ClosedCredits,
    /// Earlier applications at this bank.
    Previous,
    /// Earlier applications that were approved.
    Approved,
    /// Earlier applications that were refused.
    Refused,
    /// Months of earlier point-of-sale and cash loans.
    PosCash,
    /// Instalments of earlier credits.
    Instalments,
    /// Months of earlier credit cards.
    Card,
    /// Credits at other banks that were taken in the last year.
    CreditsOfOneYear,
    /// Credits at other banks that were taken in the last two years.
    CreditsOfTwoYears,
    /// Credits at other banks that were taken in the last three years.
    CreditsOfThreeYears,
    /// The last twelve months of earlier point-of-sale and cash loans.
    PosCashOfOneYear,
    /// The last six instalments of earlier credits.
    LastSixInstalments,
    /// The last twelve instalments of earlier credits.
    LastTwelveInstalments,
    /// The last twenty-four instalments of earlier credits.
    LastTwentyFourInstalments,
    /// The last twelve months of earlier credit cards.
    CardOfOneYear,
}

/// Where a feature comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// Which rows.
    pub family: Family,
    /// Which column of theirs, or the name of an expression.
    pub column: String,
    /// Which value of a column of words.
    pub category: Category,
    /// What is said of them; `None` for the application, which has one row a client.
    pub statistic: Option<Statistic>,
}

/// Which value of a column of words a feature is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Category {
    /// None: the column holds numbers.
    None,
    /// This one.
    Word(String),
    /// That there is none.
    Missing,
}

/// A column of the feature table.
#[derive(Debug, Clone)]
pub struct Feature {
    /// Its name, as LightGBM writes it.
    pub name: String,
    /// Where it comes from.
    pub origin: Origin,
    /// How many clients had an infinite value, which is missing now.
    pub infinite: usize,
    /// One value a client.
    pub(super) values: TableColumn,
}

/// A feature of some clients, before those of all clients are put together.
#[derive(Debug, Clone)]
pub(super) struct Part {
    name: String,
    origin: Origin,
    values: Vec<f64>,
    /// Looked at while the values are at hand.
    range: Range,
}

impl Family {
    /// How the names of its features begin.
    #[must_use]
    pub fn prefix(self) -> &'static str {
        match self {
            Self::Application => "",
            Self::Bureau => "BURO_",
            Self::ActiveCredits => "ACTIVE_",
            Self::ClosedCredits => "CLOSED_",
            Self::Previous => "PREV_",
            Self::Approved => "APPROVED_",
            Self::Refused => "REFUSED_",
            Self::PosCash => "POS_",
            Self::Instalments => "INSTAL_",
            Self::Card => "CC_",
            Self::CreditsOfOneYear => "BURO_1Y_",
            Self::CreditsOfTwoYears => "BURO_2Y_",
            Self::CreditsOfThreeYears => "BURO_3Y_",
            Self::PosCashOfOneYear => "POS_1Y_",
            Self::LastSixInstalments => "INSTAL_LAST6_",
            Self::LastTwelveInstalments => "INSTAL_LAST12_",
            Self::LastTwentyFourInstalments => "INSTAL_LAST24_",
            Self::CardOfOneYear => "CC_1Y_",
        }
    }
}

impl Category {
    /// How it continues the name of its column.
    pub(super) fn suffix(&self) -> String {
        match self {
            Self::None => String::new(),
            Self::Word(word) => format!("_{word}"),
            Self::Missing => "_nan".to_owned(),
        }
    }
}

impl Origin {
    /// A number of the application.
    pub(super) fn application(column: &str) -> Self {
        Self {
            family: Family::Application,
            column: column.to_owned(),
            category: Category::None,
            statistic: None,
        }
    }
}

impl Part {
    /// The part of these values, NaN for missing, called `name` before it is cleaned.
    pub(super) fn new(name: String, origin: Origin, values: Vec<f64>) -> Self {
        let range = Range::of(&values);
        Self { name, origin, values, range }
    }
}

impl Feature {
    /// The feature of these values, NaN for missing, called `name` before it is cleaned.
    pub(super) fn new(name: &str, origin: Origin, values: &[f64]) -> Self {
        Self::of_parts(name, origin, &[values], Range::of(values))
    }

    /// The features whose parts the batches hold, each batch in the same order.
    pub(super) fn of_batches(batches: Vec<Vec<Part>>) -> Vec<Self> {
        let count = batches.first().map_or(0, Vec::len);
        let mut by_feature: Vec<Vec<Part>> = (0..count).map(|_| Vec::new()).collect();
        for batch in batches {
            for (all, part) in by_feature.iter_mut().zip(batch) {
                all.push(part);
            }
        }
        let joined = |mut parts: Vec<Part>| {
            let first = parts.first_mut()?;
            let (name, origin) = (std::mem::take(&mut first.name), first.origin.clone());
            let values: Vec<&[f64]> = parts.iter().map(|part| part.values.as_slice()).collect();
            let range = parts.iter().map(|part| part.range).reduce(Range::and)?;
            Some(Self::of_parts(&name, origin, &values, range))
        };
        by_feature.into_par_iter().filter_map(joined).collect()
    }

    /// Its numbers, NaN for missing.
    pub(super) fn numbers(&self) -> Vec<f64> {
        // A column of numbers of a narrower type; the cast cannot fail.
        let wide = self.values.cast(&DataType::Float64);
        let wide = wide.ok().and_then(|wide| Some(wide.f64().ok()?.iter().collect::<Vec<_>>()));
        let wide = wide.unwrap_or_else(|| vec![None; self.values.len()]);
        wide.into_iter().map(|number| number.unwrap_or(f64::NAN)).collect()
    }

    fn of_parts(name: &str, origin: Origin, parts: &[&[f64]], range: Range) -> Self {
        let name = crate::base::clean_name(name);
        let values = smallest_column(&name, parts, range);
        Self { name, origin, infinite: range.infinite, values }
    }
}

/// What has to be known of values to choose their type.
#[derive(Debug, Clone, Copy)]
struct Range {
    least: f64,
    most: f64,
    /// Whether all are whole numbers.
    whole: bool,
    /// Whether single precision loses nothing of any.
    single: bool,
    finite: usize,
    infinite: usize,
}

impl Range {
    fn of(values: &[f64]) -> Self {
        let mut range = Self {
            least: f64::INFINITY,
            most: f64::NEG_INFINITY,
            whole: true,
            single: true,
            finite: 0,
            infinite: 0,
        };
        for &value in values {
            if value.is_finite() {
                range.finite += 1;
                range.least = range.least.min(value);
                range.most = range.most.max(value);
                // Beyond its range the cast saturates, and the ends are looked at anyhow.
                range.whole &= f64::from(value as i32) == value;
                range.single &= f64::from(value as f32) == value;
            } else {
                range.infinite += usize::from(value.is_infinite());
            }
        }
        range
    }

    /// The range of the values of both.
    fn and(self, other: Self) -> Self {
        Self {
            least: self.least.min(other.least),
            most: self.most.max(other.most),
            whole: self.whole && other.whole,
            single: self.single && other.single,
            finite: self.finite + other.finite,
            infinite: self.infinite + other.infinite,
        }
    }

    /// Whether all are whole numbers in this range.
    fn fits(&self, least: impl Into<f64>, most: impl Into<f64>) -> bool {
        self.whole && self.least >= least.into() && self.most <= most.into()
    }
}

/// The column of the values of all `parts`, whose range is `range`, null for what is not finite, in
/// the smallest type that holds each of them exactly.
fn smallest_column(name: &str, parts: &[&[f64]], range: Range) -> TableColumn {
    let series = if range.fits(i8::MIN, i8::MAX) {
        series::<Int8Type>(name, parts, &range, |value| value as i8)
    } else if range.fits(i16::MIN, i16::MAX) {
        series::<Int16Type>(name, parts, &range, |value| value as i16)
    } else if range.fits(i32::MIN, i32::MAX) {
        series::<Int32Type>(name, parts, &range, |value| value as i32)
    } else if range.single {
        series::<Float32Type>(name, parts, &range, |value| value as f32)
    } else {
        series::<Float64Type>(name, parts, &range, |value| value)
    };
    series.into_column()
}

/// The values of all `parts` in another type, null for what is not finite.
fn series<T>(
    name: &str,
    parts: &[&[f64]],
    range: &Range,
    narrow: impl Fn(f64) -> T::Native,
) -> Series
where
    T: PolarsNumericType,
    ChunkedArray<T>: IntoSeries,
{
    let all = || parts.iter().copied().flatten().copied();
    let rows = parts.iter().map(|part| part.len()).sum::<usize>();
    let mut values = Vec::with_capacity(rows);
    values.extend(
        all().map(|value| if value.is_finite() { narrow(value) } else { T::Native::default() }),
    );
    let given = (range.finite < rows).then(|| all().map(f64::is_finite).collect());
    ChunkedArray::<T>::from_vec_validity(name.into(), values, given).into_series()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(values: &[f64]) -> TableColumn {
        smallest_column("x", &[values], Range::of(values))
    }

    #[test]
    fn the_smallest_type_that_loses_nothing_is_taken() {
        for (values, kind) in [
            (vec![0.0, 1.0, f64::NAN], DataType::Int8),
            (vec![-129.0], DataType::Int16),
            (vec![365_243.0, -1.0], DataType::Int32),
            (vec![0.5, 1e30_f32.into()], DataType::Float32),
            (vec![0.1], DataType::Float64),
            (vec![3e9, 1.0], DataType::Float32),
            (vec![4_294_967_297.0], DataType::Float64),
            (vec![f64::NAN], DataType::Int8),
        ] {
            let column = column(&values);
            assert_eq!(*column.dtype(), kind, "{values:?}");
            let back = column.cast(&DataType::Float64).unwrap();
            let back: Vec<Option<f64>> = back.f64().unwrap().iter().collect();
            let given: Vec<_> = values.iter().map(|v| Some(*v).filter(|v| !v.is_nan())).collect();
            assert_eq!(back, given);
        }
    }

    #[test]
    fn infinities_become_missing_and_are_counted() {
        let values = vec![f64::INFINITY, 1.0, f64::NEG_INFINITY, f64::NAN];
        let feature = Feature::new("a b,c", Origin::application("x"), &values);
        assert_eq!((feature.name.as_str(), feature.infinite), ("a_b_c", 2));
        assert_eq!(feature.values.null_count(), 3);
    }
}

//! The columns of the feature table, each with where it comes from.
//!
//! Depends on polars for the columns themselves. Invariant: what stands in a column is finite or
//! missing; infinities (a division by zero) become missing and are counted.

use polars::prelude::{
    Column as TableColumn, DataType, Float64Chunked, IntoColumn as _, IntoSeries as _,
    NewChunkedArray as _,
};

use super::{error::PrepareError, statistics::Statistic};

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

impl Feature {
    /// The feature of these values, NaN for missing, called `name` before it is cleaned.
    pub(super) fn new(name: &str, origin: Origin, values: &[f64]) -> Result<Self, PrepareError> {
        let name = crate::base::clean_name(name);
        let infinite = values.iter().filter(|value| value.is_infinite()).count();
        let values = smallest_column(&name, values)?;
        Ok(Self { name, origin, infinite, values })
    }
}

/// The column of these values, null for what is not finite, in the smallest type that holds each
/// of them exactly.
fn smallest_column(name: &str, values: &[f64]) -> Result<TableColumn, PrepareError> {
    let (mut least, mut most, mut whole, mut single) =
        (f64::INFINITY, f64::NEG_INFINITY, true, true);
    for &value in values.iter().filter(|value| value.is_finite()) {
        least = least.min(value);
        most = most.max(value);
        whole &= value.fract() == 0.0;
        single &= f64::from(value as f32) == value;
    }
    let fits = |low: f64, high: f64| whole && least >= low && most <= high;
    let kind = if fits(f64::from(i8::MIN), f64::from(i8::MAX)) {
        DataType::Int8
    } else if fits(f64::from(i16::MIN), f64::from(i16::MAX)) {
        DataType::Int16
    } else if fits(f64::from(i32::MIN), f64::from(i32::MAX)) {
        DataType::Int32
    } else if single {
        DataType::Float32
    } else {
        DataType::Float64
    };
    let given = values.iter().map(|value| value.is_finite().then_some(*value));
    let column = Float64Chunked::from_iter_options(name.into(), given).into_series();
    Ok(column.strict_cast(&kind)?.into_column())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(values: &[f64]) -> TableColumn {
        smallest_column("x", values).unwrap()
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
        let feature = Feature::new("a b,c", Origin::application("x"), &values).unwrap();
        assert_eq!((feature.name.as_str(), feature.infinite), ("a_b_c", 2));
        assert_eq!(feature.values.null_count(), 3);
    }
}

//! The columns of the feature table, each with where it comes from.
//!
//! Depends on [`super::chunk`] for their values. Invariant: what stands in a column is finite or
//! missing; infinities (a division by zero) become missing and are counted.

use super::{
    chunk::{CHUNK_ROWS, Chunk, Coder},
    range::Range,
    statistics::Statistic,
};

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
    chunks: Vec<Chunk>,
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
    pub(super) fn new(name: &str, origin: Origin, values: impl IntoIterator<Item = f64>) -> Self {
        let mut values = values.into_iter();
        let mut coder = Coder::default();
        let mut some = Vec::with_capacity(CHUNK_ROWS);
        let mut chunks = Vec::new();
        loop {
            some.clear();
            some.extend(values.by_ref().take(CHUNK_ROWS));
            if some.is_empty() {
                return Self::of_chunks(name, origin, chunks);
            }
            chunks.push(coder.chunk(&some));
        }
    }

    /// The feature that is 1 where a flag is set and 0 elsewhere, called `name` before it is cleaned.
    pub(super) fn of_flags(
        name: &str,
        origin: Origin,
        flags: impl IntoIterator<Item = bool>,
    ) -> Self {
        let mut flags = flags.into_iter();
        let mut chunks = Vec::new();
        loop {
            let chunk = Chunk::of_flags(flags.by_ref().take(CHUNK_ROWS));
            if chunk.rows() == 0 {
                return Self::of_chunks(name, origin, chunks);
            }
            chunks.push(chunk);
        }
    }

    /// The feature whose values `chunks` hold, each but the last one of [`CHUNK_ROWS`] clients.
    pub(super) fn of_chunks(name: &str, origin: Origin, chunks: Vec<Chunk>) -> Self {
        let infinite = chunks.iter().map(|chunk| chunk.range().infinite).sum();
        Self { name: crate::base::clean_name(name), origin, infinite, chunks }
    }

    /// How many clients there are.
    pub(super) fn rows(&self) -> usize {
        self.chunks.iter().map(Chunk::rows).sum()
    }

    /// Its values.
    pub(super) fn chunks(&self) -> &[Chunk] {
        &self.chunks
    }

    /// What is to be known of its values.
    pub(super) fn range(&self) -> Range {
        self.chunks.iter().map(Chunk::range).fold(Range::NOTHING, Range::and)
    }

    /// The value of the client on `row`; NaN when it is missing, or when there is no such client.
    pub(super) fn number(&self, row: usize) -> f64 {
        let chunk = self.chunks.get(row / CHUNK_ROWS).map(Chunk::numbers);
        chunk.and_then(|numbers| numbers.get(row % CHUNK_ROWS).copied()).unwrap_or(f64::NAN)
    }

    /// Its values, NaN for missing.
    pub(super) fn numbers(&self) -> Vec<f64> {
        self.chunks.iter().flat_map(Chunk::numbers).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn infinities_become_missing_and_are_counted() {
        let values = [f64::INFINITY, 1.0, f64::NEG_INFINITY, f64::NAN];
        let feature = Feature::new("a b,c", Origin::application("x"), values);
        assert_eq!((feature.name.as_str(), feature.infinite), ("a_b_c", 2));
        let missing = feature.numbers().into_iter().filter(|number| number.is_nan()).count();
        assert_eq!((missing, feature.rows()), (3, 4));
    }

    #[test]
    fn a_column_of_any_length_is_kept_in_its_order() {
        for rows in [0, 1, CHUNK_ROWS, CHUNK_ROWS + 1, 2 * CHUNK_ROWS + 7] {
            let values = (0..rows).map(|row| row as f64);
            let feature = Feature::new("x", Origin::application("x"), values.clone());
            assert_eq!(feature.rows(), rows);
            assert!(feature.numbers().into_iter().eq(values));
            let flags = (0..rows).map(|row| row % 7 == 0);
            let feature = Feature::of_flags("x", Origin::application("x"), flags.clone());
            assert!(feature.numbers().into_iter().eq(flags.map(f64::from)));
        }
    }
}

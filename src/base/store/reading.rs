//! How a source was read, so that another model can tell whether it would have been read in the
//! same way for it.
//!
//! The rule is [`Reading::serves`]: the identifiers come from the same column, and every column
//! would have been taken as the same thing: numbers, or words with the same words among those that
//! usually mean "missing". Nothing else of what a model asks for changes what is kept.

use std::cell::Cell;

use serde::{Deserialize, Serialize};

use crate::base::{
    cell::is_missing_word,
    detect::{Chosen, choose_id},
    names::{Named, Names},
    options::{DecimalMark, Encoding, ReadOptions, ShortRows},
};

/// How a source was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::base) struct Reading {
    /// Its columns, all of them, in the order of the source.
    pub(in crate::base) columns: Vec<ColumnReading>,
    /// The place of the column that the identifiers come from.
    pub(in crate::base) id: Option<usize>,
    /// Whether cells that short rows did not have were taken as missing.
    pub(in crate::base) filled_short_rows: bool,
    number_clients: bool,
    short_rows: ShortRows,
    encoding: Option<Encoding>,
    decimal_mark: Option<DecimalMark>,
}

/// How one column of the source was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::base) struct ColumnReading {
    /// Its name.
    pub(in crate::base) name: String,
    /// Whether it could have identified the clients; `None` when nobody looked.
    pub(in crate::base) may_identify: Option<bool>,
    /// What it was taken as.
    pub(in crate::base) taken: TakenAs,
    /// What it would have been taken as if no model had asked for it; `None` when that is not
    /// known.
    pub(in crate::base) unasked: Option<TakenAs>,
    /// Whether it is numbers or nothing at all by its type, whatever words a model asks for:
    /// Parquet knows, CSV never does.
    pub(in crate::base) is_typed_number: bool,
    /// Whether a model that reads it as numbers would refuse it: it holds infinite ones.
    pub(in crate::base) has_infinite: bool,
}

/// What a column was taken as.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::base) enum TakenAs {
    /// Nothing: it identifies the clients, or is of a type that is not read.
    Nothing,
    /// Numbers.
    Numbers,
    /// Words; these are words although they usually mean "missing".
    Words(Vec<String>),
}

/// Which column identifies the clients cannot be told without the source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::base) struct NoTelling;

impl TakenAs {
    /// Words, of which these are words whatever they spell.
    pub(in crate::base) fn words(labels: &[String]) -> Self {
        let kept = labels.iter().filter(|label| is_missing_word(label.as_bytes()));
        let mut kept: Vec<String> = kept.cloned().collect();
        kept.sort_unstable();
        kept.dedup();
        Self::Words(kept)
    }
}

impl Reading {
    /// A source with these columns, read as `options` say, whose identifiers come from the column
    /// at `id`.
    pub(in crate::base) fn new(
        columns: Vec<ColumnReading>,
        id: Option<usize>,
        filled_short_rows: bool,
        options: &ReadOptions,
    ) -> Self {
        Self {
            columns,
            id,
            filled_short_rows,
            number_clients: options.number_clients,
            short_rows: options.short_rows,
            encoding: options.encoding,
            decimal_mark: options.decimal_mark,
        }
    }

    /// The names of all columns.
    pub(in crate::base) fn names(&self) -> Vec<String> {
        self.columns.iter().map(|column| column.name.clone()).collect()
    }

    /// Which column identifies the clients, as `options` have it, if any.
    ///
    /// # Errors
    /// When that cannot be told without the source, or no column does.
    pub(in crate::base) fn chosen_id(
        &self,
        options: &ReadOptions,
    ) -> Result<Option<Chosen>, NoTelling> {
        let is_unknown = Cell::new(false);
        let may_identify = |column: usize| {
            let known = self.columns.get(column).and_then(|column| column.may_identify);
            is_unknown.set(is_unknown.get() || known.is_none());
            known == Some(true)
        };
        let chosen = choose_id(&self.names(), options, may_identify).map_err(|_| NoTelling)?;
        if is_unknown.get() { Err(NoTelling) } else { Ok(chosen) }
    }

    /// Whether reading the source as `options` say would give the same table.
    pub(in crate::base) fn serves(&self, options: &ReadOptions) -> bool {
        let same_rows = self.short_rows == options.short_rows || !self.filled_short_rows;
        same_rows
            && self.number_clients == options.number_clients
            && self.encoding == options.encoding
            && self.decimal_mark == options.decimal_mark
            && self.chosen_id(options).is_ok_and(|id| id.map(|id| id.column) == self.id)
            && self.serves_features(options)
    }

    fn serves_features(&self, options: &ReadOptions) -> bool {
        let names = Names::new(self.columns.iter().map(|column| column.name.as_str()));
        let column_of = |feature: &str| match names.find(feature) {
            Named::Column(column) => Some(column),
            Named::Ambiguous(_) | Named::Nothing => None,
        };
        let mut asked: Vec<Option<TakenAs>> = vec![None; self.columns.len()];
        for feature in &options.numeric {
            if let Some(slot) = column_of(feature).and_then(|column| asked.get_mut(column)) {
                *slot = Some(TakenAs::Numbers);
            }
        }
        for feature in &options.text {
            if let Some(slot) = column_of(&feature.name).and_then(|column| asked.get_mut(column)) {
                *slot = Some(TakenAs::words(&feature.labels));
            }
        }
        self.columns.iter().zip(asked).all(|(column, asked)| column.would_be(asked))
    }
}

impl ColumnReading {
    /// Whether the column would be taken as it was, if a model asked for it so, or did not.
    fn would_be(&self, asked: Option<TakenAs>) -> bool {
        match asked {
            Some(TakenAs::Numbers) => self.taken == TakenAs::Numbers && !self.has_infinite,
            Some(words @ TakenAs::Words(_)) if !self.is_typed_number => self.taken == words,
            _ => self.unasked.as_ref() == Some(&self.taken),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::base::options::{ColumnChoice, TextFeature};

    use super::*;

    fn column(name: &str, taken: TakenAs, unasked: Option<TakenAs>) -> ColumnReading {
        let name = name.to_owned();
        ColumnReading {
            name,
            may_identify: Some(false),
            taken,
            unasked,
            is_typed_number: false,
            has_infinite: false,
        }
    }

    fn reading(columns: Vec<ColumnReading>) -> Reading {
        let mut columns = columns;
        columns.insert(0, column("id", TakenAs::Nothing, Some(TakenAs::Nothing)));
        Reading::new(columns, Some(0), false, &ReadOptions::default())
    }

    fn numeric(name: &str) -> ReadOptions {
        ReadOptions { numeric: vec![name.to_owned()], ..ReadOptions::default() }
    }

    fn text(name: &str, labels: &[&str]) -> ReadOptions {
        let labels = labels.iter().map(ToString::to_string).collect();
        let text = vec![TextFeature { name: name.to_owned(), labels }];
        ReadOptions { text, ..ReadOptions::default() }
    }

    #[test]
    fn numbers_serve_as_numbers_and_not_as_words() {
        let kept = reading(vec![column("x", TakenAs::Numbers, Some(TakenAs::Numbers))]);
        assert!(kept.serves(&ReadOptions::default()) && kept.serves(&numeric("x")));
        assert!(kept.serves(&numeric("another")));
        assert!(!kept.serves(&text("x", &["1"])));
    }

    #[test]
    fn truths_are_numbers_for_the_model_that_reads_them_only() {
        let kept = reading(vec![column("x", TakenAs::Numbers, Some(TakenAs::words(&[])))]);
        assert!(kept.serves(&numeric("x")) && !kept.serves(&ReadOptions::default()));
    }

    #[test]
    fn words_serve_with_the_same_words_among_the_missing_ones() {
        let words = TakenAs::words(&[]);
        let kept = reading(vec![column("x", words.clone(), Some(words))]);
        assert!(kept.serves(&ReadOptions::default()) && kept.serves(&text("x", &["a", "b"])));
        assert!(!kept.serves(&text("x", &["a", "XNA"])) && !kept.serves(&numeric("x")));
        let asked = TakenAs::words(&["None".to_owned(), "a".to_owned()]);
        let kept = reading(vec![column("x", asked, Some(TakenAs::words(&[])))]);
        assert!(kept.serves(&text("x", &["None"])) && !kept.serves(&text("x", &["a"])));
        // `01`: words for the model that says so, perhaps numbers for the next one.
        let kept = reading(vec![column("x", TakenAs::words(&[]), None)]);
        assert!(kept.serves(&text("x", &["01"])) && !kept.serves(&ReadOptions::default()));
    }

    #[test]
    fn types_and_infinite_numbers_of_parquet_count() {
        let mut typed = column("x", TakenAs::Numbers, Some(TakenAs::Numbers));
        typed.is_typed_number = true;
        assert!(reading(vec![typed.clone()]).serves(&text("x", &["1"])));
        typed.has_infinite = true;
        assert!(!reading(vec![typed.clone()]).serves(&numeric("x")));
        assert!(reading(vec![typed]).serves(&ReadOptions::default()));
    }

    #[test]
    fn the_identifiers_come_from_the_same_column() {
        let kept = reading(vec![column("key", TakenAs::Numbers, Some(TakenAs::Numbers))]);
        let named = |name: &str| ReadOptions {
            id_column: ColumnChoice::Named(name.to_owned()),
            ..ReadOptions::default()
        };
        assert!(kept.serves(&named("id")));
        assert!(!kept.serves(&named("key")) && !kept.serves(&named("nowhere")));
        let numbered = ReadOptions { number_clients: true, ..ReadOptions::default() };
        assert!(!kept.serves(&numbered));
    }

    #[test]
    fn short_rows_count_only_where_there_are_some() {
        let fill = ReadOptions { short_rows: ShortRows::FillMissing, ..ReadOptions::default() };
        let whole = reading(Vec::new());
        assert!(whole.serves(&fill));
        let filled = Reading::new(whole.columns, Some(0), true, &fill);
        assert!(filled.serves(&fill) && !filled.serves(&ReadOptions::default()));
    }
}

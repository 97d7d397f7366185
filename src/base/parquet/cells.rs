//! The cells of Parquet columns on their way into ours.

use std::borrow::Cow;

use polars::prelude::{DataType, Series};

use crate::base::{
    cell::{LARGEST_EXACT, NumberCell, is_missing, is_missing_word, read_number},
    column::{Destination, NumberBuilder, TextBuilder},
    error::{BaseFault, CellFault},
    id_index::IdBuilder,
    options::DecimalMark,
    places::{PlaceUnit, Places},
};

use super::{
    file::{damaged, fault_of, panicked},
    quiet::quietly,
};

/// Numbers on their way into a column, and what is wrong with them.
#[derive(Debug)]
pub(super) struct Numbers {
    /// What was taken.
    pub(super) builder: NumberBuilder,
    /// Rows whose cell is no number; only words can have them.
    pub(super) other_words: Places,
    /// Rows whose number is infinite.
    pub(super) infinite: Places,
    /// Numbers too large to be exact.
    pub(super) beyond_exact: u64,
    rows: u64,
}

/// Identifiers on their way into an index.
#[derive(Debug)]
pub(super) struct Ids {
    /// One a row, empty where it is missing.
    pub(super) builder: IdBuilder,
    /// Rows without one.
    pub(super) missing: Places,
    rows: u64,
}

impl Numbers {
    /// No number yet; they go to `destination`.
    pub(super) fn new(destination: &Destination) -> Self {
        Self {
            builder: NumberBuilder::new(destination.clone()),
            other_words: Places::of(PlaceUnit::Row),
            infinite: Places::of(PlaceUnit::Row),
            beyond_exact: 0,
            rows: 0,
        }
    }
}

impl Default for Ids {
    fn default() -> Self {
        Self { builder: IdBuilder::default(), missing: Places::of(PlaceUnit::Row), rows: 0 }
    }
}

impl Numbers {
    /// Takes all rows of `series`; words are read as numbers.
    pub(super) fn push(&mut self, series: &Series) -> Result<(), BaseFault> {
        if is_words(series.dtype()) {
            return for_each_word(series, |word| self.push_word(word));
        }
        let numbers = cast(series, &DataType::Float64)?;
        let numbers = numbers.f64().map_err(|error| fault_of(&error))?;
        for number in numbers.iter() {
            self.push_number(number.unwrap_or(f64::NAN));
        }
        Ok(())
    }

    /// One more row.
    pub(super) fn push_word(&mut self, word: Option<&str>) {
        let cell = word
            .map_or(NumberCell::Missing, |word| read_number(word.as_bytes(), DecimalMark::Point));
        match cell {
            NumberCell::Number(number, _) => self.push_number(number),
            NumberCell::Truth(truth) => self.push_number(f64::from(u8::from(truth))),
            NumberCell::Missing => self.push_number(f64::NAN),
            NumberCell::Fault(CellFault::Infinite) => self.push_number(f64::INFINITY),
            NumberCell::Fault(_) => {
                self.other_words.add(self.rows + 1);
                self.push_number(f64::NAN);
            }
        }
    }

    fn push_number(&mut self, number: f64) {
        self.rows += 1;
        if number.is_infinite() {
            self.infinite.add(self.rows);
            self.builder.push(f64::NAN);
        } else {
            self.beyond_exact += u64::from(number.abs() >= LARGEST_EXACT);
            self.builder.push(number);
        }
    }
}

/// Takes all rows of `series` as words; `labels` are words whatever they spell.
pub(super) fn push_words(
    texts: &mut TextBuilder,
    series: &Series,
    labels: &[String],
) -> Result<(), BaseFault> {
    for_each_word(series, |word| push_word(texts, word, labels))
}

/// One more row; `labels` are words whatever they spell.
pub(super) fn push_word(texts: &mut TextBuilder, word: Option<&str>, labels: &[String]) {
    let is_word =
        |word: &&str| !is_missing_word(word.as_bytes()) || labels.iter().any(|label| label == word);
    texts.push(word.filter(is_word).map(str::as_bytes));
}

impl Ids {
    /// Takes all rows of `series`: whole numbers by their digits, words as they are written.
    pub(super) fn push(&mut self, series: &Series) -> Result<(), BaseFault> {
        match series.dtype() {
            DataType::Float32 | DataType::Float64 | DataType::Decimal(..) => {
                let numbers = cast(series, &DataType::Float64)?;
                let numbers = numbers.f64().map_err(|error| fault_of(&error))?;
                for number in numbers.iter() {
                    // Displays whole numbers without a decimal point, and all without exponent.
                    let text = number.filter(|number| !number.is_nan()).map(|n| n.to_string());
                    self.push_word(text.as_deref());
                }
                Ok(())
            }
            _ => for_each_word(series, |word| self.push_word(word)),
        }
    }

    /// One more row.
    pub(super) fn push_word(&mut self, word: Option<&str>) {
        let id = word.map(str::trim).filter(|word| !is_missing(word.as_bytes()));
        self.rows += 1;
        if id.is_none() {
            self.missing.add(self.rows);
        }
        self.builder.push(id.unwrap_or_default().as_bytes());
    }
}

fn is_words(kind: &DataType) -> bool {
    matches!(
        kind,
        DataType::String | DataType::Binary | DataType::Categorical(..) | DataType::Enum(..)
    )
}

/// Gives every cell of `series` as text.
fn for_each_word(series: &Series, mut take: impl FnMut(Option<&str>)) -> Result<(), BaseFault> {
    if let Ok(bytes) = series.binary() {
        // Some writers do not say that their bytes are text.
        for word in bytes.iter() {
            take(word.map(String::from_utf8_lossy).as_deref());
        }
        return Ok(());
    }
    if let DataType::Datetime(unit, zone) = series.dtype() {
        // With a zone, the file holds universal time; without one, what the clock showed.
        let moments = cast(&series.to_physical_repr(), &DataType::Datetime(*unit, None))?;
        let moments = cast(&moments, &DataType::String)?;
        let moments = moments.str().map_err(|error| fault_of(&error))?;
        let suffix = if zone.is_some() { "Z" } else { "" };
        for moment in moments.iter() {
            take(moment.map(|moment| short_moment(moment, suffix)).as_deref());
        }
        return Ok(());
    }
    let text = match series.dtype() {
        DataType::String => Cow::Borrowed(series),
        _ => Cow::Owned(cast(series, &DataType::String)?),
    };
    let text = text.str().map_err(|error| fault_of(&error))?;
    text.iter().for_each(take);
    Ok(())
}

/// `moment` without the fraction of a second and the time of day that it does not have.
fn short_moment(moment: &str, zone: &str) -> String {
    let (whole, fraction) = moment.split_once('.').unwrap_or((moment, ""));
    let fraction = fraction.trim_end_matches('0');
    if !fraction.is_empty() {
        return format!("{whole}.{fraction}{zone}");
    }
    match whole.strip_suffix(" 00:00:00") {
        Some(day) if zone.is_empty() => day.to_owned(),
        _ => format!("{whole}{zone}"),
    }
}

fn cast(series: &Series, kind: &DataType) -> Result<Series, BaseFault> {
    let cast = quietly(|| series.cast(kind)).map_err(panicked)?;
    let cast = cast.map_err(|error| fault_of(&error))?;
    // A cell that cannot be turned would become missing in silence.
    if cast.null_count() == series.null_count() {
        Ok(cast)
    } else {
        Err(damaged("cells of a column are not what the column says"))
    }
}

//! What a client base gives to learn from.
//!
//! Depends on `base` and on the other files of this layer.
//! Invariant: the identifier, the outcome and the split never become features, and clients whose
//! outcome nobody knows teach nothing.

use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

use super::{
    error::TrainError,
    labelled::{FeatureColumn, FeatureValues, LabelledClients, MISSING_CODE},
    options::{Direction, FeatureChoice, SplitPlan, TrainOptions},
    split::{Part, stratified},
    threshold::ThresholdRule,
    train::GroupValues,
};
use crate::base::{ClientBase, Column, ColumnKind, clean_name};

/// The most words of a column that nobody asked for by name: LightGBM's own number of bins.
const MOST_WORDS: usize = 255;

/// A column that nobody asked for by name is made of categories when a word is shared by at least
/// this many clients on average; with fewer it is names and remarks, which teach nothing.
const FEWEST_CLIENTS_A_WORD: usize = 10;

/// All that a training takes out of a base.
#[derive(Debug, Clone)]
pub struct TrainingData {
    /// The clients whose outcome is known, in the order of the base.
    pub clients: LabelledClients,
    /// What each of them is used for.
    pub parts: Vec<Part>,
    /// The columns whose groups are compared.
    pub groups: Vec<GroupValues>,
    /// What is at stake with each client, when the threshold follows from amounts.
    pub amounts: Option<Vec<f64>>,
    /// Columns of words that were left out, since nearly every client has another word.
    pub left_out: Vec<String>,
}

/// Takes the clients, their features and their parts out of `base`, whose outcome column must have
/// been named when it was read.
///
/// # Errors
/// Names the column or the row of the base that does not serve.
pub fn training_data(
    base: &Arc<ClientBase>,
    options: &TrainOptions,
) -> Result<TrainingData, TrainError> {
    let labelled: Vec<(u32, bool)> = (0..base.rows() as u32)
        .filter_map(|row| Some((row, base.outcome(row as usize)?)))
        .collect();
    if labelled.is_empty() {
        let column = base.outcome_column().unwrap_or_default().to_owned();
        return Err(TrainError::NoOutcome { column });
    }
    let (rows, defaulted): (Vec<u32>, Vec<bool>) = labelled.into_iter().unzip();
    let (features, left_out) = feature_columns(base, options, rows.len())?;
    let columns = name_and_bind(base, &features, &rows, options)?;
    let amounts = amounts(base, &rows, options)?;
    let parts = match &options.split {
        SplitPlan::Draw(shares) => stratified(&defaulted, *shares, u64::from(options.seed))?,
        SplitPlan::Column(name) => read_parts(named(base, name, "--split-column")?, &rows)?,
    };
    let groups = options
        .groups
        .iter()
        .map(|name| {
            let column = named(base, name, "--groups")?;
            let values = rows.iter().map(|&row| column.value(row as usize)).collect();
            Ok(GroupValues { name: name.clone(), values })
        })
        .collect::<Result<_, TrainError>>()?;
    // All columns were filled from the same rows, so that there is always a table.
    let clients = LabelledClients::new(columns, defaulted, rows).ok_or(TrainError::NoFeatures)?;
    Ok(TrainingData { clients, parts, groups, amounts, left_out })
}

/// The columns that become features, and the names of the columns of words that do not.
fn feature_columns<'a>(
    base: &'a ClientBase,
    options: &TrainOptions,
    clients: usize,
) -> Result<(Vec<&'a Column>, Vec<String>), TrainError> {
    let (features, left_out): (Vec<&Column>, Vec<&Column>) = match &options.features {
        FeatureChoice::Only(names) => {
            let features = names
                .iter()
                .map(|name| asked_feature(base, name, options))
                .collect::<Result<_, _>>()?;
            (features, Vec::new())
        }
        FeatureChoice::AllBut(names) => {
            for name in names {
                named(base, name, "--exclude")?;
            }
            base.columns()
                .iter()
                .filter(|column| special_role(base, column.name(), options).is_none())
                .filter(|column| !names.iter().any(|name| name == column.name()))
                .partition(|column| {
                    let words = column.distinct().unwrap_or(usize::MAX);
                    let most = MOST_WORDS.min(clients / FEWEST_CLIENTS_A_WORD);
                    column.kind() == ColumnKind::Number || words <= most
                })
        }
    };
    for feature in &features {
        if looks_alike(feature.name(), base.id_column()) {
            return Err(TrainError::FeatureNamedLikeId {
                feature: feature.name().to_owned(),
                id_column: base.id_column().to_owned(),
            });
        }
    }
    if features.is_empty() {
        return Err(TrainError::NoFeatures);
    }
    Ok((features, left_out.into_iter().map(|column| column.name().to_owned()).collect()))
}

fn asked_feature<'a>(
    base: &'a ClientBase,
    name: &str,
    options: &TrainOptions,
) -> Result<&'a Column, TrainError> {
    if let Some(role) = special_role(base, name, options) {
        return Err(TrainError::SpecialFeature { feature: name.to_owned(), role });
    }
    named(base, name, "--features")
}

/// Why a column can never be a feature; `None` when it can.
fn special_role(base: &ClientBase, name: &str, options: &TrainOptions) -> Option<&'static str> {
    match &options.split {
        SplitPlan::Column(column) if column == name => return Some("split"),
        SplitPlan::Column(_) | SplitPlan::Draw(_) => {}
    }
    if base.outcome_column() == Some(name) {
        Some("outcome")
    } else if base.id_column() == name {
        Some("identifier")
    } else {
        None
    }
}

/// Whether two names differ in case and punctuation only; an empty name is like no other.
fn looks_alike(left: &str, right: &str) -> bool {
    let letters = |name: &str| -> String {
        name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    let left = letters(left);
    !left.is_empty() && left == letters(right)
}

fn name_and_bind(
    base: &Arc<ClientBase>,
    features: &[&Column],
    rows: &[u32],
    options: &TrainOptions,
) -> Result<Vec<FeatureColumn>, TrainError> {
    check_directions(features, options)?;
    let mut owner_of_name: HashMap<String, &str> = HashMap::new();
    features
        .iter()
        .map(|column| {
            let name = clean_name(column.name());
            if let Some(first) = owner_of_name.insert(name.clone(), column.name()) {
                let (first, second) = (first.to_owned(), column.name().to_owned());
                return Err(TrainError::SameName { first, second });
            }
            let direction = direction(column.name(), options)?;
            if column.kind() == ColumnKind::Number {
                let place = base.column(column.name()).unwrap_or(usize::MAX);
                let values = FeatureValues::OfBase(Arc::clone(base), place);
                return Ok(FeatureColumn { name, direction, categories: None, values });
            }
            if direction != Direction::Free {
                return Err(TrainError::DirectionOfWords { column: column.name().to_owned() });
            }
            let (words, codes) = codes(column, rows)?;
            let values = FeatureValues::Codes(codes);
            Ok(FeatureColumn { name, direction, categories: Some(words), values })
        })
        .collect()
}

/// The words of a column in ascending order, and the place among them of each client's.
fn codes(column: &Column, rows: &[u32]) -> Result<(Vec<String>, Vec<u16>), TrainError> {
    let word = |row: &u32| column.text(*row as usize);
    let words: BTreeSet<&str> = rows.iter().filter_map(word).collect();
    if words.len() >= usize::from(MISSING_CODE) {
        let feature = column.name().to_owned();
        return Err(TrainError::TooManyWords { feature, words: words.len() });
    }
    let words: Vec<&str> = words.into_iter().collect();
    let code = |word| words.binary_search(&word).ok().and_then(|place| u16::try_from(place).ok());
    let codes = rows.iter().map(|row| word(row).and_then(code).unwrap_or(MISSING_CODE)).collect();
    Ok((words.into_iter().map(str::to_owned).collect(), codes))
}

/// What is at stake with each client, when the threshold follows from that.
fn amounts(
    base: &ClientBase,
    rows: &[u32],
    options: &TrainOptions,
) -> Result<Option<Vec<f64>>, TrainError> {
    let ThresholdRule::Amounts(rule) = &options.threshold else { return Ok(None) };
    let column = named(base, &rule.column, "--amount")?;
    let amount = |&row: &u32| {
        let amount = column.number(row as usize);
        if amount >= 0.0 {
            return Ok(amount);
        }
        Err(TrainError::NoAmount { column: rule.column.clone(), row: u64::from(row) + 1 })
    };
    rows.iter().map(amount).collect::<Result<_, _>>().map(Some)
}

fn direction(column: &str, options: &TrainOptions) -> Result<Direction, TrainError> {
    let listed = |names: &[String]| names.iter().any(|name| name == column);
    match (listed(&options.rising), listed(&options.falling)) {
        (false, false) => Ok(Direction::Free),
        (true, false) => Ok(Direction::Rising),
        (false, true) => Ok(Direction::Falling),
        (true, true) => Err(TrainError::TwoDirections { column: column.to_owned() }),
    }
}

fn check_directions(features: &[&Column], options: &TrainOptions) -> Result<(), TrainError> {
    for (names, direction) in [(&options.rising, "raise"), (&options.falling, "lower")] {
        let unknown = |name: &&String| !features.iter().any(|column| column.name() == *name);
        if let Some(column) = names.iter().find(unknown) {
            let column = column.clone();
            return Err(TrainError::DirectionOfNoFeature { column, direction });
        }
    }
    Ok(())
}

fn read_parts(column: &Column, rows: &[u32]) -> Result<Vec<Part>, TrainError> {
    rows.iter()
        .map(|&row| {
            column.text(row as usize).and_then(Part::named).ok_or_else(|| TrainError::UnknownPart {
                column: column.name().to_owned(),
                row: u64::from(row) + 1,
            })
        })
        .collect()
}

fn named<'a>(
    base: &'a ClientBase,
    name: &str,
    wanted_for: &'static str,
) -> Result<&'a Column, TrainError> {
    base.column(name).and_then(|column| base.columns().get(column)).ok_or_else(|| {
        TrainError::UnknownColumn {
            column: name.to_owned(),
            wanted_for,
            columns: base.columns().iter().map(|own| own.name().to_owned()).collect(),
        }
    })
}

#[cfg(test)]
mod tests;

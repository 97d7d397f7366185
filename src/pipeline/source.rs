//! What a client base gives to learn from.
//!
//! Depends on `base` and on the other files of this layer.
//! Invariant: the identifier, the outcome and the split never become features, and clients whose
//! outcome nobody knows teach nothing.

use std::collections::HashMap;

use super::{
    error::TrainError,
    labelled::{FeatureColumn, LabelledClients},
    options::{Direction, FeatureChoice, SplitPlan, TrainOptions},
    split::{Part, stratified},
    train::GroupValues,
};
use crate::base::{ClientBase, Column, ColumnKind, clean_name};

/// All that a training takes out of a base.
#[derive(Debug, Clone, PartialEq)]
pub struct TrainingData {
    /// The clients whose outcome is known, in the order of the base.
    pub clients: LabelledClients,
    /// What each of them is used for.
    pub parts: Vec<Part>,
    /// The columns whose groups are compared.
    pub groups: Vec<GroupValues>,
    /// Columns of words that were left out, since only numbers can be trained on.
    pub left_out: Vec<String>,
}

/// Takes the clients, their features and their parts out of `base`, whose outcome column must have
/// been named when it was read.
///
/// # Errors
/// Names the column or the row of the base that does not serve.
pub fn training_data(
    base: &ClientBase,
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
    let (features, left_out) = feature_columns(base, options)?;
    let columns = name_and_fill(&features, &rows, options)?;
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
    Ok(TrainingData { clients, parts, groups, left_out })
}

/// The columns that become features, and the names of the columns of words that do not.
fn feature_columns<'a>(
    base: &'a ClientBase,
    options: &TrainOptions,
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
                .partition(|column| column.kind() == ColumnKind::Number)
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
    let column = named(base, name, "--features")?;
    match column.kind() {
        ColumnKind::Number => Ok(column),
        ColumnKind::Text => Err(TrainError::TextFeature { feature: name.to_owned() }),
    }
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

fn name_and_fill(
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
            let values = rows.iter().map(|&row| column.number(row as usize)).collect();
            Ok(FeatureColumn { name, direction: direction(column.name(), options)?, values })
        })
        .collect()
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
            columns: listed(base.columns()),
        }
    })
}

/// The first names of the columns, and how many more there are.
fn listed(columns: &[Column]) -> String {
    const LISTED: usize = 30;
    let names: Vec<&str> = columns.iter().take(LISTED).map(Column::name).collect();
    match columns.len().saturating_sub(LISTED) {
        0 => names.join(", "),
        more => format!("{} and {more} more", names.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::{super::threshold::CostRatio, *};
    use crate::{
        base::{ColumnChoice, ReadOptions, open_base_bytes},
        domain::{SilentJob, Value},
        pipeline::TreeOptions,
    };

    /// Twelve clients in turns of two to a part, the last of them without an outcome.
    fn table() -> String {
        let line = |row: usize| {
            let (age, person, limit, debt) = (20 + row, row % 5, row * 100, row as f64 / 7.0);
            let outcome = if row == 11 { String::new() } else { (row % 2).to_string() };
            let part = Part::ALL[row / 2 % 3].name();
            format!("c{row},{age},somebody {person},{limit},{debt},{part},{outcome}")
        };
        let header = "ID,age,client name,limit,debt [%],split,y".to_owned();
        std::iter::once(header).chain((0..12).map(line)).collect::<Vec<_>>().join("\n")
    }

    fn base(csv: &str) -> ClientBase {
        let options = ReadOptions {
            id_column: ColumnChoice::Named("ID".to_owned()),
            outcome_column: ColumnChoice::Named("y".to_owned()),
            ..ReadOptions::default()
        };
        open_base_bytes("base.csv", csv.as_bytes(), &options, &SilentJob).unwrap()
    }

    fn options() -> TrainOptions {
        TrainOptions {
            features: FeatureChoice::AllBut(Vec::new()),
            rising: Vec::new(),
            falling: Vec::new(),
            split: SplitPlan::Column("split".to_owned()),
            seed: 1,
            cost_ratio: CostRatio::DEFAULT,
            groups: Vec::new(),
            trees: TreeOptions::default(),
        }
    }

    fn names(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[track_caller]
    fn refused(options: &TrainOptions, expected: &str) {
        let error = training_data(&base(&table()), options).unwrap_err().to_string();
        assert!(error.contains(expected), "{error}");
    }

    #[test]
    fn numbers_are_taken_and_everything_special_is_left() {
        let data = training_data(&base(&table()), &options()).unwrap();
        let features: Vec<&str> =
            data.clients.columns().iter().map(|column| column.name.as_str()).collect();
        assert_eq!(features, ["age", "limit", "debt__%_"]);
        assert_eq!(data.left_out, ["client name"]);
        // The client without an outcome teaches nothing.
        assert_eq!(data.clients.clients(), 11);
        assert_eq!(data.clients.base_rows().last(), Some(&10));
        assert_eq!(data.parts.get(2), Some(&Part::Validation));
        assert_eq!(data.clients.columns()[2].values[3], 3.0 / 7.0);
    }

    #[test]
    fn features_directions_and_groups_are_those_that_were_asked() {
        let data = training_data(
            &base(&table()),
            &TrainOptions {
                features: FeatureChoice::Only(names(&["limit", "age"])),
                falling: names(&["limit"]),
                groups: names(&["client name"]),
                ..options()
            },
        )
        .unwrap();
        let features: Vec<_> =
            data.clients.columns().iter().map(|c| (c.name.as_str(), c.direction)).collect();
        assert_eq!(features, [("limit", Direction::Falling), ("age", Direction::Free)]);
        let group = data.groups.first().unwrap();
        assert_eq!(group.values.get(1), Some(&Value::Text("somebody 1".to_owned())));
        let without = FeatureChoice::AllBut(names(&["age"]));
        let data = training_data(&base(&table()), &TrainOptions { features: without, ..options() });
        assert_eq!(data.unwrap().clients.columns().len(), 2);
    }

    #[test]
    fn what_cannot_be_a_feature_is_refused_by_name() {
        let only = |feature: &str| TrainOptions {
            features: FeatureChoice::Only(names(&[feature])),
            ..options()
        };
        refused(&only("ID"), "`ID` cannot be a feature: it is the identifier column");
        refused(&only("y"), "`y` cannot be a feature: it is the outcome column");
        refused(&only("split"), "`split` cannot be a feature: it is the split column");
        refused(&only("client name"), "`client name` holds words");
        refused(&only("wage"), "no column `wage`, which --features names");
        let all_but = |features: &[&str]| TrainOptions {
            features: FeatureChoice::AllBut(names(features)),
            ..options()
        };
        refused(&all_but(&["wage"]), "no column `wage`, which --exclude names");
        refused(&all_but(&["age", "limit", "debt [%]"]), "no column of numbers is left");
        refused(&TrainOptions { groups: names(&["sex"]), ..options() }, "which --groups names");
        refused(
            &TrainOptions { rising: names(&["wage"]), ..options() },
            "`wage` is asked to raise the risk but is not a feature",
        );
        let both = names(&["age"]);
        refused(
            &TrainOptions { rising: both.clone(), falling: both, ..options() },
            "both to raise and to lower",
        );
    }

    #[test]
    fn a_feature_named_like_the_identifier_is_refused() {
        let csv = table().replace("age,", "i_d,");
        let error = training_data(&base(&csv), &options()).unwrap_err();
        assert!(matches!(error, TrainError::FeatureNamedLikeId { .. }), "{error}");
        assert!(looks_alike("SK_ID_CURR", "sk id curr"));
        assert!(!looks_alike("SK_ID_CURR", "SK_ID_PREV"));
        assert!(!looks_alike("", ""));
    }

    #[test]
    fn two_columns_that_lightgbm_would_call_the_same_are_refused() {
        let csv = table().replace("age,", "debt_[%],");
        let error = training_data(&base(&csv), &options()).unwrap_err();
        assert!(matches!(error, TrainError::SameName { .. }), "{error}");
    }

    #[test]
    fn a_split_column_that_says_something_else_is_refused_with_its_row() {
        let csv = table().replacen("validation", "test", 1);
        let error = training_data(&base(&csv), &options()).unwrap_err();
        assert!(matches!(error, TrainError::UnknownPart { row: 3, .. }), "{error}");
        let unknown = SplitPlan::Column("part".to_owned());
        refused(&TrainOptions { split: unknown, ..options() }, "which --split-column names");
    }

    #[test]
    fn a_base_without_outcomes_teaches_nothing() {
        let csv: String = table()
            .lines()
            .enumerate()
            .map(|(line, text)| match (line, text.rsplit_once(',')) {
                (0, _) | (_, None) => format!("{text}\n"),
                (_, Some((cells, _))) => format!("{cells},\n"),
            })
            .collect();
        let error = training_data(&base(&csv), &options()).unwrap_err();
        assert!(matches!(error, TrainError::NoOutcome { .. }), "{error}");
    }
}

//! LightGBM itself: it trains models, and gives a second opinion on scores.
//!
//! **Invariant**: this is the only file that names the `lightgbm3` crate. LightGBM reads nothing
//! but texts that [`Forest::to_text`] wrote, and rows whose width was compared with the model's.
//! Its shape check is never switched off, and its feature names are never asked for (they come
//! back cut at 63 bytes). Its handles are bound to one thread: make, use and drop them there.

use lightgbm3::{Booster, Dataset};
use serde_json::{Map, Value};

use super::forest::{Forest, WrongWidth};

/// The version of LightGBM that is built in: what `VERSION.txt` of `lightgbm3-sys` 1.0.11 says.
pub const VERSION: &str = "4.7.0";

/// Why LightGBM could not do what was asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LightGbmError {
    /// Rows do not fit the model.
    #[error(transparent)]
    WrongWidth(#[from] WrongWidth),
    /// Training was given tables that contradict each other.
    #[error("the training table cannot be used: {0}")]
    BadTable(String),
    /// LightGBM's own message.
    #[error("{0}")]
    Library(String),
}

impl From<lightgbm3::Error> for LightGbmError {
    fn from(error: lightgbm3::Error) -> Self {
        Self::Library(error.to_string())
    }
}

/// One thread, no log lines on standard output.
const PREDICT_PARAMETERS: &str = "num_threads=1 verbosity=-1";

/// A forest as LightGBM understands it. Neither `Send` nor `Sync`: it lives on one thread.
pub struct SecondOpinion {
    booster: Booster,
    width: usize,
}

impl SecondOpinion {
    /// Lets LightGBM read the forest, from a text written out of the checked structure.
    ///
    /// # Errors
    /// When LightGBM refuses the text, or takes it for another number of trees or features.
    pub fn load(forest: &Forest) -> Result<Self, LightGbmError> {
        let booster = Booster::from_string(&forest.to_text())?;
        let width = forest.features().len();
        let trees = forest.trees().len();
        let (features, iterations, classes) =
            (booster.num_features(), booster.num_iterations(), booster.num_classes());
        if features != to_c_int(width)? || iterations != to_c_int(trees)? || classes != 1 {
            return Err(LightGbmError::Library(format!(
                "LightGBM found {features} features, {iterations} trees and {classes} classes in a \
                 model of {width} features and {trees} trees"
            )));
        }
        Ok(Self { booster, width })
    }

    /// The raw scores of rows laid out one after the other, NaN = missing; comparable with
    /// [`Forest::raw_scores`].
    ///
    /// # Errors
    /// When `rows` is not a whole number of rows, or with LightGBM's own message.
    pub fn raw_scores(&self, rows: &[f64]) -> Result<Vec<f64>, LightGbmError> {
        if self.is_empty(rows)? {
            return Ok(Vec::new());
        }
        let width = to_c_int(self.width)?;
        Ok(self.booster.raw_scores_with_params(rows, width, true, PREDICT_PARAMETERS)?)
    }

    /// LightGBM's own contributions: per row one number per feature, then the base value, in
    /// log-odds. Slow; meant for tests and benches.
    ///
    /// # Errors
    /// As [`SecondOpinion::raw_scores`].
    pub fn contributions(&self, rows: &[f64]) -> Result<Vec<f64>, LightGbmError> {
        if self.is_empty(rows)? {
            return Ok(Vec::new());
        }
        let width = to_c_int(self.width)?;
        // A call with parameters does not exist for contributions, and one without them would
        // switch the log back on; of a single class, the result has the size that `lightgbm3`
        // makes room for.
        Ok(self.booster.predict_contrib(rows, width, true)?)
    }

    fn is_empty(&self, rows: &[f64]) -> Result<bool, WrongWidth> {
        if self.width == 0 || !rows.len().is_multiple_of(self.width) {
            let found = rows.len().checked_rem(self.width).unwrap_or(rows.len());
            return Err(WrongWidth { found, expected: self.width });
        }
        Ok(rows.is_empty())
    }
}

fn to_c_int(number: usize) -> Result<i32, LightGbmError> {
    i32::try_from(number)
        .map_err(|_| LightGbmError::BadTable(format!("{number} is more than LightGBM can count")))
}

/// Rows with known outcomes.
#[derive(Debug, Clone, Copy)]
pub struct TrainingTable<'a> {
    /// All values, row after row or column after column, NaN = missing.
    pub values: &'a [f64],
    /// How `values` is laid out.
    pub layout: Layout,
    /// One name per column; each one word, none twice.
    pub names: &'a [String],
    /// 0 or 1 per row.
    pub labels: &'a [f32],
    /// Above 0 per row, when rows do not count alike.
    pub weights: Option<&'a [f32]>,
}

/// How a table lies in memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// Row after row.
    Rows,
    /// Column after column.
    Columns,
}

/// Training parameters, by LightGBM's names.
///
/// Starts from settings that make training repeatable to the bit: one thread, no choice of method
/// by timing, and a seed.
#[derive(Debug, Clone, PartialEq)]
pub struct Parameters(Map<String, Value>);

impl Parameters {
    /// A binary model from this seed.
    #[must_use]
    pub fn binary(seed: u32) -> Self {
        let mut parameters = Self(Map::new());
        parameters.set("objective", "binary");
        parameters.set("seed", seed);
        parameters.set("deterministic", true);
        parameters.set("force_row_wise", true);
        parameters.set("num_threads", 1);
        parameters.set("verbosity", -1);
        parameters
    }

    /// Sets one parameter, in place of an earlier value.
    pub fn set(&mut self, name: &str, value: impl Into<Value>) -> &mut Self {
        self.0.insert(name.to_owned(), value.into());
        self
    }

    /// Stops when `metric` (`auc`, `binary_logloss`, `average_precision`) has not improved on the
    /// validation table for `rounds` trees, and keeps the best number of trees.
    pub fn stop_early(&mut self, metric: &str, rounds: u32) -> &mut Self {
        self.set("metric", metric).set("early_stopping_rounds", rounds)
    }
}

/// Trains a model and returns its text; all of the work happens in this call.
///
/// Columns are numbers: `lightgbm3` has no way to declare a column categorical.
///
/// # Errors
/// When the tables contradict themselves or each other, or with LightGBM's own message.
pub fn train(
    table: &TrainingTable<'_>,
    validation: Option<&TrainingTable<'_>>,
    parameters: &Parameters,
) -> Result<String, LightGbmError> {
    let dataset = dataset(table, None)?;
    let valid = match validation {
        Some(valid) if valid.names != table.names => {
            return Err(LightGbmError::BadTable("the validation table has other columns".into()));
        }
        Some(valid) => Some(self::dataset(valid, Some(&dataset))?),
        None => None,
    };
    let parameters = Value::Object(parameters.0.clone());
    let booster = Booster::train_with_valid(dataset, valid, &parameters)?;
    Ok(booster.save_string()?)
}

fn dataset(table: &TrainingTable<'_>, like: Option<&Dataset>) -> Result<Dataset, LightGbmError> {
    check(table).map_err(LightGbmError::BadTable)?;
    let width = to_c_int(table.names.len())?;
    let by_rows = table.layout == Layout::Rows;
    let (values, labels) = (table.values, table.labels);
    let mut dataset = Dataset::from_slice_with_reference(values, labels, width, by_rows, like)?;
    dataset.set_feature_names(table.names)?;
    if let Some(weights) = table.weights {
        dataset.set_weights(weights)?;
    }
    Ok(dataset)
}

/// `lightgbm3` compares none of these lengths and would read beyond the shorter one.
fn check(table: &TrainingTable<'_>) -> Result<(), String> {
    let (rows, columns) = (table.labels.len(), table.names.len());
    if rows == 0 || columns == 0 {
        return Err(format!("it has {rows} rows and {columns} columns"));
    }
    if rows.checked_mul(columns) != Some(table.values.len()) {
        let values = table.values.len();
        return Err(format!("{rows} rows of {columns} columns make other than {values} values"));
    }
    if let Some(weights) = table.weights.filter(|weights| weights.len() != rows) {
        return Err(format!("{} weights for {rows} rows", weights.len()));
    }
    if !table.labels.iter().all(|&label| label == 0.0 || label == 1.0) {
        return Err("an outcome is neither 0 nor 1".into());
    }
    if !table.weights.unwrap_or(&[]).iter().all(|&weight| weight > 0.0 && weight.is_finite()) {
        return Err("a weight is not above 0".into());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rows with missing values and zeros, whose outcome depends on the first two columns.
    struct Clients {
        values: Vec<f64>,
        labels: Vec<f32>,
        names: Vec<String>,
    }

    fn clients(rows: u32) -> Clients {
        // Any well-mixed sequence will do (Knuth's multiplicative hash).
        let noise = |n: u32| f64::from(n.wrapping_mul(2_654_435_761) >> 8) / f64::from(1 << 24);
        let mut clients = Clients {
            values: Vec::new(),
            labels: Vec::new(),
            names: ["income", "délai=x", "empty"].map(str::to_owned).to_vec(),
        };
        for row in 0..rows {
            let (income, delay) = (noise(3 * row), noise(3 * row + 1));
            let is_missing = noise(7 * row + 5) < 0.2;
            clients.values.extend([income, if is_missing { f64::NAN } else { delay }, 0.0]);
            let risk = income + if is_missing { 0.1 } else { delay };
            clients.labels.push(f32::from(u8::from(risk + noise(11 * row + 2) > 1.7)));
        }
        clients
    }

    impl Clients {
        fn table(&self) -> TrainingTable<'_> {
            TrainingTable {
                values: &self.values,
                layout: Layout::Rows,
                names: &self.names,
                labels: &self.labels,
                weights: None,
            }
        }
    }

    fn parameters() -> Parameters {
        let mut parameters = Parameters::binary(1);
        parameters.set("num_iterations", 20).set("num_leaves", 8);
        parameters
    }

    #[test]
    fn training_is_repeatable_and_both_engines_agree() {
        let clients = clients(1_500);
        let text = train(&clients.table(), None, &parameters()).unwrap();
        assert_eq!(train(&clients.table(), None, &parameters()).unwrap(), text);
        let forest = Forest::parse(text.as_bytes()).unwrap();
        assert_eq!(forest.trees().len(), 20);
        assert_eq!(forest.features()[1].name, "délai=x");
        let opinion = SecondOpinion::load(&forest).unwrap();
        let mut scores = vec![0.0; 1_500];
        forest.raw_scores(&clients.values, &mut scores).unwrap();
        assert_eq!(opinion.raw_scores(&clients.values).unwrap(), scores);
        let parts = opinion.contributions(&clients.values[..30]).unwrap();
        assert_eq!(parts.len(), 40);
        for (parts, score) in parts.chunks(4).zip(&scores) {
            assert!((parts.iter().sum::<f64>() - score).abs() < 1e-9);
        }
    }

    #[test]
    fn rows_and_columns_train_the_same_model() {
        let clients = clients(900);
        let column = |column: usize| clients.values.iter().copied().skip(column).step_by(3);
        let columns: Vec<f64> = (0..3).flat_map(column).collect();
        let by_column =
            TrainingTable { values: &columns, layout: Layout::Columns, ..clients.table() };
        let model = |table: &TrainingTable<'_>| train(table, None, &parameters()).unwrap();
        assert_eq!(model(&by_column), model(&clients.table()));
    }

    #[test]
    fn early_stopping_keeps_the_best_trees() {
        let (clients, other) = (clients(800), clients(200));
        let mut parameters = parameters();
        parameters.stop_early("auc", 5).set("num_iterations", 500).set("learning_rate", 0.5);
        let text = train(&clients.table(), Some(&other.table()), &parameters).unwrap();
        let trees = Forest::parse(text.as_bytes()).unwrap().trees().len();
        assert!((1..500).contains(&trees), "{trees}");
    }

    #[test]
    fn weights_count() {
        let clients = clients(600);
        let weights: Vec<f32> = (0..600_u16).map(|row| 1.0 + f32::from(row % 3)).collect();
        let weighted = TrainingTable { weights: Some(&weights), ..clients.table() };
        let model = |table: &TrainingTable<'_>| train(table, None, &parameters()).unwrap();
        assert_ne!(model(&weighted), model(&clients.table()));
    }

    #[test]
    fn tables_that_contradict_themselves_are_refused() {
        let clients = clients(100);
        let table = clients.table();
        let negative = [-1.0_f32; 100];
        let odd = [0.5_f32; 100];
        for (bad, what) in [
            (TrainingTable { labels: &clients.labels[..99], ..table }, "99 rows of 3 columns"),
            (TrainingTable { values: &clients.values[1..], ..table }, "other than 299 values"),
            (TrainingTable { labels: &[], values: &[], ..table }, "it has 0 rows"),
            (TrainingTable { weights: Some(&negative[..9]), ..table }, "9 weights for 100 rows"),
            (TrainingTable { weights: Some(&negative), ..table }, "a weight is not above 0"),
            (TrainingTable { labels: &odd, ..table }, "neither 0 nor 1"),
        ] {
            let error = train(&bad, None, &parameters()).unwrap_err().to_string();
            assert!(error.contains(what), "{error}");
        }
        let renamed: Vec<String> = ["a", "b", "c"].map(str::to_owned).to_vec();
        let other = TrainingTable { names: &renamed, ..table };
        assert!(train(&table, Some(&other), &parameters()).is_err());
    }

    #[test]
    fn rows_of_the_wrong_width_are_refused() {
        let text = train(&clients(300).table(), None, &parameters()).unwrap();
        let forest = Forest::parse(text.as_bytes()).unwrap();
        let opinion = SecondOpinion::load(&forest).unwrap();
        assert!(matches!(opinion.raw_scores(&[0.0; 4]), Err(LightGbmError::WrongWidth(_))));
        assert_eq!(opinion.raw_scores(&[]), Ok(Vec::new()));
        assert!(forest.raw_scores(&[0.0; 4], &mut [0.0]).is_err());
        assert!(forest.raw_scores(&[], &mut []).is_ok());
    }
}

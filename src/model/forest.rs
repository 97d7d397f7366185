//! A validated credit model: its features, its trees, and how a raw score becomes a probability.
//!
//! Depends on `domain` only. **Invariant**: a [`Forest`] is immutable and was checked whole before
//! it was made, so nothing here can fail on a row of the right width.

use std::ops::Range;

use super::categories::CategoryLabel;
use super::error::ModelError;
use super::evaluate::CompiledForest;
use super::text;
use super::tree::{MissingAs, Tree};
use crate::domain::Probability;

/// A LightGBM forest for one binary outcome. Immutable, `Send` and `Sync`.
#[derive(Debug, Clone)]
pub struct Forest {
    header: Header,
    features: Vec<Feature>,
    trees: Vec<Tree>,
    notes: Vec<Note>,
    text_sha256: String,
    compiled: CompiledForest,
}

/// What the head and the tail of the file say about the model as a whole.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Header {
    pub(crate) version: FormatVersion,
    pub(crate) objective: Objective,
    pub(crate) average_output: bool,
    pub(crate) label_index: u32,
    pub(crate) monotone_constraints: Option<Vec<i8>>,
    pub(crate) boosting: Option<String>,
    /// `categorical_feature` of the training parameters: feature indices, in order.
    pub(crate) categorical: Vec<usize>,
    /// Whether several machines trained together, so that row counts are estimates.
    pub(crate) is_distributed: bool,
    /// The lists of `pandas_categorical`, kept so that the line is written back as it was read.
    pub(crate) category_lists: Option<Vec<Vec<CategoryLabel>>>,
    /// Trees of the file that this forest was cut from.
    pub(crate) trees_in_file: usize,
}

/// Version of the text format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FormatVersion {
    /// Written by LightGBM 2.0 to 2.2.
    V2,
    /// Written by LightGBM 2.3 to 3.3.
    V3,
    /// Written by LightGBM 4.
    V4,
}

impl FormatVersion {
    /// As the file writes it: `v2`, `v3` or `v4`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::V2 => "v2",
            Self::V3 => "v3",
            Self::V4 => "v4",
        }
    }
}

/// What the model was trained for, and with it how a raw score becomes a probability.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Objective {
    /// Logistic loss.
    Binary {
        /// The raw score is multiplied by this before the logistic function; above 0.
        sigmoid: f64,
    },
    /// Cross-entropy on labels between 0 and 1.
    CrossEntropy,
    /// Cross-entropy with an intensity `lambda = ln(1 + exp(raw score))` as LightGBM's output.
    /// The probability that it stands for, `1 - exp(-lambda)`, is the logistic function again
    /// (`xentropy_objective.hpp`), and that is what this program shows.
    CrossEntropyLambda,
}

impl Objective {
    /// As LightGBM names it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Binary { .. } => "binary",
            Self::CrossEntropy => "cross_entropy",
            Self::CrossEntropyLambda => "cross_entropy_lambda",
        }
    }

    /// The factor between raw score and log-odds, above 0.
    #[must_use]
    pub fn sigmoid(self) -> f64 {
        match self {
            Self::Binary { sigmoid } => sigmoid,
            Self::CrossEntropy | Self::CrossEntropyLambda => 1.0,
        }
    }
}

/// One column that the model was trained with.
#[derive(Debug, Clone, PartialEq)]
pub struct Feature {
    /// As in the file, unique in the model.
    pub name: String,
    /// What the training column held.
    pub kind: FeatureKind,
}

/// What a training column held.
#[derive(Debug, Clone, PartialEq)]
pub enum FeatureKind {
    /// A constant or empty column: LightGBM kept its place but never asks about it.
    Unused,
    /// A number. The range is that of the training rows; infinite when they held infinities.
    Number {
        /// Smallest value seen in training.
        min: f64,
        /// Largest value seen in training.
        max: f64,
    },
    /// A category, given to the model as a code.
    Category {
        /// Codes seen in training, in the file's order; -1 stands for missing.
        codes: Vec<i32>,
        /// The label of each code, index = code. `None` when the file has no list for this column:
        /// then the client base must hold the codes themselves.
        labels: Option<Vec<CategoryLabel>>,
    },
}

/// Something about the model that a person should know, though it can be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Note {
    /// Thresholds lie outside the range that the file gives for the feature: training went on
    /// with other data, or the file was edited. Holds feature indices, in order.
    OutsideTrainingRange(Vec<usize>),
    /// The file has lists of category labels, but does not say which columns they belong to.
    /// Holds the features that stay without labels, in order.
    UnclearCategoryLabels(Vec<usize>),
    /// Row counts of nested splits differ by rounding, as distributed training writes them: base
    /// value and contributions of a client may miss the raw score by a little.
    EstimatedCounts,
}

/// Facts about a model, for the model's page and for `clairscore check`.
#[derive(Debug, Clone, PartialEq)]
pub struct ForestSummary {
    /// Version of the text format.
    pub version: FormatVersion,
    /// What the model was trained for.
    pub objective: Objective,
    /// `gbdt`, `dart`, `rf`, `goss` ..., when the file says so.
    pub boosting: Option<String>,
    /// Whether raw scores are the mean over trees instead of their sum (random forests).
    pub average_output: bool,
    /// Columns of the model.
    pub features: usize,
    /// Columns that at least one split asks about.
    pub used_features: usize,
    /// Columns that are categories.
    pub categories: usize,
    /// Trees that score.
    pub trees: usize,
    /// Trees in the file; more than `trees` when only the best iterations are used.
    pub trees_in_file: usize,
    /// Leaves of all trees that score.
    pub leaves: usize,
    /// Training rows that the first tree counted, when it counted.
    pub training_rows: Option<u64>,
    /// SHA-256 of the model text, in hexadecimal.
    pub text_sha256: String,
}

/// A row that does not have one value per feature.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a row of {found} values was given to a model of {expected} features")]
pub struct WrongWidth {
    /// Values in the row.
    pub found: usize,
    /// Features of the model.
    pub expected: usize,
}

impl Forest {
    /// Reads a LightGBM text model (v2, v3 or v4), checking all of it first.
    ///
    /// # Errors
    /// With the line and the tree of the first fault, or by name for a kind of model that this
    /// program does not read. Never panics, and takes memory in proportion to `bytes` only.
    pub fn parse(bytes: &[u8]) -> Result<Self, ModelError> {
        text::parse(bytes)
    }

    pub(crate) fn new(
        header: Header,
        features: Vec<Feature>,
        trees: Vec<Tree>,
        notes: Vec<Note>,
        text_sha256: String,
    ) -> Self {
        let compiled = CompiledForest::new(&trees, features.len());
        Self { header, features, trees, notes, text_sha256, compiled }
    }

    /// The columns that a row must give, in this order.
    #[must_use]
    pub fn features(&self) -> &[Feature] {
        &self.features
    }

    /// The trees, in the order in which their leaf values are added.
    #[must_use]
    pub fn trees(&self) -> &[Tree] {
        &self.trees
    }

    /// `false` when every name is `Column_0`, `Column_1` ...: LightGBM was given no names, and a
    /// client base can only be matched by position.
    #[must_use]
    pub fn has_feature_names(&self) -> bool {
        let unnamed =
            |(index, feature): (usize, &Feature)| feature.name == format!("Column_{index}");
        !self.features.iter().enumerate().all(unnamed)
    }

    /// Whether the probability is that of the mean over trees instead of their sum (random forests).
    /// The raw score is the sum in any case, as LightGBM gives it.
    #[must_use]
    pub fn average_output(&self) -> bool {
        self.header.average_output
    }

    /// What the model was trained for.
    #[must_use]
    pub fn objective(&self) -> Objective {
        self.header.objective
    }

    /// What a person should know about this model.
    #[must_use]
    pub fn notes(&self) -> &[Note] {
        &self.notes
    }

    pub(crate) fn header(&self) -> &Header {
        &self.header
    }

    /// The raw score of one row: one value per feature, NaN = missing. Finite.
    ///
    /// # Errors
    /// When the row has not one value per feature.
    pub fn raw_score(&self, row: &[f64]) -> Result<f64, WrongWidth> {
        self.check_width(row.len())?;
        Ok(self.trees.iter().fold(0.0, |sum, tree| sum + tree.leaf(row).value))
    }

    /// The raw scores of rows laid out one after the other, one value per feature, NaN = missing.
    /// Equal to [`Forest::raw_score`] to the bit.
    ///
    /// # Errors
    /// When `rows` is not `out.len()` rows of one value per feature.
    pub fn raw_scores(&self, rows: &[f64], out: &mut [f64]) -> Result<(), WrongWidth> {
        let width = self.features.len();
        if rows.len() != out.len().saturating_mul(width) {
            return Err(WrongWidth { found: rows.len() / out.len().max(1), expected: width });
        }
        self.compiled.raw_scores(rows, out);
        Ok(())
    }

    /// The raw scores of a whole base, on all processors, without a copy of the base.
    ///
    /// `fill(rows, block)` writes the values of the rows `rows` into `block`, row after row, one
    /// value per feature, NaN = missing; a block holds at most [`Self::BLOCK_ROWS`] rows.
    pub fn raw_scores_by_block<F>(&self, out: &mut [f64], fill: F)
    where
        F: Fn(Range<usize>, &mut [f64]) + Sync,
    {
        self.compiled.raw_scores_by_block(out, fill);
    }

    /// The most rows of a block of [`Forest::raw_scores_by_block`].
    pub const BLOCK_ROWS: usize = CompiledForest::ROW_BLOCK;

    /// How many rows [`Forest::raw_scores_of_columns`] is best asked for at a time: a power of two,
    /// from 512 to 16 384, the fewer the larger the model, so that a block takes about 50 ms.
    #[must_use]
    pub fn block_rows(&self) -> usize {
        self.compiled.block_rows()
    }

    /// The raw scores of the rows of one block, on the calling thread.
    ///
    /// `fill(feature, values)` writes the value of one feature for each of the `out.len()` rows,
    /// NaN = missing. Only features that a split reads are asked for, most of them once.
    /// Equal to [`Forest::raw_score`] to the bit.
    pub fn raw_scores_of_columns(&self, out: &mut [f64], fill: impl FnMut(usize, &mut [f64])) {
        self.compiled.score_block(out, fill);
    }

    /// The probability of default that a raw score stands for, through the model's own objective.
    #[must_use]
    pub fn probability(&self, raw_score: f64) -> Probability {
        Probability::from_log_odds(self.log_odds_per_raw_score() * raw_score)
    }

    /// What a raw score is multiplied by to give log-odds: the objective's sigmoid, over the number
    /// of trees in a random forest, whose raw score is the sum of its trees while its probability
    /// is that of their average. 1 for most models.
    #[must_use]
    pub fn log_odds_per_raw_score(&self) -> f64 {
        let averaged =
            if self.header.average_output { self.trees.len().max(1) as f64 } else { 1.0 };
        self.header.objective.sigmoid() / averaged
    }

    /// Whether the model asks about this feature at all.
    #[must_use]
    pub fn is_used(&self, feature: usize) -> bool {
        self.compiled.usage(feature).is_used
    }

    /// Whether a missing value of this feature is scored as the number 0 in at least one split,
    /// because the feature was never missing in training. Worth a warning on a client's page:
    /// "value missing, the model has never seen this missing, scored as 0".
    #[must_use]
    pub fn scores_missing_as_zero(&self, feature: usize) -> bool {
        self.compiled.usage(feature).missing_as_zero
    }

    /// Whether 0 and missing are the same to the model for this feature (`zero_as_missing`).
    #[must_use]
    pub fn scores_zero_as_missing(&self, feature: usize) -> bool {
        self.compiled.usage(feature).zero_as_missing
    }

    /// The model of the first `count` trees, as early stopping means it (`best_iteration`); all of
    /// them when there are fewer, at least one.
    #[must_use]
    pub fn first_trees(&self, count: usize) -> Self {
        let trees: Vec<Tree> = self.trees.iter().take(count.max(1)).cloned().collect();
        Self::new(
            self.header.clone(),
            self.features.clone(),
            trees,
            self.notes.clone(),
            self.text_sha256.clone(),
        )
    }

    /// The model as LightGBM text (v4), written from the checked structure alone.
    ///
    /// [`Forest::parse`] reads it back as an equal forest, and LightGBM scores it identically.
    #[must_use]
    pub fn to_text(&self) -> String {
        super::write::to_text(self)
    }

    /// Facts about the model.
    #[must_use]
    pub fn summary(&self) -> ForestSummary {
        let is_category = |f: &&Feature| matches!(f.kind, FeatureKind::Category { .. });
        let root_count = |tree: &Tree| tree.splits().first().map(|split| split.count as u64);
        ForestSummary {
            version: self.header.version,
            objective: self.header.objective,
            boosting: self.header.boosting.clone(),
            average_output: self.header.average_output,
            features: self.features.len(),
            used_features: (0..self.features.len()).filter(|&f| self.is_used(f)).count(),
            categories: self.features.iter().filter(is_category).count(),
            trees: self.trees.len(),
            trees_in_file: self.header.trees_in_file,
            leaves: self.trees.iter().map(|tree| tree.leaves().len()).sum(),
            training_rows: self.trees.iter().find_map(root_count),
            text_sha256: self.text_sha256.clone(),
        }
    }

    fn check_width(&self, found: usize) -> Result<(), WrongWidth> {
        let expected = self.features.len();
        if found == expected { Ok(()) } else { Err(WrongWidth { found, expected }) }
    }
}

/// Equal when they score, explain and are written alike; the bytes they were read from may differ.
impl PartialEq for Forest {
    fn eq(&self, other: &Self) -> bool {
        self.header.is_equivalent(&other.header)
            && self.features == other.features
            && self.trees == other.trees
    }
}

impl Header {
    fn is_equivalent(&self, other: &Self) -> bool {
        self.objective == other.objective
            && self.average_output == other.average_output
            && self.label_index == other.label_index
            && self.monotone_constraints == other.monotone_constraints
            && self.boosting == other.boosting
            && self.categorical == other.categorical
            && self.is_distributed == other.is_distributed
            && self.category_lists == other.category_lists
    }
}

/// How the splits of a model treat one feature.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Usage {
    pub(crate) is_used: bool,
    pub(crate) missing_as_zero: bool,
    pub(crate) zero_as_missing: bool,
}

impl Usage {
    /// Of each feature, over all trees.
    pub(crate) fn of(trees: &[Tree], features: usize) -> Vec<Self> {
        let mut usage = vec![Self::default(); features];
        for split in trees.iter().flat_map(Tree::splits) {
            if let Some(usage) = usage.get_mut(split.feature as usize) {
                usage.is_used = true;
                usage.missing_as_zero |= split.missing() == Some(MissingAs::Zero);
                usage.zero_as_missing |= split.missing() == Some(MissingAs::ZeroIsMissing);
            }
        }
        usage
    }
}

//! What a person must be told about a model that was opened.
//!
//! Depends on bundles and on [`Forest`], which the facts are read off.

use std::fmt;

use crate::model::{
    Forest,
    bundle::{self, Bundle},
};

/// A fact about an opened model that the person who uses it must be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ModelNote {
    /// It has no threshold of its own.
    NoThreshold,
    /// Its features have no names: a client base is matched by position.
    NoFeatureNames,
    /// There are no plain words for its features.
    NoDictionary,
    /// Some features have no plain words; how many.
    FeaturesWithoutWords(usize),
    /// It has no card: nothing says what it is, and nothing can be verified.
    NoCard,
    /// It has a card that does not vouch for the model text.
    NotVerified,
    /// These files are the ones that the card describes.
    Verified(Vec<String>),
    /// The card says nothing about these files, which are in the bundle.
    NotCovered(Vec<String>),
    /// The card says that the model has another number of features.
    FeatureCountDiffers {
        /// What the card says.
        card: u32,
        /// What the model has.
        model: usize,
    },
    /// Its card says that probabilities are calibrated in this way, and does not hold the
    /// calibration: the trees' own probabilities are shown.
    CalibrationNotGiven(String),
    /// Columns of the dictionary whose names say nothing to this program.
    UnknownDictionaryColumns(Vec<String>),
    /// Only the first trees are used, as in Python after early stopping.
    TreesUsed {
        /// How many trees score.
        used: usize,
        /// How many trees the file has.
        total: usize,
    },
    /// The label whose probability is predicted, where labels are not simply 0 and 1.
    PositiveClass(String),
    /// The text was taken out of a pickle, without running it; the class of the model there.
    FromPickle(&'static str),
    /// The file holds these things beside the model; they are not used.
    Besides(Vec<String>),
}

/// For a terminal and for whoever checks models; the window has words of its own.
impl fmt::Display for ModelNote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoThreshold => f.write_str("it has no threshold of its own"),
            Self::NoFeatureNames => {
                f.write_str("its features have no names: columns are matched by position")
            }
            Self::NoDictionary => f.write_str("it has no plain words for its features"),
            Self::FeaturesWithoutWords(count) => {
                write!(f, "{count} of its features have no plain words")
            }
            Self::NoCard => f.write_str("it has no card: nothing says who made it"),
            Self::NotVerified => f.write_str("its card has no SHA-256 of model.txt"),
            Self::Verified(files) => {
                write!(f, "these files are the ones that its card describes: {}", files.join(", "))
            }
            Self::NotCovered(files) => {
                write!(f, "its card says nothing about these files: {}", files.join(", "))
            }
            Self::FeatureCountDiffers { card, model } => {
                write!(f, "its card speaks of {card} features, it has {model}")
            }
            Self::CalibrationNotGiven(name) => {
                write!(
                    f,
                    "its card names a calibration ({name}) and does not hold it: probabilities \
                     are the trees' own"
                )
            }
            Self::UnknownDictionaryColumns(columns) => {
                write!(f, "unknown columns of its dictionary: {}", columns.join(", "))
            }
            Self::TreesUsed { used, total } => {
                write!(f, "{used} of its {total} trees are used, as early stopping asked")
            }
            Self::PositiveClass(label) => {
                write!(f, "it predicts the probability of the label `{label}`")
            }
            Self::FromPickle(class) => {
                write!(f, "its text was taken out of a pickled {class}, without running it")
            }
            Self::Besides(names) => {
                write!(f, "the file holds these things beside it: {}", names.join(", "))
            }
        }
    }
}

/// What the files of a bundle say, and leave unsaid, about its model.
pub(super) fn bundle_notes(bundle: &Bundle, forest: &Forest) -> Vec<ModelNote> {
    let mut notes = Vec::new();
    match &bundle.card {
        None => notes.extend([ModelNote::NoThreshold, ModelNote::NoCard]),
        Some(card) => {
            if card.threshold.is_none() {
                notes.push(ModelNote::NoThreshold);
            }
            if !bundle.verified.iter().any(|file| file == bundle::MODEL_FILE) {
                notes.push(ModelNote::NotVerified);
            }
            let is_named = !matches!(card.calibration.as_str(), "" | "none");
            if is_named && card.calibration_map.is_none() {
                notes.push(ModelNote::CalibrationNotGiven(card.calibration.clone()));
            }
            let model = forest.features().len();
            if let Some(card) = card.features.filter(|count| *count as usize != model) {
                notes.push(ModelNote::FeatureCountDiffers { card, model });
            }
        }
    }
    if !bundle.verified.is_empty() {
        notes.push(ModelNote::Verified(bundle.verified.clone()));
    }
    if !bundle.not_covered.is_empty() {
        notes.push(ModelNote::NotCovered(bundle.not_covered.clone()));
    }
    if !bundle.unknown_columns.is_empty() {
        notes.push(ModelNote::UnknownDictionaryColumns(bundle.unknown_columns.clone()));
    }
    match &bundle.dictionary {
        None => notes.push(ModelNote::NoDictionary),
        Some(dictionary) => {
            let unnamed =
                |name: &str| dictionary.get(name).is_none_or(|entry| entry.label.is_empty());
            let without = forest.features().iter().filter(|feature| unnamed(&feature.name)).count();
            if without > 0 {
                notes.push(ModelNote::FeaturesWithoutWords(without));
            }
        }
    }
    notes
}

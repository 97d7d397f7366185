//! Why a pickle is refused. Depends on nothing.

use std::io;

/// A pickle that no model is taken from. Nothing in it was run, whatever it asked for.
#[derive(Debug, thiserror::Error)]
pub enum PickleError {
    /// The file, or what it inflates to, is larger than anything a model needs.
    #[error(
        "the pickle is larger than {limit} bytes: save the model alone with \
         `booster.save_model(\"model.txt\")` and open that file"
    )]
    TooLarge {
        /// The most bytes that are read.
        limit: u64,
    },
    /// The bytes end in the middle of an instruction.
    #[error("the pickle ends too early, at byte {offset}: it was cut off, copy or save it again")]
    Truncated {
        /// Where more bytes were expected.
        offset: usize,
    },
    /// Something follows the object that the pickle holds.
    #[error(
        "something follows the first object of the pickle, at byte {offset}: it may change the \
         scores, so the model alone is not used. {ADVICE}"
    )]
    Trailing {
        /// Where the first object ends.
        offset: usize,
    },
    /// An instruction that no honest model needs.
    #[error(
        "the pickle holds {instruction} at byte {offset}, which no LightGBM model needs. {ADVICE}"
    )]
    Instruction {
        /// What the instruction is.
        instruction: String,
        /// Where it stands.
        offset: usize,
    },
    /// The instructions do not fit together.
    #[error("the pickle is damaged at byte {offset}: {problem}")]
    Damaged {
        /// The instruction that cannot be followed.
        offset: usize,
        /// What is wrong with it.
        problem: &'static str,
    },
    /// More of something than any model needs.
    #[error("the pickle holds more than {limit} {what}, which no LightGBM model needs. {ADVICE}")]
    TooMany {
        /// What there is too much of.
        what: &'static str,
        /// The most that is read.
        limit: usize,
    },
    /// A class or function that is not on the list of those that a model needs.
    #[error("the pickle holds `{name}`: {}", .kind.explanation())]
    Class {
        /// Its full name, as the file writes it.
        name: String,
        /// What sort of thing it is.
        kind: ClassKind,
    },
    /// The outermost object is neither a model nor a container with one.
    #[error(
        "the pickle holds {found} and no model: expected an LGBMClassifier, a Booster, or a \
         dictionary, list or tuple with exactly one of them"
    )]
    NoModel {
        /// What the outermost object is.
        found: &'static str,
    },
    /// Several models, which are probably averaged by a program that is not in the file.
    #[error("the pickle holds {count} models: one alone would give other scores. {ADVICE}")]
    SeveralModels {
        /// How many.
        count: usize,
    },
    /// A model without a model text.
    #[error("the {class_name} in the pickle was never fitted: call `fit` before saving it")]
    NotFitted {
        /// Its class.
        class_name: &'static str,
    },
    /// A model of something else than two outcomes.
    #[error("the LGBMClassifier in the pickle has {found}, expected two classes")]
    Classes {
        /// What stands where two classes were expected.
        found: String,
    },
    /// A setting that makes Python give other scores than the trees alone.
    #[error(
        "the LGBMClassifier in the pickle was made with `{parameter}`, so its scores are not those \
         of its trees alone. {ADVICE}"
    )]
    Parameter {
        /// The setting's name.
        parameter: &'static str,
    },
    /// Bytes that are not text where the model text was expected.
    #[error("the model text in the pickle is not UTF-8: the file is damaged, save it again")]
    TextEncoding,
    /// The compressed bytes cannot be inflated.
    #[error("the {format} compression is damaged ({cause}): copy or save the file again")]
    Compression {
        /// Which compression.
        format: &'static str,
        /// What the decompressor says.
        cause: io::Error,
    },
    /// A compression that this program does not read.
    #[error(
        "the file is compressed with {format}, which this program does not read: save it again \
         with `joblib.dump(model, \"model.joblib\", compress=3)`"
    )]
    UnknownCompression {
        /// Which compression.
        format: &'static str,
    },
    /// A little file that inflates to an enormous one.
    #[error("the {format} compression inflates to more than {limit} bytes, which no model needs")]
    Bomb {
        /// Which compression.
        format: &'static str,
        /// Where inflating stopped.
        limit: u64,
    },
}

const ADVICE: &str = "If you trust the file, save the model alone in Python, with \
     `model.booster_.save_model(\"model.txt\")` or, for a Booster, `model.save_model`, and open that \
     text";

/// What sort of thing a refused class or function is. It changes the words, never the refusal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClassKind {
    /// A scikit-learn or imbalanced-learn object: steps before or after the model.
    Wrapper,
    /// A LightGBM model of something else than two classes.
    OtherTask,
    /// A model of another library.
    OtherLibrary,
    /// Something that acts when a pickle is opened in Python.
    Dangerous,
    /// An array that joblib left in a file of its own, or wrote in its format before 0.10.
    OldJoblib,
    /// A class or function that only the program which wrote the file has.
    Private,
    /// A table of data.
    Table,
    /// Anything else.
    Unknown,
}

impl ClassKind {
    fn explanation(self) -> String {
        match self {
            Self::Wrapper => format!(
                "what it does around the model cannot be repeated here, and the model alone would \
                 give other scores. {ADVICE}"
            ),
            Self::OtherTask => {
                "it does not predict one of two classes: expected an LGBMClassifier \
                 with two classes, or a Booster with a binary objective"
                    .to_owned()
            }
            Self::OtherLibrary => {
                "it is a model of another library: this program reads LightGBM models".to_owned()
            }
            Self::Dangerous => {
                "opened in Python, this file would run it. Nothing was run here. Do \
                 not open the file in Python, and ask whoever sent it"
                    .to_owned()
            }
            Self::OldJoblib => "it was written by joblib before 0.10: load it there and save it \
                 again with a newer joblib"
                .to_owned(),
            Self::Private => format!(
                "only the program that wrote the file has it (a function of its own as objective, \
                 perhaps), so the scores cannot be repeated. {ADVICE}"
            ),
            Self::Table => format!("data beside the model is not read. {ADVICE}"),
            Self::Unknown => {
                format!("it is not among the classes that a LightGBM model needs. {ADVICE}")
            }
        }
    }
}

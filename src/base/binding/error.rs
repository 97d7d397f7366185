//! What there is to say when a model meets a base.

/// Something about the binding that a person should see.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BindingNote {
    /// The model has no names, so that nothing vouches for the order of the columns.
    #[error("the model names no feature: its {features} features are read column by column")]
    ByPosition {
        /// How many features there are.
        features: usize,
    },
    /// The model reads the identifier as if it said something about the client.
    #[error(
        "the model reads the identifier `{column}` itself: its score depends on a number that \
             says nothing about the client"
    )]
    IdIsAFeature {
        /// The id column.
        column: String,
    },
    /// Some clients are in categories that the model never saw; it takes them as missing.
    #[error(
        "{clients} clients are in {categories} categories of `{feature}` that the model never \
             saw: they are read as missing"
    )]
    UnknownCategories {
        /// The feature.
        feature: String,
        /// How many different categories.
        categories: u64,
        /// How many clients.
        clients: u64,
    },
}

/// A base that does not hold what the model reads.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BindError {
    /// Features without a column.
    #[error("the base lacks {} of the model's features: {}", features.len(), features.join(", "))]
    Missing {
        /// Their names, in the model's order.
        features: Vec<String>,
    },
    /// A feature that several columns could be, or a column that several features could mean.
    #[error("the feature `{feature}` could be any of the columns {}", columns.join(", "))]
    Ambiguous {
        /// The feature.
        feature: String,
        /// The columns.
        columns: Vec<String>,
    },
    /// A model without names, and another number of columns than it has features.
    #[error(
        "the model names no feature and reads {expected} columns, but the base has {found} besides \
         identifiers and outcomes"
    )]
    Width {
        /// How many features the model has.
        expected: usize,
        /// How many columns the base has for them.
        found: usize,
    },
    /// Features that must be numbers and whose columns hold words.
    #[error("{}", words_instead(columns))]
    Words {
        /// The columns concerned.
        columns: Vec<WordColumn>,
    },
}

/// A column of words where a model reads numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WordColumn {
    /// The feature.
    pub feature: String,
    /// Its column.
    pub column: String,
    /// How many clients have a word there that is not a number.
    pub clients: u64,
}

fn words_instead(columns: &[WordColumn]) -> String {
    let each = columns.iter().map(|words| {
        format!(
            "the model reads numbers from `{}`, but {} clients have words there",
            words.column, words.clients
        )
    });
    each.collect::<Vec<_>>().join("; ")
}

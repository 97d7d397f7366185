//! Which features are made.
//!
//! Depends on nothing.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// A set of features.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Recipe {
    /// The well-known public feature set: 798 columns on the full tables.
    #[default]
    Base,
    /// The public set and what the best public solutions added to it.
    Extended,
}

/// A name that is no recipe.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("expected `base` or `extended`")]
pub struct UnknownRecipe;

impl Recipe {
    /// Its name on the command line and in files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Base => "base",
            Self::Extended => "extended",
        }
    }
}

impl FromStr for Recipe {
    type Err = UnknownRecipe;

    fn from_str(text: &str) -> Result<Self, UnknownRecipe> {
        match text {
            "base" => Ok(Self::Base),
            "extended" => Ok(Self::Extended),
            _ => Err(UnknownRecipe),
        }
    }
}

impl fmt::Display for Recipe {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

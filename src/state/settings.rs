//! What the window remembers between two starts. Never a client's value, never an identifier.
//!
//! Invariant: a field that cannot be read falls back to its default, and the file is written whole
//! or not at all.

use std::{
    io,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};

use crate::{
    domain::{Language, SavedFilter},
    files::{self, Access},
};

use super::{Grouping, SortKey, ThemeChoice, ZoomStep};

/// The smallest and the largest zoom, and the size of a step. 2.0 is the 200 % that WCAG 1.4.4 asks.
const ZOOM_MIN: f32 = 0.5;
const ZOOM_MAX: f32 = 3.0;
const ZOOM_STEP: f32 = 0.1;

/// Bases whose tables are remembered; those that were not opened for the longest time are let go.
const MOST_DESCRIBED: usize = 20;

/// The settings file, in the user's configuration folder.
const FILE_NAME: &str = "settings.toml";

/// Everything that is remembered.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// The language of the screen.
    #[serde(deserialize_with = "or_default")]
    pub language: Option<Language>,
    /// Light, dark or as the system says.
    #[serde(deserialize_with = "or_default")]
    pub theme: ThemeChoice,
    /// How much larger than designed everything is drawn.
    #[serde(deserialize_with = "or_default")]
    pub zoom: Zoom,
    /// How the list of clients is sorted.
    #[serde(deserialize_with = "or_default")]
    pub sort: SortKey,
    /// Whether reasons are listed by factor or by theme.
    #[serde(deserialize_with = "or_default")]
    pub grouping: Grouping,
    /// The model that was open last; `None` for the demo.
    #[serde(deserialize_with = "or_default")]
    pub last_model: Option<PathBuf>,
    /// The base that was open last; `None` for the demo.
    #[serde(deserialize_with = "or_default")]
    pub last_base: Option<PathBuf>,
    /// The column that identifies the clients of that base, when it had to be named.
    #[serde(deserialize_with = "or_default")]
    pub last_id_column: Option<String>,
    /// The tables that were added to a base, by the base's path.
    #[serde(deserialize_with = "or_default")]
    pub tables: Vec<DescribedBase>,
    /// Whether no copy of a large base is kept on this computer.
    #[serde(deserialize_with = "or_default")]
    pub keeps_no_bases: bool,
    /// Filters kept under a name.
    #[serde(deserialize_with = "or_default")]
    pub filters: Vec<SavedFilter>,
}

/// The tables of one base.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DescribedBase {
    /// Where the base comes from.
    pub base: PathBuf,
    /// Where its tables come from.
    pub tables: Vec<PathBuf>,
}

/// A zoom factor between 0.5 and 3.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(from = "f32", into = "f32")]
pub struct Zoom(f32);

impl Default for Settings {
    fn default() -> Self {
        Self {
            language: None,
            theme: ThemeChoice::System,
            zoom: Zoom::default(),
            sort: SortKey::Base,
            grouping: Grouping::Factors,
            last_model: None,
            last_base: None,
            last_id_column: None,
            tables: Vec::new(),
            keeps_no_bases: false,
            filters: Vec::new(),
        }
    }
}

impl Settings {
    /// The settings of the last time; defaults where there are none or where they cannot be read.
    #[must_use]
    pub fn load() -> Self {
        let Some(path) = settings_path() else { return Self::default() };
        std::fs::read_to_string(path).map(|text| Self::from_toml(&text)).unwrap_or_default()
    }

    /// Writes them for the next time, readable by their owner alone.
    ///
    /// # Errors
    /// When the user's configuration folder cannot be made or written; the old file stays.
    pub fn save(&self) -> io::Result<()> {
        let Some(path) = settings_path() else { return Ok(()) };
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        let text = toml::to_string_pretty(self).map_err(io::Error::other)?;
        files::write_atomically(&path, text.as_bytes(), Access::Private).map_err(io::Error::other)
    }

    /// The tables that were added to the base at `path`.
    #[must_use]
    pub fn tables_of(&self, path: &Path) -> &[PathBuf] {
        let known = self.tables.iter().find(|described| described.base == path);
        known.map_or(&[], |described| &described.tables)
    }

    /// Takes note of the tables of the base at `path`, in place of those known so far.
    pub(super) fn remember_tables(&mut self, path: &Path, tables: Vec<PathBuf>) {
        self.tables.retain(|described| described.base != path);
        if !tables.is_empty() {
            self.tables.insert(0, DescribedBase { base: path.to_owned(), tables });
        }
        self.tables.truncate(MOST_DESCRIBED);
    }

    fn from_toml(text: &str) -> Self {
        toml::from_str(text).unwrap_or_default()
    }
}

impl Zoom {
    /// The factor, between 0.5 and 3.
    #[must_use]
    pub fn factor(self) -> f32 {
        self.0
    }

    /// One step further.
    #[must_use]
    pub fn step(self, step: ZoomStep) -> Self {
        match step {
            ZoomStep::In => Self::from(self.0 + ZOOM_STEP),
            ZoomStep::Out => Self::from(self.0 - ZOOM_STEP),
            ZoomStep::Reset => Self::default(),
        }
    }
}

impl Default for Zoom {
    fn default() -> Self {
        Self(1.0)
    }
}

impl From<f32> for Zoom {
    /// The nearest allowed factor, rounded to a tenth; 1 for NaN.
    fn from(factor: f32) -> Self {
        if factor.is_nan() {
            return Self::default();
        }
        Self(((factor * 10.0).round() / 10.0).clamp(ZOOM_MIN, ZOOM_MAX))
    }
}

impl From<Zoom> for f32 {
    fn from(zoom: Zoom) -> Self {
        zoom.0
    }
}

fn settings_path() -> Option<PathBuf> {
    directories::ProjectDirs::from("", "", "clairscore")
        .map(|folders| folders.config_dir().join(FILE_NAME))
}

/// Reads a field, or takes its default when another version wrote something else there.
fn or_default<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: serde::Deserializer<'de>,
    T: Deserialize<'de> + Default,
{
    let value = toml::Value::deserialize(deserializer)?;
    Ok(T::deserialize(value).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Clause, Condition, Filter};

    #[test]
    fn what_is_saved_is_read_back() {
        let clause = Clause {
            column: "AGE".to_owned(),
            condition: Condition::Range { min: Some(25.0), max: None, or_missing: true },
        };
        let settings = Settings {
            language: Some(Language::French),
            theme: ThemeChoice::Dark,
            zoom: Zoom::from(2.0),
            sort: SortKey::ClosestToThreshold,
            filters: vec![SavedFilter {
                name: "young".to_owned(),
                filter: Filter { clauses: vec![clause] },
            }],
            ..Settings::default()
        };
        let text = toml::to_string_pretty(&settings).unwrap();
        assert_eq!(Settings::from_toml(&text), settings);
    }

    #[test]
    fn a_bad_field_falls_back_alone() {
        let settings = Settings::from_toml("zoom = 2.0\ntheme = \"purple\"\nlanguage = \"fr\"\n");
        assert_eq!(settings.theme, ThemeChoice::System);
        assert_eq!(settings.language, Some(Language::French));
        assert_eq!(settings.zoom.factor(), 2.0);
        assert_eq!(Settings::from_toml("not toml at all ["), Settings::default());
    }

    #[test]
    fn zoom_stays_between_a_half_and_three() {
        let widest = (0..100).fold(Zoom::default(), |zoom, _| zoom.step(ZoomStep::In));
        assert_eq!(widest.factor(), ZOOM_MAX);
        let narrowest = (0..100).fold(Zoom::default(), |zoom, _| zoom.step(ZoomStep::Out));
        assert_eq!(narrowest.factor(), ZOOM_MIN);
        assert_eq!(Zoom::from(f32::NAN), Zoom::default());
    }
}

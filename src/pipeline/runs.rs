//! Records of trainings: what was asked, what came of it, how long it took.
//!
//! Depends on `files` and on the other files of this layer. One TOML file a run, so that a person
//! can read it and a version control system can keep it.
//! Invariant: a record is written whole or not at all, and never over another one.

use std::{
    fs, io,
    path::{Path, PathBuf},
    thread,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use serde::{Deserialize, Serialize};

use super::{
    balancing::Balanced, date::Date, folds::Fold, rivals::Rival, search::Trial, train::TrainedModel,
};
use crate::{
    files::{self, Access, WriteError},
    model::bundle::{Card, Metric},
};

/// The largest record that is read, in bytes: thousands of trials.
const MAX_RECORD_BYTES: u64 = 4 << 20;

/// What one training came to.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct RunRecord {
    /// The name of the model.
    pub name: String,
    /// Its version.
    pub version: String,
    /// When the training began: `2026-11-22T10:20:30Z`.
    pub started: String,
    /// How long it took.
    pub seconds: f64,
    /// The programs that trained.
    pub made_with: String,
    /// The command that makes the same bundle again.
    pub command: String,
    /// The base.
    pub base: String,
    /// Its SHA-256, in hexadecimal.
    pub base_sha256: String,
    /// Where the bundle was written.
    pub bundle: String,
    /// SHA-256 of its `model.txt`.
    pub model_sha256: String,
    /// The threshold.
    pub threshold: f64,
    /// How probabilities are calibrated.
    pub calibration: String,
    /// What was done about defaults being rare.
    pub imbalance: String,
    /// How many features the model has.
    pub features: u64,
    /// How many trees.
    pub trees: u64,
    /// Features that order clients too well.
    pub suspected_leaks: Vec<String>,
    /// The computer.
    pub machine: Machine,
    /// How good the model is, as its card says it.
    pub metrics: Vec<Metric>,
    /// The model beside simple ones.
    pub rivals: Vec<Rival>,
    /// Every way of treating rare defaults that was tried.
    pub balanced: Vec<Balanced>,
    /// What the folds showed.
    pub folds: Vec<Fold>,
    /// The options that were tried.
    pub trials: Vec<Trial>,
}

/// The computer that a training ran on: nothing that tells whose it is.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Machine {
    /// Its system: `linux`, `windows`, `macos`.
    pub system: String,
    /// The kind of its processors: `x86_64`, `aarch64`.
    pub processor: String,
    /// How many of them the program may use.
    pub processors: u64,
}

/// A moment, to the second.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment(Duration);

impl Moment {
    /// Now.
    #[must_use]
    pub fn now() -> Self {
        // A clock before 1970 is a clock that was never set.
        Self(SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default())
    }

    fn text(self) -> String {
        const SECONDS_A_DAY: u64 = 86_400;
        let second = self.0.as_secs() % SECONDS_A_DAY;
        let (hour, minute, second) = (second / 3_600, second / 60 % 60, second % 60);
        format!("{}T{hour:02}:{minute:02}:{second:02}Z", Date::since_1970(self.0))
    }
}

impl Machine {
    /// This one.
    #[must_use]
    pub fn this() -> Self {
        Self {
            system: std::env::consts::OS.to_owned(),
            processor: std::env::consts::ARCH.to_owned(),
            processors: thread::available_parallelism().map_or(1, |count| count.get() as u64),
        }
    }
}

impl RunRecord {
    /// The record of a training; where the base and the bundle are is left to be filled in.
    #[must_use]
    pub fn new(
        trained: &TrainedModel,
        card: &Card,
        started: Moment,
        took: Duration,
        machine: Machine,
    ) -> Self {
        Self {
            name: card.name.clone(),
            version: card.version.clone(),
            started: started.text(),
            seconds: (took.as_secs_f64() * 1e3).round() / 1e3,
            made_with: card.made_with.clone(),
            command: card.command.clone(),
            base_sha256: card.training.clone().unwrap_or_default().sha256,
            threshold: trained.threshold.cheapest.best.threshold.get(),
            calibration: trained.calibration.name().to_owned(),
            imbalance: card.imbalance.clone(),
            features: trained.forest.features().len() as u64,
            trees: trained.forest.trees().len() as u64,
            suspected_leaks: trained
                .suspected_leaks
                .iter()
                .map(|leak| leak.feature.clone())
                .collect(),
            machine,
            metrics: card.metrics.clone(),
            rivals: trained.rivals.clone(),
            balanced: trained.balanced.clone(),
            folds: trained.folds.clone(),
            trials: trained.trials.clone(),
            ..Self::default()
        }
    }

    /// As TOML.
    ///
    /// # Errors
    /// When a number is one that TOML cannot hold.
    pub fn to_toml(&self) -> Result<String, toml::ser::Error> {
        toml::to_string(self)
    }

    /// A metric of the hold-out, or of another part when it is measured there alone.
    #[must_use]
    pub fn metric(&self, name: &str, part: &str) -> Option<&Metric> {
        self.metrics.iter().find(|metric| metric.name == name && metric.part == part)
    }
}

/// Why a record is not read.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// The system does not let us.
    #[error("{} cannot be read: {cause}", .path.display())]
    Read {
        /// The file or folder.
        path: PathBuf,
        /// What the system says.
        cause: io::Error,
    },
    /// It is no record.
    #[error("{} is not the record of a run: {problem}", .path.display())]
    NotARecord {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        problem: String,
    },
}

/// Keeps a record in `folder`, which is made when it is not there; returns the name it is found by.
///
/// # Errors
/// When the system refuses.
pub fn keep(folder: &Path, record: &str) -> Result<String, WriteError> {
    fs::create_dir_all(folder).map_err(|cause| WriteError::Failed {
        path: folder.to_owned(),
        step: "making the folder",
        cause,
    })?;
    let parsed: RunRecord = toml::from_str(record).unwrap_or_default();
    let stem = stem(&parsed);
    // Two runs of one second take different names.
    for count in 1_u32.. {
        let name = if count == 1 { stem.clone() } else { format!("{stem}-{count}") };
        match files::create_atomically(
            &folder.join(format!("{name}.toml")),
            record.as_bytes(),
            Access::Shared,
        ) {
            Err(WriteError::Exists { .. }) => {}
            Err(error) => return Err(error),
            Ok(()) => return Ok(name),
        }
    }
    Ok(stem)
}

fn stem(record: &RunRecord) -> String {
    let moment: String = record.started.chars().filter(char::is_ascii_alphanumeric).collect();
    let name: String = record
        .name
        .chars()
        .map(|sign| if sign.is_alphanumeric() { sign } else { '-' })
        .take(40)
        .collect();
    format!("{moment}-{}", name.trim_matches('-')).trim_matches('-').to_owned()
}

/// The names of the records in `folder`, the oldest first; none when there is no such folder.
///
/// # Errors
/// When the folder cannot be read.
pub fn names(folder: &Path) -> Result<Vec<String>, RunError> {
    let failed = |cause| RunError::Read { path: folder.to_owned(), cause };
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries.map_err(failed)?,
    };
    let mut names = Vec::new();
    for entry in entries {
        let path = entry.map_err(failed)?.path();
        let is_record = path.extension().is_some_and(|ending| ending == "toml");
        if let Some(stem) = path.file_stem().and_then(|stem| stem.to_str()).filter(|_| is_record) {
            names.push(stem.to_owned());
        }
    }
    names.sort_unstable();
    Ok(names)
}

/// Reads the record `name` of `folder`.
///
/// # Errors
/// When it cannot be read, or is no record.
pub fn read(folder: &Path, name: &str) -> Result<RunRecord, RunError> {
    let path = folder.join(format!("{name}.toml"));
    let failed = |cause| RunError::Read { path: path.clone(), cause };
    let mut text = String::new();
    let file = fs::File::open(&path).map_err(failed)?;
    io::Read::read_to_string(&mut io::Read::take(file, MAX_RECORD_BYTES), &mut text)
        .map_err(failed)?;
    let record: RunRecord = toml::from_str(&text).map_err(|error| RunError::NotARecord {
        path: path.clone(),
        problem: error.message().replace('\n', " "),
    })?;
    if record.command.is_empty() {
        let problem = "it has no command".to_owned();
        return Err(RunError::NotARecord { path, problem });
    }
    Ok(record)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(name: &str) -> RunRecord {
        let metric = |name: &str, value| Metric {
            name: name.to_owned(),
            value,
            low: None,
            high: None,
            part: "hold-out".to_owned(),
        };
        RunRecord {
            name: name.to_owned(),
            started: Moment(Duration::from_secs(1_700_000_000)).text(),
            command: "clairscore train".to_owned(),
            metrics: vec![metric("auc", 0.779_512_345_678_9), metric("brier", f64::NAN)],
            ..RunRecord::default()
        }
    }

    #[test]
    fn a_moment_is_written_as_everybody_writes_it() {
        assert_eq!(Moment(Duration::from_secs(1_700_000_000)).text(), "2023-11-14T22:13:20Z");
    }

    #[test]
    fn records_are_kept_listed_and_read() {
        let folder = tempfile::tempdir().unwrap();
        let runs = folder.path().join("a/runs");
        assert_eq!(names(&runs).unwrap(), [""; 0]);
        let text = record("Credit cards: Taïwan").to_toml().unwrap();
        let first = keep(&runs, &text).unwrap();
        assert_eq!(first, "20231114T221320Z-Credit-cards--Taïwan");
        assert_eq!(keep(&runs, &text).unwrap(), format!("{first}-2"));
        fs::write(runs.join("notes.txt"), "x").unwrap();
        assert_eq!(names(&runs).unwrap(), [first.clone(), format!("{first}-2")]);
        let read = read(&runs, &first).unwrap();
        assert_eq!(read.metric("auc", "hold-out").unwrap().value, 0.779_512_345_678_9);
        assert!(read.metric("brier", "hold-out").unwrap().value.is_nan());
        assert!(read.metric("auc", "validation").is_none());
    }

    #[test]
    fn what_is_no_record_is_named() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("x.toml"), "name = 3").unwrap();
        fs::write(folder.path().join("y.toml"), "other = 3").unwrap();
        for (name, what) in [("x", "x.toml"), ("y", "no command"), ("z", "z.toml")] {
            let error = read(folder.path(), name).unwrap_err().to_string();
            assert!(error.contains(what), "{error}");
        }
    }
}

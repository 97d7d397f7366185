//! Opening whatever somebody offers as a model: the kind is told by content, never by the name.
//!
//! Depends on `domain`, [`Forest`], [`pickle`] and [`bundle`]. What a
//! model lacks is a [`ModelNote`], so that the screen says it; nothing is made up in its place.

mod error;
mod foreign;
mod note;

use std::{
    fs::{self, File},
    io::{self, Read as _},
    path::{Path, PathBuf},
    sync::Arc,
};

pub use error::OpenError;
pub use foreign::Foreign;
pub use note::ModelNote;

use note::bundle_notes;

use super::{
    Calibration, Forest,
    bundle::{self, Bundle, Card},
    pickle::{self, Compression, PickledModel},
};
use crate::domain::{Dictionary, Threshold};

/// The largest file that is read, in bytes. The parser of model texts has a lower limit of its own.
const MAX_FILE_BYTES: u64 = pickle::MAX_PICKLE_BYTES;

/// How much of a file is looked at to tell a model text.
const HEADER_BYTES: usize = 4 << 10;

/// A model that is ready to score.
#[derive(Debug, Clone)]
pub struct OpenedModel {
    /// What to call it: the card's name, or that of the file.
    pub name: String,
    /// The file or folder; only a name when it came with the program.
    pub source: PathBuf,
    /// The checked model, with the trees that are used and no others.
    pub forest: Arc<Forest>,
    /// What its card says.
    pub card: Option<Card>,
    /// The plain words for its features; empty when it has none.
    pub dictionary: Dictionary,
    /// The bytes of `reference.parquet`, not looked at.
    pub reference: Option<Arc<[u8]>>,
    /// SHA-256 of the model text, in hexadecimal.
    pub sha256: String,
    /// What the screen must say about it.
    pub notes: Vec<ModelNote>,
}

impl OpenedModel {
    /// What turns the trees' probability into the one that is shown.
    #[must_use]
    pub fn calibration(&self) -> &Calibration {
        const NONE: &Calibration = &Calibration::None;
        self.card.as_ref().and_then(|card| card.calibration_map.as_ref()).unwrap_or(NONE)
    }

    /// The threshold that came with the model.
    #[must_use]
    pub fn threshold(&self) -> Option<Threshold> {
        self.card.as_ref().and_then(|card| card.threshold)
    }
}

/// Opens the file or folder `path`: a bundle, a LightGBM text, or a pickled LightGBM model.
///
/// A `model.txt` or `card.toml` that was chosen inside a bundle's folder opens the whole bundle.
///
/// # Errors
/// With the file, what is wrong with it, and what to do.
pub fn open_model(path: &Path) -> Result<OpenedModel, OpenError> {
    let unreadable = |cause| OpenError::Read { file: path.display().to_string(), cause };
    let metadata = fs::metadata(path).map_err(unreadable)?;
    let folder = if metadata.is_dir() { Some(path) } else { folder_of_bundle(path) };
    let mut opened = if let Some(folder) = folder {
        let file = folder.display().to_string();
        let bundle = Bundle::read_folder(folder)
            .map_err(|cause| OpenError::Bundle { file: file.clone(), cause })?;
        from_bundle(bundle, &file)?
    } else if metadata.is_file() {
        open_model_bytes(&path.display().to_string(), &read_file(path)?)?
    } else {
        // A pipe or a device would never end.
        return Err(unreadable(io::Error::other("it is neither a file nor a folder")));
    };
    folder.unwrap_or(path).clone_into(&mut opened.source);
    Ok(opened)
}

/// Opens the bundle of these files, each with its name; `name` stands for it in messages.
///
/// # Errors
/// As [`open_model`].
pub fn open_embedded(name: &str, files: &[(&str, &[u8])]) -> Result<OpenedModel, OpenError> {
    let bundle = Bundle::read_embedded(files)
        .map_err(|cause| OpenError::Bundle { file: name.to_owned(), cause })?;
    from_bundle(bundle, name)
}

/// Opens `bytes` as [`open_model`] opens a file; `name` stands for it in messages.
///
/// # Errors
/// As [`open_model`].
pub fn open_model_bytes(name: &str, bytes: &[u8]) -> Result<OpenedModel, OpenError> {
    if bytes.trim_ascii().is_empty() {
        return Err(OpenError::Empty { file: name.to_owned() });
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        let bundle = Bundle::read_zip(bytes)
            .map_err(|cause| OpenError::Bundle { file: name.to_owned(), cause })?;
        return from_bundle(bundle, name);
    }
    if let Some(opened) = open_plain(name, bytes)? {
        return Ok(opened);
    }
    let refused = |cause| OpenError::Pickle { file: name.to_owned(), cause };
    match Compression::of(bytes).map_err(refused)? {
        None => Err(foreign_error(name, bytes)),
        Some(compression) => {
            let inflated = compression.inflate(bytes).map_err(refused)?;
            open_plain(name, &inflated)?.ok_or_else(|| foreign_error(name, &inflated))
        }
    }
}

/// Opens a text or a pickle; `None` when it is neither.
fn open_plain(name: &str, bytes: &[u8]) -> Result<Option<OpenedModel>, OpenError> {
    if pickle::looks_like_pickle(bytes) {
        let model = pickle::read_plain(bytes)
            .map_err(|cause| OpenError::Pickle { file: name.to_owned(), cause })?;
        return from_pickle(name, model).map(Some);
    }
    // After pickles, since the lines of a model stand near the start of a pickle too.
    if looks_like_model_text(bytes) {
        return from_text(name, bytes, None).map(Some);
    }
    Ok(None)
}

/// Whether one of the first lines is one that only LightGBM writes.
///
/// Not only the very first: a damaged model is to be told its damage, not that it is no model.
fn looks_like_model_text(bytes: &[u8]) -> bool {
    const FIRST_LINE: &[u8] = b"tree";
    const STARTS: [&[u8]; 6] = [
        b"version=v",
        b"num_class=",
        b"num_tree_per_iteration=",
        b"max_feature_idx=",
        b"feature_names=",
        b"tree_sizes=",
    ];
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let start = bytes.get(..HEADER_BYTES).unwrap_or(bytes);
    let mut lines = start.split(|byte| matches!(byte, b'\n' | b'\r'));
    lines.any(|line| line == FIRST_LINE || STARTS.iter().any(|start| line.starts_with(start)))
}

fn from_text(name: &str, text: &[u8], used: Option<u32>) -> Result<OpenedModel, OpenError> {
    let forest =
        Forest::parse(text).map_err(|cause| OpenError::Model { file: name.to_owned(), cause })?;
    let total = forest.trees().len();
    let used = used.map_or(total, |used| total.min(used as usize));
    let mut notes = Vec::new();
    let forest = if used < total {
        notes.push(ModelNote::TreesUsed { used, total });
        forest.first_trees(used)
    } else {
        forest
    };
    if !forest.has_feature_names() {
        notes.push(ModelNote::NoFeatureNames);
    }
    notes.extend([ModelNote::NoThreshold, ModelNote::NoDictionary, ModelNote::NoCard]);
    Ok(OpenedModel {
        name: stem(name),
        source: PathBuf::from(name),
        forest: Arc::new(forest),
        card: None,
        dictionary: Dictionary::default(),
        reference: None,
        sha256: bundle::sha256_hex(text),
        notes,
    })
}

fn from_pickle(name: &str, model: PickledModel) -> Result<OpenedModel, OpenError> {
    let mut opened = from_text(name, model.text.as_bytes(), model.best_iteration)?;
    opened.notes.push(ModelNote::FromPickle(model.class_name));
    opened.notes.extend(model.positive_class.map(ModelNote::PositiveClass));
    if !model.besides.is_empty() {
        opened.notes.push(ModelNote::Besides(model.besides));
    }
    Ok(opened)
}

fn from_bundle(bundle: Bundle, file: &str) -> Result<OpenedModel, OpenError> {
    let model_file = format!("{file}, {}", bundle::MODEL_FILE);
    let bare = from_text(&model_file, &bundle.model, None)?;
    let mut notes = bundle_notes(&bundle, &bare.forest);
    let about_trees = |note: &ModelNote| matches!(note, ModelNote::NoFeatureNames);
    notes.extend(bare.notes.into_iter().filter(about_trees));
    let given = bundle.card.as_ref().map(|card| card.name.trim()).filter(|name| !name.is_empty());
    Ok(OpenedModel {
        name: given.map_or_else(|| stem(file), str::to_owned),
        source: PathBuf::from(file),
        dictionary: bundle.dictionary.unwrap_or_default(),
        reference: bundle.reference.map(Arc::from),
        card: bundle.card,
        forest: bare.forest,
        sha256: bare.sha256,
        notes,
    })
}

/// The folder of the bundle in which somebody chose one file instead of the folder.
fn folder_of_bundle(path: &Path) -> Option<&Path> {
    let folder = path.parent()?;
    let beside = |name: &str| folder.join(name).is_file();
    let chosen = match path.file_name()?.to_str()? {
        bundle::MODEL_FILE => beside(bundle::CARD_FILE) || beside(bundle::DICTIONARY_FILE),
        bundle::CARD_FILE => beside(bundle::MODEL_FILE),
        _ => false,
    };
    // The parent of a bare name is the empty path, which is the current folder.
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    chosen.then_some(folder)
}

fn read_file(path: &Path) -> Result<Vec<u8>, OpenError> {
    let file = path.display().to_string();
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|opened| opened.take(MAX_FILE_BYTES + 1).read_to_end(&mut bytes))
        .map_err(|cause| OpenError::Read { file: file.clone(), cause })?;
    if bytes.len() as u64 > MAX_FILE_BYTES {
        return Err(OpenError::TooLarge { file, limit: MAX_FILE_BYTES });
    }
    Ok(bytes)
}

fn foreign_error(name: &str, bytes: &[u8]) -> OpenError {
    OpenError::Foreign { file: name.to_owned(), foreign: foreign::describe(bytes) }
}

/// The name of a file without its folder and its ending.
fn stem(name: &str) -> String {
    Path::new(name).file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

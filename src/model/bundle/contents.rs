//! The files of a bundle, in a folder, in a zip file or in the program itself.
//!
//! Depends on `zip`. Nothing is ever unpacked to a path: files are asked for by name and read into
//! memory, counted byte by byte.
//!
//! **Invariant.** Declared sizes and counts are never believed: reading stops at a limit.

use std::{
    borrow::Cow,
    collections::BTreeMap,
    fs::{self, File},
    io::{self, Cursor, Read},
    path::{Path, PathBuf},
};

use super::error::BundleError;

/// The most files of a bundle that are looked at.
const MAX_FILES: usize = 1_000;

/// What a file of a zip may inflate to, per compressed byte. Model texts shrink tenfold at most.
const MAX_RATIO: u64 = 200;

/// What a small file of a zip may inflate to regardless of the ratio.
const SMALL_BYTES: u64 = 16 << 20;

/// Where the files of a bundle are.
pub(super) enum Contents<'a> {
    /// In the program itself.
    Embedded(&'a [(&'a str, &'a [u8])]),
    /// In a folder.
    Folder {
        /// The folder.
        path: PathBuf,
        /// The names of the files in it.
        names: Vec<String>,
    },
    /// In a zip file.
    Zip {
        /// The zip file.
        archive: Box<zip::ZipArchive<Cursor<&'a [u8]>>>,
        /// Where each file stands, by its name without the folder that all files share.
        places: BTreeMap<String, usize>,
    },
}

impl<'a> Contents<'a> {
    /// The files directly in the folder `path`.
    pub(super) fn of_folder(path: &Path) -> Result<Self, BundleError> {
        let unreadable = |cause| BundleError::Io { file: "the folder".to_owned(), cause };
        let mut names = Vec::new();
        for entry in fs::read_dir(path).map_err(unreadable)? {
            let entry = entry.map_err(unreadable)?;
            if let Ok(name) = entry.file_name().into_string()
                && !is_litter(&name)
            {
                if names.len() >= MAX_FILES {
                    return Err(BundleError::TooManyFiles { limit: MAX_FILES });
                }
                names.push(name);
            }
        }
        names.sort();
        Ok(Self::Folder { path: path.to_owned(), names })
    }

    /// The files of the zip file `bytes`.
    pub(super) fn of_zip(bytes: &'a [u8]) -> Result<Self, BundleError> {
        let archive =
            zip::ZipArchive::new(Cursor::new(bytes)).map_err(|error| zip_error(&error))?;
        if archive.len() > MAX_FILES {
            return Err(BundleError::TooManyFiles { limit: MAX_FILES });
        }
        if archive.has_duplicate_names() {
            return Err(BundleError::DuplicateNames);
        }
        let mut places = BTreeMap::new();
        for place in 0..archive.len() {
            let entry = archive.by_index_data(place).map_err(|error| zip_error(&error))?;
            let raw = String::from_utf8_lossy(entry.name_raw()).into_owned();
            let name = entry.name().ok().filter(|name| is_plain(name)).map(Cow::into_owned);
            let name = name.ok_or_else(|| BundleError::UnsafeName { name: shown(&raw) })?;
            if entry.encrypted() {
                return Err(BundleError::Encrypted { file: shown(&name) });
            }
            if entry.is_file() && !name.split('/').any(is_litter) {
                places.insert(name, place);
            }
        }
        // Two names can become one when the folder is taken off; a map would hide one of them.
        Ok(Self::Zip { archive: Box::new(archive), places: without_shared_folder(places) })
    }

    /// The names of all files, sorted.
    pub(super) fn names(&self) -> Vec<&str> {
        match self {
            Self::Embedded(files) => files.iter().map(|(name, _)| *name).collect(),
            Self::Folder { names, .. } => names.iter().map(String::as_str).collect(),
            Self::Zip { places, .. } => places.keys().map(String::as_str).collect(),
        }
    }

    /// The bytes of the file `name`, `limit` at most; `None` when there is none.
    pub(super) fn read(&mut self, name: &str, limit: u64) -> Result<Option<Vec<u8>>, BundleError> {
        let unreadable = |cause| BundleError::Io { file: name.to_owned(), cause };
        match self {
            Self::Embedded(files) => {
                Ok(files.iter().find(|(own, _)| *own == name).map(|(_, bytes)| bytes.to_vec()))
            }
            Self::Folder { path, names } => {
                if !names.iter().any(|own| own == name) {
                    return Ok(None);
                }
                let path = path.join(name);
                // A pipe or a device would never end.
                if !fs::metadata(&path).map_err(unreadable)?.is_file() {
                    return Err(unreadable(io::Error::other("it is not a file")));
                }
                read_up_to(File::open(&path).map_err(unreadable)?, name, limit).map(Some)
            }
            Self::Zip { archive, places } => {
                let Some(&place) = places.get(name) else {
                    return Ok(None);
                };
                let file = archive.by_index(place).map_err(|error| zip_error(&error))?;
                let plausible = file.compressed_size().saturating_mul(MAX_RATIO).max(SMALL_BYTES);
                read_up_to(file, name, limit.min(plausible)).map(Some)
            }
        }
    }
}

fn read_up_to(reader: impl Read, name: &str, limit: u64) -> Result<Vec<u8>, BundleError> {
    let mut bytes = Vec::new();
    reader
        .take(limit + 1)
        .read_to_end(&mut bytes)
        .map_err(|cause| BundleError::Io { file: name.to_owned(), cause })?;
    if bytes.len() as u64 > limit {
        return Err(BundleError::TooLarge { file: name.to_owned(), limit });
    }
    Ok(bytes)
}

/// What systems put into folders and zip files by themselves.
fn is_litter(name: &str) -> bool {
    matches!(name, "__MACOSX" | ".DS_Store" | "Thumbs.db" | "desktop.ini")
}

/// Whether a name in a zip file stays inside: no way up, no drive, no root, no control character.
fn is_plain(name: &str) -> bool {
    let name = name.strip_suffix('/').unwrap_or(name);
    !name.contains(['\\', ':'])
        && !name.contains(char::is_control)
        && name.split('/').all(|part| !matches!(part, "" | "." | ".."))
}

/// Takes off the one folder that all files are in: people zip folders as well as files.
fn without_shared_folder(places: BTreeMap<String, usize>) -> BTreeMap<String, usize> {
    let folder = places.keys().next().and_then(|name| name.split_once('/')).map(|(top, _)| top);
    let Some(prefix) = folder.map(|folder| format!("{folder}/")) else {
        return places;
    };
    let inside: Option<BTreeMap<String, usize>> = places
        .iter()
        .map(|(name, place)| Some((name.strip_prefix(&prefix)?.to_owned(), *place)))
        .collect();
    inside.unwrap_or(places)
}

fn shown(name: &str) -> String {
    const MAX_SHOWN_CHARS: usize = 80;
    name.chars().take(MAX_SHOWN_CHARS).flat_map(char::escape_debug).collect()
}

fn zip_error(error: &zip::result::ZipError) -> BundleError {
    BundleError::Zip { cause: error.to_string() }
}

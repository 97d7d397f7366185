//! Writing a bundle: the same parts always give the same bytes, whole or not at all.
//!
//! Depends on `domain`, `files` and `zip`.

use std::{
    io::{Cursor, Write as _},
    path::Path,
};

use super::{
    BundleError, CARD_FILE, Card, DICTIONARY_FILE, MODEL_FILE, PAGE_FILE, PREPARATION_FILE,
    REFERENCE_FILE, dictionary_write, sha256_hex,
};
use crate::{
    domain::Dictionary,
    files::{self, Access},
};

/// Whether something that is already at the bundle's place may be replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Existing {
    /// It stays, and nothing is written.
    Keep,
    /// It is replaced; a folder only when it holds nothing but a bundle.
    Replace,
}

/// What a bundle is made of.
#[derive(Debug, Clone, Copy)]
pub struct Parts<'a> {
    /// The LightGBM text model.
    pub model: &'a str,
    /// What the model is. Its digests are set anew from the other parts.
    pub card: &'a Card,
    /// The plain words for the features; not written when empty.
    pub dictionary: &'a Dictionary,
    /// The features in the model's order, which the dictionary's lines follow.
    pub features: &'a [String],
    /// The bytes of `reference.parquet`.
    pub reference: Option<&'a [u8]>,
    /// The card for people, in Markdown.
    pub page: Option<&'a str>,
    /// How the training base was prepared, as `prepare` wrote it into the base.
    pub preparation: Option<&'a str>,
}

/// The files of a bundle, ready to be written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BundleFiles {
    /// Name and bytes of each, sorted by name.
    files: Vec<(String, Vec<u8>)>,
}

impl Parts<'_> {
    /// The files of the bundle: the same for the same parts, to the byte.
    ///
    /// # Errors
    /// When a part cannot be written as a file.
    pub fn files(&self) -> Result<BundleFiles, BundleError> {
        let mut files = vec![(MODEL_FILE.to_owned(), self.model.as_bytes().to_vec())];
        if !self.dictionary.is_empty() {
            let table = dictionary_write::write(self.dictionary, self.features)?;
            files.push((DICTIONARY_FILE.to_owned(), table));
        }
        if let Some(reference) = self.reference {
            files.push((REFERENCE_FILE.to_owned(), reference.to_vec()));
        }
        if let Some(page) = self.page {
            files.push((PAGE_FILE.to_owned(), page.as_bytes().to_vec()));
        }
        if let Some(preparation) = self.preparation {
            files.push((PREPARATION_FILE.to_owned(), preparation.as_bytes().to_vec()));
        }
        let digests = files.iter().map(|(name, bytes)| (name.clone(), sha256_hex(bytes)));
        let card = Card { sha256: digests.collect(), ..self.card.clone() };
        files.push((CARD_FILE.to_owned(), card.to_toml()?.into_bytes()));
        Ok(BundleFiles::new(files))
    }
}

impl BundleFiles {
    /// A bundle of these files, each with its name.
    #[must_use]
    pub fn new(mut files: Vec<(String, Vec<u8>)>) -> Self {
        files.sort_unstable_by(|a, b| a.0.cmp(&b.0));
        Self { files }
    }

    /// Name and bytes of each file, sorted by name.
    #[must_use]
    pub fn files(&self) -> &[(String, Vec<u8>)] {
        &self.files
    }

    /// Writes the bundle to `path`: as a zip file when its name ends so, else as a folder.
    ///
    /// # Errors
    /// When the system refuses, or something is in the place.
    pub fn write(&self, path: &Path, existing: Existing) -> Result<(), BundleError> {
        if path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("zip")) {
            self.write_zip(path, existing)
        } else {
            self.write_folder(path, existing)
        }
    }

    /// Writes the bundle as the folder `path`.
    ///
    /// # Errors
    /// When the system refuses, or something is in the place.
    pub fn write_folder(&self, path: &Path, existing: Existing) -> Result<(), BundleError> {
        let named: Vec<(&str, &[u8])> =
            self.files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
        match existing {
            Existing::Keep => files::create_folder(path, &named)?,
            Existing::Replace => files::replace_folder(path, &named)?,
        }
        Ok(())
    }

    /// Writes the bundle as the zip file `path`.
    ///
    /// # Errors
    /// As [`BundleFiles::write_folder`].
    pub fn write_zip(&self, path: &Path, existing: Existing) -> Result<(), BundleError> {
        let bytes = self.to_zip()?;
        match existing {
            Existing::Keep => files::create_atomically(path, &bytes, Access::Shared)?,
            Existing::Replace => files::write_atomically(path, &bytes, Access::Shared)?,
        }
        Ok(())
    }

    /// The bundle as the bytes of a zip file, without times, always the same for the same files.
    ///
    /// # Errors
    /// When a file is too large for a zip file.
    pub fn to_zip(&self) -> Result<Vec<u8>, BundleError> {
        let unwritten =
            |error: zip::result::ZipError| BundleError::Zip { cause: error.to_string() };
        let options = zip::write::SimpleFileOptions::default()
            .compression_method(zip::CompressionMethod::Deflated)
            .compression_level(Some(9))
            .last_modified_time(zip::DateTime::default())
            .unix_permissions(0o644);
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in &self.files {
            archive.start_file(name.as_str(), options).map_err(unwritten)?;
            archive
                .write_all(bytes)
                .map_err(|cause| BundleError::Io { file: name.clone(), cause })?;
        }
        Ok(archive.finish().map_err(unwritten)?.into_inner())
    }
}

//! Writing a bundle: the same parts always give the same bytes, whole or not at all.
//!
//! Depends on `domain`, `files` and `zip`.

use std::{
    io::{Cursor, Write as _},
    path::Path,
};

use super::{
    BundleError, CARD_FILE, Card, DICTIONARY_FILE, MODEL_FILE, REFERENCE_FILE, dictionary_write,
    sha256_hex,
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
}

/// The files of a bundle, sorted by name.
type NamedFiles = Vec<(&'static str, Vec<u8>)>;

impl Parts<'_> {
    /// Writes the bundle as the folder `path`.
    ///
    /// # Errors
    /// When a part cannot be written as a file, the system refuses, or something is in the place.
    pub fn write_folder(&self, path: &Path, existing: Existing) -> Result<(), BundleError> {
        let named = self.files()?;
        let mut named: Vec<(&str, &[u8])> =
            named.iter().map(|(name, bytes)| (*name, bytes.as_slice())).collect();
        named.sort_unstable_by_key(|(name, _)| *name);
        match existing {
            Existing::Keep => files::create_folder(path, &named)?,
            Existing::Replace => files::replace_folder(path, &named)?,
        }
        Ok(())
    }

    /// Writes the bundle as the zip file `path`.
    ///
    /// # Errors
    /// As [`Parts::write_folder`].
    pub fn write_zip(&self, path: &Path, existing: Existing) -> Result<(), BundleError> {
        let bytes = self.to_zip()?;
        match existing {
            Existing::Keep => files::create_atomically(path, &bytes, Access::Shared)?,
            Existing::Replace => files::write_atomically(path, &bytes, Access::Shared)?,
        }
        Ok(())
    }

    /// The bundle as the bytes of a zip file, without times, always the same for the same parts.
    ///
    /// # Errors
    /// When a part cannot be written as a file.
    pub fn to_zip(&self) -> Result<Vec<u8>, BundleError> {
        let unwritten =
            |error: zip::result::ZipError| BundleError::Zip { cause: error.to_string() };
        let options = zip::write::SimpleFileOptions::default()
            .compression_method(zip::CompressionMethod::Deflated)
            .compression_level(Some(9))
            .last_modified_time(zip::DateTime::default())
            .unix_permissions(0o644);
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in self.files()? {
            archive.start_file(name, options).map_err(unwritten)?;
            archive
                .write_all(&bytes)
                .map_err(|cause| BundleError::Io { file: name.to_owned(), cause })?;
        }
        Ok(archive.finish().map_err(unwritten)?.into_inner())
    }

    fn files(&self) -> Result<NamedFiles, BundleError> {
        let mut named: NamedFiles = vec![(MODEL_FILE, self.model.as_bytes().to_vec())];
        if !self.dictionary.is_empty() {
            let table = dictionary_write::write(self.dictionary, self.features)?;
            named.push((DICTIONARY_FILE, table));
        }
        if let Some(reference) = self.reference {
            named.push((REFERENCE_FILE, reference.to_vec()));
        }
        let digests = named.iter().map(|(name, bytes)| ((*name).to_owned(), sha256_hex(bytes)));
        let card = Card { sha256: digests.collect(), ..self.card.clone() };
        named.push((CARD_FILE, card.to_toml()?.into_bytes()));
        named.sort_unstable_by_key(|(name, _)| *name);
        Ok(named)
    }
}

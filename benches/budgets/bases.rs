//! The client bases that are measured: how large, where, and how they come about.

use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, Result};
use clairscore::{
    domain::SilentJob,
    pipeline::synth::{TableFormat, WideBase, wide_base},
};
use zip::write::SimpleFileOptions;

/// Decides every cell of every base here.
const SEED: u64 = 1;
/// How much smaller a quick run is.
const QUICK: u64 = 20;
/// The population of the public data.
const POPULATION: u64 = 356_251;

/// A client base to measure on.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Base {
    /// How many clients.
    pub(crate) clients: u64,
    /// How many columns of numbers.
    pub(crate) columns: u64,
    /// CSV or Parquet.
    pub(crate) format: TableFormat,
    /// What it is allowed.
    pub(crate) budgets: Budgets,
}

/// What a base of this size is allowed. Times of the desk are those of the window's promises,
/// multiplied by `patience`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Budgets {
    /// The import's time over that of polars; `None` where there is no such promise.
    pub(crate) import_ratio: Option<f64>,
    /// The import's peak memory, in bytes.
    pub(crate) import_bytes: Option<f64>,
    /// Memory with the base open, in bytes.
    pub(crate) resident_bytes: f64,
    /// What the desk's times are multiplied by.
    pub(crate) patience: f64,
    /// Whether more is promised than that the base opens, is searched and is filtered: that clients
    /// are chosen, columns compared and everybody is scored in time.
    pub(crate) is_promised_all: bool,
    /// How many client changes in a row memory is watched over.
    pub(crate) changes: u32,
}

const MB: f64 = 1e6;
const GB: f64 = 1e9;

impl Base {
    /// The bases that the promises are about; a twentieth of their clients when `quick`.
    pub(crate) fn all(quick: bool) -> Vec<Self> {
        let size = |clients: u64| if quick { clients / QUICK } else { clients };
        let desk = Budgets {
            import_ratio: Some(1.5),
            import_bytes: Some(1.5 * GB),
            resident_bytes: 512.0 * MB,
            patience: 1.0,
            is_promised_all: true,
            changes: 10_000,
        };
        let huge = size(10_000_000);
        vec![
            Self {
                clients: size(POPULATION),
                columns: 190,
                format: TableFormat::Csv,
                budgets: desk,
            },
            Self {
                clients: size(POPULATION),
                columns: 798,
                format: TableFormat::Csv,
                budgets: Budgets { import_bytes: Some(2.0 * GB), ..desk },
            },
            Self {
                clients: huge,
                columns: 50,
                format: TableFormat::Parquet,
                budgets: Budgets {
                    import_ratio: None,
                    import_bytes: None,
                    resident_bytes: 512.0 * MB + 16.0 * huge as f64,
                    patience: 2.0,
                    is_promised_all: false,
                    changes: 1_000,
                },
            },
        ]
    }

    /// As the table says it: `356251 x 190`.
    pub(crate) fn name(&self) -> String {
        format!("{} x {}", self.clients, self.columns)
    }

    fn file_name(&self) -> String {
        let stem = format!("base_{}x{}", self.clients, self.columns);
        match self.format {
            TableFormat::Csv => format!("{stem}.csv"),
            TableFormat::Parquet => stem,
        }
    }

    /// The file or folder of the base.
    pub(crate) fn path(&self, cache: &Path) -> PathBuf {
        cache.join(self.file_name())
    }

    /// What it takes on disk, roughly, in bytes: 20 a cell of text, 8 of Parquet.
    fn expected_bytes(&self) -> u64 {
        let per_cell = if self.format == TableFormat::Csv { 20 } else { 8 };
        self.clients * self.columns * per_cell
    }

    /// Makes it, unless it is there from an earlier run.
    pub(crate) fn make(&self, cache: &Path) -> Result<()> {
        let path = self.path(cache);
        if path.exists() {
            return Ok(());
        }
        fs::create_dir_all(cache).with_context(|| cache.display().to_string())?;
        eprintln!("making {}", path.display());
        let options = WideBase {
            clients: self.clients,
            columns: self.columns,
            seed: SEED,
            format: self.format,
        };
        wide_base(&options, &path, &SilentJob)?;
        Ok(())
    }

    /// A small base of the same columns, to grow a model on.
    pub(crate) fn sample(&self, clients: u64) -> Self {
        Self { clients, format: TableFormat::Csv, ..*self }
    }

    /// The base as a zip, as branches hand them around; made unless it is there.
    pub(crate) fn zipped(&self, cache: &Path) -> Result<PathBuf> {
        let path = cache.join(format!("{}.zip", self.file_name()));
        if path.exists() {
            return Ok(path);
        }
        eprintln!("making {}", path.display());
        let unfinished = path.with_extension("unfinished");
        let mut archive = zip::ZipWriter::new(File::create(&unfinished)?);
        let options = SimpleFileOptions::default().compression_level(Some(1)).large_file(true);
        archive.start_file(self.file_name(), options)?;
        io::copy(&mut File::open(self.path(cache))?, &mut archive)?;
        archive.finish()?;
        fs::rename(&unfinished, &path)?;
        Ok(path)
    }
}

/// Says how much disk the bases take before any is made.
pub(crate) fn announce(bases: &[Base], cache: &Path) {
    let missing = bases.iter().filter(|base| !base.path(cache).exists());
    let bytes: u64 = missing.map(Base::expected_bytes).sum();
    // As much again for the copies that the program keeps, and the zip.
    eprintln!(
        "bases are kept in {}; about {:.1} GB are made now, and twice that while it runs",
        cache.display(),
        bytes as f64 / 1e9
    );
}

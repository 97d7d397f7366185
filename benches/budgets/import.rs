//! Importing a base once, against polars reading the same file and writing it as Parquet.

use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
    process::Command,
    thread,
    time::Instant,
};

use anyhow::{Context as _, Result};

use crate::{
    Options,
    bases::Base,
    child::{self, Cost},
    table::{Table, Unit},
};
use clairscore::pipeline::synth::TableFormat;

/// The Python that does the same with polars.
const PEER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/peers/polars_import.py");
/// The program.
pub(crate) const PROGRAM: &str = env!("CARGO_BIN_EXE_clairscore");

/// The folder where the program keeps its copies during a bench.
pub(crate) fn stores(cache: &Path) -> PathBuf {
    cache.join("stores")
}

/// Imports the base, and with it its zip, and holds both against polars.
pub(crate) fn measure(base: &Base, options: &Options, table: &mut Table) -> Result<()> {
    let name = base.name();
    let path = base.path(&options.cache);
    if base.format == TableFormat::Parquet {
        let cost = import(&path, &options.cache)?;
        table.note("import of the Parquet folder, once", &name, &in_words(&cost));
        return Ok(());
    }
    // Whoever reads first would pay for the disk: both find the file in the system's memory.
    io::copy(&mut File::open(&path)?, &mut io::sink())?;
    let what = "import of the CSV, time over polars";
    let peer = match polars(&path, options) {
        Ok(Some(peer)) => peer,
        Ok(None) => return alone(&path, options, (what, &name, "polars is not here"), table),
        Err(error) => {
            let why = format!("polars failed: {error:#}");
            return alone(&path, options, (what, &name, &why), table);
        }
    };
    if base.columns < 500 {
        zip(base, &peer, options, table)?;
    }
    let cost = import(&path, &options.cache)?;
    if let Some(budget) = base.budgets.import_ratio {
        let measured = cost.seconds / peer.seconds;
        let more = format!("{:.1} s; polars {:.1} s", cost.seconds, peer.seconds);
        table.add(what, &name, Unit::Times, (budget, measured), &more);
    }
    if let Some(budget) = base.budgets.import_bytes {
        let more = format!("polars {:.0} MB", peer.peak_bytes / 1e6);
        let what = "peak memory of that import";
        table.add(what, &name, Unit::Bytes, (budget, cost.peak_bytes), &more);
    }
    Ok(())
}

/// The import without anybody to hold it against.
fn alone(
    path: &Path,
    options: &Options,
    (what, name, why): (&str, &str, &str),
    table: &mut Table,
) -> Result<()> {
    let cost = import(path, &options.cache)?;
    table.not_measured(what, name, why);
    table.note("import of the CSV, once", name, &in_words(&cost));
    Ok(())
}

/// The zip of a CSV may take as much longer as it takes to inflate it.
fn zip(base: &Base, peer: &Cost, options: &Options, table: &mut Table) -> Result<()> {
    let Some(ratio) = base.budgets.import_ratio else { return Ok(()) };
    let path = base.zipped(&options.cache)?;
    let start = Instant::now();
    let mut archive = zip::ZipArchive::new(File::open(&path)?)?;
    io::copy(&mut archive.by_index(0)?, &mut io::sink())?;
    let inflating = start.elapsed().as_secs_f64();
    let cost = import(&path, &options.cache)?;
    let budget = ratio * peer.seconds + inflating;
    let more = format!("{ratio:.1} x polars, and {inflating:.1} s to inflate");
    let what = "import of its zip";
    table.add(what, &base.name(), Unit::Seconds, (budget, cost.seconds), &more);
    Ok(())
}

/// The real program opens the base for the first time.
fn import(path: &Path, cache: &Path) -> Result<Cost> {
    let stores = stores(cache);
    if stores.exists() {
        fs::remove_dir_all(&stores)?;
    }
    fs::create_dir_all(&stores)?;
    let mut command = Command::new(PROGRAM);
    command.arg("info").arg(path).arg("--store-dir").arg(&stores);
    child::run(&mut command).context("the import")
}

/// polars reads the CSV and writes it as Parquet; `None` without a Python that has it.
fn polars(path: &Path, options: &Options) -> Result<Option<Cost>> {
    let Some(python) = &options.python else { return Ok(None) };
    let target = options.cache.join("polars.parquet");
    let cores = thread::available_parallelism()?.to_string();
    let mut command = Command::new(python);
    command.arg(PEER).arg(path).arg(&target).env("POLARS_MAX_THREADS", cores);
    let mut cost = child::run(&mut command).context("polars")?;
    // Without starting Python: what the script says that the two calls took.
    cost.seconds = cost.output.trim().parse().context("polars told no time")?;
    fs::remove_file(target)?;
    Ok(Some(cost))
}

fn in_words(cost: &Cost) -> String {
    format!("{:.1} s, peak memory {:.0} MB", cost.seconds, cost.peak_bytes / 1e6)
}

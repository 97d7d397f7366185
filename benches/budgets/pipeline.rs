//! Raw tables to features, against the same computation in pandas; features to a model.

use std::{
    fs, io,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context as _, Result};
use clairscore::{
    domain::SilentJob,
    model::{bundle::Metric, open::open_model},
    pipeline::synth::{HomeCredit, TableFormat, home_credit},
};

use crate::{
    Options,
    child::{self, Cost},
    import::PROGRAM,
    table::{Table, Unit},
};

/// Clients of the public tables; a twentieth in a quick run.
const CLIENTS: u64 = 356_255;
const QUICK_CLIENTS: u64 = CLIENTS / 20;
/// How many times faster than pandas preparing has to be.
const FASTER: f64 = 10.0;
/// The most memory of preparing, in bytes.
const PREPARE_BYTES: f64 = 8e9;
/// The longest that training with the settings nobody changed may take, in seconds.
const TRAIN_SECONDS: f64 = 15.0 * 60.0;
/// The same computation in pandas, as people write it.
const PEER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/script/bench-prepare-pandas.py");

/// Makes the raw tables, prepares them with the program and with pandas, and trains.
pub(crate) fn measure(options: &Options, table: &mut Table) -> Result<()> {
    let clients = if options.quick { QUICK_CLIENTS } else { CLIENTS };
    let name = format!("{clients} clients");
    let raw = raw_tables(clients, options)?;
    // Both are to find the files in memory.
    for file in fs::read_dir(&raw)? {
        io::copy(&mut fs::File::open(file?.path())?, &mut io::sink())?;
    }
    let features = options.cache.join("features.parquet");
    // What an earlier run left.
    let _ = fs::remove_file(&features);
    let mut prepare = Command::new(PROGRAM);
    prepare.args(["prepare", "home-credit", "--input"]).arg(&raw).arg("--out").arg(&features);
    let prepared = child::run(&mut prepare).context("preparing")?;
    let said = cost(&prepared);
    let budget = (PREPARE_BYTES, prepared.peak_bytes);
    table.add("prepare: peak memory", &name, Unit::Bytes, budget, &said);
    match &options.python {
        None => table.note("prepare: time (pandas is not here)", &name, &said),
        Some(python) => {
            let mut peer = Command::new(python);
            peer.arg(PEER).arg(&raw).arg(options.cache.join("pandas.parquet"));
            let peer = child::run(&mut peer).context("pandas")?;
            let measured = prepared.seconds / peer.seconds;
            let spoken = peer.output.lines().last().unwrap_or_default();
            let more = format!(
                "{:.1} times faster; {said}; pandas {}, {:.1} GB ({spoken})",
                peer.seconds / prepared.seconds,
                cost(&peer),
                peer.peak_bytes / 1e9,
            );
            let what = "prepare: time over pandas, both from CSV to Parquet";
            table.add(what, &name, Unit::Times, (1.0 / FASTER, measured), &more);
        }
    }
    let bundle = options.cache.join("bundle");
    let mut train = Command::new(PROGRAM);
    train.args(["train", "--target", "TARGET", "--replace", "--no-run", "--base"]).arg(&features);
    train.arg("--out").arg(&bundle);
    let trained = child::run(&mut train).context("training")?;
    let budget = (TRAIN_SECONDS, trained.seconds);
    let what = "train with the settings nobody changed";
    // The memory is that of a process which this one started, and is not seen from here.
    let more = format!("{}, {}", cost(&trained), hold_out(&bundle)?);
    table.add(what, &name, Unit::Seconds, budget, &more);
    Ok(())
}

/// What a run took, in words.
fn cost(run: &Cost) -> String {
    format!("{:.1} s, {:.1} s of processor time", run.seconds, run.processor_seconds)
}

/// The hold-out AUC on the card of a bundle, in words.
fn hold_out(bundle: &Path) -> Result<String> {
    let opened = open_model(bundle)?;
    let metrics = opened.card.map(|card| card.metrics).unwrap_or_default();
    let is_wanted = |metric: &&Metric| metric.name == "auc" && metric.part == "hold-out";
    let Some(auc) = metrics.iter().find(is_wanted) else { return Ok(String::new()) };
    Ok(format!("hold-out AUC {:.4}", auc.value))
}

/// The folder with the eight raw tables, made unless it is there from an earlier run.
fn raw_tables(clients: u64, options: &Options) -> Result<PathBuf> {
    let folder = options.cache.join(format!("home_credit_{clients}"));
    if !folder.exists() {
        eprintln!("making {} (2.7 GB at full size)", folder.display());
        let asked = HomeCredit { clients, seed: 1, format: TableFormat::Csv };
        fs::create_dir_all(&options.cache)?;
        home_credit(&asked, &folder, &SilentJob)?;
    }
    Ok(folder)
}

//! Raw tables to features, against the same computation in pandas; features to a model.

use std::{fs, path::PathBuf, process::Command};

use anyhow::{Context as _, Result};
use clairscore::{
    domain::SilentJob,
    pipeline::synth::{HomeCredit, TableFormat, home_credit},
};

use crate::{
    Options, child,
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
/// The same computation in pandas.
const PEER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/script/check-prepare.py");

/// Makes the raw tables, prepares them with the program and with pandas, and trains.
pub(crate) fn measure(options: &Options, table: &mut Table) -> Result<()> {
    let clients = if options.quick { QUICK_CLIENTS } else { CLIENTS };
    let name = format!("{clients} clients");
    let raw = raw_tables(clients, options)?;
    let features = options.cache.join("features.parquet");
    // What an earlier run left.
    let _ = fs::remove_file(&features);
    let mut prepare = Command::new(PROGRAM);
    prepare.args(["prepare", "home-credit", "--input"]).arg(&raw).arg("--out").arg(&features);
    let prepared = child::run(&mut prepare).context("preparing")?;
    let budget = (PREPARE_BYTES, prepared.peak_bytes);
    table.add("prepare: peak memory", &name, Unit::Bytes, budget, "");
    let said = format!("{:.1} s", prepared.seconds);
    match &options.python {
        None => table.note("prepare: time (pandas is not here)", &name, &said),
        Some(python) => {
            let mut peer = Command::new(python);
            peer.arg(PEER).arg(&raw);
            let peer = child::run(&mut peer).context("pandas")?;
            let measured = prepared.seconds / peer.seconds;
            let more =
                format!("{said}; pandas {:.1} s and {:.1} GB", peer.seconds, peer.peak_bytes / 1e9);
            let what = "prepare: time over pandas";
            table.add(what, &name, Unit::Times, (1.0 / FASTER, measured), &more);
        }
    }
    let bundle = options.cache.join("bundle");
    let mut train = Command::new(PROGRAM);
    train.args(["train", "--target", "TARGET", "--replace", "--base"]).arg(&features);
    train.arg("--out").arg(&bundle);
    let trained = child::run(&mut train).context("training")?;
    let more = format!("peak memory {:.0} MB", trained.peak_bytes / 1e6);
    let budget = (TRAIN_SECONDS, trained.seconds);
    table.add("train with the settings nobody changed", &name, Unit::Seconds, budget, &more);
    Ok(())
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

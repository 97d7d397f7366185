//! `clairscore prepare`: from raw tables to one row of features a client.

mod report;

use std::{fs, io, path::PathBuf};

use clap::{Args, Subcommand};

use crate::{
    domain::Language,
    files::{self, Access},
    model::bundle::{DICTIONARY_FILE, DictionaryError, write_dictionary},
    pipeline::prepare::{self, FeatureTable, Preparation, PrepareOptions, Recipe},
    words::Words,
};

use super::{Failure, ReportFailure as _, inputs, output, progress::TerminalProgress, refused};

/// `clairscore prepare`.
#[derive(Debug, Args)]
pub struct PrepareArgs {
    /// Whose tables they are.
    #[command(subcommand)]
    pub(super) source: PrepareSource,
}

/// The raw tables that are known.
#[derive(Debug, Subcommand)]
pub(super) enum PrepareSource {
    /// The eight tables of "Home Credit Default Risk"
    HomeCredit(HomeCreditArgs),
}

/// `clairscore prepare home-credit`.
#[derive(Debug, Args)]
pub(super) struct HomeCreditArgs {
    /// The folder of the raw tables: CSV (plain, .zip, .gz) or Parquet
    #[arg(long, value_name = "DIR")]
    input: PathBuf,
    /// The feature table to write, a Parquet file, whole or not at all
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// The file for the plain words of its columns; `dictionary.csv` beside it when left out
    #[arg(long, value_name = "FILE")]
    dictionary: Option<PathBuf>,
    /// Which features: `base`, or `extended` for more
    #[arg(long, value_name = "RECIPE", default_value_t = Recipe::Base, conflicts_with = "like")]
    recipe: Recipe,
    /// Make exactly the columns of this bundle, or of this feature table
    #[arg(long, value_name = "BUNDLE")]
    like: Option<PathBuf>,
    /// The feature table whose labelled clients are the neighbours of new ones (recipe `extended`);
    /// that of --like when it is a table
    #[arg(long, value_name = "TABLE")]
    neighbours: Option<PathBuf>,
    /// Go on without the columns of side tables that are missing
    #[arg(long)]
    allow_missing: bool,
    /// The language of the report: fr or en; the system's when left out
    #[arg(long, value_name = "LANGUAGE")]
    lang: Option<Language>,
}

impl PrepareArgs {
    /// The language of the report, when it was asked for.
    pub(super) fn lang(&self) -> Option<Language> {
        match &self.source {
            PrepareSource::HomeCredit(args) => args.lang,
        }
    }
}

/// Makes the features and writes them.
pub(super) fn run(args: &PrepareArgs) -> Result<(), Failure> {
    match &args.source {
        PrepareSource::HomeCredit(args) => home_credit(args),
    }
}

fn home_credit(args: &HomeCreditArgs) -> Result<(), Failure> {
    check_place(args)?;
    let words = Words::new(inputs::language(args.lang));
    let like = args.like.as_deref().map(Preparation::of_file).transpose().or_bad_input()?;
    let options = PrepareOptions {
        folder: args.input.clone(),
        recipe: like.as_ref().map_or(args.recipe, |like| like.recipe),
        allow_missing: args.allow_missing,
        labelled: labelled(args),
        like,
    };
    let progress = TerminalProgress::new(&words, words.text("prepare-work"));
    let prepared = prepare::prepare(&options, &progress);
    progress.finish();
    let (table, report) = prepared.or_bad_input()?;
    let dictionary = dictionary_bytes(&table).or_bad_input()?;
    let place = dictionary_place(args, &dictionary);
    // Both or neither: both are on the disk before either is seen. The words come first, so that
    // whoever finds the table finds its words.
    let table = table.stage(&args.out).or_bad_input()?;
    let write_words = |file: &mut fs::File| io::Write::write_all(file, &dictionary);
    let words_file = files::stage(&place, Access::Shared, write_words).or_bad_input()?;
    words_file.put().or_bad_input()?;
    table.put().or_bad_input()?;
    output::write(&report::report(&words, &report, &args.out, &place), None)
}

/// The table whose labelled clients are the neighbours of new ones.
fn labelled(args: &HomeCreditArgs) -> Option<PathBuf> {
    let is_parquet = |path: &&PathBuf| {
        let magic = fs::File::open(path).and_then(|mut file| {
            let mut magic = [0; 4];
            io::Read::read_exact(&mut file, &mut magic).map(|()| magic)
        });
        magic.is_ok_and(|magic| magic == *b"PAR1")
    };
    args.neighbours.clone().or_else(|| args.like.as_ref().filter(is_parquet).cloned())
}

/// The words for the columns of `table`, in their order.
fn dictionary_bytes(table: &FeatureTable) -> Result<Vec<u8>, DictionaryError> {
    let order: Vec<String> = table.features().iter().map(|feature| feature.name.clone()).collect();
    write_dictionary(&prepare::dictionary(table), &order)
}

/// Where the dictionary goes. One that somebody may have edited is not replaced unless it was named.
fn dictionary_place(args: &HomeCreditArgs, bytes: &[u8]) -> PathBuf {
    if let Some(place) = &args.dictionary {
        return place.clone();
    }
    let beside = args.out.with_file_name(DICTIONARY_FILE);
    let is_free = fs::read(&beside).map_or(true, |found| found == bytes);
    if is_free { beside } else { args.out.with_extension(DICTIONARY_FILE) }
}

/// Refuses a place that cannot be written to before the long work, and one among the inputs.
fn check_place(args: &HomeCreditArgs) -> Result<(), Failure> {
    for written in [Some(&args.out), args.dictionary.as_ref()].into_iter().flatten() {
        inputs::refuse_to_overwrite(Some(written), &[Some(&args.input), args.like.as_ref()])?;
    }
    let folder = args.out.parent().filter(|folder| !folder.as_os_str().is_empty());
    let is_folder = folder.is_none_or(|folder| fs::metadata(folder).is_ok_and(|m| m.is_dir()));
    if !is_folder {
        let folder = folder.unwrap_or(&args.out).display();
        return Err(refused("refusal-no-folder", &[("folder", &folder)])).or_bad_input();
    }
    if fs::metadata(&args.out).is_ok_and(|metadata| !metadata.is_file()) {
        let out = args.out.display();
        return Err(refused("refusal-not-one-file", &[("path", &out)])).or_bad_input();
    }
    Ok(())
}

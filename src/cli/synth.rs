//! `clairscore synth`: tables of clients who do not exist.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use crate::{
    domain::{Language, SilentJob},
    pipeline::synth::{
        self, HomeCredit, SynthError, TableFormat as Format, WideBase, WrittenTable,
    },
    words::Words,
};

use super::{Failure, ReportFailure as _, inputs, output};

/// `clairscore synth`.
#[derive(Debug, Args)]
pub struct SynthArgs {
    #[command(subcommand)]
    what: What,
}

/// What is made.
#[derive(Debug, Subcommand)]
enum What {
    /// The eight raw tables of Home Credit's public schema, in a folder
    HomeCredit(HomeCreditArgs),
    /// One wide client base with an outcome: a CSV file, or a folder of Parquet files
    Base(BaseArgs),
}

/// `clairscore synth home-credit`.
#[derive(Debug, Args)]
struct HomeCreditArgs {
    /// How many clients; the public tables have 356255
    #[arg(long, value_name = "COUNT")]
    clients: u64,
    /// The folder to make, whole or not at all
    #[arg(long, value_name = "FOLDER")]
    out: PathBuf,
    #[command(flatten)]
    how: HowArgs,
}

/// `clairscore synth base`.
#[derive(Debug, Args)]
struct BaseArgs {
    /// How many clients
    #[arg(long, value_name = "COUNT")]
    clients: u64,
    /// How many columns of numbers, besides the identifier, the outcome and two columns of words
    #[arg(long, value_name = "COUNT")]
    columns: u64,
    /// The CSV file, or with `--format parquet` the folder, to make, whole or not at all
    #[arg(long, value_name = "PATH")]
    out: PathBuf,
    #[command(flatten)]
    how: HowArgs,
}

/// How tables are made.
#[derive(Debug, Args)]
struct HowArgs {
    /// Decides every cell: the same seed gives the same files
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    seed: u64,
    /// How tables are written
    #[arg(long, value_enum, default_value_t = FileFormat::Csv)]
    format: FileFormat,
    /// The language of the text: fr or en; the system's when left out
    #[arg(long, value_name = "LANGUAGE")]
    lang: Option<Language>,
}

/// How tables are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum FileFormat {
    /// Text with commas
    Csv,
    /// Apache Parquet
    Parquet,
}

impl From<FileFormat> for Format {
    fn from(format: FileFormat) -> Self {
        match format {
            FileFormat::Csv => Self::Csv,
            FileFormat::Parquet => Self::Parquet,
        }
    }
}

impl SynthArgs {
    /// The language of the text, when it was asked for.
    pub(super) fn lang(&self) -> Option<Language> {
        match &self.what {
            What::HomeCredit(args) => args.how.lang,
            What::Base(args) => args.how.lang,
        }
    }
}

/// Makes what the arguments ask for, and says what was made.
///
/// # Errors
/// When a count is out of range, something is there already, or it cannot be written.
pub(super) fn run(args: &SynthArgs) -> Result<(), Failure> {
    let (how, made) = match &args.what {
        What::HomeCredit(HomeCreditArgs { clients, out, how }) => {
            let format = how.format.into();
            let options = HomeCredit { clients: *clients, seed: how.seed, format };
            (how, synth::home_credit(&options, out, &SilentJob))
        }
        What::Base(BaseArgs { clients, columns, out, how }) => {
            let (clients, columns, format) = (*clients, *columns, how.format.into());
            let options = WideBase { clients, columns, seed: how.seed, format };
            (how, synth::wide_base(&options, out, &SilentJob))
        }
    };
    let tables = made.or_else(report)?;
    let words = Words::new(inputs::language(how.lang));
    output::write(&as_text(&tables, &words), None)
}

/// A count that cannot be, or a place that is taken, is for whoever asked to put right.
fn report<T>(error: SynthError) -> Result<T, Failure> {
    match error {
        SynthError::OutOfRange { .. } | SynthError::Write(_) => Err(error).or_bad_input(),
        _ => Err(error).or_other(),
    }
}

fn as_text(tables: &[WrittenTable], words: &Words) -> String {
    tables.iter().fold(String::new(), |mut text, table| {
        let line = words.with(
            "cli-synth-table",
            &[
                ("file", table.file.as_str().into()),
                ("rows", words.integer(table.rows).into()),
                ("bytes", words.integer(table.bytes).into()),
            ],
        );
        text.push_str(&line);
        text.push('\n');
        text
    })
}

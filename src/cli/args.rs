//! The arguments, as they are typed.

use std::path::PathBuf;

use clap::{
    Args, Parser, ValueEnum,
    builder::{OsStringValueParser, TypedValueParser as _},
};

use crate::{
    base::{StoreChoice, StoreFolder},
    domain::{ClientId, Language, Threshold},
};

use super::{
    evaluate::EvaluateArgs,
    prepare::PrepareArgs,
    reference::{self, Against},
    runs::RunsArgs,
    synth::SynthArgs,
    train::TrainArgs,
};

/// Read a credit score, its reasons and how the client compares: on this computer, without a network.
///
/// Without a subcommand, opens the window. Without --model and --base, uses the built-in demo:
/// 30 000 credit card clients of a bank in Taiwan.
#[derive(Debug, Parser)]
#[command(name = "clairscore", version, args_conflicts_with_subcommands = true)]
pub struct Arguments {
    /// What to do in the terminal.
    #[command(subcommand)]
    pub subcommand: Option<Subcommand>,
    /// What to open in the window.
    #[command(flatten)]
    pub window: WindowArgs,
}

/// What to open in the window.
#[derive(Debug, Args)]
pub struct WindowArgs {
    /// The model: a LightGBM text file, a pickle or a bundle
    #[arg(long, value_name = "MODEL")]
    pub model: Option<PathBuf>,
    /// The client base: CSV (plain, .zip, .gz) or Parquet (file or folder)
    #[arg(long, value_name = "BASE")]
    pub base: Option<PathBuf>,
    /// The column of the base that identifies clients
    #[arg(long, value_name = "COLUMN")]
    pub id_column: Option<String>,
    /// The identifier of the client to show first
    #[arg(long, value_name = "ID")]
    pub client: Option<String>,
    /// A table that describes the same clients, for display, filters and comparison; may be given
    /// several times
    #[arg(long, value_name = "TABLE")]
    pub describe: Vec<PathBuf>,
    #[command(flatten)]
    pub(super) store: StoreArgs,
    /// Write what the window did and how long it took to this file, without any client's value
    #[arg(long, value_name = "FILE", env = "CLAIRSCORE_TRACE")]
    pub trace: Option<PathBuf>,
}

/// What the program does in a terminal.
#[derive(Debug, clap::Subcommand)]
pub enum Subcommand {
    /// Score one client or a whole base
    Score(ScoreArgs),
    /// Say why a client has this score
    Explain(ExplainArgs),
    /// Check a model file and name its first fault
    Check(CheckArgs),
    /// Say what a client base holds
    Info(InfoArgs),
    /// Make features out of raw tables: one row a client
    Prepare(PrepareArgs),
    /// Train a model on a base and write a bundle
    Train(Box<TrainArgs>),
    /// Make tables of clients who do not exist, to test and to measure with
    Synth(SynthArgs),
    /// The process that `train` starts
    #[command(hide = true)]
    TrainWorker(Box<TrainArgs>),
    /// Measure a model on a base whose outcomes are known
    Evaluate(EvaluateArgs),
    /// List the trainings that were kept, or compare them
    Runs(RunsArgs),
}

/// Where model and clients come from.
#[derive(Debug, Args)]
pub(super) struct InputArgs {
    /// The model: a LightGBM text file, a pickle or a bundle; the demo's when left out
    #[arg(long, value_name = "MODEL")]
    pub(super) model: Option<PathBuf>,
    /// The client base: CSV (plain, .zip, .gz) or Parquet (file or folder); the demo's when left out
    #[arg(long, value_name = "BASE")]
    pub(super) base: Option<PathBuf>,
    /// The column of the base that identifies clients
    #[arg(long, value_name = "COLUMN")]
    pub(super) id_column: Option<String>,
    /// A table that describes the same clients: values are said as it holds them, the score never
    /// reads it; may be given several times
    #[arg(long, value_name = "TABLE")]
    pub(super) describe: Vec<PathBuf>,
    /// The probability above which refusal is advised, between 0 and 1; the model's own when left out
    #[arg(long, value_name = "P", value_parser = parse_threshold)]
    pub(super) threshold: Option<Threshold>,
    #[command(flatten)]
    pub(super) store: StoreArgs,
}

/// Where large client bases are kept, so that they open at once the next time.
#[derive(Debug, Clone, Args)]
pub(super) struct StoreArgs {
    /// Keep no copy of a large base on this computer, and use none, whatever --store-dir says
    // No conflict of the two: the folder may come from the environment.
    #[arg(long)]
    pub(super) no_store: bool,
    /// Keep copies of large bases in this folder instead of the usual one
    // A variable that is set to nothing is not set: clap's own paths refuse it.
    #[arg(
        long,
        value_name = "DIR",
        env = "CLAIRSCORE_STORE_DIR",
        value_parser = OsStringValueParser::new().map(PathBuf::from),
    )]
    pub(super) store_dir: Option<PathBuf>,
}

impl WindowArgs {
    /// Where large bases are kept.
    #[must_use]
    pub fn store(&self) -> StoreChoice {
        self.store.choice()
    }
}

impl StoreArgs {
    /// What was chosen; the person's usual folder when nothing was.
    pub(super) fn choice(&self) -> StoreChoice {
        if self.no_store {
            return StoreChoice::Off;
        }
        let usual = || StoreFolder::usual().map(|folder| folder.path().to_owned());
        let named = self.store_dir.clone().filter(|folder| !folder.as_os_str().is_empty());
        named.or_else(usual).map_or(StoreChoice::Off, StoreChoice::Folder)
    }
}

/// `clairscore score`.
#[derive(Debug, Args)]
pub struct ScoreArgs {
    #[command(flatten)]
    pub(super) input: InputArgs,
    #[command(flatten)]
    pub(super) who: Who,
    /// How to write the result
    #[arg(long, value_enum, default_value_t = TableFormat::Text)]
    pub(super) format: TableFormat,
    /// Write to this file, whole or not at all, instead of standard output
    #[arg(short, long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    /// The language of the text: fr or en; the system's when left out
    #[arg(long, value_name = "LANGUAGE")]
    pub(super) lang: Option<Language>,
}

/// Which clients are scored or explained.
#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub(super) struct Who {
    /// The identifier of one client
    #[arg(long, value_name = "ID", value_parser = parse_client_id, allow_hyphen_values = true)]
    pub(super) id: Option<ClientId>,
    /// Every client of the base
    #[arg(long)]
    pub(super) all: bool,
}

/// `clairscore explain`.
#[derive(Debug, Args)]
pub struct ExplainArgs {
    #[command(flatten)]
    pub(super) input: InputArgs,
    #[command(flatten)]
    pub(super) who: Who,
    /// How many reasons to list; in JSON, all features when left out
    #[arg(long, value_name = "N", conflicts_with = "all")]
    pub(super) top: Option<usize>,
    /// How to explain: `exact` contributions, or `lime`, an approximation by drawn clients for
    /// those who must compare with it
    #[arg(long, value_enum, default_value_t = Method::Exact)]
    #[arg(conflicts_with_all = ["all", "reference"])]
    pub(super) method: Method,
    /// With --method lime: what decides every draw
    #[arg(long, value_name = "SEED", default_value_t = 0, requires = "method")]
    pub(super) seed: u64,
    /// What the client is measured against: `population`, the average of the training population;
    /// `just-accepted`, the 500 clients nearest to the threshold whom the model accepts;
    /// `just-accepted:WIDTH`, those whose risk lies at most WIDTH under the threshold (0.02 is two
    /// points); `group`, the clients that --where keeps
    #[arg(long, value_name = "REFERENCE", value_parser = reference::parse, conflicts_with = "all")]
    #[arg(default_value = "population")]
    pub(super) reference: Against,
    /// With --reference group: a condition on a column, COLUMN=FROM..TO or COLUMN=VALUE,VALUE;
    /// COLUMN= keeps clients without a value. Several conditions hold together
    #[arg(long = "where", value_name = "CONDITION", requires = "reference")]
    pub(super) conditions: Vec<String>,
    /// With --all: store contributions in single precision, half the size
    #[arg(long, requires = "all", conflicts_with = "id")]
    pub(super) f32: bool,
    /// The language of the text: fr or en; the system's when left out
    #[arg(long, value_name = "LANGUAGE")]
    pub(super) lang: Option<Language>,
    /// How to write the result
    #[arg(long, value_enum, default_value_t = ReasonsFormat::Text, conflicts_with = "all")]
    pub(super) format: ReasonsFormat,
    /// Write to this file, whole or not at all, instead of standard output; with --all a Parquet file
    #[arg(short, long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
}

/// `clairscore check`.
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// The model: a LightGBM text file, a pickle or a bundle
    #[arg(value_name = "MODEL")]
    pub(super) model: PathBuf,
    /// How to write the result
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(super) format: Format,
}

/// `clairscore info`.
#[derive(Debug, Args)]
pub struct InfoArgs {
    /// The client base: CSV (plain, .zip, .gz) or Parquet (file or folder)
    #[arg(value_name = "BASE")]
    pub(super) base: PathBuf,
    /// The column of the base that identifies clients
    #[arg(long, value_name = "COLUMN")]
    pub(super) id_column: Option<String>,
    #[command(flatten)]
    pub(super) store: StoreArgs,
    /// How to write the result
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(super) format: Format,
}

/// How one result is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// Sentences for a person
    Text,
    /// JSON; numbers are not rounded
    Json,
}

/// How one client is explained.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Method {
    /// Exact contributions that sum to the score
    Exact,
    /// LIME: weights of a straight line through clients drawn around this one
    Lime,
}

/// How the reasons of one client are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ReasonsFormat {
    /// Sentences for a person
    Text,
    /// JSON; numbers are not rounded
    Json,
    /// A page for a browser, to be printed on one sheet of A4
    Html,
}

/// How a table of results is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum TableFormat {
    /// Sentences for a person
    Text,
    /// JSON; numbers are not rounded
    Json,
    /// CSV with a header line; numbers are not rounded
    Csv,
}

fn parse_threshold(text: &str) -> Result<Threshold, String> {
    let value: f64 = text.parse().map_err(|_| "expected a number between 0 and 1".to_owned())?;
    Threshold::new(value).map_err(|error| error.to_string())
}

fn parse_client_id(text: &str) -> Result<ClientId, String> {
    ClientId::new(text).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_arguments_are_consistent() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn one_client_or_all_but_not_both() {
        let parse = |arguments: &[&str]| {
            Arguments::try_parse_from(["clairscore", "score"].iter().chain(arguments)).is_ok()
        };
        assert!(parse(&["--id", "42"]));
        assert!(parse(&["--id", "-42"]));
        assert!(parse(&["--all"]));
        assert!(!parse(&[]));
        assert!(!parse(&["--id", "42", "--all"]));
        assert!(!parse(&["--all", "--threshold", "1.5"]));
        assert!(!parse(&["--all", "--threshold", "NaN"]));
    }

    #[test]
    fn single_precision_and_a_list_of_reasons_are_for_different_questions() {
        let parse = |arguments: &[&str]| {
            Arguments::try_parse_from(["clairscore", "explain"].iter().chain(arguments)).is_ok()
        };
        assert!(parse(&["--id", "42", "--top", "3", "--format", "json"]));
        assert!(parse(&["--all", "-o", "all.parquet", "--f32"]));
        assert!(!parse(&[]));
        assert!(!parse(&["--id", "42", "--f32"]));
        assert!(!parse(&["--all", "-o", "all.parquet", "--top", "3"]));
        assert!(!parse(&["--all", "-o", "all.parquet", "--format", "json"]));
        assert!(parse(&["--id", "42", "--reference", "just-accepted:0.02"]));
        assert!(parse(&["--id", "42", "--reference", "group", "--where", "AGE=25..40"]));
        assert!(!parse(&["--id", "42", "--reference", "everybody"]));
        assert!(parse(&["--id", "42", "--method", "lime", "--seed", "7"]));
        assert!(!parse(&["--id", "42", "--method", "lime", "--reference", "just-accepted"]));
        assert!(!parse(&["--id", "42", "--seed", "7"]));
        assert!(!parse(&["--id", "42", "--where", "AGE=25..40"]));
        assert!(!parse(&["--all", "-o", "all.parquet", "--reference", "just-accepted"]));
    }
}

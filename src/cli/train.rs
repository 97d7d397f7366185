//! `clairscore train`: from a labelled base to a bundle.

mod command;
mod report;

use std::{
    env, fs,
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use anyhow::anyhow;
use clap::Args;

use crate::{
    base::{self, ClientBase, ColumnChoice, ReadOptions},
    domain::{Dictionary, SilentJob},
    files::{self, Access},
    model::bundle::{Card, Existing, Parts, dictionary_csv},
    pipeline::{
        self, CostRatio, DEFAULT_HOLD_OUT, DEFAULT_VALIDATION, Date, FeatureChoice, Provenance,
        SPLIT_COLUMN, SplitPlan, TrainOptions, TrainedModel, TrainingData, TreeOptions,
    },
};

use super::{Failure, ReportFailure as _, inputs, output};

/// `clairscore train`.
#[derive(Debug, Args)]
pub struct TrainArgs {
    /// The clients to learn from: CSV (plain, .zip, .gz) or Parquet (file or folder)
    #[arg(long, value_name = "BASE")]
    pub(super) base: PathBuf,
    /// The column that says who defaulted: 1 did, 0 did not, empty is unknown
    #[arg(long, value_name = "COLUMN")]
    pub(super) target: String,
    /// The bundle to write, a folder or one .zip file, whole or not at all
    #[arg(long, value_name = "BUNDLE")]
    pub(super) out: PathBuf,
    /// Replace the bundle that may be there
    #[arg(long)]
    pub(super) replace: bool,
    /// The column that identifies clients; found by its name or its values when left out
    #[arg(long, value_name = "COLUMN")]
    pub(super) id_column: Option<String>,
    /// The columns that the model may read; every column of numbers when left out
    #[arg(long, value_name = "COLUMNS", value_delimiter = ',', conflicts_with = "exclude")]
    pub(super) features: Vec<String>,
    /// Columns that the model may not read
    #[arg(long, value_name = "COLUMNS", value_delimiter = ',')]
    pub(super) exclude: Vec<String>,
    /// Features that may only raise the risk when they grow
    #[arg(long, value_name = "COLUMNS", value_delimiter = ',')]
    pub(super) rising: Vec<String>,
    /// Features that may only lower the risk when they grow
    #[arg(long, value_name = "COLUMNS", value_delimiter = ',', allow_hyphen_values = true)]
    pub(super) falling: Vec<String>,
    /// The column that says who trains: `train`, `validation` or `hold-out`; drawn when left out
    #[arg(long, value_name = "COLUMN", conflicts_with_all = ["validation", "hold_out", "write_base"])]
    pub(super) split_column: Option<String>,
    /// The share of clients on whom the number of trees and the threshold are chosen
    #[arg(long, value_name = "SHARE", default_value_t = DEFAULT_VALIDATION)]
    pub(super) validation: f64,
    /// The share of clients on whom the model is measured and nothing is chosen
    #[arg(long, visible_alias = "holdout", value_name = "SHARE", default_value_t = DEFAULT_HOLD_OUT)]
    pub(super) hold_out: f64,
    /// Decides the split, the trees and the intervals: the same seed gives the same bundle
    #[arg(long, value_name = "NUMBER", default_value_t = 1, value_parser = clap::value_parser!(u32).range(..=i64::from(i32::MAX)))]
    pub(super) seed: u32,
    /// What an accepted default costs, in refused clients who would have repaid
    #[arg(long, value_name = "RATIO", default_value_t = CostRatio::DEFAULT)]
    pub(super) cost_ratio: CostRatio,
    /// Columns whose groups are compared in the report (sex, age ...); they need not be features
    #[arg(long, value_name = "COLUMNS", value_delimiter = ',')]
    pub(super) groups: Vec<String>,
    /// The plain words for the features, to be put into the bundle
    #[arg(long, value_name = "FILE")]
    pub(super) dictionary: Option<PathBuf>,
    /// A card whose words are taken over: author, version, what a default is, where the data come from
    #[arg(long, value_name = "FILE")]
    pub(super) card: Option<PathBuf>,
    /// The name of the model; the card's, or else the bundle's when left out
    #[arg(long, value_name = "NAME")]
    pub(super) name: Option<String>,
    /// The version of the model; the card's, or else 1.0 when left out
    #[arg(long, value_name = "VERSION")]
    pub(super) model_version: Option<String>,
    /// The day on the card (year-month-day); that of the variable `SOURCE_DATE_EPOCH`, or today, when left out
    #[arg(long, value_name = "DATE")]
    pub(super) date: Option<Date>,
    /// Also write the base as Parquet, with a column `split` that says who trained
    #[arg(long, value_name = "FILE")]
    pub(super) write_base: Option<PathBuf>,
    #[command(flatten)]
    pub(super) trees: TreeArgs,
}

/// How the trees are grown.
#[derive(Debug, Args)]
#[command(next_help_heading = "Trees")]
pub(super) struct TreeArgs {
    /// The most trees that are grown
    #[arg(long, value_name = "COUNT", default_value_t = TreeOptions::default().max_trees)]
    pub(super) max_trees: u32,
    /// Growing stops when so many trees did not improve validation
    #[arg(long, value_name = "COUNT", default_value_t = TreeOptions::default().patience)]
    pub(super) patience: u32,
    /// How far each tree goes, above 0 and at most 1
    #[arg(long, value_name = "RATE", default_value_t = TreeOptions::default().learning_rate)]
    pub(super) learning_rate: f64,
    /// The most leaves of a tree
    #[arg(long, value_name = "COUNT", default_value_t = TreeOptions::default().leaves)]
    pub(super) leaves: u32,
    /// The fewest clients of a leaf
    #[arg(long, value_name = "COUNT", default_value_t = TreeOptions::default().min_leaf_clients)]
    pub(super) min_leaf_clients: u32,
    /// The share of features that a tree may read
    #[arg(long, value_name = "SHARE", default_value_t = TreeOptions::default().feature_fraction)]
    pub(super) feature_fraction: f64,
    /// The share of clients that a tree sees
    #[arg(long, value_name = "SHARE", default_value_t = TreeOptions::default().client_fraction)]
    pub(super) client_fraction: f64,
    /// How much leaf values are pulled towards 0
    #[arg(long, value_name = "PENALTY", default_value_t = TreeOptions::default().l2)]
    pub(super) l2: f64,
}

/// Trains, measures, and writes the bundle.
///
/// # Errors
/// When an argument or the base does not serve, or when the bundle cannot be written.
pub(super) fn run(args: &TrainArgs) -> Result<(), Failure> {
    // Everything that can be refused is refused before the long work.
    let options = options(args)?;
    let day = day(args)?;
    let card = words_of_card(args)?;
    let dictionary = dictionary(args)?;
    check_place(args)?;
    inputs::refuse_to_overwrite(args.write_base.as_deref(), &[Some(&args.base)])?;
    say(&format!("reading {}", args.base.display()));
    let base = open(args)?;
    for note in base.notes().iter().filter(|note| note.is_warning()) {
        say(&note.to_string());
    }
    let data = pipeline::training_data(&base, &options).or_bad_input().with_file(&args.base)?;
    for column in &data.left_out {
        say(&format!("left out: `{column}` holds words, and only numbers can be trained on"));
    }
    say(&format!(
        "growing at most {} trees on {} columns of {} clients",
        args.trees.max_trees,
        data.clients.columns().len(),
        data.clients.clients(),
    ));
    let trained = pipeline::train(&data.clients, &data.parts, &data.groups, &options)
        .or_bad_input()
        .with_file(&args.base)?;
    say("measuring how far each feature reaches");
    let forest = Arc::new(trained.forest.clone());
    let reference = pipeline::reference_table(&forest, &data.clients, &data.parts).or_other()?;
    let provenance = Provenance {
        command: command::command_line(args, day),
        date: day,
        id_column: base.id_column().to_owned(),
        outcome_column: base.outcome_column().unwrap_or_default().to_owned(),
        base_sha256: pipeline::sha256_of(&args.base).or_other().with_file(&args.base)?,
    };
    let card = pipeline::card(card, &trained, &options, provenance);
    write_base(args, &base, &data)?;
    write_bundle(args, &trained, &card, &dictionary, &reference)?;
    output::write(&report::report(&trained, &card, &options, &args.out), None)
}

fn options(args: &TrainArgs) -> Result<TrainOptions, Failure> {
    let trees = TreeOptions {
        max_trees: args.trees.max_trees,
        patience: args.trees.patience,
        learning_rate: args.trees.learning_rate,
        leaves: args.trees.leaves,
        min_leaf_clients: args.trees.min_leaf_clients,
        feature_fraction: args.trees.feature_fraction,
        client_fraction: args.trees.client_fraction,
        l2: args.trees.l2,
    };
    trees.check().or_bad_input()?;
    Ok(TrainOptions {
        features: if args.features.is_empty() {
            FeatureChoice::AllBut(args.exclude.clone())
        } else {
            FeatureChoice::Only(args.features.clone())
        },
        rising: args.rising.clone(),
        falling: args.falling.clone(),
        split: match &args.split_column {
            Some(column) => SplitPlan::Column(column.clone()),
            None => SplitPlan::draw(args.validation, args.hold_out).or_bad_input()?,
        },
        seed: args.seed,
        cost_ratio: args.cost_ratio,
        groups: args.groups.clone(),
        trees,
    })
}

/// The day on the card: `--date`, else that of `SOURCE_DATE_EPOCH`, else today's in UTC.
/// See <https://reproducible-builds.org/specs/source-date-epoch/>.
fn day(args: &TrainArgs) -> Result<Date, Failure> {
    if let Some(date) = args.date {
        return Ok(date);
    }
    let Some(epoch) = env::var_os("SOURCE_DATE_EPOCH") else {
        // A clock before 1970 is a clock that was never set.
        return Ok(Date::since_1970(
            SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default(),
        ));
    };
    epoch
        .to_str()
        .and_then(|seconds| seconds.parse().ok())
        .map(|seconds| Date::since_1970(Duration::from_secs(seconds)))
        .ok_or_else(|| anyhow!("SOURCE_DATE_EPOCH is not a number of seconds since 1970"))
        .or_bad_input()
}

/// The words of the card that was given, with the name and the version of the arguments.
fn words_of_card(args: &TrainArgs) -> Result<Card, Failure> {
    let mut card = match &args.card {
        None => Card::default(),
        Some(path) => {
            let text = fs::read_to_string(path).or_bad_input().with_file(path)?;
            Card::parse(&text).or_bad_input().with_file(path)?
        }
    };
    if let Some(name) = &args.name {
        card.name.clone_from(name);
    }
    if let Some(version) = &args.model_version {
        card.version.clone_from(version);
    }
    if card.name.is_empty() {
        card.name = args.out.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    }
    if card.version.is_empty() {
        "1.0".clone_into(&mut card.version);
    }
    Ok(card)
}

fn dictionary(args: &TrainArgs) -> Result<Dictionary, Failure> {
    let Some(path) = &args.dictionary else { return Ok(Dictionary::default()) };
    let bytes = fs::read(path).or_bad_input().with_file(path)?;
    Ok(dictionary_csv::read(&bytes).or_bad_input().with_file(path)?.dictionary)
}

/// Says before the training, and not after it, that the bundle has no place.
fn check_place(args: &TrainArgs) -> Result<(), Failure> {
    if !args.replace && fs::symlink_metadata(&args.out).is_ok() {
        return Err(anyhow!(
            "there is something already: choose another name, or replace it with --replace"
        ))
        .or_bad_input()
        .with_file(&args.out);
    }
    Ok(())
}

fn open(args: &TrainArgs) -> Result<ClientBase, Failure> {
    let is_id = |name: &&String| args.id_column.as_ref() == Some(*name);
    let options = ReadOptions {
        id_column: args.id_column.clone().map_or(ColumnChoice::Detect, ColumnChoice::Named),
        outcome_column: ColumnChoice::Named(args.target.clone()),
        // So that a word in one of them is reported with its row. The identifier stays one, and is
        // refused as a feature later.
        numeric: args.features.iter().filter(|name| !is_id(name)).cloned().collect(),
        ..ReadOptions::default()
    };
    base::open_base(&args.base, &options, &SilentJob).or_bad_input()
}

fn write_base(args: &TrainArgs, base: &ClientBase, data: &TrainingData) -> Result<(), Failure> {
    let Some(path) = &args.write_base else { return Ok(()) };
    let (rows, parts) = (data.clients.base_rows(), &data.parts);
    let bytes = pipeline::base_with_split(base, SPLIT_COLUMN, rows, parts).or_bad_input()?;
    files::write_atomically(path, &bytes, Access::Shared).or_other()
}

fn write_bundle(
    args: &TrainArgs,
    trained: &TrainedModel,
    card: &Card,
    dictionary: &Dictionary,
    reference: &[u8],
) -> Result<(), Failure> {
    let features: Vec<String> =
        trained.forest.features().iter().map(|feature| feature.name.clone()).collect();
    let parts = Parts {
        model: &trained.text,
        card,
        dictionary,
        features: &features,
        reference: Some(reference),
    };
    let existing = if args.replace { Existing::Replace } else { Existing::Keep };
    let zipped = args.out.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("zip"));
    if zipped {
        parts.write_zip(&args.out, existing).or_other()
    } else {
        parts.write_folder(&args.out, existing).or_other()
    }
}

fn say(what: &str) {
    eprintln!("clairscore: {what}");
}

/// Ends a message with the file that it is about.
trait WithFile {
    fn with_file(self, path: &Path) -> Self;
}

impl<T> WithFile for Result<T, Failure> {
    fn with_file(self, path: &Path) -> Self {
        let name = |error: anyhow::Error| anyhow!("{error:#}: {}", path.display());
        self.map_err(|failure| match failure {
            Failure::BadInput(error) => Failure::BadInput(name(error)),
            Failure::Other(error) => Failure::Other(name(error)),
        })
    }
}

//! The work of a training: from arguments to everything that is to be written.

use std::{
    env, fs,
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

use super::{args::TrainArgs, command};
use crate::{
    base::{self, ClientBase, ColumnChoice, ReadOptions},
    cli::{Failure, ReportFailure as _, WithFile as _, inputs, refused},
    domain::Dictionary,
    faults::Said as _,
    model::bundle::{BundleFiles, Card, Parts, dictionary_csv, sha256_hex},
    pipeline::{
        self, Date, Provenance, SPLIT_COLUMN, Stage, TrainedModel, TrainingData, Watch,
        prepare::{METADATA_KEY, ROW_NUMBER},
        report::{TrainingReport, card_page, training_page},
        runs::{Machine, Moment, RunRecord},
    },
    words::Words,
};

/// Everything that a training leaves.
pub(super) struct Made {
    /// The files of the bundle.
    pub(super) bundle: BundleFiles,
    /// The base with its split as Parquet, when that was asked.
    pub(super) base: Option<Vec<u8>>,
    /// The record of the run.
    pub(super) run: String,
    /// The report for the terminal.
    pub(super) report: String,
}

/// Passes sentences on to the person who waits.
pub(super) trait Speaker: Watch {
    /// Says something at once.
    fn say(&self, text: String);
}

/// Trains and measures.
pub(super) fn make(args: &TrainArgs, watch: &dyn Speaker) -> Result<Made, Failure> {
    let begun = (Instant::now(), Moment::now());
    let words = Words::new(inputs::language(args.lang));
    let mut options = args.options()?;
    let day = day(args)?;
    let words_of_card = words_of_card(args)?;
    watch.stage(Stage::Reading);
    let base = Arc::new(open(args, watch)?);
    for note in base.notes().iter().filter(|note| note.is_warning()) {
        watch.say(note.said(&words));
    }
    // A base that is no Parquet file holds no such record.
    let preparation = base::parquet_value(&args.base, METADATA_KEY).ok().flatten();
    let is_numbered = preparation.is_some() && base.column(ROW_NUMBER).is_some();
    if is_numbered && options.features.leave_out(ROW_NUMBER) {
        watch.say(words.with("train-row-number", &[("column", ROW_NUMBER.into())]));
    }
    let data = pipeline::training_data(&base, &options).or_bad_input().with_file(&args.base)?;
    for column in &data.left_out {
        watch.say(words.with("train-left-out", &[("column", column.as_str().into())]));
    }
    let dictionary_path = dictionary_path(args);
    let dictionary = dictionary(dictionary_path.as_deref(), args, &data)?;
    let trained = pipeline::train(&data, &options, watch).or_bad_input().with_file(&args.base)?;
    watch.stage(Stage::Reference);
    let forest = Arc::new(trained.forest.clone());
    let reference = pipeline::reference_table(&forest, &data.clients, &data.parts).or_other()?;
    let has_dictionary = !dictionary.is_empty();
    let spelled =
        TrainArgs { dictionary: dictionary_path.filter(|_| has_dictionary), ..args.clone() };
    let provenance = Provenance {
        command: command::command_line(&spelled, day, &trained.trees),
        date: day,
        id_column: base.id_column().to_owned(),
        outcome_column: base.outcome_column().unwrap_or_default().to_owned(),
        base_sha256: pipeline::sha256_of(&args.base).or_other().with_file(&args.base)?,
    };
    let card = pipeline::card(words_of_card, &trained, &options, provenance);
    let names = base.columns().iter().map(base::Column::name);
    let report = TrainingReport {
        trained: &trained,
        card: &card,
        options: &options,
        suspicion: pipeline::suspicion(names, trained.hold_out.auc.value),
    };
    let text = training_page(&words, &report).as_text();
    let page = card_page(&report);
    let bundle = bundle(&trained, &card, &dictionary, &reference, &page, preparation.as_deref())?;
    let run = RunRecord::new(&trained, &card, begun.1, begun.0.elapsed(), Machine::this());
    let run = RunRecord {
        base: args.base.display().to_string(),
        bundle: args.out.display().to_string(),
        model_sha256: sha256_hex(trained.text.as_bytes()),
        ..run
    };
    Ok(Made {
        bundle,
        base: base_with_split(args, &base, &data)?,
        run: run.to_toml().or_other()?,
        report: text,
    })
}

fn bundle(
    trained: &TrainedModel,
    card: &Card,
    dictionary: &Dictionary,
    reference: &[u8],
    page: &str,
    preparation: Option<&str>,
) -> Result<BundleFiles, Failure> {
    let features: Vec<String> =
        trained.forest.features().iter().map(|feature| feature.name.clone()).collect();
    let parts = Parts {
        model: &trained.text,
        card,
        dictionary,
        features: &features,
        reference: Some(reference),
        page: Some(page),
        preparation,
    };
    parts.files().or_other()
}

/// The day on the card: `--date`, else that of `SOURCE_DATE_EPOCH`, else today's in UTC.
/// See <https://reproducible-builds.org/specs/source-date-epoch/>.
pub(super) fn day(args: &TrainArgs) -> Result<Date, Failure> {
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
        .ok_or_else(|| refused("refusal-source-date", &[]))
        .or_bad_input()
}

/// The words of the card that was given, with the name and the version of the arguments.
pub(super) fn words_of_card(args: &TrainArgs) -> Result<Card, Failure> {
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

/// The dictionary that was named, or else one beside the base.
fn dictionary_path(args: &TrainArgs) -> Option<PathBuf> {
    if args.dictionary.is_some() {
        return args.dictionary.clone();
    }
    let beside =
        [args.base.with_extension("dictionary.csv"), args.base.with_file_name("dictionary.csv")];
    beside.into_iter().find(|path| path.is_file() && *path != args.base)
}

/// The words for the features. A dictionary that nobody named, and that knows none of them, is that
/// of another base.
fn dictionary(
    path: Option<&Path>,
    args: &TrainArgs,
    data: &TrainingData,
) -> Result<Dictionary, Failure> {
    let Some(path) = path else { return Ok(Dictionary::default()) };
    let bytes = fs::read(path).or_bad_input().with_file(path)?;
    let read = dictionary_csv::read(&bytes).or_bad_input().with_file(path);
    if args.dictionary.is_some() {
        return Ok(read?.dictionary);
    }
    let Ok(read) = read else { return Ok(Dictionary::default()) };
    let knows_one =
        data.clients.columns().iter().any(|column| read.dictionary.get(&column.name).is_some());
    Ok(if knows_one { read.dictionary } else { Dictionary::default() })
}

fn open(args: &TrainArgs, watch: &dyn Speaker) -> Result<ClientBase, Failure> {
    let options = ReadOptions {
        id_column: args.id_column.clone().map_or(ColumnChoice::Detect, ColumnChoice::Named),
        outcome_column: ColumnChoice::Named(args.target.clone()),
        ..ReadOptions::default()
    };
    // Reading is told as a job; a training is one that knows stages too.
    base::open_base(&args.base, &options, watch).or_bad_input()
}

fn base_with_split(
    args: &TrainArgs,
    base: &ClientBase,
    data: &TrainingData,
) -> Result<Option<Vec<u8>>, Failure> {
    if args.write_base.is_none() {
        return Ok(None);
    }
    let (rows, parts) = (data.clients.base_rows(), &data.parts);
    pipeline::base_with_split(base, SPLIT_COLUMN, rows, parts).or_bad_input().map(Some)
}

//! The arguments of `clairscore train`, as they are typed, and what they ask for.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::{
    domain::Language,
    model::lightgbm::StopOn,
    pipeline::{
        AmountRule, CalibrationMethod, CostRatio, DEFAULT_HOLD_OUT, DEFAULT_VALIDATION, Date,
        FeatureChoice, Imbalance, SearchPlan, SplitPlan, ThresholdRule, TrainOptions, TreeOptions,
    },
};

use crate::cli::{Failure, ReportFailure as _};

/// `clairscore train`.
// Each `bool` is a switch of its own.
#[allow(clippy::struct_excessive_bools)]
#[derive(Debug, Clone, Args)]
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
    /// The columns that the model may read; every column of numbers, and of words that clients share,
    /// when left out
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
    /// What the threshold is chosen by
    #[arg(long, value_enum, default_value_t = RuleName::Cost, value_name = "RULE")]
    pub(super) threshold_by: RuleName,
    /// For `--threshold-by f-beta`: how many times catching defaults counts as much as sparing others
    #[arg(long, value_name = "BETA", default_value_t = 3.0)]
    pub(super) beta: f64,
    /// For `--threshold-by amounts`: the column of what is at stake with each client
    #[arg(long, value_name = "COLUMN", required_if_eq("threshold_by", "amounts"))]
    pub(super) amount: Option<String>,
    /// For `--threshold-by amounts`: the share of the amount that a default loses
    #[arg(long, value_name = "SHARE", default_value_t = ThresholdRule::DEFAULT_LOSS_SHARE)]
    pub(super) loss_share: f64,
    /// For `--threshold-by amounts`: the share of the amount that a repaid credit earns
    #[arg(long, value_name = "SHARE", default_value_t = ThresholdRule::DEFAULT_MARGIN_SHARE)]
    pub(super) margin_share: f64,
    /// How probabilities are calibrated on the validation clients: none, platt or isotonic; none
    /// when left out, platt with weights or smote
    #[arg(long, value_name = "METHOD")]
    pub(super) calibration: Option<CalibrationMethod>,
    /// What is done about defaults being rare: none, weights or smote
    #[arg(long, value_name = "WAY", default_value_t = Imbalance::None)]
    pub(super) imbalance: Imbalance,
    /// Also train every way of treating rare defaults, and compare them
    #[arg(long)]
    pub(super) compare_imbalance: bool,
    /// Cut the training clients into so many folds, to see how much of the result is chance
    #[arg(long, value_name = "COUNT")]
    pub(super) folds: Option<u32>,
    /// Look for better options of the trees in so many trials
    #[arg(long, value_name = "COUNT")]
    pub(super) search_trials: Option<u32>,
    /// Look for better options of the trees for so many minutes; what is found depends on the machine
    #[arg(long, value_name = "MINUTES")]
    pub(super) search_minutes: Option<f64>,
    /// Do not train simple models beside this one
    #[arg(long)]
    pub(super) no_baselines: bool,
    /// Columns whose groups are compared in the report (sex, age ...); they need not be features
    #[arg(long, value_name = "COLUMNS", value_delimiter = ',')]
    pub(super) groups: Vec<String>,
    /// The plain words for the features, to be put into the bundle; those beside the base (the same
    /// name with .dictionary.csv, or dictionary.csv) when left out
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
    /// The folder that keeps a record of each run, listed by `clairscore runs`
    #[arg(long, value_name = "FOLDER", default_value = DEFAULT_RUNS)]
    pub(super) runs: PathBuf,
    /// Keep no record of this run
    #[arg(long)]
    pub(super) no_run: bool,
    /// A TOML file of these options, by their names; an option that is typed counts before it
    #[arg(long, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
    /// The language of the report: fr or en; the system's when left out
    #[arg(long, value_name = "LANGUAGE")]
    pub(in crate::cli) lang: Option<Language>,
    #[command(flatten)]
    pub(super) trees: TreeArgs,
}

/// What a threshold is chosen by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum RuleName {
    /// The lowest cost, at --cost-ratio
    Cost,
    /// The highest F-beta of refusing those who default
    FBeta,
    /// The lowest loss of money
    Amounts,
}

/// How the trees are grown.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Trees")]
pub(super) struct TreeArgs {
    /// The most trees that are grown
    #[arg(long, value_name = "COUNT", default_value_t = TreeOptions::default().max_trees)]
    pub(super) max_trees: u32,
    /// Growing stops when so many trees did not improve validation
    #[arg(long, value_name = "COUNT", default_value_t = TreeOptions::default().patience)]
    pub(super) patience: u32,
    /// What an improvement of validation is: auc (clients in better order) or log-loss (probabilities
    /// closer to what happened)
    #[arg(long, value_name = "MEASURE", default_value_t = TreeOptions::default().stop_on)]
    pub(super) stop_on: StopOn,
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
    /// Into how many steps the values of a feature are put, at most 255; 63 is faster by a quarter
    #[arg(long, value_name = "COUNT", default_value_t = TreeOptions::default().max_bins)]
    pub(super) max_bins: u8,
}

/// Where runs are kept unless somebody says otherwise: in the current folder.
pub(in crate::cli) const DEFAULT_RUNS: &str = "runs";

impl TrainArgs {
    /// What is asked for, checked.
    pub(super) fn options(&self) -> Result<TrainOptions, Failure> {
        let options = TrainOptions {
            features: if self.features.is_empty() {
                FeatureChoice::AllBut(self.exclude.clone())
            } else {
                FeatureChoice::Only(self.features.clone())
            },
            rising: self.rising.clone(),
            falling: self.falling.clone(),
            split: match &self.split_column {
                Some(column) => SplitPlan::Column(column.clone()),
                None => SplitPlan::draw(self.validation, self.hold_out).or_bad_input()?,
            },
            seed: self.seed,
            cost_ratio: self.cost_ratio,
            threshold: self.threshold_rule(),
            calibration: self.calibration,
            imbalance: self.imbalance,
            groups: self.groups.clone(),
            trees: self.trees.options(),
            search: self.search(),
            folds: self.folds,
            compare_imbalance: self.compare_imbalance,
            baselines: !self.no_baselines,
        };
        options.check().or_bad_input()?;
        Ok(options)
    }

    fn threshold_rule(&self) -> ThresholdRule {
        match self.threshold_by {
            RuleName::Cost => ThresholdRule::Cost,
            RuleName::FBeta => ThresholdRule::FBeta(self.beta),
            RuleName::Amounts => ThresholdRule::Amounts(AmountRule {
                column: self.amount.clone().unwrap_or_default(),
                loss_share: self.loss_share,
                margin_share: self.margin_share,
            }),
        }
    }

    fn search(&self) -> Option<SearchPlan> {
        let is_asked = self.search_trials.is_some() || self.search_minutes.is_some();
        is_asked.then_some(SearchPlan { trials: self.search_trials, minutes: self.search_minutes })
    }
}

impl TreeArgs {
    pub(super) fn options(&self) -> TreeOptions {
        TreeOptions {
            max_trees: self.max_trees,
            patience: self.patience,
            stop_on: self.stop_on,
            learning_rate: self.learning_rate,
            leaves: self.leaves,
            min_leaf_clients: self.min_leaf_clients,
            feature_fraction: self.feature_fraction,
            client_fraction: self.client_fraction,
            l2: self.l2,
            max_bins: self.max_bins,
        }
    }
}

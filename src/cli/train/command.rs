//! The command that makes a model, written so that it makes it again.
//!
//! Everything that decides the result is spelled out, defaults included: a later version of the
//! program may have other defaults, and the card must still be right.

use std::path::Path;

use super::args::{RuleName, TrainArgs};
use crate::{
    model::lightgbm::StopOn,
    pipeline::{Date, Imbalance, TreeOptions},
};

/// `clairscore train ...` with these arguments, as a POSIX shell reads it.
///
/// A search that a clock ended would find something else elsewhere: instead of it, the options that
/// it found, `trees`, are written.
pub(super) fn command_line(args: &TrainArgs, date: Date, trees: &TreeOptions) -> String {
    let mut line = Line("clairscore train".to_owned());
    line.path("--base", Some(&args.base));
    line.option("--target", Some(&args.target));
    line.option("--id-column", args.id_column.as_ref());
    line.list("--features", &args.features);
    line.list("--exclude", &args.exclude);
    line.list("--rising", &args.rising);
    line.list("--falling", &args.falling);
    line.option("--split-column", args.split_column.as_ref());
    if args.split_column.is_none() {
        line.option("--validation", Some(args.validation));
        line.option("--hold-out", Some(args.hold_out));
    }
    line.option("--seed", Some(args.seed));
    line.option("--cost-ratio", Some(args.cost_ratio.get()));
    threshold(&mut line, args);
    line.option("--calibration", args.calibration);
    if args.imbalance != Imbalance::None {
        line.option("--imbalance", Some(args.imbalance));
    }
    line.flag("--compare-imbalance", args.compare_imbalance);
    line.option("--folds", args.folds);
    line.flag("--no-baselines", args.no_baselines);
    line.list("--groups", &args.groups);
    let asked = args.trees.options();
    let trees = if args.search_minutes.is_some() { trees } else { &asked };
    if args.search_minutes.is_none() {
        line.option("--search-trials", args.search_trials);
    }
    line.option("--max-trees", Some(trees.max_trees));
    line.option("--patience", Some(trees.patience));
    // As it was before there was a choice: the cards of bundles that exist stay what they are.
    if trees.stop_on != StopOn::Auc {
        line.option("--stop-on", Some(trees.stop_on));
    }
    line.option("--learning-rate", Some(trees.learning_rate));
    line.option("--leaves", Some(trees.leaves));
    line.option("--min-leaf-clients", Some(trees.min_leaf_clients));
    line.option("--feature-fraction", Some(trees.feature_fraction));
    line.option("--client-fraction", Some(trees.client_fraction));
    line.option("--l2", Some(trees.l2));
    line.option("--max-bins", Some(trees.max_bins));
    line.option("--name", args.name.as_ref());
    line.option("--model-version", args.model_version.as_ref());
    line.path("--card", args.card.as_deref());
    line.option("--date", Some(date));
    line.path("--dictionary", args.dictionary.as_deref());
    line.path("--write-base", args.write_base.as_deref());
    line.path("--out", Some(&args.out));
    // Whoever runs it again, where the bundle is, replaces the bundle.
    line.0.push_str(" --replace");
    line.0
}

fn threshold(line: &mut Line, args: &TrainArgs) {
    match args.threshold_by {
        RuleName::Cost => {}
        RuleName::FBeta => {
            line.option("--threshold-by", Some("f-beta"));
            line.option("--beta", Some(args.beta));
        }
        RuleName::Amounts => {
            line.option("--threshold-by", Some("amounts"));
            line.option("--amount", args.amount.as_ref());
            line.option("--loss-share", Some(args.loss_share));
            line.option("--margin-share", Some(args.margin_share));
        }
    }
}

struct Line(String);

impl Line {
    fn flag(&mut self, name: &str, is_set: bool) {
        if is_set {
            self.0.push(' ');
            self.0.push_str(name);
        }
    }

    fn option(&mut self, name: &str, value: Option<impl ToString>) {
        if let Some(value) = value {
            // `--name=value` keeps a value that begins with a dash from being taken for a name.
            let value = value.to_string();
            let separator = if value.starts_with('-') { '=' } else { ' ' };
            self.0.push(' ');
            self.0.push_str(name);
            self.0.push(separator);
            self.0.push_str(&quoted(&value));
        }
    }

    fn list(&mut self, name: &str, values: &[String]) {
        self.option(name, (!values.is_empty()).then(|| values.join(",")));
    }

    fn path(&mut self, name: &str, path: Option<&Path>) {
        // The same spelling on every system: forward slashes.
        self.option(name, path.map(|path| path.display().to_string().replace('\\', "/")));
    }
}

/// `text` as one word of a POSIX shell.
fn quoted(text: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "_-./,:=+@%".contains(c);
    if !text.is_empty() && text.chars().all(plain) {
        text.to_owned()
    } else {
        format!("'{}'", text.replace('\'', r"'\''"))
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Debug, Parser)]
    struct Program {
        #[command(flatten)]
        train: TrainArgs,
    }

    #[test]
    fn words_are_quoted_for_a_shell() {
        assert_eq!(quoted("a/b.csv"), "a/b.csv");
        assert_eq!(quoted("default payment next month"), "'default payment next month'");
        assert_eq!(quoted("client's"), r"'client'\''s'");
        assert_eq!(quoted(""), "''");
        assert_eq!(quoted("$(rm -rf)"), "'$(rm -rf)'");
    }

    #[test]
    fn the_command_says_everything_and_reads_back() {
        let program = Program::parse_from(
            "x --base b.csv --target y --out o --rising A,B --falling=-C --l2 3.5 --folds 5 \
             --threshold-by amounts --amount credit --calibration isotonic --imbalance smote \
             --stop-on log-loss"
                .split_whitespace(),
        );
        let trees = program.train.trees.options();
        let line = command_line(&program.train, "2026-11-22".parse().unwrap(), &trees);
        let again = Program::parse_from(line.split(' ').skip(1));
        assert_eq!(command_line(&again.train, "2026-11-22".parse().unwrap(), &trees), line);
        assert_eq!(again.train.options().unwrap(), program.train.options().unwrap());
        assert!(line.contains("--rising A,B --falling=-C"), "{line}");
        assert!(line.contains("--seed 1 --cost-ratio 10 "), "{line}");
        assert!(line.contains(" --amount credit --loss-share 0.45 --margin-share 0.045 "));
        assert!(line.contains(" --patience 60 --stop-on log-loss --learning-rate"), "{line}");
        assert!(line.ends_with("--date 2026-11-22 --out o --replace"), "{line}");
    }

    #[test]
    fn what_a_clock_ended_is_written_as_what_it_found() {
        let parse = |more: &str| {
            let words = format!("x --base b --target y --out o {more}");
            Program::parse_from(words.split(' ').map(str::to_owned)).train
        };
        let found = TreeOptions { leaves: 33, ..TreeOptions::default() };
        let date = || "2026-11-22".parse().unwrap();
        let line = command_line(&parse("--search-minutes 5"), date(), &found);
        assert!(line.contains("--leaves 33") && !line.contains("--search"), "{line}");
        let line = command_line(&parse("--search-trials 5"), date(), &found);
        assert!(line.contains("--leaves 15") && line.contains("--search-trials 5"), "{line}");
    }
}

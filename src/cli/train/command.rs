//! The command that makes a model, written so that it makes it again.
//!
//! Everything that decides the result is spelled out, defaults included: a later version of the
//! program may have other defaults, and the card must still be right.

use std::path::Path;

use super::TrainArgs;
use crate::pipeline::Date;

/// `clairscore train ...` with these arguments, as a POSIX shell reads it.
pub(super) fn command_line(args: &TrainArgs, date: Date) -> String {
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
    line.list("--groups", &args.groups);
    let trees = &args.trees;
    line.option("--max-trees", Some(trees.max_trees));
    line.option("--patience", Some(trees.patience));
    line.option("--learning-rate", Some(trees.learning_rate));
    line.option("--leaves", Some(trees.leaves));
    line.option("--min-leaf-clients", Some(trees.min_leaf_clients));
    line.option("--feature-fraction", Some(trees.feature_fraction));
    line.option("--client-fraction", Some(trees.client_fraction));
    line.option("--l2", Some(trees.l2));
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

struct Line(String);

impl Line {
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
            "x --base b.csv --target y --out o --rising A,B --falling=-C --l2 3.5".split(' '),
        );
        let line = command_line(&program.train, "2026-11-22".parse().unwrap());
        let again = Program::parse_from(line.split(' ').skip(1));
        assert_eq!(command_line(&again.train, "2026-11-22".parse().unwrap()), line);
        assert!(line.contains("--rising A,B --falling=-C"), "{line}");
        assert!(line.contains("--seed 1 --cost-ratio 10 "), "{line}");
        assert!(line.ends_with("--date 2026-11-22 --out o --replace"), "{line}");
    }
}

//! Options of `clairscore train` from a file: `--config train.toml`.
//!
//! The file is turned into arguments, so that an option means the same wherever it stands; one that
//! is typed counts before one of the file.
//!
//! ```toml
//! base = "features.parquet"
//! target = "TARGET"
//! exclude = ["SEX", "AGE"]
//! cost-ratio = 10
//! compare-imbalance = true
//! ```

use std::{
    ffi::{OsStr, OsString},
    fs,
    path::Path,
};

use super::{Failure, ReportFailure as _, WithFile as _, refused};

/// The option that names the file.
const OPTION: &str = "--config";

/// `typed` (the program, the subcommand, its arguments), completed with the options of the file that
/// `--config` names; unchanged when it names none.
///
/// # Errors
/// When the file cannot be read, or holds something that is no option.
pub(super) fn with_file_options(typed: Vec<OsString>) -> Result<Vec<OsString>, Failure> {
    let is_train = typed.get(1).is_some_and(|word| word == "train" || word == super::train::WORKER);
    let Some(path) = is_train.then(|| value_of(&typed, OPTION)).flatten() else { return Ok(typed) };
    let path = Path::new(&path);
    let text = fs::read_to_string(path).or_bad_input().with_file(path)?;
    let table: toml::Table = toml::from_str(&text)
        .map_err(|error| {
            let detail = error.to_string().trim().replace('\n', " ");
            refused("refusal-config-toml", &[("detail", &detail)])
        })
        .or_bad_input()
        .with_file(path)?;
    let mut all = typed;
    for (name, value) in table {
        let option = format!("--{}", name.replace('_', "-"));
        if option == OPTION {
            return Err(refused("refusal-config-itself", &[("name", &name)]))
                .or_bad_input()
                .with_file(path);
        }
        if !is_typed(&all, &option) {
            let words = words(&option, &value)
                .ok_or_else(|| refused("refusal-config-value", &[("name", &name)]));
            all.extend(words.or_bad_input().with_file(path)?);
        }
    }
    Ok(all)
}

/// An option of the file as arguments.
fn words(option: &str, value: &toml::Value) -> Option<Vec<OsString>> {
    let with = |text: &str| vec![OsString::from(format!("{option}={text}"))];
    match value {
        toml::Value::Boolean(true) => Some(vec![option.into()]),
        toml::Value::Boolean(false) => Some(Vec::new()),
        toml::Value::Array(items) => {
            let texts = items.iter().map(plain).collect::<Option<Vec<_>>>()?;
            Some(with(&texts.join(",")))
        }
        one => Some(with(&plain(one)?)),
    }
}

/// A value as text; `None` for one that is no single value.
fn plain(value: &toml::Value) -> Option<String> {
    match value {
        toml::Value::String(text) => Some(text.clone()),
        toml::Value::Integer(number) => Some(number.to_string()),
        toml::Value::Float(number) => Some(number.to_string()),
        toml::Value::Datetime(date) => Some(date.to_string()),
        toml::Value::Boolean(_) | toml::Value::Array(_) | toml::Value::Table(_) => None,
    }
}

fn is_typed(typed: &[OsString], option: &str) -> bool {
    typed.iter().any(|word| split(word).is_some_and(|(name, _)| name == option))
}

fn value_of(typed: &[OsString], option: &str) -> Option<OsString> {
    let place =
        typed.iter().position(|word| split(word).is_some_and(|(name, _)| name == option))?;
    match split(typed.get(place)?)? {
        (_, Some(value)) => Some(value.into()),
        (_, None) => typed.get(place + 1).cloned(),
    }
}

/// The name of an option, and the value behind `=`.
fn split(word: &OsStr) -> Option<(&str, Option<&str>)> {
    let word = word.to_str()?;
    Some(word.split_once('=').map_or((word, None), |(name, value)| (name, Some(value))))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(line: &str) -> Vec<OsString> {
        line.split(' ').map(OsString::from).collect()
    }

    fn completed(file: &str, line: &str) -> Result<String, String> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("train.toml");
        fs::write(&path, file).unwrap();
        let line = line.replace("FILE", path.to_str().unwrap());
        let all = with_file_options(typed(&line))
            .map_err(|error| error.message(&crate::words::BOTH[1]).unwrap())?;
        let all: Vec<&str> = all.iter().skip(1).map(|word| word.to_str().unwrap()).collect();
        Ok(all.join(" ").replace(path.to_str().unwrap(), "FILE"))
    }

    #[test]
    fn options_of_the_file_stand_behind_those_that_are_typed() {
        let file = "base = \"b c.csv\"\nseed = 3\nfalling = [\"-A\", \"B\"]\ncompare_imbalance = true\n\
                    no-run = false\nl2 = 0.5\ndate = 2026-11-22\n";
        let line = completed(file, "x train --seed 4 --config FILE --l2=1").unwrap();
        let expected = "train --seed 4 --config FILE --l2=1 --base=b c.csv --compare-imbalance \
                        --date=2026-11-22 --falling=-A,B";
        let sorted = |line: &str| {
            let mut words: Vec<String> = line.split(' ').map(str::to_owned).collect();
            words.sort();
            words
        };
        assert_eq!(sorted(&line), sorted(expected));
    }

    #[test]
    fn only_a_training_reads_such_a_file() {
        assert_eq!(completed("seed = 1", "x score --config FILE").unwrap(), "score --config FILE");
        assert_eq!(completed("", "x train --config=FILE").unwrap(), "train --config=FILE");
    }

    #[test]
    fn what_is_no_option_is_refused_with_its_name() {
        for (file, what) in [
            ("x = { y = 1 }", "`x` is no text"),
            ("config = \"other\"", "`config` cannot stand"),
            ("seed = ", "train.toml"),
        ] {
            let error = completed(file, "x train --config FILE").unwrap_err();
            assert!(error.contains(what) && error.contains("train.toml"), "{error}");
        }
        assert!(with_file_options(typed("x train --config absent.toml")).is_err());
    }
}

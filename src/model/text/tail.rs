//! What follows the trees: importances, training parameters, category labels.

use super::lines::{Cursor, Line};
use crate::model::categories::{self, CategoryLabel};
use crate::model::error::{ModelError, Place, excerpt};
use crate::model::forest::FormatVersion;

/// Begins the section of training parameters.
const PARAMETERS: &str = "parameters:";

/// What the tail of the file says.
#[derive(Debug, Default)]
pub(super) struct Tail {
    /// `boosting` of the training parameters.
    pub(super) boosting: Option<String>,
    /// `categorical_feature` of the training parameters: feature indices, in order.
    pub(super) categorical: Vec<usize>,
    /// Whether several machines trained together.
    pub(super) is_distributed: bool,
    /// The lists of `pandas_categorical`.
    pub(super) lists: Option<Vec<Vec<CategoryLabel>>>,
}

/// The sections that have been read; each may stand once.
#[derive(Debug, Default)]
struct Seen {
    importances: bool,
    parameters: bool,
    lists: bool,
}

/// Reads from the line after the last tree to the end of the file.
pub(super) fn read(cursor: &mut Cursor<'_>, version: FormatVersion) -> Result<Tail, ModelError> {
    let marks_ends = read_end_of_trees(cursor, version)?;
    let mut tail = Tail::default();
    let mut seen = Seen::default();
    loop {
        cursor.skip_empty();
        let Some(line) = cursor.next() else { break };
        let place = Place::line(line.number);
        match line.text {
            // Python's line is the last one.
            _ if seen.lists => return Err(after_the_model(line)),
            "feature_importances:" | "feature importances:" if !seen.importances => {
                seen.importances = true;
                check_importances(cursor)?;
            }
            PARAMETERS if !seen.parameters => {
                seen.parameters = true;
                tail.read_parameters(cursor, place, marks_ends)?;
            }
            // Written when training read its table through a parser plug-in.
            "parser:" => skip_to(cursor, place, "end of parser")?,
            _ => {
                let json = line.text.strip_prefix("pandas_categorical:");
                let json = json.ok_or_else(|| after_the_model(line))?;
                tail.lists = categories::parse_lists(json).map_err(|what| place.fault(what))?;
                seen.lists = true;
            }
        }
    }
    // LightGBM 2.0 wrote no parameters, and a newer version that loads and saves such a model has
    // none to write; then the last line, which Python adds, is proof that nothing was cut off.
    if seen.parameters || seen.lists || version == FormatVersion::V2 {
        return Ok(tail);
    }
    Err(cursor.place().fault("the parameters section is missing: the file was cut off"))
}

/// Whether the line is there; LightGBM began to write it in 2.2, with `end of parameters`.
fn read_end_of_trees(cursor: &mut Cursor<'_>, version: FormatVersion) -> Result<bool, ModelError> {
    let place = cursor.place();
    if cursor.peek().is_some_and(|line| line.text == "end of trees") {
        cursor.next();
        return Ok(true);
    }
    if version == FormatVersion::V2 {
        cursor.skip_empty();
        if cursor.peek().is_some_and(|line| line.text == "feature importances:") {
            return Ok(false);
        }
    }
    Err(place.fault(match cursor.peek() {
        Some(line) => {
            format!("{} stands where \"end of trees\" is expected", excerpt(line.text))
        }
        None => "the file ends where \"end of trees\" is expected: it was cut off".into(),
    }))
}

fn after_the_model(line: Line<'_>) -> ModelError {
    Place::line(line.number)
        .fault(format!("{} does not belong after the trees", excerpt(line.text)))
}

fn check_importances(cursor: &mut Cursor<'_>) -> Result<(), ModelError> {
    // LightGBM 2.1 leaves no empty line before the next section.
    let is_inside = |line: &Line<'_>| !line.text.is_empty() && line.text != PARAMETERS;
    while let Some(line) = cursor.peek().filter(is_inside) {
        cursor.next();
        // A feature's name may hold `=` itself.
        let count = line.text.rsplit_once('=').map(|(_, count)| count.parse::<u64>());
        if !matches!(count, Some(Ok(_))) {
            return Err(Place::line(line.number).fault(format!(
                "{} stands where a feature and its importance are expected",
                excerpt(line.text)
            )));
        }
    }
    Ok(())
}

fn skip_to(cursor: &mut Cursor<'_>, start: Place, end: &str) -> Result<(), ModelError> {
    while let Some(line) = cursor.next() {
        if line.text == end {
            return Ok(());
        }
    }
    Err(start.fault(format!("this section has no \"{end}\": the file was cut off")))
}

impl Tail {
    /// Before LightGBM 2.2 an empty line ends the section.
    fn read_parameters(
        &mut self,
        cursor: &mut Cursor<'_>,
        start: Place,
        marks_ends: bool,
    ) -> Result<(), ModelError> {
        const END: &str = "end of parameters";
        while let Some(line) = cursor.next() {
            if line.text == END || (line.text.is_empty() && !marks_ends) {
                return Ok(());
            }
            let parameter = line.text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
            if let Some((key, value)) = parameter.and_then(|rest| rest.split_once(": ")) {
                self.read_parameter(key, value);
            }
        }
        Err(start.fault(format!("this section has no \"{END}\": the file was cut off")))
    }

    /// Takes what is of use; a value that makes no sense is of none, since no score depends on it.
    fn read_parameter(&mut self, key: &str, value: &str) {
        const MAX_BOOSTING_CHARS: usize = 20;
        let is_plain = |c: char| c.is_ascii_alphanumeric() || c == '_';
        match key {
            "boosting" | "boosting_type"
                if value.len() <= MAX_BOOSTING_CHARS && value.chars().all(is_plain) =>
            {
                self.boosting = Some(value.to_owned());
            }
            "categorical_feature" => {
                let indices: Result<Vec<usize>, _> = value.split(',').map(str::parse).collect();
                self.categorical = indices.unwrap_or_default();
                self.categorical.sort_unstable();
                self.categorical.dedup();
            }
            "num_machines" => self.is_distributed |= value.parse().is_ok_and(|n: u32| n > 1),
            // Spark and Dask workers name themselves instead.
            "tree_learner" => self.is_distributed |= matches!(value, "data" | "voting" | "feature"),
            _ => {}
        }
    }
}

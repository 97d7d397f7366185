//! Models that were cut, edited or damaged: each is refused with its reason, or scores exactly as
//! LightGBM scores what is left of it. None makes the program stop, hang or score in silence.
//!
//! The damage is that of `mutate_models.py` in `../shared/tools`, done here to a model that the
//! test trains itself, with a tree of categories added by hand.

#![expect(clippy::unwrap_used, reason = "in a test a panic is the report")]

use std::collections::BTreeMap;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use clairscore::domain::Language;
use clairscore::faults::Said as _;
use clairscore::model::Forest;
use clairscore::model::lightgbm::{
    self, BinPlan, Binned, Continue, GrowthPlan, Parameters, SecondOpinion, StopOn, TrainingTable,
};
use clairscore::words::Words;

/// Longest time that opening a damaged model may take.
const PATIENCE: Duration = Duration::from_secs(2);
/// Columns of the model: four numbers, and `job`, a category of 40 codes.
const WIDTH: usize = 5;

/// Every refusal has a French sentence.
static FRENCH: LazyLock<Words> = LazyLock::new(|| Words::new(Language::French));

/// A tree that asks for categories, in the place of a trained one.
const CATEGORY_TREE: &str = "num_leaves=4
num_cat=2
split_feature=4 0 4
split_gain=12 8 3
threshold=0 0.5 1
decision_type=1 10 9
left_child=1 -1 -2
right_child=2 -3 -4
leaf_value=0.0625 -0.125 0.03125 0.25
leaf_weight=10 20 30 40
leaf_count=100 200 300 400
internal_value=0 0.1 0.2
internal_weight=0 40 60
internal_count=1000 400 600
cat_boundaries=0 2 4
cat_threshold=2863311530 85 4042322160 3
is_linear=0
shrinkage=0.1


";

/// How a damaged model was met.
#[derive(Debug, Default, Clone, Copy)]
struct Tally {
    refused: usize,
    /// Read as the very same forest.
    unchanged: usize,
    /// Read as another forest, and scored as LightGBM scores it.
    as_lightgbm: usize,
}

#[test]
fn damaged_models_are_refused_or_score_as_lightgbm_does() {
    let sound = base_model();
    let forest = Forest::parse(sound.as_bytes()).unwrap();
    let rows = probe_rows();
    let mut tallies: BTreeMap<&str, Tally> = BTreeMap::new();
    let damage = damage(&sound);
    for (family, what, bytes) in &damage {
        let tally = tallies.entry(family).or_default();
        match open(what, bytes) {
            None => tally.refused += 1,
            Some(left) if left == forest => tally.unchanged += 1,
            Some(left) => {
                check_as_lightgbm(&left, &rows, what);
                tally.as_lightgbm += 1;
            }
        }
    }
    println!("{} damaged models: {tallies:#?}", damage.len());
    // What would make LightGBM read outside its memory or run for ever is never let through.
    for family in ["array", "child", "category", "line dropped", "line doubled", "split_feature"] {
        let Tally { unchanged, as_lightgbm, .. } = tallies[family];
        assert_eq!((unchanged, as_lightgbm), (0, 0), "{family}");
    }
    let accepted: usize = tallies.values().map(|t| t.unchanged + t.as_lightgbm).sum();
    assert!(accepted * 4 < damage.len(), "{accepted} of {} accepted", damage.len());
}

/// Opens a damaged model; a refusal must say where, or name the kind of file.
fn open(what: &str, bytes: &[u8]) -> Option<Forest> {
    let start = Instant::now();
    let result = Forest::parse(bytes);
    assert!(start.elapsed() < PATIENCE, "{what}: {:?}", start.elapsed());
    match result {
        Ok(forest) => Some(forest),
        Err(error) => {
            let reason = error.to_string();
            let has_place = reason.starts_with("line ");
            let has_kind =
                reason.contains("not a LightGBM text model") || reason.contains(" model");
            assert!(has_place || has_kind, "{what}: {reason}");
            assert!(!reason.chars().any(char::is_control), "{what}: {reason:?}");
            assert!(reason.len() < 400, "{what}: {reason}");
            let french = error.said(&FRENCH);
            assert!(!french.contains("en anglais"), "{what}: {reason}: {french}");
            None
        }
    }
}

fn check_as_lightgbm(forest: &Forest, rows: &[f64], what: &str) {
    assert_eq!(Forest::parse(forest.to_text().as_bytes()).as_ref(), Ok(forest), "{what}");
    let width = forest.features().len();
    let rows = &rows[..rows.len() / width * width];
    let mut ours = vec![0.0; rows.len() / width];
    forest.raw_scores(rows, &mut ours).unwrap();
    assert!(ours.iter().all(|score| score.is_finite()), "{what}");
    let theirs = SecondOpinion::load(forest).unwrap().raw_scores(rows).unwrap();
    assert_eq!(ours, theirs, "{what}");
}

/// A trained model of a dozen trees, with a tree of categories put in.
fn base_model() -> String {
    let mut random = Random(7);
    let names: Vec<String> = ["income", "age", "delay", "rate", "job"].map(str::to_owned).to_vec();
    let mut values = Vec::new();
    let mut labels = Vec::new();
    for _ in 0..1_000 {
        let row: Vec<f64> = (0..WIDTH)
            .map(|column| match (column, random.below(5)) {
                (4, _) => random.below(40) as f64,
                (2, 0) => f64::NAN,
                _ => random.unit() * 2.0 - 1.0,
            })
            .collect();
        let risk = row[0] + row[1] + if row[2].is_nan() { 0.5 } else { row[2] };
        labels.push(if risk + random.unit() > 0.8 { 1.0 } else { 0.0 });
        values.extend(row);
    }
    let table = TrainingTable {
        names: &names,
        categories: &[],
        fill: &|rows, block| block.copy_from_slice(&values[rows.start * WIDTH..rows.end * WIDTH]),
        labels: &labels,
        weights: None,
    };
    let table = Binned::new(&table, BinPlan { most: 255, seed: 1 }).unwrap();
    let mut parameters = Parameters::binary(3);
    // `job` is left to the tree that is put in.
    parameters.set("num_leaves", 10).set("monotone_constraints", "0,0,0,0,0");
    parameters.set("interaction_constraints", "[0,1,2,3]");
    let plan = GrowthPlan { most: 12, patience: 12, stop_on: StopOn::Auc };
    let grown = lightgbm::grow(&table, None, &parameters, plan, &mut |_| Continue::Yes).unwrap();
    let text = grown.unwrap().text;
    let model = Model::new(&text);
    let info = model.header("feature_infos");
    let (numbers, _) = model.lines[info].rsplit_once(' ').unwrap();
    let codes: Vec<String> = (-1..40).map(|code| code.to_string()).collect();
    let tree = model.trees[5];
    let mut lines = model.lines.clone();
    lines[info] = format!("{numbers} {}", codes.join(":"));
    lines.splice(tree + 1..model.trees[6], CATEGORY_TREE.lines().map(str::to_owned));
    with_sizes(&lines.join("\n"))
}

fn probe_rows() -> Vec<f64> {
    let mut random = Random(11);
    let mut value = |index: usize| match (random.below(8), index % WIDTH) {
        (0, _) => f64::NAN,
        (1, _) => 0.0,
        (2, 4) => -1.0,
        (_, 4) => random.below(70) as f64,
        _ => random.unit() * 3.0 - 1.5,
    };
    (0..400 * WIDTH).map(&mut value).collect()
}

/// A small generator of random numbers (`SplitMix64`): the damage is the same every time.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }

    fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }
}

/// A model as lines, knowing where its trees begin.
struct Model {
    lines: Vec<String>,
    trees: Vec<usize>,
    end: usize,
}

impl Model {
    fn new(text: &str) -> Self {
        let lines: Vec<String> = text.split('\n').map(str::to_owned).collect();
        let starts = |start: &str| -> Vec<usize> {
            (0..lines.len()).filter(|&line| lines[line].starts_with(start)).collect()
        };
        Self { trees: starts("Tree="), end: starts("end of trees")[0], lines }
    }

    fn header(&self, key: &str) -> usize {
        self.find(0..self.trees[0], key).unwrap()
    }

    fn find(&self, lines: std::ops::Range<usize>, key: &str) -> Option<usize> {
        lines.into_iter().find(|&line| self.lines[line].split('=').next() == Some(key))
    }

    /// The lines of tree number `tree`, with its `Tree=`.
    fn tree(&self, tree: usize) -> std::ops::Range<usize> {
        self.trees[tree]..self.trees.get(tree + 1).copied().unwrap_or(self.end)
    }

    fn values(&self, line: usize) -> Vec<String> {
        let (_, values) = self.lines[line].split_once('=').unwrap();
        values.split(' ').map(str::to_owned).collect()
    }

    /// The text with one line replaced by others, its sizes put right if asked.
    fn with_line(&self, line: usize, new: &[String], sizes: bool) -> String {
        let mut lines = self.lines.clone();
        lines.splice(line..=line, new.iter().cloned());
        let text = lines.join("\n");
        if sizes { with_sizes(&text) } else { text }
    }

    /// The text with one value of a list replaced.
    fn with_value(&self, line: usize, index: usize, value: &str) -> String {
        let mut values = self.values(line);
        value.clone_into(&mut values[index]);
        self.with_list(line, &values)
    }

    fn with_list(&self, line: usize, values: &[String]) -> String {
        let (key, _) = self.lines[line].split_once('=').unwrap();
        self.with_line(line, &[format!("{key}={}", values.join(" "))], true)
    }
}

/// Writes `tree_sizes` anew, as a careful hand would, so that only the damage itself is left.
fn with_sizes(text: &str) -> String {
    let model = Model::new(text);
    let size = |tree: usize| -> usize {
        model.lines[model.tree(tree)].iter().map(|line| line.len() + 1).sum()
    };
    let sizes: Vec<String> = (0..model.trees.len()).map(|tree| size(tree).to_string()).collect();
    let mut lines = model.lines.clone();
    if let Some(line) = model.find(0..model.trees[0], "tree_sizes") {
        lines[line] = format!("tree_sizes={}", sizes.join(" "));
    }
    lines.join("\n")
}

type Damage = Vec<(&'static str, String, Vec<u8>)>;

fn damage(sound: &str) -> Damage {
    let model = Model::new(sound);
    let mut damage = Damage::new();
    damage_bytes(sound, &mut damage);
    damage_lines(&model, &mut damage);
    damage_links(&model, &mut damage);
    damage_numbers(&model, &mut damage);
    damage_categories(&model, &mut damage);
    damage_header(&model, &mut damage);
    damage_whole(sound, &model, &mut damage);
    damage
}

fn damage_bytes(sound: &str, damage: &mut Damage) {
    let mut random = Random(1);
    let bytes = sound.as_bytes();
    for _ in 0..120 {
        let end = random.below(bytes.len());
        damage.push(("cut", format!("cut at {end}"), bytes[..end].to_vec()));
    }
    let digits: Vec<usize> = (0..bytes.len()).filter(|&at| bytes[at].is_ascii_digit()).collect();
    for _ in 0..120 {
        let at = digits[random.below(digits.len())];
        let mut bytes = bytes.to_vec();
        bytes[at] = b'0' + (bytes[at] - b'0' + 1 + random.below(9) as u8) % 10;
        damage.push(("digit", format!("digit at {at}"), bytes));
    }
    for round in 0..80 {
        let at = random.below(bytes.len() - 64);
        let mut bytes = bytes.to_vec();
        match round % 4 {
            0 => bytes[at] ^= 1 << random.below(8),
            1 => bytes[at] = 0,
            2 => bytes[at] = [0x80, 0xe9, 0xff, 0xc3][random.below(4)],
            _ => drop(bytes.drain(at..at + [8, 64][random.below(2)])),
        }
        damage.push(("byte", format!("byte at {at}, way {}", round % 4), bytes));
    }
}

fn damage_lines(model: &Model, damage: &mut Damage) {
    for line in (1..model.trees[0] - 1).chain(model.tree(3)).chain(model.tree(5)) {
        let text = &model.lines[line];
        let key = text.split('=').next().unwrap();
        // LightGBM models have no constraints unless asked for, and blank lines carry nothing.
        if text.is_empty() || key == "monotone_constraints" || key == "Tree" {
            continue;
        }
        for sizes in [true, false] {
            let what = format!("{key} at line {line}, sizes put right: {sizes}");
            let dropped = model.with_line(line, &[], sizes);
            damage.push(("line dropped", what.clone(), dropped.into_bytes()));
            let doubled = model.with_line(line, &[text.clone(), text.clone()], sizes);
            damage.push(("line doubled", what, doubled.into_bytes()));
        }
        let junk = model.with_line(line, &["junk=1".to_owned(), text.clone()], true);
        damage.push(("line doubled", format!("junk before line {line}"), junk.into_bytes()));
    }
}

fn damage_links(model: &Model, damage: &mut Damage) {
    let mut random = Random(2);
    for round in 0..120 {
        let tree = random.below(model.trees.len());
        let key = ["left_child", "right_child"][random.below(2)];
        let line = model.find(model.tree(tree), key).unwrap();
        let values = model.values(line);
        let splits = i64::try_from(values.len()).unwrap();
        let at = random.below(values.len());
        let number = match round % 11 {
            0 => splits,
            1 => splits + 6,
            2 => 1_000_000,
            3 => i64::from(i32::MAX),
            4 => i64::from(i32::MIN),
            5 => -(splits + 2),
            6 => -1_000_000,
            7 => i64::try_from(at).unwrap(),
            8 => 0,
            9 => i64::try_from(at.saturating_sub(1)).unwrap(),
            _ => 4_294_967_295,
        };
        let what = format!("tree {tree} {key}[{at}]={number}");
        if values[at] != number.to_string() {
            damage.push((
                "child",
                what,
                model.with_value(line, at, &number.to_string()).into_bytes(),
            ));
        }
    }
    for value in
        ["-1", "5", "6", "1000000", "2147483647", "-2147483648", "999999999999", "", "x", "1.5"]
    {
        for tree in [0, 5] {
            let line = model.find(model.tree(tree), "split_feature").unwrap();
            let what = format!("tree {tree} split_feature={value}");
            let bytes = model.with_value(line, 0, value).into_bytes();
            damage.push(("split_feature", what, bytes));
        }
    }
}

fn damage_numbers(model: &Model, damage: &mut Damage) {
    let lists = [
        "left_child",
        "right_child",
        "split_feature",
        "threshold",
        "leaf_value",
        "decision_type",
        "leaf_count",
        "internal_count",
        "leaf_weight",
        "internal_value",
        "split_gain",
        "internal_weight",
    ];
    for (round, key) in lists.iter().cycle().take(3 * lists.len()).enumerate() {
        let line = model.find(model.tree(4), key).unwrap();
        let mut values = model.values(line);
        match round / lists.len() {
            0 => drop(values.remove(1)),
            1 => values.insert(1, values[1].clone()),
            _ => values.clear(),
        }
        damage.push((
            "array",
            format!("{key}, way {}", round / lists.len()),
            model.with_list(line, &values).into_bytes(),
        ));
    }
    let long = "1".repeat(400);
    let numbers = [
        "nan", "inf", "-inf", "1e308", "1e999", "-1e400", "", "abc", "0,5", "0x1p3", "1e-400",
        "NaN", "--1", "1e", &long,
    ];
    for key in ["leaf_value", "threshold", "internal_value", "shrinkage"] {
        let line = model.find(model.tree(2), key).unwrap();
        for number in numbers {
            let what = format!("{key}={number:.20}");
            damage.push(("number", what, model.with_value(line, 0, number).into_bytes()));
        }
    }
    for (key, numbers) in [
        (
            "num_leaves",
            &[
                "0",
                "-1",
                "1",
                "2",
                "9",
                "11",
                "100000",
                "2147483647",
                "4294967306",
                "",
                "x",
                "10.0",
            ][..],
        ),
        ("num_cat", &["-1", "1", "50", "2147483647", "100000000"][..]),
        ("is_linear", &["1", "2", "", "-1"][..]),
    ] {
        let line = model.find(model.tree(1), key).unwrap();
        for number in numbers {
            let bytes = model.with_value(line, 0, number).into_bytes();
            damage.push(("count", format!("{key}={number}"), bytes));
        }
    }
}

fn damage_categories(model: &Model, damage: &mut Damage) {
    let line = |key: &str| model.find(model.tree(5), key).unwrap();
    let mut push = |what: &str, text: String| {
        damage.push(("category", what.to_owned(), text.into_bytes()));
    };
    for (key, values) in [
        (
            "cat_boundaries",
            &["0 2 1000000", "0 2 -1", "0 2 2147483647", "0 100000 4", "1 2 4", "0 2", "", "0 4 2"]
                [..],
        ),
        (
            "cat_threshold",
            &["", "1 2 3", "1 2 3 4 5", "1 2 3 -4", "1 2 3 4294967296", "1 2 3 x"][..],
        ),
        (
            "threshold",
            &["1000000 0.5 1", "-1 0.5 1", "nan 0.5 1", "0 0.5 0", "0.5 0.5 1", "1e-300 0.5 1"][..],
        ),
        ("decision_type", &["1 1 9", "2 10 9", "127 10 9", "1 12 9", "-1 10 9", "1 10 1.0"][..]),
        ("num_cat", &["0", "1", "3", "2147483647"][..]),
    ] {
        for value in values {
            let values: Vec<String> = value.split(' ').map(str::to_owned).collect();
            push(&format!("{key}={value}"), model.with_list(line(key), &values));
        }
    }
    push("no cat_threshold", model.with_line(line("cat_threshold"), &[], true));
    push("no cat_boundaries", model.with_line(line("cat_boundaries"), &[], true));
}

fn damage_header(model: &Model, damage: &mut Damage) {
    let long = "A".repeat(100_000);
    let names = format!("{long} age delay rate job");
    let sizes = format!("1390 {}", "999999999999 ".repeat(11));
    for (key, values) in [
        ("version", &["v9", "", "4"][..]),
        ("num_class", &["0", "-1", "2", "3", "1000", "2147483647", "x"][..]),
        ("num_tree_per_iteration", &["0", "-1", "2", "7", "2147483647"][..]),
        ("max_feature_idx", &["-1", "0", "3", "5", "2147483647", "-2147483648"][..]),
        ("label_index", &["-5", "2147483648"][..]),
        (
            "objective",
            &[
                "banana",
                "regression",
                "binary sigmoid:0",
                "binary sigmoid:-1",
                "binary sigmoid:nan",
                "binary",
                "multiclass num_class:3",
                "custom",
                "binary sigmoid:2",
            ][..],
        ),
        (
            "feature_names",
            &[
                "age income delay rate job",
                "age age delay rate job",
                "age delay rate job",
                "income age delay rate  job",
                &names,
            ][..],
        ),
        (
            "feature_infos",
            &["none none none none none", "[0:1]", "[1:0] [0:1] [0:1] [0:1] [0:1]", "x x x x x"][..],
        ),
        (
            "tree_sizes",
            &["", "0", "-1", "99999999", "1390 1424", "18446744073709551615", &sizes][..],
        ),
    ] {
        for value in values {
            let line = model.header(key);
            let text = model.with_line(line, &[format!("{key}={value}")], false);
            damage.push(("header", format!("{key}={value:.40}"), text.into_bytes()));
        }
    }
    for (line, text) in [(0, "dart"), (0, "forest"), (1, "version=v4\naverage_output")] {
        let bytes = model.with_line(line, &[text.to_owned()], false).into_bytes();
        damage.push(("header", text.to_owned(), bytes));
    }
}

fn damage_whole(sound: &str, model: &Model, damage: &mut Damage) {
    let utf16: Vec<u8> = sound.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let zeros = [b"tree\n".as_slice(), &[0; 5_000]].concat();
    let header_end = sound.find("\n\nTree=0\n").unwrap();
    for (what, bytes) in [
        ("empty", Vec::new()),
        ("one newline", b"\n".to_vec()),
        ("only tree", b"tree".to_vec()),
        ("header only", sound.as_bytes()[..header_end].to_vec()),
        ("two models", sound.repeat(2).into_bytes()),
        ("CRLF", sound.replace('\n', "\r\n").into_bytes()),
        ("CR", sound.replace('\n', "\r").into_bytes()),
        ("byte order mark", format!("\u{feff}{sound}").into_bytes()),
        ("UTF-16", utf16),
        ("web page", b"<!doctype html><html><body>404</body></html>\n".to_vec()),
        ("JSON", br#"{"name":"tree","version":"v4","num_class":1}"#.to_vec()),
        ("one long line", vec![b'A'; 1_000_000]),
        ("newlines", vec![b'\n'; 1_000_000]),
        ("leading spaces", format!("   {sound}").into_bytes()),
        ("CSV", b"SK_ID_CURR,TARGET\n1,0\n".to_vec()),
        ("zeros", zeros),
    ] {
        damage.push(("whole file", what.to_owned(), bytes));
    }
    let block = &model.lines[model.tree(3)];
    for sizes in [true, false] {
        for keep in [0, 2] {
            let mut lines = model.lines.clone();
            let copies = std::iter::repeat_n(block, keep).flatten().cloned();
            lines.splice(model.tree(3), copies.collect::<Vec<_>>());
            let text = lines.join("\n");
            let text = if sizes { with_sizes(&text) } else { text };
            let what = format!("tree 3 {keep} times, sizes put right: {sizes}");
            damage.push(("tree", what, text.into_bytes()));
        }
    }
}

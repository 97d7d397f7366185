//! A model of the size that the promises are about: 250 trees of 70 leaves, deep and uneven, grown
//! on a sample of the base at random. What it predicts means nothing; what it costs is real.

use std::{
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, Result};
use clairscore::{
    base::{self, ReadOptions},
    domain::SilentJob,
    files::{self, Access},
};

use crate::bases::Base;

const TREES: usize = 250;
const LEAVES: usize = 70;
/// Clients that the trees are grown on, and how many each of them stands for.
const SAMPLE: u64 = 8_000;
const STANDS_FOR: u64 = 20;
/// The fewest sample clients of a leaf.
const SMALLEST_LEAF: usize = 4;
/// Missing is a value of its own and goes left, or right.
const MISSING_LEFT: u32 = 0b1010;
const MISSING_RIGHT: u32 = 0b1000;

/// The model of a base's columns, made unless it is there from an earlier run.
pub(crate) fn model_for(base: &Base, cache: &Path) -> Result<PathBuf> {
    let path = cache.join(format!("model_{}.txt", base.columns));
    if path.exists() {
        return Ok(path);
    }
    let sample = base.sample(SAMPLE);
    sample.make(cache)?;
    let columns = columns(&sample.path(cache), base.columns)?;
    fs::remove_file(sample.path(cache))?;
    files::write_atomically(&path, text(&columns).as_bytes(), Access::Shared)?;
    Ok(path)
}

/// A feature: its name and its value for each client of the sample.
struct Feature {
    name: String,
    values: Vec<f64>,
}

fn columns(path: &Path, count: u64) -> Result<Vec<Feature>> {
    let base = base::open_base(path, &ReadOptions::default(), &SilentJob)?;
    (0..count)
        .map(|number| {
            let name = format!("feature_{number:04}");
            let at = base.column(&name).with_context(|| format!("no column {name}"))?;
            let column = base.columns().get(at).with_context(|| format!("no column {name}"))?;
            let values = (0..base.rows()).map(|row| column.number(row));
            Ok(Feature { name, values: values.collect() })
        })
        .collect()
}

/// The LightGBM text of a random forest over these features.
fn text(features: &[Feature]) -> String {
    let mut random = Random(7);
    let trees: Vec<String> =
        (0..TREES).map(|tree| Tree::grow(features, &mut random).text(tree)).collect();
    let names: Vec<&str> = features.iter().map(|feature| feature.name.as_str()).collect();
    let ranges: Vec<String> = features
        .iter()
        .map(|feature| {
            let low = feature.values.iter().copied().fold(f64::INFINITY, f64::min);
            let high = feature.values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            format!("[{low}:{high}]")
        })
        .collect();
    let sizes: Vec<String> = trees.iter().map(|tree| tree.len().to_string()).collect();
    format!(
        "tree\nversion=v4\nnum_class=1\nnum_tree_per_iteration=1\nlabel_index=0\n\
         max_feature_idx={}\nobjective=binary sigmoid:1\nfeature_names={}\nfeature_infos={}\n\
         tree_sizes={}\n\n{}end of trees\n\nfeature_importances:\n\nparameters:\n\
         [boosting: gbdt]\nend of parameters\n\npandas_categorical:null\n",
        features.len() - 1,
        names.join(" "),
        ranges.join(" "),
        sizes.join(" "),
        trees.concat(),
    )
}

struct Split {
    feature: usize,
    threshold: f64,
    missing: u32,
    clients: usize,
    /// As the file writes them: a split's number, or minus a leaf's number minus 1.
    children: [isize; 2],
}

struct Leaf {
    clients: Vec<u32>,
    parent: Option<(usize, usize)>,
    value: f64,
}

#[derive(Default)]
struct Tree {
    splits: Vec<Split>,
    leaves: Vec<Leaf>,
}

impl Tree {
    /// Grows leaf by leaf, larger leaves first, each at a random value of a random feature; low
    /// feature numbers come more often, as strong features do.
    fn grow(features: &[Feature], random: &mut Random) -> Self {
        let clients = features.first().map_or(0, |feature| feature.values.len() as u32);
        let mut tree = Self::default();
        tree.leaves.push(Leaf { clients: (0..clients).collect(), parent: None, value: 0.0 });
        let mut attempts = 0;
        while tree.leaves.len() < LEAVES && attempts < 100 * LEAVES {
            attempts += 1;
            let leaf = tree.some_large_leaf(random);
            let share = random.uniform();
            let feature =
                ((share * share * features.len() as f64) as usize).min(features.len() - 1);
            let Some(values) = features.get(feature).map(|feature| &feature.values) else { break };
            tree.split(leaf, feature, values, random);
        }
        tree
    }

    /// The largest of three leaves drawn at random: deep trees, but no chains.
    fn some_large_leaf(&self, random: &mut Random) -> usize {
        let size = |leaf: &usize| self.leaves.get(*leaf).map_or(0, |leaf| leaf.clients.len());
        let drawn = [(); 3].map(|()| (random.uniform() * self.leaves.len() as f64) as usize);
        drawn.into_iter().max_by_key(size).unwrap_or(0)
    }

    fn split(&mut self, leaf: usize, feature: usize, values: &[f64], random: &mut Random) {
        let right_leaf = self.leaves.len();
        let number = self.splits.len();
        let value = |client: u32| values.get(client as usize).copied().unwrap_or(f64::NAN);
        let Some(old) = self.leaves.get_mut(leaf) else { return };
        let Some(&drawn) = old.clients.get((random.uniform() * old.clients.len() as f64) as usize)
        else {
            return;
        };
        let threshold = value(drawn);
        if threshold.is_nan() {
            return;
        }
        let missing = if random.uniform() < 0.5 { MISSING_LEFT } else { MISSING_RIGHT };
        let goes_left = |client: &u32| {
            let value = value(*client);
            if value.is_nan() { missing == MISSING_LEFT } else { value <= threshold }
        };
        let (left, right): (Vec<u32>, Vec<u32>) =
            old.clients.iter().partition(|client| goes_left(client));
        if left.len().min(right.len()) < SMALLEST_LEAF {
            return;
        }
        let split = Split {
            feature,
            threshold,
            missing,
            clients: old.clients.len(),
            children: [!leaf.cast_signed(), !right_leaf.cast_signed()],
        };
        let parent = old.parent.replace((number, 0));
        let start = old.value;
        old.clients = left;
        old.value = start + 0.02 * (random.uniform() - 0.5);
        let value = start + 0.02 * (random.uniform() - 0.5);
        self.leaves.push(Leaf { clients: right, parent: Some((number, 1)), value });
        if let Some((above, side)) = parent
            && let Some(child) =
                self.splits.get_mut(above).and_then(|split| split.children.get_mut(side))
        {
            *child = number.cast_signed();
        }
        self.splits.push(split);
    }

    fn text(&self, number: usize) -> String {
        let mut text = format!("Tree={number}\nnum_leaves={}\nnum_cat=0\n", self.leaves.len());
        let count = |clients: usize| (clients as u64 * STANDS_FOR).to_string();
        let splits = |of: &dyn Fn(&Split) -> String| self.splits.iter().map(of).collect::<Vec<_>>();
        let leaves = |of: &dyn Fn(&Leaf) -> String| self.leaves.iter().map(of).collect::<Vec<_>>();
        for (key, values) in [
            ("split_feature", splits(&|split| split.feature.to_string())),
            ("split_gain", splits(&|_| "1".to_owned())),
            ("threshold", splits(&|split| split.threshold.to_string())),
            ("decision_type", splits(&|split| split.missing.to_string())),
            ("left_child", splits(&|split| split.children[0].to_string())),
            ("right_child", splits(&|split| split.children[1].to_string())),
            ("leaf_value", leaves(&|leaf| leaf.value.to_string())),
            ("leaf_weight", leaves(&|leaf| count(leaf.clients.len()))),
            ("leaf_count", leaves(&|leaf| count(leaf.clients.len()))),
            ("internal_value", splits(&|_| "0".to_owned())),
            ("internal_weight", splits(&|split| count(split.clients))),
            ("internal_count", splits(&|split| count(split.clients))),
        ] {
            // Writing into memory does not fail.
            let _ = writeln!(text, "{key}={}", values.join(" "));
        }
        text.push_str("is_linear=0\nshrinkage=1\n\n\n");
        text
    }
}

/// `SplitMix64`, so that the model is the same everywhere.
struct Random(u64);

impl Random {
    fn uniform(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }
}

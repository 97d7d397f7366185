//! Random forests and rows for the tests, as LightGBM text that goes through the real reader.
//!
//! Depends on `std` alone. Features 2, 5, 8 ... are categories, the others numbers; thresholds and
//! values come from a small grid, so that ties, zeros and repeated features are frequent.

use std::fmt::Write as _;

/// Numbers run from -GRID to GRID, in halves.
const GRID: u64 = 4;
/// Category codes run from 0 to this.
const LAST_CODE: u64 = 40;

/// What kind of forest to draw.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shape {
    pub(super) features: usize,
    pub(super) trees: usize,
    /// Most leaves of a tree.
    pub(super) leaves: usize,
    pub(super) growth: Growth,
    /// Whether the raw score is the mean over trees.
    pub(super) average_output: bool,
}

/// Where a tree grows.
#[derive(Debug, Clone, Copy)]
pub(super) enum Growth {
    /// At any leaf, with any feature.
    Bushy,
    /// Always at the deepest leaf, with the features in turn: the deepest tree there is.
    Chain,
}

/// A small generator of random numbers (`SplitMix64`), so that a seed is all a failure needs.
#[derive(Debug)]
pub(super) struct Random(pub(super) u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    /// A row of one value per feature, missing and unseen ones included.
    pub(super) fn row(&mut self, features: usize) -> Vec<f64> {
        (0..features)
            .map(|feature| match self.below(8) {
                0 => f64::NAN,
                1 => 0.0,
                2 if is_category(feature) => -1.0,
                _ if is_category(feature) => self.below(LAST_CODE + 3) as f64,
                _ => self.on_grid(),
            })
            .collect()
    }

    /// The text of a LightGBM v4 model.
    pub(super) fn forest(&mut self, shape: Shape) -> String {
        let blocks: Vec<String> =
            (0..shape.trees).map(|index| self.tree(shape).to_text(index)).collect();
        let sizes: Vec<String> = blocks.iter().map(|block| block.len().to_string()).collect();
        let names: Vec<String> = (0..shape.features).map(|index| format!("F{index}")).collect();
        let codes: Vec<String> = (0..=LAST_CODE).map(|code| code.to_string()).collect();
        let infos: Vec<String> =
            (0..shape.features)
                .map(|feature| {
                    if is_category(feature) { codes.join(":") } else { format!("[-{GRID}:{GRID}]") }
                })
                .collect();
        format!(
            "tree\nversion=v4\nnum_class=1\nnum_tree_per_iteration=1\nlabel_index=0\n\
             max_feature_idx={}\nobjective=binary sigmoid:1\n{}feature_names={}\n\
             feature_infos={}\ntree_sizes={}\n\n{}end of trees\n\nfeature_importances:\n\n\
             parameters:\n[boosting: {}]\nend of parameters\n\npandas_categorical:null\n",
            shape.features - 1,
            if shape.average_output { "average_output\n" } else { "" },
            names.join(" "),
            infos.join(" "),
            sizes.join(" "),
            blocks.concat(),
            if shape.average_output { "rf" } else { "gbdt" },
        )
    }

    fn on_grid(&mut self) -> f64 {
        self.below(4 * GRID + 1) as f64 / 2.0 - GRID as f64
    }

    fn tree(&mut self, shape: Shape) -> GrownTree {
        let rows = 2 * shape.leaves as u64 + self.below(1000);
        let mut tree =
            GrownTree { leaves: vec![GrownLeaf { rows, parent: None }], ..GrownTree::default() };
        let leaves = match shape.growth {
            Growth::Bushy => 1 + self.below(shape.leaves as u64) as usize,
            Growth::Chain => shape.leaves,
        };
        while tree.leaves.len() < leaves {
            let (leaf, feature) = match shape.growth {
                Growth::Bushy => (
                    self.below(tree.leaves.len() as u64) as usize,
                    self.below(shape.features as u64) as usize,
                ),
                Growth::Chain => (tree.leaves.len() - 1, tree.splits.len() % shape.features),
            };
            let rows = tree.leaves[leaf].rows;
            if rows < 2 {
                break;
            }
            let needed = (leaves - tree.leaves.len()) as u64;
            let left = match shape.growth {
                Growth::Bushy => 1 + self.below(rows - 1),
                Growth::Chain => 1 + self.below((rows - needed).clamp(1, 3)),
            };
            self.split(&mut tree, leaf, feature, left);
        }
        tree.values = (0..tree.leaves.len()).map(|_| self.on_grid() / 8.0).collect();
        tree
    }

    /// Splits a leaf, as LightGBM numbers them: the left child keeps the leaf's number.
    fn split(&mut self, tree: &mut GrownTree, leaf: usize, feature: usize, left: u64) {
        let split = tree.splits.len();
        let right = tree.leaves.len();
        let rows = tree.leaves[leaf].rows;
        if let Some((parent, side)) = tree.leaves[leaf].parent {
            tree.splits[parent].children[side] = split.to_string();
        }
        let missing = self.below(3) << 2;
        let default_left = self.below(2) << 1;
        let (threshold, kind) = if is_category(feature) {
            tree.sets.push((0..=LAST_CODE / 32).map(|_| self.next() as u32).collect());
            ((tree.sets.len() - 1) as f64, 1)
        } else {
            (self.on_grid(), missing | default_left)
        };
        let children = [leaf, right].map(|leaf| format!("-{}", leaf + 1));
        tree.splits.push(GrownSplit { feature, threshold, kind, rows, children });
        tree.leaves[leaf] = GrownLeaf { rows: left, parent: Some((split, 0)) };
        tree.leaves.push(GrownLeaf { rows: rows - left, parent: Some((split, 1)) });
    }
}

fn is_category(feature: usize) -> bool {
    feature % 3 == 2
}

#[derive(Debug, Default)]
struct GrownTree {
    splits: Vec<GrownSplit>,
    leaves: Vec<GrownLeaf>,
    values: Vec<f64>,
    sets: Vec<Vec<u32>>,
}

#[derive(Debug)]
struct GrownSplit {
    feature: usize,
    threshold: f64,
    kind: u64,
    rows: u64,
    /// As the file writes them: a split's number, or minus a leaf's number minus 1.
    children: [String; 2],
}

#[derive(Debug)]
struct GrownLeaf {
    rows: u64,
    parent: Option<(usize, usize)>,
}

impl GrownTree {
    fn to_text(&self, index: usize) -> String {
        let mut text = format!(
            "Tree={index}\nnum_leaves={}\nnum_cat={}\n",
            self.leaves.len(),
            self.sets.len()
        );
        let mut line = |key: &str, values: Vec<String>| {
            writeln!(text, "{key}={}", values.join(" ")).unwrap();
        };
        let splits = |of: fn(&GrownSplit) -> String| self.splits.iter().map(of).collect();
        let leaves = |of: fn(&GrownLeaf) -> String| self.leaves.iter().map(of).collect();
        line("split_feature", splits(|split| split.feature.to_string()));
        line("split_gain", splits(|_| "1".to_owned()));
        line("threshold", splits(|split| split.threshold.to_string()));
        line("decision_type", splits(|split| split.kind.to_string()));
        line("left_child", splits(|split| split.children[0].clone()));
        line("right_child", splits(|split| split.children[1].clone()));
        line("leaf_value", self.values.iter().map(f64::to_string).collect());
        line("leaf_weight", leaves(|leaf| leaf.rows.to_string()));
        line("leaf_count", leaves(|leaf| leaf.rows.to_string()));
        line("internal_value", splits(|_| "0".to_owned()));
        line("internal_weight", splits(|split| split.rows.to_string()));
        line("internal_count", splits(|split| split.rows.to_string()));
        if !self.sets.is_empty() {
            let words = self.sets[0].len();
            let bounds = (0..=self.sets.len()).map(|set| (set * words).to_string());
            line("cat_boundaries", bounds.collect());
            line("cat_threshold", self.sets.iter().flatten().map(u32::to_string).collect());
        }
        text.push_str("is_linear=0\nshrinkage=1\n\n\n");
        text
    }
}

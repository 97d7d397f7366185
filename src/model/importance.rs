//! How much training used each feature, as the model file itself tells it.
//!
//! **Invariant**: these are LightGBM's own two figures (`feature_importance`, types `split` and
//! `gain`) over the trees that score. They say how the model was built, not why a client has a
//! score: that is what contributions are for. Features with many different values are favoured by
//! both (Strobl et al. 2007, BMC Bioinformatics 8:25).

use super::Forest;

/// How much training used one feature.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Importance {
    /// How many splits ask about it; like LightGBM, only those that gained something.
    pub splits: u64,
    /// By how much these splits reduced the training loss together; at least 0.
    pub gain: f64,
}

impl Forest {
    /// The importance of each feature, in the model's order.
    #[must_use]
    pub fn importances(&self) -> Vec<Importance> {
        let mut importances = vec![Importance::default(); self.features().len()];
        for tree in self.trees() {
            for (split, gain) in tree.splits().iter().zip(&tree.parts().record.gains) {
                let Some(importance) = importances.get_mut(split.feature as usize) else {
                    continue;
                };
                if *gain > 0.0 {
                    importance.splits += 1;
                    importance.gain += gain;
                }
            }
        }
        importances
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reference: the list that LightGBM writes at the end of a model, and its `split_gain` lines.
    #[test]
    fn the_figures_are_those_of_the_file() {
        let text = include_str!("../../models/taiwan/model.txt");
        let forest = Forest::parse(text.as_bytes()).unwrap();
        let found = forest.importances();
        let list = text.split_once("feature_importances:\n").unwrap().1;
        let listed: Vec<(&str, u64)> = list
            .lines()
            .map_while(|line| line.split_once('='))
            .map(|(name, splits)| (name, splits.parse().unwrap()))
            .collect();
        assert!(listed.len() > 10);
        for (feature, importance) in forest.features().iter().zip(&found) {
            let own = listed.iter().find(|(name, _)| *name == feature.name);
            assert_eq!(importance.splits, own.map_or(0, |(_, splits)| *splits), "{}", feature.name);
        }
        let gains = text.lines().filter_map(|line| line.strip_prefix("split_gain="));
        let total: f64 = gains
            .flat_map(str::split_whitespace)
            .map(|gain| gain.parse::<f64>().unwrap())
            .filter(|gain| *gain > 0.0)
            .sum();
        let sum: f64 = found.iter().map(|importance| importance.gain).sum();
        assert!((sum - total).abs() <= 1e-9 * total, "{sum} {total}");
    }
}

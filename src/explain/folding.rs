//! Contributions of a whole population added up by theme while they come: no second pass.
//!
//! Depends on `groups`. **Invariant:** nothing is lost; a client's sums add up to the client's
//! contributions.

use crate::domain::Theme;

use super::Grouping;

/// Which sum each feature of a model goes into.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folding {
    /// Per feature, the index of its sum.
    sum_of: Vec<usize>,
    sums: usize,
}

/// How the features of a model make up factors, and factors themes, without a client.
///
/// Every feature belongs to exactly one factor, every factor to exactly one theme.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Outline {
    /// In the order of each factor's first feature, as [`Grouping::factors`] gives them.
    pub factors: Vec<FactorOutline>,
    /// In the order of each theme's first factor.
    pub themes: Vec<ThemeOutline>,
}

/// What one factor is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactorOutline {
    /// The variable that one-hot columns share; `None` for a feature on its own.
    pub variable: Option<String>,
    /// The features, by their indices in the model, ascending; at least one.
    pub features: Vec<usize>,
}

/// What one theme is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ThemeOutline {
    /// The theme; `None` for a factor that stands alone.
    pub theme: Option<Theme>,
    /// The factors, by their places in [`Outline::factors`]; exactly one without a theme.
    pub factors: Vec<usize>,
}

impl Folding {
    /// Sums over these sets of features of a model of `width` features; a feature that no set names
    /// goes into none.
    #[must_use]
    pub fn new<'a>(width: usize, sets: impl IntoIterator<Item = &'a [usize]>) -> Self {
        let mut sum_of = vec![usize::MAX; width];
        let mut sums = 0;
        for set in sets {
            for &feature in set {
                if let Some(slot) = sum_of.get_mut(feature) {
                    *slot = sums;
                }
            }
            sums += 1;
        }
        Self { sum_of, sums }
    }

    /// How many sums a client has.
    #[must_use]
    pub fn sums(&self) -> usize {
        self.sums
    }

    /// Adds up `contributions`, rows of one value per feature, into `sums`, rows of one value per
    /// sum, in the order of the features. Whole rows that both have are filled.
    pub fn fold(&self, contributions: &[f64], sums: &mut [f64]) {
        if self.sums == 0 || self.sum_of.is_empty() {
            return;
        }
        let rows = contributions.chunks_exact(self.sum_of.len());
        for (row, sums) in rows.zip(sums.chunks_exact_mut(self.sums)) {
            sums.fill(0.0);
            for (contribution, &sum) in row.iter().zip(&self.sum_of) {
                if let Some(sum) = sums.get_mut(sum) {
                    *sum += contribution;
                }
            }
        }
    }
}

impl Grouping {
    /// How the features make up factors and themes.
    #[must_use]
    pub fn outline(&self) -> Outline {
        let mut outline = Outline::default();
        for (place, (theme, variable, features)) in self.parts().enumerate() {
            let (variable, features) = (variable.map(str::to_owned), features.to_vec());
            outline.factors.push(FactorOutline { variable, features });
            let known =
                |known: &&mut ThemeOutline| theme.is_some() && known.theme.as_ref() == theme;
            if let Some(known) = outline.themes.iter_mut().find(known) {
                known.factors.push(place);
            } else {
                let theme = theme.cloned();
                outline.themes.push(ThemeOutline { theme, factors: vec![place] });
            }
        }
        outline
    }
}

impl Outline {
    /// The features of each theme, in the order of [`Self::themes`].
    #[must_use]
    pub fn theme_features(&self) -> Vec<Vec<usize>> {
        let of_factor = |factor: &usize| self.factors.get(*factor);
        let of_theme = |theme: &ThemeOutline| {
            let factors = theme.factors.iter().filter_map(of_factor);
            factors.flat_map(|factor| factor.features.iter().copied()).collect()
        };
        self.themes.iter().map(of_theme).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_client_gets_the_sums_of_their_own_contributions() {
        let folding = Folding::new(4, [[0, 2].as_slice(), &[3]]);
        let mut sums = [9.0; 4];
        folding.fold(&[1.0, 2.0, 3.0, 4.0, 10.0, 20.0, 30.0, 40.0], &mut sums);
        assert_eq!(sums, [4.0, 4.0, 40.0, 40.0]);
        assert_eq!(folding.sums(), 2);
    }

    #[test]
    fn no_features_and_no_sums_are_ordinary() {
        let mut sums = [7.0];
        Folding::new(0, []).fold(&[], &mut sums);
        Folding::new(1, []).fold(&[1.0], &mut sums);
        assert_eq!(sums, [7.0]);
    }
}

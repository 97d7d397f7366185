//! The category sets of a tree: `cat_boundaries` cuts `cat_threshold` into bit sets, one a split.

use std::collections::HashSet;
use std::ops::Range;

use super::lines::{Field, Fields};
use super::numbers::{integer, word};
use crate::model::error::{ModelError, Place};
use crate::model::forest::{Feature, FeatureKind};

/// Words that the category sets of one tree may have: 32 million category codes.
const MAX_SET_WORDS: i32 = 1_000_000;

/// The category sets of one tree, taken one by one by its splits.
#[derive(Debug)]
pub(super) struct Sets {
    sets: Vec<Option<Vec<u32>>>,
}

impl Sets {
    pub(super) fn read(fields: &Fields<'_>, categories: usize) -> Result<Self, ModelError> {
        if categories == 0 {
            return match fields.get("cat_boundaries").or(fields.get("cat_threshold")) {
                Some(field) => Err(field.fault("stands here, but num_cat is 0")),
                None => Ok(Self { sets: Vec::new() }),
            };
        }
        let field = fields.need("cat_boundaries")?;
        let bounds = field.many(categories + 1, integer)?;
        let is_rising = bounds.is_sorted_by(|one, next| one < next);
        let (first, last) = (bounds.first().copied(), bounds.last().copied().unwrap_or(0));
        if first != Some(0) || !is_rising || last > MAX_SET_WORDS {
            return Err(
                field.fault(format_args!("does not rise from 0 to at most {MAX_SET_WORDS}"))
            );
        }
        let words = fields.need("cat_threshold")?.many(last as usize, word)?;
        let set = |ends: &[i32]| match ends {
            &[start, end] => words.get(start as usize..end as usize).map(<[u32]>::to_vec),
            _ => None,
        };
        Ok(Self { sets: bounds.windows(2).map(set).collect() })
    }

    /// Appends set number `index` to `words` and says where it is; each set is for one split.
    pub(super) fn take(
        &mut self,
        field: &Field<'_>,
        index: f64,
        words: &mut Vec<u32>,
    ) -> Result<Range<u32>, ModelError> {
        let sets = self.sets.len();
        let is_index = index >= 0.0 && index.fract() == 0.0 && index < sets as f64;
        let set =
            if is_index { self.sets.get_mut(index as usize).and_then(Option::take) } else { None };
        let set = set.ok_or_else(|| {
            field.fault(format_args!(
                "names category set {index}, each of 0 to {} expected once",
                sets.saturating_sub(1)
            ))
        })?;
        let start = words.len() as u32;
        words.extend(set);
        Ok(start..words.len() as u32)
    }

    pub(super) fn check_all_taken(&self, place: Place) -> Result<(), ModelError> {
        let unused = self.sets.iter().filter(|set| set.is_some()).count();
        if unused == 0 {
            return Ok(());
        }
        Err(place.fault(format!(
            "num_cat is {}, but {unused} of its category sets belong to no split",
            self.sets.len()
        )))
    }
}

/// The codes that a column held in training; none unless it is a category.
pub(super) fn known_codes(feature: &Feature) -> HashSet<u32> {
    match &feature.kind {
        FeatureKind::Category { codes, .. } => {
            codes.iter().filter_map(|&code| u32::try_from(code).ok()).collect()
        }
        FeatureKind::Unused | FeatureKind::Number { .. } => HashSet::new(),
    }
}

/// The codes in a bit set, rising.
pub(super) fn codes_of(set: &[u32]) -> impl Iterator<Item = u32> {
    let bits = |(index, &word): (usize, &u32)| {
        (0..u32::BITS)
            .filter(move |bit| word >> bit & 1 == 1)
            .map(move |bit| index as u32 * u32::BITS + bit)
    };
    set.iter().enumerate().flat_map(bits)
}

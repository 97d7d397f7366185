//! Why a score is what it is: exact contributions, and their sums.
//!
//! Depends on `domain`, `words` and `model`. **Invariant:** every split of a score given here is exact: all
//! parts sum to the raw score minus the base value, up to rounding. ([`lime`] splits nothing: it is
//! there for those who must compare with it.)

mod folding;
mod groups;
pub mod lime;
pub mod reasons;
mod shapley;

pub use folding::{FactorOutline, Folding, Outline, ThemeOutline};
pub use groups::{
    ActiveMember, Contribution, Factor, FactorKind, Grouping, Ranking, Remainder, ThemeSum,
    strongest_first, themes,
};
pub use shapley::{Explainer, ReferenceExplainer, Refused, Slab};

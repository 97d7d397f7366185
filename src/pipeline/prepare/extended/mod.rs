//! The recipe `extended`: what the best public solutions added to the public set.
//!
//! Depends on the expressions and the aggregation of the base recipe. The ideas are those that the
//! authors of the leading solutions of the competition described in public (ratios of the amounts,
//! products of the external scores, windows of recent credits and instalments, the default rate of
//! the nearest applicants); names, windows and formulas here are our own.

mod applicant;
mod history;
pub(super) mod neighbours;

pub(super) use applicant::{APPLICATION, CLIENT};
pub(super) use history::{
    bureau_features, card_features, instalment_features, loan_features, previous_features,
};

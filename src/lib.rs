//! Clairscore.

pub mod domain;

//! Scores with what became of their clients, sorted once: what every metric reads.
//!
//! Depends on nothing but `std`.
//! Invariant: levels ascend strictly, no score is NaN, and both outcomes occur.

/// Clients gathered by equal score.
#[derive(Debug, Clone, PartialEq)]
pub struct Ranking {
    levels: Vec<Level>,
    defaults: u64,
    repaid: u64,
}

/// The clients who have the same score.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Level {
    /// Their score: a probability of default, or any number that orders clients.
    pub score: f64,
    /// How many of them defaulted.
    pub defaults: u64,
    /// How many of them repaid.
    pub repaid: u64,
}

/// Scores that cannot be ranked against outcomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RankingError {
    /// A score is not a number.
    #[error("a score is not a number")]
    NotANumber,
    /// Everybody defaulted or everybody repaid.
    #[error("{defaults} defaults among {clients} clients: a metric needs both outcomes")]
    OneOutcome {
        /// How many defaulted.
        defaults: u64,
        /// How many there are.
        clients: u64,
    },
}

impl Ranking {
    /// The clients of `scored`: a score, and whether the client defaulted.
    ///
    /// # Errors
    /// When a score is NaN, or when all outcomes are the same.
    pub fn new(scored: impl IntoIterator<Item = (f64, bool)>) -> Result<Self, RankingError> {
        let mut scored: Vec<(f64, bool)> = scored.into_iter().collect();
        if scored.iter().any(|(score, _)| score.is_nan()) {
            return Err(RankingError::NotANumber);
        }
        scored.sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
        let mut levels: Vec<Level> = Vec::new();
        for (score, defaulted) in scored {
            match levels.last_mut() {
                Some(level) if level.score == score => level.add(defaulted),
                _ => {
                    let mut level = Level { score, defaults: 0, repaid: 0 };
                    level.add(defaulted);
                    levels.push(level);
                }
            }
        }
        Self::from_levels(levels)
    }

    /// Levels that ascend strictly already.
    pub(in crate::pipeline) fn from_levels(levels: Vec<Level>) -> Result<Self, RankingError> {
        let defaults = levels.iter().map(|level| level.defaults).sum();
        let repaid = levels.iter().map(|level| level.repaid).sum();
        if defaults == 0 || repaid == 0 {
            return Err(RankingError::OneOutcome { defaults, clients: defaults + repaid });
        }
        Ok(Self { levels, defaults, repaid })
    }

    /// The levels, by ascending score.
    #[must_use]
    pub fn levels(&self) -> &[Level] {
        &self.levels
    }

    /// How many clients defaulted: at least 1.
    #[must_use]
    pub fn defaults(&self) -> u64 {
        self.defaults
    }

    /// How many clients repaid: at least 1.
    #[must_use]
    pub fn repaid(&self) -> u64 {
        self.repaid
    }

    /// How many clients there are.
    #[must_use]
    pub fn clients(&self) -> u64 {
        self.defaults + self.repaid
    }
}

impl Level {
    /// How many clients have this score.
    #[must_use]
    pub fn clients(&self) -> u64 {
        self.defaults + self.repaid
    }

    fn add(&mut self, defaulted: bool) {
        if defaulted {
            self.defaults += 1;
        } else {
            self.repaid += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_scores_share_a_level() {
        let ranking =
            Ranking::new([(0.3, true), (0.1, false), (0.3, false), (0.0, false), (-0.0, true)])
                .unwrap();
        let expected = [
            Level { score: 0.0, defaults: 1, repaid: 1 },
            Level { score: 0.1, defaults: 0, repaid: 1 },
            Level { score: 0.3, defaults: 1, repaid: 1 },
        ];
        assert_eq!(ranking.levels(), expected);
        assert_eq!((ranking.defaults(), ranking.repaid(), ranking.clients()), (2, 3, 5));
    }

    #[test]
    fn what_cannot_be_ranked_is_refused() {
        assert_eq!(Ranking::new([(f64::NAN, true), (0.1, false)]), Err(RankingError::NotANumber));
        assert!(matches!(Ranking::new([(0.1, true)]), Err(RankingError::OneOutcome { .. })));
        assert!(matches!(Ranking::new([]), Err(RankingError::OneOutcome { .. })));
    }
}

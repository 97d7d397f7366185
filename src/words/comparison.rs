//! Where a client stands among others, in words.
//!
//! Depends on `domain` only. Invariant: the comparison follows what is shown, not what is stored:
//! an age kept as a negative number of days is "higher" when the person is older.

use crate::domain::{Display, Outcomes, Rank};

use super::Words;

/// Known outcomes below which no default rate is said: over 20 clients, the 95 % interval of a rate
/// of 20 % already spans 8 % to 42 % (Wilson).
pub const FEWEST_OUTCOMES: u64 = 20;

/// Whom a client is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Among {
    /// All clients of the base.
    #[default]
    All,
    /// The clients that the filter keeps.
    Group,
}

/// What a larger stored number means to a reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Order {
    /// More.
    Higher,
    /// Less: an age as days before today.
    Lower,
    /// Later: a moment as days before today.
    Later,
    /// Nothing: codes for words.
    Unordered,
}

/// Where a client stands; the number is a share of clients in `[0, 1]`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Position {
    /// Above this share of clients.
    Higher(f64),
    /// Below this share of clients.
    Lower(f64),
    /// Longer ago than for this share of clients.
    Older(f64),
    /// More recent than for this share of clients.
    MoreRecent(f64),
    /// Among this share of clients, who all have the same value.
    Same(f64),
    /// Among this share of clients, who have no value either.
    Missing(f64),
}

impl Order {
    /// The order in which values displayed this way read.
    #[must_use]
    pub fn of(display: &Display) -> Self {
        match display {
            Display::YearsBefore => Self::Lower,
            Display::DaysBefore => Self::Later,
            Display::YesNo | Display::Choices(_) | Display::OneHot(_) => Self::Unordered,
            Display::Number
            | Display::Decimals(_)
            | Display::Integer
            | Display::Amount
            | Display::Percent
            | Display::Scale(_) => Self::Higher,
        }
    }
}

/// The most telling thing that `rank` says: the larger of the shares below, above and equal.
/// `None` when nobody has a value.
#[must_use]
pub fn position(rank: Rank, order: Order) -> Option<Position> {
    let known = rank.known();
    if known == 0 {
        return None;
    }
    let share = |count: u64| count as f64 / known as f64;
    let same = Position::Same(share(rank.equal));
    if order == Order::Unordered || rank.equal >= rank.below.max(rank.above) {
        return Some(same);
    }
    let larger_than_most = rank.below >= rank.above;
    let share = share(rank.below.max(rank.above));
    Some(match (order, larger_than_most) {
        (Order::Higher, true) | (Order::Lower, false) => Position::Higher(share),
        (Order::Higher, false) | (Order::Lower, true) => Position::Lower(share),
        (Order::Later, true) => Position::MoreRecent(share),
        (Order::Later, false) => Position::Older(share),
        (Order::Unordered, _) => same,
    })
}

/// The share of clients without a value, for a client without one; `None` when there is nobody.
#[must_use]
pub fn missing_position(rank: Rank) -> Option<Position> {
    let total = rank.known() + rank.missing;
    (total > 0).then(|| Position::Missing(rank.missing as f64 / total as f64))
}

impl Words {
    /// "plus élevé que chez 74 % des clients": to follow a value.
    #[must_use]
    pub fn rank(&self, position: Position) -> String {
        let (key, share) = match position {
            Position::Same(1.0) => return self.text("rank-all").to_owned(),
            Position::Same(share) if share > 0.5 => ("rank-most", share),
            Position::Same(share) => ("rank-same", share),
            Position::Higher(share) => ("rank-higher", share),
            Position::Lower(share) => ("rank-lower", share),
            Position::Older(share) => ("rank-older", share),
            Position::MoreRecent(share) => ("rank-more-recent", share),
            Position::Missing(share) => ("rank-not-given", share),
        };
        self.with(key, &[("share", self.share(share).into())])
    }

    /// "2 mois : plus élevé que chez 89 % des clients.": the sentence above a comparison.
    #[must_use]
    pub fn position_sentence(&self, value_text: &str, position: Position, among: Among) -> String {
        let (in_all, in_group, share) = match position {
            Position::Higher(share) => {
                ("compare-position-higher", "compare-position-group-higher", share)
            }
            Position::Lower(share) => {
                ("compare-position-lower", "compare-position-group-lower", share)
            }
            Position::Older(share) => {
                ("compare-position-older", "compare-position-group-older", share)
            }
            Position::MoreRecent(share) => {
                ("compare-position-recent", "compare-position-group-recent", share)
            }
            Position::Same(share) => {
                ("compare-position-same", "compare-position-group-same", share)
            }
            Position::Missing(share) => {
                ("compare-position-missing", "compare-position-group-missing", share)
            }
        };
        let key = match among {
            Among::All => in_all,
            Among::Group => in_group,
        };
        self.with(key, &[("value", value_text.into()), ("share", self.share(share).into())])
    }

    /// "À ce niveau, 69 % n’ont pas remboursé.", or why no rate can be said.
    #[must_use]
    pub fn default_rate_sentence(&self, outcomes: Outcomes) -> String {
        match outcomes.default_rate() {
            None => self.text("compare-default-rate-unknown").to_owned(),
            Some(_) if outcomes.known < FEWEST_OUTCOMES => {
                self.with("compare-default-rate-few", &[("count", outcomes.known.into())])
            }
            Some(rate) => self.with("compare-default-rate", &[("rate", self.share(rate).into())]),
        }
    }

    /// "4 218 clients sur 30 000 · 24,1 % de défauts constatés": the group that a filter keeps.
    #[must_use]
    pub fn group_sentence(&self, count: u64, total: u64, outcomes: Outcomes) -> String {
        let group = if count == total {
            self.with("group-all", &[("count", count.into())])
        } else {
            self.with("group-count", &[("count", count.into()), ("of", total.into())])
        };
        match outcomes.default_rate() {
            None => group,
            Some(rate) => {
                let rate = self.percent(rate, 1);
                self.with("group-sentence", &[("group", group.into()), ("rate", rate.into())])
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Language;

    fn rank(below: u64, equal: u64, above: u64) -> Rank {
        Rank { below, equal, above, missing: 0 }
    }

    fn french(text: &str) -> String {
        text.replace(['\u{a0}', '\u{202f}'], " ")
    }

    #[test]
    fn the_largest_share_speaks() {
        let words = Words::new(Language::French);
        for (given, order, expected) in [
            (rank(89, 2, 9), Order::Higher, "plus élevé que chez 89 % des clients"),
            (rank(9, 2, 89), Order::Higher, "plus bas que chez 89 % des clients"),
            (rank(9, 2, 89), Order::Lower, "plus élevé que chez 89 % des clients"),
            (rank(89, 2, 9), Order::Later, "plus récent que chez 89 % des clients"),
            (rank(9, 2, 89), Order::Later, "plus ancien que chez 89 % des clients"),
            (rank(30, 40, 30), Order::Higher, "comme 40 % des clients"),
            (rank(7, 86, 7), Order::Higher, "comme la plupart des clients (86 %)"),
            (rank(60, 38, 2), Order::Unordered, "comme 38 % des clients"),
            (rank(0, 5, 0), Order::Higher, "comme tous les clients"),
            (rank(29_999, 1, 0), Order::Higher, "plus élevé que chez plus de 99 % des clients"),
        ] {
            let position = position(given, order).unwrap();
            assert_eq!(french(&words.rank(position)), expected);
        }
        assert_eq!(position(rank(0, 0, 0), Order::Higher), None);
    }

    #[test]
    fn few_outcomes_give_no_rate() {
        let words = Words::new(Language::English);
        let say = |known, defaults| words.default_rate_sentence(Outcomes { known, defaults });
        assert_eq!(say(0, 0), "At this level, no outcome is known.");
        assert_eq!(say(1, 1), "At this level, only 1 outcome is known: too few for a rate.");
        assert_eq!(say(100, 69), "At this level, 69% did not repay.");
        assert_eq!(say(1000, 1), "At this level, less than 1% did not repay.");
    }

    #[test]
    fn the_group_is_counted_and_its_default_rate_said() {
        let words = Words::new(Language::French);
        let outcomes = Outcomes { known: 1000, defaults: 241 };
        assert_eq!(
            french(&words.group_sentence(4218, 30_000, outcomes)),
            "4 218 clients sur 30 000 · 24,1 % de défauts constatés"
        );
        assert_eq!(
            french(&words.group_sentence(1, 30_000, Outcomes::default())),
            "1 client sur 30 000"
        );
    }
}

//! The answer in words: probability, threshold, how far apart, what the model advises.
//!
//! Depends on `domain` only. Invariants: probability and threshold never look equal when they
//! differ; the distance shown is the difference of the two numbers shown, to the digit.

use crate::domain::{Decision, Verdict};

use super::{
    Arg, Words,
    numbers::{localise_digits, percent_digits},
    typography::NO_BREAK_SPACE,
};

/// How far from the threshold, in the odds, a probability still counts as close to it.
///
/// 1.2 is what separates a slight reason from a clear one (`explain::reasons`): within it, a single
/// factor that is more than slight would change the advice. A factor on the odds means the same at
/// 2 % as at 50 %, which a fixed number of points does not; at a threshold of 22 % it reaches from
/// 19.0 % to 25.3 %.
pub const CLOSE_ODDS_FACTOR: f64 = 1.2;

/// Decimals that every verdict shows.
const FEWEST_DECIMALS: u8 = 1;
/// From this many on, the digits of 100 % no longer fit 128 bits. Only numbers that are both under
/// 1e-19 can differ by less than the last of them.
const MOST_DECIMALS: u8 = 34;
/// The distance shown may miss the true one by this share of it; otherwise a decimal is added.
/// It only matters for distances under four units of the last digit.
const DISTANCE_TOLERANCE: f64 = 0.25;

/// Where a probability lies, seen from the threshold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Closeness {
    /// Refused, and no single slight factor would change it.
    ClearlyAbove,
    /// Refused, within [`CLOSE_ODDS_FACTOR`] of the threshold.
    JustAbove,
    /// Exactly the threshold: accepted.
    AtThreshold,
    /// Accepted, within [`CLOSE_ODDS_FACTOR`] of the threshold.
    JustBelow,
    /// Accepted, and no single slight factor would change it.
    ClearlyBelow,
}

/// The three numbers of a verdict, with the same number of decimals.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerdictNumbers {
    /// The probability of default, as a percentage with its sign; `< 0,1 %` for one that is not 0
    /// but rounds to it, `> 99,9 %` at the other end.
    pub probability: String,
    /// The threshold, as a percentage with its sign.
    pub threshold: String,
    /// The difference of the two as shown, in percentage points, without sign or unit.
    pub distance: String,
}

impl Closeness {
    /// Where `verdict` lies. Works on unrounded numbers.
    #[must_use]
    pub fn of(verdict: Verdict) -> Self {
        let (probability, threshold) = (verdict.probability.get(), verdict.threshold.get());
        let gap = log_odds(probability) - log_odds(threshold);
        let close = gap.abs() < CLOSE_ODDS_FACTOR.ln();
        match (verdict.decision(), close) {
            _ if probability == threshold => Self::AtThreshold,
            (Decision::Refuse, true) => Self::JustAbove,
            (Decision::Refuse, false) => Self::ClearlyAbove,
            (Decision::Accept, true) => Self::JustBelow,
            (Decision::Accept, false) => Self::ClearlyBelow,
        }
    }

    /// Whether a single factor could change the advice.
    #[must_use]
    pub fn is_close(self) -> bool {
        matches!(self, Self::JustAbove | Self::AtThreshold | Self::JustBelow)
    }
}

impl Words {
    /// Probability, threshold and distance, rounded together.
    ///
    /// Decimals are added to the first one until the two numbers differ as shown and their
    /// difference is within a quarter of the true one, and until a threshold above 0 does not read
    /// as 0. The distance is then taken between the numbers shown, so that all three agree.
    #[must_use]
    pub fn verdict_numbers(&self, verdict: Verdict) -> VerdictNumbers {
        let decimals = decimals_for(verdict);
        let (probability, threshold) = (verdict.probability.get(), verdict.threshold.get());
        let threshold_text = self.percent(threshold, decimals);
        let shown = shown_distance(verdict, decimals);
        let mut probability_text = self.percent(probability, decimals);
        if probability_text == threshold_text && probability != threshold {
            // Two numbers this close to 0 and to each other: their order is all that can be said.
            let sign = if probability > threshold { '>' } else { '<' };
            let digits = localise_digits(self.language(), &percent_digits(threshold, decimals));
            probability_text = format!("{sign}{NO_BREAK_SPACE}{}", self.with_percent_sign(&digits));
        }
        VerdictNumbers {
            probability: probability_text,
            threshold: threshold_text,
            distance: localise_digits(self.language(), &digits_of_units(shown, decimals)),
        }
    }

    /// "9,4 points au-dessus du seuil : le modèle conseille de refuser."
    #[must_use]
    pub fn advice(&self, verdict: Verdict) -> String {
        let key = match Closeness::of(verdict) {
            Closeness::ClearlyAbove => "verdict-clearly-above",
            Closeness::JustAbove => "verdict-just-above",
            Closeness::AtThreshold => return self.text("verdict-at-threshold").to_owned(),
            Closeness::JustBelow => "verdict-just-below",
            Closeness::ClearlyBelow => "verdict-clearly-below",
        };
        let decimals = decimals_for(verdict);
        let units = shown_distance(verdict, decimals);
        let points = localise_digits(self.language(), &digits_of_units(units, decimals));
        let size = units as f64 / 10_f64.powi(i32::from(decimals));
        self.with(key, &[("points", points.into()), ("plural", Arg::Plural(size))])
    }

    /// "nettement au-dessus du seuil": where the client lies, in words that fit a sentence.
    #[must_use]
    pub fn closeness(&self, closeness: Closeness) -> &str {
        self.text(match closeness {
            Closeness::ClearlyAbove => "band-clearly-above",
            Closeness::JustAbove => "band-just-above",
            Closeness::AtThreshold => "band-at-threshold",
            Closeness::JustBelow => "band-just-below",
            Closeness::ClearlyBelow => "band-clearly-below",
        })
    }

    /// "Risque de défaut : 31,4 %. Seuil de la banque : 22,0 %."
    #[must_use]
    pub fn headline(&self, verdict: Verdict) -> String {
        let numbers = self.verdict_numbers(verdict);
        self.with(
            "client-headline",
            &[("risk", numbers.probability.into()), ("threshold", numbers.threshold.into())],
        )
    }

    /// The sentence under the advice: that a person decides, and that the case is close when it is.
    #[must_use]
    pub fn verdict_note(&self, verdict: Verdict) -> String {
        let decision = self.text("verdict-decision-is-yours");
        if Closeness::of(verdict).is_close() {
            format!("{} {decision}", self.text("verdict-close-note"))
        } else {
            decision.to_owned()
        }
    }

    /// What the gauge shows, for whoever does not see it.
    #[must_use]
    pub fn gauge_description(&self, verdict: Verdict) -> String {
        let numbers = self.verdict_numbers(verdict);
        self.with(
            "gauge-description",
            &[
                ("risk", numbers.probability.into()),
                ("threshold", numbers.threshold.into()),
                ("band", self.closeness(Closeness::of(verdict)).into()),
                ("advice", self.decision_clause(verdict.decision()).into()),
            ],
        )
    }

    /// "accord" or "refus".
    #[must_use]
    pub fn decision(&self, decision: Decision) -> &str {
        self.text(match decision {
            Decision::Accept => "advice-accept-short",
            Decision::Refuse => "advice-refuse-short",
        })
    }

    /// "le modèle conseille de refuser".
    #[must_use]
    pub fn decision_clause(&self, decision: Decision) -> &str {
        self.text(match decision {
            Decision::Accept => "advice-accept",
            Decision::Refuse => "advice-refuse",
        })
    }
}

/// Natural logarithm of the odds; infinite at 0 and 1.
fn log_odds(probability: f64) -> f64 {
    (probability / (1.0 - probability)).ln()
}

fn decimals_for(verdict: Verdict) -> u8 {
    (FEWEST_DECIMALS..MOST_DECIMALS).find(|&d| is_enough(verdict, d)).unwrap_or(FEWEST_DECIMALS)
}

fn is_enough(verdict: Verdict, decimals: u8) -> bool {
    let threshold = verdict.threshold.get();
    let shown_threshold = units(threshold, decimals);
    let whole = 100 * 10_u128.pow(u32::from(decimals));
    let threshold_reads_true =
        (threshold == 0.0 || shown_threshold > 0) && (threshold == 1.0 || shown_threshold < whole);
    let points = verdict.distance().abs() * 100.0;
    let shown = shown_distance(verdict, decimals) as f64 / 10_f64.powi(i32::from(decimals));
    let distance_reads_true =
        points == 0.0 || (shown > 0.0 && (shown - points).abs() <= DISTANCE_TOLERANCE * points);
    threshold_reads_true && distance_reads_true
}

/// The distance between the numbers shown, in units of their last digit.
fn shown_distance(verdict: Verdict, decimals: u8) -> u128 {
    units(verdict.probability.get(), decimals).abs_diff(units(verdict.threshold.get(), decimals))
}

/// The percentage shown for `share`, in units of its last digit.
fn units(share: f64, decimals: u8) -> u128 {
    percent_digits(share, decimals).replace('.', "").parse().unwrap_or(0)
}

/// The inverse of [`units`].
fn digits_of_units(units: u128, decimals: u8) -> String {
    let decimals = usize::from(decimals);
    let digits = format!("{units:0>width$}", width = decimals + 1);
    let (whole, fraction) = digits.split_at(digits.len() - decimals);
    format!("{whole}.{fraction}")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{
        domain::{Language, Probability, Threshold},
        words::BOTH,
    };

    fn verdict(probability: f64, threshold: f64) -> Verdict {
        Verdict {
            probability: Probability::new(probability).unwrap(),
            threshold: Threshold::new(threshold).unwrap(),
        }
    }

    fn shown(probability: f64, threshold: f64) -> [String; 3] {
        let numbers = BOTH[1].verdict_numbers(verdict(probability, threshold));
        [numbers.probability, numbers.threshold, numbers.distance]
            .map(|text| text.replace(NO_BREAK_SPACE, " "))
    }

    #[test]
    fn one_decimal_when_it_is_enough() {
        assert_eq!(shown(0.3144, 0.22), ["31.4%", "22.0%", "9.4"]);
        assert_eq!(shown(0.137, 0.091), ["13.7%", "9.1%", "4.6"]);
        assert_eq!(shown(0.22, 0.22), ["22.0%", "22.0%", "0.0"]);
        assert_eq!(shown(1.0, 0.0), ["100.0%", "0.0%", "100.0"]);
    }

    #[test]
    fn more_decimals_when_the_numbers_would_look_equal() {
        assert_eq!(shown(0.0914, 0.091), ["9.14%", "9.10%", "0.04"]);
        assert_eq!(shown(0.091_001, 0.091), ["9.1001%", "9.1000%", "0.0001"]);
        let [probability, threshold, distance] = shown(0.091_f64.next_up(), 0.091);
        assert_ne!(probability, threshold);
        assert_ne!(distance.trim_matches(['0', '.']), "");
    }

    #[test]
    fn nothing_reads_as_zero_or_certain_that_is_not() {
        assert_eq!(shown(0.00004, 0.22), ["< 0.1%", "22.0%", "22.0"]);
        assert_eq!(shown(0.99996, 0.22), ["> 99.9%", "22.0%", "78.0"]);
        assert_eq!(shown(0.5, 0.0002), ["50.00%", "0.02%", "49.98"]);
        assert_eq!(shown(0.0, 0.22), ["0.0%", "22.0%", "22.0"]);
    }

    #[test]
    fn numbers_closer_than_any_digit_keep_their_order() {
        let [probability, threshold, _] = shown(1e-300, 0.0);
        assert_eq!([probability, threshold], ["< 0.1%", "0.0%"]);
        let [probability, threshold, _] = shown(2e-300, 1e-300);
        assert_eq!([probability, threshold], ["> 0.0%", "< 0.1%"]);
    }

    #[test]
    fn closeness_follows_the_odds() {
        use Closeness::{AtThreshold, ClearlyAbove, ClearlyBelow, JustAbove, JustBelow};
        for (probability, threshold, expected) in [
            (0.314, 0.22, ClearlyAbove),
            (0.25, 0.22, JustAbove),
            (0.22, 0.22, AtThreshold),
            (0.20, 0.22, JustBelow),
            (0.10, 0.22, ClearlyBelow),
            (0.0105, 0.01, JustAbove),
            (0.02, 0.01, ClearlyAbove),
            (0.1, 0.0, ClearlyAbove),
            (0.0, 0.0, AtThreshold),
            (0.5, 1.0, ClearlyBelow),
            (1.0, 0.5, ClearlyAbove),
        ] {
            assert_eq!(Closeness::of(verdict(probability, threshold)), expected, "{probability}");
        }
    }

    #[test]
    fn the_advice_agrees_in_number() {
        let french = Words::new(Language::French);
        let advice = |p, t| french.advice(verdict(p, t)).replace(['\u{a0}', '\u{202f}'], " ");
        assert_eq!(
            advice(0.3144, 0.22),
            "9,4 points au-dessus du seuil : le modèle conseille de refuser."
        );
        assert_eq!(
            advice(0.205, 0.22),
            "1,5 point seulement au-dessous du seuil : le modèle conseille d’accepter."
        );
        assert_eq!(advice(0.22, 0.22), "Exactement au seuil : le modèle conseille d’accepter.");
        let english = Words::new(Language::English);
        assert_eq!(
            english.advice(verdict(0.23, 0.22)),
            "Only 1.0 points above the threshold: the model advises to refuse."
        );
    }

    /// A shown percentage as a number of units of its last digit.
    fn parse(text: &str) -> i128 {
        text.trim_end_matches('%').replace('.', "").parse().unwrap()
    }

    proptest! {
        #[test]
        fn shown_numbers_never_look_equal_and_always_agree(
            probability in 0.0..=1.0_f64,
            threshold in 0.0..=1.0_f64,
            step in 0_i32..40,
            near in any::<bool>(),
        ) {
            let probability = if near {
                (threshold * (1.0 + 0.1_f64.powi(step))).min(1.0)
            } else {
                probability
            };
            let [shown_p, shown_t, distance] = shown(probability, threshold);
            prop_assert_eq!(probability == threshold, shown_p == shown_t);
            if !shown_p.contains(['<', '>']) {
                let gap = (parse(&shown_p) - parse(&shown_t)).abs();
                prop_assert_eq!(gap, parse(&distance));
            }
        }
    }
}

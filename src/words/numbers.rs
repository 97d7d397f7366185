//! Numbers as each language writes them: `4 218` and `13,7 %`, `4,218` and `13.7%`.
//!
//! Depends on `domain` only. Two languages need forty lines; ICU4X would bring twenty crates and a
//! data blob for them. Invariants: rounding never turns a share into 0 % or 100 % that is neither,
//! nor an odds factor into "× 1" that changes something; text of a number never holds a breakable
//! space. Identifiers are text and never come here.

use crate::domain::{Language, Probability};

use super::{
    Words,
    typography::{MINUS, NARROW_NO_BREAK_SPACE, NO_BREAK_SPACE},
};

/// Written in place of a number that is not finite.
const NO_NUMBER: &str = "–";
/// Significant digits of a number whose display says nothing else.
const SIGNIFICANT_DIGITS: i32 = 4;
/// Below this size (and above its inverse, in value) a plain number is written with a power of ten.
const SMALLEST_PLAIN: f64 = 1e-6;
/// From this size on, f64 no longer holds every integer, so digits would be invented.
const LARGEST_PLAIN: f64 = 9_007_199_254_740_992.0;
/// Most decimals that a caller may ask for.
const MOST_DECIMALS: u8 = 34;

impl Words {
    /// A whole number with its thousands apart: `4 218`, `4,218`.
    #[must_use]
    pub fn integer(&self, number: impl Into<i128>) -> String {
        localise_digits(self.language(), &number.into().to_string())
    }

    /// What something takes on a disk: `1,2 Go`, `1.2 GB`, in thousands of thousands as on the
    /// label of the disk.
    #[must_use]
    pub fn size(&self, bytes: u64) -> String {
        let (unit, key) = match bytes {
            0..1_000_000 => (1e3, "size-kilobytes"),
            1_000_000..1_000_000_000 => (1e6, "size-megabytes"),
            _ => (1e9, "size-gigabytes"),
        };
        let number = bytes as f64 / unit;
        let number = self.decimal(number, u8::from(number < 10.0));
        self.with(key, &[("number", number.into())])
    }

    /// A probability with one decimal, as in a list; beside a threshold, see
    /// [`Words::verdict_numbers`].
    #[must_use]
    pub fn probability(&self, probability: Probability) -> String {
        self.percent(probability.get(), 1)
    }

    /// A number with exactly `decimals` decimals; a dash when it is not finite.
    #[must_use]
    pub fn decimal(&self, number: f64, decimals: u8) -> String {
        decimal(self.language(), number, decimals)
    }

    /// A number with as many digits as it needs, four significant ones at most; the whole part is
    /// never rounded. Sizes outside what reads well become `1,2 × 10⁻⁷`; not finite, a dash.
    #[must_use]
    pub fn significant(&self, number: f64) -> String {
        let size = number.abs();
        if !number.is_finite() || size == 0.0 {
            return decimal(self.language(), number, 0);
        }
        if !(SMALLEST_PLAIN..LARGEST_PLAIN).contains(&size) {
            return self.power_of_ten(number);
        }
        let whole_digits = size.log10().floor() as i32 + 1;
        let decimals = (SIGNIFICANT_DIGITS - whole_digits).max(0);
        decimal_trimmed(self.language(), number, decimals as u8)
    }

    /// A share in `[0, 1]` as a percentage: `13,7 %`, `13.7%`.
    ///
    /// A share that is neither 0 nor 1 but would round to it is said to be below or above what
    /// these decimals can tell: `< 0,1 %`, `> 99,9 %`. Not finite, a dash.
    #[must_use]
    pub fn percent(&self, share: f64, decimals: u8) -> String {
        if !share.is_finite() {
            return NO_NUMBER.to_owned();
        }
        let smallest = 0.1_f64.powi(i32::from(decimals));
        let shown = percent_digits(share, decimals);
        let is_zero = shown.bytes().all(|byte| matches!(byte, b'0' | b'.' | b'-'));
        if share > 0.0 && is_zero {
            return format!("<{NO_BREAK_SPACE}{}", self.percent_of(smallest, decimals));
        }
        if share < 1.0 && shown.starts_with("100") {
            return format!(">{NO_BREAK_SPACE}{}", self.percent_of(100.0 - smallest, decimals));
        }
        self.with_percent_sign(&localise_digits(self.language(), &shown))
    }

    /// A share in words that fit a sentence: `74 %`, `moins de 1 %`, `more than 99%`.
    ///
    /// 0 % and 100 % are said only when they are true.
    #[must_use]
    pub fn share(&self, share: f64) -> String {
        if share > 0.0 && share < 0.01 {
            return self.text("share-under-one").to_owned();
        }
        if share > 0.99 && share < 1.0 {
            return self.text("share-over-99").to_owned();
        }
        self.percent(share, 0)
    }

    /// The factor by which something multiplies the odds: `× 1,4`, `× 0,87`, `× 12`.
    ///
    /// Two significant digits, and one decimal more near 1 (`× 1,04`), so that "× 1" is read only
    /// where nothing changes; what is closer still is `< × 1,01` or `> × 0,99`. Very large and very
    /// small factors stop at `> × 1 000` and `< × 0,001`.
    #[must_use]
    pub fn odds_factor(&self, factor: f64) -> String {
        let times = |prefix: &str, factor: f64, decimals: u8| {
            let number = decimal(self.language(), factor, decimals);
            format!("{prefix}×{NO_BREAK_SPACE}{number}")
        };
        let below = format!("<{NO_BREAK_SPACE}");
        let above = format!(">{NO_BREAK_SPACE}");
        match factor {
            1.0 => times("", 1.0, 0),
            _ if factor.is_nan() => NO_NUMBER.to_owned(),
            1.0..1.005 => times(&below, 1.01, 2),
            0.995..1.0 => times(&above, 0.99, 2),
            1000.0.. => times(&above, 1000.0, 0),
            ..0.001 => times(&below, 0.001, 3),
            _ => times("", shown_odds_factor(factor), shown_decimals(factor)),
        }
    }

    /// `percentage` (already times 100) with its sign.
    fn percent_of(&self, percentage: f64, decimals: u8) -> String {
        self.with_percent_sign(&decimal(self.language(), percentage, decimals))
    }

    /// `digits` followed by the percent sign of the language.
    pub(super) fn with_percent_sign(&self, digits: &str) -> String {
        match self.language() {
            Language::French => format!("{digits}{NARROW_NO_BREAK_SPACE}%"),
            Language::English => format!("{digits}%"),
        }
    }

    fn power_of_ten(&self, number: f64) -> String {
        let scientific = format!("{number:.3e}");
        let (mantissa, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
        let mantissa = localise_digits(self.language(), trim_zeros(mantissa));
        let exponent: String = exponent.chars().map(superscript).collect();
        format!("{mantissa}{NO_BREAK_SPACE}×{NO_BREAK_SPACE}10{exponent}")
    }
}

/// The odds factor as [`Words::odds_factor`] rounds it, so that words about its size can be chosen
/// from the very number that stands beside them.
#[must_use]
pub fn shown_odds_factor(factor: f64) -> f64 {
    if !factor.is_finite() {
        return factor;
    }
    format!("{factor:.*}", usize::from(shown_decimals(factor))).parse().unwrap_or(factor)
}

/// Decimals for two significant digits; two of them near 1, where one would read as "× 1,0".
fn shown_decimals(factor: f64) -> u8 {
    match factor {
        0.95..1.05 => 2,
        9.95.. => 0,
        0.95.. => 1,
        0.0995.. => 2,
        0.00995.. => 3,
        _ => 4,
    }
}

/// `number` with exactly `decimals` decimals.
pub(super) fn decimal(language: Language, number: f64, decimals: u8) -> String {
    if !number.is_finite() {
        return NO_NUMBER.to_owned();
    }
    localise_digits(language, &format!("{number:.*}", usize::from(decimals.min(MOST_DECIMALS))))
}

/// `number` with at most `decimals` decimals, none of them a closing zero.
pub(super) fn decimal_trimmed(language: Language, number: f64, decimals: u8) -> String {
    if !number.is_finite() {
        return NO_NUMBER.to_owned();
    }
    let digits = format!("{number:.*}", usize::from(decimals.min(MOST_DECIMALS)));
    localise_digits(language, trim_zeros(&digits))
}

/// `share` times 100 with this many decimals, rounded once, from the share itself: multiplying
/// first would round twice and could make two different shares equal.
pub(super) fn percent_digits(share: f64, decimals: u8) -> String {
    let digits = format!("{share:.*}", usize::from(decimals.min(MOST_DECIMALS)) + 2);
    shift_point(&digits)
}

/// The decimal point of `digits` (at least two decimals) moved two places to the right.
fn shift_point(digits: &str) -> String {
    let (sign, digits) = digits.strip_prefix('-').map_or(("", digits), |rest| ("-", rest));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "00"));
    let (hundredths, rest) = fraction.split_at_checked(2).unwrap_or((fraction, ""));
    let whole = format!("{whole}{hundredths}");
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    if rest.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{rest}") }
}

/// `digits` as Rust writes a number, in the signs of the language. Minus zero loses its sign.
pub(super) fn localise_digits(language: Language, digits: &str) -> String {
    let (negative, digits) = match digits.strip_prefix('-') {
        Some(rest) => (rest.bytes().any(|byte| matches!(byte, b'1'..=b'9')), rest),
        None => (false, digits),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let mut text = if negative { MINUS.to_string() } else { String::new() };
    text.push_str(&group_digits(language, whole));
    if !fraction.is_empty() {
        text.push(match language {
            Language::French => ',',
            Language::English => '.',
        });
        text.push_str(fraction);
    }
    text
}

/// Digits by thousands.
fn group_digits(language: Language, digits: &str) -> String {
    let separator = match language {
        Language::French => NARROW_NO_BREAK_SPACE,
        Language::English => ',',
    };
    let mut grouped = String::with_capacity(digits.len() * 2);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(separator);
        }
        grouped.push(digit);
    }
    grouped
}

fn trim_zeros(digits: &str) -> &str {
    if digits.contains('.') { digits.trim_end_matches('0').trim_end_matches('.') } else { digits }
}

fn superscript(digit: char) -> char {
    match digit {
        '-' => '⁻',
        '0' => '⁰',
        '1' => '¹',
        '2' => '²',
        '3' => '³',
        '4' => '⁴',
        '5' => '⁵',
        '6' => '⁶',
        '7' => '⁷',
        '8' => '⁸',
        '9' => '⁹',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::words::BOTH;

    /// French and English, with ordinary spaces.
    fn both(say: impl Fn(&Words) -> String) -> [String; 2] {
        Language::ALL
            .map(|language| say(&Words::new(language)).replace(['\u{a0}', '\u{202f}'], " "))
    }

    #[test]
    fn thousands_stand_apart() {
        assert_eq!(both(|words| words.integer(4218_u64)), ["4 218", "4,218"]);
        assert_eq!(both(|words| words.integer(-30_000_i64)), ["−30 000", "−30,000"]);
        assert_eq!(both(|words| words.integer(999_u64)), ["999", "999"]);
        let french = Words::new(Language::French);
        assert_eq!(french.integer(1_000_000_u64), "1\u{202f}000\u{202f}000");
        assert_eq!(french.percent(0.137, 1), "13,7\u{202f}%");
    }

    #[test]
    fn decimals_follow_the_language() {
        assert_eq!(both(|words| words.decimal(-1234.5, 2)), ["−1 234,50", "−1,234.50"]);
        assert_eq!(both(|words| words.decimal(-0.0001, 1)), ["0,0", "0.0"]);
        assert_eq!(both(|words| words.decimal(f64::NAN, 1)), ["–", "–"]);
        assert_eq!(both(|words| words.significant(0.000_123_456)), ["0,0001235", "0.0001235"]);
        assert_eq!(both(|words| words.significant(12.0)), ["12", "12"]);
        assert_eq!(both(|words| words.significant(3e-16)), ["3 × 10⁻¹⁶", "3 × 10⁻¹⁶"]);
        assert_eq!(both(|words| words.significant(-2.5e20)), ["−2,5 × 10²⁰", "−2.5 × 10²⁰"]);
        assert_eq!(both(|words| words.significant(f64::INFINITY)), ["–", "–"]);
    }

    #[test]
    fn a_percentage_is_0_or_100_only_when_it_is() {
        assert_eq!(both(|words| words.percent(0.137, 1)), ["13,7 %", "13.7%"]);
        assert_eq!(both(|words| words.percent(0.00004, 1)), ["< 0,1 %", "< 0.1%"]);
        assert_eq!(both(|words| words.percent(0.99999, 1)), ["> 99,9 %", "> 99.9%"]);
        assert_eq!(both(|words| words.percent(0.9996, 0)), ["> 99 %", "> 99%"]);
        assert_eq!(both(|words| words.percent(0.0, 1)), ["0,0 %", "0.0%"]);
        assert_eq!(both(|words| words.percent(1.0, 0)), ["100 %", "100%"]);
        assert_eq!(both(|words| words.share(0.004)), ["moins de 1 %", "less than 1%"]);
        assert_eq!(both(|words| words.share(0.9999)), ["plus de 99 %", "more than 99%"]);
        assert_eq!(both(|words| words.share(0.74)), ["74 %", "74%"]);
        assert_eq!(both(|words| words.share(0.0)), ["0 %", "0%"]);
        assert_eq!(both(|words| words.share(1.0)), ["100 %", "100%"]);
    }

    proptest! {
        #[test]
        fn rounding_never_claims_certainty(share in 0.0..=1.0_f64, decimals in 0_u8..6) {
            let text = BOTH[1].percent(share, decimals);
            let claims_none = text.trim_end_matches('%').parse::<f64>().is_ok_and(|n| n == 0.0);
            let claims_all = text.starts_with("100");
            prop_assert_eq!(claims_none, share == 0.0);
            prop_assert_eq!(claims_all, share == 1.0);
        }

        #[test]
        fn digits_read_back_as_the_number(number in -1e12..1e12_f64, decimals in 0_u8..9) {
            let text = BOTH[1].decimal(number, decimals);
            let read: f64 = text.replace(',', "").replace('−', "-").parse().unwrap();
            let half_unit = 0.5 * 0.1_f64.powi(i32::from(decimals));
            prop_assert!((read - number).abs() <= half_unit * 1.000_001 + number.abs() * 1e-15);
        }

        #[test]
        fn no_number_is_cut_by_a_line(number in any::<f64>()) {
            for words in BOTH.iter() {
                for text in [words.significant(number), words.odds_factor(number.abs())] {
                    prop_assert!(!text.contains(' ') && !text.is_empty());
                }
            }
        }
    }
}

//! The day on which a model was made.
//!
//! Depends on nothing but `std`, `serde` and `thiserror`. A day and no hour, in UTC: a card must be
//! rebuilt to the byte, and a day can be given back on the command line.

use std::{fmt, str::FromStr, time::Duration};

use serde::{Deserialize, Serialize};

/// A day of the Gregorian calendar, 1970 to 9999.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

/// A text that is not a day.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is not a date: expected year-month-day, such as 2026-11-22")]
pub struct BadDate {
    /// The text that was given.
    pub text: String,
}

const SECONDS_PER_DAY: u64 = 86_400;

impl Date {
    /// The day in UTC that lies `elapsed` after the beginning of 1970; the year stops at 9999.
    ///
    /// Howard Hinnant, "chrono-compatible low-level date algorithms", `civil_from_days`.
    #[must_use]
    pub fn since_1970(elapsed: Duration) -> Self {
        // Years begin in March here, so that the leap day ends one; eras of 400 years repeat.
        const DAYS_PER_ERA: u64 = 146_097;
        const DAYS_FROM_MARCH_OF_YEAR_0: u64 = 719_468;
        let days = elapsed.as_secs() / SECONDS_PER_DAY + DAYS_FROM_MARCH_OF_YEAR_0;
        let (era, day_of_era) = (days / DAYS_PER_ERA, days % DAYS_PER_ERA);
        let year_of_era =
            (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month_from_march = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
        let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
        let year = year_of_era + era * 400 + u64::from(month <= 2);
        if year > 9999 {
            return Self { year: 9999, month: 12, day: 31 };
        }
        Self { year: year as u16, month: month as u8, day: day as u8 }
    }
}

impl FromStr for Date {
    type Err = BadDate;

    fn from_str(text: &str) -> Result<Self, BadDate> {
        parse(text).ok_or_else(|| BadDate { text: text.chars().take(30).collect() })
    }
}

fn parse(text: &str) -> Option<Date> {
    let mut fields = text.split('-');
    let year = digits(fields.next()?, 4)?;
    let month = u8::try_from(digits(fields.next()?, 2)?).ok()?;
    let day = u8::try_from(digits(fields.next()?, 2)?).ok()?;
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let last_day = match month {
        2 => 28 + u8::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    let valid = fields.next().is_none() && year >= 1970 && (1..=last_day).contains(&day);
    valid.then_some(Date { year, month, day })
}

fn digits(text: &str, count: usize) -> Option<u16> {
    let plain = text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten()
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl TryFrom<String> for Date {
    type Error = BadDate;

    fn try_from(text: String) -> Result<Self, BadDate> {
        text.parse()
    }
}

impl From<Date> for String {
    fn from(date: Date) -> Self {
        date.to_string()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn seconds_become_the_day_that_date_prints() {
        // `date -u -d @SECONDS +%F`
        for (seconds, expected) in [
            (0, "1970-01-01"),
            (951_782_400, "2000-02-29"),
            (1_709_164_800, "2024-02-29"),
            (1_795_305_600, "2026-11-22"),
            (4_107_542_399, "2100-02-28"),
            (4_107_542_400, "2100-03-01"),
            (u64::MAX, "9999-12-31"),
        ] {
            assert_eq!(Date::since_1970(Duration::from_secs(seconds)).to_string(), expected);
        }
    }

    #[test]
    fn what_is_not_a_day_is_refused() {
        for text in [
            "",
            "2026",
            "2026-13-01",
            "2026-02-29",
            "26-01-01",
            "2026-1-1",
            "2026-01-01-",
            "+026-01-01",
            "1969-12-31",
        ] {
            assert!(text.parse::<Date>().is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn every_day_reads_back(days in 0_u64..2_932_896) {
            let date = Date::since_1970(Duration::from_secs(days * SECONDS_PER_DAY));
            prop_assert_eq!(date.to_string().parse::<Date>(), Ok(date));
        }
    }
}

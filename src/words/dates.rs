//! Dates in the form of the language: `14 septembre 2026`, `14 September 2026`.
//!
//! Depends on `domain` only. Invariant: a text that is not a date comes back as it is.

use super::Words;
use crate::domain::Language;

impl Words {
    /// `2026-09-14` (a time after it is left out) in words; any other text as it is.
    #[must_use]
    pub fn date(&self, iso: &str) -> String {
        let Some((year, month, day)) = parse_iso(iso) else { return iso.to_owned() };
        let Some(month) = self.month(month) else { return iso.to_owned() };
        let day = match (self.language(), day) {
            (Language::French, 1) => "1er".to_owned(),
            _ => day.to_string(),
        };
        let year = year.to_string();
        self.with(
            "date-day",
            &[("day", day.into()), ("month", month.into()), ("year", year.into())],
        )
    }

    fn month(&self, month: u8) -> Option<&str> {
        let key = match month {
            1 => "month-1",
            2 => "month-2",
            3 => "month-3",
            4 => "month-4",
            5 => "month-5",
            6 => "month-6",
            7 => "month-7",
            8 => "month-8",
            9 => "month-9",
            10 => "month-10",
            11 => "month-11",
            12 => "month-12",
            _ => return None,
        };
        Some(self.text(key))
    }
}

fn parse_iso(text: &str) -> Option<(u16, u8, u8)> {
    let date = text.trim().split(['T', ' ']).next()?;
    let mut parts = date.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let is_whole = parts.next().is_none() && year.len() == 4 && month.len() == 2 && day.len() == 2;
    let day = day.parse().ok().filter(|day| (1..=31).contains(day))?;
    is_whole.then_some((year.parse().ok()?, month.parse().ok()?, day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_written_out() {
        let french = Words::new(Language::French);
        let english = Words::new(Language::English);
        assert_eq!(french.date("2026-09-14"), "14 septembre 2026");
        assert_eq!(french.date("2026-09-01T10:00:00Z"), "1er septembre 2026");
        assert_eq!(english.date("2026-09-01"), "1 September 2026");
    }

    #[test]
    fn what_is_not_a_date_stays_as_it_is() {
        let english = Words::new(Language::English);
        for text in ["", "2026", "2026-13-01", "2026-00-01", "14/09/2026", "2026-09-32", "a-b-c"] {
            assert_eq!(english.date(text), text);
        }
    }
}

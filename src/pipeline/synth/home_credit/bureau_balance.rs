//! `bureau_balance`: one row for each month of a reported credit, the newest first.

use super::bureau::{BureauCredit, DAYS_A_MONTH};
use crate::pipeline::synth::{
    chance::Chance,
    column::{Cell, Column, Story},
    person::{Person, Standing},
};

/// Months that the bureau keeps.
const MONTHS_KEPT: i64 = 97;
/// The share of credits whose months are known.
const MONTHS_KNOWN: f64 = 0.42;

type C = Column<BureauMonth>;

/// The columns.
pub(super) static COLUMNS: [C; 3] = [
    C::whole("SK_ID_BUREAU", |m| Cell::Whole(m.bureau_id)),
    C::whole("MONTHS_BALANCE", |m| Cell::Whole(m.month)),
    C::word("STATUS", |m| Cell::Word(m.status)),
];

/// A month of a credit at another lender.
#[derive(Debug)]
pub(super) struct BureauMonth {
    person: Person,
    bureau_id: i64,
    /// 0 is the month of the application, -1 the one before.
    month: i64,
    status: &'static str,
}

impl Story for BureauMonth {
    fn person(&self) -> &Person {
        &self.person
    }
}

/// How late the payments of an open credit are, by months overdue.
const LATE: [&str; 6] = ["0", "1", "2", "3", "4", "5"];

/// The months of this credit, if they are known.
pub(super) fn months(credit: &BureauCredit, chance: &mut Chance) -> Vec<BureauMonth> {
    if !chance.happens(MONTHS_KNOWN) {
        return Vec::new();
    }
    let person = credit.person;
    let count = ((credit.opened_days_ago / DAYS_A_MONTH) as i64 + 1).min(MONTHS_KEPT);
    let closed_month =
        if credit.ended.is_nan() { None } else { Some((credit.ended / DAYS_A_MONTH) as i64) };
    let slip = person.scaled(0.016, Standing::Payments, 0.8);
    let mut unknown = chance.happens(0.42);
    let mut late = 0_usize;
    // From the opening to the application; the file has them the other way round.
    let mut months: Vec<BureauMonth> = (0..count)
        .rev()
        .map(|ago| {
            let month = -ago;
            if chance.happens(0.05) {
                unknown = chance.happens(0.38);
            }
            late = match late {
                0 => usize::from(chance.happens(slip)),
                worst if worst >= 5 => {
                    if chance.happens(0.9) {
                        5
                    } else {
                        0
                    }
                }
                some => {
                    if chance.happens(0.12) {
                        some + 1
                    } else {
                        0
                    }
                }
            };
            let status = match closed_month {
                Some(closed) if month >= closed => "C",
                _ if late > 0 => LATE.get(late).copied().unwrap_or("5"),
                _ if unknown => "X",
                _ => "0",
            };
            BureauMonth { person, bureau_id: credit.bureau_id, month, status }
        })
        .collect();
    months.reverse();
    months
}

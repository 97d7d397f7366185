//! `POS_CASH_balance`: one row for each month of an earlier loan.

use super::{
    bureau::DAYS_A_MONTH,
    previous::{PreviousApplication, Product},
};
use crate::pipeline::synth::{
    chance::Chance,
    column::{Cell, Column, Story},
    person::{Person, Standing},
};

/// Months that the table keeps.
const MONTHS_KEPT: i64 = 96;

type C = Column<LoanMonth>;

/// The columns.
pub(super) static COLUMNS: [C; 8] = [
    C::whole("SK_ID_PREV", |m| Cell::Whole(m.previous_id)),
    C::whole("SK_ID_CURR", |m| Cell::Whole(m.client_id)),
    C::whole("MONTHS_BALANCE", |m| Cell::Whole(m.month)),
    C::number("CNT_INSTALMENT", |m| Cell::Number(m.agreed)),
    C::number("CNT_INSTALMENT_FUTURE", |m| Cell::Number(m.left)),
    C::word("NAME_CONTRACT_STATUS", |m| Cell::Word(m.status)),
    C::whole("SK_DPD", |m| Cell::Whole(m.days_late)),
    C::whole("SK_DPD_DEF", |m| Cell::Whole(m.days_late_tolerant)),
];

/// A month of an earlier loan.
#[derive(Debug)]
pub(super) struct LoanMonth {
    person: Person,
    previous_id: i64,
    client_id: i64,
    /// -1 is the month before the application.
    month: i64,
    agreed: f64,
    left: f64,
    status: &'static str,
    days_late: i64,
    /// Days late when small debts are left out.
    days_late_tolerant: i64,
}

impl Story for LoanMonth {
    fn person(&self) -> &Person {
        &self.person
    }
}

/// The months of this loan; none when it is no loan.
pub(super) fn months(loan: &PreviousApplication, chance: &mut Chance) -> Vec<LoanMonth> {
    if !loan.is_contract() || loan.product == Product::Revolving {
        return Vec::new();
    }
    let first = -((loan.decided_days_ago / DAYS_A_MONTH) as i64).clamp(1, MONTHS_KEPT);
    let last = (loan.last_due.min(-DAYS_A_MONTH) / DAYS_A_MONTH) as i64;
    let completed = loan.last_due < 0.0;
    let slip = loan.person.scaled(0.027, Standing::Payments, 0.9);
    let mut days_late = 0_i64;
    (first..=last.max(first))
        .enumerate()
        .map(|(at, month)| {
            days_late = match days_late {
                0 if chance.happens(slip) => 1 + i64::from(chance.count(12.0)),
                late if late > 0 && chance.happens(0.25) => late + 30,
                _ => 0,
            };
            let over = completed && month == last.max(first);
            let signed = at == 0 && chance.happens(0.09);
            LoanMonth {
                person: loan.person,
                previous_id: loan.previous_id,
                client_id: loan.client_id,
                month,
                agreed: if chance.happens(0.0026) { f64::NAN } else { loan.payments },
                left: match over {
                    _ if chance.happens(0.0026) => f64::NAN,
                    true => 0.0,
                    false => (loan.payments - at as f64).max(0.0),
                },
                status: match (over, signed) {
                    (true, _) => "Completed",
                    (false, true) => "Signed",
                    (false, false) => chance.pick(&[
                        ("Active", 0.9978),
                        ("Demand", 0.0008),
                        ("Returned to the store", 0.0006),
                        ("Approved", 0.0005),
                        ("Amortized debt", 0.0003),
                    ]),
                },
                days_late: if over { 0 } else { days_late },
                days_late_tolerant: if over || days_late < 10 { 0 } else { days_late },
            }
        })
        .collect()
}

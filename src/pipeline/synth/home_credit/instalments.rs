//! `installments_payments`: one row for each payment that was due on an earlier contract.

use super::{
    bureau::DAYS_A_MONTH,
    previous::{PreviousApplication, Product},
};
use crate::pipeline::synth::{
    chance::Chance,
    column::{Cell, Column, Story, rounded},
    person::{Person, Standing},
};

/// Payments before this day are no longer in the table.
const OLDEST_DAY: f64 = -2_922.0;
/// The share of payments that come in two parts.
const IN_TWO_PARTS: f64 = 0.12;
/// The share of a card's months in which something is due.
const CARD_MONTH_DUE: f64 = 0.95;

type C = Column<Instalment>;

/// The columns.
pub(super) static COLUMNS: [C; 8] = [
    C::whole("SK_ID_PREV", |i| Cell::Whole(i.previous_id)),
    C::whole("SK_ID_CURR", |i| Cell::Whole(i.client_id)),
    C::number("NUM_INSTALMENT_VERSION", |i| Cell::Number(i.version)),
    C::whole("NUM_INSTALMENT_NUMBER", |i| Cell::Whole(i.number)),
    C::number("DAYS_INSTALMENT", |i| Cell::Number(i.due)),
    C::number("DAYS_ENTRY_PAYMENT", |i| Cell::Number(i.paid_on)),
    C::number("AMT_INSTALMENT", |i| Cell::Number(i.amount)),
    C::number("AMT_PAYMENT", |i| Cell::Number(i.paid)),
];

/// A payment that was due. Days count from the application: negative is before it.
#[derive(Debug)]
pub(super) struct Instalment {
    person: Person,
    previous_id: i64,
    client_id: i64,
    version: f64,
    number: i64,
    due: f64,
    /// NaN when it was not paid.
    paid_on: f64,
    amount: f64,
    paid: f64,
}

impl Story for Instalment {
    fn person(&self) -> &Person {
        &self.person
    }
}

/// The payments on this contract, in the order in which they were due; none without a contract.
pub(super) fn payments(contract: &PreviousApplication, chance: &mut Chance) -> Vec<Instalment> {
    if !contract.is_contract() {
        return Vec::new();
    }
    if contract.product == Product::Revolving {
        return card_payments(contract, chance);
    }
    let last = contract.last_due.min(-1.0);
    let count = (((last - contract.first_due) / DAYS_A_MONTH).floor() + 1.0).max(0.0) as i64;
    let early = contract.last_due < contract.last_due_planned - 1.0;
    let mut found = Vec::with_capacity(count as usize + 1);
    for number in 1..=count {
        let due = (contract.first_due + DAYS_A_MONTH * (number - 1) as f64).round();
        if due < OLDEST_DAY {
            continue;
        }
        // Who repays early pays what is left with the last payment.
        let settles = early && number == count;
        let left = (contract.payments - number as f64).max(0.0);
        let amount = contract.annuity * if settles { 1.0 + left * 0.85 } else { 1.0 };
        let version = if settles { 2.0 } else { 1.0 };
        push(contract, version, number, due, rounded(amount, 0.005), &mut found, chance);
    }
    found
}

fn card_payments(card: &PreviousApplication, chance: &mut Chance) -> Vec<Instalment> {
    let months = (card.decided_days_ago / DAYS_A_MONTH) as i64;
    // Many cards are never used.
    if chance.happens(0.2) {
        return Vec::new();
    }
    let usual = chance.between(500.0, 12_000.0);
    let mut found = Vec::new();
    for number in 1..=months {
        if chance.happens(CARD_MONTH_DUE) {
            let due = (-card.decided_days_ago + DAYS_A_MONTH * number as f64).round().min(-1.0);
            let amount = rounded(usual * chance.between(0.2, 1.8), 0.005);
            push(card, 0.0, number, due, amount, &mut found, chance);
        }
    }
    found
}

/// One payment, in one part or in two.
fn push(
    contract: &PreviousApplication,
    version: f64,
    number: i64,
    due: f64,
    amount: f64,
    found: &mut Vec<Instalment>,
    chance: &mut Chance,
) {
    let person = contract.person;
    let late = chance.happens(person.scaled(0.09, Standing::Payments, 0.7));
    let delay = if late {
        1.0 + f64::from(chance.count(person.scaled(9.5, Standing::Payments, 0.3)))
    } else {
        -f64::from(chance.count(9.5))
    };
    let instalment = |paid_on: f64, paid: f64| Instalment {
        person,
        previous_id: contract.previous_id,
        client_id: contract.client_id,
        version,
        number,
        due,
        paid_on,
        amount,
        paid,
    };
    let paid_on = (due + delay).min(-1.0);
    if late && chance.happens(0.004) {
        found.push(instalment(f64::NAN, f64::NAN));
    } else if chance.happens(person.scaled(IN_TWO_PARTS, Standing::Payments, 0.4)) {
        let first = rounded(amount * chance.between(0.02, 0.9), 0.005);
        let later = (paid_on + f64::from(chance.count(6.0))).min(-1.0);
        found.push(instalment(paid_on, first));
        found.push(instalment(later, rounded(amount - first, 0.005)));
    } else {
        found.push(instalment(paid_on, amount));
    }
}

//! `credit_card_balance`: one row for each month of an earlier card.

use super::{
    bureau::DAYS_A_MONTH,
    previous::{PreviousApplication, Product},
};
use crate::pipeline::synth::{
    chance::Chance,
    column::{Cell, Column, Story, rounded},
    person::{Person, Standing},
};

/// Months that the table keeps.
const MONTHS_KEPT: i64 = 96;

type C = Column<CardMonth>;

/// The columns.
pub(super) static COLUMNS: [C; 23] = [
    C::whole("SK_ID_PREV", |m| Cell::Whole(m.previous_id)),
    C::whole("SK_ID_CURR", |m| Cell::Whole(m.client_id)),
    C::whole("MONTHS_BALANCE", |m| Cell::Whole(m.month)),
    C::number("AMT_BALANCE", |m| Cell::Number(m.balance)),
    C::whole("AMT_CREDIT_LIMIT_ACTUAL", |m| Cell::Whole(m.limit as i64)),
    C::number("AMT_DRAWINGS_ATM_CURRENT", |m| m.when_drawing_is_known(m.cash_drawn)),
    C::number("AMT_DRAWINGS_CURRENT", |m| Cell::Number(m.cash_drawn + m.bought)),
    C::number("AMT_DRAWINGS_OTHER_CURRENT", |m| m.when_drawing_is_known(0.0)),
    C::number("AMT_DRAWINGS_POS_CURRENT", |m| m.when_drawing_is_known(m.bought)),
    C::number("AMT_INST_MIN_REGULARITY", |m| m.when_due_is_known(m.due)),
    C::number("AMT_PAYMENT_CURRENT", |m| m.when_drawing_is_known(m.paid)),
    C::number("AMT_PAYMENT_TOTAL_CURRENT", |m| Cell::Number(m.paid)),
    C::number("AMT_RECEIVABLE_PRINCIPAL", |m| Cell::Number(rounded(m.balance * 0.96, 0.005))),
    C::number("AMT_RECIVABLE", |m| Cell::Number(m.balance)),
    C::number("AMT_TOTAL_RECEIVABLE", |m| Cell::Number(m.balance)),
    C::number("CNT_DRAWINGS_ATM_CURRENT", |m| m.when_drawing_is_known(m.cash_drawings)),
    C::whole("CNT_DRAWINGS_CURRENT", |m| Cell::Whole((m.cash_drawings + m.purchases) as i64)),
    C::number("CNT_DRAWINGS_OTHER_CURRENT", |m| m.when_drawing_is_known(0.0)),
    C::number("CNT_DRAWINGS_POS_CURRENT", |m| m.when_drawing_is_known(m.purchases)),
    C::number("CNT_INSTALMENT_MATURE_CUM", |m| m.when_due_is_known(m.dues_so_far)),
    C::word("NAME_CONTRACT_STATUS", |m| Cell::Word(m.status)),
    C::whole("SK_DPD", |m| Cell::Whole(m.days_late)),
    C::whole("SK_DPD_DEF", |m| Cell::Whole(m.days_late.min(1))),
];

/// A month of a card.
#[derive(Debug)]
pub(super) struct CardMonth {
    person: Person,
    previous_id: i64,
    client_id: i64,
    /// -1 is the month before the application.
    month: i64,
    balance: f64,
    limit: f64,
    cash_drawn: f64,
    bought: f64,
    cash_drawings: f64,
    purchases: f64,
    due: f64,
    paid: f64,
    dues_so_far: f64,
    status: &'static str,
    days_late: i64,
    drawing_known: bool,
    due_known: bool,
}

impl CardMonth {
    fn when_drawing_is_known(&self, value: f64) -> Cell {
        if self.drawing_known { Cell::Number(value) } else { Cell::Missing }
    }

    fn when_due_is_known(&self, value: f64) -> Cell {
        if self.due_known { Cell::Number(value) } else { Cell::Missing }
    }
}

impl Story for CardMonth {
    fn person(&self) -> &Person {
        &self.person
    }
}

/// The months of this card; none when it is no card, or one that was never sent.
pub(super) fn months(card: &PreviousApplication, chance: &mut Chance) -> Vec<CardMonth> {
    if !card.is_contract() || card.product != Product::Revolving {
        return Vec::new();
    }
    let first = -((card.decided_days_ago / DAYS_A_MONTH) as i64).clamp(1, MONTHS_KEPT);
    let stretched = card.person.standing(Standing::Debt);
    let limit = chance.pick(&[
        (0.0, 0.08),
        (45_000.0, 0.17),
        (90_000.0, 0.13),
        (135_000.0, 0.16),
        (180_000.0, 0.2),
        (225_000.0, 0.11),
        (270_000.0, 0.06),
        (450_000.0, 0.07),
        (900_000.0, 0.02),
    ]);
    let used = limit > 0.0 && chance.happens(0.52);
    // The share of the limit that the client tends to owe.
    let habit = (0.75 + 0.2 * stretched + 0.2 * chance.normal()).clamp(0.0, 1.05);
    let drawing_known = chance.happens(0.79);
    let slip = card.person.scaled(0.03, Standing::Payments, 0.9);
    let mut owed = 0.0;
    let mut dues = 0.0;
    let mut days_late = 0_i64;
    (first..0)
        .map(|month| {
            let room = (limit * habit - owed).max(0.0);
            let draws = used && room > 1_000.0 && chance.happens(0.3);
            let drawn = if draws { rounded(room * chance.between(0.05, 0.9), 450.0) } else { 0.0 };
            let in_cash = chance.happens(0.55);
            let pieces = if draws { f64::from(1 + chance.count(1.6)) } else { 0.0 };
            let due = if owed > 0.0 { rounded((owed * 0.05).max(0.0), 0.005) } else { 0.0 };
            let pays = due > 0.0 && !chance.happens(slip);
            let paid =
                if pays { rounded((due * chance.between(1.0, 2.2)).min(owed), 0.005) } else { 0.0 };
            days_late = match days_late {
                late if due > 0.0 && !pays => late + i64::from(1 + chance.count(20.0)),
                _ => 0,
            };
            owed = rounded((owed + drawn - paid).max(0.0) * 1.015, 0.005);
            dues += f64::from(u8::from(due > 0.0));
            CardMonth {
                person: card.person,
                previous_id: card.previous_id,
                client_id: card.client_id,
                month,
                balance: owed,
                limit,
                cash_drawn: if in_cash { drawn } else { 0.0 },
                bought: if in_cash { 0.0 } else { drawn },
                cash_drawings: if in_cash { pieces } else { 0.0 },
                purchases: if in_cash { 0.0 } else { pieces },
                due,
                paid,
                dues_so_far: dues,
                status: chance.pick(&[
                    ("Active", 0.963),
                    ("Completed", 0.0335),
                    ("Signed", 0.003),
                    ("Demand", 0.0004),
                    ("Sent proposal", 0.0001),
                    ("Refused", 0.000_005),
                    ("Approved", 0.000_001),
                ]),
                days_late,
                drawing_known,
                due_known: chance.happens(0.92),
            }
        })
        .collect()
}

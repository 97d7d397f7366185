//! `bureau`: one row for each credit that other lenders reported.

use crate::pipeline::synth::{
    chance::Chance,
    column::{Cell, Column, Spread, Story, rounded},
    person::{Person, Standing},
};

/// Days of a month, as the tables count.
pub(super) const DAYS_A_MONTH: f64 = 30.44;

type C = Column<BureauCredit>;

/// The columns.
pub(super) static COLUMNS: [C; 17] = [
    C::whole("SK_ID_CURR", |c| Cell::Whole(c.client_id)),
    C::whole("SK_ID_BUREAU", |c| Cell::Whole(c.bureau_id)),
    C::word("CREDIT_ACTIVE", |c| Cell::Word(c.state)),
    C::words(
        "CREDIT_CURRENCY",
        &[("currency 1", 0.9992), ("currency 2", 0.0007), ("currency 3", 0.0001)],
    ),
    C::whole("DAYS_CREDIT", |c| Cell::Whole(-c.opened_days_ago as i64)),
    C::whole("CREDIT_DAY_OVERDUE", |c| Cell::Whole(c.days_overdue)),
    C::number("DAYS_CREDIT_ENDDATE", |c| Cell::Number(c.planned_end)),
    C::number("DAYS_ENDDATE_FACT", |c| Cell::Number(c.ended)),
    C::number("AMT_CREDIT_MAX_OVERDUE", |c| Cell::Number(c.largest_overdue)),
    C::whole("CNT_CREDIT_PROLONG", |c| Cell::Whole(c.prolonged)),
    C::number("AMT_CREDIT_SUM", |c| Cell::Number(c.amount)),
    C::number("AMT_CREDIT_SUM_DEBT", |c| Cell::Number(c.debt)),
    C::number("AMT_CREDIT_SUM_LIMIT", |c| Cell::Number(c.limit)),
    C::number("AMT_CREDIT_SUM_OVERDUE", |c| Cell::Number(c.amount_overdue)),
    C::word("CREDIT_TYPE", |c| Cell::Word(c.kind)),
    C::whole("DAYS_CREDIT_UPDATE", |c| Cell::Whole(c.updated)),
    C::number("AMT_ANNUITY", |c| Cell::Number(c.annuity)),
];

/// A credit at another lender. Days count from the application: negative is before it.
#[derive(Debug)]
pub(super) struct BureauCredit {
    pub(super) person: Person,
    pub(super) client_id: i64,
    pub(super) bureau_id: i64,
    pub(super) state: &'static str,
    pub(super) kind: &'static str,
    pub(super) opened_days_ago: f64,
    pub(super) planned_end: f64,
    /// When it was closed; NaN when it was not.
    pub(super) ended: f64,
    pub(super) days_overdue: i64,
    pub(super) largest_overdue: f64,
    pub(super) prolonged: i64,
    pub(super) amount: f64,
    pub(super) debt: f64,
    pub(super) limit: f64,
    pub(super) amount_overdue: f64,
    pub(super) updated: i64,
    pub(super) annuity: f64,
}

impl Story for BureauCredit {
    fn person(&self) -> &Person {
        &self.person
    }
}

static OPENED_DAYS_AGO: Spread = Spread {
    points: &[
        (0.0, 1.0),
        (0.05, 128.0),
        (0.25, 474.0),
        (0.5, 987.0),
        (0.75, 1_666.0),
        (0.95, 2_664.0),
        (1.0, 2_922.0),
    ],
    step: 1.0,
};

static AMOUNT: Spread = Spread {
    points: &[
        (0.0, 0.0),
        (0.04, 0.0),
        (0.06, 9_900.0),
        (0.25, 51_300.0),
        (0.5, 125_500.0),
        (0.75, 315_000.0),
        (0.95, 1_350_000.0),
        (0.99, 3_000_000.0),
        (0.999_99, 50_000_000.0),
        (1.0, 585_000_000.0),
    ],
    step: 4.5,
};

/// Kinds of credit with their shares.
#[rustfmt::skip]
static KINDS: [(&str, f64); 15] = [
    ("Consumer credit", 0.7292), ("Credit card", 0.2342), ("Car loan", 0.0161),
    ("Mortgage", 0.0107), ("Microloan", 0.0072), ("Loan for business development", 0.0012),
    ("Another type of loan", 0.0006), ("Unknown type of loan", 0.0003),
    ("Loan for working capital replenishment", 0.0003), ("Cash loan (non-earmarked)", 0.00003),
    ("Real estate loan", 0.000_016), ("Loan for the purchase of equipment", 0.000_011),
    ("Loan for purchase of shares (margin lending)", 0.000_003),
    ("Mobile operator loan", 0.000_001), ("Interbank credit", 0.000_001),
];

impl BureauCredit {
    /// One of this client's credits.
    pub(super) fn draw(
        client_id: i64,
        bureau_id: i64,
        person: Person,
        chance: &mut Chance,
    ) -> Self {
        let late = person.standing(Standing::Payments);
        let stretched = person.standing(Standing::Debt);
        let kind = chance.pick(&KINDS);
        let card = kind == "Credit card";
        // Who stands worse opened their credits more recently.
        let opened_days_ago = person
            .scaled(OPENED_DAYS_AGO.at(chance.uniform()), Standing::Debt, -0.12)
            .clamp(1.0, 2_922.0)
            .round();
        let amount = if card && chance.happens(0.12) { 0.0 } else { AMOUNT.at(chance.uniform()) };
        let planned_days = match kind {
            "Credit card" if chance.happens(0.08) => 31_000.0,
            "Credit card" => chance.between(700.0, 1_900.0),
            "Mortgage" => chance.between(2_500.0, 9_000.0),
            "Car loan" => chance.between(1_000.0, 1_900.0),
            "Microloan" => chance.between(14.0, 120.0),
            _ => chance.between(180.0, 1_500.0),
        };
        let over = opened_days_ago > planned_days;
        let closed = if over {
            chance.happens((0.93 - 0.03 * late).clamp(0.5, 0.99))
        } else {
            chance.happens(((if card { 0.25 } else { 0.42 }) - 0.08 * stretched).clamp(0.05, 0.9))
        };
        let ended = if closed {
            // Some months after the opening, some before the plan.
            -(opened_days_ago - planned_days.min(opened_days_ago) * chance.between(0.35, 1.0))
                .max(1.0)
        } else {
            f64::NAN
        };
        let sold = !closed && chance.happens(person.scaled(0.011, Standing::Payments, 0.5));
        let overdue = !closed && chance.happens(person.scaled(0.006, Standing::Payments, 0.9));
        let repaid = (opened_days_ago / planned_days).min(1.0);
        let debt = match closed {
            true => 0.0,
            false if card => amount * chance.uniform() * (0.5 + 0.3 * stretched).clamp(0.05, 1.0),
            false => amount * (1.0 - repaid * chance.between(0.5, 1.0)),
        };
        Self {
            person,
            client_id,
            bureau_id,
            state: match (closed, sold) {
                (true, _) => "Closed",
                (false, true) => "Sold",
                (false, false) => "Active",
            },
            kind,
            opened_days_ago,
            planned_end: if chance.happens(0.062) {
                f64::NAN
            } else {
                (planned_days - opened_days_ago).round()
            },
            ended: ended.round(),
            days_overdue: if overdue { i64::from(chance.count(60.0)) } else { 0 },
            largest_overdue: match chance.uniform() {
                share if share < 0.655 => f64::NAN,
                share if share < 0.655 + person.scaled(0.07, Standing::Payments, 0.7) => {
                    rounded(chance.between(0.0, 1.0).powi(3) * 60_000.0, 0.005)
                }
                _ => 0.0,
            },
            prolonged: i64::from(chance.happens(0.004)) * (1 + i64::from(chance.count(0.3))),
            amount,
            debt: if chance.happens(0.15) { f64::NAN } else { rounded(debt, 0.005) },
            limit: match chance.uniform() {
                share if share < 0.345 => f64::NAN,
                share if share > 0.96 && card => rounded((amount - debt).max(0.0), 0.005),
                _ => 0.0,
            },
            amount_overdue: if overdue { rounded(debt * 0.1, 0.5) } else { 0.0 },
            updated: if closed {
                (ended + chance.between(0.0, 60.0)).min(-1.0) as i64
            } else {
                -i64::from(chance.count(25.0))
            },
            annuity: match chance.uniform() {
                share if share < 0.71 => f64::NAN,
                share if share < 0.71 + 0.12 => 0.0,
                _ => rounded(amount / (planned_days / DAYS_A_MONTH).max(1.0) * 1.15, 4.5),
            },
        }
    }
}

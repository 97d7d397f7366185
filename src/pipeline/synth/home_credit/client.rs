//! Everything about a block of clients, table by table.

use std::ops::Range;

use super::{
    HomeCredit,
    applicant::Applicant,
    application::{self, TARGET},
    bureau::{self, BureauCredit},
    bureau_balance, card, instalments, pos_cash,
    previous::PreviousApplication,
    previous_application,
};
use crate::pipeline::synth::{
    block::{Block, Schema},
    chance::Chance,
    column::Column,
    person::Person,
};

/// Clients who are made together. Small enough that a bench of a few thousand uses all processors.
pub(super) const CLIENTS_A_BLOCK: u64 = 256;
/// The tables' names, in the order in which they are kept here.
pub(super) const TABLES: [&str; 8] = [
    "application_train",
    "application_test",
    "bureau",
    "bureau_balance",
    "previous_application",
    "POS_CASH_balance",
    "installments_payments",
    "credit_card_balance",
];
/// The identifiers of the first client, reported credit and earlier application.
const FIRST_CLIENT: u64 = 100_001;
const FIRST_CREDIT: u64 = 5_000_000;
const FIRST_PREVIOUS: u64 = 1_000_001;
/// The share of clients whose outcome is known: 307 511 of 356 255.
const KNOWN_OUTCOME: f64 = 0.863_177;
/// The share of clients of whom any credit is reported, and how many more than one those have.
const ANY_CREDIT: f64 = 0.8584;
const MORE_CREDITS: f64 = 4.613;
/// The same for earlier applications.
const ANY_PREVIOUS: f64 = 0.9512;
const MORE_PREVIOUS: f64 = 3.929;

/// What draws are for: each has its own stream.
const FOR_HOUSEHOLD: u64 = 1;
const FOR_STORY: u64 = 2;
const FOR_ORDER: u64 = 3;

/// The numbers of the clients of a block, from 0.
pub(super) fn of_block(options: &HomeCredit, block: u64) -> Range<u64> {
    let first = block * CLIENTS_A_BLOCK;
    first..(first + CLIENTS_A_BLOCK).min(options.clients)
}

/// A client and how many records there are of them.
#[derive(Debug)]
pub(super) struct Household {
    person: Person,
    pub(super) credits: u32,
    pub(super) previous: u32,
}

impl Household {
    /// The household of this client.
    pub(super) fn draw(seed: u64, client: u64) -> Self {
        let chance = &mut Chance::of(seed, FOR_HOUSEHOLD, client);
        let person = Person::draw(chance);
        let mut count = |any, more| {
            if chance.happens(any) { 1 + chance.count(more) } else { 0 }
        };
        Self {
            person,
            credits: count(ANY_CREDIT, MORE_CREDITS),
            previous: count(ANY_PREVIOUS, MORE_PREVIOUS),
        }
    }
}

/// Where each block's identifiers begin.
#[derive(Debug)]
pub(super) struct Offsets {
    before: Vec<(u64, u64)>,
    credits: u64,
    previous: u64,
}

impl Offsets {
    /// From the counts of each block.
    pub(super) fn new(counts: &[(u64, u64)]) -> Self {
        let mut offsets =
            Self { before: Vec::with_capacity(counts.len()), credits: 0, previous: 0 };
        for (credits, previous) in counts {
            offsets.before.push((offsets.credits, offsets.previous));
            offsets.credits += credits;
            offsets.previous += previous;
        }
        offsets
    }
}

/// The `number`th of `total` identifiers from `first` on: each once, neighbours far apart, as in
/// tables whose identifiers say nothing.
fn scattered(number: u64, total: u64, first: u64) -> i64 {
    /// The golden ratio: its multiples fill a circle evenly.
    const GOLDEN: f64 = 0.618_033_988_749_894_9;
    let mut stride = ((total as f64 * GOLDEN) as u64).max(1);
    while greatest_common_divisor(stride, total) != 1 {
        stride += 1;
    }
    let place = u128::from(number) * u128::from(stride) % u128::from(total.max(1));
    (first + place as u64).cast_signed()
}

fn greatest_common_divisor(a: u64, b: u64) -> u64 {
    if b == 0 { a } else { greatest_common_divisor(b, a % b) }
}

fn test_columns() -> impl Iterator<Item = &'static Column<Applicant>> {
    application::COLUMNS.iter().filter(|column| column.name != TARGET)
}

/// The schemas, in the order of [`TABLES`].
pub(super) fn schemas() -> [Schema; TABLES.len()] {
    [
        Schema::of(&application::COLUMNS),
        Schema::of(test_columns()),
        Schema::of(&bureau::COLUMNS),
        Schema::of(&bureau_balance::COLUMNS),
        Schema::of(&previous_application::COLUMNS),
        Schema::of(&pos_cash::COLUMNS),
        Schema::of(&instalments::COLUMNS),
        Schema::of(&card::COLUMNS),
    ]
}

/// The rows of a block of clients.
#[derive(Debug)]
pub(super) struct Records {
    train: Block,
    test: Block,
    credits: Block,
    credit_months: Block,
    previous: Block,
    loan_months: Block,
    payments: Block,
    card_months: Block,
    order: Chance,
}

impl Records {
    /// The rows of this block's clients.
    pub(super) fn of_block(
        options: &HomeCredit,
        block: u64,
        offsets: &Offsets,
        schemas: &[Schema; TABLES.len()],
    ) -> Self {
        let [train, test, credits, credit_months, previous, loan_months, payments, card_months] =
            schemas.each_ref().map(Block::new);
        let order = Chance::of(options.seed, FOR_ORDER, block);
        let mut records = Self {
            train,
            test,
            credits,
            credit_months,
            previous,
            loan_months,
            payments,
            card_months,
            order,
        };
        let (mut credit, mut previous) =
            offsets.before.get(block as usize).copied().unwrap_or_default();
        for client in of_block(options, block) {
            let household = Household::draw(options.seed, client);
            let chance = &mut Chance::of(options.seed, FOR_STORY, client);
            let client_id = (FIRST_CLIENT + client).cast_signed();
            records.add_application(client_id, household.person, chance);
            for number in credit..credit + u64::from(household.credits) {
                let id = scattered(number, offsets.credits, FIRST_CREDIT);
                records.add_credit(client_id, id, household.person, chance);
            }
            for number in previous..previous + u64::from(household.previous) {
                let id = scattered(number, offsets.previous, FIRST_PREVIOUS);
                records.add_previous(client_id, id, household.person, chance);
            }
            credit += u64::from(household.credits);
            previous += u64::from(household.previous);
        }
        records
    }

    fn add_application(&mut self, client_id: i64, person: Person, chance: &mut Chance) {
        let applicant = Applicant::draw(client_id, person, chance);
        if chance.happens(KNOWN_OUTCOME) {
            self.train.push(&application::COLUMNS, &applicant, chance);
        } else {
            self.test.push(test_columns(), &applicant, chance);
        }
    }

    fn add_credit(&mut self, client_id: i64, id: i64, person: Person, chance: &mut Chance) {
        let credit = BureauCredit::draw(client_id, id, person, chance);
        self.credits.push(&bureau::COLUMNS, &credit, chance);
        for month in bureau_balance::months(&credit, chance) {
            self.credit_months.push(&bureau_balance::COLUMNS, &month, chance);
        }
    }

    fn add_previous(&mut self, client_id: i64, id: i64, person: Person, chance: &mut Chance) {
        let previous = PreviousApplication::draw(client_id, id, person, chance);
        self.previous.push(&previous_application::COLUMNS, &previous, chance);
        for month in pos_cash::months(&previous, chance) {
            self.loan_months.push(&pos_cash::COLUMNS, &month, chance);
        }
        for payment in instalments::payments(&previous, chance) {
            self.payments.push(&instalments::COLUMNS, &payment, chance);
        }
        for month in card::months(&previous, chance) {
            self.card_months.push(&card::COLUMNS, &month, chance);
        }
    }

    /// The tables in the order of [`TABLES`]. As in the public ones, applications and reported
    /// credits come client by client, and the lender's own records come in no order.
    pub(super) fn into_tables(self) -> [Block; TABLES.len()] {
        let mut order = self.order;
        let mut mixed = |block: Block| block.shuffled(&mut order);
        [
            self.train,
            self.test,
            self.credits,
            self.credit_months,
            mixed(self.previous),
            mixed(self.loan_months),
            mixed(self.payments),
            mixed(self.card_months),
        ]
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn scattered_identifiers_differ() {
        for total in [1, 2, 3, 10, 100, 1_000, 1_024] {
            let ids: BTreeSet<i64> =
                (0..total).map(|number| scattered(number, total, 5_000_000)).collect();
            assert_eq!(ids.len() as u64, total);
            assert!(ids.iter().all(|id| (5_000_000..5_000_000 + total.cast_signed()).contains(id)));
        }
    }

    #[test]
    fn the_schemas_are_those_of_the_public_tables() {
        let columns = schemas().map(|schema| schema.columns.len());
        assert_eq!(columns, [122, 121, 17, 3, 37, 8, 8, 23]);
    }
}

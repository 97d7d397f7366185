//! What there is to say about a feature table that was made.
//!
//! Depends on the definitions of the features. Numbers and names only: the terminal and the screen
//! put them into words. Invariant: no client's value is in it.

use super::{
    aggregate::Aggregate, bureau, feature::Family, monthly, preparation::Unseen, previous,
    recipe::Recipe, schema::Table,
};
use crate::base::BaseNote;

/// What there is to say about a feature table.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Report {
    /// Which features were made.
    pub recipe: Recipe,
    /// The tables that were read.
    pub tables: Vec<TableReport>,
    /// The tables that were not there.
    pub missing: Vec<MissingTable>,
    /// How many clients there are.
    pub clients: usize,
    /// Of how many of them the outcome is known.
    pub labelled: usize,
    /// Whether nobody was there to be a neighbour, so that the feature of neighbours is missing.
    pub no_neighbours: bool,
    /// Rows of the applications that were left out since their gender is not available.
    pub left_out: usize,
    /// How many columns the feature table has.
    pub columns: usize,
    /// Columns with infinite values, which are missing now, and how many clients have one.
    pub infinite: Vec<(String, usize)>,
    /// Words that are in no column since the bundle does not know them.
    pub unseen: Vec<Unseen>,
    /// What was noticed in the files.
    pub notes: Vec<(Table, BaseNote)>,
}

/// A table that was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TableReport {
    /// Which.
    pub table: Table,
    /// Its rows.
    pub rows: usize,
    /// Rows whose client or credit is in no table that was read.
    pub strays: usize,
}

/// A table that was not there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MissingTable {
    /// Which.
    pub table: Table,
    /// The columns of numbers that are absent for it.
    pub columns: Vec<String>,
    /// The beginnings of the names of the columns that are absent for its categories.
    pub shares: Vec<String>,
}

impl MissingTable {
    pub(super) fn new(table: Table, _recipe: Recipe) -> Self {
        use Family as F;
        let names = |family: Family, aggregates: &[Aggregate]| -> Vec<String> {
            let each = aggregates.iter().flat_map(|(column, wanted)| {
                let name = move |s: &super::Statistic| {
                    format!("{}{column}_{}", family.prefix(), s.suffix())
                };
                wanted.iter().map(name)
            });
            each.collect()
        };
        let in_each = |families: &[Family], aggregates: &[Aggregate]| -> Vec<String> {
            families.iter().flat_map(|family| names(*family, aggregates)).collect()
        };
        let count = |family: Family| format!("{}COUNT", family.prefix());
        let credits = [F::Bureau, F::ActiveCredits, F::ClosedCredits];
        let columns = match table {
            Table::ApplicationTrain | Table::ApplicationTest => Vec::new(),
            Table::Bureau => in_each(&credits, &[bureau::CREDITS, bureau::MONTHS].concat()),
            Table::BureauBalance => in_each(&credits, bureau::MONTHS),
            Table::PreviousApplication => {
                in_each(&[F::Previous, F::Approved, F::Refused], previous::NUMBERS)
            }
            Table::PosCashBalance => {
                [names(F::PosCash, monthly::LOANS), vec![count(F::PosCash)]].concat()
            }
            Table::InstallmentsPayments => {
                [names(F::Instalments, monthly::INSTALMENTS), vec![count(F::Instalments)]].concat()
            }
            Table::CreditCardBalance => {
                let numbers: Vec<Aggregate> =
                    table.columns().numbers.iter().map(|c| (*c, monthly::CARD)).collect();
                [names(F::Card, &numbers), vec![count(F::Card)]].concat()
            }
        };
        let family = match table {
            Table::PreviousApplication => F::Previous,
            Table::PosCashBalance => F::PosCash,
            Table::InstallmentsPayments => F::Instalments,
            Table::CreditCardBalance => F::Card,
            _ => F::Bureau,
        };
        let words = table.columns().words.iter();
        let shares = words.map(|column| format!("{}{column}_", family.prefix())).collect();
        Self { table, columns, shares }
    }
}

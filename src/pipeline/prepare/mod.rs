//! From the raw tables of Home Credit to one row of features a client.
//!
//! `docs/PREPARE.md` says what each feature is and how missing values are treated.
//!
//! Depends on `base`, which reads files, on `domain`, `files` and polars; nothing else of this layer
//! depends on it. One raw table is in memory at a time (two for the credit bureau, whose months
//! belong to its credits).
//!
//! **Invariants**: the same tables give the same file to the byte, whatever the number of threads;
//! every feature is computed by the same code for one client and for all; the source files are only
//! read; nothing is written before everything is computed.

mod aggregate;
mod application;
mod bureau;
mod error;
mod expressions;
mod feature;
mod groups;
mod locate;
mod monthly;
mod preparation;
mod previous;
mod progress;
mod raw_table;
mod reading;
mod recipe;
mod report;
mod schema;
mod statistics;
mod table;

pub use error::PrepareError;
pub use feature::{Category, Family, Feature, Origin};
pub use preparation::{BadPreparation, Categories, METADATA_KEY, Preparation, Unseen};
pub use recipe::{Recipe, UnknownRecipe};
pub use report::{MissingTable, Report, TableReport};
pub use schema::Table;
pub use statistics::Statistic;
pub use table::FeatureTable;

use std::path::PathBuf;

use application::Application;
use bureau::Months;
use reading::Reading;
use schema::BUREAU_ID;

use crate::domain::Job;

/// What is to be prepared, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrepareOptions {
    /// The folder of the raw tables.
    pub folder: PathBuf,
    /// Which features.
    pub recipe: Recipe,
    /// Whether side tables may be missing.
    pub allow_missing: bool,
    /// The table whose columns are to be reproduced.
    pub like: Option<Preparation>,
}

/// The feature table of the clients in a folder of raw tables, and what there is to say about it.
///
/// # Errors
/// Names the table, the row or line and the column of the first fault.
pub fn prepare(
    options: &PrepareOptions,
    job: &dyn Job,
) -> Result<(FeatureTable, Report), PrepareError> {
    let mut reading = Reading::new(options, job)?;
    let application = reading.application()?;
    let mut features = application.features()?;
    features.extend(bureau_features(&mut reading, &application)?);
    for (table, make) in SIDES {
        if let Some(rows) = reading.of_clients(*table, &application)? {
            features.extend(make(&rows)?);
            reading.check()?;
        }
    }
    reading.finish(&application, features)
}

/// What is made of the rows of each client in one table.
type Make = fn(&raw_table::OwnedTable) -> Result<Vec<Feature>, PrepareError>;

/// The side tables that belong to clients directly, in the order of their features.
const SIDES: &[(Table, Make)] = &[
    (Table::PreviousApplication, previous::features),
    (Table::PosCashBalance, monthly::loan_features),
    (Table::InstallmentsPayments, monthly::instalment_features),
    (Table::CreditCardBalance, monthly::card_features),
];

/// The features of credits at other banks, with their months when there are any.
fn bureau_features(
    reading: &mut Reading<'_>,
    application: &Application,
) -> Result<Vec<Feature>, PrepareError> {
    let Some(mut credits) = reading.of_clients(Table::Bureau, application)? else {
        return Ok(Vec::new());
    };
    let ids = credits.frame.column(BUREAU_ID)?.f64()?.clone();
    let ids: Vec<u64> = ids.into_no_null_iter().map(|id| id as u64).collect();
    let index = application::check_distinct(Table::Bureau, None, BUREAU_ID, &ids)?;
    let months = match reading.of_owners(Table::BureauBalance, BUREAU_ID, &index, ids.len())? {
        None => None,
        Some(balance) => Some(Months::of(&balance)?),
    };
    if let Some(months) = &months {
        months.add_to(&mut credits)?;
    }
    bureau::features(&credits, months.as_ref())
}

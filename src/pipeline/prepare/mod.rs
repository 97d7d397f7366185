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
mod client;
mod dictionary;
mod error;
mod expressions;
mod extended;
mod feature;
mod groups;
mod locate;
mod monthly;
mod preparation;
mod previous;
mod progress;
mod raw_table;
mod reading;
mod recency;
mod recipe;
mod report;
mod schema;
mod statistics;
mod table;

pub use client::derived_features;
pub use dictionary::dictionary;
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
use raw_table::OwnedTable;
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
    /// The feature table whose labelled clients are the neighbours of clients without any.
    pub labelled: Option<PathBuf>,
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
    let mut more = Vec::new();
    if options.recipe == Recipe::Extended {
        more.extend(application.extended_features()?);
    }
    bureau_features(&mut reading, &application, &mut features, &mut more)?;
    for side in SIDES {
        if let Some(rows) = reading.of_clients(side.table, &application)? {
            features.extend((side.base)(&rows)?);
            if options.recipe == Recipe::Extended {
                more.extend((side.extended)(&rows)?);
            }
            reading.check()?;
        }
    }
    if options.recipe == Recipe::Extended {
        more.extend(client::features(&application, &features)?);
        more.push(extended::neighbours::feature(&application, options.labelled.as_deref(), job)?);
    }
    features.extend(more);
    reading.finish(&application, features)
}

/// What is made of the rows of each client in one table.
type Make = fn(&OwnedTable) -> Result<Vec<Feature>, PrepareError>;

/// A side table that belongs to clients directly.
struct Side {
    table: Table,
    base: Make,
    extended: Make,
}

/// The side tables in the order of their features.
const SIDES: &[Side] = &[
    Side {
        table: Table::PreviousApplication,
        base: previous::features,
        extended: extended::previous_features,
    },
    Side {
        table: Table::PosCashBalance,
        base: monthly::loan_features,
        extended: extended::loan_features,
    },
    Side {
        table: Table::InstallmentsPayments,
        base: monthly::instalment_features,
        extended: extended::instalment_features,
    },
    Side {
        table: Table::CreditCardBalance,
        base: monthly::card_features,
        extended: extended::card_features,
    },
];

/// The features of credits at other banks, with their months when there are any; what the extended
/// recipe adds goes to `more`.
fn bureau_features(
    reading: &mut Reading<'_>,
    application: &Application,
    features: &mut Vec<Feature>,
    more: &mut Vec<Feature>,
) -> Result<(), PrepareError> {
    let Some(mut credits) = reading.of_clients(Table::Bureau, application)? else {
        return Ok(());
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
    features.extend(bureau::features(&credits, months.as_ref())?);
    if reading.recipe() == Recipe::Extended {
        more.extend(extended::bureau_features(&credits)?);
    }
    Ok(())
}

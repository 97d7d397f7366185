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
mod chunk;
mod client;
mod columns;
mod dictionary;
mod error;
mod expressions;
mod extended;
mod feature;
mod groups;
mod locate;
mod monthly;
mod owned_table;
mod packed;
mod parquet_file;
mod parquet_pages;
mod preparation;
mod previous;
mod progress;
mod range;
mod raw_table;
mod reading;
mod recipe;
mod report;
mod rows;
mod schema;
mod sheet;
mod statistics;
mod table;

pub use application::ROW_NUMBER;
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

use groups::KeyIndex;
use owned_table::{Make, OwnedTable};
use raw_table::places;
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
    let mut features = application.features();
    let mut more = Vec::new();
    if options.recipe == Recipe::Extended {
        more.extend(application.extended_features());
    }
    for side in SIDES {
        let Some(mut table) = reading.of_clients(side.table, &application)? else { continue };
        if side.table == Table::Bureau {
            add_months(&mut reading, &mut table)?;
        }
        let makes = match options.recipe {
            Recipe::Base => &[side.base][..],
            Recipe::Extended => &[side.base, side.extended],
        };
        let mut made = table.features(makes, reading.progress())?.into_iter();
        reading.give_back(table);
        features.extend(made.next().into_iter().flatten());
        more.extend(made.flatten());
    }
    if options.recipe == Recipe::Extended {
        more.extend(client::features(&application, &features));
        more.push(extended::neighbours::feature(&application, options.labelled.as_deref(), job)?);
    }
    features.extend(more);
    reading.finish(&application, features)
}

/// A side table that belongs to clients directly.
struct Side {
    table: Table,
    base: Make,
    extended: Make,
}

/// The side tables in the order of their features.
const SIDES: &[Side] = &[
    Side { table: Table::Bureau, base: bureau::features, extended: extended::bureau_features },
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

/// Puts the summary of their months beside the credits at other banks, when there is one.
fn add_months(reading: &mut Reading<'_>, credits: &mut OwnedTable) -> Result<(), PrepareError> {
    let (ids, rows) = credits.keys(BUREAU_ID)?;
    let (index, again) = KeyIndex::new(&ids);
    if !again.is_empty() {
        let mut rows: Vec<u64> = again.into_iter().filter_map(|at| rows.get(at)).copied().collect();
        rows.sort_unstable();
        let (table, places) = (Table::Bureau, places(rows.into_iter()));
        return Err(PrepareError::DuplicateKeys { table, other: None, column: BUREAU_ID, places });
    }
    if let Some(months) = reading.months(&index, ids.len())? {
        credits.put_beside(months.columns, bureau::STATUS, months.statuses);
    }
    Ok(())
}

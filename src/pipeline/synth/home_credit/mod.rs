//! The raw tables of Home Credit's public schema, for clients who do not exist.
//!
//! Each client is made from the seed and the client's number alone: the application, the credits
//! that other lenders reported with their months, the earlier applications with their loans, their
//! cards and every payment. Whoever defaults has, on average, worse columns in all of them.
//! Row counts follow the public tables: of 356 255 clients, about 1.7 million reported credits with
//! 27 million months, 1.67 million earlier applications, 10 million months of loans, 13.6 million
//! payments and 3.8 million months of cards.
//!
//! Depends on the other files of `synth`.

mod applicant;
mod application;
mod bureau;
mod bureau_balance;
mod card;
mod client;
mod dwelling;
mod employment;
mod goods;
mod instalments;
mod pos_cash;
mod previous;
mod previous_application;

use std::path::Path;

use rayon::prelude::*;

use self::client::{Household, Offsets, Records, TABLES, schemas};
use super::{
    SynthError, TableFormat, WrittenTable,
    out::{Piece, TableFile},
    pipe,
};
use crate::{domain::Job, files};

/// The most clients: their identifiers still have ten digits.
const MOST_CLIENTS: u64 = 1_000_000_000;

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HomeCredit {
    /// How many clients, from 1 to a billion; about 86 in 100 are in the training table.
    pub clients: u64,
    /// Decides every cell.
    pub seed: u64,
    /// How the tables are written.
    pub format: TableFormat,
}

/// Makes the folder `folder` with the eight tables, whole or not at all. Progress is in blocks of
/// clients.
///
/// # Errors
/// When the count is out of range, the folder is there already, the system refuses to write, or
/// the job is cancelled.
pub fn home_credit(
    options: &HomeCredit,
    folder: &Path,
    job: &dyn Job,
) -> Result<Vec<WrittenTable>, SynthError> {
    if !(1..=MOST_CLIENTS).contains(&options.clients) {
        return Err(SynthError::OutOfRange {
            what: "the number of clients",
            least: 1,
            most: MOST_CLIENTS,
            given: options.clients,
        });
    }
    files::fill_folder(folder, |staged| tables(options, staged, folder, job))
}

fn tables(
    options: &HomeCredit,
    staged: &Path,
    folder: &Path,
    job: &dyn Job,
) -> Result<Vec<WrittenTable>, SynthError> {
    let schemas = schemas();
    let mut files = Vec::with_capacity(schemas.len());
    for (name, schema) in TABLES.iter().zip(&schemas) {
        files.push(TableFile::create(staged, folder, name, schema, options.format)?);
    }
    let blocks = options.clients.div_ceil(client::CLIENTS_A_BLOCK);
    let offsets = offsets(options, blocks);
    let make = |block: u64| {
        let records = Records::of_block(options, block, &offsets, &schemas);
        records.into_tables().map(|table| Piece::new(table, options.format))
    };
    let write = |pieces: [Piece; TABLES.len()]| {
        files.iter_mut().zip(pieces).try_for_each(|(file, piece)| file.write(piece))
    };
    pipe::run(blocks, make, write, job)?;
    files.into_iter().map(TableFile::finish).collect()
}

/// How many credits and earlier applications stand before each block, so that blocks can be made
/// in any order and all identifiers still differ.
fn offsets(options: &HomeCredit, blocks: u64) -> Offsets {
    let counts: Vec<(u64, u64)> = (0..blocks)
        .into_par_iter()
        .map(|block| {
            let households = client::of_block(options, block);
            households.fold((0, 0), |(credits, previous), client| {
                let household = Household::draw(options.seed, client);
                (credits + u64::from(household.credits), previous + u64::from(household.previous))
            })
        })
        .collect();
    Offsets::new(&counts)
}

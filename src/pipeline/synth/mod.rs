//! Tables of clients who do not exist: for benches, for tests, and to find out whether a computer
//! will hold a bank's base before the bank hands one over.
//!
//! Two kinds: the raw tables of Home Credit's public schema ([`home_credit`]) and one wide client
//! base ([`wide_base`]). Statistics are modelled (ranges, missing rates, shares, rows a client, how
//! far default depends on what the tables say); no row of anybody is in here.
//!
//! Depends on `domain`, `files`, `pipeline::random`; polars in `parquet_file` alone.
//! **Invariants.** The same options and seed give the same bytes, whatever the number of threads
//! (on one kind of machine: the last bit of a logarithm is the system's). Memory does not grow with
//! the number of clients. The result is written whole or not at all.

mod block;
mod chance;
mod column;
mod csv_text;
mod error;
mod home_credit;
mod out;
mod parquet_file;
mod person;
mod pipe;
mod wide;

pub use error::SynthError;
pub use home_credit::{HomeCredit, home_credit};
pub use out::{TableFormat, WrittenTable};
pub use wide::{WideBase, wide_base};

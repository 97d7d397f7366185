//! The model and the client base that the program carries, so that it opens on something real.
//!
//! Default of Credit Card Clients, 30 000 clients of a bank in Taiwan in 2005 (I-Cheng Yeh, UCI
//! Machine Learning Repository, doi 10.24432/C55S3H, CC BY 4.0), and a model that `clairscore
//! train` made from it; `models/README.md` tells how.

use crate::{
    base::{self, BaseError, ClientBase, ColumnChoice, ReadOptions},
    domain::Job,
    model::open::{self, OpenError, OpenedModel},
};

/// What the demo's base is called on screen.
const BASE_NAME: &str = "Default of Credit Card Clients";

/// What the demo's bundle is called where a file would be named.
const BUNDLE_NAME: &str = "models/taiwan";

const BASE: &[u8] = include_bytes!("../assets/taiwan.parquet");

const BUNDLE: [(&str, &[u8]); 5] = [
    ("model.txt", include_bytes!("../models/taiwan/model.txt")),
    ("card.md", include_bytes!("../models/taiwan/card.md")),
    ("card.toml", include_bytes!("../models/taiwan/card.toml")),
    ("dictionary.csv", include_bytes!("../models/taiwan/dictionary.csv")),
    ("reference.parquet", include_bytes!("../models/taiwan/reference.parquet")),
];

/// The demo's model.
///
/// # Errors
/// Never, unless the program was built from damaged files.
pub fn model() -> Result<OpenedModel, OpenError> {
    open::open_embedded(BUNDLE_NAME, &BUNDLE)
}

/// The demo's client base.
///
/// # Errors
/// When the job is cancelled.
pub fn base(job: &dyn Job) -> Result<ClientBase, BaseError> {
    let options = ReadOptions {
        id_column: ColumnChoice::Named("ID".to_owned()),
        outcome_column: ColumnChoice::Named("default payment next month".to_owned()),
        ..ReadOptions::default()
    };
    base::open_base_bytes(BASE_NAME, BASE, &options, job)
}

//! All integration tests, in one binary so that the program is linked once.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot go on fails there"
)]

// What may use what: the layers, and the crates that one place alone may name.
mod layers;

// Reading models, and what Python and LightGBM make of them.
mod bundles;
mod contributions;
mod damaged_models;
mod pickles;
mod population_explanations;
mod reference_contributions;
mod reference_scores;
mod scoring;

// Client bases.
mod csv_bases;
mod filters;
mod parquet_bases;
mod stored_bases;

// Training: the demo's bundle is rebuilt to the byte.
mod training;

// From raw tables to features.
mod prepare;

// Tables of clients who do not exist.
mod synth;

// What the window knows and shows, without a window.
mod everybody;
mod population_effects;
mod references;
mod window_state;

// The terminal, through the real program.
mod french_faults;
mod pages;
mod terminal;

// Panels, by role and label, and as pictures.
#[cfg(feature = "gui")]
mod support;
#[cfg(feature = "gui")]
mod ui_access;
#[cfg(feature = "gui")]
mod ui_effects;
#[cfg(feature = "gui")]
mod ui_images;
#[cfg(feature = "gui")]
mod ui_panels;

// The whole window without a screen, with its threads.
#[cfg(feature = "gui")]
mod headless;

// The real program in a real window.
#[cfg(all(feature = "gui", target_os = "linux"))]
mod end_to_end;

//! The window: paints views, gives back commands.
//!
//! May use `state`'s views and commands, `words` and `domain`; nothing below knows that it exists.
//! Invariant: nothing here loads, scores, counts or words anything beyond fixed captions. What is
//! open or half typed lives in egui's memory; everything else comes in as a view and goes out as a
//! [`Command`](crate::state::Command).

mod charts;
mod commands;
mod finder;
pub mod fonts;
mod frame;
pub mod keys;
mod pages;
mod screen;
pub mod theme;
mod ui_ext;
mod widgets;

pub use charts::{bar_chart_ui, effect_chart_ui, gauge_ui, grid_chart_ui, weight_bars_ui};
pub use commands::Commands;
pub use finder::{client_list_ui, filter_panel_ui, search_box_ui};
pub use frame::{
    help_dialog_ui, kept_dialog_ui, notices_ui, open_dialog_ui, status_line_ui, top_bar_ui,
};
pub use pages::{
    client_page_ui, compare_card_ui, data_card_ui, effects_cards_ui, model_page_ui,
    population_page_ui, reasons_card_ui, threshold_card_ui, verdict_card_ui,
};
pub use screen::{Screen, screen_ui};

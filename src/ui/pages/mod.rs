//! The three pages: one client, the population, the model.

mod client_page;
mod compare_card;
mod data_card;
mod effects_cards;
mod look_alikes;
mod model_page;
mod population_page;
mod reasons_card;
mod searchable_table;
mod second_method_card;
mod threshold_card;
mod verdict_card;

pub use client_page::client_page_ui;
pub use compare_card::compare_card_ui;
pub use data_card::data_card_ui;
pub use effects_cards::effects_cards_ui;
pub use model_page::model_page_ui;
pub use population_page::population_page_ui;
pub use reasons_card::reasons_card_ui;
use second_method_card::second_method_card_ui;
pub use threshold_card::threshold_card_ui;
pub use verdict_card::verdict_card_ui;

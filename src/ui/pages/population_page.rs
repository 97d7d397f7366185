//! The population: how many clients, how risky, how many would be accepted, and why.

use egui::{Id, Ui};

use super::effects_cards_ui;
use crate::{
    state::view::PopulationView,
    ui::{
        Commands,
        charts::bar_chart_ui,
        theme::CARD_GAP,
        ui_ext::UiExt as _,
        widgets::{table_twin_ui, table_ui},
    },
    words::Words,
};

/// The share of the width that the figures take beside the spread of the risk.
const FIGURES_SHARE: f32 = 0.36;

/// Shows the page.
pub fn population_page_ui(
    view: &PopulationView,
    words: &Words,
    ui: &mut Ui,
    commands: &mut Commands,
) {
    ui.spacing_mut().item_spacing.y = CARD_GAP;
    ui.side_by_side(
        FIGURES_SHARE,
        |ui| figures_card_ui(view, words, ui),
        |ui| risk_card_ui(view, words, ui),
    );
    effects_cards_ui(&view.effects, words, ui, commands);
}

fn figures_card_ui(view: &PopulationView, words: &Words, ui: &mut Ui) {
    let title = words.text("population-title");
    ui.card(title, |ui| {
        ui.card_title(title);
        ui.text(&view.sentence);
        ui.add_space(6.0);
        table_ui(ui, Id::unique("population figures"), &view.figures, None);
    });
}

fn risk_card_ui(view: &PopulationView, words: &Words, ui: &mut Ui) {
    let title = words.text("population-scores-title");
    ui.card(title, |ui| {
        ui.card_title(title);
        ui.text(&view.risk.description);
        ui.add_space(6.0);
        bar_chart_ui(&view.risk, words, ui);
        let captions = (words.text("compare-show-table"), words.text("common-hide-table"));
        table_twin_ui(ui, Id::unique("risk table"), &view.risk.table, captions, |_| {});
    });
}

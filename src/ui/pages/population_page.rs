//! The population: how many clients, how risky, how many would be accepted.

use egui::{Id, Ui};

use crate::{
    state::view::PopulationView,
    ui::{
        charts::bar_chart_ui,
        theme::CARD_GAP,
        ui_ext::UiExt as _,
        widgets::{table_twin_ui, table_ui},
    },
    words::Words,
};

/// Shows the page.
pub fn population_page_ui(view: &PopulationView, words: &Words, ui: &mut Ui) {
    ui.spacing_mut().item_spacing.y = CARD_GAP;
    let title = words.text("population-title");
    ui.card(title, |ui| {
        ui.card_title(title);
        ui.text(&view.sentence);
        ui.add_space(6.0);
        table_ui(ui, Id::unique("population figures"), &view.figures, None);
    });
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

//! The model: what it is, how good, what it reads, and the threshold it is held against.

use egui::{Id, Ui};

use super::{searchable_table::searchable_table_ui, threshold_card_ui};
use crate::{
    state::view::{ModelView, TableView},
    ui::{
        Commands, fonts,
        theme::{CARD_GAP, size},
        ui_ext::UiExt as _,
        widgets::{Shape, icon_space, shape, table_ui},
    },
    words::Words,
};

/// Shows the page.
pub fn model_page_ui(view: &ModelView, words: &Words, ui: &mut Ui, commands: &mut Commands) {
    ui.spacing_mut().item_spacing.y = CARD_GAP;
    ui.card(&view.title, |ui| {
        ui.heading_of_level(1, &view.title, fonts::bold(size::CLIENT));
        ui.text(&view.summary);
        if !view.verification.is_empty() {
            ui.quiet(&view.verification);
        }
        notes_ui(&view.notes, ui);
        ui.add_space(6.0);
        table_ui(ui, Id::unique("model facts"), &view.facts, None);
    });
    threshold_card_ui(&view.threshold, words, ui, commands);
    metrics_ui(&view.metrics, words, ui);
    let title = words.text("model-protected-title");
    if !view.protected.is_empty() {
        ui.card(title, |ui| {
            ui.card_title(title);
            ui.text(&view.protected);
        });
    }
    features_ui(&view.features, words, ui);
}

fn notes_ui(notes: &[String], ui: &mut Ui) {
    let palette = ui.palette();
    for note in notes {
        ui.horizontal_top(|ui| {
            let rect = icon_space(ui, 9.0, 19.0);
            shape(ui.painter(), rect, Shape::Disc, palette.down);
            ui.styled(note, fonts::regular(size::BODY), palette.text);
        });
    }
}

fn metrics_ui(metrics: &TableView, words: &Words, ui: &mut Ui) {
    let title = words.text("model-metrics-title");
    ui.card(title, |ui| {
        ui.card_title(title);
        if metrics.rows.is_empty() {
            ui.text(words.text("model-metrics-none"));
        } else {
            if !metrics.caption.is_empty() {
                ui.quiet(&metrics.caption);
            }
            table_ui(ui, Id::unique("model metrics"), metrics, None);
        }
    });
}

fn features_ui(features: &TableView, words: &Words, ui: &mut Ui) {
    let title = words.text("model-features-title");
    ui.card(title, |ui| {
        ui.card_title(title);
        let hint = words.text("model-features-search");
        searchable_table_ui(ui, Id::unique("model features"), features, hint, |query| {
            words.with("data-no-match", &[("query", query.into())])
        });
    });
}

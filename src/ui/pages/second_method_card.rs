//! What a second, approximate method says about the client: for experts, and closed until one asks.

use egui::{Id, Ui};

use crate::{
    state::{
        Command,
        view::{SecondMethodPane, SecondMethodView},
    },
    ui::{
        Commands,
        ui_ext::UiExt as _,
        widgets::{disclosure_ui, table_ui},
    },
    words::Words,
};

/// Shows the card: a line that opens what the method says.
pub(super) fn second_method_card_ui(
    pane: &SecondMethodPane,
    words: &Words,
    ui: &mut Ui,
    commands: &mut Commands,
) {
    let title = words.text("lime-title");
    ui.card(title, |ui| {
        let id = Id::unique("second method");
        let line = disclosure_ui(ui, id, title, words.text("lime-note"), |ui| match pane {
            SecondMethodPane::Closed => {}
            SecondMethodPane::Message(message) => {
                ui.quiet(message);
            }
            SecondMethodPane::Shown(view) => said_ui(view, ui),
        });
        if line.clicked() {
            commands.push(Command::ShowSecondMethod(*pane == SecondMethodPane::Closed));
        }
    });
}

/// The fit first: without it the weights mean nothing.
fn said_ui(view: &SecondMethodView, ui: &mut Ui) {
    ui.quiet(&view.method);
    ui.text(&view.fit);
    ui.text(&view.agreement);
    ui.add_space(4.0);
    table_ui(ui, Id::unique("second method weights"), &view.weights, None);
    ui.quiet(&view.caution);
}

//! The clients who have their score for the same reasons: what became of them, and in what the
//! closest differ.

use egui::{Align, Id, Layout, ScrollArea, Ui, accesskit::Role};

use crate::{
    state::{
        Command,
        view::{CounterpartView, LookAlikeRow, LookAlikesPane, LookAlikesView},
    },
    ui::{
        Commands, fonts,
        theme::{TARGET, size},
        ui_ext::UiExt as _,
        widgets::{disclosure_ui, link_button, table_ui, waiting_ui},
    },
    words::Words,
};

/// A longer list scrolls by itself; in points.
const TALLEST: f32 = 220.0;

/// Shows them in place of the comparison's chart.
pub(super) fn look_alikes_ui(
    pane: &LookAlikesPane,
    words: &Words,
    ui: &mut Ui,
    commands: &mut Commands,
) {
    match pane {
        LookAlikesPane::Waiting(waiting) => waiting_ui(waiting, words, ui, commands),
        LookAlikesPane::Found(found) => found_ui(found, ui, commands),
    }
}

fn found_ui(view: &LookAlikesView, ui: &mut Ui, commands: &mut Commands) {
    let color = ui.palette().text;
    ui.announce(&view.sentence, fonts::regular(size::BODY), color);
    ui.quiet(&view.note);
    for (place, counterpart) in view.counterparts.iter().enumerate() {
        ui.add_space(8.0);
        ui.push_id(("counterpart", place), |ui| counterpart_ui(counterpart, ui, commands));
    }
    if view.clients.is_empty() {
        return;
    }
    ui.add_space(4.0);
    disclosure_ui(ui, Id::unique("look-alikes"), &view.list_title, "", |ui| {
        list_ui(view, ui, commands);
    });
}

fn counterpart_ui(view: &CounterpartView, ui: &mut Ui, commands: &mut Commands) {
    ui.region(Role::Group, &view.title, |ui| {
        let color = ui.palette().text;
        ui.styled(&view.title, fonts::semibold(size::BODY), color);
        client_ui(&view.client, ui, commands);
        if view.same.is_empty() {
            table_ui(ui, Id::unique("differences"), &view.differences, None);
        } else {
            ui.quiet(&view.same);
        }
    });
}

/// One look-alike on a line: the identifier leads to the client.
fn client_ui(client: &LookAlikeRow, ui: &mut Ui, commands: &mut Commands) {
    ui.horizontal_wrapped(|ui| {
        if link_button(ui, &client.show).clicked() {
            commands.push(Command::Select(client.row));
        }
        let facts = [client.risk.as_str(), client.outcome.as_str()];
        let facts: Vec<&str> = facts.into_iter().filter(|fact| !fact.is_empty()).collect();
        if !facts.is_empty() {
            ui.quiet(&facts.join(" · "));
        }
    });
}

fn list_ui(view: &LookAlikesView, ui: &mut Ui, commands: &mut Commands) {
    ui.region(Role::List, &view.list_title, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        let area = ScrollArea::vertical().id_salt("look-alikes").max_height(TALLEST);
        area.min_scrolled_height(TALLEST.min(view.clients.len() as f32 * TARGET)).show_rows(
            ui,
            TARGET,
            view.clients.len(),
            |ui, rows| {
                for client in rows.filter_map(|place| view.clients.get(place)) {
                    let room = egui::vec2(ui.available_width(), TARGET);
                    ui.allocate_ui_with_layout(room, Layout::left_to_right(Align::Center), |ui| {
                        client_ui(client, ui, commands);
                    });
                }
            },
        );
    });
}

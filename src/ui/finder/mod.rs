//! The left panel: find a client, choose the group, go through the list.

mod clause_editor;
mod client_list;
mod filter_panel;
mod number_field;
mod saved_filters;
mod search_box;

use egui::Ui;

pub use client_list::client_list_ui;
use client_list::{HEADER, ROW};
pub use filter_panel::filter_panel_ui;
pub use search_box::search_box_ui;

use super::{
    Commands, Screen,
    theme::{CONTROL_HEIGHT, LINE_GAP},
};
use crate::words::Words;

/// Room for the panel's scroll bar, in points.
const BAR_ROOM: f32 = 14.0;
/// The list keeps at least this height, four clients below its titles, in points; below it the
/// whole panel scrolls.
const LEAST_LIST: f32 = CONTROL_HEIGHT + 2.0 * LINE_GAP + HEADER + 4.0 * ROW;

/// Shows the panel. The list takes the height that is left; in a low window the panel scrolls.
pub(super) fn finder_ui(screen: &Screen<'_>, words: &Words, ui: &mut Ui, commands: &mut Commands) {
    let bottom = ui.max_rect().bottom();
    let scrolls = egui::ScrollArea::vertical().id_salt("finder").auto_shrink([false, false]);
    scrolls.show(ui, |ui| {
        // The scroll bar floats over what is left free at the right.
        ui.set_max_width(ui.available_width() - BAR_ROOM);
        finder_parts_ui(screen, words, ui, commands, bottom);
    });
}

/// Shows the parts of the panel one below the other; the list ends at `bottom` when it can.
pub(super) fn finder_parts_ui(
    screen: &Screen<'_>,
    words: &Words,
    ui: &mut Ui,
    commands: &mut Commands,
    bottom: f32,
) {
    search_box_ui(screen.list, screen.search_focus_requested, words, ui, commands);
    ui.add_space(8.0);
    filter_panel_ui(screen.filter, words, ui, commands);
    ui.add_space(6.0);
    let height = (bottom - ui.cursor().top()).max(LEAST_LIST);
    client_list_ui(screen.list, height, words, ui, commands);
}

//! The status line: what runs, how far it is, and the way to stop it.

use egui::{Align, Layout, ProgressBar, Ui};

use crate::{
    state::{Command, view::StatusView},
    ui::{Commands, fonts, theme::size, ui_ext::UiExt as _, widgets::link_button},
    words::Words,
};

/// Width of the bar, in points.
const BAR: f32 = 140.0;

/// Shows the status line.
pub fn status_line_ui(view: &StatusView, words: &Words, ui: &mut Ui, commands: &mut Commands) {
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        if view.running && link_button(ui, words.text("status-cancel")).clicked() {
            commands.push(Command::Cancel);
        }
        if let Some(progress) = view.progress {
            let bar = ProgressBar::new(progress)
                .desired_width(BAR.min(0.4 * ui.available_width()))
                .fill(ui.palette().down)
                .desired_height(8.0);
            ui.add(bar).accessible_name(view.text.as_str());
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            let color = ui.palette().weak;
            ui.announce(&view.text, fonts::regular(size::SMALL + 0.5), color);
        });
    });
}

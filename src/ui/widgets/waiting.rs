//! A sentence in place of a picture that cannot be made yet, and how far it is.

use egui::{ProgressBar, Ui};

use crate::{
    state::{Command, view::WaitingView},
    ui::{Commands, fonts, theme::size, ui_ext::UiExt as _},
    words::Words,
};

/// Width of the bar at most, in points.
const BAR: f32 = 320.0;

/// Shows it.
pub(crate) fn waiting_ui(view: &WaitingView, words: &Words, ui: &mut Ui, commands: &mut Commands) {
    let color = ui.palette().text;
    ui.announce(&view.sentence, fonts::regular(size::BODY), color);
    if !view.advice.is_empty() {
        ui.quiet(&view.advice);
    }
    if let Some(progress) = view.progress {
        let bar = ProgressBar::new(progress)
            .desired_width(BAR.min(ui.available_width()))
            .fill(ui.palette().down)
            .desired_height(8.0);
        ui.add(bar).accessible_name(view.sentence.as_str());
    }
    if view.can_ask_again && ui.button(words.text("everybody-again")).clicked() {
        commands.push(Command::Contribute);
    }
}

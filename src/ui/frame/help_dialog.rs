//! The keyboard, how to read the window, and what the program is.

use egui::{Align, Id, Layout, Modal, RichText, Stroke, Ui, accesskit::Role, vec2};

use crate::{
    state::Command,
    ui::{Commands, fonts, keys, theme::size, ui_ext::UiExt as _},
    words::Words,
};

/// Width of the dialog, in points, when the window has room for it.
const WIDTH: f32 = 760.0;
/// Room between the dialog's content and the edges of the window, in points.
const OUTSIDE: f32 = 32.0;
/// Height of a line of the keyboard's part, in points.
const ROW: f32 = 22.0;

/// Shows the help over everything else.
pub fn help_dialog_ui(words: &Words, ui: &mut Ui, commands: &mut Commands) {
    let palette = ui.palette();
    let room = ui.ctx().content_rect().size();
    let modal = Modal::new(Id::unique("help dialog"))
        .backdrop_color(palette.scrim)
        .frame(egui::Frame::window(ui.style()))
        .show(ui.ctx(), |ui| {
            ui.set_width(WIDTH.min(room.x - 2.0 * OUTSIDE));
            // As high as the content needs now, whatever it needed in the frame before.
            ui.set_max_height(room.y - 2.0 * OUTSIDE);
            ui.leave_room_for_bar();
            ui.region(Role::Dialog, words.text("help-title"), |ui| {
                ui.spread(
                    120.0,
                    90.0,
                    |ui| {
                        ui.card_title(words.text("help-title"));
                    },
                    |ui| {
                        if ui.button(words.text("help-close")).clicked() {
                            commands.push(Command::ShowHelp(false));
                        }
                    },
                );
                let area = egui::ScrollArea::vertical();
                area.show(ui, |ui| {
                    ui.set_width(ui.available_width());
                    contents_ui(words, ui);
                });
            });
        });
    if modal.should_close() {
        commands.push(Command::ShowHelp(false));
    }
}

fn contents_ui(words: &Words, ui: &mut Ui) {
    ui.part_title(words.text("help-shortcuts-title"));
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        ui.spacing_mut().interact_size.y = ROW;
        for (keys, meaning) in keys::shortcuts_in_words(words) {
            shortcut_ui(ui, &keys, meaning);
        }
    });
    ui.add_space(10.0);
    ui.part_title(words.text("help-reading-title"));
    for key in ["help-reading-odds", "help-reading-missing", "help-reading-advice", "reasons-limit"]
    {
        ui.text(words.text(key));
    }
    ui.add_space(10.0);
    ui.part_title(words.text("help-about-title"));
    let version = env!("CARGO_PKG_VERSION");
    ui.text(&words.with("help-about-version", &[("version", version.into())]));
    for key in [
        "help-about-private",
        "help-about-licence",
        "help-about-data",
        "help-about-font",
        "help-about-engine",
    ] {
        ui.quiet(words.text(key));
    }
}

fn shortcut_ui(ui: &mut Ui, keys: &str, meaning: &str) {
    // Wide enough for the longest combination in both languages.
    const KEYS: f32 = 150.0;
    let line = ui.palette().line;
    let row = ui.horizontal(|ui| {
        ui.allocate_ui_with_layout(vec2(KEYS, ROW), Layout::left_to_right(Align::Center), |ui| {
            ui.set_width(KEYS);
            ui.label(RichText::new(keys).font(fonts::semibold(size::SMALL + 0.5)));
        });
        ui.text(meaning);
    });
    let rect = row.response.rect;
    ui.painter().hline(ui.max_rect().x_range(), rect.bottom() + 1.0, Stroke::new(1.0, line));
}

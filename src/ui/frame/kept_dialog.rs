//! The kept copies of client bases: what there is, what it takes, and the way to be rid of it.

use egui::{Id, Modal, Stroke, Ui, accesskit::Role};

use crate::{
    state::{
        Command,
        view::{KeptBaseView, KeptView},
    },
    ui::{Commands, fonts, theme::size, ui_ext::UiExt as _},
    words::Words,
};

/// Width of the dialog, in points, when the window has room for it.
const WIDTH: f32 = 640.0;
/// Room between the dialog's content and the edges of the window, in points.
const OUTSIDE: f32 = 32.0;

/// Room between the line above a copy and what is said about it, in points: as much as below.
const UNDER_LINE: f32 = 8.0;

/// Shows the dialog over everything else.
pub fn kept_dialog_ui(view: &KeptView, words: &Words, ui: &mut Ui, commands: &mut Commands) {
    let palette = ui.palette();
    let room = ui.ctx().content_rect().size();
    let title = words.text("kept-title");
    let modal = Modal::new(Id::unique("kept dialog"))
        .backdrop_color(palette.scrim)
        .frame(egui::Frame::window(ui.style()))
        .show(ui.ctx(), |ui| {
            ui.set_width(WIDTH.min(room.x - 2.0 * OUTSIDE));
            // As high as the content needs now, whatever it needed in the frame before.
            ui.set_max_height(room.y - 2.0 * OUTSIDE);
            ui.leave_room_for_bar();
            ui.region(Role::Dialog, title, |ui| {
                let close = words.text("help-close");
                ui.spread(
                    240.0,
                    90.0,
                    |ui| {
                        ui.card_title(title);
                    },
                    |ui| {
                        if ui.button(close).clicked() {
                            commands.push(Command::ShowKept(false));
                        }
                    },
                );
                egui::ScrollArea::vertical().show(ui, |ui| {
                    ui.set_width(ui.available_width());
                    contents_ui(view, words, ui, commands);
                });
            });
        });
    if modal.should_close() {
        commands.push(Command::ShowKept(false));
    }
}

fn contents_ui(view: &KeptView, words: &Words, ui: &mut Ui, commands: &mut Commands) {
    ui.spacing_mut().item_spacing.y = 8.0;
    ui.text(words.text("kept-intro"));
    let mut is_kept = view.is_kept;
    let switch = egui::Checkbox::new(&mut is_kept, words.text("kept-switch"));
    if ui.add_enabled(view.can_be_kept, switch).changed() {
        commands.push(Command::KeepBases(is_kept));
    }
    if !view.is_kept {
        ui.quiet(words.text("kept-off-hint"));
    }
    let color = ui.palette().text;
    ui.announce(&view.summary, fonts::semibold(size::BODY), color);
    if !view.folder.is_empty() {
        ui.quiet(&view.folder);
    }
    for (index, base) in view.bases.iter().enumerate() {
        if base_ui(base, words, ui) {
            commands.push(Command::RemoveKept(index));
        }
    }
    if !view.note.is_empty() {
        ui.announce(&view.note, fonts::regular(size::BODY), color);
    }
    if view.bases.len() > 1 && ui.button(words.text("kept-remove-all")).clicked() {
        commands.push(Command::RemoveAllKept);
    }
}

/// Shows one copy; gives back whether it is to be removed.
fn base_ui(base: &KeptBaseView, words: &Words, ui: &mut Ui) -> bool {
    let line = Stroke::new(1.0, ui.palette().line);
    let top = ui.cursor().top();
    ui.painter().hline(ui.max_rect().x_range(), top, line);
    ui.add_space(UNDER_LINE);
    let mut removed = false;
    ui.spread(
        200.0,
        110.0,
        |ui| {
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = 2.0;
                let color = ui.palette().text;
                ui.styled(&base.name, fonts::semibold(size::BODY), color)
                    .on_hover_text(&base.source);
                ui.quiet(&base.facts);
            });
        },
        |ui| {
            let name = words.with("kept-remove-name", &[("name", base.name.as_str().into())]);
            removed = ui.button(words.text("kept-remove")).accessible_name(&name).clicked();
        },
    );
    removed
}

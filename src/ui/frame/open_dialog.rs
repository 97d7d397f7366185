//! The dialog that opens a model or a client base.

use std::path::PathBuf;

use egui::{
    Align, Id, Key, Layout, Modal, Response, Sense, Stroke, StrokeKind, Ui, WidgetInfo,
    accesskit::Role, vec2,
};

use crate::{
    state::{BrowseFor, Command, OpenKind, view::OpenView},
    ui::{
        Commands, fonts,
        theme::{self, size},
        ui_ext::UiExt as _,
        widgets::{Shape, icon_space, link_button, shape, text_field},
    },
    words::Words,
};

/// Width of the dialog, in points, when the window has room for it.
const WIDTH: f32 = 560.0;

/// Shows the dialog over everything else.
pub fn open_dialog_ui(view: &OpenView, words: &Words, ui: &mut Ui, commands: &mut Commands) {
    let palette = ui.palette();
    let room = ui.ctx().content_rect().size();
    let modal = Modal::new(Id::unique("open dialog"))
        .backdrop_color(palette.scrim)
        .frame(egui::Frame::window(ui.style()))
        .show(ui.ctx(), |ui| {
            ui.set_width(WIDTH.min(room.x - 64.0));
            egui::ScrollArea::vertical().max_height(room.y - 80.0).show(ui, |ui| {
                ui.region(Role::Dialog, words.text("open-title"), |ui| {
                    ui.spacing_mut().item_spacing.y = 10.0;
                    contents_ui(view, words, ui, commands);
                });
            });
        });
    if modal.should_close() {
        commands.push(Command::CloseOpen);
    }
}

fn contents_ui(view: &OpenView, words: &Words, ui: &mut Ui, commands: &mut Commands) {
    ui.card_title(words.text("open-title"));
    kinds_ui(view, words, ui, commands);
    path_ui(view, words, ui, commands);
    if !view.error.is_empty() {
        error_ui(&view.error, ui);
    }
    ui.quiet(words.text("open-drop-hint"));
    ui.add_space(4.0);
    ui.horizontal_wrapped(|ui| {
        let text = egui::RichText::new(words.text("open-confirm"));
        let open = egui::Button::new(text.font(fonts::semibold(size::BODY)));
        if ui.add_enabled(!view.path.trim().is_empty(), open).clicked() {
            confirm(view, commands);
        }
        if ui.button(words.text("open-close")).clicked() {
            commands.push(Command::CloseOpen);
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if link_button(ui, words.text("open-demo")).clicked() {
                commands.push(Command::OpenDemo);
            }
        });
    });
}

fn confirm(view: &OpenView, commands: &mut Commands) {
    let path = PathBuf::from(view.path.trim());
    commands.push(Command::Open(Some(view.kind), path));
}

/// The two things that can be opened, as two large choices.
fn kinds_ui(view: &OpenView, words: &Words, ui: &mut Ui, commands: &mut Commands) {
    let kinds = [
        (OpenKind::Model, "open-model-title", "open-model-kinds"),
        (OpenKind::Base, "open-base-title", "open-base-kinds"),
    ];
    ui.region(Role::RadioGroup, words.text("open-title"), |ui| {
        ui.columns_const(|columns: &mut [Ui; 2]| {
            for (ui, (kind, title, detail)) in columns.iter_mut().zip(kinds) {
                let chosen = view.kind == kind;
                let tile = tile_ui(ui, words.text(title), words.text(detail), chosen);
                if tile.clicked() && !chosen {
                    commands.push(Command::ShowOpen(kind));
                }
            }
        });
    });
}

fn tile_ui(ui: &mut Ui, title: &str, detail: &str, chosen: bool) -> Response {
    // High enough for the longer of the two texts at the narrowest width.
    const HEIGHT: f32 = 118.0;
    let palette = ui.palette();
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), HEIGHT));
    let response = ui.interact(rect, ui.scope_id().with(title), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, chosen, title));
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_description(detail));
    let fill = if chosen || response.hovered() { palette.selected } else { palette.panel };
    let stroke = if chosen || response.has_focus() {
        Stroke::new(theme::FOCUS_WIDTH, palette.down)
    } else {
        Stroke::new(1.0, palette.edge)
    };
    ui.painter().rect(rect, theme::CARD_RADIUS, fill, stroke, StrokeKind::Inside);
    if response.has_focus() {
        let inner = rect.shrink(4.0);
        ui.painter().rect_stroke(inner, 6.0, Stroke::new(1.0, palette.down), StrokeKind::Inside);
    }
    let radio = rect.left_top() + vec2(22.0, 23.0);
    ui.painter().circle_stroke(radio, 7.0, Stroke::new(1.5, palette.edge));
    if chosen {
        ui.painter().circle_filled(radio, 4.0, palette.down);
    }
    let mut job = egui::text::LayoutJob::default();
    job.wrap.max_width = rect.width() - 52.0;
    let title_format = egui::TextFormat::simple(fonts::semibold(size::BODY + 1.0), palette.text);
    job.append(title, 0.0, title_format);
    job.append("\n", 0.0, egui::TextFormat::simple(fonts::regular(size::SMALL), palette.weak));
    job.append(detail, 0.0, egui::TextFormat::simple(fonts::regular(size::SMALL), palette.weak));
    let galley = ui.painter().layout_job(job);
    ui.painter().galley(rect.left_top() + vec2(38.0, 13.0), galley, palette.text);
    response
}

fn path_ui(view: &OpenView, words: &Words, ui: &mut Ui, commands: &mut Commands) {
    let caption = ui.part_title(words.text("open-path"));
    let mut path = view.path.clone();
    let hint = words.text("open-path-placeholder").to_owned();
    let field = text_field(&mut path).hint_text(hint).desired_width(f32::INFINITY);
    let field = ui.add(field).labelled_by(caption.id);
    if just_opened(ui) {
        field.request_focus();
    }
    if field.changed() {
        commands.push(Command::SetOpenPath(path));
    }
    let entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    if entered && !view.path.trim().is_empty() {
        confirm(view, commands);
    }
    ui.horizontal_wrapped(|ui| {
        if ui.button(words.text("open-choose-file")).clicked() {
            commands.push(Command::Browse(view.kind, BrowseFor::File));
        }
        if ui.button(words.text("open-choose-folder")).clicked() {
            commands.push(Command::Browse(view.kind, BrowseFor::Folder));
        }
    });
}

/// Whether the dialog was not on screen in the frame before.
fn just_opened(ui: &Ui) -> bool {
    let id = Id::unique("open dialog shown in pass");
    let pass = ui.ctx().cumulative_pass_nr();
    let last = ui.data(|data| data.get_temp::<u64>(id));
    ui.data_mut(|data| data.insert_temp(id, pass));
    last.is_none_or(|last| last + 1 < pass)
}

fn error_ui(error: &str, ui: &mut Ui) {
    let palette = ui.palette();
    ui.horizontal_top(|ui| {
        let rect = icon_space(ui, 12.0, 19.0);
        shape(ui.painter(), rect, Shape::Square, palette.up);
        let response = ui.styled(error, fonts::regular(size::BODY), palette.up);
        ui.ctx().accesskit_node_builder(response.id, |node| {
            node.set_role(Role::Alert);
            node.set_live(egui::accesskit::Live::Assertive);
            node.set_label(error);
        });
    });
}

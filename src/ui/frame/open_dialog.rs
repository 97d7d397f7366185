//! The dialog that opens a model, a client base, or a table that describes its clients.

use std::path::PathBuf;

use egui::{
    Align, Id, Key, Layout, Modal, Response, Sense, Stroke, StrokeKind, Ui, WidgetInfo,
    accesskit::Role, text::CCursorRange, vec2,
};

use crate::{
    state::{
        BrowseFor, Command, OpenKind,
        view::{OpenView, TableEntry},
    },
    ui::{
        Commands, fonts,
        theme::{self, CONTROL_HEIGHT, size},
        ui_ext::UiExt as _,
        widgets::{Shape, icon_space, link_button, shape, text_field},
    },
    words::Words,
};

/// Width of the dialog, in points, when the window has room for it.
const WIDTH: f32 = 680.0;
/// Room between the dialog's content and the edges of the window, in points.
const OUTSIDE: f32 = 32.0;
/// Room for the buttons under what scrolls, in points.
const BUTTONS: f32 = CONTROL_HEIGHT + 14.0;

/// Shows the dialog over everything else.
pub fn open_dialog_ui(view: &OpenView, words: &Words, ui: &mut Ui, commands: &mut Commands) {
    let palette = ui.palette();
    let room = ui.ctx().content_rect().size();
    let modal = Modal::new(Id::unique("open dialog"))
        .backdrop_color(palette.scrim)
        .frame(egui::Frame::window(ui.style()))
        .show(ui.ctx(), |ui| {
            ui.set_width(WIDTH.min(room.x - 2.0 * OUTSIDE));
            let height = room.y - 2.0 * OUTSIDE;
            // As high as the content needs now, whatever it needed in the frame before.
            ui.set_max_height(height);
            ui.region(Role::Dialog, words.text("open-title"), |ui| {
                ui.spacing_mut().item_spacing.y = 10.0;
                ui.leave_room_for_bar();
                let area = egui::ScrollArea::vertical().max_height(height - BUTTONS);
                area.show(ui, |ui| contents_ui(view, words, ui, commands));
                buttons_ui(view, words, ui, commands);
            });
        });
    if modal.should_close() {
        commands.push(Command::CloseOpen);
    }
}

fn contents_ui(view: &OpenView, words: &Words, ui: &mut Ui, commands: &mut Commands) {
    ui.card_title(words.text("open-title"));
    kinds_ui(view, words, ui, commands);
    let asked_anew = asks_for_path(view, ui);
    path_ui(view, asked_anew, words, ui, commands);
    if !view.error.is_empty() {
        let error = error_ui(&view.error, ui);
        if asked_anew {
            error.scroll_to_me(None);
        }
    }
    choose_ui(view, words, ui, commands);
    if view.kind == OpenKind::Table {
        tables_ui(&view.tables, words, ui, commands);
    } else {
        ui.quiet(words.text("open-drop-hint"));
    }
    if link_button(ui, words.text("kept-open")).clicked() {
        commands.push(Command::ShowKept(true));
    }
}

/// The tables that were added to the open base, each with the way to take it away.
fn tables_ui(tables: &[TableEntry], words: &Words, ui: &mut Ui, commands: &mut Commands) {
    if tables.is_empty() {
        return;
    }
    ui.part_title(words.text("table-list-title"));
    for (index, table) in tables.iter().enumerate() {
        ui.spread(
            200.0,
            110.0,
            |ui| {
                ui.vertical(|ui| {
                    ui.spacing_mut().item_spacing.y = 2.0;
                    let color = ui.palette().text;
                    ui.styled(&table.name, fonts::semibold(size::BODY), color);
                    ui.quiet(&table.facts);
                });
            },
            |ui| {
                let name = words.with("kept-remove-name", &[("name", table.name.as_str().into())]);
                let remove = ui.button(words.text("kept-remove")).accessible_name(&name);
                if remove.clicked() {
                    commands.push(Command::RemoveTable(index));
                }
            },
        );
    }
}

/// The buttons, which never scroll out of sight.
fn buttons_ui(view: &OpenView, words: &Words, ui: &mut Ui, commands: &mut Commands) {
    ui.horizontal_wrapped(|ui| {
        let text = egui::RichText::new(words.text("open-confirm"));
        let open = egui::Button::new(text.font(fonts::semibold(size::BODY)));
        if ui.add_enabled(!view.path.trim().is_empty(), open).clicked() {
            confirm(view, &view.path, commands);
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

fn confirm(view: &OpenView, path: &str, commands: &mut Commands) {
    let path = PathBuf::from(path.trim());
    commands.push(Command::Open(Some(view.kind), path));
}

/// The things that can be opened, as large choices.
fn kinds_ui(view: &OpenView, words: &Words, ui: &mut Ui, commands: &mut Commands) {
    let kinds = [
        (OpenKind::Model, "open-model-title", "open-model-kinds"),
        (OpenKind::Base, "open-base-title", "open-base-kinds"),
        (OpenKind::Table, "open-table-title", "open-table-kinds"),
    ];
    ui.region(Role::RadioGroup, words.text("open-title"), |ui| {
        ui.columns_const(|columns: &mut [Ui; 3]| {
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
    // High enough for the longest of the texts at the narrowest width.
    const HEIGHT: f32 = 158.0;
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

fn path_ui(view: &OpenView, asked_anew: bool, words: &Words, ui: &mut Ui, commands: &mut Commands) {
    let caption = ui.part_title(words.text("open-path"));
    let mut path = view.path.clone();
    let hint = words.text(match view.kind {
        OpenKind::Table => "open-path-placeholder-table",
        OpenKind::Model => "open-path-placeholder-model",
        OpenKind::Base => "open-path-placeholder",
    });
    let field = text_field(&mut path).hint_text(hint.to_owned()).desired_width(f32::INFINITY);
    let field = ui.add(field).labelled_by(caption.id);
    if asked_anew {
        field.request_focus();
        select_all(ui, &field, &path);
    }
    if field.changed() {
        commands.push(Command::SetOpenPath(path.clone()));
    }
    let entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    if entered {
        field.request_focus();
        // What was typed in this very frame counts.
        if !path.trim().is_empty() {
            confirm(view, &path, commands);
        }
    }
}

/// The system's own windows for files and folders.
fn choose_ui(view: &OpenView, words: &Words, ui: &mut Ui, commands: &mut Commands) {
    ui.horizontal_wrapped(|ui| {
        if ui.button(words.text("open-choose-file")).clicked() {
            commands.push(Command::Browse(view.kind, BrowseFor::File));
        }
        if ui.button(words.text("open-choose-folder")).clicked() {
            commands.push(Command::Browse(view.kind, BrowseFor::Folder));
        }
    });
}

/// What the dialog asked for when it was shown last, and the pass in which it was.
type Asked = (u64, OpenKind, String);

/// Where [`Asked`] is kept.
fn asked_id() -> Id {
    Id::unique("open dialog asked")
}

/// Whether a path is asked for anew: the dialog has just come, for something else, or with an error.
fn asks_for_path(view: &OpenView, ui: &Ui) -> bool {
    let pass = ui.ctx().cumulative_pass_nr();
    let last = ui.data(|data| data.get_temp::<Asked>(asked_id()));
    let asked: Asked = (pass, view.kind, view.error.clone());
    ui.data_mut(|data| data.insert_temp(asked_id(), asked));
    last.is_none_or(|(last_pass, kind, error)| {
        let has_failed = !view.error.is_empty() && error != view.error;
        last_pass + 1 < pass || kind != view.kind || has_failed
    })
}

/// Whether the dialog was on screen in the pass before.
pub(crate) fn was_open(ui: &Ui) -> bool {
    let last = ui.data(|data| data.get_temp::<Asked>(asked_id()));
    last.is_some_and(|(last_pass, ..)| last_pass + 1 == ui.ctx().cumulative_pass_nr())
}

/// Selects all of `text`, so that typing replaces it.
fn select_all(ui: &Ui, field: &Response, text: &str) {
    let mut state = egui::TextEdit::load_state(ui.ctx(), field.id).unwrap_or_default();
    state.cursor.set_char_range(Some(CCursorRange::select_all_str(text)));
    state.store(ui.ctx(), field.id);
}

fn error_ui(error: &str, ui: &mut Ui) -> Response {
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
    })
    .response
}

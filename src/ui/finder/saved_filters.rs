//! Filters kept under a name: save, take, forget.

use egui::{Id, Key, Popup, PopupCloseBehavior, Ui};

use crate::{
    state::{Command, view::FilterView},
    ui::{
        Commands,
        ui_ext::UiExt as _,
        widgets::{link_button, text_field},
    },
    words::Words,
};

/// Width of the list of saved filters, in points.
const WIDTH: f32 = 280.0;

/// Shows the way to the saved filters, when there is anything to take or to save.
pub(super) fn saved_filters_ui(
    view: &FilterView,
    words: &Words,
    ui: &mut Ui,
    commands: &mut Commands,
) {
    if view.saved.is_empty() && view.clauses.is_empty() {
        return;
    }
    let button = link_button(ui, words.text("filter-saved"));
    let opened = button.clicked();
    Popup::from_toggle_button_response(&button)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .accessible_name(words.text("filter-saved"))
        .width(WIDTH)
        .show(|ui| {
            ui.set_width(WIDTH);
            list_ui(view, opened, words, ui, commands);
            if !view.clauses.is_empty() {
                ui.separator();
                save_ui(view, opened, words, ui, commands);
            }
        });
}

fn list_ui(view: &FilterView, opened: bool, words: &Words, ui: &mut Ui, commands: &mut Commands) {
    if view.saved.is_empty() {
        ui.quiet(words.text("filter-saved-none"));
    }
    // Without a filter to save, the first of the list is what is wanted.
    let mut takes_focus = opened && view.clauses.is_empty();
    for name in &view.saved {
        ui.horizontal(|ui| {
            let argument = [("name", name.as_str().into())];
            let delete = words.text("common-delete");
            let room = ui.available_width() - 90.0;
            let load = egui::Button::new(name.as_str()).truncate();
            let load = ui.add_sized([room, ui.spacing().interact_size.y], load);
            let load = load.accessible_name(words.with("filter-load", &argument));
            if std::mem::take(&mut takes_focus) {
                load.request_focus();
            }
            if load.clicked() {
                commands.push(Command::LoadFilter(name.clone()));
                ui.close();
            }
            let forget = link_button(ui, delete);
            let forget = forget.accessible_name(words.with("filter-delete", &argument));
            if forget.clicked() {
                commands.push(Command::DeleteFilter(name.clone()));
            }
        });
    }
}

fn save_ui(view: &FilterView, opened: bool, words: &Words, ui: &mut Ui, commands: &mut Commands) {
    let id = Id::unique("name of the filter to save");
    let mut name = ui.data(|data| data.get_temp::<String>(id)).unwrap_or_default();
    let caption = ui.part_title(words.text("filter-save-name"));
    let field = ui.add(text_field(&mut name).desired_width(f32::INFINITY));
    let field = field.labelled_by(caption.id);
    if opened {
        field.request_focus();
    }
    let entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    let trimmed = name.trim().to_owned();
    if view.saved.contains(&trimmed) {
        ui.quiet(words.text("filter-name-taken"));
    }
    let button = egui::Button::new(words.text("filter-save-confirm"));
    let pressed = ui.add_enabled(!trimmed.is_empty(), button).clicked();
    if (pressed || entered) && !trimmed.is_empty() {
        commands.push(Command::SaveFilter(trimmed));
        name.clear();
        ui.close();
    }
    ui.data_mut(|data| data.insert_temp(id, name));
}

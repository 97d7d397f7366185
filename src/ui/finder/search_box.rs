//! The search box: an identifier leads to its client.

use egui::{EventFilter, Key, Modifiers, Ui, accesskit::Role};

use crate::{
    state::{Command, view::ListView},
    ui::{Commands, fonts, keys, theme::size, ui_ext::UiExt as _, widgets::text_field},
    words::Words,
};

/// Shows the box and, below it, what was found. Arrow keys go through the list, Enter takes the
/// first client found, Escape empties the box.
pub fn search_box_ui(
    view: &ListView,
    focus_requested: bool,
    words: &Words,
    ui: &mut Ui,
    commands: &mut Commands,
) {
    let caption = ui.part_title(words.text("search-title"));
    let id = keys::search_id();
    let had_focus = ui.memory(|memory| memory.has_focus(id));
    if had_focus {
        keys_ui(view, ui, commands);
    }
    let mut query = view.query.clone();
    // Escape empties the box before it leaves it; arrows go through the list.
    let own_keys = EventFilter {
        horizontal_arrows: true,
        vertical_arrows: true,
        escape: !view.query.is_empty(),
        ..EventFilter::default()
    };
    let field = text_field(&mut query)
        .id(id)
        .event_filter(own_keys)
        .hint_text(words.text("search-placeholder").to_owned())
        .desired_width(f32::INFINITY);
    let field = ui.add(field).labelled_by(caption.id);
    ui.ctx().accesskit_node_builder(id, |node| {
        node.set_role(Role::SearchInput);
        node.set_description(words.text("search-label"));
    });
    if focus_requested {
        field.request_focus();
    }
    if field.changed() {
        commands.push(Command::Search(query));
    }
    if field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter)) {
        commands.push(Command::ConfirmSearch);
        field.request_focus();
    }
    if !view.message.is_empty() {
        let weak = ui.palette().weak;
        ui.announce(&view.message, fonts::regular(size::SMALL), weak);
    }
}

fn keys_ui(view: &ListView, ui: &Ui, commands: &mut Commands) {
    let (steps, escaped) = ui.input_mut(|input| {
        let down = keys::take_presses(input, Key::ArrowDown);
        let up = keys::take_presses(input, Key::ArrowUp);
        let escaped = !view.query.is_empty() && input.consume_key(Modifiers::NONE, Key::Escape);
        (i32::from(down) - i32::from(up), escaped)
    });
    if steps != 0 {
        commands.push(Command::MoveSelection(steps));
    }
    if escaped {
        commands.push(Command::Search(String::new()));
    }
}

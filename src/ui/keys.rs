//! The keyboard: every combination, what it asks for, and its words in the help.
//!
//! Invariant: a combination that edits text is never taken away from a text field.

use egui::{Context, Event, Id, InputState, Key, KeyboardShortcut, Modifiers};

use super::Commands;
use crate::{
    domain::Language,
    state::{Command, OpenKind, Tab, ThemeChoice, ZoomStep, view::FrameView},
    words::Words,
};

/// The search box, so that it can be given the focus from anywhere.
#[must_use]
pub fn search_id() -> Id {
    Id::unique("client search")
}

/// How often `key` was pressed alone in this frame; nobody else hears of it.
pub(super) fn take_presses(input: &mut InputState, key: Key) -> i16 {
    let presses = input.count_and_consume_key(Modifiers::NONE, key);
    i16::try_from(presses).unwrap_or(i16::MAX)
}

const fn ctrl(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::COMMAND, key)
}

const FIND: KeyboardShortcut = ctrl(Key::F);
const OPEN: KeyboardShortcut = ctrl(Key::O);
const LANGUAGE: KeyboardShortcut = ctrl(Key::L);
const THEME: KeyboardShortcut = ctrl(Key::D);
const HELP: KeyboardShortcut = KeyboardShortcut::new(Modifiers::NONE, Key::F1);
const TABS: [(KeyboardShortcut, Tab); 3] = [
    (ctrl(Key::Num1), Tab::Client),
    (ctrl(Key::Num2), Tab::Population),
    (ctrl(Key::Num3), Tab::Model),
];
const ZOOM: [(KeyboardShortcut, ZoomStep); 4] = [
    (ctrl(Key::Plus), ZoomStep::In),
    (ctrl(Key::Equals), ZoomStep::In),
    (ctrl(Key::Minus), ZoomStep::Out),
    (ctrl(Key::Num0), ZoomStep::Reset),
];

/// Turns the combinations that were pressed into commands.
pub(super) fn commands_of_keys(
    ctx: &Context,
    view: &FrameView,
    editor_shown: bool,
    commands: &mut Commands,
) {
    commands_of_settings(ctx, view, commands);
    // What lies under a dialog stays as it is.
    if view.open.is_some() || view.kept.is_some() || view.help_shown {
        return;
    }
    // Escape closes one thing at a time, the innermost first.
    let escaped = ctx.input(|input| input.key_pressed(Key::Escape));
    let searching = ctx.memory(|memory| memory.has_focus(search_id()));
    if editor_shown && escaped && !searching && !egui::Popup::is_any_open(ctx) {
        commands.push(Command::CloseEditor);
    }
    if pressed(ctx, FIND) {
        ctx.memory_mut(|memory| memory.request_focus(search_id()));
    }
    if pressed(ctx, OPEN) {
        commands.push(Command::ShowOpen(OpenKind::Base));
    }
    for (shortcut, tab) in TABS {
        if pressed(ctx, shortcut) || pressed_in_place(ctx, shortcut) {
            commands.push(Command::ShowTab(tab));
        }
    }
}

fn pressed(ctx: &Context, shortcut: KeyboardShortcut) -> bool {
    ctx.input_mut(|input| input.consume_shortcut(&shortcut))
}

/// Whether the key was pressed that stands where `shortcut` has its digit: a French keyboard gives
/// digits with Shift only, and a quotation mark in place of 3 without it.
fn pressed_in_place(ctx: &Context, shortcut: KeyboardShortcut) -> bool {
    let is_it = |event: &Event| match event {
        Event::Key { physical_key, pressed: true, repeat: false, modifiers, .. } => {
            *physical_key == Some(shortcut.logical_key)
                && modifiers.matches_exact(shortcut.modifiers)
        }
        _ => false,
    };
    ctx.input(|input| input.events.iter().any(is_it))
}

/// Size, language, theme and help: these hold over dialogs too.
fn commands_of_settings(ctx: &Context, view: &FrameView, commands: &mut Commands) {
    let pressed = |shortcut| pressed(ctx, shortcut);
    for (shortcut, step) in ZOOM {
        if pressed(shortcut) {
            commands.push(Command::Zoom(step));
        }
    }
    if pressed(LANGUAGE) {
        commands.push(Command::SetLanguage(match view.top.language {
            Language::French => Language::English,
            Language::English => Language::French,
        }));
    }
    if pressed(THEME) {
        commands.push(Command::SetTheme(if ctx.theme() == egui::Theme::Dark {
            ThemeChoice::Light
        } else {
            ThemeChoice::Dark
        }));
    }
    if pressed(HELP) {
        commands.push(Command::ShowHelp(!view.help_shown));
    }
}

/// Every combination with what it does, for the help.
pub(super) fn shortcuts_in_words(words: &Words) -> Vec<(String, &str)> {
    let ctrl = words.text("key-ctrl");
    let with_ctrl = |keys: &str| format!("{ctrl} + {keys}");
    vec![
        (with_ctrl("F"), words.text("help-shortcut-search")),
        (words.text("key-arrows").to_owned(), words.text("help-shortcut-up-down")),
        (words.text("key-page").to_owned(), words.text("help-shortcut-page")),
        (words.text("key-home-end").to_owned(), words.text("help-shortcut-home-end")),
        (words.text("key-enter").to_owned(), words.text("help-shortcut-enter")),
        (words.text("key-escape").to_owned(), words.text("help-shortcut-escape")),
        (words.text("key-tab").to_owned(), words.text("help-shortcut-tab")),
        (with_ctrl("1, 2, 3"), words.text("help-shortcut-tabs")),
        (with_ctrl("O"), words.text("help-shortcut-open")),
        (with_ctrl("+, −, 0"), words.text("help-shortcut-zoom")),
        (with_ctrl("D"), words.text("help-shortcut-theme")),
        (with_ctrl("L"), words.text("help-shortcut-language")),
        ("F1".to_owned(), words.text("help-shortcut-help")),
    ]
}

//! The group: which conditions hold, how many clients meet them, and the way to add one.

use egui::Ui;

use crate::{
    state::{Command, view::FilterView},
    ui::{
        Commands,
        finder::{
            clause_editor::{self, clause_editor_ui},
            saved_filters::saved_filters_ui,
        },
        ui_ext::UiExt as _,
        widgets::{ChipAnswer, Picker, link_button, removable_chip_ui},
    },
    words::Words,
};

/// Shows the conditions as chips, the editor of one, and what the group counts.
pub fn filter_panel_ui(view: &FilterView, words: &Words, ui: &mut Ui, commands: &mut Commands) {
    ui.part_title(words.text("filter-title"));
    if !view.clauses.is_empty() {
        chips_ui(view, words, ui, commands);
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(14.0, 0.0);
        add_ui(view, words, ui, commands);
        if !view.clauses.is_empty() && link_button(ui, words.text("filter-clear")).clicked() {
            commands.push(Command::ClearFilter);
        }
        saved_filters_ui(view, words, ui, commands);
    });
    if let Some(editor) = &view.editor {
        clause_editor_ui(editor, view, words, ui, commands);
    }
    ui.add_space(2.0);
    ui.text(&view.count);
}

fn chips_ui(view: &FilterView, words: &Words, ui: &mut Ui, commands: &mut Commands) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        let edited = view.editor.as_ref().map(|editor| editor.index);
        for (position, clause) in view.clauses.iter().enumerate() {
            let label = || ("label", clause.text.as_str().into());
            let edit = words.with("filter-edit", &[label()]);
            let remove = words.with("filter-remove", &[label()]);
            let is_edited = edited == Some(position);
            let answer = removable_chip_ui(ui, &clause.text, is_edited, &edit, &remove);
            commands.extend(answer.map(|answer| match answer {
                ChipAnswer::Edit if is_edited => Command::CloseEditor,
                ChipAnswer::Edit => Command::EditClause(position),
                ChipAnswer::Remove => Command::RemoveClause(position),
            }));
        }
    });
}

fn add_ui(view: &FilterView, words: &Words, ui: &mut Ui, commands: &mut Commands) {
    let shown = format!("+ {}", words.text("filter-add"));
    let picker = Picker {
        id: ui.scope_id().with("add filter"),
        name: words.text("filter-add"),
        shown: &shown,
        search_hint: words.text("filter-search-column"),
        nothing: words.text("filter-no-column"),
        is_link: true,
    };
    let name_of =
        |position: usize| view.columns.get(position).map_or("", |choice| choice.label.as_str());
    let answer = picker.show(ui, view.columns.len(), name_of, None);
    if let Some(choice) = answer.and_then(|position| view.columns.get(position)) {
        clause_editor::focus_when_shown(&choice.column, ui);
        commands.push(Command::AddClause(choice.column.clone()));
    }
}

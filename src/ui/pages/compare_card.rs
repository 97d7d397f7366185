//! Where the client stands among others, for one feature or two.

use egui::{Id, Ui};

use crate::{
    state::{
        Command, Scope,
        view::{ColumnChoice, CompareView},
    },
    ui::{
        Commands,
        charts::{bar_chart_ui, grid_chart_ui},
        ui_ext::UiExt as _,
        widgets::{Picker, Segment, link_button, segmented_ui, table_twin_ui},
    },
    words::Words,
};

/// Shows the card.
pub fn compare_card_ui(view: &CompareView, words: &Words, ui: &mut Ui, commands: &mut Commands) {
    let title = words.text("compare-title");
    ui.card(title, |ui| {
        ui.spread(
            100.0,
            190.0,
            |ui| {
                ui.card_title(title);
            },
            |ui| scope_ui(view, words, ui, commands),
        );
        ui.add_space(2.0);
        columns_ui(view, words, ui, commands);
        ui.add_space(4.0);
        if let Some(grid) = &view.grid {
            ui.text(&grid.sentence);
            ui.add_space(6.0);
            grid_chart_ui(grid, words, ui);
        } else {
            ui.text(&view.sentence);
            ui.add_space(6.0);
            bar_chart_ui(&view.chart, words, ui);
        }
        let table = view.grid.as_ref().map_or(&view.chart.table, |grid| &grid.table);
        let captions = (words.text("compare-show-table"), words.text("common-hide-table"));
        table_twin_ui(ui, Id::unique("comparison table"), table, captions, |_| {});
    });
}

fn scope_ui(view: &CompareView, words: &Words, ui: &mut Ui, commands: &mut Commands) {
    let no_group = (!view.has_group).then(|| words.text("compare-no-group"));
    let segments = [
        Segment { value: Scope::All, label: words.text("compare-all"), unavailable: None },
        Segment { value: Scope::Group, label: words.text("compare-group"), unavailable: no_group },
    ];
    let name = words.text("compare-scope");
    commands.extend(segmented_ui(ui, name, view.scope, &segments).map(Command::CompareWith));
}

fn columns_ui(view: &CompareView, words: &Words, ui: &mut Ui, commands: &mut Commands) {
    ui.horizontal_wrapped(|ui| {
        let first = Picker {
            id: Id::unique("feature compared"),
            name: words.text("compare-feature"),
            shown: &view.label,
            search_hint: words.text("compare-feature-search"),
            nothing: words.text("filter-no-column"),
            is_link: false,
        };
        let chosen = position(&view.choices, &view.column);
        if let Some(column) = pick(first, ui, &view.choices, chosen) {
            commands.push(Command::Compare(column));
        }
        let add_second = format!("+ {}", words.text("compare-two-features"));
        let has_second = view.second.is_some();
        let second = Picker {
            id: Id::unique("second feature compared"),
            name: words.text("compare-two-features"),
            shown: if has_second { &view.second_label } else { &add_second },
            search_hint: words.text("compare-feature-search"),
            nothing: words.text("filter-no-column"),
            is_link: !has_second,
        };
        let chosen = view.second.as_deref().and_then(|second| position(&view.choices, second));
        if let Some(column) = pick(second, ui, &view.choices, chosen) {
            commands.push(Command::CompareSecond(Some(column)));
        }
        if has_second {
            let one = link_button(ui, words.text("compare-one-only"));
            if one.clicked() {
                commands.push(Command::CompareSecond(None));
            }
        }
    });
}

fn position(choices: &[ColumnChoice], column: &str) -> Option<usize> {
    choices.iter().position(|choice| choice.column == column)
}

fn pick(
    picker: Picker<'_>,
    ui: &mut Ui,
    choices: &[ColumnChoice],
    chosen: Option<usize>,
) -> Option<String> {
    let name_of =
        |position: usize| choices.get(position).map_or("", |choice| choice.label.as_str());
    let answer = picker.show(ui, choices.len(), name_of, chosen)?;
    choices.get(answer).map(|choice| choice.column.clone())
}

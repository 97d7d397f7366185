//! Where the client stands among others, for one feature or two.

use egui::{Id, Ui};

use super::look_alikes::look_alikes_ui;
use crate::{
    state::{
        Command, Scope,
        view::{ColumnChoice, CompareView, LookAlikesPane},
    },
    ui::{
        Commands,
        charts::{bar_chart_ui, grid_chart_ui},
        ui_ext::UiExt as _,
        widgets::{Picker, Segment, link_button, segmented_ui, segmented_width, table_twin_ui},
    },
    words::Words,
};

/// Shows the card: a chart, or the look-alikes when they are chosen.
pub fn compare_card_ui(
    view: &CompareView,
    look_alikes: Option<&LookAlikesPane>,
    words: &Words,
    ui: &mut Ui,
    commands: &mut Commands,
) {
    let title = words.text("compare-title");
    ui.card(title, |ui| {
        let scopes = ["compare-all", "compare-group", "compare-look-alikes"];
        let scopes_width = segmented_width(ui, &scopes.map(|key| words.text(key)));
        ui.spread(
            100.0,
            scopes_width,
            |ui| {
                ui.card_title(title);
            },
            |ui| {
                let chosen = look_alikes.map_or(view.scope, |_| Scope::LookAlikes);
                scope_ui(chosen, view.has_group, words, ui, commands);
            },
        );
        ui.add_space(2.0);
        if let Some(pane) = look_alikes {
            return look_alikes_ui(pane, words, ui, commands);
        }
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

fn scope_ui(chosen: Scope, has_group: bool, words: &Words, ui: &mut Ui, commands: &mut Commands) {
    let no_group = (!has_group).then(|| words.text("compare-no-group"));
    let segments = [
        Segment { value: Scope::All, label: words.text("compare-all"), unavailable: None },
        Segment { value: Scope::Group, label: words.text("compare-group"), unavailable: no_group },
        Segment {
            value: Scope::LookAlikes,
            label: words.text("compare-look-alikes"),
            unavailable: None,
        },
    ];
    let name = words.text("compare-scope");
    commands.extend(segmented_ui(ui, name, chosen, &segments).map(Command::CompareWith));
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

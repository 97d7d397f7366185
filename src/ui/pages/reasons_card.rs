//! Why the score is what it is: a sentence, bars with words, and the same as a table.

use egui::{Align, Color32, Id, Layout, Ui};

use crate::{
    state::{
        Against, Command, Grouping,
        view::{AgainstView, ReasonsView},
    },
    ui::{
        Commands,
        charts::reason_bars_ui,
        fonts,
        theme::size,
        ui_ext::UiExt as _,
        widgets::{
            Segment, Shape, icon_space, segmented_ui, segmented_width, shape, table_twin_ui,
        },
    },
    words::Words,
};

/// Shows the card.
pub fn reasons_card_ui(
    view: &ReasonsView,
    against: &AgainstView,
    words: &Words,
    ui: &mut Ui,
    commands: &mut Commands,
) {
    let title = words.text("reasons-title");
    ui.card(title, |ui| {
        ui.spread(
            180.0,
            200.0,
            |ui| {
                ui.card_title(title);
            },
            |ui| grouping_ui(view, words, ui, commands),
        );
        against_ui(view, against, words, ui, commands);
        ui.add_space(4.0);
        ui.text(&view.summary);
        if !view.sum.is_empty() {
            ui.text(&view.sum);
        }
        ui.add_space(4.0);
        reason_bars_ui(view, words, ui, commands);
        ui.add_space(6.0);
        directions_ui(words, ui);
        ui.quiet(&format!("{} {}", view.legend, words.text("reasons-limit")));
        let captions = (words.text("reasons-show-table"), words.text("common-hide-table"));
        table_twin_ui(ui, Id::unique("reasons table"), &view.table, captions, |ui| {
            ui.text(&view.identity);
        });
    });
}

/// Whom the reasons are measured against, and the switch that changes it.
fn against_ui(
    view: &ReasonsView,
    against: &AgainstView,
    words: &Words,
    ui: &mut Ui,
    commands: &mut Commands,
) {
    let segments = [
        (Against::Average, "reasons-against-average", ""),
        (Against::JustAccepted, "reasons-against-just-accepted", against.no_just_accepted.as_str()),
        (Against::Group, "reasons-against-group", against.no_group.as_str()),
    ]
    .map(|(value, key, reason)| Segment {
        value,
        label: words.text(key),
        unavailable: (!reason.is_empty()).then_some(reason),
    });
    let width = segmented_width(ui, &segments.each_ref().map(|segment| segment.label));
    let is_average = against.chosen == Against::Average;
    let name = words.text("reasons-against");
    ui.spread(
        120.0,
        width,
        |ui| {
            // In the middle of the switch's height.
            ui.add_space(5.0);
            let hint = if is_average {
                "reasons-reference-hint"
            } else {
                "reasons-reference-applicants-hint"
            };
            ui.quiet(name).on_hover_text(words.text(hint));
        },
        |ui| {
            let asked = segmented_ui(ui, name, against.chosen, &segments);
            commands.extend(asked.map(Command::MeasureAgainst));
        },
    );
    if !is_average {
        ui.quiet(&view.reference);
    }
}

fn grouping_ui(view: &ReasonsView, words: &Words, ui: &mut Ui, commands: &mut Commands) {
    let segments =
        [(Grouping::Factors, "reasons-by-factor"), (Grouping::Themes, "reasons-by-theme")]
            .map(|(value, key)| Segment { value, label: words.text(key), unavailable: None });
    let name = words.text("reasons-grouping");
    commands.extend(segmented_ui(ui, name, view.grouping, &segments).map(Command::GroupReasons));
}

/// Which side means what, with an arrow that points there.
fn directions_ui(words: &Words, ui: &mut Ui) {
    let palette = ui.palette();
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        direction_ui(words.text("reasons-lowers-axis"), Shape::TriangleLeft, palette.down, ui);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            direction_ui(words.text("reasons-raises-axis"), Shape::TriangleRight, palette.up, ui);
        });
    });
}

fn direction_ui(text: &str, arrow: Shape, color: Color32, ui: &mut Ui) {
    let rect = icon_space(ui, 9.0, 18.0);
    shape(ui.painter(), rect, arrow, color);
    let text = egui::RichText::new(text).font(fonts::regular(size::SMALL)).color(color);
    ui.label(text);
}

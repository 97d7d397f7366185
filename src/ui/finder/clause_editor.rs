//! The editor of one condition: two bounds, or a set of values, and those without a value.

use egui::{Frame, Id, Margin, RangeSlider, Response, ScrollArea, Stroke, Ui, accesskit::Role};

use super::number_field::{Entry, number_field_ui};
use crate::{
    domain::{Condition, Value},
    state::{
        Command,
        view::{ChoiceView, ClauseEditor, EditorKind, FilterView},
    },
    ui::{
        Commands,
        theme::{self, CONTROL_HEIGHT},
        ui_ext::UiExt as _,
        widgets::link_button,
    },
    words::Words,
};

/// Height of a list of values at most, in points.
const CHOICES_HEIGHT: f32 = 200.0;

/// Room for a unit after a bound, in points.
const UNIT: f32 = 64.0;

/// Shows the editor under the chips.
pub(super) fn clause_editor_ui(
    editor: &ClauseEditor,
    filter: &FilterView,
    words: &Words,
    ui: &mut Ui,
    commands: &mut Commands,
) {
    let palette = ui.palette();
    let frame = Frame::new()
        .fill(palette.panel)
        .stroke(Stroke::new(1.0, palette.edge))
        .corner_radius(theme::CONTROL_RADIUS)
        .inner_margin(Margin::same(12));
    let column = filter.clauses.get(editor.index).map_or("", |clause| clause.column.as_str());
    let name = words.with("filter-edit", &[("label", editor.label.as_str().into())]);
    let takes_focus = takes_focus(column, ui);
    ui.region(Role::Group, &name, |ui| {
        ui.push_id(("editor", editor.index, column), |ui| {
            frame.show(ui, |ui| {
                ui.set_width(ui.available_width());
                contents_ui(editor, takes_focus, words, ui, commands);
            });
        });
    });
}

/// Where the column is kept whose editor takes the focus.
fn focus_id() -> Id {
    Id::unique("editor that takes the focus")
}

/// Lets the editor of `column` take the focus as soon as it is shown.
pub(super) fn focus_when_shown(column: &str, ui: &Ui) {
    ui.data_mut(|data| data.insert_temp(focus_id(), column.to_owned()));
}

/// Whether the editor of `column` takes the focus now: asked once.
fn takes_focus(column: &str, ui: &Ui) -> bool {
    ui.data_mut(|data| {
        let is_meant = data.get_temp::<String>(focus_id()).as_deref() == Some(column);
        if is_meant {
            data.remove::<String>(focus_id());
        }
        is_meant
    })
}

fn contents_ui(
    editor: &ClauseEditor,
    takes_focus: bool,
    words: &Words,
    ui: &mut Ui,
    commands: &mut Commands,
) {
    ui.part_title(&editor.label);
    let condition = match &editor.kind {
        EditorKind::Range { min, max, lowest, highest, unit, whole } => {
            let bounds = Bounds {
                min: *min,
                max: *max,
                lowest: *lowest,
                highest: *highest,
                unit,
                whole: *whole,
            };
            range_ui(&bounds, editor, takes_focus, words, ui)
        }
        EditorKind::Choices(choices) => choices_ui(choices, editor, takes_focus, words, ui),
    };
    if let Some(condition) = condition {
        commands.push(Command::SetClause(editor.index, condition));
    }
    if ui.button(words.text("filter-done")).clicked() {
        commands.push(Command::CloseEditor);
    }
}

/// What an [`EditorKind::Range`] holds.
struct Bounds<'a> {
    min: Option<f64>,
    max: Option<f64>,
    lowest: f64,
    highest: f64,
    unit: &'a str,
    whole: bool,
}

fn range_ui(
    bounds: &Bounds<'_>,
    editor: &ClauseEditor,
    takes_focus: bool,
    words: &Words,
    ui: &mut Ui,
) -> Option<Condition> {
    let id = ui.scope_id();
    let (mut min, mut max) = (bounds.min, bounds.max);
    let mut changed = false;
    for (bound, key) in [(&mut min, "filter-from"), (&mut max, "filter-to")] {
        let about = (bounds, editor);
        let (field, entry) = bound_ui(id.with(key), *bound, words.text(key), about, words, ui);
        if takes_focus && key == "filter-from" {
            field.request_focus();
        }
        match entry {
            Entry::Unchanged => {}
            Entry::Empty => (*bound, changed) = (None, true),
            Entry::Number(number) => (*bound, changed) = (Some(number), true),
        }
    }
    changed |= slider_ui(bounds, &editor.label, &mut min, &mut max, words, ui);
    if matches!((min, max), (Some(min), Some(max)) if min > max) {
        let color = ui.palette().up;
        let font = crate::ui::fonts::regular(theme::size::SMALL);
        ui.styled(words.text("filter-empty-range"), font, color);
    }
    let or_missing = missing_ui(editor, words, ui);
    changed |= or_missing != editor.or_missing;
    changed.then_some(Condition::Range { min, max, or_missing })
}

/// One bound, its caption before it and its unit after it.
fn bound_ui(
    id: Id,
    bound: Option<f64>,
    caption: &str,
    (bounds, editor): (&Bounds<'_>, &ClauseEditor),
    words: &Words,
    ui: &mut Ui,
) -> (Response, Entry) {
    // Both captions in both languages fit, so that the two fields stand below each other.
    const CAPTION: f32 = 34.0;
    let name = format!("{caption} ({})", editor.label);
    ui.horizontal(|ui| {
        let left = ui.cursor().left();
        ui.quiet(caption);
        ui.add_space((left + CAPTION - ui.cursor().left()).max(0.0));
        let unit = if bounds.unit.is_empty() { 0.0 } else { UNIT };
        let width = (ui.available_width() - unit).max(theme::TARGET);
        let field = (name.as_str(), words.text("filter-unbounded"), width);
        let answer = number_field_ui(ui, id, bound, field, words);
        if unit > 0.0 {
            ui.quiet(bounds.unit);
        }
        answer
    })
    .inner
}

/// Both bounds on a strip from the lowest to the highest number of the base. An end of the strip
/// stands for no bound.
fn slider_ui(
    bounds: &Bounds<'_>,
    name: &str,
    min: &mut Option<f64>,
    max: &mut Option<f64>,
    words: &Words,
    ui: &mut Ui,
) -> bool {
    let (lowest, highest) = (bounds.lowest, bounds.highest);
    if !(lowest.is_finite() && highest.is_finite() && lowest < highest) {
        return false;
    }
    let mut low = min.unwrap_or(lowest).clamp(lowest, highest);
    let mut high = max.unwrap_or(highest).clamp(low, highest);
    let before = (low, high);
    let mut slider = RangeSlider::new(&mut low, &mut high, lowest..=highest).show_value(false);
    if bounds.whole {
        slider = slider.integer();
    }
    let response = ui.scope(|ui| {
        theme::strip_style(ui);
        ui.spacing_mut().slider_width = ui.available_width();
        ui.add(slider)
    });
    name_handles(name, response.inner.id, words, ui);
    // The strip rounds what it shows: only what was moved counts.
    if !response.inner.changed() {
        return false;
    }
    if low != before.0 {
        *min = (low > lowest).then_some(low);
    }
    if high != before.1 {
        *max = (high < highest).then_some(high);
    }
    true
}

/// egui calls the handles "low" and "high" in every language, and takes the rail for a third one.
fn name_handles(name: &str, slider: Id, words: &Words, ui: &Ui) {
    ui.ctx().accesskit_node_builder(slider, |node| {
        node.set_role(Role::Group);
        node.set_label(name);
    });
    for (handle, key) in [("low", "filter-from"), ("high", "filter-to")] {
        ui.ctx().accesskit_node_builder(slider.with(handle), |node| {
            node.set_label(format!("{} ({name})", words.text(key)));
        });
    }
}

fn choices_ui(
    choices: &[ChoiceView],
    editor: &ClauseEditor,
    takes_focus: bool,
    words: &Words,
    ui: &mut Ui,
) -> Option<Condition> {
    let mut toggled = None;
    let mut all_at_once = None;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 14.0;
        if link_button(ui, words.text("filter-all-categories")).clicked() {
            all_at_once = Some(true);
        }
        if link_button(ui, words.text("filter-no-categories")).clicked() {
            all_at_once = Some(false);
        }
    });
    let area = ScrollArea::vertical().max_height(CHOICES_HEIGHT);
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        area.show_rows(ui, CONTROL_HEIGHT, choices.len(), |ui, rows| {
            for position in rows {
                let Some(choice) = choices.get(position) else { continue };
                let mut chosen = choice.chosen;
                let tick = ui.checkbox(&mut chosen, choice.label.as_str());
                if takes_focus && position == 0 {
                    tick.request_focus();
                }
                if tick.changed() {
                    toggled = Some(position);
                }
            }
        });
    });
    let or_missing = missing_ui(editor, words, ui);
    if toggled.is_none() && all_at_once.is_none() && or_missing == editor.or_missing {
        return None;
    }
    let kept = |(position, choice): &(usize, &ChoiceView)| {
        all_at_once.unwrap_or(choice.chosen != (toggled == Some(*position)))
    };
    let values = choices.iter().enumerate().filter(kept).map(|(_, choice)| choice.value.clone());
    let missing = or_missing.then_some(Value::Missing);
    Some(Condition::AnyOf(values.chain(missing).collect()))
}

/// Whether those without a value stay; asked only where some have none.
fn missing_ui(editor: &ClauseEditor, words: &Words, ui: &mut Ui) -> bool {
    let mut or_missing = editor.or_missing;
    if !editor.missing.is_empty() {
        ui.checkbox(&mut or_missing, words.text("filter-or-missing"));
        ui.quiet(&editor.missing);
    }
    or_missing
}

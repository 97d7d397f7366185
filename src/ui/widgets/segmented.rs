//! A few options of which one holds, side by side.

use egui::{
    CornerRadius, Rect, Response, Sense, Stroke, StrokeKind, Ui, WidgetInfo, accesskit::Role, vec2,
};

use crate::ui::{
    fonts,
    theme::{self, CONTROL_HEIGHT, Palette, size},
    ui_ext::UiExt as _,
};

/// One option.
pub(crate) struct Segment<'a, T> {
    /// What it stands for.
    pub(crate) value: T,
    /// Its word.
    pub(crate) label: &'a str,
    /// Why it cannot be chosen; `None` when it can.
    pub(crate) unavailable: Option<&'a str>,
}

/// Size of the words, in points.
const TYPE: f32 = size::SMALL + 0.5;
/// Room on each side of a word, in points.
const PADDING: f32 = 11.0;

/// Shows the options under the name of the whole; gives back the one that was chosen just now.
pub(crate) fn segmented_ui<T: Copy + PartialEq>(
    ui: &mut Ui,
    name: &str,
    chosen: T,
    segments: &[Segment<'_, T>],
) -> Option<T> {
    let labels: Vec<&str> = segments.iter().map(|segment| segment.label).collect();
    let width = segmented_width(ui, &labels);
    let (_, rect) = ui.allocate_space(vec2(width, CONTROL_HEIGHT));
    let builder = egui::UiBuilder::new()
        .max_rect(rect)
        .accessibility_role(Role::RadioGroup)
        .accessibility_label(name)
        .layout(egui::Layout::left_to_right(egui::Align::Center));
    let mut group = ui.new_child(builder);
    group.spacing_mut().item_spacing.x = -1.0;
    let last = segments.len().saturating_sub(1);
    let mut answer = None;
    for (position, segment) in segments.iter().enumerate() {
        let corners = corners(position == 0, position == last);
        let response = segment_ui(&mut group, segment, segment.value == chosen, corners);
        if response.clicked() && segment.value != chosen {
            answer = Some(segment.value);
        }
    }
    answer
}

/// How wide options of these words will be, in points.
pub(crate) fn segmented_width(ui: &Ui, labels: &[&str]) -> f32 {
    let width: f32 = labels.iter().map(|label| segment_width(ui, label)).sum();
    // Neighbours share a border.
    width - (labels.len() as f32 - 1.0).max(0.0)
}

/// As wide as the bold word, so that nothing moves when the choice changes.
fn segment_width(ui: &Ui, label: &str) -> f32 {
    let font = fonts::semibold(TYPE);
    let galley = ui.painter().layout_no_wrap(label.to_owned(), font, Palette::of(ui).text);
    galley.size().x.ceil() + 2.0 * PADDING
}

fn corners(first: bool, last: bool) -> CornerRadius {
    let radius = |round: bool| if round { theme::CONTROL_RADIUS } else { 0 };
    CornerRadius { nw: radius(first), sw: radius(first), ne: radius(last), se: radius(last) }
}

fn segment_ui<T>(
    ui: &mut Ui,
    segment: &Segment<'_, T>,
    chosen: bool,
    corners: CornerRadius,
) -> Response {
    let enabled = segment.unavailable.is_none();
    let palette = ui.palette();
    let color = match (enabled, chosen) {
        (false, _) => palette.weak,
        (true, true) => palette.down,
        (true, false) => palette.text,
    };
    let font = if chosen { fonts::semibold(TYPE) } else { fonts::regular(TYPE) };
    let galley = ui.painter().layout_no_wrap(segment.label.to_owned(), font, color);
    let width = segment_width(ui, segment.label);
    let sense = if enabled { Sense::click() } else { Sense::focusable_noninteractive() };
    let (rect, response) = ui.allocate_exact_size(vec2(width, CONTROL_HEIGHT), sense);
    response
        .widget_info(|| WidgetInfo::selected(Role::RadioButton, enabled, chosen, segment.label));
    paint(ui, &response, rect, chosen, corners);
    let pos = rect.center() - 0.5 * galley.size();
    ui.painter().galley(pos, galley, color);
    match segment.unavailable {
        Some(reason) => {
            ui.ctx().accesskit_node_builder(response.id, |node| {
                node.set_description(reason);
                node.set_disabled();
            });
            if response.has_focus() {
                response.show_tooltip_text(reason);
            }
            response.on_hover_text(reason)
        }
        None => response,
    }
}

fn paint(ui: &Ui, response: &Response, rect: Rect, chosen: bool, corners: CornerRadius) {
    let palette = Palette::of(ui);
    let fill = if chosen || response.hovered() && response.sense.senses_click() {
        palette.selected
    } else {
        palette.panel
    };
    let stroke = if response.has_focus() {
        Stroke::new(theme::FOCUS_WIDTH, palette.down)
    } else if chosen {
        Stroke::new(1.5, palette.down)
    } else {
        Stroke::new(1.0, palette.edge)
    };
    ui.painter().rect(rect, corners, fill, stroke, StrokeKind::Inside);
}

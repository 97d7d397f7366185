//! The pages of the window, of which one is shown.

use egui::{Response, Sense, Stroke, Ui, WidgetInfo, accesskit::Role, vec2};

use crate::ui::{
    fonts,
    theme::{self, CONTROL_HEIGHT, size},
    ui_ext::UiExt as _,
    widgets::focus_ring,
};

/// Room on each side of a word, in points.
const PADDING: f32 = 15.0;
/// Thickness of the line under the page on screen, in points.
const UNDERLINE: f32 = 2.0;

/// Shows the pages by name; gives back the one that was chosen just now.
pub(crate) fn tabs_ui<T: Copy + PartialEq>(
    ui: &mut Ui,
    name: &str,
    shown: T,
    tabs: &[(T, &str)],
) -> Option<T> {
    ui.region(Role::TabList, name, |ui| {
        let row = ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            let mut answer = None;
            for &(tab, label) in tabs {
                if tab_ui(ui, label, tab == shown).clicked() {
                    answer = Some(tab);
                }
            }
            answer
        });
        row.inner
    })
}

fn tab_ui(ui: &mut Ui, label: &str, shown: bool) -> Response {
    let palette = ui.palette();
    let color = if shown { palette.down } else { palette.text };
    let bold = ui.painter().layout_no_wrap(label.into(), fonts::semibold(size::BODY), color);
    let width = bold.size().x + 2.0 * PADDING;
    let galley = if shown {
        bold
    } else {
        ui.painter().layout_no_wrap(label.into(), fonts::regular(size::BODY), color)
    };
    let (rect, response) =
        ui.allocate_exact_size(vec2(width, CONTROL_HEIGHT + 2.0), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Tab, ui.is_enabled(), label));
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_selected(shown));
    if shown || response.hovered() {
        ui.painter().rect_filled(rect, theme::CONTROL_RADIUS, palette.selected);
    }
    if shown {
        let y = rect.bottom() - 0.5 * UNDERLINE;
        ui.painter().hline(rect.x_range().shrink(PADDING), y, Stroke::new(UNDERLINE, color));
    }
    ui.painter().galley(rect.center() - 0.5 * galley.size(), galley, color);
    focus_ring(ui, &response, rect);
    response
}

//! Chooses one of many names by typing a part of it.

use egui::{
    Align2, Id, Key, Popup, PopupCloseBehavior, Rect, Response, ScrollArea, Sense, Stroke, Ui,
    WidgetInfo, accesskit::Role, vec2,
};

use crate::ui::{
    fonts,
    keys::take_presses,
    theme::{self, CONTROL_HEIGHT, size},
    ui_ext::{UiExt as _, unbroken},
    widgets::{chevron, focus_ring, text_field},
};

/// Width of the list, in points.
const LIST_WIDTH: f32 = 320.0;
/// Height of the list at most, in points.
const LIST_HEIGHT: f32 = 280.0;

/// A button that opens a list of names with a search field above it.
pub(crate) struct Picker<'a> {
    /// Tells it apart from other pickers.
    pub(crate) id: Id,
    /// What is chosen here, for a screen reader.
    pub(crate) name: &'a str,
    /// What the button shows.
    pub(crate) shown: &'a str,
    /// What the empty search field says.
    pub(crate) search_hint: &'a str,
    /// What is said when nothing matches.
    pub(crate) nothing: &'a str,
    /// Whether the button is a quiet link rather than a framed control.
    pub(crate) is_link: bool,
}

/// What is remembered while a list is open.
#[derive(Debug, Clone, Default)]
struct Search {
    text: String,
    cursor: usize,
}

impl Picker<'_> {
    /// Shows the button; gives back the position of the name that was chosen just now.
    pub(crate) fn show<'n>(
        self,
        ui: &mut Ui,
        count: usize,
        name_of: impl Fn(usize) -> &'n str,
        chosen: Option<usize>,
    ) -> Option<usize> {
        let button = self.button_ui(ui);
        let popup_id = self.id.with("popup");
        let was_open = Popup::is_id_open(ui.ctx(), popup_id);
        let opened = button.clicked() && !was_open;
        if opened {
            ui.data_mut(|data| data.insert_temp(self.id, Search::default()));
        }
        let answer = Popup::from_toggle_button_response(&button)
            .id(popup_id)
            .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
            .accessible_name(self.name)
            .width(LIST_WIDTH)
            .show(|ui| self.list_ui(ui, opened, count, &name_of, chosen))
            .and_then(|shown| shown.inner);
        let escaped = was_open && ui.input(|input| input.key_pressed(Key::Escape));
        if answer.is_some() || escaped {
            Popup::close_id(ui.ctx(), popup_id);
            button.request_focus();
        }
        answer
    }

    fn button_ui(&self, ui: &mut Ui) -> Response {
        let palette = ui.palette();
        let color = if self.is_link { palette.down } else { palette.text };
        let (padding, arrow) = if self.is_link { (0.0, 0.0) } else { (12.0, 18.0) };
        let widest = (ui.available_width() - 2.0 * padding - arrow).max(theme::TARGET);
        let mut job = egui::text::LayoutJob::simple(
            unbroken(self.shown).into_owned(),
            fonts::semibold(size::BODY),
            color,
            widest,
        );
        job.wrap.max_rows = 2;
        let galley = ui.painter().layout_job(job);
        let height = CONTROL_HEIGHT.max(galley.size().y + 8.0);
        let desired = vec2(galley.size().x + 2.0 * padding + arrow, height);
        let (_, rect) = ui.allocate_space(desired);
        let response = ui.interact(rect, self.id, Sense::click());
        response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, self.name));
        let open = Popup::is_id_open(ui.ctx(), self.id.with("popup"));
        ui.ctx().accesskit_node_builder(response.id, |node| {
            node.set_value(self.shown);
            node.set_expanded(open);
        });
        if !self.is_link {
            let visuals = ui.style().interact(&response);
            ui.painter().rect(
                rect,
                theme::CONTROL_RADIUS,
                visuals.bg_fill,
                visuals.bg_stroke,
                egui::StrokeKind::Inside,
            );
            let at = rect.right_center() - vec2(padding + 2.0, 0.0);
            chevron(ui.painter(), at, true, Stroke::new(1.5, color));
        }
        let pos = egui::pos2(rect.left() + padding, rect.center().y - 0.5 * galley.size().y);
        ui.painter().galley(pos, galley, color);
        if self.is_link {
            focus_ring(ui, &response, rect.expand2(vec2(4.0, 0.0)));
        }
        response
    }

    fn list_ui<'n>(
        &self,
        ui: &mut Ui,
        opened: bool,
        count: usize,
        name_of: &impl Fn(usize) -> &'n str,
        chosen: Option<usize>,
    ) -> Option<usize> {
        let mut search = ui.data(|data| data.get_temp::<Search>(self.id)).unwrap_or_default();
        let steps = ui.input_mut(|input| {
            let down = take_presses(input, Key::ArrowDown);
            let up = take_presses(input, Key::ArrowUp);
            isize::from(down) - isize::from(up)
        });
        let field = ui.add(
            text_field(&mut search.text).hint_text(self.search_hint).desired_width(f32::INFINITY),
        );
        let field = field.accessible_name(self.search_hint);
        if opened {
            field.request_focus();
        }
        if field.changed() {
            search.cursor = 0;
        }
        let found = found(&search.text, count, name_of);
        let last = found.len().saturating_sub(1);
        search.cursor = search.cursor.min(last).saturating_add_signed(steps).min(last);
        let entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        ui.add_space(2.0);
        let clicked = if found.is_empty() {
            ui.quiet(self.nothing);
            None
        } else {
            self.rows_ui(ui, &found, name_of, chosen, (search.cursor, steps != 0))
        };
        let answer = if entered { found.get(search.cursor).copied() } else { clicked };
        ui.data_mut(|data| data.insert_temp(self.id, search));
        answer
    }

    fn rows_ui<'n>(
        &self,
        ui: &mut Ui,
        found: &[usize],
        name_of: &impl Fn(usize) -> &'n str,
        chosen: Option<usize>,
        (cursor, moved): (usize, bool),
    ) -> Option<usize> {
        ui.spacing_mut().item_spacing.y = 0.0;
        let mut area = ScrollArea::vertical().id_salt(self.id).max_height(LIST_HEIGHT);
        if moved {
            let above = (cursor as f32 - 4.0).max(0.0);
            area = area.vertical_scroll_offset(above * CONTROL_HEIGHT);
        }
        let mut answer = None;
        area.show_rows(ui, CONTROL_HEIGHT, found.len(), |ui, rows| {
            for position in rows {
                let Some(&option) = found.get(position) else { continue };
                let state = (position == cursor, chosen == Some(option));
                if self.option_ui(ui, option, name_of(option), state).clicked() {
                    answer = Some(option);
                }
            }
        });
        answer
    }

    fn option_ui(
        &self,
        ui: &mut Ui,
        option: usize,
        name: &str,
        (under_cursor, chosen): (bool, bool),
    ) -> Response {
        let palette = ui.palette();
        let (_, rect) = ui.allocate_space(vec2(ui.available_width(), CONTROL_HEIGHT));
        let response = ui.interact(rect, self.id.with(option), Sense::CLICK);
        response.widget_info(|| WidgetInfo::labeled(Role::ListBoxOption, true, name));
        ui.ctx().accesskit_node_builder(response.id, |node| node.set_selected(chosen));
        if under_cursor || response.hovered() {
            ui.painter().rect_filled(rect, theme::CONTROL_RADIUS, palette.selected);
        }
        if under_cursor {
            let mark = Rect::from_min_size(rect.min, vec2(3.0, rect.height()));
            ui.painter().rect_filled(mark.shrink2(vec2(0.0, 4.0)), 1.0, palette.down);
        }
        let font = if chosen { fonts::semibold(size::BODY) } else { fonts::regular(size::BODY) };
        let text = egui::text::LayoutJob {
            wrap: egui::text::TextWrapping::truncate_at_width(rect.width() - 18.0),
            ..egui::text::LayoutJob::simple_singleline(name.to_owned(), font, palette.text)
        };
        let galley = ui.painter().layout_job(text);
        let at = Align2::LEFT_CENTER.align_size_within_rect(galley.size(), rect.shrink(9.0));
        let elided = galley.elided;
        ui.painter().galley(at.min, galley, palette.text);
        if elided { response.on_hover_text(name) } else { response }
    }
}

/// The positions of the names that hold all the words of `text`, whatever their case.
fn found<'n>(text: &str, count: usize, name_of: &impl Fn(usize) -> &'n str) -> Vec<usize> {
    let text = text.to_lowercase();
    let words: Vec<&str> = text.split_whitespace().collect();
    (0..count)
        .filter(|&position| {
            let name = name_of(position).to_lowercase();
            words.iter().all(|word| name.contains(word))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_words_must_be_found_in_any_order_and_case() {
        let names = ["Late payment, September", "Late payment, August", "Âge"];
        let check = |text: &str, expected: &[usize]| {
            assert_eq!(found(text, names.len(), &|i| names[i]), expected, "{text}");
        };
        check("", &[0, 1, 2]);
        check("SEPT late", &[0]);
        check("âGE", &[2]);
        check("payment x", &[]);
    }
}

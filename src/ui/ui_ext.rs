//! The few ways in which every panel writes text and frames it.
//!
//! Invariant: a heading says that it is one, a card is a named region, and no helper here decides
//! what is written.

use std::borrow::Cow;

use egui::{
    Align, Color32, FontId, Frame, Label, Layout, Rangef, Rect, Response, RichText, Sense, Stroke,
    TextWrapMode, Ui, UiBuilder,
    accesskit::{Live, Role},
    pos2,
};

use super::{
    fonts,
    theme::{self, CARD_GAP, Palette, size},
};

/// From this width on, two cards stand side by side; in points.
const SIDE_BY_SIDE: f32 = 840.0;

const NARROW_NO_BREAK_SPACE: char = '\u{202f}';

/// Text and cards, as this program sets them.
pub(crate) trait UiExt {
    /// The colours of the theme in use.
    fn palette(&self) -> &'static Palette;

    /// Text in a given type and colour, on as many lines as it needs.
    fn styled(&mut self, text: &str, font: FontId, color: Color32) -> Response;

    /// Text.
    fn text(&mut self, text: &str) -> Response;

    /// Secondary text.
    fn quiet(&mut self, text: &str) -> Response;

    /// A heading of a level from 1 (the client) to 3 (a part of a card).
    fn heading_of_level(&mut self, level: usize, text: &str, font: FontId) -> Response;

    /// The title of a card.
    fn card_title(&mut self, text: &str) -> Response;

    /// The title of a part of a panel.
    fn part_title(&mut self, text: &str) -> Response;

    /// White paper under what belongs together, as wide as there is room; `name` is its title.
    fn card<R>(&mut self, name: &str, add: impl FnOnce(&mut Ui) -> R) -> R;

    /// A group of widgets with a role and a name of its own.
    fn region<R>(&mut self, role: Role, name: &str, add: impl FnOnce(&mut Ui) -> R) -> R;

    /// What `left` adds at the left, what `right` adds at the right; below it when too narrow for
    /// `left_width` points of the first.
    fn spread(
        &mut self,
        left_width: f32,
        right_width: f32,
        left: impl FnOnce(&mut Ui),
        right: impl FnOnce(&mut Ui),
    );

    /// Two columns of cards, the left one with this share of the width; below each other when there
    /// is too little room for both.
    fn side_by_side(
        &mut self,
        left_share: f32,
        left: impl FnOnce(&mut Ui),
        right: impl FnOnce(&mut Ui),
    );

    /// Keeps the bar of what scrolls here from floating over it, when there is one.
    fn leave_room_for_bar(&mut self);

    /// Text that a screen reader speaks whenever it changes. It takes as many lines as it needs;
    /// beside other widgets on one line, what does not fit is left out.
    fn announce(&mut self, text: &str, font: FontId, color: Color32) -> Response;
}

/// `text` with no-break spaces that egui does not break at.
///
/// egui takes the narrow no-break space (U+202F), which stands in French numbers, for a place to
/// break a line; it respects the wide one only.
pub(crate) fn unbroken(text: &str) -> Cow<'_, str> {
    if text.contains(NARROW_NO_BREAK_SPACE) {
        Cow::Owned(text.replace(NARROW_NO_BREAK_SPACE, "\u{a0}"))
    } else {
        Cow::Borrowed(text)
    }
}

impl UiExt for Ui {
    fn palette(&self) -> &'static Palette {
        Palette::of(self)
    }

    fn styled(&mut self, text: &str, font: FontId, color: Color32) -> Response {
        let shown = unbroken(text);
        let is_changed = matches!(shown, Cow::Owned(_));
        let label = Label::new(RichText::new(shown).font(font).color(color));
        let response = self.add(label.wrap_mode(TextWrapMode::Wrap));
        if is_changed {
            // Spoken and searched as it was written.
            self.ctx().accesskit_node_builder(response.id, |node| node.set_value(text));
        }
        response
    }

    fn text(&mut self, text: &str) -> Response {
        let color = self.palette().text;
        self.styled(text, fonts::regular(size::BODY), color)
    }

    fn quiet(&mut self, text: &str) -> Response {
        let weak = self.palette().weak;
        self.styled(text, fonts::regular(size::SMALL), weak)
    }

    fn heading_of_level(&mut self, level: usize, text: &str, font: FontId) -> Response {
        let color = self.palette().text;
        let response = self.styled(text, font, color);
        self.ctx().accesskit_node_builder(response.id, |node| {
            node.set_role(Role::Heading);
            node.set_level(level);
            node.set_label(text);
            node.clear_value();
        });
        response
    }

    fn card_title(&mut self, text: &str) -> Response {
        self.heading_of_level(2, text, fonts::semibold(size::TITLE))
    }

    fn part_title(&mut self, text: &str) -> Response {
        self.heading_of_level(3, text, fonts::semibold(size::BODY))
    }

    fn card<R>(&mut self, name: &str, add: impl FnOnce(&mut Ui) -> R) -> R {
        let palette = self.palette();
        let frame = Frame::new()
            .fill(palette.panel)
            .stroke(Stroke::new(1.0, palette.line))
            .corner_radius(theme::CARD_RADIUS)
            .inner_margin(theme::CARD_MARGIN);
        self.region(Role::Region, name, |ui| {
            frame
                .show(ui, |ui| {
                    ui.set_width(ui.available_width());
                    ui.spacing_mut().item_spacing.y = theme::LINE_GAP;
                    add(ui)
                })
                .inner
        })
    }

    fn region<R>(&mut self, role: Role, name: &str, add: impl FnOnce(&mut Ui) -> R) -> R {
        let builder = UiBuilder::new().accessibility_role(role).accessibility_label(name);
        self.scope_builder(builder, add).inner
    }

    fn spread(
        &mut self,
        left_width: f32,
        right_width: f32,
        left: impl FnOnce(&mut Ui),
        right: impl FnOnce(&mut Ui),
    ) {
        let gap = self.spacing().item_spacing.x;
        if self.available_width() < left_width + gap + right_width {
            left(self);
            right(self);
            return;
        }
        self.horizontal_top(|ui| {
            let width = ui.available_width() - right_width - gap;
            ui.allocate_ui_with_layout(
                egui::vec2(width, 0.0),
                Layout::top_down(Align::Min),
                |ui| {
                    ui.set_width(width);
                    left(ui);
                },
            );
            ui.with_layout(Layout::right_to_left(Align::Min), right);
        });
    }

    fn side_by_side(
        &mut self,
        left_share: f32,
        left: impl FnOnce(&mut Ui),
        right: impl FnOnce(&mut Ui),
    ) {
        if self.available_width() < SIDE_BY_SIDE {
            left(self);
            right(self);
            return;
        }
        let room = self.available_rect_before_wrap();
        let middle = room.left() + ((room.width() - CARD_GAP) * left_share).round();
        let builder = |from: f32, to: f32| {
            let rect = Rect::from_x_y_ranges(Rangef::new(from, to), room.y_range());
            UiBuilder::new().max_rect(rect).layout(Layout::top_down(Align::Min))
        };
        let mut left_cards = self.new_child(builder(room.left(), middle));
        left(&mut left_cards);
        let mut right_cards = self.new_child(builder(middle + CARD_GAP, room.right()));
        right(&mut right_cards);
        let bottom = left_cards.min_rect().bottom().max(right_cards.min_rect().bottom());
        self.advance_cursor_after_rect(Rect::from_min_max(room.min, pos2(room.right(), bottom)));
    }

    fn leave_room_for_bar(&mut self) {
        let scroll = &mut self.spacing_mut().scroll;
        scroll.floating_allocated_width = scroll.bar_width + 4.0;
    }

    fn announce(&mut self, text: &str, font: FontId, color: Color32) -> Response {
        let wrap_mode = match self.wrap_mode() {
            TextWrapMode::Wrap => TextWrapMode::Wrap,
            TextWrapMode::Extend | TextWrapMode::Truncate => TextWrapMode::Truncate,
        };
        let label = Label::new(RichText::new(unbroken(text)).font(font).color(color));
        let response = self.add(label.sense(Sense::hover()).wrap_mode(wrap_mode));
        self.ctx().accesskit_node_builder(response.id, |node| {
            node.set_role(Role::Status);
            node.set_live(Live::Polite);
            node.set_label(text);
        });
        response
    }
}

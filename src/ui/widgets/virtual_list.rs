//! A list of any length of which only the visible rows are made.
//!
//! egui's own scroll area measures its content in `f32` points: 360 000 rows of 30 points already
//! stand on whole points only, and a few million rows on top of each other. Here the position is a
//! row number in `f64`, so that rows stand exactly however long the list is.

use egui::{
    Id, Rangef, Rect, Response, Sense, Ui, UiBuilder, WidgetInfo, accesskit::Role, pos2, vec2,
};

use crate::ui::theme::{Palette, TARGET};

/// Width of the scroll bar, in points.
const BAR: f32 = 8.0;
/// Width of the strip in which the scroll bar can be grabbed, in points.
const BAR_TARGET: f32 = 16.0;

/// A list of `total` rows of equal height.
pub(crate) struct VirtualList<'a> {
    /// Tells it apart from other lists.
    pub(crate) id: Id,
    /// What the list is, for a screen reader.
    pub(crate) name: &'a str,
    /// Height of a row, in points.
    pub(crate) row_height: f32,
    /// How many rows there are.
    pub(crate) total: usize,
    /// A row to bring into sight.
    pub(crate) reveal: Option<usize>,
}

/// What became of the list in this frame.
pub(crate) struct VirtualListResponse {
    /// The list as a whole: it takes the focus, its rows do not.
    pub(crate) response: Response,
    /// How many rows fit.
    pub(crate) page: usize,
}

impl VirtualList<'_> {
    /// What rows leave free at the right when the list overflows, in points.
    pub(crate) const BAR_ROOM: f32 = BAR + 4.0;

    /// Shows the rows that fit into `height` points; `add_row` paints one of them.
    pub(crate) fn show(
        self,
        ui: &mut Ui,
        height: f32,
        mut add_row: impl FnMut(&mut Ui, usize, Rect),
    ) -> VirtualListResponse {
        let (_, rect) = ui.allocate_space(vec2(ui.available_width(), height));
        let sense = Sense::focusable_noninteractive();
        let response = ui.interact(rect, self.id, sense);
        response.widget_info(|| WidgetInfo::labeled(Role::ListBox, true, self.name));
        let visible_rows = f64::from(height / self.row_height);
        let first = self.scrolled(ui, rect, visible_rows);

        let overflows = self.total as f64 > visible_rows;
        let right = if overflows { rect.right() - Self::BAR_ROOM } else { rect.right() };
        let row_x = Rangef::new(rect.left(), right);
        let builder =
            UiBuilder::new().max_rect(rect).id_salt(self.id).accessibility_parent(self.id);
        let mut rows = ui.new_child(builder);
        rows.shrink_clip_rect(rect);
        let start = first as usize;
        let end = ((first + visible_rows).ceil() as usize).min(self.total);
        for row in start..end {
            let top = rect.top() + ((row as f64 - first) as f32) * self.row_height;
            let row_rect = Rect::from_x_y_ranges(row_x, Rangef::new(top, top + self.row_height));
            add_row(&mut rows, row, row_rect);
        }
        if overflows {
            self.bar_ui(ui, rect, first, visible_rows);
        }
        VirtualListResponse { response, page: (visible_rows as usize).max(1) }
    }

    /// The first row in sight, after the wheel and after what was to be revealed.
    fn scrolled(&self, ui: &Ui, rect: Rect, visible_rows: f64) -> f64 {
        let mut first = ui.data(|data| data.get_temp::<f64>(self.id)).unwrap_or(0.0);
        if ui.rect_contains_pointer(rect) {
            let last_first = (self.total as f64 - visible_rows).max(0.0);
            ui.input_mut(|input| {
                let wheel = input.smooth_scroll_delta.y;
                let wanted = first - f64::from(wheel / self.row_height);
                // At its end the list leaves the wheel to what it stands in.
                if (wheel < 0.0 && first < last_first) || (wheel > 0.0 && first > 0.0) {
                    input.smooth_scroll_delta.y = 0.0;
                    first = wanted;
                }
            });
        }
        if let Some(row) = self.reveal {
            let row = row as f64;
            first = first.clamp((row + 1.0 - visible_rows).min(row), row);
        }
        self.store(ui, first, visible_rows)
    }

    /// Keeps the position inside the list and remembers it.
    fn store(&self, ui: &Ui, first: f64, visible_rows: f64) -> f64 {
        let first = first.min(self.total as f64 - visible_rows).max(0.0);
        ui.data_mut(|data| data.insert_temp(self.id, first));
        first
    }

    fn bar_ui(&self, ui: &Ui, rect: Rect, first: f64, visible_rows: f64) {
        let track = Rect::from_min_max(pos2(rect.right() - BAR_TARGET, rect.top()), rect.max);
        let response = ui.interact(track, self.id.with("bar"), Sense::DRAG | Sense::CLICK);
        let total = self.total as f64;
        let length = (track.height() * (visible_rows / total) as f32).max(TARGET);
        let free = (track.height() - length).max(1.0);
        let last_first = (total - visible_rows).max(1.0);
        let top = track.top() + free * (first / last_first) as f32;
        if let Some(pointer) = response.interact_pointer_pos() {
            let wanted = f64::from((pointer.y - track.top() - 0.5 * length) / free) * last_first;
            self.store(ui, wanted, visible_rows);
            ui.ctx().request_repaint();
        }
        response.widget_info(|| WidgetInfo::new(Role::ScrollBar));
        ui.ctx().accesskit_node_builder(response.id, |node| {
            node.set_label(self.name);
            node.set_numeric_value(first);
            node.set_min_numeric_value(0.0);
            node.set_max_numeric_value(last_first);
        });
        let handle = Rect::from_min_size(pos2(rect.right() - BAR, top), vec2(BAR - 2.0, length));
        let palette = Palette::of(ui);
        let active = response.hovered() || response.dragged();
        let color = if active { palette.down } else { palette.edge };
        ui.painter().rect_filled(handle, 0.5 * BAR, color);
    }
}

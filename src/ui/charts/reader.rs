//! Reads the marks of a chart one by one: under the pointer, or with the arrow keys.

use egui::{EventFilter, Id, Key, Rect, Response, Tooltip, Ui};

use crate::ui::keys::take_presses;

/// How many marks a chart has, across and up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Marks {
    /// From left to right.
    pub(super) across: usize,
    /// From bottom to top; 1 for bars.
    pub(super) up: usize,
}

impl Marks {
    fn count(self) -> usize {
        self.across * self.up
    }

    /// The mark after `steps` to the right and `rises` upwards, inside the chart.
    fn moved(self, mark: usize, steps: isize, rises: isize) -> usize {
        let across = self.across.max(1);
        let column = (mark % across).saturating_add_signed(steps).min(across - 1);
        let row = (mark / across).saturating_add_signed(rises).min(self.up.max(1) - 1);
        row * across + column
    }
}

/// The mark that is read now: the one under the pointer, else the one that the keys reached while
/// the chart has the focus. `first` is where reading begins.
pub(super) fn mark_read(
    ui: &Ui,
    response: &Response,
    marks: Marks,
    first: usize,
    under: Option<usize>,
) -> Option<usize> {
    if marks.count() == 0 {
        return None;
    }
    if !response.has_focus() {
        return under;
    }
    let id = response.id.with("mark");
    let known = ui.data(|data| data.get_temp::<usize>(id)).unwrap_or(first);
    ui.memory_mut(|memory| {
        let arrows = EventFilter {
            horizontal_arrows: true,
            vertical_arrows: marks.up > 1,
            ..EventFilter::default()
        };
        memory.set_focus_lock_filter(response.id, arrows);
    });
    let (steps, rises) = ui.input_mut(|input| {
        let mut pressed = |key| isize::from(take_presses(input, key));
        let steps = pressed(Key::ArrowRight) - pressed(Key::ArrowLeft);
        let rises = if marks.up > 1 { pressed(Key::ArrowUp) - pressed(Key::ArrowDown) } else { 0 };
        (steps, rises)
    });
    let mark = marks.moved(known.min(marks.count() - 1), steps, rises);
    ui.data_mut(|data| data.insert_temp(id, mark));
    under.or(Some(mark))
}

/// Shows the words of the mark that is read, beside `anchor`, and tells a screen reader about it.
pub(super) fn tell(ui: &Ui, response: &Response, mark_id: Id, anchor: Rect, text: &str) {
    if text.is_empty() {
        return;
    }
    Tooltip::always_open(ui.ctx().clone(), ui.layer_id(), response.id.with("tip"), anchor)
        .gap(4.0)
        .show(|ui| ui.label(text));
    if response.has_focus() {
        ui.ctx().accesskit_node_builder(response.id, |node| {
            node.set_active_descendant(mark_id.accesskit_id());
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reading_stays_inside_the_chart() {
        let marks = Marks { across: 3, up: 2 };
        assert_eq!(marks.moved(0, -1, 0), 0);
        assert_eq!(marks.moved(2, 1, 0), 2);
        assert_eq!(marks.moved(2, 0, 1), 5);
        assert_eq!(marks.moved(5, -1, 1), 4);
        assert_eq!(Marks { across: 0, up: 0 }.moved(0, 1, 1), 0);
    }
}

//! The shapes that stand beside every colour: triangle, disc, square, hatch, chevron, cross.

use egui::{Color32, Painter, Pos2, Rect, Sense, Stroke, Ui, Vec2, pos2, vec2};

use crate::{domain::Decision, ui::theme::Palette};

/// A filled shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Refuse, raises, needs attention.
    TriangleUp,
    /// Points at what is below.
    TriangleDown,
    /// Points to the left.
    TriangleLeft,
    /// Points to the right.
    TriangleRight,
    /// Accept, worth knowing.
    Disc,
    /// Something could not be done.
    Square,
}

/// Distance between two lines of a hatch, in points.
const HATCH_STEP: f32 = 5.0;

/// Paints `shape` inside `rect`.
pub(crate) fn shape(painter: &Painter, rect: Rect, shape: Shape, color: Color32) {
    let (center, half) = (rect.center(), 0.5 * rect.width().min(rect.height()));
    let triangle = |direction: Vec2| {
        let side = direction.rot90();
        vec![
            center + half * direction,
            center - half * direction + half * 1.1 * side,
            center - half * direction - half * 1.1 * side,
        ]
    };
    let points = match shape {
        Shape::TriangleUp => triangle(Vec2::UP),
        Shape::TriangleDown => triangle(Vec2::DOWN),
        Shape::TriangleLeft => triangle(Vec2::LEFT),
        Shape::TriangleRight => triangle(Vec2::RIGHT),
        Shape::Disc => {
            painter.circle_filled(center, half, color);
            return;
        }
        Shape::Square => {
            painter.rect_filled(
                Rect::from_center_size(center, Vec2::splat(2.0 * half)),
                1.0,
                color,
            );
            return;
        }
    };
    painter.add(egui::Shape::convex_polygon(points, color, Stroke::NONE));
}

/// The colour that goes with an advice, always beside its shape and its word.
pub(crate) fn decision_color(palette: &Palette, decision: Decision) -> Color32 {
    match decision {
        Decision::Accept => palette.down,
        Decision::Refuse => palette.up,
    }
}

/// Paints the shape of an advice: a triangle refuses, a disc accepts.
pub(crate) fn decision_mark(painter: &Painter, rect: Rect, decision: Decision, palette: &Palette) {
    let mark = match decision {
        Decision::Accept => Shape::Disc,
        Decision::Refuse => Shape::TriangleUp,
    };
    shape(painter, rect, mark, decision_color(palette, decision));
}

/// Room for a shape of `size` points beside a line of text of `line_height`.
pub(crate) fn icon_space(ui: &mut Ui, size: f32, line_height: f32) -> Rect {
    let (rect, _) = ui.allocate_exact_size(vec2(size, line_height), Sense::hover());
    Rect::from_center_size(rect.center(), Vec2::splat(size))
}

/// Paints diagonal lines over `rect`.
pub(crate) fn hatch(painter: &Painter, rect: Rect, stroke: Stroke) {
    if !rect.is_positive() || !rect.is_finite() {
        return;
    }
    // Each line follows x + y = sum; it is cut at the edges of the rectangle.
    let mut sum = ((rect.left() + rect.top()) / HATCH_STEP).ceil() * HATCH_STEP;
    while sum < rect.right() + rect.bottom() {
        let left = (sum - rect.bottom()).max(rect.left());
        let right = (sum - rect.top()).min(rect.right());
        painter.line_segment([pos2(left, sum - left), pos2(right, sum - right)], stroke);
        sum += HATCH_STEP;
    }
}

/// Paints an arrow head that points down when `open`, right otherwise.
pub(crate) fn chevron(painter: &Painter, center: Pos2, open: bool, stroke: Stroke) {
    let (along, across) = if open { (Vec2::DOWN, Vec2::RIGHT) } else { (Vec2::RIGHT, Vec2::DOWN) };
    let tip = center + 2.0 * along;
    let tails = [tip - 4.0 * along - 4.0 * across, tip - 4.0 * along + 4.0 * across];
    painter.line(vec![tails[0], tip, tails[1]], stroke);
}

/// Paints a cross: put away, remove.
pub(crate) fn cross(painter: &Painter, center: Pos2, stroke: Stroke) {
    let arm = vec2(3.5, 3.5);
    let other = vec2(3.5, -3.5);
    painter.line_segment([center - arm, center + arm], stroke);
    painter.line_segment([center - other, center + other], stroke);
}

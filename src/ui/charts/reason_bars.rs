//! Signed bars that share a row with their words.
//!
//! Raising and lowering differ in side, sign, word and colour; what is not listed stands as hollow
//! bars. All bars have one scale, so that their lengths can be compared and add up.

use std::sync::Arc;

use egui::{
    Color32, FontId, Galley, Id, Rangef, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui,
    WidgetInfo, pos2, text::LayoutJob, vec2,
};

use crate::{
    state::{
        Command,
        view::{ReasonRow, ReasonsView, RemainderRow},
    },
    ui::{
        Commands, fonts,
        theme::{self, Palette, size},
        ui_ext::{UiExt as _, unbroken},
        widgets::{chevron, focus_ring},
    },
    words::Words,
};

/// From this width on, words and bar stand on one line; in points.
const ONE_LINE: f32 = 460.0;
/// The share of the free width that the bars take.
const BARS_SHARE: f32 = 0.28;
/// Height of a bar, in points.
const BAR: f32 = 20.0;
/// Height of a hollow bar, in points.
const HOLLOW_BAR: f32 = 13.0;
/// Room above and below the words of a row, in points.
const ROW_MARGIN: f32 = 5.0;
/// Room between the name and what stands below it, in points.
const WORDS_GAP: f32 = 1.0;
/// Room between two columns, in points.
const GAP: f32 = 10.0;
/// Room for the arrow of a theme, and the indent of its parts, in points.
const INDENT: f32 = 16.0;

/// The columns of all rows, in points from the left edge.
#[derive(Debug, Clone, Copy)]
struct Columns {
    /// Whether words and bar stand on one line.
    one_line: bool,
    /// Name and value.
    words: Rangef,
    /// Direction and strength, set to the right.
    effect: Rangef,
    /// The bars.
    bars: Rangef,
    /// Where bars begin.
    axis: f32,
    /// Points for one unit of log-odds.
    scale: f32,
    /// The odds factor, set to the right.
    factor: Rangef,
}

/// Shows all rows and both remainders. A row of a column asks to compare it; one of a theme opens.
pub(crate) fn reason_bars_ui(
    view: &ReasonsView,
    words: &Words,
    ui: &mut Ui,
    commands: &mut Commands,
) {
    let builder = egui::UiBuilder::new()
        .accessibility_role(Role::Figure)
        .accessibility_label(view.description.as_str());
    ui.scope_builder(builder, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        let columns = Columns::new(view, ui);
        let top = ui.cursor().top();
        for (position, row) in view.rows.iter().enumerate() {
            row_ui(row, &columns, words, ui, commands, (position, 0));
        }
        for remainder in [&view.raising, &view.lowering].into_iter().flatten() {
            remainder_ui(remainder, &columns, ui);
        }
        if columns.one_line {
            let x = ui.max_rect().left() + columns.axis;
            let y = Rangef::new(top, ui.cursor().top());
            ui.painter().vline(x, y, Stroke::new(1.0, ui.palette().edge));
        }
    });
}

impl Columns {
    fn new(view: &ReasonsView, ui: &Ui) -> Self {
        let rows = || view.rows.iter().flat_map(|row| std::iter::once(row).chain(&row.parts));
        let remainders = || [&view.raising, &view.lowering].into_iter().flatten();
        let widest = |texts: Vec<&str>, font: FontId| {
            let width = |text: &str| measure(ui, text, font.clone());
            texts.into_iter().map(width).fold(0.0, f32::max).ceil()
        };
        let effect = widest(rows().map(|row| row.effect.as_str()).collect(), effect_font());
        let factors = rows().map(|row| row.factor.as_str());
        let factors = factors.chain(remainders().map(|row| row.factor.as_str()));
        let factor = widest(factors.collect(), fonts::regular(size::SMALL));

        let lengths = || {
            let bars = rows().map(|row| row.contribution);
            bars.chain(remainders().map(|row| row.contribution)).filter(|length| length.is_finite())
        };
        let raising = lengths().fold(0.0, f64::max) as f32;
        let lowering = -lengths().fold(0.0, f64::min) as f32;

        let width = ui.available_width();
        let one_line = width >= ONE_LINE;
        let factor = Rangef::new(width - factor, width);
        let (words, effect, bars) = if one_line {
            let free = factor.min - effect - 3.0 * GAP;
            let bars = (BARS_SHARE * free).clamp(76.0, 260.0);
            let words = Rangef::new(0.0, free - bars);
            let effect = Rangef::new(words.max + GAP, words.max + GAP + effect);
            (words, effect, Rangef::new(effect.max + GAP, factor.min - GAP))
        } else {
            let effect = Rangef::new(0.0, effect);
            let bars =
                Rangef::new(effect.max + GAP, (factor.min - GAP).max(effect.max + GAP + 1.0));
            (Rangef::new(0.0, width), effect, bars)
        };
        let span = (raising + lowering).max(f32::MIN_POSITIVE).max(view.scale as f32 * 0.5);
        let scale = bars.span() / span;
        let spare = (bars.span() - scale * (raising + lowering)).max(0.0);
        let axis = bars.min + scale * lowering + 0.5 * spare * f32::from(lowering > 0.0);
        Self { one_line, words, effect, bars, axis, scale, factor }
    }

    /// The bar of `contribution`, `height` points high, around `middle`.
    fn bar(&self, left: f32, contribution: f64, middle: f32, height: f32) -> Rect {
        let length = self.scale * contribution as f32;
        let length = if length.is_finite() { length } else { 0.0 };
        let (from, to) = (left + self.axis, left + self.axis + length);
        // A reason that is listed is seen, however small.
        let (from, to) =
            if length.abs() < 1.5 { (from, from + 1.5_f32.copysign(length)) } else { (from, to) };
        let x = Rangef::new(from.min(to), from.max(to));
        let x = Rangef::new(x.min.max(left + self.bars.min), x.max.min(left + self.bars.max));
        Rect::from_x_y_ranges(x, Rangef::new(middle - 0.5 * height, middle + 0.5 * height))
    }
}

fn effect_font() -> FontId {
    fonts::semibold(size::SMALL)
}

fn measure(ui: &Ui, text: &str, font: FontId) -> f32 {
    ui.painter().layout_no_wrap(text.to_owned(), font, Color32::PLACEHOLDER).size().x
}

fn direction_color(palette: &Palette, contribution: f64) -> Color32 {
    if contribution > 0.0 { palette.up } else { palette.down }
}

fn row_ui(
    row: &ReasonRow,
    columns: &Columns,
    words: &Words,
    ui: &mut Ui,
    commands: &mut Commands,
    (position, depth): (usize, usize),
) {
    let id = ui.scope_id().with(("reason", depth, position, &row.label));
    let is_theme = !row.parts.is_empty();
    let mut open = is_theme && ui.data(|data| data.get_temp::<bool>(id)).unwrap_or(false);
    let response = row_line_ui(row, columns, ui, id, (is_theme, open, depth));
    if is_theme {
        let key = if open { "reasons-close-theme" } else { "reasons-open-theme" };
        let hint = words.with(key, &[("theme", row.label.as_str().into())]);
        ui.ctx().accesskit_node_builder(id, |node| {
            node.set_expanded(open);
            node.set_description(hint.as_str());
        });
        if response.clicked() {
            open = !open;
            ui.data_mut(|data| data.insert_temp(id, open));
        }
    } else if let Some(column) = &row.column {
        let hint = words.text("reasons-compare-hint");
        ui.ctx().accesskit_node_builder(id, |node| node.set_description(hint));
        if response.on_hover_text(hint).clicked() {
            commands.push(Command::Compare(column.clone()));
        }
    }
    if open {
        for (part_position, part) in row.parts.iter().enumerate() {
            let place = (position * 1000 + part_position, depth + 1);
            row_ui(part, columns, words, ui, commands, place);
        }
    }
}

fn row_line_ui(
    row: &ReasonRow,
    columns: &Columns,
    ui: &mut Ui,
    id: Id,
    (is_theme, open, depth): (bool, bool, usize),
) -> Response {
    let palette = ui.palette();
    let arrow = if is_theme { INDENT } else { 0.0 };
    let indent = INDENT * depth as f32 + arrow;
    let texts = RowWords::new(row, columns, ui, indent);
    let words_height = texts.height();
    let height = if columns.one_line {
        words_height.max(BAR) + 2.0 * ROW_MARGIN
    } else {
        words_height + BAR + 3.0 * ROW_MARGIN
    };
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), height.max(theme::TARGET)));
    let clickable = is_theme || row.column.is_some();
    let sense = if clickable { Sense::click() } else { Sense::hover() };
    let response = ui.interact(rect, id, sense);
    let role = if clickable { Role::Button } else { Role::ListItem };
    response.widget_info(|| WidgetInfo::labeled(role, true, &row.sentence));
    if !ui.is_rect_visible(rect) {
        return response;
    }
    let painter = ui.painter();
    if clickable && response.hovered() {
        painter.rect_filled(rect.expand2(vec2(6.0, 0.0)), theme::CONTROL_RADIUS, palette.selected);
    }
    let words_top = if columns.one_line {
        rect.center().y - 0.5 * words_height
    } else {
        rect.top() + ROW_MARGIN
    };
    let left = rect.left();
    if is_theme {
        let center = pos2(left + indent - INDENT + 5.0, words_top + 0.5 * size::BODY + 2.0);
        chevron(painter, center, open, Stroke::new(1.5, palette.text));
    }
    let first_line = texts.first_line;
    texts.paint(painter, pos2(left + indent, words_top));
    let middle =
        if columns.one_line { rect.center().y } else { rect.bottom() - ROW_MARGIN - 0.5 * BAR };
    let effect_middle = if columns.one_line { words_top + 0.5 * first_line } else { middle };
    effect_ui(row, columns, ui, left, effect_middle);
    numbers_ui(row, columns, ui, left, middle);
    focus_ring(ui, &response, rect.expand2(vec2(6.0, 0.0)));
    response
}

/// Direction and strength: beside the name on one line, else before the bar.
fn effect_ui(row: &ReasonRow, columns: &Columns, ui: &Ui, left: f32, middle: f32) {
    let color = direction_color(ui.palette(), row.contribution);
    let galley = ui.painter().layout_no_wrap(row.effect.clone(), effect_font(), color);
    let x =
        if columns.one_line { columns.effect.max - galley.size().x } else { columns.effect.min };
    ui.painter().galley(pos2(left + x, middle - 0.5 * galley.size().y), galley, color);
}

/// Bar and factor of a row, around `middle`.
fn numbers_ui(row: &ReasonRow, columns: &Columns, ui: &Ui, left: f32, middle: f32) {
    let palette = ui.palette();
    let color = direction_color(palette, row.contribution);
    let bar = columns.bar(left, row.contribution, middle, BAR);
    ui.painter().rect_filled(bar, 2.0, color);
    if !columns.one_line {
        let y = Rangef::new(middle - 0.5 * BAR - 2.0, middle + 0.5 * BAR + 2.0);
        ui.painter().vline(left + columns.axis, y, Stroke::new(1.0, palette.edge));
    }
    factor_ui(&row.factor, columns, ui, left, middle, palette.text);
}

fn factor_ui(text: &str, columns: &Columns, ui: &Ui, left: f32, middle: f32, color: Color32) {
    let font = fonts::regular(size::SMALL);
    let galley = ui.painter().layout_no_wrap(text.to_owned(), font, color);
    let pos = pos2(left + columns.factor.max - galley.size().x, middle - 0.5 * galley.size().y);
    ui.painter().galley(pos, galley, color);
}

/// The name and, below it, the value and its rank.
struct RowWords {
    label: Arc<Galley>,
    detail: Option<Arc<Galley>>,
    /// Height of the first line, beside which the effect stands.
    first_line: f32,
}

impl RowWords {
    fn new(row: &ReasonRow, columns: &Columns, ui: &Ui, indent: f32) -> Self {
        let palette = ui.palette();
        let lines = |text: &str, font, color, width: f32| {
            let width = (width - indent).max(theme::TARGET);
            let text = unbroken(text).into_owned();
            let job = LayoutJob::simple(text, font, color, width);
            ui.painter().layout_job(job)
        };
        let label =
            lines(&row.label, fonts::semibold(size::BODY), palette.text, columns.words.span());
        // The detail has a line of its own, which runs on below the effect.
        let detail_width = if columns.one_line { columns.effect.max } else { columns.words.span() };
        let detail = (!row.detail.is_empty())
            .then(|| lines(&row.detail, fonts::regular(size::SMALL), palette.weak, detail_width));
        let first_line = label.rows.first().map_or(label.size().y, |line| line.height());
        Self { label, detail, first_line }
    }

    fn height(&self) -> f32 {
        let detail = self.detail.as_ref().map_or(0.0, |detail| detail.size().y + WORDS_GAP);
        self.label.size().y + detail
    }

    fn paint(self, painter: &egui::Painter, pos: egui::Pos2) {
        let below = pos + vec2(0.0, self.label.size().y + WORDS_GAP);
        painter.galley(pos, self.label, Color32::PLACEHOLDER);
        if let Some(detail) = self.detail {
            painter.galley(below, detail, Color32::PLACEHOLDER);
        }
    }
}

fn remainder_ui(row: &RemainderRow, columns: &Columns, ui: &mut Ui) {
    let palette = ui.palette();
    let widest = if columns.one_line { columns.effect.max } else { columns.bars.min - GAP };
    let job = LayoutJob::simple(
        unbroken(&row.label).into_owned(),
        fonts::regular(size::SMALL),
        palette.weak,
        widest.max(40.0),
    );
    let galley = ui.painter().layout_job(job);
    let height = galley.size().y.max(HOLLOW_BAR) + 8.0;
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), height));
    let response = ui.interact(rect, ui.scope_id().with(("remainder", &row.label)), Sense::hover());
    response.widget_info(|| {
        WidgetInfo::labeled(Role::ListItem, true, format!("{} ({})", row.label, row.factor))
    });
    let middle = rect.center().y;
    let pos = pos2(rect.left(), middle - 0.5 * galley.size().y);
    ui.painter().galley(pos, galley, palette.weak);
    let bar = columns.bar(rect.left(), row.contribution, middle, HOLLOW_BAR);
    let stroke = Stroke::new(1.5, direction_color(palette, row.contribution));
    ui.painter().rect_stroke(bar, 2.0, stroke, StrokeKind::Inside);
    factor_ui(&row.factor, columns, ui, rect.left(), middle, palette.weak);
}

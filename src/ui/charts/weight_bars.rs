//! Bars of average weights, everybody above the group, beside the strips that say which way values
//! act. A theme opens into its factors; a factor asks to be shown.

use egui::{
    Align2, FontId, Id, Rangef, Rect, Response, Role, Sense, Stroke, Ui, UiBuilder, WidgetInfo,
    pos2, text::LayoutJob, vec2,
};

use super::{
    bar_legend::{group_bar, item_ui, population_bar},
    strip::{strip, typical_mark},
};
use crate::{
    state::{
        Command,
        view::{Weight, WeightRow, WeightsView},
    },
    ui::{
        Commands, fonts,
        theme::{self, size},
        ui_ext::{UiExt as _, unbroken},
        widgets::{Shape, chevron, focus_ring, link_button, shape},
    },
    words::Words,
};

/// From this width on, name, bars and strip stand on one line; in points.
const ONE_LINE: f32 = 600.0;
/// The share of the width that names take on one line.
const NAMES_SHARE: f32 = 0.30;
/// The share of the rest that bars take, their numbers included.
const BARS_SHARE: f32 = 0.46;
/// Height of a line of text, in points.
const LINE: f32 = 20.0;
/// Height of a bar, in points.
const BAR: f32 = 12.0;
/// Room above and below a row, in points.
const MARGIN: f32 = 6.0;
/// Room between two columns, in points.
const GAP: f32 = 12.0;
/// Room for the arrow of a theme, and the indent of its factors, in points.
const INDENT: f32 = 16.0;
/// Size of the arrows above the strips, in points.
const ARROW: f32 = 8.0;
/// Rows that are shown before somebody asks for all of them.
const FIRST_ROWS: usize = 15;

/// Where things stand in a row, in points from its left edge and its top.
#[derive(Debug, Clone, Copy)]
struct Columns {
    names: Rangef,
    bars: Rangef,
    /// Ends of the numbers, set to the right.
    numbers: f32,
    strip: Rangef,
    /// Where bars and strip begin.
    top: f32,
    /// Height of bars and strip.
    marks: f32,
    row: f32,
    scale: f32,
}

/// Shows the rows; `chosen` names the factor whose effect is shown elsewhere. Says whether there are
/// strips among them, which want to be told about.
pub fn weight_bars_ui(
    view: &WeightsView,
    chosen: &str,
    words: &Words,
    ui: &mut Ui,
    commands: &mut Commands,
) -> bool {
    if view.rows.is_empty() {
        return false;
    }
    let id = ui.scope_id().with("weights");
    let mut shows_all = ui.data(|data| data.get_temp::<bool>(id)).unwrap_or(false);
    let builder = UiBuilder::new()
        .accessibility_role(Role::Figure)
        .accessibility_label(view.description.as_str());
    let shows_strips = ui.scope_builder(builder, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        let columns = Columns::new(view, ui);
        let has_strips = view.rows.iter().any(|row| {
            row.strip.is_some() || (!row.parts.is_empty() && is_open(ui, row_id(id, 0, row)))
        });
        let shows_strips = has_strips && !view.strip_legend.is_empty();
        columns.head_ui(shows_strips, words, ui);
        let shown = if shows_all { view.rows.len() } else { FIRST_ROWS };
        let list = List { view, columns, chosen, words };
        for row in view.rows.iter().take(shown) {
            list.row_ui(row, ui, commands, id, 0);
        }
        shows_strips
    });
    let shows_strips = shows_strips.inner;
    if view.rows.len() > FIRST_ROWS {
        let count = ("count", view.rows.len().into());
        let text = if shows_all {
            words.with("weights-show-first", &[("count", FIRST_ROWS.into())])
        } else {
            words.with("weights-show-all", &[count])
        };
        let button = link_button(ui, &text);
        ui.ctx().accesskit_node_builder(button.id, |node| node.set_expanded(shows_all));
        if button.clicked() {
            shows_all = !shows_all;
            ui.data_mut(|data| data.insert_temp(id, shows_all));
        }
    }
    legend_ui(view, shows_strips, words, ui);
    shows_strips
}

/// The rows of one view.
struct List<'a> {
    view: &'a WeightsView,
    columns: Columns,
    chosen: &'a str,
    words: &'a Words,
}

impl Columns {
    fn new(view: &WeightsView, ui: &Ui) -> Self {
        let width = ui.available_width();
        let rows = || view.rows.iter().flat_map(|row| std::iter::once(row).chain(&row.parts));
        let measure = |weight: &Weight| {
            let color = ui.palette().text;
            ui.painter().layout_no_wrap(weight.factor.clone(), number_font(), color).size().x
        };
        let weights = rows().flat_map(|row| std::iter::once(&row.everyone).chain(&row.group));
        let number = weights.map(measure).fold(0.0, f32::max).ceil();
        let has_group = !view.group_legend.is_empty();
        let marks = if has_group { 2.0 * BAR + 4.0 } else { BAR + 12.0 };
        let one_line = width >= ONE_LINE;
        let names = Rangef::new(0.0, if one_line { NAMES_SHARE * width } else { width });
        let left = if one_line { names.max + GAP } else { INDENT };
        let half = BARS_SHARE * (width - left);
        let numbers = left + half;
        let bars = Rangef::new(left, (numbers - number - 6.0).max(left + 1.0));
        let strip = Rangef::new((numbers + GAP).min(width - 1.0), width);
        let top = if one_line { MARGIN } else { MARGIN + LINE };
        let row = (top + marks + MARGIN).max(theme::TARGET);
        let scale = bars.span() / view.scale.max(f64::MIN_POSITIVE) as f32;
        Self { names, bars, numbers, strip, top, marks, row, scale }
    }

    /// What the columns hold.
    fn head_ui(&self, shows_strips: bool, words: &Words, ui: &mut Ui) {
        let (_, rect) = ui.allocate_space(vec2(ui.available_width(), LINE));
        let palette = ui.palette();
        let font = fonts::regular(size::AXIS);
        let text = |x: f32, align: Align2, text: &str| {
            let pos = pos2(rect.left() + x, rect.center().y);
            ui.painter().text(pos, align, text, font.clone(), palette.weak)
        };
        text(self.bars.min, Align2::LEFT_CENTER, words.text("weights-axis"));
        if !shows_strips {
            return;
        }
        let arrow = |x: f32, mark: Shape| {
            let center = pos2(rect.left() + x, rect.center().y);
            let mark_rect = Rect::from_center_size(center, vec2(ARROW, ARROW));
            shape(ui.painter(), mark_rect, mark, palette.weak);
        };
        let raises = words.text("reasons-raises-axis").to_owned();
        let width = ui.painter().layout_no_wrap(raises, font.clone(), palette.weak).size().x;
        let lowers = words.text("reasons-lowers-axis");
        arrow(self.strip.min + 0.5 * ARROW, Shape::TriangleLeft);
        let used = text(self.strip.min + 1.8 * ARROW, Align2::LEFT_CENTER, lowers);
        arrow(self.strip.max - 0.5 * ARROW, Shape::TriangleRight);
        if used.right() + GAP < rect.left() + self.strip.max - width - 1.8 * ARROW {
            let end = self.strip.max - 1.8 * ARROW;
            text(end, Align2::RIGHT_CENTER, words.text("reasons-raises-axis"));
        }
    }

    fn bar(&self, row: Rect, position: usize, weight: &Weight) -> Rect {
        let length = (self.scale * weight.length as f32).clamp(0.0, self.bars.span());
        // What is listed is seen, however small.
        let left = row.left() + self.bars.min;
        let top = row.top() + self.top + position as f32 * (BAR + 4.0);
        Rect::from_min_size(pos2(left, top), vec2(length.max(1.5), BAR))
    }
}

impl List<'_> {
    fn row_ui(&self, row: &WeightRow, ui: &mut Ui, commands: &mut Commands, parent: Id, depth: u8) {
        let id = row_id(parent, depth, row);
        let is_theme = !row.parts.is_empty();
        let mut open = is_theme && is_open(ui, id);
        let (_, rect) = ui.allocate_space(vec2(ui.available_width(), self.columns.row));
        let response = ui.interact(rect, id, Sense::click());
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &row.sentence));
        if response.gained_focus() {
            response.scroll_to_me(None);
        }
        if ui.is_rect_visible(rect) {
            self.paint(row, ui, rect, &response, (is_theme, open, depth));
        }
        if is_theme {
            let key = if open { "reasons-close-theme" } else { "reasons-open-theme" };
            let hint = self.words.with(key, &[("theme", row.label.as_str().into())]);
            ui.ctx().accesskit_node_builder(id, |node| {
                node.set_expanded(open);
                node.set_description(hint.as_str());
            });
            if response.clicked() {
                open = !open;
                ui.data_mut(|data| data.insert_temp(id, open));
            }
        } else if let Some(factor) = &row.factor {
            let hint = self.words.text("weights-effect-hint");
            let is_chosen = factor == self.chosen;
            ui.ctx().accesskit_node_builder(id, |node| {
                node.set_description(hint);
                node.set_selected(is_chosen);
            });
            let told = row.strip.as_ref().map_or("", |strip| strip.sentence.as_str());
            if response.on_hover_text(format!("{}\n{told}\n{hint}", row.label)).clicked() {
                commands.push(Command::ShowEffect(factor.clone()));
            }
        }
        if open {
            for part in &row.parts {
                self.row_ui(part, ui, commands, id, depth + 1);
            }
        }
    }

    fn paint(
        &self,
        row: &WeightRow,
        ui: &Ui,
        rect: Rect,
        response: &Response,
        (is_theme, open, depth): (bool, bool, u8),
    ) {
        let (palette, painter, columns) = (ui.palette(), ui.painter(), &self.columns);
        let is_chosen = row.factor.as_deref().is_some_and(|factor| factor == self.chosen);
        let ground = rect.expand2(vec2(6.0, 0.0));
        if is_chosen || response.hovered() {
            painter.rect_filled(ground, theme::CONTROL_RADIUS, palette.selected);
        }
        if is_chosen {
            let mark = Rect::from_min_size(ground.min, vec2(3.0, ground.height()));
            painter.rect_filled(mark.shrink2(vec2(0.0, 3.0)), 1.0, palette.down);
        }
        let on_one_line = columns.top == MARGIN;
        let middle = if on_one_line { rect.center().y } else { rect.top() + MARGIN + 0.5 * LINE };
        let indent = INDENT * f32::from(depth);
        if is_theme {
            let center = pos2(rect.left() + indent + 5.0, middle);
            chevron(painter, center, open, Stroke::new(1.5, palette.text));
        }
        let left = indent + INDENT;
        let job = LayoutJob {
            wrap: egui::text::TextWrapping {
                max_rows: if on_one_line { 2 } else { 1 },
                ..egui::text::TextWrapping::truncate_at_width(columns.names.max - left)
            },
            ..LayoutJob::simple_singleline(
                unbroken(&row.label).into_owned(),
                fonts::semibold(size::BODY),
                palette.text,
            )
        };
        let galley = painter.layout_job(job);
        let pos = pos2(rect.left() + left, middle - 0.5 * galley.size().y);
        painter.galley(pos, galley, palette.text);
        self.bars(row, ui, rect);
        if let Some(view) = &row.strip {
            let x = Rangef::new(rect.left() + columns.strip.min, rect.left() + columns.strip.max);
            let top = rect.top() + columns.top;
            let field = Rect::from_x_y_ranges(x, Rangef::new(top, top + columns.marks));
            strip(ui, field, view, self.view.no_effect);
        }
        focus_ring(ui, response, ground);
    }

    /// Everybody's bar, and the group's below it, with their numbers.
    fn bars(&self, row: &WeightRow, ui: &Ui, rect: Rect) {
        let palette = ui.palette();
        let columns = &self.columns;
        let number = |bar: Rect, weight: &Weight, color| {
            let pos = pos2(rect.left() + columns.numbers, bar.center().y);
            ui.painter().text(pos, Align2::RIGHT_CENTER, &weight.factor, number_font(), color);
        };
        let mut bar = columns.bar(rect, 0, &row.everyone);
        if self.view.group_legend.is_empty() {
            bar = bar.translate(vec2(0.0, 0.5 * (columns.marks - BAR)));
        }
        population_bar(ui, bar);
        number(bar, &row.everyone, palette.text);
        if let Some(group) = &row.group {
            let bar = columns.bar(rect, 1, group);
            group_bar(ui, bar);
            number(bar, group, palette.text);
        }
    }
}

/// What a row is remembered by.
fn row_id(parent: Id, depth: u8, row: &WeightRow) -> Id {
    parent.with(("weight", depth, &row.factor, &row.label))
}

/// Whether the theme of this row stands open.
fn is_open(ui: &Ui, id: Id) -> bool {
    ui.data(|data| data.get_temp::<bool>(id)).unwrap_or(false)
}

fn number_font() -> FontId {
    fonts::regular(size::SMALL)
}

fn legend_ui(view: &WeightsView, shows_strips: bool, words: &Words, ui: &mut Ui) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::Vec2::ZERO;
        item_ui(ui, words.text("weights-legend-all"), |ui, rect| {
            population_bar(ui, rect.shrink2(vec2(2.0, 1.0)));
        });
        if !view.group_legend.is_empty() {
            item_ui(ui, &view.group_legend, |ui, rect| {
                group_bar(ui, rect.shrink2(vec2(2.0, 1.0)));
            });
        }
        if shows_strips {
            item_ui(ui, words.text("effects-legend-typical"), |ui, rect| {
                typical_mark(ui, Rect::from_center_size(rect.center(), vec2(4.0, 10.0)));
            });
        }
    });
}

//! Tables of texts: the twin behind every chart, the facts of a model, the figures of a population.
//!
//! Columns are as wide as their widest cell as long as there is room. A short table is shown whole;
//! of a long one only visible rows are laid out, so that 798 features scroll like fifty.

use std::{
    hash::{DefaultHasher, Hash as _, Hasher as _},
    sync::Arc,
};

use egui::{
    Align, FontId, Galley, Id, Margin, Rect, ScrollArea, Sense, Stroke, Ui, UiBuilder, WidgetInfo,
    accesskit::Role, text::LayoutJob, vec2,
};

use crate::{
    state::view::TableView,
    ui::{
        fonts,
        theme::{Palette, size},
        ui_ext::{UiExt as _, unbroken},
        widgets::link_button,
    },
};

/// Height of a row, in points.
const ROW: f32 = 28.0;
/// Height of a row whose cells may fill two lines, in points.
const TALL_ROW: f32 = 42.0;
/// Columns give way down to this width, in points.
const NARROWEST: f32 = 90.0;
/// Room for the bar that scrolls to the side, in points.
const SCROLL_BAR: i8 = 10;
/// Room between two columns, in points.
const COLUMN_GAP: f32 = 20.0;
/// A longer table scrolls by itself; in points.
const TALLEST: f32 = 340.0;

/// A table of so many rows is shown whole, each as high as it needs.
const SHORT: usize = 30;
/// Room above and below the lines of a cell together, in points.
const CELL_MARGIN: f32 = 11.0;
/// The longest text that is taken for a number or an interval, in characters.
const LONGEST_NUMBER: usize = 24;
/// What makes digits an amount.
const CURRENCY_SIGNS: [char; 4] = ['$', '€', '£', '¥'];
/// The rows that tell whether a column holds numbers; more would tell nothing new.
const LOOKED_AT: usize = 8;

/// Column widths, and the table and zoom that they were measured for.
type Measured = ((u64, u32), Vec<f32>);

/// Shows a button that opens the table twin of a chart, and the table when it is open.
pub(crate) fn table_twin_ui(
    ui: &mut Ui,
    id: Id,
    table: &TableView,
    (show, hide): (&str, &str),
    above: impl FnOnce(&mut Ui),
) {
    let mut open = ui.data(|data| data.get_temp::<bool>(id)).unwrap_or(false);
    let button = link_button(ui, if open { hide } else { show });
    ui.ctx().accesskit_node_builder(button.id, |node| node.set_expanded(open));
    if button.clicked() {
        open = !open;
        ui.data_mut(|data| data.insert_temp(id, open));
    }
    if open {
        above(ui);
        table_ui(ui, id.with("table"), table, None);
    }
}

/// Shows a table without its caption; of its rows only those at `kept`, when given.
pub(crate) fn table_ui(ui: &mut Ui, id: Id, table: &TableView, kept: Option<&[usize]>) {
    let natural = column_widths(ui, id, table);
    let room = ui.available_width() - COLUMN_GAP * natural.len() as f32;
    let columns = Columns {
        widths: fitted(&natural, room),
        are_numbers: (0..natural.len()).map(|column| is_numeric_column(table, column)).collect(),
    };
    let total = kept.map_or(table.rows.len(), <[usize]>::len);
    let cells_of = |position: usize| {
        let row = kept.map_or(Some(position), |kept| kept.get(position).copied())?;
        table.rows.get(row)
    };
    ui.push_id(id, |ui| {
        ui.region(Role::Table, &table.caption, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            let margin = Margin { bottom: SCROLL_BAR, ..Margin::ZERO };
            ScrollArea::horizontal().content_margin(margin).show(ui, |ui| {
                if table.columns.iter().any(|title| !title.is_empty()) {
                    columns.row_ui(ui, &table.columns, Kind::Header);
                }
                if total <= SHORT {
                    for cells in (0..total).filter_map(cells_of) {
                        columns.row_ui(ui, cells, Kind::AsHighAsNeeded);
                    }
                    return;
                }
                let (height, kind) = if columns.widths == natural {
                    (ROW, Kind::OneLine)
                } else {
                    (TALL_ROW, Kind::TwoLines)
                };
                let area = ScrollArea::vertical().max_height(TALLEST).min_scrolled_height(TALLEST);
                area.show_rows(ui, height, total, |ui, rows| {
                    for cells in rows.filter_map(cells_of) {
                        columns.row_ui(ui, cells, kind);
                    }
                });
            });
        });
    });
}

/// How a row is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// The titles of the columns.
    Header,
    /// One line.
    OneLine,
    /// Two lines; what is longer is cut, and shown whole in a tooltip.
    TwoLines,
    /// As many lines as its longest cell needs.
    AsHighAsNeeded,
}

/// The columns of a table in points.
struct Columns {
    widths: Vec<f32>,
    are_numbers: Vec<bool>,
}

/// The widths that fit into `room` points together: the widest columns give way, down to
/// [`NARROWEST`]; below that the table scrolls to the side.
fn fitted(natural: &[f32], room: f32) -> Vec<f32> {
    let total = |limit: f32| natural.iter().map(|width| width.min(limit)).sum::<f32>();
    let (mut low, mut high) = (NARROWEST, natural.iter().copied().fold(NARROWEST, f32::max));
    if total(high) > room {
        // Halving the interval finds the limit to less than a point, however long the cells are.
        while high - low > 0.5 {
            let middle = 0.5 * (low + high);
            if total(middle) > room { high = middle } else { low = middle }
        }
        high = low;
    }
    natural.iter().map(|width| width.min(high.floor())).collect()
}

impl Columns {
    fn row_ui(&self, ui: &mut Ui, cells: &[String], kind: Kind) {
        let palette = ui.palette();
        let color = if kind == Kind::Header { palette.weak } else { palette.text };
        let galleys: Vec<_> = cells
            .iter()
            .zip(&self.widths)
            .zip(&self.are_numbers)
            .map(|((cell, width), is_number)| {
                let text = unbroken(cell).into_owned();
                let mut job = LayoutJob::simple(text, font(kind), color, *width);
                job.wrap.max_rows = match kind {
                    Kind::Header | Kind::OneLine => 1,
                    Kind::TwoLines => 2,
                    Kind::AsHighAsNeeded => usize::MAX,
                };
                job.halign = if *is_number { Align::RIGHT } else { Align::LEFT };
                ui.painter().layout_job(job)
            })
            .collect();
        let height = match kind {
            Kind::Header | Kind::OneLine => ROW,
            Kind::TwoLines => TALL_ROW,
            Kind::AsHighAsNeeded => {
                let tallest = galleys.iter().map(|galley| galley.size().y).fold(0.0, f32::max);
                (tallest + CELL_MARGIN).max(ROW)
            }
        };
        let width = self.widths.iter().sum::<f32>() + COLUMN_GAP * self.widths.len() as f32;
        let (_, rect) = ui.allocate_space(vec2(width.max(ui.available_width()), height));
        ui.painter().hline(rect.x_range(), rect.bottom(), Stroke::new(1.0, palette.line));
        let builder = UiBuilder::new().max_rect(rect).accessibility_role(Role::Row);
        let mut row = ui.new_child(builder);
        let mut left = rect.left();
        for ((cell, galley), width) in cells.iter().zip(galleys).zip(&self.widths) {
            let corner = egui::pos2(left, rect.top());
            let cell_rect = Rect::from_min_size(corner, vec2(*width, height));
            cell_ui(&mut row, cell_rect, cell, galley, kind);
            left += width + COLUMN_GAP;
        }
    }
}

fn cell_ui(ui: &mut Ui, rect: Rect, text: &str, galley: Arc<Galley>, kind: Kind) {
    let response = ui.interact(rect, ui.next_auto_id(), Sense::hover());
    ui.skip_ahead_auto_ids(1);
    let role = if kind == Kind::Header { Role::ColumnHeader } else { Role::Cell };
    response.widget_info(|| WidgetInfo::labeled(role, true, text));
    let align = galley.job.halign;
    let x = if align == Align::RIGHT { rect.right() } else { rect.left() };
    let pos = egui::pos2(x, rect.center().y - 0.5 * galley.size().y);
    let elided = galley.elided;
    ui.painter().galley(pos, galley, Palette::of(ui).text);
    if elided {
        response.on_hover_text(text);
    }
}

fn font(kind: Kind) -> FontId {
    fonts::regular(if kind == Kind::Header { size::SMALL } else { size::BODY - 0.5 })
}

/// Whether a column with a title holds mostly numbers: such columns stand to the right. The first
/// column names the rows.
fn is_numeric_column(table: &TableView, column: usize) -> bool {
    if column == 0 || table.columns.get(column).is_none_or(String::is_empty) {
        return false;
    }
    let cells = table.rows.iter().take(LOOKED_AT).filter_map(|row| row.get(column));
    let (mut numbers, mut others) = (0, 0);
    for cell in cells.filter(|cell| !cell.is_empty()) {
        let digits = cell.chars().filter(char::is_ascii_digit).count();
        let letters = cell.chars().filter(|c| c.is_alphabetic()).count();
        // "NT$0" is an amount for all its letters. A digest has many digits too, but no number is
        // as long.
        let is_amount = digits > 0 && cell.contains(CURRENCY_SIGNS);
        let is_number = (digits > letters || is_amount) && cell.chars().count() <= LONGEST_NUMBER;
        if is_number { numbers += 1 } else { others += 1 }
    }
    numbers > others
}

/// The widths of all columns, measured once for as long as the table stays the same.
fn column_widths(ui: &Ui, id: Id, table: &TableView) -> Vec<f32> {
    let mut hasher = DefaultHasher::new();
    (&table.columns, &table.rows).hash(&mut hasher);
    let key = (hasher.finish(), ui.pixels_per_point().to_bits());
    let id = id.with("widths");
    if let Some((known, widths)) = ui.data(|data| data.get_temp::<Measured>(id))
        && known == key
    {
        return widths;
    }
    let measure = |text: &str, kind| {
        let color = ui.palette().text;
        ui.painter().layout_no_wrap(text.to_owned(), font(kind), color).size().x.ceil() + 1.0
    };
    let widths: Vec<f32> = (0..table.columns.len())
        .map(|column| {
            let title = table.columns.get(column).map_or(0.0, |title| measure(title, Kind::Header));
            let cells = table.rows.iter().filter_map(|row| row.get(column));
            cells.map(|cell| measure(cell, Kind::OneLine)).fold(title, f32::max)
        })
        .collect();
    ui.data_mut(|data| data.insert_temp::<Measured>(id, (key, widths.clone())));
    widths
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_widest_columns_give_way_first() {
        assert_eq!(fitted(&[100.0, 200.0], 400.0), [100.0, 200.0]);
        let [narrow, wide, other] = fitted(&[100.0, 300.0, 250.0], 400.0)[..] else {
            panic!("three columns stay three");
        };
        assert!(narrow == 100.0 && wide == other, "{wide} {other}");
        assert!((148.0..=150.0).contains(&wide), "{wide}");
        assert_eq!(fitted(&[100.0, 300.0], 50.0), [NARROWEST, NARROWEST]);
        assert!(fitted(&[], 50.0).is_empty());
    }

    #[test]
    fn a_column_of_numbers_is_told_from_one_of_words() {
        let rows =
            [["a", "12,5 %", "NT$50,000"], ["b", "0.1 to 0.2", "2 months"], ["c", "", "none"]];
        let table = TableView {
            caption: String::new(),
            columns: ["", "Share", "Value"].map(str::to_owned).to_vec(),
            rows: rows.iter().map(|row| row.map(str::to_owned).to_vec()).collect(),
        };
        assert!(!is_numeric_column(&table, 0));
        assert!(is_numeric_column(&table, 1));
        assert!(!is_numeric_column(&table, 2));
        let rows = ["NT$0", "NT$910"].map(|amount| vec![String::new(), amount.to_owned()]).to_vec();
        let columns = ["", "Client 7088"].map(str::to_owned).to_vec();
        assert!(is_numeric_column(&TableView { columns, rows, ..table }, 1), "few digits as well");
    }
}

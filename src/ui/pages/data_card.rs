//! All of the client's own data, one line a column.

use egui::{Id, ScrollArea, Stroke, Ui, UiBuilder, accesskit::Role, vec2};

use crate::{
    state::view::{DataRow, DataView},
    ui::{
        fonts,
        theme::size,
        ui_ext::UiExt as _,
        widgets::{disclosure_ui, text_field},
    },
    words::Words,
};

/// Height of a line, in points: two rows of text.
const ROW: f32 = 44.0;
/// A longer table scrolls by itself; in points.
const TALLEST: f32 = 400.0;
/// The share of the width that names take.
const NAME_SHARE: f32 = 0.58;

/// Shows the card: a line that opens the table.
pub fn data_card_ui(view: &DataView, words: &Words, ui: &mut Ui) {
    if view.rows.is_empty() {
        return;
    }
    let title = words.text("data-title");
    ui.card(title, |ui| {
        let count = words.with("data-count", &[("count", view.rows.len().into())]);
        disclosure_ui(ui, Id::unique("client data"), title, &count, |ui| {
            table_ui(view, words, ui);
        });
    });
}

fn table_ui(view: &DataView, words: &Words, ui: &mut Ui) {
    let id = Id::unique("client data search");
    let mut query = ui.data(|data| data.get_temp::<String>(id)).unwrap_or_default();
    let hint = words.text("data-search");
    let field = text_field(&mut query).hint_text(hint.to_owned());
    ui.add(field.desired_width(f32::INFINITY).id(id.with("field"))).accessible_name(hint);
    let kept = rows_with(view, query.trim());
    if kept.is_empty() {
        let query = ("query", query.as_str().into());
        ui.quiet(&words.with("data-no-match", &[query]));
    }
    ui.data_mut(|data| data.insert_temp(id, query));
    ui.region(Role::Table, words.text("data-title"), |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        let area = ScrollArea::vertical().id_salt("client data").max_height(TALLEST);
        // As high as its rows, even where the window ends: the page scrolls too.
        let area = area.min_scrolled_height(TALLEST);
        area.show_rows(ui, ROW, kept.len(), |ui, rows| {
            for row in rows.filter_map(|position| kept.get(position)) {
                row_ui(row, ui);
            }
        });
    });
}

fn rows_with<'a>(view: &'a DataView, text: &str) -> Vec<&'a DataRow> {
    let text = text.to_lowercase();
    let holds = |row: &&DataRow| {
        [&row.label, &row.column, &row.value, &row.remark]
            .iter()
            .any(|cell| cell.to_lowercase().contains(&text))
    };
    view.rows.iter().filter(holds).collect()
}

/// The name over its column at the left, the value over its remark at the right.
fn row_ui(row: &DataRow, ui: &mut Ui) {
    let palette = ui.palette();
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), ROW));
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, palette.line));
    let right = ui.spacing().scroll.bar_width + 2.0;
    let inner = rect.shrink2(vec2(0.0, 4.0)).with_max_x(rect.right() - right);
    let split = inner.left() + NAME_SHARE * inner.width();
    let builder = UiBuilder::new().max_rect(rect).accessibility_role(Role::Row);
    let mut line = ui.new_child(builder);
    let layout = egui::Layout::top_down(egui::Align::Min);
    let names = UiBuilder::new().max_rect(inner.with_max_x(split - 12.0)).layout(layout);
    let names = &mut line.new_child(names);
    lines_ui(names, (&row.label, Role::RowHeader), &row.column, false);
    let layout = egui::Layout::top_down(egui::Align::Max);
    let values = UiBuilder::new().max_rect(inner.with_min_x(split)).layout(layout);
    let values = &mut line.new_child(values);
    lines_ui(values, (&row.value, Role::Cell), &row.remark, true);
}

fn lines_ui(ui: &mut Ui, (first, role): (&str, Role), second: &str, is_value: bool) {
    let palette = ui.palette();
    ui.spacing_mut().item_spacing.y = 1.0;
    let font = if is_value { fonts::semibold(size::BODY) } else { fonts::regular(size::BODY) };
    let text = egui::RichText::new(first).font(font).color(palette.text);
    let response = ui.add(egui::Label::new(text).truncate());
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_role(role);
        node.set_label(first);
    });
    if !second.is_empty() {
        let text = egui::RichText::new(second).font(fonts::regular(size::SMALL - 0.5));
        ui.add(egui::Label::new(text.color(palette.weak)).truncate());
    }
}

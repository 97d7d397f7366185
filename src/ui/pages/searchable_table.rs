//! A table with a search field above it.

use egui::{Id, Ui};

use crate::{
    state::view::TableView,
    ui::{
        ui_ext::UiExt as _,
        widgets::{table_ui, text_field},
    },
};

/// Shows the rows of `table` that hold what is typed, whatever its case. `hint` names the field;
/// `nothing` words that no row holds the text.
pub(super) fn searchable_table_ui(
    ui: &mut Ui,
    id: Id,
    table: &TableView,
    hint: &str,
    nothing: impl FnOnce(&str) -> String,
) {
    let mut query = ui.data(|data| data.get_temp::<String>(id)).unwrap_or_default();
    let field = text_field(&mut query).hint_text(hint.to_owned());
    let field = field.id(id.with("search")).desired_width(ui.available_width().min(340.0));
    ui.add(field).accessible_name(hint);
    let kept = (!query.trim().is_empty()).then(|| rows_with(table, query.trim()));
    if kept.as_ref().is_some_and(Vec::is_empty) {
        ui.quiet(&nothing(query.trim()));
    } else {
        table_ui(ui, id, table, kept.as_deref());
    }
    ui.data_mut(|data| data.insert_temp(id, query));
}

fn rows_with(table: &TableView, text: &str) -> Vec<usize> {
    let text = text.to_lowercase();
    let holds = |row: &Vec<String>| row.iter().any(|cell| cell.to_lowercase().contains(&text));
    table.rows.iter().enumerate().filter(|(_, row)| holds(row)).map(|(row, _)| row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_cell_may_hold_the_text() {
        let row = |cells: [&str; 2]| cells.map(str::to_owned).to_vec();
        let table = TableView {
            rows: vec![row(["Âge", "42 ans"]), row(["Plafond", "50 000"]), row(["x", "ÂGE"])],
            ..TableView::default()
        };
        assert_eq!(rows_with(&table, "âge"), [0, 2]);
        assert_eq!(rows_with(&table, "000"), [1]);
        assert!(rows_with(&table, "nobody").is_empty());
    }
}

//! Two columns at once: a grid of cells, each with its clients and their default rate.

use crate::{
    base::Column,
    domain::{Dictionary, Grid},
    state::view::{CellView, GridView, TableView},
    words::Words,
};

use super::bands::{self, BandWords};

/// What puts a grid into words.
pub(super) struct GridWords<'a> {
    pub(super) words: &'a Words,
    pub(super) dictionary: &'a Dictionary,
    /// The column from left to right, then the one from bottom to top.
    pub(super) columns: [&'a Column; 2],
    /// The client on screen.
    pub(super) row: Option<u32>,
}

impl GridWords<'_> {
    /// The grid with the client's cell marked.
    pub(super) fn view(&self, counted: &Grid) -> GridView {
        let words = self.words;
        let [x_words, y_words] = self.columns.map(|column| BandWords {
            words,
            entry: self.dictionary.entry(column.name()),
            column: column.name(),
        });
        let [x_label, y_label] = self.labels();
        let client_cell = self.client_cell(counted);
        let width = counted.x_bands.len();
        let mut cells = Vec::with_capacity(counted.cells.len());
        let mut rows = Vec::new();
        for (y_band, line) in counted.y_bands.iter().zip(counted.cells.chunks(width.max(1))) {
            for (x_band, cell) in counted.x_bands.iter().zip(line) {
                let rate = bands::sound_rate(cell.outcomes);
                let names = (x_words.full(x_band), y_words.full(y_band));
                cells.push(CellView {
                    count: cell.count,
                    default_rate: rate,
                    tooltip: self.cell_text(&names, cell.count, rate),
                });
                if cell.count > 0 {
                    rows.push(vec![
                        names.0,
                        names.1,
                        words.integer(cell.count),
                        rate.map_or("–".to_owned(), |rate| words.percent(rate, 1)),
                    ]);
                }
            }
        }
        let sentence = self.sentence(&cells, client_cell, width);
        GridView {
            x_labels: counted.x_bands.iter().map(|band| x_words.short(band)).collect(),
            y_labels: counted.y_bands.iter().map(|band| y_words.short(band)).collect(),
            cells,
            client_cell,
            description: sentence.clone(),
            sentence,
            table: TableView {
                caption: format!("{x_label} × {y_label}"),
                columns: vec![
                    x_label.clone(),
                    y_label.clone(),
                    words.text("compare-column-clients").to_owned(),
                    words.text("compare-column-default-rate").to_owned(),
                ],
                rows,
            },
            x_title: x_label,
            y_title: y_label,
        }
    }

    fn labels(&self) -> [String; 2] {
        let language = self.words.language();
        self.columns.map(|column| self.dictionary.label(column.name(), language).to_owned())
    }

    /// Where the client stands: across and up.
    fn client_cell(&self, counted: &Grid) -> Option<(usize, usize)> {
        let row = self.row? as usize;
        let [x, y] = self.columns.map(|column| column.value(row));
        Some((
            bands::position_of(counted.x_bands.iter(), &x)?,
            bands::position_of(counted.y_bands.iter(), &y)?,
        ))
    }

    fn cell_text(&self, (x, y): &(String, String), count: u64, rate: Option<f64>) -> String {
        let mut args =
            vec![("x", x.as_str().into()), ("y", y.as_str().into()), ("count", count.into())];
        let Some(rate) = rate.map(|rate| self.words.percent(rate, 1)) else {
            return self.words.with("compare-grid-cell", &args);
        };
        args.push(("rate", rate.as_str().into()));
        self.words.with("compare-grid-cell-rate", &args)
    }

    fn sentence(
        &self,
        cells: &[CellView],
        client_cell: Option<(usize, usize)>,
        width: usize,
    ) -> String {
        let words = self.words;
        let cell = client_cell.and_then(|(column, line)| cells.get(line * width + column));
        let Some(cell) = cell else { return words.text("compare-two-legend").to_owned() };
        let [x, y] = self.labels();
        let shared = words.with(
            "compare-two-sentence",
            &[("x", x.as_str().into()), ("y", y.as_str().into()), ("count", cell.count.into())],
        );
        match cell.default_rate {
            Some(rate) => {
                let rate = words.share(rate);
                let rate = words.with("compare-two-rate", &[("rate", rate.as_str().into())]);
                format!("{shared} {rate}")
            }
            None => shared,
        }
    }
}

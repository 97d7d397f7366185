//! Where the sample's client stands: one feature, or two.

use super::{Say, frame::choices};
use clairscore::{
    domain::Language,
    state::{
        Scope,
        view::{BarView, CellView, ChartView, CompareView, GridView, TableView},
    },
};

pub(super) fn bar(
    say: Say,
    label: (&str, &str),
    share: f64,
    group_share: f64,
    rate: Option<f64>,
) -> BarView {
    let label = say.of(label.0, label.1);
    BarView {
        tooltip: format!("{label}: {}", say.percent(share)),
        label,
        share,
        group_share,
        default_rate: rate,
        holds_client: false,
        is_missing: false,
    }
}

pub(super) fn compare(say: Say) -> CompareView {
    let mut bars = vec![
        bar(say, ("à jour", "on time"), 0.772, 0.73, Some(0.138)),
        bar(say, ("1 mois", "1 month"), 0.123, 0.13, Some(0.34)),
        bar(say, ("2 mois", "2 months"), 0.089, 0.12, Some(0.69)),
        bar(say, ("3 mois", "3 months"), 0.011, 0.015, Some(0.757)),
        bar(say, ("4 mois et plus", "4 months or more"), 0.004, 0.005, Some(0.68)),
        bar(say, ("non renseigné", "not given"), 0.012, 0.0, Some(0.2)),
    ];
    bars[2].holds_client = true;
    bars[5].is_missing = true;
    let sentence = say.of(
        "2 mois : plus long que chez 89 % des clients. À ce niveau, 69 % n’ont pas remboursé.",
        "2 months: longer than 89% of clients. At this level, 69% did not repay.",
    );
    CompareView {
        choices: choices(say).into(),
        column: "PAY_0".to_owned(),
        label: say.of("Retard de paiement, septembre", "Late payment, September"),
        second: None,
        second_label: String::new(),
        scope: Scope::All,
        has_group: true,
        chart: ChartView {
            table: chart_table(say, &bars),
            bars,
            x_title: say.of("retard de paiement, septembre", "late payment, September"),
            has_outcomes: true,
            has_group: false,
            description: format!("{sentence} (6)"),
        },
        sentence,
        grid: None,
    }
}

pub(super) fn chart_table(say: Say, bars: &[BarView]) -> TableView {
    TableView {
        caption: String::new(),
        columns: vec![
            say.of("Valeur", "Value"),
            say.of("Part des clients", "Share of clients"),
            say.of("Taux de défaut", "Default rate"),
        ],
        rows: bars
            .iter()
            .map(|bar| {
                let rate = bar.default_rate.map(|rate| say.percent(rate)).unwrap_or_default();
                vec![bar.label.clone(), say.percent(bar.share), rate]
            })
            .collect(),
    }
}

/// Two features at once.
pub(crate) fn grid(language: Language) -> GridView {
    let say = Say(language);
    let x = [
        ("à jour", "on time"),
        ("1 mois", "1 month"),
        ("2 mois", "2 months"),
        ("3 mois +", "3 months +"),
    ];
    let y = [
        ("moins de 50 000", "less than 50,000"),
        ("50 000 à 150 000", "50,000 to 150,000"),
        ("150 000 et plus", "150,000 or more"),
    ];
    let cells = (0..12)
        .map(|cell| {
            let (column, row) = (cell % 4, cell / 4);
            let rate = 0.12 + 0.17 * f64::from(column) - 0.04 * f64::from(row);
            CellView {
                count: 900 - 70 * u64::from(cell as u32),
                default_rate: (cell != 11).then_some(rate),
                tooltip: format!(
                    "{} × {}: {}",
                    x[column as usize].1,
                    y[row as usize].1,
                    say.percent(rate)
                ),
            }
        })
        .collect();
    let sentence = say.of(
        "412 clients partagent ces deux niveaux ; 46 % n’ont pas remboursé.",
        "412 clients share both levels; 46% did not repay.",
    );
    GridView {
        x_title: say.of("retard de paiement, septembre", "late payment, September"),
        y_title: say.of("plafond de la carte (NT$)", "credit limit (NT$)"),
        x_labels: x.iter().map(|(french, english)| say.of(french, english)).collect(),
        y_labels: y.iter().map(|(french, english)| say.of(french, english)).collect(),
        cells,
        client_cell: Some((2, 1)),
        description: sentence.clone(),
        sentence,
        table: TableView::default(),
    }
}

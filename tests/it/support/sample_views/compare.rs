//! Where the sample's client stands: one feature, or two.

use super::{Say, frame::choices};
use clairscore::{
    domain::Language,
    state::{
        Scope,
        view::{
            BarView, CellView, ChartView, CompareView, CounterpartView, GridView, LookAlikeRow,
            LookAlikesPane, LookAlikesView, TableView,
        },
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

/// The look-alikes of the sample's client.
pub(crate) fn look_alikes(language: Language) -> LookAlikesPane {
    let say = Say(language);
    let client = |row: u32, id: &str, risk: f64, repaid: bool| LookAlikeRow {
        row,
        id: id.to_owned(),
        show: say.of(&format!("Afficher le client {id}"), &format!("Show client {id}")),
        risk: say
            .of(&format!("risque {}", say.percent(risk)), &format!("risk {}", say.percent(risk))),
        outcome: if repaid {
            say.of("remboursé", "repaid")
        } else {
            say.of("défaut", "defaulted")
        },
    };
    let counterpart = |title: String, client: LookAlikeRow, rows: &[[String; 3]]| CounterpartView {
        differences: TableView {
            caption: title.clone(),
            columns: vec![
                say.of("Différence", "Difference"),
                say.of("Ce client", "This client"),
                format!("Client {}", client.id),
            ],
            rows: rows.iter().map(|cells| cells.to_vec()).collect(),
        },
        title,
        client,
        same: String::new(),
    };
    let (repaid, defaulted) =
        (client(7_710, "7711", 0.302, true), client(902, "903", 0.3182, false));
    let limit = |french: &str, english: &str| {
        [
            say.of("Plafond de la carte", "Credit limit"),
            say.of("50\u{202f}000\u{a0}NT$", "NT$50,000"),
            say.of(french, english),
        ]
    };
    let age = [say.of("Âge", "Age"), say.of("42 ans", "42 years"), say.of("36 ans", "36 years")];
    let view = LookAlikesView {
        sentence: say.of(
            "Des 50 clients dont les raisons sont les plus proches, 41 ont remboursé : 82\u{202f}% \
             (intervalle à 95\u{202f}% : de 69\u{202f}% à 90\u{202f}%).",
            "Of the 50 clients with the closest reasons, 41 repaid: 82% (95% interval: 69% to 90%).",
        ),
        note: say.of(
            "Les plus proches sont ceux dont les valeurs pèsent de la même façon dans le score. \
             Seuls comptent les clients que le modèle n’a jamais vus.",
            "Closest are those whose values count alike for the score. Only clients whom the model \
             never saw are counted.",
        ),
        counterparts: vec![
            counterpart(
                say.of("Le plus proche qui a remboursé", "The closest who repaid"),
                repaid.clone(),
                &[limit("70\u{202f}000\u{a0}NT$", "NT$70,000"), age],
            ),
            counterpart(
                say.of("Le plus proche qui n’a pas remboursé", "The closest who defaulted"),
                defaulted.clone(),
                &[limit("20\u{202f}000\u{a0}NT$", "NT$20,000")],
            ),
        ],
        list_title: say.of("Les 50 semblables", "The 50 look-alikes"),
        clients: vec![repaid, defaulted],
    };
    LookAlikesPane::Found(view.into())
}

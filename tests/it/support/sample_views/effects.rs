//! What the sample's factors do to everybody.

use clairscore::{
    domain::{Clause, Condition, odds_factor},
    state::{
        Grouping, Scope,
        view::{
            EffectBandView, EffectView, EffectsView, LaneKind, LaneView, StripView, TableView,
            Weight, WeightRow, WeightsView,
        },
    },
    words::Words,
};

use super::{Say, frame::choices};

pub(super) fn effects(say: Say) -> EffectsView {
    EffectsView {
        waiting: None,
        pending: String::new(),
        weights: weights(say),
        effect: effect(say),
    }
}

fn factor(say: Say, effect: f64) -> String {
    Words::new(say.0).odds_factor(odds_factor(effect))
}

fn weight(say: Say, length: f64) -> Weight {
    Weight { length, factor: factor(say, length) }
}

fn row(say: Say, label: String, all: f64, group: f64) -> WeightRow {
    let sentence = format!("{label}: {}, {}.", factor(say, group), factor(say, all));
    let (everyone, group) = (weight(say, all), Some(weight(say, group)));
    WeightRow { label, everyone, group, sentence, ..WeightRow::default() }
}

/// Low values lower the risk, high ones raise it.
fn strip(say: Say, strength: f32) -> StripView {
    let lane = |kind, center: f32| LaneView {
        kind,
        shades: (0..64_u8)
            .map(|shade| {
                let distance = (f32::from(shade) / 63.0 - center) / 0.09;
                let height = (-distance * distance).exp();
                if height < 0.02 { 0.0 } else { height }
            })
            .collect(),
        typical: Some(center),
    };
    StripView {
        lanes: vec![
            lane(LaneKind::High, 0.4 + strength),
            lane(LaneKind::Middle, 0.4),
            lane(LaneKind::Low, 0.4 - 0.5 * strength),
            lane(LaneKind::Missing, 0.45),
        ],
        sentence: say.of("Typiquement valeurs hautes × 2,2.", "Typically high values × 2.2."),
    }
}

fn weights(say: Say) -> WeightsView {
    let part = |french: &str, english: &str, column: &str, all: f64, group: f64| WeightRow {
        factor: Some(column.to_owned()),
        strip: Some(strip(say, group as f32 * 0.5)),
        ..row(say, say.of(french, english), all, group)
    };
    let theme = |french: &str, english: &str, all, group, parts| WeightRow {
        parts,
        ..row(say, say.of(french, english), all, group)
    };
    let delays = vec![
        part("Retard en septembre", "Late payment, September", "PAY_0", 0.52, 0.61),
        part("Retard en août", "Late payment, August", "PAY_2", 0.12, 0.1),
    ];
    let credit = vec![part("Plafond de crédit", "Credit limit", "LIMIT_BAL", 0.21, 0.15)];
    let age = part("Âge", "Age", "AGE", 0.05, 0.09);
    WeightsView {
        sentence: say.of("Le plus lourd : Retards de paiement.", "Heaviest: Payment delays."),
        grouping: Grouping::Themes,
        group_legend: say.of("ce groupe (4 218 clients)", "this group (4,218 clients)"),
        rows: vec![
            theme("Retards de paiement", "Payment delays", 0.61, 0.68, delays),
            theme("Crédit accordé", "Credit granted", 0.21, 0.15, credit),
            age,
        ],
        scale: 0.68,
        no_effect: 0.4,
        strip_legend: say.of("Bandes : de haut en bas.", "Strips: from top to bottom."),
        unused: say.of("2 facteurs ne changent rien.", "2 factors change nothing."),
        description: say.of("Poids moyen de 3 lignes.", "Average weight of 3 lines."),
        table: TableView {
            caption: say.of("Poids", "Weights"),
            columns: vec![say.of("Facteur", "Factor"), say.of("Poids moyen", "Average weight")],
            rows: vec![vec![say.of("Âge", "Age"), factor(say, 0.05)]],
        },
    }
}

fn effect(say: Say) -> EffectView {
    let bands: Vec<EffectBandView> = (0..7_u8).map(|at| band(say, at)).collect();
    EffectView {
        choices: choices(say).into(),
        factor: "LIMIT_BAL".to_owned(),
        label: say.of("Plafond de crédit", "Credit limit"),
        scope: Scope::Group,
        has_group: true,
        sentence: say.of(
            "Plafond de crédit : de × 0,74 à × 1,5. Ce client : 50 000 NT$, × 1,2.",
            "Credit limit: from × 0.74 to × 1.5. This client: NT$50,000, × 1.2.",
        ),
        description: say.of("Effet du plafond de crédit.", "Effect of the credit limit."),
        x_title: say.of("Plafond de crédit (NT$)", "Credit limit (NT$)"),
        table: TableView {
            caption: say.of("Plafond de crédit", "Credit limit"),
            columns: vec![say.of("Valeur", "Value"), say.of("Client typique", "Typical client")],
            rows: vec![vec!["50 000".to_owned(), factor(say, 0.2)]],
        },
        bands,
    }
}

/// Six bands of 100 000 and the clients without a value.
fn band(say: Say, at: u8) -> EffectBandView {
    let from = f64::from(at) * 100_000.0;
    let median = 0.4 - 0.12 * f64::from(at);
    let is_missing = at == 6;
    let label = if is_missing {
        say.of("non renseigné", "not given")
    } else {
        Words::new(say.0).integer(from as i64)
    };
    let condition = if is_missing {
        Condition::Missing
    } else {
        Condition::Range { min: Some(from), max: Some(from + 99_999.0), or_missing: false }
    };
    let share = if is_missing { 0.04 } else { 0.26 - 0.04 * f64::from(at) };
    EffectBandView {
        tooltip: format!("{label}: {}", factor(say, median)),
        label,
        share,
        group_share: 0.8 * share,
        effects: Some([median - 0.15, median, median + 0.2]),
        client: (at == 1).then_some(0.2),
        is_missing,
        clause: Some(Clause { column: "LIMIT_BAL".to_owned(), condition }),
        is_kept: at == 3,
    }
}

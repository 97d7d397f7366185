//! The sample's client: the answer, the reasons, the data.

use super::Say;
use clairscore::{
    domain::{Decision, Language},
    state::{
        Grouping,
        view::{
            AgainstView, ClientView, DataRow, DataView, GaugeView, ReasonRow, ReasonsView,
            RemainderRow, SecondMethodPane, TableView, VerdictView,
        },
    },
    words::Words,
};

pub(super) fn client(say: Say) -> ClientView {
    ClientView {
        title: say.of("Client 4217", "Client 4217"),
        subtitle: say.of(
            "42 ans · célibataire · plafond 50\u{202f}000\u{a0}NT$ · hors apprentissage",
            "42 years · single · credit limit NT$50,000 · hold-out",
        ),
        verdict: VerdictView {
            risk_label: say.of("Risque de défaut", "Risk of default"),
            risk: say.percent(0.314),
            threshold_label: say.of("Seuil de la banque", "Bank’s threshold"),
            threshold: say.percent(0.22),
            advice: say.of(
                "9,4 points au-dessus du seuil : le modèle conseille de refuser.",
                "9.4 points above the threshold: the model advises to refuse.",
            ),
            decision: Decision::Refuse,
            moved: String::new(),
            note: say.of(
                "Sur 1 000 clients passés avec ce score, 309 n’ont pas remboursé (de 296 à 322). \
                 La décision vous revient.",
                "Of 1,000 past clients with this score, 309 did not repay (296 to 322). The \
                 decision is yours.",
            ),
        },
        gauge: gauge(say.0, 0.314, 0.22),
        reasons: reasons(say),
        against: AgainstView::default(),
        second_method: SecondMethodPane::Closed,
        warnings: Vec::new(),
    }
}

/// A gauge for any probability and threshold.
pub(crate) fn gauge(language: Language, probability: f64, threshold: f64) -> GaugeView {
    let say = Say(language);
    let (risk, limit) = (say.percent(probability), say.percent(threshold));
    GaugeView {
        probability,
        threshold,
        threshold_label: say.of(&format!("seuil {limit}"), &format!("threshold {limit}")),
        client_label: say.of(&format!("ce client {risk}"), &format!("this client {risk}")),
        accept_label: say.of("accord", "accept"),
        refuse_label: say.of("refus", "refuse"),
        decision: if probability > threshold { Decision::Refuse } else { Decision::Accept },
        description: say.of(
            &format!("Jauge de risque. Seuil {limit}. Ce client : {risk}."),
            &format!("Risk gauge. Threshold {limit}. This client: {risk}."),
        ),
    }
}

pub(super) fn row(
    say: Say,
    column: &str,
    (french, english): (&str, &str),
    detail: (&str, &str),
    contribution: f64,
) -> ReasonRow {
    let factor = Words::new(say.0).odds_factor(contribution.exp());
    let (raises, size) = (contribution > 0.0, contribution.abs());
    let strength = if size >= 0.69 {
        ("fortement", "strongly")
    } else if size >= 0.2 {
        ("nettement", "clearly")
    } else {
        ("légèrement", "slightly")
    };
    let effect = if raises {
        say.of(&format!("+ augmente {}", strength.0), &format!("+ {} raises", strength.1))
    } else {
        say.of(&format!("− réduit {}", strength.0), &format!("− {} lowers", strength.1))
    };
    let (label, detail) = (say.of(french, english), say.of(detail.0, detail.1));
    ReasonRow {
        sentence: format!("{label}: {detail} – {effect} ({factor})."),
        label,
        detail,
        effect,
        factor,
        contribution,
        column: (!column.is_empty()).then(|| column.to_owned()),
        parts: Vec::new(),
    }
}

pub(super) fn factor_rows(say: Say) -> Vec<ReasonRow> {
    vec![
        row(
            say,
            "PAY_0",
            ("Retard de paiement, septembre", "Late payment, September"),
            (
                "2 mois · plus long que chez 89 % des clients",
                "2 months · longer than 89% of clients",
            ),
            0.92,
        ),
        row(
            say,
            "PAY_2",
            ("Retard de paiement, août", "Late payment, August"),
            (
                "2 mois · plus long que chez 85 % des clients",
                "2 months · longer than 85% of clients",
            ),
            0.41,
        ),
        row(
            say,
            "PAY_AMT1",
            ("Remboursé en septembre", "Paid in September"),
            ("0 NT$ · plus bas que chez 82 % des clients", "NT$0 · lower than 82% of clients"),
            0.27,
        ),
        row(
            say,
            "LIMIT_BAL",
            ("Plafond de la carte", "Credit limit"),
            (
                "50 000 NT$ · plus bas que chez 74 % des clients",
                "NT$50,000 · lower than 74% of clients",
            ),
            0.12,
        ),
        row(
            say,
            "AGE",
            ("Âge", "Age"),
            (
                "42 ans · plus élevé que chez 71 % des clients",
                "42 years · higher than 71% of clients",
            ),
            -0.10,
        ),
        row(
            say,
            "BILL_AMT3",
            ("Facture de juillet", "Bill, July"),
            (
                "non renseigné · le modèle en tient compte",
                "not given · the model takes it into account",
            ),
            -0.07,
        ),
    ]
}

pub(super) fn reasons(say: Say) -> ReasonsView {
    let rows = factor_rows(say);
    let words = Words::new(say.0);
    let table = TableView {
        caption: String::new(),
        columns: vec![
            say.of("Facteur", "Factor"),
            say.of("Valeur", "Value"),
            say.of("Effet", "Effect"),
            say.of("Cote multipliée par", "Odds multiplied by"),
        ],
        rows: rows
            .iter()
            .map(|row| {
                vec![row.label.clone(), row.detail.clone(), row.effect.clone(), row.factor.clone()]
            })
            .collect(),
    };
    ReasonsView {
        summary: say.of(
            "Les retards récents expliquent l’essentiel du risque ; l’âge l’atténue un peu.",
            "Recent late payments explain most of the risk; age softens it a little.",
        ),
        reference: say.of(
            "Mesuré par rapport à : la moyenne des clients",
            "Measured against: the average client",
        ),
        sum: String::new(),
        grouping: Grouping::Factors,
        raising: Some(RemainderRow {
            label: say.of("7 autres facteurs augmentent", "7 other factors raise"),
            factor: words.odds_factor(0.19_f64.exp()),
            contribution: 0.19,
        }),
        lowering: Some(RemainderRow {
            label: say.of("11 autres facteurs réduisent", "11 other factors lower"),
            factor: words.odds_factor((-0.24_f64).exp()),
            contribution: -0.24,
        }),
        scale: 0.92,
        identity: say.of("Base −1,28 + raisons 0,50 = −0,78", "Base −1.28 + reasons 0.50 = −0.78"),
        legend: say.of(
            "Légèrement : moins de × 1,2. Nettement : × 1,2 ou plus. Fortement : × 2 ou plus.",
            "Slightly: less than × 1.2. Clearly: × 1.2 or more. Strongly: × 2 or more.",
        ),
        table,
        description: say.of(
            "Pourquoi ce score, 6 raisons : Retard de paiement, septembre × 2,5.",
            "Why this score, 6 reasons: Late payment, September × 2.5.",
        ),
        rows,
    }
}

/// The same reasons, by theme.
pub(crate) fn theme_reasons(language: Language) -> ReasonsView {
    let say = Say(language);
    let parts = factor_rows(say);
    let mut behaviour = row(
        say,
        "",
        ("Comportement de paiement", "Payment behaviour"),
        ("3 facteurs", "3 factors"),
        1.6,
    );
    behaviour.parts = parts.iter().take(3).cloned().collect();
    let mut situation = row(
        say,
        "",
        ("Situation personnelle", "Personal situation"),
        ("1 facteur", "1 factor"),
        -0.10,
    );
    situation.parts = parts.iter().skip(4).take(1).cloned().collect();
    ReasonsView {
        sum: String::new(),
        grouping: Grouping::Themes,
        rows: vec![behaviour, situation],
        scale: 1.6,
        ..reasons(say)
    }
}

pub(super) fn data(say: Say) -> DataView {
    let read = say.of("lu par le modèle", "read by the model");
    let rows = [
        ("LIMIT_BAL", "Plafond de la carte", "Credit limit", "50 000 NT$", "NT$50,000"),
        ("AGE", "Âge", "Age", "42 ans", "42 years"),
        ("MARRIAGE", "Situation", "Status", "célibataire", "single"),
        ("PAY_0", "Retard de paiement, septembre", "Late payment, September", "2 mois", "2 months"),
        ("BILL_AMT3", "Facture de juillet", "Bill, July", "non renseigné", "not given"),
    ]
    .map(|(column, french, english, valeur, value)| DataRow {
        label: say.of(french, english),
        column: column.to_owned(),
        value: say.of(valeur, value),
        remark: read.clone(),
    });
    DataView { rows: rows.to_vec() }
}

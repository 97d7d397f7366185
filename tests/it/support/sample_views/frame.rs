//! Top bar, notices, list and filter of the sample.

use std::sync::Arc;

use super::{CLIENTS, Say};
use clairscore::{
    domain::{Decision, Language, Value},
    state::{
        SortKey, Tab, ThemeChoice,
        view::{
            ChoiceView, ClauseEditor, ClauseView, ColumnChoice, EditorKind, FilterView, FrameView,
            KeptBaseView, KeptView, ListItem, ListRows, ListView, Notice, Severity, StatusView,
            TopView, VerificationState,
        },
    },
    words::Words,
};

pub(super) fn frame(say: Say) -> FrameView {
    FrameView {
        window_title: "Clairscore".to_owned(),
        top: TopView {
            model: "Taiwan 1.0".to_owned(),
            verification: VerificationState::Verified,
            verification_label: say.of("vérifié", "verified"),
            verification_detail: say.of(
                "200 clients calculés deux fois : mêmes résultats.",
                "200 clients scored twice: same results.",
            ),
            base: say.of("30 000 clients", "30,000 clients"),
            base_detail: "clients.parquet".to_owned(),
            language: say.0,
            theme: ThemeChoice::System,
        },
        tab: Tab::Client,
        notices: Vec::new(),
        status: StatusView {
            text: say.of(
                "Base chargée · tout est calculé sur cet ordinateur, rien n’en sort",
                "Base loaded · everything is computed on this computer, nothing leaves it",
            ),
            progress: None,
            running: false,
        },
        open: None,
        kept: None,
        help_shown: false,
    }
}

/// Two kept copies of client bases.
pub(crate) fn kept(language: Language) -> KeptView {
    let say = Say(language);
    let base = |name: &str, french: &str, english: &str| KeptBaseView {
        name: name.to_owned(),
        facts: say.of(french, english),
        source: format!("/data/{name}"),
    };
    KeptView {
        is_kept: true,
        can_be_kept: true,
        summary: say.of("2 copies, 3,1 Go en tout", "2 copies, 3.1 GB in all"),
        note: String::new(),
        folder: "/home/claire/.local/share/clairscore/bases".to_owned(),
        bases: vec![
            base(
                "clients.csv",
                "356 251 clients · 798 colonnes · 2,3 Go · utilisée aujourd’hui",
                "356,251 clients · 798 columns · 2.3 GB · used today",
            ),
            base(
                "clients_2025.parquet",
                "310 406 clients · 190 colonnes · 812 Mo · utilisée il y a 12 jours",
                "310,406 clients · 190 columns · 812 MB · used 12 days ago",
            ),
        ],
    }
}

/// Three notices, one of each severity.
pub(crate) fn notices(language: Language) -> Vec<Notice> {
    let say = Say(language);
    vec![
        Notice {
            severity: Severity::Error,
            title: say.of("Le modèle v3.txt est abîmé", "The model v3.txt is damaged"),
            details: vec![
                say.of(
                    "ligne 31, arbre 4 : 12 feuilles annoncées, 11 lues",
                    "line 31, tree 4: 12 leaves announced, 11 read",
                ),
                say.of("Redemandez le fichier.", "Ask for the file again."),
            ],
        },
        Notice {
            severity: Severity::Warning,
            title: say.of(
                "Ce modèle n’a pas de seuil : 50 % est affiché",
                "This model has no threshold: 50% is shown",
            ),
            details: Vec::new(),
        },
        Notice {
            severity: Severity::Info,
            title: say.of(
                "Les clients hors apprentissage viennent d’abord",
                "Clients kept out of the training come first",
            ),
            details: Vec::new(),
        },
    ]
}

pub(super) fn list(say: Say) -> ListView {
    let words = Words::new(say.0);
    let make = move |row: u32| {
        // The first lines are those of the picture, the others follow a rule.
        let first = [
            (4217, 0.314),
            (1088, 0.216),
            (20455, 0.223),
            (7711, 0.229),
            (15020, 0.207),
            (903, 0.238),
            (28114, 0.199),
            (6650, 0.246),
            (12009, 0.191),
            (3377, 0.252),
        ];
        let (id, risk) = first
            .get(row as usize)
            .copied()
            .unwrap_or((40_000 + row, f64::from(row % 997) / 1000.0));
        let decision = if risk > 0.22 { Decision::Refuse } else { Decision::Accept };
        ListItem {
            row,
            client_id: id.to_string(),
            risk: words.percent(risk, 1),
            decision: Some(decision),
            advice: match decision {
                Decision::Accept => say.of("accord", "accept"),
                Decision::Refuse => say.of("refus", "refuse"),
            },
        }
    };
    ListView {
        query: String::new(),
        sort: SortKey::ClosestToThreshold,
        sort_note: String::new(),
        rows: Arc::new(ListRows::new((0..CLIENTS).collect(), make)),
        selected: Some(0),
        message: String::new(),
    }
}

pub(super) fn filter(say: Say) -> FilterView {
    FilterView {
        clauses: vec![
            ClauseView {
                text: say.of("Âge : 25 à 40 ans", "Age: 25 to 40 years"),
                column: "AGE".to_owned(),
            },
            ClauseView {
                text: say.of("Situation : célibataire", "Status: single"),
                column: "MARRIAGE".to_owned(),
            },
        ],
        count: say.of(
            "4\u{202f}218 clients sur 30\u{202f}000 · 24,1\u{202f}% de défauts constatés",
            "4,218 of 30,000 clients · 24.1% defaulted",
        ),
        editor: None,
        columns: choices(say).into(),
        saved: vec![say.of("Jeunes célibataires", "Young and single")],
    }
}

/// The editor of the first clause, a range.
pub(crate) fn range_editor(language: Language) -> ClauseEditor {
    let say = Say(language);
    ClauseEditor {
        index: 0,
        label: say.of("Âge", "Age"),
        kind: EditorKind::Range {
            min: Some(25.0),
            max: Some(40.0),
            lowest: 21.0,
            highest: 79.0,
            unit: say.of("ans", "years"),
            whole: true,
        },
        or_missing: false,
        missing: say.of("12 clients sans valeur", "12 clients without a value"),
    }
}

/// The editor of the second clause, a set of values.
pub(crate) fn choice_editor(language: Language) -> ClauseEditor {
    let say = Say(language);
    let choice = |code: f64, french: &str, english: &str, chosen| ChoiceView {
        value: Value::Number(code),
        label: say.of(french, english),
        chosen,
    };
    ClauseEditor {
        index: 1,
        label: say.of("Situation", "Status"),
        kind: EditorKind::Choices(vec![
            choice(1.0, "marié (13 659)", "married (13,659)", false),
            choice(2.0, "célibataire (15 964)", "single (15,964)", true),
            choice(3.0, "autre (323)", "other (323)", false),
        ]),
        or_missing: false,
        missing: say.of("54 clients sans valeur", "54 clients without a value"),
    }
}

pub(super) fn choices(say: Say) -> Vec<ColumnChoice> {
    [
        ("PAY_0", "Retard de paiement, septembre", "Late payment, September"),
        ("PAY_2", "Retard de paiement, août", "Late payment, August"),
        ("PAY_AMT1", "Remboursé en septembre", "Paid in September"),
        ("LIMIT_BAL", "Plafond de la carte", "Credit limit"),
        ("AGE", "Âge", "Age"),
        ("BILL_AMT3", "Facture de juillet", "Bill, July"),
    ]
    .into_iter()
    .map(|(column, french, english)| ColumnChoice {
        column: column.to_owned(),
        label: say.of(french, english),
    })
    .collect()
}

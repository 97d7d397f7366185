//! What the window could show of one client, in both languages: invented figures, real words.

use std::sync::Arc;

use clairscore::{
    domain::{Decision, Language, Value},
    state::{
        Grouping, Scope, SortKey, Tab, ThemeChoice,
        view::{
            BarView, CellView, ChartView, ChoiceView, ClauseEditor, ClauseView, ClientPane,
            ClientView, ColumnChoice, CompareView, DataRow, DataView, EditorKind, FilterView,
            FrameView, GaugeView, GridView, ListItem, ListRows, ListView, ModelView, Notice,
            PopulationView, ReasonRow, ReasonsView, RemainderRow, Severity, StatusView, TableView,
            ThresholdView, TopView, VerdictView, VerificationState,
        },
    },
    ui::Screen,
    words::Words,
};

/// How many clients the sample list has.
pub(crate) const CLIENTS: u32 = 30_000;

/// Every view of the window.
pub(crate) struct Sample {
    pub(crate) words: Words,
    pub(crate) frame: FrameView,
    pub(crate) list: ListView,
    pub(crate) filter: FilterView,
    pub(crate) client: ClientPane,
    pub(crate) compare: CompareView,
    pub(crate) data: DataView,
    pub(crate) model: ModelView,
    pub(crate) population: PopulationView,
    pub(crate) search_focus_requested: bool,
}

impl Sample {
    pub(crate) fn new(language: Language) -> Self {
        let say = Say(language);
        Self {
            words: Words::new(language),
            frame: frame(say),
            list: list(say),
            filter: filter(say),
            client: ClientPane::Client(Box::new(client(say))),
            compare: compare(say),
            data: data(say),
            model: model(say),
            population: population(say),
            search_focus_requested: false,
        }
    }

    pub(crate) fn screen(&self) -> Screen<'_> {
        Screen {
            frame: &self.frame,
            list: &self.list,
            filter: &self.filter,
            client: &self.client,
            compare: &self.compare,
            data: &self.data,
            model: &self.model,
            population: &self.population,
            search_focus_requested: self.search_focus_requested,
        }
    }

    pub(crate) fn client(&self) -> &ClientView {
        match &self.client {
            ClientPane::Client(client) => client,
            _ => panic!("the sample shows a client"),
        }
    }
}

/// Picks the words of one language.
#[derive(Clone, Copy)]
struct Say(Language);

impl Say {
    fn of(self, french: &str, english: &str) -> String {
        match self.0 {
            Language::French => french.to_owned(),
            Language::English => english.to_owned(),
        }
    }

    /// A percentage with one decimal.
    fn percent(self, share: f64) -> String {
        Words::new(self.0).percent(share, 1)
    }
}

fn frame(say: Say) -> FrameView {
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
        help_shown: false,
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
                say.of("ligne 31, arbre 4 : 12 feuilles annoncées, 11 lues",
                    "line 31, tree 4: 12 leaves announced, 11 read"),
                say.of("Redemandez le fichier.", "Ask for the file again."),
            ],
        },
        Notice {
            severity: Severity::Warning,
            title: say.of("Ce modèle n’a pas de seuil : 50 % est affiché",
                "This model has no threshold: 50% is shown"),
            details: Vec::new(),
        },
        Notice {
            severity: Severity::Info,
            title: say.of("Les clients hors apprentissage viennent d’abord",
                "Clients kept out of the training come first"),
            details: Vec::new(),
        },
    ]
}

fn list(say: Say) -> ListView {
    let words = Words::new(say.0);
    let make = move |row: u32| {
        // The first lines are those of the picture, the others follow a rule.
        let first = [
            (4217, 0.314), (1088, 0.216), (20455, 0.223), (7711, 0.229), (15020, 0.207),
            (903, 0.238), (28114, 0.199), (6650, 0.246), (12009, 0.191), (3377, 0.252),
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
        rows: Arc::new(ListRows::new((0..CLIENTS).collect(), make)),
        selected: Some(0),
        message: String::new(),
    }
}

fn filter(say: Say) -> FilterView {
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
        columns: choices(say),
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

fn choices(say: Say) -> Vec<ColumnChoice> {
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

fn client(say: Say) -> ClientView {
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
            note: say.of(
                "Sur 1 000 clients passés avec ce score, 309 n’ont pas remboursé (de 296 à 322). \
                 La décision vous revient.",
                "Of 1,000 past clients with this score, 309 did not repay (296 to 322). The \
                 decision is yours.",
            ),
        },
        gauge: gauge(say.0, 0.314, 0.22),
        reasons: reasons(say),
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

fn row(say: Say, column: &str, (french, english): (&str, &str), detail: (&str, &str), contribution: f64) -> ReasonRow {
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

fn factor_rows(say: Say) -> Vec<ReasonRow> {
    vec![
        row(say, "PAY_0", ("Retard de paiement, septembre", "Late payment, September"),
            ("2 mois · plus long que chez 89 % des clients", "2 months · longer than 89% of clients"), 0.92),
        row(say, "PAY_2", ("Retard de paiement, août", "Late payment, August"),
            ("2 mois · plus long que chez 85 % des clients", "2 months · longer than 85% of clients"), 0.41),
        row(say, "PAY_AMT1", ("Remboursé en septembre", "Paid in September"),
            ("0 NT$ · plus bas que chez 82 % des clients", "NT$0 · lower than 82% of clients"), 0.27),
        row(say, "LIMIT_BAL", ("Plafond de la carte", "Credit limit"),
            ("50 000 NT$ · plus bas que chez 74 % des clients", "NT$50,000 · lower than 74% of clients"), 0.12),
        row(say, "AGE", ("Âge", "Age"),
            ("42 ans · plus élevé que chez 71 % des clients", "42 years · higher than 71% of clients"), -0.10),
        row(say, "BILL_AMT3", ("Facture de juillet", "Bill, July"),
            ("non renseigné · le modèle en tient compte", "not given · the model takes it into account"), -0.07),
    ]
}

fn reasons(say: Say) -> ReasonsView {
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
            .map(|row| vec![row.label.clone(), row.detail.clone(), row.effect.clone(), row.factor.clone()])
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
    let mut behaviour = row(say, "", ("Comportement de paiement", "Payment behaviour"),
        ("3 facteurs", "3 factors"), 1.6);
    behaviour.parts = parts.iter().take(3).cloned().collect();
    let mut situation =
        row(say, "", ("Situation personnelle", "Personal situation"), ("1 facteur", "1 factor"), -0.10);
    situation.parts = parts.iter().skip(4).take(1).cloned().collect();
    ReasonsView {
        grouping: Grouping::Themes,
        rows: vec![behaviour, situation],
        scale: 1.6,
        ..reasons(say)
    }
}

fn bar(say: Say, label: (&str, &str), share: f64, group_share: f64, rate: Option<f64>) -> BarView {
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

fn compare(say: Say) -> CompareView {
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
        choices: choices(say),
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

fn chart_table(say: Say, bars: &[BarView]) -> TableView {
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
    let x = [("à jour", "on time"), ("1 mois", "1 month"), ("2 mois", "2 months"), ("3 mois +", "3 months +")];
    let y = [("moins de 50 000", "less than 50,000"), ("50 000 à 150 000", "50,000 to 150,000"), ("150 000 et plus", "150,000 or more")];
    let cells = (0..12)
        .map(|cell| {
            let (column, row) = (cell % 4, cell / 4);
            let rate = 0.12 + 0.17 * f64::from(column) - 0.04 * f64::from(row);
            CellView {
                count: 900 - 70 * u64::from(cell as u32),
                default_rate: (cell != 11).then_some(rate),
                tooltip: format!("{} × {}: {}", x[column as usize].1, y[row as usize].1, say.percent(rate)),
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

fn data(say: Say) -> DataView {
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

fn facts(pairs: &[(String, &str)]) -> TableView {
    TableView {
        caption: String::new(),
        columns: vec![String::new(), String::new()],
        rows: pairs.iter().map(|(name, value)| vec![name.clone(), (*value).to_owned()]).collect(),
    }
}

fn model(say: Say) -> ModelView {
    let features = choices(say)
        .into_iter()
        .map(|choice| vec![choice.label, choice.column, say.of("comportement", "behaviour")])
        .collect();
    ModelView {
        title: "Taiwan 1.0".to_owned(),
        summary: say.of(
            "Probabilité de défaut le mois suivant, par un modèle LightGBM de 214 arbres.",
            "Probability of default in the next month, by a LightGBM model of 214 trees.",
        ),
        facts: facts(&[
            (say.of("Version", "Version"), "1.0"),
            (say.of("Date", "Date"), "2026-11-22"),
            (say.of("Commande", "Command"), "clairscore train --base clients.parquet --seed 7"),
        ]),
        metrics: TableView {
            caption: say.of("Mesuré sur 6 000 clients.", "Measured on 6,000 clients."),
            columns: vec![say.of("Mesure", "Measure"), say.of("Valeur", "Value"), say.of("Intervalle", "Interval")],
            rows: vec![vec!["AUC".to_owned(), "0.781".to_owned(), "0.768–0.794".to_owned()]],
        },
        features: TableView {
            caption: String::new(),
            columns: vec![say.of("Nom", "Name"), say.of("Colonne", "Column"), say.of("Thème", "Theme")],
            rows: features,
        },
        protected: say.of("Ce modèle lit 1 attribut protégé : âge.", "This model reads 1 protected attribute: age."),
        notes: vec![say.of("Ce modèle n’a pas de référence.", "This model has no reference.")],
        verification: say.of("200 clients calculés par deux moteurs.", "200 clients scored by two engines."),
        threshold: ThresholdView {
            value: 0.22,
            origin: say.of("De la fiche du modèle : 22,0 %.", "From the model’s card: 22.0%."),
            was_set_here: true,
        },
    }
}

fn population(say: Say) -> PopulationView {
    let bars: Vec<BarView> = (0..20)
        .map(|band| {
            let from = band * 5;
            let label = format!("{from}–{}", from + 5);
            let share = 0.28 * (-0.24 * f64::from(band)).exp();
            bar(say, (&label, &label), share, share, Some(0.05 * f64::from(band) + 0.02))
        })
        .collect();
    PopulationView {
        sentence: say.of(
            "30 000 clients : 27,4 % au-dessus du seuil ; 22,1 % n’ont pas remboursé.",
            "30,000 clients: 27.4% above the threshold; 22.1% did not repay.",
        ),
        risk: ChartView {
            table: chart_table(say, &bars),
            bars,
            x_title: say.of("risque de défaut (%)", "risk of default (%)"),
            has_outcomes: true,
            has_group: false,
            description: say.of(
                "La moitié des clients ont un risque inférieur à 14 % ; un sur dix dépasse 52 %.",
                "Half of the clients have a risk below 14%; one in ten is above 52%.",
            ),
        },
        figures: TableView {
            caption: String::new(),
            columns: vec![String::new(), say.of("Tous les clients", "All clients"), say.of("Ce groupe", "This group")],
            rows: vec![
                vec![say.of("Clients", "Clients"), say.of("30 000", "30,000"), say.of("4 218", "4,218")],
                vec![say.of("Au-dessus du seuil", "Above the threshold"), say.percent(0.274), say.percent(0.301)],
                vec![say.of("Taux de défaut", "Default rate"), say.percent(0.221), say.percent(0.241)],
            ],
        },
    }
}

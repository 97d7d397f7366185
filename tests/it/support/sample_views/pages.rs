//! The sample's population and model.

use super::{
    Say,
    compare::{bar, chart_table},
    effects,
    frame::choices,
};
use clairscore::state::view::{
    BarView, ChartView, ModelView, PopulationView, TableView, ThresholdView,
};

pub(super) fn facts(pairs: &[(String, &str)]) -> TableView {
    TableView {
        caption: String::new(),
        columns: vec![String::new(), String::new()],
        rows: pairs.iter().map(|(name, value)| vec![name.clone(), (*value).to_owned()]).collect(),
    }
}

pub(super) fn model(say: Say) -> ModelView {
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
            columns: vec![
                say.of("Mesure", "Measure"),
                say.of("Valeur", "Value"),
                say.of("Intervalle", "Interval"),
            ],
            rows: vec![vec!["AUC".to_owned(), "0.781".to_owned(), "0.768–0.794".to_owned()]],
        },
        features: TableView {
            caption: String::new(),
            columns: vec![
                say.of("Nom", "Name"),
                say.of("Colonne", "Column"),
                say.of("Thème", "Theme"),
            ],
            rows: features,
        },
        protected: say.of(
            "Ce modèle lit 1 attribut protégé : âge.",
            "This model reads 1 protected attribute: age.",
        ),
        notes: vec![say.of("Ce modèle n’a pas de référence.", "This model has no reference.")],
        verification: say
            .of("200 clients calculés par deux moteurs.", "200 clients scored by two engines."),
        threshold: ThresholdView {
            value: 0.22,
            origin: say.of("De la fiche du modèle : 22,0 %.", "From the model’s card: 22.0%."),
            was_set_here: true,
            effect: say.of(
                "Sur 30 000 clients, 61,0 % sont acceptés ; ce déplacement fait basculer 214 \
                 clients de l’accord au refus.",
                "61.0% of 30,000 clients are accepted; this move flips 214 clients from accepted \
                 to refused.",
            ),
            group_effect: String::new(),
        },
    }
}

pub(super) fn population(say: Say) -> PopulationView {
    let bars: Vec<BarView> = (0..20)
        .map(|band| {
            let from = band * 5;
            let label = format!("{from}–{}", from + 5);
            let share = 0.28 * (-0.24 * f64::from(band)).exp();
            bar(say, (&label, &label), share, share, Some(0.05 * f64::from(band) + 0.02))
        })
        .collect();
    PopulationView {
        effects: effects::effects(say),
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
            columns: vec![
                String::new(),
                say.of("Tous les clients", "All clients"),
                say.of("Ce groupe", "This group"),
            ],
            rows: vec![
                vec![
                    say.of("Clients", "Clients"),
                    say.of("30 000", "30,000"),
                    say.of("4 218", "4,218"),
                ],
                vec![
                    say.of("Au-dessus du seuil", "Above the threshold"),
                    say.percent(0.274),
                    say.percent(0.301),
                ],
                vec![
                    say.of("Taux de défaut", "Default rate"),
                    say.percent(0.221),
                    say.percent(0.241),
                ],
            ],
        },
    }
}

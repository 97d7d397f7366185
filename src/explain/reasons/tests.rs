//! The pictured sentences, the strength words, and what holds for any number.

use proptest::prelude::*;

use super::*;
use crate::{
    domain::{Display, Language, Localised},
    words::BOTH,
};

fn entry(label: &str, display: &str, unit: &str) -> FeatureEntry {
    FeatureEntry {
        label: Localised::parse(label),
        display: Display::parse(display).unwrap(),
        unit: Localised::parse(unit),
        ..FeatureEntry::default()
    }
}

fn rank(below: u64, equal: u64, above: u64) -> Rank {
    Rank { below, equal, above, missing: 0 }
}

fn plain(text: &str) -> String {
    text.replace(['\u{a0}', '\u{202f}'], " ")
}

/// Detail, effect, factor and sentence in French.
fn french(input: &ReasonInput<'_>) -> [String; 4] {
    let reason = reason(&Words::new(Language::French), input);
    [reason.detail, reason.effect, reason.odds_factor_text, reason.sentence]
        .map(|text| plain(&text))
}

#[test]
fn the_pictured_reasons_read_as_pictured() {
    let delay = entry("Retard de paiement, septembre|Late payment", "scale:2=2 mois|2 months", "");
    let paid = entry("Remboursé en septembre|Paid in September", "amount", "NT$");
    let bill = entry("Facture de juillet|Bill, July", "amount", "NT$");
    let none = Value::Missing;
    let input = |entry, value, factor: f64, rank| ReasonInput {
        entry,
        feature: "F",
        value,
        contribution: factor.ln(),
        rank,
        share_same: None,
    };
    assert_eq!(
        french(&input(&delay, &Value::Number(2.0), 2.5, Some(rank(89, 9, 2)))),
        [
            "2 mois · plus élevé que chez 89 % des clients",
            "+ augmente fortement",
            "× 2,5",
            "Retard de paiement, septembre : 2 mois – augmente fortement le risque (× 2,5) ; \
             plus élevé que chez 89 % des clients.",
        ]
    );
    assert_eq!(
        french(&input(&paid, &Value::Number(0.0), 1.3, Some(rank(0, 18, 82)))),
        [
            "0 NT$ · plus bas que chez 82 % des clients",
            "+ augmente nettement",
            "× 1,3",
            "Remboursé en septembre : 0 NT$ – augmente nettement le risque (× 1,3) ; plus bas \
             que chez 82 % des clients.",
        ]
    );
    assert_eq!(
        french(&input(&bill, &none, 0.9, Some(rank(0, 18, 82)))),
        [
            "non renseigné · le modèle en tient compte",
            "− réduit légèrement",
            "× 0,90",
            "Facture de juillet : non renseigné – réduit légèrement le risque (× 0,90) ; le \
             modèle en tient compte.",
        ]
    );
}

#[test]
fn a_category_is_compared_by_its_share() {
    let status = entry("Situation|Status", "choice:2=célibataire|single", "");
    let value = Value::Number(2.0);
    let mut input = ReasonInput {
        entry: &status,
        feature: "MARRIAGE",
        value: &value,
        contribution: 0.05,
        rank: Some(rank(46, 53, 1)),
        share_same: Some(0.53),
    };
    let expected = "célibataire · comme la plupart des clients (53 %)";
    assert_eq!(french(&input)[0], expected);
    input.share_same = None;
    assert_eq!(french(&input)[0], expected);
    input.rank = None;
    assert_eq!(french(&input)[0], "célibataire");
}

#[test]
fn strength_words_follow_the_number_beside_them() {
    for (factor, strength, text) in [
        (2.5, Strength::Strong, "× 2.5"),
        (1.96, Strength::Strong, "× 2.0"),
        (1.94, Strength::Clear, "× 1.9"),
        (1.5, Strength::Clear, "× 1.5"),
        (1.16, Strength::Clear, "× 1.2"),
        (1.14, Strength::Slight, "× 1.1"),
        (1.04, Strength::Slight, "× 1.04"),
        (1.0004, Strength::Slight, "< × 1.01"),
        (0.9999, Strength::Slight, "> × 0.99"),
        (0.97, Strength::Slight, "× 0.97"),
        (0.9, Strength::Slight, "× 0.90"),
        (0.834, Strength::Clear, "× 0.83"),
        (0.6, Strength::Clear, "× 0.60"),
        (0.5, Strength::Strong, "× 0.50"),
        (0.04, Strength::Strong, "× 0.040"),
        (14.4, Strength::Strong, "× 14"),
        (1e9, Strength::Strong, "> × 1,000"),
        (1e-9, Strength::Strong, "< × 0.001"),
    ] {
        let contribution: f64 = f64::ln(factor);
        assert_eq!(Strength::of(contribution), strength, "{factor}");
        let shown = Words::new(Language::English).odds_factor(odds_factor(contribution));
        assert_eq!(plain(&shown), text);
    }
}

#[test]
fn no_contribution_has_no_effect() {
    let words = Words::new(Language::English);
    let entry = FeatureEntry::default();
    let input = ReasonInput {
        entry: &entry,
        feature: "UNUSED",
        value: &Value::Number(1.0),
        contribution: 0.0,
        rank: None,
        share_same: None,
    };
    let reason = reason(&words, &input);
    assert_eq!(plain(&reason.sentence), "UNUSED: 1 – does not change the risk (× 1).");
    assert_eq!(reason.direction, Direction::Neither);
}

#[test]
fn the_summary_names_what_weighs_most_on_each_side() {
    let words = Words::new(Language::French);
    let say = |items: &[(&str, f64)]| plain(&summary(&words, items));
    assert_eq!(
        say(&[("Retards", 1.3), ("Plafond", 0.1), ("Âge", -0.1)]),
        "« Retards » explique l’essentiel du risque ; « Âge » l’atténue un peu."
    );
    assert_eq!(
        say(&[("A", 0.5), ("B", 0.4), ("C", 0.2)]),
        "« A » et « B » expliquent l’essentiel du risque."
    );
    assert_eq!(
        say(&[("A", 0.2), ("B", 0.2), ("C", 0.2), ("D", 0.2), ("E", -0.3)]),
        "Plusieurs facteurs augmentent le risque, « A » en tête ; « E » l’atténue nettement."
    );
    assert_eq!(
        say(&[("A", -0.9), ("B", 0.8)]),
        "« A » est ce qui réduit le plus le risque ; « B » l’augmente fortement."
    );
    let nothing = "Aucun facteur ne distingue ce client du client moyen.";
    assert_eq!(say(&[]), nothing);
    assert_eq!(say(&[("A", 0.01), ("B", -0.02)]), nothing);
}

#[test]
fn remainders_say_how_many_they_hold() {
    let words = Words::new(Language::French);
    let say = |direction, count, sum| {
        remainder(&words, ListedAs::Factors, direction, count, sum)
            .map(|remainder| plain(&remainder.sentence))
    };
    assert_eq!(
        say(Direction::Raises, 7, 0.18).unwrap(),
        "7 autres facteurs augmentent le risque (× 1,2 au total)."
    );
    assert_eq!(
        say(Direction::Lowers, 1, -0.2).unwrap(),
        "1 autre facteur réduit le risque (× 0,82 au total)."
    );
    assert_eq!(say(Direction::Lowers, 0, 0.0), None);
}

#[test]
fn themes_say_how_many_factors_they_sum() {
    let words = Words::new(Language::English);
    let theme = Theme(Localised::parse("Paiements|Payments"));
    let reason = theme_reason(&words, Some(&theme), 6, 0.8);
    assert_eq!(reason.detail, "6 factors");
    assert_eq!(plain(&reason.sentence), "Payments – strongly raises the risk (× 2.2).");
    assert_eq!(theme_reason(&words, None, 1, 0.1).label, "Other factors");
}

#[test]
fn a_spread_variable_reads_as_one() {
    let words = Words::new(Language::English);
    let tenant = entry("Logement|Housing", "onehot:HOUSING=locataire|tenant", "");
    let owner = entry("Logement|Housing", "onehot:HOUSING=propriétaire|owner", "");
    let columns = [(&tenant, &Value::Number(1.0)), (&owner, &Value::Number(0.0))];
    let reason = variable_reason(&words, "Housing", &columns, 0.3, Some(0.38));
    assert_eq!(reason.detail, "tenant · as 38% of clients");
}

proptest! {
    #[test]
    fn the_shown_sum_adds_up(base in -9.0..9.0_f64, score in -9.0..9.0_f64) {
        let explanation = Explanation {
            base_value: base,
            contributions: vec![score - base],
            raw_score: score,
        };
        let text = identity(&BOTH[1], &explanation).replace('−', "-");
        let numbers: Vec<i64> = text
            .split(|c: char| !c.is_ascii_digit() && c != '.' && c != '-')
            .filter_map(|part| part.replace('.', "").parse().ok())
            .collect();
        prop_assert_eq!(numbers[0] + numbers[1], numbers[2]);
    }

    #[test]
    fn any_contribution_is_told(contribution in any::<f64>()) {
        for words in BOTH.iter() {
            let entry = FeatureEntry::default();
            let value = Value::Number(1.0);
            let input = ReasonInput {
                entry: &entry, feature: "F", value: &value, contribution,
                rank: None, share_same: None,
            };
            let reason = reason(words, &input);
            let is_complete = !reason.sentence.contains(['{', '}']);
            prop_assert!(is_complete);
            let says_nothing = plain(&reason.odds_factor_text) == "× 1";
            prop_assert!(contribution.abs() < f64::EPSILON || !says_nothing);
        }
    }
}

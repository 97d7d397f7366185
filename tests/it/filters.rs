//! Groups and what is counted in them, held against counting by hand on random bases.

#![expect(
    clippy::format_push_string,
    clippy::unwrap_used,
    reason = "in a test a panic is the report and clarity beats speed"
)]

use clairscore::{
    base::{
        ClientBase, ColumnKind, Group, ReadOptions, TextFeature, UnknownColumn, open_base_bytes,
    },
    domain::{BandKind, Clause, Condition, Filter, Outcomes, SilentJob, Value},
};
use proptest::prelude::*;

/// One client of a random base.
#[derive(Debug, Clone)]
struct Client {
    age: Option<i32>,
    income: Option<f64>,
    housing: Option<String>,
    outcome: Option<bool>,
}

fn clients() -> impl Strategy<Value = Vec<Client>> {
    let income = prop_oneof![
        4 => (1_000..90_000_i32).prop_map(|cents| f64::from(cents) / 100.0),
        1 => Just(365_243.0),
        1 => 1e6..1e9_f64,
    ];
    let client = (
        proptest::option::weighted(0.9, -3..40_i32),
        proptest::option::weighted(0.8, income),
        proptest::option::weighted(0.9, "[a-p]"),
        proptest::option::of(any::<bool>()),
    );
    let client =
        client.prop_map(|(age, income, housing, outcome)| Client { age, income, housing, outcome });
    proptest::collection::vec(client, 1..400)
}

fn base(clients: &[Client]) -> ClientBase {
    let mut text = "ID,age,income,housing,TARGET\n".to_owned();
    for (row, client) in clients.iter().enumerate() {
        let age = client.age.map(|age| age.to_string()).unwrap_or_default();
        let income = client.income.map(|income| income.to_string()).unwrap_or_default();
        let housing = client.housing.clone().unwrap_or_default();
        let outcome = client.outcome.map(|outcome| u8::from(outcome).to_string());
        text += &format!("{row},{age},{income},{housing},{}\n", outcome.unwrap_or_default());
    }
    let options = ReadOptions {
        numeric: vec!["age".into(), "income".into()],
        text: vec![TextFeature { name: "housing".into(), labels: Vec::new() }],
        ..ReadOptions::default()
    };
    open_base_bytes("clients", text.as_bytes(), &options, &SilentJob).unwrap()
}

fn value(client: &Client, column: &str) -> Value {
    let number = |number: Option<f64>| number.map_or(Value::Missing, Value::Number);
    match column {
        "age" => number(client.age.map(f64::from)),
        "income" => number(client.income),
        "housing" => client.housing.clone().map_or(Value::Missing, Value::Text),
        _ => number(client.outcome.map(|outcome| f64::from(u8::from(outcome)))),
    }
}

fn meets(value: &Value, condition: &Condition) -> bool {
    match (condition, value) {
        (Condition::Missing, value) => *value == Value::Missing,
        (Condition::Range { or_missing, .. }, Value::Missing) => *or_missing,
        (Condition::Range { min, max, .. }, Value::Number(number)) => {
            min.is_none_or(|min| *number >= min) && max.is_none_or(|max| *number <= max)
        }
        (Condition::Range { .. }, Value::Text(_)) => false,
        (Condition::AnyOf(values), value) => values.contains(value),
    }
}

fn clauses() -> impl Strategy<Value = Clause> {
    let bound = || proptest::option::of((-5..900_i32).prop_map(f64::from));
    let range = (bound(), bound(), any::<bool>())
        .prop_map(|(min, max, or_missing)| Condition::Range { min, max, or_missing });
    let one = prop_oneof![
        Just(Value::Missing),
        (-5..40_i32).prop_map(|number| Value::Number(f64::from(number))),
        "[a-p]".prop_map(Value::Text),
    ];
    let condition = prop_oneof![
        range,
        proptest::collection::vec(one, 0..9).prop_map(Condition::AnyOf),
        Just(Condition::Missing),
    ];
    let column = prop_oneof![Just("age"), Just("income"), Just("housing"), Just("TARGET")];
    (column, condition)
        .prop_map(|(column, condition)| Clause { column: column.to_owned(), condition })
}

fn filters() -> impl Strategy<Value = Filter> {
    proptest::collection::vec(clauses(), 0..3).prop_map(|clauses| Filter { clauses })
}

fn count<'a>(clients: impl Iterator<Item = &'a Client>) -> (u64, Outcomes) {
    let (mut count, mut outcomes) = (0, Outcomes::default());
    for client in clients {
        count += 1;
        outcomes.add(client.outcome);
    }
    (count, outcomes)
}

/// Whether a value falls into a band; `others` are the words that have one of their own.
fn falls(value: &Value, kind: &BandKind, last: bool, own: &[&str]) -> bool {
    match (value, kind) {
        (Value::Number(number), kind) => kind.contains(*number, last),
        (Value::Text(word), BandKind::Text(band)) => word == band,
        (Value::Text(word), BandKind::OtherTexts(_)) => !own.contains(&word.as_str()),
        _ => false,
    }
}

proptest! {
    #[test]
    fn a_group_holds_exactly_the_clients_who_meet_all_conditions(
        clients in clients(), filter in filters(),
    ) {
        let base = base(&clients);
        let group = base.group(&filter).unwrap();
        let expected: Vec<usize> = (0..clients.len())
            .filter(|row| {
                filter.clauses.iter().all(|clause| {
                    meets(&value(&clients[*row], &clause.column), &clause.condition)
                })
            })
            .collect();
        prop_assert_eq!(group.rows().collect::<Vec<_>>(), expected.clone());
        let (_, outcomes) = count(expected.iter().map(|row| &clients[*row]));
        prop_assert_eq!(base.outcomes(&group), outcomes);
    }

    #[test]
    fn a_distribution_counts_every_client_of_the_group_once(
        clients in clients(), filter in filters(), most in 5_usize..30,
    ) {
        let base = base(&clients);
        let group = base.group(&filter).unwrap();
        for column in ["age", "income", "housing", "TARGET"] {
            let index = base.column(column).unwrap();
            let counted = base.distribution(index, &group, most);
            prop_assert!(counted.bands.len() <= most);
            prop_assert_eq!(counted.total(), group.count() as u64);
            let own: Vec<&str> = counted.bands.iter().filter_map(|band| match &band.kind {
                BandKind::Text(word) => Some(word.as_str()),
                _ => None,
            }).collect();
            let members = || group.rows().map(|row| &clients[row]);
            for (at, band) in counted.bands.iter().enumerate() {
                let last = at + 1 == counted.bands.len();
                let (clients, outcomes) = count(members().filter(|client| {
                    falls(&value(client, column), &band.kind, last, &own)
                }));
                prop_assert_eq!((band.count, band.outcomes), (clients, outcomes));
            }
            let missing = members().filter(|client| value(client, column) == Value::Missing);
            prop_assert_eq!((counted.missing, counted.missing_outcomes), count(missing));
            if base.columns()[index].kind() == ColumnKind::Number {
                let kinds = |group: &Group| -> Vec<BandKind> {
                    let counted = base.distribution(index, group, most);
                    counted.bands.into_iter().map(|band| band.kind).collect()
                };
                prop_assert_eq!(kinds(&group), kinds(base.everyone()));
                prop_assert_eq!(kinds(&group), base.bands(index, most).kinds().to_vec());
            }
        }
    }

    #[test]
    fn a_rank_counts_who_stands_below_and_above(
        clients in clients(), filter in filters(), at in any::<prop::sample::Index>(),
    ) {
        let base = base(&clients);
        for group in [base.everyone().clone(), base.group(&filter).unwrap()] {
            for column in ["age", "income", "housing"] {
                let own = value(&clients[at.index(clients.len())], column);
                let rank = base.rank(base.column(column).unwrap(), &own, &group);
                let others = group.rows().map(|row| value(&clients[row], column));
                let (mut below, mut equal, mut above, mut missing) = (0, 0, 0, 0);
                for other in others {
                    match (&other, &own) {
                        (Value::Missing, _) => missing += 1,
                        (Value::Number(other), Value::Number(own)) if other < own => below += 1,
                        (Value::Text(other), Value::Text(own)) if other < own => below += 1,
                        (other, own) if other == own => equal += 1,
                        _ => above += 1,
                    }
                }
                prop_assert_eq!(
                    (rank.below, rank.equal, rank.above, rank.missing),
                    (below, equal, above, missing)
                );
            }
        }
    }

    #[test]
    fn a_grid_agrees_with_its_two_distributions(clients in clients(), filter in filters()) {
        let base = base(&clients);
        let group = base.group(&filter).unwrap();
        for (x, y) in [("age", "income"), ("housing", "age"), ("income", "TARGET")] {
            let grid = base.grid(base.column(x).unwrap(), base.column(y).unwrap(), &group);
            prop_assert!(grid.x_bands.len() <= 12 && grid.y_bands.len() <= 12);
            prop_assert_eq!(grid.cells.len(), grid.x_bands.len() * grid.y_bands.len());
            prop_assert_eq!(grid.total(), group.count() as u64);
            let (x_index, y_index) = (base.column(x).unwrap(), base.column(y).unwrap());
            let place = |index: usize, column: &str, client: &Client| {
                base.bands(index, 12).place(&value(client, column))
            };
            let mut expected = vec![(0, Outcomes::default()); grid.cells.len()];
            for client in group.rows().map(|row| &clients[row]) {
                let places = (place(x_index, x, client), place(y_index, y, client));
                if let (Some(x), Some(y)) = places {
                    let cell = &mut expected[y * grid.x_bands.len() + x];
                    cell.0 += 1;
                    cell.1.add(client.outcome);
                }
            }
            let counted: Vec<_> = grid.cells.iter().map(|cell| (cell.count, cell.outcomes)).collect();
            prop_assert_eq!(counted, expected);
        }
    }
}

#[test]
fn a_filter_on_a_column_that_is_not_there_is_an_error() {
    let base = base(&[Client { age: None, income: None, housing: None, outcome: None }]);
    let filter =
        Filter { clauses: vec![Clause { column: "gone".into(), condition: Condition::Missing }] };
    assert_eq!(base.group(&filter), Err(UnknownColumn { name: "gone".into() }));
    assert_eq!(base.group(&Filter::default()).as_ref(), Ok(base.everyone()));
    assert_eq!(base.distribution(99, base.everyone(), 10).total(), 0);
    assert_eq!(base.rank(99, &Value::Missing, base.everyone()).known(), 0);
    assert!(base.grid(0, 99, base.everyone()).cells.is_empty());
}

#[test]
fn counts_are_exact_across_blocks_of_rows() {
    let clients: Vec<Client> = (0..10_007_i32)
        .map(|row| Client {
            age: (row % 11 > 0).then_some(row % 50),
            income: Some(f64::from(row) + 0.5),
            housing: Some(((b'a' + (row % 3) as u8) as char).to_string()),
            outcome: (row % 2 == 0).then_some(row % 4 == 0),
        })
        .collect();
    let base = base(&clients);
    let filter = Filter {
        clauses: vec![Clause {
            column: "income".into(),
            condition: Condition::Range {
                min: Some(1_000.5),
                max: Some(9_000.0),
                or_missing: false,
            },
        }],
    };
    let group = base.group(&filter).unwrap();
    assert_eq!(group.count(), 8_000);
    let income = base.column("income").unwrap();
    let rank = base.rank(income, &Value::Number(5_000.5), &group);
    assert_eq!((rank.below, rank.equal, rank.above, rank.missing), (4_000, 1, 3_999, 0));
    let outcomes = base.outcomes(&group);
    assert_eq!((outcomes.known, outcomes.defaults), (4_000, 2_000));
}

use proptest::prelude::*;

use super::super::random::{Growth, Random, Shape};
use super::*;
use crate::explain::Explainer;

const ROUNDING: f64 = 1e-12;

fn parse(text: &str) -> Arc<Forest> {
    Arc::new(Forest::parse(text.as_bytes()).unwrap())
}

fn rows(random: &mut Random, rows: usize, features: usize) -> Vec<f64> {
    (0..rows).flat_map(|_| random.row(features)).collect()
}

/// The definition: every coalition of features takes the client's values, all others those of an
/// applicant, and the worth is the mean raw score.
fn over_all_coalitions(forest: &Forest, reference: &[f64], row: &[f64]) -> Vec<f64> {
    let features = row.len();
    let worth: Vec<f64> = (0..1_usize << features)
        .map(|known| {
            let mixed = reference.chunks(features).map(|applicant| {
                let values = row.iter().zip(applicant).enumerate();
                let mixed: Vec<f64> = values
                    .map(|(f, (own, other))| if known >> f & 1 == 1 { *own } else { *other })
                    .collect();
                forest.raw_score(&mixed).unwrap()
            });
            mixed.sum::<f64>() / (reference.len() / features) as f64
        })
        .collect();
    (0..features)
        .map(|feature| {
            let without = (0..worth.len()).filter(|known| known >> feature & 1 == 0);
            without
                .map(|known| {
                    // 1 / (features * choose(features - 1, size))
                    let size = known.count_ones() as usize;
                    let choose: f64 =
                        (1..=size).map(|k| (features - k) as f64 / k as f64).product();
                    (worth[known | 1 << feature] - worth[known]) / (features as f64 * choose)
                })
                .sum()
        })
        .collect()
}

prop_compose! {
    fn shapes(features: usize, leaves: usize)(
        features in 1..=features,
        trees in 1..=3_usize,
        leaves in 1..=leaves,
        chain in any::<bool>(),
    ) -> Shape {
        let growth = if chain { Growth::Chain } else { Growth::Bushy };
        Shape { features, trees, leaves, growth, average_output: false }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn equals_the_definition_over_all_coalitions(
        shape in shapes(6, 20),
        applicants in 1..9_usize,
        seed in any::<u64>(),
    ) {
        let mut random = Random(seed);
        let forest = parse(&random.forest(shape));
        let reference = rows(&mut random, applicants, shape.features);
        let explainer = ReferenceExplainer::new(&forest, &reference, &SilentJob).unwrap();
        let row = random.row(shape.features);
        let found = explainer.explain(&row).unwrap();
        let expected = over_all_coalitions(&forest, &reference, &row);
        for (found, expected) in found.contributions.iter().zip(expected) {
            prop_assert!((found - expected).abs() <= ROUNDING, "{} {}", found, expected);
        }
    }

    #[test]
    fn sums_to_the_difference_and_everybody_gets_the_bits_that_they_get_alone(
        shape in shapes(40, 60),
        applicants in 1..40_usize,
        clients in 0..40_usize,
        seed in any::<u64>(),
    ) {
        let mut random = Random(seed);
        let forest = parse(&random.forest(shape));
        let reference = rows(&mut random, applicants, shape.features);
        let explainer = ReferenceExplainer::new(&forest, &reference, &SilentJob).unwrap();
        let values = rows(&mut random, clients, shape.features);
        let fill = |rows: Range<usize>, block: &mut [f64]| {
            block.copy_from_slice(&values[rows.start * shape.features..rows.end * shape.features]);
        };
        let mut together = Vec::new();
        let take = |slab: Slab<'_>| {
            together.extend_from_slice(slab.contributions);
            Ok::<(), Cancelled>(())
        };
        explainer.explain_population(clients, fill, &SilentJob, take).unwrap();
        let pairs = values.chunks(shape.features).zip(together.chunks(shape.features));
        for (row, together) in pairs {
            let alone = explainer.explain(row).unwrap();
            prop_assert!(alone.additivity_error() <= 1e-9);
            let bits = |values: &[f64]| values.iter().map(|v| v.to_bits()).collect::<Vec<_>>();
            prop_assert_eq!(bits(&alone.contributions), bits(together));
        }
    }
}

#[test]
fn against_oneself_nothing_contributes() {
    let shape =
        Shape { features: 7, trees: 4, leaves: 30, growth: Growth::Bushy, average_output: false };
    let mut random = Random(2);
    let forest = parse(&random.forest(shape));
    let row = random.row(shape.features);
    let explainer = ReferenceExplainer::new(&forest, &row, &SilentJob).unwrap();
    let found = explainer.explain(&row).unwrap();
    assert!(found.contributions.iter().all(|contribution| *contribution == 0.0));
    assert_eq!(found.base_value, found.raw_score);
}

#[test]
fn who_cannot_be_a_reference_is_told_why() {
    let shape =
        Shape { features: 70, trees: 1, leaves: 80, growth: Growth::Chain, average_output: false };
    let forest = parse(&Random(4).forest(shape));
    let new = |values: &[f64]| ReferenceExplainer::new(&forest, values, &SilentJob).unwrap_err();
    assert_eq!(new(&[]), Refused::Empty);
    assert!(matches!(new(&[0.0; 71]), Refused::Width(_)));
    assert_eq!(new(&[0.0; 70]), Refused::TooDeep { tree: 0, features: 70 });
    // The training population needs no bits.
    assert!(Explainer::new(&forest).explain(&[0.0; 70]).unwrap().additivity_error() < 1e-9);
}

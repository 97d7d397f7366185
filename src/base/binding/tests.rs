use super::*;
use crate::{
    base::{ReadOptions, TextFeature, open_base_bytes},
    domain::SilentJob,
};

fn base(csv: &str, options: &ReadOptions) -> ClientBase {
    open_base_bytes("test", csv.as_bytes(), options, &SilentJob).unwrap()
}

fn plain(csv: &str) -> ClientBase {
    base(csv, &ReadOptions::default())
}

fn numbers<'a>(names: &[&'a str]) -> Vec<FeatureRequest<'a>> {
    names.iter().map(|name| FeatureRequest { name, categories: None }).collect()
}

fn filled(binding: &Binding, base: &ClientBase) -> Vec<f64> {
    let mut out = vec![0.0; binding.features() * base.rows()];
    binding.fill_block(base, 0..base.rows(), &mut out);
    let mut one_by_one = vec![0.0; out.len()];
    for (row, slots) in one_by_one.chunks_mut(binding.features()).enumerate() {
        binding.fill_row(base, row, slots);
    }
    let bits = |numbers: &[f64]| numbers.iter().map(|n| n.to_bits()).collect::<Vec<_>>();
    assert_eq!(bits(&out), bits(&one_by_one));
    out
}

#[test]
fn the_order_of_the_columns_does_not_matter() {
    let straight = plain("ID,a,b,c\n1,10,20,30\n2,11,,31\n");
    let shuffled = plain("c,ID,extra,b,a\n30,1,x,20,10\n31,2,y,,11\n");
    let features = numbers(&["a", "b", "c"]);
    let read = |base: &ClientBase| {
        filled(&bind(&features, base, Matching::ByName).unwrap(), base)
            .iter()
            .map(|number| number.to_bits())
            .collect::<Vec<_>>()
    };
    assert_eq!(read(&straight), read(&shuffled));
    assert!(f64::from_bits(read(&straight)[4]).is_nan());
}

#[test]
fn missing_features_are_all_listed() {
    let base = plain("ID,a\n1,2\n");
    assert_eq!(
        bind(&numbers(&["x", "a", "y"]), &base, Matching::ByName),
        Err(BindError::Missing { features: vec!["x".into(), "y".into()] })
    );
}

#[test]
fn names_are_matched_as_lightgbm_writes_them_and_never_guessed() {
    let base = plain("ID,a b,\"x,y\"\n1,2,3\n");
    assert!(bind(&numbers(&["a_b", "x_y"]), &base, Matching::ByName).is_ok());
    let two = plain("ID,a b,a:b\n1,2,3\n");
    let ambiguous = bind(&numbers(&["a_b"]), &two, Matching::ByName);
    assert!(matches!(ambiguous, Err(BindError::Ambiguous { .. })), "{ambiguous:?}");
    let same = bind(&numbers(&["a_b", "a b"]), &base, Matching::ByName);
    assert!(matches!(same, Err(BindError::Ambiguous { .. })), "{same:?}");
}

#[test]
fn a_model_without_names_reads_by_position_and_says_so() {
    let features = numbers(&["Column_0", "Column_1"]);
    let base = plain("TARGET,x,ID,y\n1,2,10,3\n0,4,11,5\n");
    let binding = bind(&features, &base, Matching::ByPosition).unwrap();
    assert_eq!(filled(&binding, &base), [2.0, 3.0, 4.0, 5.0]);
    assert_eq!(binding.notes(), [BindingNote::ByPosition { features: 2 }]);
    let wide = plain("ID,x,y,z\n1,2,3,4\n");
    assert_eq!(
        bind(&features, &wide, Matching::ByPosition),
        Err(BindError::Width { expected: 2, found: 3 })
    );
    let named = plain("ID,Column_1,Column_0,z\n1,2,3,4\n");
    let binding = bind(&features, &named, Matching::ByPosition).unwrap();
    assert_eq!(filled(&binding, &named), [3.0, 2.0]);
    assert!(binding.notes().is_empty());
}

#[test]
fn categories_are_encoded_by_their_place_in_the_models_list() {
    let labels = ["M".to_owned(), "F".to_owned(), "XNA".to_owned()];
    let options = ReadOptions {
        text: vec![TextFeature { name: "sex".into(), labels: labels.to_vec() }],
        ..ReadOptions::default()
    };
    let base = base("ID,sex\n1,F\n2,M\n3,XNA\n4,f\n5,\n6,F \n", &options);
    let categories: Vec<Value> = labels.iter().cloned().map(Value::Text).collect();
    let feature = FeatureRequest { name: "sex", categories: Some(&categories) };
    let binding = bind(&[feature], &base, Matching::ByName).unwrap();
    let codes = filled(&binding, &base);
    assert_eq!(codes[..3], [1.0, 0.0, 2.0]);
    assert!(codes[3].is_nan() && codes[4].is_nan());
    assert_eq!(codes[5], 1.0);
    assert_eq!(
        binding.notes(),
        [BindingNote::UnknownCategories { feature: "sex".into(), categories: 1, clients: 1 }]
    );
}

#[test]
fn categories_that_are_numbers_are_matched_as_numbers() {
    let base = plain("ID,n,t\n1,3,3\n2,1.0,x\n3,7,1\n");
    let categories = [1.0, 3.0].map(Value::Number);
    let words = ["1", "3"].map(|word| Value::Text(word.into()));
    for categories in [&categories, &words] {
        let features =
            ["n", "t"].map(|name| FeatureRequest { name, categories: Some(categories.as_slice()) });
        let binding = bind(&features, &base, Matching::ByName).unwrap();
        let codes = filled(&binding, &base);
        assert_eq!((codes[0], codes[1], codes[2]), (1.0, 1.0, 0.0));
        assert!(codes[3].is_nan() && codes[4].is_nan() && codes[5] == 0.0);
        assert_eq!(binding.notes().len(), 2);
    }
}

#[test]
fn categories_are_found_among_many_different_numbers_too() {
    let rows = (0..70_000).map(|row| format!("{row},{}", f64::from(row) / 2.0));
    let csv = std::iter::once("ID,n".to_owned()).chain(rows).collect::<Vec<_>>().join("\n");
    let base = plain(&csv);
    let categories = [4.5, 1.0].map(Value::Number);
    let feature = FeatureRequest { name: "n", categories: Some(&categories) };
    let binding = bind(&[feature], &base, Matching::ByName).unwrap();
    let codes = filled(&binding, &base);
    assert_eq!((codes[2], codes[9]), (1.0, 0.0));
    assert_eq!(codes.iter().filter(|code| !code.is_nan()).count(), 2);
    assert_eq!(
        binding.notes(),
        [BindingNote::UnknownCategories {
            feature: "n".into(),
            categories: 69_998,
            clients: 69_998
        }]
    );
}

#[test]
fn words_where_numbers_are_read_are_refused_with_their_count() {
    let base = plain("ID,a,b\n1,x,True\n2,5,False\n3,y,True\n");
    assert_eq!(
        bind(&numbers(&["a"]), &base, Matching::ByName),
        Err(BindError::Words {
            columns: vec![WordColumn { feature: "a".into(), column: "a".into(), clients: 2 }]
        })
    );
    let binding = bind(&numbers(&["b"]), &base, Matching::ByName).unwrap();
    assert_eq!(filled(&binding, &base), [1.0, 0.0, 1.0]);
}

#[test]
fn an_identifier_that_is_a_feature_stays_both_and_is_noted() {
    let options =
        ReadOptions { numeric: vec!["SK_ID_CURR".into(), "a".into()], ..ReadOptions::default() };
    let base = base("SK_ID_CURR,a\n007,1\n8,2\n", &options);
    let features = numbers(&["a", "SK_ID_CURR"]);
    let binding = bind(&features, &base, Matching::ByName).unwrap();
    assert_eq!(filled(&binding, &base), [1.0, 7.0, 2.0, 8.0]);
    assert_eq!(base.ids().id(0), "007");
    assert_eq!(binding.notes(), [BindingNote::IdIsAFeature { column: "SK_ID_CURR".into() }]);
}

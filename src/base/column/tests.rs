use std::borrow::Cow;

use proptest::prelude::*;

use super::{codes::Codes, *};

impl Column {
    /// A column of these numbers, NaN for missing.
    pub(in crate::base) fn of_numbers(numbers: impl IntoIterator<Item = f64>) -> Self {
        let finished = NumberBuilder::of(numbers).finish();
        Self::new("numbers".to_owned(), finished, &Destination::default())
    }

    /// A column of these words, `None` for missing.
    pub(in crate::base) fn of_words<'a>(words: impl IntoIterator<Item = Option<&'a str>>) -> Self {
        let mut texts = TextBuilder::default();
        words.into_iter().for_each(|word| texts.push(word.map(str::as_bytes)));
        let mut columns = finish_columns(
            vec![("words".to_owned(), ColumnBuilder::Texts(texts))],
            &Destination::default(),
            String::from_utf8_lossy,
        );
        columns.as_mut().ok().and_then(Vec::pop).unwrap_or_else(|| Self::of_numbers([]))
    }
}

fn numbers(numbers: &[f64]) -> Column {
    Column::of_numbers(numbers.iter().copied())
}

fn same(left: f64, right: f64) -> bool {
    left == right || (left.is_nan() && right.is_nan())
}

#[test]
fn few_values_are_coded_and_many_are_spelled_in_the_fewest_bytes_that_lose_nothing() {
    let few: Vec<f64> = (0..100_000).map(|row| f64::from(row % 7)).collect();
    assert!(matches!(&*numbers(&few).cells(), Cells::Codes(Codes::Narrow(_))));
    let some: Vec<f64> = (0..100_000).map(|row| f64::from(row % 4_096) + 0.1).collect();
    assert!(matches!(&*numbers(&some).cells(), Cells::Codes(Codes::Wide(_))));
    assert_eq!(numbers(&some).distinct(), Some(4_096));
    let more: Vec<f64> = (0..100_000).map(|row| f64::from(row % 4_097) + 0.1).collect();
    assert!(matches!(&*numbers(&more).cells(), Cells::Doubles(_)));
    assert_eq!(numbers(&more).distinct(), None);
    let halves: Vec<f64> = (0..100_000).map(|row| f64::from(row) / 2.0).collect();
    assert!(matches!(&*numbers(&halves).cells(), Cells::Singles(_)));
    let tenths: Vec<f64> = (0..100_000).map(|row| f64::from(row) / 10.0).collect();
    assert!(matches!(&*numbers(&tenths).cells(), Cells::Doubles(_)));
    for column in [few, some, more, halves, tenths] {
        let built = numbers(&column);
        assert!(column.iter().enumerate().all(|(row, number)| built.number(row) == *number));
    }
}

#[test]
fn words_that_decode_alike_become_one() {
    let mut texts = TextBuilder::default();
    for word in [Some(b"b".as_slice()), Some(b"\xe9"), None, Some("\u{e9}".as_bytes())] {
        texts.push(word);
    }
    assert!(!texts.is_utf8());
    // Latin-1 for a single byte, UTF-8 for several.
    let decode = |bytes: &[u8]| -> Cow<'_, str> {
        match bytes {
            [latin] => Cow::Owned(char::from(*latin).to_string()),
            bytes => Cow::Owned(String::from_utf8(bytes.to_vec()).unwrap()),
        }
    };
    let columns = vec![("t".to_owned(), ColumnBuilder::Texts(texts))];
    let column = finish_columns(columns, &Destination::default(), |bytes| {
        Cow::Owned(decode(bytes).into_owned())
    });
    let column = column.unwrap().pop().unwrap();
    let values: Vec<_> = (0..4).map(|row| column.text(row)).collect();
    assert_eq!(values, [Some("b"), Some("é"), None, Some("é")]);
    assert_eq!(
        column.distinct_at_most(2),
        Some(vec![(Value::Text("b".into()), 1), (Value::Text("é".into()), 2)])
    );
    assert_eq!((column.missing(), column.distinct_at_most(1)), (1, None));
}

proptest! {
    #[test]
    fn every_number_comes_back(
        column in proptest::collection::vec(
            prop_oneof![
                Just(f64::NAN), Just(-0.0), (-20..20_i32).prop_map(f64::from),
                proptest::num::f64::NORMAL,
            ], 0..600,
        ),
        first in 0_usize..700, length in 0_usize..700,
    ) {
        let built = numbers(&column);
        prop_assert_eq!(built.rows(), column.len());
        let missing = column.iter().filter(|number| number.is_nan()).count();
        prop_assert_eq!(built.missing(), missing);
        let mut block = vec![0.0; length];
        built.copy_numbers(first..first + length, &mut block);
        for (position, number) in block.iter().enumerate() {
            let expected = column.get(first + position).copied().unwrap_or(f64::NAN);
            prop_assert!(same(*number, expected));
            prop_assert!(same(built.number(first + position), expected));
        }
        let known = column.iter().copied().filter(|number| !number.is_nan());
        let range = known.clone().map(|n| (n, n)).reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)));
        prop_assert_eq!(built.range(), range);
        if let Some(distinct) = built.distinct_at_most(10) {
            let total: u64 = distinct.iter().map(|(_, clients)| clients).sum();
            prop_assert_eq!(total, known.count() as u64);
        }
    }
}

#[test]
fn numbers_below_and_equal_are_counted_where_values_are_not_known() {
    let numbers: Vec<f64> = (0..9_000)
        .map(|row| if row % 7 == 0 { f64::NAN } else { f64::from(row % 6_000) / 3.0 })
        .collect();
    let column = Column::of_numbers(numbers.iter().copied());
    assert_eq!(column.distinct(), None);
    for number in [-1.0, 0.0, 1.0 / 3.0, 700.0, 1_999.0, 5_000.0, f64::NAN] {
        let count =
            |holds: &dyn Fn(f64) -> bool| numbers.iter().filter(|own| holds(**own)).count() as u64;
        let expected = (count(&|own| own < number), count(&|own| own == number));
        assert_eq!(column.below_and_equal(number), Some(expected));
    }
    assert_eq!(Column::of_numbers([1.0, 2.0]).below_and_equal(2.0), None);
}

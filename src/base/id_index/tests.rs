//! Both forms of identifiers, side by side.

use proptest::prelude::*;

use super::*;

/// The index of these identifiers in the form that they call for.
fn index(ids: &[&str]) -> IdIndex {
    let mut builder = IdBuilder::default();
    for id in ids {
        builder.push(id.as_bytes());
    }
    IdIndex::new("ID".to_owned(), builder.finish(String::from_utf8_lossy).unwrap()).unwrap()
}

/// The index of the same identifiers as text.
fn index_of_words(ids: &[&str]) -> IdIndex {
    let words = Words::new(ids.iter().copied()).unwrap();
    IdIndex::new("ID".to_owned(), Ids::Words(words)).unwrap()
}

fn found(index: &IdIndex, query: &str, limit: usize) -> Vec<String> {
    index.search(query, limit).into_iter().map(|row| index.id(row as usize).into_owned()).collect()
}

#[test]
fn the_exact_identifier_comes_first_then_people_count() {
    let index = index(&["100", "9", "10", "1", "0010", "101", "1000", "11"]);
    assert_eq!(found(&index, "10", 9), ["10", "100", "101", "1000"]);
    assert_eq!(found(&index, "1", 4), ["1", "10", "11", "100"]);
    assert_eq!(found(&index, "", 3), ["1", "9", "0010"]);
    assert_eq!(found(&index, "7", 9), [""; 0]);
    assert_eq!(found(&index, "1", 0), [""; 0]);
}

#[test]
fn case_and_spaces_between_digits_do_not_matter_when_searching() {
    let index = index(&["100005", "AB 12", "ab12", "Zoé", "12 345"]);
    for query in ["100 005", "100\u{a0}005", "100\u{202f}0", " 100005 "] {
        assert_eq!(found(&index, query, 9), ["100005"], "{query}");
    }
    assert_eq!(found(&index, "AB", 9), ["AB 12", "ab12"]);
    assert_eq!(found(&index, "AB12", 9), ["ab12"]);
    assert_eq!(found(&index, "zOÉ", 9), ["Zoé"]);
    assert_eq!(found(&index, "12345", 9), ["12 345"]);
}

#[test]
fn nobody_else_is_found_under_an_identifier() {
    let index = index(&["007", "7", "ab", "AB", "x", "x", "x"]);
    let find = |id: &str| index.find(&ClientId::new(id).unwrap());
    assert_eq!(find("7"), Found::One(1));
    assert_eq!(find("007"), Found::One(0));
    assert_eq!(find("AB"), Found::One(3));
    assert_eq!(find("aB"), Found::Nobody);
    assert_eq!(find("x"), Found::Duplicate(vec![4, 5, 6]));
    assert_eq!((find("x").one(), find("x").rows().len()), (None, 3));
    assert_eq!(index.duplicates().len(), 1);
}

proptest! {
    #[test]
    fn a_search_finds_all_who_begin_with_the_query(
        ids in proptest::collection::vec("[0-2aB ]{0,3}[0-2aB]", 0..60),
        query in "[0-2aB ]{0,3}",
        limit in 0_usize..70,
    ) {
        let trimmed: Vec<&str> = ids.iter().map(|id| id.trim()).collect();
        let index = index(&trimmed);
        let wanted = fold(query.trim()).into_owned();
        let mut expected: Vec<u32> = (0_u32..)
            .zip(&trimmed)
            .filter(|(_, id)| fold(id).starts_with(&wanted))
            .map(|(row, _)| row)
            .collect();
        let all = index.search(&query, usize::MAX);
        let mut sorted = all.clone();
        sorted.sort_unstable();
        expected.sort_unstable();
        prop_assert_eq!(&sorted, &expected);
        let some = index.search(&query, limit);
        prop_assert_eq!(&some[..], &all[..limit.min(all.len())]);
        let not_exact = |row: &u32| fold(trimmed[*row as usize]) != wanted;
        prop_assert!(all.is_sorted_by_key(not_exact));
        let others: Vec<u32> = all.iter().copied().filter(|row| not_exact(row)).collect();
        let order = |row: &u32| index.sorted_rows().iter().position(|own| own == *row);
        prop_assert!(others.is_sorted_by_key(order));
        for (row, id) in (0_u32..).zip(&trimmed) {
            let bearers = index.find(&ClientId::new(id).unwrap());
            prop_assert!(bearers.rows().contains(&row));
            let same = trimmed.iter().filter(|other| *other == id).count();
            prop_assert_eq!(bearers.rows().len(), same);
        }
    }

    #[test]
    fn numbers_and_words_give_the_same_answers(
        numbers in proptest::collection::vec(
            prop_oneof![0_u64..40, 0..2_000_u64, 99_990..100_010_u64, (1_u64 << 32) - 3..(1 << 32) + 3],
            0..50,
        ),
        query in prop_oneof!["[0-9]{0,6}", "[0-9 ]{0,5}", "[0-9a]{0,3}", "42949672[0-9]{0,2}"],
        limit in 0_usize..60,
        ascending: bool,
    ) {
        let mut numbers = numbers;
        if ascending {
            numbers.sort_unstable();
        }
        let texts: Vec<String> = numbers.iter().map(u64::to_string).collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let (compact, spelled) = (index(&texts), index_of_words(&texts));
        prop_assert!(compact.as_numbers().is_some() && spelled.as_numbers().is_none());
        prop_assert_eq!(compact.search(&query, limit), spelled.search(&query, limit));
        prop_assert_eq!(compact.count(&query), spelled.count(&query));
        prop_assert_eq!(compact.sorted_rows().to_vec(), spelled.sorted_rows().to_vec());
        prop_assert_eq!(compact.duplicates(), spelled.duplicates());
        for id in texts.iter().chain([&query.as_str()]) {
            prop_assert_eq!(compact.find_text(id), spelled.find_text(id));
        }
        for row in 0..=texts.len() {
            prop_assert_eq!(compact.id(row), spelled.id(row));
        }
    }
}

#[test]
fn only_numbers_as_people_write_them_are_kept_as_numbers() {
    let is_compact = |ids: &[&str]| index(ids).as_numbers().is_some();
    assert!(is_compact(&["0", "7", "100005", "9007199254740991"]));
    for other in ["007", "00", "+7", "7 ", "1e5", "1.0", "9007199254740992", "-1", "\u{664}"] {
        assert!(!is_compact(&["7", other]), "{other}");
        assert_eq!(index(&["7", "4294967296", other]).id(1), "4294967296", "{other}");
        assert_eq!(index(&["7", other]).id(0), "7", "{other}");
    }
}

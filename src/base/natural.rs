//! The order in which people expect identifiers: 9 before 10, whatever stands around them.

use std::cmp::Ordering;

/// Compares two texts by their runs of digits as whole numbers and by everything else as it is
/// written; equal numbers with fewer leading zeros come first.
pub(super) fn compare(left: &str, right: &str) -> Ordering {
    let (mut a, mut b) = (left.as_bytes(), right.as_bytes());
    loop {
        match (a.split_first(), b.split_first()) {
            (None, None) => return left.cmp(right),
            (None, Some(_)) => return Ordering::Less,
            (Some(_), None) => return Ordering::Greater,
            (Some((x, _)), Some((y, _))) if x.is_ascii_digit() && y.is_ascii_digit() => {
                let (x, rest_of_a) = split_digits(a);
                let (y, rest_of_b) = split_digits(b);
                let (x, y) = (without_zeros(x), without_zeros(y));
                let order = x.len().cmp(&y.len()).then_with(|| x.cmp(y));
                if order != Ordering::Equal {
                    return order;
                }
                (a, b) = (rest_of_a, rest_of_b);
            }
            (Some((x, rest_of_a)), Some((y, rest_of_b))) => match x.cmp(y) {
                Ordering::Equal => (a, b) = (rest_of_a, rest_of_b),
                order => return order,
            },
        }
    }
}

fn split_digits(bytes: &[u8]) -> (&[u8], &[u8]) {
    let digits = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
    bytes.split_at(digits)
}

fn without_zeros(digits: &[u8]) -> &[u8] {
    let zeros = digits.iter().take_while(|digit| **digit == b'0').count();
    digits.get(zeros..).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn nine_comes_before_ten() {
        let mut ids = ["c10", "c9", "10", "9", "b", "0009", "", "c9a", "c09"];
        ids.sort_by(|left, right| compare(left, right));
        assert_eq!(ids, ["", "0009", "9", "10", "b", "c09", "c9", "c9a", "c10"]);
    }

    proptest! {
        #[test]
        fn it_is_an_order(a in "[0-2a-b]{0,6}", b in "[0-2a-b]{0,6}", c in "[0-2a-b]{0,6}") {
            prop_assert_eq!(compare(&a, &b), compare(&b, &a).reverse());
            prop_assert_eq!(compare(&a, &b) == Ordering::Equal, a == b);
            if compare(&a, &b).is_le() && compare(&b, &c).is_le() {
                prop_assert!(compare(&a, &c).is_le());
            }
        }
    }
}

//! What the codes of a column mean, as one blob: read when the column is first looked at.

use crate::base::column::{Details, Dictionary, Marks, Meaning, Words};

use super::bytes::{Put, Take};

const RENAMED: u8 = 1;
const SPELLED: u8 = 2;
const NUMBERS: u8 = 3;
const WORDS: u8 = 4;
const UNCOUNTED: u8 = 5;

/// `details` as bytes.
pub(super) fn encode(details: &Details) -> Vec<u8> {
    let mut put = Put::default();
    match &details.meaning {
        Meaning::Renamed(rename) => {
            put.byte(RENAMED);
            put.shorts(rename);
        }
        Meaning::Spelled(number_of) => {
            put.byte(SPELLED);
            put.numbers(number_of);
        }
    }
    match &details.dictionary {
        Dictionary::Numbers(number_of) => {
            put.byte(NUMBERS);
            put.numbers(number_of);
        }
        Dictionary::Words(words) => {
            let (text, ends) = words.parts();
            put.byte(WORDS);
            put.bytes(text.as_bytes());
            put.shorts(ends);
        }
        Dictionary::Uncounted => put.byte(UNCOUNTED),
    }
    put.ints(&details.counts);
    put.0
}

/// The details that `bytes` hold; `None` when they contradict themselves.
pub(super) fn decode(bytes: &[u8]) -> Option<Details> {
    let mut take = Take(bytes);
    let meaning = match take.byte()? {
        RENAMED => Meaning::Renamed(take.shorts()?),
        SPELLED => Meaning::Spelled(take.numbers()?),
        _ => return None,
    };
    let dictionary = match take.byte()? {
        NUMBERS => Dictionary::Numbers(take.numbers()?),
        WORDS => {
            let text = std::str::from_utf8(take.bytes()?).ok()?;
            Dictionary::Words(Words::of_parts(text.into(), take.shorts()?)?)
        }
        UNCOUNTED => Dictionary::Uncounted,
        _ => return None,
    };
    let counts = take.ints()?;
    let is_whole = dictionary.distinct().map_or(0, |distinct| distinct + 1) == counts.len();
    (is_whole && take.0.is_empty()).then_some(Details { dictionary, counts, meaning })
}

/// `marks` as bytes.
pub(super) fn encode_marks(marks: &Marks) -> Vec<u8> {
    let (numbers, below) = marks.parts();
    let mut put = Put::default();
    put.numbers(numbers);
    put.shorts(below);
    put.0
}

/// The marks that `bytes` hold; `None` when they contradict themselves.
pub(super) fn decode_marks(bytes: &[u8]) -> Option<Marks> {
    let mut take = Take(bytes);
    let marks = Marks::of_parts(take.numbers()?, take.shorts()?)?;
    take.0.is_empty().then_some(marks)
}

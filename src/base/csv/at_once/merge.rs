//! One list of words out of those of several readers.
//!
//! Depends on nothing but the lists.

use rayon::iter::{IntoParallelRefMutIterator as _, ParallelIterator as _};

use crate::base::plain_table::Piece;

use super::{gathering::CAREFUL, words::WordList};

/// The words of each column in ascending order, once those that the codes of `pieces` stand for have
/// become places among them, counted from 1. `lists` are those of each reader, the careful one last;
/// `decode` says what the bytes of a word spell.
pub(super) fn merged(
    mut lists: Vec<Vec<WordList>>,
    pieces: &mut [(Piece, usize)],
    decode: impl Fn(&[u8]) -> String,
) -> Vec<Vec<String>> {
    let columns = lists.first().map_or(0, Vec::len);
    let readers = lists.len();
    let mut merged = Vec::with_capacity(columns);
    // For each column and each reader, the new code of each of its own.
    let mut renames: Vec<Vec<Vec<u32>>> = Vec::with_capacity(columns);
    for _ in 0..columns {
        // The first of the columns that are left.
        let of_readers: Vec<Vec<String>> = lists
            .iter_mut()
            .map(|lists| {
                let words = lists.remove(0).into_words();
                words.iter().map(|word| decode(word)).collect()
            })
            .collect();
        let mut words: Vec<String> = of_readers.iter().flatten().cloned().collect();
        words.sort_unstable();
        words.dedup();
        let place = |word: &String| words.binary_search(word).map_or(0, |place| place as u32 + 1);
        let rename = |own: &Vec<String>| std::iter::once(0).chain(own.iter().map(place)).collect();
        renames.push(of_readers.iter().map(rename).collect());
        merged.push(words);
    }
    pieces.par_iter_mut().for_each(|(piece, reader)| {
        let reader = if *reader == CAREFUL { readers - 1 } else { *reader };
        for (column, rename) in renames.iter().enumerate() {
            let Some(rename) = rename.get(reader) else { continue };
            for code in piece.codes_mut(column) {
                *code = rename.get(*code as usize).copied().unwrap_or(0);
            }
        }
    });
    merged
}

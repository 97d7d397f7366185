//! The features of some clients while they are made, batch after batch of these clients.
//!
//! Depends on what features are called. Whoever makes features puts them here one after the other, in
//! the same order for each batch; what a feature is called is asked once. The memory serves the next
//! clients, too. **Invariant**: after each batch all features have the same number of values.

use super::{
    chunk::{Chunk, Coder},
    feature::Origin,
};

/// The features of some clients.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    features: Vec<Entry>,
    /// The feature that comes next.
    next: usize,
}

/// A feature of some clients.
#[derive(Debug)]
struct Entry {
    name: String,
    origin: Origin,
    /// One value a client, NaN for missing.
    values: Vec<f64>,
}

impl Sheet {
    /// Begins with the first feature again, for the clients that come next.
    pub(super) fn start_batch(&mut self) {
        self.next = 0;
    }

    /// Puts the values of the next feature behind those of earlier batches, NaN for missing;
    /// `described` says what it is called before its name is cleaned, and where it comes from.
    pub(super) fn put(&mut self, described: impl FnOnce() -> (String, Origin), values: &[f64]) {
        if self.next == self.features.len() {
            let (name, origin) = described();
            self.features.push(Entry { name, origin, values: Vec::new() });
        }
        if let Some(entry) = self.features.get_mut(self.next) {
            entry.values.extend_from_slice(values);
        }
        self.next += 1;
    }

    /// The values of each feature as a chunk; the sheet is as empty as before the first batch.
    pub(super) fn take_chunks(&mut self, coder: &mut Coder) -> Vec<Chunk> {
        let chunk = |entry: &mut Entry| {
            let chunk = coder.chunk(&entry.values);
            entry.values.clear();
            chunk
        };
        self.features.iter_mut().map(chunk).collect()
    }

    /// What each feature is called, before its name is cleaned, and where it comes from.
    pub(super) fn into_names(self) -> impl Iterator<Item = (String, Origin)> {
        self.features.into_iter().map(|entry| (entry.name, entry.origin))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn batches_stand_one_behind_the_other_and_names_are_asked_once() {
        let mut sheet = Sheet::default();
        let described = |name: &str| (name.to_owned(), Origin::application(name));
        for batch in [[1.0, 2.0], [3.0, 4.0]] {
            sheet.start_batch();
            sheet.put(|| described("a"), &batch);
            sheet.put(|| described("b"), &[f64::NAN; 2]);
        }
        let mut coder = Coder::default();
        let chunks = sheet.take_chunks(&mut coder);
        assert_eq!(chunks[0].numbers(), [1.0, 2.0, 3.0, 4.0]);
        sheet.start_batch();
        sheet.put(|| unreachable!("it is known"), &[5.0]);
        assert_eq!(sheet.take_chunks(&mut coder)[0].numbers(), [5.0]);
        let names: Vec<String> = sheet.into_names().map(|(name, _)| name).collect();
        assert_eq!(names, ["a", "b"]);
    }
}

//! Whole columns of stores that are in memory for now, shared by the process.
//!
//! Filters, bands and ranks look at every row of a column: the columns that were looked at last
//! stay in memory within [`BUDGET_BYTES`] for all bases together.
//! **Invariant**: the two columns that were asked for last are there, however large they are: one
//! that a filter reads, and one that is drawn.

use std::sync::{
    Arc, LazyLock, Mutex, MutexGuard, PoisonError,
    atomic::{AtomicU64, Ordering},
};

use super::cells::Cells;

/// Columns that stay in any case.
const FEWEST: usize = 2;

/// What the columns in memory may take together.
const BUDGET_BYTES: u64 = 96 << 20;

static CACHE: LazyLock<Mutex<Cache>> = LazyLock::new(Mutex::default);

/// The columns in memory, the one that was used last at the end.
#[derive(Debug, Default)]
struct Cache {
    columns: Vec<(u64, Arc<Cells>)>,
}

/// The place of one column; what is kept there is forgotten with it.
#[derive(Debug)]
pub(super) struct CachePlace(u64);

impl CachePlace {
    /// A place of its own.
    pub(super) fn new() -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        Self(NEXT.fetch_add(1, Ordering::Relaxed))
    }

    /// What is kept there.
    pub(super) fn get(&self) -> Option<Arc<Cells>> {
        let mut cache = lock();
        let at = cache.columns.iter().position(|(place, _)| *place == self.0)?;
        let used = cache.columns.remove(at);
        let cells = Arc::clone(&used.1);
        cache.columns.push(used);
        Some(cells)
    }

    /// Keeps `cells`, in place of those that were not used for the longest time.
    pub(super) fn keep(&self, cells: &Arc<Cells>) {
        let mut cache = lock();
        cache.columns.retain(|(place, _)| *place != self.0);
        cache.columns.push((self.0, Arc::clone(cells)));
        let mut bytes: u64 = cache.columns.iter().map(|(_, cells)| cells.bytes()).sum();
        while bytes > BUDGET_BYTES && cache.columns.len() > FEWEST {
            let (_, forgotten) = cache.columns.remove(0);
            bytes -= forgotten.bytes();
        }
    }
}

impl Drop for CachePlace {
    fn drop(&mut self) {
        lock().columns.retain(|(place, _)| *place != self.0);
    }
}

fn lock() -> MutexGuard<'static, Cache> {
    // Nothing is left half done by a panic: each step leaves a list that is whole.
    CACHE.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(rows: usize) -> Arc<Cells> {
        Arc::new(Cells::Doubles(vec![0.0; rows].into()))
    }

    #[test]
    fn the_last_columns_stay_and_the_oldest_go() {
        let rows = (BUDGET_BYTES / 3) as usize / size_of::<f64>();
        let places: Vec<_> = (0..5).map(|_| CachePlace::new()).collect();
        places.iter().take(4).for_each(|place| place.keep(&cells(rows)));
        assert!(places[0].get().is_none() && places[3].get().is_some());
        places[4].keep(&cells(4 * rows));
        assert!(places[4].get().is_some() && places[3].get().is_some());
        assert!(places[2].get().is_none());
        let gone = places.len();
        drop(places);
        let left = lock().columns.iter().filter(|(_, cells)| cells.len() >= rows).count();
        assert_eq!((gone, left), (5, 0));
    }
}

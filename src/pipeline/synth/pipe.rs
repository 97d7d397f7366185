//! Blocks made on all processors, written in their order by one thread.
//!
//! Depends on `domain` and `rayon`. **Invariant.** At most a few windows of blocks are in memory,
//! however many there are, and the order of writing is that of the blocks' numbers.

use std::{ops::Range, sync::mpsc, thread};

use rayon::prelude::*;

use super::SynthError;
use crate::domain::Job;

/// Windows that wait to be written while the next one is made.
const WAITING: usize = 1;
/// Blocks a window, per processor.
const BLOCKS_PER_PROCESSOR: u64 = 4;

/// Makes the blocks `0..blocks` with `make` and hands them to `write` in order. Progress is in
/// blocks.
///
/// # Errors
/// When `write` fails, or the job is cancelled.
pub(super) fn run<P: Send>(
    blocks: u64,
    make: impl Fn(u64) -> P + Sync,
    mut write: impl FnMut(P) -> Result<(), SynthError> + Send,
    job: &dyn Job,
) -> Result<(), SynthError> {
    let window = BLOCKS_PER_PROCESSOR * rayon::current_num_threads() as u64;
    thread::scope(|scope| {
        let (made, to_write) = mpsc::sync_channel::<Vec<P>>(WAITING);
        let writer = scope.spawn(move || to_write.iter().flatten().try_for_each(&mut write));
        let mut next = 0;
        let mut stopped = Ok(());
        while next < blocks && stopped.is_ok() {
            let numbers: Range<u64> = next..(next + window).min(blocks);
            next = numbers.end;
            let pieces: Vec<P> = numbers.into_par_iter().map(&make).collect();
            if made.send(pieces).is_err() {
                // The writer stopped; it tells why.
                break;
            }
            stopped = job.progress(next, blocks);
        }
        drop(made);
        match writer.join() {
            Ok(written) => written.and(stopped.map_err(SynthError::from)),
            Err(panic) => std::panic::resume_unwind(panic),
        }
    })
}

#[cfg(test)]
mod tests {
    use std::io;

    use super::*;
    use crate::domain::{Cancelled, SilentJob};

    #[test]
    fn blocks_are_written_in_order() {
        let mut written = Vec::new();
        let write = |block| {
            written.push(block);
            Ok(())
        };
        run(100, |block| block * 2, write, &SilentJob).unwrap();
        assert_eq!(written, (0..100).map(|block| block * 2).collect::<Vec<_>>());
    }

    #[test]
    fn a_failure_of_the_writer_is_told() {
        let full = |_| {
            let cause = io::Error::from(io::ErrorKind::StorageFull);
            Err(SynthError::Table { path: "t.csv".into(), cause })
        };
        let error = run(1_000, |block| block, full, &SilentJob).unwrap_err().to_string();
        assert!(error.contains("t.csv"), "{error}");
    }

    #[test]
    fn a_cancelled_job_ends() {
        struct Impatient;
        impl Job for Impatient {
            fn progress(&self, _done: u64, _total: u64) -> Result<(), Cancelled> {
                Err(Cancelled)
            }
        }
        let error = run(1_000_000, |block| block, |_| Ok(()), &Impatient).unwrap_err();
        assert!(matches!(error, SynthError::Cancelled(_)));
    }
}

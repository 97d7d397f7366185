//! A few hundred clients on their way through the forest together, tree after tree.
//!
//! Depends on the kernel and the plans. **Invariant:** what a client gets does not depend on the
//! others in the block, nor on how many there are.

use super::Explainer;
use super::kernel::{Scratch, nodes_together};
use super::lanes::{Lanes, MANY, lanes};
use super::registers::Pass;

/// Numbers of a block's rows, and as many of its sums, that stay in a processor's second cache.
const BLOCK_NUMBERS: usize = 48 * 1024;
/// Steps times nodes times clients side by side between two looks at the cancel button: a few
/// milliseconds.
const WORK_BETWEEN_LOOKS: usize = 200_000;

/// Memory for a block of clients, kept from block to block.
#[derive(Debug, Default)]
pub(super) struct Block<const L: usize> {
    /// For each `L` clients one entry per feature.
    rows: Vec<Lanes<L>>,
    sums: Vec<Lanes<L>>,
    scratch: Scratch<L>,
}

/// How many clients of `width` features make a block.
pub(super) fn rows_a_block(width: usize) -> usize {
    let rows = BLOCK_NUMBERS / width.max(1);
    (rows / MANY).clamp(1, 64) * MANY
}

impl<const L: usize> Block<L> {
    /// Splits the raw scores of the clients in `values`, one row of `width` features after the
    /// other, into `contributions`, laid out alike. `look` is called every few milliseconds.
    ///
    /// # Errors
    /// Whatever stops `look`.
    pub(super) fn explain<E>(
        &mut self,
        explainer: &Explainer,
        values: &[f64],
        contributions: &mut [f64],
        mut look: impl FnMut() -> Result<(), E>,
    ) -> Result<(), E> {
        let width = explainer.forest().features().len();
        if width == 0 {
            return Ok(());
        }
        side_by_side(values, width, &mut self.rows);
        self.sums.clear();
        self.sums.resize(self.rows.len(), Lanes::all(0.0));
        for (plan, tree) in explainer.plans().zip(explainer.forest().trees()) {
            if plan.steps.is_empty() {
                continue;
            }
            let together = nodes_together::<L>(plan);
            let groups = (WORK_BETWEEN_LOOKS / (plan.steps.len() * together)).max(1);
            for nodes in plan.rule.chunks(together) {
                self.scratch.prepare(plan, nodes);
                let pass = Pass { plan, tree, nodes, width };
                let rows = self.rows.chunks(groups * width);
                for (rows, sums) in rows.zip(self.sums.chunks_mut(groups * width)) {
                    look()?;
                    pass.add(&mut self.scratch, rows, sums);
                }
            }
        }
        self.store(contributions, width);
        Ok(())
    }

    fn store(&self, contributions: &mut [f64], width: usize) {
        let groups = self.sums.chunks_exact(width);
        for (group, sums) in contributions.chunks_mut(width * L).zip(groups) {
            for (lane, row) in group.chunks_mut(width).enumerate() {
                for (to, sum) in row.iter_mut().zip(sums) {
                    *to = sum[lane];
                }
            }
        }
    }
}

/// Puts rows of `width` features side by side: for each `L` clients one entry per feature. Lanes
/// without a client hold the first client of their group.
pub(super) fn side_by_side<const L: usize>(values: &[f64], width: usize, rows: &mut Vec<Lanes<L>>) {
    rows.clear();
    for group in values.chunks(width.max(1) * L) {
        let value = |lane: usize, feature: usize| group.get(lane * width + feature);
        rows.extend((0..width).map(|feature| {
            let first = value(0, feature).copied().unwrap_or(f64::NAN);
            lanes(|lane| value(lane, feature).copied().unwrap_or(first))
        }));
    }
}

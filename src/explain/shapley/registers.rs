//! The kernel on the widest registers of the computer at hand.
//!
//! Depends on the kernel. **Invariant:** all variants run the same code in the same order and give
//! the same bits; only their speed differs.
//!
//! The program is built for any processor of its family. What the one at hand can do beyond that
//! is asked at run time; the compiler then makes the same source into wider instructions.

#![expect(clippy::inline_always, reason = "the kernel must be made of its caller's instructions")]

use super::kernel::Scratch;
use super::lanes::Lanes;
use super::plan::Plan;
use super::quadrature::Node;
use crate::model::Tree;

/// One tree at a few nodes of its rule, for which a [`Scratch`] was prepared.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pass<'a> {
    pub(super) plan: &'a Plan,
    pub(super) tree: &'a Tree,
    pub(super) nodes: &'a [Node],
    /// Features of the model.
    pub(super) width: usize,
}

impl Pass<'_> {
    /// Adds the contributions of all clients in `rows` to `sums`. Both hold, for each
    /// `L` clients, one entry per feature of the model.
    pub(super) fn add<const L: usize>(
        &self,
        scratch: &mut Scratch<L>,
        rows: &[Lanes<L>],
        sums: &mut [Lanes<L>],
    ) {
        #[cfg(target_arch = "x86_64")]
        {
            if is_x86_feature_detected!("avx512f") && is_x86_feature_detected!("avx512dq") {
                #[expect(unsafe_code, reason = "calling code for instructions asked for above")]
                // SAFETY: the processor has just said that it has these instructions.
                unsafe {
                    return self.add_with_avx512(scratch, rows, sums);
                }
            }
            if is_x86_feature_detected!("avx2") {
                #[expect(unsafe_code, reason = "calling code for instructions asked for above")]
                // SAFETY: the processor has just said that it has these instructions.
                unsafe {
                    return self.add_with_avx2(scratch, rows, sums);
                }
            }
        }
        self.add_with_any(scratch, rows, sums);
    }

    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx512f,avx512dq")]
    fn add_with_avx512<const L: usize>(
        &self,
        scratch: &mut Scratch<L>,
        rows: &[Lanes<L>],
        sums: &mut [Lanes<L>],
    ) {
        self.add_with_any(scratch, rows, sums);
    }

    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2")]
    fn add_with_avx2<const L: usize>(
        &self,
        scratch: &mut Scratch<L>,
        rows: &[Lanes<L>],
        sums: &mut [Lanes<L>],
    ) {
        self.add_with_any(scratch, rows, sums);
    }

    /// Always part of its caller, and so made of its caller's instructions.
    #[inline(always)]
    fn add_with_any<const L: usize>(
        &self,
        scratch: &mut Scratch<L>,
        rows: &[Lanes<L>],
        sums: &mut [Lanes<L>],
    ) {
        for (rows, sums) in rows.chunks_exact(self.width).zip(sums.chunks_exact_mut(self.width)) {
            scratch.add(self.plan, self.tree, self.nodes, rows, sums);
        }
    }
}

//! Clients side by side, one in each lane of the processor's widest registers.
//!
//! Depends on `std` alone. **Invariant:** lanes never mix, so that what is computed for a client
//! depends neither on who stands beside them nor on how many there are.
//!
//! Loops over plain arrays are all that the compiler needs to use whatever registers it is given.
//! No sum is fused with a product, so that every computer gets the same bits.

#![expect(
    clippy::inline_always,
    reason = "a lane's arithmetic must be made of its caller's instructions"
)]

use std::ops::{Index, IndexMut};

/// Clients of a population side by side: four AVX-512 registers of doubles, eight of AVX2, sixteen
/// of SSE2. What a step costs beside its arithmetic is shared by that many.
pub(super) const MANY: usize = 32;

/// A client alone.
pub(super) const ONE: usize = 1;

/// One number per client, at an address that the widest registers can load at once.
#[derive(Debug, Clone, Copy, PartialEq)]
#[repr(align(64))]
pub(super) struct Lanes<const L: usize>([f64; L]);

/// One yes or no per client: all bits set for yes, none for no. As wide as a number, so that it
/// selects between two numbers without a branch.
#[derive(Debug, Clone, Copy, PartialEq)]
#[repr(align(64))]
pub(super) struct Mask<const L: usize>([u64; L]);

/// Yes, in one lane.
const YES: u64 = u64::MAX;

impl<const L: usize> Lanes<L> {
    /// The same number for everybody.
    pub(super) const fn all(number: f64) -> Self {
        Self([number; L])
    }
}

impl<const L: usize> Mask<L> {
    /// Yes for everybody.
    pub(super) const ALL: Self = Self([YES; L]);
}

impl<const L: usize> Index<usize> for Lanes<L> {
    type Output = f64;

    #[inline(always)]
    fn index(&self, lane: usize) -> &f64 {
        &self.0[lane]
    }
}

impl<const L: usize> IndexMut<usize> for Lanes<L> {
    #[inline(always)]
    fn index_mut(&mut self, lane: usize) -> &mut f64 {
        &mut self.0[lane]
    }
}

impl<const L: usize> Index<usize> for Mask<L> {
    type Output = u64;

    #[inline(always)]
    fn index(&self, lane: usize) -> &u64 {
        &self.0[lane]
    }
}

impl<const L: usize> IndexMut<usize> for Mask<L> {
    #[inline(always)]
    fn index_mut(&mut self, lane: usize) -> &mut u64 {
        &mut self.0[lane]
    }
}

/// One number per client, each made from its lane.
#[inline(always)]
pub(super) fn lanes<const L: usize>(mut number: impl FnMut(usize) -> f64) -> Lanes<L> {
    let mut numbers = Lanes([0.0; L]);
    for (lane, to) in numbers.0.iter_mut().enumerate() {
        *to = number(lane);
    }
    numbers
}

/// One yes or no per client, each made from its lane.
#[inline(always)]
pub(super) fn mask<const L: usize>(mut is_yes: impl FnMut(usize) -> bool) -> Mask<L> {
    let mut mask = Mask([0; L]);
    for (lane, to) in mask.0.iter_mut().enumerate() {
        *to = if is_yes(lane) { YES } else { 0 };
    }
    mask
}

/// `number` for clients with a yes, 0 for the others.
#[inline(always)]
pub(super) fn keep(mask: u64, number: f64) -> f64 {
    f64::from_bits(mask & number.to_bits())
}

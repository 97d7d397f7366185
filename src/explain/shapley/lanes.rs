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

/// Clients of a population side by side: two AVX-512 registers of doubles, four of AVX2, eight of
/// SSE2. What a step costs beside its arithmetic is shared by that many.
pub(super) const MANY: usize = 16;

/// A client alone.
pub(super) const ONE: usize = 1;

/// One number per client.
pub(super) type Lanes<const L: usize> = [f64; L];

/// One yes or no per client: all bits set for yes, none for no. As wide as a number, so that it
/// selects between two numbers without a branch.
pub(super) type Mask<const L: usize> = [u64; L];

/// Yes, in one lane.
pub(super) const YES: u64 = u64::MAX;

/// One number per client, each made from its lane.
#[inline(always)]
pub(super) fn lanes<const L: usize>(mut number: impl FnMut(usize) -> f64) -> Lanes<L> {
    let mut numbers = [0.0; L];
    for (lane, to) in numbers.iter_mut().enumerate() {
        *to = number(lane);
    }
    numbers
}

/// One yes or no per client, each made from its lane.
#[inline(always)]
pub(super) fn mask<const L: usize>(mut is_yes: impl FnMut(usize) -> bool) -> Mask<L> {
    let mut mask = [0; L];
    for (lane, to) in mask.iter_mut().enumerate() {
        *to = if is_yes(lane) { YES } else { 0 };
    }
    mask
}

/// `number` for clients with a yes, 0 for the others.
#[inline(always)]
pub(super) fn keep(mask: u64, number: f64) -> f64 {
    f64::from_bits(mask & number.to_bits())
}

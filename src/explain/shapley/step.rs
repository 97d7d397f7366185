//! One step of the kernel at a few quadrature nodes: what it sends down, what it brings up.
//!
//! Depends on the plan and the lanes; the method is told in [`kernel`](super::kernel).
//! **Invariant:** a step touches its own slots and those of its two ways, nothing else.

#![expect(clippy::inline_always, reason = "the kernel must be made of its caller's instructions")]

use super::lanes::{Lanes, Mask, lanes};
use super::plan::{Below, ROOT, Step};
use super::quadrature::Node;

/// What a step does at one node, whoever the client is. Numbers that are chosen by a mask are kept
/// as the bits in which they differ.
#[derive(Debug, Clone, Copy)]
pub(super) struct Way {
    /// `w` of a client who is known to go right.
    right: f64,
    /// From there to `w` of a client who is known to go left.
    right_to_left: u64,
    /// From the split's own share to `right`.
    share_to_right: u64,
    /// `1 / (t + (1 - t) r)^2`.
    slope: f64,
}

impl Way {
    pub(super) fn new(step: &Step, node: &Node) -> Self {
        let unknown = node.rest * step.cover;
        let (left, right) = (node.at + unknown * step.share, unknown * step.share);
        let (left, right, slope) = if step.same == ROOT {
            (left, right, 1.0)
        } else {
            let inverse = 1.0 / (node.at + unknown);
            (left * inverse, right * inverse, inverse * inverse)
        };
        Self {
            right,
            right_to_left: right.to_bits() ^ left.to_bits(),
            share_to_right: step.share.to_bits() ^ right.to_bits(),
            slope,
        }
    }
}

/// One step with what is known about it at a few nodes.
#[derive(Clone, Copy)]
pub(super) struct At<'a, const L: usize> {
    pub(super) step: &'a Step,
    /// At each node.
    pub(super) ways: &'a [Way],
    /// Who goes left and who goes right among those who satisfied the feature so far.
    pub(super) open: [&'a Mask<L>; 2],
}

impl<const L: usize> At<'_, L> {
    /// `w`, one per client. `AGAIN` when the feature has been read higher up.
    #[inline(always)]
    fn share_left<const AGAIN: bool>(self, way: &Way) -> Lanes<L> {
        let [left, right] = self.open;
        lanes(|lane| {
            let right = if AGAIN {
                let known = left[lane] | right[lane];
                self.step.share.to_bits() ^ (known & way.share_to_right)
            } else {
                way.right.to_bits()
            };
            f64::from_bits(right ^ (left[lane] & way.right_to_left))
        })
    }

    #[inline(always)]
    pub(super) fn send_down<const AGAIN: bool>(
        &self,
        arriving: &[Lanes<L>],
        below: &mut [Lanes<L>],
    ) {
        let (lefts, rights) = below.split_at_mut(arriving.len());
        let from = arriving.iter().zip(self.ways);
        match self.step.below {
            [Below::Leaf(_), Below::Leaf(_)] => {}
            [Below::Step(_), Below::Leaf(_)] => {
                for ((arriving, way), left) in from.zip(lefts) {
                    let to_left = self.share_left::<AGAIN>(way);
                    *left = lanes(|lane| arriving[lane] * to_left[lane]);
                }
            }
            [Below::Leaf(_), Below::Step(_)] => {
                for ((arriving, way), right) in from.zip(rights) {
                    let to_left = self.share_left::<AGAIN>(way);
                    *right = lanes(|lane| arriving[lane] - arriving[lane] * to_left[lane]);
                }
            }
            [Below::Step(_), Below::Step(_)] => {
                for (((arriving, way), left), right) in from.zip(lefts).zip(rights) {
                    let to_left = self.share_left::<AGAIN>(way);
                    *left = lanes(|lane| arriving[lane] * to_left[lane]);
                    *right = lanes(|lane| arriving[lane] - left[lane]);
                }
            }
        }
    }

    /// Gives back the gain of the step's feature, but for the factor `r (l - s)`, and puts the
    /// step's worth in the place of what arrived.
    #[inline(always)]
    pub(super) fn bring_up<const AGAIN: bool>(
        &self,
        own: &mut [Lanes<L>],
        below: &[Lanes<L>],
    ) -> Lanes<L> {
        let (lefts, rights) = below.split_at(own.len());
        let mut gain = Lanes::all(0.0);
        match self.step.below {
            [Below::Leaf(left), Below::Leaf(right)] => {
                for (own, way) in own.iter_mut().zip(self.ways) {
                    self.merge::<AGAIN>(way, &Lanes::all(left), &Lanes::all(right), own, &mut gain);
                }
            }
            [Below::Step(_), Below::Leaf(right)] => {
                for ((own, way), left) in own.iter_mut().zip(self.ways).zip(lefts) {
                    self.merge::<AGAIN>(way, left, &Lanes::all(right), own, &mut gain);
                }
            }
            [Below::Leaf(left), Below::Step(_)] => {
                for ((own, way), right) in own.iter_mut().zip(self.ways).zip(rights) {
                    self.merge::<AGAIN>(way, &Lanes::all(left), right, own, &mut gain);
                }
            }
            [Below::Step(_), Below::Step(_)] => {
                for (((own, way), left), right) in
                    own.iter_mut().zip(self.ways).zip(lefts).zip(rights)
                {
                    self.merge::<AGAIN>(way, left, right, own, &mut gain);
                }
            }
        }
        gain
    }

    #[inline(always)]
    fn merge<const AGAIN: bool>(
        &self,
        way: &Way,
        left: &Lanes<L>,
        right: &Lanes<L>,
        own: &mut Lanes<L>,
        gain: &mut Lanes<L>,
    ) {
        let to_left = self.share_left::<AGAIN>(way);
        for lane in 0..L {
            let difference = left[lane] - right[lane];
            let moved = own[lane] * difference;
            gain[lane] += if AGAIN { moved * way.slope } else { moved };
            own[lane] = right[lane] + to_left[lane] * difference;
        }
    }
}

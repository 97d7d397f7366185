//! What has to be known of the values of a feature to keep them in the smallest type.
//!
//! Depends on nothing.

#![expect(
    clippy::inline_always,
    reason = "inner loops must be made of their caller's instructions"
)]

/// A type in which values can be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Whole numbers of 8 bits.
    Int8,
    /// Whole numbers of 16 bits.
    Int16,
    /// Whole numbers of 32 bits.
    Int32,
    /// Numbers of single precision.
    Single,
    /// Numbers of double precision.
    Double,
}

/// What has to be known of values to choose their type.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Range {
    least: f64,
    most: f64,
    /// Whether all are whole numbers.
    whole: bool,
    /// Whether single precision loses nothing of any.
    single: bool,
    /// How many were infinite and are missing now.
    pub(super) infinite: usize,
}

/// Between this number and twice as much stand whole numbers alone, so that adding it rounds; what is too
/// large for it is too large for any type of whole numbers.
const ROUNDING: f64 = 6_755_399_441_055_744.0;

impl Range {
    /// The range of no value at all.
    pub(super) const NOTHING: Self = Self {
        least: f64::INFINITY,
        most: f64::NEG_INFINITY,
        whole: true,
        single: true,
        infinite: 0,
    };

    /// The range of values that are all finite.
    #[inline(always)]
    pub(super) fn of(values: &[f64]) -> Self {
        let mut range = Self::NOTHING;
        for &value in values {
            range.least = if value < range.least { value } else { range.least };
            range.most = if value > range.most { value } else { range.most };
            range.whole &= (value + ROUNDING) - ROUNDING == value;
            range.single &= f64::from(value as f32) == value;
        }
        range
    }

    /// The range of the values of both.
    pub(super) fn and(self, other: Self) -> Self {
        Self {
            least: self.least.min(other.least),
            most: self.most.max(other.most),
            whole: self.whole && other.whole,
            single: self.single && other.single,
            infinite: self.infinite + other.infinite,
        }
    }

    /// The smallest type that holds each value exactly.
    pub(super) fn kind(self) -> Kind {
        if self.fits(i8::MIN, i8::MAX) {
            Kind::Int8
        } else if self.fits(i16::MIN, i16::MAX) {
            Kind::Int16
        } else if self.fits(i32::MIN, i32::MAX) {
            Kind::Int32
        } else if self.single {
            Kind::Single
        } else {
            Kind::Double
        }
    }

    /// The least one, and how far the largest one is above it, if all are whole numbers and this is at
    /// most `most`.
    pub(super) fn near(self, most: usize) -> Option<(f64, usize)> {
        let is_near = self.fits(i32::MIN, i32::MAX) && self.most - self.least <= most as f64;
        (is_near && self.least <= self.most)
            .then_some((self.least, (self.most - self.least) as usize))
    }

    /// Whether all are whole numbers in this range.
    fn fits(self, least: impl Into<f64>, most: impl Into<f64>) -> bool {
        self.whole && self.least >= least.into() && self.most <= most.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_smallest_type_that_loses_nothing_is_taken() {
        for (values, kind) in [
            (vec![0.0, 1.0], Kind::Int8),
            (vec![-129.0], Kind::Int16),
            (vec![365_243.0, -1.0], Kind::Int32),
            (vec![0.5, 1e30_f32.into()], Kind::Single),
            (vec![0.1], Kind::Double),
            (vec![3e9, 1.0], Kind::Single),
            (vec![4_294_967_297.0], Kind::Double),
            (vec![], Kind::Int8),
        ] {
            assert_eq!(Range::of(&values).kind(), kind, "{values:?}");
            let (first, second) = values.split_at(values.len() / 2);
            assert_eq!(Range::of(first).and(Range::of(second)).kind(), kind, "{values:?}");
        }
        // Whole numbers beside shares: neither type of one of them holds both.
        assert_eq!(Range::of(&[16_777_217.0]).and(Range::of(&[0.5])).kind(), Kind::Double);
    }
}

//! Small whole numbers side by side, each in as many bits as the largest of them takes.
//!
//! Depends on nothing. The bits are those of Parquet's bit packing (the lowest bit of the first number
//! in the lowest bit of the first byte), so that what is kept in memory is what is written.

#![expect(
    clippy::inline_always,
    reason = "inner loops must be made of their caller's instructions"
)]

/// Numbers that are packed and unpacked together: they fill as many bytes as one of them has bits.
const TOGETHER: usize = 8;

/// Whole numbers, packed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Packed {
    count: usize,
    width: usize,
    bytes: Vec<u8>,
}

impl Packed {
    /// Packs `numbers`, none of which is larger than `largest`.
    #[inline(always)]
    pub(super) fn new(numbers: &[u16], largest: u16) -> Self {
        // A bit at least: not every reader of Parquet knows numbers of none.
        let width = (u16::BITS - largest.leading_zeros()).max(1) as usize;
        let mut bytes = vec![0; numbers.len().div_ceil(TOGETHER) * width];
        for (eight, out) in numbers.chunks(TOGETHER).zip(bytes.chunks_exact_mut(width)) {
            let bits =
                eight.iter().rev().fold(0, |bits, number| bits << width | u128::from(*number));
            out.copy_from_slice(bits.to_le_bytes().get(..width).unwrap_or_default());
        }
        Self { count: numbers.len(), width, bytes }
    }

    /// Packs flags: 1 for those that are set.
    pub(super) fn of_flags(mut flags: impl Iterator<Item = bool>) -> Self {
        let (mut count, mut bytes) = (0, Vec::new());
        loop {
            let (before, mut byte) = (count, 0);
            for flag in flags.by_ref().take(TOGETHER) {
                byte |= u8::from(flag) << (count - before);
                count += 1;
            }
            if count > before {
                bytes.push(byte);
            }
            if count < before + TOGETHER {
                return Self { count, width: 1, bytes };
            }
        }
    }

    /// How many numbers there are.
    pub(super) fn count(&self) -> usize {
        self.count
    }

    /// How many bits each takes.
    pub(super) fn width(&self) -> usize {
        self.width
    }

    /// The bits of all of them, zeros behind the last one up to a multiple of eight numbers.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The numbers.
    pub(super) fn iter(&self) -> impl Iterator<Item = u16> {
        let mask = (1_u128 << self.width) - 1;
        let eights = self.bytes.chunks_exact(self.width.max(1)).flat_map(move |bytes| {
            let bits = bytes.iter().rev().fold(0, |bits, byte| bits << 8 | u128::from(*byte));
            (0..TOGETHER).map(move |place| (bits >> (place * self.width) & mask) as u16)
        });
        eights.take(self.count)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn bits_stand_as_in_the_specification_of_parquet() {
        // The example of "Encodings": 0 to 7 in three bits each.
        let packed = Packed::new(&[0, 1, 2, 3, 4, 5, 6, 7], 7);
        assert_eq!(packed.bytes(), [0b1000_1000, 0b1100_0110, 0b1111_1010]);
        assert_eq!(Packed::new(&[0; 9], 0).bytes(), [0, 0]);
        assert_eq!(Packed::default().iter().count(), 0);
    }

    proptest! {
        #[test]
        fn what_is_packed_is_unpacked(
            (largest, numbers) in (0..=u16::MAX)
                .prop_flat_map(|most| (Just(most), prop::collection::vec(0..=most, 0..40))),
        ) {
            let packed = Packed::new(&numbers, largest);
            let flags: Vec<u16> = numbers.iter().map(|number| number % 2).collect();
            let of_flags = Packed::of_flags(flags.iter().map(|flag| *flag == 1));
            prop_assert_eq!(of_flags, Packed::new(&flags, 1));
            prop_assert_eq!(packed.count(), numbers.len());
            prop_assert_eq!(packed.iter().collect::<Vec<_>>(), numbers);
        }
    }
}

//! Which bytes of a text may end a cell, many bytes at a time.
//!
//! Depends on `grammar`. The processor compares 32 bytes in one instruction where it can; elsewhere the
//! same bits are found byte by byte.

#![expect(
    clippy::inline_always,
    reason = "inner loops must be made of their caller's instructions"
)]

use crate::base::csv::grammar::QUOTE;

/// Bytes that are looked at together.
pub(super) const WINDOW: usize = 64;

/// What stands in a window: a bit for each byte, the lowest for the first one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Marks {
    /// Separators.
    pub(super) separators: u64,
    /// Line feeds.
    pub(super) feeds: u64,
    /// Carriage returns and quotes: what is seldom there.
    pub(super) others: u64,
}

impl Marks {
    /// All that may end a cell or open a quote.
    #[inline(always)]
    pub(super) fn all(self) -> u64 {
        self.separators | self.feeds | self.others
    }
}

/// Finds the marks of a window.
pub(super) trait Finder: Copy {
    /// The marks of `window`, cells of which are told apart by `separator`.
    fn marks(self, window: &[u8; WINDOW], separator: u8) -> Marks;
}

/// Finds marks on any processor.
#[derive(Debug, Clone, Copy)]
pub(super) struct Plain;

impl Finder for Plain {
    #[inline(always)]
    fn marks(self, window: &[u8; WINDOW], separator: u8) -> Marks {
        let bits = |is_one: &dyn Fn(u8) -> bool| {
            let bytes = window.iter().rev();
            bytes.fold(0, |bits: u64, byte| bits << 1 | u64::from(is_one(*byte)))
        };
        Marks {
            separators: bits(&|byte| byte == separator),
            feeds: bits(&|byte| byte == b'\n'),
            others: bits(&|byte| byte == b'\r' || byte == QUOTE),
        }
    }
}

/// The window of `text` at `at`, zeros behind its end.
#[inline(always)]
pub(super) fn window_at(text: &[u8], at: usize) -> [u8; WINDOW] {
    if let Some(window) = text.get(at..at + WINDOW).and_then(|window| window.try_into().ok()) {
        return window;
    }
    let rest = text.get(at..).unwrap_or_default();
    let mut window = [0; WINDOW];
    if let Some(room) = window.get_mut(..rest.len()) {
        room.copy_from_slice(rest);
    }
    window
}

#[cfg(target_arch = "x86_64")]
pub(super) use wide::Wide;

#[cfg(target_arch = "x86_64")]
mod wide {
    use std::arch::x86_64::{
        __m256i, _mm256_cmpeq_epi8, _mm256_movemask_epi8, _mm256_or_si256, _mm256_set_epi64x,
        _mm256_set1_epi8,
    };

    use super::{Finder, Marks, QUOTE, WINDOW};

    /// Finds marks on processors that have AVX2.
    #[derive(Debug, Clone, Copy)]
    pub(in super::super) struct Wide(());

    impl Wide {
        /// For processors that have AVX2.
        pub(in super::super) fn new() -> Option<Self> {
            is_x86_feature_detected!("avx2").then_some(Self(()))
        }
    }

    impl Finder for Wide {
        #[inline(always)]
        #[expect(unsafe_code, reason = "calling code for instructions that are there")]
        fn marks(self, window: &[u8; WINDOW], separator: u8) -> Marks {
            // SAFETY: there is no `Wide` where the processor does not have these instructions.
            unsafe { marks(window, separator) }
        }
    }

    #[inline]
    #[target_feature(enable = "avx2")]
    fn marks(window: &[u8; WINDOW], separator: u8) -> Marks {
        let (low, high) = (half(window, 0), half(window, 32));
        let bits = |low: __m256i, high: __m256i| {
            let (low, high) = (_mm256_movemask_epi8(low), _mm256_movemask_epi8(high));
            u64::from(low.cast_unsigned()) | u64::from(high.cast_unsigned()) << 32
        };
        let equal = |byte: u8| {
            let byte = _mm256_set1_epi8(byte.cast_signed());
            (_mm256_cmpeq_epi8(low, byte), _mm256_cmpeq_epi8(high, byte))
        };
        let (separators, feeds) = (equal(separator), equal(b'\n'));
        let (returns, quotes) = (equal(b'\r'), equal(QUOTE));
        Marks {
            separators: bits(separators.0, separators.1),
            feeds: bits(feeds.0, feeds.1),
            others: bits(
                _mm256_or_si256(returns.0, quotes.0),
                _mm256_or_si256(returns.1, quotes.1),
            ),
        }
    }

    /// The 32 bytes of `window` from `start` on.
    #[inline]
    #[target_feature(enable = "avx2")]
    fn half(window: &[u8; WINDOW], start: usize) -> __m256i {
        let eight = |at: usize| {
            let bytes = window.get(start + at..start + at + 8);
            let bytes = bytes.and_then(|bytes| bytes.try_into().ok());
            bytes.map_or(0, i64::from_le_bytes)
        };
        _mm256_set_epi64x(eight(24), eight(16), eight(8), eight(0))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn positions(bits: u64) -> Vec<usize> {
        (0..WINDOW).filter(|place| bits >> place & 1 == 1).collect()
    }

    proptest! {
        #[test]
        fn every_mark_is_found_by_everybody(text in "[a,;\"\r\n]{0,64}") {
            let text = text.as_bytes();
            let window = window_at(text, 0);
            let marks = Plain.marks(&window, b';');
            let of = |wanted: &[u8]| -> Vec<usize> {
                (0..text.len()).filter(|at| wanted.contains(&text[*at])).collect()
            };
            prop_assert_eq!(positions(marks.separators), of(b";"));
            prop_assert_eq!(positions(marks.feeds), of(b"\n"));
            prop_assert_eq!(positions(marks.others), of(b"\r\""));
            prop_assert_eq!(positions(marks.all()), of(b";\r\n\""));
            #[cfg(target_arch = "x86_64")]
            if let Some(wide) = Wide::new() {
                prop_assert_eq!(wide.marks(&window, b';'), marks);
            }
        }
    }
}

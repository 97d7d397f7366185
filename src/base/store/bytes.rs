//! Plain values as bytes, little end first, and back without trusting a count.

/// Bytes that are being put together.
#[derive(Debug, Default)]
pub(super) struct Put(pub(super) Vec<u8>);

impl Put {
    pub(super) fn byte(&mut self, byte: u8) {
        self.0.push(byte);
    }

    pub(super) fn int(&mut self, number: u64) {
        self.0.extend_from_slice(&number.to_le_bytes());
    }

    pub(super) fn ints(&mut self, numbers: &[u64]) {
        self.int(numbers.len() as u64);
        for number in numbers {
            self.int(*number);
        }
    }

    pub(super) fn shorts(&mut self, numbers: &[u32]) {
        self.int(numbers.len() as u64);
        for number in numbers {
            self.0.extend_from_slice(&number.to_le_bytes());
        }
    }

    pub(super) fn number(&mut self, number: f64) {
        self.int(number.to_bits());
    }

    pub(super) fn numbers(&mut self, numbers: &[f64]) {
        self.int(numbers.len() as u64);
        for number in numbers {
            self.number(*number);
        }
    }

    pub(super) fn bytes(&mut self, bytes: &[u8]) {
        self.int(bytes.len() as u64);
        self.0.extend_from_slice(bytes);
    }
}

/// Bytes that are being taken apart: `None` where they end too early.
#[derive(Debug)]
pub(super) struct Take<'a>(pub(super) &'a [u8]);

impl<'a> Take<'a> {
    pub(super) fn byte(&mut self) -> Option<u8> {
        self.some(1)?.first().copied()
    }

    pub(super) fn int(&mut self) -> Option<u64> {
        Some(u64::from_le_bytes(*self.some(size_of::<u64>())?.first_chunk()?))
    }

    pub(super) fn ints(&mut self) -> Option<Box<[u64]>> {
        Some(self.many()?.iter().copied().map(u64::from_le_bytes).collect())
    }

    pub(super) fn shorts(&mut self) -> Option<Box<[u32]>> {
        Some(self.many()?.iter().copied().map(u32::from_le_bytes).collect())
    }

    pub(super) fn numbers(&mut self) -> Option<Box<[f64]>> {
        Some(self.many()?.iter().copied().map(f64::from_le_bytes).collect())
    }

    pub(super) fn bytes(&mut self) -> Option<&'a [u8]> {
        let count = self.int()?;
        self.some(usize::try_from(count).ok()?)
    }

    /// As many values of `N` bytes as are announced and there.
    fn many<const N: usize>(&mut self) -> Option<&'a [[u8; N]]> {
        let count = usize::try_from(self.int()?).ok()?;
        Some(self.some(count.checked_mul(N)?)?.as_chunks::<N>().0)
    }

    fn some(&mut self, count: usize) -> Option<&'a [u8]> {
        let (some, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(some)
    }
}

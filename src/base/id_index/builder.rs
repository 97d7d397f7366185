//! Takes identifiers as they are read: as numbers as long as all of them are.

use std::borrow::Cow;

use crate::base::column::{TooLong, Words};

use super::{
    Ids,
    numbers::{Numbers, canonical},
};

/// The identifiers of a base that is being read.
#[derive(Debug, Default)]
pub(in crate::base) struct IdBuilder {
    form: Form,
    is_too_long: bool,
}

#[derive(Debug)]
enum Form {
    Short(Vec<u32>),
    Long(Vec<u64>),
    /// One after the other, and where each ends.
    Texts(Vec<u8>, Vec<u32>),
}

impl Default for Form {
    fn default() -> Self {
        Self::Short(Vec::new())
    }
}

impl IdBuilder {
    /// One more row.
    pub(in crate::base) fn push(&mut self, id: &[u8]) {
        let number = match &self.form {
            Form::Texts(..) => None,
            Form::Short(_) | Form::Long(_) => canonical(id),
        };
        match (&mut self.form, number) {
            (Form::Short(numbers), Some(number)) => {
                if let Ok(short) = u32::try_from(number) {
                    numbers.push(short);
                } else {
                    let long = numbers.iter().copied().map(u64::from).chain([number]);
                    self.form = Form::Long(long.collect());
                }
            }
            (Form::Long(numbers), Some(number)) => numbers.push(number),
            (Form::Texts(..), _) => self.push_text(id),
            (Form::Short(_) | Form::Long(_), None) => {
                self.spell_out();
                self.push_text(id);
            }
        }
    }

    /// What the identifiers take in memory so far.
    pub(in crate::base) fn bytes(&self) -> u64 {
        let bytes = match &self.form {
            Form::Short(numbers) => numbers.capacity() * size_of::<u32>(),
            Form::Long(numbers) => numbers.capacity() * size_of::<u64>(),
            Form::Texts(bytes, ends) => bytes.capacity() + ends.capacity() * size_of::<u32>(),
        };
        bytes as u64
    }

    /// Whether every identifier is UTF-8.
    pub(in crate::base) fn is_utf8(&self) -> bool {
        match &self.form {
            Form::Short(_) | Form::Long(_) => true,
            Form::Texts(bytes, _) => std::str::from_utf8(bytes).is_ok(),
        }
    }

    /// The identifiers of all rows, without white space around them; `decode` says what bytes
    /// spell.
    pub(in crate::base) fn finish(
        self,
        decode: impl Fn(&[u8]) -> Cow<'_, str>,
    ) -> Result<Ids, TooLong> {
        if self.is_too_long {
            return Err(TooLong);
        }
        match self.form {
            Form::Short(numbers) => Ok(Ids::Numbers(Numbers::Short(numbers.into()))),
            Form::Long(numbers) => Ok(Ids::Numbers(Numbers::Long(numbers.into()))),
            Form::Texts(bytes, ends) => {
                let mut words = Words::building();
                let mut start = 0;
                for end in ends {
                    let id = bytes.get(start..end as usize).unwrap_or_default();
                    words.push(decode(id).trim())?;
                    start = end as usize;
                }
                Ok(Ids::Words(words.finish()))
            }
        }
    }

    fn push_text(&mut self, id: &[u8]) {
        if let Form::Texts(bytes, ends) = &mut self.form {
            match u32::try_from(bytes.len() + id.len()) {
                Ok(end) => {
                    bytes.extend_from_slice(id);
                    ends.push(end);
                }
                Err(_) => self.is_too_long = true,
            }
        }
    }

    #[cold]
    fn spell_out(&mut self) {
        let form = std::mem::replace(&mut self.form, Form::Texts(Vec::new(), Vec::new()));
        match form {
            Form::Short(numbers) => {
                for number in numbers {
                    self.push_text(number.to_string().as_bytes());
                }
            }
            Form::Long(numbers) => {
                for number in numbers {
                    self.push_text(number.to_string().as_bytes());
                }
            }
            texts @ Form::Texts(..) => self.form = texts,
        }
    }
}

//! One derived value: what was asked for last, and what is shown meanwhile.
//!
//! Depends on nothing but tickets. **Invariants**: the same input is never asked for twice in a
//! row; a value never gives way to an older one; after [`Slot::forget`] nothing that was asked for
//! before is taken any more.

use std::{fmt, ops::Deref, sync::Arc};

use crate::state::{Ticket, jobs::Jobs};

/// A shared value among the inputs of a derivation: the same when it is the same allocation, so
/// that millions of scores are compared in no time.
pub(in crate::state) struct Shared<T: ?Sized>(pub(super) Arc<T>);

/// What a derived value needs next.
pub(super) enum Wanted<I> {
    /// To be derived from this input.
    From(I),
    /// To be gone: there is nothing to derive it from.
    Nothing,
    /// To wait: one of its inputs is being derived. What is shown stays.
    Later,
}

/// A value that worker threads derive from an input.
#[derive(Debug)]
pub(super) struct Slot<I, V> {
    asked: Option<I>,
    /// The ticket of the last question.
    last: u64,
    /// Tickets below this one are void.
    oldest: u64,
    /// The ticket of the question that the value answers.
    answered: u64,
    value: Option<V>,
}

impl<I: PartialEq + Clone, V> Slot<I, V> {
    /// The question to send to a worker, when the input is another than the last time.
    pub(super) fn ask(&mut self, wanted: Wanted<I>, jobs: &mut Jobs) -> Option<(Ticket, I)> {
        let input = match wanted {
            Wanted::Later => return None,
            Wanted::Nothing => {
                self.forget();
                return None;
            }
            Wanted::From(input) => input,
        };
        if self.asked.as_ref() == Some(&input) {
            return None;
        }
        let ticket = jobs.ticket();
        self.last = ticket.number();
        self.asked = Some(input.clone());
        Some((ticket, input))
    }

    /// Takes an answer in, unless it is older than what is shown or than the last
    /// [`Self::forget`]. An answer to an earlier question than the last one is taken: while somebody
    /// drags a bound, each picture in turn is better than none. Says whether it was taken.
    pub(super) fn take(&mut self, number: u64, value: V) -> bool {
        let is_news = (self.oldest.max(self.answered + 1)..=self.last).contains(&number);
        if is_news {
            self.answered = number;
            self.value = Some(value);
        }
        is_news
    }

    /// Takes note that the question of this ticket has no answer; says whether it was the last one.
    pub(super) fn fail(&mut self, number: u64) -> bool {
        let is_last = number == self.last && number >= self.oldest;
        if is_last {
            self.value = None;
            self.answered = number;
        }
        is_last
    }

    /// Lets go of the value; answers that are under way will be dropped.
    pub(super) fn forget(&mut self) {
        self.asked = None;
        self.value = None;
        self.oldest = self.last + 1;
    }

    /// The latest answer.
    pub(super) fn value(&self) -> Option<&V> {
        self.value.as_ref()
    }

    /// Whether an answer is under way.
    pub(super) fn is_awaited(&self) -> bool {
        self.asked.is_some() && self.answered != self.last
    }

    /// The latest answer, when it answers the last question.
    pub(super) fn current(&self) -> Option<&V> {
        self.value().filter(|_| self.answered == self.last && self.asked.is_some())
    }
}

impl<I, V> Default for Slot<I, V> {
    fn default() -> Self {
        Self { asked: None, last: 0, oldest: 1, answered: 0, value: None }
    }
}

impl<T: ?Sized> Shared<T> {
    /// One more owner of `value`.
    pub(super) fn of(value: &Arc<T>) -> Self {
        Self(Arc::clone(value))
    }
}

impl<T: ?Sized> Clone for Shared<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<T: ?Sized> PartialEq for Shared<T> {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl<T: ?Sized> Deref for Shared<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

/// Without what it holds: clients are nobody's business in a log.
impl<T: ?Sized> fmt::Debug for Shared<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("shared")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(slot: &mut Slot<u8, u8>, jobs: &mut Jobs, input: u8) -> Option<u64> {
        slot.ask(Wanted::From(input), jobs).map(|(ticket, _)| ticket.number())
    }

    #[test]
    fn the_same_input_is_asked_for_once() {
        let (mut slot, mut jobs) = (Slot::default(), Jobs::default());
        let first = asked(&mut slot, &mut jobs, 1).unwrap();
        assert!(asked(&mut slot, &mut jobs, 1).is_none());
        slot.take(first, 10);
        assert!(asked(&mut slot, &mut jobs, 1).is_none());
        assert!(asked(&mut slot, &mut jobs, 2).is_some());
        assert_eq!((slot.value(), slot.current()), (Some(&10), None), "the picture stays");
        assert!(slot.is_awaited());
    }

    #[test]
    fn answers_never_go_back_in_time() {
        let (mut slot, mut jobs) = (Slot::default(), Jobs::default());
        let numbers: Vec<u64> =
            (1..=3).filter_map(|input| asked(&mut slot, &mut jobs, input)).collect();
        slot.take(numbers[1], 20);
        assert_eq!(slot.value(), Some(&20), "better than none while the last one is under way");
        slot.take(numbers[0], 10);
        assert_eq!(slot.value(), Some(&20));
        slot.take(numbers[2], 30);
        assert_eq!(slot.current(), Some(&30));
        slot.take(numbers[2] + 1, 40);
        assert_eq!(slot.value(), Some(&30), "nobody asked for it");
    }

    #[test]
    fn what_is_forgotten_does_not_come_back() {
        let (mut slot, mut jobs) = (Slot::default(), Jobs::default());
        let first = asked(&mut slot, &mut jobs, 1).unwrap();
        assert!(slot.ask(Wanted::Nothing, &mut jobs).is_none());
        slot.take(first, 10);
        assert_eq!(slot.value(), None);
        let again = asked(&mut slot, &mut jobs, 1).expect("it is asked for again");
        slot.take(again, 11);
        assert_eq!(slot.current(), Some(&11));
    }

    #[test]
    fn a_failure_clears_the_picture_and_is_not_tried_again() {
        let (mut slot, mut jobs) = (Slot::default(), Jobs::default());
        let first = asked(&mut slot, &mut jobs, 1).unwrap();
        slot.take(first, 10);
        let second = asked(&mut slot, &mut jobs, 2).unwrap();
        assert!(!slot.fail(first));
        assert!(slot.fail(second));
        assert_eq!((slot.value(), slot.is_awaited()), (None, false));
        assert!(asked(&mut slot, &mut jobs, 2).is_none());
    }

    #[test]
    fn shared_values_are_the_same_when_they_are_one() {
        let one = Arc::new(String::from("a"));
        assert_eq!(Shared::of(&one), Shared::of(&one));
        assert_ne!(Shared::of(&one), Shared::of(&Arc::new(String::from("a"))));
    }
}

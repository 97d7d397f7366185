//! A base whose kept copy changed while it was open.

use crate::{
    base::StoreFault,
    state::{AppState, Effect, Reply, Source, derive, told::Told, worker::Message},
};

impl AppState {
    /// What is wrong with the open base, when a message brings something that was derived from it:
    /// cells that could not be read came out as missing, and nothing made of them may be shown.
    pub(super) fn fault_behind(&self, message: &Message) -> Option<StoreFault> {
        let is_derived = matches!(
            message,
            Message::Derived(..)
                | Message::Done(
                    _,
                    Reply::Scores(_) | Reply::Agreement(_) | Reply::Contributions(_)
                )
        );
        if is_derived { self.session.base.as_ref()?.fault() } else { None }
    }

    /// Reads the base again from its source, once; a second fault is left to the person, since the
    /// disk itself may be failing.
    pub(super) fn reopen_base(&mut self, fault: &StoreFault) -> Vec<Effect> {
        let source = self.session.base_source.clone();
        let client = self.desk.selected.zip(self.session.base.as_ref());
        let client = client.map(|(row, base)| base.ids().id(row as usize).into_owned());
        // What hangs on the base is let go first: whatever still comes back from it is stale.
        self.close_base();
        let Some(source @ Source::Path(_)) = source else { return Vec::new() };
        let is_read_again = !self.was_reopened;
        self.note(Told::new(|words| derive::store_fault_notice(fault, is_read_again, words)));
        if std::mem::replace(&mut self.was_reopened, true) {
            return Vec::new();
        }
        self.client_before = client;
        let request = self.base_request(source);
        vec![self.work(request)]
    }
}

//! The kept copies of client bases: shown, removed, switched off.

use crate::{
    base::{StoreChoice, StoreEntry, StoreFolder},
    state::{AppState, Effect, Removal, Request, app_state::KeptDesk},
};

impl AppState {
    pub(super) fn show_kept(&mut self, shown: bool) -> Vec<Effect> {
        if !shown {
            self.kept = None;
            return Vec::new();
        }
        self.desk.open = None;
        self.kept = Some(KeptDesk::default());
        self.look_through_kept(Removal::Nothing)
    }

    pub(super) fn remove_kept(&mut self, index: usize) -> Vec<Effect> {
        let entries = self.kept.as_ref().and_then(|kept| kept.entries.as_ref());
        let entry = entries.and_then(|entries| entries.get(index)).cloned();
        entry.map_or_else(Vec::new, |entry| self.look_through_kept(Removal::One(entry)))
    }

    pub(super) fn look_through_kept(&mut self, removal: Removal) -> Vec<Effect> {
        match &self.store {
            StoreChoice::Folder(path) => {
                let folder = StoreFolder::new(path.clone());
                vec![self.work(Request::Kept(folder, removal))]
            }
            StoreChoice::Off => {
                self.take_kept(Vec::new(), 0);
                Vec::new()
            }
        }
    }

    pub(super) fn take_kept(&mut self, entries: Vec<StoreEntry>, in_use: usize) {
        if let Some(kept) = &mut self.kept {
            *kept = KeptDesk { entries: Some(entries), in_use };
        }
    }
}

//! What the person asked for while one frame was painted.

use crate::state::Command;

/// The commands of one frame, in the order in which they were given.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Commands(Vec<Command>);

impl Commands {
    /// Adds a command after the others.
    pub fn push(&mut self, command: Command) {
        self.0.push(command);
    }

    /// Adds all of `commands` after the others.
    pub fn extend(&mut self, commands: impl IntoIterator<Item = Command>) {
        self.0.extend(commands);
    }

    /// Whether nothing was asked for.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The commands, without taking them.
    #[must_use]
    pub fn as_slice(&self) -> &[Command] {
        &self.0
    }

    /// Takes all commands out.
    pub fn drain(&mut self) -> impl Iterator<Item = Command> + use<> {
        std::mem::take(&mut self.0).into_iter()
    }
}

//! The program's window as the X server sees it. There is no window manager: focus and closing are
//! asked for here, in the same messages that one would send.

use std::collections::BTreeSet;

use x11rb::{
    connection::Connection as _,
    protocol::xproto::{
        Atom, AtomEnum, ClientMessageEvent, ConnectionExt as _, EventMask, ImageFormat, InputFocus,
        MapState,
    },
    rust_connection::RustConnection,
};

use super::{Outcome, desktop::Desktop, program::Program};

/// What the title of the window always contains.
const TITLE: &str = "Clairscore";

/// The visible top-level window of the program.
pub(super) struct Window {
    connection: RustConnection,
    id: u32,
}

impl Window {
    /// Waits for it.
    pub(super) fn find(desktop: &Desktop, program: &mut Program) -> Outcome<Self> {
        let (connection, screen) = RustConnection::connect(Some(&desktop.display))?;
        let root = connection.setup().roots.get(screen).ok_or("no screen")?.root;
        let id = program.wait_until("a window", || {
            let candidates = connection.query_tree(root)?.reply()?.children;
            Ok(candidates.into_iter().find(|&id| is_ours(&connection, id).unwrap_or(false)))
        })?;
        Ok(Self { connection, id })
    }

    /// Sends keystrokes there from now on.
    pub(super) fn focus(&self) -> Outcome {
        let now = x11rb::CURRENT_TIME;
        self.connection.set_input_focus(InputFocus::PARENT, self.id, now)?.check()?;
        Ok(())
    }

    /// Waits until the title is as `wanted`.
    pub(super) fn wait_for_title(
        &self,
        program: &mut Program,
        wanted: impl Fn(&str) -> bool,
    ) -> Outcome {
        let mut last = String::new();
        program
            .wait_until("the client's title", || {
                last = title(&self.connection, self.id)?;
                Ok(wanted(&last).then_some(()))
            })
            .map_err(|error| format!("{error}\nThe title is “{last}”").into())
    }

    /// How many colours are on screen: one when the window is blank.
    pub(super) fn colours(&self) -> Outcome<usize> {
        let size = self.connection.get_geometry(self.id)?.reply()?;
        let format = ImageFormat::Z_PIXMAP;
        let picture = self
            .connection
            .get_image(format, self.id, 0, 0, size.width, size.height, u32::MAX)?
            .reply()?;
        // 24 bits of colour stand in 4 bytes each.
        Ok(picture.data.chunks_exact(4).collect::<BTreeSet<_>>().len())
    }

    /// Asks the program to close it, as the button of its frame does.
    pub(super) fn close(&self) -> Outcome {
        let protocols = atom(&self.connection, "WM_PROTOCOLS")?;
        let delete = atom(&self.connection, "WM_DELETE_WINDOW")?;
        let arguments = [delete, x11rb::CURRENT_TIME, 0, 0, 0];
        let message = ClientMessageEvent::new(32, self.id, protocols, arguments);
        self.connection.send_event(false, self.id, EventMask::NO_EVENT, message)?.check()?;
        Ok(())
    }
}

fn is_ours(connection: &RustConnection, id: u32) -> Outcome<bool> {
    let attributes = connection.get_window_attributes(id)?.reply()?;
    Ok(attributes.map_state == MapState::VIEWABLE && title(connection, id)?.contains(TITLE))
}

fn title(connection: &RustConnection, id: u32) -> Outcome<String> {
    let name = atom(connection, "_NET_WM_NAME")?;
    let most_words = 1024;
    let property = connection.get_property(false, id, name, AtomEnum::ANY, 0, most_words)?;
    Ok(String::from_utf8(property.reply()?.value)?)
}

fn atom(connection: &RustConnection, name: &str) -> Outcome<Atom> {
    Ok(connection.intern_atom(false, name.as_bytes())?.reply()?.atom)
}

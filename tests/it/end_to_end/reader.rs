//! What a screen reader reads: the accessibility tree of the running program, over D-Bus
//! (AT-SPI 2), as `AccessKit` publishes it.

use std::time::Duration;

use serde::de::DeserializeOwned;
use zbus::{
    Connection, block_on,
    connection::Builder,
    zvariant::{OwnedObjectPath, OwnedValue, Type, Value},
};

use super::{Outcome, desktop::Desktop, program::Program};

/// The service that knows where accessibility lives, on the desktop's own bus.
const LAUNCHER: &str = "org.a11y.Bus";
const LAUNCHER_PATH: &str = "/org/a11y/bus";
/// The root of all trees, on the accessibility bus.
const REGISTRY: &str = "org.a11y.atspi.Registry";
const ROOT_PATH: &str = "/org/a11y/atspi/accessible/root";
const ACCESSIBLE: &str = "org.a11y.atspi.Accessible";
const PROPERTIES: &str = "org.freedesktop.DBus.Properties";
/// `ATSPI_STATE_FOCUSED`, in the first word of a node's states.
const STATE_FOCUSED: u32 = 1 << 12;

/// No window of ours has as many; a tree that never ends is a fault.
const MOST_NODES: usize = 20_000;
/// How long one call may take.
const CALL_LIMIT: Duration = Duration::from_secs(30);

/// A connection to everything that is on screen.
pub(super) struct ScreenReader {
    connection: Connection,
}

/// Where a node lives: the program's address on the bus, and the node's path there.
type NodeAddress = (String, OwnedObjectPath);

/// One thing on screen.
#[derive(Debug)]
struct Node {
    name: String,
    description: String,
    focused: bool,
}

/// Tells the programs of a desktop that somebody reads the screen.
pub(super) fn switch_on(bus_address: &str) -> Outcome {
    let bus = connect(bus_address)?;
    let on = ("org.a11y.Status", "IsEnabled", Value::from(true));
    block_on(bus.call_method(Some(LAUNCHER), LAUNCHER_PATH, Some(PROPERTIES), "Set", &on))?;
    Ok(())
}

impl ScreenReader {
    /// Joins the accessibility bus of a desktop.
    pub(super) fn connect(desktop: &Desktop) -> Outcome<Self> {
        let bus = connect(&desktop.bus_address)?;
        let reply = block_on(bus.call_method(
            Some(LAUNCHER),
            LAUNCHER_PATH,
            Some(LAUNCHER),
            "GetAddress",
            &(),
        ))?;
        let address: String = reply.body().deserialize()?;
        Ok(Self { connection: connect(&address)? })
    }

    /// Waits until what is named exactly `name` has the keyboard.
    pub(super) fn wait_for_focus(&self, program: &mut Program, name: &str) -> Outcome {
        self.wait(program, name, |node| node.focused && node.name == name)
    }

    /// Waits until `text` is read somewhere, alone or within a longer text.
    pub(super) fn wait_for_text(&self, program: &mut Program, text: &str) -> Outcome {
        self.wait(program, text, |node| node.name.contains(text) || node.description.contains(text))
    }

    /// Waits until a node `matches`. When none comes, the error lists what was there instead.
    fn wait(&self, program: &mut Program, what: &str, matches: impl Fn(&Node) -> bool) -> Outcome {
        let mut last = Vec::new();
        program
            .wait_until(&format!("“{what}”"), || {
                last = self.nodes()?;
                Ok(last.iter().any(&matches).then_some(()))
            })
            .map_err(|error| format!("{error}\nOn screen: {last:#?}").into())
    }

    /// Everything that is on screen, from top to bottom.
    fn nodes(&self) -> Outcome<Vec<Node>> {
        let mut nodes = Vec::new();
        let mut to_visit: Vec<NodeAddress> =
            vec![(REGISTRY.to_owned(), OwnedObjectPath::try_from(ROOT_PATH)?)];
        while let Some(address) = to_visit.pop() {
            match self.read(&address) {
                Ok((node, children)) => {
                    nodes.push(node);
                    to_visit.extend(children.into_iter().rev());
                }
                // The screen changed between two calls: what is gone is not on it.
                Err(error) if is_gone(&error) => {}
                Err(error) => return Err(error.into()),
            }
            if nodes.len() > MOST_NODES {
                return Err(format!("more than {MOST_NODES} things are on screen").into());
            }
        }
        Ok(nodes)
    }

    fn read(&self, address: &NodeAddress) -> zbus::Result<(Node, Vec<NodeAddress>)> {
        let name = self.text_property(address, "Name")?;
        let description = self.text_property(address, "Description")?;
        let children = self.call(address, ACCESSIBLE, "GetChildren", &())?;
        let states: Vec<u32> = self.call(address, ACCESSIBLE, "GetState", &())?;
        let focused = states.first().is_some_and(|states| states & STATE_FOCUSED != 0);
        Ok((Node { name, description, focused }, children))
    }

    fn text_property(&self, address: &NodeAddress, property: &str) -> zbus::Result<String> {
        let value: OwnedValue = self.call(address, PROPERTIES, "Get", &(ACCESSIBLE, property))?;
        Ok(String::try_from(value)?)
    }

    fn call<Arguments, Reply>(
        &self,
        (program, path): &NodeAddress,
        interface: &str,
        method: &str,
        arguments: &Arguments,
    ) -> zbus::Result<Reply>
    where
        Arguments: serde::Serialize + zbus::zvariant::DynamicType,
        Reply: DeserializeOwned + Type,
    {
        let call = self.connection.call_method(
            Some(program.as_str()),
            path,
            Some(interface),
            method,
            arguments,
        );
        block_on(call)?.body().deserialize()
    }
}

/// Whether the call failed because the node, or its program, is no longer there.
fn is_gone(error: &zbus::Error) -> bool {
    const GONE: [&str; 3] = ["UnknownObject", "ServiceUnknown", "NoReply"];
    matches!(error, zbus::Error::MethodError(name, _, _)
        if GONE.iter().any(|gone| name.as_str().ends_with(gone)))
}

fn connect(address: &str) -> zbus::Result<Connection> {
    block_on(Builder::address(address)?.method_timeout(CALL_LIMIT).build())
}

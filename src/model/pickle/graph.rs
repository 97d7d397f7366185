//! What a pickle says, as inert data: nodes that refer to each other by number.
//!
//! Depends on [`PickleError`]. An arena rather than nested boxes, since a pickle may refer to one
//! object from many places, even from inside itself; and dropping it needs no recursion.
//!
//! **Invariant.** Every [`NodeId`] was given out by the graph that it is used with.

use std::borrow::Cow;

use super::error::PickleError;

/// The most nodes that are kept. A classifier of 2,000 trees has a few hundred; lists of metrics
/// by iteration or of categories come to tens of thousands.
const MAX_NODES: usize = 2_000_000;

/// The most instructions that are followed. Each adds at most one reference.
const MAX_STEPS: usize = 8_000_000;

/// The longest way from the outermost object to an inner one.
const MAX_DEPTH: usize = 1_000;

/// One node of a graph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct NodeId(u32);

/// Pairs of key and value, in the order in which the pickle gives them.
pub(super) type Entries = Vec<(NodeId, NodeId)>;

/// One Python value.
#[derive(Debug)]
pub(super) enum Node<'a> {
    /// `None`.
    None,
    /// `True` or `False`.
    Bool(bool),
    /// An integer that 64 bits hold.
    Int(i64),
    /// A longer integer; its value is not kept.
    LongInt,
    /// A float.
    Float(f64),
    /// Text, or the byte string of Python 2 when it is UTF-8.
    Text(Cow<'a, str>),
    /// Bytes.
    Bytes(Cow<'a, [u8]>),
    /// A list.
    List(Vec<NodeId>),
    /// A tuple.
    Tuple(Vec<NodeId>),
    /// A set or frozen set; its members are of no interest, but they are walked.
    Set(Vec<NodeId>),
    /// A dictionary.
    Dict(Entries),
    /// A class or function, by name only.
    Global(&'static KnownGlobal),
    /// What a call would have made.
    Object(Box<Object>),
    /// An array whose values joblib keeps between the instructions.
    Array(Box<StoredArray<'a>>),
}

/// A class or function that a model needs.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct KnownGlobal {
    /// The modules that have held it over the years.
    pub(super) modules: &'static [&'static str],
    /// Its name.
    pub(super) name: &'static str,
    /// What it is to us.
    pub(super) role: Role,
}

/// What a class or function means for the search for a model.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// `LGBMClassifier`.
    Classifier,
    /// `Booster`.
    Booster,
    /// A function whose first argument is the class to be made.
    Constructor,
    /// A dictionary by another name.
    Mapping,
    /// `numpy.dtype`.
    DType,
    /// A function that makes an empty array, to be filled by its state.
    ArrayShell,
    /// A function that makes a whole array.
    WholeArray,
    /// A function that makes one number.
    NumpyScalar,
    /// joblib's stand-in for an array whose values follow.
    JoblibArray,
    /// Text to bytes.
    Encode,
    /// Scikit-learn's `LabelEncoder`.
    LabelEncoder,
    /// Something that is kept and never looked at.
    Inert,
}

/// What a call would have made, and what would have been done to it since.
#[derive(Debug)]
pub(super) struct Object {
    /// The class, or the function that would have been called.
    pub(super) class: NodeId,
    /// Its arguments, a tuple.
    pub(super) args: NodeId,
    /// What its state would have been set to.
    pub(super) state: Option<NodeId>,
    /// What would have been appended to it.
    pub(super) items: Vec<NodeId>,
    /// What would have been set in it.
    pub(super) entries: Entries,
}

/// An array that joblib wrote.
#[derive(Debug)]
pub(super) struct StoredArray<'a> {
    /// The kind of its values.
    pub(super) dtype: NodeId,
    /// Its values.
    pub(super) values: StoredValues<'a>,
}

/// The values of an array that joblib wrote.
#[derive(Debug, Clone, Copy)]
pub(super) enum StoredValues<'a> {
    /// Numbers or fixed-width text, one after the other.
    Raw(&'a [u8]),
    /// Python objects: an array in a pickle of its own.
    Nested(NodeId),
}

/// All values of a pickle.
#[derive(Debug)]
pub(super) struct Graph<'a> {
    nodes: Vec<Node<'a>>,
    steps: usize,
}

impl<'a> Graph<'a> {
    /// `None`, which exists once.
    pub(super) const NONE: NodeId = NodeId(0);
    const FALSE: NodeId = NodeId(1);
    const TRUE: NodeId = NodeId(2);

    /// A graph with the three values that exist once.
    pub(super) fn new() -> Self {
        Self { nodes: vec![Node::None, Node::Bool(false), Node::Bool(true)], steps: 0 }
    }

    /// Counts one instruction.
    pub(super) fn count_step(&mut self) -> Result<(), PickleError> {
        self.steps += 1;
        if self.steps > MAX_STEPS {
            return Err(PickleError::TooMany { what: "instructions", limit: MAX_STEPS });
        }
        Ok(())
    }

    /// Keeps `node`.
    pub(super) fn add(&mut self, node: Node<'a>) -> Result<NodeId, PickleError> {
        match node {
            Node::None => return Ok(Self::NONE),
            Node::Bool(false) => return Ok(Self::FALSE),
            Node::Bool(true) => return Ok(Self::TRUE),
            _ => {}
        }
        if self.nodes.len() >= MAX_NODES {
            return Err(PickleError::TooMany { what: "objects", limit: MAX_NODES });
        }
        self.nodes.push(node);
        Ok(NodeId((self.nodes.len() - 1) as u32))
    }

    /// The node of `id`.
    pub(super) fn get(&self, id: NodeId) -> &Node<'a> {
        self.nodes.get(id.0 as usize).unwrap_or(&Node::None)
    }

    /// The node of `id`, to be filled. `None` for the values that exist once.
    pub(super) fn get_mut(&mut self, id: NodeId) -> Option<&mut Node<'a>> {
        if id.0 <= Self::TRUE.0 { None } else { self.nodes.get_mut(id.0 as usize) }
    }

    /// The text of `id`, when it is text.
    pub(super) fn text(&self, id: NodeId) -> Option<&str> {
        match self.get(id) {
            Node::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The members of `id`, when it is a tuple.
    pub(super) fn tuple(&self, id: NodeId) -> Option<&[NodeId]> {
        match self.get(id) {
            Node::Tuple(members) => Some(members),
            _ => None,
        }
    }

    /// The object that `id` is.
    pub(super) fn object(&self, id: NodeId) -> Option<&Object> {
        match self.get(id) {
            Node::Object(object) => Some(object),
            _ => None,
        }
    }

    /// What the class or function `id` means to us.
    pub(super) fn role(&self, id: NodeId) -> Option<Role> {
        match self.get(id) {
            Node::Global(global) => Some(global.role),
            _ => None,
        }
    }

    /// The role of the class of the object `id`.
    pub(super) fn class_role(&self, id: NodeId) -> Option<Role> {
        self.object(id).and_then(|object| self.role(object.class))
    }

    /// The entries of `id`, when it is a dictionary or an object that behaves like one.
    pub(super) fn entries(&self, id: NodeId) -> Option<&Entries> {
        match self.get(id) {
            Node::Dict(entries) => Some(entries),
            Node::Object(object) if self.role(object.class) == Some(Role::Mapping) => {
                Some(&object.entries)
            }
            _ => None,
        }
    }

    /// What the dictionary `id` holds under `key`: the last one, as in Python.
    pub(super) fn entry(&self, id: NodeId, key: &str) -> Option<NodeId> {
        let entries = self.entries(id)?;
        entries.iter().rev().find(|(own, _)| self.text(*own) == Some(key)).map(|(_, value)| *value)
    }

    /// What the object `id` holds under the attribute `name`.
    pub(super) fn attribute(&self, id: NodeId, name: &str) -> Option<NodeId> {
        self.object(id)?.state.and_then(|state| self.entry(state, name))
    }

    /// Checks that no chain of objects inside objects is longer than any model needs.
    pub(super) fn check_depth(&self, root: NodeId) -> Result<(), PickleError> {
        let mut seen = vec![false; self.nodes.len()];
        let mut level = vec![root];
        let mut next = Vec::new();
        for _ in 0..MAX_DEPTH {
            for id in level.drain(..) {
                if let Some(seen) = seen.get_mut(id.0 as usize)
                    && !std::mem::replace(seen, true)
                {
                    self.push_children(id, &mut next);
                }
            }
            if next.is_empty() {
                return Ok(());
            }
            std::mem::swap(&mut level, &mut next);
        }
        Err(PickleError::TooMany { what: "objects inside one another", limit: MAX_DEPTH })
    }

    fn push_children(&self, id: NodeId, to: &mut Vec<NodeId>) {
        let pairs = |entries: &Entries, to: &mut Vec<NodeId>| {
            to.extend(entries.iter().flat_map(|&(key, value)| [key, value]));
        };
        match self.get(id) {
            Node::List(members) | Node::Tuple(members) | Node::Set(members) => to.extend(members),
            Node::Dict(entries) => pairs(entries, to),
            Node::Object(object) => {
                to.extend([object.class, object.args]);
                to.extend(object.state);
                to.extend(&object.items);
                pairs(&object.entries, to);
            }
            Node::Array(array) => {
                to.push(array.dtype);
                if let StoredValues::Nested(values) = array.values {
                    to.push(values);
                }
            }
            _ => {}
        }
    }
}

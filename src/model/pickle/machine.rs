//! The recording stack machine: follows a pickle's instructions and writes down what they say.
//!
//! Depends on the cursor, the graph and the list of allowed names. Where Python would import,
//! call or set, the machine adds a node that says so. See `pickletools.py` in the Python library
//! for the instructions.
//!
//! **Invariant.** No name of the file is ever resolved to code: this module has nothing to run.

use std::collections::HashMap;

use super::{
    allowed, array, constant,
    cursor::Cursor,
    error::PickleError,
    graph::{Graph, Node, NodeId, Object, Role},
};

/// The most objects that a pickle may mark to refer to them again.
const MAX_MEMO: usize = 1_000_000;

/// The most containers that may be open at once.
const MAX_MARKS: usize = 1_000;

/// The newest protocol there is.
const MAX_PROTOCOL: u8 = 5;

/// Reads one pickle from `cursor`, which is left behind its `STOP`.
///
/// `nesting` counts the pickles around this one: joblib writes an array of Python objects as a
/// pickle of its own.
pub(super) fn run<'a>(
    cursor: &mut Cursor<'a>,
    graph: &mut Graph<'a>,
    nesting: usize,
) -> Result<NodeId, PickleError> {
    let mut machine = Machine {
        cursor,
        graph,
        stack: Vec::new(),
        marks: Vec::new(),
        memo: HashMap::new(),
        offset: 0,
        nesting,
    };
    loop {
        machine.graph.count_step()?;
        machine.offset = machine.cursor.offset();
        let opcode = machine.cursor.byte()?;
        if opcode == b'.' {
            return machine.pop();
        }
        machine.follow(opcode)?;
    }
}

struct Machine<'m, 'a> {
    cursor: &'m mut Cursor<'a>,
    graph: &'m mut Graph<'a>,
    stack: Vec<NodeId>,
    /// The height of the stack at each open mark.
    marks: Vec<usize>,
    memo: HashMap<u64, NodeId>,
    /// Where the instruction that is followed begins.
    offset: usize,
    nesting: usize,
}

impl<'a> Machine<'_, 'a> {
    fn follow(&mut self, opcode: u8) -> Result<(), PickleError> {
        let known = self.constant(opcode)?
            || self.container(opcode)?
            || self.fill(opcode)?
            || self.remember(opcode)?
            || self.object(opcode)?
            || self.framing(opcode)?;
        if known { Ok(()) } else { Err(self.forbidden(opcode)) }
    }

    /// Numbers, text and bytes.
    fn constant(&mut self, opcode: u8) -> Result<bool, PickleError> {
        match constant::read(opcode, self.cursor)? {
            Some(node) => self.add(node),
            None => Ok(false),
        }
    }

    /// New tuples, lists, dictionaries and sets.
    fn container(&mut self, opcode: u8) -> Result<bool, PickleError> {
        let node = match opcode {
            b')' => Node::Tuple(Vec::new()),
            0x85..=0x87 => Node::Tuple(self.pop_many(usize::from(opcode - 0x84))?),
            b't' => Node::Tuple(self.pop_mark()?),
            b']' => Node::List(Vec::new()),
            b'l' => Node::List(self.pop_mark()?),
            b'}' => Node::Dict(Vec::new()),
            b'd' => Node::Dict(self.pop_mark_pairs()?),
            0x8f => Node::Set(Vec::new()),
            0x91 => Node::Set(self.pop_mark()?),
            _ => return Ok(false),
        };
        self.add(node)
    }

    /// What goes into the container or object below it on the stack.
    fn fill(&mut self, opcode: u8) -> Result<bool, PickleError> {
        match opcode {
            b'a' => {
                let item = self.pop()?;
                self.extend(vec![item])?;
            }
            b'e' | 0x90 => {
                let items = self.pop_mark()?;
                self.extend(items)?;
            }
            b's' => {
                let value = self.pop()?;
                let key = self.pop()?;
                self.insert(vec![(key, value)])?;
            }
            b'u' => {
                let pairs = self.pop_mark_pairs()?;
                self.insert(pairs)?;
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn extend(&mut self, more: Vec<NodeId>) -> Result<(), PickleError> {
        let target = self.top()?;
        match self.graph.get_mut(target) {
            Some(Node::List(items) | Node::Set(items)) => items.extend(more),
            Some(Node::Object(object)) => object.items.extend(more),
            _ => return Err(self.damaged("something is appended to what is not a list")),
        }
        Ok(())
    }

    fn insert(&mut self, more: Vec<(NodeId, NodeId)>) -> Result<(), PickleError> {
        let target = self.top()?;
        match self.graph.get_mut(target) {
            Some(Node::Dict(entries)) => entries.extend(more),
            Some(Node::Object(object)) => object.entries.extend(more),
            _ => return Err(self.damaged("something is set in what is not a dictionary")),
        }
        Ok(())
    }

    /// The stack's own business, and the memo.
    fn remember(&mut self, opcode: u8) -> Result<bool, PickleError> {
        match opcode {
            b'(' => {
                if self.marks.len() >= MAX_MARKS {
                    let what = "objects inside one another";
                    return Err(PickleError::TooMany { what, limit: MAX_MARKS });
                }
                self.marks.push(self.stack.len());
            }
            b'0' => {
                self.pop()?;
            }
            b'1' => {
                self.pop_mark()?;
            }
            b'2' => {
                let top = self.top()?;
                return Ok(self.push(top));
            }
            b'p' | b'q' | b'r' | 0x94 => {
                let place = match opcode {
                    b'p' => self.memo_line()?,
                    b'q' => self.cursor.length::<1>()?,
                    b'r' => self.cursor.length::<4>()?,
                    _ => self.memo.len() as u64,
                };
                if self.memo.len() >= MAX_MEMO {
                    return Err(PickleError::TooMany { what: "references", limit: MAX_MEMO });
                }
                let top = self.top()?;
                self.memo.insert(place, top);
            }
            b'g' | b'h' | b'j' => {
                let place = match opcode {
                    b'g' => self.memo_line()?,
                    b'h' => self.cursor.length::<1>()?,
                    _ => self.cursor.length::<4>()?,
                };
                let found = self.memo.get(&place).copied();
                let found = found.ok_or_else(|| self.damaged("it refers to nothing before it"))?;
                return Ok(self.push(found));
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn memo_line(&mut self) -> Result<u64, PickleError> {
        let line = self.cursor.line()?;
        let number = std::str::from_utf8(line).ok().and_then(|line| line.parse().ok());
        number.ok_or_else(|| self.damaged("a reference is no number"))
    }

    /// Names, calls and states: written down, never followed.
    fn object(&mut self, opcode: u8) -> Result<bool, PickleError> {
        match opcode {
            b'c' => {
                let module = self.cursor.line()?;
                let name = self.cursor.line()?;
                self.global(&String::from_utf8_lossy(module), &String::from_utf8_lossy(name))
            }
            0x93 => {
                let name = self.pop()?;
                let module = self.pop()?;
                let texts = self.graph.text(module).zip(self.graph.text(name));
                let (module, name) = texts
                    .map(|(module, name)| (module.to_owned(), name.to_owned()))
                    .ok_or_else(|| self.damaged("a class has no name"))?;
                self.global(&module, &name)
            }
            b'R' | 0x81 => {
                let args = self.pop()?;
                let class = self.pop()?;
                self.call(class, args)
            }
            0x92 => {
                self.pop()?;
                let args = self.pop()?;
                let class = self.pop()?;
                self.call(class, args)
            }
            b'b' => {
                let state = self.pop()?;
                self.build(state)?;
                Ok(true)
            }
            _ => Ok(false),
        }
    }

    fn global(&mut self, module: &str, name: &str) -> Result<bool, PickleError> {
        let known = allowed::find(module, name)?;
        self.add(Node::Global(known))
    }

    fn call(&mut self, function: NodeId, args: NodeId) -> Result<bool, PickleError> {
        let Some(members) = self.graph.tuple(args) else {
            return Err(self.damaged("a call has no arguments"));
        };
        let class = match self.graph.role(function) {
            Some(Role::Constructor) => members.first().copied(),
            Some(_) => Some(function),
            None => None,
        };
        match class.filter(|class| self.graph.role(*class).is_some()) {
            Some(class) => self.add(Node::Object(Box::new(Object {
                class,
                args,
                state: None,
                items: Vec::new(),
                entries: Vec::new(),
            }))),
            None => Err(self.damaged("something is called that is not a class")),
        }
    }

    fn build(&mut self, state: NodeId) -> Result<(), PickleError> {
        let target = self.top()?;
        let Some(Node::Object(object)) = self.graph.get_mut(target) else {
            return Err(self.damaged("a state is given to what is not an object"));
        };
        if object.state.replace(state).is_some() {
            return Err(self.damaged("an object is given two states"));
        }
        if self.graph.class_role(target) == Some(Role::JoblibArray) {
            self.pop()?;
            let stored = array::read_stored(target, self.cursor, self.graph, self.nesting)?;
            self.add(Node::Array(Box::new(stored)))?;
        }
        Ok(())
    }

    /// What only tells a reader how to read.
    fn framing(&mut self, opcode: u8) -> Result<bool, PickleError> {
        match opcode {
            0x80 => {
                let protocol = self.cursor.byte()?;
                if protocol > MAX_PROTOCOL {
                    let instruction = format!("protocol {protocol}");
                    return Err(PickleError::Instruction { instruction, offset: self.offset });
                }
                Ok(true)
            }
            0x95 => self.cursor.take(8).map(|_| true),
            _ => Ok(false),
        }
    }

    /// Always `true`: the instruction was known.
    fn push(&mut self, id: NodeId) -> bool {
        self.stack.push(id);
        true
    }

    fn add(&mut self, node: Node<'a>) -> Result<bool, PickleError> {
        let id = self.graph.add(node)?;
        Ok(self.push(id))
    }

    /// The lowest place of the stack that may be taken without passing the last mark.
    fn floor(&self) -> usize {
        self.marks.last().copied().unwrap_or(0)
    }

    fn top(&self) -> Result<NodeId, PickleError> {
        let reachable = self.stack.get(self.floor()..).unwrap_or_default();
        reachable.last().copied().ok_or_else(|| self.damaged("it needs a value and there is none"))
    }

    fn pop(&mut self) -> Result<NodeId, PickleError> {
        let top = self.top()?;
        self.stack.pop();
        Ok(top)
    }

    fn pop_many(&mut self, count: usize) -> Result<Vec<NodeId>, PickleError> {
        let start = self.stack.len().checked_sub(count).filter(|start| *start >= self.floor());
        let start = start.ok_or_else(|| self.damaged("it needs more values than there are"))?;
        Ok(self.stack.split_off(start))
    }

    fn pop_mark(&mut self) -> Result<Vec<NodeId>, PickleError> {
        let start = self.marks.pop().ok_or_else(|| self.damaged("it needs a mark"))?;
        Ok(self.stack.split_off(start.min(self.stack.len())))
    }

    fn pop_mark_pairs(&mut self) -> Result<Vec<(NodeId, NodeId)>, PickleError> {
        let items = self.pop_mark()?;
        let (pairs, rest) = items.as_chunks::<2>();
        if !rest.is_empty() {
            return Err(self.damaged("a key has no value"));
        }
        Ok(pairs.iter().map(|&[key, value]| (key, value)).collect())
    }

    fn damaged(&self, problem: &'static str) -> PickleError {
        PickleError::Damaged { offset: self.offset, problem }
    }

    fn forbidden(&self, opcode: u8) -> PickleError {
        let instruction = match opcode {
            b'P' | b'Q' => "a reference to an object outside of the file".to_owned(),
            b'i' | b'o' => "an instance of a Python 1 class".to_owned(),
            0x82..=0x84 => "a class by number".to_owned(),
            0x97 | 0x98 => "a buffer outside of the file".to_owned(),
            other => format!("the unknown instruction {other:#04x}"),
        };
        PickleError::Instruction { instruction, offset: self.offset }
    }
}

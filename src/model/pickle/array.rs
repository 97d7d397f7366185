//! numpy arrays and numbers in a pickle: how long the ones are that joblib keeps between the
//! instructions, and what a short array of class labels says.
//!
//! Depends on the cursor, the graph and the machine (an array of Python objects is a pickle).

use std::borrow::Cow;

use super::{
    cursor::Cursor,
    error::PickleError,
    graph::{Graph, Node, NodeId, Role, StoredArray, StoredValues},
    machine,
};

/// How many pickles may stand inside one another. Honest files have two.
const MAX_NESTING: usize = 4;

/// What tells apart the values of one class.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Label {
    /// A number, or a boolean as 0 or 1.
    Number(f64),
    /// Words.
    Text(String),
}

/// How one value of an array is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Element {
    /// numpy's letter: `b`, `i`, `u`, `f`, `U`, `S`, `O` ...
    kind: u8,
    /// Bytes a value.
    size: usize,
    big_endian: bool,
}

/// Reads the values that joblib wrote behind its stand-in `wrapper`.
///
/// See `NumpyArrayWrapper.read_array` in joblib's `numpy_pickle.py`: one byte with the length of a
/// padding and the padding itself, when the stand-in states an alignment; then the values.
pub(super) fn read_stored<'a>(
    wrapper: NodeId,
    cursor: &mut Cursor<'a>,
    graph: &mut Graph<'a>,
    nesting: usize,
) -> Result<StoredArray<'a>, PickleError> {
    let offset = cursor.offset();
    let damaged = |problem| PickleError::Damaged { offset, problem };
    let dtype = graph.attribute(wrapper, "dtype").ok_or_else(|| damaged("an array has no type"))?;
    let element =
        element(graph, dtype).ok_or_else(|| damaged("an array has a type that is not known"))?;
    if element.kind == b'O' {
        if nesting >= MAX_NESTING {
            return Err(damaged("too many arrays inside one another"));
        }
        let values = machine::run(cursor, graph, nesting + 1)?;
        return Ok(StoredArray { dtype, values: StoredValues::Nested(values) });
    }
    let bytes = graph
        .attribute(wrapper, "shape")
        .and_then(|shape| value_count(graph, shape))
        .and_then(|count| count.checked_mul(element.size as u64))
        .ok_or_else(|| damaged("an array has no size"))?;
    let alignment = graph.attribute(wrapper, "numpy_array_alignment_bytes");
    if alignment.is_some_and(|alignment| alignment != Graph::NONE) {
        let padding = cursor.byte()?;
        cursor.take(u64::from(padding))?;
    }
    Ok(StoredArray { dtype, values: StoredValues::Raw(cursor.take(bytes)?) })
}

/// The product of a shape; 1 for the empty shape. `None` when it is no shape or overflows.
fn value_count(graph: &Graph<'_>, shape: NodeId) -> Option<u64> {
    graph.tuple(shape)?.iter().try_fold(1_u64, |count, &length| {
        // numpy integers happen here too.
        let length = number(graph, length).filter(|length| *length >= 0.0)?;
        count.checked_mul(length as u64)
    })
}

/// How the values of the type `dtype` are stored.
fn element(graph: &Graph<'_>, dtype: NodeId) -> Option<Element> {
    let object = graph.object(dtype).filter(|_| graph.class_role(dtype) == Some(Role::DType))?;
    let code = graph.text(*graph.tuple(object.args)?.first()?)?;
    let (kind, digits) = code.as_bytes().split_first()?;
    let digits = std::str::from_utf8(digits).ok()?;
    let length = digits.parse::<u32>().ok()? as usize;
    let order = object.state.and_then(|state| graph.tuple(state)?.get(1).copied());
    let big_endian = order.and_then(|order| graph.text(order)) == Some(">");
    let size = match kind {
        // numpy stores each character in four bytes.
        b'U' => length.checked_mul(4)?,
        b'b' | b'i' | b'u' | b'f' | b'c' | b'S' | b'M' | b'm' | b'O' => length,
        _ => return None,
    };
    Some(Element { kind: *kind, size, big_endian })
}

/// The number that `id` is: a Python number or boolean, or a numpy one. `None` otherwise.
pub(super) fn number(graph: &Graph<'_>, id: NodeId) -> Option<f64> {
    match graph.get(id) {
        Node::Int(number) => Some(*number as f64),
        Node::Float(number) => Some(*number),
        Node::Bool(value) => Some(f64::from(u8::from(*value))),
        Node::Object(object) if graph.role(object.class) == Some(Role::NumpyScalar) => {
            let args = graph.tuple(object.args)?;
            let element = element(graph, *args.first()?)?;
            match label(&bytes(graph, *args.get(1)?)?, element)? {
                Label::Number(number) => Some(number),
                Label::Text(_) => None,
            }
        }
        _ => None,
    }
}

/// The first `limit` values of the array `id` as labels. `None` when it is no array of labels.
pub(super) fn labels(graph: &Graph<'_>, id: NodeId, limit: usize) -> Option<Vec<Label>> {
    match graph.get(id) {
        Node::Array(array) => match array.values {
            StoredValues::Raw(bytes) => raw_labels(bytes, element(graph, array.dtype)?, limit),
            StoredValues::Nested(inner) => match graph.get(inner) {
                Node::Array(_) => None,
                _ => labels(graph, inner, limit),
            },
        },
        Node::List(items) => {
            items.iter().take(limit).map(|item| item_label(graph, *item)).collect()
        }
        Node::Object(object) => {
            // A shell's state is (version, shape, type, column order, values);
            // a whole array's arguments are (values, type, shape, order).
            let (parts, dtype, values) = match graph.role(object.class)? {
                Role::ArrayShell => (graph.tuple(object.state?)?, 2, 4),
                Role::WholeArray => (graph.tuple(object.args)?, 1, 0),
                _ => return None,
            };
            let (dtype, values) = (*parts.get(dtype)?, *parts.get(values)?);
            let element = element(graph, dtype)?;
            match (element.kind, graph.get(values)) {
                (b'O', Node::List(_)) => labels(graph, values, limit),
                (b'O', _) => None,
                _ => raw_labels(&bytes(graph, values)?, element, limit),
            }
        }
        _ => None,
    }
}

fn item_label(graph: &Graph<'_>, id: NodeId) -> Option<Label> {
    match graph.text(id) {
        Some(text) => Some(Label::Text(text.to_owned())),
        None => number(graph, id).map(Label::Number),
    }
}

fn raw_labels(bytes: &[u8], element: Element, limit: usize) -> Option<Vec<Label>> {
    if element.size == 0 {
        return None;
    }
    bytes.chunks_exact(element.size).take(limit).map(|value| label(value, element)).collect()
}

/// The bytes that `id` stands for: bytes, a Python 2 string, or text that was encoded to Latin-1
/// for protocols that know no bytes.
fn bytes<'g>(graph: &'g Graph<'_>, id: NodeId) -> Option<Cow<'g, [u8]>> {
    match graph.get(id) {
        Node::Bytes(bytes) => Some(Cow::Borrowed(bytes)),
        Node::Text(text) => Some(Cow::Borrowed(text.as_bytes())),
        Node::Object(object) if graph.role(object.class) == Some(Role::Encode) => {
            let args = graph.tuple(object.args)?;
            let text = graph.text(*args.first()?)?;
            text.chars().map(|one| u8::try_from(u32::from(one)).ok()).collect::<Option<_>>()
        }
        .map(Cow::Owned),
        _ => None,
    }
}

fn label(value: &[u8], element: Element) -> Option<Label> {
    let mut little = value.to_vec();
    if element.big_endian && element.kind != b'U' {
        little.reverse();
    }
    let number = match (element.kind, little.as_slice()) {
        (b'b', [byte]) => f64::from(u8::from(*byte != 0)),
        (b'i', [byte]) => f64::from(i8::from_le_bytes([*byte])),
        (b'u', [byte]) => f64::from(*byte),
        (b'f', four) if four.len() == 4 => f64::from(f32::from_le_bytes(four.try_into().ok()?)),
        (b'f', eight) if eight.len() == 8 => f64::from_le_bytes(eight.try_into().ok()?),
        (b'i', bytes) => super::text::little_endian_integer(bytes)? as f64,
        (b'u', bytes) if bytes.len() <= 8 => {
            let mut wide = [0; 8];
            wide.get_mut(..bytes.len())?.copy_from_slice(bytes);
            u64::from_le_bytes(wide) as f64
        }
        (b'U', _) => return wide_text(value, element.big_endian).map(Label::Text),
        (b'S', bytes) => {
            let text = std::str::from_utf8(bytes).ok()?;
            return Some(Label::Text(text.trim_end_matches('\0').to_owned()));
        }
        _ => return None,
    };
    Some(Label::Number(number))
}

/// Text of four bytes a character, padded with NUL.
fn wide_text(value: &[u8], big_endian: bool) -> Option<String> {
    let (characters, rest) = value.as_chunks::<4>();
    if !rest.is_empty() {
        return None;
    }
    let read = if big_endian { u32::from_be_bytes } else { u32::from_le_bytes };
    let text: Option<String> =
        characters.iter().map(|bytes| char::from_u32(read(*bytes))).collect();
    text.map(|text| text.trim_end_matches('\0').to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn element(kind: u8, size: usize, big_endian: bool) -> Element {
        Element { kind, size, big_endian }
    }

    #[test]
    fn labels_of_every_width_are_read() {
        let read = |bytes: &[u8], kind, size| raw_labels(bytes, element(kind, size, false), 3);
        let zero_one = Some(vec![Label::Number(0.0), Label::Number(1.0)]);
        assert_eq!(read(&[0, 1], b'b', 1), zero_one);
        assert_eq!(read(&[0, 0, 1, 0], b'i', 2), zero_one);
        assert_eq!(read(&[0, 0, 0, 0, 1, 0, 0, 0], b'u', 4), zero_one);
        assert_eq!(read(&[0, 0, 0, 0, 0, 0, 128, 63], b'f', 4), zero_one);
        assert_eq!(read(&[255, 1], b'i', 1), Some(vec![Label::Number(-1.0), Label::Number(1.0)]));
        let texts = Some(vec![Label::Text("no".into()), Label::Text("yes".into())]);
        assert_eq!(read(b"no\0yes", b'S', 3), texts);
        let wide: Vec<u8> = "no\0yes".chars().flat_map(|c| u32::from(c).to_le_bytes()).collect();
        assert_eq!(read(&wide, b'U', 12), texts);
    }

    #[test]
    fn big_endian_values_are_turned() {
        assert_eq!(label(&[0, 1], element(b'i', 2, true)), Some(Label::Number(1.0)));
        assert_eq!(label(&[0, 0, 0, 97], element(b'U', 4, true)), Some(Label::Text("a".into())));
    }

    #[test]
    fn values_of_impossible_width_are_no_labels() {
        assert_eq!(label(&[0; 16], element(b'i', 16, false)), None);
        assert_eq!(label(&[0; 3], element(b'f', 3, false)), None);
        assert_eq!(label(&[0; 8], element(b'M', 8, false)), None);
        assert_eq!(raw_labels(&[1, 2], element(b'i', 0, false), 3), None);
        assert_eq!(label(&0x11_0000_u32.to_le_bytes(), element(b'U', 4, false)), None);
    }
}

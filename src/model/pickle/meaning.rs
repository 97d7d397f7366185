//! From what a pickle says to the one model in it.
//!
//! Depends on the graph. The rule is about meaning, not syntax: a model that somebody wrapped in
//! steps of their own is refused by the list of names before it comes here; what is left is a
//! model, or a container with exactly one.

use std::collections::HashSet;

use super::{
    PickledModel,
    array::{self, Label},
    error::PickleError,
    graph::{Graph, Node, NodeId, Role},
};

/// One more than the two classes that there must be.
const LABELS_LOOKED_AT: usize = 3;

/// The most names of neighbours that are told.
const MAX_BESIDES: usize = 20;

/// The model of a pickle whose outermost object is `root`.
pub(super) fn model(graph: &Graph<'_>, root: NodeId) -> Result<PickledModel, PickleError> {
    graph.check_depth(root)?;
    let (found, besides) = find_model(graph, root)?;
    let mut model = match graph.class_role(found) {
        Some(Role::Classifier) => classifier(graph, found)?,
        _ => booster(graph, found, "Booster")?,
    };
    model.besides = besides;
    Ok(model)
}

/// The one model, and the names of what stands beside it.
fn find_model(graph: &Graph<'_>, root: NodeId) -> Result<(NodeId, Vec<String>), PickleError> {
    if is_model(graph, root) {
        return Ok((root, Vec::new()));
    }
    let mut models = Vec::new();
    let mut besides = Vec::new();
    let mut waiting = members(graph, root).unwrap_or_default();
    let mut seen = HashSet::from([root]);
    while let Some((name, id)) = waiting.pop() {
        if is_model(graph, id) {
            if seen.insert(id) {
                models.push(id);
            }
            continue;
        }
        if besides.len() < MAX_BESIDES {
            besides.extend(name);
        }
        if seen.insert(id) {
            waiting.extend(members(graph, id).unwrap_or_default());
        }
    }
    // A classifier saved together with its own booster is one model.
    let own: Vec<_> = models.iter().filter_map(|id| graph.attribute(*id, "_Booster")).collect();
    models.retain(|id| !own.contains(id));
    besides.sort();
    match models.as_slice() {
        [] => Err(PickleError::NoModel { found: description(graph, root) }),
        [one] => Ok((*one, besides)),
        several => Err(PickleError::SeveralModels { count: several.len() }),
    }
}

fn is_model(graph: &Graph<'_>, id: NodeId) -> bool {
    matches!(graph.class_role(id), Some(Role::Classifier | Role::Booster))
}

/// What a plain container holds, with the keys of a dictionary. `None` for anything else.
fn members(graph: &Graph<'_>, id: NodeId) -> Option<Vec<(Option<String>, NodeId)>> {
    let key = |id| graph.text(id).map(|key| key.escape_debug().take(MAX_KEY_CHARS).collect());
    if let Some(entries) = graph.entries(id) {
        let given = entries.iter().copied().chain(constructed_entries(graph, id));
        return Some(given.map(|(name, value)| (key(name), value)).collect());
    }
    match graph.get(id) {
        Node::List(items) | Node::Tuple(items) => {
            Some(items.iter().map(|&item| (None, item)).collect())
        }
        _ => None,
    }
}

/// The pairs that Python 2 gives to the constructor of an ordered dictionary.
fn constructed_entries(graph: &Graph<'_>, id: NodeId) -> Vec<(NodeId, NodeId)> {
    let args = graph.object(id).and_then(|object| graph.tuple(object.args));
    let Some(Node::List(pairs)) = args.and_then(|args| args.first()).map(|pairs| graph.get(*pairs))
    else {
        return Vec::new();
    };
    pairs
        .iter()
        .filter_map(|pair| match graph.get(*pair) {
            Node::List(pair) | Node::Tuple(pair) => <[NodeId; 2]>::try_from(pair.as_slice()).ok(),
            _ => None,
        })
        .map(|[key, value]| (key, value))
        .collect()
}

/// The longest part of a key that is told.
const MAX_KEY_CHARS: usize = 40;

fn description(graph: &Graph<'_>, root: NodeId) -> &'static str {
    match graph.get(root) {
        Node::Dict(_) => "a dictionary",
        Node::List(_) => "a list",
        Node::Tuple(_) => "a tuple",
        Node::Set(_) => "a set",
        Node::Text(_) => "a text",
        Node::Bytes(_) => "bytes",
        Node::Array(_) => "an array",
        Node::Global(global) => global.name,
        Node::Object(object) => match graph.get(object.class) {
            Node::Global(global) => global.name,
            _ => "an object",
        },
        Node::None => "None",
        Node::Bool(_) | Node::Int(_) | Node::LongInt | Node::Float(_) => "a number",
    }
}

/// The model text and settings of a `Booster`, as `Booster.__setstate__` reads them.
fn booster(
    graph: &Graph<'_>,
    id: NodeId,
    class_name: &'static str,
) -> Result<PickledModel, PickleError> {
    // LightGBM 4 writes `_handle`, earlier versions `handle`.
    let text = ["_handle", "handle"]
        .into_iter()
        .find_map(|key| graph.attribute(id, key))
        .filter(|text| *text != Graph::NONE)
        .ok_or(PickleError::NotFitted { class_name })?;
    let text = match graph.get(text) {
        Node::Text(text) => text.clone().into_owned(),
        Node::Bytes(_) => return Err(PickleError::TextEncoding),
        _ => return Err(PickleError::NotFitted { class_name }),
    };
    // `Booster.predict` uses this many iterations when it is above zero, and all otherwise.
    let best_iteration = graph
        .attribute(id, "best_iteration")
        .and_then(|best| array::number(graph, best))
        .filter(|best| *best >= 1.0 && *best <= f64::from(u32::MAX))
        .map(|best| best as u32);
    Ok(PickledModel { text, best_iteration, class_name, positive_class: None, besides: Vec::new() })
}

/// The model of an `LGBMClassifier`. Its probability of the second class is the booster's.
fn classifier(graph: &Graph<'_>, id: NodeId) -> Result<PickledModel, PickleError> {
    let class_name = "LGBMClassifier";
    let inner = graph
        .attribute(id, "_Booster")
        .filter(|inner| graph.class_role(*inner) == Some(Role::Booster))
        .ok_or(PickleError::NotFitted { class_name })?;
    let early_stop = graph
        .attribute(id, "_other_params")
        .and_then(|others| graph.entry(others, "pred_early_stop"))
        .is_some_and(|value| !is_off(graph, value));
    if early_stop {
        // Python hands it on to every prediction, which then leaves trees out.
        return Err(PickleError::Parameter { parameter: "pred_early_stop" });
    }
    let mut model = booster(graph, inner, class_name)?;
    model.positive_class = positive_class(graph, id)?;
    Ok(model)
}

fn is_off(graph: &Graph<'_>, value: NodeId) -> bool {
    match graph.get(value) {
        Node::None => true,
        Node::Text(text) => matches!(&**text, "" | "0" | "false" | "False" | "-"),
        _ => array::number(graph, value) == Some(0.0),
    }
}

/// The label of the second class, when the labels are not 0 and 1.
///
/// scikit-learn sorts labels, and the model's probability is that of the second one.
fn positive_class(graph: &Graph<'_>, id: NodeId) -> Result<Option<String>, PickleError> {
    let count = graph.attribute(id, "_n_classes").and_then(|count| array::number(graph, count));
    if let Some(count) = count.filter(|count| *count != 2.0) {
        let plural = if count == 1.0 { "class" } else { "classes" };
        return Err(PickleError::Classes { found: format!("{count} {plural}") });
    }
    let read = |array| array::labels(graph, array, LABELS_LOOKED_AT);
    let own = graph.attribute(id, "_classes").and_then(read);
    let encoder = graph
        .attribute(id, "_le")
        .and_then(|encoder| graph.attribute(encoder, "classes_"))
        .and_then(read);
    let labels = match (own, encoder) {
        (Some(own), Some(encoder)) if own != encoder => {
            return Err(PickleError::Classes { found: "two lists of classes that differ".into() });
        }
        (Some(labels), _) | (None, Some(labels)) => labels,
        (None, None) => {
            return Err(PickleError::Classes {
                found: "no list of classes that can be read".into(),
            });
        }
    };
    match <[Label; 2]>::try_from(labels) {
        Ok([Label::Number(0.0), Label::Number(1.0)]) => Ok(None),
        Ok([_, Label::Number(positive)]) => Ok(Some(positive.to_string())),
        Ok([_, Label::Text(positive)]) => Ok(Some(positive)),
        Err(labels) if labels.len() < 2 => {
            Err(PickleError::Classes { found: format!("{} class", labels.len()) })
        }
        Err(_) => Err(PickleError::Classes { found: "more than two classes".into() }),
    }
}

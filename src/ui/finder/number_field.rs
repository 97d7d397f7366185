//! A field for one number that may be left empty.

use egui::{Id, Response, Ui};

use crate::{
    domain::Language,
    ui::{fonts, theme::size, ui_ext::UiExt as _, widgets::text_field},
    words::Words,
};

/// What a field came to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Entry {
    /// Nothing was changed, or what stands there is no number yet.
    Unchanged,
    /// The field was emptied.
    Empty,
    /// A number was typed.
    Number(f64),
}

/// Shows `number` in a field of `width` points, named after `caption`. What is being typed is kept
/// until the field is left, so that a half-written number is never rewritten under the cursor.
pub(crate) fn number_field_ui(
    ui: &mut Ui,
    id: Id,
    number: Option<f64>,
    (caption, hint, width): (&str, &str, f32),
    words: &Words,
) -> (Response, Entry) {
    let shown = || number.map_or_else(String::new, |number| written(number, words.language()));
    let typed = ui.data(|data| data.get_temp::<String>(id));
    let mut text = typed.unwrap_or_else(shown);
    let field = text_field(&mut text).id(id.with("field")).hint_text(hint.to_owned());
    let response = ui.add(field.desired_width(width)).accessible_name(caption);
    let entry = if response.changed() { read(&text) } else { Some(Entry::Unchanged) };
    if response.has_focus() {
        ui.data_mut(|data| data.insert_temp(id, text.clone()));
    } else {
        ui.data_mut(|data| data.remove::<String>(id));
    }
    if response.has_focus() && read(&text).is_none() {
        let message = words.with("filter-invalid-number", &[("text", text.as_str().into())]);
        let color = ui.palette().up;
        ui.announce(&message, fonts::regular(size::SMALL), color);
    }
    (response, entry.unwrap_or(Entry::Unchanged))
}

/// The shortest way to write a number that reads back as the same.
fn written(number: f64, language: Language) -> String {
    let text = number.to_string();
    match language {
        Language::French => text.replace('.', ","),
        Language::English => text,
    }
}

/// A number as people write it: with a comma or a point, and blanks between thousands.
pub(crate) fn read(text: &str) -> Option<Entry> {
    let compact: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    if compact.is_empty() {
        return Some(Entry::Empty);
    }
    let number = compact.replace(',', ".").replace('−', "-").parse::<f64>().ok()?;
    number.is_finite().then_some(Entry::Number(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_write_them() {
        let check =
            |text: &str, expected: Option<Entry>| assert_eq!(read(text), expected, "{text}");
        check("", Some(Entry::Empty));
        check("  ", Some(Entry::Empty));
        check("12,5", Some(Entry::Number(12.5)));
        check("12.5", Some(Entry::Number(12.5)));
        check("50\u{202f}000", Some(Entry::Number(50_000.0)));
        check("−3", Some(Entry::Number(-3.0)));
        check("1e400", None);
        check("NaN", None);
        check("a", None);
        check("1,000,000", None);
    }

    #[test]
    fn what_is_written_reads_back() {
        for number in [0.1, -3.25, 1e21, 50_000.0, f64::MIN_POSITIVE] {
            for language in Language::ALL {
                assert_eq!(read(&written(number, language)), Some(Entry::Number(number)));
            }
        }
    }
}

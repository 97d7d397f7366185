//! A field for one line of text, as high as every other control.

use egui::{Margin, TextEdit, text_edit::TextBuffer};

/// A field over `text`, its text in the middle of its height.
pub(crate) fn text_field(text: &mut dyn TextBuffer) -> TextEdit<'_> {
    TextEdit::singleline(text).margin(Margin::symmetric(10, 6))
}

//! Writing HTML without a way to forget an escape.
//!
//! Depends on `words` for making hidden signs visible. **Invariant**: only what stands in the source
//! of this program is written as markup, since [`Html::markup`] takes `&'static str`; everything
//! else goes through [`Html::text`], which escapes it, or is a number.

use std::fmt::Write as _;

use crate::words::visible;

/// A page that is being written.
#[derive(Debug, Default)]
pub(super) struct Html {
    text: String,
}

impl Html {
    /// Markup of this program.
    pub(super) fn markup(&mut self, markup: &'static str) -> &mut Self {
        self.text.push_str(markup);
        self
    }

    /// A text between tags or between double quotes: nothing in it is markup.
    pub(super) fn text(&mut self, text: &str) -> &mut Self {
        for sign in visible(text).chars() {
            match sign {
                '&' => self.text.push_str("&amp;"),
                '<' => self.text.push_str("&lt;"),
                '>' => self.text.push_str("&gt;"),
                '"' => self.text.push_str("&quot;"),
                '\'' => self.text.push_str("&#39;"),
                sign => self.text.push(sign),
            }
        }
        self
    }

    /// A text with the markup around it.
    pub(super) fn within(
        &mut self,
        before: &'static str,
        text: &str,
        after: &'static str,
    ) -> &mut Self {
        self.markup(before).text(text).markup(after)
    }

    /// A length in a drawing, to a hundredth; 0 for what is not finite.
    pub(super) fn length(&mut self, length: f64) -> &mut Self {
        let length = if length.is_finite() { length } else { 0.0 };
        // A string takes everything that is written to it.
        let _ = write!(self.text, "{}", (length * 100.0).round() / 100.0 + 0.0);
        self
    }

    /// Lengths with a space before each.
    pub(super) fn lengths(&mut self, lengths: &[f64]) -> &mut Self {
        for length in lengths {
            self.markup(" ").length(*length);
        }
        self
    }

    /// What was written.
    pub(super) fn finish(self) -> String {
        self.text
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn nothing_in_a_text_is_markup() {
        let mut html = Html::default();
        html.within("<p>", "<script>alert(\"1\" & '2')</script>\u{202e}", "</p>");
        let expected =
            "<p>&lt;script&gt;alert(&quot;1&quot; &amp; &#39;2&#39;)&lt;/script&gt;\u{fffd}</p>";
        assert_eq!(html.finish(), expected);
    }

    #[test]
    fn lengths_are_plain_numbers() {
        let mut html = Html::default();
        html.lengths(&[1.0, -0.001, 2.345_6, f64::NAN, f64::INFINITY]);
        assert_eq!(html.finish(), " 1 0 2.35 0 0");
    }

    proptest! {
        #[test]
        fn whatever_the_text_no_sign_of_markup_is_left(text in any::<String>()) {
            let mut html = Html::default();
            html.text(&text);
            let written = html.finish();
            prop_assert!(!written.contains(['<', '>', '"', '\'']));
            prop_assert!(written.split('&').skip(1).all(|rest| rest.contains(';')));
        }
    }
}

//! The threshold: typed, or moved on a strip, and given back to the model.

use egui::{Id, Key, Slider, Ui};

use crate::{
    state::{Command, view::ThresholdView},
    ui::{
        Commands, fonts,
        theme::{self, size},
        ui_ext::UiExt as _,
        widgets::text_field,
    },
    words::Words,
};

/// Decimals of a threshold in percent: enough for the models seen so far.
const DECIMALS: u8 = 2;
/// One press of an arrow key on the strip: a tenth of a point.
const STEP: f64 = 0.001;

/// Width of the strip at most, in points.
const WIDEST: f32 = 420.0;

/// Shows the card.
pub fn threshold_card_ui(
    view: &ThresholdView,
    words: &Words,
    ui: &mut Ui,
    commands: &mut Commands,
) {
    let title = words.text("model-threshold-title");
    ui.card(title, |ui| {
        ui.card_title(title);
        ui.text(&view.origin);
        ui.add_space(2.0);
        let field = ui.horizontal_wrapped(|ui| {
            let field = field_ui(view, words, ui);
            if view.was_set_here && ui.button(words.text("model-threshold-reset")).clicked() {
                commands.push(Command::SetThreshold(None));
            }
            field
        });
        let strip = strip_ui(view, words, ui);
        effect_ui(view, ui);
        commands.extend(field.inner.or(strip).map(|share| Command::SetThreshold(Some(share))));
    });
}

/// What the threshold decides, told again by a screen reader whenever it was moved.
fn effect_ui(view: &ThresholdView, ui: &mut Ui) {
    let color = ui.palette().text;
    for effect in [&view.effect, &view.group_effect] {
        if !effect.is_empty() {
            ui.announce(effect, fonts::regular(size::BODY), color);
        }
    }
}

/// A percentage to type; gives back the share when it was confirmed and is one.
fn field_ui(view: &ThresholdView, words: &Words, ui: &mut Ui) -> Option<f64> {
    let id = Id::unique("threshold typed");
    let typed = ui.data(|data| data.get_temp::<String>(id));
    let mut text = typed.unwrap_or_else(|| shortest(words, view.value));
    let caption = words.text("model-threshold-field");
    ui.quiet(caption);
    let field = text_field(&mut text).id(id.with("field")).desired_width(70.0);
    let field = ui.add(field).accessible_name(caption);
    let entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    let applied = ui.button(words.text("model-threshold-apply")).clicked();
    let share = share_of(&text);
    if field.changed() {
        ui.data_mut(|data| data.insert_temp(id, text.clone()));
    }
    if share.is_none() {
        let up = ui.palette().up;
        let font = fonts::regular(size::SMALL);
        ui.announce(words.text("model-threshold-invalid"), font, up);
    }
    if (entered || applied) && share.is_some() {
        ui.data_mut(|data| data.remove::<String>(id));
        return share.filter(|share| *share != view.value);
    }
    None
}

/// The threshold in percent, as it was typed: without needless zeros.
fn shortest(words: &Words, share: f64) -> String {
    let text = words.decimal(100.0 * share, DECIMALS);
    let short = text.trim_end_matches('0').trim_end_matches([',', '.']);
    if text.contains([',', '.']) { short.to_owned() } else { text }
}

/// Reads a percentage between 0 and 100 as a share.
fn share_of(text: &str) -> Option<f64> {
    let compact: String = text.chars().filter(|c| !c.is_whitespace() && *c != '%').collect();
    let percent = compact.replace(',', ".").parse::<f64>().ok()?;
    (0.0..=100.0).contains(&percent).then_some(percent / 100.0)
}

/// The strip; gives back the share when it was moved.
fn strip_ui(view: &ThresholdView, words: &Words, ui: &mut Ui) -> Option<f64> {
    let mut share = view.value;
    let slider = Slider::new(&mut share, 0.0..=1.0).step_by(STEP).show_value(false);
    let response = ui.scope(|ui| {
        theme::strip_style(ui);
        ui.spacing_mut().slider_width = ui.available_width().min(WIDEST);
        ui.add(slider)
    });
    let response = response.inner.accessible_name(words.text("model-threshold"));
    // The strip rounds to its steps even when nobody touches it: that is not a move.
    response.changed().then_some(share).filter(|share| (share - view.value).abs() > STEP / 2.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Language;

    #[test]
    fn a_percentage_is_read_in_both_languages() {
        assert_eq!(share_of("22"), Some(0.22));
        assert_eq!(share_of("9,1 %"), Some(0.091));
        assert_eq!(share_of("9.1%"), Some(0.091));
        assert_eq!(share_of("100"), Some(1.0));
        for bad in ["", "101", "-1", "NaN", "inf", "a"] {
            assert_eq!(share_of(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_threshold_is_written_without_needless_zeros() {
        let words = Words::new(Language::English);
        assert_eq!(shortest(&words, 0.22), "22");
        assert_eq!(shortest(&words, 0.091), "9.1");
        assert_eq!(shortest(&words, 1.0), "100");
        assert_eq!(shortest(&Words::new(Language::French), 0.2205), "22,05");
    }
}

//! What the factors of the model do to everybody: how much each weighs, and how one of them acts.

use egui::{Id, Ui};

use crate::{
    state::{
        Command, Grouping, Scope,
        view::{EffectView, EffectsView, WeightsView},
    },
    ui::{
        Commands,
        charts::{effect_chart_ui, weight_bars_ui},
        fonts,
        theme::size,
        ui_ext::UiExt as _,
        widgets::{Picker, Segment, segmented_ui, table_twin_ui, waiting_ui},
    },
    words::Words,
};

/// The share of the width that the weights take.
const WEIGHTS_SHARE: f32 = 0.56;

/// Shows both cards, or what stands in their place.
pub fn effects_cards_ui(view: &EffectsView, words: &Words, ui: &mut Ui, commands: &mut Commands) {
    if let Some(waiting) = &view.waiting {
        let title = words.text("weights-title");
        ui.card(title, |ui| {
            ui.card_title(title);
            waiting_ui(waiting, words, ui, commands);
        });
        return;
    }
    if view.weights.rows.is_empty() && view.effect.bands.is_empty() {
        return;
    }
    // Both cards add to the commands, one after the other.
    let mut of_effect = Commands::default();
    ui.side_by_side(
        WEIGHTS_SHARE,
        |ui| weights_card_ui(view, words, ui, commands),
        |ui| effect_card_ui(view, words, ui, &mut of_effect),
    );
    commands.extend(of_effect.drain());
}

fn weights_card_ui(view: &EffectsView, words: &Words, ui: &mut Ui, commands: &mut Commands) {
    let title = words.text("weights-title");
    let weights = &view.weights;
    ui.card(title, |ui| {
        ui.spread(
            180.0,
            200.0,
            |ui| {
                ui.card_title(title);
            },
            |ui| grouping_ui(weights, words, ui, commands),
        );
        pending_ui(view, ui);
        ui.text(&weights.sentence);
        ui.add_space(4.0);
        let shows_strips = weight_bars_ui(weights, &view.effect.factor, words, ui, commands);
        ui.add_space(4.0);
        ui.quiet(words.text("weights-note"));
        if shows_strips {
            ui.quiet(&weights.strip_legend);
        }
        if !weights.unused.is_empty() {
            ui.quiet(&weights.unused);
        }
        let captions = (words.text("compare-show-table"), words.text("common-hide-table"));
        table_twin_ui(ui, Id::unique("weights table"), &weights.table, captions, |_| {});
    });
}

/// That what is shown is of the group before, told by a screen reader when it begins.
fn pending_ui(view: &EffectsView, ui: &mut Ui) {
    if !view.pending.is_empty() {
        let weak = ui.palette().weak;
        ui.announce(&view.pending, fonts::regular(size::SMALL), weak);
    }
}

fn grouping_ui(view: &WeightsView, words: &Words, ui: &mut Ui, commands: &mut Commands) {
    let segments =
        [(Grouping::Themes, "reasons-by-theme"), (Grouping::Factors, "reasons-by-factor")]
            .map(|(value, key)| Segment { value, label: words.text(key), unavailable: None });
    let name = words.text("weights-grouping");
    commands.extend(segmented_ui(ui, name, view.grouping, &segments).map(Command::GroupWeights));
}

fn effect_card_ui(view: &EffectsView, words: &Words, ui: &mut Ui, commands: &mut Commands) {
    let title = words.text("effects-title");
    let effect = &view.effect;
    ui.card(title, |ui| {
        ui.spread(
            100.0,
            190.0,
            |ui| {
                ui.card_title(title);
            },
            |ui| scope_ui(effect, words, ui, commands),
        );
        ui.add_space(2.0);
        picker_ui(effect, words, ui, commands);
        ui.add_space(4.0);
        ui.text(&effect.sentence);
        ui.add_space(6.0);
        effect_chart_ui(effect, words, ui, commands);
        ui.quiet(words.text("effects-keep-hint"));
        let captions = (words.text("compare-show-table"), words.text("common-hide-table"));
        table_twin_ui(ui, Id::unique("effect table"), &effect.table, captions, |_| {});
    });
}

fn scope_ui(view: &EffectView, words: &Words, ui: &mut Ui, commands: &mut Commands) {
    let no_group = (!view.has_group).then(|| words.text("compare-no-group"));
    let segments = [
        Segment { value: Scope::All, label: words.text("compare-all"), unavailable: None },
        Segment { value: Scope::Group, label: words.text("compare-group"), unavailable: no_group },
    ];
    let name = words.text("effects-scope");
    commands.extend(segmented_ui(ui, name, view.scope, &segments).map(Command::CompareWith));
}

fn picker_ui(view: &EffectView, words: &Words, ui: &mut Ui, commands: &mut Commands) {
    let picker = Picker {
        id: Id::unique("factor shown"),
        name: words.text("effects-picker"),
        shown: &view.label,
        search_hint: words.text("effects-search"),
        nothing: words.text("effects-no-factor"),
        is_link: false,
    };
    let chosen = view.choices.iter().position(|choice| choice.column == view.factor);
    let name_of = |at: usize| view.choices.get(at).map_or("", |choice| choice.label.as_str());
    let answer = picker.show(ui, view.choices.len(), name_of, chosen);
    let choice = answer.and_then(|at| view.choices.get(at));
    commands.extend(choice.map(|choice| Command::ShowEffect(choice.column.clone())));
}

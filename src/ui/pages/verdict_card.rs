//! The answer: who, how likely, held against what, and what the model advises.

use egui::{Align, Label, Layout, Rect, Ui, UiBuilder, pos2, text::LayoutJob, vec2};

use crate::{
    state::{
        Command,
        view::{ClientView, VerdictView},
    },
    ui::{
        Commands,
        charts::gauge_ui,
        fonts,
        theme::size,
        ui_ext::UiExt as _,
        widgets::{Shape, decision_color, decision_mark, icon_space, link_button, shape},
    },
    words::Words,
};

/// Room for the gauge, in points.
const GAUGE: f32 = 300.0;
/// Room between the text and the gauge, in points.
const GAP: f32 = 16.0;
/// From this width on, the gauge stands beside the text; in points.
const SIDE_BY_SIDE: f32 = 640.0;

/// Shows the card. Its largest sentence is the advice.
pub fn verdict_card_ui(client: &ClientView, words: &Words, ui: &mut Ui, commands: &mut Commands) {
    ui.card(&client.title, |ui| {
        if ui.available_width() < SIDE_BY_SIDE {
            text_ui(client, words, ui, commands);
            ui.add_space(10.0);
            let gauge = ui.vertical_centered(|ui| gauge_ui(&client.gauge, words, ui));
            commands.extend(gauge.inner.map(|share| Command::SetThreshold(Some(share))));
            return;
        }
        let room = ui.available_rect_before_wrap();
        let text = Rect::from_min_max(room.min, pos2(room.right() - GAUGE - GAP, room.bottom()));
        let text_height = text_height(client, words, ui, text);
        let gauge = Rect::from_min_max(pos2(room.right() - GAUGE, room.top()), room.max);
        let layout = Layout::top_down(Align::Max);
        let mut right = ui.new_child(UiBuilder::new().max_rect(gauge).layout(layout));
        let moved = gauge_ui(&client.gauge, words, &mut right);
        commands.extend(moved.map(|share| Command::SetThreshold(Some(share))));
        let height = right.min_rect().height().max(text_height);
        let text = text.translate(vec2(0.0, 0.5 * (height - text_height)));
        text_ui(client, words, &mut ui.new_child(UiBuilder::new().max_rect(text)), commands);
        ui.advance_cursor_after_rect(Rect::from_min_size(room.min, vec2(room.width(), height)));
    });
}

/// How high the text will be: it stands in the middle, beside the gauge.
fn text_height(client: &ClientView, words: &Words, ui: &mut Ui, rect: Rect) -> f32 {
    let mut probe = ui.new_child(UiBuilder::new().max_rect(rect).invisible());
    text_ui(client, words, &mut probe, &mut Commands::default());
    probe.min_rect().height()
}

fn text_ui(client: &ClientView, words: &Words, ui: &mut Ui, commands: &mut Commands) {
    ui.spacing_mut().item_spacing.y = 7.0;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 12.0;
        ui.heading_of_level(1, &client.title, fonts::bold(size::CLIENT));
        let weak = ui.palette().weak;
        ui.styled(&client.subtitle, fonts::regular(size::BODY), weak);
    });
    numbers_ui(&client.verdict, ui);
    advice_ui(&client.verdict, ui);
    let weak = ui.palette().weak;
    ui.styled(&client.verdict.note, fonts::regular(size::BODY), weak);
    moved_ui(&client.verdict, words, ui, commands);
    for warning in &client.warnings {
        warning_ui(warning, ui);
    }
}

/// Both numbers, each beside its word.
fn numbers_ui(verdict: &VerdictView, ui: &mut Ui) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(22.0, 2.0);
        ui.spacing_mut().interact_size.y = 0.0;
        number_ui(&verdict.risk_label, &verdict.risk, ui);
        number_ui(&verdict.threshold_label, &verdict.threshold, ui);
    });
}

fn number_ui(label: &str, number: &str, ui: &mut Ui) {
    let color = ui.palette().text;
    let mut job = LayoutJob::default();
    job.append(label, 0.0, egui::TextFormat::simple(fonts::regular(size::TITLE), color));
    // A space that does not break keeps the number beside its word.
    let bold = egui::TextFormat::simple(fonts::bold(size::TITLE), color);
    job.append("\u{a0}", 0.0, bold.clone());
    job.append(number, 0.0, bold);
    ui.add(Label::new(job).extend());
}

fn advice_ui(verdict: &VerdictView, ui: &mut Ui) {
    let palette = ui.palette();
    ui.horizontal_top(|ui| {
        let rect = icon_space(ui, 14.0, 24.0);
        decision_mark(ui.painter(), rect, verdict.decision, palette);
        let color = decision_color(palette, verdict.decision);
        ui.styled(&verdict.advice, fonts::semibold(size::VERDICT), color);
    });
}

/// What the threshold decides over the whole base since it was moved, and the way back.
fn moved_ui(verdict: &VerdictView, words: &Words, ui: &mut Ui, commands: &mut Commands) {
    if verdict.moved.is_empty() {
        return;
    }
    let text = ui.palette().text;
    ui.announce(&verdict.moved, fonts::regular(size::BODY), text);
    if link_button(ui, words.text("model-threshold-reset")).clicked() {
        commands.push(Command::SetThreshold(None));
    }
}

fn warning_ui(warning: &str, ui: &mut Ui) {
    let color = ui.palette().up;
    ui.horizontal_top(|ui| {
        let rect = icon_space(ui, 11.0, 19.0);
        shape(ui.painter(), rect, Shape::TriangleUp, color);
        let text = ui.palette().text;
        ui.styled(warning, fonts::regular(size::BODY), text);
    });
}

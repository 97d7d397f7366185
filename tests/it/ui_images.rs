//! Few small pictures, one a panel and theme: what only an eye can judge, held still.
//!
//! Rendered in software; `UPDATE_SNAPSHOTS=1` takes new pictures. Look at them before you keep them.

use clairscore::{
    domain::Language,
    ui::{
        bar_chart_ui, compare_card_ui, effect_chart_ui, gauge_ui, grid_chart_ui, reasons_card_ui,
        weight_bars_ui,
    },
};
use egui::Theme;
use egui_kittest::{Harness, SnapshotResults};

use crate::support::{
    sample_views::{self, Sample},
    window::{Shown, panel, window},
};

/// Takes a picture and keeps the verdict with those of the same test.
fn picture(results: &mut SnapshotResults, mut harness: Harness<'static, Shown>, name: &str) {
    harness.snapshot(name);
    results.extend_harness(&mut harness);
}

#[test]
fn gauge() {
    let mut results = SnapshotResults::new();
    for (name, theme, probability, threshold) in [
        ("gauge_light", Theme::Light, 0.314, 0.22),
        ("gauge_dark", Theme::Dark, 0.06, 0.091),
        ("gauge_at_both_ends", Theme::Light, 0.999, 0.001),
        ("gauge_nearly_equal", Theme::Light, 0.5, 0.4999),
    ] {
        let sample = Sample::new(Language::English);
        let view = sample_views::gauge(Language::English, probability, threshold);
        let harness = panel(sample, [360.0, 220.0], theme, move |sample, ui, _| {
            _ = gauge_ui(&view, &sample.words, ui);
        });
        picture(&mut results, harness, name);
    }
}

#[test]
fn reasons() {
    let mut results = SnapshotResults::new();
    let harness = panel(
        Sample::new(Language::French),
        [620.0, 540.0],
        Theme::Light,
        |sample, ui, commands| {
            let client = sample.client();
            reasons_card_ui(&client.reasons, &client.against, &sample.words, ui, commands);
        },
    );
    picture(&mut results, harness, "reasons_fr_light");
    let themes = sample_views::theme_reasons(Language::English);
    let harness = panel(
        Sample::new(Language::English),
        [400.0, 500.0],
        Theme::Dark,
        move |sample, ui, commands| {
            reasons_card_ui(&themes, &sample.client().against, &sample.words, ui, commands);
        },
    );
    picture(&mut results, harness, "reasons_narrow_en_dark");
}

#[test]
fn look_alikes() {
    let mut results = SnapshotResults::new();
    let mut sample = Sample::new(Language::French);
    sample.look_alikes = Some(sample_views::look_alikes(Language::French));
    let harness = panel(sample, [460.0, 480.0], Theme::Light, |sample, ui, commands| {
        let look_alikes = sample.look_alikes.as_ref();
        compare_card_ui(&sample.compare, look_alikes, &sample.words, ui, commands);
    });
    picture(&mut results, harness, "look_alikes_fr_light");
}

#[test]
fn comparison() {
    let mut results = SnapshotResults::new();
    let mut sample = Sample::new(Language::English);
    sample.compare.chart.has_group = true;
    if let Some(missing) = sample.compare.chart.bars.last_mut() {
        missing.share = 0.3;
    }
    let harness = panel(sample, [460.0, 330.0], Theme::Light, |sample, ui, _| {
        bar_chart_ui(&sample.compare.chart, &sample.words, ui);
    });
    picture(&mut results, harness, "compare_light");
    let grid = sample_views::grid(Language::English);
    let sample = Sample::new(Language::English);
    let harness = panel(sample, [460.0, 260.0], Theme::Dark, move |sample, ui, _| {
        grid_chart_ui(&grid, &sample.words, ui);
    });
    picture(&mut results, harness, "grid_dark");
}

#[test]
fn effects_of_factors() {
    let mut results = SnapshotResults::new();
    let mut sample = Sample::new(Language::French);
    // The heaviest theme stands open.
    let weights = &mut sample.population.effects.weights;
    let parts = weights.rows[0].parts.clone();
    weights.rows.splice(1..1, parts);
    let harness = panel(sample, [700.0, 300.0], Theme::Light, |sample, ui, commands| {
        let view = &sample.population.effects;
        weight_bars_ui(&view.weights, "PAY_0", &sample.words, ui, commands);
    });
    picture(&mut results, harness, "weights_fr_light");
    let sample = Sample::new(Language::English);
    let harness = panel(sample, [460.0, 360.0], Theme::Dark, |sample, ui, commands| {
        effect_chart_ui(&sample.population.effects.effect, &sample.words, ui, commands);
    });
    picture(&mut results, harness, "effect_en_dark");
}

#[test]
fn whole_window() {
    let mut results = SnapshotResults::new();
    let mut sample = Sample::new(Language::French);
    sample.search_focus_requested = true;
    picture(&mut results, window(sample, [1440.0, 900.0], Theme::Light), "window_fr_light");
    let sample = Sample::new(Language::English);
    picture(&mut results, window(sample, [1440.0, 900.0], Theme::Dark), "window_en_dark");
}

#[test]
fn kept_copies() {
    let mut results = SnapshotResults::new();
    let mut sample = Sample::new(Language::French);
    sample.frame.kept = Some(sample_views::kept(Language::French));
    picture(&mut results, window(sample, [1280.0, 800.0], Theme::Light), "kept_copies_fr_light");
}

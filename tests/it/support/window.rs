//! One way to put a panel on a test screen.

use clairscore::{
    state::Command,
    ui::{Commands, screen_ui, theme},
};
use egui_kittest::{Harness, HarnessBuilder, SnapshotOptions};

use super::sample_views::Sample;

/// The folder of the pictures that panels are held against.
const PICTURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/snapshots/images");

/// A pixel may differ by this much (weighted squared YIQ distance): software renderers of different
/// versions round the edges of letters differently.
const PIXEL_TOLERANCE: f32 = 2.0;

/// A screen of `size` points in a theme, with the window's fonts and styles.
pub(crate) fn builder<State>(size: [f32; 2], theme: egui::Theme) -> HarnessBuilder<State> {
    let options = SnapshotOptions::new().threshold(PIXEL_TOLERANCE).output_path(PICTURES);
    // Each thousandth of the pixels may fail.
    let options = options.max_failed_pixels((size[0] * size[1] / 1000.0) as usize);
    Harness::builder()
        .with_size(size)
        .with_theme(theme)
        .with_options(options)
        .with_max_steps(16)
        .with_context_setup(theme::install)
}

/// A view and what was asked for while it was painted.
pub(crate) struct Shown {
    pub(crate) sample: Sample,
    pub(crate) commands: Commands,
}

impl Shown {
    pub(crate) fn new(sample: Sample) -> Self {
        Self { sample, commands: Commands::default() }
    }

    /// What was asked for since the last call.
    pub(crate) fn asked(&mut self) -> Vec<Command> {
        self.commands.drain().collect()
    }
}

/// The whole window, at the usual size.
pub(crate) fn window(
    sample: Sample,
    size: [f32; 2],
    theme: egui::Theme,
) -> Harness<'static, Shown> {
    zoomed_window(sample, size, theme, 1.0)
}

/// The whole window in `size` pixels, everything in it `zoom` times as large.
pub(crate) fn zoomed_window(
    sample: Sample,
    size: [f32; 2],
    theme: egui::Theme,
    zoom: f32,
) -> Harness<'static, Shown> {
    let points = size.map(|pixels| pixels / zoom);
    builder(points, theme).with_pixels_per_point(zoom).build_ui_state(
        |ui, shown: &mut Shown| {
            let Shown { sample, commands } = shown;
            screen_ui(&sample.screen(), &sample.words, &mut whole_screen(ui), commands);
        },
        Shown::new(sample),
    )
}

/// The screen to its edges: the harness leaves a margin, which the window does not have.
fn whole_screen(ui: &mut egui::Ui) -> egui::Ui {
    let rect = ui.ctx().content_rect();
    let mut whole = ui.new_child(egui::UiBuilder::new().max_rect(rect));
    whole.set_clip_rect(rect);
    whole
}

/// One panel on the paper of a card.
pub(crate) fn panel(
    sample: Sample,
    size: [f32; 2],
    theme: egui::Theme,
    paint: impl FnMut(&Sample, &mut egui::Ui, &mut Commands) + 'static,
) -> Harness<'static, Shown> {
    let mut paint = paint;
    builder(size, theme).build_ui_state(
        move |ui, shown: &mut Shown| {
            let frame = egui::Frame::central_panel(ui.style()).inner_margin(12.0);
            egui::CentralPanel::default().frame(frame).show(&mut whole_screen(ui), |ui| {
                paint(&shown.sample, ui, &mut shown.commands);
            });
        },
        Shown::new(sample),
    )
}

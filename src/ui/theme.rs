//! Colours, sizes and styles of the window, light and dark.
//!
//! Depends on egui and on the reader's choice of theme only.
//! Invariant: no other file makes a colour; every pair that carries text or meaning is held to its
//! contrast by the tests at the end.
#![expect(clippy::disallowed_methods, reason = "the one file that makes colours")]

use std::collections::BTreeMap;

use egui::{
    Color32, Context, CornerRadius, FontFamily, FontId, Margin, Shadow, Stroke, Style, TextStyle,
    Theme, ThemePreference, Ui, Vec2, Visuals,
    style::{ScrollFadeStyle, ScrollStyle, Selection, WidgetVisuals, Widgets},
};

use crate::state::ThemeChoice;

use super::fonts;

/// The colours of one theme, by what they mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Palette {
    /// The window behind the cards.
    pub window: Color32,
    /// Panels and cards.
    pub panel: Color32,
    /// Text.
    pub text: Color32,
    /// Secondary text.
    pub weak: Color32,
    /// Hairlines: decoration only.
    pub line: Color32,
    /// Borders of controls, axes.
    pub edge: Color32,
    /// Raises the risk, refuse, errors.
    pub up: Color32,
    /// The refuse zone.
    pub up_zone: Color32,
    /// Lowers the risk, accept, accent, focus.
    pub down: Color32,
    /// The accept zone.
    pub down_zone: Color32,
    /// Bars of the population: quiet, outlined in `edge`.
    pub bar: Color32,
    /// The selected row, the chosen option.
    pub selected: Color32,
    /// What lies under a dialog.
    pub scrim: Color32,
}

/// Radius of controls, in points.
pub const CONTROL_RADIUS: u8 = 6;
/// Radius of cards, in points.
pub const CARD_RADIUS: u8 = 10;
/// Smallest side of anything that can be clicked, in points (WCAG 2.5.8 asks for 24).
pub const TARGET: f32 = 24.0;
/// Height of a control, in points.
pub const CONTROL_HEIGHT: f32 = 28.0;
/// Height of a slider, in points: egui's handles are four fifths of it, and must be a target.
const STRIP_HEIGHT: f32 = 31.0;
/// Width of the ring around what has the focus, in points.
pub const FOCUS_WIDTH: f32 = 2.0;
/// Room inside a card: horizontal and vertical, in points.
pub const CARD_MARGIN: Margin = Margin::symmetric(18, 16);
/// Room between two lines of a card, in points.
pub const LINE_GAP: f32 = 6.0;
/// Room between two cards, in points.
pub const CARD_GAP: f32 = 12.0;

/// Sizes of type, in points.
pub mod size {
    /// Axes of charts.
    pub const AXIS: f32 = 11.5;
    /// Secondary text.
    pub const SMALL: f32 = 12.0;
    /// Text.
    pub const BODY: f32 = 13.5;
    /// The name of the program.
    pub const BRAND: f32 = 15.0;
    /// The title of a card.
    pub const TITLE: f32 = 16.0;
    /// The advice.
    pub const VERDICT: f32 = 18.0;
    /// The client.
    pub const CLIENT: f32 = 22.0;
}

impl Palette {
    /// Dark text on white.
    pub const LIGHT: Self = Self {
        window: Color32::from_rgb(0xF4, 0xF6, 0xF8),
        panel: Color32::from_rgb(0xFF, 0xFF, 0xFF),
        text: Color32::from_rgb(0x18, 0x21, 0x2B),
        weak: Color32::from_rgb(0x4B, 0x57, 0x65),
        line: Color32::from_rgb(0xD9, 0xDF, 0xE6),
        edge: Color32::from_rgb(0x7C, 0x88, 0x96),
        up: Color32::from_rgb(0xB8, 0x42, 0x0E),
        up_zone: Color32::from_rgb(0xFB, 0xE9, 0xE0),
        down: Color32::from_rgb(0x0A, 0x5E, 0xA8),
        down_zone: Color32::from_rgb(0xE2, 0xEF, 0xFA),
        bar: Color32::from_rgb(0xAE, 0xBB, 0xC9),
        selected: Color32::from_rgb(0xE2, 0xEF, 0xFA),
        scrim: Color32::from_rgba_premultiplied(0x06, 0x08, 0x0B, 0x66),
    };

    /// Light text on nearly black.
    pub const DARK: Self = Self {
        window: Color32::from_rgb(0x12, 0x16, 0x1B),
        panel: Color32::from_rgb(0x1A, 0x20, 0x27),
        text: Color32::from_rgb(0xE9, 0xED, 0xF2),
        weak: Color32::from_rgb(0xA7, 0xB2, 0xBE),
        line: Color32::from_rgb(0x2C, 0x35, 0x3F),
        edge: Color32::from_rgb(0x7A, 0x87, 0x96),
        up: Color32::from_rgb(0xFF, 0x9A, 0x66),
        up_zone: Color32::from_rgb(0x3A, 0x24, 0x19),
        down: Color32::from_rgb(0x7C, 0xBD, 0xFF),
        down_zone: Color32::from_rgb(0x15, 0x2C, 0x43),
        bar: Color32::from_rgb(0x4D, 0x5B, 0x69),
        selected: Color32::from_rgb(0x1D, 0x33, 0x48),
        scrim: Color32::from_rgba_premultiplied(0x00, 0x00, 0x00, 0x8C),
    };

    /// The colours of a theme.
    #[must_use]
    pub fn of_theme(theme: Theme) -> &'static Self {
        match theme {
            Theme::Light => &Self::LIGHT,
            Theme::Dark => &Self::DARK,
        }
    }

    /// The colours of the theme that `ui` is painted in.
    #[must_use]
    pub fn of(ui: &Ui) -> &'static Self {
        if ui.visuals().dark_mode { &Self::DARK } else { &Self::LIGHT }
    }

    /// The colour of a default rate between the lowest (0) and the highest (1) of a chart: from the
    /// refuse zone, pale, to the full colour of a raised risk.
    #[must_use]
    pub fn heat(&self, share: f64) -> Color32 {
        let share = if share.is_finite() { share.clamp(0.0, 1.0) as f32 } else { 0.0 };
        self.up_zone.lerp_to_gamma(self.up, share)
    }

    /// The colour of so many clients between none (0) and the most (1) of a strip: from the paper to
    /// the text.
    #[must_use]
    pub fn shade(&self, share: f32) -> Color32 {
        /// What holds anybody at all is seen.
        const PALEST: f32 = 0.14;
        let share = if share.is_finite() { share.clamp(0.0, 1.0) } else { 0.0 };
        self.panel.lerp_to_gamma(self.text, PALEST + (1.0 - PALEST) * share)
    }

    /// Black or white, whichever can be read on `background`.
    #[must_use]
    pub fn ink_on(background: Color32) -> Color32 {
        if contrast(Color32::WHITE, background) >= contrast(Color32::BLACK, background) {
            Color32::WHITE
        } else {
            Color32::BLACK
        }
    }
}

/// Installs fonts, sizes and both themes, and hands the zoom keys over to [`super::keys`].
pub fn install(ctx: &Context) {
    ctx.set_fonts(fonts::definitions());
    for theme in [Theme::Light, Theme::Dark] {
        ctx.set_style_of(theme, style(theme));
    }
    ctx.options_mut(|options| options.zoom_with_keyboard = false);
}

/// Paints in the theme that was chosen from the next frame on.
pub fn apply(ctx: &Context, choice: ThemeChoice) {
    ctx.set_theme(match choice {
        ThemeChoice::System => ThemePreference::System,
        ThemeChoice::Light => ThemePreference::Light,
        ThemeChoice::Dark => ThemePreference::Dark,
    });
}

/// Makes the rail of a slider, its filled part and its handles stand out, in `ui` only.
pub(super) fn strip_style(ui: &mut Ui) {
    let palette = Palette::of(ui);
    ui.spacing_mut().interact_size.y = STRIP_HEIGHT;
    let visuals = ui.visuals_mut();
    visuals.selection.bg_fill = palette.down;
    visuals.widgets.inactive.bg_fill = palette.bar;
    visuals.widgets.inactive.fg_stroke = Stroke::new(1.5, palette.text);
    visuals.widgets.active.fg_stroke = Stroke::new(FOCUS_WIDTH + 0.5, palette.down);
    visuals.handle_shape = egui::style::HandleShape::Circle;
}

fn style(theme: Theme) -> Style {
    let mut style = Style {
        text_styles: text_styles(),
        visuals: visuals(theme),
        animation_time: 0.1,
        ..Style::default()
    };
    let spacing = &mut style.spacing;
    spacing.item_spacing = Vec2::new(8.0, LINE_GAP);
    spacing.button_padding = Vec2::new(12.0, 4.0);
    spacing.interact_size = Vec2::new(TARGET, CONTROL_HEIGHT);
    spacing.icon_width = 18.0;
    spacing.icon_width_inner = 10.0;
    spacing.icon_spacing = 8.0;
    spacing.slider_rail_height = 6.0;
    spacing.menu_margin = Margin::same(6);
    spacing.window_margin = Margin::same(20);
    spacing.tooltip_width = 360.0;
    spacing.scroll = ScrollStyle {
        bar_width: 10.0,
        floating_width: 6.0,
        floating_allocated_width: 0.0,
        foreground_color: true,
        dormant_handle_opacity: 0.35,
        handle_min_length: TARGET,
        // A fading edge would take the contrast of the text under it away.
        fade: ScrollFadeStyle { strength: 0.0, ..ScrollFadeStyle::default() },
        ..ScrollStyle::floating()
    };
    style.interaction.tooltip_delay = 0.3;
    style
}

fn text_styles() -> BTreeMap<TextStyle, FontId> {
    let regular = |points| FontId::new(points, FontFamily::Proportional);
    [
        (TextStyle::Small, regular(size::SMALL)),
        (TextStyle::Body, regular(size::BODY)),
        (TextStyle::Button, regular(size::BODY)),
        (TextStyle::Heading, fonts::semibold(size::TITLE)),
        (TextStyle::Monospace, FontId::new(size::SMALL, FontFamily::Monospace)),
    ]
    .into()
}

fn visuals(theme: Theme) -> Visuals {
    let palette = Palette::of_theme(theme);
    let base = match theme {
        Theme::Light => Visuals::light(),
        Theme::Dark => Visuals::dark(),
    };
    let shadow = Shadow { offset: [0, 6], blur: 18, spread: 0, color: palette.scrim };
    Visuals {
        widgets: widgets(palette),
        selection: Selection {
            bg_fill: palette.selected,
            stroke: Stroke::new(FOCUS_WIDTH, palette.down),
        },
        hyperlink_color: palette.down,
        weak_text_color: Some(palette.weak),
        faint_bg_color: palette.window,
        extreme_bg_color: palette.window,
        text_edit_bg_color: Some(palette.window),
        code_bg_color: palette.window,
        warn_fg_color: palette.up,
        error_fg_color: palette.up,
        window_fill: palette.panel,
        window_stroke: Stroke::new(1.0, palette.edge),
        window_corner_radius: CornerRadius::same(CARD_RADIUS),
        window_shadow: shadow,
        popup_shadow: shadow,
        menu_corner_radius: CornerRadius::same(CONTROL_RADIUS),
        panel_fill: palette.window,
        slider_trailing_fill: true,
        disabled_alpha: 0.6,
        ..base
    }
}

fn widgets(palette: &Palette) -> Widgets {
    let widget = |fill, border: Stroke, text| WidgetVisuals {
        bg_fill: fill,
        weak_bg_fill: fill,
        bg_stroke: border,
        fg_stroke: Stroke::new(1.5, text),
        corner_radius: CornerRadius::same(CONTROL_RADIUS),
        expansion: 0.0,
    };
    let edge = Stroke::new(1.0, palette.edge);
    let focus = Stroke::new(FOCUS_WIDTH, palette.down);
    Widgets {
        noninteractive: widget(palette.panel, Stroke::new(1.0, palette.line), palette.text),
        inactive: widget(palette.panel, edge, palette.text),
        hovered: widget(palette.selected, Stroke::new(1.0, palette.down), palette.text),
        active: widget(palette.selected, focus, palette.text),
        open: widget(palette.selected, edge, palette.text),
    }
}

/// The contrast ratio of two opaque colours, from 1 to 21 (WCAG 2.2, relative luminance).
#[must_use]
pub fn contrast(one: Color32, other: Color32) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

fn luminance(color: Color32) -> f64 {
    let linear = |channel: u8| {
        let channel = f64::from(channel) / 255.0;
        if channel <= 0.040_45 { channel / 12.92 } else { ((channel + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * linear(color.r()) + 0.7152 * linear(color.g()) + 0.0722 * linear(color.b())
}

#[cfg(test)]
mod tests {
    use super::*;

    const THEMES: [(&str, &Palette); 2] = [("light", &Palette::LIGHT), ("dark", &Palette::DARK)];

    /// WCAG 1.4.3: text.
    const TEXT: f64 = 4.5;
    /// WCAG 1.4.11: marks, borders of controls, focus.
    const MARK: f64 = 3.0;

    fn check(pairs: impl Fn(&Palette) -> Vec<(&'static str, Color32, Color32)>, least: f64) {
        for (theme, palette) in THEMES {
            for (what, ink, ground) in pairs(palette) {
                let ratio = contrast(ink, ground);
                assert!(ratio >= least, "{theme}: {what} has a contrast of {ratio:.2}");
            }
        }
    }

    #[test]
    fn all_text_can_be_read_on_every_ground_it_stands_on() {
        check(
            |p| {
                vec![
                    ("text on panel", p.text, p.panel),
                    ("text on window", p.text, p.window),
                    ("text on selection", p.text, p.selected),
                    ("text on the accept zone", p.text, p.down_zone),
                    ("text on the refuse zone", p.text, p.up_zone),
                    ("weak text on panel", p.weak, p.panel),
                    ("weak text on window", p.weak, p.window),
                    ("weak text on selection", p.weak, p.selected),
                    ("refusal on panel", p.up, p.panel),
                    ("refusal on window", p.up, p.window),
                    ("refusal on selection", p.up, p.selected),
                    ("acceptance on panel", p.down, p.panel),
                    ("acceptance on window", p.down, p.window),
                    ("acceptance on selection", p.down, p.selected),
                ]
            },
            TEXT,
        );
    }

    #[test]
    fn all_marks_and_borders_stand_out() {
        check(
            |p| {
                vec![
                    ("border on panel", p.edge, p.panel),
                    ("border on window", p.edge, p.window),
                    ("focus ring on panel", p.down, p.panel),
                    ("focus ring on window", p.down, p.window),
                    ("focus ring on selection", p.down, p.selected),
                    ("hatch on the refuse zone", p.up, p.up_zone),
                    ("outline of the accept zone", p.down, p.down_zone),
                    ("needle on panel", p.text, p.panel),
                    ("client's outline on a bar", p.text, p.bar),
                ]
            },
            MARK,
        );
    }

    #[test]
    fn ink_can_be_read_on_every_colour_of_a_grid() {
        for (theme, palette) in THEMES {
            for step in 0..=100 {
                let ground = palette.heat(f64::from(step) / 100.0);
                let ratio = contrast(Palette::ink_on(ground), ground);
                assert!(ratio >= TEXT, "{theme}: {ratio:.2} at {step} %");
            }
        }
    }

    #[test]
    fn contrast_is_that_of_the_guideline() {
        assert!((contrast(Color32::BLACK, Color32::WHITE) - 21.0).abs() < 1e-9);
        assert!((contrast(Color32::WHITE, Color32::WHITE) - 1.0).abs() < 1e-9);
        // The design's own table: text on panel, light theme.
        let ratio = contrast(Palette::LIGHT.text, Palette::LIGHT.panel);
        assert!((ratio - 16.3).abs() < 0.1, "{ratio}");
    }

    #[test]
    fn a_rate_that_is_not_a_number_is_painted_pale() {
        assert_eq!(Palette::LIGHT.heat(f64::NAN), Palette::LIGHT.up_zone);
        assert_eq!(Palette::LIGHT.heat(7.0), Palette::LIGHT.up);
    }
}

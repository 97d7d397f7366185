//! The top bar: what is open, and how the window speaks and looks.

use egui::{Align, Button, Id, Layout, Response, Stroke, Ui, vec2};

use crate::{
    domain::Language,
    state::{
        Command, OpenKind, ThemeChoice, ZoomStep,
        view::{TopView, VerificationState},
    },
    ui::{
        Commands, fonts,
        theme::{CONTROL_HEIGHT, size},
        ui_ext::UiExt as _,
        widgets::{Segment, Shape, icon_space, segmented_ui, segmented_width, shape},
    },
    words::Words,
};

/// The languages by the names that both kinds of readers know.
const LANGUAGES: [(Language, &str); 2] = [(Language::French, "FR"), (Language::English, "EN")];
/// Width of each of the buttons at the right, in points, and how many there are.
const BUTTON_WIDTH: f32 = 42.0;
const BUTTONS: f32 = 4.0;
/// Below this width the program's name gives way to the controls; in points.
const WITH_NAME: f32 = 460.0;
/// From this width on, everything stands on one line; in points.
const ONE_LINE: f32 = 800.0;

/// Shows the top bar; on two lines when it is narrow.
pub fn top_bar_ui(view: &TopView, words: &Words, ui: &mut Ui, commands: &mut Commands) {
    if ui.available_width() < ONE_LINE {
        ui.horizontal(|ui| {
            title_ui(words, ui, commands);
            at_the_right(ui, |ui| controls_ui(view, words, ui, commands));
        });
        ui.horizontal_wrapped(|ui| facts_ui(view, words, ui));
        return;
    }
    ui.horizontal(|ui| {
        title_ui(words, ui, commands);
        let room = vec2(ui.available_width() - controls_width(ui) - 8.0, CONTROL_HEIGHT);
        ui.allocate_ui_with_layout(room, Layout::left_to_right(Align::Center), |ui| {
            facts_ui(view, words, ui);
        });
        at_the_right(ui, |ui| controls_ui(view, words, ui, commands));
    });
}

/// Sets the controls against the right edge, yet in reading order: Tab goes through them as they
/// stand, which a layout from right to left would turn around.
fn at_the_right(ui: &mut Ui, add: impl FnOnce(&mut Ui)) {
    let room = ui.available_rect_before_wrap();
    let left = (room.right() - controls_width(ui)).max(room.left());
    let rect = egui::Rect::from_x_y_ranges(left..=room.right(), room.y_range());
    let layout = Layout::left_to_right(Align::Center);
    add(&mut ui.new_child(egui::UiBuilder::new().max_rect(rect).layout(layout)));
    ui.advance_cursor_after_rect(rect);
}

fn controls_width(ui: &Ui) -> f32 {
    let gaps = BUTTONS * ui.spacing().item_spacing.x;
    segmented_width(ui, &LANGUAGES.map(|(_, word)| word)) + BUTTONS * BUTTON_WIDTH + gaps
}

fn title_ui(words: &Words, ui: &mut Ui, commands: &mut Commands) {
    if ui.available_width() >= WITH_NAME {
        ui.heading_of_level(1, words.text("app-name"), fonts::bold(size::BRAND));
        ui.add_space(4.0);
    }
    let open = ui.push_id("open", |ui| ui.button(words.text("top-open"))).inner;
    ui.data_mut(|data| data.insert_temp(open_button_id(), open.id));
    let open = open.on_hover_text(words.text("top-open-hint"));
    if open.clicked() {
        commands.push(Command::ShowOpen(OpenKind::Base));
    }
    ui.add_space(8.0);
}

/// Under which the button that opens files keeps its own id.
pub(crate) fn open_button_id() -> Id {
    Id::unique("open button")
}

fn facts_ui(view: &TopView, words: &Words, ui: &mut Ui) {
    let missing = |text: &str, none: &str| {
        if text.is_empty() { words.text(none).to_owned() } else { text.to_owned() }
    };
    fact_ui(ui, words.text("top-model"), &missing(&view.model, "top-no-model"), "");
    if !view.model.is_empty() {
        verification_ui(view, ui);
    }
    ui.add_space(8.0);
    let base = missing(&view.base, "top-no-base");
    fact_ui(ui, words.text("top-base"), &base, &view.base_detail);
}

/// A quiet caption and what it stands for.
fn fact_ui(ui: &mut Ui, caption: &str, text: &str, detail: &str) {
    let palette = ui.palette();
    let mut job = egui::text::LayoutJob::default();
    let format = |color| egui::TextFormat::simple(fonts::regular(size::BODY), color);
    job.append(caption, 0.0, format(palette.weak));
    job.append(" ", 0.0, format(palette.weak));
    job.append(text, 0.0, format(palette.text));
    let response = ui.add(egui::Label::new(job).truncate());
    if !detail.is_empty() {
        response.on_hover_text(detail);
    }
}

fn verification_ui(view: &TopView, ui: &mut Ui) {
    let palette = ui.palette();
    let color = match view.verification {
        VerificationState::Pending => palette.weak,
        VerificationState::Verified => palette.down,
        VerificationState::Differs => palette.up,
    };
    let spacing = std::mem::replace(&mut ui.spacing_mut().item_spacing.x, 5.0);
    let rect = icon_space(ui, 11.0, 18.0);
    match view.verification {
        VerificationState::Pending => {
            ui.painter().circle_stroke(rect.center(), 4.0, Stroke::new(1.5, color));
        }
        VerificationState::Verified => {
            let at = |x: f32, y: f32| rect.min + vec2(x, y);
            let check = vec![at(0.5, 6.0), at(4.0, 9.5), at(10.5, 1.5)];
            ui.painter().line(check, Stroke::new(2.0, color));
        }
        VerificationState::Differs => shape(ui.painter(), rect, Shape::TriangleUp, color),
    }
    let label = ui.styled(&view.verification_label, fonts::semibold(size::BODY), color);
    if !view.verification_detail.is_empty() {
        label.on_hover_text(&view.verification_detail);
    }
    ui.spacing_mut().item_spacing.x = spacing;
}

fn controls_ui(view: &TopView, words: &Words, ui: &mut Ui, commands: &mut Commands) {
    let languages = LANGUAGES.map(|(value, label)| Segment { value, label, unavailable: None });
    let name = words.text("top-language");
    commands.extend(segmented_ui(ui, name, view.language, &languages).map(Command::SetLanguage));
    theme_ui(view, words, ui, commands);
    if named_button(ui, "A−", words.text("top-zoom-out")).clicked() {
        commands.push(Command::Zoom(ZoomStep::Out));
    }
    if named_button(ui, "A+", words.text("top-zoom-in")).clicked() {
        commands.push(Command::Zoom(ZoomStep::In));
    }
    if named_button(ui, "?", words.text("top-help")).clicked() {
        commands.push(Command::ShowHelp(true));
    }
}

fn named_button(ui: &mut Ui, text: &str, name: &str) -> Response {
    let response = ui.add_sized([BUTTON_WIDTH, CONTROL_HEIGHT], Button::new(text));
    response.on_hover_text(name).accessible_name(name)
}

/// A disc, half of it full; it opens the three themes.
fn theme_ui(view: &TopView, words: &Words, ui: &mut Ui, commands: &mut Commands) {
    let name = words.text("top-theme");
    let button = ui.add_sized([BUTTON_WIDTH, CONTROL_HEIGHT], Button::new(" "));
    let center = button.rect.center();
    let color = ui.palette().text;
    ui.painter().circle_stroke(center, 6.5, Stroke::new(1.5, color));
    let half = (0..=16).map(|step| {
        let angle = std::f32::consts::PI * (0.5 + step as f32 / 16.0);
        center + 6.5 * vec2(angle.cos(), angle.sin())
    });
    ui.painter().add(egui::Shape::convex_polygon(half.collect(), color, Stroke::NONE));
    let button = button.on_hover_text(words.text("top-theme-hint")).accessible_name(name);
    egui::Popup::from_toggle_button_response(&button).accessible_name(name).show(|ui| {
        for (choice, key) in [
            (ThemeChoice::System, "top-theme-system"),
            (ThemeChoice::Light, "top-theme-light"),
            (ThemeChoice::Dark, "top-theme-dark"),
        ] {
            if ui.radio(view.theme == choice, words.text(key)).clicked() {
                commands.push(Command::SetTheme(choice));
                ui.close();
            }
        }
    });
}

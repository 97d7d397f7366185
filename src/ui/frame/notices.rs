//! Messages that stay until somebody puts them away.

use egui::{Frame, Margin, Sense, Stroke, Ui, WidgetInfo, accesskit::Role, vec2};

use crate::{
    state::{
        Command,
        view::{Notice, Severity},
    },
    ui::{
        Commands, fonts,
        theme::{self, Palette, TARGET, size},
        ui_ext::{UiExt as _, unbroken},
        widgets::{Shape, cross, focus_ring, icon_space, shape},
    },
    words::Words,
};

/// Size of the shape that tells how much a notice matters, in points.
const MARK: f32 = 13.0;

/// Shows all notices, the first one at the top.
pub fn notices_ui(notices: &[Notice], words: &Words, ui: &mut Ui, commands: &mut Commands) {
    for (position, notice) in notices.iter().enumerate() {
        if notice_ui(notice, words, ui) {
            commands.push(Command::DismissNotice(position));
        }
        ui.add_space(2.0);
    }
}

/// Shows one notice; gives back whether it was put away.
fn notice_ui(notice: &Notice, words: &Words, ui: &mut Ui) -> bool {
    let palette = ui.palette();
    let (mark, word, color, fill) = looks(notice.severity, palette);
    let frame = Frame::new()
        .fill(fill)
        .stroke(Stroke::new(1.0, color))
        .corner_radius(theme::CONTROL_RADIUS)
        .inner_margin(Margin::symmetric(14, 9));
    let word = words.text(word);
    let role = if notice.severity == Severity::Info { Role::Note } else { Role::Alert };
    ui.region(role, &format!("{word}: {}", notice.title), |ui| {
        frame
            .show(ui, |ui| {
                ui.horizontal_top(|ui| {
                    let gaps = 2.0 * ui.spacing().item_spacing.x;
                    let text_width = ui.available_width() - MARK - TARGET - gaps;
                    let rect = icon_space(ui, MARK, 19.0);
                    shape(ui.painter(), rect, mark, color);
                    ui.vertical(|ui| {
                        ui.set_width(text_width.max(80.0));
                        ui.spacing_mut().item_spacing.y = 2.0;
                        text_ui(notice, word, ui);
                    });
                    dismiss_ui(notice, words, ui)
                })
                .inner
            })
            .inner
    })
}

fn text_ui(notice: &Notice, word: &str, ui: &mut Ui) {
    let palette = ui.palette();
    let mut job = egui::text::LayoutJob::default();
    let semibold = egui::TextFormat::simple(fonts::semibold(size::BODY), palette.text);
    job.append(word, 0.0, semibold.clone());
    job.append(" · ", 0.0, egui::TextFormat::simple(fonts::regular(size::BODY), palette.weak));
    job.append(&unbroken(&notice.title), 0.0, semibold);
    ui.add(egui::Label::new(job).wrap());
    for line in &notice.details {
        ui.styled(line, fonts::regular(size::BODY), palette.text);
    }
}

fn dismiss_ui(notice: &Notice, words: &Words, ui: &mut Ui) -> bool {
    let (rect, response) = ui.allocate_exact_size(vec2(TARGET, TARGET), Sense::click());
    let name = format!("{}: {}", words.text("notice-dismiss"), notice.title);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    let palette = ui.palette();
    let color = if response.hovered() { palette.down } else { palette.text };
    cross(ui.painter(), rect.center(), Stroke::new(1.5, color));
    focus_ring(ui, &response, rect);
    response.on_hover_text(words.text("notice-dismiss")).clicked()
}

fn looks(
    severity: Severity,
    palette: &Palette,
) -> (Shape, &'static str, egui::Color32, egui::Color32) {
    match severity {
        Severity::Info => (Shape::Disc, "notice-info", palette.down, palette.panel),
        Severity::Warning => (Shape::TriangleUp, "notice-warning", palette.up, palette.panel),
        Severity::Error => (Shape::Square, "notice-error", palette.up, palette.up_zone),
    }
}

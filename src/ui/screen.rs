//! The whole window: where each panel stands, in any size.

use egui::{
    Align, CentralPanel, Frame, Margin, Panel, ScrollArea, Stroke, Ui, UiBuilder, accesskit::Role,
};

use super::{
    Commands, finder, frame, keys, pages,
    theme::{CARD_GAP, Palette},
    ui_ext::UiExt as _,
    widgets::tabs_ui,
};
use crate::{
    state::{
        Command, Tab,
        view::{
            ClientPane, CompareView, DataView, FilterView, FrameView, ListView, LookAlikesPane,
            ModelView, PopulationView,
        },
    },
    words::Words,
};

/// All that the window shows in one frame.
#[derive(Clone, Copy)]
pub struct Screen<'a> {
    /// Top bar, tabs, notices, dialogs, status line.
    pub frame: &'a FrameView,
    /// The list of clients and the search box.
    pub list: &'a ListView,
    /// The filter.
    pub filter: &'a FilterView,
    /// The client on screen.
    pub client: &'a ClientPane,
    /// Where the client stands among others.
    pub compare: &'a CompareView,
    /// What the comparison shows in place of its chart when look-alikes are chosen.
    pub look_alikes: Option<&'a LookAlikesPane>,
    /// All of the client's data.
    pub data: &'a DataView,
    /// The model's page.
    pub model: &'a ModelView,
    /// The population's page.
    pub population: &'a PopulationView,
    /// Whether the search box takes the focus in this frame.
    pub search_focus_requested: bool,
}

/// Below this width the left panel stands above the page; in points.
const ONE_COLUMN: f32 = 560.0;
/// The left panel: its share of the width, and its bounds in points.
const FINDER_SHARE: f32 = 0.235;
const FINDER_WIDTH: std::ops::RangeInclusive<f32> = 232.0..=316.0;
/// Room on both sides of a page, in points: as much as the window has to spare.
const PAGE_MARGIN: std::ops::RangeInclusive<f32> = 10.0..=20.0;

/// Paints the window and collects what the person asks for.
pub fn screen_ui(screen: &Screen<'_>, words: &Words, ui: &mut Ui, commands: &mut Commands) {
    let editor_shown = screen.filter.editor.is_some();
    keys::commands_of_keys(ui.ctx(), screen.frame, editor_shown, commands);
    let palette = Palette::of(ui);
    let bar = |margin| Frame::new().fill(palette.panel).inner_margin(margin);
    let top = Panel::top("top bar").frame(bar(Margin::symmetric(16, 9)));
    top.show(ui, |ui| {
        ui.region(Role::Banner, words.text("app-name"), |ui| {
            frame::top_bar_ui(&screen.frame.top, words, ui, commands);
        });
    });
    let bottom = Panel::bottom("status line").frame(bar(Margin::symmetric(16, 3)));
    // Its room is taken first, its content comes last, as Tab and a screen reader should meet it.
    let status = bottom.exact_size(30.0).show(ui, |ui| ui.max_rect()).inner;
    let width = ui.available_width();
    if width < ONE_COLUMN {
        one_column_ui(screen, words, ui, commands);
    } else {
        let (least, most) = (*FINDER_WIDTH.start(), *FINDER_WIDTH.end());
        let finder_width = (width * FINDER_SHARE).clamp(least, most);
        let left = Panel::left("finder").resizable(false).exact_size(finder_width);
        left.frame(bar(Margin { left: 16, right: 0, top: 12, bottom: 0 })).show(ui, |ui| {
            ui.region(Role::Complementary, words.text("search-title"), |ui| {
                finder::finder_ui(screen, words, ui, commands);
            });
        });
        CentralPanel::default().frame(Frame::new().fill(palette.window)).show(ui, |ui| {
            let margin = Margin { top: 10, bottom: 0, ..page_margin(ui) };
            Frame::new().inner_margin(margin).show(ui, |ui| {
                tabs_row_ui(screen, words, ui, commands);
            });
            scrolled_page_ui(screen, ui, |ui| {
                page_ui(screen, words, ui, commands);
            });
        });
    }
    let mut line = ui.new_child(UiBuilder::new().max_rect(status));
    line.region(Role::ContentInfo, words.text("status-label"), |ui| {
        frame::status_line_ui(&screen.frame.status, words, ui, commands);
    });
    dialogs_ui(screen, words, ui, commands);
}

/// Finder and page in one column that scrolls as a whole, the tabs included: a window that is so
/// narrow, or so enlarged, has no height to spare. Who chooses a client is led to the answer.
fn one_column_ui(screen: &Screen<'_>, words: &Words, ui: &mut Ui, commands: &mut Commands) {
    let palette = Palette::of(ui);
    CentralPanel::default().frame(Frame::new().fill(palette.window)).show(ui, |ui| {
        scrolled_page_ui(screen, ui, |ui| {
            ui.add_space(6.0);
            let title = words.text("search-title");
            ui.card(title, |ui| {
                let bottom = ui.cursor().top();
                finder::finder_parts_ui(screen, words, ui, commands, bottom);
            });
            let chosen =
                |command: &Command| matches!(command, Command::Select(_) | Command::ConfirmSearch);
            if commands.as_slice().iter().any(chosen) {
                ui.scroll_to_cursor(Some(Align::TOP));
            }
            tabs_row_ui(screen, words, ui, commands);
            page_ui(screen, words, ui, commands);
        });
    });
}

/// Room around a page: the wider the window, the more at the sides.
fn page_margin(ui: &Ui) -> Margin {
    let (least, most) = (*PAGE_MARGIN.start(), *PAGE_MARGIN.end());
    let side = (0.018 * ui.ctx().content_rect().width()).clamp(least, most) as i8;
    Margin { left: side, right: side, top: 4, bottom: side }
}

/// What scrolls. Each page keeps its own position.
fn scrolled_page_ui(screen: &Screen<'_>, ui: &mut Ui, add: impl FnOnce(&mut Ui)) {
    let scrolls = ScrollArea::vertical().id_salt(("page", screen.frame.tab));
    scrolls.auto_shrink([false, false]).show(ui, |ui| {
        Frame::new().inner_margin(page_margin(ui)).show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = 8.0;
            add(ui);
        });
    });
}

/// The pages with their names.
fn tabs(words: &Words) -> [(Tab, &str); 3] {
    [
        (Tab::Client, words.text("tab-client")),
        (Tab::Population, words.text("tab-population")),
        (Tab::Model, words.text("tab-model")),
    ]
}

fn tabs_row_ui(screen: &Screen<'_>, words: &Words, ui: &mut Ui, commands: &mut Commands) {
    let shown = screen.frame.tab;
    let chosen = tabs_ui(ui, words.text("tabs-name"), shown, &tabs(words));
    commands.extend(chosen.filter(|tab| *tab != shown).map(Command::ShowTab));
}

fn page_ui(screen: &Screen<'_>, words: &Words, ui: &mut Ui, commands: &mut Commands) {
    let (shown, tabs) = (screen.frame.tab, tabs(words));
    frame::notices_ui(&screen.frame.notices, words, ui, commands);
    let name = tabs.iter().find(|(tab, _)| *tab == shown).map_or("", |(_, name)| name);
    ui.region(Role::TabPanel, name, |ui| {
        ui.spacing_mut().item_spacing.y = CARD_GAP;
        // Egui remembers widgets by place: each page has a place of its own.
        ui.push_id(shown, |ui| match shown {
            Tab::Client => {
                pages::client_page_ui(
                    screen.client,
                    screen.compare,
                    screen.look_alikes,
                    screen.data,
                    words,
                    ui,
                    commands,
                );
            }
            Tab::Population => {
                pages::population_page_ui(screen.population, words, ui, commands);
            }
            Tab::Model => pages::model_page_ui(screen.model, words, ui, commands),
        });
    });
}

fn dialogs_ui(screen: &Screen<'_>, words: &Words, ui: &mut Ui, commands: &mut Commands) {
    if screen.frame.open.is_none() && frame::was_open(ui) && !screen.search_focus_requested {
        let button = ui.data(|data| data.get_temp(frame::open_button_id()));
        ui.memory_mut(|memory| button.into_iter().for_each(|id| memory.request_focus(id)));
    }
    if let Some(open) = &screen.frame.open {
        frame::open_dialog_ui(open, words, ui, commands);
    } else if let Some(kept) = &screen.frame.kept {
        frame::kept_dialog_ui(kept, words, ui, commands);
    } else if screen.frame.help_shown {
        frame::help_dialog_ui(words, ui, commands);
    }
    let dropping = ui.input(|input| !input.raw.hovered_files.is_empty());
    if dropping {
        drop_hint_ui(words, ui);
    }
}

/// Says over the whole window that a file can be let go.
fn drop_hint_ui(words: &Words, ui: &Ui) {
    let palette = Palette::of(ui);
    let layer = egui::LayerId::new(egui::Order::Foreground, egui::Id::unique("drop hint"));
    let painter = ui.ctx().layer_painter(layer);
    let rect = ui.ctx().content_rect();
    painter.rect_filled(rect, 0.0, palette.scrim);
    let frame = rect.shrink(16.0);
    let stroke = Stroke::new(3.0, palette.down);
    painter.rect(frame, 10.0, palette.selected, stroke, egui::StrokeKind::Inside);
    let font = super::fonts::semibold(super::theme::size::CLIENT);
    let text = words.text("open-drop-here");
    painter.text(rect.center(), egui::Align2::CENTER_CENTER, text, font, palette.text);
}

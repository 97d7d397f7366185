//! One client: the answer, the reasons, the comparison, the data.

use egui::{Align, Layout, Rect, Ui, UiBuilder, pos2};

use super::{
    compare_card_ui, data_card_ui, reasons_card_ui, second_method_card_ui, verdict_card_ui,
};
use crate::{
    state::view::{ClientPane, ClientView, CompareView, DataView, LookAlikesPane},
    ui::{
        Commands, fonts,
        theme::{CARD_GAP, size},
        ui_ext::UiExt as _,
    },
    words::Words,
};

/// From this width on, reasons and comparison stand side by side; in points.
const SIDE_BY_SIDE: f32 = 840.0;
/// The share of the width that the reasons take.
const REASONS_SHARE: f32 = 0.56;

/// Shows the client's page, or the sentence that stands in its place.
pub fn client_page_ui(
    pane: &ClientPane,
    compare: &CompareView,
    look_alikes: Option<&LookAlikesPane>,
    data: &DataView,
    words: &Words,
    ui: &mut Ui,
    commands: &mut Commands,
) {
    match pane {
        ClientPane::Empty => nobody_ui(words.text("client-none"), words, ui),
        ClientPane::Message(message) => nobody_ui(message, words, ui),
        ClientPane::Client(client) => {
            cards_ui(client, compare, look_alikes, data, words, ui, commands);
        }
    }
}

fn nobody_ui(message: &str, words: &Words, ui: &mut Ui) {
    let title = words.text("client-none-title");
    ui.card(title, |ui| {
        ui.card_title(title);
        let weak = ui.palette().weak;
        ui.announce(message, fonts::regular(size::BODY), weak);
    });
}

fn cards_ui(
    client: &ClientView,
    compare: &CompareView,
    look_alikes: Option<&LookAlikesPane>,
    data: &DataView,
    words: &Words,
    ui: &mut Ui,
    commands: &mut Commands,
) {
    ui.spacing_mut().item_spacing.y = CARD_GAP;
    verdict_card_ui(client, words, ui, commands);
    if ui.available_width() < SIDE_BY_SIDE {
        reasons_card_ui(&client.reasons, &client.against, words, ui, commands);
        compare_card_ui(compare, look_alikes, words, ui, commands);
        data_card_ui(data, words, ui);
        second_method_card_ui(&client.second_method, words, ui, commands);
        return;
    }
    let room = ui.available_rect_before_wrap();
    let left = ((room.width() - CARD_GAP) * REASONS_SHARE).round();
    let columns = [
        Rect::from_min_max(room.min, pos2(room.left() + left, room.bottom())),
        Rect::from_min_max(pos2(room.left() + left + CARD_GAP, room.top()), room.max),
    ];
    let mut bottom = room.top();
    for (position, column) in columns.into_iter().enumerate() {
        let builder = UiBuilder::new().max_rect(column).layout(Layout::top_down(Align::Min));
        let mut cards = ui.new_child(builder);
        if position == 0 {
            reasons_card_ui(&client.reasons, &client.against, words, &mut cards, commands);
        } else {
            compare_card_ui(compare, look_alikes, words, &mut cards, commands);
            data_card_ui(data, words, &mut cards);
            second_method_card_ui(&client.second_method, words, &mut cards, commands);
        }
        bottom = bottom.max(cards.min_rect().bottom());
    }
    let used = Rect::from_min_max(room.min, pos2(room.right(), bottom));
    ui.advance_cursor_after_rect(used);
}

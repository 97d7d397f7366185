//! The list of clients: any number of them, a few dozen of which exist on screen.

use egui::{
    ComboBox, EventFilter, Key, Rect, Response, Sense, Stroke, Ui, WidgetInfo, accesskit::Role,
    pos2, vec2,
};

use crate::{
    state::{
        Command, SortKey,
        view::{ListItem, ListView},
    },
    ui::{
        Commands, fonts,
        keys::take_presses,
        theme::size,
        ui_ext::UiExt as _,
        widgets::{VirtualList, chevron, decision_color, decision_mark, focus_ring},
    },
    words::Words,
};

/// Height of a row, in points.
pub(super) const ROW: f32 = 30.0;
/// Height of the column titles, in points.
pub(super) const HEADER: f32 = 26.0;
/// Room on both sides of a row, in points.
const MARGIN: f32 = 8.0;
/// From the end of the risk to the word of the advice, the shape between them included; in points.
const ADVICE: f32 = 31.0;

/// Every way to sort, with its word.
const SORTS: [(SortKey, &str); 5] = [
    (SortKey::Base, "list-sort-base"),
    (SortKey::ClientId, "list-sort-id"),
    (SortKey::HighestRisk, "list-sort-highest-risk"),
    (SortKey::LowestRisk, "list-sort-lowest-risk"),
    (SortKey::ClosestToThreshold, "list-sort-threshold"),
];

/// Shows the way the list is sorted and the list, in `height` points altogether.
pub fn client_list_ui(
    view: &ListView,
    height: f32,
    words: &Words,
    ui: &mut Ui,
    commands: &mut Commands,
) {
    let top = ui.cursor().top();
    sort_ui(view, words, ui, commands);
    if !view.sort_note.is_empty() {
        let color = ui.palette().weak;
        ui.announce(&view.sort_note, fonts::regular(size::SMALL), color);
    }
    let used = ui.cursor().top() - top;
    // Why there is nobody stands under the search box.
    if view.rows.is_empty() {
        return;
    }
    ui.spacing_mut().item_spacing.y = 0.0;
    let advice_width = advice_width(words, ui);
    header_ui(advice_width, words, ui);
    let height = (height - used - HEADER).max(3.0 * ROW);
    rows_ui(view, (height, advice_width), words, ui, commands);
}

fn sort_word(sort: SortKey) -> &'static str {
    SORTS.iter().find(|(key, _)| *key == sort).map_or("list-sort-base", |(_, word)| word)
}

fn sort_ui(view: &ListView, words: &Words, ui: &mut Ui, commands: &mut Commands) {
    let sort = words.text(sort_word(view.sort));
    let shown = words.with("list-sort-by", &[("sort", sort.into())]);
    let width = ui.available_width();
    let combo = ComboBox::from_id_salt("sort").selected_text(shown).width(width).truncate();
    let combo = combo.icon(|ui, rect, visuals, _| {
        chevron(ui.painter(), rect.center(), true, Stroke::new(1.5, visuals.fg_stroke.color));
    });
    let answer = combo.show_ui(ui, |ui| {
        for (key, word) in SORTS {
            let option = ui.selectable_label(key == view.sort, words.text(word));
            if option.clicked() && key != view.sort {
                commands.push(Command::Sort(key));
            }
        }
    });
    answer.response.accessible_name(words.text("list-sort"));
}

/// What the shape and the longer word of the two advices need, in points.
fn advice_width(words: &Words, ui: &Ui) -> f32 {
    let width = |key: &str| {
        let (text, color) = (words.text(key).to_owned(), ui.palette().text);
        ui.painter().layout_no_wrap(text, advice_font(), color).size().x
    };
    ADVICE + width("list-accept").max(width("list-refuse")) + MARGIN
}

fn advice_font() -> egui::FontId {
    fonts::semibold(size::BODY - 0.5)
}

fn header_ui(advice_width: f32, words: &Words, ui: &mut Ui) {
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), HEADER));
    let palette = ui.palette();
    let text = |x: f32, align, key: &str| {
        let font = fonts::regular(size::SMALL);
        let at = pos2(x, rect.center().y);
        ui.painter().text(at, align, words.text(key), font, palette.weak);
    };
    let risk = rect.right() - VirtualList::BAR_ROOM - advice_width;
    text(rect.left() + MARGIN, egui::Align2::LEFT_CENTER, "list-column-client");
    text(risk, egui::Align2::RIGHT_CENTER, "list-column-risk");
    text(risk + 16.0, egui::Align2::LEFT_CENTER, "list-column-advice");
    ui.painter().hline(rect.x_range(), rect.bottom(), Stroke::new(1.0, palette.line));
}

fn rows_ui(
    view: &ListView,
    (height, advice_width): (f32, f32),
    words: &Words,
    ui: &mut Ui,
    commands: &mut Commands,
) {
    let sort = words.text(sort_word(view.sort));
    let total = view.rows.len();
    let name = words.with("list-description", &[("count", total.into()), ("sort", sort.into())]);
    let id = ui.scope_id().with("clients");
    let list = VirtualList {
        id,
        name: &name,
        row_height: ROW,
        total,
        reveal: newly_selected(view, ui, id),
    };
    let risk_end = ui.max_rect().right() - VirtualList::BAR_ROOM - advice_width;
    let shown = list.show(ui, height, |ui, position, rect| {
        let Some(item) = view.rows.item(position) else { return };
        let selected = view.selected == Some(position);
        let place = (position, total, risk_end);
        if row_ui(&item, selected, rect, place, words, ui, id).clicked() {
            commands.push(Command::Select(item.row));
            ui.memory_mut(|memory| memory.request_focus(id));
        }
    });
    let frame = shown.response.rect;
    focus_ring(ui, &shown.response, frame);
    keys_ui(view, &shown.response, shown.page, ui, commands);
}

/// The selected row, when it is not the one that was selected in the frame before.
fn newly_selected(view: &ListView, ui: &Ui, id: egui::Id) -> Option<usize> {
    let id = id.with("selected");
    let key = (view.selected, view.rows.len(), view.sort);
    let known = ui.data(|data| data.get_temp::<(Option<usize>, usize, SortKey)>(id));
    ui.data_mut(|data| data.insert_temp(id, key));
    view.selected.filter(|_| known != Some(key))
}

fn row_ui(
    item: &ListItem,
    selected: bool,
    rect: Rect,
    (position, total, risk_end): (usize, usize, f32),
    words: &Words,
    ui: &Ui,
    list: egui::Id,
) -> Response {
    let response = ui.interact(rect, list.with(("row", item.row)), Sense::CLICK);
    response.widget_info(|| WidgetInfo::labeled(Role::ListBoxOption, true, spoken(item, words)));
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_selected(selected);
        node.set_position_in_set(position + 1);
        node.set_size_of_set(total);
    });
    if selected {
        ui.ctx().accesskit_node_builder(list, |node| {
            node.set_active_descendant(response.id.accesskit_id());
        });
    }
    let is_whole = paint_row(item, selected, &response, risk_end, ui);
    if is_whole { response } else { response.on_hover_text(&item.client_id) }
}

/// Paints a row; gives back whether the whole identifier could be shown.
fn paint_row(item: &ListItem, selected: bool, row: &Response, risk_end: f32, ui: &Ui) -> bool {
    let rect = row.rect;
    let palette = ui.palette();
    let painter = ui.painter();
    if selected || row.hovered() {
        painter.rect_filled(rect, 0.0, palette.selected);
    }
    if selected {
        let mark = Rect::from_min_size(rect.min, vec2(3.0, rect.height()));
        painter.rect_filled(mark, 0.0, palette.down);
    }
    painter.hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, palette.line));
    let font = if selected { fonts::semibold(size::BODY) } else { fonts::regular(size::BODY) };
    let risk = painter.layout_no_wrap(item.risk.clone(), font.clone(), palette.text);
    let room = risk_end - risk.size().x - rect.left() - 2.0 * MARGIN;
    let id_job = egui::text::LayoutJob {
        wrap: egui::text::TextWrapping::truncate_at_width(room.max(20.0)),
        ..egui::text::LayoutJob::simple_singleline(item.client_id.clone(), font, palette.text)
    };
    let id_text = painter.layout_job(id_job);
    let is_whole = !id_text.elided;
    let middle = |galley: &egui::Galley| rect.center().y - 0.5 * galley.size().y;
    painter.galley(pos2(rect.left() + MARGIN, middle(&id_text)), id_text, palette.text);
    painter.galley(pos2(risk_end - risk.size().x, middle(&risk)), risk, palette.text);
    if let Some(decision) = item.decision {
        let center = pos2(risk_end + 21.0, rect.center().y);
        decision_mark(painter, Rect::from_center_size(center, vec2(9.0, 9.0)), decision, palette);
        let color = decision_color(palette, decision);
        let advice = painter.layout_no_wrap(item.advice.clone(), advice_font(), color);
        painter.galley(pos2(risk_end + ADVICE, middle(&advice)), advice, color);
    }
    is_whole
}

fn spoken(item: &ListItem, words: &Words) -> String {
    let id = ("id", item.client_id.as_str().into());
    if item.decision.is_none() {
        return words.with("list-row-unscored", &[id]);
    }
    let (risk, advice) = (item.risk.as_str().into(), item.advice.as_str().into());
    words.with("list-row", &[id, ("risk", risk), ("advice", advice)])
}

/// While the list has the focus, arrows, pages, Home and End go through all of it.
fn keys_ui(view: &ListView, list: &Response, page: usize, ui: &Ui, commands: &mut Commands) {
    if !list.has_focus() {
        return;
    }
    ui.memory_mut(|memory| {
        let arrows = EventFilter { vertical_arrows: true, ..EventFilter::default() };
        memory.set_focus_lock_filter(list.id, arrows);
    });
    let (steps, home, end) = ui.input_mut(|input| {
        let mut pressed = |key| i32::from(take_presses(input, key));
        let page = i32::try_from(page).unwrap_or(i32::MAX);
        let lines = pressed(Key::ArrowDown) - pressed(Key::ArrowUp);
        let pages = pressed(Key::PageDown) - pressed(Key::PageUp);
        let steps = lines.saturating_add(pages.saturating_mul(page));
        (steps, pressed(Key::Home) > 0, pressed(Key::End) > 0)
    });
    if steps != 0 {
        commands.push(Command::MoveSelection(steps));
    }
    let end_of_list = view.rows.len().saturating_sub(1);
    let target = if home { Some(0) } else { end.then_some(end_of_list) };
    if let Some(row) = target.and_then(|position| view.rows.row(position)) {
        commands.push(Command::Select(row));
    }
}

//! Small widgets that egui lacks, each painted, named and reachable by keyboard.
//!
//! Invariant: a widget decides its size, allocates, interacts, says what it is, then paints.

mod disclosure;
mod focus;
mod link_button;
mod marks;
mod picker;
mod removable_chip;
mod segmented;
mod table;
mod tabs;
mod text_field;
mod virtual_list;
mod waiting;

pub(crate) use disclosure::disclosure_ui;
pub(crate) use focus::focus_ring;
pub(crate) use link_button::link_button;
pub(crate) use marks::{
    Shape, chevron, cross, decision_color, decision_mark, hatch, icon_space, shape,
};
pub(crate) use picker::Picker;
pub(crate) use removable_chip::{ChipAnswer, removable_chip_ui};
pub(crate) use segmented::{Segment, segmented_ui, segmented_width};
pub(crate) use table::{table_twin_ui, table_ui};
pub(crate) use tabs::tabs_ui;
pub(crate) use text_field::text_field;
pub(crate) use virtual_list::VirtualList;
pub(crate) use waiting::waiting_ui;

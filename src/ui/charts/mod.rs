//! Charts, painted by hand so that every label has its place and every mark its words.
//!
//! egui's plot crate tells a screen reader nothing about what it paints and cannot hatch; here each
//! chart is one named node, each of its marks another, and arrow keys read them one by one.
//! Invariant: a chart scales what it is given to points; it counts, sums and words nothing.

mod axis;
mod bar_chart;
mod bar_legend;
mod effect_axis;
mod effect_chart;
mod effect_marks;
mod gauge;
mod gauge_layout;
mod grid_chart;
mod reader;
mod reason_bars;
mod slots;
mod strip;
mod threshold_handle;
mod weight_bars;

pub use bar_chart::bar_chart_ui;
pub use effect_chart::effect_chart_ui;
pub use gauge::gauge_ui;
pub use grid_chart::grid_chart_ui;
pub(crate) use reason_bars::reason_bars_ui;
pub use weight_bars::weight_bars_ui;

//! All that the window shows, as plain values in the reader's language.
//!
//! The structs here are derived when their inputs change and painted as they are: a panel holds no
//! arithmetic and no wording of its own beyond fixed captions.
//! Invariant: nothing here names a screen library, so that every panel can be tested as text.

mod chart;
mod client;
mod effects;
mod finder;
mod frame;
mod kept;
mod look_alikes;
mod model;
mod order;
mod second_method;
mod table;
mod waiting;

pub use chart::{BarView, CellView, ChartView, GridView};
pub use client::{
    AgainstView, ClientPane, ClientView, CompareView, DataRow, DataView, GaugeView, ReasonRow,
    ReasonsView, RemainderRow, VerdictView,
};
pub use effects::{
    EffectBandView, EffectView, EffectsView, LaneKind, LaneView, StripView, Weight, WeightRow,
    WeightsView,
};
pub use finder::{
    ChoiceView, ClauseEditor, ClauseView, ColumnChoice, EditorKind, FilterView, ListItem, ListRows,
    ListView,
};
pub use frame::{FrameView, Notice, OpenView, Severity, StatusView, TopView, VerificationState};
pub use kept::{KeptBaseView, KeptView, TableEntry};
pub use look_alikes::{CounterpartView, LookAlikeRow, LookAlikesPane, LookAlikesView};
pub use model::{ModelView, PopulationView, ThresholdView};
pub use second_method::{SecondMethodPane, SecondMethodView};
pub use table::TableView;
pub use waiting::WaitingView;

pub(in crate::state) use finder::MakeItem;
pub(in crate::state) use order::Order;

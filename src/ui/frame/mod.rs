//! What surrounds the pages: top bar, notices, status line, dialogs.

mod help_dialog;
mod kept_dialog;
mod notices;
mod open_dialog;
mod status_line;
mod top_bar;

pub use help_dialog::help_dialog_ui;
pub use kept_dialog::kept_dialog_ui;
pub use notices::notices_ui;
pub use open_dialog::open_dialog_ui;
pub(crate) use open_dialog::was_open;
pub use status_line::status_line_ui;
pub(crate) use top_bar::open_button_id;
pub use top_bar::top_bar_ui;

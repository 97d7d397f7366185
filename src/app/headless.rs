//! The window without a screen: the same state, threads and panels, frame by frame.
//!
//! For benches and tests that must know what a frame costs, and for whoever wants to drive the
//! window from a program. What is left out is the graphics card: shapes are tessellated and then
//! dropped. Nothing is remembered between two starts, and no dialog is shown.
//!
//! ```no_run
//! use std::time::Duration;
//!
//! use clairscore::{
//!     app::Headless,
//!     domain::Language,
//!     state::{Command, Launch, Picture, Settings},
//! };
//!
//! let size = [1280.0, 800.0];
//! let mut window =
//!     Headless::open(Settings::default(), Language::English, Launch::default(), size);
//! window.run_until_ready(Duration::from_secs(60));
//! window.give(Command::Select(41));
//! let mut costs = vec![window.frame(Vec::new())];
//! while window.state().awaits(Picture::Client) {
//!     costs.push(window.frame(Vec::new()));
//! }
//! ```

use std::{
    sync::{Arc, Condvar, Mutex, PoisonError},
    time::{Duration, Instant},
};

use eframe::egui;

use crate::{
    domain::Language,
    state::{AppState, Command, Launch, Picture, Settings},
};

use super::App;

/// A frame of a real window comes at least this long after the one before, in seconds.
const FRAME: f64 = 1.0 / 60.0;

/// How long a wait for the threads lasts at most before it is looked whether anything changed.
const LOOK_AGAIN: Duration = Duration::from_millis(20);

/// The window and a screen that nobody sees.
pub struct Headless {
    context: egui::Context,
    app: App,
    size: egui::Vec2,
    /// Time as the window knows it, in seconds since it was opened.
    time: f64,
    /// The pass of the window in which a thread or the window itself asked for another frame, the
    /// last time that it did.
    woken: Arc<(Mutex<Option<u64>>, Condvar)>,
}

/// What one frame cost on the window's thread, all its passes together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct FrameCost {
    /// Taking in answers and executing commands, and waiting a moment for what comes of them.
    pub logic: Duration,
    /// Laying out and painting shapes.
    pub ui: Duration,
    /// Turning shapes into triangles.
    pub tessellation: Duration,
}

impl Headless {
    /// Opens a window of `size` points, with the work that fills it under way.
    #[must_use]
    pub fn open(
        settings: Settings,
        system_language: Language,
        launch: Launch,
        size: [f32; 2],
    ) -> Self {
        let context = egui::Context::default();
        let woken = Arc::new((Mutex::new(None), Condvar::new()));
        let wake = Arc::clone(&woken);
        context.set_request_repaint_callback(move |info| {
            // A cursor that will blink in half a second is nothing to wait for.
            if info.delay.as_secs_f64() < FRAME {
                let asked = Some(info.current_cumulative_pass_nr);
                *wake.0.lock().unwrap_or_else(PoisonError::into_inner) = asked;
                wake.1.notify_all();
            }
        });
        let app = App::new(&context, settings, system_language, launch);
        Self { context, app, size: size.into(), time: 0.0, woken }
    }

    /// Runs one frame that meets these events, and says what it cost.
    pub fn frame(&mut self, events: Vec<egui::Event>) -> FrameCost {
        let mut cost = FrameCost::default();
        self.time += FRAME;
        let input = egui::RawInput {
            screen_rect: Some(egui::Rect::from_min_size(egui::Pos2::ZERO, self.size)),
            time: Some(self.time),
            focused: true,
            events,
            ..egui::RawInput::default()
        };
        *self.woken.0.lock().unwrap_or_else(PoisonError::into_inner) = None;
        let app = &mut self.app;
        let mut output = self.context.run_ui(input, |ui| {
            let start = Instant::now();
            app.advance(&ui.ctx().clone());
            let advanced = Instant::now();
            app.paint(ui);
            cost.logic += advanced - start;
            cost.ui += advanced.elapsed();
        });
        let start = Instant::now();
        let shapes = std::mem::take(&mut output.shapes);
        drop(self.context.tessellate(shapes, output.pixels_per_point));
        cost.tessellation = start.elapsed();
        output.drop_without_applying_deltas();
        cost
    }

    /// Asks for something, as a click does; the next frame executes it.
    pub fn give(&mut self, command: Command) {
        self.app.commands.push(command);
    }

    /// Waits until another frame is wanted, because a thread has something to tell or because the
    /// last frame said so, or until `patience` is over; says whether it is.
    pub fn wait(&self, patience: Duration) -> bool {
        // Whatever was asked in a pass that others followed was met by them: as eframe sees it.
        let pass = self.context.cumulative_pass_nr();
        let is_wanted = |asked: &Option<u64>| asked.is_some_and(|asked| asked + 1 >= pass);
        let woken = self.woken.0.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self.woken.1.wait_timeout_while(woken, patience, |asked| !is_wanted(asked));
        is_wanted(&waited.unwrap_or_else(PoisonError::into_inner).0)
    }

    /// Runs frames until everything asked for is on screen and nothing is under way, or until
    /// `patience` is over; says whether all is ready.
    pub fn run_until_ready(&mut self, patience: Duration) -> bool {
        let start = Instant::now();
        loop {
            self.frame(Vec::new());
            let state = self.state();
            let is_ready = self.app.commands.is_empty()
                && !state.is_working()
                && !state.awaits(Picture::Everything);
            if is_ready || start.elapsed() >= patience {
                return is_ready;
            }
            self.wait(LOOK_AGAIN);
        }
    }

    /// What the window knows and shows.
    #[must_use]
    pub fn state(&self) -> &AppState {
        self.app.state()
    }
}

impl FrameCost {
    /// All of it.
    #[must_use]
    pub fn total(self) -> Duration {
        self.logic + self.ui + self.tessellation
    }
}

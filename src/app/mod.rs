//! The window: eframe, threads and the system's dialogs around [`AppState`].
//!
//! `logic` collects what the threads found and executes what the person asked; `ui` only paints.
//! [`Headless`] runs the same window without a screen. May use everything except `pipeline`.
//!
//! Painting is what costs where the processor paints, so that one frame must show what was asked
//! for in it: the shapes of a frame are laid out again, up to three times, before any of them is
//! painted. The first pass takes note of what the person asks, the next one executes it and gives
//! the threads a moment to answer.

mod dialogs;
mod graphics;
mod headless;
mod trace;

use std::{
    num::NonZeroUsize,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use anyhow::anyhow;
use eframe::egui;

use crate::{
    cli::{Failure, WindowArgs},
    domain::Language,
    locale::system_language,
    state::{AppState, Command, Effect, Launch, OpenKind, Picture, Settings, Worker},
    ui::{self, Commands, Screen},
};

use dialogs::{Answer, Dialogs};
use trace::Trace;

pub use headless::{FrameCost, Headless};

/// The name under which desktops group our windows; equal to `StartupWMClass` in the `.desktop`
/// file.
pub const APP_ID: &str = "clairscore";

/// How often the shapes of one frame are laid out at most. After input, egui wants two more frames
/// so that everything settles; as passes of the same frame they cost no painting. (A debug build of
/// egui writes a warning over frames that are laid out again three times in a row: it means this.)
const MOST_PASSES: NonZeroUsize = NonZeroUsize::MIN.saturating_add(2);

/// How long a frame waits for answers to what was asked in it: most come within a fraction of this,
/// and a frame that shows them saves painting one that does not.
const PATIENCE: Duration = Duration::from_millis(4);

/// The shortest wait that egui takes as one frame: it answers "at once" with two.
const ONE_FRAME: Duration = Duration::from_nanos(1);

/// The window and all that it needs.
pub struct App {
    state: AppState,
    worker: Worker,
    /// The system's dialogs. Without a system around it, the window asks for none, and keeps no
    /// settings.
    dialogs: Option<Dialogs>,
    trace: Option<Trace>,
    /// What the person asked for while the last frame was painted.
    commands: Commands,
    /// The search box takes the focus at the start.
    is_first_frame: bool,
    window_title: String,
}

/// Opens the window and returns when it is closed.
///
/// # Errors
/// When there is no display, or when no renderer starts.
pub fn run(args: &WindowArgs) -> Result<(), Failure> {
    let language = system_language();
    if graphics::display_is_missing() {
        let words = crate::words::Words::new(language);
        return Err(Failure::Other(anyhow!("{}", words.text("cli-no-display"))));
    }
    let settings = Settings::load();
    let launch = launch(args, &settings);
    let trace = args.trace.as_deref().map(Trace::to_file).transpose()?;
    graphics::run(&|context: &eframe::CreationContext<'_>| {
        let app = App::new(&context.egui_ctx, settings.clone(), language, launch.clone());
        app.within_a_system(&context.egui_ctx, trace.clone())
    })
}

/// What the arguments name; when they name nothing, what was open the last time and is still there.
fn launch(args: &WindowArgs, settings: &Settings) -> Launch {
    let mut launch = Launch {
        model: args.model.as_deref().map(absolute),
        base: args.base.as_deref().map(absolute),
        id_column: args.id_column.clone(),
        client: args.client.clone(),
        tables: args.describe.iter().map(|path| absolute(path)).collect(),
        store: args.store(),
    };
    if launch.model.is_none() && launch.base.is_none() {
        let still_there = |path: &Option<PathBuf>| path.clone().filter(|path| path.exists());
        launch.model = still_there(&settings.last_model);
        launch.base = still_there(&settings.last_base);
        launch.id_column = launch.id_column.or_else(|| settings.last_id_column.clone());
    }
    launch
}

/// The same path from wherever the program is started the next time.
fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}

impl App {
    /// The window's content, with the work that fills it under way.
    #[must_use]
    pub fn new(
        context: &egui::Context,
        settings: Settings,
        system_language: Language,
        launch: Launch,
    ) -> Self {
        ui::theme::install(context);
        context.options_mut(|options| options.max_passes = MOST_PASSES);
        let (state, effects) = AppState::start(settings, system_language, launch);
        let mut app = Self {
            state,
            worker: Worker::new(waker(context)),
            dialogs: None,
            trace: None,
            commands: Commands::default(),
            is_first_frame: true,
            window_title: String::new(),
        };
        app.perform(effects);
        app
    }

    /// The same with the system's dialogs, settings that are kept, and a trace when there is one.
    fn within_a_system(mut self, context: &egui::Context, trace: Option<Trace>) -> Self {
        self.dialogs = Some(Dialogs::new(waker(context)));
        self.trace = trace;
        self
    }

    /// What the window knows, for tests.
    #[must_use]
    pub fn state(&self) -> &AppState {
        &self.state
    }

    fn execute(&mut self, command: Command) {
        if let Some(trace) = &mut self.trace {
            trace.command(&command);
        }
        let effects = self.state.update(command);
        self.perform(effects);
    }

    fn perform(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Work(ticket, request) => self.worker.start(ticket, request),
                Effect::Derive(ticket, derivation) => self.worker.derive(ticket, derivation),
                Effect::Browse(kind, what) => {
                    if let Some(dialogs) = &self.dialogs {
                        dialogs.ask(kind, what);
                    } else {
                        let effects = self.state.dialog_not_shown();
                        self.perform(effects);
                    }
                }
                Effect::Save(settings) => {
                    if self.dialogs.is_some()
                        && let Err(error) = settings.save()
                    {
                        let effects = self.state.settings_not_saved(&error);
                        self.perform(effects);
                    }
                }
            }
        }
    }

    fn collect(&mut self) {
        let messages: Vec<_> = self.worker.messages().collect();
        for message in messages {
            let effects = self.state.receive(message);
            self.perform(effects);
        }
        let answers = self.dialogs.as_ref().map(Dialogs::answers).unwrap_or_default();
        for (kind, answer) in answers {
            match answer {
                Answer::Chosen(path) => self.execute(Command::Open(Some(kind), path)),
                Answer::Nothing => {}
                Answer::NoDialog => {
                    let effects = self.state.dialog_not_shown();
                    self.perform(effects);
                }
            }
        }
    }

    fn open_dropped_files(&mut self, context: &egui::Context) {
        let dropped = context.input(|input| input.raw.dropped_files.clone());
        for path in dropped.iter().map(|file| file.path().to_owned()) {
            self.execute(Command::Open(None::<OpenKind>, path));
        }
    }

    fn follow_settings(&mut self, context: &egui::Context) {
        let settings = self.state.settings();
        ui::theme::apply(context, settings.theme);
        let zoom = settings.zoom.factor();
        if (context.zoom_factor() - zoom).abs() > f32::EPSILON {
            context.set_zoom_factor(zoom);
        }
        let title = &self.state.views().frame.window_title;
        if *title != self.window_title {
            self.window_title.clone_from(title);
            context.send_viewport_cmd(egui::ViewportCommand::Title(self.window_title.clone()));
        }
    }

    /// Takes in what the threads found and executes what the person asked for.
    fn advance(&mut self, context: &egui::Context) {
        self.collect();
        self.open_dropped_files(context);
        // Answers that are under way since an earlier frame take long: nobody waits for them again.
        let is_quick = !self.awaits_answers();
        let is_asked = !self.commands.is_empty();
        for command in self.commands.drain() {
            self.execute(command);
        }
        if is_asked && is_quick {
            self.wait_for_answers();
        }
        self.follow_settings(context);
    }

    /// Whether something that stands on the page is being derived.
    fn awaits_answers(&self) -> bool {
        self.state.awaits(Picture::Client) || self.state.awaits(Picture::Group)
    }

    /// Gives the threads a moment to answer what was just asked of them.
    fn wait_for_answers(&mut self) {
        let until = Instant::now() + PATIENCE;
        while self.awaits_answers() {
            let left = until.saturating_duration_since(Instant::now());
            let Some(message) = self.worker.next_message(left) else { break };
            let effects = self.state.receive(message);
            self.perform(effects);
        }
        self.collect();
    }

    /// Paints what the state shows, and takes note of what the person asks for.
    fn paint(&mut self, ui: &mut egui::Ui) {
        let views = self.state.views();
        let screen = Screen {
            frame: &views.frame,
            list: &views.list,
            filter: &views.filter,
            client: &views.client,
            compare: &views.compare,
            look_alikes: views.look_alikes.as_ref(),
            data: &views.data,
            model: &views.model,
            population: &views.population,
            search_focus_requested: std::mem::take(&mut self.is_first_frame),
        };
        ui::screen_ui(&screen, self.state.words(), ui, &mut self.commands);
        self.ask_for_another_pass(ui.ctx());
        if let Some(trace) = &mut self.trace
            && trace.laid_out(&self.state)
        {
            // Only then is it known when the painting was over.
            ui.ctx().request_repaint_after(ONE_FRAME);
        }
    }

    /// Has the frame laid out again when something was asked for in it, or when input has yet to
    /// settle; in the last pass, asks for the next frame instead.
    fn ask_for_another_pass(&self, context: &egui::Context) {
        let is_asked = !self.commands.is_empty();
        let pass = context.current_pass_index();
        if pass + 1 >= MOST_PASSES.get() {
            if is_asked {
                context.request_repaint_after(ONE_FRAME);
            }
            return;
        }
        let is_unsettled = match pass {
            0 => context.input(|input| !input.raw.events.is_empty()),
            _ => context.requested_repaint_last_pass(),
        };
        if is_asked || is_unsettled {
            context.request_discard("what was asked for belongs into the same frame");
        }
    }
}

/// What threads call when they have something to tell: the next frame must come.
fn waker(context: &egui::Context) -> impl Fn() + Send + Sync + Clone + 'static {
    let context = context.clone();
    move || context.request_repaint_after(ONE_FRAME)
}

impl eframe::App for App {
    fn logic(&mut self, context: &egui::Context, frame: &mut eframe::Frame) {
        if let (Some(trace), 0) = (&mut self.trace, context.current_pass_index()) {
            trace.frame(frame.info().cpu_usage);
        }
        self.advance(context);
    }

    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        self.paint(ui);
    }

    fn persist_egui_memory(&self) -> bool {
        false
    }
}

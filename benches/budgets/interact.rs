//! The interaction script: somebody opens a base, searches, chooses, filters, drags a bound,
//! switches features and clients. The real state, threads and panels; no graphics card.
//!
//! Times are from the moment something is asked for to the end of the frame that shows all of it.

mod everybody;

use std::{
    env,
    path::{Path, PathBuf},
    process::{self, Command as Process},
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result, ensure};
use clairscore::{
    app::Headless,
    base::{ColumnKind, StoreChoice},
    domain::{Condition, Language},
    state::{Command, Launch, Picture, Scope, Settings},
};

use crate::{
    Options,
    bases::Base,
    child::{self, Memory},
    import::stores,
    samples::Samples,
    table::{Table, Unit},
};

/// The size of a branch's screen.
const SIZE: [f32; 2] = [1280.0, 800.0];
/// How long anything may last before the script gives up.
const PATIENCE: Duration = Duration::from_mins(10);
/// How long to wait for a thread before looking again.
const LOOK_AGAIN: Duration = Duration::from_millis(20);
/// How often things are done.
const SEARCHES: u32 = 60;
const FILTERS: usize = 30;
const DRAGS: u32 = 300;
const FEATURES: usize = 60;
/// A prime step, so that consecutive clients are far apart in the base.
const STRIDE: u32 = 7_919;
/// How often the memory is looked at while clients are chosen one after the other.
const LOOKS: u32 = 20;

/// What one run works on.
#[derive(Debug, clap::Args)]
pub(crate) struct Interaction {
    /// The model
    #[arg(long)]
    model: PathBuf,
    /// The base
    #[arg(long)]
    base: PathBuf,
    /// The folder with the base's copy
    #[arg(long)]
    store: PathBuf,
    /// How many clients are chosen and timed
    #[arg(long, default_value_t = 500)]
    clients: u32,
    /// How many client changes in a row, to see whether memory grows
    #[arg(long)]
    changes: u32,
}

/// Runs the script in a process of its own and holds what it says against the budgets.
pub(crate) fn measure(
    base: &Base,
    model: &Path,
    options: &Options,
    table: &mut Table,
) -> Result<()> {
    let mut process = Process::new(env::current_exe()?);
    process.arg("interact").arg("--model").arg(model);
    process.arg("--base").arg(base.path(&options.cache));
    process.arg("--store").arg(stores(&options.cache));
    let changes = options.changes.unwrap_or(base.budgets.changes);
    process.arg("--changes").arg(changes.to_string());
    let output = child::run(&mut process)?.output;
    let name = base.name();
    let told = |key: &str| -> Result<Vec<f64>> {
        let line = output.lines().find_map(|line| line.strip_prefix(key));
        let numbers = line.with_context(|| format!("the script told nothing about {key}"))?;
        numbers.split_whitespace().map(|number| number.parse().context("a number")).collect()
    };
    let one = |key: &str| -> Result<f64> { told(key)?.first().copied().context("a number") };
    let patience = base.budgets.patience;
    let start = one("start:")?;
    let more = "state and panels, without the graphics driver";
    table.add("start to first interactive frame", &name, Unit::Seconds, (patience, start), more);
    let scores = one("scores:")?;
    let is_promised_all = base.budgets.is_promised_all;
    let what = "all clients scored";
    if is_promised_all {
        table.add(what, &name, Unit::Seconds, (2.0 * patience, scores), "");
    } else {
        table.add_unpromised(what, &name, Unit::Seconds, scores, "");
    }
    for (key, what, budget, is_promised) in [
        ("keystroke:", "keystroke to list", 16.0, true),
        ("client:", "choose a client: everything on the page", 50.0, is_promised_all),
        ("filter:", "change a filter, any column: count, rate, all visible charts", 50.0, true),
        ("feature:", "compare along another feature", 50.0, is_promised_all),
        ("threshold:", "move the threshold: all decisions counted again", 16.0, true),
    ] {
        let [median, most, worst, processor] = told(key)?[..] else { continue };
        let more = format!(
            "99 of 100 within; median {median:.1}, worst {worst:.1}; processor time {processor:.1}"
        );
        if is_promised {
            table.add(what, &name, Unit::Millis, (budget * patience, most), &more);
        } else {
            table.add_unpromised(what, &name, Unit::Millis, most, &more);
        }
    }
    let [median, most, worst] = told("frame:")?[..] else { return Ok(()) };
    let more = format!("99th {most:.2} ms");
    let what = "frame, median while typing and dragging";
    table.add(what, &name, Unit::Millis, (4.0 * patience, median), &more);
    let what = "the same, worst";
    table.add(what, &name, Unit::Millis, (16.0 * patience, worst), &more);
    everybody::report(&told, base, &name, table)?;
    let resident = one("resident:")?;
    let what = "resident memory: base open, a client shown, one filter set";
    table.add(what, &name, Unit::Bytes, (base.budgets.resident_bytes, resident), more_memory());
    let [before, after, changes] = told("growth:")?[..] else { return Ok(()) };
    let more = format!(
        "middle of the first half {:.0} MB, of the second {:.0} MB",
        before / 1e6,
        after / 1e6
    );
    let what = format!("memory growth over {changes} client changes");
    table.add(&what, &name, Unit::Share, (0.05, (after / before - 1.0).max(0.0)), &more);
    Ok(())
}

fn more_memory() -> &'static str {
    "without the graphics driver"
}

/// The script. Prints a line for each thing that it measured.
pub(crate) fn run(interaction: &Interaction) -> Result<()> {
    let mut desk = Desk::open(interaction)?;
    desk.type_searches();
    desk.choose_clients(interaction.clients);
    desk.change_filters();
    desk.drag_a_bound();
    desk.switch_features();
    desk.move_the_threshold();
    desk.tell_frames();
    desk.look_for_look_alikes()?;
    desk.finish(interaction.changes)
}

/// The number that half of the others do not exceed.
fn middle(numbers: &mut [f64]) -> f64 {
    numbers.sort_by(f64::total_cmp);
    numbers.get(numbers.len() / 2).copied().unwrap_or(f64::NAN)
}

/// One line for whoever started the script: what was measured, and its numbers.
fn tell(key: &str, numbers: &[f64]) {
    let numbers: Vec<String> = numbers.iter().map(f64::to_string).collect();
    println!("{key}: {}", numbers.join(" "));
    // The bench's own progress, for whoever waits.
    eprintln!("  measured: {key}");
}

/// What one thing took that was asked for.
#[derive(Debug, Clone, Copy)]
struct Took {
    /// On the clock of whoever waits.
    wall: Duration,
    /// On all processors together: what remains when other programs take their share of them.
    processor: Duration,
}

impl Took {
    /// From `start`, when the threads had had so much processor time, to now.
    fn since(start: Instant, processor: Option<Duration>) -> Self {
        let wall = start.elapsed();
        let processor =
            child::process_time().zip(processor).map(|(now, then)| now.saturating_sub(then));
        Self { wall, processor: processor.unwrap_or(wall) }
    }
}

/// The same thing asked for many times.
#[derive(Debug, Default)]
struct Times {
    wall: Samples,
    processor: Samples,
}

impl Times {
    fn add(&mut self, took: Took) {
        self.wall.add(took.wall);
        self.processor.add(took.processor);
    }

    fn tell(&self, key: &str) {
        let [median, most, worst] = self.wall.percentiles();
        let [_, processor, _] = self.processor.percentiles();
        tell(key, &[median, most, worst, processor]);
    }
}

/// A window, and what working with it took.
struct Desk {
    window: Headless,
    rows: u32,
    row: u32,
    /// Columns of numbers with the range of their values.
    columns: Vec<(String, f64, f64)>,
    /// What frames cost while somebody types, drags and chooses.
    frames: Samples,
}

impl Desk {
    fn open(interaction: &Interaction) -> Result<Self> {
        let start = Instant::now();
        let launch = Launch {
            model: Some(interaction.model.clone()),
            base: Some(interaction.base.clone()),
            store: StoreChoice::Folder(interaction.store.clone()),
            ..Launch::default()
        };
        let mut window = Headless::open(Settings::default(), Language::French, launch, SIZE);
        let (mut shown, mut scored) = (None, None);
        while scored.is_none() && start.elapsed() < PATIENCE {
            window.frame(Vec::new());
            let session = window.state().session();
            if session.portfolio.is_some() && !window.state().awaits(Picture::List) {
                shown.get_or_insert_with(|| start.elapsed());
            }
            if session.scores.is_some() {
                scored = Some(start.elapsed());
            }
            window.wait(LOOK_AGAIN);
        }
        let (shown, scored) = shown.zip(scored).context("the base did not open")?;
        ensure!(window.run_until_ready(PATIENCE), "the window is never ready");
        let base = window.state().session().base.clone().context("no base is open")?;
        let numbers = base.columns().iter().filter(|column| column.kind() == ColumnKind::Number);
        let columns = numbers.filter_map(|column| {
            let (low, high) = column.range()?;
            (column.name().starts_with("feature") && low < high)
                .then(|| (column.name().to_owned(), low, high))
        });
        tell("start", &[shown.as_secs_f64()]);
        tell("scores", &[scored.saturating_sub(shown).as_secs_f64()]);
        let (columns, rows) = (columns.collect(), base.rows() as u32);
        Ok(Self { window, rows, row: 0, columns, frames: Samples::default() })
    }

    /// Asks for something and runs frames until it is on screen. Says what that took.
    fn ask(&mut self, command: Command, picture: Picture) -> Took {
        let (start, processor) = (Instant::now(), child::process_time());
        self.window.give(command);
        loop {
            self.frame();
            if !self.window.state().awaits(picture) || start.elapsed() > PATIENCE {
                break;
            }
            self.window.wait(LOOK_AGAIN);
        }
        Took::since(start, processor)
    }

    /// Runs one frame, and takes note of what it cost on the window's thread.
    fn frame(&mut self) {
        let cost = self.window.frame(Vec::new());
        self.frames.add(cost.total());
    }

    fn next_row(&mut self) -> u32 {
        self.row = (self.row + STRIDE) % self.rows;
        self.row
    }

    /// Identifiers, sign by sign, and taken back again.
    fn type_searches(&mut self) {
        let mut times = Times::default();
        for _ in 0..SEARCHES {
            let id = (100_001 + self.next_row()).to_string();
            for length in 1..=id.len() {
                let typed = id.get(..length).unwrap_or_default().to_owned();
                times.add(self.ask(Command::Search(typed), Picture::List));
            }
            times.add(self.ask(Command::Search(String::new()), Picture::List));
        }
        times.tell("keystroke");
    }

    fn choose_clients(&mut self, count: u32) {
        let mut times = Times::default();
        for _ in 0..count {
            let row = self.next_row();
            times.add(self.ask(Command::Select(row), Picture::Client));
        }
        times.tell("client");
    }

    /// Columns spread over the base, so that most are looked at for the first time.
    fn some_columns(&self, count: usize) -> Vec<(String, f64, f64)> {
        let step = (self.columns.len() / count).max(1);
        self.columns.iter().step_by(step).take(count).cloned().collect()
    }

    fn change_filters(&mut self) {
        self.ask(Command::CompareWith(Scope::Group), Picture::Everything);
        let mut times = Times::default();
        for (column, low, high) in self.some_columns(FILTERS) {
            times.add(self.ask(Command::AddClause(column), Picture::Group));
            for share in [0.2, 0.4, 0.45] {
                let min = Some(low + share * (high - low));
                let condition = Condition::Range { min, max: None, or_missing: false };
                times.add(self.ask(Command::SetClause(0, condition), Picture::Group));
            }
            times.add(self.ask(Command::RemoveClause(0), Picture::Group));
        }
        times.tell("filter");
    }

    /// A bound that moves with every frame, as under a mouse that is not lifted.
    fn drag_a_bound(&mut self) {
        let Some((column, low, high)) = self.columns.first().cloned() else { return };
        self.ask(Command::AddClause(column), Picture::Group);
        for step in 0..DRAGS {
            let max = Some(high - (high - low) * 0.6 * f64::from(step) / f64::from(DRAGS));
            let condition = Condition::Range { min: None, max, or_missing: true };
            self.window.give(Command::SetClause(0, condition));
            self.frame();
            self.window.wait(Duration::from_millis(8));
        }
        self.window.run_until_ready(PATIENCE);
        let resident = child::memory(process::id(), Memory::Resident).unwrap_or(f64::NAN);
        tell("resident", &[resident]);
    }

    fn switch_features(&mut self) {
        let mut times = Times::default();
        for (column, ..) in self.some_columns(FEATURES) {
            times.add(self.ask(Command::Compare(column), Picture::Everything));
        }
        times.tell("feature");
    }

    fn move_the_threshold(&mut self) {
        let mut times = Times::default();
        for step in 1..100_u32 {
            let threshold = Some(f64::from(step) / 200.0);
            times.add(self.ask(Command::SetThreshold(threshold), Picture::List));
        }
        times.tell("threshold");
    }

    /// What all frames have cost until now.
    fn tell_frames(&self) {
        let [median, most, worst] = self.frames.percentiles();
        tell("frame", &[median, most, worst]);
    }

    fn finish(mut self, changes: u32) -> Result<()> {
        // A tenth as many before: what is kept ready of columns fills up with the first clients.
        self.choose_clients_quietly(changes / 10);
        let share = changes / LOOKS;
        let mut looks = Vec::new();
        for _ in 0..LOOKS {
            self.choose_clients_quietly(share);
            let resident = child::memory(process::id(), Memory::Resident);
            looks.push(resident.context("this system tells no memory")?);
        }
        // What is kept ready of columns comes and goes between two looks: middles are compared.
        let (first, last) = looks.split_at_mut(LOOKS as usize / 2);
        tell("growth", &[middle(first), middle(last), f64::from(share * LOOKS)]);
        Ok(())
    }

    fn choose_clients_quietly(&mut self, count: u32) {
        for _ in 0..count {
            let row = self.next_row();
            self.ask(Command::Select(row), Picture::Client);
        }
    }
}

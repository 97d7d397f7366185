//! Everybody explained in the background while somebody works, and look-alikes once that is done.

use std::{
    process,
    time::{Duration, Instant},
};

use anyhow::{Result, ensure};
use clairscore::{
    portfolio::MOST_CLIENTS_INDEXED,
    state::{Command, Picture, Scope, view::LookAlikesPane},
};

use crate::{
    bases::Base,
    child::{self, Memory},
    samples::Samples,
    table::{Table, Unit},
};

use super::{Desk, LOOK_AGAIN, PATIENCE, Times, tell};

/// How many clients are chosen while their look-alikes are on screen.
const CLIENTS: u32 = 200;
/// The widest model for which look-alikes are promised in a time and a memory.
const PROMISED_FEATURES: u64 = 190;
/// How long somebody looks at a client who was chosen while everybody is being explained.
const PAUSE: Duration = Duration::from_millis(100);

/// Adds what the script told to the table; nothing for a base that is too large for look-alikes.
pub(super) fn report(
    told: &dyn Fn(&str) -> Result<Vec<f64>>,
    base: &Base,
    name: &str,
    table: &mut Table,
) -> Result<()> {
    // Look-alikes are promised for the model that the explanations of everybody are promised for. One
    // of 798 features that all count alike leaves no feature out: more is read, and no time is held.
    let is_promised_wide = base.budgets.is_promised_all;
    let is_promised = is_promised_wide && base.columns <= PROMISED_FEATURES;
    let mut add = |what: &str, unit, budget: f64, measured, more: &str, is_promised: bool| {
        if is_promised {
            table.add(what, name, unit, (budget * base.budgets.patience, measured), more);
        } else {
            table.add_unpromised(what, name, unit, measured, more);
        }
    };
    let [median, most, worst, processor] = told("look-alikes:")?[..] else { return Ok(()) };
    let more = format!(
        "99 of 100 within; median {median:.1}, worst {worst:.1}; processor time {processor:.1}"
    );
    add(
        "choose a client: everything, look-alikes among it",
        Unit::Millis,
        50.0,
        most,
        &more,
        is_promised,
    );
    let [median, most, worst] = told("frame meanwhile:")?[..] else { return Ok(()) };
    let more = format!("99 of 100 within; median {median:.2} ms, worst {worst:.2} ms");
    add(
        "frame while everybody is being explained",
        Unit::Millis,
        16.0,
        most,
        &more,
        is_promised_wide,
    );
    if let Some(resident) = told("resident with look-alikes:")?.first() {
        let what = "resident memory: the same, with look-alikes";
        add(what, Unit::Bytes, 512e6, *resident, "without the graphics driver", is_promised);
    }
    if let Some(seconds) = told("everybody:")?.first() {
        let what = "everybody explained, one processor left to the window";
        table.add_unpromised(what, name, Unit::Seconds, *seconds, "");
    }
    Ok(())
}

impl Desk {
    /// Has everybody explained, and goes on choosing clients meanwhile; then chooses clients whose
    /// look-alikes are shown.
    pub(super) fn look_for_look_alikes(&mut self) -> Result<()> {
        if self.rows as usize > MOST_CLIENTS_INDEXED {
            tell("look-alikes", &[]);
            return Ok(());
        }
        let start = Instant::now();
        let (mut times, mut frames) = (Times::default(), Samples::default());
        self.window.give(Command::CompareWith(Scope::LookAlikes));
        self.frame();
        while self.window.state().is_working() && start.elapsed() < PATIENCE {
            let row = self.next_row();
            times.add(self.ask_counting(Command::Select(row), &mut frames));
            let looking = Instant::now();
            while looking.elapsed() < PAUSE {
                self.window.wait(LOOK_AGAIN);
                frames.add(self.window.frame(Vec::new()).total());
            }
        }
        ensure!(self.window.run_until_ready(PATIENCE), "the window is never ready");
        ensure!(self.shows_look_alikes(), "there are no look-alikes");
        tell("everybody", &[start.elapsed().as_secs_f64()]);
        times.tell("client meanwhile");
        let [median, most, worst] = frames.percentiles();
        tell("frame meanwhile", &[median, most, worst]);
        let mut times = Times::default();
        for _ in 0..CLIENTS {
            let row = self.next_row();
            times.add(self.ask(Command::Select(row), Picture::Client));
        }
        ensure!(self.shows_look_alikes(), "the look-alikes went away");
        times.tell("look-alikes");
        let resident = child::memory(process::id(), Memory::Resident).unwrap_or(f64::NAN);
        tell("resident with look-alikes", &[resident]);
        self.ask(Command::CompareWith(Scope::All), Picture::Everything);
        Ok(())
    }

    fn ask_counting(&mut self, command: Command, frames: &mut Samples) -> super::Took {
        let (start, processor) = (Instant::now(), child::process_time());
        self.window.give(command);
        loop {
            frames.add(self.window.frame(Vec::new()).total());
            if !self.window.state().awaits(Picture::Client) || start.elapsed() > PATIENCE {
                break;
            }
            self.window.wait(LOOK_AGAIN);
        }
        super::Took::since(start, processor)
    }

    fn shows_look_alikes(&self) -> bool {
        matches!(&self.window.state().views().look_alikes, Some(LookAlikesPane::Found(found))
            if !found.clients.is_empty())
    }
}

//! The contributions of everybody: those of each client, whatever happens to their file.

use std::{
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
};

use clairscore::{
    base::{self, Group, ReadOptions, StoreChoice, StoreFolder},
    demo,
    domain::{Cancelled, Job, SilentJob, Value},
    explain::{Contribution as _, themes},
    model::open::open_model,
    portfolio::{Contributions, ContributionsFault, MeanAbsolute, Model, Portfolio},
};

/// Some clients of the demo in a folder, whose copies are kept beside them.
struct Desk {
    folder: tempfile::TempDir,
    model: Arc<Model>,
}

impl Desk {
    fn new(clients: usize) -> Self {
        let desk = Self {
            folder: tempfile::tempdir().unwrap(),
            model: Arc::new(Model::new(demo::model().unwrap())),
        };
        desk.write_clients(0, clients);
        desk
    }

    fn table(&self) -> PathBuf {
        self.folder.path().join("clients.csv")
    }

    fn copies(&self) -> PathBuf {
        self.folder.path().join("copies")
    }

    fn store(&self) -> StoreChoice {
        StoreChoice::Folder(self.copies())
    }

    fn write_clients(&self, first: usize, clients: usize) {
        let base = demo::base(&SilentJob).unwrap();
        let names: Vec<&str> = base.columns().iter().map(base::Column::name).collect();
        let mut text = format!("ID,{}\n", names.join(","));
        for row in first..first + clients {
            let cells: Vec<String> =
                base.columns().iter().map(|column| cell(column, row)).collect();
            writeln!(text, "{},{}", row + 1, cells.join(",")).unwrap();
        }
        fs::write(self.table(), text).unwrap();
    }

    fn portfolio(&self) -> Portfolio {
        let options = ReadOptions {
            store: self.store(),
            store_from_bytes: 0,
            ..Portfolio::read_options(Some(&self.model), None)
        };
        let base = base::open_base(&self.table(), &options, &SilentJob).unwrap();
        assert!(base.kept().is_some());
        Portfolio::new(Arc::clone(&self.model), Arc::new(base)).unwrap()
    }

    /// The contributions on the disk, and how many clients had to be explained for them.
    fn contributions(&self, portfolio: &Portfolio) -> (Arc<Contributions>, u64) {
        let job = Watching::default();
        let found = portfolio.contributions_beyond(0, &self.store(), &job).unwrap();
        (found, job.explained.into_inner().unwrap_or_else(PoisonError::into_inner))
    }

    fn numbers_files(&self) -> Vec<PathBuf> {
        let entries = StoreFolder::new(self.copies()).entries();
        let numbers = entries.into_iter().filter(|entry| entry.numbers_about.is_some());
        numbers.map(|entry| entry.file).collect()
    }
}

/// As it stands in a CSV file.
fn cell(column: &base::Column, row: usize) -> String {
    match column.value(row) {
        Value::Missing => String::new(),
        Value::Number(number) => number.to_string(),
        Value::Text(text) => text,
    }
}

/// Remembers how far the work came.
#[derive(Default)]
struct Watching {
    explained: Mutex<u64>,
}

impl Job for Watching {
    fn progress(&self, done: u64, _total: u64) -> Result<(), Cancelled> {
        *self.explained.lock().unwrap_or_else(PoisonError::into_inner) = done;
        Ok(())
    }
}

/// Wants no result any more once it has been asked a few times.
struct Impatient(AtomicUsize);

impl Job for Impatient {
    fn progress(&self, _done: u64, _total: u64) -> Result<(), Cancelled> {
        if self.0.fetch_add(1, Ordering::Relaxed) < 3 { Ok(()) } else { Err(Cancelled) }
    }
}

/// Means over these rows from the full explanations of each client.
fn means_of(portfolio: &Portfolio, rows: &[u32]) -> MeanAbsolute {
    let outline = portfolio.model().grouping().outline();
    let mut sums = MeanAbsolute {
        features: vec![0.0; portfolio.model().forest().features().len()],
        factors: vec![0.0; outline.factors.len()],
        themes: vec![0.0; outline.themes.len()],
    };
    for &row in rows {
        let explanation = portfolio.explain(row);
        let factors = portfolio.model().grouping().factors(&explanation, &[]);
        for (sum, own) in sums.features.iter_mut().zip(&explanation.contributions) {
            *sum += own.abs() / rows.len() as f64;
        }
        for (sum, own) in sums.factors.iter_mut().zip(&factors) {
            *sum += own.contribution().abs() / rows.len() as f64;
        }
        for (sum, own) in sums.themes.iter_mut().zip(themes(factors)) {
            *sum += own.contribution().abs() / rows.len() as f64;
        }
    }
    sums
}

fn assert_near(found: &MeanAbsolute, expected: &MeanAbsolute, tolerance: f64) {
    for (name, found, expected) in [
        ("features", &found.features, &expected.features),
        ("factors", &found.factors, &expected.factors),
        ("themes", &found.themes, &expected.themes),
    ] {
        assert_eq!(found.len(), expected.len(), "{name}");
        for (found, expected) in found.iter().zip(expected) {
            assert!((found - expected).abs() <= tolerance, "{name}: {found} and {expected}");
        }
    }
}

fn check_against_explanations(portfolio: &Portfolio, all: &Contributions) {
    let rows = 0..portfolio.base().rows();
    assert_eq!(all.clients(), rows.len());
    assert_eq!(all.features(), portfolio.model().forest().features().len());
    assert_eq!(all.base_value(), portfolio.model().explainer().base_value());
    let columns: Vec<_> = (0..all.features()).map(|at| all.column(at).unwrap()).collect();
    for row in rows.clone() {
        let exact = portfolio.explain(row as u32).contributions;
        let rounded: Vec<f32> = exact.iter().map(|exact| *exact as f32).collect();
        assert_eq!(all.row(row as u32).unwrap(), rounded, "to the bit, once rounded");
        assert!(columns.iter().zip(&rounded).all(|(column, own)| column[row] == *own));
    }
    let rows: Vec<u32> = rows.map(|row| row as u32).collect();
    assert_near(all.mean_absolute(), &means_of(portfolio, &rows), 1e-12);
}

#[test]
fn everybody_has_the_contributions_that_they_have_alone() {
    let desk = Desk::new(90);
    let portfolio = desk.portfolio();
    let in_memory = portfolio.contributions(&desk.store(), &SilentJob).unwrap();
    assert!(desk.numbers_files().is_empty());
    let (kept, explained) = desk.contributions(&portfolio);
    assert_eq!((explained, desk.numbers_files().len()), (90, 1));
    check_against_explanations(&portfolio, &kept);
    let nameless = portfolio.contributions_beyond(0, &StoreChoice::Off, &SilentJob).unwrap();
    for (all, bytes) in [(&in_memory, 90 * in_memory.features() as u64 * 4), (&nameless, 0)] {
        assert_eq!(all.memory_bytes(), bytes);
        check_against_explanations(&portfolio, all);
    }
}

#[test]
fn one_client_is_a_population() {
    let desk = Desk::new(1);
    let portfolio = desk.portfolio();
    let (all, _) = desk.contributions(&portfolio);
    check_against_explanations(&portfolio, &all);
    assert!(all.row(1).unwrap().is_empty(), "there is no second one");
}

#[test]
fn a_group_has_the_means_of_its_members() {
    let desk = Desk::new(300);
    let portfolio = desk.portfolio();
    let (all, _) = desk.contributions(&portfolio);
    let members: Vec<u32> = (0..300).filter(|row| row % 7 == 3).collect();
    let group = Group::of_rows(300, members.iter().map(|row| *row as usize));
    let found = all.mean_absolute_in(&group, &SilentJob).unwrap();
    assert_near(&found, &means_of(&portfolio, &members), 1e-6);
    let nobody = all.mean_absolute_in(&Group::none(300), &SilentJob).unwrap();
    for means in [&nobody.features, &nobody.factors, &nobody.themes] {
        assert!(!means.is_empty() && means.iter().all(|mean| *mean == 0.0));
    }
    let everybody = all.mean_absolute_in(&Group::all(300), &SilentJob).unwrap();
    assert_eq!(everybody, *all.mean_absolute());
    let impatient = Impatient(AtomicUsize::new(3));
    assert_eq!(
        all.mean_absolute_in(&group, &impatient).unwrap_err(),
        ContributionsFault::Cancelled(Cancelled)
    );
}

#[test]
fn they_are_computed_once_for_a_base_and_a_model() {
    let desk = Desk::new(40);
    let (first, explained) = desk.contributions(&desk.portfolio());
    assert_eq!(explained, 40);
    let (second, explained) = desk.contributions(&desk.portfolio());
    assert_eq!((explained, second.mean_absolute()), (0, first.mean_absolute()));
    assert_eq!(second.outline(), first.outline());
    assert_eq!(second.row(39).unwrap(), first.row(39).unwrap());

    // Another model over the same base has its own.
    let other = other_model(desk.folder.path());
    let desk = Desk { model: other, ..desk };
    let portfolio = desk.portfolio();
    let (all, explained) = desk.contributions(&portfolio);
    assert_eq!((explained, desk.numbers_files().len()), (40, 2));
    check_against_explanations(&portfolio, &all);
}

/// The demo's model with another first leaf.
fn other_model(folder: &Path) -> Arc<Model> {
    let forest = demo::model().unwrap().forest;
    let mut text = forest.to_text();
    let leaf = text.find("leaf_value=").unwrap() + "leaf_value=".len();
    // Its third digit: the file keeps its length, which it states.
    let digits = text[leaf..].char_indices().filter(|(_, letter)| letter.is_ascii_digit());
    let (at, digit) = digits.map(|(at, digit)| (leaf + at, digit)).nth(2).unwrap();
    text.replace_range(at..=at, if digit == '7' { "3" } else { "7" });
    let path = folder.join("other.txt");
    fs::write(&path, text).unwrap();
    Arc::new(Model::new(open_model(&path).unwrap()))
}

#[test]
fn another_base_under_the_same_name_has_its_own_and_the_old_ones_go() {
    let desk = Desk::new(40);
    let (_, explained) = desk.contributions(&desk.portfolio());
    assert_eq!(explained, 40);
    desk.write_clients(40, 40);
    let portfolio = desk.portfolio();
    assert_eq!(desk.numbers_files().len(), 0);
    let (all, explained) = desk.contributions(&portfolio);
    assert_eq!(explained, 40);
    check_against_explanations(&portfolio, &all);
}

#[test]
fn a_damaged_file_is_made_again() {
    let desk = Desk::new(40);
    let portfolio = desk.portfolio();
    drop(desk.contributions(&portfolio));
    let [path] = desk.numbers_files().try_into().unwrap();
    let whole = fs::read(&path).unwrap();
    for (at, what) in
        [(70, "a contribution"), (whole.len() - 60, "the index"), (whole.len() - 3, "the end")]
    {
        let mut damaged = whole.clone();
        damaged[at] ^= 4;
        fs::write(&path, &damaged).unwrap();
        // The index alone is looked at when it is opened; what is damaged behind it shows when it
        // is read, and is never given.
        let (all, explained) = desk.contributions(&portfolio);
        if explained == 0 {
            assert!(all.column(0).is_err() && all.fault().is_some(), "{what}");
            assert!(!path.exists());
            let (all, explained) = desk.contributions(&portfolio);
            assert_eq!(explained, 40, "{what}");
            check_against_explanations(&portfolio, &all);
        } else {
            check_against_explanations(&portfolio, &all);
        }
    }
}

#[test]
fn who_stops_the_work_leaves_nothing_behind() {
    let desk = Desk::new(40);
    let portfolio = desk.portfolio();
    let impatient = Impatient(AtomicUsize::new(0));
    let stopped = portfolio.contributions_beyond(0, &desk.store(), &impatient);
    assert_eq!(stopped.unwrap_err(), ContributionsFault::Cancelled(Cancelled));
    assert!(desk.numbers_files().is_empty());
    let parts = fs::read_dir(desk.copies()).unwrap().flatten();
    assert!(!parts.into_iter().any(|entry| entry.file_name().to_string_lossy().ends_with(".part")));
}

#[test]
fn look_alikes_are_those_of_comparing_everybodys_explanations() {
    let desk = Desk::new(400);
    let portfolio = desk.portfolio();
    let (all, _) = desk.contributions(&portfolio);
    let index = all.index(&SilentJob).unwrap();
    let explained: Vec<Vec<f64>> =
        (0..400).map(|row| portfolio.explain(row).contributions).collect();
    for row in [0, 17, 399] {
        let own = &explained[row as usize];
        let distance = |other: u32| -> f64 {
            let other = &explained[other as usize];
            own.iter().zip(other).map(|(own, other)| (own - other).powi(2)).sum::<f64>().sqrt()
        };
        let mut expected: Vec<f64> = (0..400).filter(|other| *other != row).map(distance).collect();
        expected.sort_by(f64::total_cmp);
        let found = portfolio.look_alikes(&all, &index, row, None).unwrap();
        assert_eq!((found.nearest.len(), found.outcomes.known), (50, 50));
        for (neighbour, expected) in found.nearest.iter().zip(expected) {
            assert_ne!(neighbour.row, row);
            assert!((neighbour.distance - expected).abs() < 1e-6);
            assert!((distance(neighbour.row) - expected).abs() < 1e-6);
        }
    }
}

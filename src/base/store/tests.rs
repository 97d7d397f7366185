//! Stores that cannot be written, whatever step the disk refuses.

use std::{
    fs::{self, File},
    io,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use crate::{
    base::{
        BaseNote, ClientBase, ReadOptions, StoreChoice, column::Destination, error::BaseFault,
        read_source, stream::Source,
    },
    domain::SilentJob,
};

use super::{
    disk::{Disk, RealDisk},
    open::Opening,
};

/// A disk that refuses one step, counted from 0, and every step from there on.
#[derive(Debug)]
pub(super) struct FailingDisk {
    pub(super) left: Arc<AtomicU64>,
}

impl FailingDisk {
    fn step(&self) -> io::Result<()> {
        let left = self.left.load(Ordering::Relaxed);
        if left == 0 {
            return Err(io::ErrorKind::StorageFull.into());
        }
        self.left.store(left - 1, Ordering::Relaxed);
        Ok(())
    }
}

impl Disk for FailingDisk {
    fn write_at(&self, file: &File, bytes: &[u8], offset: u64) -> io::Result<()> {
        let result = self.step();
        // What a full disk has still taken.
        let taken = if result.is_ok() { bytes } else { &bytes[..bytes.len() / 2] };
        RealDisk.write_at(file, taken, offset)?;
        result
    }

    fn sync(&self, file: &File) -> io::Result<()> {
        self.step()?;
        RealDisk.sync(file)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step()?;
        RealDisk.rename(from, to)
    }
}

/// A disk that does not wait until what was written reaches it.
#[derive(Debug)]
struct HastyDisk;

impl Disk for HastyDisk {
    fn write_at(&self, file: &File, bytes: &[u8], offset: u64) -> io::Result<()> {
        RealDisk.write_at(file, bytes, offset)
    }

    fn sync(&self, _: &File) -> io::Result<()> {
        Ok(())
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }
}

const CSV: &str = "id,income,job,TARGET\n100,1.5,cook,0\n101,,clerk,1\n102,2.25,,0\n";

/// Opens the table while the disk takes so many steps; gives back how many it took, too.
fn open(folder: &Path, steps: u64) -> (Result<ClientBase, BaseFault>, u64) {
    open_table(CSV, folder, steps, u64::MAX)
}

fn open_table(
    csv: &str,
    folder: &Path,
    steps: u64,
    limit: u64,
) -> (Result<ClientBase, BaseFault>, u64) {
    let left = Arc::new(AtomicU64::new(steps));
    let disk = || -> Box<dyn Disk> { Box::new(FailingDisk { left: Arc::clone(&left) }) };
    fs::write(folder.join("clients.csv"), csv).unwrap();
    let base = open_on(folder, limit, disk);
    (base, steps - left.load(Ordering::Relaxed))
}

/// Opens the table in `folder`, whose store is written through this disk.
fn open_on(
    folder: &Path,
    limit: u64,
    disk: impl Fn() -> Box<dyn Disk>,
) -> Result<ClientBase, BaseFault> {
    let path = folder.join("clients.csv");
    let store = folder.join("bases");
    let options = ReadOptions {
        store: StoreChoice::Folder(store.clone()),
        store_from_bytes: 0,
        memory_limit_bytes: limit,
        ..ReadOptions::default()
    };
    let read = |destination: &Destination| {
        read_source("clients.csv", Source::File(&path), &options, &SilentJob, destination)
    };
    let opening = Opening {
        folder: &store,
        path: &path,
        name: "clients.csv",
        options: &options,
        job: &SilentJob,
        read: &read,
    };
    opening.open_on(disk)
}

fn left_behind(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder.join("bases")).into_iter().flatten().flatten();
    let names = entries.map(|entry| entry.file_name().to_string_lossy().into_owned());
    names.filter(|name| !name.contains(".lock")).collect()
}

fn is_not_kept(base: &ClientBase) -> bool {
    base.notes().iter().any(|note| matches!(note, BaseNote::NotKept { .. }))
}

#[test]
fn whatever_step_the_disk_refuses_the_base_opens_from_memory_and_nothing_is_left() {
    let folder = tempfile::tempdir().unwrap();
    let (base, steps) = open(folder.path(), u64::MAX);
    assert!(base.unwrap().is_stored() && steps > 8, "{steps}");
    assert_eq!(left_behind(folder.path()).len(), 1);
    for refused in 0..steps {
        let folder = tempfile::tempdir().unwrap();
        let (base, _) = open(folder.path(), refused);
        let base = base.unwrap();
        assert!(!base.is_stored() && is_not_kept(&base), "{refused}");
        assert_eq!(base.columns()[0].number(2), 2.25);
        assert_eq!(left_behind(folder.path()), [""; 0], "{refused}");
        // The next time, with room on the disk.
        let (base, _) = open(folder.path(), u64::MAX);
        assert!(base.is_ok_and(|base| base.is_stored() && !is_not_kept(&base)));
    }
}

#[test]
fn what_fits_neither_the_disk_nor_the_memory_says_what_to_do() {
    // In memory 480 kB of numbers and 240 kB of identifiers; one run on its way to the disk is less.
    let rows = (0..60_000_u32).map(|row| format!("{row},{}\n", f64::from(row) / 10.0));
    let csv: String = std::iter::once("id,x\n".to_owned()).chain(rows).collect();
    let folder = tempfile::tempdir().unwrap();
    let (base, _) = open_table(&csv, folder.path(), u64::MAX, 600_000);
    assert!(base.is_ok_and(|base| base.is_stored()));
    let folder = tempfile::tempdir().unwrap();
    let (base, _) = open_table(&csv, folder.path(), 3, 600_000);
    let error = base.unwrap_err();
    assert!(matches!(error, BaseFault::NotKept { limit_bytes: 600_000, .. }), "{error}");
    let text = error.to_string();
    assert!(text.contains("bases") && text.contains("--store-dir"), "{text}");
}

/// What the table holds, unless its store failed while it was asked.
fn cells(base: &ClientBase) -> Option<Vec<String>> {
    let mut said: Vec<String> = Vec::new();
    for row in 0..base.rows() {
        said.push(format!("{} {:?}", base.ids().id(row), base.outcome(row)));
        said.extend(base.columns().iter().map(|column| format!("{:?}", column.value(row))));
    }
    for (place, column) in base.columns().iter().enumerate() {
        let mut numbers = [0.0; 4];
        column.copy_numbers(0..4, &mut numbers);
        said.push(format!("{numbers:?} {:?} {:?}", column.values(9), column.range()));
        said.push(format!("{:?}", base.distribution(place, base.everyone(), 12)));
    }
    base.fault().is_none().then_some(said)
}

#[test]
fn a_store_damaged_at_any_byte_or_cut_anywhere_gives_no_wrong_answer() {
    let folder = tempfile::tempdir().unwrap();
    let hasty = || -> Box<dyn Disk> { Box::new(HastyDisk) };
    fs::write(folder.path().join("clients.csv"), CSV).unwrap();
    let open = || open_on(folder.path(), u64::MAX, hasty).unwrap();
    let expected = cells(&open()).unwrap();
    let store = folder.path().join("bases").join(&left_behind(folder.path())[0]);
    let whole = fs::read(&store).unwrap();
    let check = |damaged: &[u8], what: &str| {
        fs::write(&store, damaged).unwrap();
        let said = cells(&open());
        assert!(said.is_none_or(|said| said == expected), "{what}");
        // Whoever opens the base after a fault reads the source.
        assert_eq!(cells(&open()).as_ref(), Some(&expected), "{what}");
    };
    for at in 0..whole.len() {
        let mut damaged = whole.clone();
        damaged[at] ^= 1 << (at % 8);
        check(&damaged, &format!("byte {at}"));
        check(&whole[..at], &format!("cut at {at}"));
    }
    check(&[&whole[..], b"more"].concat(), "longer");
}

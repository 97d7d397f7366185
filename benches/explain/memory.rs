//! How much memory this process has held at most, where the system tells (Linux).

use std::fs;

/// Begins to count anew.
pub(super) fn reset_peak() {
    // Where that is not possible the peak of the whole run is told.
    let _ = fs::write("/proc/self/clear_refs", "5");
}

/// The peak since then; `?` when the system does not tell.
pub(super) fn peak_mebibytes() -> String {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let kibibytes = status.lines().find_map(|line| {
        line.strip_prefix("VmHWM:")?.trim().trim_end_matches("kB").trim().parse::<u64>().ok()
    });
    kibibytes.map_or_else(|| "?".to_owned(), |kibibytes| (kibibytes / 1024).to_string())
}

//! What this process has used of memory and processors, where the system tells (Linux).

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

/// Ticks of a second in `/proc`, on every Linux that people use.
const TICKS: f64 = 100.0;

/// Seconds of all processors that this process has used so far: on a busy machine they say more
/// than the clock. Not a number when the system does not tell.
pub(super) fn processor_seconds() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // Behind the name in brackets, `utime` and `stime` are the 12th and the 13th field.
    let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace();
    let ticks: Vec<f64> = fields.skip(11).take(2).filter_map(|field| field.parse().ok()).collect();
    if ticks.len() == 2 { ticks.iter().sum::<f64>() / TICKS } else { f64::NAN }
}

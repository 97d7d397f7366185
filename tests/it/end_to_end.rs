//! The real program on a real screen: a private X server and a private accessibility bus, real
//! keystrokes, and what a screen reader would say. The other tests call the library; this one
//! proves that the program which people start is wired to it.
//!
//! Needs Linux, `Xvfb`, `xdotool`, `dbus-daemon` and at-spi2 (`script/bootstrap test`). Where they
//! are missing each test says so in one line and passes, unless `CLAIRSCORE_END_TO_END=required`,
//! as `script/test` sets it on Linux.
#![cfg(all(target_os = "linux", feature = "gui"))]

mod desktop;
mod program;
mod reader;
mod window;

use std::{collections::BTreeSet, error::Error, fs, path::Path, process::Command, time::Duration};

use clairscore::{
    domain::{Decision, Language, Probability, Threshold, Verdict},
    words::Words,
};

use self::{desktop::Desktop, program::Program, reader::ScreenReader, window::Window};

type Outcome<T = ()> = Result<T, Box<dyn Error>>;

/// How long a busy machine without a graphics card may take for one step before the test fails.
const PATIENCE: Duration = Duration::from_secs(90);
/// How often a condition is looked at while it is waited for.
const LOOK_AGAIN: Duration = Duration::from_millis(30);
/// The name of the search field. The window is ready when it has the keyboard.
const SEARCH_FIELD: &str = "Find a client";

#[test]
fn a_typed_identifier_shows_what_the_terminal_says() -> Outcome {
    let Some(desktop) = Desktop::start()? else { return Ok(()) };
    let expected =
        [someone_to(&desktop, Decision::Refuse)?, someone_to(&desktop, Decision::Accept)?];

    let mut program = desktop.open_window(&[], &[])?;
    let (reader, window) = wait_until_ready(&desktop, &mut program)?;
    for expected in &expected {
        // Ctrl+F goes to the search field from anywhere; what stands there is replaced.
        desktop.press(&["ctrl+f"])?;
        reader.wait_for_focus(&mut program, SEARCH_FIELD)?;
        desktop.press(&["ctrl+a"])?;
        desktop.type_text(&expected.client_id)?;
        desktop.press(&["Return"])?;

        reader.wait_for_text(&mut program, &expected.advice())?;
        reader.wait_for_text(&mut program, &expected.risk())?;
        window.wait_for_title(&mut program, |title| digits(title) == expected.client_id)?;
    }
    let colours = window.colours()?;
    assert!(colours > 16, "the window shows only {colours} colours: it is blank");

    window.close()?;
    let end = program.wait()?;
    assert_eq!(end.code, Some(0), "{}", end.stderr);
    assert_eq!(end.stderr, "", "a session without an incident says nothing on stderr");
    for expected in &expected {
        assert_no_file_contains(&desktop.settings_folder(), &expected.client_id)?;
    }
    Ok(())
}

#[test]
fn no_network_socket_is_opened() -> Outcome {
    let Some(desktop) = Desktop::start()? else { return Ok(()) };
    let trace = desktop.folder().join("sockets.trace");
    let trace_text = trace.to_string_lossy();
    let tracer = [
        "strace",
        "-f",
        "-qq",
        "--seccomp-bpf",
        "-e",
        "trace=socket,socketpair",
        "-o",
        &trace_text,
    ];
    if !Command::new("strace").args(&tracer[1..]).arg("true").status().is_ok_and(|s| s.success()) {
        return desktop::skip("system calls cannot be traced here (strace)");
    }

    let mut program = desktop.open_window(&tracer, &[])?;
    let (_, window) = wait_until_ready(&desktop, &mut program)?;
    window.close()?;
    let end = program.wait()?;
    assert_eq!(end.code, Some(0), "{}", end.stderr);

    let calls = fs::read_to_string(&trace)?;
    let families: BTreeSet<&str> = calls
        .lines()
        .filter_map(|call| call.split_once("socket(").or_else(|| call.split_once("socketpair(")))
        .filter_map(|(_, arguments)| arguments.split(',').next())
        .collect();
    assert_eq!(families, BTreeSet::from(["AF_UNIX"]), "sockets of other families were opened");
    Ok(())
}

#[test]
fn without_a_display_one_line_says_how_to_score() -> Outcome {
    let folder = tempfile::tempdir()?;
    let mut command = Command::new(program::PATH);
    program::isolate(&mut command, folder.path());
    let output = command.output()?;

    let stderr = String::from_utf8(output.stderr)?;
    assert_eq!(output.status.code(), Some(1), "{stderr}");
    assert_eq!(stderr.lines().count(), 1, "{stderr}");
    assert!(stderr.contains("clairscore score"), "{stderr}");
    assert!(output.stdout.is_empty());
    Ok(())
}

#[test]
fn without_usable_graphics_a_plain_message_says_so() -> Outcome {
    let Some(desktop) = Desktop::start()? else { return Ok(()) };
    let nowhere = "/nonexistent";
    let mut program = desktop.open_window(
        &[],
        &[
            ("VK_DRIVER_FILES", nowhere),
            ("VK_ICD_FILENAMES", nowhere),
            ("LIBGL_DRIVERS_PATH", nowhere),
            ("GBM_BACKENDS_PATH", nowhere),
            ("__EGL_VENDOR_LIBRARY_FILENAMES", nowhere),
            ("__GLX_VENDOR_LIBRARY_NAME", "nonexistent"),
        ],
    )?;
    let end = program.wait()?;
    assert_eq!(end.code, Some(1), "{}", end.stderr);
    assert!(!end.stderr.contains("panicked"), "{}", end.stderr);
    // Mesa's own complaints may stand around it.
    let message: Vec<&str> =
        end.stderr.lines().filter(|line| line.starts_with("clairscore: ")).collect();
    assert_eq!(message.len(), 1, "{}", end.stderr);
    assert!(message.iter().all(|line| line.contains("clairscore score")), "{}", end.stderr);
    Ok(())
}

/// Waits until the program can be typed into.
fn wait_until_ready(desktop: &Desktop, program: &mut Program) -> Outcome<(ScreenReader, Window)> {
    let reader = ScreenReader::connect(desktop)?;
    let window = Window::find(desktop, program)?;
    window.focus()?;
    reader.wait_for_focus(program, SEARCH_FIELD)?;
    Ok((reader, window))
}

/// One client of the demo as the terminal scores it.
struct Scored {
    client_id: String,
    verdict: Verdict,
}

impl Scored {
    /// The sentence that the window must show.
    fn advice(&self) -> String {
        Words::new(Language::English).advice(self.verdict)
    }

    /// The probability as the window must write it.
    fn risk(&self) -> String {
        Words::new(Language::English).verdict_numbers(self.verdict).probability
    }
}

/// The first client of the demo, in the order of identifiers, for whom the terminal advises so.
fn someone_to(desktop: &Desktop, advice: Decision) -> Outcome<Scored> {
    for client_id in 20_001..20_100 {
        let client_id = client_id.to_string();
        let text = desktop.run(&["score", "--id", &client_id, "--format", "json"])?;
        let json: serde_json::Value = serde_json::from_str(&text)?;
        let number = |key: &str| json[key].as_f64().ok_or(format!("no number {key} in {text}"));
        let verdict = Verdict {
            probability: Probability::new(number("probability")?)?,
            threshold: Threshold::new(number("threshold")?)?,
        };
        assert_eq!(json["decision"], verdict.decision().as_str(), "{text}");
        if verdict.decision() == advice {
            return Ok(Scored { client_id, verdict });
        }
    }
    Err(format!("the demo has nobody to {}", advice.as_str()).into())
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// What is remembered between two sessions never says who was looked at.
fn assert_no_file_contains(folder: &Path, text: &str) -> Outcome {
    let Ok(entries) = fs::read_dir(folder) else { return Ok(()) };
    for entry in entries {
        let path = entry?.path();
        if path.is_dir() {
            assert_no_file_contains(&path, text)?;
        } else {
            let bytes = fs::read(&path)?;
            let content = String::from_utf8_lossy(&bytes);
            assert!(!content.contains(text), "{} holds {text}", path.display());
        }
    }
    Ok(())
}

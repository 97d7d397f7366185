//! Starting a renderer, whatever the computer has.
//!
//! wgpu on a graphics card comes first. Where the processor paints, it does so faster through one
//! interface than through the other: on Linux through OpenGL (llvmpipe needs a third of the time
//! that lavapipe takes for the same frame), elsewhere through wgpu (WARP; Windows has no OpenGL of
//! its own). A driver that panics counts as one that does not start.

use std::{
    panic::{self, AssertUnwindSafe, catch_unwind},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use anyhow::anyhow;
use eframe::{
    egui, egui_wgpu,
    egui_wgpu::{WgpuSetup, WgpuSetupCreateNew, wgpu},
};

use crate::{cli::Failure, locale::system_language, words::Words};

use super::{APP_ID, App};

/// The size of the window at the first start, in points.
const FIRST_SIZE: [f32; 2] = [1440.0, 900.0];

/// The smallest size at which every panel can still be reached by scrolling, in points.
const SMALLEST_SIZE: [f32; 2] = [480.0, 360.0];

/// The renderers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Attempt {
    /// wgpu on a graphics card.
    Card,
    /// OpenGL without wgpu, on a card or on the processor.
    OpenGl,
    /// wgpu on a software adapter.
    Software,
}

/// The order in which they are tried.
const ATTEMPTS: [Attempt; 3] = if cfg!(target_os = "linux") {
    [Attempt::Card, Attempt::OpenGl, Attempt::Software]
} else {
    [Attempt::Card, Attempt::Software, Attempt::OpenGl]
};

/// Whether a window is hopeless: on Linux, without an X or Wayland server to talk to.
pub(super) fn display_is_missing() -> bool {
    let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    cfg!(all(unix, not(target_os = "macos")))
        && !is_set("DISPLAY")
        && !is_set("WAYLAND_DISPLAY")
        && !is_set("WAYLAND_SOCKET")
}

/// Shows the window with the first renderer that starts.
pub(super) fn run(create: &dyn Fn(&eframe::CreationContext<'_>) -> App) -> Result<(), Failure> {
    let mut reasons = Vec::new();
    for attempt in ATTEMPTS {
        let shown = Arc::new(AtomicBool::new(false));
        match try_once(attempt, create, &shown) {
            Ok(()) => return Ok(()),
            Err(reason) if shown.load(Ordering::Relaxed) => {
                return Err(Failure::Other(anyhow!("the window closed: {reason}")));
            }
            Err(reason) => reasons.push(format!("{attempt:?}: {reason}")),
        }
    }
    let words = Words::new(system_language());
    Err(Failure::Other(anyhow!(
        "{}. {}. ({})",
        words.text("error-graphics"),
        words.text("error-graphics-help"),
        reasons.join("; ")
    )))
}

/// Runs the window with one renderer; `shown` becomes true once the renderer works.
fn try_once(
    attempt: Attempt,
    create: &dyn Fn(&eframe::CreationContext<'_>) -> App,
    shown: &Arc<AtomicBool>,
) -> Result<(), String> {
    let started = Arc::clone(shown);
    let creator: eframe::AppCreator<'_> = Box::new(move |context| {
        started.store(true, Ordering::Relaxed);
        Ok(Box::new(create(context)))
    });
    let run = || eframe::run_native(APP_ID, options(attempt), creator);
    let outcome = silently_until(shown, || catch_unwind(AssertUnwindSafe(run)));
    match outcome {
        Ok(Ok(())) => Ok(()),
        Ok(Err(error)) => Err(error.to_string()),
        Err(_) => Err("the graphics driver failed".to_owned()),
    }
}

/// Keeps the message of a driver's panic away from the terminal while no window is shown.
fn silently_until<T>(shown: &Arc<AtomicBool>, work: impl FnOnce() -> T) -> T {
    let previous: Arc<dyn Fn(&panic::PanicHookInfo<'_>) + Send + Sync> =
        Arc::from(panic::take_hook());
    let (hook, shown) = (Arc::clone(&previous), Arc::clone(shown));
    panic::set_hook(Box::new(move |info| {
        if shown.load(Ordering::Relaxed) {
            hook(info);
        }
    }));
    let result = work();
    panic::set_hook(Box::new(move |info| previous(info)));
    result
}

fn options(attempt: Attempt) -> eframe::NativeOptions {
    let viewport = egui::ViewportBuilder::default()
        .with_app_id(APP_ID)
        .with_title("Clairscore")
        .with_inner_size(FIRST_SIZE)
        .with_min_inner_size(SMALLEST_SIZE)
        .with_drag_and_drop(true);
    eframe::NativeOptions {
        viewport,
        renderer: match attempt {
            Attempt::Card | Attempt::Software => eframe::Renderer::Wgpu,
            Attempt::OpenGl => eframe::Renderer::Glow,
        },
        wgpu_options: egui_wgpu::WgpuConfiguration {
            wgpu_setup: wgpu_setup(attempt),
            ..Default::default()
        },
        // Flat colours need no dithering, which a processor that draws alone pays for at each pixel.
        dithering: false,
        run_and_return: true,
        ..Default::default()
    }
}

fn wgpu_setup(attempt: Attempt) -> WgpuSetup {
    let mut setup = WgpuSetupCreateNew::without_display_handle();
    setup.native_adapter_selector = Some(Arc::new(move |adapters, surface| {
        let is_software =
            |adapter: &wgpu::Adapter| adapter.get_info().device_type == wgpu::DeviceType::Cpu;
        adapters
            .iter()
            .filter(|adapter| surface.is_none_or(|surface| adapter.is_surface_supported(surface)))
            .find(|adapter| is_software(adapter) == (attempt == Attempt::Software))
            .cloned()
            .ok_or_else(|| "no such graphics adapter".to_owned())
    }));
    WgpuSetup::CreateNew(setup)
}

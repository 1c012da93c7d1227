//! Starting the window: which renderer draws, what happens without a display.

use std::path::PathBuf;
use std::sync::Mutex;

use iced::window;

use super::app::App;
use crate::fl;
use crate::i18n;
use crate::settings::{Loaded, Renderer, Settings, SettingsFile};

/// Smallest size of the window, in points.
const LEAST: iced::Size = iced::Size::new(1024.0, 640.0);

/// How the window is started.
#[derive(Debug, Clone, Default)]
pub struct Launch {
    /// What draws, when it was said; else the settings say.
    pub renderer: Option<Renderer>,
    /// The register to open.
    pub folder: Option<PathBuf>,
}

/// The names by which iced tries renderers, one after the other.
///
/// Drawing by the processor is the automatic choice: it starts in a third of the time and with a
/// quarter of the memory, and a graphics driver of an old office PC is the likeliest thing to
/// fail. Whoever chooses the graphics card falls back by itself when it has none.
#[must_use]
pub fn backends(renderer: Renderer) -> &'static str {
    match renderer {
        Renderer::Auto | Renderer::Software => "tiny-skia",
        Renderer::Gpu => "wgpu,tiny-skia",
    }
}

/// The settings, read once before the window starts: reading puts a damaged file aside, and who
/// read second would not know of it.
#[derive(Debug)]
pub struct Prepared {
    launch: Launch,
    file: Option<SettingsFile>,
    loaded: Loaded,
}

/// Reads the settings.
#[must_use]
pub fn prepare(launch: Launch) -> Prepared {
    let file = SettingsFile::of_user();
    let loaded = file.as_ref().map(SettingsFile::load).unwrap_or_default();
    Prepared { launch, file, loaded }
}

impl Prepared {
    /// What draws: as told, else as set.
    #[must_use]
    pub fn renderer(&self) -> Renderer {
        self.launch.renderer.unwrap_or(self.loaded.settings.renderer)
    }
}

/// Runs the window until it is closed.
///
/// # Errors
/// A sentence for the terminal when no window can be opened.
pub fn run(prepared: Prepared) -> Result<(), String> {
    let Prepared { launch, file, loaded } = prepared;
    i18n::select(loaded.settings.language);
    if !crate::os::has_display() {
        return Err(fl!("launch-no-display"));
    }
    let window = window_settings(&loaded.settings);
    // iced may boot twice with its developer tools; the content is taken once.
    let first = Mutex::new(Some((file, loaded, launch.folder)));
    let boot = move || {
        let taken = first.lock().ok().and_then(|mut first| first.take());
        let (file, loaded, folder) = taken.unwrap_or_default();
        App::new(file, loaded, folder)
    };
    // Without a display server behind its address winit gives up by a panic.
    let run = std::panic::catch_unwind(move || {
        iced::application(boot, App::update, App::view)
            .title(App::title)
            .theme(App::theme)
            .scale_factor(App::scale_factor)
            .subscription(App::subscription)
            .settings(super::settings())
            .window(window)
            .run()
    });
    match run {
        Ok(Ok(())) => Ok(()),
        Ok(Err(error)) => Err(fl!("launch-failed", reason = error.to_string())),
        Err(_) => Err(fl!("launch-no-display")),
    }
}

fn window_settings(settings: &Settings) -> window::Settings {
    window::Settings {
        size: iced::Size::new(f32::from(settings.window.width), f32::from(settings.window.height)),
        maximized: settings.window.is_maximized,
        min_size: Some(LEAST),
        exit_on_close_request: false,
        ..window::Settings::default()
    }
}

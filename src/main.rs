//! The window's entry: arguments, log, renderer, run.

use std::ffi::OsString;
use std::process::ExitCode;

use so_chi_bo::settings::Renderer;
use so_chi_bo::ui::launch::{self, Launch};

const USAGE: &str = "sochibo [--renderer auto|software|gpu] [FOLDER]";

fn main() -> ExitCode {
    env_logger::Builder::from_env(env_logger::Env::default().default_filter_or("off,so_chi_bo=warn")).init();
    let Some(launch) = arguments(std::env::args_os().skip(1)) else {
        eprintln!("{USAGE}");
        return ExitCode::from(2);
    };
    let prepared = launch::prepare(launch);
    if std::env::var_os("ICED_BACKEND").is_none() {
        let backends = launch::backends(prepared.renderer());
        // SAFETY: the program has one thread yet, so nobody reads the environment meanwhile. iced
        // 0.14 takes its renderer from the environment only.
        #[allow(unsafe_code)]
        unsafe {
            std::env::set_var("ICED_BACKEND", backends);
        }
    }
    match launch::run(prepared) {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            eprintln!("{sentence}");
            ExitCode::FAILURE
        }
    }
}

/// Reads the arguments; none when they can't be understood.
fn arguments(mut arguments: impl Iterator<Item = OsString>) -> Option<Launch> {
    let mut launch = Launch::default();
    while let Some(argument) = arguments.next() {
        let text = argument.to_str().unwrap_or_default();
        let value = match text.strip_prefix("--renderer") {
            Some("") => Some(arguments.next()?.into_string().ok()?),
            Some(rest) => Some(rest.strip_prefix('=')?.to_owned()),
            None if text.starts_with("--") => return None,
            None => None,
        };
        match value {
            Some(name) => launch.renderer = Some(renderer(&name)?),
            None if launch.folder.is_none() => launch.folder = Some(argument.into()),
            None => return None,
        }
    }
    Some(launch)
}

fn renderer(name: &str) -> Option<Renderer> {
    match name {
        "auto" => Some(Renderer::Auto),
        "software" => Some(Renderer::Software),
        "gpu" => Some(Renderer::Gpu),
        _ => None,
    }
}

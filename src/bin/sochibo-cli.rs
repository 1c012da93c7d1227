//! The register from a terminal; everything is in `so_chi_bo::cli`.

use std::process::ExitCode;

fn main() -> ExitCode {
    env_logger::init();
    so_chi_bo::cli::run(std::env::args_os())
}

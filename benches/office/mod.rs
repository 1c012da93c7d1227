//! LibreOffice at the same work, for comparison: how long it takes and how much memory it used.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Has LibreOffice convert a file; none where it is not installed.
pub fn convert(file: &Path, to: &str, folder: &Path) -> Option<(Duration, u64)> {
    let start = Instant::now();
    let mut child = Command::new("soffice")
        .arg("--headless")
        .arg(format!("-env:UserInstallation=file://{}", folder.join("office").display()))
        .args(["--convert-to", to, "--outdir"])
        .arg(folder.join("converted"))
        .arg(file)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    let mut most = 0;
    while child.try_wait().ok()?.is_none() {
        most = most.max(memory());
        std::thread::sleep(Duration::from_millis(50));
    }
    Some((start.elapsed(), most))
}

/// Says what came of it beside our own figure.
pub fn compare(what: &str, file: &Path, to: &str, folder: &Path) {
    match convert(file, to, folder) {
        Some((time, memory)) => println!("LibreOffice {what:<12} {time:>9.2?}   most memory {memory:>5} MB"),
        None => println!("LibreOffice {what:<12} is not here"),
    }
}

/// Most memory of the running LibreOffice, in MB.
fn memory() -> u64 {
    let processes = std::fs::read_dir("/proc").into_iter().flatten().flatten();
    let of = |entry: std::fs::DirEntry| {
        let name = std::fs::read_to_string(entry.path().join("comm")).ok()?;
        (name.trim() == "soffice.bin").then(|| peak(&entry.path().join("status")))
    };
    processes.filter_map(of).max().unwrap_or_default()
}

/// Most memory that a process ever used, in MB, by its status file.
pub fn peak(status: &Path) -> u64 {
    let status = std::fs::read_to_string(status).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or("0");
    line.trim().trim_end_matches(" kB").trim().parse::<u64>().unwrap_or_default() / 1024
}

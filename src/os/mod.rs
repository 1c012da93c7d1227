//! What differs between systems, and nothing else: folder sync, permissions, hidden files, the
//! computer's name, what a folder lies on, showing and printing files. `unix.rs` and `windows.rs` have the same functions.

pub mod medium;
pub mod printing;
#[cfg(unix)]
mod unix;
#[cfg(windows)]
mod windows;

#[cfg(unix)]
pub use unix::{
    has_display, host_name, is_hidden, is_passing, is_removed, keep_private, medium_of, print, print_pages,
    private_file, show, sync_folder,
};
#[cfg(windows)]
pub use windows::{
    has_display, host_name, is_hidden, is_passing, is_removed, keep_private, medium_of, print, print_pages,
    private_file, show, sync_folder,
};

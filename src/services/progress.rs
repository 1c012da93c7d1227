//! How long work goes, for whoever waits for it on another thread, and the way to stop it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

/// A handle to work under way; its copies speak of the same work.
#[derive(Debug, Clone, Default)]
pub struct Progress {
    rows: Arc<AtomicU32>,
    cancelled: Arc<AtomicBool>,
}

impl Progress {
    /// Rows done so far.
    #[must_use]
    pub fn rows(&self) -> u32 {
        self.rows.load(Ordering::Relaxed)
    }

    /// Stops the work soon.
    pub fn cancel(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
    }

    /// Notes the rows done; false when the work is to stop.
    #[must_use]
    pub fn reached(&self, rows: usize) -> bool {
        self.rows.store(u32::try_from(rows).unwrap_or(u32::MAX), Ordering::Relaxed);
        !self.cancelled.load(Ordering::Relaxed)
    }
}

//! How long work goes, for whoever waits for it on another thread, and the way to stop it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

/// A handle to work under way; its copies speak of the same work.
#[derive(Debug, Clone, Default)]
pub struct Progress {
    rows: Arc<AtomicU32>,
    /// How many rows there are; 0 while nobody knows.
    all: Arc<AtomicU32>,
    cancelled: Arc<AtomicBool>,
}

impl Progress {
    /// Rows done so far.
    #[must_use]
    pub fn rows(&self) -> u32 {
        self.rows.load(Ordering::Relaxed)
    }

    /// Says how many rows there are, and that none is done.
    pub fn begin(&self, all: usize) {
        self.rows.store(0, Ordering::Relaxed);
        self.all.store(u32::try_from(all).unwrap_or(u32::MAX), Ordering::Relaxed);
    }

    /// The part that is done, 0 to 1; none while nobody knows how much there is.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "a bar is some hundred pixels wide")]
    pub fn share(&self) -> Option<f32> {
        let all = self.all.load(Ordering::Relaxed);
        (all > 0).then(|| (self.rows() as f32 / all as f32).min(1.0))
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

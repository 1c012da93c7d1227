//! Work that takes longer than a frame and needs no database: on a thread of its own, so that it
//! holds up neither the window nor the searches on its pool.

use std::thread;

use futures::channel::oneshot;

use crate::store::Error;

/// Runs `work` on a new thread of this name.
///
/// # Errors
/// [`Error::Internal`] when there is no thread to be had, or the work broke off.
pub async fn run<T: Send + 'static>(
    name: &str,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Error> {
    let (reply, answer) = oneshot::channel();
    let started = thread::Builder::new().name(name.to_owned()).spawn(move || reply.send(work()));
    started.map_err(|_| Error::Internal)?;
    answer.await.map_err(|_| Error::Internal)
}

//! The worker: one thread that owns the one connection.
//!
//! Callers send closures and get futures, so that the window never waits on the disk. A job whose
//! caller has gone is skipped; a long read can be interrupted; a panic in a job rolls its
//! transaction back and is answered with an error.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};

use futures::channel::oneshot;
use rusqlite::InterruptHandle;

use super::error::{Error, Result};
use super::tx::Database;

type Job = Box<dyn FnOnce(&mut Database) + Send>;

enum Order {
    Run(Job),
    Close,
}

/// A handle to the worker; cheap to clone. The database closes with [`Db::close`] or when the
/// last handle is dropped, which waits for it: a program that ended while the thread still
/// enciphers would take the cipher away from under it.
#[derive(Clone)]
pub struct Db {
    worker: Arc<Worker>,
}

struct Worker {
    orders: Sender<Order>,
    thread: Mutex<Option<JoinHandle<Result<()>>>>,
    interrupt: InterruptHandle,
}

impl Worker {
    fn close(&self) -> Result<()> {
        // A thread that is already gone has closed the file.
        let _ = self.orders.send(Order::Close);
        let thread = self.thread.lock().ok().and_then(|mut thread| thread.take());
        match thread {
            // A job that holds the last handle can't wait for its own thread.
            Some(thread) if thread.thread().id() == thread::current().id() => Ok(()),
            Some(thread) => thread.join().unwrap_or(Err(Error::Internal)),
            None => Ok(()),
        }
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        if let Err(error) = self.close() {
            log::warn!("the register could not be closed in order: {error}");
        }
    }
}

impl std::fmt::Debug for Db {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Db")
    }
}

impl Db {
    /// Hands the database to a thread of its own.
    ///
    /// # Errors
    /// [`Error::Internal`] when the system gives no thread; what the disk reports.
    pub fn spawn(database: Database) -> Result<Self> {
        database.forget_pages()?;
        let interrupt = database.interrupt_handle();
        let (orders, inbox) = mpsc::channel();
        let thread = thread::Builder::new()
            .name("register".to_owned())
            .spawn(move || work(database, &inbox))
            .map_err(|_| Error::Internal)?;
        let worker = Worker { orders, thread: Mutex::new(Some(thread)), interrupt };
        Ok(Self { worker: Arc::new(worker) })
    }

    /// Runs `job` on the worker's thread.
    ///
    /// # Errors
    /// What the job reports; [`Error::Closed`] after closing; [`Error::Internal`] for a defect.
    pub fn call<T, E>(
        &self,
        job: impl FnOnce(&mut Database) -> std::result::Result<T, E> + Send + 'static,
    ) -> impl Future<Output = std::result::Result<T, E>> + Send + 'static
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        let (reply, answer) = oneshot::channel();
        let order = Order::Run(Box::new(move |database| {
            if reply.is_canceled() {
                return;
            }
            let result = catch_unwind(AssertUnwindSafe(|| job(database)))
                .unwrap_or_else(|_| Err(E::from(Error::Internal)));
            // A caller that went away meanwhile no longer wants the answer.
            let _ = reply.send(result);
        }));
        let sent = self.worker.orders.send(order);
        async move {
            if sent.is_err() {
                return Err(E::from(Error::Closed));
            }
            answer.await.unwrap_or_else(|_| Err(E::from(Error::Closed)))
        }
    }

    /// The same, waiting for the answer; for the terminal and for tests.
    ///
    /// # Errors
    /// As [`Db::call`].
    pub fn wait<T, E>(
        &self,
        job: impl FnOnce(&mut Database) -> std::result::Result<T, E> + Send + 'static,
    ) -> std::result::Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        futures::executor::block_on(self.call(job))
    }

    /// Stops the read that is running, if one is; it answers [`Error::Interrupted`].
    pub fn interrupt(&self) {
        self.worker.interrupt.interrupt();
    }

    /// Finishes the jobs sent before, closes the file and ends the thread.
    ///
    /// # Errors
    /// What the disk reports while closing.
    pub fn close(&self) -> Result<()> {
        self.worker.close()
    }
}

fn work(mut database: Database, inbox: &Receiver<Order>) -> Result<()> {
    while let Ok(Order::Run(job)) = inbox.recv() {
        job(&mut database);
    }
    database.close()
}

//! The worker: order, callers that go away, panics, interrupts, closing.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use so_chi_bo::services::{self, Database, Db, Table, history, inspection, quotas, units};
use so_chi_bo::store::quota::Yearly;
use so_chi_bo::store::{self, Error};

use super::file::{File, author};
use super::people;

/// A worker that is busy until told.
fn busy(db: &Db) -> mpsc::Sender<()> {
    let (go, wait) = mpsc::channel::<()>();
    let (here, arrived) = mpsc::channel();
    let job = db.call(move |_| {
        here.send(()).unwrap();
        let _ = wait.recv();
        Ok::<_, Error>(())
    });
    thread::spawn(move || futures::executor::block_on(job));
    arrived.recv().unwrap();
    go
}

fn count(counter: &Arc<AtomicUsize>) -> impl FnOnce(&mut Database) -> store::Result<usize> + Send + 'static {
    let counter = Arc::clone(counter);
    move |_| Ok(counter.fetch_add(1, Ordering::SeqCst))
}

#[test]
fn a_job_whose_caller_has_gone_is_skipped() {
    let db = Db::spawn(File::new().database()).unwrap();
    let done = Arc::new(AtomicUsize::new(0));
    let go = busy(&db);
    drop(db.call(count(&done)));
    let kept = db.call(count(&done));
    drop(db.call(count(&done)));
    go.send(()).unwrap();
    assert_eq!(futures::executor::block_on(kept).unwrap(), 0);
    db.close().unwrap();
    assert_eq!(done.load(Ordering::SeqCst), 1);
}

#[test]
fn jobs_run_in_the_order_in_which_they_were_sent() {
    let db = Db::spawn(File::new().database()).unwrap();
    let done = Arc::new(AtomicUsize::new(0));
    let go = busy(&db);
    let jobs: Vec<_> = (0..50).map(|_| db.call(count(&done))).collect();
    go.send(()).unwrap();
    for (place, job) in jobs.into_iter().enumerate() {
        assert_eq!(futures::executor::block_on(job).unwrap(), place);
    }
}

/// A change that is made and then lost to a defect of the program.
fn broken(database: &mut Database) -> services::Result<()> {
    let operation = store::journal::Operation { kind: "test", who: String::new(), undoes: None };
    let _ = database.commit(operation, |tx| -> services::Result<()> {
        store::quota::set_yearly(tx, Yearly::Target, (so_chi_bo::domain::id::UnitId(1), 2030), Some(77))?;
        panic!("a defect, made on purpose")
    })?;
    Ok(())
}

#[test]
fn a_panic_answers_internal_and_leaves_the_database_as_it_was_and_usable() {
    let file = File::new();
    let db = Db::spawn(file.database()).unwrap();
    let (cells, _) = db.wait(|db| Ok::<_, Error>(people::fill(db))).unwrap();
    let before = db.wait(|db| history::newest(db, 100)).unwrap();
    for _ in 0..3 {
        let answer = db.wait(broken);
        assert!(matches!(answer, Err(services::Error::Store(Error::Internal))), "{answer:?}");
    }
    assert_eq!(db.wait(|db| history::newest(db, 100)).unwrap(), before);
    let target = db.wait(|db| store_target(db, 2030)).unwrap();
    assert_eq!(target, None);
    let saved = db.wait(move |db| quotas::set_target(db, cells[2], 2030, "4", &author())).unwrap();
    assert!(saved.changes.touches(Table::Quota));
    assert_eq!(db.wait(inspection::inspect).unwrap().findings, []);
    db.close().unwrap();
    assert_eq!(
        file.database().read(|tx| store::quota::yearly(tx, Yearly::Target, 2030, 2030)).unwrap().len(),
        1
    );
}

fn store_target(database: &mut Database, year: i32) -> store::Result<Option<i64>> {
    database.read(|tx| {
        Ok(store::quota::yearly(tx, Yearly::Target, year, year)?.first().map(|(_, _, target)| *target))
    })
}

#[test]
fn interrupting_stops_a_long_read_and_nothing_else() {
    let file = File::new();
    let db = Db::spawn(file.database()).unwrap();
    db.wait(|db| services::sample::fill(db, Some(2_000), &author())).unwrap();
    let (started, reading) = mpsc::channel();
    let long = db.call(move |db| {
        started.send(()).unwrap();
        // Far longer than the test waits, were it not stopped.
        for _ in 0..10_000 {
            inspection::inspect(db)?;
        }
        Ok::<_, services::Error>(())
    });
    reading.recv().unwrap();
    let stopper = db.clone();
    let (over, is_over) = mpsc::channel::<()>();
    // A read between two statements is not stopped, so the window asks until it is.
    let asking = thread::spawn(move || {
        while is_over
            .recv_timeout(Duration::from_millis(5))
            .is_err_and(|e| e == mpsc::RecvTimeoutError::Timeout)
        {
            stopper.interrupt();
        }
    });
    let start = Instant::now();
    let answer = futures::executor::block_on(long);
    drop(over);
    asking.join().unwrap();
    assert!(matches!(answer, Err(services::Error::Store(Error::Interrupted))), "{answer:?}");
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
    db.interrupt();
    assert!(db.wait(units::tree).unwrap().nodes().len() > 100);
    db.close().unwrap();
}

#[test]
fn closing_finishes_what_was_sent_before_and_later_calls_are_told() {
    let file = File::new();
    let db = Db::spawn(file.database()).unwrap();
    let (cells, _) = db.wait(|db| Ok::<_, Error>(people::fill(db))).unwrap();
    let go = busy(&db);
    let saving: Vec<_> = (0..10)
        .map(|year| {
            let cell = cells[2];
            db.call(move |db| quotas::set_target(db, cell, 2020 + year, "9", &author()))
        })
        .collect();
    let closing = {
        let db = db.clone();
        thread::spawn(move || db.close())
    };
    thread::sleep(Duration::from_millis(50));
    let late = db.call(units::tree);
    go.send(()).unwrap();
    closing.join().unwrap().unwrap();
    for job in saving {
        futures::executor::block_on(job).unwrap();
    }
    let is_closed = |answer| matches!(answer, Err(services::Error::Store(Error::Closed)));
    assert!(is_closed(futures::executor::block_on(late)));
    assert!(is_closed(db.wait(units::tree)) && is_closed(db.clone().wait(units::tree)));
    db.close().unwrap();
    assert_eq!(
        file.database().read(|tx| store::quota::yearly(tx, Yearly::Target, 2020, 2029)).unwrap().len(),
        11
    );
}

#[test]
fn a_worker_without_handles_closes_the_file() {
    let file = File::new();
    let db = Db::spawn(file.database()).unwrap();
    let job = db.call(|db| Ok::<_, Error>(people::fill(db)));
    drop(db);
    futures::executor::block_on(job).unwrap();
    let start = Instant::now();
    while file.open().is_err() {
        assert!(start.elapsed() < Duration::from_secs(5));
        thread::sleep(Duration::from_millis(5));
    }
    assert!(!file.folder().join("data.db-wal").exists());
}

#[test]
fn a_file_that_is_open_is_locked() {
    let file = File::new();
    let open = file.database();
    assert!(matches!(file.open(), Err(Error::Locked)));
    open.close().unwrap();
    file.open().unwrap().close().unwrap();
}

//! The database and its transactions: reading, and committing with the journal.

use std::cell::RefCell;
use std::path::Path;
use std::sync::Arc;

use rusqlite::{Connection, InterruptHandle, TransactionBehavior};

use super::backup;
use super::connection;
use super::error::{Error, Result};
use super::journal::{self, Operation};
use super::migrations;
use super::place::{Loss, Place};
use super::user;
use super::workspace::MasterKey;

/// A table whose rows people's records are made of; what [`Changes`] speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Table {
    /// The register itself.
    Register,
    /// Settings of the register.
    Setting,
    /// Editable lists.
    Choice,
    /// Units.
    Unit,
    /// Members.
    Member,
    /// Stays in units.
    Membership,
    /// Statuses.
    MemberStatus,
    /// Posts.
    Post,
    /// Badges of years in the Party.
    Badge,
    /// Regimes of rating.
    RatingRegime,
    /// Levels of the regimes.
    RatingLevel,
    /// Ratings of members.
    MemberRating,
    /// Ratings of units.
    UnitRating,
    /// Totals of past years.
    RatingTotal,
    /// Decisions on a year's ratings.
    RatingDecision,
    /// Yearly admission targets.
    Quota,
    /// Terms.
    QuotaTerm,
    /// Ceilings of the regimes.
    RatingCeiling,
    /// Who a regime leaves out.
    RatingExclusion,
    /// Points from which a level is proposed.
    RatingBand,
    /// What follows from levels held years running.
    RatingConsequence,
    /// Points, group of posts and plan of a year.
    RatingDetail,
    /// What those who are heard said of somebody in a year.
    RatingStep,
    /// Ballots of cells.
    Ballot,
    /// Ratings changed after they were decided.
    Rerating,
    /// Warnings that were let stand.
    RatingAcknowledgement,
    /// Decisions that raise a ceiling.
    CeilingRaise,
    /// Targets of congresses for ratings.
    RatingTarget,
    /// Discipline of members and units.
    Discipline,
    /// Amendments of a term's target.
    QuotaAmendment,
    /// Adjustments of yearly targets.
    QuotaAdjustment,
    /// Admissions of past years known as a number.
    AdmissionTotal,
    /// Who can be admitted, as units report it for a year.
    CandidateCount,
    /// What headings of spreadsheets mean.
    LearnedHeading,
    /// Lists of members that have a name.
    SavedList,
    /// Users of the register.
    User,
    /// Full numbers that somebody saw.
    NumberReading,
}

impl Table {
    /// All journalled tables.
    pub const ALL: [Self; 37] = [
        Self::Register,
        Self::Setting,
        Self::Choice,
        Self::Unit,
        Self::Member,
        Self::Membership,
        Self::MemberStatus,
        Self::Post,
        Self::Badge,
        Self::RatingRegime,
        Self::RatingLevel,
        Self::MemberRating,
        Self::UnitRating,
        Self::RatingTotal,
        Self::RatingDecision,
        Self::Quota,
        Self::QuotaTerm,
        Self::RatingCeiling,
        Self::RatingExclusion,
        Self::RatingBand,
        Self::RatingConsequence,
        Self::RatingDetail,
        Self::RatingStep,
        Self::Ballot,
        Self::Rerating,
        Self::RatingAcknowledgement,
        Self::CeilingRaise,
        Self::RatingTarget,
        Self::Discipline,
        Self::QuotaAmendment,
        Self::QuotaAdjustment,
        Self::AdmissionTotal,
        Self::CandidateCount,
        Self::LearnedHeading,
        Self::SavedList,
        Self::User,
        Self::NumberReading,
    ];

    /// Its name in SQL.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Register => "register",
            Self::Setting => "setting",
            Self::Choice => "choice",
            Self::Unit => "unit",
            Self::Member => "member",
            Self::Membership => "membership",
            Self::MemberStatus => "member_status",
            Self::Post => "post",
            Self::Badge => "badge",
            Self::RatingRegime => "rating_regime",
            Self::RatingLevel => "rating_level",
            Self::MemberRating => "member_rating",
            Self::UnitRating => "unit_rating",
            Self::RatingTotal => "rating_total",
            Self::RatingDecision => "rating_decision",
            Self::Quota => "quota",
            Self::QuotaTerm => "quota_term",
            Self::RatingCeiling => "rating_ceiling",
            Self::RatingExclusion => "rating_exclusion",
            Self::RatingBand => "rating_band",
            Self::RatingConsequence => "rating_consequence",
            Self::RatingDetail => "rating_detail",
            Self::RatingStep => "rating_step",
            Self::Ballot => "ballot",
            Self::Rerating => "rerating",
            Self::RatingAcknowledgement => "rating_acknowledgement",
            Self::CeilingRaise => "ceiling_raise",
            Self::RatingTarget => "rating_target",
            Self::Discipline => "discipline",
            Self::QuotaAmendment => "quota_amendment",
            Self::QuotaAdjustment => "quota_adjustment",
            Self::AdmissionTotal => "admission_total",
            Self::CandidateCount => "candidate_count",
            Self::LearnedHeading => "learned_heading",
            Self::SavedList => "saved_list",
            Self::User => "user",
            Self::NumberReading => "number_reading",
        }
    }

    /// The table with this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|table| table.name() == name)
    }
}

/// What an operation changed, so that everybody who shows it can show it anew.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changes {
    /// Number of the operation in the journal; the last one's when nothing changed.
    pub sequence: i64,
    /// So much changed that it isn't told one by one: `rows` and `members` are empty, and whoever
    /// shows anything reads it anew.
    pub everything: bool,
    /// The rows, each once.
    pub rows: Vec<(Table, i64)>,
    /// The members that these rows belong to, each once.
    pub members: Vec<i64>,
}

impl Changes {
    /// Whether nothing changed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        !self.everything && self.rows.is_empty()
    }

    /// Whether rows of the table changed.
    #[must_use]
    pub fn touches(&self, table: Table) -> bool {
        self.everything || self.rows.iter().any(|(other, _)| *other == table)
    }
}

/// The outcome of an operation that is on the disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Committed<T> {
    /// What it made.
    pub value: T,
    /// What it changed.
    pub changes: Changes,
}

impl<T> Committed<T> {
    /// The same outcome with another value.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Committed<U> {
        Committed { value: change(self.value), changes: self.changes }
    }
}

/// A view of the database inside one transaction.
#[derive(Debug)]
pub struct Tx<'a> {
    pub(in crate::store) connection: &'a Connection,
    what: RefCell<String>,
}

impl<'a> Tx<'a> {
    fn new(connection: &'a Connection) -> Self {
        Self { connection, what: RefCell::default() }
    }

    /// Reads on a connection that is no register's own: a copy that is looked over.
    pub(in crate::store) fn reading<T>(
        connection: &'a Connection,
        read: impl FnOnce(&Self) -> Result<T>,
    ) -> Result<T> {
        read(&Self::new(connection))
    }

    /// Says in words what the operation does, once the names are known; the last one counts.
    pub fn describe(&self, what: impl Into<String>) {
        *self.what.borrow_mut() = what.into();
    }
}

/// The open register's database. It belongs to one thread, the worker's.
#[derive(Debug)]
pub struct Database {
    pub(in crate::store) connection: Connection,
    /// For looking over copies of the file; wiped with the last of them.
    pub(in crate::store) key: Arc<MasterKey>,
    pub(in crate::store) backups: Option<backup::Source>,
    /// The user who acts; none in a register that one person keeps alone.
    acting: Option<i64>,
    place: Option<Place>,
    is_read_only: bool,
}

impl Database {
    fn of(connection: Connection, key: &MasterKey) -> Self {
        let key = Arc::new(key.duplicate());
        Self { connection, key, backups: None, acting: None, place: None, is_read_only: false }
    }

    /// Says where its file lies, so that each operation is noted there, and none is done when the
    /// file is gone.
    pub fn set_place(&mut self, mut place: Place) {
        // A journal that can't be read is told by who looks it over.
        if let Err(error) = self.read(|tx| place.compare(tx)) {
            log::warn!("the note of the last operation is not compared: {error}");
        }
        self.place = Some(place);
    }

    /// What was acknowledged before the file was opened and is not in it.
    #[must_use]
    pub fn loss(&self) -> Option<&Loss> {
        self.place.as_ref().and_then(Place::loss)
    }

    /// Where its file lies; none for one that is in no folder of its own.
    #[must_use]
    pub fn place(&self) -> Option<&Place> {
        self.place.as_ref()
    }

    /// From now on each change is refused: the register lies where nothing can be written, and
    /// this is a copy of its file.
    pub fn refuse_changes(&mut self) {
        self.is_read_only = true;
    }

    /// Writes what is in the write-ahead file back into the file itself.
    ///
    /// # Errors
    /// What the disk reports; nothing is lost then.
    pub fn write_back(&mut self) -> Result<()> {
        let busy: i64 = self.connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
        if busy == 0 { Ok(()) } else { Err(Error::Locked) }
    }

    /// Opens a register's database and brings it to the newest schema.
    ///
    /// # Errors
    /// See [`Error`]; nothing is changed unless all of it succeeds.
    pub fn open(path: &Path, key: &MasterKey) -> Result<Self> {
        Self::open_after(path, key, |_| Ok(()))
    }

    /// The same; `before_upgrade` sees a file of an older schema before it is upgraded.
    ///
    /// # Errors
    /// As [`Database::open`], and what `before_upgrade` reports: then nothing is upgraded.
    pub fn open_after<E: From<Error>>(
        path: &Path,
        key: &MasterKey,
        before_upgrade: impl FnOnce(&mut Self) -> std::result::Result<(), E>,
    ) -> std::result::Result<Self, E> {
        let connection = connection::open(path, key)?;
        let mut database = Self::of(connection, key);
        if migrations::version(&database.connection)? < migrations::NEWEST {
            before_upgrade(&mut database)?;
        }
        migrations::run(&mut database.connection)?;
        Ok(database)
    }

    /// Makes a new database with the newest schema.
    ///
    /// # Errors
    /// [`Error::ReadOnly`], [`Error::DiskFull`].
    pub fn create(path: &Path, key: &MasterKey) -> Result<Self> {
        let mut connection = connection::create(path, key)?;
        migrations::run(&mut connection)?;
        Ok(Self::of(connection, key))
    }

    /// From now on this user acts: changes are made in the user's name, as far as the role goes.
    pub fn act_as(&mut self, user: Option<i64>) {
        self.acting = user;
    }

    /// The user who acts; none in a register that one person keeps alone.
    #[must_use]
    pub fn acting(&self) -> Option<i64> {
        self.acting
    }

    /// A handle with which another thread can stop a long read.
    #[must_use]
    pub fn interrupt_handle(&self) -> InterruptHandle {
        self.connection.get_interrupt_handle()
    }

    /// Reads, with one consistent view of everything.
    ///
    /// # Errors
    /// What `read` reports.
    pub fn read<T, E: From<Error>>(
        &mut self,
        read: impl FnOnce(&Tx<'_>) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        let transaction = self.connection.transaction().map_err(Error::from)?;
        read(&Tx::new(&transaction))
    }

    /// Makes a change as one operation: all of it and its journal entry reach the disk, or
    /// nothing does. An operation that changes nothing leaves no journal entry.
    ///
    /// # Errors
    /// What `change` reports, and what the disk does; [`Error::ReadOnly`] and [`Error::Gone`] before
    /// anything is done; [`Error::NotAllowed`] when the role of the user who acts does not reach so
    /// far.
    pub fn commit<T, E: From<Error>>(
        &mut self,
        operation: Operation,
        change: impl FnOnce(&Tx<'_>) -> std::result::Result<T, E>,
    ) -> std::result::Result<Committed<T>, E> {
        if self.is_read_only {
            return Err(Error::ReadOnly.into());
        }
        self.place.as_ref().map_or(Ok(()), Place::expect)?;
        let transaction =
            self.connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(Error::from)?;
        let (value, mut changes, last) = {
            let tx = Tx::new(&transaction);
            let operation = user::authorised(&tx, self.acting, operation)?;
            let last = journal::last_sequence(&tx)?;
            let sequence = journal::begin(&tx, &operation)?;
            let value = change(&tx)?;
            let what = tx.what.take();
            (value, journal::seal(&tx, sequence, &what)?, last)
        };
        if changes.is_empty() {
            changes.sequence = last;
            transaction.rollback().map_err(Error::from)?;
        } else {
            let head = journal::head(&Tx::new(&transaction))?;
            transaction.commit().map_err(Error::from)?;
            if let Some(place) = &mut self.place {
                place.acknowledge(&head);
            }
        }
        Ok(Committed { value, changes })
    }

    /// Works with four times the memory: when an operation writes more than fits, pages are
    /// encrypted again and again. In between the pages are better left to the disk.
    ///
    /// # Errors
    /// What `work` reports.
    pub fn with_room<T, E: From<Error>>(
        &mut self,
        work: impl FnOnce(&mut Self) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        self.connection.pragma_update(None, "cache_size", connection::LARGE_CACHE).map_err(Error::from)?;
        let result = work(self);
        self.connection.pragma_update(None, "cache_size", connection::CACHE).map_err(Error::from)?;
        result
    }

    /// Gives back what was read so far: see [`connection::forget_pages`].
    ///
    /// # Errors
    /// What the disk reports.
    pub(in crate::store) fn forget_pages(&self) -> Result<()> {
        connection::forget_pages(&self.connection)
    }

    /// Writes everything into the one file and closes it.
    ///
    /// # Errors
    /// What the disk reports; the write-ahead file is then kept and used at the next opening.
    pub fn close(mut self) -> Result<()> {
        if let Some(place) = &mut self.place {
            place.finish();
        }
        connection::close(self.connection)
    }
}

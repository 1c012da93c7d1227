//! A register on disk that a test opens in two ways: through the program, and past it.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use rusqlite::Connection;
use so_chi_bo::services::registers::{self, Recipe};
use so_chi_bo::services::{Author, Database};
use so_chi_bo::store;
use so_chi_bo::store::workspace::{Cost, MasterKey, Secret, Workspace};

pub const PASSWORD: &str = "đồng lúa chín tháng mười";

pub fn author() -> Author {
    let today = NaiveDate::from_ymd_opt(2026, 11, 20).unwrap();
    Author { name: "Trần Thị Hạnh".to_owned(), today }
}

/// A closed register and its key.
pub struct File {
    folder: PathBuf,
    key: MasterKey,
    _temporary: Option<tempfile::TempDir>,
}

impl File {
    pub fn new() -> Self {
        let temporary = tempfile::tempdir().unwrap();
        let file = Self::make(&temporary.path().join("sổ"));
        Self { _temporary: Some(temporary), ..file }
    }

    /// Makes a register in `folder`.
    pub fn make(folder: &Path) -> Self {
        let recipe = Recipe { name: "Chi bộ Ấp 1", password: PASSWORD, cost: Cost::QUICK };
        registers::create(folder, recipe, &author()).unwrap().register.close().unwrap();
        Self::at(folder)
    }

    /// The register in `folder`.
    pub fn at(folder: &Path) -> Self {
        let workspace = Workspace::open(folder).unwrap();
        let key = workspace.keys().unlock(Secret::Password(PASSWORD)).unwrap();
        Self { folder: folder.to_owned(), key, _temporary: None }
    }

    pub fn folder(&self) -> &Path {
        &self.folder
    }

    pub fn path(&self) -> PathBuf {
        self.folder.join("data.db")
    }

    pub fn key(&self) -> &MasterKey {
        &self.key
    }

    /// A copy of the database, as the program opens it.
    pub fn database_at(&self, copy: &Path) -> Database {
        Database::open(copy, &self.key).unwrap()
    }

    /// As the program opens it.
    pub fn open(&self) -> store::Result<Database> {
        Database::open(&self.path(), &self.key)
    }

    pub fn database(&self) -> Database {
        self.open().unwrap()
    }

    /// Past the program: any SQL, but no functions of the program's own.
    pub fn raw(&self) -> Connection {
        self.raw_at(&self.path())
    }

    /// The same of a copy.
    pub fn raw_at(&self, copy: &Path) -> Connection {
        let connection = Connection::open(copy).unwrap();
        connection.pragma_update(None, "key", self.key.pragma_value().as_str()).unwrap();
        connection.execute_batch("PRAGMA foreign_keys = ON; PRAGMA recursive_triggers = ON").unwrap();
        connection
    }
}

/// The rows of a query, each as one text.
pub fn texts(connection: &Connection, sql: &str) -> Vec<String> {
    let mut statement = connection.prepare(sql).unwrap();
    let width = statement.column_count();
    let mut rows = statement.query([]).unwrap();
    let mut texts = Vec::new();
    while let Some(row) = rows.next().unwrap() {
        let values: Vec<String> =
            (0..width).map(|column| format!("{:?}", row.get_ref(column).unwrap())).collect();
        texts.push(values.join(" | "));
    }
    texts
}

pub fn number(connection: &Connection, sql: &str) -> i64 {
    connection.query_row(sql, [], |row| row.get(0)).unwrap()
}

/// Opens an entry of the journal by hand, for the triggers to write under.
pub fn begin(connection: &Connection) {
    connection
        .execute_batch(
            "BEGIN; INSERT INTO journal (at, who, kind, what, previous_hash) VALUES ('', '', 'test', '', zeroblob(32));",
        )
        .unwrap();
}

//! Registers of older schemas: the one that version 0.1.0 made (schema 2), brought to a later one as
//! the programs of that time did, but without the triggers of tables that came with it.

use std::fs;
use std::path::Path;

use rusqlite::{Connection, params};
use sha2::{Digest, Sha256};
use so_chi_bo::store::workspace::{Secret, Workspace};

/// The migrations after schema 2, in their order.
const LATER: [&str; 5] = [
    include_str!("../../migrations/0003_year_end.sql"),
    include_str!("../../migrations/0004_exchange.sql"),
    include_str!("../../migrations/0005_candidates.sql"),
    include_str!("../../migrations/0006_users.sql"),
    include_str!("../../migrations/0007_badges.sql"),
];

/// Puts a closed register of this schema, 2 to 7, into a folder.
pub fn make(folder: &Path, schema: i64, password: &str) {
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/schema-2");
    fs::create_dir_all(folder).unwrap();
    for name in ["data.db", "keys.toml"] {
        fs::copy(fixture.join(name), folder.join(name)).unwrap();
    }
    if schema == 2 {
        return;
    }
    let key = Workspace::open(folder).unwrap().keys().unlock(Secret::Password(password)).unwrap();
    let connection = Connection::open(folder.join("data.db")).unwrap();
    connection.pragma_update(None, "key", key.pragma_value().as_str()).unwrap();
    for (version, sql) in (3..=schema).zip(LATER) {
        connection.execute_batch(sql).unwrap();
        let checksum = Sha256::digest(sql.replace("\r\n", "\n")).to_vec();
        let row = params![version, checksum];
        connection.execute("INSERT INTO migration (version, checksum) VALUES (?1, ?2)", row).unwrap();
    }
    connection.pragma_update(None, "user_version", schema).unwrap();
    connection.close().unwrap();
    let _ = fs::remove_file(folder.join("lock"));
}

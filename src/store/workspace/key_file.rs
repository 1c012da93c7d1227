//! The text of `keys.toml`: a head that names the register, and one table per slot.
//!
//! Head and slots each carry a checksum over all their other fields, known or not. So a byte
//! that changed on the disk is told apart from a wrong password, damage in one slot does not
//! shut out the other, and fields of later versions are kept as they are. The checksum finds
//! accidents; that nobody forged a slot is proved by age and by the head's `key_check`.

use chrono::Local;
use sha2::{Digest, Sha256};
use toml::{Table, Value};
use uuid::Uuid;

use super::error::{Error, Part};
use super::hex;

/// The format that this program writes.
const FORMAT: i64 = 1;
/// More than a thousand slots' worth of text would only be there to tire the program.
const LONGEST: usize = 64 * 1024;
pub(super) const MOST_SLOTS: usize = 16;

const COMMENT: &str = "\
# Sổ Chi bộ: khóa của sổ, đã mã hóa bằng mật khẩu (mỗi người dùng một ô) và bằng mã khôi phục.
# Đừng sửa, đừng xóa: mất tệp này thì không còn cách nào mở được dữ liệu.
# The register's key, sealed by the password of each user and by the recovery code. Do not edit or delete:
# without this file nothing can open the data. Each \"sealed\" text is an ordinary age file
# (age-encryption.org) that holds the 32 bytes of the SQLCipher key of data.db.

";

/// What opens a slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A password, NFC.
    Password,
    /// The recovery code, without dashes.
    Recovery,
}

impl Kind {
    const fn name(self) -> &'static str {
        match self {
            Self::Password => "password",
            Self::Recovery => "recovery",
        }
    }
}

/// Whose a password slot is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner {
    /// The first user's, or the only one's.
    First,
    /// That of the user with this random identity; the name stands in the database.
    User(Uuid),
}

/// One sealed copy of the key.
#[derive(Debug, Clone, PartialEq)]
pub struct Slot {
    table: Table,
}

impl Slot {
    /// A slot of today.
    pub fn new(kind: Kind, sealed: String) -> Self {
        let mut table = Table::new();
        put(&mut table, "kind", kind.name());
        put(&mut table, "made", now());
        put(&mut table, "sealed", sealed);
        stamp(&mut table);
        Self { table }
    }

    /// The same, of this user.
    pub fn owned(mut self, owner: Owner) -> Self {
        if let Owner::User(user) = owner {
            put(&mut self.table, "user", user.to_string());
            stamp(&mut self.table);
        }
        self
    }

    /// Whose it is; that of the first user says nothing of it.
    pub fn owner(&self) -> Owner {
        let user = text(&self.table, "user").and_then(|user| user.parse().ok());
        user.map_or(Owner::First, Owner::User)
    }

    /// Whether it is as it was written.
    pub fn is_whole(&self) -> bool {
        is_whole(&self.table)
    }

    /// Whether it is opened by `kind`.
    pub fn is(&self, kind: Kind) -> bool {
        text(&self.table, "kind") == Some(kind.name())
    }

    /// The armored age text; empty if there is none.
    pub fn sealed(&self) -> &str {
        text(&self.table, "sealed").unwrap_or_default()
    }
}

/// The whole content of `keys.toml`.
#[derive(Debug, Clone, PartialEq)]
pub struct KeyFile {
    head: Table,
    register: Uuid,
    key_check: [u8; 32],
    /// The slots in the order of the file.
    pub slots: Vec<Slot>,
}

impl KeyFile {
    /// The file of a new register, without slots.
    pub fn new(register: Uuid, key_check: [u8; 32]) -> Self {
        let mut head = Table::new();
        head.insert("format".to_owned(), Value::Integer(FORMAT));
        put(&mut head, "register", register.to_string());
        put(&mut head, "made", now());
        put(&mut head, "key_check", hex::encode(&key_check).as_str());
        stamp(&mut head);
        Self { head, register, key_check, slots: Vec::new() }
    }

    /// Reads the text. Errors: `Damaged(Keys)`, `TooNew`.
    pub fn parse(text: &[u8]) -> Result<Self, Error> {
        Self::understand(text).unwrap_or(Err(Error::Damaged(Part::Keys)))
    }

    /// `None` for anything that no version of the program has written.
    fn understand(bytes: &[u8]) -> Option<Result<Self, Error>> {
        if bytes.len() > LONGEST {
            return None;
        }
        // Editors on Windows add a mark at the beginning and their own line ends.
        let text = std::str::from_utf8(bytes).ok()?;
        let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
        let mut head: Table = text.parse().ok()?;
        let slots = head.remove("slot");
        if !is_whole(&head) {
            return None;
        }
        let format = head.get("format")?.as_integer()?;
        if format > FORMAT {
            return Some(Err(Error::TooNew { format }));
        }
        let slots = slots?.try_into::<Vec<Table>>().ok()?;
        if format != FORMAT || slots.is_empty() || slots.len() > MOST_SLOTS {
            return None;
        }
        Some(Ok(Self {
            register: self::text(&head, "register")?.parse().ok()?,
            key_check: hex::decode(self::text(&head, "key_check")?)?,
            slots: slots.into_iter().map(|table| Slot { table }).collect(),
            head,
        }))
    }

    /// The text for the disk.
    pub fn text(&self) -> Result<String, Error> {
        let mut whole = self.head.clone();
        let slots = self.slots.iter().map(|slot| slot.table.clone().into());
        whole.insert("slot".to_owned(), Value::Array(slots.collect()));
        let text = toml::to_string_pretty(&whole).map_err(|_| Error::Damaged(Part::Keys))?;
        Ok(format!("{COMMENT}{text}"))
    }

    /// The register's identity, for ever.
    pub fn register(&self) -> Uuid {
        self.register
    }

    /// By which the register's key is recognised.
    pub fn key_check(&self) -> &[u8; 32] {
        &self.key_check
    }

    /// The first bytes that `data.db` had when they were recorded.
    pub fn database_salt(&self) -> Option<[u8; 16]> {
        hex::decode(text(&self.head, "database_salt")?)
    }

    /// Records the first bytes of `data.db`.
    pub fn set_database_salt(&mut self, salt: [u8; 16]) {
        put(&mut self.head, "database_salt", hex::encode(&salt).as_str());
        stamp(&mut self.head);
    }
}

fn now() -> String {
    Local::now().format("%Y-%m-%dT%H:%M:%S%:z").to_string()
}

fn put(table: &mut Table, key: &str, value: impl Into<String>) {
    table.insert(key.to_owned(), Value::String(value.into()));
}

fn text<'a>(table: &'a Table, key: &str) -> Option<&'a str> {
    table.get(key)?.as_str()
}

const CHECKSUM: &str = "checksum";

fn stamp(table: &mut Table) {
    let sum = checksum(table);
    put(table, CHECKSUM, sum);
}

fn is_whole(table: &Table) -> bool {
    text(table, CHECKSUM).is_some_and(|sum| sum == checksum(table))
}

/// The first half of the SHA-256 over all fields but the checksum, sorted by name. Later formats
/// must keep this rule, or older programs would call their files damaged instead of too new.
fn checksum(table: &Table) -> String {
    let mut hash = Sha256::new();
    feed_table(&mut hash, table);
    hex::encode(&hash.finalize()[..16]).to_string()
}

fn feed_table(hash: &mut Sha256, table: &Table) {
    let mut fields: Vec<_> = table.iter().filter(|(key, _)| *key != CHECKSUM).collect();
    fields.sort_by_key(|(key, _)| key.as_str());
    for (key, value) in fields {
        feed_text(hash, b'k', key);
        feed(hash, value);
    }
    hash.update(b"}");
}

fn feed(hash: &mut Sha256, value: &Value) {
    match value {
        Value::String(text) => feed_text(hash, b's', text),
        Value::Integer(number) => feed_text(hash, b'i', &number.to_string()),
        Value::Float(number) => feed_text(hash, b'f', &number.to_bits().to_string()),
        Value::Boolean(truth) => feed_text(hash, b'b', &truth.to_string()),
        Value::Datetime(time) => feed_text(hash, b'd', &time.to_string()),
        Value::Array(values) => {
            hash.update(b"[");
            values.iter().for_each(|value| feed(hash, value));
            hash.update(b"]");
        }
        Value::Table(table) => {
            hash.update(b"{");
            feed_table(hash, table);
        }
    }
}

/// Kind, length, bytes: no two lists of fields feed the same.
fn feed_text(hash: &mut Sha256, kind: u8, text: &str) {
    hash.update([kind]);
    hash.update(text.len().to_string());
    hash.update(b":");
    hash.update(text);
}

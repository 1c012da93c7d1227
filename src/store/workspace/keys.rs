//! The register's key and the ways to it: `keys.toml` holds a copy of the random key for each
//! password and one for the recovery code, each sealed with age's passphrase encryption.
//!
//! A new password seals the same key again. Nothing here ever touches the database.

use std::fmt;
use std::fs::File;
use std::io::{self, Read, Write};
use std::iter;
use std::path::{Path, PathBuf};

use age::armor::{ArmoredReader, ArmoredWriter, Format};
use age::secrecy::SecretString;
use age::{DecryptError, Decryptor, Encryptor};
use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;
use uuid::Uuid;
use zeroize::Zeroizing;

use super::error::{Error, Part};
use super::key_file::{KeyFile, Kind, MOST_SLOTS, Owner, Slot};
use super::recovery::RecoveryCode;
use super::{atomic, hex};

/// The random 256-bit key of a register's database. Wiped from memory when dropped.
pub struct MasterKey {
    bytes: Box<Zeroizing<[u8; 32]>>,
}

impl MasterKey {
    /// A new key. Error: `NoRandomness`.
    pub fn random() -> Result<Self, Error> {
        let mut key = Self::blank();
        getrandom::fill(key.bytes.as_mut_slice()).map_err(|_| Error::NoRandomness)?;
        Ok(key)
    }

    /// Another copy, to be wiped on its own.
    pub(in crate::store) fn duplicate(&self) -> Self {
        let mut copy = Self::blank();
        copy.bytes.copy_from_slice(self.bytes.as_slice());
        copy
    }

    fn blank() -> Self {
        Self { bytes: Box::new(Zeroizing::new([0; 32])) }
    }

    /// The key as SQLCipher takes a raw one: `x'` 64 hexadecimal digits `'`.
    pub fn pragma_value(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::with_capacity(67));
        text.push_str("x'");
        text.push_str(&hex::encode(self.bytes.as_slice()));
        text.push('\'');
        text
    }

    /// By which `keys.toml` recognises the key without telling it.
    fn check(&self, register: Uuid) -> [u8; 32] {
        let mut hash = Sha256::new();
        hash.update(b"so-chi-bo register key 1");
        hash.update(register.as_bytes());
        hash.update(self.bytes.as_slice());
        hash.finalize().into()
    }
}

impl fmt::Debug for MasterKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("MasterKey(secret)")
    }
}

/// How hard it is to try a password: 2 to this power blocks of 1 KiB memory each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cost(u8);

impl Cost {
    /// For real registers: 64 MiB for each try.
    pub const STANDARD: Self = Self(16);
    /// For tests and for registers that live for minutes.
    pub const QUICK: Self = Self(4);
    /// The hardest that a file may ask for: 256 MiB.
    const MOST: Self = Self(18);
}

/// What a person types to get at the key.
#[derive(Clone, Copy)]
pub enum Secret<'a> {
    /// A password, in any Unicode normal form.
    Password(&'a str),
    /// The recovery code, however written.
    RecoveryCode(&'a str),
}

/// A password slot that is not written yet.
#[derive(Debug)]
pub struct Sealed(Slot);

/// What opened the register.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opener {
    /// The password of this user.
    Password(Owner),
    /// The recovery code, which belongs to the register and not to a user.
    RecoveryCode,
}

/// Slots of `keys.toml` that are damaged, while another one opened the register.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LostSlots {
    /// No recovery code opens the register any more.
    pub is_recovery: bool,
    /// So many users' passwords open it no more.
    pub passwords: usize,
}

/// The content of `keys.toml`, and where it is.
#[derive(Debug, Clone)]
pub struct Keys {
    path: PathBuf,
    file: KeyFile,
}

impl Keys {
    /// Makes key, slots and recovery code of a new register, for the file at `path`; nothing is
    /// written yet. Error: `NoRandomness`.
    pub fn create(path: &Path, password: &str, cost: Cost) -> Result<(Self, MasterKey, RecoveryCode), Error> {
        let mut id = [0; 16];
        getrandom::fill(&mut id).map_err(|_| Error::NoRandomness)?;
        let register = uuid::Builder::from_random_bytes(id).into_uuid();
        let key = MasterKey::random()?;
        let code = RecoveryCode::random()?;
        let mut file = KeyFile::new(register, key.check(register));
        file.slots = vec![password_slot(&key, password, cost)?, recovery_slot(&key, &code, cost)?];
        let path = path.to_owned();
        Ok((Self { path, file }, key, code))
    }

    /// Reads the file. Errors: `Missing(Keys)`, `Damaged(Keys)`, `TooNew`, `Io`.
    pub fn read(path: &Path) -> Result<Self, Error> {
        // A little more than allowed, so that a longer file is seen to be too long.
        const ENOUGH: u64 = 65 * 1024;
        let mut content = Vec::new();
        File::open(path).and_then(|file| file.take(ENOUGH).read_to_end(&mut content)).map_err(|error| {
            if error.kind() == io::ErrorKind::NotFound {
                Error::Missing(Part::Keys)
            } else {
                Error::reading(path, &error)
            }
        })?;
        Self::parse(path, &content)
    }

    /// Understands what was read for the file at `path`. Errors: `Damaged(Keys)`, `TooNew`.
    pub fn parse(path: &Path, content: &[u8]) -> Result<Self, Error> {
        let file = KeyFile::parse(content)?;
        let path = path.to_owned();
        Ok(Self { path, file })
    }

    /// The same for the file at another path.
    pub(super) fn at(self, path: &Path) -> Self {
        let path = path.to_owned();
        Self { path, ..self }
    }

    /// Writes the file atomically. Errors as [`atomic::write`].
    pub fn write(&self) -> Result<(), Error> {
        atomic::write(&self.path, self.file.text()?.as_bytes())
    }

    /// The file's text, to travel with a backup.
    pub fn text(&self) -> Result<String, Error> {
        self.file.text()
    }

    /// The register's identity, for ever.
    pub fn register(&self) -> Uuid {
        self.file.register()
    }

    /// The first 16 bytes of the database, as last recorded.
    ///
    /// SQLCipher says the same of a wrong key as of a database whose first bytes have changed.
    /// A key that unlocked here is right for sure; so if the database does not open with it, it
    /// is damaged when these bytes are its first, and another or badly damaged one otherwise.
    pub fn database_salt(&self) -> Option<[u8; 16]> {
        self.file.database_salt()
    }

    /// Records the first 16 bytes of the database. Errors as [`Keys::write`].
    pub fn record_salt(&mut self, salt: [u8; 16]) -> Result<(), Error> {
        if self.database_salt() == Some(salt) {
            return Ok(());
        }
        self.change(|file| file.set_database_salt(salt))
    }

    /// As [`Keys::record_salt`], before the first writing.
    pub(super) fn set_salt(&mut self, salt: [u8; 16]) {
        self.file.set_database_salt(salt);
    }

    /// The key. Takes some tenths of a second by design.
    ///
    /// Errors: `WrongPassword`, `WrongRecoveryCode`, `Mistyped`, or `Damaged(Keys)` when nothing
    /// opens and a slot that might have opened is damaged.
    pub fn unlock(&self, secret: Secret<'_>) -> Result<MasterKey, Error> {
        self.find(secret).map(|(_, key)| key)
    }

    /// The key, and what opened it. Every password slot is tried: nobody is asked for a name.
    ///
    /// Errors as [`Keys::unlock`].
    pub fn unlock_as(&self, secret: Secret<'_>) -> Result<(MasterKey, Opener), Error> {
        let (place, key) = self.find(secret)?;
        let opener = match secret {
            Secret::Password(_) => Opener::Password(self.file.slots[place].owner()),
            Secret::RecoveryCode(_) => Opener::RecoveryCode,
        };
        Ok((key, opener))
    }

    /// Who has a password.
    pub fn owners(&self) -> Vec<Owner> {
        self.file.slots.iter().filter(|slot| slot.is(Kind::Password)).map(Slot::owner).collect()
    }

    /// Slots that are not as they were written, and open nothing any more.
    #[must_use]
    pub fn lost(&self) -> LostSlots {
        let slots = &self.file.slots;
        let has_recovery = slots.iter().any(|slot| slot.is(Kind::Recovery) && slot.is_whole());
        let damaged = slots.iter().filter(|slot| !slot.is_whole()).count();
        // What a damaged slot calls itself may be what is damaged.
        LostSlots {
            is_recovery: !has_recovery,
            passwords: damaged.saturating_sub(usize::from(!has_recovery)),
        }
    }

    /// Sets the password of a user, who may have had none. All other slots stay as they are.
    /// Returns after the change is durable.
    ///
    /// Errors: `PasswordTaken` when it opens the slot of another user, by which it could not be
    /// told who opens the register; `TooManyUsers`; as [`Keys::write`]. Then nothing is changed.
    pub fn set_password(
        &mut self,
        key: &MasterKey,
        owner: Owner,
        password: &str,
        cost: Cost,
    ) -> Result<(), Error> {
        let sealed = self.seal_password(key, owner, (password, cost))?;
        self.put(sealed)
    }

    /// Seals the key for a user, all that can be refused; nothing is written yet.
    ///
    /// Errors: `PasswordTaken`, `TooManyUsers`, `NoRandomness`.
    pub fn seal_password(
        &self,
        key: &MasterKey,
        owner: Owner,
        (password, cost): (&str, Cost),
    ) -> Result<Sealed, Error> {
        if self.opens_another(password, owner) {
            return Err(Error::PasswordTaken);
        }
        if !self.owners().contains(&owner) && self.file.slots.len() >= MOST_SLOTS {
            return Err(Error::TooManyUsers { most: MOST_SLOTS - 1 });
        }
        Ok(Sealed(password_slot(key, password, cost)?.owned(owner)))
    }

    /// Writes what was sealed, in the place of the user's old slot. Returns after the change is
    /// durable. Errors as [`Keys::write`]; then the old password still opens.
    pub fn put(&mut self, Sealed(slot): Sealed) -> Result<(), Error> {
        let owner = slot.owner();
        self.change(|file| replace(&mut file.slots, |slot| is_of(slot, owner), slot))
    }

    /// Takes a user's password away; with it nothing opens any more. The others stay.
    ///
    /// Errors as [`Keys::write`].
    pub fn remove_password(&mut self, owner: Owner) -> Result<(), Error> {
        if !self.owners().contains(&owner) {
            return Ok(());
        }
        self.change(|file| file.slots.retain(|slot| !is_of(slot, owner)))
    }

    fn opens_another(&self, password: &str, owner: Owner) -> bool {
        let others = self
            .file
            .slots
            .iter()
            .filter(|slot| slot.is(Kind::Password) && slot.is_whole() && slot.owner() != owner);
        let passphrase = normal(password);
        others.into_iter().any(|slot| open(slot.sealed(), &passphrase).is_ok())
    }

    /// Sets a new password in place of the old one, or of the first user's when the recovery code
    /// proves the right to it. The other slots stay as they are. Returns after the change is
    /// durable.
    ///
    /// Errors as [`Keys::unlock`] and [`Keys::set_password`]; then the old password still opens.
    pub fn change_password(
        &mut self,
        proof: Secret<'_>,
        new_password: &str,
        cost: Cost,
    ) -> Result<(), Error> {
        let (key, opener) = self.unlock_as(proof)?;
        let owner = match opener {
            Opener::Password(owner) => owner,
            Opener::RecoveryCode => Owner::First,
        };
        self.set_password(&key, owner, new_password, cost)
    }

    /// Seals the key for a new recovery code; nothing is written yet. Error: `NoRandomness`.
    pub fn seal_recovery_code(&self, key: &MasterKey, cost: Cost) -> Result<(Sealed, RecoveryCode), Error> {
        let code = RecoveryCode::random()?;
        Ok((Sealed(recovery_slot(key, &code, cost)?), code))
    }

    /// Writes the slot of a new recovery code; the old one opens nothing any more. Returns after the
    /// change is durable. Errors as [`Keys::write`]; then the old code still opens.
    pub fn put_recovery_code(&mut self, Sealed(slot): Sealed) -> Result<(), Error> {
        self.change(|file| {
            // The old one may be damaged just where it says what it is.
            let is_known = |slot: &Slot| slot.is(Kind::Password) || slot.is(Kind::Recovery);
            file.slots.retain(|slot| slot.is_whole() || is_known(slot));
            replace(&mut file.slots, |slot| slot.is(Kind::Recovery), slot);
        })
    }

    /// Writes a changed copy. After a failure the disk decides what holds.
    fn change(&mut self, edit: impl FnOnce(&mut KeyFile)) -> Result<(), Error> {
        let mut file = self.file.clone();
        edit(&mut file);
        let path = self.path.clone();
        let next = Self { path, file };
        let result = next.write();
        if result.is_ok() {
            self.file = next.file;
        } else if let Ok(on_disk) = Self::read(&self.path) {
            self.file = on_disk.file;
        }
        result
    }

    /// The slot that `secret` opens, and the key in it.
    fn find(&self, secret: Secret<'_>) -> Result<(usize, MasterKey), Error> {
        let (kind, passphrase, wrong) = match secret {
            Secret::Password(password) => (Kind::Password, normal(password), Error::WrongPassword),
            Secret::RecoveryCode(typed) => {
                let code = RecoveryCode::parse(typed).map_err(Error::Mistyped)?;
                let passphrase = SecretString::from(code.passphrase());
                (Kind::Recovery, passphrase, Error::WrongRecoveryCode)
            }
        };
        let mut is_damaged = !self.file.slots.iter().any(|slot| slot.is(kind));
        for (place, slot) in self.file.slots.iter().enumerate() {
            if !slot.is_whole() {
                is_damaged = true;
            } else if slot.is(kind) {
                match open(slot.sealed(), &passphrase) {
                    Ok(key) if self.fits(&key) => return Ok((place, key)),
                    Ok(_) | Err(Unsealed::Damaged) => is_damaged = true,
                    Err(Unsealed::Wrong) => {}
                }
            }
        }
        Err(if is_damaged { Error::Damaged(Part::Keys) } else { wrong })
    }

    fn fits(&self, key: &MasterKey) -> bool {
        key.check(self.register()) == *self.file.key_check()
    }
}

/// Whether it is the password slot of this user.
fn is_of(slot: &Slot, owner: Owner) -> bool {
    slot.is(Kind::Password) && slot.owner() == owner
}

/// Puts `slot` in the place of those that `is_old` finds.
fn replace(slots: &mut Vec<Slot>, is_old: impl Fn(&Slot) -> bool, slot: Slot) {
    let at = slots.iter().position(&is_old).unwrap_or(slots.len());
    slots.retain(|slot| !is_old(slot));
    slots.insert(at.min(slots.len()), slot);
}

fn password_slot(key: &MasterKey, password: &str, cost: Cost) -> Result<Slot, Error> {
    Ok(Slot::new(Kind::Password, seal(key, normal(password), cost)?))
}

fn recovery_slot(key: &MasterKey, code: &RecoveryCode, cost: Cost) -> Result<Slot, Error> {
    let passphrase = SecretString::from(code.passphrase());
    Ok(Slot::new(Kind::Recovery, seal(key, passphrase, cost)?))
}

/// The password in NFC: `ế` is the same whether typed as one character or as three.
fn normal(password: &str) -> SecretString {
    // Composing makes a text at most three times as long; room at once leaves no copies behind.
    let mut text = Zeroizing::new(String::with_capacity(password.len() * 3));
    text.extend(password.nfc());
    SecretString::from(text.as_str())
}

fn seal(key: &MasterKey, passphrase: SecretString, cost: Cost) -> Result<String, Error> {
    let mut recipient = age::scrypt::Recipient::new(passphrase);
    recipient.set_work_factor(cost.0);
    let sealed = write_age(&recipient, key.bytes.as_slice());
    sealed.map_err(|_| Error::NoRandomness)
}

/// Writing to memory: the only cause of failure is the system's source of random numbers.
fn write_age(recipient: &age::scrypt::Recipient, content: &[u8]) -> io::Result<String> {
    let encryptor = Encryptor::with_recipients(iter::once(recipient as _)).map_err(io::Error::other)?;
    let armor = ArmoredWriter::wrap_output(Vec::new(), Format::AsciiArmor)?;
    let mut writer = encryptor.wrap_output(armor)?;
    writer.write_all(content)?;
    let text = writer.finish()?.finish()?;
    String::from_utf8(text).map_err(io::Error::other)
}

/// Why a slot gave no key.
enum Unsealed {
    Wrong,
    Damaged,
}

fn open(sealed: &str, passphrase: &SecretString) -> Result<MasterKey, Unsealed> {
    let mut identity = age::scrypt::Identity::new(passphrase.clone());
    identity.set_max_work_factor(Cost::MOST.0);
    let decryptor =
        Decryptor::new_buffered(ArmoredReader::new(sealed.as_bytes())).map_err(|_| Unsealed::Damaged)?;
    let mut reader = decryptor.decrypt(iter::once(&identity as _)).map_err(|error| match error {
        DecryptError::DecryptionFailed | DecryptError::KeyDecryptionFailed => Unsealed::Wrong,
        // Above all `ExcessiveWork`: nobody may make us reckon for hours.
        _ => Unsealed::Damaged,
    })?;
    let mut key = MasterKey::blank();
    let mut more = [0];
    reader.read_exact(key.bytes.as_mut_slice()).map_err(|_| Unsealed::Damaged)?;
    match reader.read(&mut more) {
        Ok(0) => Ok(key),
        Ok(_) | Err(_) => Err(Unsealed::Damaged),
    }
}

//! `keys.toml`: right, wrong, mistyped, damaged, newer, hostile.

use std::fs;
use std::path::Path;

use sha2::{Digest, Sha256};
use so_chi_bo::store::workspace::{
    Cost, Error, Keys, Mistake, Part, RECOVERY_CODE_LENGTH, RecoveryCode, Secret, Workspace,
};
use toml::{Table, Value};

use super::{PASSWORD, create};

/// A `keys.toml` in a folder of its own, with the key as text and the recovery code.
fn fresh() -> (tempfile::TempDir, Keys, String, String) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("keys.toml");
    let (keys, key, code) = Keys::create(&path, PASSWORD, Cost::QUICK).unwrap();
    keys.write().unwrap();
    (folder, keys, key.pragma_value().to_string(), code.grouped().to_string())
}

fn unlock(keys: &Keys, secret: Secret<'_>) -> Result<String, Error> {
    keys.unlock(secret).map(|key| key.pragma_value().to_string())
}

/// The rule of the checksum, written down a second time: newer versions must keep it.
fn stamp(table: &mut Table) {
    table.remove("checksum");
    let mut fields: Vec<_> = table.iter().filter(|(key, _)| *key != "slot").collect();
    fields.sort_by_key(|(key, _)| key.as_str());
    let mut text = String::new();
    for (key, value) in fields {
        let (kind, value) = match value {
            Value::String(value) => ('s', value.clone()),
            Value::Integer(value) => ('i', value.to_string()),
            other => panic!("{other}"),
        };
        text += &format!("k{}:{key}{kind}{}:{value}", key.len(), value.len());
    }
    text.push('}');
    let sum: String = Sha256::digest(text)[..16].iter().map(|byte| format!("{byte:02x}")).collect();
    table.insert("checksum".into(), Value::String(sum));
}

fn edit(path: &Path, change: impl FnOnce(&mut Table)) {
    let mut table: Table = fs::read_to_string(path).unwrap().parse().unwrap();
    change(&mut table);
    fs::write(path, toml::to_string(&table).unwrap()).unwrap();
}

fn slot(table: &mut Table, place: usize) -> &mut Table {
    table["slot"].as_array_mut().unwrap()[place].as_table_mut().unwrap()
}

#[test]
fn password_and_recovery_code_give_the_same_key_and_others_do_not() {
    let (folder, _, key, code) = fresh();
    let keys = Keys::read(&folder.path().join("keys.toml")).unwrap();
    assert_eq!(unlock(&keys, Secret::Password(PASSWORD)), Ok(key.clone()));
    assert_eq!(unlock(&keys, Secret::RecoveryCode(&code)), Ok(key.clone()));
    assert!(key.starts_with("x'") && key.ends_with('\'') && key.len() == 67);
    for wrong in ["", " ", "đồng lúa chín tháng mười ", "Đồng lúa chín tháng mười", &code] {
        assert_eq!(unlock(&keys, Secret::Password(wrong)), Err(Error::WrongPassword));
    }
    assert_eq!(unlock(&keys, Secret::Password(&"ế".repeat(10_000))), Err(Error::WrongPassword));
    let other = RecoveryCode::random().unwrap().grouped();
    assert_eq!(unlock(&keys, Secret::RecoveryCode(&other)), Err(Error::WrongRecoveryCode));
}

#[test]
fn a_password_is_the_same_in_every_normal_form() {
    use unicode_normalization::UnicodeNormalization;
    let (_folder, mut keys, key, _) = fresh();
    let decomposed: String = PASSWORD.nfd().collect();
    assert_ne!(decomposed, PASSWORD);
    assert_eq!(unlock(&keys, Secret::Password(&decomposed)), Ok(key.clone()));
    keys.change_password(Secret::Password(PASSWORD), &decomposed, Cost::QUICK).unwrap();
    assert_eq!(unlock(&keys, Secret::Password(PASSWORD)), Ok(key));
}

#[test]
fn changing_the_password_rewrites_its_slot_only() {
    let (folder, mut keys, key, code) = fresh();
    let path = folder.path().join("keys.toml");
    let before: Table = fs::read_to_string(&path).unwrap().parse().unwrap();
    let wrong = keys.change_password(Secret::Password("sai"), "mật khẩu mới", Cost::QUICK);
    assert_eq!(wrong, Err(Error::WrongPassword));
    keys.change_password(Secret::Password(PASSWORD), "mật khẩu mới", Cost::QUICK).unwrap();
    let after: Table = fs::read_to_string(&path).unwrap().parse().unwrap();
    assert_ne!(before["slot"][0], after["slot"][0]);
    assert_eq!(before["slot"][1], after["slot"][1]);
    for keys in [keys, Keys::read(&path).unwrap()] {
        assert_eq!(unlock(&keys, Secret::Password("mật khẩu mới")), Ok(key.clone()));
        assert_eq!(unlock(&keys, Secret::Password(PASSWORD)), Err(Error::WrongPassword));
        assert_eq!(unlock(&keys, Secret::RecoveryCode(&code)), Ok(key.clone()));
    }
}

#[test]
fn the_recovery_code_sets_a_new_password_and_is_itself_renewed() {
    let (folder, mut keys, key, code) = fresh();
    keys.change_password(Secret::RecoveryCode(&code), "quên rồi đặt lại", Cost::QUICK).unwrap();
    let master = keys.unlock(Secret::Password("quên rồi đặt lại")).unwrap();
    let (sealed, new_code) = keys.seal_recovery_code(&master, Cost::QUICK).unwrap();
    assert_eq!(unlock(&keys, Secret::RecoveryCode(&code)), Ok(key.clone()), "nothing is written yet");
    keys.put_recovery_code(sealed).unwrap();
    let keys = Keys::read(&folder.path().join("keys.toml")).unwrap();
    assert_eq!(unlock(&keys, Secret::Password(PASSWORD)), Err(Error::WrongPassword));
    assert_eq!(unlock(&keys, Secret::Password("quên rồi đặt lại")), Ok(key.clone()));
    assert_eq!(unlock(&keys, Secret::RecoveryCode(&code)), Err(Error::WrongRecoveryCode));
    assert_eq!(unlock(&keys, Secret::RecoveryCode(&new_code.grouped())), Ok(key));
}

#[test]
fn a_changed_byte_is_never_taken_for_a_wrong_password() {
    let (folder, _, key, code) = fresh();
    let path = folder.path().join("keys.toml");
    let whole = fs::read(&path).unwrap();
    let (mut harmless, mut rescued) = (0, 0);
    for place in 0..whole.len() {
        for flip in [0x01, 0x80] {
            let mut content = whole.clone();
            content[place] ^= flip;
            fs::write(&path, &content).unwrap();
            let Ok(keys) = Keys::read(&path).inspect_err(|error| {
                assert_eq!(*error, Error::Damaged(Part::Keys), "at {place}");
            }) else {
                continue;
            };
            match unlock(&keys, Secret::Password(PASSWORD)) {
                Ok(found) => {
                    assert_eq!(found, key, "at {place}");
                    harmless += 1;
                }
                Err(error) => {
                    assert_eq!(error, Error::Damaged(Part::Keys), "at {place}");
                    rescued += 1;
                    assert_eq!(unlock(&keys, Secret::RecoveryCode(&code)), Ok(key.clone()));
                }
            }
        }
    }
    println!("{} bytes: {harmless} harmless, {rescued} opened by the code", whole.len());
    assert!(rescued > 200, "damage in one slot must not shut out the other");
}

#[test]
fn a_cut_file_is_damaged_and_an_absent_one_missing() {
    let (folder, _, key, _) = fresh();
    let path = folder.path().join("keys.toml");
    let whole = fs::read(&path).unwrap();
    for length in (0..whole.len()).step_by(7) {
        fs::write(&path, &whole[..length]).unwrap();
        match Keys::read(&path) {
            Err(error) => assert_eq!(error, Error::Damaged(Part::Keys), "{length}"),
            // Cut at the end of a line, in the password's slot or behind it.
            Ok(keys) => match unlock(&keys, Secret::Password(PASSWORD)) {
                Ok(found) => assert_eq!(found, key),
                Err(error) => assert_eq!(error, Error::Damaged(Part::Keys), "{length}"),
            },
        }
    }
    fs::write(&path, vec![b'#'; 100_000]).unwrap();
    assert_eq!(Keys::read(&path).unwrap_err(), Error::Damaged(Part::Keys));
    fs::remove_file(&path).unwrap();
    assert_eq!(Keys::read(&path).unwrap_err(), Error::Missing(Part::Keys));
}

#[test]
fn line_ends_and_mark_of_an_editor_on_windows_do_no_harm() {
    let (folder, _, key, _) = fresh();
    let path = folder.path().join("keys.toml");
    let text = fs::read_to_string(&path).unwrap().replace('\n', "\r\n");
    fs::write(&path, format!("\u{feff}{text}")).unwrap();
    let keys = Keys::read(&path).unwrap();
    assert_eq!(unlock(&keys, Secret::Password(PASSWORD)), Ok(key));
}

#[test]
fn a_newer_format_is_refused_and_fields_of_a_later_version_are_kept() {
    let (folder, _, _, _) = fresh();
    let path = folder.path().join("keys.toml");
    edit(&path, |table| {
        table.insert("later".into(), Value::String("kept".into()));
        stamp(table);
        slot(table, 0).insert("label".into(), Value::String("replaced with its slot".into()));
        slot(table, 1).insert("label".into(), Value::String("in the safe".into()));
        stamp(slot(table, 0));
        stamp(slot(table, 1));
    });
    let mut keys = Keys::read(&path).unwrap();
    keys.change_password(Secret::Password(PASSWORD), "mật khẩu mới", Cost::QUICK).unwrap();
    keys.record_salt([9; 16]).unwrap();
    assert_eq!(Keys::read(&path).unwrap().database_salt(), Some([9; 16]));
    edit(&path, |table| {
        assert_eq!(table["later"].as_str(), Some("kept"));
        assert_eq!(slot(table, 1)["label"].as_str(), Some("in the safe"));
        table.insert("format".into(), Value::Integer(2));
        stamp(table);
    });
    assert_eq!(Keys::read(&path).unwrap_err(), Error::TooNew { format: 2 });
}

#[test]
fn a_hostile_file_can_not_make_the_program_reckon_for_hours() {
    let (folder, _, _, _) = fresh();
    let path = folder.path().join("keys.toml");
    // A slot sealed with work factor 30: that would be 1 GiB times a thousand. Only its header is needed.
    let header = "age-encryption.org/v1\n-> scrypt AAAAAAAAAAAAAAAAAAAAAA 30\n\
                  AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n--- AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n";
    edit(&path, |table| {
        let slot = slot(table, 0);
        slot.insert("sealed".into(), Value::String(header.into()));
        stamp(slot);
    });
    let started = std::time::Instant::now();
    let keys = Keys::read(&path).unwrap();
    assert_eq!(unlock(&keys, Secret::Password(PASSWORD)), Err(Error::Damaged(Part::Keys)));
    assert!(started.elapsed().as_secs() < 5);
    edit(&path, |table| {
        let slots = table["slot"].as_array_mut().unwrap();
        *slots = slots.iter().cycle().take(17).cloned().collect();
    });
    assert_eq!(Keys::read(&path).unwrap_err(), Error::Damaged(Part::Keys));
}

#[test]
fn slots_of_another_register_do_not_fit() {
    let (folder, _, _, _) = fresh();
    let (other, _, _, _) = fresh();
    let path = folder.path().join("keys.toml");
    let other: Table = fs::read_to_string(other.path().join("keys.toml")).unwrap().parse().unwrap();
    edit(&path, |table| table["slot"][0] = other["slot"][0].clone());
    let keys = Keys::read(&path).unwrap();
    assert_eq!(unlock(&keys, Secret::Password(PASSWORD)), Err(Error::Damaged(Part::Keys)));
}

#[test]
fn a_recovery_code_is_understood_however_it_is_written() {
    let (_folder, keys, key, code) = fresh();
    assert_eq!(code.len(), RECOVERY_CODE_LENGTH + 6);
    let plain = code.replace('-', "");
    let confused = code.replace('0', "o").replace('1', "l").replace('V', "u");
    for typed in [
        code.to_lowercase(),
        plain.clone(),
        format!("  {}\n", plain.to_lowercase()),
        code.replace('-', " – "),
        confused,
        code.replace('0', "O").replace('1', "I"),
    ] {
        assert_eq!(unlock(&keys, Secret::RecoveryCode(&typed)), Ok(key.clone()), "{typed}");
    }
}

#[test]
fn every_slip_of_one_or_two_characters_is_told_apart_from_a_wrong_code() {
    let code = RecoveryCode::random().unwrap().grouped().replace('-', "");
    let alphabet = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    for first in 0..code.len() {
        for other in alphabet {
            let mut typed = code.clone().into_bytes();
            if typed[first] == *other {
                continue;
            }
            typed[first] = *other;
            assert_eq!(parse(&typed), Err(Mistake::Checks));
            let second = (first + 5) % typed.len();
            typed[second] = if typed[second] == b'7' { b'8' } else { b'7' };
            assert_eq!(parse(&typed), Err(Mistake::Checks));
        }
        for second in first + 1..code.len() {
            let mut typed = code.clone().into_bytes();
            typed.swap(first, second);
            let is_same = typed == code.as_bytes();
            assert_eq!(parse(&typed), if is_same { Ok(()) } else { Err(Mistake::Checks) });
        }
    }
    assert_eq!(parse(&code.as_bytes()[1..]), Err(Mistake::Length(27)));
    assert_eq!(parse(b""), Err(Mistake::Length(0)));
    assert_eq!(parse("0".repeat(10_000).as_bytes()), Err(Mistake::Length(10_000)));
    assert_eq!(parse("A7Ư".as_bytes()), Err(Mistake::VietnameseTyping('Ư')));
    assert_eq!(parse("a7đ".as_bytes()), Err(Mistake::VietnameseTyping('đ')));
    assert_eq!(parse("A7😀".as_bytes()), Err(Mistake::Unknown('😀')));
}

fn parse(typed: &[u8]) -> Result<(), Mistake> {
    RecoveryCode::parse(std::str::from_utf8(typed).unwrap()).map(|_| ())
}

#[test]
fn the_standard_cost_is_written_and_opens() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("keys.toml");
    let (keys, key, _) = Keys::create(&path, PASSWORD, Cost::STANDARD).unwrap();
    let found = unlock(&keys, Secret::Password(PASSWORD)).unwrap();
    assert_eq!(found, *key.pragma_value());
}

#[test]
fn no_way_to_the_key_touches_the_database() {
    let folder = tempfile::tempdir().unwrap();
    let made = create(folder.path()).unwrap();
    let code = made.recovery_code.grouped();
    let mut workspace: Workspace = made.workspace;
    let before = fs::metadata(workspace.database_path()).unwrap().modified().unwrap();
    let keys = workspace.keys_mut();
    keys.change_password(Secret::RecoveryCode(&code), "mật khẩu mới", Cost::QUICK).unwrap();
    let (sealed, _) = keys.seal_recovery_code(&made.key, Cost::QUICK).unwrap();
    keys.put_recovery_code(sealed).unwrap();
    let after = fs::metadata(workspace.database_path()).unwrap().modified().unwrap();
    assert_eq!(before, after);
    assert!(!format!("{:?} {:?}", made.key, workspace).contains(&made.key.pragma_value()[2..66]));
}

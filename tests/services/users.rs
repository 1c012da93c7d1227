//! Several users of one register: who may do what, whose password opens it, whose name stands in
//! the journal, and what a crash between the two files leaves.

use std::path::Path;

use crate::people::day;
use proptest::prelude::*;
use so_chi_bo::domain::id::{MemberId, UnitId};
use so_chi_bo::domain::member::{MemberForm, Sex};
use so_chi_bo::domain::problem::Kind;
use so_chi_bo::domain::unit::{UnitForm, UnitKind};
use so_chi_bo::domain::user::Role;
use so_chi_bo::i18n::sentence;
use so_chi_bo::services::members::{self, NewMember};
use so_chi_bo::services::registers::{self, Letterhead, OpenRegister, Recipe};
use so_chi_bo::services::users::{self, Listed, NewUser};
use so_chi_bo::services::{Author, Database, Error, Result, backups, history, inspection, readings, units};
use so_chi_bo::store;
use so_chi_bo::store::workspace::{self, Cost, Keys, Owner, Secret};
use zeroize::Zeroizing;

const OWN: &str = "đồng lúa chín tháng mười";
const HERS: &str = "mùa nước nổi năm nay";
const HIS: &str = "bông điên điển vàng bến";
const NEW: &str = "chợ nổi sáng sớm ghe";

fn author() -> Author {
    Author { name: "máy tính".to_owned(), today: day("24/11/2026") }
}

/// A register with a password of its own; its recovery code.
fn create(folder: &Path) -> (OpenRegister, String) {
    let recipe = Recipe { name: "Sổ thử", password: OWN, cost: Cost::QUICK };
    let new = registers::create(folder, recipe, &author()).unwrap();
    (new.register, new.recovery_code.grouped().to_string())
}

fn open(folder: &Path, password: &str) -> Result<OpenRegister> {
    registers::open(folder, Secret::Password(password))
}

/// Does something with database and keys, as the window does on the worker's thread.
fn with<T: Send + 'static>(
    register: OpenRegister,
    job: impl FnOnce(&mut store::Database, &mut Keys) -> Result<T> + Send + 'static,
) -> (OpenRegister, Result<T>) {
    let OpenRegister { db, mut workspace } = register;
    let (workspace, result) = db
        .wait(move |database| {
            let result = job(database, workspace.keys_mut());
            Ok::<_, Error>((workspace, result))
        })
        .unwrap();
    (OpenRegister { db, workspace }, result)
}

fn new_user(name: &str, role: Role, password: &str) -> NewUser {
    NewUser {
        name: name.to_owned(),
        role: Some(role),
        password: Zeroizing::new(password.to_owned()),
        own_name: "Trần Văn Quản".to_owned(),
    }
}

/// The one who was alone adds a user; the register is open as before.
fn add(register: OpenRegister, name: &str, role: Role, password: &str) -> (OpenRegister, Result<i64>) {
    let new = new_user(name, role, password);
    let (register, result) =
        with(register, move |database, keys| users::add(database, keys, &new, (Cost::QUICK, &author())));
    (register, result.map(|done| done.value))
}

fn listed(register: OpenRegister) -> (OpenRegister, Vec<Listed>) {
    let (register, list) = with(register, |database, keys| users::list(database, keys));
    (register, list.unwrap())
}

fn add_unit(register: &OpenRegister, name: &str) -> Result<i64> {
    let form = UnitForm {
        kind: Some(UnitKind::BaseCell),
        code: name.to_owned(),
        name: name.to_owned(),
        founded_on: "01/01/2000".to_owned(),
        ..UnitForm::default()
    };
    register
        .db
        .wait(move |database| units::add(database, None, &form, &author()).map(|done| done.changes.sequence))
}

fn refusal(error: &Error) -> Option<&Kind> {
    match error {
        Error::Refused(problems) => problems.first().map(|problem| &problem.kind),
        _ => None,
    }
}

#[test]
fn the_one_who_was_alone_is_the_first_user_and_each_password_opens_in_its_users_name() {
    let parent = tempfile::tempdir().unwrap();
    let folder = parent.path().join("sổ");
    let (register, _) = create(&folder);
    assert!(add_unit(&register, "A").is_ok());
    let (register, none) = listed(register);
    assert!(none.is_empty(), "no ceremony for who is alone");
    let (register, hers) = add(register, "Lê Thị Bé", Role::Enter, HERS);
    assert!(hers.is_ok(), "{hers:?}");
    let (register, two) = listed(register);
    let seen: Vec<_> =
        two.iter().map(|one| (one.user.name.as_str(), one.user.role, one.has_password, one.is_me)).collect();
    assert_eq!(seen, [("Trần Văn Quản", Role::Manage, true, true), ("Lê Thị Bé", Role::Enter, true, false)]);
    register.close().unwrap();

    let keys = std::fs::read_to_string(folder.join("keys.toml")).unwrap();
    assert!(!keys.contains("Quản") && !keys.contains("Bé"), "the folder shows no names");
    assert_eq!(keys.matches("[[slot]]").count(), 3);

    for (password, name) in [(OWN, "Trần Văn Quản"), (HERS, "Lê Thị Bé")] {
        let register = open(&folder, password).unwrap();
        let sequence = add_unit(&register, name).unwrap();
        let entry = register.db.wait(move |database| history::entry(database, sequence)).unwrap();
        assert_eq!(entry.who, name, "the journal writes the user's name");
        let info = register.db.wait(registers::info).unwrap();
        assert_eq!(info.user.map(|user| user.name).as_deref(), Some(name));
        register.close().unwrap();
    }
    let wrong = open(&folder, HIS).err();
    assert!(matches!(wrong, Some(Error::Workspace(workspace::Error::WrongPassword))), "{wrong:?}");
}

#[test]
fn a_role_does_what_it_may_and_is_told_who_may_do_the_rest() {
    let parent = tempfile::tempdir().unwrap();
    let folder = parent.path().join("sổ");
    let (register, _) = create(&folder);
    let (register, reader) = add(register, "Người Xem", Role::Read, HERS);
    let (register, clerk) = add(register, "Người Nhập", Role::Enter, HIS);
    let (reader, clerk) = (reader.unwrap(), clerk.unwrap());
    register.close().unwrap();
    let set_letterhead = |register: &OpenRegister| {
        let letterhead = Letterhead { place: "Bình Minh".to_owned(), ..Letterhead::default() };
        register.db.wait(move |database| registers::set_letterhead(database, &letterhead, &author()))
    };

    let register = open(&folder, HERS).unwrap();
    let refused = add_unit(&register, "X").unwrap_err();
    assert!(matches!(refused, Error::Store(store::Error::NotAllowed(Role::Enter))), "{refused:?}");
    let words = sentence::error(&refused);
    assert!(words.contains("Nhập liệu") && words.contains("Quản trị"), "{words}");
    let (register, refused) = add(register, "Kẻ Lạ", Role::Manage, NEW);
    assert!(matches!(refused, Err(Error::Store(store::Error::NotAllowed(Role::Manage)))), "{refused:?}");
    let (register, refused) = with(register, move |database, keys| {
        users::set_password(database, keys, (clerk, NEW), (Cost::QUICK, &author()))
    });
    assert!(matches!(refused, Err(Error::Store(store::Error::NotAllowed(Role::Manage)))), "{refused:?}");
    assert_eq!(register.workspace.keys().owners().len(), 3, "nothing was written into the keys");
    register.close().unwrap();

    let register = open(&folder, HIS).unwrap();
    let sequence = add_unit(&register, "X").unwrap();
    let refused = set_letterhead(&register).unwrap_err();
    assert!(matches!(refused, Error::Store(store::Error::NotAllowed(Role::Manage))), "{refused:?}");
    assert!(register.db.wait(move |database| history::undo(database, sequence, &author())).is_ok());
    register.close().unwrap();

    let register = open(&folder, OWN).unwrap();
    let set = set_letterhead(&register).unwrap().changes.sequence;
    let (register, lowered) = with(register, move |database, keys| {
        users::set_role(database, keys, (reader, Role::Decide), &author())
    });
    assert!(lowered.is_ok());
    register.close().unwrap();
    let register = open(&folder, HERS).unwrap();
    let undone = register.db.wait(move |database| history::undo(database, set, &author()));
    assert!(
        matches!(undone, Err(Error::Store(store::Error::NotAllowed(Role::Manage)))),
        "undoing needs the role of what is undone: {undone:?}"
    );
    assert!(add_unit(&register, "Y").is_ok());
    register.close().unwrap();
}

#[test]
fn the_last_manager_stays_and_a_closed_user_opens_nothing_any_more() {
    let parent = tempfile::tempdir().unwrap();
    let folder = parent.path().join("sổ");
    let (register, code) = create(&folder);
    let (register, hers) = add(register, "Lê Thị Bé", Role::Decide, HERS);
    let hers = hers.unwrap();
    let (register, list) = listed(register);
    let own = list[0].user.id;
    let (register, lowered) =
        with(register, move |database, keys| users::set_role(database, keys, (own, Role::Read), &author()));
    assert_eq!(refusal(&lowered.unwrap_err()), Some(&Kind::LastManager));
    let (register, closed) =
        with(register, move |database, keys| users::close(database, keys, own, &author()));
    assert_eq!(refusal(&closed.unwrap_err()), Some(&Kind::LastManager));
    let (register, raised) = with(register, move |database, keys| {
        users::set_role(database, keys, (hers, Role::Manage), &author())
    });
    assert!(raised.is_ok());
    let (register, closed) =
        with(register, move |database, keys| users::close(database, keys, own, &author()));
    assert_eq!(refusal(&closed.unwrap_err()), Some(&Kind::OwnUser));
    register.close().unwrap();

    let register = open(&folder, HERS).unwrap();
    let (register, closed) =
        with(register, move |database, keys| users::close(database, keys, own, &author()));
    let sequence = closed.unwrap().changes.sequence;
    let undone = register.db.wait(move |database| history::undo(database, sequence, &author()));
    assert_eq!(refusal(&undone.unwrap_err()), Some(&Kind::CannotBeUndone));
    let (register, list) = listed(register);
    assert_eq!(list[0].user.closed_on, Some(day("24/11/2026")), "closed, not deleted");
    let found = register.db.wait(inspection::inspect).unwrap().findings;
    assert!(found.is_empty(), "{found:?}");
    register.close().unwrap();
    assert!(matches!(open(&folder, OWN).err(), Some(Error::Workspace(workspace::Error::WrongPassword))));

    // The recovery code stays the register's own and stands for the first manager.
    let register = registers::recover(&folder, &code, None, (NEW, Cost::QUICK)).unwrap();
    let info = register.db.wait(registers::info).unwrap();
    assert_eq!(info.user.map(|user| user.name).as_deref(), Some("Lê Thị Bé"));
    register.close().unwrap();
    assert!(open(&folder, NEW).is_ok());
    assert!(open(&folder, HERS).is_err());
    let unknown = registers::recover(&folder, &code, Some("Trần Văn Quản"), (HIS, Cost::QUICK)).err();
    assert_eq!(unknown.as_ref().and_then(refusal), Some(&Kind::NotFound), "a closed user gets none");
}

#[test]
fn passwords_are_set_changed_and_never_the_same_twice() {
    let parent = tempfile::tempdir().unwrap();
    let folder = parent.path().join("sổ");
    let (register, code) = create(&folder);
    let (register, taken) = add(register, "Lê Thị Bé", Role::Enter, OWN);
    assert!(matches!(taken, Err(Error::Workspace(workspace::Error::PasswordTaken))), "{taken:?}");
    let (register, list) = listed(register);
    assert!(list.is_empty(), "nothing was stored");
    let (register, same) = add(register, "trần văn quản", Role::Enter, HERS);
    assert!(matches!(refusal(&same.unwrap_err()), Some(Kind::Duplicate { .. })));
    let (register, weak) = add(register, "Lê Thị Bé", Role::Enter, "12345678");
    assert!(matches!(weak, Err(Error::Password(_))));
    let (register, hers) = add(register, "Lê Thị Bé", Role::Enter, HERS);
    let hers = hers.unwrap();
    let (register, set) = with(register, move |database, keys| {
        users::set_password(database, keys, (hers, HIS), (Cost::QUICK, &author()))
    });
    assert!(set.is_ok());
    register.close().unwrap();
    assert!(open(&folder, HERS).is_err());

    let register = open(&folder, HIS).unwrap();
    let (register, wrong) = with(register, |database, keys| {
        users::change_own_password(database, keys, (OWN, NEW), (Cost::QUICK, &author()))
    });
    assert!(
        matches!(wrong, Err(Error::Workspace(workspace::Error::WrongPassword))),
        "another user's password proves nothing: {wrong:?}"
    );
    let (register, changed) = with(register, |database, keys| {
        users::change_own_password(database, keys, (HIS, NEW), (Cost::QUICK, &author()))
    });
    assert!(changed.is_ok(), "{changed:?}");
    register.close().unwrap();
    assert!(open(&folder, HIS).is_err());
    assert!(open(&folder, NEW).is_ok());
    assert!(open(&folder, OWN).is_ok(), "the others keep theirs");
    let named = registers::recover(&folder, &code, Some("lê thị bé"), (HERS, Cost::QUICK)).unwrap();
    named.close().unwrap();
    assert!(open(&folder, HERS).is_ok() && open(&folder, OWN).is_ok());
}

#[test]
fn what_a_crash_leaves_between_the_two_files_is_the_old_or_the_new_state() {
    let parent = tempfile::tempdir().unwrap();
    let folder = parent.path().join("sổ");
    let (register, _) = create(&folder);
    let keys = folder.join("keys.toml");
    let before = std::fs::read(&keys).unwrap();
    let (register, hers) = add(register, "Lê Thị Bé", Role::Enter, HERS);
    let hers = hers.unwrap();
    register.close().unwrap();
    let with_hers = std::fs::read(&keys).unwrap();

    // Killed after the row, before the slot: a user without a password, whom a manager gives one.
    std::fs::write(&keys, &before).unwrap();
    assert!(open(&folder, HERS).is_err());
    let (register, list) = listed(open(&folder, OWN).unwrap());
    assert_eq!(list.iter().map(|one| one.has_password).collect::<Vec<_>>(), [true, false]);
    let (register, set) = with(register, move |database, keys| {
        users::set_password(database, keys, (hers, HIS), (Cost::QUICK, &author()))
    });
    assert!(set.is_ok());
    let (register, closed) =
        with(register, move |database, keys| users::close(database, keys, hers, &author()));
    assert!(closed.is_ok());
    register.close().unwrap();

    // Killed after the row of the closing, before the slot went: it opens the register for nobody.
    std::fs::write(&keys, &with_hers).unwrap();
    let refused = open(&folder, HERS).err();
    assert!(matches!(refused, Some(Error::UserClosed)), "{refused:?}");
    open(&folder, OWN).unwrap().close().unwrap();
    let owners = Keys::read(&keys).unwrap().owners();
    assert_eq!(owners, [Owner::First], "at the next opening the slot goes");
}

#[test]
fn a_backup_carries_the_slots_and_only_a_manager_restores_it_in_place() {
    let parent = tempfile::tempdir().unwrap();
    let folder = parent.path().join("sổ");
    let (register, _) = create(&folder);
    let (register, hers) = add(register, "Lê Thị Bé", Role::Enter, HERS);
    hers.unwrap();
    let taken = backups::take(register.db.clone(), backups::Reason::Asked);
    let kept = futures::executor::block_on(taken).unwrap();
    register.close().unwrap();
    let copy = parent.path().join("bản sao");
    backups::restore(&kept.path, Secret::Password(HERS), &copy).unwrap();
    let register = open(&copy, HERS).unwrap();
    let info = register.db.wait(registers::info).unwrap();
    assert_eq!(info.user.map(|user| user.role), Some(Role::Enter));
    register.close().unwrap();
    let refused = backups::restore_in_place(&kept.path, Secret::Password(HERS), &folder);
    assert!(matches!(refused, Err(Error::Store(store::Error::NotAllowed(Role::Manage)))), "{refused:?}");
    assert!(backups::restore_in_place(&kept.path, Secret::Password(OWN), &folder).is_ok());
    assert!(open(&folder, HERS).is_ok());
}

#[test]
fn numbers_are_masked_once_there_are_two_users_unless_a_manager_says_otherwise() {
    let parent = tempfile::tempdir().unwrap();
    let folder = parent.path().join("sổ");
    let (register, _) = create(&folder);
    let masked = |register: &OpenRegister| register.db.wait(readings::are_masked).unwrap();
    assert!(!masked(&register), "one person keeps it alone");
    let (register, hers) = add(register, "Lê Thị Bé", Role::Enter, HERS);
    let hers = hers.unwrap();
    assert!(masked(&register));
    let set = |register: &OpenRegister, masks: bool| {
        register.db.wait(move |database| readings::set_masked(database, masks, &author()))
    };
    let done = set(&register, false).unwrap();
    let entry = register.db.wait(move |database| history::entry(database, done.changes.sequence)).unwrap();
    assert_eq!(entry.what, "Không che số định danh, số thẻ trong cửa sổ");
    assert!(!masked(&register));
    assert!(set(&register, false).unwrap().changes.is_empty(), "the same again is no change");
    set(&register, true).unwrap();
    let (register, closed) =
        with(register, move |database, keys| users::close(database, keys, hers, &author()));
    closed.unwrap();
    assert!(masked(&register), "what was set holds whoever goes");
    let (register, his) = add(register, "Trần Văn Nhập", Role::Enter, HIS);
    his.unwrap();
    register.close().unwrap();
    let register = open(&folder, HIS).unwrap();
    let refused = set(&register, false);
    assert!(matches!(refused, Err(Error::Store(store::Error::NotAllowed(Role::Manage)))), "{refused:?}");
    assert!(masked(&register));
}

#[test]
fn who_may_only_read_sees_numbers_and_the_journal_says_whose() {
    let parent = tempfile::tempdir().unwrap();
    let folder = parent.path().join("sổ");
    let (register, _) = create(&folder);
    add_unit(&register, "Chi bộ Một").unwrap();
    let add_member = |name: &str, number: &str| {
        let mut form = MemberForm {
            name: name.to_owned(),
            sex: Some(Sex::Female),
            born_on: "02/09/1970".to_owned(),
            admission_decided_on: "19/05/2010".to_owned(),
            ..MemberForm::default()
        };
        form.texts.personal_id = number.to_owned();
        let new = NewMember { form, unit: Some(UnitId(1)), since: String::new() };
        register.db.wait(move |database| members::add(database, &new, &author())).unwrap().value.value
    };
    let (anh, co) = (add_member("Nguyễn Thị Ánh", "084170001234"), add_member("Trần Văn Cò", ""));
    let (register, added) = add(register, "Lê Thị Bé", Role::Read, HERS);
    added.unwrap();
    register.close().unwrap();
    let register = open(&folder, HERS).unwrap();
    let show = |whose: Vec<MemberId>| {
        register.db.wait(move |database| readings::show(database, &whose, &author())).unwrap()
    };
    assert!(show(vec![co]).is_empty(), "who has no number has none to be seen");
    let sequence = show(vec![anh, co]).sequence;
    let entry = register.db.wait(move |database| history::entry(database, sequence)).unwrap();
    assert_eq!(entry.who, "Lê Thị Bé");
    assert_eq!(entry.what, "Đã xem số định danh, số thẻ của Nguyễn Thị Ánh (trên màn hình)");
    let undone = register.db.wait(move |database| history::undo(database, sequence, &author()));
    assert!(undone.is_err(), "what was seen was seen");
    assert_eq!(register.db.wait(inspection::inspect).unwrap().findings, []);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    /// After any changes of users somebody can still manage the register, and exactly the open
    /// users' passwords open it.
    #[test]
    fn any_history_of_users_leaves_a_manager_who_can_open_it(
        steps in prop::collection::vec((0..4_u8, 0..5_usize, 0..4_usize), 1..12),
    ) {
        let parent = tempfile::tempdir().unwrap();
        let folder = parent.path().join("sổ");
        let (mut register, _) = create(&folder);
        let mut passwords: Vec<(i64, String)> = Vec::new();
        for (at, (what, whom, role)) in steps.into_iter().enumerate() {
            let role = Role::ALL[role];
            let list;
            (register, list) = listed(register);
            let id = list.get(whom).map(|one| one.user.id);
            let password = format!("câu thứ {at} rất dài của bến");
            match (what, id) {
                (1, Some(id)) => {
                    (register, _) = with(register, move |database, keys| {
                        users::set_role(database, keys, (id, role), &author())
                    });
                }
                (2, Some(id)) => {
                    let done;
                    (register, done) = with(register, move |database, keys| {
                        users::close(database, keys, id, &author())
                    });
                    if done.is_ok() {
                        passwords.retain(|(other, _)| *other != id);
                    }
                }
                (3, Some(id)) => {
                    let new = password.clone();
                    let set;
                    (register, set) = with(register, move |database, keys| {
                        users::set_password(database, keys, (id, &new), (Cost::QUICK, &author()))
                    });
                    if set.is_ok() {
                        passwords.retain(|(other, _)| *other != id);
                        passwords.push((id, password));
                    }
                }
                _ => {
                    let added;
                    (register, added) = add(register, &format!("Người thứ {at}"), role, &password);
                    if let Ok(id) = added {
                        if passwords.is_empty() && list.is_empty() {
                            let now;
                            (register, now) = listed(register);
                            passwords.push((now[0].user.id, OWN.to_owned()));
                        }
                        passwords.push((id, password));
                    }
                }
            }
        }
        let last;
        (register, last) = listed(register);
        let has_manager = last.iter().any(|one| {
            one.user.is_open() && one.user.role == Role::Manage && one.has_password
        });
        prop_assert!(last.is_empty() || has_manager);
        let found = register.db.wait(inspection::inspect).unwrap().findings;
        prop_assert!(found.is_empty(), "{:?}", found);
        register.close().unwrap();
        for (id, password) in &passwords {
            let register = open(&folder, password).unwrap();
            let info = register.db.wait(registers::info).unwrap();
            prop_assert_eq!(info.user.map(|user| user.id), Some(*id));
            register.close().unwrap();
        }
        prop_assert_eq!(Keys::read(&folder.join("keys.toml")).unwrap().owners().len(), passwords.len().max(1));
    }
}

#[test]
fn a_new_recovery_code_takes_the_place_of_a_damaged_one_and_is_journalled() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("sổ");
    create(&folder).0.close().unwrap();
    // The slot of the recovery code is the last one: it no longer says what it is.
    let path = folder.join("keys.toml");
    let text = std::fs::read_to_string(&path).unwrap();
    let at = text.rfind("\"recovery\"").unwrap();
    std::fs::write(&path, format!("{}\"recuvery\"{}", &text[..at], &text[at + 10..])).unwrap();
    let register = open(&folder, OWN).unwrap();
    assert_eq!(register.db.wait(inspection::glance).unwrap().len(), 1);
    let renew = |password: &'static str| {
        move |database: &mut Database, keys: &mut Keys| {
            users::renew_recovery_code(database, keys, password, (Cost::QUICK, &author()))
        }
    };
    let (register, wrong) = with(register, renew(HERS));
    assert!(wrong.is_err());
    let (register, made) = with(register, renew(OWN));
    let made = made.unwrap();
    let sequence = made.changes.sequence;
    let undone = register.db.wait(move |database| history::undo(database, sequence, &author()));
    assert!(undone.is_err(), "the code is in another file: it can't be taken back");
    register.close().unwrap();
    let code = made.value.grouped();
    let register = registers::open(&folder, Secret::RecoveryCode(&code)).unwrap();
    assert_eq!(register.db.wait(inspection::glance).unwrap(), [], "nothing is damaged any more");
}

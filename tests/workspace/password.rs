//! How good a password is.

use std::time::Instant;

use so_chi_bo::store::workspace::password::{Advice, CrackTime, Refusal, Warning, check, strength};

#[test]
fn short_and_easy_passwords_are_refused() {
    assert_eq!(check("", &[]), Err(Refusal::Empty));
    assert_eq!(check("x7#kQ2!", &[]), Err(Refusal::TooShort));
    for weak in [
        "12345678",
        "matkhau1",
        "Mậtkhẩu1",
        "chibo2026",
        "dangvien",
        "19/05/1980",
        "aaaaaaaaaaaa",
        "vietnam1",
        "qwertyui",
    ] {
        assert_eq!(check(weak, &[]), Err(Refusal::TooWeak), "{weak}");
    }
    for fine in ["đồng lúa chín tháng mười", "x7#kQ2!mB", "trâu vàng ăn cỏ xanh"] {
        assert_eq!(check(fine, &[]), Ok(()), "{fine}");
    }
}

#[test]
fn letters_are_counted_as_people_see_them() {
    // Seven letters, however many code points.
    assert_eq!(check("ếộữẫặợổ", &[]), Err(Refusal::TooShort));
    assert_eq!(check("e\u{302}\u{301}o\u{323}\u{302}u\u{31b}\u{303}kxqz", &[]), Err(Refusal::TooShort));
}

#[test]
fn the_registers_name_is_no_password() {
    let name = "Chi bộ ấp Nhứt Tân Ngãi";
    for password in ["nhuttanngai", "Tân Ngãi Nhứt"] {
        let without = strength(password, &[]);
        let with = strength(password, &[name]);
        assert!(with.guesses < without.guesses / 10, "{password}");
    }
    assert_eq!(check("chiboapnhuttanngai", &[name]), Err(Refusal::TooWeak));
}

#[test]
fn what_is_wrong_is_said_as_a_kind() {
    let common = strength("password1", &[]);
    assert_eq!((common.score, common.warning), (0, Some(Warning::Common)));
    assert_eq!(common.crack_time, CrackTime::Seconds);
    assert!(common.advice.contains(&Advice::AddWords));
    assert_eq!(strength("qwertyuiop[]", &[]).warning, Some(Warning::KeyboardRow));
    assert_eq!(strength("abcabcabc", &[]).warning, Some(Warning::Repeats));
    let good = strength("đồng lúa chín tháng mười", &[]);
    assert_eq!((good.score, good.warning, good.refusal), (4, None, None));
    assert_eq!(good.crack_time, CrackTime::Centuries);
}

#[test]
fn very_long_and_odd_passwords_are_judged_at_once() {
    let long_name = "tên rất dài ".repeat(1000);
    for piece in ["a", "ab1", "ế", "😀", "1234567890", "'; DROP TABLE member; --", "\u{301}"] {
        let password: String = piece.chars().cycle().take(10_000).collect();
        let started = Instant::now();
        let strength = strength(&password, &[&long_name]);
        println!("{piece}: {:?}, score {}", started.elapsed(), strength.score);
        assert!(started.elapsed().as_secs() < 5, "{piece}");
    }
}

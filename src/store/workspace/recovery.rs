//! The recovery code: what a person prints once and types when the password is forgotten.
//!
//! 28 letters and digits in seven groups of four: 26 random ones (130 bits) and two that check
//! them. Letters that look alike do not both occur, and the wrong one of a pair is understood
//! (I and L as 1, O as 0, U as V). The two checks are a Reed-Solomon code over 32 symbols: any
//! one or two wrong characters and any two exchanged ones are noticed for certain, and other
//! slips with 1023 chances in 1024, so that a slip is told apart from a code of another register.

use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

use super::error::Error;

/// Characters of a code without its dashes.
pub const LENGTH: usize = 28;
const RANDOM: usize = 26;
const GROUP: usize = 4;
/// Crockford's 32: digits, and letters without I, L, O and U.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Why what was typed is no recovery code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mistake {
    /// This many characters instead of [`LENGTH`], dashes and spaces not counted.
    Length(usize),
    /// A character that no code has.
    Unknown(char),
    /// A letter with Vietnamese marks: the keyboard program (UniKey, Telex, VNI) is still on.
    VietnameseTyping(char),
    /// The checks do not fit: at least one character is wrong or in the wrong place.
    Checks,
}

/// A recovery code. Wiped from memory when dropped; shown only by [`RecoveryCode::grouped`].
pub struct RecoveryCode {
    letters: Zeroizing<String>,
}

impl RecoveryCode {
    /// A new random code. Error: `NoRandomness`.
    pub fn random() -> Result<Self, Error> {
        let mut symbols = Zeroizing::new([0_u8; LENGTH]);
        getrandom::fill(&mut symbols[..RANDOM]).map_err(|_| Error::NoRandomness)?;
        for symbol in symbols.iter_mut() {
            *symbol &= 31;
        }
        add_checks(&mut symbols);
        let mut letters = Zeroizing::new(String::with_capacity(LENGTH));
        letters.extend(symbols.iter().map(|symbol| letter(*symbol)));
        Ok(Self { letters })
    }

    /// Understands what a person typed: with or without dashes and spaces, in either case.
    pub fn parse(typed: &str) -> Result<Self, Mistake> {
        let mut symbols = Zeroizing::new([0_u8; LENGTH]);
        let mut count = 0;
        for character in typed.nfc().filter(|character| !is_separator(*character)) {
            let symbol = symbol(character).ok_or_else(|| stranger(character))?;
            if let Some(place) = symbols.get_mut(count) {
                *place = symbol;
            }
            count += 1;
        }
        if count != LENGTH {
            return Err(Mistake::Length(count));
        }
        if syndromes(&symbols) != (0, 0) {
            return Err(Mistake::Checks);
        }
        let mut letters = Zeroizing::new(String::with_capacity(LENGTH));
        letters.extend(symbols.iter().map(|symbol| letter(*symbol)));
        Ok(Self { letters })
    }

    /// The code for people: `XXXX-XXXX-XXXX-XXXX-XXXX-XXXX-XXXX`.
    pub fn grouped(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::with_capacity(LENGTH + LENGTH / GROUP));
        for (place, letter) in self.letters.chars().enumerate() {
            if place > 0 && place % GROUP == 0 {
                text.push('-');
            }
            text.push(letter);
        }
        text
    }

    /// The code without dashes: the passphrase of its slot.
    pub(super) fn passphrase(&self) -> &str {
        &self.letters
    }
}

fn letter(symbol: u8) -> char {
    char::from(ALPHABET[usize::from(symbol & 31)])
}

fn symbol(character: char) -> Option<u8> {
    let letter = match u8::try_from(character).ok()?.to_ascii_uppercase() {
        b'O' => b'0',
        b'I' | b'L' => b'1',
        b'U' => b'V',
        letter => letter,
    };
    let at = ALPHABET.iter().position(|known| *known == letter)?;
    u8::try_from(at).ok()
}

fn is_separator(character: char) -> bool {
    character.is_whitespace() || matches!(character, '-' | '–' | '—' | '‑' | '_' | '.' | '·')
}

fn stranger(character: char) -> Mistake {
    let base = character.nfd().next();
    let has_marks = base.is_some_and(|base| base != character && base.is_ascii_alphabetic());
    if has_marks || matches!(character, 'đ' | 'Đ') {
        Mistake::VietnameseTyping(character)
    } else {
        Mistake::Unknown(character)
    }
}

/// Sets the last two symbols so that both syndromes are nought.
fn add_checks(symbols: &mut [u8; LENGTH]) {
    for last in 0..32 {
        symbols[RANDOM] = 0;
        symbols[RANDOM + 1] = last;
        symbols[RANDOM] = syndromes(symbols).0;
        if syndromes(symbols).1 == 0 {
            return;
        }
    }
}

/// The sum of all symbols, and the sum weighted by a power of x for each place, in GF(32).
fn syndromes(symbols: &[u8; LENGTH]) -> (u8, u8) {
    let sum = symbols.iter().fold(0, |sum, symbol| sum ^ symbol);
    let weighted = symbols.iter().rev().fold(0, |sum, symbol| times_x(sum) ^ symbol);
    (sum, weighted)
}

/// x times an element of GF(32) = GF(2)[x] / (x^5 + x^2 + 1).
fn times_x(element: u8) -> u8 {
    let shifted = element << 1;
    if shifted & 32 == 0 { shifted } else { shifted ^ 0b10_0101 }
}

//! VNI-Windows: a plain letter and, behind it, a byte with its mark and tone; a few letters are one
//! byte. Capitals are the same bytes less 0x20.

/// Marks and tones that a byte behind a letter means, sắc, huyền, hỏi, ngã, nặng.
const TONES: [u8; 5] = [0xf9, 0xf8, 0xfb, 0xf5, 0xef];
/// The byte of the circumflex and those of its tones.
const CIRCUMFLEX: (u8, [u8; 5]) = (0xe2, [0xe1, 0xe0, 0xe5, 0xe3, 0xe4]);
/// The byte of the breve and those of its tones.
const BREVE: (u8, [u8; 5]) = (0xea, [0xe9, 0xe8, 0xfa, 0xfc, 0xeb]);
/// Letters of one byte.
const SINGLE: [(u8, char); 9] = [
    (0xed, 'í'),
    (0xec, 'ì'),
    (0xe6, 'ỉ'),
    (0xf3, 'ĩ'),
    (0xf2, 'ị'),
    (0xf4, 'ơ'),
    (0xf6, 'ư'),
    (0xee, 'ỵ'),
    (0xf1, 'đ'),
];
/// Letters in the order of [`TONES`], by the letter without a tone.
const TONED: [(char, &str); 11] = [
    ('a', "áàảãạ"),
    ('e', "éèẻẽẹ"),
    ('o', "óòỏõọ"),
    ('u', "úùủũụ"),
    ('y', "ýỳỷỹỵ"),
    ('ơ', "ớờởỡợ"),
    ('ư', "ứừửữự"),
    ('â', "ấầẩẫậ"),
    ('ê', "ếềểễệ"),
    ('ô', "ốồổỗộ"),
    ('ă', "ắằẳẵặ"),
];

/// The letter that a small letter and a byte behind it make.
fn pair(base: char, mark: u8) -> Option<char> {
    let toned = |base: char, tones: [u8; 5]| {
        let at = tones.iter().position(|tone| *tone == mark)?;
        TONED.iter().find(|(letter, _)| *letter == base)?.1.chars().nth(at)
    };
    let marked = |letters: &str, marked: &str, (byte, tones): (u8, [u8; 5])| {
        let letter =
            letters.chars().position(|letter| letter == base).and_then(|at| marked.chars().nth(at))?;
        if mark == byte { Some(letter) } else { toned(letter, tones) }
    };
    toned(base, TONES).or_else(|| marked("aeo", "âêô", CIRCUMFLEX)).or_else(|| marked("a", "ă", BREVE))
}

fn single(byte: u8) -> Option<char> {
    SINGLE.iter().find(|(other, _)| *other == byte).map(|(_, letter)| *letter)
}

/// The small form of a byte that means a mark or a letter.
fn small(byte: u8) -> u8 {
    if (0xc0..=0xde).contains(&byte) { byte + 0x20 } else { byte }
}

fn capital(letter: char) -> char {
    letter.to_uppercase().next().unwrap_or(letter)
}

/// The text in Unicode.
pub fn decode(stored: &str) -> String {
    let mut decoded = String::with_capacity(stored.len());
    let mut letters = stored.chars().peekable();
    while let Some(stored) = letters.next() {
        let byte = super::byte_of(stored);
        // Letters of one byte may have a tone behind them themselves.
        let (base, is_capital) = match byte {
            Some(byte) if byte.is_ascii_alphabetic() => {
                (Some(char::from(byte.to_ascii_lowercase())), byte.is_ascii_uppercase())
            }
            Some(byte) if byte >= 0xc0 => (single(small(byte)), byte < 0xe0),
            _ => (None, false),
        };
        let Some(base) = base else {
            decoded.push(stored);
            continue;
        };
        let mark = letters.peek().and_then(|next| super::byte_of(*next)).filter(|byte| *byte >= 0xc0);
        let both = mark.and_then(|mark| pair(base, small(mark)));
        if both.is_some() {
            letters.next();
        }
        let letter = both.unwrap_or(base);
        decoded.push(if is_capital { capital(letter) } else { letter });
    }
    decoded
}

/// The bytes of a composed text, each as the character of its number.
pub fn encode(unicode: &str) -> String {
    let mut stored = String::with_capacity(unicode.len() * 2);
    for letter in unicode.chars() {
        let lower = letter.to_lowercase().next().unwrap_or(letter);
        let Some(bytes) = spelled(lower).filter(|_| !letter.is_ascii()) else {
            stored.push(letter);
            continue;
        };
        for byte in bytes {
            let byte = if lower == letter { byte } else { byte - 0x20 };
            stored.push(char::from(byte));
        }
    }
    stored
}

/// The bytes of a small letter.
fn spelled(letter: char) -> Option<Vec<u8>> {
    if let Some((byte, _)) = SINGLE.iter().find(|(_, single)| *single == letter) {
        return Some(vec![*byte]);
    }
    let bases = b"aeouy".iter().map(|base| (*base, char::from(*base)));
    let horned = [(0xf4, 'ơ'), (0xf6, 'ư')];
    for (byte, base) in bases.chain(horned) {
        if let Some(mark) = (0xe0..=0xfc).find(|mark| pair(base, *mark) == Some(letter)) {
            return Some(vec![byte, mark]);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read() {
        for (stored, name) in [
            ("Nguye\u{e3}n Va\u{ea}n \u{d1}\u{f6}\u{f9}c", "Nguyễn Văn Đức"),
            ("Tra\u{e0}n Th\u{f2} Ho\u{e0}ng", "Trần Thị Hồng"),
            ("L\u{ca}", "L\u{ca}"),
            ("LE\u{c2} THU\u{d9}Y", "LÊ THÚY"),
            ("H\u{f6}\u{f4}ng", "Hương"),
        ] {
            assert_eq!(decode(stored), name);
        }
    }

    #[test]
    fn there_are_as_many_spellings_as_the_fonts_have() {
        let small = "àảãáạăằẳẵắặâầẩẫấậèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵđ";
        let mut spellings: Vec<String> = small.chars().map(|letter| encode(&letter.to_string())).collect();
        assert!(
            spellings
                .iter()
                .zip(small.chars())
                .all(|(spelled, letter)| *spelled != letter.to_string() || matches!(letter, 'ì' | 'í'))
        );
        spellings.sort();
        spellings.dedup();
        assert_eq!(spellings.len(), 67);
    }
}

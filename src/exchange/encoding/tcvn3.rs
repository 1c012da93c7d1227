//! TCVN 5712:1993, as its fonts use it: one byte a letter. The eight rows of the upper half, after
//! glibc's table; what is none of them is itself. The capitals with tones of the table are accepted
//! though fonts do not draw them.

const UPPER: [&str; 8] = [
    "ÀẢÃÁẠẶẬÈẺẼÉẸỆÌỈĨ",
    "ÍỊÒỎÕÓỌỘỜỞỠỚỢÙỦŨ",
    "\u{a0}ĂÂÊÔƠƯĐăâêôơưđẰ",
    "\u{300}\u{309}\u{303}\u{301}\u{323}àảãáạẲằẳẵắẴ",
    "ẮẦẨẪẤỀặầẩẫấậèỂẻẽ",
    "éẹềểễếệìỉỄẾỒĩíịò",
    "Ổỏõóọồổỗốộờởỡớợù",
    "ỖủũúụừửữứựỳỷỹýỵỐ",
];

/// The text in Unicode, marks perhaps not composed.
pub fn decode(stored: &str) -> String {
    let table: Vec<char> = UPPER.iter().flat_map(|row| row.chars()).collect();
    let letter = |stored: char| {
        let byte = super::byte_of(stored)?;
        table.get(usize::from(byte).checked_sub(0x80)?).copied()
    };
    stored.chars().map(|stored| letter(stored).unwrap_or(stored)).collect()
}

/// The bytes of a composed text, each as the character of its number.
pub fn encode(unicode: &str) -> String {
    let table: Vec<char> = UPPER.iter().flat_map(|row| row.chars()).collect();
    let stored = |letter: char| {
        let at = table.iter().position(|other| *other == letter && !letter.is_ascii())?;
        char::from_u32(u32::try_from(at).ok()? + 0x80)
    };
    unicode.chars().map(|letter| stored(letter).unwrap_or(letter)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_whole_and_reads_as_the_standard_says() {
        assert!(UPPER.iter().all(|row| row.chars().count() == 16));
        for (byte, letter) in [
            ('\u{b8}', 'á'),
            ('\u{b5}', 'à'),
            ('\u{ad}', 'ư'),
            ('\u{ae}', 'đ'),
            ('\u{a7}', 'Đ'),
            ('\u{e8}', 'ố'),
            ('\u{fe}', 'ỵ'),
            ('\u{d0}', 'é'),
            ('\u{c6}', 'ặ'),
        ] {
            assert_eq!(decode(&byte.to_string()), letter.to_string());
        }
        assert_eq!(decode("NguyÔn V¨n §øc"), "Nguyễn Văn Đức");
    }
}

//! What can be a Vietnamese syllable: onset, rime and tone. Names of other peoples and of
//! foreigners are none; they are few, and a column is judged by what most of its words are.

use unicode_normalization::UnicodeNormalization;

/// The longest come first, so that "ngh" is not read as "n".
const ONSETS: &str = "ngh ng nh ph qu th tr ch gh gi kh b c d đ g h k l m n p r s t v x";

const RIMES: &str = "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây \
    e ec em en eng eo ep et ê êch êm ên ênh êp êt êu i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu \
    o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong ooc oong op ot \
    ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt \
    u ua uân uâng uât uây uc uê uêch uên uênh uêt uêu ui um un ung uơ uôc uôi uôm uôn uông uôt up ut \
    uy uya uych uyên uyêt uyn uynh uyt uyu ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu \
    y yêm yên yêng yêt yêu ych ynh yt";

/// Words of a text; signs inside words stay, for they may be letters of an encoding.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| letter.is_whitespace() || letter.is_ascii_punctuation())
        .filter(|word| !word.is_empty())
}

/// Whether a composed word can be a syllable.
#[must_use]
pub fn is_syllable(word: &str) -> bool {
    let mut plain = String::with_capacity(word.len());
    let mut tones = 0;
    let mut is_checked = false;
    for letter in word.chars().flat_map(char::to_lowercase).nfd() {
        match letter {
            '\u{300}' | '\u{309}' | '\u{303}' => tones += 1,
            '\u{301}' | '\u{323}' => {
                tones += 1;
                is_checked = true;
            }
            other => plain.push(other),
        }
    }
    let plain: String = plain.nfc().collect();
    if tones > 1 {
        return false;
    }
    // Syllables that end in a stop have one of two tones.
    let ends_in_stop = plain.ends_with(['p', 't', 'c']) || plain.ends_with("ch");
    if ends_in_stop && !is_checked && !word.is_ascii() {
        return false;
    }
    ONSETS.split(' ').any(|onset| {
        let rest = if onset == "gi" && plain.starts_with("gi") {
            // The "i" may belong to both: "gìn" is gi + in.
            return is_rime(&plain[1..]) || is_rime(&plain[2..]);
        } else {
            plain.strip_prefix(onset)
        };
        rest.is_some_and(is_rime)
    }) || is_rime(&plain)
}

fn is_rime(text: &str) -> bool {
    RIMES.split(' ').any(|rime| rime == text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syllables_are_told_from_what_is_none() {
        for word in [
            "Nguyễn", "Thị", "Đức", "gìn", "giữ", "giếng", "Quốc", "quyết", "khuỷu", "ngoằn", "Ý", "yến",
            "Hòa", "Hoà", "Thủy", "Thuỷ", "NGHIÊM", "ươn", "xoáy", "quýt", "huỳnh", "đảng", "viên", "chính",
            "thức",
        ] {
            assert!(is_syllable(word), "{word}");
        }
        for word in ["NguyÔn", "Vâên", "ðöùc", "chứć", "ăă", "ắch", "hốp̀", "tốtt", "b̀", "ngăch", "cat̃"]
        {
            assert!(!is_syllable(word), "{word}");
        }
    }
}

//! Vietnamese words as they grow while somebody types them with Telex.

use unicode_normalization::UnicodeNormalization;

/// Circumflex, breve, horn: they make another letter.
const SHAPES: [(char, Option<char>); 3] = [('\u{302}', None), ('\u{306}', Some('w')), ('\u{31b}', Some('w'))];
/// Tones with their keys, typed at the end of the word as most people do.
const TONES: [(char, char); 5] =
    [('\u{301}', 's'), ('\u{300}', 'f'), ('\u{309}', 'r'), ('\u{303}', 'x'), ('\u{323}', 'j')];

/// A press of a key, and what stands in the field after it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    pub key: char,
    pub shown: String,
}

/// The presses by which a word comes to be, with what is seen of the word after each.
pub fn steps(word: &str) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    // Letters without their tones, and the tone with its place.
    let (mut plain, mut tone) = (String::new(), None);
    for letter in word.nfc() {
        let (base, shape, mark) = parts(letter);
        let before = plain.clone();
        plain.push(base);
        steps.push(Step { key: base, shown: plain.clone() });
        if let Some((key, shaped)) = shape {
            plain = before;
            plain.push(shaped);
            steps.push(Step { key, shown: plain.clone() });
        }
        if let Some(key) = mark {
            tone = Some(key);
        }
    }
    if let Some(key) = tone {
        steps.push(Step { key, shown: word.nfc().collect() });
    }
    steps
}

/// A letter's key, the key that makes another letter of it with that letter, and its tone's key.
fn parts(letter: char) -> (char, Option<(char, char)>, Option<char>) {
    match letter {
        'đ' => return ('d', Some(('d', 'đ')), None),
        'Đ' => return ('D', Some(('D', 'Đ')), None),
        _ => {}
    }
    let marks: Vec<char> = letter.to_string().nfd().collect();
    let base = marks[0];
    let shape = SHAPES.iter().find(|(mark, _)| marks.contains(mark)).map(|(mark, key)| {
        let shaped = [base, *mark].into_iter().nfc().next().expect("a letter");
        (key.unwrap_or(base), shaped)
    });
    let tone = TONES.iter().find(|(mark, _)| marks.contains(mark)).map(|(_, key)| *key);
    (base, shape, tone)
}

/// A text as the Vietnamese layout of Windows types it: letters with their shapes, each tone as a
/// combining mark after its letter.
pub fn with_combining_tones(text: &str) -> Vec<String> {
    let mut keys = Vec::new();
    for letter in text.nfc() {
        let marks: Vec<char> = letter.to_string().nfd().collect();
        let is_tone = |mark: &char| TONES.iter().any(|(tone, _)| tone == mark);
        let shaped: String = marks.iter().filter(|mark| !is_tone(mark)).copied().nfc().collect();
        keys.push(shaped);
        keys.extend(marks.iter().filter(|mark| is_tone(mark)).map(char::to_string));
    }
    keys
}

/// What `Robot::unikey` types: a text, or the shapes of one word as they follow each other.
pub trait Typing {
    /// The presses, word by word; between the words a space.
    fn words(self) -> Vec<Vec<Step>>;
}

impl Typing for &str {
    fn words(self) -> Vec<Vec<Step>> {
        self.split(' ').map(steps).collect()
    }
}

impl<const N: usize> Typing for &[&str; N] {
    fn words(self) -> Vec<Vec<Step>> {
        // Which key made a shape is not known; no letter passes through.
        vec![self.iter().map(|shown| Step { key: '\0', shown: (*shown).to_owned() }).collect()]
    }
}

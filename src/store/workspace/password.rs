//! How good a password is: zxcvbn's estimate, as kinds that can be said in any language.
//!
//! zxcvbn knows no Vietnamese; the words that people here reach for first are given to it, and
//! marks are taken off before, since `mật khẩu` is as easy to guess as `mat khau`.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use zeroize::Zeroizing;
use zxcvbn::feedback as theirs;
use zxcvbn::zxcvbn;

/// The fewest characters of a password.
pub const SHORTEST: usize = 8;
/// The lowest score that is accepted.
pub const LEAST_SCORE: u8 = 2;
/// Characters that are looked at; the estimate takes long for long texts, and by then it is good.
const LOOKED_AT: usize = 64;
/// Words of the register's name that are penalised.
const MOST_WORDS: usize = 40;

const LOCAL_WORDS: [&str; 21] = [
    "sochibo",
    "chibo",
    "dangbo",
    "danguy",
    "dangvien",
    "bithu",
    "phobithu",
    "tinhuy",
    "huyenuy",
    "matkhau",
    "vietnam",
    "hochiminh",
    "bacho",
    "congsan",
    "dangcongsan",
    "hanoi",
    "saigon",
    "dangkhoa",
    "khongbiet",
    "anhyeuem",
    "emyeuanh",
];

/// Why a password is not accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// Nothing was typed.
    Empty,
    /// Fewer than [`SHORTEST`] characters.
    TooShort,
    /// Too easy to guess: a score below [`LEAST_SCORE`].
    TooWeak,
}

/// How long guessing takes someone who has the files and ten thousand tries a second.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CrackTime {
    /// Under a minute.
    Seconds,
    /// Under an hour.
    Minutes,
    /// Under a day.
    Hours,
    /// Under a month.
    Days,
    /// Under a year.
    Months,
    /// Under a hundred years.
    Years,
    /// More.
    Centuries,
}

/// What makes a password easy to guess.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Warning {
    /// Neighbouring keys of the keyboard.
    KeyboardRow,
    /// The same character or piece again and again.
    Repeats,
    /// Among the passwords that everybody tries first, or like one.
    Common,
    /// `abc`, `4321`.
    Sequence,
    /// A recent year.
    Year,
    /// A date, such as a birthday.
    Date,
    /// One single word, of a dictionary or of this register.
    SingleWord,
    /// A person's name.
    Name,
}

/// What would make it better.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Advice {
    /// A few words that do not belong together; symbols are not needed.
    UseSeveralWords,
    /// One or two words more.
    AddWords,
    /// Capitals help little.
    CapitalsHelpLittle,
    /// Words backwards or with `@` for `a` help little.
    DisguiseHelpsLittle,
    /// No repeats, sequences or rows of keys.
    AvoidPatterns,
    /// No years and dates.
    AvoidDates,
}

/// How good a password is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Strength {
    /// 0 (worst) to 4.
    pub score: u8,
    /// Tries until it is found, at most `u64::MAX`.
    pub guesses: u64,
    /// How long these tries take.
    pub crack_time: CrackTime,
    /// What makes it weak, for scores up to 2.
    pub warning: Option<Warning>,
    /// What to do about it, each once.
    pub advice: Vec<Advice>,
    /// Why it is not accepted; `None` if it is.
    pub refusal: Option<Refusal>,
}

/// Judges a password. `context` are texts that are no secret here, such as the register's name.
pub fn strength(password: &str, context: &[&str]) -> Strength {
    let words = known_words(context);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let estimate = zxcvbn(&plain(password), &words);
    let score = u8::from(estimate.score());
    let feedback = estimate.feedback();
    let mut advice = Vec::new();
    for suggestion in feedback.map(theirs::Feedback::suggestions).unwrap_or_default() {
        let ours = advice_of(*suggestion);
        if !advice.contains(&ours) {
            advice.push(ours);
        }
    }
    Strength {
        score,
        guesses: estimate.guesses(),
        crack_time: crack_time(estimate.guesses()),
        warning: feedback.and_then(theirs::Feedback::warning).map(warning_of),
        advice,
        refusal: refusal(password, score),
    }
}

/// Accepts or refuses a password; see [`strength`] for `context`.
pub fn check(password: &str, context: &[&str]) -> Result<(), Refusal> {
    strength(password, context).refusal.map_or(Ok(()), Err)
}

fn refusal(password: &str, score: u8) -> Option<Refusal> {
    let length = password.nfc().take(SHORTEST).count();
    if length == 0 {
        Some(Refusal::Empty)
    } else if length < SHORTEST {
        Some(Refusal::TooShort)
    } else if score < LEAST_SCORE {
        Some(Refusal::TooWeak)
    } else {
        None
    }
}

/// The beginning of the text without Vietnamese marks.
fn plain(text: &str) -> Zeroizing<String> {
    // Room at once, so that growing leaves no copies of a password behind.
    let mut plain = Zeroizing::new(String::with_capacity(LOOKED_AT * 4));
    let letters = text.nfd().filter(|letter| !is_combining_mark(*letter));
    plain.extend(letters.take(LOOKED_AT).map(|letter| match letter {
        'đ' => 'd',
        'Đ' => 'D',
        other => other,
    }));
    plain
}

/// Words to penalise: local ones, those of `context`, and these run together.
fn known_words(context: &[&str]) -> Vec<String> {
    let mut words: Vec<String> = LOCAL_WORDS.iter().map(|word| (*word).to_owned()).collect();
    for text in context {
        let text = plain(text).to_lowercase();
        let parts: Vec<&str> = text.split(|letter: char| !letter.is_alphanumeric()).collect();
        words.push(parts.concat());
        words.extend(parts.into_iter().filter(|word| word.len() > 1).map(str::to_owned));
    }
    words.retain(|word| !word.is_empty());
    words.truncate(LOCAL_WORDS.len() + MOST_WORDS);
    words
}

fn crack_time(guesses: u64) -> CrackTime {
    const TRIES_A_SECOND: u64 = 10_000;
    const DAY: u64 = 24 * 60 * 60;
    match guesses / TRIES_A_SECOND {
        0..60 => CrackTime::Seconds,
        60..3600 => CrackTime::Minutes,
        3600..DAY => CrackTime::Hours,
        seconds if seconds < 30 * DAY => CrackTime::Days,
        seconds if seconds < 365 * DAY => CrackTime::Months,
        seconds if seconds < 36_500 * DAY => CrackTime::Years,
        _ => CrackTime::Centuries,
    }
}

fn warning_of(warning: theirs::Warning) -> Warning {
    use theirs::Warning as Their;
    match warning {
        Their::StraightRowsOfKeysAreEasyToGuess | Their::ShortKeyboardPatternsAreEasyToGuess => {
            Warning::KeyboardRow
        }
        Their::RepeatsLikeAaaAreEasyToGuess | Their::RepeatsLikeAbcAbcAreOnlySlightlyHarderToGuess => {
            Warning::Repeats
        }
        Their::ThisIsATop10Password
        | Their::ThisIsATop100Password
        | Their::ThisIsACommonPassword
        | Their::ThisIsSimilarToACommonlyUsedPassword => Warning::Common,
        Their::SequencesLikeAbcAreEasyToGuess => Warning::Sequence,
        Their::RecentYearsAreEasyToGuess => Warning::Year,
        Their::DatesAreOftenEasyToGuess => Warning::Date,
        Their::AWordByItselfIsEasyToGuess => Warning::SingleWord,
        Their::NamesAndSurnamesByThemselvesAreEasyToGuess | Their::CommonNamesAndSurnamesAreEasyToGuess => {
            Warning::Name
        }
    }
}

fn advice_of(suggestion: theirs::Suggestion) -> Advice {
    use theirs::Suggestion as Their;
    match suggestion {
        Their::UseAFewWordsAvoidCommonPhrases | Their::NoNeedForSymbolsDigitsOrUppercaseLetters => {
            Advice::UseSeveralWords
        }
        Their::AddAnotherWordOrTwo => Advice::AddWords,
        Their::CapitalizationDoesntHelpVeryMuch | Their::AllUppercaseIsAlmostAsEasyToGuessAsAllLowercase => {
            Advice::CapitalsHelpLittle
        }
        Their::ReversedWordsArentMuchHarderToGuess | Their::PredictableSubstitutionsDontHelpVeryMuch => {
            Advice::DisguiseHelpsLittle
        }
        Their::UseALongerKeyboardPatternWithMoreTurns
        | Their::AvoidRepeatedWordsAndCharacters
        | Their::AvoidSequences => Advice::AvoidPatterns,
        Their::AvoidRecentYears
        | Their::AvoidYearsThatAreAssociatedWithYou
        | Their::AvoidDatesAndYearsThatAreAssociatedWithYou => Advice::AvoidDates,
    }
}

//! Lists of words in the text files of `assets/sample`: sections in brackets, words between
//! commas, `*N` behind a word that is N times as frequent, `#` before a remark.

use super::random::Random;

/// Words to draw from, each with its frequency.
#[derive(Debug)]
pub(super) struct Words {
    words: Vec<&'static str>,
    /// For each word the sum of the frequencies up to and with it.
    ends: Vec<u64>,
}

impl Words {
    /// The words of a section of a file; none when there is no such section.
    pub(super) fn of(file: &'static str, section: &str) -> Self {
        let mut list = Self { words: Vec::new(), ends: Vec::new() };
        let mut total = 0;
        for entry in section_lines(file, section).flat_map(|line| line.split(',')) {
            let (word, frequency) = entry.rsplit_once('*').unwrap_or((entry, "1"));
            total += frequency.trim().parse::<u64>().unwrap_or(1);
            list.words.push(word.trim());
            list.ends.push(total);
        }
        list
    }

    /// One of the words, the frequent ones more often; empty when there is none.
    pub(super) fn draw(&self, random: &mut Random) -> &'static str {
        let drawn = random.below(self.ends.last().copied().unwrap_or_default());
        let index = self.ends.partition_point(|end| *end <= drawn);
        self.words.get(index).copied().unwrap_or_default()
    }

    /// All words, in the order of the file.
    #[cfg(test)]
    pub(super) fn all(&self) -> &[&'static str] {
        &self.words
    }
}

/// The lines of a file that are neither empty nor a remark.
pub(super) fn lines(file: &'static str) -> impl Iterator<Item = &'static str> {
    file.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

fn section_lines(file: &'static str, section: &str) -> impl Iterator<Item = &'static str> {
    let header = format!("[{section}]");
    lines(file).skip_while(move |line| *line != header).skip(1).take_while(|line| !line.starts_with('['))
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "# remark\n[a]\nMột*3, Hai ba\n\nBốn\n[b]\nNăm\n";

    #[test]
    fn a_section_ends_where_the_next_begins() {
        assert_eq!(Words::of(FILE, "a").all(), ["Một", "Hai ba", "Bốn"]);
        assert_eq!(Words::of(FILE, "b").all(), ["Năm"]);
        assert!(Words::of(FILE, "c").all().is_empty());
        assert_eq!(Words::of(FILE, "c").draw(&mut Random::new(1)), "");
    }

    #[test]
    fn frequent_words_are_drawn_more_often() {
        let words = Words::of(FILE, "a");
        let mut random = Random::new(1);
        let drawn: Vec<&str> = (0..5_000).map(|_| words.draw(&mut random)).collect();
        let count = |word| drawn.iter().filter(|drawn| **drawn == word).count();
        assert!((2_800..3_200).contains(&count("Một")));
        assert!((850..1_150).contains(&count("Hai ba")) && (850..1_150).contains(&count("Bốn")));
    }
}

//! Lines of text for figures: shown in groups while nobody types in them, and stored without.

use super::text_field::{TextField, text_field};

/// A whole number: 4373 while it is typed, 4.373 while the focus is elsewhere. Add
/// [`TextField::steps`] where Up and Down make sense.
pub fn number_field<'a, Message>(label: impl Into<String>, value: &str) -> TextField<'a, Message> {
    text_field(label, value).resting(grouped_from_end).tidied(bare_number)
}

/// A number that names somebody, such as 012345678901: shown as 012 345 678 901 while the focus is
/// elsewhere. Spaces and points that were pasted with it are dropped when it is left; zeros at its
/// beginning stay.
pub fn id_field<'a, Message>(label: impl Into<String>, value: &str) -> TextField<'a, Message> {
    text_field(label, value).resting(grouped_from_start).tidied(bare_id)
}

fn is_figure(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// A text without the marks that stand between groups, if figures remain.
fn bare(text: &str, marks: impl Fn(char) -> bool) -> Option<String> {
    let bare: String = text.chars().filter(|letter| !letter.is_whitespace() && !marks(*letter)).collect();
    is_figure(&bare).then_some(bare)
}

fn bare_id(text: &str) -> Option<String> {
    bare(text, |letter| matches!(letter, '.' | '-'))
}

/// Points are groups only where groups of three stand: 4.37 is no number to be mended.
fn bare_number(text: &str) -> Option<String> {
    let number = bare(text, |letter| letter == '.')?;
    let groups: Vec<&str> = text.trim().split(|mark: char| mark == '.' || mark.is_whitespace()).collect();
    let is_grouped =
        groups.len() == 1 || (groups[0].len() <= 3 && groups[1..].iter().all(|group| group.len() == 3));
    is_grouped.then_some(number)
}

fn grouped_from_end(text: &str) -> Option<String> {
    let number = bare_number(text)?;
    let first = number.len() % 3;
    let mut shown = number[..first].to_owned();
    for group in number.as_bytes()[first..].chunks(3) {
        if !shown.is_empty() {
            shown.push('.');
        }
        shown.extend(group.iter().map(|byte| char::from(*byte)));
    }
    Some(shown)
}

fn grouped_from_start(text: &str) -> Option<String> {
    let number = bare_id(text)?;
    let groups: Vec<String> = number
        .as_bytes()
        .chunks(3)
        .map(|group| group.iter().map(|byte| char::from(*byte)).collect())
        .collect();
    Some(groups.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_by_thousands() {
        let shown = |text| grouped_from_end(text);
        assert_eq!(shown("4373").as_deref(), Some("4.373"));
        assert_eq!(shown("1234567").as_deref(), Some("1.234.567"));
        assert_eq!(shown("12").as_deref(), Some("12"));
        assert_eq!(shown("4.373").as_deref(), Some("4.373"));
        for text in ["", "4,5", "43.73", "năm", "-5"] {
            assert_eq!(shown(text), None, "{text}");
        }
    }

    #[test]
    fn numbers_of_persons_keep_their_zeros() {
        assert_eq!(grouped_from_start("012345678901").as_deref(), Some("012 345 678 901"));
        assert_eq!(grouped_from_start("00123456").as_deref(), Some("001 234 56"));
        assert_eq!(bare_id(" 012 345.678-901").as_deref(), Some("012345678901"));
        assert_eq!(bare_id("12A"), None);
    }
}

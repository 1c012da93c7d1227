//! Numbers as they stand in cells, the Vietnamese way: `4.373`, `11,78%`, `-5`.

/// A number with how it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Figure {
    /// In millionths, so that sums are exact.
    millionths: i128,
    decimals: usize,
    is_percent: bool,
}

/// How many decimals are kept.
const MOST_DECIMALS: usize = 6;
const UNIT: i128 = 1_000_000;
/// More digits than this are a code, not a number.
const MOST_DIGITS: usize = 18;

/// Reads a text that is a number and nothing else. Digits behind a leading zero are a code.
pub fn read(text: &str) -> Option<Figure> {
    let text = text.trim();
    let (text, is_percent) = match text.strip_suffix('%') {
        Some(number) => (number.trim_end(), true),
        None => (text, false),
    };
    let (text, sign) = match text.strip_prefix(['-', '−']) {
        Some(number) => (number, -1),
        None => (text, 1),
    };
    let (whole, part) = text.split_once(',').map_or((text, None), |(whole, part)| (whole, Some(part)));
    let whole = ungrouped(whole)?;
    let is_code = whole.len() > MOST_DIGITS || (whole.len() > 1 && whole.starts_with('0'));
    let part = part.unwrap_or("0");
    if is_code || part.is_empty() || part.len() > MOST_DECIMALS || !is_digits(part) {
        return None;
    }
    let decimals = if text.contains(',') { part.len() } else { 0 };
    let millionths = format!("{part:0<MOST_DECIMALS$}").parse::<i128>().ok()?;
    let millionths = sign * (whole.parse::<i128>().ok()? * UNIT + millionths);
    Some(Figure { millionths, decimals, is_percent })
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The digits of a whole number whose groups of three may be set apart by dots.
fn ungrouped(text: &str) -> Option<String> {
    let mut groups = text.split('.');
    let first = groups.next()?;
    let is_grouped = text.contains('.');
    let is_sound = is_digits(first)
        && (!is_grouped || first.len() <= 3)
        && groups.all(|group| group.len() == 3 && is_digits(group));
    is_sound.then(|| text.replace('.', ""))
}

/// The sum of figures, written with as many decimals as the finest of them; with a percent sign
/// if all have one.
pub fn sum(figures: impl IntoIterator<Item = Figure>) -> Option<String> {
    let total = figures.into_iter().reduce(|one, other| Figure {
        millionths: one.millionths.saturating_add(other.millionths),
        decimals: one.decimals.max(other.decimals),
        is_percent: one.is_percent && other.is_percent,
    })?;
    let size = total.millionths.unsigned_abs();
    let unit = UNIT.unsigned_abs();
    let mut text = grouped(size / unit);
    if total.decimals > 0 {
        let part = format!("{:0>MOST_DECIMALS$}", size % unit);
        text = format!("{text},{}", &part[..total.decimals]);
    }
    let sign = if total.millionths < 0 { "-" } else { "" };
    let percent = if total.is_percent { "%" } else { "" };
    Some(format!("{sign}{text}{percent}"))
}

/// A whole number with dots between groups of three digits.
pub fn grouped(number: u128) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push('.');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sum_of(texts: &[&str]) -> (usize, Option<String>) {
        let figures: Vec<_> = texts.iter().filter_map(|text| read(text)).collect();
        (figures.len(), sum(figures))
    }

    #[test]
    fn numbers_are_summed_as_they_are_shown() {
        assert_eq!(sum_of(&["4.373", "627", "Kinh", ""]), (2, Some("5.000".to_owned())));
        assert_eq!(sum_of(&["11,78%", "0,3%"]), (2, Some("12,08%".to_owned())));
        assert_eq!(sum_of(&["1.234.567,5", "-0,25"]), (2, Some("1.234.567,25".to_owned())));
        assert_eq!(sum_of(&["-5", " 3 "]), (2, Some("-2".to_owned())));
        assert_eq!(sum_of(&["không", "-"]), (0, None));
    }

    #[test]
    fn dates_codes_and_other_dots_are_no_numbers() {
        for text in ["084078001234", "01/02/1980", "12.5", "1.2345", "1,", ",5", "12.", "4 373", "0.1"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}

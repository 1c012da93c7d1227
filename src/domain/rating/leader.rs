//! Who leads what, by the titles of posts in the Party: a secretary or deputy secretary leads the
//! unit that the title names.

use crate::domain::text;

/// What a leader leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Led {
    /// The unit that the member belongs to.
    OwnUnit,
    /// The organisation (đảng bộ) above it.
    Organisation,
}

/// What the holder of a post in the Party leads: "Bí thư Chi bộ", "Phó Bí thư Đảng ủy",
/// "Đảng ủy viên, Bí thư chi bộ 2"; nothing for other posts.
#[must_use]
pub fn led(title: &str) -> Vec<Led> {
    const SECRETARY: &str = "bi thu";
    let folded = text::fold(title);
    let mut led: Vec<Led> = folded.split(SECRETARY).skip(1).filter_map(of_what).collect();
    led.sort_unstable();
    led.dedup();
    led
}

/// What stands behind "bí thư" names the unit.
fn of_what(named: &str) -> Option<Led> {
    let named = named.split([',', ';']).next().unwrap_or_default().trim();
    if named.starts_with("doan") || named.starts_with("thanh doan") {
        return None;
    }
    let is_organisation = ["dang uy", "dang bo", "ban can su"].iter().any(|word| named.contains(word));
    Some(if is_organisation { Led::Organisation } else { Led::OwnUnit })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_title_names_what_is_led() {
        let cases: [(&str, &[Led]); 9] = [
            ("Bí thư chi bộ", &[Led::OwnUnit]),
            ("Bí thư", &[Led::OwnUnit]),
            ("Phó Bí thư Đảng ủy", &[Led::Organisation]),
            ("Phó bí thư Đảng bộ bộ phận", &[Led::Organisation]),
            ("Đảng ủy viên, Bí thư Chi bộ 2", &[Led::OwnUnit]),
            ("Bí thư Đảng ủy, Bí thư Chi bộ Văn phòng", &[Led::OwnUnit, Led::Organisation]),
            ("Bí thư Đoàn Thanh niên", &[]),
            ("Chi ủy viên", &[]),
            ("Đảng ủy viên", &[]),
        ];
        for (title, expected) in cases {
            assert_eq!(led(title), expected, "{title}");
        }
    }
}

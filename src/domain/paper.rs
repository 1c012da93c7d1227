//! Documents that a cell or its committee issues: their types and their numbers.
//!
//! Types and signs after 36-HD/VPTW 03/04/2018 (the signs kept by 05-HD/VPTW). Numbers run on for
//! each type within a committee's term and start anew with the next, not at New Year (domain.md D2).

use super::code::coded;

coded! {
    /// The type of a document.
    PaperKind {
        /// Báo cáo.
        Report = "report",
        /// Nghị quyết.
        Resolution = "resolution",
        /// Quyết định.
        Decision = "decision",
        /// Kết luận.
        Conclusion = "conclusion",
        /// Quy chế.
        Rules = "rules",
        /// Thông báo.
        Notice = "notice",
        /// Kế hoạch.
        Plan = "plan",
        /// Chương trình.
        Programme = "programme",
        /// Tờ trình.
        Submission = "submission",
        /// Công văn.
        Letter = "letter",
        /// Biên bản.
        Minutes = "minutes",
        /// Đề án.
        Project = "project",
        /// Phương án.
        Option = "option",
    }
}

impl PaperKind {
    /// The sign in the number: the BC of "Số 05-BC/CB".
    #[must_use]
    pub fn sign(self) -> &'static str {
        match self {
            Self::Report => "BC",
            Self::Resolution => "NQ",
            Self::Decision => "QĐ",
            Self::Conclusion => "KL",
            Self::Rules => "QC",
            Self::Notice => "TB",
            Self::Plan => "KH",
            Self::Programme => "CTr",
            Self::Submission => "TTr",
            Self::Letter => "CV",
            Self::Minutes => "BB",
            Self::Project => "ĐA",
            Self::Option => "PA",
        }
    }

    /// The type that a document's title names at its beginning; lists and tables go out as reports.
    #[must_use]
    pub fn of_title(title: &str) -> Self {
        let title = title.to_lowercase();
        let named = [
            ("nghị quyết", Self::Resolution),
            ("quyết định", Self::Decision),
            ("kết luận", Self::Conclusion),
            ("quy chế", Self::Rules),
            ("thông báo", Self::Notice),
            ("kế hoạch", Self::Plan),
            ("chương trình", Self::Programme),
            ("tờ trình", Self::Submission),
            ("công văn", Self::Letter),
            ("biên bản", Self::Minutes),
            ("đề án", Self::Project),
            ("phương án", Self::Option),
        ];
        named.into_iter().find(|(name, _)| title.starts_with(name)).map_or(Self::Report, |(_, kind)| kind)
    }
}

/// "05-BC/CB": at least two digits, the type's sign, the sign of the issuing body.
#[must_use]
pub fn number_line(number: u32, kind: PaperKind, body: &str) -> String {
    format!("{number:02}-{}/{body}", kind.sign())
}

/// The number at the beginning of what somebody typed: "5", "05-BC/CB".
#[must_use]
pub fn typed_number(typed: &str) -> Option<u32> {
    let digits: String = typed.trim().chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok().filter(|number| (1..=9999).contains(number))
}

/// The sign of a body by its name: ĐU for a committee, CB for a cell and all else.
#[must_use]
pub fn body_sign(issuing_body: &str) -> &'static str {
    let name = issuing_body.to_lowercase();
    let is_committee = ["đảng ủy", "đảng uỷ", "đảng bộ"].iter().any(|word| name.starts_with(word));
    if is_committee { "ĐU" } else { "CB" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_below_ten_have_a_nought() {
        assert_eq!(number_line(5, PaperKind::Report, "CB"), "05-BC/CB");
        assert_eq!(number_line(112, PaperKind::Decision, "ĐU"), "112-QĐ/ĐU");
    }

    #[test]
    fn a_number_is_read_as_people_write_it() {
        for (typed, number) in [("5", Some(5)), (" 05-BC/CB", Some(5)), ("", None), ("0", None), ("BC", None)]
        {
            assert_eq!(typed_number(typed), number, "{typed}");
        }
    }

    #[test]
    fn the_title_and_the_body_say_their_signs() {
        assert_eq!(PaperKind::of_title("Quyết định công nhận xếp loại"), PaperKind::Decision);
        assert_eq!(PaperKind::of_title("Danh sách đảng viên"), PaperKind::Report);
        assert_eq!(body_sign("Đảng ủy Sở Nông nghiệp"), "ĐU");
        assert_eq!(body_sign("Chi bộ Văn phòng"), "CB");
    }
}

//! The register's settings in words, as the journal says them.

use serde_json::Value;

use super::steps;
use super::term::{self, Words};
use crate::domain::paper::PaperKind;
use crate::domain::rating::ceiling::Deciding;
use crate::domain::rating::step::Part;
use crate::domain::setting::Setting;
use crate::fl;

/// What a setting is called; its own name for one of a newer program.
#[must_use]
pub fn name(stored: &str) -> String {
    let Some((setting, rest)) = Setting::of(stored) else { return stored.to_owned() };
    match setting {
        Setting::UpperBody => fl!("settings-upper-body"),
        Setting::IssuingBody => fl!("settings-issuing-body"),
        Setting::Place => fl!("settings-place"),
        Setting::Authority => fl!("journal-setting-authority"),
        Setting::Post => fl!("journal-setting-post"),
        Setting::Signer => fl!("settings-signer"),
        Setting::PaperHead => fl!("journal-setting-paper-head", kind = kind(rest)),
        Setting::PaperTerm => fl!("settings-term"),
        Setting::PaperBody => fl!("settings-body-sign"),
        Setting::PaperNumber => {
            let mut parts = rest.splitn(2, '.');
            let kind = kind(parts.next().unwrap_or_default());
            let (term, number) = parts.next().unwrap_or_default().rsplit_once('.').unwrap_or_default();
            fl!("journal-setting-paper-number", kind = kind, number = number, term = term)
        }
        Setting::HeadOnPaper => fl!("settings-head-on-paper"),
        Setting::NumbersMasked => fl!("journal-setting-masked"),
        Setting::RecoveryCodeMade => fl!("journal-setting-recovery-code"),
        Setting::LossAcknowledged => fl!("journal-setting-loss"),
        Setting::CeilingDeciding => fl!("regimes-deciding"),
        Setting::RatingParts => fl!("journal-setting-parts"),
        Setting::RatingHundred => fl!("journal-rounding-hundred"),
        Setting::CellMap => fl!("journal-setting-cells", name = rest),
    }
}

/// What it is set to; the text itself where there are no better words.
#[must_use]
pub fn value(stored: &str, value: &str) -> String {
    let words = match Setting::of(stored).map(|(setting, _)| setting) {
        Some(Setting::HeadOnPaper | Setting::NumbersMasked | Setting::RatingHundred) => yes_or_no(value),
        Some(Setting::CeilingDeciding) => Deciding::from_code(value).map(term::deciding),
        Some(Setting::RatingParts) => {
            let parts: Vec<String> = Part::list(value).into_iter().map(steps::part).collect();
            Some(parts.join(", "))
        }
        Some(Setting::PaperHead) => lines_of(value),
        Some(Setting::PaperNumber) => given(value),
        Some(Setting::CellMap) => cells(value),
        Some(Setting::RecoveryCodeMade) => moment(value),
        Some(Setting::LossAcknowledged) => {
            value.split_once(' ').map(|(last, _)| fl!("journal-setting-loss-until", number = last))
        }
        _ => None,
    };
    words.unwrap_or_else(|| value.to_owned())
}

fn kind(code: &str) -> String {
    PaperKind::from_code(code).map_or_else(|| code.to_owned(), |kind| term::paper_kind(kind, Words::Screen))
}

fn yes_or_no(value: &str) -> Option<String> {
    match value {
        "on" | "1" => Some(fl!("journal-yes")),
        "off" | "0" => Some(fl!("journal-no")),
        _ => None,
    }
}

fn moment(value: &str) -> Option<String> {
    let made: chrono::NaiveDateTime = value.parse().ok()?;
    Some(made.format("%d/%m/%Y %H:%M").to_string())
}

/// The lines of a document's head, one after the other as they stand on paper.
fn lines_of(value: &str) -> Option<String> {
    let lines: Value = serde_json::from_str(value).ok()?;
    let order = ["upper_body", "issuing_body", "place", "authority", "post", "signer"];
    let said = order.iter().filter_map(|line| lines.get(line)?.as_str()).filter(|line| !line.is_empty());
    Some(said.collect::<Vec<_>>().join("; "))
}

fn given(value: &str) -> Option<String> {
    let given: Value = serde_json::from_str(value).ok()?;
    Some(format!("{} ({})", given.get("title")?.as_str()?, given.get("day")?.as_str()?))
}

fn cells(value: &str) -> Option<String> {
    let Value::Object(sheets) = serde_json::from_str(value).ok()? else { return None };
    let count: usize = sheets.values().filter_map(Value::as_object).map(serde_json::Map::len).sum();
    Some(fl!("journal-setting-cell-count", count = count))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_setting_has_words_of_its_own() {
        let mut seen = std::collections::HashSet::new();
        for setting in Setting::ALL {
            let rest = if setting.code().ends_with('.') { "report.2025-2027.0007" } else { "" };
            let stored = format!("{}{rest}", setting.code());
            let words = name(&stored);
            assert!(!words.contains(setting.code()) && !words.contains("paper."), "{words}");
            assert!(seen.insert(words), "{stored}");
        }
        assert_eq!(
            name("paper.number.report.2025-2027.0007"),
            "Số văn bản đã cấp: Báo cáo 0007, nhiệm kỳ 2025-2027"
        );
        assert_eq!(name("of.a.newer.program"), "of.a.newer.program");
    }

    #[test]
    fn what_is_set_is_said_in_words() {
        assert_eq!(value("numbers.masked", "on"), "có");
        assert_eq!(value("ratings.hundred", "0"), "không");
        assert_eq!(value("recovery.code_made", "2026-11-25T14:05:09"), "25/11/2026 14:05");
        assert_eq!(value("paper.term", "2025-2027"), "2025-2027");
        assert_eq!(value("letterhead.post", "on"), "on", "what a person typed stays");
        assert_eq!(
            value("paper.head.report", r#"{"upper_body":"ĐẢNG ỦY XÃ","post":"","signer":"An"}"#),
            "ĐẢNG ỦY XÃ; An"
        );
        assert_eq!(
            value(
                "paper.number.report.1.0007",
                r#"{"kind":"report","number":7,"title":"Danh sách","day":"25/11/2026"}"#
            ),
            "Danh sách (25/11/2026)"
        );
        assert_eq!(value("fill.Biểu 2", r#"{"Trang1":{"B2":"year","C2":"today"}}"#), "2 ô");
        assert_eq!(value("fill.Biểu 2", ""), "", "taken away");
        assert!(!value("ceiling_deciding", "committee").contains("committee"));
        assert_eq!(value("journal.loss_acknowledged", "12 abcdef"), "đến mục 12");
    }
}

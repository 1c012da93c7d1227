//! The settings that a register keeps for everybody who works with it.

use super::code::coded;

coded! {
    /// A setting. Its code is the name under which it is kept; a code that ends with a point is the
    /// beginning of the names of several, such as `fill.NAME`.
    Setting {
        /// The body above, at the head of documents.
        UpperBody = "letterhead.upper_body",
        /// The issuing body.
        IssuingBody = "letterhead.issuing_body",
        /// The place before the date.
        Place = "letterhead.place",
        /// The line of authority over the signature.
        Authority = "letterhead.authority",
        /// The post of the person who signs.
        Post = "letterhead.post",
        /// The person who signs.
        Signer = "letterhead.signer",
        /// Head and signature of one type of document, `paper.head.TYPE`.
        PaperHead = "paper.head.",
        /// The term in which documents are numbered.
        PaperTerm = "paper.term",
        /// The sign of the issuing body in numbers of documents.
        PaperBody = "paper.body",
        /// A number that was given, `paper.number.TYPE.TERM.NNNN`.
        PaperNumber = "paper.number.",
        /// Whether lists say at the bottom which state of the journal they show.
        HeadOnPaper = "print.journal_head",
        /// Whether the window masks numbers.
        NumbersMasked = "numbers.masked",
        /// When the recovery code was made in place of an older one, as 2026-11-25T14:05:00.
        RecoveryCodeMade = "recovery.code_made",
        /// The loss of operations that was acknowledged.
        LossAcknowledged = "journal.loss_acknowledged",
        /// The level that decides, for ceilings.
        CeilingDeciding = "ceiling_deciding",
        /// What the sheets of ratings show.
        RatingParts = "ratings.steps",
        /// Whether shares are rounded so that they make up a hundred.
        RatingHundred = "ratings.hundred",
        /// Which figures belong into the cells of a workbook, `fill.NAME`.
        CellMap = "fill.",
    }
}

impl Setting {
    /// The setting of this name, and what the name says beyond its code.
    #[must_use]
    pub fn of(name: &str) -> Option<(Self, &str)> {
        Self::ALL.iter().find_map(|setting| {
            let rest = name.strip_prefix(setting.code())?;
            (rest.is_empty() != setting.code().ends_with('.')).then_some((*setting, rest))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_setting_is_known_by_its_name() {
        assert_eq!(Setting::of("numbers.masked"), Some((Setting::NumbersMasked, "")));
        assert_eq!(Setting::of("fill.Biểu 2"), Some((Setting::CellMap, "Biểu 2")));
        for unknown in ["numbers.masked.more", "fill.", "other", ""] {
            assert_eq!(Setting::of(unknown), None, "{unknown}");
        }
    }
}

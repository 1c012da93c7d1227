//! Users of a register: what each may do.
//!
//! The program asks this before each change. It is no secret: whoever has the key of the register
//! can write into its file with other programs. See `docs/users.md`.

use super::code::coded;

coded! {
    /// What a user may do; each role may also do what those before it may.
    Role {
        /// Read, print and export; nothing is changed.
        Read = "read",
        /// Enter units, members, ratings and quotas.
        Enter = "enter",
        /// Decide a year, and change rules, targets and what was decided.
        Decide = "decide",
        /// Everything, also users and settings of the register.
        Manage = "manage",
    }
}

/// Operations that only read, or that the program does by itself: their journal entry is what
/// matters.
const READING: &[&str] = &["numbers_seen", "sort_keys_renewed", "user_password_changed"];

/// Operations that enter records.
const ENTERING: &[&str] = &[
    "admission_total_set",
    "badge_saved",
    "candidates_set",
    "cell_map_removed",
    "cell_map_saved",
    "discipline_saved",
    "headings_learned",
    "imported",
    "list_removed",
    "list_renamed",
    "list_saved",
    "member_added",
    "member_edited",
    "member_status_changed",
    "member_transferred",
    "members_amended",
    "members_rated",
    "paper_number_given",
    "post_saved",
    "quota_adjusted",
    "quota_adjustment_withdrawn",
    "quota_allocated",
    "quota_set",
    "quotas_set",
    "rating_steps_entered",
    "ratings_copied",
    "totals_set",
    "undone",
    "unit_added",
    "unit_closed",
    "unit_edited",
    "unit_moved",
    "unit_reopened",
    "units_rated",
    "warnings_acknowledged",
];

/// Operations that decide.
const DECIDING: &[&str] = &[
    "ceiling_deciding_set",
    "ceiling_raised",
    "consequence_added",
    "consequence_changed",
    "rating_changed",
    "rating_target_removed",
    "rating_target_set",
    "regime_added",
    "regime_changed",
    "term_amended",
    "term_amendment_withdrawn",
    "term_set",
    "year_decided",
    "year_moved",
    "year_reopened",
];

/// The least role that may do an operation, by its machine name in the journal. What is in none
/// of the lists takes the highest.
#[must_use]
pub fn needed_for(operation: &str) -> Role {
    let lists = [(Role::Read, READING), (Role::Enter, ENTERING), (Role::Decide, DECIDING)];
    let list = lists.into_iter().find(|(_, names)| names.contains(&operation));
    list.map_or(Role::Manage, |(role, _)| role)
}

/// Operations that take the highest role on purpose; a test finds the ones that nobody thought of.
pub const MANAGING: &[&str] = &[
    "journal_loss_acknowledged",
    "letterhead_set",
    "numbers_masked_set",
    "paper_head_set",
    "paper_numbering_set",
    "printed_head_set",
    "rating_steps_shown",
    "recovery_code_renewed",
    "register_created",
    "register_loaded",
    "rounding_set",
    "salvaged",
    "sample_filled",
    "user_added",
    "user_closed",
    "user_password_set",
    "user_role_set",
];

/// Whether an operation can't be taken back: what was read was read, and users are changed
/// together with the file of the keys.
#[must_use]
pub fn is_final(operation: &str) -> bool {
    ["numbers_seen", "recovery_code_renewed"].contains(&operation) || operation.starts_with("user_")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_role_may_do_more_than_the_one_before() {
        assert!(Role::ALL.windows(2).all(|pair| pair[0] < pair[1]));
        assert_eq!(needed_for("numbers_seen"), Role::Read);
        assert_eq!(needed_for("member_edited"), Role::Enter);
        assert_eq!(needed_for("year_decided"), Role::Decide);
        assert_eq!(needed_for("user_added"), Role::Manage);
        assert_eq!(needed_for("something_new"), Role::Manage, "what nobody thought of is for managers");
    }

    #[test]
    fn no_operation_stands_in_two_lists() {
        let all: Vec<&str> = [READING, ENTERING, DECIDING, MANAGING].concat();
        let mut once = all.clone();
        once.sort_unstable();
        once.dedup();
        assert_eq!(all.len(), once.len());
    }
}

//! The tabs of the desk.

use crate::fl;

/// A tab.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tab {
    /// Tổ chức đảng.
    Units,
    /// Đảng viên.
    Members,
    /// Xếp loại.
    Ratings,
    /// Chỉ tiêu kết nạp.
    Quotas,
    /// Tổng hợp.
    Summary,
    /// Nhật ký.
    Journal,
}

impl Tab {
    pub(super) const ALL: [Self; 6] =
        [Self::Units, Self::Members, Self::Ratings, Self::Quotas, Self::Summary, Self::Journal];
    /// Tabs with large sheets, which are read when they are shown.
    pub(super) const READ_WHEN_SHOWN: [Self; 4] = [Self::Ratings, Self::Quotas, Self::Summary, Self::Journal];

    pub(super) fn name(self) -> String {
        match self {
            Self::Units => fl!("tab-units"),
            Self::Members => fl!("tab-members"),
            Self::Ratings => fl!("tab-ratings"),
            Self::Quotas => fl!("tab-quotas"),
            Self::Summary => fl!("tab-summary"),
            Self::Journal => fl!("tab-journal"),
        }
    }
}

//! The headings that Vietnamese lists usually have, full and short.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::key as compare;
use crate::services::columns::MemberColumn as Column;
use crate::services::imports::{Special, Subject, Target};

/// The titles and stable names of our own columns, as they are compared; the titles in the
/// language that the window has now and in that of paper.
pub struct Ours(Usual);

impl Ours {
    /// Those that a sheet about this can have.
    pub fn of(subject: Subject) -> Self {
        use crate::i18n::term::Words;
        let mut names = Usual::new();
        let targets = Target::of(subject);
        let titles = targets.iter().flat_map(|target| {
            [Words::Paper, Words::Screen].map(|words| (compare(&target.title(words)), *target))
        });
        let codes = targets.iter().map(|target| (target.code().replace('_', " "), *target));
        for (name, target) in titles.chain(codes) {
            names.entry(name).or_insert(target);
        }
        Self(names)
    }
}

/// What a heading usually means.
pub fn meaning(key: &str, subject: Subject, ours: &Ours) -> Option<Target> {
    if key.is_empty() {
        return None;
    }
    let meant = |list: &Usual| list.get(key).copied();
    match subject {
        Subject::Members => meant(&OF_MEMBERS).or_else(|| meant(&OF_PEOPLE)),
        Subject::Ratings => meant(&OF_RATINGS).or_else(|| meant(&OF_PEOPLE)),
        Subject::Quotas => meant(&OF_QUOTAS),
    }
    .or_else(|| meant(&ours.0))
    .or_else(|| of_year(key, subject, ours))
}

/// "Chỉ tiêu năm 2026", "Xếp loại năm 2025": a year behind a heading.
fn of_year(key: &str, subject: Subject, ours: &Ours) -> Option<Target> {
    let (rest, year) = key.rsplit_once(' ')?;
    let is_year = year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
    let rest = rest.strip_suffix(" nam").unwrap_or(rest);
    if is_year { meaning(rest, subject, ours) } else { None }
}

type Usual = HashMap<String, Target>;

/// Headings as they are compared: folding also writes "ly" as "li".
fn compared(list: &[(&[&str], Target)]) -> Usual {
    list.iter()
        .flat_map(|(headings, target)| headings.iter().map(|heading| (compare(heading), *target)))
        .collect()
}

static OF_PEOPLE: LazyLock<Usual> = LazyLock::new(|| compared(PEOPLE));
static OF_MEMBERS: LazyLock<Usual> = LazyLock::new(|| compared(MEMBERS));
static OF_RATINGS: LazyLock<Usual> = LazyLock::new(|| compared(RATINGS));
static OF_QUOTAS: LazyLock<Usual> = LazyLock::new(|| compared(QUOTAS));

const fn column(column: Column) -> Target {
    Target::Column(column)
}

const fn special(special: Special) -> Target {
    Target::Special(special)
}

/// Who a row is about.
const PEOPLE: &[(&[&str], Target)] = &[
    (
        &[
            "ho va ten",
            "ho ten",
            "ho va ten dang vien",
            "ho ten dang vien",
            "ten dang vien",
            "ho va ten khai sinh",
            "ho ten khai sinh",
            "ho va ten dang dung",
            "dang vien",
            "ho ten dv",
            "full name",
            "name",
            "ho va ten khai sinh in hoa",
        ],
        column(Column::Name),
    ),
    (
        &["ho va chu dem", "ho va dem", "ho dem", "ho va ten dem", "ho va ten lot", "ho lot", "ho"],
        special(Special::FamilyName),
    ),
    (&["ten", "ten goi"], special(Special::GivenName)),
    (
        &[
            "ngay sinh",
            "ngay thang nam sinh",
            "nam sinh",
            "sinh ngay",
            "ngay thang sinh",
            "sinh nam",
            "ns",
            "ntns",
            "ngay sinh nam sinh",
            "date of birth",
            "born",
            "ngay thang nam sinh dd mm yyyy",
        ],
        column(Column::Born),
    ),
    (
        &[
            "so dinh danh ca nhan",
            "so dinh danh",
            "so cccd",
            "cccd",
            "can cuoc cong dan",
            "so can cuoc cong dan",
            "so can cuoc",
            "can cuoc",
            "ma dinh danh",
            "ma so dinh danh",
            "so dinh danh ca nhan cccd",
            "so cccd so dinh danh ca nhan",
            "dinh danh ca nhan",
            "so ddcn",
            "ddcn",
            "so cccd dinh danh",
            "cccd cmnd",
            "so cccd cmnd",
            "cmnd cccd",
            "so cmnd cccd",
        ],
        column(Column::PersonalId),
    ),
    (
        &[
            "so the dang vien",
            "so the dang",
            "so the dv",
            "so the",
            "the dang vien",
            "the dang",
            "ma so dang vien",
            "so tdv",
            "so the dang vien moi",
        ],
        column(Column::CardNumber),
    ),
    (
        &[
            "chi bo",
            "to chuc dang",
            "to chuc dang dang sinh hoat",
            "dang sinh hoat tai chi bo",
            "sinh hoat tai chi bo",
            "chi bo dang sinh hoat",
            "ten chi bo",
            "don vi",
            "ten to chuc dang",
            "to chuc dang sinh hoat",
            "noi sinh hoat dang",
            "chi bo sinh hoat",
            "tccsd",
            "to chuc co so dang",
            "ten don vi",
        ],
        column(Column::Unit),
    ),
    (
        &[
            "ma chi bo",
            "ma to chuc dang",
            "ma to chuc",
            "ma don vi",
            "ma tccsd",
            "ma tcd",
            "ma to chuc dang sinh hoat",
        ],
        special(Special::UnitCode),
    ),
];

const MEMBERS: &[(&[&str], Target)] = &[
    (&["ten goi khac", "ten khac", "ten dang dung", "bi danh", "ten thuong goi"], column(Column::OtherName)),
    (&["gioi tinh", "nam nu", "gt", "phai", "gioi"], column(Column::Sex)),
    (&["nu"], special(Special::FemaleMark)),
    (
        &["ngay sinh nam", "nam sinh nam", "ngay thang nam sinh nam", "sinh ngay nam"],
        special(Special::BornMale),
    ),
    (
        &["ngay sinh nu", "nam sinh nu", "ngay thang nam sinh nu", "sinh ngay nu"],
        special(Special::BornFemale),
    ),
    (&["dan toc", "dt dan toc", "thanh phan dan toc"], column(Column::Ethnicity)),
    (&["ton giao", "tg"], column(Column::Religion)),
    (&["que quan", "nguyen quan", "que", "que quan day du"], column(Column::HomeTown)),
    (&["noi dang ky khai sinh", "noi sinh", "noi dk khai sinh", "noi dkks"], column(Column::BirthPlace)),
    (
        &[
            "noi thuong tru",
            "thuong tru",
            "dia chi thuong tru",
            "ho khau thuong tru",
            "noi dk thuong tru",
            "cho o hien nay",
            "noi o hien nay",
            "dia chi",
            "noi cu tru",
            "noi cu tru thuong tru",
            "noi dang ky thuong tru",
            "noi o",
        ],
        column(Column::PermanentAddress),
    ),
    (&["noi tam tru", "tam tru", "dia chi tam tru", "noi cu tru tam tru"], column(Column::TemporaryAddress)),
    (
        &[
            "nghe nghiep",
            "nghe nghiep hien nay",
            "nghe nghiep cong viec",
            "cong viec",
            "cong viec hien nay",
            "nghe nghiep don vi cong tac",
            "cong viec chinh dang lam",
        ],
        column(Column::Occupation),
    ),
    (&["nghe nghiep truoc khi vao dang", "nghe nghiep khi vao dang"], column(Column::OccupationBefore)),
    (&["doi tuong", "doi tuong dang vien"], column(Column::WorkGroup)),
    (&["chuc vu", "cv", "chuc danh", "chuc vu hien nay", "chuc vu chuc danh"], column(Column::Posts)),
    (
        &["chuc vu dang", "chuc vu trong dang", "chuc vu dang chuc vu trong dang", "chuc vu ve dang"],
        special(Special::PartyPost),
    ),
    (
        &[
            "chuc vu chinh quyen",
            "chuc vu chuyen mon",
            "chuc vu ve chinh quyen",
            "chuc vu chuc danh chinh quyen",
        ],
        special(Special::AdministrationPost),
    ),
    (&["chuc vu doan the", "chuc vu ve doan the"], special(Special::MassPost)),
    (
        &[
            "ngay quyet dinh ket nap",
            "ngay qd ket nap",
            "ngay qdkn",
            "ngay quyet dinh ket nap vao dang",
            "ngay quyet dinh ket nap dang",
        ],
        column(Column::Admitted),
    ),
    (
        &["so quyet dinh ket nap", "so qd ket nap", "so qdkn", "quyet dinh ket nap"],
        column(Column::AdmissionDecision),
    ),
    (
        &[
            "ngay vao dang",
            "ngay ket nap",
            "ngay ket nap dang",
            "ngay vd",
            "ngay vao dang csvn",
            "vao dang",
            "ngay vao dang du bi",
            "ket nap",
            "ngay vao dang ket nap",
            "ngay vao dang ngay ket nap",
            "ngay le ket nap",
            "du bi",
            "ngay du bi",
            "ngay ket nap vao dang",
            "nam vao dang",
            "ngay vao dang lan dau",
            "ngay vao dcsvn",
        ],
        column(Column::Ceremony),
    ),
    (&["noi ket nap", "noi vao dang", "chi bo ket nap", "noi ket nap dang"], column(Column::AdmissionPlace)),
    (
        &[
            "ngay chinh thuc",
            "ngay vao dang chinh thuc",
            "chinh thuc",
            "ngay ct",
            "ngay cong nhan chinh thuc",
            "vao dang chinh thuc",
            "ngay cong nhan dang vien chinh thuc",
            "ngay chinh thuc vao dang",
            "ngay chuyen chinh thuc",
            "ngay chuyen dang chinh thuc",
        ],
        column(Column::Official),
    ),
    (
        &["ngay cap the", "ngay cap the dang vien", "ngay cap the dang", "ngay phat the"],
        column(Column::CardIssued),
    ),
    (
        &[
            "so the cu",
            "so the dang vien cu",
            "so the dang cu",
            "so the cu qd 85",
            "so the dang vien cu qd 85",
        ],
        column(Column::OldCardNumber),
    ),
    (
        &[
            "so ly lich",
            "so ly lich dang vien",
            "so ll",
            "so li lich",
            "ly lich",
            "so lldv",
            "so ll dang vien",
        ],
        column(Column::FileNumber),
    ),
    (
        &["so cmnd", "cmnd", "so cmnd cu", "so chung minh nhan dan", "chung minh nhan dan", "cmnd cu"],
        column(Column::OldId),
    ),
    (
        &[
            "trinh do gdpt",
            "gdpt",
            "giao duc pho thong",
            "trinh do giao duc pho thong",
            "van hoa",
            "trinh do van hoa",
            "hoc van",
            "trinh do hoc van",
            "pho thong",
            "tdvh",
            "trinh do pho thong",
            "trinh do vh",
            "trinh do van hoa pho thong",
        ],
        column(Column::GeneralEducation),
    ),
    (
        &[
            "trinh do chuyen mon",
            "chuyen mon",
            "cmnv",
            "chuyen mon nghiep vu",
            "trinh do chuyen mon nghiep vu",
            "trinh do cm",
            "trinh do cmnv",
            "cm",
            "trinh do chuyen mon cao nhat",
            "trinh do dao tao",
        ],
        column(Column::ProfessionalLevel),
    ),
    (
        &["chuyen nganh", "nganh dao tao", "chuyen nganh dao tao", "nganh hoc"],
        column(Column::ProfessionalField),
    ),
    (
        &[
            "ly luan chinh tri",
            "li luan chinh tri",
            "llct",
            "trinh do llct",
            "trinh do ly luan chinh tri",
            "ly luan",
            "trinh do ly luan",
            "trinh do li luan chinh tri",
            "chinh tri",
            "trinh do chinh tri",
        ],
        column(Column::TheoryLevel),
    ),
    (&["ngoai ngu", "trinh do ngoai ngu", "nn"], column(Column::ForeignLanguages)),
    (
        &["trang thai", "tinh trang", "trang thai dang vien", "tinh trang sinh hoat", "loai dang vien"],
        column(Column::Status),
    ),
    (
        &["ngay roi mat mien", "ngay roi mat mien sinh hoat", "trang thai tu ngay", "tu ngay trang thai"],
        column(Column::StatusSince),
    ),
    (
        &["ngay chuyen den", "ngay ve chi bo", "sinh hoat tu ngay", "ngay ve sinh hoat", "ngay den"],
        special(Special::Since),
    ),
    (
        &["dien thoai", "so dien thoai", "sdt", "so dt", "dt", "dien thoai di dong", "dtdd", "so dtdd"],
        column(Column::Phone),
    ),
    (&["email", "thu dien tu", "e mail", "hop thu"], column(Column::Email)),
    (&["ghi chu", "gc", "chu thich", "luu y"], column(Column::Note)),
    (
        &["huy hieu dang", "huy hieu", "muc huy hieu", "loai huy hieu", "huy hieu nam tuoi dang", "hhd"],
        column(Column::Badges),
    ),
    (&["so huy hieu", "so huy hieu dang", "so hieu huy hieu"], special(Special::BadgeNumber)),
    (
        &["ngay trao huy hieu", "ngay tang huy hieu", "ngay nhan huy hieu", "ngay trao tang huy hieu"],
        special(Special::BadgeDate),
    ),
];

const RATINGS: &[(&[&str], Target)] = &[
    (&["nam", "nam danh gia", "nam xep loai"], special(Special::Year)),
    (
        &[
            "xep loai",
            "muc xep loai",
            "ket qua",
            "ket qua xep loai",
            "muc danh gia",
            "xep loai dang vien",
            "xep loai chat luong",
            "ket qua danh gia xep loai",
            "ket qua danh gia",
            "muc xep loai chat luong",
            "ket qua xep loai chat luong",
            "xep loai chat luong dang vien",
            "muc quyet dinh",
            "ket qua danh gia xep loai chat luong",
            "danh gia xep loai",
            "muc",
        ],
        special(Special::Level),
    ),
    (
        &["htxs", "htxsnv", "xuat sac", "hoan thanh xuat sac", "hoan thanh xuat sac nhiem vu"],
        special(Special::MarkExcellent),
    ),
    (&["htt", "httnv", "tot", "hoan thanh tot", "hoan thanh tot nhiem vu"], special(Special::MarkGood)),
    (&["ht", "htnv", "hoan thanh", "hoan thanh nhiem vu"], special(Special::MarkCompleted)),
    (&["kht", "khtnv", "khong hoan thanh", "khong hoan thanh nhiem vu"], special(Special::MarkNotCompleted)),
    (&["ly do", "li do", "ly do khong xep loai", "khong xep loai", "ghi chu"], special(Special::Reason)),
];

const QUOTAS: &[(&[&str], Target)] = &[
    (
        &[
            "chi bo",
            "to chuc dang",
            "don vi",
            "ten don vi",
            "ten to chuc dang",
            "ten chi bo",
            "dang bo",
            "dang bo chi bo",
            "to chuc co so dang",
            "tccsd",
            "ten tccsd",
            "don vi to chuc dang",
            "dang bo chi bo co so",
        ],
        column(Column::Unit),
    ),
    (
        &["ma chi bo", "ma to chuc dang", "ma to chuc", "ma don vi", "ma tccsd", "ma"],
        special(Special::UnitCode),
    ),
    (&["nam", "nam chi tieu"], special(Special::Year)),
    (
        &[
            "chi tieu",
            "chi tieu ket nap",
            "chi tieu giao",
            "chi tieu ket nap dang vien",
            "chi tieu duoc giao",
            "giao dau nam",
            "chi tieu ket nap dang",
            "so chi tieu",
            "chi tieu phat trien dang vien",
            "chi tieu phat trien dang",
        ],
        special(Special::Target),
    ),
];

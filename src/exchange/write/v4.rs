//! The workbook "4.0" in which members are handed to the national database (domain.md B1): headings
//! in rows 6 and 7, data from row 8, hidden sheets with the lists, three columns for its check.

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Workbook};

use super::table::line;
use super::v4_lists;
use crate::exchange::Result;
use crate::services::columns::{CellContext, MemberColumn as Column};
use crate::services::members::MemberRow;

/// Headings: the upper one (shared by neighbours), the lower one, and our column.
///
/// The order of the official file is not public in full; it is read by its headings, in any order.
pub const V4_HEADINGS: &[(&str, &str, Option<Column>)] = &[
    ("STT", "", None),
    ("ID", "", None),
    ("Họ và tên khai sinh (*)", "", Some(Column::Name)),
    ("Tên gọi khác", "", Some(Column::OtherName)),
    ("Giới tính (*)", "", Some(Column::Sex)),
    ("Ngày sinh (*)", "", Some(Column::Born)),
    ("Số định danh cá nhân (*)", "", Some(Column::PersonalId)),
    ("Số CMND cũ", "", Some(Column::OldId)),
    ("Số thẻ đảng viên (*)", "", Some(Column::CardNumber)),
    ("Số thẻ cũ (QĐ 85)", "", Some(Column::OldCardNumber)),
    ("Ngày cấp thẻ", "", Some(Column::CardIssued)),
    ("Số lý lịch", "", Some(Column::FileNumber)),
    ("Nơi đăng ký khai sinh", "", Some(Column::BirthPlace)),
    ("Quê quán (*)", "", Some(Column::HomeTown)),
    ("Nơi cư trú (*)", "Thường trú", Some(Column::PermanentAddress)),
    ("Nơi cư trú (*)", "Tạm trú", Some(Column::TemporaryAddress)),
    ("Dân tộc (*)", "", Some(Column::Ethnicity)),
    ("Tôn giáo (*)", "", Some(Column::Religion)),
    ("Nghề nghiệp", "Trước khi vào Đảng", Some(Column::OccupationBefore)),
    ("Nghề nghiệp", "Hiện nay", Some(Column::Occupation)),
    ("Ngày quyết định kết nạp (*)", "", Some(Column::Admitted)),
    ("Số quyết định kết nạp", "", Some(Column::AdmissionDecision)),
    ("Ngày vào Đảng (*)", "", Some(Column::Ceremony)),
    ("Nơi kết nạp", "", Some(Column::AdmissionPlace)),
    ("Ngày chính thức", "", Some(Column::Official)),
    ("Trình độ", "GDPT", Some(Column::GeneralEducation)),
    ("Trình độ", "Chuyên môn", Some(Column::ProfessionalLevel)),
    ("Trình độ", "Chuyên ngành", Some(Column::ProfessionalField)),
    ("Trình độ", "LLCT", Some(Column::TheoryLevel)),
    ("Trình độ", "Ngoại ngữ", Some(Column::ForeignLanguages)),
    ("Chức vụ", "", Some(Column::Posts)),
    ("Đối tượng", "", Some(Column::WorkGroup)),
    ("Mã tổ chức đảng", "", None),
    ("Tổ chức đảng đang sinh hoạt (*)", "", Some(Column::Unit)),
    ("Trạng thái (*)", "", Some(Column::Status)),
    ("Ngày rời/mất/miễn", "", Some(Column::StatusSince)),
    ("Điện thoại", "", Some(Column::Phone)),
    ("Email", "", Some(Column::Email)),
    ("Ghi chú", "", Some(Column::Note)),
    ("Đề nghị xóa", "", None),
    ("Kết quả kiểm tra", "", None),
    ("Chi tiết lỗi", "", None),
];

/// The bytes of the workbook; `lists` are the ethnicities and religions of its hidden sheets.
///
/// # Errors
/// [`crate::exchange::Error::Io`].
pub fn v4(rows: &[MemberRow], context: &CellContext<'_>, lists: [Vec<String>; 2]) -> Result<Vec<u8>> {
    let mut book = Workbook::new();
    let heading = Format::new()
        .set_bold()
        .set_text_wrap()
        .set_border(FormatBorder::Thin)
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter);
    let text = Format::new().set_num_format("@");
    let sheet = book.add_worksheet();
    sheet.set_name("DANG_VIEN")?;
    let title = Format::new().set_bold().set_font_size(14);
    sheet.write_string_with_format(1, 2, "THÔNG TIN ĐẢNG VIÊN", &title)?;
    let mut column = 0_usize;
    while let Some((upper, lower, _)) = V4_HEADINGS.get(column) {
        let shared = V4_HEADINGS[column..].iter().take_while(|(other, _, _)| other == upper).count();
        let at = u16::try_from(column).unwrap_or_default();
        let last = u16::try_from(column + shared - 1).unwrap_or_default();
        if lower.is_empty() {
            sheet.merge_range(5, at, 6, at, upper, &heading)?;
        } else {
            sheet.merge_range(5, at, 5, last, upper, &heading)?;
            for (below, (_, lower, _)) in (at..).zip(&V4_HEADINGS[column..column + shared]) {
                sheet.write_string_with_format(6, below, *lower, &heading)?;
            }
        }
        column += shared;
    }
    sheet.set_freeze_panes(7, 3)?;
    for (number, row) in rows.iter().enumerate() {
        let code =
            || context.units.node(row.unit).map(|node| node.unit.fields.code.clone()).unwrap_or_default();
        let cells: Vec<String> = V4_HEADINGS
            .iter()
            .map(|(upper, _, column)| match column {
                Some(Column::Unit) => Column::Unit.cell(row, context),
                Some(Column::StatusSince) if row.status == crate::domain::member::Status::Active => {
                    String::new()
                }
                Some(column) => column.typed(row, context),
                None if *upper == "STT" => (number + 1).to_string(),
                None if upper.starts_with("Mã") => code(),
                None => String::new(),
            })
            .collect();
        line(sheet, u32::try_from(number + 7).unwrap_or(u32::MAX), &cells, &text)?;
    }
    let fixed = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<String>>();
    let [ethnicities, religions] = lists;
    let hidden = [
        ("QUOCGIA", fixed(v4_lists::COUNTRIES)),
        ("TINH", fixed(v4_lists::PROVINCES)),
        ("DANTOC", ethnicities),
        ("TONGIAO", religions),
    ];
    for (name, names) in hidden {
        let sheet = book.add_worksheet();
        sheet.set_name(name)?.set_hidden(true);
        for (at, name) in (0_u32..).zip(&names) {
            sheet.write_string(at, 0, name)?;
        }
    }
    Ok(book.save_to_buffer()?)
}

//! The fields of a member's record as options, shared by adding and editing.

use clap::Args;

use super::command::unit_named;
use crate::domain::member::MemberForm;
use crate::domain::problem::Field;
use crate::domain::unit::UnitTree;
use crate::services::Result;

/// Options for the fields that need not be given. In editing, what is not given stays.
#[derive(Debug, Default, Args)]
pub struct RecordArgs {
    /// Tên gọi khác.
    #[arg(long)]
    other_name: Option<String>,
    /// Nơi đăng ký khai sinh.
    #[arg(long)]
    birth_place: Option<String>,
    /// Quê quán.
    #[arg(long)]
    home_town: Option<String>,
    /// Nơi thường trú.
    #[arg(long)]
    permanent_address: Option<String>,
    /// Nơi tạm trú.
    #[arg(long)]
    temporary_address: Option<String>,
    /// Dân tộc.
    #[arg(long)]
    ethnicity: Option<String>,
    /// Tôn giáo.
    #[arg(long)]
    religion: Option<String>,
    /// Đối tượng.
    #[arg(long)]
    work_group: Option<String>,
    /// Nghề nghiệp hiện nay.
    #[arg(long)]
    occupation: Option<String>,
    /// Nghề nghiệp trước khi vào Đảng.
    #[arg(long)]
    occupation_before: Option<String>,
    /// Số quyết định kết nạp.
    #[arg(long)]
    admission_decision: Option<String>,
    /// Ngày lễ kết nạp.
    #[arg(long, value_name = "DATE")]
    ceremony: Option<String>,
    /// Ngày chính thức.
    #[arg(long, value_name = "DATE")]
    official: Option<String>,
    /// The unit of this register that admitted the member.
    #[arg(long, value_name = "CODE", conflicts_with = "admission_place")]
    admission_unit: Option<String>,
    /// Nơi kết nạp, when it was not a unit of this register.
    #[arg(long)]
    admission_place: Option<String>,
    /// Số định danh cá nhân.
    #[arg(long)]
    personal_id: Option<String>,
    /// Số CMND cũ.
    #[arg(long)]
    old_id: Option<String>,
    /// Số thẻ đảng viên.
    #[arg(long)]
    card: Option<String>,
    /// Ngày cấp thẻ.
    #[arg(long, value_name = "DATE")]
    card_issued: Option<String>,
    /// Số thẻ cũ.
    #[arg(long)]
    old_card: Option<String>,
    /// Số lý lịch.
    #[arg(long)]
    file_number: Option<String>,
    /// Giáo dục phổ thông.
    #[arg(long)]
    general_education: Option<String>,
    /// Trình độ chuyên môn.
    #[arg(long)]
    professional_level: Option<String>,
    /// Chuyên ngành.
    #[arg(long)]
    professional_field: Option<String>,
    /// Lý luận chính trị.
    #[arg(long)]
    theory_level: Option<String>,
    /// Ngoại ngữ.
    #[arg(long)]
    foreign_languages: Option<String>,
    /// Điện thoại.
    #[arg(long)]
    phone: Option<String>,
    /// Thư điện tử.
    #[arg(long)]
    email: Option<String>,
    /// Ghi chú.
    #[arg(long)]
    note: Option<String>,
}

impl RecordArgs {
    /// Whether it says where the member was admitted.
    pub fn says_admission(&self) -> bool {
        self.admission_unit.is_some() || self.admission_place.is_some()
    }

    /// Puts what was given into a form.
    ///
    /// # Errors
    /// A refusal when the admitting unit is not in the register.
    pub fn apply(self, form: &mut MemberForm, tree: &UnitTree) -> Result<()> {
        if let Some(code) = &self.admission_unit {
            form.admission_unit = Some(unit_named(tree, code, Field::AdmissionPlace)?);
        }
        if self.admission_place.is_some() {
            form.admission_unit = None;
        }
        let texts = &mut form.texts;
        let fields = [
            (&mut form.ethnicity, self.ethnicity),
            (&mut form.religion, self.religion),
            (&mut form.admitted_on, self.ceremony),
            (&mut form.official_on, self.official),
            (&mut form.card_issued_on, self.card_issued),
            (&mut texts.other_name, self.other_name),
            (&mut texts.birth_place, self.birth_place),
            (&mut texts.home_town, self.home_town),
            (&mut texts.permanent_address, self.permanent_address),
            (&mut texts.temporary_address, self.temporary_address),
            (&mut texts.work_group, self.work_group),
            (&mut texts.occupation, self.occupation),
            (&mut texts.occupation_before, self.occupation_before),
            (&mut texts.admission_decision, self.admission_decision),
            (&mut texts.admission_place, self.admission_place),
            (&mut texts.personal_id, self.personal_id),
            (&mut texts.old_id, self.old_id),
            (&mut texts.card_number, self.card),
            (&mut texts.old_card_number, self.old_card),
            (&mut texts.file_number, self.file_number),
            (&mut texts.general_education, self.general_education),
            (&mut texts.professional_level, self.professional_level),
            (&mut texts.professional_field, self.professional_field),
            (&mut texts.theory_level, self.theory_level),
            (&mut texts.foreign_languages, self.foreign_languages),
            (&mut texts.phone, self.phone),
            (&mut texts.email, self.email),
            (&mut texts.note, self.note),
        ];
        for (field, given) in fields {
            if let Some(given) = given {
                *field = given;
            }
        }
        Ok(())
    }
}

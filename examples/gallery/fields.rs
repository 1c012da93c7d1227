//! Fields in all their states.

use iced::Element;
use iced::widget::{column, row};
use so_chi_bo::fl;
use so_chi_bo::ui::theme::{size, space};
use so_chi_bo::ui::widget::{Choice, choice_named, scroll, suggest, text_field};

use crate::window::{Gallery, Message};

/// The page.
pub fn page(gallery: &Gallery) -> Element<'_, Message> {
    scroll(row![texts(gallery), more_texts(gallery), chosen(gallery)].spacing(space::PAGE)).into()
}

fn texts(gallery: &Gallery) -> Element<'_, Message> {
    let say = |vi, en| gallery.say(vi, en);
    column![
        text_field(fl!("members-full-name"), &gallery.text).id("focused").on_input(Message::Text),
        text_field(say("Để trống", "Empty"), "").on_input(Message::Text),
        text_field(say("Trống, có gợi ý", "Empty with an example"), "").on_input(Message::Text),
        text_field(say("Có chú thích", "With a hint"), &gallery.text)
            .hint(say("Như trong hồ sơ gốc, không viết tắt.", "As in the file, nothing shortened."))
            .on_input(Message::Text),
        text_field(say("Có lỗi", "With a problem"), "31/02/1970")
            .problem(Some(say("Tháng 2 năm 1970 không có ngày 31.", "February 1970 has no 31st.").to_owned()))
            .on_input(Message::Text),
        text_field(say("Cần xem lại", "With a warning"), "00.123.456")
            .warning(Some(say("Số thẻ này đã có người dùng.", "Somebody has this number.").to_owned()))
            .on_input(Message::Text),
    ]
    .spacing(space::MEDIUM)
    .width(size::FIELD)
    .into()
}

fn more_texts(gallery: &Gallery) -> Element<'_, Message> {
    let say = |vi, en| gallery.say(vi, en);
    let long = "Ban Chấp hành Đảng bộ Khối các cơ quan và doanh nghiệp tỉnh Trà Vinh nhiệm kỳ 2025-2030";
    column![
        text_field(say("Chỉ xem", "Read only"), "Đảng ủy Khối các cơ quan"),
        text_field(say("Mật khẩu", "Password"), &gallery.secret).secure(true).on_input(Message::Secret),
        text_field(say("Ngắn", "Short"), "2026").width(size::SHORT_FIELD).on_input(Message::Text),
        text_field(say("Nội dung dài", "Long text"), long).on_input(Message::Text),
        text_field(
            say(
                "Một nhãn dài quá chiều rộng của ô nên phải xuống dòng",
                "A label longer than its field, which has to wrap to a second line"
            ),
            ""
        )
        .on_input(Message::Text),
        text_field(say("Lỗi dài", "Long problem"), "1")
            .problem(Some(
                say(
                    "Ngày quyết định kết nạp phải sau ngày sinh ít nhất mười tám năm; xem lại cả hai ngày.",
                    "The decision must be at least eighteen years after the birth; look at both dates."
                )
                .to_owned()
            ))
            .on_input(Message::Text),
    ]
    .spacing(space::MEDIUM)
    .width(size::FIELD)
    .into()
}

fn chosen(gallery: &Gallery) -> Element<'_, Message> {
    let say = |vi, en| gallery.say(vi, en);
    column![
        suggest(say("Dân tộc", "Ethnicity"), &gallery.ethnicity, &gallery.ethnicities, Message::Ethnicity)
            .id("suggest")
            .placeholder(say("Gõ vài chữ", "Type a few letters")),
        suggest(
            say("Gợi ý, có lỗi", "Suggestions, problem"),
            "Kin",
            &gallery.ethnicities,
            Message::Ethnicity
        )
        .problem(Some(say("Không có trong danh sách.", "Not in the list.").to_owned())),
        choice(gallery, say("Giới tính", "Sex"), gallery.sex).id("choice"),
        choice(gallery, say("Chưa chọn", "Nothing chosen"), None)
            .hint(say("Mũi tên hoặc chữ đầu.", "Arrows or a first letter.")),
        choice(gallery, say("Không đổi được", "Not now"), gallery.sex).enabled(false),
        choice(gallery, say("Có lỗi", "With a problem"), None)
            .problem(Some(say("Phải chọn một.", "One must be chosen.").to_owned())),
    ]
    .spacing(space::MEDIUM)
    .width(size::FIELD)
    .into()
}

fn choice<'a>(gallery: &'a Gallery, label: &'a str, chosen: Option<usize>) -> Choice<'a, Message> {
    let names =
        [gallery.say("Nam", "Male"), gallery.say("Nữ", "Female"), gallery.say("Chưa rõ", "Not known")];
    choice_named(label, &[0, 1, 2], chosen, |place| names[*place].to_owned(), Message::Sex)
}

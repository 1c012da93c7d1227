//! Fields that know what is typed in them: dates, numbers, choices from long lists and trees.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use iced::Element;
use iced::widget::{column, row};
use so_chi_bo::ui::part::dates;
use so_chi_bo::ui::theme::{size, space};
use so_chi_bo::ui::widget::{
    Choice, Item, choice_named, id_field, number_field, scroll, suggest_items, text_field,
};

use crate::window::{Gallery, Message};

/// What stands in the fields at first.
pub fn examples() -> BTreeMap<&'static str, String> {
    let texts = [
        ("day", "03/02/1975"),
        ("month", "03/1975"),
        ("short", "3/2/75"),
        ("wrong", "31/02/1975"),
        ("number", "6021"),
        ("not-number", "sáu"),
        ("year", "2026"),
        ("identity", "084175001234"),
        ("short-identity", "08417500"),
        ("clearable", "trường học"),
    ];
    texts.map(|(field, text)| (field, text.to_owned())).into()
}

/// A committee with what is below it.
pub fn units() -> Vec<Item> {
    let item = |depth, name: &str, note: &str| Item { name: name.to_owned(), note: note.to_owned(), depth };
    let above = "Đảng bộ Sở Giáo dục và Đào tạo";
    vec![
        item(0, "Đảng bộ Khối các cơ quan và doanh nghiệp tỉnh", ""),
        item(1, above, ""),
        item(2, "Chi bộ Trường THPT chuyên Nguyễn Thiện Thành", above),
        item(2, "Chi bộ Trường Thực hành Sư phạm", above),
        item(1, "Chi bộ Bảo hiểm xã hội tỉnh", ""),
    ]
}

/// The page.
pub fn page(gallery: &Gallery) -> Element<'_, Message> {
    scroll(row![days(gallery), numbers(gallery), chosen(gallery)].spacing(space::PAGE)).into()
}

fn entry<'a>(gallery: &'a Gallery, field: &str) -> &'a str {
    gallery.entries.get(field).map_or("", String::as_str)
}

/// A day on which the gallery is always looked at: pictures stay the same.
fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 2, 3).unwrap_or_default()
}

fn days(gallery: &Gallery) -> Element<'_, Message> {
    let say = |vi, en| gallery.say(vi, en);
    let day = |label, field| {
        let said = move |text| Message::Entry(field, text);
        dates::whole_day(label, entry(gallery, field), today(), said).id(field)
    };
    let partial = |label, field| {
        let said = move |text| Message::Entry(field, text);
        dates::partial(label, entry(gallery, field), today(), said).id(field)
    };
    column![
        day(say("Ngày", "Day"), "day"),
        day(say("Ngày, để trống", "Day, empty"), "empty-day"),
        partial(say("Chỉ nhớ tháng và năm", "Only month and year known"), "month"),
        partial(say("Có thể thiếu ngày, để trống", "May be partial, empty"), "empty-month"),
        partial(say("Năm viết tắt", "Short year"), "short"),
        day(say("Có lỗi", "With a problem"), "wrong").problem(Some(
            say("Tháng 2 năm 1975 không có ngày 31.", "February 1975 has no 31st.").to_owned()
        )),
    ]
    .spacing(space::MEDIUM)
    .width(size::FIELD)
    .into()
}

fn numbers(gallery: &Gallery) -> Element<'_, Message> {
    let say = |vi, en| gallery.say(vi, en);
    let said = |field| move |text| Message::Entry(field, text);
    let number = |label, field| number_field(label, entry(gallery, field)).on_input(said(field)).id(field);
    let identity = |label, field| id_field(label, entry(gallery, field)).on_input(said(field)).id(field);
    column![
        number(say("Số", "Number"), "number"),
        number(say("Số, có lỗi", "Number with a problem"), "not-number")
            .problem(Some(say("Phải là một số nguyên.", "It must be a whole number.").to_owned())),
        text_field(say("Năm", "Year"), entry(gallery, "year"))
            .on_input(said("year"))
            .steps(1930..=2100)
            .width(size::SHORT_FIELD)
            .hint(say("Mũi tên lên, xuống.", "Arrows up and down.")),
        identity(say("Số định danh", "ID number"), "identity"),
        identity(say("Số định danh, thiếu số", "ID number, too short"), "short-identity")
            .warning(Some(say("Số định danh có 12 chữ số.", "An ID number has 12 digits.").to_owned())),
        text_field(say("Xóa được", "Clearable"), entry(gallery, "clearable"))
            .clearable()
            .on_input(said("clearable")),
    ]
    .spacing(space::MEDIUM)
    .width(size::FIELD)
    .into()
}

fn chosen(gallery: &Gallery) -> Element<'_, Message> {
    let say = |vi, en| gallery.say(vi, en);
    let said = |text| Message::Entry("unit", text);
    column![
        nation(gallery, say("Dân tộc, có tìm", "Ethnicity, with search"), gallery.nation).id("nation"),
        nation(gallery, say("Chưa chọn", "Nothing chosen"), None)
            .hint(say("Gõ vài chữ, không cần dấu.", "A few letters, no marks needed.")),
        nation(gallery, say("Có lỗi", "With a problem"), None)
            .problem(Some(say("Phải chọn một.", "One must be chosen.").to_owned())),
        nation(gallery, say("Không đổi được", "Not now"), gallery.nation).enabled(false),
        suggest_items(
            say("Chi bộ, theo cây tổ chức", "Party cell, from the tree"),
            entry(gallery, "unit"),
            &gallery.units,
            said
        )
        .id("unit")
        .placeholder(say("Gõ vài chữ của tên", "Letters of its name")),
    ]
    .spacing(space::MEDIUM)
    .width(size::FIELD)
    .into()
}

fn nation<'a>(gallery: &'a Gallery, label: &'a str, chosen: Option<usize>) -> Choice<'a, Message> {
    let places: Vec<usize> = (0..gallery.ethnicities.len()).collect();
    let name = |place: &usize| gallery.ethnicities[*place].clone();
    choice_named(label, &places, chosen, name, |place| Message::Nation(Some(place)))
        .with_search(gallery.say("Không tìm thấy.", "Nothing found."))
        .or_none(|| Message::Nation(None))
}

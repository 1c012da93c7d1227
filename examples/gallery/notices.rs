//! Notices at the foot, grounds that say something, and a tool bar with and without room.

use iced::widget::{column, container, row};
use iced::{Alignment, Element, Length, Theme};
use so_chi_bo::fl;
use so_chi_bo::ui::icon::{Icon, icon};
use so_chi_bo::ui::theme::{self, size, space, text};
use so_chi_bo::ui::widget::{Notice, Part, Tone, line, press, toolbar};

use crate::window::{Gallery, Message};

/// The grounds.
pub fn page(gallery: &Gallery) -> Element<'_, Message> {
    let ground = |words, style: fn(&Theme) -> container::Style| {
        let content = row![icon(Icon::Warning), text::body(words)].spacing(space::SMALL);
        container(content.align_y(Alignment::Center)).padding(space::MEDIUM).width(Length::Fill).style(style)
    };
    let say = |vi, en| gallery.say(vi, en);
    column![
        ground(say("Nền của thẻ", "Card"), theme::container::card),
        ground(say("Năm này đã chốt: chỉ xem", "This year is locked: to be read"), theme::container::warning),
        ground(say("Mật khẩu không đúng", "The password is wrong"), theme::container::danger),
        ground(say("Thanh trên và dưới", "Bar above and below"), theme::container::bar),
        line(),
        container(bar(gallery)).width(900),
        container(bar(gallery)).width(560),
        container(bar(gallery)).width(330),
    ]
    .spacing(space::MEDIUM)
    .max_width(size::WIDE_DIALOG)
    .into()
}

/// Words with their keys, then without, then on several lines.
fn bar(gallery: &Gallery) -> Element<'_, Message> {
    let say = |vi, en| gallery.say(vi, en);
    toolbar(move |keys| {
        let button = |words, key| {
            Part::new(keys.button(press(text::body(words)).hint(key).on_press(Message::Pressed)))
        };
        vec![
            button(say("Thêm đảng viên", "Add member"), "Ctrl+N"),
            button(say("Mở hồ sơ", "Open record"), "Enter"),
            Part::gap(),
            button(say("Chọn cột", "Columns"), "Ctrl+K"),
            button(say("In danh sách", "Print list"), "Ctrl+P"),
        ]
    })
}

/// One notice of each tone, with and without its way back.
pub fn notices(gallery: &Gallery) -> Vec<Notice<Message>> {
    let say = |vi, en| gallery.say(vi, en);
    let notice = |tone, words| Notice::new(tone, words, Message::Pressed);
    vec![
        notice(Tone::Done, say("Đã lưu đảng viên Nguyễn Văn A", "Saved member Nguyễn Văn A")).action(
            fl!("common-undo"),
            "Ctrl+Z",
            Message::Pressed,
        ),
        notice(Tone::Warning, say("Sao lưu gần nhất đã 9 ngày", "The last backup is 9 days old")),
        notice(
            Tone::Problem,
            say(
                "Không ghi được tệp: ổ đĩa đã đầy. Hãy xóa bớt tệp hoặc lưu sang ổ khác, rồi lưu lại; \
                 những gì đang nhập vẫn còn nguyên.",
                "The file can't be written: the disk is full. Delete files or choose another disk and \
                 save again; what is typed is still there.",
            ),
        ),
    ]
}

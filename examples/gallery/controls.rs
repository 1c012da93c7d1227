//! Buttons, ticks, tabs, icons and words.

use iced::Element;
use iced::widget::{column, container, row};
use so_chi_bo::fl;
use so_chi_bo::ui::icon::{Icon, icon};
use so_chi_bo::ui::theme::button::{self, Style};
use so_chi_bo::ui::theme::{self, space, text};
use so_chi_bo::ui::widget::{Press, press, scroll, tabs, tick};

use crate::window::{Gallery, Message};

/// The page.
pub fn page(gallery: &Gallery) -> Element<'_, Message> {
    let say = |vi, en| gallery.say(vi, en);
    let section = |title, content: Element<'static, Message>| {
        column![text::heading(title), content].spacing(space::SMALL)
    };
    let left = column![
        section(say("Nút bấm", "Buttons"), buttons(gallery)),
        section(say("Ô đánh dấu", "Ticks"), ticks(gallery)),
        section(say("Thẻ", "Tabs"), strip(gallery)),
        section(say("Hình", "Icons"), icons()),
    ]
    .spacing(space::LARGE);
    scroll(row![left, words(gallery)].spacing(space::PAGE)).into()
}

/// One line a look: usual, with icon and key, under the pointer or focused in the pictures, not
/// possible now.
fn buttons(gallery: &Gallery) -> Element<'static, Message> {
    let can = |button: Press<'static, Message>| button.on_press(Message::Pressed);
    let line = |name: &'static str, style: Style| {
        row![
            can(press(name).style(style)),
            can(press(text::body(fl!("common-print"))).icon(Icon::Print).hint("Ctrl+P").style(style)),
            can(press(icon(Icon::ChevronDown)).style(style)),
            press(gallery.say("Không được", "Not now")).style(style),
            press(gallery.say("Không được", "Not now")).icon(Icon::Lock).hint("F9").style(style),
        ]
        .spacing(space::SMALL)
        .into()
    };
    column([
        line(gallery.say("Chính", "Primary"), button::primary),
        line(gallery.say("Thường", "Quiet"), button::quiet),
        line(gallery.say("Nguy hiểm", "Danger"), button::danger),
        line(gallery.say("Trơn", "Plain"), button::plain),
        row![
            can(press(gallery.say("Đang trỏ", "Pointed at"))),
            can(press(gallery.say("Đang chọn", "Focused")).id("focused")),
            can(press(gallery.say(
                "Nhận 128 đề nghị không xếp loại của các chi bộ",
                "Accept 128 offers not to rate from the party cells"
            ))
            .hint("Ctrl+Shift+F12")),
        ]
        .spacing(space::SMALL)
        .into(),
        column![
            press(gallery.say("Dòng của danh sách", "Line of a list"))
                .style(button::line)
                .on_press(Message::Pressed),
            press(gallery.say("Dòng đang đứng", "Marked line"))
                .style(button::line_marked)
                .on_press(Message::Pressed),
        ]
        .into(),
    ])
    .spacing(space::SMALL)
    .into()
}

fn ticks(gallery: &Gallery) -> Element<'static, Message> {
    row![
        tick(gallery.say("Đảng viên chính thức", "Full member"), gallery.is_on).on_turn(Message::Turned),
        tick(gallery.say("Chưa đánh dấu", "Not ticked"), false).on_turn(Message::Turned),
        tick(gallery.say("Không đổi được", "Not now"), true),
        tick(gallery.say("Không đổi được", "Not now"), false),
    ]
    .spacing(space::LARGE)
    .into()
}

fn strip(gallery: &Gallery) -> Element<'static, Message> {
    let names = [fl!("tab-units"), fl!("tab-members"), fl!("tab-ratings")];
    let open = usize::from(gallery.is_on);
    let strip = |with_keys| {
        let items = names.clone().into_iter().zip(0..);
        tabs(items, open, with_keys, |place| Message::Turned(place == 1))
    };
    let bar = |strip| container(strip).padding([space::TIGHT, space::SMALL]).style(theme::container::bar);
    column![bar(strip(true)), bar(strip(false))].spacing(space::SMALL).into()
}

fn icons() -> Element<'static, Message> {
    row([
        Icon::Check,
        Icon::Plus,
        Icon::Search,
        Icon::Close,
        Icon::ChevronDown,
        Icon::ChevronUp,
        Icon::ChevronRight,
        Icon::ChevronLeft,
        Icon::SortUp,
        Icon::SortDown,
        Icon::Lock,
        Icon::Print,
        Icon::Undo,
        Icon::Warning,
        Icon::Edit,
    ]
    .map(icon))
    .spacing(space::LARGE)
    .into()
}

fn words(gallery: &Gallery) -> Element<'_, Message> {
    let say = |vi, en| gallery.say(vi, en);
    column![
        text::title(say("Ẩn Ỷ Ễ Ộ Đảng viên", "Title: Party members")),
        text::heading(say("Sổ Chi bộ — mục lục", "Heading — contents")),
        text::body("ắ ằ ẳ ẵ ặ ấ ầ ẩ ẫ ậ ư ơ đ ₫ 11,78%"),
        text::body("Ắ Ằ Ẳ Ẵ Ặ Ế Ề Ể Ễ Ệ Ố Ồ Ổ Ỗ Ộ Ứ Ừ Ử Ữ Ự"),
        text::strong(say("Chữ đậm", "Strong")),
        text::label(say("Nhãn", "Label")),
        text::caption(say("Chú thích nhỏ", "Caption")),
        text::body(say("Chữ mờ", "Muted")).style(text::muted),
        text::number("6.021"),
        text::body(say("Có vấn đề", "A problem")).style(text::danger),
        text::body(say("Cần xem lại", "To be looked at")).style(text::warning),
        text::body(say("Đã xong", "Done")).style(text::success),
    ]
    .spacing(space::SMALL)
    .into()
}

//! Dialogs: one that asks, one with a form, the palette of commands, the preview of a paste.

use iced::Length;
use iced::keyboard::key::Named;
use iced::widget::{column, row};
use so_chi_bo::domain::problem::{Field, Kind};
use so_chi_bo::fl;
use so_chi_bo::i18n::sentence;
use so_chi_bo::ui::keymap::{Bind, Chord};
use so_chi_bo::ui::part::palette::Palette;
use so_chi_bo::ui::part::paste_preview::{Deed, PastePreview, Refused};
use so_chi_bo::ui::part::problems;
use so_chi_bo::ui::theme::{button, space, text};
use so_chi_bo::ui::widget::{Dialog, press, scroll, text_field, tick};

use crate::window::{Gallery, Message, Page};

/// A dialog that asks.
pub fn question(gallery: &Gallery) -> Dialog<'_, Message> {
    let shut = || Message::Opened(Page::Controls);
    let words = gallery.say(
        "Chi bộ không còn đảng viên. Sau khi đóng, chi bộ vẫn ở trong sổ.",
        "The cell has no members left. Closed, it stays in the register.",
    );
    Dialog::new("close", gallery.say("Đóng chi bộ này?", "Close this cell?"), shut())
        .body(text::body(words))
        .button(press(text::body(fl!("common-cancel"))).hint("Esc").on_press(shut()))
        .button(press(text::body(fl!("units-close-do"))).hint("Enter").style(button::danger).on_press(shut()))
        .on_enter(shut())
}

/// A dialog with a form, higher than the window.
pub fn form(gallery: &Gallery) -> Dialog<'_, Message> {
    let shut = || Message::Opened(Page::Fields);
    let field = |label, value| text_field(label, value).on_input(Message::Text);
    let body = column![
        row![
            field(fl!("units-name"), &gallery.text),
            field(fl!("units-code"), "").hint(fl!("units-code-hint"))
        ]
        .spacing(space::MEDIUM),
        field(fl!("units-parent"), "").hint(fl!("units-parent-hint")),
        field(fl!("units-founded"), "31/02/1970")
            .problem(Some(gallery.say("Không có ngày này.", "There is no such day.").to_owned())),
        field(fl!("units-founding-decision"), ""),
        field(fl!("units-workplace"), "").hint(fl!("units-workplace-hint")),
        tick(gallery.say("Đang hoạt động", "Open"), gallery.is_on).on_turn(Message::Turned),
        field(fl!("units-closing-decision"), ""),
        field(fl!("units-merged-into"), ""),
    ]
    .spacing(space::MEDIUM);
    Dialog::new("form", fl!("units-edit-title"), shut())
        .wide()
        .body(scroll(body).height(Length::Shrink))
        .button(press(text::body(fl!("common-cancel"))).hint("Esc").on_press(shut()))
        .button(press(text::body(fl!("units-save"))).hint("Ctrl+S").style(button::primary).on_press(shut()))
        .on_enter(shut())
}

/// The palette with some commands, one of which can't be done now.
pub fn palette() -> Palette<Message> {
    let (members, program) = (fl!("tab-members"), fl!("palette-program"));
    let bind =
        |chord, words: String, group: &str| Bind::new(chord, Message::Pressed).named(words).within(group);
    Palette::new(vec![
        bind(Chord::ctrl('n'), fl!("members-new"), &members),
        bind(Chord::ctrl('f'), fl!("grid-find"), &members),
        bind(Chord::ctrl_shift('f'), fl!("members-search-do"), &members),
        bind(Chord::ctrl_shift('b'), fl!("members-filter-clear-all"), &members).when(false),
        bind(Chord::ctrl('p'), fl!("members-print"), &members),
        bind(Chord::ctrl('l'), fl!("desk-lock-long"), &program),
        bind(Chord::ctrl(','), fl!("settings-title"), &program),
        bind(Chord::key(Named::F1), fl!("palette-title"), &program),
    ])
}

/// A paste of which some is refused and some has no room.
pub fn paste() -> PastePreview {
    let refused = |row: &str, field: Field, text: &str, kind: Kind| Refused {
        row: row.to_owned(),
        column: sentence::field(field),
        text: text.to_owned(),
        reason: problems::beside(&kind),
    };
    let listed = vec![
        refused("Nguyễn Thị Hường", Field::BornOn, "31/02/1970", Kind::NotADate),
        refused("Trần Văn Ẩn", Field::Name, "", Kind::Required),
        refused("Thạch Thị Sa Rây", Field::Unit, "Chi bộ Trường học cũ", Kind::NotFound),
    ];
    PastePreview::new(Deed::Paste, fl!("members-full-name"), (117, 3), listed).left_over((2, 1))
}

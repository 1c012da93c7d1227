//! The grid as a sheet that is typed in: every kind of column, cells that are locked, wrong or
//! refused, a range, an edit.

use std::sync::Arc;

use iced::Element;
use so_chi_bo::ui::widget::grid;
use so_chi_bo::ui::widget::grid::{Cell, Change, Column, Kind, RowKey, TICKED};

use crate::window::{Gallery, Message};

const ROWS: usize = 40;

/// The page.
pub fn page(gallery: &Gallery) -> Element<'_, Message> {
    let say = |vi, en| gallery.say(vi, en);
    let levels: Arc<[String]> = [
        say("Hoàn thành xuất sắc", "Excellent"),
        say("Hoàn thành tốt", "Good"),
        say("Hoàn thành", "Completed"),
        say("Không hoàn thành", "Not completed"),
    ]
    .map(String::from)
    .into();
    let columns = vec![
        Column::new("name", say("Họ và tên", "Name"), 230.0).editable(),
        Column::new("fee", say("Đảng phí", "Fee"), 120.0).number().kind(Kind::Number).editable(),
        Column::new("born", say("Ngày sinh", "Born"), 130.0).centred().kind(Kind::Date).editable(),
        Column::new("level", say("Xếp loại", "Rating"), 200.0).kind(Kind::Choice(levels)).editable(),
        Column::new("paid", say("Đã nộp", "Paid"), 90.0).centred().kind(Kind::Tick).editable(),
        Column::new("unit", say("Chi bộ", "Party cell"), 220.0),
    ];
    grid(&gallery.sheet, columns, ROWS, |row, column| cell(gallery, row, column), Message::Sheet)
        .id("focused")
        .into()
}

fn cell(gallery: &Gallery, row: usize, column: usize) -> Cell<'_> {
    let say = |vi, en| gallery.say(vi, en);
    let keys = ["name", "fee", "born", "level", "paid", "unit"];
    let place = (RowKey::try_from(row).unwrap_or_default(), keys[column].to_owned());
    if let Some(text) = gallery.typed.get(&place) {
        return Cell::from(text.as_str());
    }
    match column {
        0 => Cell::from(["Nguyễn Thị Hường", "Trần Văn Ẩn", "Thạch Thị Sa Rây", "Lê Đức Ân"][row % 4]),
        1 => Cell::from(((row * 7 % 9 + 1) * 1000).to_string()),
        2 if row == 3 => Cell::from("31/02/1970").problem(say("Không có ngày này.", "No such day.")),
        2 => Cell::from(format!("{:02}/{:02}/{}", row % 28 + 1, row % 12 + 1, 1950 + row % 50)),
        3 if row % 5 == 2 => {
            Cell::from(say("Hoàn thành tốt", "Good")).locked(say("Năm này đã chốt.", "This year is locked."))
        }
        3 => Cell::from(say("Hoàn thành", "Completed")),
        4 => Cell::from(if row.is_multiple_of(3) { TICKED } else { "" }),
        _ => Cell::from("Chi bộ Trường học"),
    }
}

/// Stores what was typed; a fee must be a number.
pub fn committed(gallery: &mut Gallery, change: Change) {
    if change.column == "fee" && change.text.parse::<u64>().is_err() {
        let reason = gallery.say("Phải là một số nguyên.", "It must be a whole number.");
        gallery.sheet.refuse(change, reason);
    } else {
        let _ = gallery.typed.insert((change.row, change.column), change.text);
    }
}

//! The grid: sorted, with figures, dates, long texts and all roles of cells.

use iced::Element;
use so_chi_bo::ui::icon::Icon;
use so_chi_bo::ui::part::grid_words;
use so_chi_bo::ui::widget::grid;
use so_chi_bo::ui::widget::grid::{Cell, Column, Item, Role, RowKey, Typed};

use crate::window::{Gallery, Message};

/// As many rows as the largest register has members.
const ROWS: usize = 500_000;

/// The page.
pub fn page(gallery: &Gallery) -> Element<'_, Message> {
    let say = |vi, en| gallery.say(vi, en);
    let columns = vec![
        Column::new("number", say("STT", "No."), 80.0).number().unsorted(),
        Column::new("name", say("Họ và tên", "Name"), 230.0),
        Column::new("born", say("Ngày sinh", "Born"), 110.0).centred(),
        Column::new("unit", say("Chi bộ", "Party cell"), 260.0),
        Column::new("card", say("Số thẻ đảng", "Card"), 130.0),
        Column::new("level", say("Xếp loại", "Rating"), 200.0),
        Column::new("note", say("Ghi chú", "Note"), 320.0),
    ];
    grid(&gallery.list, columns, ROWS, |row, column| cell(gallery, row, column), Message::List)
        .sorted(gallery.sorted.clone())
        .frozen(2)
        .bubble(|row| name(row).split(' ').next_back().unwrap_or_default().to_owned())
        .words(grid_words::words)
        .menu(move |_| {
            vec![Item::new(say("Mở hồ sơ", "Open"), Message::Pressed).hint("Enter").icon(Icon::Edit)]
        })
        .on_text(|row, _, typed| {
            matches!(typed, "1" | "2" | "3" | "4").then(|| Typed::down(Message::Rated(row, typed.to_owned())))
        })
        .id("focused")
        .into()
}

fn name(row: usize) -> String {
    let families = ["Nguyễn", "Trần", "Thạch", "Kim", "Sơn", "Lê", "Phạm"];
    let given = ["Hường", "Ẩn", "Đức", "Thúy", "Quỳnh", "Bảo Ngọc Phương Uyên Khánh Linh"];
    format!("{} Thị {}", families[row % 7], given[row % 6])
}

fn cell(gallery: &Gallery, row: usize, column: usize) -> Cell<'static> {
    let say = |vi, en| gallery.say(vi, en);
    match column {
        0 => Cell::new((row + 1).to_string(), Role::Muted),
        1 => Cell::from(name(row)),
        2 => Cell::from(format!("{:02}/{:02}/{}", row % 28 + 1, row % 12 + 1, 1950 + row % 50)),
        3 if row % 11 == 5 => Cell::from("Chi bộ Sở Tư pháp")
            .locked(say("Chi bộ này đã đóng, không sửa được nữa.", "This party cell is closed.")),
        3 if row % 11 == 7 => Cell::from("Chi bộ 99")
            .problem(say("Không có chi bộ nào tên là “Chi bộ 99”.", "There is no cell of this name.")),
        3 if row % 11 == 3 => Cell::new("Chi bộ Trường THPT Nguyễn Đáng", Role::Strong),
        3 => Cell::from("Chi bộ Văn phòng Đảng ủy Khối các cơ quan"),
        4 => Cell::from(format!("00.{row:06}")),
        5 => match gallery.ratings.get(&RowKey::try_from(row).unwrap_or_default()) {
            Some(level) => Cell::new(format!("{} {level}", say("Loại", "Level")), Role::Success),
            None if row % 9 == 4 => Cell::new(say("Không hoàn thành", "Not completed"), Role::Danger),
            None => Cell::new(say("chưa xếp loại", "not rated"), Role::Muted),
        },
        _ if row.is_multiple_of(5) => {
            Cell::new(say("Cần xem lại quyết định", "Look at the decision again"), Role::Warning)
        }
        _ => Cell::from(""),
    }
}

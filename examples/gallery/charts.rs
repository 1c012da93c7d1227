//! Charts: bars beside each other and on top of each other, lines, every pattern.

use iced::Element;
use iced::widget::{column, container, row};
use so_chi_bo::chart::{Bars, Chart, Dash, Fill, Look, Series, Unit, Values};
use so_chi_bo::ui::theme::{self, space};
use so_chi_bo::ui::widget::chart;

use crate::window::{Gallery, Message};

/// What is shown: a chart is laid out anew only when it differs.
#[derive(Debug)]
pub struct Charts {
    years: Chart,
    months: Chart,
    levels: Chart,
    patterns: Chart,
}

/// The page.
pub fn page(gallery: &Gallery) -> Element<'_, Message> {
    let card = |it| container(chart(it).height(300.0)).padding(space::MEDIUM).style(theme::container::card);
    let Charts { years, months, levels, patterns } = &gallery.charts;
    column![
        row![card(years), card(months)].spacing(space::MEDIUM),
        row![card(levels), card(patterns)].spacing(space::MEDIUM)
    ]
    .spacing(space::MEDIUM)
    .into()
}

fn series(name: &str, look: Look, values: &[i64]) -> Series {
    Series { name: name.to_owned(), look, values: values.iter().copied().map(Some).collect() }
}

fn names(range: std::ops::RangeInclusive<u32>) -> Vec<String> {
    range.map(|name| name.to_string()).collect()
}

impl Default for Charts {
    fn default() -> Self {
        let years = Chart {
            title: "Kết nạp so với chỉ tiêu".to_owned(),
            counted: "đảng viên".to_owned(),
            categories: names(2016..=2020),
            series: vec![
                series("Chỉ tiêu", Look::Bars(Fill::Hollow), &[300, 300, 250, 170, 100]),
                series("Kết nạp", Look::Bars(Fill::Solid), &[390, 333, 281, 291, 100]),
            ],
            ..Chart::default()
        };
        let pace: Vec<i64> = (1..=12).map(|month| month * 210 / 12).collect();
        let mut done =
            series("Kết nạp, cộng dồn", Look::Bars(Fill::Solid), &[4, 11, 25, 33, 47, 71, 80, 96, 128, 158]);
        done.values.extend([None, None]);
        let months = Chart {
            title: "Tiến độ kết nạp năm 2026".to_owned(),
            counted: "đảng viên".to_owned(),
            categories: names(1..=12),
            series: vec![done, series("Mức phải đạt", Look::Line(Dash::Dashed, Values::Last), &pace)],
            ..Chart::default()
        };
        let levels = Chart {
            title: "Xếp loại đảng viên (%)".to_owned(),
            unit: Unit::Percent,
            bars: Bars::Stacked,
            categories: names(2016..=2018),
            series: vec![
                series("Không hoàn thành", Look::Bars(Fill::Level), &[18, 27, 23]),
                series("Hoàn thành", Look::Bars(Fill::Grey), &[176, 92, 104]),
                series("Hoàn thành tốt", Look::Bars(Fill::Diagonal), &[8629, 8508, 8717]),
                series("Hoàn thành xuất sắc", Look::Bars(Fill::Solid), &[1178, 1373, 1156]),
            ],
            ..Chart::default()
        };
        let looks = ["Đặc", "Rỗng", "Chéo", "Xám", "Ô lưới", "Ngang"];
        let mut all: Vec<Series> = looks
            .iter()
            .zip(Fill::ALL)
            .enumerate()
            .map(|(place, (name, fill))| series(name, Look::Bars(fill), &[1200 + place as i64 * 450, 4373]))
            .collect();
        all.push(series("Đường liền", Look::Line(Dash::Solid, Values::All), &[5100, 4900]));
        let patterns = Chart { categories: names(2024..=2025), series: all, ..Chart::default() };
        Self { years, months, levels, patterns }
    }
}

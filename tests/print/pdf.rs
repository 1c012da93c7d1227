//! Printed documents: the page model that the builders make, and the text and places of what
//! stands in the PDF, read back with poppler's `pdftotext`.

use std::process::Command;

use so_chi_bo::chart::{Chart, Dash, Fill, Look, Series, Values};
use so_chi_bo::print::{
    AdmissionSum, AdmissionTable, AdmissionYear, Align, Block, Column, Document, Error, Formalities,
    Letterhead, MemberList, MemberTotals, Orientation, RecoveryPage, Row, Signature, Table, Term,
    admission_table, member_list, pdf, recovery_page,
};

const NASTY: &str = r##"Đỗ #let $x^2$ [a] "b" 'c' \n *đậm* _nghiêng_ <nhãn> @ai `m` // = - + {1}"##;

// ---- reading a PDF back ------------------------------------------------------------------

fn pdftotext(document: &Document, option: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("document.pdf");
    std::fs::write(&path, pdf(document).unwrap()).unwrap();
    let output = Command::new("pdftotext").arg(option).arg(&path).arg("-").output();
    let output = output.expect("pdftotext is needed: apt-get install poppler-utils");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// The text of each page.
fn pages(document: &Document) -> Vec<String> {
    let text = pdftotext(document, "-layout");
    text.trim_end_matches('\u{c}').split('\u{c}').map(String::from).collect()
}

/// The text with each run of white space made one space.
fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A word on its page, in points.
#[derive(Debug)]
struct Word {
    text: String,
    left: f64,
    right: f64,
    bottom: f64,
}

fn placed_words(document: &Document) -> Vec<Word> {
    let number = |line: &str, name: &str| -> f64 {
        let start = line.find(&format!("{name}=\"")).unwrap() + name.len() + 2;
        line[start..].split('"').next().unwrap().parse().unwrap()
    };
    let word = |line: &str| {
        let text = line.split('>').nth(1)?.split('<').next()?.to_owned();
        Some(Word {
            text,
            left: number(line, "xMin"),
            right: number(line, "xMax"),
            bottom: number(line, "yMax"),
        })
    };
    let text = pdftotext(document, "-bbox");
    text.lines().filter(|line| line.contains("<word ")).filter_map(word).collect()
}

// ---- documents ---------------------------------------------------------------------------

fn formalities() -> Formalities {
    Formalities {
        letterhead: Letterhead {
            upper_body: "Đảng ủy Sở Nông nghiệp".into(),
            issuing_body: "Chi bộ Văn phòng".into(),
            number: Some("05-BC/CB".into()),
        },
        place_and_date: "Trà Vinh, ngày 05 tháng 3 năm 2026".into(),
        signature: Signature {
            authority: "T/M CHI BỘ".into(),
            post: "BÍ THƯ".into(),
            name: Some("Nguyễn Thị Ngọc Ẩn".into()),
        },
    }
}

fn list(names: impl IntoIterator<Item = String>) -> Document {
    member_list(MemberList {
        formalities: formalities(),
        subtitle: "Tính đến ngày 31/12/2025".into(),
        columns: vec![
            Column::new("Họ và tên", 3.0, Align::Left),
            Column::new("Ngày sinh", 1.0, Align::Center),
        ],
        rows: names.into_iter().map(|name| vec![name, "05/03/1971".into()]).collect(),
        totals: MemberTotals {
            all: "6.021".into(),
            women: "2.152".into(),
            religious: "42".into(),
            ..MemberTotals::default()
        },
    })
}

fn numbered(count: usize) -> Document {
    list((1..=count).map(|number| format!("Ẩn-{number:04}")))
}

fn table(document: &Document) -> &Table {
    let mut tables = document.blocks.iter().filter_map(|block| match block {
        Block::Table(table) => Some(table),
        Block::Paragraph(_) | Block::Heading(_) | Block::Note(_) | Block::Code(_) | Block::Chart(_) => None,
    });
    tables.next().unwrap()
}

fn admissions() -> AdmissionTable {
    let year = |year, target: &str, admitted: &str, percent: &str| AdmissionYear {
        year,
        target: target.into(),
        admitted: admitted.into(),
        percent: percent.into(),
        ..AdmissionYear::default()
    };
    AdmissionTable {
        formalities: formalities(),
        years: vec![year(2019, "170", "291", "171,18"), year(2020, "100", "100", "100,00")],
        sum: Some(AdmissionSum {
            targets: "1.120".into(),
            admitted: "1.395".into(),
            percent: "124,55".into(),
            ..AdmissionSum::default()
        }),
        term: Some(Term {
            from: 2015,
            to: 2020,
            resolution_target: "950".into(),
            percent_of_resolution: "146,84".into(),
            percent_of_targets: "124,55".into(),
        }),
        ..AdmissionTable::default()
    }
}

// ---- the member list ---------------------------------------------------------------------

#[test]
fn a_list_has_the_parts_of_a_party_document_and_its_header_on_each_page() {
    let document = numbered(25);
    assert_eq!(document.orientation, Orientation::Landscape);
    let pages: Vec<String> = pages(&document).iter().map(|page| words(page)).collect();
    assert_eq!(pages.len(), 2);
    for part in [
        "ĐẢNG ỦY SỞ NÔNG NGHIỆP",
        "CHI BỘ VĂN PHÒNG",
        "ĐẢNG CỘNG SẢN VIỆT NAM",
        "Số 05-BC/CB",
        "Trà Vinh, ngày 05 tháng 3 năm 2026",
        "DANH SÁCH ĐẢNG VIÊN Tính đến ngày 31/12/2025 -----",
        "TT Họ và tên Ngày sinh 1 Ẩn-0001 05/03/1971",
    ] {
        assert!(pages[0].contains(part), "{part} in {}", pages[0]);
    }
    assert!(pages[1].starts_with("2 TT Họ và tên Ngày sinh "), "{}", pages[1]);
    assert!(
        pages[1].ends_with(
            "25 Ẩn-0025 05/03/1971 Tổng cộng: 6.021 đảng viên; nữ: 2.152; có tôn giáo: 42 \
             T/M CHI BỘ BÍ THƯ Nguyễn Thị Ngọc Ẩn"
        ),
        "{}",
        pages[1]
    );
}

#[test]
fn an_empty_list_still_prints() {
    let pages = pages(&list([]));
    assert_eq!(pages.len(), 1);
    assert!(words(&pages[0]).contains("TT Họ và tên Ngày sinh Tổng cộng: 6.021 đảng viên"));
}

#[test]
fn a_list_longer_than_a_piece_loses_and_repeats_nothing() {
    let pages = pages(&numbered(300));
    let mut expected = 1;
    for (index, page) in pages.iter().enumerate() {
        if index > 0 {
            let head = format!("{} TT Họ và tên Ngày sinh", index + 1);
            assert!(words(page).starts_with(&head), "page {}: {page}", index + 1);
        }
        let before = expected;
        for line in page.lines().filter(|line| line.contains("Ẩn-")) {
            assert_eq!(words(line), format!("{expected} Ẩn-{expected:04} 05/03/1971"));
            expected += 1;
        }
        let inner = index > 0 && index + 1 < pages.len();
        let rows = expected - before;
        assert!(!inner || (20..=26).contains(&rows), "page {} has {rows} rows", index + 1);
    }
    assert_eq!(expected, 301);
}

#[test]
fn a_signature_never_stands_alone_on_its_page() {
    for count in 6..22 {
        let pages = pages(&numbered(count));
        let last = words(pages.last().unwrap());
        assert!(last.contains(&format!("{count} Ẩn-{count:04} 05/03/1971")), "{count}: {last}");
        assert!(last.ends_with("Nguyễn Thị Ngọc Ẩn"), "{count}: {last}");
    }
}

// ---- what users typed --------------------------------------------------------------------

#[test]
fn typed_text_is_printed_as_it_stands_wherever_it_goes() {
    let mut document = list([NASTY.into()]);
    document.title = NASTY.into();
    document.subtitle = NASTY.into();
    document.place_and_date = NASTY.into();
    document.intro = vec![NASTY.into()];
    document.letterhead =
        Some(Letterhead { upper_body: NASTY.into(), issuing_body: NASTY.into(), number: Some(NASTY.into()) });
    document.signature = Some(Signature { name: Some(NASTY.into()), ..Signature::default() });
    let Block::Table(table) = &mut document.blocks[0] else { panic!("a list is a table") };
    table.columns[0].title = NASTY.into();
    table.caption = NASTY.into();
    document.blocks.push(Block::Paragraph(NASTY.into()));
    document.blocks.push(Block::Note(NASTY.into()));
    // In reading order, because side by side the lines of two blocks mix.
    let text = words(&pdftotext(&document, "-raw"));
    assert_eq!(text.matches(&words(NASTY)).count(), 10, "{text}");
    assert_eq!(text.matches(&words(&NASTY.to_uppercase())).count(), 3, "{text}");
}

#[test]
fn a_word_without_end_stays_in_its_cell() {
    let document = list(["Ẩ".repeat(300), "W".repeat(90), "nguyen.van.an@".repeat(20)]);
    let words = placed_words(&document);
    let dates = words.iter().filter(|word| word.text == "05/03/1971");
    let dates_from = dates.map(|word| word.left).fold(f64::INFINITY, f64::min);
    let is_long = |word: &&Word| ["ẨẨ", "WW", "an@"].iter().any(|it| word.text.contains(it));
    let long: Vec<&Word> = words.iter().filter(is_long).collect();
    assert!(long.len() > 6, "{long:?}");
    for word in long {
        assert!(word.right < dates_from, "{word:?} runs into {dates_from}");
    }
}

#[test]
fn a_column_of_long_texts_has_room_to_keep_rows_low_and_an_empty_one_some_to_write_in() {
    let column = |title: &str| Column::new(title, 1.0, Align::Left);
    let titles = ["Một", "Hai", "Ba", "Bốn", "Quê quán", "Năm", "Sáu", "Ký nhận"];
    let row = |_| {
        let texts = ["a", "b", "c", "d", "xã Nhị Trường, huyện Cầu Ngang, tỉnh Trà Vinh", "e", "f", ""];
        texts.map(str::to_owned).to_vec()
    };
    let document = member_list(MemberList {
        columns: titles.map(column).to_vec(),
        rows: (0..40).map(row).collect(),
        ..MemberList::default()
    });
    let words = placed_words(&document);
    let lines: Vec<&Word> = words.iter().filter(|word| word.text == "Vinh" || word.text == "xã").collect();
    for pair in lines.chunks(2) {
        let [first, last] = pair else { panic!("a text is not whole: {pair:?}") };
        assert!((first.bottom - last.bottom).abs() < 1.0, "the text takes several lines: {pair:?}");
    }
    let [left, right] = ["Sáu", "Ký"].map(|title| words.iter().find(|word| word.text == title).unwrap());
    assert!(right.left - left.right > 25.0, "no room to sign in: {left:?} {right:?}");
}

#[test]
fn a_row_taller_than_a_page_is_continued_and_the_rest_follows() {
    let document = list(["Ẩ".repeat(4000), "Sau".into()]);
    let text = pdftotext(&document, "-layout");
    assert_eq!(text.matches('Ẩ').count(), 4001, "all letters, and one in the signer's name");
    assert!(words(&text).contains("2 Sau 05/03/1971"));
    let height = 210.0 / 25.4 * 72.0;
    let lowest = placed_words(&document).iter().map(|word| word.bottom).fold(0.0, f64::max);
    assert!(lowest < height - 40.0, "text at {lowest} runs off the page");
}

#[test]
fn rows_taller_than_a_page_at_the_end_of_a_piece_are_not_cut_short() {
    let (short, tall, letters) = (195, 6, 1500);
    let names = (0..short + tall + 3)
        .map(|row| if (short..short + tall).contains(&row) { "Ẩ".repeat(letters) } else { "A".into() });
    let text = pdftotext(&list(names), "-layout");
    assert_eq!(text.matches('Ẩ').count(), tall * letters + 1, "and one in the signer's name");
    assert_eq!(text.matches("05/03/1971").count(), short + tall + 3);
}

#[test]
fn control_characters_and_foreign_letters_do_not_stop_the_press() {
    let document = list(["Trần\u{0}\u{7}\u{1f600} 李\u{202e}".into(), "Lê\tThị\nHoa".into()]);
    let text = words(&pdftotext(&document, "-layout"));
    assert!(text.contains("Trần") && text.contains("Hoa"), "{text}");
}

#[test]
fn decomposed_letters_are_printed_like_composed_ones() {
    let width = |name: &str| {
        let words = placed_words(&list([name.into()]));
        let word = words.iter().find(|word| word.text.ends_with("ng") && word.text.len() > 4);
        word.map(|word| word.right - word.left).unwrap()
    };
    let (composed, decomposed) = (width("Hưỡng"), width("Hu\u{31b}o\u{31b}\u{303}ng"));
    assert!((composed - decomposed).abs() < 0.1, "{composed} {decomposed}");
}

// ---- blanks ------------------------------------------------------------------------------

#[test]
fn empty_fields_are_left_out_or_left_to_fill_in() {
    let bare = Formalities {
        letterhead: Letterhead { number: None, ..Letterhead::default() },
        ..Formalities::default()
    };
    let document = admission_table(AdmissionTable { formalities: bare, ..admissions() });
    let text = words(&pages(&document)[0]);
    assert!(text.contains("ĐẢNG CỘNG SẢN VIỆT NAM"));
    assert!(text.contains("…………, ngày …… tháng …… năm ……"), "{text}");
    assert!(!text.contains("Số "), "no number line: {text}");
    assert!(text.ends_with("so với tổng chỉ tiêu các năm (%) 124,55"), "nobody signs: {text}");

    let numbered = Letterhead { number: Some(String::new()), ..Letterhead::default() };
    let document = Document { letterhead: Some(numbered), ..document };
    assert!(words(&pages(&document)[0]).contains("Số ……"));
}

// ---- admissions --------------------------------------------------------------------------

#[test]
fn admissions_show_the_sum_and_both_percentages_of_the_term() {
    let document = admission_table(admissions());
    assert_eq!(document.orientation, Orientation::Portrait);
    let text = words(&pages(&document)[0]);
    for part in [
        "KẾT QUẢ KẾT NẠP ĐẢNG VIÊN Từ năm 2019 đến năm 2020",
        "Năm Chỉ tiêu Kết nạp Tỷ lệ (%) 2019 170 291 171,18 2020 100 100 100,00 \
         Tổng cộng 1.120 1.395 124,55",
        "Chỉ tiêu theo nghị quyết nhiệm kỳ 2015-2020 950",
        "Kết nạp so với chỉ tiêu nghị quyết (%) 146,84",
        "Kết nạp so với tổng chỉ tiêu các năm (%) 124,55",
    ] {
        assert!(text.contains(part), "{part} in {text}");
    }
    let without = AdmissionTable { term: None, sum: None, ..admissions() };
    assert_eq!(table(&admission_table(without)).rows.len(), 2);
}

// ---- charts ------------------------------------------------------------------------------

fn chart() -> Chart {
    let series = |name: &str, look, values: [i64; 3]| Series {
        name: name.to_owned(),
        look,
        values: values.map(Some).to_vec(),
    };
    Chart {
        title: "Kết nạp so với chỉ tiêu".into(),
        counted: "đảng viên".into(),
        categories: ["2016", "2017", "2018"].map(String::from).to_vec(),
        series: vec![
            series("Chỉ tiêu", Look::Bars(Fill::Hollow), [300, 301, 250]),
            series("Kết nạp", Look::Bars(Fill::Solid), [1390, 333, 281]),
            series("Mức", Look::Line(Dash::Dashed, Values::Last), [100, 200, 299]),
        ],
        ..Chart::default()
    }
}

#[test]
fn a_chart_on_paper_says_its_values_in_words() {
    let document =
        Document { title: "Biểu".into(), blocks: vec![Block::Chart(chart())], ..Document::default() };
    let all = words(&pages(&document)[0]);
    for said in ["Kết nạp so với chỉ tiêu", "đảng viên", "1.390", "301", "250", "299", "Mức", "2018"]
    {
        assert!(all.contains(said), "{said}: {all}");
    }
    let words = placed_words(&document);
    let place = |text: &str| words.iter().find(|word| word.text == text).map(|word| (word.left, word.bottom));
    let (year, value) = (place("2016").unwrap(), place("1.390").unwrap());
    assert!(
        (year.0 - value.0).abs() < 60.0 && value.1 < year.1 - 100.0,
        "above its year: {year:?} {value:?}"
    );
    assert!(place("333").unwrap().1 > value.1 + 60.0, "a lower bar has its value lower");
    assert!(words.iter().all(|word| word.right <= 595.3 - 42.5), "inside the margin");
}

#[test]
fn a_chart_goes_over_to_the_next_page_whole() {
    let paragraph = "Một đoạn văn dài. ".repeat(150);
    let blocks = vec![Block::Paragraph(paragraph), Block::Chart(chart())];
    let document = Document { title: "Biểu".into(), blocks, ..Document::default() };
    let pages = pages(&document);
    assert_eq!(pages.len(), 2);
    assert!(!pages[0].contains("chỉ tiêu") && pages[1].contains("1.390") && pages[1].contains("2018"));
}

#[test]
fn a_chart_is_company_for_a_signature_and_leaves_the_table_whole() {
    for count in 1..=16 {
        let mut document = numbered(count);
        document.blocks.push(Block::Chart(chart()));
        let pages = pages(&document);
        let with = |text: &str| pages.iter().rposition(|page| words(page).contains(text)).unwrap();
        let (last_row, chart, signature) =
            (with(&format!("Ẩn-{count:04}")), with("Kết nạp so với chỉ tiêu"), with("Nguyễn Thị Ngọc Ẩn"));
        assert_eq!(signature, chart, "{count}: beside the chart");
        assert_eq!(signature + 1, pages.len(), "{count}: nothing behind it");
        assert_eq!(with("Ẩn-0001"), last_row, "{count}: the rows have room on one page");
    }
}

// ---- the recovery code -------------------------------------------------------------------

#[test]
fn the_recovery_page_shows_the_code_and_no_letterhead() {
    let document = recovery_page(RecoveryPage {
        register: "Chi bộ #1 Văn phòng".into(),
        date: "20/11/2026".into(),
        groups: ["7K3M9", "QX2WD", "HT5RZ", "0A8VN"].map(String::from).to_vec(),
    });
    let pages = pages(&document);
    assert_eq!(pages.len(), 1);
    let text = words(&pages[0]);
    assert!(text.starts_with("MÃ KHÔI PHỤC Sổ: Chi bộ #1 Văn phòng"), "{text}");
    assert!(text.contains("20/11/2026"));
    assert!(!text.contains("ĐẢNG CỘNG SẢN") && !text.contains("ngày ……"), "{text}");
    let letters: String = text.split_whitespace().collect();
    assert!(letters.contains("7K3M9QX2WDHT5RZ0A8VN"), "{letters}");
}

// ---- the model ---------------------------------------------------------------------------

#[test]
fn tables_that_do_not_fit_their_columns_are_refused() {
    let with = |table: Table| Document { blocks: vec![Block::Table(table)], ..Document::default() };
    assert_eq!(pdf(&with(Table::default())), Err(Error::NoColumns));
    let columns = vec![Column::default(); 3];
    let short = Row::Total { label: "Tổng".into(), span: 1, values: vec!["1".into()] };
    let table = Table { columns, rows: vec![short], ..Table::default() };
    assert_eq!(pdf(&with(table)), Err(Error::RowWidth { row: 1, expected: 3, found: 2 }));
}

#[test]
fn the_same_document_gives_the_same_file() {
    assert!(pdf(&numbered(3)).unwrap() == pdf(&numbered(3)).unwrap());
}

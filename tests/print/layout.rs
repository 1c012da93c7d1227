//! A document laid out once: pages as pixels, PDF from the same pages, cancelling, page setup,
//! templates of one's own, and the file for Word.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::process::Command;
use std::sync::Arc;

use so_chi_bo::print::page::Letters;
use so_chi_bo::print::{
    Align, Block, Column, Document, Error, Formalities, Layout, Letterhead, Orientation, Paper, Row, Setup,
    Signature, Table, Template, docx, pdf, setup,
};

fn document(rows: usize) -> Document {
    let columns = vec![
        Column::new("Họ và tên", 3.0, Align::Left),
        Column::new("Phổ thông", 1.0, Align::Center).under("Trình độ"),
        Column::new("Lý luận", 1.0, Align::Center).under("Trình độ"),
        Column::new("Tuổi", 1.0, Align::Right),
    ];
    let cells = (1..=rows).map(|row| {
        Row::Cells(vec![format!("Nguyễn Thị Ẩn {row:05}"), "12/12".into(), "Sơ cấp".into(), "45".into()])
    });
    let total = Row::Total { label: "Tổng cộng".into(), span: 3, values: vec![rows.to_string()] };
    let rows = cells.chain([total]).collect();
    Document {
        title: "Danh sách <đảng viên> & quần chúng".into(),
        subtitle: "Chi bộ ấp 5".into(),
        intro: vec!["Thực hiện kế hoạch năm, chi bộ lập danh sách sau.".into()],
        blocks: vec![Block::Table(Table { columns, numbered: true, caption: "ĐVT: người".into(), rows })],
        ..Formalities {
            letterhead: Letterhead {
                upper_body: "Đảng ủy xã".into(),
                issuing_body: "Chi bộ ấp 5".into(),
                number: Some("05-BC/CB".into()),
            },
            place_and_date: "Trà Vinh, ngày 05 tháng 3 năm 2026".into(),
            signature: Signature {
                authority: "T/M CHI BỘ".into(),
                post: "BÍ THƯ".into(),
                name: Some("Thạch Sa Rây".into()),
            },
        }
        .into()
    }
}

fn laid_out(document: Document) -> Layout {
    Layout::new(Arc::new(document), Template::default(), &mut |_| true).unwrap()
}

fn text(pdf: &[u8]) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("document.pdf");
    std::fs::write(&path, pdf).unwrap();
    let output = Command::new("pdftotext").arg("-layout").arg(&path).arg("-").output();
    let output = output.expect("pdftotext is needed: apt-get install poppler-utils");
    let text = String::from_utf8(output.stdout).unwrap();
    text.trim_end_matches('\u{c}').split('\u{c}').map(String::from).collect()
}

// ---- pages

#[test]
fn the_pages_of_a_layout_are_those_of_the_pdf() {
    let layout = laid_out(document(450));
    let printed = text(&pdf(&document(450)).unwrap());
    assert!(printed.len() > 10);
    assert_eq!(layout.count(), printed.len());
    assert_eq!(text(&layout.pdf(&mut |_| true).unwrap()), printed);
    assert_eq!(layout.pixels(layout.count(), 1.0), Err(Error::NoPage));
}

#[test]
fn a_page_is_drawn_in_the_size_asked_for_with_letters_on_it() {
    let layout = laid_out(document(3));
    let small = layout.pixels(0, 1.0).unwrap();
    assert_eq!((small.width, small.height), (595, 842));
    let large = layout.pixels(0, 2.0).unwrap();
    assert_eq!((large.width, large.height), (1191, 1684));
    for pixels in [&small, &large] {
        assert_eq!(pixels.rgba.len(), (pixels.width * pixels.height * 4) as usize);
        let dark = pixels.rgba.chunks_exact(4).filter(|pixel| pixel[0] < 100).count();
        assert!(dark > 1000, "{dark} dark pixels");
        assert!(pixels.rgba.chunks_exact(4).all(|pixel| pixel[3] == 255), "paper is not transparent");
    }
}

#[test]
fn a_page_that_was_put_out_of_memory_comes_back_the_same() {
    let layout = laid_out(document(3200));
    let first = layout.pixels(0, 0.5).unwrap();
    for page in (0..layout.count()).step_by(7) {
        layout.pixels(page, 0.2).unwrap();
    }
    assert!(layout.pixels(0, 0.5).unwrap() == first);
    assert!(layout.pixels(layout.count() - 1, 0.5).unwrap() != first);
}

#[test]
fn whoever_gives_up_gets_nothing_and_waits_for_no_more() {
    let mut asked = 0;
    let layout = Layout::new(Arc::new(document(1000)), Template::default(), &mut |progress| {
        asked += 1;
        assert!(progress.done <= progress.all);
        progress.done < 300
    });
    assert_eq!(layout.err(), Some(Error::Cancelled));
    assert!(asked < 5, "{asked} pieces");
    let layout = laid_out(document(500));
    assert_eq!(layout.pdf(&mut |progress| progress.done == 0), Err(Error::Cancelled));
}

// ---- page setup

#[test]
fn what_is_set_is_laid_over_the_document() {
    let came = document(2);
    let mut setup = Setup::of(&came);
    assert_eq!(setup.apply(&came), came, "nothing set, nothing changed");
    setup.paper = Paper::A3;
    setup.orientation = Orientation::Landscape;
    setup.letters = Letters::new(18);
    setup.place_and_date = "Cần Thơ, ngày 01 tháng 02 năm 2026".into();
    setup.hidden = vec!["Trình độ: Lý luận".into(), "Tuổi".into()];
    setup.signature.as_mut().unwrap().name = Some("Lê Đức Ân".into());
    let set = setup.apply(&came);
    let layout = laid_out(set.clone());
    let sizes: Vec<_> =
        layout.sizes().iter().map(|(width, height)| (width.round(), height.round())).collect();
    assert_eq!(sizes, [(1191.0, 842.0)]);
    let page = text(&pdf(&set).unwrap()).remove(0);
    for there in ["Cần Thơ, ngày 01", "Lê Đức Ân", "Phổ thông", "Tổng cộng"] {
        assert!(page.contains(there), "{there}: {page}");
    }
    for gone in ["Lý luận", "Tuổi", "Sơ cấp", "Thạch Sa Rây"] {
        assert!(!page.contains(gone), "{gone}: {page}");
    }
}

#[test]
fn no_set_of_hidden_columns_makes_a_table_that_does_not_print() {
    let mut came = document(2);
    let keys = setup::columns(&came);
    assert_eq!(keys, ["Họ và tên", "Trình độ: Phổ thông", "Trình độ: Lý luận", "Tuổi"]);
    for span in 1..=4 {
        let Block::Table(table) = &mut came.blocks[0] else { panic!() };
        let values = (span..4).map(|value| value.to_string()).collect();
        table.rows[2] = Row::Total { label: "Cộng".into(), span, values };
        for set in 0..16 {
            let hidden = keys.iter().enumerate().filter(|(place, _)| set & (1 << place) != 0);
            let setup = Setup { hidden: hidden.map(|(_, key)| key.clone()).collect(), ..Setup::of(&came) };
            let page = text(&pdf(&setup.apply(&came)).unwrap()).remove(0);
            assert!(page.contains("Cộng"), "{set:04b}, {span}: {page}");
        }
    }
}

#[test]
fn a_hidden_column_is_left_out_until_it_is_wanted() {
    let mut came = document(1);
    let Block::Table(table) = &mut came.blocks[0] else { panic!() };
    table.columns[3].is_hidden = true;
    assert!(!text(&pdf(&came).unwrap())[0].contains("Tuổi"));
    let wanted = Setup { hidden: Vec::new(), ..Setup::of(&came) };
    assert!(text(&pdf(&wanted.apply(&came)).unwrap())[0].contains("Tuổi"));
}

// ---- templates

fn with(template: &str) -> Result<Layout, Error> {
    Layout::new(Arc::new(document(30)), Template::own(template), &mut |_| true)
}

#[test]
fn the_shipped_template_copied_and_changed_draws_the_page() {
    let changed = Template::SHIPPED.replace("par(\"-----\")", "par(\"=====\")");
    let page = text(&with(&changed).unwrap().pdf(&mut |_| true).unwrap()).remove(0);
    assert!(page.contains("====="), "{page}");
}

#[test]
fn an_error_in_a_template_is_told_with_its_line_and_words() {
    let Err(Error::Template { line, words }) = with("= Tiêu đề\n\n#khong-co\n") else { panic!() };
    assert_eq!(line, Some(3));
    assert!(words.contains("khong-co"), "{words}");
    let Err(Error::Template { line, .. }) = with("Một\n#let x = (\n") else { panic!() };
    assert_eq!(line, Some(2));
}

#[test]
fn a_template_reads_nothing_but_its_data() {
    for wish in [
        "#read(\"/etc/hostname\")",
        "#read(\"Cargo.toml\")",
        "#import \"@preview/cetz:0.3.0\"",
        "#include \"other.typ\"",
        "#image(\"/etc/hostname\")",
        "#plugin(\"x.wasm\")",
    ] {
        let refused = with(&format!("Một\n{wish}"));
        assert!(matches!(refused, Err(Error::Template { line: Some(2), .. })), "{wish}: {refused:?}");
    }
    assert!(with("#str(json(\"data.json\").body)").is_ok());
}

#[test]
fn a_template_that_marks_nonsense_or_never_ends_does_no_harm() {
    let nonsense =
        "#metadata(99999) #metadata(-1) #metadata(\"x\") #pagebreak() #metadata(99998) #metadata(0)";
    assert_eq!(with(nonsense).unwrap().count(), 2);
    let long = Layout::new(Arc::new(document(900)), Template::own(nonsense), &mut |_| true).unwrap();
    assert_eq!(long.count(), 2, "no mark to cut at: all of it at once");
    assert!(matches!(with("#while true {}"), Err(Error::Template { .. })));
    assert!(matches!(with("#let f() = f()\n#f()"), Err(Error::Template { .. })));
}

// ---- Word

fn unpacked(document: &Document) -> BTreeMap<String, String> {
    let mut file = zip::ZipArchive::new(Cursor::new(docx(document).unwrap())).unwrap();
    let names: Vec<String> = file.file_names().map(|name| name.unwrap().into_owned()).collect();
    let mut part = |name: &str| {
        let mut text = String::new();
        file.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        text
    };
    names.iter().map(|name| (name.clone(), part(name))).collect()
}

#[test]
fn the_file_for_word_has_all_that_the_page_has() {
    let parts = unpacked(&document(2));
    let body = &parts["word/document.xml"];
    for part in [
        "ĐẢNG CỘNG SẢN VIỆT NAM",
        "ĐẢNG ỦY XÃ",
        "CHI BỘ ẤP 5",
        "Số 05-BC/CB",
        "Trà Vinh, ngày 05 tháng 3 năm 2026",
        "DANH SÁCH &lt;ĐẢNG VIÊN&gt; &amp; QUẦN CHÚNG",
        "Nguyễn Thị Ẩn 00002",
        "T/M CHI BỘ",
        "BÍ THƯ",
        "Thạch Sa Rây",
        "ĐVT: người",
    ] {
        assert!(body.contains(part), "{part}");
    }
    assert_eq!(body.matches("<w:tblHeader/>").count(), 2, "both lines of the header are repeated");
    let rows = body.matches("<w:tr>").count();
    assert_eq!(body.matches("<w:cantSplit/>").count(), rows, "no row is split");
    assert!(body.contains(r#"<w:gridSpan w:val="2"/>"#) && body.contains(r#"<w:vMerge w:val="restart"/>"#));
    // A4 upright, margins 20/20/30/15 mm.
    assert!(body.contains(r#"<w:pgSz w:w="11906" w:h="16838"/>"#), "{}", &body[body.len() - 400..]);
    assert!(body.contains(r#"w:top="1134" w:right="850" w:bottom="1134" w:left="1701""#));
    assert!(parts["word/header1.xml"].contains("PAGE"));
    assert!(parts["docProps/core.xml"].contains("&lt;đảng viên&gt;"));
}

#[test]
fn each_line_of_a_table_for_word_fills_its_grid() {
    let body = &unpacked(&document(3))["word/document.xml"];
    let table = body.split("<w:tbl>").find(|table| table.contains("tblHeader")).unwrap();
    let columns = table.matches("<w:gridCol ").count();
    for line in table.split("<w:tr>").skip(1) {
        let wide: usize = line
            .match_indices("<w:gridSpan w:val=\"")
            .map(|(at, found)| {
                line[at + found.len()..].split('"').next().unwrap().parse::<usize>().unwrap() - 1
            })
            .sum();
        assert_eq!(line.matches("<w:tc>").count() + wide, columns, "{line}");
    }
}

#[test]
fn what_xml_cannot_hold_is_left_out_of_the_file_for_word() {
    let mut nasty = document(0);
    nasty.intro = vec!["một\u{0}\u{b}hai\u{fffe} <w:p/> \"ba\"\nbốn".into()];
    let body = &unpacked(&nasty)["word/document.xml"];
    assert!(body.contains("mộthai &lt;w:p/&gt; &quot;ba&quot;</w:t><w:br/>"), "{body}");
}

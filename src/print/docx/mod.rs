//! A document as a file for Word (.docx, ECMA-376), for those who must edit it: the same head,
//! tables, sizes and margins as on the page, but set by Word.
//!
//! A small writer of our own: the known crates bring picture codecs and leave out the repeated
//! header rows. `body` writes the text, `table` the tables; here they are packed.

mod body;
mod table;
mod xml;

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::page::{Document, Letters};
use super::piece::Plan;
use super::setup::Setup;
use super::{Error, sheet};
use xml::escaped;

/// The bytes of the .docx file.
///
/// # Errors
/// [`Error::NoColumns`] and [`Error::RowWidth`] as for the page; [`Error::Export`] when it can't
/// be packed.
pub fn docx(document: &Document) -> Result<Vec<u8>, Error> {
    document.check()?;
    let document = &Setup::of(document).apply(document);
    let whole: Result<Vec<_>, Error> =
        document.parts().into_iter().map(|part| Ok((part, Plan::new(part)?))).collect();
    let whole = whole?;
    let parts = [
        ("[Content_Types].xml", CONTENT_TYPES.to_owned()),
        ("_rels/.rels", RELATIONS.to_owned()),
        ("docProps/core.xml", core(document)),
        ("word/_rels/document.xml.rels", WORD_RELATIONS.to_owned()),
        ("word/styles.xml", styles(document.letters)),
        ("word/settings.xml", SETTINGS.to_owned()),
        ("word/header1.xml", HEADER.to_owned()),
        ("word/footer1.xml", footer(document)),
        ("word/document.xml", body::document(&whole)),
    ];
    pack(&parts).map_err(|error| {
        log::error!("docx: {error}");
        Error::Export
    })
}

fn pack(parts: &[(&str, String)]) -> zip::result::ZipResult<Vec<u8>> {
    let mut file = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        file.start_file(*name, SimpleFileOptions::default())?;
        file.write_all(content.as_bytes())?;
    }
    Ok(file.finish()?.into_inner())
}

fn core(document: &Document) -> String {
    let title = escaped(&document.title);
    format!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title><dc:language>vi-VN</dc:language></cp:coreProperties>"#
    )
}

/// The font and size of everything that says nothing else.
fn styles(letters: Letters) -> String {
    let size = xml::half_points(f64::from(letters.points()));
    format!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:cs="{FONT}" w:eastAsia="{FONT}"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/><w:lang w:val="vi-VN"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="0"/></w:pPr></w:pPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style></w:styles>"#
    )
}

/// Times metrics; every office has it.
const FONT: &str = "Times New Roman";

const CONTENT_TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/><Override PartName="/word/settings.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml"/><Override PartName="/word/header1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"/><Override PartName="/word/footer1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>"#;

const RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>"#;

const WORD_RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/header" Target="header1.xml"/><Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/settings" Target="settings.xml"/><Relationship Id="rId4" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer" Target="footer1.xml"/></Relationships>"#;

const SETTINGS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:settings xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>"#;

/// The number of the page, from the second on.
const HEADER: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:hdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>2</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p></w:hdr>"#;

/// What stands at the bottom of the pages that have a footer; it is the same for all of them.
fn footer(document: &Document) -> String {
    let text = document.parts().into_iter().filter_map(|part| part.footer.as_deref());
    let text = escaped(text.into_iter().find(|text| !text.is_empty()).unwrap_or_default());
    format!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:ftr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:p><w:r><w:rPr><w:color w:val="595959"/><w:sz w:val="15"/><w:szCs w:val="15"/></w:rPr><w:t>{text}</w:t></w:r></w:p></w:ftr>"#
    )
}

/// The sheet with its margins, which is the last thing in a body.
fn section(sheet: sheet::Sheet, is_landscape: bool, has_footer: bool) -> String {
    let [width, height, top, bottom, left, right] = sheet.measures().map(xml::twentieths);
    let lies = if is_landscape { r#" w:orient="landscape""# } else { "" };
    let foot = if has_footer {
        r#"<w:footerReference w:type="default" r:id="rId4"/><w:footerReference w:type="first" r:id="rId4"/>"#
    } else {
        ""
    };
    format!(
        r#"<w:sectPr><w:headerReference w:type="default" r:id="rId2"/>{foot}<w:pgSz w:w="{width}" w:h="{height}"{lies}/><w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}" w:header="{header}" w:footer="{footer}" w:gutter="0"/><w:titlePg/></w:sectPr>"#,
        header = top / 2,
        footer = bottom / 2
    )
}

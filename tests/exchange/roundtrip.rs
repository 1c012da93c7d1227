//! What goes out as a list comes in as the same people: any members, any order of rows, twice.

use std::collections::BTreeMap;

use proptest::prelude::*;
use so_chi_bo::domain::id::{MemberId, UnitId};
use so_chi_bo::domain::member::{MemberForm, Sex};
use so_chi_bo::domain::unit::UnitKind;
use so_chi_bo::exchange::import;
use so_chi_bo::exchange::reader;
use so_chi_bo::exchange::write::MembersFile;
use so_chi_bo::i18n::term::Words;
use so_chi_bo::services::columns::{CellContext, MemberColumn as Column};
use so_chi_bo::services::imports::{self, Effect, Options, Plan, Policy, Row, Subject};
use so_chi_bo::services::members::{self, NewMember};
use so_chi_bo::services::{Progress, directory, units};

use super::people::Office;
use super::{mapping, request};

/// Texts that are hard on spreadsheets: formulas, quotes, separators, marks, leading zeros.
const TEXTS: [&str; 8] =
    ["", "Càng Long, Trà Vinh", "=1+1", "@ấp \"Đầu Giồng\"", "tổ 5; ấp 3", "0012", "-", "Nông dân"];

#[derive(Debug, Clone)]
struct Drawn {
    name: usize,
    sex: bool,
    born: (u32, u32, i32),
    precision: u8,
    texts: [usize; 3],
    has_numbers: bool,
}

fn drawn() -> impl Strategy<Value = Drawn> {
    let texts = prop::array::uniform3(0..TEXTS.len());
    (0..6_usize, any::<bool>(), (1..29_u32, 1..13_u32, 1940..2000_i32), 0..3_u8, texts, any::<bool>())
        .prop_map(|(name, sex, born, precision, texts, has_numbers)| Drawn {
            name,
            sex,
            born,
            precision,
            texts,
            has_numbers,
        })
}

const NAMES: [&str; 6] =
    ["Nguyễn Thị Hồng Thắm", "Đặng Văn Ửng", "Lê Ái", "Thạch Sa Rinh", "Y Bhăm Niê", "Trần Thuỷ"];

fn form(drawn: &Drawn, number: usize) -> MemberForm {
    let (day, month, year) = drawn.born;
    // Two of a name are told apart by a letter, as people do.
    let letter = char::from(b'A' + u8::try_from(number % 26).unwrap());
    let mut form = MemberForm {
        name: format!("{} {letter}", NAMES[drawn.name]),
        sex: Some(if drawn.sex { Sex::Female } else { Sex::Male }),
        born_on: match drawn.precision {
            0 => format!("{day:02}/{month:02}/{year}"),
            1 => format!("{month:02}/{year}"),
            _ => year.to_string(),
        },
        ethnicity: "Khmer".to_owned(),
        religion: "Không".to_owned(),
        admission_decided_on: format!("{day:02}/{month:02}/{}", year + 20),
        admitted_on: format!("{day:02}/{month:02}/{}", year + 20),
        official_on: format!("{day:02}/{month:02}/{}", year + 21),
        ..MemberForm::default()
    };
    let [home_town, occupation, note] = drawn.texts.map(|text| TEXTS[text].to_owned());
    (form.texts.home_town, form.texts.occupation, form.texts.note) = (home_town, occupation, note);
    if drawn.has_numbers {
        form.texts.personal_id = format!("00{}{number:09}", 1 + number % 9);
        form.texts.card_number = format!("0{number:07}");
    }
    form
}

fn office() -> (Office, UnitId) {
    let office = Office::on("20/11/2026");
    let cell = office.unit(None, UnitKind::BaseCell, "Chi bộ Một", "1930");
    (office, cell)
}

const COLUMNS: [Column; 13] = [
    Column::Name,
    Column::Sex,
    Column::Born,
    Column::Ethnicity,
    Column::Religion,
    Column::HomeTown,
    Column::Occupation,
    Column::Admitted,
    Column::Ceremony,
    Column::Official,
    Column::CardNumber,
    Column::PersonalId,
    Column::Note,
];

/// What a register says of everybody, by name.
fn content(office: &Office) -> BTreeMap<String, Vec<String>> {
    let (rows, tree) = office.done(|database, _| {
        let ids: Vec<MemberId> = directory::load(database)?.members().map(|member| member.id).collect();
        Ok((members::rows(database, &ids)?, units::tree(database)?))
    });
    let context = CellContext { units: &tree, today: office.author.today, words: Words::Paper };
    let said = |row| COLUMNS.iter().map(|column| column.typed(row, &context)).collect();
    rows.iter().map(|row| (row.fields.name.clone(), said(row))).collect()
}

fn bytes(office: &Office, file: MembersFile) -> Vec<u8> {
    let (rows, tree) = office.done(|database, _| {
        let ids: Vec<MemberId> = directory::load(database)?.members().map(|member| member.id).collect();
        Ok((members::rows(database, &ids)?, units::tree(database)?))
    });
    let context = CellContext { units: &tree, today: office.author.today, words: Words::Paper };
    file.bytes(&rows, &COLUMNS, &context, Default::default()).unwrap()
}

fn read(bytes: &[u8]) -> Vec<Row> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("list");
    std::fs::write(&path, bytes).unwrap();
    let source = reader::open(&path).unwrap();
    let sheet = source.read(&source.sheets[0], &Progress::default()).unwrap();
    import::rows(&sheet, &mapping(&sheet, Subject::Members), Subject::Members, &Progress::default())
        .unwrap()
        .rows
}

fn take_in(office: &Office, cell: UnitId, rows: Vec<Row>) -> Plan {
    let options = Options { unit: Some(cell), policy: Policy::Take, ..Options::default() };
    let request = request(rows, options);
    office
        .done(move |database, author| imports::import(database, &request, author, &Progress::default()))
        .value
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn a_list_that_went_out_comes_in_as_the_same_people(
        people in proptest::collection::vec(drawn(), 1..8),
        file in prop_oneof![Just(MembersFile::Xlsx), Just(MembersFile::Csv), Just(MembersFile::V4)],
        turn in any::<prop::sample::Index>(),
    ) {
        let (source, cell) = office();
        for (number, drawn) in people.iter().enumerate() {
            let new = NewMember { form: form(drawn, number), unit: Some(cell), since: String::new() };
            source.done(move |database, author| members::add(database, &new, author));
        }
        let wanted = content(&source);
        prop_assert_eq!(wanted.len(), people.len());
        let mut rows = read(&bytes(&source, file));
        let (target, cell) = office();
        let at = turn.index(rows.len());
        rows.rotate_left(at);
        if at % 2 == 1 {
            rows.reverse();
        }
        let plan = take_in(&target, cell, rows.clone());
        prop_assert_eq!(plan.count(Effect::New), people.len(), "{:?}", plan.rows);
        prop_assert_eq!(&content(&target), &wanted);
        // The same once more, in the order of the file, changes nothing; nor does it in the register
        // that it came from.
        let again = take_in(&target, cell, read(&bytes(&source, file)));
        prop_assert_eq!(again.count(Effect::New) + again.count(Effect::Changed), 0, "{:?}", again.rows);
        prop_assert_eq!(&content(&target), &wanted);
        prop_assert_eq!(bytes(&target, MembersFile::Csv), bytes(&source, MembersFile::Csv));
    }
}

//! Planning again after a few rows changed comes to what planning everything comes to.

use std::sync::Arc;

use proptest::prelude::*;
use so_chi_bo::domain::id::UnitId;
use so_chi_bo::domain::member::{MemberForm, Sex};
use so_chi_bo::domain::unit::UnitKind;
use so_chi_bo::services::Progress;
use so_chi_bo::services::columns::MemberColumn as Column;
use so_chi_bo::services::imports::{
    self, Choice, Options, Policy, Request, Row, Special, Subject, Target, Touched,
};
use so_chi_bo::services::members::{self, NewMember};

use super::people::Office;

const NAMES: [&str; 4] = ["Lê An", "Trần Văn Đức", "Nguyễn Thị Hoa", "Lê An Bình"];
const BORN: [&str; 3] = ["05/03/1975", "1980", "01/02/1990"];
const IDS: [&str; 4] = ["", "084075000001", "084075000002", "084075000003"];
const CARDS: [&str; 3] = ["", "11111111", "22222222"];

/// What stands in a row, as places in the lists above, and a unit that may have to be created.
type Cells = (usize, usize, usize, usize, bool);

fn row(number: u32, (name, born, id, card, is_new_unit): Cells) -> Row {
    let cell = |column, text: &str| (Target::Column(column), text.to_owned());
    let mut cells = vec![
        cell(Column::Name, NAMES[name]),
        cell(Column::Sex, "Nữ"),
        cell(Column::Born, BORN[born]),
        cell(Column::Admitted, "19/05/2015"),
        cell(Column::PersonalId, IDS[id]),
        cell(Column::CardNumber, CARDS[card]),
    ];
    if is_new_unit {
        cells.push((Target::Special(Special::UnitCode), "MỚI".to_owned()));
    }
    cells.retain(|(_, text)| !text.is_empty());
    Row { number, cells, notes: Vec::new() }
}

fn office() -> (Office, UnitId) {
    let office = Office::on("20/11/2026");
    let top = office.unit(None, UnitKind::BaseOrganisation, "Đảng bộ", "1990");
    let cell = office.unit(Some(top), UnitKind::Cell, "Chi bộ", "1990");
    for (name, born, id, card) in [(0, 0, 1, 0), (1, 2, 0, 1), (0, 2, 2, 0)] {
        let mut form = MemberForm {
            name: NAMES[name].to_owned(),
            sex: Some(Sex::Female),
            born_on: BORN[born].to_owned(),
            admission_decided_on: "19/05/2010".to_owned(),
            ..MemberForm::default()
        };
        form.texts.personal_id = IDS[id].to_owned();
        form.texts.card_number = CARDS[card].to_owned();
        let new = NewMember { form, unit: Some(cell), since: String::new() };
        office.done(move |database, author| members::add(database, &new, author));
    }
    (office, cell)
}

fn cells() -> impl Strategy<Value = Cells> {
    (0..NAMES.len(), 0..BORN.len(), 0..IDS.len(), 0..CARDS.len(), any::<bool>())
}

fn choice() -> impl Strategy<Value = Option<Choice>> {
    prop_oneof![
        Just(None),
        Just(Some(Choice::Same(Policy::Take))),
        Just(Some(Choice::Same(Policy::Keep))),
        Just(Some(Choice::Another)),
        Just(Some(Choice::Skip)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]
    #[test]
    fn a_few_rows_planned_again_come_to_what_all_of_them_come_to(
        all in proptest::collection::vec(cells(), 1..12),
        steps in proptest::collection::vec((any::<prop::sample::Index>(), choice(), proptest::option::of(cells())), 1..6),
    ) {
        let (office, cell) = office();
        let rows: Vec<Row> = (2..).zip(&all).map(|(number, cells)| row(number, *cells)).collect();
        let options = Options { unit: Some(cell), create_units: true, policy: Policy::Take, ..Options::default() };
        let mut request = Request { subject: Subject::Members, rows: Arc::new(rows), options };
        let plan = |request: &Request| {
            let request = request.clone();
            office.done(move |database, author| imports::plan(database, &request, author, &Progress::default()))
        };
        let mut before = plan(&request);
        for (index, choice, mended) in steps {
            let at = index.index(request.rows.len());
            let mut touched = Touched { rows: vec![at], before: Vec::new() };
            let number = request.rows[at].number;
            if let Some(mended) = mended {
                touched.before.push(request.rows[at].clone());
                Arc::make_mut(&mut request.rows)[at] = row(number, mended);
            }
            match choice {
                Some(choice) => drop(request.options.choices.insert(number, choice)),
                None => drop(request.options.choices.remove(&number)),
            }
            let wish = request.clone();
            let again = office.done(move |database, author| {
                imports::plan_again(database, &wish, (&before, &touched), author, &Progress::default())
            });
            prop_assert_eq!(&again, &plan(&request));
            before = again;
        }
    }
}

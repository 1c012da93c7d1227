//! The sample's tree: a committee, organisations with cells, cells directly below the committee,
//! and cells that were merged into those.

use chrono::{Days, NaiveDate};

use super::figures::{BASE_CELLS, BASE_ORGANISATIONS, CLOSED_CELLS, SEED, Size, day, merged_on};
use crate::domain::date::PartialDate;
use crate::domain::id::UnitId;
use crate::domain::sample::organisations::{self, Organisation, Workplace};
use crate::domain::sample::random::Random;
use crate::domain::split::largest_remainder;
use crate::domain::unit::{UnitFields, UnitKind};
use crate::services::Result;
use crate::store::{Tx, unit};

const COMMITTEE: &str = "Đảng bộ Khối Các cơ quan và Doanh nghiệp tỉnh (dữ liệu mẫu)";
const COMMITTEE_CODE: &str = "TV";
/// Number of the decision that merged cells.
pub const MERGER: &str = "61-QĐ/ĐUK";

/// Organisation, name of the branch organisation inside it, first words of the branch's cells.
const BRANCHES: [(&str, &str, &[&str]); 3] = [
    (
        "Đảng bộ Sở Nông nghiệp và Môi trường",
        "Đảng bộ bộ phận các Chi cục và Trạm",
        &["Chi bộ Chi cục", "Chi bộ Trạm"],
    ),
    ("Đảng bộ Trường Đại học Sông Tiền", "Đảng bộ bộ phận Sinh viên", &["Chi bộ Sinh viên"]),
    ("Đảng bộ Bệnh viện Đa khoa tỉnh", "Đảng bộ bộ phận các Khoa", &["Chi bộ Khoa"]),
];

/// Cells that were merged in 2018.
const CLOSED: [(&str, Workplace); 6] = [
    ("Chi bộ Trung tâm Tin học và Thống kê", Workplace::PublicService),
    ("Chi bộ Hội Làm vườn", Workplace::Agency),
    ("Chi bộ Công ty Cổ phần In Cổ Chiên", Workplace::PrivateCompany),
    ("Chi bộ Trung tâm Giới thiệu việc làm Thanh niên", Workplace::PublicService),
    ("Chi bộ Ban Đổi mới doanh nghiệp", Workplace::Agency),
    ("Chi bộ Công ty Sách và Thiết bị trường học", Workplace::StateCompany),
];

/// A cell with members.
#[derive(Debug, Clone)]
pub struct Cell {
    /// Identity.
    pub id: UnitId,
    /// Its place in [`Structure::grassroots`]: the organisation above it, or itself.
    pub grassroots: usize,
    /// Where its members work.
    pub workplace: Workplace,
    /// First day.
    pub founded: NaiveDate,
    /// Current members.
    pub size: usize,
    /// The cell that was merged into it, and since when that had been there.
    pub predecessor: Option<(UnitId, NaiveDate)>,
}

/// A grassroots organisation.
#[derive(Debug, Clone, Copy)]
pub struct Grassroots {
    /// Identity.
    pub id: UnitId,
    /// Current members.
    pub members: usize,
}

/// All units of the sample.
#[derive(Debug, Clone)]
pub struct Structure {
    /// The committee.
    pub committee: UnitId,
    /// Organisations directly below it.
    pub grassroots: Vec<Grassroots>,
    /// All open cells, those below one organisation side by side.
    pub cells: Vec<Cell>,
    /// Organisations between an organisation and its cells.
    pub branches: Vec<UnitId>,
    /// Cells that were merged into others.
    pub closed: Vec<UnitId>,
}

impl Structure {
    /// Number of units that are not closed.
    pub fn open_units(&self) -> usize {
        let cells_below = self.cells.iter().filter(|cell| !self.is_base(cell)).count();
        1 + self.grassroots.len() + cells_below + self.branches.len()
    }

    /// Whether a cell stands directly below the committee.
    pub fn is_base(&self, cell: &Cell) -> bool {
        self.grassroots.get(cell.grassroots).is_some_and(|above| above.id == cell.id)
    }
}

/// So many organisations of a list, each with the times that it was taken before: spread over the
/// list, or all of it again and again.
fn take(list: &[Organisation], count: usize) -> impl Iterator<Item = (&Organisation, usize)> {
    let all = list.len().max(1);
    (0..count).filter_map(move |number| {
        let place = if count <= all { number * all / count } else { number % all };
        list.get(place).map(|organisation| (organisation, number / all))
    })
}

/// Members of each cell: uneven, none empty, together all.
fn sizes(size: Size, cells: usize) -> Vec<usize> {
    let mut random = Random::for_part(SEED, 3);
    let least = (size.members / cells.max(1)).min(3);
    let weights: Vec<i64> = (0..cells).map(|_| random.between(10, 100)).collect();
    let rest = size.members.saturating_sub(least * cells);
    largest_remainder(i64::try_from(rest).unwrap_or_default(), &weights)
        .into_iter()
        .map(|part| least + usize::try_from(part).unwrap_or_default())
        .collect()
}

/// Writes the units, one after another.
struct Builder<'a> {
    tx: &'a Tx<'a>,
    random: Random,
    structure: Structure,
    sizes: std::vec::IntoIter<usize>,
}

/// What a unit is besides its place.
struct Draft<'a> {
    kind: UnitKind,
    code: String,
    name: &'a str,
    workplace: Option<Workplace>,
    founded: NaiveDate,
}

/// Writes all units.
pub fn write(tx: &Tx<'_>, size: Size) -> Result<Structure> {
    let (organisations, base_cells) = (organisations::base_organisations(), organisations::base_cells());
    let organisations: Vec<_> = take(&organisations, size.count(BASE_ORGANISATIONS)).collect();
    let base_cells: Vec<_> = take(&base_cells, size.count(BASE_CELLS).max(1)).collect();
    let below: usize = organisations.iter().map(|(organisation, _)| organisation.cells.len()).sum();
    let founded = day(1992, 6, 15);
    let committee = Draft {
        kind: UnitKind::Committee,
        code: COMMITTEE_CODE.to_owned(),
        name: COMMITTEE,
        workplace: None,
        founded,
    };
    let mut builder = Builder {
        tx,
        random: Random::for_part(SEED, 4),
        structure: Structure {
            committee: insert(tx, None, &committee, PartialDate::from(founded))?,
            grassroots: Vec::new(),
            cells: Vec::new(),
            branches: Vec::new(),
            closed: Vec::new(),
        },
        sizes: sizes(size, below + base_cells.len()).into_iter(),
    };
    for (organisation, times) in organisations {
        builder.organisation(organisation, times)?;
    }
    let heirs = base_cells.len();
    for (cell, times) in base_cells {
        builder.base_cell(cell, times)?;
    }
    builder.closed_cells(size.count(CLOSED_CELLS).min(heirs))?;
    Ok(builder.structure)
}

impl Builder<'_> {
    fn founded(&mut self, after: NaiveDate, last_year: i32) -> NaiveDate {
        let days = (day(last_year, 12, 31) - after).num_days();
        let chosen = u64::try_from(self.random.between(0, days)).unwrap_or_default();
        after.checked_add_days(Days::new(chosen)).unwrap_or(after)
    }

    /// Writes a unit; of one in ten only the year or month of founding is known.
    fn add(&mut self, parent: UnitId, draft: &Draft<'_>) -> Result<UnitId> {
        let shown = match self.random.below(20) {
            0 => coarse(draft.founded, 4),
            1 => coarse(draft.founded, 7),
            _ => draft.founded.into(),
        };
        insert(self.tx, Some(parent), draft, shown)
    }

    fn next_code(&self) -> String {
        format!("{COMMITTEE_CODE}.{:02}", self.structure.grassroots.len() + self.structure.closed.len() + 1)
    }

    fn organisation(&mut self, organisation: &Organisation, times: usize) -> Result<()> {
        let founded = self.founded(day(1992, 7, 1), 2006);
        let name = repeated(organisation.name, times);
        let code = self.next_code();
        let draft = Draft {
            kind: UnitKind::BaseOrganisation,
            code: code.clone(),
            name: &name,
            workplace: Some(organisation.workplace),
            founded,
        };
        let id = self.add(self.structure.committee, &draft)?;
        let grassroots = self.structure.grassroots.len();
        self.structure.grassroots.push(Grassroots { id, members: 0 });
        let branch = self.branch(id, organisation, &code)?;
        for (number, cell) in organisation.cells.iter().enumerate() {
            let parent = branch
                .filter(|(_, prefixes)| prefixes.iter().any(|prefix| cell.starts_with(prefix)))
                .map_or(id, |(branch, _)| branch);
            let draft = Draft {
                kind: UnitKind::Cell,
                code: format!("{code}.{:02}", number + 1),
                name: cell,
                workplace: Some(organisation.workplace),
                founded: self.founded(founded, 2014),
            };
            let id = self.add(parent, &draft)?;
            self.cell(id, grassroots, &draft);
        }
        Ok(())
    }

    fn branch(
        &mut self,
        parent: UnitId,
        organisation: &Organisation,
        code: &str,
    ) -> Result<Option<(UnitId, &'static [&'static str])>> {
        let Some((_, name, prefixes)) = BRANCHES.into_iter().find(|(of, ..)| *of == organisation.name) else {
            return Ok(None);
        };
        let draft = Draft {
            kind: UnitKind::BranchOrganisation,
            code: format!("{code}.BP"),
            name,
            workplace: Some(organisation.workplace),
            founded: self.founded(day(2008, 1, 1), 2014),
        };
        let id = self.add(parent, &draft)?;
        self.structure.branches.push(id);
        Ok(Some((id, prefixes)))
    }

    fn base_cell(&mut self, cell: &Organisation, times: usize) -> Result<()> {
        let draft = Draft {
            kind: UnitKind::BaseCell,
            code: self.next_code(),
            name: &repeated(cell.name, times),
            workplace: Some(cell.workplace),
            founded: self.founded(day(1992, 7, 1), 2012),
        };
        let id = self.add(self.structure.committee, &draft)?;
        let grassroots = self.structure.grassroots.len();
        self.structure.grassroots.push(Grassroots { id, members: 0 });
        self.cell(id, grassroots, &draft);
        Ok(())
    }

    fn cell(&mut self, id: UnitId, grassroots: usize, draft: &Draft<'_>) {
        let size = self.sizes.next().unwrap_or_default();
        let workplace = draft.workplace.unwrap_or(Workplace::Agency);
        let founded = draft.founded;
        self.structure.cells.push(Cell { id, grassroots, workplace, founded, size, predecessor: None });
        if let Some(above) = self.structure.grassroots.get_mut(grassroots) {
            above.members += size;
        }
    }

    /// Cells that were merged into the last of the open ones.
    fn closed_cells(&mut self, count: usize) -> Result<()> {
        for number in 0..count {
            let Some((name, workplace)) = CLOSED.get(number % CLOSED.len()).copied() else { continue };
            let founded = self.founded(day(1993, 1, 1), 2005);
            let draft = Draft {
                kind: UnitKind::BaseCell,
                code: self.next_code(),
                name: &repeated(name, number / CLOSED.len()),
                workplace: Some(workplace),
                founded,
            };
            let id = self.add(self.structure.committee, &draft)?;
            self.structure.closed.push(id);
            if let Some(heir) = self.structure.cells.iter_mut().rev().nth(number) {
                heir.predecessor = Some((id, founded));
                unit::close(self.tx, id, merged_on(), Some(MERGER), Some(heir.id))?;
            }
        }
        Ok(())
    }
}

/// The name, with a number once the list of names is used up.
fn repeated(name: &str, times: usize) -> String {
    if times == 0 { name.to_owned() } else { format!("{name} số {}", times + 1) }
}

fn insert(tx: &Tx<'_>, parent: Option<UnitId>, draft: &Draft<'_>, founded: PartialDate) -> Result<UnitId> {
    let fields = UnitFields {
        kind: draft.kind,
        code: draft.code.clone(),
        name: draft.name.to_owned(),
        workplace: draft.workplace.map(|workplace| workplace.name().to_owned()),
        founded_on: Some(founded),
        founding_decision: Some(format!("{}-QĐ/ĐUK", founded.first_day().format("%j"))),
    };
    Ok(unit::insert(tx, parent, &fields)?)
}

/// What an old paper says of a day: the first letters of its ISO form, 4 for the year, 7 for the
/// month.
pub fn coarse(day: NaiveDate, letters: usize) -> PartialDate {
    let iso = PartialDate::from(day).to_iso();
    iso.get(..letters).and_then(|iso| PartialDate::from_iso(iso).ok()).unwrap_or(day.into())
}

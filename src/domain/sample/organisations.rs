//! Invented organisations of a provincial committee: 38 đảng bộ cơ sở with 300 cells below them,
//! and 45 chi bộ cơ sở.

use super::words::lines;

const ORGANISATIONS: &str = include_str!("../../../assets/sample/organisations.txt");
const BASE_CELLS: &str = include_str!("../../../assets/sample/base_cells.txt");

/// What kind of place an organisation's members work at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Workplace {
    /// Cơ quan.
    Agency,
    /// Đơn vị sự nghiệp.
    PublicService,
    /// Trường học.
    School,
    /// Bệnh viện.
    Hospital,
    /// Doanh nghiệp nhà nước.
    StateCompany,
    /// Doanh nghiệp tư nhân.
    PrivateCompany,
}

impl Workplace {
    /// Its name in the register's list of workplaces.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Agency => "Cơ quan",
            Self::PublicService => "Đơn vị sự nghiệp",
            Self::School => "Trường học",
            Self::Hospital => "Bệnh viện, y tế",
            Self::StateCompany => "Doanh nghiệp nhà nước",
            Self::PrivateCompany => "Doanh nghiệp tư nhân",
        }
    }

    fn of(code: &str) -> Option<Self> {
        Some(match code {
            "agency" => Self::Agency,
            "public_service" => Self::PublicService,
            "school" => Self::School,
            "hospital" => Self::Hospital,
            "state_company" => Self::StateCompany,
            "private_company" => Self::PrivateCompany,
            _ => return None,
        })
    }
}

/// An organisation directly below the committee.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Organisation {
    /// "Đảng bộ Sở Y tế", "Chi bộ Hội Luật gia".
    pub name: &'static str,
    /// Where its members work.
    pub workplace: Workplace,
    /// Names of the cells below it ("Chi bộ Phòng Nghiệp vụ Y"); none below a chi bộ cơ sở.
    pub cells: Vec<String>,
}

/// The 38 grassroots organisations (đảng bộ cơ sở), with their 300 cells.
#[must_use]
pub fn base_organisations() -> Vec<Organisation> {
    lines(ORGANISATIONS).filter_map(read).collect()
}

/// The 45 cells directly below the committee (chi bộ cơ sở).
#[must_use]
pub fn base_cells() -> Vec<Organisation> {
    lines(BASE_CELLS).filter_map(read).collect()
}

fn read(line: &'static str) -> Option<Organisation> {
    let mut columns = line.split('|').map(str::trim);
    let workplace = Workplace::of(columns.next()?)?;
    let name = columns.next()?;
    let cells = columns.next().map_or_else(Vec::new, |cells| {
        cells.split(';').map(|cell| format!("Chi bộ {}", cell.trim())).collect()
    });
    Some(Organisation { name, workplace, cells })
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::domain::name::check_title;
    use crate::domain::problem::Field;

    #[test]
    fn the_committee_has_the_size_of_the_report() {
        let (organisations, cells) = (base_organisations(), base_cells());
        assert_eq!((organisations.len(), cells.len()), (38, 45));
        assert_eq!(organisations.iter().map(|organisation| organisation.cells.len()).sum::<usize>(), 300);
        assert!(organisations.iter().all(|organisation| organisation.cells.len() >= 5));
        assert!(cells.iter().all(|cell| cell.cells.is_empty()));
    }

    #[test]
    fn names_are_well_formed_and_stand_once() {
        let (organisations, cells) = (base_organisations(), base_cells());
        assert!(organisations.iter().all(|organisation| organisation.name.starts_with("Đảng bộ ")));
        assert!(cells.iter().all(|cell| cell.name.starts_with("Chi bộ ")));
        let all: HashSet<&str> = organisations.iter().chain(&cells).map(|unit| unit.name).collect();
        assert_eq!(all.len(), 83);
        for organisation in &organisations {
            let below: HashSet<&String> = organisation.cells.iter().collect();
            assert_eq!(below.len(), organisation.cells.len(), "{}", organisation.name);
            for cell in below {
                assert_eq!(check_title(cell, Field::Name, 100).as_ref(), Ok(cell));
            }
        }
    }
}

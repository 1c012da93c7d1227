//! What invented people do for a living and what they learned.

use std::sync::LazyLock;

use super::organisations::Workplace;
use super::random::Random;
use super::words::Words;

const WORK: &str = include_str!("../../../assets/sample/work.txt");

static AGENCY: LazyLock<Words> = LazyLock::new(|| Words::of(WORK, "agency"));
static PUBLIC_SERVICE: LazyLock<Words> = LazyLock::new(|| Words::of(WORK, "public_service"));
static SCHOOL: LazyLock<Words> = LazyLock::new(|| Words::of(WORK, "school"));
static HOSPITAL: LazyLock<Words> = LazyLock::new(|| Words::of(WORK, "hospital"));
static STATE_COMPANY: LazyLock<Words> = LazyLock::new(|| Words::of(WORK, "state_company"));
static PRIVATE_COMPANY: LazyLock<Words> = LazyLock::new(|| Words::of(WORK, "private_company"));
static BEFORE: LazyLock<Words> = LazyLock::new(|| Words::of(WORK, "before"));
static FIELDS: LazyLock<Words> = LazyLock::new(|| Words::of(WORK, "fields"));
static SCHOOLS: LazyLock<Words> = LazyLock::new(|| Words::of(WORK, "schools"));
static LANGUAGES: LazyLock<Words> = LazyLock::new(|| Words::of(WORK, "languages"));

/// An occupation that somebody at such a workplace has.
pub fn occupation(random: &mut Random, workplace: Workplace) -> &'static str {
    let list = match workplace {
        Workplace::Agency => &AGENCY,
        Workplace::PublicService => &PUBLIC_SERVICE,
        Workplace::School => &SCHOOL,
        Workplace::Hospital => &HOSPITAL,
        Workplace::StateCompany => &STATE_COMPANY,
        Workplace::PrivateCompany => &PRIVATE_COMPANY,
    };
    list.draw(random)
}

/// An occupation before admission to the Party.
pub fn occupation_before(random: &mut Random) -> &'static str {
    BEFORE.draw(random)
}

/// A field of study.
pub fn field_of_study(random: &mut Random) -> &'static str {
    FIELDS.draw(random)
}

/// A university or academy of the region.
pub fn school(random: &mut Random) -> &'static str {
    SCHOOLS.draw(random)
}

/// A foreign or minority language with its level ("Anh B1").
pub fn language(random: &mut Random) -> &'static str {
    LANGUAGES.draw(random)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::text::tidy;

    #[test]
    fn every_list_has_words() {
        let lists = [
            &AGENCY,
            &PUBLIC_SERVICE,
            &SCHOOL,
            &HOSPITAL,
            &STATE_COMPANY,
            &PRIVATE_COMPANY,
            &BEFORE,
            &FIELDS,
            &SCHOOLS,
            &LANGUAGES,
        ];
        for list in lists {
            assert!(list.all().len() >= 5);
            assert!(list.all().iter().all(|word| !word.is_empty() && tidy(word) == *word));
        }
    }

    #[test]
    fn occupations_fit_the_workplace() {
        let mut random = Random::new(1);
        let drawn: Vec<&str> = (0..200).map(|_| occupation(&mut random, Workplace::Hospital)).collect();
        assert!(drawn.contains(&"Bác sĩ") && !drawn.contains(&"Giáo viên"));
    }
}

//! Invented full names as people of the lower Mekong have them, and the places they are from.

use std::sync::LazyLock;

use super::random::Random;
use super::words::{Words, lines};

const NAMES: &str = include_str!("../../../assets/sample/names.txt");
const PLACES: &str = include_str!("../../../assets/sample/places.txt");

/// A people whose names are in the lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum People {
    /// Kinh, the majority.
    Kinh,
    /// Khmer, the largest minority of the lower Mekong.
    Khmer,
    /// Hoa.
    Hoa,
    /// Tày.
    Tay,
    /// Ê Đê: "Y" before the name of a man, "H'" before that of a woman, the clan behind it.
    EDe,
    /// Cơ Ho: the clan first, then a name with "K'" or "Ka".
    CoHo,
}

impl People {
    /// The ethnicity as the code list has it.
    #[must_use]
    pub fn ethnicity(self) -> &'static str {
        match self {
            Self::Kinh => "Kinh",
            Self::Khmer => "Khmer",
            Self::Hoa => "Hoa",
            Self::Tay => "Tày",
            Self::EDe => "Ê Đê",
            Self::CoHo => "Cơ Ho",
        }
    }

    /// A minority people, as frequent as in a province of the lower Mekong: mostly Khmer, some
    /// Hoa, here and there somebody from the highlands.
    pub fn draw_minority(random: &mut Random) -> Self {
        match random.below(100) {
            0..80 => Self::Khmer,
            80..94 => Self::Hoa,
            94..97 => Self::Tay,
            97..99 => Self::EDe,
            _ => Self::CoHo,
        }
    }
}

/// A place under its two names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Commune, district and province as papers wrote them until 30/06/2025.
    pub until_2025: &'static str,
    /// Commune and province as they are called since 01/07/2025.
    pub since_2025: &'static str,
}

struct Lists {
    families: Words,
    families_khmer: Words,
    families_hoa: Words,
    families_tay: Words,
    clans_ede: Words,
    clans_coho: Words,
    men: Givens,
    women: Givens,
}

/// The words of names of one sex.
struct Givens {
    middles: Words,
    givens: Words,
    khmer: Words,
    ede: Words,
    coho: Words,
}

impl Givens {
    fn of(sex: &str) -> Self {
        let list = |name: &str| Words::of(NAMES, &format!("{name}-{sex}"));
        Self {
            middles: list("middles"),
            givens: list("givens"),
            khmer: list("givens-khmer"),
            ede: list("givens-ede"),
            coho: list("givens-coho"),
        }
    }
}

static LISTS: LazyLock<Lists> = LazyLock::new(|| Lists {
    families: Words::of(NAMES, "families"),
    families_khmer: Words::of(NAMES, "families-khmer"),
    families_hoa: Words::of(NAMES, "families-hoa"),
    families_tay: Words::of(NAMES, "families-tay"),
    clans_ede: Words::of(NAMES, "clans-ede"),
    clans_coho: Words::of(NAMES, "clans-coho"),
    men: Givens::of("male"),
    women: Givens::of("female"),
});

static PLACE_LIST: LazyLock<Vec<Place>> = LazyLock::new(|| {
    let pairs = lines(PLACES).filter_map(|line| line.split_once('|'));
    pairs.map(|(old, new)| Place { until_2025: old.trim(), since_2025: new.trim() }).collect()
});

/// An invented full name for somebody of this sex and people.
pub fn full_name(random: &mut Random, is_female: bool, people: People) -> String {
    let givens = if is_female { &LISTS.women } else { &LISTS.men };
    match people {
        People::Kinh => vietnamese(random, &LISTS.families, is_female),
        People::Hoa => vietnamese(random, &LISTS.families_hoa, is_female),
        People::Tay => vietnamese(random, &LISTS.families_tay, is_female),
        // Two in five Khmer have a given name as the Kinh have it.
        People::Khmer if random.chance(40) => vietnamese(random, &LISTS.families_khmer, is_female),
        People::Khmer => {
            let family = LISTS.families_khmer.draw(random);
            let thi = if is_female && random.chance(60) { " Thị" } else { "" };
            format!("{family}{thi} {}", givens.khmer.draw(random))
        }
        People::EDe => {
            let sign = if is_female { "H'" } else { "Y " };
            format!("{sign}{} {}", givens.ede.draw(random), LISTS.clans_ede.draw(random))
        }
        People::CoHo => format!("{} {}", LISTS.clans_coho.draw(random), givens.coho.draw(random)),
    }
}

/// Family name, middle words and given name in the Vietnamese manner.
fn vietnamese(random: &mut Random, families: &Words, is_female: bool) -> String {
    let lists = if is_female { &LISTS.women } else { &LISTS.men };
    let (family, given) = (families.draw(random), lists.givens.draw(random));
    let (mothers_family, middle) = (LISTS.families.draw(random), lists.middles.draw(random));
    let pattern = random.below(100);
    let mut words = match (is_female, pattern) {
        (true, 0..45) => vec![family, "Thị", given],
        (true, 45..80) => vec![family, "Thị", middle, given],
        (false, 0..5) => vec![family, mothers_family, middle, given],
        (false, 5..10) if family != given => vec![family, given],
        (true | false, _) => vec![family, middle, given],
    };
    // Nobody is called by the same word twice in a row.
    words.dedup();
    words.join(" ")
}

/// A commune of the old province of Trà Vinh, under its old and its new name.
pub fn home_town(random: &mut Random) -> Place {
    let nowhere = Place { until_2025: "", since_2025: "" };
    random.pick(&PLACE_LIST).copied().unwrap_or(nowhere)
}

/// An address of today: hamlet, commune, province.
pub fn address(random: &mut Random) -> String {
    let hamlet = random.between(1, 9);
    let place = home_town(random).since_2025;
    let kind = if place.starts_with("phường") { "khóm" } else { "ấp" };
    format!("{kind} {hamlet}, {place}")
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::domain::name;
    use crate::domain::problem::Field;
    use crate::domain::text::tidy;

    const PEOPLES: [People; 6] =
        [People::Kinh, People::Khmer, People::Hoa, People::Tay, People::EDe, People::CoHo];

    #[test]
    fn names_pass_the_checks_of_real_ones() {
        let mut random = Random::new(5);
        for people in PEOPLES {
            for is_female in [false, true] {
                for _ in 0..500 {
                    let drawn = full_name(&mut random, is_female, people);
                    assert_eq!(name::check(&drawn, Field::Name), Ok(drawn.clone()));
                    let words: Vec<&str> = drawn.split(' ').collect();
                    assert!((2..=6).contains(&words.len()), "{drawn}");
                    assert!(words.windows(2).all(|pair| pair[0] != pair[1]), "{drawn}");
                }
            }
        }
    }

    #[test]
    fn names_are_many_and_only_women_are_called_thi() {
        let mut random = Random::new(5);
        let women: HashSet<String> = (0..3_000).map(|_| full_name(&mut random, true, People::Kinh)).collect();
        let men: HashSet<String> = (0..3_000).map(|_| full_name(&mut random, false, People::Kinh)).collect();
        assert!(women.len() > 2_000 && men.len() > 2_000, "{} {}", women.len(), men.len());
        assert!(women.iter().filter(|name| name.contains(" Thị ")).count() > 1_000);
        assert!(!men.iter().any(|name| name.contains(" Thị ")));
    }

    #[test]
    fn names_stay_the_same_from_run_to_run() {
        let drawn = |part| full_name(&mut Random::for_part(2026, part), part % 2 == 0, People::Kinh);
        assert_eq!(drawn(17), drawn(17));
        assert_ne!((0..20).map(drawn).collect::<HashSet<_>>().len(), 1);
    }

    #[test]
    fn peoples_have_names_of_their_own() {
        let mut random = Random::new(9);
        assert!(full_name(&mut random, true, People::EDe).starts_with("H'"));
        assert!(full_name(&mut random, false, People::EDe).starts_with("Y "));
        assert!(full_name(&mut random, false, People::CoHo).contains("K'"));
        let khmer: Vec<String> = (0..200).map(|_| full_name(&mut random, false, People::Khmer)).collect();
        assert!(
            khmer.iter().any(|name| name.starts_with("Thạch "))
                && khmer.iter().any(|name| name.starts_with("Kim "))
        );
    }

    #[test]
    fn places_have_both_names() {
        assert!(PLACE_LIST.len() >= 30);
        for place in PLACE_LIST.iter() {
            assert!(
                place.until_2025.ends_with("tỉnh Trà Vinh") && place.since_2025.ends_with("tỉnh Vĩnh Long")
            );
            assert_eq!(tidy(place.until_2025), place.until_2025);
        }
        let mut random = Random::new(3);
        let told = address(&mut random);
        assert!(told.contains(", ") && told.ends_with("tỉnh Vĩnh Long"), "{told}");
    }
}

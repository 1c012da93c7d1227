//! Who there is in the sample: how many women, of a minority, with a religion, admitted in which
//! year, who left; exact in number, by chance in their distribution over the cells.

use super::figures::{ADMISSIONS, DEPARTURES, MINORITY, RELIGIOUS, SEED, Size, WOMEN};
use crate::domain::member::Status;
use crate::domain::sample::random::Random;

/// What is settled of a person before anything is drawn.
#[derive(Debug, Clone, Copy, Default)]
pub struct Slot {
    /// A woman.
    pub is_female: bool,
    /// Of an ethnic minority.
    pub is_minority: bool,
    /// With a religion.
    pub is_religious: bool,
    /// Year of the admission by a unit of the register; none for those admitted before.
    pub admitted: Option<i32>,
    /// How a former member left.
    pub departed: Option<Status>,
}

/// Current members, in the order of the cells that they fill.
pub fn current(size: Size, former: &[Slot]) -> Vec<Slot> {
    let mut random = Random::for_part(SEED, 1);
    let mut slots = vec![Slot::default(); size.members];
    let mut order: Vec<usize> = (0..slots.len()).collect();
    let mut mark = |count: usize, set: fn(&mut Slot)| {
        random.shuffle(&mut order);
        for place in order.iter().take(count) {
            slots.get_mut(*place).into_iter().for_each(set);
        }
    };
    mark(size.count(WOMEN), |slot| slot.is_female = true);
    mark(size.count(MINORITY), |slot| slot.is_minority = true);
    mark(size.count(RELIGIOUS), |slot| slot.is_religious = true);
    random.shuffle(&mut order);
    let mut places = order.iter();
    for (year, _, admitted) in ADMISSIONS {
        let gone = former.iter().filter(|slot| slot.admitted == Some(year)).count();
        for place in places.by_ref().take(size.count(admitted).saturating_sub(gone)) {
            slots.get_mut(*place).into_iter().for_each(|slot| slot.admitted = Some(year));
        }
    }
    slots
}

/// Former members. Some of those who were struck off or left had been admitted in the term.
pub fn former(size: Size) -> Vec<Slot> {
    let mut random = Random::for_part(SEED, 2);
    let mut slots = Vec::new();
    for (status, figure) in DEPARTURES {
        let may_be_new = matches!(status, Status::StruckOff | Status::Left);
        for number in 0..size.count(figure) {
            let admitted = if number % 6 < 3 { 2016 } else { 2017 };
            slots.push(Slot {
                is_female: random.chance(36),
                is_minority: random.chance(8),
                is_religious: random.chance(1),
                admitted: (may_be_new && number.is_multiple_of(3)).then_some(admitted),
                departed: Some(status),
            });
        }
    }
    slots
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_exact_and_groups_mix() {
        let size = Size { members: super::super::figures::MEMBERS };
        let former = former(size);
        let slots = current(size, &former);
        let count = |test: fn(&Slot) -> bool| slots.iter().filter(|slot| test(slot)).count();
        assert_eq!(slots.len(), 6_021);
        assert_eq!(count(|slot| slot.is_female), 2_152);
        assert_eq!(count(|slot| slot.is_minority), 487);
        assert_eq!(count(|slot| slot.is_religious), 42);
        assert!((100..250).contains(&count(|slot| slot.is_female && slot.is_minority)));
        for (year, _, admitted) in ADMISSIONS {
            let all = slots.iter().chain(&former).filter(|slot| slot.admitted == Some(year));
            assert_eq!(all.count() as i64, admitted, "{year}");
        }
    }
}

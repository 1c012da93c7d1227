//! Chance that is the same everywhere: the splitmix64 generator of Steele, Lea and Flood
//! ("Fast Splittable Pseudorandom Number Generators", 2014), which needs one number of state.
//!
//! Good for samples; not for secrets.

/// Added to the state at each step: 2^64 divided by the golden ratio.
const STEP: u64 = 0x9e37_79b9_7f4a_7c15;

/// A sequence of numbers that its seed determines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Random {
    state: u64,
}

impl Random {
    /// The sequence of this seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self { state: seed }
    }

    /// The sequence of one of many parts, such as one member: what is drawn for a part does not
    /// depend on what was drawn for the others.
    #[must_use]
    pub fn for_part(seed: u64, part: u64) -> Self {
        Self { state: mix(seed ^ mix(part.wrapping_add(STEP))) }
    }

    /// The next number, any of the 2^64.
    pub fn next_number(&mut self) -> u64 {
        self.state = self.state.wrapping_add(STEP);
        mix(self.state)
    }

    /// A number from 0 to `end - 1`; 0 when `end` is 0.
    pub fn below(&mut self, end: u64) -> u64 {
        // The high half of the product is even enough for ranges far below 2^64.
        let product = u128::from(self.next_number()) * u128::from(end);
        u64::try_from(product >> 64).unwrap_or_default()
    }

    /// A number from `first` to `last`, both included; `first` when `last` lies before it.
    pub fn between(&mut self, first: i64, last: i64) -> i64 {
        let span = if last < first { 0 } else { first.abs_diff(last) };
        first.wrapping_add_unsigned(self.below(span.saturating_add(1)))
    }

    /// Yes in `percent` of a hundred cases.
    pub fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    /// One of the choices; `None` when there is none.
    pub fn pick<'a, T>(&mut self, choices: &'a [T]) -> Option<&'a T> {
        let index = self.below(u64::try_from(choices.len()).ok()?);
        choices.get(usize::try_from(index).ok()?)
    }

    /// Puts the items in an order of chance (Fisher and Yates).
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            let other = usize::try_from(self.below(last as u64 + 1)).unwrap_or(last);
            items.swap(last, other);
        }
    }
}

fn mix(state: u64) -> u64 {
    let mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sequence_is_that_of_splitmix64() {
        // The generator's published test values for seed 1234567.
        let mut random = Random::new(1_234_567);
        let expected = [
            6_457_827_717_110_365_317,
            3_203_168_211_198_807_973,
            9_817_491_932_198_370_423,
            4_593_380_528_125_082_431,
            16_408_922_859_458_223_821,
        ];
        for number in expected {
            assert_eq!(random.next_number(), number);
        }
    }

    #[test]
    fn ranges_are_kept_and_filled() {
        let mut random = Random::new(1);
        let mut seen = [0_u32; 6];
        for _ in 0..6_000 {
            let drawn = random.between(-2, 3);
            seen[usize::try_from(drawn + 2).unwrap()] += 1;
        }
        assert!(seen.iter().all(|count| (850..1150).contains(count)), "{seen:?}");
        assert_eq!(random.between(5, 4), 5);
        assert_eq!(random.below(0), 0);
        assert!((0..100).all(|_| random.chance(100) && !random.chance(0)));
        assert_eq!(random.pick::<u8>(&[]), None);
        let _ = random.between(i64::MIN, i64::MAX);
    }

    #[test]
    fn parts_are_independent_and_repeatable() {
        let first = |part| Random::for_part(7, part).next_number();
        assert_eq!(first(3), first(3));
        let mut numbers: Vec<u64> = (0..1_000).map(first).collect();
        numbers.sort_unstable();
        numbers.dedup();
        assert_eq!(numbers.len(), 1_000);
    }

    #[test]
    fn shuffling_keeps_every_item() {
        let mut items: Vec<u32> = (0..50).collect();
        Random::new(2).shuffle(&mut items);
        assert_ne!(items, (0..50).collect::<Vec<_>>());
        items.sort_unstable();
        assert_eq!(items, (0..50).collect::<Vec<_>>());
    }
}

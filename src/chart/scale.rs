//! The axis of values: round steps from zero up.

/// An axis of values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scale {
    /// From one mark to the next.
    pub step: i64,
    /// The value at the upper end.
    pub top: i64,
}

impl Scale {
    /// An axis that holds `highest` with at most `most` steps of 1, 2 or 5 times a power of ten.
    pub fn new(highest: i64, most: i64) -> Self {
        let (highest, most) = (highest.max(1), most.max(1));
        let mut power = 1_i64;
        loop {
            for factor in [1, 2, 5] {
                let step = power.saturating_mul(factor);
                let steps = highest / step + i64::from(highest % step > 0);
                if steps <= most {
                    return Self { step, top: step.saturating_mul(steps) };
                }
            }
            power = power.saturating_mul(10);
        }
    }

    /// The marks, from zero up.
    pub fn marks(self) -> impl Iterator<Item = i64> {
        (0..=self.top / self.step).map(move |place| place * self.step)
    }
}

#[cfg(test)]
mod tests {
    use super::Scale;
    use proptest::prelude::*;

    #[test]
    fn steps_are_round() {
        assert_eq!(Scale::new(390, 5), Scale { step: 100, top: 400 });
        assert_eq!(Scale::new(10_000, 5), Scale { step: 2_000, top: 10_000 });
        assert_eq!(Scale::new(3, 5), Scale { step: 1, top: 3 });
        assert_eq!(Scale::new(0, 5), Scale { step: 1, top: 1 });
    }

    proptest! {
        #[test]
        fn the_axis_holds_what_is_shown(highest in 0..=1_000_000_000_i64, most in 1..9_i64) {
            let scale = Scale::new(highest, most);
            prop_assert!(scale.top >= highest.max(1));
            prop_assert!(scale.marks().count() <= most as usize + 1);
            prop_assert!(scale.top - scale.step < highest.max(1), "no step is empty");
        }
    }
}

//! Splitting a total so that the parts add up to it exactly.

/// Splits `total` in proportion to `weights` by largest remainders (Hamilton): each part is its
/// exact share rounded down or up, and together they are `total`.
///
/// Of equal remainders the first gets the unit. Weights below zero count as zero, a total below
/// zero too; when no weight is above zero all count alike. Without weights there are no parts.
#[must_use]
pub fn largest_remainder(total: i64, weights: &[i64]) -> Vec<i64> {
    let total = i128::from(total.max(0));
    let mut weights: Vec<i128> = weights.iter().map(|weight| i128::from((*weight).max(0))).collect();
    if weights.iter().all(|weight| *weight == 0) {
        weights.fill(1);
    }
    let sum: i128 = weights.iter().sum();
    // `sum` is zero only without weights, and then nothing is divided.
    let mut parts: Vec<i128> = weights.iter().map(|weight| total * weight / sum).collect();
    let mut by_remainder: Vec<usize> = (0..weights.len()).collect();
    by_remainder.sort_by_key(|index| std::cmp::Reverse(total * weights[*index] % sum));
    let left = total - parts.iter().sum::<i128>();
    for index in by_remainder.into_iter().take(usize::try_from(left).unwrap_or_default()) {
        parts[index] += 1;
    }
    // Each part is at most `total`, which was an i64.
    parts.into_iter().map(|part| i64::try_from(part).unwrap_or(i64::MAX)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_add_up_and_follow_the_weights() {
        assert_eq!(largest_remainder(10, &[1, 1, 1]), [4, 3, 3]);
        assert_eq!(largest_remainder(100, &[597, 4373, 89, 9]), [12, 86, 2, 0]);
        assert_eq!(largest_remainder(7, &[0, 3, 0, 4]), [0, 3, 0, 4]);
        assert_eq!(largest_remainder(0, &[5, 5]), [0, 0]);
    }

    #[test]
    fn odd_input_gives_sensible_parts() {
        assert!(largest_remainder(5, &[]).is_empty());
        assert_eq!(largest_remainder(5, &[0, 0]), [3, 2]);
        assert_eq!(largest_remainder(5, &[-4, 1]), [0, 5]);
        assert_eq!(largest_remainder(-5, &[1, 1]), [0, 0]);
        assert_eq!(largest_remainder(i64::MAX, &[i64::MAX, i64::MAX]).iter().sum::<i64>(), i64::MAX);
    }
}

//! Comparing printed tables: on the reference's tables exactly the wrong figures are named, on
//! right ones nothing, and any single wrong digit is found.

use proptest::prelude::*;
use so_chi_bo::domain::compare::{Comparison, Decimal, Denominator, Reason, Wrong, compare, read};
use so_chi_bo::domain::number::{group, percent};

fn compared(text: &str) -> Comparison {
    compare(&read::cells(text))
}

/// Row, printed figure, the right one, reason.
fn shares(comparison: &Comparison) -> Vec<(String, String, String, String)> {
    comparison
        .findings
        .iter()
        .map(|finding| match &finding.wrong {
            Wrong::Share { expected, reason, .. } => {
                let reason = format!("{reason:?}").split([' ', '{']).next().unwrap().to_owned();
                (finding.label.clone(), finding.printed.clone(), expected.to_string(), reason)
            }
            other => panic!("{other:?}"),
        })
        .collect()
}

fn owned(expected: &[(&str, &str, &str, &str)]) -> Vec<(String, String, String, String)> {
    expected
        .iter()
        .map(|(row, printed, right, reason)| {
            ((*row).to_owned(), (*printed).to_owned(), (*right).to_owned(), (*reason).to_owned())
        })
        .collect()
}

#[test]
fn the_references_table_of_units_has_six_percentages_cut() {
    let comparison = compared(include_str!("fixtures/printed/units.txt"));
    assert_eq!(
        shares(&comparison),
        owned(&[
            ("2016", "42,69", "42,70", "Cut"),
            ("2016", "2,24", "2,25", "Cut"),
            ("2017", "42,69", "42,70", "Cut"),
            ("2017", "2,24", "2,25", "Cut"),
            ("2017", "2,24", "2,25", "Cut"),
            ("2018", "74,69", "74,70", "Cut"),
        ])
    );
    assert_eq!((comparison.checked, comparison.right, comparison.unchecked), (15, 9, 0));
    assert!(comparison.denominators.iter().all(|(_, denominator)| *denominator == Denominator::RowSum));
}

#[test]
fn the_references_table_of_members_has_five_wrong_ones() {
    let comparison = compared(include_str!("fixtures/printed/members.txt"));
    assert_eq!(
        shares(&comparison),
        owned(&[
            ("2016", "68,29", "86,29", "Swapped"),
            ("2016", "1,75", "1,76", "Cut"),
            ("2017", "0,91", "0,92", "Cut"),
            ("2018", "81,17", "87,17", "OneDigit"),
            ("2018", "0,22", "0,23", "Cut"),
        ])
    );
    assert_eq!((comparison.checked, comparison.right), (12, 7));
    assert_eq!(comparison.findings[0].title, "Hoàn thành tốt, %");
}

#[test]
fn the_references_table_of_admissions_has_one_cut() {
    let comparison = compared(include_str!("fixtures/printed/admissions.txt"));
    assert_eq!(shares(&comparison), owned(&[("2019", "171,17", "171,18", "Cut")]));
    assert_eq!((comparison.checked, comparison.right), (7, 6));
    assert_eq!(comparison.denominators, [(3, Denominator::Column("Chỉ tiêu".to_owned()))]);
}

#[test]
fn parts_that_exceed_their_whole_are_found() {
    let comparison = compared(include_str!("fixtures/printed/organisations.txt"));
    assert_eq!(comparison.findings.len(), 1);
    let finding = &comparison.findings[0];
    assert_eq!((finding.row, finding.column, finding.printed.as_str()), (1, 0, "83"));
    assert_eq!(finding.wrong, Wrong::RowTotal { parts: vec![38, 53], sum: 91 });
}

#[test]
fn a_ratio_of_its_own_is_recognised_and_what_no_counts_make_is_said() {
    let comparison = compared(include_str!("fixtures/printed/ratios.txt"));
    let printed: Vec<&str> = comparison.findings.iter().map(|finding| finding.printed.as_str()).collect();
    assert_eq!(printed, ["98,63", "98,62", "98,57"]);
    assert!(comparison.findings.iter().all(|finding| finding.wrong == Wrong::NotReproducible));
    assert!(comparison.denominators.contains(&(10, Denominator::Column("HTT".to_owned()))));
}

#[test]
fn a_share_of_something_else_is_told_from_a_slip() {
    // 13,65 is excellent of good, where the others are shares of all.
    let comparison = compared("2016|597|13,65|4.373|86,29|89|1,76|9|0,18");
    assert_eq!(comparison.findings.len(), 1);
    let Wrong::Share { expected, reason, .. } = &comparison.findings[0].wrong else { panic!() };
    assert_eq!(expected.to_string(), "11,78");
    assert!(matches!(reason, Reason::OtherDenominator { total: 4373, .. }), "{reason:?}");
}

#[test]
fn good_or_better_beside_its_parts_is_no_part() {
    let text = "Năm|HTXS|%|HTT|%|HTT trở lên|%|HTNV|%|Tổng số\n\
        2016|597|11,78|4.373|86,29|4.970|98,07|98|1,93|5.068\n\
        2017|705|13,73|4.367|85,08|5.072|98,81|61|1,19|5.133";
    let comparison = compared(text);
    assert_eq!(comparison.findings, []);
    assert_eq!(comparison.right, 8);
    let wrong = compared(&text.replace("5.133", "5.132"));
    assert!(wrong.findings.is_empty(), "with two rows one can't say which total is wrong: {wrong:?}");
}

#[test]
fn a_total_that_is_not_the_sum_of_its_column_is_found() {
    let text = "Đơn vị|HTXS|%|HTT|%\nChi bộ Một|1|50,00|1|50,00\nChi bộ Hai|2|66,67|1|33,33\nTổng cộng|3|50,00|3|50,00";
    let comparison = compared(text);
    assert_eq!(comparison.findings.len(), 1);
    assert_eq!((comparison.findings[0].row, comparison.findings[0].column), (3, 3));
    assert_eq!(comparison.findings[0].wrong, Wrong::ColumnTotal { sum: 2 });
}

#[test]
fn texts_that_are_no_tables_are_survived() {
    for text in
        ["", "xin chào", "1", "a|b\nc|d", "%\t%\n\t", "2016 2017 2018", "1|2|3\n4|5|6", "|||", "10,5", "—"]
    {
        let comparison = compared(text);
        assert!(comparison.findings.is_empty(), "{text}: {comparison:?}");
    }
    // Percentages without any counts can't be checked, and that is said.
    let alone = compared("Năm|HTXS %|HTT %\n2016|11,78|86,29");
    assert_eq!((alone.checked, alone.unchecked), (0, 2));
    let huge = format!("2016|{0}|50,00|{0}|50,00", i64::MAX);
    let _ = compared(&huge);
    let long = "9|".repeat(10_000);
    let _ = compared(&long);
}

/// A table with right percentages: cells of counts and of percentages, by row.
#[derive(Debug, Clone)]
struct Right {
    counts: Vec<Vec<i64>>,
    has_header: bool,
    has_total: bool,
    separator: &'static str,
}

fn right() -> impl Strategy<Value = Right> {
    let count = prop_oneof![Just(0i64), 0i64..60, 0i64..20_000];
    (1usize..6, 2usize..6).prop_flat_map(move |(rows, columns)| {
        (
            proptest::collection::vec(proptest::collection::vec(count.clone(), columns), rows),
            any::<bool>(),
            any::<bool>(),
            prop_oneof![Just("\t"), Just("|"), Just("   ")],
        )
            .prop_map(|(counts, has_header, has_total, separator)| Right {
                counts,
                has_header,
                has_total,
                separator,
            })
    })
}

impl Right {
    /// The cells, and where the percentages stand.
    fn cells(&self) -> (Vec<Vec<String>>, Vec<(usize, usize)>) {
        let mut cells = Vec::new();
        if self.has_header {
            let pairs = (1..=self.counts[0].len()).flat_map(|level| [format!("Mức {level}"), "%".to_owned()]);
            let total = self.has_total.then(|| "Tổng số".to_owned());
            cells.push(std::iter::once("Năm".to_owned()).chain(pairs).chain(total).collect());
        }
        let mut percents = Vec::new();
        for (place, counts) in self.counts.iter().enumerate() {
            let sum: i64 = counts.iter().sum();
            let mut row = vec![format!("{}", 2001 + place)];
            for count in counts {
                row.push(group(*count));
                percents.push((cells.len(), row.len()));
                row.push(
                    percent(*count, sum)
                        .map_or("0,00".to_owned(), |share| share.to_string().replace('%', "")),
                );
            }
            if self.has_total {
                row.push(group(sum));
            }
            cells.push(row);
        }
        (cells, percents)
    }

    fn text(&self, cells: &[Vec<String>]) -> String {
        cells.iter().map(|row| row.join(self.separator)).collect::<Vec<_>>().join("\n")
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 800, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_right_table_has_no_findings(table in right()) {
        let (cells, _) = table.cells();
        let comparison = compared(&table.text(&cells));
        prop_assert_eq!(&comparison.findings, &[]);
        prop_assert_eq!(comparison.checked, comparison.right);
    }

    #[test]
    fn any_single_wrong_digit_of_a_percentage_is_found(
        table in right(),
        which in any::<proptest::sample::Index>(),
        place in any::<proptest::sample::Index>(),
        by in 1u8..=9,
    ) {
        let (mut cells, percents) = table.cells();
        let with_sum: Vec<(usize, usize)> = percents
            .into_iter()
            .filter(|(row, _)| {
                let counts = &table.counts[row - usize::from(table.has_header)];
                counts.iter().sum::<i64>() > 0
            })
            .collect();
        prop_assume!(!with_sum.is_empty());
        let (row, column) = with_sum[which.index(with_sum.len())];
        let mut text: Vec<u8> = cells[row][column].clone().into_bytes();
        let digits: Vec<usize> = (0..text.len()).filter(|at| text[*at].is_ascii_digit()).collect();
        let at = digits[place.index(digits.len())];
        text[at] = b'0' + (text[at] - b'0' + by) % 10;
        cells[row][column] = String::from_utf8(text).unwrap();
        let comparison = compared(&table.text(&cells));
        let found: Vec<(usize, usize)> =
            comparison.findings.iter().map(|finding| (finding.row, finding.column)).collect();
        prop_assert_eq!(found, vec![(row, column)], "{}", table.text(&cells));
    }

    #[test]
    fn whatever_is_pasted_is_survived(text in "[0-9,.%|\t \nNăHTổng-]{0,200}") {
        let comparison = compared(&text);
        prop_assert!(comparison.right <= comparison.checked);
    }

    #[test]
    fn decimals_are_written_as_they_are_read(digits in 0i64..100_000_000, scale in 0u32..4) {
        let decimal = Decimal { digits, scale };
        let text = format!("{decimal}%");
        prop_assert_eq!(read::value(&text), read::Value::Percent(decimal));
    }
}

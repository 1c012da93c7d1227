//! Which columns of a table are labels, counts and percentages, and which rows are totals.

use super::read::{Value, value};
use crate::domain::text::fold;

/// A row of figures.
#[derive(Debug, Clone)]
pub struct Row {
    /// Its place among the rows as given.
    pub place: usize,
    /// What it begins with.
    pub label: String,
    /// Its cells as printed.
    pub texts: Vec<String>,
    /// The same read.
    pub values: Vec<Value>,
    /// Whether it is the sum of the rows above.
    pub is_total: bool,
}

/// A table of figures.
#[derive(Debug, Clone, Default)]
pub struct Table {
    /// Titles of all columns; empty ones where none is known.
    pub titles: Vec<String>,
    /// Rows with figures.
    pub rows: Vec<Row>,
    /// Columns that hold counts.
    pub counts: Vec<usize>,
    /// Columns that hold percentages, each with the column of the count that it stands behind.
    pub percents: Vec<Percents>,
}

/// A column of percentages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Percents {
    /// Its place.
    pub column: usize,
    /// The column of counts before it.
    pub count: Option<usize>,
    /// Whether another column of percentages stands between the two.
    pub is_further: bool,
}

impl Table {
    /// Finds out what stands where.
    #[must_use]
    pub fn of(given: &[Vec<String>]) -> Self {
        let width = given.iter().map(Vec::len).max().unwrap_or_default();
        let read: Vec<Vec<Value>> = given
            .iter()
            .map(|cells| {
                (0..width).map(|place| cells.get(place).map_or(Value::Empty, |text| value(text))).collect()
            })
            .collect();
        let first = read.iter().position(|values| is_data(values)).unwrap_or(read.len());
        let titles = titles(&given[..first], width);
        let data: Vec<usize> = (first..read.len()).filter(|place| has_figures(&read[*place])).collect();
        let labels = label_columns(&data, &read, width);
        let rows = data.iter().map(|place| {
            let texts: Vec<String> =
                (0..width).map(|column| given[*place].get(column).cloned().unwrap_or_default()).collect();
            let label =
                texts[..labels].iter().rev().find(|text| !text.is_empty()).cloned().unwrap_or_default();
            let is_total = texts[..labels].iter().any(|text| says_total(text));
            Row { place: *place, label, texts, values: read[*place].clone(), is_total }
        });
        let mut table = Self { titles, rows: rows.collect(), ..Self::default() };
        table.find_columns(labels, width);
        table
    }

    fn find_columns(&mut self, labels: usize, width: usize) {
        let numeric: Vec<usize> =
            (labels..width).filter(|column| self.values(*column).any(Value::is_number)).collect();
        let has_decimals =
            |column: &usize| self.values(*column).any(|value| matches!(value, Value::Percent(_)));
        let says_percent = |column: &usize| {
            let title = fold(&self.titles[*column]);
            title.contains('%')
                || title.contains("ty le")
                || title.contains("ti le")
                || title.contains("percent")
        };
        let mut is_percent: Vec<bool> =
            numeric.iter().map(|column| has_decimals(column) || says_percent(column)).collect();
        // Where each count is followed by its percentage, a column of noughts in such a place is
        // one too.
        let alternates = is_percent.iter().any(|is| *is)
            && is_percent.iter().enumerate().all(|(place, is)| !is || place % 2 == 1);
        if alternates {
            for (place, column) in numeric.iter().enumerate().filter(|(place, _)| place % 2 == 1) {
                is_percent[place] |=
                    self.values(*column).all(|value| matches!(value, Value::Whole(0 | 100) | Value::Empty));
            }
        }
        let mut count = None;
        let mut is_further = false;
        for (column, is_percent) in numeric.into_iter().zip(is_percent) {
            if is_percent {
                self.percents.push(Percents { column, count, is_further });
                is_further = true;
            } else {
                self.counts.push(column);
                (count, is_further) = (Some(column), false);
            }
        }
    }

    fn values(&self, column: usize) -> impl Iterator<Item = Value> {
        self.rows.iter().filter_map(move |row| row.values.get(column).copied())
    }

    /// The count in a cell.
    #[must_use]
    pub fn count(&self, row: usize, column: usize) -> Option<i64> {
        self.rows.get(row)?.values.get(column)?.whole()
    }

    /// The columns of counts that have a percentage behind them.
    #[must_use]
    pub fn paired(&self) -> Vec<usize> {
        let mut paired: Vec<usize> = self
            .percents
            .iter()
            .filter(|percents| !percents.is_further)
            .filter_map(|percents| percents.count)
            .collect();
        paired.dedup();
        paired
    }
}

/// Whether a row is the first one of figures: at least two numbers that are not all years of a
/// header.
fn is_data(values: &[Value]) -> bool {
    let numbers: Vec<Value> = values.iter().copied().filter(|value| value.is_number()).collect();
    let is_year = |value: &Value| matches!(value, Value::Whole(1900..=2100));
    let is_header_of_years = values.first() == Some(&Value::Text) && numbers.iter().all(is_year);
    numbers.len() >= 2 && !is_header_of_years
}

/// Whether a row below the header has figures beside its label.
fn has_figures(values: &[Value]) -> bool {
    values.iter().skip(1).any(|value| value.is_number())
}

fn says_total(text: &str) -> bool {
    let text = fold(text);
    ["tong", "cong", "total"].iter().any(|word| text.starts_with(word))
}

/// Titles out of the header's rows: the upper ones are spread over the empty cells to their right,
/// as merged cells of spreadsheets come.
fn titles(header: &[Vec<String>], width: usize) -> Vec<String> {
    let mut titles = vec![String::new(); width];
    let rows: Vec<&Vec<String>> = header.iter().filter(|row| row.len() > 1).collect();
    for (place, row) in rows.iter().enumerate() {
        let is_upper = place + 1 < rows.len();
        let mut above = String::new();
        for (column, title) in titles.iter_mut().enumerate() {
            let own = row.get(column).map(String::as_str).unwrap_or_default();
            if !own.is_empty() || !is_upper {
                own.clone_into(&mut above);
            }
            if !above.is_empty() && *title != above {
                if !title.is_empty() {
                    title.push_str(", ");
                }
                title.push_str(&above);
            }
        }
    }
    titles
}

/// How many columns at the left say whose row it is: words, years, running numbers.
fn label_columns(data: &[usize], read: &[Vec<Value>], width: usize) -> usize {
    let column =
        |place: usize| data.iter().map(move |row| read[*row].get(place).copied().unwrap_or(Value::Empty));
    let is_words = |place: usize| {
        column(place).any(|value| value == Value::Text)
            && !column(place).any(|value| matches!(value, Value::Percent(_)))
    };
    let last_words = (0..width.min(3)).rev().find(|place| is_words(*place));
    if let Some(last) = last_words {
        return last + 1;
    }
    let is_year = |value: Value| matches!(value, Value::Whole(1900..=2100) | Value::Empty | Value::Text);
    let counts_up =
        column(0).enumerate().all(|(place, value)| value.whole() == i64::try_from(place + 1).ok());
    let is_label = width > 1 && (column(0).all(is_year) || data.len() > 1 && counts_up);
    usize::from(is_label)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::compare::read::cells;

    #[test]
    fn columns_are_told_apart() {
        let table = Table::of(&cells("Năm|SL|%|SL|%|Phụ chú\n2016|9|10,11|0|0|\n2017|8|8,99|0|0|x"));
        assert_eq!(table.counts, [1, 3]);
        let percents = |column, count| Percents { column, count: Some(count), is_further: false };
        assert_eq!(table.percents, [percents(2, 1), percents(4, 3)]);
        assert_eq!(table.rows[1].label, "2017");
        // Without a header the noughts after noughts are percentages too.
        let bare = Table::of(&cells("2018 13 15,66 0 0 62 74,69"));
        assert_eq!((bare.counts, bare.percents.len()), (vec![1, 3, 5], 3));
    }

    #[test]
    fn headers_on_two_lines_make_titles() {
        let table = Table::of(&cells(
            "TT\tĐơn vị\tHTXS\t\tHTT\t\n\t\tSL\t%\tSL\t%\n1\tChi bộ Một\t1\t50,00\t1\t50,00",
        ));
        assert_eq!(table.titles, ["TT", "Đơn vị", "HTXS, SL", "HTXS, %", "HTT, SL", "HTT, %"]);
        assert_eq!((table.rows[0].label.as_str(), table.counts), ("Chi bộ Một", vec![2, 4]));
    }

    #[test]
    fn rows_of_totals_and_rows_without_figures_are_known() {
        let table = Table::of(&cells("Năm|A|%\n2016|1|50\n2019|||\nTổng (lượt)|1|50,0"));
        assert_eq!(table.rows.len(), 2);
        assert!(table.rows[1].is_total && !table.rows[0].is_total);
        assert_eq!(table.rows[1].place, 3);
    }
}

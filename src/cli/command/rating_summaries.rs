//! Summary tables of ratings as JSON.

use serde_json::{Map, Value, json};

use super::code_of;
use super::rating_totals::target_json;
use super::ratings::tally_json;
use crate::domain::id::UnitId;
use crate::domain::rating::NotRated;
use crate::domain::rating::summary::{Line, Rolled, Rounding};
use crate::domain::rating::target::Target;
use crate::domain::unit::UnitTree;
use crate::services::ratings::summary::{UnitSummary, YearSummary};

/// What all lines of a summary have in common.
struct Maker<'a> {
    targets: Vec<&'a Target>,
    rounding: Rounding,
    tree: &'a UnitTree,
}

/// The ratings of a year by units.
pub fn by_unit(summary: &UnitSummary, tree: &UnitTree) -> Value {
    let make = Maker { targets: summary.targets.iter().collect(), rounding: summary.rounding, tree };
    let units: Vec<Value> = summary
        .rows
        .iter()
        .map(|row| {
            let mut line = make.rolled(&row.figures);
            line.insert("unit".to_owned(), row.code.as_str().into());
            line.insert("name".to_owned(), row.name.as_str().into());
            line.insert("itself".to_owned(), row.is_itself.into());
            Value::Object(line)
        })
        .collect();
    let mut data = make.head(summary.unit);
    data.extend([
        ("year".to_owned(), summary.year.into()),
        ("subject".to_owned(), summary.subject.code().into()),
        ("regime".to_owned(), summary.regime.source.as_str().into()),
        ("units".to_owned(), units.into()),
        ("total".to_owned(), make.line(&summary.sum).into()),
        ("entered".to_owned(), summary.entered.as_ref().map(|line| make.line(line)).into()),
    ]);
    data.into()
}

/// The ratings of a unit by years.
pub fn by_year(summary: &YearSummary, tree: &UnitTree) -> Value {
    let mut all = Maker { targets: Vec::new(), rounding: summary.rounding, tree };
    let years: Vec<Value> = summary
        .years
        .iter()
        .map(|line| {
            let targets = summary.targets.iter().filter(|target| target.covers(line.year)).collect();
            let mut figures = Maker { targets, ..all }.rolled(&line.figures);
            figures.insert("year".to_owned(), line.year.into());
            Value::Object(figures)
        })
        .collect();
    let sum = (summary.years.len() > 1).then(|| all.line(&summary.sum()));
    all.targets = summary.targets.iter().collect();
    let mut data = all.head(summary.unit);
    data.extend([
        ("subject".to_owned(), summary.subject.code().into()),
        ("years".to_owned(), years.into()),
        ("sum".to_owned(), sum.into()),
    ]);
    data.into()
}

impl Maker<'_> {
    fn head(&self, unit: Option<UnitId>) -> Map<String, Value> {
        let rounding = match self.rounding {
            Rounding::HalfUp => "half_up",
            Rounding::Hundred => "hundred",
        };
        let targets: Vec<Value> = self.targets.iter().map(|target| target_json(target, self.tree)).collect();
        Map::from_iter([
            ("of".to_owned(), unit.map(|unit| code_of(self.tree, unit)).into()),
            ("percent_of".to_owned(), "rated".into()),
            ("excellent_of_good_percent_of".to_owned(), "good".into()),
            ("rounding".to_owned(), rounding.into()),
            ("targets".to_owned(), targets.into()),
        ])
    }

    /// The figures that are shown, with what else is known beside them.
    fn rolled(&self, figures: &Rolled) -> Map<String, Value> {
        let mut line = self.line(&figures.shown);
        line.insert("entered_as_totals".to_owned(), figures.is_entered.into());
        line.insert("beside".to_owned(), figures.other().map(|other| self.line(other)).into());
        line
    }

    fn line(&self, line: &Line) -> Map<String, Value> {
        let mut data = tally_json(&line.tally);
        let shares = line.shares(self.rounding);
        let levels: Vec<Value> = shares
            .into_iter()
            .map(|(level, share)| {
                json!({ "level": level, "count": line.tally.count(level), "percent": share })
            })
            .collect();
        let (good, share) = line.good_or_better(self.rounding);
        let reasons = NotRated::ALL.iter().map(|why| (why.code().to_owned(), line.not_rated(*why).into()));
        let reasons: Map<String, Value> = reasons
            .chain([("unknown".to_owned(), line.not_rated_without_reason().into())])
            .filter(|(_, count): &(String, Value)| *count != 0)
            .collect();
        let targets: Vec<Value> = self
            .targets
            .iter()
            .map(|target| {
                let verdict = target.verdict(line);
                json!({
                    "measure": target.measure,
                    "wanted": target.percent,
                    "reached": verdict.map(|verdict| verdict.reached),
                    "met": verdict.map(|verdict| verdict.is_met),
                })
            })
            .collect();
        data.extend([
            ("on_books".to_owned(), line.on_books().into()),
            ("levels".to_owned(), levels.into()),
            ("good_or_better".to_owned(), json!({ "count": good, "percent": share })),
            ("excellent_of_good".to_owned(), json!(line.excellent_of_good())),
            ("not_rated_by_reason".to_owned(), reasons.into()),
            ("targets".to_owned(), targets.into()),
        ]);
        data
    }
}

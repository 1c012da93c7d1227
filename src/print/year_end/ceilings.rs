//! Where the ceiling on the best level stands: at each level that decides, its units and groups.

use super::{Context, unit_name};
use crate::domain::number;
use crate::domain::rating::CeilingBase;
use crate::domain::rating::Subject;
use crate::domain::rating::ceiling::{Gauge, Share, State};
use crate::domain::text;
use crate::i18n::term::{Words, term};
use crate::paper;
use crate::print::page::{Align, Block, Column, Document, Row, Table};
use crate::print::reports::formalities;
use crate::services::ratings::ceiling::Basis;

/// "Hoàn thành xuất sắc nhiệm vụ 13 / tối đa 12 (20% của 62 hoàn thành tốt)", for the screen or
/// for paper; empty without a ceiling.
#[must_use]
pub fn sentence(basis: &Basis, share: Share, is_raised: bool, words: Words) -> String {
    let (Some(ceiling), Some(best), Some(percent)) = (&basis.ceiling, &basis.best, basis.percent(is_raised))
    else {
        return String::new();
    };
    let of = match ceiling.base {
        CeilingBase::Good => term!(words, "ceiling-of-good"),
        CeilingBase::GoodOrBetter => term!(words, "ceiling-of-good-or-better"),
    };
    let (had, limit) = (number::group(share.best), number::group(share.limit));
    let (percent, base) = (number::decimal(percent.0), number::group(share.base));
    let level = best.name.as_str();
    match words {
        Words::Screen => crate::fl!(
            "ceiling-sentence",
            level = level,
            best = had,
            limit = limit,
            percent = percent,
            base = base,
            of = of
        ),
        Words::Paper => paper!(
            "ceiling-sentence",
            level = level,
            best = had,
            limit = limit,
            percent = percent,
            base = base,
            of = of
        ),
    }
}

/// The gauges as a table.
#[must_use]
pub fn ceilings(basis: &Basis, context: &Context<'_>) -> Document {
    let gauges = basis.stored();
    let mut blocks = Vec::new();
    match &basis.ceiling {
        None => blocks.push(Block::Paragraph(paper!("ceiling-none", source = basis.source.as_str()))),
        Some(ceiling) => {
            blocks.push(Block::Paragraph(rule(basis)));
            if !ceiling.confirmed {
                blocks.push(Block::Note(paper!("print-unconfirmed")));
            }
            blocks.push(Block::Table(table(&gauges, context)));
            blocks.push(Block::Note(paper!("print-ceiling-pooled")));
            if basis.has_totals {
                blocks.push(Block::Note(paper!("print-ceiling-totals")));
            }
        }
    }
    for raise in &basis.raises {
        blocks.push(Block::Note(paper!(
            "print-ceiling-raise",
            name = unit_name(context.units, raise.unit),
            decision = raise.decision.as_str(),
            day = crate::domain::date::show(raise.decided_on)
        )));
    }
    let title = match basis.subject {
        Subject::Member => paper!("print-ceiling-title-members"),
        Subject::Unit => paper!("print-ceiling-title-units"),
    };
    let subtitle = paper!("print-year", year = basis.year.to_string());
    Document { title, subtitle, blocks, ..formalities(context).into() }
}

fn rule(basis: &Basis) -> String {
    let (Some(ceiling), Some(best)) = (&basis.ceiling, &basis.best) else { return String::new() };
    let of = match ceiling.base {
        CeilingBase::Good => paper!("ceiling-of-good"),
        CeilingBase::GoodOrBetter => paper!("ceiling-of-good-or-better"),
    };
    paper!(
        "print-ceiling-rule",
        level = text::uncapitalised(&best.name),
        percent = number::decimal(ceiling.percent.0),
        of = of,
        article = ceiling.article.as_str()
    )
}

fn table(gauges: &[Gauge], context: &Context<'_>) -> Table {
    let columns = vec![
        Column::new(paper!("print-column-unit-or-group"), 4.4, Align::Left),
        Column::new(paper!("print-column-best"), 1.2, Align::Right),
        Column::new(paper!("print-column-base"), 1.2, Align::Right),
        Column::new(paper!("print-column-limit"), 1.2, Align::Right),
        Column::new(paper!("print-column-state"), 2.4, Align::Left),
    ];
    let mut rows = Vec::new();
    for gauge in gauges {
        let name = unit_name(context.units, gauge.decider);
        let label = paper!("print-ceiling-decider", name = name);
        let mut values = figures(gauge.share);
        values.push(match gauge.state {
            State::ExceededBelow => paper!("ceiling-state-pooled"),
            state => state_of_one(state),
        });
        rows.push(Row::Total { label, span: 1, values });
        if gauge.groups.iter().any(|group| group.group.is_some()) {
            rows.extend(gauge.groups.iter().map(|group| {
                let is_over = group.share.is_exceeded();
                let state_of = if is_over { State::Exceeded } else { State::Within };
                let name = group.group.clone().unwrap_or_else(|| paper!("ceiling-no-group"));
                line(paper!("print-ceiling-group", name = name), group.share, state_of)
            }));
        }
        if gauge.units.len() > 1 {
            let unit = |unit: &crate::domain::rating::ceiling::UnitGauge| {
                line(unit_name(context.units, unit.unit), unit.share, unit.state)
            };
            rows.extend(gauge.units.iter().map(unit));
        }
    }
    Table { columns, numbered: false, caption: String::new(), rows }
}

fn line(name: String, share: Share, state_of: State) -> Row {
    let mut cells = vec![name];
    cells.extend(figures(share));
    cells.push(state_of_one(state_of));
    Row::Cells(cells)
}

fn figures(share: Share) -> Vec<String> {
    [share.best, share.base, share.limit].map(number::group).to_vec()
}

fn state_of_one(state: State) -> String {
    match state {
        State::Within => String::new(),
        State::ExceededBelow => paper!("ceiling-state-below"),
        State::Exceeded => paper!("ceiling-state-exceeded"),
    }
}

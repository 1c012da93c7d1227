//! `units`: the tree, and changes of it.

use clap::{Args, Subcommand};
use serde_json::{Value, json};

use super::{code_of, table::table, unit_if_named, unit_named};
use crate::cli::answer::Answer;
use crate::cli::arguments::coded;
use crate::domain::problem::Field;
use crate::domain::unit::{Node, UnitForm, UnitKind, UnitTree};
use crate::fl;
use crate::i18n::term::{self, Words};
use crate::services::units::{self, ClosingForm};
use crate::services::{Author, Database, Result};

/// What can be done with units.
#[derive(Debug, Subcommand)]
pub enum UnitsCommand {
    /// Lists them.
    List {
        /// The unit and what is below it.
        #[arg(long, value_name = "CODE")]
        unit: Option<String>,
    },
    /// Adds one.
    Add {
        /// Its code.
        #[arg(long)]
        code: String,
        /// Its name.
        #[arg(long)]
        name: String,
        /// Its kind.
        #[arg(long, value_parser = coded(UnitKind::ALL, UnitKind::code))]
        kind: UnitKind,
        /// The unit above.
        #[arg(long, value_name = "CODE")]
        parent: Option<String>,
        /// The rest.
        #[command(flatten)]
        founding: Founding,
    },
    /// Changes one.
    Edit {
        /// The unit.
        #[arg(long, value_name = "CODE")]
        unit: String,
        /// Its new code.
        #[arg(long)]
        code: Option<String>,
        /// Its new name.
        #[arg(long)]
        name: Option<String>,
        /// Its new kind.
        #[arg(long, value_parser = coded(UnitKind::ALL, UnitKind::code))]
        kind: Option<UnitKind>,
        /// The rest.
        #[command(flatten)]
        founding: Founding,
    },
    /// Places one below another; at the top without one.
    Move {
        /// The unit.
        #[arg(long, value_name = "CODE")]
        unit: String,
        /// The unit above.
        #[arg(long, value_name = "CODE")]
        parent: Option<String>,
    },
    /// Closes one.
    Close {
        /// The unit.
        #[arg(long, value_name = "CODE")]
        unit: String,
        /// The day.
        #[arg(long, value_name = "DATE")]
        on: String,
        /// Number of the decision.
        #[arg(long, default_value = "", hide_default_value = true)]
        decision: String,
        /// The cell that takes the members.
        #[arg(long, value_name = "CODE")]
        destination: Option<String>,
    },
    /// Opens a closed one again.
    Reopen {
        /// The unit.
        #[arg(long, value_name = "CODE")]
        unit: String,
    },
}

/// Founding and workplace.
#[derive(Debug, Args)]
pub struct Founding {
    /// Type of workplace.
    #[arg(long)]
    workplace: Option<String>,
    /// Day of founding.
    #[arg(long, value_name = "DATE")]
    founded: Option<String>,
    /// Number of the founding decision.
    #[arg(long)]
    founding_decision: Option<String>,
}

impl Founding {
    fn apply(self, form: &mut UnitForm) {
        let fields = [
            (&mut form.workplace, self.workplace),
            (&mut form.founded_on, self.founded),
            (&mut form.founding_decision, self.founding_decision),
        ];
        for (field, given) in fields {
            if let Some(given) = given {
                *field = given;
            }
        }
    }
}

impl UnitsCommand {
    /// Does it.
    ///
    /// # Errors
    /// What the use case reports.
    pub fn run(self, database: &mut Database, author: &Author) -> Result<Answer> {
        let tree = units::tree(database)?;
        let named = |code: &str| unit_named(&tree, code, Field::Unit);
        let parent_named = |code: Option<String>| {
            code.map(|code| unit_named(&tree, &code, Field::Parent)).transpose()
        };
        match self {
            Self::List { unit } => list(&tree, unit.as_deref()),
            Self::Add { code, name, kind, parent, founding } => {
                let mut form = UnitForm { kind: Some(kind), code, name, ..UnitForm::default() };
                founding.apply(&mut form);
                let added = units::add(database, parent_named(parent)?, &form, author)?;
                let code = crate::domain::text::tidy(&form.code);
                Ok(Answer::changed(&added.changes, json!({ "id": added.value, "code": code })))
            }
            Self::Edit { unit, code, name, kind, founding } => {
                let id = named(&unit)?;
                let mut form = tree.node(id).map(|node| UnitForm::from(&node.unit.fields)).unwrap_or_default();
                form.kind = kind.or(form.kind);
                form.code = code.unwrap_or(form.code);
                form.name = name.unwrap_or(form.name);
                founding.apply(&mut form);
                changed(units::edit(database, id, &form, author)?, id)
            }
            Self::Move { unit, parent } => {
                let id = named(&unit)?;
                changed(units::move_below(database, id, parent_named(parent)?, author)?, id)
            }
            Self::Close { unit, on, decision, destination } => {
                let id = named(&unit)?;
                let destination = destination
                    .map(|code| unit_named(&tree, &code, Field::Destination))
                    .transpose()?;
                let form = ClosingForm { on, decision, destination };
                changed(units::close(database, id, &form, author)?, id)
            }
            Self::Reopen { unit } => {
                let id = named(&unit)?;
                changed(units::reopen(database, id, author)?, id)
            }
        }
    }
}

#[expect(clippy::unnecessary_wraps, reason = "the arms of a match that is all results")]
fn changed(done: crate::services::Committed<()>, id: crate::domain::id::UnitId) -> Result<Answer> {
    Ok(Answer::changed(&done.changes, json!({ "id": id })))
}

fn list(tree: &UnitTree, unit: Option<&str>) -> Result<Answer> {
    let nodes = tree.scope(unit_if_named(tree, unit)?);
    let units: Vec<Value> = nodes.iter().map(|node| unit_json(tree, node)).collect();
    let titles = [
        fl!("field-code"),
        fl!("column-unit"),
        fl!("field-kind"),
        fl!("cli-column-members"),
        fl!("field-closed-on"),
    ];
    let rows: Vec<Vec<String>> = nodes.iter().map(row).collect();
    let data = json!({ "total": units.len(), "units": units });
    Ok(Answer::new(&data, table(&titles, &rows)))
}

fn unit_json(tree: &UnitTree, node: &Node) -> Value {
    let unit = &node.unit;
    json!({
        "id": unit.id,
        "code": unit.fields.code,
        "name": unit.fields.name,
        "kind": unit.fields.kind,
        "parent": unit.parent.map(|parent| code_of(tree, parent)),
        "depth": node.depth,
        "workplace": unit.fields.workplace,
        "founded_on": unit.fields.founded_on,
        "founding_decision": unit.fields.founding_decision,
        "closed_on": unit.closed_on,
        "closing_decision": unit.closing_decision,
        "merged_into": unit.merged_into.map(|into| code_of(tree, into)),
        "members": node.own_members,
        "all_members": node.all_members,
    })
}

fn row(node: &Node) -> Vec<String> {
    let unit = &node.unit;
    vec![
        unit.fields.code.clone(),
        format!("{}{}", "  ".repeat(node.depth), unit.fields.name),
        term::unit_kind(unit.fields.kind, Words::Screen),
        node.all_members.to_string(),
        unit.closed_on.map(|day| day.format("%d/%m/%Y").to_string()).unwrap_or_default(),
    ]
}

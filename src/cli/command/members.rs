//! `members`: lists, records, admission, changes.

use clap::{Args, Subcommand};
use serde_json::{Value, json};

use super::badge::BadgeCommand;
use super::discipline::DisciplineCommand;
use super::{code_of, member_json, table::table, unit_if_named, unit_named};
use crate::cli::answer::Answer;
use crate::cli::arguments::coded;
use crate::cli::fields::RecordArgs;
use crate::domain::id::MemberId;
use crate::domain::member::{MemberForm, MemberRecord, Sex, Status, StatusForm};
use crate::domain::number;
use crate::domain::problem::Field;
use crate::domain::unit::UnitTree;
use crate::fl;
use crate::i18n::term::{self, Words};
use crate::services::columns::{CellContext, MemberColumn, OrderBy};
use crate::services::directory::{self, Filter, Key, Selected, Sort, StatusFilter};
use crate::services::members::{self, MemberRow, NewMember, TransferForm};
use crate::services::users::Way;
use crate::services::{Author, Database, Result, readings, units};

/// What can be done with members.
#[derive(Debug, Subcommand)]
pub enum MembersCommand {
    /// Lists them.
    List {
        /// Who is listed.
        #[command(flatten)]
        list: ListArgs,
        /// How many at most.
        #[arg(long, value_name = "N")]
        limit: Option<usize>,
    },
    /// Everything known of one.
    Show {
        /// The member.
        #[arg(long, value_name = "ID")]
        member: i64,
    },
    /// Adds one.
    Add(Box<AddArgs>),
    /// Changes the record of one.
    Edit(Box<EditArgs>),
    /// Moves one to another cell.
    Transfer {
        /// The member.
        #[arg(long, value_name = "ID")]
        member: i64,
        /// The cell.
        #[arg(long, value_name = "CODE")]
        unit: String,
        /// The first day there.
        #[arg(long, value_name = "DATE")]
        on: String,
        /// Number of the decision.
        #[arg(long, default_value = "", hide_default_value = true)]
        decision: String,
    },
    /// Changes the status of one.
    Status(StatusArgs),
    /// Badges of years in the Party.
    #[command(subcommand)]
    Badge(BadgeCommand),
    /// Discipline.
    #[command(subcommand)]
    Discipline(DisciplineCommand),
}

/// Who is listed, and in which order.
#[derive(Debug, Args)]
pub struct ListArgs {
    /// The unit and what is below it.
    #[arg(long, value_name = "CODE")]
    pub unit: Option<String>,
    /// Name, card number or personal number.
    #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true)]
    pub search: String,
    /// Statuses.
    #[arg(long, default_value = "present", value_parser = statuses())]
    pub status: StatusFilter,
    /// Sex.
    #[arg(long, value_parser = coded(Sex::ALL, Sex::code))]
    pub sex: Option<Sex>,
    /// What they are sorted by.
    #[arg(long, value_name = "KEY", default_value = "name", value_parser = sort_keys())]
    pub sort: MemberColumn,
    /// The largest first.
    #[arg(long)]
    pub desc: bool,
}

fn sort_keys() -> impl clap::builder::TypedValueParser<Value = MemberColumn> {
    use clap::builder::{PossibleValuesParser, TypedValueParser};
    let sortable = MemberColumn::ALL.iter().filter(|column| column.order() != OrderBy::Unordered);
    PossibleValuesParser::new(sortable.map(|column| column.code()))
        .try_map(|typed| MemberColumn::from_code(&typed).ok_or("?"))
}

fn statuses() -> impl clap::builder::TypedValueParser<Value = StatusFilter> {
    use clap::builder::{PossibleValuesParser, TypedValueParser};
    let groups = ["present", "probationary", "former", "all"].into_iter();
    PossibleValuesParser::new(groups.chain(Status::ALL.iter().map(|status| status.code()))).try_map(|typed| {
        match typed.as_str() {
            "present" => Ok(StatusFilter::Present),
            "probationary" => Ok(StatusFilter::Probationary),
            "former" => Ok(StatusFilter::Former),
            "all" => Ok(StatusFilter::All),
            code => Status::from_code(code).map(StatusFilter::Only).ok_or("?"),
        }
    })
}

/// A new member.
#[derive(Debug, Args)]
pub struct AddArgs {
    /// The cell.
    #[arg(long, value_name = "CODE")]
    unit: String,
    /// Full name.
    #[arg(long)]
    name: String,
    /// Sex.
    #[arg(long, value_parser = coded(Sex::ALL, Sex::code))]
    sex: Sex,
    /// Date of birth.
    #[arg(long, value_name = "DATE")]
    born: String,
    /// Date of the admission decision.
    #[arg(long, value_name = "DATE")]
    admitted: String,
    /// First day in the cell.
    #[arg(long, value_name = "DATE", default_value = "", hide_default_value = true)]
    since: String,
    /// The rest of the record.
    #[command(flatten)]
    record: RecordArgs,
}

/// A change of a record.
#[derive(Debug, Args)]
pub struct EditArgs {
    /// The member.
    #[arg(long, value_name = "ID")]
    member: i64,
    /// Full name.
    #[arg(long)]
    name: Option<String>,
    /// Sex.
    #[arg(long, value_parser = coded(Sex::ALL, Sex::code))]
    sex: Option<Sex>,
    /// Date of birth.
    #[arg(long, value_name = "DATE")]
    born: Option<String>,
    /// Date of the admission decision.
    #[arg(long, value_name = "DATE")]
    admitted: Option<String>,
    /// The rest of the record.
    #[command(flatten)]
    record: RecordArgs,
}

/// A change of status.
#[derive(Debug, Args)]
pub struct StatusArgs {
    /// The member.
    #[arg(long, value_name = "ID")]
    member: i64,
    /// The new status.
    #[arg(long, value_parser = coded(Status::ALL, Status::code))]
    status: Status,
    /// From which day.
    #[arg(long, value_name = "DATE")]
    on: String,
    /// Number of the decision.
    #[arg(long, default_value = "", hide_default_value = true)]
    decision: String,
    /// Reason, in words.
    #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true)]
    words: String,
    /// Where the member goes or comes from.
    #[arg(long, default_value = "", hide_default_value = true)]
    place: String,
    /// The cell that takes a restored member back.
    #[arg(long, value_name = "CODE")]
    unit: Option<String>,
}

impl MembersCommand {
    /// Does it.
    ///
    /// # Errors
    /// What the use case reports.
    pub fn run(self, database: &mut Database, author: &Author) -> Result<Answer> {
        let tree = units::tree(database)?;
        match self {
            Self::List { list, limit } => answer_list(database, &list, limit, author),
            Self::Show { member } => {
                let record = members::record(database, MemberId(member))?;
                let rows = members::rows(database, &[MemberId(member)])?;
                let seen = readings::with_numbers(&rows, MemberColumn::ALL);
                readings::note(database, Way::Terminal, &seen, author)?;
                let text = card(&rows, &record, &tree, author);
                Ok(Answer::new(&member_json::record(&record, &tree), text))
            }
            Self::Add(add) => add.run(database, &tree, author),
            Self::Edit(edit) => edit.run(database, &tree, author),
            Self::Transfer { member, unit, on, decision } => {
                let form = TransferForm { unit: Some(unit_named(&tree, &unit, Field::Unit)?), on, decision };
                let done = members::transfer(database, MemberId(member), &form, author)?;
                Ok(Answer::changed(&done.changes, json!({ "id": member })).warning(done.value.warnings))
            }
            Self::Status(status) => status.run(database, &tree, author),
            Self::Badge(command) => command.run(database, author),
            Self::Discipline(command) => command.run(database, author),
        }
    }
}

impl AddArgs {
    fn run(self, database: &mut Database, tree: &UnitTree, author: &Author) -> Result<Answer> {
        let unit = unit_named(tree, &self.unit, Field::Unit)?;
        let mut form = MemberForm {
            name: self.name,
            sex: Some(self.sex),
            born_on: self.born,
            admission_decided_on: self.admitted,
            ..MemberForm::default()
        };
        // Whoever is entered with no word of another place was admitted by the cell.
        form.admission_unit = (!self.record.says_admission()).then_some(unit);
        self.record.apply(&mut form, tree)?;
        let new = NewMember { form, unit: Some(unit), since: self.since };
        let added = members::add(database, &new, author)?;
        let answer = Answer::changed(&added.changes, json!({ "id": added.value.value }));
        Ok(answer.warning(added.value.warnings))
    }
}

impl EditArgs {
    fn run(self, database: &mut Database, tree: &UnitTree, author: &Author) -> Result<Answer> {
        let id = MemberId(self.member);
        let present = members::record(database, id)?.fields;
        let mut form = MemberForm::from(&present);
        form.name = self.name.unwrap_or(form.name);
        form.sex = self.sex.or(form.sex);
        form.born_on = self.born.unwrap_or(form.born_on);
        form.admission_decided_on = self.admitted.unwrap_or(form.admission_decided_on);
        self.record.apply(&mut form, tree)?;
        let edited = members::edit(database, id, &form, Some(&present), author)?;
        Ok(Answer::changed(&edited.changes, json!({ "id": id })).warning(edited.value.warnings))
    }
}

impl StatusArgs {
    fn run(self, database: &mut Database, tree: &UnitTree, author: &Author) -> Result<Answer> {
        let form = StatusForm {
            status: Some(self.status),
            on: self.on,
            decision: self.decision,
            reason: self.words,
            place: self.place,
            unit: unit_if_named(tree, self.unit.as_deref())?,
        };
        let done = members::change_status(database, MemberId(self.member), &form, author)?;
        Ok(Answer::changed(&done.changes, json!({ "id": self.member })).warning(done.value.warnings))
    }
}

/// Who the arguments select.
///
/// # Errors
/// No such unit.
pub fn filter(list: &ListArgs, tree: &UnitTree) -> Result<Filter> {
    Ok(Filter {
        unit: unit_if_named(tree, list.unit.as_deref())?,
        search: list.search.clone(),
        status: list.status,
        sex: list.sex,
        ..Filter::default()
    })
}

/// The members that the arguments select, in order, with the list's figures.
///
/// # Errors
/// No such unit; what the disk reports.
pub fn select(
    database: &mut Database,
    list: &ListArgs,
    tree: &UnitTree,
    author: &Author,
) -> Result<Selected> {
    let filter = filter(list, tree)?;
    let directory = directory::load(database)?;
    let by_fact = |key, descending| directory.select(&filter, Sort { key, descending }, tree, author.today);
    Ok(match list.sort.order() {
        OrderBy::Fact(key) => by_fact(key, list.desc),
        OrderBy::FactReversed(key) => by_fact(key, !list.desc),
        OrderBy::Record(column) => {
            let ranks = members::ranks_by(database, column)?;
            let key = Key::Record { ranks: &ranks, descending: list.desc };
            directory.select_by(&filter, &[key], tree, author.today)
        }
        OrderBy::Unordered => by_fact(directory::SortKey::Name, list.desc),
    })
}

fn answer_list(
    database: &mut Database,
    list: &ListArgs,
    limit: Option<usize>,
    author: &Author,
) -> Result<Answer> {
    let tree = units::tree(database)?;
    let mut selected = select(database, list, &tree, author)?;
    selected.ids.truncate(limit.unwrap_or(usize::MAX));
    let rows = members::rows(database, &selected.ids)?;
    readings::note(database, Way::Terminal, &readings::with_numbers(&rows, MemberColumn::ALL), author)?;
    let mut data = serde_json::to_value(selected.counts).unwrap_or_default();
    if let Some(data) = data.as_object_mut() {
        let members: Vec<Value> = rows.iter().map(|row| member_json::row(row, &tree)).collect();
        data.insert("members".to_owned(), members.into());
    }
    Ok(Answer::new(&data, text(&rows, &selected, &tree, author)))
}

fn text(rows: &[MemberRow], selected: &Selected, tree: &UnitTree, author: &Author) -> String {
    const COLUMNS: [MemberColumn; 6] = [
        MemberColumn::Name,
        MemberColumn::Sex,
        MemberColumn::Born,
        MemberColumn::Admitted,
        MemberColumn::CardNumber,
        MemberColumn::Status,
    ];
    let context = CellContext { units: tree, today: author.today, words: Words::Screen };
    let mut titles = vec![fl!("cli-column-id"), fl!("field-code")];
    titles.extend(COLUMNS.map(|column| column.title(Words::Screen)));
    let rows: Vec<Vec<String>> = rows
        .iter()
        .map(|row| {
            let mut cells = vec![row.id.0.to_string(), code_of(tree, row.unit).to_owned()];
            cells.extend(COLUMNS.map(|column| column.cell(row, &context)));
            cells
        })
        .collect();
    let figure = |count: usize| number::group(i64::try_from(count).unwrap_or(i64::MAX));
    let counts = selected.counts;
    let footer = fl!(
        "cli-members-footer",
        total = figure(counts.total),
        women = figure(counts.women),
        probationary = figure(counts.probationary),
        minority = figure(counts.minority),
        religious = figure(counts.religious)
    );
    format!("{}{footer}", table(&titles, &rows))
}

/// All fields of a record that have a value, one a line, then the badges held.
fn card(rows: &[MemberRow], record: &MemberRecord, tree: &UnitTree, author: &Author) -> String {
    let context = CellContext { units: tree, today: author.today, words: Words::Screen };
    let lines = rows.iter().flat_map(|row| {
        MemberColumn::ALL.iter().filter_map(move |column| {
            let cell = column.cell(row, &context);
            (!cell.is_empty()).then(|| format!("{}: {cell}", column.title(Words::Screen)))
        })
    });
    let badges = record.badges_held().map(|badge| {
        let words = term::badge(badge.level, badge.number.as_deref(), Words::Screen);
        format!("{}: {words}", fl!("members-badges"))
    });
    lines.chain(badges).collect::<Vec<_>>().join("\n")
}

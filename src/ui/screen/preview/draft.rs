//! What can be set before printing, as it is typed.

use chrono::NaiveDate;

use crate::domain::date;
use crate::domain::paper::{PaperKind, body_sign, number_line, typed_number};
use crate::print::page::{Letterhead as Head, Letters, Orientation, Paper, Signature};
use crate::print::{Document, Setup, reports, setup};
use crate::services::papers::{Facts, Given};
use crate::services::registers::Letterhead;
use crate::settings::PageSetup;
use crate::ui::widget::fold;

/// What a person sets.
#[derive(Debug, Clone)]
pub enum Change {
    /// The format.
    Paper(Paper),
    /// How the sheet lies.
    Orientation(Orientation),
    /// The size of the letters.
    Letters(u8),
    /// A column is printed or not.
    Column(String, bool),
    /// The type of the document.
    Kind(PaperKind),
    /// A line of head or signature was typed.
    Line(Line, String),
    /// The day was typed.
    Day(String),
    /// The number was typed.
    Number(String),
    /// Whether the number is given when the document is saved.
    Final(bool),
    /// The path of a template was typed.
    TemplatePath(String),
    /// The shipped template is to be copied there.
    TemplateCopied,
    /// The template there is to be used.
    TemplateTaken,
    /// The shipped template is to be used.
    TemplateShipped,
}

/// A line of head or signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line {
    /// The body above.
    UpperBody,
    /// The issuing body.
    IssuingBody,
    /// The place.
    Place,
    /// Authority line.
    Authority,
    /// Post.
    Post,
    /// Name.
    Signer,
}

/// See the module.
#[derive(Debug)]
pub struct Draft {
    pub paper: Paper,
    pub orientation: Orientation,
    pub letters: Letters,
    /// The columns that there are.
    pub columns: Vec<String>,
    /// Those that are left out.
    pub hidden: Vec<String>,
    pub has_head: bool,
    pub has_number: bool,
    pub has_signature: bool,
    /// Whether there is a register that gives numbers.
    pub has_register: bool,
    pub kind: PaperKind,
    pub lines: Letterhead,
    pub day: String,
    pub number: String,
    pub is_final: bool,
    pub facts: Option<Facts>,
    pub template: String,
    pub today: NaiveDate,
    /// Whether head or signature were typed in: then what the register keeps is not put over them.
    is_typed: bool,
    /// Whether something was typed since the document went out.
    is_fresh: bool,
    /// The number that this document was given.
    given: Option<u32>,
}

/// What tells documents of a kind from others: the title, without marks.
pub fn key(document: &Document) -> String {
    fold(&document.title).split_whitespace().collect::<Vec<_>>().join("-")
}

impl Draft {
    /// The document as it came, on the paper that was used last for its kind.
    pub fn new(
        document: &Document,
        kept: Option<&PageSetup>,
        (today, has_register): (NaiveDate, bool),
    ) -> Self {
        let came = Setup::of(document);
        let head = came.letterhead.clone().unwrap_or_default();
        let signature = came.signature.clone().unwrap_or_default();
        let (place, day) = match reports::read_place_and_date(&came.place_and_date) {
            Some((place, day)) => (place, date::show(day)),
            None => (came.place_and_date.clone(), date::show(today)),
        };
        let mut draft = Self {
            paper: came.paper,
            orientation: came.orientation,
            letters: came.letters,
            columns: setup::columns(document),
            hidden: came.hidden,
            has_head: came.letterhead.is_some(),
            has_number: head.number.is_some(),
            has_signature: came.signature.is_some(),
            has_register,
            kind: PaperKind::of_title(&document.title),
            lines: Letterhead {
                upper_body: head.upper_body,
                issuing_body: head.issuing_body,
                place,
                authority: signature.authority,
                post: signature.post,
                signer: signature.name.unwrap_or_default(),
            },
            day,
            number: head.number.unwrap_or_default(),
            is_final: false,
            facts: None,
            template: String::new(),
            today,
            is_typed: false,
            is_fresh: false,
            given: None,
        };
        if let Some(kept) = kept {
            draft.take(kept);
        }
        draft
    }

    fn take(&mut self, kept: &PageSetup) {
        self.paper = if kept.is_a3 { Paper::A3 } else { Paper::A4 };
        self.orientation = if kept.is_landscape { Orientation::Landscape } else { Orientation::Portrait };
        self.letters = Letters::new(kept.letters);
        if let Some(hidden) = &kept.hidden {
            self.hidden = hidden.iter().filter(|key| self.columns.contains(key)).cloned().collect();
        }
        if let Some(kind) = kept.kind.as_deref().and_then(PaperKind::from_code) {
            self.kind = kind;
        }
    }

    /// The paper, to be used next time for documents of this kind.
    pub fn paper(&self) -> PageSetup {
        PageSetup {
            is_a3: self.paper == Paper::A3,
            is_landscape: self.orientation == Orientation::Landscape,
            letters: self.letters.points(),
            hidden: (!self.columns.is_empty()).then(|| self.hidden.clone()),
            kind: self.kind().map(|kind| kind.code().to_owned()),
        }
    }

    /// The type, of documents that have a head.
    pub fn kind(&self) -> Option<PaperKind> {
        self.has_head.then_some(self.kind)
    }

    /// Takes a change.
    pub fn set(&mut self, change: Change) {
        match change {
            Change::Paper(paper) => self.paper = paper,
            Change::Orientation(orientation) => self.orientation = orientation,
            Change::Letters(points) => self.letters = Letters::new(points),
            Change::Column(key, is_shown) => {
                self.hidden.retain(|hidden| *hidden != key);
                if !is_shown {
                    self.hidden.push(key);
                }
            }
            Change::Kind(kind) => (self.kind, self.given) = (kind, None),
            Change::Line(line, typed) => {
                *line.of(&mut self.lines) = typed;
                (self.is_typed, self.is_fresh) = (true, true);
            }
            Change::Day(typed) => (self.day, self.is_fresh) = (typed, true),
            Change::Number(typed) => (self.number, self.is_fresh) = (typed, true),
            Change::Final(is_final) => {
                self.is_final = is_final;
                if is_final && self.number.trim().is_empty() {
                    self.number = self.facts.as_ref().map(|facts| facts.next.to_string()).unwrap_or_default();
                }
            }
            Change::TemplatePath(_)
            | Change::TemplateCopied
            | Change::TemplateTaken
            | Change::TemplateShipped => {}
        }
    }

    /// Takes what the register keeps for the type. Whether the page is another by it.
    pub fn know(&mut self, facts: Facts) -> bool {
        let before = self.setup();
        let was_own = self.facts.as_ref().is_some_and(|facts| facts.is_own);
        if (facts.is_own || was_own) && !self.is_typed {
            self.lines = facts.letterhead.clone();
        }
        self.facts = Some(facts);
        before != self.setup()
    }

    /// The number that was typed, if it is one.
    pub fn typed_number(&self) -> Option<u32> {
        typed_number(&self.number)
    }

    /// The number as it is printed after "Số"; empty for a blank.
    pub fn number_line(&self) -> String {
        let body = self.facts.as_ref().map(|facts| facts.numbering.body.as_str());
        let body = body.unwrap_or_else(|| body_sign(&self.lines.issuing_body));
        match self.typed_number() {
            Some(number) => number_line(number, self.kind, body),
            None => self.number.trim().to_owned(),
        }
    }

    /// The number that the document takes when it goes out: none for a draft, or one that has it.
    pub fn given(&self, title: &str) -> Option<Given> {
        let number = self.typed_number().filter(|_| self.is_final && self.has_number && self.has_register)?;
        let is_new = self.given != Some(number);
        is_new.then(|| Given { kind: self.kind, number, title: title.to_owned(), day: self.day.clone() })
    }

    /// Whether something of head or signature was typed since it was shown or went out.
    pub fn is_fresh(&self) -> bool {
        self.is_fresh
    }

    /// The document went out, or what was typed in it is kept.
    pub fn went_out(&mut self) {
        self.is_fresh = false;
    }

    /// The document has its number.
    pub fn number_given(&mut self) {
        self.given = self.typed_number();
    }

    /// Head and signature as typed.
    pub fn letterhead(&self) -> Letterhead {
        self.lines.clone()
    }

    /// Whether the day is one, or there is none.
    pub fn is_day_right(&self) -> bool {
        self.day.trim().is_empty() || date::parse_day(&self.day).is_ok()
    }

    fn place_and_date(&self) -> String {
        match date::parse_day(&self.day) {
            Ok(day) => reports::place_and_date(self.lines.place.trim(), day),
            Err(_) => self.lines.place.trim().to_owned(),
        }
    }

    /// What is laid over the document.
    pub fn setup(&self) -> Setup {
        let name = self.lines.signer.trim();
        Setup {
            paper: self.paper,
            orientation: self.orientation,
            letters: self.letters,
            hidden: self.hidden.clone(),
            letterhead: self.has_head.then(|| Head {
                upper_body: self.lines.upper_body.trim().to_owned(),
                issuing_body: self.lines.issuing_body.trim().to_owned(),
                number: self.has_number.then(|| self.number_line()),
            }),
            place_and_date: if self.has_head { self.place_and_date() } else { self.lines.place.clone() },
            signature: self.has_signature.then(|| Signature {
                authority: self.lines.authority.trim().to_owned(),
                post: self.lines.post.trim().to_owned(),
                name: (!name.is_empty()).then(|| name.to_owned()),
            }),
        }
    }
}

impl Line {
    /// The line of a letterhead.
    fn of(self, lines: &mut Letterhead) -> &mut String {
        match self {
            Self::UpperBody => &mut lines.upper_body,
            Self::IssuingBody => &mut lines.issuing_body,
            Self::Place => &mut lines.place,
            Self::Authority => &mut lines.authority,
            Self::Post => &mut lines.post,
            Self::Signer => &mut lines.signer,
        }
    }
}

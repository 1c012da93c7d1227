//! What can be done on the tab, with its keys.

use iced::keyboard::key::Named;

use super::{Members, Message, filter, list};
use crate::fl;
use crate::ui::context::Context;
use crate::ui::keymap::{Bind, Chord};
use crate::ui::part::grid_words;

/// A new member.
pub(super) fn new_chord() -> Chord {
    Chord::ctrl('n')
}

fn open_chord() -> Chord {
    Chord::key(Named::Enter)
}

fn edit_chord() -> Chord {
    Chord::key(Named::F2)
}

fn columns_chord() -> Chord {
    Chord::ctrl('k')
}

fn print_chord() -> Chord {
    Chord::ctrl('p')
}

impl Members {
    /// The tab's keys.
    pub fn keys(&self, context: &Context) -> Vec<Bind<Message>> {
        if let Some(importing) = &self.importing {
            return importing.keys().into_iter().map(|bind| bind.map(Message::Import)).collect();
        }
        if let Some(record) = &self.record {
            return record.keys(context).into_iter().map(|bind| bind.map(Message::Record)).collect();
        }
        let mut binds: Vec<Bind<Message>> = self.commands().into();
        let count = self.list.selected().map_or(0, |selected| selected.ids.len());
        binds.push(Bind::new(Chord::ctrl('i'), Message::ImportRequested).named(fl!("import-title")));
        let export = Bind::new(Chord::ctrl('e'), Message::ExportRequested).named(fl!("members-export"));
        binds.push(export.when(count > 0));
        binds.extend(self.saved.binds().into_iter().map(|bind| bind.map(Message::Saved)));
        let find = |said| Message::List(list::Message::Find(said));
        binds.extend(grid_words::find_binds().map(|bind| bind.map(find)));
        binds.extend(self.list.numbers_bind(context).map(|bind| bind.map(Message::List)));
        binds.push(
            Bind::new(filter::search_chord(), Message::SearchRequested).named(fl!("members-search-do")),
        );
        binds.push(
            Bind::new(filter::clear_chord(), Message::Filter(filter::Message::Cleared))
                .named(fl!("members-filter-clear-all"))
                .when(self.filters.narrows()),
        );
        // Where F2 can edit a cell and Escape drop a text, they are the grid's.
        if !self.list.can_edit(context) {
            binds.push(Bind::new(edit_chord(), Message::OpenRequested).named(fl!("members-open")));
        }
        if self.filters.searches() && !self.list.wants_escape() {
            let nothing = Message::Filter(filter::Message::Searched(String::new()));
            binds.push(Bind::new(Chord::key(Named::Escape), nothing).named(fl!("members-search-leave")));
        }
        binds
    }

    /// Adding, opening, columns, printing.
    pub(super) fn commands(&self) -> [Bind<Message>; 5] {
        let count = self.list.selected().map_or(0, |selected| selected.ids.len());
        [
            Bind::new(new_chord(), Message::NewRequested).named(fl!("members-new")),
            Bind::new(open_chord(), Message::OpenRequested)
                .named(fl!("members-open"))
                .when(self.list.current().is_some()),
            Bind::new(columns_chord(), Message::ColumnsRequested).named(fl!("members-columns")),
            Bind::new(print_chord(), Message::PrintRequested)
                .named(fl!("members-print"))
                .when(count > 0 && !self.is_printing),
            Bind::new(Chord::ctrl_shift('r'), Message::PapersAsked)
                .named(fl!("members-papers"))
                .when(count > 0 && !self.is_printing),
        ]
    }
}

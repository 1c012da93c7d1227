//! The line of text in which a cell is edited: the house's own text input as a child that is made
//! anew for each event, so that it always shows what the edit holds, and keeps its own state
//! (caret, selection, what an input method composes) here.

use std::cell::{Cell, RefCell};

use iced::advanced::layout::{self, Layout};
use iced::advanced::widget::Tree;
use iced::advanced::{Clipboard, Shell, Widget, mouse, overlay, renderer};
use iced::alignment::Horizontal;
use iced::{Event, Rectangle, Renderer, Size, Theme};

use super::Align;
use super::offer::Offers;
use crate::ui::theme::Roles;
use crate::ui::widget::input::{Face, Input, Said};
use crate::ui::widget::menu::{List, Menu, Owner, Row};

/// How an edit began, which decides what the arrows do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// By typing over the cell: arrows finish it and go on.
    Typed,
    /// By F2 or a double click: arrows move the caret.
    Caret,
}

/// The editor of the cell that is being edited.
pub struct Editor {
    pub mode: Mode,
    /// The list of a cell that holds one of several words.
    pub list: List,
    /// What stands in the list.
    pub offers: Offers,
    /// The row of the list that was clicked.
    pub clicked: Cell<Option<usize>>,
    tree: RefCell<Tree>,
}

/// Where an editor stands and how.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    pub bounds: Rectangle,
    pub(super) align: Align,
}

/// What an event needs besides the editor.
pub struct Tools<'t> {
    pub renderer: &'t Renderer,
    pub clipboard: &'t mut dyn Clipboard,
    pub cursor: mouse::Cursor,
}

/// The text after a change.
#[derive(Debug, Clone)]
struct Typed(String);

impl Editor {
    /// An editor with the focus, its caret at the end.
    pub fn new(mode: Mode) -> Self {
        let input = input("", Align::Left);
        let mut tree = Tree::new(&input as &dyn Widget<Typed, Theme, Renderer>);
        Input::<Typed>::take_focus(&mut tree);
        Self {
            mode,
            list: List::default(),
            offers: Offers::default(),
            clicked: Cell::new(None),
            tree: RefCell::new(tree),
        }
    }

    /// Lets the editor see an event; the text if it has changed. Whether it took the event, and
    /// what it needs next, is told to `shell`.
    pub fn update<Message>(
        &mut self,
        event: &Event,
        (text, place): (&str, Place),
        tools: &mut Tools<'_>,
        shell: &mut Shell<'_, Message>,
    ) -> Option<String> {
        let mut said = Vec::new();
        let mut inner = Shell::new(&mut said);
        let mut input = input(text, place.align);
        let tree = self.tree.get_mut();
        let node = arrange(&mut input, tree, tools.renderer, place.bounds.size());
        let layout = Layout::with_offset(place.bounds.position() - iced::Point::ORIGIN, &node);
        input.update(
            tree,
            event,
            layout,
            tools.cursor,
            tools.renderer,
            tools.clipboard,
            &mut inner,
            &place.bounds,
        );
        shell.request_redraw_at(inner.redraw_request());
        shell.request_input_method(inner.input_method());
        if inner.is_event_captured() {
            shell.capture_event();
        }
        let Typed(text) = said.pop()?;
        shell.request_redraw();
        Some(text)
    }

    /// The open list of words, under the cell.
    pub fn overlay<'b, Message: 'b>(
        &'b mut self,
        cell: Rectangle,
    ) -> Option<overlay::Element<'b, Message, Theme, Renderer>> {
        if !self.list.is_open || self.offers.words.is_empty() {
            return None;
        }
        let anchor = self.offers.under(cell);
        Some(Menu::overlay(Opened { editor: self }, anchor))
    }

    /// Draws it.
    pub fn draw(&self, renderer: &mut Renderer, theme: &Theme, text: &str, place: Place) {
        let mut input = input(text, place.align);
        let mut tree = self.tree.borrow_mut();
        let node = arrange(&mut input, &mut tree, renderer, place.bounds.size());
        let layout = Layout::with_offset(place.bounds.position() - iced::Point::ORIGIN, &node);
        let style = renderer::Style { text_color: Roles::of(theme).text };
        let nowhere = mouse::Cursor::Unavailable;
        input.draw(&tree, renderer, theme, &style, layout, nowhere, &place.bounds);
    }
}

fn input(text: &str, align: Align) -> Input<'static, Typed> {
    let side = match align {
        Align::Left => Horizontal::Left,
        Align::Centre => Horizontal::Center,
        Align::Right => Horizontal::Right,
    };
    let face = Face { is_enabled: true, in_cell: Some(side), ..Face::default() };
    Input::new(face, text, |said| match said {
        Said::Typed(text) => Some(Typed(text)),
        Said::Submitted | Said::Left => None,
    })
}

fn arrange(input: &mut Input<'_, Typed>, tree: &mut Tree, renderer: &Renderer, room: Size) -> layout::Node {
    input.layout(tree, renderer, &layout::Limits::new(Size::ZERO, room))
}

/// The editor while its list is open.
struct Opened<'b> {
    editor: &'b mut Editor,
}

impl<Message> Owner<Message> for Opened<'_> {
    fn list(&mut self) -> &mut List {
        &mut self.editor.list
    }

    fn count(&self) -> usize {
        self.editor.offers.labels.len()
    }

    fn row(&self, place: usize) -> Row<'_> {
        Row { name: &self.editor.offers.labels[place], ..Row::default() }
    }

    fn take(&mut self, place: usize, shell: &mut Shell<'_, Message>) {
        self.editor.clicked.set(Some(place));
        shell.request_redraw();
    }

    /// The grid itself sees every key.
    fn hear(&mut self, _: &Event, _: &Renderer, _: &mut dyn Clipboard, _: &mut Shell<'_, Message>) {}
}

//! What a person sees of the window.

use iced::advanced::widget::Id;
use iced::advanced::widget::operation::{Focusable, Operation, Scrollable, TextInput};
use iced::{Rectangle, Vector};

/// A text on the screen.
#[derive(Debug, Clone, PartialEq)]
pub struct Seen {
    pub text: String,
    /// Where, in window coordinates, cut to what is not scrolled away.
    pub bounds: Rectangle,
}

/// A control that can have the focus.
#[derive(Debug, Clone, PartialEq)]
pub struct Stop {
    pub id: Option<Id>,
    /// Where, in the coordinates of its pane, so that scrolling does not count.
    pub bounds: Rectangle,
    /// The outermost pane that scrolls it within the screen.
    pub pane: Option<Rectangle>,
    pub is_focused: bool,
}

/// A part that scrolls: its bounds, by how much it is scrolled, whether it is the whole screen.
type Pane = (Rectangle, Vector, bool);

/// What can be seen, and who has the focus.
#[derive(Debug, Default, Clone)]
pub struct Look {
    window: Rectangle,
    pub texts: Vec<Seen>,
    pub focused: Vec<(Option<Id>, Rectangle)>,
    /// Where the focus can go, in its order.
    pub stops: Vec<Stop>,
    panes: Vec<Pane>,
    announced: Option<Pane>,
}

impl Look {
    /// Nothing seen yet of a window.
    pub fn within(window: Rectangle) -> Self {
        Self { window, ..Self::default() }
    }

    fn visible(&self, bounds: Rectangle) -> Option<Rectangle> {
        self.panes
            .iter()
            .rev()
            .try_fold(bounds, |bounds, (pane, by, _)| (bounds - *by).intersection(pane))?
            .intersection(&self.window)
    }

    fn see(&mut self, text: &str, bounds: Rectangle) {
        if let Some(bounds) = self.visible(bounds).filter(|_| !text.is_empty()) {
            self.texts.push(Seen { text: text.to_owned(), bounds });
        }
    }
}

impl Operation for Look {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation)) {
        let pane = self.announced.take();
        self.panes.extend(pane);
        operate(self);
        if pane.is_some() {
            let _ = self.panes.pop();
        }
    }

    fn scrollable(
        &mut self,
        id: Option<&Id>,
        bounds: Rectangle,
        _content: Rectangle,
        translation: Vector,
        _state: &mut dyn Scrollable,
    ) {
        let is_screen = id == Some(&Id::new(so_chi_bo::ui::widget::PAN));
        self.announced = Some((bounds, translation, is_screen));
    }

    fn text_input(&mut self, _id: Option<&Id>, bounds: Rectangle, state: &mut dyn TextInput) {
        let text = state.text().to_owned();
        self.see(&text, bounds);
    }

    fn text(&mut self, _id: Option<&Id>, bounds: Rectangle, text: &str) {
        self.see(text, bounds);
    }

    fn focusable(&mut self, id: Option<&Id>, bounds: Rectangle, state: &mut dyn Focusable) {
        let pane = self.panes.iter().find(|(.., is_screen)| !is_screen).map(|(pane, ..)| *pane);
        self.stops.push(Stop { id: id.cloned(), bounds, pane, is_focused: state.is_focused() });
        if state.is_focused() {
            let seen = self.visible(bounds).unwrap_or(bounds);
            self.focused.push((id.cloned(), seen));
        }
    }
}

//! A caret that stops blinking.
//!
//! Each blink draws the whole window. Some seconds after the last key, with nobody at the keyboard
//! to be shown the place, the caret stands still and the program does nothing at all.

use std::time::{Duration, Instant};

use iced::advanced::layout::Layout;
use iced::advanced::widget::{Tree, tree};
use iced::advanced::{Clipboard, Shell, Widget, mouse};
use iced::window::{self, RedrawRequest};
use iced::{Event, Rectangle, Renderer, Theme};

use super::wrap::{through_to_content, through_to_content_when_alive};
use crate::ui::Element;

/// How long the caret blinks after the last key or click.
const BLINKING: Duration = Duration::from_secs(10);
/// iced's caret is seen for the first half of this, and not for the second.
const BLINK: Duration = Duration::from_secs(1);
/// The frame on which the caret comes to rest is drawn this long after it came into sight: well
/// away from both ends, since the caret's own clock started a moment before or after this one.
const SEEN: Duration = Duration::from_millis(250);

/// Lets a caret within `content` blink only while somebody types. Put it around the whole window.
pub fn resting_caret<'a, Message: 'a>(content: impl Into<Element<'a, Message>>) -> Element<'a, Message> {
    Element::new(RestingCaret { content: content.into() })
}

struct RestingCaret<'a, Message> {
    content: Element<'a, Message>,
}

struct State {
    /// When a key or a button was last pressed, or the window came to the front.
    pressed: Instant,
}

/// Whether a caret begins to blink anew by this.
fn is_press(event: &Event) -> bool {
    match event {
        Event::Keyboard(_) | Event::InputMethod(_) | Event::Touch(_) => true,
        Event::Mouse(event) => matches!(event, mouse::Event::ButtonPressed(_)),
        Event::Window(event) => matches!(event, window::Event::Focused),
    }
}

/// When to draw again, `idle` after the last key, where the content `asked` for another time.
fn next(asked: RedrawRequest, now: Instant, idle: Duration) -> RedrawRequest {
    if idle < BLINKING || !matches!(asked, RedrawRequest::At(_)) {
        return asked;
    }
    let phase = Duration::from_millis((idle.as_millis() % BLINK.as_millis()) as u64);
    let is_seen = phase > SEEN / 10 && phase < BLINK / 2 - SEEN / 10;
    if is_seen {
        RedrawRequest::Wait
    } else if phase < SEEN {
        RedrawRequest::At(now + SEEN - phase)
    } else {
        RedrawRequest::At(now + BLINK + SEEN - phase)
    }
}

impl<Message> Widget<Message, Theme, Renderer> for RestingCaret<'_, Message> {
    through_to_content!();
    through_to_content_when_alive!();

    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<State>()
    }

    fn state(&self) -> tree::State {
        tree::State::new(State { pressed: Instant::now() })
    }

    fn diff(&self, tree: &mut Tree) {
        tree.diff_children(std::slice::from_ref(&self.content));
    }

    fn update(
        &mut self,
        tree: &mut Tree,
        event: &Event,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        renderer: &Renderer,
        clipboard: &mut dyn Clipboard,
        shell: &mut Shell<'_, Message>,
        viewport: &Rectangle,
    ) {
        let state = tree.state.downcast_mut::<State>();
        if is_press(event) {
            state.pressed = Instant::now();
        }
        let pressed = state.pressed;
        let content = self.content.as_widget_mut();
        content.update(&mut tree.children[0], event, layout, cursor, renderer, clipboard, shell, viewport);
        if let Event::Window(window::Event::RedrawRequested(now)) = event {
            let asked = shell.redraw_request();
            let next = next(asked, *now, now.saturating_duration_since(pressed));
            Shell::replace_redraw_request(shell, next);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_frame_is_one_with_the_caret_in_sight() {
        let now = Instant::now();
        let asked = RedrawRequest::At(now + Duration::from_millis(500));
        for idle in (0..14_000).step_by(7).map(Duration::from_millis) {
            match next(asked, now, idle) {
                RedrawRequest::Wait => {
                    let phase = idle.as_millis() % 1000;
                    assert!(idle >= BLINKING && (20..480).contains(&phase), "at rest after {idle:?}");
                }
                RedrawRequest::At(_) if idle < BLINKING => {}
                RedrawRequest::At(then) => {
                    assert_eq!(next(asked, then, idle + (then - now)), RedrawRequest::Wait, "{idle:?}");
                }
                RedrawRequest::NextFrame => panic!("nobody asked for it"),
            }
        }
        let soon = RedrawRequest::NextFrame;
        assert_eq!(next(soon, now, Duration::from_secs(60)), soon, "who moves goes on");
    }
}

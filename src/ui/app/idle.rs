//! The idle lock: when a person last did something at the window, and what the clock does about it.
//!
//! Only keys and the mouse count, not what the program does by itself: answers of background work
//! would keep the window open for hours. They are noted beside the messages, so that moving the
//! mouse draws nothing anew.

use std::hash::Hash;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use iced::advanced::subscription::{self, EventStream, Hasher, Recipe, from_recipe};
use iced::futures::stream::{BoxStream, StreamExt};
use iced::{Event, Subscription, Task, keyboard, mouse, touch};

use super::{App, Message, Stage};

/// When a person last did something.
#[derive(Debug, Clone)]
pub(super) struct Activity(Arc<Mutex<Instant>>);

impl Activity {
    /// Just now.
    pub fn now() -> Self {
        Self(Arc::new(Mutex::new(Instant::now())))
    }

    /// How long ago it was.
    pub fn idle_for(&self) -> Duration {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).elapsed()
    }

    /// Something was done.
    pub fn renew(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Instant::now();
    }

    /// Notes what a person does, and says nothing of it.
    pub fn subscription(&self) -> Subscription<Message> {
        from_recipe(self.clone())
    }
}

impl Recipe for Activity {
    type Output = Message;

    fn hash(&self, state: &mut Hasher) {
        std::any::TypeId::of::<Self>().hash(state);
    }

    fn stream(self: Box<Self>, input: EventStream) -> BoxStream<'static, Message> {
        let noted = input.filter_map(move |event| {
            if let subscription::Event::Interaction { event, .. } = event
                && is_of_a_person(&event)
            {
                self.renew();
            }
            std::future::ready(None)
        });
        noted.boxed()
    }
}

/// Whether a person did this. The pointer enters a window that is put under it, and modifiers are
/// told when the focus comes: neither counts.
fn is_of_a_person(event: &Event) -> bool {
    match event {
        Event::Keyboard(event) => !matches!(event, keyboard::Event::ModifiersChanged(_)),
        Event::Mouse(event) => !matches!(event, mouse::Event::CursorEntered | mouse::Event::CursorLeft),
        Event::Touch(event) => !matches!(event, touch::Event::FingerLost { .. }),
        Event::InputMethod(_) => true,
        Event::Window(_) => false,
    }
}

impl App {
    fn idle_limit(&self) -> Option<Duration> {
        match &self.stage {
            Stage::Desk(_) => self.settings.idle_lock_minutes.duration(),
            Stage::Start(_) | Stage::Opening | Stage::Locked(..) => None,
        }
    }

    /// The clock was looked at.
    pub(super) fn tick(&mut self) -> Task<Message> {
        let now = Instant::now();
        self.notices.expire(now);
        match (self.idle_limit(), &mut self.stage) {
            (Some(limit), _) if self.activity.idle_for() >= limit => self.lock(),
            (_, Stage::Desk(desk)) => {
                Task::batch([desk.backup_if_due(now), desk.look_over_if_due(now)]).map(Message::Desk)
            }
            _ => Task::none(),
        }
    }
}

#[cfg(test)]
mod tests {
    use iced::keyboard::key::{Named, NativeCode, Physical};
    use iced::keyboard::{Key, Location, Modifiers};
    use iced::{Point, Size, window};

    use super::*;
    use crate::services::{Author, registers};
    use crate::settings::Loaded;
    use crate::ui::desk::{Desk, everything};

    fn key() -> Event {
        Event::Keyboard(keyboard::Event::KeyPressed {
            key: Key::Named(Named::Enter),
            modified_key: Key::Named(Named::Enter),
            physical_key: Physical::Unidentified(NativeCode::Unidentified),
            location: Location::Standard,
            modifiers: Modifiers::empty(),
            text: None,
            repeat: false,
        })
    }

    #[test]
    fn keys_and_the_mouse_are_of_a_person_and_what_the_window_says_is_not() {
        let moved = Event::Mouse(mouse::Event::CursorMoved { position: Point::ORIGIN });
        assert!([key(), moved].iter().all(is_of_a_person));
        let others = [
            Event::Window(window::Event::RedrawRequested(Instant::now())),
            Event::Window(window::Event::Resized(Size::ZERO)),
            Event::Window(window::Event::Focused),
            Event::Mouse(mouse::Event::CursorEntered),
            Event::Keyboard(keyboard::Event::ModifiersChanged(Modifiers::empty())),
        ];
        assert!(!others.iter().any(is_of_a_person));
    }

    #[test]
    fn a_stream_of_events_renews_and_says_nothing() {
        let activity = Activity::now();
        *activity.0.lock().unwrap() = an_hour_ago();
        let of = |event| subscription::Event::Interaction {
            window: window::Id::unique(),
            event,
            status: iced::event::Status::Captured,
        };
        let run = |events: Vec<Event>| {
            let input = iced::futures::stream::iter(events.into_iter().map(of)).boxed();
            let said = Box::new(activity.clone()).stream(input).count();
            assert_eq!(iced::futures::executor::block_on(said), 0);
        };
        run(vec![Event::Window(window::Event::Focused)]);
        assert!(activity.idle_for() >= Duration::from_secs(3_600));
        run(vec![key()]);
        assert!(activity.idle_for() < Duration::from_secs(3_600));
    }

    fn an_hour_ago() -> Instant {
        Instant::now().checked_sub(Duration::from_secs(3_600)).expect("the computer runs for an hour")
    }

    #[test]
    fn answers_of_background_work_do_not_put_the_lock_off() {
        let author = Author::here();
        let register = registers::temporary("Sổ thử", &author).unwrap();
        let all = register.db.wait(everything).unwrap();
        let (mut app, _) = App::new(None, Loaded::default(), None);
        let (desk, _) = Desk::new(register, all, &app.settings);
        app.stage = Stage::Desk(Box::new(desk));
        *app.activity.0.lock().unwrap() = an_hour_ago();
        for message in [
            Message::Seen(super::super::Seen::Back),
            Message::Resized(Size::new(1366.0, 768.0)),
            Message::Desk(crate::ui::desk::Message::LookOverAsked),
        ] {
            let _ = app.update(message);
        }
        let _ = app.update(Message::Tick);
        assert!(matches!(app.stage, Stage::Locked(..)));
    }
}

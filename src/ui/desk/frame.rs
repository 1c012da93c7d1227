//! What stands around the tab that is shown: the head with the tabs and what concerns all of them,
//! and the foot with the register's name and when it was last saved.

use iced::widget::text::Wrapping;
use iced::widget::{column, container, responsive, row, space};
use iced::{Alignment, Length, Size};

use super::{Desk, Message, Tab};
use crate::domain::number;
use crate::fl;
use crate::i18n::term;
use crate::ui::Element;
use crate::ui::icon::{Icon, icon};
use crate::ui::keymap::Chord;
use crate::ui::theme::{self, button, space as distance, text};
use crate::ui::widget::{pan, press, tabs};

/// The least room in which a tab's screen can be worked with; with less it is panned.
const LEAST_SCREEN: Size = Size::new(800.0, 556.0);

/// How much room the head has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum HeadRoom {
    /// Everything with its word and its key.
    Wide,
    /// An office screen: the tabs' keys in one word, the lock without its own.
    Usual,
    /// A window of 1024 points: words without their keys.
    Tight,
    /// Strong zoom: on two lines.
    Narrow,
}

impl HeadRoom {
    fn of(width: f32) -> Self {
        if width >= 1480.0 {
            Self::Wide
        } else if width >= 1150.0 {
            Self::Usual
        } else if width >= 1000.0 {
            Self::Tight
        } else {
            Self::Narrow
        }
    }

    /// What is left for the unit's name beside the rest.
    fn left_for_unit(self, width: f32) -> f32 {
        let rest = match self {
            Self::Wide => 1380.0,
            Self::Usual => 1065.0,
            Self::Tight => 905.0,
            Self::Narrow => 370.0,
        };
        (width - rest).clamp(80.0, theme::size::SIDE)
    }
}

impl Desk {
    /// The window's content above its foot.
    pub fn view(&self) -> Element<'_, Message> {
        let head = responsive(|room| self.head(room.width)).height(Length::Shrink);
        column![head, self.banner(), pan(LEAST_SCREEN, || self.screen())].into()
    }

    fn screen(&self) -> Element<'_, Message> {
        match self.tab {
            Tab::Units => self.units.view(&self.context).map(Message::Units),
            Tab::Members => self.members.view(&self.context).map(Message::Members),
            Tab::Ratings => self.ratings.view(&self.context).map(Message::Ratings),
            Tab::Quotas => self.quotas.view(&self.context).map(Message::Quotas),
            Tab::Summary => self.summary.view(&self.context).map(Message::Summary),
            Tab::Journal => self.journal.view(&self.context).map(Message::Journal),
        }
    }

    /// Tabs and what concerns all of them, on one line or, in a narrow window, on two.
    fn head(&self, width: f32) -> Element<'_, Message> {
        let room = HeadRoom::of(width);
        let is_wide = room == HeadRoom::Wide;
        let strip = tabs(Tab::ALL.map(|tab| (tab.name(), tab)), self.tab, is_wide, Message::Tab);
        let keys = (room == HeadRoom::Usual).then(|| text::caption("Ctrl+1…6").style(text::muted));
        let lock = if is_wide {
            press(text::body(fl!("desk-lock"))).icon(Icon::Lock)
        } else {
            press(icon(Icon::Lock))
        };
        let lock = lock.hint(Chord::ctrl('l').label()).style(button::plain).on_press(Message::LockChosen);
        let hint = |chord: Chord| if room == HeadRoom::Tight { String::new() } else { chord.label() };
        let settings = press(text::body(fl!("desk-settings")))
            .hint(hint(Chord::ctrl(',')))
            .style(button::plain)
            .on_press(Message::SettingsAsked);
        let line = |parts: Vec<Element<'static, Message>>| {
            row(parts).spacing(distance::SMALL).align_y(Alignment::Center)
        };
        let gap = || space().width(Length::Fill).into();
        let scope = self.scope(room.left_for_unit(width), hint(Chord::ctrl('u')));
        let bar: Element<'_, Message> = match room {
            HeadRoom::Wide | HeadRoom::Usual | HeadRoom::Tight => line(
                [
                    Some(strip),
                    keys.map(Element::from),
                    Some(gap()),
                    Some(scope),
                    Some(settings.into()),
                    Some(lock.into()),
                ]
                .into_iter()
                .flatten()
                .collect(),
            )
            .into(),
            HeadRoom::Narrow => column![strip, line(vec![scope, gap(), settings.into(), lock.into()])]
                .spacing(distance::TIGHT)
                .into(),
        };
        container(bar).padding([distance::TIGHT, distance::MEDIUM]).style(theme::container::bar).into()
    }

    /// The button with the unit to which the window is narrowed; its name may be this wide.
    fn scope(&self, room: f32, key: String) -> Element<'static, Message> {
        let unit = self
            .context
            .unit
            .map_or_else(|| fl!("desk-all-units"), |unit| self.context.unit_name(unit).to_owned());
        let name = container(text::body(unit).wrapping(Wrapping::None)).max_width(room).clip(true);
        press(name).icon(Icon::ChevronDown).hint(key).on_press(Message::UnitAsked).into()
    }

    /// When the last backup was taken; a click shows them all, unless a dialog is open.
    fn backup_state(&self, is_covered: bool) -> Option<Element<'_, Message>> {
        let (words, is_warning) = self.backup_words()?;
        let caption = text::caption(words).style(if is_warning { text::warning } else { text::muted });
        Some(if is_covered {
            caption.into()
        } else {
            iced::widget::mouse_area(caption).on_press(Message::BackupsAsked).into()
        })
    }

    /// The register's name, and who acts if there are several users.
    fn name_and_user(&self) -> String {
        match &self.info.user {
            None => self.name().to_owned(),
            Some(user) => {
                let role = term::role(user.role);
                fl!("desk-user", register = self.name(), user = user.name.as_str(), role = role)
            }
        }
    }

    /// What the foot of the window says while there is nothing to tell: whose register it is, and
    /// behind it how it stands; whether a dialog covers the desk.
    /// With `is_brief` the room is for a notice: only that it is saved stands beside it.
    #[must_use]
    pub fn foot(&self, is_covered: bool, is_brief: bool) -> [Element<'_, Message>; 2] {
        let saved = if self.is_walking {
            // Many records take a while: that the key was heard is seen at once.
            Some(text::caption(fl!("desk-walking")).style(text::muted))
        } else {
            self.saved_at.map(|at| {
                text::caption(fl!("desk-saved", time = at.format("%H:%M").to_string())).style(text::success)
            })
        };
        let sequence = (!is_brief).then(|| {
            let sequence = number::group(self.info.sequence);
            text::caption(fl!("desk-sequence", sequence = sequence, hash = self.info.chain.as_str()))
                .style(text::muted)
        });
        let state = row![self.backup_state(is_covered).filter(|_| !is_brief), saved, sequence,]
            .spacing(distance::LARGE);
        let name = text::caption(self.name_and_user()).style(text::muted).wrapping(Wrapping::None);
        [container(name).clip(true).into(), state.into()]
    }
}

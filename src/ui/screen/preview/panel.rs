//! The page setup beside the pages.

use iced::Length;
use iced::widget::{column, row};

use super::draft::{Change, Draft, Line};
use super::{Message, kind_words};
use crate::domain::paper::PaperKind;
use crate::fl;
use crate::print::page::{Letters, Orientation, Paper};
use crate::settings::Settings;
use crate::ui::Element;
use crate::ui::context::Context;
use crate::ui::part::dates;
use crate::ui::theme::{space, text};
use crate::ui::widget::{choice_named, press, scroll, text_field, tick};

/// All that can be set.
pub fn view<'a>(
    draft: &'a Draft,
    settings: &'a Settings,
    context: Option<&'a Context>,
) -> Element<'a, Message> {
    let mut parts = vec![paper(draft)];
    if draft.has_head {
        parts.push(head(draft));
    }
    if draft.has_signature {
        parts.push(signature(draft));
    }
    if draft.has_head && context.is_some() {
        parts.push(keeping(draft));
    }
    if !draft.columns.is_empty() {
        parts.push(columns(draft));
    }
    parts.push(template(draft, settings));
    // Room for the bar, and for the ring around what has the focus.
    let all = column(parts).spacing(space::LARGE).padding(iced::Padding {
        left: space::TIGHT,
        right: space::LARGE,
        top: space::TIGHT,
        bottom: space::TIGHT,
    });
    scroll(all).height(Length::Fill).into()
}

fn part<'a>(title: String, lines: Vec<Element<'a, Message>>) -> Element<'a, Message> {
    let title: Element<'a, Message> = text::heading(title).into();
    column(std::iter::once(title).chain(lines)).spacing(space::SMALL).into()
}

fn paper(draft: &Draft) -> Element<'_, Message> {
    let set = Message::Set;
    let formats = choice_named(
        fl!("preview-paper"),
        &[Paper::A4, Paper::A3],
        Some(draft.paper),
        |paper| match paper {
            Paper::A4 => fl!("preview-a4"),
            Paper::A3 => fl!("preview-a3"),
        },
        move |paper| set(Change::Paper(paper)),
    )
    .id("preview-paper");
    let lies = choice_named(
        fl!("preview-orientation"),
        &[Orientation::Portrait, Orientation::Landscape],
        Some(draft.orientation),
        |lies| match lies {
            Orientation::Portrait => fl!("preview-portrait"),
            Orientation::Landscape => fl!("preview-landscape"),
        },
        move |lies| set(Change::Orientation(lies)),
    )
    .id("preview-orientation");
    let (least, most) = Letters::RANGE;
    let sizes: Vec<u8> = (least..=most).collect();
    let letters = choice_named(
        fl!("preview-letters"),
        &sizes,
        Some(draft.letters.points()),
        u8::to_string,
        move |points| set(Change::Letters(points)),
    )
    .id("preview-letters");
    part(fl!("preview-page"), vec![row![formats, letters].spacing(space::SMALL).into(), lies.into()])
}

fn line(draft: &Draft, line: Line) -> Element<'_, Message> {
    let lines = &draft.lines;
    let (label, value, id) = match line {
        Line::UpperBody => (fl!("settings-upper-body"), &lines.upper_body, "preview-upper-body"),
        Line::IssuingBody => (fl!("settings-issuing-body"), &lines.issuing_body, "preview-issuing-body"),
        Line::Place => (fl!("settings-place"), &lines.place, "preview-place"),
        Line::Authority => (fl!("preview-authority"), &lines.authority, "preview-authority"),
        Line::Post => (fl!("preview-post"), &lines.post, "preview-post"),
        Line::Signer => (fl!("settings-signer"), &lines.signer, "preview-signer"),
    };
    text_field(label, value).id(id).on_input(move |typed| Message::Set(Change::Line(line, typed))).into()
}

fn head(draft: &Draft) -> Element<'_, Message> {
    let day = dates::whole_day(fl!("preview-day"), &draft.day, draft.today, |typed| {
        Message::Set(Change::Day(typed))
    })
    .problem((!draft.is_day_right()).then(|| fl!("preview-day-wrong")));
    let kinds = choice_named(
        fl!("preview-kind"),
        PaperKind::ALL,
        Some(draft.kind),
        |kind| kind_words(*kind),
        |kind| Message::Set(Change::Kind(kind)),
    )
    .id("preview-kind");
    let mut lines = vec![
        line(draft, Line::UpperBody),
        line(draft, Line::IssuingBody),
        line(draft, Line::Place),
        day.into(),
        kinds.into(),
    ];
    if draft.has_number {
        lines.push(number(draft));
    }
    part(fl!("preview-head"), lines)
}

fn number(draft: &Draft) -> Element<'_, Message> {
    let printed = draft.number_line();
    let next = draft.facts.as_ref().map(|facts| facts.next);
    let hint = match (printed.is_empty(), next) {
        (false, _) => fl!("preview-number-printed", number = printed),
        (true, Some(next)) => fl!("preview-number-next", number = next.to_string()),
        (true, None) => fl!("preview-number-blank"),
    };
    let is_wrong = draft.is_final && draft.typed_number().is_none();
    let field = text_field(fl!("preview-number"), &draft.number)
        .id("preview-number")
        .hint(hint)
        .problem(is_wrong.then(|| fl!("preview-number-wrong")))
        .on_input(|typed| Message::Set(Change::Number(typed)));
    let is_final = draft.has_register.then(|| {
        tick(fl!("preview-final"), draft.is_final)
            .id("preview-final")
            .on_turn(|is_final| Message::Set(Change::Final(is_final)))
    });
    column![field, is_final].spacing(space::SMALL).into()
}

fn signature(draft: &Draft) -> Element<'_, Message> {
    let lines = [Line::Authority, Line::Post, Line::Signer].map(|it| line(draft, it));
    part(fl!("preview-signature"), lines.into())
}

/// Whether head and signature are kept for the type.
fn keeping(draft: &Draft) -> Element<'_, Message> {
    let sign = draft.kind.sign();
    let is_own = draft.facts.as_ref().is_some_and(|facts| facts.is_own);
    let state = if is_own { fl!("preview-kept-own", sign = sign) } else { fl!("preview-kept-general") };
    let keep = press(text::body(fl!("preview-keep", sign = sign)))
        .id("preview-keep")
        .on_press(Message::KeepChosen(true));
    let general =
        is_own.then(|| press(text::body(fl!("preview-keep-general"))).on_press(Message::KeepChosen(false)));
    column![text::caption(state).style(text::muted), keep, column![general]].spacing(space::SMALL).into()
}

fn columns(draft: &Draft) -> Element<'_, Message> {
    let ticks = draft.columns.iter().map(|key| {
        let is_shown = !draft.hidden.contains(key);
        let is_last = is_shown && draft.hidden.len() + 1 == draft.columns.len();
        let tick = tick(key.clone(), is_shown);
        if is_last {
            return tick.into();
        }
        tick.on_turn(move |is_shown| Message::Set(Change::Column(key.clone(), is_shown))).into()
    });
    part(fl!("preview-columns"), ticks.collect())
}

fn template<'a>(draft: &'a Draft, settings: &'a Settings) -> Element<'a, Message> {
    let now = match &settings.template {
        Some(path) => fl!("preview-template-own", path = path.display().to_string()),
        None => fl!("preview-template-shipped"),
    };
    let has_path = std::path::Path::new(draft.template.trim()).is_absolute();
    let when = |change| has_path.then_some(Message::Set(change));
    let path = text_field(fl!("preview-template-path"), &draft.template)
        .id("preview-template")
        .hint(fl!("preview-template-hint"))
        .on_input(|typed| Message::Set(Change::TemplatePath(typed)));
    let back = settings.template.is_some().then(|| {
        press(text::body(fl!("preview-template-back"))).on_press(Message::Set(Change::TemplateShipped))
    });
    part(
        fl!("preview-template"),
        vec![
            text::caption(now).style(text::muted).into(),
            path.into(),
            press(text::body(fl!("preview-template-copy")))
                .on_press_maybe(when(Change::TemplateCopied))
                .into(),
            press(text::body(fl!("preview-template-take")))
                .on_press_maybe(when(Change::TemplateTaken))
                .into(),
            column![back].into(),
        ],
    )
}

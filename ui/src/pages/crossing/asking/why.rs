//! Acts that need a reason in words: taking a control up again, and what needs a second person.

use domain::act::{Motion, ReopenGround};
use domain::crossing::Choice;
use domain::visibility::Datum;
use domain::{Action, StepId, SubjectId};
use leptos::prelude::*;

use super::{Question, close_when_done, form_of, number_of, said};
use crate::components::{Choice as Choice_, Choices, WordsField};
use crate::pages::crossing::work::Work;
use crate::pages::draft::Draft;
use crate::text::{Args, text};

/// Asks why.
#[component]
pub fn WhyDialog(choice: Choice, step: Option<StepId>) -> impl IntoView {
    let work = Work::here();
    let word = word_of(choice);
    let why = RwSignal::new(String::new());
    let subject = work.selected.get_untracked();
    let on = step.map_or_else(|| number_of(subject), |step| step.0);
    let draft = Draft::keep(form_of(work, word, on), move || why.get(), move |kept| why.set(kept));
    let with_state = move |key: String| {
        said(work, move |words| {
            let other = words.state(words.crossing().other(words.own_state()));
            let minutes = i64::from(words.crossing().settings.motion);
            words.desk.text_with(&key, &Args::new().with("state", other).with_count("minutes", minutes))
        })
    };
    let datum = match motion_of(choice, step, subject) {
        Some(motion) => Datum::reason_of(motion),
        None if choice == Choice::Present => Datum::ReasonToPresent,
        None => Datum::reason_of_reopening(ReopenGround::BeforeEntry),
    };
    let act = Callback::new(move |()| {
        let words = why.get_untracked().trim().to_owned();
        let motion = motion_of(choice, step, subject);
        let action = match (motion, step) {
            (Some(what), _) => Action::Move { what, why: words, other: None },
            (None, Some(step)) if choice == Choice::Present => Action::Present { step, told: words },
            (None, Some(step)) => Action::Reopen { step, ground: ReopenGround::BeforeEntry, why: words },
            (None, None) => return,
        };
        let close = close_when_done(work);
        work.live.perform(action, move |done| {
            draft.forget();
            close(done);
        });
    });
    let does = match choice {
        Choice::Reopen => "ask-reopen-do",
        Choice::Present => "choice-present",
        _ => "ask-do",
    };
    view! {
        <Question
            id="ask-why"
            title=with_state(format!("ask-{word}"))
            hint=with_state(format!("ask-{word}-hint"))
            does=does
            is_ready=Signal::derive(move || !why.with(|words| words.trim().is_empty()))
            on_do=act
            tells=datum
        >
            <WordsField id="ask-words" label=Signal::derive(|| text("ask-why")) value=why datum=datum is_first=true/>
        </Question>
    }
}

/// Takes an exit control up again without the entry State's consent: an offence, or a wanted person (PROCEDURE §4.4).
#[component]
pub fn NoticeDialog(step: StepId) -> impl IntoView {
    let work = Work::here();
    let ground = RwSignal::new("offence".to_owned());
    let why = RwSignal::new(String::new());
    let draft = Draft::keep(
        form_of(work, "reopen_by_notice", step.0),
        move || (ground.get(), why.get()),
        move |(kept_ground, kept_why)| {
            ground.set(kept_ground);
            why.set(kept_why);
        },
    );
    let hint = said(work, |words| {
        let other = words.state(words.crossing().other(words.own_state()));
        words.desk.text_with("ask-reopen_by_notice-hint", &Args::new().with("state", other))
    });
    let options = Signal::derive(|| {
        ["offence", "wanted"].map(|one| Choice_::new(one, text(&format!("ask-ground-{one}")))).to_vec()
    });
    let datum = Datum::reason_of_reopening(ReopenGround::Offence);
    let act = Callback::new(move |()| {
        let ground = match ground.get_untracked().as_str() {
            "wanted" => ReopenGround::Wanted,
            _ => ReopenGround::Offence,
        };
        let action = Action::Reopen { step, ground, why: why.get_untracked().trim().to_owned() };
        let close = close_when_done(work);
        work.live.perform(action, move |done| {
            draft.forget();
            close(done);
        });
    });
    view! {
        <Question
            id="ask-notice"
            title=Signal::derive(|| text("ask-reopen_by_notice"))
            hint=hint
            does="ask-reopen-do"
            is_grave=true
            is_ready=Signal::derive(move || !why.with(|words| words.trim().is_empty()))
            on_do=act
            tells=datum
        >
            <Choices
                name="ground"
                legend=Signal::derive(|| text("ask-ground"))
                value=ground
                on_choose=Callback::new(move |chosen| ground.set(chosen))
                options=options
                datum=datum
            />
            <WordsField id="ask-words" label=Signal::derive(|| text("ask-why")) value=why datum=datum is_first=true/>
        </Question>
    }
}

/// Returns what a second person is asked for; nothing where the officer may do it alone.
const fn motion_of(choice: Choice, step: Option<StepId>, subject: Option<SubjectId>) -> Option<Motion> {
    match (choice, step, subject) {
        (Choice::AskConsent, Some(step), _) => Some(Motion::ReopenExit { step }),
        (Choice::ReopenEntry, Some(step), _) => Some(Motion::ReopenEntry { step }),
        (Choice::Annul, Some(step), _) => Some(Motion::Annul { step }),
        (Choice::EndHold, Some(step), _) => Some(Motion::EndHold { step }),
        (Choice::TransferCustody, Some(step), _) => Some(Motion::TransferCustody { step }),
        (Choice::Vary, _, Some(subject)) => Some(Motion::Vary { subject }),
        (Choice::Abandon, _, Some(subject)) => Some(Motion::Abandon { subject }),
        _ => None,
    }
}

const fn word_of(choice: Choice) -> &'static str {
    match choice {
        Choice::AskConsent => "ask_consent",
        Choice::ReopenEntry => "reopen_entry",
        Choice::Annul => "annul",
        Choice::EndHold => "end_hold",
        Choice::TransferCustody => "transfer_custody",
        Choice::Vary => "vary",
        Choice::Abandon => "abandon",
        Choice::Present => "present",
        _ => "reopen",
    }
}

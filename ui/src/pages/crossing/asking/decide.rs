//! Query, refer, refuse, waive, hold, call the host.

use domain::action::ProtectionRecord;
use domain::crossing::Choice as Offered;
use domain::notice::ReasonCode;
use domain::private::{ProtectionNeed, Wanted};
use domain::visibility::Datum;
use domain::{Action, StepId, SubjectId, SubjectKind};
use leptos::prelude::*;

use super::{Question, close_when_done, form_of, of_view, refusal_reasons, said, waiver_reasons};
use crate::components::{Button, Choice, Choices, SelectField, WordsField};
use crate::pages::crossing::words::Words;
use crate::pages::crossing::work::Work;
use crate::pages::draft::Draft;
use crate::t;
use crate::text::{Args, text};

/// Returns whom or what a step is about.
fn subject_of(words: &Words<'_>, step: StepId) -> Option<SubjectId> {
    words.crossing().steps.get(&step).map(|step| step.subject)
}

fn label_of(words: &Words<'_>, step: StepId) -> String {
    subject_of(words, step).map(|subject| words.label(subject)).unwrap_or_default()
}

/// Returns the other State's name.
fn other_state(words: &Words<'_>) -> String {
    words.state(words.crossing().other(words.own_state()))
}

/// Returns a note as it is sent: nothing where nothing was written.
fn note_of(note: RwSignal<String>) -> Option<String> {
    Some(note.get_untracked().trim().to_owned()).filter(|note| !note.is_empty())
}

/// The note that every decision may carry.
#[component]
fn Note(note: RwSignal<String>) -> impl IntoView {
    let work = Work::here();
    let hint = said(work, |words| {
        let args = Args::new().with("state", words.state(words.own_state()));
        words.desk.text_with("ask-note-hint", &args)
    });
    view! { <WordsField id="ask-note" label=Signal::derive(|| text("ask-note")) value=note datum=Datum::Note hint=hint rows=2/> }
}

/// Asks the party for something.
#[component]
pub fn QueryDialog(step: StepId) -> impl IntoView {
    let work = Work::here();
    let wanted = RwSignal::new("document".to_owned());
    let note = RwSignal::new(String::new());
    let draft = Draft::keep(
        form_of(work, "query", step.0),
        move || (wanted.get(), note.get()),
        move |(kept_wanted, kept_note)| {
            wanted.set(kept_wanted);
            note.set(kept_note);
        },
    );
    let options = Signal::derive(|| {
        ["document", "payment", "person"].map(|one| Choice::new(one, text(&format!("ask-wanted-{one}")))).to_vec()
    });
    let assess = Callback::new(move |()| work.choose(Offered::Assess, Some(step)));
    let act = Callback::new(move |()| {
        let wanted = match wanted.get_untracked().as_str() {
            "payment" => Wanted::Payment,
            "person" => Wanted::Person,
            _ => Wanted::Document,
        };
        let close = close_when_done(work);
        let subjects = work.subjects_of(&[step]);
        work.live.perform(Action::Query { step, wanted, note: note_of(note), customs: Box::default() }, move |done| {
            draft.forget();
            work.forget(&subjects);
            close(done);
        });
    });
    view! {
        <Question
            id="ask-query"
            title=Signal::derive(|| text("ask-query"))
            hint=Signal::derive(|| text("ask-query-hint"))
            does="ask-query-do"
            is_ready=true
            on_do=act
        >
            <Choices
                name="wanted"
                legend=Signal::derive(|| text("ask-query-wanted"))
                value=wanted
                on_choose=Callback::new(move |chosen| wanted.set(chosen))
                options=options
                datum=Datum::Query
            />
            <Show when=move || wanted.with(|wanted| wanted == "payment") && work.is_offered(step, Offered::Assess)>
                <p class="line"><Button on_press=assess>{t!("choice-assess")}</Button></p>
            </Show>
            <Note note=note/>
        </Question>
    }
}

/// Opens a second line.
#[component]
pub fn ReferDialog(step: StepId) -> impl IntoView {
    let work = Work::here();
    let note = RwSignal::new(String::new());
    let need = RwSignal::new(String::new());
    let seen = RwSignal::new(String::new());
    let draft = Draft::keep(
        form_of(work, "refer", step.0),
        move || (note.get(), need.get(), seen.get()),
        move |(kept_note, kept_need, kept_seen)| {
            note.set(kept_note);
            need.set(kept_need);
            seen.set(kept_seen);
        },
    );
    let is_person = Memo::new(move |_| {
        work.live.view.with(|view| {
            view.as_ref().is_some_and(|view| {
                let subject = view.crossing.steps.get(&step).map(|step| step.subject);
                subject.and_then(|subject| view.crossing.subjects.get(&subject)).map(|s| s.kind)
                    == Some(SubjectKind::Traveller)
            })
        })
    });
    let needs = Signal::derive(|| {
        let mut options = vec![(String::new(), text("ask-protection-none"))];
        options.extend(NEEDS.map(|(word, _)| (word.to_owned(), text(&format!("ask-protection-{word}")))));
        options
    });
    let hint =
        said(work, |words| words.desk.text_with("ask-refer-hint", &Args::new().with("state", other_state(words))));
    let act = Callback::new(move |()| {
        let subjects = work.subjects_of(&[step]);
        let need = need.get_untracked();
        let protection = NEEDS
            .into_iter()
            .find(|(word, _)| *word == need)
            .map(|(_, need)| ProtectionRecord { need, words: seen.get_untracked().trim().to_owned() });
        let action = Action::Refer {
            step,
            dispositions: work.dispositions(&subjects),
            note: note_of(note),
            protection,
            customs: Box::default(),
        };
        let close = close_when_done(work);
        work.live.perform(work.beside(&subjects, action), move |done| {
            draft.forget();
            work.forget(&subjects);
            close(done);
        });
    });
    view! {
        <Question
            id="ask-refer"
            title=Signal::derive(|| text("ask-refer"))
            hint=hint
            does="ask-refer-do"
            is_ready=true
            on_do=act
        >
            <Note note=note/>
            <Show when=move || is_person.get()>
                <SelectField
                    id="ask-need"
                    label=Signal::derive(|| text("ask-protection"))
                    value=need
                    options=needs
                    datum=Datum::ProtectionNeed
                />
                <Show when=move || !need.with(String::is_empty)>
                    <WordsField
                        id="ask-seen"
                        label=Signal::derive(|| text("ask-protection-words"))
                        value=seen
                        datum=Datum::ProtectionNeed
                        rows=2
                        most=200
                    />
                </Show>
            </Show>
        </Question>
    }
}

const NEEDS: [(&str, ProtectionNeed); 4] = [
    ("asylum", ProtectionNeed::Asylum),
    ("unaccompanied_child", ProtectionNeed::UnaccompaniedChild),
    ("trafficking", ProtectionNeed::Trafficking),
    ("medical", ProtectionNeed::Medical),
];

/// Refuses.
#[component]
pub fn RefuseDialog(step: StepId) -> impl IntoView {
    let work = Work::here();
    let reason = RwSignal::new(String::new());
    let note = RwSignal::new(String::new());
    let draft = Draft::keep(
        form_of(work, "refuse", step.0),
        move || (reason.get(), note.get()),
        move |(kept_reason, kept_note)| {
            reason.set(kept_reason);
            note.set(kept_note);
        },
    );
    let options = Signal::derive(move || {
        let kind = work.live.view.with(|view| {
            let view = view.as_ref()?;
            let subject = view.crossing.steps.get(&step)?.subject;
            view.crossing.subjects.get(&subject).map(|subject| subject.kind)
        });
        refusal_reasons(kind.unwrap_or(SubjectKind::Traveller))
    });
    let title =
        said(work, move |words| words.desk.text_with("ask-refuse", &Args::new().with("what", label_of(words, step))));
    let hint = said(work, |words| {
        let minutes = i64::from(words.crossing().settings.refusal_confirmation);
        let args = Args::new().with("state", other_state(words)).with_count("minutes", minutes);
        words.desk.text_with("ask-refuse-hint", &args)
    });
    let act = Callback::new(move |()| {
        let subjects = work.subjects_of(&[step]);
        let action = Action::Refuse {
            step,
            reason: ReasonCode(reason.get_untracked()),
            dispositions: work.dispositions(&subjects),
            note: note_of(note),
        };
        let close = close_when_done(work);
        work.live.perform(work.beside(&subjects, action), move |done| {
            draft.forget();
            work.forget(&subjects);
            close(done);
        });
    });
    view! {
        <Question
            id="ask-refuse"
            title=title
            hint=hint
            does="ask-refuse-do"
            is_grave=true
            is_ready=Signal::derive(move || !reason.with(String::is_empty))
            on_do=act
        >
            <SelectField
                id="ask-reason"
                label=Signal::derive(|| text("ask-refuse-reason"))
                value=reason
                options=options
                datum=Datum::Reason
            />
            <Note note=note/>
        </Question>
    }
}

/// Waives.
#[component]
pub fn WaiveDialog(step: StepId) -> impl IntoView {
    let work = Work::here();
    let reason = RwSignal::new(String::new());
    let note = RwSignal::new(String::new());
    let hint =
        said(work, |words| words.desk.text_with("ask-waive-hint", &Args::new().with("state", other_state(words))));
    let act = Callback::new(move |()| {
        let action = Action::Waive { step, reason: ReasonCode(reason.get_untracked()), note: note_of(note) };
        work.live.perform(action, close_when_done(work));
    });
    view! {
        <Question
            id="ask-waive"
            title=Signal::derive(|| text("ask-waive"))
            hint=hint
            does="ask-waive-do"
            is_ready=Signal::derive(move || !reason.with(String::is_empty))
            on_do=act
        >
            <SelectField
                id="ask-reason"
                label=Signal::derive(|| text("ask-refuse-reason"))
                value=reason
                options=Signal::derive(waiver_reasons)
                datum=Datum::Reason
            />
            <Note note=note/>
        </Question>
    }
}

/// Holds, or calls the police of the host.
#[component]
pub fn HoldDialog(step: StepId, calls_host: bool) -> impl IntoView {
    let work = Work::here();
    let told = RwSignal::new(String::new());
    let draft = Draft::keep(
        form_of(work, if calls_host { "call_host" } else { "hold" }, step.0),
        move || told.get(),
        move |kept| told.set(kept),
    );
    let title = said(work, move |words| {
        if calls_host {
            let host = words.state(words.crossing().host_state);
            words.desk.text_with("ask-call_host", &Args::new().with("state", host))
        } else {
            words.desk.text_with("ask-hold", &Args::new().with("what", label_of(words, step)))
        }
    });
    let hint = said(work, move |words| {
        let minutes = i64::from(words.crossing().settings.provisional_hold);
        let args = Args::new().with("state", other_state(words)).with_count("minutes", minutes);
        let is_host = words.own_state() == words.crossing().host_state;
        let key = match (calls_host, is_host) {
            (true, _) => "ask-call_host-hint",
            (false, true) => "ask-hold-hint-own",
            (false, false) => "ask-hold-hint-told",
        };
        words.desk.text_with(key, &args)
    });
    let datum = of_view(work, move |words| {
        if calls_host {
            Datum::CallToHost
        } else {
            Datum::ground_of_hold(words.own_state(), words.crossing().host_state)
        }
    });
    let act = Callback::new(move |()| {
        let words = told.get_untracked().trim().to_owned();
        let action =
            if calls_host { Action::CallHost { step, told: words } } else { Action::Hold { step, told: words } };
        let close = close_when_done(work);
        work.live.perform(action, move |done| {
            draft.forget();
            close(done);
        });
    });
    let (label, does) =
        if calls_host { ("ask-call_host-words", "ask-call_host-do") } else { ("ask-hold-ground", "ask-hold-do") };
    view! {
        <Question
            id="ask-hold"
            title=title
            hint=hint
            does=does
            is_grave=true
            is_ready=Signal::derive(move || !told.with(|words| words.trim().is_empty()))
            on_do=act
            tells=datum
        >
            <WordsField id="ask-told" label=Signal::derive(move || text(label)) value=told datum=datum is_first=true/>
        </Question>
    }
}

//! Compares a holder with the person in his document, point by point, and records a document that is false.
//!
//! Invariant: nothing is sent from here: it is kept on the page until it goes with the officer's decision.

use domain::document_check::{
    Answers, DocumentCheck, Forgery, ForgeryFound, Heading, HolderComparison, LONGEST, Likeness, Point, Verdict,
};
use domain::visibility::Datum;
use domain::{Crossing, SubjectId};
use leptos::prelude::*;

use super::{Question, form_of, said};
use crate::components::{Choice, Choices, ClassMark, SelectField, WordsField};
use crate::pages::crossing::document_checks::kind_said;
use crate::pages::crossing::words::Words;
use crate::pages::crossing::work::Work;
use crate::pages::draft::Draft;
use crate::t;
use crate::text::{Args, text};

/// The most characters of a field, as the page counts them.
const MOST: u32 = 100;
const _: () = assert!(MOST as usize == LONGEST, "the record takes as many");

/// Keeps what was found out of a person's document beside what else was.
fn keep(work: Work, subject: SubjectId, change: impl FnOnce(&mut DocumentCheck)) {
    work.checks.update(|checks| {
        let none = DocumentCheck { subject, comparison: None, forgery: None };
        change(checks.entry(subject).or_insert(none));
    });
    work.asking.set(None);
}

fn other_state(words: &Words<'_>) -> String {
    words.state(words.crossing().other(words.own_state()))
}

fn document_said(crossing: &Crossing, subject: SubjectId) -> String {
    let document = crossing.document_of(subject);
    document.map(|paper| format!("{} {}", paper.issuer, paper.number)).unwrap_or_default()
}

/// Compares a holder with the person in his document.
#[component]
pub fn CompareDialog(subject: SubjectId) -> impl IntoView {
    let work = Work::here();
    let before = work.checks.with_untracked(|checks| checks.get(&subject).and_then(|check| check.comparison.clone()));
    let answers = RwSignal::new(before.as_ref().map(|one| one.answers.clone()).unwrap_or_default());
    let verdict = RwSignal::new(before.as_ref().map_or(String::new(), |one| one.verdict.word().to_owned()));
    let remark = RwSignal::new(before.map(|one| one.words).unwrap_or_default());
    let draft = Draft::keep(
        form_of(work, "compare", subject.0),
        move || (answers.get(), verdict.get(), remark.get()),
        move |(kept_answers, kept_verdict, kept_remark): (Answers, String, String)| {
            answers.set(kept_answers);
            verdict.set(kept_verdict);
            remark.set(kept_remark);
        },
    );
    let title =
        said(work, move |words| words.desk.text_with("compare-title", &Args::new().with("who", words.label(subject))));
    let hint = said(work, |words| words.desk.text_with("compare-hint", &Args::new().with("other", other_state(words))));
    let chosen =
        move || [Verdict::Same, Verdict::Impostor].into_iter().find(|one| verdict.with(|word| word == one.word()));
    let proposed = move || {
        let proposed = answers.with(HolderComparison::proposed);
        text(&format!("compare-proposed-{}", proposed.map_or("none", Verdict::word)))
    };
    let needs_words =
        move || chosen().is_some_and(|verdict| answers.with(|answers| HolderComparison::needs_words(answers, verdict)));
    let is_ready = Signal::derive(move || {
        let is_said = !remark.with(|words| words.trim().is_empty());
        chosen().is_some() && !answers.with(Answers::is_empty) && (is_said || !needs_words())
    });
    let act = Callback::new(move |()| {
        let Some(verdict) = chosen() else { return };
        let words = one_line(&remark.get_untracked());
        let comparison = HolderComparison { answers: answers.get_untracked(), verdict, words };
        draft.forget();
        keep(work, subject, |check| check.comparison = Some(comparison));
    });
    let verdicts = Signal::derive(|| {
        vec![
            Choice::new(Verdict::Same.word(), text("compare-verdict-same")),
            Choice::new(Verdict::Impostor.word(), text("compare-verdict-impostor"))
                .hinted(text("compare-verdict-impostor-hint")),
        ]
    });
    view! {
        <Question id="ask-compare" title=title hint=hint does="compare-do" is_ready=is_ready on_do=act is_wide=true>
            <div class="compare">
                {Heading::ALL
                    .into_iter()
                    .map(|heading| view! { <Points heading=heading answers=answers/> })
                    .collect_view()}
            </div>
            <p class="strong" role="status" id="compare-proposed">{proposed}</p>
            <Choices
                name="compare-verdict"
                legend=Signal::derive(|| text("compare-verdict"))
                value=verdict
                on_choose=Callback::new(move |chosen| verdict.set(chosen))
                options=verdicts
                datum=Datum::DocumentCheck
            />
            <WordsField
                id="compare-words"
                label=Signal::derive(|| text("compare-words"))
                value=remark
                datum=Datum::DocumentCheck
                rows=2
                most=MOST
            />
            <Show when=needs_words>
                <p class="small quiet">{t!("compare-words-needed")}</p>
            </Show>
        </Question>
    }
}

/// The points under one heading, an answer to each.
#[component]
fn Points(heading: Heading, answers: RwSignal<Answers>) -> impl IntoView {
    let points = Point::ALL.into_iter().filter(|point| point.heading() == heading);
    view! {
        <section class="compare__part">
            <h3>
                {move || text(&format!("compare-heading-{}", heading.word()))} " " <ClassMark datum=Datum::DocumentCheck/>
            </h3>
            {points.map(|point| view! { <OnePoint point=point answers=answers/> }).collect_view()}
        </section>
    }
}

#[component]
fn OnePoint(point: Point, answers: RwSignal<Answers>) -> impl IntoView {
    let word = point.word();
    let named = move || text(&format!("point-{word}"));
    view! {
        <fieldset class="compare__point">
            <legend>{named} " " <small class="quiet">{move || text(&format!("point-{word}-hint"))}</small></legend>
            {Likeness::ALL
                .into_iter()
                .map(|answer| {
                    let is_said = move || answers.with(|answers| answers.to(point) == Some(answer));
                    view! {
                        <label class="compare__answer">
                            <input
                                type="radio"
                                name=format!("point-{word}")
                                id=format!("point-{word}-{}", answer.word())
                                prop:checked=is_said
                                on:change=move |_| answers.update(|answers| answers.say(point, Some(answer)))
                            />
                            <span>{move || text(&format!("compare-{}", answer.word()))}</span>
                        </label>
                    }
                })
                .collect_view()}
        </fieldset>
    }
}

/// Records that a document is false.
#[component]
pub fn ForgedDialog(subject: SubjectId) -> impl IntoView {
    let work = Work::here();
    let before = work.checks.with_untracked(|checks| checks.get(&subject).and_then(|check| check.forgery.clone()));
    let kind = RwSignal::new(before.as_ref().map_or(String::new(), |one| one.kind.word().to_owned()));
    let is_kept = RwSignal::new(before.as_ref().is_some_and(|one| one.is_kept));
    let shown = RwSignal::new(before.map(|one| one.words).unwrap_or_default());
    let draft = Draft::keep(
        form_of(work, "forged", subject.0),
        move || (kind.get(), shown.get(), is_kept.get()),
        move |(kept_kind, kept_shown, was_kept)| {
            kind.set(kept_kind);
            shown.set(kept_shown);
            is_kept.set(was_kept);
        },
    );
    let title =
        said(work, move |words| words.desk.text_with("forged-title", &Args::new().with("who", words.label(subject))));
    let hint = said(work, move |words| {
        let args = Args::new()
            .with("document", document_said(words.crossing(), subject))
            .with("own", words.state(words.own_state()))
            .with("other", other_state(words));
        words.desk.text_with("forged-hint", &args)
    });
    let options = Signal::derive(|| {
        let mut options = vec![(String::new(), text("forged-choose"))];
        options.extend(Forgery::ALL.map(|kind| (kind.word().to_owned(), kind_said(kind))));
        options
    });
    let chosen = move || Forgery::ALL.into_iter().find(|one| kind.with(|word| word == one.word()));
    let is_ready = Signal::derive(move || chosen().is_some() && !shown.with(|words| words.trim().is_empty()));
    let act = Callback::new(move |()| {
        let Some(kind) = chosen() else { return };
        let words = one_line(&shown.get_untracked());
        let found = ForgeryFound { kind, words, is_kept: is_kept.get_untracked() };
        draft.forget();
        keep(work, subject, |check| check.forgery = Some(found));
    });
    view! {
        <Question id="ask-forged" title=title hint=hint does="forged-do" is_ready=is_ready on_do=act>
            <SelectField
                id="forged-kind"
                label=Signal::derive(|| text("forged-kind"))
                value=kind
                options=options
                datum=Datum::DocumentCheck
            />
            <WordsField
                id="forged-words"
                label=Signal::derive(|| text("forged-words"))
                value=shown
                datum=Datum::DocumentCheck
                rows=2
                most=MOST
            />
            <label class="choice">
                <input
                    id="forged-is-kept"
                    type="checkbox"
                    prop:checked=is_kept
                    on:change:target=move |event| is_kept.set(event.target().checked())
                />
                <span>{t!("forged-is-kept")} " " <ClassMark datum=Datum::DocumentCheck/></span>
            </label>
        </Question>
    }
}

/// Returns words as a record keeps them: in one line.
fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

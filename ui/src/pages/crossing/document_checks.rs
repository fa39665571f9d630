//! What the officer finds out of a person's document and of its holder: asked for here, kept until it goes with his decision, and shown to
//! his own State afterwards.
//!
//! Invariant: class STATE; nothing of it is sent by itself, so that no act tells that there is any.

use std::collections::BTreeMap;

use domain::document_check::{
    CheckedDocument, DocumentCheck, Forgery, ForgeryFound, HolderComparison, Likeness, Verdict,
};
use domain::visibility::Datum;
use domain::{Action, SubjectId};
use leptos::prelude::*;

use super::work::{Ask, Work};
use crate::components::{Button, ClassMark, Strength};
use crate::t;
use crate::text::{Args, text, text_with};

/// What the officer found out and has not sent yet.
pub type Unsent = BTreeMap<SubjectId, DocumentCheck>;

/// Returns what the officer made last of a holder, without having sent it.
pub fn verdict_on(unsent: &Unsent, subject: SubjectId) -> Option<Verdict> {
    unsent.get(&subject)?.comparison.as_ref().map(|comparison| comparison.verdict)
}

/// Returns an action with what goes beside it.
pub fn beside(unsent: &Unsent, subjects: &[SubjectId], what: Action) -> Action {
    let checks: Vec<DocumentCheck> = subjects.iter().filter_map(|subject| unsent.get(subject)).cloned().collect();
    if checks.is_empty() { what } else { Action::WithChecks { checks, what: Box::new(what) } }
}

/// Asks for it, and shows what waits for the decision.
#[component]
pub fn DocumentChecks(subject: SubjectId) -> impl IntoView {
    let work = Work::here();
    let compare = Callback::new(move |()| work.asking.set(Some(Ask::Compare(subject))));
    let forged = Callback::new(move |()| work.asking.set(Some(Ask::Forged(subject))));
    let back = Callback::new(move |()| {
        work.checks.update(|checks| {
            checks.remove(&subject);
        });
    });
    let waiting = Memo::new(move |_| work.checks.with(|checks| checks.get(&subject).cloned()));
    let has_document = work.seen(move |words| words.crossing().document_of(subject).is_some());
    view! {
        <div class="own__document" role="group" aria-label=move || text("check-title")>
            <div class="line">
                <Button on_press=compare>{t!("check-compare")}</Button>
                <Show when=move || has_document.get() == Some(true)>
                    <Button on_press=forged>{t!("check-forged")}</Button>
                </Show>
                <ClassMark datum=Datum::DocumentCheck/>
            </div>
            {move || {
                waiting
                    .get()
                    .map(|check| {
                        view! {
                            <div class="own__unsent" role="status">
                                <p class="small quiet">{t!("check-unsent")}</p>
                                {unsent_said(&check).into_iter().map(|line| view! { <p class="strong">{line}</p> }).collect_view()}
                                <Button on_press=back strength=Strength::Plain>{t!("check-take-back")}</Button>
                            </div>
                        }
                    })
            }}
        </div>
    }
}

/// Returns what waits for the decision, in words.
fn unsent_said(check: &DocumentCheck) -> Vec<String> {
    let compared = check.comparison.as_ref().map(compared_said);
    let forged = check.forgery.as_ref().map(|found| found_said(found, ""));
    compared.into_iter().chain(forged).collect()
}

/// Returns what was found out and sent, in words.
pub fn said(checked: &CheckedDocument) -> Vec<String> {
    let compared = checked.comparison.as_ref().map(compared_said);
    let forged = checked
        .forged
        .as_ref()
        .map(|forged| found_said(&forged.found, &format!("{} {}", forged.issuer, forged.number)));
    compared.into_iter().chain(forged).collect()
}

fn compared_said(comparison: &HolderComparison) -> String {
    let mut parts = vec![text(&format!("check-compared-{}", comparison.verdict.word()))];
    let keys =
        [(Likeness::Unlike, "check-unlike"), (Likeness::Like, "check-alike"), (Likeness::CantTell, "check-unclear")];
    for (answer, key) in keys {
        let points: Vec<String> =
            comparison.answers.all(answer).map(|point| text(&format!("point-{}", point.word()))).collect();
        if !points.is_empty() {
            parts.push(text_with(key, &Args::new().with("points", points.join(", "))));
        }
    }
    if !comparison.words.trim().is_empty() {
        parts.push(text_with("check-words", &Args::new().with("words", comparison.words.as_str())));
    }
    parts.join(" · ")
}

fn found_said(found: &ForgeryFound, document: &str) -> String {
    let key = if found.kind == Forgery::Genuine { "check-genuine-said" } else { "check-forged-said" };
    let args = Args::new().with("document", document).with("kind", kind_said(found.kind));
    let kept = text(if found.is_kept { "check-kept" } else { "check-handed-back" });
    [text_with(key, &args), found.words.clone(), kept].join(" · ")
}

/// Returns in which way a document is false, in words.
pub fn kind_said(kind: Forgery) -> String {
    text(&format!("forged-kind-{}", kind.word()))
}

#[cfg(test)]
mod tests {
    use domain::StepId;
    use domain::document_check::Answers;

    use super::*;

    #[test]
    fn what_was_found_out_goes_with_the_decision_on_that_person_alone() {
        let comparison =
            HolderComparison { answers: Answers::default(), verdict: Verdict::Impostor, words: "said so".to_owned() };
        let check = DocumentCheck { subject: SubjectId(2), comparison: Some(comparison), forgery: None };
        let unsent = Unsent::from([(SubjectId(2), check.clone())]);
        let release = || Action::Release { steps: vec![StepId(1)] };
        assert_eq!(beside(&unsent, &[SubjectId(1)], release()), release());
        let Action::WithChecks { checks, what } = beside(&unsent, &[SubjectId(1), SubjectId(2)], release()) else {
            unreachable!("it goes with it");
        };
        assert_eq!((checks, *what), (vec![check], release()));
        assert_eq!(verdict_on(&unsent, SubjectId(2)), Some(Verdict::Impostor));
        assert_eq!(verdict_on(&unsent, SubjectId(1)), None);
    }
}

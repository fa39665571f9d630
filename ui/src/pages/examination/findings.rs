//! One State's half: hidden, being typed, filed, or open.
//!
//! Invariant: a hidden half shows the State and whether it filed, nothing else.

use domain::StateCode;
use domain::examination::Findings;
use domain::visibility::Datum;
use leptos::prelude::*;

use super::Examining;
use super::form::FindingsForm;
use super::photographs::Taken;
use crate::components::{ClassMark, Icon, StateCode as Code};
use crate::t;
use crate::text::{Args, text, text_with};

#[derive(Clone, PartialEq)]
enum Shown {
    /// Open to both, or the reader's own as filed.
    Findings(Findings, bool),
    /// The reader may type.
    Typing,
    /// Hidden; whether it is filed.
    Hidden(bool),
    /// Findings can't be typed yet; whether that State is in the bay.
    Waiting(bool),
}

/// One State's half.
#[component]
pub fn Half(state: StateCode, is_own: bool) -> impl IntoView {
    let at: Examining = expect_context();
    let desk = at.desk;
    let shown = at.seen(move |words, found| {
        use domain::examination::Stage;
        let share = found.shares.get(&state);
        let revealed = share.and_then(|share| share.revealed.clone());
        let is_filed = share.is_some_and(|share| share.commitment.is_some());
        let own = words.view.file.findings.get(&found.id).filter(|_| is_own);
        let stage = found.stage(&words.crossing().states());
        match (revealed, own) {
            (Some(findings), _) => Shown::Findings(findings, true),
            (None, Some(filed)) => Shown::Findings(filed.findings.clone(), false),
            (None, None) if is_own && !is_filed && matches!(stage, Stage::Present | Stage::HalfFiled) => Shown::Typing,
            (None, None) if matches!(stage, Stage::Requested | Stage::Scheduled) => {
                Shown::Waiting(share.is_some_and(|share| share.present_at.is_some()))
            }
            (None, None) => Shown::Hidden(is_filed),
        }
    });
    let side = at.seen(
        move |words, _| {
            if words.crossing().exit_state == state { "exam-side-exit" } else { "exam-side-entry" }
        },
    );
    let other = at.seen(move |words, found| (words.crossing().other(state), found.is_joint));
    let heading = move || {
        if is_own {
            text("exam-findings-yours")
        } else {
            text_with("exam-findings-of", &Args::new().with("state", desk.state_name(state)))
        }
    };
    let aside = move || {
        let side = side.get().map(text).unwrap_or_default();
        let filed = match shown.get() {
            Some(Shown::Typing | Shown::Waiting(_) | Shown::Hidden(false)) => "exam-not-filed",
            _ => "exam-filed",
        };
        let saved = matches!(shown.get(), Some(Shown::Typing)).then(|| text("exam-saved"));
        let parts: Vec<String> = [Some(side), Some(text(filed)), saved].into_iter().flatten().collect();
        parts.join(" · ")
    };
    view! {
        <section class="findings state-edge" data-state=move || desk.slot(state) aria-label=heading>
            <header class="side__head">
                <Code state=state/>
                <h2>{heading}</h2>
                <span class="push">{aside}</span>
            </header>
            {move || match shown.get() {
                Some(Shown::Typing) => {
                    view! { <div class="findings__body stack"><FindingsForm/></div> }.into_any()
                }
                Some(Shown::Findings(findings, is_open)) => {
                    let datum = if is_open { Datum::RevealedFindings } else { Datum::FiledFindings };
                    let waits = move || {
                        other
                            .get()
                            .filter(|(_, is_joint)| *is_joint && !is_open)
                            .map(|(other, _)| {
                                text_with("exam-hidden-own", &Args::new().with("state", desk.state_name(other)))
                            })
                    };
                    view! {
                        <div class="findings__body stack">
                            {move || waits().map(|said| view! { <p class="quiet small">{said}</p> })}
                            <Open findings=findings datum=datum/>
                        </div>
                    }
                        .into_any()
                }
                Some(Shown::Hidden(is_filed)) => {
                    let said = if is_filed { "exam-hidden-filed" } else { "exam-hidden-open" };
                    let hint = move || text_with("exam-hidden-hint", &Args::new().with("state", desk.state_name(state)));
                    view! {
                        <div class="findings__hidden">
                            <Icon name="i-hidden"/>
                            <p class="strong">{t!(said)}</p>
                            {(!is_own).then(|| view! { <p class="quiet small">{hint}</p> })}
                        </div>
                    }
                        .into_any()
                }
                waiting @ (Some(Shown::Waiting(_)) | None) => {
                    let is_there = waiting == Some(Shown::Waiting(true));
                    let key = if is_there { "exam-stage-present" } else { "exam-not-here" };
                    view! {
                        <div class="findings__hidden">
                            <Icon name=if is_there { "i-check" } else { "i-clock" }/>
                            <p class="strong">{t!(key)}</p>
                        </div>
                    }
                        .into_any()
                }
            }}
        </section>
    }
}

/// Findings that may be read.
#[component]
fn Open(findings: Findings, datum: Datum) -> impl IntoView {
    let list = |seals: Vec<String>| if seals.is_empty() { "–".to_owned() } else { seals.join(" · ") };
    let result = if findings.is_as_declared { "exam-as-declared-yes" } else { "exam-as-declared-no" };
    let packages = findings.packages.map(|packages| packages.to_string());
    view! {
        <dl class="facts">
            <div><dt>{t!("exam-result")} " " <ClassMark datum=datum/></dt><dd class="strong">{t!(result)}</dd></div>
            <div>
                <dt>{t!("exam-packages-short")} " " <ClassMark datum=datum/></dt>
                <dd>{move || packages.clone().unwrap_or_else(|| text("exam-none-counted"))}</dd>
            </div>
            <div><dt>{t!("exam-seals-found-short")} " " <ClassMark datum=datum/></dt><dd><bdi>{list(findings.seals_found)}</bdi></dd></div>
            <div><dt>{t!("exam-seals-put-on-short")} " " <ClassMark datum=datum/></dt><dd><bdi>{list(findings.seals_put_on)}</bdi></dd></div>
        </dl>
        {(!findings.words.is_empty()).then(|| view! { <p><bdi>{findings.words}</bdi></p> })}
        <Taken photographs=findings.photographs datum=datum/>
    }
}

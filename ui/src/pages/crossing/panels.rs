//! What waits for a second person, examinations of the goods, slips that were issued.
//!
//! Invariant: who may sign is shown as the procedure has it; the command checks again.

use contract::SignatureOn;
use domain::act::{Motion, MotionNumber};
use domain::step::{Pending, Signed, Status};
use domain::visibility::Datum;
use domain::{Action, CrossingAct, Role, StepId, SubjectId, SubjectKind};
use leptos::prelude::*;

use super::sentence::{motion_about, motion_asked, told};
use super::words::Words;
use super::work::{Ask, Work};
use crate::components::{Button, ClassMark, Icon, Panel, StateCode as Code, Strength, Tag, Tone};
use crate::route::Page;
use crate::t;
use crate::text::{Args, text, text_with};

#[derive(Clone, PartialEq)]
struct Awaited {
    on: SignatureOn,
    state: domain::StateCode,
    said: String,
    why: Option<String>,
    datum: Datum,
    may_sign: bool,
    is_mine: bool,
    /// A second officer of the reader's State may come to this desk for it.
    is_signed_here: bool,
}

/// What waits for a second person.
#[component]
pub fn Motions() -> impl IntoView {
    let work = Work::here();
    let lines = work.seen(all_awaited);
    move || {
        let lines = lines.get().unwrap_or_default();
        (!lines.is_empty()).then(|| {
            view! {
                <Panel
                    title=Signal::derive(|| text("motions-heading"))
                    aside=ViewFn::from(|| view! { <ClassMark datum=Datum::Motion/> })
                >
                    <ul class="stack">
                        {lines.into_iter().map(|line| view! { <li class="awaited"><AwaitedLine line=line/></li> }).collect_view()}
                    </ul>
                </Panel>
            }
        })
    }
}

#[component]
fn AwaitedLine(line: Awaited) -> impl IntoView {
    let work = Work::here();
    let on = line.on;
    let sign = Callback::new(move |()| {
        work.asking.set(Some(match on {
            SignatureOn::Refusal { step } => Ask::Choice(domain::crossing::Choice::Confirm, Some(step)),
            SignatureOn::Hold { step } => Ask::Choice(domain::crossing::Choice::CoSign, Some(step)),
            SignatureOn::Motion { number } => Ask::Second(number),
        }));
    });
    let here = Callback::new(move |()| work.asking.set(Some(Ask::SignHere(on))));
    let decline = Callback::new(move |()| {
        if let SignatureOn::Motion { number } = on {
            work.live.perform(Action::Decline { number }, |_| {});
        }
    });
    let is_motion = matches!(on, SignatureOn::Motion { .. });
    let datum = line.datum;
    view! {
        <p><Code state=line.state/> " " {line.said}</p>
        {line
            .why
            .map(|why| {
                let said = move || text_with("motion-why", &Args::new().with("why", why.clone()));
                view! { <p class="small quiet">{said} " " <ClassMark datum=datum/></p> }
            })}
        <div class="line">
            {line.may_sign.then(|| view! { <Button on_press=sign strength=Strength::Main icon="i-sign">{t!("motion-sign")}</Button> })}
            {(line.may_sign && is_motion).then(|| view! { <Button on_press=decline>{t!("motion-decline")}</Button> })}
            {line
                .is_signed_here
                .then(|| view! { <Button on_press=here icon="i-sign">{t!("motion-sign-here")}</Button> })}
            {(line.is_mine && is_motion)
                .then(|| view! { <Button on_press=decline>{t!("motion-take-back")}</Button> })}
        </div>
    }
}

fn all_awaited(words: &Words<'_>) -> Vec<Awaited> {
    let crossing = words.crossing();
    let pending = crossing.steps.values().filter_map(|step| match &step.status {
        Status::Claimed { pending: Pending::Refusal(first), .. } => {
            Some(pending_line(words, (SignatureOn::Refusal { step: step.id }, step.id), first))
        }
        Status::Claimed { pending: Pending::Hold(first), .. } => {
            Some(pending_line(words, (SignatureOn::Hold { step: step.id }, step.id), first))
        }
        _ => None,
    });
    pending.chain(crossing.motions.iter().map(|(number, open)| motion_line(words, *number, open))).collect()
}

/// Returns what a signature is asked for, in a sentence; nothing where it is not waited for any more.
pub fn awaited(words: &Words<'_>, on: SignatureOn) -> Option<String> {
    all_awaited(words).into_iter().find(|line| line.on == on).map(|line| line.said)
}

/// Returns the signature on a subject that a second officer may come to this desk to give.
pub fn signed_here(words: &Words<'_>, subject: SubjectId) -> Option<SignatureOn> {
    let is_about = |on: SignatureOn| {
        let of_step = |step: StepId| words.crossing().steps.get(&step).map(|step| step.subject);
        let about = match on {
            SignatureOn::Refusal { step } | SignatureOn::Hold { step } => of_step(step),
            SignatureOn::Motion { number } => {
                words.crossing().motions.get(&number).and_then(|open| motion_about(words, open.motion))
            }
        };
        about == Some(subject)
    };
    all_awaited(words).into_iter().find(|line| line.is_signed_here && is_about(line.on)).map(|line| line.on)
}

fn pending_line(words: &Words<'_>, (on, step): (SignatureOn, StepId), first: &Signed) -> Awaited {
    let crossing = words.crossing();
    let is_refusal = matches!(on, SignatureOn::Refusal { .. });
    let what = crossing.steps.get(&step).map(|step| words.label(step.subject)).unwrap_or_default();
    let signer = if is_refusal { first.state } else { crossing.host_state };
    let args = Args::new()
        .with("who", words.officer(&first.officer))
        .with("what", what)
        .with("time", words.time(first.at))
        .with("state", words.state(signer));
    let is_mine = words.is_me(&first.officer);
    let key = match (is_refusal, is_mine) {
        (true, true) => "awaited-refusal-yours",
        (true, false) => "awaited-refusal",
        (false, true) => "awaited-hold-yours",
        (false, false) => "awaited-hold",
    };
    let wanted = if is_refusal { domain::crossing::Choice::Confirm } else { domain::crossing::Choice::CoSign };
    let is_offered = words
        .view
        .offers
        .iter()
        .flat_map(|of| &of.offers)
        .any(|offer| offer.choice == wanted && offer.step == Some(step) && offer.unless.is_none());
    Awaited {
        on,
        state: first.state,
        said: words.desk.text_with(key, &args),
        why: None,
        datum: Datum::Motion,
        may_sign: is_offered,
        is_mine,
        is_signed_here: is_mine && signer == first.state,
    }
}

fn motion_line(words: &Words<'_>, number: MotionNumber, open: &domain::crossing::OpenMotion) -> Awaited {
    let crossing = words.crossing();
    let own = words.own_state();
    let is_mine = words.is_me(&open.by.officer);
    let is_supervisor = words.desk.has_role(Role::Supervisor);
    let is_officer = words.desk.has_role(Role::Officer);
    let may_sign = !is_mine
        && match open.motion {
            Motion::Annul { .. } | Motion::ReopenEntry { .. } | Motion::Abandon { .. } => {
                own == open.by.state && is_supervisor
            }
            Motion::EndHold { .. } | Motion::TransferCustody { .. } => {
                own == open.by.state && (is_officer || is_supervisor)
            }
            Motion::ReopenExit { .. } => own == crossing.entry_state && is_officer,
            Motion::Vary { .. } | Motion::Void { .. } | Motion::Move { .. } => own != open.by.state && is_supervisor,
        };
    let is_of_one_state = !matches!(
        open.motion,
        Motion::ReopenExit { .. } | Motion::Vary { .. } | Motion::Void { .. } | Motion::Move { .. }
    );
    let why = words.view.history.iter().rev().find_map(|line| match &line.act {
        CrossingAct::Moved { number: asked, .. } if *asked == number => {
            told(line).map(str::to_owned).or_else(|| line.note.clone())
        }
        _ => None,
    });
    Awaited {
        on: SignatureOn::Motion { number },
        state: open.by.state,
        said: motion_asked(words, open),
        why,
        datum: Datum::reason_of(open.motion),
        may_sign,
        is_mine,
        is_signed_here: is_mine && is_of_one_state,
    }
}

#[derive(Clone, PartialEq)]
struct ExaminationLine {
    title: String,
    goods: String,
    stage: &'static str,
    is_open: bool,
}

/// Examinations of the goods, and asking for one.
#[component]
pub fn Examinations() -> impl IntoView {
    let work = Work::here();
    let lines = work.seen(|words| {
        let both = words.crossing().states();
        words
            .crossing()
            .examinations
            .values()
            .map(|found| {
                let title = if found.is_joint {
                    words.desk.text("examinations-joint")
                } else {
                    let args = Args::new().with("state", words.state(found.requested_by));
                    words.desk.text_with("examinations-alone", &args)
                };
                ExaminationLine {
                    title,
                    goods: words.label(found.subject),
                    stage: stage_word(found.stage(&both)),
                    is_open: found.closed.is_none(),
                }
            })
            .collect::<Vec<_>>()
    });
    let may_ask = work.of_selected(|words, id| {
        let crossing = words.crossing();
        let subject = crossing.subjects.get(&id)?;
        let is_open = crossing.examinations.values().any(|open| open.subject == id && open.closed.is_none());
        let may = words.desk.has_role(Role::Officer)
            && subject.kind == SubjectKind::Consignment
            && !subject.is_final()
            && !is_open;
        may.then_some(id)
    });
    move || {
        let lines = lines.get().unwrap_or_default();
        let may_ask = may_ask.get();
        (!lines.is_empty() || may_ask.is_some()).then(|| {
            let reference = work.live.reference();
            let ask = Callback::new(move |()| {
                if let Some(subject) = may_ask {
                    work.asking.set(Some(Ask::Examine(subject)));
                }
            });
            let is_none = lines.is_empty();
            view! {
                <Panel
                    title=Signal::derive(|| text("examinations-heading"))
                    aside=ViewFn::from(move || {
                        may_ask
                            .is_some()
                            .then(|| {
                                view! {
                                    <span class="push">
                                        <Button on_press=ask icon="i-examine">{t!("examinations-request")}</Button>
                                    </span>
                                }
                            })
                    })
                >
                    {is_none.then(|| view! { <p class="quiet small">{t!("examinations-none")}</p> })}
                    <ul class="stack">
                        {lines
                            .into_iter()
                            .map(|line| {
                                let reference = reference.clone();
                                let open = Callback::new(move |()| {
                                    work.desk.go(Page::Examination(reference.clone()));
                                });
                                let goods = line.goods;
                                let of = move || text_with("examinations-of", &Args::new().with("goods", goods.clone()));
                                let stage = line.stage;
                                view! {
                                    <li class="line">
                                        <Icon name="i-examine"/>
                                        <span>
                                            <strong>{line.title}</strong>
                                            " "
                                            {of}
                                        </span>
                                        <ClassMark datum=Datum::Examination/>
                                        <Tag tone=if line.is_open { Tone::Warn } else { Tone::Good }>{t!(stage)}</Tag>
                                        <span class="push">
                                            <Button on_press=open>{t!("examinations-open")}</Button>
                                        </span>
                                    </li>
                                }
                            })
                            .collect_view()}
                    </ul>
                </Panel>
            }
        })
    }
}

/// Returns the key of a stage.
pub const fn stage_word(stage: domain::examination::Stage) -> &'static str {
    use domain::examination::Stage;
    match stage {
        Stage::Requested => "exam-stage-requested",
        Stage::Scheduled => "exam-stage-scheduled",
        Stage::Present => "exam-stage-present",
        Stage::HalfFiled => "exam-stage-half_filed",
        Stage::Filed => "exam-stage-filed",
        Stage::Revealed => "exam-stage-revealed",
        Stage::Closed => "exam-stage-closed",
    }
}

/// Slips that were issued.
#[component]
pub fn Slips() -> impl IntoView {
    let work = Work::here();
    let slips = work.seen(|words| {
        words
            .crossing()
            .slips
            .iter()
            .map(|slip| (slip.number, words.time(slip.at), slip.is_revoked))
            .collect::<Vec<_>>()
    });
    move || {
        let slips = slips.get().unwrap_or_default();
        (!slips.is_empty()).then(|| {
            let reference = work.live.reference();
            view! {
                <Panel title=Signal::derive(|| text("slips-of-crossing"))>
                    <ul class="stack">
                        {slips
                            .into_iter()
                            .map(|(number, time, is_revoked)| {
                                let reference = reference.clone();
                                let show = Callback::new(move |()| work.desk.go(Page::Slip(reference.clone(), number)));
                                let said = move || {
                                    let args = Args::new().with("number", number.to_string()).with("time", time.clone());
                                    text_with("slips-number", &args)
                                };
                                let (key, tone) = if is_revoked {
                                    ("slips-revoked", Tone::Bad)
                                } else {
                                    ("slips-in-force", Tone::Good)
                                };
                                view! {
                                    <li class="line">
                                        <Icon name="i-slip"/>
                                        <span>{said}</span>
                                        <ClassMark datum=Datum::Serial/>
                                        <Tag tone=tone>{t!(key)}</Tag>
                                        <span class="push"><Button on_press=show>{t!("slips-show")}</Button></span>
                                    </li>
                                }
                            })
                            .collect_view()}
                    </ul>
                </Panel>
            }
        })
    }
}

//! What the reader's State alone sees of whom or what is selected: alerts, lane, reasons, notes, what it grants.
//!
//! Invariant: it wears the State's pattern and says so; nothing of it is ever read from the other State's acts.

use domain::customs::{Lane, Settlement};
use domain::private::ProtectionNeed;
use domain::step::Origin;
use domain::visibility::Datum;
use domain::{Agency, Side, StateCode, StepState, SubjectId, SubjectKind};
use leptos::prelude::*;

use super::asking::customs::{amounts_said, lane_word};
use super::document_checks::{DocumentChecks, said as checked_said};
use super::hits::{HitLine, HitOf};
use super::words::Words;
use super::work::{Stay, Work};
use crate::components::{ClassMark, Icon};
use crate::t;
use crate::text::{Args, text, text_with};

/// The lane of goods: which, the criteria met with their instructions, and whether chance chose.
type Drawn = (Lane, Vec<(String, String)>, bool);

#[derive(Clone, PartialEq)]
struct Own {
    subject: SubjectId,
    state: StateCode,
    searched: bool,
    is_claimed: bool,
    hits: Vec<HitLine>,
    /// How many entries are known from an earlier crossing to be another.
    settled: usize,
    is_drawn: bool,
    lane: Option<Drawn>,
    lines: Vec<String>,
    grants: bool,
    /// He controls the identity of a person: he may compare him, and find the document false.
    checks: bool,
}

/// What the reader's State alone sees.
#[component]
pub fn OwnPanel() -> impl IntoView {
    let work = Work::here();
    let own = work.of_selected(|words, id| Some(look(words, id)));
    let grants = Memo::new(move |_| own.with(|own| own.as_ref().filter(|own| own.grants).map(|own| own.subject)));
    let has_something = Memo::new(move |_| {
        own.with(|own| {
            own.as_ref().is_some_and(|own| {
                own.is_claimed || own.searched || own.lane.is_some() || !own.lines.is_empty() || own.is_drawn
            })
        })
    });
    let checks = Memo::new(move |_| own.with(|own| own.as_ref().filter(|own| own.checks).map(|own| own.subject)));
    let state = Memo::new(move |_| own.with(|own| own.as_ref().map(|own| own.state)));
    let desk = work.desk;
    let only = move || {
        let name = state.get().map(|state| desk.state_name(state)).unwrap_or_default();
        text_with("own-only", &Args::new().with("state", name))
    };
    view! {
        <Show when=move || has_something.get()>
            <section class="own" data-state=move || state.get().map(|state| desk.slot(state))>
                <p class="only"><Icon name="i-hidden" class="icon--s"/> {only}</p>
                {move || own.get().map(|own| view! { <Lines own=own/> })}
                {move || checks.get().map(|subject| view! { <DocumentChecks subject=subject/> })}
                {move || grants.get().map(|subject| view! { <Grants subject=subject/> })}
            </section>
        </Show>
    }
}

#[component]
fn Lines(own: Own) -> impl IntoView {
    let subject = own.subject;
    let has_hits = !own.hits.is_empty();
    let settled = i64::try_from(own.settled).unwrap_or_default();
    view! {
        {own.hits.into_iter().map(|hit| view! { <HitOf subject=subject hit=hit/> }).collect_view()}
        {own.is_drawn.then(|| view! { <p class="strong">{t!("own-drawn")}</p> })}
        {own
            .lane
            .map(|(lane, criteria, at_random)| {
                let why = move || {
                    let short = text(&format!("lane-short-{}", lane_word(lane)));
                    text_with("own-lane-why", &Args::new().with("lane", short))
                };
                view! {
                    {at_random.then(|| view! { <p><strong>{why}</strong> " " {t!("own-lane-chance")}</p> })}
                    {criteria
                        .into_iter()
                        .map(|(rule, instruction)| {
                            view! {
                                <p>
                                    // By chance the lane is higher than the criteria alone would have it.
                                    {(!at_random).then(|| view! { <strong>{why}</strong> " " })}
                                    <bdi>{rule}</bdi>
                                    ". "
                                    <strong>{t!("own-lane-do")}</strong>
                                    " "
                                    <bdi>{instruction}</bdi>
                                </p>
                            }
                        })
                        .collect_view()}
                }
            })}
        {own.lines.into_iter().map(|line| view! { <p>{line}</p> }).collect_view()}
        {(own.searched && !has_hits).then(|| view! { <p>{t!("own-search-clean")}</p> })}
        {(settled > 0).then(|| view! { <p class="small">{text_with("hit-settled-before", &Args::new().with_count("count", settled))}</p> })}
    }
}

/// What the entry State grants with the admission; sent with it.
#[component]
fn Grants(subject: SubjectId) -> impl IntoView {
    let work = Work::here();
    let read = move |part: fn(&Stay) -> &String| {
        work.stays.with(|stays| stays.get(&subject).map(part).cloned().unwrap_or_default())
    };
    let write = move |part: fn(&mut Stay) -> &mut String, typed: String| {
        work.stays.update(|stays| *part(stays.entry(subject).or_default()) = typed);
    };
    let allowed = Memo::new(move |_| {
        work.live.view.with(|view| view.as_ref().and_then(|view| view.crossing.permit_of(subject)?.days))
    });
    // What the permit allows is offered once; a field that the officer emptied stays empty.
    Effect::new(move |_| {
        let Some(days) = allowed.get() else { return };
        if work.stays.with_untracked(|stays| !stays.contains_key(&subject)) {
            write(|stay| &mut stay.days, days.to_string());
        }
    });
    let more_than_allowed = move || {
        let days: u16 = read(|stay| &stay.days).parse().ok()?;
        let allowed = allowed.get().filter(|allowed| days > *allowed)?;
        Some(text_with("own-days-over", &Args::new().with_count("count", i64::from(allowed))))
    };
    view! {
        <div class="own__grants">
            <div class="field own__days">
                <label for="days">{t!("own-days")} " " <ClassMark datum=Datum::Grant/></label>
                <input
                    id="days"
                    inputmode="numeric"
                    autocomplete="off"
                    prop:value=move || read(|stay| &stay.days)
                    on:input:target=move |event| {
                        let digits = event.target().value().chars().filter(char::is_ascii_digit).take(4).collect();
                        write(|stay| &mut stay.days, digits);
                    }
                />
                {move || {
                    more_than_allowed()
                        .map(|said| view! { <p class="field__said" role="status"><Icon name="i-warn"/><span>{said}</span></p> })
                }}
            </div>
            <div class="field">
                <label for="conditions">{t!("own-conditions")} " " <ClassMark datum=Datum::Grant/></label>
                <input
                    id="conditions"
                    autocomplete="off"
                    prop:value=move || read(|stay| &stay.conditions)
                    on:input:target=move |event| write(|stay| &mut stay.conditions, event.target().value())
                />
            </div>
        </div>
    }
}

fn look(words: &Words<'_>, id: SubjectId) -> Own {
    let crossing = words.crossing();
    let file = &words.view.file;
    let own_state = words.own_state();
    let steps: Vec<_> = crossing.steps_of(id).filter(|step| step.state == own_state).collect();
    let mut own = Own {
        subject: id,
        state: own_state,
        searched: false,
        is_claimed: false,
        hits: Vec::new(),
        settled: 0,
        is_drawn: false,
        lane: file.lanes.get(&id).map(|assigned| {
            let criteria = assigned.criteria.iter().map(|met| (met.rule.clone(), met.instruction.clone())).collect();
            (assigned.lane, criteria, assigned.at_random)
        }),
        lines: Vec::new(),
        grants: false,
        checks: false,
    };
    let text = |key: &str, args: &Args<'_>| words.desk.text_with(key, args);
    for step in &steps {
        let is_open = matches!(crossing.state_of(step), StepState::InProgress);
        let is_mine = step.officer().is_some_and(|by| words.is_me(&by.officer)) && is_open;
        own.is_claimed |= is_mine;
        own.grants |= is_mine
            && step.side == Side::Entry
            && step.agency == Agency::Immigration
            && crossing.subjects.get(&id).is_some_and(|subject| subject.kind == SubjectKind::Traveller);
        own.checks |= is_mine
            && step.agency == Agency::Immigration
            && crossing.subjects.get(&id).is_some_and(|subject| subject.kind == SubjectKind::Traveller);
        let Some(known) = file.step(step.id) else { continue };
        own.searched |= known.searches.iter().any(|search| search.subject == id);
        own.is_drawn |= known.is_drawn && is_open && !step.was_referred;
        for search in known.searches.iter().filter(|search| search.subject == id) {
            let hits = search.hits.iter().map(|hit| (hit, false));
            for (hit, is_possible) in hits.chain(search.possible.iter().map(|hit| (hit, true))) {
                // Whoever concludes speaks last.
                let settled =
                    known.dispositions.iter().rfind(|made| made.subject == id && made.entry == hit.entry).copied();
                // Whoever concludes says himself what he makes of a hit that needs two.
                let asks_again = hit.needs_two() && is_mine && matches!(step.origin, Origin::Secondary { .. });
                let line = HitLine { hit: hit.clone(), settled, is_possible, asks_again };
                // The same entry of an earlier search is the same question.
                match own.hits.iter_mut().find(|known| known.hit.entry == line.hit.entry) {
                    Some(known) => *known = line,
                    None => own.hits.push(line),
                }
            }
            own.settled += search.settled.len();
        }
        if let Some(wanted) = known.wanted.filter(|_| crossing.state_of(step) == StepState::Queried) {
            let word = match wanted {
                domain::private::Wanted::Document => "document",
                domain::private::Wanted::Payment => "payment",
                domain::private::Wanted::Person => "person",
            };
            own.lines.push(words.desk.text(&format!("own-wanted-{word}")));
        }
        if let Some(reason) = &known.reason {
            own.lines.push(text("own-reason", &Args::new().with("reason", reason_words(words, &reason.0))));
        }
        own.lines.extend(known.notes.iter().map(|note| text("own-note", &Args::new().with("note", note.as_str()))));
    }
    own.lines.extend(of_customs(words, id));
    own.lines.extend(file.checks.iter().filter(|checked| checked.subject == id).flat_map(checked_said));
    if let Some(grant) = file.grants.get(&id) {
        own.lines.push(text("own-grant", &Args::new().with_count("count", i64::from(grant.days))));
        own.lines.extend(
            grant
                .conditions
                .iter()
                .map(|words| text("own-grant-conditions", &Args::new().with("conditions", words.as_str()))),
        );
    }
    for note in words.view.history.iter().filter_map(|line| line.protection.as_ref()).filter(|note| note.subject == id)
    {
        let need = words.desk.text(&format!("ask-protection-{}", need_word(note.need)));
        own.lines.push(text("own-protection", &Args::new().with("need", need).with("words", note.words.as_str())));
    }
    if file.blocks_return(id) {
        own.lines.push(words.desk.text("own-no-return"));
    }
    for notice in file.notices.iter().filter(|notice| notice.subject == id) {
        let args =
            Args::new().with("serial", notice.serial.to_string()).with("reason", reason_words(words, &notice.reason.0));
        own.lines.push(text("own-notice", &args));
    }
    own
}

/// What the own State's customs assessed, how it was settled, and by whom lanes were changed.
fn of_customs(words: &Words<'_>, id: SubjectId) -> Vec<String> {
    let file = &words.view.file;
    let mut lines = Vec::new();
    if let Some(known) = file.amounts.get(&id).filter(|known| !known.assessed.is_empty()) {
        let settled = match &known.settled {
            Some(Settlement::Paid { number }) => {
                words.desk.text_with("own-paid", &Args::new().with("number", number.as_str()))
            }
            Some(Settlement::Secured { number, office }) => {
                let args = Args::new().with("number", number.as_str()).with("office", office.as_str());
                words.desk.text_with("own-secured", &args)
            }
            None => words.desk.text("own-unsettled"),
        };
        let args = Args::new().with("amounts", amounts_said(words, &known.assessed)).with("settled", settled);
        lines.push(words.desk.text_with("own-amounts", &args));
    }
    let lane = |lane: Lane| words.desk.text(&format!("lane-short-{}", lane_word(lane)));
    lines.extend(file.reroutes.iter().filter(|one| one.subject == id).map(|one| {
        let args = Args::new().with("from", lane(one.from)).with("to", lane(one.to)).with("why", one.why.as_str());
        words.desk.text_with("own-rerouted", &args)
    }));
    lines
}

/// Returns the word of a need for protection.
const fn need_word(need: ProtectionNeed) -> &'static str {
    match need {
        ProtectionNeed::Asylum => "asylum",
        ProtectionNeed::UnaccompaniedChild => "unaccompanied_child",
        ProtectionNeed::Trafficking => "trafficking",
        ProtectionNeed::Medical => "medical",
    }
}

/// Returns the words of a reason's code; a code of a State's own list is shown as itself.
pub fn reason_words(words: &Words<'_>, code: &str) -> String {
    let key = format!("reason-{code}");
    let said = words.desk.text(&key);
    if said == key { code.to_owned() } else { said }
}

//! The operator's list of a bus: pasted or chosen as a file; whoever can be read joins the party, the other lines are mended here.
//!
//! Invariant: nobody on a list is lost: its heads are counted whole, and the party is not registered while a line waits.

use contract::{BrokenPassengerList, ListOfVehicle, PassengerListRead, ReadPassengerList};
use domain::manifest::{ListFault, ListFaultCode, MOST_BYTES, read};
use domain::visibility::Datum;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::Registering;
use super::party::{Number, Party, Unread};
use super::sent_list::{self, SentFaults, WhichList, broken_said};
use super::tied::tied;
use crate::components::{Button, ClassMark, FileInput, Icon, Panel, Strength, WordsField};
use crate::ipc;
use crate::pages::fields::Folded;
use crate::t;
use crate::text::{Args, text, text_with};

/// What came of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Outcome {
    /// It is no list.
    NoList(ListFault),
    /// It is none that was sent by an operator's system, or an interchange that is not whole.
    Broken(BrokenPassengerList),
    /// So many heads are on it, so many came, so many were there already.
    Taken(usize, usize, usize),
    /// Of the lines that were mended so many came, so many were there already.
    Mended(usize, usize),
}

/// What came with a list that an operator's system sent.
#[derive(Clone, Copy)]
struct Sent {
    /// The lists of the file, where it is not clear which is this vehicle's.
    offered: RwSignal<Vec<ListOfVehicle>>,
    /// Its plate, where the vehicle has another.
    other_plate: RwSignal<Option<String>>,
}

impl Sent {
    fn new() -> Self {
        Self { offered: RwSignal::new(Vec::new()), other_plate: RwSignal::new(None) }
    }

    fn clear(self) {
        self.offered.set(Vec::new());
        self.other_plate.set(None);
    }
}

/// The operator's list.
#[component]
pub fn PassengerList(number: Number) -> impl IntoView {
    let at: Registering = expect_context();
    let party = at.party;
    let desk = at.desk;
    let outcome = RwSignal::new(None::<Outcome>);
    let sent = Sent::new();
    let largest = u32::try_from(MOST_BYTES).unwrap_or(u32::MAX);
    let pasted = tied(
        party,
        |party: &Party| party.list.text.clone(),
        |party: &mut Party, typed: &String| party.list.text.clone_from(typed),
    );
    let take = move |list: domain::manifest::List| {
        sent.clear();
        let heads = list.count();
        let mut taken = party.get_untracked();
        let (came, known) = taken.take_list(&list.heads, at.catalogue());
        taken.list.text.clear();
        taken.list.faults.clear();
        let unread = |line: domain::manifest::FaultyLine| Unread { line: line.fault.line, text: line.text };
        taken.list.lines = list.faulty.into_iter().map(unread).collect();
        taken.list.heading = list.heading;
        if let Some(member) = taken.member_mut(number) {
            member.papers_mut().put("heads_listed", heads.to_string());
        }
        party.set(taken);
        outcome.set(Some(Outcome::Taken(heads, came, known)));
    };
    let take_pasted = Callback::new(move |()| match read(pasted.get_untracked().as_bytes()) {
        Ok(list) => take(list),
        Err(fault) => outcome.set(Some(Outcome::NoList(fault))),
    });
    let take_sent = move |list: ListOfVehicle| {
        sent.clear();
        let heads = list.heads.len();
        let mut taken = party.get_untracked();
        let (came, known, other_plate) = sent_list::take(&mut taken, number, list, at.catalogue());
        sent.other_plate.set(other_plate);
        party.set(taken);
        outcome.set(Some(Outcome::Taken(heads, came, known)));
    };
    let take_read = move |found: PassengerListRead, fault: ListFault, is_interchange: bool| {
        let vehicle = party.with_untracked(|party| party.member(number).and_then(|one| one.vehicle()).cloned());
        match sent_list::of_vehicle(&found.lists, vehicle.as_ref()) {
            Some(list) => take_sent(list.clone()),
            None if found.lists.is_empty() => {
                // Of a table that is none the page itself says more.
                let broken = found.broken.filter(|_| is_interchange).map(Outcome::Broken);
                outcome.set(Some(broken.unwrap_or(Outcome::NoList(fault))));
            }
            None => {
                sent.clear();
                outcome.set(None);
                sent.offered.set(found.lists);
            }
        }
    };
    let take_file = move |file: web_sys::File| {
        // What is larger than a list can be is not even read.
        if file.size() > f64::from(sent_list::MOST_BYTES) {
            let broken = BrokenPassengerList { at: 1, why: "too_large".to_owned(), what: String::new() };
            return outcome.set(Some(Outcome::Broken(broken)));
        }
        spawn_local(async move {
            let unread = || {
                let fault = ListFaultCode::NotText;
                outcome.try_set(Some(Outcome::NoList(ListFault { line: 1, fault, column: None })));
            };
            let Some(bytes) = ipc::bytes_of(&file).await else { return unread() };
            // The lines of a table that the page reads itself can be mended here.
            let fault = match read(&bytes) {
                Ok(list) => return take(list),
                Err(fault) => fault,
            };
            let is_interchange = bytes.trim_ascii_start().starts_with(b"UN");
            let Some(content) = ipc::base64_of(&file).await else { return unread() };
            match ipc::call(ReadPassengerList { content }).await {
                Ok(found) => take_read(found, fault, is_interchange),
                Err(failure) => desk.report(&failure),
            }
        });
    };
    let count = |number: usize| i64::try_from(number).unwrap_or_default();
    let said = move || {
        outcome.get().map(|outcome| match outcome {
            Outcome::NoList(fault) => {
                view! { <p class="field__said" role="alert"><Icon name="i-warn"/><span>{sentence(&fault, fault.line)}</span></p> }
                    .into_any()
            }
            Outcome::Broken(broken) => {
                view! { <p class="field__said" role="alert"><Icon name="i-warn"/><span>{broken_said(&broken)}</span></p> }
                    .into_any()
            }
            Outcome::Taken(heads, came, known) => {
                let args = Args::new()
                    .with_count("count", count(heads))
                    .with_count("came", count(came))
                    .with_count("known", count(known));
                view! { <p role="status">{text_with("list-taken", &args)}</p> }.into_any()
            }
            Outcome::Mended(came, known) => {
                let args = Args::new().with_count("came", count(came)).with_count("known", count(known));
                view! { <p role="status">{text_with("list-mended-taken", &args)}</p> }.into_any()
            }
        })
    };
    let seen = Memo::new(move |_| party.with(Party::seen_of_list));
    let seen_said = move || {
        let (seen, listed) = seen.get();
        text_with("list-seen", &Args::new().with("seen", seen.to_string()).with_count("count", count(listed)))
    };
    let other_plate = move || {
        sent.other_plate.get().map(|plate| {
            let said = text_with("list-plate-other", &Args::new().with("plate", plate));
            view! { <p class="field__said" role="alert"><Icon name="i-warn"/><span>{said}</span></p> }
        })
    };
    let is_waiting = Signal::derive(move || party.with(|party| !party.list.is_over() || !party.list.faults.is_empty()));
    view! {
        <Panel title=Signal::derive(|| text("list-heading"))>
            <Show when=move || seen.get().1 != 0>
                <p class="strong" id="list-seen">{seen_said}</p>
            </Show>
            <Folded title=Signal::derive(|| text("list-open")) is_used=is_waiting>
                <div class="stack">
                    <WordsField
                        id="list-text"
                        datum=Datum::Person
                        label=Signal::derive(|| text("list-paste"))
                        value=pasted
                        hint=Signal::derive(|| text("list-columns"))
                        rows=5
                        most=largest
                    />
                    <div class="line">
                        <Button on_press=take_pasted is_off=Signal::derive(move || pasted.with(|text| text.trim().is_empty()))>
                            {t!("list-take")}
                        </Button>
                        <FileInput
                            id="list-file"
                            accept=sent_list::ACCEPTED
                            on_choose=take_file
                        >
                            <span class="small quiet">{t!("list-file")} " " <ClassMark datum=Datum::Person/></span>
                        </FileInput>
                    </div>
                    {said}
                    {other_plate}
                    <WhichList lists=sent.offered on_choose=Callback::new(take_sent)/>
                    <SentFaults/>
                    <Mending outcome=outcome/>
                </div>
            </Folded>
        </Panel>
    }
}

/// The lines that could not be read, each to be mended where it stands.
#[component]
fn Mending(outcome: RwSignal<Option<Outcome>>) -> impl IntoView {
    let at: Registering = expect_context();
    let party = at.party;
    let lines = Memo::new(move |_| {
        party.with(|party| party.list.lines.iter().map(|unread| unread.line).collect::<Vec<usize>>())
    });
    let fault_of = move |line: usize| {
        party.with(|party| {
            let unread = party.list.lines.iter().find(|unread| unread.line == line)?;
            reading(&party.list.heading, &unread.text).err()
        })
    };
    let mended = Memo::new(move |_| lines.get().into_iter().filter(|line| fault_of(*line).is_none()).count());
    let take = Callback::new(move |()| {
        let mut taken = party.get_untracked();
        let heading = taken.list.heading.clone();
        let (mut came, mut known) = (0, 0);
        for unread in std::mem::take(&mut taken.list.lines) {
            match reading(&heading, &unread.text) {
                Ok(list) => {
                    let of_line = taken.take_list(&list.heads, at.catalogue());
                    came += of_line.0;
                    known += of_line.1;
                }
                Err(_) => taken.list.lines.push(unread),
            }
        }
        party.set(taken);
        outcome.set(Some(Outcome::Mended(came, known)));
    });
    let drop = move |line: usize| party.update(|party| party.list.lines.retain(|unread| unread.line != line));
    view! {
        <Show when=move || !lines.with(Vec::is_empty)>
            <p class="strong">{t!("list-mend")}</p>
            <ul class="stack">
                <For each=move || lines.get() key=|line| *line let:line>
                    <li class="list__line">
                        <input
                            aria-label=move || text_with("list-line", &Args::new().with("line", line.to_string()))
                            aria-invalid=move || fault_of(line).is_some().then_some("true")
                            autocomplete="off"
                            spellcheck="false"
                            prop:value=move || {
                                party
                                    .with(|party| {
                                        party.list.lines.iter().find(|unread| unread.line == line).map(|one| one.text.clone())
                                    })
                                    .unwrap_or_default()
                            }
                            on:input:target=move |event| {
                                let typed = event.target().value();
                                party.update(|party| {
                                    if let Some(unread) = party.list.lines.iter_mut().find(|unread| unread.line == line) {
                                        unread.text = typed;
                                    }
                                });
                            }
                        />
                        <Button
                            on_press=move |()| drop(line)
                            strength=Strength::Plain
                            icon="i-cross"
                            label=Signal::derive(move || text_with("list-drop", &Args::new().with("line", line.to_string())))
                        />
                        {move || match fault_of(line) {
                            Some(fault) => {
                                view! { <p class="field__said"><Icon name="i-warn"/><span>{sentence(&fault, line)}</span></p> }
                                    .into_any()
                            }
                            None => view! { <p class="field__said"><Icon name="i-check"/><span>{t!("list-mended")}</span></p> }.into_any(),
                        }}
                    </li>
                </For>
            </ul>
            <Button on_press=take is_off=Signal::derive(move || mended.get() == 0)>{t!("list-take-mended")}</Button>
        </Show>
    }
}

/// Reads one line under its heading.
fn reading(heading: &str, line: &str) -> Result<domain::manifest::List, ListFault> {
    let list = read(format!("{heading}\n{line}").as_bytes())?;
    match list.faulty.first() {
        Some(faulty) => Err(faulty.fault.clone()),
        None => Ok(list),
    }
}

/// Returns what is wrong, with its line and its column.
fn sentence(fault: &ListFault, line: usize) -> String {
    let args = Args::new()
        .with("line", line.to_string())
        .with("column", fault.column.clone().unwrap_or_default())
        .with("fault", text(&format!("list-fault-{}", fault.fault.word())));
    let key = match (&fault.column, fault.fault) {
        (Some(_), _) => "list-fault-column",
        (None, ListFaultCode::Fields) => "list-fault-line",
        (None, _) => "list-fault-whole",
    };
    text_with(key, &args)
}

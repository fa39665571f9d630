//! What a traveller declares to customs: his channel, his cash, what he brings.
//!
//! Invariant: what follows from it is said before it is recorded, as the domain will have it.

use catalogue::Catalogue;
use domain::agreement::Money;
use domain::personal::{Channel, MOST_CURRENCIES, PersonalDeclaration};
use domain::visibility::Datum;
use domain::{Action, Side, StateCode, SubjectId};
use leptos::prelude::*;

use super::{Question, close_when_done, form_of, number_of, said};
use crate::components::{Choice, Choices, Icon};
use crate::pages::crossing::paper_facts::money;
use crate::pages::crossing::words::Words;
use crate::pages::crossing::work::Work;
use crate::pages::draft::Draft;
use crate::pages::fields::{Column, Fields, FormField, Kind, OneField, Reading, Rows, Wrong};
use crate::text::{Args, text};

/// How the names of the fields of cash begin.
const CASH: &str = "cash-";

const COLUMNS: [Column; 2] = [
    Column { name: "amount", label: "papers-amount", class: "" },
    Column { name: "currency", label: "declare-currency", class: "" },
];

static BRINGS: [FormField; 3] = [
    FormField { name: "arms", label: "personal-arms", kind: Kind::Line, class: "span-6" },
    FormField { name: "animals", label: "personal-animals", kind: Kind::Line, class: "span-6" },
    FormField { name: "food", label: "personal-food", kind: Kind::Line, class: "span-6" },
];

/// Records what the traveller who is selected declares.
#[component]
pub fn PersonalDialog() -> impl IntoView {
    let work = Work::here();
    let subject = work.selected.get_untracked();
    let known = work.live.view.with_untracked(|view| {
        let declared = view.as_ref()?.crossing.personal.get(&subject?)?.as_ref()?;
        Some(typed_again(declared))
    });
    let fields = RwSignal::new(known.unwrap_or_default());
    let draft = Draft::keep_over(
        form_of(work, "personal", number_of(subject)),
        move || fields.get(),
        move |kept: Fields| fields.set(kept),
    );
    let read = Memo::new(move |_| fields.with(|fields| read(fields, Catalogue::of(work.desk.language.get()))));
    let wrong = Signal::derive(move || read.with(|(_, wrong)| wrong.clone()));
    let title = said(work, move |words| {
        let who = subject.map(|subject| words.label(subject)).unwrap_or_default();
        words.desk.text_with("personal-of", &Args::new().with("who", who))
    });
    let follows = work.seen(move |words| {
        // Something stands in the place of what can't be read yet: nothing follows from that.
        read.with(|(declared, wrong)| match subject {
            Some(subject) if wrong.is_empty() => what_follows(words, subject, declared),
            _ => Vec::new(),
        })
    });
    let channels = Signal::derive(|| {
        vec![
            Choice::new("green", text("personal-green")).hinted(text("personal-green-hint")),
            Choice::new("red", text("personal-red")).hinted(text("personal-red-hint")),
        ]
    });
    let channel = Signal::derive(move || fields.with(|fields| channel_of(fields).to_owned()));
    let act = Callback::new(move |()| {
        let (declared, _) = read.get_untracked();
        let Some(subject) = subject else { return };
        let close = close_when_done(work);
        work.live.perform(Action::DeclareTraveller { subject, declared }, move |done| {
            draft.forget();
            close(done);
        });
    });
    view! {
        <Question
            id="ask-personal"
            title=title
            does="personal-do"
            is_ready=Signal::derive(move || wrong.with(Vec::is_empty))
            on_do=act
        >
            <Choices
                name="channel"
                legend=Signal::derive(|| text("personal-channel"))
                value=channel
                on_choose=Callback::new(move |chosen: String| fields.update(|fields| fields.put("channel", chosen)))
                options=channels
                datum=Datum::PersonalDeclaration
            />
            <p class="small quiet">{move || text("personal-cash")}</p>
            <Rows
                fields=fields
                prefix=CASH
                columns=&COLUMNS
                most=MOST_CURRENCIES
                wrong=wrong
                datum=Datum::PersonalDeclaration
            />
            <div class="fields">
                {BRINGS
                    .iter()
                    .map(|of| view! { <OneField fields=fields of=of wrong=wrong datum=Datum::PersonalDeclaration/> })
                    .collect_view()}
            </div>
            <ul class="remarks" role="status">
                {move || {
                    follows
                        .get()
                        .unwrap_or_default()
                        .into_iter()
                        .map(|said| view! { <li><Icon name="i-info" class="icon--s"/> " " {said}</li> })
                        .collect_view()
                }}
            </ul>
        </Question>
    }
}

/// Returns what follows from a declaration: which limit it is over, and where customs sees him.
fn what_follows(words: &Words<'_>, subject: SubjectId, declared: &PersonalDeclaration) -> Vec<String> {
    let Some(plan) = words.desk.plan() else { return Vec::new() };
    let crossing = words.crossing();
    let text = |key: &str, args: &Args<'_>| words.desk.text_with(key, args);
    let of_state = |state: StateCode| Args::new().with("state", words.state(state));
    let sides = [(Side::Exit, crossing.exit_state), (Side::Entry, crossing.entry_state)];
    let opens = crossing.opened_by(subject, declared, &plan);
    let day = plan.day_of(crossing.entry_state, crossing.arrival());
    let mut said = Vec::new();
    for (side, state) in sides {
        for over in declared.over_limit(&plan.agreement, state, day) {
            let args = of_state(state).with("carried", money(words, &over.carried));
            said.push(match over.limit {
                Some(minor) => {
                    let limit = Money { minor, currency: over.carried.currency };
                    text("personal-over", &args.with("limit", money(words, &limit)))
                }
                None => text("personal-no-limit", &args),
            });
        }
        if opens.iter().any(|step| step.side == side) {
            said.push(text("personal-opens", &of_state(state)));
        } else if declared.must_be_seen(&plan.agreement, state, day) {
            let has_one =
                crossing.steps_of(subject).any(|step| step.side == side && step.agency == domain::Agency::Customs);
            said.push(text(if has_one { "personal-has-step" } else { "personal-over-already" }, &of_state(state)));
        }
    }
    if said.is_empty() {
        said.push(words.desk.text("personal-nothing"));
    }
    said
}

fn channel_of(fields: &Fields) -> &str {
    if fields.of("channel") == "red" { "red" } else { "green" }
}

/// Reads what is typed, and says what is wrong with it.
fn read(fields: &Fields, catalogue: &Catalogue) -> (PersonalDeclaration, Vec<Wrong>) {
    let mut at = Reading::of(fields, catalogue);
    let rows = fields.rows(CASH);
    let cash = rows.iter().filter_map(|row| at.money(&format!("{CASH}{row}-amount"), &format!("{CASH}{row}-currency")));
    let cash = cash.collect();
    let channel = if channel_of(fields) == "red" { Channel::Red } else { Channel::Green };
    let (arms, animals, food) = (at.given("arms"), at.given("animals"), at.given("food"));
    let declared = PersonalDeclaration { channel, cash, arms, animals, food };
    let faults = declared.faults();
    (declared, at.hear(faults, CASH, &rows))
}

/// Returns a declaration as it is typed again.
fn typed_again(declared: &PersonalDeclaration) -> Fields {
    let mut fields = Fields::default();
    fields.put("channel", if declared.channel == Channel::Red { "red" } else { "green" });
    for (number, cash) in (1..).zip(&declared.cash) {
        fields.put(&format!("{CASH}{number}-amount"), cash.written());
        fields.put(&format!("{CASH}{number}-currency"), cash.currency.as_str());
    }
    for (name, words) in [("arms", &declared.arms), ("animals", &declared.animals), ("food", &declared.food)] {
        fields.put(name, words.clone().unwrap_or_default());
    }
    fields
}

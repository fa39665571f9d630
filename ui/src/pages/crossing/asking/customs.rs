//! What customs does beside a step: it assesses what is to be paid, records how that was settled, and changes the lane.
//!
//! Invariant: each of them rides on the act that the officer chooses here; none is an act of its own.

use domain::act::Conclusion;
use domain::agreement::Money;
use domain::codes::Currency;
use domain::crossing::Choice;
use domain::customs::{AmountKind, Assessed, CustomsWork, Lane, Reroute, Settlement};
use domain::private::{Amounts, Wanted};
use domain::quantity;
use domain::step::Status;
use domain::visibility::Datum;
use domain::{Action, Role, StepId};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::{Question, close_when_done, form_of, said};
use crate::components::{Button, Choice as Option_, Choices, ClassMark, Field, Icon, Strength, WordsField};
use crate::pages::crossing::words::Words;
use crate::pages::crossing::work::Work;
use crate::pages::draft::Draft;
use crate::pages::typed;
use crate::t;
use crate::text::{Args, text, text_with};

/// The lanes, the mildest first.
const LANES: [Lane; 4] = [Lane::Green, Lane::Blue, Lane::Yellow, Lane::Red];

/// One amount as typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct TypedAmount {
    kind: String,
    amount: String,
    currency: String,
}

impl TypedAmount {
    fn of(assessed: &Assessed) -> Self {
        Self {
            kind: assessed.kind.word().to_owned(),
            amount: assessed.amount.written(),
            currency: assessed.amount.currency.to_string(),
        }
    }

    /// Returns what follows this one: of the next kind, in the same currency.
    fn next(after: Option<&Self>) -> Self {
        let place = after.and_then(|last| AmountKind::ALL.iter().position(|kind| kind.word() == last.kind));
        let kind = place.and_then(|place| AmountKind::ALL.get(place + 1)).unwrap_or(&AmountKind::Duty);
        Self {
            kind: kind.word().to_owned(),
            amount: String::new(),
            currency: after.map(|last| last.currency.clone()).unwrap_or_default(),
        }
    }

    fn read(&self) -> Option<Assessed> {
        let kind = AmountKind::ALL.into_iter().find(|kind| kind.word() == self.kind)?;
        let amount = Money::read(&self.amount, self.currency.parse().ok()?).ok()?;
        Some(Assessed { kind, amount })
    }

    /// Returns the key of what is wrong with the amount, once something is typed.
    fn wrong_amount(&self) -> Option<&'static str> {
        let currency: Option<Currency> = self.currency.parse().ok();
        let decimals = currency.map_or(Currency::USUAL_DECIMALS, |currency| currency.decimals());
        let why = quantity::read(&self.amount, decimals).err().filter(|_| !self.amount.trim().is_empty())?;
        Some(typed::wrong_amount(why, decimals))
    }
}

/// How what is assessed is settled, as typed.
#[derive(Debug, Clone, Copy)]
struct Settling {
    how: RwSignal<String>,
    number: RwSignal<String>,
    office: RwSignal<String>,
}

impl Settling {
    fn new(how: &str) -> Self {
        Self {
            how: RwSignal::new(how.to_owned()),
            number: RwSignal::new(String::new()),
            office: RwSignal::new(String::new()),
        }
    }

    fn typed(self) -> (String, String, String) {
        (self.how.get(), self.number.get(), self.office.get())
    }

    fn find(self, (how, number, office): (String, String, String)) {
        self.how.set(how);
        self.number.set(number);
        self.office.set(office);
    }

    /// Returns the settlement; nothing where the party is still to pay.
    fn settlement(self) -> Option<Settlement> {
        let typed = |field: RwSignal<String>| field.with(|typed| typed.trim().to_owned());
        match self.how.get().as_str() {
            "paid" => Some(Settlement::Paid { number: typed(self.number) }),
            "secured" => Some(Settlement::Secured { number: typed(self.number), office: typed(self.office) }),
            _ => None,
        }
    }

    /// Returns whether whatever is said to be settled is proved.
    fn is_whole(self) -> bool {
        self.settlement().is_none_or(|settlement| {
            settlement.is_proved()
                && match &settlement {
                    Settlement::Paid { .. } => true,
                    Settlement::Secured { office, .. } => !office.is_empty(),
                }
        })
    }
}

/// Asks how it is settled, and for what proves it.
#[component]
fn SettlingFields(
    settling: Settling,
    /// What there is to choose, by its values.
    ways: &'static [&'static str],
    /// What proves it has the focus as soon as it is asked for.
    takes_focus: bool,
) -> impl IntoView {
    let how = settling.how;
    let options = Signal::derive(move || {
        ways.iter().map(|way| Option_::new(*way, text(&format!("ask-settle-{way}")))).collect::<Vec<_>>()
    });
    let is_settled = Memo::new(move |_| how.with(|how| how != "wait"));
    let is_secured = Memo::new(move |_| how.with(|how| how == "secured"));
    let number =
        Signal::derive(move || text(if is_secured.get() { "ask-settle-guarantee" } else { "ask-settle-receipt" }));
    view! {
        <Choices
            name="settled"
            legend=Signal::derive(|| text("ask-settle-how"))
            value=how
            on_choose=Callback::new(move |chosen| how.set(chosen))
            options=options
            datum=Datum::Amount
        />
        <Show when=move || is_settled.get()>
            <Field id="settle-number" label=number value=settling.number datum=Datum::Amount is_first=takes_focus/>
        </Show>
        <Show when=move || is_secured.get()>
            <Field
                id="settle-office"
                label=Signal::derive(|| text("ask-settle-office"))
                value=settling.office
                datum=Datum::Amount
            />
        </Show>
    }
}

/// Assesses what is to be paid; the party goes to pay, or has paid at this desk.
#[component]
pub fn AssessDialog(step: StepId) -> impl IntoView {
    let work = Work::here();
    let known = known_amounts(work, step).map(|known| known.assessed).unwrap_or_default();
    let was_assessed = !known.is_empty();
    let rows = RwSignal::new(if was_assessed {
        known.iter().map(TypedAmount::of).collect()
    } else {
        vec![TypedAmount::next(None)]
    });
    let settling = Settling::new("wait");
    let draft = Draft::keep_over(
        form_of(work, "assess", step.0),
        move || (rows.get(), settling.typed()),
        move |(kept_rows, kept)| {
            rows.set(kept_rows);
            settling.find(kept);
        },
    );
    let assessed = Memo::new(move |_| {
        rows.with(|rows| rows.iter().map(TypedAmount::read).collect::<Option<Vec<Assessed>>>())
            .filter(|all| was_assessed || !all.is_empty())
    });
    let hint = said(work, move |words| {
        words.desk.text_with("ask-assess-hint", &Args::new().with("state", words.state(words.own_state())))
    });
    let is_nothing = Memo::new(move |_| rows.with(Vec::is_empty));
    let act = Callback::new(move |()| {
        // Where nothing is to be paid after all, there is nothing to settle, and nobody is sent to pay.
        let is_nothing = is_nothing.get_untracked();
        let settled = if is_nothing { None } else { untrack(|| settling.settlement()) };
        let is_over = is_nothing || settled.is_some();
        let customs = Box::new(CustomsWork { assessed: assessed.get_untracked(), settled, reroute: None });
        let subjects = work.subjects_of(&[step]);
        let action = if is_over {
            work.ending(step, Conclusion::Cleared, customs)
        } else {
            Action::Query { step, wanted: Wanted::Payment, note: None, customs }
        };
        send(work, action, subjects, draft);
    });
    let add = Callback::new(move |()| {
        rows.update(|rows| {
            let next = TypedAmount::next(rows.last());
            rows.push(next);
        });
    });
    let count = Memo::new(move |_| rows.with(Vec::len));
    view! {
        <Question
            id="ask-assess"
            title=said(work, move |words| step_title(words, "ask-assess", step))
            hint=hint
            does="ask-assess-do"
            is_ready=Signal::derive(move || assessed.with(Option::is_some) && (is_nothing.get() || settling.is_whole()))
            on_do=act
            is_wide=true
        >
            <table class="items amounts">
                <thead>
                    <tr>
                        <th scope="col">{t!("ask-assess-kind")} " " <ClassMark datum=Datum::Amount/></th>
                        <th scope="col">{t!("ask-assess-amount")}</th>
                        <th scope="col">{t!("declare-currency")}</th>
                        <th></th>
                    </tr>
                </thead>
                <tbody>
                    <For each=move || 0..count.get() key=|at| *at let:at>
                        <AmountRow rows=rows at=at/>
                    </For>
                </tbody>
            </table>
            <ul class="remarks" role="status">
                {move || {
                    let wrong = rows.with(|rows| rows.iter().map(TypedAmount::wrong_amount).collect::<Vec<_>>());
                    let said = |(at, wrong): (usize, Option<&str>)| {
                        let args = Args::new().with("row", (at + 1).to_string()).with("fault", text(wrong?));
                        let said = text_with("ask-assess-fault", &args);
                        Some(view! { <li><Icon name="i-warn" class="icon--s"/> " " {said}</li> })
                    };
                    wrong.into_iter().enumerate().filter_map(said).collect_view()
                }}
            </ul>
            <Show when=move || count.get() < CustomsWork::MOST_AMOUNTS>
                <p class="line"><Button on_press=add>{t!("ask-assess-add")}</Button></p>
            </Show>
            <Show when=move || !is_nothing.get()>
                <SettlingFields settling=settling ways=&["wait", "paid", "secured"] takes_focus=false/>
            </Show>
        </Question>
    }
}

#[component]
fn AmountRow(rows: RwSignal<Vec<TypedAmount>>, at: usize) -> impl IntoView {
    let read = move |part: fn(&TypedAmount) -> &String| {
        rows.with(|rows| rows.get(at).map(|row| part(row).clone()).unwrap_or_default())
    };
    let write = move |part: fn(&mut TypedAmount) -> &mut String, typed: String| {
        rows.update(|rows| {
            if let Some(row) = rows.get_mut(at) {
                *part(row) = typed;
            }
        });
    };
    let remove = Callback::new(move |()| {
        rows.update(|rows| {
            if at < rows.len() {
                rows.remove(at);
            }
        });
    });
    let label = move |key: &'static str| {
        move || text_with("ask-assess-cell", &Args::new().with("field", text(key)).with("row", (at + 1).to_string()))
    };
    let remove_label =
        Signal::derive(move || text_with("ask-assess-remove", &Args::new().with("row", (at + 1).to_string())));
    view! {
        <tr>
            <td>
                <select
                    aria-label=label("ask-assess-kind")
                    prop:value=move || read(|row| &row.kind)
                    on:change:target=move |event| write(|row| &mut row.kind, event.target().value())
                >
                    {AmountKind::ALL
                        .map(|kind| {
                            view! {
                                <option value=kind.word() selected=move || read(|row| &row.kind) == kind.word()>
                                    {move || text(&format!("amount-{}", kind.word()))}
                                </option>
                            }
                        })
                        .collect_view()}
                </select>
            </td>
            <td>
                <input
                    id=format!("amount-{at}")
                    aria-label=label("ask-assess-amount")
                    aria-invalid=move || {
                        let is_wrong = rows.with(|rows| rows.get(at).is_some_and(|row| row.wrong_amount().is_some()));
                        is_wrong.then_some("true")
                    }
                    inputmode="decimal"
                    autocomplete="off"
                    autofocus=at == 0
                    prop:value=move || read(|row| &row.amount)
                    on:input:target=move |event| write(|row| &mut row.amount, event.target().value())
                />
            </td>
            <td class="declare__short">
                <input
                    id=format!("currency-{at}")
                    aria-label=label("declare-currency")
                    aria-invalid=move || {
                        let typed = read(|row| &row.currency);
                        (!typed.trim().is_empty() && typed.parse::<Currency>().is_err()).then_some("true")
                    }
                    maxlength="3"
                    autocomplete="off"
                    prop:value=move || read(|row| &row.currency)
                    on:input:target=move |event| write(|row| &mut row.currency, event.target().value())
                />
            </td>
            <td><Button on_press=remove strength=Strength::Plain icon="i-cross" label=remove_label/></td>
        </tr>
    }
}

/// Records that what was assessed is paid or secured.
#[component]
pub fn SettleDialog(step: StepId) -> impl IntoView {
    let work = Work::here();
    let settling = Settling::new("paid");
    let draft = Draft::keep(form_of(work, "settle", step.0), move || settling.typed(), move |kept| settling.find(kept));
    let due = said(work, move |words| {
        let subject = words.crossing().steps.get(&step).map(|step| step.subject);
        let known = subject.and_then(|subject| words.view.file.amounts.get(&subject));
        known.map(|known| amounts_said(words, &known.assessed)).unwrap_or_default()
    });
    // At a desk that has it, the control is done with the receipt; where the party was sent to pay, it waits for its desk.
    let is_queried = work.live.view.with_untracked(|view| {
        let step = view.as_ref().and_then(|view| view.crossing.steps.get(&step));
        step.is_some_and(|step| matches!(step.status, Status::Queried { .. }))
    });
    let act = Callback::new(move |()| {
        let settled = untrack(|| settling.settlement());
        let customs = Box::new(CustomsWork { settled, ..CustomsWork::default() });
        let subjects = work.subjects_of(&[step]);
        let action = if is_queried {
            Action::Answer { step, note: None, customs }
        } else {
            work.ending(step, Conclusion::Cleared, customs)
        };
        send(work, action, subjects, draft);
    });
    view! {
        <Question
            id="ask-settle"
            title=said(work, move |words| step_title(words, "ask-settle", step))
            hint=Signal::derive(move || {
                text(if is_queried { "ask-settle-hint-queried" } else { "ask-settle-hint" })
            })
            does=if is_queried { "ask-answer-do" } else { "ask-settle-do" }
            is_ready=Signal::derive(move || settling.is_whole())
            on_do=act
        >
            <p class="strong"><bdi>{due}</bdi> " " <ClassMark datum=Datum::Amount/></p>
            <SettlingFields settling=settling ways=&["paid", "secured"] takes_focus=true/>
        </Question>
    }
}

/// Changes the lane, with the act that goes with it.
#[component]
pub fn RerouteDialog(step: StepId) -> impl IntoView {
    let work = Work::here();
    let now = work.live.view.with_untracked(|view| {
        let view = view.as_ref()?;
        let subject = view.crossing.steps.get(&step)?.subject;
        view.file.lanes.get(&subject).map(|assigned| assigned.lane)
    });
    let is_second = work.is_secondary(step);
    // An officer makes it stricter; milder is a supervisor's to say, in a second line.
    let may_be_milder = is_second && work.desk.has_role(Role::Supervisor);
    let lanes: Vec<Lane> =
        LANES.into_iter().filter(|lane| Some(*lane) != now && (may_be_milder || Some(*lane) > now)).collect();
    let first = if may_be_milder { lanes.last() } else { lanes.first() };
    let lane = RwSignal::new(first.map(|lane| lane_word(*lane)).unwrap_or_default().to_owned());
    let why = RwSignal::new(String::new());
    let then = RwSignal::new(if is_second { "conclude_cleared" } else { "refer" }.to_owned());
    let draft = Draft::keep(
        form_of(work, "reroute", step.0),
        move || (lane.get(), why.get(), then.get()),
        move |(kept_lane, kept_why, kept_then)| {
            lane.set(kept_lane);
            why.set(kept_why);
            then.set(kept_then);
        },
    );
    let lanes = StoredValue::new(lanes);
    let lane_options = Signal::derive(move || {
        let word = |lane: &Lane| lane_word(*lane);
        lanes.with_value(|lanes| {
            lanes.iter().map(|lane| Option_::new(word(lane), text(&format!("lane-{}", word(lane))))).collect::<Vec<_>>()
        })
    });
    let ways: &[(&str, Choice)] = if is_second {
        &[("conclude_cleared", Choice::ConcludeCleared), ("conclude_ready", Choice::ConcludeReady)]
    } else {
        &[("refer", Choice::Refer), ("query", Choice::Query), ("clear", Choice::Clear)]
    };
    let then_options = Signal::derive(move || {
        ways.iter()
            .filter(|(_, choice)| work.is_offered(step, *choice))
            .map(|(word, _)| Option_::new(*word, text(&format!("ask-reroute-{word}"))))
            .collect::<Vec<_>>()
    });
    let hint = said(work, move |words| {
        let now = now.map(|lane| words.desk.text(&format!("lane-{}", lane_word(lane)))).unwrap_or_default();
        let key = if is_second { "ask-reroute-hint-second" } else { "ask-reroute-hint" };
        words.desk.text_with(key, &Args::new().with("lane", now))
    });
    let act = Callback::new(move |()| {
        let chosen = lane.get_untracked();
        let Some(lane) = LANES.into_iter().find(|lane| lane_word(*lane) == chosen) else { return };
        let reroute = Some(Reroute { lane, why: why.get_untracked().trim().to_owned() });
        let customs = Box::new(CustomsWork { reroute, ..CustomsWork::default() });
        let subjects = work.subjects_of(&[step]);
        let action = match then.get_untracked().as_str() {
            "refer" => {
                let dispositions = work.dispositions(&subjects);
                Action::Refer { step, dispositions, note: None, protection: None, customs }
            }
            "query" => Action::Query { step, wanted: Wanted::Document, note: None, customs },
            "conclude_ready" => work.ending(step, Conclusion::Ready, customs),
            _ => work.ending(step, Conclusion::Cleared, customs),
        };
        send(work, action, subjects, draft);
    });
    view! {
        <Question
            id="ask-reroute"
            title=said(work, move |words| step_title(words, "ask-reroute", step))
            hint=hint
            does="ask-reroute-do"
            is_ready=Signal::derive(move || {
                !lane.with(String::is_empty) && !why.with(|words| words.trim().is_empty())
            })
            on_do=act
        >
            <Choices
                name="lane"
                legend=Signal::derive(|| text("ask-reroute-lane"))
                value=lane
                on_choose=Callback::new(move |chosen| lane.set(chosen))
                options=lane_options
                datum=Datum::Lane
            />
            <WordsField
                id="reroute-why"
                label=Signal::derive(|| text("ask-why"))
                value=why
                datum=Datum::Lane
                rows=2
                most=200
                is_first=true
            />
            <Choices
                name="then"
                legend=Signal::derive(|| text("ask-reroute-then"))
                value=then
                on_choose=Callback::new(move |chosen| then.set(chosen))
                options=then_options
                datum=Datum::Step
            />
        </Question>
    }
}

/// Returns amounts in words: for what, and how much.
pub fn amounts_said(words: &Words<'_>, assessed: &[Assessed]) -> String {
    let one = |one: &Assessed| {
        let args = Args::new()
            .with("kind", words.desk.text(&format!("amount-{}", one.kind.word())))
            .with("amount", words.decimal(one.amount.minor, one.amount.currency.decimals()))
            .with("currency", one.amount.currency.to_string());
        words.desk.text_with("own-amount", &args)
    };
    assessed.iter().map(one).collect::<Vec<_>>().join(" · ")
}

/// Returns the word of a lane.
pub const fn lane_word(lane: Lane) -> &'static str {
    match lane {
        Lane::Green => "green",
        Lane::Blue => "blue",
        Lane::Yellow => "yellow",
        Lane::Red => "red",
    }
}

/// Sends what was asked; what was typed for it is forgotten once it was done.
fn send(work: Work, action: Action, subjects: Vec<domain::SubjectId>, draft: Draft) {
    let close = close_when_done(work);
    work.live.perform(action, move |done| {
        draft.forget();
        work.forget(&subjects);
        close(done);
    });
}

fn known_amounts(work: Work, step: StepId) -> Option<Amounts> {
    work.live.view.with_untracked(|view| {
        let view = view.as_ref()?;
        let subject = view.crossing.steps.get(&step)?.subject;
        view.file.amounts.get(&subject).cloned()
    })
}

fn step_title(words: &Words<'_>, key: &str, step: StepId) -> String {
    let what = words.crossing().steps.get(&step).map(|step| words.label(step.subject)).unwrap_or_default();
    words.desk.text_with(key, &Args::new().with("what", what))
}

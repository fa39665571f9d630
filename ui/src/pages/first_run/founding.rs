//! The form in which two States found their post.
//!
//! Invariant: what is wrong is said at its field, all of it at once; passwords are forgotten when the post is founded.

use std::collections::BTreeSet;

use contract::{FirstAdministrator, FoundPost, Founded};
use domain::agreeing::Later;
use domain::agreement::Agreement;
use domain::backup::BackupRule;
use domain::officer::{DeskCode, least_password};
use domain::post::{Desk as PlannedDesk, KeyRule, Model, Plan, Settings};
use domain::reference::PostCode;
use domain::retention::Retention;
use domain::{Agency, Flow, OfficerNumber, StateCode};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::{
    Button, Choice, Choices, Field, Icon, NewPassword, NewPasswordFields, Panel, SelectField, Strength, flow_icon,
};
use crate::state::{Desk, Gravity};
use crate::text::{Args, text, text_with};
use crate::{ipc, t};

/// The layouts, with their words on the wire.
const MODELS: [(Model, &str); 3] =
    [(Model::Juxtaposed, "juxtaposed"), (Model::Straddling, "straddling"), (Model::SingleCountry, "single_country")];

/// What is typed for one State.
#[derive(Clone, Copy)]
struct StateFields {
    code: RwSignal<String>,
    offset: RwSignal<String>,
    officer: RwSignal<String>,
    person: RwSignal<String>,
    password: NewPassword,
}

/// What is typed.
#[derive(Clone, Copy)]
struct Form {
    name: RwSignal<String>,
    code: RwSignal<String>,
    model: RwSignal<String>,
    hosts: [RwSignal<String>; 2],
    flows: RwSignal<BTreeSet<Flow>>,
    desks: RwSignal<String>,
    states: [StateFields; 2],
    /// Whether the officers tried to found the post: only then it is said what is missing.
    is_tried: RwSignal<bool>,
    is_busy: RwSignal<bool>,
}

impl StateFields {
    fn new(code: &str) -> Self {
        let empty = || RwSignal::new(String::new());
        Self {
            code: RwSignal::new(code.to_owned()),
            offset: RwSignal::new("180".to_owned()),
            officer: empty(),
            person: empty(),
            password: NewPassword::new(least_password(false)),
        }
    }

    fn state(self) -> Option<StateCode> {
        StateCode::new(&self.code.get()).ok()
    }

    fn offset_minutes(self) -> Option<i32> {
        self.offset.get().trim().parse().ok().filter(|minutes| (-720..=840).contains(minutes))
    }
}

impl Form {
    fn new() -> Self {
        Self {
            name: RwSignal::new(String::new()),
            code: RwSignal::new(String::new()),
            model: RwSignal::new("juxtaposed".to_owned()),
            hosts: [RwSignal::new("b".to_owned()), RwSignal::new("a".to_owned())],
            flows: RwSignal::new(Flow::ALL.into_iter().collect()),
            desks: RwSignal::new("2".to_owned()),
            states: [StateFields::new("KEN"), StateFields::new("UGA")],
            is_tried: RwSignal::new(false),
            is_busy: RwSignal::new(false),
        }
    }

    /// Says what is wrong once the officers tried.
    fn said(self, key: &'static str, is_wrong: impl Fn() -> bool + Send + Sync + 'static) -> Signal<Option<String>> {
        Signal::derive(move || (self.is_tried.get() && is_wrong()).then(|| text(key)))
    }

    fn is_code_wrong(self) -> bool {
        self.code.get().parse::<PostCode>().is_err()
    }

    fn desks_each(self) -> Option<u8> {
        self.desks.get().trim().parse().ok().filter(|count| (1..=9).contains(count))
    }

    /// Returns the two States, where they are two.
    fn two_states(self) -> Option<[StateCode; 2]> {
        let [a, b] = self.states;
        let (a, b) = (a.state()?, b.state()?);
        (a != b).then_some([a, b])
    }

    /// Returns what is to be founded, or nothing while a field is wrong.
    fn request(self) -> Option<FoundPost> {
        let states = self.two_states()?;
        let name = self.name.get().trim().to_owned();
        let code = self.code.get().parse::<PostCode>().ok()?.to_string();
        let flows = self.flows.get();
        let each = self.desks_each()?;
        let (model, _) = MODELS.into_iter().find(|(_, word)| *word == self.model.get())?;
        let [a, b] = states;
        let host = |slot: RwSignal<String>| if slot.get() == "b" { b } else { a };
        let [a_to_b, b_to_a] = self.hosts;
        let [first, second] = self.states;
        let administrators = [administrator(first)?, administrator(second)?];
        let [one, other] = &administrators;
        if name.is_empty() || flows.is_empty() || one.officer == other.officer {
            return None;
        }
        let plan = Plan {
            name,
            code,
            model,
            states,
            hosts: [host(a_to_b), host(b_to_a)],
            utc_offsets: [first.offset_minutes()?, second.offset_minutes()?],
            flows,
            desks: planned_desks(states, each),
            is_demonstration: false,
            settings: Settings::default(),
            retention: Retention::default(),
            backups: BackupRule::default(),
            keys: KeyRule::default(),
            notices: Vec::new(),
            // The shell puts in the procedure templates that the program ships with.
            templates: Vec::new(),
            agreement: Agreement::default(),
            later: Later::default(),
        };
        Some(FoundPost { plan, administrators })
    }
}

fn administrator(fields: StateFields) -> Option<FirstAdministrator> {
    let officer = OfficerNumber::parse(&fields.officer.get()).ok()?;
    let name = fields.person.get().trim().to_owned();
    let password = fields.password.right()?;
    (!name.is_empty()).then(|| FirstAdministrator { officer: officer.to_string(), name, password })
}

/// Plans the desks of each agency: a letter for the agency, numbered on from the first State to the second, so that no two
/// desks of a post have the same code.
fn planned_desks(states: [StateCode; 2], each: u8) -> Vec<PlannedDesk> {
    let desks_of = |state: StateCode, first: u8| {
        Agency::ALL.into_iter().flat_map(move |agency| {
            (first..first.saturating_add(each)).map(move |number| PlannedDesk {
                code: DeskCode(format!("{}{number}", letter(agency))),
                state,
                agency,
                place: state.to_string(),
            })
        })
    };
    let [a, b] = states;
    desks_of(a, 1).chain(desks_of(b, each.saturating_add(1))).collect()
}

const fn letter(agency: Agency) -> char {
    match agency {
        Agency::Immigration => 'I',
        Agency::Customs => 'C',
        Agency::Health => 'H',
        Agency::Agriculture => 'A',
        Agency::Standards => 'S',
        Agency::Police => 'P',
        Agency::Gate => 'G',
    }
}

/// The form.
#[component]
pub fn FoundingForm(
    /// Called when they go back to the first choice.
    on_back: Callback<()>,
    /// Called when the post is founded.
    on_founded: Callback<Founded>,
) -> impl IntoView {
    let desk = Desk::here();
    let form = Form::new();
    // Juxtaposed facilities stand in the country that is entered (PROCEDURE §1); it stays a field, for it is agreed.
    Effect::new(move |_| {
        let [a_to_b, b_to_a] = form.hosts;
        if form.model.get() == "single_country" {
            b_to_a.set(a_to_b.get());
        }
    });
    let found = move || {
        if form.is_busy.get_untracked() {
            return;
        }
        form.is_tried.set(true);
        match untrack(move || form.request()) {
            Some(request) => send(desk, form, request, on_founded),
            None => desk.say(Gravity::Bad, desk.text("first-run-look-again")),
        }
    };
    let [first, second] = form.states;
    view! {
        <form
            class="first-run__form"
            on:submit=move |event| {
                event.prevent_default();
                found();
            }
        >
            <PostPanel form=form/>
            <AdministratorPanel form=form fields=first id=0/>
            <AdministratorPanel form=form fields=second id=1/>
            <div class="line">
                <Button
                    on_press=|()| {}
                    submits=true
                    strength=Strength::Main
                    is_off=Signal::derive(move || form.is_busy.get())
                >
                    {move || text(if form.is_busy.get() { "first-run-busy" } else { "first-run-make" })}
                </Button>
                <Button on_press=on_back>{t!("first-run-back")}</Button>
            </div>
        </form>
    }
}

fn send(desk: Desk, form: Form, request: FoundPost, on_founded: Callback<Founded>) {
    form.is_busy.set(true);
    spawn_local(async move {
        match ipc::call(request).await {
            Ok(founded) => {
                desk.note.set(None);
                on_founded.run(founded);
            }
            Err(failure) => {
                desk.report(&failure);
                form.is_busy.try_set(false);
            }
        }
    });
}

#[component]
fn PostPanel(form: Form) -> impl IntoView {
    let desk = Desk::here();
    let countries = Signal::derive(move || {
        let language = desk.language.get();
        let mut all: Vec<(String, String)> = catalogue::country_codes()
            .filter(|code| StateCode::new(code).is_ok())
            .map(|code| (code.to_owned(), format!("{} · {code}", catalogue::country_name(code, language))))
            .collect();
        all.sort_by(|one, other| one.1.cmp(&other.1));
        all
    });
    let models = Signal::derive(|| {
        MODELS
            .iter()
            .map(|(_, word)| {
                Choice::new(*word, text(&format!("first-run-model-{word}")))
                    .hinted(text(&format!("first-run-model-{word}-hint")))
            })
            .collect()
    });
    let [first, second] = form.states;
    let [a_to_b, b_to_a] = form.hosts;
    let wrong_states = form.said("first-run-wrong-states", move || form.two_states().is_none());
    view! {
        <Panel title=Signal::derive(|| text("first-run-post"))>
            <div class="fields">
                <Field
                    id="post-name"
                    class="span-4"
                    label=Signal::derive(|| text("first-run-name"))
                    value=form.name
                    is_first=true
                    said=form.said("first-run-wrong-name", move || form.name.get().trim().is_empty())
                />
                <Field
                    id="post-code"
                    label=Signal::derive(|| text("first-run-code"))
                    value=form.code
                    placeholder=Signal::derive(|| text("first-run-code-hint"))
                    said=form.said("first-run-wrong-code", move || form.is_code_wrong())
                />
                <SelectField
                    id="first-state"
                    class="span-3"
                    label=Signal::derive(|| text("first-run-first-state"))
                    value=first.code
                    options=countries
                />
                <SelectField
                    id="second-state"
                    class="span-3"
                    label=Signal::derive(|| text("first-run-second-state"))
                    value=second.code
                    options=countries
                />
                <Wrong said=wrong_states/>
                <div class="span-6">
                    <Choices
                        name="model"
                        legend=Signal::derive(|| text("first-run-model"))
                        value=form.model
                        on_choose=move |word| form.model.set(word)
                        options=models
                    />
                </div>
                <HostField form=form id="host-a-to-b" from=first to=second value=a_to_b/>
                <HostField form=form id="host-b-to-a" from=second to=first value=b_to_a/>
                <p class="span-6 small quiet">{t!("first-run-host-hint")}</p>
                <FlowsField form=form/>
                <Field
                    id="desks"
                    label=Signal::derive(|| text("first-run-desks"))
                    value=form.desks
                    said=form.said("first-run-wrong-desks", move || form.desks_each().is_none())
                />
            </div>
        </Panel>
    }
}

#[component]
fn HostField(
    form: Form,
    id: &'static str,
    from: StateFields,
    to: StateFields,
    value: RwSignal<String>,
) -> impl IntoView {
    let desk = Desk::here();
    let name = move |fields: StateFields| catalogue::country_name(&fields.code.get(), desk.language.get());
    let label =
        Signal::derive(move || text_with("first-run-host", &Args::new().with("from", name(from)).with("to", name(to))));
    let [a, b] = form.states;
    let options = Signal::derive(move || vec![("a".to_owned(), name(a)), ("b".to_owned(), name(b))]);
    view! { <SelectField id=id class="span-3" label=label value=value options=options/> }
}

#[component]
fn FlowsField(form: Form) -> impl IntoView {
    let wrong = form.said("first-run-wrong-flows", move || form.flows.with(BTreeSet::is_empty));
    view! {
        <fieldset class="field span-6">
            <legend class="field__label small quiet">{t!("first-run-flows")}</legend>
            <div class="choices">
                {Flow::ALL
                    .into_iter()
                    .map(|flow| {
                        let toggle = move |_| {
                            form.flows
                                .update(|flows| {
                                    if !flows.remove(&flow) {
                                        flows.insert(flow);
                                    }
                                });
                        };
                        view! {
                            <label class="choice">
                                <input
                                    type="checkbox"
                                    prop:checked=move || form.flows.with(|flows| flows.contains(&flow))
                                    on:change=toggle
                                />
                                <Icon name=flow_icon(flow)/>
                                <span>{move || text(&format!("flow-{}", flow.word()))}</span>
                            </label>
                        }
                    })
                    .collect_view()}
            </div>
            <Wrong said=wrong/>
        </fieldset>
    }
}

/// The fields of one State's first administrator.
#[component]
fn AdministratorPanel(form: Form, fields: StateFields, id: usize) -> impl IntoView {
    let desk = Desk::here();
    let name = move || catalogue::country_name(&fields.code.get(), desk.language.get());
    let title = Signal::derive(move || text_with("first-run-administrator", &Args::new().with("state", name())));
    let offset = Signal::derive(move || text_with("first-run-offset", &Args::new().with("state", name())));
    // The ids tell the two panels' fields apart in the page.
    let ids = match id {
        0 => ["a-officer", "a-name", "a-offset", "a-password", "a-again"],
        _ => ["b-officer", "b-name", "b-offset", "b-password", "b-again"],
    };
    let [officer_id, name_id, offset_id, password_id, again_id] = ids;
    let [a, b] = form.states;
    let wrong_officer = Signal::derive(move || {
        if !form.is_tried.get() {
            return None;
        }
        let (one, other) = (OfficerNumber::parse(&a.officer.get()), OfficerNumber::parse(&b.officer.get()));
        if OfficerNumber::parse(&fields.officer.get()).is_err() {
            Some(text("first-run-wrong-officer"))
        } else {
            (one.is_ok() && one == other).then(|| text("first-run-same-officer"))
        }
    });
    view! {
        <Panel title=title>
            <div class="fields">
                <Field id=officer_id label=Signal::derive(|| text("first-run-officer")) value=fields.officer said=wrong_officer/>
                <Field
                    id=name_id
                    label=Signal::derive(|| text("first-run-person"))
                    value=fields.person
                    said=form.said("first-run-wrong-person", move || fields.person.get().trim().is_empty())
                />
                <Field
                    id=offset_id
                    label=offset
                    value=fields.offset
                    said=form.said("first-run-wrong-offset", move || fields.offset_minutes().is_none())
                />
                <NewPasswordFields
                    password=fields.password
                    ids=[password_id, again_id]
                    labels=["first-run-password", "first-run-password-again"]
                    hint="first-run-password-hint"
                    is_tried=form.is_tried
                />
            </div>
        </Panel>
    }
}

/// What is wrong with several fields together.
#[component]
fn Wrong(said: Signal<Option<String>>) -> impl IntoView {
    move || {
        said.get().map(|words| {
            view! {
                <p class="field__said span-6">
                    <Icon name="i-warn"/>
                    <span>{words}</span>
                </p>
            }
        })
    }
}

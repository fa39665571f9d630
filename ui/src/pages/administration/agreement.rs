//! What both States agreed and what one of them proposes; the clocks and the instructions of the own State.
//!
//! Invariant: what is proposed, and by whom, both States see; an instruction only the State whose it is.

use catalogue::Catalogue;
use chrono::NaiveDate;
use contract::{AgreementRequest, AgreementView, AnswerProposal, Instruction, Propose, SetClocks, SetInstruction};
use domain::agreeing::{Proposal, Proposed};
use domain::post::Settings;
use domain::step::Control;
use domain::template::{Template, TemplateStep};
use domain::visibility::Datum;
use domain::{Agency, At, Side, StateCode, SubjectKind};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::{Button, ClassMark, Field, Panel, SelectField, Strength, Tag, Tone, WordsField};
use crate::failure::failure_sentence;
use crate::pages::typed;
use crate::state::{Desk, Gravity};
use crate::text::{Args, text, text_with};
use crate::{ipc, t};

/// What is agreed, read again whenever the journal grew.
#[derive(Clone, Copy)]
struct Agreed {
    desk: Desk,
    view: RwSignal<Option<AgreementView>>,
    failed: RwSignal<Option<String>>,
}

impl Agreed {
    fn read(self) {
        spawn_local(async move {
            match ipc::call(AgreementRequest {}).await {
                Ok(view) => {
                    self.failed.try_set(None);
                    self.view.try_set(Some(view));
                }
                Err(failure) => {
                    self.failed.try_set(Some(failure_sentence(self.desk, &failure)));
                }
            }
        });
    }

    /// Sends something, says what was done, and reads again.
    fn send<R: contract::Request<Reply = ()> + 'static>(self, request: R, said: String, done: impl FnOnce() + 'static) {
        spawn_local(async move {
            match ipc::call(request).await {
                Ok(()) => {
                    self.desk.say(Gravity::Good, said);
                    done();
                    self.read();
                }
                Err(failure) => self.desk.report(&failure),
            }
        });
    }

    fn may_agree(self) -> bool {
        self.view.with(|view| view.as_ref().is_some_and(|view| view.may_agree))
    }

    fn other(self) -> String {
        self.desk.other_state().map(|state| self.desk.state_name(state)).unwrap_or_default()
    }
}

/// What both States agreed, the clocks, and the own State's instructions.
#[component]
pub fn AgreementPanels() -> impl IntoView {
    let desk = Desk::here();
    let agreed = Agreed { desk, view: RwSignal::new(None), failed: RwSignal::new(None) };
    provide_context(agreed);
    Effect::new(move |_| {
        desk.feed.track();
        agreed.read();
    });
    let title = Signal::derive(move || text_with("agreement-title", &Args::new().with("state", agreed.other())));
    let is_read = Memo::new(move |_| agreed.view.with(Option::is_some));
    let may_instruct = Memo::new(move |_| agreed.view.with(|view| view.as_ref().is_some_and(|view| view.may_instruct)));
    view! {
        <Panel title=title aside=ViewFn::from(|| view! { <ClassMark datum=Datum::Agreement/> })>
            <div class="stack">
                <p class="small quiet">{t!("agreement-lead")}</p>
                <Show when=move || is_read.get() fallback=move || view! { <p role="status">{move || agreed.failed.get()}</p> }>
                    <Proposals/>
                    <InForce/>
                </Show>
            </div>
        </Panel>
        <Show when=move || is_read.get()>
            <div class="administration__two">
                <SettingsPanel/>
                <ClocksPanel/>
            </div>
            <Show when=move || may_instruct.get()>
                <InstructionsPanel/>
            </Show>
        </Show>
    }
}

#[component]
fn Proposals() -> impl IntoView {
    let agreed = expect_context::<Agreed>();
    view! {
        <h3>{t!("agreement-proposals")}</h3>
        {move || {
            let view = agreed.view.get();
            let proposals = view.as_ref().map(|view| view.proposals.clone()).unwrap_or_default();
            let may_agree = view.as_ref().is_some_and(|view| view.may_agree);
            if proposals.is_empty() {
                return view! { <p class="small quiet">{t!("agreement-none")}</p> }.into_any();
            }
            view! {
                <ul class="stack">
                    {proposals
                        .into_iter()
                        .rev()
                        .map(|known| view! { <li><ProposalLine known=known may_agree=may_agree/></li> })
                        .collect_view()}
                </ul>
            }
                .into_any()
        }}
    }
}

#[component]
fn ProposalLine(known: Proposed, may_agree: bool) -> impl IntoView {
    let agreed = expect_context::<Agreed>();
    let desk = agreed.desk;
    let is_own = desk.own_state() == Some(known.state);
    let is_open = known.answer.is_none();
    let what = {
        let proposal = known.proposal.clone();
        move || {
            let date = Catalogue::for_window(desk.language.get()).date(proposal.from());
            match &proposal {
                Proposal::Template { template } => {
                    let args = Args::new().with("version", template.version.as_str()).with("date", date);
                    text_with("agreement-template", &args)
                }
                Proposal::Settings { .. } => text_with("agreement-settings", &Args::new().with("date", date)),
                Proposal::Program { least, .. } => {
                    text_with("agreement-program", &Args::new().with("version", least.to_string()).with("date", date))
                }
            }
        }
    };
    let by = {
        let (state, officer, at) = (known.state, known.by.to_string(), known.at);
        move || {
            let args = Args::new()
                .with("state", desk.state_name(state))
                .with("officer", officer.clone())
                .with("date", desk.date(at));
            text_with("agreement-by", &args)
        }
    };
    let other = desk.plan().map(|plan| plan.other(known.state));
    let answer = known.answer.clone();
    let standing = move || match &answer {
        None => {
            let name = other.map(|state| desk.state_name(state)).unwrap_or_default();
            text_with("agreement-waits", &Args::new().with("state", name))
        }
        Some(answer) => {
            let args = Args::new().with("officer", answer.by.to_string()).with("date", desk.date(answer.at));
            text_with(if answer.is_agreed { "agreement-agreed" } else { "agreement-declined" }, &args)
        }
    };
    let tone = match &known.answer {
        None => Tone::Warn,
        Some(answer) if answer.is_agreed => Tone::Good,
        Some(_) => Tone::Bad,
    };
    let number = known.number;
    let agree = Callback::new(move |()| {
        let said = desk.text("agreement-did-agree");
        agreed.send(AnswerProposal { number, agrees: true }, said, || {});
    });
    let decline = Callback::new(move |()| {
        let said = desk.text("agreement-did-decline");
        agreed.send(AnswerProposal { number, agrees: false }, said, || {});
    });
    let steps = match &known.proposal {
        Proposal::Template { template } => Some(template.steps.clone()),
        Proposal::Settings { .. } | Proposal::Program { .. } => None,
    };
    let settings = match &known.proposal {
        Proposal::Settings { settings, .. } => Some(*settings),
        Proposal::Template { .. } | Proposal::Program { .. } => None,
    };
    view! {
        <p class="line">
            <strong>{what}</strong>
            <Tag tone=tone>{standing}</Tag>
            <span class="small quiet push">{by}</span>
        </p>
        {steps.map(|steps| view! { <StepsOf steps=steps/> })}
        {settings.map(|settings| view! { <SettingsList settings=settings/> })}
        {(is_open && may_agree)
            .then(|| {
                if is_own {
                    view! { <p class="line"><Button on_press=decline>{t!("agreement-take-back")}</Button></p> }.into_any()
                } else {
                    view! {
                        <p class="line">
                            <Button on_press=agree strength=Strength::Main icon="i-sign">{t!("agreement-agree")}</Button>
                            <Button on_press=decline>{t!("agreement-decline")}</Button>
                        </p>
                    }
                        .into_any()
                }
            })}
    }
}

/// The controls of a template, one after another.
#[component]
fn StepsOf(steps: Vec<TemplateStep>) -> impl IntoView {
    view! {
        <ol class="small">
            {steps
                .into_iter()
                .map(|step| {
                    let said = move || name_of(step.on, step.side, step.agency, &step.control);
                    view! { <li>{said}</li> }
                })
                .collect_view()}
        </ol>
    }
}

/// The versions in force, from which a new one is proposed.
#[component]
fn InForce() -> impl IntoView {
    let agreed = expect_context::<Agreed>();
    let desk = agreed.desk;
    let base = RwSignal::new(None::<Template>);
    let least = move || {
        let least = agreed.view.with(|view| view.as_ref().and_then(|view| view.least_program));
        least.map(|least| text_with("agreement-least", &Args::new().with("version", least.to_string())))
    };
    view! {
        <h3>{t!("agreement-in-force")}</h3>
        {move || least().map(|said| view! { <p class="small">{said}</p> })}
        <ul class="stack">
            {move || {
                let view = agreed.view.get();
                let may_agree = view.as_ref().is_some_and(|view| view.may_agree);
                let versions = view.map(|view| view.templates).unwrap_or_default();
                versions
                    .into_iter()
                    .filter(|known| known.is_in_force)
                    .map(|known| {
                        let template = known.template;
                        let (version, flow, from) = (template.version.clone(), template.flow, template.from);
                        let count = i64::try_from(template.steps.len()).unwrap_or_default();
                        let name = move || {
                            let flow = text(&format!("flow-{}", flow.word()));
                            text_with("agreement-version", &Args::new().with("version", version.clone()).with("flow", flow))
                        };
                        let since = move || {
                            let date = Catalogue::for_window(desk.language.get()).date(from);
                            text_with("agreement-from", &Args::new().with("date", date))
                        };
                        let steps = move || text_with("agreement-steps", &Args::new().with_count("count", count));
                        let propose = Callback::new(move |()| base.set(Some(template.clone())));
                        view! {
                            <li class="line">
                                <strong>{name}</strong>
                                <span class="small quiet">{since} " · " {steps}</span>
                                {may_agree
                                    .then(|| {
                                        view! {
                                            <span class="push">
                                                <Button on_press=propose>{t!("agreement-propose")}</Button>
                                            </span>
                                        }
                                    })}
                            </li>
                        }
                    })
                    .collect_view()
            }}
        </ul>
        {move || base.get().map(|template| view! { <ProposeTemplate template=template base=base/> })}
    }
}

/// A new version, its controls as lines to be moved, taken away or added.
#[component]
fn ProposeTemplate(template: Template, base: RwSignal<Option<Template>>) -> impl IntoView {
    let version = RwSignal::new(String::new());
    let of = template.version.clone();
    let title = move || text_with("agreement-propose-of", &Args::new().with("version", of.clone()));
    let lines = written(&template.steps);
    let read = Callback::new(move |(from, lines): (NaiveDate, String)| {
        let version = version.get_untracked().trim().to_owned();
        let template = Template { version, from, steps: read_steps(&lines)?, ..template.clone() };
        Ok(Proposal::Template { template })
    });
    view! {
        <h3>{title}</h3>
        <ProposalForm
            ids=["template-from", "template-steps"]
            label="agreement-new-steps"
            hint="agreement-new-hint"
            wrong="agreement-new-wrong"
            lines=lines
            read=read
            on_close=Callback::new(move |()| {
                base.try_set(None);
            })
        >
            <Field
                id="template-version"
                class="span-3"
                label=Signal::derive(|| text("agreement-new-version"))
                value=version
                datum=Datum::Agreement
                is_first=true
            />
        </ProposalForm>
    }
}

/// Proposes to the other State what stands in lines, from a day on.
#[component]
fn ProposalForm(
    /// The ids of the day and of the lines.
    ids: [&'static str; 2],
    /// The key of the label of the lines.
    label: &'static str,
    /// The key of what to know about them.
    hint: &'static str,
    /// The key of what is said of a line that can't be read.
    wrong: &'static str,
    /// What stands there at first.
    lines: String,
    /// Reads what is proposed; says which line can't be read.
    read: Callback<(NaiveDate, String), Result<Proposal, usize>>,
    /// Called when it was proposed, or put aside.
    on_close: Callback<()>,
    /// What is asked for besides.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let agreed = expect_context::<Agreed>();
    let [day, text_of] = ids;
    let rows = u32::try_from(lines.lines().count()).unwrap_or(10).min(10);
    let (from, lines) = (RwSignal::new(String::new()), RwSignal::new(lines));
    let (no_day, line) = (RwSignal::new(None::<&str>), RwSignal::new(None::<usize>));
    let catalogue = move || Catalogue::for_window(agreed.desk.language.get_untracked());
    let propose = Callback::new(move |()| {
        let day = from.with_untracked(|from| typed::date(from, catalogue()));
        let is_empty = from.with_untracked(|from| from.trim().is_empty());
        no_day.set(day.is_none().then_some(if is_empty { "ask-needed" } else { "register-date-wrong" }));
        let Some(from) = day else { return };
        let proposal = read.run((from, lines.get_untracked()));
        line.set(proposal.as_ref().err().copied());
        let Ok(proposal) = proposal else { return };
        let said = text_with("agreement-did-propose", &Args::new().with("state", agreed.other()));
        agreed.send(Propose { proposal }, said, move || on_close.run(()));
    });
    let does = move || text_with("agreement-propose-do", &Args::new().with("state", agreed.other()));
    view! {
        <div class="stack">
            <div class="fields">
                {children.map(|children| children())}
                <Field
                    id=day
                    class="span-3"
                    label=Signal::derive(|| text("agreement-new-from"))
                    value=from
                    placeholder=Signal::derive(move || catalogue().date(agreed.desk.now.get_untracked().date_naive()))
                    said=Signal::derive(move || no_day.get().map(text))
                    datum=Datum::Agreement
                />
                <WordsField
                    id=text_of
                    class="span-6"
                    label=Signal::derive(move || text(label))
                    value=lines
                    rows=rows
                    hint=Signal::derive(move || text(hint))
                    datum=Datum::Agreement
                />
            </div>
            {move || {
                line.get()
                    .map(|line| {
                        let said = text_with(wrong, &Args::new().with("line", line.to_string()));
                        view! { <p class="strong" role="alert">{said}</p> }
                    })
            }}
            <p class="line">
                <Button on_press=propose strength=Strength::Main>{does}</Button>
                <Button on_press=on_close>{t!("cancel")}</Button>
            </p>
        </div>
    }
}

const KINDS: [SubjectKind; 3] = [SubjectKind::Traveller, SubjectKind::Conveyance, SubjectKind::Consignment];

const fn side_word(side: Side) -> &'static str {
    match side {
        Side::Exit => "exit",
        Side::Entry => "entry",
        Side::Gate => "gate",
    }
}

fn written(steps: &[TemplateStep]) -> String {
    let line = |step: &TemplateStep| {
        format!("{} {} {} {}", step.on.word(), side_word(step.side), step.agency.word(), step.control.0)
    };
    steps.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// Reads controls, one a line; says which line can't be read.
fn read_steps(text: &str) -> Result<Vec<TemplateStep>, usize> {
    let lines = text.lines().zip(1..).filter(|(line, _)| !line.trim().is_empty());
    lines.map(|(line, number)| read_step(line).ok_or(number)).collect()
}

fn read_step(line: &str) -> Option<TemplateStep> {
    let mut words = line.split_whitespace();
    let (on, side, agency, control) = (words.next()?, words.next()?, words.next()?, words.next()?);
    if words.next().is_some() {
        return None;
    }
    Some(TemplateStep {
        on: KINDS.into_iter().find(|kind| kind.word() == on)?,
        side: [Side::Exit, Side::Entry].into_iter().find(|known| side_word(*known) == side)?,
        agency: Agency::ALL.into_iter().find(|known| known.word() == agency)?,
        control: Control(control.to_owned()),
    })
}

fn name_of(on: SubjectKind, side: Side, agency: Agency, control: &Control) -> String {
    let args = Args::new()
        .with("agency", text(&format!("agency-{}", agency.word())))
        .with("control", text(&format!("control-{}", control.0)))
        .with("kind", text(&format!("subject-{}", on.word())))
        .with("side", text(&format!("side-{}", side_word(side))));
    text_with("instructions-at", &args)
}

/// Where the minutes of a setting stand.
type Minutes = fn(&mut Settings) -> &mut u32;

/// Every setting, by its word.
const SETTINGS: [(&str, Minutes); 8] = [
    ("claim_time_out", |settings| &mut settings.claim_time_out),
    ("refusal_confirmation", |settings| &mut settings.refusal_confirmation),
    ("provisional_hold", |settings| &mut settings.provisional_hold),
    ("hold_limit", |settings| &mut settings.hold_limit),
    ("motion", |settings| &mut settings.motion),
    ("ticket", |settings| &mut settings.ticket),
    ("examination_absence", |settings| &mut settings.examination_absence),
    ("examination_findings", |settings| {
        let suffice = settings.findings_suffice();
        settings.examination_findings.get_or_insert(suffice)
    }),
];

fn durations(mut settings: Settings) -> [(&'static str, u32); 8] {
    SETTINGS.map(|(name, of)| (name, *of(&mut settings)))
}

/// Reads settings, one a line; says which line can't be read. A line that is left as it was changes nothing, so that what follows
/// from another setting goes on following from it.
fn read_settings(text: &str, before: Settings) -> Result<Settings, usize> {
    let (before, mut settings) = (durations(before), before);
    for (line, number) in text.lines().zip(1_usize..).filter(|(line, _)| !line.trim().is_empty()) {
        let (name, minutes) = line.trim().split_once(' ').ok_or(number)?;
        let (_, of) = SETTINGS.into_iter().find(|(known, _)| *known == name).ok_or(number)?;
        let minutes = minutes.trim().parse().map_err(|_| number)?;
        if !before.contains(&(name, minutes)) {
            *of(&mut settings) = minutes;
        }
    }
    Ok(settings)
}

#[component]
fn SettingsList(settings: Settings) -> impl IntoView {
    view! {
        <dl class="sums">
            {durations(settings)
                .into_iter()
                .map(|(name, minutes)| {
                    let said = move || text_with("agreement-minutes", &Args::new().with("minutes", minutes.to_string()));
                    view! {
                        <div>
                            <dt>{move || text(&format!("agreement-setting-{name}"))}</dt>
                            <dd>{said}</dd>
                        </div>
                    }
                })
                .collect_view()}
        </dl>
    }
}

#[component]
fn SettingsPanel() -> impl IntoView {
    let agreed = expect_context::<Agreed>();
    let base = RwSignal::new(None::<Settings>);
    let now = Memo::new(move |_| {
        agreed.view.with(|view| {
            let view = view.as_ref()?;
            Some(view.settings.get(view.settings_now)?.settings)
        })
    });
    let begin = Callback::new(move |()| base.set(now.get_untracked()));
    let form = move |now: Settings| {
        let read = Callback::new(move |(from, lines): (NaiveDate, String)| {
            Ok(Proposal::Settings { from, settings: read_settings(&lines, now)? })
        });
        view! {
            <ProposalForm
                ids=["settings-from", "settings-lines"]
                label="agreement-settings-title"
                hint="agreement-settings-hint"
                wrong="agreement-settings-wrong"
                lines=durations(now).map(|(name, minutes)| format!("{name} {minutes}")).join("\n")
                read=read
                on_close=Callback::new(move |()| {
                    base.try_set(None);
                })
            />
        }
    };
    view! {
        <Panel title=Signal::derive(|| text("agreement-settings-title"))>
            <div class="stack">
                {move || now.get().map(|settings| view! { <SettingsList settings=settings/> })}
                {move || base.get().map(form)}
                <Show when=move || base.with(Option::is_none) && agreed.may_agree()>
                    <p><Button on_press=begin>{t!("agreement-settings-propose")}</Button></p>
                </Show>
            </div>
        </Panel>
    }
}

#[component]
fn ClocksPanel() -> impl IntoView {
    let agreed = expect_context::<Agreed>();
    let desk = agreed.desk;
    let (from, minutes) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let wrong = RwSignal::new(false);
    let set = Callback::new(move |()| {
        let read = (from.get_untracked().trim().parse::<At>(), minutes.get_untracked().trim().parse::<i32>());
        let (Ok(from), Ok(minutes)) = read else {
            wrong.set(true);
            return;
        };
        wrong.set(false);
        agreed.send(SetClocks { from, minutes }, desk.text("agreement-clocks-did"), || {});
    });
    view! {
        <Panel title=Signal::derive(|| text("agreement-clocks"))>
            <div class="stack">
                <p class="small quiet">{t!("agreement-clocks-lead")}</p>
                <ul>
                    {move || {
                        let clocks = agreed.view.get().map(|view| view.clocks).unwrap_or_default();
                        clocks
                            .into_iter()
                            .map(|clock| view! { <li>{move || clock_said(desk, clock.state, clock.minutes, clock.from)}</li> })
                            .collect_view()
                    }}
                </ul>
                <Show when=move || agreed.may_agree()>
                    <Field
                        id="clocks-from"
                        label=Signal::derive(|| text("agreement-clocks-from"))
                        value=from
                        datum=Datum::Agreement
                        said=Signal::derive(move || wrong.get().then(|| text("agreement-clocks-wrong")))
                    />
                    <Field
                        id="clocks-minutes"
                        label=Signal::derive(|| text("agreement-clocks-minutes"))
                        value=minutes
                        datum=Datum::Agreement
                    />
                    <p><Button on_press=set>{t!("agreement-clocks-set")}</Button></p>
                </Show>
            </div>
        </Panel>
    }
}

fn clock_said(desk: Desk, state: StateCode, minutes: i32, from: At) -> String {
    let sign = if minutes < 0 { '−' } else { '+' };
    let offset = format!("{sign}{}:{:02}", minutes.abs() / 60, minutes.abs() % 60);
    let args = Args::new().with("state", desk.state_name(state)).with("offset", offset).with("date", desk.date(from));
    desk.text_with("agreement-clocks-of", &args)
}

/// The controls of every version in force, once each.
fn controls(view: &AgreementView) -> Vec<TemplateStep> {
    let mut known: Vec<TemplateStep> = Vec::new();
    for step in view.templates.iter().filter(|one| one.is_in_force).flat_map(|one| &one.template.steps) {
        if !known.contains(step) {
            known.push(step.clone());
        }
    }
    known
}

#[component]
fn InstructionsPanel() -> impl IntoView {
    let agreed = expect_context::<Agreed>();
    let desk = agreed.desk;
    let (place, words) = (RwSignal::new(String::from("0")), RwSignal::new(String::new()));
    let steps = Memo::new(move |_| agreed.view.with(|view| view.as_ref().map(controls).unwrap_or_default()));
    let options = Signal::derive(move || {
        let named = |(place, step): (usize, &TemplateStep)| {
            (place.to_string(), name_of(step.on, step.side, step.agency, &step.control))
        };
        steps.get().iter().enumerate().map(named).collect::<Vec<_>>()
    });
    let chosen = move || steps.get().get(place.get().parse::<usize>().ok()?).cloned();
    // What stands there is shown before it is written anew.
    Effect::new(move |_| {
        let Some(step) = chosen() else { return };
        let text = agreed.view.with_untracked(|view| {
            let is_its = |one: &&Instruction| {
                (one.on, one.side, one.agency, &one.control) == (step.on, step.side, step.agency, &step.control)
            };
            view.as_ref()?.instructions.iter().find(is_its).map(|one| one.text.clone())
        });
        words.set(text.unwrap_or_default());
    });
    let save = Callback::new(move |()| {
        let Some(step) = untrack(chosen) else { return };
        let TemplateStep { on, side, agency, control } = step;
        let instruction = Instruction { on, side, agency, control, text: words.get_untracked() };
        agreed.send(SetInstruction { instruction }, desk.text("instructions-saved"), || {});
    });
    let lead = move || {
        let own = desk.own_state().map(|state| desk.state_name(state)).unwrap_or_default();
        text_with("instructions-lead", &Args::new().with("state", own))
    };
    view! {
        <Panel title=Signal::derive(|| text("instructions-title"))>
            <div class="stack">
                <p class="small quiet">{lead}</p>
                <SelectField
                    id="instruction-control"
                    label=Signal::derive(|| text("instructions-control"))
                    value=place
                    options=options
                />
                <WordsField
                    id="instruction-text"
                    label=Signal::derive(|| text("instructions-text"))
                    value=words
                    most=600
                    hint=Signal::derive(|| text("instructions-hint"))
                    datum=Datum::Instruction
                />
                <p><Button on_press=save strength=Strength::Main>{t!("instructions-save")}</Button></p>
            </div>
        </Panel>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_are_read_as_they_are_written_and_a_line_that_cant_be_read_is_named() {
        let now = Settings { motion: 7, ..Settings::default() };
        let lines = durations(now).map(|(name, minutes)| format!("{name} {minutes}")).join("\n");
        assert_eq!(read_settings(&lines, Settings::default()), Ok(now));
        assert_eq!(read_settings("\n motion  9 ", now), Ok(Settings { motion: 9, ..now }));
        for wrong in ["motion", "motion soon", "motions 9", "motion -1"] {
            assert_eq!(read_settings(&format!("ticket 5\n{wrong}"), now), Err(2), "{wrong}");
        }
    }

    #[test]
    fn every_setting_there_is_stands_among_the_lines() {
        let agreed = Settings { examination_findings: Some(45), ..Settings::default() };
        let lines = durations(agreed).map(|(name, minutes)| format!("{name} {minutes}")).join("\n");
        assert_eq!(read_settings(&lines, Settings::default()), Ok(agreed));
        let known = serde_json::to_value(agreed).unwrap();
        let (mut known, mut names): (Vec<&String>, _) =
            (known.as_object().unwrap().keys().collect(), SETTINGS.map(|(name, _)| name));
        known.sort_unstable();
        names.sort_unstable();
        assert_eq!(known, names);
    }

    #[test]
    fn a_line_left_as_it_was_settles_nothing() {
        let before = Settings::default();
        let lines = durations(before).map(|(name, minutes)| format!("{name} {minutes}")).join("\n");
        let longer = lines.replace("examination_absence 30", "examination_absence 40");
        let read = read_settings(&longer, before).unwrap();
        assert_eq!((read.examination_absence, read.examination_findings), (40, None));
        assert_eq!(read.findings_suffice(), 80, "twice the absence, as before");
    }
}

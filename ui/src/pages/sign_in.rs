//! Signing in: number, password, desk; on a demonstration post also a list of invented officers.
//!
//! Invariant: the password is forgotten by the page as soon as it was sent.

use std::time::Duration;

use contract::{DemoAccount, DeskChoice, FailureCode, SignIn, StandingPage};
use domain::officer::DeskCode;
use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::{Banner, Button, Field, Icon, SelectField, StateCode, Strength, Tag, Tone, Tongues};
use crate::failure::failure_sentence;
use crate::guards::{GuardFields, Guards};
use crate::route::Page;
use crate::state::{Desk, Gravity};
use crate::text::{Args, text, text_with};
use crate::{ipc, t};

/// What is typed, and what became of it.
#[derive(Clone, Copy)]
struct Attempt {
    desk: Desk,
    number: RwSignal<String>,
    password: RwSignal<String>,
    guards: Guards,
    place: RwSignal<String>,
    is_busy: RwSignal<bool>,
    wait: RwSignal<u32>,
    said: RwSignal<Option<String>>,
    number_field: NodeRef<leptos::html::Input>,
    password_field: NodeRef<leptos::html::Input>,
}

impl Attempt {
    /// Returns the desks at which the officer whose number is typed may sit; all of them while nobody knows who he is.
    fn desks(self) -> Vec<DeskChoice> {
        let all = self.desk.post.with(|post| post.as_ref().map(|post| post.desks.clone()).unwrap_or_default());
        match self.account() {
            Some(account) => all
                .into_iter()
                .filter(|choice| choice.state == account.state && choice.agency == account.agency)
                .collect(),
            None => all,
        }
    }

    /// Returns the invented officer whose number is typed.
    fn account(self) -> Option<DemoAccount> {
        let typed = self.number.get();
        self.desk.post.with(|post| {
            let accounts = post.as_ref().map(|post| post.demo_accounts.as_slice()).unwrap_or_default();
            accounts.iter().find(|account| account.officer.eq_ignore_ascii_case(typed.trim())).cloned()
        })
    }

    fn choose(self, account: &DemoAccount) {
        if self.is_stopped() {
            return;
        }
        self.number.set(account.officer.clone());
        self.password.set(account.password.clone());
        self.place.set(account.desk.to_string());
        self.sign_in();
    }

    fn is_stopped(self) -> bool {
        self.is_busy.get() || self.wait.get() > 0
    }

    fn sign_in(self) {
        if self.is_stopped() {
            return;
        }
        let number = self.number.get_untracked();
        let password = self.password.get_untracked();
        if number.trim().is_empty() || password.is_empty() {
            self.said.set(Some(self.desk.text("sign-in-missing")));
            let field = if number.trim().is_empty() { self.number_field } else { self.password_field };
            focus(field);
            return;
        }
        self.is_busy.set(true);
        self.said.set(None);
        self.password.set(String::new());
        let desk = DeskCode(self.place.get_untracked());
        let (pin, code) = self.guards.take();
        let request = SignIn { officer: number, password, desk, pin, code };
        spawn_local(async move {
            match ipc::call(request).await {
                Ok(session) => {
                    self.desk.enter(session);
                    self.desk.go(Page::Queue);
                }
                Err(failure) => {
                    self.guards.heed(failure.code);
                    self.said.set(Some(failure_sentence(self.desk, &failure)));
                    self.is_busy.set(false);
                    if matches!(failure.code, FailureCode::WrongPassword | FailureCode::WrongCode) {
                        self.count_down(failure.seconds.unwrap_or(0)).await;
                    }
                    focus(self.password_field);
                }
            }
        });
    }

    /// Lets the next try wait; the seconds are counted where the officer sees them.
    async fn count_down(self, seconds: u32) {
        self.wait.set(seconds);
        while self.wait.try_get_untracked().is_some_and(|left| left > 0) {
            ipc::pause(Duration::from_secs(1)).await;
            self.wait.try_update(|left| *left = left.saturating_sub(1));
        }
    }
}

/// The page of signing in.
#[component]
pub fn SignInPage() -> impl IntoView {
    let desk = Desk::here();
    let attempt = Attempt {
        desk,
        number: RwSignal::new(String::new()),
        password: RwSignal::new(String::new()),
        guards: Guards::new(),
        place: RwSignal::new(String::new()),
        is_busy: RwSignal::new(false),
        wait: RwSignal::new(0),
        said: RwSignal::new(None),
        number_field: NodeRef::new(),
        password_field: NodeRef::new(),
    };
    // A desk that the officer can't sit at must not stay chosen.
    Effect::new(move |_| {
        let desks = attempt.desks();
        let usual = attempt.account().map(|account| account.desk.to_string());
        let chosen = attempt.place.get_untracked();
        let fits = |code: &str| desks.iter().any(|choice| choice.code.to_string() == code);
        if !fits(&chosen) {
            let first = desks.first().map(|choice| choice.code.to_string());
            attempt.place.set(usual.filter(|code| fits(code)).or(first).unwrap_or_default());
        }
    });
    let accounts = Memo::new(move |_| {
        desk.post.with(|post| post.as_ref().map(|post| post.demo_accounts.clone())).unwrap_or_default()
    });
    listen_for_accounts(attempt, accounts);
    Effect::new(move |_| {
        if attempt.number_field.get().is_some() {
            ipc::tell_standing(StandingPage::SignIn);
        }
    });
    view! {
        <main class="sign-in" class:sign-in--alone=move || accounts.with(Vec::is_empty)>
            <SignInForm attempt=attempt/>
            <Show when=move || !accounts.with(Vec::is_empty)>
                <Accounts attempt=attempt accounts=accounts/>
            </Show>
        </main>
    }
}

#[component]
fn SignInForm(attempt: Attempt) -> impl IntoView {
    let desk = attempt.desk;
    let title = move || {
        let name = desk.plan().map(|plan| plan.name).unwrap_or_default();
        text_with("sign-in-title", &Args::new().with("name", name))
    };
    let is_demonstration = move || desk.plan().is_some_and(|plan| plan.is_demonstration);
    let is_known = move || attempt.account().is_some();
    let options = Signal::derive(move || {
        let key = if is_known() { "sign-in-desk-option" } else { "sign-in-desk-option-state" };
        let words = |choice: &DeskChoice| {
            let args = Args::new()
                .with("desk", choice.code.to_string())
                .with("state", choice.state.to_string())
                .with("agency", text(&format!("agency-{}", choice.agency.word())))
                .with("place", choice.place.clone());
            text_with(key, &args)
        };
        attempt.desks().iter().map(|choice| (choice.code.to_string(), words(choice))).collect()
    });
    let button = move || {
        let wait = attempt.wait.get();
        if wait > 0 {
            text_with("sign-in-wait", &Args::new().with_count("seconds", i64::from(wait)))
        } else if attempt.is_busy.get() {
            text("sign-in-busy")
        } else {
            text("sign-in-sign-in")
        }
    };
    view! {
        <div class="sign-in__form">
            <form on:submit=move |event| {
                event.prevent_default();
                attempt.sign_in();
            }>
                <div>
                    <Show when=is_demonstration>
                        <Tag tone=Tone::Demo>{t!("sign-in-demonstration")}</Tag>
                    </Show>
                    <h1>{title}</h1>
                    <p class="quiet">{t!("sign-in-lead")}</p>
                </div>
                {move || desk.note.get().map(|note| view! { <Banner gravity=note.gravity>{note.said}</Banner> })}
                <Field
                    id="number"
                    label=Signal::derive(|| text("sign-in-number"))
                    value=attempt.number
                    placeholder=Signal::derive(|| text("sign-in-badge"))
                    autocomplete="username"
                    is_first=true
                    node=attempt.number_field
                />
                <Field
                    id="password"
                    label=Signal::derive(|| text("sign-in-password"))
                    value=attempt.password
                    kind="password"
                    autocomplete="current-password"
                    node=attempt.password_field
                />
                <GuardFields guards=attempt.guards/>
                <SelectField id="desk" label=Signal::derive(|| text("sign-in-desk")) value=attempt.place options=options/>
                {move || {
                    attempt
                        .said
                        .get()
                        .map(|said| {
                            view! {
                                <p class="field__said sign-in__said" role="alert">
                                    <Icon name="i-warn"/>
                                    <span>{said}</span>
                                </p>
                            }
                        })
                }}
                <Button
                    on_press=|()| {}
                    submits=true
                    strength=Strength::Main
                    cap="Enter"
                    is_wide=true
                    is_off=Signal::derive(move || attempt.is_stopped())
                >
                    {button}
                </Button>
                <p class="small quiet">{t!("sign-in-forgotten")}</p>
                <Tongues/>
            </form>
        </div>
    }
}

/// The invented officers, State by State, each with the key that signs him in.
#[component]
fn Accounts(attempt: Attempt, accounts: Memo<Vec<DemoAccount>>) -> impl IntoView {
    let desk = attempt.desk;
    let states = move || desk.plan().map(|plan| plan.states).into_iter().flatten().collect::<Vec<_>>();
    view! {
        <div class="sign-in__side">
            <div>
                <h2>{t!("sign-in-try")}</h2>
                <p class="quiet">{t!("sign-in-try-lead")}</p>
            </div>
            {move || {
                states()
                    .into_iter()
                    .map(|state| {
                        let own: Vec<_> = accounts
                            .get()
                            .into_iter()
                            .enumerate()
                            .filter(|(_, account)| account.state == state)
                            .collect();
                        view! {
                            <section class="account-set state-edge" data-state=desk.slot(state)>
                                <header class="account-set__head">
                                    <StateCode state=state/>
                                    <h3>{move || desk.state_name(state)}</h3>
                                </header>
                                <ul>
                                    {own
                                        .into_iter()
                                        .map(|(place, account)| {
                                            view! { <AccountLine attempt=attempt account=account place=place/> }
                                        })
                                        .collect_view()}
                                </ul>
                            </section>
                        }
                    })
                    .collect_view()
            }}
        </div>
    }
}

#[component]
fn AccountLine(attempt: Attempt, account: DemoAccount, place: usize) -> impl IntoView {
    let agency = account.agency;
    let key = if account.is_supervisor { "sign-in-supervisor" } else { "sign-in-officer" };
    let work = move || text_with(key, &Args::new().with("agency", text(&format!("agency-{}", agency.word()))));
    // There are nine keys with a number; whoever comes after them is chosen by pointer or Tab.
    let cap = (place < 9).then(|| format!("Alt {}", place + 1));
    let (name, officer, password) = (account.name.clone(), account.officer.clone(), account.password.clone());
    view! {
        <li>
            <button class="account" type="button" on:click=move |_| attempt.choose(&account)>
                <span>
                    <strong><bdi>{name}</bdi></strong>
                    <br/>
                    <span class="small quiet">{work}</span>
                </span>
                <span class="small">
                    <span class="faint">{t!("sign-in-account-number")}</span>
                    " "
                    <b class="mono">{officer}</b>
                    <br/>
                    <span class="faint">{t!("sign-in-account-password")}</span>
                    " "
                    <b class="mono">{password}</b>
                </span>
                {cap.map(|cap| view! { <kbd class="key">{cap}</kbd> })}
            </button>
        </li>
    }
}

/// Signs an invented officer in by Alt and his figure.
fn listen_for_accounts(attempt: Attempt, accounts: Memo<Vec<DemoAccount>>) {
    let handle = window_event_listener(ev::keydown, move |event| {
        if !event.alt_key() || event.ctrl_key() || event.meta_key() {
            return;
        }
        // The code names the key itself: with Alt, some keyboards give another character than the figure on the cap.
        let code = event.code();
        let figure =
            code.strip_prefix("Digit").or_else(|| code.strip_prefix("Numpad")).and_then(|f| f.parse::<usize>().ok());
        let chosen = figure.and_then(|figure| figure.checked_sub(1));
        let account = chosen.and_then(|place| accounts.with_untracked(|all| all.get(place).cloned()));
        if let Some(account) = account {
            event.prevent_default();
            attempt.choose(&account);
        }
    });
    on_cleanup(move || handle.remove());
}

fn focus(field: NodeRef<leptos::html::Input>) {
    if let Some(input) = field.try_get_untracked().flatten() {
        // A field that is gone needs no focus.
        let _ = input.focus();
    }
}

/// Says a line on the page of signing in, such as that the post is founded.
pub fn welcome(desk: Desk, key: &str) {
    desk.go(Page::SignIn);
    desk.say(Gravity::Good, desk.text(key));
}

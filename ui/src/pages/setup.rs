//! How the officer reads, and his shift.
//!
//! Invariant: what he chose is kept with the officer, sealed like any draft of his, and comes back when he signs in.

use catalogue::Language;
use contract::{CloseShift, HandOver, HandoverLine, HandoversRequest, LoadDraft, SaveDraft, SignOut, TakeBreak};
use domain::Role;
use domain::shift::LONGEST;
use domain::visibility::Datum;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::{Deserialize, Serialize};

use crate::components::{Button, Choice, Choices, Dialog, Panel, Strength, Tongues, WordsField};
use crate::pages::draft::{Draft, HANDOVER, all_written};
use crate::pages::password::PasswordPanel;
use crate::route::Page;
use crate::state::{Desk, Theme};
use crate::text::{Args, text, text_with};
use crate::{ipc, t};

/// The sizes of text that are offered, in per cent.
const SIZES: [u16; 4] = [100, 125, 150, 200];

/// The form under which the choices are kept.
const FORM: &str = "preferences";

/// What is kept of an officer's choices.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Preferences {
    language: String,
    theme: String,
    text_size: u16,
}

/// The page of set-up.
#[component]
pub fn SetupPage() -> impl IntoView {
    let desk = Desk::here();
    let themes = Signal::derive(|| {
        Theme::ALL
            .iter()
            .map(|theme| Choice::new(theme.word(), text(&format!("setup-theme-{}", theme.word()))))
            .collect()
    });
    let sizes = Signal::derive(|| {
        let words = |size: &u16| text_with("setup-text-size-of", &Args::new().with("size", size.to_string()));
        SIZES.iter().map(|size| Choice::new(size.to_string(), words(size))).collect()
    });
    let choose_theme = move |word: String| {
        if let Some(theme) = Theme::ALL.into_iter().find(|theme| theme.word() == word) {
            desk.theme.set(theme);
        }
    };
    let choose_size = move |size: String| {
        if let Some(size) = size.parse().ok().filter(|size| SIZES.contains(size)) {
            desk.text_size.set(size);
        }
    };
    let program = move || {
        let version = desk.post.with(|post| post.as_ref().map(|post| post.program.clone())).unwrap_or_default();
        text_with("setup-program", &Args::new().with("version", version))
    };
    view! {
        <main class="work">
            <div class="setup stack stack--wide">
                <h1>{t!("setup-title")}</h1>
                <Panel title=Signal::derive(|| text("setup-reading"))>
                    <div class="stack">
                        <div class="field">
                            <span class="field__label">{t!("setup-language")}</span>
                            <Tongues/>
                        </div>
                        <Choices
                            name="theme"
                            legend=Signal::derive(|| text("setup-theme"))
                            value=Signal::derive(move || desk.theme.get().word().to_owned())
                            on_choose=choose_theme
                            options=themes
                        />
                        <Choices
                            name="text-size"
                            legend=Signal::derive(|| text("setup-text-size"))
                            value=Signal::derive(move || desk.text_size.get().to_string())
                            on_choose=choose_size
                            options=sizes
                        />
                        <p class="small quiet">{t!("setup-kept")}</p>
                    </div>
                </Panel>
                <ShiftPanel/>
                <PasswordPanel/>
                <p class="small quiet">{program}</p>
            </div>
        </main>
    }
}

#[component]
fn ShiftPanel() -> impl IntoView {
    let desk = Desk::here();
    let is_asked = RwSignal::new(false);
    // What a supervisor leaves behind without having handed it over.
    let left_open = RwSignal::new(0_usize);
    let words = RwSignal::new(String::new());
    let is_busy = RwSignal::new(false);
    let draft = Draft::keep(HANDOVER.to_owned(), move || words.get(), move |kept| words.set(kept));
    let since = move || {
        desk.session.get().map(|session| {
            let args =
                Args::new().with("desk", session.desk.to_string()).with("time", desk.clock(session.shift_opened_at));
            text_with("setup-shift-since", &args)
        })
    };
    let sign_out = move |()| leave(desk, false);
    let take_break = move |()| {
        spawn_local(async move {
            all_written().await;
            match ipc::call(TakeBreak {}).await {
                Ok(()) => desk.session.update(|session| {
                    if let Some(session) = session {
                        session.is_locked = true;
                    }
                }),
                Err(failure) => desk.report(&failure),
            }
        });
    };
    let ask = Callback::new(move |()| {
        spawn_local(async move {
            left_open.try_set(not_handed_over(desk).await);
            desk.note.set(None);
            is_asked.try_set(true);
        });
    });
    let close = Callback::new(move |()| is_asked.set(false));
    let close_shift = Callback::new(move |()| {
        is_asked.set(false);
        leave(desk, true);
    });
    let hand_over = Callback::new(move |()| {
        let request = HandOver { words: words.get_untracked() };
        is_busy.set(true);
        desk.note.set(None);
        spawn_local(async move {
            match ipc::call(request).await {
                Ok(()) => {
                    draft.forget();
                    is_asked.try_set(false);
                    leave(desk, true);
                }
                Err(failure) => desk.report(&failure),
            }
            is_busy.try_set(false);
        });
    });
    let leaves_open = move || left_open.get() > 0;
    let acts = ViewFn::from(move || {
        let (words, strength) = if leaves_open() {
            ("setup-close-without", Strength::Usual)
        } else {
            ("setup-close-shift", Strength::Main)
        };
        view! {
            <Button on_press=close>{t!("cancel")}</Button>
            <Button on_press=close_shift strength=strength is_off=is_busy>{t!(words)}</Button>
            {leaves_open()
                .then(|| {
                    view! {
                        <Button on_press=hand_over strength=Strength::Main icon="i-sign" is_off=is_busy>
                            {t!("setup-close-hand-over")}
                        </Button>
                    }
                })}
        }
    });
    let open_said = move || {
        let count = i64::try_from(left_open.get()).unwrap_or_default();
        text_with("setup-close-open", &Args::new().with_count("count", count))
    };
    view! {
        <Panel title=Signal::derive(|| text("setup-shift"))>
            <div class="stack">
                <p>{since}</p>
                <div class="line">
                    <Button on_press=take_break>{t!("setup-break")}</Button>
                    <span class="small quiet">{t!("setup-break-hint")}</span>
                </div>
                <div class="line">
                    <Button on_press=sign_out>{t!("setup-sign-out")}</Button>
                    <span class="small quiet">{t!("setup-sign-out-hint")}</span>
                </div>
                <div class="line">
                    <Button on_press=ask>{t!("setup-close-shift")}</Button>
                    <span class="small quiet">{t!("setup-close-shift-hint")}</span>
                </div>
            </div>
        </Panel>
        <Show when=move || is_asked.get()>
            <Dialog
                id="close-shift"
                title=Signal::derive(|| text("setup-close-shift-ask"))
                on_close=close
                acts=acts.clone()
            >
                <p>{t!("setup-close-shift-hint")}</p>
                <Show when=leaves_open>
                    <p class="strong">{open_said}</p>
                    <WordsField
                        id="close-handover-words"
                        label=Signal::derive(|| text("monitor-handover-words"))
                        value=words
                        most=u32::try_from(LONGEST).unwrap_or(800)
                        datum=Datum::HandoverNote
                    />
                </Show>
                {move || desk.note.get().map(|note| view! { <p class="strong ask__failure" role="alert">{note.said}</p> })}
            </Dialog>
        </Show>
    }
}

/// Returns how many cases are open in the State of a supervisor who has handed nothing over since he came; none for anybody else.
async fn not_handed_over(desk: Desk) -> usize {
    let session = desk.session.get_untracked();
    let Some(session) = session.filter(|session| session.roles.contains(&Role::Supervisor)) else { return 0 };
    // Nobody is kept on shift because it can't be read.
    let Ok(view) = ipc::call(HandoversRequest {}).await else { return 0 };
    let is_his = |line: &HandoverLine| line.by.as_str() == session.officer && line.at >= session.shift_opened_at;
    if view.handovers.iter().any(is_his) { 0 } else { view.open.len() }
}

/// Signs out; with or without closing the shift.
fn leave(desk: Desk, closes_shift: bool) {
    spawn_local(async move {
        all_written().await;
        let answer = if closes_shift { ipc::call(CloseShift {}).await } else { ipc::call(SignOut {}).await };
        match answer {
            Ok(()) => {
                desk.session.set(None);
                desk.go(Page::SignIn);
            }
            Err(failure) => desk.report(&failure),
        }
    });
}

/// Brings an officer's choices back when he signs in, and keeps them as he changes them.
pub fn keep_preferences(desk: Desk) {
    let who = Memo::new(move |_| desk.session.with(|session| session.as_ref().map(|session| session.officer.clone())));
    let known = StoredValue::new(None::<Preferences>);
    Effect::new(move |_| {
        known.set_value(None);
        if who.get().is_some() {
            spawn_local(async move {
                // Without his choices the window stays as it is; nothing is worth a message before the shift began.
                let kept = ipc::call(LoadDraft { form: FORM.to_owned() }).await.ok().flatten();
                if let Some(kept) = kept.and_then(|text| serde_json::from_str::<Preferences>(&text).ok()) {
                    put_on(desk, &kept);
                }
                known.set_value(Some(chosen(desk)));
            });
        }
    });
    Effect::new(move |_| {
        let now = Preferences {
            language: desk.language.get().code().to_owned(),
            theme: desk.theme.get().word().to_owned(),
            text_size: desk.text_size.get(),
        };
        let was = known.get_value();
        if was.is_some_and(|was| was != now)
            && let Ok(content) = serde_json::to_string(&now)
        {
            known.set_value(Some(now));
            spawn_local(async move {
                if let Err(failure) = ipc::call(SaveDraft { form: FORM.to_owned(), content }).await {
                    desk.report(&failure);
                }
            });
        }
    });
}

fn chosen(desk: Desk) -> Preferences {
    Preferences {
        language: desk.language.get_untracked().code().to_owned(),
        theme: desk.theme.get_untracked().word().to_owned(),
        text_size: desk.text_size.get_untracked(),
    }
}

fn put_on(desk: Desk, kept: &Preferences) {
    if let Some(language) = Language::from_code(&kept.language).filter(|language| language.is_complete()) {
        desk.language.set(language);
    }
    if let Some(theme) = Theme::ALL.into_iter().find(|theme| theme.word() == kept.theme) {
        desk.theme.set(theme);
    }
    if SIZES.contains(&kept.text_size) {
        desk.text_size.set(kept.text_size);
    }
}

//! A new password, by the officer himself.
//!
//! Invariant: what was typed is forgotten as soon as it was sent, whatever the answer.

use contract::{ChangePassword, FailureCode};
use domain::officer::least_password;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::{Button, Field, Panel};
use crate::failure::failure_sentence;
use crate::state::{Desk, Gravity};
use crate::text::{Args, text, text_with};
use crate::{ipc, t};

/// The fields: their names in the page and in the catalogue, and what a browser calls their purpose.
const FIELDS: [(&str, &str); 3] =
    [("password-present", "current-password"), ("password-new", "new-password"), ("password-again", "new-password")];

/// What is wrong with what was typed: the place of its field in [`FIELDS`], and the words.
type Wrong = (usize, String);

/// Asks for the present password, and twice for the new one.
#[component]
pub fn PasswordPanel() -> impl IntoView {
    let desk = Desk::here();
    let typed = [(); 3].map(|()| RwSignal::new(String::new()));
    let is_busy = RwSignal::new(false);
    let wrong = RwSignal::new(None::<Wrong>);
    let change = move || {
        let sent = typed.map(|field| field.get_untracked());
        wrong.set(fault_of(desk, &sent));
        if wrong.with_untracked(Option::is_some) || is_busy.get_untracked() {
            return;
        }
        is_busy.set(true);
        let [present, new, _] = sent;
        spawn_local(async move {
            match ipc::call(ChangePassword { present, new }).await {
                Ok(()) => desk.say(Gravity::Good, desk.text("password-changed")),
                Err(failure) if failure.code == FailureCode::WrongPassword => {
                    wrong.set(Some((0, desk.text("password-present-wrong"))));
                }
                Err(failure) if matches!(failure.code, FailureCode::PasswordCommon | FailureCode::PasswordTelling) => {
                    wrong.set(Some((1, failure_sentence(desk, &failure))));
                }
                Err(failure) => desk.report(&failure),
            }
            for field in typed {
                field.set(String::new());
            }
            is_busy.set(false);
        });
    };
    view! {
        <Panel title=Signal::derive(|| text("password-title"))>
            <form
                class="stack"
                on:submit=move |event| {
                    event.prevent_default();
                    change();
                }
            >
                <div class="fields">
                    {FIELDS
                        .into_iter()
                        .zip(typed)
                        .enumerate()
                        .map(|(place, ((name, purpose), value))| {
                            let said = Signal::derive(move || {
                                wrong.with(|wrong| wrong.as_ref().filter(|(at, _)| *at == place).map(|(_, said)| said.clone()))
                            });
                            view! {
                                <Field
                                    id=name
                                    label=Signal::derive(move || text(name))
                                    value=value
                                    kind="password"
                                    autocomplete=purpose
                                    said=said
                                />
                            }
                        })
                        .collect_view()}
                </div>
                <div class="line">
                    <Button on_press=|()| {} submits=true is_off=Signal::derive(move || is_busy.get())>
                        {t!("password-change")}
                    </Button>
                    <span class="small quiet">
                        {move || text_with("password-hint", &Args::new().with("least", least(desk).to_string()))}
                    </span>
                </div>
            </form>
        </Panel>
    }
}

fn fault_of(desk: Desk, [present, new, again]: &[String; 3]) -> Option<Wrong> {
    let least = least(desk);
    if present.is_empty() {
        Some((0, desk.text("password-present-missing")))
    } else if new.chars().count() < least {
        Some((1, desk.text_with("password-short", &Args::new().with("least", least.to_string()))))
    } else if new == present {
        Some((1, desk.text("password-same")))
    } else if new != again {
        Some((2, desk.text("first-run-password-differs")))
    } else {
        None
    }
}

/// Returns how many characters a password has at least on this post.
fn least(desk: Desk) -> usize {
    least_password(desk.plan().is_some_and(|plan| plan.is_demonstration))
}

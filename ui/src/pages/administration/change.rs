//! A forgotten password, an officer who leaves, a new recovery code: what each of them does, said before it is done.

use contract::{NewRecoveryCode, OwnOfficer, RecoveryCodeOnce, RemoveOfficer, RenewOfficer};
use domain::{OfficerNumber, Role};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::Keeping;
use super::add::{field_of, least};
use crate::components::{AskDialog, CodeOnce, Dialog, Field, NewPassword, NewPasswordFields, Strength};
use crate::failure::failure_sentence;
use crate::text::{Args, text, text_with};
use crate::{ipc, t};

/// Asks for a new password for an officer who forgot his.
#[component]
pub fn RenewDialog(officer: OwnOfficer) -> impl IntoView {
    let keeping = Keeping::here();
    let desk = keeping.desk;
    let password = NewPassword::new(least(keeping));
    let (is_tried, is_busy) = (RwSignal::new(false), RwSignal::new(false));
    let refused = RwSignal::new(None::<(String, String)>);
    let close = Callback::new(move |()| keeping.asking.set(None));
    let number = officer.officer.clone();
    let renew = Callback::new(move |()| {
        is_tried.set(true);
        refused.set(None);
        if is_busy.get_untracked() {
            return;
        }
        let Some(password) = untrack(|| password.right()) else { return };
        is_busy.set(true);
        let said = desk.text_with("admin-renewed", &Args::new().with("officer", number.to_string()));
        let request = RenewOfficer { officer: number.clone(), password };
        spawn_local(async move {
            match ipc::call(request).await {
                Ok(()) => keeping.done(said),
                Err(failure) => {
                    let field = field_of(&failure).unwrap_or_default().to_owned();
                    refused.try_set(Some((field, failure_sentence(desk, &failure))));
                }
            }
            is_busy.try_set(false);
        });
    });
    let who = keeping.who(&officer);
    let title = Signal::derive(move || text_with("admin-renew-title", &Args::new().with("who", who.clone())));
    let said = Signal::derive(move || refused.get().filter(|(field, _)| field == "password").map(|(_, said)| said));
    let failed = Signal::derive(move || refused.get().filter(|(field, _)| field != "password").map(|(_, said)| said));
    view! {
        <AskDialog
            id="renew-officer"
            title=title
            act=Signal::derive(|| text("admin-renew-do"))
            on_act=renew
            on_close=close
            is_busy=is_busy
            failed=failed
        >
            <ul class="consequences">
                <li>{t!("admin-renew-keys")}</li>
                <li>{t!("admin-renew-stays")}</li>
                <li>{t!("admin-renew-drafts")}</li>
            </ul>
            <div class="fields">
                <NewPasswordFields
                    password=password
                    ids=["renew-password", "renew-again"]
                    labels=["password-new", "password-again"]
                    hint="admin-password-hint"
                    is_tried=is_tried
                    refused=said
                    is_first=true
                />
            </div>
        </AskDialog>
    }
}

/// Asks whether an officer is to be removed; he types the number to say that he means this one.
#[component]
pub fn RemoveDialog(officer: OwnOfficer) -> impl IntoView {
    let keeping = Keeping::here();
    let desk = keeping.desk;
    let typed = RwSignal::new(String::new());
    let (is_tried, is_busy) = (RwSignal::new(false), RwSignal::new(false));
    let failed = RwSignal::new(None::<String>);
    let code = RwSignal::new(None::<RecoveryCodeOnce>);
    let close = Callback::new(move |()| keeping.asking.set(None));
    let number = StoredValue::new(officer.officer.clone());
    let holds_root = officer.roles.contains(&Role::Administrator);
    let said_removed = move || {
        desk.text_with("admin-removed-said", &Args::new().with("officer", number.with_value(ToString::to_string)))
    };
    let is_meant = move || {
        let typed = OfficerNumber::parse(&typed.get()).ok();
        number.with_value(|number| typed.as_ref() == Some(number))
    };
    let remove = Callback::new(move |()| {
        is_tried.set(true);
        failed.set(None);
        if is_busy.get_untracked() || !untrack(is_meant) {
            return;
        }
        is_busy.set(true);
        let officer = number.get_value();
        let said = said_removed();
        spawn_local(async move {
            match ipc::call(RemoveOfficer { officer }).await {
                Ok(None) => keeping.done(said),
                Ok(drawn) => {
                    code.try_set(drawn);
                }
                Err(failure) => {
                    failed.try_set(Some(failure_sentence(desk, &failure)));
                }
            }
            is_busy.try_set(false);
        });
    });
    let who = keeping.who(&officer);
    let title = Signal::derive(move || text_with("admin-remove-title", &Args::new().with("who", who.clone())));
    let label = Signal::derive(move || {
        text_with("admin-remove-confirm", &Args::new().with("officer", number.with_value(ToString::to_string)))
    });
    let said = Signal::derive(move || (is_tried.get() && !is_meant()).then(|| text("admin-remove-differs")));
    let kept = Callback::new(move |()| keeping.done(said_removed()));
    move || match code.get() {
        // The code before opened the root that he takes with him: this one goes only when it is on paper.
        Some(drawn) => view! {
            <Dialog id="removed-code" title=Signal::derive(|| text("recovery-title")) on_close=close is_firm=true>
                <p>{t!("admin-removed-code")}</p>
                <CodeOnce code=drawn on_kept=kept/>
            </Dialog>
        }
        .into_any(),
        None => view! {
            <AskDialog
                id="remove-officer"
                title=title
                act=Signal::derive(move || text(if is_busy.get() { "admin-removing" } else { "admin-remove-do" }))
                strength=Strength::Grave
                on_act=remove
                on_close=close
                is_busy=is_busy
                failed=failed
            >
                <ul class="consequences">
                    <li>{t!("admin-remove-sign-in")}</li>
                    <li>{t!("admin-remove-epoch")}</li>
                    {holds_root.then(|| view! { <li>{t!("admin-remove-root")}</li> })}
                    <li>{t!("admin-remove-claim")}</li>
                    <li>{t!("admin-remove-stays")}</li>
                </ul>
                <Field id="remove-number" label=label value=typed is_first=true said=said/>
            </AskDialog>
        }
        .into_any(),
    }
}

/// Asks whether a new recovery code is to be drawn, and shows it.
#[component]
pub fn CodeDialog() -> impl IntoView {
    let keeping = Keeping::here();
    let desk = keeping.desk;
    let code = RwSignal::new(None::<RecoveryCodeOnce>);
    let is_busy = RwSignal::new(false);
    let failed = RwSignal::new(None::<String>);
    let close = Callback::new(move |()| keeping.asking.set(None));
    let draw = Callback::new(move |()| {
        if is_busy.get_untracked() {
            return;
        }
        is_busy.set(true);
        failed.set(None);
        spawn_local(async move {
            match ipc::call(NewRecoveryCode {}).await {
                Ok(drawn) => {
                    code.try_set(Some(drawn));
                }
                Err(failure) => {
                    failed.try_set(Some(failure_sentence(desk, &failure)));
                }
            }
            is_busy.try_set(false);
        });
    });
    let kept = Callback::new(move |()| keeping.done(desk.text("recovery-drawn")));
    move || match code.get() {
        // Once it is drawn the one before is void: it goes only when it is on paper.
        Some(drawn) => view! {
            <Dialog id="recovery-code" title=Signal::derive(|| text("recovery-title")) on_close=close is_firm=true>
                <CodeOnce code=drawn on_kept=kept/>
            </Dialog>
        }
        .into_any(),
        None => view! {
            <AskDialog
                id="recovery-ask"
                title=Signal::derive(|| text("recovery-draw"))
                act=Signal::derive(|| text("recovery-draw"))
                on_act=draw
                on_close=close
                is_busy=is_busy
                failed=failed
            >
                <ul class="consequences">
                    <li>{t!("recovery-replaces")}</li>
                    <li>{t!("recovery-once")}</li>
                    <li>{t!("recovery-alone")}</li>
                </ul>
            </AskDialog>
        }
        .into_any(),
    }
}

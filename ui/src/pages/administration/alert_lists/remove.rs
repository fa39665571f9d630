//! Takes a list away.

use contract::{AlertListHead, RemoveAlertList};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::Lists;
use crate::components::{Button, Dialog, Strength};
use crate::failure::failure_sentence;
use crate::ipc;
use crate::state::Gravity;
use crate::t;
use crate::text::{Args, text_with};

/// Asks whether a list is to be taken away.
#[component]
pub fn RemoveListDialog(list: AlertListHead) -> impl IntoView {
    let lists = Lists::here();
    let desk = lists.desk;
    let is_busy = RwSignal::new(false);
    let failed = RwSignal::new(None::<String>);
    let close = Callback::new(move |()| lists.asking.set(None));
    let name = list.name.clone();
    let removed = desk.text_with("alerts-removed", &Args::new().with("list", name.as_str()));
    let (away, agency) = (list.name.clone(), list.agency);
    let remove = Callback::new(move |()| {
        if is_busy.get_untracked() {
            return;
        }
        is_busy.set(true);
        let (request, said) = (RemoveAlertList { name: away.clone(), agency }, removed.clone());
        spawn_local(async move {
            match ipc::call(request).await {
                Ok(()) => {
                    lists.asking.try_set(None);
                    desk.say(Gravity::Good, said);
                    lists.read();
                }
                Err(failure) => {
                    failed.try_set(Some(failure_sentence(desk, &failure)));
                }
            }
            is_busy.try_set(false);
        });
    });
    let acts = ViewFn::from(move || {
        view! {
            <Button on_press=close>{t!("cancel")}</Button>
            <Button on_press=remove strength=Strength::Grave is_off=Signal::derive(move || is_busy.get())>
                {t!("alerts-remove-do")}
            </Button>
        }
    });
    let title = Signal::derive(move || text_with("alerts-remove-title", &Args::new().with("list", name.as_str())));
    view! {
        <Dialog id="remove-alert-list" title=title on_close=close acts=acts>
            <ul class="consequences">
                <li>{t!("alerts-remove-search")}</li>
                <li>{t!("alerts-remove-hits")}</li>
            </ul>
            {move || failed.get().map(|said| view! { <p class="strong ask__failure" role="alert">{said}</p> })}
        </Dialog>
    }
}

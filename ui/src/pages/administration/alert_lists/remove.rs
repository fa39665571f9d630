//! Takes a list away.

use contract::{AlertListHead, RemoveAlertList};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::Lists;
use crate::components::{AskDialog, Strength};
use crate::failure::failure_sentence;
use crate::ipc;
use crate::state::Gravity;
use crate::t;
use crate::text::{Args, text, text_with};

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
    let title = Signal::derive(move || text_with("alerts-remove-title", &Args::new().with("list", name.as_str())));
    view! {
        <AskDialog
            id="remove-alert-list"
            title=title
            act=Signal::derive(|| text("alerts-remove-do"))
            strength=Strength::Grave
            on_act=remove
            on_close=close
            is_busy=is_busy
            failed=failed
        >
            <ul class="consequences">
                <li>{t!("alerts-remove-search")}</li>
                <li>{t!("alerts-remove-hits")}</li>
            </ul>
        </AskDialog>
    }
}

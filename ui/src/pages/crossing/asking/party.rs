//! Acts on the party as a whole: who of it turned back, and what is added by hand.

use std::collections::BTreeSet;

use domain::Action;
use domain::crossing::Choice;
use domain::visibility::Datum;
use leptos::prelude::*;

use super::{Question, close_when_done, said};
use crate::components::{Button, Choice as Option_, Dialog, Ticks};
use crate::pages::crossing::words::Words;
use crate::pages::crossing::work::{AddedBy, Ask, Work};
use crate::pages::register::party::{Goods, Person, Vehicle, What};
use crate::t;
use crate::text::{Args, text};

/// Records who turned back before entry control: the whole party, unless the officer leaves somebody out.
#[component]
pub fn WithdrawDialog() -> impl IntoView {
    let work = Work::here();
    let may = work.seen(|words| {
        let is_offered = |offer: &domain::crossing::Offer| offer.choice == Choice::Withdraw && offer.unless.is_none();
        let offered = words.view.offers.iter().filter(|of| of.offers.iter().any(is_offered));
        offered.map(|of| of.subject).collect::<Vec<_>>()
    });
    let ticked = RwSignal::new(
        may.get_untracked().unwrap_or_default().iter().map(|id| id.0.to_string()).collect::<BTreeSet<String>>(),
    );
    let going = Memo::new(move |_| {
        let all = may.get().unwrap_or_default();
        ticked.with(|ticked| all.into_iter().filter(|id| ticked.contains(&id.0.to_string())).collect::<Vec<_>>())
    });
    let options = Signal::derive(move || {
        let all = may.get().unwrap_or_default();
        work.live.view.with(|view| {
            let Some(view) = view else { return Vec::new() };
            let words = Words::of(work.desk, view);
            all.iter().map(|id| Option_::new(id.0.to_string(), words.label(*id))).collect()
        })
    });
    let with_names = move |key: &'static str| {
        said(work, move |words| {
            words.desk.text_with(key, &Args::new().with("what", going.with(|going| words.labels(going))))
        })
    };
    let act = Callback::new(move |()| {
        work.live.perform(Action::Withdraw { subjects: going.get_untracked() }, close_when_done(work));
    });
    view! {
        <Question
            id="ask-withdraw"
            title=with_names("ask-withdraw")
            hint=with_names("ask-withdraw-hint")
            does="ask-withdraw-do"
            is_ready=Signal::derive(move || !going.with(Vec::is_empty))
            on_do=act
        >
            <Show when=move || may.get().is_some_and(|all| all.len() > 1)>
                <Ticks
                    legend=Signal::derive(|| text("ask-withdraw-who"))
                    ticked=ticked
                    options=options
                    datum=Datum::Step
                />
            </Show>
        </Question>
    }
}

/// Asks what is to be added.
#[component]
pub fn AddByHandDialog() -> impl IntoView {
    let work = Work::here();
    let add = move |what: fn() -> What| {
        Callback::new(move |()| work.asking.set(Some(Ask::Add(Box::new(what()), AddedBy::Hand))))
    };
    view! {
        <Dialog
            id="add-by-hand"
            title=Signal::derive(|| text("register-add-heading"))
            on_close=Callback::new(move |()| work.asking.set(None))
        >
            <Button is_wide=true icon="i-person" on_press=add(|| What::Person(Person::default()))>
                {t!("subject-traveller")}
            </Button>
            <Button is_wide=true icon="i-truck" on_press=add(|| What::Vehicle(Vehicle::default()))>
                {t!("subject-conveyance")}
            </Button>
            <Button is_wide=true icon="i-box" on_press=add(|| What::Goods(Goods::default()))>
                {t!("subject-consignment")}
            </Button>
            <p class="quiet small">{t!("ask-add-by-hand-hint")}</p>
        </Dialog>
    }
}

//! Vehicles whose list was sent ahead: which are expected, and the list that fills the party.
//!
//! Invariant: a list stays until its vehicle is registered, and is taken for a party once; of whom it names nothing is shown before.

use contract::{
    AdvanceListsImported, BrokenPassengerList, ExpectedRequest, ExpectedVehicle, ExpectedView, FailureCode,
    ImportAdvanceLists, RemoveAdvanceList, TakeAdvanceList,
};
use domain::Reference;
use domain::visibility::Class;
use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;

use super::Registering;
use super::party::{Number, Party, Vehicle, What};
use super::sent_list::{self, broken_said, fault_lines, plate_of};
use crate::components::{AskDialog, Button, ClassLegend, FileInput, Icon, Panel, Strength, Tag, Tone};
use crate::failure::failure_sentence;
use crate::ipc;
use crate::route::Page;
use crate::state::{Desk, Gravity};
use crate::t;
use crate::text::{Args, text, text_with};

/// How often it is looked which vehicles are expected.
const LOOKS_EVERY: std::time::Duration = std::time::Duration::from_secs(60);

/// How long a plate rests before its list is taken: while it is typed it may be another vehicle's for a moment.
const RESTS: std::time::Duration = std::time::Duration::from_millis(700);

/// What the page knows of expected vehicles.
#[derive(Clone, Copy)]
pub struct Expected {
    view: RwSignal<Option<ExpectedView>>,
    /// Why it could not be read when it was looked at last.
    failed: RwSignal<Option<String>>,
    /// What came of the last file.
    came: RwSignal<Option<AdvanceListsImported>>,
    /// Which is asked to be withdrawn.
    asking: RwSignal<Option<ExpectedVehicle>>,
}

impl Expected {
    /// Looks which vehicles are expected, now and every minute, and takes the list of the party's plate.
    pub fn watch(at: Registering) -> Self {
        let expected = Self {
            view: RwSignal::new(None),
            failed: RwSignal::new(None),
            came: RwSignal::new(None),
            asking: RwSignal::new(None),
        };
        expected.read(at.desk);
        if let Ok(looking) = set_interval_with_handle(move || expected.read(at.desk), LOOKS_EVERY) {
            on_cleanup(move || looking.clear());
        }
        // One list of the plate is this vehicle's, unless it is on record that it was registered with it.
        let own = Memo::new(move |_| {
            let of_plate = expected.of_party(at);
            let [only] = of_plate.as_slice() else { return None };
            (only.registered_as.is_none() && at.party.with(|party| party.advance.is_none())).then_some(only.list)
        });
        Effect::new(move |_| {
            let Some(list) = own.get() else { return };
            spawn_local(async move {
                ipc::pause(RESTS).await;
                if own.try_get_untracked() == Some(Some(list)) {
                    expected.take(at, list).await;
                }
            });
        });
        expected
    }

    /// Looks which vehicles are expected. Who may not see them has none; where it can't be read what was read before stays, and
    /// that is said.
    fn read(self, desk: Desk) {
        spawn_local(async move {
            match ipc::call(ExpectedRequest {}).await {
                Ok(view) => {
                    self.view.try_set(Some(view));
                    self.failed.try_set(None);
                }
                Err(failure) if failure.code == FailureCode::NotAllowed => {
                    self.failed.try_set(None);
                }
                Err(failure) => {
                    self.failed.try_set(Some(failure_sentence(desk, &failure)));
                }
            }
        });
    }

    /// Returns which lists are of the vehicle that the party comes with.
    fn of_party(self, at: Registering) -> Vec<ExpectedVehicle> {
        let plate = at.party.with(|party| party.vehicle().and_then(|(_, vehicle)| plate_of(Some(&vehicle.plate))));
        let Some(plate) = plate else { return Vec::new() };
        self.view.with(|view| {
            let all = view.iter().flat_map(|view| &view.vehicles);
            all.filter(|one| plate_of(Some(&one.plate)).as_ref() == Some(&plate)).cloned().collect()
        })
    }

    /// Fills the party with a list.
    async fn take(self, at: Registering, list: Uuid) {
        let taken = ipc::call(TakeAdvanceList { list }).await;
        let is_here = at.party.try_get_untracked().is_some() && at.desk.page.get_untracked() == Page::Register;
        match taken {
            Ok(sent) if is_here => {
                let mut party = at.party.get_untracked();
                let number = lead(&mut party);
                let heads = i64::try_from(sent.heads.len()).unwrap_or_default();
                let (came, known, _) = sent_list::take(&mut party, number, sent, at.catalogue());
                party.advance = Some(list);
                at.party.set(party);
                at.current.set(Some(number));
                let count = |number: usize| i64::try_from(number).unwrap_or_default();
                let args = Args::new()
                    .with_count("count", heads)
                    .with_count("came", count(came))
                    .with_count("known", count(known));
                at.desk.say(Gravity::Good, at.desk.text_with("expected-filled", &args));
            }
            Ok(_) => {}
            Err(failure) => {
                at.desk.report(&failure);
                self.read(at.desk);
            }
        }
    }
}

/// Returns the vehicle that the party comes with, and has one where there is none. Whoever sends lists carries passengers.
fn lead(party: &mut Party) -> Number {
    let number = match party.vehicle().map(|(number, _)| number) {
        Some(number) => number,
        None => party.add(What::Vehicle(Vehicle::default())),
    };
    if let Some(vehicle) = party.member_mut(number).and_then(|member| member.vehicle_mut())
        && matches!(vehicle.kind.as_str(), "" | "car")
    {
        "bus".clone_into(&mut vehicle.kind);
    }
    number
}

/// Says that the list of a party was used: it goes. One that is left over is offered again, and harmless.
pub fn is_used(list: Option<Uuid>, reference: &Reference) {
    let Some(list) = list else { return };
    let registered_as = Some(reference.clone());
    spawn_local(async move {
        let _left_over = ipc::call(RemoveAdvanceList { list, registered_as }).await;
    });
}

/// The vehicles that are expected.
#[component]
pub fn ExpectedVehicles(expected: Expected) -> impl IntoView {
    let at: Registering = expect_context();
    let may_import = Memo::new(move |_| expected.view.with(|view| view.as_ref().is_some_and(|view| view.may_import)));
    let has_any = Memo::new(move |_| {
        expected.view.with(|view| view.as_ref().is_some_and(|view| !view.vehicles.is_empty() || view.unread > 0))
    });
    let lists = Memo::new(move |_| {
        expected.view.with(|view| view.as_ref().map(|view| view.vehicles.clone()).unwrap_or_default())
    });
    let unread = move || {
        let unread = expected.view.with(|view| view.as_ref().map_or(0, |view| view.unread));
        (unread > 0).then(|| {
            let said = text_with("expected-unread", &Args::new().with_count("count", i64::from(unread)));
            view! { <p class="field__said" role="alert"><Icon name="i-warn"/><span>{said}</span></p> }
        })
    };
    let has_failed = Memo::new(move |_| expected.failed.with(Option::is_some));
    let was_read = Memo::new(move |_| expected.view.with(Option::is_some));
    let failed = move || {
        let sentence = expected.failed.get()?;
        let said = text_with("expected-failed", &Args::new().with("sentence", sentence));
        Some(view! { <p class="field__said" role="alert"><Icon name="i-warn"/><span>{said}</span></p> })
    };
    view! {
        <Show when=move || has_any.get() || may_import.get() || has_failed.get()>
            <div id="expected">
                <Panel title=Signal::derive(|| text("expected-heading"))>
                    <div class="stack">
                        <Show
                            when=move || !lists.with(Vec::is_empty)
                            fallback=move || was_read.get().then(|| view! { <p class="quiet">{t!("expected-none")}</p> })
                        >
                            <p class="small quiet">{t!("expected-lead")}</p>
                            <div class="officers">
                                <table class="items items--rows">
                                    <thead>
                                        <tr>
                                            <th scope="col">{t!("expected-arrives")}</th>
                                            <th scope="col">{t!("expected-vehicle")}</th>
                                            <th scope="col" class="end">{t!("expected-heads")}</th>
                                            <th scope="col">{t!("expected-remarks")}</th>
                                            <th scope="col"><span class="sr">{t!("expected-acts")}</span></th>
                                        </tr>
                                    </thead>
                                    <tbody>
                                        <For each=move || lists.get() key=|one| (one.list, one.hits, one.registered_as.clone()) let:one>
                                            <Row expected=expected vehicle=one may_import=may_import/>
                                        </For>
                                    </tbody>
                                </table>
                            </div>
                        </Show>
                        {failed}
                        {unread}
                        <Show when=move || may_import.get()>
                            <Import expected=expected/>
                        </Show>
                        <ClassLegend classes=&[Class::State]/>
                    </div>
                </Panel>
            </div>
        </Show>
        {move || expected.asking.get().map(|vehicle| view! { <Withdraw expected=expected at=at vehicle=vehicle/> })}
    }
}

#[component]
fn Row(expected: Expected, vehicle: ExpectedVehicle, may_import: Memo<bool>) -> impl IntoView {
    let at: Registering = expect_context();
    let desk = at.desk;
    let (list, arrival) = (vehicle.list, desk.at_of_local(vehicle.arrival));
    let takes = Callback::new(move |()| spawn_local(expected.take(at, list)));
    let withdrawn = vehicle.clone();
    let withdraw = Callback::new(move |()| expected.asking.set(Some(withdrawn.clone())));
    let when = move || at.catalogue().date_time(desk.local(arrival));
    let how_long = Memo::new(move |_| {
        let seconds = (arrival - desk.now.get()).num_seconds();
        let key = if seconds >= 0 { "expected-in" } else { "expected-late" };
        text_with(key, &Args::new().with("time", at.catalogue().duration(seconds.abs())))
    });
    let heads = desk.count(i64::from(vehicle.heads));
    let remark = |key: &'static str, count: u32, tone: Tone| {
        (count > 0).then(|| {
            let said = move || text_with(key, &Args::new().with_count("count", i64::from(count)));
            view! { <Tag tone=tone icon="i-warn">{said}</Tag> " " }
        })
    };
    let registered = vehicle.registered_as.map(|reference| {
        let said = {
            let reference = reference.to_string();
            move || text_with("expected-registered", &Args::new().with("reference", reference.clone()))
        };
        let open = Callback::new(move |()| desk.go(Page::Crossing(reference.clone())));
        view! { <Button on_press=open strength=Strength::Plain>{said}</Button> }
    });
    let plate = StoredValue::new(vehicle.plate.clone());
    let with_plate = move |key: &str| text_with(key, &Args::new().with("plate", plate.get_value()));
    let of = [vehicle.registered_in, vehicle.operator].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    view! {
        <tr>
            <td>
                <span class="nowrap">{when}</span>
                <small class="quiet">{how_long}</small>
            </td>
            <td>
                <bdi class="strong mono">{vehicle.plate}</bdi>
                <small class="quiet"><bdi>{of}</bdi></small>
            </td>
            <td class="end mono">{heads}</td>
            <td>
                {remark("expected-hits", vehicle.hits, Tone::Bad)}
                {remark("expected-faults", vehicle.faults, Tone::Warn)}
                {registered}
            </td>
            <td class="end">
                <span class="officers__acts">
                    <Button on_press=takes strength=Strength::Plain label=Signal::derive(move || with_plate("expected-take-of"))>
                        {t!("expected-take")}
                    </Button>
                    <Show when=move || may_import.get()>
                        <Button
                            on_press=withdraw
                            strength=Strength::Plain
                            label=Signal::derive(move || with_plate("expected-withdraw-of"))
                        >
                            {t!("expected-withdraw")}
                        </Button>
                    </Show>
                </span>
            </td>
        </tr>
    }
}

/// Takes in a file, and says what came of it.
#[component]
fn Import(expected: Expected) -> impl IntoView {
    let at: Registering = expect_context();
    let desk = at.desk;
    let broken = |why: &str| AdvanceListsImported {
        broken: Some(BrokenPassengerList { at: 1, why: why.to_owned(), what: String::new() }),
        ..AdvanceListsImported::default()
    };
    let take_file = move |file: web_sys::File| {
        // What is larger than a list can be is not even read.
        if file.size() > f64::from(sent_list::MOST_BYTES) {
            return expected.came.set(Some(broken("too_large")));
        }
        spawn_local(async move {
            let Some(content) = ipc::base64_of(&file).await else {
                expected.came.try_set(Some(broken("unreadable")));
                return;
            };
            match ipc::call(ImportAdvanceLists { content }).await {
                Ok(came) => {
                    expected.came.try_set(Some(came));
                    expected.read(desk);
                }
                Err(failure) => desk.report(&failure),
            }
        });
    };
    let said = move || {
        expected.came.get().map(|came| match came.broken {
            Some(broken) => view! {
                <p class="field__said" role="alert"><Icon name="i-warn"/><span>{broken_said(&broken)}</span></p>
            }
            .into_any(),
            None => view! { <Came came=came/> }.into_any(),
        })
    };
    view! {
        <FileInput id="expected-file" accept=sent_list::ACCEPTED on_choose=take_file>
            <span class="small quiet">{t!("expected-file")}</span>
        </FileInput>
        {said}
    }
}

#[component]
fn Came(came: AdvanceListsImported) -> impl IntoView {
    let AdvanceListsImported { vehicles, replaced, cancelled, not_there, faults, .. } = came;
    let lists = i64::try_from(vehicles.len()).unwrap_or_default();
    let said = move || {
        let args = Args::new()
            .with_count("count", lists)
            .with_count("replaced", i64::from(replaced))
            .with_count("cancelled", i64::from(cancelled));
        text_with("expected-came", &args)
    };
    let missed = (!not_there.is_empty()).then(|| {
        let plates = not_there.join(", ");
        view! { <p>{move || text_with("expected-not-there", &Args::new().with("plates", plates.clone()))}</p> }
    });
    let wrong = (!faults.is_empty()).then(|| {
        view! {
            <p class="strong">{t!("expected-came-faults")}</p>
            {fault_lines("expected-faults", faults)}
        }
    });
    view! {
        <p role="status">{said}</p>
        {missed}
        {wrong}
    }
}

/// Asks whether a list is to be withdrawn.
#[component]
fn Withdraw(expected: Expected, at: Registering, vehicle: ExpectedVehicle) -> impl IntoView {
    let desk = at.desk;
    let is_busy = RwSignal::new(false);
    let failed = RwSignal::new(None::<String>);
    let close = Callback::new(move |()| expected.asking.set(None));
    let (list, plate) = (vehicle.list, vehicle.plate);
    let withdraw = Callback::new(move |()| {
        if is_busy.get_untracked() {
            return;
        }
        is_busy.set(true);
        spawn_local(async move {
            match ipc::call(RemoveAdvanceList { list, registered_as: None }).await {
                Ok(()) => {
                    expected.asking.try_set(None);
                    expected.came.try_set(None);
                    desk.say(Gravity::Good, desk.text("expected-withdrawn"));
                }
                Err(failure) => {
                    failed.try_set(Some(failure_sentence(desk, &failure)));
                }
            }
            expected.read(desk);
            is_busy.try_set(false);
        });
    });
    let title = Signal::derive(move || text_with("expected-withdraw-title", &Args::new().with("plate", plate.clone())));
    view! {
        <AskDialog
            id="withdraw-advance-list"
            title=title
            act=Signal::derive(|| text("expected-withdraw"))
            strength=Strength::Grave
            on_act=withdraw
            on_close=close
            is_busy=is_busy
            failed=failed
        >
            <p>{t!("expected-withdraw-what")}</p>
        </AskDialog>
    }
}

/// That the party was filled from a list that was sent ahead, or which of several lists of its plate it may be filled from.
#[component]
pub fn SentAhead(expected: Expected) -> impl IntoView {
    let at: Registering = expect_context();
    let is_used = Memo::new(move |_| at.party.with(|party| party.advance.is_some()));
    let several = Memo::new(move |_| {
        let lists = if is_used.get() { Vec::new() } else { expected.of_party(at) };
        // A list of a vehicle that was registered since is taken by nobody without being asked for.
        let needs_asking = lists.len() > 1 || lists.iter().any(|one| one.registered_as.is_some());
        if needs_asking { lists } else { Vec::new() }
    });
    let one = move |vehicle: ExpectedVehicle| {
        let (list, arrival, heads) = (vehicle.list, vehicle.arrival, i64::from(vehicle.heads));
        let takes = Callback::new(move |()| spawn_local(expected.take(at, list)));
        let said = move || {
            let time = at.catalogue().date_time(arrival);
            text_with("expected-of-time", &Args::new().with("time", time).with_count("count", heads))
        };
        view! { <Button on_press=takes>{said}</Button> }
    };
    view! {
        <Show when=move || is_used.get()>
            <p class="small quiet" id="sent-ahead"><Icon name="i-check" class="icon--s"/> " " {t!("expected-used")}</p>
        </Show>
        <Show when=move || !several.with(Vec::is_empty)>
            <p class="strong" role="status">{t!("expected-which")}</p>
            <div class="line">{move || several.get().into_iter().map(one).collect_view()}</div>
        </Show>
    }
}

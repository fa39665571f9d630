//! The registration of a party that arrives: it grows as things are scanned.
//!
//! Invariant: a traveller on foot takes one scan and one key; what is typed is kept at once and found again.

mod expected;
mod form;
mod from_slip;
pub mod party;
mod party_side;
mod passenger_list;
mod sent_list;
pub mod tied;
pub mod zone;

use catalogue::Catalogue;
use chrono::NaiveDate;
use contract::{CrossingRequest, Perform, Scanned};
use domain::crossing::Choice;
use domain::{Action, Direction, Reference};
use leptos::prelude::*;
use leptos::task::spawn_local;

use self::expected::{Expected, ExpectedVehicles, is_used};
use self::form::{GoodsForm, PersonForm, VehicleForm, is_first_control};
use self::from_slip::stated;
use self::party::{Fault, Goods, Member, Number, Party, Person, Sent, Vehicle, What};
pub use self::party_side::PRIORITIES;
use self::party_side::PartySide;
use self::zone::say_visa;
use crate::components::{ActionBar, Banner, Button, Dialog, Empty, Icon, Strength, Why};
use crate::ipc;
use crate::keys::Key;
use crate::pages::crossing::family;
use crate::pages::draft::Draft;
use crate::pages::fields::{Fields, Wrong};
use crate::route::Page;
use crate::state::{Desk, Gravity};
use crate::t;
use crate::text::{Args, text, text_with};

/// The form under which the draft is kept.
const FORM: &str = "register";

/// What the pieces of the page share. Copying it copies handles.
#[derive(Clone, Copy)]
pub struct Registering {
    /// The window.
    desk: Desk,
    /// The party as it stands.
    party: RwSignal<Party>,
    /// Whose form is open.
    current: RwSignal<Option<Number>>,
    /// What is wrong.
    faults: Memo<Vec<Fault>>,
    /// The officer tried to go on: what is missing is said too.
    tried: RwSignal<bool>,
    /// The form that opens next was asked for by hand: its first field takes what is typed.
    by_hand: RwSignal<bool>,
}

impl Registering {
    fn catalogue(self) -> &'static Catalogue {
        Catalogue::of(self.desk.language.get())
    }

    /// Returns today at the post; it changes at midnight, not with every tick.
    fn today(self) -> NaiveDate {
        self.desk.local(self.desk.now.get_untracked()).date()
    }

    /// Returns a date as it may be typed.
    fn date_example(self) -> String {
        self.catalogue().date(NaiveDate::from_ymd_opt(1992, 3, 17).unwrap_or_default())
    }

    /// Returns what is wrong with a field.
    fn said(self, number: Number, field: &'static str) -> Signal<Option<String>> {
        Signal::derive(move || {
            let tried = self.tried.get();
            self.faults.with(|faults| {
                let is_it =
                    |fault: &&Fault| fault.member == number && fault.field == field && (tried || !fault.is_missing);
                faults.iter().find(is_it).map(|fault| text(fault.said))
            })
        })
    }

    /// Returns what is wrong with papers; what is missing only once the officer tried to go on.
    fn wrong_with(
        self,
        fields: RwSignal<Fields>,
        read: fn(&Fields, &Catalogue, NaiveDate) -> Vec<Wrong>,
    ) -> Memo<Vec<Wrong>> {
        Memo::new(move |_| {
            let tried = self.tried.get();
            let mut wrong = fields.with(|fields| read(fields, self.catalogue(), self.today()));
            wrong.retain(|one| tried || !one.is_missing);
            wrong
        })
    }

    /// Takes a scan in; says whether it was one for this page.
    fn take(self, scanned: &Scanned) -> bool {
        let text_read = self.desk.scanned_text.get_untracked();
        let catalogue = Catalogue::of(self.desk.language.get_untracked());
        let mut party = self.party.get_untracked();
        if let Scanned::Document { zone, .. } = scanned
            && zone.format.is_none()
        {
            self.desk.say(Gravity::Warn, self.desk.text("zone-unreadable"));
            return true;
        }
        if let Scanned::Document { zone, .. } = scanned
            && zone.is_of_visa()
        {
            let Some((number, visa)) = party.take_visa(zone, self.current.get_untracked(), catalogue) else {
                self.desk.say(Gravity::Warn, self.desk.text("visa-nobody"));
                return true;
            };
            let who = party.member(number).map(Member::label).unwrap_or_default();
            self.party.set(party);
            self.current.set(Some(number));
            say_visa(self.desk, &who, &visa);
            return true;
        }
        if let Scanned::Reserved { reference } = scanned {
            party.reserved = Some(reference.clone());
            let [day, _] = &mut party.stated;
            *day = Catalogue::for_window(self.desk.language.get_untracked()).date(self.today());
            self.party.set(party);
            return true;
        }
        let Some((number, was_there)) = party.take(scanned, &text_read, catalogue) else { return false };
        self.party.set(party);
        self.by_hand.set(false);
        self.current.set(Some(number));
        self.tried.set(false);
        if was_there {
            self.desk.say(Gravity::Warn, self.desk.text("register-twice"));
        } else {
            self.desk.note.set(None);
        }
        true
    }
}

/// The registration of a party that arrives.
#[component]
pub fn RegisterPage() -> impl IntoView {
    let desk = Desk::here();
    let party = RwSignal::new(Party::new(own_way_out(desk)));
    let faults = Memo::new(move |_| {
        let today = desk.local(desk.now.get_untracked()).date();
        let catalogue = Catalogue::of(desk.language.get());
        party.with(|party| party.faults(today, catalogue))
    });
    let at = Registering {
        desk,
        party,
        current: RwSignal::new(None),
        faults,
        tried: RwSignal::new(false),
        by_hand: RwSignal::new(false),
    };
    provide_context(at);
    let expected = Expected::watch(at);
    provide_context(expected);
    let kept = RwSignal::new(None::<Party>);
    let came_with = desk.to_register.get_untracked();
    desk.to_register.set(None);
    let draft = Draft::keep(
        FORM.to_owned(),
        move || party.get(),
        move |found: Party| {
            if found.members.is_empty() {
                return;
            }
            if party.with_untracked(|party| party.members.is_empty()) {
                at.current.set(found.members.last().map(|member| member.number));
                party.set(found);
            } else {
                kept.set(Some(found));
            }
        },
    );
    if let Some(scanned) = came_with {
        at.take(&scanned);
    }
    desk.take_scans(move |scanned| at.take(&scanned));
    let busy = RwSignal::new(false);
    let adding = RwSignal::new(false);
    let start_anew = Callback::new(move |()| {
        party.update(|party| *party = Party::new(party.direction));
        at.current.set(None);
        at.tried.set(false);
        kept.set(None);
    });
    view! {
        <main class="work work--fixed">
            <div class="register">
                <div class="register__main stack">
                    <header class="line">
                        <h1>{t!("register-heading")}</h1>
                        <span class="saved push"><Icon name="i-check" class="icon--s"/> {t!("register-saved")}</span>
                    </header>
                    <Kept kept=kept/>
                    <Elsewhere/>
                    {move || {
                        let current = at.current.get();
                        let what = current
                            .and_then(|number| {
                                party.with_untracked(|party| party.member(number).map(|member| member.what.clone()))
                            });
                        match (current, what) {
                            (Some(number), Some(What::Person(_))) => view! { <PersonForm number=number/> }.into_any(),
                            (Some(number), Some(What::Vehicle(_))) => view! { <VehicleForm number=number/> }.into_any(),
                            (Some(number), Some(What::Goods(_))) => view! { <GoodsForm number=number/> }.into_any(),
                            _ => {
                                view! {
                                    <Empty icon="i-register" title=Signal::derive(|| text("register-empty"))>
                                        {t!("register-empty-hint")}
                                    </Empty>
                                    <ExpectedVehicles expected=expected/>
                                }
                                    .into_any()
                            }
                        }
                    }}
                </div>
                <PartySide start_anew=start_anew/>
            </div>
        </main>
        <Bar at=at draft=draft busy=busy adding=adding/>
        <Show when=move || adding.get()>
            <AddByHand adding=adding/>
        </Show>
    }
}

/// An unfinished registration that was found beside the new one.
#[component]
fn Kept(kept: RwSignal<Option<Party>>) -> impl IntoView {
    let at: Registering = expect_context();
    let take_up = Callback::new(move |()| {
        let Some(found) = kept.get_untracked() else { return };
        let newer = at.party.get_untracked();
        let mut together = found;
        let mut last = None;
        for member in newer.members {
            last = Some(together.add(member.what));
        }
        at.party.set(together);
        at.current.set(last);
        kept.set(None);
    });
    move || {
        kept.get().map(|found| {
            let first = found.members.first().map(|member| member.label()).unwrap_or_default();
            let count = i64::try_from(found.members.len()).unwrap_or_default();
            let said = move || {
                text_with("register-kept", &Args::new().with("first", first.clone()).with_count("count", count))
            };
            view! {
                <Banner gravity=Gravity::Warn on_close=Callback::new(move |()| kept.set(None))>
                    {said} " "
                    <Button on_press=take_up>{t!("register-kept-take")}</Button>
                </Banner>
            }
        })
    }
}

/// That the document is on another open crossing, or its bearer left this way already: warnings, which block nothing.
#[component]
fn Elsewhere() -> impl IntoView {
    let at: Registering = expect_context();
    let found = Memo::new(move |_| {
        let number = at.current.get()?;
        at.party.with(|party| {
            let zone = party.member(number)?.person()?.zone.as_ref()?;
            let left = || zone.last.as_ref().filter(|last| last.direction == party.direction);
            let open = zone.elsewhere.clone().map(|open| (open, None));
            open.or_else(|| left().map(|last| (last.reference.to_string(), Some(last.at))))
        })
    });
    move || {
        found.get().and_then(|(shown, left_at)| {
            let reference: Reference = shown.parse().ok()?;
            let said = move || {
                let args = Args::new().with("reference", shown.clone());
                match left_at {
                    Some(at_) => {
                        let time = at.catalogue().date_time(at.desk.local(at_));
                        text_with("register-left-already", &args.with("time", time))
                    }
                    None => text_with("register-elsewhere", &args),
                }
            };
            let open = Callback::new(move |()| at.desk.go(Page::Crossing(reference.clone())));
            Some(view! {
                <Banner gravity=Gravity::Warn>
                    {said} " "
                    <Button on_press=open>{t!("register-elsewhere-open")}</Button>
                </Banner>
            })
        })
    }
}

#[component]
fn Bar(at: Registering, draft: Draft, busy: RwSignal<bool>, adding: RwSignal<bool>) -> impl IntoView {
    let desk = at.desk;
    let party = at.party;
    let is_empty = Memo::new(move |_| party.with(|party| party.members.is_empty()));
    let may_take = Memo::new(move |_| {
        let session = desk.session.get();
        desk.plan().zip(session).is_some_and(|(plan, session)| {
            // Nothing is taken of a party on paper before a second officer has seen it.
            party.with(|party| {
                party.reserved.is_none() && is_first_control(&plan, &session, party, desk.now.get_untracked())
            })
        })
    });
    let is_doubtful = Memo::new(move |_| at.faults.with(|all| all.iter().any(|one| one.is_grave && !one.is_missing)));
    let is_off = Signal::derive(move || is_empty.get() || is_doubtful.get() || busy.get());
    // An answer may come when the officer has gone elsewhere: then what he does there is not disturbed.
    let is_here = move || busy.try_get_untracked().is_some() && desk.page.get_untracked() == Page::Register;
    let register = move |take: bool| {
        at.tried.set(true);
        if let Some(fault) = at.faults.with_untracked(|all| all.iter().find(|fault| fault.is_grave).cloned()) {
            at.current.set(Some(fault.member));
            return;
        }
        let catalogue = Catalogue::of(desk.language.get_untracked());
        let Some(action) = party.with_untracked(|party| party.registration(at.today(), catalogue)) else { return };
        let was_scanned =
            party.with_untracked(|party| party.members.iter().any(|m| m.person().is_some_and(|p| p.zone.is_some())));
        let reserved = party.with_untracked(|party| party.reserved.clone());
        let action = match &reserved {
            None => action,
            Some(slip) => {
                let Some(stated_at) = party.with_untracked(|party| stated(desk, party)) else { return };
                Action::EnterLate { stated_at, paper: slip.to_string(), what: Box::new(action) }
            }
        };
        let is_from_paper = reserved.is_some();
        busy.set(true);
        let before = party.with_untracked(|party| party.sent.clone()).filter(|sent| sent.action == action);
        let sent = before.unwrap_or_else(|| Sent { action, key: ipc::fresh_key() });
        let advance = party.with_untracked(|party| party.advance);
        // Kept with the draft, it outlives the page and the lock.
        party.update(|party| party.sent = Some(sent.clone()));
        spawn_local(async move {
            let perform = Perform { key: sent.key, crossing: reserved, version: None, action: sent.action };
            let answer = ipc::call_surely(desk, perform).await;
            busy.try_set(false);
            match answer {
                Ok(done) => {
                    draft.forget();
                    let Some(reference) = done.crossing else { return };
                    is_used(advance, &reference);
                    if take && is_here() {
                        take_first(desk, &reference, was_scanned).await;
                    }
                    if is_from_paper {
                        desk.from_paper.set(Some(reference.clone()));
                    }
                    if is_here() {
                        desk.go(Page::Crossing(reference));
                    } else {
                        let args = Args::new().with("reference", reference.to_string());
                        desk.say(Gravity::Good, desk.text_with("note-registered", &args));
                    }
                }
                Err(failure) => desk.report(&failure),
            }
        });
    };
    let label = move || {
        party
            .with(|party| {
                let (lead, _) = party.vehicle().unzip();
                lead.and_then(|lead| party.member(lead)).or(party.members.first()).map(|member| member.label())
            })
            .unwrap_or_else(|| "–".to_owned())
    };
    let on = move || {
        let heads = i64::try_from(party.with(Party::heads)).unwrap_or_default();
        let flow = text(&format!("flow-{}", party.with(Party::flow).word()));
        text_with("register-flow-and-heads", &Args::new().with("flow", flow).with_count("count", heads))
    };
    let why = move || {
        if is_empty.get() {
            return Some(text("register-why-empty"));
        }
        let tried = at.tried.get();
        at.faults.with(|faults| {
            let first = faults.iter().find(|fault| fault.is_grave && (tried || !fault.is_missing))?;
            if party.with(|party| party.members.len() == 1) {
                return Some(text(first.said));
            }
            let name = party.with(|party| party.member(first.member).map(|member| member.label()))?;
            Some(text_with("register-why", &Args::new().with("name", name).with("fault", text(first.said))))
        })
    };
    let remove = Callback::new(move |()| {
        if let Some(number) = at.current.get_untracked() {
            party.update(|party| party.remove(number));
            at.current.set(party.with_untracked(|party| party.members.last().map(|member| member.number)));
        }
    });
    view! {
        <ActionBar>
            <p class="action-bar__on">
                <span class="small quiet">{on}</span>
                <strong><bdi>{label}</bdi></strong>
            </p>
            <div class="action-bar__acts">
                {move || {
                    if may_take.get() {
                        view! {
                            <Button
                                on_press=move |()| register(true)
                                key=Key::F4
                                strength=Strength::Main
                                is_off=is_off
                                why="why-register"
                            >
                                {t!("register-and-take")}
                            </Button>
                            <Button on_press=move |()| register(false) key=Key::ShiftF4 is_off=is_off>
                                {t!("register-only")}
                            </Button>
                        }
                            .into_any()
                    } else {
                        view! {
                            <Button
                                on_press=move |()| register(false)
                                key=Key::F4
                                strength=Strength::Main
                                is_off=is_off
                                why="why-register"
                            >
                                {t!("register-only")}
                            </Button>
                        }
                            .into_any()
                    }
                }}
            </div>
            {move || why().map(|said| view! { <Why id="why-register" is_grave=true>{said}</Why> })}
            <div class="action-bar__acts push">
                <Button on_press=move |()| adding.set(true) key=Key::F3>{t!("register-add")}</Button>
                <Show when=move || at.current.get().is_some()>
                    <Button on_press=remove>{t!("register-remove")}</Button>
                </Show>
                <Button on_press=move |()| desk.go(Page::Queue) key=Key::Escape strength=Strength::Plain>
                    {t!("ask-cancel")}
                </Button>
            </div>
        </ActionBar>
    }
}

/// What to add by hand.
#[component]
fn AddByHand(adding: RwSignal<bool>) -> impl IntoView {
    let at: Registering = expect_context();
    let add = move |what: What| {
        let mut number = None;
        at.party.update(|party| number = Some(party.add(what)));
        at.by_hand.set(true);
        at.current.set(number);
        at.tried.set(false);
        adding.set(false);
    };
    view! {
        <Dialog
            id="add-by-hand"
            title=Signal::derive(|| text("register-add-heading"))
            on_close=Callback::new(move |()| adding.set(false))
        >
            <Button is_wide=true icon="i-person" on_press=move |()| add(What::Person(Person::default()))>
                {t!("subject-traveller")}
            </Button>
            <Button is_wide=true icon="i-truck" on_press=move |()| add(What::Vehicle(Vehicle::default()))>
                {t!("subject-conveyance")}
            </Button>
            <Button is_wide=true icon="i-box" on_press=move |()| add(What::Goods(Goods::default()))>
                {t!("subject-consignment")}
            </Button>
            <p class="quiet small">{t!("register-add-hint")}</p>
        </Dialog>
    }
}

/// Takes the first control of the new crossing that is the officer's own; where somebody was quicker, it stays as it is.
async fn take_first(desk: Desk, reference: &Reference, presented: bool) {
    let Ok(view) = ipc::call(CrossingRequest { reference: reference.clone() }).await else { return };
    let ready = view
        .offers
        .iter()
        .flat_map(|subject| &subject.offers)
        .find(|offer| offer.choice == Choice::Claim && offer.unless.is_none())
        .and_then(|offer| offer.step);
    let Some(step) = ready else { return };
    let claim = Perform {
        key: ipc::fresh_key(),
        crossing: Some(reference.clone()),
        version: Some(view.crossing.version),
        action: Action::Claim { steps: family(&view, step), presented },
    };
    if let Err(failure) = ipc::call_surely(desk, claim).await {
        desk.report(&failure);
    }
}

/// Returns the way out of the officer's own State: a party registers where it leaves.
fn own_way_out(desk: Desk) -> Direction {
    match (desk.plan(), desk.own_state()) {
        (Some(plan), Some(own)) if plan.exit_and_entry(Direction::BToA).0 == own => Direction::BToA,
        _ => Direction::AToB,
    }
}

//! What an operator's system sent: which vehicle each list of the file is of, and what of it can't be read.
//!
//! Invariant: what is wrong is said with where it stands and whom it is about; nothing of it is put right in silence.

use catalogue::Catalogue;
use contract::{BrokenPassengerList, ListOfVehicle, PassengerFault};
use domain::codes::PlateNumber;
use leptos::prelude::*;

use super::Registering;
use super::party::{Member, Number, Party, Vehicle};
use crate::components::{Button, Strength};
use crate::t;
use crate::text::{Args, text, text_with};

/// The largest file that is read, in bytes: as much as a list may have.
pub const MOST_BYTES: u32 = 2 * 1024 * 1024;

/// The files in which lists come.
pub const ACCEPTED: &str = ".csv,.txt,.edi,.edifact,.paxlst,text/csv,text/plain,application/EDIFACT";

/// How many faults are shown; the others are counted.
const MOST_SHOWN: usize = 30;

/// Returns the one list that a vehicle takes: the only one of the file, else the only one of its plate.
pub fn of_vehicle<'a>(lists: &'a [ListOfVehicle], vehicle: Option<&Vehicle>) -> Option<&'a ListOfVehicle> {
    if let [only] = lists {
        return Some(only);
    }
    let plate = plate_of(vehicle.map(|vehicle| vehicle.plate.as_str()))?;
    let mut of_plate = lists.iter().filter(|list| plate_of(list.plate.as_deref()).as_ref() == Some(&plate));
    of_plate.next().filter(|_| of_plate.next().is_none())
}

/// Fills the party with a list of its vehicle; returns how many heads came, how many were there already, and the list's plate where it
/// is another than the vehicle's.
pub fn take(
    party: &mut Party,
    number: Number,
    list: ListOfVehicle,
    catalogue: &Catalogue,
) -> (usize, usize, Option<String>) {
    let (came, known) = party.take_list(&list.heads, catalogue);
    let other_plate = fill_vehicle(party, number, &list);
    if let Some(papers) = party.member_mut(number).map(Member::papers_mut) {
        papers.put("heads_listed", list.heads.len().to_string());
    }
    party.list.faults = list.faults;
    (came, known, other_plate)
}

/// Fills in what the list says of its vehicle where nothing was typed; returns the list's plate where it is another than the one that
/// stands there.
fn fill_vehicle(party: &mut Party, number: Number, list: &ListOfVehicle) -> Option<String> {
    let vehicle = party.member_mut(number).and_then(|member| member.vehicle_mut())?;
    for (field, said) in [
        (&mut vehicle.plate, &list.plate),
        (&mut vehicle.registered_in, &list.registered_in),
        (&mut vehicle.operator, &list.operator),
    ] {
        if let Some(said) = said.as_ref().filter(|_| field.trim().is_empty()) {
            field.clone_from(said);
        }
    }
    let is_other = plate_of(list.plate.as_deref()).is_some_and(|plate| plate_of(Some(&vehicle.plate)) != Some(plate));
    list.plate.clone().filter(|_| is_other)
}

/// Returns by what a plate is known, however it is written.
pub fn plate_of(typed: Option<&str>) -> Option<String> {
    let plate = typed?.parse::<PlateNumber>().ok()?;
    Some(plate.key().to_owned())
}

/// Says why a file was not read.
pub fn broken_said(broken: &BrokenPassengerList) -> String {
    let why = text_with(&format!("list-broken-{}", broken.why), &Args::new().with("what", broken.what.clone()));
    text_with("list-broken", &Args::new().with("at", broken.at.to_string()).with("why", why))
}

/// Asks which of several lists the vehicle is to take.
#[component]
pub fn WhichList(lists: RwSignal<Vec<ListOfVehicle>>, on_choose: Callback<ListOfVehicle>) -> impl IntoView {
    let buttons = move || {
        let one = |list: ListOfVehicle| {
            let heads = i64::try_from(list.heads.len()).unwrap_or_default();
            let vehicle: Vec<String> = list.plate.clone().into_iter().chain(list.operator.clone()).collect();
            let args = move || Args::new().with("vehicle", vehicle.join(", ")).with_count("count", heads);
            let choose = Callback::new(move |()| on_choose.run(list.clone()));
            view! {
                <Button on_press=choose strength=Strength::Usual>
                    <bdi>{move || text_with("list-of", &args())}</bdi>
                </Button>
            }
        };
        lists.get().into_iter().map(one).collect_view()
    };
    view! {
        <Show when=move || !lists.with(Vec::is_empty)>
            <p class="strong" role="status">{t!("list-which")}</p>
            <div class="line">{buttons}</div>
        </Show>
    }
}

/// What of the list that was taken can't be read, or does not fit.
#[component]
pub fn SentFaults() -> impl IntoView {
    let at: Registering = expect_context();
    let faults = Memo::new(move |_| at.party.with(|party| party.list.faults.clone()));
    view! {
        <Show when=move || !faults.with(Vec::is_empty)>
            <p class="strong">{t!("list-sent-faults")}</p>
            {move || fault_lines("list-sent-faults", faults.get())}
        </Show>
    }
}

/// Faults, a line each; of many the first, and how many more there are.
pub fn fault_lines(id: &'static str, faults: Vec<PassengerFault>) -> impl IntoView {
    let rest = i64::try_from(faults.len().saturating_sub(MOST_SHOWN)).unwrap_or_default();
    let more = move || text_with("list-sent-more", &Args::new().with_count("count", rest));
    view! {
        <ul class="consequences" id=id>{faults.into_iter().take(MOST_SHOWN).map(line).collect_view()}</ul>
        {(rest > 0).then(|| view! { <p class="small quiet">{more}</p> })}
    }
}

fn line(fault: PassengerFault) -> impl IntoView {
    let PassengerFault { at, who, field, why, text: found } = fault;
    let said = move || {
        let why = text(&format!("list-sent-{why}"));
        text_with(
            "list-sent-line",
            &Args::new().with("at", at.to_string()).with("field", field.clone()).with("fault", why),
        )
    };
    view! {
        <li>
            {(!who.is_empty()).then(|| view! { <bdi class="strong">{who}</bdi> " " })}
            {said}
            {(!found.is_empty()).then(|| view! { " " <bdi class="mono quiet">{found}</bdi> })}
        </li>
    }
}

#[cfg(test)]
mod tests {
    use domain::Direction;

    use super::super::party::What;
    use super::*;

    fn list(plate: &str) -> ListOfVehicle {
        let operator = Some("Rift Coaches".to_owned());
        ListOfVehicle { plate: Some(plate.to_owned()), operator, ..ListOfVehicle::default() }
    }

    #[test]
    fn the_list_of_the_plate_is_taken_and_fills_what_is_empty() {
        let lists = [list("KBX 114K"), list("KCA 123X")];
        let vehicle = |plate: &str| Vehicle { plate: plate.to_owned(), ..Vehicle::default() };
        assert_eq!(of_vehicle(&lists, Some(&vehicle("kca123x"))), lists.get(1));
        assert_eq!(of_vehicle(&lists, Some(&vehicle(""))), None);
        assert_eq!(of_vehicle(&lists[..1], None), lists.first());
        let mut party = Party::new(Direction::AToB);
        let number = party.add(What::Vehicle(vehicle("")));
        assert_eq!(fill_vehicle(&mut party, number, &lists[0]), None);
        let filled = party.member(number).and_then(|member| member.vehicle()).cloned();
        assert_eq!(
            filled.map(|vehicle| (vehicle.plate, vehicle.operator)),
            Some(("KBX 114K".to_owned(), "Rift Coaches".to_owned()))
        );
        assert_eq!(fill_vehicle(&mut party, number, &lists[1]), Some("KCA 123X".to_owned()));
    }
}

//! Writing advance passenger lists as tables (CSV).

use chrono::{NaiveDate, NaiveDateTime};

use super::list::{AdvancePassenger, PassengerList, Role};
use super::table::{COLUMNS, OF_JOURNEY, TIME};
use crate::table::write_cell;

/// Writes a list as a table, with all columns; of each person the first document.
///
/// What would begin like a formula of a spreadsheet is written as it is: such a list is refused in that cell when it is read.
pub fn write_csv(list: &PassengerList) -> String {
    let mut table = COLUMNS.join(",");
    table.push('\n');
    for (row, person) in list.passengers.iter().enumerate() {
        for (at, column) in COLUMNS.iter().copied().enumerate() {
            if at > 0 {
                table.push(',');
            }
            let cell = if at < OF_JOURNEY { of_person(person, column) } else { of_list(list, column) };
            if at < OF_JOURNEY || row == 0 {
                write_cell(&mut table, &cell);
            }
        }
        table.push('\n');
    }
    table
}

fn of_person(person: &AdvancePassenger, column: &str) -> String {
    let opt = |value: &Option<String>| value.clone().unwrap_or_default();
    let day = |day: Option<NaiveDate>| day.map(|day| day.format("%Y-%m-%d").to_string()).unwrap_or_default();
    let document = person.documents.first();
    let yes = |is_so: bool| if is_so { "yes".to_owned() } else { "no".to_owned() };
    match column {
        "surname" => person.surname.clone(),
        "given_names" => person.given_names.clone(),
        "nationality" => opt(&person.nationality),
        "birth_date" => day(person.birth_date),
        "sex" => person.sex.map(|sex| format!("{sex:?}")).unwrap_or_default(),
        "document_code" => document.map(|document| document.code.clone()).unwrap_or_default(),
        "document_issuer" => document.map(|document| opt(&document.issuer)).unwrap_or_default(),
        "document_number" => document.map(|document| document.number.clone()).unwrap_or_default(),
        "document_expires" => day(document.and_then(|document| document.expires)),
        "crew" => yes(person.role == Role::Crew),
        "in_transit" => yes(person.is_in_transit),
        "boarding" => opt(&person.boarding),
        "alighting" => opt(&person.alighting),
        "seat" => opt(&person.seat),
        "booking" => opt(&person.booking),
        "reference" => opt(&person.reference),
        "birth_place" => opt(&person.birth_place),
        "residence" => opt(&person.residence),
        _ => String::new(),
    }
}

fn of_list(list: &PassengerList, column: &str) -> String {
    let opt = |value: &Option<String>| value.clone().unwrap_or_default();
    let time = |time: Option<NaiveDateTime>| time.map(|time| time.format(TIME).to_string()).unwrap_or_default();
    match column {
        "journey" => opt(&list.conveyance.journey),
        "plate" => opt(&list.conveyance.plate),
        "plate_country" => opt(&list.conveyance.country),
        "operator" => opt(&list.operator),
        "departure_place" => opt(&list.departure.place),
        "departure_at" => time(list.departure.departs),
        "arrival_place" => opt(&list.arrival.place),
        "arrival_at" => time(list.arrival.arrives),
        "list_reference" => opt(&list.reference),
        _ => String::new(),
    }
}

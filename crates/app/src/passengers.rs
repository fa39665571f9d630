//! The operator's list of a vehicle, read from the formats of other systems for whoever registers it.
//!
//! Invariant: nothing is kept. Of whom nothing could be read there is a head without a name, which has to be named before the party
//! is registered.

use contract::{BrokenPassengerList, ListOfVehicle, PassengerFault, PassengerListRead, ReadPassengerList};
use data_encoding::BASE64;
use domain::manifest::Listed;
use interchange::passengers::{AdvancePassenger, Fault, FaultWhy, MOST_BYTES, PassengerList, read};
use interchange::{Broken, BrokenWhy};

use crate::failure::Error;
use crate::signed_in::SignedIn;

impl SignedIn {
    /// Reads a file that an operator sent.
    ///
    /// # Errors
    /// When it is larger than any list, or no base64.
    pub async fn read_passenger_list(&self, request: ReadPassengerList) -> Result<PassengerListRead, Error> {
        let bytes = content_of(&request.content)?;
        let reading = tokio::task::spawn_blocking(move || told(&bytes));
        reading.await.map_err(|_| Error::Fault("the list could not be read"))
    }
}

/// Returns the bytes of a file that came as base64.
///
/// # Errors
/// When it is larger than any list, or no base64.
pub(crate) fn content_of(content: &str) -> Result<Vec<u8>, Error> {
    let invalid = || Error::Invalid { field: "content" };
    // Four letters stand for three bytes.
    if content.len() > (MOST_BYTES / 3 + 1) * 4 {
        return Err(invalid());
    }
    BASE64.decode(content.as_bytes()).map_err(|_| invalid())
}

fn told(bytes: &[u8]) -> PassengerListRead {
    match read(bytes) {
        Ok(lists) => PassengerListRead { lists: lists.into_iter().map(of_vehicle).collect(), broken: None },
        Err(why) => PassengerListRead { lists: Vec::new(), broken: Some(broken(why)) },
    }
}

/// Returns a list as whoever registers its vehicle reads it.
pub(crate) fn of_vehicle(list: PassengerList) -> ListOfVehicle {
    let unread = list.faults.iter().filter(|fault| fault.is_whole_head()).count();
    let nobody = || AdvancePassenger::default().head();
    let heads: Vec<Listed> =
        list.passengers.iter().map(AdvancePassenger::head).chain(std::iter::repeat_with(nobody).take(unread)).collect();
    let faults = list.faults.iter().map(|fault| told_fault(fault, &heads)).collect();
    ListOfVehicle {
        plate: list.conveyance.plate,
        registered_in: list.conveyance.country,
        operator: list.operator,
        arrival: list.arrival.arrives,
        heads,
        faults,
    }
}

fn told_fault(fault: &Fault, heads: &[Listed]) -> PassengerFault {
    let (why, text) = match fault.why {
        FaultWhy::Missing => ("missing", None),
        FaultWhy::Date => ("date", None),
        FaultWhy::Form => ("form", None),
        FaultWhy::Word => ("word", None),
        FaultWhy::TooLong => ("too_long", None),
        FaultWhy::Letters => ("letters", None),
        FaultWhy::Formula => ("formula", None),
        FaultWhy::Twice => ("twice", None),
        FaultWhy::Unknown => ("unknown", None),
        FaultWhy::Place => ("place", None),
        FaultWhy::Differs => ("differs", None),
        FaultWhy::Cells => ("cells", None),
        FaultWhy::Quotes => ("quotes", None),
        FaultWhy::Count { told, found } => ("count", Some(format!("{told} ≠ {found}"))),
    };
    let who = fault.passenger.and_then(|place| heads.get(place)).map(|head| head.person.name());
    PassengerFault {
        at: fault.at,
        who: who.map(|name| name.trim().to_owned()).unwrap_or_default(),
        field: fault.field.clone().unwrap_or_default(),
        why: why.to_owned(),
        text: text.unwrap_or_else(|| fault.text.clone()),
    }
}

/// Returns why a file is not read, as a window or a command line is told.
pub(crate) fn broken(broken: Broken) -> BrokenPassengerList {
    let (why, what) = match broken.why {
        BrokenWhy::Encoding { .. } => ("encoding", String::new()),
        BrokenWhy::Charset(name) => ("charset", name),
        BrokenWhy::Empty => ("empty", String::new()),
        BrokenWhy::Truncated => ("truncated", String::new()),
        BrokenWhy::ColumnMissing(column) => ("column_missing", column),
        BrokenWhy::ColumnTwice(column) => ("column_twice", column),
        BrokenWhy::TooLong { .. } => ("too_long", String::new()),
        BrokenWhy::TooMany { .. } => ("too_many", String::new()),
        BrokenWhy::Count { segment, told, found } => ("count", format!("{segment}: {told} ≠ {found}")),
        BrokenWhy::Reference(segment) => ("reference", segment),
        BrokenWhy::Segment(segment) => ("segment", segment),
        BrokenWhy::Unreadable(cause) => ("unreadable", cause),
        // Markup is that of alert lists.
        BrokenWhy::Format | BrokenWhy::TooDeep { .. } | BrokenWhy::DocumentType | BrokenWhy::Markup => {
            ("format", String::new())
        }
    };
    BrokenPassengerList { at: broken.at, why: why.to_owned(), what }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_on_a_list_is_lost() {
        let table = "surname,given_names,nationality,birth_date,document_number,crew,plate,operator,arrival_at\n\
                     OTIENO,JANE,KEN,1990-05-01,AK1,no,KBX 114K,Rift Coaches,2026-03-01T07:30\n\
                     WERE,PAUL,,2 June,AK2,yes,,,\n\
                     only,two\n";
        let read = told(table.as_bytes());
        assert_eq!(read.broken, None);
        let [list] = read.lists.as_slice() else { unreachable!("{read:?}") };
        assert_eq!((list.plate.as_deref(), list.operator.as_deref()), (Some("KBX 114K"), Some("Rift Coaches")));
        let names: Vec<(String, bool)> =
            list.heads.iter().map(|head| (head.person.surname.clone(), head.is_crew)).collect();
        assert_eq!(names, [("OTIENO".to_owned(), false), ("WERE".to_owned(), true), (String::new(), false)]);
        let faults: Vec<(&str, &str, &str)> =
            list.faults.iter().map(|fault| (fault.who.as_str(), fault.field.as_str(), fault.why.as_str())).collect();
        assert!(faults.contains(&("WERE PAUL", "birth_date", "date")), "{faults:?}");
        assert!(faults.iter().any(|(_, _, why)| *why == "cells"), "{faults:?}");
    }

    #[test]
    fn an_interchange_that_is_cut_short_is_no_list() {
        let read = told(b"UNA:+.? 'UNB+UNOC:4+A+B+260301:0600+1++PAXLST'UNH+1+PAXLST:D:12B:UN:IATA'BGM+745'");
        assert!(read.lists.is_empty() && read.broken.is_some(), "{read:?}");
    }
}

//! What a file that was sent ahead wants done: lists to be kept, and journeys that are cancelled.
//!
//! Invariant: pure. Of a file of which anything can't be kept nothing is; what is merely wrong with a list is told with it.

use chrono::NaiveDateTime;
use contract::{BrokenPassengerList, ListOfVehicle};
use domain::codes::PlateNumber;
use interchange::passengers::{PassengerList, Purpose, read_whole};

use crate::passengers::{broken, of_vehicle};

/// How many faults are kept with a list; whoever took it in was told all of them.
const MOST_FAULTS: usize = 200;

/// By what a journey is known: whichever list names the same vehicle and the same arrival is of the same one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Journey {
    /// The vehicle's plate.
    pub plate: PlateNumber,
    /// When it arrives, by the own State's clocks.
    pub arrival: NaiveDateTime,
}

/// A list of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sent {
    /// Of which journey it is.
    pub journey: Journey,
    /// Where it begins in the file: the segment, or the line of a table.
    pub at: u64,
    /// The list; nothing where the journey is cancelled.
    pub list: Option<ListOfVehicle>,
}

/// Reads the lists of a file, in its order.
///
/// # Errors
/// When it can't be read as a whole, or one of its lists can't be kept.
pub(super) fn sent(bytes: &[u8]) -> Result<Vec<Sent>, BrokenPassengerList> {
    let read = read_whole(bytes).map_err(broken)?;
    if read.is_test {
        return Err(not_kept(1, "test", ""));
    }
    read.lists.into_iter().map(one).collect()
}

/// Returns why a list is not kept.
pub(super) fn not_kept(at: u64, why: &str, what: &str) -> BrokenPassengerList {
    BrokenPassengerList { at, why: why.to_owned(), what: what.to_owned() }
}

fn one(list: PassengerList) -> Result<Sent, BrokenPassengerList> {
    let first = list.passengers.iter().map(|person| person.at).chain(list.faults.iter().map(|fault| fault.at)).min();
    let (at, purpose, has_heads) = (first.unwrap_or(1), list.purpose, list.heads() > 0);
    let mut list = of_vehicle(list);
    let told = list.plate.clone().unwrap_or_default();
    let Ok(plate) = told.parse::<PlateNumber>() else { return Err(not_kept(at, "no_plate", &told)) };
    let Some(arrival) = list.arrival else { return Err(not_kept(at, "no_arrival", &told)) };
    match purpose {
        // In the place of the list it would lose whoever did not change.
        Purpose::Part => return Err(not_kept(at, "part", &told)),
        Purpose::Whole if !has_heads => return Err(not_kept(at, "nobody", &told)),
        Purpose::Whole | Purpose::Cancelled => {}
    }
    list.faults.truncate(MOST_FAULTS);
    Ok(Sent { journey: Journey { plate, arrival }, at, list: (purpose == Purpose::Whole).then_some(list) })
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADING: &str = "surname,given_names,nationality,plate,arrival_at\n";

    fn why(rows: &str) -> (String, String) {
        let broken = sent(format!("{HEADING}{rows}").as_bytes()).err().unwrap_or_default();
        (broken.why, broken.what)
    }

    fn interchange(bgm: &str, heads: &str) -> String {
        let body = format!("BGM+745{bgm}'TDT+20++3+++++KBX 114K'LOC+87+BUS'DTM+232:202603011530:203'{heads}");
        let count = body.matches('\'').count() + 2;
        format!("UNB+UNOC:4+A+B+260301:0600+1'UNH+1+PAXLST:D:12B:UN:IATA'{body}UNT+{count}+1'UNZ+1+1'")
    }

    #[test]
    fn a_list_is_kept_that_names_its_vehicle_and_its_arrival() {
        let rows = format!("{HEADING}OTIENO,JANE,KEN,KBX 114K,2026-03-01T07:30\nWERE,PAUL,UGA,,\n");
        let kept = sent(rows.as_bytes()).unwrap_or_default();
        let [one] = kept.as_slice() else { unreachable!("{kept:?}") };
        assert_eq!(
            (one.journey.plate.key(), one.journey.arrival.to_string().as_str()),
            ("KBX114K", "2026-03-01 07:30:00")
        );
        assert_eq!(one.list.as_ref().map(|list| list.heads.len()), Some(2));
        assert_eq!(why("OTIENO,JANE,KEN,,2026-03-01T07:30\n"), ("no_plate".to_owned(), String::new()));
        assert_eq!(why("OTIENO,JANE,KEN,KBX 114K,\n"), ("no_arrival".to_owned(), "KBX 114K".to_owned()));
    }

    #[test]
    fn a_cancellation_is_no_list_and_a_part_of_one_is_not_kept() {
        let head = "NAD+FL+++ABUYA:AMOS'NAT+2+KEN'";
        let of = |bgm: &str, heads: &str| sent(interchange(bgm, heads).as_bytes());
        for bgm in ["", "++9", "++5", "+REF7"] {
            let kept = of(bgm, head).unwrap_or_default();
            assert!(matches!(kept.as_slice(), [Sent { list: Some(_), .. }]), "{bgm}: {kept:?}");
        }
        for bgm in ["++1", "+CF", "+REF7+1"] {
            let kept = of(bgm, "").unwrap_or_default();
            assert!(matches!(kept.as_slice(), [Sent { list: None, .. }]), "{bgm}: {kept:?}");
        }
        for bgm in ["++4", "+CP", "+XR", "++77"] {
            assert_eq!(of(bgm, head).err().map(|broken| broken.why), Some("part".to_owned()), "{bgm}");
        }
        assert_eq!(of("", "").err().map(|broken| broken.why), Some("nobody".to_owned()));
        let test = interchange("", head).replace("+260301:0600+1'", "+260301:0600+1++++++1'");
        assert_eq!(sent(test.as_bytes()).err().map(|broken| broken.why), Some("test".to_owned()));
    }
}

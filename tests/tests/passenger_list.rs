//! A bus whose operator sent its list before it came: the list as UN/EDIFACT PAXLST fills the party, a passport confirms who is on it.
//! The file is chosen when the bus is there, or was taken in before.

use chrono::{DateTime, TimeDelta, Utc};
use data_encoding::BASE64;
use end_to_end::{Desk, Post, passport};
use fantoccini::key::Key;
use serde_json::Value;

/// An invented list: a driver, two passengers with all their facts, and one whose birth date can't be read.
const LIST: &str = "UNA:+.? '
UNB+UNOC:4+SPECIMEN COACHES:ZZ+POST UTO:ZZ+260301:0700+REF9++PAXLST'
UNG+PAXLST+SPECIMEN COACHES:ZZ+POST UTO:ZZ+260301:0700+REF9+UN+D:12B'
UNH+PAX001+PAXLST:D:12B:UN:IATA'
BGM+745'
TDT+20+SC12+3++SPC:::Specimen Coaches+++KBX 114K::::KEN'
LOC+125+KENBO'
DTM+189:202603010730:203'
LOC+87+UGKLA'
DTM+232:202603011530:203'
NAD+FL+++ABUYA:AMOS'
ATT+2++M'
DTM+329:19880412:102'
NAT+2+KEN'
DOC+P:110:111+SP0700001'
DTM+36:20310315:102'
LOC+91+KEN'
NAD+FL+++NEKESA:DIANA'
ATT+2++F'
DTM+329:19880412:102'
NAT+2+KEN'
DOC+P:110:111+SP0700002'
LOC+91+KEN'
NAD+FL+++OBURA:CALEB'
ATT+2++M'
DTM+329:198X0412:102'
NAT+2+KEN'
DOC+P:110:111+SP0700003'
LOC+91+KEN'
CNT+42:3'
UNT+28+PAX001'
UNH+PAX002+PAXLST:D:12B:UN:IATA'
BGM+250'
TDT+20+SC12+3++SPC:::Specimen Coaches+++KBX 114K::::KEN'
LOC+125+KENBO'
DTM+189:202603010730:203'
LOC+87+UGKLA'
DTM+232:202603011530:203'
NAD+FM+++IMALI:ELIUD'
ATT+2++M'
DTM+329:19850101:102'
NAT+2+KEN'
DOC+P:110:111+SP0700004'
LOC+91+KEN'
CNT+41:1'
UNT+15+PAX002'
UNE+2+REF9'
UNZ+1+REF9'
";

#[tokio::test]
async fn a_bus_is_registered_from_what_its_operator_sent() {
    let post = Post::found();
    let desk = Desk::at(&post).await;
    desk.signs_in("K-1042", "kijani-mto", "Daniel Kiprotich").await;
    desk.sees("No crossing is open").await;
    desk.scans(&["KBX 114K"]).await;
    desk.chooses("Register a party").await;
    desk.sees("KBX 114K").await;
    desk.picks("#kind", "bus").await;
    desk.clicks(".folded:has(#list-text) > summary").await;

    // A file that was cut short on its way is refused whole.
    let cut: String = LIST.lines().take(20).collect();
    desk.is_given("#list-file", "cut.edi", &BASE64.encode(cut.as_bytes())).await;
    desk.sees("Nothing was taken in").await;
    desk.looks_right("passenger-list-cut").await;
    desk.is_given("#list-file", "bus.edi", &BASE64.encode(LIST.as_bytes())).await;
    desk.sees("4 heads are on the list; 4 joined the party").await;
    desk.sees("OBURA CALEB").await;
    desk.sees("DTM+329: no date or time of its form").await;
    desk.sees("Of the list 0 of 4 scanned").await;
    desk.looks_right("passenger-list").await;
    assert_eq!(desk.value("#heads_listed").await, "4");
    desk.sees("IMALI ELIUD").await;

    // Whoever is scanned and on the list is seen, and is there once.
    desk.scans_passport(&passport("KEN", 700_001, "ABUYA", "AMOS", "880412", 'M')).await;
    desk.sees("All check digits agree").await;
    desk.chooses("KBX 114K").await;
    desk.sees("Of the list 1 of 4 scanned").await;
    desk.looks_right("passenger-list-seen").await;
    desk.presses(Key::F4).await;
    desk.sees("You have it").await;
    let reference = post.reference();
    for name in ["ABUYA AMOS", "NEKESA DIANA", "OBURA CALEB", "IMALI ELIUD"] {
        desk.sees(name).await;
    }
    desk.chooses("KBX 114K").await;
    desk.sees("Specimen Coaches").await;
    let shown = post.osbpctl(&["crossing", "show", &reference], "", "");
    let subjects = shown.get("subjects").and_then(Value::as_array).cloned().unwrap_or_default();
    let kinds: Vec<&str> = subjects.iter().filter_map(|one| one.get("kind")?.as_str()).collect();
    assert_eq!(kinds.iter().filter(|kind| **kind == "traveller").count(), 4, "{shown}");
    assert_eq!(kinds.len(), 5, "the heads and their bus: {shown}");
}

/// The list, as of a bus that arrives at the post so long from now, by Kenya's clocks.
fn list_of(after: TimeDelta) -> String {
    let clocks = TimeDelta::hours(3);
    let arrival = DateTime::<Utc>::from(std::time::SystemTime::now()) + clocks + after;
    let departure = arrival - TimeDelta::hours(8);
    let time = |of: DateTime<Utc>| of.format("%Y%m%d%H%M").to_string();
    LIST.replace("202603010730", &time(departure)).replace("202603011530", &time(arrival))
}

#[tokio::test]
async fn a_bus_whose_list_was_taken_in_before_is_registered_by_its_plate() {
    let post = Post::found();
    let desk = Desk::at(&post).await;
    desk.signs_in("K-1042", "kijani-mto", "Daniel Kiprotich").await;
    desk.sees("No crossing is open").await;
    desk.chooses("Register").await;
    desk.sees("No list was sent ahead").await;
    let file = |text: &str| BASE64.encode(text.as_bytes());
    let bus = list_of(TimeDelta::minutes(95));
    let cut: String = bus.lines().take(20).collect();
    desk.is_given("#expected-file", "cut.edi", &file(&cut)).await;
    desk.sees("Nothing was taken in").await;
    desk.is_given("#expected-file", "bus.edi", &file(&bus)).await;
    desk.sees("One list came in").await;
    desk.sees("DTM+329: no date or time of its form").await;
    // One that is late, one that comes tomorrow, and one whose operator sent it twice.
    for (plate, after) in [("KCA 123X", -40), ("UBJ 456A", 26 * 60), ("UBJ 456A", 26 * 60)] {
        let other = list_of(TimeDelta::minutes(after)).replace("KBX 114K", plate);
        desk.is_given("#expected-file", "other.edi", &file(&other)).await;
        desk.sees(plate).await;
    }
    desk.sees("1 in the place of an older one").await;
    desk.sees("late").await;
    desk.looks_right("expected-vehicles").await;

    // What is withdrawn is asked for once.
    desk.clicks("button[aria-label^='Withdraw'][aria-label*='UBJ 456A']").await;
    desk.sees("Withdraw the list of UBJ 456A").await;
    desk.looks_right("expected-withdraw").await;
    desk.chooses("Withdraw").await;
    desk.sees("The list is withdrawn").await;
    desk.sees_no_more("UBJ 456A").await;
    let others = post.osbpctl(&["passengers", "list", "--officer", "U-1131"], "jua-ziwa", "");
    assert_eq!(others.get("vehicles").and_then(Value::as_array).map(Vec::len), Some(0), "{others}");

    // The bus comes: its plate fills the party in, and each document confirms a head.
    desk.scans(&["KBX 114K"]).await;
    desk.sees("4 heads of the list that was sent ahead").await;
    desk.sees("Filled in from the list that was sent ahead").await;
    desk.sees("Of the list 0 of 4 scanned").await;
    assert_eq!(desk.value("#kind").await, "bus");
    assert_eq!(desk.value("#operator").await, "Specimen Coaches");
    assert_eq!(desk.value("#heads_listed").await, "4");
    desk.scans_passport(&passport("KEN", 700_001, "ABUYA", "AMOS", "880412", 'M')).await;
    desk.sees("All check digits agree").await;
    desk.chooses("KBX 114K").await;
    desk.sees("Of the list 1 of 4 scanned").await;
    desk.looks_right("expected-taken").await;
    desk.presses(Key::F4).await;
    desk.sees("You have it").await;
    let reference = post.reference();
    for name in ["ABUYA AMOS", "NEKESA DIANA", "OBURA CALEB", "IMALI ELIUD"] {
        desk.sees(name).await;
    }
    // Used up, it is offered no more; the other is.
    let left = post.osbpctl(&["passengers", "list", "--officer", "K-1042"], "kijani-mto", "");
    let plates: Vec<&str> = left
        .get("vehicles")
        .and_then(Value::as_array)
        .map(|all| all.iter().filter_map(|one| one.get("plate")?.as_str()).collect())
        .unwrap_or_default();
    assert_eq!(plates, ["KCA 123X"], "{left}");
    let shown = post.osbpctl(&["crossing", "show", &reference], "", "");
    let subjects = shown.get("subjects").and_then(Value::as_array).cloned().unwrap_or_default();
    assert_eq!(subjects.len(), 5, "the heads and their bus: {shown}");
}

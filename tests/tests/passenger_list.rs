//! A bus whose operator sent its list before it came: the list as UN/EDIFACT PAXLST fills the party, a passport confirms who is on it.

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

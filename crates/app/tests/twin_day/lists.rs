//! Uganda's imported lists, and what it looks for beside other crossings. On both days as much is imported, as often, at the same
//! moments: that a State imports a list, and about how long it is, the other may know; on the day without secrets nobody who is on
//! them comes.

use std::sync::Arc;

use app::{SignedIn, Workstation};
use contract::{AlertUsual, ImportAlertList, SetUnusual, UnusualRule};
use data_encoding::BASE64;
use domain::alert::Unusual;

use super::day::ADMINISTRATOR;

/// The container on the lorry.
pub const CONTAINER: &str = "CSQU3054383";

/// The number on the lorry's frame.
pub const FRAME: &str = "JALFRR90K77000123";

const HEADING: &str = "id,kind,name,birth_date,nationality,document_number,vin,container\n";

/// By a misspelt name, by a number that readers take for another, by frame and by container.
const NATIONAL: [&str; 4] = [
    "n-1,person,Namukassa Petre,1985-06-11,KEN,,,",
    "n-2,document,,,,SPO009006,,",
    "n-3,vehicle,,,,,JALFRR90K77000123,",
    "n-4,goods,,,,,,CSQU3054383",
];

/// The same kinds, of whom and what does not come.
const OTHERS: [&str; 4] = [
    "n-1,person,Bekele Tadesse,1951-01-12,ETH,,,",
    "n-2,document,,,,ETO774411,,",
    "n-3,vehicle,,,,,WDB9340321L555777,",
    "n-4,goods,,,,,,MSCU6639870",
];

/// Imports a list of every officer's, one on which two look at each hit, and one of immigration alone.
pub async fn import(post: &Arc<Workstation>, has_secrets: bool) {
    let rows = if has_secrets { NATIONAL } else { OTHERS };
    let (driver, refused) = match has_secrets {
        true => ("t-1,person,Ouma Bryan,1979-09-09,KEN,,,", "o-1,person,Bwire Aminah,1999-12-31,KEN,,,"),
        false => ("t-1,person,Girma Hailu,1944-04-04,ETH,,,", "o-1,person,Tsegaye Alemu,1949-02-01,ETH,,,"),
    };
    import_one(post, "national", &rows, |_| {}).await;
    import_one(post, "two", &[driver], |request| request.usual.needs_two = true).await;
    import_one(post, "own", &[refused], |request| request.is_agency = true).await;
}

/// Imports the list of every officer's anew, with one more.
pub async fn import_again(post: &Arc<Workstation>, has_secrets: bool) {
    let (rows, more) = match has_secrets {
        true => (NATIONAL, "n-5,person,Nyambura Lucie,1983-08-08,KEN,,,"),
        false => (OTHERS, "n-5,person,Worku Desta,1939-03-03,ETH,,,"),
    };
    let rows: Vec<&str> = rows.into_iter().chain([more]).collect();
    import_one(post, "national", &rows, |_| {}).await;
}

async fn import_one(post: &Arc<Workstation>, name: &str, rows: &[&str], change: impl FnOnce(&mut ImportAlertList)) {
    let text = format!("{HEADING}{}\n", rows.join("\n"));
    let mut request = ImportAlertList {
        name: name.to_owned(),
        is_agency: false,
        format: None,
        is_change: false,
        usual: AlertUsual {
            reason: "Wanted for questioning about a consignment that was opened on the way.".to_owned(),
            instruction: "Ask for the papers of the last journey, and let the second line look at them.".to_owned(),
            handling: Some("Q7".to_owned()),
            needs_two: false,
        },
        until: None,
        content: BASE64.encode(text.as_bytes()),
    };
    change(&mut request);
    let administrator = SignedIn::unwrap(post, "U-0001", ADMINISTRATOR).await.unwrap();
    let done = administrator.import_alert_list(request).await.unwrap();
    assert_eq!((done.rejected, done.broken), (0, None), "{name}");
}

/// Switches every rule on; on the day without secrets each is set as often, and is off.
pub async fn switch_on(post: &Arc<Workstation>, has_secrets: bool) {
    let administrator = SignedIn::unwrap(post, "U-0001", ADMINISTRATOR).await.unwrap();
    for which in Unusual::ALL {
        let instruction = "Ask how this can be, and look at the stamps.".to_owned();
        let minutes = if which.has_minutes() { 240 } else { 0 };
        let rule = UnusualRule { which, instruction, minutes };
        administrator.set_unusual(SetUnusual { rule, is_on: has_secrets }).await.unwrap();
    }
}

//! An alert list in the real window: imported by its State's administrator, found by a name that is spelt otherwise, settled by two
//! officers, and never seen by the other State.

use data_encoding::BASE64;
use end_to_end::{Desk, Post, passport};
use fantoccini::key::Key;
use serde_json::Value;

/// The list: its original is written in Arabic, and one row of it can't be read.
const LIST: &str = "id,kind,name,aliases,birth_date,sex,nationality,document_number,shoe_size\n\
                    r-17,person,فاطمة حسن محمد,Fatuma Hasan Mohamed,1984-03-02,F,KEN,,38\n\
                    r-18,person,Okello James,,31.31.1980,M,UGA,,\n\
                    r-19,document,,,,,,SP0009777,\n";

/// Brings the panel of the lists to the top of its page.
const TO_THE_LISTS: &str = "const lists = document.querySelector('#alert-lists');
    for (let one = lists.parentElement; one; one = one.parentElement)
        if (one.scrollHeight > one.clientHeight && getComputedStyle(one).overflowY !== 'visible')
            return void (one.scrollTop += lists.getBoundingClientRect().top - one.getBoundingClientRect().top);";

#[tokio::test]
async fn a_misspelt_name_is_settled_by_two_officers_and_the_other_state_sees_nothing() {
    let post = Post::found();
    let keeper = Desk::at(&post).await;
    keeper.signs_in("K-0001", "msimamizi-demo", "Administrator").await;
    keeper.chooses("Officers").await;
    keeper.sees("No list imported yet").await;
    keeper.run(TO_THE_LISTS, &[]).await;
    keeper.looks_right("alert-lists-none").await;
    keeper.chooses("Import a list").await;
    keeper.chooses("Import").await;
    keeper.sees("Choose the file").await;
    keeper.is_given("#alert-file", "national.csv", &BASE64.encode(LIST.as_bytes())).await;
    keeper.sees("national.csv").await;
    keeper.types("#alert-name", "National list").await;
    keeper.types("#alert-reason", "Wanted as a witness (invented).").await;
    keeper.types("#alert-instruction", "Call the supervisor.").await;
    keeper.clicks("#alert-two").await;
    keeper.looks_right("alert-list-import").await;
    keeper.chooses("Import").await;
    keeper.sees("2 on the list now: 2 added").await;
    keeper.sees("One row was rejected").await;
    keeper.sees("shoe_size").await;
    keeper.looks_right("alert-list-imported").await;
    keeper.chooses("Close").await;
    keeper.sees("1 row rejected").await;
    keeper.run(TO_THE_LISTS, &[]).await;
    keeper.looks_right("alert-lists").await;

    let exit = Desk::at(&post).await;
    exit.signs_in("K-1042", "kijani-mto", "Daniel Kiprotich").await;
    let other = Desk::at(&post).await;
    other.signs_in("U-1131", "jua-ziwa", "Grace Akello").await;
    exit.scans_passport(&passport("KEN", 9_333, "HASSAN", "FATOUMA MOHAMED", "840302", 'F')).await;
    exit.sees("Register and take").await;
    exit.presses(Key::F4).await;
    exit.sees("Alert: Wanted as a witness").await;
    exit.sees("birth date equal").await;
    exit.sees("The list asks for two officers").await;
    exit.looks_right("hit-by-name").await;
    exit.chooses("Not the one listed").await;
    exit.sees("What shows it?").await;
    exit.chooses("the photograph").await;
    exit.sees("Refer it: another officer concludes").await;
    exit.looks_right("hit-said").await;
    exit.presses(Key::F7).await;
    exit.sees("Note for your own State").await;
    exit.chooses("Refer").await;
    exit.sees_no_more("Note for your own State").await;

    // The other State sees that she was referred, as it sees of those whom chance chose.
    let reference = post.reference();
    other.sees("HASSAN FATOUMA MOHAMED").await;
    other.scans(&[&reference]).await;
    other.sees(&reference).await;
    let seen = other.text().await;
    for words in ["Alert", "Wanted", "witness", "National list", "photograph"] {
        assert!(!seen.contains(words), "the other State sees '{words}':\n{seen}");
    }
    other.looks_right("hit-unseen").await;

    let second = Desk::at(&post).await;
    second.signs_in("K-1050", "zamu-ya-kazi", "Jane Wambui").await;
    second.scans(&[&reference]).await;
    second.sees("Alert: Wanted as a witness").await;
    second.presses(Key::F4).await;
    second.sees("You have it").await;
    second.chooses("Not the one listed").await;
    second.chooses("the birth date").await;
    second.looks_right("hit-second").await;
    second.presses(Key::F4).await;
    second.sees_no_more("You have it").await;
    second.sees("Settled: not the one listed, as the birth date shows").await;

    // A document that was stolen is found by its number, whatever name is in it.
    exit.scans_passport(&passport("KEN", 9_777, "WERE", "ACHIENG", "900101", 'F')).await;
    exit.sees("Register and take").await;
    exit.presses(Key::F4).await;
    exit.sees("number equal").await;
    exit.looks_right("hit-stolen-document").await;
    let verified = post.osbpctl(&["journal", "verify"], "", "");
    assert_eq!(verified.get("ok"), Some(&Value::Bool(true)), "{verified}");
}

//! A mass arrival and a power cut in the real window: a shorter procedure that both States agree on and what it leaves out, and
//! what was done on paper entered late.

use std::time::{SystemTime, UNIX_EPOCH};

use end_to_end::{Desk, Post, passport};
use fantoccini::key::Key;
use serde_json::Value;

/// The third place of the rail.
const MONITOR: &str = "document.querySelectorAll('.rail button')[3].click()";

/// By how many seconds Kenya's clocks are ahead of UTC.
const AHEAD: u64 = 3 * 3600;

#[tokio::test]
async fn both_states_shorten_a_procedure_and_what_it_left_out_is_listed() {
    let post = Post::found();
    let kenya = Desk::at(&post).await;
    kenya.signs_in("K-0007", "kijani-mlima", "Margaret Chepkoech").await;
    kenya.run(MONITOR, &[]).await;
    kenya.sees("Mass arrival").await;
    kenya.picks("#emergency-procedure", "traveller").await;
    kenya.sees("Controls that stay").await;
    // Nothing is shorter yet, which is said where it is asked.
    kenya.types("#emergency-why", "Four thousand at the gate since dawn").await;
    kenya.chooses("Ask the other State").await;
    kenya.sees("Choose again").await;
    let untick = "const ticks = [...document.querySelectorAll('fieldset.field input[type=checkbox]')];
        const last = ticks.filter(one => one.checked).at(-1);
        last.click();
        return last.closest('label').innerText;";
    let left = kenya.run(untick, &[]).await;
    kenya.looks_right("emergency-new").await;
    kenya.chooses("Ask the other State").await;
    kenya.sees("You asked for a shorter procedure").await;

    let uganda = Desk::at(&post).await;
    uganda.signs_in_at("B-C1", "U-0005", "jua-msitu", "Rehema Wandera").await;
    uganda.sees("The other State’s supervisor asks for a shorter procedure").await;
    uganda.run(MONITOR, &[]).await;
    uganda.sees("Four thousand at the gate since dawn").await;
    let named = plain(left.as_str().unwrap_or_default().trim());
    let shown = plain(&uganda.text().await);
    assert!(!named.is_empty() && shown.contains(&format!("without {named}")), "'{named}' is left out: {shown}");
    uganda.looks_right("emergency-asked").await;
    uganda.chooses("Agree").await;
    uganda.sees("A shorter procedure is in force").await;
    kenya.sees("A shorter procedure is in force").await;

    let walker = passport("KEN", 850_001, "WANJIRU", "RUTH", "920511", 'F');
    kenya.scans_passport(&walker).await;
    kenya.sees("All checks pass").await;
    kenya.presses(Key::F4).await;
    kenya.sees("Left out by a shorter procedure").await;
    let reference = post.reference();
    kenya.looks_right_in_both(&reference, "crossing-shortened").await;
    kenya.run(MONITOR, &[]).await;
    kenya.chooses("Read again").await;
    kenya.sees(&reference).await;
    kenya.looks_right("emergency-in-force").await;
    kenya.chooses("End it now").await;
    kenya.sees_no_more("A shorter procedure is in force").await;
}

#[tokio::test]
async fn what_was_done_on_paper_is_entered_late() {
    let post = Post::found();
    let desk = Desk::at(&post).await;
    desk.signs_in("K-1042", "kijani-mto", "Daniel Kiprotich").await;
    let walker = passport("KEN", 850_002, "WANJIRU", "PETER", "920511", 'M');
    desk.scans_passport(&walker).await;
    desk.sees("Register and take").await;
    desk.presses(Key::F4).await;
    desk.sees("You have it").await;
    let reference = post.reference();

    desk.more("Enter from paper").await;
    desk.reads("#ask-late").await;
    let today = desk.value("#late-day").await;
    // A minute ago: the window's clock may be a second behind.
    let of_day = (seconds() - 60 + AHEAD) / 60 % (24 * 60);
    let local = format!("{:02}:{:02}", of_day / 60, of_day % 60);
    states(&desk, &today, &local).await;
    desk.sees("Late entry is on").await;
    desk.looks_right("late-on").await;

    // Nobody vouches for his own paper: a colleague records at this desk that he saw it.
    desk.presses(Key::F4).await;
    desk.sees("No second officer of your State has seen this paper").await;
    desk.looks_right("late-unseen").await;
    desk.chooses("A second officer records it here").await;
    desk.types("#second-number", "K-0007").await;
    desk.types("#second-password", "kijani-mlima").await;
    desk.chooses("Sign").await;
    desk.has_no_dialog().await;
    desk.sees_no_more("No second officer of your State has recorded yet").await;

    // A time from before the party can have come is not taken.
    desk.chooses("Another time or paper").await;
    states(&desk, "2020-01-02", &local).await;
    desk.presses(Key::F4).await;
    desk.sees("before the party can have come").await;
    desk.looks_right("late-too-early").await;

    desk.chooses("Another time or paper").await;
    states(&desk, &today, &local).await;
    desk.presses(Key::F4).await;
    desk.sees("Entered late from paper PC-17").await;
    desk.looks_right_in_both(&reference, "crossing-entered-late").await;

    // A party that was written on a blank slip is registered under its reference, with the time at which it arrived.
    let blank = post.path("blank.pdf").display().to_string();
    let words = ["blank", "reserve", "--count", "1", "--flow", "traveller", "--output", &blank, "--officer", "K-0007"];
    let reserved = post.osbpctl(&words, "kijani-mlima", "");
    let slip = reserved.pointer("/references/0").and_then(Value::as_str).expect("a reference").to_owned();
    desk.scans(&[&slip]).await;
    desk.sees(&format!("Under the reserved reference {slip}")).await;
    desk.scans_passport(&passport("KEN", 850_003, "WANJIRU", "JOHN", "900511", 'M')).await;
    desk.sees("WANJIRU JOHN").await;
    desk.presses(Key::F4).await;
    desk.sees("Type date and time, such as 09:40").await;
    let of_day = (seconds() + AHEAD) / 60 % (24 * 60);
    desk.types("#stated-time", &format!("{:02}:{:02}", of_day / 60, of_day % 60)).await;
    desk.sees_no_more("Type date and time, such as 09:40").await;
    desk.looks_right("register-slip").await;
    desk.presses(Key::F4).await;
    desk.reads("#ask-late").await;
    desk.presses(Key::Escape).await;
    desk.has_no_dialog().await;
    desk.sees(&format!("Entered late from paper {slip}")).await;

    // Nothing is decided before a second officer has seen the slip, at this desk if need be.
    desk.sees("A second officer of that State has to record that he saw it").await;
    desk.looks_right("slip-unseen").await;
    desk.chooses("A second officer records it here").await;
    desk.types("#second-number", "K-0007").await;
    desk.types("#second-password", "kijani-mlima").await;
    desk.chooses("Sign").await;
    desk.has_no_dialog().await;
    desk.takes_and_clears().await;
}

async fn states(desk: &Desk, day: &str, time: &str) {
    desk.reads("#ask-late").await;
    desk.types("#late-day", day).await;
    desk.types("#late-time", time).await;
    desk.types("#late-paper", "PC-17").await;
    desk.looks_right("late-ask").await;
    desk.chooses("Late entry on").await;
    desk.has_no_dialog().await;
}

/// Returns a text without the marks that keep the direction of what is put into a sentence.
fn plain(text: &str) -> String {
    text.chars().filter(|one| !('\u{2066}'..='\u{2069}').contains(one)).collect()
}

fn seconds() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map(|since| since.as_secs()).unwrap_or_default()
}

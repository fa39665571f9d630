//! A mass arrival and a power cut in the real window: a shorter procedure that both States agree on and what it leaves out, and
//! what was done on paper entered late.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use end_to_end::{Desk, Post, passport};
use fantoccini::key::Key;

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
    let named = left.as_str().unwrap_or_default().split(',').next().unwrap_or_default().trim().to_owned();
    assert!(
        !named.is_empty() && uganda.text().await.contains(&named),
        "'{named}' is left out: {}",
        uganda.text().await
    );
    uganda.looks_right("emergency-asked").await;
    uganda.chooses("Agree").await;
    uganda.sees("A shorter procedure is in force").await;
    kenya.sees("A shorter procedure is in force").await;

    let walker = passport("KEN", 850_001, "WANJIRU", "RUTH", "920511", 'F');
    kenya.scans_passport(&walker).await;
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

    // A time from before the party was here is not taken, and the way on is beside it.
    turns_on(&desk, "00:00", "PC-17").await;
    desk.sees("Late entry is on").await;
    desk.presses(Key::F4).await;
    desk.sees("states").await;
    desk.looks_right("late-too-early").await;
    desk.chooses("Late entry off").await;
    desk.sees_no_more("Late entry is on").await;

    // The next whole minute is later than the claim: what was done then can be stated once it has passed.
    let stated = (seconds() / 60 + 1) * 60;
    while seconds() <= stated {
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
    let of_day = (stated + AHEAD) / 60 % (24 * 60);
    let local = format!("{:02}:{:02}", of_day / 60, of_day % 60);
    turns_on(&desk, &local, "PC-17").await;
    desk.sees("Late entry is on").await;
    desk.looks_right("late-on").await;
    desk.presses(Key::F4).await;
    desk.sees("Entered late from paper PC-17").await;
    desk.looks_right_in_both(&reference, "crossing-entered-late").await;
    desk.sees(&local).await;
}

fn seconds() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map(|since| since.as_secs()).unwrap_or_default()
}

async fn turns_on(desk: &Desk, time: &str, paper: &str) {
    desk.more("Enter from paper").await;
    desk.reads("#ask-late").await;
    desk.types("#late-time", time).await;
    desk.types("#late-paper", paper).await;
    desk.looks_right("late-ask").await;
    desk.chooses("Late entry on").await;
    desk.has_no_dialog().await;
}

//! A post of two States is founded in the real window, by both administrators at one desk.

use end_to_end::Desk;
use fantoccini::key::Key;

#[tokio::test]
async fn two_administrators_found_a_post_and_sign_in() {
    let desk = Desk::open(&[]).await;
    desk.chooses("Found a post").await;
    desk.chooses("Found the post").await;
    desk.sees("The post needs a name").await;
    desk.looks_right("founding").await;
    desk.types("#post-name", "Moyale").await;
    desk.types("#post-code", "MY").await;
    desk.picks("#first-state", "KEN").await;
    desk.picks("#second-state", "ETH").await;
    desk.chooses("In one country").await;
    desk.chooses("On foot").await;
    desk.types("#desks", "1").await;
    for (side, officer, name, password) in
        [("a", "K-1", "Achieng Were", "river stones 42"), ("b", "E-1", "Selam Bekele", "high plateau 7")]
    {
        desk.types(&format!("#{side}-officer"), officer).await;
        desk.types(&format!("#{side}-name"), name).await;
        desk.types(&format!("#{side}-offset"), "180").await;
        desk.types(&format!("#{side}-password"), password).await;
        desk.types(&format!("#{side}-again"), "something else").await;
    }
    desk.chooses("Found the post").await;
    desk.sees("The two passwords differ").await;
    desk.types("#a-again", "river stones 42").await;
    desk.types("#b-again", "high plateau 7").await;
    desk.chooses("Found the post").await;
    desk.sees("Moyale").await;
    desk.sees("The post is founded").await;
    desk.looks_right("founded").await;
    assert!(!desk.text().await.contains("Demonstration"), "it is a real post");

    desk.types("#number", "K-1").await;
    desk.types("#password", "not his password").await;
    desk.presses(Key::Enter).await;
    desk.sees("is wrong").await;
    desk.sees_no_more("Wait").await;
    desk.types("#password", "river stones 42").await;
    desk.presses(Key::Enter).await;
    desk.sees("Achieng Were").await;
}

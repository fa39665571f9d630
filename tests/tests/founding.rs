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
    for (side, officer, name, password) in [
        ("a", "K-1", "Achieng Were", "river stones far away"),
        ("b", "E-1", "Selam Bekele", "high plateau seven winds"),
    ] {
        desk.types(&format!("#{side}-officer"), officer).await;
        desk.types(&format!("#{side}-name"), name).await;
        desk.types(&format!("#{side}-offset"), "180").await;
        desk.types(&format!("#{side}-password"), password).await;
        desk.types(&format!("#{side}-again"), "something else").await;
    }
    desk.chooses("Found the post").await;
    desk.sees("The two passwords differ").await;
    // What everybody tries first opens no post.
    for field in ["#a-password", "#a-again"] {
        desk.types(field, "password1234").await;
    }
    desk.types("#b-again", "high plateau seven winds").await;
    desk.chooses("Found the post").await;
    desk.sees("too easy to guess").await;
    desk.looks_right("founding-common-password").await;
    desk.types("#a-password", "river stones far away").await;
    desk.types("#a-again", "river stones far away").await;
    desk.types("#b-again", "high plateau seven winds").await;
    desk.chooses("Found the post").await;
    // Each State's code is shown to its own administrator, once, and the page goes on when both are on paper.
    let mut codes = Vec::new();
    for (state, other) in [("Kenya", "Ethiopia"), ("Ethiopia", "Kenya")] {
        desk.sees(&format!("Recovery code of {state}")).await;
        desk.sees(&format!("The administrator of {other} looks away now")).await;
        if codes.is_empty() {
            desk.looks_right("recovery-look-away").await;
        }
        desk.chooses("Show the code once").await;
        let code = desk.reads(".code-once__code").await;
        let groups: Vec<String> = code.split_whitespace().map(str::to_owned).collect();
        assert_eq!(groups.iter().map(String::len).collect::<Vec<_>>(), [4; 8], "{code}");
        desk.looks_right(&format!("recovery-code-{state}")).await;
        desk.types("#recovery-last", "0000").await;
        desk.chooses("I have it on paper").await;
        desk.sees("This is not the last group").await;
        desk.types("#recovery-last", &groups.last().map(|group| group.to_lowercase()).unwrap_or_default()).await;
        desk.chooses("I have it on paper").await;
        codes.push(groups);
    }
    assert_ne!(codes.first(), codes.last(), "each State has a code of its own");
    desk.sees("Moyale").await;
    desk.sees("The post is founded").await;
    let page = desk.run("return document.documentElement.outerHTML", &[]).await.to_string();
    for group in codes.iter().flatten() {
        assert!(!page.contains(group.as_str()), "a code is still in the page");
    }
    desk.looks_right("founded").await;
    assert!(!desk.text().await.contains("Demonstration"), "it is a real post");

    desk.types("#number", "K-1").await;
    desk.types("#password", "not his password").await;
    desk.presses(Key::Enter).await;
    desk.sees("is wrong").await;
    desk.sees_no_more("Wait").await;
    desk.types("#password", "river stones far away").await;
    desk.presses(Key::Enter).await;
    desk.sees("Achieng Were").await;
}

//! Every screen of a busy post, light and dark, in every language: words everywhere, readable, nothing cut off.

use end_to_end::{Desk, Post};
use fantoccini::key::Key;
use serde_json::{Value, json};

#[tokio::test]
async fn every_screen_is_readable_in_every_language() {
    let post = Post::found_busy();
    let desk = Desk::at(&post).await;
    desk.sees("K-1042").await;
    desk.looks_right("sign-in").await;
    desk.signs_in("K-0007", "kijani-mlima", "Margaret Chepkoech").await;
    let crossings = [
        ("truck", reference_of(&post, "truck")),
        ("car", registers(&post, "car", &[driver(), car()], &[("drives", 1, 2)])),
        ("small-trader", registers(&post, "small_trader", &[driver(), cloth()], &[])),
        ("on-foot", reference_of(&post, "traveller")),
    ];
    for (language, name) in [("English", "en"), ("Français", "fr")] {
        goes_to(&desk, 4).await;
        desk.reads(".setup").await;
        desk.chooses(language).await;
        desk.looks_right(&format!("set-up-{name}")).await;
        goes_to(&desk, 0).await;
        desk.reads(".tabs").await;
        desk.looks_right(&format!("queue-{name}")).await;
        for (what, reference) in &crossings {
            desk.scans(&[reference]).await;
            desk.sees(reference).await;
            desk.reads(".history").await;
            desk.looks_right(&format!("crossing-{what}-{name}")).await;
        }
        desk.presses(Key::F10).await;
        desk.reads("dialog[open]").await;
        desk.looks_right(&format!("more-{name}")).await;
        desk.presses(Key::Escape).await;
        for (place, screen) in [(1, "register"), (2, "slips"), (3, "monitor")] {
            goes_to(&desk, place).await;
            desk.reads("main h1, main h2").await;
            desk.looks_right(&format!("{screen}-{name}")).await;
        }
        desk.presses(Key::F1).await;
        desk.reads("dialog[open]").await;
        desk.looks_right(&format!("keys-{name}")).await;
        desk.presses(Key::Escape).await;
    }
    changes_her_password(&desk, "kijani-mlima", "bahari-pana-sana").await;
    desk.presses_with(Key::Control, 'l').await;
    desk.reads(".lock").await;
    desk.looks_right("lock").await;
    desk.types("#unlock-password", "bahari-pana-sana").await;
    desk.presses(Key::Enter).await;
    desk.sees_no_more("La fenêtre est verrouillée").await;
}

/// First with a mistake at each field, which is named there.
async fn changes_her_password(desk: &Desk, present: &str, new: &str) {
    goes_to(desk, 4).await;
    desk.reads(".setup").await;
    desk.clicks("#password-again").await;
    desk.presses(Key::Enter).await;
    desk.sees("Tapez votre mot de passe actuel").await;
    for (typed, said) in [
        ([present, present, present], "C’est votre mot de passe actuel"),
        ([present, new, present], "Les deux mots de passe"),
        (["kijani", new, new], "Ce n’est pas votre mot de passe actuel"),
    ] {
        for (field, words) in ["#password-present", "#password-new", "#password-again"].into_iter().zip(typed) {
            desk.types(field, words).await;
        }
        desk.presses(Key::Enter).await;
        desk.sees(said).await;
    }
    desk.looks_right("password-wrong").await;
    // The wait after a wrong password.
    tokio::time::sleep(std::time::Duration::from_millis(1_100)).await;
    for (field, words) in ["#password-present", "#password-new", "#password-again"].into_iter().zip([present, new, new])
    {
        desk.types(field, words).await;
    }
    desk.presses(Key::Enter).await;
    desk.sees("Votre mot de passe est changé").await;
}

#[tokio::test]
async fn the_first_run_is_readable() {
    let desk = Desk::open(&[]).await;
    desk.reads("h1").await;
    desk.looks_right("first-run").await;
}

/// Goes to a page by its place in the rail.
async fn goes_to(desk: &Desk, place: usize) {
    let script = "document.querySelectorAll('.rail button')[Number(arguments[0])].click()";
    desk.run(script, &[&place.to_string()]).await;
}

fn driver() -> Value {
    json!({
        "kind": "traveller", "surname": "NAMUKASA", "given_names": "RUTH", "nationality": "UGA", "birth_date": "1984-06-02", "sex": "F",
        "document": { "code": "P", "issuer": "UGA", "number": "SP0990001", "expires": "2031-03-15" }
    })
}

fn car() -> Value {
    json!({
        "kind": "conveyance", "sort": "car", "plate": "UBJ 204K", "registered_in": "UGA", "operator": null,
        "vin": "JTDKN3DU5A0000001"
    })
}

fn cloth() -> Value {
    json!({
        "kind": "consignment", "description": "Cloth, two bales", "gross_mass_g": 46_000, "containers": [], "seals": [],
        "declaration": null
    })
}

/// Registers a party by the command line and returns the reference of its crossing.
fn registers(post: &Post, flow: &str, subjects: &[Value], relations: &[(&str, u32, u32)]) -> String {
    let relations: Vec<Value> =
        relations.iter().map(|(kind, from, to)| json!({ "from": from, "kind": kind, "to": to })).collect();
    let command = json!({
        "command": "register", "direction": "a_to_b", "flow": flow, "category": null, "priority": "none",
        "subjects": subjects, "relations": relations
    });
    let done = post.osbpctl(&["act", "-", "--officer", "K-1050"], "zamu-ya-kazi", &command.to_string());
    let reference = done.get("crossing").and_then(Value::as_str);
    assert!(reference.is_some(), "{done}");
    reference.unwrap_or_default().to_owned()
}

fn reference_of(post: &Post, flow: &str) -> String {
    let shown = post.osbpctl(&["queue"], "", "");
    let rows = shown.as_array().cloned().unwrap_or_default();
    let found = rows.iter().find(|row| row.get("flow").and_then(Value::as_str) == Some(flow));
    let reference = found.and_then(|row| row.get("reference")).and_then(Value::as_str);
    assert!(reference.is_some(), "no {flow} stands in the queue: {shown}");
    reference.unwrap_or_default().to_owned()
}

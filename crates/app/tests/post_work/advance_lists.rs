//! Passenger lists that are sent ahead: from their import to the registration of their vehicle.

use app::{Error, SignedIn};
use chrono::{NaiveDateTime, TimeDelta};
use contract::{
    AdvanceListsImported, ExpectedVehicle, ImportAdvanceLists, ImportAlertList, RemoveAdvanceList, TakeAdvanceList,
};
use data_encoding::BASE64;
use domain::Reference;

use super::alert_lists::{administrator, import as alert_list};
use super::post::{Post, does, on_each_engine};

on_each_engine! {
    a_list_is_expected_until_its_vehicle_is_registered_and_the_other_state_never_sees_it,
    a_newer_list_of_the_journey_takes_the_place_of_the_older_and_a_cancelled_journey_has_none,
    whoever_may_be_on_an_alert_list_is_counted_before_the_vehicle_comes,
    a_list_is_erased_once_its_time_is_over_whoever_has_the_post_open,
    a_file_of_which_anything_cant_be_kept_changes_nothing,
}

const HEADING: &str = "surname,given_names,nationality,birth_date,document_number,crew,plate,operator,arrival_at\n";

/// So long after now, by Kenya's clocks, a bus arrives.
fn arrival(post: &Post, after: TimeDelta) -> NaiveDateTime {
    let (now, plan) = (post.workstation.clock().now(), app::demonstration_plan().unwrap());
    now.naive_utc() + TimeDelta::minutes(plan.utc_offsets[0].into()) + after
}

fn table(post: &Post, plate: &str, after: TimeDelta, heads: &[&str]) -> String {
    let arrival = arrival(post, after).format("%Y-%m-%dT%H:%M").to_string();
    let rows = heads.iter().map(|head| format!("{head},KEN,1984-03-02,,no,{plate},Rift Coaches,{arrival}\n"));
    format!("{HEADING}{}", rows.collect::<String>())
}

async fn sends(officer: &SignedIn, text: &str) -> AdvanceListsImported {
    let content = BASE64.encode(text.as_bytes());
    officer.import_advance_lists(ImportAdvanceLists { content }).await.unwrap()
}

async fn expected(officer: &SignedIn) -> Vec<ExpectedVehicle> {
    let view = officer.expected().await.unwrap();
    assert_eq!(view.unread, 0);
    view.vehicles
}

fn plates(vehicles: &[ExpectedVehicle]) -> Vec<&str> {
    vehicles.iter().map(|vehicle| vehicle.plate.as_str()).collect()
}

async fn a_list_is_expected_until_its_vehicle_is_registered_and_the_other_state_never_sees_it(post: &Post) {
    let (officer, theirs) = (post.immigration().await, post.other_immigration().await);
    let later = table(post, "KCA 123X", TimeDelta::hours(5), &["WERE,PAUL"]);
    let sooner = table(post, "KBX 114K", TimeDelta::hours(2), &["OTIENO,JANE", "HASSAN,FATUMA"]);
    assert_eq!(sends(&officer, &later).await.vehicles.len(), 1);
    assert_eq!(sends(&officer, &sooner).await.vehicles.len(), 1);
    // Whoever registers at another desk has them, by their arrival.
    let customs = post.worker("K-2010", "A-C2").await;
    let known = expected(&customs).await;
    assert_eq!(plates(&known), ["KBX 114K", "KCA 123X"]);
    let bus = &known[0];
    assert_eq!((bus.heads, bus.operator.as_deref(), bus.by.as_str()), (2, Some("Rift Coaches"), "K-1042"));
    assert_eq!(expected(&theirs).await, []);
    let take = TakeAdvanceList { list: bus.list };
    assert!(matches!(theirs.take_advance_list(&take).await, Err(Error::NotFound)));
    let list = customs.take_advance_list(&take).await.unwrap();
    let names: Vec<String> = list.heads.iter().map(|head| head.person.name()).collect();
    assert_eq!(names.len(), 2);
    assert!(names[1].contains("FATUMA"), "{names:?}");

    // It was used once its party is registered, and not before.
    let nowhere = RemoveAdvanceList { list: bus.list, registered_as: Reference::new("MD", 2026, 11, 9_999).ok() };
    assert!(matches!(customs.remove_advance_list(&nowhere).await, Err(Error::NotFound)));
    let reference = does(&customs, None, post.walker(1)).await;
    let used = RemoveAdvanceList { list: bus.list, registered_as: Some(reference) };
    theirs.remove_advance_list(&used).await.unwrap();
    assert_eq!(
        plates(&expected(&officer).await),
        ["KBX 114K", "KCA 123X"],
        "another State's is not there to be removed"
    );
    customs.remove_advance_list(&used).await.unwrap();
    assert_eq!(plates(&expected(&officer).await), ["KCA 123X"]);
    // Said again, for the answer was lost, it is no error.
    customs.remove_advance_list(&used).await.unwrap();
    let withdrawn = RemoveAdvanceList { list: known[1].list, registered_as: None };
    assert!(matches!(customs.remove_advance_list(&withdrawn).await, Err(Error::NotAllowed)));
    post.supervisor().await.remove_advance_list(&withdrawn).await.unwrap();
    assert!(matches!(officer.remove_advance_list(&withdrawn).await, Err(Error::NotFound)));
    assert_eq!(expected(&officer).await, []);
    post.holds().await;
}

async fn a_newer_list_of_the_journey_takes_the_place_of_the_older_and_a_cancelled_journey_has_none(post: &Post) {
    let officer = post.immigration().await;
    sends(&officer, &table(post, "KBX 114K", TimeDelta::hours(2), &["OTIENO,JANE"])).await;
    let tomorrow = table(post, "KBX 114K", TimeDelta::hours(26), &["WERE,PAUL"]);
    assert_eq!(sends(&officer, &tomorrow).await.replaced, 0, "another journey of the same bus");
    let newer = table(post, "kbx-114k", TimeDelta::hours(2), &["OTIENO,JANE", "HASSAN,FATUMA"]);
    assert_eq!(sends(&officer, &newer).await.replaced, 1);
    let known = expected(&officer).await;
    assert_eq!(known.iter().map(|one| one.heads).collect::<Vec<_>>(), [2, 1]);

    let cancelled = |after: TimeDelta| {
        let time = arrival(post, after).format("%Y%m%d%H%M");
        format!(
            "UNB+UNOC:4+A+B+260301:0600+1'UNH+1+PAXLST:D:12B:UN:IATA'BGM+745++1'TDT+20++3+++++KBX 114K'LOC+87+BUS'\
             DTM+232:{time}:203'UNT+6+1'UNZ+1+1'"
        )
    };
    let told = sends(&officer, &cancelled(TimeDelta::hours(26))).await;
    assert_eq!((told.cancelled, told.vehicles.len(), told.not_there.len()), (1, 0, 0), "{told:?}");
    assert_eq!(expected(&officer).await.iter().map(|one| one.heads).collect::<Vec<_>>(), [2]);
    let told = sends(&officer, &cancelled(TimeDelta::hours(50))).await;
    assert_eq!((told.cancelled, told.not_there.as_slice()), (0, ["KBX 114K".to_owned()].as_slice()));
}

async fn whoever_may_be_on_an_alert_list_is_counted_before_the_vehicle_comes(post: &Post) {
    let (officer, theirs) = (post.immigration().await, post.other_immigration().await);
    let text = table(post, "KBX 114K", TimeDelta::hours(2), &["OTIENO,JANE", "HASSAN,FATOUMA MOHAMMED"]);
    assert_eq!(sends(&officer, &text).await.vehicles[0].hits, 0);
    assert_eq!(sends(&theirs, &text).await.vehicles[0].hits, 0);
    let rows = "id,kind,name,aliases,birth_date,sex,nationality,document_number\n\
                r-17,person,Fatuma Hasan Mohamed,,1984-03-02,F,KEN,\n";
    let listed: ImportAlertList = alert_list("national", rows);
    administrator(post).await.import_alert_list(listed).await.unwrap();
    // What is listed after the list was taken in counts, for the officers of that State alone.
    assert_eq!(expected(&post.immigration().await).await[0].hits, 1);
    assert_eq!(expected(&theirs).await[0].hits, 0);
}

async fn a_list_is_erased_once_its_time_is_over_whoever_has_the_post_open(post: &Post) {
    let (officer, theirs) = (post.immigration().await, post.other_immigration().await);
    sends(&officer, &table(post, "KBX 114K", TimeDelta::hours(2), &["OTIENO,JANE"])).await;
    sends(&theirs, &table(post, "UBA 001A", TimeDelta::hours(30), &["WERE,PAUL"])).await;
    let ends = |state: &'static str| async move { post.workstation.store().advance_lists(state).await.unwrap().len() };
    post.passes(49 * 3_600);
    assert_eq!(plates(&expected(&officer).await), ["KBX 114K"], "the bus may be late");
    post.passes(2 * 3_600);
    assert_eq!(ends("KEN").await, 1, "nobody has looked since");
    // Uganda's program needs no key of Kenya's to erase it. A server keeps the two apart, and each erases its own.
    assert_eq!(plates(&expected(&theirs).await), ["UBA 001A"]);
    assert_eq!((ends("KEN").await, ends("UGA").await), (0, 1));
    assert_eq!(expected(&officer).await, []);
}

async fn a_file_of_which_anything_cant_be_kept_changes_nothing(post: &Post) {
    let officer = post.immigration().await;
    let good = table(post, "KBX 114K", TimeDelta::hours(2), &["OTIENO,JANE"]);
    sends(&officer, &good).await;
    for (text, why) in [
        (good.replace("KBX 114K", ""), "no_plate"),
        (good.trim_end().rsplit_once(',').map(|(rest, _)| format!("{rest},\n")).unwrap(), "no_arrival"),
        (table(post, "KBX 114K", TimeDelta::hours(-60), &["OTIENO,JANE"]), "over"),
        (table(post, "KBX 114K", TimeDelta::days(20), &["OTIENO,JANE"]), "too_early"),
        (HEADING.to_owned(), "empty"),
    ] {
        let told = sends(&officer, &text).await;
        assert_eq!(told.broken.map(|broken| broken.why).as_deref(), Some(why), "{text}");
    }
    // What is merely wrong is told, and nobody is lost.
    let doubtful = good.replace("1984-03-02", "2 March");
    let told = sends(&officer, &doubtful).await;
    assert_eq!((told.replaced, told.faults.len(), told.vehicles[0].heads), (1, 1, 1), "{told:?}");
    assert_eq!(expected(&officer).await[0].faults, 1);
    let customs = post.worker("K-2010", "A-C2").await;
    let refused = customs.import_advance_lists(ImportAdvanceLists { content: String::new() }).await;
    assert!(matches!(refused, Err(Error::NotAllowed)), "{refused:?}");
    let keeper = administrator(post).await;
    assert!(matches!(keeper.expected().await, Err(Error::NotAllowed)), "who registers nobody expects nobody");
}

//! Alert lists of a State: imported, searched, taken away; and what is made of a hit.

use app::{AlertFile, AlertImport, Error, SignedIn};
use contract::{AlertListImported, AlertUsual, ImportAlertList, RemoveAlertList, SetAlertThreshold};
use data_encoding::BASE64;
use domain::alert::{Alike, DateLikeness, ShownBy};
use domain::private::{Disposition, Hit, Matched, PrivateFile, Search};
use domain::subject::{Document, Sex, SubjectFacts, Traveller};
use domain::{Action, Agency, Reference, Refusal, StepId, SubjectId};

use super::post::{Post, asks, claim, does, looks, on_each_engine};

on_each_engine! {
    a_list_is_searched_from_its_import_to_its_end_for_officers_of_its_state_alone,
    a_misspelt_name_is_found_and_is_not_asked_again_once_it_is_settled,
    a_hit_that_needs_two_is_concluded_by_another_officer,
    a_file_that_is_broken_or_not_an_administrators_changes_nothing,
    a_list_of_an_agency_is_searched_for_that_agency_alone,
    a_list_that_changes_while_a_control_goes_on_is_searched_before_it_is_cleared,
}

const HEADING: &str = "id,kind,name,aliases,birth_date,sex,nationality,document_number\n";

/// Somebody on a list, as she is written there.
const LISTED: &str = "r-17,person,فاطمة حسن محمد,Fatuma Hasan Mohamed,1984-03-02,F,KEN,\n";

pub fn import(name: &str, text: &str) -> ImportAlertList {
    ImportAlertList {
        name: name.to_owned(),
        is_agency: false,
        format: None,
        is_change: false,
        usual: AlertUsual {
            reason: "wanted as a witness".to_owned(),
            instruction: "call the supervisor".to_owned(),
            handling: Some("W2".to_owned()),
            needs_two: false,
        },
        until: None,
        content: BASE64.encode(text.as_bytes()),
    }
}

pub async fn administrator(post: &Post) -> SignedIn {
    SignedIn::unwrap(&post.workstation, "K-0001", "msimamizi-demo").await.unwrap()
}

async fn imports(post: &Post, request: ImportAlertList) -> AlertListImported {
    administrator(post).await.import_alert_list(request).await.unwrap()
}

/// A party of one on foot with that name, born on 2 March 1984.
fn party(post: &Post, surname: &str, given_names: &str, number: &str) -> Action {
    let mut party = post.foreign_walker();
    let Action::Register { subjects, .. } = &mut party else { unreachable!("{party:?}") };
    subjects[0] = SubjectFacts::Traveller(Traveller {
        surname: surname.to_owned(),
        given_names: given_names.to_owned(),
        nationality: "KEN".to_owned(),
        birth_date: "1984-03-02".parse().ok(),
        sex: Sex::F,
        document: Some(Document {
            code: "P".to_owned(),
            issuer: "KEN".to_owned(),
            number: number.to_owned(),
            expires: "2031-01-01".parse().ok(),
        }),
        papers: Box::default(),
    });
    party
}

fn search(file: &PrivateFile) -> &Search {
    file.step(StepId(1)).unwrap().searches.first().unwrap()
}

async fn claimed(officer: &SignedIn, party: Action) -> (Reference, Search) {
    let reference = does(officer, None, party).await;
    does(officer, Some(&reference), claim(1)).await;
    let search = search(&looks(officer, &reference).await.file).clone();
    (reference, search)
}

fn clears(dispositions: Vec<Disposition>) -> Action {
    let steps = vec![StepId(1)];
    Action::Clear { steps, dispositions, grants: Vec::new(), note: None, customs: Box::default() }
}

async fn a_list_is_searched_from_its_import_to_its_end_for_officers_of_its_state_alone(post: &Post) {
    let before = post.immigration().await;
    let (reference, found) = claimed(&before, party(post, "HASSAN", "FATUMA MOHAMED", "A100")).await;
    assert!(found.hits.is_empty(), "{found:?}");
    does(&before, Some(&reference), Action::Release { steps: vec![StepId(1)] }).await;
    let done = imports(post, import("national", &format!("{HEADING}{LISTED}"))).await;
    assert_eq!((done.entries, done.added, done.rejected, done.broken), (1, 1, 0, None));
    // Whoever signs in has it, and his State alone.
    let officer = post.immigration().await;
    does(&officer, Some(&reference), claim(1)).await;
    let view = looks(&officer, &reference).await;
    let hit = search(&view.file).hits[0].clone();
    assert_eq!((hit.reason.as_str(), hit.instruction.as_str()), ("wanted as a witness", "call the supervisor"));
    let theirs = post.other_immigration().await;
    let seen_there = looks(&theirs, &reference).await;
    assert!(seen_there.file.steps.is_empty(), "{:?}", seen_there.file);
    assert!(theirs.alert_lists().await.unwrap().lists.is_empty());
    let known = officer.alert_lists().await.unwrap();
    assert_eq!(
        known.lists.iter().map(|list| (list.name.as_str(), list.entries)).collect::<Vec<_>>(),
        [("national", 1)]
    );
    assert!(!known.may_change);
    let away = RemoveAlertList { name: "national".to_owned(), agency: None };
    administrator(post).await.remove_alert_list(&away).await.unwrap();
    let again = administrator(post).await.remove_alert_list(&away).await;
    assert!(matches!(again, Err(Error::NotFound)), "{again:?}");
    does(&officer, Some(&reference), Action::Release { steps: vec![StepId(1)] }).await;
    let officer = post.immigration().await;
    does(&officer, Some(&reference), claim(1)).await;
    assert!(search(&looks(&officer, &reference).await.file).hits.is_empty());
    post.holds().await;
}

async fn a_misspelt_name_is_found_and_is_not_asked_again_once_it_is_settled(post: &Post) {
    imports(post, import("national", &format!("{HEADING}{LISTED}"))).await;
    let officer = post.immigration().await;
    let (reference, found) = claimed(&officer, party(post, "HASSAN", "FATOUMA MOHAMMED", "A200")).await;
    let [hit]: &[Hit] = &found.hits else { unreachable!("{found:?}") };
    let listed = hit.listed.as_ref().unwrap();
    assert_eq!((hit.matched, listed.list.as_str(), listed.id.as_str()), (Matched::Name, "national", "r-17"));
    assert!(listed.score.unwrap() >= 700, "{listed:?}");
    assert!(listed.alike.contains(&Alike::BirthDate { is: DateLikeness::Equal }), "{listed:?}");
    assert_eq!(listed.handling.as_deref(), Some("W2"));
    let refused = officer.perform(&asks(&officer, Some(&reference), clears(Vec::new()))).await;
    assert!(matches!(refused, Err(Error::Refused(Refusal::HitOpen))), "{refused:?}");
    let another = Disposition::another(SubjectId(1), hit.entry, Some(ShownBy::Photograph));
    does(&officer, Some(&reference), clears(vec![another])).await;
    post.leaves(&reference).await;
    // The same person comes again.
    let (_, found) = claimed(&post.immigration().await, party(post, "HASSAN", "FATOUMA MOHAMMED", "A200")).await;
    assert_eq!((found.hits.len(), found.settled.as_slice()), (0, [hit.entry].as_slice()), "{found:?}");
    post.holds().await;
}

async fn a_hit_that_needs_two_is_concluded_by_another_officer(post: &Post) {
    let mut two = import("national", &format!("{HEADING}{LISTED}"));
    two.usual.needs_two = true;
    imports(post, two).await;
    let officer = post.immigration().await;
    let (reference, found) = claimed(&officer, party(post, "HASSAN", "FATUMA MOHAMED", "A300")).await;
    let another = || vec![Disposition::another(SubjectId(1), found.hits[0].entry, Some(ShownBy::BirthDate))];
    let refused = officer.perform(&asks(&officer, Some(&reference), clears(another()))).await;
    assert!(matches!(refused, Err(Error::Refused(Refusal::HitNeedsTwo))), "{refused:?}");
    let refers = Action::Refer {
        step: StepId(1),
        dispositions: another(),
        note: None,
        protection: None,
        customs: Box::default(),
    };
    does(&officer, Some(&reference), refers).await;
    let steps = looks(&officer, &reference).await.crossing.steps;
    let secondary = *steps.keys().max().unwrap();
    let second = post.worker("K-1050", "A-I2").await;
    does(&second, Some(&reference), claim(secondary.0)).await;
    let concludes = Action::Conclude {
        step: secondary,
        outcome: domain::act::Conclusion::Cleared,
        dispositions: another(),
        ends_protection: false,
        note: None,
        customs: Box::default(),
    };
    does(&second, Some(&reference), concludes).await;
    let crossing = looks(&second, &reference).await.crossing;
    assert_eq!(crossing.state_of(&crossing.steps[&StepId(1)]), domain::StepState::Cleared);
    post.holds().await;
}

async fn a_file_that_is_broken_or_not_an_administrators_changes_nothing(post: &Post) {
    let officer = post.immigration().await;
    let refused = officer.import_alert_list(import("national", HEADING)).await;
    assert!(matches!(refused, Err(Error::NotAllowed)), "{refused:?}");
    imports(post, import("national", &format!("{HEADING}{LISTED}"))).await;
    let broken = imports(post, import("national", &format!("{HEADING}{LISTED}2,person,\"Somebody"))).await;
    assert_eq!(broken.broken.map(|broken| broken.why), Some("truncated".to_owned()));
    let nothing = imports(post, ImportAlertList { is_change: true, ..import("other", HEADING) }).await;
    assert_eq!(nothing.broken.map(|broken| broken.why), Some("change_of_nothing".to_owned()));
    let known = officer.alert_lists().await.unwrap();
    assert_eq!(
        known.lists.iter().map(|list| (list.name.as_str(), list.entries)).collect::<Vec<_>>(),
        [("national", 1)]
    );
    let keeper = administrator(post).await;
    let wrong = keeper.set_alert_threshold(SetAlertThreshold { threshold: Some(400) }).await;
    assert!(matches!(wrong, Err(Error::Invalid { field: "threshold" })), "{wrong:?}");
    keeper.set_alert_threshold(SetAlertThreshold { threshold: Some(990) }).await.unwrap();
    assert_eq!(officer.alert_lists().await.unwrap().threshold, 990);
    let (_, found) = claimed(&post.immigration().await, party(post, "HASAN", "FATOUMA", "A400")).await;
    assert!(found.hits.is_empty(), "{found:?}");
    // An equal number is a hit however alike names have to be.
    imports(post, import("stolen", &format!("{HEADING}d-1,document,,,,,,A410\n"))).await;
    let another = post.worker("K-1050", "A-I2").await;
    let (_, found) = claimed(&another, party(post, "WERE", "ACHIENG", "A410")).await;
    assert_eq!(found.hits.iter().map(|hit| hit.matched).collect::<Vec<_>>(), [Matched::Document], "{found:?}");
    // Every row that is rejected is told, the others are there.
    let file = format!("{HEADING}{LISTED}x,person,Okello James,,31.31.1980,M,UGA,\n");
    let file =
        AlertFile { source: Box::new(std::io::Cursor::new(file.into_bytes())), format: None, digest: "00".repeat(32) };
    let how = AlertImport {
        name: "national".to_owned(),
        is_agency: false,
        is_change: false,
        usual: import("", "").usual,
        until: None,
    };
    let (told, rows) = keeper.import_alerts(how, file, |_, _| {}).await.unwrap();
    assert_eq!((told.entries, told.changed, told.rejected), (1, 0, 1));
    assert_eq!(rows.iter().map(|row| (row.line, row.field.as_str())).collect::<Vec<_>>(), [(3, "birth_date")]);
    post.holds().await;
}

async fn a_list_of_an_agency_is_searched_for_that_agency_alone(post: &Post) {
    // The demonstration's administrator is of immigration.
    imports(post, ImportAlertList { is_agency: true, ..import("own", &format!("{HEADING}{LISTED}")) }).await;
    let lists = post.immigration().await.alert_lists().await.unwrap().lists;
    assert_eq!(lists.first().and_then(|list| list.agency), Some(Agency::Immigration));
    let customs = post.worker("K-2010", "A-C2").await;
    assert!(customs.alert_lists().await.unwrap().lists.is_empty());
}

async fn a_list_that_changes_while_a_control_goes_on_is_searched_before_it_is_cleared(post: &Post) {
    imports(post, import("national", &format!("{HEADING}1,person,Okello James,,1985,M,UGA,\n"))).await;
    let officer = post.immigration().await;
    let (reference, found) = claimed(&officer, party(post, "HASSAN", "FATOUMA MOHAMMED", "A500")).await;
    assert!(found.hits.is_empty(), "{found:?}");
    // An administrator imports another edition elsewhere.
    imports(post, import("national", &format!("{HEADING}{LISTED}"))).await;
    let refused = officer.perform(&asks(&officer, Some(&reference), clears(Vec::new()))).await;
    assert!(matches!(refused, Err(Error::Refused(Refusal::HitSince))), "{refused:?}");
    // His window shows it from then on as it shows a hit of the claim, and the other State's shows nothing.
    let view = looks(&officer, &reference).await;
    let [hit] = search(&view.file).hits.as_slice() else { unreachable!("{:?}", view.file) };
    assert_eq!(hit.listed.as_ref().map(|listed| listed.id.as_str()), Some("r-17"));
    assert!(looks(&post.other_immigration().await, &reference).await.file.steps.is_empty());
    let another = Disposition::another(SubjectId(1), hit.entry, Some(ShownBy::Photograph));
    does(&officer, Some(&reference), clears(vec![another])).await;
    // Both stand in the act: whoever reads the crossing later reads them there.
    let file = looks(&post.immigration().await, &reference).await.file;
    assert_eq!((search(&file).hits.len(), file.step(StepId(1)).unwrap().dispositions.len()), (1, 1));
    post.leaves(&reference).await;
    // A list that changes and names nobody who is here stands in nobody's way.
    let officer = post.immigration().await;
    let (reference, _) = claimed(&officer, party(post, "WERE", "ACHIENG", "A501")).await;
    imports(post, import("other", &format!("{HEADING}1,person,Okello James,,1985,M,UGA,\n"))).await;
    does(&officer, Some(&reference), clears(Vec::new())).await;
    let after = search(&looks(&officer, &reference).await.file).clone();
    assert!(after.hits.is_empty() && after.list > found.list, "{after:?}");
    post.holds().await;
}

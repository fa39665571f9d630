//! What each State can show afterwards: its own journal, its signature under the shared one, its lawful copy.

#![expect(clippy::unwrap_used, reason = "what is missing in a test fails the test")]

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use app::{
    Demonstration, Error, Examination, Fault, Finding, Pace, SignedIn, Specimens, Traffic, Workstation, verify,
    verify_as,
};
use contract::{
    AlertUsual, CrossingRequest, ImportAlertList, Perform, QueueRequest, RemoveAlertList, Scan, SignIn, Tab,
};
use data_encoding::BASE64;
use domain::officer::DeskCode;
use domain::own_journal::Deed;
use domain::{Action, Direction, OfficerNumber, Refusal, StepId};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions as _, Connection as _, raw_sql};

struct Post {
    folder: tempfile::TempDir,
    workstation: Arc<Workstation>,
}

impl Post {
    async fn found() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("post.osbp");
        let home = folder.path().join("home");
        let demonstration = Demonstration { seed: 5, referral_permille: 0 };
        let workstation = demonstration.found(&file.to_string_lossy(), &home).await.unwrap();
        workstation.clock().stop(workstation.clock().now());
        Self { folder, workstation }
    }

    async fn sits(&self, officer: &str, password: &str, desk: &str) -> SignedIn {
        let desk = DeskCode(desk.to_owned());
        let request =
            SignIn { officer: officer.to_owned(), password: password.to_owned(), desk, pin: None, code: None };
        SignedIn::sign_in(&self.workstation, &request).await.unwrap()
    }

    async fn supervisor(&self) -> SignedIn {
        self.sits("K-0007", "kijani-mlima", "A-C1").await
    }

    async fn other_supervisor(&self) -> SignedIn {
        self.sits("U-0005", "jua-msitu", "B-C1").await
    }

    async fn has_traffic(&self, parties: u32) {
        let mut traffic = Traffic::begin(&self.workstation, 5).await.unwrap();
        traffic.run(Pace { standing: 2, between: Duration::ZERO, parties: Some(parties) }).await.unwrap();
    }

    /// Three travellers come and leave; nothing stays open.
    async fn sees_three_through(&self) {
        let mut traffic = Traffic::begin(&self.workstation, 5).await.unwrap();
        let mut specimens = Specimens::new(5).unwrap();
        let today = self.workstation.clock().now().date_naive();
        for _ in 0..3 {
            assert!(traffic.register(specimens.on_foot(Direction::AToB, today)).await.unwrap());
        }
        for _ in 0..5_000 {
            if self.workstation.open_crossings() == 0 {
                return;
            }
            self.workstation.clock().advance(1_000);
            traffic.work().await.unwrap();
        }
        unreachable!("somebody is still at the post");
    }

    async fn meddle(&self, script: &'static str) {
        let file = self.folder.path().join("post.osbp");
        let mut db = SqliteConnectOptions::new().filename(file).connect().await.unwrap();
        raw_sql(script).execute(&mut db).await.unwrap();
        db.close().await.unwrap();
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }
}

fn looks_for(text: &str) -> QueueRequest {
    QueueRequest { tab: Tab::All, filter: text.to_owned(), offset: 0, limit: 10 }
}

async fn deeds(officer: &SignedIn) -> Vec<(String, Deed)> {
    let entries = officer.own_journal(0, 1_000).await.unwrap();
    entries.into_iter().map(|entry| (entry.officer.to_string(), entry.what)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_an_officer_looks_at_stands_in_his_states_own_journal_and_nowhere_else() {
    let post = Post::found().await;
    post.has_traffic(3).await;
    let officer = post.sits("K-1042", "kijani-mto", "A-I1").await;
    officer.queue(&looks_for("KDJ 417")).unwrap();
    officer.queue(&looks_for("KDJ 417")).unwrap();
    officer.scan(&Scan { text: "AB1234567".to_owned() }).await.unwrap();
    let reference = officer.workstation().crossings_in_order(false).await.unwrap()[0].reference.clone();
    officer.crossing(&CrossingRequest { reference: reference.clone() }).await.unwrap();
    assert!(matches!(officer.own_journal(0, 10).await, Err(Error::NotAllowed)), "his supervisor reads it, not he");

    let supervisor = post.supervisor().await;
    let of_officer = async || {
        let all = deeds(&supervisor).await;
        all.into_iter().filter(|(who, _)| who == "K-1042").map(|(_, what)| what).collect::<Vec<_>>()
    };
    let expected = [
        Deed::SignedIn { failed_before: 0 },
        // Twice in a row is once.
        Deed::Searched { text: "KDJ 417".to_owned() },
        Deed::Searched { text: "AB1234567".to_owned() },
        Deed::Opened { crossing: reference.to_string() },
        Deed::Refused { what: "own_journal".to_owned(), why: "not_allowed".to_owned() },
    ];
    // Before a page is written they wait on the disk of the workstation; afterwards they stand on it; never twice.
    let waiting = of_officer().await;
    assert!(waiting.ends_with(&expected), "{waiting:?}");
    post.workstation.clock().advance(15 * 60 * 1000);
    assert!(supervisor.keep_own_journal().await.unwrap());
    assert_eq!(of_officer().await, waiting);
    let waits = std::fs::read_to_string(post.path(&format!("home/own/{}/KEN.waiting", id_of(&post).await))).unwrap();
    assert_eq!(waits, "");
    // The other State's supervisor reads of his own officers alone.
    let theirs = deeds(&post.other_supervisor().await).await;
    assert!(!theirs.is_empty() && theirs.iter().all(|(who, _)| who.starts_with("U-")), "{theirs:?}");
}

/// What is refused because it is not his to do is written down for his supervisors; that things stand otherwise is not.
#[tokio::test(flavor = "multi_thread")]
async fn what_was_refused_to_whom_stands_in_the_own_journal_of_his_state() {
    let post = Post::found().await;
    let officer = post.sits("K-1042", "kijani-mto", "A-I1").await;
    let other = post.sits("U-1131", "jua-ziwa", "B-I1").await;
    let today = post.workstation.clock().now().date_naive();
    let perform =
        |action, crossing| Perform { key: post.workstation.clock().new_id(), crossing, version: None, action };
    let action = Specimens::new(5).unwrap().on_foot(Direction::AToB, today);
    let reference = officer.perform(&perform(action, None)).await.unwrap().crossing;
    // Another State's officer takes no step of Kenya's, and nobody concludes what he did not claim.
    let steps = vec![StepId(1)];
    let claims = |presented| Action::Claim { steps: steps.clone(), presented };
    let refused = other.perform(&perform(claims(false), reference.clone())).await;
    assert!(matches!(refused, Err(Error::Refused(Refusal::OtherState))), "{refused:?}");
    for _ in 0..2 {
        officer.revoke(&OfficerNumber::parse("K-1050").unwrap()).await.unwrap_err();
    }
    officer.demand(app::Demand::nothing(post.workstation.clock().now())).await.unwrap_err();
    officer.perform(&perform(claims(false), reference.clone())).await.unwrap();
    // A claim of what is claimed is no question of who asks.
    officer.perform(&perform(claims(true), reference.clone())).await.unwrap_err();

    let refused = async |supervisor: &SignedIn| {
        let all = deeds(supervisor).await.into_iter();
        all.filter_map(|(who, what)| Some((who, what.why()?.to_owned(), what.about()?.to_owned()))).collect::<Vec<_>>()
    };
    let reference = reference.unwrap();
    let of = |who: &str, why: &str, what: &str| (who.to_owned(), why.to_owned(), what.to_owned());
    assert_eq!(
        refused(&post.supervisor().await).await,
        [of("K-1042", "not_allowed", "revoke K-1050"), of("K-1042", "not_allowed", "demand")]
    );
    assert_eq!(
        refused(&post.other_supervisor().await).await,
        [of("U-1131", "other_state", &format!("claim {reference}"))]
    );
}

/// What is written down has the form of nothing: pages are of one length, and how many there are hangs on the clock.
#[tokio::test(flavor = "multi_thread")]
async fn how_much_was_searched_shows_in_no_count_and_no_length() {
    let mut seen = Vec::new();
    for searches in [0, 400] {
        let post = Post::found().await;
        let supervisor = post.supervisor().await;
        for number in 0..searches {
            supervisor.queue(&looks_for(&format!("somebody of interest {number}"))).unwrap();
            if number % 2 == 0 {
                supervisor.revoke(&OfficerNumber::parse("K-1050").unwrap()).await.unwrap_err();
            }
        }
        for _ in 0..6 {
            post.workstation.clock().advance(15 * 60 * 1000);
            supervisor.keep_own_journal().await.unwrap();
            assert!(!supervisor.keep_own_journal().await.unwrap(), "twice in one quarter of an hour");
        }
        let pages = post.workstation.store().own_pages("KEN", 0, 1_000).await.unwrap();
        let form = |row: &storage::OwnPageRow| (row.page, row.header.len(), row.ciphertext.as_ref().unwrap().len());
        seen.push(pages.iter().map(form).collect::<Vec<_>>());
        let found = deeds(&supervisor).await.len();
        assert!(found > searches, "of {searches} searches {found} entries are there");
    }
    assert_eq!(seen.first(), seen.last());
    assert!(seen[0].len() > 6);
}

#[tokio::test(flavor = "multi_thread")]
async fn both_states_sign_the_head_when_their_supervisors_shifts_end() {
    let post = Post::found().await;
    post.has_traffic(3).await;
    let before = verify(post.workstation.store()).await.unwrap();
    assert_eq!((before.signed.len(), before.agreed_up_to()), (0, 0));
    let (ours, theirs) = (post.supervisor().await, post.other_supervisor().await);
    ours.close_shift(post.workstation.clock().new_id()).await.unwrap();
    theirs.close_shift(post.workstation.clock().new_id()).await.unwrap();
    let found = verify(post.workstation.store()).await.unwrap();
    assert!(found.is_ok(), "{:?}", found.problems);
    let states: Vec<String> = found.signed.iter().map(|signed| signed.state.to_string()).collect();
    assert_eq!(states, ["KEN", "UGA"]);
    assert_eq!(found.agreed_up_to(), found.signed[0].seq);
    assert_eq!(found.trusted_up_to, i64::try_from(found.acts).unwrap());
    assert!(found.own.iter().all(|own| own.is_seen && own.pages == u64::try_from(own.anchored_to).unwrap()));
    // An officer signs for nobody.
    let officer = post.sits("K-1042", "kijani-mto", "A-I1").await;
    assert!(matches!(officer.sign_head().await, Err(Error::Refused(Refusal::NotYourRole))));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_own_journal_that_was_cut_or_spoiled_is_found_out_by_the_shared_one() {
    for (script, expected) in
        [(include_str!("own_pages_cut.sql"), Fault::Number), (include_str!("own_page_spoiled.sql"), Fault::Digest)]
    {
        let post = Post::found().await;
        let supervisor = post.supervisor().await;
        supervisor.sign_head().await.unwrap();
        assert!(verify(post.workstation.store()).await.unwrap().is_ok());
        post.meddle(script).await;
        let found = verify(post.workstation.store()).await.unwrap();
        let own = found.own.iter().find(|own| own.state == supervisor.state()).unwrap();
        assert!(!found.is_ok() && own.problems.iter().any(|problem| problem.check == expected), "{own:?}");
        assert!(found.problems.is_empty(), "the shared journal holds: {:?}", found.problems);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sealed_part_that_was_taken_out_is_missed() {
    let post = Post::found().await;
    post.has_traffic(2).await;
    post.meddle(include_str!("lose_a_part.sql")).await;
    let found = verify(post.workstation.store()).await.unwrap();
    assert_eq!(found.problems.iter().map(|one| one.check).collect::<Vec<_>>(), [Fault::SealedParts]);
    assert_eq!(found.sealed_unseen, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_state_takes_its_lawful_copy_away_and_nothing_of_the_other() {
    let post = Post::found().await;
    post.has_traffic(4).await;
    // Two editions of a list of the State's, and one of an agency whose lists the supervisor does not read.
    let keeper = SignedIn::unwrap(&post.workstation, "K-0001", "msimamizi-demo").await.unwrap();
    for names in ["1,person,Amina Wanjiru\n", "1,person,Amina Wanjiru\n2,person,Okello James\n"] {
        for (name, is_agency) in [("national", false), ("own", true)] {
            imports(&keeper, name, is_agency, &format!("id,kind,name\n{names}")).await;
        }
    }
    imports(&keeper, "taken away", false, "id,kind,name\n1,person,Abebe Bikila\n").await;
    let away = RemoveAlertList { name: "taken away".to_owned(), agency: None };
    keeper.remove_alert_list(&away).await.unwrap();
    let supervisor = post.supervisor().await;
    supervisor.sign_head().await.unwrap();
    let file = post.path("ken.osbp");
    let handed = supervisor.hand_over_copy(&file).await.unwrap();
    assert!(handed.sealed_parts > 0 && handed.own_pages > 0);
    assert!(matches!(supervisor.hand_over_copy(&file).await, Err(Error::Storage(storage::StorageError::Occupied))));

    // Wherever it is taken, with nothing beside it.
    let elsewhere = post.path("elsewhere");
    let copy = Workstation::open(&file.to_string_lossy(), &elsewhere).await.unwrap();
    let found = verify(copy.store()).await.unwrap();
    assert!(found.is_ok(), "{:?} {:?}", found.problems, found.own);
    assert_eq!(i64::try_from(found.acts).unwrap(), handed.acts);
    assert!(found.sealed_unseen > 0, "the other State's parts were handed over");
    let parts = copy.store().all_sealed_parts(0, handed.acts).await.unwrap();
    assert!(parts.iter().all(|part| part.reader.starts_with("KEN/")));
    assert_eq!(copy.store().own_pages("UGA", 0, 10).await.unwrap(), []);
    assert!(!copy.store().own_pages("KEN", 0, 10).await.unwrap().is_empty());
    for holder in ["U-0005", "U-0001", "(recovery)"] {
        for kind in ["officer", "reader", "root", "recovery"] {
            assert_eq!(copy.store().key_material("UGA", kind, holder).await.unwrap(), [], "{kind} of {holder}");
        }
    }
    for name in ["criteria", "alert_list"] {
        assert_eq!(copy.store().sealed_document("UGA", name).await.unwrap(), None);
        assert!(copy.store().sealed_document("KEN", name).await.unwrap().is_some());
    }
    // Its plain rows are those of the post.
    assert_eq!(copy.store().crossings(true).await.unwrap(), post.workstation.store().crossings(true).await.unwrap());
    assert_eq!(copy.store().officers().await.unwrap(), post.workstation.store().officers().await.unwrap());
    assert_eq!(app::projections_that_differ(&copy, 0).await.unwrap(), Vec::<String>::new());
    copy.store().close().await;

    // Its officers open what is theirs with their own keys, and write nothing in it.
    let own = Workstation::open(&file.to_string_lossy(), &post.path("home")).await.unwrap();
    let reader = SignedIn::unwrap(&own, "K-0007", "kijani-mlima").await.unwrap();
    let found = verify_as(&reader).await.unwrap();
    assert!(found.is_ok() && found.replayed_privately > 0, "{:?}", found.problems);
    let keeper = SignedIn::unwrap(&own, "K-0001", "msimamizi-demo").await.unwrap();
    let lists = keeper.alert_lists().await.unwrap().lists;
    let lists: Vec<(&str, u32)> = lists.iter().map(|list| (list.name.as_str(), list.entries)).collect();
    assert_eq!(lists, [("national", 2), ("own", 2)]);
    assert_eq!(own.store().sealed_document("KEN", "alert_lists/2/0").await.unwrap(), None, "it was taken away");
    let refused = reader.sign_head().await;
    assert!(matches!(refused, Err(Error::Storage(storage::StorageError::ReadOnly))), "{refused:?}");
    assert!(SignedIn::unwrap(&own, "U-0005", "jua-msitu").await.is_err());
    own.store().close().await;

    // A part that is taken out of the copy is missed there too.
    let mut db = SqliteConnectOptions::new().filename(&file).connect().await.unwrap();
    raw_sql(include_str!("lose_a_part.sql")).execute(&mut db).await.unwrap();
    db.close().await.unwrap();
    let copy = Workstation::open(&file.to_string_lossy(), &elsewhere).await.unwrap();
    let found = verify(copy.store()).await.unwrap();
    assert_eq!(found.problems.iter().map(|one| one.check).collect::<Vec<_>>(), [Fault::SealedParts]);
}

async fn imports(keeper: &SignedIn, name: &str, is_agency: bool, text: &str) {
    let request = ImportAlertList {
        name: name.to_owned(),
        is_agency,
        format: None,
        is_change: false,
        usual: AlertUsual::default(),
        until: None,
        content: BASE64.encode(text.as_bytes()),
    };
    assert_eq!(keeper.import_alert_list(request).await.unwrap().broken, None);
}

async fn id_of(post: &Post) -> String {
    post.workstation.store().post().await.unwrap().post.to_string()
}

/// Five years and a day later.
const LATER: i64 = (5 * 365 + 1) * 24 * 3600 * 1000;

#[tokio::test(flavor = "multi_thread")]
async fn what_is_old_is_erased_by_those_whose_it_is_and_the_journal_still_verifies() {
    let post = Post::found().await;
    post.sees_three_through().await;
    let closed = post.workstation.store().crossings(true).await.unwrap();
    assert!(closed.iter().all(|row| row.closed_at.is_some()));
    let name = closed.iter().find(|row| row.label.len() > 4).unwrap().label.clone();
    post.workstation.clock().advance(1);
    let before = post.workstation.clock().now();
    let head = post.workstation.store().head().await.unwrap().seq;
    let (ours, theirs) = (post.supervisor().await, post.other_supervisor().await);
    let early = ours.agree_to_erasure(before).await;
    assert!(matches!(early, Err(Error::Refused(Refusal::StillToBeKept))), "{early:?}");
    assert!(is_in_file(&post, &name));

    post.workstation.clock().advance(LATER);
    let alone = theirs.erase_facts(before).await;
    assert!(matches!(alone, Err(Error::Refused(Refusal::NotAgreed))), "{alone:?}");
    ours.agree_to_erasure(before).await.unwrap();
    let own_word = ours.erase_facts(before).await;
    assert!(matches!(own_word, Err(Error::Refused(Refusal::NotAgreed))), "one State agreed with itself");
    let erased = theirs.erase_facts(before).await.unwrap();
    assert_eq!((erased.up_to, erased.crossings), (head, u64::try_from(closed.len()).unwrap()));
    let sealed = ours.erase_sealed(before).await.unwrap();
    assert_eq!(sealed.up_to, head);

    // Nothing of it is left in any table, and nothing in the file.
    let acts = post.workstation.store().acts_after(0, i64::MAX).await.unwrap();
    assert!(acts.iter().filter(|act| act.seq <= head).all(|act| act.facts.is_none()));
    let parts = post.workstation.store().all_sealed_parts(0, head).await.unwrap();
    let of_crossings: Vec<_> =
        parts.iter().filter(|part| acts[usize::try_from(part.seq).unwrap() - 1].crossing.is_some()).collect();
    assert!(of_crossings.iter().all(|part| part.reader.starts_with("UGA/")), "the other State's was erased with it");
    assert!(!of_crossings.is_empty());
    post.workstation.store().close().await;
    assert!(!is_in_file(&post, &name), "{name} can still be read in the file");

    // It verifies, and goes on.
    let newcomer = Workstation::open(&post.path("post.osbp").to_string_lossy(), &post.path("home")).await.unwrap();
    let found = verify(newcomer.store()).await.unwrap();
    assert!(found.is_ok(), "{:?}", found.problems);
    assert_eq!(app::projections_that_differ(&newcomer, 0).await.unwrap(), Vec::<String>::new());
    assert!(newcomer.store().find_crossings(&name, 10).await.unwrap().is_empty());
    assert_eq!(newcomer.store().crossings(true).await.unwrap().len(), closed.len());
    // Nor does the doctor miss what was erased as both agreed.
    let (address, home) = (post.path("post.osbp").to_string_lossy().into_owned(), post.path("home"));
    let found = Examination { address, home, backups: None, whole: false }.run().await;
    assert!(!found.iter().any(|finding| matches!(finding, Finding::ActWrong { .. })), "{found:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_stands_in_an_own_journal_is_erased_in_time_and_its_pages_still_verify() {
    let post = Post::found().await;
    let (ours, theirs) = (post.supervisor().await, post.other_supervisor().await);
    ours.queue(&looks_for("KDJ 417")).unwrap();
    ours.sign_head().await.unwrap();
    theirs.sign_head().await.unwrap();
    post.workstation.clock().advance(1);
    let before = post.workstation.clock().now();
    let early = ours.erase_own_journal(before).await;
    assert!(matches!(early, Err(Error::Refused(Refusal::StillToBeKept))), "{early:?}");
    post.workstation.clock().advance(LATER);
    let officer = post.sits("K-1042", "kijani-mto", "A-I1").await;
    let not_his = officer.erase_own_journal(before).await;
    assert!(matches!(not_his, Err(Error::Refused(Refusal::NotYourRole))), "{not_his:?}");
    ours.erase_own_journal(before).await.unwrap();
    ours.sign_head().await.unwrap();

    let pages = post.workstation.store().own_pages("KEN", 0, 1_000).await.unwrap();
    let (old, new): (Vec<_>, Vec<_>) = pages.iter().partition(|page| page.at < before);
    assert!(!old.is_empty() && old.iter().all(|page| page.ciphertext.is_none()));
    assert!(!new.is_empty() && new.iter().all(|page| page.ciphertext.is_some()));
    let abroad = post.workstation.store().own_pages("UGA", 0, 1_000).await.unwrap();
    assert!(abroad.iter().all(|page| page.ciphertext.is_some()), "the other State's was erased with it");
    let left = deeds(&ours).await;
    assert!(!left.iter().any(|(_, what)| matches!(what, Deed::Searched { .. })), "{left:?}");
    assert!(!left.is_empty());
    let found = verify(post.workstation.store()).await.unwrap();
    assert!(found.is_ok(), "{:?} {:?}", found.problems, found.own);
    // A page that was emptied before its time is missed.
    post.meddle(include_str!("own_pages_emptied.sql")).await;
    let found = verify(post.workstation.store()).await.unwrap();
    assert!(!found.is_ok(), "pages that nobody erased lawfully are not missed");
    let missed = found.own.iter().flat_map(|own| own.problems.iter().map(|one| one.check));
    assert!(missed.collect::<Vec<_>>().contains(&Fault::SealedParts));
}

#[tokio::test(flavor = "multi_thread")]
async fn facts_that_nobody_erased_lawfully_are_missed() {
    let post = Post::found().await;
    post.has_traffic(3).await;
    post.meddle(include_str!("blank_last_facts.sql")).await;
    let found = verify(post.workstation.store()).await.unwrap();
    assert_eq!(found.problems.iter().map(|one| one.check).collect::<Vec<_>>(), [Fault::Digest]);
    let newcomer = Workstation::open(&post.path("post.osbp").to_string_lossy(), &post.path("home")).await.unwrap();
    let seq = found.problems[0].seq;
    let act = newcomer.store().acts_after(seq - 1, 1).await.unwrap().remove(0);
    let row =
        newcomer.store().crossings(true).await.unwrap().into_iter().find(|row| Some(row.id) == act.crossing).unwrap();
    let (_, shown) = newcomer.shown(&row.reference.parse().unwrap()).await.unwrap();
    let void: Vec<i64> = shown.iter().filter(|act| act["void"] == true).filter_map(|act| act["seq"].as_i64()).collect();
    assert!(void.contains(&seq), "the act that was blanked is not named: {void:?}");
}

fn is_in_file(post: &Post, text: &str) -> bool {
    ["post.osbp", "post.osbp-wal"].into_iter().any(|name| {
        let bytes = std::fs::read(post.path(name)).unwrap_or_default();
        bytes.windows(text.len()).any(|window| window == text.as_bytes())
    })
}

/// A disk that takes no page keeps nobody on shift: the head is signed all the same, and what waits goes on waiting.
#[tokio::test(flavor = "multi_thread")]
async fn a_shift_ends_though_no_page_can_be_written() {
    let post = Post::found().await;
    let supervisor = post.supervisor().await;
    let waiting = post.path(&format!("home/own/{}/KEN.waiting", id_of(&post).await));
    let _none_waits = std::fs::remove_file(&waiting);
    std::fs::create_dir(&waiting).unwrap();
    supervisor.close_shift(post.workstation.clock().new_id()).await.unwrap();
    let found = verify(post.workstation.store()).await.unwrap();
    assert!(found.is_ok() && found.signed.len() == 1, "{:?}", found.signed);
    assert!(post.workstation.store().shifts().await.unwrap().iter().all(|shift| shift.officer != "K-0007"));
}

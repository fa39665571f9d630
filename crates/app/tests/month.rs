//! A month's report: what it counts is what stands in the journal, it is for its own State alone, and it is written down.

#![expect(clippy::unwrap_used, reason = "what is missing in a test fails the test")]

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use app::{Demonstration, Error, Filling, SignedIn, Workstation, take_over, verify};
use chrono::TimeDelta;
use contract::{Perform, SignIn};
use domain::month::{Month, Report};
use domain::notice::ReasonCode;
use domain::officer::DeskCode;
use domain::own_journal::Deed;
use domain::private::{Grant, Wanted};
use domain::{Action, Direction, Reference, StepId, SubjectId};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions as _, Connection as _, raw_sql};
use storage_postgres::TrialDatabase;

const CROSSINGS: u32 = 600;

/// A filled post, open for officers of both States.
struct Post {
    folder: tempfile::TempDir,
    kenya: Arc<Workstation>,
    uganda: Arc<Workstation>,
    month: Month,
    trial: Option<TrialDatabase>,
}

impl Post {
    async fn on_a_file() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (file, home) = (folder.path().join("post.osbp"), folder.path().join("home"));
        let address = file.to_string_lossy();
        let month = filled(&address, &home).await;
        let post = Workstation::open(&address, &home).await.unwrap();
        Self { folder, kenya: Arc::clone(&post), uganda: post, month, trial: None }
    }

    /// On the server that is there for tests, each State at a workstation of its own; none where there is none.
    async fn on_a_server() -> Option<Self> {
        let Ok(server) = std::env::var("OSBP_TEST_POSTGRES") else {
            eprintln!("skipped: there is no server to run on");
            return None;
        };
        let folder = tempfile::tempdir().unwrap();
        let trial = TrialDatabase::make_owned(&server).await.unwrap();
        let home = folder.path().join("owner");
        let month = filled(&trial.owners_url(), &home).await;
        let owner = Workstation::open(&trial.owners_url(), &home).await.unwrap();
        let mut opened = Vec::new();
        for administrator in ["K-0001", "U-0001"] {
            let signed_in = SignedIn::unwrap(&owner, administrator, "msimamizi-demo").await.unwrap();
            let enrolled = signed_in.enrol_workstation(&trial.owners_url(), "hall").await.unwrap();
            let home = folder.path().join(administrator);
            let taken = take_over(&enrolled.file, &enrolled.code, &home).await.unwrap();
            opened.push(Workstation::open(&taken.address, &home).await.unwrap());
        }
        owner.store().close().await;
        let [kenya, uganda] = <[_; 2]>::try_from(opened).ok().unwrap();
        Some(Self { folder, kenya, uganda, month, trial: Some(trial) })
    }

    async fn ugandas_supervisor(&self) -> SignedIn {
        SignedIn::unwrap(&self.uganda, "U-0005", "jua-msitu").await.unwrap()
    }

    async fn kenyas_supervisor(&self) -> SignedIn {
        SignedIn::unwrap(&self.kenya, "K-0007", "kijani-mlima").await.unwrap()
    }

    /// Lets the next report read everything again.
    fn forget_what_was_counted(&self) {
        std::fs::remove_dir_all(self.folder.path().join("home").join("months")).unwrap();
    }

    /// Does mischief to the file with a statement of its own.
    async fn meddle(&self, script: &'static str) {
        let file: PathBuf = self.folder.path().join("post.osbp");
        let mut db = SqliteConnectOptions::new().filename(file).connect().await.unwrap();
        raw_sql(script).execute(&mut db).await.unwrap();
        db.close().await.unwrap();
    }

    async fn clear(self) {
        self.kenya.store().close().await;
        self.uganda.store().close().await;
        if let Some(trial) = self.trial {
            trial.discard().await.unwrap();
        }
    }
}

/// Returns the first month that has begun by no State's clock: on the last evening of a month by UTC the next one has, in the east.
fn to_come(post: &Workstation) -> Month {
    Month::of((post.clock().now() + TimeDelta::days(1)).date_naive()).next()
}

/// Makes a demonstration post in which a month's travellers have come and gone; returns the month.
async fn filled(address: &str, home: &std::path::Path) -> Month {
    let demonstration = Demonstration { seed: 1, referral_permille: 40 };
    demonstration.found(address, home).await.unwrap().store().close().await;
    let post = Workstation::open_to_fill(address, home).await.unwrap();
    let month = to_come(&post);
    // By the clocks of the State where the month begins later.
    let [from, _] = month.bounds(|_| 120);
    let over = TimeDelta::hours(3);
    let filled = Filling { crossings: CROSSINGS, from, over, seed: 11 }.fill(&post, |_| ()).await.unwrap();
    assert_eq!(filled.crossings, CROSSINGS);
    post.store().close().await;
    month
}

/// How many acts of each kind each State did, as the rows of the journal say.
async fn kinds(post: &Workstation) -> BTreeMap<(String, String), u64> {
    let mut counts = BTreeMap::new();
    for act in post.store().acts_after(0, i64::MAX).await.unwrap() {
        *counts.entry((act.state, act.kind)).or_default() += 1;
    }
    counts
}

async fn counts_what_stands_in_the_journal(post: &Post) {
    let found = verify(post.uganda.store()).await.unwrap();
    assert!(found.is_ok(), "{:?}", found.problems);
    let kinds = kinds(&post.uganda).await;
    let of = |state: &str, kind: &str| kinds.get(&(state.to_owned(), kind.to_owned())).copied().unwrap_or_default();
    let [kenya, uganda] = [post.kenyas_supervisor().await, post.ugandas_supervisor().await];
    let reports = [kenya.month(post.month).await.unwrap(), uganda.month(post.month).await.unwrap()];
    for report in &reports {
        let state = report.state.as_str();
        assert_eq!(report.crossings.iter().map(|one| one.count).sum::<u64>(), u64::from(CROSSINGS));
        assert_eq!(report.subjects.iter().map(|one| one.count).sum::<u64>(), u64::from(CROSSINGS));
        let ended = |how: &str| report.ends.iter().filter(|one| one.how == how).map(|one| one.count).sum::<u64>();
        assert_eq!(ended("departed"), of("KEN", "departed") + of("UGA", "departed"));
        assert_eq!(ended("offered_back"), ended("readmitted"));
        assert_eq!(ended("departed") + ended("readmitted") + ended("exit_denied"), u64::from(CROSSINGS));
        for (what, kind) in [
            ("cleared", "cleared"),
            ("waived", "waived"),
            ("queried", "queried"),
            ("referred", "referred"),
            ("refused", "refusal_confirmed"),
        ] {
            let decided = report.decisions.iter().filter(|one| one.what == what);
            let own = decided.filter(|one| one.state == report.state).map(|one| one.count).sum::<u64>();
            assert_eq!(own, of(state, kind), "{state} {what}");
        }
        let sum = |counts: &[domain::month::Counted]| counts.iter().map(|one| one.count).sum::<u64>();
        assert_eq!(sum(&report.own.refusals), of(state, "refusal_confirmed"));
        assert_eq!(sum(&report.own.waivers), of(state, "waived"));
        assert_eq!(sum(&report.own.queries), of(state, "queried"));
        assert_eq!(sum(&report.own.referrals), of(state, "referred"));
        assert_eq!(report.own.unread, 0);
        let service: u64 = report.controls.iter().map(|one| one.service.count).sum();
        let claims = of(state, "claimed");
        assert_eq!(service, claims, "nobody gave a claim up");
        assert_eq!(report.controls.iter().map(|one| one.waiting.count).sum::<u64>(), claims);
    }
    // What both States see they count alike; the rest differs.
    let [kenya, uganda] = &reports;
    assert_eq!((&kenya.crossings, &kenya.subjects, &kenya.ends), (&uganda.crossings, &uganda.subjects, &uganda.ends));
    assert_eq!((&kenya.decisions, kenya.examinations), (&uganda.decisions, uganda.examinations));
    assert_ne!(kenya.own, uganda.own);
    assert!(kinds.contains_key(&("UGA".to_owned(), "refusal_confirmed".to_owned())), "nobody was refused");
}

async fn is_written_down_and_only_for_who_may_read(post: &Post) {
    let (kenya, uganda) = (post.kenyas_supervisor().await, post.ugandas_supervisor().await);
    let officer = SignedIn::unwrap(&post.uganda, "U-1131", "jua-ziwa").await.unwrap();
    assert!(matches!(officer.month(post.month).await, Err(Error::NotAllowed)));
    let taken = async |one: &SignedIn| -> Vec<String> {
        let entries = one.own_journal(0, 1_000).await.unwrap();
        let exported = entries.into_iter().filter_map(|entry| match entry.what {
            Deed::Exported { what } => Some(format!("{} {what}", entry.officer)),
            _ => None,
        });
        exported.collect()
    };
    assert_eq!(taken(&uganda).await, Vec::<String>::new());
    uganda.month(post.month).await.unwrap();
    assert_eq!(taken(&uganda).await, [format!("U-0005 report {}", post.month)]);
    assert_eq!(taken(&kenya).await, Vec::<String>::new());
    // A month without an act is a report too.
    let empty = uganda.month(post.month.next()).await.unwrap();
    assert_eq!((empty.acts, empty.crossings.len(), empty.own.opened), (0, 0, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_report_counts_what_stands_in_the_journal() {
    let post = Post::on_a_file().await;
    counts_what_stands_in_the_journal(&post).await;
    post.clear().await;
    if let Some(post) = Post::on_a_server().await {
        counts_what_stands_in_the_journal(&post).await;
        post.clear().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_report_is_written_down_and_made_only_for_who_may_read() {
    let post = Post::on_a_file().await;
    is_written_down_and_only_for_who_may_read(&post).await;
    post.clear().await;
    if let Some(post) = Post::on_a_server().await {
        is_written_down_and_only_for_who_may_read(&post).await;
        post.clear().await;
    }
}

/// Nothing of the other State's is opened: were it, it would be missed when it is spoiled, as the own is.
#[tokio::test(flavor = "multi_thread")]
async fn the_other_states_sealed_parts_are_never_opened() {
    let post = Post::on_a_file().await;
    let uganda = post.ugandas_supervisor().await;
    let whole = uganda.month(post.month).await.unwrap();
    post.meddle(include_str!("month_spoil_kenyas_parts.sql")).await;
    post.forget_what_was_counted();
    assert_eq!(uganda.month(post.month).await.unwrap(), whole);
    post.meddle(include_str!("month_spoil_ugandas_parts.sql")).await;
    assert_eq!(uganda.month(post.month).await.unwrap(), whole, "what was counted is not read again");
    post.forget_what_was_counted();
    let spoiled = uganda.month(post.month).await.unwrap();
    let refused = whole.own.refusals.iter().map(|one| one.count).sum::<u64>();
    assert!(refused > 0);
    assert_eq!((spoiled.own.unread, spoiled.own.refusals.len()), (refused, 0));
    post.clear().await;
}

/// Known acts give known numbers: one traveller from Kenya is asked for a paper, referred, cleared and refused at last.
#[tokio::test(flavor = "multi_thread")]
async fn known_acts_give_known_numbers() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("post.osbp");
    let demonstration = Demonstration { seed: 5, referral_permille: 0 };
    let post = demonstration.found(&file.to_string_lossy(), &folder.path().join("home")).await.unwrap();
    // Far from the end of a month, by the post's local time.
    let month = to_come(&post);
    post.clock().stop(month.bounds(|_| 180)[0] + TimeDelta::days(3));
    let sits = async |officer: &str, password: &str, desk: &str| {
        let (officer, password) = (officer.to_owned(), password.to_owned());
        let desk = DeskCode(desk.to_owned());
        SignedIn::sign_in(&post, &SignIn { officer, password, desk, pin: None, code: None }).await.unwrap()
    };
    let kenya = sits("K-1042", "kijani-mto", "A-I1").await;
    let health = sits("U-3001", "zamu-ya-kazi", "B-H1").await;
    let uganda = sits("U-1131", "jua-ziwa", "B-I1").await;
    let second = sits("U-1140", "zamu-ya-kazi", "B-I2").await;
    let supervisor = sits("U-0005", "jua-msitu", "B-C1").await;
    let does = async |who: &SignedIn, crossing: &Option<Reference>, seconds: i64, action: Action| {
        post.clock().advance(seconds * 1_000);
        let key = post.clock().new_id();
        who.perform(&Perform { key, crossing: crossing.clone(), version: None, action }).await.unwrap().crossing
    };
    let today = post.clock().now().date_naive();
    let mut specimens = app::Specimens::new(4).unwrap();
    let claim = |step: u16| Action::Claim { steps: vec![StepId(step)], presented: false };
    let clear = |step: u16, grants: Vec<Grant>| Action::Clear {
        steps: vec![StepId(step)],
        dispositions: vec![],
        grants,
        note: None,
        customs: Box::default(),
    };
    let crossing = does(&kenya, &None, 0, specimens_of_one(&mut specimens, today)).await;
    does(&kenya, &crossing, 30, claim(1)).await;
    does(&kenya, &crossing, 60, clear(1, vec![])).await;
    does(&health, &crossing, 5, Action::Waive { step: StepId(2), reason: ReasonCode("W1".to_owned()), note: None })
        .await;
    does(&uganda, &crossing, 20, claim(3)).await;
    does(
        &uganda,
        &crossing,
        40,
        Action::Query { step: StepId(3), wanted: Wanted::Payment, note: None, customs: Box::default() },
    )
    .await;
    does(&uganda, &crossing, 600, Action::Answer { step: StepId(3), note: None, customs: Box::default() }).await;
    does(&uganda, &crossing, 15, claim(3)).await;
    does(
        &uganda,
        &crossing,
        10,
        Action::Refer { step: StepId(3), dispositions: vec![], note: None, protection: None, customs: Box::default() },
    )
    .await;
    let outcome = domain::act::Conclusion::Ready;
    does(&second, &crossing, 25, claim(5)).await;
    let conclude = Action::Conclude {
        step: StepId(5),
        outcome,
        dispositions: vec![],
        ends_protection: false,
        note: None,
        customs: Box::default(),
    };
    does(&second, &crossing, 90, conclude).await;
    does(&uganda, &crossing, 35, claim(3)).await;
    let reason = ReasonCode("E".to_owned());
    does(&uganda, &crossing, 50, Action::Refuse { step: StepId(3), reason, dispositions: vec![], note: None }).await;
    does(&second, &crossing, 70, Action::Confirm { step: StepId(3) }).await;
    // Another one is admitted for ninety days.
    let other = does(&kenya, &None, 5, specimens_of_one(&mut specimens, today)).await;
    does(&kenya, &other, 10, claim(1)).await;
    does(&kenya, &other, 10, clear(1, vec![])).await;
    does(&health, &other, 10, claim(2)).await;
    does(&health, &other, 10, clear(2, vec![])).await;
    does(&uganda, &other, 10, claim(3)).await;
    let grant = Grant { subject: SubjectId(1), days: 90, conditions: Some("no work".to_owned()) };
    does(&uganda, &other, 30, clear(3, vec![grant])).await;

    let report: Report = supervisor.month(month).await.unwrap();
    let decided: Vec<(String, &str, u64)> =
        report.decisions.iter().map(|one| (one.state.to_string(), one.what.as_ref(), one.count)).collect();
    let told = |state: &str, what, count| (state.to_owned(), what, count);
    assert_eq!(
        decided,
        [
            told("KEN", "cleared", 2),
            told("UGA", "cleared", 2),
            told("UGA", "concluded_ready", 1),
            told("UGA", "queried", 1),
            told("UGA", "referred", 1),
            told("UGA", "refused", 1),
            told("UGA", "waived", 1),
        ]
    );
    let of = |agency: domain::Agency, control: &str| {
        let found = report.controls.iter().find(|one| one.agency == agency && one.control == control).unwrap();
        let short = |spread: domain::month::Spread| (spread.count, spread.median_s, spread.p90_s);
        (short(found.waiting), short(found.service))
    };
    // Waited 20 s, after the answer 15 s, after the second line 35 s, and the other one 10 s. Served 40, 10, 120 and 30 s.
    let identity = of(domain::Agency::Immigration, "identity");
    assert_eq!(identity, ((4, Some(15), Some(35)), (4, Some(30), Some(120))));
    assert_eq!(of(domain::Agency::Immigration, "secondary"), ((1, Some(25), Some(25)), (1, Some(90), Some(90))));
    assert_eq!(of(domain::Agency::Health, "health_screen"), ((1, Some(10), Some(10)), (1, Some(10), Some(10))));
    let counts = |counts: &[domain::month::Counted]| -> Vec<(String, u64)> {
        counts.iter().filter(|one| one.count > 0).map(|one| (one.what.clone(), one.count)).collect()
    };
    let one = |what: &str| vec![(what.to_owned(), 1)];
    assert_eq!(counts(&report.own.refusals), one("E"));
    assert_eq!(counts(&report.own.waivers), one("W1"));
    assert_eq!(counts(&report.own.queries), one("payment"));
    assert_eq!(counts(&report.own.referrals), one("other"));
    let granted = report.own.granted;
    assert_eq!((granted.persons, granted.with_conditions, granted.median_days), (1, 1, Some(90)));

    // Kenya's own report of the same acts knows none of this.
    let kenya = SignedIn::unwrap(&post, "K-0007", "kijani-mlima").await.unwrap().month(month).await.unwrap();
    assert_eq!(kenya.decisions, report.decisions);
    assert_eq!(kenya.controls.len(), 1);
    let nothing = (counts(&kenya.own.refusals), counts(&kenya.own.waivers), kenya.own.granted.persons);
    assert_eq!(nothing, (vec![], vec![], 0));
}

fn specimens_of_one(specimens: &mut app::Specimens, today: chrono::NaiveDate) -> Action {
    loop {
        let party = specimens.on_foot(Direction::AToB, today);
        if matches!(&party, Action::Register { subjects, .. } if subjects.len() == 1) {
            return party;
        }
    }
}

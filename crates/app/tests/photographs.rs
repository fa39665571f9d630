//! Photographs of a joint examination, from the file that an officer chooses to the copy that his State takes away.

#![expect(clippy::unwrap_used, reason = "what is missing in a test fails the test")]

use std::path::PathBuf;
use std::sync::Arc;

use app::{Demonstration, Error, Fault, SignedIn, Specimens, Verification, Workstation, verify, verify_as};
use contract::{CrossingRequest, ForgetPhotograph, KeepPhotograph, Perform, Performed, ShowPhotograph, SignIn};
use data_encoding::{BASE64, HEXLOWER};
use domain::examination::{ExaminationId, Findings};
use domain::officer::DeskCode;
use domain::photograph::{MOST_BYTES, NoPhotograph, Photograph};
use domain::{Action, Direction, Reference, Refusal, StateCode, SubjectId};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions as _, Connection as _, raw_sql};

const FIRST: ExaminationId = ExaminationId(1);

/// Longer than anything is kept.
const LATER: i64 = 6 * 366 * 24 * 60 * 60 * 1000;

/// A post at which a lorry's goods are examined by both States, whose officers stand in the bay.
struct Bay {
    folder: tempfile::TempDir,
    workstation: Arc<Workstation>,
    kenya: SignedIn,
    uganda: SignedIn,
    reference: Reference,
}

impl Bay {
    async fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (file, home) = (folder.path().join("post.osbp"), folder.path().join("home"));
        let demonstration = Demonstration { seed: 5, referral_permille: 0 };
        let workstation = demonstration.found(&file.to_string_lossy(), &home).await.unwrap();
        workstation.clock().stop(workstation.clock().now());
        let sits = async |officer: &str, password: &str, desk: &str| {
            let (officer, password, desk) = (officer.to_owned(), password.to_owned(), DeskCode(desk.to_owned()));
            let request = SignIn { officer, password, desk, pin: None, code: None };
            SignedIn::sign_in(&workstation, &request).await.unwrap()
        };
        let kenya = sits("K-0007", "kijani-mlima", "A-C1").await;
        let uganda = sits("U-0005", "jua-msitu", "B-C1").await;
        let today = workstation.clock().now().date_naive();
        let action = Specimens::new(3).unwrap().lorry(Direction::AToB, today);
        let request = Perform { key: workstation.clock().new_id(), crossing: None, version: None, action };
        let reference = kenya.perform(&request).await.unwrap().crossing.unwrap();
        let bay = Self { folder, workstation, kenya, uganda, reference };
        let goods = SubjectId(3);
        bay.does(&bay.kenya, Action::RequestExamination { subject: goods, joint: true, told: None }).await;
        bay.does(&bay.kenya, Action::ScheduleExamination { examination: FIRST, bay: "2".to_owned() }).await;
        bay.does(&bay.kenya, Action::AttendExamination { examination: FIRST }).await;
        bay.does(&bay.uganda, Action::AttendExamination { examination: FIRST }).await;
        bay
    }

    fn asks(&self, action: Action) -> Perform {
        let key = self.workstation.clock().new_id();
        Perform { key, crossing: Some(self.reference.clone()), version: None, action }
    }

    async fn does(&self, officer: &SignedIn, action: Action) -> Performed {
        officer.perform(&self.asks(action)).await.unwrap()
    }

    /// Both States have filed, and each has opened what it found.
    async fn reveals(&self) {
        self.does(&self.uganda, files(Vec::new())).await;
        self.does(&self.kenya, Action::RevealFindings { examination: FIRST }).await;
    }

    async fn meddle(&self, script: &'static str) {
        let file = self.path("post.osbp");
        let mut db = SqliteConnectOptions::new().filename(file).connect().await.unwrap();
        raw_sql(script).execute(&mut db).await.unwrap();
        db.close().await.unwrap();
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// What the officer's window holds of the crossing.
    async fn seen_by(&self, officer: &SignedIn) -> (String, Vec<Photograph>) {
        let view = officer.crossing(&CrossingRequest { reference: self.reference.clone() }).await.unwrap();
        let kenya: StateCode = "KEN".parse().unwrap();
        let share = view.crossing.examinations.get(&FIRST).and_then(|found| found.shares.get(&kenya)).unwrap();
        let photographs = share.revealed.clone().map(|findings| findings.photographs).unwrap_or_default();
        (serde_json::to_string(&view).unwrap(), photographs)
    }

    /// Returns how many photographs a State's lawful copy holds, and how many of them anybody can verify.
    async fn copied(&self, officer: &SignedIn, name: &str) -> (u64, u64) {
        let handed = officer.hand_over_copy(&self.path(name)).await.unwrap();
        let copy = Workstation::open(&self.path(name).to_string_lossy(), &self.path("elsewhere")).await.unwrap();
        let found = verify(copy.store()).await.unwrap();
        assert!(found.is_ok(), "{:?}", found.problems);
        (handed.photographs, found.photographs)
    }
}

fn files(photographs: Vec<Photograph>) -> Action {
    let findings = Findings {
        is_as_declared: true,
        words: "Counted.".to_owned(),
        packages: Some(400),
        seals_found: Vec::new(),
        seals_put_on: Vec::new(),
        samples: Vec::new(),
        photographs,
    };
    Action::FileFindings { examination: FIRST, findings }
}

/// Returns a picture whose content is told from others by its number.
fn picture(number: u8, bytes: usize) -> Vec<u8> {
    let mut picture = b"\x89PNG\r\n\x1a\n".to_vec();
    let content = vec![number; bytes];
    for (kind, content) in
        [(b"IHDR", &[0, 0, 2, 0, 0, 0, 1, 0, 8, 2, 0, 0, 0][..]), (b"IDAT", &content), (b"IEND", &[])]
    {
        picture.extend(u32::try_from(content.len()).unwrap().to_be_bytes());
        picture.extend(kind);
        picture.extend(content);
        picture.extend([0; 4]);
    }
    picture
}

fn kept(officer: &SignedIn, bytes: &[u8]) -> Result<Photograph, Error> {
    officer.keep_photograph(&KeepPhotograph { content: BASE64.encode(bytes) })
}

async fn shown(officer: &SignedIn, photograph: &Photograph) -> Result<String, Error> {
    officer.show_photograph(&ShowPhotograph { photograph: photograph.clone() }).await
}

fn address(bytes: &[u8]) -> String {
    format!("data:image/png;base64,{}", BASE64.encode(bytes))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_photograph_is_its_own_states_until_the_findings_are_revealed_and_then_both_see_it() {
    let bay = Bay::open().await;
    let bytes = picture(7, 90_000);
    let photograph = kept(&bay.kenya, &bytes).unwrap();
    assert_eq!(shown(&bay.kenya, &photograph).await.unwrap(), address(&bytes), "it is shown before it is filed");
    let request = bay.asks(files(vec![photograph.clone()]));
    let done = bay.kenya.perform(&request).await.unwrap();
    assert_eq!(bay.kenya.perform(&request).await.unwrap(), done, "sent again it is the same filing");
    let kept_files = std::fs::read_dir(bay.path("home/photographs")).unwrap().flatten();
    let left = kept_files.flat_map(|post| std::fs::read_dir(post.path()).unwrap().flatten()).count();
    assert_eq!(left, 0, "what is filed is not kept beside");

    // Nobody but the own State is told that there is one.
    let digest = HEXLOWER.decode(photograph.stored.as_bytes()).unwrap();
    let row = bay.workstation.store().photograph(&digest).await.unwrap().unwrap();
    assert_eq!((row.seq, row.ciphertext.len()), (done.seq[0], 256 * 1024));
    assert!(!row.ciphertext.windows(64).any(|window| window == [7; 64]), "it is not sealed");
    let (seen, revealed) = bay.seen_by(&bay.uganda).await;
    assert!(revealed.is_empty(), "{revealed:?}");
    let is_told = |text: &str| {
        [&photograph.key, &photograph.digest, &photograph.stored].iter().any(|word| text.contains(word.as_str()))
    };
    assert!(!is_told(&seen), "{seen}");
    for act in bay.workstation.store().acts_after(0, i64::MAX).await.unwrap() {
        let open = [&act.header, &act.procedure, act.facts.as_ref().unwrap_or(&act.header)];
        let open = open.map(|part| String::from_utf8_lossy(part).into_owned()).concat();
        assert!(!is_told(&open), "{open}");
    }
    let guessed = Photograph { key: "00".repeat(32), ..photograph.clone() };
    assert!(matches!(shown(&bay.uganda, &guessed).await, Err(Error::Sealed)));
    assert_eq!(bay.copied(&bay.uganda, "early-uga.osbp").await, (0, 0), "the other State's left the post");
    assert_eq!(bay.copied(&bay.kenya, "early-ken.osbp").await, (1, 0));

    bay.reveals().await;
    for officer in [&bay.kenya, &bay.uganda] {
        let (_, revealed) = bay.seen_by(officer).await;
        let [one] = revealed.as_slice() else { unreachable!("{revealed:?}") };
        assert_eq!(*one, photograph);
        assert_eq!(shown(officer, one).await.unwrap(), address(&bytes));
    }
    let found = verify(bay.workstation.store()).await.unwrap();
    assert!(found.is_ok(), "{:?}", found.problems);
    assert_eq!(found.photographs, 1);
    assert_eq!(bay.copied(&bay.uganda, "uga.osbp").await, (1, 1));
    assert_eq!(bay.copied(&bay.kenya, "ken.osbp").await, (1, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_photograph_that_was_exchanged_or_taken_out_is_named() {
    for (script, is_shown) in
        [(include_str!("exchange_photograph.sql"), "exchanged"), (include_str!("lose_photograph.sql"), "taken out")]
    {
        let bay = Bay::open().await;
        let photograph = kept(&bay.kenya, &picture(1, 500)).unwrap();
        let done = bay.does(&bay.kenya, files(vec![photograph.clone()])).await;
        bay.meddle(script).await;
        assert!(shown(&bay.kenya, &photograph).await.is_err(), "one that was {is_shown} is shown");
        // Its own State knows at once, and everybody once the findings are open.
        let named = |found: Verification| -> Vec<(i64, Fault)> {
            found.problems.iter().map(|one| (one.seq, one.check)).collect()
        };
        let missed = [(done.seq[0], Fault::Photograph)];
        assert_eq!(named(verify_as(&bay.kenya).await.unwrap()), missed, "one that was {is_shown} is not missed");
        assert_eq!(named(verify_as(&bay.uganda).await.unwrap()), [], "the other State is told of one");
        bay.reveals().await;
        assert_eq!(named(verify(bay.workstation.store()).await.unwrap()), missed, "one that was {is_shown}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_photograph_is_filed_as_what_it_is_alone() {
    let bay = Bay::open().await;
    let (one, other) = (kept(&bay.kenya, &picture(1, 500)).unwrap(), kept(&bay.kenya, &picture(2, 500)).unwrap());
    let mixed = Photograph { digest: other.digest.clone(), ..one.clone() };
    let refused = bay.kenya.perform(&bay.asks(files(vec![mixed]))).await;
    assert!(matches!(refused, Err(Error::Sealed)), "one was filed under the digest of another: {refused:?}");
    bay.does(&bay.kenya, files(vec![one.clone(), other])).await;
    assert_eq!(verify_as(&bay.kenya).await.unwrap().photographs, 2);
    // One that is stored with other findings is none of these.
    let refused = bay.uganda.perform(&bay.asks(files(vec![one]))).await;
    assert!(
        matches!(refused, Err(Error::Refused(Refusal::NoPhotograph { why: NoPhotograph::NotHere }))),
        "{refused:?}"
    );
    assert!(verify_as(&bay.uganda).await.unwrap().is_ok());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_photograph_is_not_taken_in() {
    let bay = Bay::open().await;
    let why = |kept: Result<Photograph, Error>| match kept {
        Err(Error::Refused(Refusal::NoPhotograph { why })) => Some(why),
        _ => None,
    };
    for bytes in
        [&b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"[..], b"<html>", b"MZ", b"%PDF-1.7", b""]
    {
        assert_eq!(why(kept(&bay.kenya, bytes)), Some(NoPhotograph::NoPicture));
    }
    let with_script = [picture(1, 10).as_slice(), b"<script>alert(1)</script>"].concat();
    assert_eq!(why(kept(&bay.kenya, &with_script)), Some(NoPhotograph::SomethingBehind));
    let most = usize::try_from(MOST_BYTES).unwrap();
    let around = picture(1, 0).len();
    assert_eq!(why(kept(&bay.kenya, &picture(1, most - around + 1))), Some(NoPhotograph::TooLarge));
    assert_eq!(why(kept(&bay.kenya, &picture(1, 2 * most))), Some(NoPhotograph::TooLarge));
    let not_base64 = bay.kenya.keep_photograph(&KeepPhotograph { content: "no base64".to_owned() });
    assert_eq!(why(not_base64), Some(NoPhotograph::NoPicture));

    // The largest goes in; what was forgotten, or never was here, does not.
    let largest = kept(&bay.kenya, &picture(1, most - around)).unwrap();
    let forgotten = kept(&bay.kenya, &picture(2, 10)).unwrap();
    bay.kenya.forget_photograph(&ForgetPhotograph { stored: forgotten.stored.clone() }).unwrap();
    bay.kenya.forget_photograph(&ForgetPhotograph { stored: forgotten.stored.clone() }).unwrap();
    assert_eq!(why(shown(&bay.kenya, &forgotten).await.map(|_| largest.clone())), Some(NoPhotograph::NotHere));
    let refused = bay.kenya.perform(&bay.asks(files(vec![largest.clone(), forgotten]))).await;
    assert!(
        matches!(refused, Err(Error::Refused(Refusal::NoPhotograph { why: NoPhotograph::NotHere }))),
        "{refused:?}"
    );
    let path = bay.kenya.forget_photograph(&ForgetPhotograph { stored: "../../post".to_owned() });
    assert!(matches!(path, Err(Error::Refused(Refusal::NoPhotograph { why: NoPhotograph::NotHere }))), "{path:?}");
    bay.does(&bay.kenya, files(vec![largest])).await;
    assert_eq!(verify_as(&bay.kenya).await.unwrap().photographs, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_photograph_goes_with_the_last_findings_that_open_it() {
    let bay = Bay::open().await;
    let photograph = kept(&bay.kenya, &picture(1, 500)).unwrap();
    bay.does(&bay.kenya, files(vec![photograph.clone()])).await;
    bay.reveals().await;
    bay.does(&bay.kenya, Action::CloseExamination { examination: FIRST }).await;
    bay.does(&bay.kenya, Action::Withdraw { subjects: vec![SubjectId(1), SubjectId(2), SubjectId(3)] }).await;
    bay.workstation.clock().advance(1);
    let before = bay.workstation.clock().now();
    bay.workstation.clock().advance(LATER);
    bay.kenya.agree_to_erasure(before).await.unwrap();
    bay.uganda.erase_facts(before).await.unwrap();
    bay.uganda.erase_sealed(before).await.unwrap();
    let digest = HEXLOWER.decode(photograph.stored.as_bytes()).unwrap();
    assert!(bay.workstation.store().photograph(&digest).await.unwrap().is_some(), "Kenya can open it still");
    bay.kenya.erase_sealed(before).await.unwrap();
    assert!(bay.workstation.store().photograph(&digest).await.unwrap().is_none());
    let found = verify(bay.workstation.store()).await.unwrap();
    assert!(found.is_ok(), "{:?}", found.problems);
    assert_eq!(found.photographs, 0);
}

//! Photographs of an examination by the command line: listed for whoever may see them, and written to a file as they were taken.

#![expect(clippy::indexing_slicing, clippy::unwrap_used, reason = "what is missing in a test fails the test")]

#[expect(dead_code, reason = "each file of tests uses a part of it")]
mod osbpctl;

use std::sync::Arc;

use app::{Demonstration, SignedIn, Specimens, Workstation};
use contract::{KeepPhotograph, Perform, SignIn};
use domain::examination::{ExaminationId, Findings};
use domain::officer::DeskCode;
use domain::photograph::Photograph;
use domain::{Action, Direction, Reference, SubjectId};
use osbpctl::{Called, Osbpctl};
use serde_json::json;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions as _, Connection as _, raw_sql};

const EXAMINATION: ExaminationId = ExaminationId(1);

/// A picture of two dots (PNG), the same in base64, and its SHA-256.
const PICTURE: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x02\0\0\0\x01\x08\x02\0\0\0{@\xe8\xdd\0\0\0\r\
    IDATx\xdac\xf8\xcf\0\x04\xff\x01\x07\0\x01\xff=}\x8cI\0\0\0\0IEND\xaeB`\x82";
const IN_BASE64: &str =
    "iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAIAAAB7QOjdAAAADUlEQVR42mP4zwAE/wEHAAH/PX2MSQAAAABJRU5ErkJggg==";
const DIGEST: &str = "7c12c1f9323964065d6b659ec1fe67544707644bf1ce287b9b1c195250adfdfe";

/// A demonstration post at which a lorry's goods are examined by both States.
struct Bay {
    at: Osbpctl,
    workstation: Arc<Workstation>,
    kenya: SignedIn,
    uganda: SignedIn,
    reference: Reference,
}

impl Bay {
    async fn open() -> Self {
        let at = Osbpctl::new();
        let demonstration = Demonstration { seed: 5, referral_permille: 0 };
        let workstation = demonstration.found(&at.db().to_string_lossy(), &at.path("home")).await.unwrap();
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
        let bay = Self { at, workstation, kenya, uganda, reference };
        bay.does(&bay.kenya, Action::RequestExamination { subject: SubjectId(3), joint: true, told: None }).await;
        bay.does(&bay.kenya, Action::ScheduleExamination { examination: EXAMINATION, bay: "2".to_owned() }).await;
        for officer in [&bay.kenya, &bay.uganda] {
            bay.does(officer, Action::AttendExamination { examination: EXAMINATION }).await;
        }
        bay
    }

    async fn does(&self, officer: &SignedIn, action: Action) {
        let (key, crossing) = (self.workstation.clock().new_id(), Some(self.reference.clone()));
        officer.perform(&Perform { key, crossing, version: None, action }).await.unwrap();
    }

    async fn files(&self, officer: &SignedIn, photographs: Vec<Photograph>) {
        let findings = Findings {
            is_as_declared: true,
            words: "Counted.".to_owned(),
            packages: Some(400),
            seals_found: Vec::new(),
            seals_put_on: Vec::new(),
            samples: Vec::new(),
            photographs,
        };
        self.does(officer, Action::FileFindings { examination: EXAMINATION, findings }).await;
    }

    fn lists(&self, officer: &str, password: &str) -> Called {
        self.at.call_as(officer, password, &["photograph", "list", &self.reference.to_string()])
    }

    /// Writes it to the file `picture`.
    fn saves(&self, officer: &str, password: &str, digest: &str) -> Called {
        let (reference, file) = (self.reference.to_string(), self.at.path("picture"));
        let words = ["photograph", "save", &reference, digest, "--output", &file.to_string_lossy()];
        self.at.call_as(officer, password, &words)
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_may_see_a_photograph_has_it_written_to_a_file_as_it_was_taken() {
    let bay = Bay::open().await;
    let (kenya, uganda) = (("K-0007", "kijani-mlima"), ("U-0005", "jua-msitu"));
    assert_eq!(bay.lists(kenya.0, kenya.1).is(0).answer, json!([]));
    let photograph = bay.kenya.keep_photograph(&KeepPhotograph { content: IN_BASE64.to_owned() }).unwrap();
    bay.files(&bay.kenya, vec![photograph]).await;

    // Filed, it is its own State's alone.
    let line = |is_revealed: bool| {
        json!({
            "examination": 1, "state": "KEN", "revealed": is_revealed, "digest": DIGEST, "media": "png",
            "bytes": PICTURE.len(),
        })
    };
    assert_eq!(bay.lists(kenya.0, kenya.1).is(0).answer, json!([line(false)]));
    assert_eq!(bay.lists(uganda.0, uganda.1).is(0).answer, json!([]));
    bay.saves(uganda.0, uganda.1, DIGEST).fails(6, "not_found");
    assert!(!bay.at.path("picture").exists());

    bay.files(&bay.uganda, Vec::new()).await;
    bay.does(&bay.kenya, Action::RevealFindings { examination: EXAMINATION }).await;
    for (officer, password) in [kenya, uganda] {
        assert_eq!(bay.lists(officer, password).is(0).answer, json!([line(true)]));
        let saved = bay.saves(officer, password, &DIGEST[..9].to_uppercase()).is(0).answer;
        assert_eq!(saved["digest"], json!(DIGEST));
        assert_eq!(std::fs::read(bay.at.path("picture")).unwrap(), PICTURE);
        std::fs::remove_file(bay.at.path("picture")).unwrap();
    }
    bay.saves(uganda.0, uganda.1, "ffff").fails(6, "not_found");

    // What is stored is no more what the findings name.
    let mut db = SqliteConnectOptions::new().filename(bay.at.db()).connect().await.unwrap();
    raw_sql(include_str!("../../app/tests/exchange_photograph.sql")).execute(&mut db).await.unwrap();
    db.close().await.unwrap();
    bay.saves(uganda.0, uganda.1, DIGEST).fails(7, "damaged");
    assert!(!bay.at.path("picture").exists());
}

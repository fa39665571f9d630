//! A demonstration post with officers of both States at their desks, on each engine: what the tests of a post's work begin with.

use std::sync::Arc;

use app::{Demonstration, SignedIn, Specimens, Workstation, verify};
use contract::{CrossingRequest, Perform, SignIn};
use domain::notice::ReasonCode;
use domain::officer::DeskCode;
use domain::subject::SubjectFacts;
use domain::{Action, Agency, Direction, Reference, Side, Step, StepId, StepState};
use storage_postgres::TrialDatabase;

/// A demonstration post with officers of both States at their desks.
pub struct Post {
    _folder: tempfile::TempDir,
    pub workstation: Arc<Workstation>,
}

impl Post {
    /// Founds it on a server, or in a file where none is named.
    pub async fn found(trial: Option<&TrialDatabase>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let address = address(trial, &folder);
        let demonstration = Demonstration { seed: 5, referral_permille: 0 };
        let workstation = demonstration.found(&address, &folder.path().join("home")).await.unwrap();
        workstation.clock().stop(workstation.clock().now());
        Self { _folder: folder, workstation }
    }

    pub async fn sits(&self, officer: &str, password: &str, desk: &str) -> SignedIn {
        let (officer, password) = (officer.to_owned(), password.to_owned());
        let request = SignIn { officer, password, desk: DeskCode(desk.to_owned()), pin: None, code: None };
        SignedIn::sign_in(&self.workstation, &request).await.unwrap()
    }

    pub async fn worker(&self, officer: &str, desk: &str) -> SignedIn {
        self.sits(officer, "zamu-ya-kazi", desk).await
    }

    pub async fn supervisor(&self) -> SignedIn {
        self.sits("K-0007", "kijani-mlima", "A-C1").await
    }

    pub async fn other_supervisor(&self) -> SignedIn {
        self.sits("U-0005", "jua-msitu", "B-C1").await
    }

    pub async fn immigration(&self) -> SignedIn {
        self.sits("K-1042", "kijani-mto", "A-I1").await
    }

    pub async fn other_immigration(&self) -> SignedIn {
        self.sits("U-1131", "jua-ziwa", "B-I1").await
    }

    /// A party without a national of the host State: those an officer of the adjoining State doesn't hold.
    pub fn foreign_walker(&self) -> Action {
        let is_ugandan = |party: &Action| {
            let Action::Register { subjects, .. } = party else { return true };
            subjects.iter().filter_map(SubjectFacts::traveller).any(|person| person.nationality == "UGA")
        };
        (1..).map(|seed| self.walker(seed)).find(|party| !is_ugandan(party)).unwrap()
    }

    pub fn passes(&self, seconds: i64) {
        self.workstation.clock().advance(seconds * 1_000);
    }

    pub fn walker(&self, seed: u64) -> Action {
        Specimens::new(seed).unwrap().on_foot(Direction::AToB, self.workstation.clock().now().date_naive())
    }

    /// Waives whatever a party on foot still has before it, and lets all of it out.
    pub async fn leaves(&self, reference: &Reference) {
        let (ours, theirs) = (self.immigration().await, self.other_immigration().await);
        let (health, customs) = (self.worker("U-3001", "B-H1").await, self.other_supervisor().await);
        let crossing = looks(&ours, reference).await.crossing;
        let is_done = |step: &&Step| matches!(crossing.state_of(step), StepState::Cleared | StepState::Waived);
        let open = crossing.steps.values().filter(|step| !is_done(step));
        for step in open {
            let by = match (step.side, step.agency) {
                (Side::Exit, _) => &ours,
                (_, Agency::Health) => &health,
                (_, Agency::Customs) => &customs,
                (Side::Entry | Side::Gate, _) => &theirs,
            };
            let waive = Action::Waive { step: step.id, reason: ReasonCode("W1".to_owned()), note: None };
            does(by, Some(reference), waive).await;
        }
        let gate = self.worker("U-9001", "B-G1").await;
        let crossing = looks(&gate, reference).await.crossing;
        let leaving = crossing.departure_as_recorded(crossing.subjects.keys().copied().collect());
        does(&gate, Some(reference), leaving).await;
    }

    pub async fn holds(&self) {
        let found = verify(self.workstation.store()).await.unwrap();
        assert!(found.is_ok(), "{:?} {:?}", found.problems, found.own);
    }
}

/// Where a post is: in a database made for it, or in a file.
pub fn address(trial: Option<&TrialDatabase>, folder: &tempfile::TempDir) -> String {
    let file = folder.path().join("post.osbp").to_string_lossy().into_owned();
    trial.map_or(file, |trial| trial.url().to_owned())
}

/// Makes a database on the server that is there for tests; none where `OSBP_TEST_POSTGRES` names none.
pub async fn trial() -> Option<TrialDatabase> {
    let Ok(server) = std::env::var("OSBP_TEST_POSTGRES") else {
        eprintln!("skipped: there is no server to run on");
        return None;
    };
    Some(TrialDatabase::make(&server).await.unwrap())
}

/// Has every one of these run on each engine.
macro_rules! on_each_engine {
    ($($name:ident),+ $(,)?) => {
        mod on_sqlite {
            $(
                #[tokio::test(flavor = "multi_thread")]
                async fn $name() {
                    super::$name(&crate::post::Post::found(None).await).await;
                }
            )+
        }

        mod on_postgres {
            $(
                #[tokio::test(flavor = "multi_thread")]
                async fn $name() {
                    let Some(trial) = crate::post::trial().await else { return };
                    let post = crate::post::Post::found(Some(&trial)).await;
                    super::$name(&post).await;
                    post.workstation.store().close().await;
                    trial.discard().await.unwrap();
                }
            )+
        }
    };
}

pub(crate) use on_each_engine;

pub fn asks(officer: &SignedIn, crossing: Option<&Reference>, action: Action) -> Perform {
    Perform { key: officer.workstation().clock().new_id(), crossing: crossing.cloned(), version: None, action }
}

pub async fn does(officer: &SignedIn, crossing: Option<&Reference>, action: Action) -> Reference {
    officer.perform(&asks(officer, crossing, action)).await.unwrap().crossing.unwrap()
}

pub async fn looks(officer: &SignedIn, reference: &Reference) -> contract::CrossingView {
    officer.crossing(&CrossingRequest { reference: reference.clone() }).await.unwrap()
}

pub fn claim(step: u16) -> Action {
    Action::Claim { steps: vec![StepId(step)], presented: false }
}

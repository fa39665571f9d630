//! A demonstration post on a server: its owner founds it, and each State has workstations with login roles of their own,
//! enrolled as an administrator does it.

use std::sync::Arc;

use app::{Demonstration, SignedIn, Workstation, take_over};
use contract::SignIn;
use domain::officer::DeskCode;
use storage_postgres::TrialDatabase;

/// The post, open at two workstations of Kenya's and one of Uganda's.
pub struct Hall {
    pub folder: tempfile::TempDir,
    pub trial: TrialDatabase,
    pub kenya: Arc<Workstation>,
    pub kenya_too: Arc<Workstation>,
    pub uganda: Arc<Workstation>,
    /// The addresses of the first of Kenya's and of Uganda's.
    pub addresses: [String; 2],
}

/// Returns a hall on the server that is there for tests; none where there is none.
pub async fn hall() -> Option<Hall> {
    let Ok(server) = std::env::var("OSBP_TEST_POSTGRES") else {
        eprintln!("skipped: there is no server to run on");
        return None;
    };
    Some(hall_on(&server).await)
}

/// Returns a hall on a server.
pub async fn hall_on(server: &str) -> Hall {
    let folder = tempfile::tempdir().unwrap();
    let trial = TrialDatabase::make_owned(server).await.unwrap();
    let demonstration = Demonstration { seed: 5, referral_permille: 0 };
    let founder = demonstration.found(&trial.owners_url(), &folder.path().join("owner")).await.unwrap();
    let mut opened = Vec::new();
    let mut addresses = Vec::new();
    for (administrator, name) in [("K-0001", "hall-1"), ("K-0001", "hall-2"), ("U-0001", "hall-1")] {
        let administrator = SignedIn::unwrap(&founder, administrator, "msimamizi-demo").await.unwrap();
        let enrolled = administrator.enrol_workstation(&trial.owners_url(), name).await.unwrap();
        let home = folder.path().join(&enrolled.login);
        let taken = take_over(&enrolled.file, &enrolled.code, &home).await.unwrap();
        opened.push(Workstation::open(&taken.address, &home).await.unwrap());
        addresses.push(taken.address);
    }
    founder.store().close().await;
    let [kenya, kenya_too, uganda] = <[_; 3]>::try_from(opened).ok().unwrap();
    let [first, _, last] = <[_; 3]>::try_from(addresses).unwrap();
    Hall { folder, trial, kenya, kenya_too, uganda, addresses: [first, last] }
}

impl Hall {
    /// Leaves nothing on the server.
    pub async fn clear(self) {
        for workstation in [&self.kenya, &self.kenya_too, &self.uganda] {
            workstation.store().close().await;
        }
        self.trial.discard().await.unwrap();
    }
}

/// Signs an officer in.
pub async fn at_desk(
    workstation: &Arc<Workstation>,
    officer: &str,
    password: &str,
    desk: &str,
) -> Result<SignedIn, app::Error> {
    let (officer, password) = (officer.to_owned(), password.to_owned());
    SignedIn::sign_in(
        workstation,
        &SignIn { officer, password, desk: DeskCode(desk.to_owned()), pin: None, code: None },
    )
    .await
}

//! What officers do at a post before a window is opened on it.

use std::sync::Arc;

use app::{ACCOUNTS, SignedIn, Workstation};
use contract::{CrossingRequest, Perform};
use domain::subject::{Document, Sex, Traveller};
use domain::{Action, Crossing, Reference};

/// Signs an invented officer in at his desk.
pub async fn sits(workstation: &Arc<Workstation>, officer: &str) -> SignedIn {
    let account = ACCOUNTS.iter().find(|account| account.number == officer).unwrap();
    let request = account.request();
    SignedIn::sign_in(workstation, &request).await.unwrap()
}

/// Lets him do something; returns the crossing.
pub async fn does(
    workstation: &Arc<Workstation>,
    officer: &str,
    crossing: Option<&Reference>,
    action: Action,
) -> Reference {
    let key = workstation.clock().new_id();
    let request = Perform { key, crossing: crossing.cloned(), version: None, action };
    sits(workstation, officer).await.perform(&request).await.unwrap().crossing.unwrap()
}

/// Returns a crossing as he sees it.
pub async fn looks(workstation: &Arc<Workstation>, officer: &str, reference: &Reference) -> Crossing {
    let request = CrossingRequest { reference: reference.clone() };
    sits(workstation, officer).await.crossing(&request).await.unwrap().crossing
}

/// They go home, and nobody has the post open.
pub async fn goes_home(workstation: &Arc<Workstation>, officers: &[&str]) {
    for officer in officers {
        sits(workstation, officer).await.close_shift(workstation.clock().new_id()).await.unwrap();
    }
    workstation.store().close().await;
}

/// A Kenyan with the passport of that number.
pub fn traveller(surname: &str, given_names: &str, birth_date: &str, number: &str) -> Traveller {
    Traveller {
        surname: surname.to_owned(),
        given_names: given_names.to_owned(),
        nationality: "KEN".to_owned(),
        birth_date: birth_date.parse().ok(),
        sex: Sex::M,
        document: Some(Document {
            code: "P".to_owned(),
            issuer: "KEN".to_owned(),
            number: number.to_owned(),
            expires: "2031-03-15".parse().ok(),
        }),
        papers: Box::default(),
    }
}

//! What a demonstration shows besides traffic: somebody held with an entry in the register, a message to the other State, and a
//! proposal that waits. Done once, by the invented officers' own commands.

use std::sync::Arc;

use chrono::Days;
use contract::{Perform, SendMessage, WriteCare};
use domain::agreeing::Proposal;
use domain::held::Care;
use domain::post::Flow;
use domain::subject::SubjectFacts;
use domain::{Action, Agency, Direction, Reference, StateCode, StepId};

use super::{ACCOUNTS, Specimens, administrator, states, templates};
use crate::failure::Error;
use crate::signed_in::SignedIn;
use crate::workstation::Workstation;

/// Lets the invented officers do what the demonstration shows, at a post that was just made.
///
/// # Errors
/// When the database fails.
pub async fn show(workstation: &Arc<Workstation>) -> Result<(), Error> {
    let (_, other) = states()?;
    let holder = sits(workstation, "K-1050").await?;
    let today = workstation.clock().now().date_naive();
    // An officer of the adjoining State holds no national of the host State (PROCEDURE §4.8).
    let mut specimens = Specimens::new(77)?;
    let mut walker = specimens.on_foot(Direction::AToB, today);
    while is_national(&walker, other) {
        walker = specimens.on_foot(Direction::AToB, today);
    }
    let reference = does(&holder, None, walker).await?;
    let step = StepId(1);
    does(&holder, Some(&reference), Action::Claim { steps: vec![step], presented: true }).await?;
    let told = "Immigration Act, section 43 (invented)".to_owned();
    does(&holder, Some(&reference), Action::Hold { step, told }).await?;
    let police = sits(workstation, "U-6001").await?;
    does(&police, Some(&reference), Action::CoSign { step }).await?;
    holder.catch_up().await?;
    let key = || workstation.clock().new_id();
    let words = "tea and bread".to_owned();
    let care = Care::Meal { taken: true };
    holder.write_care(&WriteCare { key: key(), crossing: reference.clone(), step, care, words })?;
    let words = "Her sister waits at your desk; please tell her.".to_owned();
    let message =
        SendMessage { key: key(), crossing: reference.clone(), state: other, agency: Agency::Immigration, words };
    holder.send_message(&message).await?;
    propose(workstation).await
}

/// One State proposes to the other that travellers on foot pass without a customs control of their own, in a week.
async fn propose(workstation: &Arc<Workstation>) -> Result<(), Error> {
    let (own, _) = states()?;
    let administrator = administrator(own)?;
    let signed_in = SignedIn::unwrap(workstation, administrator.officer.as_str(), &administrator.password).await?;
    let today = workstation.clock().now().date_naive();
    let mut template = templates()?
        .into_iter()
        .find(|known| known.flow == Flow::Traveller)
        .ok_or(Error::Fault("a template is missing"))?;
    template.version = "traveller-2".to_owned();
    template.from = today.checked_add_days(Days::new(7)).unwrap_or(today);
    template.steps.retain(|step| step.agency != Agency::Customs);
    signed_in.propose(&Proposal::Template { template }).await.map(|_| ())
}

fn is_national(party: &Action, state: StateCode) -> bool {
    let Action::Register { subjects, .. } = party else { return false };
    let mut travellers = subjects.iter().filter_map(SubjectFacts::traveller);
    travellers.any(|person| person.nationality == state.as_str())
}

async fn sits(workstation: &Arc<Workstation>, number: &str) -> Result<SignedIn, Error> {
    let account = ACCOUNTS.iter().find(|account| account.number == number).ok_or(Error::NotFound)?;
    let request = account.request();
    SignedIn::sign_in(workstation, &request).await
}

async fn does(officer: &SignedIn, crossing: Option<&Reference>, action: Action) -> Result<Reference, Error> {
    let key = officer.workstation().clock().new_id();
    let perform = Perform { key, crossing: crossing.cloned(), version: None, action };
    officer.perform(&perform).await?.crossing.ok_or(Error::NotFound)
}

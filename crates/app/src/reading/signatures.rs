//! What waits for a second signature, for whoever may give it: found by trying, so that no rule stands here twice.

use contract::{AwaitedSignature, SignatureOn, SignaturesView};
use domain::action::Given;
use domain::step::{Pending, Status};
use domain::{Action, Crossing};

use crate::failure::Error;
use crate::signed_in::SignedIn;

impl SignedIn {
    /// Returns what waits for a signature that this officer may give, the oldest first.
    ///
    /// # Errors
    /// When no shift is open.
    pub fn signatures(&self) -> Result<SignaturesView, Error> {
        let now = self.workstation.clock.now();
        let live = self.workstation.live();
        let by = live.duty(&self.officer, now)?;
        let given = Given::plan(&live.post.plan);
        let mut waiting = Vec::new();
        for one in live.in_order(now).filter(|one| waits(&one.crossing)) {
            let crossing = one.as_of(now);
            let file = self.private().file(crossing.id);
            let signed = |on| match on {
                SignatureOn::Refusal { step } => Action::Confirm { step },
                SignatureOn::Hold { step } => Action::CoSign { step },
                SignatureOn::Motion { number } => Action::Second { number, receipt: Some("…".to_owned()) },
            };
            let asked = asked(&crossing);
            waiting.extend(
                asked.into_iter().filter(|one| crossing.decide(&file, &by, &signed(one.on), &given, now).is_ok()),
            );
        }
        waiting.sort_by_key(|one: &AwaitedSignature| one.since);
        Ok(SignaturesView { seq: live.head.seq, waiting })
    }
}

/// Most crossings wait for no signature: they are passed over without a copy.
fn waits(crossing: &Crossing) -> bool {
    let is_pending =
        |status: &Status| matches!(status, Status::Claimed { pending: Pending::Refusal(_) | Pending::Hold(_), .. });
    !crossing.motions.is_empty() || crossing.steps.values().any(|step| is_pending(&step.status))
}

fn asked(crossing: &Crossing) -> Vec<AwaitedSignature> {
    let mut asked = Vec::new();
    for step in crossing.steps.values() {
        let (on, first) = match &step.status {
            Status::Claimed { pending: Pending::Refusal(first), .. } => (SignatureOn::Refusal { step: step.id }, first),
            Status::Claimed { pending: Pending::Hold(first), .. } => (SignatureOn::Hold { step: step.id }, first),
            _ => continue,
        };
        let (reference, subject) = (crossing.reference.clone(), Some(step.subject));
        asked.push(AwaitedSignature { reference, subject, on, state: first.state, since: first.at });
    }
    for (number, open) in &crossing.motions {
        let on = SignatureOn::Motion { number: *number };
        let reference = crossing.reference.clone();
        asked.push(AwaitedSignature { reference, subject: None, on, state: open.by.state, since: open.by.at });
    }
    asked
}

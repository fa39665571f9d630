//! Claiming what is next by rule: the order of the queue is computed, and the choice is made inside the lock.

use contract::{ClaimNext, Performed};
use domain::action::Given;
use domain::{Action, Crossing, OnDuty, StepId, StepState};

use super::{Change, CrossingChange};
use crate::failure::Error;
use crate::signed_in::SignedIn;

impl SignedIn {
    /// Claims the next control that is ready for this officer's State and agency; nothing where none is.
    ///
    /// # Errors
    /// When he has a claim open, or the database can't be written.
    pub async fn claim_next(&self, request: &ClaimNext) -> Result<Option<Performed>, Error> {
        let bytes = serde_json::to_vec(request)?;
        self.search_for_next().await?;
        self.commit(request.key, &bytes, false, |bench| {
            let by = bench.by.as_ref().ok_or(domain::Refusal::NoShift)?;
            if by.claim.is_some() {
                return Err(domain::Refusal::ClaimOpen.into());
            }
            let seed = self.draws_from(bench.live)?;
            for live in bench.live.in_order(bench.at) {
                if !may_have_work(&live.crossing, by) {
                    continue;
                }
                let crossing = live.crossing.as_of(bench.at);
                let file = self.private().file(crossing.id);
                for steps in ready_groups(&crossing, by) {
                    let action = Action::Claim { steps, presented: false };
                    let mut given = Given::plan(&bench.live.post.plan);
                    self.give(&mut given, &crossing, &file, &action, seed.as_ref(), bench.at)?;
                    if let Ok(decided) = crossing.decide(&file, by, &action, &given, bench.at) {
                        let id = crossing.id;
                        let one = CrossingChange { id, before: Some(crossing), decided };
                        return Ok(Some(Change { crossings: vec![one], ..Change::default() }));
                    }
                }
            }
            Ok(None)
        })
        .await
    }
}

pub(crate) fn may_have_work(crossing: &Crossing, by: &OnDuty) -> bool {
    crossing.steps.values().any(|step| step.state == by.state && matches!(step.status, domain::step::Status::Open))
}

/// Returns the steps that are ready for this officer, one control at a time: a claim takes it for all of the party.
pub(crate) fn ready_groups(crossing: &Crossing, by: &OnDuty) -> Vec<Vec<StepId>> {
    let mut groups: Vec<(String, Vec<StepId>)> = Vec::new();
    for subject in crossing.subjects.keys() {
        for step in crossing.steps_of(*subject) {
            let is_his = step.state == by.state && (step.agency == by.agency || by.has(domain::Role::Protection));
            if !is_his || crossing.state_of(step) != StepState::Ready {
                continue;
            }
            let key = format!("{:?}|{}|{}|{:?}", step.side, step.agency.word(), step.control.0, origin_word(step));
            match groups.iter_mut().find(|(known, _)| *known == key) {
                Some((_, steps)) => steps.push(step.id),
                None => groups.push((key, vec![step.id])),
            }
        }
    }
    groups.into_iter().map(|(_, steps)| steps).collect()
}

/// Second lines are taken one at a time: each was referred by somebody, and it must be another who concludes.
fn origin_word(step: &domain::Step) -> u16 {
    match step.origin {
        domain::step::Origin::Template => 0,
        _ => step.id.0,
    }
}

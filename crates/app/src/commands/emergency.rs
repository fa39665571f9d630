//! A mass arrival: a shorter template for a time, and what it leaves out (PROCEDURE §3).

use contract::{DeclareEmergency, EmergenciesView, EndEmergency, InForce, LeftOut, LeftOutView};
use domain::subject::SubjectFacts;
use domain::template::Template;
use domain::{Crossing, PostAct, SubjectPhase};
use storage::CrossingRow;

use crate::failure::Error;
use crate::signed_in::SignedIn;
use crate::typed::is_request;

impl SignedIn {
    /// Puts a shorter template in force for the own State; it is once the other State's supervisor did the same.
    ///
    /// # Errors
    /// When the officer is no supervisor, or it is no shorter form of what is in force.
    pub async fn declare_emergency(&self, request: DeclareEmergency) -> Result<(), Error> {
        is_request(&serde_json::to_vec(&request)?)?;
        self.post_act(request.key, PostAct::EmergencyDeclared { emergency: request.emergency }).await
    }

    /// Ends a shorter template before its time, or takes away what one State had asked for.
    ///
    /// # Errors
    /// When the officer is no supervisor, or there is no such template.
    pub async fn end_emergency(&self, request: EndEmergency) -> Result<(), Error> {
        is_request(&serde_json::to_vec(&request)?)?;
        self.post_act(request.key, PostAct::EmergencyEnded { version: request.version }).await
    }

    /// Returns which shorter templates are in force, and which one State asked for and could still be agreed to.
    pub fn emergencies(&self) -> EmergenciesView {
        let (live, now) = (self.workstation.live(), self.workstation.clock.now());
        let in_force = |known: &Template| {
            let span = known.emergency.filter(|span| span.holds(now))?;
            let (version, categories) = (known.version.clone(), known.categories.clone());
            Some(InForce { version, flow: known.flow, categories, until: span.until })
        };
        EmergenciesView {
            in_force: live.post.plan.templates.iter().filter_map(in_force).collect(),
            asked: live
                .post
                .emergencies
                .iter()
                .filter(|(_, asked)| asked.until > now)
                .map(|(state, asked)| (*state, asked.clone()))
                .collect(),
        }
    }

    /// Returns what shorter templates left out, crossing by crossing, the oldest first: it is to be completed.
    ///
    /// # Errors
    /// When no shift is open, or the database can't be read.
    pub async fn left_out(&self) -> Result<LeftOutView, Error> {
        self.catch_up().await?;
        let (templates, proposed, ticket) = {
            let live = self.workstation.live();
            self.duty(&live, self.workstation.clock.now())?;
            let emergencies = live.post.plan.templates.iter().filter(|known| known.emergency.is_some());
            let proposed = live.post.emergencies.iter().map(|(state, emergency)| (*state, emergency.clone())).collect();
            (emergencies.cloned().collect::<Vec<_>>(), proposed, live.post.plan.longest_ticket())
        };
        let mut left = Vec::new();
        for template in &templates {
            let Some(span) = template.emergency else { continue };
            // Whoever was written on a blank slip then is registered so much later at the most.
            let until = span.until + ticket;
            let rows = self.workstation.store.crossings_arrived(template.flow.word(), span.from, until).await?;
            for row in rows.iter().filter(|row| may_lack(template, row)) {
                let reference = row.reference.parse().map_err(|_| Error::Fault("a reference can't be read"))?;
                let (crossing, _, _) = self.workstation.crossing_with_acts(&reference).await?;
                // Many went by another: one that was in force for their lane at the same time, or the whole one afterwards.
                if crossing.template == template.version {
                    left.extend(self.left_out_on(&crossing));
                }
            }
        }
        left.sort_by(|a, b| a.reference.cmp(&b.reference).then(a.subject.cmp(&b.subject)));
        Ok(LeftOutView { left, templates, proposed })
    }

    /// What was left out on one crossing, subject by subject; nothing on whoever ended otherwise than by leaving.
    pub(crate) fn left_out_on(&self, crossing: &Crossing) -> Vec<LeftOut> {
        let steps = self.workstation.live().post.plan.left_out(crossing);
        let left = |subject: &domain::Subject| {
            let of_subject: Vec<_> =
                steps.iter().filter(|(id, _)| *id == subject.id).map(|(_, step)| step.clone()).collect();
            let label = subject.facts.as_ref().map(SubjectFacts::label).unwrap_or_default();
            let phase = crossing.phase_of(subject);
            (is_through(phase) && !of_subject.is_empty()).then(|| LeftOut {
                reference: crossing.reference.clone(),
                subject: subject.id,
                label,
                phase,
                steps: of_subject,
            })
        };
        crossing.subjects.values().filter_map(left).collect()
    }
}

/// Returns whether a crossing's row leaves it open that the template left something out on it: it is for that lane, and not
/// everybody on it ended otherwise than by leaving.
fn may_lack(template: &Template, row: &CrossingRow) -> bool {
    let lanes = &template.categories;
    let is_of_lane = lanes.is_empty() || lanes.iter().any(|lane| Some(lane.word()) == row.category.as_deref());
    // Of several phases the row has the earliest, and nothing that is final comes before having left.
    is_of_lane && SubjectPhase::ALL.into_iter().any(|phase| phase.word() == row.phase && is_through(phase))
}

fn is_through(phase: SubjectPhase) -> bool {
    !phase.is_final() || phase == SubjectPhase::Departed
}

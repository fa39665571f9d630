//! Crossings on which only a newer program judges, and what their plain rows say of them: no fold of this program says it.
//!
//! Invariant: no act is judged by these rows, and nothing is written on such a crossing. From them follows only who is refused a
//! second claim, which the database would refuse him anyway and without a word; whether the window says that crossings are
//! missing; and what is let go.

use domain::officer::OpenClaim;
use domain::{OfficerNumber, StepId};
use storage::CrossingProjection;
use uuid::Uuid;

use super::Live;
use crate::failure::Error;
use crate::workstation::Workstation;

impl Live {
    /// Keeps the claims on a crossing that only a newer program judges from now on: whether one has ended by the next act nobody
    /// here knows, so that they are no reason for which an act does not hold, and its holder opens no other.
    ///
    /// Such a claim is not given back here either, neither by its holder nor when his shift ends. By then it has perhaps ended, or
    /// waits for somebody in a way that this program can't read: the release would be void under an honest officer's name. And the
    /// rows of a crossing are written by who can fold it. Its holder gives it back at a workstation with the newer program, or his
    /// supervisor does there, as with every claim that outlasts a shift.
    pub(super) fn keep_claims_on(&mut self, id: Uuid) {
        self.claims_beyond.extend(self.claims.extract_if(|_, claim| claim.crossing == id));
    }

    /// Takes in what the plain rows of such a crossing say; none where it has no rows.
    fn follow_rows(&mut self, id: Uuid, rows: Option<&CrossingProjection>) {
        if rows.is_some_and(|rows| rows.crossing.closed_at.is_some()) {
            self.let_go(id);
            return;
        }
        // It is open, or nobody knows: registered by a newer program, or opened again by one.
        self.lacks_crossings |= !self.crossings.contains_key(&id);
        let Some(rows) = rows else { return };
        self.claims_beyond.retain(|_, claim| claim.crossing != id);
        for row in &rows.claims {
            let Ok(officer) = OfficerNumber::parse(&row.officer) else { continue };
            let Ok(step) = u16::try_from(row.step) else { continue };
            let open = OpenClaim { crossing: id, steps: Vec::new() };
            let known = self.claims_beyond.entry(officer).or_insert_with(|| open.clone());
            // What was known before of another crossing is over: an officer has one claim.
            if known.crossing != id {
                *known = open;
            }
            known.steps.push(StepId(step));
        }
    }
}

impl Workstation {
    /// Looks at the plain rows of the crossings on which only a newer program judges, as far as something was done on them since
    /// the last look.
    ///
    /// # Errors
    /// When the database can't be read.
    pub(crate) async fn look_beyond(&self) -> Result<(), Error> {
        while let Some(id) = self.next_unlooked() {
            let mut look = Look { of: self, id, is_done: false };
            let rows = self.store.projection(id).await?;
            self.live_mut().follow_rows(id, rows.as_ref());
            look.is_done = true;
        }
        Ok(())
    }

    /// It is taken off before its rows are read: what is done on it meanwhile has them read again.
    fn next_unlooked(&self) -> Option<Uuid> {
        let id = self.live().unlooked.first().copied()?;
        self.live_mut().unlooked.remove(&id);
        Some(id)
    }
}

/// A look at the rows of a crossing, which is had again where it fails or is broken off.
struct Look<'w> {
    of: &'w Workstation,
    id: Uuid,
    is_done: bool,
}

impl Drop for Look<'_> {
    fn drop(&mut self) {
        if !self.is_done {
            self.of.live_mut().unlooked.insert(self.id);
        }
    }
}

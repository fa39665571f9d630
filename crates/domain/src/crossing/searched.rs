//! The search that is made again: lists change while a control goes on.
//!
//! Invariant: what was found at the claim stays found, whatever the lists say by now; what they find besides rides in the act that
//! decides.

use super::Crossing;
use crate::private::{PrivateFile, Search};
use crate::{Action, Step, SubjectId};

impl Crossing {
    /// Returns for whom an action decides on a control that was claimed when the State's lists were others than these; `list` is
    /// their version.
    pub fn searched_on_others(&self, file: &PrivateFile, action: &Action, list: u64) -> Vec<SubjectId> {
        self.decided_by(action).filter(|step| file.is_on_others(step, list)).map(|step| step.subject).collect()
    }

    /// Returns what the lists of that version find beside what was found at the claim, for each for whom others were searched then.
    pub fn found_since(
        &self,
        file: &PrivateFile,
        action: &Action,
        list: u64,
        search: impl Fn(SubjectId) -> Search,
    ) -> Vec<Search> {
        let on_others = self.decided_by(action).filter(|step| file.is_on_others(step, list));
        on_others.filter_map(|step| Some(file.step(step.id)?.beyond(search(step.subject)))).collect()
    }

    /// The steps that an action decides on, where it takes what was made of hits or hits stand in its way.
    fn decided_by(&self, action: &Action) -> impl Iterator<Item = &Step> {
        let steps = match action.plain() {
            Action::Clear { steps, .. } => steps.as_slice(),
            Action::Waive { step, .. }
            | Action::Refer { step, .. }
            | Action::Conclude { step, .. }
            | Action::Refuse { step, .. } => std::slice::from_ref(step),
            _ => &[],
        };
        steps.iter().filter_map(|step| self.steps.get(step))
    }
}

//! When a backup is due, which are kept, who may open one; and how a post goes on from one.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use crate::post::{Post, Standing};
use crate::{At, OfficerNumber, Refusal, Role, StateCode};

/// How the post is backed up: what both States agreed, as the plan's other settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct BackupRule {
    /// One is made when the last is older than this, in minutes.
    pub every: u32,
    /// How many are kept; one at least.
    pub keep: u16,
}

impl Default for BackupRule {
    fn default() -> Self {
        // Six a day, for a week.
        Self { every: 4 * 60, keep: 42 }
    }
}

impl BackupRule {
    /// Returns whether one is to be made now. A last one from the future tells of a clock that jumped, and counts for nothing.
    pub fn is_due(&self, last: Option<At>, now: At) -> bool {
        last.is_none_or(|last| now < last || now - last >= TimeDelta::minutes(i64::from(self.every)))
    }

    /// Returns whether the last one is so old that somebody has to see to it: twice the time has passed.
    pub fn is_overdue(&self, last: At, now: At) -> bool {
        now - last >= TimeDelta::minutes(2 * i64::from(self.every))
    }

    /// Returns those that are kept no longer, out of all that are complete: all but the newest.
    pub fn superseded<T>(&self, mut made: Vec<(At, T)>) -> Vec<T> {
        made.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
        made.into_iter().skip(usize::from(self.keep.max(1))).map(|(_, backup)| backup).collect()
    }
}

/// What was restored, and what is lost with it. Both States' supervisors sign the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Restored {
    /// The number of the last act in the backup.
    pub seq: i64,
    /// The hash of that act, in hexadecimal digits.
    pub hash: String,
    /// The highest number that a workstation is known to have seen: the acts after `seq` up to this one are lost. A
    /// workstation that saw a higher one goes on refusing, until that is named.
    pub lost: i64,
}

/// A restoration with whoever signed it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Restoration {
    /// What was restored.
    pub restored: Restored,
    /// The supervisor of each State who signed.
    pub signed: BTreeMap<StateCode, OfficerNumber>,
    /// When the last of them did.
    pub at: At,
}

impl Restoration {
    /// Returns whether both States signed: the post goes on from there.
    pub fn stands(&self) -> bool {
        self.signed.len() == 2
    }
}

impl Post {
    /// Checks that a supervisor may sign a restoration. Whoever signs other words than the other State did begins another.
    pub(crate) fn check_restoration(
        &self,
        restored: &Restored,
        by: &OfficerNumber,
        state: StateCode,
        at: At,
    ) -> Result<(), Refusal> {
        let standing = self.standing(by, at).ok_or(Refusal::UnknownOfficer)?;
        if standing.certified.state != state || !self.plan.is_party(state) {
            return Err(Refusal::OtherState);
        }
        if !standing.certified.roles.contains(&Role::Supervisor) {
            return Err(Refusal::NotYourRole);
        }
        let is_hash = restored.hash.len() == 64 && restored.hash.bytes().all(|byte| byte.is_ascii_hexdigit());
        if restored.seq < 1 || restored.lost < restored.seq || !is_hash {
            return Err(Refusal::OutOfSequence);
        }
        let same = self.restorations.iter().rfind(|known| known.restored == *restored);
        match same {
            Some(known) if known.stands() || known.signed.contains_key(&state) => Err(Refusal::AskedAlready),
            _ => Ok(()),
        }
    }

    /// Folds a signature under a restoration in.
    pub(crate) fn sign_restoration(&mut self, restored: &Restored, by: &OfficerNumber, at: At) {
        let Some(state) = self.standing(by, at).map(|standing| standing.certified.state) else { return };
        match self.restorations.iter_mut().rfind(|known| known.restored == *restored) {
            Some(known) => {
                known.signed.insert(state, by.clone());
                known.at = at;
            }
            None => {
                let signed = BTreeMap::from([(state, by.clone())]);
                self.restorations.push(Restoration { restored: restored.clone(), signed, at });
            }
        }
    }

    /// Returns the officers who may open a backup made at that time: every supervisor and administrator, of either State.
    pub fn keepers(&self, at: At) -> impl Iterator<Item = &Standing> {
        let may_open = |standing: &&Standing| {
            let roles = &standing.certified.roles;
            roles.contains(&Role::Supervisor) || roles.contains(&Role::Administrator)
        };
        self.officers.keys().filter_map(move |officer| self.standing(officer, at)).filter(may_open)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minutes: i64) -> At {
        At::UNIX_EPOCH + TimeDelta::minutes(minutes)
    }

    #[test]
    fn one_is_due_once_the_last_is_old_enough() {
        let rule = BackupRule { every: 60, keep: 3 };
        assert!(rule.is_due(None, at(0)));
        assert!(!rule.is_due(Some(at(10)), at(69)));
        assert!(rule.is_due(Some(at(10)), at(70)));
        // The clock was put back: nobody waits until it has caught up.
        assert!(rule.is_due(Some(at(1_000)), at(70)));
        assert!(!rule.is_overdue(at(10), at(129)) && rule.is_overdue(at(10), at(130)));
    }

    #[test]
    fn the_newest_are_kept_in_whatever_order_they_are_found() {
        let rule = BackupRule { every: 60, keep: 2 };
        let made = vec![(at(3), "c"), (at(1), "a"), (at(4), "d"), (at(2), "b")];
        assert_eq!(rule.superseded(made), ["b", "a"]);
        assert!(rule.superseded(vec![(at(1), "a"), (at(2), "b")]).is_empty());
        // Whoever wrote 0 did not mean to have none.
        let none = BackupRule { every: 60, keep: 0 };
        assert_eq!(none.superseded(vec![(at(1), "a"), (at(2), "b")]), ["a"]);
    }
}

//! Keys: enrolment secrets, the officers' wrapped keys, recovery codes.

use std::path::Path;

use domain::StateCode;

use super::{Finding, side_of};
use crate::failure::Error;
use crate::key_life::recovery_of;
use crate::secrets::{SecretName, Secrets};
use crate::workstation::Workstation;

pub(super) async fn look(workstation: &Workstation, home: &Path, found: &mut Vec<Finding>) -> Result<(), Error> {
    let store = workstation.store();
    // Of the other State's keys nothing is there for a workstation of one: that State's own looks for them.
    let side = side_of(workstation).await?;
    let is_seen = |state: StateCode| side.as_deref().is_none_or(|side| side == state.as_str());
    let now = workstation.clock().now();
    let (post, states, standings, ages) = {
        let live = workstation.live();
        let now = now.max(live.head.at);
        let standings: Vec<_> =
            live.post.officers.keys().filter_map(|officer| live.post.standing(officer, now)).cloned().collect();
        let ages = live.post.plan.states.map(|state| (state, live.post.epoch_is_old(state, now)));
        (workstation.post.post, live.post.plan.states, standings, ages)
    };
    for country in states {
        // A workstation of one State has no business with the other's secret, so that one alone is missing is a note.
        match Secrets::of(home).place(&SecretName::enrolment(post, country)).await {
            Ok(Some(_)) => {}
            Ok(None) => found.push(Finding::EnrolmentMissing { country }),
            Err(Error::KeyringLocked | Error::Keyring(_)) => found.push(Finding::KeyringLocked),
            Err(_) => found.push(Finding::EnrolmentOpen { country }),
        }
        // Who draws none for a demonstration loses nothing.
        if is_seen(country) && !workstation.is_demonstration() && recovery_of(store, country).await?.is_none() {
            found.push(Finding::RecoveryMissing { country });
        }
    }
    let old = ages.into_iter().filter_map(|(country, age)| Some((country, age?)));
    found.extend(old.map(|(country, age)| Finding::EpochOld { country, days: age.num_days() }));
    for standing in standings.into_iter().filter(|standing| is_seen(standing.certified.state)) {
        let certified = standing.certified;
        if store.key_material(certified.state.as_str(), "officer", certified.officer.as_str()).await?.is_empty() {
            found.push(Finding::KeysMissing { officer: certified.officer });
        }
    }
    Ok(())
}

//! What a removed officer, who kept his keys and can write the database, tries in order to come back.

use std::sync::Arc;

use domain::officer::DeskCode;
use domain::post::Certified;
use domain::{At, OfficerNumber, OnDuty, PostAct, Role};
use keys::Digest;

use crate::demonstration::Demonstration;
use crate::journal::{Draft, Fault, Pen, Place, write};
use crate::signed_in::SignedIn;
use crate::verification::verify;
use crate::workstation::Workstation;

const NUMBER: &str = "K-1042";

/// Writes an act past the program's own rules, signed with the keys that the officer kept.
pub async fn forge(removed: &SignedIn, draft: Draft) -> i64 {
    forge_at(removed, draft, None).await
}

/// Writes an act as [`forge`] does, which says that it was done at that time.
async fn forge_at(removed: &SignedIn, draft: Draft, at: Option<At>) -> i64 {
    let workstation = &removed.workstation;
    let mut tx = workstation.store.write().await.unwrap();
    let head = tx.head().clone();
    let known = workstation.live().post.officers[&removed.officer].certified.clone();
    let by = OnDuty {
        officer: removed.officer.clone(),
        state: removed.state,
        agency: known.agency,
        roles: known.roles,
        desk: workstation
            .live()
            .post
            .shifts
            .get(&removed.officer)
            .map_or(DeskCode(String::new()), |one| one.desk.clone()),
        claim: None,
    };
    let rings = removed.rings();
    let place = Place {
        post: workstation.post.post,
        head: &head,
        at: at.unwrap_or(head.at),
        command: workstation.clock.new_id(),
    };
    let pen = Pen { by: &by, signing: &removed.keys.signing, sealers: rings.sealers(removed.state).unwrap() };
    let written = write(place, vec![draft], pen).unwrap();
    tx.append(Digest::of(b"forged").as_bytes(), &written.acts, &written.sealed).await.unwrap();
    tx.commit().await.unwrap();
    head.seq + 1
}

#[tokio::test(flavor = "multi_thread")]
async fn a_removed_officer_certifies_nobody_and_begins_no_epoch() {
    let folder = tempfile::tempdir().unwrap();
    let (file, home) = (folder.path().join("post.osbp"), folder.path().join("home"));
    let file = file.to_string_lossy();
    let post = Demonstration { seed: 5, referral_permille: 0 }.found(&file, &home).await.unwrap();
    let removed = SignedIn::unwrap(&post, NUMBER, "kijani-mto").await.unwrap();
    let administrator = SignedIn::unwrap(&post, "K-0001", "msimamizi-demo").await.unwrap();
    let number = OfficerNumber::parse(NUMBER).unwrap();
    administrator.revoke(&number).await.unwrap();

    let (own, readers, serial) = {
        let live = post.live();
        let own = live.post.officers[&number].certified.clone();
        let keys = live.post.keys.iter().find(|keys| keys.state == removed.state).unwrap();
        let newest = keys.readers.iter().map(|reader| reader.epoch).max().unwrap();
        let readers: Vec<_> = keys.readers.iter().filter(|reader| reader.epoch == newest).cloned().collect();
        (own, readers, super::next_serial(&live.post, removed.state))
    };
    let administers = |certified: Certified| {
        let mut certified = certified;
        certified.roles.insert(Role::Administrator);
        PostAct::OfficerCertified { certified }
    };
    let later = readers.into_iter().map(|mut reader| {
        reader.epoch += 1;
        reader
    });
    let tries = [
        // His own certificate again, as it was; with more on it; under a number that was never used.
        PostAct::OfficerCertified { certified: own.clone() },
        administers(own.clone()),
        administers(Certified { serial, ..own.clone() }),
        administers(Certified { serial, officer: OfficerNumber::parse("K-7777").unwrap(), ..own.clone() }),
        PostAct::ReadersRotated { readers: later.collect() },
        PostAct::OfficerRevoked { officer: OfficerNumber::parse("K-0001").unwrap() },
    ];
    let mut forged = Vec::new();
    for act in &tries {
        forged.push(forge(&removed, Draft::of_post(act, None)).await);
    }
    // Who had the post open, who opens it now, and who verifies it pass over all of them and name them.
    post.catch_up().await.unwrap();
    for workstation in [post, Workstation::open(&file, &home).await.unwrap()] {
        assert!(is_as_it_was(&workstation, &number), "{:?}", workstation.live().void);
        let mut void: Vec<i64> = workstation.live().void.keys().copied().collect();
        void.sort_unstable();
        assert_eq!(void, forged);
        let found = verify(workstation.store()).await.unwrap();
        let named: Vec<(i64, Fault)> = found.problems.iter().map(|one| (one.seq, one.check)).collect();
        assert!(
            named.iter().all(|(_, check)| matches!(check, Fault::Certificate | Fault::Procedure | Fault::Signature))
        );
        assert_eq!(named.iter().map(|(seq, _)| *seq).collect::<Vec<_>>(), forged);
    }
    // And the administrator goes on as before.
    administrator.new_recovery_code().await.unwrap();
    administrator.revoke(&OfficerNumber::parse("K-1050").unwrap()).await.unwrap();
}

/// What a removed officer dates back to when he still counted is void for everybody, whatever is done after it.
#[tokio::test(flavor = "multi_thread")]
async fn what_a_removed_officer_dates_back_is_void() {
    let folder = tempfile::tempdir().unwrap();
    let (file, home) = (folder.path().join("post.osbp"), folder.path().join("home"));
    let file = file.to_string_lossy();
    let post = Demonstration { seed: 5, referral_permille: 0 }.found(&file, &home).await.unwrap();
    let removed = SignedIn::unwrap(&post, NUMBER, "kijani-mto").await.unwrap();
    let administrator = SignedIn::unwrap(&post, "K-0001", "msimamizi-demo").await.unwrap();
    let then = post.clock().now();
    post.clock().advance(60 * 60 * 1000);
    administrator.revoke(&OfficerNumber::parse(NUMBER).unwrap()).await.unwrap();
    let opened = PostAct::ShiftOpened { desk: DeskCode("A-I1".to_owned()) };
    let dated_back = forge_at(&removed, Draft::of_post(&opened, None), Some(then)).await;
    // The next act's time is that of the one before; he tries again behind it.
    let again = forge_at(&removed, Draft::of_post(&opened, None), Some(then)).await;
    post.catch_up().await.unwrap();
    for workstation in [post, Workstation::open(&file, &home).await.unwrap()] {
        let (is_on_shift, mut void): (bool, Vec<i64>) = {
            let live = workstation.live();
            (live.post.shifts.contains_key(&removed.officer), live.void.keys().copied().collect())
        };
        assert!(!is_on_shift);
        void.sort_unstable();
        assert_eq!(void, [dated_back, again]);
        let found = verify(workstation.store()).await.unwrap();
        let named: Vec<_> = found.problems.iter().map(|one| (one.seq, one.check)).collect();
        assert_eq!(named.first(), Some(&(dated_back, Fault::Time)));
        assert_eq!(named.iter().map(|(seq, _)| *seq).collect::<Vec<_>>(), [dated_back, again]);
        // Read by itself, as an act of a crossing that closed is, it is nobody's.
        let row = workstation.store().acts_after(again - 1, 1).await.unwrap().remove(0);
        assert!(!workstation.live().is_genuine(&row));
    }
}

fn is_as_it_was(workstation: &Arc<Workstation>, removed: &OfficerNumber) -> bool {
    let live = workstation.live();
    let at = live.head.at;
    let administrator = OfficerNumber::parse("K-0001").unwrap();
    live.post.standing(removed, at).is_none()
        && live.post.standing(&administrator, at).is_some()
        && !live.post.officers.contains_key(&OfficerNumber::parse("K-7777").unwrap())
        && live.post.keys.iter().all(|keys| keys.readers.iter().all(|reader| reader.epoch <= 2))
}

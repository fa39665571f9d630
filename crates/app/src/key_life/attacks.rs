//! What a removed officer, who kept his keys and can write the database, tries in order to come back.

use std::path::PathBuf;
use std::sync::Arc;

use domain::officer::DeskCode;
use domain::post::Certified;
use domain::{Agency, At, OfficerNumber, OnDuty, PostAct, Role};
use keys::{Digest, SigningKey, StateRoot};
use storage::ActRow;
use storage_postgres::TrialDatabase;

use super::new_keys::next_root;
use super::{Enrolled, Enrolling, NewOfficer, next_epoch, next_serial, recover, strength};
use crate::demonstration::Demonstration;
use crate::failure::Error;
use crate::journal::{Draft, Fault, Header, Pen, Place, write};
use crate::secrets::enrolment_secret;
use crate::signed_in::SignedIn;
use crate::verification::{Problem, verify};
use crate::workstation::Workstation;

const NUMBER: &str = "K-1042";

/// Writes an act past the program's own rules, signed with the keys that the officer kept.
pub async fn forge(removed: &SignedIn, draft: Draft) -> i64 {
    forge_at(removed, draft, None).await
}

/// Writes an act as [`forge`] does, which says that it was done at that time.
async fn forge_at(removed: &SignedIn, draft: Draft, at: Option<At>) -> i64 {
    let known = removed.workstation.live().post.officers[&removed.officer].certified.clone();
    forge_as(removed, &known, &removed.keys.signing, draft, (at, None)).await
}

/// Writes an act as [`forge`] does, in the format of an older program.
pub async fn forge_in_format(removed: &SignedIn, draft: Draft, format: u32) -> i64 {
    let known = removed.workstation.live().post.officers[&removed.officer].certified.clone();
    forge_as(removed, &known, &removed.keys.signing, draft, (None, Some(format))).await
}

/// Writes an act as [`forge`] does, as another officer of the same State, with that one's key.
async fn forge_as(
    removed: &SignedIn,
    known: &Certified,
    signing: &SigningKey,
    draft: Draft,
    (at, format): (Option<At>, Option<u32>),
) -> i64 {
    let workstation = &removed.workstation;
    let mut tx = workstation.store.write().await.unwrap();
    let head = tx.head().clone();
    let shift = workstation.live().post.shifts.get(&known.officer).map(|one| one.desk.clone());
    let by = OnDuty {
        officer: known.officer.clone(),
        state: removed.state,
        agency: known.agency,
        roles: known.roles.clone(),
        desk: shift.unwrap_or(DeskCode(String::new())),
        claim: None,
    };
    let rings = removed.rings();
    let place = Place {
        post: workstation.post.post,
        head: &head,
        at: at.unwrap_or(head.at),
        command: workstation.clock.new_id(),
    };
    let pen = Pen { by: &by, signing, sealers: rings.sealers(removed.state).unwrap() };
    let mut written = write(place, vec![draft], pen).unwrap();
    if let (Some(format), [row]) = (format, written.acts.as_mut_slice()) {
        let header: Header = serde_json::from_slice(&row.header).unwrap();
        sign_anew(row, &Header { format, ..header }, signing);
    }
    tx.append(Digest::of(b"forged").as_bytes(), &written.acts, &written.sealed).await.unwrap();
    tx.commit().await.unwrap();
    head.seq + 1
}

/// Gives an act another header, as somebody signs it who has the key.
pub fn sign_anew(row: &mut ActRow, header: &Header, signing: &SigningKey) {
    row.header = serde_json::to_vec(header).unwrap();
    let hash = Digest::of(&row.header);
    row.hash = hash.as_bytes().to_vec();
    row.signature = signing.sign_act(&hash).to_bytes().to_vec();
}

/// Where an attack is tried: in a file, and on a server where there is one.
struct Ground {
    folder: tempfile::TempDir,
    address: String,
    trial: Option<TrialDatabase>,
}

impl Ground {
    async fn all() -> Vec<Self> {
        let folder = tempfile::tempdir().unwrap();
        let address = folder.path().join("post.osbp").to_string_lossy().into_owned();
        let mut all = vec![Self { folder, address, trial: None }];
        if let Ok(server) = std::env::var("OSBP_TEST_POSTGRES") {
            let trial = TrialDatabase::make_owned(&server).await.unwrap();
            let (folder, address) = (tempfile::tempdir().unwrap(), trial.owners_url());
            all.push(Self { folder, address, trial: Some(trial) });
        }
        all
    }

    fn home(&self) -> PathBuf {
        self.folder.path().join("home")
    }

    /// Founds a demonstration post at which Kenya has two administrators, and returns both.
    async fn with_two_administrators(&self) -> [SignedIn; 2] {
        let demonstration = Demonstration { seed: 5, referral_permille: 0 };
        let post = demonstration.found(&self.address, &self.home()).await.unwrap();
        let first = SignedIn::unwrap(&post, "K-0001", "msimamizi-demo").await.unwrap();
        first.certify(&administrator("K-0002")).await.unwrap();
        let there = self.open().await;
        let second = SignedIn::unwrap(&there, "K-0002", "ufunguo-mpya").await.unwrap();
        [first, second]
    }

    async fn open(&self) -> Arc<Workstation> {
        Workstation::open(&self.address, &self.home()).await.unwrap()
    }

    async fn clear(self, workstations: &[&Arc<Workstation>]) {
        for workstation in workstations {
            workstation.store.close().await;
        }
        if let Some(trial) = self.trial {
            trial.discard().await.unwrap();
        }
    }
}

fn administrator(number: &str) -> NewOfficer {
    NewOfficer {
        officer: OfficerNumber::parse(number).unwrap(),
        name: "Administrator".to_owned(),
        agency: Agency::Immigration,
        roles: [Role::Administrator].into_iter().collect(),
        password: "ufunguo-mpya".to_owned(),
    }
}

/// Has a root certify somebody, with keys that whoever holds the root draws himself.
async fn enrolled_by(root: &StateRoot, holder: &SignedIn, new: &NewOfficer, serial: u64) -> Enrolled {
    let workstation = &holder.workstation;
    let enrolment = enrolment_secret(&workstation.home, workstation.post.post, holder.state).await.unwrap();
    let rings = holder.rings();
    let (post, strength) = (workstation.post.post, strength(true));
    let enrolling = Enrolling { post, root, ring: &rings.ring, enrolment: &enrolment, strength };
    enrolling.enrol(new, serial, workstation.live().head.at).unwrap()
}

/// The void acts of whoever has the post open, and those that verification names, are these.
async fn is_named_by_all(workstations: &[&Arc<Workstation>], forged: &[i64]) {
    for workstation in workstations {
        workstation.catch_up().await.unwrap();
        let mut void: Vec<i64> = workstation.live().void.keys().copied().collect();
        void.sort_unstable();
        assert_eq!(void, forged, "{:?}", workstation.live().void);
        let found = verify(workstation.store()).await.unwrap();
        let is_right = |one: &Problem| matches!(one.check, Fault::Certificate | Fault::Procedure | Fault::Time);
        assert!(found.problems.iter().all(is_right), "{:?}", found.problems);
        assert_eq!(found.problems.iter().map(|one| one.seq).collect::<Vec<_>>(), forged);
    }
}

/// The administrator who copied the root before he was removed, with the database in hand.
#[tokio::test(flavor = "multi_thread")]
async fn a_removed_administrator_certifies_nobody_with_the_root_that_he_copied() {
    for ground in Ground::all().await {
        let [removed, stays] = ground.with_two_administrators().await;
        let post = Arc::clone(&removed.workstation);
        let copied = removed.root().await.unwrap();
        let then = post.clock.now();
        // An officer in office who is his friend, and has a shift open.
        let friend = SignedIn::unwrap(&post, NUMBER, "kijani-mto").await.unwrap();
        friend.take_desk(&DeskCode("A-I1".to_owned())).await.unwrap();
        post.clock.advance(60_000);
        stays.workstation.clock.advance(60_000);
        assert!(stays.revoke(&removed.officer).await.unwrap().is_some(), "no new code was shown");
        post.catch_up().await.unwrap();
        assert_ne!(post.live().root_of(removed.state), Some(copied.public()));

        let serial = next_serial(&post.live().post, removed.state);
        let himself = enrolled_by(&copied, &removed, &administrator("K-7777"), serial).await;
        let accomplice = NewOfficer { roles: [Role::Officer].into_iter().collect(), ..administrator("K-7778") };
        let accomplice = enrolled_by(&copied, &removed, &accomplice, serial + 1).await;
        let certified = |one: &Enrolled| PostAct::OfficerCertified { certified: one.certified.clone() };
        let (_, replaced) = next_root(&post.live().post, &copied, removed.state, then).unwrap();
        let replaced = PostAct::RootReplaced { replaced };
        let in_his_turn = {
            let mut before = post.live().post.clone();
            before.former_roots.clear();
            PostAct::RootReplaced { replaced: next_root(&before, &copied, removed.state, then).unwrap().1 }
        };
        let (readers, _) = next_epoch(&post.live().post, &copied, removed.state, then).unwrap();
        let rotated = PostAct::ReadersRotated { readers, seeds: Vec::new() };
        let mut forged = Vec::new();
        // Himself under a new number, as whoever has the recovery code does it; dated back too, where the engine lets him.
        let draft = |act: &PostAct| Draft::of_post(act, None);
        let (known, key) = (&himself.certified, &himself.keys.signing);
        forged.push(forge_as(&removed, known, key, draft(&certified(&himself)), (None, None)).await);
        if ground.trial.is_none() {
            forged.push(forge_as(&removed, known, key, draft(&certified(&himself)), (Some(then), None)).await);
        }
        // Root and keys, under that number.
        for act in [&replaced, &in_his_turn, &rotated] {
            forged.push(forge_as(&removed, known, key, draft(act), (None, None)).await);
        }
        // The same with the keys that were his, and by his friend in office.
        for act in [certified(&accomplice), replaced, in_his_turn, rotated] {
            forged.push(forge(&removed, draft(&act)).await);
            forged.push(forge(&friend, draft(&act)).await);
        }
        let anew = ground.open().await;
        anew.clock.advance(60_000);
        let all = [&post, &stays.workstation, &anew];
        is_named_by_all(&all, &forged).await;
        for workstation in all {
            let live = workstation.live();
            assert!(!live.post.officers.keys().any(|number| number.as_str().starts_with("K-777")));
            assert_eq!(live.post.former_roots[&removed.state].len(), 1);
        }
        // Nobody needed to be certified again, and whoever stays certifies.
        stays.certify(&administrator("K-0003")).await.unwrap();
        let newcomer = SignedIn::unwrap(&anew, "K-0003", "ufunguo-mpya").await.unwrap();
        newcomer.new_recovery_code().await.unwrap();
        friend.close_shift(post.clock.new_id()).await.unwrap();
        let officer = SignedIn::unwrap(&anew, "K-1050", "zamu-ya-kazi").await.unwrap();
        officer.take_desk(&DeskCode("A-I2".to_owned())).await.unwrap();
        is_named_by_all(&all, &forged).await;
        ground.clear(&all).await;
    }
}

/// Two administrators replace the root at the same moment: one after the other, or one of them is told that he was too late.
/// Afterwards one root counts, and both hold it.
#[tokio::test(flavor = "multi_thread")]
async fn of_two_roots_drawn_at_once_one_counts() {
    for ground in Ground::all().await {
        let [first, second] = ground.with_two_administrators().await;
        let (mut codes, mut late) = (Vec::new(), 0);
        let copied = second.root().await.unwrap();
        for _ in 0..3 {
            let (one, other) = tokio::join!(first.replace_root(), second.replace_root());
            for outcome in [one, other] {
                match outcome {
                    Ok(code) => codes.push(code),
                    Err(error) => {
                        assert!(matches!(error, Error::Stale | Error::Refused(_)), "{error:?}");
                        late += 1;
                    }
                }
            }
        }
        assert_eq!(codes.len() + late, 6);
        assert!(codes.len() >= 3, "{late} of 6 were too late");
        for one in [&first, &second] {
            one.catch_up().await.unwrap();
            let root = one.root().await.unwrap().public();
            assert_eq!(one.workstation.live().root_of(one.state), Some(root));
            assert_eq!(one.workstation.live().post.former_roots[&one.state].len(), codes.len());
            one.sealed_document("criteria").await.unwrap().unwrap();
        }
        assert!(verify(first.workstation.store()).await.unwrap().is_ok());
        // By hand he does what his program refused him: the root of before certifies his, in its turn and out of it.
        let mut before = first.workstation.live().post.clone();
        let late = next_root(&before, &copied, first.state, first.time_of_next_act()).unwrap().1;
        before.former_roots.clear();
        let in_its_turn = next_root(&before, &copied, first.state, first.time_of_next_act()).unwrap().1;
        let mut forged = Vec::new();
        for replaced in [late, in_its_turn] {
            forged.push(forge(&second, Draft::of_post(&PostAct::RootReplaced { replaced }, None)).await);
        }
        is_named_by_all(&[&first.workstation, &second.workstation], &forged).await;
        // Of the codes the one in force opens, and none of those before.
        let mut opened = 0;
        for code in &codes {
            match recover(&first.workstation, first.state, code, &administrator("K-0009")).await {
                Ok(_) => opened += 1,
                Err(error) => assert!(matches!(error, Error::NotAllowed), "{error:?}"),
            }
        }
        assert_eq!(opened, 1);
        ground.clear(&[&first.workstation, &second.workstation]).await;
    }
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
        (own, readers, next_serial(&live.post, removed.state))
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
        PostAct::ReadersRotated { readers: later.collect(), seeds: Vec::new() },
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
    let opened = PostAct::ShiftOpened { desk: DeskCode("A-I1".to_owned()), seed: None };
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

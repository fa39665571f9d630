//! What a State draws from: a seed for each day, whose hash stands in the shared journal before the first draw.
//!
//! Invariant: the seed of a day follows from the State's keys, so that no officer can choose it and every officer has it; it
//! leaves the State's keys only when the day is over, to who answers for the State.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use domain::officer::DeskCode;
use domain::own_journal::Deed;
use domain::post::SeedHash;
use domain::{PostAct, StateCode};
use keys::{DrawSeed, Reader, ReaderId, ReaderKey, ReaderRing};
use serde::Serialize;
use uuid::Uuid;

use crate::commands::Change;
use crate::failure::Error;
use crate::journal::{Part, read};
use crate::live::Live;
use crate::signed_in::SignedIn;

/// The seed of a day that is over: whoever has it repeats every draw of its State on that day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ToldSeed {
    /// What stood in the shared journal before the first draw.
    pub published: SeedHash,
    /// The number of the act that published it first.
    pub seq: i64,
    /// The seed (hexadecimal).
    pub seed: String,
    /// Whether it is the one whose hash was published.
    pub is_published: bool,
}

/// Returns the seed from which officers draw whose shifts began on that day.
pub(crate) fn seed_of(key: &ReaderKey, day: NaiveDate) -> Result<DrawSeed, Error> {
    key.draw_seed(&day.to_string()).ok_or(Error::Sealed)
}

/// Returns the hash of a day's seed as it is published.
pub(crate) fn seed_hash(key: &ReaderKey, day: NaiveDate) -> Result<SeedHash, Error> {
    Ok(SeedHash { day, epoch: key.id().epoch, hash: seed_of(key, day)?.published().to_string() })
}

/// Returns whether a published hash is that of the seed which follows from the State's keys; none where the ring lacks them.
pub(crate) fn is_hash_of_seed(published: &SeedHash, state: StateCode, ring: &ReaderRing) -> Option<bool> {
    let key = ring.key(&ReaderId { state: state.to_string(), reader: Reader::State, epoch: published.epoch })?;
    Some(seed_hash(key, published.day).ok()? == *published)
}

/// Returns the hashes of seeds that an act published.
pub(crate) fn published_by(act: &PostAct) -> &[SeedHash] {
    match act {
        PostAct::ShiftOpened { seed, .. } => seed.as_slice(),
        PostAct::ReadersRotated { seeds, .. } => seeds,
        _ => &[],
    }
}

impl SignedIn {
    /// Opens the officer's shift at a desk, with the hash of the seed from which his State draws that day.
    ///
    /// # Errors
    /// When his shift is open, or the desk is not of his State.
    pub(crate) async fn open_shift(&self, key: Uuid, desk: &DeskCode) -> Result<(), Error> {
        let request = format!("open_shift|{}|{desk}", self.officer).into_bytes();
        self.commit(key, &request, false, |bench| {
            let rings = self.rings();
            let own = rings.ring.newest(self.state.as_str(), &Reader::State).ok_or(Error::Sealed)?;
            let today = bench.live.post.plan.day_of(self.state, bench.at);
            let act = PostAct::ShiftOpened { desk: desk.clone(), seed: Some(seed_hash(own, today)?) };
            bench.live.post.check(&act, &self.officer, self.state, bench.at)?;
            Ok(Some(Change { post: vec![(act, None)], ..Change::default() }))
        })
        .await
        .map(drop)
    }

    /// Returns the seed from which the officer draws on his present shift; none while he has none open.
    pub(crate) fn draws_from(&self, live: &Live) -> Result<Option<DrawSeed>, Error> {
        let Some(shift) = live.post.shifts.get(&self.officer) else { return Ok(None) };
        let rings = self.rings();
        let own = rings.ring.newest(self.state.as_str(), &Reader::State).ok_or(Error::Sealed)?;
        seed_of(own, live.post.plan.day_of(self.state, shift.opened_at)).map(Some)
    }

    /// Returns the seeds of a day that is over, by the clocks of the own State, with the hashes that were published of them: for
    /// the State's own auditors. The other State must never have them, or it could tell drawn referrals from all others.
    ///
    /// # Errors
    /// [`Error::NotAllowed`] when the officer is no supervisor, auditor or administrator; [`Error::Invalid`] when the day is
    /// not over, or a shift of that day is still open.
    pub async fn seeds_of(&self, day: NaiveDate) -> Result<Vec<ToldSeed>, Error> {
        self.catch_up().await?;
        let now = self.workstation.clock.now();
        {
            let live = self.workstation.live();
            if !live.post.reads_for_his_state(&self.officer, now) {
                return Err(Error::NotAllowed);
            }
            let is_over = day < live.post.plan.day_of(self.state, now.max(live.head.at));
            if !is_over || live.post.days_of_shifts(self.state, now.max(live.head.at)).contains(&day) {
                return Err(Error::Invalid { field: "day" });
            }
        }
        self.note_always(Deed::Exported { what: format!("seeds {day}") })?;
        let acts = self.workstation.store.acts_of_post().await?;
        let rings = self.rings();
        let mut told = Vec::new();
        let mut known = BTreeSet::new();
        for row in &acts {
            let Ok(act) = read(row) else { continue };
            let is_void = self.workstation.live().void.contains_key(&act.seq);
            let Part::Post(what) = &act.part else { continue };
            for published in published_by(what).iter().filter(|one| one.day == day && act.state == self.state) {
                if is_void || !known.insert((published.epoch, published.hash.clone())) {
                    continue;
                }
                let id = ReaderId { state: self.state.to_string(), reader: Reader::State, epoch: published.epoch };
                let seed = seed_of(rings.ring.key(&id).ok_or(Error::Sealed)?, day)?;
                let is_published = seed.published().to_string() == published.hash;
                let seed = seed.reveal().to_string();
                told.push(ToldSeed { published: published.clone(), seq: act.seq, seed, is_published });
            }
        }
        Ok(told)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::sync::Arc;

    use chrono::TimeDelta;
    use contract::{Perform, SignIn};
    use domain::{Action, CrossingAct, Direction, PrivatePart, StepId};
    use keys::{Digest, RevealedSeed};

    use super::*;
    use crate::demonstration::{Demonstration, Specimens};
    use crate::live::PrivateFiles;
    use crate::verification::verify_as;
    use crate::workstation::Workstation;

    async fn seated(workstation: &Arc<Workstation>, officer: &str, password: &str, desk: &str) -> SignedIn {
        let (officer, password, desk) = (officer.to_owned(), password.to_owned(), DeskCode(desk.to_owned()));
        SignedIn::sign_in(workstation, &SignIn { officer, password, desk, pin: None, code: None }).await.unwrap()
    }

    /// Registers a party on foot, claims its control and gives it back.
    async fn one_more(officer: &SignedIn, party: &Action) {
        let clock = &officer.workstation.clock;
        let perform = Perform { key: clock.new_id(), crossing: None, version: None, action: party.clone() };
        let crossing = officer.perform(&perform).await.unwrap().crossing;
        let claim = Action::Claim { steps: vec![StepId(1)], presented: false };
        for action in [claim, Action::Release { steps: vec![StepId(1)] }] {
            let perform = Perform { key: clock.new_id(), crossing: crossing.clone(), version: None, action };
            officer.perform(&perform).await.unwrap();
        }
    }

    /// A night shift over midnight, an epoch that begins meanwhile, and a shift of the next day: the seeds of the days that are
    /// over repeat all that was drawn, and only once they are over.
    #[tokio::test(flavor = "multi_thread")]
    async fn the_seeds_of_days_that_are_over_repeat_every_draw() {
        let folder = tempfile::tempdir().unwrap();
        let (file, home) = (folder.path().join("post.osbp"), folder.path().join("home"));
        let post =
            Demonstration { seed: 5, referral_permille: 400 }.found(&file.to_string_lossy(), &home).await.unwrap();
        let administrator = SignedIn::unwrap(&post, "K-0001", "msimamizi-demo").await.unwrap();
        let kenya = administrator.state();
        let day_now = || post.live().post.plan.day_of(kenya, post.clock().now());
        let first = day_now();
        let mut specimens = Specimens::new(3).unwrap();
        let mut party = || specimens.on_foot(Direction::AToB, post.clock().now().date_naive());
        let night = seated(&post, "K-1042", "kijani-mto", "A-I1").await;
        for _ in 0..6 {
            one_more(&night, &party()).await;
        }
        post.clock().advance(TimeDelta::days(1).num_milliseconds());
        let second = day_now();
        for _ in 0..6 {
            one_more(&night, &party()).await;
        }
        administrator.begin_epoch().await.unwrap();
        for _ in 0..6 {
            one_more(&night, &party()).await;
        }
        let refused = administrator.seeds_of(first).await;
        assert!(matches!(refused, Err(Error::Invalid { field: "day" })), "a shift of that day is still open");
        night.close_shift(post.clock().new_id()).await.unwrap();
        let day = seated(&post, "K-1050", "zamu-ya-kazi", "A-I2").await;
        one_more(&day, &party()).await;
        assert!(matches!(administrator.seeds_of(second).await, Err(Error::Invalid { field: "day" })), "it is not over");
        assert!(matches!(night.seeds_of(first).await, Err(Error::NotAllowed)));
        day.close_shift(post.clock().new_id()).await.unwrap();
        post.clock().advance(TimeDelta::days(1).num_milliseconds());

        let of_first = administrator.seeds_of(first).await.unwrap();
        let of_second = administrator.seeds_of(second).await.unwrap();
        assert_eq!([of_first.len(), of_second.len()], [2, 1], "{of_first:?} {of_second:?}");
        let mut seeds = BTreeMap::new();
        for told in of_first.iter().chain(&of_second) {
            let hash: Digest = told.published.hash.parse().unwrap();
            let seed = told.seed.parse::<RevealedSeed>().unwrap().matching(&hash).unwrap();
            seeds.insert((told.published.day, told.published.epoch), (told.seq, seed));
        }
        assert_eq!(seeds.keys().copied().collect::<Vec<_>>(), [(first, 1), (first, 2), (second, 2)]);

        // Anybody with the seeds repeats them, by the label alone.
        let (mut repeated, mut drawn) = (0, 0);
        let acts = post.store().acts_after(0, 1_000).await.unwrap();
        for row in acts.iter().filter(|row| row.kind == "claimed") {
            let act = read(row).unwrap();
            let Part::Crossing { id, act: CrossingAct::Claimed { steps, .. }, .. } = &act.part else { panic!() };
            let part = post.store().sealed_parts(row.seq - 1, row.seq, "KEN/state").await.unwrap().remove(0);
            let opened: PrivatePart = PrivateFiles::opened(post.post.post, &part, &administrator.rings().ring).unwrap();
            let day = if act.officer.as_str() == "K-1042" { first } else { second };
            let (published, seed) = &seeds[&(day, u32::try_from(part.epoch).unwrap())];
            assert!(*published < row.seq, "published after the draw");
            let number = seed.draw(format!("referral|{id}|{}", steps[0].0).as_bytes()).number() % 1000;
            assert_eq!(opened.is_drawn, number < 400);
            repeated += 1;
            drawn += u32::from(opened.is_drawn);
        }
        assert_eq!(repeated, 19);
        assert!((1..19).contains(&drawn), "{drawn} of 19");
        let found = verify_as(&administrator).await.unwrap();
        assert!(found.is_ok(), "{:?}", found.problems);
    }

    /// A claim of a party draws for each by himself, so that whoever is referred alone may have been drawn; in which format it is
    /// written, and how long what is sealed of it is, tells nobody whether somebody was.
    #[tokio::test(flavor = "multi_thread")]
    async fn of_a_party_chance_draws_each_by_himself() {
        let mut sealed = Vec::new();
        for permille in [0, 300, 1000] {
            let folder = tempfile::tempdir().unwrap();
            let (file, home) = (folder.path().join("post.osbp"), folder.path().join("home"));
            let post = Demonstration { seed: 5, referral_permille: permille };
            let post = post.found(&file.to_string_lossy(), &home).await.unwrap();
            let officer = seated(&post, "K-1042", "kijani-mto", "A-I1").await;
            let coach = Specimens::new(3).unwrap().coach(Direction::AToB, post.clock().now().date_naive(), 30);
            let mut perform = Perform { key: post.clock().new_id(), crossing: None, version: None, action: coach };
            let crossing = officer.perform(&perform).await.unwrap().crossing;
            let claim = contract::ClaimNext { key: post.clock().new_id() };
            officer.claim_next(&claim).await.unwrap().unwrap();

            let claimed = post.store().acts_after(0, 1_000).await.unwrap().pop().unwrap();
            let opened = crate::journal::Opened::of(&claimed).unwrap();
            let Part::Crossing { id, act: CrossingAct::Claimed { steps, .. }, .. } = opened.act.part else { panic!() };
            assert_eq!((steps.len(), opened.header.format), (31, crate::journal::DRAWN_ONE_BY_ONE));
            let part = post.store().sealed_parts(claimed.seq - 1, claimed.seq, "KEN/state").await.unwrap().remove(0);
            sealed.push(part.ciphertext.len());

            let file = officer.private().file(id);
            let is_drawn = |step: &StepId| file.step(*step).is_some_and(|known| known.is_drawn);
            let (drawn, others): (Vec<StepId>, Vec<StepId>) = steps.iter().partition(|step| is_drawn(step));
            let seed = officer.draws_from(&post.live()).unwrap().unwrap();
            let draws = |step: &StepId| seed.draw(format!("referral|{id}|{}", step.0).as_bytes()).number() % 1000;
            assert!(drawn.iter().all(|step| draws(step) < u64::from(permille)), "{drawn:?}");
            assert!(others.iter().all(|step| draws(step) >= u64::from(permille)), "{others:?}");
            if permille != 300 {
                continue;
            }
            assert!(drawn.len() > 2 && others.len() > 2, "{drawn:?} {others:?}");
            // Those who were not drawn go on without the others.
            perform.crossing = crossing;
            let mut asks = async |action| {
                perform.key = post.clock().new_id();
                perform.action = action;
                officer.perform(&perform).await
            };
            let clear = |steps| Action::Clear {
                steps,
                dispositions: Vec::new(),
                grants: Vec::new(),
                note: None,
                customs: Box::default(),
            };
            let refused = asks(clear(vec![drawn[0]])).await;
            assert!(matches!(refused, Err(Error::Refused(domain::Refusal::DrawnForReferral))), "{refused:?}");
            asks(clear(others)).await.unwrap();
        }
        assert!(sealed.windows(2).all(|two| two[0] == two[1]), "{sealed:?}");
    }

    /// Who was removed keeps the keys of before, and they foretell nothing of what is drawn afterwards.
    #[tokio::test(flavor = "multi_thread")]
    async fn a_removed_officer_foretells_no_draw() {
        let folder = tempfile::tempdir().unwrap();
        let (file, home) = (folder.path().join("post.osbp"), folder.path().join("home"));
        let post =
            Demonstration { seed: 5, referral_permille: 400 }.found(&file.to_string_lossy(), &home).await.unwrap();
        let removed = seated(&post, "K-1042", "kijani-mto", "A-I1").await;
        let stays = seated(&post, "K-1050", "zamu-ya-kazi", "A-I2").await;
        let hash_of = |officer: &SignedIn| officer.draws_from(&post.live()).unwrap().unwrap().published();
        assert_eq!(hash_of(&removed), hash_of(&stays), "they draw from one seed");
        let before = hash_of(&removed);
        let kept = removed.rings();
        let administrator = SignedIn::unwrap(&post, "K-0001", "msimamizi-demo").await.unwrap();
        administrator.revoke(&removed.officer).await.unwrap();
        stays.catch_up().await.unwrap();
        assert_ne!(hash_of(&stays), before);
        let newest = kept.ring.newest("KEN", &Reader::State).unwrap();
        let day = post.live().post.plan.day_of(stays.state, post.clock().now());
        assert_eq!(seed_of(newest, day).unwrap().published(), before, "what he kept gives the seed of before");
        assert!(kept.ring.ids().all(|id| id.epoch == 1));
    }
}

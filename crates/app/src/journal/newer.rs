//! Acts that only a newer program reads: of a kind, or in a format, that this one does not know.
//!
//! Invariant: who can't read an act judges nothing of it. It is not void, it is not passed over in silence, and nothing more is
//! done here on what it is about.

use domain::agreeing::Proposal;
use domain::{CrossingAct, OfficerNumber, PostAct};
use serde::{Deserialize, Serialize};

use super::{FORMAT, Header, OpenAct, Part};

/// The kind of act that wraps another one.
const ENTERED_LATE: &str = "entered_late";

/// How much is told of the kind of an act that nobody here knows.
const LONGEST_KIND: usize = 40;

/// An act that only a newer program reads, or that somebody invented: by its number and its officer both States find out which.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewerAct {
    /// Its number.
    pub seq: i64,
    /// Who signed it.
    pub officer: OfficerNumber,
    /// What kind of act it says that it is.
    pub kind: String,
}

impl NewerAct {
    /// Returns what is told of an act, if only a newer program reads it.
    pub fn of(act: &OpenAct) -> Option<Self> {
        let Part::Newer { kind, .. } = &act.part else { return None };
        // Whoever invents a kind invents its letters too, and some of those do things to a terminal.
        let kind = kind.chars().filter(char::is_ascii_graphic).take(LONGEST_KIND).collect();
        Some(Self { seq: act.seq, officer: act.officer.clone(), kind })
    }
}

#[derive(Deserialize)]
struct Wrapping {
    act: Wrapped,
}

#[derive(Deserialize)]
struct Wrapped {
    act: Kind,
}

#[derive(Deserialize)]
struct Kind {
    kind: String,
}

/// The format in which a claim of several steps says of each whether chance drew it. Who knows an older one alone takes the draw for
/// that of the whole claim, and would clear whom it is to refer; whether anybody was drawn the format must not tell.
pub const DRAWN_ONE_BY_ONE: u32 = 3;

/// Returns the format that a program has to know which reads this part of an act.
pub fn format_of(part: &Part) -> u32 {
    match part {
        // Whoever knows format 1 alone takes every proposal for a template or for settings.
        Part::Post(PostAct::Proposed { proposal: Proposal::Program { .. }, .. }) => 2,
        // It goes by what was in force before.
        Part::Crossing { act: CrossingAct::Registered { stated: Some(_), .. }, .. } => 2,
        Part::Crossing { act, .. } => match act.plain() {
            CrossingAct::Claimed { steps, .. } if steps.len() > 1 => DRAWN_ONE_BY_ONE,
            _ => 1,
        },
        Part::Post(_) => 1,
        Part::Newer { format, .. } => *format,
    }
}

/// Returns whether only a newer program reads an act with this header and this open procedure.
pub fn is_newer(header: &Header, procedure: &[u8]) -> bool {
    let known = if header.crossing.is_some() { CrossingAct::KINDS } else { PostAct::KINDS };
    let is_known = |kind: &str| known.contains(&kind);
    if header.format > FORMAT || !is_known(&header.kind) {
        return true;
    }
    let wrapped = || serde_json::from_slice(procedure).map(|Wrapping { act: Wrapped { act } }| act.kind);
    header.kind == ENTERED_LATE && wrapped().is_ok_and(|kind| !is_known(&kind))
}

#[cfg(test)]
mod tests {
    use contract::{ClaimNext, CrossingRequest, Perform, QueueRequest, Reach, SignIn, Tab, Whereabouts};
    use domain::agreeing::ProposalNumber;
    use domain::officer::DeskCode;
    use domain::{Action, Decided, Direction, Reference, Refusal, StepId, SubjectId};
    use keys::Digest;
    use uuid::Uuid;

    use super::*;
    use crate::doctor::{Examination, Finding};
    use crate::failure::Error;
    use crate::journal::{Draft, Fault, Pen, Place, write};
    use crate::key_life::attacks::{forge, sign_anew};
    use crate::verification::{Problem, projections_that_differ};
    use crate::{Demonstration, SignedIn, Specimens, Workstation, verify, verify_as};

    /// An act of a newer program: of a kind and a format that nobody here has invented yet.
    struct Invented<'a> {
        /// Which crossing it is about, and its version after it.
        about: Option<(Uuid, u32)>,
        /// What it says of itself.
        kind: &'a str,
        /// In which format.
        format: u32,
        /// What was done.
        act: &'a str,
    }

    impl Invented<'_> {
        /// Writes it with an officer's keys, as a newer program would; returns its number.
        async fn write(&self, officer: &SignedIn) -> i64 {
            self.write_signed(officer, officer).await
        }

        /// Writes it in an officer's name, with the keys of another.
        async fn write_signed(&self, officer: &SignedIn, signs: &SignedIn) -> i64 {
            let workstation = officer.workstation();
            let mut tx = workstation.store().write().await.unwrap();
            let head = tx.head().clone();
            let by = workstation.live().duty(officer.officer(), head.at).unwrap();
            let draft = match self.about {
                None => Draft::of_post(&PostAct::BreakBegun, None),
                Some((id, version)) => {
                    let act = CrossingAct::Cleared { step: StepId(1) };
                    Draft::of_crossing(id, version, &Decided::from(act))
                }
            };
            let command = workstation.clock().new_id();
            let place = Place { post: workstation.id(), head: &head, at: head.at, command };
            let rings = officer.rings();
            let signing = &signs.keys.signing;
            let pen = Pen { by: &by, signing, sealers: rings.sealers(officer.state()).unwrap() };
            let mut written = write(place, vec![draft], pen).unwrap();
            let [row] = written.acts.as_mut_slice() else { panic!("{} acts", written.acts.len()) };
            let mut header: Header = serde_json::from_slice(&row.header).unwrap();
            row.procedure = format!(r#"{{"salt":"5a","act":{}}}"#, self.act).into_bytes();
            header.procedure = Digest::of(&row.procedure);
            header.format = self.format;
            header.kind = self.kind.to_owned();
            row.kind = self.kind.to_owned();
            sign_anew(row, &header, signing);
            tx.append(Digest::of(b"a newer program's request").as_bytes(), &written.acts, &written.sealed)
                .await
                .unwrap();
            tx.commit().await.unwrap();
            head.seq + 1
        }
    }

    /// A demonstration post with an officer of each State, and travellers who wait for Kenya.
    struct Ground {
        folder: tempfile::TempDir,
        kenya: SignedIn,
        uganda: SignedIn,
        travellers: Vec<Reference>,
    }

    impl Ground {
        async fn with(travellers: usize) -> Self {
            let folder = tempfile::tempdir().unwrap();
            let (file, home) = (folder.path().join("post.osbp"), folder.path().join("home"));
            let demonstration = Demonstration { seed: 5, referral_permille: 0 };
            let post = demonstration.found(&file.to_string_lossy(), &home).await.unwrap();
            let sits = async |officer: &str, password: &str, desk: &str| {
                let (officer, password, desk) = (officer.to_owned(), password.to_owned(), DeskCode(desk.to_owned()));
                let request = SignIn { officer, password, desk, pin: None, code: None };
                SignedIn::sign_in(&post, &request).await.unwrap()
            };
            let kenya = sits("K-1042", "kijani-mto", "A-I1").await;
            let uganda = sits("U-1131", "jua-ziwa", "B-I1").await;
            let mut specimens = Specimens::new(3).unwrap();
            let mut ground = Self { folder, kenya, uganda, travellers: Vec::new() };
            for _ in 0..travellers {
                let action = specimens.on_foot(Direction::AToB, post.clock().now().date_naive());
                let done = ground.kenya.perform(&ground.asks(None, action)).await.unwrap();
                ground.travellers.push(done.crossing.unwrap());
            }
            ground
        }

        fn post(&self) -> &Workstation {
            self.kenya.workstation()
        }

        fn asks(&self, crossing: Option<Reference>, action: Action) -> Perform {
            Perform { key: self.post().clock().new_id(), crossing, version: None, action }
        }

        fn claim(&self, crossing: &Reference) -> Perform {
            self.asks(Some(crossing.clone()), Action::Claim { steps: vec![StepId(1)], presented: false })
        }

        /// The crossing of a reference, and the version of its next act.
        fn next_on(&self, reference: &Reference) -> Option<(Uuid, u32)> {
            let live = self.post().live();
            let crossing = &live.by_reference(reference).unwrap().crossing;
            Some((crossing.id, crossing.version + 1))
        }

        fn release(&self, crossing: &Reference) -> Perform {
            self.asks(Some(crossing.clone()), Action::Release { steps: vec![StepId(1)] })
        }

        /// Has the plain rows of a crossing say something else, as a newer program would.
        async fn put_rows(&self, id: Uuid, change: impl FnOnce(&mut storage::CrossingProjection)) {
            let stored = self.post().store().projection(id).await.unwrap().unwrap();
            let mut wanted = stored.clone();
            change(&mut wanted);
            let mut tx = self.post().store().write().await.unwrap();
            tx.replace_crossing(Some(&stored), &wanted).await.unwrap();
            tx.commit().await.unwrap();
        }

        async fn newcomer(&self) -> std::sync::Arc<Workstation> {
            let address = self.folder.path().join("post.osbp");
            Workstation::open(&address.to_string_lossy(), &self.folder.path().join("home")).await.unwrap()
        }
    }

    fn at_desk() -> SignIn {
        SignIn {
            officer: "K-1042".to_owned(),
            password: "kijani-mto".to_owned(),
            desk: DeskCode("A-I1".to_owned()),
            pin: None,
            code: None,
        }
    }

    fn is_of_newer<T: std::fmt::Debug>(done: Result<T, Error>, refusal: Refusal) {
        assert!(matches!(&done, Err(Error::Refused(found)) if *found == refusal), "{done:?}");
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn a_crossing_that_only_a_newer_program_reads_is_read_only_and_the_rest_goes_on() {
        for (kind, format, act) in [
            ("weighed", 1, r#"{"kind":"weighed","grams":12}"#),
            ("cleared", FORMAT + 1, r#"{"kind":"cleared","step":1,"partly":true}"#),
            ("entered_late", 1, r#"{"kind":"entered_late","act":{"kind":"weighed","grams":12},"paper":"P1"}"#),
        ] {
            let ground = Ground::with(2).await;
            let Ground { kenya, uganda, travellers, .. } = &ground;
            let [first, second] = travellers.as_slice() else { panic!("{travellers:?}") };
            let invented = Invented { about: ground.next_on(first), kind, format, act };
            let seq = invented.write(kenya).await;

            is_of_newer(kenya.perform(&ground.claim(first)).await, Refusal::WrittenByNewer);
            // What follows on it is not judged either: Uganda's officer has no such step.
            let claimed = CrossingAct::Claimed { steps: vec![StepId(99)], presented: false };
            let (id, version) = ground.next_on(first).unwrap();
            let after = forge(uganda, Draft::of_crossing(id, version, &claimed.into())).await;
            let key = ground.post().clock().new_id();
            let next = kenya.claim_next(&ClaimNext { key }).await.unwrap().unwrap();
            assert_eq!(next.crossing.as_ref(), Some(second), "the first in the queue can't be claimed here");

            let page = kenya.queue(&QueueRequest { tab: Tab::All, limit: 9, ..QueueRequest::default() }).unwrap();
            let stands = |of: &Reference| {
                page.rows.iter().find(|row| row.reference == *of).map(|row| row.now_at.whereabouts).unwrap()
            };
            assert_eq!([first, second].map(stands), [Whereabouts::Newer, Whereabouts::Mine]);
            let request = CrossingRequest { reference: first.clone() };
            let view = kenya.crossing(&request).await.unwrap();
            assert_eq!(view.crossing.newer.as_ref().map(|by| &by.officer), Some(kenya.officer()));
            assert!(view.offers.iter().all(|one| one.offers.is_empty()) && view.void_acts.is_empty());
            // A day later its ticket has not expired: perhaps it was used.
            let tomorrow = ground.post().clock().now() + chrono::TimeDelta::days(2);
            assert_eq!(ground.post().live().in_order(tomorrow).count(), 2);

            let newcomer = ground.newcomer().await;
            for post in [ground.post(), &*newcomer] {
                assert!(post.live().void.is_empty(), "{:?}", post.live().void);
                assert!(post.live().by_reference(first).unwrap().crossing.newer.is_some());
                assert_eq!((post.reach(), projections_that_differ(post, 0).await.unwrap()), (Reach::Good, vec![]));
            }
            let verified = [verify(newcomer.store()).await.unwrap(), verify_as(kenya).await.unwrap()];
            for found in verified {
                assert_eq!((found.problems.as_slice(), found.not_judged), (&[][..], 2), "{seq} and {after}");
                assert_eq!(found.replayed + found.not_judged, found.acts);
            }
        }
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn what_nobody_signed_is_void_whatever_kind_it_says() {
        let ground = Ground::with(1).await;
        let Ground { kenya, uganda, travellers, .. } = &ground;
        let act = r#"{"kind":"weighed"}"#;
        let about = ground.next_on(&travellers[0]);
        let on_crossing = Invented { about, kind: "weighed", format: 1, act }.write_signed(kenya, uganda).await;
        let on_post = Invented { about: None, kind: "lunch_begun", format: 9, act }.write_signed(kenya, uganda).await;
        kenya.perform(&ground.claim(&travellers[0])).await.unwrap();
        let forged = [on_crossing, on_post];
        assert!(forged.iter().all(|seq| ground.post().live().void.get(seq) == Some(&Fault::Signature)));
        let found = verify(ground.post().store()).await.unwrap();
        assert_eq!(found.problems, forged.map(|seq| Problem { seq, check: Fault::Signature }));
        assert_eq!(found.not_judged, 0);
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn what_is_called_another_kind_than_it_is_is_void() {
        let ground = Ground::with(1).await;
        let about = ground.next_on(&ground.travellers[0]);
        let act = r#"{"kind":"claimed","steps":[1],"presented":false}"#;
        let seq = Invented { about, kind: "cleared", format: 1, act }.write(&ground.kenya).await;
        ground.kenya.perform(&ground.claim(&ground.travellers[0])).await.unwrap();
        let found = verify(ground.post().store()).await.unwrap();
        assert_eq!(found.problems, [Problem { seq, check: Fault::Columns }]);
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn what_only_a_newer_program_reads_on_the_post_makes_the_program_read_only() {
        let ground = Ground::with(1).await;
        let Ground { kenya, uganda, travellers, .. } = &ground;
        kenya.perform(&ground.claim(&travellers[0])).await.unwrap();
        let lunch = Invented { about: None, kind: "lunch_begun", format: 1, act: r#"{"kind":"lunch_begun"}"# };
        let seq = lunch.write(kenya).await;
        let clear = Action::Clear {
            steps: vec![StepId(1)],
            dispositions: Vec::new(),
            grants: Vec::new(),
            note: None,
            customs: Box::default(),
        };
        let clear = ground.asks(Some(travellers[0].clone()), clear);
        is_of_newer(kenya.perform(&clear).await, Refusal::PostOfNewer);
        let key = ground.post().clock().new_id();
        is_of_newer(uganda.claim_next(&ClaimNext { key }).await, Refusal::PostOfNewer);
        is_of_newer(kenya.close_shift(key).await, Refusal::PostOfNewer);
        let changed = kenya.change_password("kijani-mto", "another one").await;
        is_of_newer(changed, Refusal::PostOfNewer);
        let colleague = SignIn {
            officer: "K-1050".to_owned(),
            password: "zamu-ya-kazi".to_owned(),
            desk: DeskCode("A-I2".to_owned()),
            pin: None,
            code: None,
        };
        is_of_newer(SignedIn::sign_in(kenya.workstation(), &colleague).await.map(drop), Refusal::PostOfNewer);
        assert_eq!(ground.post().reach(), Reach::OfNewer);

        // What the other programs do is shown as far as it can be; what can't be judged any more is not void.
        let cleared = CrossingAct::Cleared { step: StepId(1) };
        let (id, version) = ground.next_on(&travellers[0]).unwrap();
        forge(kenya, Draft::of_crossing(id, version, &cleared.into())).await;
        let opened = PostAct::ShiftOpened { desk: DeskCode("A-I1".to_owned()), seed: None };
        let not_judged = forge(kenya, Draft::of_post(&opened, None)).await;
        let newcomer = ground.newcomer().await;
        ground.post().catch_up().await.unwrap();
        for post in [ground.post(), &*newcomer] {
            let live = post.live();
            assert!(live.void.is_empty() && live.newer == Some(seq), "{:?}", live.void);
            let crossing = &live.by_reference(&travellers[0]).unwrap().crossing;
            assert!(matches!(crossing.steps[&StepId(1)].status, domain::step::Status::Cleared { .. }));
        }
        let found = verify(newcomer.store()).await.unwrap();
        assert_eq!((found.problems.as_slice(), found.not_judged), (&[][..], 2), "{seq} and {not_judged}");
        let named = NewerAct { seq, officer: kenya.officer().clone(), kind: "lunch_begun".to_owned() };
        assert_eq!((found.unverified, found.newer), (0, Some(named)));

        let (address, home) = (ground.folder.path().join("post.osbp"), ground.folder.path().join("home"));
        for whole in [false, true] {
            let address = address.to_string_lossy().into_owned();
            let looks = Examination { address, home: home.clone(), backups: None, whole };
            let found = looks.run().await;
            let acts = if whole { 2 } else { 1 };
            let (officer, kind) = (kenya.officer().clone(), "lunch_begun".to_owned());
            assert!(found.contains(&Finding::ProgramOld { acts, seq, officer, kind }), "{found:?}");
            let is_false = |one: &Finding| {
                matches!(one, Finding::ActWrong { .. } | Finding::RowsDiffer { .. } | Finding::DutyDiffers)
            };
            assert!(!found.iter().any(is_false), "{found:?}");
        }
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn bytes_that_were_changed_are_named_after_an_act_of_a_newer_program_too() {
        let ground = Ground::with(1).await;
        let about = ground.next_on(&ground.travellers[0]);
        Invented { about, kind: "weighed", format: 1, act: r#"{"kind":"weighed"}"# }.write(&ground.kenya).await;
        Invented { about: None, kind: "lunch_begun", format: 1, act: r#"{"kind":"lunch_begun"}"# }
            .write(&ground.kenya)
            .await;
        // An act of which somebody took the procedure for another: the header still has the digest of what was signed.
        let workstation = ground.kenya.workstation();
        let mut tx = workstation.store().write().await.unwrap();
        let head = tx.head().clone();
        let by = workstation.live().duty(ground.kenya.officer(), head.at).unwrap();
        let rings = ground.kenya.rings();
        let sealers = rings.sealers(ground.kenya.state()).unwrap();
        let pen = Pen { by: &by, signing: &ground.kenya.keys.signing, sealers };
        let command = workstation.clock().new_id();
        let place = Place { post: workstation.id(), head: &head, at: head.at, command };
        let draft = Draft::of_post(&PostAct::ShiftClosed, None);
        let mut written = write(place, vec![draft], pen).unwrap();
        written.acts[0].procedure = br#"{"salt":"5a","act":{"kind":"shift_closed","really":true}}"#.to_vec();
        tx.append(Digest::of(b"changed").as_bytes(), &written.acts, &written.sealed).await.unwrap();
        tx.commit().await.unwrap();
        let found = verify(workstation.store()).await.unwrap();
        assert_eq!(found.problems, [Problem { seq: head.seq + 1, check: Fault::Digest }]);
        assert_eq!(found.not_judged, 2);
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn crossings_that_a_newer_program_registered_are_said_to_be_missing() {
        let ground = Ground::with(1).await;
        let kenya = &ground.kenya;
        let id = ground.post().clock().new_id();
        let act = r#"{"kind":"drone_registered","reference":"MD-2611-00099"}"#;
        Invented { about: Some((id, 1)), kind: "drone_registered", format: 3, act }.write(kenya).await;
        let cleared = CrossingAct::Cleared { step: StepId(1) };
        forge(kenya, Draft::of_crossing(id, 2, &cleared.into())).await;
        kenya.perform(&ground.claim(&ground.travellers[0])).await.unwrap();
        assert_eq!(ground.post().reach(), Reach::InPart);
        assert!(ground.post().live().void.is_empty());
        is_of_newer(ground.post().with_acts_of(id).await.map(drop), Refusal::WrittenByNewer);
        let found = verify(ground.post().store()).await.unwrap();
        assert_eq!((found.problems.as_slice(), found.not_judged), (&[][..], 2));
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn a_crossing_that_had_closed_is_not_judged_further_either() {
        let ground = Ground::with(1).await;
        let kenya = &ground.kenya;
        let reference = &ground.travellers[0];
        let all: Vec<SubjectId> =
            ground.post().live().by_reference(reference).unwrap().crossing.subjects.keys().copied().collect();
        let withdraw = ground.asks(Some(reference.clone()), Action::Withdraw { subjects: all });
        kenya.perform(&withdraw).await.unwrap();
        let closed = ground.post().crossing_with_acts(reference).await.unwrap().0;
        let about = Some((closed.id, closed.version + 1));
        Invented { about, kind: "returned", format: 1, act: r#"{"kind":"returned"}"# }.write(kenya).await;
        let cleared = CrossingAct::Cleared { step: StepId(1) };
        forge(kenya, Draft::of_crossing(closed.id, closed.version + 2, &cleared.into())).await;
        let (crossing, acts, void) = ground.post().crossing_with_acts(reference).await.unwrap();
        assert!(crossing.newer.is_some() && void.is_empty() && crossing.version == closed.version + 2);
        assert!(acts.iter().any(|act| matches!(act.part, Part::Newer { .. })));
        let found = verify(ground.post().store()).await.unwrap();
        assert_eq!((found.problems.as_slice(), found.not_judged), (&[][..], 2));
        assert_eq!(found.replayed + found.not_judged, found.acts);
        // It is still closed, and nobody misses it.
        kenya.catch_up().await.unwrap();
        assert_eq!(ground.post().reach(), Reach::Good);
        assert!(ground.post().live().is_beyond(closed.id));
        let told = Action::SendMessage { to: domain::Agency::Customs, told: "still there?".to_owned() };
        is_of_newer(kenya.perform(&ground.asks(Some(reference.clone()), told)).await, Refusal::WrittenByNewer);
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn a_crossing_that_a_newer_program_opened_again_is_said_to_be_missing() {
        let ground = Ground::with(1).await;
        let kenya = &ground.kenya;
        let reference = &ground.travellers[0];
        let all: Vec<SubjectId> =
            ground.post().live().by_reference(reference).unwrap().crossing.subjects.keys().copied().collect();
        let withdraw = ground.asks(Some(reference.clone()), Action::Withdraw { subjects: all });
        kenya.perform(&withdraw).await.unwrap();
        let closed = ground.post().crossing_with_acts(reference).await.unwrap().0;
        let about = Some((closed.id, closed.version + 1));
        Invented { about, kind: "returned", format: 1, act: r#"{"kind":"returned"}"# }.write(kenya).await;
        ground.put_rows(closed.id, |rows| rows.crossing.closed_at = None).await;
        let newcomer = ground.newcomer().await;
        let there = SignedIn::sign_in(&newcomer, &at_desk()).await.unwrap();
        for officer in [kenya, &there] {
            officer.catch_up().await.unwrap();
            assert_eq!(officer.workstation().reach(), Reach::InPart);
            assert!(officer.workstation().live().is_beyond(closed.id));
        }
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn who_holds_a_claim_where_a_newer_program_went_on_is_told_so_until_it_ends() {
        let ground = Ground::with(2).await;
        let Ground { kenya, travellers, .. } = &ground;
        let [first, second] = travellers.as_slice() else { panic!("{travellers:?}") };
        let weighed = async |about: Option<(Uuid, u32)>| {
            Invented { about, kind: "weighed", format: 1, act: r#"{"kind":"weighed"}"# }.write(kenya).await;
        };
        kenya.perform(&ground.claim(first)).await.unwrap();
        let about = ground.next_on(first);
        weighed(about).await;
        let next = || ClaimNext { key: ground.post().clock().new_id() };
        is_of_newer(kenya.perform(&ground.claim(second)).await, Refusal::ClaimOpen);
        is_of_newer(kenya.claim_next(&next()).await, Refusal::ClaimOpen);
        is_of_newer(kenya.perform(&ground.release(first)).await, Refusal::WrittenByNewer);
        let page = kenya.queue(&QueueRequest { tab: Tab::Mine, limit: 9, ..QueueRequest::default() }).unwrap();
        let [row] = page.rows.as_slice() else { panic!("{:?}", page.rows) };
        assert_eq!((page.mine.as_ref(), row.now_at.whereabouts), (Some(first), Whereabouts::Newer));

        // The shift ends without it, and it stays; so it does for a program that is started anew.
        kenya.close_shift(ground.post().clock().new_id()).await.unwrap();
        kenya.take_desk(&at_desk().desk).await.unwrap();
        let newcomer = ground.newcomer().await;
        let there = SignedIn::sign_in(&newcomer, &at_desk()).await.unwrap();
        for officer in [kenya, &there] {
            is_of_newer(officer.perform(&ground.claim(second)).await, Refusal::ClaimOpen);
            is_of_newer(officer.claim_next(&next()).await, Refusal::ClaimOpen);
        }

        // The newer program ends it.
        let (id, _) = about.unwrap();
        ground.put_rows(id, |rows| rows.claims.clear()).await;
        weighed(ground.next_on(first)).await;
        there.perform(&ground.claim(second)).await.unwrap();
        is_of_newer(kenya.claim_next(&next()).await, Refusal::ClaimOpen);
        kenya.perform(&ground.release(second)).await.unwrap();
        let found = verify(ground.post().store()).await.unwrap();
        assert_eq!((found.problems.as_slice(), found.not_judged), (&[][..], 2));
    }

    /// A claim of which the newer program's rows alone tell.
    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn who_claimed_with_a_newer_program_is_told_so_at_an_older_one() {
        let ground = Ground::with(2).await;
        let Ground { kenya, travellers, .. } = &ground;
        let [first, second] = travellers.as_slice() else { panic!("{travellers:?}") };
        let about = ground.next_on(first);
        Invented { about, kind: "weighed", format: 1, act: r#"{"kind":"weighed"}"# }.write(kenya).await;
        let (id, _) = about.unwrap();
        let row = storage::ClaimRow { officer: kenya.officer().to_string(), step: 1 };
        ground.put_rows(id, |rows| rows.claims.push(row)).await;
        is_of_newer(kenya.perform(&ground.claim(second)).await, Refusal::ClaimOpen);
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn a_claim_that_a_newer_program_ended_keeps_the_next_one_from_nobody() {
        let ground = Ground::with(2).await;
        let Ground { kenya, travellers, .. } = &ground;
        let [first, second] = travellers.as_slice() else { panic!("{travellers:?}") };
        kenya.perform(&ground.claim(first)).await.unwrap();
        let about = ground.next_on(first);
        Invented { about, kind: "weighed", format: 1, act: r#"{"kind":"weighed"}"# }.write(kenya).await;
        let claimed = CrossingAct::Claimed { steps: vec![StepId(1)], presented: false };
        let (id, version) = ground.next_on(second).unwrap();
        forge(kenya, Draft::of_crossing(id, version, &claimed.into())).await;
        let newcomer = ground.newcomer().await;
        kenya.catch_up().await.unwrap();
        for post in [ground.post(), &*newcomer] {
            let live = post.live();
            assert!(live.void.is_empty(), "{:?}", live.void);
            let crossing = &live.by_reference(second).unwrap().crossing;
            assert!(matches!(crossing.steps[&StepId(1)].status, domain::step::Status::Claimed { .. }));
        }
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn what_nobody_can_be_seen_to_have_signed_is_counted_apart_and_passed_over() {
        let ground = Ground::with(1).await;
        let Ground { kenya: removed, uganda, travellers, .. } = &ground;
        let administrator = SignedIn::unwrap(removed.workstation(), "K-0001", "msimamizi-demo").await.unwrap();
        administrator.revoke(removed.officer()).await.unwrap();
        let lunch = Invented { about: None, kind: "lunch_begun", format: 1, act: r#"{"kind":"lunch_begun"}"# };
        let newer = lunch.write(uganda).await;
        // Perhaps that act certified him anew; but whoever is certified signs with his own key.
        let claimed = CrossingAct::Claimed { steps: vec![StepId(1)], presented: false };
        let (id, version) = ground.next_on(&travellers[0]).unwrap();
        forge(removed, Draft::of_crossing(id, version, &claimed.into())).await;
        let forged = lunch.write_signed(uganda, removed).await;
        ground.post().catch_up().await.unwrap();
        let newcomer = ground.newcomer().await;
        let rows = ground.post().store().acts_of(id).await.unwrap();
        for post in [ground.post(), &*newcomer] {
            let known = {
                let live = post.live();
                assert_eq!((live.void.get(&forged), live.void.len()), (Some(&Fault::Signature), 1), "{:?}", live.void);
                assert_eq!(live.newer, Some(newer));
                live.by_reference(&travellers[0]).unwrap().crossing.clone()
            };
            let (replayed, acts, void) = post.replay(&rows).unwrap();
            assert_eq!((acts.len(), void), (rows.len(), Vec::new()));
            for crossing in [known, replayed] {
                assert_eq!(crossing.version, version);
                assert!(matches!(crossing.steps[&StepId(1)].status, domain::step::Status::Open));
            }
        }
        let found = verify(ground.post().store()).await.unwrap();
        assert_eq!(found.problems, [Problem { seq: forged, check: Fault::Signature }]);
        assert_eq!((found.not_judged, found.unverified), (1, 1));
        assert_eq!(found.replayed + 3, found.acts);
        let named = NewerAct { seq: newer, officer: uganda.officer().clone(), kind: "lunch_begun".to_owned() };
        assert_eq!(found.newer, Some(named));
    }

    #[test]
    fn the_kind_that_is_told_does_nothing_to_a_terminal() {
        let act = OpenAct {
            seq: 7,
            at: domain::At::UNIX_EPOCH,
            officer: OfficerNumber::parse("K-1042").unwrap(),
            state: "KEN".parse().unwrap(),
            agency: domain::Agency::Immigration,
            desk: DeskCode("A-I1".to_owned()),
            readers: Vec::new(),
            part: Part::Newer { about: None, kind: format!("\u{1b}[2Jlunch begun{}", "n".repeat(99)), format: 1 },
        };
        let told = NewerAct::of(&act).unwrap();
        assert!(told.kind.starts_with("[2Jlunchbegun") && told.kind.len() == LONGEST_KIND, "{told:?}");
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn who_is_signed_in_when_the_agreed_day_begins_does_nothing_more_with_a_program_that_is_too_old() {
        let ground = Ground::with(1).await;
        let (post, reference) = (ground.kenya.workstation(), &ground.travellers[0]);
        let kenya = SignedIn::unwrap(post, "K-0007", "kijani-mlima").await.unwrap();
        let uganda = SignedIn::unwrap(post, "U-0005", "jua-msitu").await.unwrap();
        let least = "4711.0.0".parse().unwrap();
        let from = post.clock().now().date_naive() + chrono::TimeDelta::days(2);
        let (number, proposal) = (ProposalNumber(1), Proposal::Program { from, least });
        kenya.post_act(post.clock().new_id(), PostAct::Proposed { number, proposal }).await.unwrap();
        uganda.post_act(post.clock().new_id(), PostAct::ProposalAgreed { number }).await.unwrap();
        ground.kenya.perform(&ground.claim(reference)).await.unwrap();
        post.clock().advance(chrono::TimeDelta::days(3).num_milliseconds());
        let head = post.live().head.seq;
        let too_old = || Refusal::ProgramTooOld { least };
        is_of_newer(ground.kenya.perform(&ground.release(reference)).await, too_old());
        is_of_newer(ground.kenya.claim_next(&ClaimNext { key: post.clock().new_id() }).await, too_old());
        is_of_newer(ground.kenya.close_shift(post.clock().new_id()).await, too_old());
        is_of_newer(ground.uganda.take_break(post.clock().new_id()).await, too_old());
        post.catch_up().await.unwrap();
        assert_eq!(post.live().head.seq, head, "nothing was written");
    }
}

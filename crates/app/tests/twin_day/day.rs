//! The scripted day. Uganda sends everybody whom it controls on entry to the second line; only the reasons differ between
//! the twins, and those are sealed.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;
use std::path::Path;
use std::sync::Arc;

use app::{
    ACCOUNTS, AlertEntry, Demand, Error, Founding, NewOfficer, SignedIn, Workstation, demonstration_plan, verify,
};
use contract::{
    CrossingRequest, Instruction, IssueSlip, KeepPhotograph, Perform, Performed, QueueRequest, ReadMessage, Scan,
    SendMessage, Tab,
};
use data_encoding::BASE64;
use domain::act::Conclusion;
use domain::action::ProtectionRecord;
use domain::alert::ShownBy;
use domain::customs::{Criterion, Declaration, Item, Lane, Selectivity, SelectivityRule};
use domain::document_check::{
    Answers, DocumentCheck, Forgery, ForgeryFound, HolderComparison, Likeness, Point, Verdict,
};
use domain::examination::{ExaminationId, Findings};
use domain::notice::ReasonCode;
use domain::post::{Category, Priority};
use domain::private::{Disposition, Matched, ProtectionNeed};
use domain::step::{Control, Origin, Service};
use domain::subject::{
    Consignment, Conveyance, ConveyanceKind, Document, Relation, RelationKind, Sex, SubjectFacts, Traveller,
};
use domain::{Action, Agency, Direction, Flow, Reference, Role, Side, StepId, StepState, SubjectId, SubjectKind};
use serde::Serialize;
use storage::SealedDocumentRow;

use super::ground::{Engine, Ground};
use super::lists::{self, CONTAINER, FRAME};
use super::mask::Mask;

/// Whether Uganda has secrets on this day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Secrets {
    /// Its list has entries, its table red rules, and its officers record needs for protection.
    Some,
    /// None of that; every one of its claims is drawn for a referral.
    None,
}

/// What came of a day.
pub struct Lived {
    /// All that Kenya can read, masked, line by line.
    pub seen: Vec<String>,
    /// How many alert hits Uganda's officers saw.
    pub hits: usize,
    /// Of which kinds: what matched, on which list.
    pub kinds: BTreeSet<String>,
    /// How many needs for protection they recorded.
    pub needs: usize,
    /// Whether the tobacco went red.
    pub is_red: bool,
}

/// The first password of both States' administrators.
pub const ADMINISTRATOR: &str = "msimamizi-mkuu";

struct Post {
    secrets: Secrets,
    leak: Leak,
    /// How many rows were written badly.
    leaked: i64,
    ground: Ground,
    officers: BTreeMap<&'static str, SignedIn>,
    references: Vec<Reference>,
    mask: Mask,
    lived: Lived,
}

/// What a program would do that keeps secrets badly: each shows what the comparison finds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Leak {
    /// Nothing: it is the program as it is.
    Nothing,
    /// A hit makes a row of its own, sealed as it should be.
    RowOfAHit,
    /// What is said in the second line is sealed as long as it is.
    UnpaddedPart,
    /// Chance refers nobody: a referral is a hit or a need.
    ReferralOnHitsOnly,
}

/// On both days Uganda writes its criteria anew and an officer of its opens his window. On the day with secrets one-time codes
/// are demanded from then on and windows lock sooner, and he has some.
async fn guard(post: &Arc<Workstation>, officer: &SignedIn, has_secrets: bool) {
    let administrator = SignedIn::unwrap(post, "U-0001", ADMINISTRATOR).await.unwrap();
    let now = post.clock().now();
    let idle_minutes = has_secrets.then_some(7);
    let demand = Demand { one_time: has_secrets, idle_minutes, ..Demand::nothing(now) };
    administrator.demand(demand).await.unwrap();
    // That its criteria were written anew tells neither what is demanded nor what its officers are instructed to do.
    let text = if has_secrets { "Look for the list's second page." } else { "" }.to_owned();
    let control = Control("identity".to_owned());
    let (on, side, agency) = (SubjectKind::Traveller, Side::Entry, Agency::Immigration);
    administrator.set_instruction(&Instruction { on, side, agency, control, text }).await.unwrap();
    let account = ACCOUNTS.iter().find(|account| account.number == officer.officer().as_str()).unwrap();
    let mut request = account.request();
    if has_secrets {
        let shown = officer.new_one_time_codes(None).await.unwrap();
        let telephone = totp_rs::Totp::from_url(&shown.link).unwrap();
        let code = |ahead| telephone.generate(u64::try_from(now.timestamp()).unwrap() + ahead).to_string();
        officer.confirm_one_time_codes(&code(0)).await.unwrap();
        assert!(matches!(SignedIn::sign_in_at_window(post, &request).await, Err(Error::CodeNeeded)));
        request.code = Some(code(30));
    } else {
        // A server counts how often a State's keys were changed, and setting codes up changes them twice. So does a new
        // password: that somebody changed something is all that can be known.
        for (present, new) in [(account.password, "for-an-hour"), ("for-an-hour", account.password)] {
            officer.change_password(present, new).await.unwrap();
        }
    }
    SignedIn::sign_in_at_window(post, &request).await.unwrap();
}

/// Lives the day.
pub async fn live(engine: &Engine, secrets: Secrets) -> Lived {
    let mut post = Post::found(engine, secrets, Leak::Nothing).await;
    post.family().await;
    post.truck().await;
    post.come_again().await;
    post.refused_and_readmitted().await;
    post.left_in_the_second_line().await;
    post.listed_meanwhile().await;
    post.northbound().await;
    post.said_and_handed_over().await;
    post.kenya_looks("the end of the day").await;
    post.without_any_key().await;
    post.end().await
}

/// Lives a morning of a program that keeps a secret badly.
pub async fn live_badly(engine: &Engine, secrets: Secrets, leak: Leak) -> Lived {
    let mut post = Post::found(engine, secrets, leak).await;
    post.family().await;
    post.northbound().await;
    post.end().await
}

impl Post {
    async fn found(engine: &Engine, secrets: Secrets, leak: Leak) -> Self {
        let plan = demonstration_plan().unwrap();
        let has_secrets = secrets == Secrets::Some;
        let founding = Founding {
            administrators: [administrator("K-0001"), administrator("U-0001")],
            // Kenya's list, table and rate are the same on both days.
            alerts: [Vec::new(), if has_secrets { alerts() } else { Vec::new() }],
            referral_permille: [0, if has_secrets || leak == Leak::ReferralOnHitsOnly { 0 } else { 1000 }],
            selectivity: [Selectivity::default(), if has_secrets { selectivity() } else { Selectivity::default() }],
            plan,
        };
        let ground = Ground::found(engine, &founding).await;
        for (state, number) in [("KEN", "K-0001"), ("UGA", "U-0001")] {
            let signed_in = SignedIn::unwrap(ground.of(number), number, ADMINISTRATOR).await.unwrap();
            for account in ACCOUNTS.iter().filter(|account| account.state == state) {
                signed_in.certify(&account.officer().unwrap()).await.unwrap();
            }
        }
        // From here on both days have the same clock.
        ground.stop_clocks();
        lists::import(ground.of("U-0001"), has_secrets).await;
        lists::switch_on(ground.of("U-0001"), has_secrets).await;
        let mut officers = BTreeMap::new();
        for account in ACCOUNTS {
            let request = account.request();
            officers.insert(account.number, SignedIn::sign_in(ground.of(account.number), &request).await.unwrap());
        }
        guard(ground.of("U-0001"), &officers["U-1131"], has_secrets).await;
        let lived = Lived { seen: Vec::new(), hits: 0, kinds: BTreeSet::new(), needs: 0, is_red: false };
        Self { secrets, leak, leaked: 0, ground, officers, references: Vec::new(), mask: Mask::default(), lived }
    }

    /// Kenya keeps a copy of all that it can read once everybody has left.
    async fn end(self) -> Lived {
        let Self { ground, officers, mut mask, mut lived, .. } = self;
        drop(officers);
        lived.seen.extend(ground.read_out(&mut mask).await);
        lived
    }

    /// Two grown-ups and a child on foot. One is listed by document and by name, the other asks for asylum, a need that
    /// Uganda's desk deals with.
    async fn family(&mut self) {
        let people = vec![
            person("NAMUKASA", "ESTHER", "SP0009001", "1988-02-29"),
            person("NAMUKASA", "PETER", "SP0009002", "1985-06-11"),
            person("NAMUKASA", "JOY", "SP0009003", "2019-01-30"),
        ];
        let guardian = Relation { from: SubjectId(1), kind: RelationKind::Guardian, to: SubjectId(3) };
        let family = self.register("K-1042", Direction::AToB, Flow::Traveller, None, people, vec![guardian]).await;
        self.kenya_lets_out(&family).await;
        self.kenya_looks("the family is at the line").await;
        for subject in [1, 2, 3] {
            self.uganda_controls(&family, subject, (subject == 2).then_some(ProtectionNeed::Asylum)).await;
        }
        self.kenya_looks("the family is through").await;
        self.slips(&family).await;
        self.good("U-9001", &family, depart(&[1, 2, 3], None, 3, &[])).await;
    }

    /// Cigarettes on a lorry: red by Uganda's table, so that its customs wants to see them opened.
    async fn truck(&mut self) {
        let subjects = vec![
            person("OUMA", "BRIAN", "SP0009004", "1979-09-09"),
            SubjectFacts::Conveyance(Conveyance {
                kind: ConveyanceKind::Lorry,
                plate: "KDA 123A".parse().unwrap(),
                registered_in: Some("KEN".to_owned()),
                operator: Some("Rift Haulage".to_owned()),
                vin: Some(FRAME.to_owned()),
                papers: Box::default(),
            }),
            SubjectFacts::Consignment(Consignment {
                description: "Cigarettes".to_owned(),
                gross_mass_g: 4_000_000,
                containers: vec![CONTAINER.parse().unwrap()],
                seals: vec!["KE771".to_owned()],
                declaration: None,
                papers: Box::default(),
            }),
        ];
        let relations = vec![
            Relation { from: SubjectId(1), kind: RelationKind::Drives, to: SubjectId(2) },
            Relation { from: SubjectId(3), kind: RelationKind::CarriedOn, to: SubjectId(2) },
        ];
        let truck = self
            .register("K-2010", Direction::AToB, Flow::Truck, Some(Category::ToBeCleared), subjects, relations)
            .await;
        self.good("K-2010", &truck, Action::LodgeDeclaration { subject: SubjectId(3), declaration: declaration() })
            .await;
        self.kenya_lets_out(&truck).await;
        for subject in [1, 2] {
            self.uganda_controls(&truck, subject, None).await;
        }
        self.opened_together(&truck).await;
        self.uganda_controls(&truck, 3, None).await;
        self.kenya_looks("the truck is through").await;
        self.slips(&truck).await;
        self.good("U-9001", &truck, depart(&[1, 2, 3], Some("KDA 123A"), 1, &["KE772"])).await;
    }

    /// The driver comes again with other plates on the same lorry, and somebody else brings the child: too soon for both.
    async fn come_again(&mut self) {
        let subjects = vec![
            person("OUMA", "BRIAN", "SP0009004", "1979-09-09"),
            SubjectFacts::Conveyance(Conveyance {
                kind: ConveyanceKind::Lorry,
                plate: "KDB 555B".parse().unwrap(),
                registered_in: Some("KEN".to_owned()),
                operator: Some("Rift Haulage".to_owned()),
                vin: Some(FRAME.to_owned()),
                papers: Box::default(),
            }),
        ];
        let drives = vec![Relation { from: SubjectId(1), kind: RelationKind::Drives, to: SubjectId(2) }];
        let empty =
            self.register("K-2010", Direction::AToB, Flow::Truck, Some(Category::Empty), subjects, drives).await;
        let people = vec![
            person("MUGISHA", "ALICE", "SP0009007", "1990-10-10"),
            person("NAMUKASA", "JOY", "SP0009003", "2019-01-30"),
        ];
        let guardian = vec![Relation { from: SubjectId(1), kind: RelationKind::Guardian, to: SubjectId(2) }];
        let walk = self.register("K-1042", Direction::AToB, Flow::Traveller, None, people, guardian).await;
        for party in [&empty, &walk] {
            self.kenya_lets_out(party).await;
            for subject in [1, 2] {
                self.uganda_controls(party, subject, None).await;
            }
            self.kenya_looks("somebody came again").await;
            self.slips(party).await;
        }
        self.good("U-9001", &empty, depart(&[1, 2], Some("KDB 555B"), 1, &[])).await;
        self.good("U-9001", &walk, depart(&[1, 2], None, 2, &[])).await;
    }

    /// The goods go to the second line, come back from it, and are examined by both States.
    async fn opened_together(&mut self, truck: &Reference) {
        let [arrival, ..] = self.open_steps(truck, 3).await[..] else { panic!("the goods have no controls") };
        self.claim_and_refer("U-2020", truck, arrival, None).await;
        let second = self.second_of(truck, arrival).await;
        self.conclude("U-2021", truck, second, Conclusion::Ready).await;
        self.good("U-2020", truck, claim(arrival)).await;
        self.lived.is_red |= self.view("U-2020", truck).await.file.lanes.values().any(|one| one.lane == Lane::Red);
        if self.secrets == Secrets::Some {
            self.refused("U-2020", truck, clear(arrival)).await;
        }
        let examination = ExaminationId(1);
        self.good("U-2020", truck, Action::RequestExamination { subject: SubjectId(3), joint: true, told: None }).await;
        self.kenya_looks("an examination is asked for").await;
        self.good("U-2020", truck, Action::ScheduleExamination { examination, bay: "2".to_owned() }).await;
        for officer in ["K-2010", "U-2020"] {
            self.good(officer, truck, Action::AttendExamination { examination }).await;
        }
        for officer in ["U-2020", "K-2010"] {
            let content = BASE64.encode(&picture(self.secrets));
            let photograph = self.officers[officer].keep_photograph(&KeepPhotograph { content }).unwrap();
            let findings = Findings {
                is_as_declared: true,
                words: "Counted, as declared.".to_owned(),
                packages: Some(400),
                seals_found: vec!["KE771".to_owned()],
                seals_put_on: vec!["KE772".to_owned()],
                samples: Vec::new(),
                photographs: vec![photograph],
            };
            self.good(officer, truck, Action::FileFindings { examination, findings }).await;
            self.kenya_looks("findings are filed").await;
        }
        // Whoever acts next reveals what his State found; only what is still sealed is opened by hand.
        for officer in ["U-2020", "K-2010"] {
            let _revealed_already = self.try_it(officer, truck, Action::RevealFindings { examination }).await;
        }
        self.good("U-2020", truck, Action::CloseExamination { examination }).await;
        self.good("U-2020", truck, clear(arrival)).await;
    }

    /// A listed person who seems to be trafficked: refused all the same, and offered back once the desk has done its part.
    async fn refused_and_readmitted(&mut self) {
        let people = vec![person("BWIRE", "AMINA", "SP0009005", "1999-12-31")];
        let party = self.register("K-1050", Direction::AToB, Flow::Traveller, None, people, Vec::new()).await;
        self.kenya_lets_out(&party).await;
        let steps = self.open_steps(&party, 1).await;
        let (health, identity) = (steps[0], steps[1]);
        self.claim_and_refer("U-3001", &party, health, Some(ProtectionNeed::Trafficking)).await;
        let second = self.second_of(&party, health).await;
        self.kenya_looks("somebody is in the second line").await;
        // Kenya tries what is not its own: it is told the same on both days.
        self.kenya_is_refused(&party, claim(second)).await;
        self.kenya_is_refused(&party, Action::Readmit { subject: SubjectId(1) }).await;
        self.kenya_is_refused(&party, Action::Withdraw { subjects: vec![SubjectId(1)] }).await;
        self.good("U-1141", &party, claim(second)).await;
        let ends = Action::Conclude {
            step: second,
            outcome: Conclusion::Cleared,
            dispositions: self.dispositions("U-1141", &party, second).await,
            ends_protection: self.secrets == Secrets::Some,
            note: self.note("The desk has spoken with her; she is safe with her brother."),
            customs: Box::default(),
        };
        self.good("U-1141", &party, ends).await;
        self.good("U-1140", &party, claim(identity)).await;
        self.note_kinds("U-1140", &party, identity).await;
        let refuse = Action::Refuse {
            step: identity,
            reason: ReasonCode("E".to_owned()),
            dispositions: self.all_same("U-1140", &party, identity).await,
            note: self.note("The one on the list."),
        };
        let refuse = self.with_check("U-1140", &party, identity, Verdict::Impostor, refuse).await;
        self.good("U-1140", &party, refuse).await;
        self.kenya_looks("a refusal waits").await;
        self.good("U-1131", &party, Action::Confirm { step: identity }).await;
        self.good("U-1131", &party, Action::ServeNotice { step: identity, service: Service::Signed }).await;
        self.kenya_looks("a notice is served").await;
        self.good("U-1131", &party, Action::OfferBack { subject: SubjectId(1) }).await;
        self.kenya_looks("somebody is offered back").await;
        self.good("K-1042", &party, Action::Readmit { subject: SubjectId(1) }).await;
    }

    /// A medical need that is still open when the day ends.
    async fn left_in_the_second_line(&mut self) {
        let people = vec![person("AKINYI", "ROSE", "SP0009006", "1971-07-17")];
        let party = self.register("K-1050", Direction::AToB, Flow::Traveller, None, people, Vec::new()).await;
        self.kenya_lets_out(&party).await;
        let [health, ..] = self.open_steps(&party, 1).await[..] else { panic!("nobody looks at her") };
        self.claim_and_refer("U-3001", &party, health, Some(ProtectionNeed::Medical)).await;
        if self.secrets == Secrets::Some {
            // It is not for Uganda to offer her back now; that it tried is seen by nobody else.
            self.refused("U-1131", &party, Action::OfferBack { subject: SubjectId(1) }).await;
        }
        self.kenya_is_refused(&party, Action::Release { steps: vec![health] }).await;
    }

    /// Somebody is not listed when she is claimed, and is before she is cleared.
    async fn listed_meanwhile(&mut self) {
        let people = vec![person("NYAMBURA", "LUCY", "SP0009008", "1983-08-08")];
        let party = self.register("K-1050", Direction::AToB, Flow::Traveller, None, people, Vec::new()).await;
        self.kenya_lets_out(&party).await;
        let [health, identity, ..] = self.open_steps(&party, 1).await[..] else { panic!("nobody looks at her") };
        self.claim_and_refer("U-3001", &party, health, None).await;
        let second = self.second_of(&party, health).await;
        self.conclude("U-1141", &party, second, Conclusion::Cleared).await;
        // While her papers are looked at, Uganda imports another edition; who is new on it is nobody's business.
        self.good("U-1131", &party, claim(identity)).await;
        lists::import_again(self.ground.of("U-0001"), self.secrets == Secrets::Some).await;
        self.kenya_looks("Uganda imports a list").await;
        let before = self.dispositions("U-1131", &party, identity).await.len();
        self.refused("U-1131", &party, clear(identity)).await;
        self.note_kinds("U-1131", &party, identity).await;
        let dispositions = self.dispositions("U-1131", &party, identity).await;
        if dispositions.len() > before {
            self.lived.kinds.insert("found since the claim".to_owned());
        }
        self.kenya_looks("Uganda's officer looks again").await;
        let refers =
            Action::Refer { step: identity, dispositions, note: None, protection: None, customs: Box::default() };
        self.good("U-1131", &party, refers).await;
        let line = self.second_of(&party, identity).await;
        self.conclude("U-1141", &party, line, Conclusion::Cleared).await;
    }

    /// The other direction: Uganda lets out, and somebody listed is among them.
    async fn northbound(&mut self) {
        let people = vec![person("NAMUKASA", "ESTHER", "SP0009001", "1988-02-29")];
        let party = self.register("U-1140", Direction::BToA, Flow::Traveller, None, people, Vec::new()).await;
        let exits: Vec<StepId> = self.open_steps(&party, 1).await;
        let identity = exits[0];
        let is_referred = self.claim_and_refer("U-1131", &party, identity, None).await;
        self.kenya_looks("somebody leaves Uganda").await;
        if is_referred {
            let second = self.second_of(&party, identity).await;
            self.conclude("U-1140", &party, second, Conclusion::Cleared).await;
        }
        self.good("K-3001", &party, claim(exits[1])).await;
    }

    /// Uganda tells Kenya something on both days. What its officers tell each other, and what its supervisor hands over, there is
    /// to be said on the day with secrets alone.
    async fn said_and_handed_over(&mut self) {
        let party = self.references.last().unwrap().clone();
        let message = |post: &Self, state: &str, words: &str| SendMessage {
            key: post.ground.of("U-1131").clock().new_id(),
            crossing: party.clone(),
            state: state.parse().unwrap(),
            agency: Agency::Customs,
            words: words.to_owned(),
        };
        let told = message(self, "KEN", "Her bus has gone; she walks.");
        self.officers["U-1131"].catch_up().await.unwrap();
        self.officers["U-1131"].send_message(&told).await.unwrap();
        if self.secrets == Secrets::Some {
            let own = message(self, "UGA", "She is listed: look at the bag.");
            self.officers["U-1131"].send_message(&own).await.unwrap();
            let line = self.view("U-2020", &party).await.messages.into_iter().find(|line| line.is_for_me).unwrap();
            let read = ReadMessage { crossing: party.clone(), message: line.id };
            self.officers["U-2020"].read_message(&read).await.unwrap();
        }
        let words = self.note("Three were listed. Look out for the lorry.").unwrap_or_default();
        self.officers["U-0005"].catch_up().await.unwrap();
        self.officers["U-0005"].hand_over(&words).await.unwrap();
        self.ground.advance(1_500);
    }

    async fn register(
        &mut self,
        officer: &str,
        direction: Direction,
        flow: Flow,
        category: Option<Category>,
        subjects: Vec<SubjectFacts>,
        relations: Vec<Relation>,
    ) -> Reference {
        let priority = Priority::None;
        let action = Action::Register { direction, flow, category, priority, subjects, relations };
        let done = self.try_on(officer, None, action).await.unwrap();
        let reference = done.crossing.unwrap();
        self.references.push(reference.clone());
        reference
    }

    /// Kenya clears all that is its own, in order.
    async fn kenya_lets_out(&mut self, reference: &Reference) {
        loop {
            let view = self.view("K-1042", reference).await;
            let now = &view.crossing;
            let next = now.steps.values().find(|step| {
                step.state.as_str() == "KEN" && step.side == Side::Exit && now.state_of(step) == StepState::Ready
            });
            let Some(step) = next.cloned() else { return };
            let officer = match step.agency {
                Agency::Immigration => "K-1042",
                Agency::Customs => "K-2010",
                other => panic!("nobody of {other:?} lets out"),
            };
            self.good(officer, reference, claim(step.id)).await;
            self.good(officer, reference, clear(step.id)).await;
        }
    }

    /// Uganda sends a subject through each of its controls by way of the second line.
    async fn uganda_controls(&mut self, reference: &Reference, subject: u16, need: Option<ProtectionNeed>) {
        let mut need = need;
        for step in self.open_steps(reference, subject).await {
            let agency = self.view("U-1131", reference).await.crossing.steps[&step].agency;
            let (first, second) = match agency {
                Agency::Health => ("U-3001", "U-1141"),
                Agency::Immigration => ("U-1131", "U-1141"),
                Agency::Customs => ("U-2020", "U-2021"),
                Agency::Standards => ("U-4001", "U-1141"),
                other => panic!("nobody of {other:?} controls"),
            };
            if !self.claim_and_refer(first, reference, step, need.take()).await {
                continue;
            }
            let line = self.second_of(reference, step).await;
            self.conclude(second, reference, line, Conclusion::Cleared).await;
        }
    }

    /// A claim and a referral: for a hit, for a need, or because chance drew it. Returns whether somebody was referred, as
    /// everybody is by the program as it is.
    async fn claim_and_refer(
        &mut self,
        officer: &str,
        on: &Reference,
        step: StepId,
        need: Option<ProtectionNeed>,
    ) -> bool {
        self.good(officer, on, claim(step)).await;
        self.note_kinds(officer, on, step).await;
        let dispositions = self.dispositions(officer, on, step).await;
        self.lived.hits += dispositions.len();
        self.leak_of(officer, &dispositions).await;
        let has_reason = !dispositions.is_empty() || (self.secrets == Secrets::Some && need.is_some());
        if self.leak == Leak::ReferralOnHitsOnly && !has_reason {
            self.good(officer, on, clear(step)).await;
            return false;
        }
        if !dispositions.is_empty() || self.secrets == Secrets::None {
            // Neither a hit nor a draw can be passed over; that somebody tried is on no record.
            self.refused(officer, on, clear(step)).await;
        }
        self.kenya_looks("Uganda has a claim").await;
        let protection = need.filter(|_| self.secrets == Secrets::Some).map(|need| ProtectionRecord {
            need,
            words: "She says that she can not go back, that people wait for her at home, and shows a letter. She asks \
                    for a doctor and for somebody who speaks Luo; her brother waits outside the hall with two bags."
                .to_owned(),
        });
        self.lived.needs += usize::from(protection.is_some());
        let note = self.note("Asked twice; will not say more at the counter. To be heard in the second line, apart.");
        let refer = Action::Refer { step, dispositions, note, protection, customs: Box::default() };
        let refer = self.with_check(officer, on, step, Verdict::Impostor, refer).await;
        self.good(officer, on, refer).await;
        true
    }

    /// Writes what a program writes that keeps this secret badly, at the officer's own workstation.
    async fn leak_of(&mut self, officer: &str, dispositions: &[Disposition]) {
        const SAID: usize = 9_000;
        let lengths = match self.leak {
            Leak::RowOfAHit => vec![512; dispositions.len()],
            Leak::UnpaddedPart => vec![if self.secrets == Secrets::Some { SAID } else { 16 }],
            Leak::Nothing | Leak::ReferralOnHitsOnly => return,
        };
        for length in lengths {
            self.leaked += 1;
            let row = SealedDocumentRow {
                state: "UGA".to_owned(),
                name: "said".to_owned(),
                version: self.leaked,
                epoch: 1,
                ciphertext: vec![0; length],
            };
            let mut write = self.ground.of(officer).store().write().await.unwrap();
            write.put_sealed_document(&row).await.unwrap();
            write.commit().await.unwrap();
        }
    }

    async fn conclude(&mut self, officer: &str, on: &Reference, step: StepId, outcome: Conclusion) {
        self.good(officer, on, claim(step)).await;
        let dispositions = self.dispositions(officer, on, step).await;
        let is_desk = ACCOUNTS.iter().any(|known| known.number == officer && known.roles.contains(&Role::Protection));
        let conclude = Action::Conclude {
            step,
            outcome,
            dispositions,
            ends_protection: is_desk && self.secrets == Secrets::Some,
            note: self.note("Another of the same name."),
            customs: Box::default(),
        };
        let conclude = self.with_check(officer, on, step, Verdict::Same, conclude).await;
        self.good(officer, on, conclude).await;
    }

    /// On the day with secrets whoever controls identity compares every holder, and finds that the documents of those whom he takes
    /// for impostors are false.
    async fn with_check(&self, officer: &str, on: &Reference, step: StepId, verdict: Verdict, what: Action) -> Action {
        let step = self.view(officer, on).await.crossing.steps[&step].clone();
        let is_identity = step.agency == Agency::Immigration;
        if self.secrets == Secrets::None || !is_identity || !officer.starts_with('U') {
            return what;
        }
        let is_false = verdict == Verdict::Impostor;
        let mut answers = Answers::default();
        for point in Point::ALL {
            answers.say(point, Some(if is_false { Likeness::Unlike } else { Likeness::Like }));
        }
        let words = "The ears are not hers, and the laminate over the picture was lifted at the lower edge.".to_owned();
        let forgery = ForgeryFound { kind: Forgery::PhotographReplaced, words: words.clone(), is_kept: false };
        let check = DocumentCheck {
            subject: step.subject,
            comparison: Some(HolderComparison { answers, verdict, words }),
            forgery: is_false.then_some(forgery),
        };
        Action::WithChecks { checks: vec![check], what: Box::new(what) }
    }

    /// What an officer writes for his own State, where there is something to write.
    fn note(&self, words: &str) -> Option<String> {
        (self.secrets == Secrets::Some).then(|| words.to_owned())
    }

    /// What he makes of hits: of each that it is another, as ever something else shows; whoever concludes says so again of a hit
    /// that needs two.
    async fn dispositions(&self, officer: &str, on: &Reference, step: StepId) -> Vec<Disposition> {
        let view = self.view(officer, on).await;
        let Some(known) = view.file.step(step) else { return Vec::new() };
        let line = &view.crossing.steps[&step];
        let again = known.hits_for_two(line.subject).filter(|_| line.origin != Origin::Template);
        let again = again.map(|hit| (line.subject, hit));
        let hits: BTreeSet<(SubjectId, u64)> =
            known.undecided_hits().chain(again).map(|(subject, hit)| (subject, hit.entry)).collect();
        let shown = ShownBy::ALL.into_iter().map(Some).chain([None]).cycle();
        hits.into_iter().zip(shown).map(|((subject, entry), by)| Disposition::another(subject, entry, by)).collect()
    }

    async fn all_same(&self, officer: &str, on: &Reference, step: StepId) -> Vec<Disposition> {
        let made = self.dispositions(officer, on, step).await;
        made.into_iter().map(|one| Disposition::same(one.subject, one.entry)).collect()
    }

    /// Of which kinds the hits are that an officer sees.
    async fn note_kinds(&mut self, officer: &str, on: &Reference, step: StepId) {
        let file = self.view(officer, on).await.file;
        for search in file.step(step).into_iter().flat_map(|known| &known.searches) {
            for (hit, how) in
                search.hits.iter().map(|hit| (hit, "")).chain(search.possible.iter().map(|hit| (hit, "possible ")))
            {
                let list = hit.listed.as_ref().map(|listed| listed.list.as_str()).unwrap_or_default();
                let kind = match hit.matched {
                    Matched::Unusual => hit.reason.clone(),
                    Matched::Forged => "document recorded as false".to_owned(),
                    matched => format!("{how}{} on {list}", matched.word()),
                };
                self.lived.kinds.insert(kind);
                if hit.needs_two() {
                    self.lived.kinds.insert("needs two".to_owned());
                }
            }
        }
    }

    async fn open_steps(&self, on: &Reference, subject: u16) -> Vec<StepId> {
        let view = self.view("U-1131", on).await;
        let steps = view.crossing.steps_of(SubjectId(subject));
        steps.filter(|step| !step.is_done() && step.origin == Origin::Template).map(|step| step.id).collect()
    }

    async fn second_of(&self, on: &Reference, step: StepId) -> StepId {
        let view = self.view("U-1131", on).await;
        let lines = view.crossing.steps.values().rev();
        lines.filter(|line| line.origin == Origin::Secondary { of: step }).map(|line| line.id).next().unwrap()
    }

    async fn view(&self, officer: &str, reference: &Reference) -> contract::CrossingView {
        let signed_in = &self.officers[officer];
        signed_in.catch_up().await.unwrap();
        signed_in.crossing(&CrossingRequest { reference: reference.clone() }).await.unwrap()
    }

    /// Both States issue a slip, and Kenya looks at both.
    async fn slips(&mut self, reference: &Reference) {
        for officer in ["K-1042", "U-1131"] {
            let request = IssueSlip { key: self.ground.of(officer).clock().new_id(), reference: reference.clone() };
            let slip = self.officers[officer].issue_slip(&request).await.unwrap();
            self.keep("a slip", &masked_seal(serde_json::to_value(&slip).unwrap()));
            let pdf = self.officers["K-1042"].slip_pdf(reference, slip.number).await.unwrap();
            self.keep("a slip's paper", &words_of(self.ground.folder.path(), &pdf));
        }
    }

    async fn good(&mut self, officer: &str, on: &Reference, action: Action) -> Performed {
        let name = action.name();
        match self.try_it(officer, on, action).await {
            Ok(done) => done,
            Err(error) => panic!("{officer} could not {name} ({:?}): {error:?}", self.secrets),
        }
    }

    async fn refused(&mut self, officer: &str, on: &Reference, action: Action) {
        let name = action.name();
        assert!(self.try_it(officer, on, action).await.is_err(), "{officer} could {name}");
    }

    /// What Kenya's officer is told when the procedure refuses him is part of what Kenya reads.
    async fn kenya_is_refused(&mut self, on: &Reference, action: Action) {
        let error = self.try_it("K-1042", on, action).await.unwrap_err();
        let told = contract::Failure::from(error);
        self.keep("a refusal", &told);
    }

    async fn try_it(&mut self, officer: &str, on: &Reference, action: Action) -> Result<Performed, Error> {
        self.try_on(officer, Some(on.clone()), action).await
    }

    async fn try_on(&mut self, officer: &str, on: Option<Reference>, action: Action) -> Result<Performed, Error> {
        let key = self.ground.of(officer).clock().new_id();
        let signed_in = &self.officers[officer];
        signed_in.catch_up().await.unwrap();
        let done = signed_in.perform(&Perform { key, crossing: on, version: None, action }).await;
        if done.is_ok() {
            // Time passes with what is done; what is refused takes none that anybody could measure in the acts.
            self.ground.advance(1_500);
        }
        done
    }

    /// All that two of Kenya's officers, one of them a supervisor, are told by their windows now.
    async fn kenya_looks(&mut self, when: &str) {
        for officer in ["K-1042", "K-0007"] {
            let mut read: Vec<(String, serde_json::Value)> = Vec::new();
            let signed_in = &self.officers[officer];
            read.push(("feed".to_owned(), value(&signed_in.catch_up().await.unwrap())));
            for tab in [Tab::All, Tab::Mine, Tab::State, Tab::WaitingOnParty, Tab::Joint] {
                let request = QueueRequest { tab, limit: 200, ..QueueRequest::default() };
                read.push((format!("queue {tab:?}"), value(&signed_in.queue(&request).unwrap())));
            }
            read.push(("monitor".to_owned(), value(&signed_in.monitor().unwrap())));
            for reference in &self.references {
                let request = CrossingRequest { reference: reference.clone() };
                read.push((format!("crossing {reference}"), value(&signed_in.crossing(&request).await.unwrap())));
            }
            for text in [
                "SP0009001",
                "SP0009003",
                "NAMUKASA",
                "KDA 123A",
                "KDB 555B",
                CONTAINER,
                FRAME,
                "Cigarettes",
                "nobody at all",
            ] {
                let scanned = signed_in.scan(&Scan { text: text.to_owned() }).await.unwrap();
                read.push((format!("scan {text}"), value(&scanned)));
            }
            for (name, value) in read {
                self.keep(&format!("{when}: {officer}: {name}"), &value);
            }
        }
    }

    /// What `osbpctl` shows without an officer.
    async fn without_any_key(&mut self) {
        let crossings = self.ground.kenya.crossings_in_order(true).await.unwrap();
        self.keep("osbpctl queue --all", &crossings);
        for reference in self.references.clone() {
            let shown = self.ground.kenya.shown(&reference).await.unwrap();
            self.keep("osbpctl crossing show", &shown);
        }
        let verified = verify(self.ground.kenya.store()).await.unwrap();
        assert!(verified.is_ok(), "{:?}", verified.problems);
        self.keep("osbpctl journal verify", &verified);
        let officers = self.ground.kenya.store().officers().await.unwrap();
        self.keep("osbpctl officer list", &lines(&officers));
        let shifts = self.ground.kenya.store().shifts().await.unwrap();
        self.keep("shifts", &lines(&shifts));
    }

    fn keep(&mut self, what: &str, value: &impl Serialize) {
        self.lived.seen.push(format!("## {what}"));
        let text = serde_json::to_string_pretty(value).unwrap();
        let masked = self.mask.text(&text);
        self.lived.seen.extend(masked.lines().map(str::to_owned));
    }
}

fn value(read: &impl Serialize) -> serde_json::Value {
    serde_json::to_value(read).unwrap()
}

fn lines(rows: &[impl Debug]) -> Vec<String> {
    rows.iter().map(|row| format!("{row:?}")).collect()
}

/// A seal is a signature over a digest: its length is what can be seen of it.
fn masked_seal(mut slip: serde_json::Value) -> serde_json::Value {
    slip["seal"] = slip["seal"].as_str().unwrap().len().into();
    for sheet in slip["sheets"].as_array_mut().unwrap() {
        *sheet = sheet.as_str().unwrap().split('<').map(masked_mark).collect::<Vec<_>>().join("<").into();
    }
    slip
}

/// The code and the letters below it say the signature and the digest again.
fn masked_mark(mark: &str) -> &str {
    const SHORTEST_CODE: usize = 4_000;
    let is_code = mark.starts_with("path") && mark.len() > SHORTEST_CODE;
    let words = mark.rsplit('>').next().unwrap_or_default();
    let is_group = |group: &str| {
        (2..=4).contains(&group.len()) && group.chars().all(|one| one.is_ascii_uppercase() || one.is_ascii_digit())
    };
    let is_short_code = mark.starts_with("text") && words.contains(" · ") && words.split(" · ").all(is_group);
    if is_code || is_short_code { "masked" } else { mark }
}

/// The words on a paper, where this machine can read them back; else nothing is compared of it.
fn words_of(folder: &Path, pdf: &[u8]) -> String {
    let file = folder.join("slip.pdf");
    std::fs::write(&file, pdf).unwrap();
    match std::process::Command::new("pdftotext").arg("-layout").arg(&file).arg("-").output() {
        Ok(output) => String::from_utf8_lossy(&output.stdout).into_owned(),
        Err(_) => String::new(),
    }
}

fn administrator(number: &str) -> NewOfficer {
    NewOfficer {
        officer: domain::OfficerNumber::parse(number).unwrap(),
        name: "Administrator".to_owned(),
        agency: Agency::Immigration,
        roles: [Role::Administrator].into_iter().collect(),
        password: ADMINISTRATOR.to_owned(),
    }
}

/// Uganda's list. One traveller is on it three times over, as happens when services do not talk to each other.
fn alerts() -> Vec<AlertEntry> {
    let reason = "Wanted as a witness in a case of arms trafficking before the High Court at Kampala; described as tall, \
                  with a scar over the left eye, and said to travel with a child that may not be her own.";
    let instruction = "Do not hold. Ask for a present address and the name of the carrier, look for a second document, and \
                       let the officer in charge of the second line know before anything is said of the list.";
    let entry = |entry| AlertEntry {
        entry,
        reason: reason.to_owned(),
        instruction: instruction.to_owned(),
        ..AlertEntry::default()
    };
    let person = |number, surname: &str, given: &str, born: &str| AlertEntry {
        surname: Some(surname.to_owned()),
        given_names: Some(given.to_owned()),
        birth_date: born.parse().ok(),
        ..entry(number)
    };
    vec![
        AlertEntry { document_number: Some("SP0009001".to_owned()), ..entry(1) },
        person(2, "Namukasa", "Esther", "1988-02-29"),
        person(3, "Esther", "Namukasa", "1988-02-29"),
        AlertEntry { document_number: Some("SP0009005".to_owned()), ..entry(4) },
        AlertEntry { plate: Some("KDA123A".to_owned()), ..entry(5) },
    ]
}

/// Uganda's table: tobacco is opened, and for more than one reason.
fn selectivity() -> Selectivity {
    let rule = |name: &str, when| SelectivityRule {
        name: name.to_owned(),
        when,
        lane: Lane::Red,
        instruction:
            "Count the cartons; look for tax stamps, for a false floor and for a second set of papers; weigh the \
                      whole load, and compare it with what was weighed at the last post."
                .to_owned(),
    };
    Selectivity {
        rules: vec![
            rule("tobacco", Criterion::HsPrefix { prefix: "24".to_owned() }),
            rule("origin", Criterion::Origin { country: "KEN".to_owned() }),
            rule("value", Criterion::ValueFrom { cents: 1 }),
            rule("declarant", Criterion::Declarant { contains: "lake".to_owned() }),
        ],
        random_red_permille: 0,
        random_yellow_permille: 0,
        ..Selectivity::default()
    }
}

fn person(surname: &str, given_names: &str, number: &str, born: &str) -> SubjectFacts {
    SubjectFacts::Traveller(Traveller {
        surname: surname.to_owned(),
        given_names: given_names.to_owned(),
        nationality: "KEN".to_owned(),
        birth_date: born.parse().ok(),
        sex: Sex::F,
        document: Some(Document {
            code: "P".to_owned(),
            issuer: "KEN".to_owned(),
            number: number.to_owned(),
            expires: "2031-01-01".parse().ok(),
        }),
        papers: Box::default(),
    })
}

fn declaration() -> Declaration {
    Declaration {
        reference: "C 48213".to_owned(),
        model: "IM4".to_owned(),
        declarant: "Lake Clearing Ltd".to_owned(),
        currency: "USD".to_owned(),
        items: vec![Item {
            hs_code: "240220".parse().unwrap(),
            description: "Cigarettes".to_owned(),
            packages_milli: 400_000,
            package_kind: "CT".to_owned(),
            gross_mass_g: 4_000_000,
            net_mass_g: 3_600_000,
            value_cents: 9_600_000,
            origin: "KEN".to_owned(),
        }],
        containers: vec![CONTAINER.parse().unwrap()],
        seals: vec!["KE771".to_owned()],
    }
}

fn claim(step: StepId) -> Action {
    Action::Claim { steps: vec![step], presented: true }
}

fn clear(step: StepId) -> Action {
    Action::Clear {
        steps: vec![step],
        dispositions: Vec::new(),
        grants: Vec::new(),
        note: None,
        customs: Box::default(),
    }
}

fn depart(subjects: &[u16], plate: Option<&str>, heads: u16, seals: &[&str]) -> Action {
    Action::Depart {
        subjects: subjects.iter().copied().map(SubjectId).collect(),
        plate: plate.map(str::to_owned),
        heads: Some(heads),
        seals: seals.iter().map(|&seal| seal.to_owned()).collect(),
        check_by: None,
    }
}

/// What is photographed differs between the twins; how large it is does not.
fn picture(secrets: Secrets) -> Vec<u8> {
    let content = [u8::from(secrets == Secrets::Some); 900];
    let mut picture = b"\x89PNG\r\n\x1a\n".to_vec();
    for (kind, content) in
        [(b"IHDR", &[0, 0, 2, 0, 0, 0, 1, 0, 8, 2, 0, 0, 0][..]), (b"IDAT", &content), (b"IEND", &[])]
    {
        picture.extend(u32::try_from(content.len()).unwrap().to_be_bytes());
        picture.extend(kind);
        picture.extend(content);
        picture.extend([0; 4]);
    }
    picture
}

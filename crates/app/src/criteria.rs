//! What a State keeps sealed to itself besides its alert list: selectivity, the seed of its draws, its rate of random
//! referrals.

use domain::customs::{LaneAssignment, Selectivity};
use domain::subject::SubjectFacts;
use domain::{Agency, At, Crossing, PrivateFile, Side, StepId};
use keys::DrawSeed;
use serde::{Deserialize, Serialize};
use zeroize::{Zeroize as _, Zeroizing};

/// A State's criteria as they are sealed.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SealedCriteria {
    /// The secret seed of draws (hexadecimal).
    pub seed: String,
    /// How many of a thousand claims are drawn for a referral, so that a referral means nothing.
    pub referral_permille: u16,
    /// The selectivity table.
    pub selectivity: Selectivity,
    /// What is demanded of officers who sign in, each from its moment on, in the order in which it was said.
    #[serde(default)]
    pub demands: Vec<Demand>,
    /// The State's instructions beside the controls.
    #[serde(default)]
    pub instructions: Vec<contract::Instruction>,
}

/// What a State demands of its officers who sign in, from a moment on; it takes the place of what it demanded before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Demand {
    /// The moment.
    pub from: At,
    /// A one-time code at the window.
    pub one_time: bool,
    /// A smart card.
    pub card: bool,
}

/// The seed would let anybody who finds it foretell every draw.
impl Drop for SealedCriteria {
    fn drop(&mut self) {
        self.seed.zeroize();
    }
}

/// A State's criteria in an officer's process.
#[derive(Debug)]
pub struct Criteria {
    seed: DrawSeed,
    referral_permille: u16,
    selectivity: Selectivity,
    demands: Vec<Demand>,
}

impl Criteria {
    /// Opens what was sealed; nothing where the seed is no seed.
    pub fn open(sealed: &SealedCriteria) -> Option<Self> {
        let seed = Zeroizing::new(data_encoding::HEXLOWER.decode(sealed.seed.as_bytes()).ok()?);
        Some(Self {
            seed: DrawSeed::from_secret_bytes(seed.first_chunk().filter(|_| seed.len() == 32)?),
            referral_permille: sealed.referral_permille,
            selectivity: sealed.selectivity.clone(),
            demands: sealed.demands.clone(),
        })
    }

    /// Returns what is demanded of whoever signs in at that moment.
    pub fn demanded(&self, at: At) -> Demand {
        let begun = self.demands.iter().enumerate().filter(|(_, demand)| demand.from <= at);
        let last = begun.max_by_key(|(place, demand)| (demand.from, *place));
        last.map_or(Demand { from: at, one_time: false, card: false }, |(_, demand)| *demand)
    }

    /// Returns whether chance chooses this claim for a referral. The same step draws the same every time, so that
    /// giving a claim up and taking it again changes nothing.
    pub fn draws_referral(&self, crossing: &Crossing, step: StepId) -> bool {
        let label = format!("referral|{}|{}", crossing.id, step.0);
        self.draw(&label) < self.referral_permille
    }

    /// Returns the lane of the goods that this step is about, where this State has not assigned one yet.
    pub fn lane(&self, crossing: &Crossing, file: &PrivateFile, step: StepId, at: At) -> Option<LaneAssignment> {
        let step = crossing.steps.get(&step)?;
        if step.agency != Agency::Customs || step.side != Side::Entry || file.lanes.contains_key(&step.subject) {
            return None;
        }
        let facts = crossing.subjects.get(&step.subject)?.facts.as_ref();
        let declaration = facts.and_then(SubjectFacts::consignment)?.declaration.as_ref()?;
        let label = format!("lane|{}|{}", crossing.id, step.subject.0);
        Some(self.selectivity.assign(step.subject, declaration, self.draw(&label), at))
    }

    fn draw(&self, label: &str) -> u16 {
        u16::try_from(self.seed.draw(label.as_bytes()).number() % 1000).unwrap_or_default()
    }
}

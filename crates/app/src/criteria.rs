//! What a State keeps sealed to itself besides its alert list: selectivity, its rate of random referrals, what it demands of
//! who signs in.

use domain::customs::{LaneAssignment, LaneUse, Selectivity};
use domain::sign_in::SignInLimits;
use domain::subject::SubjectFacts;
use domain::{Agency, At, Crossing, PrivateFile, Side, StepId};
use keys::DrawSeed;
use serde::{Deserialize, Serialize};

/// A State's criteria as they are sealed.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SealedCriteria {
    /// How many of a thousand steps that are claimed are drawn for a referral, so that a referral means nothing.
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
    /// After how many minutes without a key, a click or a scan a window locks; 0 has it never lock for want of them. Nothing is
    /// what is usual.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub idle_minutes: Option<u16>,
    /// After how many hours the password is asked for again, whatever was done meanwhile. Nothing is what is usual.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub longest_hours: Option<u16>,
}

impl Demand {
    /// Demands nothing from a moment on but what is usual.
    pub const fn nothing(from: At) -> Self {
        Self { from, one_time: false, card: false, idle_minutes: None, longest_hours: None }
    }

    /// Returns how long a sign-in at a window lasts.
    pub fn limits(&self, is_demonstration: bool) -> SignInLimits {
        SignInLimits::of(self.idle_minutes, self.longest_hours, is_demonstration)
    }
}

/// A State's criteria in an officer's process.
#[derive(Debug, Clone)]
pub struct Criteria {
    referral_permille: u16,
    selectivity: Selectivity,
    demands: Vec<Demand>,
}

impl Criteria {
    /// Opens what was sealed. Posts of before have the one seed there from which they drew every day; it counts no more.
    pub fn open(sealed: &SealedCriteria) -> Self {
        Self {
            referral_permille: sealed.referral_permille,
            selectivity: sealed.selectivity.clone(),
            demands: sealed.demands.clone(),
        }
    }

    /// Returns what is demanded of whoever signs in at that moment.
    pub fn demanded(&self, at: At) -> Demand {
        let begun = self.demands.iter().enumerate().filter(|(_, demand)| demand.from <= at);
        let last = begun.max_by_key(|(place, demand)| (demand.from, *place));
        last.map_or(Demand::nothing(at), |(_, demand)| *demand)
    }

    /// Returns which of these steps chance, drawing from a day's seed for each by itself, chooses for a referral. The same step
    /// draws the same all day, so that giving a claim up and taking it again changes nothing; and what was drawn stays drawn.
    pub fn drawn(&self, seed: &DrawSeed, crossing: &Crossing, steps: &[StepId]) -> Vec<StepId> {
        steps.iter().copied().filter(|step| self.draws_referral(seed, crossing, *step)).collect()
    }

    /// Returns whether chance chooses a step.
    pub fn draws_referral(&self, seed: &DrawSeed, crossing: &Crossing, step: StepId) -> bool {
        let label = format!("referral|{}|{}", crossing.id, step.0);
        draw(seed, &label) < self.referral_permille
    }

    /// Returns the lane of the goods that this step is about, where this State has not assigned one yet.
    pub fn lane(
        &self,
        seed: &DrawSeed,
        crossing: &Crossing,
        file: &PrivateFile,
        step: StepId,
        at: At,
    ) -> Option<LaneAssignment> {
        let step = crossing.steps.get(&step)?;
        if step.agency != Agency::Customs || step.side != Side::Entry || file.lanes.contains_key(&step.subject) {
            return None;
        }
        let facts = crossing.subjects.get(&step.subject)?.facts.as_ref();
        let declaration = facts.and_then(SubjectFacts::consignment)?.declaration.as_ref()?;
        let label = format!("lane|{}|{}", crossing.id, step.subject.0);
        Some(self.selectivity.assign(step.subject, declaration, draw(seed, &label), at))
    }

    /// Returns how each lane is used, of these assignments.
    pub fn in_use<'a>(&self, assigned: impl IntoIterator<Item = &'a LaneAssignment>) -> Vec<LaneUse> {
        self.selectivity.in_use(assigned)
    }
}

fn draw(seed: &DrawSeed, label: &str) -> u16 {
    u16::try_from(seed.draw(label.as_bytes()).number() % 1000).unwrap_or_default()
}

//! What both States agree on after the founding, a State's own clocks, and its instructions beside the controls.
//!
//! Invariant: what one State proposes counts once the other has agreed, by an act of each; what a State instructs its officers
//! stands among its sealed criteria, whose versions tell only that something of them changed.

use std::collections::BTreeSet;

use contract::{AgreementView, AnswerProposal, Instruction, SetClocks, StepInstruction, TemplateVersion};
use domain::agreeing::{DatedClocks, DatedSettings, Proposal, ProposalNumber};
use domain::post::Category;
use domain::{At, Crossing, PostAct, Refusal, Role};

use crate::commands::Change;
use crate::criteria::SealedCriteria;
use crate::failure::Error;
use crate::program::program_version;
use crate::signed_in::SignedIn;
use crate::typed::{is_request, is_typed};

/// The longest instruction, in characters.
const LONGEST: usize = 600;

/// The most instructions of a State.
const MOST: usize = 100;

impl SignedIn {
    /// Returns what is agreed and proposed, and the own State's instructions.
    ///
    /// # Errors
    /// When the officer is not certified now, or what is sealed can't be opened.
    pub async fn agreement(&self) -> Result<AgreementView, Error> {
        let instructions = self.instructions().await?;
        let now = self.workstation.clock.now();
        let live = self.workstation.live();
        let post = &live.post;
        let roles = &post.standing(&self.officer, now).ok_or(Error::NotAllowed)?.certified.roles;
        let plan = &post.plan;
        let agreed_by = |version: &str| {
            let mut agreed =
                post.proposals.iter().filter(|known| known.answer.as_ref().is_some_and(|one| one.is_agreed));
            let is_of = |proposal: &Proposal| matches!(proposal, Proposal::Template { template } if template.version == version);
            agreed.find(|known| is_of(&known.proposal)).map(|known| known.number)
        };
        let founded = post.proposals.first().map_or(now, |first| first.at).date_naive();
        let first_day = plan.templates.iter().map(|one| one.from).min().unwrap_or(founded);
        let mut settings = vec![DatedSettings { from: first_day, settings: plan.settings }];
        settings.extend(plan.later.settings.iter().copied());
        let now_in_force = plan.settings_at(now);
        let settings_now = settings.iter().rposition(|known| known.settings == now_in_force).unwrap_or_default();
        let midnight = first_day.and_time(chrono::NaiveTime::MIN).and_utc();
        let mut clocks: Vec<DatedClocks> = plan
            .states
            .iter()
            .zip(plan.utc_offsets)
            .map(|(state, minutes)| DatedClocks { state: *state, from: midnight, minutes })
            .collect();
        clocks.extend(plan.later.clocks.iter().copied());
        Ok(AgreementView {
            now,
            own: self.state,
            may_agree: roles.contains(&Role::Supervisor) || roles.contains(&Role::Administrator),
            may_instruct: roles.contains(&Role::Administrator),
            templates: plan
                .every_template()
                .map(|template| TemplateVersion {
                    by: agreed_by(&template.version),
                    is_in_force: categories(&template.categories).iter().any(|category| {
                        let found = plan.template_at(template.flow, *category, now);
                        found.is_some_and(|found| found.version == template.version)
                    }),
                    template: template.clone(),
                })
                .collect(),
            settings,
            settings_now,
            clocks,
            least_program: plan.least_program_at(now),
            proposals: post.proposals.clone(),
            instructions,
        })
    }

    /// Proposes something to the other State; returns its number.
    ///
    /// # Errors
    /// When the officer may not, or it can't be put in force; [`Refusal::NewerThanThis`] when it asks for a newer program than this.
    pub async fn propose(&self, proposal: &Proposal) -> Result<ProposalNumber, Error> {
        if let Proposal::Template { template } = proposal {
            is_typed("version", &template.version, LONGEST)?;
        }
        is_not_newer_than_this(proposal)?;
        let request = serde_json::to_vec(proposal)?;
        is_request(&request)?;
        let (officer, state) = (self.officer.clone(), self.state);
        let mut given = ProposalNumber(0);
        self.commit(self.workstation.clock.new_id(), &request, false, |bench| {
            let made =
                u32::try_from(bench.live.post.proposals.len()).map_err(|_| Error::Fault("too many proposals"))?;
            given = ProposalNumber(made + 1);
            let act = PostAct::Proposed { number: given, proposal: proposal.clone() };
            bench.live.post.check(&act, &officer, state, bench.at)?;
            Ok(Some(Change { post: vec![(act, None)], ..Change::default() }))
        })
        .await?;
        Ok(given)
    }

    /// Agrees to a proposal of the other State; or declines it, or takes an own one back.
    ///
    /// # Errors
    /// When the officer may not, or it is no longer open; [`Refusal::NewerThanThis`] as for [`SignedIn::propose`].
    pub async fn answer_proposal(&self, request: AnswerProposal) -> Result<(), Error> {
        let number = request.number;
        if request.agrees {
            let live = self.workstation.live();
            let asked = live.post.open_proposals().find(|known| known.number == number);
            asked.map_or(Ok(()), |known| is_not_newer_than_this(&known.proposal))?;
        }
        let act =
            if request.agrees { PostAct::ProposalAgreed { number } } else { PostAct::ProposalDeclined { number } };
        self.post_act(self.workstation.clock.new_id(), act).await
    }

    /// Sets the own State's clocks from a moment on.
    ///
    /// # Errors
    /// When the officer may not, the moment has passed, or no clock is so far from UTC.
    pub async fn set_clocks(&self, request: SetClocks) -> Result<(), Error> {
        let SetClocks { from, minutes } = request;
        self.post_act(self.workstation.clock.new_id(), PostAct::ClocksSet { from, minutes }).await
    }

    /// Returns the own State's instructions.
    ///
    /// # Errors
    /// When what is sealed can't be opened.
    pub async fn instructions(&self) -> Result<Vec<Instruction>, Error> {
        let Some((_, text)) = self.sealed_document("criteria").await? else { return Ok(Vec::new()) };
        let sealed: SealedCriteria = serde_json::from_slice(&text).map_err(|_| Error::Sealed)?;
        Ok(sealed.instructions.clone())
    }

    /// Returns the own State's instructions beside its own steps of a crossing.
    pub(crate) async fn instructions_beside(&self, crossing: &Crossing) -> Result<Vec<StepInstruction>, Error> {
        let known = self.instructions().await?;
        let own = crossing.steps.values().filter(|step| step.state == self.state);
        let beside = own.filter_map(|step| {
            let on = crossing.subjects.get(&step.subject)?.kind;
            let found = known.iter().find(|one| {
                (one.on, one.side, one.agency) == (on, step.side, step.agency) && one.control == step.control
            })?;
            Some(StepInstruction { step: step.id, text: found.text.clone() })
        });
        Ok(beside.collect())
    }

    /// Writes an instruction of the own State; an empty one is taken away.
    ///
    /// # Errors
    /// When the officer is no administrator; when there are too many; [`Error::Stale`] when somebody changed the criteria
    /// meanwhile.
    pub async fn set_instruction(&self, instruction: &Instruction) -> Result<(), Error> {
        is_typed("text", &instruction.text, LONGEST)?;
        let now = self.workstation.clock.now();
        self.administers(&self.workstation.live().post, now)?;
        let is_known = {
            let live = self.workstation.live();
            let mut steps = live.post.plan.every_template().flat_map(|template| &template.steps);
            steps.any(|step| is_beside(instruction, step))
        };
        if !is_known {
            return Err(Error::NotFound);
        }
        let is_same = |one: &Instruction| {
            (one.on, one.side, one.agency, &one.control)
                == (instruction.on, instruction.side, instruction.agency, &instruction.control)
        };
        let present = self.instructions().await?;
        let is_one_more = !instruction.text.trim().is_empty() && !present.iter().any(is_same);
        if is_one_more && present.len() >= MOST {
            return Err(Refusal::TooMany.into());
        }
        let mut new = instruction.clone();
        new.text = new.text.trim().to_owned();
        self.change_criteria(|criteria| {
            criteria.instructions.retain(|one| !is_same(one));
            if !new.text.is_empty() {
                criteria.instructions.push(new);
            }
        })
        .await
    }

    /// Returns the moment of the post, for those who date something.
    pub fn now(&self) -> At {
        self.workstation.clock.now()
    }
}

/// Each State agrees with a program that may go on working, so that both can sign in afterwards and agree on something else.
fn is_not_newer_than_this(proposal: &Proposal) -> Result<(), Error> {
    match proposal {
        Proposal::Program { least, .. } if *least > program_version()? => {
            Err(Refusal::NewerThanThis { least: *least }.into())
        }
        _ => Ok(()),
    }
}

fn is_beside(instruction: &Instruction, step: &domain::template::TemplateStep) -> bool {
    (instruction.on, instruction.side, instruction.agency) == (step.on, step.side, step.agency)
        && instruction.control == step.control
}

/// Returns the categories that a template is for; one for all is looked at without any, and with each.
fn categories(of: &[Category]) -> BTreeSet<Option<Category>> {
    if of.is_empty() {
        let every = [
            Category::PreCleared,
            Category::Transit,
            Category::Empty,
            Category::ToBeCleared,
            Category::Perishable,
            Category::Livestock,
            Category::Dangerous,
        ];
        every.into_iter().map(Some).chain([None]).collect()
    } else {
        of.iter().copied().map(Some).collect()
    }
}

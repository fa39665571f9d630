//! What one State alone knows of a crossing: the sealed part of its acts, and the fold over those parts.
//!
//! Invariant: nothing here is read by [`crate::Crossing::apply`]; a guard that needs it stands only before an act of an
//! officer of the same State (the law of guards, ARCHITECTURE.md).

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::alert::{ForgedBefore, Listed, ShownBy};
use crate::customs::{Assessed, CustomsWork, Lane, LaneAssignment, Settlement};
use crate::document_check::{CheckedDocument, ForgedDocument, HolderComparison};
use crate::examination::{ExaminationId, Findings};
use crate::notice::{Notice, ReasonCode};
use crate::{At, CrossingAct, Step, StepId, SubjectId};

/// What the alert search of a State found for one subject. Its result, empty or not, rides in the claim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Search {
    /// Who or what was searched for.
    pub subject: SubjectId,
    /// The version of the State's list that was searched.
    pub list: u64,
    /// What was found; each waits for its officer's word.
    pub hits: Vec<Hit>,
    /// What may be another: a number that readers take for the listed one. It is to be looked at and takes no word.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub possible: Vec<Hit>,
    /// Entries that would have been found, and of which the State knows from an earlier crossing that they are another.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub settled: Vec<u64>,
}

impl Search {
    /// A search that found nothing yet.
    pub const fn of(subject: SubjectId, list: u64) -> Self {
        Self { subject, list, hits: Vec::new(), possible: Vec::new(), settled: Vec::new() }
    }
}

/// One entry of the State's alert list that matches.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hit {
    /// The entry's number on the list.
    pub entry: u64,
    /// What matched.
    pub matched: Matched,
    /// Why the entry is on the list.
    pub reason: String,
    /// What the officer is to do.
    pub instruction: String,
    /// What the entry is, and in what it is like whom or what was searched for; nothing on claims of older programs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub listed: Option<Box<Listed>>,
}

impl Hit {
    /// The number of a document that was recorded as false, where entries of lists have theirs: one that no entry is given.
    pub const FORGED: u64 = (1 << 39) + 1_000;

    /// Returns the hit on a document that officers of the own State recorded as false on another crossing, and when. Whoever lets it
    /// pass overrides the record: two officers look at it (PROCEDURE §8).
    pub fn of_forged(forged: &ForgedDocument, at: At) -> Self {
        let word = forged.found.kind.word().to_owned();
        let before = ForgedBefore {
            at,
            crossing: forged.crossing.clone(),
            kind: forged.found.kind,
            words: forged.found.words.clone(),
            is_kept: forged.found.is_kept,
        };
        Self {
            entry: Self::FORGED,
            matched: Matched::Forged,
            reason: word.clone(),
            instruction: String::new(),
            listed: Some(Box::new(Listed {
                id: word,
                name: format!("{} {}", forged.issuer, forged.number),
                forged: Some(before),
                needs_two: true,
                ..Listed::default()
            })),
        }
    }

    /// Returns whether two officers look at it before it stands in nobody's way.
    pub fn needs_two(&self) -> bool {
        self.listed.as_ref().is_some_and(|listed| listed.needs_two)
    }
}

/// What of a subject matched an alert entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Matched {
    /// The number and issuer of the travel document.
    Document,
    /// Name and date of birth.
    NameAndBirthDate,
    /// The registration plate.
    Plate,
    /// The number stamped on the vehicle's frame.
    FrameNumber,
    /// A name that is alike, with what else is known of the person.
    Name,
    /// A number of a container.
    Container,
    /// No list: something that the State takes for unusual ([`crate::alert::Unusual`]); the hit's reason is its word.
    Unusual,
    /// No list: the document was recorded as false on another crossing ([`Hit::of_forged`]).
    Forged,
}

impl Matched {
    /// Returns the word of the catalogue.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Document => "document",
            Self::NameAndBirthDate => "name_and_birth_date",
            Self::Plate => "plate",
            Self::FrameNumber => "frame_number",
            Self::Name => "name",
            Self::Container => "container",
            Self::Unusual => "unusual",
            Self::Forged => "forged",
        }
    }
}

/// What the officer made of a hit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Disposition {
    /// Who or what.
    pub subject: SubjectId,
    /// The entry's number on the list.
    pub entry: u64,
    /// Whether it is the one who is listed.
    pub is_same: bool,
    /// What showed that it is not; nothing where it is, and on acts of older programs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shown_by: Option<ShownBy>,
}

impl Disposition {
    /// The one who is listed stands here.
    pub const fn same(subject: SubjectId, entry: u64) -> Self {
        Self { subject, entry, is_same: true, shown_by: None }
    }

    /// It is another, as this showed.
    pub const fn another(subject: SubjectId, entry: u64, shown_by: Option<ShownBy>) -> Self {
        Self { subject, entry, is_same: false, shown_by }
    }
}

/// What the party is asked to bring.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Wanted {
    /// A paper.
    Document,
    /// A payment or security.
    Payment,
    /// A person.
    Person,
}

/// What the entry State grants with an admission; printed only on the holder's part of the slip.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Grant {
    /// To whom.
    pub subject: SubjectId,
    /// Days of stay granted.
    pub days: u16,
    /// Conditions in the officer's words.
    pub conditions: Option<String>,
}

/// A need for protection (PROCEDURE §4.9).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ProtectionNeed {
    /// The person wishes to ask for asylum.
    Asylum,
    /// A child without a parent or guardian.
    UnaccompaniedChild,
    /// Signs of trafficking.
    Trafficking,
    /// A medical need.
    Medical,
}

/// What a protection desk is told; class PROTECTED, sealed to that desk alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ProtectionNote {
    /// Whom it concerns.
    pub subject: SubjectId,
    /// The need.
    pub need: ProtectionNeed,
    /// What the officer saw or was told, at most 200 characters.
    pub words: String,
}

/// What rides in an act's part that is sealed to the acting State. Every field may be absent; an act without any has an
/// empty part of the same length.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PrivatePart {
    /// A note in the officer's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The reason, by the code of the State's list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<ReasonCode>,
    /// The results of the alert search, one a subject: of a claim all of it, of a later act what lists that changed since find
    /// beside it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub searches: Vec<Search>,
    /// What was made of hits.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub dispositions: Vec<Disposition>,
    /// Every step of the claim was drawn at random for a referral: how a claim of one step says it. Programs of before drew for
    /// claims of several steps as one, and said so here.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub is_drawn: bool,
    /// The steps that were drawn at random for a referral, of a claim of several.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub drawn: Vec<StepId>,
    /// The lane of the declaration, with the criteria met.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lane: Option<LaneAssignment>,
    /// What the party is to bring.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wanted: Option<Wanted>,
    /// What the entry State grants.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub grant: Option<Grant>,
    /// The refusal notice.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notice: Option<Notice>,
    /// The subject is not to be offered back; the need itself is for the protection desk alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub no_return: Option<NoReturn>,
    /// Findings of an examination, filed blind, with the salt of their commitment (hexadecimal).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub findings: Option<FiledFindings>,
    /// What is for the own protection desk: an envelope that the officer who wrote it can't open (base64).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub protection: Option<String>,
    /// What customs assesses, takes and re-routes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub customs: Option<Box<CustomsPart>>,
    /// What was found out of the document and its holder.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub document: Option<Box<CheckedDocument>>,
}

impl PrivatePart {
    /// Returns whether a step of this claim was drawn at random for a referral.
    pub fn draws(&self, step: StepId) -> bool {
        self.is_drawn || self.drawn.contains(&step)
    }
}

/// What customs did with a subject, beside a step of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomsPart {
    /// With whom or what.
    pub subject: SubjectId,
    /// What.
    pub work: CustomsWork,
}

/// What a State's customs assessed on a subject, and how it was settled.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Amounts {
    /// What is to be paid.
    pub assessed: Vec<Assessed>,
    /// How it was paid or secured, once it was.
    pub settled: Option<Settlement>,
}

impl Amounts {
    /// Returns whether something is neither paid nor secured.
    pub fn are_open(&self) -> bool {
        self.settled.is_none() && self.assessed.iter().any(|one| one.amount.minor > 0)
    }

    /// Takes an assessment or a settlement in: a new assessment is settled anew.
    pub fn take(&mut self, work: &CustomsWork) {
        if let Some(assessed) = &work.assessed {
            self.assessed.clone_from(assessed);
            self.settled = None;
        }
        if work.settled.is_some() {
            self.settled.clone_from(&work.settled);
        }
    }
}

/// A lane that an officer changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rerouted {
    /// The goods.
    pub subject: SubjectId,
    /// The lane before.
    pub from: Lane,
    /// The lane since.
    pub to: Lane,
    /// Why.
    pub why: String,
}

/// A block on offering back, or its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoReturn {
    /// Whom it concerns.
    pub subject: SubjectId,
    /// Whether it is in force.
    pub in_force: bool,
}

/// Findings as filed blind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FiledFindings {
    /// Which examination.
    pub examination: ExaminationId,
    /// The findings.
    pub findings: Findings,
    /// The salt of the commitment, hexadecimal.
    pub salt: String,
}

/// What this State knows of one step.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrivateStep {
    /// The last alert search of each subject.
    pub searches: Vec<Search>,
    /// What was made of hits.
    pub dispositions: Vec<Disposition>,
    /// Drawn at random for a referral, and not yet referred.
    pub is_drawn: bool,
    /// The reason of the last decision.
    pub reason: Option<ReasonCode>,
    /// What the party is to bring.
    pub wanted: Option<Wanted>,
    /// Notes in order.
    pub notes: Vec<String>,
}

impl PrivateStep {
    /// Returns the hits that no officer has dispositioned yet.
    pub fn undecided_hits(&self) -> impl Iterator<Item = (SubjectId, &Hit)> {
        self.searches.iter().flat_map(|search| search.hits.iter().map(|hit| (search.subject, hit))).filter(
            |(subject, hit)| !self.dispositions.iter().any(|made| made.subject == *subject && made.entry == hit.entry),
        )
    }

    /// Returns the hits on the subject that two officers look at.
    pub fn hits_for_two(&self, subject: SubjectId) -> impl Iterator<Item = &Hit> {
        let hits = self.searches.iter().filter(move |search| search.subject == subject).flat_map(|search| &search.hits);
        hits.filter(|hit| hit.needs_two())
    }

    /// Returns whether a hit on the subject is to be looked at by two officers.
    pub fn needs_two(&self, subject: SubjectId) -> bool {
        self.hits_for_two(subject).next().is_some()
    }

    /// Returns what a search that was made since the claim found beside what is known already. What is merely possible stands in
    /// nobody's way, and is looked at with the next claim.
    #[must_use]
    pub fn beyond(&self, mut made: Search) -> Search {
        let known = self.searches.iter().filter(|search| search.subject == made.subject);
        let known: Vec<u64> = known.flat_map(|search| &search.hits).map(|hit| hit.entry).collect();
        made.hits.retain(|hit| !known.contains(&hit.entry));
        made.possible.clear();
        made
    }

    /// Adds what was found since the claim.
    fn take_found(&mut self, found: &[Search]) {
        for made in found {
            let made = self.beyond(made.clone());
            match self.searches.iter_mut().find(|search| search.subject == made.subject) {
                Some(known) => {
                    known.list = made.list;
                    known.hits.extend(made.hits);
                    known.settled.extend(made.settled);
                    known.settled.sort_unstable();
                    known.settled.dedup();
                }
                None => self.searches.push(made),
            }
        }
    }

    /// Returns whether an officer said that the listed one stands before him.
    pub fn has_true_hit(&self) -> bool {
        self.dispositions.iter().any(|made| made.is_same)
    }
}

/// The second fold: what the signed-in officer's State alone knows of a crossing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrivateFile {
    /// By step.
    pub steps: BTreeMap<StepId, PrivateStep>,
    /// The lane of each declared consignment.
    pub lanes: BTreeMap<SubjectId, LaneAssignment>,
    /// What was granted to each person.
    pub grants: BTreeMap<SubjectId, Grant>,
    /// Who is not to be offered back.
    pub no_return: BTreeMap<SubjectId, bool>,
    /// The notices issued.
    pub notices: Vec<Notice>,
    /// Own findings, filed blind.
    pub findings: BTreeMap<ExaminationId, FiledFindings>,
    /// What was assessed on each subject.
    #[serde(default)]
    pub amounts: BTreeMap<SubjectId, Amounts>,
    /// Lanes that officers changed, in order.
    #[serde(default)]
    pub reroutes: Vec<Rerouted>,
    /// What was found out of documents and their holders, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub checks: Vec<CheckedDocument>,
}

impl PrivateFile {
    /// Folds the sealed part of one act of the own State in.
    pub fn apply(&mut self, act: &CrossingAct, part: &PrivatePart) {
        for step in act.steps() {
            let known = self.steps.entry(step).or_default();
            if !matches!(act.plain(), CrossingAct::Claimed { .. }) {
                known.take_found(&part.searches);
            } else if !part.searches.is_empty() {
                known.searches.clone_from(&part.searches);
                // A new search asks again only for what was not answered before.
                let hits = &part.searches;
                known.dispositions.retain(|made| {
                    hits.iter().any(|s| s.subject == made.subject && s.hits.iter().any(|h| h.entry == made.entry))
                });
            }
            known.dispositions.extend(part.dispositions.iter().copied());
            known.is_drawn |= part.draws(step);
            if matches!(act.plain(), CrossingAct::Referred { .. }) {
                known.is_drawn = false;
            }
            if part.reason.is_some() {
                known.reason.clone_from(&part.reason);
            }
            if part.wanted.is_some() {
                known.wanted = part.wanted;
            }
            known.notes.extend(part.note.iter().cloned());
        }
        if let Some(lane) = &part.lane {
            self.lanes.insert(lane.subject, lane.clone());
        }
        if let Some(grant) = &part.grant {
            self.grants.insert(grant.subject, grant.clone());
        }
        if let Some(block) = part.no_return {
            self.no_return.insert(block.subject, block.in_force);
        }
        self.notices.extend(part.notice.iter().cloned());
        if let Some(customs) = &part.customs {
            self.take(customs);
        }
        self.checks.extend(part.document.iter().map(|checked| (**checked).clone()));
        if let Some(filed) = &part.findings {
            self.findings.insert(filed.examination, filed.clone());
        }
    }

    /// Returns the file with what customs does now: guards are asked of what is so after it.
    pub fn with(&self, customs: Option<&CustomsPart>) -> Cow<'_, Self> {
        let Some(customs) = customs else { return Cow::Borrowed(self) };
        let mut after = self.clone();
        after.take(customs);
        Cow::Owned(after)
    }

    /// Returns whether the State's lists were others than those of that version when a step's subject was searched for.
    pub fn is_on_others(&self, step: &Step, list: u64) -> bool {
        let searches = self.step(step.id).map(|known| known.searches.as_slice()).unwrap_or_default();
        searches.iter().any(|search| search.subject == step.subject && search.list != list)
    }

    /// Returns the file with what was found on a step since its claim: guards are asked of what is known then.
    pub fn with_found(&self, step: StepId, found: &[Search]) -> Cow<'_, Self> {
        if found.is_empty() {
            return Cow::Borrowed(self);
        }
        let mut after = self.clone();
        after.steps.entry(step).or_default().take_found(found);
        Cow::Owned(after)
    }

    fn take(&mut self, customs: &CustomsPart) {
        let CustomsPart { subject, work } = customs;
        if work.assessed.is_some() || work.settled.is_some() {
            self.amounts.entry(*subject).or_default().take(work);
        }
        if let (Some(reroute), Some(assigned)) = (&work.reroute, self.lanes.get_mut(subject)) {
            let (from, to) = (assigned.lane, reroute.lane);
            self.reroutes.push(Rerouted { subject: *subject, from, to, why: reroute.why.clone() });
            assigned.lane = to;
        }
    }

    /// Returns what is known of a step; nothing, where nothing is.
    pub fn step(&self, step: StepId) -> Option<&PrivateStep> {
        self.steps.get(&step)
    }

    /// Returns how a person was compared last with the one in his document.
    pub fn last_comparison(&self, subject: SubjectId) -> Option<&HolderComparison> {
        self.checks.iter().rev().filter(|one| one.subject == subject).find_map(|one| one.comparison.as_ref())
    }

    /// Returns whether the subject may not be offered back by this State now.
    pub fn blocks_return(&self, subject: SubjectId) -> bool {
        self.no_return.get(&subject).copied().unwrap_or(false)
    }
}

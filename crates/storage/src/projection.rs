//! The current state of a crossing as plain rows, for queries, reports and other programs.
//!
//! Invariant: every row follows from the open parts of the acts; a rebuild from the journal gives the same rows.
//! Child rows are named by their number within the crossing and are held in the order of that number.

use chrono::{DateTime, Utc};
use uuid::Uuid;

/// A crossing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CrossingRow {
    /// Its id.
    pub id: Uuid,
    /// Its reference with the check character, unique at the post.
    pub reference: String,
    /// Its flow.
    pub flow: String,
    /// Its direction.
    pub direction: String,
    /// Its road category, if it has one.
    pub category: Option<String>,
    /// Its priority class.
    pub priority: String,
    /// The phase of the party as a whole.
    pub phase: String,
    /// The State it leaves.
    pub exit_state: String,
    /// The State it goes to.
    pub entry_state: String,
    /// The State on whose territory the controls stand.
    pub host_state: String,
    /// What an officer calls it by: a plate or a name.
    pub label: String,
    /// A second line beside the label.
    pub detail: String,
    /// How many persons.
    pub heads: i32,
    /// When it arrived, UTC, whole milliseconds.
    pub arrived_at: DateTime<Utc>,
    /// How many acts it has.
    pub version: i32,
    /// When its last subject became final; none while it is open.
    pub closed_at: Option<DateTime<Utc>>,
}

/// A traveller, a conveyance or a consignment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SubjectRow {
    /// Its number within the crossing.
    pub subject: i32,
    /// What it is.
    pub kind: String,
    /// Its phase.
    pub phase: String,
    /// Its name or description.
    pub label: String,
    /// Who issued the travel document.
    pub document_issuer: Option<String>,
    /// The number of the travel document.
    pub document_number: Option<String>,
    /// The nationality.
    pub nationality: Option<String>,
    /// The date of birth as the document has it; parts of it may be unknown.
    pub birth_date: Option<String>,
    /// The number plate.
    pub plate: Option<String>,
    /// The reference of the goods declaration.
    pub declaration: Option<String>,
}

/// A step of the procedure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepRow {
    /// Its number within the crossing.
    pub step: i32,
    /// The subject it is about.
    pub subject: i32,
    /// Its place in the order of the subject's controls.
    pub position: i32,
    /// Exit, entry or gate.
    pub side: String,
    /// The State it belongs to.
    pub state: String,
    /// The agency it belongs to.
    pub agency: String,
    /// The control.
    pub control: String,
    /// Where it stands.
    pub status: String,
    /// The officer at it, if somebody is.
    pub officer: Option<String>,
    /// That officer's desk.
    pub desk: Option<String>,
    /// Since when it stands so, UTC, whole milliseconds.
    pub since: DateTime<Utc>,
}

/// A step that an officer has claimed. Unique indexes hold one open claim a step and one crossing an officer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimRow {
    /// The claimant.
    pub officer: String,
    /// The step.
    pub step: i32,
}

/// A notice of refusal or for a consent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticeRow {
    /// Its serial, unique at the post.
    pub serial: String,
    /// The subject it is about.
    pub subject: i32,
    /// The State that issued it.
    pub state: String,
    /// When it was issued, UTC, whole milliseconds.
    pub issued_at: DateTime<Utc>,
    /// How it was served; none while it is not.
    pub served: Option<String>,
}

/// A slip handed to the party.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SlipRow {
    /// Its serial, unique at the post.
    pub serial: String,
    /// When it was issued, UTC, whole milliseconds.
    pub issued_at: DateTime<Utc>,
    /// The digest of its bytes.
    pub digest: Vec<u8>,
    /// When it was revoked; none while it holds.
    pub revoked_at: Option<DateTime<Utc>>,
}

/// The declaration of a consignment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeclarationRow {
    /// The consignment.
    pub subject: i32,
    /// Its reference.
    pub reference: String,
    /// Its model (regime).
    pub model: String,
    /// The declarant.
    pub declarant: String,
    /// The currency of its values, ISO 4217.
    pub currency: String,
}

/// One item of a declaration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeclarationItemRow {
    /// The consignment.
    pub subject: i32,
    /// Its number within the declaration.
    pub item: i32,
    /// The commodity code of the Harmonized System.
    pub hs_code: String,
    /// The description of the goods.
    pub description: String,
    /// The number of packages, in thousandths.
    pub packages_milli: i64,
    /// The kind of package.
    pub package_kind: String,
    /// Gross mass in grams.
    pub gross_mass_g: i64,
    /// Net mass in grams.
    pub net_mass_g: i64,
    /// Value in hundredths of the declaration's currency.
    pub value_cents: i64,
    /// The country of origin.
    pub origin: String,
}

/// A joint or one-State examination.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExaminationRow {
    /// Its number within the crossing.
    pub examination: i32,
    /// The subject examined.
    pub subject: i32,
    /// The State that asked for it.
    pub requested_by: String,
    /// Whether both States take part.
    pub is_joint: bool,
    /// The bay, once one is set.
    pub bay: Option<String>,
    /// How far it has come.
    pub stage: String,
    /// When it was asked for, UTC, whole milliseconds.
    pub requested_at: DateTime<Utc>,
    /// When it was closed; none while it is open.
    pub closed_at: Option<DateTime<Utc>>,
}

/// All projection rows of one crossing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CrossingProjection {
    /// The crossing.
    pub crossing: CrossingRow,
    /// Its subjects, by number.
    pub subjects: Vec<SubjectRow>,
    /// Its steps, by number.
    pub steps: Vec<StepRow>,
    /// Its open claims, by step.
    pub claims: Vec<ClaimRow>,
    /// Its notices, by serial.
    pub notices: Vec<NoticeRow>,
    /// Its slips, by serial.
    pub slips: Vec<SlipRow>,
    /// Its declarations, by subject.
    pub declarations: Vec<DeclarationRow>,
    /// The items of its declarations, by subject and item.
    pub declaration_items: Vec<DeclarationItemRow>,
    /// Its examinations, by number.
    pub examinations: Vec<ExaminationRow>,
}

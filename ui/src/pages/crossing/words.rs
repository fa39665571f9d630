//! Words for what a crossing holds: who, what, where it stands, in the reader's language.
//!
//! Invariant: officers of the reader's own State appear by name, those of the other State by number.

use contract::{CrossingView, HistoryLine};
use domain::officer::DeskCode;
use domain::step::{Pending, PlannedStep, Service, Signed, Status};
use domain::subject::{RelationKind, SubjectFacts};
use domain::{Agency, At, Crossing, OfficerNumber, Side, StateCode, Step, StepState, Subject, SubjectId, SubjectKind};
use leptos::prelude::*;

use crate::pages::typed;
use crate::state::Desk;
use crate::text::Args;

/// The words for one crossing.
pub struct Words<'a> {
    /// The window.
    pub desk: Desk,
    /// The crossing as read.
    pub view: &'a CrossingView,
}

/// Where a subject stands on one side, in a word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The shape.
    pub state: StepState,
    /// The word.
    pub word: String,
}

impl<'a> Words<'a> {
    /// Makes the words for a crossing.
    pub const fn of(desk: Desk, view: &'a CrossingView) -> Self {
        Self { desk, view }
    }

    /// Returns the crossing.
    pub const fn crossing(&self) -> &'a Crossing {
        &self.view.crossing
    }

    /// Returns whether an officer is the reader.
    pub fn is_me(&self, officer: &OfficerNumber) -> bool {
        self.desk.session.with(|session| session.as_ref().is_some_and(|session| session.officer == officer.as_str()))
    }

    /// Returns `you`, a name of the own State, or a number.
    pub fn officer(&self, officer: &OfficerNumber) -> String {
        if self.is_me(officer) {
            return self.desk.text("steps-you");
        }
        self.view
            .names
            .get(officer)
            .cloned()
            .unwrap_or_else(|| self.desk.text_with("steps-officer", &Args::new().with("officer", officer.to_string())))
    }

    /// Returns who did something, at which desk of which State: by name where he is of the reader's own.
    pub fn who(&self, line: &HistoryLine) -> String {
        self.who_at(&line.officer, line.state, &line.desk)
    }

    /// Returns who signed, at which desk of which State.
    pub fn who_signed(&self, by: &Signed) -> String {
        self.who_at(&by.officer, by.state, &by.desk)
    }

    fn who_at(&self, officer: &OfficerNumber, state: StateCode, desk: &DeskCode) -> String {
        let args = Args::new()
            .with("officer", officer.to_string())
            .with("desk", desk.to_string())
            .with("state", self.state(state));
        match self.view.names.get(officer) {
            Some(name) => self.desk.text_with("who-with-name", &args.with("name", name.as_str())),
            None => self.desk.text_with("who-with-number", &args),
        }
    }

    /// Returns the name, plate or goods of a subject.
    pub fn label(&self, subject: SubjectId) -> String {
        self.crossing()
            .subjects
            .get(&subject)
            .and_then(|subject| subject.facts.as_ref())
            .map_or_else(|| self.desk.text("crossing-erased"), SubjectFacts::label)
    }

    /// Returns the labels of several subjects: the first, and how many more.
    pub fn labels(&self, subjects: &[SubjectId]) -> String {
        let Some((first, rest)) = subjects.split_first() else { return "–".to_owned() };
        if rest.is_empty() {
            return self.label(*first);
        }
        let count = |number: usize| i64::try_from(number).unwrap_or_default();
        let args = Args::new()
            .with("first", self.label(*first))
            .with_count("count", count(subjects.len()))
            .with_count("more", count(rest.len()));
        self.desk.text_with("did-what-many", &args)
    }

    /// Returns what explains a subject in a list.
    pub fn detail(&self, subject: &Subject) -> String {
        let parts = match &subject.facts {
            None => vec![self.desk.text("crossing-erased")],
            Some(SubjectFacts::Traveller(person)) => vec![
                self.part(subject),
                person.nationality.clone(),
                person.birth_date.map(|date| self.date(date)).unwrap_or_default(),
            ],
            Some(SubjectFacts::Conveyance(vehicle)) => {
                vec![self.vehicle_kind(vehicle.kind), vehicle.operator.clone().unwrap_or_default()]
            }
            Some(SubjectFacts::Consignment(goods)) => vec![
                goods.declaration.as_ref().map(|paper| paper.reference.clone()).unwrap_or_default(),
                self.kilograms(goods.gross_mass_g),
            ],
        };
        joined(&parts)
    }

    /// Returns what a person does in the party.
    pub fn part(&self, subject: &Subject) -> String {
        let is = |kind| self.crossing().relations.iter().any(|r| r.kind == kind && r.from == subject.id);
        let person = subject.facts.as_ref().and_then(SubjectFacts::traveller);
        let is_minor = person.and_then(|person| person.is_minor(self.crossing().arrival().date_naive()));
        let key = if is_minor == Some(true) {
            "role-child"
        } else if is(RelationKind::Drives) {
            "role-driver"
        } else if is(RelationKind::CrewOf) {
            "role-crew"
        } else if is(RelationKind::TravelsOn) {
            "role-passenger"
        } else {
            "role-on-foot"
        };
        self.desk.text(key)
    }

    /// Returns the kind of a vehicle.
    pub fn vehicle_kind(&self, kind: domain::subject::ConveyanceKind) -> String {
        use domain::subject::ConveyanceKind::{Bus, Car, Cycle, Lorry, Trailer};
        self.desk.text(match kind {
            Lorry => "vehicle-lorry",
            Trailer => "vehicle-trailer",
            Car => "vehicle-car",
            Bus => "vehicle-bus",
            Cycle => "vehicle-cycle",
        })
    }

    /// Returns a mass in kilograms.
    pub fn kilograms(&self, grams: u64) -> String {
        self.desk.text_with("facts-kg", &Args::new().with("mass", self.decimal(grams, 3)))
    }

    /// Returns a quantity of `10^-places`, without needless decimals.
    pub fn decimal(&self, units: u64, places: u8) -> String {
        let scale = 10_u64.pow(u32::from(places));
        let catalogue = catalogue::Catalogue::for_window(self.desk.language.get());
        if units.is_multiple_of(scale) {
            catalogue.number(i64::try_from(units / scale).unwrap_or(i64::MAX))
        } else {
            catalogue.decimal(i64::try_from(units).unwrap_or(i64::MAX), places)
        }
    }

    /// Returns a date in the reader's language.
    pub fn date(&self, date: chrono::NaiveDate) -> String {
        catalogue::Catalogue::for_window(self.desk.language.get()).date(date)
    }

    /// Returns the time of day of a moment on the reader's clocks; with its date, where that is another day. For where there is
    /// room for one alone: the history has both States'.
    pub fn own_time(&self, at: At) -> String {
        if self.desk.local(at).date() == self.desk.local(self.view.now).date() {
            self.desk.clock(at)
        } else {
            catalogue::Catalogue::for_window(self.desk.language.get()).date_time(self.desk.local(at))
        }
    }

    /// Returns the time of day of a moment as [`Words::own_time`] does, with the other State's beside it where its clocks
    /// differ.
    pub fn time(&self, at: At) -> String {
        self.desk.both_clocks(at, self.own_time(at))
    }

    /// Returns the word of a control.
    pub fn control(&self, step: &Step) -> String {
        control_name(self.desk, &step.control.0)
    }

    /// Returns agency and control of a step that a template has.
    pub fn planned(&self, step: &PlannedStep) -> String {
        let control = control_name(self.desk, &step.control.0);
        let args = Args::new()
            .with("agency", self.desk.text(&format!("agency-{}", step.agency.word())))
            .with("control", control);
        self.desk.text_with("steps-name", &args)
    }

    /// Returns agency and control of a step.
    pub fn step_name(&self, step: &Step) -> String {
        let args = Args::new()
            .with("agency", self.desk.text(&format!("agency-{}", step.agency.word())))
            .with("control", self.control(step));
        self.desk.text_with("steps-name", &args)
    }

    /// Returns where a step stands, in a sentence.
    pub fn step_said(&self, step: &Step) -> String {
        let state = self.crossing().state_of(step);
        let with =
            |by: &Signed| Args::new().with("who", self.officer(&by.officer)).with("time", self.own_time(step.since));
        let text = |key: &str, args: &Args<'_>| self.desk.text_with(key, args);
        match (&step.status, state) {
            (_, StepState::Void) | (Status::Void, _) => self.desk.text("steps-said-void"),
            (Status::Open, StepState::Ready) => {
                text("steps-said-ready", &Args::new().with("time", self.own_time(self.crossing().since(step))))
            }
            (Status::Open, _) if self.crossing().is_stopped(step.subject) => self.desk.text("steps-said-stopped"),
            (Status::Open, _) => self.desk.text("steps-said-blocked"),
            (Status::Claimed { pending: Pending::Refusal(by), .. }, _) => text("steps-said-refusal-pending", &with(by)),
            (Status::Claimed { pending: Pending::Hold(by), .. }, _) => text("steps-said-hold-pending", &with(by)),
            (Status::Claimed { by, presented, .. }, _) => {
                let said = text("steps-said-in_progress", &with(by));
                if *presented { joined(&[said, self.desk.text("steps-presented")]) } else { said }
            }
            (Status::Queried { by }, _) => text("steps-said-queried", &with(by)),
            (Status::Referred { by, .. }, _) => text("steps-said-referred", &with(by)),
            (Status::Cleared { by }, _) => text("steps-said-cleared", &with(by)),
            (Status::Waived { by }, _) => text("steps-said-waived", &with(by)),
            (Status::Held { by, .. }, _) => text("steps-said-held", &with(by)),
            (Status::Refused { by, notice, served, .. }, _) => {
                let said = text("steps-said-refused", &with(by).with("notice", notice.to_string()));
                let served = self.desk.text(match served {
                    None => "steps-not-served",
                    Some(Service::Signed) => "steps-served-signed",
                    Some(Service::RefusedToSign) => "steps-served-refused_to_sign",
                });
                joined(&[said, served])
            }
        }
    }

    /// Returns where a subject stands on a side: the step that matters most, in a word.
    pub fn standing(&self, subject: &Subject, side: Side) -> Standing {
        let crossing = self.crossing();
        let of_side = || {
            let gate = side == Side::Entry;
            crossing.steps_of(subject.id).filter(move |step| step.side == side || (gate && step.side == Side::Gate))
        };
        let is_yours = |step: &Step| match &step.status {
            Status::Claimed { by, .. } => self.is_me(&by.officer),
            _ => false,
        };
        let open = of_side()
            .filter(|step| !step.is_done() && !matches!(crossing.state_of(step), StepState::Void))
            .max_by_key(|step| weight(crossing.state_of(step)));
        let said = |state: StepState, key: &str| Standing { state, word: self.desk.text(key) };
        match open {
            Some(step) if is_yours(step) && crossing.state_of(step) == StepState::InProgress => {
                said(StepState::InProgress, "subject-yours")
            }
            Some(step) => {
                let state = crossing.state_of(step);
                said(state, &format!("subject-{}", state.word()))
            }
            None if of_side().next().is_none() => said(StepState::Void, "subject-none"),
            None if of_side().all(|step| !step.is_done()) => said(StepState::Void, "subject-void"),
            None => {
                let key = match (side, subject.kind) {
                    (Side::Exit, _) => "subject-cleared",
                    (Side::Entry | Side::Gate, SubjectKind::Traveller) => "subject-admitted",
                    (Side::Entry | Side::Gate, SubjectKind::Conveyance | SubjectKind::Consignment) => {
                        "subject-released"
                    }
                };
                said(StepState::Cleared, key)
            }
        }
    }

    /// Returns the name of a State.
    pub fn state(&self, state: StateCode) -> String {
        self.desk.state_name(state)
    }

    /// Returns the reader's State, the exit State where nobody reads.
    pub fn own_state(&self) -> StateCode {
        self.desk.own_state().unwrap_or(self.crossing().exit_state)
    }

    /// Returns an agency in the middle of a sentence.
    pub fn agency(&self, agency: Agency) -> String {
        self.desk.text(&format!("who-{}", agency.word()))
    }
}

/// Returns the word of a control.
pub fn control_name(desk: Desk, control: &str) -> String {
    let key = format!("control-{control}");
    let said = desk.text(&key);
    // A post may have controls of its own, which the catalogue can't know.
    if said == key { control.replace('_', " ") } else { said }
}

/// Returns the age of a person on a day, where it is known.
pub fn age_of(person: &domain::subject::Traveller, on: chrono::NaiveDate) -> Option<i64> {
    person.birth_date.map(|birth| typed::age(birth, on))
}

/// Joins what is there with a middle dot.
pub fn joined(parts: &[String]) -> String {
    let there: Vec<&str> = parts.iter().map(|part| part.trim()).filter(|part| !part.is_empty()).collect();
    there.join(" · ")
}

/// What of several open steps matters most to who looks.
const fn weight(state: StepState) -> u8 {
    match state {
        StepState::Held => 9,
        StepState::Refused => 8,
        StepState::Referred => 7,
        StepState::Queried => 6,
        StepState::InProgress => 5,
        StepState::Ready => 4,
        StepState::Blocked => 3,
        StepState::Cleared | StepState::Waived | StepState::Void => 0,
    }
}

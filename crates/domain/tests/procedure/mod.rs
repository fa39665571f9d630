//! A post for tests of the procedure: two States, their officers, parties that cross, and a day on which they do.
//!
//! Invariant: nothing here decides. A [`day::Day`] asks the domain and keeps what it answered.

pub mod asks;
pub mod closer;
pub mod day;
pub mod goods;
pub mod ledger;
pub mod oracle;
pub mod party;
pub mod post;
pub mod random;
pub mod script;
pub mod templates;

use std::collections::BTreeSet;

use domain::agreeing::DatedSettings;
use domain::backup::BackupRule;
use domain::officer::DeskCode;
use domain::post::{Flow, KeyRule, Model, Plan, Settings};
use domain::template::Emergency;
use domain::{Agency, At, OfficerNumber, OnDuty, Role, StateCode};

/// The first State of the post.
pub fn north() -> StateCode {
    "NOR".parse().unwrap()
}

/// The second State of the post.
pub fn south() -> StateCode {
    "SUD".parse().unwrap()
}

/// On whose territory the controls stand (PROCEDURE §1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hosts {
    /// Juxtaposed: the entry State is host in each direction.
    Entry,
    /// The exit State is host in each direction.
    Exit,
    /// One facility in the first State, for both directions.
    First,
}

impl Hosts {
    /// Every configuration.
    pub const ALL: [Self; 3] = [Self::Entry, Self::Exit, Self::First];
}

/// Returns what both States agreed.
pub fn plan(hosts: Hosts) -> Plan {
    let (model, hosts) = match hosts {
        Hosts::Entry => (Model::Juxtaposed, [south(), north()]),
        Hosts::Exit => (Model::Straddling, [north(), south()]),
        Hosts::First => (Model::SingleCountry, [north(), north()]),
    };
    Plan {
        name: "Test Bridge".to_owned(),
        code: "TB".to_owned(),
        model,
        states: [north(), south()],
        hosts,
        utc_offsets: [120, 180],
        flows: Flow::ALL.into_iter().collect(),
        desks: Vec::new(),
        is_demonstration: true,
        settings: Settings::default(),
        retention: domain::retention::Retention::default(),
        backups: BackupRule::default(),
        keys: KeyRule::default(),
        notices: Vec::new(),
        templates: templates::all(),
        agreement: domain::agreement::Agreement::default(),
        later: domain::agreeing::Later::default(),
    }
}

/// Returns a plan under which both supervisors have put a shorter template of a flow in force for the day: of each kind of
/// subject one control stays on each side.
pub fn flooded(mut plan: Plan, flow: Flow) -> Plan {
    let from: At = "2026-11-21T05:00:00Z".parse().unwrap();
    let ordinary = plan.template(flow, None).unwrap();
    let mut seen = BTreeSet::new();
    let stays = |(place, step): (usize, &domain::template::TemplateStep)| {
        seen.insert((step.on, step.side)).then_some(place + 1)
    };
    let emergency = Emergency {
        flow,
        category: None,
        version: format!("{}-flood-1", flow.word()),
        stays: ordinary.steps.iter().enumerate().filter_map(stays).collect(),
        until: from + chrono::TimeDelta::hours(12),
        why: "a thousand at the bridge".to_owned(),
    };
    let shorter = emergency.shorter(ordinary, from).unwrap();
    plan.templates.push(shorter);
    plan
}

/// Returns a plan on which both States agreed anew since: everything lapses sooner, and nobody is screened for his health.
pub fn agreed_since(mut plan: Plan) -> Plan {
    let from = "2026-11-01".parse().unwrap();
    let settings = Settings {
        claim_time_out: 5,
        refusal_confirmation: 8,
        provisional_hold: 4,
        hold_limit: 600,
        motion: 6,
        ticket: 90,
        examination_absence: 5,
        examination_findings: Some(7),
    };
    plan.later.settings.push(DatedSettings { from, settings });
    for mut template in plan.templates.clone() {
        template.steps.retain(|step| step.agency != Agency::Health);
        template.version = format!("{}-since", template.version);
        template.from = from;
        plan.later.templates.push(template);
    }
    plan
}

/// Returns the officers on duty: of each State two of every agency, the first of each empowered to hold, and one or two
/// of every other role. A number reads as State, agency or role, and a count: `N-IMM1`, `S-SUP2`.
pub fn officers() -> Vec<OnDuty> {
    let mut all = Vec::new();
    for (letter, state) in [("N", north()), ("S", south())] {
        let mut add = |number: &str, agency, roles: &[Role]| {
            let number = format!("{letter}-{number}");
            all.push(OnDuty {
                officer: OfficerNumber::parse(&number).unwrap(),
                state,
                agency,
                roles: roles.iter().copied().collect::<BTreeSet<Role>>(),
                desk: DeskCode(format!("D-{number}")),
                claim: None,
            });
        };
        for (word, agency) in [
            ("IMM", Agency::Immigration),
            ("CUS", Agency::Customs),
            ("HEA", Agency::Health),
            ("AGR", Agency::Agriculture),
            ("STA", Agency::Standards),
            ("POL", Agency::Police),
        ] {
            add(&format!("{word}1"), agency, &[Role::Officer, Role::Empowered]);
            add(&format!("{word}2"), agency, &[Role::Officer]);
        }
        add("SUP1", Agency::Immigration, &[Role::Supervisor]);
        add("SUP2", Agency::Customs, &[Role::Supervisor, Role::Officer]);
        add("REC1", Agency::Immigration, &[Role::Reception]);
        add("GAT1", Agency::Gate, &[Role::Gate, Role::Officer]);
        add("GAT2", Agency::Gate, &[Role::Gate, Role::Officer]);
        add("PRO1", Agency::Immigration, &[Role::Protection]);
        add("PRO2", Agency::Immigration, &[Role::Protection]);
        add("ADM1", Agency::Immigration, &[Role::Administrator]);
        add("AUD1", Agency::Customs, &[Role::Auditor]);
    }
    all
}

//! `init`: founds a post from a file.

use std::collections::BTreeMap;
use std::path::Path;

use app::{Finding, Founding, NewOfficer, SignedIn, examine_server, home, is_postgres, templates};
use domain::agreeing::Later;
use domain::agreement::Agreement;
use domain::backup::BackupRule;
use domain::customs::Selectivity;
use domain::notice::NoticeLaw;
use domain::officer::DeskCode;
use domain::post::{Desk, Flow, KeyRule, Model, Plan, Settings};
use domain::retention::Retention;
use domain::{Agency, OfficerNumber, Role, StateCode};
use serde::Deserialize;
use serde_json::{Value, json};

use super::doctor::{in_words, told};
use super::{address, read};
use crate::Call;
use crate::answer::{Answer, Exit, Trouble};
use crate::secrets;
use crate::words::catalogue;

/// A post as its file describes it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PostFile {
    name: String,
    code: String,
    model: Model,
    states: [StateCode; 2],
    hosts: [StateCode; 2],
    #[serde(default)]
    utc_offsets: [i32; 2],
    flows: Vec<Flow>,
    desks: Vec<DeskFile>,
    administrators: [AdministratorFile; 2],
    #[serde(default)]
    settings: Option<Settings>,
    retention: Option<Retention>,
    #[serde(default)]
    backups: BackupRule,
    #[serde(default)]
    keys: KeyRule,
    #[serde(default)]
    notices: Vec<NoticeLaw>,
    #[serde(default)]
    agreement: Agreement,
    #[serde(default = "twenty")]
    random_referrals_permille: [u16; 2],
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct DeskFile {
    code: String,
    state: StateCode,
    agency: Agency,
    #[serde(default)]
    place: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct AdministratorFile {
    officer: String,
    name: String,
}

const fn twenty() -> [u16; 2] {
    [20, 20]
}

/// Founds the post.
pub async fn run(call: &Call, file: &Path) -> Result<Answer, Trouble> {
    let address = address(call)?;
    let text = read(Some(file))?;
    let post: PostFile = toml::from_str(&text).map_err(|error| Trouble::usage(&error.to_string()))?;
    let [a, b] = post.states;
    let [admin_a, admin_b] = &post.administrators;
    let administrators = [administrator(admin_a, a)?, administrator(admin_b, b)?];
    let founding = Founding {
        plan: Plan {
            name: post.name,
            code: post.code,
            model: post.model,
            states: post.states,
            hosts: post.hosts,
            utc_offsets: post.utc_offsets,
            flows: post.flows.into_iter().collect(),
            desks: post
                .desks
                .into_iter()
                .map(|desk| Desk {
                    code: DeskCode(desk.code),
                    state: desk.state,
                    agency: desk.agency,
                    place: desk.place,
                })
                .collect(),
            is_demonstration: false,
            settings: post.settings.unwrap_or_default(),
            retention: post.retention.unwrap_or_default(),
            backups: post.backups,
            keys: post.keys,
            notices: post.notices,
            templates: templates()?,
            agreement: post.agreement,
            later: Later::default(),
        },
        administrators,
        alerts: [Vec::new(), Vec::new()],
        referral_permille: post.random_referrals_permille,
        selectivity: [Selectivity::default(), Selectivity::default()],
    };
    let findings =
        if is_postgres(address) { examine_server(address, founding.plan.desks.len()).await? } else { Vec::new() };
    let told: Vec<Value> = findings.iter().map(told).collect();
    if findings.iter().any(Finding::forbids_founding) {
        let answer = json!({ "founded": false, "findings": told });
        let words = || format!("{}\n{}", catalogue().text("cli-init-not"), in_words(&told));
        return call.output.say_with(&answer, words, Exit::Urgent);
    }
    let founded = founding.found(address, &home()).await?;
    // A call that is broken off here leaves a sound post; `recovery new` draws what it did not show.
    let mut codes = BTreeMap::new();
    for new in &founding.administrators {
        let administrator = SignedIn::unwrap(&founded, new.officer.as_str(), &new.password).await?;
        codes.insert(administrator.state().to_string(), administrator.new_recovery_code().await?.to_string());
    }
    let info = founded.info();
    let name = info.plan.as_ref().map(|plan| plan.name.clone()).unwrap_or_default();
    let states = info.plan.as_ref().map(|plan| plan.states).map(|[a, b]| format!("{a} and {b}")).unwrap_or_default();
    let answer = json!({
        "post": name, "states": post.states, "demonstration": false, "recovery_codes": codes, "findings": told,
    });
    call.output.say(&answer, || {
        let told = if told.is_empty() { String::new() } else { format!("\n{}", in_words(&told)) };
        let codes: Vec<String> =
            codes.iter().map(|(state, code)| format!("Recovery code of {state}: {code}")).collect();
        format!(
            "The post {name} of {states} is founded. Each State's administrator signs in and adds officers.\n{}\n\
             They are not shown again. Each State keeps its own on paper, away from the post.{told}",
            codes.join("\n")
        )
    })
}

fn administrator(file: &AdministratorFile, state: StateCode) -> Result<NewOfficer, Trouble> {
    let officer = OfficerNumber::parse(&file.officer).map_err(|error| Trouble::usage(&error.to_string()))?;
    Ok(NewOfficer {
        password: secrets::new_password(officer.as_str(), state.as_str())?,
        name: file.name.clone(),
        agency: Agency::Immigration,
        roles: [Role::Administrator].into_iter().collect(),
        officer,
    })
}

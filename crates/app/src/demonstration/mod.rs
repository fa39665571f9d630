//! The demonstration post: two States' invented officers, and traffic that arrives, is controlled and leaves, through
//! the same commands as everybody's.
//!
//! Invariant: it says so everywhere, nobody in it is real, and it can never become a real post.

mod accounts;
mod filling;
mod rush;
mod show;
mod specimens;
mod staff;
mod traffic;

use std::path::Path;
use std::sync::Arc;

use chrono::NaiveDate;
use domain::agreement::{Agreement, CashLimit, Money, SimplifiedTrade};
use domain::backup::BackupRule;
use domain::codes::Currency;
use domain::customs::{Criterion, Lane, Selectivity, SelectivityRule};
use domain::notice::NoticeLaw;
use domain::officer::DeskCode;
use domain::post::{Desk, Flow, KeyRule, Model, Plan, Settings};
use domain::retention::Retention;
use domain::template::Template;
use domain::{Agency, At, Role, StateCode};

pub use accounts::{ACCOUNTS, Account, accounts};
pub use filling::{Filled, Filling};
pub use rush::{Coming, Rush, Rushed};
pub use show::show;
pub use specimens::Specimens;
pub use staff::{Station, enrol, hand_over, hire};
pub use traffic::{Asks, Pace, Traffic, Turn};

use crate::alerts::AlertEntry;
use crate::clock::Clock;
use crate::failure::Error;
use crate::founding::Founding;
use crate::key_life::NewOfficer;
use crate::newly_made::newly_made;
use crate::signed_in::SignedIn;
use crate::workstation::Workstation;

/// The procedure templates that come with the program.
const TEMPLATES: &[&str] = &[
    include_str!("../../../../assets/procedure/traveller.toml"),
    include_str!("../../../../assets/procedure/car.toml"),
    include_str!("../../../../assets/procedure/bus.toml"),
    include_str!("../../../../assets/procedure/small_trader.toml"),
    include_str!("../../../../assets/procedure/truck.toml"),
    include_str!("../../../../assets/procedure/truck_pre_cleared.toml"),
    include_str!("../../../../assets/procedure/truck_transit.toml"),
    include_str!("../../../../assets/procedure/truck_empty.toml"),
    include_str!("../../../../assets/procedure/truck_perishable.toml"),
    include_str!("../../../../assets/procedure/truck_livestock.toml"),
    include_str!("../../../../assets/procedure/truck_dangerous.toml"),
];

/// Returns the procedure templates that come with the program; a post may agree on others.
///
/// # Errors
/// When one of them can't be read, which would be a fault of the program.
pub fn templates() -> Result<Vec<Template>, Error> {
    TEMPLATES.iter().map(|text| toml::from_str(text).map_err(|_| Error::Fault("a template can't be read"))).collect()
}

/// Returns what the two invented States of the demonstration agreed.
///
/// # Errors
/// As [`templates`].
pub fn plan() -> Result<Plan, Error> {
    let (a, b) = states()?;
    let desk = |code: &str, state, agency, place: &str| Desk {
        code: DeskCode(code.to_owned()),
        state,
        agency,
        place: place.to_owned(),
    };
    let mut desks = Vec::new();
    for (state, letter, hall) in [(a, "A", "hall A"), (b, "B", "hall B")] {
        for (prefix, agency, count) in [
            ("I", Agency::Immigration, 3),
            ("C", Agency::Customs, 3),
            ("H", Agency::Health, 1),
            ("S", Agency::Standards, 1),
            ("F", Agency::Agriculture, 1),
            ("P", Agency::Police, 1),
            ("G", Agency::Gate, 1),
        ] {
            for number in 1..=count {
                desks.push(desk(&format!("{letter}-{prefix}{number}"), state, agency, hall));
            }
        }
    }
    Ok(Plan {
        name: "Malaba".to_owned(),
        code: "MD".to_owned(),
        model: Model::Juxtaposed,
        states: [a, b],
        // Juxtaposed: each facility stands in the State that is entered.
        hosts: [b, a],
        // An invented hour between the two, so that both clocks are seen.
        utc_offsets: [180, 120],
        flows: [Flow::Traveller, Flow::Car, Flow::Truck, Flow::SmallTrader, Flow::Bus].into_iter().collect(),
        desks,
        is_demonstration: true,
        settings: Settings::default(),
        retention: Retention::default(),
        backups: BackupRule::default(),
        keys: KeyRule::default(),
        notices: vec![law(a), law(b)],
        templates: templates()?,
        agreement: agreement([a, b]),
        later: domain::agreeing::Later::default(),
    })
}

/// What an invented State's notices say of its law.
fn law(state: StateCode) -> NoticeLaw {
    NoticeLaw {
        state,
        basis: format!("Immigration Act of {state}, section 12 (invented)"),
        appeal: [
            "You may appeal within 14 days, in writing, to the tribunal whose address the officer gives you (invented)."
                .to_owned(),
            "Vous pouvez faire appel par écrit dans les 14 jours, auprès du tribunal dont l’agent vous donne l’adresse \
             (inventé)."
                .to_owned(),
        ],
    }
}

/// What both invented States agreed beside the procedure. The transit guarantee, the seals and the heads are left to them as
/// warnings: the invented officers are seldom strict.
fn agreement(states: [StateCode; 2]) -> Agreement {
    let from = NaiveDate::from_ymd_opt(2026, 1, 1).unwrap_or_default();
    let dollars: Option<Currency> = "USD".parse().ok();
    let Some(currency) = dollars else { return Agreement::default() };
    let money = |minor| Money { minor, currency: currency.clone() };
    Agreement {
        simplified_trade: vec![SimplifiedTrade {
            name: "COMESA".to_owned(),
            from,
            threshold: money(200_000),
            common_list: ["0407", "0702", "0703", "0713", "0803", "1005", "6309"].map(str::to_owned).to_vec(),
        }],
        cash_limits: states.map(|state| CashLimit { state, from, limit: money(1_000_000) }).to_vec(),
        ..Agreement::default()
    }
}

fn states() -> Result<(StateCode, StateCode), Error> {
    let code = |text: &str| text.parse().map_err(|_| Error::Fault("a State's code can't be read"));
    Ok((code("KEN")?, code("UGA")?))
}

/// A demonstration post that is to be made.
#[derive(Debug, Clone, Copy)]
pub struct Demonstration {
    /// What chance begins with: the same seed gives the same crossings.
    pub seed: u64,
    /// How many of a thousand controls that are claimed each State refers at random, each of a party by himself.
    pub referral_permille: u16,
}

impl Demonstration {
    /// Founds the post with all its invented officers, under a temporary name that is renamed once everything stands: a
    /// process that is killed leaves a whole post or none.
    ///
    /// # Errors
    /// When there is something at `address` already, or it can't be made.
    pub async fn found(&self, address: &str, home: &Path) -> Result<Arc<Workstation>, Error> {
        newly_made(address, home, async |address| self.found_by(&Clock::default(), address, home).await).await
    }

    /// Founds it as [`Demonstration::found`] does, by a clock that shows that moment, and so does the workstation's that it returns:
    /// whoever opens the post afterwards finds one that is as old as that.
    ///
    /// # Errors
    /// As [`Demonstration::found`].
    pub async fn found_then(&self, then: At, address: &str, home: &Path) -> Result<Arc<Workstation>, Error> {
        let clock = Clock::default();
        clock.follow(then);
        let made = newly_made(address, home, async |address| self.found_by(&clock, address, home).await).await?;
        // As late as the founding ended: nobody is certified yet at its beginning.
        made.clock().follow(clock.now());
        Ok(made)
    }

    async fn found_by(&self, clock: &Clock, address: &str, home: &Path) -> Result<Arc<Workstation>, Error> {
        let plan = plan()?;
        let [a, b] = plan.states;
        let (admin_a, admin_b) = (administrator(a)?, administrator(b)?);
        let founding = Founding {
            alerts: [alerts(), alerts()],
            referral_permille: [self.referral_permille; 2],
            selectivity: [selectivity(), selectivity()],
            administrators: [admin_a.clone(), admin_b.clone()],
            plan,
        };
        let workstation = founding.found_by(clock, address, home).await?;
        workstation.clock().follow(clock.now());
        for (state, admin) in [(a, admin_a), (b, admin_b)] {
            let administrator = SignedIn::unwrap(&workstation, admin.officer.as_str(), &admin.password).await?;
            for account in ACCOUNTS.iter().filter(|account| state.as_str() == account.state) {
                administrator.certify(&account.officer()?).await?;
            }
        }
        Ok(workstation)
    }
}

fn administrator(state: StateCode) -> Result<NewOfficer, Error> {
    let number = format!("{}-0001", state.as_str().get(..1).unwrap_or("X"));
    Ok(NewOfficer {
        officer: number.parse_number()?,
        name: "Administrator".to_owned(),
        agency: Agency::Immigration,
        roles: [Role::Administrator].into_iter().collect(),
        password: "msimamizi-demo".to_owned(),
    })
}

trait ParseNumber {
    fn parse_number(&self) -> Result<domain::OfficerNumber, Error>;
}

impl ParseNumber for str {
    fn parse_number(&self) -> Result<domain::OfficerNumber, Error> {
        domain::OfficerNumber::parse(self).map_err(|_| Error::Invalid { field: "officer" })
    }
}

/// A few invented entries, so that a newcomer meets a hit.
fn alerts() -> Vec<AlertEntry> {
    vec![
        AlertEntry {
            entry: 1,
            document_number: Some("SP0009001".to_owned()),
            reason: "Document reported stolen (invented).".to_owned(),
            instruction: "Keep the document, refer the bearer.".to_owned(),
            ..AlertEntry::default()
        },
        AlertEntry {
            entry: 2,
            surname: Some("Specimen".to_owned()),
            given_names: Some("Amina".to_owned()),
            birth_date: NaiveDate::from_ymd_opt(1988, 2, 29),
            reason: "Wanted as a witness (invented).".to_owned(),
            instruction: "Ask for a present address; do not hold.".to_owned(),
            ..AlertEntry::default()
        },
    ]
}

fn selectivity() -> Selectivity {
    let rule = |name: &str, when, lane, instruction: &str| SelectivityRule {
        name: name.to_owned(),
        when,
        lane,
        instruction: instruction.to_owned(),
    };
    Selectivity {
        rules: vec![
            rule(
                "medicines",
                Criterion::HsPrefix { prefix: "3004".to_owned() },
                Lane::Yellow,
                "Compare the import licence with the invoice.",
            ),
            rule(
                "tobacco",
                Criterion::HsPrefix { prefix: "24".to_owned() },
                Lane::Red,
                "Count the cartons; look for tax stamps.",
            ),
            rule(
                "high value",
                Criterion::ValueFrom { cents: 5_000_000 },
                Lane::Blue,
                "Release; the file goes to post-clearance audit.",
            ),
        ],
        random_red_permille: 30,
        random_yellow_permille: 100,
        random_blue_permille: 0,
        expected_permille: [(Lane::Green, 700), (Lane::Blue, 60), (Lane::Yellow, 180), (Lane::Red, 60)].into(),
    }
}

//! The invented officers of the demonstration post. Two of each State are shown on the sign-in screen; the others work
//! the traffic.

use contract::{DemoAccount, SignIn};
use domain::officer::DeskCode;
use domain::post::Plan;
use domain::{Agency, OfficerNumber, Role};

use crate::failure::Error;
use crate::key_life::NewOfficer;

/// An invented officer.
#[derive(Debug, Clone, Copy)]
pub struct Account {
    /// His State, three letters.
    pub state: &'static str,
    /// His number.
    pub number: &'static str,
    /// His name.
    pub name: &'static str,
    /// His agency.
    pub agency: Agency,
    /// What he may do.
    pub roles: &'static [Role],
    /// Where he sits.
    pub desk: &'static str,
    /// His password.
    pub password: &'static str,
    /// Whether he is shown on the sign-in screen; the others work the traffic.
    pub is_shown: bool,
}

impl Account {
    /// Returns what he signs in with at his desk.
    pub fn request(&self) -> SignIn {
        SignIn {
            officer: self.number.to_owned(),
            password: self.password.to_owned(),
            desk: DeskCode(self.desk.to_owned()),
            pin: None,
            code: None,
        }
    }
}

const OFFICER: &[Role] = &[Role::Officer, Role::Reception, Role::Empowered];
const SUPERVISOR: &[Role] = &[Role::Officer, Role::Supervisor, Role::Reception, Role::Gate, Role::Empowered];
const GATE: &[Role] = &[Role::Gate, Role::Reception];
const PROTECTION: &[Role] = &[Role::Officer, Role::Protection];

const fn shown(
    state: &'static str,
    number: &'static str,
    name: &'static str,
    agency: Agency,
    roles: &'static [Role],
    desk: &'static str,
    password: &'static str,
) -> Account {
    Account { state, number, name, agency, roles, desk, password, is_shown: true }
}

const fn working(
    state: &'static str,
    number: &'static str,
    name: &'static str,
    agency: Agency,
    roles: &'static [Role],
    desk: &'static str,
) -> Account {
    Account { state, number, name, agency, roles, desk, password: "zamu-ya-kazi", is_shown: false }
}

/// Every invented officer of the demonstration post.
pub const ACCOUNTS: &[Account] = &[
    shown("KEN", "K-1042", "Daniel Kiprotich", Agency::Immigration, OFFICER, "A-I1", "kijani-mto"),
    shown("KEN", "K-0007", "Margaret Chepkoech", Agency::Customs, SUPERVISOR, "A-C1", "kijani-mlima"),
    shown("UGA", "U-1131", "Grace Akello", Agency::Immigration, OFFICER, "B-I1", "jua-ziwa"),
    shown("UGA", "U-0005", "Rehema Wandera", Agency::Customs, SUPERVISOR, "B-C1", "jua-msitu"),
    working("KEN", "K-1050", "Jane Wambui", Agency::Immigration, OFFICER, "A-I2"),
    working("KEN", "K-1051", "Collins Simiyu", Agency::Immigration, PROTECTION, "A-I3"),
    working("KEN", "K-2010", "Samuel Kamau", Agency::Customs, OFFICER, "A-C2"),
    working("KEN", "K-2011", "Esther Cherono", Agency::Customs, OFFICER, "A-C3"),
    working("KEN", "K-3001", "Ruth Mwangi", Agency::Health, OFFICER, "A-H1"),
    working("KEN", "K-4001", "Brian Barasa", Agency::Standards, OFFICER, "A-S1"),
    working("KEN", "K-5001", "Lydia Chebet", Agency::Agriculture, OFFICER, "A-F1"),
    working("KEN", "K-6001", "Peter Wekesa", Agency::Police, OFFICER, "A-P1"),
    working("KEN", "K-9001", "David Odhiambo", Agency::Gate, GATE, "A-G1"),
    working("UGA", "U-1140", "Isaac Okello", Agency::Immigration, OFFICER, "B-I2"),
    working("UGA", "U-1141", "Joan Namara", Agency::Immigration, PROTECTION, "B-I3"),
    working("UGA", "U-2020", "Moses Mugisha", Agency::Customs, OFFICER, "B-C2"),
    working("UGA", "U-2021", "Harriet Nakato", Agency::Customs, OFFICER, "B-C3"),
    working("UGA", "U-3001", "Irene Apio", Agency::Health, OFFICER, "B-H1"),
    working("UGA", "U-4001", "Denis Opio", Agency::Standards, OFFICER, "B-S1"),
    working("UGA", "U-5001", "Florence Kirabo", Agency::Agriculture, OFFICER, "B-F1"),
    working("UGA", "U-6001", "Robert Ssali", Agency::Police, OFFICER, "B-P1"),
    working("UGA", "U-9001", "Patience Nansubuga", Agency::Gate, GATE, "B-G1"),
];

impl Account {
    /// Returns the officer as he is to be certified.
    ///
    /// # Errors
    /// When the number is none, which would be a fault of the program.
    pub fn officer(&self) -> Result<NewOfficer, Error> {
        Ok(NewOfficer {
            officer: OfficerNumber::parse(self.number).map_err(|_| Error::Fault("an account has no number"))?,
            name: self.name.to_owned(),
            agency: self.agency,
            roles: self.roles.iter().copied().collect(),
            password: self.password.to_owned(),
        })
    }
}

/// Returns the accounts that the sign-in screen shows.
pub fn accounts(plan: &Plan) -> Vec<DemoAccount> {
    ACCOUNTS
        .iter()
        .filter(|account| account.is_shown)
        .filter_map(|account| {
            Some(DemoAccount {
                state: plan.states.into_iter().find(|state| state.as_str() == account.state)?,
                name: account.name.to_owned(),
                officer: account.number.to_owned(),
                password: account.password.to_owned(),
                agency: account.agency,
                is_supervisor: account.roles.contains(&Role::Supervisor),
                desk: DeskCode(account.desk.to_owned()),
            })
        })
        .collect()
}

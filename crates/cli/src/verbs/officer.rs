//! `officer`: adds, lists, renews and disables officers of the administrator's own State; changes one's own password.

use app::{NewOfficer, SignedIn};
use clap::Subcommand;
use domain::{Agency, OfficerNumber, Role};
use serde_json::json;

use super::open;
use crate::Call;
use crate::answer::{Answer, Trouble};
use crate::secrets;

/// What to do with officers.
#[derive(Debug, Subcommand)]
pub enum What {
    /// Adds one; his first password comes from OSBP_NEW_PASSWORD or is asked for.
    Add {
        /// His number.
        number: String,
        /// His name: only his own State sees it.
        #[arg(long)]
        name: String,
        /// His agency, such as `customs`.
        #[arg(long)]
        agency: String,
        /// What he may do, such as `officer` or `supervisor`; may be given several times.
        #[arg(long = "role", default_values_t = ["officer".to_owned()])]
        roles: Vec<String>,
    },
    /// Lists them by number; names too, for an officer of the same State.
    List,
    /// Gives an officer who forgot his password new keys under a new one, from OSBP_NEW_PASSWORD or asked for.
    Renew {
        /// His number.
        number: String,
    },
    /// Changes the acting officer's own password; the new one comes from OSBP_NEW_PASSWORD or is asked for.
    Password,
    /// Ends one's certificate, and begins a new epoch of the keys that he held.
    Disable {
        /// His number.
        number: String,
    },
}

/// Does it.
pub async fn run(call: &Call, what: What) -> Result<Answer, Trouble> {
    let workstation = open(call).await?;
    match what {
        What::List => {
            let officers = workstation.store().officers().await?;
            let now = workstation.clock().now();
            let rows: Vec<serde_json::Value> = officers
                .iter()
                .map(|row| {
                    json!({
                        "officer": row.officer, "country": row.state, "agency": row.agency,
                        "roles": row.roles.split(' ').collect::<Vec<_>>(),
                        "active": row.valid_until.is_none_or(|until| now < until),
                    })
                })
                .collect();
            call.output.say(&rows, || {
                let line = |row: &storage::OfficerRow| {
                    let ended = if row.valid_until.is_some() { " (ended)" } else { "" };
                    format!("{:<10} {} {:<12} {}{ended}", row.officer, row.state, row.agency, row.roles)
                };
                officers.iter().map(line).collect::<Vec<_>>().join("\n")
            })
        }
        What::Add { number, name, agency, roles } => {
            let administrator = super::unwrap(call, &workstation).await?;
            let officer = OfficerNumber::parse(&number).map_err(|error| Trouble::usage(&error.to_string()))?;
            let new = NewOfficer {
                password: secrets::new_password(officer.as_str(), administrator.state().as_str())?,
                agency: word::<Agency>(&agency)?,
                roles: roles.iter().map(|role| word::<Role>(role)).collect::<Result<_, _>>()?,
                officer,
                name,
            };
            administrator.certify(&new).await?;
            call.output.say(&json!({ "officer": new.officer, "country": administrator.state() }), || {
                format!("Officer {} of {} may work here from now on.", new.officer, administrator.state())
            })
        }
        What::Renew { number } => {
            let administrator = super::unwrap(call, &workstation).await?;
            let officer = OfficerNumber::parse(&number).map_err(|error| Trouble::usage(&error.to_string()))?;
            let password = secrets::new_password(officer.as_str(), administrator.state().as_str())?;
            administrator.renew(&officer, &password).await?;
            call.output.say(&json!({ "officer": officer, "country": administrator.state() }), || {
                format!("Officer {officer} signs in with the new password from now on. His drafts are lost.")
            })
        }
        What::Password => {
            let number = call.officer.as_deref().ok_or(app::Error::NotSignedIn)?;
            let present = secrets::password(number)?;
            let officer = SignedIn::unwrap(&workstation, number, &present).await?;
            let new = secrets::new_password(officer.officer().as_str(), officer.state().as_str())?;
            officer.change_password(&present, &new).await?;
            call.output.say(&json!({ "officer": officer.officer() }), || "Your password is changed.".to_owned())
        }
        What::Disable { number } => {
            let administrator = super::unwrap(call, &workstation).await?;
            let officer = OfficerNumber::parse(&number).map_err(|error| Trouble::usage(&error.to_string()))?;
            administrator.revoke(&officer).await?;
            call.output.say(&json!({ "officer": officer, "active": false }), || {
                format!(
                    "Officer {officer} can no longer sign in; nothing he signs from now on counts, and he can read nothing that \
                     is written from now on."
                )
            })
        }
    }
}

pub(super) fn word<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, Trouble> {
    serde_json::from_value(text.into()).map_err(|error| Trouble::usage(&error.to_string()))
}

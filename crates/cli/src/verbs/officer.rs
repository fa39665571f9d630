//! `officer`: adds, lists, renews and disables officers of the administrator's own State; changes one's own password.

use std::collections::BTreeSet;

use app::{Demand, NewOfficer};
use clap::Subcommand;
use domain::{Agency, OfficerNumber, Role};
use serde_json::json;

use super::keys::once;
use super::{open, unwrapped};
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
        /// What he may do from now on, if that changes; may be given several times. With an administrator who is none any more
        /// the root is replaced, and the new recovery code is shown once.
        #[arg(long = "role")]
        roles: Vec<String>,
    },
    /// Changes the acting officer's own password; the new one comes from OSBP_NEW_PASSWORD or is asked for.
    Password,
    /// The acting officer's own one-time codes, which guard his window.
    OneTime {
        /// Draws a new secret and shows it once, for a telephone; a first code confirms it. Where codes are in use already,
        /// one comes from OSBP_CODE or is asked for.
        #[arg(long, conflicts_with = "confirm", required_unless_present = "confirm")]
        new: bool,
        /// Puts the new secret in use by a first code, from OSBP_CODE or asked for.
        #[arg(long)]
        confirm: bool,
    },
    /// The acting officer's own smart card, which guards his keys; its PIN comes from OSBP_PIN or is asked for. OSBP_PKCS11,
    /// or the file `pkcs11` in OSBP_HOME, names the module of the reader.
    Card {
        /// Makes a key on the card that is inserted: from now on he signs in with it.
        #[arg(long, conflicts_with = "give_back", required_unless_present = "give_back")]
        issue: bool,
        /// Takes the card back: his password alone signs him in.
        #[arg(long)]
        give_back: bool,
    },
    /// Says what the administrator's State demands of officers who sign in, and how long a sign-in lasts at a window; without a
    /// word, nothing and as usual. The other State does not
    /// learn it.
    Demand {
        /// A one-time code at the window.
        #[arg(long)]
        one_time: bool,
        /// A smart card.
        #[arg(long)]
        card: bool,
        /// After how many minutes without a key, a click or a scan a window locks; 0 for never. Without it 10, on a
        /// demonstration post never.
        #[arg(long, value_name = "MINUTES")]
        idle: Option<u16>,
        /// After how many hours a window asks for the password again, whatever was done meanwhile: 1 to 24. Without it 14.
        #[arg(long, value_name = "HOURS")]
        longest: Option<u16>,
        /// From when on, such as 2026-12-01T06:00:00Z; without it from now on.
        #[arg(long, value_name = "TIME")]
        from: Option<domain::At>,
    },
    /// Ends one's certificate, and begins a new epoch of the keys that he held. With an administrator the root is replaced, and
    /// the new recovery code is shown once.
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
        What::Renew { number, roles } => {
            let administrator = super::unwrap(call, &workstation).await?;
            let officer = OfficerNumber::parse(&number).map_err(|error| Trouble::usage(&error.to_string()))?;
            let password = secrets::new_password(officer.as_str(), administrator.state().as_str())?;
            let roles: BTreeSet<Role> = roles.iter().map(|role| word::<Role>(role)).collect::<Result<_, _>>()?;
            let code = if roles.is_empty() {
                administrator.renew(&officer, &password).await?;
                None
            } else {
                administrator.renew_as(&officer, &password, roles).await?
            };
            let state = administrator.state();
            let mut value = json!({ "officer": officer, "country": state });
            with_code(&mut value, code.as_deref());
            call.output.say(&value, || {
                let said =
                    format!("Officer {officer} signs in with the new password from now on. His drafts are lost.");
                code.as_deref().map_or_else(|| said.clone(), |code| format!("{said}\n{}", once(state, code)))
            })
        }
        What::Password => {
            let (officer, present) = unwrapped(call, &workstation).await?;
            let new = secrets::new_password(officer.officer().as_str(), officer.state().as_str())?;
            officer.change_password(&present, &new).await?;
            call.output.say(&json!({ "officer": officer.officer() }), || "Your password is changed.".to_owned())
        }
        What::OneTime { new: true, .. } => {
            let (officer, _) = unwrapped(call, &workstation).await?;
            let given = secrets::given_code();
            let shown = match officer.new_one_time_codes(given.as_deref()).await {
                Err(app::Error::CodeNeeded) => {
                    let code = secrets::code(officer.officer().as_str()).map_err(|_| app::Error::CodeNeeded)?;
                    officer.new_one_time_codes(Some(&code)).await?
                }
                outcome => outcome?,
            };
            call.output.say(&shown, || {
                format!(
                    "{}\n{}\n{}\nIt is not shown again. Scan it, or type the letters; then confirm it with a first code: \
                     osbpctl officer one-time --confirm --officer {}",
                    drawn(&shown.rows),
                    shown.link,
                    shown.letters,
                    officer.officer()
                )
            })
        }
        What::OneTime { .. } => {
            let (officer, _) = unwrapped(call, &workstation).await?;
            officer.confirm_one_time_codes(&secrets::code(officer.officer().as_str())?).await?;
            call.output.say(&json!({ "officer": officer.officer() }), || {
                "From now on your window opens with a one-time code.".to_owned()
            })
        }
        What::Card { issue, .. } => {
            let (officer, password) = unwrapped(call, &workstation).await?;
            let pin = secrets::pin(officer.officer().as_str())?;
            if issue {
                officer.issue_card(&password, &pin).await?;
            } else {
                officer.return_card(&password, &pin).await?;
            }
            call.output.say(&json!({ "officer": officer.officer(), "card": issue }), || {
                if issue {
                    "From now on your keys open with this card and your password. Whoever loses his card is renewed by his \
                     administrator: officer renew."
                        .to_owned()
                } else {
                    "From now on your keys open with your password alone.".to_owned()
                }
            })
        }
        What::Demand { one_time, card, idle, longest, from } => {
            let administrator = super::unwrap(call, &workstation).await?;
            let from = from.unwrap_or_else(|| workstation.clock().now());
            let demand = Demand { from, one_time, card, idle_minutes: idle, longest_hours: longest };
            administrator.demand(demand).await?;
            call.output.say(&json!({ "country": administrator.state(), "demand": demand }), || {
                let what = match (one_time, card) {
                    (false, false) => "neither code nor card",
                    (true, false) => "a one-time code",
                    (false, true) => "a card",
                    (true, true) => "a card and a one-time code",
                };
                let from = demand.from.format("%Y-%m-%d %H:%M UTC");
                let limits = demand.limits(workstation.is_demonstration());
                let idle = match limits.idle {
                    Some(idle) => format!("locks after {} minutes without a key", idle.num_minutes()),
                    None => "does not lock for want of a key".to_owned(),
                };
                let longest = limits.longest.num_hours();
                format!(
                    "From {from} on {} demands {what} of who signs in. A window {idle}, and asks for the password again after \
                     {longest} hours.",
                    administrator.state()
                )
            })
        }
        What::Disable { number } => {
            let administrator = super::unwrap(call, &workstation).await?;
            let officer = OfficerNumber::parse(&number).map_err(|error| Trouble::usage(&error.to_string()))?;
            let code = administrator.revoke(&officer).await?;
            let mut value = json!({ "officer": officer, "active": false });
            with_code(&mut value, code.as_deref());
            call.output.say(&value, || {
                let said = format!(
                    "Officer {officer} can no longer sign in; nothing he signs from now on counts, and he can read nothing that \
                     is written from now on."
                );
                let root = "The root that he held is replaced.";
                let told = |code: &String| format!("{said} {root}\n{}", once(administrator.state(), code));
                code.as_deref().map_or_else(|| said.clone(), told)
            })
        }
    }
}

/// Puts a recovery code that was drawn beside an answer.
fn with_code(value: &mut serde_json::Value, code: Option<&String>) {
    if let (Some(code), Some(fields)) = (code, value.as_object_mut()) {
        fields.insert("recovery_code".to_owned(), code.as_str().into());
    }
}

/// Draws a QR code on the terminal, two rows a line, dark on light with the border that scanners need.
fn drawn(rows: &[String]) -> String {
    let is_dark = |row: usize, column: usize| {
        let row = row.checked_sub(2).and_then(|row| rows.get(row));
        let sign = row.and_then(|row| column.checked_sub(2).and_then(|column| row.as_bytes().get(column)));
        sign == Some(&b'1')
    };
    let width = rows.first().map_or(0, String::len) + 4;
    let line = |top: usize| {
        let signs = (0..width).map(|column| match (is_dark(top, column), is_dark(top + 1, column)) {
            (true, true) => ' ',
            (true, false) => '▄',
            (false, true) => '▀',
            (false, false) => '█',
        });
        signs.collect::<String>()
    };
    (0..width).step_by(2).map(line).collect::<Vec<_>>().join("\n")
}

pub(super) fn word<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, Trouble> {
    serde_json::from_value(text.into()).map_err(|error| Trouble::usage(&error.to_string()))
}

//! `act`: any command as JSON.

use std::path::Path;

use contract::{ClaimNext, DeclareEmergency, EndEmergency, Perform, Performed};
use domain::template::Emergency;
use domain::{Action, Reference};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::{open, read, sign_in};
use crate::Call;
use crate::answer::{Answer, Trouble};

/// Does what the command asks for, or lists the commands.
pub async fn run(call: &Call, file: Option<&Path>, list: bool) -> Result<Answer, Trouble> {
    if list {
        return listed(call);
    }
    let text = read(file)?;
    let mut fields: Map<String, Value> = serde_json::from_str(&text)
        .map_err(|error| Trouble::usage(&format!("the command is no JSON object: {error}")))?;
    let key = match fields.remove("key") {
        Some(key) => serde_json::from_value(key).map_err(|_| Trouble::usage("`key` is a UUID"))?,
        None => Uuid::nil(),
    };
    let crossing: Option<Reference> = optional(&mut fields, "crossing", "`crossing` is a reference")?;
    let version: Option<u32> = optional(&mut fields, "version", "`version` is a number")?;
    let workstation = open(call).await?;
    let officer = sign_in(call, &workstation).await?;
    let key = if key.is_nil() { workstation.clock().new_id() } else { key };
    let performed = match fields.get("command").and_then(Value::as_str) {
        Some("claim_next") => officer.claim_next(&ClaimNext { key }).await?,
        Some("close_shift") => {
            officer.close_shift(key).await?;
            Some(Performed { key, crossing: None, version: None, seq: [0, 0] })
        }
        Some("declare_emergency") => {
            fields.remove("command");
            let emergency: Emergency = serde_json::from_value(Value::Object(fields))
                .map_err(|error| Trouble::usage(&format!("a field is wrong: {error}")))?;
            officer.declare_emergency(DeclareEmergency { key, emergency }).await?;
            Some(Performed { key, crossing: None, version: None, seq: [0, 0] })
        }
        Some("end_emergency") => {
            let version = optional(&mut fields, "emergency", "`emergency` is the version of a shorter template")?;
            let version = version.ok_or_else(|| Trouble::usage("`emergency` names the version that is to end"))?;
            officer.end_emergency(EndEmergency { key, version }).await?;
            Some(Performed { key, crossing: None, version: None, seq: [0, 0] })
        }
        _ => {
            let action: Action = serde_json::from_value(Value::Object(fields))
                .map_err(|error| Trouble::usage(&format!("no such command, or a field is wrong: {error}")))?;
            Some(officer.perform(&Perform { key, crossing, version, action }).await?)
        }
    };
    match performed {
        Some(done) => call.output.say(&done, || {
            let [first, last] = done.seq;
            let crossing = done.crossing.as_ref().map(ToString::to_string).unwrap_or_default();
            format!("{crossing} done: acts {first} to {last}")
        }),
        // Nothing is ready for this officer.
        None => call.output.say_with(&Value::Null, || "nothing is ready".to_owned(), crate::answer::Exit::No),
    }
}

fn listed(call: &Call) -> Result<Answer, Trouble> {
    let schema = schemars::schema_for!(Action);
    let value = serde_json::to_value(&schema).map_err(app::Error::from)?;
    let kinds = value.get("oneOf").and_then(Value::as_array).cloned().unwrap_or_default();
    let definitions = value.get("$defs").cloned().unwrap_or_else(|| json!({}));
    let mut commands: Vec<Value> = kinds
        .iter()
        .map(|kind| {
            json!({
                "command": kind.pointer("/properties/command/const"),
                "description": kind.get("description"),
                "schema": kind,
            })
        })
        .collect();
    for (name, words) in [
        ("claim_next", "Claims what is next by rule."),
        ("close_shift", "Gives up every claim and closes the shift."),
        ("end_emergency", "Ends the shorter template whose version `emergency` names, before its time."),
    ] {
        commands.push(json!({ "command": name, "description": words, "schema": { "type": "object" } }));
    }
    commands.push(json!({
        "command": "declare_emergency",
        "description": "Puts a shorter template in force for a time, together with the other State's supervisor.",
        "schema": schemars::schema_for!(Emergency),
    }));
    call.output.say(&json!({ "commands": commands, "$defs": definitions }), || {
        let line = |command: &Value| {
            let field = |name: &str| command.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
            let words = field("description");
            format!("{:<22} {}", field("command"), words.lines().next().unwrap_or_default())
        };
        commands.iter().map(line).collect::<Vec<_>>().join("\n")
    })
}

fn optional<T: serde::de::DeserializeOwned>(
    fields: &mut Map<String, Value>,
    name: &str,
    words: &str,
) -> Result<Option<T>, Trouble> {
    match fields.remove(name) {
        None | Some(Value::Null) => Ok(None),
        Some(value) => serde_json::from_value(value).map(Some).map_err(|_| Trouble::usage(words)),
    }
}

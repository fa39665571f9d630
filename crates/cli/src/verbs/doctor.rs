//! `doctor`: what is wrong, each in a sentence, each with what to do.

use std::path::PathBuf;

use app::{Examination, Finding, Weight, home};
use catalogue::Args;
use serde_json::{Value, json};

use super::address;
use crate::Call;
use crate::answer::{Answer, Exit, Trouble};
use crate::words::catalogue;

/// Examines.
pub async fn run(call: &Call, whole: bool, backups: Option<PathBuf>) -> Result<Answer, Trouble> {
    let examination = Examination { address: address(call)?.to_owned(), home: home(), backups, whole };
    let found = examination.run().await;
    let told: Vec<Value> = found.iter().map(told).collect();
    let exit = match found.iter().map(Finding::weight).max() {
        None | Some(Weight::Note) => Exit::Done,
        Some(Weight::Attend) => Exit::No,
        Some(Weight::Urgent) => Exit::Urgent,
    };
    call.output.say_with(
        &json!({ "findings": told, "worst": found.iter().map(Finding::weight).max() }),
        || if found.is_empty() { catalogue().text("doctor-well") } else { in_words(&told) },
        exit,
    )
}

/// Returns findings as a person reads them.
pub(super) fn in_words(told: &[Value]) -> String {
    let text = |one: &Value, name: &str| one.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let lines = told.iter().map(|one| {
        let weight = catalogue().text(&format!("doctor-weight-{}", text(one, "weight")));
        format!("{weight}: {}\n    {}", text(one, "message"), text(one, "todo"))
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Returns a finding with its sentences.
pub(super) fn told(finding: &Finding) -> Value {
    let mut value = serde_json::to_value(finding).unwrap_or_default();
    let word = value.get("finding").and_then(Value::as_str).unwrap_or_default().to_owned();
    let mut args = Args::new();
    for (name, part) in value.as_object().into_iter().flatten() {
        let name: &'static str = match name.as_str() {
            "folder" => "folder",
            "file" => "file",
            "free_mb" => "free_mb",
            "seconds" => "seconds",
            "days" => "days",
            "hours" => "hours",
            "last" => "last",
            "until" => "until",
            "code" => "code",
            "detail" => "detail",
            "setting" => "setting",
            "connections" => "connections",
            "needed" => "needed",
            "workstations" => "workstations",
            "each" => "each",
            "encoding" => "encoding",
            "seq" => "seq",
            "page" => "page",
            "acts" => "acts",
            "reference" => "reference",
            "country" => "country",
            "officer" => "officer",
            "kind" => "kind",
            "check" => "check",
            "fault" => "fault",
            _ => continue,
        };
        args = match (name, part) {
            ("check", Value::String(check)) => args.with(name, catalogue().text(&format!("cli-fault-{check}"))),
            ("fault", Value::String(fault)) => args.with(name, catalogue().text(&format!("cli-backup-{fault}"))),
            (_, Value::String(text)) => args.with(name, text.clone()),
            (_, Value::Number(number)) => args.with_count(name, number.as_i64().unwrap_or_default()),
            _ => args,
        };
    }
    let message = catalogue().text_with(&format!("doctor-{word}"), &args);
    let todo = catalogue().text_with(&format!("doctor-{word}-todo"), &args);
    let weight = serde_json::to_value(finding.weight()).unwrap_or_default();
    if let Some(value) = value.as_object_mut() {
        value.insert("weight".to_owned(), weight);
        value.insert("message".to_owned(), message.into());
        value.insert("todo".to_owned(), todo.into());
    }
    value
}

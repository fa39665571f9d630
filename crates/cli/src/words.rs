//! The sentences of the command line: what did not happen, what is safe, what to do. From the catalogue, in the language
//! of `LANG` where it is offered.

use catalogue::{Args, Catalogue, Language};
use contract::{Failure, FailureCode};

/// Returns what did not happen.
pub fn message(failure: &Failure, is_usage: bool) -> String {
    if is_usage {
        return failure.detail.trim().to_owned();
    }
    let words = catalogue();
    if let Some(refusal) = &failure.refusal {
        let word = serde_json::to_value(refusal)
            .ok()
            .and_then(|value| value.get("refusal").and_then(|word| word.as_str().map(str::to_owned)))
            .unwrap_or_default();
        let mut args = Args::new();
        match refusal.as_ref() {
            domain::Refusal::StepIs { state } => {
                args = args.with("state", words.text(&format!("step-{}", state.word())));
            }
            domain::Refusal::SubjectIs { phase } => {
                args = args.with("phase", words.text(&format!("phase-{}", phase.word())));
            }
            domain::Refusal::Claimed { officer, since } => {
                args = args.with("officer", officer.to_string()).with("since", since.format("%H:%M UTC").to_string());
            }
            domain::Refusal::StatedTooEarly { earliest: time } | domain::Refusal::StatedOutOfOrder { after: time } => {
                args = args.with("time", time.format("%Y-%m-%d %H:%M UTC").to_string());
            }
            domain::Refusal::NoPhotograph { why } => {
                args = args.with("why", words.text(&format!("no-photograph-{}", why.word())));
            }
            domain::Refusal::ProgramTooOld { least } | domain::Refusal::NewerThanThis { least } => {
                args = args.with("version", least.to_string());
            }
            domain::Refusal::TemplateFaulty { fault } => {
                args = args.with("fault", words.text(&format!("template-fault-{}", fault.word())));
            }
            _ => {}
        }
        return words.text_with(&format!("refusal-{word}"), &args);
    }
    let args =
        Args::new().with("detail", failure.detail.as_str()).with_count("seconds", failure.seconds.map_or(0, i64::from));
    words.text_with(&format!("cli-message-{}", word_of(failure.code)), &args)
}

/// Returns what is safe.
pub fn safe(failure: &Failure) -> String {
    let key = match failure.code {
        FailureCode::OutcomeUnknown => "cli-safe-unknown",
        // A verb of many commands may have done some of them.
        FailureCode::Full | FailureCode::ReadOnly | FailureCode::File | FailureCode::Unavailable => "cli-safe-kept",
        _ => "cli-safe-unchanged",
    };
    catalogue().text(key)
}

/// Returns what to do.
pub fn todo(failure: &Failure, is_usage: bool) -> String {
    let key = if is_usage { "usage".to_owned() } else { word_of(failure.code) };
    let seconds = failure.seconds.map_or(0, i64::from);
    catalogue().text_with(&format!("cli-todo-{key}"), &Args::new().with_count("seconds", seconds))
}

/// Returns the catalogue of the language that `LC_ALL`, `LC_MESSAGES` or `LANG` ask for, else English.
pub fn catalogue() -> &'static Catalogue {
    let asked = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .iter()
        .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()))
        .unwrap_or_default();
    let code: String = asked.chars().take_while(char::is_ascii_alphabetic).collect();
    let language = Language::from_code(&code).filter(|found| Language::OFFERED.contains(found));
    Catalogue::of(language.unwrap_or(Language::English))
}

fn word_of(code: FailureCode) -> String {
    serde_json::to_value(code)
        .ok()
        .and_then(|value| value.as_str().map(str::to_owned))
        .unwrap_or_else(|| "fault".to_owned())
}

//! Failures as a person reads them: what did not happen, what is safe, what to do.
//!
//! Invariant: the sentence is composed from the failure's code and the procedure's reason; the detail is for the log alone,
//! except where it names the field that can't be used.

use contract::{Failure, FailureCode};
use domain::Refusal;

use crate::state::Desk;
use crate::text::Args;

/// Returns what did not happen, what is safe and what to do, in the officer's language.
pub fn failure_sentence(desk: Desk, failure: &Failure) -> String {
    if let (FailureCode::Refused, Some(refusal)) = (failure.code, &failure.refusal) {
        return refusal_sentence(desk, refusal);
    }
    let seconds = failure.seconds.map_or(0, i64::from);
    let args = Args::new().with("detail", failure.detail.as_str()).with_count("seconds", seconds);
    desk.text_with(&format!("failure-{}", code_word(failure.code)), &args)
}

/// Returns why the procedure does not allow it, and what to do.
pub fn refusal_sentence(desk: Desk, refusal: &Refusal) -> String {
    let mut args = Args::new();
    match refusal {
        Refusal::StepIs { state } => {
            args = args.with("state", desk.text(&format!("step-{}", state.word())));
        }
        Refusal::SubjectIs { phase } => {
            args = args.with("phase", desk.text(&format!("phase-{}", phase.word())));
        }
        Refusal::Claimed { officer, since } => {
            args = args.with("officer", officer.to_string()).with("since", desk.clock(*since));
        }
        Refusal::DemandedMissing { what } | Refusal::DemandedExpired { what } => {
            args = args.with("what", desk.text(&format!("demanded-{}", what.word())));
        }
        Refusal::FullDeclarationNeeded { why } => {
            args = args.with("why", desk.text(&format!("not-simple-{}", why.word())));
        }
        Refusal::StatedTooEarly { earliest: time } | Refusal::StatedOutOfOrder { after: time } => {
            args = args.with("time", desk.date_and_clocks(*time));
        }
        Refusal::NoPhotograph { why } => {
            args = args.with("why", desk.text(&format!("no-photograph-{}", why.word())));
        }
        Refusal::ProgramTooOld { least } | Refusal::NewerThanThis { least } => {
            args = args.with("version", least.to_string());
        }
        Refusal::TemplateFaulty { fault } => {
            args = args.with("fault", desk.text(&format!("template-fault-{}", fault.word())));
        }
        _ => {}
    }
    desk.text_with(&format!("refusal-{}", refusal_word(refusal)), &args)
}

/// Returns the word of a reason as it goes over the wire.
fn refusal_word(refusal: &Refusal) -> String {
    #[derive(serde::Deserialize)]
    struct Word {
        refusal: String,
    }
    let written = serde_json::to_string(refusal).ok();
    let word = written.and_then(|written| serde_json::from_str(&written).ok());
    word.map_or_else(|| "not_given".to_owned(), |Word { refusal }| refusal)
}

const fn code_word(code: FailureCode) -> &'static str {
    match code {
        FailureCode::Refused => "refused",
        FailureCode::NotSignedIn => "not_signed_in",
        FailureCode::NotAllowed => "not_allowed",
        FailureCode::WrongPassword => "wrong_password",
        FailureCode::PasswordCommon => "password_common",
        FailureCode::PasswordTelling => "password_telling",
        FailureCode::CodeNeeded => "code_needed",
        FailureCode::WrongCode => "wrong_code",
        FailureCode::CodeNotSetUp => "code_not_set_up",
        FailureCode::CardNeeded => "card_needed",
        FailureCode::CardMissing => "card_missing",
        FailureCode::WrongCard => "wrong_card",
        FailureCode::WrongPin => "wrong_pin",
        FailureCode::WrongPinOneLeft => "wrong_pin_one_left",
        FailureCode::CardBlocked => "card_blocked",
        FailureCode::CardUnusable => "card_unusable",
        FailureCode::CardNotIssued => "card_not_issued",
        FailureCode::KeyringLocked => "keyring_locked",
        FailureCode::Conflict => "conflict",
        FailureCode::NotFound => "not_found",
        FailureCode::Invalid => "invalid",
        FailureCode::NotAPost => "not_a_post",
        FailureCode::Newer => "newer",
        FailureCode::Older => "older",
        FailureCode::Moved => "moved",
        FailureCode::Damaged => "damaged",
        FailureCode::Rewritten => "rewritten",
        FailureCode::Backup => "backup",
        FailureCode::Unavailable => "unavailable",
        FailureCode::File => "file",
        FailureCode::ClockDiffers => "clock_differs",
        FailureCode::Untrusted => "untrusted",
        FailureCode::NotOwner => "not_owner",
        FailureCode::ReadOnly => "read_only",
        FailureCode::Full => "full",
        FailureCode::SecondDiskMissing => "second_disk_missing",
        FailureCode::OutcomeUnknown => "outcome_unknown",
        FailureCode::Fault => "fault",
    }
}

//! Answers and troubles: what goes to stdout, what to stderr, and with which exit code.

use std::io::Write as _;
use std::process::ExitCode;

use contract::{Failure, FailureCode};
use serde::Serialize;

use crate::words::{message, safe, todo};

/// The exit codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Done.
    Done = 0,
    /// The answer is no.
    No = 1,
    /// Wrong usage.
    Usage = 2,
    /// Refused by the procedure.
    Refused = 3,
    /// Not signed in, or not allowed.
    NotAllowed = 4,
    /// Somebody was first.
    Conflict = 5,
    /// Not found.
    NotFound = 6,
    /// Not a post, newer, damaged, or not the journal that this workstation has seen.
    NotAPost = 7,
    /// Can't be reached or written.
    Unavailable = 8,
    /// The outcome is unknown: send again under the same key.
    OutcomeUnknown = 9,
    /// Something has to be seen to at once.
    Urgent = 10,
    /// Our fault.
    Fault = 70,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// An answer that was said.
#[derive(Debug)]
pub enum Answer {
    /// It stands on stdout.
    Said(Exit),
}

/// Why there is no answer.
#[derive(Debug)]
pub struct Trouble {
    /// What failed.
    pub failure: Failure,
    /// Wrong usage rather than a failed command.
    pub is_usage: bool,
}

impl Trouble {
    /// Returns wrong usage: what was typed, and what would be right.
    pub fn usage(words: &str) -> Self {
        let failure = Failure { code: FailureCode::Invalid, detail: words.to_owned(), refusal: None, seconds: None };
        Self { failure, is_usage: true }
    }
}

impl<E: Into<app::Error>> From<E> for Trouble {
    fn from(error: E) -> Self {
        Self { failure: Failure::from(error.into()), is_usage: false }
    }
}

/// How answers are written.
#[derive(Debug, Clone, Copy)]
pub struct Output {
    /// As JSON.
    pub is_json: bool,
}

#[derive(Serialize)]
struct Wrong<'a> {
    error: Told<'a>,
}

#[derive(Serialize)]
struct Told<'a> {
    code: &'a str,
    message: &'a str,
    safe: &'a str,
    todo: &'a str,
}

impl Output {
    /// Says an answer: as JSON, or as the words given.
    pub fn say(self, value: &impl Serialize, words: impl FnOnce() -> String) -> Result<Answer, Trouble> {
        self.say_with(value, words, Exit::Done)
    }

    /// Says an answer that ends with this exit code.
    pub fn say_with(
        self,
        value: &impl Serialize,
        words: impl FnOnce() -> String,
        exit: Exit,
    ) -> Result<Answer, Trouble> {
        let text = if self.is_json { serde_json::to_string(value).map_err(app::Error::from)? } else { words() };
        line(&text)?;
        Ok(Answer::Said(exit))
    }

    /// Says what went wrong and returns its exit code.
    pub fn fail(self, trouble: &Trouble) -> ExitCode {
        let failure = &trouble.failure;
        let told = Told {
            code: &code(failure),
            message: &message(failure, trouble.is_usage),
            safe: &safe(failure),
            todo: &todo(failure, trouble.is_usage),
        };
        if self.is_json {
            if let Ok(text) = serde_json::to_string(&Wrong { error: told }) {
                let _closed = line(&text);
            }
        } else {
            eprintln!("{}\n{}\n{}", told.message, told.safe, told.todo);
        }
        exit_of(failure.code).into()
    }

    /// Says what was typed wrong and returns the exit code of wrong usage.
    pub fn usage(self, words: &str) -> ExitCode {
        self.fail(&Trouble::usage(words))
    }
}

/// Writes a line to stdout; a reader who has gone is no trouble of ours.
pub fn line(text: &str) -> Result<(), Trouble> {
    match writeln!(std::io::stdout().lock(), "{text}") {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        Err(error) => Err(app::Error::File(error).into()),
    }
}

fn code(failure: &Failure) -> String {
    let value = match &failure.refusal {
        Some(refusal) => serde_json::to_value(refusal).ok().and_then(|value| value.get("refusal").cloned()),
        None => serde_json::to_value(failure.code).ok(),
    };
    value.and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

const fn exit_of(code: FailureCode) -> Exit {
    match code {
        FailureCode::Refused => Exit::Refused,
        FailureCode::NotSignedIn
        | FailureCode::NotAllowed
        | FailureCode::WrongPassword
        | FailureCode::CodeNeeded
        | FailureCode::WrongCode
        | FailureCode::CodeNotSetUp
        | FailureCode::CardNeeded
        | FailureCode::CardMissing
        | FailureCode::WrongCard
        | FailureCode::WrongPin
        | FailureCode::WrongPinOneLeft
        | FailureCode::CardBlocked
        | FailureCode::CardUnusable
        | FailureCode::CardNotIssued => Exit::NotAllowed,
        FailureCode::Conflict => Exit::Conflict,
        FailureCode::NotFound => Exit::NotFound,
        FailureCode::Invalid | FailureCode::NotOwner | FailureCode::PasswordCommon | FailureCode::PasswordTelling => {
            Exit::Usage
        }
        FailureCode::NotAPost
        | FailureCode::Newer
        | FailureCode::Older
        | FailureCode::Moved
        | FailureCode::Damaged
        | FailureCode::Rewritten
        | FailureCode::Backup => Exit::NotAPost,
        FailureCode::Unavailable
        | FailureCode::File
        | FailureCode::ClockDiffers
        | FailureCode::Untrusted
        | FailureCode::ReadOnly
        | FailureCode::Full
        | FailureCode::SecondDiskMissing
        | FailureCode::KeyringLocked => Exit::Unavailable,
        FailureCode::OutcomeUnknown => Exit::OutcomeUnknown,
        FailureCode::Fault => Exit::Fault,
    }
}

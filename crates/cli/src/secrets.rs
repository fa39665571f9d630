//! Passwords, PINs and codes: from the environment, or asked for on the terminal; never an argument, which every user of the machine sees.

use crate::answer::Trouble;

/// Returns an officer's password: `OSBP_PASSWORD`, or asked for.
pub fn password(officer: &str) -> Result<String, Trouble> {
    from_environment("OSBP_PASSWORD").map_or_else(|| ask(&format!("Password of {officer}: ")), Ok)
}

/// Returns a new password: `OSBP_NEW_PASSWORD_STATE`, `OSBP_NEW_PASSWORD`, or asked for twice.
pub fn new_password(officer: &str, state: &str) -> Result<String, Trouble> {
    if let Some(password) =
        from_environment(&format!("OSBP_NEW_PASSWORD_{state}")).or_else(|| from_environment("OSBP_NEW_PASSWORD"))
    {
        return Ok(password);
    }
    let first = ask(&format!("New password of {officer} ({state}): "))?;
    let second = ask("The same again: ")?;
    if first == second { Ok(first) } else { Err(Trouble::usage("the two passwords differ")) }
}

/// Returns the PIN of an officer's card: `OSBP_PIN`, or asked for.
pub fn pin(officer: &str) -> Result<String, Trouble> {
    given_pin().map_or_else(|| ask(&format!("PIN of the card of {officer}: ")), Ok)
}

/// Returns the PIN that stands in `OSBP_PIN`.
pub fn given_pin() -> Option<String> {
    from_environment("OSBP_PIN")
}

/// Returns a one-time code: `OSBP_CODE`, or asked for.
pub fn code(officer: &str) -> Result<String, Trouble> {
    given_code().map_or_else(|| ask(&format!("One-time code of {officer}: ")), Ok)
}

/// Returns the one-time code that stands in `OSBP_CODE`.
pub fn given_code() -> Option<String> {
    from_environment("OSBP_CODE")
}

/// Returns a State's recovery code: `OSBP_RECOVERY_CODE`, or asked for.
pub fn recovery_code(state: &str) -> Result<String, Trouble> {
    from_environment("OSBP_RECOVERY_CODE").map_or_else(|| ask(&format!("Recovery code of {state}: ")), Ok)
}

/// Returns the code of an enrolment file: `OSBP_ENROLMENT_CODE`, or asked for.
pub fn enrolment_code() -> Result<String, Trouble> {
    from_environment("OSBP_ENROLMENT_CODE").map_or_else(|| ask("Enrolment code: "), Ok)
}

fn from_environment(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

fn ask(prompt: &str) -> Result<String, Trouble> {
    rpassword::prompt_password(prompt).map_err(|_| {
        Trouble::usage("no terminal to ask on: set OSBP_PASSWORD, OSBP_NEW_PASSWORD for a new one, OSBP_PIN for a card, OSBP_CODE for a code")
    })
}

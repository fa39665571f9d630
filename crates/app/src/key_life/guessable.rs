//! What no new password may be: too short, one that a guesser tries early, or one that says whose it is.
//!
//! Invariant: what is judged is the password as it was typed; nothing of it is kept, and it is compared with no list outside of
//! this program.

use catalogue::Language;
use domain::OfficerNumber;
use domain::officer::least_password;
use domain::post::Plan;
use zeroize::Zeroizing;

use super::LONGEST_PASSWORD;
use crate::failure::Error;
use crate::workstation::Workstation;

/// How many guesses a password takes at least, as zxcvbn estimates it from lists of common passwords, names and words, from
/// keyboards, dates and repetitions. Each guess costs whoever stole a workstation a whole Argon2id: this many take years.
const LEAST_GUESSES: u64 = 100_000_000;

/// How many letters and digits of a number or name count as telling. Shorter ones stand in any word.
const TELLING: usize = 4;

/// Whose a password is to be, and where.
pub(crate) struct Whose<'a> {
    /// His number.
    pub officer: &'a OfficerNumber,
    /// His name; empty where this reader has none.
    pub name: &'a str,
    /// The words of his post that a guesser knows: its name, its States.
    pub place: Vec<String>,
}

/// Returns the words of a post that a guesser knows.
pub(crate) fn guessed_words(plan: &Plan) -> Vec<String> {
    let names = plan
        .states
        .iter()
        .flat_map(|state| Language::ALL.iter().map(move |language| catalogue::country_name(state.as_str(), *language)));
    names.chain([plan.name.clone(), plan.code.clone()]).map(|word| word.to_lowercase()).collect()
}

impl Workstation {
    /// Returns the words of this post that a guesser knows.
    pub(super) fn guessed_words(&self) -> Vec<String> {
        guessed_words(&self.live().post.plan)
    }
}

/// Refuses a password that nobody should have. The passwords of a demonstration post are printed on its first page: they are only
/// to have a length.
///
/// # Errors
/// [`Error::Invalid`] for its length; [`Error::TellingPassword`], [`Error::CommonPassword`].
pub(crate) fn is_password(password: &str, is_demonstration: bool, whose: &Whose<'_>) -> Result<(), Error> {
    let length = password.chars().count();
    if !(least_password(is_demonstration)..=LONGEST_PASSWORD).contains(&length) {
        return Err(Error::Invalid { field: "password" });
    }
    if is_demonstration {
        return Ok(());
    }
    let folded = folded(password);
    let own: Vec<Zeroizing<String>> =
        std::iter::once(whose.officer.as_str()).chain(whose.name.split_whitespace()).map(self::folded).collect();
    if own.iter().any(|word| word.chars().count() >= TELLING && folded.contains(word.as_str())) {
        return Err(Error::TellingPassword);
    }
    let words: Vec<&str> = own.iter().map(|word| word.as_str()).chain(whose.place.iter().map(String::as_str)).collect();
    if zxcvbn::zxcvbn(password, &words).guesses() < LEAST_GUESSES {
        return Err(Error::CommonPassword);
    }
    Ok(())
}

/// Returns the letters and digits of a text as small ones, so that `k 1042` is the number `K-1042`.
fn folded(text: &str) -> Zeroizing<String> {
    Zeroizing::new(text.chars().filter(|sign| sign.is_alphanumeric()).flat_map(char::to_lowercase).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(password: &str) -> Result<(), Error> {
        let officer = OfficerNumber::parse("K-1042").unwrap();
        let place = vec!["Malaba".to_owned(), "Kenya".to_owned(), "Uganda".to_owned()];
        is_password(password, false, &Whose { officer: &officer, name: "Achieng Were", place })
    }

    #[test]
    fn a_common_password_is_refused_however_it_is_dressed() {
        for common in [
            "password1234",
            "Password2026!",
            "passwordpassword",
            "p4ssw0rd1234",
            "iloveyou1234",
            "qwertyuiop12",
            "1qaz2wsx3edc",
            "123456789012",
            "letmeinletmein",
            "aaaaaaaaaaaa",
            "abcdefghijkl",
            "manchester123",
            "MalabaMalaba1",
            "Uganda202612",
        ] {
            assert!(matches!(judged(common), Err(Error::CommonPassword)), "{common} is taken");
        }
    }

    #[test]
    fn a_password_does_not_say_whose_it_is() {
        for telling in ["k1042 na bahari", "my number K-1042", "were you ever in ACHIENG", "the wererabbit of Malaba"] {
            assert!(matches!(judged(telling), Err(Error::TellingPassword)), "{telling} is taken");
        }
    }

    #[test]
    fn words_that_are_not_said_together_are_taken() {
        for good in ["stamp, barrier, rain", "bahari pana sana leo", "a long enough password", "Xq7!m2-zR9kd"] {
            judged(good).unwrap();
        }
        let [short, long] = ["Xq7!m2-zR9k".to_owned(), "bahari ".repeat(147)];
        for wrong in [short, long] {
            assert!(matches!(judged(&wrong), Err(Error::Invalid { field: "password" })));
        }
    }

    #[test]
    fn a_demonstrations_passwords_have_a_length_alone() {
        let officer = OfficerNumber::parse("K-1042").unwrap();
        let whose = || Whose { officer: &officer, name: "", place: Vec::new() };
        is_password("1234", true, &whose()).unwrap();
        is_password("123", true, &whose()).unwrap_err();
    }
}

//! One-time codes: they guard the window, at sign-in and at unlocking. The data are guarded by the keys.
//!
//! Invariant: what is kept is one row of one length for every officer, written anew each time he opens the window, with
//! codes or without: nobody who reads the database learns who uses them, or when. A code is marked as used, at every
//! workstation, before it opens anything.

use contract::OneTimeCodesShown;
use keys::OneTimeCodes;
use qrcode::{Color, QrCode};

use super::sealed_row;
use crate::clock::randomness;
use crate::failure::Error;
use crate::signed_in::{SignedIn, holder};

/// The rows in which officers' one-time codes lie.
pub(crate) const ONE_TIME: &str = "one_time";

impl SignedIn {
    /// Draws a new secret for the officer's one-time codes and returns it for his telephone. It is shown once, and counts
    /// once a first code confirmed it.
    ///
    /// # Errors
    /// Where codes are in use already: [`Error::CodeNeeded`] without one, [`Error::WrongCode`] with a wrong one.
    pub async fn new_one_time_codes(&self, code: Option<&str>) -> Result<OneTimeCodesShown, Error> {
        self.change_codes(|codes| {
            if codes.are_in_use() {
                self.take_code(codes, code)?;
            }
            codes.draw(&mut randomness());
            let post = self.workstation.live().post.plan.name.clone();
            let unfit = Error::Fault("the one-time codes could not be drawn");
            let link = codes.link(self.officer.as_str(), &post).ok_or(unfit)?;
            let letters = codes.letters().unwrap_or_default();
            Ok(OneTimeCodesShown { rows: modules(&link)?, link: link.to_string(), letters: letters.to_string() })
        })
        .await
    }

    /// Puts a new secret in use by a first code of it.
    ///
    /// # Errors
    /// [`Error::CodeNotSetUp`] when none was drawn; [`Error::WrongCode`], with a growing wait.
    pub async fn confirm_one_time_codes(&self, code: &str) -> Result<(), Error> {
        self.change_codes(|codes| {
            if codes.letters().is_none() {
                return Err(Error::CodeNotSetUp);
            }
            self.judged(|seconds| codes.confirm(code, seconds))
        })
        .await
    }

    /// Lets the officer through to his window: with a code where he uses them, or where his State demands it.
    pub(crate) async fn pass_one_time(&self, code: Option<&str>) -> Result<(), Error> {
        let is_demanded =
            self.criteria.as_ref().is_some_and(|known| known.demanded(self.workstation.clock.now()).one_time);
        if self.codes().await?.are_in_use() {
            return self.change_codes(|codes| self.take_code(codes, code)).await;
        }
        if is_demanded {
            return Err(Error::CodeNotSetUp);
        }
        // The row is written anew for him too. Where that fails nothing is lost, and he is not kept from his work.
        let _written = self.change_codes(|_| Ok(())).await;
        Ok(())
    }

    fn take_code(&self, codes: &mut OneTimeCodes, code: Option<&str>) -> Result<(), Error> {
        let code = code.filter(|code| !code.trim().is_empty()).ok_or(Error::CodeNeeded)?;
        self.judged(|seconds| codes.take(code, seconds))
    }

    /// Judges a code: none comes too early after a wrong one.
    fn judged(&self, is_right: impl FnOnce(u64) -> bool) -> Result<(), Error> {
        let (tries, now) = (&self.workstation.code_tries, self.workstation.clock.now());
        tries.may_try(&self.officer, now).map_err(of_code)?;
        if is_right(u64::try_from(now.timestamp()).unwrap_or_default()) {
            tries.good(&self.officer, now);
            Ok(())
        } else {
            Err(of_code(tries.failed(&self.officer, now)))
        }
    }

    async fn codes(&self) -> Result<OneTimeCodes, Error> {
        let rows = self.workstation.store.key_material(self.state.as_str(), ONE_TIME, self.officer.as_str()).await?;
        let holder = holder(self.workstation.post.post, self.state, &self.officer);
        // A post that was made before there were codes has no row yet.
        let Some(row) = rows.last() else { return Ok(OneTimeCodes::default()) };
        OneTimeCodes::open(&row.content, &holder, &self.keys.drafts).map_err(|_| Error::Sealed)
    }

    /// Changes the codes while holding the journal's counter, so that two windows never take one code.
    async fn change_codes<T>(&self, change: impl FnOnce(&mut OneTimeCodes) -> Result<T, Error>) -> Result<T, Error> {
        let mut tx = self.workstation.write().await?;
        let mut codes = self.codes().await?;
        let done = change(&mut codes)?;
        let holder = holder(self.workstation.post.post, self.state, &self.officer);
        let content = codes.seal(&holder, &self.keys.drafts, &mut randomness())?;
        tx.put_key_material(&sealed_row(self.state, ONE_TIME, &self.officer, content)).await?;
        tx.commit().await?;
        Ok(done)
    }
}

/// The wait is the same as after a wrong password; what is said of it is not.
fn of_code(error: Error) -> Error {
    match error {
        Error::WrongPassword { seconds } => Error::WrongCode { seconds },
        other => other,
    }
}

/// Returns a text as a QR code (ISO/IEC 18004): the rows of its modules.
fn modules(text: &str) -> Result<Vec<String>, Error> {
    let code = QrCode::new(text.as_bytes()).map_err(|_| Error::Fault("the one-time codes could not be drawn"))?;
    let signs: Vec<char> =
        code.to_colors().into_iter().map(|module| if module == Color::Dark { '1' } else { '0' }).collect();
    Ok(signs.chunks(code.width()).map(|row| row.iter().collect()).collect())
}

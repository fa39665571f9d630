//! One-time codes (TOTP, RFC 6238) that guard an officer's window.
//!
//! *Invariant*: a code is taken once, one step of 30 seconds early or late at the most. What is kept has one length for
//! every officer, whether he uses codes or not, and opens with his own keys alone.

use rand_core::CryptoRng;
use totp_rs::{Algorithm, Builder, Totp};
use zeroize::{Zeroize as _, Zeroizing};

use crate::{
    canonical::Canonical,
    sealing::{CannotOpen, CannotSeal, SealingKey},
    secret::Secret,
};

/// Bytes of a secret: 160 bits, as RFC 4226 recommends.
const SECRET: usize = 20;
/// Flags, secret in use, secret to be confirmed, last step taken.
const LEN: usize = 1 + SECRET + SECRET + 8;
const IN_USE: u8 = 1;
const TO_CONFIRM: u8 = 2;

/// An officer's one-time codes: none, in use, or drawn and not yet confirmed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OneTimeCodes {
    in_use: Option<Secret<SECRET>>,
    to_confirm: Option<Secret<SECRET>>,
    /// The step of the last code that was taken.
    last_step: u64,
}

impl OneTimeCodes {
    /// Whether a code is needed to open the window.
    #[must_use]
    pub const fn are_in_use(&self) -> bool {
        self.in_use.is_some()
    }

    /// Draws a new secret, which counts once a first code confirmed it; until then the present one does.
    pub fn draw(&mut self, rng: &mut impl CryptoRng) {
        self.to_confirm = Some(Secret::generate(rng));
    }

    /// Returns the secret that is to be confirmed as a link for the officer's telephone, `otpauth://…`.
    #[must_use]
    pub fn link(&self, officer: &str, post: &str) -> Option<Zeroizing<String>> {
        // A colon parts the two in the link.
        let plain = |text: &str| text.replace(':', " ");
        let codes = codes(self.to_confirm.as_ref()?, &plain(officer), &plain(post))?;
        codes.to_url().ok().map(Zeroizing::new)
    }

    /// Returns the secret that is to be confirmed as letters and digits, for whoever can't scan.
    #[must_use]
    pub fn letters(&self) -> Option<Zeroizing<String>> {
        let secret = self.to_confirm.as_ref()?;
        Some(Zeroizing::new(data_encoding::BASE32_NOPAD.encode(secret.expose())))
    }

    /// Takes a code at a time in seconds since 1970, and returns whether it was right. It does not count a second time, nor
    /// does an earlier one.
    pub fn take(&mut self, code: &str, seconds: u64) -> bool {
        self.in_use.as_ref().and_then(|secret| step_of(secret, code, seconds, self.last_step)).is_some_and(|step| {
            self.last_step = step;
            true
        })
    }

    /// Takes the first code of a new secret, which puts it in use.
    pub fn confirm(&mut self, code: &str, seconds: u64) -> bool {
        let Some(secret) = &self.to_confirm else { return false };
        let Some(step) = step_of(secret, code, seconds, 0) else { return false };
        self.last_step = step;
        self.in_use = self.to_confirm.take();
        true
    }

    /// Seals what is kept for the officer `holder`, with his own key.
    ///
    /// # Errors
    ///
    /// [`CannotSeal`]: never for a text as short.
    pub fn seal(&self, holder: &str, key: &SealingKey, rng: &mut impl CryptoRng) -> Result<Vec<u8>, CannotSeal> {
        let mut text = Zeroizing::new([0; LEN]);
        let flags = [(&self.in_use, IN_USE), (&self.to_confirm, TO_CONFIRM)];
        let flags = flags.into_iter().filter(|(secret, _)| secret.is_some()).map(|(_, flag)| flag).sum::<u8>();
        let none = [0; SECRET];
        let [in_use, to_confirm] =
            [&self.in_use, &self.to_confirm].map(|secret| secret.as_ref().map_or(&none, Secret::expose));
        let step = self.last_step.to_be_bytes();
        let bytes = [flags].into_iter().chain(*in_use).chain(*to_confirm).chain(step);
        for (place, byte) in text.iter_mut().zip(bytes) {
            *place = byte;
        }
        key.seal(text.as_slice(), &bound(holder), rng)
    }

    /// Opens what is kept for the officer `holder`.
    ///
    /// # Errors
    ///
    /// [`CannotOpen`] with another key, in another officer's row, or when it was changed.
    pub fn open(sealed: &[u8], holder: &str, key: &SealingKey) -> Result<Self, CannotOpen> {
        let text = key.open(sealed, &bound(holder))?;
        let (flags, rest) = text.split_first().filter(|_| text.len() == LEN).ok_or(CannotOpen)?;
        let (in_use, rest) = rest.split_first_chunk::<SECRET>().ok_or(CannotOpen)?;
        let (to_confirm, step) = rest.split_first_chunk::<SECRET>().ok_or(CannotOpen)?;
        let secret = |flag: u8, bytes: &[u8; SECRET]| (flags & flag != 0).then(|| Secret::copy_from(bytes));
        Ok(Self {
            in_use: secret(IN_USE, in_use),
            to_confirm: secret(TO_CONFIRM, to_confirm),
            last_step: u64::from_be_bytes(step.try_into().map_err(|_| CannotOpen)?),
        })
    }
}

/// The defaults of RFC 6238, which every telephone knows: SHA-1, six digits, 30 seconds, one step early or late.
fn codes(secret: &Secret<SECRET>, officer: &str, post: &str) -> Option<Totp> {
    let mut bytes = secret.expose().to_vec();
    let codes = Builder::new()
        .with_algorithm(Algorithm::SHA1)
        .with_digits(6)
        .with_skew(1)
        .with_step_duration(30)
        .with_secret(bytes.as_slice())
        .with_account_name(officer)
        .with_issuer(Some(post))
        .build();
    bytes.zeroize();
    codes.ok()
}

fn step_of(secret: &Secret<SECRET>, code: &str, seconds: u64, after: u64) -> Option<u64> {
    let code: String = code.chars().filter(|sign| !sign.is_whitespace()).collect();
    codes(secret, "officer", "post")?.check(&code, seconds).filter(|step| *step > after)
}

fn bound(holder: &str) -> Vec<u8> {
    Canonical::new("osbp one-time codes").text(holder).finish()
}

#[cfg(test)]
mod tests {
    use rand::{SeedableRng, rngs::StdRng};

    use super::*;

    const HOLDER: &str = "UTO/1042";

    /// The secret and times of RFC 6238, appendix B, cut to six digits.
    fn rfc() -> OneTimeCodes {
        OneTimeCodes { in_use: Some(Secret::copy_from(b"12345678901234567890")), ..OneTimeCodes::default() }
    }

    #[test]
    fn the_codes_are_those_of_the_standard() {
        for (seconds, code) in
            [(59, "287082"), (1_111_111_109, "081804"), (1_111_111_111, "050471"), (20_000_000_000, "353130")]
        {
            assert!(rfc().take(code, seconds), "{code} at {seconds}");
            assert!(rfc().take(&format!("{} {}", &code[..3], &code[3..]), seconds));
        }
    }

    #[test]
    fn a_code_counts_once_and_one_step_early_or_late() {
        let at = 1_111_111_109;
        for (seconds, is_right) in [(at - 60, false), (at - 30, true), (at + 30, true), (at + 61, false)] {
            assert_eq!(rfc().take("081804", seconds), is_right, "{seconds}");
        }
        let mut codes = rfc();
        assert!(codes.take("050471", 1_111_111_111));
        // The same again, and the one of the step before, which somebody may have seen.
        assert!(!codes.take("050471", 1_111_111_111) && !codes.take("081804", 1_111_111_111));
        for wrong in ["", "05047", "0504711", "+50471", "abcdef", "000000"] {
            assert!(!rfc().take(wrong, 1_111_111_111), "{wrong}");
        }
    }

    #[test]
    fn a_new_secret_counts_once_it_is_confirmed_and_until_then_the_old_one_does() {
        let mut rng = StdRng::seed_from_u64(3);
        let mut codes = rfc();
        codes.draw(&mut rng);
        let link = codes.link("K-1042", "Test: Bridge").unwrap();
        let phone = Totp::from_url(link.as_str()).unwrap();
        assert_eq!(phone.account_name(), "K-1042");
        assert_eq!(codes.letters().unwrap().len(), 32);
        let code = |seconds| phone.generate(seconds).to_string();
        let at = 2_000_000_000;
        assert!(!codes.take(&code(at), at) && !codes.confirm("000000", at) && codes.are_in_use());
        assert!(codes.confirm(&code(at), at));
        assert!(!codes.take(&code(at), at), "the code that confirmed it was taken");
        assert!(codes.take(&code(at + 30), at + 30));
        assert!(codes.link("K-1042", "Test").is_none(), "it is shown no more");
        assert!(!codes.confirm(&code(at + 60), at + 60));
    }

    #[test]
    fn what_is_kept_is_as_long_for_everybody_and_his_alone() {
        let mut rng = StdRng::seed_from_u64(3);
        let key = SealingKey::generate(&mut rng);
        let mut drawn = rfc();
        drawn.draw(&mut rng);
        let all = [OneTimeCodes::default(), rfc(), drawn];
        let sealed = all.clone().map(|codes| codes.seal(HOLDER, &key, &mut rng).unwrap());
        assert!(sealed.iter().all(|one| one.len() == sealed[0].len()));
        for (codes, sealed) in all.into_iter().zip(sealed) {
            assert_eq!(OneTimeCodes::open(&sealed, HOLDER, &key), Ok(codes));
            assert!(OneTimeCodes::open(&sealed, "UTO/1043", &key).is_err());
            assert!(OneTimeCodes::open(&sealed, HOLDER, &SealingKey::generate(&mut rng)).is_err());
        }
        assert!(!format!("{:?}", rfc()).contains("49"), "nothing secret is shown");
    }
}

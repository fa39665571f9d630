//! A State's root key.
//!
//! *Invariant*: the private half exists only wrapped, to administrators or under the recovery code, and it certifies
//! for its own State alone.

use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};

use crate::{
    canonical::Canonical,
    certificate::{Certificate, CertificateRefused, Certified, FORMAT},
    digest::Digest,
    encoding::base64,
    envelope::{ReceivingKey, ReceivingPublic},
    sealing::{CannotOpen, CannotSeal},
    secret::Secret,
    signing::{Purpose, Signature, SigningKey, VerifyingKey},
};

const INFO: &[u8] = b"osbp state root v1";

/// The public half of a State's root, which every workstation of both States knows from set-up.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RootPublic {
    /// The three letters of the State.
    pub state: String,
    /// The key that verifies its certificates.
    pub verifying: VerifyingKey,
}

/// The private half of a State's root.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StateRoot {
    state: String,
    signing: SigningKey,
}

/// A State's root as it is stored for one administrator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WrappedRoot {
    format: u32,
    state: String,
    #[serde(with = "base64")]
    sealed: Vec<u8>,
}

impl StateRoot {
    /// Draws a new root for a State, given its three letters.
    pub fn generate(state: &str, rng: &mut impl CryptoRng) -> Self {
        Self { state: state.to_owned(), signing: SigningKey::generate(rng) }
    }

    /// Returns the public half.
    #[must_use]
    pub fn public(&self) -> RootPublic {
        RootPublic { state: self.state.clone(), verifying: self.signing.verifying() }
    }

    /// Certifies a statement about an officer, a workstation or a reader of this State.
    ///
    /// # Errors
    ///
    /// [`CertificateRefused::OtherState`] when it names another State, [`CertificateRefused::UnknownFormat`] when it is
    /// not of the form that this program writes.
    pub fn certify<T: Certificate>(&self, certificate: T) -> Result<Certified<T>, CertificateRefused> {
        if certificate.format() != FORMAT {
            return Err(CertificateRefused::UnknownFormat(certificate.format()));
        }
        if certificate.state() != self.state {
            return Err(CertificateRefused::OtherState);
        }
        let signature = self.signing.sign(Purpose::Certificate, &certificate.digest());
        Ok(Certified { certificate, signature })
    }

    /// Signs something else in the State's name, such as the head of a journal.
    #[must_use]
    pub fn sign(&self, purpose: Purpose, digest: &Digest) -> Signature {
        self.signing.sign(purpose, digest)
    }

    /// Wraps the root to an administrator.
    ///
    /// # Errors
    ///
    /// [`CannotSeal::UnusableKey`] when his receiving key is of small order.
    pub fn wrap_to(
        &self,
        administrator: &ReceivingPublic,
        rng: &mut impl CryptoRng,
    ) -> Result<WrappedRoot, CannotSeal> {
        let sealed = administrator.seal(INFO, &bound(&self.state), self.signing.seed(), rng)?;
        Ok(WrappedRoot { format: FORMAT, state: self.state.clone(), sealed })
    }

    pub(crate) fn state(&self) -> &str {
        &self.state
    }

    pub(crate) fn seed(&self) -> &[u8; 32] {
        self.signing.seed()
    }

    /// Puts the root together again, if the key is the one that everybody knows as this State's.
    pub(crate) fn restore(seed: &[u8], known: &RootPublic) -> Result<Self, CannotOpen> {
        let seed = Secret::copy_from_slice(seed).ok_or(CannotOpen)?;
        let root = Self { state: known.state.clone(), signing: SigningKey::from_seed(&seed) };
        if root.public() == *known { Ok(root) } else { Err(CannotOpen) }
    }
}

impl WrappedRoot {
    /// Unwraps the root that everybody knows as `known` with the administrator's own key.
    ///
    /// # Errors
    ///
    /// [`CannotOpen`] when it was wrapped to somebody else, changed, or holds another root.
    pub fn unwrap(&self, own: &ReceivingKey, known: &RootPublic) -> Result<StateRoot, CannotOpen> {
        if self.format != FORMAT || self.state != known.state {
            return Err(CannotOpen);
        }
        let seed = own.open(INFO, &bound(&self.state), &self.sealed)?;
        StateRoot::restore(&seed, known)
    }
}

fn bound(state: &str) -> Vec<u8> {
    Canonical::new("osbp state root").text(state).finish()
}

#[cfg(test)]
mod tests {
    use rand::{SeedableRng, rngs::StdRng};

    use super::*;
    use crate::certificate::RootCertificate;

    #[test]
    fn only_the_administrator_unwraps_and_only_the_known_root() {
        let mut rng = StdRng::seed_from_u64(1);
        let root = StateRoot::generate("UTO", &mut rng);
        let administrator = ReceivingKey::generate(&mut rng);
        let officer = ReceivingKey::generate(&mut rng);
        let wrapped = root.wrap_to(&administrator.public(), &mut rng).unwrap();
        let stored: WrappedRoot = serde_json::from_str(&serde_json::to_string(&wrapped).unwrap()).unwrap();
        assert_eq!(stored.unwrap(&administrator, &root.public()), Ok(root.clone()));
        assert_eq!(stored.unwrap(&officer, &root.public()), Err(CannotOpen));

        let planted = StateRoot::generate("UTO", &mut rng);
        let planted = planted.wrap_to(&administrator.public(), &mut rng).unwrap();
        assert_eq!(planted.unwrap(&administrator, &root.public()), Err(CannotOpen));
    }

    #[test]
    fn every_changed_byte_of_the_wrapped_root_fails() {
        let mut rng = StdRng::seed_from_u64(1);
        let root = StateRoot::generate("UTO", &mut rng);
        let administrator = ReceivingKey::generate(&mut rng);
        let good = root.wrap_to(&administrator.public(), &mut rng).unwrap();
        for place in 0..good.sealed.len() {
            let mut changed = good.clone();
            changed.sealed[place] ^= 1;
            assert_eq!(changed.unwrap(&administrator, &root.public()), Err(CannotOpen));
        }
        let renamed = WrappedRoot { state: "XAA".to_owned(), ..good };
        let known = RootPublic { state: "XAA".to_owned(), ..root.public() };
        assert_eq!(renamed.unwrap(&administrator, &known), Err(CannotOpen));
    }

    #[test]
    fn a_root_that_was_not_asked_is_not_replaced() {
        let mut rng = StdRng::seed_from_u64(1);
        let [old, new, planted] = [1, 2, 3].map(|_| StateRoot::generate("UTO", &mut rng));
        let says = |by: &StateRoot, root: &StateRoot| {
            let verifying = root.public().verifying;
            let format = RootCertificate::FORMAT;
            by.certify(RootCertificate { format, state: "UTO".to_owned(), verifying, not_before: 0, serial: 2 })
        };
        assert!(says(&old, &new).unwrap().verify(&old.public()).is_ok());
        assert!(says(&planted, &planted).unwrap().verify(&old.public()).is_err());
        let mut changed = says(&old, &new).unwrap();
        changed.certificate.verifying = planted.public().verifying;
        assert!(changed.verify(&old.public()).is_err());
        let later = Certified { certificate: RootCertificate { serial: 3, ..changed.certificate }, ..changed };
        assert!(later.verify(&old.public()).is_err());
    }

    #[test]
    fn the_private_half_is_not_shown() {
        let root = StateRoot::generate("UTO", &mut StdRng::seed_from_u64(1));
        assert!(!format!("{root:?}").contains(&crate::encoding::to_hex(root.seed())));
    }
}

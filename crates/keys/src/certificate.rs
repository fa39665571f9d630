//! What a State's root says about officers, workstations and readers.
//!
//! *Invariant*: a certificate is signed over its canonical bytes, never over its JSON, and is worth something only after
//! [`Certified::verify`] against the root of the very State it names. It has no end: what ends it is a revocation act,
//! which the reader of the journal must look for.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::{
    canonical::Canonical,
    digest::Digest,
    envelope::ReceivingPublic,
    reader::{ReaderId, ReaderPublic},
    root::RootPublic,
    signing::{Purpose, Signature, VerifyingKey},
};

/// The only form of certificates so far.
pub(crate) const FORMAT: u32 = 1;

/// A certificate is not one of this root.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum CertificateRefused {
    /// It names another State than the root's.
    #[error("accept a certificate of another State")]
    OtherState,
    /// The root did not sign it.
    #[error("verify the certificate's signature")]
    Signature,
    /// It is of a form that a newer program wrote.
    #[error("read a certificate of form {0}")]
    UnknownFormat(u32),
}

/// A statement that a State's root can certify.
pub trait Certificate {
    /// The form of the statement.
    fn format(&self) -> u32;

    /// The three letters of the State that makes it.
    fn state(&self) -> &str;

    /// The bytes that are signed. They begin with the kind of statement, so that none passes for another.
    fn canonical_bytes(&self) -> Vec<u8>;

    /// The digest by which acts and lists refer to the statement.
    fn digest(&self) -> Digest {
        Digest::of(&self.canonical_bytes())
    }
}

/// A statement with the signature of its State's root.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Certified<T> {
    /// The statement. Nothing may be read from it for a decision before it is verified.
    pub certificate: T,
    /// The root's signature over the digest of the canonical bytes.
    pub signature: Signature,
}

impl<T: Certificate> Certified<T> {
    /// Returns the statement, if this root made it.
    ///
    /// # Errors
    ///
    /// [`CertificateRefused`].
    pub fn verify(&self, root: &RootPublic) -> Result<&T, CertificateRefused> {
        if self.certificate.format() != FORMAT {
            return Err(CertificateRefused::UnknownFormat(self.certificate.format()));
        }
        if self.certificate.state() != root.state {
            return Err(CertificateRefused::OtherState);
        }
        root.verifying
            .verify(Purpose::Certificate, &self.certificate.digest(), &self.signature)
            .map_err(|_| CertificateRefused::Signature)?;
        Ok(&self.certificate)
    }
}

/// The root's statement about one officer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OfficerCertificate {
    /// The form of the statement: 1.
    pub format: u32,
    /// The three letters of the officer's State (ICAO 9303 part 3, section 5).
    pub state: String,
    /// The officer's number in that State, which the other State sees in his place.
    pub officer: String,
    /// The agency he serves.
    pub agency: String,
    /// The names of his roles, in the order certified.
    pub roles: Vec<String>,
    /// The key that verifies his acts.
    pub verifying: VerifyingKey,
    /// The key to which reader keys are wrapped for him.
    pub receiving: ReceivingPublic,
    /// The first moment at which his acts count, in milliseconds since 1970 UTC.
    pub not_before: i64,
    /// The number of the statement among all that the root makes; a later one about the same officer replaces it.
    pub serial: u64,
}

impl OfficerCertificate {
    /// The form that this program writes.
    pub const FORMAT: u32 = FORMAT;

    /// Whether the statement covers a moment, in milliseconds since 1970 UTC. Revocation is not known here.
    #[must_use]
    pub fn has_begun(&self, at: i64) -> bool {
        self.not_before <= at
    }
}

impl Certificate for OfficerCertificate {
    fn format(&self) -> u32 {
        self.format
    }

    fn state(&self) -> &str {
        &self.state
    }

    fn canonical_bytes(&self) -> Vec<u8> {
        Canonical::new("osbp officer certificate")
            .number(self.format.into())
            .text(&self.state)
            .text(&self.officer)
            .text(&self.agency)
            .texts(&self.roles)
            .bytes(&self.verifying.to_bytes())
            .bytes(&self.receiving.to_bytes())
            .number(self.not_before)
            .bytes(&self.serial.to_be_bytes())
            .finish()
    }
}

/// The root's statement about one workstation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WorkstationCertificate {
    /// The form of the statement: 1.
    pub format: u32,
    /// The three letters of the State whose workstation it is.
    pub state: String,
    /// The workstation's name, which is also its login role in the database.
    pub workstation: String,
    /// The key that verifies what the workstation signs by itself.
    pub verifying: VerifyingKey,
    /// The first moment at which it counts, in milliseconds since 1970 UTC.
    pub not_before: i64,
    /// The number of the statement among all that the root makes.
    pub serial: u64,
}

impl WorkstationCertificate {
    /// The form that this program writes.
    pub const FORMAT: u32 = FORMAT;

    /// Whether the statement covers a moment, in milliseconds since 1970 UTC. Revocation is not known here.
    #[must_use]
    pub fn has_begun(&self, at: i64) -> bool {
        self.not_before <= at
    }
}

impl Certificate for WorkstationCertificate {
    fn format(&self) -> u32 {
        self.format
    }

    fn state(&self) -> &str {
        &self.state
    }

    fn canonical_bytes(&self) -> Vec<u8> {
        Canonical::new("osbp workstation certificate")
            .number(self.format.into())
            .text(&self.state)
            .text(&self.workstation)
            .bytes(&self.verifying.to_bytes())
            .number(self.not_before)
            .bytes(&self.serial.to_be_bytes())
            .finish()
    }
}

/// A root's statement that another takes its place: its last word, after which it vouches for nothing more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RootCertificate {
    /// The form of the statement: 1.
    pub format: u32,
    /// The three letters of the State.
    pub state: String,
    /// The key that verifies the State's certificates from then on.
    pub verifying: VerifyingKey,
    /// The first moment at which it counts, in milliseconds since 1970 UTC.
    pub not_before: i64,
    /// Which root of the State this is, counted from 1, the one of the founding.
    pub serial: u64,
}

impl RootCertificate {
    /// The form that this program writes.
    pub const FORMAT: u32 = FORMAT;
}

impl Certificate for RootCertificate {
    fn format(&self) -> u32 {
        self.format
    }

    fn state(&self) -> &str {
        &self.state
    }

    fn canonical_bytes(&self) -> Vec<u8> {
        Canonical::new("osbp root certificate")
            .number(self.format.into())
            .text(&self.state)
            .bytes(&self.verifying.to_bytes())
            .number(self.not_before)
            .bytes(&self.serial.to_be_bytes())
            .finish()
    }
}

/// The root's statement about the keys of one reader in one epoch.
///
/// Without it, whoever writes the database could hand officers a key of his own, and they would seal to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReaderCertificate {
    /// The form of the statement: 1.
    pub format: u32,
    /// The reader, its epoch and the public half of its keys.
    pub reader: ReaderPublic,
    /// The first moment at which the epoch counts, in milliseconds since 1970 UTC.
    pub not_before: i64,
    /// The number of the statement among all that the root makes.
    pub serial: u64,
}

impl ReaderCertificate {
    /// The form that this program writes.
    pub const FORMAT: u32 = FORMAT;

    /// Returns the reader and epoch that the statement is about.
    #[must_use]
    pub fn id(&self) -> &ReaderId {
        &self.reader.id
    }
}

impl Certificate for ReaderCertificate {
    fn format(&self) -> u32 {
        self.format
    }

    fn state(&self) -> &str {
        &self.reader.id.state
    }

    fn canonical_bytes(&self) -> Vec<u8> {
        Canonical::new("osbp reader certificate")
            .number(self.format.into())
            .bytes(&self.reader.id.canonical_bytes())
            .bytes(&self.reader.receiving.to_bytes())
            .bytes(self.reader.fingerprint.as_bytes())
            .number(self.not_before)
            .bytes(&self.serial.to_be_bytes())
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use rand::{SeedableRng, rngs::StdRng};

    use super::*;
    use crate::{officer::OfficerKeys, root::StateRoot};

    fn root(state: &str, seed: u64) -> StateRoot {
        StateRoot::generate(state, &mut StdRng::seed_from_u64(seed))
    }

    fn officer() -> OfficerCertificate {
        let public = OfficerKeys::generate(&mut StdRng::seed_from_u64(9)).public();
        OfficerCertificate {
            format: OfficerCertificate::FORMAT,
            state: "UTO".to_owned(),
            officer: "1042".to_owned(),
            agency: "customs".to_owned(),
            roles: vec!["officer".to_owned(), "supervisor".to_owned()],
            verifying: public.verifying,
            receiving: public.receiving,
            not_before: 1_795_000_000_000,
            serial: 7,
        }
    }

    #[test]
    fn the_root_of_the_state_verifies_and_no_other() {
        let certified = root("UTO", 1).certify(officer()).unwrap();
        assert_eq!(certified.verify(&root("UTO", 1).public()), Ok(&officer()));
        assert_eq!(certified.verify(&root("UTO", 2).public()), Err(CertificateRefused::Signature));
        assert_eq!(certified.verify(&root("XAA", 1).public()), Err(CertificateRefused::OtherState));
    }

    #[test]
    fn a_root_does_not_certify_for_another_state() {
        assert_eq!(root("XAA", 1).certify(officer()), Err(CertificateRefused::OtherState));
    }

    #[test]
    fn an_unknown_form_is_neither_certified_nor_verified() {
        let mut certified = root("UTO", 1).certify(officer()).unwrap();
        certified.certificate.format = 2;
        let unknown = CertificateRefused::UnknownFormat(2);
        assert_eq!(certified.verify(&root("UTO", 1).public()), Err(unknown));
        assert_eq!(root("UTO", 1).certify(certified.certificate), Err(unknown));
    }

    #[test]
    fn every_field_is_signed() {
        let certified = root("UTO", 1).certify(officer()).unwrap();
        let other = OfficerKeys::generate(&mut StdRng::seed_from_u64(10)).public();
        let changes: [fn(&mut OfficerCertificate, crate::OfficerPublic); 8] = [
            |c, _| c.officer.push('0'),
            |c, _| c.agency = "police".to_owned(),
            |c, _| c.roles.push("administrator".to_owned()),
            |c, _| c.roles.reverse(),
            |c, o| c.verifying = o.verifying,
            |c, o| c.receiving = o.receiving,
            |c, _| c.not_before -= 1,
            |c, _| c.serial += 1,
        ];
        for (number, change) in changes.into_iter().enumerate() {
            let mut changed = certified.clone();
            change(&mut changed.certificate, other);
            assert_eq!(changed.verify(&root("UTO", 1).public()), Err(CertificateRefused::Signature), "change {number}");
        }
    }

    #[test]
    fn a_workstation_is_no_officer() {
        let root = root("UTO", 1);
        let workstation = WorkstationCertificate {
            format: WorkstationCertificate::FORMAT,
            state: "UTO".to_owned(),
            workstation: "uto_lane_2".to_owned(),
            verifying: officer().verifying,
            not_before: 5,
            serial: 8,
        };
        let certified = root.certify(workstation.clone()).unwrap();
        let read = certified.verify(&root.public()).unwrap();
        assert!(read.has_begun(5) && !read.has_begun(4));
        assert_ne!(workstation.digest(), officer().digest());
        let borrowed = Certified { certificate: officer(), signature: certified.signature };
        assert_eq!(borrowed.verify(&root.public()), Err(CertificateRefused::Signature));
    }

    #[test]
    fn order_of_json_fields_does_not_matter() {
        let root = root("UTO", 1);
        let certified = root.certify(officer()).unwrap();
        let value: serde_json::Value = serde_json::to_value(&certified).unwrap();
        let sorted = serde_json::to_string(&value).unwrap();
        let read: Certified<OfficerCertificate> = serde_json::from_str(&sorted).unwrap();
        assert_eq!(read.verify(&root.public()), Ok(&officer()));
    }

    #[test]
    fn acts_before_the_certificate_do_not_count() {
        assert!(!officer().has_begun(1_794_999_999_999));
        assert!(officer().has_begun(1_795_000_000_000));
    }
}

//! Sealing, signing, certificates and key rings.
//!
//! What a State keeps to itself stands in the same journal that its neighbour reads, so the secrecy of a one-stop
//! post rests on this crate: who may read is who holds a key, and signing in *is* unwrapping an officer's keys.
//!
//! *Invariant*: plain bytes and ids go in, bytes come out. The crate knows no storage, no rule of the procedure and
//! no clock; randomness comes in as an argument. Every key lies behind a type that wipes it when dropped, prints
//! nothing of it and compares it in constant time. Every signature, digest and sealed text names what it is for, so
//! that none can be passed off as another.

mod backup;
mod canonical;
mod card;
mod certificate;
mod commitment;
mod digest;
mod draw;
mod encoding;
mod enrolment;
mod envelope;
mod officer;
mod one_time;
mod padding;
mod password;
mod photograph;
mod reader;
mod recovery;
mod root;
mod sealing;
mod secret;
mod signing;
#[cfg(all(test, target_os = "linux"))]
mod wiping;

pub use backup::{BackupKey, Piece};
pub use card::{CardBinding, CardSecret};
pub use certificate::{
    Certificate, CertificateRefused, Certified, OfficerCertificate, ReaderCertificate, RootCertificate,
    WorkstationCertificate,
};
pub use commitment::{Commitment, Salt};
pub use digest::{Digest, digest};
pub use draw::{Draw, DrawSeed, RevealedSeed};
pub use encoding::Malformed;
pub use enrolment::{EnrolmentFileError, EnrolmentSecret, load_privately, store_privately};
pub use envelope::{BegunEnvelope, FIXED_LEN, ReceivingKey, ReceivingPublic};
pub use officer::{OfficerKeys, OfficerPublic, Under, UnlockError, WrappedOfficerKeys};
pub use one_time::OneTimeCodes;
pub use padding::Padding;
pub use password::{KdfParameters, KdfStrength};
pub use photograph::PhotographKey;
pub use rand_core;
pub use reader::{Reader, ReaderId, ReaderKey, ReaderPublic, ReaderRing, RingError, WrappedReaderKey};
pub use recovery::{RecoveryCode, WrappedUnderRecoveryCode};
pub use root::{RootPublic, StateRoot, WrappedRoot};
pub use sealing::{CannotOpen, CannotSeal, SealingKey};
pub use signing::{BadSignature, Purpose, Signature, SigningKey, VerifyingKey};

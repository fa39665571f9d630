//! Readers: who in a State can read what was sealed, and the ring of reader keys that one officer holds.
//!
//! *Invariant*: a ring takes a reader key only against the root's certificate for that reader and epoch, so nobody who
//! writes the database can hand an officer a key of his own. Sealed texts are bound to reader and epoch: a new epoch
//! after a removal opens nothing old and is opened by nothing old.

use std::{collections::BTreeMap, fmt, str::FromStr};

use hkdf::Hkdf;
use rand_core::CryptoRng;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use sha2::Sha256;
use thiserror::Error;
use zeroize::Zeroizing;

use crate::{
    canonical::Canonical,
    certificate::{CertificateRefused, Certified, ReaderCertificate},
    digest::Digest,
    draw::DrawSeed,
    encoding::{Malformed, base64},
    envelope::{BegunEnvelope, ReceivingKey, ReceivingPublic},
    padding::Padding,
    password::expand,
    root::RootPublic,
    sealing::{CannotOpen, CannotSeal, SealingKey},
    secret::Secret,
};

/// The only form of wrapped reader keys so far.
const FORMAT: u32 = 1;
const INFO: &[u8] = b"osbp reader key v1";
const ENVELOPE: &[u8] = b"osbp reader envelope v1";

/// A circle of people in one State who may read the same sealed texts. Written `state`, `agency:customs` or
/// `protection`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reader {
    /// Every officer of the State (class STATE).
    State,
    /// The officers of one agency (class AGENCY), named as the post names it.
    Agency(String),
    /// The protection desk (class PROTECTED).
    Protection,
}

impl fmt::Display for Reader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::State => f.write_str("state"),
            Self::Agency(agency) => write!(f, "agency:{agency}"),
            Self::Protection => f.write_str("protection"),
        }
    }
}

impl FromStr for Reader {
    type Err = Malformed;

    fn from_str(text: &str) -> Result<Self, Malformed> {
        match (text, text.strip_prefix("agency:")) {
            ("state", _) => Ok(Self::State),
            ("protection", _) => Ok(Self::Protection),
            (_, Some(agency)) if !agency.is_empty() => Ok(Self::Agency(agency.to_owned())),
            _ => Err(Malformed { what: "reader" }),
        }
    }
}

impl Serialize for Reader {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Reader {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

/// A reader in one epoch. Removing a member begins a new epoch.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReaderId {
    /// The three letters of the State (ICAO 9303 part 3, section 5).
    pub state: String,
    /// The circle.
    pub reader: Reader,
    /// The epoch, counted from 1.
    pub epoch: u32,
}

impl ReaderId {
    /// Returns the bytes by which sealed texts and certificates are bound to reader and epoch.
    pub(crate) fn canonical_bytes(&self) -> Vec<u8> {
        Canonical::new("osbp reader")
            .text(&self.state)
            .text(&self.reader.to_string())
            .number(self.epoch.into())
            .finish()
    }

    fn bound(&self, aad: &[u8]) -> Vec<u8> {
        Canonical::new("osbp reader text").bytes(&self.canonical_bytes()).bytes(aad).finish()
    }
}

/// What everybody may know of a reader's keys: enough to write to it, not to read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReaderPublic {
    /// The reader and epoch.
    pub id: ReaderId,
    /// The key for writers who may not read.
    pub receiving: ReceivingPublic,
    /// The digest of the symmetric key, by which its holders know it.
    pub fingerprint: Digest,
}

impl ReaderPublic {
    /// Seals a text to the reader, filled up to a class of length; the writer can't open it again.
    ///
    /// # Errors
    ///
    /// [`CannotSeal`], as in [`ReceivingPublic::seal_padded`].
    pub fn seal_padded(
        &self,
        plaintext: &[u8],
        classes: Padding,
        aad: &[u8],
        rng: &mut impl CryptoRng,
    ) -> Result<Vec<u8>, CannotSeal> {
        self.receiving.seal_padded(ENVELOPE, &self.id.bound(aad), plaintext, classes, rng)
    }

    /// Seals a text, which may be empty, to the reader in exactly `total` bytes; the writer can't open it again.
    ///
    /// For the other State's protection desk `total` is [`crate::FIXED_LEN`].
    ///
    /// # Errors
    ///
    /// [`CannotSeal`], as in [`ReceivingPublic::seal_fixed`].
    pub fn seal_fixed(
        &self,
        plaintext: &[u8],
        total: usize,
        aad: &[u8],
        rng: &mut impl CryptoRng,
    ) -> Result<Vec<u8>, CannotSeal> {
        self.receiving.seal_fixed(ENVELOPE, &self.id.bound(aad), plaintext, total, rng)
    }

    /// Begins an envelope to the reader whose text is not known yet.
    ///
    /// # Errors
    ///
    /// [`CannotSeal::UnusableKey`] when the key is of small order.
    pub fn begin(&self, rng: &mut impl CryptoRng) -> Result<BegunEnvelope, CannotSeal> {
        self.receiving.begin(ENVELOPE, rng)
    }

    /// Seals a text in an envelope that was begun to this reader, as [`ReaderPublic::seal_fixed`] does.
    ///
    /// # Errors
    ///
    /// [`CannotSeal::TooLong`].
    pub fn seal_begun(
        &self,
        begun: BegunEnvelope,
        plaintext: &[u8],
        total: usize,
        aad: &[u8],
    ) -> Result<Vec<u8>, CannotSeal> {
        begun.seal_fixed(&self.id.bound(aad), plaintext, total)
    }
}

/// The keys of a reader in one epoch: a symmetric key for its own writers, a receiving pair for those who may not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReaderKey {
    id: ReaderId,
    sealing: SealingKey,
    receiving: ReceivingKey,
}

impl ReaderKey {
    /// Draws the keys of a reader's new epoch.
    pub fn generate(id: ReaderId, rng: &mut impl CryptoRng) -> Self {
        Self { id, sealing: SealingKey::generate(rng), receiving: ReceivingKey::generate(rng) }
    }

    /// Returns the reader and epoch.
    #[must_use]
    pub fn id(&self) -> &ReaderId {
        &self.id
    }

    /// Returns the public half, which the root certifies.
    #[must_use]
    pub fn public(&self) -> ReaderPublic {
        ReaderPublic {
            id: self.id.clone(),
            receiving: self.receiving.public(),
            fingerprint: Digest::labelled("osbp reader key fingerprint v1", &[self.sealing.expose()]),
        }
    }

    /// Seals a text for this reader, bound to `aad`; the length shows.
    ///
    /// # Errors
    ///
    /// [`CannotSeal`], as in [`SealingKey::seal`].
    pub fn seal(&self, plaintext: &[u8], aad: &[u8], rng: &mut impl CryptoRng) -> Result<Vec<u8>, CannotSeal> {
        self.sealing.seal(plaintext, &self.id.bound(aad), rng)
    }

    /// Seals a text for this reader, filled up to a class of length, bound to `aad`.
    ///
    /// # Errors
    ///
    /// [`CannotSeal`], as in [`SealingKey::seal_padded`].
    pub fn seal_padded(
        &self,
        plaintext: &[u8],
        classes: Padding,
        aad: &[u8],
        rng: &mut impl CryptoRng,
    ) -> Result<Vec<u8>, CannotSeal> {
        self.sealing.seal_padded(plaintext, classes, &self.id.bound(aad), rng)
    }

    /// Opens what a member sealed with [`ReaderKey::seal`] or [`ReaderKey::seal_padded`].
    ///
    /// # Errors
    ///
    /// [`CannotOpen`] whatever the reason.
    pub fn open(&self, sealed: &[u8], aad: &[u8]) -> Result<Zeroizing<Vec<u8>>, CannotOpen> {
        self.sealing.open(sealed, &self.id.bound(aad))
    }

    /// Opens what anybody sealed to the reader's public half; an empty text was an empty envelope.
    ///
    /// # Errors
    ///
    /// [`CannotOpen`] whatever the reason.
    pub fn open_envelope(&self, sealed: &[u8], aad: &[u8]) -> Result<Zeroizing<Vec<u8>>, CannotOpen> {
        self.receiving.open(ENVELOPE, &self.id.bound(aad), sealed)
    }

    /// Returns the seed of a day's draws; `day` is the date as it is written, `2026-11-28`.
    ///
    /// It follows from the keys of the epoch: every officer on duty has it without its being sent or stored, nobody can
    /// choose it, and whoever holds the keys of former epochs alone can't foretell it. It tells nothing of the keys.
    #[must_use]
    pub fn draw_seed(&self, day: &str) -> Option<DrawSeed> {
        let info = Canonical::new("osbp draw seed of a day v1").bytes(&self.id.canonical_bytes()).text(day).finish();
        expand(&Hkdf::<Sha256>::new(None, self.sealing.expose()), &info)
            .map(|seed| DrawSeed::from_secret_bytes(seed.expose()))
    }

    /// Wraps the keys to an officer who may read, or to the State's recovery key.
    ///
    /// # Errors
    ///
    /// [`CannotSeal::UnusableKey`] when the receiving key is of small order.
    pub fn wrap_to(&self, officer: &ReceivingPublic, rng: &mut impl CryptoRng) -> Result<WrappedReaderKey, CannotSeal> {
        let mut secrets = Zeroizing::new([0; 64]);
        let both = self.sealing.expose().iter().chain(self.receiving.expose());
        for (place, byte) in secrets.iter_mut().zip(both) {
            *place = *byte;
        }
        let sealed = officer.seal(INFO, &self.id.canonical_bytes(), secrets.as_slice(), rng)?;
        Ok(WrappedReaderKey { format: FORMAT, id: self.id.clone(), sealed })
    }

    fn from_exposed(id: ReaderId, secrets: &[u8]) -> Option<Self> {
        let (sealing, receiving) = secrets.split_first_chunk::<32>()?;
        Some(Self {
            id,
            sealing: SealingKey::from_secret(Secret::copy_from(sealing)),
            receiving: ReceivingKey::from_secret(&Secret::copy_from_slice(receiving)?)?,
        })
    }
}

/// A reader's keys as they are stored for one officer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WrappedReaderKey {
    format: u32,
    id: ReaderId,
    #[serde(with = "base64")]
    sealed: Vec<u8>,
}

impl WrappedReaderKey {
    /// Returns the reader and epoch that the blob says it is for.
    #[must_use]
    pub fn id(&self) -> &ReaderId {
        &self.id
    }

    /// Unwraps the keys if they are the ones that a verified certificate names.
    ///
    /// # Errors
    ///
    /// [`CannotOpen`] when they were wrapped to somebody else, changed, or are other keys.
    pub fn unwrap(&self, own: &ReceivingKey, certified: &ReaderPublic) -> Result<ReaderKey, CannotOpen> {
        if self.format != FORMAT || self.id != certified.id {
            return Err(CannotOpen);
        }
        let secrets = own.open(INFO, &self.id.canonical_bytes(), &self.sealed)?;
        ReaderKey::from_exposed(self.id.clone(), &secrets).filter(|key| key.public() == *certified).ok_or(CannotOpen)
    }
}

/// A reader key can't be taken into a ring.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum RingError {
    /// The reader's certificate is not one of this State's root.
    #[error(transparent)]
    Certificate(#[from] CertificateRefused),
    /// The wrapped key does not open, or is not the certified one.
    #[error(transparent)]
    CannotOpen(#[from] CannotOpen),
}

/// The reader keys that one signed-in officer is entitled to. Dropping it wipes them.
#[derive(Debug, Default)]
pub struct ReaderRing(BTreeMap<ReaderId, ReaderKey>);

impl ReaderRing {
    /// Unwraps a reader key and takes it in, if the root certified it.
    ///
    /// # Errors
    ///
    /// [`RingError`]; the ring is then as before.
    pub fn admit(
        &mut self,
        wrapped: &WrappedReaderKey,
        own: &ReceivingKey,
        certificate: &Certified<ReaderCertificate>,
        root: &RootPublic,
    ) -> Result<(), RingError> {
        let certified = certificate.verify(root)?;
        let key = wrapped.unwrap(own, &certified.reader)?;
        self.insert(key);
        Ok(())
    }

    /// Takes in a key that this process has just drawn.
    pub fn insert(&mut self, key: ReaderKey) {
        self.0.insert(key.id.clone(), key);
    }

    /// Returns the keys of one reader and epoch, if this officer holds them.
    #[must_use]
    pub fn key(&self, id: &ReaderId) -> Option<&ReaderKey> {
        self.0.get(id)
    }

    /// Returns the keys of the reader's newest epoch that this officer holds; new texts are sealed with these.
    #[must_use]
    pub fn newest(&self, state: &str, reader: &Reader) -> Option<&ReaderKey> {
        self.0.values().filter(|key| key.id.state == state && key.id.reader == *reader).max_by_key(|key| key.id.epoch)
    }

    /// Returns the readers and epochs in the ring, in order.
    pub fn ids(&self) -> impl Iterator<Item = &ReaderId> {
        self.0.keys()
    }

    /// Opens a text that a member of the reader sealed.
    ///
    /// # Errors
    ///
    /// [`CannotOpen`] when the ring lacks the key, and for every other reason.
    pub fn open(&self, id: &ReaderId, sealed: &[u8], aad: &[u8]) -> Result<Zeroizing<Vec<u8>>, CannotOpen> {
        self.key(id).ok_or(CannotOpen)?.open(sealed, aad)
    }

    /// Opens an envelope that was sealed to the reader's public half.
    ///
    /// # Errors
    ///
    /// [`CannotOpen`] when the ring lacks the key, and for every other reason.
    pub fn open_envelope(&self, id: &ReaderId, sealed: &[u8], aad: &[u8]) -> Result<Zeroizing<Vec<u8>>, CannotOpen> {
        self.key(id).ok_or(CannotOpen)?.open_envelope(sealed, aad)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rand::{SeedableRng, rngs::StdRng};

    use super::*;
    use crate::{FIXED_LEN, root::StateRoot};

    fn rng() -> StdRng {
        StdRng::seed_from_u64(21)
    }

    fn id(reader: Reader, epoch: u32) -> ReaderId {
        ReaderId { state: "UTO".to_owned(), reader, epoch }
    }

    #[test]
    fn each_day_and_epoch_has_a_seed_of_its_own_and_every_holder_the_same() {
        let mut rng = rng();
        let key = ReaderKey::generate(id(Reader::State, 1), &mut rng);
        let own = ReceivingKey::generate(&mut rng);
        let wrapped = key.wrap_to(&own.public(), &mut rng).unwrap();
        let colleague = wrapped.unwrap(&own, &key.public()).unwrap();
        let hash = |key: &ReaderKey, day| key.draw_seed(day).unwrap().published();
        assert_eq!(hash(&key, "2026-11-28"), hash(&colleague, "2026-11-28"));
        assert_ne!(hash(&key, "2026-11-28"), hash(&key, "2026-11-29"));
        let later = ReaderKey { id: id(Reader::State, 2), ..key.clone() };
        assert_ne!(hash(&key, "2026-11-28"), hash(&later, "2026-11-28"));
    }

    fn certify(root: &StateRoot, key: &ReaderKey) -> Certified<ReaderCertificate> {
        root.certify(ReaderCertificate {
            format: ReaderCertificate::FORMAT,
            reader: key.public(),
            not_before: 0,
            serial: 1,
        })
        .unwrap()
    }

    #[test]
    fn readers_are_written_as_the_post_writes_them() {
        for (reader, text) in [
            (Reader::State, "state"),
            (Reader::Agency("customs".to_owned()), "agency:customs"),
            (Reader::Protection, "protection"),
        ] {
            assert_eq!(serde_json::to_string(&reader).unwrap(), format!("\"{text}\""));
            assert_eq!(text.parse(), Ok(reader));
        }
        for wrong in ["", "agency:", "State", "desk"] {
            assert!(wrong.parse::<Reader>().is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn a_text_opens_for_its_reader_and_epoch_alone() {
        let mut rng = rng();
        let customs = ReaderKey::generate(id(Reader::Agency("customs".to_owned()), 1), &mut rng);
        let sealed = customs.seal_padded(b"risk", Padding::subjects(1), b"act", &mut rng).unwrap();
        assert_eq!(sealed.len(), 1024);
        assert_eq!(*customs.open(&sealed, b"act").unwrap(), b"risk");
        assert_eq!(customs.open(&sealed, b"other act"), Err(CannotOpen));

        let relabelled = ReaderKey { id: id(Reader::State, 1), ..customs.clone() };
        assert_eq!(relabelled.open(&sealed, b"act"), Err(CannotOpen));
        let next = ReaderKey { id: id(Reader::Agency("customs".to_owned()), 2), ..customs };
        assert_eq!(next.open(&sealed, b"act"), Err(CannotOpen));
    }

    #[test]
    fn the_desk_reads_what_writers_can_not() {
        let mut rng = rng();
        let desk = ReaderKey::generate(id(Reader::Protection, 1), &mut rng);
        let public = desk.public();
        let empty = public.seal_fixed(b"", FIXED_LEN, b"act", &mut rng).unwrap();
        let need = public.seal_fixed(b"child alone", FIXED_LEN, b"act", &mut rng).unwrap();
        assert_eq!((empty.len(), need.len()), (512, 512));
        assert!(desk.open_envelope(&empty, b"act").unwrap().is_empty());
        assert_eq!(*desk.open_envelope(&need, b"act").unwrap(), b"child alone");
        assert_eq!(desk.open(&need, b"act"), Err(CannotOpen));
        let elsewhere = ReaderKey::generate(id(Reader::Protection, 1), &mut rng);
        assert_eq!(elsewhere.open_envelope(&need, b"act"), Err(CannotOpen));
        let padded = public.seal_padded(b"asylum", Padding::subjects(1), b"act", &mut rng).unwrap();
        assert_eq!(*desk.open_envelope(&padded, b"act").unwrap(), b"asylum");
    }

    #[test]
    fn a_ring_takes_only_certified_keys() {
        let mut rng = rng();
        let root = StateRoot::generate("UTO", &mut rng);
        let officer = ReceivingKey::generate(&mut rng);
        let real = ReaderKey::generate(id(Reader::State, 1), &mut rng);
        let planted = ReaderKey::generate(id(Reader::State, 1), &mut rng);
        let certificate = certify(&root, &real);
        let mut ring = ReaderRing::default();

        let wrapped = planted.wrap_to(&officer.public(), &mut rng).unwrap();
        let admitted = ring.admit(&wrapped, &officer, &certificate, &root.public());
        assert_eq!(admitted, Err(RingError::CannotOpen(CannotOpen)));
        let forged = certify(&StateRoot::generate("UTO", &mut rng), &planted);
        let admitted = ring.admit(&wrapped, &officer, &forged, &root.public());
        assert_eq!(admitted, Err(RingError::Certificate(CertificateRefused::Signature)));
        assert_eq!(ring.ids().count(), 0);

        let wrapped = real.wrap_to(&officer.public(), &mut rng).unwrap();
        let json = serde_json::to_string(&wrapped).unwrap();
        let stored: WrappedReaderKey = serde_json::from_str(&json).unwrap();
        assert_eq!(ring.admit(&stored, &officer, &certificate, &root.public()), Ok(()));
        assert_eq!(ring.key(&id(Reader::State, 1)), Some(&real));
    }

    #[test]
    fn a_wrapped_key_opens_for_one_officer_and_not_when_changed() {
        let mut rng = rng();
        let officer = ReceivingKey::generate(&mut rng);
        let other = ReceivingKey::generate(&mut rng);
        let key = ReaderKey::generate(id(Reader::State, 1), &mut rng);
        let good = key.wrap_to(&officer.public(), &mut rng).unwrap();
        assert_eq!(good.unwrap(&officer, &key.public()), Ok(key.clone()));
        assert_eq!(good.unwrap(&other, &key.public()), Err(CannotOpen));
        for place in 0..good.sealed.len() {
            let mut changed = good.clone();
            changed.sealed[place] ^= 1;
            assert_eq!(changed.unwrap(&officer, &key.public()), Err(CannotOpen), "byte {place}");
        }
        let moved = WrappedReaderKey { id: id(Reader::State, 2), ..good };
        let claimed = ReaderPublic { id: id(Reader::State, 2), ..key.public() };
        assert_eq!(moved.unwrap(&officer, &claimed), Err(CannotOpen));
    }

    #[test]
    fn new_texts_take_the_newest_epoch_and_old_ones_stay_readable() {
        let mut rng = rng();
        let mut ring = ReaderRing::default();
        let old = ReaderKey::generate(id(Reader::State, 1), &mut rng);
        let sealed = old.seal(b"note", b"act", &mut rng).unwrap();
        ring.insert(ReaderKey::generate(id(Reader::State, 10), &mut rng));
        ring.insert(old);
        ring.insert(ReaderKey::generate(id(Reader::State, 9), &mut rng));
        assert_eq!(ring.newest("UTO", &Reader::State).unwrap().id().epoch, 10);
        assert!(ring.newest("UTO", &Reader::Protection).is_none());
        assert!(ring.newest("XAA", &Reader::State).is_none());
        assert_eq!(*ring.open(&id(Reader::State, 1), &sealed, b"act").unwrap(), b"note");
        assert_eq!(ring.open(&id(Reader::State, 10), &sealed, b"act"), Err(CannotOpen));
        assert_eq!(ring.open(&id(Reader::State, 2), &sealed, b"act"), Err(CannotOpen));
    }

    #[test]
    fn a_ring_shows_no_key() {
        let mut ring = ReaderRing::default();
        let key = ReaderKey::generate(id(Reader::State, 1), &mut rng());
        let secret = crate::encoding::to_hex(key.sealing.expose());
        ring.insert(key);
        let shown = format!("{ring:?}");
        assert!(shown.contains("[redacted]") && !shown.contains(&secret));
    }

    proptest! {
        #[test]
        fn every_wrapped_key_comes_back(seed: u64, epoch: u32, agency in "[a-z]{1,12}") {
            let mut rng = StdRng::seed_from_u64(seed);
            let officer = ReceivingKey::generate(&mut rng);
            let key = ReaderKey::generate(id(Reader::Agency(agency), epoch), &mut rng);
            let wrapped = key.wrap_to(&officer.public(), &mut rng).unwrap();
            prop_assert_eq!(wrapped.unwrap(&officer, &key.public()), Ok(key));
        }
    }
}

//! Sealing to somebody else's key: HPKE (RFC 9180), base mode, DHKEM(X25519, HKDF-SHA256), HKDF-SHA256,
//! ChaCha20Poly1305.
//!
//! *Invariant*: who seals an envelope can't open it again. An envelope is format byte, encapsulated key, ciphertext
//! and tag; one of fixed length has that length whatever is in it, and nothing in it shows whether it is empty.

use std::fmt;

use hpke::{
    Deserializable, Kem, OpModeR, OpModeS, Serializable,
    aead::{AeadCtxS, ChaCha20Poly1305},
    kdf::HkdfSha256,
    kem::X25519HkdfSha256,
    setup_sender_with_rng,
};
use rand_core::CryptoRng;
use zeroize::Zeroizing;

use crate::{
    canonical::Canonical,
    encoding::{hexadecimal, to_hex},
    padding::{Padding, frame, unframe},
    sealing::{CannotOpen, CannotSeal},
    secret::Secret,
};

/// The length in bytes of the envelope that every act on a step carries for the other State's protection desk.
pub const FIXED_LEN: usize = 512;

/// An envelope as long as its content.
const FORMAT_EXACT: u8 = 1;
/// An envelope whose content is framed and filled up.
const FORMAT_PADDED: u8 = 2;

/// What seals one envelope.
type Context = AeadCtxS<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>;

const ENCAPSULATED: usize = 32;
const TAG: usize = 16;
/// Format byte, encapsulated key and tag.
const OVERHEAD: usize = 1 + ENCAPSULATED + TAG;

/// The public half of a receiving pair, written as 64 lower-case hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct ReceivingPublic([u8; 32]);

impl ReceivingPublic {
    /// Returns the 32 bytes of RFC 9180 section 7.1.1.
    #[must_use]
    pub fn to_bytes(&self) -> [u8; 32] {
        self.0
    }

    /// Seals a text to the holder of the private half.
    ///
    /// `info` says what the envelope is for and `aad` where it belongs; both must be given again to open it. The length
    /// shows the length of the text: use one of the other two where somebody else sees it.
    ///
    /// # Errors
    ///
    /// [`CannotSeal::UnusableKey`] when this key is of small order.
    pub fn seal(
        &self,
        info: &[u8],
        aad: &[u8],
        plaintext: &[u8],
        rng: &mut impl CryptoRng,
    ) -> Result<Vec<u8>, CannotSeal> {
        self.seal_body(FORMAT_EXACT, info, aad, plaintext, rng)
    }

    /// Seals a text, filled up to a class of length.
    ///
    /// # Errors
    ///
    /// [`CannotSeal`], as in [`ReceivingPublic::seal`], and for a text of 4 GiB or more.
    pub fn seal_padded(
        &self,
        info: &[u8],
        aad: &[u8],
        plaintext: &[u8],
        classes: Padding,
        rng: &mut impl CryptoRng,
    ) -> Result<Vec<u8>, CannotSeal> {
        let body = frame(plaintext, classes.frame_len(plaintext.len(), OVERHEAD)?, TAG)?;
        self.seal_body(FORMAT_PADDED, info, aad, &body, rng)
    }

    /// Seals a text, which may be empty, to exactly `total` bytes; for a protection desk that is [`FIXED_LEN`].
    ///
    /// # Errors
    ///
    /// [`CannotSeal::TooLong`] when the text is longer than `total` less 53 bytes, [`CannotSeal::UnusableKey`] when
    /// this key is of small order.
    pub fn seal_fixed(
        &self,
        info: &[u8],
        aad: &[u8],
        plaintext: &[u8],
        total: usize,
        rng: &mut impl CryptoRng,
    ) -> Result<Vec<u8>, CannotSeal> {
        self.begin(info, rng)?.seal_fixed(aad, plaintext, total)
    }

    /// Begins an envelope whose text is not known yet: what takes its time is done, and says nothing of the text.
    ///
    /// # Errors
    ///
    /// [`CannotSeal::UnusableKey`] when this key is of small order.
    pub fn begin(&self, info: &[u8], rng: &mut impl CryptoRng) -> Result<BegunEnvelope, CannotSeal> {
        let (encapsulated, context) = begin_base(self, &bound(FORMAT_PADDED, info), rng)?;
        Ok(BegunEnvelope { encapsulated, context })
    }

    fn seal_body(
        &self,
        format: u8,
        info: &[u8],
        aad: &[u8],
        body: &[u8],
        rng: &mut impl CryptoRng,
    ) -> Result<Vec<u8>, CannotSeal> {
        let (encapsulated, ciphertext) = seal_base(self, &bound(format, info), aad, body, rng)?;
        Ok([&[format], encapsulated.as_slice(), ciphertext.as_slice()].concat())
    }
}

/// An envelope that waits for its text. It is used once.
pub struct BegunEnvelope {
    encapsulated: [u8; ENCAPSULATED],
    context: Context,
}

impl BegunEnvelope {
    /// Seals a text as [`ReceivingPublic::seal_fixed`] does.
    ///
    /// # Errors
    ///
    /// [`CannotSeal::TooLong`].
    pub fn seal_fixed(mut self, aad: &[u8], plaintext: &[u8], total: usize) -> Result<Vec<u8>, CannotSeal> {
        let len = total.checked_sub(OVERHEAD).ok_or(CannotSeal::TooLong)?;
        let body = frame(plaintext, len, TAG)?;
        let ciphertext = self.context.seal(&body, aad).map_err(|_| CannotSeal::TooLong)?;
        Ok([&[FORMAT_PADDED], self.encapsulated.as_slice(), ciphertext.as_slice()].concat())
    }
}

impl fmt::Debug for BegunEnvelope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("BegunEnvelope([redacted])")
    }
}

impl From<[u8; 32]> for ReceivingPublic {
    fn from(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }
}

impl fmt::Debug for ReceivingPublic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ReceivingPublic({})", to_hex(&self.0))
    }
}

hexadecimal!(ReceivingPublic, "receiving key");

/// The private half of a receiving pair. Wiped on drop, never printed, compared in constant time.
#[derive(Clone, PartialEq, Eq)]
pub struct ReceivingKey {
    secret: Secret<32>,
    public: ReceivingPublic,
}

impl ReceivingKey {
    /// Draws a new pair.
    pub fn generate(rng: &mut impl CryptoRng) -> Self {
        let material = Secret::<32>::generate(rng);
        let (private, public) = X25519HkdfSha256::derive_keypair(material.expose());
        let secret = Secret::fill(|bytes| private.write_exact(bytes));
        Self { secret, public: ReceivingPublic(public.to_bytes().into()) }
    }

    /// Takes the private half as it was wrapped.
    pub(crate) fn from_secret(secret: &Secret<32>) -> Option<Self> {
        // The library clamps the scalar, as RFC 9180 section 7.1.2 demands, so what is kept is its own form.
        let private = <X25519HkdfSha256 as Kem>::PrivateKey::from_bytes(secret.expose()).ok()?;
        let public = X25519HkdfSha256::sk_to_pk(&private);
        let secret = Secret::fill(|bytes| private.write_exact(bytes));
        Some(Self { secret, public: ReceivingPublic(public.to_bytes().into()) })
    }

    /// Returns the private half, for wrapping.
    pub(crate) fn expose(&self) -> &[u8; 32] {
        self.secret.expose()
    }

    /// Returns the public half.
    #[must_use]
    pub fn public(&self) -> ReceivingPublic {
        self.public
    }

    /// Opens an envelope of any form; the result is wiped when dropped. An empty text was an empty envelope.
    ///
    /// # Errors
    ///
    /// [`CannotOpen`] whatever the reason.
    pub fn open(&self, info: &[u8], aad: &[u8], sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, CannotOpen> {
        let (format, rest) = sealed.split_first().ok_or(CannotOpen)?;
        let (encapsulated, ciphertext) = rest.split_first_chunk().ok_or(CannotOpen)?;
        let body = self.open_base(encapsulated, &bound(*format, info), aad, ciphertext)?;
        match *format {
            FORMAT_EXACT => Ok(body),
            FORMAT_PADDED => unframe(&body),
            _ => Err(CannotOpen),
        }
    }

    fn open_base(
        &self,
        encapsulated: &[u8; ENCAPSULATED],
        info: &[u8],
        aad: &[u8],
        ciphertext: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, CannotOpen> {
        let private =
            <X25519HkdfSha256 as Kem>::PrivateKey::from_bytes(self.secret.expose()).map_err(|_| CannotOpen)?;
        let encapsulated = <X25519HkdfSha256 as Kem>::EncappedKey::from_bytes(encapsulated).map_err(|_| CannotOpen)?;
        hpke::single_shot_open::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>(
            &OpModeR::Base,
            &private,
            &encapsulated,
            info,
            ciphertext,
            aad,
        )
        .map(Zeroizing::new)
        .map_err(|_| CannotOpen)
    }
}

impl fmt::Debug for ReceivingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ReceivingKey([redacted] of {})", self.public)
    }
}

/// RFC 9180 section 6.1, `SealBase`.
fn seal_base(
    public: &ReceivingPublic,
    info: &[u8],
    aad: &[u8],
    body: &[u8],
    rng: &mut impl CryptoRng,
) -> Result<([u8; ENCAPSULATED], Vec<u8>), CannotSeal> {
    let (encapsulated, mut context) = begin_base(public, info, rng)?;
    let ciphertext = context.seal(body, aad).map_err(|_| CannotSeal::TooLong)?;
    Ok((encapsulated, ciphertext))
}

/// RFC 9180 section 5.1.1, `SetupBaseS`.
fn begin_base(
    public: &ReceivingPublic,
    info: &[u8],
    rng: &mut impl CryptoRng,
) -> Result<([u8; ENCAPSULATED], Context), CannotSeal> {
    let public = <X25519HkdfSha256 as Kem>::PublicKey::from_bytes(&public.0).map_err(|_| CannotSeal::UnusableKey)?;
    let (encapsulated, context) = setup_sender_with_rng::<_, _, X25519HkdfSha256>(&OpModeS::Base, &public, info, rng)
        .map_err(|_| CannotSeal::UnusableKey)?;
    Ok((encapsulated.to_bytes().into(), context))
}

fn bound(format: u8, info: &[u8]) -> Vec<u8> {
    Canonical::new("osbp envelope").bytes(&[format]).bytes(info).finish()
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use proptest::prelude::*;
    use rand::{SeedableRng, rngs::StdRng};
    use rand_core::{TryCryptoRng, TryRng};

    use super::*;
    use crate::encoding::from_hex;

    fn rng() -> StdRng {
        StdRng::seed_from_u64(11)
    }

    /// Gives out the bytes that the authors of RFC 9180 drew.
    struct Given([u8; 32]);

    impl TryRng for Given {
        type Error = Infallible;

        fn try_next_u32(&mut self) -> Result<u32, Infallible> {
            unreachable!("only whole keys are drawn")
        }

        fn try_next_u64(&mut self) -> Result<u64, Infallible> {
            unreachable!("only whole keys are drawn")
        }

        fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
            bytes.copy_from_slice(&self.0);
            Ok(())
        }
    }

    impl TryCryptoRng for Given {}

    /// RFC 9180, appendix A.2.1, sequence number 0: key derivation, sealing and opening.
    #[test]
    fn envelope_is_the_published_one() {
        let given = |text: &str| Given(from_hex(text, "vector").unwrap());
        let receiver =
            ReceivingKey::generate(&mut given("1ac01f181fdf9f352797655161c58b75c656a6cc2716dcb66372da835542e1df"));
        assert_eq!(receiver.public().to_string(), "4310ee97d88cc1f088a5576c77ab0cf5c3ac797f3d95139c6c84b5429c59662a");
        // The RFC prints the private key before the clamping of RFC 7748, which is done when it is taken or kept.
        let printed = "8057991eef8f1f1af18f4a9491d16a1ce333f695d4db8e38da75975c4478e0fb";
        let printed = Secret::copy_from(&from_hex(printed, "vector").unwrap());
        assert_eq!(ReceivingKey::from_secret(&printed).unwrap(), receiver);
        let info = data_encoding::HEXLOWER.decode(b"4f6465206f6e2061204772656369616e2055726e").unwrap();
        let text = b"Beauty is truth, truth beauty";
        let (encapsulated, ciphertext) = seal_base(
            &receiver.public(),
            &info,
            b"Count-0",
            text,
            &mut given("909a9b35d3dc4713a5e72a4da274b55d3d3821a37e5d099e74a647db583a904b"),
        )
        .unwrap();
        assert_eq!(to_hex(&encapsulated), "1afa08d3dec047a643885163f1180476fa7ddb54c6a8029ea33f95796bf2ac4a");
        assert_eq!(
            to_hex(&ciphertext),
            "1c5250d8034ec2b784ba2cfd69dbdb8af406cfe3ff938e131f0def8c8b60b4db\
             21993c62ce81883d2dd1b51a28"
        );
        let opened = receiver.open_base(&encapsulated, &info, b"Count-0", &ciphertext).unwrap();
        assert_eq!(opened.as_slice(), text);
    }

    #[test]
    fn empty_and_full_envelopes_have_one_length_and_look() {
        let desk = ReceivingKey::generate(&mut rng());
        let capacity = FIXED_LEN - OVERHEAD - 4;
        for len in [0, 1, capacity] {
            let text = vec![b'n'; len];
            let sealed = desk.public().seal_fixed(b"desk", b"act", &text, FIXED_LEN, &mut rng()).unwrap();
            assert_eq!(sealed.len(), FIXED_LEN);
            assert_eq!(sealed[0], FORMAT_PADDED);
            assert_eq!(*desk.open(b"desk", b"act", &sealed).unwrap(), text);
            let begun = desk.public().begin(b"desk", &mut rng()).unwrap();
            assert_eq!(begun.seal_fixed(b"act", &text, FIXED_LEN).unwrap(), sealed);
        }
        let over = vec![b'n'; capacity + 1];
        let refused = desk.public().seal_fixed(b"desk", b"act", &over, FIXED_LEN, &mut rng());
        assert_eq!(refused, Err(CannotSeal::TooLong));
        let too_small = desk.public().seal_fixed(b"desk", b"act", b"", 40, &mut rng());
        assert_eq!(too_small, Err(CannotSeal::TooLong));
    }

    #[test]
    fn padded_envelopes_have_the_length_of_their_class() {
        let agency = ReceivingKey::generate(&mut rng());
        for len in [0, 900] {
            let sealed = agency
                .public()
                .seal_padded(b"agency", b"act", &vec![1; len], Padding::subjects(1), &mut rng())
                .unwrap();
            assert_eq!(sealed.len(), 1024);
        }
    }

    #[test]
    fn every_changed_byte_and_every_cut_fails() {
        let desk = ReceivingKey::generate(&mut rng());
        let sealed = desk.public().seal_fixed(b"desk", b"act", b"need", 128, &mut rng()).unwrap();
        for place in 0..sealed.len() {
            // The highest bit of an X25519 key is ignored by RFC 7748; HPKE binds the bytes, so it fails as well.
            for change in [1, 0x80] {
                let mut changed = sealed.clone();
                changed[place] ^= change;
                assert_eq!(desk.open(b"desk", b"act", &changed), Err(CannotOpen), "byte {place}");
            }
            assert_eq!(desk.open(b"desk", b"act", &sealed[..place]), Err(CannotOpen));
        }
    }

    #[test]
    fn another_purpose_place_or_key_fails() {
        let mut rng = rng();
        let desk = ReceivingKey::generate(&mut rng);
        let other = ReceivingKey::generate(&mut rng);
        let sealed = desk.public().seal(b"desk", b"act 1", b"need", &mut rng).unwrap();
        assert_eq!(*desk.open(b"desk", b"act 1", &sealed).unwrap(), b"need");
        assert_eq!(desk.open(b"root", b"act 1", &sealed), Err(CannotOpen));
        assert_eq!(desk.open(b"desk", b"act 2", &sealed), Err(CannotOpen));
        assert_eq!(other.open(b"desk", b"act 1", &sealed), Err(CannotOpen));
    }

    #[test]
    fn nothing_is_sealed_to_a_key_that_all_can_open() {
        let zero = ReceivingPublic::from([0; 32]);
        assert_eq!(zero.seal(b"", b"", b"need", &mut rng()), Err(CannotSeal::UnusableKey));
    }

    #[test]
    fn the_private_half_survives_wrapping_and_is_not_shown() {
        let key = ReceivingKey::generate(&mut rng());
        assert_eq!(ReceivingKey::from_secret(&key.secret).unwrap(), key);
        assert!(!format!("{key:?}").contains(&to_hex(key.expose())));
    }

    proptest! {
        #[test]
        fn what_is_sealed_opens(text: Vec<u8>, info: Vec<u8>, aad: Vec<u8>, seed: u64) {
            let mut rng = StdRng::seed_from_u64(seed);
            let key = ReceivingKey::generate(&mut rng);
            let sealed = key.public().seal(&info, &aad, &text, &mut rng).unwrap();
            prop_assert_eq!(&*key.open(&info, &aad, &sealed).unwrap(), &text);
            let padded = key.public().seal_padded(&info, &aad, &text, Padding::subjects(2), &mut rng).unwrap();
            prop_assert_eq!(&*key.open(&info, &aad, &padded).unwrap(), &text);
        }
    }
}

//! The seal of a slip: a short signed text that fits a QR code and can be checked without the post's database.
//!
//! Invariant: a text has one reading. Whatever [`Seal::read`] accepts is written again as the same text, so that a
//! signature can't be carried over to another payload. Keys stay with the caller: this module sees signatures as bytes.

use chrono::{DateTime, Utc};
use data_encoding::BASE32_NOPAD;

/// What the text begins with: the format and its version. It is part of what is signed.
const FORMAT: &str = "OSBP1";

/// The longest name, reference or serial, in bytes; keeps the code readable by a cheap scanner.
const LONGEST: usize = 48;

/// What a seal vouches for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SealPayload {
    /// Identifier of the post, 1 to 48 bytes.
    pub post: String,
    /// Reference of the crossing, 1 to 48 bytes.
    pub reference: String,
    /// Serial of the slip or notice, 1 to 48 bytes.
    pub serial: String,
    /// When it was issued; whole seconds count.
    pub issued_at: DateTime<Utc>,
    /// [`crate::SlipContent::digest`] or [`crate::NoticeContent::digest`].
    pub digest: [u8; 32],
}

/// A seal as it was read: a payload and a signature that is still to be checked against the issuer's key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seal {
    /// What the seal vouches for.
    pub payload: SealPayload,
    /// Ed25519 signature over [`SealPayload::bytes_to_sign`].
    pub signature: [u8; 64],
}

/// Why a seal can't be written or read.
#[derive(Clone, std::marker::Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// The text is not a seal of this format.
    #[error("read the seal: it is no seal of this program")]
    Format,
    /// The text is a seal, but damaged or changed.
    #[error("read the seal: it is damaged")]
    Damaged,
    /// A field is empty, too long or holds a control character.
    #[error("write the seal: {0} is empty, too long or holds a control character")]
    Field(&'static str),
}

impl SealPayload {
    /// Returns the bytes that the issuer signs: the format's name and the payload, each field with its length.
    ///
    /// # Errors
    ///
    /// Fails where a text field is empty, longer than 48 bytes or holds a control character.
    pub fn bytes_to_sign(&self) -> Result<Vec<u8>, SealError> {
        let mut bytes = FORMAT.as_bytes().to_vec();
        bytes.extend(self.bytes()?);
        Ok(bytes)
    }

    /// Returns the text of the seal: `OSBP1.<payload>.<signature>`, both in base 32 (RFC 4648, no padding), whose
    /// letters a QR code stores in its compact alphanumeric mode.
    ///
    /// # Errors
    ///
    /// Fails as [`SealPayload::bytes_to_sign`] does.
    pub fn seal(&self, signature: &[u8; 64]) -> Result<String, SealError> {
        let payload = BASE32_NOPAD.encode(&self.bytes()?);
        let signature = BASE32_NOPAD.encode(signature);
        Ok(format!("{FORMAT}.{payload}.{signature}"))
    }

    fn bytes(&self) -> Result<Vec<u8>, SealError> {
        let mut bytes = Vec::with_capacity(96);
        for (name, field) in
            [("the post", &self.post), ("the reference", &self.reference), ("the serial", &self.serial)]
        {
            let length = u8::try_from(field.len()).map_err(|_| SealError::Field(name))?;
            if !is_field(field) {
                return Err(SealError::Field(name));
            }
            bytes.push(length);
            bytes.extend(field.as_bytes());
        }
        bytes.extend(self.issued_at.timestamp().to_be_bytes());
        bytes.extend(self.digest);
        Ok(bytes)
    }
}

impl Seal {
    /// Reads the text of a seal. Blanks around it and small letters, which some scanners send, are accepted.
    ///
    /// # Errors
    ///
    /// Returns [`SealError::Format`] for any other text and [`SealError::Damaged`] for a seal that is cut or changed
    /// in its structure. A sound structure says nothing yet: check the signature.
    pub fn read(text: &str) -> Result<Self, SealError> {
        let text = text.trim().to_ascii_uppercase();
        let rest = text.strip_prefix(FORMAT).and_then(|rest| rest.strip_prefix('.')).ok_or(SealError::Format)?;
        let (payload, signature) = rest.split_once('.').ok_or(SealError::Damaged)?;
        let payload = decode(payload)?;
        let signature = decode(signature)?.try_into().map_err(|_| SealError::Damaged)?;
        let payload = read_payload(&payload).ok_or(SealError::Damaged)?;
        Ok(Self { payload, signature })
    }
}

fn decode(text: &str) -> Result<Vec<u8>, SealError> {
    BASE32_NOPAD.decode(text.as_bytes()).map_err(|_| SealError::Damaged)
}

fn read_payload(bytes: &[u8]) -> Option<SealPayload> {
    let (post, bytes) = read_field(bytes)?;
    let (reference, bytes) = read_field(bytes)?;
    let (serial, bytes) = read_field(bytes)?;
    let (issued_at, digest) = bytes.split_first_chunk::<8>()?;
    Some(SealPayload {
        post,
        reference,
        serial,
        issued_at: DateTime::from_timestamp(i64::from_be_bytes(*issued_at), 0)?,
        digest: digest.try_into().ok()?,
    })
}

fn read_field(bytes: &[u8]) -> Option<(String, &[u8])> {
    let (length, rest) = bytes.split_first()?;
    let (field, rest) = rest.split_at_checked(usize::from(*length))?;
    let field = std::str::from_utf8(field).ok()?;
    is_field(field).then(|| (field.to_owned(), rest))
}

fn is_field(field: &str) -> bool {
    !field.is_empty() && field.len() <= LONGEST && !field.chars().any(char::is_control)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn payload() -> SealPayload {
        SealPayload {
            post: "MALABA-DEMO".to_owned(),
            reference: "MD-2611-004212-V".to_owned(),
            serial: "S-2611-000871".to_owned(),
            issued_at: DateTime::from_timestamp(1_795_000_000, 0).unwrap(),
            digest: [7; 32],
        }
    }

    #[test]
    fn a_seal_is_read_as_it_was_written() {
        let text = payload().seal(&[9; 64]).unwrap();
        let seal = Seal::read(&text).unwrap();
        assert_eq!(seal.payload, payload());
        assert_eq!(seal.signature, [9; 64]);
        assert_eq!(Seal::read(&format!(" {} \r\n", text.to_lowercase())), Ok(seal));
        insta::assert_snapshot!(text);
    }

    #[test]
    fn every_single_changed_character_is_seen_in_the_text_or_in_what_is_signed() {
        let text = payload().seal(&[9; 64]).unwrap();
        for index in 0..text.len() {
            for other in ["A", "7", ".", "1"] {
                let mut changed = text.clone();
                changed.replace_range(index..=index, other);
                if changed == text {
                    continue;
                }
                if let Ok(seal) = Seal::read(&changed) {
                    assert!(
                        seal.payload.bytes_to_sign() != payload().bytes_to_sign() || seal.signature != [9; 64],
                        "position {index}"
                    );
                    assert_eq!(seal.payload.seal(&seal.signature).unwrap(), changed);
                }
            }
        }
    }

    #[test]
    fn what_is_no_seal_or_cut_is_refused() {
        let text = payload().seal(&[9; 64]).unwrap();
        assert_eq!(Seal::read(""), Err(SealError::Format));
        assert_eq!(Seal::read("OSBP2.AAAA.AAAA"), Err(SealError::Format));
        assert_eq!(Seal::read("OSBP1.AAAA"), Err(SealError::Damaged));
        for end in 0..text.len() {
            assert!(Seal::read(text.get(..end).unwrap()).is_err(), "cut at {end}");
        }
        assert_eq!(Seal::read(&format!("{text}A")), Err(SealError::Damaged));
        assert_eq!(Seal::read(&format!("{text}.AA")), Err(SealError::Damaged));
        assert_eq!(Seal::read("OSBP1.ÄÖ.ÜÜ"), Err(SealError::Damaged));
    }

    #[test]
    fn fields_that_cannot_be_read_again_are_not_written() {
        for bad in ["", "a\nb", &"x".repeat(49), &"é".repeat(200)] {
            let mut payload = payload();
            payload.reference = bad.to_owned();
            assert_eq!(payload.seal(&[0; 64]), Err(SealError::Field("the reference")));
        }
    }
}

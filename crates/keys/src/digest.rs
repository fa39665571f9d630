//! SHA-256 digests.
//!
//! *Invariant*: the digest of an act's part is over the stored bytes and nothing else; every digest this crate makes
//! for its own ends is over a canonical byte string that begins with a label, and so can't equal one of those.

use sha2::{Digest as _, Sha256};

use crate::{canonical::Canonical, encoding::hexadecimal};

/// A SHA-256 digest (FIPS 180-4), written as 64 lower-case hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest([u8; 32]);

impl Digest {
    /// The digest that stands where there is no predecessor: the previous hash of a journal's first act.
    pub const ZERO: Self = Self([0; 32]);

    /// Returns the digest of stored bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// Returns the digest of what a reader gives, without holding it in memory.
    ///
    /// # Errors
    ///
    /// What the reader says.
    pub fn of_stream(mut source: impl std::io::Read) -> std::io::Result<Self> {
        let mut hasher = Sha256::new();
        let mut buffer = vec![0; 1 << 16];
        loop {
            match source.read(&mut buffer) {
                Ok(0) => return Ok(Self(hasher.finalize().into())),
                Ok(length) => hasher.update(buffer.get(..length).unwrap_or_default()),
                Err(cause) if cause.kind() == std::io::ErrorKind::Interrupted => {}
                Err(cause) => return Err(cause),
            }
        }
    }

    /// Returns the digest of several byte strings for the purpose `label`.
    ///
    /// Moving bytes from one part to the next, or using another label, gives another digest.
    #[must_use]
    pub fn labelled(label: &str, parts: &[&[u8]]) -> Self {
        let canonical = parts.iter().fold(Canonical::new(label), |bytes, part| bytes.bytes(part));
        Self::of(&canonical.finish())
    }

    /// Returns the 32 bytes.
    #[must_use]
    pub fn to_bytes(&self) -> [u8; 32] {
        self.0
    }

    /// Returns the 32 bytes for binding to a statement.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl AsRef<[u8]> for Digest {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl From<[u8; 32]> for Digest {
    fn from(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }
}

hexadecimal!(Digest, "digest");

/// Returns the SHA-256 digest of stored bytes.
#[must_use]
pub fn digest(bytes: &[u8]) -> Digest {
    Digest::of(bytes)
}

#[cfg(test)]
mod tests {
    use super::{Digest, digest};

    /// FIPS 180-4, the example "abc".
    const ABC: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    #[test]
    fn digest_of_abc_is_the_published_one() {
        assert_eq!(digest(b"abc").to_string(), ABC);
        assert_eq!(Digest::of_stream(&b"abc"[..]).unwrap().to_string(), ABC);
    }

    #[test]
    fn json_is_a_lower_case_string_and_nothing_else() {
        let json = serde_json::to_string(&digest(b"abc")).unwrap();
        assert_eq!(json, format!("\"{ABC}\""));
        assert_eq!(serde_json::from_str::<Digest>(&json).unwrap(), digest(b"abc"));
        assert!(serde_json::from_str::<Digest>(&json.to_uppercase()).is_err());
        assert!(serde_json::from_str::<Digest>(&format!("\"{}\"", &ABC[2..])).is_err());
    }

    #[test]
    fn a_stored_column_of_another_length_is_refused() {
        assert_eq!(Digest::try_from(&[0_u8; 32][..]).unwrap(), Digest::ZERO);
        assert!(Digest::try_from(&[0_u8; 31][..]).is_err());
    }

    #[test]
    fn label_and_borders_count() {
        let plain = Digest::labelled("one", &[b"ab", b"c"]);
        assert_ne!(plain, Digest::labelled("two", &[b"ab", b"c"]));
        assert_ne!(plain, Digest::labelled("one", &[b"a", b"bc"]));
        assert_ne!(plain, digest(b"abc"));
    }
}

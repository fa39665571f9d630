//! The text forms of keys, digests and sealed bytes.
//!
//! *Invariant*: every value has exactly one text: lower-case hexadecimal for what has a fixed length and is compared
//! by eye, base64 for the rest. A second spelling is refused, so equal values are equal stored bytes.

use std::convert::Infallible;

use thiserror::Error;

/// A text or byte string is not the form of the thing named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("read a malformed {what}")]
pub struct Malformed {
    /// What should have been read, in lower case.
    pub what: &'static str,
}

impl From<Infallible> for Malformed {
    fn from(never: Infallible) -> Self {
        match never {}
    }
}

/// Returns the lower-case hexadecimal text of some bytes.
pub(crate) fn to_hex(bytes: &[u8]) -> String {
    data_encoding::HEXLOWER.encode(bytes)
}

/// Reads exactly `N` bytes from lower-case hexadecimal.
pub(crate) fn from_hex<const N: usize>(text: &str, what: &'static str) -> Result<[u8; N], Malformed> {
    data_encoding::HEXLOWER
        .decode(text.as_bytes())
        .ok()
        .and_then(|bytes| bytes.try_into().ok())
        .ok_or(Malformed { what })
}

/// Gives a fixed-length type its hexadecimal `Display`, `FromStr` and serde forms.
///
/// The type must have `to_bytes(&self) -> [u8; N]` and either `From<[u8; N]>` or `TryFrom<[u8; N], Error = Malformed>`.
macro_rules! hexadecimal {
    ($type:ty, $what:literal) => {
        impl std::fmt::Display for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&$crate::encoding::to_hex(&self.to_bytes()))
            }
        }

        impl std::str::FromStr for $type {
            type Err = $crate::encoding::Malformed;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::try_from($crate::encoding::from_hex(text, $what)?).map_err(Into::into)
            }
        }

        impl TryFrom<&[u8]> for $type {
            type Error = $crate::encoding::Malformed;

            fn try_from(bytes: &[u8]) -> Result<Self, Self::Error> {
                let Some((bytes, [])) = bytes.split_first_chunk() else {
                    return Err($crate::encoding::Malformed { what: $what });
                };
                Self::try_from(*bytes).map_err(Into::into)
            }
        }

        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}
pub(crate) use hexadecimal;

/// Serde form of a byte string: base64 with padding (RFC 4648 section 4).
pub(crate) mod base64 {
    use std::borrow::Cow;

    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub(crate) fn serialize<S: Serializer>(bytes: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&data_encoding::BASE64.encode(bytes))
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u8>, D::Error> {
        let text = Cow::<'de, str>::deserialize(deserializer)?;
        data_encoding::BASE64.decode(text.as_bytes()).map_err(|_| D::Error::custom("malformed base64"))
    }
}

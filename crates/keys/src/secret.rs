//! A fixed number of secret bytes.
//!
//! *Invariant*: the bytes live in one place on the heap, so moving the value leaves no copy behind; they are wiped on
//! drop, compared in constant time and never printed.

use std::fmt;

use rand_core::CryptoRng;
use subtle::ConstantTimeEq;
use zeroize::{Zeroize, ZeroizeOnDrop};

/// Secret bytes.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub(crate) struct Secret<const N: usize>(Box<[u8; N]>);

impl<const N: usize> Secret<N> {
    /// Draws new secret bytes.
    pub(crate) fn generate(rng: &mut impl CryptoRng) -> Self {
        Self::fill(|bytes| rng.fill_bytes(bytes))
    }

    /// Makes a secret whose bytes are written in place.
    pub(crate) fn fill(write: impl FnOnce(&mut [u8; N])) -> Self {
        let mut secret = Self(Box::new([0; N]));
        write(&mut secret.0);
        secret
    }

    /// Copies a secret from bytes that the caller wipes.
    pub(crate) fn copy_from(bytes: &[u8; N]) -> Self {
        Self::fill(|secret| secret.copy_from_slice(bytes))
    }

    /// Copies a secret from a slice, if it has the length.
    pub(crate) fn copy_from_slice(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self::copy_from)
    }

    /// Returns the bytes, for use in the same expression.
    pub(crate) fn expose(&self) -> &[u8; N] {
        &self.0
    }
}

impl<const N: usize> PartialEq for Secret<N> {
    fn eq(&self, other: &Self) -> bool {
        self.0.as_slice().ct_eq(other.0.as_slice()).into()
    }
}

impl<const N: usize> Eq for Secret<N> {}

impl<const N: usize> fmt::Debug for Secret<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

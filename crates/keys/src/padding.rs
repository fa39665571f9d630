//! Lengths that tell nothing.
//!
//! *Invariant*: the length of a padded sealed text depends on the padding's class alone. An empty alert search and one
//! with three hits are the same number of bytes to everybody who can't open them.

use zeroize::Zeroizing;

use crate::sealing::{CannotOpen, CannotSeal};

/// The number of bytes before the content that say how long it is.
const PREFIX: usize = 4;

/// The classes of length to which a sealed text is filled up.
///
/// The smallest class is `base` times `units` bytes; what does not fit goes to the class four times as long, and so
/// on. The length counted is that of the whole sealed text, as it is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Padding {
    /// Bytes for one unit in the smallest class.
    pub base: usize,
    /// How many units the text is about: the number of subjects of an act. None counts as one.
    pub units: usize,
}

impl Padding {
    /// Returns the padding of a sealed part: 1 KiB for each subject, then 4, 16 …
    #[must_use]
    pub fn subjects(count: usize) -> Self {
        Self { base: 1024, units: count }
    }

    /// Returns the smallest class, in bytes, that holds `len` bytes.
    ///
    /// # Errors
    ///
    /// [`CannotSeal::TooLong`] when no class that this machine can count holds them.
    pub fn pad_to_class(self, len: usize) -> Result<usize, CannotSeal> {
        let smallest = self.base.max(1).checked_mul(self.units.max(1));
        std::iter::successors(smallest, |class| class.checked_mul(4))
            .find(|class| *class >= len)
            .ok_or(CannotSeal::TooLong)
    }

    /// Returns the length to which a content is framed when the seal adds `overhead` bytes.
    pub(crate) fn frame_len(self, content: usize, overhead: usize) -> Result<usize, CannotSeal> {
        let needed =
            content.checked_add(PREFIX).and_then(|len| len.checked_add(overhead)).ok_or(CannotSeal::TooLong)?;
        Ok(self.pad_to_class(needed)?.saturating_sub(overhead))
    }
}

/// Writes the content's length, the content and zeros up to `len` bytes, with room for a tag of `tag` bytes.
pub(crate) fn frame(content: &[u8], len: usize, tag: usize) -> Result<Zeroizing<Vec<u8>>, CannotSeal> {
    let prefix = u32::try_from(content.len()).map_err(|_| CannotSeal::TooLong)?;
    let used = PREFIX.checked_add(content.len()).ok_or(CannotSeal::TooLong)?;
    if used > len {
        return Err(CannotSeal::TooLong);
    }
    // The room for the tag is taken now: growing later would leave a copy of the plain text in freed memory.
    let mut framed = Zeroizing::new(Vec::with_capacity(len.saturating_add(tag)));
    framed.extend_from_slice(&prefix.to_be_bytes());
    framed.extend_from_slice(content);
    framed.resize(len, 0);
    Ok(framed)
}

/// Returns the content of a frame.
///
/// The filling must be zeros: a writer can't hide a message in it.
pub(crate) fn unframe(framed: &[u8]) -> Result<Zeroizing<Vec<u8>>, CannotOpen> {
    let (prefix, rest) = framed.split_first_chunk::<PREFIX>().ok_or(CannotOpen)?;
    let len = usize::try_from(u32::from_be_bytes(*prefix)).map_err(|_| CannotOpen)?;
    let (content, filling) = rest.split_at_checked(len).ok_or(CannotOpen)?;
    if filling.iter().any(|byte| *byte != 0) {
        return Err(CannotOpen);
    }
    Ok(Zeroizing::new(content.to_vec()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_grow_by_four() {
        let one = Padding::subjects(1);
        assert_eq!(one.pad_to_class(0), Ok(1024));
        assert_eq!(one.pad_to_class(1024), Ok(1024));
        assert_eq!(one.pad_to_class(1025), Ok(4096));
        assert_eq!(one.pad_to_class(4097), Ok(16_384));
        assert_eq!(Padding::subjects(3).pad_to_class(3073), Ok(12_288));
        assert_eq!(Padding::subjects(0).pad_to_class(10), Ok(1024));
    }

    #[test]
    fn no_class_overflows() {
        assert_eq!(Padding::subjects(usize::MAX).pad_to_class(1), Err(CannotSeal::TooLong));
        assert_eq!(Padding::subjects(1).pad_to_class(usize::MAX), Err(CannotSeal::TooLong));
        assert_eq!(Padding::subjects(1).frame_len(usize::MAX, 41), Err(CannotSeal::TooLong));
    }

    #[test]
    fn a_length_past_the_end_is_refused() {
        assert!(unframe(&[0, 0, 0, 3, 1, 2]).is_err());
        assert!(unframe(&[0, 0, 0]).is_err());
        assert!(unframe(&[255, 255, 255, 255, 1]).is_err());
    }

    #[test]
    fn a_filling_that_says_something_is_refused() {
        assert_eq!(*unframe(&[0, 0, 0, 1, 9, 0, 0]).unwrap(), [9]);
        assert!(unframe(&[0, 0, 0, 1, 9, 0, 7]).is_err());
    }
}

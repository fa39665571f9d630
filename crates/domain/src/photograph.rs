//! Photographs of an examination: what counts as one is seen by its content, never by its name.
//!
//! Invariant: a picture is a JPEG or a PNG from its first byte to its last; what carries something else behind is none.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

/// The most bytes of one photograph: what a camera takes of a pallet fits, and eight of them go in one write.
pub const MOST_BYTES: u32 = 4_000_000;

/// The most photographs with one State's findings.
pub const MOST: usize = 8;

/// The most pixels on a side.
const MOST_PIXELS: u32 = 20_000;

/// What sort of picture it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Media {
    /// JPEG (ISO/IEC 10918).
    Jpeg,
    /// PNG (ISO/IEC 15948).
    Png,
}

impl Media {
    /// Returns its media type.
    pub const fn mime(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
        }
    }
}

/// What a picture is by its heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Picture {
    /// What sort.
    pub media: Media,
    /// How wide, in pixels.
    pub width: u32,
    /// How high, in pixels.
    pub height: u32,
}

/// A photograph as it stands in the findings that it belongs to. Its bytes are kept as they were taken, with whatever the
/// camera wrote beside the picture (moment, place, device): they are evidence, and a changed file would be another.
///
/// They are stored once, sealed, under the digest of what is stored. Whoever may read the findings has the key: the State
/// that took it from the moment on at which they are filed, the other once they are revealed, and nobody after both were erased.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Photograph {
    /// SHA-256 of its bytes, hexadecimal.
    pub digest: String,
    /// What sort of picture it is.
    pub media: Media,
    /// How many bytes.
    pub bytes: u32,
    /// SHA-256 of it as it is sealed and stored, hexadecimal.
    pub stored: String,
    /// The key that it is sealed with, hexadecimal.
    pub key: String,
}

/// Checks the photographs of findings that are to be filed or revealed.
///
/// # Errors
/// When there are too many, one is there twice, one is larger than any may be, or a name is no digest.
pub fn may_be_filed(photographs: &[Photograph]) -> Result<(), NoPhotograph> {
    if photographs.len() > MOST {
        return Err(NoPhotograph::TooMany);
    }
    if photographs.iter().any(|photograph| photograph.bytes > MOST_BYTES) {
        return Err(NoPhotograph::TooLarge);
    }
    let is_digest =
        |name: &String| name.len() == 64 && name.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    if !photographs.iter().flat_map(|one| [&one.digest, &one.stored, &one.key]).all(is_digest) {
        return Err(NoPhotograph::NotHere);
    }
    let are_different = |name: fn(&Photograph) -> &str| {
        photographs.iter().map(name).collect::<BTreeSet<_>>().len() == photographs.len()
    };
    if are_different(|one| &one.digest) && are_different(|one| &one.stored) { Ok(()) } else { Err(NoPhotograph::Twice) }
}

/// Why bytes are no photograph, or a photograph can't be filed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum NoPhotograph {
    /// Neither JPEG nor PNG, or damaged.
    #[error("neither a JPEG nor a PNG")]
    NoPicture,
    /// A picture with something else behind it.
    #[error("there is something behind the picture")]
    SomethingBehind,
    /// More bytes than agreed, or more pixels than anybody takes.
    #[error("the picture is too large")]
    TooLarge,
    /// More than go with one State's findings.
    #[error("there are too many photographs")]
    TooMany,
    /// The same one is there already.
    #[error("the photograph is there already")]
    Twice,
    /// It is not kept on this workstation, or not stored at this post.
    #[error("the photograph is not here")]
    NotHere,
}

impl NoPhotograph {
    /// Returns its word, as the catalogue has it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::NoPicture => "no_picture",
            Self::SomethingBehind => "something_behind",
            Self::TooLarge => "too_large",
            Self::TooMany => "too_many",
            Self::Twice => "twice",
            Self::NotHere => "not_here",
        }
    }
}

/// Looks at the content of what is said to be a photograph, of at most `most` bytes.
///
/// # Errors
/// When it is none.
pub fn look(bytes: &[u8], most: u32) -> Result<Picture, NoPhotograph> {
    if bytes.len() > usize::try_from(most).unwrap_or(usize::MAX) {
        return Err(NoPhotograph::TooLarge);
    }
    let picture = if bytes.starts_with(b"\x89PNG\r\n\x1a\n") { png(bytes)? } else { jpeg(bytes)? };
    let is_sound = |side: u32| (1..=MOST_PIXELS).contains(&side);
    match (picture.width, picture.height) {
        (0, _) | (_, 0) => Err(NoPhotograph::NoPicture),
        (width, height) if is_sound(width) && is_sound(height) => Ok(picture),
        _ => Err(NoPhotograph::TooLarge),
    }
}

fn number(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at.checked_add(4)?)?.first_chunk().map(|four| u32::from_be_bytes(*four))
}

fn short(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..at.checked_add(2)?)?.first_chunk().map(|two| u16::from_be_bytes(*two))
}

/// Walks the chunks from the heading to the end.
fn png(bytes: &[u8]) -> Result<Picture, NoPhotograph> {
    let none = NoPhotograph::NoPicture;
    let (mut at, mut size, mut has_data) = (8_usize, None, false);
    loop {
        let length = usize::try_from(number(bytes, at).ok_or(none)?).map_err(|_| none)?;
        let kind = bytes.get(at + 4..at + 8).ok_or(none)?;
        let end = at.checked_add(12).and_then(|end| end.checked_add(length)).ok_or(none)?;
        if end > bytes.len() {
            return Err(none);
        }
        match kind {
            b"IHDR" if at == 8 && length == 13 => {
                size = number(bytes, at + 8).zip(number(bytes, at + 12));
            }
            b"IDAT" => has_data = true,
            b"IEND" if length == 0 => {
                if end != bytes.len() {
                    return Err(NoPhotograph::SomethingBehind);
                }
                let (width, height) = size.filter(|_| has_data).ok_or(none)?;
                return Ok(Picture { media: Media::Png, width, height });
            }
            _ => {}
        }
        // The heading comes first.
        if size.is_none() {
            return Err(none);
        }
        at = end;
    }
}

/// Walks the segments to the scan, which ends the file.
fn jpeg(bytes: &[u8]) -> Result<Picture, NoPhotograph> {
    let none = NoPhotograph::NoPicture;
    if !bytes.starts_with(&[0xff, 0xd8, 0xff]) {
        return Err(none);
    }
    let (mut at, mut size) = (2_usize, None);
    loop {
        if bytes.get(at) != Some(&0xff) {
            return Err(none);
        }
        let marker = *bytes.get(at + 1).ok_or(none)?;
        if marker == 0xff {
            at += 1;
            continue;
        }
        let length = usize::from(short(bytes, at + 2).ok_or(none)?);
        let end = at + 2 + length;
        if length < 2 || end > bytes.len() {
            return Err(none);
        }
        match marker {
            // Start of frame, of every kind of coding; not the tables among them.
            0xc0..=0xcf if !matches!(marker, 0xc4 | 0xc8 | 0xcc) => {
                size = short(bytes, at + 5).zip(short(bytes, at + 7));
            }
            0xda => return scanned(bytes, end, size),
            // Without a frame there is nothing to end, and no marker but a segment may stand here.
            0x00 | 0x01 | 0xd0..=0xd9 => return Err(none),
            _ => {}
        }
        at = end;
    }
}

/// The scans go on to the end of the image, which is the end of the file. Between scans there may be more tables.
fn scanned(bytes: &[u8], from: usize, size: Option<(u16, u16)>) -> Result<Picture, NoPhotograph> {
    let none = NoPhotograph::NoPicture;
    let (height, width) = size.ok_or(none)?;
    let mut at = from;
    loop {
        let rest = bytes.get(at..).ok_or(none)?;
        at += rest.iter().position(|byte| *byte == 0xff).ok_or(none)?;
        match bytes.get(at + 1) {
            Some(0x00 | 0xd0..=0xd7) => at += 2,
            Some(0xff) => at += 1,
            Some(0xd9) if at + 2 == bytes.len() => {
                return Ok(Picture { media: Media::Jpeg, width: width.into(), height: height.into() });
            }
            Some(0xd9) => return Err(NoPhotograph::SomethingBehind),
            Some(_) => at += 2 + usize::from(short(bytes, at + 2).filter(|length| *length >= 2).ok_or(none)?),
            None => return Err(none),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Media, NoPhotograph, look};

    fn png() -> Vec<u8> {
        let mut bytes = b"\x89PNG\r\n\x1a\n".to_vec();
        let mut chunk = |kind: &[u8; 4], content: &[u8]| {
            bytes.extend(u32::try_from(content.len()).unwrap().to_be_bytes());
            bytes.extend(kind);
            bytes.extend(content);
            bytes.extend([0; 4]);
        };
        chunk(b"IHDR", &[0, 0, 2, 0, 0, 0, 1, 0, 8, 2, 0, 0, 0]);
        chunk(b"IDAT", &[1, 2, 3]);
        chunk(b"IEND", &[]);
        bytes
    }

    fn jpeg() -> Vec<u8> {
        let mut bytes = vec![0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2];
        bytes.extend([0xff, 0xc0, 0, 11, 8, 1, 0, 2, 0, 1, 1, 0x11, 0]);
        bytes.extend([0xff, 0xda, 0, 3, 1, 7, 0xff, 0, 9, 0xff, 0xd9]);
        bytes
    }

    #[test]
    fn a_picture_is_known_by_its_content() {
        let found = look(&png(), 1000).unwrap();
        assert_eq!((found.media, found.width, found.height), (Media::Png, 512, 256));
        let found = look(&jpeg(), 1000).unwrap();
        assert_eq!((found.media, found.width, found.height), (Media::Jpeg, 512, 256));
    }

    #[test]
    fn what_is_no_picture_is_refused() {
        for bytes in [
            b"".as_slice(),
            b"<svg onload='x'/>",
            b"GIF89a",
            b"MZ\x90",
            b"%PDF-1.7",
            b"\xff\xd8\xff",
            b"\x89PNG\r\n\x1a\n",
        ] {
            assert_eq!(look(bytes, 1000), Err(NoPhotograph::NoPicture));
        }
        for whole in [png(), jpeg()] {
            for cut in 0..whole.len() {
                assert!(look(&whole[..cut], 1000).is_err(), "cut at {cut}");
            }
        }
    }

    #[test]
    fn nothing_stands_behind_a_picture() {
        for whole in [png(), jpeg()] {
            let with_script = [whole.as_slice(), b"<script>alert(1)</script>"].concat();
            assert_eq!(look(&with_script, 1000), Err(NoPhotograph::SomethingBehind));
        }
    }

    #[test]
    fn a_picture_has_the_agreed_size_at_the_most() {
        let most = u32::try_from(png().len()).unwrap();
        assert!(look(&png(), most).is_ok());
        assert_eq!(look(&png(), most - 1), Err(NoPhotograph::TooLarge));
        let mut wide = png();
        wide[16..20].copy_from_slice(&60_000_u32.to_be_bytes());
        assert_eq!(look(&wide, 1000), Err(NoPhotograph::TooLarge));
        wide[16..20].copy_from_slice(&0_u32.to_be_bytes());
        assert_eq!(look(&wide, 1000), Err(NoPhotograph::NoPicture));
    }
}

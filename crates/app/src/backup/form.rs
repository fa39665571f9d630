//! The form of a backup: a head that stands open, so that whoever may open the rest can be found and can sign in, then the
//! post's file, sealed piece by piece.
//!
//! Invariant: memory holds one piece. What is read back is all that was written, in its order, or nothing is.

use std::fs::File;
use std::io::{BufRead as _, BufReader, BufWriter, Read, Write};
use std::path::Path;

use domain::{At, OfficerNumber, StateCode};
use keys::{BackupKey, Digest, Piece, ReceivingPublic, WrappedOfficerKeys, WrappedUnderRecoveryCode};
use serde::{Deserialize, Serialize};
use storage::Head;
use uuid::Uuid;

use super::Fault;
use crate::clock::randomness;
use crate::failure::Error;

/// How every backup begins.
const BEGINNING: &[u8; 8] = b"OSBPBKUP";

/// The form that this program writes.
const FORMAT: u32 = 1;

/// How much of the post's file one piece holds.
const PIECE: usize = 1 << 20;

/// How much longer a sealed piece is, at most.
const SEALED: usize = 64;

/// The longest head that is read: several thousand officers.
const LONGEST_HEAD: u32 = 16 << 20;

/// Why a backup was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// The last one was old enough.
    Schedule,
    /// Somebody asked for it.
    Asked,
    /// A newer program was about to change the form of the database.
    Migration,
}

/// What stands open before the sealed pieces.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heading {
    /// The form of the file.
    pub format: u32,
    /// The post.
    pub post: Uuid,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Whether it is for demonstration or test.
    pub is_demonstration: bool,
    /// When the backup was begun.
    pub made_at: At,
    /// Why.
    pub cause: Cause,
    /// The number of the journal's last act in it.
    pub seq: i64,
    /// The hash of that act, in hexadecimal digits.
    pub hash: String,
    /// Who may open it by his password.
    pub(super) keepers: Vec<Keeper>,
    /// By which States' recovery codes it opens.
    pub(super) codes: Vec<ByCode>,
}

/// An officer who may open it, with what he needs to sign in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Keeper {
    pub state: StateCode,
    pub officer: OfficerNumber,
    pub keys: WrappedOfficerKeys,
    /// The key of the backup, sealed to him, in hexadecimal digits.
    pub sealed_key: String,
}

/// A recovery code that opens it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct ByCode {
    pub state: StateCode,
    pub receiving: WrappedUnderRecoveryCode,
    pub public: ReceivingPublic,
    /// The key of the backup, sealed to whoever has the code, in hexadecimal digits.
    pub sealed_key: String,
}

impl Heading {
    /// Begins the heading of a backup of a post whose journal ends there. Nobody may open it yet.
    pub fn of(post: &storage::PostRow, head: &Head, made_at: At, cause: Cause) -> Self {
        Self {
            format: FORMAT,
            post: post.post,
            code: post.code.clone(),
            name: post.name.clone(),
            is_demonstration: post.is_demonstration,
            made_at,
            cause,
            seq: head.seq,
            hash: data_encoding::HEXLOWER.encode(&head.hash),
            keepers: Vec::new(),
            codes: Vec::new(),
        }
    }

    /// Returns the officers who may open it, with their States.
    pub fn may_be_opened_by(&self) -> impl Iterator<Item = (StateCode, &OfficerNumber)> {
        self.keepers.iter().map(|keeper| (keeper.state, &keeper.officer))
    }

    /// Returns the States whose recovery codes open it.
    pub fn opens_by_code_of(&self) -> impl Iterator<Item = StateCode> {
        self.codes.iter().map(|code| code.state)
    }

    /// Returns what the key of this backup is bound to when it is sealed to a holder.
    pub(super) fn bound(&self, state: StateCode, holder: &str) -> Vec<u8> {
        format!("osbp backup|{}|{}|{state}|{holder}", self.post, self.made_at.timestamp_millis()).into_bytes()
    }
}

/// Writes a backup of the file `content` to a new file, and returns it once it is on the disk.
///
/// # Errors
/// When a file can't be read or written.
pub(super) fn write(content: &Path, to: File, heading: &Heading, key: &BackupKey) -> Result<(), Error> {
    let bytes = serde_json::to_vec(heading)?;
    let head = Digest::of(&bytes);
    let mut to = BufWriter::new(to);
    to.write_all(BEGINNING)?;
    to.write_all(&length(bytes.len())?)?;
    to.write_all(&bytes)?;
    let mut from = BufReader::with_capacity(PIECE, File::open(content)?);
    let mut number = 0;
    loop {
        let mut piece = Vec::with_capacity(PIECE);
        from.by_ref().take(PIECE as u64).read_to_end(&mut piece)?;
        let is_last = from.fill_buf()?.is_empty();
        let sealed = key.seal(&piece, Piece { head, number, is_last }, &mut randomness())?;
        to.write_all(&length(sealed.len())?)?;
        to.write_all(&sealed)?;
        if is_last {
            break;
        }
        number += 1;
    }
    let file = to.into_inner().map_err(std::io::IntoInnerError::into_error)?;
    file.sync_all()?;
    Ok(())
}

fn length(of: usize) -> Result<[u8; 4], Error> {
    u32::try_from(of).map(u32::to_be_bytes).map_err(|_| Error::Fault("a backup's part is too long"))
}

/// A backup as far as its heading was read.
pub struct Sealed {
    /// The heading.
    pub heading: Heading,
    digest: Digest,
    pieces: BufReader<File>,
}

impl Sealed {
    /// Opens a file and reads its heading.
    ///
    /// # Errors
    /// [`Fault::NotABackup`], [`Fault::Newer`]; when the file can't be read.
    pub fn open(path: &Path) -> Result<Self, Error> {
        let mut pieces = BufReader::new(File::open(path)?);
        let mut beginning = [0; 8];
        let mut long = [0; 4];
        let is_begun = pieces.read_exact(&mut beginning).and_then(|()| pieces.read_exact(&mut long));
        let long = u32::from_be_bytes(long);
        if is_begun.is_err() || beginning != *BEGINNING || long > LONGEST_HEAD {
            return Err(Fault::NotABackup.into());
        }
        let mut bytes = Vec::new();
        pieces.by_ref().take(long.into()).read_to_end(&mut bytes)?;
        let format = serde_json::from_slice::<Format>(&bytes).map_err(|_| Fault::NotABackup)?.format;
        if format > FORMAT {
            return Err(Fault::Newer.into());
        }
        let heading = serde_json::from_slice(&bytes).map_err(|_| Fault::NotABackup)?;
        Ok(Self { heading, digest: Digest::of(&bytes), pieces })
    }

    /// Opens every piece and writes the post's file.
    ///
    /// # Errors
    /// [`Fault::Changed`] when a piece was changed or is missing, or something was put behind the last.
    pub fn decrypt(mut self, key: &BackupKey, to: &mut File) -> Result<(), Error> {
        let mut to = BufWriter::new(to);
        let mut number = 0;
        loop {
            let mut long = [0; 4];
            self.pieces.read_exact(&mut long).map_err(cut)?;
            let long = usize::try_from(u32::from_be_bytes(long)).unwrap_or(usize::MAX);
            if long > PIECE + SEALED {
                return Err(Fault::Changed.into());
            }
            let mut sealed = vec![0; long];
            self.pieces.read_exact(&mut sealed).map_err(cut)?;
            let is_last = self.pieces.fill_buf()?.is_empty();
            let piece = Piece { head: self.digest, number, is_last };
            to.write_all(&key.open(&sealed, piece).map_err(|_| Fault::Changed)?)?;
            if is_last {
                break;
            }
            number += 1;
        }
        to.flush()?;
        Ok(())
    }
}

#[derive(Deserialize)]
struct Format {
    format: u32,
}

fn cut(error: std::io::Error) -> Error {
    if error.kind() == std::io::ErrorKind::UnexpectedEof { Fault::Changed.into() } else { error.into() }
}

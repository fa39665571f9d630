//! Photographs of an examination: sealed as they are taken in, kept on the workstation until the findings are filed, then stored
//! with the act that files them; shown to whoever has the key.
//!
//! Invariant: nothing is kept that is no picture by its content, and nothing is shown that is not, to the byte, what the findings
//! name. Each photograph has a key of its own, which stands nowhere but in what is typed and in the findings.

use std::path::PathBuf;
use std::time::Duration;

use contract::{CrossingRequest, CrossingView, ForgetPhotograph, KeepPhotograph, ShowPhotograph};
use data_encoding::BASE64;
use domain::examination::ExaminationId;
use domain::own_journal::Deed;
use domain::photograph::{MOST_BYTES, NoPhotograph, Photograph, look, may_be_filed};
use domain::{Action, Reference, Refusal, StateCode};
use keys::{Digest, PhotographKey};
use storage::PhotographRow;
use uuid::Uuid;

use crate::clock::randomness;
use crate::failure::Error;
use crate::signed_in::SignedIn;
use crate::whole_file;

/// After so long a photograph that was not filed is forgotten.
const KEPT_FOR: Duration = Duration::from_secs(7 * 24 * 60 * 60);

/// A photograph that an officer may see, and with whose findings it goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeenPhotograph {
    /// With those of which examination.
    pub examination: ExaminationId,
    /// Of which State.
    pub state: StateCode,
    /// Both States see it.
    pub is_revealed: bool,
    /// The photograph.
    pub photograph: Photograph,
}

impl SignedIn {
    /// Takes a photograph in and keeps it, sealed, on this workstation.
    ///
    /// # Errors
    /// When it is none, it is too large, or the file can't be written.
    pub fn keep_photograph(&self, request: &KeepPhotograph) -> Result<Photograph, Error> {
        // Four letters stand for three bytes.
        if u64::try_from(request.content.len()).unwrap_or(u64::MAX) > u64::from(MOST_BYTES / 3 + 1) * 4 {
            return Err(refused(NoPhotograph::TooLarge));
        }
        let bytes = BASE64.decode(request.content.as_bytes()).map_err(|_| refused(NoPhotograph::NoPicture))?;
        let media = look(&bytes, MOST_BYTES).map_err(refused)?.media;
        let key = PhotographKey::generate(&mut randomness());
        let sealed = key.seal(&bytes, self.workstation.post.post.as_bytes(), &mut randomness())?;
        let stored = Digest::of(&sealed);
        self.forget_old_photographs();
        whole_file::replace(&self.photograph_file(&stored), &sealed)?;
        Ok(Photograph {
            digest: Digest::of(&bytes).to_string(),
            media,
            bytes: u32::try_from(bytes.len()).map_err(|_| refused(NoPhotograph::TooLarge))?,
            stored: stored.to_string(),
            key: key.tell(),
        })
    }

    /// Forgets a photograph that was not filed. Nothing happens if it is not kept here.
    ///
    /// # Errors
    /// When the file can't be removed.
    pub fn forget_photograph(&self, request: &ForgetPhotograph) -> Result<(), Error> {
        match std::fs::remove_file(self.photograph_file(&named(&request.stored)?)) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
            _ => Ok(()),
        }
    }

    /// Returns the picture of a photograph, kept here or filed, as an address that holds it.
    ///
    /// # Errors
    /// When it is not here, or is not the one that is named.
    pub async fn show_photograph(&self, request: &ShowPhotograph) -> Result<String, Error> {
        let photograph = &request.photograph;
        let bytes = self.bytes_of(photograph).await?;
        Ok(format!("data:{};base64,{}", photograph.media.mime(), BASE64.encode(&bytes)))
    }

    /// Returns the photographs of a crossing's examinations that the officer may see: his State's from the moment on at which they
    /// are filed, the other's once they are revealed, and none that were erased.
    ///
    /// # Errors
    /// As [`SignedIn::crossing`].
    pub async fn photographs_on(&self, reference: &Reference) -> Result<Vec<SeenPhotograph>, Error> {
        let CrossingView { crossing, file, .. } =
            self.crossing(&CrossingRequest { reference: reference.clone() }).await?;
        let mut seen = Vec::new();
        for (examination, found) in &crossing.examinations {
            for (state, share) in &found.shares {
                let own = || file.findings.get(examination).filter(|_| *state == self.state && !share.is_revealed);
                let findings = share.revealed.as_ref().or_else(|| own().map(|filed| &filed.findings));
                let with = |photograph: &Photograph| SeenPhotograph {
                    examination: *examination,
                    state: *state,
                    is_revealed: share.is_revealed,
                    photograph: photograph.clone(),
                };
                seen.extend(findings.into_iter().flat_map(|findings| &findings.photographs).map(with));
            }
        }
        Ok(seen)
    }

    /// Returns the bytes of a photograph, to be taken away. It is written down in the State's own journal first.
    ///
    /// # Errors
    /// As [`SignedIn::show_photograph`].
    pub async fn take_photograph(&self, photograph: &Photograph) -> Result<Vec<u8>, Error> {
        let bytes = self.bytes_of(photograph).await?;
        self.note_always(Deed::Exported { what: format!("photograph {}", photograph.digest) })?;
        Ok(bytes)
    }

    async fn bytes_of(&self, photograph: &Photograph) -> Result<Vec<u8>, Error> {
        let stored = named(&photograph.stored)?;
        let sealed = match self.kept_photograph(&stored)? {
            Some(sealed) => sealed,
            None => match self.workstation.store.photograph(stored.as_bytes()).await? {
                Some(row) => row.ciphertext,
                None => return Err(refused(NoPhotograph::NotHere)),
            },
        };
        opened(self.workstation.post.post, &sealed, photograph).ok_or(Error::Sealed)
    }

    /// Returns the rows of the photographs that go with an action, as far as they are kept here. The act that they are stored with
    /// has no number yet.
    pub(crate) fn photographs_to_file(&self, action: &Action) -> Result<Vec<PhotographRow>, Error> {
        let taken = photographs_of(action);
        may_be_filed(taken).map_err(refused)?;
        let mut rows = Vec::with_capacity(taken.len());
        for photograph in taken {
            let stored = named(&photograph.stored)?;
            let Some(sealed) = self.kept_photograph(&stored)? else { continue };
            opened(self.workstation.post.post, &sealed, photograph).ok_or(Error::Sealed)?;
            let (digest, state) = (stored.to_bytes().to_vec(), self.state.to_string());
            rows.push(PhotographRow { digest, seq: 0, state, ciphertext: sealed });
        }
        Ok(rows)
    }

    /// Refuses an action whose photographs are not all kept here: one that is stored already belongs to other findings, and a
    /// command that was carried out is answered, not carried out again.
    pub(crate) fn are_all_here(action: &Action, rows: &[PhotographRow]) -> Result<(), Error> {
        if rows.len() == photographs_of(action).len() { Ok(()) } else { Err(refused(NoPhotograph::NotHere)) }
    }

    /// Forgets the photographs that were filed by an action: they are in the database.
    pub(crate) fn forget_filed(&self, action: &Action) {
        for photograph in photographs_of(action) {
            // What stays behind is sealed, and goes with the old.
            let _ = self.forget_photograph(&ForgetPhotograph { stored: photograph.stored.clone() });
        }
    }

    fn kept_photograph(&self, stored: &Digest) -> Result<Option<Vec<u8>>, Error> {
        match std::fs::read(self.photograph_file(stored)) {
            Ok(sealed) => Ok(Some(sealed)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// A draft that was given up leaves its photographs behind: nobody has their keys.
    fn forget_old_photographs(&self) {
        let Ok(entries) = std::fs::read_dir(self.photograph_folder()) else { return };
        for entry in entries.flatten() {
            let modified = entry.metadata().and_then(|metadata| metadata.modified());
            let age = modified.ok().and_then(|modified| modified.elapsed().ok()).unwrap_or_default();
            if age > KEPT_FOR {
                // It is tried again with the next one.
                let _ = std::fs::remove_file(entry.path());
            }
        }
    }

    fn photograph_folder(&self) -> PathBuf {
        self.workstation.home.join("photographs").join(self.workstation.post.post.to_string())
    }

    fn photograph_file(&self, stored: &Digest) -> PathBuf {
        self.photograph_folder().join(format!("{stored}.sealed"))
    }
}

/// Returns a photograph's bytes from what is stored; none where that is not, to the byte, the photograph that is named.
pub(crate) fn opened(post: Uuid, sealed: &[u8], photograph: &Photograph) -> Option<Vec<u8>> {
    if Digest::of(sealed).to_string() != photograph.stored {
        return None;
    }
    let bytes = PhotographKey::told(&photograph.key).ok()?.open(sealed, post.as_bytes()).ok()?;
    let is_the_one = Digest::of(&bytes).to_string() == photograph.digest
        && usize::try_from(photograph.bytes) == Ok(bytes.len())
        && look(&bytes, MOST_BYTES).is_ok_and(|picture| picture.media == photograph.media);
    is_the_one.then(|| bytes.to_vec())
}

/// Returns the photographs that go with an action.
fn photographs_of(action: &Action) -> &[Photograph] {
    match action.plain() {
        Action::FileFindings { findings, .. } => &findings.photographs,
        _ => &[],
    }
}

fn named(stored: &str) -> Result<Digest, Error> {
    stored.parse().map_err(|_| refused(NoPhotograph::NotHere))
}

fn refused(why: NoPhotograph) -> Error {
    Refusal::NoPhotograph { why }.into()
}

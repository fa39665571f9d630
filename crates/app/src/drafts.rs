//! Drafts: what an officer types is kept as he types it, sealed with his own key, in a file that is his alone.
//!
//! Invariant: a draft never reaches the database, and nobody but the officer who typed it can open it.

use std::path::PathBuf;

use contract::{LoadDraft, SaveDraft};
use keys::Digest;

use crate::clock::randomness;
use crate::failure::Error;
use crate::signed_in::SignedIn;
use crate::whole_file;

/// The longest draft that is kept.
const LONGEST: usize = 1024 * 1024;

impl SignedIn {
    /// Keeps a draft, or forgets it where it is empty.
    ///
    /// # Errors
    /// When it is too long, or the file can't be written.
    pub fn save_draft(&self, request: &SaveDraft) -> Result<(), Error> {
        let path = self.draft_file(&request.form);
        if request.content.is_empty() {
            return match std::fs::remove_file(&path) {
                Ok(()) => Ok(()),
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
                Err(error) => Err(error.into()),
            };
        }
        if request.content.len() > LONGEST {
            return Err(Error::Invalid { field: "content" });
        }
        let sealed =
            self.keys.drafts.seal(request.content.as_bytes(), &self.draft_bound(&request.form), &mut randomness())?;
        Ok(whole_file::replace(&path, &sealed)?)
    }

    /// Finds a draft again; nothing where there is none, or none that this officer can open.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn load_draft(&self, request: &LoadDraft) -> Result<Option<String>, Error> {
        let sealed = match std::fs::read(self.draft_file(&request.form)) {
            Ok(sealed) => sealed,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error.into()),
        };
        let opened = self.keys.drafts.open(&sealed, &self.draft_bound(&request.form)).ok();
        Ok(opened.and_then(|text| String::from_utf8(text.to_vec()).ok()))
    }

    fn draft_file(&self, form: &str) -> PathBuf {
        let name = Digest::labelled("osbp draft", &[self.officer.as_str().as_bytes(), form.as_bytes()]);
        let post = self.workstation.post.post.to_string();
        self.workstation.home.join("drafts").join(post).join(format!("{name}.draft"))
    }

    fn draft_bound(&self, form: &str) -> Vec<u8> {
        format!("osbp draft|{}|{}|{form}", self.workstation.post.post, self.officer).into_bytes()
    }
}

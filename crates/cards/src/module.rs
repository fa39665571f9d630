//! A module of PKCS#11, which is a library of the card's maker.
//!
//! *Invariant*: a module is loaded and begun once a process, as the standard has it, and used by one call at a time: its
//! sign-in is one for all sessions of the process, so two calls at once would share a PIN.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use cryptoki::context::{CInitializeArgs, CInitializeFlags, Pkcs11};
use cryptoki::error::{Error, RvError};

use crate::CardTrouble;

/// A process has one instance of each module, whoever asks.
static BEGUN: Mutex<Option<HashMap<PathBuf, Module>>> = Mutex::new(None);

/// A module that was begun.
pub struct Module {
    library: Pkcs11,
    /// Whether this program began it; then it alone may end it.
    is_ours: bool,
}

impl Module {
    /// Returns what the module offers.
    pub const fn library(&self) -> &Pkcs11 {
        &self.library
    }

    /// Ends the module and begins it anew: some see a card or a reader that came since only then. Nothing is open meanwhile.
    pub fn begin_anew(&self) -> Result<(), CardTrouble> {
        if self.is_ours {
            self.library.clone().finalize()?;
            self.library.initialize(CInitializeArgs::new(CInitializeFlags::OS_LOCKING_OK))?;
        }
        Ok(())
    }
}

/// Uses the module in a file, which is loaded at its first use.
pub fn with<T>(file: &Path, use_it: impl FnOnce(&Module) -> Result<T, CardTrouble>) -> Result<T, CardTrouble> {
    let mut begun = BEGUN.lock().unwrap_or_else(PoisonError::into_inner);
    let known = begun.get_or_insert_default();
    if let Some(module) = known.get(file) {
        return use_it(module);
    }
    let library = Pkcs11::new(file).map_err(|_| CardTrouble::NoModule)?;
    let is_ours = match library.initialize(CInitializeArgs::new(CInitializeFlags::OS_LOCKING_OK)) {
        Ok(()) => true,
        // The window's own libraries may have begun it.
        Err(Error::Pkcs11(RvError::CryptokiAlreadyInitialized, _)) => false,
        Err(error) => return Err(error.into()),
    };
    use_it(known.entry(file.to_owned()).or_insert(Module { library, is_ours }))
}

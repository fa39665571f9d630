//! Photographs of an examination: kept on the workstation until the findings are filed, shown to whoever has the key.

use domain::photograph::Photograph;
use serde::{Deserialize, Serialize};

use crate::Request;

/// Keeps a photograph on the workstation, sealed, until it is filed with findings. What it is, is seen by its content.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeepPhotograph {
    /// The file's bytes as they are, base64.
    pub content: String,
}

impl Request for KeepPhotograph {
    const COMMAND: &'static str = "keep_photograph";
    type Reply = Photograph;
}

/// Forgets a photograph that is kept and was not filed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ForgetPhotograph {
    /// The digest of it as it is sealed.
    pub stored: String,
}

impl Request for ForgetPhotograph {
    const COMMAND: &'static str = "forget_photograph";
    type Reply = ();
}

/// Asks for the picture of a photograph, kept or filed. Who has its key may see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShowPhotograph {
    /// The photograph as it stands in findings.
    pub photograph: Photograph,
}

impl Request for ShowPhotograph {
    const COMMAND: &'static str = "show_photograph";
    /// An address that holds the picture, with the type that its content was found to be of.
    type Reply = String;
}

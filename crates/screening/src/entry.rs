//! What is on an alert list, and what is asked of it.

use serde::{Deserialize, Serialize};

use crate::birth_date::BirthDate;

/// What an entry describes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A human being, found by names and documents.
    #[default]
    Person,
    /// A road vehicle, found by plate or frame number.
    Vehicle,
    /// A freight container, found by its number (ISO 6346).
    Container,
    /// A document that was lost or stolen, whoever carries it.
    Document,
}

/// The sex that a travel document states (Doc 9303-4: M, F, X).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Sex {
    /// Male.
    M,
    /// Female.
    F,
    /// Not stated; agrees with both.
    X,
}

impl Sex {
    /// Reads `M`, `male`, `F`, `female`, `X` in any case; anything else says nothing.
    pub fn read(text: &str) -> Option<Self> {
        match text.trim().chars().next()?.to_ascii_lowercase() {
            'm' => Some(Self::M),
            'f' | 'w' => Some(Self::F),
            'x' | '<' => Some(Self::X),
            _ => None,
        }
    }
}

/// One entry of an alert list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Entry {
    /// Its number on the list; entries of one number are one entry with more names.
    pub id: String,
    /// What it describes.
    pub kind: Kind,
    /// The names as the list writes them, in any script and order.
    pub names: Vec<String>,
    /// Other names, names at birth, names in the original script.
    pub aliases: Vec<String>,
    /// What is known of the date of birth.
    pub birth: Option<BirthDate>,
    /// The sex.
    pub sex: Option<Sex>,
    /// The nationality: three letters of ISO 3166-1, or two, or a name; compared as written.
    pub nationality: Option<String>,
    /// Numbers of travel documents.
    pub documents: Vec<String>,
    /// Registration plates.
    pub plates: Vec<String>,
    /// Frame numbers (ISO 3779).
    pub vins: Vec<String>,
    /// Container numbers (ISO 6346).
    pub containers: Vec<String>,
}

/// What a control knows of who or what stands before it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Query {
    /// The name as read or typed, in any script and order; `<` counts as a space.
    pub name: String,
    /// Whether the name was cut to its field, as in a machine readable zone that is full (39, 31 or 30 cells).
    pub truncated: bool,
    /// The date of birth.
    pub birth: Option<BirthDate>,
    /// The sex.
    pub sex: Option<Sex>,
    /// The nationality, written as on the list.
    pub nationality: Option<String>,
    /// The number of the travel document.
    pub document: Option<String>,
    /// The registration plate.
    pub plate: Option<String>,
    /// The frame number.
    pub vin: Option<String>,
    /// The container number.
    pub container: Option<String>,
}

impl Query {
    /// Returns a query for a name alone.
    pub fn name(name: &str) -> Self {
        Self { name: name.to_owned(), ..Self::default() }
    }

    /// Says whether the name may end in the middle of a word.
    pub(crate) fn may_be_cut(&self) -> bool {
        // Doc 9303: the field of names has 39 cells on passports, 31 on TD2 and visas, 30 on cards. A name written with
        // single spaces or a comma lacks one of the cells.
        let cells = self.name.trim_end().chars().count();
        self.truncated || (self.name.is_ascii() && matches!(cells, 29..=31 | 38 | 39))
    }
}

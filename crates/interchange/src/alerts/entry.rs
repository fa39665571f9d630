//! What an alert list says of one person, organisation, document, vehicle or lot of goods, whatever format it came in.

use chrono::NaiveDate;
use domain::subject::Sex;
use serde::{Deserialize, Serialize};

use super::birth::BirthDate;

/// One change of an alert list: a full list consists of additions alone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "change")]
pub enum Change {
    /// An entry that is on the list.
    Add(ListEntry),
    /// An entry that stands in the place of the one with its id.
    Replace(ListEntry),
    /// The entry with this id is no longer on the list.
    Remove {
        /// The id.
        id: String,
    },
}

impl Change {
    /// Returns the id of the entry that it is about.
    pub fn id(&self) -> &str {
        match self {
            Self::Add(entry) | Self::Replace(entry) => &entry.id,
            Self::Remove { id } => id,
        }
    }

    /// Returns the entry, where there is one.
    pub fn entry(&self) -> Option<&ListEntry> {
        match self {
            Self::Add(entry) | Self::Replace(entry) => Some(entry),
            Self::Remove { .. } => None,
        }
    }
}

/// One entry of an alert list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ListEntry {
    /// By what the list knows it: unique in it, and the same from one edition to the next.
    pub id: String,
    /// Who or what is sought.
    pub subject: Subject,
    /// Why, in the words of the list.
    pub reason: Option<String>,
    /// What is to be done on meeting it, in the words of the list.
    pub instruction: Option<String>,
    /// A code for that, agreed between the list's owner and the post.
    pub handling_code: Option<String>,
    /// Who put it on the list, or leads the case.
    pub agency: Option<String>,
    /// The first day on which it counts; at once where there is none.
    pub valid_from: Option<NaiveDate>,
    /// The last day on which it counts; until it is taken off where there is none.
    pub valid_until: Option<NaiveDate>,
    /// A match is to be confirmed by two officers.
    pub four_eyes: bool,
    /// What else the list says, in its own words.
    pub remarks: Vec<Remark>,
}

impl ListEntry {
    /// Returns an entry that says nothing but who or what is sought.
    pub fn of(id: String, subject: Subject) -> Self {
        Self {
            id,
            subject,
            reason: None,
            instruction: None,
            handling_code: None,
            agency: None,
            valid_from: None,
            valid_until: None,
            four_eyes: false,
            remarks: Vec::new(),
        }
    }
}

/// A fact that the list tells and no field here holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remark {
    /// Under which name the list has it.
    pub field: String,
    /// What it says.
    pub text: String,
}

/// Who or what is sought.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Subject {
    /// A person.
    Person(Person),
    /// A company, an armed group, any other body.
    Organisation(Organisation),
    /// A travel document, whoever presents it: stolen, lost, or another entry's.
    Document(SoughtDocument),
    /// A vehicle, trailer, vessel or aircraft.
    Vehicle(Vehicle),
    /// Goods, or the container that they are in.
    Goods(Goods),
}

/// A person who is sought.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Person {
    /// By what names he is known: at least one.
    pub names: Vec<Name>,
    /// When he was born, as far as known; several where sources differ.
    pub births: Vec<BirthDate>,
    /// The sex, where the list tells it.
    pub sex: Option<Sex>,
    /// Of which States he is a national: codes of two or three letters in capitals, or the State's name where the list writes that.
    pub nationalities: Vec<String>,
    /// Documents that he is known to have.
    pub documents: Vec<ListedDocument>,
}

/// A body that is sought.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Organisation {
    /// By what names it is known: at least one.
    pub names: Vec<Name>,
    /// In which States it is at home; as for [`Person::nationalities`].
    pub countries: Vec<String>,
    /// Its registrations.
    pub documents: Vec<ListedDocument>,
}

/// A name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Name {
    /// The name, in the order in which the list writes it.
    pub text: String,
    /// What sort of name it is.
    pub kind: NameKind,
    /// How well it tells the person, in the list's own judgement.
    pub quality: NameQuality,
}

/// What sort of name it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NameKind {
    /// The name under which the list has him.
    Primary,
    /// Another name of his.
    Alias,
    /// The name as his own script writes it.
    OriginalScript,
}

/// How well a name tells the person, in the list's own judgement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NameQuality {
    /// The list says nothing of it.
    Unstated,
    /// Enough by itself (United Nations: `Good`).
    Good,
    /// Not enough by itself: common, short or doubtful (United Nations: `Low`; FollowTheMoney: `weakAlias`).
    Low,
    /// He had it before (United Nations: `f.k.a.`; FollowTheMoney: `previousName`).
    Former,
}

/// A document that an entry is known by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListedDocument {
    /// The number as the list writes it.
    pub number: String,
    /// Who issued it: a code in capitals, or the State's name where the list writes that.
    pub issuer: Option<String>,
    /// What it is, in the words of the list, such as `Passport` or `P`.
    pub kind: Option<String>,
}

/// A document that is sought whoever presents it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SoughtDocument {
    /// The document.
    pub document: ListedDocument,
    /// The id of the entry whose it is; in some formats it stands apart from its holder, before or after him.
    pub holder: Option<String>,
    /// The name in it.
    pub names: Vec<Name>,
}

/// A vehicle, trailer, vessel or aircraft: at least one of plate, number and name.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Vehicle {
    /// The registration plate as the list writes it.
    pub plate: Option<String>,
    /// Where it is registered; as for [`ListedDocument::issuer`].
    pub country: Option<String>,
    /// The vehicle identification number, in capitals.
    pub vin: Option<String>,
    /// What it is called: a make, or the name of a vessel.
    pub names: Vec<Name>,
}

/// Goods: at least one of container, commodity code and description.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Goods {
    /// The container: four letters and seven digits; its check digit may be wrong, for that may be why it is sought.
    pub container: Option<String>,
    /// The commodity code of the Harmonized System, from the two digits of a chapter on.
    pub hs_code: Option<String>,
    /// What they are, in words.
    pub description: Option<String>,
}

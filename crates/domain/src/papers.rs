//! The papers of vehicles and goods: what is on them. Facts of class SHARED (PROCEDURE §7: plate, seal, document type and number,
//! declared goods).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::agreement::{Money, SimplifiedTrade};
use crate::codes::{Currency, HazardClass, HsCode, UnNumber};

/// Under which paper a vehicle is taken in for a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ImportPaperKind {
    /// A temporary import permit (TIP, CIP).
    Permit,
    /// A carnet de passages en douane (CPD).
    Carnet,
}

/// A temporary import permit or a carnet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ImportPaper {
    /// Which.
    pub kind: ImportPaperKind,
    /// Its number.
    pub number: String,
    /// Who issued it.
    pub issuer: String,
    /// The last day on which it is valid.
    pub valid_until: NaiveDate,
}

/// Which card proves third-party insurance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum InsuranceKind {
    /// The COMESA Yellow Card.
    YellowCard,
    /// Another.
    Other,
}

/// A card of third-party insurance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Insurance {
    /// Which.
    pub kind: InsuranceKind,
    /// Its number.
    pub number: String,
    /// The last day on which it is valid.
    pub valid_until: NaiveDate,
}

/// The papers of a vehicle.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct VehiclePapers {
    /// Under which it is taken in for a time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub import: Option<ImportPaper>,
    /// Of its insurance.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub insurance: Option<Insurance>,
    /// How many heads the operator's list has, crew included.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub heads_listed: Option<u16>,
}

impl VehiclePapers {
    /// Returns whether there is none.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Under which document goods are in transit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum TransitDocument {
    /// A T1.
    T1,
    /// A C2 road manifest.
    C2,
    /// A TIR carnet.
    Tir,
}

/// A transit: its document and what secures it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Transit {
    /// Which document.
    pub document: TransitDocument,
    /// Its reference.
    pub reference: String,
    /// The bond or guarantee.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub guarantee: Option<Guarantee>,
}

/// A bond or guarantee.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Guarantee {
    /// Its number.
    pub number: String,
    /// What it secures.
    pub amount: Money,
    /// The office where it was given.
    pub office: String,
}

/// A veterinary certificate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AnimalCertificate {
    /// Its number.
    pub number: String,
    /// Who issued it.
    pub issuer: String,
    /// The last day on which it is valid.
    pub valid_until: NaiveDate,
}

/// Dangerous goods by their papers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DangerousGoods {
    /// The UN number.
    pub un_number: UnNumber,
    /// The class or division.
    pub class: HazardClass,
    /// The number of the transport document (ADR 5.4.1).
    pub transport_document: String,
}

/// One line of a simplified customs document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SimpleItem {
    /// Commodity code.
    pub hs_code: HsCode,
    /// What it is.
    pub description: String,
    /// What it is worth, in minor units of the document's currency.
    pub value_minor: u64,
}

/// A simplified customs document with its certificate of origin.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SimplifiedDocument {
    /// The agreement under which it is made out, such as `COMESA`.
    pub agreement: String,
    /// The number of the simplified customs document (SCD).
    pub number: String,
    /// The number of the simplified certificate of origin (SCoO).
    pub certificate_of_origin: String,
    /// The currency of all values.
    pub currency: Currency,
    /// The goods.
    pub items: Vec<SimpleItem>,
}

/// Why goods can't go by a simplified document: a full declaration is lodged instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NotSimple {
    /// No agreement of that name is in force.
    NoAgreement,
    /// The document has no goods, or lacks its number or that of the certificate of origin.
    Incomplete,
    /// Goods are not on the common list.
    NotListed,
    /// The values are in another currency than the threshold.
    OtherCurrency,
    /// The goods are worth more than the threshold.
    OverThreshold,
}

impl NotSimple {
    /// Returns the word under which it is looked up in the catalogue.
    pub const fn word(self) -> &'static str {
        match self {
            Self::NoAgreement => "no_agreement",
            Self::Incomplete => "incomplete",
            Self::NotListed => "not_listed",
            Self::OtherCurrency => "other_currency",
            Self::OverThreshold => "over_threshold",
        }
    }
}

impl SimplifiedDocument {
    /// Returns what all goods are worth, in minor units; as much as there can be, where the sum is more.
    pub fn value_minor(&self) -> u64 {
        self.items.iter().fold(0, |sum, item| sum.saturating_add(item.value_minor))
    }

    /// Checks the document against its regime; `regime` is the one of its agreement that is in force, if any.
    ///
    /// # Errors
    /// With the reason why a full declaration is needed.
    pub fn holds_under(&self, regime: Option<&SimplifiedTrade>) -> Result<(), NotSimple> {
        let regime = regime.ok_or(NotSimple::NoAgreement)?;
        let is_blank = |text: &str| text.trim().is_empty();
        if self.items.is_empty() || is_blank(&self.number) || is_blank(&self.certificate_of_origin) {
            return Err(NotSimple::Incomplete);
        }
        if self.items.iter().any(|item| !regime.lists(&item.hs_code)) {
            return Err(NotSimple::NotListed);
        }
        if self.currency != regime.threshold.currency {
            return Err(NotSimple::OtherCurrency);
        }
        if self.value_minor() > regime.threshold.minor { Err(NotSimple::OverThreshold) } else { Ok(()) }
    }
}

/// The papers of goods, save a full declaration.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct GoodsPapers {
    /// Of a transit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transit: Option<Transit>,
    /// Of animals.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub animals: Option<AnimalCertificate>,
    /// Of dangerous goods.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dangerous: Option<DangerousGoods>,
    /// Of a small trader.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub simplified: Option<SimplifiedDocument>,
}

impl GoodsPapers {
    /// Returns whether there is none.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

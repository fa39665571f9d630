//! The papers of vehicles and goods: what is on them; what a person has beside his travel document is in `permit.rs`. Facts of
//! class SHARED (PROCEDURE §7: plate, seal, document type and number, declared goods).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::agreement::{Money, SimplifiedTrade};
use crate::codes::{Currency, HazardClass, HsCode, UnNumber};
use crate::customs::{Fault, FaultCode};

/// The most characters of a number, a name or an office on a paper.
const MOST_LETTERS: usize = 60;

/// The most goods of a simplified document.
pub const MOST_ITEMS: usize = 30;

/// The most characters of what an item is.
const MOST_WORDS: usize = 280;

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

    /// Returns what is wrong on that day, in the order of the form; what is there and without fault may still be too little for
    /// what a State demands.
    pub fn faults(&self, on: NaiveDate) -> Vec<Fault> {
        let mut found = Faults(Vec::new());
        if let Some(paper) = &self.import {
            found.text("import.number", &paper.number);
            found.text("import.issuer", &paper.issuer);
            found.ends("import.valid_until", paper.valid_until, on);
        }
        if let Some(card) = &self.insurance {
            found.text("insurance.number", &card.number);
            found.ends("insurance.valid_until", card.valid_until, on);
        }
        found.some("heads_listed", self.heads_listed.map_or(1, u64::from));
        found.0
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

    /// Returns what is wrong on that day, in the order of the form. Whether a simplified document holds under its agreement is
    /// said by [`SimplifiedDocument::holds_under`].
    pub fn faults(&self, on: NaiveDate) -> Vec<Fault> {
        let mut found = Faults(Vec::new());
        if let Some(transit) = &self.transit {
            found.text("transit.reference", &transit.reference);
            if let Some(bond) = &transit.guarantee {
                found.text("transit.guarantee.number", &bond.number);
                found.some("transit.guarantee.amount", bond.amount.minor);
                found.text("transit.guarantee.office", &bond.office);
            }
        }
        if let Some(paper) = &self.animals {
            found.text("animals.number", &paper.number);
            found.text("animals.issuer", &paper.issuer);
            found.ends("animals.valid_until", paper.valid_until, on);
        }
        if let Some(load) = &self.dangerous {
            found.text("dangerous.transport_document", &load.transport_document);
        }
        if let Some(document) = &self.simplified {
            found.text("simplified.agreement", &document.agreement);
            found.text("simplified.number", &document.number);
            found.text("simplified.certificate_of_origin", &document.certificate_of_origin);
            if document.items.is_empty() {
                found.add("simplified.items", FaultCode::Missing);
            } else if document.items.len() > MOST_ITEMS {
                found.add("simplified.items", FaultCode::TooLong);
            }
            for (at, item) in document.items.iter().enumerate() {
                found.words(&format!("simplified.items.{}.description", at + 1), &item.description, MOST_WORDS);
                found.some(&format!("simplified.items.{}.value", at + 1), item.value_minor);
            }
        }
        found.0
    }
}

/// Faults as they are found.
pub(crate) struct Faults(pub(crate) Vec<Fault>);

impl Faults {
    pub(crate) fn add(&mut self, field: &str, code: FaultCode) {
        self.0.push(Fault { field: field.to_owned(), code });
    }

    pub(crate) fn text(&mut self, field: &str, text: &str) {
        self.words(field, text, MOST_LETTERS);
    }

    fn words(&mut self, field: &str, text: &str, most: usize) {
        if text.trim().is_empty() {
            self.add(field, FaultCode::Missing);
        } else if text.chars().count() > most {
            self.add(field, FaultCode::TooLong);
        }
    }

    pub(crate) fn some(&mut self, field: &str, quantity: u64) {
        if quantity == 0 {
            self.add(field, FaultCode::Zero);
        }
    }

    pub(crate) fn ends(&mut self, field: &str, last: NaiveDate, on: NaiveDate) {
        if last < on {
            self.add(field, FaultCode::Expired);
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::{
        AnimalCertificate, DangerousGoods, GoodsPapers, Guarantee, ImportPaper, ImportPaperKind, Insurance,
        InsuranceKind, MOST_ITEMS, SimpleItem, SimplifiedDocument, Transit, TransitDocument, VehiclePapers,
    };
    use crate::agreement::Money;
    use crate::customs::{Fault, FaultCode};

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn named(faults: &[Fault]) -> Vec<(&str, FaultCode)> {
        faults.iter().map(|fault| (fault.field.as_str(), fault.code)).collect()
    }

    fn vehicle() -> VehiclePapers {
        let valid_until = day("2026-12-31");
        VehiclePapers {
            import: Some(ImportPaper {
                kind: ImportPaperKind::Permit,
                number: "TIP 1".to_owned(),
                issuer: "URA".to_owned(),
                valid_until,
            }),
            insurance: Some(Insurance { kind: InsuranceKind::YellowCard, number: "YC 1".to_owned(), valid_until }),
            heads_listed: Some(2),
        }
    }

    fn goods() -> GoodsPapers {
        let amount = Money { minor: 100, currency: "USD".parse().unwrap() };
        let item =
            SimpleItem { hs_code: "070200".parse().unwrap(), description: "Tomatoes".to_owned(), value_minor: 5 };
        GoodsPapers {
            transit: Some(Transit {
                document: TransitDocument::T1,
                reference: "T1 1".to_owned(),
                guarantee: Some(Guarantee { number: "B 1".to_owned(), amount, office: "Mombasa".to_owned() }),
            }),
            animals: Some(AnimalCertificate {
                number: "VET 1".to_owned(),
                issuer: "KEN".to_owned(),
                valid_until: day("2026-12-31"),
            }),
            dangerous: Some(DangerousGoods {
                un_number: "1203".parse().unwrap(),
                class: "3".parse().unwrap(),
                transport_document: "CMR 1".to_owned(),
            }),
            simplified: Some(SimplifiedDocument {
                agreement: "COMESA".to_owned(),
                number: "SCD 1".to_owned(),
                certificate_of_origin: "SCoO 1".to_owned(),
                currency: "USD".parse().unwrap(),
                items: vec![item],
            }),
        }
    }

    #[test]
    fn papers_are_without_fault_to_their_last_day() {
        assert_eq!(vehicle().faults(day("2026-12-31")), []);
        assert_eq!(goods().faults(day("2026-12-31")), []);
        let after = day("2027-01-01");
        let ended = [("import.valid_until", FaultCode::Expired), ("insurance.valid_until", FaultCode::Expired)];
        assert_eq!(named(&vehicle().faults(after)), ended);
        assert_eq!(named(&goods().faults(after)), [("animals.valid_until", FaultCode::Expired)]);
    }

    #[test]
    fn what_a_vehicles_papers_lack_is_named() {
        let mut papers = vehicle();
        papers.heads_listed = Some(0);
        let import = papers.import.as_mut().unwrap();
        import.number = " ".to_owned();
        import.issuer = "U".repeat(61);
        assert_eq!(
            named(&papers.faults(day("2026-01-01"))),
            [
                ("import.number", FaultCode::Missing),
                ("import.issuer", FaultCode::TooLong),
                ("heads_listed", FaultCode::Zero),
            ]
        );
    }

    #[test]
    fn what_the_papers_of_goods_lack_is_named() {
        let mut papers = goods();
        let bond = papers.transit.as_mut().unwrap().guarantee.as_mut().unwrap();
        bond.amount.minor = 0;
        papers.dangerous.as_mut().unwrap().transport_document.clear();
        let document = papers.simplified.as_mut().unwrap();
        document.items.push(SimpleItem { description: String::new(), value_minor: 0, ..document.items[0].clone() });
        let faults = papers.faults(day("2026-01-01"));
        assert_eq!(
            named(&faults),
            [
                ("transit.guarantee.amount", FaultCode::Zero),
                ("dangerous.transport_document", FaultCode::Missing),
                ("simplified.items.2.description", FaultCode::Missing),
                ("simplified.items.2.value", FaultCode::Zero),
            ]
        );
        let document = papers.simplified.as_mut().unwrap();
        document.items.clear();
        assert!(named(&papers.faults(day("2026-01-01"))).contains(&("simplified.items", FaultCode::Missing)));
        let many = vec![goods().simplified.unwrap().items[0].clone(); MOST_ITEMS + 1];
        papers.simplified.as_mut().unwrap().items = many;
        assert!(named(&papers.faults(day("2026-01-01"))).contains(&("simplified.items", FaultCode::TooLong)));
    }
}

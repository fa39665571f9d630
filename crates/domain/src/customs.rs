//! Declarations and their selectivity (PROCEDURE §6; SAD boxes as in UN/CEFACT Recommendation 1 and ASYCUDA).

use serde::{Deserialize, Serialize};

use crate::agreement::Money;
use crate::codes::{ContainerNumber, Currency, HsCode};
use crate::quantity::{self, QuantityError};
use crate::{At, SubjectId};

/// A customs declaration: facts of class SHARED, save its lane.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Declaration {
    /// The declaration's registration, such as `C 48213` (SAD box A).
    pub reference: String,
    /// The model, such as `IM4` or `EX1` (SAD box 1).
    pub model: String,
    /// Who declares (SAD box 14).
    pub declarant: String,
    /// The currency of all values, ISO 4217 (SAD box 22).
    pub currency: String,
    /// The goods (SAD boxes 31 to 46).
    pub items: Vec<Item>,
    /// The containers (SAD box 31).
    pub containers: Vec<ContainerNumber>,
    /// The seals on them (SAD box D).
    pub seals: Vec<String>,
}

/// One item of a declaration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Item {
    /// Commodity code (SAD box 33).
    pub hs_code: HsCode,
    /// Description of goods (SAD box 31).
    pub description: String,
    /// Number of packages in thousandths, since real declarations hold fractions (SAD box 31).
    pub packages_milli: u64,
    /// Kind of packages, UN/ECE Recommendation 21 (SAD box 31).
    pub package_kind: String,
    /// Gross mass in grams (SAD box 35).
    pub gross_mass_g: u64,
    /// Net mass in grams (SAD box 38).
    pub net_mass_g: u64,
    /// Value in hundredths of the currency, whatever its minor unit is (SAD box 42).
    pub value_cents: u64,
    /// Country of origin, alpha-3 (SAD box 34).
    pub origin: String,
}

impl Item {
    /// In how many decimals a value is kept.
    pub const VALUE_PLACES: u8 = 2;

    /// Returns with how many decimals a value in that currency may be typed: those it has, of which two can be declared.
    pub fn value_decimals(currency: &str) -> u8 {
        let known: Option<Currency> = currency.parse().ok();
        known.map_or(Currency::USUAL_DECIMALS, |known| known.decimals()).min(Self::VALUE_PLACES)
    }

    /// Reads a value in that currency as it is typed, into hundredths.
    pub fn read_value(text: &str, currency: &str) -> Result<u64, QuantityError> {
        let decimals = Self::value_decimals(currency);
        let scale = 10_u64.pow(u32::from(Self::VALUE_PLACES - decimals));
        quantity::read(text, decimals)?.checked_mul(scale).ok_or(QuantityError::NoQuantity)
    }
}

/// A fault of a declaration as typed: where, and what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// The field, such as `reference` or `items.2.net_mass`; items count from 1.
    pub field: String,
    /// What is wrong.
    pub code: FaultCode,
}

/// What can be wrong with a declared field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FaultCode {
    /// Nothing is there.
    Missing,
    /// Longer than the form has room for.
    TooLong,
    /// Not a code of the kind expected.
    NotACode,
    /// Net mass is greater than gross mass.
    NetOverGross,
    /// A quantity of nothing.
    Zero,
    /// A paper that is no longer valid: told, and recorded as it is.
    Expired,
}

impl Declaration {
    /// Returns every fault, in the order of the form; a declaration without any may be lodged.
    pub fn faults(&self) -> Vec<Fault> {
        let mut faults = Vec::new();
        let mut fault = |field: String, code| faults.push(Fault { field, code });
        for (field, text, most) in
            [("reference", &self.reference, 35), ("model", &self.model, 6), ("declarant", &self.declarant, 175)]
        {
            if text.trim().is_empty() {
                fault(field.to_owned(), FaultCode::Missing);
            } else if text.chars().count() > most {
                fault(field.to_owned(), FaultCode::TooLong);
            }
        }
        if !(self.currency.len() == 3 && self.currency.bytes().all(|b| b.is_ascii_uppercase())) {
            fault("currency".to_owned(), FaultCode::NotACode);
        }
        if self.items.is_empty() {
            fault("items".to_owned(), FaultCode::Missing);
        }
        for (at, item) in self.items.iter().enumerate() {
            let mut fault = |name: &str, code| fault(format!("items.{}.{name}", at + 1), code);
            if item.description.trim().is_empty() {
                fault("description", FaultCode::Missing);
            } else if item.description.chars().count() > 280 {
                fault("description", FaultCode::TooLong);
            }
            if item.packages_milli == 0 {
                fault("packages", FaultCode::Zero);
            }
            if item.gross_mass_g == 0 {
                fault("gross_mass", FaultCode::Zero);
            }
            if item.net_mass_g > item.gross_mass_g {
                fault("net_mass", FaultCode::NetOverGross);
            }
            if !(item.origin.len() == 3 && item.origin.bytes().all(|b| b.is_ascii_uppercase())) {
                fault("origin", FaultCode::NotACode);
            }
        }
        for (at, seal) in self.seals.iter().enumerate() {
            // SAD box D holds 17 characters a seal.
            if seal.trim().is_empty() {
                fault(format!("seals.{}", at + 1), FaultCode::Missing);
            } else if seal.chars().count() > 17 {
                fault(format!("seals.{}", at + 1), FaultCode::TooLong);
            }
        }
        faults
    }

    /// Returns the net mass of all items in grams.
    pub fn net_mass_g(&self) -> u64 {
        self.items.iter().map(|item| item.net_mass_g).sum()
    }

    /// Returns the value of all items in hundredths of the currency.
    pub fn value_cents(&self) -> u64 {
        self.items.iter().map(|item| item.value_cents).sum()
    }
}

/// A selectivity lane (PROCEDURE §6). Class STATE.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Lane {
    /// Release.
    Green,
    /// Release, and audit afterwards.
    Blue,
    /// Documentary check.
    Yellow,
    /// Physical examination.
    Red,
}

/// The lane of one consignment, with what led to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LaneAssignment {
    /// The goods.
    pub subject: SubjectId,
    /// The lane.
    pub lane: Lane,
    /// The criteria met, each with its instruction to the officer; empty where chance chose.
    pub criteria: Vec<CriterionMet>,
    /// Chance chose the lane.
    pub at_random: bool,
    /// When it was drawn.
    pub at: At,
}

/// A criterion that a declaration met.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CriterionMet {
    /// The rule's name.
    pub rule: String,
    /// What the officer is to do.
    pub instruction: String,
}

/// One rule of a State's selectivity table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SelectivityRule {
    /// Its name.
    pub name: String,
    /// What it looks at.
    pub when: Criterion,
    /// The lane it asks for.
    pub lane: Lane,
    /// What the officer is to do.
    pub instruction: String,
}

/// What a rule looks at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Criterion {
    /// A commodity code begins so.
    HsPrefix {
        /// Digits without dots.
        prefix: String,
    },
    /// An item's origin is this country.
    Origin {
        /// Alpha-3.
        country: String,
    },
    /// The declared value is at least so much, in hundredths.
    ValueFrom {
        /// Hundredths of the declaration's currency.
        cents: u64,
    },
    /// The declarant's name contains this.
    Declarant {
        /// Compared without regard to case.
        contains: String,
    },
}

/// A State's selectivity table; class STATE.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Selectivity {
    /// The rules; the strictest that is met decides.
    pub rules: Vec<SelectivityRule>,
    /// How many of a thousand go to physical examination by chance alone: the minimum random rate.
    pub random_red_permille: u16,
    /// How many of a thousand go to the documentary check by chance alone.
    pub random_yellow_permille: u16,
    /// How many of a thousand go to the audit afterwards by chance alone.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub random_blue_permille: u16,
    /// How many of a thousand are expected in each lane, by chance and by rule.
    #[serde(default, skip_serializing_if = "std::collections::BTreeMap::is_empty")]
    pub expected_permille: std::collections::BTreeMap<Lane, u16>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
const fn is_zero(permille: &u16) -> bool {
    *permille == 0
}

/// How one lane is used, beside what is expected of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LaneUse {
    /// The lane.
    pub lane: Lane,
    /// How many of a thousand are expected in it; nothing where nothing is said.
    pub expected_permille: Option<u16>,
    /// How many of a thousand are in it.
    pub permille: u16,
    /// How many of a thousand are to come to it by chance alone.
    pub random_permille: u16,
    /// How many of a thousand came to it by chance alone.
    pub by_chance_permille: u16,
}

/// What customs does beside a step: amounts, their settlement, another lane. Class STATE; it rides in the sealed part of the
/// step's act and makes no row of its own.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct CustomsWork {
    /// What is assessed, instead of what was before; empty where nothing is to be paid after all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assessed: Option<Vec<Assessed>>,
    /// How what is assessed was paid or secured.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub settled: Option<Settlement>,
    /// The lane is another from now on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reroute: Option<Reroute>,
}

impl CustomsWork {
    /// The most amounts of one assessment.
    pub const MOST_AMOUNTS: usize = 8;

    /// Returns whether there is none.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// For what an amount is assessed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum AmountKind {
    /// Customs duty.
    Duty,
    /// Value added or excise tax.
    Tax,
    /// A fee for a service, or road toll.
    Fee,
    /// A penalty.
    Penalty,
}

impl AmountKind {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::Duty, Self::Tax, Self::Fee, Self::Penalty];

    /// Returns the word under which it is looked up in the catalogue.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Duty => "duty",
            Self::Tax => "tax",
            Self::Fee => "fee",
            Self::Penalty => "penalty",
        }
    }
}

/// An amount that a party is to pay.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Assessed {
    /// For what.
    pub kind: AmountKind,
    /// How much.
    pub amount: Money,
}

/// How amounts were settled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "by", rename_all = "snake_case")]
pub enum Settlement {
    /// They were paid.
    Paid {
        /// The number of the receipt.
        number: String,
    },
    /// They are secured by a bond or guarantee.
    Secured {
        /// Its number.
        number: String,
        /// The office where it was given.
        office: String,
    },
}

impl Settlement {
    /// Returns whether it names what proves it.
    pub fn is_proved(&self) -> bool {
        let (Self::Paid { number } | Self::Secured { number, .. }) = self;
        !number.trim().is_empty()
    }
}

/// Another lane, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Reroute {
    /// The lane from now on.
    pub lane: Lane,
    /// Why, in the officer's words.
    pub why: String,
}

impl Selectivity {
    /// Assigns a lane. `draw` is a number below 1,000 drawn under the State's secret seed for this declaration.
    pub fn assign(&self, subject: SubjectId, declaration: &Declaration, draw: u16, at: At) -> LaneAssignment {
        let met: Vec<&SelectivityRule> = self.rules.iter().filter(|rule| rule.when.is_met_by(declaration)).collect();
        let by_rule = met.iter().map(|rule| rule.lane).max().unwrap_or(Lane::Green);
        let by_chance = if draw < self.random_red_permille {
            Lane::Red
        } else if draw < self.random_red_permille.saturating_add(self.random_yellow_permille) {
            Lane::Yellow
        } else if draw
            < self
                .random_red_permille
                .saturating_add(self.random_yellow_permille)
                .saturating_add(self.random_blue_permille)
        {
            Lane::Blue
        } else {
            Lane::Green
        };
        LaneAssignment {
            subject,
            lane: by_rule.max(by_chance),
            criteria: met
                .iter()
                .map(|rule| CriterionMet { rule: rule.name.clone(), instruction: rule.instruction.clone() })
                .collect(),
            at_random: by_chance > by_rule,
            at,
        }
    }
}

impl Selectivity {
    /// Returns how each lane is used, of these assignments.
    pub fn in_use<'a>(&self, assigned: impl IntoIterator<Item = &'a LaneAssignment>) -> Vec<LaneUse> {
        let all: Vec<&LaneAssignment> = assigned.into_iter().collect();
        let permille = |count: usize| u16::try_from(count * 1000 / all.len().max(1)).unwrap_or(1000);
        [(Lane::Green, 0), (Lane::Blue, self.random_blue_permille), (Lane::Yellow, self.random_yellow_permille)]
            .into_iter()
            .chain([(Lane::Red, self.random_red_permille)])
            .map(|(lane, random_permille)| {
                let of_lane = || all.iter().filter(|one| one.lane == lane);
                LaneUse {
                    lane,
                    expected_permille: self.expected_permille.get(&lane).copied(),
                    permille: permille(of_lane().count()),
                    random_permille,
                    by_chance_permille: permille(of_lane().filter(|one| one.at_random).count()),
                }
            })
            .collect()
    }
}

impl Criterion {
    fn is_met_by(&self, declaration: &Declaration) -> bool {
        match self {
            Self::HsPrefix { prefix } => {
                declaration.items.iter().any(|item| item.hs_code.digits().starts_with(prefix.as_str()))
            }
            Self::Origin { country } => declaration.items.iter().any(|item| item.origin == *country),
            Self::ValueFrom { cents } => declaration.value_cents() >= *cents,
            Self::Declarant { contains } => declaration.declarant.to_lowercase().contains(&contains.to_lowercase()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_kept_in_hundredths_with_the_decimals_of_its_currency() {
        let read = |text: &str, currency: &str| Item::read_value(text, currency);
        assert_eq!(read("5,400,000", "KES"), Ok(540_000_000));
        assert_eq!(read("5.400.000", "UGX"), Ok(540_000_000));
        assert_eq!(read("12.5", ""), Ok(1_250), "the currency is not typed yet");
        assert_eq!(read("12.5", "ugx"), Err(QuantityError::TooManyDecimals));
        assert_eq!(read("12.3456", "KWD"), Err(QuantityError::TooManyDecimals), "hundredths hold no more");
        assert_eq!(read("200000000000000000", "JPY"), Err(QuantityError::NoQuantity));
    }
}

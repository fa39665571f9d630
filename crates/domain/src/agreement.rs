//! What both States agreed beside the procedure: limits, lists and what has to be shown, each from a day on.
//!
//! Invariant: data, never constants. Nothing is demanded that the agreement does not name, so that a post founded before a rule
//! was written goes on as it was founded.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::StateCode;
use crate::codes::{Currency, HsCode};
use crate::quantity::{self, QuantityError};

/// An amount of money: minor units of a currency, such as cents of a dollar, whole Uganda shillings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Money {
    /// How many minor units.
    pub minor: u64,
    /// Of which currency.
    pub currency: Currency,
}

impl Money {
    /// Reads an amount as it is typed, with no more decimals than the currency has.
    pub fn read(text: &str, currency: Currency) -> Result<Self, QuantityError> {
        Ok(Self { minor: quantity::read(text, currency.decimals())?, currency })
    }

    /// Returns the amount as it is typed again.
    pub fn written(&self) -> String {
        quantity::written(self.minor, self.currency.decimals())
    }
}

/// What an officer of a State asks to be shown or done before a control may be cleared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Demanded {
    /// A temporary import permit or a carnet, of a vehicle that is not registered in the State it enters.
    ImportPaper,
    /// A COMESA Yellow Card or another card of third-party insurance, of such a vehicle.
    Insurance,
    /// The transit document of goods under transit.
    Transit,
    /// The guarantee of goods under transit: its number, its amount, its office.
    Guarantee,
    /// The veterinary certificate of animals.
    AnimalCertificate,
    /// UN number, class and transport document of dangerous goods.
    DangerousGoods,
    /// Seals read on this State's side, which are those on record.
    SealCheck,
    /// Heads of a bus counted, and nobody left unaccounted for when it leaves.
    HeadCount,
}

impl Demanded {
    /// Everything that can be demanded.
    pub const ALL: [Self; 8] = [
        Self::ImportPaper,
        Self::Insurance,
        Self::Transit,
        Self::Guarantee,
        Self::AnimalCertificate,
        Self::DangerousGoods,
        Self::SealCheck,
        Self::HeadCount,
    ];

    /// Returns the word under which it is stored and looked up in the catalogue.
    pub const fn word(self) -> &'static str {
        match self {
            Self::ImportPaper => "import_paper",
            Self::Insurance => "insurance",
            Self::Transit => "transit",
            Self::Guarantee => "guarantee",
            Self::AnimalCertificate => "animal_certificate",
            Self::DangerousGoods => "dangerous_goods",
            Self::SealCheck => "seal_check",
            Self::HeadCount => "head_count",
        }
    }
}

/// One State demands something from a day on. Where it demands nothing, what is missing is a warning at most.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Demand {
    /// Which State.
    pub state: StateCode,
    /// What.
    pub what: Demanded,
    /// The first day.
    pub from: NaiveDate,
    /// The last day, where it ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<NaiveDate>,
}

/// A simplified trade regime: small consignments of goods on a common list go by a simplified document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SimplifiedTrade {
    /// The agreement's name, such as `COMESA`.
    pub name: String,
    /// The first day of this threshold and list; an earlier one of the same name ends with it.
    pub from: NaiveDate,
    /// The most that one consignment is worth.
    pub threshold: Money,
    /// The common list: what a commodity code begins with, in digits.
    pub common_list: Vec<String>,
}

impl SimplifiedTrade {
    /// Returns whether goods of that code are on the common list.
    pub fn lists(&self, code: &HsCode) -> bool {
        self.common_list.iter().any(|listed| {
            let digits: String = listed.chars().filter(char::is_ascii_digit).collect();
            !digits.is_empty() && code.digits().starts_with(&digits)
        })
    }
}

/// How much cash and bearer instruments a person may carry over the line of a State without declaring it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CashLimit {
    /// Which State asks.
    pub state: StateCode,
    /// The first day; an earlier limit in the same currency ends with it.
    pub from: NaiveDate,
    /// The most that need not be declared.
    pub limit: Money,
}

/// All of it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Agreement {
    /// What is demanded.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub demands: Vec<Demand>,
    /// Simplified trade regimes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub simplified_trade: Vec<SimplifiedTrade>,
    /// Limits for cash and bearer instruments.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub cash_limits: Vec<CashLimit>,
}

impl Agreement {
    /// Returns whether nothing is agreed.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Returns whether a State demands this on that day.
    pub fn demands(&self, state: StateCode, what: Demanded, on: NaiveDate) -> bool {
        self.demands.iter().any(|demand| {
            demand.state == state
                && demand.what == what
                && demand.from <= on
                && demand.until.is_none_or(|until| on <= until)
        })
    }

    /// Returns the regime of that name as it is on that day.
    pub fn simplified_trade(&self, name: &str, on: NaiveDate) -> Option<&SimplifiedTrade> {
        let named = self.simplified_trade.iter().filter(|regime| regime.name == name && regime.from <= on);
        named.max_by_key(|regime| regime.from)
    }

    /// Returns a State's limit for cash in a currency as it is on that day.
    pub fn cash_limit(&self, state: StateCode, currency: &Currency, on: NaiveDate) -> Option<u64> {
        let of_state = self.cash_limits.iter().filter(|limit| limit.state == state && limit.from <= on);
        of_state.filter(|limit| limit.limit.currency == *currency).max_by_key(|limit| limit.from).map(|l| l.limit.minor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_has_the_decimals_of_its_currency() {
        let read = |text: &str, code: &str| Money::read(text, code.parse().unwrap());
        for (text, code, minor, again) in [
            ("1,200.50", "USD", 120_050, "1200.5"),
            ("50.000", "UGX", 50_000, "50000"),
            ("12.345", "KWD", 12_345, "12.345"),
            ("7", "XAF", 7, "7"),
        ] {
            let money = read(text, code).unwrap();
            assert_eq!((money.minor, money.written().as_str()), (minor, again), "{text} {code}");
        }
        for (text, code) in [("1200.50", "UGX"), ("0.125", "USD"), ("1.2345", "KWD")] {
            assert_eq!(read(text, code), Err(QuantityError::TooManyDecimals), "{text} {code}");
        }
    }
}

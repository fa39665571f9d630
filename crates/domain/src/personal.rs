//! The customs declaration of a traveller: which channel he took, and what he has that must be declared. Class SHARED.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::StateCode;
use crate::agreement::{Agreement, Money};
use crate::customs::{Fault, FaultCode};

/// The most currencies of one declaration.
pub const MOST_CURRENCIES: usize = 8;

/// The most characters of what is said of arms, animals or food.
pub const MOST_WORDS: usize = 200;

/// The channel a person took.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// Nothing to declare.
    Green,
    /// Something to declare.
    Red,
}

/// What a person declares.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PersonalDeclaration {
    /// The channel.
    pub channel: Channel,
    /// Cash and bearer instruments, one entry a currency.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cash: Vec<Money>,
    /// Arms and ammunition, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub arms: Option<String>,
    /// Animals, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub animals: Option<String>,
    /// Food and plants, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub food: Option<String>,
}

/// Cash and bearer instruments of one currency that a State's customs has to see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OverLimit {
    /// All that is carried of the currency.
    pub carried: Money,
    /// That State's limit; nothing where it has limits, and none for this currency.
    pub limit: Option<u64>,
}

impl PersonalDeclaration {
    /// Returns a declaration of nothing, by that channel.
    pub const fn of(channel: Channel) -> Self {
        Self { channel, cash: Vec::new(), arms: None, animals: None, food: None }
    }

    /// Returns whether a State's customs has to see the person: he took the red channel, has arms, animals or food, or more cash
    /// than that State's limit. Cash in a currency for which it has no limit is seen by an officer too, where it has any.
    pub fn must_be_seen(&self, agreement: &Agreement, state: StateCode, on: NaiveDate) -> bool {
        let has = |words: &Option<String>| words.as_ref().is_some_and(|words| !words.trim().is_empty());
        let is_over = !self.over_limit(agreement, state, on).is_empty();
        self.channel == Channel::Red || has(&self.arms) || has(&self.animals) || has(&self.food) || is_over
    }

    /// Returns the cash that is more than a State lets pass unseen on that day, one entry a currency.
    pub fn over_limit(&self, agreement: &Agreement, state: StateCode, on: NaiveDate) -> Vec<OverLimit> {
        let has_limits = agreement.cash_limits.iter().any(|limit| limit.state == state && limit.from <= on);
        let mut over: Vec<OverLimit> = Vec::new();
        for cash in &self.cash {
            let same = self.cash.iter().filter(|other| other.currency == cash.currency);
            let minor = same.fold(0_u64, |sum, one| sum.saturating_add(one.minor));
            let limit = agreement.cash_limit(state, &cash.currency, on);
            let is_over = minor > limit.unwrap_or(0) && (limit.is_some() || has_limits);
            if is_over && !over.iter().any(|known| known.carried.currency == cash.currency) {
                over.push(OverLimit { carried: Money { minor, currency: cash.currency.clone() }, limit });
            }
        }
        over
    }

    /// Returns what is wrong, in the order of the form.
    pub fn faults(&self) -> Vec<Fault> {
        let mut faults = Vec::new();
        let mut add = |field: String, code| faults.push(Fault { field, code });
        if self.cash.len() > MOST_CURRENCIES {
            add("cash".to_owned(), FaultCode::TooLong);
        }
        for (at, _) in self.cash.iter().enumerate().filter(|(_, cash)| cash.minor == 0) {
            add(format!("cash.{}.amount", at + 1), FaultCode::Zero);
        }
        for (field, words) in [("arms", &self.arms), ("animals", &self.animals), ("food", &self.food)] {
            if words.as_ref().is_some_and(|words| words.chars().count() > MOST_WORDS) {
                add(field.to_owned(), FaultCode::TooLong);
            }
        }
        faults
    }
}

#[cfg(test)]
mod tests {
    use super::{Channel, MOST_CURRENCIES, MOST_WORDS, PersonalDeclaration};
    use crate::agreement::{Agreement, CashLimit, Money};
    use crate::customs::FaultCode;

    fn money(minor: u64, currency: &str) -> Money {
        Money { minor, currency: currency.parse().unwrap() }
    }

    #[test]
    fn what_is_over_a_limit_is_named_with_it() {
        let state = "KEN".parse().unwrap();
        let from = "2026-01-01".parse().unwrap();
        let limit = CashLimit { state, from, limit: money(1_000_000, "USD") };
        let agreement = Agreement { cash_limits: vec![limit], ..Agreement::default() };
        let mut carried = PersonalDeclaration::of(Channel::Green);
        carried.cash = vec![money(600_000, "USD"), money(600_000, "USD"), money(3, "EUR")];
        let named = |state: &str, on: &str| -> Vec<_> {
            let over = carried.over_limit(&agreement, state.parse().unwrap(), on.parse().unwrap());
            over.into_iter().map(|one| (one.carried, one.limit)).collect()
        };
        assert_eq!(named("KEN", "2026-01-01"), [(money(1_200_000, "USD"), Some(1_000_000)), (money(3, "EUR"), None)]);
        assert_eq!(named("KEN", "2025-12-31"), [], "the limit is dated");
        assert_eq!(named("UGA", "2026-01-01"), [], "and it is each State's own");
    }

    #[test]
    fn a_declaration_has_the_room_of_its_form() {
        let codes = |one: &PersonalDeclaration| one.faults().into_iter().map(|f| (f.field, f.code)).collect::<Vec<_>>();
        let mut declared = PersonalDeclaration::of(Channel::Red);
        declared.cash = vec![money(1, "USD"); MOST_CURRENCIES];
        declared.food = Some("x".repeat(MOST_WORDS));
        assert_eq!(codes(&declared), []);
        declared.cash.push(money(0, "USD"));
        declared.food = Some("x".repeat(MOST_WORDS + 1));
        let named = [("cash", FaultCode::TooLong), ("cash.9.amount", FaultCode::Zero), ("food", FaultCode::TooLong)];
        assert_eq!(codes(&declared), named.map(|(field, code)| (field.to_owned(), code)));
    }
}

//! The customs declaration of a traveller: which channel he took, and what he has that must be declared. Class SHARED.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::StateCode;
use crate::agreement::{Agreement, Money};

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

impl PersonalDeclaration {
    /// Returns whether a State's customs has to see the person: he took the red channel, has arms, animals or food, or more cash
    /// than that State's limit. Cash in a currency for which it has no limit is seen by an officer too, where it has any.
    pub fn must_be_seen(&self, agreement: &Agreement, state: StateCode, on: NaiveDate) -> bool {
        let has = |words: &Option<String>| words.as_ref().is_some_and(|words| !words.trim().is_empty());
        let has_limits = agreement.cash_limits.iter().any(|limit| limit.state == state && limit.from <= on);
        let is_over = self.cash.iter().any(|carried| {
            let same = self.cash.iter().filter(|other| other.currency == carried.currency);
            let sum = same.fold(0_u64, |sum, one| sum.saturating_add(one.minor));
            match agreement.cash_limit(state, &carried.currency, on) {
                Some(limit) => sum > limit,
                None => has_limits && sum > 0,
            }
        });
        self.channel == Channel::Red || has(&self.arms) || has(&self.animals) || has(&self.food) || is_over
    }
}

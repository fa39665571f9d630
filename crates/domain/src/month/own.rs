//! What the State's own sealed parts tell of a month.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::fold::Purpose;
use super::report::{Counted, Granted, Hits, LaneCount, Lanes, OwnReport};
use super::spread::Times;
use crate::PrivatePart;
use crate::customs::Lane;
use crate::private::Wanted;

/// Why a step was referred, as the claim before it tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// The alert search had found something.
    Hit,
    /// Chance had chosen the claim, and nothing was found.
    Random,
    /// The officer's own judgement.
    Other,
}

impl Cause {
    /// Returns the word under which the cause is looked up in the catalogue.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Hit => "hit",
            Self::Random => "random",
            Self::Other => "other",
        }
    }
}

/// What was counted so far.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Own {
    opened: u64,
    unread: u64,
    refusals: BTreeMap<String, u64>,
    waivers: BTreeMap<String, u64>,
    queries: BTreeMap<Cow<'static, str>, u64>,
    referrals: BTreeMap<Cause, u64>,
    hits: Hits,
    lanes: BTreeMap<Lane, LaneCount>,
    granted: u64,
    conditional: u64,
    /// Days granted, each counted as so many seconds: what a spread keeps exactly.
    days: Times,
}

impl Own {
    /// Counts what a part tells.
    pub fn take(&mut self, purpose: Purpose, part: &PrivatePart) {
        self.opened += 1;
        for made in &part.dispositions {
            *if made.is_same { &mut self.hits.same } else { &mut self.hits.other } += 1;
        }
        match purpose {
            Purpose::Clearing => {
                if let Some(grant) = &part.grant {
                    self.granted += 1;
                    self.conditional += u64::from(grant.conditions.is_some());
                    self.days.add(chrono::TimeDelta::seconds(i64::from(grant.days)));
                }
            }
            Purpose::Waiver => count(&mut self.waivers, code(part.reason.as_ref())),
            Purpose::Refusal => {
                count(&mut self.refusals, code(part.notice.as_ref().map(|notice| &notice.reason)));
            }
            Purpose::Query => {
                if let Some(wanted) = part.wanted {
                    count(&mut self.queries, Cow::Borrowed(wanted_word(wanted)));
                }
            }
            Purpose::ReferredClaim(subject, step) => {
                let is_hit = part.searches.iter().any(|search| search.subject == subject && !search.hits.is_empty());
                let cause = match (is_hit, part.draws(step)) {
                    (true, _) => Cause::Hit,
                    (false, true) => Cause::Random,
                    (false, false) => Cause::Other,
                };
                count(&mut self.referrals, cause);
            }
            Purpose::GoodsClaim => {
                if let Some(lane) = &part.lane {
                    let counted = self.lanes.entry(lane.lane).or_default();
                    counted.count += 1;
                    counted.at_random += u64::from(lane.at_random);
                }
            }
            Purpose::Dispositions => {}
        }
    }

    /// Counts a part that should be there and can't be opened, or was lawfully erased.
    pub const fn is_missing(&mut self) {
        self.unread += 1;
    }

    /// Returns whether every part that was wanted was opened.
    pub const fn is_whole(&self) -> bool {
        self.unread == 0
    }

    /// Adds what another counted.
    pub fn absorb(&mut self, other: Self) {
        self.opened += other.opened;
        self.unread += other.unread;
        add_all(&mut self.refusals, other.refusals);
        add_all(&mut self.waivers, other.waivers);
        add_all(&mut self.queries, other.queries);
        add_all(&mut self.referrals, other.referrals);
        self.hits.same += other.hits.same;
        self.hits.other += other.hits.other;
        for (lane, other) in other.lanes {
            let counted = self.lanes.entry(lane).or_default();
            counted.count += other.count;
            counted.at_random += other.at_random;
        }
        self.granted += other.granted;
        self.conditional += other.conditional;
        self.days.absorb(&other.days);
    }

    /// Returns what was counted.
    pub fn report(&self) -> OwnReport {
        fn counted<T: Clone + Into<String>>(counts: &BTreeMap<T, u64>) -> Vec<Counted> {
            counts.iter().map(|(what, count)| Counted { what: what.clone().into(), count: *count }).collect()
        }
        let days = self.days.spread();
        OwnReport {
            opened: self.opened,
            unread: self.unread,
            refusals: counted(&self.refusals),
            waivers: counted(&self.waivers),
            queries: counted(&self.queries),
            referrals: [Cause::Hit, Cause::Random, Cause::Other]
                .map(|cause| (cause, self.referrals.get(&cause).copied().unwrap_or_default()))
                .map(|(cause, count)| Counted { what: cause.word().to_owned(), count })
                .to_vec(),
            hits: self.hits,
            lanes: self.lanes.iter().map(|(lane, counted)| Lanes { lane: *lane, counted: *counted }).collect(),
            granted: Granted {
                persons: self.granted,
                with_conditions: self.conditional,
                median_days: days.median_s,
                p90_days: days.p90_s,
            },
        }
    }
}

fn count<K: Ord>(counts: &mut BTreeMap<K, u64>, what: K) {
    *counts.entry(what).or_default() += 1;
}

fn add_all<K: Ord>(own: &mut BTreeMap<K, u64>, other: BTreeMap<K, u64>) {
    for (what, count) in other {
        *own.entry(what).or_default() += count;
    }
}

/// The code of a reason; nothing where none was kept.
fn code(reason: Option<&crate::notice::ReasonCode>) -> String {
    reason.map(|reason| reason.0.clone()).unwrap_or_default()
}

const fn wanted_word(wanted: Wanted) -> &'static str {
    match wanted {
        Wanted::Document => "document",
        Wanted::Payment => "payment",
        Wanted::Person => "person",
    }
}

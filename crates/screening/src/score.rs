//! The score of two names, and of a name with its birth date, sex and nationality.
//!
//! Invariant: a function of the pair. Every number that an officer's day depends on is a named constant here.

use crate::align::{self, Link, LinkWay, Name};
use crate::birth_date::BirthEvidence;
use crate::fold;
use crate::word::{Way, Word};

/// The score from which a pair is a hit unless a State sets another one.
pub const DEFAULT_THRESHOLD: f32 = 0.80;

/// How much of the score the name that is covered better decides; the rest is the other's.
const BETTER_COVERED: f32 = 0.70;
/// What it costs when both names have a part that the other lacks, per part of weight.
const CONTRADICTION: f32 = 0.30;
/// The most that one single part in common can reach, where either name has more.
const ONE_PART: f32 = 0.93;
/// What it costs when the parts stand in another order.
const OUT_OF_ORDER: f32 = 0.015;
/// From where on a name is equal but for its order.
const EQUAL_NAME: f32 = 0.97;
/// What the parts of a name weigh that few carry: two of them, one of which no country's list of common names has.
const RARE_NAME: f32 = 1.6;
/// What is left of the score of a name when the date of birth differs, and when the name is equal and rare.
const BORN_OTHERWISE: (f32, f32) = (0.76, 0.815);

/// What initials without a name are worth.
const INITIALS_ALONE: f32 = 0.7;

/// The score of two names with the assignment that it rests on.
#[derive(Debug, Clone)]
pub(crate) struct Score {
    pub value: f32,
    /// Whether the names are equal, and few carry them.
    pub is_rare_and_equal: bool,
    pub links: Vec<Link>,
}

/// Scores two names. `near` compares the words of two places.
pub(crate) fn score(asked: &Name, listed: &Name, cut: bool, near: impl FnMut(usize, usize) -> (f32, Way)) -> Score {
    let links = align::best(asked, listed, &align::links(asked, listed, cut, near));
    let (mut covered, mut cover) = ((0.0, 0.0), (0u32, 0u32));
    for link in &links {
        let worth = align::worth(link.near);
        covered.0 += asked.weight(link.asked) * worth;
        covered.1 += listed.weight(link.listed) * worth;
        cover.0 |= link.asked;
        cover.1 |= link.listed;
    }
    let (all_asked, all_listed) = (asked.total().max(0.01), listed.total().max(0.01));
    let (one, two) = (covered.0 / all_asked, covered.1 / all_listed);
    let open = (asked.left_open(cover.0) / all_asked, listed.left_open(cover.1) / all_listed);
    let mut value =
        BETTER_COVERED * one.max(two) + (1.0 - BETTER_COVERED) * one.min(two) - CONTRADICTION * open.0.min(open.1);
    let names = (asked.names(asked.all()), listed.names(listed.all()));
    let in_common: usize = links
        .iter()
        .map(|link| {
            asked.names(link.asked).min(listed.names(link.listed)).max(usize::from(link.way == LinkWay::Joined) * 2)
        })
        .sum();
    if in_common <= 1 && names.0.max(names.1) > 1 && links.iter().all(|link| link.way != LinkWay::Initial) {
        let told = links.iter().map(|link| asked.weight(link.asked)).fold(0.0, f32::max).min(1.0);
        value *= ONE_PART - 0.35 * (1.0 - told);
    }
    if is_out_of_order(asked, listed, &links) {
        value -= OUT_OF_ORDER;
    }
    if asked.names(asked.all()) == 0 && listed.names(listed.all()) > 0 {
        value *= INITIALS_ALONE;
    }
    let equal: f32 = links.iter().filter(|link| link.near >= 0.98).map(|link| asked.weight(link.asked)).sum();
    let is_rare_and_equal = value >= EQUAL_NAME && equal >= RARE_NAME && names.0.min(names.1) > 1;
    Score { value: value.clamp(0.0, 1.0), is_rare_and_equal, links }
}

fn is_out_of_order(asked: &Name, listed: &Name, links: &[Link]) -> bool {
    let named = || links.iter().filter(|link| asked.names(link.asked) > 0 && listed.names(link.listed) > 0);
    named().any(|one| named().any(|other| one.asked < other.asked && one.listed > other.listed))
}

/// Returns the score after what the dates of birth say.
pub(crate) fn with_birth(name: f32, is_rare_and_equal: bool, evidence: BirthEvidence) -> f32 {
    let nearer = |share: f32| 1.0 - (1.0 - name) * (1.0 - share);
    match evidence {
        BirthEvidence::Unknown => name,
        BirthEvidence::Equal => nearer(0.50),
        BirthEvidence::MonthEqual => nearer(0.25),
        BirthEvidence::YearEqual => nearer(0.20),
        BirthEvidence::InRange => nearer(0.10),
        BirthEvidence::Swapped => nearer(0.30),
        BirthEvidence::OneDigit => nearer(0.20),
        BirthEvidence::OnePart => name * 0.97,
        BirthEvidence::YearNear => name * 0.95,
        BirthEvidence::YearApart if is_rare_and_equal => name * 0.90,
        BirthEvidence::YearApart => name * 0.88,
        BirthEvidence::Differs if is_rare_and_equal => name * BORN_OTHERWISE.1,
        BirthEvidence::Differs => name * BORN_OTHERWISE.0,
    }
}

/// Two names compared by themselves.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Compared {
    /// From 0, nothing in common, to 1, equal.
    pub score: f32,
}

/// Compares two names of persons, of which nothing else is known.
pub fn compare_names(asked: &str, listed: &str) -> Compared {
    let words = |name: &str| fold::words(name).into_iter().map(Word::new).collect::<Vec<_>>();
    let (asked_words, listed_words) = (words(asked), words(listed));
    let (one, two) = (Name::new(asked_words.iter().collect()), Name::new(listed_words.iter().collect()));
    let near = |at: usize, place: usize| match (one.words.get(at), two.words.get(place)) {
        (Some(one), Some(two)) => one.near(two),
        _ => (0.0, Way::Letters),
    };
    Compared { score: score(&one, &two, false, near).value }
}

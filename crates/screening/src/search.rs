//! Finding an entry: few candidates out of all, then the score of each.
//!
//! Invariant: candidates are chosen by what is on the list, scores never are; every hit says what it was scored by.

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use crate::align::{LinkWay, Name};
use crate::birth_date::BirthEvidence;
use crate::candidates::{Asked, Nearness};
use crate::entry::{Kind, Query, Sex};
use crate::explain::{PartHow, Reason};
use crate::fold;
use crate::index::{Index, Sort};
use crate::numbers;
use crate::score::{self, Score};
use crate::word::{Way, Word};

/// An entry that was found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Hit {
    /// Its number on the list.
    pub id: String,
    /// What it describes.
    pub kind: Kind,
    /// From 0 to 1, a property of the pair.
    pub score: f32,
    /// Why, the most telling first.
    pub explanation: Vec<Reason>,
}

impl Index {
    /// Returns the entries whose score is at least `threshold`, best first.
    ///
    /// Numbers count when they are equal; see [`Index::possible`] for those that may have been misread.
    pub fn search(&self, query: &Query, threshold: f32) -> Vec<Hit> {
        let asked = Asked::new(query);
        let one = Name::new(asked.words.iter().collect());
        let equal: Vec<u32> = asked.words.iter().filter_map(|word| self.same_word(word)).collect();
        let mut near = Nearness::default();
        let mut best: FxHashMap<u32, (f32, u32, Option<Score>)> = FxHashMap::default();
        for name in self.candidates(&asked, &mut near) {
            let Some(entry) = self.name_entries.get(name as usize).copied() else { continue };
            let may_be_equal = self.shared(&equal, name) >= 2;
            if self.with_evidence(query, entry, 1.0, may_be_equal) < threshold {
                continue;
            }
            let score = self.score_name(&asked, &one, name, &mut near);
            let value = self.with_evidence(query, entry, score.value, score.is_rare_and_equal);
            let known = best.entry(entry).or_insert((-1.0, name, None));
            if value > known.0 {
                *known = (value, name, Some(score));
            }
        }
        let mut numbered = Vec::new();
        self.numbers_like(query, |number, entry, is_equal| {
            if is_equal {
                numbered.push((number, entry));
                let known = best.entry(entry).or_insert((0.0, u32::MAX, None));
                // A number that is equal is a hit whatever the name is, and the name that agrees too comes before it.
                known.0 = 0.97 + 0.03 * known.0.max(0.0);
            }
        });
        let mut hits: Vec<Hit> = Vec::new();
        for (entry, (value, name, score)) in best {
            if value < threshold {
                continue;
            }
            let mut explanation: Vec<Reason> = numbered
                .iter()
                .filter(|(_, of)| *of == entry)
                .map(|(number, _)| Reason::NumberEqual { number: self.numbers.at(*number as usize).to_owned() })
                .collect();
            if let Some(score) = score {
                self.explain(&asked, name, &score, &mut explanation);
                self.explain_evidence(query, entry, &mut explanation);
            }
            let score = (value * 1000.0).round() / 1000.0;
            hits.push(Hit { id: self.ids.at(entry as usize).to_owned(), kind: self.kind(entry), score, explanation });
        }
        hits.sort_by(|one, other| other.score.total_cmp(&one.score).then_with(|| one.id.cmp(&other.id)));
        hits
    }

    /// Returns the entries with a number that equals one of the query but for signs that readers confuse. They are for the
    /// officer to look at again, never hits.
    pub fn possible(&self, query: &Query) -> Vec<Hit> {
        let mut hits = Vec::new();
        self.numbers_like(query, |number, entry, is_equal| {
            if !is_equal {
                hits.push(Hit {
                    id: self.ids.at(entry as usize).to_owned(),
                    kind: self.kind(entry),
                    score: 0.5,
                    explanation: vec![Reason::NumberPossible { number: self.numbers.at(number as usize).to_owned() }],
                });
            }
        });
        hits
    }

    /// Returns the ids of the entries that would be scored; for measuring.
    pub fn candidate_ids(&self, query: &Query) -> Vec<String> {
        let names = self.candidates(&Asked::new(query), &mut Nearness::default());
        let entries = names.iter().filter_map(|name| self.name_entries.get(*name as usize));
        entries.map(|entry| self.ids.at(*entry as usize).to_owned()).collect()
    }

    fn numbers_like(&self, query: &Query, mut found: impl FnMut(u32, u32, bool)) {
        for (sort, number) in [
            (Sort::Document, &query.document),
            (Sort::Plate, &query.plate),
            (Sort::Vin, &query.vin),
            (Sort::Container, &query.container),
        ] {
            let Some(normal) = number.as_deref().map(numbers::normal).filter(|number| !number.is_empty()) else {
                continue;
            };
            for listed in self.number_keys.of(sort.hash(&normal)) {
                let text = self.numbers.at(*listed as usize);
                if let Some(entry) = self.number_entries.get(*listed as usize)
                    && numbers::as_read(text) == numbers::as_read(&normal)
                {
                    found(*listed, *entry, text == normal);
                }
            }
        }
    }

    fn listed_name(&self, name: u32) -> Name<'_> {
        // A damaged snapshot may give a name more words than any has.
        let words = self.name_words.at(name as usize).iter().take(fold::MOST_WORDS);
        Name::new(words.filter_map(|word| self.words.get(*word as usize)).collect())
    }

    fn score_name(&self, asked: &Asked, one: &Name, name: u32, near: &mut Nearness) -> Score {
        let listed = self.listed_name(name);
        let numbers = self.name_words.at(name as usize);
        score::score(one, &listed, asked.cut, |at, place| {
            let number = numbers.get(place).copied().unwrap_or(u32::MAX);
            *near.entry((at as u32, number)).or_insert_with(|| {
                let may_be_near = asked
                    .marks
                    .get(at)
                    .zip(self.marks.get(number as usize))
                    .is_some_and(|(one, two)| one.may_be_near(two));
                match (one.words.get(at), listed.words.get(place)) {
                    (Some(one), Some(two)) if may_be_near => one.near(two),
                    _ => (0.0, Way::Letters),
                }
            })
        })
    }

    fn with_evidence(&self, query: &Query, entry: u32, name: f32, is_rare_and_equal: bool) -> f32 {
        let mut value = score::with_birth(name, is_rare_and_equal, self.birth_evidence(query, entry));
        if self.sexes_differ(query, entry) {
            value *= 0.94;
        }
        match self.nationalities_agree(query, entry) {
            Some(true) => value += 0.05 * (1.0 - value),
            Some(false) => value *= 0.985,
            None => {}
        }
        value
    }

    fn birth_evidence(&self, query: &Query, entry: u32) -> BirthEvidence {
        match (query.birth, self.birth(entry)) {
            (Some(asked), Some(listed)) => asked.agrees(&listed),
            _ => BirthEvidence::Unknown,
        }
    }

    fn sexes_differ(&self, query: &Query, entry: u32) -> bool {
        matches!((query.sex, self.sex(entry)), (Some(Sex::M), Some(Sex::F)) | (Some(Sex::F), Some(Sex::M)))
    }

    fn nationalities_agree(&self, query: &Query, entry: u32) -> Option<bool> {
        let asked = query.nationality.as_deref().map(str::trim).filter(|nation| !nation.is_empty())?;
        let listed = self.nationality(entry);
        (!listed.is_empty()).then(|| listed == asked.to_uppercase())
    }

    fn explain(&self, asked: &Asked, name: u32, score: &Score, into: &mut Vec<Reason>) {
        let listed = self.listed_name(name);
        let text = |words: &[&Word], mask: u32| {
            let parts: Vec<&str> =
                words.iter().enumerate().filter(|(at, _)| mask & 1 << at != 0).map(|(_, word)| word.usual()).collect();
            parts.join(" ")
        };
        let one: Vec<&Word> = asked.words.iter().collect();
        let (mut parts, mut equal, mut used) = (Vec::new(), 0, (0u32, 0u32));
        for link in &score.links {
            used = (used.0 | link.asked, used.1 | link.listed);
            let how = match link.way {
                LinkWay::Initial => PartHow::Initial,
                LinkWay::Joined => PartHow::Joined,
                LinkWay::Cut => PartHow::Cut,
                LinkWay::Word(Way::Same) => PartHow::Same,
                LinkWay::Word(Way::Sound) => PartHow::Sound,
                LinkWay::Word(Way::ShortForm) => PartHow::ShortForm,
                LinkWay::Word(Way::Language) => PartHow::Language,
                LinkWay::Word(Way::Letters) => PartHow::Letters,
            };
            if how == PartHow::Same {
                equal += link.asked.count_ones() as usize;
                continue;
            }
            parts.push(Reason::Part { asked: text(&one, link.asked), listed: text(&listed.words, link.listed), how });
        }
        let of = one.len();
        let similar = used.0.count_ones() as usize - equal;
        into.push(Reason::Name { listed: self.names.at(name as usize).to_owned(), equal, similar, of });
        into.append(&mut parts);
        let left = |words: &[&Word], used: u32| {
            (0..words.len()).filter(|at| used & 1 << at == 0).map(|at| text(words, 1 << at)).collect::<Vec<_>>()
        };
        into.extend(left(&one, used.0).into_iter().map(|part| Reason::OnlyAsked { part }));
        into.extend(left(&listed.words, used.1).into_iter().map(|part| Reason::OnlyListed { part }));
    }

    fn explain_evidence(&self, query: &Query, entry: u32, into: &mut Vec<Reason>) {
        match self.birth_evidence(query, entry) {
            BirthEvidence::Unknown => {}
            evidence => into.push(Reason::Birth { evidence }),
        }
        if self.sexes_differ(query, entry) {
            into.push(Reason::SexDiffers);
        }
        match self.nationalities_agree(query, entry) {
            Some(true) => into.push(Reason::NationalityEqual),
            Some(false) => into.push(Reason::NationalityDiffers),
            None => {}
        }
    }
}

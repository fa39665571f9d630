//! Finding an entry: few candidates out of all, then the score of each.
//!
//! Invariant: candidates are chosen by what is on the list, scores never are. No gate is joined to another by AND: a word
//! that agrees, or nearly, is enough to be a candidate, and a birth date that agrees moves a candidate forward.

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use crate::align::{LinkWay, Name};
use crate::birth_date::{BirthDate, BirthEvidence};
use crate::entry::{Kind, Query, Sex};
use crate::explain::{PartHow, Reason};
use crate::fold::{self, Script};
use crate::index::{Index, Sort, hash, unpacked, with_deletions};
use crate::numbers;
use crate::score::{self, Score};
use crate::table::Class;
use crate::word::{Marks, Way, Word};

/// How many names are scored at most for one query.
const CANDIDATES: usize = 400;
/// The least likeness of a word of the list that stands in for a word of the query.
const STAND_IN: f32 = 0.62;
/// The same for words that are written together or apart.
const TOGETHER: f32 = 0.85;

/// From how many words on a name is looked for by its letters alone, not by its sound.
const LONG_NAME: usize = 4;

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

/// Space for one search at a time, kept for the next.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    /// What a name has gained, and in which turn it last did.
    sums: Vec<(f32, u32)>,
    touched: Vec<u32>,
}

impl Scratch {
    /// Adds what words of the list tell to the names that they stand in; a name gains once a turn, by its best word.
    fn add(&mut self, index: &Index, turn: u32, words: &[(u32, f32)], least: f32) {
        for (word, likeness) in words.iter().filter(|(_, likeness)| *likeness >= least) {
            let gain = index.telling(*word) * likeness * likeness * likeness;
            for name in index.postings.at(*word as usize) {
                self.gain(*name, turn, gain);
            }
        }
    }

    fn gain(&mut self, name: u32, turn: u32, gain: f32) {
        let Some((sum, seen)) = self.sums.get_mut(name as usize) else { return };
        if *seen == turn {
            return;
        }
        if *seen == 0 {
            self.touched.push(name);
        }
        *seen = turn;
        *sum += gain;
    }
}

type Nearness = FxHashMap<(u32, u32), (f32, Way)>;

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

    /// Returns the names that have most in common with what is asked, by what their words tell on this list.
    fn candidates(&self, asked: &Asked, near: &mut Nearness) -> Vec<u32> {
        let mut scratch = self.spare.lock().ok().and_then(|mut spare| spare.pop()).unwrap_or_default();
        scratch.sums.resize(self.names.len(), (0.0, 0));
        // Of a long name enough is spelled right.
        let by_sound = (0..asked.words.len()).filter(|place| asked.is_telling(*place)).count() <= LONG_NAME;
        let mut turn = 0;
        for (place, word) in asked.words.iter().enumerate().filter(|(place, _)| asked.is_telling(*place)) {
            let alike = self.stand_ins(word, Some(place as u32), by_sound, near);
            turn += 1;
            scratch.add(self, turn, &alike, STAND_IN);
            // Nothing of the list is like it: it may be two words written in one.
            if alike.first().is_none_or(|(_, likeness)| *likeness < TOGETHER) {
                for part in word.parts() {
                    turn += 1;
                    scratch.add(self, turn, &self.stand_ins(&part, None, false, near), TOGETHER);
                }
            }
        }
        for (_, word) in asked.words.iter().enumerate().filter(|(place, _)| asked.is_telling(*place)) {
            turn += 1;
            self.add_halves(word, turn, &mut scratch);
        }
        for joined in &asked.joined {
            turn += 1;
            let by_sound = joined.folded.script != Script::Full;
            scratch.add(self, turn, &self.stand_ins(joined, None, by_sound, near), TOGETHER);
        }
        let mut ranked: Vec<(f32, u32)> = Vec::with_capacity(scratch.touched.len());
        for name in scratch.touched.drain(..) {
            let at = name as usize;
            let (sum, _) = scratch.sums.get_mut(at).map(std::mem::take).unwrap_or_default();
            let Some(facts) = self.facts.get(at) else { continue };
            let born = born_alike(asked.birth, facts.birth);
            ranked.push((sum - 0.2 * facts.tells + born, name));
        }
        if let Ok(mut spare) = self.spare.lock() {
            spare.push(scratch);
        }
        if ranked.len() > CANDIDATES {
            ranked.select_nth_unstable_by(CANDIDATES, |one, other| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1)));
            ranked.truncate(CANDIDATES);
        }
        ranked.into_iter().map(|(_, name)| name).collect()
    }

    /// Adds to the names that have both halves of a word, whichever way it is cut in two.
    fn add_halves(&self, word: &Word, turn: u32, scratch: &mut Scratch) {
        for (one, two) in word.halves() {
            let (Some(one), Some(two)) = (self.word_spelled(one), self.word_spelled(two)) else { continue };
            let (few, many) = (self.postings.at(one as usize), self.postings.at(two as usize));
            let (few, many) = if few.len() <= many.len() { (few, many) } else { (many, few) };
            let gain = 0.95 * (self.telling(one) + self.telling(two));
            let mut rest = many;
            for name in few {
                let from = rest.partition_point(|other| other < name);
                rest = rest.get(from..).unwrap_or_default();
                if rest.first() == Some(name) {
                    scratch.gain(*name, turn, gain);
                }
            }
        }
    }

    /// Returns the word of the list that is the same.
    fn same_word(&self, word: &Word) -> Option<u32> {
        let mut known = self.near.of(hash(word.usual().as_bytes())).iter();
        known.find(|known| self.words.get(**known as usize).is_some_and(|known| known.folded == word.folded)).copied()
    }

    /// Returns how many words of a name are among those.
    fn shared(&self, words: &[u32], name: u32) -> usize {
        self.name_words.at(name as usize).iter().filter(|word| words.contains(word)).count()
    }

    /// Returns the word of the list with just that spelling.
    fn word_spelled(&self, form: &str) -> Option<u32> {
        let mut known = self.near.of(hash(form.as_bytes())).iter();
        known.find(|word| self.words.get(**word as usize).is_some_and(|word| word.usual() == form)).copied()
    }

    /// Returns the words of the list that may stand for a word, with their likeness, best first.
    fn stand_ins(&self, word: &Word, place: Option<u32>, by_sound: bool, near: &mut Nearness) -> Vec<(u32, f32)> {
        let marks = word.marks();
        let mut alike: Vec<(u32, f32)> = Vec::new();
        let mut consider = |number: u32, of: &mut dyn FnMut(&Word) -> f32| {
            if self.marks.get(number as usize).is_some_and(|listed| marks.may_be_near(listed))
                && let Some(listed) = self.words.get(number as usize)
            {
                let likeness = of(listed);
                if likeness >= STAND_IN {
                    alike.push((number, likeness));
                }
            }
        };
        let mut found: Vec<u32> = Vec::new();
        for form in &word.folded.forms {
            with_deletions(form, |hash| found.extend_from_slice(self.near.of(hash)));
        }
        found.sort_unstable();
        found.dedup();
        for number in &found {
            consider(*number, &mut |listed| {
                let likeness = word.near(listed);
                if let Some(place) = place {
                    near.insert((place, *number), likeness);
                }
                likeness.0
            });
        }
        for bones in by_sound.then(|| word.skeletons()).into_iter().flatten() {
            for number in self.bones.of(hash(bones.as_bytes())) {
                if found.binary_search(number).is_err() {
                    consider(*number, &mut |listed| word.heard_near(listed));
                }
            }
        }
        alike.sort_by(|one, other| other.1.total_cmp(&one.1));
        alike
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

/// Returns how far a birth date moves a candidate forward, in the unit of what words tell.
fn born_alike(asked: Option<BirthDate>, [years, rest]: [u32; 2]) -> f32 {
    let listed = unpacked(years, rest);
    let (Some(asked), Some(listed)) = (asked, listed) else {
        // What neither knows is the same, too.
        return if asked.is_none() && listed.is_none() { 4.0 } else { 2.0 };
    };
    if asked.day > 0 && listed.day > 0 {
        let same = [asked.from == listed.from, asked.month == listed.month, asked.day == listed.day];
        return match same.iter().filter(|same| **same).count() {
            3 => 8.0,
            2 => 5.0,
            _ if asked.from == listed.from && asked.month == listed.day && asked.day == listed.month => 5.0,
            _ => 0.0,
        };
    }
    match asked.from.abs_diff(listed.from).min(asked.to.abs_diff(listed.to)) {
        0 if asked.day == 0 && listed.day == 0 => 7.0,
        0 => 5.0,
        1..=2 => 2.0,
        _ => 0.0,
    }
}

/// A query, ready to be compared.
struct Asked {
    words: Vec<Word>,
    marks: Vec<Marks>,
    /// What neighbours may be together.
    joined: Vec<Word>,
    birth: Option<BirthDate>,
    cut: bool,
}

impl Asked {
    /// Says whether candidates are looked for by a word: not by titles and particles beside a name, and by each word once.
    fn is_telling(&self, place: usize) -> bool {
        let is_name = |word: &Word| matches!(word.class, Class::Name | Class::Patronymic);
        let Some(word) = self.words.get(place) else { return false };
        (is_name(word) || !self.words.iter().any(is_name))
            && !self.words.iter().take(place).any(|other| other.folded == word.folded)
    }

    fn new(query: &Query) -> Self {
        let words: Vec<Word> = fold::words(&query.name).into_iter().map(Word::new).collect();
        let runs = words.windows(2).chain(words.windows(3));
        // The article of "servant of" is often not heard: Abd al-Rahman, Abdirahman.
        let skipping = words.windows(3).filter_map(|run| match run {
            [one, between, other] if between.class == Class::Particle => Word::joined(&[one.clone(), other.clone()]),
            _ => None,
        });
        let joined = runs.filter_map(Word::joined).chain(skipping).collect();
        let marks = words.iter().map(Word::marks).collect();
        Self { words, marks, joined, birth: query.birth, cut: query.may_be_cut() }
    }
}

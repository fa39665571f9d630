//! Choosing few candidates out of all names of a list.
//!
//! Invariant: no gate is joined to another by AND. A word that agrees, or nearly, is enough to be a candidate, and a birth
//! date that agrees moves a candidate forward. What is on the list decides who is a candidate, never what score it gets.

use rustc_hash::FxHashMap;

use crate::birth_date::BirthDate;
use crate::entry::Query;
use crate::fold::{self, Script};
use crate::index::{Index, hash, unpacked, with_deletions};
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

/// How near the word of the query at a place is to a word of the list.
pub(crate) type Nearness = FxHashMap<(u32, u32), (f32, Way)>;

/// A query, ready to be compared.
pub(crate) struct Asked {
    pub words: Vec<Word>,
    pub marks: Vec<Marks>,
    /// What neighbours may be together.
    joined: Vec<Word>,
    birth: Option<BirthDate>,
    pub cut: bool,
}

impl Asked {
    /// Says whether candidates are looked for by a word: not by titles and particles beside a name, and by each word once.
    fn is_telling(&self, place: usize) -> bool {
        let is_name = |word: &Word| matches!(word.class, Class::Name | Class::Patronymic);
        let Some(word) = self.words.get(place) else { return false };
        (is_name(word) || !self.words.iter().any(is_name))
            && !self.words.iter().take(place).any(|other| other.folded == word.folded)
    }

    pub(crate) fn new(query: &Query) -> Self {
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

impl Index {
    /// Returns the names that have most in common with what is asked, by what their words tell on this list.
    pub(crate) fn candidates(&self, asked: &Asked, near: &mut Nearness) -> Vec<u32> {
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
    pub(crate) fn same_word(&self, word: &Word) -> Option<u32> {
        let mut known = self.near.of(hash(word.usual().as_bytes())).iter();
        known.find(|known| self.words.get(**known as usize).is_some_and(|known| known.folded == word.folded)).copied()
    }

    /// Returns how many words of a name are among those.
    pub(crate) fn shared(&self, words: &[u32], name: u32) -> usize {
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

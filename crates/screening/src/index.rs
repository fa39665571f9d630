//! An alert list in memory.
//!
//! Invariant: columns of numbers and text, nothing that points elsewhere, so that a snapshot is read back as fast as it
//! is copied; built from the entries alone, in their order.

use std::sync::Mutex;

use rustc_hash::FxHashMap;

use crate::birth_date::BirthDate;
use crate::candidates::Scratch;
use crate::entry::{Entry, Kind, Sex};
use crate::fold::{self, Folded};
use crate::numbers;
use crate::table::Class;
use crate::word::{Marks, Word};

/// Texts one after the other.
#[derive(Debug, Default)]
pub(crate) struct Texts {
    pub ends: Vec<u32>,
    pub text: String,
}

impl Texts {
    pub(crate) fn push(&mut self, text: &str) {
        self.text.push_str(text);
        self.ends.push(self.text.len() as u32);
    }

    pub(crate) fn at(&self, place: usize) -> &str {
        let from = place.checked_sub(1).map_or(Some(0), |before| self.ends.get(before).copied());
        match (from, self.ends.get(place)) {
            (Some(from), Some(to)) => self.text.get(from as usize..*to as usize).unwrap_or_default(),
            _ => "",
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }
}

/// Lists of numbers one after the other.
#[derive(Debug, Default)]
pub(crate) struct Lists {
    pub ends: Vec<u32>,
    pub items: Vec<u32>,
}

impl Lists {
    pub(crate) fn at(&self, place: usize) -> &[u32] {
        let from = place.checked_sub(1).map_or(Some(0), |before| self.ends.get(before).copied());
        match (from, self.ends.get(place)) {
            (Some(from), Some(to)) => self.items.get(from as usize..*to as usize).unwrap_or_default(),
            _ => &[],
        }
    }
}

/// Numbers found by the hash of a text.
#[derive(Debug, Default)]
pub(crate) struct Keys {
    pub hashes: Vec<u32>,
    pub values: Vec<u32>,
}

impl Keys {
    fn new(mut pairs: Vec<(u32, u32)>) -> Self {
        pairs.sort_unstable();
        pairs.dedup();
        pairs.into_iter().fold(Self::default(), |mut keys, (hash, value)| {
            keys.hashes.push(hash);
            keys.values.push(value);
            keys
        })
    }

    pub(crate) fn of(&self, hash: u32) -> &[u32] {
        let from = self.hashes.partition_point(|known| *known < hash);
        let count = self.hashes.iter().skip(from).take_while(|known| **known == hash).count();
        self.values.get(from..from + count).unwrap_or_default()
    }
}

/// Returns the hash of a text under which [`Keys`] finds it; the same in every build, since snapshots keep it.
pub(crate) fn hash(text: &[u8]) -> u32 {
    let mut state: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in text {
        state = (state ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    (state ^ (state >> 32)) as u32
}

/// Calls with the hash of a spelling and of each that lacks one of its letters.
pub(crate) fn with_deletions(form: &str, mut each: impl FnMut(u32)) {
    each(hash(form.as_bytes()));
    if form.len() < 2 {
        return;
    }
    let mut shorter = Vec::with_capacity(form.len());
    for at in 0..form.len() {
        shorter.clear();
        shorter.extend(form.bytes().enumerate().filter(|(place, _)| *place != at).map(|(_, letter)| letter));
        each(hash(&shorter));
    }
}

/// An alert list that can be searched.
#[derive(Debug, Default)]
pub struct Index {
    pub(crate) ids: Texts,
    /// Kind, sex and place in `nations` of each entry, as they stand in a snapshot.
    pub(crate) traits: Vec<u32>,
    pub(crate) nations: Texts,
    /// Birth date of each entry in two numbers, 0 and 0 where unknown.
    pub(crate) births: Vec<u32>,
    pub(crate) names: Texts,
    pub(crate) name_entries: Vec<u32>,
    pub(crate) name_words: Lists,
    /// What choosing candidates needs of each name, in one place since most of a search is waiting for memory.
    pub(crate) facts: Vec<Facts>,
    pub(crate) word_keys: Texts,
    pub(crate) words: Vec<Word>,
    pub(crate) marks: Vec<Marks>,
    pub(crate) postings: Lists,
    /// Spellings and those with a letter left out.
    pub(crate) near: Keys,
    /// Consonants.
    pub(crate) bones: Keys,
    pub(crate) numbers: Texts,
    pub(crate) number_entries: Vec<u32>,
    /// Hash of a number as readers may read it, with its sort.
    pub(crate) number_keys: Keys,
    pub(crate) spare: Mutex<Vec<Scratch>>,
}

/// What choosing candidates needs of a name.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Facts {
    /// The birth date of its entry, packed.
    pub birth: [u32; 2],
    /// What all of its words tell.
    pub tells: f32,
}

/// The sorts of numbers, as they stand in a snapshot.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Sort {
    Document = 1,
    Plate = 2,
    Vin = 3,
    Container = 4,
}

impl Sort {
    pub(crate) fn hash(self, normal: &str) -> u32 {
        hash(format!("{}{}", self as u8, numbers::as_read(normal)).as_bytes())
    }
}

impl Index {
    /// Builds the index of entries.
    pub fn build(entries: impl IntoIterator<Item = Entry>) -> Self {
        let mut index = Self::default();
        let mut known_words: FxHashMap<String, u32> = FxHashMap::default();
        let mut known_nations: FxHashMap<String, u32> = FxHashMap::default();
        let mut number_keys = Vec::new();
        for (at, entry) in entries.into_iter().enumerate() {
            let at = at as u32;
            index.ids.push(&entry.id);
            let nation = entry.nationality.as_deref().map(|nation| nation.trim().to_uppercase()).unwrap_or_default();
            let nation = *known_nations.entry(nation).or_insert_with_key(|nation| {
                index.nations.push(nation);
                index.nations.len() as u32 - 1
            });
            index.traits.push(traits(entry.kind, entry.sex, nation));
            index.births.extend(entry.birth.map_or([0, 0], packed));
            for name in entry.names.iter().chain(&entry.aliases).filter(|name| !name.trim().is_empty()) {
                index.push_name(at, name, &mut known_words);
            }
            for (sort, listed) in [
                (Sort::Document, &entry.documents),
                (Sort::Plate, &entry.plates),
                (Sort::Vin, &entry.vins),
                (Sort::Container, &entry.containers),
            ] {
                for number in listed {
                    let normal = numbers::normal(number);
                    if !normal.is_empty() {
                        number_keys.push((sort.hash(&normal), index.numbers.len() as u32));
                        index.numbers.push(&normal);
                        index.number_entries.push(at);
                    }
                }
            }
        }
        index.number_keys = Keys::new(number_keys);
        index.finish();
        index
    }

    fn push_name(&mut self, entry: u32, name: &str, known: &mut FxHashMap<String, u32>) {
        let folded = fold::words(name);
        if folded.is_empty() {
            return;
        }
        self.names.push(name);
        self.name_entries.push(entry);
        for word in folded {
            let key = word.key();
            let number = match known.get(&key) {
                Some(number) => *number,
                None => {
                    let number = self.words.len() as u32;
                    self.word_keys.push(&key);
                    self.words.push(Word::new(word));
                    known.insert(key, number);
                    number
                }
            };
            self.name_words.items.push(number);
        }
        self.name_words.ends.push(self.name_words.items.len() as u32);
    }

    /// Turns the words of names around, and makes the keys that words are found by.
    fn finish(&mut self) {
        let mut counts = vec![0u32; self.words.len()];
        for word in &self.name_words.items {
            if let Some(count) = counts.get_mut(*word as usize) {
                *count += 1;
            }
        }
        let mut end = 0;
        let starts = counts.iter().map(|count| {
            let start = end;
            end += count;
            start
        });
        let mut next: Vec<u32> = starts.collect();
        let mut items = vec![0u32; end as usize];
        for name in 0..self.names.len() {
            for word in self.name_words.at(name) {
                if let Some(place) = next.get_mut(*word as usize) {
                    if let Some(item) = items.get_mut(*place as usize) {
                        *item = name as u32;
                    }
                    *place += 1;
                }
            }
        }
        self.postings = Lists { ends: next, items };
        let (mut near, mut bones) = (Vec::new(), Vec::new());
        for (number, word) in self.words.iter().enumerate() {
            let number = number as u32;
            for form in &word.folded.forms {
                with_deletions(form, |hash| near.push((hash, number)));
            }
            bones.extend(word.skeletons().iter().map(|bones| (hash(bones.as_bytes()), number)));
        }
        self.near = Keys::new(near);
        self.bones = Keys::new(bones);
        self.gather();
    }

    /// Makes what only memory holds: the words and the facts of names.
    pub(crate) fn gather(&mut self) {
        if self.words.len() != self.word_keys.len() {
            let keys = (0..self.word_keys.len()).map(|at| self.word_keys.at(at));
            self.words = keys.map(|key| Word::new(Folded::from_key(key))).collect();
        }
        self.marks = self.words.iter().map(Word::marks).collect();
        let telling: Vec<f32> = (0..self.words.len()).map(|word| self.telling(word as u32)).collect();
        let facts = self.name_entries.iter().enumerate().map(|(name, entry)| {
            let at = 2 * *entry as usize;
            let tells = self.name_words.at(name).iter().filter_map(|word| telling.get(*word as usize)).sum();
            let part = |at: usize| self.births.get(at).copied().unwrap_or(0);
            Facts { birth: [part(at), part(at + 1)], tells }
        });
        self.facts = facts.collect();
    }

    /// Returns how much a word tells on this list; for choosing candidates only, never for a score.
    pub(crate) fn telling(&self, word: u32) -> f32 {
        let is_name =
            self.words.get(word as usize).is_some_and(|word| matches!(word.class, Class::Name | Class::Patronymic));
        let count = self.postings.at(word as usize).len();
        let telling = (1.0 + self.names.len() as f32 / (1 + count) as f32).ln();
        if is_name { telling } else { 0.2 * telling }
    }

    /// Returns how many entries there are.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Says whether there is no entry.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns how many names there are, aliases counted.
    pub fn names(&self) -> usize {
        self.names.len()
    }

    pub(crate) fn birth(&self, entry: u32) -> Option<BirthDate> {
        let at = 2 * entry as usize;
        unpacked(*self.births.get(at)?, *self.births.get(at + 1)?)
    }

    pub(crate) fn kind(&self, entry: u32) -> Kind {
        match self.traits.get(entry as usize).map_or(0, |traits| traits & 0xF) {
            1 => Kind::Vehicle,
            2 => Kind::Container,
            3 => Kind::Document,
            _ => Kind::Person,
        }
    }

    pub(crate) fn sex(&self, entry: u32) -> Option<Sex> {
        match self.traits.get(entry as usize).map_or(0, |traits| traits >> 4 & 0xF) {
            1 => Some(Sex::M),
            2 => Some(Sex::F),
            3 => Some(Sex::X),
            _ => None,
        }
    }

    pub(crate) fn nationality(&self, entry: u32) -> &str {
        self.traits.get(entry as usize).map_or("", |traits| self.nations.at((traits >> 8) as usize))
    }
}

fn traits(kind: Kind, sex: Option<Sex>, nation: u32) -> u32 {
    let kind = match kind {
        Kind::Person => 0,
        Kind::Vehicle => 1,
        Kind::Container => 2,
        Kind::Document => 3,
    };
    let sex = match sex {
        None => 0,
        Some(Sex::M) => 1,
        Some(Sex::F) => 2,
        Some(Sex::X) => 3,
    };
    kind | sex << 4 | nation << 8
}

fn packed(birth: BirthDate) -> [u32; 2] {
    let years = u32::from(birth.from) | u32::from(birth.to) << 16;
    [years, u32::from(birth.month) | u32::from(birth.day) << 8 | u32::from(birth.about) << 16 | 1 << 24]
}

pub(crate) fn unpacked(years: u32, rest: u32) -> Option<BirthDate> {
    (rest >> 24 != 0).then_some(BirthDate {
        from: (years & 0xFFFF) as u16,
        to: (years >> 16) as u16,
        month: (rest & 0xFF) as u8,
        day: (rest >> 8 & 0xFF) as u8,
        about: rest >> 16 & 1 == 1,
    })
}

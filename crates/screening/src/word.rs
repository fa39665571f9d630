//! One word of a name with all that comparing needs to know of it.
//!
//! Invariant: made from its key alone, so that a snapshot need not keep more than the key.

use crate::fold::{Folded, LONGEST_WORD, Script};
use crate::letters::nearness;
use crate::rarity;
use crate::sound::{from_somali, skeleton, sound};
use crate::table::{self, Class, LANGUAGES};

/// A word, ready to be compared.
#[derive(Debug, Clone)]
pub(crate) struct Word {
    pub folded: Folded,
    sounds: Vec<String>,
    pub class: Class,
    pub countries: u8,
    groups: Vec<u16>,
    /// Which letters are in it, a bit each, as it is spelled and as it is said.
    letters: [u32; 2],
    /// What it adds to a name, from 0 to 1.
    pub weight: f32,
}

/// What a first look at a word needs, before its letters are compared.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Marks {
    letters: [u32; 2],
    length: u8,
    is_plain: bool,
    has_groups: bool,
}

impl Marks {
    /// Says whether it is worth while to compare the letters of two words.
    pub(crate) fn may_be_near(&self, other: &Self) -> bool {
        !self.is_plain
            || !other.is_plain
            || (self.has_groups && other.has_groups)
            || (self.length.abs_diff(other.length) <= 4 && share_letters(self.letters, other.letters))
    }
}

/// In which way two words agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    Same,
    Sound,
    ShortForm,
    Language,
    Letters,
}

impl Word {
    /// Makes the word of a folded one.
    pub(crate) fn new(folded: Folded) -> Self {
        let usual = folded.forms.first().map_or("", String::as_str);
        let class = if folded.script == Script::Near { Class::Name } else { table::class(usual) };
        let countries = folded.forms.iter().map(|form| rarity::countries(form)).max().unwrap_or(0);
        let length = match usual.len() {
            0..=1 => 0.5,
            2 => 0.7,
            3 => 0.85,
            _ => 1.0,
        };
        let weight = match class {
            Class::Name => length * rarity::weight(countries),
            Class::Initial => 0.5,
            Class::Patronymic => 0.6,
            Class::Particle => 0.12,
            Class::Honorific => 0.04,
        };
        let mut sounds: Vec<String> = folded.forms.iter().map(|form| sound(form)).collect();
        sounds.extend(from_somali(usual).map(|read| sound(&read)));
        let groups = folded.forms.iter().flat_map(|form| table::groups_of(form)).collect();
        Self {
            letters: [letters(usual), sounds.first().map_or(0, |sound| letters(sound))],
            sounds,
            class,
            countries,
            groups,
            weight,
            folded,
        }
    }

    /// Returns what a run of words is when it is written in one.
    pub(crate) fn joined(run: &[Self]) -> Option<Self> {
        let text: String = run.iter().map(Self::usual).collect();
        let script = run.iter().map(|word| word.folded.script).max()?;
        (text.len() <= LONGEST_WORD).then(|| Self::new(Folded { forms: vec![text], script }))
    }

    /// Returns the two parts that it may be written together of, for every place.
    pub(crate) fn halves(&self) -> impl Iterator<Item = (&str, &str)> {
        let word = self.usual();
        (2..word.len().saturating_sub(1)).filter_map(|at| word.split_at_checked(at))
    }

    /// Returns the words that it may be written together of.
    pub(crate) fn parts(&self) -> Vec<Self> {
        let parts = self.halves().flat_map(|(one, two)| [one, two]).filter(|part| part.len() >= 3);
        parts.map(|part| Self::new(Folded { forms: vec![part.to_owned()], script: self.folded.script })).collect()
    }

    /// Returns its usual spelling.
    pub(crate) fn usual(&self) -> &str {
        self.folded.forms.first().map_or("", String::as_str)
    }

    /// Returns its consonants, in each way in which they may be heard.
    pub(crate) fn skeletons(&self) -> Vec<String> {
        let mut bones: Vec<String> = self.sounds.iter().map(|sound| skeleton(sound, false)).collect();
        if self.folded.script == Script::Consonants || self.sounds.iter().any(|sound| sound.contains(['v', 'u'])) {
            bones.extend(self.sounds.iter().map(|sound| skeleton(sound, true)));
        }
        bones.sort_unstable();
        bones.dedup();
        bones
    }

    /// Returns what a first look at it needs.
    pub(crate) fn marks(&self) -> Marks {
        Marks {
            letters: self.letters,
            length: self.usual().len() as u8,
            is_plain: self.folded.script == Script::Full && self.folded.forms.len() == 1,
            has_groups: !self.groups.is_empty(),
        }
    }

    /// Returns how near two words are by their sound alone; at most what [`Word::near`] may say, in half of the time.
    pub(crate) fn heard_near(&self, other: &Self) -> f32 {
        let (Some(one), Some(two)) = (self.sounds.first(), other.sounds.first()) else { return 0.0 };
        0.96 * nearness(one.as_bytes(), two.as_bytes(), self.folded.script.max(other.folded.script))
    }

    /// Returns how near two words are, from 0 to 1, and in which way.
    pub(crate) fn near(&self, other: &Self) -> (f32, Way) {
        if self.folded == other.folded {
            return (if self.folded.script == Script::Full { 1.0 } else { 0.98 }, Way::Same);
        }
        let script = self.folded.script.max(other.folded.script);
        let mut best = (0.0f32, Way::Letters);
        for one in &self.folded.forms {
            for two in &other.folded.forms {
                if one == two && script == Script::Full {
                    return (1.0, Way::Same);
                }
                let near = nearness(one.as_bytes(), two.as_bytes(), script);
                if near > best.0 {
                    best = (near, Way::Letters);
                }
            }
        }
        if best.0 >= 0.45 && best.0 < 0.96 {
            for one in &self.sounds {
                for two in &other.sounds {
                    let (length, near) = (one.len().min(two.len()), nearness(one.as_bytes(), two.as_bytes(), script));
                    let alike =
                        if one == two && length >= 3 { (0.96, Way::Sound) } else { (0.96 * near, Way::Letters) };
                    if alike.0 > best.0 {
                        best = alike;
                    }
                }
            }
        }
        best.0 = best.0.min(most(script, self, other));
        if best.1 == Way::Letters {
            if script == Script::Full && self.countries > 0 && other.countries > 0 && best.0 < 0.93 {
                // Two names that both exist are rather two names than one with an error.
                best.0 *= 0.93;
            }
            best.0 *= if first_differs(self, other) { 0.96 } else { 1.0 };
        }
        for group in self.groups.iter().filter(|group| other.groups.contains(group)) {
            let related = if group & LANGUAGES == 0 { (0.88, Way::ShortForm) } else { (0.84, Way::Language) };
            if related.0 > best.0 {
                best = related;
            }
        }
        best
    }
}

fn share_letters(one: [u32; 2], two: [u32; 2]) -> bool {
    let share = |(one, two): (u32, u32)| {
        (one ^ two).count_ones() <= 6 && 5 * (one & two).count_ones() >= 2 * (one | two).count_ones()
    };
    one.into_iter().zip(two).any(share)
}

/// The most that words of a script that leaves sounds out can be alike: two consonants are many names.
fn most(script: Script, one: &Word, other: &Word) -> f32 {
    let shorter = |count: fn(&Word) -> usize| count(one).min(count(other));
    match script {
        Script::Full => 1.0,
        Script::Consonants => {
            match shorter(|word| word.usual().bytes().filter(|letter| !b"aeiouwy".contains(letter)).count()) {
                0..=1 => 0.80,
                2 => 0.86,
                3 => 0.92,
                _ => 0.96,
            }
        }
        Script::Near => match shorter(|word| word.usual().len()) {
            0..=3 => 0.86,
            4..=5 => 0.90,
            _ => 0.95,
        },
    }
}

fn letters(word: &str) -> u32 {
    word.bytes().filter(u8::is_ascii_lowercase).fold(0, |letters, letter| letters | 1 << (letter - b'a'))
}

fn first_differs(one: &Word, two: &Word) -> bool {
    let first = |word: &Word| word.sounds.first().and_then(|sound| sound.bytes().next());
    first(one) != first(two) && one.usual().bytes().next() != two.usual().bytes().next()
}

//! Which words of one name stand for which of another.
//!
//! Invariant: every word is used once at most, and of all such assignments the one with the most weight is taken (the search
//! gives up on the best only for names so repetitive that it would take longer than an officer waits).

use crate::fold::Script;
use crate::letters::nearness;
use crate::table::Class;
use crate::word::{Way, Word};

/// A name ready to be compared.
#[derive(Debug, Clone)]
pub(crate) struct Name<'a> {
    pub words: Vec<&'a Word>,
    pub weights: Vec<f32>,
}

impl<'a> Name<'a> {
    /// Weighs the words of a name; where nothing but titles and particles is left, these are the name.
    pub(crate) fn new(words: Vec<&'a Word>) -> Self {
        let is_named = words.iter().any(|word| matches!(word.class, Class::Name | Class::Patronymic));
        let weights = words.iter().map(|word| if is_named { word.weight } else { 0.5 }).collect();
        Self { words, weights }
    }

    pub(crate) fn weight(&self, mask: u32) -> f32 {
        self.weights.iter().enumerate().filter(|(at, _)| mask & (1 << at) != 0).map(|(_, weight)| weight).sum()
    }

    pub(crate) fn total(&self) -> f32 {
        self.weights.iter().sum()
    }

    /// Returns the weight of what is not in a mask; an initial that stands for nothing speaks against as a whole name does.
    pub(crate) fn left_open(&self, used: u32) -> f32 {
        let weights = self.words.iter().zip(&self.weights).enumerate().filter(|(at, _)| used & (1 << at) == 0);
        weights.map(|(_, (word, weight))| if word.class == Class::Initial { 1.0 } else { *weight }).sum()
    }

    fn length(&self, at: usize) -> usize {
        self.words.get(at).map_or(0, |word| word.usual().len())
    }

    fn is_name(&self, at: usize) -> bool {
        self.words.get(at).is_some_and(|word| matches!(word.class, Class::Name | Class::Patronymic))
    }

    /// Returns how many words of a mask are names.
    pub(crate) fn names(&self, mask: u32) -> usize {
        (0..self.words.len()).filter(|at| mask & (1 << at) != 0 && self.is_name(*at)).count()
    }

    pub(crate) fn all(&self) -> u32 {
        (1u32 << self.words.len().min(31)) - 1
    }
}

/// In which way words of two names stand for each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LinkWay {
    Word(Way),
    Initial,
    Joined,
    Cut,
}

/// Words of one name that stand for words of the other.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Link {
    pub asked: u32,
    pub listed: u32,
    pub near: f32,
    pub way: LinkWay,
}

/// Below this, two words have nothing to do with each other.
const FARTHEST: [f32; 3] = [0.54, 0.56, 0.66];
/// The same for scripts that leave sounds out.
const FARTHEST_UNHEARD: f32 = 0.74;

/// Returns every way in which words of the two may stand for each other. `near` compares the words of two places.
pub(crate) fn links(
    asked: &Name,
    listed: &Name,
    cut: bool,
    mut near: impl FnMut(usize, usize) -> (f32, Way),
) -> Vec<Link> {
    let mut links = Vec::with_capacity(16);
    let same = same(asked, listed, &mut links);
    for (at, one) in asked.words.iter().enumerate().filter(|(at, _)| same.0 & (1 << at) == 0) {
        for (place, two) in listed.words.iter().enumerate().filter(|(place, _)| same.1 & (1 << place) == 0) {
            let bits = (1 << at, 1 << place);
            if let Some(near) = initial(one, two) {
                links.push(Link { asked: bits.0, listed: bits.1, near, way: LinkWay::Initial });
                continue;
            }
            if one.class == Class::Initial
                && two.class == Class::Particle
                && two.usual().starts_with(one.usual())
                && listed.is_name(place + 1)
            {
                links.push(Link { asked: bits.0, listed: 0b11 << place, near: 0.86, way: LinkWay::Initial });
            }
            // Titles and particles stand for each other or for nothing.
            let is_small = |word: &Word| matches!(word.class, Class::Particle | Class::Honorific);
            if is_small(one) || is_small(two) {
                if one.class == two.class {
                    let (near, way) = near(at, place);
                    links.push(Link { asked: bits.0, listed: bits.1, near: near.max(0.8), way: LinkWay::Word(way) });
                }
                continue;
            }
            let (value, way) = near(at, place);
            let is_unheard = one.folded.script.max(two.folded.script) != Script::Full;
            if value >= if is_unheard { FARTHEST_UNHEARD } else { farthest(one, two) } {
                links.push(Link { asked: bits.0, listed: bits.1, near: value, way: LinkWay::Word(way) });
            } else if cut && at + 1 == asked.words.len() && two.usual().starts_with(one.usual()) {
                links.push(Link { asked: bits.0, listed: bits.1, near: 0.93, way: LinkWay::Cut });
            }
        }
    }
    let alike = links
        .iter()
        .filter(|link| link.near >= 0.96)
        .fold(same, |(one, two), link| (one | link.asked, two | link.listed));
    joined(asked, listed, alike, |asked, listed, near| links.push(Link { asked, listed, near, way: LinkWay::Joined }));
    let alike = (alike.1, alike.0);
    joined(listed, asked, alike, |listed, asked, near| links.push(Link { asked, listed, near, way: LinkWay::Joined }));
    links
}

/// Two errors in a short word leave little of it; a long word that is as far off is another one.
fn farthest(one: &Word, two: &Word) -> f32 {
    let [short, middling, long] = FARTHEST;
    match one.usual().len().min(two.usual().len()) {
        0..=4 => short,
        5..=6 => middling,
        _ => long,
    }
}

/// Links the names that are the same, each with one, and returns them: what is the same is not also like another.
fn same(asked: &Name, listed: &Name, links: &mut Vec<Link>) -> (u32, u32) {
    let mut same = (0u32, 0u32);
    for (at, one) in asked.words.iter().enumerate() {
        // A particle may be needed where it is written together with a name.
        if matches!(one.class, Class::Particle | Class::Initial) {
            continue;
        }
        let mut others = listed.words.iter().enumerate();
        let other = others
            .find(|(place, two)| same.1 & (1 << place) == 0 && one.usual() == two.usual() && one.folded == two.folded);
        if let Some((place, _)) = other {
            let near = if one.folded.script == Script::Full { 1.0 } else { 0.98 };
            links.push(Link { asked: 1 << at, listed: 1 << place, near, way: LinkWay::Word(Way::Same) });
            same = (same.0 | 1 << at, same.1 | 1 << place);
        }
    }
    same
}

/// An initial stands for a name that begins with it.
fn initial(one: &Word, two: &Word) -> Option<f32> {
    let (short, long) = match (one.class, two.class) {
        (Class::Initial, Class::Initial) => return (one.usual() == two.usual()).then_some(0.95),
        (Class::Initial, Class::Name | Class::Patronymic) => (one, two),
        (Class::Name | Class::Patronymic, Class::Initial) => (two, one),
        _ => return None,
    };
    (long.usual().starts_with(short.usual()) && long.folded.script == Script::Full).then_some(0.88)
}

/// Finds words of `one` that are several words of `two` written in one.
fn joined(one: &Name, two: &Name, alike: (u32, u32), mut found: impl FnMut(u32, u32, f32)) {
    let count = two.words.len();
    if count < 2 {
        return;
    }
    for (at, word) in one.words.iter().enumerate().filter(|(at, _)| alike.0 & (1 << at) == 0) {
        let whole = word.usual();
        if whole.len() == 2 || whole.len() == 3 {
            initials_in_one(at, whole, two, &mut found);
        }
        if whole.len() < 4 {
            continue;
        }
        for first in 0..count {
            for second in (0..count).filter(|second| *second != first) {
                let length = two.length(first) + two.length(second);
                if length > whole.len() + 6 {
                    continue;
                }
                if alike.1 & (1 << first) != 0 && alike.1 & (1 << second) != 0 {
                    continue;
                }
                // Words that are not neighbours are joined by programs, which make no errors.
                let skips_particle = second == first + 2
                    && two.words.get(first + 1).is_some_and(|between| between.class == Class::Particle);
                let is_far = first.abs_diff(second) > 1 && !skips_particle;
                if let Some(near) = spelled_by(word, two, &[first, second]).filter(|near| !is_far || *near >= 0.98) {
                    let between = if skips_particle { 1 << (first + 1) } else { 0 };
                    found(1 << at, 1 << first | between | 1 << second, near);
                }
                if second == first + 1 && second + 1 < count {
                    if let Some(near) = spelled_by(word, two, &[first, second, second + 1]) {
                        found(1 << at, 0b111 << first, near);
                    }
                    if second + 2 < count
                        && let Some(near) = spelled_by(word, two, &[first, second, second + 1, second + 2])
                    {
                        found(1 << at, 0b1111 << first, near);
                    }
                }
            }
        }
    }
}

/// `JC` for Jean-Claude.
fn initials_in_one(at: usize, whole: &str, two: &Name, found: &mut impl FnMut(u32, u32, f32)) {
    for (first, run) in two.words.windows(whole.len()).enumerate() {
        let is_spelled = run.iter().zip(whole.bytes()).all(|(word, letter)| {
            word.class == Class::Name && word.usual().len() > 2 && word.usual().bytes().next() == Some(letter)
        });
        if is_spelled {
            found(1 << at, ((1 << whole.len()) - 1) << first, 0.88);
        }
    }
}

fn spelled_by(word: &Word, name: &Name, places: &[usize]) -> Option<f32> {
    let whole = word.usual().as_bytes();
    let length: usize = places.iter().map(|place| name.length(*place)).sum();
    if length.abs_diff(whole.len()) > 6 {
        return None;
    }
    let parts = places.iter().filter_map(|place| name.words.get(*place).copied());
    let (length, script) = parts.clone().fold((0, word.folded.script), |(sum, script), part| {
        (sum + part.usual().len(), script.max(part.folded.script))
    });
    let slack = match script {
        Script::Full => 2,
        Script::Consonants => 6,
        Script::Near => 3,
    };
    // A part that might as well be missing is not joined.
    let shortest =
        places.iter().filter_map(|place| name.words.get(*place)).map(|part| part.usual().len()).min().unwrap_or(0);
    let apart = length.abs_diff(whole.len());
    if apart > slack || length > 40 || (script == Script::Full && apart >= shortest) {
        return None;
    }
    let mut text = [0u8; 48];
    for (place, letter) in text.iter_mut().zip(parts.flat_map(|part| part.usual().bytes())) {
        *place = letter;
    }
    let text = text.get(..length)?;
    if script == Script::Full && text.first() != whole.first() && text.last() != whole.last() {
        return None;
    }
    let near = nearness(whole, text, script);
    let least = if whole.len() < 8 || script != Script::Full { 0.88 } else { 0.8 };
    (near >= least).then_some(if near >= 1.0 { 0.98 } else { near - 0.02 })
}

/// Returns the links that together carry the most weight.
pub(crate) fn best(asked: &Name, listed: &Name, links: &[Link]) -> Vec<Link> {
    let mut search = Search {
        gains: Vec::with_capacity(links.len()),
        chosen: Vec::new(),
        best: Vec::new(),
        best_gain: 0.0,
        steps: 0,
    };
    let (mut fixed, mut used) = (Vec::with_capacity(links.len()), (0, 0));
    for link in links {
        if link.way == LinkWay::Word(Way::Same) && asked.names(link.asked) > 0 {
            fixed.push(*link);
            used = (used.0 | link.asked, used.1 | link.listed);
        }
    }
    for link in links.iter().filter(|link| link.asked & used.0 == 0 && link.listed & used.1 == 0) {
        let parts = asked.weight(link.asked) + listed.weight(link.listed);
        search.gains.push((*link, parts * worth(link.near)));
    }
    search.gains.sort_by(|one, other| other.1.total_cmp(&one.1));
    search.go(0, 0, 0, 0.0);
    fixed.append(&mut search.best);
    fixed
}

/// What a likeness is worth: errors count more than in proportion.
pub(crate) fn worth(near: f32) -> f32 {
    if near >= 0.9 { near } else { near - 0.5 * (0.9 - near) }
}

struct Search {
    gains: Vec<(Link, f32)>,
    chosen: Vec<Link>,
    best: Vec<Link>,
    best_gain: f32,
    steps: u32,
}

impl Search {
    fn go(&mut self, from: usize, asked: u32, listed: u32, gain: f32) {
        if gain > self.best_gain {
            self.best_gain = gain;
            self.best.clone_from(&self.chosen);
        }
        self.steps += 1;
        if self.steps > 150 {
            return;
        }
        // What is left can add no more than all of it.
        let mut left: f32 = 0.0;
        let open = |link: &Link| link.asked & asked == 0 && link.listed & listed == 0;
        for (link, add) in self.gains.iter().skip(from) {
            left += if open(link) { *add } else { 0.0 };
        }
        let mut at = from;
        while let Some((link, add)) = self.gains.get(at).copied() {
            at += 1;
            if !open(&link) {
                continue;
            }
            if gain + left <= self.best_gain + 1e-6 {
                return;
            }
            left -= add;
            self.chosen.push(link);
            self.go(at, asked | link.asked, listed | link.listed, gain + add);
            self.chosen.pop();
        }
    }
}

//! The alert lists of a State in memory, and the search before every claim.
//!
//! Invariant: an officer's process holds the lists of his own State alone, and nothing of them leaves but the hits, in the sealed part
//! of a claim.

use catalogue::Language;
use chrono::{Datelike as _, NaiveDate};
use contract::{AlertListHead, UnusualRule};
use domain::alert::{Alike, DateLikeness, Listed, PartLikeness};
use domain::private::{Hit, Matched, Search};
use domain::subject::{Consignment, Conveyance, Document, Sex, SubjectFacts, Traveller};
use domain::{Crossing, SubjectId};
use interchange::alerts::{BirthDate as ListedBirth, ListEntry, ListedDocument, Name, Subject};
use screening::{BirthEvidence, Entry, Index, Kind, PartHow, Query, Reason};
use zeroize::Zeroizing;

use super::contents::Numbered;
use crate::failure::Error;

/// How many hits of one subject are kept at most, those that are most alike first: more would be no help to anybody.
const MOST_HITS: usize = 8;

/// A score that every equal number reaches.
const NUMBERS: f32 = 0.95;

/// Of how many lists' versions the lists that are searched were made: nothing is searched on an older one.
pub(crate) type MadeOf = Vec<i64>;

/// A list with its entries as they are kept: texts of a line each.
pub(crate) struct ListTexts {
    /// What is told of it.
    pub head: AlertListHead,
    /// The texts.
    pub texts: Vec<Zeroizing<Vec<u8>>>,
}

/// Where an entry stands: its number, the place of its text among all, and its line there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    pub entry: u64,
    pub text: u32,
    pub from: u32,
    pub to: u32,
}

/// An entry with its list.
struct Found<'a> {
    listed: ListEntry,
    list: &'a AlertListHead,
}

/// The lists in memory.
#[derive(Default)]
pub(crate) struct AlertIndex {
    /// Of which versions of the tables of contents it was made.
    pub made_of: MadeOf,
    /// How alike a person has to be, from 0 to 1.
    threshold: f32,
    /// What is looked for beside other crossings.
    pub unusual: Vec<UnusualRule>,
    pub(super) index: Index,
    /// By number.
    pub(super) places: Vec<Place>,
    /// The place of each text's list.
    lists: Vec<AlertListHead>,
    list_of: Vec<usize>,
    texts: Vec<Zeroizing<Vec<u8>>>,
}

impl AlertIndex {
    /// Makes it of lists with their entries.
    ///
    /// # Errors
    /// [`Error::Sealed`] where an entry can't be read: nobody is to be searched for on part of a list.
    pub fn build(made_of: MadeOf, threshold: Option<u16>, lists: Vec<ListTexts>) -> Result<Self, Error> {
        let mut made = Self::without_index(made_of, threshold, lists);
        let (mut places, mut is_whole) = (Vec::new(), true);
        let texts = &made.texts;
        let stands = (0_u32..).zip(texts).flat_map(|(at, text)| lines(text).map(move |(from, to)| (at, from, to)));
        let read = |at: u32, from: u32, to: u32| -> Option<Numbered> {
            let text = texts.get(usize::try_from(at).ok()?)?;
            serde_json::from_slice(text.get(usize::try_from(from).ok()?..usize::try_from(to).ok()?)?).ok()
        };
        let entries = stands.map_while(|(at, from, to)| {
            let numbered = read(at, from, to);
            is_whole &= numbered.is_some();
            places.extend(numbered.iter().map(|one| Place { entry: one.entry, text: at, from, to }));
            numbered
        });
        let index = Index::build(entries.flat_map(|numbered| searched(numbered.entry, &numbered.listed)));
        if !is_whole {
            return Err(Error::Sealed);
        }
        places.sort_unstable_by_key(|place| place.entry);
        made.index = index;
        made.places = places;
        Ok(made)
    }

    /// Makes it of lists whose index was kept.
    pub(super) fn with(
        made_of: MadeOf,
        threshold: Option<u16>,
        lists: Vec<ListTexts>,
        index: Index,
        places: Vec<Place>,
    ) -> Self {
        Self { index, places, ..Self::without_index(made_of, threshold, lists) }
    }

    fn without_index(made_of: MadeOf, threshold: Option<u16>, lists: Vec<ListTexts>) -> Self {
        let threshold = threshold.map_or(screening::DEFAULT_THRESHOLD, |per_mille| f32::from(per_mille) / 1_000.0);
        let mut made = Self { made_of, threshold, ..Self::default() };
        for (place, list) in lists.into_iter().enumerate() {
            made.lists.push(list.head);
            made.list_of.extend(list.texts.iter().map(|_| place));
            made.texts.extend(list.texts);
        }
        made
    }

    fn entry(&self, number: u64) -> Option<Found<'_>> {
        let at = self.places.binary_search_by_key(&number, |place| place.entry).ok()?;
        let place = self.places.get(at)?;
        let text = usize::try_from(place.text).ok()?;
        let (from, to) = (usize::try_from(place.from).ok()?, usize::try_from(place.to).ok()?);
        let line = self.texts.get(text)?.get(from..to)?;
        let numbered: Numbered = serde_json::from_slice(line).ok()?;
        let list = self.lists.get(*self.list_of.get(text)?)?;
        Some(Found { listed: numbered.listed, list })
    }

    /// Returns by which number searches on these lists are told from those on others: it grows with every import.
    pub fn version(&self) -> u64 {
        self.made_of.iter().map(|version| u64::try_from(*version).unwrap_or_default()).sum()
    }

    /// Searches for a subject of a crossing; what has no facts any more is found on no list.
    pub fn search(&self, crossing: &Crossing, subject: SubjectId, day: NaiveDate) -> Search {
        let facts = crossing.subjects.get(&subject).and_then(|found| found.facts.as_ref());
        facts.map_or_else(|| Search::of(subject, self.version()), |facts| self.search_for(subject, facts, day))
    }

    /// Searches for whom or what these facts tell of.
    pub fn search_for(&self, subject: SubjectId, facts: &SubjectFacts, day: NaiveDate) -> Search {
        let mut search = Search::of(subject, self.version());
        match facts {
            SubjectFacts::Traveller(person) => self.person(person, day, &mut search),
            SubjectFacts::Conveyance(vehicle) => self.vehicle(vehicle, day, &mut search),
            SubjectFacts::Consignment(goods) => self.goods(goods, day, &mut search),
        }
        search
    }

    fn person(&self, person: &Traveller, day: NaiveDate, search: &mut Search) {
        let query = Query {
            name: person.name(),
            birth: person.birth_date.map(|born| {
                let part = |part: u32| u8::try_from(part).unwrap_or_default();
                screening::BirthDate::day(
                    u16::try_from(born.year()).unwrap_or_default(),
                    part(born.month()),
                    part(born.day()),
                )
            }),
            sex: match person.sex {
                Sex::M => Some(screening::Sex::M),
                Sex::F => Some(screening::Sex::F),
                Sex::X => None,
            },
            nationality: Some(person.nationality.clone()).filter(|code| !code.is_empty()),
            document: person.document.as_ref().map(|document| document.number.clone()),
            ..Query::default()
        };
        self.found(&query, day, search, |entry, reasons| {
            let is_number =
                reasons.iter().any(|one| matches!(one, Reason::NumberEqual { .. } | Reason::NumberPossible { .. }));
            // Another State may have given the same number to another document.
            if is_number && !is_issued_so(&entry.listed, person.document.as_ref()) {
                return None;
            }
            let is_born_so = reasons.iter().any(|one| matches!(one, Reason::Birth { evidence: BirthEvidence::Equal }));
            let is_named_so = reasons.iter().any(|one| matches!(one, Reason::Name { equal, of, .. } if equal == of));
            Some(match (is_number, is_named_so && is_born_so) {
                (true, _) => Matched::Document,
                (false, true) => Matched::NameAndBirthDate,
                (false, false) => Matched::Name,
            })
        });
    }

    /// A stolen vehicle is found by its frame too: plates are changed sooner.
    fn vehicle(&self, vehicle: &Conveyance, day: NaiveDate, search: &mut Search) {
        let by_plate = Query { plate: Some(vehicle.plate.key().to_owned()), ..Query::default() };
        self.found(&by_plate, day, search, |_, _| Some(Matched::Plate));
        if let Some(number) = &vehicle.vin {
            let by_frame = Query { vin: Some(number.clone()), ..Query::default() };
            self.found(&by_frame, day, search, |_, _| Some(Matched::FrameNumber));
        }
    }

    fn goods(&self, goods: &Consignment, day: NaiveDate, search: &mut Search) {
        for container in &goods.containers {
            let query = Query { container: Some(container.to_string()), ..Query::default() };
            self.found(&query, day, search, |_, _| Some(Matched::Container));
        }
    }

    /// Adds what a query finds on a day, each entry once.
    fn found(
        &self,
        query: &Query,
        day: NaiveDate,
        search: &mut Search,
        matched: impl Fn(&Found<'_>, &[Reason]) -> Option<Matched>,
    ) {
        // An equal number is a hit however alike names have to be.
        let is_one = |hit: &screening::Hit| {
            let is_number = |reason: &Reason| matches!(reason, Reason::NumberEqual { .. });
            hit.score >= self.threshold || hit.explanation.iter().any(is_number)
        };
        let least = self.threshold.min(NUMBERS);
        let hits = self.index.search(query, least).into_iter().filter(is_one).map(|hit| (hit, false));
        let possible = self.index.possible(query).into_iter().map(|hit| (hit, true));
        for (found, is_possible) in hits.chain(possible) {
            let Some(number) = found.id.parse::<u64>().ok() else { continue };
            if search.hits.iter().chain(&search.possible).any(|known| known.entry == number) {
                continue;
            }
            let Some(entry) = self.entry(number).filter(|entry| is_in_force(entry, day)) else { continue };
            let Some(matched) = matched(&entry, &found.explanation) else { continue };
            let into = if is_possible { &mut search.possible } else { &mut search.hits };
            if into.len() < MOST_HITS {
                into.push(hit(number, &entry, matched, &found));
            }
        }
    }
}

/// Returns from where to where the lines of a text go.
fn lines(text: &[u8]) -> impl Iterator<Item = (u32, u32)> {
    let mut from = 0_usize;
    let ends = text.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(at, _)| at);
    ends.filter_map(move |end| {
        let line = (u32::try_from(from).ok()?, u32::try_from(end).ok()?);
        from = end + 1;
        (line.1 > line.0).then_some(line)
    })
}

/// Says whether an entry and its list count on a day.
fn is_in_force(entry: &Found<'_>, day: NaiveDate) -> bool {
    entry.listed.valid_from.is_none_or(|from| from <= day)
        && entry.listed.valid_until.is_none_or(|until| day <= until)
        && entry.list.until.is_none_or(|until| day <= until)
}

/// Says whether a document that is listed with its issuer was issued by whoever issued the one presented.
fn is_issued_so(listed: &ListEntry, document: Option<&Document>) -> bool {
    let Some(document) = document else { return true };
    let key =
        |number: &str| number.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_uppercase();
    let issuers: Vec<&str> = documents(listed)
        .iter()
        .filter(|one| key(&one.number) == key(&document.number))
        .filter_map(|one| one.issuer.as_deref())
        // A State's name in words is compared with nothing.
        .filter(|issuer| issuer.len() <= 3)
        .collect();
    issuers.is_empty() || issuers.iter().any(|issuer| issuer.eq_ignore_ascii_case(&document.issuer))
}

fn documents(listed: &ListEntry) -> &[ListedDocument] {
    match &listed.subject {
        Subject::Person(person) => &person.documents,
        Subject::Organisation(body) => &body.documents,
        Subject::Document(sought) => std::slice::from_ref(&sought.document),
        Subject::Vehicle(_) | Subject::Goods(_) => &[],
    }
}

fn hit(number: u64, entry: &Found<'_>, matched: Matched, found: &screening::Hit) -> Hit {
    let (listed, usual) = (&entry.listed, &entry.list.usual);
    let words = |own: &Option<String>, usual: &String| own.clone().unwrap_or_else(|| usual.clone());
    let by_name = found.explanation.iter().find_map(|reason| match reason {
        Reason::Name { listed, .. } => Some(listed.clone()),
        _ => None,
    });
    let is_number = matches!(matched, Matched::Document | Matched::Plate | Matched::FrameNumber | Matched::Container);
    Hit {
        entry: number,
        matched,
        reason: words(&listed.reason, &usual.reason),
        instruction: words(&listed.instruction, &usual.instruction),
        listed: Some(Box::new(Listed {
            list: entry.list.name.clone(),
            id: listed.id.clone(),
            name: by_name.unwrap_or_else(|| name_of(listed)),
            born: births(listed).iter().map(ToString::to_string).collect(),
            score: (!is_number).then(|| per_mille(found.score)),
            alike: found.explanation.iter().filter_map(alike).collect(),
            handling: listed.handling_code.clone().or_else(|| usual.handling.clone()),
            needs_two: listed.four_eyes || usual.needs_two,
            forged: None,
        })),
    }
}

/// Returns a score between 0 and 1 in thousandths.
fn per_mille(score: f32) -> u16 {
    let thousandths = (score.clamp(0.0, 1.0) * 1_000.0).round();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it lies between 0 and 1,000")]
    {
        thousandths as u16
    }
}

/// Returns what an entry is called where no name matched.
fn name_of(listed: &ListEntry) -> String {
    let first = |names: &[Name]| names.first().map(|name| name.text.clone());
    let said = match &listed.subject {
        Subject::Person(person) => first(&person.names),
        Subject::Organisation(body) => first(&body.names),
        Subject::Document(sought) => Some(sought.document.number.clone()),
        Subject::Vehicle(vehicle) => vehicle.plate.clone().or_else(|| vehicle.vin.clone()),
        Subject::Goods(goods) => goods.container.clone().or_else(|| goods.description.clone()),
    };
    said.unwrap_or_else(|| listed.id.clone())
}

fn births(listed: &ListEntry) -> &[ListedBirth] {
    match &listed.subject {
        Subject::Person(person) => &person.births,
        _ => &[],
    }
}

/// Returns an entry as it is searched for: once for each birth date that sources give.
fn searched(number: u64, listed: &ListEntry) -> Vec<Entry> {
    let texts = |names: &[Name]| -> Vec<String> { names.iter().map(|name| name.text.clone()).collect() };
    let numbers = |all: &[ListedDocument]| -> Vec<String> { all.iter().map(|one| one.number.clone()).collect() };
    let entry = Entry { id: number.to_string(), ..Entry::default() };
    let one = match &listed.subject {
        Subject::Person(person) => {
            let entry = Entry {
                kind: Kind::Person,
                names: texts(&person.names),
                birth: person.births.first().map(born),
                sex: person.sex.map(|sex| match sex {
                    Sex::M => screening::Sex::M,
                    Sex::F => screening::Sex::F,
                    Sex::X => screening::Sex::X,
                }),
                nationality: person.nationalities.iter().find_map(|nation| alpha_3(nation)),
                documents: numbers(&person.documents),
                ..entry
            };
            let others = person.births.iter().skip(1).map(|birth| Entry {
                birth: Some(born(birth)),
                documents: Vec::new(),
                ..entry.clone()
            });
            return others.chain([entry.clone()]).collect();
        }
        // Nobody at a control is a body; its papers are.
        Subject::Organisation(body) => Entry { kind: Kind::Document, documents: numbers(&body.documents), ..entry },
        Subject::Document(sought) => {
            Entry { kind: Kind::Document, documents: vec![sought.document.number.clone()], ..entry }
        }
        Subject::Vehicle(vehicle) => Entry {
            kind: Kind::Vehicle,
            plates: vehicle.plate.iter().cloned().collect(),
            vins: vehicle.vin.iter().cloned().collect(),
            ..entry
        },
        Subject::Goods(goods) => {
            Entry { kind: Kind::Container, containers: goods.container.iter().cloned().collect(), ..entry }
        }
    };
    vec![one]
}

fn alike(reason: &Reason) -> Option<Alike> {
    let count = |count: usize| u8::try_from(count).unwrap_or(u8::MAX);
    Some(match reason {
        Reason::Name { equal, similar, of, .. } => {
            Alike::Name { equal: count(*equal), similar: count(*similar), of: count(*of) }
        }
        Reason::Part { asked, listed, how } => {
            let by = match how {
                // What is the same is counted among the equal parts.
                PartHow::Same => return None,
                PartHow::Sound => PartLikeness::Sound,
                PartHow::ShortForm => PartLikeness::Form,
                PartHow::Language => PartLikeness::Language,
                PartHow::Initial => PartLikeness::Initial,
                PartHow::Letters => PartLikeness::Letters,
                PartHow::Joined => PartLikeness::Joined,
                PartHow::Cut => PartLikeness::Cut,
            };
            Alike::Part { searched: asked.to_uppercase(), listed: listed.to_uppercase(), by }
        }
        Reason::OnlyAsked { part } => Alike::OnlySearched { part: part.to_uppercase() },
        Reason::OnlyListed { part } => Alike::OnlyListed { part: part.to_uppercase() },
        Reason::Birth { evidence } => Alike::BirthDate {
            is: match evidence {
                BirthEvidence::Unknown => return None,
                BirthEvidence::Equal => DateLikeness::Equal,
                BirthEvidence::MonthEqual => DateLikeness::MonthEqual,
                BirthEvidence::YearEqual => DateLikeness::YearEqual,
                BirthEvidence::InRange => DateLikeness::Within,
                BirthEvidence::Swapped => DateLikeness::Swapped,
                BirthEvidence::OneDigit => DateLikeness::OneDigit,
                BirthEvidence::OnePart => DateLikeness::OnePart,
                BirthEvidence::YearNear => DateLikeness::YearNear,
                BirthEvidence::YearApart => DateLikeness::YearApart,
                BirthEvidence::Differs => DateLikeness::Differs,
            },
        },
        Reason::SexDiffers => Alike::SexDiffers,
        Reason::NationalityEqual => Alike::NationalityEqual,
        Reason::NationalityDiffers => Alike::NationalityDiffers,
        Reason::NumberEqual { .. } => Alike::Number { is_equal: true },
        Reason::NumberPossible { .. } => Alike::Number { is_equal: false },
    })
}

/// Returns a birth date as it is compared.
fn born(listed: &ListedBirth) -> screening::BirthDate {
    let year = |year: i32| u16::try_from(year).unwrap_or_default();
    let part = |part: u32| u8::try_from(part).unwrap_or_default();
    match listed {
        ListedBirth::Exact(day) => screening::BirthDate::day(year(day.year()), part(day.month()), part(day.day())),
        ListedBirth::YearMonth { year: of, month } => screening::BirthDate::day(year(*of), part(*month), 0),
        ListedBirth::Year(of) => screening::BirthDate::year(year(*of)),
        ListedBirth::Approximate { from, until } => screening::BirthDate {
            from: year(from.year()),
            to: year(until.year()),
            about: true,
            ..screening::BirthDate::year(year(from.year()))
        },
        ListedBirth::Between { from, until } => screening::BirthDate {
            from: year(from.year()),
            to: year(until.year()),
            ..screening::BirthDate::year(year(from.year()))
        },
    }
}

/// Returns how alike a person has to be where the State has set nothing, per mille.
pub(super) fn usual_threshold() -> u16 {
    per_mille(screening::DEFAULT_THRESHOLD)
}

/// Returns the three letters of a State as documents have them, of three letters or a name in English; nothing where it is
/// neither: then it is no evidence.
fn alpha_3(nation: &str) -> Option<String> {
    let nation = nation.trim();
    if nation.len() == 3 && nation.bytes().all(|letter| letter.is_ascii_alphabetic()) {
        return Some(nation.to_ascii_uppercase());
    }
    let is_named = |code: &&str| catalogue::country_name(code, Language::English).eq_ignore_ascii_case(nation);
    catalogue::country_codes().find(is_named).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::alerts::founded::{AlertEntry, founded};

    #[test]
    fn nobody_is_searched_for_on_part_of_a_list() {
        let by = domain::OfficerNumber::parse("N-ADM1").unwrap();
        let entry = |entry| AlertEntry { entry, document_number: Some(format!("A{entry}")), ..AlertEntry::default() };
        let list = || founded(vec![entry(1), entry(2)], by.clone(), chrono::DateTime::UNIX_EPOCH).unwrap();
        assert_eq!(AlertIndex::build(vec![1], None, vec![list()]).unwrap().places.len(), 2);
        let mut spoiled = list();
        spoiled.texts[0][5] = b'?';
        assert!(matches!(AlertIndex::build(vec![1], None, vec![spoiled]), Err(Error::Sealed)));
    }
}

//! What an officer who controls identity finds out about a travel document and about whoever holds it out: the comparison of a holder
//! whom he doubts with the person in the document, and the record of a document that is false.
//!
//! What is compared follows public knowledge: the features of the face are those of the Facial Identification Scientific Working
//! Group's "Facial Image Comparison Feature List for Morphological Analysis" (version 2.0, 2018.09.11; ASTM E3149), without those
//! that age, weight, hair or light change; height, signature and the data of the page are those of ICAO Doc 9303 parts 3 and 4; that an
//! impostor is also asked about what the document says, is what guides for border officers on impostors (IOM, Frontex) advise. The
//! kinds of false documents are those of the Council of the European Union's PRADO glossary and of ICAO Doc 9303 part 2.
//!
//! Invariant: class STATE. All of it rides in the sealed part of the act on the officer's step and fits there, however much he
//! ticks and types; nothing open tells that there is any.

use std::fmt;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::subject::Document;
use crate::{Reference, Refusal, SubjectId};

/// The longest words about a comparison or a forgery, in characters.
pub const LONGEST: usize = 100;

/// As many bytes as words may take when they are written down: every script has its [`LONGEST`] characters in them.
const MOST_BYTES: usize = 3 * LONGEST;

/// The longest number of a document that is taken over into the record, in bytes: longer ones are in the facts.
const LONGEST_NUMBER: usize = 24;

/// One thing in which a holder is compared with the person in the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Point {
    /// The outline of the face, and how wide it is for its height.
    FaceShape,
    /// Forehead and hairline as far as it shows.
    Forehead,
    /// The brows: how high they lie, their arch.
    Brows,
    /// The eyes: how far apart, their openings, folds, colour.
    Eyes,
    /// The ears: size, set, fold, lobes. They are as individual as any feature, and are the last to change.
    Ears,
    /// Bridge, tip, wings and width of the nose.
    Nose,
    /// Mouth and lips, and the groove between nose and lip.
    Mouth,
    /// Chin and line of the jaw.
    Chin,
    /// The cheekbones.
    Cheeks,
    /// Scars, moles, tattoos and other marks.
    Marks,
    /// The height that is printed.
    Height,
    /// The sex and the age that are printed.
    AgeAndSex,
    /// The signature, given again.
    Signature,
    /// Birth place and what is there, asked without the document in sight.
    BirthPlace,
    /// How old he is, in which year he left school, under which sign he was born: whether it agrees with the birth date.
    BirthDateReckoned,
    /// Names and ages of parents, brothers, sisters, children.
    Family,
    /// The language and the way of speaking of where he says that he comes from.
    Language,
    /// When and where the document was issued, and where he went with it.
    DocumentHistory,
}

impl Point {
    /// Everything that is compared, in the order in which it is looked at: what does not change about a face, what else is
    /// printed, what is asked. What comes later is put behind: answers are kept by their place.
    pub const ALL: [Self; 18] = [
        Self::Ears,
        Self::Eyes,
        Self::Nose,
        Self::Mouth,
        Self::Chin,
        Self::FaceShape,
        Self::Forehead,
        Self::Brows,
        Self::Cheeks,
        Self::Marks,
        Self::Height,
        Self::AgeAndSex,
        Self::Signature,
        Self::BirthPlace,
        Self::BirthDateReckoned,
        Self::Family,
        Self::Language,
        Self::DocumentHistory,
    ];

    /// Returns the word of the catalogue.
    pub const fn word(self) -> &'static str {
        match self {
            Self::FaceShape => "face_shape",
            Self::Forehead => "forehead",
            Self::Brows => "brows",
            Self::Eyes => "eyes",
            Self::Ears => "ears",
            Self::Nose => "nose",
            Self::Mouth => "mouth",
            Self::Chin => "chin",
            Self::Cheeks => "cheeks",
            Self::Marks => "marks",
            Self::Height => "height",
            Self::AgeAndSex => "age_and_sex",
            Self::Signature => "signature",
            Self::BirthPlace => "birth_place",
            Self::BirthDateReckoned => "birth_date_reckoned",
            Self::Family => "family",
            Self::Language => "language",
            Self::DocumentHistory => "document_history",
        }
    }

    /// Returns under which heading it is looked at.
    pub const fn heading(self) -> Heading {
        match self {
            Self::FaceShape
            | Self::Forehead
            | Self::Brows
            | Self::Eyes
            | Self::Ears
            | Self::Nose
            | Self::Mouth
            | Self::Chin
            | Self::Cheeks
            | Self::Marks => Heading::Face,
            Self::Height | Self::AgeAndSex | Self::Signature => Heading::Printed,
            Self::BirthPlace | Self::BirthDateReckoned | Self::Family | Self::Language | Self::DocumentHistory => {
                Heading::Asked
            }
        }
    }
}

/// What is looked at together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heading {
    /// What age, weight and hair don't change about a face.
    Face,
    /// What else the document says of its holder.
    Printed,
    /// What he is asked.
    Asked,
}

impl Heading {
    /// All of them, in their order.
    pub const ALL: [Self; 3] = [Self::Face, Self::Printed, Self::Asked];

    /// Returns the word of the catalogue.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Face => "face",
            Self::Printed => "printed",
            Self::Asked => "asked",
        }
    }
}

/// How a holder compares with the person in the document in one point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Likeness {
    /// Alike, or what he says agrees.
    Like,
    /// Not alike, or it doesn't agree.
    Unlike,
    /// It was looked at, and nothing can be said: the picture is too small, hair covers it, he doesn't understand.
    CantTell,
}

impl Likeness {
    /// Every answer.
    pub const ALL: [Self; 3] = [Self::Like, Self::Unlike, Self::CantTell];

    /// Returns the word of the catalogue.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Like => "like",
            Self::Unlike => "unlike",
            Self::CantTell => "cant_tell",
        }
    }

    const fn letter(self) -> char {
        match self {
            Self::Like => '=',
            Self::Unlike => 'x',
            Self::CantTell => '?',
        }
    }

    fn of_letter(letter: char) -> Option<Self> {
        Self::ALL.into_iter().find(|answer| answer.letter() == letter)
    }
}

/// Answers to the points of a comparison. They are written as one letter each, in the order of [`Point::ALL`], so that a whole
/// list takes no more room than a word: `=` alike, `x` not alike, `?` can't be told, `-` not looked at.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answers(Vec<Option<Likeness>>);

impl Answers {
    /// Returns the answer to a point; nothing where it was not looked at.
    pub fn to(&self, point: Point) -> Option<Likeness> {
        let place = Point::ALL.into_iter().position(|known| known == point)?;
        self.0.get(place).copied().flatten()
    }

    /// Takes an answer, or takes it back.
    pub fn say(&mut self, point: Point, answer: Option<Likeness>) {
        let Some(place) = Point::ALL.into_iter().position(|known| known == point) else { return };
        if self.0.len() <= place {
            self.0.resize(place + 1, None);
        }
        if let Some(known) = self.0.get_mut(place) {
            *known = answer;
        }
        // The same answers are always written the same way.
        while self.0.last() == Some(&None) {
            self.0.pop();
        }
    }

    /// Returns how many points were answered so.
    pub fn count(&self, answer: Likeness) -> usize {
        self.0.iter().filter(|known| **known == Some(answer)).count()
    }

    /// Returns the points that were answered so, in their order.
    pub fn all(&self, answer: Likeness) -> impl Iterator<Item = Point> {
        Point::ALL.into_iter().zip(&self.0).filter(move |(_, known)| **known == Some(answer)).map(|(point, _)| point)
    }

    /// Returns whether nothing was looked at.
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Display for Answers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|answer| write!(f, "{}", answer.map_or('-', Likeness::letter)))
    }
}

impl Serialize for Answers {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Answers {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        // A newer program may ask for more: whoever doesn't know a point passes its answer over.
        let known = text.chars().take(Point::ALL.len());
        let mut answers = Self::default();
        for (point, letter) in Point::ALL.into_iter().zip(known) {
            let answer = Likeness::of_letter(letter);
            if answer.is_none() && letter != '-' {
                return Err(D::Error::custom("no such answer"));
            }
            answers.say(point, answer);
        }
        Ok(answers)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Answers {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Answers".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "pattern": "^[=x?-]*$" })
    }
}

/// What comes of a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The holder is the person in the document.
    Same,
    /// He seems to be another: he is referred or refused, and goes on only when an officer has compared them anew.
    Impostor,
}

impl Verdict {
    /// Returns the word of the catalogue.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Impostor => "impostor",
        }
    }
}

/// A holder, compared with the person in the document point by point.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct HolderComparison {
    /// What was found in each point.
    pub answers: Answers,
    /// What the officer makes of it.
    pub verdict: Verdict,
    /// What he remarks; why, where his verdict is against the answers.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
}

impl HolderComparison {
    /// Returns what the answers say by themselves: one difference that nothing explains is one too many. Nothing while nothing was
    /// found alike nor unlike.
    pub fn proposed(answers: &Answers) -> Option<Verdict> {
        match (answers.count(Likeness::Unlike), answers.count(Likeness::Like)) {
            (0, 0) => None,
            (0, _) => Some(Verdict::Same),
            (_, _) => Some(Verdict::Impostor),
        }
    }

    /// Returns whether a verdict is against the answers, and takes words that say why.
    pub fn needs_words(answers: &Answers, verdict: Verdict) -> bool {
        Self::proposed(answers) != Some(verdict)
    }

    /// Checks that something was looked at, that there is room for the words, and that there are some where they are needed.
    ///
    /// # Errors
    /// With what is missing, or too much.
    pub fn is_sound(&self) -> Result<(), Refusal> {
        if self.answers.is_empty() {
            return Err(Refusal::ReasonMissing);
        }
        fits(&self.words)?;
        let is_silent = self.words.trim().is_empty();
        if is_silent && Self::needs_words(&self.answers, self.verdict) { Err(Refusal::ReasonMissing) } else { Ok(()) }
    }
}

/// In which way a document is false.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Forgery {
    /// Counterfeit: all of it is an imitation.
    Counterfeit,
    /// A genuine one in which the picture was changed.
    PhotographReplaced,
    /// A genuine one in which data were changed.
    DataAltered,
    /// A genuine one in which pages were changed, taken out or put in.
    PagesReplaced,
    /// A genuine one with a visa or a stamp that is false.
    VisaOrStamp,
    /// A genuine blank that was stolen and filled in by somebody else.
    StolenBlank,
    /// Fantasy: nobody who may issue documents issues such ones.
    Fantasy,
    /// Camouflage: in the name of a State that is no more, or never was.
    Camouflage,
    /// Genuine, and obtained by false statements or papers.
    FraudulentlyObtained,
    /// Genuine, and held out by somebody to whom it doesn't belong.
    Impostor,
    /// Examined again and found genuine: what was recorded of it before does not stand any more.
    Genuine,
}

impl Forgery {
    /// Everything that may be recorded, in the usual order; that it is genuine after all comes last.
    pub const ALL: [Self; 11] = [
        Self::Counterfeit,
        Self::PhotographReplaced,
        Self::DataAltered,
        Self::PagesReplaced,
        Self::VisaOrStamp,
        Self::StolenBlank,
        Self::Fantasy,
        Self::Camouflage,
        Self::FraudulentlyObtained,
        Self::Impostor,
        Self::Genuine,
    ];

    /// Returns the word of the catalogue.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Counterfeit => "counterfeit",
            Self::PhotographReplaced => "photograph_replaced",
            Self::DataAltered => "data_altered",
            Self::PagesReplaced => "pages_replaced",
            Self::VisaOrStamp => "visa_or_stamp",
            Self::StolenBlank => "stolen_blank",
            Self::Fantasy => "fantasy",
            Self::Camouflage => "camouflage",
            Self::FraudulentlyObtained => "fraudulently_obtained",
            Self::Impostor => "impostor",
            Self::Genuine => "genuine",
        }
    }
}

/// What an officer records of a document that is false.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ForgeryFound {
    /// In which way.
    pub kind: Forgery,
    /// What shows it, at most [`LONGEST`] characters.
    pub words: String,
    /// The document was kept, not handed back.
    pub is_kept: bool,
}

impl ForgeryFound {
    /// Checks that it is said what shows it, and that there is room for that.
    ///
    /// # Errors
    /// With what is missing, or too much.
    pub fn is_sound(&self) -> Result<(), Refusal> {
        fits(&self.words)?;
        if self.words.trim().is_empty() { Err(Refusal::ReasonMissing) } else { Ok(()) }
    }
}

/// A document that was recorded as false, as it was presented then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ForgedDocument {
    /// Who issued it, as it says.
    pub issuer: String,
    /// Its number.
    pub number: String,
    /// On which crossing it was presented.
    pub crossing: Reference,
    /// What was found.
    pub found: ForgeryFound,
}

impl ForgedDocument {
    /// Returns what is recorded of a document that was presented on a crossing.
    pub fn of(document: &Document, crossing: &Reference, found: &ForgeryFound) -> Self {
        Self {
            issuer: document.issuer.chars().take(3).collect(),
            number: shortened(document.number.trim()),
            crossing: crossing.clone(),
            found: ForgeryFound { words: found.words.trim().to_owned(), ..found.clone() },
        }
    }

    /// Returns whether a document has this issuer and number: spaces, signs and letter case are the reader's.
    pub fn is(&self, issuer: &str, number: &str) -> bool {
        let key = |text: &str| -> String {
            text.chars().filter(|one| one.is_alphanumeric()).flat_map(char::to_uppercase).collect()
        };
        let keys = |issuer: &str, number: &str| [key(issuer), key(&shortened(number.trim()))];
        keys(&self.issuer, &self.number) == keys(issuer, number)
    }
}

/// What an officer tells of a document and its holder, beside what he decides at his step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DocumentCheck {
    /// Whose.
    pub subject: SubjectId,
    /// How he compares with the person in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comparison: Option<HolderComparison>,
    /// In which way it is false.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub forgery: Option<ForgeryFound>,
}

/// The same as it is sealed to the officer's State: with the document that he had before him.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckedDocument {
    /// Whose.
    pub subject: SubjectId,
    /// How he compares with the person in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comparison: Option<HolderComparison>,
    /// The document, where it is false.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub forged: Option<ForgedDocument>,
}

fn shortened(number: &str) -> String {
    let mut room = LONGEST_NUMBER;
    let fitting = number.chars().take_while(|one| {
        let fits = one.len_utf8() <= room;
        room = room.saturating_sub(one.len_utf8());
        fits
    });
    fitting.collect()
}

/// Refuses words for which the sealed part has no room, whatever else is in it.
fn fits(words: &str) -> Result<(), Refusal> {
    let written: usize = words.chars().map(|one| if matches!(one, '"' | '\\') { 2 } else { one.len_utf8() }).sum();
    let is_plain = !words.chars().any(char::is_control);
    if is_plain && words.chars().count() <= LONGEST && written <= MOST_BYTES { Ok(()) } else { Err(Refusal::TooMany) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::PrivatePart;

    fn answered(pairs: &[(Point, Likeness)]) -> Answers {
        let mut answers = Answers::default();
        for (point, answer) in pairs {
            answers.say(*point, Some(*answer));
        }
        answers
    }

    fn compared(pairs: &[(Point, Likeness)], verdict: Verdict, words: &str) -> Result<(), Refusal> {
        HolderComparison { answers: answered(pairs), verdict, words: words.to_owned() }.is_sound()
    }

    #[test]
    fn answers_are_a_letter_each_in_their_order() {
        let mut answers = answered(&[(Point::Ears, Likeness::Unlike), (Point::Nose, Likeness::CantTell)]);
        assert_eq!(answers.to_string(), "x-?");
        answers.say(Point::Nose, None);
        assert_eq!((answers.to_string().as_str(), answers.to(Point::Nose)), ("x", None));
        let read: Answers = serde_json::from_str("\"=x?-=\"").unwrap();
        assert_eq!(read.all(Likeness::Like).collect::<Vec<_>>(), [Point::Ears, Point::Chin]);
        assert!(serde_json::from_str::<Answers>("\"=y\"").is_err());
        // What a newer program asks besides is passed over.
        let newer = format!("\"{}=\"", "-".repeat(Point::ALL.len()));
        assert!(serde_json::from_str::<Answers>(&newer).unwrap().is_empty());
    }

    #[test]
    fn every_point_stands_once_in_the_list_under_its_heading() {
        let headings: Vec<Heading> = Point::ALL.into_iter().map(Point::heading).collect();
        let mut grouped = headings.clone();
        grouped.dedup();
        assert_eq!(grouped, Heading::ALL);
        let words: std::collections::BTreeSet<&str> = Point::ALL.into_iter().map(Point::word).collect();
        assert_eq!(words.len(), Point::ALL.len());
    }

    #[test]
    fn a_verdict_against_the_answers_says_why() {
        use Likeness::{CantTell, Like, Unlike};
        let alike = [(Point::Ears, Like), (Point::Eyes, CantTell)];
        let differs = [(Point::Ears, Like), (Point::Nose, Unlike)];
        assert_eq!(compared(&[], Verdict::Same, "he is"), Err(Refusal::ReasonMissing));
        assert_eq!(compared(&alike, Verdict::Same, ""), Ok(()));
        assert_eq!(compared(&alike, Verdict::Impostor, " "), Err(Refusal::ReasonMissing));
        assert_eq!(compared(&alike, Verdict::Impostor, "he doesn't know his birth place"), Ok(()));
        assert_eq!(compared(&differs, Verdict::Impostor, ""), Ok(()));
        assert_eq!(compared(&differs, Verdict::Same, ""), Err(Refusal::ReasonMissing));
        assert_eq!(compared(&differs, Verdict::Same, "operated on, with the doctor's letter"), Ok(()));
        let unclear = [(Point::Ears, CantTell)];
        assert_eq!(compared(&unclear, Verdict::Same, ""), Err(Refusal::ReasonMissing));
        assert_eq!(compared(&alike, Verdict::Same, &"a".repeat(LONGEST + 1)), Err(Refusal::TooMany));
        assert_eq!(compared(&alike, Verdict::Same, "a\nb"), Err(Refusal::TooMany));
    }

    #[test]
    fn a_document_is_known_however_a_reader_writes_its_number() {
        let known = ForgedDocument {
            issuer: "KEN".to_owned(),
            number: "a-123 456".to_owned(),
            crossing: Reference::new("MD", 2026, 1, 7).unwrap(),
            found: ForgeryFound { kind: Forgery::Counterfeit, words: "no watermark".to_owned(), is_kept: true },
        };
        assert!(known.is("ken", " A123456"));
        assert!(!known.is("UGA", "A123456") && !known.is("KEN", "A123457"));
    }

    proptest! {
        #[test]
        fn answers_are_read_as_they_were_written(said in proptest::collection::vec(0..4_usize, 0..Point::ALL.len())) {
            let mut answers = Answers::default();
            for (point, answer) in Point::ALL.into_iter().zip(&said) {
                answers.say(point, Likeness::ALL.get(*answer).copied());
            }
            let text = serde_json::to_string(&answers).unwrap();
            prop_assert_eq!(&serde_json::from_str::<Answers>(&text).unwrap(), &answers);
            prop_assert!(text.len() <= Point::ALL.len() + 2);
            let counted: usize = Likeness::ALL.into_iter().map(|answer| answers.count(answer)).sum();
            prop_assert_eq!(counted, said.iter().filter(|answer| **answer < 3).count());
        }

        #[test]
        fn whatever_is_let_through_fits_beside_what_ends_a_step(
            words in "\\PC{0,110}",
            found in "\\PC{1,110}",
            number in "[^\\pC\"\\\\]{1,60}",
        ) {
            let answers = answered(&Point::ALL.map(|point| (point, Likeness::Unlike)));
            let comparison = HolderComparison { answers, verdict: Verdict::Impostor, words };
            let found = ForgeryFound { kind: Forgery::FraudulentlyObtained, words: found, is_kept: false };
            prop_assume!(comparison.is_sound().is_ok() && found.is_sound().is_ok());
            let document = Document { code: "P".to_owned(), issuer: "KEN".to_owned(), number, expires: None };
            let crossing = Reference::new("MD", 2026, 12, 99_999_999).unwrap();
            let forged = ForgedDocument::of(&document, &crossing, &found);
            prop_assert!(forged.is("ken", &document.number));
            let checked = CheckedDocument { subject: SubjectId(999), comparison: Some(comparison), forged: Some(forged) };
            let part = PrivatePart { document: Some(Box::new(checked)), ..PrivatePart::default() };
            // A kibibyte, less what sealing takes.
            prop_assert!(serde_json::to_vec(&part).unwrap().len() <= 1024 - 64);
        }
    }
}

//! The notice of refusal on A4, after the model of the Schengen Borders Code, Annex V, Part B: who is refused, by whom,
//! why, on what basis, how to appeal, and that the person received it or refused to sign.
//!
//! Invariant: the notice gives a reason by its code and its text; it never says how the reason was found.

use catalogue::{Args, Language};
use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::{
    PaperError,
    clean::clean,
    code::code_rows,
    content::SlipState,
    paint::{self, Properties},
    sheet::{Ink, Sheet, Style},
    svg,
    wording::{Beside, Pair, Words},
};

const WIDTH: f32 = 210.0;
const HEIGHT: f32 = 297.0;
const LEFT: f32 = 20.0;
const RIGHT: f32 = WIDTH - LEFT;
const MOST: f32 = RIGHT - LEFT;
/// Side of the code without its quiet zone.
const CODE: f32 = 32.0;
/// The longest value in a cell.
const LONGEST: usize = 160;
/// The longest paragraph; the law's texts are shorter.
const LONGEST_TEXT: usize = 1_200;
/// Where the body of a sheet ends.
const FOOT: f32 = 279.0;

/// The content of a notice of refusal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoticeContent {
    /// Name of the post.
    pub post: String,
    /// Whether the post is a demonstration.
    pub demonstration: bool,
    /// Serial of the notice.
    pub serial: String,
    /// Reference of the crossing.
    pub reference: String,
    /// The State that refuses.
    pub state: SlipState,
    /// Whether it refuses entry or exit.
    pub direction: NoticeDirection,
    /// The person who is refused.
    pub person: NoticePerson,
    /// Where the person came from and by what means, as it is to be read; may be empty.
    pub came_from: String,
    /// Means of transport with its number; may be empty.
    pub came_by: String,
    /// Code of the reason in the State's list.
    pub reason_code: String,
    /// Text of the reason in both languages of the notice.
    pub reason_text: [String; 2],
    /// Remarks; may be empty.
    pub remarks: String,
    /// The law and article that the refusal rests on.
    pub legal_basis: String,
    /// How to appeal, before whom and until when, in both languages.
    pub appeal_text: [String; 2],
    /// When the notice was issued, in the time of the post.
    pub issued_at: DateTime<FixedOffset>,
    /// Number of the officer who refused.
    pub officer: String,
    /// Number of the second officer who confirmed.
    pub second_officer: String,
    /// Language in which an interpreter read the notice out, named in both languages of the notice.
    pub interpreted_in: Option<[String; 2]>,
    /// What is known of the service when the notice is printed.
    pub service: Service,
    /// Text of the seal, printed as a QR code.
    pub seal: Option<String>,
    /// The two languages of the notice.
    pub languages: [Language; 2],
}

/// What is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NoticeDirection {
    /// Entry to the State.
    Entry,
    /// Exit from the State.
    Exit,
}

/// The person on a notice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NoticePerson {
    /// Name as on the document.
    pub name: String,
    /// Date of birth.
    pub birth: Option<NaiveDate>,
    /// Sex as on the document (ICAO Doc 9303: `F`, `M`, `X`); may be empty.
    pub sex: String,
    /// Nationality, three letters of ICAO Doc 9303 part 3 section 5; may be empty.
    pub nationality: String,
    /// Type, issuing State and number of the travel document.
    pub document: String,
    /// Type, number and issuer of a visa or permit; may be empty.
    pub visa: String,
}

/// How the notice was served.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Service {
    /// To be signed by hand.
    Open,
    /// The person signed: the signature is on the paper that the post keeps.
    Signed(DateTime<FixedOffset>),
    /// The person refused to sign.
    RefusedToSign(DateTime<FixedOffset>),
}

/// What the digest covers.
#[derive(Serialize)]
struct Covered<'a> {
    post: &'a str,
    demonstration: bool,
    serial: &'a str,
    reference: &'a str,
    state: &'a SlipState,
    direction: NoticeDirection,
    person: &'a NoticePerson,
    reason_code: &'a str,
    legal_basis: &'a str,
    issued_at: i64,
    officer: &'a str,
    second_officer: &'a str,
}

impl NoticeContent {
    /// Returns the SHA-256 digest that the seal signs: the decision, not its wording in one language or its service.
    ///
    /// # Errors
    ///
    /// Fails only where the content cannot be written as JSON, which this type rules out.
    pub fn digest(&self) -> Result<[u8; 32], serde_json::Error> {
        let covered = Covered {
            post: &self.post,
            demonstration: self.demonstration,
            serial: &self.serial,
            reference: &self.reference,
            state: &self.state,
            direction: self.direction,
            person: &self.person,
            reason_code: &self.reason_code,
            legal_basis: &self.legal_basis,
            issued_at: self.issued_at.timestamp(),
            officer: &self.officer,
            second_officer: &self.second_officer,
        };
        Ok(Sha256::digest(serde_json::to_vec(&covered)?).into())
    }
}

/// Returns the PDF of a notice.
///
/// # Errors
///
/// Fails where the seal does not fit a QR code or a date can't be stated.
pub fn notice_pdf(content: &NoticeContent) -> Result<Vec<u8>, PaperError> {
    let words = Words::of(content.languages);
    let title = words.first().text(content.direction.key("notice-title"));
    let serial = clean(&content.serial, LONGEST);
    paint::pdf(
        &sheets(content)?,
        &Properties { title: &format!("{title} {serial}"), serial: &content.serial, made_at: content.issued_at },
    )
}

/// Returns the sheets of a notice as `svg` elements for the window: the same marks in the same places as on paper.
///
/// # Errors
///
/// As [`notice_pdf`].
pub fn notice_svgs(content: &NoticeContent) -> Result<Vec<String>, PaperError> {
    Ok(sheets(content)?.iter().map(svg::element).collect())
}

impl NoticeDirection {
    const fn key(self, stem: &str) -> &'static str {
        match (self, stem.as_bytes()) {
            (Self::Entry, b"notice-title") => "notice-title-entry",
            (Self::Exit, b"notice-title") => "notice-title-exit",
            (Self::Entry, _) => "notice-informed-entry",
            (Self::Exit, _) => "notice-informed-exit",
        }
    }
}

/// Lays a notice out.
pub(crate) fn sheets(content: &NoticeContent) -> Result<Vec<Sheet>, PaperError> {
    let mut notice = Notice {
        content,
        words: Words::of(content.languages),
        sheet: Sheet::new(WIDTH, HEIGHT),
        done: Vec::new(),
        y: 16.0,
    };
    notice.mark_demonstration();
    notice.head()?;
    notice.cells();
    notice.decision();
    notice.service();
    Ok(notice.finish())
}

const NAME: Beside = Beside { first: Style::plain(8.0), second: Style::quiet(7.2) };
const TEXT: Beside = Beside { first: Style::plain(9.5), second: Style::quiet(8.8) };

struct Notice<'a> {
    content: &'a NoticeContent,
    words: Words,
    sheet: Sheet,
    done: Vec<Sheet>,
    y: f32,
}

impl Notice<'_> {
    fn mark_demonstration(&mut self) {
        if self.content.demonstration {
            self.sheet.watermark(&self.words.first().text("slip-demonstration").to_uppercase());
        }
    }

    fn head(&mut self) -> Result<(), PaperError> {
        let top = self.y;
        let state = &self.content.state;
        self.sheet.badge(LEFT, top, 1.3, &clean(&state.code, 4), state.pattern);
        let name = self.words.state(state);
        self.sheet.text(LEFT + 23.0, top + 4.0, 95.0, Style::bold(12.0), &name.first);
        let post = clean(&self.content.post, LONGEST);
        self.sheet.text(LEFT + 23.0, top + 9.0, 95.0, Style::quiet(10.0), &post);
        if let Some(seal) = &self.content.seal {
            self.sheet.fill(RIGHT - CODE - 2.0, top - 2.0, CODE + 4.0, CODE + 4.0, Ink::White);
            self.sheet.code(RIGHT - CODE, top, CODE, &code_rows(seal)?);
        }
        let most = MOST - CODE - 8.0;
        let title = self.words.pair(self.content.direction.key("notice-title"));
        self.sheet.text(LEFT, top + 21.0, most, Style::bold(20.0), &title.first);
        if let Some(second) = &title.second {
            self.sheet.text(LEFT, top + 27.5, most, Style::quiet(13.0), second);
        }
        let serial = format!("{} {}", self.words.first().text("notice-serial"), clean(&self.content.serial, LONGEST));
        self.sheet.text(LEFT, top + 34.0, most, Style::bold(11.0), &serial);
        self.y = top + 38.0;
        self.sheet.rule((LEFT, self.y), (RIGHT, self.y), 0.4, Ink::Black);
        self.y += 3.0;
        Ok(())
    }

    fn cells(&mut self) {
        let content = self.content;
        let person = &content.person;
        let catalogue = self.words.first();
        let nationality =
            self.words.with(|catalogue| catalogue::country_name(&clean(&person.nationality, 8), catalogue.language()));
        let nationality = match nationality.second {
            Some(second) => format!("{} · {second}", nationality.first),
            None => nationality.first,
        };
        let cells = [
            ("notice-name", clean(&person.name, LONGEST), true),
            ("notice-birth", person.birth.map(|date| catalogue.date(date)).unwrap_or_default(), false),
            ("notice-sex", clean(&person.sex, 20), false),
            ("notice-nationality", nationality, false),
            ("notice-document", clean(&person.document, LONGEST), false),
            ("notice-visa", clean(&person.visa, LONGEST), false),
            ("notice-came-from", clean(&content.came_from, LONGEST), false),
            ("notice-came-by", clean(&content.came_by, LONGEST), false),
            ("notice-reference", clean(&content.reference, LONGEST), false),
            ("notice-issued", catalogue.date_time(content.issued_at.naive_local()), false),
        ];
        let none = catalogue.text("notice-none");
        let width = (MOST - 8.0) / 2.0;
        let mut x = LEFT;
        for (key, value, whole) in cells {
            let width = if whole { MOST } else { width };
            let name = self.words.pair(key);
            let value = if value.is_empty() { none.clone() } else { value };
            self.sheet.beside(x, self.y + 3.0, width, NAME, &name);
            // A long name is the one value that must never be cut short where two lines can hold it.
            let lines = if whole { 2 } else { 1 };
            let style = Style::bold(10.5);
            let below = self.sheet.lines(x, self.y + 8.0, width, style, 4.8, lines, &value);
            let edge = below - 2.8;
            self.sheet.rule((x, edge), (x + width, edge), 0.15, Ink::Faint);
            if whole || x > LEFT {
                x = LEFT;
                self.y = edge + 1.8;
            } else {
                x = LEFT + width + 8.0;
            }
        }
        if x > LEFT {
            self.y += 12.0;
        }
        self.y += 3.0;
    }

    fn decision(&mut self) {
        let state = self.words.state(&self.content.state);
        let key = self.content.direction.key("notice-informed");
        let informed = self.words.named(key, "state", &state);
        self.paragraph(None, TEXT, &informed);

        let [first, second] = &self.content.reason_text;
        let code = clean(&self.content.reason_code, 12);
        let reason = Pair::new(format!("{code} — {}", clean(first, LONGEST_TEXT)), clean(second, LONGEST_TEXT));
        let loud = Beside { first: Style::bold(11.0), second: Style::quiet(9.5) };
        self.paragraph(Some("notice-reason"), loud, &reason);
        if !self.content.remarks.is_empty() {
            let remarks = Pair::new(clean(&self.content.remarks, LONGEST_TEXT), String::new());
            self.paragraph(Some("notice-remarks"), TEXT, &remarks);
        }
        let basis = Pair::new(clean(&self.content.legal_basis, LONGEST_TEXT), String::new());
        self.paragraph(Some("notice-legal-basis"), TEXT, &basis);
        let [first, second] = &self.content.appeal_text;
        let appeal = Pair::new(clean(first, LONGEST_TEXT), clean(second, LONGEST_TEXT));
        self.paragraph(Some("notice-appeal"), TEXT, &appeal);
        if let Some([first, second]) = &self.content.interpreted_in {
            let pair =
                self.words.named("notice-interpreter", "language", &Pair::new(clean(first, 40), clean(second, 40)));
            self.paragraph(None, TEXT, &pair);
        }
    }

    /// Sets a paragraph in both languages below its name, over as many lines as it needs.
    fn paragraph(&mut self, name: Option<&str>, style: Beside, text: &Pair) {
        let leading = style.first.size * 0.48;
        if let Some(name) = name {
            self.room_for(leading * 3.0);
            let name = self.words.pair(name);
            self.sheet.beside(LEFT, self.y + 3.0, MOST, NAME, &name);
            self.y += 4.2;
        }
        for (style, text) in [(style.first, Some(&text.first)), (style.second, text.second.as_ref())] {
            for line in text.map(|text| style.wrapped(text, MOST, usize::MAX)).unwrap_or_default() {
                self.room_for(leading);
                self.sheet.text(LEFT, self.y + leading * 0.8, MOST, style, &line);
                self.y += leading;
            }
        }
        self.y += 2.6;
    }

    /// Officers, receipt and signatures; never split over two sheets.
    fn service(&mut self) {
        self.room_for(66.0);
        let top = self.y + 1.0;
        self.sheet.rule((LEFT, top), (RIGHT, top), 0.4, Ink::Black);
        let half = (MOST - 8.0) / 2.0;
        let right = LEFT + half + 8.0;
        let officer = clean(&self.content.officer, 30);
        let second = clean(&self.content.second_officer, 30);
        let decided = self.words.pair("notice-officers");
        self.sheet.beside(LEFT, top + 5.0, half, NAME, &decided);
        let officers = [("notice-officer", officer), ("notice-confirmed-by", second)];
        let mut y = top + 10.0;
        for (key, number) in officers {
            let text = self.words.first().text_with(key, &Args::new().with("number", number));
            self.sheet.text(LEFT, y, half, Style::bold(10.0), &text);
            y += 5.0;
        }
        let served = self.words.pair("notice-served");
        self.sheet.beside(right, top + 5.0, half, NAME, &served);
        let small = Beside { first: Style::plain(8.5), second: Style::quiet(7.8) };
        let received = self.words.pair("notice-received");
        self.sheet.stacked((right, top + 9.6), half, small, 3.7, 3, &received);

        let box_top = top + 29.0;
        for (x, key) in [(LEFT, "notice-signature-officer"), (right, "notice-signature-person")] {
            self.sheet.frame(x, box_top, half, 17.0, 0.25);
            let name = self.words.pair(key);
            self.sheet.beside(x + 1.8, box_top + 3.6, half - 3.6, NAME, &name);
        }
        self.outcome_of_service(right, box_top + 23.0, half);
    }

    fn outcome_of_service(&mut self, x: f32, y: f32, half: f32) {
        let at = match self.content.service {
            Service::Open => None,
            Service::Signed(at) | Service::RefusedToSign(at) => Some(at),
        };
        self.sheet.frame(x, y - 3.2, 4.0, 4.0, 0.3);
        if matches!(self.content.service, Service::RefusedToSign(_)) {
            self.sheet.stroke(&[(x + 0.6, y - 2.6), (x + 3.4, y + 0.2)], 0.5, Ink::Black);
            self.sheet.stroke(&[(x + 0.6, y + 0.2), (x + 3.4, y - 2.6)], 0.5, Ink::Black);
        }
        let refused = Beside { first: Style::bold(9.5), second: Style::quiet(8.5) };
        let pair = self.words.pair("notice-refused-to-sign");
        self.sheet.beside(x + 6.0, y, half - 6.0, refused, &pair);

        let witness = self.words.pair("notice-witness");
        let width = self.sheet.beside(x, y + 7.5, half - 16.0, NAME, &witness);
        self.sheet.rule((x + width + 2.0, y + 7.8), (x + half, y + 7.8), 0.2, Ink::Black);

        let when = self.words.pair("notice-served-at");
        let width = self.sheet.beside(LEFT, y, half - 20.0, NAME, &when);
        match at {
            Some(at) => {
                let at = self.words.first().date_time(at.naive_local());
                let from = LEFT + width + 2.0;
                self.sheet.text(from, y, half - width - 2.0, Style::bold(9.5), &at);
            }
            None => self.sheet.rule((LEFT + width + 2.0, y + 0.3), (LEFT + half, y + 0.3), 0.2, Ink::Black),
        }
        self.y = y + 10.0;
    }

    fn room_for(&mut self, height: f32) {
        if self.y + height <= FOOT {
            return;
        }
        let full = std::mem::replace(&mut self.sheet, Sheet::new(WIDTH, HEIGHT));
        self.done.push(full);
        self.mark_demonstration();
        let title = self.words.first().text(self.content.direction.key("notice-title"));
        let serial = clean(&self.content.serial, LONGEST);
        self.sheet.text(LEFT, 20.0, 90.0, Style::bold(11.0), &title);
        self.sheet.text_to(RIGHT, 20.0, 70.0, Style::bold(11.0), &serial);
        self.sheet.rule((LEFT, 22.5), (RIGHT, 22.5), 0.4, Ink::Black);
        self.y = 27.0;
    }

    fn finish(mut self) -> Vec<Sheet> {
        self.done.push(self.sheet);
        let pages = self.done.len().to_string();
        let catalogue = self.words.first();
        for (index, sheet) in self.done.iter_mut().enumerate() {
            let y = HEIGHT - 11.0;
            let page = (index + 1).to_string();
            let page = catalogue
                .text_with("slip-page", &Args::new().with("page", page.as_str()).with("pages", pages.as_str()));
            sheet.text_to(RIGHT, y, 60.0, Style::quiet(8.0), &page);
            if self.content.demonstration {
                let word = catalogue.text("slip-not-valid");
                sheet.text(LEFT, y, 100.0, Style::bold(8.0), &word);
            }
        }
        self.done
    }
}

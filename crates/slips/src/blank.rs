//! The blank slip on A4 or A5: a reserved reference and the controls of both States in their order, to be filled in by hand while
//! the machines stand still, and entered later by whoever scans its code.
//!
//! Invariant: exit stands at the left and entry at the right, as on every slip; a blank slip takes one sheet and says nothing of
//! anybody.

use catalogue::{Args, Language};
use chrono::{DateTime, FixedOffset};

use crate::{
    PaperError,
    clean::clean,
    code::code_rows,
    content::{Side, SlipState},
    paint::{self, Properties},
    sheet::{Ink, Sheet, Style},
    wording::{Beside, Words},
};

/// The longest value that is laid out.
const LONGEST: usize = 120;
/// The most controls of a side that a sheet has room for.
const MOST_STEPS: usize = 14;

/// The size of a sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaperSize {
    /// 210 × 297 mm.
    A4,
    /// 148 × 210 mm.
    A5,
}

/// The content of blank slips: they differ in their references alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BlankSlips {
    /// Name of the post.
    pub post: String,
    /// Whether the post is a demonstration, whose papers are marked across the page.
    pub demonstration: bool,
    /// The references, one for each sheet.
    pub references: Vec<String>,
    /// The State that the party leaves.
    pub exit: SlipState,
    /// The State that the party enters.
    pub entry: SlipState,
    /// Flow: `traveller`, `car`, `bus`, `truck`, `small_trader`.
    pub flow: String,
    /// The road lane, such as `transit`; none for all.
    pub category: Option<String>,
    /// The version of the procedure template.
    pub version: String,
    /// The controls, in the order of the template.
    pub steps: Vec<BlankStep>,
    /// When they were reserved, in the time of the post.
    pub reserved_at: DateTime<FixedOffset>,
    /// Number of the supervisor who reserved them.
    pub officer: String,
    /// On which paper.
    pub size: PaperSize,
    /// The two languages, the first one larger.
    pub languages: [Language; 2],
}

/// A control to be filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BlankStep {
    /// `traveller`, `conveyance`, `consignment`.
    pub kind: String,
    /// Exit or entry; nothing stands at the gate before a mismatch.
    pub side: Side,
    /// Agency, such as `customs`.
    pub agency: String,
    /// Control, such as `identity`.
    pub control: String,
}

/// Returns the PDF of blank slips, one sheet each.
///
/// # Errors
///
/// Fails where a date can't be stated; the other errors of [`PaperError`] would mean that the program was built with broken fonts.
pub fn blank_slips_pdf(content: &BlankSlips) -> Result<Vec<u8>, PaperError> {
    let words = Words::of(content.languages);
    let title = words.first().text("blank-title");
    let first = content.references.first().map(|one| clean(one, LONGEST)).unwrap_or_default();
    paint::pdf(
        &sheets(content)?,
        &Properties { title: &format!("{title} {first}"), serial: &first, made_at: content.reserved_at },
    )
}

/// Lays blank slips out.
pub(crate) fn sheets(content: &BlankSlips) -> Result<Vec<Sheet>, PaperError> {
    content.references.iter().map(|reference| Blank::new(content).sheet(&clean(reference, LONGEST))).collect()
}

struct Blank<'a> {
    content: &'a BlankSlips,
    words: Words,
    sheet: Sheet,
    /// Larger letters and boxes on the larger paper.
    scale: f32,
    left: f32,
    right: f32,
    y: f32,
}

impl<'a> Blank<'a> {
    fn new(content: &'a BlankSlips) -> Self {
        let (width, height, scale, margin) = match content.size {
            PaperSize::A4 => (210.0, 297.0, 1.25, 14.0),
            PaperSize::A5 => (148.0, 210.0, 1.0, 9.0),
        };
        let words = Words::of(content.languages);
        let mut sheet = Sheet::new(width, height);
        if content.demonstration {
            sheet.watermark(&words.first().text("slip-demonstration").to_uppercase());
        }
        Self { content, words, sheet, scale, left: margin, right: width - margin, y: margin - 1.0 }
    }

    fn sheet(mut self, reference: &str) -> Result<Sheet, PaperError> {
        self.head();
        self.title(reference)?;
        self.fields();
        self.steps();
        self.people();
        self.foot(reference);
        Ok(self.sheet)
    }

    /// Both States and the way between them.
    fn head(&mut self) {
        let k = self.scale;
        let (exit, entry) = (&self.content.exit, &self.content.entry);
        let (exit_name, entry_name) = (self.words.state(exit).first, self.words.state(entry).first);
        let (y, name, side) = (self.y, Style::bold(9.5 * k), Style::quiet(8.0 * k));
        let (exit_word, entry_word) = (self.words.pair("side-exit"), self.words.pair("side-entry"));
        let joined = |pair: &crate::wording::Pair| match &pair.second {
            Some(second) => format!("{} · {second}", pair.first),
            None => pair.first.clone(),
        };
        self.sheet.badge(self.left, y, k, &clean(&exit.code, 4), exit.pattern);
        self.sheet.text(self.left + 17.5 * k, y + 3.0 * k, 34.0 * k, name, &exit_name);
        self.sheet.text(self.left + 17.5 * k, y + 6.7 * k, 34.0 * k, side, &joined(&exit_word));
        self.sheet.badge(self.right - 15.5 * k, y, k, &clean(&entry.code, 4), entry.pattern);
        self.sheet.text_to(self.right - 17.5 * k, y + 3.0 * k, 34.0 * k, name, &entry_name);
        self.sheet.text_to(self.right - 17.5 * k, y + 6.7 * k, 34.0 * k, side, &joined(&entry_word));
        let middle = f32::midpoint(self.left, self.right);
        self.sheet.stroke(&[(middle - 3.2 * k, y + 1.8), (middle + 3.2 * k, y + 1.8)], 0.45, Ink::Black);
        let tip = [(middle + 1.0 * k, y), (middle + 3.2 * k, y + 1.8), (middle + 1.0 * k, y + 3.6)];
        self.sheet.stroke(&tip, 0.45, Ink::Black);
        self.sheet.text_at(middle, y + 7.2 * k, 30.0 * k, Style::bold(7.8 * k), &clean(&self.content.post, LONGEST));
        self.y = y + 9.4 * k;
        self.sheet.rule((self.left, self.y), (self.right, self.y), 0.4, Ink::Black);
    }

    fn title(&mut self, reference: &str) -> Result<(), PaperError> {
        let k = self.scale;
        let code = 26.0 * k;
        let top = self.y + 2.5 * k;
        self.sheet.code(self.right - code, top, code, &code_rows(reference)?);
        let most = self.right - self.left - code - 5.0;
        let title = self.words.pair("blank-title");
        let mut y = top + 5.0 * k;
        self.sheet.text(self.left, y, most, Style::bold(16.0 * k), &title.first);
        if let Some(second) = &title.second {
            y += 5.0 * k;
            self.sheet.text(self.left, y, most, Style::quiet(10.0 * k), second);
        }
        y += 7.0 * k;
        self.sheet.text(self.left, y, most, Style::bold(15.0 * k), reference);
        y += 5.0 * k;
        let flow = self.words.pair(&format!("flow-{}", clean(&self.content.flow, 40)));
        let style = Beside { first: Style::bold(9.5 * k), second: Style::quiet(8.5 * k) };
        let taken = self.sheet.beside(self.left, y, most, style, &flow);
        if let Some(category) = &self.content.category {
            let pair = self.words.pair(&format!("category-{}", clean(category, 40)));
            let room = most - taken - 4.0;
            self.sheet.beside(self.left + taken + 4.0, y, room.max(1.0), style, &pair);
        }
        y += 4.2 * k;
        let how = self.words.pair("blank-how");
        let style = Beside { first: Style::plain(7.2 * k), second: Style::quiet(6.6 * k) };
        y = self.sheet.stacked((self.left, y), most, style, 3.0 * k, 2, &how);
        self.y = (y + 0.5).max(top + code + 2.5);
        Ok(())
    }

    /// What is written once for the whole party.
    fn fields(&mut self) {
        let k = self.scale;
        let names = ["blank-date", "blank-arrived", "blank-plate", "blank-goods", "blank-seals", "blank-paper"];
        let gap = 4.0;
        let width = (self.right - self.left - 2.0 * gap) / 3.0;
        for row in names.chunks(3) {
            let mut x = self.left;
            for name in row {
                let style = Beside { first: Style::plain(7.2 * k), second: Style::quiet(6.4 * k) };
                let pair = self.words.pair(name);
                self.sheet.beside(x, self.y + 2.6 * k, width, style, &pair);
                let line = self.y + 8.6 * k;
                self.sheet.rule((x, line), (x + width, line), 0.2, Ink::Grey);
                x += width + gap;
            }
            self.y += 10.0 * k;
        }
        self.y += 1.0;
    }

    /// The controls of both States, numbered through: exit first.
    fn steps(&mut self) {
        let k = self.scale;
        let of = |side| {
            let of_side = self.content.steps.iter().filter(move |step| step.side == side);
            of_side.take(MOST_STEPS).collect::<Vec<_>>()
        };
        let (exit, entry) = (of(Side::Exit), of(Side::Entry));
        let top = self.y;
        let half = (self.right - self.left) / 2.0;
        let middle = self.left + half;
        let rows = exit.len().max(entry.len()).max(1);
        // Long procedures stand closer on the small sheet.
        let row = if rows > 6 { 7.6 * k } else { 11.4 * k };
        let head = 7.0 * k;
        let states =
            [(self.left, self.content.exit.clone(), "side-exit"), (middle, self.content.entry.clone(), "side-entry")];
        for (x, state, side) in states {
            self.sheet.badge(x + 1.5, top + 1.0, 0.7 * k, &clean(&state.code, 4), state.pattern);
            let style = Beside { first: Style::bold(9.0 * k), second: Style::quiet(8.0 * k) };
            let pair = self.words.pair(side);
            self.sheet.beside(x + 13.5 * k, top + 4.7 * k, half - 15.0 * k, style, &pair);
        }
        self.sheet.rule((self.left, top + head), (self.right, top + head), 0.25, Ink::Black);
        let mut number = 1_usize;
        for (x, steps) in [(self.left, &exit), (middle, &entry)] {
            let mut y = top + head;
            for step in steps {
                self.step(x, y, half, row, number, step);
                y += row;
                number += 1;
            }
        }
        let count = u16::try_from(rows).unwrap_or(u16::MAX);
        let height = head + row * f32::from(count);
        self.sheet.frame(self.left, top, self.right - self.left, height, 0.3);
        self.sheet.dashes((middle, top), (middle, top + height), 0.3);
        self.y = top + height + 2.0;
    }

    fn step(&mut self, x: f32, y: f32, width: f32, row: f32, number: usize, step: &BlankStep) {
        let k = self.scale;
        self.sheet.disc(x + 3.6 * k, y + 2.6 * k, 1.9 * k, Ink::Black);
        let white = Style::bold(7.0 * k).in_ink(Ink::White);
        self.sheet.text_at(x + 3.6 * k, y + 3.45 * k, 4.0 * k, white, &number.to_string());
        let kind = self.words.first().text(&format!("subject-{}", clean(&step.kind, 40)));
        let taken = self.sheet.text_to(x + width - 1.5, y + 3.3 * k, 18.0 * k, Style::quiet(6.6 * k), &kind);
        let agency = self.words.pair(&format!("agency-{}", clean(&step.agency, 40)));
        let control = self.words.pair(&format!("control-{}", clean(&step.control, 40)));
        let style = Style::bold(8.2 * k);
        let most = (width - 8.5 * k - taken).max(4.0);
        let named = self.sheet.text(x + 6.4 * k, y + 3.4 * k, most, style, &agency.first);
        let said = format!("· {}", control.first);
        if most - named > 8.0 {
            self.sheet.text(x + 6.4 * k + named + 1.0, y + 3.4 * k, most - named - 1.0, Style::plain(7.6 * k), &said);
        }
        // Officer, time, and how it was decided, to be written by hand; the second language stands smaller.
        let base = y + row - 1.6 * k;
        let second = match (&agency.second, &control.second) {
            (Some(agency), Some(control)) => format!("{agency} · {control}"),
            (Some(one), None) | (None, Some(one)) => one.clone(),
            (None, None) => String::new(),
        };
        let label = Style::quiet(6.0 * k);
        let boxes = 19.0 * k;
        let room = width - boxes - 8.0 * k;
        if row > 8.5 * k {
            self.sheet.text(x + 6.4 * k, y + 5.9 * k, room, label, &second);
        }
        let officer = self.words.first().text("blank-officer");
        let time = self.words.first().text("blank-time");
        let left = x + 6.4 * k;
        let one = self.sheet.text(left, base, room * 0.4, label, &officer);
        self.sheet.rule((left + one + 0.8, base + 0.4), (left + room * 0.55, base + 0.4), 0.15, Ink::Grey);
        let from = left + room * 0.55 + 1.2;
        let two = self.sheet.text(from, base, room * 0.2, label, &time);
        self.sheet.rule((from + two + 0.8, base + 0.4), (left + room, base + 0.4), 0.15, Ink::Grey);
        let mut at = x + width - boxes;
        for key in ["blank-done", "blank-not"] {
            self.sheet.frame(at, base - 2.2 * k, 2.6 * k, 2.6 * k, 0.25);
            let word = self.words.first().text(key);
            self.sheet.text(at + 3.2 * k, base, boxes / 2.0 - 3.4 * k, label, &word);
            at += boxes / 2.0;
        }
        self.sheet.rule((x, y + row), (x + width, y + row), 0.12, Ink::Faint);
    }

    /// As many lines for persons as fit: each is decided alone, so that each has a box for every control of persons.
    fn people(&mut self) {
        let k = self.scale;
        let foot = self.sheet.height - self.left - 9.0 * k;
        let row = 6.6 * k;
        let head = 5.2 * k;
        let mut number = 0_usize;
        let mut of_persons = Vec::new();
        for side in [Side::Exit, Side::Entry] {
            for step in self.content.steps.iter().filter(|step| step.side == side).take(MOST_STEPS) {
                number += 1;
                if step.kind == "traveller" {
                    of_persons.push(number);
                }
            }
        }
        let box_width = 6.0 * k;
        let count = u16::try_from(of_persons.len()).unwrap_or(u16::MAX);
        let boxes = box_width * f32::from(count);
        let width = self.right - self.left;
        let text = width - boxes - 6.0 * k;
        // Name, document, nationality: as wide as what is written there.
        let columns = [("blank-name", 0.46), ("blank-document", 0.34), ("blank-nationality", 0.2)];
        let top = self.y;
        if top + head + 2.0 * row > foot {
            return;
        }
        let mut x = self.left + 6.0 * k;
        for (key, share) in columns {
            let style = Beside { first: Style::bold(7.4 * k), second: Style::quiet(6.6 * k) };
            let pair = self.words.pair(key);
            self.sheet.beside(x + 1.0, top + 3.6 * k, text * share - 2.0, style, &pair);
            x += text * share;
        }
        for step in &of_persons {
            self.sheet.disc(x + box_width / 2.0, top + 2.5 * k, 1.9 * k, Ink::Black);
            let white = Style::bold(7.0 * k).in_ink(Ink::White);
            self.sheet.text_at(x + box_width / 2.0, top + 3.35 * k, box_width, white, &step.to_string());
            x += box_width;
        }
        let mut y = top + head;
        let mut line = 1;
        while y + row <= foot {
            self.sheet.rule((self.left, y), (self.right, y), 0.15, Ink::Grey);
            self.sheet.text(self.left + 1.0, y + 4.4 * k, 5.0 * k, Style::quiet(7.0 * k), &line.to_string());
            y += row;
            line += 1;
        }
        self.sheet.frame(self.left, top, width, y - top, 0.3);
        let mut x = self.left + 6.0 * k;
        self.sheet.rule((x, top), (x, y), 0.15, Ink::Grey);
        for (_, share) in columns {
            x += text * share;
            self.sheet.rule((x, top), (x, y), 0.15, Ink::Grey);
        }
        for _ in 1..of_persons.len() {
            x += box_width;
            self.sheet.rule((x, top), (x, y), 0.15, Ink::Grey);
        }
        self.y = y;
    }

    fn foot(&mut self, reference: &str) {
        let k = self.scale;
        let top = self.sheet.height - self.left - 6.0 * k;
        self.sheet.rule((self.left, top), (self.right, top), 0.4, Ink::Black);
        let words = self.words.first();
        let when = words.date_time(self.content.reserved_at.naive_local());
        let officer = clean(&self.content.officer, 30);
        let args = Args::new().with("when", when).with("officer", officer);
        let mut left = words.text_with("blank-reserved", &args);
        if self.content.demonstration {
            left = format!("{left} · {}", words.text("slip-not-valid"));
        }
        let right = format!("{} · {reference}", clean(&self.content.version, 60));
        let most = (self.right - self.left) / 2.0;
        self.sheet.text(self.left, top + 3.6 * k, most + 10.0, Style::plain(7.0 * k), &left);
        self.sheet.text_to(self.right, top + 3.6 * k, most - 12.0, Style::quiet(7.0 * k), &right);
        let once = words.text("blank-once");
        self.sheet.text(self.left, top + 7.0 * k, self.right - self.left, Style::quiet(6.8 * k), &once);
    }
}

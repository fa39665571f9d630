//! The clearance slip on A5: who crosses, what each agency of both States decided, and the seal.
//!
//! Invariant: exit stands at the left and entry at the right on every sheet; each sheet names the crossing and says
//! which of how many it is, so that none can be taken away unseen.

use catalogue::Args;
use chrono::{DateTime, FixedOffset};

use crate::{
    PaperError,
    clean::clean,
    content::{Copy, GateCheck, Side, SlipContent, SlipDecision, SlipState, SlipSubject},
    paint::{self, Properties},
    sheet::{Ink, Sheet, Style},
    svg,
    wording::{Beside, Pair, Words},
};

const WIDTH: f32 = 148.0;
const HEIGHT: f32 = 210.0;
const LEFT: f32 = 9.0;
const RIGHT: f32 = WIDTH - LEFT;
const MIDDLE: f32 = WIDTH / 2.0;
const TOP: f32 = 8.0;
/// Where the body ends and the foot begins.
const FOOT: f32 = 188.0;
/// Side of the code without its quiet zone.
const CODE: f32 = 34.0;
/// The longest value that is laid out; what is longer ends in an ellipsis.
const LONGEST: usize = 160;
/// Facts beyond this number would push the decisions off the first sheet.
const MOST_FACTS: usize = 12;
/// Lines that the holder's part has room for.
const MOST_HOLDER_LINES: usize = 12;

const FACT_NAME: Beside = Beside { first: Style::plain(7.5), second: Style::quiet(6.8) };
const HALF_NAME: Beside = Beside { first: Style::bold(9.5), second: Style::quiet(8.5) };

/// Returns the PDF of a slip.
///
/// Texts are cleaned of control and direction characters, wrapped, and cut with an ellipsis where they are longer
/// than their place; subjects go on over as many sheets as they need.
///
/// # Errors
///
/// Fails where the seal does not fit a QR code or a date can't be stated; the other errors of [`PaperError`] would
/// mean that the program was built with broken fonts.
pub fn slip_pdf(content: &SlipContent) -> Result<Vec<u8>, PaperError> {
    let words = Words::of(content.languages);
    let title = words.first().text("slip-title");
    let reference = clean(&content.reference, LONGEST);
    paint::pdf(
        &sheets(content)?,
        &Properties { title: &format!("{title} {reference}"), serial: &content.serial, made_at: content.issued_at },
    )
}

/// Returns the sheets of a slip as `svg` elements for the window: the same marks in the same places as on paper.
///
/// # Errors
///
/// Fails where the seal does not fit a QR code.
pub fn slip_svgs(content: &SlipContent) -> Result<Vec<String>, PaperError> {
    Ok(sheets(content)?.iter().map(svg::element).collect())
}

/// Lays a slip out.
pub(crate) fn sheets(content: &SlipContent) -> Result<Vec<Sheet>, PaperError> {
    let mut slip = Slip::new(content);
    slip.head();
    slip.title()?;
    slip.facts();
    slip.subjects();
    slip.tail();
    Ok(slip.finish())
}

struct Slip<'a> {
    content: &'a SlipContent,
    words: Words,
    done: Vec<Sheet>,
    sheet: Sheet,
    y: f32,
    /// Where the open table of decisions began on this sheet.
    table: Option<f32>,
    compact: bool,
}

impl<'a> Slip<'a> {
    fn new(content: &'a SlipContent) -> Self {
        let mut slip = Self {
            content,
            words: Words::of(content.languages),
            done: Vec::new(),
            sheet: Sheet::new(WIDTH, HEIGHT),
            y: TOP,
            table: None,
            compact: content.subjects.len() > 2,
        };
        slip.mark_demonstration();
        slip
    }

    fn mark_demonstration(&mut self) {
        if self.content.demonstration {
            self.sheet.watermark(&self.words.first().text("slip-demonstration").to_uppercase());
        }
    }

    /// Both States and the way between them.
    fn head(&mut self) {
        let name = Style::bold(9.5);
        let side = Beside { first: Style::quiet(8.5), second: Style::quiet(8.5) };
        let (exit, entry) = (&self.content.exit, &self.content.entry);
        let (exit_name, entry_name) = (self.words.state(exit).first, self.words.state(entry).first);
        let y = self.y;
        self.sheet.badge(LEFT, y, 1.0, &code(exit), exit.pattern);
        self.sheet.text(LEFT + 18.0, y + 3.0, 32.0, name, &exit_name);
        let exit_word = lower(self.words.pair("side-exit"));
        self.sheet.beside(LEFT + 18.0, y + 6.8, 32.0, side, &exit_word);

        self.sheet.badge(RIGHT - 15.5, y, 1.0, &code(entry), entry.pattern);
        self.sheet.text_to(RIGHT - 18.0, y + 3.0, 32.0, name, &entry_name);
        let entry_word = lower(self.words.pair("side-entry"));
        let joined = match &entry_word.second {
            Some(second) => format!("{} · {second}", entry_word.first),
            None => entry_word.first,
        };
        self.sheet.text_to(RIGHT - 18.0, y + 6.8, 32.0, side.first, &joined);

        arrow(&mut self.sheet, MIDDLE, y + 2.0);
        let post = clean(&self.content.post, LONGEST);
        self.sheet.text_at(MIDDLE, y + 7.4, 28.0, Style::bold(7.8), &post);
        self.y = y + 9.8;
        self.sheet.rule((LEFT, self.y), (RIGHT, self.y), 0.4, Ink::Black);
    }

    fn title(&mut self) -> Result<(), PaperError> {
        let top = self.y + 3.0;
        let most = RIGHT - LEFT - CODE - 6.0;
        self.seal(top)?;
        let title = self.words.pair("slip-title");
        let mut y = top + 5.2;
        self.sheet.text(LEFT, y, most, Style::bold(17.0), &title.first);
        if let Some(second) = &title.second {
            y += 5.4;
            self.sheet.text(LEFT, y, most, Style::quiet(11.0), second);
        }
        y += 6.6;
        let reference = clean(&self.content.reference, LONGEST);
        self.sheet.text(LEFT, y, most, Style::bold(14.0), &reference);
        y = self.state_word(y + 2.6, most);
        y = self.validity(y + 4.8, most);
        let serial = format!(
            "{} {} · {}",
            self.words.first().text("slip-serial"),
            clean(&self.content.serial, LONGEST),
            self.copy_word().first
        );
        self.sheet.text(LEFT, y, most, Style::quiet(8.5), &serial);
        self.y = (y + 3.5).max(top + CODE + 7.5);
        Ok(())
    }

    fn seal(&mut self, top: f32) -> Result<(), PaperError> {
        let left = RIGHT - CODE - 1.0;
        match &self.content.seal {
            Some(seal) => {
                // Light paper under the code: the mark of a demonstration must not disturb a scanner.
                self.sheet.fill(left - 2.0, top - 2.0, CODE + 4.0, CODE + 4.0, Ink::White);
                self.sheet.code(left, top, CODE, &crate::code::code_rows(seal)?);
            }
            None => {
                self.sheet.frame(left, top, CODE, CODE, 0.25);
                let word = self.words.pair("slip-unsealed");
                self.sheet.text_at(left + CODE / 2.0, top + CODE / 2.0, CODE - 2.0, Style::bold(9.0), &word.first);
                if let Some(second) = &word.second {
                    self.sheet.text_at(
                        left + CODE / 2.0,
                        top + CODE / 2.0 + 4.5,
                        CODE - 2.0,
                        Style::quiet(8.0),
                        second,
                    );
                }
            }
        }
        self.sheet.text_at(
            left + CODE / 2.0,
            top + CODE + 4.2,
            CODE + 3.0,
            Style::bold(8.5),
            &self.content.short_code()?,
        );
        Ok(())
    }

    /// The one sentence for the holder, boxed; returns the lower edge of the box.
    fn state_word(&mut self, top: f32, most: f32) -> f32 {
        let mut outcomes = self.content.subjects.iter().map(|subject| subject.outcome.as_str());
        let is_through = |outcome: &str| matches!(outcome, "admitted" | "released");
        let outcome = match outcomes.next() {
            Some(first) if outcomes.clone().all(|other| other == first) => clean(first, 40),
            // Persons are admitted, vehicles and goods released: for who holds the slip it is one answer.
            Some(first) if is_through(first) && outcomes.all(is_through) => "admitted".to_owned(),
            Some(_) => "mixed".to_owned(),
            None => "registered".to_owned(),
        };
        let pair = self.words.pair(&format!("slip-state-{outcome}"));
        let may_go = matches!(outcome.as_str(), "admitted" | "released" | "departed" | "exit_complete");
        let (first, second) = (Style::bold(11.0), Style::quiet(9.0));
        let indent = if may_go { 8.0 } else { 2.8 };
        let room = most - indent - 3.0;
        let first_text = first.fitted(&pair.first, room);
        let second_text = pair.second.as_deref().map(|text| format!("· {text}"));
        let first_width = first.width(&first_text);
        let beside =
            second_text.as_deref().map(|text| first_width + 1.2 + second.width(text)).filter(|width| *width <= room);
        // Where both do not fit on one line the second language goes below the first.
        let (width, height) = match (&second_text, beside) {
            (None, _) => (first_width, 7.2),
            (Some(_), Some(width)) => (width, 7.2),
            (Some(_), None) => {
                let below = pair.second.as_deref().map_or(0.0, |text| second.width(text));
                (first_width.max(below.min(room)), 11.4)
            }
        };
        self.sheet.frame(LEFT, top, width + indent + 2.8, height, 0.5);
        if may_go {
            self.sheet.stroke(
                &[(LEFT + 2.6, top + 3.7), (LEFT + 4.2, top + 5.2), (LEFT + 7.0, top + 2.0)],
                0.55,
                Ink::Black,
            );
        }
        self.sheet.text(LEFT + indent, top + 5.0, room, first, &first_text);
        match (second_text, beside) {
            (Some(text), Some(_)) => {
                let x = LEFT + indent + first_width + 1.2;
                self.sheet.text(x, top + 5.0, room, second, &text);
            }
            (Some(_), None) => {
                let text = pair.second.unwrap_or_default();
                self.sheet.text(LEFT + indent, top + 9.4, room, second, &text);
            }
            (None, _) => {}
        }
        top + height
    }

    fn validity(&mut self, y: f32, most: f32) -> f32 {
        let Some(until) = self.content.valid_until else {
            return y;
        };
        let pair = self.words.with(|catalogue| {
            let until = catalogue.date_time(until.naive_local());
            catalogue.text_with("slip-valid-until", &Args::new().with("until", until))
        });
        let style = Beside { first: Style::plain(9.5), second: Style::quiet(8.5) };
        self.sheet.stacked((LEFT, y), most, style, 4.0, 1, &pair)
    }

    fn copy_word(&self) -> Pair {
        match self.content.copy {
            Copy::Original => self.words.pair("slip-original"),
            Copy::Copy(number) => {
                self.words.pair_with("slip-copy", &Args::new().with_count("number", i64::from(number)))
            }
        }
    }

    fn facts(&mut self) {
        let flow = self.words.pair(&format!("flow-{}", clean(&self.content.flow, 40)));
        let flow = match flow.second {
            Some(second) => format!("{} · {second}", flow.first),
            None => flow.first,
        };
        let mut cells = vec![(self.words.pair("slip-flow"), flow)];
        for fact in self.content.facts.iter().take(MOST_FACTS) {
            let name = self.words.pair(&format!("slip-fact-{}", clean(&fact.label, 40)));
            cells.push((name, clean(&fact.value, LONGEST)));
        }
        let width = (RIGHT - LEFT - 6.0) / 2.0;
        for row in cells.chunks(2) {
            let mut x = LEFT;
            for (name, value) in row {
                self.sheet.beside(x, self.y + 2.6, width, FACT_NAME, name);
                self.sheet.text(x, self.y + 6.8, width, Style::bold(9.5), value);
                self.sheet.rule((x, self.y + 8.3), (x + width, self.y + 8.3), 0.15, Ink::Faint);
                x += width + 6.0;
            }
            self.y += 10.2;
        }
        self.y += 1.0;
    }

    fn subjects(&mut self) {
        self.open_table();
        for subject in &self.content.subjects {
            self.subject(subject);
        }
        self.close_table();
    }

    fn open_table(&mut self) {
        let top = self.y;
        self.table = Some(top);
        let half = (RIGHT - LEFT) / 2.0;
        for (x, state, side) in [(LEFT, &self.content.exit, "side-exit"), (MIDDLE, &self.content.entry, "side-entry")] {
            self.sheet.badge(x + 2.0, top + 1.2, 0.75, &code(state), state.pattern);
            let pair = self.words.pair(side);
            self.sheet.beside(x + 15.6, top + 5.1, half - 17.0, HALF_NAME, &pair);
        }
        self.y = top + 7.8;
        self.sheet.rule((LEFT, self.y), (RIGHT, self.y), 0.2, Ink::Black);
    }

    fn close_table(&mut self) {
        if let Some(top) = self.table.take() {
            self.sheet.frame(LEFT, top, RIGHT - LEFT, self.y - top, 0.3);
            self.sheet.dashes((MIDDLE, top), (MIDDLE, top + 7.8), 0.3);
        }
    }

    fn subject(&mut self, subject: &SlipSubject) {
        let (mut exit, mut entry) = (Vec::new(), Vec::new());
        for decision in &subject.decisions {
            match decision.side {
                Side::Exit => exit.push(decision),
                Side::Entry => entry.push(decision),
                // The gate has no half of its own: its step stands with the State that keeps it.
                Side::Gate if decision.state == self.content.exit.code => exit.push(decision),
                Side::Gate => entry.push(decision),
            }
        }
        let row = if self.compact { 4.6 } else { 9.0 };
        let detail = clean(&subject.detail, LONGEST);
        let name = if detail.is_empty() { 6.0 } else { 10.0 };
        self.room_for(name + row);
        self.subject_name(subject, &detail, false);
        let rows = exit.len().max(entry.len()).max(1);
        let mut from = self.y;
        for index in 0..rows {
            if self.y + row > FOOT {
                self.sheet.dashes((MIDDLE, from), (MIDDLE, self.y), 0.3);
                self.room_for(name + row);
                self.subject_name(subject, "", true);
                from = self.y;
            }
            for (x, decisions) in [(LEFT, &exit), (MIDDLE, &entry)] {
                match decisions.get(index) {
                    Some(decision) if self.compact => self.compact_row(x, decision),
                    Some(decision) => self.roomy_row(x, decision),
                    None if decisions.is_empty() && index == 0 => {
                        let word = self.words.first().text("slip-no-decision");
                        self.sheet.text(
                            x + 2.4,
                            self.y + row * 0.5 + 1.0,
                            (RIGHT - LEFT) / 2.0 - 4.0,
                            Style::quiet(8.0),
                            &word,
                        );
                    }
                    None => {}
                }
            }
            self.y += row;
        }
        self.sheet.dashes((MIDDLE, from), (MIDDLE, self.y), 0.3);
        self.sheet.rule((LEFT, self.y), (RIGHT, self.y), 0.15, Ink::Faint);
    }

    /// Name and kind at the start, the phase reached at the end.
    fn subject_name(&mut self, subject: &SlipSubject, detail: &str, continued: bool) {
        let y = self.y + 4.2;
        let phase = format!("phase-{}", clean(&subject.outcome, 40));
        let phase = self.words.pair(&phase);
        let phase = match &phase.second {
            Some(second) if !self.compact => format!("{} · {second}", phase.first),
            Some(_) | None => phase.first,
        };
        let taken = self.sheet.text_to(RIGHT - 2.0, y, 52.0, Style::bold(8.5), &phase);
        let most = RIGHT - LEFT - 8.0 - taken;
        let kind = if continued {
            self.words.pair("slip-continued")
        } else {
            self.words.pair(&format!("subject-{}", clean(&subject.kind, 40)))
        };
        let label = match clean(&subject.label, LONGEST) {
            label if label.is_empty() => "—".to_owned(),
            label => label,
        };
        let label = Style::bold(9.5).fitted(&label, most - 18.0);
        let width = self.sheet.text(LEFT + 2.4, y, most, Style::bold(9.5), &label);
        let rest = Beside { first: Style::quiet(8.0), second: Style::quiet(8.0) };
        self.sheet.beside(LEFT + 4.2 + width, y, most - width - 1.8, rest, &lower(kind));
        self.y += 6.0;
        if !detail.is_empty() {
            self.sheet.text(LEFT + 2.4, self.y + 2.5, RIGHT - LEFT - 4.8, Style::plain(8.5), detail);
            self.y += 4.0;
        }
    }

    fn roomy_row(&mut self, x: f32, decision: &SlipDecision) {
        let half = (RIGHT - LEFT) / 2.0;
        let y = self.y;
        glyph(&mut self.sheet, x + 4.4, y + 4.2, 1.9, &decision.outcome);
        let (time, day) = self.time_of(decision.at);
        let taken = self.sheet.text_to(x + half - 2.0, y + 3.6, 18.0, Style::plain(8.5), &time);
        let most = half - 9.6 - taken - 1.6;
        let agency = self.words.pair(&format!("agency-{}", clean(&decision.agency, 40)));
        self.sheet.beside(x + 7.8, y + 3.6, most, HALF_NAME, &agency);
        let mut most = half - 9.6;
        if let Some(day) = day {
            most -= 1.6 + self.sheet.text_to(x + half - 2.0, y + 7.5, 22.0, Style::quiet(7.5), &day);
        }
        let mut parts = Vec::new();
        if decision.outcome != "cleared" {
            parts.push(self.outcome_word(decision));
        }
        parts.push(self.officer_word(decision));
        if !decision.desk.is_empty() {
            let desk = clean(&decision.desk, 20);
            parts.push(self.words.first().text_with("slip-desk", &Args::new().with("desk", desk)));
        }
        if !decision.control.is_empty() {
            parts.push(clean(&decision.control, LONGEST));
        }
        self.sheet.text(x + 7.8, y + 7.5, most, Style::quiet(8.2), &parts.join(" · "));
    }

    fn compact_row(&mut self, x: f32, decision: &SlipDecision) {
        let half = (RIGHT - LEFT) / 2.0;
        let y = self.y + 3.0;
        glyph(&mut self.sheet, x + 3.8, y - 0.9, 1.35, &decision.outcome);
        let (time, day) = self.time_of(decision.at);
        let time = match day {
            Some(day) => format!("{day} {time}"),
            None => time,
        };
        let taken = self.sheet.text_to(x + half - 2.0, y, 26.0, Style::plain(8.0), &time);
        let most = half - 8.0 - taken - 1.6;
        let agency = self.words.first().text(&format!("agency-{}", clean(&decision.agency, 40)));
        let width = self.sheet.text(x + 6.2, y, most, Style::bold(8.2), &agency);
        let mut rest = [clean(&decision.desk, 20), clean(&decision.officer, 30)].join(" · ");
        if decision.outcome != "cleared" {
            rest = format!("{} · {rest}", self.outcome_word(decision));
        }
        if most - width > 6.0 {
            self.sheet.text(x + 6.2 + width + 1.2, y, most - width - 1.2, Style::quiet(8.0), &rest);
        }
    }

    fn outcome_word(&self, decision: &SlipDecision) -> String {
        self.words.first().text(&format!("step-{}", clean(&decision.outcome, 40)))
    }

    fn officer_word(&self, decision: &SlipDecision) -> String {
        let number = clean(&decision.officer, 30);
        self.words.first().text_with("slip-officer", &Args::new().with("number", number))
    }

    /// The time of a decision and, where it is not the day of the slip, its date.
    fn time_of(&self, at: DateTime<FixedOffset>) -> (String, Option<String>) {
        let (at, issued) = (at.naive_local(), self.content.issued_at.naive_local());
        let catalogue = self.words.first();
        let day = (at.date() != issued.date()).then(|| catalogue.date(at.date()));
        (catalogue.time(at.time()), day)
    }

    /// Goes on to a new sheet, with its head and the table open again, unless `height` fits this one.
    fn room_for(&mut self, height: f32) {
        if self.y + height <= FOOT {
            return;
        }
        let in_table = self.table.is_some();
        self.close_table();
        self.turn();
        if in_table {
            self.open_table();
        }
    }

    fn turn(&mut self) {
        let full = std::mem::replace(&mut self.sheet, Sheet::new(WIDTH, HEIGHT));
        self.done.push(full);
        self.mark_demonstration();
        self.y = TOP;
        let title = self.words.first().text("slip-title");
        let reference = clean(&self.content.reference, LONGEST);
        let y = self.y + 4.0;
        let width = self.sheet.text(LEFT, y, 50.0, Style::bold(11.0), &title);
        self.sheet.text_to(RIGHT, y, RIGHT - LEFT - width - 4.0, Style::bold(11.0), &reference);
        self.y += 6.0;
        self.sheet.rule((LEFT, self.y), (RIGHT, self.y), 0.4, Ink::Black);
        self.y += 4.0;
    }

    /// The boxes of the gate and the holder's part, together on the last sheet.
    fn tail(&mut self) {
        let gate = if self.content.gate.is_empty() { 0.0 } else { 15.0 };
        let holder = self.holder_lines();
        let part = if holder.is_empty() {
            0.0
        } else {
            let lines = u16::try_from(holder.len()).unwrap_or(u16::MAX);
            9.5 + 4.2 * f32::from(lines)
        };
        self.room_for(gate + part + 3.0);
        let mut y = FOOT - gate - part;
        if gate > 0.0 {
            self.gate_boxes(y);
            y += gate;
        }
        if part > 0.0 {
            self.holder_part(y, &holder);
        }
    }

    fn gate_boxes(&mut self, y: f32) {
        let count = u16::try_from(self.content.gate.len()).unwrap_or(1).clamp(1, 3);
        let width = (RIGHT - LEFT - 3.0 * f32::from(count - 1)) / f32::from(count);
        let mut x = LEFT;
        for check in self.content.gate.iter().take(3) {
            let key = match check {
                GateCheck::Plate => "slip-gate-plate",
                GateCheck::Seals => "slip-gate-seals",
                GateCheck::Heads => "slip-gate-heads",
            };
            let pair = self.words.pair(key);
            self.sheet.frame(x, y, width, 12.5, 0.25);
            let style = Beside { first: Style::plain(7.2), second: Style::quiet(6.5) };
            self.sheet.stacked((x + 1.5, y + 3.2), width - 3.0, style, 2.9, 1, &pair);
            x += width + 3.0;
        }
    }

    fn holder_lines(&self) -> Vec<String> {
        let Some(part) = &self.content.holder else {
            return Vec::new();
        };
        let style = Style::bold(9.0);
        let mut lines: Vec<String> = part
            .lines
            .iter()
            .map(|line| clean(line, 3 * LONGEST))
            .flat_map(|line| style.wrapped(&line, RIGHT - LEFT - 4.0, 3))
            .collect();
        if lines.len() > MOST_HOLDER_LINES {
            let more = lines.split_off(MOST_HOLDER_LINES - 1).len();
            let more = i64::try_from(more).unwrap_or(i64::MAX);
            lines.push(self.words.first().text_with("slip-more-lines", &Args::new().with_count("count", more)));
        }
        lines
    }

    /// Below a line to cut along: the gate keeps what is above.
    fn holder_part(&mut self, y: f32, lines: &[String]) {
        self.sheet.dashes((LEFT, y + 1.0), (RIGHT, y + 1.0), 0.2);
        let entry = &self.content.entry;
        self.sheet.badge(LEFT, y + 2.4, 0.75, &code(entry), entry.pattern);
        let state = self.words.state(entry);
        let pair = self.words.named("slip-holder", "state", &state);
        let reference = clean(&self.content.reference, LONGEST);
        let taken = self.sheet.text_to(RIGHT, y + 6.2, 45.0, Style::bold(8.5), &reference);
        self.sheet.beside(LEFT + 13.6, y + 6.2, RIGHT - LEFT - 16.0 - taken, HALF_NAME, &pair);
        let mut baseline = y + 11.8;
        for line in lines {
            self.sheet.text(LEFT + 2.0, baseline, RIGHT - LEFT - 4.0, Style::bold(9.0), line);
            baseline += 4.2;
        }
    }

    /// Sets the foot of every sheet, once their number is known.
    fn finish(mut self) -> Vec<Sheet> {
        let last = std::mem::replace(&mut self.sheet, Sheet::new(WIDTH, HEIGHT));
        let mut sheets = std::mem::take(&mut self.done);
        sheets.push(last);
        let pages = sheets.len().to_string();
        for (index, sheet) in sheets.iter_mut().enumerate() {
            self.foot(sheet, &(index + 1).to_string(), &pages);
        }
        sheets
    }

    fn foot(&self, sheet: &mut Sheet, page: &str, pages: &str) {
        let top = FOOT + 2.0;
        sheet.rule((LEFT, top), (RIGHT, top), 0.4, Ink::Black);
        let most = 84.0;
        let style = Beside { first: Style::plain(7.6), second: Style::quiet(6.8) };
        let mut y = top + 3.4;
        let mut lines = vec![self.words.pair("slip-show"), self.words.pair("slip-free")];
        if let Some(number) = &self.content.complaints {
            let number = clean(number, 40);
            lines.push(self.words.pair_with("slip-complaints", &Args::new().with("number", number)));
        }
        for pair in &lines {
            let width = sheet.beside(LEFT, y, most, style, pair);
            y += 3.3;
            // What does not fit beside the first language goes on a line of its own.
            if let Some(second) = &pair.second
                && width <= style.first.width(&pair.first)
            {
                sheet.text(LEFT, y, most, style.second, second);
                y += 3.3;
            }
        }
        let right = RIGHT - LEFT - most - 2.0;
        let catalogue = self.words.first();
        let when = catalogue.date_time(self.content.issued_at.naive_local());
        let mut issued = catalogue.text_with("slip-printed", &Args::new().with("when", when));
        // Where the clocks differ, both are named, so that each State's officers know of which the times are.
        let mut below = top + 6.7;
        if let Some(clocks) = &self.content.issued_there {
            issued = format!("{issued} {}", clean(&clocks.here, 8));
            let (there, here) = (clocks.at.naive_local(), self.content.issued_at.naive_local());
            let time =
                if there.date() == here.date() { catalogue.time(there.time()) } else { catalogue.date_time(there) };
            let said = format!("{time} {}", clean(&clocks.there, 8));
            sheet.text_to(RIGHT, below, right, Style::plain(7.2), &said);
            below += 3.3;
        }
        if !self.content.desk.is_empty() {
            let desk = clean(&self.content.desk, 20);
            issued = format!("{issued} · {}", catalogue.text_with("slip-desk", &Args::new().with("desk", desk)));
        }
        sheet.text_to(RIGHT, top + 3.4, right, Style::plain(7.2), &issued);
        let page = catalogue.text_with("slip-page", &Args::new().with("page", page).with("pages", pages));
        let page = match self.content.copy {
            Copy::Original => page,
            Copy::Copy(_) => format!("{page} · {}", self.copy_word().first),
        };
        sheet.text_to(RIGHT, below, right, Style::plain(7.6), &page);
        if self.content.demonstration {
            let word = catalogue.text("slip-not-valid");
            sheet.text_to(RIGHT, below + 3.3, right, Style::bold(7.6), &word);
        }
    }
}

fn code(state: &SlipState) -> String {
    clean(&state.code, 4)
}

fn lower(pair: Pair) -> Pair {
    Pair { first: pair.first.to_lowercase(), second: pair.second.map(|second| second.to_lowercase()) }
}

/// The way of the crossing, from exit to entry.
fn arrow(sheet: &mut Sheet, x: f32, y: f32) {
    sheet.stroke(&[(x - 3.2, y), (x + 3.2, y)], 0.45, Ink::Black);
    sheet.stroke(&[(x + 0.8, y - 2.1), (x + 3.2, y), (x + 0.8, y + 2.1)], 0.45, Ink::Black);
}

/// The shape of a step's state, as in the window: it must be told apart in black and white.
fn glyph(sheet: &mut Sheet, x: f32, y: f32, radius: f32, outcome: &str) {
    let at = |dx: f32, dy: f32| (x + dx * radius, y + dy * radius);
    let pen = radius * 0.24;
    match outcome {
        "cleared" => {
            sheet.disc(x, y, radius, Ink::Black);
            sheet.stroke(&[at(-0.45, 0.05), at(-0.1, 0.4), at(0.5, -0.35)], pen, Ink::White);
        }
        "waived" => {
            sheet.disc(x, y, radius, Ink::Black);
            sheet.stroke(&[at(-0.45, 0.0), at(0.45, 0.0)], pen, Ink::White);
        }
        "refused" => {
            sheet.corners(x, y, radius * 1.05, 8, Ink::Black);
            sheet.stroke(&[at(-0.4, -0.4), at(0.4, 0.4)], pen, Ink::White);
            sheet.stroke(&[at(-0.4, 0.4), at(0.4, -0.4)], pen, Ink::White);
        }
        "held" => {
            sheet.fill(x - radius * 0.85, y - radius * 0.85, radius * 1.7, radius * 1.7, Ink::Black);
            sheet.stroke(&[at(-0.25, -0.4), at(-0.25, 0.4)], pen, Ink::White);
            sheet.stroke(&[at(0.25, -0.4), at(0.25, 0.4)], pen, Ink::White);
        }
        "referred" => sheet.corners(x, y, radius * 1.1, 4, Ink::Black),
        _ => {
            sheet.disc(x, y, radius, Ink::Black);
            sheet.disc(x, y, radius * 0.72, Ink::White);
        }
    }
}

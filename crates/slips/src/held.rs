//! The register of persons held on A4: each hold with its hours, and below it what was done meanwhile.
//!
//! Invariant: it is one State's own paper and says so; every sheet says which of how many it is.

use catalogue::{Args, Language};
use chrono::{DateTime, FixedOffset};

use crate::{
    PaperError,
    clean::clean,
    content::SlipState,
    paint::{self, Properties},
    sheet::{Ink, Sheet, Style},
    wording::Words,
};

const WIDTH: f32 = 210.0;
const HEIGHT: f32 = 297.0;
const LEFT: f32 = 16.0;
const RIGHT: f32 = WIDTH - LEFT;
const FOOT: f32 = 280.0;
/// The longest value that is laid out.
const LONGEST: usize = 300;

/// The content of the register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldRegisterContent {
    /// Name of the post.
    pub post: String,
    /// Whether the post is a demonstration.
    pub demonstration: bool,
    /// Whose register it is.
    pub state: SlipState,
    /// Of the holds that began from this moment on, in the time of the State …
    pub from: DateTime<FixedOffset>,
    /// … to this one.
    pub until: DateTime<FixedOffset>,
    /// When it was printed.
    pub printed_at: DateTime<FixedOffset>,
    /// Number of the officer who printed it.
    pub officer: String,
    /// The holds, in order.
    pub holds: Vec<HeldOnPaper>,
    /// The two languages; the register is written in the first, its title in both.
    pub languages: [Language; 2],
}

/// A hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldOnPaper {
    /// Reference of the crossing.
    pub crossing: String,
    /// Who or what.
    pub label: String,
    /// Nationality, three letters; may be empty.
    pub nationality: String,
    /// Since when.
    pub from: DateTime<FixedOffset>,
    /// Until when; nothing while it lasts.
    pub until: Option<DateTime<FixedOffset>>,
    /// For how long, in minutes.
    pub minutes: i64,
    /// The legal limit in minutes, where it was passed.
    pub limit_minutes: Option<i64>,
    /// Numbers of the officers who placed and co-signed it.
    pub officers: String,
    /// What was done: when, who wrote it down, the catalogue's `care-<word>`, and in words.
    pub entries: Vec<(DateTime<FixedOffset>, String, &'static str, String)>,
}

/// Returns the PDF of the register.
///
/// # Errors
///
/// Fails where a date can't be stated; the other errors of [`PaperError`] would mean that the program was built with broken fonts.
pub fn held_register_pdf(content: &HeldRegisterContent) -> Result<Vec<u8>, PaperError> {
    let title = Words::of(content.languages).first().text("held-register-title");
    let serial = format!("{} {}", content.state.code, content.printed_at.format("%Y-%m-%d"));
    paint::pdf(&sheets(content), &Properties { title: &title, serial: &serial, made_at: content.printed_at })
}

/// Lays the register out.
pub(crate) fn sheets(content: &HeldRegisterContent) -> Vec<Sheet> {
    let mut register = Register {
        content,
        words: Words::of(content.languages),
        done: Vec::new(),
        sheet: Sheet::new(WIDTH, HEIGHT),
        y: 0.0,
    };
    register.head();
    if content.holds.is_empty() {
        let none = register.words.first().text("held-register-none");
        register.sheet.text(LEFT, register.y + 6.0, RIGHT - LEFT, Style::plain(10.0), &none);
    }
    for hold in &content.holds {
        register.hold(hold);
    }
    register.finish()
}

struct Register<'a> {
    content: &'a HeldRegisterContent,
    words: Words,
    done: Vec<Sheet>,
    sheet: Sheet,
    y: f32,
}

impl Register<'_> {
    fn head(&mut self) {
        if self.content.demonstration {
            self.sheet.watermark(&self.words.first().text("slip-demonstration").to_uppercase());
        }
        let state = &self.content.state;
        self.sheet.badge(LEFT, 14.0, 1.0, &clean(&state.code, 4), state.pattern);
        let title = self.words.pair("held-register-title");
        let width = self.sheet.text(LEFT + 19.0, 19.0, 110.0, Style::bold(14.0), &title.first);
        if let Some(second) = &title.second {
            self.sheet.text(LEFT + 21.0 + width, 19.0, RIGHT - LEFT - 21.0 - width, Style::quiet(9.0), second);
        }
        let words = self.words.first();
        let date = |at: DateTime<FixedOffset>| words.date_time(at.naive_local());
        let name = self.words.state(state).first;
        let args = Args::new()
            .with("state", format!("{} · {name}", clean(&self.content.post, 60)))
            .with("from", date(self.content.from))
            .with("until", date(self.content.until));
        let of = words.text_with("held-register-of", &args);
        self.sheet.text(LEFT, 27.5, RIGHT - LEFT, Style::plain(9.0), &of);
        self.sheet.rule((LEFT, 30.0), (RIGHT, 30.0), 0.4, Ink::Black);
        self.y = 31.0;
    }

    fn hold(&mut self, hold: &HeldOnPaper) {
        let entries = u16::try_from(hold.entries.len().min(3)).unwrap_or_default();
        self.room_for(19.0 + 4.6 * f32::from(entries));
        let words = self.words.first();
        let when = |at: DateTime<FixedOffset>| words.date_time(at.naive_local());
        let label = match clean(&hold.label, LONGEST) {
            label if label.is_empty() => "—".to_owned(),
            label => label,
        };
        let hours = format!("{}:{:02}", hold.minutes / 60, hold.minutes % 60);
        let y = self.y + 5.0;
        let taken = self.sheet.text_to(RIGHT, y, 40.0, Style::bold(11.0), &format!("{hours} h"));
        let who =
            if hold.nationality.is_empty() { label } else { format!("{label} · {}", clean(&hold.nationality, 8)) };
        self.sheet.text(LEFT, y, RIGHT - LEFT - taken - 4.0, Style::bold(11.0), &who);
        let until = hold.until.map_or_else(|| words.text("held-register-lasts"), when);
        let line = format!(
            "{} {} · {} {} · {} {until} · {} {}",
            words.text("held-register-crossing"),
            clean(&hold.crossing, 30),
            words.text("held-register-from"),
            when(hold.from),
            words.text("held-register-until"),
            words.text("held-register-officers"),
            clean(&hold.officers, 40)
        );
        self.sheet.text(LEFT, y + 4.8, RIGHT - LEFT, Style::plain(8.6), &line);
        self.y = y + 8.4;
        if let Some(limit) = hold.limit_minutes {
            let args = Args::new().with("limit", format!("{}:{:02} h", limit / 60, limit % 60));
            let said = words.text_with("held-register-limit", &args);
            self.sheet.text(LEFT, self.y + 1.2, RIGHT - LEFT, Style::bold(9.0), &said);
            self.y += 5.0;
        }
        for (at, officer, care, said) in &hold.entries {
            self.room_for(5.0);
            let done = words.text(&format!("care-{care}"));
            let time = format!("{} · {}", when(*at), clean(officer, 20));
            self.sheet.text(LEFT + 4.0, self.y + 3.0, 58.0, Style::quiet(8.4), &time);
            let text = if said.is_empty() { done } else { format!("{done}: {}", clean(said, LONGEST)) };
            let below =
                self.sheet.lines(LEFT + 64.0, self.y + 3.0, RIGHT - LEFT - 64.0, Style::plain(8.6), 4.2, 4, &text);
            self.y = below.max(self.y + 7.2) - 2.6;
        }
        self.y += 2.0;
        self.sheet.rule((LEFT, self.y), (RIGHT, self.y), 0.15, Ink::Faint);
        self.y += 1.0;
    }

    fn room_for(&mut self, height: f32) {
        if self.y + height <= FOOT {
            return;
        }
        self.done.push(std::mem::replace(&mut self.sheet, Sheet::new(WIDTH, HEIGHT)));
        self.head();
    }

    fn finish(mut self) -> Vec<Sheet> {
        let last = std::mem::replace(&mut self.sheet, Sheet::new(WIDTH, HEIGHT));
        let mut sheets = std::mem::take(&mut self.done);
        sheets.push(last);
        let pages = sheets.len().to_string();
        let words = self.words.first();
        let printed = words.text_with(
            "slip-printed",
            &Args::new().with("when", words.date_time(self.content.printed_at.naive_local())),
        );
        let officer = words.text_with("slip-officer", &Args::new().with("number", clean(&self.content.officer, 30)));
        for (page, sheet) in (1..).zip(&mut sheets) {
            sheet.rule((LEFT, FOOT + 4.0), (RIGHT, FOOT + 4.0), 0.4, Ink::Black);
            sheet.text(LEFT, FOOT + 8.0, 100.0, Style::quiet(7.6), &format!("{printed} · {officer}"));
            let page: i32 = page;
            let of =
                words.text_with("slip-page", &Args::new().with("page", page.to_string()).with("pages", pages.clone()));
            sheet.text_to(RIGHT, FOOT + 8.0, 50.0, Style::plain(7.6), &of);
        }
        sheets
    }
}

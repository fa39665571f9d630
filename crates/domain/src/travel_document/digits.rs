//! What the check digits of a layout say over its lines.
//!
//! Invariant: nothing is composed and nothing kept. A text is tried under many layouts before one of them is read.

use super::check_digit::agrees;
use super::layout::{Checked, Layout};
use super::zone::{CheckDigit, CheckDigitName};

/// The check digits over certain lines.
#[derive(Debug, Clone, Copy)]
pub(super) struct Digits<'a> {
    said: [Option<CheckDigit>; CheckDigitName::ALL.len()],
    /// How the document number runs on, where it does.
    pub(super) run_on: Option<RunOn<'a>>,
    /// The number's digit agrees only with the filler inside the number counted, as Belgium printed it.
    pub(super) counts_filler: bool,
    /// A filler stands for the digit of an empty personal number, which part 4 section 4.2.2 allows.
    filler_is_lawful: bool,
}

/// The rest of a document number in the optional field (parts 5 and 6, note j).
#[derive(Debug, Clone, Copy)]
pub(super) struct RunOn<'a> {
    pub(super) tail: &'a str,
    digit: &'a str,
    /// What follows in the optional field.
    pub(super) after: &'a str,
}

impl<'a> Digits<'a> {
    /// Reads the digits of lines that have the layout's widths.
    pub(super) fn read(layout: &Layout, lines: &[&'a str]) -> Self {
        let mut digits = Self {
            said: [None; CheckDigitName::ALL.len()],
            run_on: RunOn::find(layout, lines),
            counts_filler: false,
            filler_is_lawful: false,
        };
        digits.read_number(layout, lines);
        digits.read_checked(CheckDigitName::Birth, layout.birth, lines);
        digits.read_checked(CheckDigitName::Expiry, layout.expiry, lines);
        digits.read_checked(CheckDigitName::PersonalNumber, layout.optional_1, lines);
        digits.filler_is_lawful = digits.of(CheckDigitName::PersonalNumber) == Some(CheckDigit::Filler)
            && layout.optional_1.is_some_and(|optional| optional.field.of(lines).bytes().all(|cell| cell == b'<'));
        if let Some((digit, covered)) = layout.composite {
            let mut runs = [""; 4];
            for (run, span) in runs.iter_mut().zip(covered) {
                *run = span.of(lines);
            }
            digits.set(CheckDigitName::Composite, said(&runs, digit.of(lines)));
        }
        digits
    }

    fn read_number(&mut self, layout: &Layout, lines: &[&str]) {
        if let Some(RunOn { tail, digit, .. }) = self.run_on {
            let field = layout.number.field.of(lines);
            let found = said(&[field, tail], digit);
            self.counts_filler =
                found == CheckDigit::Bad && layout.issuer.of(lines) == "BEL" && agrees(&[field, "<", tail], digit);
            self.set(CheckDigitName::DocumentNumber, if self.counts_filler { CheckDigit::Ok } else { found });
        } else {
            self.read_checked(CheckDigitName::DocumentNumber, Some(layout.number), lines);
        }
    }

    fn read_checked(&mut self, which: CheckDigitName, checked: Option<Checked>, lines: &[&str]) {
        if let Some(Checked { digit: Some(digit), covered, .. }) = checked {
            self.set(which, said(&[covered.of(lines)], digit.of(lines)));
        }
    }

    fn set(&mut self, which: CheckDigitName, found: CheckDigit) {
        if let Some(place) = self.said.get_mut(which as usize) {
            *place = Some(found);
        }
    }

    /// Returns what a digit says; nothing where the layout has none of that name.
    pub(super) fn of(&self, which: CheckDigitName) -> Option<CheckDigit> {
        self.said.get(which as usize).copied().flatten()
    }

    /// Returns the digits there are, with what each says.
    pub(super) fn each(&self) -> impl Iterator<Item = (CheckDigitName, CheckDigit)> {
        CheckDigitName::ALL.into_iter().zip(self.said).filter_map(|(which, said)| Some((which, said?)))
    }

    /// Returns how many digits agree with their cells.
    pub(super) fn agreeing(&self) -> usize {
        self.each().filter(|(_, said)| *said == CheckDigit::Ok).count()
    }

    /// Returns whether a digit is there and agrees, or lawfully is a filler.
    pub(super) fn is_right(&self, which: CheckDigitName) -> bool {
        match self.of(which) {
            None | Some(CheckDigit::Ok) => true,
            Some(CheckDigit::Filler) => which == CheckDigitName::PersonalNumber && self.filler_is_lawful,
            Some(CheckDigit::Bad) => false,
        }
    }

    /// Returns whether every digit of the layout is right.
    pub(super) fn are_right(&self) -> bool {
        CheckDigitName::ALL.into_iter().all(|which| self.is_right(which))
    }
}

impl<'a> RunOn<'a> {
    /// A filler stands instead of the digit; the rest of the number, its digit and a filler begin the optional field.
    fn find(layout: &Layout, lines: &[&'a str]) -> Option<Self> {
        let optional = layout.optional_1.filter(|_| layout.number_runs_on)?.field.of(lines);
        if layout.number.digit?.of(lines) != "<" || layout.number.field.of(lines).ends_with('<') {
            return None;
        }
        let (rest, after) = optional.split_at_checked(optional.find('<').unwrap_or(optional.len()))?;
        let (tail, digit) = rest.split_at_checked(rest.len().checked_sub(1)?)?;
        (!tail.is_empty()).then_some(Self { tail, digit, after })
    }
}

fn said(runs: &[&str], digit: &str) -> CheckDigit {
    match digit {
        "<" => CheckDigit::Filler,
        _ if agrees(runs, digit) => CheckDigit::Ok,
        _ => CheckDigit::Bad,
    }
}

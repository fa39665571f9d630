//! Where each layout keeps its fields.
//!
//! Invariant: positions are those of Doc 9303 (counted here from 0, the end excluded); a layout is data, read and written by
//! the same code.

use super::zone::MrzFormat;

/// Cells of one line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) line: usize,
    pub(super) from: usize,
    pub(super) to: usize,
}

/// A field and the cell of its check digit, where it has one.
#[derive(Debug, Clone, Copy)]
pub(super) struct Checked {
    pub(super) field: Span,
    pub(super) digit: Option<Span>,
    /// What the digit is computed over: the field, but for one national layout.
    pub(super) covered: Span,
}

/// How the name is kept.
#[derive(Debug, Clone, Copy)]
pub(super) enum NameField {
    /// One field, identifiers parted by two fillers.
    Together(Span),
    /// A field each.
    Apart { surname: Span, given_names: Span },
}

/// A layout of a machine readable zone.
#[derive(Debug)]
pub(super) struct Layout {
    pub(super) format: MrzFormat,
    /// The width of each line.
    pub(super) lines: &'static [usize],
    pub(super) code: Span,
    /// The letters Doc 9303 lets the document code begin with.
    pub(super) usual_codes: &'static [char],
    /// The code of a national layout that has but one, told by the other marks.
    pub(super) only_code: Option<&'static str>,
    pub(super) issuer: Span,
    pub(super) number: Checked,
    /// Whether a number too long for its field runs on into the optional one (parts 5 and 6, note j).
    pub(super) number_runs_on: bool,
    pub(super) name: NameField,
    pub(super) nationality: Option<Span>,
    pub(super) birth: Option<Checked>,
    pub(super) sex: Option<Span>,
    pub(super) expiry: Option<Checked>,
    pub(super) optional_1: Option<Checked>,
    pub(super) optional_2: Option<Span>,
    /// The cell of the composite digit and the cells it covers.
    pub(super) composite: Option<(Span, &'static [Span])>,
    /// Cells that hold nothing but digits besides dates and check digits.
    pub(super) numerals: &'static [Span],
    /// Text at the head of a line by which a national layout is told from the general one of its size.
    pub(super) marks: &'static [(Span, &'static str)],
}

const fn at(line: usize, from: usize, to: usize) -> Span {
    Span { line, from, to }
}

const fn checked(field: Span) -> Checked {
    Checked { field, digit: Some(at(field.line, field.to, field.to + 1)), covered: field }
}

const fn unchecked(field: Span) -> Checked {
    Checked { field, digit: None, covered: field }
}

const CARD_CODES: &[char] = &['A', 'C', 'I'];

/// Every layout, those of Doc 9303 first.
pub(super) static LAYOUTS: [Layout; 9] = [
    Layout {
        format: MrzFormat::Td1,
        lines: &[30, 30, 30],
        code: at(0, 0, 2),
        usual_codes: CARD_CODES,
        only_code: None,
        issuer: at(0, 2, 5),
        number: checked(at(0, 5, 14)),
        number_runs_on: true,
        name: NameField::Together(at(2, 0, 30)),
        nationality: Some(at(1, 15, 18)),
        birth: Some(checked(at(1, 0, 6))),
        sex: Some(at(1, 7, 8)),
        expiry: Some(checked(at(1, 8, 14))),
        optional_1: Some(unchecked(at(0, 15, 30))),
        optional_2: Some(at(1, 18, 29)),
        composite: Some((at(1, 29, 30), &[at(0, 5, 30), at(1, 0, 7), at(1, 8, 15), at(1, 18, 29)])),
        numerals: &[],
        marks: &[],
    },
    Layout {
        format: MrzFormat::Td2,
        lines: &[36, 36],
        code: at(0, 0, 2),
        usual_codes: CARD_CODES,
        only_code: None,
        issuer: at(0, 2, 5),
        number: checked(at(1, 0, 9)),
        number_runs_on: true,
        name: NameField::Together(at(0, 5, 36)),
        nationality: Some(at(1, 10, 13)),
        birth: Some(checked(at(1, 13, 19))),
        sex: Some(at(1, 20, 21)),
        expiry: Some(checked(at(1, 21, 27))),
        optional_1: Some(unchecked(at(1, 28, 35))),
        optional_2: None,
        composite: Some((at(1, 35, 36), &[at(1, 0, 10), at(1, 13, 20), at(1, 21, 35)])),
        numerals: &[],
        marks: &[],
    },
    Layout {
        format: MrzFormat::Td3,
        lines: &[44, 44],
        code: at(0, 0, 2),
        usual_codes: &['P'],
        only_code: None,
        issuer: at(0, 2, 5),
        number: checked(at(1, 0, 9)),
        number_runs_on: false,
        name: NameField::Together(at(0, 5, 44)),
        nationality: Some(at(1, 10, 13)),
        birth: Some(checked(at(1, 13, 19))),
        sex: Some(at(1, 20, 21)),
        expiry: Some(checked(at(1, 21, 27))),
        optional_1: Some(checked(at(1, 28, 42))),
        optional_2: None,
        composite: Some((at(1, 43, 44), &[at(1, 0, 10), at(1, 13, 20), at(1, 21, 43)])),
        numerals: &[],
        marks: &[],
    },
    Layout {
        format: MrzFormat::MrvA,
        lines: &[44, 44],
        code: at(0, 0, 2),
        usual_codes: &['V'],
        only_code: None,
        issuer: at(0, 2, 5),
        number: checked(at(1, 0, 9)),
        number_runs_on: false,
        name: NameField::Together(at(0, 5, 44)),
        nationality: Some(at(1, 10, 13)),
        birth: Some(checked(at(1, 13, 19))),
        sex: Some(at(1, 20, 21)),
        expiry: Some(checked(at(1, 21, 27))),
        optional_1: Some(unchecked(at(1, 28, 44))),
        optional_2: None,
        composite: None,
        numerals: &[],
        marks: &[(at(0, 0, 1), "V")],
    },
    Layout {
        format: MrzFormat::MrvB,
        lines: &[36, 36],
        code: at(0, 0, 2),
        usual_codes: &['V'],
        only_code: None,
        issuer: at(0, 2, 5),
        number: checked(at(1, 0, 9)),
        number_runs_on: false,
        name: NameField::Together(at(0, 5, 36)),
        nationality: Some(at(1, 10, 13)),
        birth: Some(checked(at(1, 13, 19))),
        sex: Some(at(1, 20, 21)),
        expiry: Some(checked(at(1, 21, 27))),
        optional_1: Some(unchecked(at(1, 28, 36))),
        optional_2: None,
        composite: None,
        numerals: &[],
        marks: &[(at(0, 0, 1), "V")],
    },
    Layout {
        format: MrzFormat::FrenchId,
        lines: &[36, 36],
        code: at(0, 0, 2),
        usual_codes: &['I'],
        only_code: Some("ID"),
        issuer: at(0, 2, 5),
        number: checked(at(1, 0, 12)),
        number_runs_on: false,
        name: NameField::Apart { surname: at(0, 5, 30), given_names: at(1, 13, 27) },
        // The card was issued to French nationals alone.
        nationality: Some(at(0, 2, 5)),
        birth: Some(checked(at(1, 27, 33))),
        sex: Some(at(1, 34, 35)),
        expiry: None,
        optional_1: Some(unchecked(at(0, 30, 36))),
        optional_2: None,
        composite: Some((at(1, 35, 36), &[at(0, 0, 36), at(1, 0, 35)])),
        // Year and month of the request, three cells for the place, a number of five digits.
        numerals: &[at(1, 0, 4), at(1, 7, 12)],
        marks: &[(at(0, 1, 5), "DFRA")],
    },
    Layout {
        format: MrzFormat::FrenchLicence,
        lines: &[30],
        code: at(0, 0, 2),
        usual_codes: &['D'],
        only_code: None,
        issuer: at(0, 2, 5),
        // The digit of the number covers all that stands before it.
        number: Checked { covered: at(0, 0, 14), ..checked(at(0, 5, 14)) },
        number_runs_on: false,
        name: NameField::Together(at(0, 21, 29)),
        nationality: None,
        birth: None,
        sex: None,
        expiry: Some(unchecked(at(0, 15, 21))),
        optional_1: None,
        optional_2: None,
        composite: Some((at(0, 29, 30), &[at(0, 0, 29)])),
        numerals: &[],
        marks: &[(at(0, 0, 1), "D"), (at(0, 2, 5), "FRA")],
    },
    Layout {
        format: MrzFormat::SwissLicence,
        lines: &[9, 30, 30],
        code: at(1, 0, 2),
        usual_codes: &['F'],
        only_code: None,
        issuer: at(1, 2, 5),
        number: unchecked(at(1, 5, 17)),
        number_runs_on: false,
        name: NameField::Together(at(2, 0, 30)),
        nationality: None,
        birth: Some(unchecked(at(1, 19, 25))),
        sex: None,
        expiry: None,
        optional_1: Some(unchecked(at(0, 0, 9))),
        optional_2: None,
        composite: None,
        numerals: &[],
        marks: &[(at(1, 0, 5), "FACHE"), (at(1, 17, 19), "<<")],
    },
    Layout {
        format: MrzFormat::SlovakId,
        lines: &[34, 34],
        code: at(0, 0, 2),
        usual_codes: &['I'],
        only_code: None,
        issuer: at(0, 2, 5),
        number: checked(at(1, 0, 9)),
        number_runs_on: false,
        name: NameField::Together(at(0, 5, 34)),
        nationality: Some(at(1, 10, 13)),
        birth: Some(checked(at(1, 13, 19))),
        sex: Some(at(1, 20, 21)),
        expiry: Some(checked(at(1, 21, 27))),
        optional_1: Some(unchecked(at(1, 28, 34))),
        optional_2: None,
        composite: None,
        numerals: &[],
        marks: &[(at(0, 0, 1), "I"), (at(0, 2, 5), "SVK")],
    },
];

impl Span {
    /// Returns the cells of the span; empty if a line is shorter.
    pub(super) fn of<'a>(&self, lines: &[&'a str]) -> &'a str {
        lines.get(self.line).and_then(|line| line.get(self.from..self.to)).unwrap_or_default()
    }

    pub(super) fn width(&self) -> usize {
        self.to - self.from
    }
}

impl Layout {
    /// Returns the layout of a format.
    pub(super) fn of(format: MrzFormat) -> &'static Self {
        let [td1, td2, td3, mrv_a, mrv_b, french_id, french_licence, swiss_licence, slovak_id] = &LAYOUTS;
        match format {
            MrzFormat::Td1 => td1,
            MrzFormat::Td2 => td2,
            MrzFormat::Td3 => td3,
            MrzFormat::MrvA => mrv_a,
            MrzFormat::MrvB => mrv_b,
            MrzFormat::FrenchId => french_id,
            MrzFormat::FrenchLicence => french_licence,
            MrzFormat::SwissLicence => swiss_licence,
            MrzFormat::SlovakId => slovak_id,
        }
    }

    /// Returns the number of cells of all lines.
    pub(super) fn cells(&self) -> usize {
        self.lines.iter().sum()
    }

    /// Returns whether the lines carry the marks of the layout; a visa is never read as a card or passport.
    pub(super) fn admits(&self, lines: &[&str]) -> bool {
        let is_visa = lines.first().is_some_and(|line| line.starts_with('V'));
        let general = matches!(self.format, MrzFormat::Td2 | MrzFormat::Td3);
        self.marks.iter().all(|(span, mark)| span.of(lines) == *mark) && !(general && is_visa)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_format_has_its_own_layout_and_every_span_lies_inside_it() {
        for layout in &LAYOUTS {
            assert_eq!(Layout::of(layout.format).format, layout.format);
            let blank: Vec<String> = layout.lines.iter().map(|width| "<".repeat(*width)).collect();
            let lines: Vec<&str> = blank.iter().map(String::as_str).collect();
            let mut spans = vec![layout.code, layout.issuer];
            for checked in [Some(layout.number), layout.birth, layout.expiry, layout.optional_1].into_iter().flatten() {
                spans.extend([checked.field, checked.covered]);
                spans.extend(checked.digit);
            }
            spans.extend([layout.nationality, layout.sex, layout.optional_2].into_iter().flatten());
            if let Some((digit, covered)) = layout.composite {
                spans.push(digit);
                spans.extend(covered);
            }
            for span in spans {
                assert_eq!(span.of(&lines).len(), span.width(), "{:?} {span:?}", layout.format);
            }
        }
    }
}

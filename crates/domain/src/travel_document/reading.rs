//! Reading the cells of a layout.
//!
//! Invariant: any lines of the layout's widths can be read; what they say may be nonsense, and the check digits tell.

use chrono::NaiveDate;

use super::check_digit::check_digit;
use super::date::{PrintedDate, full_birth, full_expiry};
use super::layout::{Checked, Layout, NameField};
use super::name;
use super::warning::{Warning, WarningCode};
use super::zone::{CheckDigit, CheckDigitName, MachineReadableZone, MrzFormat};
use crate::codes::IssuingState;

/// A cell the reader could not tell.
pub(super) const UNREAD: char = '?';

/// Reads lines that have the layout's widths.
pub(super) fn read_cells(layout: &Layout, lines: &[&str], today: NaiveDate) -> MachineReadableZone {
    let mut zone = MachineReadableZone::unreadable(String::new());
    zone.warnings.clear();
    zone.format = Some(layout.format);
    zone.valid = true;
    zone.document_code = without_fillers(layout.code.of(lines));
    zone.issuing_state = without_fillers(layout.issuer.of(lines));
    zone.nationality = layout.nationality.map(|span| without_fillers(span.of(lines))).unwrap_or_default();
    zone.sex = layout.sex.map(|span| span.of(lines).to_owned()).unwrap_or_default();
    zone.optional_data_2 =
        layout.optional_2.map(|span| span.of(lines).trim_matches('<').to_owned()).unwrap_or_default();
    read_codes(&mut zone, layout);
    read_number(&mut zone, layout, lines);
    read_name(&mut zone, layout, lines);
    read_dates(&mut zone, layout, lines, today);
    read_composite(&mut zone, layout, lines);
    let unread = lines.iter().flat_map(|line| line.chars()).filter(|cell| *cell == UNREAD).count();
    if unread > 0 {
        zone.valid = false;
        zone.warnings.push(Warning::new(WarningCode::UnreadCells, unread.to_string()));
    }
    if zone.check_digits.is_empty() {
        zone.warnings.push(Warning::new(WarningCode::NoCheckDigits, ""));
    }
    zone
}

fn without_fillers(cells: &str) -> String {
    cells.trim_end_matches('<').to_owned()
}

fn read_codes(zone: &mut MachineReadableZone, layout: &Layout) {
    if !zone.document_code.starts_with(layout.usual_codes) {
        zone.warnings.push(Warning::new(WarningCode::DocumentCodeUnusual, zone.document_code.clone()));
    }
    let unlisted = |code: &str| !code.parse::<IssuingState>().is_ok_and(|issuer| issuer.is_listed());
    if unlisted(&zone.issuing_state) {
        zone.warnings.push(Warning::new(WarningCode::IssuingStateUnlisted, zone.issuing_state.clone()));
    }
    if layout.nationality.is_some() && unlisted(&zone.nationality) {
        zone.warnings.push(Warning::new(WarningCode::NationalityUnlisted, zone.nationality.clone()));
    }
    if layout.sex.is_some() && !matches!(zone.sex.as_str(), "M" | "F" | "<") {
        zone.warnings.push(Warning::new(WarningCode::SexUnusual, zone.sex.clone()));
    }
}

/// Reads document number and first optional field, which share cells when the number runs on.
fn read_number(zone: &mut MachineReadableZone, layout: &Layout, lines: &[&str]) {
    let field = layout.number.field.of(lines);
    let digit = layout.number.digit.map(|span| span.of(lines));
    let optional = layout.optional_1.map(|optional| optional.field.of(lines)).unwrap_or_default();
    // Parts 5 and 6, note j: a filler instead of the digit, the rest of the number, its digit and a filler.
    let rest = optional.split('<').next().unwrap_or_default();
    let runs_on = layout.number_runs_on && digit == Some("<") && !field.ends_with('<') && rest.len() >= 2;
    if let Some((tail, last)) = rest.split_at_checked(rest.len().saturating_sub(1)).filter(|_| runs_on) {
        zone.document_number = format!("{field}{tail}");
        zone.optional_data_1 = optional.get(rest.len()..).unwrap_or_default().trim_matches('<').to_owned();
        let belgian = zone.issuing_state == "BEL" && agrees(&format!("{field}<{tail}"), last);
        if belgian && !agrees(&zone.document_number, last) {
            zone.check_digits.insert(CheckDigitName::DocumentNumber, CheckDigit::Ok);
            zone.warnings.push(Warning::new(WarningCode::NumberDigitCountsFiller, zone.document_number.clone()));
        } else {
            let number = zone.document_number.clone();
            record(zone, CheckDigitName::DocumentNumber, &number, last);
        }
        return;
    }
    zone.document_number = without_fillers(field);
    zone.optional_data_1 = optional.trim_matches('<').to_owned();
    if let Some(digit) = digit {
        record(zone, CheckDigitName::DocumentNumber, layout.number.covered.of(lines), digit);
    }
    if zone.document_number.is_empty() {
        zone.warnings.push(Warning::new(WarningCode::DocumentNumberEmpty, ""));
    }
    if let Some(Checked { digit: Some(digit), .. }) = layout.optional_1 {
        let digit = digit.of(lines);
        // Part 4, 4.2.2: a filler may stand for the digit of an empty field, and only of an empty one.
        if digit == "<" && zone.optional_data_1.is_empty() {
            zone.check_digits.insert(CheckDigitName::PersonalNumber, CheckDigit::Filler);
        } else {
            record(zone, CheckDigitName::PersonalNumber, optional, digit);
        }
    }
}

fn read_name(zone: &mut MachineReadableZone, layout: &Layout, lines: &[&str]) {
    let full = |cells: &str| !cells.ends_with('<');
    match layout.name {
        NameField::Together(span) => {
            let field = span.of(lines);
            (zone.surname, zone.given_names) = name::split(field);
            zone.name_may_be_truncated = full(field);
        }
        NameField::Apart { surname, given_names } => {
            let (surname, given_names) = (surname.of(lines), given_names.of(lines));
            zone.surname = name::parts(surname);
            zone.given_names = name::parts(given_names);
            zone.name_may_be_truncated = full(surname) || full(given_names);
        }
    }
    if zone.name_may_be_truncated {
        zone.warnings.push(Warning::new(WarningCode::NameMayBeTruncated, ""));
    }
    if zone.surname.is_empty() {
        zone.warnings.push(Warning::new(WarningCode::SurnameEmpty, ""));
    }
    if zone.surname.chars().chain(zone.given_names.chars()).any(|c| c.is_ascii_digit()) {
        zone.warnings.push(Warning::new(WarningCode::NameHasDigits, format!("{} {}", zone.surname, zone.given_names)));
    }
}

fn read_dates(zone: &mut MachineReadableZone, layout: &Layout, lines: &[&str], today: NaiveDate) {
    if let Some(checked) = layout.expiry {
        zone.expiry_date = checked.field.of(lines).to_owned();
        record_checked(zone, CheckDigitName::Expiry, checked, lines);
        let printed = PrintedDate::read(&zone.expiry_date);
        zone.expiry_date_full = full_expiry(printed, today);
        let code = match printed {
            PrintedDate::Unknown | PrintedDate::PartlyUnknown => Some(WarningCode::ExpiryDateUnknown),
            PrintedDate::Malformed => Some(WarningCode::ExpiryDateMalformed),
            PrintedDate::Impossible => Some(WarningCode::ExpiryDateImpossible),
            PrintedDate::Whole { .. } => None,
        };
        zone.warnings.extend(code.map(|code| Warning::new(code, zone.expiry_date.clone())));
        if let Some(expired) = zone.expiry_date_full.filter(|expiry| *expiry < today) {
            zone.warnings.push(Warning::new(WarningCode::Expired, expired.to_string()));
        }
    } else {
        zone.warnings.push(Warning::new(WarningCode::NoExpiryDate, ""));
    }
    if let Some(checked) = layout.birth {
        zone.birth_date = checked.field.of(lines).to_owned();
        record_checked(zone, CheckDigitName::Birth, checked, lines);
        let printed = PrintedDate::read(&zone.birth_date);
        zone.birth_date_full = full_birth(printed, zone.expiry_date_full, today);
        let code = match printed {
            PrintedDate::Unknown => Some(WarningCode::BirthDateUnknown),
            PrintedDate::PartlyUnknown => Some(WarningCode::BirthDatePartlyUnknown),
            PrintedDate::Malformed => Some(WarningCode::BirthDateMalformed),
            PrintedDate::Impossible => Some(WarningCode::BirthDateImpossible),
            PrintedDate::Whole { .. } => None,
        };
        zone.warnings.extend(code.map(|code| Warning::new(code, zone.birth_date.clone())));
    }
}

fn read_composite(zone: &mut MachineReadableZone, layout: &Layout, lines: &[&str]) {
    if let Some((digit, covered)) = layout.composite {
        let cells: String = covered.iter().map(|span| span.of(lines)).collect();
        record(zone, CheckDigitName::Composite, &cells, digit.of(lines));
    }
}

fn record_checked(zone: &mut MachineReadableZone, which: CheckDigitName, checked: Checked, lines: &[&str]) {
    if let Some(digit) = checked.digit {
        record(zone, which, checked.covered.of(lines), digit.of(lines));
    }
}

/// Records a check digit that must be there.
fn record(zone: &mut MachineReadableZone, which: CheckDigitName, cells: &str, digit: &str) {
    let found = if agrees(cells, digit) {
        CheckDigit::Ok
    } else if digit == "<" {
        CheckDigit::Filler
    } else {
        CheckDigit::Bad
    };
    let warning = match found {
        CheckDigit::Ok => None,
        CheckDigit::Bad => Some(WarningCode::CheckDigitBad),
        CheckDigit::Filler => Some(WarningCode::CheckDigitMissing),
    };
    if let Some(code) = warning {
        zone.valid = false;
        zone.warnings.push(Warning::new(code, which.word()));
    }
    zone.check_digits.insert(which, found);
}

fn agrees(cells: &str, digit: &str) -> bool {
    check_digit(cells).is_some_and(|expected| digit.chars().eq([expected]))
}

impl CheckDigitName {
    /// Returns the name as it is serialised.
    const fn word(self) -> &'static str {
        match self {
            Self::DocumentNumber => "document_number",
            Self::Birth => "birth",
            Self::Expiry => "expiry",
            Self::PersonalNumber => "personal_number",
            Self::Composite => "composite",
        }
    }
}

impl MrzFormat {
    /// Returns whether the layout belongs to one State, so that its marks prove more than the size of the lines.
    pub(super) const fn is_national(self) -> bool {
        match self {
            Self::FrenchId | Self::FrenchLicence | Self::SwissLicence | Self::SlovakId => true,
            Self::Td1 | Self::Td2 | Self::Td3 | Self::MrvA | Self::MrvB => false,
        }
    }
}

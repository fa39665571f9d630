//! Reading the cells of a layout.
//!
//! Invariant: any lines of the layout's widths can be read; what they say may be nonsense, and the check digits tell.

use chrono::NaiveDate;

use super::date::{PrintedDate, full_birth, full_expiry, month_of_issue};
use super::digits::Digits;
use super::layout::{Layout, NameField};
use super::name;
use super::warning::{Warning, WarningCode, out_of_validity};
use super::zone::{CheckDigit, CheckDigitName, MachineReadableZone, MrzFormat};
use crate::codes::IssuingState;

/// A cell the reader could not tell.
pub(super) const UNREAD: char = '?';

/// Reads lines that have the layout's widths, with what their digits say.
pub(super) fn read_cells(
    layout: &Layout,
    lines: &[&str],
    digits: &Digits<'_>,
    today: NaiveDate,
) -> MachineReadableZone {
    let mut zone = MachineReadableZone::empty();
    zone.format = Some(layout.format);
    zone.valid = digits.are_right();
    zone.check_digits = digits.each().collect();
    zone.issuing_state = without_fillers(layout.issuer.of(lines)).to_owned();
    zone.nationality = layout.nationality.map(|span| without_fillers(span.of(lines)).to_owned()).unwrap_or_default();
    zone.sex = layout.sex.map(|span| span.of(lines).to_owned()).unwrap_or_default();
    zone.optional_data_2 =
        layout.optional_2.map(|span| span.of(lines).trim_matches('<').to_owned()).unwrap_or_default();
    read_codes(&mut zone, layout, lines);
    read_number(&mut zone, layout, lines, digits);
    read_name(&mut zone, layout, lines);
    read_dates(&mut zone, layout, lines, today, digits);
    remark_on(&mut zone, digits, CheckDigitName::Composite);
    let unread = unread_cells(lines);
    if unread > 0 {
        zone.valid = false;
        zone.warnings.push(Warning::new(WarningCode::UnreadCells, unread.to_string()));
    }
    if zone.check_digits.is_empty() {
        zone.warnings.push(Warning::new(WarningCode::NoCheckDigits, ""));
    }
    zone
}

/// Returns how many cells the reader could not tell.
pub(super) fn unread_cells(lines: &[&str]) -> usize {
    lines.iter().flat_map(|line| line.bytes()).filter(|cell| char::from(*cell) == UNREAD).count()
}

/// Returns the cells of a field that is filled up to its end.
pub(super) fn without_fillers(cells: &str) -> &str {
    cells.trim_end_matches('<')
}

/// Returns whether the document code begins as Doc 9303 lets it, or the other marks of the layout leave no doubt of it.
pub(super) fn has_usual_code(layout: &Layout, lines: &[&str]) -> bool {
    layout.only_code.is_some() || layout.code.of(lines).starts_with(layout.usual_codes)
}

fn read_codes(zone: &mut MachineReadableZone, layout: &Layout, lines: &[&str]) {
    let printed = without_fillers(layout.code.of(lines));
    zone.document_code = layout.only_code.unwrap_or(printed).to_owned();
    if zone.document_code != printed {
        zone.warnings.push(Warning::new(WarningCode::CellsMisread, format!("{printed}→{}", zone.document_code)));
    }
    if !has_usual_code(layout, lines) {
        zone.warnings.push(Warning::new(WarningCode::DocumentCodeUnusual, zone.document_code.clone()));
    }
    if !IssuingState::lists(&zone.issuing_state) {
        zone.warnings.push(Warning::new(WarningCode::IssuingStateUnlisted, zone.issuing_state.clone()));
    }
    if layout.nationality.is_some() && !IssuingState::lists(&zone.nationality) {
        zone.warnings.push(Warning::new(WarningCode::NationalityUnlisted, zone.nationality.clone()));
    }
    if layout.sex.is_some() && !matches!(zone.sex.as_str(), "M" | "F" | "<") {
        zone.warnings.push(Warning::new(WarningCode::SexUnusual, zone.sex.clone()));
    }
}

/// Reads document number and first optional field, which share cells when the number runs on.
fn read_number(zone: &mut MachineReadableZone, layout: &Layout, lines: &[&str], digits: &Digits<'_>) {
    let field = layout.number.field.of(lines);
    if let Some(rest) = digits.run_on {
        zone.document_number = [field, rest.tail].concat();
        rest.after.trim_matches('<').clone_into(&mut zone.optional_data_1);
        if digits.counts_filler {
            zone.warnings.push(Warning::new(WarningCode::NumberDigitCountsFiller, zone.document_number.clone()));
        }
        remark_on(zone, digits, CheckDigitName::DocumentNumber);
        return;
    }
    let optional = layout.optional_1.map(|optional| optional.field.of(lines)).unwrap_or_default();
    without_fillers(field).clone_into(&mut zone.document_number);
    optional.trim_matches('<').clone_into(&mut zone.optional_data_1);
    remark_on(zone, digits, CheckDigitName::DocumentNumber);
    if zone.document_number.is_empty() {
        zone.warnings.push(Warning::new(WarningCode::DocumentNumberEmpty, ""));
    }
    remark_on(zone, digits, CheckDigitName::PersonalNumber);
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
    if zone.surname.bytes().chain(zone.given_names.bytes()).any(|cell| cell.is_ascii_digit()) {
        zone.warnings.push(Warning::new(WarningCode::NameHasDigits, format!("{} {}", zone.surname, zone.given_names)));
    }
}

fn read_dates(zone: &mut MachineReadableZone, layout: &Layout, lines: &[&str], today: NaiveDate, digits: &Digits<'_>) {
    if let Some(checked) = layout.expiry {
        zone.expiry_date = checked.field.of(lines).to_owned();
        remark_on(zone, digits, CheckDigitName::Expiry);
        let printed = PrintedDate::read(&zone.expiry_date);
        zone.expiry_date_full = full_expiry(printed, today);
        let code = match printed {
            PrintedDate::Unknown | PrintedDate::PartlyUnknown => Some(WarningCode::ExpiryDateUnknown),
            PrintedDate::Malformed => Some(WarningCode::ExpiryDateMalformed),
            PrintedDate::Impossible => Some(WarningCode::ExpiryDateImpossible),
            PrintedDate::Whole { .. } => None,
        };
        zone.warnings.extend(code.map(|code| Warning::new(code, zone.expiry_date.clone())));
        if let (Some(code), Some(expiry)) = (out_of_validity(None, zone.expiry_date_full, today), zone.expiry_date_full)
        {
            zone.warnings.push(Warning::new(code, expiry.to_string()));
        }
    } else {
        zone.warnings.push(Warning::new(WarningCode::NoExpiryDate, ""));
    }
    if layout.format == MrzFormat::FrenchId
        && let Some(issued) = month_of_issue(&zone.document_number)
        && let Some(code) = out_of_validity(Some(issued), None, today)
    {
        zone.warnings.push(Warning::new(code, issued.format("%Y-%m").to_string()));
    }
    if let Some(checked) = layout.birth {
        zone.birth_date = checked.field.of(lines).to_owned();
        remark_on(zone, digits, CheckDigitName::Birth);
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

/// Remarks on a check digit that must be there and agree.
fn remark_on(zone: &mut MachineReadableZone, digits: &Digits<'_>, which: CheckDigitName) {
    let code = match digits.of(which) {
        Some(CheckDigit::Bad) => WarningCode::CheckDigitBad,
        Some(CheckDigit::Filler) if !digits.is_right(which) => WarningCode::CheckDigitMissing,
        Some(CheckDigit::Ok | CheckDigit::Filler) | None => return,
    };
    zone.warnings.push(Warning::new(code, which.word()));
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

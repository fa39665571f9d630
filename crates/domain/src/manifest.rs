//! The operator's list of passengers: a simple table in a file, read strictly.
//!
//! Invariant: a line that is refused is handed back with its reason and counts as a head of the list; nobody on a list is lost.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::subject::{Document, Sex, Traveller};

/// The most bytes of a list.
pub const MOST_BYTES: usize = 128 * 1024;

/// The most heads of a list: a bus with two decks has fewer.
pub const MOST_HEADS: usize = 200;

/// The most characters of one field.
const MOST_LETTERS: usize = 80;

/// The columns that a list must have, in any order.
const NEEDED: [&str; 3] = ["surname", "given_names", "nationality"];

/// The columns that it may have besides.
const OTHERS: [&str; 7] =
    ["birth_date", "sex", "document_code", "document_issuer", "document_number", "document_expires", "crew"];

/// One head of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listed {
    /// Who.
    pub person: Traveller,
    /// He works the vehicle.
    pub is_crew: bool,
}

/// A list as it was read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct List {
    /// The line that names the columns.
    pub heading: String,
    /// Whoever could be read, in the order of the list.
    pub heads: Vec<Listed>,
    /// The lines that could not.
    pub faulty: Vec<FaultyLine>,
}

impl List {
    /// Returns how many heads the list has, those that could not be read included.
    pub fn count(&self) -> usize {
        self.heads.len() + self.faulty.len()
    }
}

/// A line that could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FaultyLine {
    /// What is wrong with it.
    pub fault: ListFault,
    /// The line, to be mended; what no form has stands there as `\u{fffd}`.
    pub text: String,
}

/// What is wrong with a list, or with a line of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("line {line}: {fault:?}")]
pub struct ListFault {
    /// The line, from 1.
    pub line: usize,
    /// What.
    pub fault: ListFaultCode,
    /// In which column, where it is one.
    pub column: Option<String>,
}

/// What can be wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ListFaultCode {
    /// No text in UTF-8.
    NotText,
    /// More than a list may have.
    TooLarge,
    /// Nobody is on it.
    Empty,
    /// A column that is not known, stands twice, or is missing.
    Columns,
    /// More or fewer fields than columns, or quotation marks that do not close.
    Fields,
    /// Letters that no form has: control characters, or marks that turn the direction of reading.
    Letters,
    /// A field begins like a formula of a spreadsheet.
    Formula,
    /// Empty, too long, or not of the form that the column has.
    Value,
    /// The same document stands on it twice.
    Twice,
}

impl ListFaultCode {
    /// Returns the word under which it is looked up in the catalogue.
    pub const fn word(self) -> &'static str {
        match self {
            Self::NotText => "not_text",
            Self::TooLarge => "too_large",
            Self::Empty => "empty",
            Self::Columns => "columns",
            Self::Fields => "fields",
            Self::Letters => "letters",
            Self::Formula => "formula",
            Self::Value => "value",
            Self::Twice => "twice",
        }
    }
}

/// Reads a list: the first line names the columns, fields are parted by commas or semicolons, and may stand in quotation marks.
///
/// # Errors
/// When it is no list at all. A line that can't be read is handed back in the list.
pub fn read(bytes: &[u8]) -> Result<List, ListFault> {
    let whole = |fault| ListFault { line: 1, fault, column: None };
    if bytes.len() > MOST_BYTES {
        return Err(whole(ListFaultCode::TooLarge));
    }
    let text = std::str::from_utf8(bytes).map_err(|_| whole(ListFaultCode::NotText))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let (_, heading) = lines.next().ok_or_else(|| whole(ListFaultCode::Empty))?;
    let separator = if heading.contains(';') { ';' } else { ',' };
    let columns = columns(heading, separator).map_err(whole)?;
    let mut list = List { heading: heading.to_owned(), ..List::default() };
    for (at, line) in lines {
        let here = |(fault, column): (ListFaultCode, Option<&str>)| ListFault {
            line: at + 1,
            fault,
            column: column.map(str::to_owned),
        };
        if list.count() == MOST_HEADS {
            return Err(here((ListFaultCode::TooLarge, None)));
        }
        match listed(line, separator, &columns, &list.heads) {
            Ok(one) => list.heads.push(one),
            Err(wrong) => {
                let text = line.chars().map(|letter| if is_odd(letter) { '\u{fffd}' } else { letter }).collect();
                list.faulty.push(FaultyLine { fault: here(wrong), text });
            }
        }
    }
    if list.count() == 0 { Err(whole(ListFaultCode::Empty)) } else { Ok(list) }
}

/// Reads one line, or says what is wrong with it, and in which column.
fn listed<'a>(
    line: &str,
    separator: char,
    columns: &'a [String],
    before: &[Listed],
) -> Result<Listed, (ListFaultCode, Option<&'a str>)> {
    let fields = fields(line, separator).ok_or((ListFaultCode::Fields, None))?;
    if fields.len() != columns.len() {
        return Err((ListFaultCode::Fields, None));
    }
    for (column, field) in columns.iter().zip(&fields) {
        is_plain(field).map_err(|fault| (fault, Some(column.as_str())))?;
    }
    let of = |name: &str| {
        let place = columns.iter().position(|column| column == name);
        place.and_then(|place| fields.get(place)).map(String::as_str).filter(|field| !field.is_empty())
    };
    let one = head(&of).map_err(|column| (ListFaultCode::Value, Some(column)))?;
    if one.person.document.is_some() && before.iter().any(|other| other.person.document == one.person.document) {
        return Err((ListFaultCode::Twice, Some("document_number")));
    }
    Ok(one)
}

fn columns(heading: &str, separator: char) -> Result<Vec<String>, ListFaultCode> {
    let fields = fields(heading, separator).ok_or(ListFaultCode::Fields)?;
    let names: Vec<String> = fields.iter().map(|name| name.trim().to_ascii_lowercase()).collect();
    let is_known = |name: &String| NEEDED.contains(&name.as_str()) || OTHERS.contains(&name.as_str());
    let is_twice = |name: &String| names.iter().filter(|other| *other == name).count() > 1;
    let is_whole = NEEDED.iter().all(|needed| names.iter().any(|name| name == needed));
    if is_whole && names.iter().all(|name| is_known(name) && !is_twice(name)) {
        Ok(names)
    } else {
        Err(ListFaultCode::Columns)
    }
}

/// Parts a line; nothing where its quotation marks do not close.
fn fields(line: &str, separator: char) -> Option<Vec<String>> {
    let mut fields = Vec::new();
    let mut letters = line.chars().peekable();
    loop {
        let mut field = String::new();
        if letters.peek() == Some(&'"') {
            letters.next();
            loop {
                match letters.next()? {
                    '"' if letters.peek() == Some(&'"') => {
                        letters.next();
                        field.push('"');
                    }
                    '"' => break,
                    letter => field.push(letter),
                }
            }
            match letters.next() {
                None => {
                    fields.push(field.trim().to_owned());
                    return Some(fields);
                }
                Some(letter) if letter == separator => {}
                Some(_) => return None,
            }
        } else {
            loop {
                match letters.next() {
                    None => {
                        fields.push(field.trim().to_owned());
                        return Some(fields);
                    }
                    Some(letter) if letter == separator => break,
                    Some('"') => return None,
                    Some(letter) => field.push(letter),
                }
            }
        }
        fields.push(field.trim().to_owned());
    }
}

/// No control characters, no marks that turn the direction of reading, nothing that a spreadsheet would reckon with.
fn is_plain(field: &str) -> Result<(), ListFaultCode> {
    if field.chars().any(is_odd) {
        return Err(ListFaultCode::Letters);
    }
    if field.starts_with(['=', '+', '-', '@']) {
        return Err(ListFaultCode::Formula);
    }
    if field.chars().count() > MOST_LETTERS { Err(ListFaultCode::Value) } else { Ok(()) }
}

/// Returns whether no form has this letter.
fn is_odd(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{200e}' | '\u{200f}' | '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fffd}')
}

/// Reads one head, or names the column that is wrong.
fn head<'a>(of: &impl Fn(&str) -> Option<&'a str>) -> Result<Listed, &'static str> {
    let day = |column: &'static str| {
        of(column).map(|text| NaiveDate::parse_from_str(text, "%Y-%m-%d")).transpose().map_err(|_| column)
    };
    let letters = |column: &'static str, lengths: std::ops::RangeInclusive<usize>| match of(column) {
        Some(text) if lengths.contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphabetic()) => {
            Ok(Some(text.to_ascii_uppercase()))
        }
        Some(_) => Err(column),
        None => Ok(None),
    };
    let sex = match of("sex").map(str::to_ascii_uppercase).as_deref() {
        Some("F") => Sex::F,
        Some("M") => Sex::M,
        Some("X") | None => Sex::X,
        Some(_) => return Err("sex"),
    };
    let is_crew = match of("crew").map(str::to_ascii_lowercase).as_deref() {
        Some("yes" | "oui" | "1" | "x") => true,
        Some("no" | "non" | "0") | None => false,
        Some(_) => return Err("crew"),
    };
    let nationality = letters("nationality", 1..=3)?.ok_or("nationality")?;
    let expires = day("document_expires")?;
    let document = match of("document_number") {
        Some(number)
            if number.len() <= 20
                && number.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, ' ' | '-' | '/')) =>
        {
            Some(Document {
                code: letters("document_code", 1..=2)?.unwrap_or_else(|| "P".to_owned()),
                issuer: letters("document_issuer", 1..=3)?.unwrap_or_else(|| nationality.clone()),
                number: number.to_ascii_uppercase(),
                expires,
            })
        }
        Some(_) => return Err("document_number"),
        None => None,
    };
    let person = Traveller {
        surname: of("surname").ok_or("surname")?.to_uppercase(),
        given_names: of("given_names").unwrap_or_default().to_uppercase(),
        nationality,
        birth_date: day("birth_date")?,
        sex,
        document,
        papers: Box::default(),
    };
    Ok(Listed { person, is_crew })
}

#[cfg(test)]
mod tests {
    use super::{ListFaultCode, MOST_BYTES, MOST_HEADS, read};

    const HEADING: &str = "surname,given_names,nationality,birth_date,sex,document_number,crew";

    fn fault(text: &str) -> (usize, ListFaultCode, Option<String>) {
        let fault = read(text.as_bytes()).unwrap_err();
        (fault.line, fault.fault, fault.column)
    }

    #[test]
    fn a_list_is_read_with_either_separator_and_quotation_marks() {
        let list = format!(
            "\u{feff}{HEADING}\r\nOtieno,\"Brian, Ouma\",ken,1990-05-01,M,ak 123456,yes\r\n\r\nAchieng,Mary,UGA,,F,,\r\n"
        );
        let heads = read(list.as_bytes()).unwrap().heads;
        assert_eq!(heads.len(), 2);
        assert_eq!(heads[0].person.given_names, "BRIAN, OUMA");
        assert!(heads[0].is_crew && !heads[1].is_crew);
        let document = heads[0].person.document.as_ref().unwrap();
        assert_eq!((document.issuer.as_str(), document.number.as_str()), ("KEN", "AK 123456"));
        assert_eq!(heads[1].person.document, None);
        let semicolons = list.replace("Brian, Ouma", "Brian").replace(',', ";");
        assert_eq!(read(semicolons.as_bytes()).unwrap().heads.len(), 2);
    }

    #[test]
    fn what_is_no_list_is_refused_whole() {
        assert_eq!(read(&[0xff, 0xfe, 0x41]).unwrap_err().fault, ListFaultCode::NotText);
        assert_eq!(read(&vec![b'a'; MOST_BYTES + 1]).unwrap_err().fault, ListFaultCode::TooLarge);
        assert_eq!(fault("").1, ListFaultCode::Empty);
        assert_eq!(fault(HEADING).1, ListFaultCode::Empty);
        assert_eq!(fault("surname,nationality\nA,KEN").1, ListFaultCode::Columns);
        assert_eq!(fault("surname,given_names,nationality,password\nA,B,KEN,x").1, ListFaultCode::Columns);
        assert_eq!(fault("surname,surname,given_names,nationality\nA,A,B,KEN").1, ListFaultCode::Columns);
        for line in ["A,B,KEN,,,,\n", "A,B,K3N,,,,\n"] {
            let many = format!("{HEADING}\n{}", line.repeat(MOST_HEADS + 1));
            assert_eq!(fault(&many), (MOST_HEADS + 2, ListFaultCode::TooLarge, None));
        }
    }

    #[test]
    fn what_is_made_to_deceive_is_refused_with_its_line_and_the_others_are_read() {
        let with = |line: &str| {
            let list = read(format!("{HEADING}\nA,B,KEN,,,AK1,\n{line}\nC,D,KEN,,,AK2,").as_bytes()).unwrap();
            assert_eq!((list.heads.len(), list.count()), (2, 3), "{line}");
            let fault = &list.faulty[0].fault;
            (fault.line, fault.fault, fault.column.clone())
        };
        let column = |name: &str| Some(name.to_owned());
        assert_eq!(with("=HYPERLINK(1),B,KEN,,,,"), (3, ListFaultCode::Formula, column("surname")));
        assert_eq!(with("A\u{202e}B,B,KEN,,,,"), (3, ListFaultCode::Letters, column("surname")));
        assert_eq!(with("A\u{0}B,B,KEN,,,,"), (3, ListFaultCode::Letters, column("surname")));
        assert_eq!(with("A,B,KEN,,,"), (3, ListFaultCode::Fields, None));
        assert_eq!(with("\"A,B,KEN,,,,"), (3, ListFaultCode::Fields, None));
        assert_eq!(with("A,B,KEN,01/05/1990,,,"), (3, ListFaultCode::Value, column("birth_date")));
        assert_eq!(with("A,B,K3N,,,,"), (3, ListFaultCode::Value, column("nationality")));
        assert_eq!(with(&format!("{},B,KEN,,,,", "A".repeat(81))), (3, ListFaultCode::Value, column("surname")));
        assert_eq!(with("C,D,KEN,,,ak1,").1, ListFaultCode::Twice);
    }

    #[test]
    fn a_line_that_was_mended_is_read_under_its_heading() {
        let list = read(format!("{HEADING}\nA\u{202e}B,C,KEN,,,,").as_bytes()).unwrap();
        let shown = &list.faulty[0].text;
        assert_eq!(shown, "A\u{fffd}B,C,KEN,,,,", "what deceives is shown as what it is");
        let again = |line: &str| read(format!("{}\n{line}", list.heading).as_bytes()).unwrap();
        assert_eq!(again(shown).faulty[0].fault.fault, ListFaultCode::Letters, "until somebody mends it");
        assert_eq!(again("AB,C,KEN,,,,").heads[0].person.surname, "AB");
    }
}

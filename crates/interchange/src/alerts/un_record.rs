//! One record of the United Nations' list: an `INDIVIDUAL` or an `ENTITY`.
//!
//! Field names are those of the Security Council's schema (`sc-sanctions.xsd`).

use domain::subject::Sex;

use super::entry::{ListEntry, ListedDocument, Name, NameKind, NameQuality, Organisation, Person, Remark, Subject};
use super::fault::{Fault, long, short};
use super::{BirthDate, MOST_PARTS, Why};

/// An element with what is in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Element {
    pub(super) name: String,
    /// Its attribute `dateGenerated`, which the root has.
    pub(super) dated: Option<String>,
    pub(super) text: String,
    pub(super) children: Vec<Element>,
}

impl Element {
    /// Returns the text of the first child with this name, unless it is empty.
    pub(super) fn text_of(&self, name: &str) -> Option<String> {
        let child = self.children.iter().find(|child| child.name == name && !child.text.trim().is_empty());
        child.map(|child| child.text.trim().to_owned())
    }

    fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Element> {
        self.children.iter().filter(move |child| child.name == name)
    }

    fn short(&self, name: &str) -> Result<Option<String>, Fault> {
        short(name, &self.text_of(name).unwrap_or_default())
    }

    /// Returns everything that is written in it, for a remark.
    fn told(&self) -> String {
        let mut parts = vec![self.text.trim().to_owned()];
        parts.extend(self.children.iter().map(Element::told));
        parts.retain(|part| !part.is_empty());
        parts.join(", ")
    }
}

/// What of the schema is known, and what letters are lost.
pub(super) mod known {
    use super::{Element, ListEntry, Subject};

    const FIELDS: [&str; 33] = [
        "DATAID",
        "VERSIONNUM",
        "FIRST_NAME",
        "SECOND_NAME",
        "THIRD_NAME",
        "FOURTH_NAME",
        "UN_LIST_TYPE",
        "REFERENCE_NUMBER",
        "LISTED_ON",
        "GENDER",
        "SUBMITTED_BY",
        "SUBMITTED_ON",
        "NAME_ORIGINAL_SCRIPT",
        "COMMENTS1",
        "NATIONALITY",
        "NATIONALITY2",
        "TITLE",
        "DESIGNATION",
        "LIST_TYPE",
        "LAST_DAY_UPDATED",
        "INDIVIDUAL_ALIAS",
        "INDIVIDUAL_ADDRESS",
        "INDIVIDUAL_DATE_OF_BIRTH",
        "INDIVIDUAL_PLACE_OF_BIRTH",
        "INDIVIDUAL_DOCUMENT",
        "ENTITY_ALIAS",
        "ENTITY_ADDRESS",
        "SORT_KEY",
        "SORT_KEY_LAST_MOD",
        "DELISTED_ON",
        "APPLICATION_STATUS",
        "FULL_NAME",
        "COMMENTS2",
    ];

    /// Returns the fields of a record that are not known.
    pub(in crate::alerts) fn unknown_of(record: &Element) -> Vec<String> {
        let unknown = record.children.iter().filter(|child| !FIELDS.contains(&child.name.as_str()));
        unknown.map(|child| crate::table::excerpt(&child.name)).collect()
    }

    pub(in crate::alerts) fn has_lost_letters(entry: &ListEntry) -> bool {
        let names = match &entry.subject {
            Subject::Person(person) => &person.names,
            Subject::Organisation(body) => &body.names,
            Subject::Document(sought) => &sought.names,
            Subject::Vehicle(vehicle) => &vehicle.names,
            Subject::Goods(_) => return false,
        };
        names.iter().any(|name| name.text.contains('\u{fffd}'))
    }
}

/// What fields of an entry hold; anything else is kept as a remark. (The keys by which the list is sorted say nothing.)
const HELD: [&str; 17] = [
    "DATAID",
    "VERSIONNUM",
    "FIRST_NAME",
    "SECOND_NAME",
    "THIRD_NAME",
    "FOURTH_NAME",
    "GENDER",
    "NATIONALITY",
    "NAME_ORIGINAL_SCRIPT",
    "INDIVIDUAL_ALIAS",
    "ENTITY_ALIAS",
    "INDIVIDUAL_DATE_OF_BIRTH",
    "INDIVIDUAL_DOCUMENT",
    "COMMENTS1",
    "LIST_TYPE",
    "SORT_KEY",
    "SORT_KEY_LAST_MOD",
];

/// Reads a record.
pub(super) fn entry(record: &Element) -> Result<ListEntry, Fault> {
    let id = record.short("DATAID")?.ok_or_else(|| Fault::new("DATAID", Why::Missing, ""))?;
    if record.children.len() > MOST_PARTS {
        return Err(Fault::of_row(Why::TooLong));
    }
    let mut remarks = Remarks::default();
    let (names, documents) = (names(record, &mut remarks)?, documents(record, &mut remarks)?);
    let subject = if record.name == "ENTITY" {
        Subject::Organisation(Organisation { names, countries: nationalities(record)?, documents })
    } else {
        let births = births(record, &mut remarks)?;
        let sex = match record.text_of("GENDER").unwrap_or_default().to_ascii_lowercase().as_str() {
            "male" => Some(Sex::M),
            "female" => Some(Sex::F),
            "" => None,
            other => {
                remarks.add("GENDER", other)?;
                None
            }
        };
        Subject::Person(Person { names, births, sex, nationalities: nationalities(record)?, documents })
    };
    for child in &record.children {
        if !HELD.contains(&child.name.as_str()) {
            remarks.add(&child.name, &child.told())?;
        }
    }
    let agency = record.all("LIST_TYPE").map(Element::told).find(|text| !text.is_empty());
    let mut entry = ListEntry::of(id, subject);
    entry.reason = long("COMMENTS1", &record.text_of("COMMENTS1").unwrap_or_default())?;
    entry.agency = short("LIST_TYPE", &agency.unwrap_or_default())?;
    entry.remarks = remarks.0;
    Ok(entry)
}

#[derive(Default)]
struct Remarks(Vec<Remark>);

impl Remarks {
    fn add(&mut self, field: &str, text: &str) -> Result<(), Fault> {
        let text = long(field, text)?;
        self.0.extend(text.map(|text| Remark { field: crate::table::excerpt(field), text }));
        Ok(())
    }
}

fn names(record: &Element, remarks: &mut Remarks) -> Result<Vec<Name>, Fault> {
    let mut parts = Vec::new();
    for field in ["FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME"] {
        parts.extend(record.short(field)?);
    }
    if parts.is_empty() {
        return Err(Fault::new("FIRST_NAME", Why::Missing, ""));
    }
    let mut names = vec![Name { text: parts.join(" "), kind: NameKind::Primary, quality: NameQuality::Unstated }];
    for original in record.all("NAME_ORIGINAL_SCRIPT") {
        let text = short("NAME_ORIGINAL_SCRIPT", &original.text)?;
        let name = |text| Name { text, kind: NameKind::OriginalScript, quality: NameQuality::Unstated };
        names.extend(text.map(name));
    }
    for alias in record.all("INDIVIDUAL_ALIAS").chain(record.all("ENTITY_ALIAS")) {
        let Some(text) = alias.short("ALIAS_NAME")? else { continue };
        let quality = match alias.text_of("QUALITY").unwrap_or_default().to_ascii_lowercase().as_str() {
            "good" => NameQuality::Good,
            "low" => NameQuality::Low,
            "f.k.a." => NameQuality::Former,
            _ => NameQuality::Unstated,
        };
        for detail in alias.children.iter().filter(|child| !matches!(child.name.as_str(), "QUALITY" | "ALIAS_NAME")) {
            let said = detail.told();
            if !said.is_empty() {
                remarks.add(&format!("{} {}", alias.name, detail.name), &format!("{text}: {said}"))?;
            }
        }
        names.push(Name { text, kind: NameKind::Alias, quality });
    }
    Ok(names)
}

fn nationalities(record: &Element) -> Result<Vec<String>, Fault> {
    let values = record.all("NATIONALITY").flat_map(|nationality| nationality.all("VALUE"));
    let read: Result<Vec<_>, _> = values.map(|value| short("NATIONALITY", &value.text)).collect();
    Ok(read?.into_iter().flatten().collect())
}

/// Reads dates of birth. What stands in a note alone is read where it is a month and a year, and kept as a remark in any case.
fn births(record: &Element, remarks: &mut Remarks) -> Result<Vec<BirthDate>, Fault> {
    const FIELD: &str = "INDIVIDUAL_DATE_OF_BIRTH";
    let mut births = Vec::new();
    for told in record.all(FIELD) {
        let wrong = || Fault::new(FIELD, Why::Date, &told.told());
        let sort = told.text_of("TYPE_OF_DATE").unwrap_or_default().to_ascii_uppercase();
        let note = told.text_of("NOTE").unwrap_or_default();
        // The date may carry a time of day: some editions do.
        let day = told.text_of("DATE").map(|text| text.chars().take(10).collect::<String>());
        let text = match (day.or_else(|| told.text_of("YEAR")), told.text_of("FROM_YEAR"), told.text_of("TO_YEAR")) {
            (None, Some(from), Some(until)) => Some(format!("{from}/{until}")),
            (None, Some(one), None) | (None, None, Some(one)) => Some(format!("~{one}")),
            (Some(text), _, _) if sort == "APPROXIMATELY" => Some(format!("~{text}")),
            (text, _, _) => text,
        };
        match text {
            Some(text) => births.push(BirthDate::read(&text).ok_or_else(wrong)?),
            None => births.extend(BirthDate::english_month(&note)),
        }
        remarks.add(FIELD, &note)?;
    }
    Ok(births)
}

fn documents(record: &Element, remarks: &mut Remarks) -> Result<Vec<ListedDocument>, Fault> {
    const FIELD: &str = "INDIVIDUAL_DOCUMENT";
    let mut documents = Vec::new();
    for told in record.all(FIELD) {
        let Some(number) = told.short("NUMBER")? else {
            remarks.add(FIELD, &told.told())?;
            continue;
        };
        let country =
            told.short("ISSUING_COUNTRY")?.map_or_else(|| told.short("COUNTRY_OF_ISSUE"), |one| Ok(Some(one)))?;
        let kind =
            told.short("TYPE_OF_DOCUMENT2")?.map_or_else(|| told.short("TYPE_OF_DOCUMENT"), |one| Ok(Some(one)))?;
        for detail in ["NOTE", "DATE_OF_ISSUE", "CITY_OF_ISSUE"] {
            if let Some(said) = told.text_of(detail) {
                remarks.add(&format!("{FIELD} {detail}"), &format!("{number}: {said}"))?;
            }
        }
        documents.push(ListedDocument { number, issuer: country, kind });
    }
    Ok(documents)
}

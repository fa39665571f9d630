//! One FollowTheMoney entity. Schema and property names are those of the FollowTheMoney model.

use serde_json::{Map, Value};

use domain::subject::Sex;

use super::entry::{
    Change, ListEntry, ListedDocument, Name, NameKind, NameQuality, Organisation, Person, Remark, SoughtDocument,
    Subject, Vehicle,
};
use super::fault::{Fault, long, short};
use super::ftm_properties::Properties;
use super::{BirthDate, Why};

/// What a line came to.
pub(super) enum Read {
    /// Changes: the entity, and documents that are nested in it; also the names of properties that are not known.
    Changes(Vec<Change>, Vec<String>),
    /// Its schema is none that is sought for by itself.
    Passed(String),
}

/// Properties of the model that are kept as remarks, parted by spaces; what is neither here nor held by a field is told as unknown.
const REMARKS: &str = "\
    address addressEntity alephUrl amount appearance authority bikCode birthCountry birthDate birthPlace buildDate \
    callSign classification country createdAt currency deathDate description dissolutionDate dunsCode education \
    email endDate ethnicity eyeColor fatherName firstName flag gender givenName hairColor height holder icaoCode \
    imoNumber incorporationDate innCode jurisdiction keywords kppCode lastName legalForm licenseNumber mainCountry \
    middleName mmsi model modifiedAt motherName nameSuffix notes npiCode number ogrnCode okpoCode \
    opencorporatesUrl operator owner parent passportNumber pastFlags personalNumber phone political position \
    program programId publisher publisherUrl registrationDate registrationNumber registrationPort religion \
    retrievedAt secondName sector serialNumber sourceUrl startDate status summary surname swiftBic title tonnage \
    topics type uniqueEntityId website weight wikidataId wikipediaUrl";

/// Reads an entity.
pub(super) fn read(entity: Map<String, Value>, change: fn(ListEntry) -> Change) -> Result<Read, Fault> {
    let schema = entity.get("schema").and_then(Value::as_str).unwrap_or_default();
    let schema = short("schema", schema)?.ok_or_else(|| Fault::new("schema", Why::Missing, ""))?;
    let id = entity.get("id").and_then(Value::as_str).unwrap_or_default();
    let id = short("id", id)?.ok_or_else(|| Fault::new("id", Why::Missing, ""))?;
    let mut properties = Properties::of(entity.get("properties"))?;
    let subject = match schema.as_str() {
        "Person" => person(&mut properties)?,
        "LegalEntity" | "Company" | "Organization" | "PublicBody" => organisation(&mut properties)?,
        "Vehicle" | "Vessel" | "Airplane" => vehicle(&mut properties)?,
        "Passport" | "Identification" => document(&schema, &mut properties)?,
        _ => return Ok(Read::Passed(schema)),
    };
    let mut entry = ListEntry::of(id, subject);
    entry.reason = long("reason", &properties.take("reason")?.join("; "))?;
    entry.agency = properties.take("publisher")?.into_iter().next();
    let mut nested = Vec::new();
    for (field, value) in std::mem::take(&mut properties.nested) {
        match nested_document(&value, &entry.id)? {
            Some(document) => nested.push(document),
            None => entry.remarks.push(Remark { text: nested_id(&field, &value)?, field }),
        }
    }
    let mut unknown = Vec::new();
    for (field, values) in properties.rest {
        if !REMARKS.split(' ').any(|known| known == field) {
            unknown.push(field.clone());
        }
        for value in values {
            entry.remarks.extend(long(&field, &value)?.map(|text| Remark { field: field.clone(), text }));
        }
    }
    let mut changes = vec![change(entry)];
    changes.extend(nested.into_iter().map(change));
    Ok(Read::Changes(changes, unknown))
}

fn person(properties: &mut Properties) -> Result<Subject, Fault> {
    let mut names = properties.names()?;
    if names.is_empty() {
        let mut parts = Vec::new();
        for part in ["firstName", "secondName", "middleName", "fatherName", "lastName"] {
            parts.extend(properties.take(part)?);
        }
        let text = short("name", &parts.join(" "))?.ok_or_else(|| Fault::new("name", Why::Missing, ""))?;
        names.push(Name { text, kind: NameKind::Primary, quality: NameQuality::Unstated });
    }
    let mut births = Vec::new();
    for text in properties.take("birthDate")? {
        // A date may carry a time of day.
        let day = text.split_once('T').map_or(text.as_str(), |(day, _)| day);
        births.push(BirthDate::read(day).ok_or_else(|| Fault::new("birthDate", Why::Date, &text))?);
    }
    let genders = properties.take("gender")?;
    let sex = match genders.as_slice() {
        [one] => match one.as_str() {
            "male" => Some(Sex::M),
            "female" => Some(Sex::F),
            "other" => Some(Sex::X),
            other => return Err(Fault::new("gender", Why::Word, other)),
        },
        [] => None,
        // Sources differ: none of them is taken, and all are kept.
        _ => {
            properties.rest.push(("gender".to_owned(), genders));
            None
        }
    };
    let nationalities = properties.codes(&["nationality", "citizenship"])?;
    let documents = properties.numbers(&["passportNumber", "idNumber", "taxNumber", "socialSecurityNumber"])?;
    Ok(Subject::Person(Person { names, births, sex, nationalities, documents }))
}

fn organisation(properties: &mut Properties) -> Result<Subject, Fault> {
    let names = properties.names()?;
    if names.is_empty() {
        return Err(Fault::new("name", Why::Missing, ""));
    }
    let countries = properties.codes(&["jurisdiction", "country", "mainCountry"])?;
    let documents = properties.numbers(&["registrationNumber", "idNumber", "taxNumber", "vatCode", "leiCode"])?;
    Ok(Subject::Organisation(Organisation { names, countries, documents }))
}

fn vehicle(properties: &mut Properties) -> Result<Subject, Fault> {
    let mut plates = properties.take("registrationNumber")?.into_iter();
    let plate = plates.next();
    let others: Vec<String> = plates.collect();
    if !others.is_empty() {
        properties.rest.push(("registrationNumber".to_owned(), others));
    }
    let vin = properties.take("vin")?.into_iter().next().map(|vin| vin.to_ascii_uppercase());
    let names = properties.names()?;
    if plate.is_none() && vin.is_none() && names.is_empty() {
        return Err(Fault::new("registrationNumber", Why::Missing, ""));
    }
    let country = properties.codes(&["country"])?.into_iter().next();
    Ok(Subject::Vehicle(Vehicle { plate, country, vin, names }))
}

fn document(schema: &str, properties: &mut Properties) -> Result<Subject, Fault> {
    let mut numbers = properties.take("number")?.into_iter();
    let mut number = numbers.next();
    if number.is_none() {
        number = properties.take("passportNumber")?.into_iter().next();
    }
    let number = number.ok_or_else(|| Fault::new("number", Why::Missing, ""))?;
    let others: Vec<String> = numbers.collect();
    if !others.is_empty() {
        properties.rest.push(("number".to_owned(), others));
    }
    let kind = properties.take("type")?.into_iter().next().or_else(|| Some(schema.to_owned()));
    let issuer = properties.codes(&["country"])?.into_iter().next();
    let holder = properties.take("holder")?.into_iter().next();
    let names = properties.names()?;
    let number = short("number", &number)?.unwrap_or_default();
    Ok(Subject::Document(SoughtDocument { document: ListedDocument { number, issuer, kind }, holder, names }))
}

/// Reads a document that stands within its holder.
fn nested_document(value: &Value, holder: &str) -> Result<Option<ListEntry>, Fault> {
    let schema = value.get("schema").and_then(Value::as_str).unwrap_or_default();
    if !matches!(schema, "Passport" | "Identification") {
        return Ok(None);
    }
    let id = value.get("id").and_then(Value::as_str).unwrap_or_default();
    let id = short("id", id)?.ok_or_else(|| Fault::new("id", Why::Missing, ""))?;
    let mut properties = Properties::of(value.get("properties"))?;
    let mut entry = ListEntry::of(id, document(schema, &mut properties)?);
    if let Subject::Document(sought) = &mut entry.subject {
        sought.holder.get_or_insert_with(|| holder.to_owned());
    }
    for (field, values) in properties.rest {
        for text in values {
            entry.remarks.extend(long(&field, &text)?.map(|text| Remark { field: field.clone(), text }));
        }
    }
    Ok(Some(entry))
}

/// Returns by what a nested entity that is no document is known: its caption or its id.
fn nested_id(field: &str, value: &Value) -> Result<String, Fault> {
    let text = value.get("caption").or_else(|| value.get("id")).and_then(Value::as_str).unwrap_or_default();
    long(field, text)?.ok_or_else(|| Fault::new(field, Why::Form, ""))
}

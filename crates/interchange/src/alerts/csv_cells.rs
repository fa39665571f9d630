//! One row of an alert list in a table, cell by cell.

use chrono::NaiveDate;
use domain::codes::{PlateNumber, Vin};
use domain::subject::Sex;

use super::csv::REMARKS;
use super::entry::{
    Change, Goods, ListEntry, ListedDocument, Name, NameKind, NameQuality, Organisation, Person, Remark,
    SoughtDocument, Subject, Vehicle,
};
use super::fault::{Fault, long, short};
use super::{BirthDate, MOST_PARTS, Why};

/// What every kind of entry may have.
const COMMON: [&str; 11] = [
    "id",
    "kind",
    "change",
    "reason",
    "instruction",
    "handling_code",
    "valid_from",
    "valid_until",
    "agency",
    "four_eyes",
    REMARKS,
];

/// What a person may have besides.
const OF_PERSONS: &[&str] = &[
    "name",
    "aliases",
    "weak_aliases",
    "former_names",
    "original_script",
    "birth_date",
    "sex",
    "nationality",
    "document_number",
    "document_issuer",
    "document_kind",
];

/// What an organisation may have besides.
const OF_ORGANISATIONS: &[&str] = &[
    "name",
    "aliases",
    "weak_aliases",
    "former_names",
    "original_script",
    "nationality",
    "document_number",
    "document_issuer",
    "document_kind",
];

const OF_DOCUMENTS: &[&str] = &["document_number", "document_issuer", "document_kind", "holder", "name"];
const OF_VEHICLES: &[&str] = &["plate", "plate_country", "vin", "name"];
const OF_GOODS: &[&str] = &["container", "hs_code", "goods"];

/// The cells of a row under their columns.
pub(super) struct Cells<'a> {
    columns: &'a [String],
    cells: &'a [String],
}

impl<'a> Cells<'a> {
    pub(super) fn new(columns: &'a [String], cells: &'a [String]) -> Self {
        Self { columns, cells }
    }

    /// Returns the id, where there is one that can be shown.
    pub(super) fn id(&self) -> Option<String> {
        short("id", self.raw("id")).ok().flatten()
    }

    fn raw(&self, column: &str) -> &'a str {
        let at = self.columns.iter().position(|name| name == column);
        at.and_then(|at| self.cells.get(at)).map_or("", |cell| cell.trim())
    }

    fn short(&self, column: &str) -> Result<Option<String>, Fault> {
        short(column, self.raw(column))
    }

    fn needed(&self, column: &str) -> Result<String, Fault> {
        self.short(column)?.ok_or_else(|| self.fault(column, Why::Missing))
    }

    fn fault(&self, column: &str, why: Why) -> Fault {
        Fault::new(column, why, self.raw(column))
    }

    /// Returns the parts of a cell, which semicolons part.
    fn parts(&self, column: &str) -> Result<Vec<String>, Fault> {
        let mut parts = Vec::new();
        for part in self.raw(column).split(';') {
            parts.extend(short(column, part)?);
            if parts.len() > MOST_PARTS {
                return Err(self.fault(column, Why::TooLong));
            }
        }
        Ok(parts)
    }

    /// Returns the parts of a cell with those that are empty: one for each of another cell's parts, or one for all.
    fn of_each(&self, column: &str) -> Result<Vec<Option<String>>, Fault> {
        let parts = self.raw(column).split(';').take(MOST_PARTS + 1);
        parts.map(|part| short(column, part)).collect()
    }

    fn day(&self, column: &str) -> Result<Option<NaiveDate>, Fault> {
        match (self.raw(column), BirthDate::read(self.raw(column))) {
            ("", _) => Ok(None),
            (_, Some(BirthDate::Exact(day))) => Ok(Some(day)),
            _ => Err(self.fault(column, Why::Date)),
        }
    }

    /// Returns a code of a State: one to three letters (Doc 9303 has `D`), in capitals.
    fn code(&self, column: &str, text: &str) -> Result<String, Fault> {
        let is_code = (1..=3).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphabetic());
        if is_code { Ok(text.to_ascii_uppercase()) } else { Err(self.fault(column, Why::Form)) }
    }

    fn codes(&self, column: &str) -> Result<Vec<String>, Fault> {
        self.parts(column)?.iter().map(|part| self.code(column, part)).collect()
    }

    fn names(&self) -> Result<Vec<Name>, Fault> {
        let mut names = Vec::new();
        for (column, kind, quality) in [
            ("aliases", NameKind::Alias, NameQuality::Unstated),
            ("weak_aliases", NameKind::Alias, NameQuality::Low),
            ("former_names", NameKind::Alias, NameQuality::Former),
            ("original_script", NameKind::OriginalScript, NameQuality::Unstated),
        ] {
            names.extend(self.parts(column)?.into_iter().map(|text| Name { text, kind, quality }));
        }
        Ok(names)
    }

    fn primary(&self) -> Result<Option<Name>, Fault> {
        let name = |text| Name { text, kind: NameKind::Primary, quality: NameQuality::Unstated };
        Ok(self.short("name")?.map(name))
    }

    /// Returns the documents: several numbers, with one issuer and kind for all of them or for each.
    fn documents(&self) -> Result<Vec<ListedDocument>, Fault> {
        let numbers = self.parts("document_number")?;
        let (issuers, kinds) = (self.of_each("document_issuer")?, self.of_each("document_kind")?);
        for (column, parts) in [("document_issuer", &issuers), ("document_kind", &kinds)] {
            let is_for_all = parts.len() == 1 && (!numbers.is_empty() || parts.iter().all(Option::is_none));
            if !is_for_all && parts.len() != numbers.len() {
                return Err(self.fault(column, Why::Parts));
            }
        }
        let one_of = |all: &[Option<String>], at: usize| match all {
            [for_all] => for_all.clone(),
            _ => all.get(at).cloned().flatten(),
        };
        let mut documents = Vec::new();
        for (at, number) in numbers.into_iter().enumerate() {
            let issuer = one_of(&issuers, at).map(|code| self.code("document_issuer", &code)).transpose()?;
            documents.push(ListedDocument { number, issuer, kind: one_of(&kinds, at) });
        }
        Ok(documents)
    }
}

/// Reads a row as what it says of the list.
pub(super) fn change(cells: &Cells<'_>, is_incremental: bool) -> Result<Change, Fault> {
    let id = cells.needed("id")?;
    match cells.raw("change").to_ascii_lowercase().as_str() {
        "add" => entry(cells, id).map(Change::Add),
        "" if !is_incremental => entry(cells, id).map(Change::Add),
        "replace" => entry(cells, id).map(Change::Replace),
        "remove" => Ok(Change::Remove { id }),
        "" => Err(cells.fault("change", Why::Missing)),
        _ => Err(cells.fault("change", Why::Word)),
    }
}

fn entry(cells: &Cells<'_>, id: String) -> Result<ListEntry, Fault> {
    let subject = subject(cells)?;
    let (valid_from, valid_until) = (cells.day("valid_from")?, cells.day("valid_until")?);
    if valid_from.zip(valid_until).is_some_and(|(from, until)| until < from) {
        return Err(cells.fault("valid_until", Why::Order));
    }
    let four_eyes = match cells.raw("four_eyes").to_lowercase().as_str() {
        "yes" | "oui" | "1" | "x" => true,
        "no" | "non" | "0" | "" => false,
        _ => return Err(cells.fault("four_eyes", Why::Word)),
    };
    let remark = |text| Remark { field: REMARKS.to_owned(), text };
    Ok(ListEntry {
        id,
        subject,
        reason: long("reason", cells.raw("reason"))?,
        instruction: long("instruction", cells.raw("instruction"))?,
        handling_code: cells.short("handling_code")?,
        agency: cells.short("agency")?,
        valid_from,
        valid_until,
        four_eyes,
        remarks: long(REMARKS, cells.raw(REMARKS))?.map(remark).into_iter().collect(),
    })
}

/// How the cells of one kind are read.
type ReadKind = fn(&Cells<'_>) -> Result<Subject, Fault>;

fn subject(cells: &Cells<'_>) -> Result<Subject, Fault> {
    let (of_kind, read): (&[&str], ReadKind) = match cells.raw("kind").to_ascii_lowercase().as_str() {
        "person" => (OF_PERSONS, person),
        "organisation" | "organization" => (OF_ORGANISATIONS, organisation),
        "document" => (OF_DOCUMENTS, document),
        "vehicle" => (OF_VEHICLES, vehicle),
        "goods" => (OF_GOODS, goods),
        "" => return Err(cells.fault("kind", Why::Missing)),
        _ => return Err(cells.fault("kind", Why::Word)),
    };
    // A cell that belongs to another kind is most likely in the wrong column: to leave it out would lose it.
    let is_of_kind =
        |column: &str| COMMON.contains(&column) || of_kind.contains(&column) || !super::COLUMNS.contains(&column);
    let strange = cells.columns.iter().find(|column| !is_of_kind(column) && !cells.raw(column).is_empty());
    match strange {
        Some(column) => Err(cells.fault(column, Why::NotOfKind)),
        None => read(cells),
    }
}

fn person(cells: &Cells<'_>) -> Result<Subject, Fault> {
    let mut names = vec![cells.primary()?.ok_or_else(|| cells.fault("name", Why::Missing))?];
    names.extend(cells.names()?);
    let mut births = Vec::new();
    for part in cells.parts("birth_date")? {
        births.push(BirthDate::read(&part).ok_or_else(|| cells.fault("birth_date", Why::Date))?);
    }
    let sex = match cells.raw("sex").to_ascii_lowercase().as_str() {
        "f" | "female" => Some(Sex::F),
        "m" | "male" => Some(Sex::M),
        "x" => Some(Sex::X),
        "" => None,
        _ => return Err(cells.fault("sex", Why::Word)),
    };
    let (nationalities, documents) = (cells.codes("nationality")?, cells.documents()?);
    Ok(Subject::Person(Person { names, births, sex, nationalities, documents }))
}

fn organisation(cells: &Cells<'_>) -> Result<Subject, Fault> {
    let mut names = vec![cells.primary()?.ok_or_else(|| cells.fault("name", Why::Missing))?];
    names.extend(cells.names()?);
    let (countries, documents) = (cells.codes("nationality")?, cells.documents()?);
    Ok(Subject::Organisation(Organisation { names, countries, documents }))
}

fn document(cells: &Cells<'_>) -> Result<Subject, Fault> {
    let mut documents = cells.documents()?.into_iter();
    let document = documents.next().ok_or_else(|| cells.fault("document_number", Why::Missing))?;
    if documents.next().is_some() {
        return Err(cells.fault("document_number", Why::Parts));
    }
    let names = cells.primary()?.into_iter().collect();
    Ok(Subject::Document(SoughtDocument { document, holder: cells.short("holder")?, names }))
}

fn vehicle(cells: &Cells<'_>) -> Result<Subject, Fault> {
    let plate = cells.short("plate")?;
    if plate.as_ref().is_some_and(|plate| plate.parse::<PlateNumber>().is_err()) {
        return Err(cells.fault("plate", Why::Form));
    }
    let vin = cells.short("vin")?.map(|vin| vin.parse::<Vin>()).transpose();
    let vin = vin.map_err(|_| cells.fault("vin", Why::Form))?.map(|vin| vin.as_str().to_owned());
    if plate.is_none() && vin.is_none() {
        return Err(cells.fault("plate", Why::Missing));
    }
    let country = cells.short("plate_country")?.map(|code| cells.code("plate_country", &code)).transpose()?;
    Ok(Subject::Vehicle(Vehicle { plate, country, vin, names: cells.primary()?.into_iter().collect() }))
}

fn goods(cells: &Cells<'_>) -> Result<Subject, Fault> {
    let plain = |text: String| -> String { text.chars().filter(|letter| letter.is_ascii_alphanumeric()).collect() };
    let container = cells.short("container")?.map(|text| plain(text).to_ascii_uppercase());
    let is_container = |text: &String| {
        text.len() == 11 && text.bytes().enumerate().all(|(at, byte)| (at < 4) == byte.is_ascii_uppercase())
    };
    if container.as_ref().is_some_and(|text| !is_container(text)) {
        return Err(cells.fault("container", Why::Form));
    }
    let hs_code = cells.short("hs_code")?.map(plain);
    let is_code = |text: &String| (2..=11).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    if hs_code.as_ref().is_some_and(|text| !is_code(text)) {
        return Err(cells.fault("hs_code", Why::Form));
    }
    let description = long("goods", cells.raw("goods"))?;
    if container.is_none() && hs_code.is_none() && description.is_none() {
        return Err(cells.fault("goods", Why::Missing));
    }
    Ok(Subject::Goods(Goods { container, hs_code, description }))
}

//! Writing an alert list as a table.
//!
//! Remarks under names of other formats, and what a table has no column for (how good an alias is, beyond weak and former), are not
//! in it: a table is for the lists that a post keeps itself.

use super::csv::{COLUMNS, REMARKS};
use super::entry::{Change, ListEntry, ListedDocument, Name, NameKind, NameQuality, Subject};
use crate::table::write_cell;

/// Returns the heading of an incremental list, with its line break.
pub fn csv_heading() -> String {
    let mut line = COLUMNS.join(",");
    line.push(',');
    line.push_str(REMARKS);
    line.push('\n');
    line
}

/// Returns the row of a change under [`csv_heading`], with its line break.
pub fn csv_row(change: &Change) -> String {
    let mut line = String::new();
    for (at, column) in COLUMNS.iter().copied().chain([REMARKS]).enumerate() {
        if at > 0 {
            line.push(',');
        }
        write_cell(&mut line, &cell(change, column));
    }
    line.push('\n');
    line
}

fn cell(change: &Change, column: &str) -> String {
    match (column, change) {
        ("id", _) => change.id().to_owned(),
        ("change", Change::Add(_)) => "add".to_owned(),
        ("change", Change::Replace(_)) => "replace".to_owned(),
        ("change", Change::Remove { .. }) => "remove".to_owned(),
        (_, Change::Add(entry) | Change::Replace(entry)) => of_entry(entry, column),
        (_, Change::Remove { .. }) => String::new(),
    }
}

fn of_entry(entry: &ListEntry, column: &str) -> String {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.format("%Y-%m-%d").to_string()).unwrap_or_default();
    match column {
        "reason" => text(&entry.reason),
        "instruction" => text(&entry.instruction),
        "handling_code" => text(&entry.handling_code),
        "agency" => text(&entry.agency),
        "valid_from" => day(entry.valid_from),
        "valid_until" => day(entry.valid_until),
        "four_eyes" => if entry.four_eyes { "yes" } else { "no" }.to_owned(),
        REMARKS => {
            let ours = entry.remarks.iter().filter(|remark| remark.field == REMARKS);
            ours.map(|remark| remark.text.as_str()).collect::<Vec<_>>().join(" ")
        }
        _ => of_subject(&entry.subject, column),
    }
}

fn of_subject(subject: &Subject, column: &str) -> String {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    match (subject, column) {
        (Subject::Person(_), "kind") => "person".to_owned(),
        (Subject::Organisation(_), "kind") => "organisation".to_owned(),
        (Subject::Document(_), "kind") => "document".to_owned(),
        (Subject::Vehicle(_), "kind") => "vehicle".to_owned(),
        (Subject::Goods(_), "kind") => "goods".to_owned(),
        (Subject::Person(person), "birth_date") => {
            person.births.iter().map(ToString::to_string).collect::<Vec<_>>().join(";")
        }
        (Subject::Person(person), "sex") => person.sex.map(|sex| format!("{sex:?}")).unwrap_or_default(),
        (Subject::Person(person), "nationality") => person.nationalities.join(";"),
        (Subject::Organisation(body), "nationality") => body.countries.join(";"),
        (Subject::Document(sought), "holder") => text(&sought.holder),
        (Subject::Vehicle(vehicle), "plate") => text(&vehicle.plate),
        (Subject::Vehicle(vehicle), "plate_country") => text(&vehicle.country),
        (Subject::Vehicle(vehicle), "vin") => text(&vehicle.vin),
        (Subject::Goods(goods), "container") => text(&goods.container),
        (Subject::Goods(goods), "hs_code") => text(&goods.hs_code),
        (Subject::Goods(goods), "goods") => text(&goods.description),
        (Subject::Person(person), _) => of_names(&person.names, column, &person.documents),
        (Subject::Organisation(body), _) => of_names(&body.names, column, &body.documents),
        (Subject::Document(sought), _) => of_names(&sought.names, column, std::slice::from_ref(&sought.document)),
        (Subject::Vehicle(vehicle), _) => of_names(&vehicle.names, column, &[]),
        (Subject::Goods(_), _) => String::new(),
    }
}

fn of_names(names: &[Name], column: &str, documents: &[ListedDocument]) -> String {
    let joined = |wanted: &dyn Fn(&Name) -> bool| {
        // A semicolon would part the name in two.
        let parts = names.iter().filter(|name| wanted(name)).map(|name| name.text.replace(';', ","));
        parts.collect::<Vec<_>>().join(";")
    };
    let is_alias = |name: &Name| name.kind == NameKind::Alias;
    match column {
        "name" => {
            let primary = names.iter().find(|name| name.kind == NameKind::Primary);
            primary.map(|name| name.text.clone()).unwrap_or_default()
        }
        "aliases" => {
            joined(&|name| is_alias(name) && matches!(name.quality, NameQuality::Unstated | NameQuality::Good))
        }
        "weak_aliases" => joined(&|name| is_alias(name) && name.quality == NameQuality::Low),
        "former_names" => joined(&|name| is_alias(name) && name.quality == NameQuality::Former),
        "original_script" => joined(&|name| name.kind == NameKind::OriginalScript),
        "document_number" => of_documents(documents, |document| Some(&document.number)),
        "document_issuer" => of_documents(documents, |document| document.issuer.as_ref()),
        "document_kind" => of_documents(documents, |document| document.kind.as_ref()),
        _ => String::new(),
    }
}

fn of_documents(documents: &[ListedDocument], part: fn(&ListedDocument) -> Option<&String>) -> String {
    let parts = documents.iter().map(|document| part(document).map(|text| text.replace(';', ",")).unwrap_or_default());
    parts.collect::<Vec<_>>().join(";")
}

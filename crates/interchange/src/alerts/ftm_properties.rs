//! The properties of a FollowTheMoney entity: each a list of texts, some of them nested entities.

use serde_json::Value;

use super::entry::{ListedDocument, Name, NameKind, NameQuality};
use super::fault::{Fault, long, short};
use super::{MOST_PARTS, Why};

/// The properties of an entity, of which those that a field holds are taken out.
pub(super) struct Properties {
    /// What is left, by name.
    pub(super) rest: Vec<(String, Vec<String>)>,
    /// Entities that stand in the place of their ids.
    pub(super) nested: Vec<(String, Value)>,
}

impl Properties {
    pub(super) fn of(value: Option<&Value>) -> Result<Self, Fault> {
        let mut all = Self { rest: Vec::new(), nested: Vec::new() };
        let Some(Value::Object(properties)) = value else {
            return Err(Fault::new("properties", Why::Missing, ""));
        };
        for (name, values) in properties {
            let wrong = || Fault::new(name, Why::Form, &values.to_string());
            let field = short("properties", name)?.ok_or_else(wrong)?;
            let values = values.as_array().ok_or_else(wrong)?;
            if values.len() > MOST_PARTS || all.rest.len() > MOST_PARTS {
                return Err(Fault::new(name, Why::TooLong, ""));
            }
            let mut texts = Vec::new();
            for value in values {
                match value {
                    Value::String(text) => texts.push(text.clone()),
                    Value::Number(number) => texts.push(number.to_string()),
                    Value::Object(_) => all.nested.push((field.clone(), value.clone())),
                    Value::Null | Value::Bool(_) | Value::Array(_) => return Err(wrong()),
                }
            }
            if !texts.is_empty() {
                all.rest.push((field, texts));
            }
        }
        Ok(all)
    }

    /// Takes the values of a property out, tidied.
    pub(super) fn take(&mut self, name: &str) -> Result<Vec<String>, Fault> {
        let Some(at) = self.rest.iter().position(|(field, _)| field == name) else { return Ok(Vec::new()) };
        let (_, values) = self.rest.remove(at);
        let mut tidy = Vec::new();
        for value in values {
            tidy.extend(long(name, &value)?);
        }
        Ok(tidy)
    }

    pub(super) fn codes(&mut self, names: &[&str]) -> Result<Vec<String>, Fault> {
        let mut codes: Vec<String> = Vec::new();
        for name in names {
            for value in self.take(name)? {
                let code = value.to_ascii_uppercase();
                if !codes.contains(&code) {
                    codes.push(code);
                }
            }
        }
        Ok(codes)
    }

    pub(super) fn names(&mut self) -> Result<Vec<Name>, Fault> {
        let mut names: Vec<Name> = Vec::new();
        for (property, quality) in [
            ("name", NameQuality::Unstated),
            ("alias", NameQuality::Unstated),
            ("abbreviation", NameQuality::Low),
            ("weakAlias", NameQuality::Low),
            ("previousName", NameQuality::Former),
        ] {
            for value in self.take(property)? {
                let text = short(property, &value)?.unwrap_or_default();
                let kind = match (property, names.is_empty()) {
                    (_, true) => NameKind::Primary,
                    _ if !text.bytes().any(|byte| byte.is_ascii_alphabetic()) => NameKind::OriginalScript,
                    _ => NameKind::Alias,
                };
                if !names.iter().any(|name| name.text == text) {
                    names.push(Name { text, kind, quality });
                }
            }
        }
        Ok(names)
    }

    pub(super) fn numbers(&mut self, properties: &[&str]) -> Result<Vec<ListedDocument>, Fault> {
        let mut documents = Vec::new();
        for property in properties {
            for value in self.take(property)? {
                let number = short(property, &value)?.unwrap_or_default();
                documents.push(ListedDocument { number, issuer: None, kind: Some((*property).to_owned()) });
            }
        }
        Ok(documents)
    }
}

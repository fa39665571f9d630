//! The reader's own findings while they are typed.
//!
//! Invariant: what is typed is the draft; it leaves the workstation when it is filed and not before.

use domain::examination::Findings;
use domain::photograph::Photograph;
use domain::visibility::Datum;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::Examining;
use super::photographs::Taking;
use crate::components::{Choice, Choices, Field, WordsField};
use crate::pages::typed;
use crate::text::text;

/// Findings as typed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Typed {
    /// `yes` or `no`, once chosen.
    pub is_as_declared: String,
    /// In words.
    pub words: String,
    /// Packages counted.
    pub packages: String,
    /// Seals found.
    pub seals_found: String,
    /// Seals put on.
    pub seals_put_on: String,
    /// Photographs, kept on this workstation until they are filed.
    #[serde(default)]
    pub photographs: Vec<Photograph>,
}

impl Typed {
    /// Returns the findings, where enough was typed to file them: the result, and words where something differs.
    pub fn findings(&self) -> Option<Findings> {
        let is_as_declared = match self.is_as_declared.as_str() {
            "yes" => true,
            "no" => false,
            _ => return None,
        };
        if !is_as_declared && self.words.trim().is_empty() {
            return None;
        }
        let packages = self.packages.trim();
        Some(Findings {
            is_as_declared,
            words: self.words.trim().to_owned(),
            packages: if packages.is_empty() { None } else { Some(packages.parse().ok()?) },
            seals_found: typed::list(&self.seals_found),
            seals_put_on: typed::list(&self.seals_put_on),
            samples: Vec::new(),
            photographs: self.photographs.clone(),
        })
    }
}

/// Returns a field tied to a part of the findings.
fn bound(at: Examining, read: fn(&Typed) -> &String, write: fn(&mut Typed) -> &mut String) -> RwSignal<String> {
    let value = RwSignal::new(at.typed.with_untracked(|typed| read(typed).clone()));
    Effect::new(move |_| {
        let now = at.typed.with(|typed| read(typed).clone());
        if value.with_untracked(|shown| *shown != now) {
            value.set(now);
        }
    });
    Effect::new(move |_| {
        let now = value.get();
        if at.typed.with_untracked(|typed| *read(typed) != now) {
            at.typed.update(|typed| *write(typed) = now);
        }
    });
    value
}

/// The form of the reader's own findings.
#[component]
pub fn FindingsForm() -> impl IntoView {
    let at: Examining = expect_context();
    let result = bound(at, |typed| &typed.is_as_declared, |typed| &mut typed.is_as_declared);
    let options = Signal::derive(|| {
        vec![Choice::new("yes", text("exam-as-declared-yes")), Choice::new("no", text("exam-as-declared-no"))]
    });
    view! {
        <Choices
            name="as-declared"
            legend=Signal::derive(|| text("exam-as-declared"))
            value=result
            on_choose=Callback::new(move |chosen| result.set(chosen))
            options=options
            datum=Datum::FiledFindings
        />
        <WordsField
            id="found-words" datum=Datum::FiledFindings
            label=Signal::derive(|| text("exam-words"))
            value=bound(at, |typed| &typed.words, |typed| &mut typed.words)
            rows=2
        />
        <div class="fields">
            <Field
                id="found-packages" datum=Datum::FiledFindings
                label=Signal::derive(|| text("exam-packages"))
                value=bound(at, |typed| &typed.packages, |typed| &mut typed.packages)
            />
            <Field
                id="found-seals" datum=Datum::FiledFindings
                label=Signal::derive(|| text("exam-seals-found"))
                value=bound(at, |typed| &typed.seals_found, |typed| &mut typed.seals_found)
            />
            <Field
                id="found-put-on" datum=Datum::FiledFindings
                label=Signal::derive(|| text("exam-seals-put-on"))
                value=bound(at, |typed| &typed.seals_put_on, |typed| &mut typed.seals_put_on)
            />
        </div>
        <Taking/>
    }
}

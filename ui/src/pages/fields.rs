//! Forms whose fields stand in a table: what is typed, by the name of its field, and what is wrong with it, beside it.
//!
//! Invariant: a field has the name that the domain gives it in a fault, with dashes for dots.

use std::collections::BTreeMap;
use std::str::FromStr;

use catalogue::Catalogue;
use chrono::NaiveDate;
use domain::agreement::Money;
use domain::codes::Currency;
use domain::customs::{Fault, FaultCode};
use domain::quantity;
use domain::visibility::Datum;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::components::{ClassMark, Field, Icon, SelectField};
use crate::pages::register::tied::tied;
use crate::pages::typed;
use crate::state::Desk;
use crate::t;
use crate::text::{Args, text, text_with};

/// What is typed, by the name of its field; nothing stands for a field that is empty.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Fields(BTreeMap<String, String>);

impl Fields {
    /// Returns what is typed in a field.
    pub fn of(&self, name: &str) -> &str {
        self.0.get(name).map_or("", String::as_str)
    }

    /// Puts something into a field.
    pub fn put(&mut self, name: &str, typed: impl Into<String>) {
        let typed = typed.into();
        if typed.is_empty() {
            self.0.remove(name);
        } else {
            self.0.insert(name.to_owned(), typed);
        }
    }

    /// Empties every field whose name begins so.
    pub fn empty(&mut self, begins: &str) {
        self.0.retain(|name, _| !name.starts_with(begins));
    }

    /// Returns whether something is typed in a field whose name begins so.
    pub fn has(&self, begins: &str) -> bool {
        self.0.iter().any(|(name, typed)| name.starts_with(begins) && !typed.trim().is_empty())
    }

    /// Returns the numbers of the rows in which something is typed.
    pub fn rows(&self, prefix: &str) -> Vec<usize> {
        let mut rows: Vec<usize> = self
            .0
            .iter()
            .filter(|(_, typed)| !typed.trim().is_empty())
            .filter_map(|(name, _)| name.strip_prefix(prefix)?.split_once('-')?.0.parse().ok())
            .collect();
        rows.sort_unstable();
        rows.dedup();
        rows
    }
}

/// What is wrong with a field: the key of the sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong {
    /// Which field.
    pub field: String,
    /// The key.
    pub said: &'static str,
    /// Nothing was typed yet.
    pub is_missing: bool,
    /// It can't be sent so.
    pub is_grave: bool,
}

/// Reads what is typed, and gathers what can't be read. Something stands in the place of what can't, so that the rest is checked
/// already.
pub struct Reading<'a> {
    typed: &'a Fields,
    catalogue: &'a Catalogue,
    wrong: Vec<Wrong>,
}

impl<'a> Reading<'a> {
    /// Begins to read.
    pub const fn of(typed: &'a Fields, catalogue: &'a Catalogue) -> Self {
        Self { typed, catalogue, wrong: Vec::new() }
    }

    /// Reads words.
    pub fn words(&self, name: &str) -> String {
        self.typed.of(name).trim().to_owned()
    }

    /// Reads words that may be missing.
    pub fn given(&self, name: &str) -> Option<String> {
        Some(self.words(name)).filter(|words| !words.is_empty())
    }

    /// Reads a date.
    pub fn date(&mut self, name: &str, instead: NaiveDate) -> NaiveDate {
        let found = typed::date(self.typed.of(name), self.catalogue);
        self.read(name, "register-date-wrong", found).unwrap_or(instead)
    }

    /// Reads a date that may be missing.
    pub fn given_date(&mut self, name: &str, instead: NaiveDate) -> Option<NaiveDate> {
        self.given(name).map(|_| self.date(name, instead))
    }

    /// Reads an amount of money with so many decimals.
    pub fn amount(&mut self, name: &str, decimals: u8) -> u64 {
        let found = quantity::read(self.typed.of(name), decimals);
        let said = found.err().map_or("", |why| typed::wrong_amount(why, decimals));
        self.read(name, said, found.ok()).unwrap_or(1)
    }

    /// Reads an amount of money and its currency, which stands in a field of its own and says how many decimals there are.
    pub fn money(&mut self, amount: &str, currency: &str) -> Option<Money> {
        let known: Option<Currency> = self.typed.of(currency).parse().ok();
        let minor = self.amount(amount, known.map_or(Currency::USUAL_DECIMALS, |known| known.decimals()));
        let currency = self.code(currency, "declare-three-letters", "USD")?;
        Some(Money { minor, currency })
    }

    /// Reads a code.
    pub fn code<T: FromStr>(&mut self, name: &str, said: &'static str, instead: &str) -> Option<T> {
        let found = self.typed.of(name).parse().ok();
        self.read(name, said, found).or_else(|| instead.parse().ok())
    }

    /// Reads a code that may be missing.
    pub fn given_code<T: FromStr>(&mut self, name: &str, said: &'static str, instead: &str) -> Option<T> {
        self.given(name).and_then(|_| self.code(name, said, instead))
    }

    fn read<T>(&mut self, name: &str, said: &'static str, found: Option<T>) -> Option<T> {
        if found.is_none() {
            let is_missing = self.typed.of(name).trim().is_empty();
            let said = if is_missing { "ask-needed" } else { said };
            self.wrong.push(Wrong { field: name.to_owned(), said, is_missing, is_grave: true });
        }
        found
    }

    /// Takes in what the domain finds; `rows` are the numbers of those rows that have the prefix and were read.
    pub fn hear(mut self, faults: Vec<Fault>, prefix: &str, rows: &[usize]) -> Vec<Wrong> {
        for fault in faults {
            let mut field = fault.field.replace('.', "-");
            let row = field.strip_prefix(prefix).and_then(|rest| rest.split_once('-'));
            if let Some((number, name)) = row.filter(|_| !prefix.is_empty())
                && let Some(typed) = number.parse().ok().and_then(|number: usize| rows.get(number.checked_sub(1)?))
            {
                field = format!("{prefix}{typed}-{name}");
            }
            if self.wrong.iter().any(|known| known.field == field) {
                continue;
            }
            let said = typed::fault_key(fault.code);
            let is_missing = fault.code == FaultCode::Missing;
            self.wrong.push(Wrong { field, said, is_missing, is_grave: fault.code != FaultCode::Expired });
        }
        self.wrong
    }
}

/// What a field takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A line.
    Line,
    /// A date.
    Date,
    /// One of a few; the first where nothing is chosen. Their words stand under `papers-`, the name of the field and their own.
    One(&'static [&'static str]),
    /// A simplified trade regime that is in force.
    Regime,
}

/// A field in a table of a form.
#[derive(Debug, Clone, Copy)]
pub struct FormField {
    /// Its name, and its id in the page.
    pub name: &'static str,
    /// The key of its label.
    pub label: &'static str,
    /// What it takes.
    pub kind: Kind,
    /// Further classes, such as `span-3`.
    pub class: &'static str,
}

/// A field of a table.
#[component]
pub fn OneField(
    /// What is typed.
    fields: RwSignal<Fields>,
    /// Which field.
    of: &'static FormField,
    /// What is wrong.
    #[prop(into)]
    wrong: Signal<Vec<Wrong>>,
    /// What it asks for.
    datum: Datum,
) -> impl IntoView {
    let desk = Desk::here();
    let (name, label) = (of.name, of.label);
    let value = tied(
        fields,
        move |fields: &Fields| match of.kind {
            Kind::One([first, ..]) if fields.of(name).is_empty() => (*first).to_owned(),
            _ => fields.of(name).to_owned(),
        },
        move |fields: &mut Fields, typed: &String| fields.put(name, typed.as_str()),
    );
    let label = Signal::derive(move || text(label));
    let said =
        Signal::derive(move || wrong.with(|all| all.iter().find(|one| one.field == name).map(|one| text(one.said))));
    let options = move || match of.kind {
        Kind::One(words) => {
            words.iter().map(|word| ((*word).to_owned(), text(&format!("papers-{name}-{word}")))).collect()
        }
        Kind::Regime => {
            let known = desk.plan().map(|plan| plan.agreement.simplified_trade).unwrap_or_default();
            let mut names: Vec<String> = known.into_iter().map(|regime| regime.name).collect();
            names.extend([String::new(), value.get_untracked()]);
            names.sort();
            names.dedup();
            names.into_iter().map(|name| (name.clone(), if name.is_empty() { "–".to_owned() } else { name })).collect()
        }
        Kind::Line | Kind::Date => Vec::new(),
    };
    let example = Signal::derive(move || match of.kind {
        Kind::Date => Catalogue::of(desk.language.get()).date(NaiveDate::from_ymd_opt(2027, 3, 17).unwrap_or_default()),
        _ => String::new(),
    });
    match of.kind {
        Kind::Line | Kind::Date => view! {
            <Field id=name datum=datum class=of.class label=label value=value placeholder=example said=said/>
        }
        .into_any(),
        Kind::One(_) | Kind::Regime => view! {
            <SelectField id=name datum=datum class=of.class label=label value=value options=Signal::derive(options)/>
            {move || {
                let class = format!("field__said {}", of.class);
                said.get().map(|said| view! { <p class=class role="status"><Icon name="i-warn"/><span>{said}</span></p> })
            }}
        }
        .into_any(),
    }
}

/// A column of rows that are typed one below the other.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// The last part of the names of its fields.
    pub name: &'static str,
    /// The key of its label.
    pub label: &'static str,
    /// Further classes.
    pub class: &'static str,
}

/// Rows of fields; below the last in which something stands there is always one more to type in.
#[component]
pub fn Rows(
    /// What is typed.
    fields: RwSignal<Fields>,
    /// How the names of the fields begin, before the number of the row.
    prefix: &'static str,
    /// The columns.
    columns: &'static [Column],
    /// The most rows.
    most: usize,
    /// What is wrong.
    #[prop(into)]
    wrong: Signal<Vec<Wrong>>,
    /// What they ask for.
    datum: Datum,
) -> impl IntoView {
    let rows = Memo::new(move |_| {
        let last = fields.with(|fields| fields.rows(prefix)).last().copied().unwrap_or_default();
        (last + 1).min(most)
    });
    let said = move || {
        let of_row = |wrong: &Wrong| {
            if Some(wrong.field.as_str()) == prefix.strip_suffix('-') {
                return Some(text(if wrong.is_missing { "declare-no-items" } else { wrong.said }));
            }
            let (number, name) = wrong.field.strip_prefix(prefix)?.split_once('-')?;
            let column = columns.iter().find(|column| column.name == name)?;
            let args = Args::new()
                .with("item", number.to_owned())
                .with("field", text(column.label))
                .with("fault", text(wrong.said));
            Some(text_with("declare-fault", &args))
        };
        let sentences: Vec<String> = wrong.with(|all| all.iter().filter_map(of_row).collect());
        (!sentences.is_empty()).then(|| {
            let lines =
                sentences.into_iter().map(|said| view! { <li><Icon name="i-warn" class="icon--s"/> " " {said}</li> });
            view! { <ul class="remarks span-6" role="status">{lines.collect_view()}</ul> }
        })
    };
    view! {
        <table class="items declare__items declare__items--few span-6">
            <thead>
                <tr>
                    {columns
                        .iter()
                        .map(|column| {
                            let label = column.label;
                            view! { <th scope="col" class=column.class>{t!(label)} " " <ClassMark datum=datum/></th> }
                        })
                        .collect_view()}
                </tr>
            </thead>
            <tbody>
                <For each=move || 1..=rows.get() key=|row| *row let:row>
                    <tr>
                        {columns
                            .iter()
                            .map(|column| {
                                let name = format!("{prefix}{row}-{}", column.name);
                                let (read, written, judged) = (name.clone(), name.clone(), name.clone());
                                let label = column.label;
                                let said = move || {
                                    let args = Args::new().with("field", text(label)).with("item", row.to_string());
                                    text_with("declare-cell", &args)
                                };
                                let is_wrong = move || wrong.with(|all| all.iter().any(|one| one.field == judged));
                                view! {
                                    <td class=column.class>
                                        <input
                                            id=name
                                            aria-label=said
                                            aria-invalid=move || is_wrong().then_some("true")
                                            autocomplete="off"
                                            prop:value=move || fields.with(|fields| fields.of(&read).to_owned())
                                            on:input:target=move |event| {
                                                let typed = event.target().value();
                                                fields.update(|fields| fields.put(&written, typed));
                                            }
                                        />
                                    </td>
                                }
                            })
                            .collect_view()}
                    </tr>
                </For>
            </tbody>
        </table>
        {said}
    }
}

/// Something that is folded away until somebody asks for it, or something stands in it.
#[component]
pub fn Folded(
    /// What it is called.
    #[prop(into)]
    title: Signal<String>,
    /// Something stands in it: then it opens by itself. It never closes by itself.
    #[prop(into)]
    is_used: Signal<bool>,
    /// What is in it.
    children: Children,
) -> impl IntoView {
    let is_open = Memo::new(move |before| before == Some(&true) || is_used.get());
    view! {
        <details class="folded span-6" open=move || is_open.get()>
            <summary>{title}</summary>
            {children()}
        </details>
    }
}

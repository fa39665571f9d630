//! A declaration typed in: every field is checked at once, as the domain has it.
//!
//! Invariant: masses are kilograms here and grams behind, values are whole currency here and hundredths behind, with no more
//! decimals than the currency has; nothing is rounded.

use domain::codes::{ContainerNumber, HsCode};
use domain::customs::{Declaration, Fault, FaultCode, Item};
use domain::visibility::Datum;
use domain::{Action, SubjectId};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::work::Work;
use crate::components::{Button, ClassMark, Dialog, Field, Icon, Strength};
use crate::pages::draft::Draft;
use crate::pages::typed;
use crate::t;
use crate::text::{Args, text, text_with};

/// One item as typed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
struct TypedItem {
    code: String,
    description: String,
    packages: String,
    package_kind: String,
    gross: String,
    net: String,
    value: String,
    origin: String,
}

/// The declaration as typed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
struct Typed {
    reference: String,
    model: String,
    declarant: String,
    currency: String,
    containers: String,
    seals: String,
    items: Vec<TypedItem>,
}

/// What is wrong with a field: the key of the sentence, and whether nothing was typed yet.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Wrong {
    field: String,
    said: &'static str,
    is_missing: bool,
}

/// A column of the items: its field, its label, how it is read and written.
struct Column {
    field: &'static str,
    label: &'static str,
    class: &'static str,
    read: fn(&TypedItem) -> &String,
    write: fn(&mut TypedItem) -> &mut String,
}

const COLUMNS: [Column; 8] = [
    Column {
        field: "hs_code",
        label: "items-code",
        class: "declare__code",
        read: |item| &item.code,
        write: |item| &mut item.code,
    },
    Column {
        field: "description",
        label: "items-goods",
        class: "declare__goods",
        read: |item| &item.description,
        write: |item| &mut item.description,
    },
    Column {
        field: "packages",
        label: "items-packages",
        class: "declare__number",
        read: |item| &item.packages,
        write: |item| &mut item.packages,
    },
    Column {
        field: "package_kind",
        label: "declare-kind",
        class: "declare__short",
        read: |item| &item.package_kind,
        write: |item| &mut item.package_kind,
    },
    Column {
        field: "gross_mass",
        label: "items-gross",
        class: "declare__number",
        read: |item| &item.gross,
        write: |item| &mut item.gross,
    },
    Column {
        field: "net_mass",
        label: "items-net",
        class: "declare__number",
        read: |item| &item.net,
        write: |item| &mut item.net,
    },
    Column {
        field: "value",
        label: "declare-value",
        class: "declare__number",
        read: |item| &item.value,
        write: |item| &mut item.value,
    },
    Column {
        field: "origin",
        label: "items-origin",
        class: "declare__short",
        read: |item| &item.origin,
        write: |item| &mut item.origin,
    },
];

/// Types a declaration in.
#[component]
pub fn DeclarationDialog(subject: SubjectId) -> impl IntoView {
    let work = Work::here();
    let known = work.live.view.with_untracked(|view| {
        let found = view.as_ref()?.crossing.subjects.get(&subject)?;
        let goods = found.facts.as_ref()?.consignment()?;
        Some(match &goods.declaration {
            Some(declaration) => Typed::of(declaration),
            None => Typed {
                containers: goods.containers.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
                seals: goods.seals.join(", "),
                items: vec![TypedItem {
                    description: goods.description.clone(),
                    gross: typed::untyped(goods.gross_mass_g, 3),
                    ..TypedItem::default()
                }],
                ..Typed::default()
            },
        })
    });
    let form = RwSignal::new(known.unwrap_or_default());
    let tried = RwSignal::new(false);
    let draft = Draft::keep(
        format!("declaration/{}/{}", work.live.reference(), subject.0),
        move || form.get(),
        move |kept| form.set(kept),
    );
    let wrong = Memo::new(move |_| form.with(Typed::wrong));
    let shown = Memo::new(move |_| {
        let tried = tried.get();
        wrong.with(|wrong| wrong.iter().filter(|wrong| tried || !wrong.is_missing).cloned().collect::<Vec<_>>())
    });
    let said = move |field: &'static str| {
        Signal::derive(move || {
            shown.with(|shown| shown.iter().find(|wrong| wrong.field == field).map(|wrong| text(wrong.said)))
        })
    };
    let bound = move |read: fn(&Typed) -> &String, write: fn(&mut Typed) -> &mut String| {
        let value = RwSignal::new(form.with_untracked(|form| read(form).clone()));
        Effect::new(move |_| {
            let now = form.with(|form| read(form).clone());
            if value.with_untracked(|shown| *shown != now) {
                value.set(now);
            }
        });
        Effect::new(move |_| {
            let typed = value.get();
            if form.with_untracked(|form| *read(form) != typed) {
                form.update(|form| *write(form) = typed);
            }
        });
        value
    };
    let close = Callback::new(move |()| work.asking.set(None));
    let lodge = Callback::new(move |()| {
        tried.set(true);
        if wrong.with_untracked(|wrong| !wrong.is_empty()) {
            return;
        }
        let Some(declaration) = form.with_untracked(Typed::declaration) else { return };
        work.live.perform(Action::LodgeDeclaration { subject, declaration }, move |_| {
            draft.forget();
            work.asking.try_set(None);
        });
    });
    let add = Callback::new(move |()| form.update(|form| form.items.push(TypedItem::default())));
    let rows = Memo::new(move |_| form.with(|form| form.items.len()));
    let is_busy = work.live.is_busy;
    let acts = ViewFn::from(move || {
        view! {
            <Button on_press=close>{t!("ask-cancel")}</Button>
            <Button on_press=lodge strength=Strength::Main is_off=is_busy>{t!("declare-lodge")}</Button>
        }
    });
    let note = work.desk.note;
    view! {
        <Dialog
            id="declare"
            title=Signal::derive(|| text("items-lodge"))
            on_close=close
            is_wide=true
            acts=acts
        >
            <div class="fields">
                <Field
                    id="d-model" datum=Datum::Declaration
                    label=Signal::derive(|| text("declare-model"))
                    value=bound(|form| &form.model, |form| &mut form.model)
                    said=said("model")
                    is_first=true
                />
                <Field
                    id="d-reference" datum=Datum::Declaration
                    label=Signal::derive(|| text("declare-reference"))
                    value=bound(|form| &form.reference, |form| &mut form.reference)
                    said=said("reference")
                />
                <Field
                    id="d-currency" datum=Datum::Declaration
                    label=Signal::derive(|| text("declare-currency"))
                    value=bound(|form| &form.currency, |form| &mut form.currency)
                    said=said("currency")
                />
                <Field
                    id="d-declarant" datum=Datum::Declaration
                    class="span-6"
                    label=Signal::derive(|| text("declare-declarant"))
                    value=bound(|form| &form.declarant, |form| &mut form.declarant)
                    said=said("declarant")
                />
            </div>
            <div class="declare">
                <table class="items declare__items">
                    <thead>
                        <tr>
                            <th scope="col">{t!("items-item")} " " <ClassMark datum=Datum::Declaration/></th>
                            {COLUMNS
                                .iter()
                                .map(|column| {
                                    let label = column.label;
                                    view! { <th scope="col" class=column.class>{t!(label)}</th> }
                                })
                                .collect_view()}
                            <th></th>
                        </tr>
                    </thead>
                    <tbody>
                        <For each=move || 0..rows.get() key=|at| *at let:at>
                            <Row form=form shown=shown at=at/>
                        </For>
                    </tbody>
                </table>
            </div>
            <p class="line">
                <Button on_press=add>{t!("declare-add")}</Button>
                <span class="small quiet">{t!("ask-typed-kept")}</span>
            </p>
            <RowFaults shown=shown/>
            <div class="fields">
                <Field
                    id="d-containers" datum=Datum::Declaration
                    class="span-3"
                    label=Signal::derive(|| text("register-containers"))
                    value=bound(|form| &form.containers, |form| &mut form.containers)
                    said=said("containers")
                />
                <Field
                    id="d-seals" datum=Datum::Declaration
                    class="span-3"
                    label=Signal::derive(|| text("register-seals"))
                    value=bound(|form| &form.seals, |form| &mut form.seals)
                    said=said("seals")
                />
            </div>
            {move || note.get().map(|note| view! { <p class="strong ask__failure" role="alert">{note.said}</p> })}
        </Dialog>
    }
}

/// What is wrong with the items, one sentence each.
#[component]
fn RowFaults(shown: Memo<Vec<Wrong>>) -> impl IntoView {
    move || {
        let of_items: Vec<(usize, String, &'static str)> = shown.with(|shown| {
            shown
                .iter()
                .filter_map(|wrong| {
                    let (number, field) = wrong.field.strip_prefix("items.")?.split_once('.')?;
                    Some((number.parse().ok()?, field.to_owned(), wrong.said))
                })
                .collect()
        });
        let is_none = shown.with(|shown| shown.iter().any(|wrong| wrong.field == "items"));
        (is_none || !of_items.is_empty()).then(|| {
            view! {
                <ul class="remarks" role="status">
                    {is_none.then(|| view! { <li><Icon name="i-warn" class="icon--s"/> " " {t!("declare-no-items")}</li> })}
                    {of_items
                        .into_iter()
                        .map(|(number, field, said)| {
                            let sentence = move || {
                                let column = COLUMNS.iter().find(|column| column.field == field);
                                let args = Args::new()
                                    .with("item", number.to_string())
                                    .with("field", column.map(|column| text(column.label)).unwrap_or_default())
                                    .with("fault", text(said));
                                text_with("declare-fault", &args)
                            };
                            view! { <li><Icon name="i-warn" class="icon--s"/> " " {sentence}</li> }
                        })
                        .collect_view()}
                </ul>
            }
        })
    }
}

#[component]
fn Row(form: RwSignal<Typed>, shown: Memo<Vec<Wrong>>, at: usize) -> impl IntoView {
    let remove = Callback::new(move |()| {
        form.update(|form| {
            if at < form.items.len() {
                form.items.remove(at);
            }
        });
    });
    let remove_label =
        Signal::derive(move || text_with("declare-remove", &Args::new().with("item", (at + 1).to_string())));
    view! {
        <tr>
            <td>{at + 1}</td>
            {COLUMNS
                .iter()
                .map(|column| {
                    let (read, write, label) = (column.read, column.write, column.label);
                    let name = format!("items.{}.{}", at + 1, column.field);
                    let is_wrong = move || shown.with(|shown| shown.iter().any(|wrong| wrong.field == name));
                    let said = move || {
                        text_with(
                            "declare-cell",
                            &Args::new().with("field", text(label)).with("item", (at + 1).to_string()),
                        )
                    };
                    view! {
                        <td class=column.class>
                            <input
                                aria-label=said
                                aria-invalid=move || is_wrong().then_some("true")
                                autocomplete="off"
                                prop:value=move || form.with(|form| form.items.get(at).map(|i| read(i).clone()).unwrap_or_default())
                                on:input:target=move |event| {
                                    let typed = event.target().value();
                                    form.update(|form| {
                                        if let Some(item) = form.items.get_mut(at) {
                                            *write(item) = typed;
                                        }
                                    });
                                }
                            />
                        </td>
                    }
                })
                .collect_view()}
            <td><Button on_press=remove strength=Strength::Plain icon="i-cross" label=remove_label/></td>
        </tr>
    }
}

impl Typed {
    fn of(declaration: &Declaration) -> Self {
        Self {
            reference: declaration.reference.clone(),
            model: declaration.model.clone(),
            declarant: declaration.declarant.clone(),
            currency: declaration.currency.clone(),
            containers: declaration.containers.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
            seals: declaration.seals.join(", "),
            items: declaration
                .items
                .iter()
                .map(|item| TypedItem {
                    code: item.hs_code.to_string(),
                    description: item.description.clone(),
                    packages: typed::untyped(item.packages_milli, 3),
                    package_kind: item.package_kind.clone(),
                    gross: typed::untyped(item.gross_mass_g, 3),
                    net: typed::untyped(item.net_mass_g, 3),
                    value: typed::untyped(item.value_cents, Item::VALUE_PLACES),
                    origin: item.origin.clone(),
                })
                .collect(),
        }
    }

    /// Returns the declaration, where every field can be read.
    fn declaration(&self) -> Option<Declaration> {
        Some(Declaration {
            reference: self.reference.trim().to_owned(),
            model: self.model.trim().to_ascii_uppercase(),
            declarant: self.declarant.trim().to_owned(),
            currency: self.currency.trim().to_ascii_uppercase(),
            items: self.items.iter().map(|item| item.item(&self.currency)).collect::<Option<Vec<_>>>()?,
            containers: self.containers()?,
            seals: typed::list(&self.seals),
        })
    }

    fn containers(&self) -> Option<Vec<ContainerNumber>> {
        typed::list(&self.containers).iter().map(|one| one.parse().ok()).collect()
    }

    /// Returns what is wrong: what can't be read here, and what the domain finds in what can.
    fn wrong(&self) -> Vec<Wrong> {
        let mut wrong = Vec::new();
        for (at, item) in self.items.iter().enumerate() {
            let mut add = |field: &str, said, is_missing| {
                let said = if is_missing { "ask-needed" } else { said };
                wrong.push(Wrong { field: format!("items.{}.{field}", at + 1), said, is_missing });
            };
            let is_empty = |text: &String| text.trim().is_empty();
            if item.code.parse::<HsCode>().is_err() {
                add("hs_code", "declare-hs", is_empty(&item.code));
            }
            for (field, typed) in [("packages", &item.packages), ("gross_mass", &item.gross), ("net_mass", &item.net)] {
                if typed::quantity(typed, 3).is_none() {
                    add(field, "declare-number", is_empty(typed));
                }
            }
            if let Err(why) = Item::read_value(&item.value, &self.currency) {
                let said = typed::wrong_amount(why, Item::value_decimals(&self.currency));
                add("value", said, is_empty(&item.value));
            }
        }
        if self.containers().is_none() {
            wrong.push(Wrong { field: "containers".to_owned(), said: "register-container-wrong", is_missing: false });
        }
        if let Some(declaration) = self.readable() {
            for fault in declaration.faults() {
                let is_known = wrong.iter().any(|known| known.field == fault.field);
                if !is_known {
                    wrong.push(self.found(&fault));
                }
            }
        }
        wrong
    }

    /// Returns the declaration with something in the place of what can't be read, so that the rest is checked already.
    fn readable(&self) -> Option<Declaration> {
        let any_code: HsCode = "010121".parse().ok()?;
        let items = self
            .items
            .iter()
            .map(|item| Item {
                hs_code: item.code.parse().unwrap_or_else(|_| any_code.clone()),
                ..item.lenient(any_code.clone(), &self.currency)
            })
            .collect();
        Some(Declaration {
            reference: self.reference.trim().to_owned(),
            model: self.model.trim().to_ascii_uppercase(),
            declarant: self.declarant.trim().to_owned(),
            currency: self.currency.trim().to_ascii_uppercase(),
            items,
            containers: Vec::new(),
            seals: typed::list(&self.seals),
        })
    }

    fn found(&self, fault: &Fault) -> Wrong {
        let said = typed::fault_key(fault.code);
        let is_empty = match fault.field.as_str() {
            "currency" => self.currency.trim().is_empty(),
            field => {
                field.strip_prefix("items.").and_then(|rest| rest.split_once('.')).is_some_and(|(number, name)| {
                    let at: Option<usize> = number.parse().ok().and_then(|number: usize| number.checked_sub(1));
                    let item = at.and_then(|at| self.items.get(at));
                    let column = COLUMNS.iter().find(|column| column.field == name);
                    item.zip(column).is_some_and(|(item, column)| (column.read)(item).trim().is_empty())
                })
            }
        };
        let field = if fault.field.starts_with("seals.") { "seals".to_owned() } else { fault.field.clone() };
        let is_missing = is_empty || fault.code == FaultCode::Missing;
        Wrong { field, said: if is_missing { "ask-needed" } else { said }, is_missing }
    }
}

impl TypedItem {
    fn item(&self, currency: &str) -> Option<Item> {
        let hs_code = self.code.parse().ok()?;
        for typed in [&self.packages, &self.gross, &self.net] {
            typed::quantity(typed, 3)?;
        }
        Item::read_value(&self.value, currency).ok()?;
        Some(self.lenient(hs_code, currency))
    }

    /// Returns the item with nothing where a quantity can't be read.
    fn lenient(&self, hs_code: HsCode, currency: &str) -> Item {
        Item {
            hs_code,
            description: self.description.trim().to_owned(),
            packages_milli: typed::quantity(&self.packages, 3).unwrap_or_default(),
            package_kind: self.package_kind.trim().to_ascii_uppercase(),
            gross_mass_g: typed::quantity(&self.gross, 3).unwrap_or_default(),
            net_mass_g: typed::quantity(&self.net, 3).unwrap_or_default(),
            value_cents: Item::read_value(&self.value, currency).unwrap_or_default(),
            origin: self.origin.trim().to_ascii_uppercase(),
        }
    }
}

//! A new officer: number, name, agency, what he may do, and his first password.
//!
//! Invariant: what is wrong is said at its field, all of it at once; a password is kept in no draft.

use std::collections::BTreeSet;

use contract::{AddOfficer, Failure, FailureCode};
use domain::officer::least_password;
use domain::visibility::Datum;
use domain::{Agency, OfficerNumber, Refusal, Role};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::Keeping;
use super::list::role_key;
use crate::components::{Button, Dialog, Field, Icon, NewPassword, NewPasswordFields, SelectField, Strength};
use crate::failure::failure_sentence;
use crate::pages::draft::Draft;
use crate::text::{Args, text};
use crate::{ipc, t};

/// What an administrator can give, the usual first.
const ROLES: [(Role, &str); 8] = [
    (Role::Officer, "admin-role-officer"),
    (Role::Supervisor, "admin-role-supervisor"),
    (Role::Empowered, "admin-role-empowered"),
    (Role::Reception, "admin-role-reception"),
    (Role::Gate, "admin-role-gate"),
    (Role::Protection, "admin-role-protection"),
    (Role::Auditor, "admin-role-auditor"),
    (Role::Administrator, "admin-role-administrator"),
];

/// What is typed.
#[derive(Clone, Copy)]
struct Form {
    number: RwSignal<String>,
    name: RwSignal<String>,
    agency: RwSignal<String>,
    roles: RwSignal<BTreeSet<Role>>,
    password: NewPassword,
    /// Whether he tried to add him: only then it is said what is missing.
    is_tried: RwSignal<bool>,
    /// What the shell said of a field.
    refused: RwSignal<Option<(String, String)>>,
}

impl Form {
    fn new(keeping: Keeping) -> Self {
        let empty = || RwSignal::new(String::new());
        Self {
            number: empty(),
            name: empty(),
            agency: RwSignal::new(Agency::Immigration.word().to_owned()),
            roles: RwSignal::new([Role::Officer].into_iter().collect()),
            password: NewPassword::new(least(keeping)),
            is_tried: RwSignal::new(false),
            refused: RwSignal::new(None),
        }
    }

    /// Says what is wrong with a field: what the page finds once he tried, else what the shell said of it.
    fn said(
        self,
        field: &'static str,
        find: impl Fn() -> Option<String> + Send + Sync + 'static,
    ) -> Signal<Option<String>> {
        Signal::derive(move || {
            let found = self.is_tried.get().then(&find).flatten();
            let refused = || self.refused.get().filter(|(of, _)| of == field).map(|(_, said)| said);
            found.or_else(refused)
        })
    }

    fn request(self, keeping: Keeping) -> Option<AddOfficer> {
        let officer = OfficerNumber::parse(&self.number.get()).ok().filter(|number| !keeping.is_taken(number))?;
        let name = self.name.get().trim().to_owned();
        let agency = Agency::ALL.into_iter().find(|agency| agency.word() == self.agency.get())?;
        let roles: Vec<Role> = self.roles.get().into_iter().collect();
        let password = self.password.right()?;
        let is_right = !name.is_empty() && !roles.is_empty();
        is_right.then(|| AddOfficer { officer: officer.to_string(), name, agency, roles, password })
    }
}

/// Returns how many characters a password has at least on this post.
pub fn least(keeping: Keeping) -> usize {
    least_password(keeping.desk.plan().is_some_and(|plan| plan.is_demonstration))
}

/// Returns which field a failure is about, where it is about one.
pub fn field_of(failure: &Failure) -> Option<&str> {
    match (failure.code, failure.refusal.as_deref()) {
        (FailureCode::Invalid, _) => Some(failure.detail.as_str()),
        (FailureCode::PasswordCommon | FailureCode::PasswordTelling, _) => Some("password"),
        (FailureCode::Refused, Some(Refusal::OfficerNumberTaken)) => Some("officer"),
        _ => None,
    }
}

/// Asks who is to be certified.
#[component]
pub fn AddDialog() -> impl IntoView {
    let keeping = Keeping::here();
    let desk = keeping.desk;
    let form = Form::new(keeping);
    let is_busy = RwSignal::new(false);
    let draft = Draft::keep(
        "administration/add".to_owned(),
        move || (form.number.get(), form.name.get(), form.agency.get(), form.roles.get()),
        move |(number, name, agency, roles)| {
            form.number.set(number);
            form.name.set(name);
            form.agency.set(agency);
            form.roles.set(roles);
        },
    );
    let close = Callback::new(move |()| keeping.asking.set(None));
    let add = Callback::new(move |()| {
        if is_busy.get_untracked() {
            return;
        }
        form.is_tried.set(true);
        form.refused.set(None);
        let Some(request) = untrack(|| form.request(keeping)) else { return };
        is_busy.set(true);
        let said = desk.text_with("admin-added", &Args::new().with("officer", request.officer.as_str()));
        spawn_local(async move {
            match ipc::call(request).await {
                Ok(()) => {
                    draft.forget();
                    keeping.done(said);
                }
                Err(failure) => {
                    let field = field_of(&failure).unwrap_or_default().to_owned();
                    let words = match field.as_str() {
                        "officer" => desk.text("admin-wrong-taken"),
                        "name" => desk.text("admin-wrong-name"),
                        _ => failure_sentence(desk, &failure),
                    };
                    form.refused.try_set(Some((field, words)));
                }
            }
            is_busy.try_set(false);
        });
    });
    let acts = ViewFn::from(move || {
        let words = move || text(if is_busy.get() { "admin-adding" } else { "admin-add-do" });
        view! {
            <Button on_press=close>{t!("cancel")}</Button>
            <Button on_press=add strength=Strength::Main is_off=Signal::derive(move || is_busy.get())>{words}</Button>
        }
    });
    let agencies = Signal::derive(|| {
        Agency::ALL.map(|agency| (agency.word().to_owned(), text(&format!("agency-{}", agency.word())))).to_vec()
    });
    let wrong_number = form.said("officer", move || match OfficerNumber::parse(&form.number.get()) {
        Err(_) => Some(text("first-run-wrong-officer")),
        Ok(number) => keeping.is_taken(&number).then(|| text("admin-wrong-taken")),
    });
    let refused_password =
        Signal::derive(move || form.refused.get().filter(|(of, _)| of == "password").map(|(_, said)| said));
    // What is about no field of the form is said above its buttons.
    let failed = move || {
        let known = ["officer", "name", "roles", "password"];
        form.refused.get().filter(|(field, _)| !known.contains(&field.as_str())).map(|(_, said)| said)
    };
    view! {
        <Dialog id="add-officer" title=Signal::derive(|| text("admin-add")) on_close=close acts=acts is_wide=true>
            <div class="fields">
                <Field
                    id="new-number"
                    label=Signal::derive(|| text("admin-number"))
                    value=form.number
                    is_first=true
                    datum=Datum::OfficerNumber
                    said=wrong_number
                />
                <Field
                    id="new-name"
                    class="span-4"
                    label=Signal::derive(|| text("admin-name"))
                    value=form.name
                    datum=Datum::OfficerName
                    said=form.said("name", move || {
                        form.name.with(|name| name.trim().is_empty()).then(|| text("admin-wrong-no-name"))
                    })
                />
                <SelectField
                    id="new-agency"
                    class="span-3"
                    label=Signal::derive(|| text("admin-agency"))
                    value=form.agency
                    options=agencies
                    datum=Datum::OfficerNumber
                />
                <RolesField form=form/>
                <NewPasswordFields
                    password=form.password
                    ids=["new-password", "new-again"]
                    labels=["admin-first-password", "first-run-password-again"]
                    hint="admin-password-hint"
                    is_tried=form.is_tried
                    refused=refused_password
                />
            </div>
            {move || failed().map(|said| view! { <p class="strong ask__failure" role="alert">{said}</p> })}
        </Dialog>
    }
}

#[component]
fn RolesField(form: Form) -> impl IntoView {
    let said = form.said("roles", move || form.roles.with(BTreeSet::is_empty).then(|| text("admin-wrong-roles")));
    view! {
        <fieldset class="field span-6">
            <legend class="field__label small quiet">{t!("admin-roles")}</legend>
            <div class="choices choices--even">
                {ROLES
                    .into_iter()
                    .map(|(role, hint)| {
                        let toggle = move |_| {
                            form.roles
                                .update(|roles| {
                                    if !roles.remove(&role) {
                                        roles.insert(role);
                                    }
                                });
                        };
                        view! {
                            <label class="choice">
                                <input
                                    type="checkbox"
                                    prop:checked=move || form.roles.with(|roles| roles.contains(&role))
                                    on:change=toggle
                                />
                                <span>{t!(role_key(role))} <small>{t!(hint)}</small></span>
                            </label>
                        }
                    })
                    .collect_view()}
            </div>
            {move || {
                said.get()
                    .map(|words| {
                        view! {
                            <p class="field__said">
                                <Icon name="i-warn"/>
                                <span>{words}</span>
                            </p>
                        }
                    })
            }}
        </fieldset>
    }
}

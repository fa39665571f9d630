//! Administration, each State its own: its officers and their keys, its alert lists, its recovery code.
//!
//! Invariant: what is shown of the other State's officers is their number, State and agency; the shell has told no more.

mod add;
mod agreement;
mod alert_lists;
mod change;
mod list;

use contract::{OfficersRequest, OfficersView, OwnOfficer};
use domain::OfficerNumber;
use leptos::prelude::*;
use leptos::task::spawn_local;

use self::add::AddDialog;
use self::agreement::AgreementPanels;
use self::alert_lists::AlertListsPanel;
use self::change::{CodeDialog, RemoveDialog, RenewDialog};
use self::list::{Others, Own};
use crate::components::{Button, ClassLegend, Empty, Panel, Strength};
use crate::failure::failure_sentence;
use crate::pages::forged_documents::ForgedDocumentsPanel;
use crate::state::Desk;
use crate::text::{Args, text, text_with};
use crate::{ipc, t};
use domain::visibility::Class;

/// What is asked on top of the page.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Ask {
    /// Who is to be certified.
    Add,
    /// A new password for somebody.
    Renew(OwnOfficer),
    /// Whether somebody is to be removed.
    Remove(OwnOfficer),
    /// Whether a new recovery code is to be drawn.
    Code,
}

/// The shared handles of the page.
#[derive(Clone, Copy)]
struct Keeping {
    desk: Desk,
    view: RwSignal<Option<OfficersView>>,
    failed: RwSignal<Option<String>>,
    asking: RwSignal<Option<Ask>>,
}

impl Keeping {
    fn here() -> Self {
        expect_context()
    }

    /// Reads who works here.
    fn read(self) {
        spawn_local(async move {
            match ipc::call(OfficersRequest {}).await {
                Ok(view) => {
                    self.desk.set_time(view.now);
                    self.failed.try_set(None);
                    self.view.try_set(Some(view));
                }
                Err(failure) => {
                    self.failed.try_set(Some(failure_sentence(self.desk, &failure)));
                }
            }
        });
    }

    /// Puts the question aside, says what was done, and reads who works here now.
    fn done(self, said: String) {
        self.asking.try_set(None);
        self.desk.say(crate::state::Gravity::Good, said);
        self.read();
    }

    /// Returns the number of an officer with his name, where it is known.
    fn who(self, officer: &OwnOfficer) -> String {
        let name = officer.name.clone().unwrap_or_default();
        let args = Args::new().with("name", name).with("officer", officer.officer.to_string());
        self.desk.text_with("admin-who", &args)
    }

    /// Returns whether a number is taken, as far as the page knows.
    fn is_taken(self, number: &OfficerNumber) -> bool {
        self.view.with_untracked(|view| {
            view.as_ref().is_some_and(|view| {
                view.own
                    .iter()
                    .map(|known| &known.officer)
                    .chain(view.others.iter().map(|known| &known.officer))
                    .any(|known| known == number)
            })
        })
    }
}

/// The page of an administrator.
#[component]
pub fn AdministrationPage() -> impl IntoView {
    let desk = Desk::here();
    let keeping = Keeping { desk, view: RwSignal::new(None), failed: RwSignal::new(None), asking: RwSignal::new(None) };
    provide_context(keeping);
    // Shifts open and close, and another administrator may be at work.
    Effect::new(move |_| {
        desk.feed.track();
        keeping.read();
    });
    let is_read = Memo::new(move |_| keeping.view.with(Option::is_some));
    view! {
        <main class="work">
            <div class="administration stack stack--wide">
                <h1>{t!("admin-title")}</h1>
                <Show
                    when=move || is_read.get()
                    fallback=move || {
                        let failed = move || keeping.failed.get();
                        view! {
                            <Empty icon="i-badge" title=Signal::derive(|| text("admin-reading"))>{failed}</Empty>
                        }
                    }
                >
                    <OwnPanel/>
                    <AlertListsPanel/>
                    <ForgedDocumentsPanel/>
                    <div class="administration__two">
                        <CodePanel/>
                        <OthersPanel/>
                    </div>
                    <AgreementPanels/>
                </Show>
            </div>
        </main>
        {move || {
            keeping
                .asking
                .get()
                .map(|ask| match ask {
                    Ask::Add => view! { <AddDialog/> }.into_any(),
                    Ask::Renew(officer) => view! { <RenewDialog officer=officer/> }.into_any(),
                    Ask::Remove(officer) => view! { <RemoveDialog officer=officer/> }.into_any(),
                    Ask::Code => view! { <CodeDialog/> }.into_any(),
                })
        }}
    }
}

#[component]
fn OwnPanel() -> impl IntoView {
    let keeping = Keeping::here();
    let desk = keeping.desk;
    let title = Signal::derive(move || {
        let own = desk.own_state().map(|state| desk.state_name(state)).unwrap_or_default();
        text_with("admin-officers-of", &Args::new().with("state", own))
    });
    let add = Callback::new(move |()| keeping.asking.set(Some(Ask::Add)));
    let aside = ViewFn::from(move || {
        view! {
            <span class="push">
                <Button on_press=add icon="i-person" strength=Strength::Main>{t!("admin-add")}</Button>
            </span>
        }
    });
    view! {
        <Panel title=title aside=aside>
            <div class="stack">
                <Own/>
                <ClassLegend classes=&[Class::Shared, Class::State]/>
            </div>
        </Panel>
    }
}

#[component]
fn OthersPanel() -> impl IntoView {
    let keeping = Keeping::here();
    let desk = keeping.desk;
    let name = move || desk.other_state().map(|state| desk.state_name(state)).unwrap_or_default();
    let title = Signal::derive(move || text_with("admin-officers-of", &Args::new().with("state", name())));
    view! {
        <Panel title=title>
            <div class="stack">
                <p class="small quiet">{move || text_with("admin-others-lead", &Args::new().with("state", name()))}</p>
                <Others/>
            </div>
        </Panel>
    }
}

#[component]
fn CodePanel() -> impl IntoView {
    let keeping = Keeping::here();
    let ask = Callback::new(move |()| keeping.asking.set(Some(Ask::Code)));
    view! {
        <Panel title=Signal::derive(|| text("recovery-title"))>
            <div class="stack">
                <p>{t!("recovery-lead")}</p>
                <div class="line">
                    <Button on_press=ask>{t!("recovery-draw")}</Button>
                    <span class="small quiet">{t!("recovery-draw-hint")}</span>
                </div>
            </div>
        </Panel>
    }
}

//! The documents that officers of the own State recorded as false.
//!
//! Invariant: class STATE; whoever reads for his State reads it, and nobody of the other.

use contract::{ForgedDocumentLine, ForgedDocumentsRequest, ForgedDocumentsView};
use domain::document_check::Forgery;
use domain::visibility::Class;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::crossing::document_checks::kind_said;
use crate::components::{ClassLegend, Empty, Panel, Tag, Tone};
use crate::failure::failure_sentence;
use crate::state::Desk;
use crate::text::{Args, text, text_with};
use crate::{ipc, t};

/// The record.
#[component]
pub fn ForgedDocumentsPanel() -> impl IntoView {
    let desk = Desk::here();
    let view = RwSignal::new(None::<ForgedDocumentsView>);
    let failed = RwSignal::new(None::<String>);
    spawn_local(async move {
        match ipc::call(ForgedDocumentsRequest {}).await {
            Ok(read) => {
                view.try_set(Some(read));
            }
            Err(failure) => {
                failed.try_set(Some(failure_sentence(desk, &failure)));
            }
        }
    });
    let body = move || match (view.get(), failed.get()) {
        (Some(view), _) if view.documents.is_empty() => {
            let title = Signal::derive(|| text("record-none"));
            view! { <Empty icon="i-warn" title=title>{t!("record-none-hint")}</Empty> }.into_any()
        }
        (Some(view), _) => view! { <Table documents=view.documents/> }.into_any(),
        (None, Some(said)) => view! { <p class="strong" role="alert">{said}</p> }.into_any(),
        (None, None) => view! { <p class="empty" role="status">{t!("loading")}</p> }.into_any(),
    };
    view! {
        <div id="forged-documents">
            <Panel title=Signal::derive(|| text("record-title"))>
                <div class="stack">
                    <p class="small quiet">{t!("record-lead")}</p>
                    {body}
                    <ClassLegend classes=&[Class::State]/>
                </div>
            </Panel>
        </div>
    }
}

#[component]
fn Table(documents: Vec<ForgedDocumentLine>) -> impl IntoView {
    view! {
        <div class="officers">
            <table class="items items--rows">
                <thead>
                    <tr>
                        <th scope="col">{t!("record-document")}</th>
                        <th scope="col">{t!("record-found")}</th>
                        <th scope="col">{t!("record-where")}</th>
                        <th scope="col">{t!("record-kept")}</th>
                    </tr>
                </thead>
                <tbody>{documents.into_iter().map(|line| view! { <Row line=line/> }).collect_view()}</tbody>
            </table>
        </div>
    }
}

#[component]
fn Row(line: ForgedDocumentLine) -> impl IntoView {
    let desk = Desk::here();
    let ForgedDocumentLine { at, officer, name, crossing, issuer, number, found, .. } = line;
    let who = name.unwrap_or_else(|| officer.to_string());
    let recorded =
        move || text_with("record-by", &Args::new().with("date", desk.date(at)).with("officer", who.clone()));
    let (kind, is_kept) = (found.kind, found.is_kept);
    view! {
        <tr>
            <td><bdi class="mono strong">{format!("{issuer} {number}")}</bdi></td>
            <td>
                {if kind == Forgery::Genuine {
                    view! { <Tag>{move || kind_said(kind)}</Tag> }.into_any()
                } else {
                    view! { <span class="strong">{move || kind_said(kind)}</span> }.into_any()
                }}
                <small class="quiet"><bdi>{found.words}</bdi></small>
            </td>
            <td>
                <bdi class="mono nowrap">{crossing.to_string()}</bdi>
                <small class="quiet">{recorded}</small>
            </td>
            <td>
                {if is_kept {
                    view! { <Tag tone=Tone::Warn>{t!("record-yes")}</Tag> }.into_any()
                } else {
                    view! { <span>{t!("record-no")}</span> }.into_any()
                }}
            </td>
        </tr>
    }
}

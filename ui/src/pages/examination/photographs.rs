//! Photographs: chosen or dropped while findings are typed, shown beside the findings that they belong to.
//!
//! Invariant: a photograph is shown as an image and as nothing else, from what the shell found its content to be.

use contract::{ForgetPhotograph, KeepPhotograph, ShowPhotograph};
use domain::Refusal;
use domain::photograph::{MOST, MOST_BYTES, NoPhotograph, Photograph};
use domain::visibility::Datum;
use leptos::task::spawn_local;
use leptos::{ev, html, prelude::*};

use super::Examining;
use crate::components::{Button, ClassMark, Icon};
use crate::failure::{failure_sentence, refusal_sentence};
use crate::ipc;
use crate::keys::Key;
use crate::state::Desk;
use crate::t;
use crate::text::{Args, text, text_with};

/// Takes photographs in, with those that are there already.
#[component]
pub fn Taking() -> impl IntoView {
    let at: Examining = expect_context();
    let said = RwSignal::new(Vec::<String>::new());
    let input: NodeRef<html::Input> = NodeRef::new();
    let take = move |files: Option<web_sys::FileList>| {
        let files: Vec<_> = files.iter().flat_map(|all| (0..all.length()).filter_map(|place| all.get(place))).collect();
        if files.is_empty() {
            return;
        }
        said.set(Vec::new());
        at.taking.update(|lots| *lots += 1);
        spawn_local(async move {
            for file in files {
                if let Err((words, is_full)) = taken(at, &file).await {
                    said.try_update(|said| said.push(format!("{}: {words}", file.name())));
                    if is_full {
                        break;
                    }
                }
            }
            at.taking.try_update(|lots| *lots = lots.saturating_sub(1));
        });
    };
    // Anywhere on the page: a file that is dropped beside would take the page's place.
    let over = window_event_listener(ev::dragover, |event| event.prevent_default());
    let dropped = window_event_listener(ev::drop, move |event| {
        event.prevent_default();
        take(event.data_transfer().and_then(|moved| moved.files()));
    });
    on_cleanup(move || {
        over.remove();
        dropped.remove();
    });
    let photographs = Memo::new(move |_| at.typed.with(|typed| typed.photographs.clone()));
    let remove = Callback::new(move |stored: String| {
        said.set(Vec::new());
        at.typed.update(|typed| typed.photographs.retain(|one| one.stored != stored));
        forget(stored);
    });
    let choose = Callback::new(move |()| {
        if let Some(input) = input.get_untracked() {
            input.click();
        }
    });
    view! {
        <div class="stack" role="group" aria-label=t!("exam-photographs")>
            <p class="small quiet">{t!("exam-photographs")} " " <ClassMark datum=Datum::FiledFindings/></p>
            <ul class="photos">
                <For
                    each=move || photographs.get()
                    key=|photograph| photograph.stored.clone()
                    children=move |photograph| {
                        let stored = photograph.stored.clone();
                        let place = move |all: &Vec<Photograph>| all.iter().position(|one| one.stored == stored);
                        let number = Signal::derive(move || photographs.with(&place).map_or(0, |place| place + 1));
                        view! { <Picture photograph=photograph number=number on_remove=remove/> }
                    }
                />
            </ul>
            <div class="line">
                <Button
                    on_press=choose
                    key=Key::F3
                    icon="i-camera"
                    is_off=Signal::derive(move || photographs.with(|all| all.len() >= MOST))
                    why="why-photographs"
                >
                    {t!("exam-photograph-add")}
                </Button>
                <small id="why-photographs" class="quiet">{t!("exam-photograph-hint")}</small>
            </div>
            <input
                node_ref=input
                id="found-photographs"
                type="file"
                accept="image/jpeg,image/png"
                multiple
                hidden
                on:change:target=move |event| {
                    let input = event.target();
                    take(input.files());
                    // The same file may be chosen once more.
                    input.set_value("");
                }
            />
            {move || {
                let line = |said| view! { <p class="field__said" role="alert"><Icon name="i-warn"/><span>{said}</span></p> };
                said.get().into_iter().map(line).collect_view()
            }}
        </div>
    }
}

/// Takes one file in, or says why not, and whether no other would do.
async fn taken(at: Examining, file: &web_sys::File) -> Result<(), (String, bool)> {
    let refused = |why| {
        let sentence = refusal_sentence(at.desk, &Refusal::NoPhotograph { why });
        Err((sentence, why == NoPhotograph::TooMany))
    };
    let held = || at.typed.try_with_untracked(|typed| typed.photographs.clone()).unwrap_or_default();
    if held().len() >= MOST {
        return refused(NoPhotograph::TooMany);
    }
    if file.size() > f64::from(MOST_BYTES) {
        return refused(NoPhotograph::TooLarge);
    }
    let content = ipc::base64_of(file).await.unwrap_or_default();
    let photograph = match ipc::call(KeepPhotograph { content }).await {
        Ok(photograph) => photograph,
        Err(failure) => return Err((failure_sentence(at.desk, &failure), false)),
    };
    if held().iter().any(|one| one.digest == photograph.digest) {
        forget(photograph.stored);
        return refused(NoPhotograph::Twice);
    }
    at.typed.try_update(|typed| typed.photographs.push(photograph));
    Ok(())
}

fn forget(stored: String) {
    spawn_local(async move {
        // What stays behind is sealed, and goes by itself after a week.
        let _ = ipc::call(ForgetPhotograph { stored }).await;
    });
}

/// One photograph.
#[component]
fn Picture(
    photograph: Photograph,
    /// Its number among those beside it.
    #[prop(into)]
    number: Signal<usize>,
    /// Takes it away again, by the digest under which it is stored.
    #[prop(optional)]
    on_remove: Option<Callback<String>>,
) -> impl IntoView {
    let desk = Desk::here();
    let is_large = RwSignal::new(false);
    // The picture itself stays at the node alone: it is some megabytes.
    let image: NodeRef<html::Img> = NodeRef::new();
    let failed = RwSignal::new(None::<String>);
    let stored = photograph.stored.clone();
    let kilobytes = photograph.bytes.div_ceil(1000).to_string();
    spawn_local(async move {
        match ipc::call(ShowPhotograph { photograph }).await {
            Ok(address) => {
                if let Some(image) = image.try_get_untracked().flatten() {
                    image.set_src(&address);
                }
            }
            Err(failure) => {
                failed.try_set(Some(failure_sentence(desk, &failure)));
            }
        }
    });
    let name = move || text_with("exam-photograph", &Args::new().with("number", number.get().to_string()));
    let size = move || text_with("exam-photograph-size", &Args::new().with("kilobytes", kilobytes.clone()));
    let remove_name = Signal::derive(move || {
        text_with("exam-photograph-remove", &Args::new().with("number", number.get().to_string()))
    });
    view! {
        <li class="photo" class:photo--large=is_large>
            {move || match failed.get() {
                Some(said) => view! { <p class="small" role="status">{name} ": " {said}</p> }.into_any(),
                None => {
                    view! {
                        <button
                            class="photo__view"
                            type="button"
                            aria-expanded=move || is_large.get().to_string()
                            on:click=move |_| is_large.update(|is| *is = !*is)
                        >
                            <img node_ref=image alt=name/>
                        </button>
                    }
                        .into_any()
                }
            }}
            <span class="line">
                <small class="quiet">{size}</small>
                {on_remove
                    .map(|on_remove| {
                        let stored = stored.clone();
                        view! {
                            <Button
                                on_press=move |()| on_remove.run(stored.clone())
                                icon="i-cross"
                                label=remove_name
                            />
                        }
                    })}
            </span>
        </li>
    }
}

/// Photographs of findings that may be read.
#[component]
pub fn Taken(photographs: Vec<Photograph>, datum: Datum) -> impl IntoView {
    (!photographs.is_empty()).then(|| {
        view! {
            <div class="stack" role="group" aria-label=text("exam-photographs")>
                <p class="small quiet">{t!("exam-photographs")} " " <ClassMark datum=datum/></p>
                <ul class="photos">
                    {photographs
                        .into_iter()
                        .zip(1_usize..)
                        .map(|(photograph, number)| view! { <Picture photograph=photograph number=Signal::stored(number)/> })
                        .collect_view()}
                </ul>
            </div>
        }
    })
}

//! Calls the shell's commands, and asks the web view for the few things only it has: its clock and random bytes.
//!
//! Invariant: this is the only file that touches JavaScript. What goes over is JSON in both directions, written and read by
//! the same serde that the shell uses, so that both ends agree on every key.

use std::pin::Pin;
use std::time::Duration;

use contract::{FEED_EVENT, Failure, FailureCode, FeedNews, PageStands, Request, SEAT_EVENT, SeatNews, StandingPage};
use domain::At;
use serde::Deserialize;
use uuid::Uuid;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::{Closure, wasm_bindgen};

use crate::state::Desk;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = ["window", "__TAURI_INTERNALS__"], js_name = invoke, catch)]
    async fn invoke(command: &str, arguments: JsValue) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(js_namespace = ["window", "__TAURI_INTERNALS__"], js_name = transformCallback, catch)]
    fn transform_callback(callback: &JsValue) -> Result<JsValue, JsValue>;
}

/// An exchange with the shell that is under way: the text of its answer.
type Exchange = Pin<Box<dyn Future<Output = Result<String, Failure>>>>;

/// How long to wait before a command that was not answered is sent again under the same key.
const AGAIN_AFTER: Duration = Duration::from_millis(1500);

/// How long a standby may take to follow a server that started again, in milliseconds: until then it is not missing for good.
const STANDBY_IS_BACK: f64 = 20_000.0;

/// For how long it is sent before the officer is asked to look himself, in milliseconds: a server that starts again is there by
/// then, and an officer still waits.
const TRIED_FOR: f64 = 90_000.0;

/// Sends a request to the shell and waits for what answers it.
///
/// # Errors
/// The shell's [`Failure`]; [`FailureCode::Fault`] where the shell could not even be asked.
pub async fn call<R: Request>(request: R) -> Result<R::Reply, Failure> {
    read_text(&exchange(R::COMMAND, written(&request), None).await?)
}

/// Sends a request that carries a key, and sends it again under the same key while the database does not answer; the window says
/// so meanwhile.
///
/// # Errors
/// As [`call`]; [`FailureCode::OutcomeUnknown`] where one of the tries may have been done and none was answered.
pub async fn call_surely<R: Request>(desk: Desk, request: R) -> Result<R::Reply, Failure> {
    read_text(&exchange(R::COMMAND, written(&request), Some(desk)).await?)
}

/// Calls back each time the journal grew or could not be reached, for as long as the window lives.
///
/// # Errors
/// When the shell does not let the window listen.
pub async fn on_feed(heard: impl Fn(FeedNews) + 'static) -> Result<(), Failure> {
    on_event(FEED_EVENT, heard).await
}

/// Calls back each time the seat at this window stands otherwise, for as long as the window lives.
///
/// # Errors
/// As [`on_feed`].
pub async fn on_seat(heard: impl Fn(SeatNews) + 'static) -> Result<(), Failure> {
    on_event(SEAT_EVENT, heard).await
}

async fn on_event<T: serde::de::DeserializeOwned + 'static>(
    event: &str,
    heard: impl Fn(T) + 'static,
) -> Result<(), Failure> {
    #[derive(Deserialize)]
    struct Event<T> {
        payload: T,
    }
    let callback = Closure::<dyn Fn(JsValue)>::new(move |event: JsValue| {
        if let Ok(Event { payload }) = read::<Event<T>>(&event) {
            heard(payload);
        }
    });
    let handler = transform_callback(&callback.into_js_value()).map_err(|problem| not_asked(&problem))?;
    let target = js_sys::Object::new();
    let arguments = js_sys::Object::new();
    let set = |on: &js_sys::Object, name: &str, value: &JsValue| {
        js_sys::Reflect::set(on, &JsValue::from_str(name), value).map_err(|problem| not_asked(&problem))
    };
    set(&target, "kind", &JsValue::from_str("Any"))?;
    set(&arguments, "event", &JsValue::from_str(event))?;
    set(&arguments, "target", &target)?;
    set(&arguments, "handler", &handler)?;
    invoke("plugin:event|listen", arguments.into()).await.map_err(|problem| refused(&problem))?;
    Ok(())
}

/// Tells the shell that a page stands and takes keys, as soon as its next frame is drawn.
pub fn tell_standing(page: StandingPage) {
    leptos::prelude::request_animation_frame(move || {
        leptos::task::spawn_local(async move {
            // Only measurements listen; the officer misses nothing.
            let _unheard = call(PageStands { page }).await;
        });
    });
}

/// Returns a new key, under which a command happens once.
pub fn fresh_key() -> Uuid {
    let mut bytes = [0; 16];
    // A web view without random numbers would be a fault of its maker; then the clock and the shell's own check remain.
    let filled = web_sys::window()
        .and_then(|window| window.crypto().ok())
        .is_some_and(|crypto| crypto.get_random_values_with_u8_array(&mut bytes).is_ok());
    if !filled {
        bytes = js_sys::Date::now().to_bits().to_be_bytes().repeat(2).try_into().unwrap_or_default();
    }
    uuid::Builder::from_random_bytes(bytes).into_uuid()
}

/// Returns the workstation's own clock. The time of the post is [`crate::state::Desk::now`].
pub fn own_clock() -> At {
    // Milliseconds since 1970 are a whole number far below 2^53.
    #[expect(clippy::cast_possible_truncation, reason = "milliseconds since 1970 fit an i64")]
    At::from_timestamp_millis(js_sys::Date::now() as i64).unwrap_or_default()
}

/// Returns milliseconds since the window opened, which no change of the clock disturbs.
pub fn steady_milliseconds() -> f64 {
    web_sys::window().and_then(|window| window.performance()).map_or_else(js_sys::Date::now, |clock| clock.now())
}

/// Opens the web view's own print dialog for what is shown.
pub fn print_page() {
    if let Some(window) = web_sys::window() {
        // Without a printer the dialog does not open; the slip can still be saved.
        let _ = window.print();
    }
}

/// Reads a file that the officer chose.
pub async fn bytes_of(file: &web_sys::File) -> Option<Vec<u8>> {
    let read = wasm_bindgen_futures::JsFuture::from(file.array_buffer()).await.ok()?;
    Some(js_sys::Uint8Array::new(&read).to_vec())
}

/// Reads a file that the officer chose, as base64; none where it can't be read.
pub async fn base64_of(file: &web_sys::File) -> Option<String> {
    let reader = web_sys::FileReader::new().ok()?;
    let promise = js_sys::Promise::new(&mut |resolve, reject| {
        reader.set_onload(Some(&resolve));
        reader.set_onerror(Some(&reject));
        if reader.read_as_data_url(file).is_err() {
            // A promise of our own can't refuse to be rejected.
            let _ = reject.call0(&JsValue::NULL);
        }
    });
    wasm_bindgen_futures::JsFuture::from(promise).await.ok()?;
    let address = reader.result().ok()?.as_string()?;
    address.split_once(',').map(|(_, content)| content.to_owned())
}

/// Waits.
pub async fn pause(time: Duration) {
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        leptos::prelude::set_timeout(
            move || {
                // A promise of our own can't refuse to be resolved.
                let _ = resolve.call0(&JsValue::NULL);
            },
            time,
        );
    });
    let _ = wasm_bindgen_futures::JsFuture::from(promise).await;
}

/// Sends a request as often as it may be sent. What is the same for every kind of request stands here once, and not once for
/// each kind in the page that is shipped. It is sent again where a desk is given, which tells the officer.
fn exchange(command: &'static str, request: Result<String, Failure>, again: Option<Desk>) -> Exchange {
    Box::pin(async move {
        let request = request?;
        let begun = steady_milliseconds();
        let (mut is_unknown, mut is_told, mut missing_from) = (false, false, None);
        let answer = loop {
            let answer = send(command, &request).await;
            let code = answer.as_ref().err().map(|failure| failure.code);
            is_unknown |= code == Some(FailureCode::OutcomeUnknown);
            let may_help = match code {
                Some(FailureCode::OutcomeUnknown | FailureCode::Unavailable) => true,
                Some(FailureCode::SecondDiskMissing) => {
                    steady_milliseconds() - *missing_from.get_or_insert_with(steady_milliseconds) < STANDBY_IS_BACK
                }
                _ => false,
            };
            let Some(desk) = again.filter(|_| may_help && steady_milliseconds() - begun < TRIED_FOR) else {
                break answer;
            };
            // That the second disk is missing has a strip of its own, and is an answer.
            if !is_told && code != Some(FailureCode::SecondDiskMissing) {
                desk.hear_nothing_since(begun);
                is_told = true;
            }
            pause(AGAIN_AFTER).await;
        };
        if let Some(desk) = again.filter(|_| is_told) {
            desk.hear_again(begun);
        }
        // That this try did nothing says nothing of those before it. Only a refusal is an answer: the post looked for the key first.
        answer.map_err(|failure| {
            let is_answer = !is_unknown || failure.code == FailureCode::Refused;
            if is_answer { failure } else { Failure { code: FailureCode::OutcomeUnknown, ..failure } }
        })
    })
}

/// Calls a command with its one argument, which is called `request`.
async fn send(command: &str, request: &str) -> Result<String, Failure> {
    let arguments = js_sys::JSON::parse(&format!("{{\"request\":{request}}}"));
    let arguments = arguments.map_err(|problem| not_asked(&problem))?;
    invoke(command, arguments).await.map(|reply| text_of(&reply)).map_err(|problem| refused(&problem))
}

fn written<R: Request>(request: &R) -> Result<String, Failure> {
    serde_json::to_string(request).map_err(|problem| fault(format!("write the request: {problem}")))
}

fn text_of(value: &JsValue) -> String {
    // A command that answers nothing gives `undefined`, which has no JSON.
    js_sys::JSON::stringify(value).ok().and_then(|text| text.as_string()).unwrap_or_else(|| "null".to_owned())
}

fn read<T: serde::de::DeserializeOwned>(value: &JsValue) -> Result<T, Failure> {
    read_text(&text_of(value))
}

fn read_text<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, Failure> {
    serde_json::from_str(text).map_err(|problem| fault(format!("read the shell's answer: {problem}")))
}

/// Reads what the shell answers when it does not do a thing: its failure, or the words of Tauri itself.
fn refused(problem: &JsValue) -> Failure {
    read::<Failure>(problem).unwrap_or_else(|_| not_asked(problem))
}

fn not_asked(problem: &JsValue) -> Failure {
    fault(format!("ask the shell: {}", problem.as_string().unwrap_or_else(|| format!("{problem:?}"))))
}

const fn fault(detail: String) -> Failure {
    Failure { code: FailureCode::Fault, detail, refusal: None, seconds: None }
}

//! A file to be chosen from this computer.

use leptos::prelude::*;

/// A field in which a file is chosen; the same one, mended elsewhere, may be chosen once more.
#[component]
pub fn FileInput(
    /// Its id in the page.
    id: &'static str,
    /// Which files are offered.
    accept: &'static str,
    /// Called with the file.
    on_choose: impl Fn(web_sys::File) + 'static,
    /// What it is called, where no label stands beside it.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <label class="file">
            {children.map(|children| children())}
            <input
                id=id
                type="file"
                accept=accept
                on:change:target=move |event| {
                    let input = event.target();
                    if let Some(file) = input.files().and_then(|files| files.get(0)) {
                        on_choose(file);
                    }
                    input.set_value("");
                }
            />
        </label>
    }
}

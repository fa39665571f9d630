//! One line: what did not happen, what is safe, what to do. It pushes the work down and covers nothing.

use leptos::prelude::*;

use crate::components::{Button, Icon, Strength};
use crate::state::Gravity;
use crate::text::text;

/// A line above the work.
#[component]
pub fn Banner(
    /// How grave.
    gravity: Gravity,
    /// Called when the officer puts it away; without it the line stays for as long as it is true.
    #[prop(optional, into)]
    on_close: Option<Callback<()>>,
    /// What it says.
    children: Children,
) -> impl IntoView {
    let (class, icon) = match gravity {
        Gravity::Good => ("banner banner--good", "i-check"),
        Gravity::Warn => ("banner", "i-info"),
        Gravity::Bad => ("banner banner--bad", "i-warn"),
    };
    let role = if gravity == Gravity::Bad { "alert" } else { "status" };
    view! {
        <div class=class role=role>
            <Icon name=icon/>
            <p>{children()}</p>
            {on_close
                .map(|on_close| {
                    let label = Signal::derive(|| text("close"));
                    view! { <Button on_press=on_close strength=Strength::Plain icon="i-cross" label=label/> }
                })}
        </div>
    }
}

//! The field the officer is typing in, other than the scan field: of one line or of several.

use leptos::prelude::document;
use wasm_bindgen::JsCast as _;
use web_sys::{Element, Event, HtmlInputElement, HtmlTextAreaElement};

/// A field that takes what is typed.
#[derive(Debug, Clone)]
pub enum TypedField {
    /// Of one line.
    Line(HtmlInputElement),
    /// Of several lines.
    Lines(HtmlTextAreaElement),
}

impl TypedField {
    /// Returns the one that has the focus.
    pub fn in_focus() -> Option<Self> {
        let active = document().active_element()?;
        if active.class_list().contains("scan__field") {
            return None;
        }
        match active.dyn_into::<HtmlTextAreaElement>() {
            Ok(lines) => Some(Self::Lines(lines)),
            Err(other) => Self::of_one_line(other),
        }
    }

    fn of_one_line(element: Element) -> Option<Self> {
        let field = element.dyn_into::<HtmlInputElement>().ok()?;
        let takes_text = !matches!(field.type_().as_str(), "checkbox" | "radio" | "button" | "submit");
        takes_text.then_some(Self::Line(field))
    }

    /// Returns whether what is typed in it is shown to nobody.
    pub fn is_secret(&self) -> bool {
        matches!(self, Self::Line(field) if field.type_() == "password")
    }

    /// Returns what stands in it.
    pub fn value(&self) -> String {
        match self {
            Self::Line(field) => field.value(),
            Self::Lines(field) => field.value(),
        }
    }

    /// Puts this into it, as if it had been typed.
    pub fn put(&self, value: &str) {
        match self {
            Self::Line(field) => field.set_value(value),
            Self::Lines(field) => field.set_value(value),
        }
        let Ok(event) = Event::new("input") else { return };
        // The field's own listener hears that its content changed; nothing else depends on it.
        let _ = match self {
            Self::Line(field) => field.dispatch_event(&event),
            Self::Lines(field) => field.dispatch_event(&event),
        };
    }
}

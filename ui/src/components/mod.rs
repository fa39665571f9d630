//! The pieces that pages are put together from, each with one CSS file of the same name.
//!
//! Invariant: props in, events out; a component asks the shell for nothing.

mod action_bar;
mod banner;
mod button;
mod choices;
mod class_mark;
mod code_once;
mod dialog;
mod empty;
mod field;
mod file_input;
mod icon;
mod new_password;
mod panel;
mod state_code;
mod tag;
mod ticks;
mod tongues;
mod track;
mod typed_field;
mod words_field;

pub use action_bar::{ActionBar, KeyHint, Why};
pub use banner::Banner;
pub use button::{Button, Strength};
pub use choices::{Choice, Choices};
pub use class_mark::{ClassLegend, ClassMark, class_words};
pub use code_once::CodeOnce;
pub use dialog::{AskDialog, Dialog};
pub use empty::Empty;
pub use field::{Field, SelectField};
pub use file_input::FileInput;
pub use icon::{Glyph, Icon, Sprite, flow_icon};
pub use new_password::{NewPassword, NewPasswordFields};
pub use panel::Panel;
pub use state_code::{Size, StateCode};
pub use tag::{LaneTag, Tag, Tone};
pub use ticks::Ticks;
pub use tongues::Tongues;
pub use track::Track;
pub use typed_field::TypedField;
pub use words_field::WordsField;

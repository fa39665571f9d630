//! The scenarios of `scenarios/controls.rs` and `scenarios/steps.rs`, in memory.
//! `crates/app/src/four_desks` has them run through real workstations.

/// Has every scenario of a module run as a test; see [`procedure::script::holds`].
macro_rules! sentences {
    ($($name:ident),+ $(,)?) => {
        mod sentences {
            $(
                #[test]
                fn $name() {
                    crate::procedure::script::holds(super::$name);
                }
            )+
        }
    };
}

#[expect(dead_code, reason = "each file of tests uses a part of the post")]
#[expect(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "what is missing in a test fails the test"
)]
mod procedure;

#[expect(clippy::indexing_slicing, clippy::unwrap_used, reason = "what is missing in a test fails the test")]
#[path = "scenarios/controls.rs"]
mod controls;

#[expect(clippy::indexing_slicing, clippy::unwrap_used, reason = "what is missing in a test fails the test")]
#[path = "scenarios/steps.rs"]
mod steps;

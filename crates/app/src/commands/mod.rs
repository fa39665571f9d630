//! Commands: load → authorise → decide → commit → reply.

mod alone;
mod claiming;
mod commit;
mod emergency;
mod pen;
mod performing;
mod shift;
mod signing_here;
mod turn;

pub(crate) use claiming::{may_have_work, ready_groups};
pub(crate) use commit::{Bench, Change, CrossingChange, Serials};

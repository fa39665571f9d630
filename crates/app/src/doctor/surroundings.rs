//! The machine around a post: disks, their encryption, core dumps.

use std::path::Path;

use super::Finding;
use crate::machine;

/// Below this the next big commands fail, in bytes.
const HARDLY_ANY: u64 = 128 << 20;

/// Below this a post of any size will be full one of these days, in bytes.
const LITTLE: u64 = 2 << 30;

pub(super) fn disk(folder: &Path, found: &mut Vec<Finding>) {
    let Some(room) = machine::room(folder) else { return };
    let (folder, free_mb) = (folder.to_owned(), room.free >> 20);
    if room.is_read_only {
        found.push(Finding::DiskReadOnly { folder: folder.clone() });
    }
    if room.free < HARDLY_ANY {
        found.push(Finding::DiskFull { folder, free_mb });
    } else if room.free < LITTLE {
        found.push(Finding::DiskLow { folder, free_mb });
    }
}

pub(super) fn encryption(folder: &Path, found: &mut Vec<Finding>) {
    let folder = folder.to_owned();
    match machine::is_encrypted(&folder) {
        Some(true) => {}
        Some(false) => found.push(Finding::DiskOpen { folder }),
        None => found.push(Finding::DiskEncryptionUnknown { folder }),
    }
}

pub(super) fn core_dumps(found: &mut Vec<Finding>) {
    if machine::leaves_no_core_dump() == Some(false) {
        found.push(Finding::CoreDumps);
    }
}

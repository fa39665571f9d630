//! The machine around a post: disks, their encryption, core dumps.

use std::path::Path;

use super::Finding;
use crate::machine::{self, Room};

/// Below this the next big commands fail, in bytes.
const HARDLY_ANY: u64 = 128 << 20;

/// Below this a post of any size will be full one of these days, in bytes.
const LITTLE: u64 = 2 << 30;

pub(super) fn disk(folder: &Path, found: &mut Vec<Finding>) {
    if let Some(room) = machine::room(folder) {
        told(folder, room, found);
    }
}

fn told(folder: &Path, room: Room, found: &mut Vec<Finding>) {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn room_is_plenty_little_or_hardly_any() {
        let look = |free: u64, is_read_only: bool| {
            let mut found = Vec::new();
            told(Path::new("/post"), Room { free, whole: 1 << 40, is_read_only }, &mut found);
            found
        };
        let folder = Path::new("/post").to_owned();
        assert_eq!(look(3 << 30, false), []);
        assert_eq!(look(1 << 30, false), [Finding::DiskLow { folder: folder.clone(), free_mb: 1024 }]);
        assert_eq!(look(100 << 20, false), [Finding::DiskFull { folder: folder.clone(), free_mb: 100 }]);
        assert_eq!(look(3 << 30, true), [Finding::DiskReadOnly { folder }]);
    }
}

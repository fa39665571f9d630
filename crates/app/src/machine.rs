//! What the machine says of its disks and of this process: the only place that asks it.
//!
//! Invariant: what can't be told is none, never a guess.

use std::fs::File;
use std::path::{Path, PathBuf};

/// The room on a disk, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Room {
    /// What this user may still write.
    pub free: u64,
    /// All of it.
    pub whole: u64,
    /// Whether it may be read only.
    pub is_read_only: bool,
}

/// Returns the room on the disk on which a file or folder lies.
#[cfg(unix)]
pub fn room(path: &Path) -> Option<Room> {
    let found = rustix::fs::statvfs(path).ok()?;
    Some(Room {
        free: found.f_bavail.saturating_mul(found.f_frsize),
        whole: found.f_blocks.saturating_mul(found.f_frsize),
        is_read_only: found.f_flag.contains(rustix::fs::StatVfsMountFlags::RDONLY),
    })
}

/// Returns nothing: this system is not asked.
#[cfg(not(unix))]
pub fn room(_path: &Path) -> Option<Room> {
    None
}

/// Takes so many bytes of the disk for a file, really and not as a hole.
///
/// # Errors
/// When there is no room.
pub fn allocate(file: &mut File, bytes: u64) -> std::io::Result<()> {
    #[cfg(target_os = "linux")]
    if rustix::fs::fallocate(&*file, rustix::fs::FallocateFlags::empty(), 0, bytes).is_ok() {
        return file.sync_all();
    }
    // Some file systems promise nothing: there the bytes are written.
    use std::io::Write as _;
    let block = [0xA5; 64 * 1024];
    let mut left = bytes;
    while left > 0 {
        let part = usize::try_from(left).unwrap_or(usize::MAX).min(block.len());
        file.write_all(block.get(..part).unwrap_or(&block))?;
        left -= part as u64;
    }
    file.sync_all()
}

/// Sees to it that this process leaves no picture of its memory, keys in it, on the disk when it breaks down.
pub fn leave_no_core_dump() {
    #[cfg(target_os = "linux")]
    {
        use rustix::process::{DumpableBehavior, Resource, Rlimit, set_dumpable_behavior, setrlimit};
        // Where the system refuses, `doctor` tells.
        let none = Rlimit { current: Some(0), maximum: Some(0) };
        let _limited = setrlimit(Resource::Core, none);
        let _undumpable = set_dumpable_behavior(DumpableBehavior::NotDumpable);
    }
}

/// Returns whether this process leaves no picture of its memory when it breaks down; none where the system does not tell.
pub fn leaves_no_core_dump() -> Option<bool> {
    #[cfg(target_os = "linux")]
    {
        use rustix::process::{DumpableBehavior, dumpable_behavior};
        Some(matches!(dumpable_behavior(), Ok(DumpableBehavior::NotDumpable)))
    }
    #[cfg(not(target_os = "linux"))]
    {
        None
    }
}

/// Returns whether what lies at a path is encrypted on its disk; none where that can't be told: on a file system without a
/// disk of its own, or on another system than Linux.
pub fn is_encrypted(path: &Path) -> Option<bool> {
    let mounts = std::fs::read_to_string("/proc/self/mountinfo").ok()?;
    let path = path.canonicalize().ok()?;
    is_encrypted_in(&mounts, &path, Path::new("/sys"))
}

/// A line of `mountinfo` (proc_pid_mountinfo(5)): id, parent, device, root, mount point, …, `-`, type, source, options.
fn is_encrypted_in(mounts: &str, path: &Path, sys: &Path) -> Option<bool> {
    let mut nearest: Option<(usize, &str, &str)> = None;
    for line in mounts.lines() {
        let mut words = line.split(' ');
        let (Some(device), Some(point)) = (words.nth(2), words.nth(1)) else { continue };
        let source = line.split(" - ").nth(1).and_then(|rest| rest.split(' ').nth(1)).unwrap_or_default();
        let point = unescaped(point);
        let depth = point.components().count();
        // A later mount at the same place hides the one before.
        if path.starts_with(&point) && nearest.is_none_or(|(deepest, ..)| depth >= deepest) {
            nearest = Some((depth, device, source));
        }
    }
    let (_, device, source) = nearest?;
    // Some file systems (btrfs) have no device number of their own, but name the device.
    let by_number = sys.join("dev/block").join(device);
    let by_name = || Some(sys.join("class/block").join(Path::new(source).canonicalize().ok()?.file_name()?));
    let device = if by_number.exists() { by_number } else { by_name().filter(|device| device.exists())? };
    Some(lies_on_encryption(&device, 8))
}

/// Spaces in mount points are written as `\040`.
fn unescaped(point: &str) -> PathBuf {
    PathBuf::from(point.replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\"))
}

/// Returns whether a block device is an encrypted one, or all those beneath it are.
fn lies_on_encryption(device: &Path, deep: u8) -> bool {
    let name = std::fs::read_to_string(device.join("dm/uuid")).unwrap_or_default();
    if name.starts_with("CRYPT-") {
        return true;
    }
    let beneath: Vec<PathBuf> =
        std::fs::read_dir(device.join("slaves")).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    deep > 0 && !beneath.is_empty() && beneath.iter().all(|device| lies_on_encryption(device, deep - 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    const MOUNTS: &str = "\
22 1 254:1 / / rw,relatime shared:1 - ext4 /dev/mapper/root rw
30 22 8:1 / /boot rw - ext4 /dev/sda1 rw
31 22 254:2 / /var/lib/my\\040post rw - ext4 /dev/mapper/vg-post rw
32 22 0:44 / /run rw - tmpfs tmpfs rw
33 22 254:3 / /half rw - ext4 /dev/mapper/vg-half rw
";

    /// As `/sys` has it: a root on LUKS, a plain partition, a volume on LUKS, one on an encrypted and a plain disk.
    fn sys() -> tempfile::TempDir {
        let sys = tempfile::tempdir().expect("a folder");
        let device = |number: &str, uuid: Option<&str>, beneath: &[(&str, Option<&str>)]| {
            let path = sys.path().join("dev/block").join(number);
            std::fs::create_dir_all(path.join("slaves")).expect("a folder");
            let name = |at: &Path, uuid: Option<&str>| {
                if let Some(uuid) = uuid {
                    std::fs::create_dir_all(at.join("dm")).expect("a folder");
                    std::fs::write(at.join("dm/uuid"), uuid).expect("a file");
                }
            };
            name(&path, uuid);
            for (other, uuid) in beneath {
                let other = path.join("slaves").join(other);
                std::fs::create_dir_all(&other).expect("a folder");
                name(&other, *uuid);
            }
        };
        let luks = Some("CRYPT-LUKS2-0123-root\n");
        device("254:1", luks, &[("sda2", None)]);
        device("8:1", None, &[]);
        device("254:2", Some("LVM-abc"), &[("dm-0", luks)]);
        device("254:3", Some("LVM-def"), &[("dm-0", luks), ("sdb1", None)]);
        sys
    }

    #[test]
    fn encryption_is_found_beneath_the_mount() {
        let sys = sys();
        let told = |path: &str| is_encrypted_in(MOUNTS, Path::new(path), sys.path());
        assert_eq!(told("/home/post.osbp"), Some(true));
        assert_eq!(told("/boot/post.osbp"), Some(false));
        assert_eq!(told("/var/lib/my post/post.osbp"), Some(true));
        assert_eq!(told("/half/post.osbp"), Some(false), "half of it lies open");
        assert_eq!(told("/run/post.osbp"), None);
        assert_eq!(told("/bootleg/post.osbp"), Some(true), "a name that begins alike is another folder");
    }

    #[test]
    fn what_is_allocated_is_there() {
        let mut file = tempfile::tempfile().expect("a file");
        allocate(&mut file, 300_000).expect("room");
        #[cfg(unix)]
        {
            use std::os::unix::fs::MetadataExt as _;
            let found = file.metadata().expect("the file");
            assert!(found.len() == 300_000 && found.blocks() * 512 >= 300_000, "it is a hole");
        }
    }
}

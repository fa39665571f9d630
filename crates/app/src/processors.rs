//! Work that every processor of this machine has a share of.

use std::num::NonZero;

/// Does something with each, by every processor, and returns what came of it in the same order.
pub fn by_every_processor<T: Sync, R: Send>(all: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let share_of = |share: &[T]| share.iter().map(&work).collect::<Vec<R>>();
    let threads = std::thread::available_parallelism().map_or(1, NonZero::get);
    let shares = all.chunks(all.len().div_ceil(threads).max(1));
    std::thread::scope(|scope| {
        let working: Vec<_> = shares.map(|share| (share, scope.spawn(|| share_of(share)))).collect();
        // A share whose thread broke is done again here.
        working.into_iter().flat_map(|(share, thread)| thread.join().unwrap_or_else(|_| share_of(share))).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_came_of_each_stands_in_its_place() {
        let all: Vec<u32> = (0..1_001).collect();
        let doubled: Vec<u32> = all.iter().map(|one| one * 2).collect();
        assert_eq!(by_every_processor(&all, |one| one * 2), doubled);
        assert_eq!(by_every_processor(&[], |one: &u32| *one), [0; 0]);
    }
}

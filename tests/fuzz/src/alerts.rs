//! Whatever is imported as an alert list is read, row by row, or refused.

#![no_main]

use interchange::alerts::{AlertList, Event, Format};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|sent: &[u8]| {
    for format in [Format::recognise(sent), Format::Csv, Format::UnXml, Format::FollowTheMoney] {
        let Ok(mut list) = AlertList::open(sent, format) else { continue };
        let (mut changes, mut rejected, mut is_broken) = (0, 0, false);
        for event in list.by_ref() {
            assert!(!is_broken, "nothing follows an error");
            match event {
                Ok(Event::Change(_)) => changes += 1,
                Ok(Event::Rejected(_)) => rejected += 1,
                Ok(Event::Opening(_) | Event::Notice(_)) => {}
                Err(_) => is_broken = true,
            }
        }
        assert_eq!((list.tally().changes, list.tally().rejected), (changes, rejected), "everything is counted");
        assert!(is_broken || list.bytes_read() <= sent.len() as u64 + 8);
    }
});

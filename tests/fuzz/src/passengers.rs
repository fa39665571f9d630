//! Whatever an operator sends as a passenger list is read, or refused with its place.

#![no_main]

use interchange::passengers::read;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|sent: &[u8]| {
    let Ok(lists) = read(sent) else { return };
    for list in lists {
        assert!(list.heads() <= sent.len(), "a head needs a byte");
        for passenger in &list.passengers {
            let _head = passenger.head();
        }
        for fault in &list.faults {
            if let Some(place) = fault.passenger {
                assert!(place < list.passengers.len(), "a fault names a passenger who is there");
            }
        }
    }
});

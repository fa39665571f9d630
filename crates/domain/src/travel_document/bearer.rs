//! Whether the name of a zone may be that of a bearer whose whole name is known from elsewhere.
//!
//! Invariant: a name that was cut matches whatever it may have been cut from; one that was not cut matches whole parts alone.

use super::transliteration::{Language, all_in_cells};
use super::zone::MachineReadableZone;

impl MachineReadableZone {
    /// Returns whether its name may be that of a bearer so called, in any script for which Doc 9303 has a table.
    ///
    /// A name that reaches the end of its field may have lost letters at the end of any part, and whole parts (Doc 9303 parts 4 to
    /// 7, section 4.2.3): its parts then begin those of the bearer, in their order.
    #[must_use]
    pub fn may_name(&self, surname: &str, given_names: &str) -> bool {
        let fits = |printed: &str, whole: &str| fits(printed, whole, self.name_may_be_truncated);
        if self.surname.is_empty() && self.given_names.is_empty() {
            return false;
        }
        fits(&self.surname, surname) && fits(&self.given_names, given_names)
    }
}

fn fits(printed: &str, whole: &str, may_be_cut: bool) -> bool {
    let whole: Vec<Vec<String>> = parts(whole).map(|part| all_in_cells(part, Language::Other)).collect();
    let printed = printed.split(' ').filter(|part| !part.is_empty());
    if !may_be_cut {
        let mut printed = printed;
        return whole.iter().all(|ways| printed.next().is_some_and(|part| ways.iter().any(|way| way == part)))
            && printed.next().is_none();
    }
    let mut rest = whole.iter();
    let mut is_first = true;
    for part in printed {
        let begins = |ways: &Vec<String>| ways.iter().any(|way| way.starts_with(part));
        // The first part is never left out.
        let found = if is_first { rest.next().is_some_and(begins) } else { rest.any(begins) };
        if !found {
            return false;
        }
        is_first = false;
    }
    true
}

/// Returns the parts of a name as its cells are parted.
fn parts(name: &str) -> impl Iterator<Item = &str> {
    name.split([' ', '-', ',', '<', '\u{a0}', '\u{2010}', '\u{2011}']).filter(|part| !part.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn zone(surname: &str, given_names: &str, name_may_be_truncated: bool) -> MachineReadableZone {
        let (surname, given_names) = (surname.to_owned(), given_names.to_owned());
        MachineReadableZone { surname, given_names, name_may_be_truncated, ..MachineReadableZone::empty() }
    }

    #[test]
    fn a_whole_name_matches_whole_parts() {
        let whole = zone("MUELLER", "JOSE", false);
        assert!(whole.may_name("Müller", "José"));
        assert!(!whole.may_name("Müller", "José Maria"));
        assert!(!whole.may_name("Muellerova", "José"));
        assert!(zone("SMITH JONES", "", false).may_name("Smith-Jones", ""));
        assert!(zone("ALEBAS", "MXHMD", false).may_name("العباس", "محمد"));
        assert!(!zone("", "", true).may_name("Müller", "José"));
    }

    #[test]
    fn a_cut_name_matches_what_it_may_have_been_cut_from() {
        let cut = zone("BENNEL WOOLOO WARNAM", "DINGO POTO", true);
        assert!(cut.may_name("Bennelong Wooloomooloo Warrandyte Warnambool", "Dingo Potoroo"));
        assert!(!cut.may_name("Bennelong Warnambool Wooloomooloo", "Dingo Potoroo"));
        assert!(!cut.may_name("Bennelong Wooloomooloo Warrandyte Warnambool", "Potoroo Dingo"));
        assert!(!zone("WOOLOO", "D", true).may_name("Bennelong Wooloomooloo", "Dingo"));
    }
}

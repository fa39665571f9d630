//! States, and the issuers of travel documents, which are not all States.
//!
//! Invariant: a `StateCode` is three letters A–Z; an `IssuingState` is one to three, as Doc 9303 prints them without fillers.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::written_as_text;

/// A State as ISO 3166-1 alpha-3 writes it: three letters A–Z (`MWI`, `DEU`).
///
/// The shape is checked, membership of the list is not: the list of States is data that a post configures.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct StateCode([u8; 3]);

impl StateCode {
    /// Reads a code written in either case.
    ///
    /// # Errors
    /// [`StateCodeError`] unless it is exactly three letters A–Z.
    pub fn new(text: &str) -> Result<Self, StateCodeError> {
        let letters: [u8; 3] =
            text.trim().to_ascii_uppercase().into_bytes().try_into().map_err(|_| StateCodeError::NotAState)?;
        if letters.iter().all(u8::is_ascii_uppercase) { Ok(Self(letters)) } else { Err(StateCodeError::NotAState) }
    }

    /// Returns the three letters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        // Three letters A–Z are always UTF-8.
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl FromStr for StateCode {
    type Err = StateCodeError;

    fn from_str(text: &str) -> Result<Self, StateCodeError> {
        Self::new(text)
    }
}

impl fmt::Display for StateCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text: String = self.0.iter().copied().map(char::from).collect();
        f.pad(&text)
    }
}

impl fmt::Debug for StateCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "StateCode({self})")
    }
}

written_as_text!(StateCode, StateCodeError);

/// Who issued a travel document, or whose national the holder is, as a machine readable zone prints it.
///
/// Doc 9303 part 3 section 5: ISO 3166-1 alpha-3 plus codes of its own, among them `D` for Germany, `XXA` for a stateless
/// person, `UNO` for the United Nations and `GBN` for a British National (Overseas). One to three letters A–Z, fillers dropped.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct IssuingState(String);

impl IssuingState {
    /// Returns the code as printed, without fillers.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns whether ISO 3166-1 or Doc 9303 part 3 section 5 lists the code, `UTO` of the specimens included.
    ///
    /// Both lists change: an unlisted code is a reason to look, never to refuse.
    #[must_use]
    pub fn is_listed(&self) -> bool {
        Self::lists(&self.0)
    }

    /// Returns whether the code, as printed and without fillers, is listed: [`IssuingState::is_listed`] without a value made.
    pub(crate) fn lists(code: &str) -> bool {
        code == GERMANY || is_in_sorted(ISO_3166_ALPHA_3, code) || is_in_sorted(DOC_9303_ADDITIONS, code)
    }

    /// Returns the State that answers for the code: `D` is `DEU`, the British kinds of nationality are `GBR`.
    ///
    /// Organisations, stateless persons, refugees and persons of unspecified nationality have none.
    #[must_use]
    pub fn state(&self) -> Option<StateCode> {
        let code = match self.0.as_str() {
            "D" => "DEU",
            "GBD" | "GBN" | "GBO" | "GBP" | "GBS" => "GBR",
            "EUE" | "UNO" | "UNA" | "UNK" | "IAO" => return None,
            other if other.starts_with('X') => return None,
            other => other,
        };
        StateCode::new(code).ok()
    }
}

impl FromStr for IssuingState {
    type Err = StateCodeError;

    fn from_str(text: &str) -> Result<Self, StateCodeError> {
        let code = text.trim().trim_end_matches('<').to_ascii_uppercase();
        if (1..=3).contains(&code.len()) && code.bytes().all(|letter| letter.is_ascii_uppercase()) {
            Ok(Self(code))
        } else {
            Err(StateCodeError::NotAnIssuer)
        }
    }
}

impl fmt::Display for IssuingState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl From<StateCode> for IssuingState {
    fn from(state: StateCode) -> Self {
        Self(state.to_string())
    }
}

written_as_text!(IssuingState, StateCodeError);

/// Why a text is no code of a State or issuer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum StateCodeError {
    /// A State's code has three letters A–Z.
    #[error("read a State: its code is three letters")]
    NotAState,
    /// An issuer's code has one to three letters A–Z.
    #[error("read an issuing State: its code is one to three letters")]
    NotAnIssuer,
}

/// Searches a sorted list of three-letter codes that single spaces part.
fn is_in_sorted(list: &str, code: &str) -> bool {
    let (mut from, mut to) = (0, list.len().div_ceil(4));
    while from < to {
        let middle = usize::midpoint(from, to);
        match list.get(4 * middle..4 * middle + 3) {
            Some(entry) if entry == code => return true,
            Some(entry) if entry < code => from = middle + 1,
            _ => to = middle,
        }
    }
    false
}

const ISO_3166_ALPHA_3: &str = "\
ABW AFG AGO AIA ALA ALB AND ARE ARG ARM ASM ATA ATF ATG AUS AUT AZE BDI BEL BEN BES BFA BGD BGR BHR BHS BIH BLM BLR BLZ \
BMU BOL BRA BRB BRN BTN BVT BWA CAF CAN CCK CHE CHL CHN CIV CMR COD COG COK COL COM CPV CRI CUB CUW CXR CYM CYP CZE DEU \
DJI DMA DNK DOM DZA ECU EGY ERI ESH ESP EST ETH FIN FJI FLK FRA FRO FSM GAB GBR GEO GGY GHA GIB GIN GLP GMB GNB GNQ GRC \
GRD GRL GTM GUF GUM GUY HKG HMD HND HRV HTI HUN IDN IMN IND IOT IRL IRN IRQ ISL ISR ITA JAM JEY JOR JPN KAZ KEN KGZ KHM \
KIR KNA KOR KWT LAO LBN LBR LBY LCA LIE LKA LSO LTU LUX LVA MAC MAF MAR MCO MDA MDG MDV MEX MHL MKD MLI MLT MMR MNE MNG \
MNP MOZ MRT MSR MTQ MUS MWI MYS MYT NAM NCL NER NFK NGA NIC NIU NLD NOR NPL NRU NZL OMN PAK PAN PCN PER PHL PLW PNG POL \
PRI PRK PRT PRY PSE PYF QAT REU ROU RUS RWA SAU SDN SEN SGP SGS SHN SJM SLB SLE SLV SMR SOM SPM SRB SSD STP SUR SVK SVN \
SWE SWZ SXM SYC SYR TCA TCD TGO THA TJK TKL TKM TLS TON TTO TUN TUR TUV TWN TZA UGA UKR UMI URY USA UZB VAT VCT VEN VGB \
VIR VNM VUT WLF WSM YEM ZAF ZMB ZWE";

// Doc 9303 part 3 section 5 parts B to E and the codes it keeps for documents already issued, in their order; `D` is the one
// that is not three letters long.
const GERMANY: &str = "D";
const DOC_9303_ADDITIONS: &str = "\
ANT EUE GBD GBN GBO GBP GBS IAO NTZ RKS UNA UNK UNO UTO XBA XCC XCE XCO XDC XEC XES XIM XMP XOM XPO XXA XXB XXC XXX";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_is_three_letters() {
        assert_eq!(StateCode::new(" mwi ").unwrap().to_string(), "MWI");
        for wrong in ["", "MW", "MWIA", "M1I", "D", "Ä12", "ÄI"] {
            assert_eq!(StateCode::new(wrong), Err(StateCodeError::NotAState), "{wrong}");
        }
    }

    #[test]
    fn a_state_travels_as_text() {
        let state: StateCode = serde_json::from_str("\"TZA\"").unwrap();
        assert_eq!(serde_json::to_string(&state).unwrap(), "\"TZA\"");
        assert!(serde_json::from_str::<StateCode>("\"T\"").is_err());
    }

    #[test]
    fn an_issuer_need_not_be_a_state() {
        let issuer = |code: &str| code.parse::<IssuingState>().unwrap();
        assert_eq!(issuer("D<<").to_string(), "D");
        assert_eq!(issuer("D").state(), StateCode::new("DEU").ok());
        assert_eq!(issuer("GBN").state(), StateCode::new("GBR").ok());
        assert_eq!(issuer("XXA").state(), None);
        assert_eq!(issuer("UNO").state(), None);
        assert_eq!(issuer("ZMB").state(), StateCode::new("ZMB").ok());
        assert!(issuer("XCO").is_listed());
        assert!(issuer("RKS").is_listed());
        assert!(!issuer("UT").is_listed());
        assert!(
            ISO_3166_ALPHA_3
                .split(' ')
                .chain(DOC_9303_ADDITIONS.split(' '))
                .chain([GERMANY])
                .all(|code| issuer(code).is_listed())
        );
        assert!(["AAA", "ZZZ", "MMM", "ABX", "ZW", "A"].iter().all(|code| !issuer(code).is_listed()));
        assert!("U1O".parse::<IssuingState>().is_err());
        assert!("<<<".parse::<IssuingState>().is_err());
    }
}

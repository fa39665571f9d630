//! Invented papers that the tests print.

use catalogue::Language;
use chrono::{DateTime, FixedOffset, NaiveDate};

use crate::{
    Copy, GateCheck, HolderPart, NoticeContent, NoticeDirection, NoticePerson, Pattern, SealPayload, Service, Side,
    SlipContent, SlipDecision, SlipFact, SlipState, SlipSubject,
};

pub(crate) fn at(text: &str) -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339(&format!("2026-11-17T{text}:00+03:00")).unwrap()
}

fn state(code: &str, pattern: Pattern) -> SlipState {
    SlipState { code: code.to_owned(), name: None, pattern }
}

pub(crate) fn decision(side: Side, agency: &str, officer: &str, time: &str) -> SlipDecision {
    SlipDecision {
        state: if side == Side::Exit { "KEN" } else { "UGA" }.to_owned(),
        side,
        agency: agency.to_owned(),
        control: String::new(),
        outcome: "cleared".to_owned(),
        at: at(time),
        desk: "C2".to_owned(),
        officer: officer.to_owned(),
    }
}

pub(crate) fn subject(kind: &str, label: &str, detail: &str) -> SlipSubject {
    SlipSubject {
        kind: kind.to_owned(),
        label: label.to_owned(),
        detail: detail.to_owned(),
        decisions: vec![
            decision(Side::Exit, "immigration", "K-1017", "10:34"),
            decision(Side::Exit, "police", "K-2204", "10:38"),
            decision(Side::Exit, "customs", "K-1042", "11:02"),
            decision(Side::Entry, "health", "U-3008", "11:12"),
            decision(Side::Entry, "immigration", "U-1105", "11:19"),
            decision(Side::Entry, "customs", "U-1131", "11:55"),
        ],
        outcome: "admitted".to_owned(),
    }
}

/// A truck with its driver, as in the design.
pub(crate) fn truck() -> SlipContent {
    let fact = |label: &str, value: &str| SlipFact { label: label.to_owned(), value: value.to_owned() };
    let mut content = SlipContent {
        post: "Malaba".to_owned(),
        demonstration: false,
        reference: "MD-2611-004212-V".to_owned(),
        serial: "S-2611-000871".to_owned(),
        exit: state("KEN", Pattern::Hatched),
        entry: state("UGA", Pattern::Dotted),
        flow: "truck".to_owned(),
        issued_at: at("11:56"),
        issued_there: None,
        valid_until: Some(at("15:55")),
        desk: "C2".to_owned(),
        facts: vec![
            fact("vehicle", "KCX 840B / ZE 7714"),
            fact("goods", "Transit to Kigali, container"),
            fact("seals", "RECTS 5520816 · KRA 0047730"),
            fact("declaration", "T1 2026 40771"),
            fact("people", "2"),
        ],
        subjects: vec![subject("traveller", "Kamande Stephen Njoroge", "KEN passport P 0931174")],
        gate: vec![GateCheck::Plate, GateCheck::Seals, GateCheck::Heads],
        holder: Some(HolderPart { lines: vec!["Leave by Mirama Hills, 3 days".to_owned()] }),
        complaints: Some("0800 000 000".to_owned()),
        seal: None,
        copy: Copy::Original,
        languages: [Language::English, Language::French],
    };
    content.seal = Some(seal(&content.serial, content.digest().unwrap()));
    content
}

/// A bus with many travellers, one off-loaded and one refused.
pub(crate) fn bus(count: usize) -> SlipContent {
    let mut content = truck();
    content.demonstration = true;
    content.flow = "bus".to_owned();
    content.facts.truncate(1);
    content.subjects = (1..=count)
        .map(|number| subject("traveller", &format!("Achieng Passenger {number}"), "UGA passport B 0000000"))
        .collect();
    if let Some(second) = content.subjects.get_mut(1) {
        second.label = "محمد بن عبد الله السوداني".to_owned();
        second.outcome = "entry_refused".to_owned();
        second.decisions.pop();
        second.decisions[4].outcome = "refused".to_owned();
        second.decisions[2].outcome = "waived".to_owned();
    }
    content
}

/// Texts that come from a document and wish the slip ill.
pub(crate) fn hostile() -> SlipContent {
    let mut content = truck();
    content.reference = "R\u{202e}EF\u{0}\n".to_owned();
    content.exit.code = "TOOLONGACODE".to_owned();
    content.entry.name = Some("N".repeat(300));
    content.facts[0].value = "W".repeat(5_000);
    content.facts[1].value = "a\r\nb\u{202e}c\u{2067}d".to_owned();
    content.facts[2].label = "no such\nlabel".to_owned();
    content.subjects = vec![
        subject("traveller", "", ""),
        subject("no\u{0}kind", &"Ñandú ".repeat(50), &"x".repeat(300)),
        subject("traveller", "\u{202e}\u{200f}", "አበበ በቀለ 北京 \u{e123}"),
        subject("consignment", &"م".repeat(300), &format!("e{}", "\u{301}".repeat(90))),
    ];
    content.subjects[0].decisions.clear();
    content.subjects[1].decisions[0].officer = "9".repeat(300);
    content.subjects[1].decisions[0].control = "\u{7}bell".repeat(80);
    content.subjects[1].decisions[1].agency = "unknown-agency".to_owned();
    content.post = "P".repeat(300);
    content.holder = Some(HolderPart { lines: vec!["word ".repeat(400); 40] });
    content
}

pub(crate) fn seal(serial: &str, digest: [u8; 32]) -> String {
    let payload = SealPayload {
        post: "MALABA-DEMO".to_owned(),
        reference: "MD-2611-004212-V".to_owned(),
        serial: serial.to_owned(),
        issued_at: at("11:56").to_utc(),
        digest,
    };
    let mut signature = [0; 64];
    for (byte, value) in signature.iter_mut().zip(1_u8..) {
        *byte = value.wrapping_mul(37);
    }
    payload.seal(&signature).unwrap()
}

/// A refusal of entry.
pub(crate) fn notice() -> NoticeContent {
    let mut content = NoticeContent {
        post: "Malaba".to_owned(),
        demonstration: false,
        serial: "N-2611-000012".to_owned(),
        reference: "MD-2611-004212-V".to_owned(),
        state: state("UGA", Pattern::Dotted),
        direction: NoticeDirection::Entry,
        person: NoticePerson {
            name: "محمد بن عبد الله (MOHAMMED BIN ABDULLAH)".to_owned(),
            birth: NaiveDate::from_ymd_opt(1988, 3, 1),
            sex: "M".to_owned(),
            nationality: "SDN".to_owned(),
            document: "SDN passport P 01234567".to_owned(),
            visa: String::new(),
        },
        came_from: "Kenya".to_owned(),
        came_by: "Bus UBF 123K".to_owned(),
        reason_code: "C".to_owned(),
        reason_text: [
            "Has no valid visa or permit to stay where one is required.".to_owned(),
            "N’est pas en possession d’un visa ou d’un titre de séjour valable lorsqu’il est requis.".to_owned(),
        ],
        remarks: String::new(),
        legal_basis: "Citizenship and Immigration Control Act, section 52".to_owned(),
        appeal_text: [
            "You may appeal in writing to the Minister within fourteen days of this notice. The appeal does not suspend the refusal. The list of advisers who may act for you is given to you with this notice.".to_owned(),
            "Vous pouvez former un recours écrit auprès du ministre dans les quatorze jours suivant la présente notification. Le recours ne suspend pas le refus. La liste des conseils pouvant agir en votre nom vous est remise avec la présente.".to_owned(),
        ],
        issued_at: at("12:10"),
        officer: "U-1105".to_owned(),
        second_officer: "U-1102".to_owned(),
        interpreted_in: Some(["Arabic".to_owned(), "arabe".to_owned()]),
        service: Service::RefusedToSign(at("12:20")),
        seal: None,
        languages: [Language::English, Language::French],
    };
    content.seal = Some(seal(&content.serial, content.digest().unwrap()));
    content
}

//! The papers of a person, a vehicle and goods, as they are typed: at the registration and when facts are corrected.
//!
//! Invariant: a paper of which nothing is typed is none; what is wrong with the others is said by the domain.

use catalogue::Catalogue;
use chrono::NaiveDate;
use domain::Flow;
use domain::codes::Currency;
use domain::papers::{
    AnimalCertificate, DangerousGoods, GoodsPapers, Guarantee, ImportPaper, ImportPaperKind, Insurance, InsuranceKind,
    MOST_ITEMS, SimpleItem, SimplifiedDocument, Transit, TransitDocument, VehiclePapers,
};
use domain::permit::{Permit, PermitKind, TravellerPapers};
use domain::post::Category;
use domain::visibility::Datum;
use leptos::prelude::*;

use crate::components::Icon;
use crate::pages::fields::{Column, Fields, Folded, FormField, Kind, OneField, Reading, Rows, Wrong};
use crate::pages::typed;
use crate::state::Desk;
use crate::text::{Args, text, text_with};

/// How the names of the goods of a simplified document begin.
const ITEMS: &str = "simplified-items-";

/// A paper: how the names of its fields begin, and its fields. Its name stands under `papers-` and that word.
#[derive(Debug)]
pub struct Paper {
    begins: &'static str,
    fields: &'static [FormField],
}

const fn line(name: &'static str, label: &'static str) -> FormField {
    FormField { name, label, kind: Kind::Line, class: "" }
}

const fn date(name: &'static str) -> FormField {
    FormField { name, label: "facts-valid-until", kind: Kind::Date, class: "" }
}

const fn one(name: &'static str, words: &'static [&'static str]) -> FormField {
    FormField { name, label: "papers-kind", kind: Kind::One(words), class: "" }
}

static PERMIT: Paper = Paper {
    begins: "permit",
    fields: &[
        one("permit-kind", &["visa", "residence", "work", "interstate_pass", "border_pass", "other"]),
        line("permit-number", "papers-number"),
        line("permit-issuer", "papers-issuing-state"),
        FormField { name: "permit-valid_from", label: "papers-valid-from", kind: Kind::Date, class: "" },
        date("permit-valid_until"),
        line("permit-entries", "papers-entries"),
        line("permit-days", "papers-days"),
    ],
};

static IMPORT: Paper = Paper {
    begins: "import",
    fields: &[
        one("import-kind", &["permit", "carnet"]),
        line("import-number", "papers-number"),
        line("import-issuer", "papers-issuer"),
        date("import-valid_until"),
    ],
};

static INSURANCE: Paper = Paper {
    begins: "insurance",
    fields: &[
        one("insurance-kind", &["yellow_card", "other"]),
        line("insurance-number", "papers-number"),
        date("insurance-valid_until"),
    ],
};

static HEADS: Paper = Paper { begins: "heads_listed", fields: &[line("heads_listed", "papers-heads")] };

static TRANSIT: Paper = Paper {
    begins: "transit",
    fields: &[
        one("transit-document", &["t1", "c2", "tir"]),
        FormField { name: "transit-reference", label: "papers-reference", kind: Kind::Line, class: "span-4" },
        FormField { name: "transit-guarantee-number", label: "papers-guarantee", kind: Kind::Line, class: "span-3" },
        FormField { name: "transit-guarantee-office", label: "papers-office", kind: Kind::Line, class: "span-3" },
        FormField { name: "transit-guarantee-amount", label: "papers-amount", kind: Kind::Line, class: "span-3" },
        FormField { name: "transit-guarantee-currency", label: "declare-currency", kind: Kind::Line, class: "span-3" },
    ],
};

static ANIMALS: Paper = Paper {
    begins: "animals",
    fields: &[
        line("animals-number", "papers-number"),
        line("animals-issuer", "papers-issuer"),
        date("animals-valid_until"),
    ],
};

static DANGEROUS: Paper = Paper {
    begins: "dangerous",
    fields: &[
        line("dangerous-un_number", "papers-un_number"),
        line("dangerous-class", "papers-class"),
        line("dangerous-transport_document", "papers-transport"),
    ],
};

static SIMPLIFIED: Paper = Paper {
    begins: "simplified",
    fields: &[
        FormField { name: "simplified-agreement", label: "papers-agreement", kind: Kind::Regime, class: "span-3" },
        FormField { name: "simplified-currency", label: "declare-currency", kind: Kind::Line, class: "span-3" },
        FormField { name: "simplified-number", label: "papers-number", kind: Kind::Line, class: "span-3" },
        FormField {
            name: "simplified-certificate_of_origin",
            label: "papers-origin",
            kind: Kind::Line,
            class: "span-3",
        },
    ],
};

const COLUMNS: [Column; 3] = [
    Column { name: "hs_code", label: "items-code", class: "declare__code" },
    Column { name: "description", label: "items-goods", class: "declare__goods" },
    Column { name: "value", label: "declare-value", class: "declare__number" },
];

/// Returns the papers that matter of a person.
pub fn of_person() -> Vec<&'static Paper> {
    vec![&PERMIT]
}

/// Returns the papers that matter of a vehicle of that kind.
pub fn of_vehicle(kind: &str) -> Vec<&'static Paper> {
    match kind {
        "cycle" => Vec::new(),
        "bus" => vec![&IMPORT, &INSURANCE, &HEADS],
        _ => vec![&IMPORT, &INSURANCE],
    }
}

/// Returns the papers that matter of goods that come so.
pub fn of_goods(flow: Flow, category: Option<Category>) -> Vec<&'static Paper> {
    match (flow, category) {
        (Flow::SmallTrader, _) => vec![&SIMPLIFIED, &ANIMALS],
        (_, Some(Category::Livestock)) => vec![&ANIMALS, &TRANSIT, &DANGEROUS],
        (_, Some(Category::Dangerous)) => vec![&DANGEROUS, &TRANSIT, &ANIMALS],
        _ => vec![&TRANSIT, &ANIMALS, &DANGEROUS],
    }
}

/// Every paper.
static ALL: [&Paper; 8] = [&PERMIT, &IMPORT, &INSURANCE, &HEADS, &TRANSIT, &ANIMALS, &DANGEROUS, &SIMPLIFIED];

/// The papers, each folded away until it is asked for; one in which something stands is shown even where it should not matter.
#[component]
pub fn PapersForm(
    /// What is typed.
    fields: RwSignal<Fields>,
    /// The papers that matter.
    #[prop(into)]
    papers: Signal<Vec<&'static Paper>>,
    /// What is wrong.
    #[prop(into)]
    wrong: Signal<Vec<Wrong>>,
    /// What they ask for.
    datum: Datum,
) -> impl IntoView {
    let shown = Memo::new(move |_| {
        let mut shown: Vec<&'static str> = papers.with(|papers| papers.iter().map(|paper| paper.begins).collect());
        let others = ALL.iter().map(|paper| paper.begins).filter(|begins| fields.with(|fields| fields.has(begins)));
        for other in others {
            if !shown.contains(&other) {
                shown.push(other);
            }
        }
        shown
    });
    let by_name = move |begins: &'static str| ALL.into_iter().find(|paper| paper.begins == begins);
    view! {
        <For each=move || shown.get() key=|begins| *begins let:begins>
            {by_name(begins)
                .map(|paper| {
                    let is_used = Signal::derive(move || fields.with(|fields| fields.has(begins)));
                    let title = Signal::derive(move || text(&format!("papers-{begins}")));
                    view! {
                        <Folded title=title is_used=is_used>
                            <div class="fields">
                                {paper
                                    .fields
                                    .iter()
                                    .map(|of| view! { <OneField fields=fields of=of wrong=wrong datum=datum/> })
                                    .collect_view()}
                                {(begins == SIMPLIFIED.begins)
                                    .then(|| {
                                        view! {
                                            <Rows
                                                fields=fields
                                                prefix=ITEMS
                                                columns=&COLUMNS
                                                most=MOST_ITEMS
                                                wrong=wrong
                                                datum=datum
                                            />
                                            <NotSimple fields=fields/>
                                        }
                                    })}
                            </div>
                        </Folded>
                    }
                })}
        </For>
    }
}

/// Why the goods can't go by the simplified document, once it is whole.
#[component]
fn NotSimple(fields: RwSignal<Fields>) -> impl IntoView {
    let desk = Desk::here();
    let why = Memo::new(move |_| {
        let today = desk.local(desk.now.get_untracked()).date();
        let (papers, wrong) =
            fields.with(|fields| read_goods(fields, Catalogue::of(desk.language.get_untracked()), today));
        let document = papers.simplified.filter(|_| !wrong.iter().any(|one| one.is_grave))?;
        let plan = desk.plan()?;
        document.holds_under(plan.agreement.simplified_trade(&document.agreement, today)).err()
    });
    move || {
        why.get().map(|why| {
            let why = text(&format!("not-simple-{}", why.word()));
            let said = text_with("refusal-full_declaration_needed", &Args::new().with("why", why));
            view! { <p class="field__said span-6" role="status"><Icon name="i-warn"/><span>{said}</span></p> }
        })
    }
}

/// Returns the papers of a person as they are typed again.
pub fn typed_person(papers: &TravellerPapers, catalogue: &Catalogue) -> Fields {
    let mut fields = Fields::default();
    if let Some(permit) = &papers.permit {
        put_permit(&mut fields, permit, catalogue);
    }
    fields
}

/// Puts a permit into the fields; what it leaves open leaves what stands there of the same permit.
pub fn put_permit(fields: &mut Fields, permit: &Permit, catalogue: &Catalogue) {
    let is_other = |name: &str, now: &str| {
        let known = fields.of(name).trim();
        !known.is_empty() && !now.is_empty() && !known.eq_ignore_ascii_case(now)
    };
    if is_other("permit-number", &permit.number) || is_other("permit-issuer", &permit.issuer) {
        fields.empty("permit-");
    }
    let date = |day: Option<NaiveDate>| day.map(|day| catalogue.date(day));
    let number = |number: Option<u16>| number.map(|number| number.to_string());
    fields.put("permit-kind", permit.kind.word());
    let typed = [
        ("permit-number", Some(permit.number.clone()).filter(|number| !number.is_empty())),
        ("permit-issuer", Some(permit.issuer.clone())),
        ("permit-valid_from", date(permit.valid_from)),
        ("permit-valid_until", date(permit.valid_until)),
        ("permit-entries", number(permit.entries)),
        ("permit-days", number(permit.days)),
    ];
    for (name, typed) in typed {
        if let Some(typed) = typed {
            fields.put(name, typed);
        }
    }
}

/// Returns the papers of a vehicle as they are typed again.
pub fn typed_vehicle(papers: &VehiclePapers, catalogue: &Catalogue) -> Fields {
    let mut fields = Fields::default();
    if let Some(paper) = &papers.import {
        let kind = match paper.kind {
            ImportPaperKind::Permit => "permit",
            ImportPaperKind::Carnet => "carnet",
        };
        fields.put("import-kind", kind);
        fields.put("import-number", paper.number.as_str());
        fields.put("import-issuer", paper.issuer.as_str());
        fields.put("import-valid_until", catalogue.date(paper.valid_until));
    }
    if let Some(card) = &papers.insurance {
        let kind = match card.kind {
            InsuranceKind::YellowCard => "yellow_card",
            InsuranceKind::Other => "other",
        };
        fields.put("insurance-kind", kind);
        fields.put("insurance-number", card.number.as_str());
        fields.put("insurance-valid_until", catalogue.date(card.valid_until));
    }
    if let Some(heads) = papers.heads_listed {
        fields.put("heads_listed", heads.to_string());
    }
    fields
}

/// Returns the papers of goods as they are typed again.
pub fn typed_goods(papers: &GoodsPapers, catalogue: &Catalogue) -> Fields {
    let mut fields = Fields::default();
    if let Some(transit) = &papers.transit {
        fields.put("transit-document", transit_word(transit.document));
        fields.put("transit-reference", transit.reference.as_str());
        if let Some(bond) = &transit.guarantee {
            fields.put("transit-guarantee-number", bond.number.as_str());
            fields.put("transit-guarantee-office", bond.office.as_str());
            fields.put("transit-guarantee-amount", bond.amount.written());
            fields.put("transit-guarantee-currency", bond.amount.currency.as_str());
        }
    }
    if let Some(paper) = &papers.animals {
        fields.put("animals-number", paper.number.as_str());
        fields.put("animals-issuer", paper.issuer.as_str());
        fields.put("animals-valid_until", catalogue.date(paper.valid_until));
    }
    if let Some(load) = &papers.dangerous {
        fields.put("dangerous-un_number", load.un_number.to_string());
        fields.put("dangerous-class", load.class.to_string());
        fields.put("dangerous-transport_document", load.transport_document.as_str());
    }
    if let Some(document) = &papers.simplified {
        fields.put("simplified-agreement", document.agreement.as_str());
        fields.put("simplified-currency", document.currency.as_str());
        fields.put("simplified-number", document.number.as_str());
        fields.put("simplified-certificate_of_origin", document.certificate_of_origin.as_str());
        for (number, item) in (1..).zip(&document.items) {
            fields.put(&format!("{ITEMS}{number}-hs_code"), item.hs_code.to_string());
            fields.put(&format!("{ITEMS}{number}-description"), item.description.as_str());
            fields
                .put(&format!("{ITEMS}{number}-value"), typed::untyped(item.value_minor, document.currency.decimals()));
        }
    }
    fields
}

/// Returns the word of a transit document.
pub const fn transit_word(document: TransitDocument) -> &'static str {
    match document {
        TransitDocument::T1 => "t1",
        TransitDocument::C2 => "c2",
        TransitDocument::Tir => "tir",
    }
}

/// Reads the papers of a person, and says what is wrong with them on that day.
pub fn read_person(fields: &Fields, catalogue: &Catalogue, today: NaiveDate) -> (TravellerPapers, Vec<Wrong>) {
    let mut at = Reading::of(fields, catalogue);
    let typed = ["number", "issuer", "valid_from", "valid_until", "entries", "days"];
    let mut papers = TravellerPapers::default();
    if typed.iter().any(|name| fields.has(&format!("permit-{name}"))) {
        let word = fields.of("permit-kind");
        papers.permit = Some(Permit {
            kind: PermitKind::ALL.into_iter().find(|kind| kind.word() == word).unwrap_or(PermitKind::Visa),
            number: at.words("permit-number").to_uppercase(),
            issuer: at.words("permit-issuer").to_ascii_uppercase(),
            entries: at.given_code("permit-entries", "declare-number", "1"),
            valid_from: at.given_date("permit-valid_from", today),
            valid_until: at.given_date("permit-valid_until", today),
            days: at.given_code("permit-days", "declare-number", "1"),
        });
    }
    let faults = papers.faults(today);
    (papers, at.hear(faults, "", &[]))
}

/// Reads the papers of a vehicle, and says what is wrong with them on that day.
pub fn read_vehicle(fields: &Fields, catalogue: &Catalogue, today: NaiveDate) -> (VehiclePapers, Vec<Wrong>) {
    let mut at = Reading::of(fields, catalogue);
    let has = |begins: &str, names: &[&str]| names.iter().any(|name| fields.has(&format!("{begins}-{name}")));
    let mut papers = VehiclePapers::default();
    if has("import", &["number", "issuer", "valid_until"]) {
        let kind = if fields.of("import-kind") == "carnet" { ImportPaperKind::Carnet } else { ImportPaperKind::Permit };
        let valid_until = at.date("import-valid_until", today);
        let (number, issuer) = (at.words("import-number"), at.words("import-issuer"));
        papers.import = Some(ImportPaper { kind, number, issuer, valid_until });
    }
    if has("insurance", &["number", "valid_until"]) {
        let kind =
            if fields.of("insurance-kind") == "other" { InsuranceKind::Other } else { InsuranceKind::YellowCard };
        let valid_until = at.date("insurance-valid_until", today);
        papers.insurance = Some(Insurance { kind, number: at.words("insurance-number"), valid_until });
    }
    if fields.has("heads_listed") {
        papers.heads_listed = at.code("heads_listed", "declare-number", "1");
    }
    let faults = papers.faults(today);
    (papers, at.hear(faults, "", &[]))
}

/// Reads the papers of goods, and says what is wrong with them on that day.
pub fn read_goods(fields: &Fields, catalogue: &Catalogue, today: NaiveDate) -> (GoodsPapers, Vec<Wrong>) {
    let mut at = Reading::of(fields, catalogue);
    let mut papers = GoodsPapers::default();
    if fields.has("transit-reference") || fields.has("transit-guarantee") {
        let guarantee = fields.has("transit-guarantee").then(|| guarantee(&mut at)).flatten();
        let document = match fields.of("transit-document") {
            "c2" => TransitDocument::C2,
            "tir" => TransitDocument::Tir,
            _ => TransitDocument::T1,
        };
        papers.transit = Some(Transit { document, reference: at.words("transit-reference"), guarantee });
    }
    if fields.has("animals") {
        let valid_until = at.date("animals-valid_until", today);
        let (number, issuer) = (at.words("animals-number"), at.words("animals-issuer"));
        papers.animals = Some(AnimalCertificate { number, issuer, valid_until });
    }
    if fields.has("dangerous") {
        papers.dangerous = dangerous(&mut at);
    }
    let rows = fields.rows(ITEMS);
    if fields.has("simplified") {
        papers.simplified = simplified(&mut at, &rows);
    }
    let faults = papers.faults(today);
    (papers, at.hear(faults, ITEMS, &rows))
}

fn guarantee(at: &mut Reading<'_>) -> Option<Guarantee> {
    let amount = at.money("transit-guarantee-amount", "transit-guarantee-currency")?;
    let (number, office) = (at.words("transit-guarantee-number"), at.words("transit-guarantee-office"));
    Some(Guarantee { number, amount, office })
}

fn dangerous(at: &mut Reading<'_>) -> Option<DangerousGoods> {
    Some(DangerousGoods {
        un_number: at.code("dangerous-un_number", "papers-no-un_number", "1203")?,
        class: at.code("dangerous-class", "papers-no-class", "3")?,
        transport_document: at.words("dangerous-transport_document"),
    })
}

fn simplified(at: &mut Reading<'_>, rows: &[usize]) -> Option<SimplifiedDocument> {
    let currency: Currency = at.code("simplified-currency", "declare-three-letters", "USD")?;
    let items = rows
        .iter()
        .map(|row| {
            Some(SimpleItem {
                hs_code: at.code(&format!("{ITEMS}{row}-hs_code"), "declare-hs", "010121")?,
                description: at.words(&format!("{ITEMS}{row}-description")),
                value_minor: at.amount(&format!("{ITEMS}{row}-value"), currency.decimals()),
            })
        })
        .collect::<Option<Vec<_>>>()?;
    Some(SimplifiedDocument {
        agreement: at.words("simplified-agreement"),
        number: at.words("simplified-number"),
        certificate_of_origin: at.words("simplified-certificate_of_origin"),
        currency,
        items,
    })
}

#[cfg(test)]
mod tests {
    use catalogue::Language;

    use super::*;

    const TODAY: NaiveDate = NaiveDate::MIN;

    fn typed(fields: &[(&str, &str)]) -> Fields {
        let mut all = Fields::default();
        for (name, typed) in fields {
            all.put(name, *typed);
        }
        all
    }

    fn trader() -> Fields {
        typed(&[
            ("simplified-agreement", "COMESA"),
            ("simplified-currency", "usd"),
            ("simplified-number", "SCD 1"),
            ("simplified-certificate_of_origin", "SCoO 1"),
            ("simplified-items-1-hs_code", "0702.00"),
            ("simplified-items-1-description", "Tomatoes"),
            ("simplified-items-1-value", "120.50"),
            ("simplified-items-3-hs_code", "0407"),
            ("simplified-items-3-description", "Eggs"),
            ("animals-number", "VET 1"),
            ("animals-issuer", "KEN"),
            ("animals-valid_until", "2027-01-31"),
        ])
    }

    #[test]
    fn what_is_read_is_typed_again_the_same() {
        let mut fields = trader();
        fields.put("simplified-items-3-hs_code", "040721");
        fields.put("simplified-items-3-value", "9");
        for language in Language::OFFERED {
            let catalogue = Catalogue::of(language);
            let (papers, wrong) = read_goods(&fields, catalogue, TODAY);
            assert_eq!(wrong, []);
            let again = typed_goods(&papers, catalogue);
            assert_eq!(read_goods(&again, catalogue, TODAY), (papers, Vec::new()));
        }
    }

    #[test]
    fn a_visa_is_read_and_typed_again_and_what_a_scan_leaves_open_stays() {
        let fields = typed(&[
            ("permit-kind", "work"),
            ("permit-number", "wp 17"),
            ("permit-issuer", "uga"),
            ("permit-valid_from", "2026-02-01"),
            ("permit-valid_until", "2027-01-31"),
            ("permit-entries", "2"),
            ("permit-days", "90"),
        ]);
        for language in Language::OFFERED {
            let catalogue = Catalogue::of(language);
            let (papers, wrong) = read_person(&fields, catalogue, TODAY);
            assert_eq!(wrong, []);
            let permit = papers.permit.clone().unwrap();
            assert_eq!((permit.number.as_str(), permit.issuer.as_str()), ("WP 17", "UGA"));
            assert_eq!((permit.entries, permit.days), (Some(2), Some(90)));
            let again = typed_person(&papers, catalogue);
            assert_eq!(read_person(&again, catalogue, TODAY), (papers, Vec::new()));
            let mut scanned = again;
            let read = Permit {
                kind: PermitKind::Visa,
                number: String::new(),
                entries: None,
                valid_from: None,
                valid_until: None,
                days: None,
                ..permit
            };
            put_permit(&mut scanned, &read, catalogue);
            let taken = read_person(&scanned, catalogue, TODAY).0.permit.unwrap();
            assert_eq!((taken.kind, taken.number.as_str(), taken.days), (PermitKind::Visa, "WP 17", Some(90)));
            put_permit(&mut scanned, &Permit { number: "V1".to_owned(), ..read }, catalogue);
            let taken = read_person(&scanned, catalogue, TODAY).0.permit.unwrap();
            assert_eq!((taken.number.as_str(), taken.days), ("V1", None), "it is another one");
        }
        let wrong = typed(&[("permit-issuer", "Uganda"), ("permit-entries", "many"), ("permit-days", "0")]);
        let (_, wrong) = read_person(&wrong, Catalogue::of(Language::English), TODAY);
        let named: Vec<(&str, &str)> = wrong.iter().map(|one| (one.field.as_str(), one.said)).collect();
        let expected = [
            ("permit-entries", "declare-number"),
            ("permit-number", "ask-needed"),
            ("permit-issuer", "declare-three-letters"),
            ("permit-days", "declare-zero"),
        ];
        assert_eq!(named, expected);
        let only_kind = typed(&[("permit-kind", "work")]);
        let none = (TravellerPapers::default(), Vec::new());
        assert_eq!(read_person(&only_kind, Catalogue::of(Language::English), TODAY), none);
    }

    #[test]
    fn what_is_wrong_is_named_in_its_own_row() {
        let (_, wrong) = read_goods(&trader(), Catalogue::of(Language::English), TODAY);
        let named: Vec<(&str, &str)> = wrong.iter().map(|one| (one.field.as_str(), one.said)).collect();
        assert_eq!(named, [("simplified-items-3-hs_code", "declare-hs"), ("simplified-items-3-value", "ask-needed")]);
        let mut fields = trader();
        fields.put("simplified-items-3-hs_code", "040721");
        fields.put("simplified-items-3-value", "0");
        let (_, wrong) = read_goods(&fields, Catalogue::of(Language::English), TODAY);
        let named: Vec<(&str, &str)> = wrong.iter().map(|one| (one.field.as_str(), one.said)).collect();
        assert_eq!(named, [("simplified-items-3-value", "declare-zero")]);
        fields.put("simplified-items-3-value", "9.50");
        fields.put("simplified-currency", "UGX");
        let (_, wrong) = read_goods(&fields, Catalogue::of(Language::English), TODAY);
        let named: Vec<(&str, &str)> = wrong.iter().map(|one| (one.field.as_str(), one.said)).collect();
        let fault = "declare-decimals-0";
        assert_eq!(named, [("simplified-items-1-value", fault), ("simplified-items-3-value", fault)]);
    }

    #[test]
    fn a_paper_of_which_nothing_is_typed_is_none_and_one_that_ended_is_recorded() {
        let catalogue = Catalogue::of(Language::English);
        let (papers, wrong) = read_vehicle(&typed(&[("import-kind", "carnet")]), catalogue, TODAY);
        assert_eq!((papers, wrong), (VehiclePapers::default(), Vec::new()));
        let card = typed(&[("insurance-number", "YC 1"), ("insurance-valid_until", "2026-01-31")]);
        let after = NaiveDate::from_ymd_opt(2026, 2, 1).unwrap();
        let (papers, wrong) = read_vehicle(&card, catalogue, after);
        assert!(papers.insurance.is_some());
        assert_eq!(wrong.iter().map(|one| (one.said, one.is_grave)).collect::<Vec<_>>(), [("papers-expired", false)]);
    }
}

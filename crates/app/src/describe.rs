//! What a list shows of a crossing: a bold line and a small one.

use domain::subject::SubjectFacts;
use domain::{Crossing, Subject, SubjectKind};

/// Returns what is looked for: the plate with its operator, or the lead name.
pub fn label(crossing: &Crossing) -> String {
    let Some(lead) = crossing.lead() else { return String::new() };
    match &lead.facts {
        Some(SubjectFacts::Conveyance(vehicle)) => match &vehicle.operator {
            Some(operator) => format!("{} · {operator}", vehicle.plate),
            None => vehicle.plate.to_string(),
        },
        Some(facts) => facts.label(),
        None => String::new(),
    }
}

/// Returns what explains it: the goods, the driver, who comes along. Names and numbers only, no words of a language.
pub fn detail(crossing: &Crossing) -> String {
    let lead = crossing.lead().map(|lead| lead.id);
    let rest = |kind| crossing.subjects.values().filter(move |s| s.kind == kind && Some(s.id) != lead);
    let mut parts: Vec<String> = rest(SubjectKind::Consignment).filter_map(goods).collect();
    parts.extend(rest(SubjectKind::Traveller).take(2).filter_map(|person| Some(person.facts.as_ref()?.label())));
    if parts.is_empty()
        && let Some(SubjectFacts::Traveller(person)) = crossing.lead().and_then(|lead| lead.facts.as_ref())
        && let Some(document) = &person.document
    {
        parts.push(format!("{} {}", document.issuer, document.number));
    }
    parts.join(" · ")
}

/// Returns what a list shows second of a subject: document, operator or mass.
pub fn subject_detail(subject: &Subject) -> String {
    match &subject.facts {
        Some(SubjectFacts::Traveller(person)) => match &person.document {
            Some(document) => format!("{} {} {}", document.code, document.issuer, document.number),
            None => person.nationality.clone(),
        },
        Some(SubjectFacts::Conveyance(vehicle)) => vehicle.operator.clone().unwrap_or_default(),
        Some(SubjectFacts::Consignment(goods)) => {
            goods.declaration.as_ref().map(|declaration| declaration.reference.clone()).unwrap_or_default()
        }
        None => String::new(),
    }
}

fn goods(subject: &Subject) -> Option<String> {
    let goods = subject.facts.as_ref()?.consignment()?;
    if goods.gross_mass_g >= 1_000_000 {
        return Some(format!("{}, {}", goods.description, tonnes(goods.gross_mass_g)));
    }
    Some(goods.description.clone())
}

/// Returns a mass in tonnes, to the nearest tenth: `26.5 t`, `26 t`.
fn tonnes(grams: u64) -> String {
    let tenths = grams.saturating_add(50_000) / 100_000;
    match tenths % 10 {
        0 => format!("{} t", tenths / 10),
        tenth => format!("{}.{tenth} t", tenths / 10),
    }
}

#[cfg(test)]
mod tests {
    use super::tonnes;

    #[test]
    fn half_a_tonne_is_not_dropped() {
        assert_eq!(["26.5 t", "26 t", "27 t"].map(str::to_owned), [26_500_000, 26_000_000, 26_960_000].map(tonnes));
    }
}

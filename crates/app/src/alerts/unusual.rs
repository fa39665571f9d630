//! What is unusual about whom or what a claim takes, beside other crossings: what the State has switched on is looked for.
//!
//! Invariant: it is looked for in what both States may read, and what is found is told to the own State alone, as hits on a list are.

use contract::UnusualRule;
use domain::alert::{Listed, Unusual};
use domain::private::{Hit, Matched};
use domain::subject::{Document, RelationKind, SubjectFacts};
use domain::{Crossing, Reference, SubjectId};

use super::searching::EARLIER;
use crate::failure::Error;
use crate::signed_in::SignedIn;

impl SignedIn {
    /// Returns what is unusual about a subject, each once.
    pub(super) async fn unusual(
        &self,
        rules: &[UnusualRule],
        crossing: &Crossing,
        subject: SubjectId,
    ) -> Result<Vec<Hit>, Error> {
        let mut hits = Vec::new();
        for rule in rules {
            let other = match rule.which {
                Unusual::DocumentTooSoon => self.left_just_before(crossing, subject, rule.minutes).await?,
                Unusual::OtherAdult => self.with_another_adult(crossing, subject).await?,
                Unusual::OtherPlates => self.with_other_plates(crossing, subject).await?,
            };
            hits.extend(other.map(|other| hit(rule, &other)));
        }
        Ok(hits)
    }

    /// Returns the crossing on which the bearer of a document left the same way just before.
    async fn left_just_before(
        &self,
        crossing: &Crossing,
        subject: SubjectId,
        minutes: u16,
    ) -> Result<Option<Reference>, Error> {
        let Some(document) = crossing.document_of(subject) else { return Ok(None) };
        for reference in self.left_with(document, EARLIER).await? {
            let (other, _, _) = self.workstation.crossing_with_acts(&reference).await?;
            if crossing.comes_too_soon_after(subject, &other, minutes) {
                return Ok(Some(reference));
            }
        }
        Ok(None)
    }

    /// Returns the last crossing of a minor, if other adults were with it.
    async fn with_another_adult(&self, crossing: &Crossing, subject: SubjectId) -> Result<Option<Reference>, Error> {
        if crossing.guardians_of(subject).next().is_none() {
            return Ok(None);
        }
        let Some(document) = crossing.document_of(subject) else { return Ok(None) };
        for reference in self.left_with(document, 2).await? {
            let (other, _, _) = self.workstation.crossing_with_acts(&reference).await?;
            // Its own crossing is no earlier one; the next is the last, whoever was with it then.
            if other.id != crossing.id {
                return Ok(crossing.has_other_adult_than_on(subject, &other).then_some(reference));
            }
        }
        Ok(None)
    }

    /// Returns a crossing on which a vehicle has or had other plates: an open one, or one on which whoever drives it now left
    /// before. Numbers of frames are no words that closed crossings are found by.
    async fn with_other_plates(&self, crossing: &Crossing, subject: SubjectId) -> Result<Option<Reference>, Error> {
        let open = {
            let live = self.workstation.live();
            let mut open = live.open_crossings().filter(|other| crossing.has_other_plates_than_on(subject, other));
            open.next().map(|other| other.reference.clone())
        };
        let facts = crossing.subjects.get(&subject).and_then(|found| found.facts.as_ref());
        let has_frame = facts.and_then(SubjectFacts::conveyance).is_some_and(|vehicle| vehicle.vin.is_some());
        if open.is_some() || !has_frame {
            return Ok(open);
        }
        let relations = crossing.relations.iter();
        let drivers = relations.filter(|relation| relation.to == subject && relation.kind == RelationKind::Drives);
        for document in drivers.filter_map(|relation| crossing.document_of(relation.from)) {
            for reference in self.left_with(document, EARLIER).await? {
                let (other, _, _) = self.workstation.crossing_with_acts(&reference).await?;
                if crossing.has_other_plates_than_on(subject, &other) {
                    return Ok(Some(reference));
                }
            }
        }
        Ok(None)
    }

    async fn left_with(&self, document: &Document, most: i64) -> Result<Vec<Reference>, Error> {
        let left_on = self.workstation.store.departures_with(&document.issuer, &document.number, most).await?;
        let read = |reference: String| reference.parse().map_err(|_| Error::Fault("a reference can't be read"));
        left_on.into_iter().map(read).collect()
    }
}

fn hit(rule: &UnusualRule, other: &Reference) -> Hit {
    let word = rule.which.word().to_owned();
    let listed = Listed { id: word.clone(), name: other.to_string(), ..Listed::default() };
    Hit {
        entry: rule.which.entry(),
        matched: Matched::Unusual,
        reason: word,
        instruction: rule.instruction.clone(),
        listed: Some(Box::new(listed)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hit_says_what_is_unusual_and_beside_which_crossing() {
        let other = Reference::new("MD", 2026, 1, 7).unwrap();
        for which in Unusual::ALL {
            let rule = UnusualRule { which, instruction: "ask where he was".to_owned(), minutes: 0 };
            let hit = hit(&rule, &other);
            let listed = hit.listed.unwrap();
            assert_eq!((hit.matched, hit.reason.as_str()), (Matched::Unusual, which.word()));
            assert_eq!((listed.list.as_str(), listed.id.as_str(), listed.name), ("", which.word(), other.to_string()));
        }
    }
}

//! The register of persons held: each hold of the own State with its hours, from the acts, and what was done meanwhile, from the
//! State's own journal.

use contract::{HeldRegister, HeldRegisterRequest, RegisteredHold, SaveHeldRegister, SavedSlip};
use domain::held::Hold;
use domain::own_journal::{Deed, Entry};
use domain::subject::SubjectFacts;
use domain::{At, Crossing, CrossingAct, Reference, Step, StepId};
use slips::{HeldOnPaper, HeldRegisterContent};

use crate::failure::Error;
use crate::journal::{OpenAct, Part};
use crate::own_journal::care_of;
use crate::paper::on_clocks_of;
use crate::reading::documents;
use crate::signed_in::SignedIn;

impl SignedIn {
    /// Returns the own State's register of persons held, of the holds that began in a time.
    ///
    /// # Errors
    /// [`Error::NotAllowed`] for whoever does not read for his State: its supervisors, auditors and administrators do.
    pub async fn held_register(&self, request: HeldRegisterRequest) -> Result<HeldRegister, Error> {
        let now = self.workstation.clock.now();
        if !self.workstation.live().post.reads_for_his_state(&self.officer, now) {
            return self.answered(|| "held_register".to_owned(), Err(Error::NotAllowed));
        }
        let HeldRegisterRequest { from, before } = request;
        self.catch_up().await?;
        let held = self.workstation.store.crossings_held(self.state.as_str(), from, before).await?;
        let entries = if held.is_empty() { Vec::new() } else { self.care_since(from).await? };
        let mut holds = Vec::new();
        for reference in held {
            let reference: Reference = reference.parse().map_err(|_| Error::Fault("a reference can't be read"))?;
            let (_, acts, void) = self.workstation.crossing_with_acts(&reference).await?;
            let live = self.workstation.live();
            let sound = acts.iter().filter(|act| !void.contains(&act.seq));
            let by = |act: &OpenAct| live.officer_at(act);
            for (crossing, step, hold, until) in ended_holds(sound, by, now) {
                let is_his = step.state == self.state && hold.by.at >= from && hold.by.at < before;
                if is_his {
                    holds.push(registered(&entries, &crossing, &step, hold, until, now));
                }
            }
        }
        holds.sort_by_key(|one| one.hold.by.done_at());
        Ok(HeldRegister { state: self.state, now, holds })
    }

    /// Saves the register among the officer's documents, as PDF or as CSV.
    ///
    /// # Errors
    /// As [`SignedIn::held_register`]; when the file can't be written.
    pub async fn save_held_register(&self, request: &SaveHeldRegister) -> Result<SavedSlip, Error> {
        let ending = if request.is_pdf { "pdf" } else { "csv" };
        let bytes = self.held_register_file(request.of, request.is_pdf).await?;
        let folder = documents();
        std::fs::create_dir_all(&folder)?;
        let [from, before] = {
            let live = self.workstation.live();
            [request.of.from, request.of.before].map(|at| live.post.plan.day_of(self.state, at))
        };
        let path = folder.join(format!("held-{}-{from}-{before}.{ending}", self.state));
        std::fs::write(&path, bytes)?;
        Ok(SavedSlip { path: path.display().to_string() })
    }

    /// Returns the register as the bytes of a PDF or of a CSV file.
    ///
    /// # Errors
    /// As [`SignedIn::held_register`].
    pub async fn held_register_file(&self, of: HeldRegisterRequest, is_pdf: bool) -> Result<Vec<u8>, Error> {
        let register = self.held_register(of).await?;
        self.note_always(Deed::Exported { what: "register of persons held".to_owned() })?;
        if !is_pdf {
            return Ok(csv(&register).into_bytes());
        }
        let live = self.workstation.live();
        let plan = &live.post.plan;
        let local = |at: At| on_clocks_of(plan, self.state, at);
        let content = HeldRegisterContent {
            post: plan.name.clone(),
            demonstration: plan.is_demonstration,
            state: slips::SlipState {
                code: self.state.to_string(),
                name: None,
                pattern: if plan.states.first() == Some(&self.state) {
                    slips::Pattern::Hatched
                } else {
                    slips::Pattern::Dotted
                },
            },
            from: local(of.from),
            until: local(of.before),
            printed_at: local(register.now),
            officer: self.officer.to_string(),
            holds: register
                .holds
                .iter()
                .map(|one| HeldOnPaper {
                    crossing: one.crossing.to_string(),
                    label: one.label.clone(),
                    nationality: one.nationality.clone().unwrap_or_default(),
                    from: local(one.hold.by.done_at()),
                    until: one.until.map(local),
                    minutes: one.minutes,
                    limit_minutes: one.is_over_limit.then(|| (one.hold.limit_at - one.hold.by.done_at()).num_minutes()),
                    officers: officers(&one.hold),
                    entries: one
                        .entries
                        .iter()
                        .map(|entry| {
                            (local(entry.at), entry.officer.to_string(), entry.care.word(), entry.words.clone())
                        })
                        .collect(),
                })
                .collect(),
            languages: [catalogue::Language::English, catalogue::Language::French],
        };
        slips::held_register_pdf(&content).map_err(|_| Error::Fault("the register could not be laid out"))
    }

    /// Reads what the own State wrote down of whoever was held, from a moment on.
    async fn care_since(&self, from: At) -> Result<Vec<Entry>, Error> {
        let after = self.own_page_before(from).await?;
        let entries = self.own_journal(after, i64::MAX / 2).await?;
        Ok(entries.into_iter().filter(|entry| matches!(entry.what, Deed::Cared { .. })).collect())
    }
}

/// Folds a crossing act by act and returns every hold that there was: the crossing and the step as they stood, and when it ended.
/// A provisional hold that nobody co-signed ended when it lapsed.
fn ended_holds<'a>(
    acts: impl Iterator<Item = &'a OpenAct>,
    by: impl Fn(&OpenAct) -> domain::OnDuty,
    now: At,
) -> Vec<(Crossing, Step, Hold, Option<At>)> {
    let mut crossing: Option<Crossing> = None;
    let mut lasting: Vec<(Step, Hold)> = Vec::new();
    let mut found = Vec::new();
    let mut close = |crossing: &Crossing, lasting: &mut Vec<(Step, Hold)>, at: At| {
        let present: Vec<(Hold, Step)> =
            crossing.holds().into_iter().map(|(hold, step)| (hold, step.clone())).collect();
        let lasts = |hold: &Hold, step: &Step| {
            present.iter().any(|(one, other)| one.by == hold.by && other.subject == step.subject)
        };
        let (still, over): (Vec<_>, Vec<_>) =
            std::mem::take(lasting).into_iter().partition(|(step, hold)| lasts(hold, step));
        for (step, hold) in over {
            let lapsed = hold.by.at + chrono::TimeDelta::minutes(i64::from(crossing.settings.provisional_hold));
            let until = if hold.co_signed.is_none() { lapsed.min(at) } else { at };
            found.push((crossing.clone(), step, hold, Some(until)));
        }
        *lasting = still;
        for (hold, step) in present {
            match lasting.iter_mut().find(|(other, known)| known.by == hold.by && other.subject == step.subject) {
                Some(known) => *known = (step, hold),
                None => lasting.push((step, hold)),
            }
        }
    };
    for act in acts {
        let Part::Crossing { id, act: what, facts, .. } = &act.part else { continue };
        match &mut crossing {
            None if matches!(what, CrossingAct::Registered { .. }) => {
                crossing = Crossing::begin(*id, what, act.at).ok()
            }
            None => {}
            Some(known) => {
                known.lapse(act.at);
                close(known, &mut lasting, act.at);
                known.apply(what, facts.as_ref(), &by(act), act.at);
                close(known, &mut lasting, act.at);
            }
        }
    }
    if let Some(known) = crossing {
        let as_of = known.as_of(now);
        close(&as_of, &mut lasting, now);
        found.extend(lasting.into_iter().map(|(step, hold)| (as_of.clone(), step, hold, None)));
    }
    found
}

fn registered(
    entries: &[Entry],
    crossing: &Crossing,
    step: &Step,
    hold: Hold,
    until: Option<At>,
    now: At,
) -> RegisteredHold {
    let own: Vec<Entry> = entries.iter().filter(|entry| is_of(entry, &crossing.reference)).cloned().collect();
    let facts = crossing.subjects.get(&step.subject).and_then(|subject| subject.facts.as_ref());
    let ended = until.unwrap_or(now);
    RegisteredHold {
        crossing: crossing.reference.clone(),
        label: facts.map(SubjectFacts::label).unwrap_or_default(),
        nationality: facts.and_then(SubjectFacts::traveller).map(|person| person.nationality.to_string()),
        minutes: (ended - hold.by.done_at()).num_minutes(),
        is_over_limit: ended > hold.limit_at,
        entries: care_of(&own, crossing, step, &hold, until),
        hold,
        until,
    }
}

fn is_of(entry: &Entry, reference: &Reference) -> bool {
    matches!(&entry.what, Deed::Cared { crossing, step: StepId(_), .. } if *crossing == reference.to_string())
}

fn officers(hold: &Hold) -> String {
    let second = hold.co_signed.as_ref().map(|signed| format!(" · {}", signed.officer)).unwrap_or_default();
    format!("{}{second}", hold.by.officer)
}

/// Writes the register as CSV (RFC 4180): a line for each entry, and one for a hold without any. Times are UTC.
fn csv(register: &HeldRegister) -> String {
    let mut text = String::from(
        "crossing,held,nationality,from,until,minutes,over_limit,placed_by,co_signed_by,entry_at,entry_by,entry,words\r\n",
    );
    let time = |at: At| at.format("%Y-%m-%dT%H:%M:%SZ").to_string();
    for one in &register.holds {
        let hold = [
            one.crossing.to_string(),
            one.label.clone(),
            one.nationality.clone().unwrap_or_default(),
            time(one.hold.by.done_at()),
            one.until.map(time).unwrap_or_default(),
            one.minutes.to_string(),
            one.is_over_limit.to_string(),
            one.hold.by.officer.to_string(),
            one.hold.co_signed.as_ref().map(|signed| signed.officer.to_string()).unwrap_or_default(),
        ];
        let mut line = |rest: [String; 4]| {
            let cells: Vec<String> = hold.iter().cloned().chain(rest).map(|cell| quoted(&cell)).collect();
            text.push_str(&cells.join(","));
            text.push_str("\r\n");
        };
        if one.entries.is_empty() {
            line(Default::default());
        }
        for entry in &one.entries {
            line([time(entry.at), entry.officer.to_string(), entry.care.word().to_owned(), entry.words.clone()]);
        }
    }
    text
}

/// Quotes a cell. One that a table would take for a formula is given a mark in front that makes it words.
fn quoted(cell: &str) -> String {
    let is_formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let cell = if is_formula { format!("'{cell}") } else { cell.to_owned() };
    if cell.contains([',', '"', '\n', '\r']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell }
}

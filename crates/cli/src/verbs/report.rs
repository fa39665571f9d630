//! Reports for one State: what a supervisor or auditor takes home at month's end.

use app::SignedIn;
use catalogue::Args;
use clap::Subcommand;
use domain::month::{Counted, Month, Report, Spread};
use domain::{Direction, StateCode, SubjectKind};

use super::{open, unwrap};
use crate::Call;
use crate::answer::{Answer, Trouble, line};
use crate::words::catalogue;

/// Which report.
#[derive(Debug, Subcommand)]
pub enum What {
    /// Reports a month of the officer's State, its own sealed parts included; for supervisors, auditors and administrators. It is
    /// written down in the State's own journal.
    Month {
        /// The month, such as 2026-10, by the local time of the officer's State.
        month: Month,
        /// Answers with comma-separated values, for a spreadsheet.
        #[arg(long)]
        csv: bool,
    },
}

/// Makes it.
pub async fn run(call: &Call, what: What) -> Result<Answer, Trouble> {
    let What::Month { month, csv } = what;
    if csv && call.output.is_json {
        return Err(Trouble::usage("as JSON or as CSV? Name one of --json and --csv"));
    }
    let officer: SignedIn = unwrap(call, &open(call).await?).await?;
    let report = officer.month(month).await?;
    if csv {
        line(&comma_separated(&report))?;
        return Ok(Answer::Said(crate::answer::Exit::Done));
    }
    let states = officer.workstation().info().plan.map(|plan| plan.states);
    call.output.say(&report, || told(&report, states))
}

/// Tells the report in sentences and tables.
fn told(report: &Report, states: Option<[StateCode; 2]>) -> String {
    let text = |key: &str| catalogue().text(key);
    let way = |direction: Direction| match (states, direction) {
        (Some([a, b]), Direction::AToB) => format!("{a} → {b}"),
        (Some([a, b]), Direction::BToA) => format!("{b} → {a}"),
        (None, direction) => direction.word().to_owned(),
    };
    let mut page = Page::default();
    let args = Args::new()
        .with("state", report.state.to_string())
        .with("month", report.month.to_string())
        .with("acts", report.acts.to_string())
        .with("seq", report.as_of.to_string());
    page.sentence(catalogue().text_with("cli-month-heading", &args));
    page.heading("cli-month-crossings");
    for one in &report.crossings {
        let flow = text(&format!("flow-{}", one.flow.word()));
        page.row(format!("{flow}, {}", way(one.direction)), one.count.to_string());
    }
    page.heading("cli-month-subjects");
    for one in &report.subjects {
        let what = match (one.kind, &one.nationality) {
            (SubjectKind::Traveller, Some(nationality)) => format!("{} {nationality}", text("subject-traveller")),
            (SubjectKind::Traveller, None) => format!("{} ({})", text("subject-traveller"), text("cli-month-erased")),
            (kind, _) => text(&format!("subject-{}", kind.word())),
        };
        let flow = text(&format!("flow-{}", one.flow.word()));
        page.row(format!("{what}, {flow}, {}", way(one.direction)), one.count.to_string());
    }
    page.heading("cli-month-ends");
    for one in &report.ends {
        let what = text(&format!("subject-{}", one.kind.word()));
        page.row(format!("{}, {what}", text(&format!("phase-{}", one.how))), one.count.to_string());
    }
    page.heading("cli-month-decisions");
    for one in &report.decisions {
        let side = text(&format!("side-{}", side_word(one.side)));
        page.row(
            format!("{}, {side}: {}", one.state, text(&format!("cli-month-did-{}", one.what))),
            one.count.to_string(),
        );
    }
    page.heading("cli-month-examinations");
    for (key, count) in examinations(report) {
        page.row(text(&format!("cli-month-examined-{key}")), count.to_string());
    }
    page.heading("cli-month-times");
    for one in &report.controls {
        let agency = text(&format!("agency-{}", one.agency.word()));
        let control = known("control", &one.control);
        let side = text(&format!("side-{}", side_word(one.side)));
        let args = Args::new()
            .with("waits", one.waiting.count.to_string())
            .with("waiting", duration(one.waiting.median_s))
            .with("waiting90", duration(one.waiting.p90_s))
            .with("serves", one.service.count.to_string())
            .with("service", duration(one.service.median_s))
            .with("service90", duration(one.service.p90_s));
        page.row(format!("{side}, {agency}, {control}"), catalogue().text_with("cli-month-took", &args));
    }
    own(&mut page, report);
    page.lines.join("\n")
}

/// Tells what the own sealed parts tell.
fn own(page: &mut Page, report: &Report) {
    let text = |key: &str| catalogue().text(key);
    let own = &report.own;
    let args = Args::new().with("state", report.state.to_string()).with("opened", own.opened.to_string());
    page.lines.push(String::new());
    page.sentence(catalogue().text_with("cli-month-own", &args));
    if own.unread > 0 {
        let args = Args::new().with("unread", own.unread.to_string());
        page.sentence(catalogue().text_with("cli-month-unread", &args));
    }
    let reason = |one: &Counted| match one.what.as_str() {
        "" => text("cli-month-no-reason"),
        code => known("reason", code),
    };
    page.heading("cli-month-refusals");
    own.refusals.iter().for_each(|one| page.row(reason(one), one.count.to_string()));
    page.heading("cli-month-waivers");
    own.waivers.iter().for_each(|one| page.row(reason(one), one.count.to_string()));
    page.heading("cli-month-queries");
    own.queries.iter().for_each(|one| page.row(text(&format!("cli-month-wanted-{}", one.what)), one.count.to_string()));
    page.heading("cli-month-referrals");
    own.referrals
        .iter()
        .for_each(|one| page.row(text(&format!("cli-month-cause-{}", one.what)), one.count.to_string()));
    page.heading("cli-month-hits");
    page.row(text("cli-month-hit-same"), own.hits.same.to_string());
    page.row(text("cli-month-hit-other"), own.hits.other.to_string());
    page.heading("cli-month-lanes");
    for one in &own.lanes {
        let args = Args::new()
            .with("count", one.counted.count.to_string())
            .with("random", one.counted.at_random.to_string())
            .with("share", share(one.counted.at_random, one.counted.count));
        page.row(text(&format!("lane-{}", lane_word(one.lane))), catalogue().text_with("cli-month-lane", &args));
    }
    page.heading("cli-month-granted");
    let days = |days: Option<u64>| days.map_or_else(|| "–".to_owned(), |days| days.to_string());
    page.row(text("cli-month-granted-persons"), own.granted.persons.to_string());
    page.row(text("cli-month-granted-conditions"), own.granted.with_conditions.to_string());
    page.row(text("cli-month-granted-median"), days(own.granted.median_days));
    page.row(text("cli-month-granted-p90"), days(own.granted.p90_days));
}

/// Returns the text of a code; the code itself where a post has one of its own.
fn known(prefix: &str, code: &str) -> String {
    let key = format!("{prefix}-{code}");
    let text = catalogue().text(&key);
    if text == key { code.to_owned() } else { text }
}

/// Lines that are being written: what is counted to the left, how much to the right.
#[derive(Default)]
struct Page {
    lines: Vec<String>,
}

impl Page {
    fn sentence(&mut self, text: String) {
        self.lines.push(text);
    }

    fn heading(&mut self, key: &str) {
        self.lines.push(String::new());
        self.lines.push(catalogue().text(key));
    }

    fn row(&mut self, what: String, value: String) {
        self.lines.push(format!("  {what:<58} {value}"));
    }
}

fn examinations(report: &Report) -> [(&'static str, u64); 5] {
    let counted = report.examinations;
    [
        ("joint", counted.joint),
        ("one_state", counted.one_state),
        ("agreed", counted.agreed),
        ("differ", counted.differ),
        ("closed_alone", counted.closed_alone),
    ]
}

/// Returns the report as comma-separated values: section, what, measure, value. The words are those of the program, the same in
/// every language.
fn comma_separated(report: &Report) -> String {
    let mut table = Table::default();
    table.row(["section", "what", "measure", "value"]);
    let month = report.month.to_string();
    for (measure, value) in [
        ("state", report.state.to_string()),
        ("month", month),
        ("acts", report.acts.to_string()),
        ("as_of", report.as_of.to_string()),
    ] {
        table.row(["report", "", measure, &value]);
    }
    let mut count = |section: &str, what: &str, count: u64| table.row([section, what, "count", &count.to_string()]);
    for one in &report.crossings {
        count("crossings", &format!("{} {}", one.flow.word(), one.direction.word()), one.count);
    }
    for one in &report.subjects {
        let nationality = one.nationality.as_deref().unwrap_or_default();
        let what = format!("{nationality} {} {} {}", one.kind.word(), one.flow.word(), one.direction.word());
        count("subjects", &what, one.count);
    }
    for one in &report.ends {
        count("ends", &format!("{} {}", one.how, one.kind.word()), one.count);
    }
    for one in &report.decisions {
        count("decisions", &format!("{} {} {}", one.state, side_word(one.side), one.what), one.count);
    }
    for (what, number) in examinations(report) {
        count("examinations", what, number);
    }
    for (section, counts) in [
        ("refusals", &report.own.refusals),
        ("waivers", &report.own.waivers),
        ("queries", &report.own.queries),
        ("referrals", &report.own.referrals),
    ] {
        counts.iter().for_each(|one| count(section, &one.what, one.count));
    }
    count("hits", "same", report.own.hits.same);
    count("hits", "other", report.own.hits.other);
    count("granted", "persons", report.own.granted.persons);
    count("granted", "with_conditions", report.own.granted.with_conditions);
    count("parts", "opened", report.own.opened);
    count("parts", "unread", report.own.unread);
    let number = |value: Option<u64>| value.map(|value| value.to_string()).unwrap_or_default();
    table.row(["granted", "days", "median", &number(report.own.granted.median_days)]);
    table.row(["granted", "days", "p90", &number(report.own.granted.p90_days)]);
    for one in &report.own.lanes {
        let lane = lane_word(one.lane);
        table.row(["lanes", &lane, "count", &one.counted.count.to_string()]);
        table.row(["lanes", &lane, "at_random", &one.counted.at_random.to_string()]);
    }
    for one in &report.controls {
        let what = format!("{} {} {}", side_word(one.side), one.agency.word(), one.control);
        for (section, spread) in [("waiting", one.waiting), ("service", one.service)] {
            let Spread { count, median_s, p90_s } = spread;
            table.row([section, &what, "count", &count.to_string()]);
            table.row([section, &what, "median_s", &number(median_s)]);
            table.row([section, &what, "p90_s", &number(p90_s)]);
        }
    }
    table.0.join("\r\n")
}

/// Rows of comma-separated values (RFC 4180).
#[derive(Default)]
struct Table(Vec<String>);

impl Table {
    fn row(&mut self, cells: [&str; 4]) {
        self.0.push(cells.map(cell).join(","));
    }
}

/// Writes a cell. What a spreadsheet would take for a formula is made text: codes and nationalities are what somebody typed.
fn cell(text: &str) -> String {
    let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let guarded = if is_formula { format!("'{text}") } else { text.to_owned() };
    if guarded.contains([',', '"', '\n', '\r']) { format!("\"{}\"", guarded.replace('"', "\"\"")) } else { guarded }
}

fn side_word(side: domain::Side) -> &'static str {
    match side {
        domain::Side::Exit => "exit",
        domain::Side::Entry => "entry",
        domain::Side::Gate => "gate",
    }
}

fn lane_word(lane: domain::customs::Lane) -> String {
    serde_json::to_value(lane).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

fn share(part: u64, whole: u64) -> String {
    let tenths = (part * 1_000).checked_div(whole).unwrap_or_default();
    format!("{}.{} %", tenths / 10, tenths % 10)
}

/// Writes seconds as `42 s`, `3:05 min` or `2:10 h`.
fn duration(seconds: Option<u64>) -> String {
    match seconds {
        None => "–".to_owned(),
        Some(seconds) if seconds < 60 => format!("{seconds} s"),
        Some(seconds) if seconds < 3_600 => format!("{}:{:02} min", seconds / 60, seconds % 60),
        Some(seconds) => format!("{}:{:02} h", seconds / 3_600, seconds % 3_600 / 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        for (typed, written) in [
            ("E", "E"),
            ("=1+1", "'=1+1"),
            ("+4", "'+4"),
            ("-4", "'-4"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\tx", "'\tx"),
            ("\r=1", "\"'\r=1\""),
            ("a,b", "\"a,b\""),
            ("say \"no\"", "\"say \"\"no\"\"\""),
            ("=\"a\",b", "\"'=\"\"a\"\",b\""),
        ] {
            assert_eq!(cell(typed), written);
        }
    }

    #[test]
    fn durations_and_shares_are_written_short() {
        let said = [None, Some(0), Some(59), Some(185), Some(7_800)].map(duration);
        assert_eq!(said, ["–", "0 s", "59 s", "3:05 min", "2:10 h"]);
        assert_eq!([share(0, 0), share(1, 3), share(3, 3)], ["0.0 %", "33.3 %", "100.0 %"]);
    }
}

//! A hit: what the list says, in what both are alike, and what the officer makes of it.
//!
//! Invariant: class STATE; it stands in the own State's panel alone.

use domain::SubjectId;
use domain::alert::{Alike, DateLikeness, ForgedBefore, Listed, PartLikeness, ShownBy, Unusual};
use domain::private::{Disposition, Hit};
use leptos::prelude::*;

use super::document_checks::kind_said;
use super::offers::Word;
use super::work::Work;
use crate::components::{Button, Icon, Strength, Tag, Tone};
use crate::t;
use crate::text::{Args, text, text_with};

/// A hit with what was made of it.
#[derive(Debug, Clone, PartialEq)]
pub struct HitLine {
    /// The hit.
    pub hit: Hit,
    /// What an officer of the own State made of it.
    pub settled: Option<Disposition>,
    /// It may be another, and takes no word.
    pub is_possible: bool,
    /// The reader is asked, whatever another officer made of it.
    pub asks_again: bool,
}

/// A hit.
#[component]
pub fn HitOf(
    /// On whom or what.
    subject: SubjectId,
    /// The hit.
    hit: HitLine,
) -> impl IntoView {
    let HitLine { hit, settled, is_possible, asks_again } = hit;
    let entry = hit.entry;
    let unusual = Unusual::of_entry(entry);
    let forged = hit.listed.as_ref().and_then(|listed| listed.forged.clone());
    let about = match (unusual, &forged) {
        (Some(_), _) => About::Unusual,
        (None, Some(_)) => About::Forged,
        (None, None) => About::Listed,
    };
    let kind = forged.as_ref().map(|before| before.kind);
    let reason = move || match (unusual, kind) {
        (Some(unusual), _) => {
            text_with("hit-unusual", &Args::new().with("what", text(&format!("unusual-{}", unusual.word()))))
        }
        (None, Some(kind)) => text_with("hit-forged", &Args::new().with("kind", kind_said(kind))),
        (None, None) => text_with("own-hit", &Args::new().with("reason", hit.reason.clone())),
    };
    let has_instruction = about != About::Forged;
    let instruction = move || text_with("own-hit-do", &Args::new().with("instruction", hit.instruction.clone()));
    let matched = format!("own-hit-matched-{}", hit.matched.word());
    let has_more = hit.listed.is_some();
    view! {
        <div class="hit" role="group">
            <p>
                <Icon name="i-warn" class="icon--s"/>
                " "
                <strong>{reason}</strong>
                " "
                {(!has_more).then(|| view! { {move || text(&matched)} })}
            </p>
            {hit.listed
                .map(|listed| match (unusual, forged) {
                    (Some(_), _) => view! { <Beside other=listed.name/> }.into_any(),
                    (None, Some(before)) => view! { <Before document=listed.name before=before/> }.into_any(),
                    (None, None) => view! { <More listed=*listed/> }.into_any(),
                })}
            {has_instruction.then(|| view! { <p class="strong">{instruction}</p> })}
            {settled.map(|made| view! { <Settled made=made about=about/> })}
            {(is_possible && settled.is_none())
                .then(|| view! { <p><Tag tone=Tone::Warn icon="i-warn">{t!("hit-possible")}</Tag></p> })}
            {(asks_again || (!is_possible && settled.is_none()))
                .then(|| view! { <Asked subject=subject entry=entry about=about/> })}
        </div>
    }
}

/// Beside which crossing it is unusual.
#[component]
fn Beside(other: String) -> impl IntoView {
    view! {
        <p>
            {t!("hit-unusual-beside")}
            " "
            <bdi class="mono">{other}</bdi>
        </p>
    }
}

/// When and where the document was recorded as false, and what showed it.
#[component]
fn Before(document: String, before: ForgedBefore) -> impl IntoView {
    let desk = Work::here().desk;
    let ForgedBefore { at, crossing, words, is_kept, .. } = before;
    let said = move || {
        text_with("hit-forged-before", &Args::new().with("document", document.clone()).with("date", desk.date(at)))
    };
    let shown = move || text_with("hit-forged-words", &Args::new().with("words", words.clone()));
    view! {
        <p>
            <bdi>{said}</bdi>
            " "
            <bdi class="mono">{crossing.to_string()}</bdi>
        </p>
        <p><bdi>{shown}</bdi></p>
        {is_kept.then(|| view! { <p>{t!("hit-forged-kept")}</p> })}
        <p class="small">{t!("hit-forged-two")}</p>
    }
}

/// What the entry is, and in what both are alike.
#[component]
fn More(listed: Listed) -> impl IntoView {
    let Listed { list, name, born, score, alike, handling, needs_two, .. } = listed;
    let said = move || text_with("hit-listed", &Args::new().with("list", list.clone()).with("name", name.clone()));
    let born = (!born.is_empty()).then(|| born.join(", "));
    let percent = score.map(|score| (score / 10).to_string());
    view! {
        <p>
            <bdi>{said}</bdi>
            {born.map(|dates| view! { ", " {move || text_with("hit-born", &Args::new().with("dates", dates.clone()))} })}
            " "
            {percent
                .map(|percent| {
                    view! { <Tag>{move || text_with("hit-score", &Args::new().with("percent", percent.clone()))}</Tag> " " }
                })}
            {handling
                .map(|code| view! { <Tag>{move || text_with("hit-handling", &Args::new().with("code", code.clone()))}</Tag> })}
        </p>
        {(!alike.is_empty())
            .then(|| {
                view! {
                    <ul class="hit__alike small">
                        {alike.into_iter().map(|one| view! { <li><bdi>{move || alike_said(&one)}</bdi></li> }).collect_view()}
                    </ul>
                }
            })}
        {needs_two.then(|| view! { <p class="small">{t!("hit-needs-two")}</p> })}
    }
}

/// What a hit is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum About {
    /// An entry of a list.
    Listed,
    /// Something unusual.
    Unusual,
    /// A document that was recorded as false.
    Forged,
}

impl About {
    /// Returns what may show that it is another, or explain it.
    fn ways(self) -> &'static [ShownBy] {
        match self {
            Self::Listed => &ShownBy::ALL,
            Self::Unusual => &EXPLAINED_BY,
            Self::Forged => &OTHER_DOCUMENT_BY,
        }
    }

    /// Returns the key of one of them.
    const fn way_key(self) -> &'static str {
        match self {
            Self::Unusual => "hit-unusual-by",
            Self::Listed | Self::Forged => "hit-shown",
        }
    }
}

#[component]
fn Settled(made: Disposition, about: About) -> impl IntoView {
    let said = move || match (made.is_same, made.shown_by) {
        (true, _) if about == About::Unusual => text("hit-unusual-was-not-explained"),
        (true, _) if about == About::Forged => text("hit-forged-was-same"),
        (false, Some(shown)) if about == About::Unusual => {
            let key = if EXPLAINED_BY.contains(&shown) { "hit-unusual-by" } else { "hit-shown" };
            let shown = text(&format!("{key}-{}", shown.word()));
            text_with("hit-unusual-was-explained", &Args::new().with("shown", shown))
        }
        (false, Some(shown)) if about == About::Forged => {
            let shown = text(&format!("hit-shown-{}", shown.word()));
            text_with("hit-forged-was-other", &Args::new().with("shown", shown))
        }
        (true, _) => text("own-hit-was-same"),
        (false, Some(shown)) => {
            text_with("hit-was-another", &Args::new().with("shown", text(&format!("hit-shown-{}", shown.word()))))
        }
        (false, None) => text("own-hit-was-not-same"),
    };
    view! { <p class="strong">{said}</p> }
}

/// What explains what is unusual: no list is asked, and who is here is whom the document names.
const EXPLAINED_BY: [ShownBy; 3] = [ShownBy::Document, ShownBy::Asked, ShownBy::Other];

/// What shows that a document is not the false one: it was examined, its issuer was asked, it names another.
const OTHER_DOCUMENT_BY: [ShownBy; 4] = [ShownBy::Document, ShownBy::Asked, ShownBy::Name, ShownBy::Other];

/// Asks the officer what he makes of it: that it is another, or explained, takes what shows it.
#[component]
fn Asked(subject: SubjectId, entry: u64, about: About) -> impl IntoView {
    let (not_same, same_said, why) = match about {
        About::Unusual => ("hit-unusual-explained", "hit-unusual-not-explained", "hit-unusual-why"),
        About::Forged => ("hit-forged-other", "hit-forged-same", "hit-forged-why"),
        About::Listed => ("own-hit-not-same", "own-hit-same", "hit-why-other"),
    };
    let (shown_key, ways) = (about.way_key(), about.ways());
    let work = Work::here();
    let key = (subject, entry);
    let chosen = move || work.said.with(|said| said.get(&key).copied());
    let is_asking = RwSignal::new(matches!(chosen(), Some(Word::Another(_))));
    let say = move |word: Word| {
        work.said.update(|said| {
            said.insert(key, word);
        });
    };
    let another = Callback::new(move |()| is_asking.set(true));
    let same = Callback::new(move |()| {
        is_asking.set(false);
        say(Word::Same);
    });
    view! {
        <div class="line">
            <Button
                on_press=another
                strength=Signal::derive(move || {
                    if matches!(chosen(), Some(Word::Another(_))) { Strength::Main } else { Strength::Usual }
                })
            >
                {move || text(not_same)}
            </Button>
            <Button
                on_press=same
                strength=Signal::derive(move || {
                    if chosen() == Some(Word::Same) { Strength::Main } else { Strength::Grave }
                })
            >
                {move || text(same_said)}
            </Button>
        </div>
        <Show when=move || is_asking.get()>
            <div class="hit__shown" role="group" aria-label=move || text(why)>
                <span class="small quiet">{move || text(why)}</span>
                {ways
                    .iter()
                    .map(|&shown| {
                        let press = Callback::new(move |()| say(Word::Another(shown)));
                        let strength = Signal::derive(move || {
                            if chosen() == Some(Word::Another(shown)) { Strength::Main } else { Strength::Plain }
                        });
                        view! {
                            <Button on_press=press strength=strength>
                                {move || text(&format!("{shown_key}-{}", shown.word()))}
                            </Button>
                        }
                    })
                    .collect_view()}
            </div>
        </Show>
    }
}

/// Returns one thing in which both are alike, in words.
fn alike_said(alike: &Alike) -> String {
    match alike {
        Alike::Name { equal, of, .. } if equal == of => text("hit-name-all"),
        Alike::Name { equal, similar, of } => {
            let args = Args::new().with_count("equal", i64::from(*equal)).with("of", of.to_string());
            let said = text_with("hit-name", &args);
            match similar {
                0 => said,
                similar => {
                    let more = text_with("hit-name-similar", &Args::new().with_count("similar", i64::from(*similar)));
                    format!("{said}, {more}")
                }
            }
        }
        Alike::Part { searched, listed, by } => {
            let args = Args::new().with("searched", searched.clone()).with("listed", listed.clone());
            text_with(&format!("hit-part-{}", part_word(*by)), &args)
        }
        Alike::OnlySearched { part } => text_with("hit-only-searched", &Args::new().with("part", part.clone())),
        Alike::OnlyListed { part } => text_with("hit-only-listed", &Args::new().with("part", part.clone())),
        Alike::BirthDate { is } => text(&format!("hit-date-{}", date_word(*is))),
        Alike::SexDiffers => text("hit-sex-differs"),
        Alike::NationalityEqual => text("hit-nationality-equal"),
        Alike::NationalityDiffers => text("hit-nationality-differs"),
        Alike::Number { is_equal: true } => text("hit-number-equal"),
        Alike::Number { is_equal: false } => text("hit-number-possible"),
    }
}

const fn part_word(by: PartLikeness) -> &'static str {
    match by {
        PartLikeness::Sound => "sound",
        PartLikeness::Form => "form",
        PartLikeness::Language => "language",
        PartLikeness::Initial => "initial",
        PartLikeness::Letters => "letters",
        PartLikeness::Joined => "joined",
        PartLikeness::Cut => "cut",
    }
}

const fn date_word(is: DateLikeness) -> &'static str {
    match is {
        DateLikeness::Equal => "equal",
        DateLikeness::MonthEqual => "month_equal",
        DateLikeness::YearEqual => "year_equal",
        DateLikeness::Within => "within",
        DateLikeness::Swapped => "swapped",
        DateLikeness::OneDigit => "one_digit",
        DateLikeness::OnePart => "one_part",
        DateLikeness::YearNear => "year_near",
        DateLikeness::YearApart => "year_apart",
        DateLikeness::Differs => "differs",
    }
}

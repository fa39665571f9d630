//! What the own State looks for beside other crossings: each switched on or off, with what the officer who finds it is to do.
//!
//! Invariant: class STATE, as the lists are; what is found shows to officers of the own State alone.

use contract::{SetUnusual, UnusualRule};
use domain::alert::Unusual;
use domain::visibility::Datum;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::Lists;
use crate::components::{Button, ClassMark, Field};
use crate::failure::failure_sentence;
use crate::state::Gravity;
use crate::text::{Args, text, text_with};
use crate::{ipc, t};

/// The longest time within which a document may be looked for, in minutes.
const MOST_MINUTES: u16 = 7 * 24 * 60;

/// How often one document goes the same way where nothing else is set: not within half an hour.
const USUAL_MINUTES: u16 = 30;

/// What is looked for.
#[component]
pub fn UnusualRules() -> impl IntoView {
    let lists = Lists::here();
    let may_change = Memo::new(move |_| lists.view.with(|view| view.as_ref().is_some_and(|view| view.may_change)));
    let known = Memo::new(move |_| lists.view.with(|view| view.as_ref().map(|view| view.unusual.clone())));
    let read = move || {
        let rules = known.get().unwrap_or_default();
        view! { <ul class="consequences">{rules.into_iter().map(read_only).collect_view()}</ul> }
    };
    view! {
        <Show when=move || known.with(|known| known.as_ref().is_some_and(|known| may_change.get() || !known.is_empty()))>
            <section class="stack" id="unusual">
                <h3>{t!("unusual-title")}</h3>
                <p class="small quiet">{t!("unusual-lead")}</p>
                <Show when=move || may_change.get() fallback=read>
                    {Unusual::ALL.into_iter().map(|which| view! { <Rule which=which/> }).collect_view()}
                </Show>
            </section>
        </Show>
    }
}

fn read_only(rule: UnusualRule) -> impl IntoView {
    view! {
        <li>
            {move || said(rule.which)}
            {(rule.minutes > 0).then(|| view! { " " <span class="quiet">{move || within(rule.minutes)}</span> })}
            " "
            <bdi class="strong">{rule.instruction}</bdi>
        </li>
    }
}

/// A switch, how long it counts where it is a matter of minutes, and what is to be done.
#[component]
fn Rule(which: Unusual) -> impl IntoView {
    let lists = Lists::here();
    let desk = lists.desk;
    let known = Memo::new(move |_| {
        let find = |rules: &Vec<UnusualRule>| rules.iter().find(|rule| rule.which == which).cloned();
        lists.view.with(|view| view.as_ref().and_then(|view| find(&view.unusual)))
    });
    let is_on = RwSignal::new(false);
    let (minutes, instruction) = (RwSignal::new(USUAL_MINUTES.to_string()), RwSignal::new(String::new()));
    let wrong = RwSignal::new(None::<(&'static str, String)>);
    let said_of = move |field| Signal::derive(move || wrong.get().filter(|(of, _)| *of == field).map(|(_, said)| said));
    Effect::new(move |_| {
        let rule = known.get();
        is_on.set(rule.is_some());
        if let Some(rule) = rule {
            instruction.set(rule.instruction);
            if which.has_minutes() {
                minutes.set(rule.minutes.to_string());
            }
        }
    });
    let keep = Callback::new(move |()| {
        let is_on = is_on.get_untracked();
        let request = match request(which, is_on, &minutes.get_untracked(), &instruction.get_untracked()) {
            Ok(request) => request,
            Err((field, key)) => return wrong.set(Some((field, text(key)))),
        };
        wrong.set(None);
        spawn_local(async move {
            match ipc::call(request).await {
                Ok(()) => {
                    desk.say(Gravity::Good, desk.text(if is_on { "unusual-set" } else { "unusual-off" }));
                    lists.read();
                }
                Err(failure) => {
                    wrong.try_set(Some(("instruction", failure_sentence(desk, &failure))));
                }
            }
        });
    });
    let [switch_id, minutes_id, instruction_id] = ids(which);
    view! {
        <div class="stack" role="group" aria-labelledby=format!("{switch_id}-said")>
            <label class="choice">
                <input
                    id=switch_id
                    type="checkbox"
                    prop:checked=is_on
                    on:change:target=move |event| is_on.set(event.target().checked())
                />
                <span id=format!("{switch_id}-said")>{move || said(which)} " " <ClassMark datum=Datum::AlertHit/></span>
            </label>
            <div class="fields">
                {which
                    .has_minutes()
                    .then(|| {
                        view! {
                            <Field
                                id=minutes_id
                                class="span-2"
                                label=Signal::derive(|| text("unusual-minutes"))
                                value=minutes
                                datum=Datum::AlertHit
                                said=said_of("minutes")
                            />
                        }
                    })}
                <Field
                    id=instruction_id
                    class="span-4"
                    label=Signal::derive(|| text("alerts-instruction"))
                    value=instruction
                    datum=Datum::AlertHit
                    said=said_of("instruction")
                />
            </div>
            <div class="line">
                <Button on_press=keep label=Signal::derive(move || text_with("unusual-keep-of", &Args::new().with("what", said(which))))>
                    {t!("alerts-threshold-keep")}
                </Button>
            </div>
        </div>
    }
}

/// Returns what is unusual, in words.
pub fn said(which: Unusual) -> String {
    text(&format!("unusual-{}", which.word()))
}

fn within(minutes: u16) -> String {
    text_with("unusual-within", &Args::new().with_count("count", i64::from(minutes)))
}

const fn ids(which: Unusual) -> [&'static str; 3] {
    match which {
        Unusual::DocumentTooSoon => ["unusual-soon", "unusual-soon-minutes", "unusual-soon-instruction"],
        Unusual::OtherPlates => ["unusual-plates", "unusual-plates-minutes", "unusual-plates-instruction"],
        Unusual::OtherAdult => ["unusual-adult", "unusual-adult-minutes", "unusual-adult-instruction"],
    }
}

/// Returns what is to be set, or the field that is not right with the key of why.
fn request(
    which: Unusual,
    is_on: bool,
    minutes: &str,
    instruction: &str,
) -> Result<SetUnusual, (&'static str, &'static str)> {
    let instruction = instruction.trim().to_owned();
    if is_on && instruction.is_empty() {
        return Err(("instruction", "ask-needed"));
    }
    let minutes = match minutes.trim().parse() {
        _ if !is_on || !which.has_minutes() => 0,
        Ok(minutes) if (1..=MOST_MINUTES).contains(&minutes) => minutes,
        Ok(_) | Err(_) => return Err(("minutes", "unusual-minutes-wrong")),
    };
    Ok(SetUnusual { rule: UnusualRule { which, instruction, minutes }, is_on })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_switched_on_says_what_is_to_be_done_and_within_which_time() {
        let soon =
            |minutes: &str| request(Unusual::DocumentTooSoon, true, minutes, " ask ").map(|set| set.rule.minutes);
        assert_eq!((soon(" 45 "), soon("0"), soon("10081"), soon("")), {
            let wrong = Err(("minutes", "unusual-minutes-wrong"));
            (Ok(45), wrong, wrong, wrong)
        });
        let adult = |is_on, words: &str| request(Unusual::OtherAdult, is_on, "x", words);
        assert_eq!(adult(true, " ").map(|set| set.is_on), Err(("instruction", "ask-needed")));
        assert_eq!(adult(false, "").map(|set| set.is_on), Ok(false));
        assert_eq!(adult(true, "ask").map(|set| set.rule.minutes), Ok(0));
    }
}

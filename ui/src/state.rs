//! What the whole window knows: the post, who sits here, what he looks at, and how he likes to read.
//!
//! Invariant: pages hold no copy of any of this; they read it here and change it through the verbs of [`Desk`].

use catalogue::{Args, Catalogue, Language};
use chrono::{Duration, NaiveDate, NaiveDateTime};
use contract::{
    AloneView, AwaitedSignature, EmergenciesView, Failure, FeedNews, PostInfo, Reach, Scanned, SeatNews, Session,
    SessionRequest, Verdict,
};
use domain::post::Plan;
use domain::{At, Reference, Refusal, Role, StateCode};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::failure::failure_sentence;
use crate::ipc;
use crate::keys::Keys;
use crate::route::Page;
use crate::scan::Question;

/// Light or dark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// As the system has it.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Theme {
    /// Every theme, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// Returns the word under which it is kept and looked up in the catalogue.
    pub const fn word(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// How long the window says that something was done.
const GOOD_NEWS_LASTS: std::time::Duration = std::time::Duration::from_secs(30);

/// How grave a note is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gravity {
    /// Something was done.
    Good,
    /// Something to know.
    Warn,
    /// Something did not happen.
    Bad,
}

/// One line about the last act, above the work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// How grave.
    pub gravity: Gravity,
    /// What the officer reads.
    pub said: String,
    /// The procedure's reason, where it refused: beside it stands what may be done instead.
    pub refusal: Option<Refusal>,
}

/// What the window says while late entry is on at the crossing that is shown.
#[derive(Clone)]
pub struct LateOn {
    /// When what is entered was done, as the paper states it.
    pub stated_at: At,
    /// The number of the paper.
    pub paper: String,
    /// No second officer of the reader's State has seen the paper.
    pub is_unseen: bool,
    /// A second officer comes to this desk for it.
    pub see: Callback<()>,
    /// Another time, or another paper.
    pub change: Callback<()>,
    /// It is over.
    pub end: Callback<()>,
}

/// A document that was scanned at the desk and opened its holder's crossing: the page takes his control as presented.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Presented {
    /// The crossing.
    pub reference: Reference,
    /// The document's issuer.
    pub issuer: String,
    /// Its number.
    pub number: String,
}

/// The window's state, handed to every component as a context. Copying it copies handles, not contents.
#[derive(Clone, Copy)]
pub struct Desk {
    /// What post this is.
    pub post: RwSignal<Option<PostInfo>>,
    /// Who is signed in here.
    pub session: RwSignal<Option<Session>>,
    /// Where he is.
    pub page: RwSignal<Page>,
    /// His language.
    pub language: RwSignal<Language>,
    /// Light or dark.
    pub theme: RwSignal<Theme>,
    /// The size of the text, in per cent of the usual.
    pub text_size: RwSignal<u16>,
    /// The latest news of the journal; pages re-read what they show when its number changes.
    pub feed: RwSignal<FeedNews>,
    /// How the seat at this window stands.
    pub seat: RwSignal<SeatNews>,
    /// The time of the post; ticks once a second.
    pub now: RwSignal<At>,
    /// What the window says about the last act.
    pub note: RwSignal<Option<Note>>,
    /// What was scanned and waits for the page of registration to take it.
    pub to_register: RwSignal<Option<Scanned>>,
    /// What was found of the slip scanned last.
    pub verdict: RwSignal<Option<Verdict>>,
    /// What the window asks about the last scan.
    pub question: RwSignal<Option<Question>>,
    /// What stands in the scan field while it is being typed; the queue filters by it.
    pub typed: RwSignal<String>,
    /// A scan that came while a dialog was open: it waits to be offered.
    pub kept_scan: RwSignal<Option<String>>,
    /// What the officer is about to sign: the page of its crossing asks as soon as it is read.
    pub to_sign: RwSignal<Option<AwaitedSignature>>,
    /// The document whose scan opened a crossing, until its page has taken the control it was presented for.
    pub presented: RwSignal<Option<Presented>>,
    /// Late entry, while it is on at the crossing that is shown.
    pub late: RwSignal<Option<LateOn>>,
    /// The crossing that was registered from a blank slip, until its page has asked for the paper's time.
    pub from_paper: RwSignal<Option<Reference>>,
    /// Which shorter procedures are in force and asked for.
    pub emergencies: RwSignal<EmergenciesView>,
    /// Whether the post goes on without its second disk.
    pub alone: RwSignal<AloneView>,
    /// The text of the latest scan as it came, beside what the shell made of it.
    pub scanned_text: RwSignal<String>,
    /// Since when each command that is being sent again has had no answer, by the steady clock.
    pub unanswered: RwSignal<Vec<f64>>,
    /// The function keys and who listens to them.
    pub keys: Keys,
    /// How far the time of the post is ahead of the workstation's clock.
    ahead: RwSignal<Duration>,
    /// The page that takes scans before the window does.
    taker: RwSignal<Option<Callback<Scanned, bool>>>,
    /// The page that takes Enter in the empty scan field.
    opener: RwSignal<Option<Callback<()>>>,
}

impl Desk {
    /// Makes the state of a window that knows nothing yet.
    pub fn new() -> Self {
        Self {
            post: RwSignal::new(None),
            session: RwSignal::new(None),
            page: RwSignal::new(Page::Opening),
            language: RwSignal::new(Language::default()),
            theme: RwSignal::new(Theme::default()),
            text_size: RwSignal::new(100),
            feed: RwSignal::new(FeedNews { seq: 0, reach: Reach::Good, second_disk_missing: None }),
            seat: RwSignal::new(SeatNews::Empty),
            now: RwSignal::new(ipc::own_clock()),
            note: RwSignal::new(None),
            to_register: RwSignal::new(None),
            verdict: RwSignal::new(None),
            question: RwSignal::new(None),
            typed: RwSignal::new(String::new()),
            kept_scan: RwSignal::new(None),
            to_sign: RwSignal::new(None),
            presented: RwSignal::new(None),
            late: RwSignal::new(None),
            from_paper: RwSignal::new(None),
            emergencies: RwSignal::new(EmergenciesView::default()),
            alone: RwSignal::new(AloneView::default()),
            scanned_text: RwSignal::new(String::new()),
            unanswered: RwSignal::new(Vec::new()),
            keys: Keys::new(),
            ahead: RwSignal::new(Duration::zero()),
            taker: RwSignal::new(None),
            opener: RwSignal::new(None),
        }
    }

    /// Returns the state of this window. Call it while a component is made or an event is handled, not after an `await`.
    pub fn here() -> Self {
        expect_context()
    }

    /// Returns the text of a key in the officer's language.
    pub fn text(self, key: &str) -> String {
        Catalogue::for_window(self.language.get()).text(key)
    }

    /// Returns the text of a key with its values put in.
    pub fn text_with(self, key: &str, args: &Args<'_>) -> String {
        Catalogue::for_window(self.language.get()).text_with(key, args)
    }

    /// Goes to another page; what was said about the last act is left behind.
    pub fn go(self, page: Page) {
        self.note.set(None);
        self.page.set(page);
    }

    /// Says one line above the work.
    pub fn say(self, gravity: Gravity, said: String) {
        let note = Note { gravity, said, refusal: None };
        self.note.set(Some(note.clone()));
        // What was done stands in the work by then; later it would be taken for news.
        if gravity == Gravity::Good {
            let fades = move || {
                if self.note.try_with_untracked(|now| now.as_ref() == Some(&note)) == Some(true) {
                    self.note.try_set(None);
                }
            };
            set_timeout(fades, GOOD_NEWS_LASTS);
        }
    }

    /// Says what did not happen, and keeps the procedure's reason, where it refused.
    pub fn refuse(self, said: String, refusal: Option<Refusal>) {
        self.note.set(Some(Note { gravity: Gravity::Bad, said, refusal }));
    }

    /// Says what did not happen, what is safe and what to do.
    pub fn report(self, failure: &Failure) {
        self.refuse(failure_sentence(self, failure), failure.refusal.as_deref().cloned());
    }

    /// Hears that a command has had no answer since then, and is sent again.
    pub fn hear_nothing_since(self, begun: f64) {
        self.unanswered.update(|all| all.push(begun));
    }

    /// Hears that a command without an answer is sent no more.
    pub fn hear_again(self, begun: f64) {
        self.unanswered.update(|all| {
            // Of two that were sent in the same moment one may still be waiting.
            if let Some(place) = all.iter().position(|one| one.total_cmp(&begun).is_eq()) {
                all.swap_remove(place);
            }
        });
    }

    /// Takes the session and the time of the post over.
    pub fn enter(self, session: Session) {
        self.set_time(session.now);
        self.session.set(Some(session));
    }

    /// Hears how the seat at this window stands: one that was locked by itself is covered at once. Whether it still is locked is
    /// asked, for news may come after the password.
    pub fn hear_of_seat(self, news: SeatNews) {
        self.seat.set(news);
        if !matches!(news, SeatNews::Locked { .. }) {
            return;
        }
        spawn_local(async move {
            match ipc::call(SessionRequest {}).await {
                Ok(None | Some(Session { is_locked: false, .. })) => {}
                // Whose shift was closed elsewhere has no session to be told, and sees nothing more either.
                Ok(Some(Session { is_locked: true, .. })) | Err(_) => self.cover(),
            }
        });
    }

    /// Covers the work: the window is locked.
    pub fn cover(self) {
        self.session.update(|session| {
            if let Some(session) = session {
                session.is_locked = true;
            }
        });
    }

    /// Sets the clock of the window by the time of the post, which every view carries.
    pub fn set_time(self, now: At) {
        self.ahead.set(now - ipc::own_clock());
        self.now.set(now);
    }

    /// Moves the clock on; called once a second.
    pub fn tick(self) {
        self.now.set(ipc::own_clock() + self.ahead.get_untracked());
    }

    /// Returns what both States agreed.
    pub fn plan(self) -> Option<Plan> {
        self.post.with(|post| post.as_ref().and_then(|post| post.plan.clone()))
    }

    /// Returns the slot of a State, `a` or `b`: its hue and pattern. Slots follow the post, never the direction.
    pub fn slot(self, state: StateCode) -> &'static str {
        self.post.with(|post| match post.as_ref().and_then(|post| post.plan.as_ref()) {
            Some(Plan { states: [_, b], .. }) if *b == state => "b",
            _ => "a",
        })
    }

    /// Returns the name of a State in the officer's language.
    pub fn state_name(self, state: StateCode) -> String {
        catalogue::country_name(&state.to_string(), self.language.get())
    }

    /// Returns the reader's State.
    pub fn own_state(self) -> Option<StateCode> {
        self.session.with(|session| session.as_ref().map(|session| session.state))
    }

    /// Returns the other State of the post.
    pub fn other_state(self) -> Option<StateCode> {
        let own = self.own_state()?;
        self.plan().map(|plan| plan.other(own))
    }

    /// Returns whether the officer has a role.
    pub fn has_role(self, role: Role) -> bool {
        self.session.with(|session| session.as_ref().is_some_and(|session| session.roles.contains(&role)))
    }

    /// Returns a moment on the clock on the reader's wall.
    pub fn local(self, at: At) -> NaiveDateTime {
        self.own_state().map_or_else(|| at.naive_utc(), |state| self.local_of(state, at))
    }

    /// Returns a moment on the clocks of a State.
    pub fn local_of(self, state: StateCode, at: At) -> NaiveDateTime {
        let minutes = self.post.with(|post| {
            let plan = post.as_ref().and_then(|post| post.plan.as_ref());
            plan.map_or(0, |plan| plan.minutes_ahead(state, at))
        });
        at.naive_utc() + Duration::minutes(i64::from(minutes))
    }

    /// Returns the moment that the clock on the reader's wall shows as this.
    pub fn at_of_local(self, local: NaiveDateTime) -> At {
        self.plan().zip(self.own_state()).map_or_else(|| local.and_utc(), |(plan, state)| plan.moment_of(state, local))
    }

    /// Returns date and time of a moment on the reader's clocks, with the other State's beside it where they differ.
    pub fn date_and_clocks(self, at: At) -> String {
        self.both_clocks(at, Catalogue::for_window(self.language.get()).date_time(self.local(at)))
    }

    /// Returns a time that was put in words on the reader's clocks, with the other State's beside it where they differ, each with
    /// its State's code.
    pub fn both_clocks(self, at: At, own: String) -> String {
        let (Some(state), Some(other)) = (self.own_state(), self.other_state()) else { return own };
        let (here, there) = (self.local_of(state, at), self.local_of(other, at));
        if here == there {
            return own;
        }
        let catalogue = Catalogue::for_window(self.language.get());
        let theirs =
            if here.date() == there.date() { catalogue.time(there.time()) } else { catalogue.date_time(there) };
        let args = Args::new()
            .with("time", own)
            .with("state", state.to_string())
            .with("theirs", theirs)
            .with("other", other.to_string());
        self.text_with("time-both", &args)
    }

    /// Returns the time of day of a moment, such as `10:39`.
    pub fn clock(self, at: At) -> String {
        Catalogue::for_window(self.language.get()).time(self.local(at).time())
    }

    /// Returns the date of a moment, such as `17 Nov 2026`.
    pub fn date(self, at: At) -> String {
        self.day(self.local(at).date())
    }

    /// Returns a day in words.
    pub fn day(self, day: NaiveDate) -> String {
        Catalogue::for_window(self.language.get()).date(day)
    }

    /// Returns a number as the reader's language writes it.
    pub fn count(self, number: i64) -> String {
        Catalogue::for_window(self.language.get()).number(number)
    }

    /// Returns how long ago a moment is, as `h:mm`; it ticks.
    pub fn elapsed(self, since: At) -> String {
        let seconds = (self.now.get() - since).num_seconds().max(0);
        Catalogue::for_window(self.language.get()).duration(seconds)
    }

    /// Lets the calling page take scans for as long as it is shown: it answers whether it took one. What it leaves, the
    /// window opens, lists or offers to register.
    pub fn take_scans(self, take: impl Fn(Scanned) -> bool + Send + Sync + 'static) {
        self.taker.set(Some(Callback::new(take)));
        on_cleanup(move || {
            self.taker.try_set(None);
        });
    }

    /// Offers a scan to the page; returns whether it took it.
    pub fn offer_scan(self, scanned: Scanned) -> bool {
        self.taker.get_untracked().is_some_and(|taker| taker.run(scanned))
    }

    /// Lets the calling page take Enter in the empty scan field: to open what is chosen, never to decide.
    pub fn take_enter(self, open: impl Fn() + Send + Sync + 'static) {
        self.opener.set(Some(Callback::new(move |()| open())));
        on_cleanup(move || {
            self.opener.try_set(None);
        });
    }

    /// Hands Enter in the empty scan field to the page.
    pub fn offer_enter(self) {
        if let Some(opener) = self.opener.get_untracked() {
            opener.run(());
        }
    }
}

//! What one program on one workstation holds: the post that is open, and who is signed in at each of its windows.
//!
//! Invariant: a locked window has no keys. What it shows is gone until the same officer's password unwraps them again.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, RwLock, RwLockReadGuard, Weak};
use std::time::{Duration, Instant};

use contract::{
    ConfirmOneTimeCodes, FeedNews, FoundPost, Founded, LockedBy, NewOneTimeCodes, OneTimeCodesShown, PostInfo, Reach,
    RecoveryCodeOnce, SeatNews, Session, SignIn, Unlock,
};
use domain::officer::DeskCode;
use domain::own_journal::Deed;
use domain::sign_in::{Lasts, Over};
use domain::{At, OfficerNumber, Role};
use zeroize::Zeroize as _;

use crate::backup::keep_by_schedule;
use crate::card_reader::off_thread;
use crate::demonstration::{Demonstration, Pace, Traffic, show};
use crate::failure::{Error, log};
use crate::founding::Founding;
use crate::key_life::NewOfficer;
use crate::reading::catch_up_with_month;
use crate::signed_in::SignedIn;
use crate::typed::{LONGEST_NAME, is_request, is_typed};
use crate::workstation::Workstation;

/// How long traffic rests after it could not go on.
const AFTER_TROUBLE: Duration = Duration::from_secs(5);

/// How often it is looked whether an officer's card is still inserted.
const LOOK_AT_CARD: Duration = Duration::from_secs(1);

/// How often it is looked how the seat stands.
const LOOK_AT_SEAT: Duration = Duration::from_secs(1);

/// How often it is looked whether the post is open by now.
const UNTIL_OPEN: Duration = Duration::from_millis(200);

/// Who sits at the window.
enum Seat {
    /// Nobody.
    Empty,
    /// An officer, since a moment; when he last touched the window.
    Taken { officer: Arc<SignedIn>, since: At, touched: At },
    /// An officer whose keys are wiped.
    Locked { officer: OfficerNumber, desk: DeskCode, by: LockedBy },
}

/// What is opened, and how.
#[derive(Debug, Clone)]
enum Wanted {
    /// The post at this address, which must be there.
    Post(String),
    /// The demonstration post at this address, which is made where there is none; with traffic, where a pace is given.
    Demonstration { address: String, referral_permille: u16, pace: Option<Pace> },
}

impl Wanted {
    fn address(&self) -> &str {
        match self {
            Self::Post(address) | Self::Demonstration { address, .. } => address,
        }
    }
}

/// The post that is open here, and who is signed in.
pub struct Office {
    home: PathBuf,
    wanted: RwLock<Wanted>,
    opening: tokio::sync::Mutex<()>,
    workstation: RwLock<Option<Arc<Workstation>>>,
    seat: Arc<RwLock<Seat>>,
    /// Held while the month is counted.
    counting: Arc<tokio::sync::Mutex<()>>,
    /// When the database was last heard of.
    heard: Mutex<Option<Instant>>,
}

impl Office {
    /// Prepares for the post at an address; nothing is opened yet.
    pub fn new(address: &str, home: &Path) -> Self {
        Self::of(Wanted::Post(address.to_owned()), home)
    }

    /// Prepares for the demonstration post; nothing is opened yet.
    pub fn demonstration(home: &Path) -> Self {
        Self::of(demonstration(home), home)
    }

    fn of(wanted: Wanted, home: &Path) -> Self {
        Self {
            home: home.to_owned(),
            wanted: RwLock::new(wanted),
            opening: tokio::sync::Mutex::new(()),
            workstation: RwLock::new(None),
            seat: Arc::new(RwLock::new(Seat::Empty)),
            counting: Arc::default(),
            heard: Mutex::default(),
        }
    }

    /// Returns what post this is; where none is founded yet, that.
    ///
    /// # Errors
    /// When there is a database that can't be opened.
    pub async fn post_info(&self) -> Result<PostInfo, Error> {
        let nothing_yet = match &*self.wanted() {
            Wanted::Post(address) => !crate::is_postgres(address) && !file(address).exists(),
            Wanted::Demonstration { .. } => false,
        };
        if nothing_yet && self.workstation().is_err() {
            return Ok(PostInfo {
                program: env!("CARGO_PKG_VERSION").to_owned(),
                plan: None,
                desks: Vec::new(),
                demo_accounts: Vec::new(),
            });
        }
        Ok(self.open().await?.info())
    }

    /// Opens the demonstration post, which is made where there is none, and lets its traffic run.
    ///
    /// # Errors
    /// When it can't be made or opened.
    pub async fn open_demonstration(&self) -> Result<PostInfo, Error> {
        if self.workstation().is_err() {
            *self.wanted.write().unwrap_or_else(PoisonError::into_inner) = demonstration(&self.home);
        }
        Ok(self.open().await?.info())
    }

    /// Founds a post at this address, and draws each State's recovery code, to be shown this once.
    ///
    /// # Errors
    /// When what was typed can't be used, or there is a post already.
    pub async fn found(&self, request: &FoundPost) -> Result<Founded, Error> {
        let administrator = |new: &contract::FirstAdministrator| -> Result<NewOfficer, Error> {
            Ok(NewOfficer {
                officer: OfficerNumber::parse(&new.officer).map_err(|_| Error::Invalid { field: "officer" })?,
                name: new.name.clone(),
                agency: domain::Agency::Immigration,
                roles: [Role::Administrator].into_iter().collect(),
                password: new.password.clone(),
            })
        };
        // Who types it is signed in nowhere yet, so it is looked at before anything else is.
        is_request(&serde_json::to_vec(&request.plan)?)?;
        let [a, b] = &request.administrators;
        for new in [a, b] {
            is_typed("name", &new.name, LONGEST_NAME)?;
        }
        let mut plan = request.plan.clone();
        if plan.templates.is_empty() {
            // A new post begins with the procedure that comes with the program; both States may agree on another.
            plan.templates = crate::demonstration::templates()?;
        }
        let founding = Founding {
            plan,
            administrators: [administrator(a)?, administrator(b)?],
            alerts: [Vec::new(), Vec::new()],
            referral_permille: [20, 20],
            selectivity: [domain::customs::Selectivity::default(), domain::customs::Selectivity::default()],
        };
        let address = self.wanted().address().to_owned();
        let workstation = founding.found(&address, &self.home).await?;
        let post = workstation.info();
        tokio::spawn(keep_by_schedule(Arc::clone(&workstation), address));
        *self.workstation.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&workstation));
        // The post stands by now: a code that can't be drawn is no reason to say that it was not founded.
        let mut recovery_codes = Vec::new();
        for new in &founding.administrators {
            match recovery_code_of(&workstation, new).await {
                Ok(code) => recovery_codes.push(code),
                Err(error) => log("draw a recovery code", &error),
            }
        }
        Ok(Founded { post, recovery_codes })
    }

    /// Signs an officer in at this window.
    ///
    /// # Errors
    /// As [`SignedIn::sign_in_at_window`].
    pub async fn sign_in(&self, request: &SignIn) -> Result<Session, Error> {
        let workstation = self.open().await?;
        let signed_in = SignedIn::sign_in_at_window(&workstation, request).await?;
        // Whoever opens his window again is back at his desk.
        signed_in.come_back().await?;
        let session = signed_in.session()?;
        self.seat_taken(signed_in);
        Ok(session)
    }

    /// Returns who is signed in, locked or not.
    ///
    /// # Errors
    /// When his shift was closed elsewhere.
    pub fn session(&self) -> Result<Option<Session>, Error> {
        self.watch_seat();
        match &*self.seat.read().unwrap_or_else(PoisonError::into_inner) {
            Seat::Empty => Ok(None),
            Seat::Taken { officer, .. } => officer.session().map(Some),
            Seat::Locked { officer, desk, .. } => {
                let workstation = self.workstation()?;
                let now = workstation.clock().now();
                let live = workstation.live();
                let by = live.duty(officer, now)?;
                let opened_at = live.post.shifts.get(officer).map_or(now, |shift| shift.opened_at);
                Ok(Some(Session {
                    officer: officer.to_string(),
                    name: officer.to_string(),
                    state: by.state,
                    agency: by.agency,
                    roles: by.roles.into_iter().collect(),
                    desk: desk.clone(),
                    shift_opened_at: opened_at,
                    is_locked: true,
                    now,
                }))
            }
        }
    }

    /// Returns the officer at this window, who is about to do something.
    ///
    /// # Errors
    /// When nobody is signed in, or the window is locked; when his sign-in is over, which locks it.
    pub async fn officer(&self) -> Result<Arc<SignedIn>, Error> {
        self.watch_seat();
        let officer = self.seated()?;
        match officer.is_in_force().await {
            Ok(false) => {
                lock_seat(&self.seat, officer, LockedBy::NewKeys);
                Err(Error::NotSignedIn)
            }
            // Where it can't be asked, nothing can be written either, and what is shown is in memory already.
            Ok(true) | Err(_) => Ok(officer),
        }
    }

    /// Hears that the officer touched the window.
    ///
    /// # Errors
    /// When nobody is signed in, or the window is locked.
    pub fn touch(&self) -> Result<(), Error> {
        self.watch_seat();
        match &mut *self.seat.write().unwrap_or_else(PoisonError::into_inner) {
            Seat::Taken { officer, touched, .. } => {
                *touched = officer.workstation().clock().now();
                Ok(())
            }
            Seat::Empty | Seat::Locked { .. } => Err(Error::NotSignedIn),
        }
    }

    /// Returns how the seat at this window stands; one whose sign-in is over is locked.
    pub fn watch_seat(&self) -> SeatNews {
        let (officer, lasts) = match &*self.seat.read().unwrap_or_else(PoisonError::into_inner) {
            Seat::Empty => return SeatNews::Empty,
            Seat::Locked { by, .. } => return SeatNews::Locked { by: *by },
            Seat::Taken { officer, since, touched } => {
                let now = officer.workstation().clock().now();
                (Arc::clone(officer), officer.limits().stand(*since, *touched, now))
            }
        };
        match lasts {
            Lasts::On => SeatNews::Taken,
            Lasts::Soon(over) => SeatNews::LocksSoon { over },
            Lasts::No(over) => {
                let by = match over {
                    Over::Idle => LockedBy::Idle,
                    Over::Longest => LockedBy::Longest,
                };
                lock_seat(&self.seat, officer, by);
                SeatNews::Locked { by }
            }
        }
    }

    /// Waits until the seat at this window stands otherwise than it did, and returns how. It is here that time is counted: a page
    /// that hangs locks too.
    pub async fn wait_for_seat(&self, before: Option<SeatNews>) -> SeatNews {
        loop {
            let news = self.watch_seat();
            if Some(news) != before {
                return news;
            }
            tokio::time::sleep(LOOK_AT_SEAT).await;
        }
    }

    fn seated(&self) -> Result<Arc<SignedIn>, Error> {
        match &*self.seat.read().unwrap_or_else(PoisonError::into_inner) {
            Seat::Taken { officer, .. } => Ok(Arc::clone(officer)),
            Seat::Empty | Seat::Locked { .. } => Err(Error::NotSignedIn),
        }
    }

    /// Locks the window.
    ///
    /// # Errors
    /// When nobody is signed in.
    pub fn lock(&self) -> Result<(), Error> {
        lock_seat(&self.seat, self.seated()?, LockedBy::Officer);
        Ok(())
    }

    /// Leaves for a break: claims are given up, and the window is locked.
    ///
    /// # Errors
    /// When nobody is signed in, or the database can't be written.
    pub async fn take_break(&self) -> Result<(), Error> {
        let officer = self.officer().await?;
        officer.take_break(officer.workstation().clock().new_id()).await?;
        drop(officer);
        self.lock()
    }

    /// Unlocks the window for the officer who locked it.
    ///
    /// # Errors
    /// When the password is wrong.
    pub async fn unlock(&self, request: &Unlock) -> Result<Session, Error> {
        let (officer, desk) = match &*self.seat.read().unwrap_or_else(PoisonError::into_inner) {
            Seat::Locked { officer, desk, .. } => (officer.to_string(), desk.clone()),
            Seat::Empty | Seat::Taken { .. } => return Err(Error::NotSignedIn),
        };
        let Unlock { password, pin, code } = request.clone();
        let mut request = SignIn { officer, password, desk, pin, code };
        let unlocked = self.sign_in(&request).await;
        request.password.zeroize();
        request.pin.zeroize();
        unlocked
    }

    /// Draws a new secret for an officer's one-time codes; nobody needs to be signed in.
    ///
    /// # Errors
    /// As [`SignedIn::unwrap_with`] and [`SignedIn::new_one_time_codes`].
    pub async fn new_one_time_codes(&self, request: &NewOneTimeCodes) -> Result<OneTimeCodesShown, Error> {
        let NewOneTimeCodes { officer, password, pin, code } = request;
        let workstation = self.open().await?;
        let officer = SignedIn::unwrap_with(&workstation, officer, password, pin.as_deref()).await?;
        officer.new_one_time_codes(code.as_deref()).await
    }

    /// Puts an officer's new one-time codes in use by a first code.
    ///
    /// # Errors
    /// As [`SignedIn::unwrap_with`] and [`SignedIn::confirm_one_time_codes`].
    pub async fn confirm_one_time_codes(&self, request: &ConfirmOneTimeCodes) -> Result<(), Error> {
        let ConfirmOneTimeCodes { officer, password, pin, code } = request;
        let workstation = self.open().await?;
        let officer = SignedIn::unwrap_with(&workstation, officer, password, pin.as_deref()).await?;
        officer.confirm_one_time_codes(code).await
    }

    /// Signs out; the shift stays open.
    pub fn sign_out(&self) {
        if let Ok(signed_in) = self.seated() {
            leaves(&signed_in, Deed::SignedOut);
        }
        // The window may be closed next, and its program ends without letting go of the post.
        if let Ok(workstation) = self.workstation() {
            workstation.remember_last();
        }
        *self.seat.write().unwrap_or_else(PoisonError::into_inner) = Seat::Empty;
    }

    /// Closes the shift and signs out.
    ///
    /// # Errors
    /// When the database can't be written.
    pub async fn close_shift(&self) -> Result<(), Error> {
        let officer = self.officer().await?;
        officer.close_shift(officer.workstation().clock().new_id()).await?;
        self.sign_out();
        Ok(())
    }

    /// Waits for news of the journal; tells also when the database can't be reached, or has another journal than was seen.
    pub async fn wait_for_news(&self, after: i64, at_most: Duration) -> FeedNews {
        let Ok(workstation) = self.workstation() else {
            // It is being opened: who signs in at once sees what is new at once.
            tokio::time::sleep(at_most.min(UNTIL_OPEN)).await;
            return FeedNews { seq: after, reach: Reach::Good, second_disk_missing: None };
        };
        // An officer whose own State's parts can't be read would decide on less than his State knows.
        let heard = match (workstation.wait_for_news(after, at_most).await, self.seated()) {
            (Ok(seq), Ok(officer)) => {
                match officer.keep_own_journal().await {
                    Ok(true) => self.go_on_with_month(&officer),
                    Ok(false) => {}
                    Err(error) => log("write the State's own journal", &error),
                }
                if let Err(error) = officer.read_own_notes().await {
                    log("read the State's own journal", &error);
                }
                officer.catch_up_own().await.map(|_| seq)
            }
            (heard, _) => heard,
        };
        let since = self.heard(heard.is_ok());
        let second_disk_missing = workstation.second_disk_missing();
        match heard {
            Ok(seq) => FeedNews { seq, reach: workstation.reach(), second_disk_missing },
            Err(Error::Rewritten { seq }) => {
                log("read what others did", &Error::Rewritten { seq });
                // What is kept may be some seconds old: a journal that lacks what came since would be taken for whole.
                workstation.remember_for_certain();
                self.begin_again().await;
                tokio::time::sleep(Duration::from_millis(500)).await;
                FeedNews { seq: after, reach: Reach::Rewritten { act: seq }, second_disk_missing }
            }
            Err(error) => {
                log("read what others did", &error);
                tokio::time::sleep(Duration::from_millis(500)).await;
                let seconds = u32::try_from(since.elapsed().as_secs()).unwrap_or(u32::MAX);
                FeedNews { seq: after, reach: Reach::Unreachable { seconds }, second_disk_missing }
            }
        }
    }

    /// Notes whether the database was heard of now; returns when it was last.
    fn heard(&self, is_heard: bool) -> Instant {
        let mut heard = self.heard.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Instant::now();
        if is_heard {
            *heard = Some(now);
        }
        *heard.get_or_insert(now)
    }

    /// Has what is kept of the month catch up beside everything else, unless that is under way.
    fn go_on_with_month(&self, officer: &Arc<SignedIn>) {
        if let Ok(turn) = Arc::clone(&self.counting).try_lock_owned() {
            let of = Arc::downgrade(officer);
            tokio::spawn(async move {
                catch_up_with_month(of).await;
                drop(turn);
            });
        }
    }

    /// Opens the post anew where both States signed that it goes on from a backup. Whoever is signed in signs in again: what he
    /// saw last may be lost.
    async fn begin_again(&self) {
        let address = self.wanted().address().to_owned();
        let Ok(opened) = Workstation::open(&address, &self.home).await else { return };
        if let Some(accepted) = opened.accepted() {
            let restored = &accepted.restored;
            eprintln!("the post goes on from act {}; acts up to {} are lost", restored.seq, restored.lost);
        }
        self.sign_out();
        tokio::spawn(keep_by_schedule(Arc::clone(&opened), address));
        *self.workstation.write().unwrap_or_else(PoisonError::into_inner) = Some(opened);
    }

    async fn open(&self) -> Result<Arc<Workstation>, Error> {
        // Whoever comes second waits for the post that the first one opens.
        let _opening = self.opening.lock().await;
        if let Ok(open) = self.workstation() {
            return Ok(open);
        }
        let wanted = self.wanted().clone();
        let opened = match &wanted {
            Wanted::Demonstration { address, referral_permille, pace }
                if crate::is_postgres(address) || !file(address).exists() =>
            {
                let referral_permille = *referral_permille;
                let made = Demonstration { seed: 1, referral_permille }.found(address, &self.home).await?;
                if pace.is_some()
                    && let Err(error) = show(&made).await
                {
                    log("show what a demonstration has besides traffic", &error);
                }
                made
            }
            Wanted::Demonstration { address, .. } | Wanted::Post(address) => {
                Workstation::open(address, &self.home).await?
            }
        };
        if let Wanted::Demonstration { pace: Some(pace), .. } = wanted {
            let at_work = Arc::clone(&opened);
            tokio::spawn(async move {
                let mut seed = 1;
                // Traffic is a show: where it fails, the post goes on without it, and it tries again.
                while let Err(error) = run_traffic(&at_work, seed, pace).await {
                    log("let the demonstration's traffic run", &error);
                    if !error.may_pass() {
                        return;
                    }
                    tokio::time::sleep(AFTER_TROUBLE).await;
                    seed += 1;
                }
            });
        }
        tokio::spawn(keep_by_schedule(Arc::clone(&opened), wanted.address().to_owned()));
        *self.workstation.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&opened));
        Ok(opened)
    }

    fn wanted(&self) -> RwLockReadGuard<'_, Wanted> {
        self.wanted.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn workstation(&self) -> Result<Arc<Workstation>, Error> {
        let open = self.workstation.read().unwrap_or_else(PoisonError::into_inner);
        open.clone().ok_or(Error::Storage(storage::StorageError::NotAPost))
    }

    fn seat_taken(&self, signed_in: SignedIn) {
        let signed_in = Arc::new(signed_in);
        if signed_in.card.is_some() {
            tokio::spawn(lock_without_card(Arc::clone(&self.seat), Arc::downgrade(&signed_in)));
        }
        let now = signed_in.workstation().clock().now();
        *self.seat.write().unwrap_or_else(PoisonError::into_inner) =
            Seat::Taken { officer: signed_in, since: now, touched: now };
    }
}

/// Locks the window of an officer who drew his card, within two looks. It ends with his sign-in, which it keeps nothing of.
async fn lock_without_card(seat: Arc<RwLock<Seat>>, of: Weak<SignedIn>) {
    loop {
        tokio::time::sleep(LOOK_AT_CARD).await;
        let Some((cards, number)) = of.upgrade().and_then(|officer| {
            let card = officer.card.as_ref()?;
            Some((card.cards.clone(), *card.binding.key()))
        }) else {
            return;
        };
        // A reader that can't be asked any more may have been taken away with the card in it.
        if off_thread(move || Ok(cards.is_inserted(&number)?)).await.unwrap_or(false) {
            continue;
        }
        if let Some(officer) = of.upgrade() {
            lock_seat(&seat, officer, LockedBy::Card);
        }
        return;
    }
}

/// Locks the seat where that officer still sits: his keys are wiped as soon as what is under way has ended.
fn lock_seat(seat: &RwLock<Seat>, of: Arc<SignedIn>, by: LockedBy) {
    let who = Arc::downgrade(&of);
    let sits =
        |seat: &Seat| matches!(seat, Seat::Taken { officer, .. } if Weak::ptr_eq(&Arc::downgrade(officer), &who));
    if !sits(&seat.read().unwrap_or_else(PoisonError::into_inner)) {
        return;
    }
    leaves(&of, Deed::Locked);
    let locked = Seat::Locked { officer: of.officer().clone(), desk: of.desk(), by };
    drop(of);
    let mut seat = seat.write().unwrap_or_else(PoisonError::into_inner);
    if sits(&seat) {
        *seat = locked;
    }
}

/// Draws the first recovery code of an administrator's State.
async fn recovery_code_of(workstation: &Arc<Workstation>, new: &NewOfficer) -> Result<RecoveryCodeOnce, Error> {
    SignedIn::unwrap(workstation, new.officer.as_str(), &new.password).await?.recovery_code_to_show().await
}

async fn run_traffic(workstation: &Arc<Workstation>, seed: u64, pace: Pace) -> Result<(), Error> {
    Traffic::begin(workstation, seed).await?.run(pace).await
}

/// Writes down that an officer leaves the window. Whether it could be or not, he leaves.
fn leaves(officer: &SignedIn, deed: Deed) {
    if let Err(error) = officer.note_always(deed) {
        log("write down who left the window", &error);
    }
}

/// The demonstration post of this user, with a queue of two dozen parties and an act every second and a half.
fn demonstration(home: &Path) -> Wanted {
    let pace = Pace { standing: 25, between: Duration::from_millis(1500), parties: None };
    let address = home.join("demonstration.osbp").to_string_lossy().into_owned();
    Wanted::Demonstration { address, referral_permille: 20, pace: Some(pace) }
}

fn file(address: &str) -> PathBuf {
    PathBuf::from(address.strip_prefix("sqlite:").unwrap_or(address))
}

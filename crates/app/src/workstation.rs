//! A workstation of the post: its database, its clock, and the post folded in memory. Nobody is signed in yet.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicU64;
use std::sync::{Arc, Mutex, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};
use std::time::{Duration, Instant};

use contract::{DeskChoice, PostInfo, Reach};
use domain::backup::Restoration;
use domain::officer::DeskCode;
use domain::{At, Crossing, OfficerNumber, Reference, Refusal};
use storage::{ActRow, Engine, PostRow, SealedPartRow, StorageError, Store, Write};
use tokio::sync::{Mutex as AsyncMutex, MutexGuard as AsyncMutexGuard};
use tokio::time::timeout;
use uuid::Uuid;

use crate::ballast::Ballast;
use crate::clock::Clock;
use crate::doctor::file_of;
use crate::failure::Error;
use crate::journal::{Fault, OpenAct, Part, read};
use crate::live::{Known, Live, Recent};
use crate::tries::Tries;
use crate::witness::{Last, Witness, following};
use crate::{database, demonstration};

/// How many acts are read at once when catching up.
pub(crate) const BATCH: i64 = 2_000;

/// How long between two looks at what others did, while much is done.
const LOOKS_APART: Duration = Duration::from_millis(150);

/// How long a command waits for those before it at this program.
const PATIENCE: Duration = Duration::from_secs(30);

/// A workstation of the post.
pub struct Workstation {
    pub(crate) store: Arc<dyn Store>,
    pub(crate) clock: Clock,
    pub(crate) home: PathBuf,
    pub(crate) post: PostRow,
    live: RwLock<Live>,
    /// The last acts that were taken in.
    recent: Mutex<Recent>,
    pub(crate) tries: Tries,
    pub(crate) code_tries: Tries,
    witness: Witness,
    /// The restoration because of which this workstation accepted the journal.
    accepted: Option<Restoration>,
    /// Whether what is seen is remembered.
    remembers: bool,
    /// When it last looked at what others did.
    looked_at: Mutex<Option<Instant>>,
    /// Held by whoever of this program writes, until what he wrote is folded.
    turn: AsyncMutex<()>,
    /// What keeps room on the disk of the database; none on a server, and for a demonstration.
    pub(crate) ballast: Option<Ballast>,
    /// How often alert lists were changed from here: whoever sits here looks at once.
    pub(crate) lists_changed: AtomicU64,
}

impl Workstation {
    /// Opens the post at an address: a SQLite path or a PostgreSQL URL. `home` is where this user keeps what must not
    /// lie beside the database.
    ///
    /// # Errors
    /// When the database can't be opened, is no post, or its founding does not hold.
    pub async fn open(address: &str, home: &Path) -> Result<Arc<Self>, Error> {
        if !crate::is_postgres(address) {
            Ballast::beside(file_of(address)).make_room_to_open();
        }
        let (store, copy) = database::open_telling(address, home).await?;
        let opened = Self::witnessed(store, home).await?;
        let opened = Arc::new(opened.with_ballast(address));
        if let Some(copy) = copy {
            opened.keep_copy_before(address, &copy).await;
        }
        Ok(opened)
    }

    /// Makes a backup of the copy from before a migration, which lies open, and removes the copy. Where that can't be done the copy
    /// stays.
    pub(crate) async fn keep_copy_before(&self, address: &str, copy: &Path) {
        match self.back_up_copy(address, copy).await {
            Ok(_) => {
                let _gone = std::fs::remove_file(copy);
            }
            Err(error) => eprintln!("failed to make a backup of the older form: failed to {}", error.with_causes()),
        }
    }

    /// Opens a demonstration post to fill it with traffic quickly: nothing waits for the disk, so that a power cut may
    /// lose all of it.
    ///
    /// # Errors
    /// As [`Workstation::open`]; when the post is no demonstration.
    pub async fn open_to_fill(address: &str, home: &Path) -> Result<Arc<Self>, Error> {
        let opened = Self::on(database::open_to_fill(address, home).await?, home).await?;
        if opened.is_demonstration() { Ok(opened) } else { Err(Error::NotAllowed) }
    }

    /// Opens the post at an address whether or not the journal has what this workstation has seen, and returns what its witness
    /// says: for those who look at it, or sign that it goes on from a backup. Nothing of it is remembered.
    ///
    /// # Errors
    /// As [`Workstation::open`].
    pub(crate) async fn open_unwitnessed(
        address: &str,
        home: &Path,
    ) -> Result<(Arc<Self>, Result<Option<Restoration>, Error>), Error> {
        let store = database::open(address, home).await?;
        let opened = Self::fold(store, home).await?;
        let restorations = opened.live().post.restorations.clone();
        let said = opened.witness.excuse(opened.store.as_ref(), &restorations).await;
        Ok((Arc::new(opened), said))
    }

    pub(crate) async fn on(store: Arc<dyn Store>, home: &Path) -> Result<Arc<Self>, Error> {
        Self::witnessed(store, home).await.map(Arc::new)
    }

    /// Lays the ballast beside a post's file. A post for demonstration needs none.
    fn with_ballast(mut self, address: &str) -> Self {
        if !crate::is_postgres(address) && !self.post.is_demonstration {
            let ballast = Ballast::beside(file_of(address));
            ballast.lay();
            self.ballast = Some(ballast);
        }
        self
    }

    async fn witnessed(store: Arc<dyn Store>, home: &Path) -> Result<Self, Error> {
        let mut opened = Self::fold(store, home).await?;
        opened.follow_the_server().await?;
        // A copy ends where it was taken, and nobody works in it.
        if opened.post.copy_of.is_some() {
            return Ok(opened);
        }
        let (head, restorations) = {
            let live = opened.live();
            (live.head.clone(), live.post.restorations.clone())
        };
        opened.accepted = opened.witness.compare(opened.store.as_ref(), &restorations, &head).await?;
        opened.witness.saw(&head, &restorations);
        opened.remembers = true;
        Ok(opened)
    }

    async fn fold(store: Arc<dyn Store>, home: &Path) -> Result<Self, Error> {
        let post = store.post().await?;
        let witness = Witness::of(home, post.post);
        let head = store.head().await?;
        let acts = store.acts_of_post().await?;
        let founding = &acts.first().cloned().ok_or(StorageError::NotAPost)?;
        let unread = |fault| match fault {
            Fault::Format => Error::Refused(Refusal::PostOfNewer),
            _ => Error::Unreadable { seq: founding.seq },
        };
        let mut live = Live::begin(founding).map_err(unread)?;
        let mut rest = store.acts_of_open_crossings(head.seq).await?;
        rest.extend(acts.into_iter().skip(1).filter(|act| act.seq <= head.seq));
        rest.sort_by_key(|act| act.seq);
        // What was lawfully erased is known before the acts that lack it: tickets that expired stay among the open.
        if rest.iter().any(|act| act.crossing.is_some() && act.facts.is_none()) {
            let mut post = Live::begin(founding).map_err(unread)?;
            rest.iter().filter(|act| act.crossing.is_none()).for_each(|act| post.take(act));
            live.newer_since = post.newer.is_some();
            live.erased_since = post.post.erased;
        }
        for act in &rest {
            live.take(act);
        }
        live.head = head;
        Ok(Self {
            store,
            clock: Clock::default(),
            home: home.to_owned(),
            tries: Tries::of(home, post.post),
            code_tries: Tries::of_codes(home, post.post),
            witness,
            post,
            live: RwLock::new(live),
            recent: Mutex::default(),
            accepted: None,
            // A journal that was not compared yet may be another.
            remembers: false,
            looked_at: Mutex::default(),
            turn: AsyncMutex::default(),
            ballast: None,
            lists_changed: AtomicU64::new(0),
        })
    }

    /// Returns the restoration because of which this workstation, when it opened the post, accepted a journal that lacks what it
    /// had seen; none when it lacked nothing.
    pub const fn accepted(&self) -> Option<&Restoration> {
        self.accepted.as_ref()
    }

    /// Returns the highest number that this workstation has seen.
    pub(crate) fn highest_seen(&self) -> Option<i64> {
        self.witness.highest()
    }

    /// Returns the act from which the post is to go on when a supervisor signs a restoration here.
    pub(crate) fn goes_on_from(&self, live: &Live) -> Last {
        self.witness.goes_on_from(&live.post.restorations, &live.head)
    }

    /// Sets the clock by the server's, which workstations share and which refuses acts of another time. A demonstration's
    /// time is its own.
    pub(crate) async fn follow_the_server(&self) -> Result<(), Error> {
        if self.is_demonstration() {
            return Ok(());
        }
        let asked = Instant::now();
        if let Some(time) = self.store.time().await? {
            // It was read about half-way between question and answer.
            self.clock.follow(time + asked.elapsed() / 2);
        }
        Ok(())
    }

    /// Returns the clock, which a test may move.
    pub const fn clock(&self) -> &Clock {
        &self.clock
    }

    /// Returns the id of the post.
    pub const fn id(&self) -> Uuid {
        self.post.post
    }

    /// Returns the database.
    pub fn store(&self) -> &dyn Store {
        self.store.as_ref()
    }

    /// Returns whether this is a demonstration post.
    pub const fn is_demonstration(&self) -> bool {
        self.post.is_demonstration
    }

    /// Returns what the first screens need to know.
    pub fn info(&self) -> PostInfo {
        let live = self.live();
        let plan = live.post.plan.clone();
        let desks = plan.desks.iter().map(|desk| DeskChoice {
            code: desk.code.clone(),
            state: desk.state,
            agency: desk.agency,
            place: desk.place.clone(),
        });
        PostInfo {
            program: env!("CARGO_PKG_VERSION").to_owned(),
            desks: desks.collect(),
            demo_accounts: if plan.is_demonstration { demonstration::accounts(&plan) } else { Vec::new() },
            plan: Some(plan),
        }
    }

    /// Reads what others did since.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn catch_up(&self) -> Result<i64, Error> {
        loop {
            // From the last act that is known, which must still be the one that was seen.
            let head = self.live().head.clone();
            let acts = following(&head, self.store.acts_after(head.seq - 1, BATCH).await?)?;
            if acts.is_empty() {
                if self.remembers {
                    self.witness.saw(&head, &self.live().post.restorations);
                }
                return Ok(head.seq);
            }
            self.take(&acts);
            self.let_closed_go(&acts).await?;
        }
    }

    /// Returns whether anything may be written: on the post nothing was done that only a newer program reads.
    ///
    /// # Errors
    /// [`Refusal::PostOfNewer`] when something was.
    pub(crate) fn may_write(&self) -> Result<(), Error> {
        if self.live().newer.is_some() { Err(Refusal::PostOfNewer.into()) } else { Ok(()) }
    }

    /// Returns how much of the journal this program reads, where the database can be reached.
    pub(crate) fn reach(&self) -> Reach {
        let live = self.live();
        match (live.newer, live.lacks_crossings) {
            (Some(_), _) => Reach::OfNewer,
            (None, true) => Reach::InPart,
            (None, false) => Reach::Good,
        }
    }

    /// Begins a write of other rows than those of a command.
    ///
    /// # Errors
    /// As [`Workstation::may_write`]; when the database can't be written.
    pub(crate) async fn write(&self) -> Result<Box<dyn Write + '_>, Error> {
        self.may_write()?;
        Ok(self.store.write().await?)
    }

    /// Lets go of crossings that closed by acts which only a newer program reads: its plain rows tell, and nothing is done here on
    /// them anyway.
    pub(crate) async fn let_closed_go(&self, acts: &[ActRow]) -> Result<(), Error> {
        let touched: BTreeSet<Uuid> = {
            let live = self.live();
            let is_here = |id: &Uuid| live.crossings.get(id).is_some_and(|one| one.crossing.newer.is_some());
            acts.iter().filter_map(|act| act.crossing).filter(is_here).collect()
        };
        for id in touched {
            let rows = self.store.projection(id).await?;
            if rows.is_some_and(|rows| rows.crossing.closed_at.is_some()) {
                self.live_mut().let_go(id);
            }
        }
        Ok(())
    }

    /// Waits until the journal is longer than `after`, then catches up; returns the number of the last act. Where much is done, what
    /// comes within a blink is taken together: forty windows on one server would read the queue again for every act.
    ///
    /// # Errors
    /// When the database can't be reached.
    pub async fn wait_for_news(&self, after: i64, at_most: Duration) -> Result<i64, Error> {
        self.store.wait_for_news(after, at_most).await?;
        let since = self.looked_at.lock().unwrap_or_else(PoisonError::into_inner).map(|at| at.elapsed());
        if let Some(rest) = since.and_then(|since| LOOKS_APART.checked_sub(since)) {
            tokio::time::sleep(rest).await;
        }
        *self.looked_at.lock().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now());
        self.catch_up().await
    }

    /// Waits until whoever of this program writes has folded what he wrote; nothing is waited for on a server, where everybody takes
    /// the counter first. In a file it is taken with the commit: who decided on what stood before the last act would do so in vain.
    pub(crate) async fn turn(&self) -> Result<Option<AsyncMutexGuard<'_, ()>>, StorageError> {
        if self.store.engine() != Engine::Sqlite {
            return Ok(None);
        }
        let turn = timeout(PATIENCE, self.turn.lock()).await;
        turn.map(Some).map_err(|late| StorageError::Unavailable(Box::new(late)))
    }

    /// Returns whether nobody looked for so long what others did; then whoever asks is the one who looks now.
    pub(crate) fn is_to_look(&self, apart: Duration) -> bool {
        let mut looked_at = self.looked_at.lock().unwrap_or_else(PoisonError::into_inner);
        let is_due = looked_at.is_none_or(|at| at.elapsed() >= apart);
        if is_due {
            *looked_at = Some(Instant::now());
        }
        is_due
    }

    /// Remembers the highest act that was seen now, and not with the next that comes.
    pub(crate) fn remember_for_certain(&self) {
        if self.remembers {
            let live = self.live();
            self.witness.saw_for_certain(&live.head, &live.post.restorations);
        }
    }

    /// Remembers the highest act that was seen, which whoever was answered here relies on.
    pub(crate) fn remember_answered(&self) {
        if self.remembers {
            let live = self.live();
            self.witness.saw_answered(&live.head, &live.post.restorations);
        }
    }

    /// Remembers the highest act that was seen before the post is let go of.
    pub(crate) fn remember_last(&self) {
        if self.remembers {
            let live = self.live();
            self.witness.saw_last(&live.head, &live.post.restorations);
        }
    }

    /// Returns how many crossings are open.
    pub fn open_crossings(&self) -> usize {
        self.live().in_order(self.clock.now()).count()
    }

    /// Returns one crossing with its acts, open or closed, and the numbers of those that are void. An open one is the one
    /// in memory, whose acts were verified as they arrived; those of a closed one are verified now.
    ///
    /// # Errors
    /// When there is none of that reference.
    pub async fn crossing_with_acts(&self, reference: &Reference) -> Result<(Crossing, Vec<OpenAct>, Vec<i64>), Error> {
        let row = self.store.crossing_by_reference(&reference.to_string()).await?.ok_or(Error::NotFound)?;
        self.catch_up().await?;
        self.with_acts_of(row.id).await
    }

    /// Returns one crossing as [`Workstation::crossing_with_acts`] does, from what was read last.
    ///
    /// # Errors
    /// When there is none.
    pub(crate) async fn with_acts_of(&self, id: Uuid) -> Result<(Crossing, Vec<OpenAct>, Vec<i64>), Error> {
        let rows = self.store.acts_of(id).await?;
        let live = self.live();
        let Some(open) = live.crossings.get(&id) else {
            let (sound, forged): (Vec<ActRow>, Vec<ActRow>) = rows.into_iter().partition(|row| live.is_genuine(row));
            drop(live);
            let (crossing, mut acts, mut void) = self.replay(&sound)?;
            // They are shown, marked as void; nothing follows from them.
            acts.extend(forged.iter().filter_map(|row| read(row).ok()));
            acts.sort_by_key(|act| act.seq);
            void.extend(forged.iter().map(|row| row.seq));
            void.sort_unstable();
            return Ok((crossing, acts, void));
        };
        // What came after the last look is shown with the next one.
        let known = rows.iter().filter(|row| row.seq <= live.head.seq);
        let void = known.clone().map(|row| row.seq).filter(|seq| live.void.contains_key(seq)).collect();
        let acts = known.filter_map(|row| read(row).ok()).collect();
        Ok((open.crossing.clone(), acts, void))
    }

    /// As [`Live::replay`].
    pub(crate) fn replay(&self, rows: &[ActRow]) -> Result<(Crossing, Vec<OpenAct>, Vec<i64>), Error> {
        self.live().replay(rows)
    }

    /// Returns the desk where an officer's shift is open, else the first of his State and agency that is free.
    pub fn usual_desk(&self, officer: &str) -> Option<DeskCode> {
        let officer = OfficerNumber::parse(officer).ok()?;
        let live = self.live();
        if let Some(shift) = live.post.shifts.get(&officer) {
            return Some(shift.desk.clone());
        }
        let standing = live.post.standing(&officer, self.clock.now())?;
        let desks = live.post.plan.desks.iter().filter(|desk| desk.state == standing.certified.state);
        let own = desks.clone().filter(|desk| desk.agency == standing.certified.agency);
        let is_free = |desk: &&domain::post::Desk| !live.post.shifts.values().any(|shift| shift.desk == desk.code);
        own.clone()
            .find(is_free)
            .or_else(|| own.clone().next())
            .or_else(|| desks.clone().next())
            .map(|d| d.code.clone())
    }

    /// Returns the open crossings in the order of the queue; closed ones after them, by arrival, where wanted.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn crossings_in_order(&self, closed_too: bool) -> Result<Vec<Crossing>, Error> {
        self.catch_up().await?;
        let now = self.clock.now();
        let mut crossings: Vec<Crossing> = self.live().in_order(now).map(|one| one.crossing.clone()).collect();
        if closed_too {
            crossings.extend(self.expired(now));
            for row in self.store.crossings(true).await?.into_iter().filter(|row| row.closed_at.is_some()) {
                let acts = self.store.acts_of(row.id).await?;
                match self.replay(&acts) {
                    // Only a newer program can show it.
                    Err(Error::Refused(Refusal::WrittenByNewer)) => {}
                    replayed => crossings.push(replayed?.0),
                }
            }
        }
        Ok(crossings)
    }

    /// Returns the crossings whose tickets have expired, by arrival.
    fn expired(&self, now: At) -> Vec<Crossing> {
        let live = self.live();
        let all = live.crossings.values().map(|one| &one.crossing);
        let mut expired: Vec<Crossing> = all.filter(|crossing| crossing.is_expired(now)).cloned().collect();
        expired.sort_by_key(|crossing| crossing.arrived_at);
        expired
    }

    /// Returns one crossing and the open parts of its acts as JSON, void ones marked.
    ///
    /// # Errors
    /// When there is none of that reference.
    pub async fn shown(&self, reference: &Reference) -> Result<(Crossing, Vec<serde_json::Value>), Error> {
        let (crossing, acts, void) = self.crossing_with_acts(reference).await?;
        let shown = acts.iter().map(|act| {
            let mut value = serde_json::json!({
                "seq": act.seq, "at": act.at, "country": act.state, "agency": act.agency.word(), "desk": act.desk,
                "officer": act.officer, "void": void.contains(&act.seq),
            });
            let said = match &act.part {
                Part::Crossing { version, act: what, facts, .. } => serde_json::json!({
                    "version": version, "kind": what.kind(), "procedure": what, "facts": facts,
                }),
                Part::Newer { about, kind, format } => serde_json::json!({
                    "version": about.map(|(_, version)| version), "kind": kind, "newer_format": format,
                }),
                Part::Post(_) => serde_json::Value::Null,
            };
            if let (Some(value), serde_json::Value::Object(said)) = (value.as_object_mut(), said) {
                value.extend(said);
            }
            value
        });
        Ok((crossing, shown.collect()))
    }

    pub(crate) fn live(&self) -> RwLockReadGuard<'_, Live> {
        self.live.read().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn live_mut(&self) -> RwLockWriteGuard<'_, Live> {
        self.live.write().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes acts in that follow what is known; others already took the rest in.
    pub(crate) fn take(&self, acts: &[ActRow]) {
        let mut live = self.live_mut();
        for act in acts {
            if act.seq == live.head.seq + 1 {
                live.take(act);
                self.keep_recent(act);
            }
        }
    }

    /// Keeps an act that was just taken in at hand.
    pub(crate) fn keep_recent(&self, act: &ActRow) {
        self.recent.lock().unwrap_or_else(PoisonError::into_inner).keep(act);
    }

    /// Keeps what is sealed to a reader of the acts above one number and up to another at hand.
    pub(crate) fn keep_parts(&self, after: i64, up_to: i64, reader: &str, parts: &[Arc<SealedPartRow>]) {
        self.recent.lock().unwrap_or_else(PoisonError::into_inner).keep_parts(after, up_to, reader, parts);
    }

    /// Returns the acts above one number and up to another, which were taken in here.
    pub(crate) async fn known_acts(&self, after: i64, up_to: i64) -> Result<Vec<Arc<Known>>, Error> {
        match self.kept_acts(after, up_to) {
            Some(acts) => Ok(acts),
            None => Ok(self.store.acts_after(after, up_to - after).await?.into_iter().map(Known::of).collect()),
        }
    }

    /// Returns the same where they are all kept at hand.
    pub(crate) fn kept_acts(&self, after: i64, up_to: i64) -> Option<Vec<Arc<Known>>> {
        self.recent.lock().unwrap_or_else(PoisonError::into_inner).between(after, up_to)
    }

    /// Returns what is sealed to a reader of the acts above one number and up to another.
    pub(crate) async fn known_parts(
        &self,
        after: i64,
        up_to: i64,
        reader: &str,
    ) -> Result<Vec<Arc<SealedPartRow>>, Error> {
        if let Some(parts) = self.kept_parts(after, up_to, reader) {
            return Ok(parts);
        }
        let parts: Vec<_> = self.store.sealed_parts(after, up_to, reader).await?.into_iter().map(Arc::new).collect();
        self.keep_parts(after, up_to, reader, &parts);
        Ok(parts)
    }

    /// Returns the same where it is all kept at hand.
    pub(crate) fn kept_parts(&self, after: i64, up_to: i64, reader: &str) -> Option<Vec<Arc<SealedPartRow>>> {
        self.recent.lock().unwrap_or_else(PoisonError::into_inner).parts_between(after, up_to, reader)
    }
}

impl Drop for Workstation {
    /// Whoever lets go of the post, a command line at its end or a window that opens another, has kept what he saw last.
    fn drop(&mut self) {
        self.remember_last();
    }
}

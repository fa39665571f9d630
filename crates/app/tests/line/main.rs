//! Everything that goes wrong with a line between a workstation and its server, at each point of a commit: what was sent is
//! done once, what was answered is there, and no wait is endless.
//!
//! A command is sent as a window sends it: again under its key for as long as that may help.

#![expect(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "what is missing in a test fails the test")]

#[path = "../walls/hall.rs"]
mod hall;

use std::sync::Arc;
use std::time::{Duration, Instant};

use app::{Error, SignedIn, Specimens, Workstation, projections_that_differ, verify};
use contract::{Perform, Performed};
use domain::{Action, Direction};
use hall::{Hall, at_desk, hall, hall_on};
use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{ConnectOptions as _, query};
use storage::Store as _;
use storage_postgres::{Break, Point, PostgresStore, Relay, TrialServer};
use tokio::time::{sleep, timeout};

/// How long one try of a command may take at the most, whatever becomes of the line: to be let in to look whether the officer's
/// keys are still in force, to be let in to write, for one answer, and to be let in to ask whether it was done.
const A_TRY: Duration = Duration::from_secs(60);

/// How long a window goes on trying.
const TRIES: Duration = Duration::from_secs(120);

/// Between two tries.
const BETWEEN: Duration = Duration::from_millis(150);

/// For how long a cable is out.
const OUT: Duration = Duration::from_secs(7);

/// A desk of Kenya's that reaches the server by a line of its own, and one of Uganda's that reaches it directly.
struct Desk {
    hall: Hall,
    relay: Arc<Relay>,
    officer: SignedIn,
    parties: Specimens,
    /// The number of the last act, once one was done here.
    last: Option<i64>,
}

impl Desk {
    async fn open() -> Option<Self> {
        Some(Self::in_hall(hall().await?).await)
    }

    async fn in_hall(hall: Hall) -> Self {
        let port = hall.trial.url().parse::<PgConnectOptions>().unwrap().get_port();
        let relay = Relay::to(port).await.unwrap();
        let address = relay.through(&hall.addresses[0], port);
        let login = address.split_once("://").and_then(|(_, rest)| rest.split_once('@')).unwrap().0;
        let workstation = Workstation::open(&address, &hall.folder.path().join(login)).await.unwrap();
        let officer = at_desk(&workstation, "K-1042", "kijani-mto", "A-I1").await.unwrap();
        Self { hall, relay: Arc::new(relay), officer, parties: Specimens::new(7).unwrap(), last: None }
    }

    fn next_party(&mut self) -> Perform {
        let clock = self.officer.workstation().clock();
        let action: Action = self.parties.on_foot(Direction::AToB, clock.now().date_naive());
        Perform { key: clock.new_id(), crossing: None, version: None, action }
    }

    /// Registers the next party, as a window does it; nobody else writes meanwhile.
    async fn registers(&mut self) -> Duration {
        let perform = self.next_party();
        let begun = Instant::now();
        let done = surely(&self.officer, &perform).await;
        let took = begun.elapsed();
        self.is_done_once(&done).await;
        took
    }

    /// Looks from the other desk: the command stands in the journal once, and nothing else was added to it.
    async fn is_done_once(&mut self, done: &Performed) {
        let store = self.hall.uganda.store();
        let kept = store.command(done.key).await.unwrap().unwrap();
        assert_eq!([kept.first_seq, kept.last_seq], done.seq);
        let head = store.head().await.unwrap().seq;
        assert_eq!(head, kept.last_seq, "more was written than was answered");
        if let Some(last) = self.last {
            assert_eq!(kept.first_seq, last + 1, "something was written that nobody was told of");
        }
        self.last = Some(head);
    }

    /// Tries something at one point of a commit after the other, until a commit has fewer; returns how many there were.
    async fn suffers_at_every(&mut self, point: fn(u32) -> Point, what: Break, whole_line: bool) -> u32 {
        for number in 1..1_000 {
            self.relay.strike(point(number), what, whole_line);
            let mending = mends(&self.relay, Duration::from_millis(100));
            let took = self.registers().await;
            mending.abort();
            self.relay.mend();
            if !self.relay.has_struck() {
                return number - 1;
            }
            // Both ends are told: nobody waits for anything but the next try.
            assert!(took < Duration::from_secs(10), "{what:?} at {:?}: {took:?}", point(number));
        }
        panic!("a commit of a thousand messages")
    }

    /// Registers until every connection knows its statements, and returns how many turns a commit has then.
    async fn turns(&mut self) -> u32 {
        for _ in 0..3 {
            self.registers().await;
        }
        self.relay.count();
        self.registers().await;
        self.relay.counted().1
    }

    async fn closes(self) {
        assert!(verify(self.hall.uganda.store()).await.unwrap().is_ok());
        let workstation = Arc::clone(self.officer.workstation());
        workstation.catch_up().await.unwrap();
        assert_eq!(projections_that_differ(&workstation, 0).await.unwrap(), Vec::<String>::new());
        drop(self.officer);
        workstation.store().close().await;
        self.hall.clear().await;
    }
}

/// Mends a line some time after it was struck.
fn mends(relay: &Arc<Relay>, after: Duration) -> tokio::task::JoinHandle<()> {
    let relay = Arc::clone(relay);
    tokio::spawn(async move {
        while !relay.has_struck() {
            sleep(Duration::from_millis(5)).await;
        }
        sleep(after).await;
        relay.mend();
    })
}

/// Sends a command under its key until it is answered. A try that may not be sent again is none of a line.
async fn surely(officer: &SignedIn, perform: &Perform) -> Performed {
    let begun = Instant::now();
    loop {
        match timeout(A_TRY, officer.perform(perform)).await.expect("a wait without an end") {
            Ok(done) => return done,
            Err(error) if error.may_pass() && begun.elapsed() < TRIES => sleep(BETWEEN).await,
            Err(error) => panic!("after {:?}: {error:?}", begun.elapsed()),
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_cut_before_any_message_of_a_commit() {
    let Some(mut desk) = Desk::open().await else { return };
    let messages = desk.suffers_at_every(Point::Message, Break::Cut, false).await;
    assert!(messages > 40, "{messages} messages");
    desk.closes().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_closed_towards_one_end_alone_at_any_turn_of_a_commit() {
    let Some(mut desk) = Desk::open().await else { return };
    let turns = desk.suffers_at_every(Point::Turn, Break::HalfClosed, false).await;
    assert!(turns > 12, "{turns} turns");
    desk.closes().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_line_that_is_gone_for_a_moment_at_any_turn_of_a_commit() {
    let Some(mut desk) = Desk::open().await else { return };
    let turns = desk.suffers_at_every(Point::Turn, Break::Cut, true).await;
    assert!(turns >= 12, "{turns} turns");
    desk.closes().await;
}

/// A cable is out, and in again after seconds: what was on its way arrives then, when nobody waits for it any more.
#[tokio::test(flavor = "multi_thread")]
async fn a_cable_that_is_out_before_during_and_after_a_commit() {
    let desks = (0..4).map(|share| async move {
        let Some(mut desk) = Desk::open().await else { return };
        let turns = desk.turns().await;
        // Before anything, with the counter in hand, and around the commit itself; a question is lost, and its answer.
        let points = [1, 2, 3, 4, turns / 2, turns / 2 + 1, turns - 1, turns];
        for point in points.into_iter().skip(share).step_by(4) {
            desk.turns().await;
            desk.relay.strike(Point::Turn(point), Break::Silence, true);
            let mending = mends(&desk.relay, OUT);
            let took = desk.registers().await;
            assert!(desk.relay.has_struck(), "a commit has no turn {point}");
            assert!(took < A_TRY, "out at turn {point} of {turns}: {took:?}");
            mending.await.unwrap();
        }
        desk.closes().await;
    });
    futures_util::future::join_all(desks).await;
}

/// Something in between has forgotten one connection: the others go on, and nothing says that this one is dead.
#[tokio::test(flavor = "multi_thread")]
async fn a_connection_that_is_forgotten() {
    let desks = (0..2).map(|share| async move {
        let Some(mut desk) = Desk::open().await else { return };
        let turns = desk.turns().await;
        for point in [3, turns / 2, turns - 1, turns].into_iter().skip(share).step_by(2) {
            desk.turns().await;
            desk.relay.strike(Point::Turn(point), Break::Forgotten, false);
            let took = desk.registers().await;
            assert!(desk.relay.has_struck(), "a commit has no turn {point}");
            assert!(took < A_TRY, "forgotten at turn {point} of {turns}: {took:?}");
        }
        desk.closes().await;
    });
    futures_util::future::join_all(desks).await;
}

/// A workstation stops in the middle of a write, with the counter in hand: the others get it before they are told that they
/// can't.
#[tokio::test(flavor = "multi_thread")]
async fn a_hung_workstation_holds_nobody_up_for_long() {
    let Some(mut desk) = Desk::open().await else { return };
    let hung = PostgresStore::open(&desk.hall.addresses[1], None).await.unwrap();
    let held = hung.write().await.unwrap();
    let perform = desk.next_party();
    let begun = Instant::now();
    let done = desk.officer.perform(&perform).await.unwrap();
    assert!(begun.elapsed() < Duration::from_secs(10), "{:?}", begun.elapsed());
    desk.is_done_once(&done).await;
    // What it had begun is gone, and it learns that when it goes on.
    assert!(held.commit().await.is_err());
    hung.close().await;
    desk.closes().await;
}

async fn superuser(hall: &Hall) -> PgConnection {
    hall.trial.url().parse::<PgConnectOptions>().unwrap().connect().await.unwrap()
}

/// Waits at a desk for the news of a party that another registers, and returns how long it took to come.
async fn hears(desk: &mut Desk, waiting: &Arc<Workstation>) -> Duration {
    let last = waiting.catch_up().await.unwrap();
    let listener = Arc::clone(waiting);
    let news = tokio::spawn(async move { listener.wait_for_news(last, Duration::from_secs(20)).await });
    sleep(Duration::from_millis(50)).await;
    desk.registers().await;
    let begun = Instant::now();
    assert_eq!(Some(news.await.unwrap().unwrap()), desk.last);
    begun.elapsed()
}

#[tokio::test(flavor = "multi_thread")]
async fn notifications_that_are_missing_and_those_that_are_false() {
    let Some(mut desk) = Desk::open().await else { return };
    let waiting = Arc::clone(&desk.hall.uganda);
    let mut superuser = superuser(&desk.hall).await;

    // Without the connection on which they come news comes by looking, and the connection comes back by itself.
    let killed = query(include_str!("kill_listeners.sql")).fetch_all(&mut superuser).await.unwrap();
    assert!(killed.len() >= 3, "{} connections listened", killed.len());
    let late = hears(&mut desk, &waiting).await;
    assert!(late < Duration::from_secs(3), "{late:?}");
    sleep(Duration::from_secs(2)).await;
    let mut soon = Vec::new();
    for _ in 0..5 {
        soon.push(hears(&mut desk, &waiting).await);
    }
    assert!(soon.iter().any(|after| *after < Duration::from_millis(300)), "{soon:?}");

    // Whoever may connect may say "look" as often as he likes: it brings no news, and wakes nobody to anything.
    let last = waiting.catch_up().await.unwrap();
    let listener = Arc::clone(&waiting);
    let news = tokio::spawn(async move { listener.wait_for_news(last, Duration::from_secs(3)).await });
    let mut liar = desk.hall.addresses[0].parse::<PgConnectOptions>().unwrap().connect().await.unwrap();
    for _ in 0..500 {
        query(include_str!("notify.sql")).execute(&mut liar).await.unwrap();
    }
    assert!(!news.is_finished(), "false news was believed");
    assert_eq!(news.await.unwrap().unwrap(), last);
    let after = hears(&mut desk, &waiting).await;
    assert!(after < Duration::from_secs(3), "{after:?}");
    drop((superuser, liar));
    desk.closes().await;
}

/// The server is stopped and started, and killed and started, while a desk works on.
#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_starts_again() {
    if std::env::var_os("OSBP_TEST_POSTGRES").is_none() {
        return eprintln!("skipped: there is no server to run on");
    }
    let server = TrialServer::start(&[]).unwrap();
    let mut desk = Desk::in_hall(hall_on(&server.url()).await).await;
    desk.registers().await;
    for kill in [false, true, true] {
        let stopping = async {
            sleep(Duration::from_millis(700)).await;
            tokio::task::block_in_place(|| if kill { server.kill() } else { server.stop() }).unwrap();
            sleep(Duration::from_secs(2)).await;
            tokio::task::block_in_place(|| server.start_again()).unwrap();
        };
        let work = async {
            let begun = Instant::now();
            let mut longest = Duration::ZERO;
            while begun.elapsed() < Duration::from_secs(8) {
                let perform = desk.next_party();
                let sent = Instant::now();
                let done = surely(&desk.officer, &perform).await;
                // The other desk has to find the server again, too.
                let store = desk.hall.uganda.store();
                let kept = loop {
                    match store.command(done.key).await {
                        Ok(kept) => break kept.unwrap(),
                        Err(error) => {
                            let error = Error::from(error);
                            assert!(error.may_pass(), "{error:?}");
                            sleep(BETWEEN).await;
                        }
                    }
                };
                longest = longest.max(sent.elapsed());
                assert_eq!([kept.first_seq, kept.last_seq], done.seq);
                assert!(desk.last.is_none_or(|last| kept.first_seq == last + 1));
                desk.last = Some(kept.last_seq);
            }
            longest
        };
        let ((), longest) = tokio::join!(stopping, work);
        assert!(longest > Duration::from_secs(1) && longest < A_TRY, "nobody noticed: {longest:?}");
    }
    desk.closes().await;
    server.stop().unwrap();
}

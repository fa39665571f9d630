//! A line of a trial's own between workstations and a server, on which everything that goes wrong with a cable goes wrong
//! where the trial wants it.
//!
//! Invariant: it passes whole messages of PostgreSQL's protocol (version 3) and changes none. It knows no encryption: the
//! server of a trial asks for none.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// How a message that begins a write begins: a simple query.
const BEGIN: &[u8] = b"BEGIN ISOLATION LEVEL READ COMMITTED";

/// What the server says when a write is over: it is ready, and in no transaction.
const IS_OVER: &[u8] = b"Z\0\0\0\x05I";

/// The requests for encryption, by TLS and by GSSAPI, as they follow their length.
const UNENCRYPTED: [&[u8]; 2] = [&80_877_103_u32.to_be_bytes(), &80_877_104_u32.to_be_bytes()];

/// The longest message that is passed on, in bytes.
const LONGEST: usize = 64 << 20;

/// What goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Break {
    /// Both ends are told at once that the connection is gone, as when a program or a machine breaks down.
    Cut,
    /// Nobody is told anything, and nothing passes until the line is mended: a cable is out.
    Silence,
    /// Nobody is told anything, and nothing ever passes again: something in between has forgotten the connection.
    Forgotten,
    /// The end that would have got the message is told that the connection is gone, the other is not.
    HalfClosed,
}

/// Where in a write it goes wrong: before which of the messages from its `BEGIN` on, counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Point {
    /// Any message, in either direction.
    Message(u32),
    /// A message that goes the other way than the one before it: a question's first, an answer's first.
    Turn(u32),
}

/// What is to go wrong with the next write.
#[derive(Debug, Clone, Copy)]
struct Plan {
    point: Point,
    what: Break,
    /// Every connection, and every new one until the line is mended; else the write's own alone.
    whole_line: bool,
}

#[derive(Debug, Default)]
struct State {
    plan: Option<Plan>,
    /// The connection whose write is counted.
    counted: Option<u64>,
    is_over: bool,
    messages: u32,
    turns: u32,
    is_answer: bool,
    is_struck: bool,
    connections: u64,
}

/// How the line stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Line {
    Good,
    Broken(Break),
}

#[derive(Debug)]
struct Shared {
    state: Mutex<State>,
    line: watch::Sender<Line>,
}

/// The line.
#[derive(Debug)]
pub struct Relay {
    address: SocketAddr,
    shared: Arc<Shared>,
    accepting: JoinHandle<()>,
}

impl Relay {
    /// Lays a line to the server that listens on a port of this machine.
    ///
    /// # Errors
    /// When this machine has no port left.
    pub async fn to(port: u16) -> io::Result<Self> {
        Self::toward((Ipv4Addr::LOCALHOST, port).into()).await
    }

    /// Lays a line to a server anywhere.
    ///
    /// # Errors
    /// When this machine has no port left.
    pub async fn toward(server: SocketAddr) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?;
        let shared = Arc::new(Shared { state: Mutex::default(), line: watch::Sender::new(Line::Good) });
        let accepting = tokio::spawn(accept(listener, server, Arc::clone(&shared)));
        Ok(Self { address, shared, accepting })
    }

    /// Returns the address of a database of that server by this line.
    #[must_use]
    pub fn through(&self, url: &str, port: u16) -> String {
        url.replacen(&format!("127.0.0.1:{port}"), &self.address.to_string(), 1)
    }

    /// Lets something go wrong once, with the next write.
    pub fn strike(&self, point: Point, what: Break, whole_line: bool) {
        self.count();
        self.state().plan = Some(Plan { point, what, whole_line });
    }

    /// Counts the messages and the turns of the next write.
    pub fn count(&self) {
        let connections = self.state().connections;
        *self.state() = State { connections, ..State::default() };
    }

    /// Returns how many messages and turns the last write took, from its `BEGIN` to the server's word that it is over.
    pub fn counted(&self) -> (u32, u32) {
        let state = self.state();
        (state.messages, state.turns)
    }

    /// Returns whether what was to go wrong did.
    pub fn has_struck(&self) -> bool {
        self.state().is_struck
    }

    /// Breaks every connection now, and every new one until the line is mended.
    pub fn break_now(&self, what: Break) {
        self.shared.line.send_replace(Line::Broken(what));
    }

    /// Mends the line: whatever was on its way in silence arrives.
    pub fn mend(&self) {
        self.shared.line.send_replace(Line::Good);
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.shared.state()
    }
}

impl Drop for Relay {
    fn drop(&mut self) {
        self.accepting.abort();
        self.shared.line.send_replace(Line::Broken(Break::Cut));
    }
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes a message of a connection; returns what goes wrong before it.
    fn pass(&self, connection: u64, is_answer: bool, message: &[u8]) -> Option<Break> {
        let mut state = self.state();
        if state.counted.is_none() && !is_answer && begins_write(message) {
            state.counted = Some(connection);
            state.is_answer = true;
        }
        if state.counted != Some(connection) || state.is_over {
            return None;
        }
        state.messages += 1;
        if state.is_answer != is_answer {
            state.turns += 1;
            state.is_answer = is_answer;
        }
        state.is_over = is_answer && message == IS_OVER;
        let plan = state.plan?;
        let is_there = match plan.point {
            Point::Message(number) => state.messages == number,
            Point::Turn(number) => state.turns == number,
        };
        if state.is_struck || !is_there {
            return None;
        }
        state.is_struck = true;
        drop(state);
        if plan.whole_line {
            self.line.send_replace(Line::Broken(plan.what));
        }
        Some(plan.what)
    }
}

fn begins_write(message: &[u8]) -> bool {
    message.first() == Some(&b'Q') && message.get(5..).is_some_and(|query| query.starts_with(BEGIN))
}

async fn accept(listener: TcpListener, server: SocketAddr, shared: Arc<Shared>) {
    while let Ok((client, _)) = listener.accept().await {
        let connection = {
            let mut state = shared.state();
            state.connections += 1;
            state.connections
        };
        // Ends with either end of the connection, or with the line.
        tokio::spawn(serve(client, server, connection, Arc::clone(&shared)));
    }
}

/// Lets one connection live as long as the line lets it. Dropped, it tells both ends.
async fn serve(mut client: TcpStream, server: SocketAddr, connection: u64, shared: Arc<Shared>) -> io::Result<()> {
    let mut line = shared.line.subscribe();
    // A new connection is answered as the old ones are.
    let is_closed = |line: &Line| matches!(line, Line::Good | Line::Broken(Break::Cut | Break::HalfClosed));
    let is_good = line.wait_for(is_closed).await.map(|line| *line == Line::Good);
    if !is_good.unwrap_or(false) {
        return Ok(());
    }
    let startup = read_startup(&mut client).await?;
    let mut server = TcpStream::connect(server).await?;
    client.set_nodelay(true)?;
    server.set_nodelay(true)?;
    server.write_all(&startup).await?;
    let (from_client, to_client) = client.into_split();
    let (from_server, to_server) = server.into_split();
    let ends = Arc::new(watch::Sender::new(None::<Break>));
    let way = |is_answer| Way { connection, is_answer, shared: Arc::clone(&shared), ends: Arc::clone(&ends) };
    tokio::join!(way(false).pump(from_client, to_server), way(true).pump(from_server, to_client));
    Ok(())
}

/// Reads the first message, which has no kind, and answers that there is no encryption.
async fn read_startup(client: &mut TcpStream) -> io::Result<Vec<u8>> {
    loop {
        let length = client.read_u32().await?;
        let mut message = length.to_be_bytes().to_vec();
        let rest = usize::try_from(length).ok().and_then(|length| length.checked_sub(4));
        read_on(client, &mut message, rest).await?;
        if !matches!(message.get(4..8), Some(code) if UNENCRYPTED.contains(&code)) {
            return Ok(message);
        }
        client.write_all(b"N").await?;
    }
}

/// Reads a message with its kind.
async fn read_message(from: &mut OwnedReadHalf) -> io::Result<Vec<u8>> {
    let kind = from.read_u8().await?;
    let length = from.read_u32().await?;
    let mut message = vec![kind];
    message.extend(length.to_be_bytes());
    let rest = usize::try_from(length).ok().and_then(|length| length.checked_sub(4));
    read_on(from, &mut message, rest).await?;
    Ok(message)
}

async fn read_on(from: &mut (impl AsyncRead + Unpin), message: &mut Vec<u8>, rest: Option<usize>) -> io::Result<()> {
    let rest = rest.filter(|rest| *rest <= LONGEST).ok_or(io::ErrorKind::InvalidData)?;
    let known = message.len();
    message.resize(known + rest, 0);
    from.read_exact(message.get_mut(known..).unwrap_or_default()).await.map(drop)
}

/// One of a connection's two directions.
struct Way {
    connection: u64,
    is_answer: bool,
    shared: Arc<Shared>,
    /// What this connection alone suffers.
    ends: Arc<watch::Sender<Option<Break>>>,
}

impl Way {
    /// Passes messages on until either end or the line closes the connection; then the other direction ends too.
    async fn pump(self, mut from: OwnedReadHalf, mut to: OwnedWriteHalf) {
        let mut line = self.shared.line.subscribe();
        loop {
            let read = tokio::select! {
                read = read_message(&mut from) => read.ok(),
                () = self.is_cut() => None,
            };
            let Some(message) = read else { break };
            if let Some(what) = self.shared.pass(self.connection, self.is_answer, &message) {
                self.ends.send_replace(Some(what));
            }
            match self.suffers() {
                None => {}
                Some(Break::Cut) => break,
                Some(Break::Silence) => {
                    // A line that is good already is mended for the one connection that was struck.
                    let is_whole_line = *line.borrow_and_update() != Line::Good;
                    let mended = match is_whole_line {
                        true => line.wait_for(|line| *line != Line::Broken(Break::Silence)).await.is_ok(),
                        false => line.changed().await.is_ok(),
                    };
                    if !mended {
                        break;
                    }
                    self.ends.send_if_modified(|ends| {
                        let was_silent = *ends == Some(Break::Silence);
                        if was_silent {
                            *ends = None;
                        }
                        was_silent
                    });
                    if self.suffers().is_some() {
                        break;
                    }
                }
                Some(what @ (Break::Forgotten | Break::HalfClosed)) => {
                    if what == Break::HalfClosed && to.shutdown().await.is_err() {
                        break;
                    }
                    self.is_cut().await;
                    break;
                }
            }
            if to.write_all(&message).await.is_err() {
                break;
            }
        }
        self.ends.send_replace(Some(Break::Cut));
    }

    fn suffers(&self) -> Option<Break> {
        let own = *self.ends.borrow();
        let all = match *self.shared.line.borrow() {
            Line::Broken(what) => Some(what),
            Line::Good => None,
        };
        own.or(all)
    }

    /// Waits until the connection is closed: by an end of it, or with the whole line.
    async fn is_cut(&self) {
        let (mut ends, mut line) = (self.ends.subscribe(), self.shared.line.subscribe());
        tokio::select! {
            _ = ends.wait_for(|ends| *ends == Some(Break::Cut)) => {}
            _ = line.wait_for(|line| *line == Line::Broken(Break::Cut)) => {}
        }
    }
}

//! Drives the real window, as an officer at a desk would.
//!
//! Invariant: every desk is a program of its own with a home of its own; nothing it stores or starts outlives it.
#![expect(clippy::panic, clippy::expect_used, reason = "a test fails by a panic, and this package is tests only")]

use std::cell::Cell;
use std::collections::BTreeMap;
use std::fs;
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use fantoccini::actions::{InputSource as _, KeyAction, KeyActions};
use fantoccini::key::Key;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tempfile::TempDir;

/// How long a window may take to show what a test waits for. A debug build on a busy machine is slow; the time-out only
/// bounds a failure.
pub const PATIENCE: Duration = Duration::from_secs(30);

const GLANCE: Duration = Duration::from_millis(50);

/// A workstation with the window open.
#[derive(Debug)]
pub struct Desk {
    client: Client,
    effort: Cell<Effort>,
    // Dropped in order: the programs end before their home goes.
    _driver: Driver,
    home: TempDir,
}

/// What an officer had to do with his hands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Effort {
    /// Documents, plates and slips he laid on the reader.
    pub scans: u32,
    /// Keys and chords he pressed, and buttons he clicked on. What he typed into a field is not among them.
    pub keys: u32,
}

impl Desk {
    /// Opens the window with these words on its command line, in a home of its own.
    ///
    /// # Panics
    /// When the window or its driver does not come up.
    pub async fn open(words: &[&str]) -> Self {
        Self::open_with(words, None, &[]).await
    }

    /// Opens the window on a post that several desks share.
    ///
    /// # Panics
    /// When the window or its driver does not come up.
    pub async fn at(post: &Post) -> Self {
        Self::at_with(post, &[]).await
    }

    /// Opens the window on a post that several desks share, with variables of its own: a card reader's.
    ///
    /// # Panics
    /// When the window or its driver does not come up.
    pub async fn at_with(post: &Post, variables: &[(&str, &str)]) -> Self {
        let address = post.address();
        Self::open_with(&["--database", &address], Some(post.folder.path()), variables).await
    }

    /// Opens the window on the post at an address, where this workstation's files are in that folder.
    ///
    /// # Panics
    /// When the window or its driver does not come up.
    pub async fn on(address: &str, files: &Path) -> Self {
        Self::open_with(&["--database", address], Some(files), &[]).await
    }

    async fn open_with(words: &[&str], program_home: Option<&Path>, variables: &[(&str, &str)]) -> Self {
        let home = TempDir::new().expect("a home for the desk");
        let driver = Driver::start(home.path(), program_home, variables);
        let options = json!({ "application": program("osbp-desk"), "args": words });
        let wanted = json!({ "browserName": "wry", "tauri:options": options });
        let Value::Object(wanted) = wanted else { panic!("capabilities are an object") };
        let mut window = ClientBuilder::new(HttpConnector::new());
        let client = tokio::time::timeout(PATIENCE, window.capabilities(wanted).connect(&driver.url)).await;
        let client = client
            .expect("the driver answers")
            .expect("the window opens (tests run through 'cargo xtask test', which provides a screen)");
        Self { client, effort: Cell::default(), _driver: driver, home }
    }

    /// Returns what the officer did since this was last asked.
    pub fn effort(&self) -> Effort {
        self.effort.take()
    }

    fn tries(&self, scans: u32, keys: u32) {
        let before = self.effort.get();
        self.effort.set(Effort { scans: before.scans + scans, keys: before.keys + keys });
    }

    /// Returns the folder that is the home of this desk's user.
    pub fn home(&self) -> &Path {
        self.home.path()
    }

    /// Returns the WebDriver session, for what this type has no word for.
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// Waits until the window shows `words` somewhere.
    ///
    /// # Panics
    /// When it does not within [`PATIENCE`]; the message holds what it shows instead.
    pub async fn sees(&self, words: &str) {
        let begun = Instant::now();
        let mut shown = self.text().await;
        while !shown.contains(words) {
            if begun.elapsed() > PATIENCE {
                let picture = self.picture("missing-words").await;
                panic!("the window does not show '{words}' (see {}) but:\n{shown}", picture.display());
            }
            tokio::time::sleep(GLANCE).await;
            shown = self.text().await;
        }
    }

    /// Waits until the window shows `words` nowhere.
    ///
    /// # Panics
    /// When it still does after [`PATIENCE`].
    pub async fn sees_no_more(&self, words: &str) {
        let begun = Instant::now();
        while self.text().await.contains(words) {
            assert!(begun.elapsed() < PATIENCE, "the window still shows '{words}'");
            tokio::time::sleep(GLANCE).await;
        }
    }

    /// Returns the text the window shows, as it can be read from the screen: without the marks that keep a name of one
    /// direction of writing apart from a sentence of the other.
    ///
    /// # Panics
    /// When the window does not answer.
    pub async fn text(&self) -> String {
        let text = self.run("return document.body.innerText", &[]).await;
        text.as_str().unwrap_or_default().replace(['\u{2068}', '\u{2069}'], "")
    }

    /// Waits for the element that `css` selects and returns the text on it.
    ///
    /// # Panics
    /// When there is none within [`PATIENCE`].
    pub async fn reads(&self, css: &str) -> String {
        self.find(css).await.text().await.expect("the element has text")
    }

    /// Clicks on the element that `css` selects.
    ///
    /// # Panics
    /// When there is none within [`PATIENCE`], or it can't be clicked.
    pub async fn clicks(&self, css: &str) {
        self.tries(0, 1);
        self.find(css).await.click().await.expect("the element can be clicked");
    }

    /// Clicks in the field that `css` selects, empties it and types into it.
    ///
    /// # Panics
    /// When there is none within [`PATIENCE`], or it takes no text.
    pub async fn types(&self, css: &str, words: &str) {
        let begun = Instant::now();
        // A dialog's fields are there a moment before it opens.
        while let Err(problem) = self.find(css).await.clear().await {
            assert!(begun.elapsed() < PATIENCE, "'{css}' can't be emptied: {problem}");
            tokio::time::sleep(GLANCE).await;
        }
        self.find(css).await.send_keys(words).await.expect("the field takes text");
    }

    /// Gives a file to the field that `css` selects, as if it had been chosen: its name, and its bytes in base64.
    ///
    /// # Panics
    /// When there is no such field.
    pub async fn is_given(&self, css: &str, name: &str, content: &str) {
        self.tries(0, 1);
        let script = "const [css, name, content] = arguments;
            const field = document.querySelector(css);
            if (!field) return false;
            const given = new DataTransfer();
            given.items.add(new File([Uint8Array.from(atob(content), one => one.charCodeAt(0))], name));
            field.files = given.files;
            field.dispatchEvent(new Event('change', { bubbles: true }));
            return true;";
        assert_eq!(self.run(script, &[css, name, content]).await, Value::Bool(true), "there is no '{css}'");
    }

    /// Waits until an image that `css` selects shows a picture of so many dots across.
    ///
    /// # Panics
    /// When none does within [`PATIENCE`].
    pub async fn shows(&self, css: &str, wide: u32) {
        let script = "return [...document.querySelectorAll(arguments[0])].some(
            one => one.checkVisibility() && one.naturalWidth === Number(arguments[1]))";
        let begun = Instant::now();
        while self.run(script, &[css, &wide.to_string()]).await != Value::Bool(true) {
            let shown = self.text().await;
            assert!(begun.elapsed() < PATIENCE, "no '{css}' shows such a picture; the window shows:\n{shown}");
            tokio::time::sleep(GLANCE).await;
        }
    }

    /// Chooses an entry of the list that `css` selects, by its value.
    ///
    /// # Panics
    /// When there is no such list within [`PATIENCE`], or no such entry in it.
    pub async fn picks(&self, css: &str, value: &str) {
        self.find(css).await;
        let script = "const list = document.querySelector(arguments[0]);
            if (![...list.options].some(one => one.value === arguments[1])) return false;
            list.value = arguments[1];
            list.dispatchEvent(new Event('input', { bubbles: true }));
            list.dispatchEvent(new Event('change', { bubbles: true }));
            return true;";
        assert_eq!(self.run(script, &[css, value]).await, Value::Bool(true), "'{css}' has no entry '{value}'");
    }

    /// Presses and releases a key, wherever the focus is.
    ///
    /// # Panics
    /// When the window does not answer.
    pub async fn presses(&self, key: Key) {
        self.tries(0, 1);
        self.strikes(&[key.into()]).await;
    }

    /// Presses a key while Shift is held.
    ///
    /// # Panics
    /// When the window does not answer.
    pub async fn presses_shift(&self, key: Key) {
        self.presses_with(Key::Shift, key.into()).await;
    }

    /// Presses a key while another is held: `Ctrl` and `L`.
    ///
    /// # Panics
    /// When the window does not answer.
    pub async fn presses_with(&self, held: Key, key: char) {
        self.tries(0, 1);
        let chord = KeyActions::new("keyboard".to_owned())
            .then(KeyAction::Down { value: held.into() })
            .then(KeyAction::Down { value: key })
            .then(KeyAction::Up { value: key })
            .then(KeyAction::Up { value: held.into() });
        self.client.perform_actions(chord).await.expect("the window takes keys");
    }

    /// Types like a document reader: every line at once, far faster than a person, with Enter after each.
    ///
    /// # Panics
    /// When the window does not answer.
    pub async fn scans(&self, lines: &[&str]) {
        self.tries(1, 0);
        let mut keys = Vec::new();
        for line in lines {
            keys.extend(line.chars());
            keys.push(Key::Enter.into());
        }
        self.strikes(&keys).await;
    }

    /// Keeps a picture of the window as `NAME.png` in the build's folder `screenshots`, and returns its path.
    ///
    /// # Panics
    /// When the window gives no picture, or it can't be kept.
    pub async fn picture(&self, name: &str) -> PathBuf {
        let folder = built().join("../screenshots");
        fs::create_dir_all(&folder).expect("a folder for pictures");
        let file = folder.join(format!("{name}.png"));
        // The driver takes the picture when the window next paints something, and one that stands still has nothing to paint.
        self.client.execute(include_str!("dot.js"), Vec::new()).await.expect("the window paints a dot");
        let picture = tokio::time::timeout(PATIENCE, self.client.screenshot()).await.expect("the window paints itself");
        let picture = picture.expect("the window gives a picture");
        fs::write(&file, picture).expect("the picture can be kept");
        file
    }

    /// Keeps pictures of the window as `NAME-light.png` and `NAME-dark.png`, and finds nothing wrong with how either looks:
    /// words everywhere, readable (WCAG 2.2 AA) and not cut off.
    ///
    /// # Panics
    /// When something is wrong.
    pub async fn looks_right(&self, name: &str) {
        let dress = "const root = document.documentElement;
            const before = root.dataset.theme ?? '';
            if (arguments[0]) root.dataset.theme = arguments[0]; else delete root.dataset.theme;
            return before";
        let arrived = "const done = arguments[0]; document.fonts.ready.then(() => done(true))";
        self.client.execute_async(arrived, Vec::new()).await.expect("the faces arrive");
        let settled = "const done = arguments[0];
            const ended = () => Promise.allSettled(document.getAnimations().map(one => one.finished));
            const late = new Promise(over => setTimeout(over, 5000));
            setTimeout(() => Promise.race([ended(), late]).then(() => requestAnimationFrame(() => done(true))), 250)";
        let mut before = None;
        for theme in ["light", "dark"] {
            let worn = self.run(dress, &[theme]).await;
            before.get_or_insert(worn);
            // The colours of buttons and of rows that are new change in a moment, not at once.
            self.client.execute_async(settled, Vec::new()).await.expect("the colours settle");
            self.picture(&format!("{name}-{theme}")).await;
            let problems = self.run(include_str!("looks.js"), &[]).await;
            assert_eq!(problems, json!([]), "{name}, {theme}");
        }
        self.run(dress, &[before.as_ref().and_then(Value::as_str).unwrap_or_default()]).await;
    }

    /// Runs a script in the page and returns what it returns; `arguments[n]` are `words`.
    ///
    /// # Panics
    /// When the script throws.
    pub async fn run(&self, script: &str, words: &[&str]) -> Value {
        let words = words.iter().map(|word| json!(word)).collect();
        self.client.execute(script, words).await.expect("the script runs in the page")
    }

    /// Brings something to the top of its page.
    ///
    /// # Panics
    /// When it is not there.
    pub async fn brings_to_the_top(&self, css: &str) {
        let script = "const wanted = document.querySelector(arguments[0]);
            for (let one = wanted.parentElement; one; one = one.parentElement)
                if (one.scrollHeight > one.clientHeight && getComputedStyle(one).overflowY !== 'visible')
                    return void (one.scrollTop += wanted.getBoundingClientRect().top - one.getBoundingClientRect().top);";
        self.run(script, &[css]).await;
    }

    /// Calls a command of the shell from the page, as the page's own code would; `Err` is the refusal.
    ///
    /// # Panics
    /// When the window does not answer.
    pub async fn calls(&self, command: &str, request: Value) -> Result<Value, Value> {
        let script = "const [command, request, done] = arguments;
            window.__TAURI_INTERNALS__.invoke(command, request).then(good => done({ good }), bad => done({ bad: bad ?? null }));";
        let answer = self.client.execute_async(script, vec![json!(command), request]).await.expect("the shell answers");
        match answer.get("bad") {
            Some(refusal) => Err(refusal.clone()),
            None => Ok(answer.get("good").cloned().unwrap_or_default()),
        }
    }

    async fn find(&self, css: &str) -> fantoccini::elements::Element {
        let found = self.client.wait().at_most(PATIENCE).every(GLANCE).for_element(Locator::Css(css)).await;
        match found {
            Ok(element) => element,
            Err(problem) => panic!("the window has no '{css}': {problem}\n{}", self.text().await),
        }
    }

    async fn strikes(&self, keys: &[char]) {
        let mut strokes = KeyActions::new("keyboard".to_owned());
        for key in keys {
            strokes = strokes.then(KeyAction::Down { value: *key }).then(KeyAction::Up { value: *key });
        }
        self.client.perform_actions(strokes).await.expect("the window takes keys");
    }
}

impl Desk {
    /// Signs an officer in and waits for the queue.
    ///
    /// # Panics
    /// When the queue does not come.
    pub async fn signs_in(&self, number: &str, password: &str, name: &str) {
        self.types("#number", number).await;
        self.types("#password", password).await;
        self.is_let_in(name).await;
    }

    /// Signs an officer in at a desk that he picks: one whom the page does not list.
    ///
    /// # Panics
    /// When the queue does not come.
    pub async fn signs_in_at(&self, at: &str, number: &str, password: &str, name: &str) {
        self.types("#number", number).await;
        self.picks("#desk", at).await;
        self.types("#password", password).await;
        self.is_let_in(name).await;
    }

    async fn is_let_in(&self, name: &str) {
        self.presses(Key::Enter).await;
        // The list of invented officers names him too: he is in once there is a scan field.
        self.client.wait().at_most(PATIENCE).for_element(Locator::Css(".scan__field")).await.expect("a scan field");
        self.sees(name).await;
    }

    /// Scans a passport.
    ///
    /// # Panics
    /// When the window does not answer.
    pub async fn scans_passport(&self, passport: &[String; 2]) {
        let [first, second] = passport;
        self.scans(&[first, second]).await;
    }

    /// Returns what stands in the field that `css` selects.
    ///
    /// # Panics
    /// When there is none within [`PATIENCE`].
    pub async fn value(&self, css: &str) -> String {
        self.find(css).await;
        let value = self.run("return document.querySelector(arguments[0]).value", &[css]).await;
        value.as_str().unwrap_or_default().to_owned()
    }

    /// Chooses something behind "More", as the officer finds it there.
    ///
    /// # Panics
    /// When it is not there within [`PATIENCE`].
    pub async fn more(&self, words: &str) {
        self.presses(Key::F10).await;
        self.reads("#ask-more").await;
        self.chooses(words).await;
    }

    /// Lets a second officer sign at this desk what waits for him.
    ///
    /// # Panics
    /// When nothing waits for a signature here, or it is not taken.
    pub async fn lets_sign_here(&self, number: &str, password: &str) {
        self.chooses("A second officer signs here").await;
        self.types("#second-number", number).await;
        self.types("#second-password", password).await;
    }

    /// Reads the window in another language, by its own name, and comes back to a crossing.
    ///
    /// # Panics
    /// When the crossing does not come back.
    pub async fn speaks(&self, language: &str, reference: &str) {
        self.run("document.querySelectorAll('.rail button')[4].click()", &[]).await;
        self.reads(".setup").await;
        self.chooses(language).await;
        self.scans(&[reference]).await;
        self.reads(".history").await;
        self.sees(reference).await;
    }

    /// Keeps pictures of a crossing and of what else may be done on it, in English and in French, and finds nothing wrong with
    /// them. The window is in English before and after.
    ///
    /// # Panics
    /// When something is wrong.
    pub async fn looks_right_in_both(&self, reference: &str, name: &str) {
        for (language, code) in [("Français", "fr"), ("English", "en")] {
            self.speaks(language, reference).await;
            self.looks_right(&format!("{name}-{code}")).await;
            self.presses(Key::F10).await;
            self.reads("#ask-more").await;
            self.looks_right(&format!("{name}-more-{code}")).await;
            self.presses(Key::Escape).await;
        }
    }

    /// Takes what is ready for him on the crossing that is shown, and clears it: two keys.
    ///
    /// # Panics
    /// When the window does not follow.
    pub async fn takes_and_clears(&self) {
        self.has_no_dialog().await;
        self.sees("Take").await;
        self.presses(Key::F4).await;
        self.sees("You have it").await;
        self.presses(Key::F4).await;
        self.sees_no_more("You have it").await;
    }

    /// Waits until the last dialog has closed: keys are its own before.
    ///
    /// # Panics
    /// When one stays.
    pub async fn has_no_dialog(&self) {
        let begun = Instant::now();
        while self.run("return document.querySelector('dialog[open]') === null", &[]).await != Value::Bool(true) {
            assert!(begun.elapsed() < PATIENCE, "a dialog stays open: {}", self.text().await);
            tokio::time::sleep(GLANCE).await;
        }
    }

    /// Presses the button, or takes the answer, that shows these words.
    ///
    /// # Panics
    /// When there is none within [`PATIENCE`].
    pub async fn chooses(&self, words: &str) {
        self.tries(0, 1);
        let script = "const within = document.querySelector('dialog[open]') ?? document;
            const button = [...within.querySelectorAll('button, label.choice')].find(
                one => one.checkVisibility() && !one.disabled && one.ariaDisabled !== 'true'
                    && one.innerText.includes(arguments[0]));
            if (button) button.click();
            return Boolean(button);";
        let begun = Instant::now();
        while self.run(script, &[words]).await != Value::Bool(true) {
            let shown = self.text().await;
            assert!(begun.elapsed() < PATIENCE, "no button shows '{words}'; the window shows:\n{shown}");
            tokio::time::sleep(GLANCE).await;
        }
    }
}

/// A demonstration post without traffic of its own, shared by several desks and by `osbpctl`.
#[derive(Debug)]
pub struct Post {
    folder: TempDir,
}

impl Post {
    /// Founds it.
    ///
    /// # Panics
    /// When `osbpctl` does not.
    pub fn found() -> Self {
        let post = Self::to_be_found();
        post.osbpctl(&["demo", "--crossings", "0", "--referrals", "0"], "", "");
        post
    }

    /// A folder for a post that a test founds itself, at its address.
    ///
    /// # Panics
    /// When there is no folder.
    pub fn to_be_found() -> Self {
        Self { folder: TempDir::new().expect("a folder for the post") }
    }

    /// Founds it with traffic that has run for a while and stands.
    ///
    /// # Panics
    /// When `osbpctl` does not.
    pub fn found_busy() -> Self {
        let post = Self::to_be_found();
        post.osbpctl(&["demo", "--crossings", "80", "--standing", "40", "--referrals", "60", "--seed", "7"], "", "");
        post
    }

    /// Returns the address of its database.
    pub fn address(&self) -> String {
        self.folder.path().join("post.osbp").display().to_string()
    }

    /// Returns a path inside its folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Runs `osbpctl --json` on it and returns the answer.
    ///
    /// # Panics
    /// When it does not end well, or its answer is no JSON.
    pub fn osbpctl(&self, words: &[&str], password: &str, input: &str) -> Value {
        self.osbpctl_with(words, password, input, &[])
    }

    /// Runs `osbpctl --json` on it with variables of its own, such as a card reader's, and returns the answer.
    ///
    /// # Panics
    /// As [`Post::osbpctl`].
    pub fn osbpctl_with(&self, words: &[&str], password: &str, input: &str, variables: &[(&str, &str)]) -> Value {
        let mut child = Command::new(program("osbpctl"))
            .arg("--json")
            .args(words)
            .env("OSBP_HOME", self.folder.path())
            .env("OSBP_SECRETS", "file")
            .env("OSBP_DB", self.address())
            .env("OSBP_PASSWORD", password)
            .envs(variables.iter().copied())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            .spawn()
            .expect("osbpctl starts");
        let mut stdin = child.stdin.take().expect("it reads");
        std::io::Write::write_all(&mut stdin, input.as_bytes()).expect("it takes its input");
        drop(stdin);
        let ended = child.wait_with_output().expect("it ends");
        let said = String::from_utf8_lossy(&ended.stdout);
        assert!(ended.status.success(), "osbpctl {words:?} ended with {:?}: {said}", ended.status.code());
        serde_json::from_str(&said).unwrap_or_else(|problem| panic!("osbpctl {words:?}: {problem}: {said}"))
    }

    /// Returns the reference of the only crossing that is open.
    ///
    /// # Panics
    /// When there is none.
    pub fn reference(&self) -> String {
        let shown = self.osbpctl(&["queue"], "", "");
        shown.pointer("/0/reference").and_then(Value::as_str).expect("one crossing").to_owned()
    }

    /// Lets an officer who has no window take the step of his agency that is ready on a crossing, and clear it.
    ///
    /// # Panics
    /// When there is none.
    pub fn clears(&self, officer: &str, reference: &str, country: &str, agency: &str) {
        let shown = self.osbpctl(&["crossing", "show", reference], "", "");
        let steps = shown.get("steps").and_then(Value::as_array).cloned().unwrap_or_default();
        let is_his = |step: &&Value| {
            step.get("country").and_then(Value::as_str) == Some(country)
                && step.get("agency").and_then(Value::as_str) == Some(agency)
                && step.get("state").and_then(Value::as_str) == Some("ready")
        };
        // One claim takes one control.
        let mut ready: BTreeMap<String, Vec<Value>> = BTreeMap::new();
        for step in steps.iter().filter(is_his) {
            let control = step.get("control").and_then(Value::as_str).unwrap_or_default().to_owned();
            ready.entry(control).or_default().extend(step.get("id").cloned());
        }
        assert!(!ready.is_empty(), "nothing is ready for {country} {agency}: {shown}");
        for steps in ready.values() {
            for command in ["claim", "clear"] {
                let asked = json!({ "command": command, "crossing": reference, "steps": steps });
                self.osbpctl(&["act", "-", "--officer", officer], "zamu-ya-kazi", &asked.to_string());
            }
        }
    }
}

/// Returns the zone of an invented passport (ICAO Doc 9303, TD3): issued by the State whose national the holder is, valid for
/// years, its number the letters `SP` and seven digits.
///
/// # Panics
/// When the name is longer than a line.
pub fn passport(state: &str, number: u32, surname: &str, given: &str, birth: &str, sex: char) -> [String; 2] {
    let name = format!("P<{state}{surname}<<{}", given.replace(' ', "<"));
    assert!(name.len() <= 44, "the name fits in its line");
    let number = format!("SP{number:07}");
    let number = format!("{number}{}", check_digit(&number));
    let birth = format!("{birth}{}", check_digit(birth));
    let expiry = format!("310315{}", check_digit("310315"));
    let optional = "<".repeat(15);
    let all = check_digit(&format!("{number}{birth}{expiry}{optional}"));
    [format!("{name:<<44}"), format!("{number}{state}{birth}{sex}{expiry}{optional}{all}")]
}

/// The check digit of Doc 9303: weights 7, 3, 1; letters from ten on, fillers nothing.
fn check_digit(cells: &str) -> u32 {
    let value = |cell: char| cell.to_digit(36).unwrap_or(0);
    cells.chars().zip([7, 3, 1].into_iter().cycle()).map(|(cell, weight)| value(cell) * weight).sum::<u32>() % 10
}

/// Returns the path of a program that this build made.
///
/// # Panics
/// When it was not built.
pub fn program(name: &str) -> PathBuf {
    let path = built().join(name);
    assert!(path.is_file(), "{} is missing: tests run through 'cargo xtask test', which builds it", path.display());
    path
}

/// The folder that cargo builds into: a test lies in `deps` inside it.
fn built() -> PathBuf {
    let test = std::env::current_exe().expect("the test knows where it lies");
    test.ancestors().nth(2).expect("the test lies in the build's folder").to_owned()
}

/// `tauri-driver`, the web view's own driver below it, and the window below that: one process group.
///
/// Its leader is a guard that reads from this test and ends the whole group when there is nothing more to read, so that the
/// group goes however the test goes: done, failed, or killed by the runner.
#[derive(Debug)]
struct Driver {
    guard: Child,
    url: String,
}

impl Driver {
    fn start(home: &Path, program_home: Option<&Path>, variables: &[(&str, &str)]) -> Self {
        let (port, below) = (free_port(), free_port());
        let driver = std::env::var_os("OSBP_DRIVER").unwrap_or_else(|| "tauri-driver".into());
        let guard = Command::new("sh")
            .args(["-c", "\"$@\" & read -r _; kill -s KILL -- -$$", "guard"])
            .arg(driver)
            .args(["--port", &port.to_string(), "--native-port", &below.to_string()])
            .env("HOME", home)
            .envs(program_home.map(|shared| ("OSBP_HOME", shared)))
            .envs(variables.iter().copied())
            .env("OSBP_SECRETS", "file")
            .env("OSBP_DOCUMENTS", home.join("documents"))
            .env("XDG_DATA_HOME", home.join("data"))
            .env("XDG_CONFIG_HOME", home.join("config"))
            .env("XDG_CACHE_HOME", home.join("cache"))
            .env("XDG_STATE_HOME", home.join("state"))
            // Either of these leaves WebKitGTK 2.50 waiting for ever when it is asked for a picture.
            .env_remove("WEBKIT_DISABLE_COMPOSITING_MODE")
            .env_remove("WEBKIT_DISABLE_DMABUF_RENDERER")
            // A desk under test has no desktop around it: settings stay in memory, nobody looks for a screen reader, and no
            // message bus is launched, which would outlive the window.
            .env("DBUS_SESSION_BUS_ADDRESS", "disabled:")
            .env("GSETTINGS_BACKEND", "memory")
            .env("NO_AT_BRIDGE", "1")
            .env("GTK_A11Y", "none")
            .stdin(Stdio::piped())
            .process_group(0)
            .spawn()
            .expect("a shell starts");
        let driver = Self { guard, url: format!("http://127.0.0.1:{port}") };
        let begun = Instant::now();
        for port in [port, below] {
            while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
                assert!(
                    begun.elapsed() < PATIENCE,
                    "no driver listens: tests run through 'cargo xtask test', which installs tauri-driver and WebKitWebDriver"
                );
                std::thread::sleep(GLANCE);
            }
        }
        driver
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        drop(self.guard.stdin.take());
        if let Err(problem) = self.guard.wait() {
            eprintln!("failed to wait for the end of the window: {problem}");
        }
    }
}

fn free_port() -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
    listener.local_addr().expect("the port has a number").port()
}

#[cfg(test)]
mod tests {
    #[test]
    fn an_invented_passport_reads_like_a_specimen() {
        let [name, numbers] = super::passport("KEN", 4_242, "MUTUA", "FAITH NDUKU", "910514", 'F');
        assert_eq!(name, "P<KENMUTUA<<FAITH<NDUKU<<<<<<<<<<<<<<<<<<<<<");
        assert_eq!(numbers, "SP00042423KEN9105148F3103153<<<<<<<<<<<<<<<8");
    }
}

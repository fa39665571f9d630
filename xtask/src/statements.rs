//! Checks every SQL statement against both engines and keeps what they answer in `.sqlx`, so that a plain build needs no
//! database.
//!
//! Invariant: the trial databases are made by the migrations alone, from nothing. sqlx's macros write their answers themselves
//! when they are given a database and a folder; its command-line tool is not needed.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;

use rusqlite::Connection;

use crate::server::Server;
use crate::setup;
use crate::stage;
use crate::trouble::{Told as _, Trouble};
use crate::workspace::Workspace;

/// The answers of an engine: file name to content.
type Answers = BTreeMap<String, Vec<u8>>;

struct Engine {
    package: &'static str,
    /// The variable that names the database; `sqlx.toml` of the package says the same.
    variable: &'static str,
    url: String,
}

/// The folder of the trial databases; it goes when this value goes.
struct Trial(PathBuf);

impl Drop for Trial {
    fn drop(&mut self) {
        if let Err(problem) = fs::remove_dir_all(&self.0) {
            eprintln!("failed to remove {}: {problem}", self.0.display());
        }
    }
}

/// Asks both engines and keeps the answers.
///
/// # Errors
/// When a migration or a statement does not pass.
pub fn keep(workspace: &Workspace) -> Result<(), Trouble> {
    for (engine, answers) in ask_both(workspace)? {
        let folder = kept(workspace, &engine);
        for name in read(&folder)?.keys().filter(|name| !answers.contains_key(*name)) {
            fs::remove_file(folder.join(name)).told(format!("failed to remove {name}"))?;
        }
        fs::create_dir_all(&folder).told(format!("failed to make {}", folder.display()))?;
        for (name, answer) in &answers {
            fs::write(folder.join(name), answer).told(format!("failed to write {name}"))?;
        }
        println!("   {}: {} statements kept", engine.package, answers.len());
    }
    Ok(())
}

/// Asks both engines and compares with what is kept.
///
/// # Errors
/// When a migration or a statement does not pass, or an answer is not the one kept.
pub fn check(workspace: &Workspace) -> Result<(), Trouble> {
    for (engine, answers) in ask_both(workspace)? {
        let there = read(&kept(workspace, &engine))?;
        let mut wrong: Vec<&str> = answers
            .iter()
            .filter(|(name, answer)| there.get(*name) != Some(answer))
            .map(|(name, _)| name.as_str())
            .collect();
        wrong.extend(there.keys().filter(|name| !answers.contains_key(*name)).map(String::as_str));
        if !wrong.is_empty() {
            return Err(Trouble::new(format!(
                "what is kept in crates/{}/.sqlx is not what the engine answers: {}\nrun 'cargo xtask sqlx' and commit the result with the statement",
                engine.package,
                wrong.join(", ")
            )));
        }
        println!("   {}: {} statements as kept", engine.package, answers.len());
    }
    Ok(())
}

fn ask_both(workspace: &Workspace) -> Result<Vec<(Engine, Answers)>, Trouble> {
    setup::to_store()?;
    // Two chores may share a target directory, so each has a folder of its own.
    let trial = Trial(workspace.target("sqlx").join(std::process::id().to_string()));
    fs::create_dir_all(&trial.0).told(format!("failed to make {}", trial.0.display()))?;

    let file = trial.0.join("trial.db");
    let trial_file = Connection::open(&file).told("failed to make the trial file")?;
    let mut steps = vec![workspace.path("xtask/queries/applied_sqlite.sql")];
    steps.extend(migrations(&workspace.path("migrations/sqlite"))?);
    for migration in steps {
        let text = fs::read_to_string(&migration).told(format!("failed to read {}", migration.display()))?;
        trial_file.execute_batch(&text).told(format!("failed to apply {}", migration.display()))?;
    }
    drop(trial_file);
    let server = Server::start()?;
    let mut steps = vec![workspace.path("xtask/queries/applied_postgres.sql")];
    steps.extend(migrations(&workspace.path("migrations/postgres"))?);
    for migration in steps {
        let mut command = Command::new("psql");
        command.args([
            "--no-psqlrc",
            "--quiet",
            "--single-transaction",
            "--set",
            "ON_ERROR_STOP=1",
            "--dbname",
            server.url(),
        ]);
        command.arg("--file").arg(&migration);
        stage::run(command)?;
    }

    let engines = [
        Engine {
            package: "storage-sqlite",
            variable: "SQLITE_DATABASE_URL",
            url: format!("sqlite:{}", file.display()),
        },
        Engine { package: "storage-postgres", variable: "DATABASE_URL", url: server.url().to_owned() },
    ];
    let mut asked = Vec::new();
    for engine in engines {
        let answers = ask(workspace, &engine, &trial.0.join(engine.package))?;
        asked.push((engine, answers));
    }
    Ok(asked)
}

/// Builds the engine's package against its trial database; the macros leave their answers in `folder`.
fn ask(workspace: &Workspace, engine: &Engine, folder: &Path) -> Result<Answers, Trouble> {
    fs::create_dir_all(folder).told(format!("failed to make {}", folder.display()))?;
    // The macros answer only while the package is compiled, and cargo would call it fresh.
    let entry = workspace.path("crates").join(engine.package).join("src/lib.rs");
    let touched = fs::File::options().write(true).open(&entry).and_then(|file| file.set_modified(SystemTime::now()));
    touched.told(format!("failed to touch {}", entry.display()))?;

    let mut command = workspace.cargo(["check", "--package", engine.package]);
    command.env(engine.variable, &engine.url).env("SQLX_OFFLINE", "false").env("SQLX_OFFLINE_DIR", folder);
    stage::run(command)?;
    read(folder)
}

fn kept(workspace: &Workspace, engine: &Engine) -> PathBuf {
    workspace.path("crates").join(engine.package).join(".sqlx")
}

fn read(folder: &Path) -> Result<Answers, Trouble> {
    let mut answers = Answers::new();
    if !folder.is_dir() {
        return Ok(answers);
    }
    for entry in fs::read_dir(folder).told(format!("failed to read {}", folder.display()))? {
        let entry = entry.told(format!("failed to read {}", folder.display()))?;
        let answer = fs::read(entry.path()).told(format!("failed to read {}", entry.path().display()))?;
        answers.insert(entry.file_name().to_string_lossy().into_owned(), answer);
    }
    Ok(answers)
}

/// Lists the migrations in the order of their numbers.
fn migrations(folder: &Path) -> Result<Vec<PathBuf>, Trouble> {
    let entries = fs::read_dir(folder).told(format!("failed to read {}", folder.display()))?;
    let mut files: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "sql"))
        .filter(|path| !path.to_string_lossy().ends_with(".down.sql"))
        .collect();
    files.sort();
    Ok(files)
}

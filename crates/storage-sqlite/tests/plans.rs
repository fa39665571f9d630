//! How the engine goes about each statement: nobody waits for a walk through the whole journal.
#![expect(clippy::unwrap_used, clippy::panic, reason = "test code: a broken expectation ends the test")]

use std::path::{Path, PathBuf};

use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{AssertSqlSafe, ConnectOptions as _, Row as _, query};
use storage_sqlite::SqliteStore;

/// The tables that grow with every crossing.
const GROWING: [&str; 9] = [
    "act",
    "sealed_part",
    "crossing",
    "crossing_word",
    "subject",
    "step",
    "declaration_item",
    "own_page",
    "photograph",
];

/// The statements that are meant to read all of a table: lists for the journal's own programs, and what clears it.
const WHOLE: [&str; 3] = ["crossings.sql", "clear_crossings.sql", "backup.sql"];

#[tokio::test]
async fn no_statement_walks_through_a_table_that_grows() {
    let (_folder, mut db) = empty_post().await;
    let statements = statements();
    assert!(statements.len() > 60, "{} statements", statements.len());
    for statement in statements {
        let name = statement.file_name().unwrap().to_str().unwrap();
        let plan = plan_of(&mut db, &statement).await;
        let walks = plan.iter().filter_map(|line| walked(line)).any(|table| GROWING.contains(&table));
        assert!(!walks || WHOLE.contains(&name), "{name} walks: {plan:#?}");
    }
}

/// Returns the table that a line of a plan reads from one end to the other. Every row is of the one post: who searches by it
/// alone has them all.
fn walked(line: &str) -> Option<&str> {
    let searched = || line.strip_prefix("SEARCH ").filter(|search| search.ends_with("(post=?)"));
    line.strip_prefix("SCAN ").or_else(searched)?.split(' ').next()
}

#[tokio::test]
async fn the_journal_is_read_by_its_numbers() {
    let (_folder, mut db) = empty_post().await;
    let queries = queries();
    for (name, way) in [
        ("acts_after.sql", "SEARCH act USING INTEGER PRIMARY KEY (rowid>?)"),
        ("sealed_parts.sql", "SEARCH sealed_part USING INDEX sqlite_autoindex_sealed_part_1 (seq>? AND seq<?)"),
        ("sqlite/briefs.sql", "SEARCH act USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)"),
        (
            "sqlite/sealed_parts_at.sql",
            "SEARCH sealed_part USING INDEX sqlite_autoindex_sealed_part_1 (seq=? AND reader=?)",
        ),
        ("acts_of.sql", "SEARCH act USING INDEX sqlite_autoindex_act_1 (crossing=?)"),
    ] {
        let plan = plan_of(&mut db, &queries.join(name)).await;
        // What is put together out of the rows, and lists of numbers, are no tables.
        let tables =
            |line: &&String| ["SEARCH ", "SCAN act", "SCAN sealed_part"].iter().any(|how| line.starts_with(how));
        assert_eq!(plan.iter().find(tables).map(String::as_str), Some(way), "{name}: {plan:#?}");
    }
    for name in ["acts_after.sql", "sealed_parts.sql", "sqlite/briefs.sql", "sqlite/sealed_parts_at.sql"] {
        let plan = plan_of(&mut db, &queries.join(name)).await;
        assert!(!plan.iter().any(|line| line.contains("TEMP B-TREE")), "{name} sorts: {plan:#?}");
    }
}

/// Makes a post without an act and connects to it, as nobody in particular.
async fn empty_post() -> (tempfile::TempDir, SqliteConnection) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("post.osbp");
    drop(SqliteStore::create(&path).await.unwrap());
    let db = SqliteConnectOptions::new().filename(&path).connect().await.unwrap();
    (folder, db)
}

/// Returns the lines of a statement's plan.
async fn plan_of(db: &mut SqliteConnection, statement: &Path) -> Vec<String> {
    let text = format!("EXPLAIN QUERY PLAN {}", std::fs::read_to_string(statement).unwrap());
    let rows = query(AssertSqlSafe(text)).fetch_all(db).await.unwrap_or_else(|error| panic!("{statement:?}: {error}"));
    rows.iter().map(|row| row.get("detail")).collect()
}

fn queries() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../storage/queries")
}

/// Returns the statements that this engine runs.
fn statements() -> Vec<PathBuf> {
    let files = |folder: PathBuf| std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    files(queries())
        .chain(files(queries().join("sqlite")))
        .filter(|path| path.extension().is_some_and(|extension| extension == "sql"))
        .collect()
}

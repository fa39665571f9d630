//! Everything in the file, as somebody sees it who can read the file and has Kenya's keys at the most.

use std::path::Path;

use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteRow};
use sqlx::{
    AssertSqlSafe, Column as _, ConnectOptions as _, Connection as _, Row as _, TypeInfo as _, ValueRef as _, query,
    query_as,
};

use super::mask::Mask;

/// Columns of which only the length may be known: ciphertext, hashes, signatures, wrapped keys.
pub const OPAQUE: &[(&str, &str)] = &[
    ("act", "hash"),
    ("act", "signature"),
    ("act", "request"),
    ("feed", "hash"),
    ("sealed_part", "ciphertext"),
    ("sealed_document", "ciphertext"),
    ("key_material", "content"),
    ("own_page", "ciphertext"),
    ("photograph", "ciphertext"),
    ("photograph", "digest"),
    ("own_page", "hash"),
    ("own_page", "signature"),
    ("slip", "digest"),
    ("_sqlx_migrations", "checksum"),
];

/// Columns that hold text as bytes.
pub const TEXT: &[(&str, &str)] = &[("act", "header"), ("act", "procedure"), ("act", "facts"), ("own_page", "header")];

/// What tells how long the making of the tables took, before there was a post; and names that end like the post's id.
pub const MEASURED: &[(&str, &str)] =
    &[("_sqlx_migrations", "execution_time"), ("_sqlx_migrations", "installed_on"), ("state_role", "role")];

/// Returns every row of every table with the length of each column, and the size of the file.
pub async fn read(path: &Path, mask: &mut Mask) -> Vec<String> {
    let mut db = SqliteConnectOptions::new().filename(path).connect().await.unwrap();
    let mut lines = Vec::new();
    let tables: Vec<(String, String)> = query_as(include_str!("tables.sql")).fetch_all(&mut db).await.unwrap();
    for (name, made_by) in &tables {
        lines.push(format!("## table {name}"));
        lines.push(made_by.clone());
        let mut rows: Vec<String> = rows_of(&mut db, name).await.iter().map(|row| line(name, row, mask)).collect();
        // A table without numbers of its own is kept in the order of ids, which is chance's.
        if !matches!(name.as_str(), "act" | "sealed_part") {
            rows.sort();
        }
        lines.extend(rows);
    }
    let pages: Vec<(i64, i64, i64)> = query_as(include_str!("pages.sql")).fetch_all(&mut db).await.unwrap();
    lines.push("## the file".to_owned());
    lines.push(format!("pages, free pages, bytes a page: {pages:?}"));
    db.close().await.unwrap();
    lines
}

/// A table can't be bound: its name comes from the database's own list.
async fn rows_of(db: &mut SqliteConnection, table: &str) -> Vec<SqliteRow> {
    let order = if matches!(table, "act" | "sealed_part") { " ORDER BY seq, 3" } else { "" };
    query(AssertSqlSafe(format!("SELECT * FROM \"{table}\"{order}"))).fetch_all(db).await.unwrap()
}

fn line(table: &str, row: &SqliteRow, mask: &mut Mask) -> String {
    let mut words = Vec::new();
    for (at, column) in row.columns().iter().enumerate() {
        let value = row.try_get_raw(at).unwrap();
        let place = (table, column.name());
        let kind = value.type_info().name().to_owned();
        let shown = if value.is_null() {
            "nothing".to_owned()
        } else if MEASURED.contains(&place) {
            "measured".to_owned()
        } else if kind == "INTEGER" || kind == "BOOLEAN" {
            mask.text(&row.get_unchecked::<i64, _>(at).to_string())
        } else if kind == "TEXT" || kind == "DATETIME" {
            mask.text(&row.get_unchecked::<String, _>(at))
        } else {
            let bytes: Vec<u8> = row.get_unchecked(at);
            let length = bytes.len();
            if OPAQUE.contains(&place) {
                format!("{length} bytes")
            } else if TEXT.contains(&place) {
                format!("{length} bytes {}", mask.text(&String::from_utf8(bytes).unwrap()))
            } else {
                assert_eq!(length, 16, "{place:?} is neither an id nor known: say what may be seen of it");
                mask.id(&data_encoding::HEXLOWER.encode(&bytes))
            }
        };
        words.push(format!("{}={shown}", column.name()));
    }
    words.join(" ")
}

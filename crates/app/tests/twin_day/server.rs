//! Everything in the database on a server, as Kenya's role sees it: the rows that it is shown, and what the server tells of
//! those that it is not.

use serde_json::Value;
use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _, query_as, query_scalar, raw_sql};

use super::file::{MEASURED, OPAQUE, TEXT};
use super::mask::Mask;

/// Returns every row of every table that Kenya is shown, with the length of what is sealed, the refusal where it is shown
/// nothing, and the counts and sizes of all tables.
pub async fn read(owner: &PgConnectOptions, kenya: &PgConnectOptions, mask: &mut Mask) -> Vec<String> {
    let mut owner = owner.connect().await.unwrap();
    // What others did is counted once they have left.
    while query_scalar::<_, i64>(include_str!("others.sql")).fetch_one(&mut owner).await.unwrap() > 0 {
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    raw_sql(include_str!("in_order.sql")).execute(&mut owner).await.unwrap();
    owner.close().await.unwrap();
    let mut db = kenya.connect().await.unwrap();
    let mut lines = Vec::new();
    let tables: Vec<(String, String)> = query_as(include_str!("relations.sql")).fetch_all(&mut db).await.unwrap();
    for (name, columns) in &tables {
        lines.push(format!("## table {name}"));
        lines.push(columns.clone());
        let mut rows = rows_of(&mut db, name, mask).await;
        if !matches!(name.as_str(), "act" | "sealed_part") {
            rows.sort();
        }
        lines.extend(rows);
    }
    lines.push("## counts".to_owned());
    let counts: Vec<String> = query_scalar(include_str!("counts.sql")).fetch_all(&mut db).await.unwrap();
    lines.extend(counts);
    lines.push("## sizes".to_owned());
    let sizes: Vec<String> = query_scalar(include_str!("sizes.sql")).fetch_all(&mut db).await.unwrap();
    lines.extend(sizes);
    db.close().await.unwrap();
    lines
}

/// A table can't be bound: its name comes from the server's own list.
async fn rows_of(db: &mut PgConnection, table: &str, mask: &mut Mask) -> Vec<String> {
    let order = match table {
        "act" => "ORDER BY seq",
        "sealed_part" => "ORDER BY seq, reader",
        _ => "",
    };
    let text = format!("SELECT to_jsonb(one)::text FROM \"{table}\" AS one {order}");
    match query_scalar::<_, String>(AssertSqlSafe(text)).fetch_all(db).await {
        Ok(rows) => rows.iter().map(|row| line(table, row, mask)).collect(),
        Err(error) => vec![error.to_string()],
    }
}

fn line(table: &str, row: &str, mask: &mut Mask) -> String {
    let row: serde_json::Map<String, Value> = serde_json::from_str(row).unwrap();
    let mut words = Vec::new();
    for (column, value) in &row {
        let place = (table, column.as_str());
        let text = match value {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        let shown = if MEASURED.contains(&place) {
            "measured".to_owned()
        } else if let Some(hexadecimal) = text.strip_prefix("\\x") {
            let bytes = data_encoding::HEXLOWER.decode(hexadecimal.as_bytes()).unwrap();
            let length = bytes.len();
            if OPAQUE.contains(&place) {
                format!("{length} bytes")
            } else {
                assert!(TEXT.contains(&place), "{place:?} is bytes and not known: say what may be seen of it");
                format!("{length} bytes {}", mask.text(&String::from_utf8(bytes).unwrap()))
            }
        } else {
            mask.text(&text)
        };
        words.push(format!("{column}={shown}"));
    }
    words.join(" ")
}

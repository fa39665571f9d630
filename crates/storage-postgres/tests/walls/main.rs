//! Every table, view, sequence and function of the post is open or private, and what each State may do with it follows from
//! that. What is added without a class fails here.

#![expect(clippy::unwrap_used, reason = "what is missing in a test fails the test")]

use std::env;

use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{AssertSqlSafe, ConnectOptions as _, query, query_as, query_scalar, raw_sql};
use storage::conformance::sample::post;
use storage::{StorageError, Store as _};
use storage_postgres::{PostgresStore, TrialDatabase};

/// What the States see of a table, and what their workstations may do with it.
#[derive(Debug, Clone, Copy)]
enum Class {
    /// Both see all of it.
    Open(&'static [&'static str]),
    /// Each sees its own rows.
    Private(&'static [&'static str]),
}

use Class::{Open, Private};

const READ: &[&str] = &["SELECT"];
const ADD: &[&str] = &["INSERT", "SELECT"];
const PASS: &[&str] = &["DELETE", "INSERT", "SELECT"];
const WORK: &[&str] = &["DELETE", "INSERT", "SELECT", "UPDATE"];

const TABLES: &[(&str, Class)] = &[
    ("_sqlx_migrations", Open(READ)),
    ("act", Open(ADD)),
    ("advance_list", Private(PASS)),
    ("claim", Open(WORK)),
    ("claim_step", Open(WORK)),
    ("crossing", Open(WORK)),
    ("crossing_word", Open(WORK)),
    ("declaration", Open(WORK)),
    ("declaration_item", Open(WORK)),
    ("examination", Open(WORK)),
    ("feed", Open(READ)),
    ("key_material", Private(WORK)),
    ("notice", Open(WORK)),
    ("officer", Open(WORK)),
    ("own_page", Private(ADD)),
    ("photograph", Private(ADD)),
    ("post", Open(READ)),
    ("sealed_document", Private(ADD)),
    ("sealed_part", Private(ADD)),
    ("serial", Open(WORK)),
    ("shift", Open(WORK)),
    ("slip", Open(WORK)),
    ("state_role", Open(READ)),
    ("step", Open(WORK)),
    ("subject", Open(WORK)),
    ("wall", Open(READ)),
];

/// Functions that run with the owner's rights, and whether a State may call them. Each takes nothing from the caller but what it
/// checks.
const WITH_THE_OWNERS_RIGHTS: &[(&str, bool)] = &[
    ("check_act", false),
    ("end_waits_for_standby", true),
    ("move_counter", false),
    ("standby_is_there", true),
    ("take_counter", true),
];

/// Functions that run with the caller's rights, and whether a State may call them: what it could do itself, or what the
/// policies ask.
const WITH_THE_CALLERS_RIGHTS: &[(&str, bool)] = &[
    ("act_is_only_added", false),
    ("add_acts", true),
    ("add_workstation", false),
    ("is_signed_part", true),
    ("leave_open", false),
    ("own_state", true),
    ("owns_the_post", true),
    ("raise_first_walls", false),
    ("raise_walls", false),
    ("remove_workstation", false),
    ("take_counter_and_read", true),
    ("wall_in", false),
    ("workstations", false),
];

const STATES: [&str; 2] = ["north", "south"];

/// Returns what is not as its class has it.
async fn findings(db: &mut PgConnection) -> Vec<String> {
    let mut wrong = Vec::new();
    let relations: Vec<(String, String, bool, String, Vec<String>)> =
        query_as(include_str!("relations.sql")).fetch_all(&mut *db).await.unwrap();
    for (name, _) in TABLES {
        if !relations.iter().any(|(known, ..)| known == name) {
            wrong.push(format!("{name} is listed and is not there"));
        }
    }
    for (name, kind, is_walled, policies, rights) in relations {
        let Some((_, class)) = TABLES.iter().find(|(known, _)| *known == name) else {
            wrong.push(format!("{name} (kind {kind}) has no class: say whether it is open or private"));
            continue;
        };
        let (is_private, granted) = match class {
            Open(granted) => (false, granted),
            Private(granted) => (true, granted),
        };
        if kind != "r" {
            wrong.push(format!("{name} is no table but of kind {kind}"));
        }
        if is_walled != is_private || policies.contains("own_state") != is_private {
            wrong.push(format!("{name} is {class:?}, and its row-level security is not that: {policies}"));
        }
        if policies.contains("current_setting") || policies.to_lowercase().contains("current_user") {
            wrong.push(format!("{name} asks what anybody can set: {policies}"));
        }
        let due: Vec<String> =
            STATES.iter().flat_map(|state| granted.iter().map(move |right| format!("{state} {right}"))).collect();
        if rights != due {
            wrong.push(format!("{name} is {class:?}, and its grants are {rights:?}"));
        }
    }
    let functions: Vec<(String, bool, bool, Vec<String>)> =
        query_as(include_str!("functions.sql")).fetch_all(&mut *db).await.unwrap();
    for (name, is_owners, is_bound, callers) in functions {
        let listed = if is_owners { WITH_THE_OWNERS_RIGHTS } else { WITH_THE_CALLERS_RIGHTS };
        let is_for_states = match listed.iter().find(|(known, _)| *known == name) {
            Some((_, is_for_states)) => *is_for_states,
            None => {
                wrong.push(format!("function {name} has no class, or runs with other rights than listed"));
                continue;
            }
        };
        if (is_owners || is_for_states) && !is_bound {
            wrong.push(format!("function {name} finds whatever tables its caller puts before it"));
        }
        let due: &[&str] = if is_for_states { &STATES } else { &[] };
        if callers != due {
            wrong.push(format!("function {name} may be called by {callers:?}"));
        }
    }
    let places: Vec<(String, String)> = query_as(include_str!("places.sql")).fetch_all(&mut *db).await.unwrap();
    let due = ["database north CONNECT", "database south CONNECT", "schema north USAGE", "schema south USAGE"];
    if !places.iter().map(|(place, right)| format!("{place} {right}")).eq(due) {
        wrong.push(format!("database and schema are open to {places:?}"));
    }
    let roles: Vec<(String, bool, bool, i64)> = query_as(include_str!("roles.sql")).fetch_all(&mut *db).await.unwrap();
    for (role, may_sign_in, has_powers, groups) in roles {
        if has_powers || groups != i64::from(may_sign_in) {
            wrong.push(format!("role {role} has powers of its own, or {groups} groups"));
        }
    }
    wrong
}

async fn founded(url: &str) {
    let store = PostgresStore::create(url).await.unwrap();
    let mut write = store.write().await.unwrap();
    write.put_post(&post()).await.unwrap();
    write.raise_walls(&STATES.map(str::to_owned)).await.unwrap();
    write.commit().await.unwrap();
    for (state, name) in STATES.into_iter().zip(["one", "two"]) {
        PostgresStore::add_workstation(url, state, name, "nobody signs in", &[7; 16]).await.unwrap();
    }
    store.close().await;
}

#[tokio::test]
async fn every_table_has_a_class_and_the_walls_follow_from_it() {
    let Ok(server) = env::var("OSBP_TEST_POSTGRES") else {
        return eprintln!("skipped: there is no server to run on");
    };
    let trial = TrialDatabase::make(&server).await.unwrap();
    founded(trial.url()).await;
    let options: PgConnectOptions = trial.url().parse().unwrap();
    let mut db = options.connect().await.unwrap();
    let found = findings(&mut db).await;
    assert!(found.is_empty(), "{found:#?}");

    // And it does find what is not as it should be.
    let strays = include_str!("strays.sql").replace(":database", trial.name());
    raw_sql(AssertSqlSafe(strays)).execute(&mut db).await.unwrap();
    let found = findings(&mut db).await.join("\n");
    for name in
        ["stray ", "stray_view", "stray_sequence", "stray_function", "sealed_document", "act is", "database and schema"]
    {
        assert!(found.contains(name), "{name} was passed over:\n{found}");
    }
    trial.discard().await.unwrap();
}

/// A table that a later migration walls in shows each State its own rows.
#[tokio::test]
async fn a_private_table_that_is_added_later_has_walls() {
    let Ok(server) = env::var("OSBP_TEST_POSTGRES") else {
        return eprintln!("skipped: there is no server to run on");
    };
    let trial = TrialDatabase::make_owned(&server).await.unwrap();
    founded(&trial.owners_url()).await;
    let connect = async |url: &str| url.parse::<PgConnectOptions>().unwrap().connect().await.unwrap();
    let mut owner = connect(&trial.owners_url()).await;
    raw_sql(include_str!("add_private_table.sql")).execute(&mut owner).await.unwrap();
    let known = PostgresStore::workstations(&trial.owners_url()).await.unwrap();
    let mut logins = known.iter().map(|one| trial.url_for(&one.login));
    let (mut north, mut south) = (connect(&logins.next().unwrap()).await, connect(&logins.next().unwrap()).await);
    query(include_str!("add_own_row.sql")).bind("north").execute(&mut north).await.unwrap();
    assert!(query(include_str!("add_own_row.sql")).bind("north").execute(&mut south).await.is_err());
    let count = async |db: &mut PgConnection| {
        query_scalar::<_, i64>(include_str!("count_own_rows.sql")).fetch_one(db).await.unwrap()
    };
    assert_eq!((count(&mut north).await, count(&mut south).await, count(&mut owner).await), (1, 0, 1));
    let found = findings(&mut owner).await;
    assert!(matches!(found.as_slice(), [one] if one.starts_with("own_log (kind r) has no class")), "{found:#?}");
    drop((owner, north, south));
    trial.discard().await.unwrap();
}

/// A post of before the walls gets them when it is brought forward.
#[tokio::test]
async fn an_older_post_is_walled_in_when_it_is_brought_forward() {
    let Ok(server) = env::var("OSBP_TEST_POSTGRES") else {
        return eprintln!("skipped: there is no server to run on");
    };
    let (now, old) =
        (TrialDatabase::make_owned(&server).await.unwrap(), TrialDatabase::make_owned(&server).await.unwrap());
    PostgresStore::create(&now.owners_url()).await.unwrap().close().await;
    let connect =
        async |trial: &TrialDatabase| trial.owners_url().parse::<PgConnectOptions>().unwrap().connect().await.unwrap();
    let (description, checksum): (String, Vec<u8>) =
        query_as(include_str!("first_migration.sql")).fetch_one(&mut connect(&now).await).await.unwrap();
    let mut owner = connect(&old).await;
    raw_sql(include_str!("../../../../migrations/postgres/0001_post.sql")).execute(&mut owner).await.unwrap();
    raw_sql(include_str!("forget_walls.sql")).execute(&mut owner).await.unwrap();
    let add = query(include_str!("add_first_migration.sql"));
    add.bind(description).bind(checksum).execute(&mut owner).await.unwrap();

    let refused = PostgresStore::open(&old.owners_url(), None).await.map(drop);
    assert!(matches!(refused, Err(StorageError::Older { found: 1, .. })), "{refused:?}");
    PostgresStore::upgrade(&old.owners_url()).await.unwrap();
    PostgresStore::open(&old.owners_url(), None).await.unwrap().close().await;
    let found = findings(&mut owner).await;
    assert!(found.is_empty(), "{found:#?}");
    drop(owner);
    old.discard().await.unwrap();
    now.discard().await.unwrap();
}

//! The login roles of the workstations: made, listed and taken away by whoever owns the post's tables.
//!
//! Invariant: a password never goes to the server, which is sent what it keeps of one (SCRAM-SHA-256, RFC 5802 and 7677).

use data_encoding::BASE64;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::{Digest as _, Sha256};
use sqlx::query_file_scalar;
use storage::StorageError;

use crate::engine::PostgresStore;
use crate::failure::failed_in;
use crate::server::{connect, connect_to_read};

/// How often a guess has to be hashed, as PostgreSQL itself does it. The passwords are drawn, not thought up.
const ROUNDS: u32 = 4096;

/// A workstation's login role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Workstation {
    /// The State it is of.
    pub state: String,
    /// The role.
    pub login: String,
    /// How many connections it has open now.
    pub connections: i64,
}

impl PostgresStore {
    /// Makes a workstation's login role on the server at `url`, whose role owns the post, and returns its name. `name` is of
    /// small letters, digits and hyphens; `salt` is random.
    ///
    /// # Errors
    /// [`StorageError::Conflict`] when there is a workstation of that name, [`StorageError::NotOwner`] when the role at `url`
    /// may not make one.
    pub async fn add_workstation(
        url: &str,
        state: &str,
        name: &str,
        password: &str,
        salt: &[u8; 16],
    ) -> Result<String, StorageError> {
        let verifier = verifier(password, salt);
        let mut db = connect(url).await?;
        let login = query_file_scalar!("../storage/queries/postgres/add_workstation.sql", state, name, verifier)
            .fetch_one(&mut db)
            .await
            .map_err(owners_alone)?;
        db.close().await.map_err(failed_in("state_role"))?;
        Ok(login)
    }

    /// Takes a workstation's rights and its login role away, whoever is connected; returns whether there was one.
    ///
    /// # Errors
    /// [`StorageError::NotOwner`] when the role at `url` may not.
    pub async fn remove_workstation(url: &str, login: &str) -> Result<bool, StorageError> {
        let mut db = connect(url).await?;
        let was_there = query_file_scalar!("../storage/queries/postgres/remove_workstation.sql", login)
            .fetch_one(&mut db)
            .await
            .map_err(owners_alone)?;
        db.close().await.map_err(failed_in("state_role"))?;
        Ok(was_there)
    }

    /// Returns the workstations of both States, by State and name.
    ///
    /// # Errors
    /// [`StorageError::NotOwner`] when the role at `url` does not own the post.
    pub async fn workstations(url: &str) -> Result<Vec<Workstation>, StorageError> {
        let mut db = connect_to_read(url).await?;
        let found = sqlx::query_file_as!(Workstation, "../storage/queries/postgres/workstations.sql")
            .fetch_all(&mut db)
            .await
            .map_err(owners_alone)?;
        db.close().await.map_err(failed_in("state_role"))?;
        Ok(found)
    }
}

/// What a role may not do here is its owner's.
pub fn owners_alone(error: sqlx::Error) -> StorageError {
    match failed_in("state_role")(error) {
        StorageError::ReadOnly => StorageError::NotOwner,
        other => other,
    }
}

/// Returns what the server keeps of a password of plain letters, digits and hyphens.
fn verifier(password: &str, salt: &[u8; 16]) -> String {
    let salted = salted(password.as_bytes(), salt);
    let stored = Sha256::digest(keyed(&salted, &[b"Client Key"]));
    let server = keyed(&salted, &[b"Server Key"]);
    format!("SCRAM-SHA-256${ROUNDS}:{}${}:{}", BASE64.encode(salt), BASE64.encode(&stored), BASE64.encode(&server))
}

/// RFC 5802's `Hi`, which is PBKDF2 with one block of output.
fn salted(password: &[u8], salt: &[u8; 16]) -> [u8; 32] {
    let mut block = keyed(password, &[salt, &1_u32.to_be_bytes()]);
    let mut sum = block;
    for _ in 1..ROUNDS {
        block = keyed(password, &[&block]);
        sum.iter_mut().zip(block).for_each(|(sum, byte)| *sum ^= byte);
    }
    sum
}

fn keyed(key: &[u8], parts: &[&[u8]]) -> [u8; 32] {
    #[expect(clippy::expect_used, reason = "a key of any length will do for an HMAC")]
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("an HMAC takes any key");
    parts.iter().for_each(|part| mac.update(part));
    mac.finalize().into_bytes().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 7677, section 3: the user's password is "pencil".
    #[test]
    fn a_verifier_is_that_of_the_published_exchange() {
        let salt: [u8; 16] = BASE64.decode(b"W22ZaJ0SNY7soEsUEjb6gQ==").unwrap().try_into().unwrap();
        let salted = salted(b"pencil", &salt);
        let client_key = keyed(&salted, &[b"Client Key"]);
        let stored = Sha256::digest(client_key);
        let said: &[u8] = b"n=user,r=rOprNGfwEbeRWgbNEkqO,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,\
                            s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096,c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";
        let signature = keyed(&stored, &[said]);
        let proof: Vec<u8> = client_key.iter().zip(signature).map(|(key, byte)| key ^ byte).collect();
        assert_eq!(BASE64.encode(&proof), "dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=");
        let server = keyed(&keyed(&salted, &[b"Server Key"]), &[said]);
        assert_eq!(BASE64.encode(&server), "6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=");
    }
}

//! How the server of a post is set up: before the post is founded on it, and ever after.

use domain::At;
use storage::Health;
use storage_postgres::{CONNECTIONS, PostgresStore};

use super::{APART, Finding, Weight};
use crate::clock::Clock;
use crate::failure::Error;

/// How many connections are left for whoever looks after the database: for backups, and for a look.
const SPARE: i64 = 10;

/// The encoding in which every text of a post has a form.
const ENCODING: &str = "UTF8";

/// Looks at the server on which a post with so many desks is to be founded, with the connection of whoever is to own it. The worst
/// comes first.
///
/// # Errors
/// When the server can't be reached, is too old, or is a standby.
pub async fn examine_server(address: &str, desks: usize) -> Result<Vec<Finding>, Error> {
    let health = PostgresStore::look_at(address).await?;
    let mut found = Vec::new();
    look(&health, desks, Clock::default().now(), &mut found);
    found.sort_by_key(|finding| std::cmp::Reverse(finding.weight()));
    Ok(found)
}

impl Finding {
    /// Returns whether a post is better not founded before somebody has seen to it: what was acknowledged could be lost.
    pub fn forbids_founding(&self) -> bool {
        self.weight() == Weight::Urgent
    }
}

/// Looks at what a server says of itself, by this machine's own clock.
pub(super) fn look(health: &Health, desks: usize, machine: At, found: &mut Vec<Finding>) {
    found.extend(health.unsafe_settings.iter().map(|setting| Finding::UnsafeSetting { setting: setting.clone() }));
    if health.has_checksums == Some(false) {
        found.push(Finding::NoChecksums);
    }
    if let Some(server) = health.now {
        let seconds = (machine - server).num_seconds().abs();
        if seconds > APART {
            found.push(Finding::ClockDiffers { seconds });
        }
    }
    let Some(server) = &health.server else { return };
    if server.encoding != ENCODING {
        found.push(Finding::OtherEncoding { encoding: server.encoding.clone() });
    }
    // One workstation at each desk.
    let workstations = i64::try_from(desks).unwrap_or(i64::MAX);
    let needed = workstations.saturating_mul(CONNECTIONS.into()).saturating_add(SPARE);
    if server.connections < needed {
        let (connections, each) = (server.connections, CONNECTIONS.into());
        found.push(Finding::TooFewConnections { connections, needed, workstations, each });
    }
    if server.has_mighty_owner {
        found.push(Finding::MightyOwner);
    }
    if !server.has_tls {
        found.push(Finding::NoTls);
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use storage::ServerSettings;

    use super::*;

    fn well() -> Health {
        let encoding = "UTF8".to_owned();
        let server = ServerSettings { connections: 97, encoding, has_mighty_owner: false, has_tls: true };
        let now = Some(At::UNIX_EPOCH);
        Health { has_checksums: Some(true), now, server: Some(server), ..Health::default() }
    }

    fn looked_at(health: &Health, desks: usize) -> Vec<Finding> {
        let mut found = Vec::new();
        look(health, desks, At::UNIX_EPOCH, &mut found);
        found
    }

    #[test]
    fn a_server_that_is_set_up_well_is_nothing_to_talk_of() {
        assert_eq!(looked_at(&well(), 10), []);
        assert_eq!(looked_at(&Health::default(), 10), []);
    }

    #[test]
    fn each_setting_is_looked_at() {
        let with = |change: fn(&mut ServerSettings)| {
            let mut health = well();
            health.server.iter_mut().for_each(change);
            looked_at(&health, 10)
        };
        let few = Finding::TooFewConnections { connections: 89, needed: 90, workstations: 10, each: 8 };
        assert_eq!(with(|server| server.connections = 89), [few]);
        assert_eq!(with(|server| server.connections = 90), []);
        let encoding = "LATIN1".to_owned();
        assert_eq!(with(|server| server.encoding = "LATIN1".to_owned()), [Finding::OtherEncoding { encoding }]);
        assert_eq!(with(|server| server.has_mighty_owner = true), [Finding::MightyOwner]);
        assert_eq!(with(|server| server.has_tls = false), [Finding::NoTls]);
        let setting = "fsync = off".to_owned();
        let lossy = Health { unsafe_settings: vec![setting.clone()], has_checksums: Some(false), ..well() };
        assert_eq!(looked_at(&lossy, 10), [Finding::UnsafeSetting { setting }, Finding::NoChecksums]);
        for (seconds, is_told) in [(-3, true), (-2, false), (2, false), (3, true)] {
            let other = Health { now: Some(At::UNIX_EPOCH + TimeDelta::seconds(seconds)), ..well() };
            assert_eq!(looked_at(&other, 10) == [Finding::ClockDiffers { seconds: 3 }], is_told, "{seconds}");
        }
    }

    /// What loses data, and nothing else, keeps a post from being founded.
    #[test]
    fn what_loses_data_forbids_the_founding() {
        let forbids = |finding: Finding| finding.forbids_founding();
        assert!(forbids(Finding::UnsafeSetting { setting: "fsync = off".to_owned() }));
        assert!(forbids(Finding::OtherEncoding { encoding: "SQL_ASCII".to_owned() }));
        let few = Finding::TooFewConnections { connections: 9, needed: 90, workstations: 10, each: 8 };
        for finding in [few, Finding::MightyOwner, Finding::NoTls, Finding::NoChecksums] {
            assert!(!forbids(finding.clone()), "{finding:?}");
        }
    }
}

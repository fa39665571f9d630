//! The address of a server: one host or several, who signs in, and how what goes over the line is protected.
//!
//! Invariant: nothing goes to another machine but to a server that proved by its certificate that it is the one which the address
//! names. An address never holds a password.

use std::borrow::Cow;
use std::env;
use std::fs;
use std::net::IpAddr;

use rustls::RootCertStore;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use sqlx::postgres::{PgConnectOptions, PgSslMode};
use storage::StorageError;

use crate::failure::failed_in;

/// The variable that may hold the password; `PGPASSFILE` is the other way.
const PASSWORD: &str = "OSBP_DB_PASSWORD";

/// The names by which an address says how the line is protected.
const PROTECTION: [&str; 2] = ["sslmode", "ssl-mode"];

/// The names by which an address says whose certificate vouches for the server.
const AUTHORITY: [&str; 3] = ["sslrootcert", "ssl-root-cert", "ssl-ca"];

/// The names of what must be told for each host by itself, in the list of hosts.
const OF_ONE_HOST: [&str; 3] = ["host", "hostaddr", "port"];

/// What a workstation was handed for the server when it was enrolled.
#[derive(Debug, Clone, Copy, Default)]
pub struct Kept<'a> {
    /// The password of its role.
    pub password: Option<&'a str>,
    /// The certificate of the authority that vouches for the server, in PEM.
    pub authority: Option<&'a str>,
}

/// A host that an address names.
#[derive(Debug, Clone)]
pub struct Host {
    /// As the address spells it.
    pub name: String,
    /// How a connection to it is opened.
    pub options: PgConnectOptions,
}

/// Reads the hosts of an address, in the order in which it names them, such as those of
/// `postgres://north-desk-1@a.example:5432,b.example:5433/osbp`. The password comes from where it belongs: `OSBP_DB_PASSWORD`, else
/// the one that is kept for this workstation, else `PGPASSFILE`.
///
/// # Errors
/// [`StorageError::BadAddress`], [`StorageError::PasswordInAddress`]; [`StorageError::Unchecked`] and
/// [`StorageError::NoAuthority`] where a host is another machine that could not prove who it is.
pub fn hosts(url: &str, kept: Kept<'_>) -> Result<Vec<Host>, StorageError> {
    let parts = Parts::of(url).ok_or(StorageError::BadAddress)?;
    if parts.name_a_password() {
        return Err(StorageError::PasswordInAddress);
    }
    if parts.hosts.contains(',') && OF_ONE_HOST.iter().any(|name| parts.parameter(name).is_some()) {
        return Err(StorageError::BadAddress);
    }
    parts.hosts.split(',').map(|host| parts.host(host, kept)).collect()
}

/// Refuses an address under which no server could be reached.
///
/// # Errors
/// As a post under it could not be opened: [`StorageError::BadAddress`], [`StorageError::PasswordInAddress`],
/// [`StorageError::Unchecked`], [`StorageError::NoAuthority`].
pub fn is_address(url: &str, kept: Kept<'_>) -> Result<(), StorageError> {
    hosts(url, kept).map(drop)
}

/// Returns whether every host that an address names is the machine on which it is used.
///
/// # Errors
/// [`StorageError::BadAddress`].
pub fn is_of_this_machine(url: &str) -> Result<bool, StorageError> {
    let parts = Parts::of(url).ok_or(StorageError::BadAddress)?;
    parts.hosts.split(',').try_fold(true, |all, host| Ok(all && is_here(&parts.options(host)?)))
}

/// Returns the certificate of the authority that an address names, in PEM; none where it names none.
///
/// # Errors
/// [`StorageError::NoAuthority`] when the file can't be read or holds no certificate.
pub fn authority(url: &str) -> Result<Option<String>, StorageError> {
    Parts::of(url).ok_or(StorageError::BadAddress)?.authority()
}

/// Returns the text of a certificate, or of several, once it is known to be that.
///
/// # Errors
/// [`StorageError::NoAuthority`] when the text is none.
pub fn certificate(text: String) -> Result<String, StorageError> {
    let mut known = RootCertStore::empty();
    for one in CertificateDer::pem_slice_iter(text.as_bytes()) {
        known.add(one.map_err(|_| StorageError::NoAuthority)?).map_err(|_| StorageError::NoAuthority)?;
    }
    if known.is_empty() { Err(StorageError::NoAuthority) } else { Ok(text) }
}

/// An address, taken apart.
struct Parts<'a> {
    scheme: &'a str,
    /// What stands before the hosts, with the sign at its end.
    sign_in: &'a str,
    hosts: &'a str,
    /// The database and the parameters.
    rest: &'a str,
}

impl<'a> Parts<'a> {
    fn of(url: &'a str) -> Option<Self> {
        let (scheme, rest) = url.split_once("://")?;
        if !["postgres", "postgresql"].contains(&scheme) {
            return None;
        }
        let (place, rest) = rest.split_at_checked(rest.find(['/', '?']).unwrap_or(rest.len()))?;
        let (sign_in, hosts) = place.split_at_checked(place.rfind('@').map_or(0, |sign| sign + 1))?;
        Some(Self { scheme, sign_in, hosts, rest })
    }

    fn parameters(&self) -> impl Iterator<Item = (Cow<'a, str>, Cow<'a, str>)> {
        let parameters = self.rest.split_once('?').map_or("", |(_, parameters)| parameters);
        form_urlencoded::parse(parameters.as_bytes())
    }

    /// Returns the last parameter of that name, which counts.
    fn parameter(&self, name: &str) -> Option<Cow<'a, str>> {
        self.parameters().filter(|(known, _)| known == name).last().map(|(_, value)| value)
    }

    /// Returns whether an address has a password in it, before the host or as a parameter.
    fn name_a_password(&self) -> bool {
        self.sign_in.contains(':') || self.parameter("password").is_some()
    }

    fn authority(&self) -> Result<Option<String>, StorageError> {
        let Some(file) = AUTHORITY.iter().find_map(|name| self.parameter(name)) else { return Ok(None) };
        let text = fs::read_to_string(&*file).map_err(|_| StorageError::NoAuthority)?;
        certificate(text).map(Some)
    }

    fn options(&self, host: &str) -> Result<PgConnectOptions, StorageError> {
        let Self { scheme, sign_in, rest, .. } = self;
        let url = match sign_in.strip_suffix('@') {
            // The driver takes nobody's name where there is no host; as a parameter it takes it.
            Some(login) if host.is_empty() => {
                let sign = if rest.contains('?') { '&' } else { '?' };
                format!("{scheme}://{rest}{sign}user={login}")
            }
            _ => format!("{scheme}://{sign_in}{host}{rest}"),
        };
        let options: PgConnectOptions = url.parse().map_err(failed_in("post"))?;
        // The driver would look for a name in brackets.
        let bare = options.get_host().strip_prefix('[').and_then(|host| host.strip_suffix(']')).map(str::to_owned);
        Ok(match bare {
            Some(bare) => options.host(&bare),
            None => options,
        })
    }

    fn host(&self, host: &str, kept: Kept<'_>) -> Result<Host, StorageError> {
        if host.is_empty() && self.hosts.contains(',') {
            return Err(StorageError::BadAddress);
        }
        let options = self.protected(self.options(host)?, kept)?;
        let options = options.application_name("one-stop border post").options([
            // Who can't get the counter in this time is told so, and tries again.
            ("lock_timeout", "10s"),
            // A workstation that stops in the middle of a write does not stop the others: they get the counter before they are told
            // that they can't.
            ("idle_in_transaction_session_timeout", "8s"),
            ("synchronous_commit", "on"),
            // Everything has its key. What was planned while a table was short would read all of it long after.
            ("enable_seqscan", "off"),
            // Where there is no other way than all of a table, that has a price at which the server would compile the plan first.
            ("jit", "off"),
        ]);
        let options = match (env::var(PASSWORD), kept.password) {
            (Ok(password), _) => options.password(&password),
            // A file of passwords is for whoever has none that is kept.
            (Err(_), Some(kept)) => options.password(kept),
            (Err(_), _) => options,
        };
        let name = if host.is_empty() { "this machine".to_owned() } else { host.to_owned() };
        Ok(Host { name, options })
    }

    /// Sees to it that another machine is asked for its certificate. On this machine the line leaves nobody's hands, and is
    /// protected only as the address asks.
    fn protected(&self, options: PgConnectOptions, kept: Kept<'_>) -> Result<PgConnectOptions, StorageError> {
        let asked = PROTECTION.iter().any(|name| self.parameter(name).is_some()).then(|| options.get_ssl_mode());
        let mode = match asked {
            Some(mode) if is_here(&options) => mode,
            None if is_here(&options) => PgSslMode::Disable,
            Some(PgSslMode::VerifyFull) | None => PgSslMode::VerifyFull,
            Some(_) => return Err(StorageError::Unchecked),
        };
        let options = options.ssl_mode(mode);
        if !matches!(mode, PgSslMode::VerifyFull | PgSslMode::VerifyCa) {
            return Ok(options);
        }
        let kept = kept.authority.map(|kept| certificate(kept.to_owned())).transpose()?;
        let authority = self.authority()?.or(kept).ok_or(StorageError::NoAuthority)?;
        Ok(options.ssl_root_cert_from_pem(authority.into_bytes()))
    }
}

/// Returns whether the line stays on this machine.
fn is_here(options: &PgConnectOptions) -> bool {
    let host = options.get_host();
    options.get_socket().is_some()
        // Where the address names no host the driver puts the folder of the socket in its place.
        || host.starts_with('/')
        || host.eq_ignore_ascii_case("localhost")
        || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_of_this_machine_is_known_as_one() {
        for here in [
            "postgres://owner@localhost/post",
            "postgres://LOCALHOST:5433/post",
            "postgres:///post?user=a",
            "postgres://a@[::1]:1/b",
        ] {
            assert!(is_of_this_machine(here).unwrap(), "{here}");
        }
        for elsewhere in [
            "postgres://owner@post.example/post",
            "postgres://localhost.example/post",
            "postgres://a@localhost,post.example/post",
            "postgresql:///post?host=post.example",
        ] {
            assert!(!is_of_this_machine(elsewhere).unwrap(), "{elsewhere}");
        }
    }

    fn kept() -> Kept<'static> {
        Kept { password: None, authority: Some(include_str!("../tests/authority.pem")) }
    }

    /// Returns the hosts with how each is reached.
    fn read(url: &str, kept: Kept<'_>) -> Vec<(String, String)> {
        let told = |host: Host| {
            let place = match host.options.get_socket() {
                Some(socket) => socket.display().to_string(),
                None => format!("{}:{}", host.options.get_host(), host.options.get_port()),
            };
            (host.name, format!("{}@{place} {:?}", host.options.get_username(), host.options.get_ssl_mode()))
        };
        hosts(url, kept).unwrap().into_iter().map(told).collect()
    }

    #[test]
    fn a_password_in_the_address_is_refused() {
        for url in [
            "postgres://desk:secret@host/osbp",
            "postgresql://desk:@host/osbp",
            "postgres://desk@host/osbp?sslmode=require&password=secret",
            "postgres://desk@host/osbp?%70assword=secret",
            "postgres://desk:secret@a,b/osbp",
        ] {
            assert!(matches!(hosts(url, kept()), Err(StorageError::PasswordInAddress)), "{url}");
        }
    }

    #[test]
    fn an_address_without_password_is_read() {
        for url in ["postgres://desk@host:5433/osbp", "postgres:///osbp?host=/run/postgresql", "postgres://host/a:b@c"]
        {
            assert!(hosts(url, kept()).is_ok(), "{url}");
        }
        assert!(matches!(hosts("/var/lib/post.osbp", kept()), Err(StorageError::BadAddress)));
    }

    #[test]
    fn several_hosts_are_read_in_their_order() {
        let read_here = |url| read(url, Kept::default());
        let told = |name: &str, how: &str| (name.to_owned(), how.to_owned());
        assert_eq!(
            read_here("postgres://desk@localhost:5433,127.0.0.1,[::1]:5434/osbp"),
            [
                told("localhost:5433", "desk@localhost:5433 Disable"),
                told("127.0.0.1", "desk@127.0.0.1:5432 Disable"),
                told("[::1]:5434", "desk@::1:5434 Disable"),
            ]
        );
        let socket = [told("this machine", "desk@/run/post Disable")];
        assert_eq!(read_here("postgres://desk@/osbp?host=/run/post"), socket);
        for url in [
            "postgres://desk@localhost,/osbp",
            "postgres://desk@,localhost/osbp",
            "postgres://desk@localhost,127.0.0.1/osbp?port=5433",
            "postgres://desk@localhost,127.0.0.1/osbp?host=elsewhere",
        ] {
            assert!(matches!(hosts(url, Kept::default()), Err(StorageError::BadAddress)), "{url}");
        }
    }

    #[test]
    fn another_machine_proves_who_it_is() {
        let checked = [("a.example".to_owned(), "desk@a.example:5432 VerifyFull".to_owned())];
        assert_eq!(read("postgres://desk@a.example/osbp", kept()), checked);
        assert_eq!(read("postgres://desk@a.example/osbp?sslmode=verify-full", kept()), checked);
        for mode in ["disable", "allow", "prefer", "require", "verify-ca"] {
            for url in [
                format!("postgres://desk@a.example/osbp?sslmode={mode}"),
                format!("postgres://desk@a.example/osbp?ssl-mode={mode}"),
                format!("postgres://desk@localhost,10.0.0.7/osbp?sslmode={mode}"),
                format!("postgres://desk@localhost/osbp?host=a.example&sslmode={mode}"),
                format!("postgres://desk@localhost/osbp?hostaddr=10.0.0.7&sslmode={mode}"),
            ] {
                assert!(matches!(hosts(&url, kept()), Err(StorageError::Unchecked)), "{url}");
            }
        }
        let nobody = hosts("postgres://desk@a.example/osbp", Kept::default());
        assert!(matches!(nobody, Err(StorageError::NoAuthority)), "{nobody:?}");
        let missing = hosts("postgres://desk@a.example/osbp?sslrootcert=/nowhere/ca.pem", kept());
        assert!(
            matches!(missing, Err(StorageError::NoAuthority)),
            "what is named counts, and is not there: {missing:?}"
        );
        for text in ["", "no certificate", "-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n"] {
            let none = Kept { authority: Some(text), ..kept() };
            assert!(matches!(hosts("postgres://desk@a.example/osbp", none), Err(StorageError::NoAuthority)), "{text}");
        }
    }

    #[test]
    fn this_machine_is_reached_as_the_address_asks() {
        let how = |url| read(url, Kept::default()).into_iter().map(|(_, how)| how).collect::<Vec<_>>();
        assert_eq!(how("postgres://desk@localhost/osbp?sslmode=require"), ["desk@localhost:5432 Require"]);
        let unknown = hosts("postgres://desk@localhost/osbp?sslmode=verify-full", Kept::default());
        assert!(matches!(unknown, Err(StorageError::NoAuthority)));
        // As the driver spells `postgres:///osbp` where the server's socket is there.
        assert!(is_here(&PgConnectOptions::new_without_pgpass().host("/var/run/postgresql")));
        assert!(!is_here(&PgConnectOptions::new_without_pgpass().host("run.example")));
    }
}

//! A post on a PostgreSQL server with two workstations, by the command line alone: founded by the server's owner, each State's
//! machine enrolled, worked at, verified, withdrawn.

#![expect(clippy::indexing_slicing, clippy::unwrap_used, reason = "what is missing in a test fails the test")]

#[expect(dead_code, reason = "each file of tests uses a part of it")]
#[path = "../../storage-postgres/tests/lines/certificates.rs"]
mod certificates;
#[expect(dead_code, reason = "each file of tests uses a part of it")]
mod osbpctl;

use std::io::Write as _;
use std::net::{IpAddr, UdpSocket};
use std::path::Path;
use std::process::Command;

use certificates::{Authority, Good, hand_over};
use osbpctl::{Called, Osbpctl, PASSWORD, POST, answer};
use serde_json::json;
use storage_postgres::{TrialDatabase, TrialServer};

/// A machine: a home of its own, and the address that it was told.
struct Machine<'a> {
    at: &'a Osbpctl,
    home: &'static str,
    address: String,
}

impl Machine<'_> {
    fn command(&self, words: &[&str]) -> Command {
        let mut command = self.at.command_on(Path::new(&self.address), words);
        command.env("OSBP_HOME", self.at.path(self.home));
        command
    }

    fn call(&self, words: &[&str]) -> Called {
        answer(self.command(words))
    }

    fn call_as(&self, officer: &str, words: &[&str]) -> Called {
        let mut command = self.command(words);
        command.args(["--officer", officer]).env("OSBP_PASSWORD", PASSWORD).env("OSBP_NEW_PASSWORD", PASSWORD);
        answer(command)
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_workstation_is_enrolled_worked_at_and_withdrawn() {
    let Ok(server) = std::env::var("OSBP_TEST_POSTGRES") else {
        return eprintln!("skipped: there is no server to run on");
    };
    let trial = TrialDatabase::make_owned(&server).await.unwrap();
    let at = Osbpctl::new();
    let owner = Machine { at: &at, home: "owner", address: trial.owners_url() };
    std::fs::write(at.path("POST.toml"), POST).unwrap();
    let mut init = owner.command(&["init", "--post"]);
    answer({
        init.arg(at.path("POST.toml")).env("OSBP_NEW_PASSWORD", PASSWORD);
        init
    })
    .is(0);

    let mut machines = Vec::new();
    for (administrator, home) in [("K-ADM", "kenya"), ("U-ADM", "uganda")] {
        let file = at.path(home).with_extension("osbp");
        let words = ["post", "enrol", "hall", "-o", file.to_str().unwrap()];
        let enrolled = owner.call_as(administrator, &words).is(0).answer;
        // The file is not written over.
        owner.call_as(administrator, &words).fails(2, "invalid");
        let mut take = at.command_on(Path::new(""), &["post", "enrol", "--take", file.to_str().unwrap()]);
        take.env("OSBP_HOME", at.path(home)).env("OSBP_ENROLMENT_CODE", enrolled["enrolment_code"].as_str().unwrap());
        let taken = answer(take).is(0).answer;
        assert_eq!((&taken["login"], &taken["post"]), (&enrolled["login"], &json!("Test Bridge")));
        machines.push(Machine { at: &at, home, address: taken["address"].as_str().unwrap().to_owned() });
    }
    let [kenya, uganda] = <[_; 2]>::try_from(machines).ok().unwrap();

    // Each State's machine serves its own officers.
    let add = ["officer", "add", "K-1", "--name", "Newly Added", "--agency", "immigration", "--role", "officer"];
    kenya.call_as("K-ADM", &add).is(0);
    kenya.call_as("U-ADM", &["officer", "disable", "K-1"]).fails(4, "not_allowed");
    assert_eq!(uganda.call(&["officer", "list"]).is(0).answer.as_array().unwrap().len(), 3);
    for machine in [&kenya, &uganda, &owner] {
        let verified = machine.call(&["journal", "verify"]).is(0).answer;
        assert_eq!(verified["ok"], true);
        assert_eq!(verified["sealed_unseen"] == 0, machine.home == "owner", "{verified}");
    }
    assert!(kenya.call(&["journal", "verify"]).is(0).answer["sealed_unseen"].as_u64() > Some(0));

    // Only the owner's connection lists them and takes one away.
    for words in [&["post", "workstations"][..], &["post", "upgrade"], &["backup", "make"]] {
        kenya.call(words).fails(2, "not_owner");
    }
    // Whoever is named is asked for his password, and whether it is his State's machine.
    kenya.call_as("K-ADM", &["queue"]).is(0);
    kenya.call_as("U-ADM", &["queue"]).fails(4, "not_allowed");
    let known = owner.call(&["post", "workstations"]).is(0).answer;
    let logins: Vec<&str> = known.as_array().unwrap().iter().map(|one| one["login"].as_str().unwrap()).collect();
    assert_eq!(logins.len(), 2);
    let of_kenya = logins.iter().find(|login| kenya.address.contains(*login)).unwrap();
    owner.call_as("U-ADM", &["post", "withdraw", of_kenya]).fails(3, "other_state");
    owner.call_as("K-ADM", &["post", "withdraw", of_kenya]).is(0);
    owner.call_as("K-ADM", &["post", "withdraw", of_kenya]).fails(6, "not_found");
    kenya.call(&["queue"]).fails(8, "unavailable");
    uganda.call(&["queue"]).is(0);
    // A post in a file has none of this.
    let in_a_file = Machine { at: &at, home: "file", address: at.db().to_string_lossy().into_owned() };
    in_a_file.call(&["post", "workstations"]).fails(2, "invalid");
    trial.discard().await.unwrap();
}

/// Returns an address of this machine under which another one would reach it; none where it has none. Nothing is sent.
fn seen_from_elsewhere() -> Option<IpAddr> {
    let socket = UdpSocket::bind("0.0.0.0:0").ok()?;
    socket.connect("192.0.2.1:9").ok()?;
    socket.local_addr().ok().map(|address| address.ip()).filter(|address| !address.is_loopback())
}

/// Has a server take workstations by that address, each by its password and over TLS alone, and prove by `authority` who it is.
fn opens_to(server: &TrialServer, address: IpAddr, authority: &Authority) {
    let issued = authority.issue(&format!("IP:{address}"), Good::Now);
    let place = |name: &str| server.folder().join(name);
    for (from, name) in [(&issued.key, "server.key"), (&issued.certificate, "server.pem")] {
        std::fs::copy(from, place(name)).unwrap();
        hand_over(&place(name), server.folder());
    }
    let add = |name: &str, text: String| {
        let file = std::fs::File::options().append(true).open(server.data().join(name));
        file.unwrap().write_all(text.as_bytes()).unwrap();
    };
    let (key, certificate) = (place("server.key"), place("server.pem"));
    let files = format!("ssl_key_file = '{}'\nssl_cert_file = '{}'\n", key.display(), certificate.display());
    add("postgresql.auto.conf", format!("ssl = on\nlisten_addresses = '127.0.0.1,{address}'\n{files}"));
    add("pg_hba.conf", "hostssl all all samehost scram-sha-256\n".to_owned());
    server.stop().unwrap();
    server.start_again().unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_workstation_on_another_machine_checks_the_servers_certificate() {
    let Some(address) = seen_from_elsewhere() else { return eprintln!("skipped: this machine has no address") };
    if std::env::var("OSBP_TEST_POSTGRES").is_err() {
        return eprintln!("skipped: there is no PostgreSQL here");
    }
    let [ours, another] = ["The post", "Elsewhere"].map(Authority::of);
    let server = TrialServer::start(&[]).unwrap();
    opens_to(&server, address, &ours);
    let trial = TrialDatabase::make_owned(&server.url()).await.unwrap();
    let at = Osbpctl::new();
    let owner = Machine { at: &at, home: "owner", address: trial.owners_url() };
    std::fs::write(at.path("POST.toml"), POST).unwrap();
    let mut init = owner.command(&["init", "--post"]);
    init.arg(at.path("POST.toml")).env("OSBP_NEW_PASSWORD", PASSWORD);
    answer(init).is(0);

    let (file, hosts) = (at.path("hall.osbp"), format!("{address}:{}", server.port()));
    let mut words = vec!["post", "enrol", "hall", "-o", file.to_str().unwrap(), "--at", &hosts];
    let [message, ..] = owner.call_as("K-ADM", &words).fails(8, "untrusted");
    assert!(message.contains("sslrootcert="), "{message}");
    let certificate = ours.certificate();
    words.extend(["--authority", certificate.to_str().unwrap()]);
    let enrolled = owner.call_as("K-ADM", &words).is(0).answer;
    let take = |file: &Path| {
        let mut take = at.command_on(Path::new(""), &["post", "enrol", "--take", file.to_str().unwrap()]);
        take.env("OSBP_HOME", at.path("kenya"));
        take.env("OSBP_ENROLMENT_CODE", enrolled["enrolment_code"].as_str().unwrap());
        answer(take)
    };
    // Whoever meets the file on its way can't send the workstation elsewhere, nor have it trust another server.
    let handed = std::fs::read_to_string(&file).unwrap();
    let authorities = [&ours, &another].map(|one| std::fs::read_to_string(one.certificate()).unwrap());
    let [honest, forged] = authorities.map(|text| text.replace('\n', "\\n"));
    for changed in [handed.replace(&hosts, "10.9.8.7:5432"), handed.replace(&honest, &forged)] {
        assert_ne!(changed, handed);
        std::fs::write(at.path("changed.osbp"), changed).unwrap();
        take(&at.path("changed.osbp")).fails(4, "not_allowed");
    }
    let taken = take(&file).is(0).answer;
    let kenya = Machine { at: &at, home: "kenya", address: taken["address"].as_str().unwrap().to_owned() };
    assert_eq!(kenya.call(&["journal", "verify"]).is(0).answer["ok"], true);

    let asking = |how: &str| {
        let address = format!("{}?sslmode={how}", kenya.address);
        Machine { at: &at, home: "kenya", address }.call(&["queue"])
    };
    asking("verify-full").is(0);
    for how in ["disable", "allow", "prefer", "require", "verify-ca"] {
        let [message, ..] = asking(how).fails(8, "untrusted");
        assert!(message.contains("sslmode=verify-full"), "{message}");
    }
    let kept = at.path("kenya/authorities").join(format!("{}.pem", taken["login"].as_str().unwrap()));
    assert!(kept.exists());
    std::fs::copy(another.certificate(), &kept).unwrap();
    let [message, ..] = kenya.call(&["queue"]).fails(8, "untrusted");
    assert!(message.contains("another authority"), "{message}");
    std::fs::remove_file(&kept).unwrap();
    kenya.call(&["queue"]).fails(8, "untrusted");
    trial.discard().await.unwrap();
}

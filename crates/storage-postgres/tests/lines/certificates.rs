//! Authorities and the certificates that they issue, made by the `openssl` that Debian's PostgreSQL brings along.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// How an authority keeps its books.
const BOOKS: &str = "[ca]\ndefault_ca = this\n[this]\ndatabase = index.txt\nnew_certs_dir = .\nrand_serial = yes\n\
                     default_md = sha256\nunique_subject = no\npolicy = any\n[any]\ncommonName = supplied\n";

const KEY: [&str; 5] = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];

/// An authority, with all that it issued.
pub struct Authority {
    folder: tempfile::TempDir,
}

/// A server's key and certificate.
pub struct Issued {
    /// The key.
    pub key: PathBuf,
    /// The certificate.
    pub certificate: PathBuf,
}

/// From when until when a certificate is good.
#[derive(Clone, Copy)]
pub enum Good {
    /// Now.
    Now,
    /// It was.
    Once,
    /// It will be.
    Later,
}

impl Authority {
    /// Founds an authority of that name.
    pub fn of(name: &str) -> Self {
        let authority = Self { folder: tempfile::tempdir().unwrap() };
        fs::write(authority.path("books.cnf"), BOOKS).unwrap();
        fs::write(authority.path("index.txt"), "").unwrap();
        let subject = format!("/CN={name}");
        let words = ["req", "-x509", "-days", "30", "-subj", &subject, "-keyout", "ca.key", "-out", "ca.pem"];
        authority.openssl(&[&words, KEY.as_slice()].concat());
        authority
    }

    /// Returns where its own certificate is.
    pub fn certificate(&self) -> PathBuf {
        self.path("ca.pem")
    }

    /// Issues a certificate for a server under these names, such as `DNS:localhost`.
    pub fn issue(&self, names: &str, good: Good) -> Issued {
        let words = ["req", "-subj", "/CN=server", "-keyout", "server.key", "-out", "server.csr"];
        self.openssl(&[&words, KEY.as_slice()].concat());
        fs::write(self.path("names.cnf"), format!("subjectAltName = {names}\nextendedKeyUsage = serverAuth\n"))
            .unwrap();
        let [from, until] = match good {
            Good::Now => ["20200101000000Z", "20800101000000Z"],
            Good::Once => ["20200101000000Z", "20200201000000Z"],
            Good::Later => ["20790101000000Z", "20800101000000Z"],
        };
        let words = ["ca", "-batch", "-notext", "-config", "books.cnf", "-cert", "ca.pem", "-keyfile", "ca.key"];
        let what = ["-in", "server.csr", "-out", "server.pem", "-extfile", "names.cnf"];
        self.openssl(&[words.as_slice(), &what, &["-startdate", from, "-enddate", until]].concat());
        Issued { key: self.path("server.key"), certificate: self.path("server.pem") }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn openssl(&self, words: &[&str]) {
        let output = Command::new("openssl").args(words).current_dir(self.folder.path()).output().unwrap();
        assert!(output.status.success(), "openssl {words:?}: {}", String::from_utf8_lossy(&output.stderr));
    }
}

/// Gives a file to whoever owns a folder, for him alone.
pub fn hand_over(file: &Path, folder: &Path) {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, chown};

    let owner = fs::metadata(folder).unwrap();
    fs::set_permissions(file, fs::Permissions::from_mode(0o600)).unwrap();
    chown(file, Some(owner.uid()), Some(owner.gid())).unwrap();
}

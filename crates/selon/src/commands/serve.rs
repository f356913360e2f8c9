//! `selon serve`: the ledger as a page in a browser on this machine.

use super::store::Store;
use super::{Failure, Finish};
use selon_page::{PageError, Settings};
use std::io::Write;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};

/// The arguments of `selon serve`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    store: Store,
    /// The port; 0 for any that is free
    #[arg(long, default_value_t = 8178)]
    port: u16,
    /// The address to listen on. With anything but 127.0.0.1 or ::1, whoever reaches this machine can read and correct
    #[arg(long, value_name = "ADDRESS", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    host: IpAddr,
    /// A further name by which browsers may ask for the page, such as this machine's name in its network; may be repeated
    #[arg(long, value_name = "NAME")]
    name: Vec<String>,
    /// Whose name stands under corrections made on the page; by default yours on this machine
    #[arg(long, value_name = "NAME")]
    author: Option<String>,
    /// Open the page in the default browser
    #[arg(long)]
    open: bool,
}

impl Args {
    /// Serves until the program is interrupted.
    pub fn run(self) -> Result<Finish, Failure> {
        let ledger = self.store.path()?;
        let mut settings = Settings::new(ledger);
        settings.host = self.host;
        settings.port = self.port;
        settings.names = self.name;
        settings.author = self.author.unwrap_or_else(user);
        let open = self.open;
        let served = selon_page::serve(&settings, |address| announce(address, open));
        served.map(|()| Finish::Clean).map_err(failure)
    }
}

/// Says where the page is: the address alone on stdout, for programs that wait for it.
fn announce(address: SocketAddr, open: bool) {
    let url = format!("http://{address}/");
    // Whoever started us may not read what we say.
    let _ = writeln!(std::io::stdout(), "{url}").and_then(|()| std::io::stdout().flush());
    let _ = writeln!(std::io::stderr(), "the page is at {url}; Ctrl-C ends it");
    if !address.ip().is_loopback() {
        let _ = writeln!(
            std::io::stderr(),
            "warning: it can be read and corrected by everyone who reaches this machine at this address"
        );
    }
    if open {
        open_browser(&url);
    }
}

fn open_browser(url: &str) {
    let (program, before): (&str, &[&str]) = if cfg!(target_os = "macos") {
        ("open", &[])
    } else if cfg!(windows) {
        ("cmd", &["/C", "start", ""])
    } else {
        ("xdg-open", &[])
    };
    if let Err(error) = std::process::Command::new(program).args(before).arg(url).spawn() {
        let _ = writeln!(std::io::stderr(), "no browser could be opened ({program}: {error})");
    }
}

fn user() -> String {
    let known = ["USER", "USERNAME", "LOGNAME"]
        .iter()
        .find_map(|name| std::env::var(name).ok());
    known
        .filter(|name| !name.trim().is_empty())
        .unwrap_or_else(|| "reader".to_owned())
}

fn failure(error: PageError) -> Failure {
    match error {
        PageError::Ledger(error) => error.into(),
        other => Failure::new(other),
    }
}

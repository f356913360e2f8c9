//! The ledger as a local page: a small server that hands the page to a browser on the same machine and answers its questions.
//!
//! Everything is in the program: the page, its fonts, the outlines of the map. Nothing is fetched from anywhere.
//!
//! ```no_run
//! use selon_page::{Settings, serve};
//!
//! let settings = Settings::new("ledger.sqlite".into());
//! serve(&settings, |address| println!("http://{address}/"))?;
//! # Ok::<(), selon_page::PageError>(())
//! ```
//!
//! What it answers is described by [`openapi`], which is also `docs/openapi.json`; what it refuses, in `docs/page.md`.

mod api;
mod assets;
mod guard;
mod shelf;
mod tellings;

pub use api::openapi;

use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use guard::Gate;
use selon_ledger::LedgerError;
use shelf::Shelf;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use tower_http::compression::CompressionLayer;
use tower_http::limit::RequestBodyLimitLayer;

/// The most bytes of a request: a corrected claim has a few thousand.
pub const REQUEST_BYTES: usize = 256 * 1024;

/// Why the page cannot be served.
#[derive(Debug, thiserror::Error)]
pub enum PageError {
    /// The ledger cannot be opened or read.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// The port cannot be had.
    #[error("port {port} of {host}: {source}; give another with --port, or 0 for any that is free")]
    Port {
        /// The address asked for.
        host: IpAddr,
        /// The port asked for.
        port: u16,
        /// What the system says.
        source: std::io::Error,
    },
    /// The server stopped.
    #[error("the page is no longer served: {0}")]
    Server(#[from] std::io::Error),
}

/// What is served, where, and for whom.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The ledger's file. It must be there.
    pub ledger: PathBuf,
    /// The address to listen on. Anything but a loopback address lets others read and correct.
    pub host: IpAddr,
    /// The port; 0 for any that is free.
    pub port: u16,
    /// Whose name stands under decisions made on the page.
    pub author: String,
    /// Names besides `localhost` by which a browser may ask for the page, e.g. of the machine in its network.
    pub names: Vec<String>,
}

impl Settings {
    /// This ledger on 127.0.0.1, any free port, decisions by `reader`.
    pub fn new(ledger: PathBuf) -> Settings {
        Settings {
            ledger,
            host: IpAddr::V4(Ipv4Addr::LOCALHOST),
            port: 0,
            author: "reader".to_owned(),
            names: Vec::new(),
        }
    }
}

/// The service without a socket: pages, assets and the API behind the gate.
///
/// # Errors
/// When the ledger cannot be opened.
pub fn router(settings: &Settings) -> Result<Router, PageError> {
    let shelf = Shelf::open(&settings.ledger, &settings.author)?;
    let gate = Gate::new(settings.host, settings.names.clone());
    Ok(api::router()
        .with_state(shelf)
        .merge(assets::router())
        .fallback(assets::missing)
        .layer(RequestBodyLimitLayer::new(REQUEST_BYTES))
        .layer(from_fn_with_state(gate, guard::admit))
        .layer(CompressionLayer::new())
        .layer(from_fn(guard::seal)))
}

/// Serves the page until the program is interrupted. `ready` is called with the address once a browser can ask for it.
///
/// # Errors
/// When the ledger cannot be opened, or the port cannot be had.
pub fn serve(settings: &Settings, ready: impl FnOnce(SocketAddr)) -> Result<(), PageError> {
    let router = router(settings)?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let address = SocketAddr::new(settings.host, settings.port);
        let listener = tokio::net::TcpListener::bind(address)
            .await
            .map_err(|source| PageError::Port {
                host: settings.host,
                port: settings.port,
                source,
            })?;
        ready(listener.local_addr()?);
        axum::serve(listener, router)
            .with_graceful_shutdown(async {
                // Without a signal to wait for, the program is stopped from outside.
                if tokio::signal::ctrl_c().await.is_err() {
                    std::future::pending::<()>().await;
                }
            })
            .await?;
        Ok(())
    })
}

//! `selon review`: the queue, decisions by hand, exchange with another machine, agreement, gold.

use super::store::Store;
use super::{Failure, Finish};
use super::{blind, output};
use selon_ledger::{Compared, Filter, Page, Revision};
use serde_json::{Map, Value};
use std::fs::File;
use std::io::{BufReader, Write};
use std::path::PathBuf;

/// The arguments of `selon review`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    store: Store,
    /// Who decides; the name of your account, if not given
    #[arg(long, value_name = "NAME", global = true)]
    author: Option<String>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// List what waits for a person: disputed claims, high tolls, low confidence first
    Queue {
        /// So many
        #[arg(long, value_name = "N", default_value_t = 20)]
        limit: usize,
        /// To code blind: only the words in their sentences, nothing of any coding
        #[arg(long)]
        blind: bool,
    },
    /// Code the words of a claim blind: type, actors, recipients, speaker, status
    Code {
        /// The claim, as `queue --blind` names it
        claim: String,
        /// type=ASSAULT actors=AZE.MIL speaker=ARM.GOV status=actual …; or `none`: these words tell nothing
        #[arg(value_name = "FIELD=VALUE", required = true)]
        fields: Vec<String>,
    },
    /// A claim is right
    Accept {
        /// The claim
        claim: String,
    },
    /// A claim is none
    Reject {
        /// The claim
        claim: String,
        /// Why
        #[arg(long, default_value = "")]
        why: String,
    },
    /// Correct fields of a claim
    Correct {
        /// The claim
        claim: String,
        /// Field and value, as in the record: status=denied, 'toll=[]', 'where=null'
        #[arg(value_name = "FIELD=VALUE", required = true)]
        fields: Vec<String>,
    },
    /// Write a remark on a claim
    Comment {
        /// The claim
        claim: String,
        /// The remark
        text: String,
    },
    /// Incidents are one
    Merge {
        /// The incidents
        #[arg(required = true, num_args = 2..)]
        incidents: Vec<String>,
    },
    /// Claims are an incident of their own
    Split {
        /// The claims
        #[arg(required = true)]
        claims: Vec<String>,
    },
    /// A claim belongs to another incident
    Move {
        /// The claim
        claim: String,
        /// The incident
        incident: String,
    },
    /// Set how well an incident is evidenced: confirmed, fair, weak, contested, discounted
    Grade {
        /// The incident
        incident: String,
        /// The grade
        grade: String,
    },
    /// Set how reliable a side is (A to F), or how credible what it says of an incident is (1 to 6)
    Rate {
        /// The side: ARM, agencies, third-parties
        side: String,
        /// A letter, or a number with --incident
        value: String,
        /// The incident
        #[arg(long, value_name = "INCIDENT")]
        incident: Option<String>,
    },
    /// Take a decision back
    Undo {
        /// The decision, by the id that `log` shows
        revision: String,
    },
    /// The decisions on a claim
    Log {
        /// The claim
        claim: String,
    },
    /// Write all decisions as JSON lines, for another machine
    Export,
    /// Take in the decisions of another machine
    Import {
        /// What `export` wrote there
        file: PathBuf,
    },
    /// How far people agree, with each other and with the machine (Krippendorff's alpha)
    Agreement {
        /// People only
        #[arg(long)]
        people: bool,
        /// Only by what people coded blind
        #[arg(long)]
        blind: bool,
    },
    /// Write the dispatches that are reviewed to the end as hand-coded ones for `selon eval claims`
    Gold {
        /// A folder
        folder: PathBuf,
    },
}

impl Args {
    /// Does it.
    pub fn run(&self) -> Result<Finish, Failure> {
        let mut out = output::stdout();
        match &self.command {
            Command::Queue { limit, blind: true } => {
                let page = Page {
                    limit: *limit,
                    ..Page::default()
                };
                let (total, items) = self.store.read()?.queue_blind(&self.author()?, page)?;
                for item in &items {
                    write!(out, "{}", blind::waiting(item))?;
                }
                writeln!(out, "{total} to code")?;
            }
            Command::Queue { limit, blind: false } => {
                let page = Page {
                    limit: *limit,
                    ..Page::default()
                };
                let (total, claims) = self.store.read()?.queue(&Filter::default(), page)?;
                for view in &claims {
                    writeln!(
                        out,
                        "{:4.1}  {}  {}  {} “{}”  {}",
                        view.priority,
                        view.claim.id,
                        view.side,
                        view.claim.event.kind,
                        view.claim.trigger.text,
                        view.incident.as_deref().unwrap_or("–")
                    )?;
                }
                writeln!(out, "{total} waiting")?;
            }
            Command::Log { claim } => {
                for one in self.store.read()?.revisions_of(claim)? {
                    let undone = if one.undone { " (undone)" } else { "" };
                    writeln!(
                        out,
                        "{}  {}  {}  {}{undone}  {}",
                        one.id, one.at, one.author, one.action, one.what
                    )?;
                }
            }
            Command::Export => {
                self.store.read()?.export_review(&mut out)?;
            }
            Command::Import { file } => {
                let open = File::open(file).map_err(|error| Failure::new(format!("{}: {error}", file.display())))?;
                let done = self.store.existing()?.import_review(BufReader::new(open))?;
                writeln!(
                    out,
                    "{} decisions are new, {} were there; {} wait for their dispatch",
                    done.new, done.known, done.waiting
                )?;
            }
            Command::Agreement { people, blind } => {
                let compared = Compared {
                    machine: !people,
                    blind: *blind,
                };
                for row in self.store.read()?.agreement(compared)? {
                    let alpha = row.alpha.map_or_else(|| "–".to_owned(), |alpha| format!("{alpha:.3}"));
                    writeln!(
                        out,
                        "{:<12}{alpha:>7}  {} units, {}",
                        row.field,
                        row.units,
                        row.coders.join(", ")
                    )?;
                }
            }
            Command::Gold { folder } => {
                let ledger = self.store.read()?;
                std::fs::create_dir_all(folder)?;
                let mut written = 0;
                for id in ledger.reviewed_dispatches()? {
                    if let Some((text, gold)) = ledger.gold(&id)? {
                        std::fs::write(folder.join(format!("{id}.txt")), text)?;
                        std::fs::write(folder.join(format!("{id}.expected.toml")), gold)?;
                        written += 1;
                    }
                }
                writeln!(out, "{written} dispatches written to {}", folder.display())?;
            }
            _ => {
                let done = self.decide()?;
                writeln!(out, "{}  {} {}", done.id, done.action, done.claim)?;
            }
        }
        out.flush()?;
        Ok(Finish::Clean)
    }

    fn author(&self) -> Result<String, Failure> {
        let author = self
            .author
            .clone()
            .or_else(|| std::env::var("USER").ok())
            .or_else(|| std::env::var("USERNAME").ok());
        author.filter(|name| !name.trim().is_empty()).ok_or_else(|| {
            Failure::new("a decision has an author, and this account tells no name").hint("give one: --author NAME")
        })
    }

    fn decide(&self) -> Result<Revision, Failure> {
        let author = self.author()?;
        let mut ledger = self.store.existing()?;
        Ok(match &self.command {
            Command::Accept { claim } => ledger.accept(claim, &author),
            Command::Reject { claim, why } => ledger.reject(claim, &author, why),
            Command::Correct { claim, fields } => ledger.correct(claim, &author, values(fields)?),
            Command::Code { claim, fields } => return blind::code(&mut ledger, claim, fields, &author),
            Command::Comment { claim, text } => ledger.comment(claim, &author, text),
            Command::Merge { incidents } => ledger.merge(incidents, &author),
            Command::Split { claims } => ledger.split(claims, &author),
            Command::Move { claim, incident } => ledger.move_claim(claim, incident, &author),
            Command::Grade { incident, grade } => ledger.grade(incident, grade, &author),
            Command::Rate { side, value, incident } => match incident {
                None => ledger.rate_reliability(side, value, &author),
                Some(incident) => {
                    let number = value
                        .parse()
                        .map_err(|_| Failure::new("credibility is a number from 1 to 6"))?;
                    ledger.rate_credibility(incident, side, number, &author)
                }
            },
            Command::Undo { revision } => ledger.undo(revision, &author),
            Command::Queue { .. }
            | Command::Log { .. }
            | Command::Export
            | Command::Import { .. }
            | Command::Agreement { .. }
            | Command::Gold { .. } => return Err(Failure::new("this command decides nothing")),
        }?)
    }
}

/// FIELD=VALUE: the value as JSON where it is some, else as text.
fn values(fields: &[String]) -> Result<Map<String, Value>, Failure> {
    fields
        .iter()
        .map(|field| {
            let (name, value) = field
                .split_once('=')
                .ok_or_else(|| Failure::new(format!("`{field}` is no FIELD=VALUE")))?;
            let value = serde_json::from_str(value).unwrap_or_else(|_| Value::from(value));
            Ok((name.to_owned(), value))
        })
        .collect()
}

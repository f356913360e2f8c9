//! Review: what people decide. Each decision is a revision with author and time; none is ever overwritten, each can be undone. What a claim says now is
//! what was read, with the revisions that hold, in the order of their times: the same on every machine that has the same revisions.

mod agreement;
mod apply;
mod blind;
mod exchange;
mod gold;

use crate::error::{LedgerError, Result};
use crate::intake;
use crate::model::Revision;
use crate::open::Ledger;
use crate::record::Claim;
use serde_json::{Map, Value, json};

pub use agreement::{Agreement, Compared, Values, krippendorff};
pub use exchange::Imported;

pub(crate) use apply::late_revisions;

/// The fields of a claim that can be corrected: all but what makes it this claim.
pub const FIELDS: &[&str] = &[
    "trigger",
    "event",
    "about",
    "actors",
    "recipients",
    "said_by",
    "status",
    "unconfirmed",
    "background",
    "when",
    "where",
    "toll",
    "means",
    "confidence",
];

/// The grades of evidence.
pub const GRADES: &[&str] = &["confirmed", "fair", "weak", "contested", "discounted"];

impl Ledger {
    /// The claim is right as it is.
    ///
    /// # Errors
    /// When there is no such claim, or the file cannot be written.
    pub fn accept(&mut self, claim: &str, author: &str) -> Result<Revision> {
        self.claim(claim)?;
        self.decide("accept", claim, author, json!({}))
    }

    /// The claim is none: it leaves its incident.
    ///
    /// # Errors
    /// When there is no such claim, or the file cannot be written.
    pub fn reject(&mut self, claim: &str, author: &str, why: &str) -> Result<Revision> {
        self.claim(claim)?;
        let what = if why.is_empty() {
            json!({})
        } else {
            json!({ "why": why })
        };
        self.decide("reject", claim, author, what)
    }

    /// Some fields of the claim should be otherwise: names of [`FIELDS`] with values as in the record. A null empties a field that may be empty.
    ///
    /// # Errors
    /// When there is no such claim or field, a value does not fit its field, or the file cannot be written.
    pub fn correct(&mut self, claim: &str, author: &str, fields: Map<String, Value>) -> Result<Revision> {
        let view = self.claim(claim)?;
        self.check_correction(&view.claim, &fields)?;
        self.decide("correct", claim, author, Value::Object(fields))
    }

    /// A remark on a claim.
    ///
    /// # Errors
    /// When there is no such claim, the remark is empty, or the file cannot be written.
    pub fn comment(&mut self, claim: &str, author: &str, text: &str) -> Result<Revision> {
        self.claim(claim)?;
        if text.trim().is_empty() {
            return Err(LedgerError::Input("the comment is empty".to_owned()));
        }
        self.decide("comment", claim, author, json!({ "text": text }))
    }

    /// A claim that the machine did not read. Its id is made from what it says; the id given is not used. Returns the revision; the new claim is its `claim`.
    ///
    /// # Errors
    /// When there is no such dispatch, the words lie outside its text, or the file cannot be written.
    pub fn add_claim(&mut self, dispatch: &str, author: &str, claim: Claim) -> Result<Revision> {
        self.added(dispatch, author, claim, false)
    }

    fn added(&mut self, dispatch: &str, author: &str, claim: Claim, blind: bool) -> Result<Revision> {
        let detail = self.dispatch(dispatch)?;
        let length = detail.text.as_deref().map_or(usize::MAX, |text| text.chars().count());
        if claim.trigger.start >= claim.trigger.end || claim.trigger.end > length {
            return Err(LedgerError::Input(
                "the words of the claim lie outside the text".to_owned(),
            ));
        }
        if claim.event.kind.is_empty()
            || !matches!(claim.status.as_str(), "actual" | "denied" | "planned" | "conditional")
        {
            return Err(LedgerError::Input(
                "a claim has a type, and a status of actual, denied, planned or conditional".to_owned(),
            ));
        }
        let key = format!(
            "{dispatch}|{}|{}|{}|{}|{}",
            claim.trigger.start,
            claim.trigger.end,
            claim.event.kind,
            crate::side::of_claim(&claim),
            author.trim()
        );
        let id = blake3::hash(key.as_bytes()).to_hex()[..16].to_owned();
        let claim = Claim {
            id: id.clone(),
            ..claim
        };
        let value = serde_json::to_value(&claim).map_err(|error| LedgerError::Input(error.to_string()))?;
        let mut what = json!({ "dispatch": dispatch, "claim": value });
        if blind {
            what[blind::BLIND] = Value::Bool(true);
        }
        self.decide("add", &id, author, what)
    }

    /// Takes a revision back. An undo can be undone too.
    ///
    /// # Errors
    /// When there is no such revision, or the file cannot be written.
    pub fn undo(&mut self, revision: &str, author: &str) -> Result<Revision> {
        let found = self.revision(revision)?;
        if found.undone {
            return Err(LedgerError::Input("this was undone already".to_owned()));
        }
        self.decide("undo", &found.claim, author, json!({ "revision": found.id }))
    }

    /// These incidents are one.
    ///
    /// # Errors
    /// When one of them does not exist, there are fewer than two, or the file cannot be written.
    pub fn merge(&mut self, incidents: &[String], author: &str) -> Result<Revision> {
        let mut groups: Vec<Vec<String>> = Vec::new();
        let mut first = None;
        for incident in incidents {
            let detail = self.incident(incident)?;
            first.get_or_insert(detail.incident.id);
            let claims: Vec<String> = detail.claims.into_iter().map(|view| view.claim.id).collect();
            if !groups.contains(&claims) {
                groups.push(claims);
            }
        }
        let Some(first) = first.filter(|_| groups.len() > 1) else {
            return Err(LedgerError::Input("name two incidents or more".to_owned()));
        };
        self.decide("merge", &first, author, json!({ "groups": groups }))
    }

    /// These claims are an incident of their own, apart from the rest of the one they are in.
    ///
    /// # Errors
    /// When they are not of one incident, or are all of it, or the file cannot be written.
    pub fn split(&mut self, claims: &[String], author: &str) -> Result<Revision> {
        let (own, rest) = self.parted(claims)?;
        if rest.is_empty() {
            return Err(LedgerError::Input(
                "these are all claims of the incident: nothing would be left".to_owned(),
            ));
        }
        let first = own[0].clone();
        self.decide("split", &first, author, json!({ "claims": own, "from": rest }))
    }

    /// This claim belongs to that incident.
    ///
    /// # Errors
    /// When there is no such claim or incident, it is there already, or the file cannot be written.
    pub fn move_claim(&mut self, claim: &str, incident: &str, author: &str) -> Result<Revision> {
        let view = self.claim(claim)?;
        let detail = self.incident(incident)?;
        let to: Vec<String> = detail.claims.into_iter().map(|view| view.claim.id).collect();
        if to.contains(&view.claim.id) {
            return Err(LedgerError::Input("the claim is in this incident already".to_owned()));
        }
        let from: Vec<String> = match &view.incident {
            Some(own) => {
                let others = self.incident(own)?.claims.into_iter().map(|view| view.claim.id);
                others.filter(|id| id != claim).collect()
            }
            None => Vec::new(),
        };
        self.decide("move", claim, author, json!({ "to": to, "from": from }))
    }

    /// How well an incident is evidenced, whatever the rule says.
    ///
    /// # Errors
    /// When there is no such incident or grade, or the file cannot be written.
    pub fn grade(&mut self, incident: &str, grade: &str, author: &str) -> Result<Revision> {
        if !GRADES.contains(&grade) {
            return Err(LedgerError::Input(format!(
                "`{grade}` is no grade; there are {}",
                GRADES.join(", ")
            )));
        }
        let id = self.incident(incident)?.incident.id;
        self.decide("grade", &id, author, json!({ "grade": grade }))
    }

    /// How reliable a side is held everywhere (`A` to `F`), by the Admiralty scale.
    ///
    /// # Errors
    /// When the letter is none of these, or the file cannot be written.
    pub fn rate_reliability(&mut self, side: &str, reliability: &str, author: &str) -> Result<Revision> {
        if !matches!(reliability, "A" | "B" | "C" | "D" | "E" | "F") {
            return Err(LedgerError::Input(
                "reliability is a letter from A (completely reliable) to F (cannot be judged)".to_owned(),
            ));
        }
        self.decide(
            "rate",
            "",
            author,
            json!({ "source": side, "reliability": reliability }),
        )
    }

    /// How credible is what a side says of this incident (1 to 6), by the Admiralty scale.
    ///
    /// # Errors
    /// When there is no such incident, the number is none of these, or the file cannot be written.
    pub fn rate_credibility(&mut self, incident: &str, side: &str, credibility: u8, author: &str) -> Result<Revision> {
        if !(1..=6).contains(&credibility) {
            return Err(LedgerError::Input(
                "credibility is a number from 1 (confirmed) to 6 (cannot be judged)".to_owned(),
            ));
        }
        let id = self.incident(incident)?.incident.id;
        self.decide(
            "rate",
            &id,
            author,
            json!({ "source": side, "credibility": credibility }),
        )
    }

    /// A revision.
    ///
    /// # Errors
    /// When there is none of this id, or the file cannot be read.
    pub fn revision(&self, id: &str) -> Result<Revision> {
        let columns = crate::query::REVISION_COLUMNS;
        let sql = format!("SELECT {columns} FROM revision r WHERE r.id = ?");
        let found = self.rows(&sql, [id], crate::query::revision)?.into_iter().next();
        found.ok_or_else(|| LedgerError::Unknown {
            what: "revision",
            id: id.to_owned(),
        })
    }

    /// The claims given, and the others of their incident.
    fn parted(&self, claims: &[String]) -> Result<(Vec<String>, Vec<String>)> {
        let mut incident: Option<String> = None;
        for claim in claims {
            let of = self.claim(claim)?.incident;
            match (&incident, of) {
                (None, Some(of)) => incident = Some(of),
                (Some(known), Some(of)) if *known == of => {}
                _ => return Err(LedgerError::Input("these claims are not of one incident".to_owned())),
            }
        }
        let Some(incident) = incident else {
            return Err(LedgerError::Input("name at least one claim".to_owned()));
        };
        let all = self.incident(&incident)?.claims.into_iter().map(|view| view.claim.id);
        let rest = all.filter(|id| !claims.contains(id)).collect();
        Ok((claims.to_vec(), rest))
    }

    /// Writes a revision and everything that follows from it, wholly or not at all.
    fn decide(&mut self, action: &str, claim: &str, author: &str, what: Value) -> Result<Revision> {
        let author = author.trim();
        if author.is_empty() {
            return Err(LedgerError::Input("a decision has an author; give a name".to_owned()));
        }
        let mut revision = Revision {
            id: String::new(),
            action: action.to_owned(),
            claim: claim.to_owned(),
            author: author.to_owned(),
            at: intake::precise_now(),
            what,
            undone: false,
        };
        revision.id = id(&revision);
        let path = self.path.clone();
        self.within(|db| {
            let fail = |error| LedgerError::sqlite(&path, error);
            exchange::insert(db, &revision).map_err(fail)?;
            apply::apply(db, std::slice::from_ref(&revision)).map_err(fail)
        })?;
        Ok(revision)
    }
}

/// The id of a revision: a hash of what it says, who said it, and when.
pub(crate) fn id(revision: &Revision) -> String {
    let key = format!(
        "{}|{}|{}|{}|{}",
        revision.action, revision.claim, revision.author, revision.at, revision.what
    );
    blake3::hash(key.as_bytes()).to_hex()[..32].to_owned()
}

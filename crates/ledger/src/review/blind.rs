//! Coding blind: what a person says of words without having seen what the machine, or anybody else, made of them. It measures agreement; into an incident
//! it comes only when somebody accepts it.

use super::apply;
use crate::error::{LedgerError, Result};
use crate::model::{BlindItem, DispatchDetail, Page, Revision};
use crate::open::Ledger;
use crate::query::{count, whole};
use crate::record::{Claim, Words};
use rusqlite::params;
use serde_json::{Map, Value, json};

/// The mark of a decision that was made blind, in what the revision says.
pub(super) const BLIND: &str = "blind";

/// Whether a decision was made blind.
pub(super) fn is_blind(revision: &Revision) -> bool {
    revision.what.get(BLIND).and_then(Value::as_bool).unwrap_or(false)
}

/// The author decided on a claim `k` of this dispatch with the coding in sight. What was undone was seen all the same.
const SIGHTED: &str = "EXISTS (SELECT 1 FROM revision r JOIN claim k ON k.id = r.claim \
    WHERE k.dispatch = c.dispatch AND r.author = ?1 AND r.action IN ('accept', 'reject', 'correct', 'comment', 'add') \
      AND coalesce(json_extract(r.what, '$.blind'), 0) = 0)";

impl Ledger {
    /// The author's own coding of words of a dispatch, without having seen that of the machine or of others.
    ///
    /// # Errors
    /// As for [`Ledger::add_claim`], and when the author decided on this dispatch with the coding in sight.
    pub fn code_blind(&mut self, dispatch: &str, author: &str, claim: Claim) -> Result<Revision> {
        let id = self.dispatch(dispatch)?.dispatch.id;
        self.refuse_sighted(&id, author)?;
        self.added(&id, author, claim, true)
    }

    /// The words of this claim tell nothing to be coded, says the author without having seen the coding. The claim itself stays as it is.
    ///
    /// # Errors
    /// When there is no such claim, the author decided on its dispatch with the coding in sight, or the file cannot be written.
    pub fn code_blind_none(&mut self, claim: &str, author: &str) -> Result<Revision> {
        let view = self.claim(claim)?;
        self.refuse_sighted(&view.dispatch, author)?;
        self.decide("reject", claim, author, json!({ BLIND: true }))
    }

    /// Other values in the author's own blind coding.
    ///
    /// # Errors
    /// As for [`Ledger::correct`], and when the claim is not the author's own blind coding, or the author decided on its dispatch with the coding in sight.
    pub fn correct_blind(&mut self, claim: &str, author: &str, mut fields: Map<String, Value>) -> Result<Revision> {
        let view = self.claim(claim)?;
        if !view.blind || view.author.as_deref() != Some(author.trim()) {
            return Err(LedgerError::Input(
                "blind, only one's own blind coding can be corrected".to_owned(),
            ));
        }
        self.refuse_sighted(&view.dispatch, author)?;
        self.check_correction(&view.claim, &fields)?;
        fields.insert(BLIND.to_owned(), Value::Bool(true));
        self.decide("correct", claim, author, Value::Object(fields))
    }

    /// Whether this author decided on a claim of the dispatch with the machine's coding in sight: then nothing that follows is blind.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn sighted(&self, dispatch: &str, author: &str) -> Result<bool> {
        let sql = format!("SELECT {SIGHTED} FROM (SELECT n AS dispatch FROM dispatch WHERE id = ?2) c");
        let found = self.rows(&sql, params![author.trim(), dispatch], |row| row.get(0))?;
        Ok(found.into_iter().next().unwrap_or(false))
    }

    /// What waits to be coded blind by this author, in the order of the queue: words and their sentence, nothing of the coding. Left out is what the
    /// author coded blind already, and dispatches on which the author decided with the coding in sight. Gives how many there are in all, and those
    /// of the page.
    ///
    /// # Errors
    /// When the author has no name, or the file cannot be read.
    pub fn queue_blind(&self, author: &str, page: Page) -> Result<(usize, Vec<BlindItem>)> {
        let author = author.trim();
        if author.is_empty() {
            return Err(LedgerError::Input("a coder has a name; give one".to_owned()));
        }
        let waiting = format!(
            "c.origin = 'machine' AND c.review = 'unreviewed' AND c.retracted = 0 AND NOT {SIGHTED}
             AND NOT EXISTS (SELECT 1 FROM revision r WHERE r.claim = c.id AND r.author = ?1 AND r.action = 'reject'
                AND NOT EXISTS (SELECT 1 FROM undone u WHERE u.id = r.id))
             AND NOT EXISTS (SELECT 1 FROM claim o JOIN revision r ON r.claim = o.id WHERE o.dispatch = c.dispatch AND o.origin = 'person'
                AND o.start < c.\"end\" AND o.\"end\" > c.start AND r.author = ?1 AND r.action = 'add'
                AND NOT EXISTS (SELECT 1 FROM undone u WHERE u.id = r.id))"
        );
        let total = self.rows(
            &format!("SELECT count(*) FROM claim c WHERE {waiting}"),
            [author],
            |row| row.get(0),
        )?;
        let claims = self.claims_where(
            &waiting,
            "c.priority DESC, c.id LIMIT ?2 OFFSET ?3",
            params![author, whole(page.limit), whole(page.offset)],
        )?;
        let mut items = Vec::new();
        for view in claims {
            let detail = self.dispatch(&view.dispatch)?;
            let sentence = &view.claim.sentence;
            let text = detail.text.as_deref().unwrap_or_default();
            let length = sentence.end.saturating_sub(sentence.start);
            items.push(BlindItem {
                claim: view.claim.id,
                sentence: Words {
                    text: text.chars().skip(sentence.start).take(length).collect(),
                    start: sentence.start,
                    end: sentence.end,
                },
                words: view.claim.trigger,
                dispatch: detail.dispatch.id,
                title: detail.dispatch.title,
                language: detail.dispatch.language,
                agency: detail.dispatch.agency,
                published: detail.dispatch.published,
            });
        }
        Ok((count(total.into_iter().next().unwrap_or(0)), items))
    }

    /// A dispatch as one who codes it blind may see it: of its claims only the author's own blind ones.
    ///
    /// # Errors
    /// When no dispatch has this id, or the file cannot be read.
    pub fn dispatch_blind(&self, id: &str, author: &str) -> Result<DispatchDetail> {
        let mut detail = self.dispatch(id)?;
        detail
            .claims
            .retain(|view| view.blind && view.author.as_deref() == Some(author.trim()));
        Ok(detail)
    }

    fn refuse_sighted(&self, dispatch: &str, author: &str) -> Result<()> {
        if self.sighted(dispatch, author)? {
            return Err(LedgerError::Sighted {
                dispatch: dispatch.to_owned(),
                author: author.trim().to_owned(),
            });
        }
        Ok(())
    }

    pub(super) fn check_correction(&self, claim: &Claim, fields: &Map<String, Value>) -> Result<()> {
        if fields.is_empty() {
            return Err(LedgerError::Input("a correction names at least one field".to_owned()));
        }
        if let Some(unknown) = fields.keys().find(|name| !super::FIELDS.contains(&name.as_str())) {
            return Err(LedgerError::Input(format!(
                "`{unknown}` is no field that can be corrected; there are {}",
                super::FIELDS.join(", ")
            )));
        }
        apply::corrected(claim, fields).map(drop)
    }
}

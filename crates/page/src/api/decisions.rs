//! Decisions of a person. Each becomes a revision under the name of the page's reader.

use super::Answer;
use super::error::{Problem, Refusal};
use crate::shelf::Shelf;
use axum::Json;
use axum::extract::{Path, State};
use selon_ledger::record::Claim;
use selon_ledger::{ClaimView, Ledger, LedgerError, Revision};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;

/// A decision that needs no more words than the reader wants to give.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default)]
pub struct Remark {
    /// Why; may be empty, save for a comment.
    note: String,
}

/// Does something to a claim, and gives the claim as it is then.
async fn decide(
    shelf: &Shelf,
    id: String,
    decision: impl FnOnce(&mut Ledger, &str, &str) -> Result<Vec<Revision>, LedgerError> + Send + 'static,
) -> Answer<ClaimView> {
    let done = shelf.write(move |ledger, author| {
        let revisions = decision(ledger, &id, author)?;
        let claim = revisions.first().map_or(id, |revision| revision.claim.clone());
        Ok((ids(revisions), ledger.claim(&claim)?))
    });
    let (revisions, claim) = done.await?;
    shelf.remember(revisions);
    Ok(Json(claim))
}

fn ids(revisions: Vec<Revision>) -> Vec<String> {
    revisions.into_iter().map(|revision| revision.id).collect()
}

/// The claim is right as it stands.
#[utoipa::path(post, path = "/api/claims/{id}/accept", tag = "review", params(("id" = String, Path, description = "Of the claim.")), request_body = Remark,
    responses((status = 200, body = ClaimView), (status = 404, body = Problem)))]
pub async fn accept(
    State(shelf): State<Shelf>,
    Path(id): Path<String>,
    Json(_remark): Json<Remark>,
) -> Answer<ClaimView> {
    decide(&shelf, id, |ledger, claim, author| {
        Ok(vec![ledger.accept(claim, author)?])
    })
    .await
}

/// The claim is none.
#[utoipa::path(post, path = "/api/claims/{id}/reject", tag = "review", params(("id" = String, Path, description = "Of the claim.")), request_body = Remark,
    responses((status = 200, body = ClaimView), (status = 404, body = Problem)))]
pub async fn reject(
    State(shelf): State<Shelf>,
    Path(id): Path<String>,
    Json(remark): Json<Remark>,
) -> Answer<ClaimView> {
    decide(&shelf, id, move |ledger, claim, author| {
        Ok(vec![ledger.reject(claim, author, remark.note.trim())?])
    })
    .await
}

/// What was noted.
#[derive(Debug, Serialize, ToSchema)]
pub struct Noted {
    /// The revision.
    revision: String,
}

/// The words of this claim tell nothing, says a reader who has not seen its coding, and who is not sent it. It is counted, and the claim stays as it is.
#[utoipa::path(post, path = "/api/claims/{id}/nothing", tag = "review", params(("id" = String, Path, description = "Of the claim.")), request_body = Remark,
    responses((status = 200, body = Noted), (status = 404, body = Problem), (status = 409, description = "The reader has seen the coding.", body = Problem)))]
pub async fn nothing(State(shelf): State<Shelf>, Path(id): Path<String>, Json(_remark): Json<Remark>) -> Answer<Noted> {
    let seen = shelf.clone();
    let done = shelf.write(move |ledger, author| {
        unseen(&seen, &ledger.claim(&id)?.dispatch, author)?;
        Ok(ledger.code_blind_none(&id, author)?.id)
    });
    let revision = done.await?;
    shelf.remember(vec![revision.clone()]);
    Ok(Json(Noted { revision }))
}

/// Refuses what is to be blind and is not: the coding of the dispatch was shown on this page.
fn unseen(shelf: &Shelf, dispatch: &str, author: &str) -> Result<(), LedgerError> {
    if shelf.was_shown(dispatch) {
        return Err(LedgerError::Sighted {
            dispatch: dispatch.to_owned(),
            author: author.to_owned(),
        });
    }
    Ok(())
}

/// A remark on a claim, which stays as it is.
#[utoipa::path(post, path = "/api/claims/{id}/comment", tag = "review", params(("id" = String, Path, description = "Of the claim.")), request_body = Remark,
    responses((status = 200, body = ClaimView), (status = 400, body = Problem), (status = 404, body = Problem)))]
pub async fn comment(
    State(shelf): State<Shelf>,
    Path(id): Path<String>,
    Json(remark): Json<Remark>,
) -> Answer<ClaimView> {
    decide(&shelf, id, move |ledger, claim, author| {
        Ok(vec![ledger.comment(claim, author, remark.note.trim())?])
    })
    .await
}

/// What should be otherwise in a claim.
#[derive(Debug, Deserialize, ToSchema)]
pub struct Correction {
    /// Names of fields of the claim with their values, as in docs/record.schema.json. Null empties a field that may be empty.
    #[schema(value_type = Object)]
    fields: Map<String, Value>,
    /// Why; may be empty.
    #[serde(default)]
    note: String,
    /// In the reader's own blind coding, before the coding of others is seen.
    #[serde(default)]
    blind: bool,
}

/// Some fields of the claim should be otherwise.
#[utoipa::path(patch, path = "/api/claims/{id}", tag = "review", params(("id" = String, Path, description = "Of the claim.")), request_body = Correction,
    responses((status = 200, body = ClaimView), (status = 400, body = Problem), (status = 404, body = Problem)))]
pub async fn correct(
    State(shelf): State<Shelf>,
    Path(id): Path<String>,
    Json(correction): Json<Correction>,
) -> Answer<ClaimView> {
    let seen = shelf.clone();
    decide(&shelf, id, move |ledger, claim, author| {
        let mut revisions = if correction.blind {
            unseen(&seen, &ledger.claim(claim)?.dispatch, author)?;
            vec![ledger.correct_blind(claim, author, correction.fields)?]
        } else {
            vec![ledger.correct(claim, author, correction.fields)?]
        };
        let note = correction.note.trim();
        if !note.is_empty() {
            revisions.push(ledger.comment(claim, author, note)?);
        }
        Ok(revisions)
    })
    .await
}

/// A claim that the machine did not read.
#[derive(Debug, Deserialize, ToSchema)]
pub struct Addition {
    /// As in docs/record.schema.json; its id is made anew.
    claim: Claim,
    /// Coded without having seen the coding of the machine or of others. The revision says so; the claim is counted, and is in no incident until
    /// somebody accepts it.
    #[serde(default)]
    blind: bool,
}

/// Adds a claim by hand to a dispatch.
#[utoipa::path(post, path = "/api/dispatches/{id}/claims", tag = "review", params(("id" = String, Path, description = "Of the dispatch.")), request_body = Addition,
    responses((status = 200, body = ClaimView), (status = 400, body = Problem), (status = 404, body = Problem)))]
pub async fn add(
    State(shelf): State<Shelf>,
    Path(id): Path<String>,
    Json(addition): Json<Addition>,
) -> Answer<ClaimView> {
    let seen = shelf.clone();
    decide(&shelf, id, move |ledger, dispatch, author| {
        if addition.blind {
            unseen(&seen, dispatch, author)?;
            return Ok(vec![ledger.code_blind(dispatch, author, addition.claim)?]);
        }
        Ok(vec![ledger.add_claim(dispatch, author, addition.claim)?])
    })
    .await
}

/// Which decision is taken back.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default)]
pub struct Recall {
    /// Its revision; the last one made on this page since it was started, where this is empty.
    revision: String,
}

/// What was taken back.
#[derive(Debug, Serialize, ToSchema)]
pub struct Undone {
    /// The revision; empty when there was nothing to take back.
    undone: String,
    /// Its claim.
    claim: Option<String>,
    /// The dispatch of the claim.
    dispatch: Option<String>,
}

/// Takes a decision back. It stays in the history.
#[utoipa::path(post, path = "/api/undo", tag = "review", request_body = Recall,
    responses((status = 200, body = Undone), (status = 400, body = Problem), (status = 404, body = Problem)))]
pub async fn undo(State(shelf): State<Shelf>, Json(recall): Json<Recall>) -> Answer<Undone> {
    let last = if recall.revision.is_empty() {
        shelf.last()
    } else {
        vec![recall.revision]
    };
    let done = shelf.write(move |ledger, author| {
        let mut undone = Undone {
            undone: String::new(),
            claim: None,
            dispatch: None,
        };
        // A correction and its remark were one decision: the later goes first.
        for revision in last.iter().rev() {
            let taken = ledger.undo(revision, author)?;
            undone.undone.clone_from(revision);
            // A claim that was added is gone now; its dispatch is not asked for.
            undone.dispatch = ledger.claim(&taken.claim).ok().map(|view| view.dispatch);
            undone.claim = Some(taken.claim);
        }
        Ok(undone)
    });
    Ok(Json(done.await?))
}

/// Another incident.
#[derive(Debug, Deserialize, ToSchema)]
pub struct Other {
    /// Its id, or that of a claim of it.
    with: String,
}

/// Where a decision about incidents led.
#[derive(Debug, Serialize, ToSchema)]
pub struct Led {
    /// The incident to look at now.
    incident: String,
}

async fn led(
    shelf: &Shelf,
    decision: impl FnOnce(&mut Ledger, &str) -> Result<(Revision, String), LedgerError> + Send + 'static,
) -> Answer<Led> {
    let done = shelf.write(move |ledger, author| {
        let (revision, claim) = decision(ledger, author)?;
        // The claim leads to the incident it is in now.
        let incident = ledger.claim(&claim)?.incident.unwrap_or(claim);
        Ok((revision.id, incident))
    });
    let (revision, incident) = done.await?;
    shelf.remember(vec![revision]);
    Ok(Json(Led { incident }))
}

/// These two incidents are one. The machine will not part them again.
#[utoipa::path(post, path = "/api/incidents/{id}/merge", tag = "review", params(("id" = String, Path, description = "Of the incident.")), request_body = Other,
    responses((status = 200, body = Led), (status = 400, body = Problem), (status = 404, body = Problem)))]
pub async fn merge(State(shelf): State<Shelf>, Path(id): Path<String>, Json(other): Json<Other>) -> Answer<Led> {
    led(&shelf, move |ledger, author| {
        let revision = ledger.merge(&[id.clone(), other.with], author)?;
        let claim = ledger
            .incident(&id)?
            .claims
            .first()
            .map_or(id, |view| view.claim.id.clone());
        Ok((revision, claim))
    })
    .await
}

/// Claims of one incident.
#[derive(Debug, Deserialize, ToSchema)]
pub struct Claims {
    /// Their ids.
    claims: Vec<String>,
}

/// These claims tell another happening than the rest of the incident. The machine will not join them again.
#[utoipa::path(post, path = "/api/incidents/{id}/split", tag = "review", params(("id" = String, Path, description = "Of the incident.")), request_body = Claims,
    responses((status = 200, body = Led), (status = 400, body = Problem), (status = 404, body = Problem)))]
pub async fn split(State(shelf): State<Shelf>, Path(id): Path<String>, Json(part): Json<Claims>) -> Answer<Led> {
    led(&shelf, move |ledger, author| {
        let rest = ledger.incident(&id)?.claims.into_iter().map(|view| view.claim.id);
        let stays = rest.into_iter().find(|claim| !part.claims.contains(claim));
        let revision = ledger.split(&part.claims, author)?;
        Ok((revision, stays.unwrap_or(id)))
    })
    .await
}

/// Where a claim belongs.
#[derive(Debug, Deserialize, ToSchema)]
pub struct Home {
    /// The incident.
    incident: String,
}

/// The claim belongs to another incident.
#[utoipa::path(post, path = "/api/claims/{id}/move", tag = "review", params(("id" = String, Path, description = "Of the claim.")), request_body = Home,
    responses((status = 200, body = Led), (status = 400, body = Problem), (status = 404, body = Problem)))]
pub async fn move_claim(State(shelf): State<Shelf>, Path(id): Path<String>, Json(home): Json<Home>) -> Answer<Led> {
    led(&shelf, move |ledger, author| {
        let revision = ledger.move_claim(&id, &home.incident, author)?;
        Ok((revision, id))
    })
    .await
}

/// How a source is held, by the two axes of the Admiralty scale.
#[derive(Debug, Deserialize, ToSchema)]
pub struct Rating {
    /// The side.
    side: String,
    /// `A` (completely reliable) to `F` (cannot be judged), for this side everywhere.
    #[serde(default)]
    reliability: Option<String>,
    /// 1 (confirmed) to 6 (cannot be judged), for what it says of this incident.
    #[serde(default)]
    credibility: Option<u8>,
}

/// How reliable a side is held, and how credible what it says here.
#[utoipa::path(post, path = "/api/incidents/{id}/rate", tag = "review", params(("id" = String, Path, description = "Of the incident.")), request_body = Rating,
    responses((status = 200, body = Led), (status = 400, body = Problem), (status = 404, body = Problem)))]
pub async fn rate(State(shelf): State<Shelf>, Path(id): Path<String>, Json(rating): Json<Rating>) -> Answer<Led> {
    if rating.reliability.is_none() && rating.credibility.is_none() {
        return Err(Refusal::unclear("give `reliability`, `credibility` or both"));
    }
    let incident = id.clone();
    let done = shelf.write(move |ledger, author| {
        let mut revisions = Vec::new();
        if let Some(letter) = &rating.reliability {
            revisions.push(ledger.rate_reliability(&rating.side, letter, author)?);
        }
        if let Some(number) = rating.credibility {
            revisions.push(ledger.rate_credibility(&id, &rating.side, number, author)?);
        }
        Ok(ids(revisions))
    });
    shelf.remember(done.await?);
    Ok(Json(Led { incident }))
}

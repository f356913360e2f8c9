//! Refusals in words.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use selon_ledger::LedgerError;
use serde::Serialize;
use utoipa::ToSchema;

/// Why a question has no answer.
#[derive(Debug, Serialize, ToSchema)]
pub struct Problem {
    /// In words, for the reader of the page.
    pub error: String,
}

/// A refusal with its status.
#[derive(Debug)]
pub struct Refusal {
    status: StatusCode,
    words: String,
}

impl Refusal {
    /// A question that cannot be understood.
    pub fn unclear(words: impl Into<String>) -> Refusal {
        Refusal {
            status: StatusCode::BAD_REQUEST,
            words: words.into(),
        }
    }
}

impl From<LedgerError> for Refusal {
    fn from(error: LedgerError) -> Refusal {
        let status = match &error {
            LedgerError::Unknown { .. } => StatusCode::NOT_FOUND,
            LedgerError::Input(_) => StatusCode::BAD_REQUEST,
            LedgerError::Sighted { .. } => StatusCode::CONFLICT,
            LedgerError::ReadOnly { .. } => StatusCode::CONFLICT,
            LedgerError::Busy { .. } => StatusCode::SERVICE_UNAVAILABLE,
            LedgerError::Full { .. } => StatusCode::INSUFFICIENT_STORAGE,
            _ => StatusCode::INTERNAL_SERVER_ERROR,
        };
        Refusal {
            status,
            words: error.to_string(),
        }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        (self.status, Json(Problem { error: self.words })).into_response()
    }
}

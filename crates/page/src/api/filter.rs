//! What a list is filtered by, as it stands in an address.

use super::error::Refusal;
use selon_ledger::{Filter, Order, Page};
use serde::Deserialize;
use utoipa::IntoParams;

/// The most that one answer lists.
const MOST: usize = 500;

/// A filter in an address. A field that is empty is as good as absent; several values of one field are separated by commas.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub struct Wanted {
    /// Words that stand in one of the dispatches. Accents and capitals do not count.
    pub q: String,
    /// First day, `2021-11-16`.
    pub from: String,
    /// Last day.
    pub to: String,
    /// ISO 3166 codes of three letters.
    pub country: String,
    /// Sides: `ARM`, `MLI.REB.JNIM`.
    pub side: String,
    /// PLOVER types: `ASSAULT`.
    pub event: String,
    /// At least so many killed, according to somebody.
    pub toll: String,
    /// `unreviewed`, `in-progress` or `reviewed`.
    pub review: String,
    /// `true`: only disputed ones; `false`: only others.
    pub disputed: String,
    /// `newest`, `oldest`, `toll`, `disputed` or `origins`.
    pub order: String,
    /// So many are skipped.
    pub offset: String,
    /// At most so many are given; no more than 500.
    pub limit: String,
}

fn some(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

fn list(text: &str) -> Vec<String> {
    text.split(',').filter_map(some).collect()
}

fn number<T: std::str::FromStr>(name: &str, text: &str) -> Result<Option<T>, Refusal> {
    match some(text) {
        None => Ok(None),
        Some(text) => match text.parse() {
            Ok(number) => Ok(Some(number)),
            Err(_) => Err(Refusal::unclear(format!(
                "`{name}` must be a whole number, not `{text}`"
            ))),
        },
    }
}

impl Wanted {
    /// As the ledger takes it.
    ///
    /// # Errors
    /// When a figure is none, or a word is not among those that may stand there.
    pub fn filter(&self) -> Result<Filter, Refusal> {
        Ok(Filter {
            from: some(&self.from),
            to: some(&self.to),
            countries: list(&self.country),
            sides: list(&self.side),
            types: list(&self.event),
            toll_min: number("toll", &self.toll)?,
            review: some(&self.review),
            disputed: match self.disputed.trim() {
                "" => None,
                "true" => Some(true),
                "false" => Some(false),
                other => {
                    return Err(Refusal::unclear(format!(
                        "`disputed` is `true` or `false`, not `{other}`"
                    )));
                }
            },
            text: some(&self.q),
        })
    }

    /// Which stretch of the list.
    ///
    /// # Errors
    /// When a figure is none, or the order is unknown.
    pub fn page(&self) -> Result<Page, Refusal> {
        let order = match self.order.trim() {
            "" | "newest" => Order::Newest,
            "oldest" => Order::Oldest,
            "toll" => Order::Toll,
            "disputed" => Order::Disputed,
            "origins" => Order::Origins,
            other => {
                return Err(Refusal::unclear(format!(
                    "`order` is newest, oldest, toll, disputed or origins, not `{other}`"
                )));
            }
        };
        Ok(Page {
            offset: number("offset", &self.offset)?.unwrap_or(0),
            limit: number("limit", &self.limit)?.unwrap_or(50).min(MOST),
            order,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_field_asks_for_everything() {
        let wanted = Wanted {
            q: "  ".to_owned(),
            country: "ARM, AZE,".to_owned(),
            ..Wanted::default()
        };
        let filter = wanted.filter().expect("a filter");
        assert_eq!(filter.text, None);
        assert_eq!(filter.countries, ["ARM", "AZE"]);
        assert!(wanted.page().is_ok_and(|page| page.limit == 50));
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for wanted in [
            Wanted {
                toll: "ten".to_owned(),
                ..Wanted::default()
            },
            Wanted {
                disputed: "maybe".to_owned(),
                ..Wanted::default()
            },
        ] {
            assert!(wanted.filter().is_err());
        }
        let wanted = Wanted {
            offset: "-1".to_owned(),
            ..Wanted::default()
        };
        assert!(wanted.page().is_err());
    }
}

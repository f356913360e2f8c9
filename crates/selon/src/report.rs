//! The report for a person: a dispatch's line, then its claims grouped by who says them.
//!
//! Each fact has the same colour in its line and in the sentence quoted below it.

pub mod facts;
pub mod page;
pub mod unread;

use crate::naming::Naming;
use crate::reader::Read;
use crate::record;
use page::{Ink, Inked, Page};
use selon_coder::Claim;
use selon_coder::claim::{Actor, Inferred, Voice};
use std::collections::BTreeSet;
use std::fmt::Write;

/// Writes reports.
#[derive(Clone, Copy, Debug)]
pub struct Report<'a> {
    /// What codes are called.
    pub naming: &'a Naming,
    /// The page to write on.
    pub page: Page,
}

const INDENT: &str = "     ";
const QUOTE: &str = "     │ ";

/// Sentences of more words than this are shortened where nothing is highlighted.
const LONG: usize = 44;
/// So many words beside a highlighted one are kept.
const AROUND: usize = 7;

impl Report<'_> {
    /// The whole report of a dispatch, its claims numbered as `selon explain --claim` wants them.
    pub fn dispatch(&self, read: &Read) -> String {
        let mut out = String::new();
        self.head(read, &mut out);
        let claims: Vec<&Claim> = read.claims().collect();
        if claims.is_empty() {
            out.push('\n');
            self.line("No claim in this dispatch.", Ink::Faint, "  ", &mut out);
        }
        for group in groups(&claims) {
            out.push('\n');
            let Some(first) = group.first() else { continue };
            self.voice(read, claims[*first], &mut out);
            for &index in &group {
                out.push('\n');
                self.claim(read, claims[index], index + 1, false, &mut out);
            }
        }
        out
    }

    fn line(&self, text: &str, ink: Ink, indent: &str, out: &mut String) {
        let mut inked = Inked::new();
        inked.push(text, ink);
        inked.wrap(self.page, indent, indent, out);
    }

    fn head(&self, read: &Read, out: &mut String) {
        let dispatch = &read.dispatch;
        let (mut name, mut count) = (Inked::new(), Inked::new());
        name.push(&dispatch.source, Ink::Strong);
        let claims = read.coded.len();
        count.push(
            &format!("{claims} claim{}", if claims == 1 { "" } else { "s" }),
            Ink::Faint,
        );
        name.with_right(&count, self.page, "", out);
        let mut parts: Vec<String> = Vec::new();
        parts.extend(dispatch.agency.as_ref().map(|agency| agency.name.clone()));
        let places: Vec<&str> = dispatch.dateline.iter().map(|place| place.name.as_str()).collect();
        if !places.is_empty() {
            parts.push(places.join(", "));
        }
        parts.push(match &dispatch.published {
            Some(published) => facts::published(published.start, record::precision(published.precision)),
            None => "no date".to_owned(),
        });
        parts.push(facts::language(&dispatch.language));
        self.line(&parts.join(" · "), Ink::Plain, "", out);
        let edition = record::edition(dispatch.edition);
        if edition != "plain" {
            self.line(&format!("This text is marked as: {edition}."), Ink::Flag, "", out);
        }
        if let Some(headline) = dispatch
            .headline
            .as_ref()
            .and_then(|range| dispatch.text.get(range.clone()))
        {
            self.line(headline, Ink::Strong, "", out);
        }
        let rule = "─".repeat(self.page.width);
        self.line(&rule, Ink::Faint, "", out);
    }

    /// The heading of a group: who says what follows.
    fn voice(&self, read: &Read, claim: &Claim, out: &mut String) {
        let (mut heading, mut codes) = (Inked::new(), Inked::new());
        match claim.said_by.split_first() {
            None => {
                let agency = read
                    .dispatch
                    .agency
                    .as_ref()
                    .map_or("The dispatch", |agency| agency.name.as_str());
                heading.push(&format!("{agency} itself"), Ink::Strong);
            }
            Some((speaker, relays)) => {
                heading.push(
                    &format!("According to {}", self.with_article(&speaker.actor)),
                    Ink::Strong,
                );
                if !relays.is_empty() {
                    let names: Vec<String> = relays.iter().map(|voice| self.with_article(&voice.actor)).collect();
                    heading.push(&format!(", relayed by {}", names.join(", then by ")), Ink::Plain);
                }
                codes.push(&chain(&claim.said_by), Ink::Faint);
            }
        }
        heading.with_right(&codes, self.page, "", out);
    }

    fn with_article(&self, actor: &Actor) -> String {
        let name = self.naming.actor(actor);
        let bare_country = !actor.code.contains('.');
        let plural =
            name.starts_with("United ") || name.ends_with("Republic") || name == "Netherlands" || name == "Philippines";
        if actor.code == "UNK" && actor.name.is_none() {
            "an unknown speaker".to_owned()
        } else if name.starts_with("unnamed") {
            format!("an {name}")
        } else if actor.name.is_some()
            || bare_country && !plural
            || actor.code.split('.').count() > 2 && name.starts_with(char::is_uppercase) && !name.contains(' ')
        {
            name
        } else {
            format!("the {name}")
        }
    }

    /// One claim: what, who to whom, the facts, the sentence. `whole` quotes the sentence unshortened.
    pub fn claim(&self, read: &Read, claim: &Claim, number: usize, whole: bool, out: &mut String) {
        let (mut title, mut codes) = (Inked::new(), Inked::new());
        title
            .push(&format!("{number:>3}  "), Ink::Faint)
            .push(&self.title(claim), Ink::Strong);
        let flags = flags(claim);
        if !flags.is_empty() {
            title.push("  ", Ink::Plain).push(&flags.join(", "), Ink::Flag);
        }
        let mode = claim
            .event
            .mode
            .as_ref()
            .map(|mode| format!(" {mode}"))
            .unwrap_or_default();
        let sure = (claim.confidence * 100.0).round();
        codes.push(
            &format!("{}{mode} · {} · {sure} %", claim.event.kind, claim.event.cameo),
            Ink::Faint,
        );
        title.with_right(&codes, self.page, "", out);
        self.parties(&claim.actors, &claim.recipients, out);
        let facts = self.facts(claim);
        if !facts.is_empty() {
            facts.wrap(self.page, INDENT, INDENT, out);
        }
        let understood = self.understood(claim);
        if !understood.is_empty() {
            let text = format!("understood: {}", understood.join("; "));
            self.line(&text, Ink::Faint, INDENT, out);
        }
        let sentence = sentence(&read.dispatch.text, claim, whole);
        let mut bar = String::new();
        page::paint_text(QUOTE, Ink::Faint, self.page, &mut bar);
        sentence.wrap(self.page, &bar, &bar, out);
    }

    /// The event, with what is asked, promised or refused: `Request: Military aid`.
    fn title(&self, claim: &Claim) -> String {
        let event = self.naming.event(&claim.event);
        match &claim.about {
            Some(about) => {
                let theme = self.naming.event(&about.event).to_lowercase();
                format!("{event}: {theme}")
            }
            None => event,
        }
    }

    fn parties(&self, actors: &[Actor], recipients: &[Actor], out: &mut String) {
        if actors.is_empty() && recipients.is_empty() {
            return;
        }
        let (mut names, mut codes) = (Inked::new(), Inked::new());
        for (index, actor) in actors.iter().enumerate() {
            names
                .push(if index > 0 { ", " } else { "" }, Ink::Plain)
                .push(&self.naming.actor(actor), Ink::Actor);
        }
        if actors.is_empty() {
            names.push("unknown", Ink::Faint);
        }
        if !recipients.is_empty() {
            names.push(" → ", Ink::Plain);
        }
        for (index, actor) in recipients.iter().enumerate() {
            names
                .push(if index > 0 { ", " } else { "" }, Ink::Plain)
                .push(&self.naming.actor(actor), Ink::Recipient);
        }
        let list = |actors: &[Actor]| {
            actors
                .iter()
                .map(|actor| actor.code.as_str())
                .collect::<Vec<_>>()
                .join(", ")
        };
        let mut code = if actors.is_empty() {
            "UNK".to_owned()
        } else {
            list(actors)
        };
        if !recipients.is_empty() {
            let _ = write!(code, " → {}", list(recipients));
        }
        codes.push(&code, Ink::Faint);
        names.with_right(&codes, self.page, INDENT, out);
    }

    /// Toll, time, place, weapons, each in its colour.
    fn facts(&self, claim: &Claim) -> Inked {
        let mut parts: Vec<Inked> = Vec::new();
        let mut add = |text: String, ink: Ink| {
            let mut part = Inked::new();
            part.push(&text, ink);
            parts.push(part);
        };
        for toll in &claim.toll {
            add(facts::toll(toll, self.naming), Ink::Toll);
        }
        if let Some(when) = &claim.when {
            add(facts::when(when), Ink::When);
        }
        if let Some(place) = &claim.place {
            add(facts::place(place, self.naming), Ink::Where);
        }
        if !claim.means.is_empty() {
            let mut kinds: Vec<String> = claim.means.iter().map(|means| means.kind.replace('-', " ")).collect();
            kinds.dedup();
            add(kinds.join(", "), Ink::Means);
        }
        let mut line = Inked::new();
        for (index, part) in parts.into_iter().enumerate() {
            line.push(if index > 0 { " · " } else { "" }, Ink::Faint);
            line.append(part);
        }
        // Who is to do what is asked is not said twice where it is the one who is asked.
        let names = |actors: &[Actor]| {
            actors
                .iter()
                .map(|actor| self.naming.actor(actor))
                .collect::<Vec<_>>()
                .join(", ")
        };
        if let Some(about) = &claim.about {
            let by = names(&about.actors);
            let by = if by == names(&claim.recipients) || by == names(&claim.actors) {
                String::new()
            } else {
                by
            };
            let to = names(&about.recipients);
            for (word, who) in [("by ", by), ("for ", to)] {
                if !who.is_empty() {
                    line.push(if line.is_empty() { "" } else { " · " }, Ink::Faint);
                    line.push(word, Ink::Faint).push(&who, Ink::Plain);
                }
            }
        }
        line
    }

    /// What is inferred, and from what: `time from the event it is told with`.
    fn understood(&self, claim: &Claim) -> Vec<String> {
        let mut found: Vec<(String, Vec<String>)> = Vec::new();
        let mut add = |what: String, inferred: Option<&Inferred>| {
            let Some(inferred) = inferred else { return };
            let mut from = facts::inferred(&inferred.from);
            if !inferred.reference.is_empty() {
                let _ = write!(from, " (“{}”)", inferred.reference);
            }
            match found.iter_mut().find(|(known, _)| *known == from) {
                Some((_, list)) if list.contains(&what) => {}
                Some((_, list)) => list.push(what),
                None => found.push((from, vec![what])),
            }
        };
        if let Some(voice) = claim.said_by.first() {
            add("who speaks".to_owned(), voice.actor.inferred.as_ref());
        }
        for actor in claim.actors.iter().chain(&claim.recipients) {
            add(self.naming.actor(actor), actor.inferred.as_ref());
        }
        if let Some(when) = &claim.when {
            add("time".to_owned(), when.inferred.as_ref());
        }
        if let Some(place) = &claim.place {
            add("place".to_owned(), place.inferred.as_ref());
        }
        found
            .into_iter()
            .map(|(from, list)| format!("{} {from}", list.join(" and ")))
            .collect()
    }
}

/// The innermost speaker first: `ARM.GOV ← RUS.JRN`.
fn chain(voices: &[Voice]) -> String {
    voices
        .iter()
        .map(|voice| voice.actor.code.as_str())
        .collect::<Vec<_>>()
        .join(" ← ")
}

/// Codes and names of a chain: claims of the same chain are one group.
type Chain<'a> = Vec<(&'a str, Option<&'a str>)>;

/// Claims by speaker: the agency first, then the others as they come up.
fn groups(claims: &[&Claim]) -> Vec<Vec<usize>> {
    let mut groups: Vec<(Chain<'_>, Vec<usize>)> = Vec::new();
    for (index, claim) in claims.iter().enumerate() {
        let key: Chain<'_> = claim
            .said_by
            .iter()
            .map(|voice| (voice.actor.code.as_str(), voice.actor.name.as_deref()))
            .collect();
        match groups.iter_mut().find(|(known, _)| *known == key) {
            Some((_, group)) => group.push(index),
            None => groups.push((key, vec![index])),
        }
    }
    groups.sort_by_key(|(key, _)| !key.is_empty());
    groups.into_iter().map(|(_, group)| group).collect()
}

/// What a reader must know before believing the title.
fn flags(claim: &Claim) -> Vec<&str> {
    let mut flags = Vec::new();
    match claim.status.as_str() {
        "actual" => {}
        "conditional" => flags.push("only if"),
        other => flags.push(other),
    }
    if claim.unconfirmed {
        flags.push("unconfirmed");
    }
    if claim.background {
        flags.push("background");
    }
    match claim.said_by.first().map(|voice| voice.stance.as_str()) {
        Some("confirms") => flags.push("confirmed by the speaker"),
        Some("admits") => flags.push("admitted"),
        Some("claims-responsibility") => flags.push("claimed"),
        _ => {}
    }
    flags
}

/// The sentence of a claim with its parts in their ink.
pub fn sentence(text: &str, claim: &Claim, whole: bool) -> Inked {
    let (start, end) = (claim.sentence.start, claim.sentence.end.max(claim.sentence.start));
    let mut inked: Vec<(char, Ink)> = text
        .chars()
        .skip(start)
        .take(end - start)
        .map(|c| (c, Ink::Plain))
        .collect();
    let mut mark = |from: usize, to: usize, ink: Ink| {
        for at in from.max(start)..to.min(end) {
            if let Some(slot) = inked.get_mut(at - start) {
                slot.1 = ink;
            }
        }
    };
    // Later marks win where spans lie in one another.
    for voice in &claim.said_by {
        actor(&voice.actor, Ink::Speaker, &mut mark);
        if let (Some(from), Some(to)) = (voice.start, voice.end) {
            mark(from, to, Ink::Speaker);
        }
    }
    for party in &claim.recipients {
        actor(party, Ink::Recipient, &mut mark);
    }
    for party in &claim.actors {
        actor(party, Ink::Actor, &mut mark);
    }
    for means in &claim.means {
        mark(means.start, means.end, Ink::Means);
    }
    if let Some(place) = &claim.place {
        mark(place.start, place.end, Ink::Where);
    }
    if let Some(when) = &claim.when {
        mark(when.text_start, when.text_end, Ink::When);
    }
    for toll in &claim.toll {
        mark(toll.start, toll.end, Ink::Toll);
    }
    mark(claim.trigger.start, claim.trigger.end, Ink::Trigger);
    let mut out = Inked::new();
    let kept = if whole { None } else { kept(&inked) };
    let mut gap = false;
    for (word, (from, to)) in words(&inked).into_iter().enumerate() {
        if kept.as_ref().is_some_and(|kept| !kept.contains(&word)) {
            gap = true;
            continue;
        }
        if gap {
            out.push(" …", Ink::Faint);
            gap = false;
        }
        // The blanks before a word belong to it.
        for &(c, ink) in &inked[from..to] {
            out.push(c.encode_utf8(&mut [0; 4]), ink);
        }
    }
    if gap {
        out.push(" …", Ink::Faint);
    }
    out
}

fn actor(actor: &Actor, ink: Ink, mark: &mut impl FnMut(usize, usize, Ink)) {
    if let (Some(from), Some(to)) = (actor.start, actor.end) {
        mark(from, to, ink);
    }
}

/// Stretches of a blank and the word after it.
fn words(chars: &[(char, Ink)]) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let blanks = chars[at..].iter().take_while(|(c, _)| c.is_whitespace()).count();
        let length = chars[at + blanks..]
            .iter()
            .take_while(|(c, _)| !c.is_whitespace())
            .count();
        found.push((at, at + blanks + length));
        at += blanks + length;
    }
    found
}

/// The words of a long sentence that are shown; `None` for all.
fn kept(chars: &[(char, Ink)]) -> Option<BTreeSet<usize>> {
    let words = words(chars);
    if words.len() <= LONG {
        return None;
    }
    let mut kept = BTreeSet::new();
    for (index, (from, to)) in words.iter().enumerate() {
        if chars[*from..*to].iter().any(|(_, ink)| *ink != Ink::Plain) {
            kept.extend(index.saturating_sub(AROUND)..=(index + AROUND).min(words.len() - 1));
        }
    }
    // A gap of a few words is not worth an ellipsis.
    let list: Vec<usize> = kept.iter().copied().collect();
    for pair in list.windows(2) {
        if pair[1] - pair[0] <= 4 {
            kept.extend(pair[0]..pair[1]);
        }
    }
    Some(kept)
}

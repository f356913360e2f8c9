//! Who says so: the chain of speakers above a predicate, as far as one sentence tells it.

use crate::proposition::{Quote, Said};
use crate::sharing::ByWord;
use crate::view::View;
use crate::{Role, Stance};
use selon_syntax::Upos;

/// The chain above `word`, innermost speaker first.
pub fn chain(view: &View<'_>, all: &ByWord, quoted: &[bool], word: usize) -> Vec<Said> {
    let mut links: Vec<Said> = Vec::new();
    let mut current = word;
    for _ in 0..=view.len() {
        sources_beside(view, all, quoted, word, current, &mut links);
        let Some(head) = view.head(current) else { break };
        if current != head && is_content(view, all, current, head) {
            if let Some(stance) = stance(view, all, head, quoted[word]) {
                push_speech(view, all, head, stance, quoted[word], "speech-verb", &mut links);
            }
        }
        current = head;
    }
    links
}

/// Whether what hangs on `head` by `current` is what `head` says, if it says something.
fn is_content(view: &View<'_>, all: &ByWord, current: usize, head: usize) -> bool {
    let verb = view.upos(head) == Upos::Verb || view.upos(head) == Upos::Adj;
    match view.relation(current) {
        "ccomp" | "xcomp" | "csubj" => true,
        // A quotation before its speech verb often comes as parataxis, or the verb hangs on the quotation (see `sources_beside`).
        "parataxis" => verb && current < head,
        "acl" => view.upos(head) == Upos::Noun,
        "obj" => verb,
        "nsubj" => verb && all[head].as_ref().is_some_and(|p| p.passive && p.all(Role::Patient).any(|w| w == current)),
        "advcl" | "obl" | "nmod" => {
            // accuse X of …, accuser X de …, parler de …
            let about = view
                .preposition(current)
                .and_then(|(role, _, _)| role)
                .is_some_and(|role| matches!(role, Role::Of | Role::About));
            let marked_of = view
                .dependents(current, &["mark"])
                .any(|m| view.grammar.relation(view.lemma(m)) == Some(Role::Of));
            (about || marked_of) && verb
        }
        _ => false,
    }
}

/// The stance of a word of speech in this sentence; `None` where it is none.
pub fn stance(view: &View<'_>, all: &ByWord, word: usize, quoted: bool) -> Option<Stance> {
    let reflexive = all[word].as_ref().is_some_and(|p| p.reflexive);
    view.grammar
        .speech(view.lemma(word))
        .iter()
        .filter(|speech| !speech.reflexive || reflexive)
        .filter(|speech| !speech.quotation_only || quoted)
        .find(|speech| {
            speech
                .with
                .iter()
                .all(|needed| view.children(word).iter().any(|&c| view.lemma(c) == needed) || view.grammar.relation(needed).is_some())
        })
        .map(|speech| speech.stance)
}

/// `selon X`, and speech verbs that hang on the words said (`…, a déclaré X`).
fn sources_beside(
    view: &View<'_>,
    all: &ByWord,
    quoted: &[bool],
    word: usize,
    current: usize,
    links: &mut Vec<Said>,
) {
    for &child in view.children(current) {
        if child == word {
            continue;
        }
        match view.relation(child) {
            "parataxis" | "advcl" | "ccomp" | "discourse" | "conj" | "appos" | "dep" => {
                let beside = match view.relation(child) {
                    "parataxis" | "dep" | "discourse" => true,
                    // The speech verb of "…, as the army said"; a second clause after the quotation.
                    "advcl" => view.dependents(child, &["mark", "advmod"]).any(|m| view.grammar.cue(view.lemma(m), "as-says")),
                    "ccomp" | "conj" | "appos" => {
                        quoted[current] && !quoted[child] && !view.dependents(child, &["cc"]).any(|_| true)
                    }
                    _ => false,
                };
                if !beside || !view.clausal(child) {
                    continue;
                }
                if all[child].is_none() || has_own_content(view, all, child) {
                    continue;
                }
                if let Some(stance) = stance(view, all, child, true) {
                    push_speech(view, all, child, stance, quoted[word], "speech-verb-beside", links);
                }
            }
            "obl" | "nmod" | "advmod" => {
                let Some((Some(Role::According), marker, filler)) = view.preposition(child) else { continue };
                push_source(view, all, filler, marker, links);
            }
            _ => {}
        }
        // English "according to X" as a participle with an oblique.
        if view.relation(child) == "advcl" || view.relation(child) == "acl" {
            let to = view.dependents(child, &["obl"]).next();
            if let Some(to) = to {
                if view.grammar.relation(&format!("{} to", view.lemma(child))) == Some(Role::According)
                    || view.grammar.relation(view.lemma(child)) == Some(Role::According)
                {
                    push_source(view, all, to, child, links);
                }
            }
        }
    }
}

/// A speech verb with a clause of its own as object says that clause, not the one it hangs on.
fn has_own_content(view: &View<'_>, all: &ByWord, verb: usize) -> bool {
    view.children(verb)
        .iter()
        .any(|&c| matches!(view.relation(c), "ccomp" | "xcomp") && all[c].is_some() && view.clausal(c))
}

fn push_source(view: &View<'_>, all: &ByWord, speaker: usize, marker: usize, links: &mut Vec<Said>) {
    if links.iter().any(|link| link.speaker == Some(speaker)) {
        return;
    }
    links.push(Said {
        speaker: Some(speaker),
        verb: Some(marker),
        stance: Stance::Asserts,
        quote: Quote::None,
        audience: Vec::new(),
        rule: "according-to",
    });
    relays(view, all, speaker, links);
}

fn push_speech(
    view: &View<'_>,
    all: &ByWord,
    verb: usize,
    stance: Stance,
    quoted: bool,
    rule: &'static str,
    links: &mut Vec<Said>,
) {
    if links.iter().any(|link| link.verb == Some(verb)) {
        return;
    }
    let p = all[verb].as_ref();
    let speaker = match p {
        Some(p) if p.kind == crate::Kind::Noun => p
            .first(Role::Of)
            .or_else(|| p.first(Role::Agent))
            .or_else(|| view.head(verb).and_then(|above| all[above].as_ref()).and_then(|above| above.first(Role::Agent))),
        Some(p) => p.first(Role::Agent),
        None => None,
    };
    let audience = p.map(|p| p.all(Role::To).collect()).unwrap_or_default();
    let quote = if quoted { Quote::Direct } else { Quote::Indirect };
    links.push(Said {
        speaker,
        verb: Some(verb),
        stance,
        quote,
        audience,
        rule,
    });
    if let Some(speaker) = speaker {
        relays(view, all, speaker, links);
    }
    // "in statements relayed by the agencies", "as quoted by …": participles elsewhere in the speech verb's own clause.
    for &child in view.children(verb) {
        if matches!(view.relation(child), "obl" | "advcl" | "nmod" | "obj") && !view.clausal(child)
            || matches!(view.relation(child), "advcl" | "acl" | "parataxis")
        {
            relay_verb(view, all, child, links);
            relays(view, all, child, links);
        }
    }
}

/// Those who pass the words on: a participle of relaying on the speaker or on the document (`cité par l'agence X`).
fn relays(view: &View<'_>, all: &ByWord, holder: usize, links: &mut Vec<Said>) {
    let mut open = vec![holder];
    while let Some(next) = open.pop() {
        for &child in view.children(next) {
            if matches!(view.relation(child), "acl" | "advcl" | "amod") {
                relay_verb(view, all, child, links);
            }
            if matches!(view.relation(child), "nmod" | "appos" | "flat" | "conj") {
                open.push(child);
            }
        }
    }
}

fn relay_verb(view: &View<'_>, all: &ByWord, verb: usize, links: &mut Vec<Said>) {
    let relaying = view.grammar.speech(view.lemma(verb)).iter().any(|s| s.stance == Stance::Relays);
    if !relaying {
        return;
    }
    let agents: Vec<usize> = match &all[verb] {
        Some(p) => {
            let agents: Vec<usize> = p.all(Role::Agent).collect();
            if agents.is_empty() { p.all(Role::By).collect() } else { agents }
        }
        None => view.dependents(verb, &["obl"]).collect(),
    };
    for agent in agents {
        if links.iter().any(|link| link.speaker == Some(agent)) {
            continue;
        }
        links.push(Said {
            speaker: Some(agent),
            verb: Some(verb),
            stance: Stance::Relays,
            quote: Quote::Indirect,
            audience: Vec::new(),
            rule: "relay",
        });
    }
}

//! Who says so: the chain of speakers above a predicate, as far as one sentence tells it.

use crate::proposition::{Quote, Said};
use crate::sharing::{ByWord, top_down};
use crate::view::View;
use crate::{Role, Stance};
use selon_syntax::Upos;

/// More speakers than this above each other are an error of the tree.
const LONGEST_CHAIN: usize = 8;

/// The chain above every word, innermost speaker first.
///
/// What stands above a word is the same for all words below it, but for quotation marks: so it is found once a word, from the root downwards.
pub fn chains(view: &View<'_>, all: &ByWord, quoted: &[bool]) -> Vec<Vec<Said>> {
    let order = top_down(view);
    let both = [false, true].map(|quotation| above(view, all, quoted, quotation, &order));
    let mut chains: Vec<Vec<Said>> = vec![Vec::new(); view.len()];
    for &word in &order {
        if all[word].is_none() && view.dependent(word, &["cop"]).is_none() {
            continue;
        }
        let (above, beside) = &both[usize::from(quoted[word])];
        let mut links = Vec::new();
        for (_, found) in &beside[word] {
            extend(&mut links, found);
        }
        extend(&mut links, &above[word]);
        chains[word] = links;
    }
    chains
}

type Beside = Vec<(usize, Vec<Said>)>;

/// For every word, the chain of what stands above it, and the sources that stand beside it by the child that names them.
fn above(
    view: &View<'_>,
    all: &ByWord,
    quoted: &[bool],
    quotation: bool,
    order: &[usize],
) -> (Vec<Vec<Said>>, Vec<Beside>) {
    let beside: Vec<Beside> = (0..view.len())
        .map(|word| sources_beside(view, all, quoted, quotation, word))
        .collect();
    let mut above: Vec<Vec<Said>> = vec![Vec::new(); view.len()];
    for &word in order {
        let Some(head) = view.head(word) else { continue };
        let mut links = Vec::new();
        if is_content(view, all, word, head)
            && let Some(stance) = stance(view, all, head, quotation)
        {
            push_speech(view, all, head, stance, quotation, "speech-verb", &mut links);
        }
        for (child, found) in &beside[head] {
            // What a speaker inside "…, a déclaré X" is told of is not what he says.
            if *child != word {
                extend(&mut links, found);
            }
        }
        extend(&mut links, &above[head]);
        above[word] = links;
    }
    (above, beside)
}

fn extend(links: &mut Vec<Said>, more: &[Said]) {
    for link in more {
        let known = links.iter().any(|l| {
            l.verb == link.verb && l.speaker == link.speaker
                || link.rule != "speech-verb" && link.speaker.is_some() && l.speaker == link.speaker
        });
        if !known && links.len() < LONGEST_CHAIN {
            links.push(link.clone());
        }
    }
}

/// Whether what hangs on `head` by `current` is what `head` says, if it says something.
fn is_content(view: &View<'_>, all: &ByWord, current: usize, head: usize) -> bool {
    let verb = view.upos(head) == Upos::Verb || view.upos(head) == Upos::Adj;
    match view.relation(current) {
        "ccomp" | "xcomp" | "csubj" => true,
        // A quotation before its speech verb often comes as parataxis, or the verb hangs on the quotation (see `sources_beside`).
        "parataxis" => verb && current < head,
        "acl" => view.upos(head) == Upos::Noun,
        "obj" => verb && takes_things(view, head),
        "nsubj" => {
            verb && takes_things(view, head)
                && all[head]
                    .as_ref()
                    .is_some_and(|p| p.passive && p.all(Role::Patient).any(|w| w == current))
        }
        "advcl" | "obl" | "nmod" => {
            // accuse X of …, blame X for …, accuser X de …, parler de …
            let about = view
                .preposition(current)
                .and_then(|(role, _, _)| role)
                .is_some_and(|role| matches!(role, Role::Of | Role::About));
            let content = all[head]
                .as_ref()
                .is_some_and(|p| p.all(Role::Content).any(|w| w == current));
            (about || content) && verb
        }
        _ => false,
    }
}

/// Whether an object without a clause can be what is said: *confirmed the attack*, but not *soutenir une offensive*.
fn takes_things(view: &View<'_>, verb: usize) -> bool {
    view.grammar
        .speech(view.lemma(verb))
        .iter()
        .any(|speech| !speech.clause_only)
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
            speech.with.iter().all(|needed| {
                view.children(word).iter().any(|&c| view.lemma(c) == needed) || view.grammar.relation(needed).is_some()
            })
        })
        .map(|speech| speech.stance)
}

/// `selon X`, and speech verbs that hang on the words said (`…, a déclaré X`), by the child that names the speaker.
fn sources_beside(view: &View<'_>, all: &ByWord, quoted: &[bool], quotation: bool, current: usize) -> Beside {
    let mut found: Beside = Vec::new();
    for &child in view.children(current) {
        let mut links = Vec::new();
        if inserted_speech(view, all, quoted, current, child)
            && let Some(stance) = stance(view, all, child, true)
        {
            push_speech(view, all, child, stance, quotation, "speech-verb-beside", &mut links);
        }
        match view.relation(child) {
            "obl" | "nmod" | "advmod" => {
                if let Some((Some(Role::According), marker, filler)) = view.preposition(child) {
                    push_source(view, all, filler, marker, &mut links);
                }
            }
            // English "according to X" as a participle with an oblique.
            "advcl" | "acl" => {
                if let Some(to) = view.dependent(child, &["obl"]) {
                    let phrase = format!("{} to", view.lemma(child));
                    if [phrase.as_str(), view.lemma(child)]
                        .iter()
                        .any(|p| view.grammar.relation(p) == Some(Role::According))
                    {
                        push_source(view, all, to, child, &mut links);
                    }
                }
            }
            _ => {}
        }
        if !links.is_empty() {
            found.push((child, links));
        }
    }
    found
}

/// A verb of speech that hangs on the words said: after a quotation, inside it, or with *as / comme*.
fn inserted_speech(view: &View<'_>, all: &ByWord, quoted: &[bool], said: usize, verb: usize) -> bool {
    let beside = match view.relation(verb) {
        "parataxis" | "dep" | "discourse" => true,
        // The speech verb of "…, as the army said"; a second clause after the quotation.
        "advcl" => view
            .dependents(verb, &["mark", "advmod"])
            .any(|m| view.grammar.cue(view.lemma(m), "as-says")),
        "ccomp" | "conj" | "appos" => quoted[said] && !quoted[verb] && view.dependent(verb, &["cc"]).is_none(),
        _ => false,
    };
    beside && view.clausal(verb) && all[verb].is_some() && !has_own_content(view, all, verb)
}

/// Gives verbs of speech the words they hang on as their content: *« … », a déclaré X*.
pub fn inserted_content(view: &View<'_>, all: &mut ByWord, quoted: &[bool]) {
    for verb in 0..view.len() {
        let own = |verb: usize| {
            all[verb].is_some() && stance(view, all, verb, true).is_some() && !has_own_content(view, all, verb)
        };
        if view
            .dependent(verb, &["parataxis"])
            .is_some_and(|words| words < verb && view.clausal(words))
            && own(verb)
        {
            let words = view.dependent(verb, &["parataxis"]).unwrap_or(verb);
            if let Some(p) = all[verb].as_mut() {
                p.push(Role::Content, words, None, "words-before");
            }
        }
        let Some(said) = view.head(verb) else { continue };
        if inserted_speech(view, all, quoted, said, verb)
            && stance(view, all, verb, true).is_some()
            && let Some(p) = all[verb].as_mut()
        {
            p.push(Role::Content, said, None, "words-beside");
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
        Some(p) if p.kind == crate::Kind::Noun => p.first(Role::Of).or_else(|| p.first(Role::Agent)).or_else(|| {
            view.head(verb)
                .and_then(|above| all[above].as_ref())
                .and_then(|above| above.first(Role::Agent))
        }),
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
    let relaying = view
        .grammar
        .speech(view.lemma(verb))
        .iter()
        .any(|s| s.stance == Stance::Relays);
    if !relaying {
        return;
    }
    let agents: Vec<usize> = match &all[verb] {
        Some(p) => {
            let agents: Vec<usize> = p.all(Role::Agent).collect();
            if agents.is_empty() {
                p.all(Role::By).collect()
            } else {
                agents
            }
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

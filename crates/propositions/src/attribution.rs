//! Who says so: the chain of speakers above a predicate, as far as one sentence tells it.

use crate::proposition::{Quote, Said};
use crate::relays::{cited, heard, outlets, relay_verb, relays};
use crate::sharing::{ByWord, top_down};
use crate::view::View;
use crate::{Role, Stance};
use selon_syntax::Upos;

/// More speakers than this above each other are an error of the tree.
pub const LONGEST_CHAIN: usize = 8;

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
        // "à en croire leurs parents, qui ont bloqué la route": what describes a source is not what it says.
        links.retain(|link| {
            let inside = |speaker: usize| speaker != word && view.below(word, speaker);
            link.rule != "according-to"
                || !link.speaker.is_some_and(inside)
                || link.verb.is_some_and(|verb| {
                    link.speaker
                        .is_some_and(|s| view.below(verb, s) && view.head(verb) != Some(s))
                })
        });
        chains[word] = links;
    }
    crate::frames::quotation_frames(view, all, quoted, &mut chains);
    chains
}

/// The sources that stand beside a word, by the child that names them.
pub type Beside = Vec<(usize, Vec<Said>)>;

/// For every word, the chain of what stands above it, and the sources that stand beside it by the child that names them.
fn above(
    view: &View<'_>,
    all: &ByWord,
    quoted: &[bool],
    quotation: bool,
    order: &[usize],
) -> (Vec<Vec<Said>>, Vec<Beside>) {
    let mut beside: Vec<Beside> = (0..view.len())
        .map(|word| sources_beside(view, all, quoted, quotation, word))
        .collect();
    crate::frames::lift_final_sources(view, order, &mut beside);
    // "va rapatrier ses soldats et a rappelé son ambassadeur, a annoncé X": verbs that share their subject share the source behind them.
    for &word in order.iter().rev() {
        let shares = view.relation(word) == "conj"
            && view.upos(word) == Upos::Verb
            && view.dependent(word, &["nsubj", "csubj"]).is_none();
        let Some(head) = view
            .head(word)
            .filter(|&h| shares && h < word && view.upos(h) == Upos::Verb && beside[h].is_empty())
        else {
            continue;
        };
        let behind: Beside = beside[word]
            .iter()
            .filter(|(child, links)| *child > word && links.iter().all(|link| link.rule == "speech-verb-beside"))
            .cloned()
            .collect();
        beside[head].extend(behind);
    }
    let mut above: Vec<Vec<Said>> = vec![Vec::new(); view.len()];
    for &word in order {
        let Some(head) = view.head(word) else { continue };
        let mut links = Vec::new();
        if is_content(view, all, word, head)
            && let Some(stance) = stance(view, all, head, quotation || inverted(view, head))
            && !matches!(view.preposition(head), Some((Some(Role::According), _, _)))
        {
            push_speech(view, all, head, stance, quotation, "speech-verb", &mut links);
        }
        for (child, found) in &beside[head] {
            // What a speaker inside "…, a déclaré X" is told of is not what he says.
            let after = *child < word && head < *child && view.clausal(*child) && aside(view, word);
            if *child != word && !after && !divided(view, head, word, *child) {
                extend(&mut links, found);
            }
        }
        // "X said A, while Y said B": what Y says is not said by X.
        let another = view.relation(word) == "advcl"
            && view.dependent(word, &["nsubj"]).is_some()
            && view
                .dependent(word, &["mark"])
                .is_some_and(|mark| !view.grammar.cue(view.lemma(mark), "complementizer"))
            && stance(view, all, word, false).is_some()
            && has_own_content(view, all, word);
        if !another {
            extend(&mut links, &above[head]);
        }
        above[word] = links;
    }
    (above, beside)
}

/// *a-t-il poursuivi*: a verb with its pronoun behind the auxiliary, in a sentence that asks nothing, brings words.
fn inverted(view: &View<'_>, verb: usize) -> bool {
    let auxiliary = view.dependent(verb, &["aux"]).unwrap_or(verb);
    let asks = (0..view.len()).rev().take(2).any(|w| view.word(w).form == "?");
    !asks
        && view
            .dependents(verb, &["nsubj"])
            .any(|s| s == auxiliary + 1 && view.upos(s) == Upos::Pron && view.feat(s, "Person") == Some("3"))
}

/// Whether a semicolon stands between a clause and its source: *A, selon X ; B, selon Y*.
fn divided(view: &View<'_>, head: usize, word: usize, source: usize) -> bool {
    let clause = matches!(view.relation(word), "parataxis" | "conj") && view.dependent(word, &["nsubj"]).is_some();
    clause && apart(view, head, word) && (source < word) == (head < word) && apart(view, source, word)
}

/// Whether a semicolon stands between two words.
fn apart(view: &View<'_>, a: usize, b: usize) -> bool {
    (a.min(b) + 1..a.max(b)).any(|w| view.word(w).form == ";")
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
        "ccomp"
            if circumstance(view, current)
                && all[head]
                    .as_ref()
                    .is_some_and(|p| p.all(Role::Content).any(|w| w < head)) =>
        {
            false
        }
        // "was found dead": what somebody is found to be is nobody's words where the verb brings words only with a clause.
        "xcomp"
            if matches!(view.upos(current), Upos::Adj | Upos::Noun)
                && view.dependent(current, &["cop", "mark"]).is_none() =>
        {
            takes_things(view, head)
        }
        "ccomp" | "xcomp" | "csubj" => true,
        "advcl" | "conj" | "parataxis" | "dep" if verb && complement(view, current, head) => true,
        // "The road was cut, he said, and the army had fled": what goes on in the tense of reported speech is said too.
        "conj" if verb && head < current => {
            let told = all[current]
                .as_ref()
                .is_some_and(|p| p.modality.pluperfect || p.modality.conditional);
            told && all[head]
                .as_ref()
                .is_some_and(|p| p.all(Role::Content).any(|w| w < head))
        }
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
            // "reproached its neighbour with arming the rebels"
            let reproach = || {
                let with = view.preposition(current).and_then(|(role, _, _)| role) == Some(Role::With);
                with && view.clausal(current) && stance(view, all, head, false) == Some(Stance::Accuses)
            };
            let content = all[head]
                .as_ref()
                .is_some_and(|p| p.all(Role::Content).any(|w| w == current));
            (about || content || reproach()) && verb
        }
        _ => false,
    }
}

/// A clause opened by a bare *que / that* behind a verb of speech, also the second and third of several (*dit que A, que B et que C*).
fn complement(view: &View<'_>, clause: usize, verb: usize) -> bool {
    clause > verb
        && view.dependents(clause, &["mark"]).any(|mark| {
            // "alors que", "avant que" are conjunctions of their own.
            let joined = matches!(
                view.upos(mark.saturating_sub(1)),
                Upos::Adv | Upos::Adp | Upos::Sconj | Upos::Adj
            );
            // "relève en outre que": an adverb of the verb stands between.
            let adverb = mark > verb + 1 && {
                let before = mark - 1;
                let whole = view
                    .head(before)
                    .filter(|_| view.relation(before) == "fixed")
                    .unwrap_or(before);
                view.relation(whole) == "advmod" && view.head(whole) == Some(verb) && whole > verb
            };
            let joined = joined && !adverb;
            let next =
                mark > verb && (mark - 1 == verb || adverb || matches!(view.upos(mark - 1), Upos::Punct | Upos::Cconj));
            view.grammar.cue(view.lemma(mark), "complementizer")
                && mark > verb
                && (next || view.relation(clause) == "advcl" && !joined)
        })
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
        // Nobody brings in his own words with "denied": "…, a charge the ministry denied" is the word of another.
        if inserted_speech(view, all, quoted, current, child)
            && let Some(stance) = stance(view, all, child, true).filter(|&s| s != Stance::Denies || quoted[current])
        {
            push_speech(view, all, child, stance, quotation, "speech-verb-beside", &mut links);
        }
        match view.relation(child) {
            // "privé de vivres à en croire X": the source may hang as an infinitive.
            "obl" | "nmod" | "advmod" | "parataxis" | "dislocated" | "appos" | "dep" | "conj" | "xcomp" => {
                if let Some((Some(Role::According), marker, filler)) = view.preposition(child) {
                    push_source(view, all, filler, marker, &mut links);
                }
            }
            // English "according to X" as a participle with an oblique.
            // "une attaque revendiquée par X": X says that it was his.
            "acl" if claimed(view, all, child) => {
                push_speech(
                    view,
                    all,
                    child,
                    Stance::ClaimsResponsibility,
                    quotation,
                    "claimed",
                    &mut links,
                );
            }
            "advcl" | "acl" => {
                if let Some((Some(Role::According), marker, filler)) = view.preposition(child) {
                    push_source(view, all, filler, marker, &mut links);
                } else if let Some(to) = view.dependent(child, &["obl"]) {
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

/// A participle that tells who claims the deed it describes.
fn claimed(view: &View<'_>, all: &ByWord, clause: usize) -> bool {
    let told = all[clause].as_ref().is_some_and(|p| p.passive && p.has(Role::Agent));
    let none = view
        .children(clause)
        .iter()
        .any(|&c| view.grammar.cue(view.lemma(c), "negation"));
    told && !none && stance(view, all, clause, false) == Some(Stance::ClaimsResponsibility)
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
    // "à en croire X" names X as the source; whoever believes him says nothing.
    let source = matches!(view.preposition(verb), Some((Some(Role::According), _, _)));
    beside
        && !source
        && view.clausal(verb)
        && all[verb].is_some()
        && !apart(view, said, verb)
        && !has_own_content(view, all, verb)
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
pub(crate) fn has_own_content(view: &View<'_>, all: &ByWord, verb: usize) -> bool {
    // "residents said, days after the government announced a truce": a verb with subject and object tells something else.
    let announces = takes_things(view, verb)
        && view.dependent(verb, &["nsubj"]).is_some_and(|s| s < verb)
        && view
            .dependents(verb, &["obj"])
            .any(|o| o > verb && view.upos(o) == Upos::Noun);
    announces
        || view.children(verb).iter().any(|&c| {
            matches!(view.relation(c), "ccomp" | "xcomp")
                && all[c].is_some()
                && view.clausal(c)
                && !circumstance(view, c)
        })
}

/// *…, the ministry said, hours after Israel bombed its headquarters*: a clause of its own time that a comma sets off behind the speaker is no
/// part of his words.
fn aside(view: &View<'_>, clause: usize) -> bool {
    let inside = |word: usize| {
        let mut here = Some(word);
        (0..5).any(|_| {
            let found = here == Some(clause);
            here = here.and_then(|w| view.head(w));
            found
        })
    };
    view.dependents(clause, &["mark"]).any(|mark| {
        let mut start = mark;
        while start > 0 && view.upos(start - 1) != Upos::Punct && inside(start - 1) {
            start -= 1;
        }
        start > 0 && view.word(start - 1).form == "," && view.grammar.cue(view.lemma(mark), "aside")
    })
}

/// *…, the ministry said, as both sides blamed each other*: behind a comma and a conjunction of its own a clause tells the circumstances.
fn circumstance(view: &View<'_>, clause: usize) -> bool {
    view.dependents(clause, &["mark"]).any(|mark| {
        let lemma = view.lemma(mark);
        mark > 0
            && view.word(mark - 1).form == ","
            && view.upos(mark) == Upos::Sconj
            && !view.grammar.cue(lemma, "complementizer")
            && !view.grammar.cue(lemma, "condition")
    })
}

fn push_source(view: &View<'_>, all: &ByWord, speaker: usize, marker: usize, links: &mut Vec<Said>) {
    // "according to a statement issued by the ministry": whoever issued the words says them.
    let nobody = view.grammar.cue(view.lemma(speaker), "sourceless");
    let author = || {
        let words = view
            .grammar
            .speech(view.lemma(speaker))
            .iter()
            .any(|s| s.stance == Stance::Asserts);
        let p = all[speaker]
            .as_ref()
            .filter(|_| words && view.upos(speaker) == Upos::Noun)?;
        let issued = view
            .dependents(speaker, &["acl"])
            .filter_map(|clause| all[clause].as_ref());
        let relays = |p: &crate::Proposition| view.grammar.speech(&p.lemma).iter().any(|s| s.stance == Stance::Relays);
        let owner = p
            .first(Role::Of)
            .filter(|&w| matches!(view.upos(w), Upos::Noun | Upos::Propn));
        owner.or_else(|| {
            issued
                .filter(|clause| clause.passive && !relays(clause))
                .find_map(|clause| clause.first(Role::Agent))
        })
    };
    // "selon un dernier bilan": figures of nobody's are no source.
    let speaker = match author() {
        Some(author) => author,
        None if nobody && !all[speaker].as_ref().is_some_and(|p| p.has(Role::Of)) => return,
        None => speaker,
    };
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

/// Adds whoever speaks by a word of speech, with those who pass the words on.
pub fn push_speech(
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
        Some(p) if p.kind == crate::Kind::Noun => {
            let above = view
                .head(verb)
                .and_then(|above| all[above].as_ref().map(|q| (above, q)));
            // "denied reports that …": whose reports they are is not told, and who denies them does not make them.
            let judged = above.and_then(|(above, _)| Some((above, self::stance(view, all, above, quoted)?)));
            let own = p.first(Role::Of).or_else(|| p.first(Role::Agent));
            if own.is_none()
                && let Some((above, stance)) = judged
            {
                // "said in a report that …": the verb above says what the noun holds.
                if view.upos(above) == Upos::Verb && matches!(view.relation(verb), "obl" | "nmod") {
                    push_speech(view, all, above, stance, quoted, rule, links);
                }
                return;
            }
            own.or_else(|| above.and_then(|(_, q)| q.first(Role::Agent)))
        }
        // "a-t-on appris auprès du ministère": whoever it was heard from says it.
        Some(p) if heard(view, p) => [Role::At, Role::From, Role::Of, Role::By]
            .iter()
            .find_map(|&role| p.first(role)),
        // "a fait savoir": who has it known says it.
        Some(p) => p.first(Role::Agent).or_else(|| {
            let causer = |&c: &usize| view.deprel(c) != "nsubj:pass" && view.upos(c) != Upos::Pron;
            view.dependents(verb, &["nsubj"]).find(|c| !p.passive && causer(c))
        }),
        None => None,
    };
    let audience = p.map(|p| outlets(view, all, p)).unwrap_or_default();
    // "citing a military source, the agency reported": whoever is cited speaks, and the one who cites passes it on.
    let cited = cited(view, all, verb, speaker).or_else(|| {
        // "the agency quoted officials as saying": the object of the verb says it.
        let p = p.filter(|p| stance == Stance::Relays && !p.passive && p.kind == crate::Kind::Verb)?;
        let object = p.first(Role::Patient).or_else(|| p.first(Role::To))?;
        let named = matches!(view.upos(object), Upos::Noun | Upos::Propn | Upos::Pron) && Some(object) != speaker;
        named.then_some((object, verb))
    });
    let stance = if cited.is_some() { Stance::Relays } else { stance };
    if let Some((cited, by)) = cited {
        links.push(Said {
            speaker: Some(cited),
            verb: Some(by),
            stance: Stance::Asserts,
            quote: Quote::Indirect,
            audience: Vec::new(),
            rule: "cited",
        });
    }
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
            || matches!(view.relation(child), "advcl" | "acl" | "parataxis" | "conj")
        {
            relay_verb(view, all, child, links);
            relays(view, all, child, links);
        }
    }
}

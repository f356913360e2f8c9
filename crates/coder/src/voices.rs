//! Who says so: the chain of speakers of a proposition, with the cues that carry a speaker over from the sentences before.

use crate::cast::Cast;
use crate::claim::Inferred;
use crate::deictic::{Deictic, DeicticKind};
use crate::draft::DraftVoice;
use crate::party::{Party, PartyKind};
use crate::scene::Unit;
use crate::transcript::Transcript;
use rustc_hash::FxHashMap;
use selon_propositions::{Proposition, Quote, Role, Said, Stance, fold, quotations};
use selon_syntax::Upos;
use smol_str::SmolStr;
use std::cell::RefCell;
use std::ops::Range;

/// What voices are found with.
pub struct Voices<'a> {
    /// The sentences.
    pub units: &'a [Unit<'a>],
    /// The parties.
    pub cast: &'a Cast<'a>,
    /// The publishing agency's name, which is never in its own chain.
    pub publisher: Option<&'a str>,
    /// Words for the two sides.
    pub deictic: &'a Deictic,
    /// The two sides of the conflict, once a first reading has found them.
    pub sides: RefCell<Option<(Party, Party)>>,
    /// The speakers found so far, by sentence and word: each is looked for once, however many others stand for it.
    pub known: RefCell<FxHashMap<(usize, usize), Option<Party>>>,
    /// Whose words the sentences are, by tags and by the house.
    pub transcript: Transcript,
}

impl Voices<'_> {
    /// The chain of a proposition, innermost first.
    pub fn chain(&self, unit: &Unit<'_>, p: &Proposition) -> Vec<DraftVoice> {
        // "a proclamé l'état d'urgence": the verb that carries the deed brings nobody's words about it.
        let said: Vec<Said> = match p.light {
            Some(light) => p.said.iter().filter(|link| link.verb != Some(light)).cloned().collect(),
            None => p.said.clone(),
        };
        let mut told = self.links(unit, &said);
        // "[X] The rebels said …": whoever speaks passes on what others said.
        if let Some(party) = self.transcript.speaker(unit) {
            if told.iter().all(|voice| voice.party.code() != party.code()) {
                told.push(DraftVoice {
                    party,
                    verb: None,
                    stance: Stance::Asserts,
                    quote: Quote::Direct,
                });
            }
            return told;
        }
        if !told.is_empty() {
            return told;
        }
        if p.quoted
            && let Some(chain) = self.of_quotation(unit, p)
        {
            return chain;
        }
        self.carried(unit, p)
    }

    /// The chain that a sentence's own links make.
    pub(crate) fn links(&self, unit: &Unit<'_>, said: &[Said]) -> Vec<DraftVoice> {
        let mut chain: Vec<DraftVoice> = Vec::new();
        for link in said {
            // "the minister was quoted by the agency as saying": the one quoted speaks, the agency relays.
            if link.stance == Stance::Relays {
                let quoted = link
                    .verb
                    .and_then(|verb| unit.proposition(verb))
                    .filter(|q| q.passive)
                    .and_then(|q| q.first(Role::Patient));
                if let Some(party) = quoted
                    .filter(|&w| Some(w) != link.speaker)
                    // "said X, secretary of the council, quoted by the agency": X and the secretary are one.
                    .filter(|&w| {
                        let named = unit.view.head(w).filter(|_| unit.view.relation(w) == "appos");
                        !chain.iter().any(|voice| Some(voice.party.word) == named)
                    })
                    .and_then(|w| self.speaker(unit, w))
                {
                    let own = Said {
                        stance: Stance::Asserts,
                        ..link.clone()
                    };
                    self.push(&mut chain, unit, party, &own);
                }
            }
            let speakers = self.speakers(unit, link);
            for party in speakers.into_iter().take(1) {
                // "its presence confirms that …, he said": a thing of somebody's does not speak.
                if said.len() > 1 && party.kind == PartyKind::Facility && party.role.is_empty() {
                    continue;
                }
                let again = party.inferred.as_ref().is_some_and(|i| i.from == "speaker");
                let code = party.code();
                self.push(&mut chain, unit, party, link);
                if again {
                    self.relayed_before(unit, &code, &mut chain);
                }
            }
            for &heard in &link.audience {
                let press = self.cast.party(unit.index, heard).filter(|party| outlet(unit, party));
                if let Some(press) = press {
                    let relay = Said {
                        stance: Stance::Relays,
                        verb: link.verb,
                        ..link.clone()
                    };
                    self.push(&mut chain, unit, press.clone(), &relay);
                }
            }
        }
        // Whoever passes words on stands outside whoever spoke them, in whatever order the sentence names them.
        chain.sort_by_key(|voice| voice.stance == Stance::Relays);
        chain
    }

    /// Who passed on a speaker's words in the sentence before passes on what he adds in the same paragraph.
    fn relayed_before(&self, unit: &Unit<'_>, speaker: &str, chain: &mut Vec<DraftVoice>) {
        let Some(before) = self.units[..unit.index]
            .last()
            .filter(|b| b.paragraph == unit.paragraph)
        else {
            return;
        };
        let Some(q) = before
            .propositions
            .iter()
            .find(|q| q.said.iter().any(|link| link.stance == Stance::Relays))
        else {
            return;
        };
        let told = self.links(before, &q.said);
        if told.first().is_some_and(|voice| voice.party.code() == speaker) {
            let relays = |voice: &DraftVoice| voice.stance == Stance::Relays && voice.party.code() != speaker;
            chain.extend(told.into_iter().filter(relays));
        }
    }

    fn push(&self, chain: &mut Vec<DraftVoice>, unit: &Unit<'_>, party: Party, link: &Said) {
        let publisher = self.publisher.is_some_and(|name| {
            let own = |words: &str| words.eq_ignore_ascii_case(name);
            // "a correspondent of …": the agency's own journalists are the agency.
            let named = (party.sentence == unit.index && party.word < unit.view.len()).then_some(party.word);
            let whole = named
                .filter(|_| party.sector == "JRN" || party.country == "UNK")
                .map(|speaker| {
                    let last = (speaker..unit.view.len())
                        .take_while(|&w| unit.view.below(w, speaker))
                        .last()
                        .unwrap_or(speaker);
                    let span = unit.bytes(speaker.saturating_sub(4)..last + 1);
                    unit.text
                        .get(span.start - unit.base..span.end - unit.base)
                        .unwrap_or("")
                });
            party.name.as_deref().is_some_and(own)
                || whole.is_some_and(|words| words.to_lowercase().contains(&name.to_lowercase()))
        });
        if publisher
            || chain.iter().any(|voice| {
                // "the secretary of the council, Armen X": an office and its holder are one speaker.
                let named = |party: &Party| party.name.is_some() && party.kind == PartyKind::Person;
                let one = voice.party.name == party.name || !named(&voice.party) || !named(&party);
                voice.party.code() == party.code() && one
            })
        {
            return;
        }
        let verb = link.verb.map(|word| unit.bytes(word..word + 1));
        chain.push(DraftVoice {
            party,
            verb,
            stance: link.stance,
            quote: link.quote,
        });
    }

    /// The parties that a link names, one for each of joint speakers.
    pub fn speakers(&self, unit: &Unit<'_>, link: &Said) -> Vec<Party> {
        let Some(word) = link.speaker else {
            return self
                .beside(unit, link)
                .or_else(|| self.last_speaker(unit))
                .into_iter()
                .collect();
        };
        if matches!(
            self.deictic.at(unit, word),
            Some(DeicticKind::Both | DeicticKind::Fighters)
        ) && let Some((first, second)) = self.sides.borrow().clone()
        {
            return vec![as_speaker(unit, word, first), as_speaker(unit, word, second)];
        }
        let mut found: Vec<Party> = Vec::new();
        for conjunct in unit.view.conjuncts(word) {
            if let Some(party) = self.speaker(unit, conjunct) {
                found.push(party);
            }
        }
        // "le bilan fait état de 36 morts": figures of nobody's are no source.
        let figures = unit.view.grammar.cue(unit.view.lemma(word), "sourceless");
        if found.is_empty() && unit.view.upos(word) != Upos::Pron && !figures {
            found.push(self.unknown(unit, word));
        }
        // "he said", of whom nothing is known: whoever spoke last, and never the agency.
        let somebody = unit.view.feat(word, "Person") == Some("3")
            && unit.view.feat(word, "PronType") != Some("Rel")
            && unit.view.relation(word) == "nsubj"
            && !unit.view.grammar.cue(unit.view.lemma(word), "impersonal");
        if found.is_empty() && somebody {
            found.push(self.last_speaker(unit).unwrap_or_else(|| self.unknown(unit, word)));
        }
        found
    }

    /// Where the tree gives a speech verb no subject: the nearest body or person before it that no preposition governs.
    pub(crate) fn beside(&self, unit: &Unit<'_>, link: &Said) -> Option<Party> {
        let verb = link.verb?;
        (0..verb).rev().take(14).find_map(|word| {
            let party = self.cast.party(unit.index, word)?;
            let governed = unit.view.dependent(word, &["case"]).is_some();
            let told = matches!(
                unit.view.relation(word),
                "nsubj" | "appos" | "obl" | "dislocated" | "root" | "parataxis" | "obj"
            );
            (!governed && told && !party.passive_thing() && !party.sector.is_empty()).then(|| party.clone())
        })
    }

    /// A word as speaker: countries and capitals speak as governments.
    fn speaker(&self, unit: &Unit<'_>, word: usize) -> Option<Party> {
        self.speaker_at(unit, word, 0)
    }

    /// A word as speaker, reached over `depth` others that stand for it.
    pub(crate) fn speaker_at(&self, unit: &Unit<'_>, word: usize, depth: usize) -> Option<Party> {
        let key = (unit.index, word);
        if let Some(known) = self.known.borrow().get(&key) {
            return known.clone();
        }
        let found = self.find_speaker(unit, word, depth);
        self.known.borrow_mut().insert(key, found.clone());
        found
    }

    fn find_speaker(&self, unit: &Unit<'_>, word: usize, depth: usize) -> Option<Party> {
        if first_person(unit, word) {
            let mut party = self.transcript.speaker(unit).or_else(|| self.last_speaker(unit))?;
            party.sentence = unit.index;
            party.word = word;
            return Some(party);
        }
        let own = self.cast.party(unit.index, word);
        // What says of itself whose it is needs nobody before it.
        let firm = own.is_some_and(|p| {
            let nameless = matches!(p.country.as_str(), "NGO" | "IGO") && p.sector.is_empty();
            p.inferred.is_none() && !p.country.is_empty() && p.country != "UNK" && !nameless
        });
        if !firm && let Some(party) = self.recalled(unit, word, depth) {
            return Some(party);
        }
        let Some(own) = own else {
            if let Some(party) = self.named_later(unit, word, depth) {
                return Some(party);
            }
            // "one of them": one of those who were told of.
            let group = unit.view.dependent(word, &["nmod"]);
            return self.of_group(unit, group.filter(|_| unit.view.upos(word) != Upos::Propn)?, depth);
        };
        if let Some(party) = self.owned_by_speaker(unit, word, own, depth) {
            return Some(party);
        }
        // "three of them", "l'un d'eux"
        if matches!(unit.view.upos(word), Upos::Num | Upos::Pron | Upos::Det)
            && let Some(group) = unit.view.dependent(word, &["nmod"])
            && let Some(party) = self.of_group(unit, group, depth)
        {
            return Some(party);
        }
        let mut party = own.clone();
        // A source whose country the text does not tell is a source, whatever it knows of.
        let foreign = unit
            .view
            .dependents(word, &["amod"])
            .any(|a| unit.view.grammar.cue(unit.view.lemma(a), "elsewhere"));
        let diplomats = party.role == "diplomat" && unit.view.feat_of_determiner(word) != Some("Def");
        let elsewhere = party.inferred.is_some()
            && matches!(party.kind, PartyKind::Person | PartyKind::Collective)
            && (foreign || diplomats);
        if elsewhere || party.country == "UNK" && party.sector == "GOV" {
            party.country = "UNK".into();
            party.sector = "SOURCE".into();
            party.short = SmolStr::default();
            return Some(party);
        }
        match party.kind {
            PartyKind::Country | PartyKind::Capital => party.sector = "GOV".into(),
            PartyKind::Place if party.sector.is_empty() => return None,
            PartyKind::Facility if party.sector.is_empty() => party.sector = "GOV".into(),
            _ => {}
        }
        Some(party)
    }

    /// One of several: a pronoun first asks who spoke, since it is their words that are told.
    fn of_group(&self, unit: &Unit<'_>, group: usize, depth: usize) -> Option<Party> {
        self.recalled(unit, group, depth).or_else(|| {
            self.cast
                .party(unit.index, group)
                .filter(|p| !p.passive_thing())
                .cloned()
        })
    }

    /// A source that nothing tells about.
    pub(crate) fn unknown(&self, unit: &Unit<'_>, word: usize) -> Party {
        let phrase = unit.phrase(word);
        let proper = unit.view.upos(word) == Upos::Propn;
        // A name of two words or more without article or office is somebody who lives there.
        let human = proper
            && unit.view.dependents(word, &["flat"]).next().is_some()
            && unit
                .view
                .dependents(word, &["det", "compound", "nmod", "amod"])
                .all(|d| unit.view.relation(d) == "amod" && unit.name_at(d).is_none());
        let home = self.cast.home(unit).filter(|_| human).cloned();
        let span = unit.bytes(phrase);
        let text = unit
            .text
            .get(span.start - unit.base..span.end - unit.base)
            .unwrap_or("")
            .to_owned();
        let inferred = home.as_ref().map(|_| Inferred {
            from: "context".into(),
            reference: String::new(),
        });
        Party {
            sector: match (&home, proper) {
                (Some(_), _) => "CVL".into(),
                (None, true) => SmolStr::default(),
                (None, false) => "SOURCE".into(),
            },
            country: home.unwrap_or_else(|| "UNK".into()),
            short: SmolStr::default(),
            role: SmolStr::default(),
            group: SmolStr::default(),
            name: proper.then_some(text),
            kind: PartyKind::Person,
            sentence: unit.index,
            word,
            span,
            inferred,
        }
    }

    /// The speaker of the nearest attribution before a sentence, in its paragraph or the one before.
    pub fn last_speaker(&self, unit: &Unit<'_>) -> Option<Party> {
        for before in self.units[..=unit.index].iter().rev().take(4) {
            let link = before
                .propositions
                .iter()
                .flat_map(|p| &p.said)
                .filter(|link| link.speaker.is_some_and(|w| !first_person(before, w)))
                .rfind(|link| link.stance != Stance::Relays);
            if let Some(word) = link.and_then(|link| link.speaker)
                && let Some(mut party) = self.speaker(before, word)
            {
                let text = before
                    .text
                    .get(party.span.start.saturating_sub(before.base)..party.span.end.saturating_sub(before.base));
                party.inferred = Some(Inferred {
                    from: "speaker".into(),
                    reference: text.unwrap_or("").to_owned(),
                });
                return Some(party);
            }
        }
        None
    }

    /// The speaker of a quotation that runs over several sentences: whoever is named beside one of them.
    fn of_quotation(&self, unit: &Unit<'_>, p: &Proposition) -> Option<Vec<DraftVoice>> {
        let at = unit.sentence().words[p.head].span.start;
        let quote = quotations(unit.text).into_iter().find(|range| range.contains(&at))?;
        let overlapping = self
            .units
            .iter()
            .filter(|other| other.paragraph == unit.paragraph && overlaps(&other.sentence().span, &quote));
        for other in overlapping {
            for q in other.propositions.iter().filter(|q| q.quoted && !q.said.is_empty()) {
                let inside = other.sentence().words[q.head].span.start;
                if quote.contains(&inside) {
                    let chain = self.links(other, &q.said);
                    if !chain.is_empty() {
                        return Some(chain);
                    }
                }
            }
        }
        // No attribution beside it: the quotation goes on from the sentence or paragraph before.
        for other in self.units[..unit.index].iter().rev().take(3) {
            let last = main_telling(other);
            let mut chain = match last {
                Some(q) => self.links(other, &q.said),
                None => self.main_speaker(other).into_iter().collect(),
            };
            if chain.is_empty() {
                continue;
            }
            for voice in &mut chain {
                voice.quote = Quote::Direct;
                voice.verb = None;
                voice.party.inferred = Some(Inferred {
                    from: "quotation".into(),
                    reference: String::new(),
                });
            }
            return Some(chain);
        }
        None
    }

    /// Conditional and past perfect go on with the words of the speaker before, inside a paragraph.
    fn carried(&self, unit: &Unit<'_>, p: &Proposition) -> Vec<DraftVoice> {
        let cue = p.modality.conditional && p.modality.condition.is_none() || p.modality.pluperfect;
        // "Des manifestants avaient déjà barré la route": what was so before is the agency's reminder.
        let again = unit
            .view
            .children(p.head)
            .iter()
            .any(|&c| unit.view.grammar.cue(unit.view.lemma(c), "again"));
        // "Les militaires, qui avaient dénoncé …, retenaient": a relative clause goes on with nobody's words where its sentence does not.
        let main = (0..unit.view.len())
            .find(|&w| unit.view.head(w).is_none())
            .and_then(|root| unit.proposition(root));
        let beside = unit.view.deprel(p.head) == "acl:relcl"
            && main.is_some_and(|main| !main.modality.conditional && !main.modality.pluperfect);
        if !cue || unit.index == 0 || (again || beside) && p.modality.pluperfect {
            return Vec::new();
        }
        // Sentences that were carried over themselves, or quoted, pass the speaker on.
        let passes = |p: &Proposition| p.quoted || p.modality.conditional || p.modality.pluperfect;
        let before = self.units[..unit.index]
            .iter()
            .rev()
            .take_while(|other| other.paragraph == unit.paragraph)
            .find(|other| {
                other.propositions.iter().any(|q| !q.said.is_empty()) || !other.propositions.iter().any(passes)
            });
        let told = before.and_then(|before| {
            let q = main_telling(before)?;
            Some((before, q))
        });
        let Some((before, q)) = told else {
            return Vec::new();
        };
        let mut chain = self.links(before, &q.said);
        // Who denied something goes on to deny nothing else.
        if chain.first().is_some_and(|voice| voice.stance == Stance::Denies) {
            return Vec::new();
        }
        for voice in &mut chain {
            voice.verb = None;
            voice.party.inferred = Some(Inferred {
                from: "previous-sentence".into(),
                reference: String::new(),
            });
        }
        chain
    }
}

/// A side of the conflict that speaks: a state by its government, a group as itself.
fn as_speaker(unit: &Unit<'_>, word: usize, side: Party) -> Party {
    Party {
        sector: if side.sector == "REB" {
            "REB".into()
        } else {
            "GOV".into()
        },
        sentence: unit.index,
        word,
        span: unit.bytes(unit.phrase(word)),
        inferred: Some(Inferred {
            from: "context".into(),
            reference: String::new(),
        }),
        ..side
    }
}

/// What the main speaker of a sentence says, and nobody whom he quotes: of the shortest chains the last.
fn main_telling<'a>(unit: &Unit<'a>) -> Option<&'a Proposition> {
    let told = unit.propositions.iter().filter(|q| !q.said.is_empty());
    told.rev().min_by_key(|q| q.said.len())
}

/// `nous`, `we`, `notre`: the speaker's own side.
pub fn first_person(unit: &Unit<'_>, word: usize) -> bool {
    let form = || fold(&unit.view.word(word).form);
    matches!(unit.view.upos(word), Upos::Pron | Upos::Det)
        && (unit.view.feat(word, "Person") == Some("1") || unit.view.grammar.cue(&form(), "first-person"))
}

/// A newspaper, station or agency that may pass words on; not the reporters who hear them, nor a speaker's own station.
fn outlet(unit: &Unit<'_>, party: &Party) -> bool {
    let owned = unit
        .view
        .dependents(party.word, &["nmod", "det"])
        .any(|d| unit.view.deprel(d) == "nmod:poss" || unit.view.feat(d, "Poss") == Some("Yes"));
    party.sector == "JRN" && matches!(party.kind, PartyKind::Body | PartyKind::Named | PartyKind::Facility) && !owned
}

fn overlaps(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

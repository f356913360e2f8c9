//! `selon explain`: where a claim comes from.

use super::input::{self, Known};
use super::output::{self, Look};
use super::{Failure, Finish};
use selon::naming::Naming;
use selon::report::page::{Ink, Inked, Page};
use selon::report::{self, Report};
use selon::{Read, brief};
use selon_coder::Coded;
use selon_packs::Packs;
use selon_propositions::Proposition;
use selon_syntax::Sentence;
use std::io::Write;
use std::path::PathBuf;

/// The arguments of `selon explain`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The dispatch; `-` reads stdin
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Which claim: its number in the report of `selon read`, or the beginning of its id
    #[arg(long, value_name = "N")]
    claim: String,
    #[command(flatten)]
    known: Known,
    #[command(flatten)]
    look: Look,
}

impl Args {
    /// Explains one claim.
    pub fn run(&self) -> Result<Finish, Failure> {
        let reader = self.known.packs.reader()?;
        let source = input::name(&self.file);
        let read =
            input::bytes(&self.file).and_then(|bytes| input::read(&reader, &bytes, &source, &self.known.options()));
        let read = match read {
            Ok(read) => read,
            Err(problem) => {
                problem.report()?;
                return Ok(Finish::Marred);
            }
        };
        let index = self.choose(&read, &source)?;
        let naming = Naming::load(reader.packs())?;
        let page = self.look.page();
        let explanation = Explanation {
            read: &read,
            coded: &read.coded[index],
            packs: reader.packs(),
            page,
        };
        let mut text = String::new();
        let report = Report { naming: &naming, page };
        report.claim(&read, &explanation.coded.claim, index + 1, true, &mut text);
        explanation.write(&mut text);
        let mut out = output::stdout();
        out.write_all(text.as_bytes())?;
        out.flush()?;
        Ok(Finish::Clean)
    }

    fn choose(&self, read: &Read, source: &str) -> Result<usize, Failure> {
        let count = read.coded.len();
        let by_number = self
            .claim
            .parse::<usize>()
            .ok()
            .and_then(|number| number.checked_sub(1))
            .filter(|index| *index < count);
        let by_id = || {
            let fits = |coded: &Coded| self.claim.len() >= 4 && coded.claim.id.starts_with(&self.claim);
            read.coded.iter().position(fits)
        };
        by_number.or_else(by_id).ok_or_else(|| {
            let list: Vec<String> = read
                .claims()
                .enumerate()
                .map(|(index, claim)| format!("{:>4}  {}", index + 1, brief::line(claim)))
                .collect();
            let failure = Failure::new(format!("{source}: no claim `{}`; there are {count}", self.claim));
            if count == 0 {
                failure
            } else {
                failure.hint(format!("choose one of\n{}", list.join("\n")))
            }
        })
    }
}

struct Explanation<'a> {
    read: &'a Read,
    coded: &'a Coded,
    packs: &'a Packs,
    page: Page,
}

impl Explanation<'_> {
    fn write(&self, out: &mut String) {
        if let Some((sentence, propositions)) = self.sentence() {
            self.heading("Tree", out);
            self.tree(sentence, out);
            self.heading("Propositions (▸ the one that became the claim)", out);
            self.propositions(sentence, propositions, out);
        }
        self.heading("Lexicon and ontology", out);
        self.lexicon(out);
        self.heading("Where each field comes from", out);
        self.fields(out);
    }

    fn heading(&self, text: &str, out: &mut String) {
        let mut line = Inked::new();
        line.push(text, Ink::Strong);
        out.push('\n');
        line.wrap(self.page, "", "", out);
    }

    /// Byte offset in the dispatch of a character offset.
    fn byte(&self, character: usize) -> usize {
        let text = &self.read.dispatch.text;
        text.char_indices().nth(character).map_or(text.len(), |(byte, _)| byte)
    }

    fn trigger(&self) -> std::ops::Range<usize> {
        let trigger = &self.coded.claim.trigger;
        self.byte(trigger.start)..self.byte(trigger.end)
    }

    /// The sentence of the trigger with its propositions.
    fn sentence(&self) -> Option<(&Sentence, &[Proposition])> {
        let paragraph = self.read.paragraphs.get(self.coded.paragraph)?;
        let at = self.trigger().start.checked_sub(paragraph.start)?;
        let index = paragraph
            .analysis
            .sentences
            .iter()
            .position(|sentence| sentence.span.contains(&at))?;
        let propositions = paragraph.propositions.get(index).map_or(&[][..], Vec::as_slice);
        Some((&paragraph.analysis.sentences[index], propositions))
    }

    /// The word that begins the trigger.
    fn head(&self, sentence: &Sentence) -> Option<usize> {
        let base = self.read.paragraphs.get(self.coded.paragraph)?.start;
        let trigger = self.trigger();
        sentence
            .words
            .iter()
            .position(|word| base + word.span.start >= trigger.start && base + word.span.end <= trigger.end)
    }

    /// The tree as an outline: each word below its head, in the order of the sentence.
    fn tree(&self, sentence: &Sentence, out: &mut String) {
        let head = self.head(sentence);
        let mut open: Vec<(usize, String, bool)> = (0..sentence.words.len())
            .filter(|&word| sentence.words[word].head.is_none())
            .map(|word| (word, String::new(), true))
            .collect();
        open.reverse();
        let mut rows: Vec<(String, usize)> = Vec::new();
        let mut seen = vec![false; sentence.words.len()];
        while let Some((word, stem, last)) = open.pop() {
            if std::mem::replace(&mut seen[word], true) {
                continue;
            }
            let root = sentence.words[word].head.is_none();
            let branch = match (root, last) {
                (true, _) => "",
                (false, true) => "└ ",
                (false, false) => "├ ",
            };
            rows.push((format!("{stem}{branch}"), word));
            let below = match (root, last) {
                (true, _) => stem,
                (false, true) => format!("{stem}  "),
                (false, false) => format!("{stem}│ "),
            };
            let children: Vec<usize> = sentence.children(word).collect();
            for (index, child) in children.iter().enumerate().rev() {
                open.push((*child, below.clone(), index + 1 == children.len()));
            }
        }
        let widest = rows
            .iter()
            .map(|(stem, word)| report::page::columns(stem) + report::page::columns(&sentence.words[*word].form))
            .max()
            .unwrap_or(0)
            .min(self.page.width / 2);
        for (stem, index) in rows {
            let word = &sentence.words[index];
            let mut line = Inked::new();
            // A hard blank keeps the branches where they are.
            line.push(&stem.replace(' ', "\u{a0}"), Ink::Faint);
            line.push(&word.form, if head == Some(index) { Ink::Trigger } else { Ink::Plain });
            let pad = (widest + 2).saturating_sub(line.width());
            line.push(&"\u{a0}".repeat(pad), Ink::Plain);
            let lemma = if word.lemma.eq_ignore_ascii_case(&word.form) {
                String::new()
            } else {
                format!(" {}", word.lemma)
            };
            line.push(&format!("{} {}{lemma}", word.deprel, word.upos.as_str()), Ink::Faint);
            line.wrap(self.page, "  ", "      ", out);
        }
    }

    fn propositions(&self, sentence: &Sentence, propositions: &[Proposition], out: &mut String) {
        let head = self.head(sentence);
        for proposition in propositions {
            let own = head == Some(proposition.head);
            let mut line = Inked::new();
            line.push(
                &proposition.notation(sentence),
                if own { Ink::Strong } else { Ink::Plain },
            );
            line.wrap(self.page, if own { "▸ " } else { "  " }, "      ", out);
            if !own {
                continue;
            }
            for argument in &proposition.arguments {
                let mut line = Inked::new();
                line.push(
                    &format!(
                        "{} = {} ({})",
                        argument.role, sentence.words[argument.word].form, argument.rule
                    ),
                    Ink::Faint,
                );
                line.wrap(self.page, "      ", "        ", out);
            }
            for said in &proposition.said {
                let who = said.speaker.map_or("?", |word| sentence.words[word].form.as_str());
                let mut line = Inked::new();
                line.push(&format!("said by {who} ({})", said.rule), Ink::Faint);
                line.wrap(self.page, "      ", "        ", out);
            }
        }
    }

    /// The lines of the tables that the event was read with.
    fn lexicon(&self, out: &mut String) {
        let language = &self.read.dispatch.language;
        let rule = self
            .coded
            .reasons
            .iter()
            .find(|reason| reason.field == "event")
            .map(|reason| reason.rule.as_str());
        let place = rule
            .and_then(|rule| rule.split(" (").next())
            .and_then(|place| place.rsplit_once(':'));
        if let Some((file, line)) = place.and_then(|(file, line)| Some((file, line.parse::<usize>().ok()?))) {
            for table in self.packs.below(&format!("{language}/lexicon")) {
                if table.name == file {
                    self.row(&table.name, &table.text, line, out);
                }
            }
        }
        let event = &self.coded.claim.event;
        if let Some(table) = self.packs.file("ontology/concepts.tsv") {
            let at = table
                .text
                .lines()
                .position(|line| line.split('\t').next() == Some(event.concept.as_str()));
            if let Some(at) = at {
                self.row(&table.name, &table.text, at + 1, out);
            }
        }
    }

    /// A line of a table with the names of its columns.
    fn row(&self, file: &str, text: &str, number: usize, out: &mut String) {
        let Some(row) = number.checked_sub(1).and_then(|index| text.lines().nth(index)) else {
            return;
        };
        let header = text
            .lines()
            .find(|line| !line.starts_with('#') && !line.trim().is_empty())
            .unwrap_or("");
        let mut line = Inked::new();
        line.push(&format!("{file}:{number}"), Ink::Faint);
        line.wrap(self.page, "  ", "      ", out);
        let mut cells = Inked::new();
        for (name, cell) in header.split('\t').zip(row.split('\t')) {
            if !cell.trim().is_empty() {
                cells
                    .push(&format!("{name}\u{a0}"), Ink::Faint)
                    .push(&format!("{}  ", cell.trim().replace('|', " | ")), Ink::Plain);
            }
        }
        cells.wrap(self.page, "      ", "      ", out);
    }

    fn fields(&self, out: &mut String) {
        let claim = &self.coded.claim;
        let mut rows: Vec<(&str, String)> = Vec::new();
        let quoted = |text: &Option<String>| {
            text.as_ref()
                .map_or_else(|| "no words of its own".to_owned(), |text| format!("“{text}”"))
        };
        rows.push(("event", format!("“{}”", claim.trigger.text)));
        for actor in &claim.actors {
            rows.push(("actors", format!("{} {}", actor.code, quoted(&actor.text))));
        }
        for actor in &claim.recipients {
            rows.push(("recipients", format!("{} {}", actor.code, quoted(&actor.text))));
        }
        for voice in &claim.said_by {
            let verb = voice
                .verb
                .as_ref()
                .map(|verb| format!(", “{verb}”"))
                .unwrap_or_default();
            rows.push((
                "said_by",
                format!(
                    "{} {}{verb}, {}, quote {}",
                    voice.actor.code,
                    quoted(&voice.actor.text),
                    voice.stance,
                    voice.quote
                ),
            ));
        }
        if let Some(when) = &claim.when {
            rows.push(("when", format!("“{}”, to the {}", when.text, when.precision)));
        }
        if let Some(place) = &claim.place {
            let id = place.id.map(|id| format!(", gazetteer {id}")).unwrap_or_default();
            rows.push(("where", format!("“{}”, {}{id}", place.text, place.precision)));
        }
        for toll in &claim.toll {
            rows.push(("toll", format!("{} “{}”", brief::toll(toll), toll.text)));
        }
        for means in &claim.means {
            rows.push(("means", format!("{} “{}”", means.kind, means.text)));
        }
        rows.push(("status", claim.status.to_string()));
        // The rules stand after the words of their field; those of fields without words come last.
        let mut written: Vec<&str> = Vec::new();
        for (index, (field, words)) in rows.iter().enumerate() {
            self.field(field, words, out);
            if rows.get(index + 1).is_none_or(|(next, _)| next != field) {
                self.rules(field, out);
                written.push(field);
            }
        }
        for reason in &self.coded.reasons {
            if !written.contains(&reason.field) {
                self.field(reason.field, &reason.rule, out);
            }
        }
    }

    fn field(&self, name: &str, words: &str, out: &mut String) {
        let mut line = Inked::new();
        line.push(&format!("{name:<11}").replace(' ', "\u{a0}"), Ink::Faint)
            .push(words, Ink::Plain);
        line.wrap(self.page, "  ", "             ", out);
    }

    fn rules(&self, field: &str, out: &mut String) {
        let mut rules: Vec<&str> = Vec::new();
        for reason in self.coded.reasons.iter().filter(|reason| reason.field == field) {
            if rules.contains(&reason.rule.as_str()) {
                continue;
            }
            rules.push(&reason.rule);
            let mut line = Inked::new();
            line.push(&reason.rule, Ink::Faint);
            line.wrap(self.page, "             ", "               ", out);
        }
    }
}

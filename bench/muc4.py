#!/usr/bin/env python3
"""Selon on MUC-4: from claims to incident templates.

    bench/muc4.py run --selon target/release/selon --corpus DIR/dev.jsonl --scorer DIR/score.py [--keep FILE]
    bench/muc4.py learn --selon target/release/selon --corpus DIR/train.jsonl --scorer DIR/score.py --out learned.json
    bench/muc4.py run --selon target/release/selon --corpus DIR/dev.jsonl --scorer DIR/score.py --learned learned.json

`run` reads each document with `selon read`, makes templates and prints what the scorer says; --keep keeps the response. --records FILE
takes the records from FILE, or writes them there when it is not there yet, so that the program runs once. --record-only takes fillers from
the words of the record alone and seeks none in the text of a claim's sentence.

How templates are made: claims of violence whose country, date, status and victims agree with section 1 of the MUC-4 guidelines are kept;
those that do not contradict each other on type, day and place are one incident. Fillers are the record's actors, recipients, tolls and
means; physical targets, which the record mostly does not name, and missing weapons and people are sought among the nouns of the same
sentences (muc4_candidates.py, muc4-words.tsv). Without --learned nothing comes from answer keys.

`learn` makes weights from a training file with keys: for each role, of the features of a candidate (head noun, source, concept and faults of
its claim, words beside it), and of the words of a document for its relevance; a logistic regression. With --learned these decide what fills,
all claims of violence are looked at, and the sentences beside theirs too. The file holds words and numbers, no sentence.
"""

import argparse
import importlib.util
import json
import math
import os
import re
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict

from muc4_candidates import (
    ATTACKERS, COUNTRIES, CUT, Candidate, Document, HARM, LIGHT, LISTS, NUMBERS, PEOPLE, SOLDIERS, STOP, THINGS, candidates,
    certain, day_of, entities, faults, head_of, kind_of, ontology_names, place_of, words,
)

ROLES = ["perp_individual", "perp_org", "target", "victim", "weapon"]

# ---------------------------------------------------------------- which candidates fill

MONTHS = words("JAN FEB APR MAY JUN JUL AUG SEP OCT NOV DEC")


def by_rule(candidate: Candidate) -> bool:
    """Whether a candidate of one claim fills its role, by general rules; claims with faults have been left out before."""
    f, head = candidate.features, candidate.head
    source = next(iter(candidate.sources))
    if candidate.role == "weapon":
        if head in LISTS["vague-weapon"]:
            return source == "means" or bool(f & {"after-word=WITH", "after-word=USING", "before-word=WITH"})
        return True
    if candidate.role == "perp_org":
        return source == "actor" and not candidate.mentions[0].endswith(("POLICE", "GOVERNMENT"))
    if candidate.role == "perp_individual":
        if source == "actor":
            return head in ATTACKERS and head not in ("PEOPLE", "PERSONS") or "actors-sector=REB" in f
        beside = "after-word=BY" in f or "before-gap=near" in f or "before-gap=mid" in f and head in LISTS["unknown-attacker"]
        return beside and head in ATTACKERS and head not in SOLDIERS | LISTS["no-victim"] | {"PEOPLE", "PERSONS", "PERSON", "MEMBERS", "MEMBER"}
    if candidate.role == "target":
        if source == "text":
            return "after-gap=near" in f or "after-word=AGAINST" in f or "after-word=AT" in f or "kind=BOMBING" in f
        return True
    if head in LISTS["no-victim"] or head in SOLDIERS and "recipients-sector=MIL" in f or re.match(r"(?:NO|NOBODY)\b", candidate.text.upper()):
        return False
    if source == "text":
        return ("after-gap=near" in f or "next=WAS" in f or "next=WERE" in f) and head not in SOLDIERS | ATTACKERS
    if source == "recipient" and "recipients-role=None" in f and head not in PEOPLE:
        return False
    return not any(re.fullmatch(p, head) for _, p in COUNTRIES.values()) and head[:3] not in MONTHS


class Learned:
    """Log-odds of features from a training file: a logistic regression on entities, kept as one number a feature."""

    def __init__(self, model: dict):
        self.relevance, self.weights, self.bars = model["relevance"], model["weights"], model["bars"]

    def accepted(self, document: Document, found: list[Candidate]) -> list[Candidate]:
        whole = relevance_features(probability(self.relevance, document_features(document)))
        return [e for e in entities(found) if probability(self.weights[e.role], e.features | whole) >= self.bars[e.role]]


def document_features(document: Document) -> set[str]:
    """What tells a report of an incident from a commentary: its claims, its header, its words."""
    doc, out = document.doc, {"source=" + str(document.doc.get("source")), "place=" + str(document.doc.get("place")), "country=" + str(document.country)}
    for claim in document.claims:
        if kind := kind_of(claim):
            wrong = faults(document, claim)
            out |= {"fault=" + f for f in wrong} or {"clean=" + kind, "clean=" + claim["event"]["concept"]}
    body = document.text[doc.get("body_start") or 0:].upper()
    out |= {"word=" + w for w in re.findall(r"[A-Z][A-Z'-]{2,}", body)} | {"opening=" + w for w in re.findall(r"[A-Z][A-Z'-]{2,}", body[:300])}
    return out | {"tag=" + t for t in doc.get("tags") or []}


def relevance_features(p: float) -> set[str]:
    return {f"relevance={int(8 * p)}"} | {f"relevance>{i}" for i in range(int(8 * p))}


def probability(weights: dict[str, float], features: set[str]) -> float:
    score = weights.get("", 0.0) + sum(weights.get(f, 0.0) for f in features)
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))


def train_weights(rows: list[tuple[set[str], bool]], least: int = 3, rounds: int = 5, rate: float = 0.07) -> dict[str, float]:
    """A few rounds of Adagrad on the log loss with a small ridge; the order of rows is fixed, so that the same rows give the same weights."""
    count = Counter(f for features, _ in rows for f in features)
    data = [([""] + sorted(f for f in features if count[f] >= least), label) for features, label in rows]
    weights: dict[str, float] = defaultdict(float)
    squares: dict[str, float] = defaultdict(lambda: 1.0)
    for _ in range(rounds):
        for features, label in data:
            score = sum(weights[f] for f in features)
            slope = 1 / (1 + math.exp(-max(-30.0, min(30.0, score)))) - label
            for f in features:
                g = slope + 0.04 * weights[f]
                squares[f] += g * g
                weights[f] -= rate * g / math.sqrt(squares[f])
    return {f: round(w, 3) for f, w in weights.items() if abs(w) >= 0.005}


def best_bar(scored: list[tuple[float, bool]], gold: int) -> tuple[float, float]:
    """The probability from which on to accept for the best F1, and that F1."""
    best, bar, hits = 0.0, 0.5, 0
    for n, (p, label) in enumerate(sorted(scored, reverse=True), 1):
        hits += label
        if 2 * hits / (n + gold) > best:
            best, bar = 2 * hits / (n + gold), p
    return round(bar, 3), best


# ---------------------------------------------------------------- incidents and templates


class Incident:
    def __init__(self, kind: str):
        self.kind, self.claims = kind, []


def incidents(document: Document, numbers: list[int]) -> list[Incident]:
    """Claims that contradict each other in type, day or place are different incidents."""
    out: list[Incident] = []
    for number in numbers:
        claim = document.claims[number]
        kind, day, place = kind_of(claim), day_of(claim), place_of(claim)
        for incident in reversed(out):
            near = any(abs(document.claims[n]["sentence"]["index"] - claim["sentence"]["index"]) <= 1 for n in incident.claims)
            if kind != incident.kind and not (near and {kind, incident.kind} == {"ATTACK", "BOMBING"}):
                continue
            days = {day_of(document.claims[n]) for n in incident.claims} - {None}
            places = {place_of(document.claims[n]) for n in incident.claims} - {None}
            if (day and days and day not in days) or (place and places and place not in places and not near):
                continue
            incident.claims.append(number)
            if kind == "BOMBING":
                incident.kind = kind
            break
        else:
            incident = Incident(kind)
            incident.claims.append(number)
            out.append(incident)
    return out


WEEKDAY = re.compile(r"\b(?:MON|TUES|WEDNES|THURS|FRI|SATUR|SUN)DAY\b", re.I)


def date_of(document: Document, claims: list[dict]) -> dict | None:
    """The guidelines' three forms: a day, a range, on or before a day (weekdays and texts without a date)."""
    for claim in claims:
        when = claim["when"]
        if not when or not when["end"] and not when["start"]:
            continue
        if WEEKDAY.search(when["text"]) and document.date:
            return {"from": None, "to": document.date.isoformat()}
        if when["precision"] in ("day", "minute") and when["start"]:
            return {"from": when["start"], "to": when["end"] or when["start"]}
        if when["start"] and when["end"]:
            return {"from": when["start"], "to": when["end"]}
    return {"from": None, "to": document.date.isoformat()} if document.date else None


AUTHORITY = {"GOV", "MIL", "LEG", "JUD"}
DOUBT = re.compile(r"\b(?:PRESUM\w+|ALLEGED\w*|SUSPECT\w*|APPARENT\w*|BELIEVED|SUPPOSED\w*)\b")
ADMITTED = re.compile(r"\b(?:CLAIM\w* (?:\w+ )?(?:RESPONSIBILITY|CREDIT)|RESPONSIBILITY .{0,60}\bCLAIMED|ADMITTED|TOOK RESPONSIBILITY)\b")


def confidence_of(document: Document, claims: list[dict], names: list[str]) -> str:
    """The decision tree of the guidelines, part 2, slot 11."""
    if any(v["stance"] in ("claims-responsibility", "admits") for c in claims for v in c["said_by"]):
        return "CLAIMED OR ADMITTED"
    sentences = [document.text[a:b].upper() for a, b in document.spans]
    if any(ADMITTED.search(s) for s in sentences if any(n in s for n in names)):
        return "CLAIMED OR ADMITTED"
    said = " ".join(document.sentence(c).upper() for c in claims)
    voices = {v["actor"]["sector"] for c in claims for v in c["said_by"]}
    accused = any(v["stance"] == "accuses" for c in claims for v in c["said_by"])
    if accused or any(c["unconfirmed"] for c in claims) or DOUBT.search(said):
        return "SUSPECTED OR ACCUSED BY AUTHORITIES" if voices & AUTHORITY else "SUSPECTED OR ACCUSED"
    return "REPORTED AS FACT"


QUANTITY = re.compile(r"^(?:(?:AT LEAST|MORE THAN|SOME|SEVERAL|ABOUT|ANOTHER|OTHER|THE|A|AN|OVER|ALL|\d[\d,]*|" + "|".join(NUMBERS) + r")\s+)+(?=\S)")


def bare(text: str) -> str:
    """A description without article, number and quantifier, as the keys mostly have it."""
    return QUANTITY.sub("", text.upper())


def person_name(mentions: list[str]) -> str | None:
    """The name at the end of a description ("JUDGE MARIA DIAZ"): two words or more that are in none of the lists."""
    for mention in mentions:
        parts = bare(CUT.split(mention.upper())[0]).replace("]", " ").split()
        known = [i for i, w in enumerate(parts) if w in STOP or w in PEOPLE or w in THINGS or w in ATTACKERS or w in LISTS["title"] or not w.replace("'", "").isalpha()]
        name = parts[known[-1] + 1:] if known else parts
        if len(name) >= 2:
            return " ".join(name)
    return None


def tolls_of(claims: list[dict]) -> list[dict]:
    out, seen = [], set()
    for claim in claims:
        for toll in claim["toll"]:
            low, high = toll["low"], toll["high"]
            vague = (low, toll["best"], high) == (2, None, None)
            if toll["kind"] not in HARM or toll["superseded"] or low is None or vague:
                continue
            key = (toll["kind"], low, head_of(toll["text"]))
            if key in seen:
                continue
            seen.add(key)
            out.append({"kind": toll["kind"], "low": low, "high": high, "approx": toll["approx"], "who": [toll["text"]]})
    return out


ATTEMPT = re.compile(r"\b(?:ATTEMPT(?:ED)?|TRIED|DEACTIVATED|DEFUSED|FOILED|FRUSTRATED|UNSUCCESSFUL\w*|FAILED TO EXPLODE|ESCAPED UNHARMED)\b")


def stage_of(document: Document, claims: list[dict]) -> str:
    if any(c["status"] == "planned" or c["event"]["concept"] == "threaten" for c in claims):
        return "THREATENED"
    harm = any(t["kind"] in ("killed", "wounded", "destroyed") for c in claims for t in c["toll"])
    if any(c["event"]["concept"] == "assassinate-attempt" for c in claims) or not harm and any(ATTEMPT.search(document.sentence(c).upper()) for c in claims):
        return "ATTEMPTED"
    return "ACCOMPLISHED"


def templates(document: Document, learned: Learned | None, record_only: bool) -> list[dict]:
    if not document.country:
        return []
    bad = {n for n, c in enumerate(document.claims) if kind_of(c) and faults(document, c) - LIGHT}
    found = candidates(document, record_only, neighbours=learned is not None)
    if learned:
        accepted = learned.accepted(document, found)
    elif any(certain(document, c) for n, c in enumerate(document.claims) if kind_of(c) and n not in bad):
        accepted = entities([c for c in found if not c.claims & bad and by_rule(c)])
    else:
        accepted = []
    used = sorted({n for e in accepted for n in e.claims})
    out = []
    for incident in incidents(document, used):
        mine = [e for e in accepted if e.claims & set(incident.claims)]
        roles = {role: [e for e in mine if e.role == role] for role in ROLES}
        # a template needs to say at least what was attacked
        if not roles["victim"] and not roles["target"]:
            continue
        if incident.kind in ("KIDNAPPING", "ARSON"):
            roles["weapon"] = []
        claims = [document.claims[n] for n in incident.claims]
        countries = [c["where"]["country"] for c in claims if c["where"] and c["where"]["country"] in COUNTRIES]
        country = Counter(countries).most_common(1)[0][0] if countries else document.country
        places = list(dict.fromkeys(p for c in claims if (p := place_of(c)) and c["where"]["country"] in (country, None)))
        template = {role: [e.mentions if role == "perp_org" else [bare(e.mentions[0])] for e in found_] for role, found_ in roles.items()}
        template["victim_name"] = [name for e in roles["victim"] if (name := person_name(e.mentions))]
        state = any(a["sector"] in ("MIL", "GOV") for c in claims for a in c["actors"])
        template.update(
            incident_type=incident.kind, stage=stage_of(document, claims), date=date_of(document, claims),
            location=[COUNTRIES[country][0]] + [p for p in places if p != COUNTRIES[country][0]],
            tolls=tolls_of(claims),
            org_confidence=[{"value": confidence_of(document, [document.claims[n] for n in sorted(e.claims & set(incident.claims))], e.mentions),
                             "ref": e.mentions} for e in roles["perp_org"]])
        if roles["perp_individual"] or roles["perp_org"]:
            template["perp_category"] = "STATE-SPONSORED VIOLENCE" if state else "TERRORIST ACT"
        out.append(template)
    return out


# ---------------------------------------------------------------- commands


def read_lines(path: str) -> list[dict]:
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def read_records(options: argparse.Namespace, docs: list[dict]) -> dict[str, dict]:
    """Each document's record; from --records where that file is there."""
    if options.records and os.path.exists(options.records):
        lines = read_lines(options.records)
    else:
        with tempfile.TemporaryDirectory() as folder:
            paths = []
            for doc in docs:
                paths.append(os.path.join(folder, doc["id"] + ".txt"))
                with open(paths[-1], "w", encoding="utf-8") as file:
                    file.write(doc["text"])
            done = subprocess.run([options.selon, "read", "--format", "jsonl", "--lang", "en", "--jobs", "1", *paths],
                                  stdout=subprocess.PIPE, check=False)
        if done.returncode not in (0, 1):
            sys.exit(f"{options.selon}: exit status {done.returncode}")
        lines = [json.loads(line) for line in done.stdout.decode("utf-8").splitlines()]
        if options.records:
            with open(options.records, "w", encoding="utf-8") as file:
                file.writelines(json.dumps(line) + "\n" for line in lines)
    return {os.path.basename(r["dispatch"]["source"])[:-4]: r for r in lines}


def documents(options: argparse.Namespace) -> list[Document]:
    docs = read_lines(options.corpus)
    records = read_records(options, docs)
    ontology = ontology_names()
    missing = [d["id"] for d in docs if d["id"] not in records]
    if missing:
        print(f"{len(missing)} documents without a record, such as {missing[0]}", file=sys.stderr)
    return [Document(d, records[d["id"]], ontology) for d in docs if d["id"] in records]


def run(options: argparse.Namespace) -> None:
    learned = None
    if options.learned:
        with open(options.learned, encoding="utf-8") as file:
            learned = Learned(json.load(file))
    with tempfile.TemporaryDirectory() as folder:
        path = options.keep or os.path.join(folder, "response.jsonl")
        with open(path, "w", encoding="utf-8") as file:
            for document in documents(options):
                file.write(json.dumps({"id": document.doc["id"], "templates": templates(document, learned, options.record_only)}) + "\n")
        sys.exit(subprocess.run([sys.executable, options.scorer, options.corpus, path], check=False).returncode)


def matcher(scorer: str):
    """The scorer as a module: labels are what it would count as right."""
    spec = importlib.util.spec_from_file_location("muc4_score", scorer)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


FOLDS = 5


def out_of_fold(rows: list[tuple[int, set[str], bool]], **settings: float) -> list[tuple[float, bool]]:
    """Each row's probability by weights from the other folds, in the order of the rows."""
    models = [train_weights([(f, y) for k, f, y in rows if k != fold], **settings) for fold in range(FOLDS)]
    return [(probability(models[k], features), label) for k, features, label in rows]


def learn(options: argparse.Namespace) -> None:
    """Weights from all documents; the bars and the figures printed are those of documents that the weights were not made from."""
    score, docs = matcher(options.scorer), documents(options)
    about = [(n % FOLDS, document_features(d), any(not t.get("optional") for t in d.doc["templates"])) for n, d in enumerate(docs)]
    settings = {"least": 5, "rounds": 8, "rate": 0.05}
    relevance = [p for p, _ in out_of_fold(about, **settings)]
    rows: dict[str, list[tuple[int, set[str], bool]]] = {role: [] for role in ROLES}
    gold = Counter()
    for number, document in enumerate(docs):
        pools = {role: score.pool(document.doc["templates"], role) for role in ROLES}
        gold.update({role: sum(not e.optional for e in pools[role]) for role in ROLES})
        taken = set()
        for entity in entities(candidates(document, False, True)) if document.country else []:
            mine = score.Entity(entity.mentions)
            fits = [(entity.role, i) for i, g in enumerate(pools[entity.role]) if mine.match(g, entity.role) > 0 and (entity.role, i) not in taken]
            taken.update(fits[:1])
            rows[entity.role].append((number % FOLDS, entity.features | relevance_features(relevance[number]), bool(fits)))
    model = {"relevance": train_weights([(f, y) for _, f, y in about], **settings), "weights": {}, "bars": {}}
    hits = answered = 0
    for role in ROLES:
        scored = out_of_fold(rows[role])
        model["bars"][role], f1 = best_bar(scored, gold[role])
        model["weights"][role] = train_weights([(f, y) for _, f, y in rows[role]])
        hits += sum(label for p, label in scored if p >= model["bars"][role])
        answered += sum(p >= model["bars"][role] for p, _ in scored)
        print(f"{role}: {len(scored)} candidates, bar {model['bars'][role]}, F1 {100 * f1:.1f} across folds")
    print(f"roles together: F1 {200 * hits / (answered + sum(gold.values())):.1f} across folds")
    with open(options.out, "w", encoding="utf-8") as file:
        json.dump(model, file, sort_keys=True, indent=0)


def main() -> None:
    parser = argparse.ArgumentParser(description="Selon on MUC-4 (see the top of this file).")
    commands = parser.add_subparsers(dest="command", required=True)
    for name, action in (("run", run), ("learn", learn)):
        command = commands.add_parser(name)
        command.set_defaults(action=action)
        command.add_argument("--selon", default="target/release/selon", help="the program")
        command.add_argument("--corpus", required=True, help="documents, one a line")
        command.add_argument("--records", metavar="FILE", help="records to use again")
        command.add_argument("--scorer", required=True, help="score.py")
        if name == "run":
            command.add_argument("--keep", metavar="FILE", help="keep the response")
            command.add_argument("--learned", metavar="FILE", help="statistics that `learn` wrote")
            command.add_argument("--record-only", action="store_true", help="no fillers from the text of sentences")
        else:
            command.add_argument("--out", required=True, metavar="FILE")
    options = parser.parse_args()
    options.action(options)


if __name__ == "__main__":
    main()

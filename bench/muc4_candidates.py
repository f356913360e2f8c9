"""What in a record and its text may fill a slot of a MUC-4 template: claims of violence, their faults, and candidates.

Used by bench/muc4.py, which see.
"""

import datetime
import os
import re
from collections import Counter, defaultdict

HERE = os.path.dirname(os.path.abspath(__file__))

# ---------------------------------------------------------------- words

COUNTRIES = {
    "SLV": ("EL SALVADOR", r"SALVADOR(?:AN|EAN)?\b"), "GTM": ("GUATEMALA", r"GUATEMALAN?\b"),
    "HND": ("HONDURAS", r"HONDURA[SN]\b|TEGUCIGALPA"), "ARG": ("ARGENTINA", r"ARGENTIN(?:A|E|IAN)\b|BUENOS AIRES"),
    "BOL": ("BOLIVIA", r"BOLIVIAN?\b|\bLA PAZ"), "CHL": ("CHILE", r"CHILE(?:AN)?\b"),
    "COL": ("COLOMBIA", r"COLOMBIAN?\b|BOGOTA|MEDELLIN"), "ECU": ("ECUADOR", r"ECUADOR(?:AN|EAN|IAN)?\b|QUITO"),
    "PER": ("PERU", r"PERU(?:VIAN)?\b|\bLIMA\b"),
}
CAPITALS = {"SAN SALVADOR": "SLV", "GUATEMALA CITY": "GTM", "TEGUCIGALPA": "HND", "BUENOS AIRES": "ARG", "LA PAZ": "BOL", "SANTIAGO": "CHL",
            "BOGOTA": "COL", "QUITO": "ECU", "LIMA": "PER"}


def words(text: str) -> set[str]:
    return set(text.upper().split())


def plurals(word: str) -> set[str]:
    """The regular plural of a noun."""
    if word.endswith("MAN"):
        return {word[:-3] + "MEN"}
    if word.endswith("Y") and word[-2] not in "AEIOU":
        return {word[:-1] + "IES"}
    return {word + ("ES" if word.endswith(("S", "CH", "SH", "X")) else "S")}


def word_lists() -> dict[str, set[str]]:
    """bench/muc4-words.tsv: what can be attacked and is no person, what weapons are called, who attacks, who is attacked ..."""
    lists: dict[str, set[str]] = defaultdict(set)
    with open(os.path.join(HERE, "muc4-words.tsv"), encoding="utf-8") as file:
        for line in file:
            if line.strip() and not line.startswith("#"):
                name, text = line.rstrip("\n").split("\t")
                for word in words(text):
                    lists[name.rstrip("*")] |= {word} | (plurals(word) if name.endswith("*") else set())
    return lists


LISTS = word_lists()
THINGS, WEAPONS, ATTACKERS, PEOPLE, SOLDIERS = (LISTS[n] for n in ("thing", "weapon", "attacker", "person", "soldier"))
# no noun phrase goes beyond these
STOP = LISTS["stop"]
NUMBERS = {w: n for n, w in enumerate("ZERO ONE TWO THREE FOUR FIVE SIX SEVEN EIGHT NINE TEN ELEVEN TWELVE THIRTEEN FOURTEEN FIFTEEN".split())}

# ---------------------------------------------------------------- which claims are incidents

BOMBS = {"bomb", "car-bomb", "mine", "ied", "explosive-belt", "explosives"}
KINDS = {
    "explode": "BOMBING", "bomb-attack": "BOMBING", "suicide-attack": "BOMBING", "burn": "ARSON", "loot": "ROBBERY", "abduct": "KIDNAPPING",
    "hold-captive": "KIDNAPPING", "release": "KIDNAPPING", "hijack": "KIDNAPPING", "capture": "KIDNAPPING",
}
for _concept in """violence attack raid ambush open-fire shoot shoot-dead snipe shell bombard missile-strike air-strike strike hit shoot-down terror-attack
    assassinate assassinate-attempt execute massacre kill die wound wounded casualties beat torture rape stab destroy crowd-control missing
    try-take occupy seize-place clash battle fight offensive operation war repel riot""".split():
    KINDS[_concept] = "ATTACK"
# Fighting between armed sides is no incident unless civilians are named among its victims.
WARFARE = {"clash", "battle", "fight", "offensive", "operation", "war", "repel", "air-strike", "shell", "bombard", "missile-strike", "shoot-down",
           "raid", "try-take", "occupy", "seize-place", "capture", "ambush", "crowd-control", "riot", "hold-captive", "strike"}
HARM = {"killed", "wounded", "captured", "freed", "destroyed"}
CIVIL = {"CVL", "GOV", "POL", "OPP", "MED", "JRN", "NGO", "IGO", "EDU", "BUS", "LEG", "JUD", "HLH", "REL"}


class Token:
    __slots__ = ("word", "start", "end")

    def __init__(self, word: str, start: int, end: int):
        self.word, self.start, self.end = word, start, end


TOKEN = re.compile(r"[A-Z0-9][A-Z0-9'&./-]*[A-Z0-9]|[A-Z0-9]|[^\sA-Z0-9]")


def tokens(text: str, start: int, end: int) -> list[Token]:
    return [Token(m.group(), start + m.start(), start + m.end()) for m in TOKEN.finditer(text[start:end].upper())]


def is_word(token: Token) -> bool:
    return token.word[0].isalnum()


CUT = re.compile(r"\s*[,;\[(]|\s(?:OF|IN|FROM|WHO|WHOM|WHOSE|WITH|WITHIN|NEAR|AT|FOR|ON|BY|TO|THAT|WHICH|WHEN|WHERE|AGAINST|AND|WEARING|INSIDE|OUTSIDE)\s", re.I)


def head_of(text: str) -> str:
    """The head noun: the last word before what is hung on it."""
    bare = re.sub(r"^(?:THE|A|AN)\s+", "", text.strip().upper())
    before = CUT.split(bare)[0].strip() or bare
    found = re.findall(r"[A-Z0-9][A-Z0-9'&/-]*", before)
    if len(found) > 0 and found[-1] in ("GROUP", "GROUPS", "NUMBER", "PAIR", "BAND", "GANG", "DOZEN", "DOZENS", "HUNDREDS") and " OF " in bare:
        return head_of(bare.split(" OF ", 1)[1])
    return re.sub(r"'S?$", "", found[-1]) if found else bare


class Candidate:
    """A phrase that may fill a role, with what is known about it."""

    def __init__(self, role: str, text: str, source: str, claim: int, features: set[str]):
        self.role, self.text, self.claims = role, " ".join(text.split()).strip(" ,.;:\"'"), {claim}
        self.head = head_of(self.text)
        self.mentions = [self.text]
        self.sources = {source}
        self.features = features | {"source=" + source, "head=" + self.head}


# ---------------------------------------------------------------- organisations


def ontology_names() -> dict[str, list[str]]:
    """English names of armed groups by their code, from the program's own table; longest first."""
    path = os.path.join(HERE, "..", "ontology", "actors.tsv")
    names: dict[str, list[str]] = defaultdict(list)
    with open(path, encoding="utf-8") as file:
        for line in file:
            cells = line.rstrip("\n").split("\t")
            if line.startswith("#") or len(cells) < 6 or cells[1] != "group" or cells[0][:3] not in COUNTRIES and cells[0][:3] != "NIC":
                continue
            for name in cells[5].split("|"):
                if name and not re.search(r"\b(?:guerrillas|rebels|guerrilla)$", name):
                    names[cells[0]].append(name.upper())
    return {code: sorted(set(all_), key=len, reverse=True) for code, all_ in names.items()}


FORCES = re.compile(
    r"\b(?:(?:SALVADORAN|PERUVIAN|COLOMBIAN|GUATEMALAN|HONDURAN|CHILEAN|BOLIVIAN|ARGENTINE|ECUADORAN|NATIONAL|TREASURY|JUDICIAL|U\.?S\.?) )*"
    r"(?:ARMED FORCES|AIR FORCE|ARMY|NAVY|NATIONAL GUARD|POLICE|CIVIL DEFENSE|GOVERNMENT)\b")
SQUADS = re.compile(r"\b(?:(?:RIGHTIST|ULTRARIGHTIST|EXTREME RIGHTIST|PARAMILITARY|RIGHTWING|RIGHT-WING) )*(?:DEATH SQUADS?|PARAMILITARY GROUPS?)\b")
NAMED = re.compile(
    r"((?:[A-Z][A-Z'-]+ )(?:(?:OF|FOR|AND|THE|DE|DEL) |[A-Z][A-Z'-]+ ){0,8})?([A-Z][A-Z0-9/-]{1,9}) ?[\[(]([A-Z][A-Z' -]{6,70})[\])]"
    r"|\bTHE ((?:[A-Z0-9][A-Z0-9'-]* ){1,8})[\[(]([A-Z][A-Z0-9/-]{1,9})[\])]")
GROUP_WORDS = re.compile(r"\b(?:FRONT|ARMY|MOVEMENT|FORCES?|COMMANDOS?|BRIGADE|CARTEL|ORGANIZATION|LIBERATION|REVOLUTIONARY|SQUADS?|COLUMN|COMMAND)\b")


class Organisations:
    """The armed groups and forces a text names, each with all its names there."""

    def __init__(self, text: str, ontology: dict[str, list[str]]):
        text = " ".join(text.upper().split())
        self.names: dict[str, list[str]] = {}
        for code, names in ontology.items():
            found = [n for n in names if re.search(r"(?<![\w-])" + re.escape(n) + r"(?![\w])", text)]
            if found:
                self.names[code] = found
        for m in NAMED.finditer(text):
            pair = [m.group(2), m.group(3)] if m.group(3) else [m.group(5), m.group(4).strip()]
            if not GROUP_WORDS.search(pair[1]):
                continue
            # the article's phrase may have words before the name: keep it from its last preposition or verb on
            pair[1] = re.split(r"\b(?:THE|BY|WHO|THAT|WAS|WERE|HAS|SAID)\b", pair[1])[-1].strip() or pair[1]
            for names in self.names.values():
                if any(p in names for p in pair):
                    names.extend(p for p in pair if p not in names)
                    break
            else:
                self.names["TEXT." + pair[0]] = pair

    def of_code(self, code: str) -> list[str]:
        return self.names.get(code, [])

    def inside(self, text: str) -> list[tuple[str, list[str]]]:
        """Organisations named in a stretch of text: key and all their names."""
        text = " " + " ".join(text.upper().split()) + " "
        out = [(key, names) for key, names in self.names.items()
               if any(re.search(r"(?<![\w-])" + re.escape(n) + r"(?!\w)", text) for n in names)]
        for pattern in (FORCES, SQUADS):
            out.extend(("FORCE." + m.group(), [m.group()]) for m in pattern.finditer(text))
        return out


# ---------------------------------------------------------------- documents


class Document:
    def __init__(self, doc: dict, record: dict, ontology: dict[str, list[str]]):
        self.doc, self.text, self.claims = doc, doc["text"], record["claims"]
        self.date = datetime.date.fromisoformat(doc["date"]) if doc.get("date") else None
        self.organisations = Organisations(self.text, ontology)
        self.country = self.main_country()
        # the texts have two blanks after a full stop
        ends = [m.end() for m in re.finditer(r"[.!?][\"')\]]?\s\s+|\n\n", self.text)] + [len(self.text)]
        self.spans = [(a, b) for a, b in zip([doc.get("body_start") or 0] + ends, ends) if b > a]

    def main_country(self) -> str | None:
        """The one of the nine countries that the text speaks of most; the place of its dateline counts for some mentions."""
        count = Counter()
        body = self.text.upper()
        for code, (_, pattern) in COUNTRIES.items():
            count[code] += len(re.findall(pattern, body))
        place = (self.doc.get("place") or "").upper()
        for name, code in CAPITALS.items():
            if place.startswith(name):
                count[code] += 3
        best = count.most_common(1)[0]
        return best[0] if best[1] > 0 else None

    def beside(self, span: tuple[int, int]) -> list[tuple[int, int]]:
        """The sentences before and after one, without those that have claims of violence themselves."""
        inside = [i for i, (a, b) in enumerate(self.spans) if a < span[1] and b > span[0]]
        if not inside:
            return []
        around = [self.spans[i] for i in (inside[0] - 1, inside[-1] + 1) if 0 <= i < len(self.spans)]
        taken = [c["sentence"] for c in self.claims if kind_of(c)]
        return [s for s in around if not any(t["start"] < s[1] and t["end"] > s[0] for t in taken)]

    def sentence(self, claim: dict) -> str:
        return self.text[claim["sentence"]["start"]:claim["sentence"]["end"]]

    def spoken(self, actor: dict) -> str | None:
        """The words for an actor: its own, or for a pronoun those that the record says it stands for."""
        text = actor["text"]
        if text and text.upper().strip() not in LISTS["pronoun"]:
            return text
        ref = (actor.get("inferred") or {}).get("ref")
        return ref if ref and ref.upper() not in LISTS["pronoun"] and ref.upper() in self.text.upper() and actor["inferred"]["from"] != "context" else None


def kind_of(claim: dict) -> str | None:
    concept = claim["event"]["concept"]
    kind = KINDS.get(concept)
    means = {m["kind"] for m in claim["means"]}
    if kind == "ATTACK" and means & BOMBS and concept not in ("air-strike", "shoot", "open-fire", "shoot-dead", "bombard"):
        return "BOMBING"
    if kind == "KIDNAPPING" and concept != "abduct":
        # arrests and exchanges by the authorities are none
        if not any((a["sector"] == "REB") for a in claim["actors"]):
            return None
    return kind


def sector_set(actors: list[dict]) -> set[str]:
    return {("MIL" if a["role"] in ("police", "army", "security") else a["sector"]) for a in actors if a["sector"]}


def soldiers_only(claim: dict) -> bool:
    """Whether all whom it was done to are soldiers, policemen or armed groups."""
    victims = claim["recipients"] + [t["who"] for t in claim["toll"] if t["who"]]
    sectors = sector_set(victims)
    return bool(sectors) and sectors <= {"MIL", "REB"}


def faults(document: Document, claim: dict) -> set[str]:
    """Why a claim is no incident of the guidelines; empty when it is one."""
    out = set()
    if claim["status"] != "actual":
        out.add("status=" + claim["status"])
    if claim["unconfirmed"]:
        out.add("unconfirmed")
    if claim["background"]:
        out.add("background")
    where = claim["where"]
    if where and where["country"] and where["country"] not in COUNTRIES:
        out.add("abroad")
    if not document.country:
        out.add("no-country")
    when = claim["when"]
    if when and document.date and when["end"] and (document.date - datetime.date.fromisoformat(when["end"])).days > 92:
        out.add("old")
    if soldiers_only(claim):
        out.add("soldiers")
    if claim["event"]["concept"] in WARFARE:
        civilians = sector_set(claim["recipients"] + [t["who"] for t in claim["toll"] if t["who"]]) & CIVIL
        if not civilians:
            out.add("warfare")
    return out


# Not enough to leave a claim out by rule: half of what is told as background is in the keys, and the gazetteer knows namesakes of many a village.
LIGHT = {"background", "abroad", "status=denied", "unconfirmed"}

def day_of(claim: dict) -> str | None:
    when = claim["when"]
    return when["start"] if when and when["start"] and when["start"] == when["end"] else None


def place_of(claim: dict) -> str | None:
    where = claim["where"]
    return where["name"].upper() if where and where["precision"] in ("exact", "near", "district", "between", "region", "province") else None


# ---------------------------------------------------------------- candidates

PERSON_ROLES = {"perp_individual", "victim"}


def noun_phrases(toks: list[Token]) -> list[tuple[int, int, set[str]]]:
    """Noun phrases by the word lists: first and last token and the classes of the head."""
    out = []
    for i, token in enumerate(toks):
        classes = {name for name, lexicon in (("thing", THINGS), ("weapon", WEAPONS), ("attacker", ATTACKERS), ("person", PEOPLE)) if token.word in lexicon}
        if not classes:
            continue
        follow = toks[i + 1].word if i + 1 < len(toks) else "."
        if follow in THINGS or follow in WEAPONS or follow in ATTACKERS or follow in PEOPLE:
            continue
        first = i
        while first > 0 and i - first < 5:
            before = toks[first - 1]
            if not is_word(before) or before.word in STOP or before.word in NUMBERS or before.word.isdigit():
                break
            if before.word.endswith(("ED", "ING")) and before.word not in LISTS["adjective"] and before.word not in WEAPONS:
                break
            first -= 1
        out.append((first, i, classes))
    return out


def named_person(toks: list[Token], last: int) -> int | None:
    """The last token of a name right after a title or role ("JUDGE MARIA DIAZ"), if one stands there."""
    end = last
    while end + 1 < len(toks) and end - last < 5:
        word = toks[end + 1].word
        known = word in STOP or word in THINGS or word in PEOPLE or word in ATTACKERS or word in WEAPONS
        if not word.isalpha() or len(word) < 3 and word not in ("DE", "Y") or known or word.endswith(("ED", "ING")) or word in NUMBERS:
            break
        end += 1
    return end if end - last >= 2 else None


TALK = {"SPEECH", "INTERVIEW", "COMMENTARY", "EDITORIAL", "ARTICLE", "STATEMENT", "COMMUNIQUE", "STATION COMMENTARY"}


def certain(document: Document, claim: dict) -> bool:
    """Whether a claim says enough of one incident, as the guidelines' "specific" asks: a day, a place, a number, or it opens the report."""
    if set(document.doc.get("tags") or []) & TALK:
        return bool(day_of(claim) or place_of(claim))
    numbered = any(t["low"] is not None and (t["low"], t["high"]) != (2, None) for t in claim["toll"])
    return bool(day_of(claim) or place_of(claim) or numbered) or claim["sentence"]["index"] == 0


def candidates(document: Document, record_only: bool, neighbours: bool) -> list[Candidate]:
    """All phrases of the claims of violence and of their sentences that may fill a role; with the sentences beside them if asked."""
    out: list[Candidate] = []
    violent = [c for c in document.claims if kind_of(c)]
    clean = [c for c in violent if not faults(document, c)]
    whole = {f"clean={min(len(clean), 5)}", f"violent={min(len(violent), 6)}", f"certain={min(sum(certain(document, c) for c in clean), 4)}",
             f"opens={bool(clean) and clean[0]['sentence']['index'] == 0}", "country=" + str(document.country)}
    whole |= {"tag=" + t for t in document.doc.get("tags") or []}
    for number, claim in enumerate(document.claims):
        kind = kind_of(claim)
        if not kind:
            continue
        wrong = faults(document, claim)
        common = {"kind=" + kind, "concept=" + claim["event"]["concept"]} | whole | {"fault=" + f for f in wrong}
        common |= {"spotless"} if not wrong else set()
        common |= {f"has-{field}={bool(claim[field])}" for field in ("actors", "recipients", "means", "toll", "said_by")}
        common.add("trigger=" + claim["trigger"]["text"].upper())
        common |= {"day"} if day_of(claim) else set()
        common |= {"place"} if place_of(claim) else set()
        common.add("sentence=" + ("first" if claim["sentence"]["index"] < 2 else "early" if claim["sentence"]["index"] < 6 else "late"))
        if claim["toll"]:
            common.add("toll")
        out.extend(from_record(document, number, claim, kind, common))
        if not record_only:
            span = (claim["sentence"]["start"], claim["sentence"]["end"])
            out.extend(from_text(document, number, claim, kind, common, span, "text"))
            for span in document.beside(span) if neighbours else []:
                out.extend(from_text(document, number, claim, kind, common, span, "near"))
    add_counts(document, out)
    return out


def from_record(document: Document, number: int, claim: dict, kind: str, common: set[str]) -> list[Candidate]:
    out = []
    for field in ("actors", "recipients"):
        for actor in claim[field]:
            text = document.spoken(actor)
            if not text:
                continue
            features = common | {f"{field}-sector={actor['sector']}", f"{field}-role={actor['role']}"}
            head = head_of(text)
            if field == "actors" and claim["event"]["concept"] not in ("explode", "burn", "die"):
                if head in ATTACKERS or head in SOLDIERS or head in PEOPLE or (actor["name"] and actor["sector"] != "REB"):
                    out.append(Candidate("perp_individual", text, "actor", number, features))
                names = document.organisations.of_code(actor["code"])
                found = [names] if names else [n for _, n in document.organisations.inside(text)]
                for all_names in found:
                    organisation = Candidate("perp_org", all_names[0], "actor", number, features)
                    organisation.mentions = list(all_names)
                    out.append(organisation)
            elif head in THINGS:
                out.append(Candidate("target", text, "recipient", number, features))
            elif field == "recipients":
                out.append(Candidate("victim", text, "recipient", number, features))
    for toll in claim["toll"]:
        who = toll["who"] or {"sector": None, "text": None}
        text = toll["text"] if toll["text"].upper() not in LISTS["pronoun"] else None
        if not text:
            continue
        head = head_of(text)
        role = "target" if toll["kind"] == "destroyed" or head in THINGS else "victim"
        if not head.isdigit() and head not in NUMBERS and head not in LISTS["pronoun"]:
            out.append(Candidate(role, text, "toll", number, common | {f"recipients-sector={who['sector']}", "harm=" + toll["kind"]}))
    for means in claim["means"]:
        if head_of(means["text"]) in WEAPONS:
            out.append(Candidate("weapon", means["text"], "means", number, common | {"means=" + means["kind"]}))
    return out


def from_text(document: Document, number: int, claim: dict, kind: str, common: set[str], span: tuple[int, int], source: str) -> list[Candidate]:
    """Nouns of the word lists in a sentence, and the organisations it names."""
    toks = tokens(document.text, *span)
    trigger = claim["trigger"]
    out = []
    for first, last, classes in noun_phrases(toks):
        if toks[first].start < trigger["end"] and toks[last].end > trigger["start"] and "weapon" not in classes:
            continue
        before = next((t.word for t in reversed(toks[max(0, first - 3):first]) if is_word(t) and t.word not in ("A", "AN", "THE") and t.word not in NUMBERS), "^")
        after = toks[last + 1].word if last + 1 < len(toks) else "."
        side = "before" if toks[last].end <= trigger["start"] else "after"
        gap = sum(1 for t in toks if min(toks[last].end, trigger["end"]) <= t.start < max(toks[first].start, trigger["start"]))
        features = common | {f"{side}-word={before}", "next=" + after, "side=" + side, f"{side}-gap={'near' if gap < 3 else 'mid' if gap < 9 else 'far'}"}
        determiner = toks[first - 1].word if first else "^"
        features.add("determiner=" + ("number" if determiner in NUMBERS or determiner.isdigit() else determiner if determiner in STOP else "none"))
        window = [t.word for t in toks[max(0, first - 3):first] + toks[last + 1:last + 4] if is_word(t)]
        features |= {"beside=" + w for w in window}
        if source == "near":
            features = common | {"word-before=" + before, "word-after=" + after}
        start, end = toks[first].start, toks[last].end
        roles = []
        if "thing" in classes and kind != "KIDNAPPING":
            roles.append("target")
        if "weapon" in classes and kind not in ("KIDNAPPING", "ARSON"):
            roles.append("weapon")
        if "attacker" in classes:
            roles.append("perp_individual")
        if "person" in classes or toks[last].word in SOLDIERS:
            roles.append("victim")
            name = named_person(toks, last)
            if name:
                end = toks[name].end
        for role in roles:
            out.append(Candidate(role, document.text[start:end], source, number, features | {"word=" + toks[last].word}))
    for key, names in document.organisations.inside(document.text[span[0]:span[1]]):
        organisation = Candidate("perp_org", names[0], source, number, common | {"force" if key.startswith("FORCE") else "group"})
        organisation.mentions = list(names)
        out.append(organisation)
    return out


def add_counts(document: Document, found: list[Candidate]) -> None:
    """How often the text has each candidate's head, whether its opening has it, and how many groups it names."""
    text = document.text.upper()
    opening = text[document.doc.get("body_start") or 0:][:400]
    groups = f"groups={min(len(document.organisations.names), 3)}"
    for candidate in found:
        names = candidate.mentions if candidate.role == "perp_org" else [candidate.head]
        candidate.features.add(f"times={min(sum(text.count(n) for n in names), 6)}")
        candidate.features.add(f"in-opening={any(n in opening for n in names)}")
        if candidate.role in ("perp_org", "perp_individual"):
            candidate.features.add(groups)
        if candidate.role == "perp_org":
            candidate.features |= {"name=" + n for n in names}


def entities(found: list[Candidate]) -> list[Candidate]:
    """Candidates of one role with the same head are one entity; so are a full name and its last word."""
    out: list[Candidate] = []
    for candidate in found:
        for entity in out:
            if entity.role != candidate.role:
                continue
            same = entity.head == candidate.head
            if candidate.role == "perp_org":
                same = bool(set(entity.mentions) & set(candidate.mentions))
            elif candidate.role in PERSON_ROLES and not same:
                same = candidate.head.rstrip("S") == entity.head.rstrip("S")
            if same:
                entity.mentions += [m for m in candidate.mentions if m not in entity.mentions]
                entity.sources |= candidate.sources
                entity.features |= candidate.features
                entity.claims |= candidate.claims
                break
        else:
            out.append(candidate)
    for entity in out:
        entity.features.add(f"claims={min(len(entity.claims), 4)}")
    return out

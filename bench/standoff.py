#!/usr/bin/env python3
"""Hand-coded claims of real news, kept without the news.

    bench/standoff.py restore --winer WINER-FOLDER --muc MUC-TRAIN.jsonl OUT
    selon eval claims OUT/fr/test

`evaluation/real/{fr,en}/{tune,test}.jsonl` holds the hand-coded claims of 104 texts that are not ours to print: for each text its source, its name there, its length and
hash, and the claims (docs/annotating.md) with offsets in characters where words of the text would stand. `restore` puts them back beside the texts, from WiNER-fr (Y. Dupont;
French Wikinews, CC BY 4.0) and the training texts of MUC-4, as `NAME.txt` and `NAME.expected.toml`; a text that is missing or differs is named and left out. `make` is the other way.
"""

import argparse
import hashlib
import json
import pathlib
import re
import sys
import tomllib

PLACE = pathlib.Path(__file__).resolve().parent.parent / "evaluation" / "real"
PARTS = [("fr", "tune"), ("fr", "test"), ("en", "tune"), ("en", "test")]


def occurrence(text, words, nth=1):
    """Offsets of the nth occurrence of some words."""
    at = -1
    for _ in range(nth):
        at = text.find(words, at + 1)
        if at < 0:
            return None
    return [at, at + len(words)]


def make(options):
    for language, half in PARTS:
        lines = []
        for path in sorted((options.folder / language / half).glob("*.expected.toml")):
            name = path.name.removesuffix(".expected.toml")
            with open(path.with_name(name + ".txt"), encoding="utf-8", newline="") as file:
                text = file.read()
            gold = tomllib.loads(path.read_text(encoding="utf-8"))
            source, document = name.split("_", 1)
            claims = []
            for claim in gold.get("claim", []):
                found = dict(claim)
                found["trigger"] = occurrence(text, claim["trigger"], found.pop("nth", 1))
                also = [occurrence(text, words) for words in claim.get("also_triggers", [])]
                found["also_triggers"] = [span for span in also if span]
                place = claim.get("where")
                if place and (span := occurrence(text, place)):
                    found["where"] = span
                if found["trigger"] is None:
                    sys.exit(f"{path}: no such words: {claim['trigger']}")
                claims.append(found)
            nots = [occurrence(text, entry["words"]) for entry in gold.get("not", [])]
            line = {"source": source, "document": document, "characters": len(text), "sha256": hashlib.sha256(text.encode()).hexdigest()}
            if published := gold.get("published"):
                line["published"] = published
            lines.append(json.dumps(line | {"claims": claims, "not": [span for span in nots if span]}, ensure_ascii=False))
        PLACE.joinpath(language).mkdir(parents=True, exist_ok=True)
        PLACE.joinpath(language, half + ".jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
        print(f"{language}/{half}: {len(lines)} texts")


def value(thing):
    """A value as TOML has it; JSON's strings, numbers, truth values and lists are TOML's."""
    return json.dumps(thing, ensure_ascii=False)


def nth(text, span):
    words = text[span[0] : span[1]]
    return words, len(re.findall(f"(?={re.escape(words)})", text[: span[0] + 1 + len(words) - 1]))


def restore(options):
    with open(options.muc, encoding="utf-8") as file:
        muc = {text["id"]: text["text"] for text in map(json.loads, file)}
    missing = 0
    for language, half in PARTS:
        folder = options.folder / language / half
        folder.mkdir(parents=True, exist_ok=True)
        for line in PLACE.joinpath(language, half + ".jsonl").read_text(encoding="utf-8").splitlines():
            gold = json.loads(line)
            document = gold["document"]
            if gold["source"] == "muc4":
                text = muc.get(document, "")
            else:
                path = options.winer / (document + ".txt")
                text = open(path, encoding="utf-8", newline="").read() if path.exists() else ""
            if hashlib.sha256(text.encode()).hexdigest() != gold["sha256"]:
                print(f"{document}: not there, or not the text that was coded", file=sys.stderr)
                missing += 1
                continue
            out = []
            if "published" in gold:
                out.append(f"published = {value(gold['published'])}")
            for span in gold["not"]:
                out.append(f"[[not]]\nwords = {value(text[span[0] : span[1]])}")
            for claim in gold["claims"]:
                out.append("\n[[claim]]")
                for key, thing in claim.items():
                    if key == "trigger":
                        words, number = nth(text, thing)
                        out.append(f"trigger = {value(words)}")
                        if number > 1:
                            out.append(f"nth = {number}")
                    elif key == "also_triggers":
                        out.append(f"also_triggers = {value([text[a:b] for a, b in thing])}")
                    elif key == "where" and isinstance(thing, list):
                        out.append(f"where = {value(text[thing[0] : thing[1]])}")
                    else:
                        out.append(f"{key} = {value(thing)}")
            name = f"{gold['source']}_{document}"
            (folder / (name + ".txt")).write_text(text, encoding="utf-8", newline="")
            (folder / (name + ".expected.toml")).write_text("\n".join(out) + "\n", encoding="utf-8")
    return 1 if missing else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    command = commands.add_parser("make", help="takes the words out of hand-coded texts")
    command.add_argument("folder", type=pathlib.Path)
    command.set_defaults(run=make)
    command = commands.add_parser("restore", help="puts the words back")
    command.add_argument("--winer", type=pathlib.Path, required=True, help="folder with WiNER-fr's texts")
    command.add_argument("--muc", type=pathlib.Path, required=True, help="MUC-4 training texts, one JSON object a line")
    command.add_argument("folder", type=pathlib.Path)
    command.set_defaults(run=restore)
    options = parser.parse_args()
    sys.exit(options.run(options))


if __name__ == "__main__":
    main()

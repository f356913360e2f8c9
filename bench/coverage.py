#!/usr/bin/env python3
"""How many of the words that tell of violence, diplomacy and speech have a sense in a language pack.

    bench/coverage.py [--missing 40]

`bench/coverage/{fr,en}.tsv` lists verbs and nouns of real news that ordinarily tell of violence, diplomacy or speech, with how often they stand in it: French Wikinews
(WiNER-fr, Y. Dupont; CC BY 4.0) and the training texts of MUC-4, every lemma that is there four times or more, chosen without looking at the packs. A word is covered when the lexicon has a
line for it, or it is a word of speech, a support verb (*inflict*, *exprimer*), a noun of victims or a noun of sources; "in a phrase only" when it is part of lines of several words and never stands alone. Shares are
weighed by how often the words stand in the texts.
"""

import argparse
import collections
import pathlib

ROOT = pathlib.Path(__file__).resolve().parent.parent
KINDS = {"v": "VERB", "n": "NOUN"}


def rows(path):
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def senses(language):
    """Lemmas with a sense of their own, and those that are part of phrases only."""
    pack = ROOT / "packs" / language
    alone, parts = set(), set()

    def add(phrases, kinds):
        for phrase in phrases.split("|"):
            words = phrase.removeprefix("se ").removeprefix("s' ").split(" ")
            for word in words:
                (alone if len(words) == 1 else parts).update((word, kind) for kind in kinds)

    for path in sorted((pack / "lexicon").glob("*.tsv")):
        for row in rows(path):
            if len(row) > 3 and row[1] in KINDS and row[3] != "-":
                add(row[0], [KINDS[row[1]]])
            elif len(row) > 3 and row[3] != "-":
                add(row[0], KINDS.values())
    for path in [pack / "grammar" / "speech.tsv", pack / "grammar" / "light.tsv", pack / "toll" / "groups.tsv", pack / "names" / "roles.tsv"]:
        for row in rows(path):
            add(row[0], KINDS.values())
    return alone, parts


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--missing", type=int, default=0, help="list so many of the most frequent words without a sense")
    options = parser.parse_args()
    print("| | words | of them covered | weighed by frequency | in a phrase only |\n|---|--:|--:|--:|--:|")
    missing = collections.defaultdict(list)
    for language in ["fr", "en"]:
        alone, parts = senses(language)
        listed = [(lemma, kind, topic, int(count)) for lemma, kind, topic, count in list(rows(ROOT / "bench" / "coverage" / f"{language}.tsv"))[1:]]
        for topic in ["violence", "diplomacy", "speech", "all"]:
            chosen = [row for row in listed if topic in (row[2], "all")]
            whole = sum(row[3] for row in chosen)
            covered = [row for row in chosen if row[:2] in alone]
            phrase = [row for row in chosen if row[:2] not in alone and row[:2] in parts]
            if topic == "all":
                missing[language] = [row for row in chosen if row[:2] not in alone]
            shares = [100 * sum(row[3] for row in some) / max(whole, 1) for some in (covered, phrase)]
            print(f"| {language}, {topic} | {len(chosen)} | {len(covered)} | {shares[0]:.1f} % | {shares[1]:.1f} % |")
    for language, words in missing.items():
        if options.missing:
            print(f"\n{language}: " + ", ".join(f"{lemma} ({kind.lower()} {count})" for lemma, kind, _, count in words[: options.missing]))


if __name__ == "__main__":
    main()

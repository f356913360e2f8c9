#!/usr/bin/env python3
"""Speed and accuracy beside UDPipe 1, as a ratio in one run.

    pip install ufal.udpipe
    cargo build --release
    cargo run --release -p selon-syntax --example treebanks -- write fr fr-train.conllu TRAINING-FILES
    bench/udpipe.py train udpipe-fr.model fr-train.conllu
    bench/udpipe.py compare --udpipe udpipe-fr.model --model models/fr/model.bin DEVELOPMENT-FILES

`train` trains UDPipe with its own defaults; --tokenizer, --tagger and --parser take its options. `compare` scores both with
`selon eval syntax`, which gives the figures of the CoNLL 2018 program, and measures words a second of processor time on one core: both
programs in turn, as often as --runs says, and the medians. Loading the models, reading and writing files is in neither figure; UDPipe is called sentence by sentence
from Python, which costs it less than a hundredth.
"""

import argparse
import re
import statistics
import subprocess
import sys
import tempfile
import time

import ufal.udpipe as udpipe

METRICS = ["Words", "Sentences", "UPOS", "UFeats", "Lemmas", "UAS", "LAS", "CLAS", "MLAS", "BLEX"]


def read(path):
    """The sentences of a CoNLL-U file, as UDPipe has them."""
    with open(path, encoding="utf-8") as file:
        text = file.read()
    reader = udpipe.InputFormat.newConlluInputFormat()
    reader.setText(text)
    error = udpipe.ProcessingError()
    sentences = []
    sentence = udpipe.Sentence()
    while reader.nextSentence(sentence, error):
        sentences.append(sentence)
        sentence = udpipe.Sentence()
    if error.occurred():
        sys.exit(f"{path}: {error.message}")
    return sentences


def train(options):
    """Trains a model on all files together."""
    data = udpipe.Sentences()
    for path in options.files:
        for sentence in read(path):
            data.append(sentence)
    error = udpipe.ProcessingError()
    begin = time.time()
    model = udpipe.Trainer.train(
        "morphodita_parsito", data, udpipe.Sentences(), options.tokenizer, options.tagger, options.parser, error
    )
    if error.occurred():
        sys.exit(f"training: {error.message}")
    with open(options.out, "wb") as file:
        file.write(bytes(model))
    print(f"{len(data)} sentences, {time.time() - begin:.0f} s, {len(model)} bytes")


def paragraphs(path):
    """The text of a CoNLL-U file by paragraphs, as `selon eval syntax` takes it."""
    found = []
    with open(path, encoding="utf-8") as file:
        for block in file.read().split("\n\n"):
            text = re.search(r"^# text = (.*)$", block, re.MULTILINE)
            if not text:
                continue
            if found and not re.search(r"^# new(?:par|doc)", block, re.MULTILINE):
                found[-1] += " " + text.group(1)
            else:
                found.append(text.group(1))
    return found


def bare(sentence):
    """The words of a sentence without what is to be found out."""
    copy = udpipe.Sentence()
    for word in list(sentence.words)[1:]:
        copy.addWord(word.form).misc = word.misc
    for token in sentence.multiwordTokens:
        copy.multiwordTokens.append(token)
    return copy


def from_words(model, sentences):
    """Tags and parses given words; the answer and its seconds."""
    answer = [bare(sentence) for sentence in sentences]
    begin = time.process_time()
    for sentence in answer:
        model.tag(sentence, udpipe.Model.DEFAULT)
        model.parse(sentence, udpipe.Model.DEFAULT)
    return answer, time.process_time() - begin


def from_text(model, texts):
    """Cuts, tags and parses text; the answer and its seconds."""
    answer = []
    error = udpipe.ProcessingError()
    begin = time.process_time()
    for text in texts:
        tokenizer = model.newTokenizer(udpipe.Model.DEFAULT)
        tokenizer.setText(text)
        sentence = udpipe.Sentence()
        while tokenizer.nextSentence(sentence, error):
            model.tag(sentence, udpipe.Model.DEFAULT)
            model.parse(sentence, udpipe.Model.DEFAULT)
            answer.append(sentence)
            sentence = udpipe.Sentence()
    return answer, time.process_time() - begin


def selon(options, arguments):
    """What `selon eval syntax` says: figures by the name of their line."""
    command = [options.selon, "eval", "syntax", *arguments]
    said = subprocess.run(command, capture_output=True, text=True, check=False)
    if said.returncode != 0:
        sys.exit(said.stderr)
    figures = {}
    for line in said.stdout.splitlines():
        row = re.fullmatch(r"  (\S.*?)((?: {2,}[\d.,]+)+)", line)
        if row:
            figures[row.group(1)] = [float(value.replace(",", "")) for value in row.group(2).split()]
    return figures


def scored(options, gold, answer):
    """The figures of an answer of UDPipe."""
    with tempfile.NamedTemporaryFile("w", suffix=".conllu", encoding="utf-8") as file:
        writer = udpipe.OutputFormat.newConlluOutputFormat()
        for sentence in answer:
            file.write(writer.writeSentence(sentence))
        file.flush()
        return selon(options, ["--system", file.name, gold])


def compare(options):
    """A table a file."""
    model = udpipe.Model.load(options.udpipe)
    if not model:
        sys.exit(f"{options.udpipe}: no model of UDPipe")
    ours = ["--model", options.model] if options.model else ["--lang", options.lang]
    for gold in options.files:
        sentences, texts = read(gold), paragraphs(gold)
        words = sum(len(sentence.words) - 1 for sentence in sentences)
        speeds = {"selon": ([], []), "udpipe": ([], [])}
        for _ in range(options.runs):
            # In turn, so that whatever else the machine does falls on both.
            theirs_words, seconds_words = from_words(model, sentences)
            mine = selon(options, [*ours, "--speed", "3", gold])
            theirs_text, seconds_text = from_text(model, texts)
            for kind, speed in enumerate(mine["Words a second"]):
                speeds["selon"][kind].append(speed)
            speeds["udpipe"][0].append(words / seconds_words)
            speeds["udpipe"][1].append(words / seconds_text)
        theirs = [scored(options, gold, answer) for answer in (theirs_words, theirs_text)]
        print(f"{gold}: {len(sentences)} sentences, {words} words\n")
        print("| | Selon, words | UDPipe, words | Selon, text | UDPipe, text |\n|---|--:|--:|--:|--:|")
        for metric in METRICS:
            row = [mine[metric][0], theirs[0][metric][0], mine[metric][1], theirs[1][metric][0]]
            print(f"| {metric} | " + " | ".join(f"{value:.2f}" for value in row) + " |")
        medians = {who: [statistics.median(runs) for runs in kinds] for who, kinds in speeds.items()}
        row = [medians["selon"][0], medians["udpipe"][0], medians["selon"][1], medians["udpipe"][1]]
        print("| words a second | " + " | ".join(f"{value:,.0f}" for value in row) + " |")
        ratios = [
            sorted(one / other for one, other in zip(speeds["selon"][kind], speeds["udpipe"][kind], strict=True))
            for kind in (0, 1)
        ]
        told = [f"{statistics.median(runs):.1f} times ({runs[0]:.1f} to {runs[-1]:.1f})" for runs in ratios]
        print(f"\nAs fast, median of {options.runs} runs: {told[0]} from words, {told[1]} from text.\n")


def main():
    """Reads the arguments."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    one = commands.add_parser("train", help="train a model of UDPipe")
    one.add_argument("out")
    one.add_argument("files", nargs="+")
    one.add_argument("--tokenizer", default="")
    one.add_argument("--tagger", default="")
    one.add_argument("--parser", default="")
    one.set_defaults(run=train)
    two = commands.add_parser("compare", help="score and time both")
    two.add_argument("files", nargs="+")
    two.add_argument("--udpipe", required=True)
    two.add_argument("--model", help="a model file of Selon")
    two.add_argument("--lang", help="a shipped model of Selon", default="fr")
    two.add_argument("--selon", default="target/release/selon")
    two.add_argument("--runs", type=int, default=3)
    two.set_defaults(run=compare)
    options = parser.parse_args()
    options.run(options)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Trains the neural parser of a syntax model, on a processor without a graphics card.

    pip install torch safetensors numpy
    selon train --lang fr --words fr.words OPTIONS FILES        the words of the training data, with the tags of models that have not seen them
    training/parser.py fr.words fr.safetensors                  one to two hours on one core
    selon train --lang fr --network fr.safetensors OPTIONS FILES

`selon train` with the same OPTIONS and FILES both times: see models/*/README.md. The network is that of crates/syntax/src/network: vectors of hashed atoms, memories in both
directions, scores of arcs by a bilinear form (Dozat and Manning 2017), of labels by a layer over word and head. It is trained in floating point;
`selon train` rounds it to whole numbers.
"""

import argparse
import collections
import json
import math
import random
import time

import numpy
import torch
from safetensors.numpy import save_file
from torch import nn
from torch.nn import functional

# Kinds of keys: name (as in crates/syntax/src/network/mod.rs), numbers in a vector, how often a key must be seen, share that is hidden in training so that
# unknown words are learnt.
KINDS = [
    ("form", 80, 2, 0.25),
    ("lemma", 48, 2, 0.20),
    ("suffix2", 16, 3, 0.10),
    ("suffix3", 24, 3, 0.15),
    ("suffix4", 24, 3, 0.15),
    ("prefix3", 16, 3, 0.15),
    ("shape", 16, 2, 0.05),
    ("class", 32, 1, 0.15),
    ("tag", 64, 2, 0.10),
]
NOTHING, UNKNOWN = 0, 1
IGNORED = -100


def read(path):
    """The sentences of a file of words: how often each is seen, keys, heads (0 for the root, else from 1) and labels."""
    sentences = []
    with open(path, encoding="ascii") as file:
        for block in file.read().split("\n\n"):
            lines = block.strip().split("\n")
            if len(lines) < 2:
                continue
            weight, invented = lines[0].removeprefix("# ").split()
            rows = [line.split("\t") for line in lines[1:]]
            heads = [int(row[-2]) for row in rows]
            sentences.append(
                {
                    "weight": int(weight),
                    "invented": invented == "1",
                    "keys": [row[: len(KINDS)] for row in rows],
                    "heads": [0 if head == len(rows) else head + 1 for head in heads],
                    "labels": [row[-1] for row in rows],
                }
            )
    return sentences


def vocabulary(sentences):
    """Numbers of the keys of each kind, and the labels."""
    keys = []
    for kind, (_, _, least, _) in enumerate(KINDS):
        counts = collections.Counter(
            row[kind] for sentence in sentences if not sentence["invented"] for row in sentence["keys"]
        )
        known = sorted(key for key, count in counts.items() if count >= least and key != "0")
        keys.append({key: number + 2 for number, key in enumerate(known)})
    counts = collections.Counter(label for sentence in sentences for label in sentence["labels"])
    counts["root"] += 3
    counts["dep"] += 3
    return keys, sorted(label for label, count in counts.items() if count > 2)


def encode(sentences, keys, labels):
    """Adds the numbers of keys, heads and labels as tensors."""
    number = {label: index for index, label in enumerate(labels)}
    for sentence in sentences:
        rows = [
            [NOTHING if key == "0" else keys[kind].get(key, UNKNOWN) for kind, key in enumerate(row)]
            for row in sentence["keys"]
        ]
        found = [number.get(label, number.get(label.split(":")[0], number["dep"])) for label in sentence["labels"]]
        sentence["tensors"] = (torch.tensor(rows), torch.tensor(sentence["heads"]), torch.tensor(found))


def batches(sentences, words, chance):
    """Sentences of about one length together, so many words at a time, in random order."""
    order = [index for index, sentence in enumerate(sentences) for _ in range(sentence["weight"])]
    chance.shuffle(order)
    order.sort(key=lambda index: len(sentences[index]["keys"]) + 3 * chance.random())
    groups, group, longest = [], [], 0
    for index in order:
        longest = max(longest, len(sentences[index]["keys"]))
        if group and longest * (len(group) + 1) > words:
            groups.append(group)
            group, longest = [], len(sentences[index]["keys"])
        group.append(index)
    groups.append(group)
    chance.shuffle(groups)
    return groups


def together(sentences, group):
    """The tensors of a batch, filled up to the longest sentence, and the lengths."""
    parts = [sentences[index]["tensors"] for index in group]
    fill = nn.utils.rnn.pad_sequence
    return (
        fill([rows for rows, _, _ in parts], batch_first=True),
        torch.tensor([len(rows) for rows, _, _ in parts]),
        fill([heads for _, heads, _ in parts], batch_first=True, padding_value=IGNORED),
        fill([labels for _, _, labels in parts], batch_first=True, padding_value=IGNORED),
    )


def bent(numbers):
    return functional.leaky_relu(numbers, 0.1)


class Network(nn.Module):
    """The parser: see the top of the file."""

    def __init__(self, keys, labels, options):
        super().__init__()
        self.vectors = nn.ModuleList(
            [nn.Embedding(len(known) + 2, width, padding_idx=NOTHING) for known, (_, width, _, _) in zip(keys, KINDS)]
        )
        for vectors in self.vectors:
            nn.init.normal_(vectors.weight, 0, 0.1)
        self.entry = nn.Linear(sum(width for _, width, _, _ in KINDS), options.entry)
        self.memory = nn.LSTM(
            options.entry, options.cells, options.layers, bidirectional=True, batch_first=True, dropout=options.dropout
        )
        width = 2 * options.cells
        self.root = nn.Parameter(0.1 * torch.randn(width))
        self.arc_head = nn.Linear(width, options.arc)
        self.arc_dependent = nn.Linear(width, options.arc)
        self.arc = nn.Parameter(torch.empty(options.arc + 1, options.arc))
        nn.init.xavier_uniform_(self.arc)
        self.label_head = nn.Linear(width, options.label)
        self.label_dependent = nn.Linear(width, options.label)
        self.label = nn.Linear(2 * options.label, labels)
        self.dropout = nn.Dropout(options.dropout)

    def look_up(self, rows):
        """The vectors of all keys behind each other; in training some keys are hidden."""
        found = []
        for kind, vectors in enumerate(self.vectors):
            numbers = rows[:, :, kind]
            if self.training:
                hidden = (torch.rand(numbers.shape) < KINDS[kind][3]) & (numbers > UNKNOWN)
                numbers = torch.where(hidden, UNKNOWN, numbers)
            found.append(vectors(numbers))
        return torch.cat(found, -1)

    def forward(self, rows, lengths):
        """Scores of arcs (sentence, dependent, head) and what labels are found from."""
        entry = self.dropout(bent(self.entry(self.look_up(rows))))
        packed = nn.utils.rnn.pack_padded_sequence(entry, lengths, batch_first=True, enforce_sorted=False)
        states, _ = nn.utils.rnn.pad_packed_sequence(self.memory(packed)[0], batch_first=True)
        states = self.dropout(states)
        count, longest, width = states.shape
        nodes = torch.cat([self.root.expand(count, 1, width), states], 1)
        heads = self.dropout(bent(self.arc_head(nodes)))
        dependents = self.dropout(bent(self.arc_dependent(states)))
        arcs = torch.cat([dependents, torch.ones(count, longest, 1)], -1) @ self.arc @ heads.transpose(1, 2)
        outside = torch.arange(longest + 1)[None, :] > lengths[:, None]
        return arcs.masked_fill(outside[:, None, :], -1e9), self.label_head(nodes), self.label_dependent(states)

    def labels(self, of_heads, of_dependents, heads):
        """Scores of labels on given heads."""
        index = heads.clamp(min=0)[:, :, None].expand(*heads.shape, of_heads.shape[-1])
        of_heads = torch.gather(of_heads, 1, index)
        both = torch.cat([bent(of_heads + of_dependents), of_heads * of_dependents], -1)
        return self.label(self.dropout(both))


def train(network, sentences, options, report):
    chance = random.Random(options.seed)
    optimizer = torch.optim.Adam(network.parameters(), lr=options.rate, betas=(0.9, 0.95))
    steps, step = options.passes * len(batches(sentences, options.batch, chance)), 0
    for number in range(1, options.passes + 1):
        network.train()
        began, lost, words = time.time(), 0.0, 0
        for group in batches(sentences, options.batch, chance):
            # Slowly up, then down to nothing along a cosine.
            rate = min(1, (step + 1) / 200) * 0.5 * (1 + math.cos(math.pi * min(step / steps, 1)))
            for parameters in optimizer.param_groups:
                parameters["lr"] = options.rate * rate
            rows, lengths, heads, labels = together(sentences, group)
            arcs, of_heads, of_dependents = network(rows, lengths)
            found = network.labels(of_heads, of_dependents, heads)
            loss = functional.cross_entropy(arcs.flatten(0, 1), heads.flatten(), ignore_index=IGNORED)
            loss = loss + functional.cross_entropy(found.flatten(0, 1), labels.flatten(), ignore_index=IGNORED)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 5.0)
            optimizer.step()
            count = int(lengths.sum())
            lost, words, step = lost + count * float(loss.detach()), words + count, step + 1
        speed = words / (time.time() - began)
        print(f"pass {number}: loss {lost / words:.3f}, {speed:.0f} words a second", flush=True)
        report(number)


def score(network, sentences, labels):
    """Shares of right heads, and of right heads and labels without subtypes, each word for itself: no tree is made of them here."""
    network.eval()
    heads_right = labels_right = words = 0
    with torch.no_grad():
        for sentence in sentences:
            rows, heads, _ = sentence["tensors"]
            arcs, of_heads, of_dependents = network(rows[None], torch.tensor([len(rows)]))
            found = arcs[0].argmax(-1)
            named = network.labels(of_heads, of_dependents, found[None])[0].argmax(-1)
            for word, label in enumerate(sentence["labels"]):
                right = found[word] == heads[word]
                heads_right += int(right)
                labels_right += int(right and labels[named[word]].split(":")[0] == label.split(":")[0])
            words += len(rows)
    return f"heads {100 * heads_right / words:.2f}, with labels {100 * labels_right / words:.2f}"


def write(network, keys, labels, path):
    """The network as `selon train --network` reads it."""
    state = {name: tensor.detach().numpy() for name, tensor in network.state_dict().items()}
    tensors = {"root": state["root"], "arc.weight": state["arc"][:-1].T, "arc.bias": state["arc"][-1]}
    for kind, (name, _, _, _) in enumerate(KINDS):
        known = sorted(keys[kind], key=keys[kind].get)
        tensors[f"keys.{name}"] = numpy.array([int(key, 16) for key in known], dtype=numpy.uint64)
        tensors[f"vectors.{name}"] = state[f"vectors.{kind}.weight"][UNKNOWN:]
    for name in ["entry", "arc_head", "arc_dependent", "label_head", "label_dependent", "label"]:
        for part in ["weight", "bias"]:
            tensors[f"{name}.{part}"] = state[f"{name}.{part}"]
    for layer in range(network.memory.num_layers):
        for name, suffix in [("forwards", ""), ("backwards", "_reverse")]:
            of = {part: state[f"memory.{part}_l{layer}{suffix}"] for part in ["weight_ih", "weight_hh", "bias_ih", "bias_hh"]}
            tensors[f"memory.{layer}.{name}.input"] = of["weight_ih"]
            tensors[f"memory.{layer}.{name}.back"] = of["weight_hh"]
            tensors[f"memory.{layer}.{name}.bias"] = of["bias_ih"] + of["bias_hh"]
    tensors = {name: numpy.ascontiguousarray(tensor) for name, tensor in tensors.items()}
    save_file(tensors, path, metadata={"labels": json.dumps(labels)})


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("words", help="what `selon train --words` wrote")
    parser.add_argument("out", help="the network")
    parser.add_argument("--dev", action="append", default=[], help="words to measure on (crates/syntax/examples/words.rs)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--passes", type=int, default=16)
    parser.add_argument("--batch", type=int, default=1500, help="words in a batch")
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--dropout", type=float, default=0.33)
    parser.add_argument("--entry", type=int, default=160, help="numbers of a word as the memories take it")
    parser.add_argument("--cells", type=int, default=128, help="cells of each direction")
    parser.add_argument("--layers", type=int, default=2)
    parser.add_argument("--arc", type=int, default=128, help="numbers that score an arc")
    parser.add_argument("--label", type=int, default=128, help="numbers that score a label")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.set_flush_denormal(True)
    torch.manual_seed(options.seed)
    sentences = read(options.words)
    keys, labels = vocabulary(sentences)
    encode(sentences, keys, labels)
    measured = [(path, read(path)) for path in options.dev]
    for _, dev in measured:
        encode(dev, keys, labels)
    network = Network(keys, len(labels), options)

    def report(number):
        if number % 4 == 0 or number == options.passes:
            for path, dev in measured:
                print(f"  {path}: {score(network, dev, labels)}", flush=True)
            write(network, keys, labels, options.out)

    train(network, sentences, options, report)


if __name__ == "__main__":
    main()

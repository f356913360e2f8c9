#!/usr/bin/env python3
"""Learns the weights of a claim's confidence (`ontology/confidence.tsv`) from hand-coded dispatches.

    selon eval claims --features claims.tsv FOLDERS
    training/confidence.py claims.tsv ontology/confidence.tsv

A line of claims.tsv is a claim that was read: 1 where type, actors, recipients, innermost speaker and status are right, else 0; its dispatch; what is seen of it. The weights are those
of a logistic regression with a penalty on squares, by Newton's method in plain Python and numpy; the penalty is chosen by leaving out whole dispatches (--folds). Prints the expected
calibration error on what was left out.
"""

import argparse
import math
import pathlib
import random

import numpy

HEAD = """# How much each thing seen of a claim adds to the log odds that type, actors, recipients, innermost speaker and status are all right (`crates/coder/src/confidence.rs`).
# Learnt from hand-coded dispatches by training/confidence.py; do not edit by hand.
feature\tweight
"""


def learn(seen, right, penalty):
    """Weights by Newton's method; the first feature (`all`) is not penalised."""
    weights = numpy.zeros(seen.shape[1])
    shrink = numpy.full(seen.shape[1], penalty)
    shrink[0] = 1e-6
    for _ in range(30):
        chance = 1 / (1 + numpy.exp(-seen @ weights))
        slope = seen.T @ (chance - right) + shrink * weights
        bend = (seen.T * (chance * (1 - chance))) @ seen + numpy.diag(shrink)
        step = numpy.linalg.solve(bend, slope)
        weights -= step
        if numpy.abs(step).max() < 1e-8:
            break
    return weights


def error(chance, right, bins=10):
    """Expected calibration error."""
    group = numpy.minimum((chance * bins).astype(int), bins - 1)
    return sum(
        abs(chance[group == b].mean() - right[group == b].mean()) * (group == b).mean() for b in range(bins) if (group == b).any()
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("claims", type=pathlib.Path, nargs="+")
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--folds", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    rows = [line.split("\t") for path in options.claims for line in path.read_text(encoding="utf-8").splitlines()]
    counts = {}
    for _, _, seen in rows:
        for feature in seen.split(";"):
            counts[feature] = counts.get(feature, 0) + 1
    # What is seen a handful of times teaches nothing.
    names = ["all"] + sorted(name for name, count in counts.items() if count >= 8 and name != "all")
    number = {name: index for index, name in enumerate(names)}
    seen = numpy.zeros((len(rows), len(names)))
    for row, (_, _, features) in enumerate(rows):
        for feature in features.split(";"):
            if feature in number:
                seen[row, number[feature]] = 1
    right = numpy.array([float(row[0]) for row in rows])
    dispatches = sorted({row[1] for row in rows})
    random.Random(options.seed).shuffle(dispatches)
    fold = {dispatch: index % options.folds for index, dispatch in enumerate(dispatches)}
    folds = numpy.array([fold[row[1]] for row in rows])
    best = None
    for penalty in [1, 2, 4, 8, 16, 32]:
        chance = numpy.zeros(len(rows))
        for index in range(options.folds):
            weights = learn(seen[folds != index], right[folds != index], penalty)
            chance[folds == index] = 1 / (1 + numpy.exp(-seen[folds == index] @ weights))
        loss = -numpy.mean(numpy.log(numpy.where(right == 1, chance, 1 - chance)))
        print(f"penalty {penalty}: loss {loss:.4f}, calibration error {error(chance, right):.3f}")
        if best is None or loss < best[0]:
            best = (loss, penalty)
    weights = learn(seen, right, best[1])
    base = -(right.mean() * math.log(right.mean()) + (1 - right.mean()) * math.log(1 - right.mean()))
    print(f"{len(rows)} claims, {right.mean():.3f} right; penalty {best[1]}, loss {best[0]:.4f} (of the mean alone {base:.4f})")
    lines = [f"{name}\t{weight:.3f}" for name, weight in zip(names, weights) if abs(weight) >= 0.005]
    options.out.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Draws how far the confidence of claims can be believed, from the tables of `selon eval claims --confidence`.

    selon eval claims --confidence evaluation/unseen/fr evaluation/unseen/en > own.txt
    selon eval claims --confidence OUT/fr/test OUT/en/test > real.txt
    bench/reliability.py "own-written, never opened=own.txt" "real news, never opened=real.txt" docs/images/confidence.svg

A dot is a tenth of the scale: across, the mean confidence of its claims; up, the share of them that is right; its area, how many they are. On the line confidence is what it says.
"""

import re
import sys

SIZE, LEFT, TOP = 420, 64, 24
COLOURS = ["#1f4e79", "#b5541c", "#5c6b2f"]
ROW = re.compile(r"^0\.\d to \d\.\d +(\d+) +([\d.]+) +([\d.]+)$", re.M)


def main():
    *tables, out = sys.argv[1:]
    if not tables:
        sys.exit(__doc__)
    x = lambda value: LEFT + SIZE * value
    y = lambda value: TOP + SIZE * (1 - value)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {LEFT + SIZE + 24} {TOP + SIZE + 72 + 20 * len(tables)}" font-family="Georgia, serif" font-size="13" fill="#222">',
        "<title>Confidence of claims and the share of them that is right</title>",
        '<rect width="100%" height="100%" fill="#fbfaf6"/>',
    ]
    for step in range(0, 11, 2):
        value = step / 10
        parts.append(f'<path d="M{x(value):.1f} {y(0):.1f}V{y(1):.1f}M{x(0):.1f} {y(value):.1f}H{x(1):.1f}" stroke="#ddd8cc"/>')
        parts.append(f'<text x="{x(value):.1f}" y="{y(0) + 18:.1f}" text-anchor="middle">{value:.1f}</text>')
        parts.append(f'<text x="{x(0) - 8:.1f}" y="{y(value) + 4:.1f}" text-anchor="end">{value:.1f}</text>')
    parts.append(f'<path d="M{x(0)} {y(0)}L{x(1)} {y(1)}" stroke="#8a8577" stroke-dasharray="4 4"/>')
    for number, table in enumerate(tables):
        name, path = table.split("=", 1)
        colour = COLOURS[number % len(COLOURS)]
        with open(path, encoding="utf-8") as file:
            groups = [(int(n), float(mean), float(right)) for n, mean, right in ROW.findall(file.read())]
        line = " ".join(f"{x(mean):.1f},{y(right):.1f}" for _, mean, right in groups)
        parts.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-opacity="0.5"/>')
        for count, mean, right in groups:
            parts.append(f'<circle cx="{x(mean):.1f}" cy="{y(right):.1f}" r="{1.2 * count**0.5:.1f}" fill="{colour}" fill-opacity="0.75"/>')
        below = y(0) + 62 + 20 * number
        parts.append(f'<circle cx="{LEFT + 6}" cy="{below - 4}" r="5" fill="{colour}"/><text x="{LEFT + 18}" y="{below}">{name} ({sum(g[0] for g in groups)} claims)</text>')
    parts.append(f'<text x="{x(0.5)}" y="{y(0) + 38}" text-anchor="middle">mean confidence</text>')
    parts.append(f'<text transform="translate(18 {y(0.5)}) rotate(-90)" text-anchor="middle">share that is right</text></svg>')
    with open(out, "w", encoding="utf-8") as file:
        file.write("\n".join(parts) + "\n")


if __name__ == "__main__":
    main()

"""Has the corpus the form of the press? Shares of sentences with quotations, names, numbers, and of long ones.

Usage: ``python benchmarks/corpus_form.py --data DIR [--json FILE]``. Ours and the real documents are cut and measured by
the same code. *Together* weighs real news and real opinion pages by our own mix of the two, so that the mix itself is not
measured. A share is flagged (``*``) where it is off the real one by more than a third of it.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

import numpy as np
from corpus_common import NEWS, OPINION, REAL, Source, arguments, own_sources, read_texts, real_sources, write_json
from quoted import NONE, WHOLE, describe_quoted

from opinionclf.text import tokens as tk

MEASURES = ("any quotation", "opened earlier", "wholly quoted", "30 words or more", "with a name", "with a number",
            "12 words or fewer")  # fmt: skip
WITHOUT_BAR = 1  # the last measures are shown without a bar
TOLERANCE = 1 / 3
LONG, SHORT = 30, 12

Shares = dict[str, float]


def shares(sources: Sequence[Source]) -> Shares:
    """Return the share of sentences each measure holds for, and their number as ``n``."""
    read = read_texts([source.text for source in sources])
    columns, rows = read.columns, read.rows
    quoted = describe_quoted(columns.tokens, read.segmentation.quotations, columns.first, columns.last)
    words = np.array([len(read.sentence(row).split()) for row in rows.tolist()])
    flags = (
        quoted.inside[rows] != NONE,
        quoted.opened_earlier[rows],
        quoted.inside[rows] == WHOLE,
        words >= LONG,
        np.logical_or.reduceat(columns.name, columns.first)[rows],
        np.logical_or.reduceat(columns.tokens.kind == tk.NUMBER, columns.first)[rows],
        words <= SHORT,
    )
    return {**{name: float(flag.mean()) for name, flag in zip(MEASURES, flags, strict=True)}, "n": float(len(rows))}


def together(news: Shares, opinion: Shares, share_of_news: float) -> Shares:
    """Return the shares of both kinds in a given mix."""
    mixed = {name: share_of_news * news[name] + (1 - share_of_news) * opinion[name] for name in MEASURES}
    return {**mixed, "n": news["n"] + opinion["n"]}


def is_off(own: float, real: float) -> bool:
    """Whether a share differs from the real one by more than a third of it."""
    return abs(own - real) > TOLERANCE * real


def line(name: str, figures: Shares, real: Shares | None = None) -> str:
    """Return one line of the table; off figures carry a star."""
    bars = MEASURES[:-WITHOUT_BAR]
    cells = [f"{figures[m]:7.1%}{'*' if real and m in bars and is_off(figures[m], real[m]) else ' '}" for m in MEASURES]
    wide = (f"{cell:>{len(m)}}" for cell, m in zip(cells, MEASURES, strict=True))
    return f"{name:28}{figures['n']:7.0f} " + " ".join(wide)


def main() -> int:
    """Measure, print, write."""
    options = arguments(__doc__).parse_args()
    own, real = own_sources(options.corpus), real_sources(options.data)
    figures = {f"real: {name}": shares([source for source in real if source.origin == name])
               for names in REAL.values() for name in names}  # fmt: skip
    for kind in (NEWS, OPINION):
        figures[f"real {kind}"] = shares([source for source in real if source.kind == kind])
        figures[f"our {kind}"] = shares([source for source in own if source.kind == kind])
    share_of_news = figures["our news"]["n"] / (figures["our news"]["n"] + figures["our opinion"]["n"])
    for whose in ("real", "our"):
        figures[f"{whose} together"] = together(figures[f"{whose} news"], figures[f"{whose} opinion"], share_of_news)
    print(f"{'':28}{'n':>7} " + " ".join(MEASURES))
    for name, values in figures.items():
        print(line(name, values, figures[name.replace("our", "real", 1)] if name.startswith("our") else None))
    bars = MEASURES[:-WITHOUT_BAR]
    off = [name for name in bars if is_off(figures["our together"][name], figures["real together"][name])]
    print("off by more than a third, both kinds together: " + (", ".join(off) or "none"))
    write_json(options.json, {"figures": figures, "off": off})
    return 0


if __name__ == "__main__":
    sys.exit(main())

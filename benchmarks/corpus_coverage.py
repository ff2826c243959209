"""What the lexicons leave out: the most frequent content words of real opinion pages that no lexicon places.

Usage: ``python benchmarks/corpus_coverage.py --data DIR [--json FILE] [--markdown]``. A word counts where it stands in lower
case or opens a sentence (a capital inside a sentence makes it a name), unless it belongs to a phrase of a lexicon there.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence

import numpy as np
from corpus_common import Read, arguments, content_tokens, read_real, read_texts, write_json

from opinionclf.text import tokens as tk

FILE = "doclevel_wsj_opinion"
N_WORDS = 300
PER_LINE = 10


def unplaced(read: Read) -> tuple[Counter[str], int]:
    """Count the content words that no lexicon places; also return the number of words that are no names."""
    columns = read.columns
    words = (columns.tokens.kind <= tk.ALL_CAPS) & ~columns.name
    sentence = np.isin(columns.segment, read.rows)
    wanted = np.flatnonzero(content_tokens(read) & words & sentence)
    counts = Counter(read.words(place) for place in wanted.tolist())
    lower = Counter(read.words(place) for place in wanted[columns.tokens.kind[wanted] == tk.WORD].tolist())
    # What never stands in lower case is a name that happened to open a sentence.
    return Counter({word: n for word, n in counts.items() if lower[word]}), int((words & sentence).sum())


def markdown(words: Sequence[tuple[str, int]]) -> str:
    """Return words and counts in lines, for a document."""
    lines = [", ".join(f"{word} {n}" for word, n in words[i : i + PER_LINE]) for i in range(0, len(words), PER_LINE)]
    return ",\n".join(lines)


def main() -> int:
    """Measure, print, write."""
    parser = arguments(__doc__)
    parser.add_argument("--markdown", action="store_true", help="print the list as docs/lexicon_coverage.md has it")
    options = parser.parse_args()
    texts = [document["text"] for document in read_real(options.data, FILE)]
    counts, total = unplaced(read_texts(texts))
    words = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:N_WORDS]
    listed = sum(n for _, n in words)
    print(f"{total} words that are no names; {counts.total()} ({counts.total() / total:.1%}) placed nowhere, {len(counts)} "
          f"different; the {N_WORDS} most frequent are {listed} ({listed / total:.1%})")  # fmt: skip
    print(markdown(words) if options.markdown else "\n".join(f"{n:5d} {word}" for word, n in words))
    write_json(options.json, {"words": dict(words), "n_words": total, "n_unplaced": counts.total()})
    return 0


if __name__ == "__main__":
    sys.exit(main())

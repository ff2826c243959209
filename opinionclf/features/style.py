"""Style features: length, marks, names, numbers, person, tense and mood from closed-class words."""

from __future__ import annotations

import numpy as np

from opinionclf import tokens as tk
from opinionclf.features.registry import Batch, Vector, feature
from opinionclf.quotations import kinds
from opinionclf.wordlists import key_set

_CLOSED = {
    "first_singular": "i me my mine myself i'm i've i'd i'll",
    "first_plural": "we us our ours ourselves we're we've we'd we'll let's",
    "second": "you your yours yourself you're you've you'd you'll",
    "third": "he she they him her them his their",
    "modal": "would could should might may must can will shall ought cannot can't won't wouldn't couldn't shouldn't",
    "should": "should must ought shouldn't mustn't needs",
    "would": "would could might wouldn't couldn't",
    "will": "will won't shall",
    "negation": "not no never none nothing nobody neither nor n't don't doesn't didn't isn't aren't wasn't weren't won't "
    "can't cannot couldn't wouldn't shouldn't hasn't haven't hadn't without",
    "present_be": "is are isn't aren't 's",
    "past_be": "was were wasn't weren't",
    "have": "has have hasn't haven't",
    "had": "had hadn't",
    "do": "do does did don't doesn't didn't",
    "comparison": "more less than most least better worse best worst as",
    "universal": "all every always never everyone everybody nobody nothing everything any ever",
    "condition": "if unless whether",
    "question": "what why how who which",
    "demonstrative": "this that these those such",
    "because": "because since so therefore thus hence",
    "contrast": "but yet though although however while whereas",
}
_KEYS = {name: key_set(words.split()) for name, words in _CLOSED.items()}
_KINDS = {
    "question": kinds(tk.QUESTION), "exclamation": kinds(tk.EXCLAMATION), "ellipsis": kinds(tk.ELLIPSIS),
    "dash": kinds(tk.DASH), "colon": kinds(tk.COLON), "semicolon": kinds(tk.SEMICOLON), "comma": kinds(tk.COMMA),
    "bracket": kinds(tk.OPEN_BRACKET), "number": kinds(tk.NUMBER), "money": kinds(tk.MONEY), "percent": kinds(tk.PERCENT),
    "capitals": kinds(tk.ALL_CAPS), "stop": kinds(tk.STOP),
}  # fmt: skip


@feature("style", *(f"{name}.{zone}" for name in _CLOSED for zone in ("own", "attributed")))
def closed_class(batch: Batch) -> Vector:
    """Number of closed-class words of a kind outside quotation marks, on a log scale."""
    columns = batch.columns
    result = np.zeros((columns.n_segments, len(_KEYS), 2))
    for column, table in enumerate(_KEYS.values()):
        counts = np.log1p(columns.count(table.contains(columns.tokens.key) & ~columns.inside))
        result[:, column, 0] = np.where(batch.attributed, 0.0, counts)
        result[:, column, 1] = np.where(batch.attributed, counts, 0.0)
    return result


@feature("style", *_KINDS)
def marks(batch: Batch) -> Vector:
    """Number of marks and numbers of a kind outside quotation marks, on a log scale."""
    columns = batch.columns
    outside = ~columns.inside
    return np.stack([np.log1p(columns.count(table[columns.tokens.kind] & outside)) for table in _KINDS.values()], axis=1)


@feature("style", "1-4", "5-8", "9-14", "15-22", "23-32", "33-")
def length(batch: Batch) -> Vector:
    """Length class in words."""
    return np.eye(6)[np.searchsorted(np.array([5, 9, 15, 23, 33]), batch.words, side="right")]


@feature("style")
def name_share(batch: Batch) -> Vector:
    """Share of words that are names."""
    return batch.columns.count(batch.columns.name) / batch.words


@feature("style")
def no_name(batch: Batch) -> Vector:
    """No name and no number at all."""
    columns = batch.columns
    return 1.0 - columns.any(columns.name | (columns.tokens.kind == tk.NUMBER))


def _ending(batch: Batch, letters: str) -> np.ndarray:
    code = sum(ord(char) << (8 * (4 - len(letters) + place)) for place, char in enumerate(letters))
    mask = np.uint32(0xFFFFFFFF - ((1 << (8 * (4 - len(letters)))) - 1))
    return ((batch.columns.tokens.suffix & mask) == np.uint32(code)) & (batch.columns.tokens.kind == tk.WORD)


@feature("style")
def past_share(batch: Batch) -> Vector:
    """Words in -ed and was, were, had as a share of all words."""
    columns = batch.columns
    past = _ending(batch, "ed") | _KEYS["past_be"].contains(columns.tokens.key) | _KEYS["had"].contains(columns.tokens.key)
    return columns.count(past & ~columns.inside) / batch.words


@feature("style")
def ly_share(batch: Batch) -> Vector:
    """Words in -ly as a share of all words."""
    return batch.columns.count(_ending(batch, "ly") & ~batch.columns.inside) / batch.words


@feature("style")
def ends_in_question(batch: Batch) -> Vector:
    """The sentence is a question of the writer's own."""
    columns = batch.columns
    last = columns.last - 1
    return ((columns.tokens.kind[last] == tk.QUESTION) & ~columns.inside[last]).astype(np.float64)

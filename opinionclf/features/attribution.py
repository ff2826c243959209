"""The attribution skeleton: who is said to say what, and how.

Each reporting verb outside quotation marks gets a subject class from the words before it, a complement
class from the words after it, and its voice and tense. The classes, alone and combined, are features.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from opinionclf import tokens as tk
from opinionclf.arrays import NDArray
from opinionclf.features.columns import Columns
from opinionclf.quotations import kinds
from opinionclf.tokens import Bools, Ints

REPORTING = ["rep_verb_neutral", "rep_verb_doubt", "rep_verb_loaded", "rep_verb_mental"]
SUBJECTS = ("none", "name", "source", "he", "it", "i", "we", "you", "who", "other")
COMPLEMENTS = ("other", "that", "to", "as", "of", "quote", "clause", "comma", "end", "noun", "wh", "by", "colon")
VOICES = ("plain", "passive", "modal", "negated", "perfect", "gerund", "infinitive")
_REACH = 7  # tokens in front of a verb that are searched for its subject
_NEAR = 3  # tokens behind a verb that are searched for its complement
_FAR = 8  # ... for a `that`
_DOUBLE_OR_SINGLE = kinds(*range(tk.DOUBLE, tk.CLOSE_SINGLE + 1))
_COMMAS = kinds(tk.COMMA, tk.DASH)
_ENDS = kinds(tk.STOP, tk.QUESTION, tk.EXCLAMATION, tk.SEMICOLON, tk.ELLIPSIS)



@dataclass(slots=True)
class Reports:
    """Reporting verbs outside quotations, each column of shape (n_reports,).

    Attributes
    ----------
    token, segment : ndarray of int64
    category : ndarray of int64
        Index into REPORTING.
    strength : ndarray of uint8
    subject, complement, voice : ndarray of int64
        Index into SUBJECTS, COMPLEMENTS, VOICES.
    parenthetical : ndarray of bool
        Set off behind a comma or a closing mark: ``..., he said.``
    """

    token: Ints
    segment: Ints
    category: Ints
    strength: NDArray[np.uint8]
    subject: Ints
    complement: Ints
    voice: Ints
    parenthetical: Bools

    def attributes(self) -> Bools:
        """Return which verbs plainly attribute: a source other than the writer, with content."""
        foreign = np.isin(self.subject, _numbers(SUBJECTS, "none name source he who it other"))
        usual = np.isin(self.voice, _numbers(VOICES, "plain perfect passive gerund"))
        clause = np.isin(self.complement, _numbers(COMPLEMENTS, "that quote clause colon"))
        content = clause | np.isin(self.complement, _numbers(COMPLEMENTS, "to as wh comma"))
        named = foreign & (self.subject > 0)
        by_strength = (self.strength == 3) | ((self.strength == 2) & content & named) | (clause & named)
        return foreign & usual & (by_strength | self.parenthetical)


def _numbers(names: tuple[str, ...], wanted: str) -> list[int]:
    return [names.index(name) for name in wanted.split()]


def find_reports(columns: Columns) -> Reports:
    """Find the reporting verbs of a batch and classify what stands around them."""
    strengths = np.stack([columns.strength_of(name) for name in REPORTING])
    best = strengths.max(axis=0)
    token = np.flatnonzero((best > 0) & ~columns.inside)
    # `the claim`, `her plan`, `of hope`: the noun of the same form.
    token = token[~(_at(columns, columns.of_class("before_noun"), token, -1) & (columns.position[token] > 0))]
    category = strengths[:, token].argmax(axis=0) if len(token) else token
    subject = _subjects(columns, token)
    voice = _voices(columns, token)
    complement = _complements(columns, token)
    parenthetical = _parenthetical(columns, token, subject, complement)
    return Reports(token, columns.segment[token], category, best[token], subject, complement, voice, parenthetical)


def _at(columns: Columns, flags: NDArray, token: Ints, steps: int) -> NDArray:
    """The flag of the token `steps` away in the same segment."""
    place = np.clip(token + steps, 0, max(len(flags) - 1, 0))
    good = (token + steps == place) & (columns.segment[place] == columns.segment[token])
    return flags[place] & good if flags.dtype == bool else np.where(good, flags[place], flags.dtype.type(0))


def _subjects(columns: Columns, token: Ints) -> Ints:
    """The nearest word in front of each verb that can be its subject; behind it for `said Smith`."""
    source = columns.strength_of("source_noun") >= 1
    subject = np.zeros(len(token), dtype=np.int64)
    pronouns = [(name, columns.of_class(f"subject_{name}")) for name in ("he", "i", "we", "you", "who", "it")]
    candidates = [("name", columns.name), ("source", source), *pronouns]
    for steps in range(1, _REACH + 1):
        blocked = _at(columns, _ENDS[columns.tokens.kind], token, -steps)
        for name, flags in candidates:
            here = (subject == 0) & _at(columns, flags & ~columns.inside, token, -steps)
            subject[here] = SUBJECTS.index(name)
        subject[(subject == 0) & blocked] = -1
    for steps in (1, 2, 3):
        for name, flags in (("name", columns.name), ("source", source), ("he", columns.of_class("subject_he"))):
            here = (subject <= 0) & _at(columns, flags & ~columns.inside, token, steps)
            subject[here] = SUBJECTS.index(name)
    plain = _at(columns, columns.tokens.kind == tk.WORD, token, -1)
    subject[(subject <= 0) & plain] = SUBJECTS.index("other")
    return np.maximum(subject, 0)


def _voices(columns: Columns, token: Ints) -> Ints:
    voice = np.zeros(len(token), dtype=np.int64)

    def near(name: str) -> Bools:
        return _at(columns, columns.of_class(name), token, -1) | _at(columns, columns.of_class(name), token, -2)

    ending = columns.suffix[token]
    gerund = (ending >> 8) == (ord("i") | ord("n") << 8 | ord("g") << 16)
    for name, flags in (
        ("gerund", gerund),
        ("infinitive", _at(columns, columns.of_class("to"), token, -1)),
        ("modal", near("modal_any")),
        ("perfect", near("have_form")),
        ("passive", near("be") & ~gerund),
        ("negated", near("not")),
    ):
        voice[flags] = VOICES.index(name)
    return voice


def _complements(columns: Columns, token: Ints) -> Ints:
    kind = columns.tokens.kind
    complement = np.zeros(len(token), dtype=np.int64)
    # A phrase of the lexicon (`accuse of`) reaches to its last token.
    end = token.copy()
    for _ in range(5):
        following = np.minimum(end + 1, len(kind) - 1)
        end = np.where(columns.covered[following] & (following > end), following, end)

    for name in ("to", "that", "as", "of", "by", "wh"):
        complement[(complement == 0) & (end > token) & columns.of_class(name)[end]] = COMPLEMENTS.index(name)
    quote = (columns.mark == 1) | _DOUBLE_OR_SINGLE[kind]
    kind_tests = [("quote", quote), ("that", columns.of_class("that")), ("colon", kind == tk.COLON)]
    next_tests = [*kind_tests, *((name, columns.of_class(name)) for name in ("to", "as", "of", "by", "wh")),
                  ("end", _ENDS[kind]), ("comma", _COMMAS[kind]), ("clause", columns.of_class("pronoun")),
                  ("noun", columns.of_class("determiner") | columns.of_class("object") | columns.name)]  # fmt: skip
    for name, flags in next_tests:
        here = (complement == 0) & _at(columns, flags, end, 1)
        complement[here] = COMPLEMENTS.index(name)
    # Behind an object (`told the board that`) only the surest signs count.
    open_ = (complement == 0) | (complement == COMPLEMENTS.index("noun"))
    for steps in range(2, _NEAR + 2):
        for name, flags in [*kind_tests, ("clause", columns.of_class("pronoun"))]:
            here = open_ & _at(columns, flags, end, steps)
            complement[here] = COMPLEMENTS.index(name)
            open_ &= ~here
    # `announced late on Monday that`: nothing but words may stand between.
    for steps in range(_NEAR + 2, _FAR + 1):
        open_ &= ~_at(columns, _COMMAS[kind] | _ENDS[kind], end, steps - 1)
        complement[open_ & _at(columns, columns.of_class("that"), end, steps)] = COMPLEMENTS.index("that")
    complement[(complement == 0) & (columns.last[columns.segment[token]] - end <= 1)] = COMPLEMENTS.index("end")
    return complement


def _parenthetical(columns: Columns, token: Ints, subject: Ints, complement: Ints) -> Bools:
    """``..., the minister noted.``: a comma or closing mark in front of the subject, and nothing behind the verb."""
    before = np.zeros(len(token), dtype=bool)
    comma = _COMMAS[columns.tokens.kind] | (columns.mark == -1)
    for steps in range(1, _REACH + 1):
        before |= _at(columns, comma, token, -steps)
    behind = np.isin(complement, _numbers(COMPLEMENTS, "end comma quote"))
    return before & behind & np.isin(subject, _numbers(SUBJECTS, "name source he other"))

"""The forms of the lexicon's entries: what spelling rules make of verbs, nouns and adjectives."""

from __future__ import annotations

from functools import cache

from opinionclf.datafiles import read_rows

_VOWELS = "aeiou"
_SPLIT_VOWELS = ("uel", "ual", "ial")  # two syllables: the l is doubled

BASE, THIRD, PAST, GERUND = "", "s", "ed", "ing"


def inflections(entry: str, part_of_speech: str) -> dict[str, str]:
    """Return the forms of an entry and the ending each one has ('', 's', 'ed', 'ing').

    A verb entry inflects its first word, a noun or adjective entry its last. Where spelling rules leave
    a choice (*visited*, *admitted*) both are made: a form that nobody writes does no harm.
    """
    if part_of_speech == "verb":
        head, _, rest = entry.partition(" ")
        tail = f" {rest}" if rest else ""
        return {form + tail: ending for form, ending in _verb_forms(head).items()}
    front, _, head = entry.rpartition(" ")
    lead = f"{front} " if front else ""
    if part_of_speech == "noun":
        return {lead + head: BASE, **{lead + plural: THIRD for plural in _s_forms(head)}}
    if part_of_speech == "adjective":
        compared = [lead + form for form in _compared(head)] if len(head) <= 7 and "-" not in head else []
        return {lead + head: BASE, **dict.fromkeys(compared, BASE)}
    return {entry: BASE}


def _s_forms(word: str) -> list[str]:
    if word.endswith(("s", "x", "z", "ch", "sh")):
        return [word + "es"]
    if word.endswith("y") and len(word) > 1 and word[-2] not in _VOWELS:
        return [word[:-1] + "ies"]
    if word.endswith("man"):
        return [word[:-3] + "men", word + "s"]
    return [word + "s", word + "es"] if word.endswith("o") else [word + "s"]


def _stems(word: str) -> list[str]:
    """Stems to which -ed, -ing, -er and -est are added."""
    if word.endswith("e") and not word.endswith(("ee", "oe", "ye")):
        return [word[:-1]]
    short = len(word) > 2 and word[-1] not in "aeiouwxy" and word[-2] in _VOWELS
    # fuelled, dialled; acquitted
    if short and (word[-3] not in _VOWELS or word.endswith(_SPLIT_VOWELS) or word[-4:-2] == "qu"):
        return [word, word + word[-1]]
    return [word]


def _verb_forms(verb: str) -> dict[str, str]:
    forms = {verb: BASE}
    irregular = irregular_verbs().get(verb)
    for form in _s_forms(verb):
        forms[form] = THIRD
    if verb == "be":
        forms.update({"is": THIRD, "are": BASE, "am": BASE, "being": GERUND})
    if verb == "have":
        forms["has"] = THIRD
    for stem in _stems(verb):
        forms[(stem[:-2] + "y" if verb.endswith("ie") else stem) + "ing"] = GERUND
        if irregular is None:
            y = stem.endswith("y") and len(stem) > 1 and stem[-2] not in _VOWELS
            forms[stem[:-1] + "ied" if y else stem.removesuffix("e") + "ed"] = PAST
    for form in irregular or ():
        forms[form] = PAST
    return forms


@cache
def irregular_verbs() -> dict[str, list[str]]:
    """Return past and participle, in each spelling, of every irregular verb."""
    return {row[0]: ",".join(row[1:]).split(",") for row in read_rows("irregular_verbs.tsv")}


def _compared(adjective: str) -> list[str]:
    stems = _stems(adjective)
    if adjective.endswith("y"):
        stems = [adjective[:-1] + "i"]
    return [stem + ending for stem in stems for ending in ("er", "est")]


def looks_plural(word: str) -> bool:
    """Whether a word has the ending of a plural: not ``analysis``, ``campus``."""
    return word.endswith("s") and not word.endswith(("ss", "us", "is", "'s"))

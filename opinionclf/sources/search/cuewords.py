"""The words of an entry of the lexicon that are the cue: ``[say]`` of ``critics say``, ``statement`` of ``in a statement``."""

from __future__ import annotations

from opinionclf.sources.search.nounphrases import Range, Words, source_classes

_NOT_EVERYONE = 3  # words of `not everyone agrees`
# Classes of words that a cue never begins with: `[there are] fears that`, `[is under no] illusion`.
_EMPTY = ("auxiliary", "be", "determiner", "preposition", "pronoun", "empty", "copula", "undergone")
_EMPTY_ALONE = ("that", "it", "there")


def verb_with_subject(words: Words, first: int, last: int) -> int | None:
    """The verb of an entry that has a subject: ``critics [say]``, ``not everyone [agrees]``, ``what she [called]``."""
    if words.low[first] == "what" and last - first > 2:
        return next((i for i in range(first + 2, last) if words.of(i, "calling")), None)
    if words.low[first] == "not" and words.of(first + 1, "indefinite") and last - first >= _NOT_EVERYONE:
        return last - 1
    if last - first > 2 and words.low[first + 1] == "see":  # critics see the move as
        return first + 1
    telling = words.of(last - 1, "saying") or words.of(first, "told_of")
    subject = words.is_nominal(first) or words.of(first, "determiner")
    if last - first == 2 and telling and subject and not words.begins_phrase(last - 1) and words.low[last - 1] != "that":
        return last - 1
    # `your correspondent claims that`
    claims = words.of(first, "saying") and words.low[last - 1] == "that" and words.of(first - 2, "determiner")
    return first if claims and words.is_nominal(first - 1) and not words.is_verbal(first - 1) else None


def trimmed(words: Words, first: int, last: int) -> Range:
    """A cue without auxiliaries and other words of no content in front, and without what belongs to its complement."""
    classes = source_classes()
    start, end = first, last
    if words.low[start + 1 : start + 3] == ["on", "to"] and end > start + 3:
        start += 3  # went on to say
    while start < end - 1 and (words.is_adverb(start) or any(words.low[start] in classes[name] for name in _EMPTY)):
        start += 1
    if words.of(first, "preposition") or words.low[first] == "amid":  # `in a joint [statement]`
        while start + 1 < end and words.is_nominal(start + 1) and not words.begins_phrase(start + 1):
            start += 1
    be = next((i for i in range(start + 1, end) if words.of(i, "finite_be")), start)
    if be > start and words.is_nominal(be - 1) and words.low[be - 1] not in _EMPTY_ALONE:  # `the official [line] is that`
        return be - 1, be
    if end - start == 1 and words.low[start] in _EMPTY_ALONE:
        return first, first + 1
    held = next((i for i in range(start + 1, end) if words.low[i] in ("holds", "held")), start)
    if held > start:  # the conventional wisdom [holds] that
        return held, held + 1
    while end - start > 1 and words.low[end - 1] not in classes["particle"]:
        end -= 1
    if end - start > 1 and words.low[end - 1] in ("on", "for") and not words.low[start].startswith("call"):
        end -= 1
    if end - start == 1 and words.low[start : start + 2] == ["made", "clear"]:
        end += 1
    return start, end

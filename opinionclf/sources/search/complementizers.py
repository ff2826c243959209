"""Where the clause begins that a verb of saying has behind it: after `that`, and after who is told."""

from __future__ import annotations

from opinionclf.sources.search.nounphrases import FARTHEST, Range, Words, endings, skip_ahead
from opinionclf.text import tokens as tk

FAR_THAT = 8  # words between a verb and the `that` of its content
_LONGEST_TOLD = 5  # words
_HOUR = 4  # letters and stops of `a.m.`
_FAR_VERB = 40  # words between a comma and the one behind what it opens
_POINTED = 3  # words of `that account of`


def that_of(words: Words, start: int, end: int) -> int | None:
    """Return the `that` which opens a clause behind a verb that ends at `start`, None if there is none.

    Not that of ``in that interview``, of ``disputes that account``, of ``anyone who saw the boat that morning``, nor one that
    another verb has: ``said officials had assured her that``.
    """
    hour = _HOUR * ("m" in words.low[start : start + FAR_THAT])  # said in its 5 a.m. report that
    far = min(start + FAR_THAT + hour, end)
    if "that" not in words.low[start:far]:
        return None
    if words.low[start - 1] in ("said", "says", "say") and _is_said(words, start, far):
        return None
    clause_before = False
    for place in range(start, far):
        if words.is_pause(place):
            return None
        if words.low[place] == "that" and _opens_clause(words, place, start, end):
            if words.low[start - 1] in ("on", "about") and words.low[place - 1].endswith("ing") and words.verb[place - 1]:
                return None  # reports on a study suggesting that
            verb = words.of(place - 1, "finding") or words.of(place - 1, "saying")
            if verb and place - 2 >= start and words.is_nominal(place - 2) and words.of(start - 1, "saying"):
                return None  # said gate counts show that
            # the view is that, the view inside the party is that
            predicate = words.of(place - 1, "be") and (
                place <= start + 2 or words.of(start, "preposition") or words.of(start - 1, "preposition")
            )
            return None if clause_before and not predicate else place
        # Many nouns have the form of a verb: `told a rally that`.
        predicated = words.is_subject_pronoun(place - 1) and words.verb[place]
        participle = words.of(place + 1, "preposition")  # a paper published in the spring
        finite = words.of(place, "finite") and not words.is_capital(place)  # in May
        finite = finite or predicated or (words.is_nominal(place - 1) and words.is_past(place) and not participle)
        clause_before = clause_before or (place > start and finite)
    return None


def _is_said(words: Words, start: int, far: int) -> bool:
    """Whether the clause begins at once: ``said the view that it leaks was wrong``; not ``said the next day that``."""
    begins = words.of(start, "article") or words.of(start, "indefinite")
    that = words.low.index("that", start, far)
    return begins and not any(words.of(i, "when") or words.of(i, "time") for i in range(start, that))


def _opens_clause(words: Words, place: int, start: int, end: int) -> bool:
    if pronoun_end(words, place, end) is not None or words.of(place + 1, "clitic"):  # believe that's
        return False
    # `disputes that figure, pointing out`
    comma = place + 2
    if place == start and comma + 1 < end and words.kind[comma] == tk.COMMA and not words.of(start - 1, "saying"):
        ahead = range(comma + 1, min(comma + _FAR_VERB, end))
        goes_on = any(words.kind[i] == tk.COMMA and words.is_verbal(i + 1) for i in ahead)
        if words.low[comma + 1].endswith("ing") and words.verb[comma + 1] and not goes_on and words.is_nominal(place + 1):
            return False
    # `rejected that account and insisted`
    if place + 1 >= end or (words.of(place + 2, "coordinator") and words.is_verbal(place + 3)):
        return False
    if place > start and words.of(place - 1, "preposition") and words.low[place - 1] not in ("outside", "inside"):
        return False
    pointing = words.of(place + 1, "when") or words.of(place + 1, "time")
    later = any(words.low[i] == "that" for i in range(place + 1, min(place + FAR_THAT, end)))
    if pointing and (place > start or later):
        return False
    # `a fungus that could wipe out the crop`, and not `told the court that`
    predicate = words.of(place + 1, "finite") or words.is_past(place + 1)
    if place > start and words.is_nominal(place - 1) and predicate and not words.of(start - 1, "telling"):
        return False
    # `disputes that account`
    clause = any(words.is_verbal(i) for i in range(place + 2, end)) or words.is_subject_pronoun(place + 1)
    return end - place > _POINTED or clause


def clause_start(words: Words, cue: Range, last: int, closing: int) -> int:
    """Return where content behind source and cue begins that ends at `closing`; `last` is where both have ended."""
    start = last
    if _begins_at_once(words, cue, start, closing):
        return start
    that = that_of(words, start, closing)
    if that is not None:
        return skip_ahead(words, that + 1, lambda i: words.kind[i] == tk.COMMA and i < closing)  # told the court that
    start = _behind_relative(words, cue, start, closing)
    is_told = words.of(cue[0], "telling") and words.of(start, "object_pronoun")
    start += is_told and words.kind[start + 1 : start + 2] == [tk.COMMA]
    start = _behind_set_off(words, start, closing)  # tell me, with some justice, that
    if words.of(cue[0], "owned") and words.low[start : start + 1] == ["of"]:
        # in the mayor's version of events, she knew
        start = next((i for i in range(start, min(start + _LONGEST_TOLD, closing)) if words.kind[i] == tk.COMMA), start)
    start += start < closing and words.of(start, "goes") and not words.of(cue[0], "goes")  # the story goes
    day = start + (words.low[start : start + 1] == ["on"])
    if words.of(day, "time") and day + 1 < closing and words.low[day + 1] != "'s":
        start = day + 1  # said Tuesday fees would rise
    start = _behind_interview(words, start, closing)
    start = _behind_to(words, cue, start, closing)
    if start < closing and words.is_adverb(start) and words.of(start + 1, "conjunction"):
        return start + 1  # wondered aloud whether
    if words.of(cue[0], "telling"):
        told, start = start, _behind_told(words, start, closing)
        if start > told and words.is_subject_pronoun(start):
            return start
    # `expect it to go`
    to_do = words.of(cue[0], "wishing") and words.of(start, "object_pronoun") and words.low[start + 1 : start + 2] == ["to"]
    if to_do or (words.low[start : start + 1] == ["it"] and _is_subject(words, cue, start)):
        return start
    while start < closing and (words.low[start] in ("to", ",") or _is_told(words, start)):
        start += 1
    return start + (start > last and words.low[start : start + 1] == ["that"] and _opens_clause(words, start, start, closing))


def _begins_at_once(words: Words, cue: Range, start: int, closing: int) -> bool:
    """``prefers [to wait]``, ``reported [being told that]``, ``denies [this] and``, ``see [it] as``."""
    doing = words.low[start : start + 1] in (["being"], ["having"])
    doing = doing or (words.of(cue[0], "choosing") and words.low[start : start + 1] == ["to"])
    doing = doing or (words.low[cue[0]] == "see" and words.low[start + 1 : start + 2] == ["as"])
    return doing or (pronoun_end(words, start, closing) is not None and not words.of(cue[0], "telling"))


def _behind_to(words: Words, cue: Range, start: int, closing: int) -> int:
    """Behind what ties the content to its verb: ``pointed to [better rains]``, ``emails to say [her fence is down]``."""
    start += words.low[start : start + 1] == ["with"] and words.low[cue[0]].startswith("plead")
    behind = skip_ahead(words, start, lambda i: words.low[i] in ("to", ","))
    says = behind > start and words.low[behind - 1 : behind + 1] == ["to", "say"]
    opens = words.begins_phrase(behind + 1) or words.of(behind + 1, "question") or words.is_subject_pronoun(behind + 1)
    opens = opens or words.is_capital(behind + 1)  # not: hopes to say goodbye
    return behind + (says and opens and any(words.is_verbal(i) for i in range(behind + 2, closing)))


def pronoun_end(words: Words, start: int, closing: int) -> int | None:
    """Return where content ends that is only a pronoun: ``denies [this] and points to``, ``disputes [that], citing``."""
    alone = words.of(start, "object_pronoun") or words.of(start, "demonstrative")
    after = start + 1
    if not alone or after + 1 >= closing:
        return None
    citing = words.kind[after] == tk.COMMA and words.low[after + 1].endswith("ing") and words.verb[after + 1]
    # said that, speaking as a father, he
    citing = citing and not (words.low[start] == "that" and tk.COMMA in words.kind[after + 1 : min(closing, after + FARTHEST)])
    second = words.of(after, "coordinator") and words.is_verbal(after + 1)
    return after if citing or second else None


def _behind_relative(words: Words, cue: Range, start: int, closing: int) -> int:
    """Behind what goes on with a source: ``According to Lowe, who runs the port, [fees rose]``."""
    goes_on = words.low[start : start + 1] == [","]
    goes_on = goes_on and words.of(start + 1, "going_on")
    if words.low[start : start + 1] == [","] and words.of(cue[0], "preposition") and words.of(start + 1, "indefinite_article"):
        # By the count of Lowe, a clerk in Salem, [fees rose]
        comma = next((i for i in range(start + 1, closing) if words.kind[i] == tk.COMMA), start)
        return start if any(words.is_verbal(i) for i in range(start + 1, comma)) else comma
    if not goes_on or (words.low[start + 1] == "and" and not words.begins_phrase(start + 2)):
        return start
    return next((i for i in range(start + 1, closing) if words.kind[i] == tk.COMMA), start)


def _behind_set_off(words: Words, start: int, closing: int) -> int:
    """Behind what is set off in front of ``that``: ``said, in a letter, that [the tunnel would open]``."""
    reach = range(start + 1, min(start + FAR_THAT, closing - 1))
    comma = next((i for i in reach if words.kind[i] == tk.COMMA), start)
    return comma + 2 if comma > start and words.low[start] == "," and words.low[comma + 1] == "that" else start


def _behind_interview(words: Words, start: int, closing: int) -> int:
    """Behind the occasion: ``said in that interview [the tunnel would open]``."""
    if words.low[start : start + 1] not in (["in"], ["at"], ["during"]) or start + 3 >= closing:
        return start
    noun = start + 2
    opens = words.of(noun + 1, "determiner") or words.is_subject_pronoun(noun + 1)
    pointed = words.of(start + 1, "determiner") or words.low[start + 1] == "that"
    return noun + 1 if pointed and words.of(noun, "setting") and opens else start


def _behind_told(words: Words, start: int, closing: int) -> int:
    """Behind who is told: ``told reporters [the deal was dead]``, ``told the panel [he had warned them]``."""
    if _is_told(words, start):
        return start + 1
    place = start + words.of(start, "determiner")
    place = skip_ahead(words, place, lambda i: words.is_nominal(i) and not words.begins_phrase(i) and not words.is_verbal(i))
    begins = words.is_subject_pronoun(place) or words.of(place, "determiner")
    short = start < place <= start + _LONGEST_TOLD and place < closing
    if short and words.is_subject_pronoun(place) and place + 1 < closing:
        return place  # told the club he wants
    if short and words.is_verbal(place):
        return _behind_group(words, start, place, only_people=words.low[start - 1].startswith("warn"))
    return place if short and begins and any(words.is_verbal(i) for i in range(place + 1, closing)) else start


def _behind_group(words: Words, start: int, verb: int, *, only_people: bool) -> int:
    """Behind who is told, in front of the subject of a verb: ``told the board [sales would]``, ``told Lowe [fares would]``.

    With `only_people`, not behind a word for a body: ``warned [union members would leave]``.
    """
    first = start + words.of(start, "determiner")
    group = next((i for i in range(first, verb - 1) if _is_group(words, i, only_people=only_people)), None)
    if group is not None:
        while group + 1 < verb - 1 and _is_group(words, group + 1, only_people=only_people):
            group += 1  # union members
        return group + 1
    name = skip_ahead(words, first, words.is_capital)
    return name if first < name < verb and not only_people else start


def _is_group(words: Words, place: int, *, only_people: bool) -> bool:
    """Whether a word is one for several people: ``investors``, ``the board``."""
    people = words.low[place].endswith(endings("people_ending")) or words.of(place, "plural")
    return people or (not only_people and words.of(place, "collective"))


def _is_subject(words: Words, cue: Range, place: int) -> bool:
    """``Says it looks shut``, ``according to Lowe it looks shut``, and not ``called it a sham``, ``said it out loud``."""
    plain = words.of(cue[0], "saying") or words.low[cue[0]] == "according"
    after = place + 1
    return plain and words.is_nominal(after) and not (words.begins_phrase(after) or words.of(after, "particle"))


def _is_told(words: Words, place: int) -> bool:
    """``Told him that``, and not ``said it would``, ``assume it's``."""
    follows = words.is_verbal(place + 1) or words.of(place + 1, "clitic")
    return words.of(place, "object_pronoun") and not (place + 1 < len(words) and follows)

"""The content of indirect speech: the words of a sentence that its source is said to say."""

from __future__ import annotations

from opinionclf.sources.search.agents import is_passive
from opinionclf.sources.search.complementizers import clause_start, pronoun_end
from opinionclf.sources.search.datelines import behind_dateline
from opinionclf.sources.search.nounphrases import Range, Words, leftwards, skip_ahead, skip_back
from opinionclf.sources.search.setphrases import Finding
from opinionclf.text import tokens as tk

_FEWEST_BEHIND = 3  # words behind a cue that are content, where there are as many in front
_LONGEST_ASIDE = 6  # words between a set-off cue and the comma that ends what is set off: `he said on Monday,`
_CLOSING_KINDS = (*range(tk.STOP, tk.HYPHEN + 1), *range(tk.DOUBLE, tk.CLOSE_SINGLE + 1))
_UNFINISHED = ("be", "auxiliary", "conjunction")  # no content ends in one: `[The plan] was rejected`
_BREAKS = (tk.COMMA, tk.DASH)


def content_of(words: Words, finding: Finding, source_end: int = 0) -> list[Range]:
    """Return the content of indirect speech: behind the cue, or in front of a source and cue that close the sentence.

    Where source and cue stand in the midst of it, what is on both sides. `source_end` is where the source ends with what
    stands in apposition to it.
    """
    if finding.cue is None:
        return []
    marks = [finding.cue, finding.source or finding.cue]
    first, last = min(mark[0] for mark in marks), max(source_end, *(mark[1] for mark in marks))
    closing = _closing(words, last) if finding.rival is None else finding.rival
    called = words.of(finding.cue[0], "calling") and last < closing  # what he called a road
    if finding.source is not None and _is_object(words, finding.source[0] - 1) and not called:
        return []
    judged = _judged(words, finding, last, closing)
    if judged is not None:
        return [judged]
    commas = [i for i in range(1, first) if words.kind[i] in _BREAKS]
    unnamed = None if finding.source is not None or not commas else _aside_without_source(words, finding.cue, commas[-1])
    last = last if unnamed is None else unnamed
    if unnamed is not None or _opens_aside(words, finding, commas, first):
        behind = _behind_aside_and_name(words, finding.cue, first, last, closing)
        if behind < closing:
            return [*_in_front_of_aside(words, commas), (behind, closing)]
    listed = closing > last and _names_too(words, commas, marks)
    predicate = finding.source is None and words.of(first - 1, "be") and closing - last >= _FEWEST_BEHIND
    if not listed and not predicate and _stands_in_front(words, commas, first, last, closing):
        return _in_front(words, commas, first)
    return _behind(words, finding, last, closing)


def _opens_aside(words: Words, finding: Finding, commas: list[int], first: int) -> bool:
    """Whether source and cue open behind a comma: ``The bank[, she said] on Monday, had``, ``[, by his own account],``."""
    apart = first - 1 - (words.of(first - 1, "preposition") or words.low[first - 1] == "as")
    return bool(commas) and commas[-1] == apart and finding.source is not None


def _behind_aside_and_name(words: Words, cue: Range, first: int, last: int, closing: int) -> int:
    """Where a sentence goes on behind an aside and the apposition in it: ``says Ada Lowe, a lawyer in Salem, [will hold]``."""
    behind = _behind_aside(words, first, last, closing)
    if behind >= closing or last <= cue[1] or _goes_on(words, behind):
        return behind
    comma = next((i for i in range(behind, closing) if words.kind[i] == tk.COMMA), closing)
    return comma + 1 if comma < closing and words.of(comma + 1, "finite") else closing


def _in_front_of_aside(words: Words, commas: list[int]) -> list[Range]:
    """The content in front of an aside, if there is any: not in ``points to Estonia, where, they say, it works``."""
    linked = len(commas) > 1 and commas[-2] == commas[-1] - 2 and words.of(commas[-1] - 1, "links")
    opening = max((i + 1 for i in range(commas[-1]) if words.kind[i] in (tk.COLON, tk.SEMICOLON)), default=0)
    return [] if linked or words.of(0, "weak_start") else [(opening or behind_dateline(words), commas[-1])]


def _in_front(words: Words, commas: list[int], first: int) -> list[Range]:
    """The content in front of a source and cue that close the sentence: ``[Fares will rise], the mayor said``."""
    start, end = behind_dateline(words), commas[-1] if commas else first
    if not commas:
        end = skip_back(words, end - 1, lambda i: _is_unfinished(words, i), start) + 1
    return [(start, end)] if end > start else []


def _behind(words: Words, finding: Finding, last: int, closing: int) -> list[Range]:
    """The content behind source and cue, and what a second verb of the source tells: ``said [it leaks], but denied [it]``."""
    if finding.cue is None:
        return []
    start = clause_start(words, finding.cue, last, closing)
    closing = pronoun_end(words, start, closing) or closing
    if start >= closing:
        return []
    second = None if finding.source is None else _second_verb(words, start, closing)
    if second is None:
        return [(start, closing)]
    end, verb = second
    behind = verb + 1 + (words.of(verb + 1, "particle") and not words.of(verb + 1, "preposition"))
    return [(start, end), (clause_start(words, (verb, verb + 1), behind, closing), closing)]


def clause_behind(words: Words, place: int) -> Range | None:
    """Return a further clause behind quoted words: ``said it was “our priority” and that [lessons had been learnt]``."""
    closing = _closing(words, place)
    begins = words.low[place : place + 2] == ["and", "that"] and not words.inside[place]
    return (place + 2, closing) if begins and closing > place + 2 + _FEWEST_BEHIND else None


def clause_around(words: Words, finding: Finding, quoted: Range) -> Range | None:
    """Return the content that has quoted words for a part of its subject: ``[The “savings” come to £1], he said``.

    None where they are said of it: ``It is a “mess”, he said``.
    """
    content = content_of(words, finding) if words.is_article(quoted[0] - 1) else []
    if len(content) != 1 or finding.source is None or content[0][0] != quoted[0] - 1 or content[0][1] > finding.source[0]:
        return None
    goes_on = any(words.is_verbal(i) or words.low[i].endswith("s") for i in range(quoted[1], content[0][1]))
    return content[0] if goes_on else None


def _second_verb(words: Words, start: int, closing: int) -> Range | None:
    """Where content ends in front of a second verb of its source, and that verb.

    ``disputes [the figure], pointing out that``, ``did not dispute that [it leaks], but maintained that``, and where the
    first verb has no clause ``put [the cost at £6m] and appealed for``.
    """
    goes_on = [i for i in range(start, closing - 1) if words.kind[i] == tk.COMMA and _is_main_verb(words, i + 1)]
    end = min(goes_on[0] if goes_on else closing, closing - 2)
    is_clause = False
    for place in range(start, end):
        comma = words.kind[place] == tk.COMMA
        if words.inside[place] or words.kind[place] in (tk.COLON, tk.SEMICOLON):
            return None
        tied = words.of(place + comma, "coordinator") or words.low[place + comma] in ("but", "yet")
        if (comma or tied) and place > start:
            verb = skip_ahead(words, place + comma + tied, words.is_adverb)
            has_that = "that" in words.low[verb + 1 : verb + 3]
            if verb < closing - 1 and words.verb[verb]:
                arguing = words.low[verb].endswith("ing") and (has_that or words.low[verb] == "saying")
                maintained = tied and words.is_past(verb) and (not is_clause or (comma and has_that))
                if maintained or (arguing and not (tied or goes_on)):
                    return place, verb
        is_clause = is_clause or words.is_verbal(place) or words.is_subject_pronoun(place) or words.of(place, "question")
    return None


def _is_main_verb(words: Words, place: int) -> bool:
    """Whether a verb behind a comma goes on with what is in front: ``that rain, falling on ice, [had] caused it``."""
    return words.is_verbal(place) and not words.low[place].endswith("ing")


def _closing(words: Words, last: int) -> int:
    """Where the sentence ends without its marks; the stop of ``9 p.m.`` is none."""
    closing = len(words)
    while closing > last and words.kind[closing - 1] in _CLOSING_KINDS:
        dotted = closing > 2 and len(words.low[closing - 2]) == 1 and words.kind[closing - 3] == tk.STOP
        if dotted and words.kind[closing - 1] == tk.STOP and not words.gap[closing - 1] and not words.gap[closing - 2]:
            break
        closing -= 1
    if closing < len(words) and words.kind[closing] in (tk.DOUBLE, tk.CLOSE_DOUBLE):
        marks = [kind for kind in words.kind[last:closing] if kind in (tk.DOUBLE, tk.OPEN_DOUBLE, tk.CLOSE_DOUBLE)]
        closing += len(marks) % 2  # It was nicknamed “the Ark”
    return closing


def _is_object(words: Words, what: int) -> bool:
    """Whether all that is told is an object: ``can't be squared with [what] residents described``."""
    return what > 1 and words.low[what] == "what" and not words.is_pause(what - 1)


def _is_unfinished(words: Words, place: int) -> bool:
    return words.kind[place] == tk.OPEN_BRACKET or any(words.of(place, name) for name in _UNFINISHED)


def _judged(words: Words, finding: Finding, last: int, closing: int) -> Range | None:
    """What a passive verb is followed by: ``dismissed by the firm [as nonsense]``, ``denounced [as racist] by students``."""
    cue, source = finding.cue, finding.source
    if cue is None or source is None or source[0] < cue[1]:
        return None
    by = source[0] - 1
    if words.low[by] != "by" or not (is_passive(words, cue[0]) or words.is_pause(cue[0] - 1) or by == cue[1]):
        return None
    if words.low[cue[1]] == "as" and by > cue[1] + 1:
        return cue[1], by
    if words.low[last : last + 1] != ["as"]:
        return None
    if not words.is_pause(cue[0] - 1):
        return last, closing
    # `The scheme, criticised by auditors as poorly run, has cost`
    return last, next((i for i in range(last, closing) if words.kind[i] in _BREAKS), closing)


def _behind_aside(words: Words, first: int, last: int, closing: int) -> int:
    """Where a sentence goes on behind its source and cue: ``The bank, she said on Monday, [had lost track]``."""
    reach = min(last + _LONGEST_ASIDE, closing)
    # `, she wrote; you move in`
    comma = next((i for i in range(last, reach) if words.kind[i] in (*_BREAKS, tk.SEMICOLON)), closing)
    if last + 1 < closing and words.kind[last] == tk.COLON and not words.inside[last + 1]:
        return last + 1  # It is hard to say, the authors caution: some are ill
    if any(words.is_pause(i) or words.is_verbal(i) for i in range(last, min(comma, reach))):
        return closing
    if words.of(last, "object_pronoun") and comma == last + 1:
        last += 1  # The hall, she assured us, had been let
    told = comma < closing and words.of(last - 1, "telling") and words.of(comma + 1, "finite")
    if told and all(words.is_nominal(i) for i in range(last, comma)):
        return comma + 1  # Music, she told pupils, was a trade
    plain = comma > last and not (words.begins_phrase(last) or words.of(last, "time") or words.of(last, "when"))
    start = comma + 1
    if comma >= closing or start >= closing or (plain and not words.is_adverb(last)) or words.inside[start]:
        return closing
    return closing if _is_of_speaker(words, start, closing) else start


def _aside_without_source(words: Words, cue: Range, comma: int) -> int | None:
    """Where an aside ends that names nobody: ``, the argument runs,``, ``, reporters were told,``, ``, it was announced,``."""
    if words.of(cue[1], "goes") and words.is_article(cue[0] - 1) and comma == cue[0] - 2:  # , the argument runs,
        return cue[1] + 1
    be = skip_back(words, cue[0] - 1, lambda i: words.of(i, "be") or words.is_adverb(i))
    phrase = None if be == cue[0] - 1 else (be, be + 1) if words.low[be] == "it" else leftwards(words, be)
    return cue[1] if phrase is not None and phrase[0] == comma + 1 and words.is_pause(cue[1]) else None


def _is_of_speaker(words: Words, start: int, closing: int) -> bool:
    """Whether what goes on is not what is said: ``he said, [adding]``, ``[her voice low]``, ``[before walking out]``."""
    other = words.of(start, "contrast") and not _is_said_too(words, start, closing)
    other = other or words.of(start, "relative") or words.low[start] in ("which", "according")
    voice = words.of(start, "possessive") and not any(words.is_verbal(i) for i in range(start + 2, closing))
    walking = words.of(start, "accompanying")
    walking = walking and any(words.low[i].endswith("ing") for i in range(start + 1, min(start + _LONGEST_ASIDE, closing)))
    return other or voice or walking or (words.low[start].endswith("ing") and words.verb[start])


def _is_said_too(words: Words, start: int, closing: int) -> bool:
    """Whether ``while`` goes on with what is said: ``Fares rose, he said, [while wages fell]``; not ``while police say``."""
    telling = any(words.of(i, "saying") or words.of(i, "telling") for i in range(start + 1, closing))
    return words.low[start] == "while" and not telling


def _goes_on(words: Words, start: int) -> bool:
    """Whether a verb or a conjunction shows that a sentence goes on: ``, insists the firm, [were never switched off]``."""
    return words.is_verbal(start) or words.of(start, "conjunction")


def _names_too(words: Words, commas: list[int], marks: list[Range]) -> bool:
    """Whether what stands in front of a source names it too: ``The mayor, Ada Lowe, who left in May, said``."""
    cue, source = marks
    apart = source[1] < cue[0] and words.kind[source[1]] in _BREAKS
    several = any(words.of(place, "coordinator") for place in range(*source))  # Lowe, Marsh and Dell said
    starts = [0, *(comma + 1 for comma in commas)]
    names = all(leftwards(words, comma - 1) == (start, comma) for start, comma in zip(starts, commas, strict=False))
    return bool(commas) and (apart or several) and source[1] <= cue[0] and names and not words.of(cue[1], "preposition")


def _stands_in_front(words: Words, commas: list[int], first: int, last: int, closing: int) -> bool:
    """Whether the content stands in front of source and cue: not ``Pressed again, he said nothing``."""
    # `Some say it is shut, and others claim`: what others say.
    linked = bool(commas) and (words.low[commas[-1] + 1] == "and" or words.of(commas[-1] + 1, "contrast"))
    linked = linked or (bool(commas) and words.low[commas[-1] + 1] in ("who", "which") and closing - last > _FEWEST_BEHIND)
    accompanied = words.low[first - 1] == "with"  # `..., with Marsh arguing`
    set_off = bool(commas) and not linked and commas[-1] >= first - 2 and not accompanied
    # `was fined after inspectors warned of leaks`
    brief = closing - last < _FEWEST_BEHIND <= first and not words.of(first - 1, "weak_start")
    return (set_off or brief) and not (last < closing and _begins_beside(words, commas, last, closing))


def _begins_beside(words: Words, commas: list[int], last: int, closing: int) -> bool:
    """Whether what stands in front only goes with the verb: ``Standing by the gate, she said``, ``Then, on Monday, she said``.

    Not where an adverbial is all that follows: ``If nothing changes, the pier will fall, she said on Monday``.
    """
    comma = commas[0] if commas else 0
    placed = words.of(0, "placed_opener") and not any(words.is_verbal(i) for i in range(comma))  # Next door, he says
    placed = placed or words.of(0, "weak_start") or words.low[0] in ("among", "amongst", "of")
    beside = placed or _is_participle(words, comma) or (comma and _is_adverbial(words, 0, commas[-1]))
    whole = len(commas) > 1 or any(words.is_verbal(i) for i in range(1, comma))
    return bool(beside) and not (whole and _is_adverbial(words, last, closing))


def _is_participle(words: Words, comma: int) -> bool:
    """Whether a participle opens the sentence, with no verb of its own: ``Having read it,``; not ``Nothing was found,``."""
    ends = ("finite", "conjunction", "relative")
    ahead = next((i for i in range(1, comma) if any(words.of(i, name) for name in ends)), comma)
    active = words.low[0].endswith("ing") and not words.low[0].endswith("thing")
    passive = words.low[0].endswith("ed") and words.of(1, "preposition")  # Hailed by voters
    return comma > 0 and (active or passive) and (ahead == comma or not words.of(ahead, "finite"))


def _is_adverbial(words: Words, start: int, end: int) -> bool:
    """Whether words are only adverbs and prepositions with their nouns: ``on Monday``, ``privately``; no clause."""
    # A capital hides the ending: `Privately, she says`.
    opening = start == 0 and words.low[0].endswith("ly") and words.is_pause(1) and not words.of(0, "not_adverb")
    if not (opening or words.is_adverb(start) or words.of(start, "preposition") or words.is_time(start)):
        return False
    verbal = any(words.is_verbal(i) and not words.is_capital(i) for i in range(start, end))  # not: in May
    if verbal or any(words.is_subject_pronoun(i) or words.low[i] == "that" for i in range(start, end)):
        return False
    # `on Monday fees rose`
    behind_days = [i + 1 for i in range(start, end - 1) if words.is_time(i)]
    goes_on = ("preposition", "when")
    return all(
        words.is_pause(i) or words.kind[i] == tk.NUMBER or any(words.of(i, name) for name in goes_on) for i in behind_days
    )

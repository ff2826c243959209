"""What stands in front of a sentence: place and agency, ``[LONDON (Reuters) -] Britain raised``, the number of a list."""

from __future__ import annotations

from opinionclf.sources.search.nounphrases import Words, skip_ahead
from opinionclf.text import tokens as tk

_LONGEST = 14  # words and marks
_BEHIND_NUMBER = 2  # words and marks of `3.` in a list
_LONGEST_AGENCY = 6  # words and marks in brackets
_SHORTEST = 3  # letters of a place: no `UK - which`
_OF_PLACE = (tk.ALL_CAPS, tk.STOP, tk.SINGLE, tk.CLOSE_SINGLE)
_BEHIND_COMMA = (*_OF_PLACE, tk.CAP, tk.NUMBER, tk.COMMA)


def part_dashes(words: Words) -> None:
    """Have a hyphen with white space on both sides be a dash: ``Acme [-] once a giant [-] said``."""
    for place in range(1, len(words) - 1):
        if words.kind[place] == tk.HYPHEN and words.gap[place] and words.gap[place + 1]:
            words.kind[place] = tk.DASH


def hide_dateline(words: Words) -> None:
    """Have the words of a dateline be pauses, in which no source is looked for and behind which a clause begins."""
    end = _dateline_end(words)
    words.kind[:end] = [tk.CLOSE_BRACKET] * end


def hide_list_mark(words: Words) -> None:
    """Have the number or bullet of a list be pauses: ``[3.] Owners insist``, ``[•] Owners insist``; not ``3 owners insist``."""
    counted = len(words) > _BEHIND_NUMBER and words.kind[0] == tk.NUMBER and words.gap[_BEHIND_NUMBER]
    counted = counted and words.kind[1] in (tk.STOP, tk.CLOSE_BRACKET) and not words.gap[1]
    end = _BEHIND_NUMBER if counted else int(words.kind[0] == tk.BULLET)
    words.kind[:end] = [tk.CLOSE_BRACKET] * end


def behind_dateline(words: Words) -> int:
    """Where the sentence begins behind a dateline or a mark that is hidden."""
    return skip_ahead(words, 0, lambda i: words.kind[i] == tk.CLOSE_BRACKET)


def _dateline_end(words: Words) -> int:
    """Where a dateline ends; 0 if there is none: ``SALEM, Ore. (AP) — [The governor]``, not ``NASA — the agency —``."""
    place = skip_ahead(words, 0, lambda i: words.kind[i] in _OF_PLACE)
    if place < len(words) and words.kind[place] == tk.COMMA:
        place = skip_ahead(words, place, lambda i: words.kind[i] in _BEHIND_COMMA)
    agency = _behind_brackets(words, place)
    if agency + 1 >= len(words) or agency > _LONGEST or not _is_dash(words, agency):
        return 0
    begins = words.is_capital(agency + 1) or words.kind[agency + 1] == tk.NUMBER or words.mark[agency + 1] == 1
    named = words.kind[0] == tk.ALL_CAPS and (len(words.low[0]) >= _SHORTEST or agency > place)
    # `NASA - America's space agency - said`: dashes in pairs
    sure = agency > place or sum(_is_dash(words, i) for i in range(len(words))) % 2 == 1
    return agency + 1 if begins and sure and (named or agency > place == 0) else 0


def _behind_brackets(words: Words, place: int) -> int:
    """Where the brackets end that open at a word; the word itself if none do: ``[(Reuters)] -``."""
    if place >= len(words) or words.kind[place] != tk.OPEN_BRACKET:
        return place
    reach = range(place + 1, min(place + _LONGEST_AGENCY, len(words)))
    return next((i + 1 for i in reach if words.kind[i] == tk.CLOSE_BRACKET), place)


def _is_dash(words: Words, place: int) -> bool:
    return words.kind[place] == tk.DASH and not words.inside[place]

"""Attribution: for each claim its source, its cue and its quotations; for a document, who is quoted how often.

A source is looked for around the reporting verb of the sentence. A quotation without one takes the source of the sentence
that opened it, that closes it, or that last named a speaker. Pronouns stay as they are; the name they may stand for is a
guess and is kept apart.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from opinionclf import tokens as tk
from opinionclf.arrays import Ints
from opinionclf.content import content_of
from opinionclf.features.sequence import SHORTEST_CLAUSE
from opinionclf.labels import Label
from opinionclf.lexicon import SOURCE
from opinionclf.nounphrases import Range, Words, source_classes, subject_of_sentence
from opinionclf.places import Place
from opinionclf.segmentkinds import SENTENCE
from opinionclf.sourcenames import is_party, source_key, tells_nobody
from opinionclf.sourcesearch import Finding, SourceSearch
from opinionclf.turns import LONGEST_LABEL
from opinionclf.wordclasses import class_table
from opinionclf.wordlists import entry_keys

if TYPE_CHECKING:
    from opinionclf.details import Details

_FARTHEST = 6  # sentences that a quotation without a speaker looks back or ahead
_LONGEST_ASIDE = 30  # tokens between brackets
_FAR_NAME = 80  # tokens that a pronoun looks back for a name


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch of a sentence that gives somebody's words.

    Attributes
    ----------
    text : str
    start, end : int
    kind : str
        ``direct`` (quoted sentences), ``mixed`` (quoted words inside the writer's sentence) or ``indirect`` (content
        without quotation marks).
    """

    text: str
    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says what an attributed sentence passes on.

    Attributes
    ----------
    source : Place or None
        With titles and what belongs to the noun phrase; without appositions and clauses behind a comma.
    cue : Place or None
        The reporting verb or phrase, without auxiliaries; None where the sentence itself has none.
    carried : bool
        The source stands in another sentence.
    antecedent : Place or None
        For a pronoun: the nearest earlier name. A guess.
    kind : str
        ``direct``, ``indirect`` or ``mixed``.
    quotations : tuple of Quotation
    """

    source: Place | None
    cue: Place | None
    carried: bool
    antecedent: Place | None
    kind: str
    quotations: tuple[Quotation, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the attribution as plain types."""

        def plain(place: Place | None) -> dict[str, Any] | None:
            return place._asdict() if place else None

        quotations = [{"text": q.text, "start": q.start, "end": q.end, "kind": q.kind} for q in self.quotations]
        return {
            "source": plain(self.source), "cue": plain(self.cue), "carried": self.carried,
            "antecedent": plain(self.antecedent), "kind": self.kind, "quotations": quotations,
        }  # fmt: skip


@dataclass(slots=True)
class Source:
    """Somebody who is quoted in a document.

    Attributes
    ----------
    name : str
        The longest way in which the document names the source.
    count : int
        Sentences attributed to it by name.
    guessed : int
        Further sentences attributed to a pronoun that may stand for it.
    mentions : list of Place
        Where it is named as a source; one place for each time.
    sentences : list of int
        Where the attributed sentences begin, guesses included.
    """

    name: str
    count: int = 0
    guessed: int = 0
    mentions: list[Place] = field(default_factory=list)
    sentences: list[int] = field(default_factory=list)

    def to_dict(self) -> dict[str, Any]:
        """Return the source as plain types."""
        return {
            "name": self.name, "count": self.count, "guessed": self.guessed,
            "mentions": [place._asdict() for place in self.mentions], "sentences": self.sentences,
        }  # fmt: skip


class Attributions:
    """The attributions of one document, each worked out when asked for."""

    def __init__(self, details: Details) -> None:
        self.details = details
        self._findings: dict[int, tuple[Words, Finding]] = {}
        self._known: dict[int, Attribution] = {}

    @cached_property
    def _search(self) -> SourceSearch:
        return SourceSearch(self.details.finder)

    def of(self, segment: int) -> Attribution:
        """Return the attribution of a segment, whatever its label."""
        if segment not in self._known:
            self._known[segment] = self._attribution(segment)
        return self._known[segment]

    def _finding(self, segment: int) -> tuple[Words, Finding]:
        if segment not in self._findings:
            words = self._search.words(segment)
            self._findings[segment] = (words, self._search.find(segment, words))
        return self._findings[segment]

    def _place(self, segment: int, words: Range | None) -> Place | None:
        if words is None:
            return None
        first = int(self._search.columns.first[segment])
        return self.details.finder.place(first + words[0], first + words[1])

    def _attribution(self, segment: int) -> Attribution:
        words, finding = self._finding(segment)
        source, home = self._place(segment, finding.source), segment
        if source is None:
            source, home = self._elsewhere(segment, words, finding)
        quotations = self._quotations(segment, words, finding)
        kinds = {quotation.kind for quotation in quotations}
        kind = "indirect" if kinds <= {"indirect"} else "direct" if "direct" in kinds else "mixed"
        guess = self._antecedent(source) if source and source.text.lower() in source_classes()["guessed_pronoun"] else None
        return Attribution(source, self._place(segment, finding.cue), home != segment, guess, kind, quotations)

    @cached_property
    def _starts(self) -> Ints:
        """Where each segment begins in the text."""
        columns = self._search.columns
        return columns.tokens.start[columns.first]

    # Sources that stand elsewhere

    def _elsewhere(self, segment: int, words: Words, finding: Finding) -> tuple[Place | None, int]:
        """The source of a quotation whose sentence names none."""
        columns = self._search.columns
        first, last = int(columns.first[segment]), int(columns.last[segment]) - 1
        if columns.turn[first]:
            return self._speakers[segment] or (None, segment)
        if finding.cue is not None or not any(words.inside):
            return None, segment
        closes_later = bool(columns.inside[last] and columns.mark[last] != -1)
        opened_earlier = bool(columns.opened_earlier[segment])
        ways = [1, -1] if closes_later and not opened_earlier else [-1, 1] if closes_later else [-1]
        for way in ways:
            found = self._carried(segment, way)
            if found is not None:
                return found
        # `For Lowe, the bridge is "a scandal"`: not the subject of the sentence in front.
        return self._introduced(segment) if words.inside[0] else (None, segment)

    def _introduced(self, segment: int) -> tuple[Place | None, int]:
        """The subject of the sentence in front of quotations that nobody is named for: ``The mayor was blunt. "No."``"""
        other = segment - 1
        while other >= max(segment - _FARTHEST, 0) and self._is_only_quoted(other):
            other -= 1
        if other < 0 or self._search.columns.kind[other] != SENTENCE:
            return None, segment
        words, _ = self._finding(other)
        verb = next((place for place in range(len(words)) if words.is_verbal(place)), 0)
        subject = subject_of_sentence(words, verb) if verb and not any(words.inside) else None
        if subject is None or words.of(subject[0], "thing"):
            return None, segment
        return self._place(other, subject), other

    def _is_only_quoted(self, segment: int) -> bool:
        """Whether a sentence is quoted and names nobody."""
        words, finding = self._finding(segment)
        is_sentence = bool(self._search.columns.kind[segment] == SENTENCE)
        return is_sentence and any(words.inside) and finding.source is None and finding.cue is None

    def _carried(self, segment: int, way: int) -> tuple[Place, int] | None:
        """Go from sentence to sentence, as long as each is quoted, to the one that names the speaker.

        Ahead the speaker is named by the sentence with which the quotation ends at the latest.
        """
        columns = self._search.columns
        for step in range(1, _FARTHEST + 1):
            other = segment + way * step
            if not 0 <= other < columns.n_segments or columns.kind[other] != SENTENCE:
                return None
            words, finding = self._finding(other)
            source = self._place(other, finding.source)
            if source is not None:
                return source, other
            last = int(columns.last[other]) - 1
            if not any(words.inside) or (way > 0 and (not columns.inside[last] or columns.mark[last] == -1)):
                return None
        return None

    @cached_property
    def _speakers(self) -> list[tuple[Place, int] | None]:
        """For each segment in a speaker's turn the name in front of the colon with which the turn begins, and its segment."""
        columns = self._search.columns
        found: list[tuple[Place, int] | None] = []
        for segment, (first, last) in enumerate(zip(columns.first.tolist(), columns.last.tolist(), strict=True)):
            begins = segment == 0 or columns.paragraph[segment] != columns.paragraph[segment - 1]
            if not columns.turn[first]:
                found.append(None)
            elif not begins:
                found.append(found[-1])
            else:
                (colons,) = (columns.tokens.kind[first + 1 : min(first + LONGEST_LABEL + 1, last)] == tk.COLON).nonzero()
                if len(colons):
                    found.append((self.details.finder.place(first, first + 1 + int(colons[0])), segment))
                else:
                    found.append(found[-1] if found else None)
        return found

    def _antecedent(self, pronoun: Place) -> Place | None:
        """The nearest earlier name that is not plainly a place or a number; for ``it`` the source named last."""
        if pronoun.text.lower() == "it":
            return self._source_before(pronoun)
        columns = self._search.columns
        token = int(np.searchsorted(columns.tokens.start, pronoun.start)) - 1
        farthest = max(token - _FAR_NAME, -1)
        while token > farthest:
            token = self._in_front_of_aside(token)
            named = columns.name[token] or self._opens_as_source(token)
            if named and not columns.inside[token] and self._low(token) not in source_classes()["time"]:
                first = token
                owner = self._low(token + 1) == "'s" and self._is_name(token + 2)
                while first > 0 and columns.segment[first - 1] == columns.segment[token] and self._is_name(first - 1):
                    first -= 1
                place = self.details.finder.place(first, token + 1)
                # St. Mary's Hospital: neither the thing nor its owner.
                owned = owner or self._low(first - 1) == "'s"
                placed = self._low(first - 1) in source_classes()["before_place"]
                if not placed and not owned and not is_party(place.text) and not any(map(str.isdigit, place.text)):
                    return place
                token = first
            token -= 1
        return self._source_before(pronoun)

    def _in_front_of_aside(self, token: int) -> int:
        """The token in front of the brackets that close at a token: ``Ann Lowe (Lab)``; the token itself at any other."""
        columns = self._search.columns
        kind = columns.tokens.kind
        if kind[token] != tk.CLOSE_BRACKET:
            return token
        first = max(int(columns.first[columns.segment[token]]), token - _LONGEST_ASIDE)
        return next((place - 1 for place in range(token - 1, first, -1) if kind[place] == tk.OPEN_BRACKET), token)

    def _opens_as_source(self, token: int) -> bool:
        """Whether the first word of a sentence is by itself the source found there: its capital alone tells nothing."""
        columns = self._search.columns
        segment = int(columns.segment[token])
        if token != columns.first[segment]:
            return False
        words, finding = self._finding(segment)
        return finding.source == (0, 1) and words.is_capital(0) and not words.of(0, "pronoun")

    def _is_name(self, token: int) -> bool:
        """Whether a token can stand in a run of names."""
        columns = self._search.columns
        kind = columns.tokens.kind
        if kind[token] == tk.STOP:
            return bool(token > 0 and not columns.tokens.gap[token] and kind[token - 1] in (tk.CAP, tk.ALL_CAPS))
        capital = kind[token] in (tk.CAP, tk.ALL_CAPS) and not class_table("determiner")[columns.closed[token]]
        capital = capital and self._low(token) not in source_classes()["time"]
        if capital and token == columns.first[columns.segment[token]]:
            capital = self._low(token) not in source_classes()["conjunction"] | source_classes()["preposition"]
        return bool(columns.name[token] or capital or self._low(token) in source_classes()["title"])

    def _low(self, token: int) -> str:
        """Spelling of a token in lower case; empty in front of the first and behind the last."""
        tokens = self._search.columns.tokens
        if not 0 <= token < len(tokens):
            return ""
        return self.details.text[int(tokens.start[token]) : int(tokens.end[token])].lower().replace("’", "'")

    def _source_before(self, pronoun: Place) -> Place | None:
        """The source named last in front of a pronoun, in the three sentences before its own."""
        columns = self._search.columns
        segment = int(np.searchsorted(self._starts, pronoun.start, side="right")) - 1
        for other in range(segment - 1, max(segment - 4, -1), -1):
            if columns.kind[other] == SENTENCE:
                source = self._place(other, self._finding(other)[1].source)
                if source is not None and source.text.lower() not in source_classes()["pronoun"]:
                    return source
        return None

    # Quotations

    def _quotations(self, segment: int, words: Words, finding: Finding) -> tuple[Quotation, ...]:
        columns = self._search.columns
        first, last = columns.quotation_bounds
        low, high = np.searchsorted(first, [columns.first[segment], columns.last[segment]])
        found = []
        for a, b, n_words in np.stack([first, last, columns.quotation_words], axis=1)[low:high].tolist():
            place = self.details.finder.place(a, b)
            whole = a == columns.first[segment] or columns.tokens.kind[a - 1] in (tk.COMMA, tk.COLON)
            kind = "direct" if n_words >= SHORTEST_CLAUSE or whole else "mixed"
            found.append(Quotation(place.text, place.start, place.end, kind))
        if not found:
            content = self._place(segment, content_of(words, finding))
            found = [Quotation(content.text, content.start, content.end, "indirect")] if content else []
        return tuple(found)

    # The document

    @cached_property
    def sources(self) -> list[Source]:
        """Who is quoted, most quoted first."""
        labels = self.details.classifier.model.labels
        if Label.ATTRIBUTED_CLAIM.value not in labels or not len(self.details.probability):
            return []
        wanted = self.details.probability.argmax(axis=1) == labels.index(Label.ATTRIBUTED_CLAIM.value)
        found: dict[str, Source] = {}
        if not wanted.any():
            return []
        columns = self._search.columns
        mentioned: set[tuple[str, Place]] = set()
        for segment in np.flatnonzero(wanted & (columns.kind == SENTENCE)).tolist():
            attribution = self.of(segment)
            named = attribution.antecedent or attribution.source
            if named is None or (named is attribution.source and tells_nobody(named.text)):
                continue
            key = source_key(named.text, self._is_body)
            source = found.setdefault(key, Source(named.text))
            source.name = max(source.name, named.text, key=len)
            if attribution.antecedent:
                source.guessed += 1
            else:
                source.count += 1
                if (key, named) not in mentioned:
                    mentioned.add((key, named))
                    source.mentions.append(named)
            source.sentences.append(int(self._starts[segment]))
        return sorted(found.values(), key=lambda source: (-source.count - source.guessed, source.sentences[0]))

    def _is_body(self, word: str) -> bool:
        """Whether the last word of a name tells that it is no person's: ``City Council``."""
        lexicon = self._search.columns.lexicon
        keys, _ = entry_keys([word.lower()])
        return bool(lexicon.traits[lexicon.table.find(keys)[0]] & SOURCE)

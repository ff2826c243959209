"""Attribution: for each claim its source, its cue and its quotations; for a document, who is quoted how often.

A source is looked for around the reporting verb of the sentence. A quotation without one takes the source of the sentence
that opened it, that closes it, or that last named a speaker. Pronouns stay as they are; the name they may stand for is a
guess and is kept apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from opinionclf.arrays import Ints
from opinionclf.features.sequence import SHORTEST_CLAUSE
from opinionclf.labels import Label
from opinionclf.places import Place
from opinionclf.segmentkinds import BOILERPLATE, SENTENCE
from opinionclf.sources.antecedents import Antecedents
from opinionclf.sources.listing import Listing, Source
from opinionclf.sources.namedbodies import NamedBodies
from opinionclf.sources.search.appositions import apposition_end, name_before_colon, name_behind
from opinionclf.sources.search.content import clause_around, clause_behind, content_of
from opinionclf.sources.search.nounphrases import Range, Words, source_classes
from opinionclf.sources.search.sentencesubjects import subject_of_sentence
from opinionclf.sources.search.setphrases import Finding
from opinionclf.sources.search.sourcesearch import SourceSearch
from opinionclf.sources.sentencecapitals import SentenceCapitals
from opinionclf.sources.turnnames import names_in_labels, names_in_lines
from opinionclf.text import tokens as tk
from opinionclf.text.kinds import kinds
from opinionclf.text.tokens import run_starts

if TYPE_CHECKING:
    from opinionclf.details import Details

_ENDS_LEAD = kinds(tk.COLON, tk.BULLET)  # of a statement: **The mayor said:**
_LONGEST_POINTER = 3  # words up to the verb: Here is, The following is
_FARTHEST = 6  # sentences that a quotation without a speaker looks back or ahead


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch of a sentence that gives somebody's words.

    Attributes
    ----------
    text : str
    start, end : int
    kind : str
        ``direct`` (quoted sentences), ``mixed`` (quoted words inside the writer's sentence; the whole clause, where its
        subject has them) or ``indirect`` (content without quotation marks).
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
    name : Place or None
        The name behind a source that has none, as in ``the finance minister, Ada Lowe, said``.
    cue : Place or None
        The reporting verb or phrase, without auxiliaries; None where the sentence itself has none.
    carried : bool
        The source stands in another sentence.
    antecedent : Place or None
        For a pronoun: the nearest earlier name, or who tells of it. A guess.
    kind : str
        ``direct``, ``indirect`` or ``mixed``.
    quotations : tuple of Quotation
    """

    source: Place | None
    name: Place | None
    cue: Place | None
    carried: bool
    antecedent: Place | None
    kind: str
    quotations: tuple[Quotation, ...]

    @property
    def said_by(self) -> str:
        """The source as a reader is told it, with the name behind it; empty if there is none."""
        return ", ".join(place.text for place in (self.source, self.name) if place)

    def to_dict(self) -> dict[str, Any]:
        """Return the attribution as plain types."""

        def plain(place: Place | None) -> dict[str, Any] | None:
            return place._asdict() if place else None

        quotations = [{"text": q.text, "start": q.start, "end": q.end, "kind": q.kind} for q in self.quotations]
        return {
            "source": plain(self.source), "name": plain(self.name), "cue": plain(self.cue), "carried": self.carried,
            "antecedent": plain(self.antecedent), "kind": self.kind, "quotations": quotations,
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

    @cached_property
    def _antecedents(self) -> Antecedents:
        return Antecedents(self._search, self._finding)

    def of(self, segment: int) -> Attribution:
        """Return the attribution of a segment, whatever its label."""
        if segment not in self._known:
            self._known[segment] = self._attribution(segment)
        return self._known[segment]

    def _finding(self, segment: int) -> tuple[Words, Finding]:
        if segment not in self._findings:
            words = self._search.words(segment)
            finding = self._search.find(segment, words)
            if finding.source is None and finding.cue is None and any(words.inside):
                first = int(self._search.columns.first[segment])
                finding.source = name_before_colon(words, lambda word: self._antecedents.person_names.is_surname(first + word))
            self._findings[segment] = (words, finding)
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
        guess = None
        if source and source.text.lower() in source_classes()["guessed_pronoun"]:
            guess = self._antecedents.of(source)
        name = self._name_behind(source, home) if source else None
        return Attribution(source, name, self._place(segment, finding.cue), home != segment, guess, kind, quotations)

    def _name_behind(self, source: Place, home: int) -> Place | None:
        """The name in apposition to a source that was found in a segment."""
        words, finding = self._finding(home)
        if finding.source is None or self._place(home, finding.source) != source:
            return None
        return self._place(home, name_behind(words, finding.source, finding.cue))

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
        if words.kind[-1] == tk.COLON:
            before = int(self._search.columns.first[other])
            label = name_before_colon(words, lambda word: self._antecedents.person_names.is_surname(before + word))
            if label is not None:
                return self._place(other, label), other
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
        """For each segment in a turn the name in the label or line with which the turn begins, and its segment.

        A statement without quotation marks is that of the source of its lead.
        """
        columns = self._search.columns
        row = run_starts(columns.paragraph)
        names = names_in_labels(columns, columns.first.take(row))
        if not names:
            names = names_in_lines(columns, columns.first.take(row), columns.kind.take(row), self.details.finder)
        found: list[tuple[Place, int] | None] = []
        speaker, lead, is_led = None, None, False
        in_turn = columns.turn.take(columns.first).tolist()
        ends_lead = columns.turn.take(columns.last - 1) | _ENDS_LEAD.take(columns.tokens.kind.take(columns.last - 1))
        for segment, first in enumerate(columns.first.tolist()):
            if first in names:
                begin, end = names[first]
                speaker = (self.details.finder.place(begin, end), segment) if begin < end else None
                lead, is_led = None, False
            elif not in_turn[segment]:
                lead = segment if ends_lead[segment] else lead if columns.kind[segment] == BOILERPLATE else None
                speaker, is_led = None if is_led else speaker, False
            elif lead is not None:
                speaker = speaker if names and not self._reports(lead) else self._source_of_lead(lead)
                lead, is_led = None, True
            found.append(speaker if in_turn[segment] else None)
        return found

    def _reports(self, segment: int) -> bool:
        """Whether a lead tells of somebody else; among turns with names it may be the speaker's: ``I wrote to these:``"""
        words, finding = self._finding(segment)
        source = finding.source
        return finding.cue is not None and source is not None and words.low[source[0] : source[1]] not in (["i"], ["we"])

    def _source_of_lead(self, segment: int) -> tuple[Place, int] | None:
        """Whose statement follows: ``The mayor said:``; *her* where it is ``Her statement, in full:``"""
        words, finding = self._finding(segment)
        last = len(words) - 1
        points = any(words.of(at, "be") for at in range(min(_LONGEST_POINTER, last)))
        named = None if points else finding.source
        if named is None or words.of(named[1] - 1, "setting"):
            owner = next((at for at in range(last) if words.of(at, "possessive") and words.of(at, "guessed_pronoun")), None)
            if owner is not None:
                named = owner, owner + 1
            elif named is None and not points:
                named = subject_of_sentence(words, last)
        source = self._place(segment, named)
        return (source, segment) if source else None

    # Quotations

    def _quotations(self, segment: int, words: Words, finding: Finding) -> tuple[Quotation, ...]:
        columns = self._search.columns
        first, last = columns.quotation_bounds
        low, high = np.searchsorted(first, [columns.first[segment], columns.last[segment]])
        found = []
        rows = np.stack([first, last, columns.quotation_words], axis=1)[low:high].tolist()
        said = [row for row in rows if not self._is_in_reference(segment, finding, *row[:2])]
        for a, b, n_words in said:
            place = self.details.finder.place(a, b)
            whole = a == columns.first[segment] or columns.tokens.kind[a - 1] in (tk.COMMA, tk.COLON)
            # `said the brakes “would hold for one more run”`: a part of the writer's sentence, however long
            sentence = n_words >= SHORTEST_CLAUSE and columns.tokens.kind[a + 1] != tk.WORD
            kind = "direct" if sentence or whole else "mixed"
            found.append(Quotation(place.text, place.start, place.end, kind))
        if len(found) == 1 and found[0].kind == "mixed":
            base, (a, b, _) = int(columns.first[segment]), said[0]
            clause = self._place(segment, clause_around(words, finding, (a - base, b - base)))
            if clause is not None:
                found = [Quotation(clause.text, clause.start, clause.end, "mixed")]
            further = self._place(segment, clause_behind(words, b - base))
            if further is not None:
                found.append(Quotation(further.text, further.start, further.end, "indirect"))
        if not found:
            end = apposition_end(words, finding.source, finding.cue) if finding.source else 0
            places = [self._place(segment, content) for content in content_of(words, finding, end)]
            found = [Quotation(place.text, place.start, place.end, "indirect") for place in places if place]
        return tuple(found)

    def _is_in_reference(self, segment: int, finding: Finding, first: int, last: int) -> bool:
        """Whether quoted words open brackets between a source and its cue: ``An article (“Row deepens”, 3 May) said``."""
        columns = self._search.columns
        base = int(columns.first[segment])
        if finding.source is None or finding.cue is None or first == base or columns.tokens.kind[first - 1] != tk.OPEN_BRACKET:
            return False
        return finding.source[1] <= first - 1 - base and last <= finding.cue[0] + base

    # The document

    @cached_property
    def names(self) -> dict[int, str]:
        """By which name the source of the sentence that begins at a place is listed."""
        return {start: source.name for source in self.sources for start in source.sentences}

    @cached_property
    def sources(self) -> list[Source]:
        """Who is quoted, most quoted first."""
        is_claim = np.array([part == Label.ATTRIBUTED_CLAIM for part in self.details.parts])
        if not len(self.details.probability):
            return []
        wanted = is_claim[self.details.probability.argmax(axis=1)]
        if not wanted.any():
            return []
        names = self._antecedents.names
        bodies = NamedBodies(self.details.finder, self._finding, names)
        capitals = SentenceCapitals(self.details.finder, self._antecedents.is_source_noun, self.details.finder.tokens_of)
        listing = Listing(names, bodies, self._antecedents.sexes, capitals, self._antecedents.is_source_noun)
        columns = self._search.columns
        for segment in np.flatnonzero(wanted & (columns.kind == SENTENCE)).tolist():
            attribution = self.of(segment)
            if attribution.source is not None:
                start = int(self._starts[segment])
                listing.add(attribution.source, attribution.name, attribution.antecedent, start)
        return listing.sources()

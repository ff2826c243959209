"""Texts to segments: sentences, headings and page furniture, with the quotation state of each token.

Several documents are read at once: they are joined by a blank line and every column of the result runs
over all of them, so that the cost of a step is shared. No rule looks across a document's border, and a
document gives the same segments alone and in company.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from opinionclf.arrays import Bools, Ints, NDArray, are_among, constant
from opinionclf.errors import DataError
from opinionclf.pages.blocks import paragraph_starts
from opinionclf.pages.inlinephrases import behind_phrases
from opinionclf.pages.runins import behind_capitals, segment_kinds
from opinionclf.pages.said import find_said
from opinionclf.pages.tails import bars
from opinionclf.segmentkinds import BOILERPLATE, HEADING, SENTENCE
from opinionclf.sentences.quotations import Quotations, find_quotations
from opinionclf.sentences.sentences import sentence_starts
from opinionclf.text.characters import encode
from opinionclf.text.decoding import as_meant, is_blank
from opinionclf.text.kinds import NUMBER
from opinionclf.text.markdown import without_front_matter
from opinionclf.text.tokenizer import tokenize
from opinionclf.text.tokens import TokenTable, run_lengths, run_starts, stretches
from opinionclf.text.wordlists import Listed, listed_at
from opinionclf.turns.blockquotations import block_quotations
from opinionclf.turns.linenumbers import without_line_numbers
from opinionclf.turns.runonturns import run_on_turns
from opinionclf.turns.spacedlabels import spaced_labels
from opinionclf.turns.speakernames import SpeakerLabels
from opinionclf.turns.statements import statements
from opinionclf.turns.stoppedlabels import stopped_labels
from opinionclf.turns.turns import Turns, speaker_turns

BETWEEN_DOCUMENTS = "\n\n"
_SHOWN = 40  # characters of a text in a message
_ONE = constant(1, np.int64)
_NOT_ASKED = np.zeros(1, dtype=np.uint32)  # a single segment is no phrase of furniture


@dataclass(slots=True, eq=False, repr=False)
class Segmentation:
    """A batch of documents cut into segments.

    Attributes
    ----------
    tokens : TokenTable
        The tokens of all documents; places are indices into the joined text.
    quotations : Quotations
    turn : ndarray of bool, shape (n_tokens,)
        The token stands in a speaker's turn of an interview or transcript, in a statement without quotation marks, or in a
        block quotation.
    first, last : ndarray of int64, shape (n_segments,)
        First token of each segment, and the one after its last.
    kind : ndarray of uint8, shape (n_segments,)
        SENTENCE, HEADING or BOILERPLATE.
    paragraph : ndarray of int64, shape (n_segments,)
        Number of the segment's paragraph in its document, from 0.
    document : ndarray of int64, shape (n_segments,)
    offset : ndarray of int64, shape (n_documents,)
        Place of each document in the joined text.
    """

    tokens: TokenTable
    quotations: Quotations
    turn: Bools
    first: Ints
    last: Ints
    kind: NDArray[np.uint8]
    paragraph: Ints
    document: Ints
    offset: Ints

    @property
    def start(self) -> Ints:
        """Place of each segment in its own document."""
        return self.tokens.begins_at(self.first) - self.offset[self.document]

    @property
    def end(self) -> Ints:
        """End (exclusive) of each segment in its own document."""
        return self.tokens.end[self.last - 1] - self.offset[self.document]

    def parts(self, n_tokens: int) -> Iterator[Segmentation]:
        """Cut the segments into parts of about `n_tokens` tokens; a segment stays whole."""
        if len(self.tokens) <= n_tokens:
            yield self
            return
        cuts = np.arange(0, len(self.tokens), n_tokens)
        rows = np.append(self.first.searchsorted(cuts), len(self.first))
        rows = rows.take(run_starts(rows)).tolist()
        for a, b in itertools.pairwise(rows):
            begin, end = int(self.first[a]), int(self.last[b - 1])
            yield Segmentation(
                self.tokens.part(begin, end), self.quotations.part(begin, end), self.turn[begin:end], self.first[a:b] - begin,
                self.last[a:b] - begin, self.kind[a:b], self.paragraph[a:b], self.document[a:b], self.offset,
            )  # fmt: skip


@dataclass(slots=True, eq=False, repr=False)
class Page:
    """One document whose segments are known: the form in which training data comes.

    Attributes
    ----------
    text : str
    starts : list of int
        Place of each segment in the text, ascending.
    kinds : list of int
        SENTENCE, HEADING or BOILERPLATE for each.
    paragraphs : list of int
        Paragraph of each segment.
    """

    text: str
    starts: list[int]
    kinds: list[int]
    paragraphs: list[int]

    @classmethod
    def of(cls, segments: Sequence[str], kinds: Sequence[int], paragraphs: Sequence[int], joins: Sequence[str],
           between: str = "\n\n") -> Page:  # fmt: skip
        """Put segments together as their page showed them.

        Parameters
        ----------
        segments : sequence of str
        kinds, paragraphs : sequence of int
            Of each segment.
        joins : sequence of str
            What stands in front of each segment if its paragraph goes on.
        between : str
            What stands between paragraphs.
        """
        parts: list[str] = []
        starts, place = [], 0
        for i, (segment, join) in enumerate(zip(segments, joins, strict=True)):
            gap = "" if not i else join if paragraphs[i] == paragraphs[i - 1] else between
            starts.append(place + len(gap))
            place += len(gap) + len(segment)
            parts += (gap, segment)
        return cls("".join(parts), starts, list(kinds), list(paragraphs))


def segment(texts: Sequence[str]) -> Segmentation:
    """Find the segments of each text.

    Parameters
    ----------
    texts : sequence of str

    Returns
    -------
    Segmentation
    """
    joined, offset = _join(texts)
    tokens = tokenize(encode(joined))
    if not len(tokens):
        return _empty(tokens, offset)
    tokens = without_line_numbers(tokens, offset)
    paragraphs = _find_paragraphs(tokens, offset)
    quotations = find_quotations(tokens, paragraphs.start, paragraphs.document_start)
    stopped = stopped_labels(tokens, paragraphs.begins, offset)
    said = find_said(tokens, paragraphs.begins, offset)
    headed = behind_capitals(tokens, paragraphs.start, paragraphs.document_start)
    if len(headed):
        headed = headed.compress(~are_among(headed, spaced_labels(tokens, paragraphs.begins, offset).end))  # MR LOWE   I fell.
    first, listed = _first_tokens(joined, tokens, paragraphs, quotations, stopped, headed)
    document, paragraph = _numbers(paragraphs, first, offset)
    kind = segment_kinds(joined, tokens, first, listed, paragraph, document, headed, said)
    opens = run_starts(paragraph)
    turns = speaker_turns(tokens, quotations.inside, paragraphs.begins, offset, kind.take(opens), stopped, said)
    _set_kinds_in_turns(kind, opens, turns)
    _add_statements(turns.inside, joined, tokens, quotations.inside, paragraphs.begins, offset, first, kind.take(opens))
    further = _further_parts(tokens, first, kind, paragraph)
    if len(further):
        kept = np.ones(len(first), dtype=bool)
        kept[further] = False
        first, kind, paragraph, document = (column.compress(kept) for column in (first, kind, paragraph, document))
    return _assemble(tokens, quotations, turns.inside, first, kind, paragraph, document, offset)


class _Paragraphs(NamedTuple):
    """Where documents and paragraphs begin: flags of each token, and the same as places."""

    document_start: Bools
    document_first: Ints
    start: Bools
    begins: Ints


def _find_paragraphs(tokens: TokenTable, offset: Ints) -> _Paragraphs:
    """Find the paragraphs; each turn of an interview is one, also where it stands in the midst of a line."""
    document_first = tokens.start.searchsorted(offset)
    document_start = _flags_at(tokens, document_first)
    start = paragraph_starts(tokens, document_start)
    start[run_on_turns(tokens, start, document_start)] = True
    return _Paragraphs(document_start, document_first, start, start.nonzero()[0])


def _first_tokens(joined: str, tokens: TokenTable, paragraphs: _Paragraphs, quotations: Quotations, stopped: SpeakerLabels,
                  headed: Ints) -> tuple[Ints, Listed]:  # fmt: skip
    """The first token of each segment, and what the word lists know of it."""
    starts = sentence_starts(tokens, paragraphs.start, quotations.mark)
    if len(stopped.end):
        starts[stopped.end] = False  # Mr. DOE. Thank you.
        starts[stopped.end - _ONE] = False  # Ann Lowe (S&D). – Thank you.
    starts[headed] = True
    barred = bars(joined, tokens)
    if len(barred):
        starts[barred + _ONE] = False
        starts[barred] = True
    (first,) = starts.nonzero()
    listed = listed_at(tokens, first) if len(first) > 1 else _NOT_ASKED
    behind = behind_phrases(joined, tokens, first, listed, paragraphs.document_first)
    if len(behind):
        starts[behind] = True
        (first,) = starts.nonzero()
        listed = listed_at(tokens, first)
    return first, listed


def _numbers(paragraphs: _Paragraphs, first: Ints, offset: Ints) -> tuple[Ints, Ints]:
    """Number of the document and of the paragraph of each segment, over the whole batch.

    Every document and every paragraph begins with a segment; a document without tokens has none.
    """
    document = paragraphs.document_start.take(first).cumsum() - _ONE
    if len(offset) > 1:
        document = run_lengths(paragraphs.document_first, len(paragraphs.start)).nonzero()[0].take(document)
    return document, paragraphs.start.take(first).cumsum() - _ONE


def _set_kinds_in_turns(kind: NDArray[np.uint8], opens: Ints, turns: Turns) -> None:
    """Make sentences of turns whatever they look like, and furniture of names that stand alone.

    `opens` holds the first segment of each paragraph.
    """
    if len(turns.opening) or len(turns.naming):
        length = run_lengths(opens, len(kind)).take(turns.opening)
        said = stretches(opens.take(turns.opening), length)
        looks = kind.take(opens.take(turns.opening)).repeat(length)
        kind[said.compress(kind.take(said) == looks)] = SENTENCE  # Doe: And now? Who?
        kind[opens.take(turns.naming)] = BOILERPLATE


def _further_parts(tokens: TokenTable, first: Ints, kind: NDArray[np.uint8], paragraph: Ints) -> Ints:
    """The segments that belong to the headline in front of them, which is one however it is made: ``War? More like peace``"""
    (row,) = (kind == HEADING).nonzero()
    if len(row) < 2:
        return row[:0]
    row = row[1:].compress(row[1:] - row[:-1] == _ONE)
    row = row.compress(paragraph.take(row) == paragraph.take(row - _ONE))
    return row.compress(tokens.kind.take(first.take(row)) <= NUMBER)


def segment_pages(pages: Sequence[Page]) -> Segmentation:
    """Read documents whose segments are given; only tokens and quotations are found."""
    joined, offset = _join([page.text for page in pages])
    tokens = tokenize(encode(joined))
    places = [place + start for page, start in zip(pages, offset, strict=True) for place in page.starts]
    if not places:
        return _empty(tokens, offset)
    given = np.array(places, dtype=np.int64)
    tokens = without_line_numbers(tokens, offset, given)
    first = tokens.start.searchsorted(given)
    bad = _without_token(tokens, first)
    if bad is not None:
        beginnings = [page.text[start : start + _SHOWN] for page in pages for start in page.starts]
        raise DataError(f"a segment is no word or mark of its own: {beginnings[bad]!r}")
    document = np.repeat(np.arange(len(pages)), [len(page.starts) for page in pages])
    kind = np.array([kind for page in pages for kind in page.kinds], dtype=np.uint8)
    paragraph = np.array([number for page in pages for number in page.paragraphs], dtype=np.int64)
    paragraph += document * (int(paragraph.max(initial=0)) + 1)
    return _given(joined, tokens, first, kind, paragraph, document, offset)


def segment_sentences(texts: Sequence[str]) -> Segmentation:
    """Read texts each of which is one sentence and a document of its own; none may be blank."""
    joined, offset = _join(texts)
    tokens = tokenize(encode(joined))
    first = tokens.start.searchsorted(offset)
    bad = _without_token(tokens, first)
    if bad is not None:
        raise DataError(f"a sentence is no word or mark: {texts[bad][:_SHOWN]!r}")
    document = np.arange(len(texts))
    return _given(joined, tokens, first, np.full(len(texts), SENTENCE, dtype=np.uint8), document, document, offset)


def filled(texts: Sequence[str]) -> tuple[list[int], Ints]:
    """Find the texts that are not blank.

    Returns
    -------
    places : list of int
    rows : ndarray of int64, shape (n_texts,)
        For each text its number among those; a blank one has the number behind the last, where its row can be put.
    """
    places = [place for place, text in enumerate(texts) if not is_blank(text)]
    if len(places) == len(texts):
        return places, np.arange(len(texts))
    rows = np.full(len(texts), len(places))
    rows[places] = np.arange(len(places))
    return places, rows


def _given(joined: str, tokens: TokenTable, first: Ints, kind: NDArray[np.uint8], paragraph: Ints, document: Ints,
           offset: Ints) -> Segmentation:  # fmt: skip
    """Find the quotations of documents whose segments are known."""
    paragraph_start = np.zeros(len(tokens), dtype=bool)
    rows = run_starts(paragraph)
    begins = first.take(rows)
    paragraph_start[begins] = True
    paragraph_start[:1] = True  # also where no segment begins with the text
    quotations = find_quotations(tokens, paragraph_start, _flags_at(tokens, tokens.start.searchsorted(offset)))
    stopped = stopped_labels(tokens, begins, offset)
    said = find_said(tokens, begins, offset)
    turns = speaker_turns(tokens, quotations.inside, begins, offset, kind.take(rows), stopped, said)
    _add_statements(turns.inside, joined, tokens, quotations.inside, begins, offset, first, kind.take(rows))
    return _assemble(tokens, quotations, turns.inside, first, kind, paragraph, document, offset)


def _add_statements(turn: Bools, joined: str, tokens: TokenTable, quoted: Bools, begins: Ints, offset: Ints, first: Ints,
                    kind: NDArray[np.uint8]) -> None:  # fmt: skip
    """Count what is quoted without quotation marks among the turns: somebody else than the writer speaks in both."""
    turn[block_quotations(joined, tokens)] = True
    turn[statements(tokens, quoted | turn, begins, offset, first, kind)] = True


def _without_token(tokens: TokenTable, first: Ints) -> int | None:
    """The first segment without a token of its own, None where all have one."""
    shared = first >= len(tokens)
    shared[:-1] |= first[1:] <= first[:-1]
    return int(shared.argmax()) if shared.any() else None


def _join(texts: Sequence[str]) -> tuple[str, Ints]:
    """The texts as one, in which every character stands for itself, and where each begins."""
    lengths = [len(text) + len(BETWEEN_DOCUMENTS) for text in texts]
    offset = np.array(list(itertools.accumulate(lengths, initial=0))[:-1], dtype=np.int64)
    return as_meant(BETWEEN_DOCUMENTS.join(map(without_front_matter, texts))), offset


def _empty(tokens: TokenTable, offset: Ints) -> Segmentation:
    flags, none = np.zeros(0, dtype=bool), np.zeros(0, dtype=np.int64)
    marks = np.zeros(0, dtype=np.int8)
    return Segmentation(
        tokens, Quotations(marks, flags, marks, flags), flags, none, none, none.astype(np.uint8), none, none, offset
    )


def _flags_at(tokens: TokenTable, rows: Ints) -> Bools:
    """A flag at some tokens; the one behind the last may be among them."""
    flags = np.zeros(len(tokens) + 1, dtype=bool)
    flags[rows] = True
    return flags[:-1]


def _assemble(tokens: TokenTable, quotations: Quotations, turn: Bools, first: Ints,
              kind: NDArray[np.uint8], paragraph: Ints, document: Ints, offset: Ints) -> Segmentation:  # fmt: skip
    last = np.empty(len(first), dtype=np.int64)
    last[:-1] = first[1:]
    last[-1:] = len(tokens)
    if len(offset) > 1:
        begins = run_starts(document)
        paragraph = paragraph - paragraph.take(begins).repeat(run_lengths(begins, len(document)))
    else:
        paragraph = paragraph - paragraph[:1]
    return Segmentation(tokens, quotations, turn, first, last, kind, paragraph, document, offset)

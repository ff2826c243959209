"""The lines of pages of cues and messages: all are sentences, finished or not, but for what tools write between them."""

from __future__ import annotations

from opinionclf.pages.pagelines import LineColumns, PageLines
from opinionclf.pages.stamps import Said
from opinionclf.pages.wording.sitephrases import is_phrase
from opinionclf.segmentkinds import BOILERPLATE, HEADING, SENTENCE

_HEAD, _NOTE = "WEBVTT", "NOTE"
_BEHIND_NAME = ": "


def note_said(columns: LineColumns, said: Said) -> None:
    """Keep with some lines which are said, which names open, and which hold nothing but times and names."""
    columns.said, columns.labelled, columns.stamps = (rows.tolist() for rows in (said.words, said.named, said.furniture))


def mark_said(page: PageLines) -> bool:
    """Mark the lines of a page that are no words of its cues or messages; return whether it has any.

    A cue breaks off where its time ends, and who writes in a chat needs no full stop.
    """
    columns = page.columns
    said, stamps = page.own(columns.said), page.own(columns.stamps)
    if not said:
        return False
    first = min(said[:1] + stamps[:1])
    is_webvtt = page.line(page.begin).startswith(_HEAD)
    for i in range(page.begin, first):
        if page.kinds[i] == SENTENCE and (is_webvtt or not page.terminal[i]):
            page.kinds[i] = BOILERPLATE if is_webvtt else HEADING
    if is_webvtt:
        page.mark((i for i in said if page.line(i).partition(" ")[0] == _NOTE), BOILERPLATE)
    for i in page.own(columns.labelled):
        page.kinds[i] = BOILERPLATE if _tells_of_message(page.line(i), page.terminal[i] > 0) else SENTENCE
    page.mark(stamps, BOILERPLATE)
    page.mark((i for i in said if _is_reaction(page.line(i))), BOILERPLATE)
    page.mark((i - 1 for i in stamps if i > page.begin and _is_name_of_cue(page.line(i - 1))), BOILERPLATE)
    return True


def _tells_of_message(line: str, terminal: bool) -> bool:
    """Whether what stands behind a name is a phrase of the tool: ``[12/05/2024, 10:32] Ann Lowe: image omitted``"""
    told = line.partition(_BEHIND_NAME)[2].strip("<>")
    return " " in told and is_phrase(told, terminal)


def _is_reaction(line: str) -> bool:
    """Whether a line is the name of a picture or a number of votes: ``:thumbs_up:``, ``4.1K``"""
    return " " not in line and (line[0] == line[-1] == ":" or line[:-1].replace(".", "").isdigit())


def _is_name_of_cue(line: str) -> bool:
    """Whether a line above a time is no word that is said: ``12``, ``3f2b-12/7-0``"""
    return " " not in line and any(map(str.isdigit, line))

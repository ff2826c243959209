"""Subtitles of films (SRT, WebVTT): what stands between the words that are said, the times, names and notes of cues."""

from __future__ import annotations

from opinionclf.pages.linemarks import NUMBER, RAIL
from opinionclf.pages.lines import Lines
from opinionclf.pages.pagelines import LineColumns, PageLines
from opinionclf.pages.wording.furniture import is_cue_time
from opinionclf.segmentkinds import BOILERPLATE, HEADING, SENTENCE

_HEAD, _NOTE = "WEBVTT", "NOTE"
_MARKS_OF_TIME = RAIL | NUMBER


def find_cue_times(columns: LineColumns, lines: Lines) -> None:
    """Find the lines that tell when a cue is shown."""
    (row,) = (lines.marks & _MARKS_OF_TIME == _MARKS_OF_TIME).nonzero()
    columns.cue_times += [i for i in row.tolist() if columns.kinds[i] == BOILERPLATE and is_cue_time(columns.shown[i])]


def mark_subtitles(page: PageLines) -> bool:
    """Mark the lines of a page that are no words of its subtitles; return whether it has any.

    A cue breaks off where its time ends, so that its lines are sentences with a full stop or without.
    """
    times = page.own(page.columns.cue_times)
    if not times:
        return False
    page.mark((i - 1 for i in times if i > page.begin and _is_name_of_cue(page.line(i - 1))), BOILERPLATE)
    is_webvtt = page.line(page.begin).startswith(_HEAD)
    for i in range(page.begin, times[0]):
        if page.kinds[i] == SENTENCE and (is_webvtt or not page.terminal[i]):
            page.kinds[i] = BOILERPLATE if is_webvtt else HEADING
    if is_webvtt:
        page.mark((i for i in range(times[0], page.end) if page.line(i).partition(" ")[0] == _NOTE), BOILERPLATE)
    return True


def _is_name_of_cue(line: str) -> bool:
    """Whether a line above a time is no word that is said: ``12``, ``3f2b-12/7-0``"""
    return " " not in line and any(map(str.isdigit, line))

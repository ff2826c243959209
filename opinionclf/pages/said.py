"""Pages that hold nothing but what people say, as tools write it down: cues of films and recordings, messages of chats."""

from __future__ import annotations

import numpy as np

from opinionclf.arrays import Ints
from opinionclf.pages.cues import are_running, cue_times, cues_of_page
from opinionclf.pages.messages import FEWEST_MESSAGES, copied_messages, exported_messages, open_with_stamps
from opinionclf.pages.stamps import FEWEST_STAMPS, Said, TimeLines, lines_of_times, may_have_stamps
from opinionclf.text.tokens import TokenTable

NOTHING_SAID = Said(*[np.zeros(0, dtype=np.int64)] * 6)


def find_said(tokens: TokenTable, begins: Ints, offset: Ints) -> Said:
    """Find what is said on pages of cues and messages.

    Parameters
    ----------
    tokens : TokenTable
    begins : ndarray of int64
        First token of each paragraph.
    offset : ndarray of int64, shape (n_documents,)
        Place of each document in the text.

    Returns
    -------
    Said
    """
    if len(begins) < FEWEST_STAMPS or not may_have_stamps(tokens):
        return NOTHING_SAID
    bounds = np.append(begins, len(tokens))
    end = bounds[1:]
    arrowed, alone = cue_times(tokens, begins, end)
    stamped = open_with_stamps(tokens, begins, end)
    lines = lines_of_times(tokens, begins, end)
    if not len(arrowed) and max(len(stamped.row), len(lines.row)) < FEWEST_MESSAGES:
        return NOTHING_SAID
    borders = np.append(begins.searchsorted(tokens.start.searchsorted(offset)), len(begins))  # of documents
    parts = np.array([rows.searchsorted(borders) for rows in (arrowed, alone, stamped.row, lines.row)])
    n_arrows, *others = np.diff(parts)
    found: list[Said] = []
    for number in ((n_arrows > 0) | (np.array(others) >= FEWEST_MESSAGES).any(axis=0)).nonzero()[0].tolist():
        arrow, lone, dated, timed = (slice(*part.tolist()) for part in parts[:, number : number + 2])
        page = range(*borders[number : number + 2].tolist())
        said = _said_on_page(tokens, bounds, page, arrowed[arrow], alone[lone], stamped.take(dated), lines.take(timed))
        found += [said] if said is not None else []
    return Said(*map(np.concatenate, zip(*found, strict=True))) if found else NOTHING_SAID


def _said_on_page(tokens: TokenTable, bounds: Ints, page: range, arrowed: Ints, alone: Ints, stamped: TimeLines,
                  lines: TimeLines) -> Said | None:  # fmt: skip
    """What is said on a page, in cues or in messages, if it is one of these."""
    if len(arrowed) or are_running(tokens, bounds, alone):
        return cues_of_page(tokens, bounds, arrowed if len(arrowed) else alone, page.stop)
    exported = exported_messages(tokens, bounds, stamped, page)
    return copied_messages(tokens, bounds, lines, page) if exported is None else exported

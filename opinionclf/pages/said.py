"""Pages that hold nothing but what people say, as tools write it down: cues of films and recordings, messages of chats."""

from __future__ import annotations

import numpy as np

from opinionclf.arrays import Ints
from opinionclf.pages.cues import are_running, cue_times, cues_of_page
from opinionclf.pages.messages import FEWEST_MESSAGES, copied_messages, exported_messages, open_with_stamps
from opinionclf.pages.stamps import FEWEST_STAMPS, Said, lines_of_times, may_have_stamps
from opinionclf.text.tokens import TokenTable

_NONE = np.zeros(0, dtype=np.int64)
NOTHING_SAID = Said(_NONE, _NONE, _NONE, _NONE, _NONE, _NONE)


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
    document = begins.searchsorted(tokens.start.searchsorted(offset))
    borders = np.append(document, len(begins))
    parts = np.array([rows.searchsorted(borders) for rows in (arrowed, alone, stamped.row, lines.row)])
    n_arrows, *others = np.diff(parts)
    found: list[Said] = []
    for number in ((n_arrows > 0) | (np.array(others) >= FEWEST_MESSAGES).any(axis=0)).nonzero()[0].tolist():
        arrow, lone, dated, timed = (slice(*part.tolist()) for part in parts[:, number : number + 2])
        page = range(*borders[number : number + 2].tolist())
        times = arrowed[arrow] if n_arrows[number] else alone[lone]
        if n_arrows[number] or are_running(tokens, bounds, times):
            found.append(cues_of_page(tokens, bounds, times, page.stop))
        else:
            exported = exported_messages(tokens, bounds, stamped.take(dated), page)
            copied = copied_messages(tokens, bounds, lines.take(timed), page) if exported is None else None
            found += [said for said in (exported, copied) if said is not None]
    return Said(*map(np.concatenate, zip(*found, strict=True))) if found else NOTHING_SAID

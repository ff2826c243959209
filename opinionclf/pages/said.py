"""Pages that hold nothing but what people say, as tools write it down: cues of films and recordings, messages of chats."""

from __future__ import annotations

import numpy as np

from opinionclf.arrays import Ints, constant
from opinionclf.pages.cues import are_running, cue_times, cues_of_page
from opinionclf.pages.messages import FEWEST_MESSAGES, copied_messages, exported_messages, open_with_stamps
from opinionclf.pages.stamps import Said, are_times, lines_of_times
from opinionclf.text import tokens as tk
from opinionclf.text.kinds import NUMBER
from opinionclf.text.tokens import TokenTable

_ONE = constant(1, np.int64)
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
    if len(begins) < FEWEST_MESSAGES - 1 or not tokens.has(tk.NUMBER):
        return NOTHING_SAID
    bounds = np.append(begins, len(tokens))
    end = bounds[1:]
    arrowed, alone = cue_times(tokens, begins, end)
    stamped, behind = open_with_stamps(tokens, begins)
    row, name_end, time = lines_of_times(tokens, begins, end)
    if not len(arrowed) and max(len(stamped), len(row)) < FEWEST_MESSAGES:
        return NOTHING_SAID
    document = begins.searchsorted(tokens.start.searchsorted(offset))
    found = []
    of_page = [np.searchsorted(rows, [document, np.append(document[1:], len(begins))]) for rows in (arrowed, alone, stamped, row)]
    for number, first in enumerate(document.tolist()):
        last = int(document[number + 1]) if number + 1 < len(document) else len(begins)
        arrow, lone, dated, timed = (slice(*bound[:, number].tolist()) for bound in of_page)
        page = range(first, last)
        if len(arrowed[arrow]):
            said = cues_of_page(tokens, bounds, arrowed[arrow], last)
        elif are_running(tokens, bounds, alone[lone]):
            said = cues_of_page(tokens, bounds, alone[lone], last)
        else:
            said = exported_messages(tokens, bounds, stamped[dated], behind[dated], page)
            said = said or copied_messages(tokens, bounds, row[timed], name_end[timed], time[timed], page)
        found += [said] if said else []
    return Said(*map(np.concatenate, zip(*found, strict=True))) if found else NOTHING_SAID

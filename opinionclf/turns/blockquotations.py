"""Block quotations, which have a sign in front of each line instead of quotation marks: ``> We will mend it.``"""

from __future__ import annotations

import numpy as np

from opinionclf.arrays import Ints
from opinionclf.text.markdown import QUOTED, signed_places
from opinionclf.text.tokens import TokenTable, stretches


def block_quotations(text: str, tokens: TokenTable) -> Ints:
    """Return the tokens of the lines that are quoted.

    Parameters
    ----------
    text : str
        In which every character stands for itself (`opinionclf.text.decoding.as_meant`).
    tokens : TokenTable
        Those of the text.
    """
    places = signed_places(text, QUOTED)
    if not len(places):
        return places
    ends = np.array([text.find("\n", place) for place in places.tolist()])
    ends[ends < 0] = len(text)  # of the last line
    begin, end = tokens.start.searchsorted(np.stack([places, ends]))
    return stretches(begin, end - begin)

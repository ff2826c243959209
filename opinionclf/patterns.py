"""Regular expressions that are compiled when a text is first held against them: all of them take longer than an article."""

from __future__ import annotations

import re
from typing import Any, cast

# Pieces that several of them share.
CAPITALIZED = r"[A-Z][\w.'’-]*"
NAME = rf"[A-Z][\w.'’-]+(?: (?:{CAPITALIZED}|de|van|von|al|bin|la|der)){{1,4}}"
MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
DAY = r"(?:Mon|Tue|Tues|Wed|Wednes|Thu|Thurs|Fri|Sat|Satur|Sun)(?:day)?\.?"

_METHODS = ("match", "search", "fullmatch", "findall", "finditer", "sub", "split")


class _Pattern:
    def __init__(self, source: str, flags: int) -> None:
        self._source = source
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        compiled = re.compile(self._source, self._flags)
        self.__dict__.update({method: getattr(compiled, method) for method in _METHODS})
        return getattr(compiled, name)


def pattern(source: str, flags: int = 0) -> re.Pattern[str]:
    """Return a regular expression as `re.compile` does, compiled at its first use."""
    return cast("re.Pattern[str]", _Pattern(source, flags))

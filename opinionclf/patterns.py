"""Regular expressions that are compiled when a text is first held against them: all of them take longer than an article."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, Protocol, cast

# Pieces that several of them share.
CAPITALIZED = r"[A-Z][\w.'’-]*"
PARTICLES = "de|van|von|al|bin|la|der"  # of names
NAME = rf"[A-Z][\w.'’-]+(?: (?:{CAPITALIZED}|{PARTICLES})){{1,4}}"
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")  # their first letters
MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
DAY = r"(?:Mon|Tue|Tues|Wed|Wednes|Thu|Thurs|Fri|Sat|Satur|Sun)(?:day)?\.?"

_METHODS = ("match", "search", "fullmatch", "findall", "finditer", "sub", "split")


class Pattern(Protocol):
    """The methods of a compiled expression that a pattern has; its attributes (``groups``, ``pattern``) it has not."""

    def match(self, string: str, pos: int = ..., endpos: int = ..., /) -> re.Match[str] | None: ...
    def search(self, string: str, pos: int = ..., endpos: int = ..., /) -> re.Match[str] | None: ...
    def fullmatch(self, string: str, pos: int = ..., endpos: int = ..., /) -> re.Match[str] | None: ...
    def findall(self, string: str, pos: int = ..., endpos: int = ..., /) -> list[Any]: ...
    def finditer(self, string: str, pos: int = ..., endpos: int = ..., /) -> Iterator[re.Match[str]]: ...
    def sub(self, repl: str | Callable[[re.Match[str]], str], string: str, count: int = ..., /) -> str: ...
    def split(self, string: str, maxsplit: int = ..., /) -> list[Any]: ...


class _Pattern:
    """The methods of a compiled expression, as attributes that are read without a look-up by name."""

    __slots__ = ("_flags", "_source", *_METHODS)

    def __init__(self, source: str | Callable[[], str], flags: int) -> None:
        self._source = source
        self._flags = flags

    def compiled(self) -> re.Pattern[str]:
        """Return the compiled expression."""
        return re.compile(self._source() if callable(self._source) else self._source, self._flags)


class _Uncompiled(_Pattern):
    __slots__ = ()

    def __getattr__(self, name: str) -> Any:
        if name not in _METHODS:
            raise AttributeError(f"a pattern has the methods {', '.join(_METHODS)}, and no {name!r}")
        compiled = self.compiled()
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        # A class that answers for missing attributes is slower to ask for those it has.
        self.__class__ = _Pattern  # type: ignore[assignment]
        return getattr(compiled, name)


def pattern(source: str | Callable[[], str], flags: int = 0) -> Pattern:
    """Return a regular expression with the methods of one that `re.compile` returns, compiled at its first use.

    A source that takes long to put together is a function, which is called then.
    """
    return cast(Pattern, _Uncompiled(source, flags))

"""Regular expressions: all are known, none backtracks without bounds, and those that see lines of any length are few."""

from __future__ import annotations

import ast
import re
import warnings
from typing import Any

import pytest
import regular_expressions as expressions
from conftest import REPOSITORY

from opinionclf.pages.wording.furniture import LONGEST_FURNITURE

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # it imports the old names of the parser
    import sre_parse

    from regexploit.ast.sre import SreOpParser
    from regexploit.redos import find

PACKAGE = REPOSITORY / "opinionclf"
# A beginning, or runs of a class up to what can't be in it: linear, as benchmarks/regular_expressions.py shows. The last one
# cuts phrases of the package itself.
OF_ANY_LENGTH = {*(f"pages.wording.headings._{name}" for name in ("WORD", "LABELLED", "TURN", "NUMBER", "DATED")),
                 *(f"text.decoding._{name}" for name in ("REFERENCE", "ESCAPE", "TAG", "MISREAD", "UNREADABLE")),
                 "pages.wording.edgephrases._PIECE"}  # fmt: skip
MAKERS = {"compile", "pattern", "match", "search", "fullmatch", "sub", "split", "findall", "finditer"}
# Its patterns are those of the places; and a list of the package itself is cut into words.
OTHER_CALLS = {"patterns._Pattern", "pages.wording.sitephrases._by_first_letters", "text.wordlists.phrase_words"}


def problems(source: Any, flags: int = 0) -> list[Any]:
    """What regexploit finds, with every repeated repeat taken for one without bounds."""
    text = source.decode("latin1") if isinstance(source, bytes) else source
    flags &= re.IGNORECASE | re.DOTALL | re.MULTILINE
    parser = SreOpParser()
    return list(find(parser.sequence_or_singleton(unbounded(sre_parse.parse(text, flags)))))


def unbounded(ops: Any) -> Any:
    """The operations of a parsed pattern, where ``(?:a+ ?){1,4}`` counts as ``(?:a+ ?)+``."""
    changed = []
    for op, data in ops:
        if str(op) in ("MAX_REPEAT", "MIN_REPEAT"):
            least, most, body = data
            body = unbounded(body)
            repeats = any("MAXREPEAT" in str(one) for one in body)
            data = (least, sre_parse.MAXREPEAT if repeats and most != 1 else most, body)
        elif str(op) == "SUBPATTERN":
            data = (*data[:3], unbounded(data[3]))
        elif str(op) == "BRANCH":
            data = (data[0], [unbounded(branch) for branch in data[1]])
        changed.append((op, data))
    return changed


@pytest.mark.parametrize("bad", [r"(a+)+b", r"(?:[A-Z]\w* ?){1,4}x", r"(\w+ ?)+$", r"\w*\w*\w*x"])
def test_the_check_sees_a_bad_pattern(bad: str) -> None:
    assert problems(bad)


@pytest.mark.parametrize("place", expressions.places(), ids=lambda place: place.title)
def test_no_regular_expression_backtracks_without_bounds(place: expressions.Place) -> None:
    compiled = place.patterns()
    assert compiled
    for one in compiled:
        assert not problems(one.pattern, one.flags), one.pattern


def test_every_regular_expression_of_the_package_is_known() -> None:
    known = {place.title.removesuffix("()") for place in expressions.places()}
    for path in PACKAGE.rglob("*.py"):
        module = ".".join(path.relative_to(PACKAGE).with_suffix("").parts)
        for statement in ast.parse(path.read_text(encoding="utf-8")).body:
            if any(map(makes_pattern, ast.walk(statement))):
                target = statement.targets[0] if isinstance(statement, ast.Assign) else statement
                assert f"{module}.{getattr(target, 'id', '') or getattr(target, 'name', '')}" in known | OTHER_CALLS


def makes_pattern(node: ast.AST) -> bool:
    """Whether it is a call such as ``re.compile(...)`` or ``pattern(...)``."""
    called = node.func if isinstance(node, ast.Call) else None
    if isinstance(called, ast.Attribute) and isinstance(called.value, ast.Name):
        return called.value.id == "re" and called.attr in MAKERS
    return isinstance(called, ast.Name) and called.id == "pattern"


def test_long_lines_come_before_few_regular_expressions() -> None:
    seen = expressions.used((390, 4000))
    longest = {title: max(one.longest for one in recorders) for title, recorders in seen.items()}
    assert {title for title, length in longest.items() if length > LONGEST_FURNITURE} <= OF_ANY_LENGTH
    assert sum(length > 0 for length in longest.values()) > 12

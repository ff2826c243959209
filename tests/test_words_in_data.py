"""Lists of words are data: they stand in files below ``opinionclf/data``, where each says what belongs in it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import REPOSITORY

from opinionclf.sources.search.nounphrases import source_classes

PACKAGE = REPOSITORY / "opinionclf"
MODULES = sorted(path for part in ("sources", "explanation") for path in (PACKAGE / part).rglob("*.py"))
MOST = 4  # words in one place of the code
WORD = re.compile(r"-?[a-z]+(-[a-z]+)*")
# Code may list the names of classes.
NAMES = {*source_classes(), *(path.stem for path in (PACKAGE / "data" / "lexicon").glob("*.tsv"))}


def constants(node: ast.expr) -> Iterator[str]:
    """The strings of a tuple, list or set, also those in others inside it; a text that is split is a list."""
    if isinstance(node, ast.Tuple | ast.List | ast.Set):
        for element in node.elts:
            yield from constants(element)
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "split":
        yield from (word for text in constants(node.func.value) for word in text.split())
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value


def lists_of_words(code: str) -> list[list[str]]:
    """The lists of a module that are too long to stand in code."""
    found = (list(constants(node)) for node in ast.walk(ast.parse(code)) if isinstance(node, ast.expr))
    words = ([text for text in texts if WORD.fullmatch(text)] for texts in found)
    return [texts for texts in words if len(texts) > MOST and not NAMES.issuperset(texts)]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_no_module_has_a_list_of_words(path: Path) -> None:
    assert lists_of_words(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "code",
    [
        '_TITLES = ("mr", "mrs", "ms", "miss", "sir")',
        '_TITLES = frozenset({"mr", "mrs", "ms", "miss", "sir"})',
        '_TITLES = ["mr", "mrs", "ms", "miss", *_OTHERS, "sir"]',
        '_TITLES = "mr mrs ms miss sir".split()',
        'def is_title(word):\n    return word in ("mr", "mrs", "ms", "miss", "sir")',
        'def opens(words):\n    return words[:1] in (["mr"], ["mrs"], ["ms"], ["miss"], ["sir"])',
    ],
)
def test_a_list_of_words_is_found_in_any_form(code: str) -> None:
    assert lists_of_words(code) == [["mr", "mrs", "ms", "miss", "sir"]]


def test_few_words_and_names_of_classes_may_stand_in_code() -> None:
    assert lists_of_words('_HE = ("he", "his", "him")') == []
    assert lists_of_words('_TIES = ("preposition", "relative", "conjunction", "adverb", "time")') == []


def test_every_class_is_used() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in MODULES)
    assert [name for name in source_classes() if f'"{name}"' not in code and f"'{name}'" not in code] == []

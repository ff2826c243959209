"""What keeps the house in order, beyond what ruff, mypy and the contracts of import-linter check."""

from __future__ import annotations

import ast
import platform
import re
import sys
from collections.abc import Iterator
from importlib.metadata import packages_distributions, requires, version
from pathlib import Path

import pytest
from conftest import REPOSITORY, load_program

from opinionclf.pages.wording.linewords import function_words
from opinionclf.pages.wording.pagewords import page_words

PACKAGE = REPOSITORY / "opinionclf"
CODE = sorted(
    path.relative_to(REPOSITORY).as_posix()
    for folder in ("opinionclf", "tests", "benchmarks", "examples", "training_data/tools")
    for path in (REPOSITORY / folder).rglob("*.py")
)
LONGEST = 400  # lines: what a reader still keeps in mind
SAYS_NOTHING = {"utils", "util", "helpers", "helper", "misc", "common", "tools"}


@pytest.mark.parametrize("name", CODE)
def test_a_module_is_short_and_its_name_says_what_it_does(name: str) -> None:
    path = REPOSITORY / name
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST
    assert path.stem not in SAYS_NOTHING


STEPS = ("text", "pages", "pages/wording", "sentences", "turns", "features", "explanation", "sources", "sources/search")


def test_every_module_is_on_the_map() -> None:
    contributing = (REPOSITORY / "CONTRIBUTING.md").read_text(encoding="utf-8")
    parts = [path for path in PACKAGE.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()]
    names = [f"{path.name}/" if path.is_dir() else path.name for path in parts if not path.stem.startswith("__")]
    names += [path.name for step in STEPS for path in (PACKAGE / step).glob("*.py") if path.stem != "__init__"]
    assert [name for name in names if f"`{name}`" not in contributing] == []


RULES_FOR_LINES = sorted(path for folder in ("pages", "turns") for path in (PACKAGE / folder).rglob("*.py"))
MOST_WORDS = 3  # that a test may have in code: longer lists are data
LISTED_WORD = re.compile("[A-Za-z]{2}")
ALTERNATIVES = re.compile(r"[\w-]+(?:\|[\w-]+)+")  # of a regular expression
# Names of what the code itself makes of lines, tags of HTML, and endings of numbers.
NO_WORD_LISTS = {"pages.wording.headings.FORMS", "pages.wording.furniture._TAGS_OF_TEXT", "pages.wording.furniture._DATE"}


def listed_words(node: ast.AST) -> set[str]:
    """The words of a list in code: a literal, one that is split, or the alternatives of a regular expression."""
    if isinstance(node, (ast.Tuple, ast.List, ast.Set)):
        strings = {one.value for one in node.elts if isinstance(one, ast.Constant) and isinstance(one.value, str)}
        return set(filter(LISTED_WORD.search, strings))
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "split":
        split = node.func.value
        return set(filter(LISTED_WORD.search, str(split.value).split())) if isinstance(split, ast.Constant) else set()
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        longest = max(({*found.lower().split("|")} - function_words() for found in ALTERNATIVES.findall(node.value)),
                      key=len, default=set())  # fmt: skip
        return set(filter(LISTED_WORD.search, longest))
    return set()


@pytest.mark.parametrize("path", RULES_FOR_LINES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_lists_of_words_are_data_and_not_code(path: Path) -> None:
    module = ".".join(path.relative_to(PACKAGE).with_suffix("").parts)
    for statement in ast.parse(path.read_text(encoding="utf-8")).body:
        target = statement.targets[0] if isinstance(statement, ast.Assign) else statement
        if f"{module}.{getattr(target, 'id', '')}" in NO_WORD_LISTS:
            continue
        lists = {node.lineno: words for node in ast.walk(statement) if len(words := listed_words(node)) > MOST_WORDS}
        assert lists == {}, "lists of words belong in opinionclf/data/page_words.tsv"


def test_every_class_of_page_words_is_asked_for() -> None:
    asked = {
        node.value
        for path in RULES_FOR_LINES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant)
    }
    assert set(page_words()) <= asked


@pytest.mark.parametrize(
    "code",
    ["A = ('close', 'open', 'shut', 'lock')", "A = frozenset(['He ', 'She ', 'Her ', 'His '])",
     "A = 'close open shut lock'.split()", "A = pattern(r'(?:close|open|shut|lock)s?')"],
)  # fmt: skip
def test_a_list_of_words_in_code_is_seen(code: str) -> None:
    assert any(len(listed_words(node)) > MOST_WORDS for node in ast.walk(ast.parse(code)))


def imported(path: Path) -> Iterator[str]:
    """The top-level packages that a module imports, at any time, also through `optional`."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield (node.module or "").partition(".")[0]
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "optional":
            assert isinstance(node.args[0], ast.Constant)
            yield str(node.args[0].value).partition(".")[0]


def declared_libraries() -> set[str]:
    return {re.split(r"[\s\[<>=!~;]", requirement)[0].lower() for requirement in requires("opinionclf") or []}


def test_every_dependency_has_its_reason_and_licence_in_the_docs() -> None:
    page = (REPOSITORY / "docs" / "dependencies.md").read_text(encoding="utf-8")
    rows = {row.split("|")[1].strip() for row in page.splitlines() if row.startswith("| ")} - {"library", "---"}
    assert rows == declared_libraries() - {"opinionclf"}
    assert all(cell.strip() for row in page.splitlines() if row.startswith("| ") for cell in row.split("|")[1:-1])


@pytest.mark.skipif(sys.version_info < (3, 11), reason="can't tell which distribution every import is from")
def test_every_library_that_is_imported_is_a_dependency() -> None:
    declared = declared_libraries()
    used = {name for path in PACKAGE.rglob("*.py") for name in imported(path)}
    libraries = {name: found for name, found in packages_distributions().items() if name in used and name != "opinionclf"}
    assert {"numpy", "sklearn"} <= set(libraries)
    undeclared = [name for name, found in libraries.items() if not declared & {distribution.lower() for distribution in found}]
    assert undeclared == []


SUITE = """<testsuites><testsuite>
<testcase name="a"/><testcase name="b"/><testcase name="c"><failure/></testcase><testcase name="d"><error/></testcase>
<testcase name="e"><skipped type="pytest.skip" message="no terminal"/></testcase>
<testcase name="f"><skipped type="pytest.xfail" message="too hard"/></testcase>
</testsuite></testsuites>"""


def test_the_table_of_versions_counts_what_became_of_each_test(tmp_path: Path) -> None:
    matrix = load_program(REPOSITORY / "benchmarks" / "matrix.py")
    matrix.record(tmp_path / "oldest.json")
    (tmp_path / "oldest.xml").write_text(SUITE, encoding="utf-8")
    session = matrix.read(tmp_path, "oldest")
    *_, row = matrix.sessions_table([session])
    assert [cell.strip() for cell in row.split("|")][-5:-1] == ["2", "1", "1", "2"]
    assert f" {platform.python_version()} " in row
    assert f" {version('numpy')} " in row
    assert list(matrix.skips([session])) == ["- `oldest` skipped 1 (no terminal)"]
    assert f"| numpy | {matrix.bounds()['numpy']} | {version('numpy')} |" in matrix.libraries_table([session])

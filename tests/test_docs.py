"""What the pages say, run as it stands there (`documentation.py` says how)."""

from __future__ import annotations

import doctest
import importlib
import inspect
import re
from pathlib import Path

import documentation
import pytest
from conftest import REPOSITORY

import opinionclf
from opinionclf.explanation.contributions import GROUP_NAMES

EXPLANATION = (REPOSITORY / "docs" / "explanation.md").read_text(encoding="utf-8")
PAGES = documentation.pages()
WITH_CODE = [page for page in PAGES if set(documentation.languages(page)) & documentation.RUN]


def named(page: Path) -> str:
    """The page's place in the repository."""
    return page.relative_to(REPOSITORY).as_posix()


@pytest.mark.parametrize("page", WITH_CODE, ids=named)
def test_every_code_block_of_a_page_runs(
    page: Path, call: documentation.Main, monkeypatch: pytest.MonkeyPatch
) -> None:
    documentation.lay_files(Path.cwd())  # the folder of `call`
    monkeypatch.setenv("COLUMNS", "100")
    run, reasons = documentation.run_page(page, call)
    assert run + len(reasons) > 0


def test_the_lines_of_the_demo_in_the_readme_are_its_output(call: documentation.Main, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    (block,) = re.findall(r"```text\n(.*?)```", (REPOSITORY / "README.md").read_text(encoding="utf-8"), flags=re.DOTALL)
    shown = call("classify", REPOSITORY / "examples" / "scraped_page.txt").stdout
    assert [line for line in block.splitlines() if line not in shown.splitlines()] == []


def test_the_figure_in_the_readme_is_that_of_the_model_card() -> None:
    card = (REPOSITORY / "docs" / "model_card.md").read_text(encoding="utf-8")
    (figures,) = re.findall(r"^\| gold \| 3-way macro-F1 \|.*$", card, flags=re.MULTILINE)
    mean, low, high = (f"{float(figure):.2f}" for figure in re.findall(r"0\.\d+", figures))
    assert f"{mean} (95% {low} to {high})" in (REPOSITORY / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_block_is_run_or_plainly_no_program(page: Path) -> None:
    known = documentation.RUN | documentation.SHOWN
    assert [language for language in documentation.languages(page) if language not in known] == []
    for action, reason in documentation.SKIP.findall(page.read_text(encoding="utf-8")):
        assert action == "next"
        assert len(reason) > 10, "a skipped block says why"


def test_the_table_of_groups_names_real_features_and_all_groups() -> None:
    rows = re.findall(r"^\| (\w+) \| (`.*?`) \| .*\|$", EXPLANATION, flags=re.MULTILINE)
    assert tuple(group for group, _ in rows) == GROUP_NAMES
    model = opinionclf.load_model()
    features = {*model.feature_names, *model.model.dense_names}
    for _, names in rows:
        for name in re.findall(r"`(.*?)`", names):
            assert name in features or name.startswith("context:")


@pytest.mark.parametrize("command", ["pip install 'a[nothing]'", "make nothing", "python benchmarks/speed.py --nothing"])
def test_a_command_that_names_something_missing_is_found(command: str) -> None:
    with pytest.raises(AssertionError):
        documentation.check_command(command)


def test_outputs_differ_by_more_than_the_models_figures() -> None:
    assert documentation.alike("O  95%   It is.\n", "O 94% It is.")
    assert not documentation.alike("O  95%   It is.\n", "O 91% It is.")
    assert not documentation.alike("macro-F1  1.000", "macro-F1 0.952")
    assert not documentation.alike("O  95%   It is.\n", "A 95% It is.")
    assert not documentation.alike("3 sentences", "4 sentences")


def test_the_table_of_figures_names_commands_that_exist() -> None:
    text = (REPOSITORY / "docs" / "figures.md").read_text(encoding="utf-8")
    commands = set(re.findall(r"`((?:python (?!-m pytest)|make )[^`]*)`", text))
    assert len(commands) > 10
    for command in commands:
        documentation.check_command(command)


def test_the_table_of_figures_agrees_with_the_model_card() -> None:
    listed = table_under("figures", "## Labels on real news")
    measured = {(name, measure): value for name, measure, value, *_ in table_under("model_card", "## Real news")}
    assert len(listed) == 11
    for name, measure, _, _, value, _ in listed:
        assert (name, measure, value) == (name, measure, measured[name, measure])


def test_the_table_of_figures_agrees_with_the_page_about_speed() -> None:
    listed = {name: figure for name, _, _, figure, *_ in table_under("figures", "## Speed")}
    shown = {name: now for name, _, now, _ in table_under("speed", "## Figures")}
    common = listed.keys() & shown.keys()
    assert len(common) == 6
    assert {name: listed[name] for name in common} == {name: shown[name] for name in common}


def test_what_context_is_said_to_be_worth_agrees_with_the_model_and_its_card() -> None:
    text = " ".join((REPOSITORY / "docs" / "how_it_decides.md").read_text(encoding="utf-8").split())
    model = opinionclf.load_model().model
    assert f"with fixed weights: {model.neighbours:g} and {model.article:g}," in text
    headings = ("## Held-out documents, sentences in their articles", "## Held-out documents, sentences by themselves")
    worth = [{row[0]: row[3] for row in table_under("model_card", heading)}["**macro-F1**"][2:7] for heading in headings]
    assert f"macro-F1 is {worth[0]} with it and {worth[1]} without" in text


@pytest.mark.parametrize("name", ["wire_report.txt", "op_ed.txt"])
def test_the_page_beside_other_libraries_shows_the_shipped_model(name: str) -> None:
    shown = table_under("comparison", f"`examples/{name}`\n")
    document = opinionclf.classify((REPOSITORY / "examples" / name).read_text(encoding="utf-8"))
    sentences = document.sentences[: len(shown)]
    model = opinionclf.load_model()
    opinion = model.predict_proba([s.text for s in sentences])[:, list(model.classes_).index("editorial_opinion")]
    assert len(shown) > 5
    assert [row[:2] for row in shown] == [[s.text, f"`{s.label}`"] for s in sentences], "python benchmarks/comparison.py"
    assert [float(row[2]) for row in shown] == pytest.approx(opinion.tolist(), abs=0.006)


def table_under(page: str, heading: str) -> list[list[str]]:
    """The rows of the first table under a heading."""
    text = (REPOSITORY / "docs" / f"{page}.md").read_text(encoding="utf-8").partition(f"{heading}\n")[2]
    rows = re.search(r"(?:^\|.*\n)+", text, flags=re.MULTILINE)
    assert rows is not None
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in rows[0].splitlines()[2:]]


@pytest.mark.parametrize("module", ["classifier", "result", "integrations.frames", "training.estimator"])
def test_the_examples_of_docstrings_are_true(module: str) -> None:
    found = doctest.testmod(importlib.import_module(f"opinionclf.{module}"), optionflags=doctest.NORMALIZE_WHITESPACE)
    assert found.attempted > 0
    assert found.failed == 0


@pytest.mark.parametrize("name", [name for name in opinionclf.__all__ if name[0].islower() or name == "SentenceClassifier"])
def test_what_is_called_first_has_an_example(name: str) -> None:
    assert ">>> " in (inspect.getdoc(getattr(opinionclf, name)) or "")


@pytest.mark.parametrize("name", ["CITATION.cff", "docs/cite.md"])
def test_the_version_to_cite_is_that_of_the_package(name: str) -> None:
    text = (REPOSITORY / name).read_text(encoding="utf-8")
    assert re.findall(r"^ *version *[:=] *\{?([\d.]+)", text, flags=re.MULTILINE) == [opinionclf.__version__]

"""How the code blocks of the pages are run.

========= ================================================================================================================
language  what is done
========= ================================================================================================================
python    run, all blocks of a page in one namespace
pycon     run; what is shown is compared
sh        each command runs in a folder with the files that pages speak of, must succeed and say nothing on standard error
console   each command behind `$ ` runs there; what is shown is compared, figures of the model to `NEAR`
========= ================================================================================================================

Commands that install, build, take minutes or need data that are not in the repository (`pip`, `make`, `python FILE` of
anything but the examples) are not run but checked: the extras, the target, the program and its options must exist. A block
that can't be run has a comment `<!-- skip: next "reason" -->` in front of it; other languages (`SHOWN`) are no programs.
"""

from __future__ import annotations

import doctest
import gzip
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from unittest import SkipTest

from conftest import EXAMPLES, PATIENCE, REPOSITORY, Called, article, environment, small_rows
from sybil import Example, Region, Sybil
from sybil.document import Document
from sybil.evaluators.doctest import DocTestEvaluator
from sybil.parsers.abstract.doctest import DocTestStringParser
from sybil.parsers.markdown import CodeBlockParser, PythonCodeBlockParser, SkipParser

SHOWN = {"text", "bibtex", "json", "tsv"}
RUN = {"python", "pycon", "sh", "console"}
NEAR = 0.02  # what a page shows is what readers get, but for the rounding of another processor
SKIP = re.compile(r"<!--+ *skip: *(\w+)(?: +(.*?))? *--+>")

Main = Callable[..., Called]

_FIGURE = re.compile(r"\d+%|\d*\.\d+")
_OUTSIDE = ("pip", "make", "python", "git")
_NEEDS_SHELL = {"|", ">", "<"}


def pages() -> list[Path]:
    """All pages of the documentation, README and what else people read first."""
    named = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "benchmarks/README.md", "training_data/README.md",
             "training_data/GUIDELINES.md", "training_data/BRIEF.md", "examples/README.md")  # fmt: skip
    return [*(REPOSITORY / name for name in named), *sorted((REPOSITORY / "docs").rglob("*.md"))]


def lay_files(folder: Path) -> None:
    """Write the files that the pages speak of."""
    shutil.copy(EXAMPLES / "op_ed.txt", folder / "article.txt")
    articles = [{"id": number, "url": f"/{number}", "text": article(number), "body": article(number)} for number in range(4)]
    (folder / "articles").mkdir()
    for row in articles:
        (folder / "articles" / f"{row['id']}.txt").write_text(str(row["text"]), encoding="utf-8")
    lines = "".join(json.dumps(row) + "\n" for row in articles).encode()
    (folder / "crawl.jsonl").write_bytes(lines)
    (folder / "crawl.jsonl.gz").write_bytes(gzip.compress(lines))
    _lay_tables(folder, articles)
    bad = [{"text": "It opened.", "label": "factual_report"}] * 5
    bad[2], bad[4] = {"text": "It closed."}, {"text": "It moved.", "label": "factual_reprot"}
    (folder / "labels.jsonl").write_text("".join(json.dumps(row) + "\n" for row in bad), encoding="utf-8")
    shutil.copy(REPOSITORY / "tests" / "exports" / "label_studio.json", folder / "export.json")
    for name in ("examples", "training_data", "benchmarks"):
        (folder / name).symlink_to(REPOSITORY / name)


def _lay_tables(folder: Path, articles: list[dict[str, object]]) -> None:
    import pandas

    pandas.DataFrame(articles).to_parquet(folder / "crawl.parquet")
    pandas.DataFrame(articles).assign(outlet="Gazette").to_csv(folder / "crawl.csv", index=False)
    rows = pandas.DataFrame(small_rows())
    rows["outlet"] = rows["document"].str[-1]
    late = rows["document"].isin(sorted(set(rows["document"]))[-4:])
    rows[~late].to_csv(folder / "labels.csv", index=False)
    rows[late].to_csv(folder / "held_out.csv", index=False)
    two = rows["label"].map({"editorial_opinion": "SUBJ", "factual_report": "OBJ", "attributed_claim": "UNSURE"})
    rows.assign(label=two).to_csv(folder / "subj.tsv", sep="\t", index=False)
    own = rows["label"].map({"editorial_opinion": "view", "factual_report": "news", "attributed_claim": "quote"})
    rows.assign(label=own).to_csv(folder / "own.csv", index=False)


def run_page(path: Path, main: Main) -> tuple[int, list[str]]:
    """Run the examples of a page in this folder; return how many were run, and the reasons of those that were not.

    Parameters
    ----------
    path : Path
    main : callable
        Runs `opinionclf` within this process; lines that need a shell get one of their own.
    """
    document = _sybil(main).parse(path)
    run, reasons = 0, []
    for example in document.examples():
        try:
            example.evaluate()
            run += example.region.evaluator is not None
        except SkipTest as reason:
            reasons.append(str(reason))
    return run, reasons


def languages(path: Path) -> list[str]:
    """The language of each fenced block."""
    fences = re.findall(r"^ *(`{3,})(.*)$", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return [language.strip() for _, language in fences[::2]]


def _sybil(main: Main) -> Sybil:
    return Sybil([PythonCodeBlockParser(), _Pycon(), SkipParser(), CodeBlockParser("sh", lambda example: _sh(example, main)),
                  CodeBlockParser("console", lambda example: _console(example, main))])  # fmt: skip


class _Pycon:
    """Sessions of Python."""

    def __init__(self) -> None:
        self.blocks = CodeBlockParser("pycon", lambda example: None)
        self.sessions = DocTestStringParser(DocTestEvaluator(doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE))

    def __call__(self, document: Document) -> Iterator[Region]:
        for block in self.blocks(document):
            for region in self.sessions(block.parsed, document.path):
                region.adjust(block, block.parsed)
                yield region


def _sh(example: Example, main: Main) -> None:
    source = str(example.parsed)
    commands = [source] if "<<" in source else source.replace("\\\n", " ").splitlines()
    for command in commands:
        if not command.strip() or command.startswith("#"):
            continue
        if _is_outside(command):
            check_command(command)
            continue
        result = _called(command, main)
        assert (result.returncode, result.stderr) == (0, ""), f"{command}\n{result.stdout}{result.stderr}"


def _console(example: Example, main: Main) -> None:
    for part in re.split(r"^\$ ", str(example.parsed).replace("\\\n", " "), flags=re.MULTILINE)[1:]:
        command, _, wanted = part.partition("\n")
        result = _called(command, main)
        shown = result.stdout + result.stderr
        assert alike(wanted, shown), f"{command}\nwanted:\n{wanted}\ngot:\n{shown}"


def _is_outside(command: str) -> bool:
    return command.split()[0] in _OUTSIDE and not re.search(r"<<|^python examples/", command)


def _called(command: str, main: Main) -> Called:
    """Run a line of the shell, where `opinionclf` and `python` are those of the tests."""
    words = shlex.split(command, comments=True)
    if words[0] == "opinionclf" and not _NEEDS_SHELL & set(words):
        found = [sorted(map(str, Path().glob(word))) if "*" in word else [word] for word in words[1:]]
        return main(*(word for some in found for word in some))
    python = f"'{sys.executable}'"
    names = f'opinionclf() {{ {python} -m opinionclf "$@"; }}\npython() {{ {python} "$@"; }}\n'
    result = subprocess.run(["sh", "-c", names + command], env=environment(), capture_output=True, text=True,
                            encoding="utf-8", timeout=PATIENCE, check=False)  # fmt: skip
    return Called(result.returncode, result.stdout, result.stderr)


def alike(wanted: str, got: str) -> bool:
    """Whether two outputs are the same but for white space and small differences of the model's figures."""
    texts = [" ".join(text.split()) for text in (wanted, got)]
    if _FIGURE.sub("0", texts[0]) != _FIGURE.sub("0", texts[1]):
        return False
    figures = ([float(found.rstrip("%")) / (100 if "%" in found else 1) for found in _FIGURE.findall(text)] for text in texts)
    return all(abs(one - other) <= NEAR for one, other in zip(*figures, strict=True))


def check_command(command: str) -> None:
    """Check that what a command names exists.

    Raises
    ------
    AssertionError
    """
    words = command.partition(" # ")[0].split()
    if words[0] == "pip":
        described = (REPOSITORY / "pyproject.toml").read_text(encoding="utf-8")
        for extra in re.findall(r"\[(.*?)\]", command):
            for name in extra.split(","):
                assert re.search(rf"^{name} = \[", described, flags=re.MULTILINE), f"{command}: no extra {name}"
    elif words[0] == "make":
        targets = (REPOSITORY / "Makefile").read_text(encoding="utf-8")
        for word in words[1:]:
            assert "=" in word or re.search(rf"^{word}:", targets, flags=re.MULTILINE), f"{command}: no target {word}"
    elif words[0] == "python":
        place = words[2].replace(".", os.sep) + ".py" if words[1] == "-m" else words[1]
        program = _with_imports(REPOSITORY / place)
        for option in re.findall(r" (--[a-z-]+)", command):
            assert f'"{option}"' in program, f"{command}: {place} has no {option}"


def _with_imports(program: Path) -> str:
    """The text of a program and of the modules beside it that it imports."""
    text = program.read_text(encoding="utf-8")
    beside = (program.parent / f"{name}.py" for name in re.findall(r"^from (\w+) import", text, flags=re.MULTILINE))
    return text + "".join(path.read_text(encoding="utf-8") for path in beside if path.is_file())

"""Supported versions: an environment for each end of the range, and the tests in it.

``nox`` runs all sessions, ``nox -s oldest`` one. Environments are made with uv, which finds Pythons on the path (with pyenv:
``pyenv local 3.10 3.11 3.12 3.13``). ``nox -- ARGUMENTS`` hands arguments to pytest, such as ``-n 2``. What each session
ran with and what became of its tests is kept in ``build/matrix``; ``python benchmarks/matrix.py tables`` makes the tables of
``docs/reliability.md`` of it.
"""

from __future__ import annotations

from pathlib import Path

import nox

nox.needs_version = ">=2024.10.9"
nox.options.default_venv_backend = "uv"
nox.options.sessions = ["oldest", "newest", "between", "answers"]

OLDEST, BETWEEN, NEWEST = "3.10", ["3.11", "3.12"], "3.13"
# Every library at the lowest version that pyproject.toml allows; what those need in turn is as new as they allow.
LOWEST = ("--resolution", "lowest-direct")
RECORDS = Path("build") / "matrix"
LICENCES = Path("docs") / "licences.md"
LICENCES_HEAD = """\
# Licences of all that can be installed

Written by `nox -s licences`: what the package, its extras and its tools install on Python 3.13, with licences as the packages
state them.
"""


def tests(session: nox.Session, *arguments: str) -> None:
    """Run the tests, and keep with what they ran and how they ended. A file opened without naming its encoding is an error."""
    session.install("pip")  # a test installs the wheel with it
    record = RECORDS / session.name
    session.run("python", "benchmarks/matrix.py", "record", f"{record}.json")
    session.run("python", "-X", "warn_default_encoding", "-m", "pytest", "-q", f"--junitxml={record}.xml",
                *arguments, *session.posargs)  # fmt: skip


@nox.session(python=OLDEST)
def oldest(session: nox.Session) -> None:
    """All tests on the oldest Python with the oldest libraries, those of the extras too."""
    session.install(*LOWEST, "-e", ".[dev]")
    # That old libraries use what their newer dependencies no longer like is not ours to mend.
    tests(session, "-m", "not clusters", "-W", "ignore::DeprecationWarning")


@nox.session(python=NEWEST)
def newest(session: nox.Session) -> None:
    """All tests on the newest Python with the newest libraries."""
    session.install("--upgrade", "-e", ".[dev]")
    tests(session, "-m", "not clusters")


@nox.session(python=BETWEEN)
def between(session: nox.Session) -> None:
    """The quick tests on the other Pythons."""
    session.install("--upgrade", "-e", ".[dev]")
    tests(session, "-m", "not slow and not clusters")


@nox.session(python=OLDEST)
def clusters(session: nox.Session) -> None:
    """The examples on clusters with the oldest Spark (needs Java 17) and Ray."""
    session.install(*LOWEST, "-e", ".[dev,clusters]")
    tests(session, "-m", "clusters")


@nox.session(python=[OLDEST, NEWEST])
def train(session: nox.Session) -> None:
    """Train a model of the corpus and one from labels at each end of the range, for ``answers``."""
    session.install(*(LOWEST if session.python == OLDEST else ("--upgrade",)), "-e", ".")
    session.run("python", "benchmarks/versions.py", "train", _folder(session))


@nox.session(python=[OLDEST, NEWEST], requires=["train"])
def answer(session: nox.Session) -> None:
    """Let each end of the range use the models of both, for ``answers``."""
    session.install(*(LOWEST if session.python == OLDEST else ("--upgrade",)), "-e", ".")
    models = [_folder(session, python) for python in (OLDEST, NEWEST)]
    session.run("python", "benchmarks/versions.py", "answer", _folder(session), *models)


@nox.session(python=NEWEST, requires=["answer"])
def answers(session: nox.Session) -> None:
    """Compare what both ends of the range answer: a label that differs is an error."""
    session.install("--upgrade", "-e", ".")
    session.run("python", "benchmarks/versions.py", "compare", *[_folder(session, python) for python in (OLDEST, NEWEST)])


def _folder(session: nox.Session, python: object = None) -> str:
    """Where an end of the range keeps its models and answers."""
    return str(Path(session.cache_dir).absolute() / f"versions-{python or session.python}")


@nox.session(python=NEWEST)
def licences(session: nox.Session) -> None:
    """Write the licences of everything that the package, its extras and its tools install."""
    session.install("--upgrade", "-e", ".[dev,clusters,comparison,matrix]", "pip-licenses")
    table = session.run("pip-licenses", "--from=mixed", "--format=markdown", "--order=license", "--ignore-packages",
                        "opinionclf", silent=True)  # fmt: skip
    LICENCES.write_text(f"{LICENCES_HEAD}\n{table}", encoding="utf-8")

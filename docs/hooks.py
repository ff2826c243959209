"""What the site shows beside the pages in this folder; MkDocs calls these functions.

Files of the repository that are pages too (`PAGES`) keep their place and get an address in the site. A relative link counts
from the place of the file that holds it, as in the repository; a linked file that is no page is copied into the site.
"""

from __future__ import annotations

import argparse
import os
import posixpath
import re
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page

from opinionclf.cli import build_parser

ROOT = Path(__file__).resolve().parent.parent
PAGES = {
    "README.md": "index.md",
    "CHANGELOG.md": "changelog.md",
    "CONTRIBUTING.md": "contributing.md",
    "benchmarks/README.md": "benchmarks.md",
    "examples/README.md": "examples.md",
    "training_data/BRIEF.md": "brief.md",
    "training_data/README.md": "data_card.md",
    "training_data/GUIDELINES.md": "guidelines.md",
}
_TO_COME = ("reliability.md",)  # in the navigation as soon as they are written
_ORIGINS = {page: origin for origin, page in PAGES.items()}
_LINK = re.compile(r"(?<=\]\()(?![a-z]+:|#)([^)#\s]+)")
_WIDTH = "100"


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Write the list of decisions in the place that the configuration keeps for it; leave out pages that are to come."""
    decisions = [f"decisions/{path.name}" for path in sorted((ROOT / "docs" / "decisions").glob("*.md"))]
    missing = {name for name in _TO_COME if not (ROOT / "docs" / name).is_file()}
    for section in config.nav or []:
        for title, entries in section.items():
            if isinstance(entries, list):
                section[title] = [entry for entry in entries if not missing & set(entry.values())]
                for entry in section[title]:
                    entry.update({name: decisions for name, place in entry.items() if place == "decisions/"})
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages that stand elsewhere and the command-line reference."""
    for origin, page in PAGES.items():
        files.append(File.generated(config, page, abs_src_path=str(ROOT / origin)))
    files.append(File.generated(config, "command_line.md", content=command_line()))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Turn links between files of the repository into links between pages and files of the site."""
    here = page.file.src_uri
    folder = posixpath.dirname(_ORIGINS.get(here, f"docs/{here}"))

    def place(match: re.Match[str]) -> str:
        target = posixpath.normpath(posixpath.join(folder, match[1]))
        if (ROOT / target / "README.md").is_file():
            target += "/README.md"
        if not (ROOT / target).is_file():
            return match[0]  # MkDocs complains about it
        uri = PAGES.get(target) or target.removeprefix("docs/")
        if files.get_file_from_path(uri) is None:
            if target.endswith(".md"):
                return match[0]  # a page that is missing in PAGES: MkDocs complains too
            uri = f"files/{target}"
            if files.get_file_from_path(uri) is None:
                files.append(File.generated(config, uri, abs_src_path=str(ROOT / target), inclusion=InclusionLevel.INCLUDED))
        return posixpath.relpath(uri, posixpath.dirname(here) or ".")

    return _LINK.sub(place, markdown)


def command_line() -> str:
    """Return the page with the help of the program and of each command, as the program prints it."""
    before = os.environ.get("COLUMNS")
    os.environ["COLUMNS"] = _WIDTH
    try:
        parser = build_parser()
        commands = next(action for action in parser._actions if isinstance(action, argparse._SubParsersAction))
        helps = {"opinionclf": parser.format_help()}
        helps.update({f"opinionclf {name}": command.format_help() for name, command in commands.choices.items()})
    finally:
        os.environ.pop("COLUMNS")
        if before is not None:
            os.environ["COLUMNS"] = before
    sections = [f"## {name}\n\n```text\n{text.rstrip()}\n```\n" for name, text in helps.items()]
    return "# Command line\n\nWhat `opinionclf COMMAND --help` prints.\n\n" + "\n".join(sections)

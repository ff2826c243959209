"""The documentation as a site."""

from __future__ import annotations

import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest
from conftest import REPOSITORY, environment

import opinionclf
from opinionclf.cli import build_parser

BUILD = """
import socket, sys
def refuse(*args): raise OSError("the network is not to be used")
socket.socket.connect = socket.getaddrinfo = refuse
from mkdocs.__main__ import cli
cli(["build", "--quiet", "--site-dir", sys.argv[1]])
"""


class _Loads(HTMLParser):
    """Addresses of what a browser loads with a page by itself, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag != "a":
            self.addresses += [values[name] or "" for name in ("src", "href", "data", "poster", "srcset") if name in values]

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built without the network; every warning, such as a broken link, is an error."""
    folder = tmp_path_factory.mktemp("site")
    result = subprocess.run([sys.executable, "-c", BUILD, str(folder)], cwd=REPOSITORY, env=environment(), check=False,
                            capture_output=True, text=True, encoding="utf-8", timeout=300)  # fmt: skip
    assert (result.returncode, result.stdout + result.stderr) == (0, "")
    return folder


def test_no_page_loads_anything_from_elsewhere(site: Path) -> None:
    pages = sorted(site.rglob("*.html"))
    assert len(pages) > 30
    for page in pages:
        loaded = _Loads(page.read_text(encoding="utf-8")).addresses
        assert loaded
        assert [address for address in loaded if re.match(r"(\w+:)?//", address)] == [], page.name
    for style in site.rglob("*.css"):
        found = re.findall(r"@import[^;]*|url\(\s*[\"']?([^\"')]+)", style.read_text(encoding="utf-8"))
        assert [address for address in found if re.match(r"(https?:)?//", address)] == [], style.name


def test_the_command_line_reference_names_every_option(site: Path) -> None:
    text = " ".join(_Loads((site / "command_line.html").read_text(encoding="utf-8")).text.split())
    commands = next(action.choices for action in build_parser()._actions if isinstance(action.choices, dict))
    for name, command in commands.items():
        assert f"usage: opinionclf {name}" in text
        for action in command._actions:
            assert all(option in text for option in action.option_strings)


def test_the_reference_describes_every_public_name(site: Path) -> None:
    page = (site / "api.html").read_text(encoding="utf-8")
    assert [name for name in opinionclf.__all__ if f'id="opinionclf.{name}"' not in page] == []

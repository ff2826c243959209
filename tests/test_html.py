"""The page: everything escaped, nothing fetched, and a browser that clicks on it."""

from __future__ import annotations

import html
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest
from browser import PROGRAM, Browser
from conftest import EXAMPLES
from hypothesis import given, settings
from hypothesis import strategies as st

import opinionclf

Run = Callable[..., "subprocess.CompletedProcess[str]"]
ATTACK = "<script>alert(1)</script>"
TEXT = (EXAMPLES / "scraped_page.txt").read_text(encoding="utf-8") + (
    f'\n\nThe form said {ATTACK} & nothing else, the clerk said. "><img src=x onerror=alert(2)> is a shameful name.\n'
)
ALLOWED = {"html", "head", "meta", "title", "style", "body", "main", "fieldset", "legend", "label", "input", "span", "section",
           "h1", "h2", "h3", "div", "dl", "dt", "dd", "details", "summary", "ol", "ul", "li", "small", "article", "p", "table",
           "tr", "th", "td", "i", "b", "script"}  # fmt: skip


class Reader(HTMLParser):
    """Collects tags, attributes, and the text of the article."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.article = ""
        self._inside = False
        self._mark = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        self._inside |= tag == "article"
        self._mark = ("class", "mark") in attrs

    def handle_endtag(self, tag: str) -> None:
        self._inside &= tag != "article"
        self._mark = False

    def handle_data(self, data: str) -> None:
        if self._inside and not self._mark:
            self.article += data


def read(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    return reader


def test_markup_of_an_article_is_shown_and_never_run() -> None:
    page = opinionclf.classify(TEXT).to_html(f"A title {ATTACK}")
    assert ATTACK not in page
    assert html.escape(ATTACK) in page
    reader = read(page)
    assert set(reader.tags) <= ALLOWED
    assert reader.tags.count("script") == 1
    assert not any(name.startswith("on") or name in ("src", "href") for name, _ in reader.attributes)


def test_labels_that_share_a_colour_share_a_box() -> None:
    base, document = opinionclf.load_model(), opinionclf.classify(TEXT)
    model = replace(base.model, labels=[*"abcdef"], sparse=np.zeros((len(base.model.sparse), 6), np.int16),
                    dense=np.zeros((len(base.model.dense), 6), np.int32), intercept=np.zeros(6))  # fmt: skip
    ids = re.findall(r'id="(\w+)"', opinionclf.Classifier(model).classify(document.text).to_html())
    assert len(ids) == len(set(ids))


def test_the_page_fetches_nothing() -> None:
    page = opinionclf.classify(TEXT).to_html()
    assert "default-src 'none'" in page
    assert not re.search(r"https?://|@import|url\(", page)


def test_the_article_stands_as_it_is() -> None:
    reader = read(opinionclf.classify(TEXT).to_html())
    assert "".join(reader.article.split()) == "".join(TEXT.split())


PIECES = ["<b>", "</p>", "&amp;", "{{ 7*7 }}", "{% x %}", "\ud800", "\0", '"', "'", "<!--", "]]>", "</script>", "It rained. ",
          "\n\n", "she said"]  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.text(max_size=80), st.lists(st.sampled_from(PIECES), max_size=12).map("".join)))
def test_any_text_becomes_a_page_with_the_same_tags(text: str) -> None:
    page = opinionclf.classify(text).to_html(text)
    page.encode()
    reader = read(page)
    assert set(reader.tags) <= ALLOWED
    assert reader.tags.count("script") == 1
    assert "{{ 7*7 }}".replace(" ", "") in "".join(reader.article.split()) or "{{ 7*7 }}" not in text


def test_a_notebook_shows_the_page_in_a_closed_frame() -> None:
    frame = opinionclf.classify(TEXT)._repr_html_()
    assert frame.startswith('<iframe sandbox="allow-scripts"')
    assert read(frame).tags == ["iframe"]


def test_classify_writes_one_page_for_all_files(run: Run) -> None:
    result = run("classify", EXAMPLES / "op_ed.txt", EXAMPLES / "wire_report.txt", "--format", "html")
    assert result.returncode == 0
    assert read(result.stdout).tags.count("section") == 2
    numbers = re.findall(r' id="(i\d+)"', result.stdout)
    assert len(numbers) == len(set(numbers))


def test_a_place_that_can_not_be_written_to_is_told_before_any_article_is_read(run: Run, tmp_path: Path) -> None:
    result = run("classify", "missing.txt", "--format", "html", "--output", tmp_path)
    assert (result.returncode, result.stderr) == (2, f"opinionclf: {tmp_path}: is a directory, expected a file\n")
    assert run("classify", EXAMPLES / "op_ed.txt", "--format", "html", "--output", tmp_path / "page.html").returncode == 0
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["page.html"]


def test_without_jinja_the_error_names_the_extra() -> None:
    code = (
        "import sys; sys.modules['jinja2'] = None\n"
        "import opinionclf\n"
        "d = opinionclf.classify('It rained.')\n"
        "print(d._repr_html_()[:5])\n"
        "from opinionclf.cli import main\n"
        f"print(main(['classify', '--format', 'html', {str(EXAMPLES / 'op_ed.txt')!r}]))"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert result.stdout.split() == ["<pre>", "2"]
    assert result.stderr == "opinionclf: a page needs jinja2, which is not installed: pip install 'opinionclf[html]'\n"


# In a browser


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    if PROGRAM is None:
        missing = "no Chromium (Debian: apt-get install chromium)"
        if os.environ.get("CI") == "true":
            pytest.fail(f"{missing}: the page was not tested")
        pytest.skip(missing)
    with Browser(tmp_path_factory.mktemp("profile")) as opened:
        yield opened


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.html"
    path.write_text(opinionclf.classify(TEXT).to_html("A page"), encoding="utf-8")
    return path


def tooltip(browser: Browser) -> str:
    return str(browser.run("document.getElementById('tip').hidden ? '' : document.getElementById('tip').innerText"))


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("width", [1280, 390])
def test_a_click_on_a_sentence_shows_why(browser: Browser, page: Path, tmp_path: Path, width: int, dark: bool) -> None:
    browser.look(width, 860, dark, mobile=width < 500)
    browser.open(page)
    assert tooltip(browser) == ""
    browser.click(".s.l1")
    shown = tooltip(browser)
    for part in ("attributed claim", "%", "Source: the town", "cue: said", "reporting 3"):
        assert part in shown
    edge = "document.getElementById('tip').getBoundingClientRect()"
    assert browser.run(f"{edge}.left") >= 0
    assert browser.run(f"{edge}.right") <= width
    assert browser.run("document.documentElement.scrollWidth") <= width
    browser.screenshot(tmp_path / "page.png")
    assert (tmp_path / "page.png").stat().st_size > 10_000
    browser.click("h1")
    assert tooltip(browser) == ""


def test_a_filter_dims_the_sentences_of_its_label(browser: Browser, page: Path) -> None:
    def opacity(label: int) -> float:
        return float(browser.run(f"getComputedStyle(document.querySelector('.s.l{label}')).opacity"))

    browser.look(1200, 900)
    browser.open(page)
    assert (opacity(1), opacity(2)) == (1.0, 1.0)
    browser.click("#f1")
    assert (opacity(1) < 0.5, opacity(2)) == (True, 1.0)
    browser.click("#f1")
    assert opacity(1) == 1.0


def test_the_keyboard_opens_and_closes(browser: Browser, page: Path) -> None:
    browser.look(1200, 900)
    browser.open(page)
    browser.run("document.querySelector('.s.l2').focus()")
    for key, text in (("Enter", "\r"), ("Escape", "")):
        browser.call("Input.dispatchKeyEvent", type="keyDown", key=key, code=key, text=text)
        browser.call("Input.dispatchKeyEvent", type="keyUp", key=key, code=key)
        assert bool(tooltip(browser)) == (key == "Enter")


def test_markup_of_an_article_does_nothing_in_a_browser(browser: Browser, page: Path) -> None:
    browser.events.clear()
    browser.look(1200, 900)
    browser.open(page)
    assert ATTACK in browser.run("document.querySelector('article').innerText")
    assert browser.run("document.querySelectorAll('script').length") == 1
    assert browser.run("document.images.length") == 0
    wrong = {"Page.javascriptDialogOpening", "Log.entryAdded", "Runtime.exceptionThrown"}
    assert not wrong & {event["method"] for event in browser.events}


def test_print_leaves_out_what_only_a_screen_can_do(browser: Browser, page: Path) -> None:
    browser.look(800, 1000, media="print")
    browser.open(page)
    assert browser.run("getComputedStyle(document.querySelector('fieldset input')).display") == "none"
    assert browser.run("getComputedStyle(document.querySelector('.mark')).visibility") == "visible"


def test_print_opens_what_is_folded(browser: Browser, page: Path) -> None:
    folded = "document.querySelectorAll('details:not([open])').length"
    browser.look(800, 1000)
    browser.open(page)
    assert browser.run(folded) == 2
    browser.look(800, 1000, media="print")
    assert browser.becomes(folded, 0)
    browser.look(800, 1000)
    assert browser.becomes(folded, 2)


def test_the_letter_of_a_label_stays_with_its_sentence(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "narrow.html"
    path.write_text(opinionclf.classify((EXAMPLES / "op_ed.txt").read_text(encoding="utf-8")).to_html(), encoding="utf-8")
    apart = (
        "[...document.querySelectorAll('.s')].filter((s) => { const mark = s.firstChild.getClientRects()[0];"
        "const range = document.createRange(); range.setStart(s.childNodes[1], 0); range.setEnd(s.childNodes[1], 1);"
        "return Math.abs(range.getClientRects()[0].bottom - mark.bottom) > 14; }).length"
    )
    for width in range(330, 900, 30):
        browser.look(width, 900)
        browser.open(path)
        assert browser.run(apart) == 0

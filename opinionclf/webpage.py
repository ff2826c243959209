"""Documents as a page: the article as it stands, its sentences marked, and why, in one file without a network.

Needs Jinja2, the extra ``html``.
"""

from __future__ import annotations

import base64
import functools
import hashlib
import html
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from opinionclf.errors import OpinionclfError
from opinionclf.extras import optional
from opinionclf.labels import Label, marks_of

if TYPE_CHECKING:
    from jinja2 import Template

    from opinionclf.result import Document, Sentence

TEMPLATES = Path(__file__).parent / "templates"
_MEANINGS = {
    Label.FACTUAL_REPORT.value: "the writer states something that could be checked",
    Label.ATTRIBUTED_CLAIM.value: "said, thought, found or planned by somebody other than the writer",
    Label.EDITORIAL_OPINION.value: "the writer judges, speculates, recommends, mocks or argues",
}
_N_COLOURS = 4
_MOST_CUES = 14
# Controls, lone surrogates, and marks that turn the direction of a line: shown as a replacement character.
_UNSHOWN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


def render(documents: Sequence[tuple[str, Document]]) -> str:
    """Return one page with the documents, each below its title.

    Parameters
    ----------
    documents : sequence of (str, Document)
        Titles may be empty.

    Raises
    ------
    OpinionclfError
        If Jinja2 is not installed, or can't be loaded.
    """
    template, style, script, script_hash = _template()
    page = _Page(*((documents[0][1].labels, documents[0][1].parts) if documents else ([], [])))
    views = [page.document(title, document) for title, document in documents]
    titles = [title for title, _ in documents if title]
    result = template.render(
        title=titles[0] if titles else "opinionclf", style=style, script=script, script_hash=script_hash,
        labels=page.legend(), documents=views, infos=page.infos, version=documents[0][1].model_version if documents else "",
    )  # fmt: skip
    return shown(str(result))


def in_frame(document: Document) -> str:
    """Return the page as a frame for a notebook, closed off from the notebook's own page."""
    try:
        page = render([("", document)])
    except OpinionclfError as error:
        return f"<pre>{html.escape(repr(document))}\n{html.escape(str(error))}</pre>"
    height = min(260 + 22 * len(document.text) // 80, 640)
    return (
        f'<iframe sandbox="allow-scripts" style="width:100%;height:{height}px;border:1px solid #8886;border-radius:6px" '
        f'title="labelled document" srcdoc="{html.escape(page)}"></iframe>'
    )


def check_jinja() -> None:
    """Make sure, before work is put into a page, that it can be made.

    Raises
    ------
    OpinionclfError
        If Jinja2 is not installed, or can't be loaded.
    """
    _template()


@functools.cache
def _template() -> tuple[Template, Any, Any, str]:
    """The template, and style and script as they may stand in a page."""
    jinja2 = optional("jinja2", "html", "a page")
    from markupsafe import Markup  # which Jinja2 is made with

    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES), autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    style = (TEMPLATES / "page.css").read_text(encoding="utf-8")
    script = (TEMPLATES / "page.js").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return environment.get_template("page.html"), Markup(style), Markup(script), digest


def shown(page: str) -> str:
    """Return a page with a replacement character for what no page and no terminal should be sent."""
    return _UNSHOWN.sub("\ufffd", page.replace("\r\n", "\n").replace("\r", "\n"))


def _percent(value: float) -> str:
    return f"{value:.0%}"


class _Page:
    """Collects what the template shows; the boxes of all documents are numbered through."""

    def __init__(self, labels: Sequence[str], parts: Sequence[str]) -> None:
        self.meaning = {label: _MEANINGS.get(part, label) for label, part in zip(labels, parts, strict=True)}
        self.number = {label: min(i, _N_COLOURS - 1) for i, label in enumerate(labels)}
        self.marks = marks_of(labels)
        self.infos: list[dict[str, Any]] = []

    def _label(self, label: str) -> dict[str, Any]:
        number = self.number.get(label, _N_COLOURS - 1)
        return {"name": label.replace("_", " "), "number": number, "mark": self.marks.get(label, label)}

    def legend(self) -> list[dict[str, Any]]:
        """The labels; the last colour is that of all further ones, which one box shows and hides together."""
        seen: set[int] = set()
        rows = []
        for label in self.number:
            row = {**self._label(label), "meaning": self.meaning[label]}
            rows.append({**row, "has_box": row["number"] not in seen})
            seen.add(row["number"])
        return rows

    def document(self, title: str, document: Document) -> dict[str, Any]:
        """Return one document as the template shows it."""
        summary = document.summary
        shares = [
            {**self._label(label), "value": share, "percent": _percent(share), "count": summary["counts"][label]}
            for label, share in summary["shares"].items()
        ]
        op_ed = summary["op_ed_probability"]
        return {
            "title": title, "shares": shares, "sentences": summary["sentences"], "uncertain": summary["uncertain"],
            "op_ed": None if op_ed is None else _percent(op_ed), "hedging": _percent(summary["hedging"]),
            "sources": summary["sources"],
            "blocks": self._blocks(document),
        }  # fmt: skip

    def _blocks(self, document: Document) -> list[dict[str, Any]]:
        """The paragraphs and headings, each a list of pieces with the characters behind them."""
        blocks: list[dict[str, Any]] = []
        segments = document.segments
        paragraph: tuple[int, bool] | None = None
        for i, segment in enumerate(segments):
            heading = segment.kind == "heading"
            if heading or paragraph != (segment.paragraph, heading):
                blocks.append({"kind": "heading" if heading else "paragraph", "pieces": []})
            paragraph = (segment.paragraph, heading)
            end = segments[i + 1].start if i + 1 < len(segments) else segment.end
            blocks[-1]["pieces"].append({**self._piece(segment), "behind": document.text[segment.end : end]})
        for block in blocks:
            if block["kind"] == "paragraph" and all(piece["kind"] == "boilerplate" for piece in block["pieces"]):
                block["kind"] = "furniture"
        return blocks

    def _piece(self, segment: Sentence) -> dict[str, Any]:
        piece: dict[str, Any] = {"text": segment.text, "kind": segment.kind, "info": None}
        if segment.label is None or segment.probabilities is None:
            return piece
        label = self._label(str(segment.label))
        self.infos.append({**label, **self._info(segment, segment.probabilities)})
        return {**piece, **label, "doubt": segment.uncertain, "info": len(self.infos) - 1}

    def _info(self, segment: Sentence, probabilities: dict[str, float]) -> dict[str, Any]:
        """The box of a sentence: probabilities, source, cues."""
        rows = [{**self._label(name), "value": round(p, 4), "percent": _percent(p)} for name, p in probabilities.items()]
        cues = sorted(segment.cues, key=lambda cue: -cue.strength)[:_MOST_CUES]
        attribution = segment.attribution
        return {
            "rows": rows,
            "doubt": segment.uncertain,
            "cues": [cue.to_dict() for cue in sorted(cues, key=lambda cue: cue.start)],
            "attribution": attribution is not None,
            "source": attribution.said_by if attribution else "",
            "carried": attribution is not None and attribution.carried,
            "antecedent": attribution.antecedent.text if attribution and attribution.antecedent else "",
            "cue": attribution.cue.text if attribution and attribution.cue else "",
            "speech": f"{attribution.kind} speech" if attribution else "",
        }

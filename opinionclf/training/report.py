"""Figures as one HTML page that needs nothing else: for people who do not use a terminal. Needs Jinja2, the extra ``html``."""

from __future__ import annotations

import base64
from collections.abc import Sequence

from opinionclf.training.measures import Measured
from opinionclf.training.pictures import pictures
from opinionclf.webpage import TEMPLATES, shown


def html_report(title: str, measured: Measured, notes: Sequence[str]) -> str:
    """Return the page; its pictures are in it, where matplotlib is installed."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined)
    images = {name: base64.b64encode(data).decode() for name, data in pictures(measured).items()}
    rows = zip(measured.report.labels, measured.report.confusion.tolist(), strict=True)
    page = environment.get_template("report.html").render(
        title=title, found=measured, report=measured.report, confusion=list(rows), notes=notes, images=images
    )
    return shown(page)

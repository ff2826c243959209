"""Figures as one HTML page that needs nothing else: for people who do not use a terminal."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from html import escape

from opinionclf.training.measures import Measured
from opinionclf.training.pictures import pictures

_STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; max-width: 56rem; margin: 2rem auto; padding: 0 1rem; color: #222; background: #fff }
table { border-collapse: collapse; margin: 1rem 0 } th, td { border: 1px solid #ccc; padding: .3rem .7rem; text-align: right }
th:first-child, td:first-child { text-align: left } caption { text-align: left; font-weight: 600 } img { max-width: 100% }
"""


def html_report(title: str, measured: Measured, notes: Sequence[str]) -> str:
    """Return the page."""
    report, found = measured.report, measured.calibration
    low, high = measured.macro_f1
    rows = [
        [label, f"{report.precision[i]:.3f}", f"{report.recall[i]:.3f}", f"{report.f1[i]:.3f}",
         f"{measured.f1[i][0]:.3f} to {measured.f1[i][1]:.3f}", str(report.support[i])]
        for i, label in enumerate(report.labels)
    ]  # fmt: skip
    rows.append(["macro-F1", "", "", f"{report.macro_f1:.3f}", f"{low:.3f} to {high:.3f}", str(report.support.sum())])
    confusion = [[label, *map(str, row)] for label, row in zip(report.labels, report.confusion.tolist(), strict=True)]
    bands = [[f"{a:.1f} to {b:.1f}", str(n), f"{mean:.3f}", f"{right:.3f}"] for a, b, n, mean, right in found.bands]
    parts = [
        _table("Labels", ["label", "precision", "recall", "F1", "95% interval", "sentences"], rows),
        f"<p>Accuracy {report.accuracy:.3f}. Expected calibration error {found.error:.3f}, log loss {found.log_loss:.3f}, "
        f"Brier score {found.brier:.3f}.</p>",
        _table("Confusion (row: label in the data, column: label given)", ["", *report.labels], confusion),
        _table("Probability of the label given", ["band", "sentences", "mean", "share right"], bands),
    ]
    if measured.groups:
        groups = [[name, f"{one.macro_f1:.3f}", f"{one.accuracy:.3f}", str(one.support.sum())]
                  for name, one in measured.groups.items()]  # fmt: skip
        parts.append(_table("Groups", ["group", "macro-F1", "accuracy", "sentences"], groups))
    parts += [f'<img alt="{escape(name)}" src="data:image/png;base64,{base64.b64encode(data).decode()}">'
              for name, data in pictures(measured).items()]  # fmt: skip
    parts += [f"<p>Note: {escape(note)}</p>" for note in notes]
    head = f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title><style>{_STYLE}</style>'
    return f"{head}</head>\n<body><h1>{escape(title)}</h1>\n" + "\n".join(parts) + "\n</body></html>"


def _table(caption: str, header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [f"<caption>{escape(caption)}</caption>", "<tr>" + "".join(f"<th>{escape(cell)}</th>" for cell in header) + "</tr>"]
    lines += ["<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows]
    return "<table>" + "\n".join(lines) + "</table>"

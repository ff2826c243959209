"""Pictures for model cards and reports, where matplotlib is installed."""

from __future__ import annotations

import io
import warnings
from typing import Any

from opinionclf.storage import PICTURES
from opinionclf.training.measures import Measured


def pictures(measured: Measured) -> dict[str, bytes]:
    """Return ``reliability.png`` and ``confusion.png``; nothing without matplotlib."""
    try:
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure
    except ImportError:
        return {}
    result = {}
    for name, draw in zip(PICTURES, (_reliability, _confusion), strict=True):
        figure = Figure(figsize=(5, 4.2), dpi=110, layout="constrained")
        FigureCanvasAgg(figure)
        draw(figure.subplots(), measured)
        buffer = io.BytesIO()
        with warnings.catch_warnings():  # a label in letters that the font lacks is in the tables of the card
            warnings.filterwarnings("ignore", "Glyph .* missing from")
            # Without the version of matplotlib in it, so that the same figures give the same bytes.
            figure.savefig(buffer, format="png", metadata={"Software": None})
        result[name] = buffer.getvalue()
    return result


def _reliability(axes: Any, measured: Measured) -> None:
    bands = measured.calibration.bands
    axes.plot([0, 1], [0, 1], color="0.7", linewidth=1)
    axes.plot([mean for *_, mean, _ in bands], [right for *_, right in bands], marker="o", color="C0")
    for _, _, n, mean, right in bands:
        axes.annotate(str(n), (mean, right), textcoords="offset points", xytext=(5, -10), fontsize=7)
    axes.set(xlim=(0, 1), ylim=(0, 1), xlabel="probability of the label given", ylabel="share that is right", aspect="equal")
    axes.set_title("Reliability (numbers: sentences)", fontsize=10)


def _confusion(axes: Any, measured: Measured) -> None:
    counts = measured.report.confusion
    shares = counts / counts.sum(axis=1, keepdims=True).clip(1)
    axes.imshow(shares, cmap="Blues", vmin=0, vmax=1)
    labels = [label.replace("_", "\n") for label in measured.report.labels]
    axes.set_xticks(range(len(labels)), labels, fontsize=8)
    axes.set_yticks(range(len(labels)), labels, fontsize=8)
    axes.set(xlabel="label given", ylabel="label in the data")
    for i, row in enumerate(counts.tolist()):
        for j, count in enumerate(row):
            axes.text(j, i, f"{count}\n{shares[i, j]:.0%}", ha="center", va="center", fontsize=9,
                      color="white" if shares[i, j] > 0.6 else "black")  # fmt: skip

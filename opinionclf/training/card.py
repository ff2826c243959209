"""The model card: what a model was fitted on, how it does, and what to beware of, as Markdown beside the model.

The shipped model's card is put together from the same parts by ``benchmarks/model_card.py``.
"""

from __future__ import annotations

import platform
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from opinionclf.model import WEIGHT_UNIT, LinearModel
from opinionclf.training.measures import Measured, doubts, shown_bounds

_STRONGEST = 12


@dataclass(slots=True)
class CardFacts:
    """What a card tells beyond the model itself.

    Attributes
    ----------
    measured : Measured
        On held-out folds.
    basis : str
        What `measured` was measured on.
    data : list of str
        Names of the files.
    base : str
    settings : dict of str to str
        What was chosen and what was given.
    candidates : list of (C, balance, loss, macro-F1)
    notes : list of str
        What was found in the data.
    test : Measured or None
        On data that had no part in training.
    """

    measured: Measured
    basis: str
    data: list[str]
    base: str
    settings: dict[str, str]
    candidates: list[tuple[float, float, float, float]]
    notes: list[str]
    test: Measured | None = None


def model_card(model: LinearModel, names: Sequence[str], facts: CardFacts, pictures: Sequence[str]) -> str:
    """Return the card as Markdown."""
    parts = ["# Model card", *_data(model, facts), *figures(f"Figures on {facts.basis}", facts.measured, pictures)]
    if not pictures:
        parts.append("(Without pictures: matplotlib was not installed. `pip install 'opinionclf[pictures]'` and train again.)")
    if facts.test is not None:
        parts += figures("Figures on the test data", facts.test)
    parts += [*_settings(facts), *strongest_features(model, names), *_caveats(facts), *versions(model)]
    return "\n\n".join(parts) + "\n"


def _data(model: LinearModel, facts: CardFacts) -> list[str]:
    lines = [f"- files: {', '.join(_code(name) for name in facts.data)}", f"- started from: {facts.base}"]
    return ["## Data", "\n".join(lines), *fitted_on(model)]


def fitted_on(model: LinearModel) -> list[str]:
    """Return the amount of data, its hash and the shares of the labels."""
    info = model.info
    shares = info["label_shares"]
    assert isinstance(shares, dict)
    rows = [[label, f"{share:.1%}"] for label, share in shares.items()]
    lines = [f"- {info['n_sentences']} labelled sentences in {info['n_documents']} documents",
             f"- SHA-256: `{info['training_sha256']}`"]  # fmt: skip
    return ["\n".join(lines), table(["label", "share"], rows)]


def figures(title: str, measured: Measured, pictures: Sequence[str] = ()) -> list[str]:
    """Return a section of what was measured: each label, calibration, confusion, reliability."""
    report = measured.report
    rows = [
        [label, f"{report.precision[i]:.3f}", f"{report.recall[i]:.3f}",
         f"{report.f1[i]:.3f} ({shown_bounds(measured.f1[i])})", str(report.support[i])]
        for i, label in enumerate(report.labels)
    ]  # fmt: skip
    interval = shown_bounds(measured.macro_f1)
    rows.append(["**macro-F1**", "", "", f"**{report.macro_f1:.3f}** ({interval})", str(report.support.sum())])
    found = measured.calibration
    doubted = [f"**{told.capitalize()}.**" for told in doubts(measured)]
    parts = [f"## {title}", *doubted, f"Intervals are 95% bootstrap intervals over {measured.resampled}.",
             table(["label", "precision", "recall", "F1", "sentences"], rows),
             f"Accuracy {report.accuracy:.3f}; expected calibration error {found.error:.3f}, log loss {found.log_loss:.3f}, "
             f"Brier score {found.brier:.3f}."]  # fmt: skip
    confusion = [[label, *map(str, row)] for label, row in zip(report.labels, report.confusion.tolist(), strict=True)]
    parts += ["Confusion (row: label in the data, column: label given):", table(["", *report.labels], confusion)]
    parts += ["Reliability:", reliability(found.bands)]
    return parts + [f"![{name.removesuffix('.png')}]({name})" for name in pictures]


def reliability(bands: Sequence[tuple[float, float, int, float, float]]) -> str:
    """Return a table of probabilities and of how often they are right."""
    rows = [[f"{a:.2f} to {b:.2f}", str(n), f"{mean:.3f}", f"{right:.3f}"] for a, b, n, mean, right in bands]
    return table(["probability", "sentences", "mean", "share right"], rows)


def _settings(facts: CardFacts) -> list[str]:
    rows = [[name, value] for name, value in facts.settings.items()]
    tried = [[f"{C:g}", f"{balance:g}", f"{loss:.4f}", f"{f1:.4f}"] for C, balance, loss, f1 in facts.candidates]
    return ["## Settings", table(["setting", "value"], rows), "Candidates on the held-out folds:",
            table(["C", "class weight", "balanced log loss", "macro-F1"], tried)]  # fmt: skip


def strongest_features(model: LinearModel, names: Sequence[str]) -> list[str]:
    """The features that pull most towards each label, against the mean of the labels, each as the only one of its group."""
    scale = [model.scale[name.partition(":")[0]] for name in names]
    weights = np.concatenate([model.sparse, model.dense]).astype(np.float64) * WEIGHT_UNIT
    weights[: len(names)] *= np.array(scale).reshape(-1, 1)
    weights -= weights.mean(axis=1, keepdims=True)
    titles = [*names, *model.dense_names]
    parts = ["## Strongest features"]
    for number, label in enumerate(model.labels):
        order = np.argsort(-weights[:, number], kind="stable")[:_STRONGEST].tolist()
        parts.append(f"**{label}**: " + ", ".join(f"{_code(titles[i])} {weights[i, number]:+.2f}" for i in order))
    return parts


def _caveats(facts: CardFacts) -> list[str]:
    lines = [
        "The figures hold for text like the data; another outlet, country or time was not measured.",
        "A label says how a sentence is presented, not whether it is true, and is no evidence about an author.",
        "The settings were chosen on the same folds as the figures, which are a little too good for it; name test data of "
        "your own with `--test`.",
        *facts.notes,
    ]
    return ["## Caveats", "\n".join(f"- {_one_line(line)}" for line in lines)]


def versions(model: LinearModel) -> list[str]:
    """Return the section of the versions of what made the model."""
    import scipy
    import sklearn

    shown = {"opinionclf": model.info["version"], "Python": platform.python_version(), "numpy": np.__version__,
             "scipy": scipy.__version__, "scikit-learn": sklearn.__version__}  # fmt: skip
    return ["## Versions", ", ".join(f"{name} {version}" for name, version in shown.items())]


def without_folders(notes: Sequence[str], paths: Sequence[Path]) -> list[str]:
    """Name files by their name alone: the same data give the same card wherever they stand, and nobody's folders are told."""
    result = list(notes)
    for path in sorted(paths, key=lambda path: -len(str(path))):
        result = [f" {note}".replace(f" {path}:", f" {path.name}:")[1:] for note in result]
    return result


def _one_line(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")


def _code(text: str) -> str:
    mark = "``" if "`" in text else "`"
    return f"{mark}{' '.join(text.split())}{mark}"


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table in Markdown."""
    lines = [list(header), ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)

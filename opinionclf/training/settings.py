"""Settings of training: what was chosen by experiment (see ``docs/experiments.md``)."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that decides how a model is fitted.

    Attributes
    ----------
    C : float
        Inverse strength of the L2 penalty.
    min_documents : int
        A sparse feature must occur in this many documents.
    scale : dict of str to float
        Weight of each group of sparse features; 0 leaves a group out.
    neighbours, article : float
        See `opinionclf.model.LinearModel`.
    temperature : float
        See `opinionclf.model.LinearModel`.
    max_iter : int
        Of the solver.
    """

    C: float = 1.0
    min_documents: int = 2
    scale: dict[str, float] = field(default_factory=lambda: {"form": 0.7, "word": 0.0, "attribution": 0.5})
    neighbours: float = 0.15
    article: float = 0.15
    temperature: float = 1.0
    max_iter: int = 1000

    def to_dict(self) -> dict[str, object]:
        return asdict(self)


DEFAULT = Settings()

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
    dense_scale : dict of str to float
        Values of each group of dense features are multiplied by it before fitting, so that the penalty
        holds groups back that tell a corpus from the press better than one label from another. Groups
        that are not named have 1. A single feature (``style:marks``) may be named beside its group.
    neighbours, article : float
        See `opinionclf.model.LinearModel`.
    offset : dict of str to float
        Added to the intercept of a label after fitting: the corpus holds more claims than the press, and fewer opinions.
    temperature : float
        See `opinionclf.model.LinearModel`.
    max_iter : int
        Of the solver.
    """

    C: float = 1.0
    min_documents: int = 3
    scale: dict[str, float] = field(default_factory=lambda: {"form": 0.6, "word": 0.5})
    dense_scale: dict[str, float] = field(default_factory=lambda: {"style": 0.15, "attribution": 0.3})
    neighbours: float = 0.6
    article: float = 1.6
    offset: dict[str, float] = field(default_factory=lambda: {"attributed_claim": -0.6, "editorial_opinion": 0.05})
    temperature: float = 1.15
    max_iter: int = 1000

    def to_dict(self) -> dict[str, object]:
        return asdict(self)


DEFAULT = Settings()

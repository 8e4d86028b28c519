"""The learnt weights that blend the features of a possible basis: a linear part and a sum of small trees.

Learnt on citing habits of earlier years by `bench/drafting_learn.py`; the file holds numbers only.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

from corpus.bases.index import Floats, Ints

MODEL_FILE = "model.json"
# Earlier papers of an archive up to which it is a young one throughout, and from which it is none.
_YOUNG, _GROWN = 10, 300


@dataclass(frozen=True, slots=True)
class Blend:
    """`mix`: share of the linear part. Trees are complete, of one depth: node `i` has children `2i+1` and `2i+2`, a row
    goes left where its feature is at most the threshold."""

    mean: Floats
    scale: Floats
    weights: Floats
    split_feature: Ints
    threshold: Floats
    leaf: Floats
    mix: float

    def score(self, features: Floats) -> Floats:
        """One number a row, higher is likelier (log odds). Raises ValueError for another number of features."""
        if not len(features):
            return np.zeros(0)
        if features.shape[1] != len(self.mean):
            raise ValueError(f"the model knows {len(self.mean)} features, not {features.shape[1]}")
        linear = (features - self.mean) / self.scale @ self.weights[:-1] + self.weights[-1]
        trees = np.arange(len(self.leaf))
        node = np.zeros((len(features), len(trees)), dtype=np.int64)
        rows = np.arange(len(features))[:, None]
        inner = self.split_feature.shape[1]
        while node.size and int(node[0, 0]) < inner:
            at = self.split_feature[trees, node]
            node = 2 * node + np.where(features[rows, at] <= self.threshold[trees, node], 1, 2)
        boosted = self.leaf[trees, node - inner].sum(axis=1) if node.size else np.zeros(len(features))
        return np.asarray(self.mix * linear + (1.0 - self.mix) * boosted)


@dataclass(frozen=True, slots=True)
class Model:
    """`grown`: learnt on archives of hundreds of papers, where habits tell most; `young`: on those that hold few papers
    or none, where the words of the registers do, and where one paper that happens to be held tells next to nothing."""

    grown: Blend
    young: Blend

    def score(self, features: Floats, earlier: int) -> Floats:
        """One number a row, higher is likelier (log odds); `earlier`: how many papers with bases the archive holds that
        are older than the draft. Raises ValueError for another number of features."""
        share = _share_of_young(earlier)
        if share == 0.0:
            return self.grown.score(features)
        young = self.young.score(features)
        return young if share == 1.0 else np.asarray(share * young + (1.0 - share) * self.grown.score(features))


def _share_of_young(earlier: int) -> float:
    """1 up to ten papers, 0 from some hundreds on; each doubling in between takes as much from it."""
    return min(1.0, max(0.0, math.log(_GROWN / max(earlier, 1)) / math.log(_GROWN / _YOUNG)))


def model_from(data: dict[str, dict[str, Any]]) -> Model:
    """A model from what `bench/drafting_learn.py` wrote."""
    return Model(grown=_blend_from(data["grown"]), young=_blend_from(data["young"]))


def _blend_from(data: dict[str, Any]) -> Blend:
    def floats(name: str) -> Floats:
        return np.asarray(data[name], dtype=np.float64)

    return Blend(
        mean=floats("mean"),
        scale=floats("scale"),
        weights=floats("weights"),
        split_feature=np.asarray(data["split_feature"], dtype=np.int64),
        threshold=floats("threshold"),
        leaf=floats("leaf"),
        mix=float(data["mix"]),
    )


@cache
def learnt() -> Model:
    """The model that comes with the program."""
    return model_from(json.loads((files("corpus.bases") / MODEL_FILE).read_text(encoding="utf-8")))

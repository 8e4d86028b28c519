"""The learnt weights that blend the features of a possible basis: a linear part and a sum of small trees.

Learnt on citing habits of earlier years by `bench/drafting_learn.py`; the file holds numbers only.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

from corpus.bases.index import Floats, Ints

MODEL_FILE = "model.json"


@dataclass(frozen=True, slots=True)
class Model:
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


def model_from(data: dict[str, object]) -> Model:
    """A model from what `bench/drafting_learn.py` wrote."""

    def floats(name: str) -> Floats:
        return np.asarray(data[name], dtype=np.float64)

    return Model(
        mean=floats("mean"),
        scale=floats("scale"),
        weights=floats("weights"),
        split_feature=np.asarray(data["split_feature"], dtype=np.int64),
        threshold=floats("threshold"),
        leaf=floats("leaf"),
        mix=float(str(data["mix"])),
    )


@cache
def learnt() -> Model:
    """The model that comes with the program."""
    return model_from(json.loads((files("corpus.bases") / MODEL_FILE).read_text(encoding="utf-8")))

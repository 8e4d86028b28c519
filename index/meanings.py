"""Texts as vectors, by a model that the user supplies as a local folder; nothing is fetched and no text leaves here.

The folder holds `words.txt`, one word a line in lower case with its accents, syllables joined by `_` (`thi_đua`), and
`vectors.npy`, a row of floats for each line (any static word vectors can be written so). A text is the mean of its
words' vectors: pairs of syllables that the model knows, else syllables.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from index.tokens import exact_tokens

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_SCHEMA = """
CREATE TABLE IF NOT EXISTS vectors (id TEXT PRIMARY KEY, vector BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS model (fingerprint TEXT NOT NULL);
"""


class Model:
    """Word vectors from a folder. Raises ValueError that names the file and what is wrong with it."""

    def __init__(self, folder: Path) -> None:
        import numpy as np

        words, vectors = folder / "words.txt", folder / "vectors.npy"
        for path in (words, vectors):
            if not path.is_file():
                raise ValueError(f"Mô hình ở {folder} thiếu tệp {path.name}.")
        try:
            self._vectors: NDArray[np.float32] = np.load(vectors, mmap_mode="r", allow_pickle=False)
        except (OSError, ValueError) as error:
            raise ValueError(f"{vectors} không đọc được: {error}") from None
        listed = words.read_text(encoding="utf-8").splitlines()
        if self._vectors.ndim != 2 or len(listed) != len(self._vectors):
            raise ValueError(f"{words} có {len(listed)} dòng, {vectors} có cỡ {self._vectors.shape}: phải khớp nhau.")
        self._places = {word: at for at, word in enumerate(listed)}
        self.size = int(self._vectors.shape[1])
        digest = hashlib.sha256(words.read_bytes())
        digest.update(repr(self._vectors.shape).encode() + self._vectors[:1000].tobytes())
        self.fingerprint = digest.hexdigest()

    def vector(self, text: str) -> NDArray[np.float32] | None:
        """The text's direction (length 1); None when the model knows no word of it."""
        import numpy as np

        places = list(self._known(exact_tokens(text)))
        if not places:
            return None
        mean = np.asarray(self._vectors[places], dtype=np.float32).mean(axis=0)
        length = float(np.linalg.norm(mean))
        return (mean / length).astype(np.float32) if length > 0 else None

    def _known(self, syllables: Sequence[str]) -> Iterator[int]:
        at = 0
        while at < len(syllables):
            pair = self._places.get("_".join(syllables[at : at + 2])) if at + 1 < len(syllables) else None
            place = pair if pair is not None else self._places.get(syllables[at])
            if place is not None:
                yield place
            at += 2 if pair is not None else 1


class Meanings:
    """The vectors of an index's documents, in one SQLite file; held in memory for searching."""

    def __init__(self, path: Path, model: Model) -> None:
        self._path = path
        self._model = model
        # what is in memory, set at once: other threads search meanwhile
        self._held: tuple[tuple[int, int] | None, list[str], NDArray[np.float32] | None] = (None, [], None)
        path.parent.mkdir(parents=True, exist_ok=True)

    def put(self, texts: Iterable[tuple[str, str]]) -> None:
        """Adds or replaces documents, as (id, text)."""
        with self._open() as db:
            for id_, text in texts:
                vector = self._model.vector(text)
                db.execute("DELETE FROM vectors WHERE id = ?", (id_,))
                if vector is not None:
                    db.execute("INSERT INTO vectors VALUES (?, ?)", (id_, vector.tobytes()))

    def delete(self, ids: Iterable[str]) -> None:
        with self._open() as db:
            db.executemany("DELETE FROM vectors WHERE id = ?", ((id_,) for id_ in ids))

    def clear(self) -> None:
        """Forgets everything, also which model it was made with: nothing is used until `complete` says that all is
        there again."""
        with self._open() as db:
            db.execute("DELETE FROM vectors")
            db.execute("DELETE FROM model")

    def complete(self) -> None:
        """Says that every document has its vector, made by this model."""
        with self._open() as db:
            db.execute("DELETE FROM model")
            db.execute("INSERT INTO model VALUES (?)", (self._model.fingerprint,))

    def fits(self) -> bool:
        """Whether the vectors there are were made by this model."""
        with self._open() as db:
            row = db.execute("SELECT fingerprint FROM model").fetchone()
        return row is not None and row[0] == self._model.fingerprint

    def nearest(self, text: str, count: int) -> list[str]:
        """The ids of the documents nearest to a text, nearest first, equals by id."""
        import numpy as np

        asked = self._model.vector(text)
        if asked is None:
            return []
        ids, matrix = self._load()
        if matrix is None:
            return []
        scores = matrix @ asked
        order = np.lexsort((np.arange(len(scores)), -scores))[:count]
        return [ids[at] for at in order if scores[at] > 0]

    def _load(self) -> tuple[list[str], NDArray[np.float32] | None]:
        import numpy as np

        found = self._path.stat()
        stamp = (found.st_mtime_ns, found.st_size)
        seen, ids, matrix = self._held
        if stamp == seen:
            return ids, matrix
        with self._open() as db:
            rows = db.execute("SELECT id, vector FROM vectors ORDER BY id").fetchall()
        ids = [id_ for id_, _ in rows]
        joined = np.frombuffer(b"".join(vector for _, vector in rows), dtype=np.float32)
        matrix = joined.reshape(len(rows), self._model.size) if rows else None
        self._held = (stamp, ids, matrix)
        return ids, matrix

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        new = not self._path.exists()
        with closing(sqlite3.connect(self._path, timeout=30)) as db, db:
            db.executescript(_SCHEMA)
            if new:
                db.execute("INSERT INTO model VALUES (?)", (self._model.fingerprint,))
            yield db

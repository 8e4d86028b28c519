"""Brings a catalogue of an older version up to this one, after a copy was laid beside it, and originals to where they
lie now."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import CatalogueMismatch

if TYPE_CHECKING:
    from corpus.catalogue import Catalogue


def upgrade(folder: Path, catalogue_url: str | None = None) -> tuple[int, int, Path | None]:
    """From which version to which, and where the copy lies (SQLite; a server is the administrator's to back up).

    Raises CatalogueMismatch when a newer program made it, CatalogueUnavailable.
    """
    from corpus import registers
    from corpus.catalogue import Catalogue
    from corpus.schema import SCHEMA_VERSION
    from corpus.store import Store

    catalogue = Catalogue(folder, catalogue_url, any_version=True)
    try:
        with catalogue.one_writer():
            found = catalogue.version()
            if found > SCHEMA_VERSION:
                raise CatalogueMismatch(
                    f"cơ sở dữ liệu có phiên bản {found}, mới hơn chương trình này ({SCHEMA_VERSION}). "
                    "Hãy dùng chương trình mới hơn."
                )
            Store(folder / "originals").bring_up()
            if found == SCHEMA_VERSION:
                return found, found, None
            copy = _copied(folder, found) if catalogue.is_sqlite else None
            _run(catalogue)
            registers.fill(catalogue)
            return found, SCHEMA_VERSION, copy
    finally:
        catalogue.close()


def _copied(folder: Path, version: int) -> Path:
    target = folder / f"catalogue.v{version}.sqlite"
    with (
        contextlib.closing(sqlite3.connect(folder / "catalogue.sqlite")) as source,
        contextlib.closing(sqlite3.connect(target)) as copy,
    ):
        source.backup(copy)
    return target


def _run(catalogue: Catalogue) -> None:
    from alembic import command
    from alembic.config import Config
    from sqlalchemy import update

    import corpus.migrations
    from corpus.schema import SCHEMA_VERSION, meta

    config = Config()
    config.set_main_option("script_location", str(Path(corpus.migrations.__file__).parent))
    with catalogue.write() as connection:
        config.attributes["connection"] = connection
        if catalogue.revision(connection) is None:
            command.stamp(config, "0001")
        command.upgrade(config, f"{SCHEMA_VERSION:04d}")
        connection.execute(update(meta).where(meta.c.name == "schema").values(value=str(SCHEMA_VERSION)))

"""Opens the archive that the settings name."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.errors import os_reason
from service.settings import Settings, SettingsError, read_settings

if TYPE_CHECKING:
    from corpus.archive import Archive


class NoArchive(Exception):
    """There is no archive where one was to be read; it is not made by a mere look."""

    code = "no-archive"


def settings_for(data: str | None) -> Settings:
    """Settings of the environment; `--data` wins over `VANBAN_DATA`."""
    settings = read_settings()
    return replace(settings, data=data) if data else settings


def backup_place(target: str, data: str) -> Path:
    """Where a backup goes. Raises SettingsError where that lies in the archive: whoever loses the one loses both."""
    if Path(target).resolve().is_relative_to(Path(data).resolve()):
        raise SettingsError(
            f"{target} nằm trong thư mục của kho ({data}): mất kho là mất cả bản sao lưu. Chọn nơi khác."
        )
    return Path(target)


def open_archive(settings: Settings, *, create: bool = False, rebuilding: bool = False) -> Archive:
    """The archive, open. `rebuilding` lets an index of another version open, for `reindex` only.

    Raises NoArchive when `create` is False and the archive's folder does not exist, SettingsError when it cannot be
    made.
    """
    from corpus.archive import Archive

    folder = Path(settings.data)
    if not create and not folder.is_dir():
        raise NoArchive(f"Thư mục {folder}.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsError(f"Không tạo được thư mục kho {folder}: {os_reason(error)}.") from error
    try:
        return Archive.open(
            folder,
            index_url=settings.index,
            originals_url=settings.originals,
            catalogue_url=settings.catalogue,
            index_password=settings.elasticsearch_password,
            index_ca=settings.elasticsearch_ca,
            index_model=Path(settings.model) if settings.model else None,
            rebuilding=rebuilding,
            refuse_secret=settings.refuse_secret,
        )
    except ValueError as error:
        raise SettingsError(str(error)) from error

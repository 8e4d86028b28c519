"""Looking after the archive over HTTP: trying again, building the index anew, saving, taking a paper out for good.

It counts and touches every file, so it is for those who may see everything; the roles stand in `service.people`.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import Depends, Request

from extractor.errors import os_reason
from service.account_file import examined
from service.chores import Chore, Chores, Kind, Work
from service.errors import ServiceError
from service.gate import person_of
from service.opening import backup_place
from service.putting_right import OWNER_NAME
from service.rights import View
from service.settings import Settings
from service.taking_out import take_out

if TYPE_CHECKING:
    from corpus.archive import Archive
    from corpus.doctor import Check
    from corpus.telling import Told

STALE = "stale"


class Keeper(View):
    """A `View` that may look after the archive, in the name of its person.

    Raises ServiceError (`no-rights`) for who may not see every paper.
    """

    def __init__(self, archive: Archive, request: Request) -> None:
        super().__init__(archive, person_of(request))
        self._count_all()
        self._chores: Chores = request.app.state.chores
        self._settings: Settings = request.app.state.settings

    @property
    def backup_folder(self) -> str | None:
        return self._settings.backup

    def examine(self, *, every: bool = False) -> list[dict[str, Any]]:
        """As Archive.examine, and the accounts: `[{"name", "verdict", "message", "remedy"}]`; `every`: reads all
        originals."""
        from corpus.doctor import SAMPLE

        return self._with_accounts(self._archive.examine(sample=None if every else SAMPLE))

    def chores(self) -> list[Chore]:
        return self._chores.latest()

    def chore(self, number: int) -> Chore:
        return self._chores.get(number)

    def retry(self, code: str | None = None, *, stale: bool = False) -> Chore:
        """Files that did not come in, read again (see Archive.retry). `code` or `stale`, not both."""
        if code and stale:
            raise ServiceError("invalid-request", "chọn code hoặc stale.")
        workers = self._settings.workers or 1

        def work(told: Told) -> dict[str, Any]:
            def read(done: int, total: int, path: str) -> None:
                told("read", done, total)

            return self._archive.retry(STALE if stale else code, workers=workers, progress=read).as_json()

        return self._ask("retry", STALE if stale else code or "", work)

    def reindex(self, *, confirmed: bool) -> Chore:
        """As Archive.reindex."""
        if not confirmed:
            raise ServiceError("not-confirmed", "dựng lại chỉ mục")

        def work(told: Told) -> dict[str, Any]:
            report = self._archive.reindex(told=told)
            return {"documents": report.stored, "failed": [id for id, _ in report.failed]}

        return self._ask("reindex", "", work)

    def backup(self) -> Chore:
        """As Archive.save, into the folder that is set. Raises ServiceError (`no-backup-folder`)."""
        if not self._settings.backup:
            raise ServiceError("no-backup-folder")
        target = backup_place(self._settings.backup, self._settings.data)

        def work(told: Told) -> dict[str, Any]:
            try:
                saved = self._archive.save(target, told=told)
            except OSError as error:
                raise ServiceError("store-unavailable", f"{target}: {os_reason(error)}.") from error
            return {"place": str(saved.place), "documents": saved.documents, "originals": saved.originals,
                    "copied": saved.copied}  # fmt: skip

        return self._ask("backup", "", work)

    def going(self, id: str) -> dict[str, Any]:
        """What a purge takes away: the document's record and all papers of its file."""
        record = self.show(id)
        return {"record": record, "papers": self._archive.papers_with(record["id"])}

    def purge(self, id: str, *, confirm: str) -> Chore:
        """As Archive.purge. `confirm` must be the document's id. Raises ServiceError (`not-confirmed`)."""
        held = str(self.show(id)["id"])
        if confirm.strip() != held:
            raise ServiceError("not-confirmed", f"hãy gửi lại mã {held} để xác nhận.")
        return self._ask("purge", held, lambda told: take_out(self._archive, Path(self._settings.data), held, told))

    def examine_all(self) -> Chore:
        """As Archive.examine, with every original read: hours in a large archive."""

        def work(told: Told) -> dict[str, Any]:
            checks = self._with_accounts(self._archive.examine(sample=None, told=told))
            return {"sound": all(one["verdict"] != "bad" for one in checks), "checks": checks}

        return self._ask("examine", "", work)

    def _with_accounts(self, checks: Sequence[Check]) -> list[dict[str, Any]]:
        return [check.as_json() for check in (*checks, examined(Path(self._settings.data)))]

    def _ask(self, kind: Kind, about: str, work: Work) -> Chore:
        return self._chores.ask(kind, about, self.person.name or OWNER_NAME, work)


def keeper_of(request: Request) -> Keeper:
    """The archive as the person who asks may look after it."""
    return Keeper(request.app.state.archive, request)


AtWork = Annotated[Keeper, Depends(keeper_of)]

"""Looking after the accounts of an archive: what the command, the API and the pages do to them, in one place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from extractor.text import quoted
from service.accounts import Account, Accounts, Link
from service.errors import ServiceError
from service.following import Following
from service.people import CLEARANCES, FULL_CLEARANCE, SECRECIES, Clearance, Person, Role
from service.saved import SavedSearches
from service.settings import Settings


def clearance_of(named: str) -> int:
    """The clearance that a mark names (`NO_CLEARANCE`: 0). Raises ServiceError (`usage`)."""
    if named not in CLEARANCES:
        raise ServiceError("usage", f"mức được xem {quoted(named)} không có; chọn {', '.join(CLEARANCES)}.")
    return CLEARANCES.index(named)


def clearance_name(clearance: int) -> Clearance:
    return CLEARANCES[clearance]


@dataclass(frozen=True, slots=True)
class Staff:
    """The accounts of an archive as `person` may look after them: only who may see everything, for whoever gives
    others a clearance could give it to themselves. Verbs raise ServiceError (`no-rights`) for all others."""

    accounts: Accounts
    settings: Settings
    person: Person

    def listed(self) -> list[Account]:
        self._may()
        return self.accounts.listed()

    def one(self, name: str) -> Account:
        """Raises ServiceError (`unknown-account`)."""
        self._may()
        return self.accounts.one(name)

    def add(
        self,
        name: str,
        role: Role,
        clearance: int,
        units: Sequence[str] = (),
        *,
        email: str | None = None,
        subject: str | None = None,
    ) -> str | None:
        """Makes an account; its password, shown only now, or None where a person of the provider comes in by it.
        Raises ServiceError (`usage`)."""
        self._may()
        if email or subject:
            self.accounts.add_linked(name, role, clearance, self._link(email, subject), units=units)
            return None
        return self.accounts.add(name, role, clearance, units=units)

    def add_first(
        self,
        name: str,
        role: Role,
        clearance: int,
        units: Sequence[str] = (),
        *,
        email: str | None = None,
        subject: str | None = None,
    ) -> str:
        """The first account, over HTTP where no provider is set: from then on everybody signs in, so that it must be
        able to look after the others. Raises ServiceError (`usage`), also for a person of a provider."""
        self._may()
        if email or subject:
            raise _no_provider()
        if role != "administrator" or clearance < FULL_CLEARANCE or any(one.strip() for one in units):
            raise ServiceError(
                "usage",
                "từ tài khoản đầu tiên trở đi ai cũng phải đăng nhập, nên tài khoản ấy phải là quản trị và được xem "
                f"đến {SECRECIES[-1]}, của mọi cơ quan.",
            )
        return self.accounts.add(name, role, clearance)

    def change(
        self,
        name: str,
        *,
        role: Role | None = None,
        clearance: int | None = None,
        units: Sequence[str] | None = None,
        barred: bool | None = None,
    ) -> Account:
        """As Accounts.change."""
        self._may()
        return self.accounts.change(name, role=role, clearance=clearance, units=units, barred=barred)

    def link(self, name: str, email: str | None, subject: str | None) -> str:
        """As Accounts.link; whom, as a reader knows them."""
        self._may()
        link = self._link(email, subject)
        self.accounts.link(name, link)
        return link.email or f"mã {link.subject}"

    def unlink(self, name: str) -> None:
        """As Accounts.unlink."""
        self._may()
        self.accounts.unlink(name)

    def new_password(self, name: str) -> str:
        """As Accounts.set_password with a random one."""
        self._may()
        return self.accounts.set_password(name)

    def bar(self, name: str, barred: bool) -> None:
        """As Accounts.bar."""
        self._may()
        self.accounts.bar(name, barred)

    def revoke(self, name: str) -> int:
        """Ends every session and access token of an account; how many there were."""
        self._may()
        return self.accounts.end_tickets(name)

    def remove(self, name: str) -> None:
        """Removes an account with what it kept: whoever gets its name later finds nothing of it."""
        self._may()
        self.accounts.remove(name)
        folder = Path(self.settings.data)
        SavedSearches(folder).forget(name)
        Following(folder).forget(name)

    def _link(self, email: str | None, subject: str | None) -> Link:
        if self.settings.oidc is None:
            raise _no_provider()
        if not (email or subject):
            raise ServiceError("usage", "cần địa chỉ thư hoặc mã (sub) của người đó.")
        return Link(self.settings.oidc.issuer, subject or None, email or None)

    def _may(self) -> None:
        if not self.person.sees_all:
            raise ServiceError("no-rights", "Tài khoản: chỉ dành cho người quản trị được xem mọi độ mật.")


def _no_provider() -> ServiceError:
    return ServiceError("usage", "địa chỉ thư và mã (sub) cần VANBAN_OIDC_ISSUER: nơi người đó đăng nhập.")

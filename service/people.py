"""Who asks, and which addresses they may open: one table of roles, one of what an access token may do.

Degrees of secrecy: Luật Bảo vệ bí mật nhà nước 2025 (117/2025/QH15): Mật, Tối mật, Tuyệt mật. What of the archive a
person may see is decided in `service.rights`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

Role = Literal["reader", "editor", "archivist", "administrator"]
ROLES: tuple[Role, ...] = ("reader", "editor", "archivist", "administrator")
Clearance = Literal["không", "MẬT", "TỐI MẬT", "TUYỆT MẬT"]
"""How a clearance is named: by the highest mark that a person may see, the first where they see no marked paper."""
CLEARANCES: tuple[Clearance, ...] = get_args(Clearance)
NO_CLEARANCE = CLEARANCES[0]
# Marks from the lowest to the highest; a clearance is how many of them a person may see.
SECRECIES = CLEARANCES[1:]
FULL_CLEARANCE = len(SECRECIES)

Scope = Literal["read", "write"]
SCOPES: tuple[Scope, ...] = ("read", "write")

# Routes that are not open to every role, by how their address begins; the longest one counts.
# Names of files tell what they hold, so the balance sheet is the archivist's.
ROUTES: dict[str, Role] = {
    "/": "reader",
    "/status": "archivist",
    "/review": "editor",
    "/correct": "editor",
    "/corrections": "editor",
    "/enter": "editor",
    "/tasks/mark": "editor",
    "/metrics": "archivist",
    "/api/v1/status": "archivist",
    "/api/v1/jobs": "archivist",
    "/api/v1/uploads": "archivist",
    "/api/v1/review": "editor",
    "/api/v1/corrections": "editor",
    "/upkeep": "archivist",
    "/upkeep/backup": "administrator",
    "/upkeep/purge": "administrator",
    "/api/v1/upkeep": "archivist",
    "/api/v1/upkeep/backup": "administrator",
    "/api/v1/upkeep/purge": "administrator",
    "/api/v1/export": "archivist",
    "/api/v1/audit": "administrator",
    "/accounts": "administrator",
    "/api/v1/accounts": "administrator",
}
# Open without signing in: nothing here shows anything of the archive.
PUBLIC = ("/static", "/login", "/health")
# These take a text to answer a question and keep nothing: for a token they are reading.
READING_POSTS = (
    "/api/v1/verify", "/api/v1/search/batch", "/api/v1/drafts/judge", "/api/v1/drafts/write",
    "/api/v1/drafts/write.docx", "/api/v1/drafts/compare", "/verify", "/batch", "/draft", "/draft/new",
    "/draft/compare",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Person:
    """Who asks. `clearance` is 0 (open papers only) to 3 (all). `units`: papers with a mark are seen only where one of
    these bodies issued them; empty: of all bodies. `scopes` is what the request may do, an access token not all."""

    name: str
    role: Role
    clearance: int
    units: tuple[str, ...] = ()
    scopes: tuple[Scope, ...] = SCOPES

    @property
    def sees_all(self) -> bool:
        """Whether no paper can be hidden from this person. It does not depend on what the archive holds: a refusal
        for want of it tells nothing of whether there is a secret paper."""
        return self.clearance >= FULL_CLEARANCE and not self.units


# Where no accounts are kept, whoever can reach the service is the owner of the machine (loopback only).
OWNER = Person("", "administrator", FULL_CLEARANCE)


def shown_name(name: str) -> str:
    """An account's name so that it can be read and typed. Names were once taken with signs that nobody sees, spaces
    around them or as nothing at all: such signs stand as `\\n`, `\\u202e`. Every verb takes a name in this form too."""
    edges = {at for at, char in enumerate(name) if char == " " and (not name[:at].strip() or not name[at:].strip())}
    return (
        "".join(
            "\\x20" if at in edges else char if char.isprintable() else char.encode("unicode_escape").decode()
            for at, char in enumerate(name)
        )
        or '""'
    )


def role_for(path: str) -> Role:
    """The least role that may open this address."""
    fitting = [start for start in ROUTES if path == start or path.startswith(start.rstrip("/") + "/")]
    return ROUTES[max(fitting, key=len)]


def scope_for(method: str, path: str) -> Scope:
    """What a request does."""
    return "read" if method in ("GET", "HEAD", "OPTIONS") or path in READING_POSTS else "write"


def may_open(person: Person, method: str, path: str) -> bool:
    """Whether the person's role reaches as far as the address asks, and the token's scopes as far as the method."""
    return ROLES.index(person.role) >= ROLES.index(role_for(path)) and scope_for(method, path) in person.scopes


def is_public(path: str) -> bool:
    """Whether an address is open without signing in."""
    return any(path == start or path.startswith(start + "/") for start in PUBLIC)

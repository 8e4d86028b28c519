"""What the citing document lends to its mentions."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.document import Header
from extractor.issuers import Body, canonical_body
from extractor.references.local_issuers import OwnTerritory

# A council, a committee or what serves them, printed without its level: that of the paper's own territory.
_BARE_COMMITTEE = "nhân dân"


@dataclass(frozen=True, slots=True)
class Context:
    """What the citing document lends: its province or city (bare), its date, its issuer.

    `own`: the district or commune whose paper it is.

    `latest_date`: the latest day that it cites; where it bears no date itself the law in force is that of this day.
    """

    place: str | None
    date: str | None
    header: Header
    latest_date: str | None = None
    own: OwnTerritory | None = None

    def body(self, raw: str, date: str | None) -> Body | None:
        """The body that a printed name means in the citing document; in a paper below the province `Phòng Nội vụ`,
        `UBND`, `Thường trực HĐND` are those of its district or commune. `date`: of the cited paper."""
        date = date or self.date
        body = canonical_body(raw, place=self.place, date=date)
        if body is None or self.own is None or body.level not in ("district", "province"):
            return body
        bare = canonical_body(raw, date=date)
        if bare is None or bare.locality is not None:
            return body
        if body.level == "district" or (bare.name.endswith(_BARE_COMMITTEE) and not self.own.news):
            return canonical_body(f"{raw} {self.own.full}", place=self.place, date=date) or body
        return body

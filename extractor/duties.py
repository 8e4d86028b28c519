"""What follows a body in running words: whether it says that the body has to do something, or that it is the one who
tells others."""

from __future__ import annotations

from extractor import assignment_forms as forms
from extractor.bodies import BodyList, read_bodies
from extractor.body_names import body_key, grammar
from extractor.clauses import after_comma


class Duties:
    """Judges the words behind the bodies of one paper. `issuer`: the `body_key` of who issues it; `supreme`: it is the
    National Assembly, which tells the Government too; `signed` (ISO): see `read_bodies`."""

    __slots__ = ("_content", "_issuer", "_signed", "_supreme")

    def __init__(self, content: str, issuer: str, signed: str | None, *, supreme: bool) -> None:
        self._content = content
        self._issuer = issuer
        self._signed = signed
        self._supreme = supreme

    def gives_orders(self, listed: BodyList) -> bool:
        """The one who orders: `Để ..., Sở Nội vụ tổ chức` in its own letter, or a body above all that are told."""
        if not self._supreme and any(forms.SUPERIOR.fullmatch(body.name) for body in listed.bodies):
            return True
        return bool(self._issuer) and any(self._issuer.startswith(body_key(body.name)) for body in listed.bodies)

    def behind_manner(self, position: int, end: int) -> int:
        """Behind words such as `theo chức năng, nhiệm vụ được giao` or `trên địa bàn tỉnh`, where they stand at
        `position`."""
        if self._content[position : position + 1] != "t":
            return position
        area = forms.IN_AREA.match(self._content, position, end)
        position = area.end() if area else position
        found = forms.MANNER.match(self._content, position, end)
        return found.end() if found else position

    def opens(self, after: int, end: int) -> bool:
        """Whether what stands at `after`, behind bodies, is something they have to do."""
        over = forms.UNDER.match(self._content, after, end)
        if over:  # `Cục A thuộc Bộ B có trách nhiệm`
            after = after_comma(self._content, read_bodies(self._content, over.end(), end, self._signed).end, end)
        after = self.behind_manner(after, end)
        rules = grammar()
        duty = rules.duties.match(self._content, after, end)
        if duty is None:
            return False
        order = rules.orders.match(self._content, after, end)
        return order is None or duty.end() >= order.end()

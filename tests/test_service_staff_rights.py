"""Looking after accounts is for who may see everything: whoever gives a clearance could give it to themselves."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from service.accounts import Accounts
from service.errors import ServiceError
from service.people import Person
from service.settings import Settings
from service.staff import Staff

pytestmark = pytest.mark.usefixtures("cheap_passwords")
PASSWORD = "trống đồng ngân vang"


@pytest.mark.parametrize(
    "person", [Person("thấp", "administrator", 2), Person("hẹp", "administrator", 3, ("Sở Y tế",))]
)
def test_no_verb_on_accounts_is_for_who_may_not_see_everything(tmp_path: Path, person: Person) -> None:
    accounts = Accounts(tmp_path)
    accounts.add("lan", "reader", 0, PASSWORD)
    session = accounts.sign_in("lan", PASSWORD) or ""
    staff = Staff(accounts, Settings(data=str(tmp_path)), person)
    verbs: list[Callable[[], object]] = [
        staff.listed,
        lambda: staff.one("lan"),
        lambda: staff.add("minh", "reader", 0),
        lambda: staff.add_first("minh", "administrator", 3),
        lambda: staff.change("lan", clearance=3),
        lambda: staff.link("lan", "lan@so.example", None),
        lambda: staff.unlink("lan"),
        lambda: staff.new_password("lan"),
        lambda: staff.bar("lan", True),
        lambda: staff.revoke("lan"),
        lambda: staff.remove("lan"),
    ]
    named = {name for name in vars(Staff) if not name.startswith("_") and name not in Staff.__match_args__}
    assert len(verbs) == len(named), "a verb is not asked here"
    for verb in verbs:
        with pytest.raises(ServiceError, match="chỉ dành cho người quản trị"):
            verb()
    assert accounts.person(session, "session") is not None and [one.name for one in accounts.listed()] == ["lan"]

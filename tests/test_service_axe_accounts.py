"""The pages of accounts as those see them who signed in: no rule of axe-core is broken, and the keyboard suffices."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from bench import axe
from bench.axe import Visit
from bench.browsing import SAMPLES, served, take_in
from service.accounts import Accounts
from tests.test_service_axe import script

PASSWORD, NEW = "bến đò sông Cầu", "con thuyền chở lúa"
NAME = "nguyễn thị hoa"
VISITS = (
    Visit("/account", "/account"), Visit("/accounts", "/accounts"), Visit("/accounts/edit", "/accounts/edit?name=lan"),
)  # fmt: skip
__all__ = ["script"]


@pytest.mark.browser
@pytest.mark.xdist_group("browser")
def test_accounts_by_keyboard_and_without_a_broken_rule(browser: Browser, script: str, tmp_path: Path) -> None:
    data = tmp_path / "data"
    take_in(data, sorted(SAMPLES.glob("ct-*.txt")))
    accounts = Accounts(data)
    accounts.add(NAME, "administrator", 3, PASSWORD)
    accounts.add("lan", "reader", 1, PASSWORD, units=("Sở Nội vụ tỉnh Lào Cai",))
    accounts.issue_token("lan", "máy in", days=9)
    with served(data) as address, axe.prepared(browser, address, script) as page:
        page.goto("/login?next=/account")
        page.keyboard.type(NAME)
        page.keyboard.press("Tab")
        page.keyboard.type(PASSWORD)
        page.keyboard.press("Enter")
        page.get_by_label("Mật khẩu đang dùng").focus()
        for word in (PASSWORD, NEW, NEW):
            page.keyboard.type(word)
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.get_by_role("status")).to_contain_text("Đã đổi mật khẩu")
        assert accounts.sign_in(NAME, NEW) and accounts.sign_in(NAME, PASSWORD) is None
        page.goto("/accounts")
        page.get_by_label("Tên tài khoản").focus()
        page.keyboard.type("binh")
        page.keyboard.press("Enter")
        secret = page.locator("code.secret").inner_text()
        assert accounts.sign_in("binh", secret)
        assert list(axe.looked_at(page, VISITS)) == []

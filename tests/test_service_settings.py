"""Settings come from one table; what is unknown or impossible is refused with a word on what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from service.settings import PREFIX, SETTINGS, Settings, SettingsError, read_settings


def test_nothing_set_gives_the_defaults() -> None:
    assert read_settings({}) == Settings()


def test_an_unknown_name_is_refused_and_the_near_one_named() -> None:
    with pytest.raises(SettingsError, match="VANBAN_INDEX"):
        read_settings({"VANBAN_INDX": "x"})


def test_names_of_others_are_left_alone() -> None:
    assert read_settings({"PATH": "/bin", "INDEX": "x"}) == Settings()
    assert read_settings({"VANBAN_TEST_ELASTICSEARCH": "x", "VANBAN_INBOX": "y"}) == Settings()


@pytest.mark.parametrize("value", ["tám nghìn", "-1", "70000"])
def test_a_bad_number_is_refused(value: str) -> None:
    with pytest.raises(SettingsError, match="VANBAN_PORT"):
        read_settings({"VANBAN_PORT": value})


def test_every_setting_is_read(tmp_path: Path) -> None:
    samples = {"integer": "7", "text": "https://x", "path": str(tmp_path / "x"), "secret": "s", "yes-no": "yes"}
    (tmp_path / "x").write_text("s", encoding="utf-8")
    addresses = {"VANBAN_INDEX": "elasticsearch+https://a@x/b", "VANBAN_CATALOGUE": "postgresql://x/y"}
    # those for signing in at a provider stand together or not at all
    together = {f"VANBAN_{name}": "https://y" for name in ("OIDC_ISSUER", "OIDC_CLIENT_ID", "BASE_URL")}
    for setting in SETTINGS:
        assert setting.name.startswith(PREFIX)
        assert setting.help
        others = together if setting.name.startswith("VANBAN_OIDC_") else {}
        given = {**others, setting.name: addresses.get(setting.name, samples[setting.type])}
        assert read_settings(given) != read_settings(others), setting.name


def test_names_of_this_server_are_taken_in_any_case() -> None:
    given = {"VANBAN_ALLOWED_HOSTS": " VanBan.BenPha.example ,, kho.benpha.example"}
    assert read_settings(given).allowed_hosts == ("vanban.benpha.example", "kho.benpha.example")


def test_port_zero_is_kept() -> None:
    assert read_settings({"VANBAN_PORT": "0"}).port == 0


def test_an_empty_value_counts_as_not_set() -> None:
    assert read_settings({"VANBAN_DATA": "", "VANBAN_WORKERS": ""}) == Settings()

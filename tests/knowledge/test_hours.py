"""When people are there: the catalogue's hours, or those that the installation sets."""

from __future__ import annotations

import pytest

from knowledge.facts import catalogue
from knowledge.files import DataError
from knowledge.hours import agents_are_there, agents_hours


@pytest.fixture(autouse=True)
def _read_anew() -> object:
    catalogue.cache_clear()
    yield
    catalogue.cache_clear()


def test_the_setting_stands_before_the_catalogue(monkeypatch: pytest.MonkeyPatch) -> None:
    own = agents_hours()
    catalogue.cache_clear()
    monkeypatch.setenv("MIA_AGENTS_HOURS", "00:00-24:00")
    assert agents_hours() == "00:00-24:00" != own
    assert agents_are_there()


@pytest.mark.parametrize(
    ("agents", "callback"),
    [
        ("10:00-18:00", "10:00-18:00"),
        ("00:00-24:00", "09:00-21:00"),
        ("22:00-04:00", "09:00-21:00"),
    ],
)
def test_calls_back_are_made_while_agents_are_there(
    monkeypatch: pytest.MonkeyPatch, agents: str, callback: str
) -> None:
    monkeypatch.setenv("MIA_AGENTS_HOURS", agents)
    assert catalogue()["support"]["callback_hours"] == callback


@pytest.mark.parametrize("hours", ["always", "8-22", "25:00-26:00", "08:00"])
def test_what_are_no_hours_is_an_error(monkeypatch: pytest.MonkeyPatch, hours: str) -> None:
    monkeypatch.setenv("MIA_AGENTS_HOURS", hours)
    with pytest.raises(DataError, match="MIA_AGENTS_HOURS"):
        agents_hours()

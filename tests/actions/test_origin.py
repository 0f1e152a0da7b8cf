"""Whose page opens a WebSocket."""

from __future__ import annotations

import pytest
from starlette.requests import HTTPConnection

from actions.origin import is_same_origin


def opened(**headers: str) -> HTTPConnection:
    raw = [(name.encode(), value.encode("latin-1")) for name, value in headers.items()]
    return HTTPConnection({"type": "websocket", "headers": raw})


@pytest.mark.parametrize("origin", ["http://mia.ru:8000", "https://mia.ru:8000"])
def test_a_page_of_this_address(origin: str) -> None:
    assert is_same_origin(opened(host="mia.ru:8000", origin=origin))


@pytest.mark.parametrize(
    "origin",
    ["http://evil.ru", "null", "", "http://[", "http://mia.ru", "http://mia.ru:8000.evil.ru",
     "ftp://mia.ru:8000", "http://mia.ru:8000/", "\xff"],
)  # fmt: skip
def test_a_page_of_another(origin: str) -> None:
    assert not is_same_origin(opened(host="mia.ru:8000", origin=origin))


def test_who_names_none() -> None:
    assert not is_same_origin(opened(host="mia.ru"))
    assert not is_same_origin(opened(origin="http://None"))

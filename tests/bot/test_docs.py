"""The description of the routes needs nobody else's server."""

import re

import httpx

from tests.stack import Stack


def test_the_page_loads_only_what_is_served_here(stack: Stack) -> None:
    page = httpx.get(f"{stack.url}/docs").raise_for_status().text

    addresses = re.findall(r'(?:src|href)="([^"]+)"', page)
    assert len(addresses) >= 3
    for address in addresses:
        assert address.startswith("/"), address
        httpx.get(f"{stack.url}{address}").raise_for_status()
    assert "/webhooks/rest/webhook" in httpx.get(f"{stack.url}/openapi.json").json()["paths"]


def test_the_phone_is_a_link_away(stack: Stack) -> None:
    answer = httpx.get(f"{stack.url}/phone")

    assert answer.status_code == 307
    assert answer.headers["location"].endswith("/phone")

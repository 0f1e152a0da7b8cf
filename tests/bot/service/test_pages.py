"""Pages: who may show them in a frame."""

import httpx
import pytest

from tests.stack import Stack


@pytest.mark.parametrize(
    "path", ["/desk", "/desk/files/index.html", "/insights", "/insights/index.html", "/docs"]
)
def test_pages_of_the_staff_stand_in_no_frame(stack: Stack, path: str) -> None:
    page = httpx.get(f"{stack.url}{path}")
    assert page.status_code == 200
    assert "frame-ancestors 'none'" in page.headers["Content-Security-Policy"]


def test_the_chat_may_be_embedded(stack: Stack) -> None:
    policy = httpx.get(f"{stack.url}/").headers["Content-Security-Policy"]
    assert "frame-ancestors 'self' *" in policy


@pytest.mark.parametrize("path", ["/", "/desk", "/docs", "/docs/files/swagger-ui.css"])
def test_what_a_file_is_a_browser_is_told(stack: Stack, path: str) -> None:
    assert httpx.get(f"{stack.url}{path}").headers["X-Content-Type-Options"] == "nosniff"

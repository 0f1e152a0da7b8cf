"""Pages: who may show them in a frame."""

import httpx
import pytest

from actions.page_policy import page_policy
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


def connects(policy: str) -> str:
    """Return whom a page may call."""
    return next(part.strip() for part in policy.split(";") if "connect-src" in part)


@pytest.mark.parametrize(
    ("path", "has_socket"),
    [("/", True), ("/desk", True), ("/insights", False), ("/speaker", False)],
)
def test_a_page_calls_its_own_server_alone(stack: Stack, path: str, has_socket: bool) -> None:
    page = httpx.get(f"{stack.url}{path}")
    host = page.request.headers["Host"]
    sockets = f" ws://{host} wss://{host}" if has_socket else ""
    assert page.status_code == 200
    assert connects(page.headers["Content-Security-Policy"]) == f"connect-src 'self'{sockets}"


@pytest.mark.parametrize("host", ["mia.ru; script-src *", "mia.ru *", "*", "a,b"])
def test_a_host_that_is_none_says_nothing_in_a_policy(host: str) -> None:
    assert connects(page_policy(sockets_at=host)) == "connect-src 'self'"

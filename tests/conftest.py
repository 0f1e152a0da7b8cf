"""What all tests share: the trained model, and one running product for the whole session."""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable, Iterator

import pytest

from tests.stack import Chatter, Stack, running

MakeChatter = Callable[..., Chatter]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run what needs no service first: a wrong core is told at once."""
    items.sort(key=lambda item: "stack" in getattr(item, "fixturenames", ()))


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """With MIA_REQUIRE_ALL=1 a skipped test is a failed one: nothing is left out unseen."""
    outcome = yield
    report = outcome.get_result()  # type: ignore[attr-defined]
    if report.skipped and os.environ.get("MIA_REQUIRE_ALL") == "1":
        report.outcome = "failed"
        report.longrepr = f"skipped although MIA_REQUIRE_ALL=1: {report.longrepr}"


@pytest.fixture(scope="session")
def model() -> None:
    """See to it that the model is made of what stands in the files.

    ``MIA_KEEP_MODEL=1`` takes the model as it is, while phrasings are being written.
    """
    from nlu import training

    if os.environ.get("MIA_KEEP_MODEL") != "1" and not training.is_fresh():
        training.train(print)


@pytest.fixture(scope="session")
def stack(model: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """Run the product once for all tests that talk to it; each uses subscribers of its own."""
    with running(tmp_path_factory.mktemp("mia")) as stack:
        yield stack


@pytest.fixture
def own_stack(model: None, tmp_path: object) -> Iterator[Stack]:
    """Run a product of one's own: for tests that kill parts, or change the demo subscribers."""
    from pathlib import Path

    with running(Path(str(tmp_path))) as stack:
        yield stack


@pytest.fixture
def chatter(stack: Stack) -> MakeChatter:
    """Return a maker of people who chat: ``chatter("79000000001")`` has that one's app token."""

    def make(msisdn: str | None = None, stack: Stack = stack) -> Chatter:
        token = stack.app_token(msisdn) if msisdn else None
        return Chatter(stack, f"test-{uuid.uuid4().hex}", token)

    return make

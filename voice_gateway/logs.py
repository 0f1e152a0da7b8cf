"""The gateway's log: every line that belongs to a call tells which, by its UUID, and nothing of who calls."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID

FORMAT = "%(asctime)s %(levelname)s %(name)s [%(call)s]: %(message)s"

_call: ContextVar[str] = ContextVar("call", default="-")


@contextmanager
def about(call: UUID) -> Iterator[None]:
    """Mark what is logged meanwhile, in the tasks begun meanwhile too, as about a call."""
    token = _call.set(str(call))
    try:
        yield
    finally:
        _call.reset(token)


class CallFilter(logging.Filter):
    """Gives every record the call that it is about."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let all pass."""
        record.call = _call.get()
        return True


def set_up() -> None:
    """Log warnings and errors of this process to stderr."""
    handler = logging.StreamHandler()
    handler.addFilter(CallFilter())
    logging.basicConfig(level=logging.WARNING, format=FORMAT, handlers=[handler])

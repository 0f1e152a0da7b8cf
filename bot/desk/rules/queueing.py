"""The order of the queue, and when a conversation goes back into it."""

from __future__ import annotations

ACKNOWLEDGE_SECONDS = 15.0  # within which a page must say that it has the packet
VANISHED_SECONDS = 60.0  # without a heartbeat, after which somebody is gone
UNWATCHED_SECONDS = (
    10.0  # between two looks at the heartbeats, from which on none was heard in between
)
HEARTBEAT_SECONDS = 10.0  # between two heartbeats of a page

_RETURNED = 10 * 24 * 3600.0  # the head start of what comes back: more than any reason's


def rank(since: float, head_start: float, *, returned: bool = False) -> float:
    """Return where a conversation stands; the lowest is next.

    A head start counts as if one had waited so much longer, so nobody waits for ever behind others.

    Args:
        since: the moment from which it waits, in seconds since 1970.
        head_start: seconds that its reason puts it ahead.
        returned: it had been taken, and came back: it goes to the head.
    """
    return since - head_start - (_RETURNED if returned else 0.0)


def serves(skills: tuple[str, ...], wanted: str, general: str = "general") -> bool:
    """Tell whether somebody with these skills serves a queue; everybody serves the general one."""
    return wanted == general or wanted in skills

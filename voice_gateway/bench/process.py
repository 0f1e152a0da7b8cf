"""What a process and its children use of the machine, from /proc (proc(5))."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")
_PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True, slots=True)
class Usage:
    """Seconds of processor time so far, and resident memory in bytes."""

    cpu: float
    memory: int


def usage(pid: int) -> Usage:
    """Return what a process and all below it use now; what has ended meanwhile is left out."""
    found = [used for one in _tree(pid) if (used := _one(one)) is not None]
    return Usage(sum(used.cpu for used in found), sum(used.memory for used in found))


def _tree(pid: int) -> Iterator[int]:
    yield pid
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            children = task.read_text().split()
        except OSError:
            continue
        for child in children:
            yield from _tree(int(child))


def _one(pid: int) -> Usage | None:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except OSError:
        return None
    return Usage((int(fields[11]) + int(fields[12])) / _TICKS, pages * _PAGE)

"""What a process and its children use of the machine, from /proc (proc(5))."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Mapping
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


@dataclass(frozen=True, slots=True)
class Load:
    """What was used by a moment: by the parts that are measured, by this process, by the machine.

    ``own`` and ``machine`` are seconds of processor time.
    """

    parts: Mapping[str, Usage]
    own: float
    machine: float


def load(parts: Mapping[str, int]) -> Load:
    """Return what the processes of ``parts``, this one and the whole machine have used so far."""
    used = {name: usage(pid) for name, pid in parts.items()}
    return Load(used, time.process_time(), _machine())


def _machine() -> float:
    """Return the seconds that all processors were busy: user, nice, system, irq, softirq."""
    fields = [int(field) for field in Path("/proc/stat").read_text().split("\n")[0].split()[1:]]
    return sum(fields[at] for at in (0, 1, 2, 5, 6)) / _TICKS


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

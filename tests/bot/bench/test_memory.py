"""The memory of a process, as it is told beside the figures of a server."""

import os
import resource

import pytest

from bot.bench.memory import resident_mb


def test_memory_of_this_process() -> None:
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6
    assert 10 < resident_mb(os.getpid()) <= most * 1.02


def test_no_such_process() -> None:
    with pytest.raises(FileNotFoundError):
        resident_mb(2**22 + 1)  # above the highest id that Linux gives

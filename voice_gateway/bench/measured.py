"""What was measured of many calls, and its summary."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from voice_gateway.bench.process import Load

STAGES = ("endpoint", "recognition", "answer", "speech")


@dataclass(slots=True)
class Measured:
    """Figures of one level of load. Times are in seconds.

    ``answers`` and ``yes_no`` are times from a caller's last audible sample to the first audible frame
    of the answer, where no filler came first; ``uneven`` how far each frame came from 20 ms after the
    one before; ``cpu`` the processor time of each part, of the callers, and of what else ran.
    """

    calls: int
    seconds: float = 0.0
    answers: list[float] = field(default_factory=list)
    yes_no: list[float] = field(default_factory=list)
    stages: dict[str, list[float]] = field(default_factory=lambda: {name: [] for name in STAGES})
    turns: int = 0
    right: int = 0
    words_right: int = 0
    fillers: int = 0
    failed: int = 0
    frames: int = 0
    missing: int = 0
    uneven: list[float] = field(default_factory=list)
    sound: float = 0.0
    cpu: dict[str, float] = field(default_factory=dict)
    memory: int = 0

    def take_load(self, before: Load, after: Load, seconds: float) -> None:
        """Note the processor time between two looks, so many seconds apart, and the gateway's memory."""
        self.seconds = seconds
        used = {name: after.parts[name].cpu - before.parts[name].cpu for name in after.parts}
        self.cpu = {**used, "callers": after.own - before.own}
        self.cpu["others"] = max(after.machine - before.machine - sum(self.cpu.values()), 0.0)
        self.memory = after.parts["gateway"].memory

    def summary(self) -> Mapping[str, float]:
        """Return the figures: milliseconds, shares in percent, MiB."""
        latencies = [*self.answers, *self.yes_no]
        return {
            "calls": self.calls,
            "turns": self.turns,
            "answer_p50_ms": _ms(latencies, 0.5),
            "answer_p95_ms": _ms(latencies, 0.95),
            "yes_no_p50_ms": _ms(self.yes_no, 0.5),
            **{f"stage_{name}_p50_ms": _ms(times, 0.5) for name, times in self.stages.items()},
            "right_percent": _percent(self.right, self.turns),
            "heard_percent": _percent(self.words_right, self.turns),
            "fillers": self.fillers,
            "failed_calls": self.failed,
            "pace_p50_ms": _ms(self.uneven, 0.5),
            "pace_p99_ms": _ms(self.uneven, 0.99),
            "missing_percent": round(100 * self.missing / max(self.frames + self.missing, 1), 3),
            "real_time_factor": self._per_second_of_sound("gateway"),
            "bot_real_time_factor": self._per_second_of_sound("bot"),
            **{
                f"cpu_{name}_percent": self._busy(name) for name in ("gateway", "callers", "others")
            },
            "memory_mib": round(self.memory / 2**20, 1),
        }

    def _per_second_of_sound(self, part: str) -> float:
        """Return the seconds of one processor that a part took for a second of a call."""
        return round(self.cpu.get(part, 0.0) / self.sound, 4) if self.sound else 0.0

    def _busy(self, part: str) -> float:
        """Return how busy a part kept one processor on average, in percent."""
        return round(100 * self.cpu.get(part, 0.0) / self.seconds, 1) if self.seconds else 0.0


def quantile(values: Sequence[float], share: float) -> float:
    """Return the value that this share of the values stays within; 0 of none."""
    ordered = sorted(values)
    return ordered[min(int(share * len(ordered)), len(ordered) - 1)] if ordered else 0.0


def gaps(arrivals: Iterable[float], expected: float) -> list[float]:
    """Return how far each arrival is from ``expected`` seconds after the one before."""
    times = list(arrivals)
    return [abs(b - a - expected) for a, b in pairwise(times)]


def _ms(values: Sequence[float], share: float) -> float:
    if not values:
        return 0.0
    return round(1000 * (median(values) if share == 0.5 else quantile(values, share)), 1)


def _percent(part: int, whole: int) -> float:
    return round(100 * part / whole, 1) if whole else 0.0

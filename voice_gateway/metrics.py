"""What is measured of the gateway, for Prometheus."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

_SECONDS = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.75, 0.9, 1.2, 2, 5, 10)


class Metrics:
    """Counters of one gateway process."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.calls = Counter(
            "mia_calls_total",
            "Calls announced, by where they went",
            ("where",),
            registry=self.registry,
        )
        self.ended = Counter(
            "mia_calls_ended_total",
            "Calls over, by who or what ended them",
            ("how",),
            registry=self.registry,
        )
        self.talking = Gauge("mia_calls_talking", "Calls under way", registry=self.registry)
        self.answer = Histogram(
            "mia_call_answer_seconds",
            "From the caller's last voiced sample to the first sound of the answer",
            buckets=_SECONDS,
            registry=self.registry,
        )
        self.dropped = Counter(
            "mia_call_frames_dropped_total", "Frames a line did not take", registry=self.registry
        )
        self.late = Histogram(
            "mia_call_frame_late_seconds",
            "How late after its deadline a round of frames was sent",
            buckets=(0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1),
            registry=self.registry,
        )

"""What is measured of the service, for Prometheus."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector

_SECONDS = (0.005, 0.01, 0.02, 0.03, 0.06, 0.1, 0.2, 0.5, 1, 2, 5, 10)


class Metrics:
    """Counters of one bot process, its memory and processor time among them."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        self.turns = Counter(
            "mia_turns_total", "Turns taken", ("channel", "outcome"), registry=self.registry
        )
        self.seconds = Histogram(
            "mia_turn_seconds",
            "From a turn's arrival to its reply",
            ("channel",),
            buckets=_SECONDS,
            registry=self.registry,
        )
        self.sockets = Gauge(
            "mia_open_sockets", "Open chat connections", ("channel",), registry=self.registry
        )
        self.operator = Histogram(
            "mia_operator_seconds",
            "What calls of the operator's systems took, retries included",
            ("system", "outcome"),
            buckets=_SECONDS,
            registry=self.registry,
        )

    def observe(self, channel: str, seconds: float, outcome: str) -> None:
        """Count a turn."""
        self.turns.labels(channel, outcome).inc()
        self.seconds.labels(channel).observe(seconds)

    def observe_operator(self, system: str, seconds: float, outcome: str) -> None:
        """Count a call of an operator's system."""
        self.operator.labels(system, outcome).observe(seconds)

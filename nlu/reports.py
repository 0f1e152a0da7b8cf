"""Reports of ``mia evaluate`` as tables and as plain data."""

from collections.abc import Iterator

from rich.table import Table

from nlu.benchmark import BenchmarkReport
from nlu.curve import extrapolated
from nlu.evaluation import HeldoutReport
from nlu.metrics import Share

_TWICE = 2.0  # the phrasings that there are

Json = dict[str, "Json"] | list["Json"] | str | int | float | bool | None


def tables(report: HeldoutReport | BenchmarkReport) -> Iterator[Table]:
    """Yield a report's tables, for the console."""
    if isinstance(report, BenchmarkReport):
        yield _benchmark(report)
    else:
        yield _heldout(report)
        yield _confusions(report)


def curve(points: dict[float, HeldoutReport]) -> Table:
    """Return the learning curve as a table: a column for each share of the phrasings, and twice guessed."""
    columns = [*(f"{share:.0%}" for share in points), f"{_TWICE:.0%}, extrapolated"]
    table = Table("", *columns, title="Trained on so much of a topic")
    rows = [_shares(report) for report in points.values()]
    for cells in zip(*rows, strict=True):
        name, values = cells[0][0], [share.value for _, share in cells]
        values.append(_at_twice(name, dict(zip(points, values, strict=True))))
        table.add_row(name, *(f"{value:.1%}" for value in values))
    return table


def _at_twice(name: str, values: dict[float, float]) -> float:
    """Return a share at twice the phrasings, extrapolated; of ``wrongly_rejected`` less is better."""
    if name == "wrongly_rejected":
        return 1 - extrapolated({share: 1 - value for share, value in values.items()}, _TWICE)
    return extrapolated(values, _TWICE)


def as_json(report: HeldoutReport | BenchmarkReport) -> Json:
    """Return a report as plain data: a share as its count, its whole, its value and interval."""
    if isinstance(report, BenchmarkReport):
        return {
            "trained_on": report.trained_on,
            "intents": report.intents,
            "training_s": round(report.training_s, 2),
            "training_cpu_s": round(report.training_cpu_s, 2),
            "scores": {
                name: {
                    "accuracy": _share(score.accuracy),
                    "macro_f1": round(score.macro_f1, 4),
                    "message_ms": round(score.message_ms, 3),
                }
                for name, score in report.scores.items()
            },
        }
    return {
        "phrases": report.phrases,
        **{name: _share(share) for name, share in _shares(report)},
        "calibration_error": round(report.calibration_error, 4),
        "confusions": [
            {"expected": c.expected, "got": c.got, "count": c.count} for c in report.confusions
        ],
    }


def _shares(report: HeldoutReport) -> list[tuple[str, Share]]:
    return [
        ("tasks_and_talk", report.tasks_and_talk),
        ("articles", report.articles),
        ("articles_in_three", report.articles_in_three),
        *((f"style_{style}", share) for style, share in report.styles.items()),
        ("out_of_scope_rejected", report.out_of_scope_rejected),
        ("wrongly_rejected", report.wrongly_rejected),
    ]


def _share(share: Share) -> Json:
    low, high = share.interval()
    return {
        "count": share.count,
        "of": share.of,
        "value": round(share.value, 4),
        "interval_95": [round(low, 4), round(high, 4)],
    }


def _heldout(report: HeldoutReport) -> Table:
    table = Table("", "share", "95 %", "phrases", title=f"{report.phrases} held-out phrases")
    for name, share in _shares(report):
        table.add_row(name, *_cells(share), f"{share.count}/{share.of}")
    table.add_row("calibration_error", f"{report.calibration_error:.3f}", "", "")
    return table


def _confusions(report: HeldoutReport) -> Table:
    table = Table("expected", "got", "times", title="Most confused")
    for confusion in report.confusions:
        table.add_row(confusion.expected, confusion.got, str(confusion.count))
    return table


def _benchmark(report: BenchmarkReport) -> Table:
    title = (
        f"{report.trained_on} texts, {report.intents} intents, trained in {report.training_s:.1f} s"
        f" ({report.training_cpu_s:.1f} s of the processor)"
    )
    table = Table("set", "accuracy", "95 %", "macro F1", "ms a message", "texts", title=title)
    for name, score in report.scores.items():
        table.add_row(
            name,
            *_cells(score.accuracy),
            f"{score.macro_f1:.3f}",
            f"{score.message_ms:.2f}",
            str(score.accuracy.of),
        )
    return table


def _cells(share: Share) -> tuple[str, str]:
    low, high = share.interval()
    return f"{share.value:.1%}", f"{low:.1%}–{high:.1%}"

"""Flows: tasks as data, in the YAML shape of Rasa's CALM flows.

A step collects a slot, runs an action, sets slots, or links to another flow; ``next`` names the step
to go on with, by conditions. ``confirm`` on an action is Mia's own: the question that must be
answered with a clear yes before the action runs.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from knowledge.files import ROOT, DataError, read_yaml, yaml_files

START = "START"
END = "END"


@dataclass(frozen=True, slots=True)
class Branch:
    """Where to go on: ``then`` is a step's id, START or END; ``when`` is an expression or ``None``."""

    then: str
    when: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What all steps have: an id where one is given, and branches (none: the step that follows)."""

    id: str | None = None
    next: tuple[Branch, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Collect(Step):
    """Ask for a slot unless it is filled, or ``only_if`` does not hold."""

    slot: str
    only_if: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Act(Step):
    """Run an action; with ``confirm``, only after that question was answered with yes."""

    action: str
    confirm: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Assign(Step):
    """Set slots."""

    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link(Step):
    """Go on with another flow instead of this one."""

    flow: str


@dataclass(frozen=True, slots=True)
class Flow:
    """A task. ``title`` names it to the person; an ``urgent`` one drops whatever was under way.

    ``claims`` is the slot by which a person claims a number as his own, for what a claim is enough
    for: such a flow asks for the number itself. ``again`` is said in its place when it is wanted once
    more at once: what would be the same words.
    """

    id: str
    title: str
    steps: tuple[Step, ...]
    urgent: bool = False
    claims: str | None = None
    again: str | None = None

    def place(self, target: str) -> int:
        """Return the index of a step by id (START is 0, END is one past the last)."""
        if target == START:
            return 0
        if target == END:
            return len(self.steps)
        return next(at for at, step in enumerate(self.steps) if step.id == target)

    def slots(self) -> list[str]:
        """Return the slots that the flow collects, in order."""
        return [step.slot for step in self.steps if isinstance(step, Collect)]

    def actions(self) -> list[str]:
        """Return the actions that the flow may run."""
        run = [step.action for step in self.steps if isinstance(step, Act)]
        return [*run, self.again] if self.again else run

    def changes(self) -> list[str]:
        """Return the actions that change something: those that run only after a clear yes."""
        return [step.action for step in self.steps if isinstance(step, Act) and step.confirm]


Flows = Mapping[str, Flow]


@cache
def flows() -> Flows:
    """Return the project's own flows, read once."""
    return load_flows(ROOT / "bot" / "flows" / "tasks")


@cache
def changes() -> frozenset[str]:
    """Return the actions of all flows that change something."""
    return frozenset(action for flow in flows().values() for action in flow.changes())


def load_flows(folder: Path) -> dict[str, Flow]:
    """Read the flows of a folder.

    Raises:
        DataError: a flow stands twice, a step is of no known kind, or a ``next`` leads nowhere.
    """
    found: dict[str, Flow] = {}
    for path in yaml_files(folder):
        for name, entry in read_yaml(path)["flows"].items():
            if name in found:
                raise DataError(f"{path}: {name} stands twice")
            found[name] = _flow(name, entry, path)
    for flow in found.values():
        _check(flow, found)
    return found


def _flow(name: str, entry: Mapping[str, Any], path: Path) -> Flow:
    try:
        steps = tuple(_step(raw) for raw in entry["steps"])
        return Flow(
            name,
            entry["name"],
            steps,
            urgent=bool(entry.get("urgent")),
            claims=entry.get("claims"),
            again=entry.get("again"),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise DataError(f"{path}: {name}: {error!r}") from error


def _step(raw: Mapping[str, Any]) -> Step:
    base: dict[str, Any] = {"id": raw.get("id"), "next": tuple(_branches(raw.get("next")))}
    if "collect" in raw:
        return Collect(**base, slot=raw["collect"], only_if=raw.get("if"))
    if "action" in raw:
        return Act(**base, action=raw["action"], confirm=raw.get("confirm"))
    if "set_slots" in raw:
        return Assign(**base, values=raw["set_slots"])
    if "link" in raw:
        return Link(**base, flow=raw["link"])
    raise ValueError(f"a step collects, acts, sets slots or links, not {sorted(raw)}")


def _branches(raw: Any) -> Iterator[Branch]:
    if raw is None:
        return
    if isinstance(raw, str):
        yield Branch(raw)
        return
    for branch in raw:
        yield Branch(branch["else"]) if "else" in branch else Branch(branch["then"], branch["if"])


def _check(flow: Flow, flows: Flows) -> None:
    for step in flow.steps:
        if isinstance(step, Link) and step.flow not in flows:
            raise DataError(f"{flow.id}: links to {step.flow}, which is no flow")
        for branch in step.next:
            try:
                flow.place(branch.then)
            except StopIteration:
                raise DataError(f"{flow.id}: {branch.then} is no step") from None

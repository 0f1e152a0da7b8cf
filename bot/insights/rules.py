"""Rules: what kinds and states there are, and who of the staff may do what. Pure."""

from __future__ import annotations

from typing import Literal, Protocol, get_args

InsightKind = Literal["complaint", "wish", "praise", "low_mark", "idea"]
Status = Literal["new", "in_work", "answered", "declined"]

KINDS: tuple[InsightKind, ...] = get_args(InsightKind)
STATUSES: tuple[Status, ...] = get_args(Status)
OPEN: tuple[Status, ...] = ("new", "in_work")
CLOSED: tuple[Status, ...] = ("answered", "declined")


class Staff(Protocol):
    """Somebody who works for the operator, as the desk knows him."""

    @property
    def login(self) -> str:
        """His login."""
        ...

    @property
    def skills(self) -> tuple[str, ...]:
        """The departments that he serves."""
        ...

    @property
    def leads(self) -> bool:
        """Whether he is a supervisor."""
        ...


def answers_for(staff: Staff, department: str) -> bool:
    """Tell whether somebody may take, answer and move a department's insights."""
    return staff.leads or department in staff.skills


def kind_of(ticket_kind: str, mood: str) -> InsightKind | None:
    """Return what a ticket is as an insight, ``None`` where it is none (a call-back, a failure)."""
    if ticket_kind == "complaint":
        return "complaint"
    if ticket_kind == "feedback":
        return "praise" if mood == "glad" else "wish"
    return None

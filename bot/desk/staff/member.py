"""A member of the staff."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Role = Literal["agent", "supervisor"]


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who works for the operator.

    ``extension`` is his telephone in the PBX; ``skills`` are the queues that he serves.
    """

    login: str
    name: str
    role: Role
    extension: str
    skills: tuple[str, ...]

    @property
    def leads(self) -> bool:
        """Whether he sees the whole floor and approves."""
        return self.role == "supervisor"

"""What the desk's pages are shown, as JSON values."""

from __future__ import annotations

from typing import Any

from bot.desk.case import Case, Line
from bot.desk.known import known
from bot.desk.reasons import reasons
from bot.desk.staff.member import Member
from bot.masking import mask_msisdn


def row(case: Case) -> dict[str, Any]:
    """Return a case as a row of a list."""
    packet = case.packet
    card = packet.get("card") or {}
    subject = packet.get("subject")
    return {
        "id": case.id,
        "state": case.state,
        "queue": case.queue,
        "reason": case.reason,
        "reason_title": reasons()[case.reason].title if case.reason in reasons() else case.reason,
        "channel": case.channel,
        "who": card.get("name") or (mask_msisdn(subject) if subject else ""),
        "sureness": packet.get("sureness", "anonymous"),
        "mood": packet.get("mood", "calm"),
        "wanted": (packet.get("summary") or [""])[0],
        "since": case.since,
        "taken_at": case.taken_at,
        "ended_at": case.ended_at,
        "holder": case.holder,
        "lease": case.lease,
        "result": case.result,
        "returned": case.returned,
    }


def whole(case: Case, lines: list[Line], delivered: set[str]) -> dict[str, Any]:
    """Return a case with everything that a person needs to go on."""
    packet = case.packet
    return {
        **row(case),
        "subject": packet.get("subject"),
        "summary": packet.get("summary", []),
        "known": [
            {"title": title, "value": value} for title, value in known(packet.get("slots", {}))
        ],
        "transcript": packet.get("transcript", []),
        "card": packet.get("card"),
        "lines": [{**line.to_json(), "delivered": line.id in delivered} for line in lines],
    }


def colleague(member: Member, present: set[str], cases: int) -> dict[str, Any]:
    """Return a member of the staff as colleagues see him."""
    return {
        "login": member.login,
        "name": member.name,
        "role": member.role,
        "skills": list(member.skills),
        "present": member.login in present,
        "cases": cases,
    }

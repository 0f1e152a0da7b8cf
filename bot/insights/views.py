"""Insights as the page reads them: numbers of subscribers are masked."""

from __future__ import annotations

from typing import Any

from bot.insights.rules import OPEN, Staff, answers_for
from bot.insights.store import Whole
from bot.insights.tables import Event, Insight, Voice
from bot.masking import mask_msisdn

Document = dict[str, Any]


def row(insight: Insight) -> Document:
    """Return a line of the list."""
    return {
        "id": insight.id,
        "kind": insight.kind,
        "subject": insight.subject,
        "department": insight.department,
        "status": insight.status,
        "owner": insight.owner,
        "text": insight.text,
        "voices": insight.voices,
        "changed_at": insight.changed_at.isoformat(timespec="seconds"),
        "created_at": insight.created_at.isoformat(timespec="seconds"),
    }


def whole(found: Whole, staff: Staff) -> Document:
    """Return an insight with everybody's words and its history, and whether one may answer it."""
    insight = found.insight
    return {
        **row(insight),
        "answer": insight.answer,
        "revision": insight.revision,
        "may_answer": insight.status in OPEN and answers_for(staff, insight.department),
        "people": [_voice(each) for each in found.voices],
        "history": [_event(each) for each in found.events],
    }


def _voice(voice: Voice) -> Document:
    return {
        "id": voice.id,
        "text": voice.text,
        "mood": voice.mood,
        "who": mask_msisdn(voice.msisdn) if voice.msisdn else voice.author,
        "channel": voice.channel,
        "said_at": voice.said_at.isoformat(timespec="seconds"),
        "told_at": voice.told_at.isoformat(timespec="seconds") if voice.told_at else None,
        "number": voice.source.removeprefix("ticket:") if "ticket:" in voice.source else None,
    }


def _event(event: Event) -> Document:
    return {
        "at": event.at.isoformat(timespec="seconds"),
        "who": event.who,
        "what": event.what,
        "details": event.details,
    }

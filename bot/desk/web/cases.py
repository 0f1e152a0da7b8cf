"""Working on cases: the queue, taking, talking, passing on, ending."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request

from bot.conversation.reply import Utterance
from bot.desk.case import Line
from bot.desk.parts import DeskParts
from bot.desk.reasons import queues, results
from bot.desk.rules.queueing import serves
from bot.desk.staff.access import Actor, Reader
from bot.desk.staff.member import Member
from bot.desk.store.cases import Held
from bot.desk.voice import shown_in
from bot.desk.web import views
from bot.desk.web.bodies import Finish, Lease, Note, PassOn, Words
from bot.desk.web.desk import NOT_YOURS, Parts, ReadCase, SeenCase, seen
from bot.masking import hide_secrets
from bot.service.access import core_of
from bot.service.problems import Problem

router = APIRouter(prefix="/desk", include_in_schema=False)

Document = dict[str, Any]


@router.get("/queue")
async def queue(desk: Parts, member: Reader) -> Document:
    """Show what waits for this person, the next first, and what he has."""
    waiting = [case for case in await desk.floor.waiting() if serves_or_leads(member, case.queue)]
    return {
        "waiting": [views.row(case) for case in waiting],
        "mine": [views.row(case) for case in await desk.floor.held_by(member.login)],
        "now": desk.cases.now(),
    }


@router.post("/next")
async def take_next(desk: Parts, member: Actor) -> Document:
    """Take the next conversation that waits for this person."""
    held = await desk.cases.take(member.login, skills_of(member))
    if held is None:
        raise Problem(404, "Nobody waits", "There is nobody in your queues now.")
    return await _whole(desk, held.case, member)


@router.post("/cases/{case}/take")
async def take(case: str, desk: Parts, member: Actor) -> Document:
    """Take a waiting conversation."""
    held = await desk.cases.take(member.login, skills_of(member), case)
    if held is None:
        raise Problem(409, "Taken", "A colleague was quicker, or it waits no longer.")
    return await _whole(desk, held.case, member)


@router.get("/cases/{case}")
async def look(case: ReadCase, desk: Parts, member: Reader) -> Document:
    """Show a conversation with all that is known of it."""
    return await _whole(desk, case.id, member)


@router.post("/cases/{case}/acknowledge")
async def acknowledge(body: Lease, case: SeenCase, desk: Parts, member: Actor) -> Document:
    """Tell that the packet is here: from now on this person has the conversation."""
    if not await desk.cases.acknowledge(Held(case.id, member.login, body.lease)):
        raise NOT_YOURS
    await desk.teller.tell(case, "joined", "utter_person_joined", person=member.name)
    return {"state": "held"}


@router.post("/cases/{case}/say")
async def say(body: Words, case: SeenCase, desk: Parts, member: Actor) -> Document:
    """Say something to the subscriber, once for each id."""
    text = hide_secrets(body.text)
    said = Utterance(text=text, speech=text, author=member.name, id=body.id)
    now = desk.cases.now()
    values, keys = shown_in(case, said, now)
    line = Line(body.id, now, "agent", text, member.name)
    done = await desk.cases.say(Held(case.id, member.login, body.lease), line, values, keys)
    if done < 0:
        raise NOT_YOURS
    return {"line": line.to_json(), "new": bool(done)}


@router.post("/cases/{case}/note")
async def note(body: Note, case: SeenCase, desk: Parts, member: Actor) -> Document:
    """Write a note that colleagues see, and the subscriber does not."""
    text = hide_secrets(body.text)
    line = Line(body.id, desk.cases.now(), "note", text, member.name)
    await desk.cases.note(case.id, line)
    return {"line": line.to_json()}


@router.post("/cases/{case}/pass")
async def pass_on(
    body: PassOn, case: SeenCase, desk: Parts, member: Actor, request: Request
) -> Document:
    """Pass a conversation on to a colleague who is there, or to a queue."""
    held = Held(case.id, member.login, body.lease)
    if (body.queue is None) == (body.colleague is None):
        raise Problem(422, "Invalid request", "Name a queue or a colleague.")
    if body.queue is not None:
        if body.queue not in queues():
            raise Problem(422, "Invalid request", f"No queue is called {body.queue}.")
        done = await desk.cases.pass_on(held, body.queue)
    else:
        colleague = core_of(request).staff.roster.named(str(body.colleague))
        if colleague is None or colleague.login not in await desk.floor.present():
            raise Problem(409, "Not there", "That colleague is not at the desk.")
        done = await desk.cases.give(case.id, colleague.login, held) is not None
    if not done:
        raise NOT_YOURS
    passed = await desk.cases.find(case.id)
    await desk.teller.tell(passed or case, "passed", "utter_passed_on")
    return {"state": "waiting" if body.queue else "offered"}


@router.post("/cases/{case}/finish")
async def finish(body: Finish, case: SeenCase, desk: Parts, member: Actor) -> Document:
    """End a conversation with a result."""
    if body.result not in results():
        raise Problem(422, "Invalid request", f"No result is called {body.result}.")
    if not await desk.cases.finish(Held(case.id, member.login, body.lease), body.result):
        raise NOT_YOURS
    return {"state": "ended"}


def skills_of(member: Member) -> tuple[str, ...]:
    """Return the queues that somebody may take from; a supervisor from all."""
    return queues() if member.leads else member.skills


def serves_or_leads(member: Member, name: str) -> bool:
    """Tell whether a queue is somebody's to see."""
    return member.leads or serves(member.skills, name)


async def _whole(desk: DeskParts, id_: str, member: Member) -> Document:
    case = await seen(desk, member, id_)
    lines = await desk.floor.lines(id_)
    return views.whole(case, lines, await desk.floor.delivered(id_))

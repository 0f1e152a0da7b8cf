"""What tests and demos set: trouble, the time; and what they read: the audit."""

from datetime import datetime

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field, StrictBool, StrictInt
from sqlalchemy import select

from actions.sandbox.clock import MOSCOW, MovableClock
from actions.sandbox.problems import BadRequest
from actions.sandbox.store.tables import Audit
from actions.sandbox.web.chaos import Chaos, Trouble
from actions.sandbox.web.listing import AskedPage
from actions.sandbox.web.requests import Admin, TheOffice
from actions.sandbox.web.shapes import Document

routes = APIRouter(prefix="/admin")


class Wish(BaseModel):
    """The trouble that a system is to have; see ``chaos.Trouble``."""

    system: str
    delay: float = Field(0, ge=0, le=600)
    outage: bool = False
    drop_answer: StrictBool | StrictInt = False


class Time(BaseModel):
    """What time it is to be; ``null`` for the real one."""

    now: datetime | None


@routes.post("/chaos")
async def set_trouble(wish: Wish, request: Request, _admin: Admin) -> Document:
    """Give a system this trouble, and only this."""
    chaos: Chaos = request.app.state.chaos
    chaos.set(wish.system, Trouble(wish.delay, wish.outage, wish.drop_answer))
    return wish.dict()


@routes.delete("/chaos")
async def calm(request: Request, _admin: Admin) -> Document:
    """Put an end to all trouble."""
    chaos: Chaos = request.app.state.chaos
    chaos.calm()
    return {}


@routes.post("/clock")
async def set_time(time: Time, office: TheOffice, _admin: Admin) -> Document:
    """Let it be another time. The dates of the world stay where the last start put them."""
    if not isinstance(office.clock, MovableClock):
        raise BadRequest("fixed_clock")
    now = time.now
    office.clock.set(now.replace(tzinfo=now.tzinfo or MOSCOW) if now else None)
    return {"now": office.clock.now().isoformat()}


@routes.get("/audit")
async def list_audit(
    office: TheOffice, page: AskedPage, _admin: Admin, about: str | None = None
) -> JSONResponse:
    """The changes that were made, newest first; about one number, or all."""
    query = select(Audit).order_by(Audit.id.desc())
    if about is not None:
        query = query.where(Audit.about == about)
    async with office.reading() as desk:
        return page.of([_line(each) for each in await desk.session.scalars(query)])


def _line(line: Audit) -> Document:
    return {
        "id": str(line.id),
        "at": line.at.isoformat(),
        "subject": line.subject,
        "channel": line.channel,
        "sureness": line.sureness,
        "key": line.key,
        "what": line.what,
        "about": line.about,
        "details": line.details,
    }

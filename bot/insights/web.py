"""The insights over HTTP: what the page ``/insights`` asks. Staff alone, by the session of the desk."""

from __future__ import annotations

from collections.abc import Awaitable
from typing import Annotated, Any, Literal, TypeVar

from fastapi import APIRouter, Depends, Query, Request
from pydantic import Field

from bot.channels.text import Body
from bot.desk.staff.access import Actor, Reader
from bot.insights import views
from bot.insights.insights import Insights, NotYours
from bot.insights.rules import KINDS, STATUSES, answers_for
from bot.insights.store import NoSuchInsight, Outdated, Wanted
from bot.service.access import core_of
from bot.service.problems import Problem
from knowledge.facts import catalogue
from knowledge.subjects import subjects

router = APIRouter(prefix="/insights/api", include_in_schema=False)

LONGEST = 2000
T = TypeVar("T")
Document = dict[str, Any]


def _insights(request: Request) -> Insights:
    return core_of(request).insights.insights


TheInsights = Annotated[Insights, Depends(_insights)]


class Revision(Body):
    """The insight as it was read; what somebody has changed since is not overwritten."""

    revision: int = Field(ge=0)


class AnswerBody(Revision):
    """An answer, or the reason why it is declined."""

    text: str = Field(min_length=3, max_length=LONGEST)
    status: Literal["answered", "declined"]


class NoteBody(Revision):
    """A note for colleagues."""

    text: str = Field(min_length=1, max_length=LONGEST)


class MoveBody(Revision):
    """The department that it goes to."""

    department: str = Field(max_length=40)


class PartBody(Revision):
    """Whose words are to stand alone."""

    voice: int = Field(ge=1)


class IdeaBody(Body):
    """An employee's idea; ``key`` is made by the page, so that it is left once."""

    text: str = Field(min_length=5, max_length=LONGEST)
    key: str = Field(min_length=8, max_length=40, regex=r"^[\w-]+$")


@router.get("/words")
async def words(member: Reader) -> Document:
    """Name departments, subjects, kinds and states, and say which departments one answers for."""
    named = catalogue()["department_names"]
    return {
        "departments": [
            {"id": id_, "name": name, "mine": answers_for(member, id_)}
            for id_, name in named.items()
        ],
        "subjects": {subject.id: subject.title for subject in subjects().values()},
        "kinds": KINDS,
        "statuses": STATUSES,
    }


@router.get("/list")
async def listed(
    insights: TheInsights,
    member: Reader,
    department: Annotated[str | None, Query(max_length=40)] = None,
    status: Annotated[str | None, Query(max_length=40)] = None,
    kind: Annotated[str | None, Query(max_length=40)] = None,
    owner: Annotated[str | None, Query(max_length=64)] = None,
    subject: Annotated[str | None, Query(max_length=40)] = None,
    text: Annotated[str, Query(max_length=100)] = "",
    offset: Annotated[int, Query(ge=0)] = 0,
    limit: Annotated[int, Query(ge=1, le=100)] = 30,
) -> Document:
    """List insights, those that most people share first, and how many speak of each subject."""
    wanted = Wanted(department, status, kind, owner, text.strip(), subject)
    found, total = await insights.listed(wanted, offset, limit)
    subjects = [{"id": id_, "voices": voices} for id_, voices in await insights.subjects(wanted)]
    return {"items": [views.row(each) for each in found], "total": total, "subjects": subjects}


@router.get("/{id_}")
async def whole(id_: int, insights: TheInsights, member: Reader) -> Document:
    """Show an insight with everybody's words and its history."""
    return views.whole(await _done(insights.whole(id_)), member)


@router.post("/ideas", status_code=201)
async def idea(body: IdeaBody, insights: TheInsights, member: Actor) -> Document:
    """Leave an idea of one's own."""
    id_ = await insights.hear_idea(member, body.text, body.key)
    return views.whole(await insights.whole(id_), member)


@router.post("/{id_}/take")
async def take(id_: int, body: Revision, insights: TheInsights, member: Actor) -> Document:
    """Take an insight to work on."""
    await _done(insights.take(member, id_, body.revision))
    return views.whole(await insights.whole(id_), member)


@router.post("/{id_}/answer")
async def answer(id_: int, body: AnswerBody, insights: TheInsights, member: Actor) -> Document:
    """Answer an insight; everybody who said it is told."""
    await _done(insights.answer(member, id_, body.revision, body.text, body.status))
    return views.whole(await insights.whole(id_), member)


@router.post("/{id_}/note")
async def note(id_: int, body: NoteBody, insights: TheInsights, member: Actor) -> Document:
    """Write a note for colleagues."""
    await _done(insights.note(member, id_, body.revision, body.text))
    return views.whole(await insights.whole(id_), member)


@router.post("/{id_}/move")
async def move(id_: int, body: MoveBody, insights: TheInsights, member: Actor) -> Document:
    """Give an insight to another department."""
    if body.department not in catalogue()["department_names"]:
        raise Problem(422, "Invalid request", f"No department is called {body.department}.")
    await _done(insights.move(member, id_, body.revision, body.department))
    return views.whole(await insights.whole(id_), member)


@router.post("/{id_}/part")
async def part(id_: int, body: PartBody, insights: TheInsights, member: Actor) -> Document:
    """Make one person's words an insight of their own."""
    parted = await _done(insights.part(member, id_, body.voice, body.revision))
    return views.whole(await insights.whole(parted), member)


async def _done(work: Awaitable[T]) -> T:
    """Wait for work, and turn what stands in its way into a problem."""
    try:
        return await work
    except NoSuchInsight:
        raise Problem(404, "No such insight") from None
    except NotYours:
        raise Problem(
            403, "Another department's", "Its people or a supervisor may do it."
        ) from None
    except Outdated:
        raise Problem(409, "Changed meanwhile", "A colleague was quicker; look again.") from None

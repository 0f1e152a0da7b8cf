"""Insights: taken in, grouped, owned, answered, with a history that nobody can edit."""

import asyncio
from dataclasses import dataclass
from datetime import date

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from actions.operator.tickets import Ticket
from bot.insights.insights import Insights, NotYours
from bot.insights.store import NoSuchInsight, Outdated, Wanted
from bot.marks.low import LowMark
from bot.records import Records
from tests.bot.records import TestClock

THEME = "сделайте тёмную тему в приложении"
THEME_AGAIN = "хочу тёмную тему для приложения"


@dataclass(frozen=True)
class Colleague:
    login: str
    skills: tuple[str, ...] = ()
    leads: bool = False


OLGA = Colleague("olga", ("billing", "loyalty"))
IRINA = Colleague("irina", leads=True)


def ticket(number: int, words: str, subject: str = "app", kind: str = "feedback") -> Ticket:
    return Ticket(
        number=f"T-{number}",
        row=number,
        kind=kind,  # type: ignore[arg-type]
        subject=subject,
        department="billing" if subject == "billing" else "quality",
        status="new",
        msisdn=f"7900000{number:04}",
        text=words,
        mood="calm",
        channel="app",
        opened=date(2026, 3, 10),
        expected=None,
    )


async def _heard(insights: Insights, *tickets: Ticket) -> list[int]:
    return [id_ for each in tickets if (id_ := await insights.hear_ticket(each)) is not None]


async def test_repeats_are_grouped_and_counted_each_ticket_once(insights: Insights) -> None:
    first, again, same = await _heard(
        insights, ticket(1, THEME), ticket(2, THEME_AGAIN), ticket(1, THEME)
    )
    assert first == again == same
    whole = await insights.whole(first)
    assert whole.insight.voices == 2
    assert [event.what for event in whole.events] == ["filed", "repeated"]


async def test_what_differs_stands_alone(insights: Insights) -> None:
    ids = await _heard(
        insights,
        ticket(1, THEME),
        ticket(2, "приложение вылетает после обновления"),
        ticket(3, THEME, kind="complaint"),
    )
    assert len(set(ids)) == 3


async def test_call_backs_and_failures_are_no_insights(insights: Insights) -> None:
    assert await _heard(insights, ticket(1, "перезвоните", kind="callback")) == []
    assert await _heard(insights, ticket(2, "нет сети", kind="network")) == []


async def test_many_who_say_it_at_once_are_one_insight(insights: Insights) -> None:
    ids = await asyncio.gather(
        *(insights.hear_ticket(ticket(number, THEME)) for number in range(1, 13))
    )
    assert len(set(ids)) == 1
    assert (await insights.whole(int(ids[0] or 0))).insight.voices == 12


async def test_what_was_answered_is_new_when_said_again(
    insights: Insights, clock: TestClock
) -> None:
    (first,) = await _heard(insights, ticket(1, THEME))
    await insights.answer(IRINA, first, 1, "Сделали.", "answered")
    clock.go(days=1)
    (again,) = await _heard(insights, ticket(2, THEME_AGAIN))
    assert again != first


async def test_an_owner_answers_and_all_is_written_down(insights: Insights) -> None:
    (id_,) = await _heard(insights, ticket(1, "верните деньги за подписку", "billing", "complaint"))
    await insights.take(OLGA, id_, 1)
    await insights.note(OLGA, id_, 2, "звонила абоненту +7 900 000-00-01")
    await insights.answer(OLGA, id_, 3, "Вернули.", "answered")
    whole = await insights.whole(id_)
    assert (whole.insight.status, whole.insight.owner) == ("answered", "olga")
    assert [(e.who, e.what) for e in whole.events] == [
        ("mia", "filed"),
        ("olga", "taken"),
        ("olga", "noted"),
        ("olga", "answered"),
    ]
    assert "000-00-01" not in str(whole.events[2].details)


async def test_another_departments_insight_is_seen_and_not_touched(insights: Insights) -> None:
    (id_,) = await _heard(insights, ticket(1, THEME))
    assert (await insights.whole(id_)).insight.status == "new"
    with pytest.raises(NotYours):
        await insights.take(OLGA, id_, 1)
    await insights.move(IRINA, id_, 1, "loyalty")
    await insights.take(OLGA, id_, 2)


async def test_two_colleagues_do_not_undo_one_another(insights: Insights) -> None:
    (id_,) = await _heard(insights, ticket(1, THEME))
    done = await asyncio.gather(
        *(insights.take(Colleague(f"lead-{n}", leads=True), id_, 1) for n in range(5)),
        return_exceptions=True,
    )
    assert sum(result is None for result in done) == 1
    assert all(isinstance(result, Outdated) for result in done if result is not None)


async def test_it_is_answered_once(insights: Insights) -> None:
    (id_,) = await _heard(insights, ticket(1, THEME))
    await insights.answer(IRINA, id_, 1, "Сделаем.", "answered")
    with pytest.raises(Outdated):
        await insights.answer(IRINA, id_, 2, "Передумали.", "declined")


async def test_words_grouped_by_mistake_are_parted(insights: Insights) -> None:
    (id_, _) = await _heard(insights, ticket(1, THEME), ticket(2, THEME_AGAIN))
    voice = (await insights.whole(id_)).voices[1]
    parted = await insights.part(IRINA, id_, voice.id, 2)
    assert (await insights.whole(id_)).insight.voices == 1
    assert (await insights.whole(parted)).insight.text == THEME_AGAIN
    with pytest.raises(NoSuchInsight):
        await insights.part(IRINA, parted, voice.id, 1)


async def test_an_employees_idea_is_his_and_seen_once(insights: Insights) -> None:
    first = await insights.hear_idea(OLGA, "давать скидку тем, кто с нами десять лет", "k1")
    assert await insights.hear_idea(OLGA, "давать скидку тем, кто с нами десять лет", "k1") == first
    whole = await insights.whole(first)
    assert (whole.insight.kind, whole.voices[0].author) == ("idea", "olga")
    assert await insights.store.untold() == []


async def test_a_low_mark_with_words_goes_to_its_department(insights: Insights) -> None:
    mark = LowMark(7, "csat", 1, "списали деньги и не объяснили", "79000000001", "app")
    await insights.hear_mark(mark)
    found, total = await insights.listed(Wanted(department="billing", kind="low_mark"), 0, 10)
    assert total == 1
    assert found[0].text == mark.words


async def test_secrets_do_not_reach_the_records(insights: Insights, records: Records) -> None:
    words = "назвала код 482913 и карту 4111 1111 1111 1111, паспорт 45 09 123456, звонили с 79167654321"
    (id_,) = await _heard(insights, ticket(1, words))
    await insights.note(IRINA, id_, 1, words)
    await insights.answer(IRINA, id_, 2, words, "answered")
    whole = await insights.whole(id_)
    kept = " ".join(
        [whole.insight.text, str(whole.insight.answer), whole.voices[0].text]
        + [str(event.details) for event in whole.events]
    )
    for secret in ("482913", "4111 1111", "123456"):
        assert secret not in kept
    assert "9167654321" not in whole.insight.text


async def test_the_history_cannot_be_edited(insights: Insights, records: Records) -> None:
    await _heard(insights, ticket(1, THEME))
    for statement in ("UPDATE insight_events SET who = 'x'", "DELETE FROM insight_events"):
        with pytest.raises(DBAPIError, match="only added to"):
            async with records.writing() as session:
                await session.execute(text(statement))


async def test_lists_are_filtered_and_the_most_said_stand_first(insights: Insights) -> None:
    await _heard(
        insights,
        ticket(1, "верните деньги за подписку", "billing", "complaint"),
        ticket(2, THEME),
        ticket(3, THEME_AGAIN),
    )
    listed, total = await insights.listed(Wanted(), 0, 10)
    assert (total, [each.voices for each in listed]) == (2, [2, 1])
    assert (await insights.listed(Wanted(department="billing"), 0, 10))[1] == 1
    assert (await insights.listed(Wanted(words="ТЁМНУЮ"), 0, 10))[1] in (0, 1)
    assert (await insights.listed(Wanted(words="тёмную"), 0, 10))[1] == 1
    assert (await insights.listed(Wanted(status="answered"), 0, 10))[1] == 0


async def test_people_are_counted_by_what_they_speak_of(insights: Insights) -> None:
    await _heard(
        insights,
        ticket(1, "верните деньги за подписку", "billing", "complaint"),
        ticket(2, THEME),
        ticket(3, THEME_AGAIN),
    )
    (most, two), (least, one) = await insights.subjects(Wanted())
    assert (two, one) == (2, 1)
    [found], total = await insights.listed(Wanted(subject=most), 0, 10)
    assert (found.subject, found.voices, total) == (most, 2, 1)
    assert await insights.subjects(Wanted(kind="complaint", subject=most)) == [(least, 1)]

"""Days and hours as they are said."""

from datetime import date, time
from decimal import Decimal
from typing import Literal

from knowledge.language import language
from knowledge.spoken.amounts import quantity
from knowledge.spoken.numerals import Case, cardinal, ordinal

_WEEK = 7

Way = Literal["on", "by"]


def day(when: date, case: Case = "g", with_year: bool = False) -> str:
    """Return a day and its month: «двадцать первого мая», in the nominative «двадцать первое мая»."""
    said = f"{ordinal(when.day, case, 'n')} {language()['months'][when.month - 1]}"
    return f"{said} {year(when.year)}" if with_year else said


def year(number: int) -> str:
    """Return a year in the genitive: «две тысячи двадцать шестого года»."""
    return f"{ordinal(number, 'g')} {language()['year']['g']}"


def near_day(when: date, today: date, way: Way) -> str:
    """Return a day as it is said today: «завтра, двадцать третьего ноября», «в среду, …», «до среды, …».

    From a week on, and in the past, it is the plain date.

    Args:
        when: the day.
        today: the day of the talk.
        way: «on» the day (when it happens), «by» it (till when).
    """
    distance = (when - today).days
    words = language()
    plain = day(when)
    if distance in words["near_days"] and (way == "on" or distance > 0):
        return f"{words['near_days'][distance]}, {plain}"
    if not 0 < distance < _WEEK:
        return plain
    if way == "by":
        return f"{words['weekdays']['g'][when.weekday()]}, {plain}"
    names = words["weekdays"]
    return f"{names['prepositions'][when.weekday()]} {names['a'][when.weekday()]}, {plain}"


def clock(at: time, case: Case = "n") -> str:
    """Return a time to the minute: «девять часов пять минут», «до двадцати одного часа»."""
    hours = quantity(Decimal(at.hour), "hours", case)
    return f"{hours} {quantity(Decimal(at.minute), 'minutes', case)}" if at.minute else hours


def hour_of_day(at: time, case: Case = "g") -> str:
    """Return an hour as people say it: «восьми утра», «девяти тридцати вечера», «полуночи»."""
    words = language()["time"]
    if at.minute == 0 and at.hour in (0, 12):
        name = "midnight" if at.hour == 0 else "noon"
        return str(words[name].get(case, words[name]["g"]))
    part = [name for since, name in words["parts"] if at.hour >= since][-1]
    hour = at.hour % 12 or 12
    said = cardinal(hour, case)
    if at.minute:
        said = f"{said} {_minutes(at.minute, case)}"
    elif hour == 1:
        said = quantity(Decimal(1), "hours", case).split()[-1]  # «с часа дня»
    return f"{said} {part}"


def span(begin: time, end: time) -> str:
    """Return hours of work: «с восьми утра до десяти вечера», «круглосуточно»."""
    words = language()["time"]
    if begin == end or (begin == time(0) and end == time(23, 59)):
        return str(words["always"])
    return str(words["span"]).format(hour_of_day(begin), hour_of_day(end))


def read_clock(text: str) -> time:
    """Read ``21:30``; ``24:00`` is the next midnight.

    Raises:
        ValueError: it is no time of a day.
    """
    hours, minutes = text.split(":")
    return time(int(hours) % 24 if text == "24:00" else int(hours), int(minutes))


def _minutes(minutes: int, case: Case) -> str:
    zero = f"{cardinal(0)} " if minutes < 10 else ""
    return zero + cardinal(minutes, case)

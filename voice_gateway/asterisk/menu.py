"""The button menu as dialplan, made from ``voice_gateway/keypad.yml``: what is left while it is away.

With it go the hours in which people are there (``mia-hours`` returns 1 or 0): no caller is put through to
an empty room.

A key that asks something is answered by SMS (``POST /webhooks/menu`` of the bot) where the network
vouches for the number; where that cannot be, its ``away`` recording is played.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import quote

from knowledge.files import read_yaml
from knowledge.hours import ZONE, agents_hours
from knowledge.wording import hours as in_words
from voice_gateway.keypad import Choice, Menu

_PROMPTS = Path(__file__).resolve().parent / "prompts.yml"
_HEADER = """\
; The button menu and the agents' hours, made by `mia dialplan menu` from keypad.yml and support.agents_hours
; of the catalogue: change them there.
"""


def recordings(menu: Menu) -> Mapping[str, str]:
    """Return what is to be recorded for the exchange: file name → words."""
    away = {f"away-{key}": entry.away for key, entry in menu.keys.items() if entry.away}
    hours = in_words(agents_hours(), "ear")
    own = {name: str(text).format(hours=hours) for name, text in read_yaml(_PROMPTS).items()}
    spoken = {"opening": menu.opening, "menu": menu.prompt, "again": menu.again}
    return {**spoken, **away, **own}


def dialplan(menu: Menu) -> str:
    """Return the menu, and when people are there, as the text of a dialplan file."""
    return _HEADER + "\n".join([*_lines(menu), *_hours(agents_hours())]) + "\n"


def _lines(menu: Menu) -> Iterator[str]:
    yield "[mia-menu]"
    yield "exten => s,1,Set(MIA_READ=0)"
    yield " same => n,Playback(mia/opening)"
    yield " same => n(read),Set(MIA_READ=$[${MIA_READ} + 1])"
    yield f" same => n,GotoIf($[${{MIA_READ}} > {menu.tries}]?mia-person,s,1)"
    yield f" same => n(ask),Read(MIA_KEY,mia/menu,1,,1,{menu.silence:g})"
    yield ' same => n,GotoIf($["${MIA_KEY}" = ""]?read)'
    yield " same => n,GotoIf(${DIALPLAN_EXISTS(mia-menu,key-${MIA_KEY},1)}?key-${MIA_KEY},1)"
    yield " same => n,Playback(mia/again)"
    yield " same => n,Goto(read)"
    for key, entry in menu.keys.items():
        yield f"; {entry.title}"
        yield from _key(key, entry)


def _key(key: str, entry: Choice) -> Iterator[str]:
    extension = f"exten => key-{key},1"
    if entry.person:
        yield f"{extension},Goto(mia-person,s,1)"
    elif entry.repeat:
        yield f"{extension},Goto(s,ask)"
    else:
        yield f"{extension},Set(MIA_TEXT={quote(entry.ask)})"
        yield f" same => n,Set(MIA_AWAY=mia/away-{key})"
        yield " same => n,Gosub(mia-sms,s,1)"
        yield " same => n,Goto(s,ask)"


def _hours(hours: str) -> Iterator[str]:
    """Yield a subroutine that returns 1 while people are there, 0 otherwise.

    The range of ``GotoIfTime`` holds its last minute too, and goes over midnight where it ends before it
    begins (https://docs.asterisk.org/Latest_API/API_Documentation/Dialplan_Applications/GotoIfTime/).
    """
    opens, closes = (part.replace("24:00", "00:00") for part in hours.split("-"))
    last = datetime.strptime(closes, "%H:%M") - timedelta(minutes=1)
    yield "[mia-hours]"
    if opens == closes:
        yield "exten => s,1,Return(1)"
        return
    yield f"exten => s,1,GotoIfTime({opens}-{last:%H:%M},*,*,*,{ZONE.key}?there)"
    yield " same => n,Return(0)"
    yield " same => n(there),Return(1)"

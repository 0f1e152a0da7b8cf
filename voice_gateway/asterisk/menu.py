"""The button menu as dialplan, made from ``voice_gateway/keypad.yml``: what is left while it is away.

A key that asks something is answered by SMS (``POST /webhooks/menu`` of the bot) where the network
vouches for the number; where that cannot be, its ``away`` recording is played.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import quote

from knowledge.files import read_yaml
from voice_gateway.keypad import Choice, Menu

_PROMPTS = Path(__file__).resolve().parent / "prompts.yml"
_HEADER = """\
; The button menu, made from keypad.yml by `mia dialplan menu`: change it there.
"""


def recordings(menu: Menu) -> Mapping[str, str]:
    """Return what is to be recorded for the exchange: file name → words."""
    away = {f"away-{key}": entry.away for key, entry in menu.keys.items() if entry.away}
    own: Mapping[str, str] = read_yaml(_PROMPTS)
    spoken = {"opening": menu.opening, "menu": menu.prompt, "again": menu.again}
    return {**spoken, **away, **own}


def dialplan(menu: Menu) -> str:
    """Return the menu as the text of a dialplan file."""
    return _HEADER + "\n".join(_lines(menu)) + "\n"


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

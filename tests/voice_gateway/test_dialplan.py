"""The button menu as dialplan."""

import re
from pathlib import Path

import pytest

from voice_gateway.asterisk.menu import dialplan, recordings
from voice_gateway.keypad import menu

SHIPPED = Path("voice_gateway/asterisk/extensions_mia_menu.conf")


def test_the_shipped_menu_is_made_from_the_keypad_file() -> None:
    assert SHIPPED.read_text(encoding="utf-8") == dialplan(menu())


def test_every_key_is_an_extension_and_every_recording_is_made() -> None:
    text = dialplan(menu())

    for key in menu().keys:
        assert f"exten => key-{key},1," in text
    static = SHIPPED.with_name("extensions_mia.conf").read_text(encoding="utf-8")
    played = {word.split("mia/")[1] for word in _words(text + static) if word.startswith("mia/")}
    assert played == set(recordings(menu()))


def test_what_a_caller_writes_himself_is_never_used_as_it_is() -> None:
    static = SHIPPED.with_name("extensions_mia.conf").read_text(encoding="utf-8")
    lines = [line for line in static.splitlines() if not line.startswith(";")]

    used = [
        (line[: found.start()], found[0])
        for line in lines
        for found in re.finditer(r"\$\{(EXTEN|CALLERID\([a-z]+\))", line)
    ]

    assert {what for _, what in used} == {"${EXTEN", "${CALLERID(num)", "${CALLERID(name)"}
    for before, what in used:
        guard = "URIENCODE(" if what == "${CALLERID(name)" else "FILTER(0-9+,"
        assert before.endswith(guard), before + what


def test_the_hours_of_the_agents_are_the_catalogues(monkeypatch: pytest.MonkeyPatch) -> None:
    for hours, line in {
        "08:00-22:00": "GotoIfTime(08:00-21:59,*,*,*,Europe/Moscow?there)",
        "20:00-02:30": "GotoIfTime(20:00-02:29,*,*,*,Europe/Moscow?there)",
        "00:00-24:00": "exten => s,1,Return(1)",
    }.items():
        monkeypatch.setattr("voice_gateway.asterisk.menu.agents_hours", lambda hours=hours: hours)
        assert line in dialplan(menu())


def _words(text: str) -> list[str]:
    return text.replace("(", " ").replace(")", " ").replace(",", " ").replace("=", " ").split()

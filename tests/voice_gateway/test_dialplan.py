"""The button menu as dialplan."""

from pathlib import Path

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


def _words(text: str) -> list[str]:
    return text.replace("(", " ").replace(")", " ").replace(",", " ").replace("=", " ").split()

"""What every response to a platform must be: of its schema, and with words that can be said."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

FOLDER = Path(__file__).resolve().parent / "schemas"

_MARKUP = re.compile(r' sil <\[\d+\]> |<break time="\d+ms"/>|</?speak>')
_LINK = re.compile(r"https?:|www\.|\w\.(?:ru|com|net|org|example)\b")


def check(platform: str, response: Mapping[str, Any]) -> None:
    """Check a response.

    Raises:
        AssertionError: something is wrong with it.
    """
    errors = [error.message for error in _validator(platform).iter_errors(response)]
    assert not errors, errors
    said = (
        response["payload"]["pronounceText"]
        if platform == "salute"
        else response["response"]["tts"]
    )
    plain = _MARKUP.sub(" ", said)
    assert not re.search(r"[\dA-Za-z]", plain), plain
    assert not re.search(r"\s[.,:;!?»)]", plain), plain
    assert not _LINK.search(plain), plain
    odd = {c for c in plain if unicodedata.category(c) in ("So", "Sk", "Sc", "Sm", "Cc")} - {"+"}
    assert not odd, (odd, plain)
    text = json.dumps(response, ensure_ascii=False)
    if platform == "salute":
        assert "null" not in re.findall(r"(?<=: )null", text)
        assert "\\n" not in text
    for button in response.get("response", {}).get("buttons", ()):
        assert len(json.dumps(button.get("payload", {}), ensure_ascii=False).encode()) <= 4096
    assert len(json.dumps(response.get("session_state", {})).encode()) <= 1024


@cache
def _validator(platform: str) -> Draft202012Validator:
    return Draft202012Validator(
        json.loads((FOLDER / f"{platform}.json").read_text(encoding="utf-8"))
    )

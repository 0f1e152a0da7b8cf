"""Text as it comes in from outside: JSON may carry halves of characters, which no encoding has."""

from typing import Any

from pydantic import BaseModel, validator


def is_unicode(text: str) -> bool:
    """Tell whether a text can be encoded: it holds no half of a surrogate pair."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


class Body(BaseModel):
    """A body or a frame whose strings are Unicode."""

    @validator("*", pre=True)
    def _unicode(cls, value: Any) -> Any:
        texts = value if isinstance(value, list) else [value]
        if not all(is_unicode(text) for text in texts if isinstance(text, str)):
            raise ValueError("holds a half of a surrogate pair")
        return value

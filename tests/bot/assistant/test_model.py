"""A model that cannot be used is told in words, before anything is served."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.assistant.model import NoModel, load
from nlu.training import MODEL

pytestmark = pytest.mark.usefixtures("model")


def cut(whole: bytes) -> bytes:
    return whole[: len(whole) // 3]


def garbled(whole: bytes) -> bytes:
    middle = len(whole) // 2
    return whole[:middle] + bytes(1000) + whole[middle + 1000 :]


@pytest.mark.parametrize("damage", [cut, garbled, lambda whole: b"", lambda whole: b"no archive"])
def test_a_damaged_model_is_named(tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    path = tmp_path / "mia.tar.gz"
    path.write_bytes(damage(MODEL.read_bytes()))
    with pytest.raises(NoModel, match=rf"{path} cannot be read .*mia train"):
        load(path)


def test_another_model_does_not_take_the_place_of_the_one_that_was_named(tmp_path: Path) -> None:
    (tmp_path / "other.tar.gz").write_bytes(MODEL.read_bytes())
    with pytest.raises(NoModel, match=f"no model at {tmp_path / 'mia.tar.gz'}"):
        load(tmp_path / "mia.tar.gz")


def test_the_newest_model_of_a_folder_is_taken(tmp_path: Path) -> None:
    with pytest.raises(NoModel, match="no model at"):
        load(tmp_path)
    (tmp_path / "other.tar.gz").write_bytes(MODEL.read_bytes())
    name, metadata, _ = load(tmp_path)
    assert name == "other.tar.gz"
    assert metadata.assistant_id == "mia"

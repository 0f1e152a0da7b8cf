"""Caching, sharing and giving up, with a renderer that is watched."""

import asyncio

import pytest

from voice_gateway.speaking.cache import DiskCache, Key, MemoryCache
from voice_gateway.speaking.pool import Pool
from voice_gateway.speaking.preparation import Preparation
from voice_gateway.speaking.speaker import Speaker
from voice_gateway.speaking.voice import VoiceError


class Watched:
    """Gives a sentence's own letters as its sound."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.gate: asyncio.Event | None = None
        self.broken = False

    async def render(self, text: str, pace: float) -> bytes:
        self.asked.append(text)
        if self.gate is not None:
            await self.gate.wait()
        if self.broken:
            raise VoiceError("broken")
        return text.encode("utf-16-le")


@pytest.fixture
def renderer() -> Watched:
    return Watched()


def speaker(renderer, disk=None) -> Speaker:
    return Speaker("test", renderer, Preparation("plain"), MemoryCache(1 << 20), disk)


async def spoken(voice: Speaker, text: str, pace: float = 1.0) -> list[str]:
    return [piece.text async for piece in voice.speak(text, pace)]


async def test_a_sentence_is_rendered_once(renderer) -> None:
    voice = speaker(renderer)
    await spoken(voice, "Да. Нет.")
    await spoken(voice, "Нет. Да.")
    assert sorted(renderer.asked) == ["Да.", "Нет."]


async def test_another_pace_is_another_sound(renderer) -> None:
    voice = speaker(renderer)
    await spoken(voice, "Да.")
    await spoken(voice, "Да.", pace=0.8)
    assert renderer.asked == ["Да.", "Да."]


async def test_calls_that_want_the_same_at_once_share_it(renderer) -> None:
    renderer.gate = asyncio.Event()
    voice = speaker(renderer)
    both = asyncio.gather(spoken(voice, "Да."), spoken(voice, "Да."))
    while not renderer.asked:
        await asyncio.sleep(0)
    renderer.gate.set()
    assert await both == [["Да."], ["Да."]]
    assert renderer.asked == ["Да."]


async def test_the_next_sentence_is_made_while_the_first_is_heard(renderer) -> None:
    voice = speaker(renderer)
    speech = voice.speak("Раз. Два. Три.")
    assert (await anext(speech)).text == "Раз."
    for _ in range(5):
        await asyncio.sleep(0)
    assert renderer.asked == ["Раз.", "Два."]
    await speech.aclose()
    for _ in range(5):
        await asyncio.sleep(0)
    assert renderer.asked == ["Раз.", "Два."]


async def test_a_pause_stands_between_sentences_and_not_at_the_end(renderer) -> None:
    first, last = [piece async for piece in speaker(renderer).speak("Да. Нет.")]
    assert first.pcm.endswith(bytes(4000))
    assert last.pcm == "Нет.".encode("utf-16-le")
    assert (last.start, last.text) == (4, "Нет.")


async def test_a_failure_reaches_who_waits_and_is_not_kept(renderer) -> None:
    voice = speaker(renderer)
    renderer.broken = True
    with pytest.raises(VoiceError, match="broken"):
        await spoken(voice, "Да.")
    renderer.broken = False
    assert await spoken(voice, "Да.") == ["Да."]


@pytest.mark.parametrize("pace", [0, 0.4, 2.1, float("nan")])
async def test_a_pace_that_is_none_is_refused(renderer, pace) -> None:
    with pytest.raises(VoiceError, match="a pace is"):
        await spoken(speaker(renderer), "Да.", pace)


async def test_only_what_was_rendered_ahead_is_on_disk(renderer, tmp_path) -> None:
    disk = DiskCache(tmp_path / "speech", 1 << 20)
    voice = speaker(renderer, disk)
    await spoken(voice, "На вашем счёте сто рублей.")
    assert await voice.render_ahead(["Здравствуйте! Чем помочь?", "Чем помочь?"]) == 2
    assert len(list((tmp_path / "speech").glob("*.pcm"))) == 2
    again = Watched()
    assert await spoken(speaker(again, disk), "Здравствуйте!") == ["Здравствуйте!"]
    assert again.asked == []
    assert await voice.render_ahead(["Чем помочь?"]) == 0


def test_memory_drops_what_was_not_asked_for_longest() -> None:
    cache = MemoryCache(10)
    one, two, three = (Key("v", text, 1.0) for text in "абв")
    cache.put(one, b"1234")
    cache.put(two, b"1234")
    assert cache.get(one) == b"1234"
    cache.put(three, b"1234")
    assert cache.get(two) is None
    assert cache.get(one) == b"1234"
    cache.put(one, bytes(11))
    assert cache.get(one) is None


def test_the_disk_keeps_within_its_bound(tmp_path) -> None:
    disk = DiskCache(tmp_path, 250)
    for text in "абвг":
        disk.put(Key("v", text, 1.0), bytes(100))
    assert disk.shrink() == 2
    assert len(list(tmp_path.glob("*.pcm"))) == 2


def test_a_disk_that_is_not_there_keeps_nothing(tmp_path) -> None:
    assert DiskCache(tmp_path / "none", 100).get(Key("v", "а", 1.0)) is None


class Flaky:
    """A worker that fails so many times."""

    def __init__(self, failures: int) -> None:
        self.failures = failures

    async def stop(self) -> None:
        pass

    async def render(self, text: str, pace: float) -> bytes:
        if self.failures:
            self.failures -= 1
            raise VoiceError("it hangs")
        return b"ok"


async def test_a_second_try_is_made_in_a_new_process() -> None:
    assert await Pool(lambda: Flaky(1), 1).render("да", 1.0) == b"ok"
    with pytest.raises(VoiceError, match="it hangs"):
        await Pool(lambda: Flaky(2), 1).render("да", 1.0)


async def test_a_closed_pool_renders_nothing() -> None:
    pool = Pool(lambda: Flaky(0), 1)
    await pool.stop()
    with pytest.raises(VoiceError, match="closed"):
        await pool.render("да", 1.0)


def test_an_empty_pool_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one"):
        Pool(lambda: Flaky(0), 0)
